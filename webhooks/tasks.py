"""The Celery tasks of webhooks. Each has no arguments, makes one call, and is safe to run twice."""

import multiprocessing
from typing import Any

from celery import shared_task
from celery.signals import worker_shutting_down

from accounting.events import DRAIN_TASK
from webhooks import engine, slots
from webhooks import upkeep as upkeep_

DRAIN_SECONDS = 20
"""After this time a drain ends, so that its worker can do other work. The next nudge continues it."""
_stopping = multiprocessing.RawValue("b", 0)
"""Shared with the processes that run the tasks: Celery forks them from the process that receives the signal."""


@worker_shutting_down.connect
def stop(**_options: Any) -> None:
    """Make drains claim nothing more and finish. Celery waits for them, but does not tell them to stop."""
    _stopping.value = 1


@shared_task(name=DRAIN_TASK)
def drain() -> None:
    """Send all webhooks that are due. If none is, or an engine looks for work anyway, this costs one query."""
    if slots.engine_is_needed():
        engine.drain(seconds=DRAIN_SECONDS, linger=engine.LINGER_SECONDS, is_stopping=lambda: bool(_stopping.value))


@shared_task(name="webhooks.canary")
def canary() -> None:
    """Show that a worker is alive."""
    upkeep_.stamp_canary()


@shared_task(name="webhooks.upkeep")
def upkeep() -> None:
    """Send notices, give up deliveries, and delete old ones."""
    upkeep_.run()
