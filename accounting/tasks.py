"""The Celery tasks of the books. Each has no arguments, makes one call, and is safe to run twice."""

from celery import shared_task

from accounting.exchange import imports
from accounting.ledger import periods
from accounting.recurring import generating

IMPORT_SECONDS = 20
"""After this time a run begins no other import, so that its worker can do other work. The next nudge continues it."""


@shared_task(name="accounting.make_months")
def make_months() -> None:
    """Add the month that has begun to the books of each company."""
    periods.make_months_of_all()


@shared_task(name="accounting.make_recurring")
def make_recurring() -> None:
    """Make the documents of recurring templates that are due."""
    generating.run()


@shared_task(name=imports.RUN_TASK)
def run_imports() -> None:
    """Run the imports that are due."""
    imports.run(seconds=IMPORT_SECONDS)
