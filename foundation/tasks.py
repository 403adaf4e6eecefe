"""What Celery does for mail. No arguments, one call each, safe to run twice."""

from celery import shared_task

from foundation import mail

DRAIN_SECONDS = 20
"""After this time a drain leaves its worker to other work; the next nudge continues."""


@shared_task(name=mail.SEND_TASK)
def send_email() -> None:
    """Send all mail that is due."""
    mail.drain(seconds=DRAIN_SECONDS)
