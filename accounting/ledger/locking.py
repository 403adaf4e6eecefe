"""Lock rows.

The order of locks is always: the document, open items by id, the number series, what the lines name (options, accounts,
contacts, tax rates), the period, the ledger's head. Events come last. The first open day (`next_open`) holds its period
earlier (periods.py says why it may). What is several operations cannot keep it, nor can an action with `If-Match`. They
write alone in their company (tenancy.hold).
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet

from accounting import errors
from accounting.ledger.models import Company

M = TypeVar("M", bound=Model)


def locked(queryset: QuerySet[M], row: M) -> M:
    """Return a row of a company in its present state, locked until the transaction ends. Raises Conflict if it was
    deleted.

    The row is locked by a query of its own before it is read, because after waiting for a lock PostgreSQL does not
    read the joined tables of the query again.
    """
    lock(queryset.model._default_manager.filter(company=row.company_id, pk=row.pk))  # type: ignore[attr-defined]  # all have one
    return present(queryset, row)


def present(queryset: QuerySet[M], row: M) -> M:
    """Return a row of a company as `queryset` reads (and locks) it now. Raises Conflict if it was deleted."""
    try:
        return queryset.get(company=row.company_id, pk=row.pk)  # type: ignore[attr-defined]  # all have one
    except ObjectDoesNotExist:
        raise errors.Conflict(errors.DELETED) from None


def locked_many(rows: Sequence[M]) -> list[M]:
    """Return rows of one company in their present state, as `locked` does for each, in the order of their ids.

    Nothing is joined, so one query is enough.
    """
    ids = {row.pk for row in rows}
    of_company = type(rows[0])._default_manager.filter(company=rows[0].company_id)  # type: ignore[attr-defined]  # all have one
    found = list(of_company.filter(pk__in=ids).order_by("pk").select_for_update())
    if len(found) < len(ids):
        raise errors.Conflict(errors.DELETED)
    return found


def lock_company(company: Company) -> Company:
    """Return a company in its present state, locked until the transaction ends: for what two together would do wrong,
    such as adding the last of what is limited. Posting is not blocked."""
    return Company.objects.select_for_update(no_key=True, of=("self",)).get(id=company.id)


def lock(rows: QuerySet[Any]) -> None:
    """Lock rows until the end of the transaction, in the order of their ids."""
    list(rows.order_by("pk").select_for_update().values_list("pk"))
