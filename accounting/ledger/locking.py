"""Locking rows.

Lock order everywhere: the document, open items by id, the number series, the period, the ledger's head (events last).
"""

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from accounting import errors

M = TypeVar("M", bound=Model)


def locked(queryset: QuerySet[M], id: UUID) -> M:
    """Return the row as it is now, locked until the end of the transaction. Raises Conflict where it was deleted.

    The lock comes first and on its own: what a locking query joins, PostgreSQL does not read again after waiting.
    """
    lock(queryset.model._default_manager.filter(pk=id))
    row = queryset.filter(pk=id).first()
    if row is None:
        raise errors.Conflict("This was deleted in the meantime.")
    return row


def lock(rows: QuerySet[Any]) -> None:
    """Lock rows until the end of the transaction, in the order of their ids."""
    list(rows.order_by("pk").select_for_update().values_list("pk"))
