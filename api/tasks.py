"""Later work of the API."""

from celery import shared_task

from api import idempotency
from identity import tenancy


@shared_task(name="api.forget_idempotency_keys")
def forget_idempotency_keys() -> None:
    """Delete the idempotency keys that are no longer honoured."""
    with tenancy.everyone():
        idempotency.forget_old()
