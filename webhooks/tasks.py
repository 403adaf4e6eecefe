"""What Celery does for webhooks. No arguments, one call each, safe to run twice."""

import multiprocessing
from typing import Any

from celery import shared_task
from celery.signals import worker_shutting_down

from accounting.events import DRAIN_TASK
from webhooks import engine
from webhooks import upkeep as upkeep_

DRAIN_SECONDS = 20
"""After this time a drain leaves its worker to other work; the next nudge continues."""
_stopping = multiprocessing.RawValue("b", 0)
"""Shared with the processes that do the tasks, for Celery forks them off the one that is asked to stop."""


@worker_shutting_down.connect
def stop(**_options: Any) -> None:
    """Have drains claim nothing more and finish what they send: Celery waits for them, but does not tell them."""
    _stopping.value = 1


@shared_task(name=DRAIN_TASK)
def drain() -> None:
    """Send all webhooks that are due."""
    engine.drain(seconds=DRAIN_SECONDS, is_stopping=lambda: bool(_stopping.value))


@shared_task(name="webhooks.canary")
def canary() -> None:
    """Show that a worker is alive."""
    upkeep_.stamp_canary()


@shared_task(name="webhooks.upkeep")
def upkeep() -> None:
    """Send notices, give up deliveries, delete old ones."""
    upkeep_.run()
