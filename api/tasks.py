"""Later work of the API, and what no other schedule forgets."""

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore

from api import idempotency
from foundation import tenancy
from identity import sign_ins


@shared_task(name="api.forget_old")
def forget_old() -> None:
    """Delete the idempotency keys that are no longer honoured, the sign-ins that are no longer kept, dead sessions."""
    with tenancy.everyone():
        idempotency.forget_old()
    sign_ins.forget_old()
    SessionStore.clear_expired()
