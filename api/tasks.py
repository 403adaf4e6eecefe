"""Scheduled work of the API, and some of other packages."""

from celery import shared_task

from api import idempotency
from identity import sessions, sign_ins


@shared_task(name="api.forget_old")
def forget_old() -> None:
    """Delete expired idempotency keys, old sign-ins, and expired tokens and sessions."""
    idempotency.forget_old()
    sessions.forget_expired()
    sign_ins.forget_old()
