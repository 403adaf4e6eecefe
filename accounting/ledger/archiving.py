"""Archive and restore what has `is_active`, such as contacts, accounts and items."""

from typing import Protocol, TypeVar

from django.db.models import Model

from accounting import errors
from accounting.ledger.event_log import tell
from foundation import audit
from identity.models import User


class Archivable(Protocol):
    is_active: bool


A = TypeVar("A", bound=Archivable)


def set_active(row: A, by: User, is_active: bool, *, noun: str, name: str) -> A:
    """Archive or restore a locked row, and record `<noun>.archived` or `<noun>.restored`.

    Raises WrongStatus, with the row's `name`, if it is already in that state, and the refusals of database constraints.
    """
    assert isinstance(row, Model)
    if row.is_active == is_active:
        raise errors.WrongStatus(f"{name} is already {'active' if is_active else 'archived'}.")
    row.is_active = is_active
    with errors.translated():
        row.save(update_fields=["is_active", "updated_at"])
    action = f"{noun}.{'restored' if is_active else 'archived'}"
    audit.record(action, row, by=by)
    tell(action, row)
    return row
