"""The Celery tasks of mail. Each has no arguments, makes one call, and is safe to run twice."""

from celery import shared_task

from foundation import mail

DRAIN_SECONDS = 20
"""After this time a drain ends, so that its worker can do other work. The next nudge continues it."""


@shared_task(name=mail.SEND_TASK)
def send_email() -> None:
    """Send all mail that is due."""
    mail.drain(seconds=DRAIN_SECONDS)
