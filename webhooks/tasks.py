"""What Celery does for webhooks. No arguments, one call each, safe to run twice."""

from celery import shared_task

from accounting.events import DRAIN_TASK
from webhooks import engine
from webhooks import upkeep as upkeep_

DRAIN_SECONDS = 20
"""After so long a drain leaves its worker to other work; the next nudge goes on."""


@shared_task(name=DRAIN_TASK)
def drain() -> None:
    """Send all webhooks that are due."""
    engine.drain(seconds=DRAIN_SECONDS)


@shared_task(name="webhooks.canary")
def canary() -> None:
    """Show that a worker is alive."""
    upkeep_.stamp_canary()


@shared_task(name="webhooks.upkeep")
def upkeep() -> None:
    """Send notices, give up, forget."""
    upkeep_.run()
