"""`manage.py reencrypt`: encrypt all stored secrets with the first of ENCRYPTION_KEYS, so that you can remove the
others.

An organization that moves to another database (`manage.py move_organization`) keeps its secrets as they are until then.
The stored answers of idempotency keys and the files of imports that wait are not changed. Answers are deleted after 7
days, and files when their import ends, so keep the old key that long.
"""

from collections.abc import Iterator
from typing import Any

from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError

from foundation import encryption, tenancy
from foundation.models import OutgoingEmail
from foundation.words import counted
from identity.models import Authenticator, OrganizationMove
from webhooks.models import Endpoint

SECRETS: tuple[tuple[Any, str], ...] = (
    (Authenticator, "encrypted_secret"),
    (OutgoingEmail, "encrypted_body"),
    (Endpoint, "encrypted_secret"),
    (Endpoint, "encrypted_previous_secret"),
)


BATCH = 1000


class Command(BaseCommand):
    help = "Encrypt all stored secrets with the first of ENCRYPTION_KEYS. Atlas may run meanwhile. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        unreadable = 0
        for model, column in SECRETS:
            renewed, lost = reencrypt(model, column)
            unreadable += lost
            self.stdout.write(f"{model._meta.label}.{column}: {renewed} encrypted again, {lost} that no key decrypts")
        if unreadable:
            raise CommandError(
                "None of ENCRYPTION_KEYS decrypts some secrets: add the key with which they were encrypted."
            )
        with tenancy.everyone():
            moving = OrganizationMove.objects.filter(moved_at=None).count()
        if moving:
            raise CommandError(
                f"{counted(moving, 'organization')} could not be changed while it moves: run this again when it has "
                "moved, or when its move is cancelled."
            )


def reencrypt(model: Any, column: str) -> tuple[int, int]:
    """Encrypt one column again. Return how many values were encrypted, and how many no key decrypts.

    Values that change in the meantime are left as they are.
    """
    renewed = lost = 0
    for key, encrypted in _values(model, column):
        try:
            fresh = " ".join(map(encryption.renew, encrypted.split()))  # there may be several previous secrets
        except InvalidToken:
            lost += 1
            continue
        with tenancy.everyone():
            renewed += model._base_manager.filter(pk=key, **{column: encrypted}).update(**{column: fresh})
    return renewed, lost


def _values(model: Any, column: str) -> Iterator[tuple[Any, str]]:
    """Yield the keys and values of a column, BATCH rows at a time."""
    rows = model._base_manager.exclude(**{column: ""}).order_by("pk")
    if model is Authenticator:  # those of others who are away are hidden
        rows = rows.filter(user__organization__move=None)
    found: list[tuple[Any, str]] = []
    while not found or len(found) == BATCH:
        with tenancy.everyone():
            after = rows.filter(pk__gt=found[-1][0]) if found else rows
            found = list(after.values_list("pk", column)[:BATCH])
        if not found:
            return
        yield from found
