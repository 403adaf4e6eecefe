"""Run programs of Atlas as processes, on the test's database."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from django.db import connection

from tests.servers import ROOT

PRODUCTION = {
    "DEBUG": "0",
    "ALLOWED_HOSTS": "*",
    "PUBLIC_URL": "https://atlas.example.com",
}
"""The settings that production needs. Secrets are those of the tests (tests/servers.py), so that both sides share
them."""


def database_url() -> str:
    """The application's address of the test's database."""
    base, _, _ = os.environ["DATABASE_URL"].partition("?")
    return f"{base.rpartition('/')[0]}/{connection.settings_dict['NAME']}"


@contextmanager
def process(
    *command: str, log: Path | None = None, prefix: Sequence[str] = (), **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program of Atlas until the block ends; then kill it, with all that it has started. `prefix` is a command
    that runs it."""
    with contextlib.ExitStack() as stack:
        output = stack.enter_context(log.open("ab")) if log else None
        child = subprocess.Popen(
            [*prefix, sys.executable, *command],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": database_url(), **environment},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            yield child
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


class Web:
    """A web server in production's settings."""

    def __init__(self, process: subprocess.Popen[bytes], host: str, port: int) -> None:
        self.process = process
        self.host = host
        self.port = port

    def connect(self, timeout: float = 20) -> HTTPConnection:
        return HTTPConnection(self.host, self.port, timeout=timeout)

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        with contextlib.closing(self.connect()) as connection:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()


@contextmanager
def web(
    log: Path, *command: str, host: str = "127.0.0.1", prefix: Sequence[str] = (), **environment: str
) -> Iterator[Web]:
    """Run `manage.py serve`, or another command that serves, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    settings = {**PRODUCTION, "WEB_HOST": host, "PORT": str(port), **environment}
    with process(*(command or ("manage.py", "serve")), log=log, prefix=prefix, **settings) as child:
        running = Web(child, host, port)
        deadline = time.monotonic() + 30
        while True:
            with contextlib.suppress(OSError):
                if running.get("/api/v1/health")[0] == 200:
                    break
            assert child.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        yield running
