"""Receivers, and workers as processes of their own."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from celery import current_app

from foundation import tenancy
from tests.processes import process
from tests.webhooks.receiver import Receiver, receiver


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiver() as running:
        yield running


@pytest.fixture
def queue_name(worker_id: str) -> Iterator[str]:
    """A queue only for this test process, so that its nudges go to its own workers."""
    name, before = f"atlas-{worker_id}-{os.getpid()}", current_app.conf.task_default_queue
    current_app.conf.task_default_queue = name
    current_app.amqp.queues.select_add(name)
    yield name
    current_app.conf.task_default_queue = before


WORKER = """
import sys
from atlas.celery import app
app.conf.task_default_queue = sys.argv[1]
app.start(sys.argv[2:])
"""


@pytest.fixture
def celery_worker(queue_name: str, tmp_path: Path) -> Callable[..., "contextmanager[subprocess.Popen[bytes]]"]:
    """Start a real Celery worker with beat; call it as a context manager."""

    def start(**environment: str):  # type: ignore[no-untyped-def]
        options = ["--concurrency", "2", "--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
        return process(
            "-c",
            WORKER,
            queue_name,
            "--quiet",
            "worker",
            "--beat",
            "--schedule",
            str(tmp_path / "beat"),
            *options,
            **environment,
        )

    return start


def until(condition: Callable[[], bool], *, seconds: float = 10) -> None:
    """Wait until `condition` holds in a new transaction across tenants; fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        with tenancy.everyone():
            if condition():
                return
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.05)
