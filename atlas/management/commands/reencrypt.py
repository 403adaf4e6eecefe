"""`manage.py reencrypt`: encrypt every secret at rest with the first of ENCRYPTION_KEYS, so that the others can go.

The stored answers to idempotency keys are left: they are deleted after 7 days, so keep the old key for so long.
"""

from typing import Any

from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError

from foundation import encryption, tenancy
from foundation.models import OutgoingEmail
from identity.models import Authenticator
from webhooks.models import Endpoint

SECRETS: tuple[tuple[Any, str], ...] = (
    (Authenticator, "encrypted_secret"),
    (OutgoingEmail, "encrypted_body"),
    (Endpoint, "encrypted_secret"),
    (Endpoint, "encrypted_previous_secret"),
)


class Command(BaseCommand):
    help = (
        "Encrypt every secret at rest with the first of ENCRYPTION_KEYS. Safe to run beside a running Atlas, and again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        unreadable = 0
        for model, column in SECRETS:
            renewed, lost = reencrypt(model, column)
            unreadable += lost
            self.stdout.write(f"{model._meta.label}.{column}: {renewed} encrypted anew, {lost} that no key reads")
        if unreadable:
            raise CommandError("Some secrets fit none of ENCRYPTION_KEYS: add the key that they were encrypted with.")


def reencrypt(model: Any, column: str) -> tuple[int, int]:
    """Encrypt one column anew; return how many values, and how many no key reads. What changes meanwhile is left."""
    renewed = lost = 0
    with tenancy.everyone():
        rows = list(model._base_manager.exclude(**{column: ""}).values_list("pk", column))
    for key, encrypted in rows:
        try:
            fresh = encryption.renew(encrypted)
        except InvalidToken:
            lost += 1
            continue
        with tenancy.everyone():
            renewed += model._base_manager.filter(pk=key, **{column: encrypted}).update(**{column: fresh})
    return renewed, lost
