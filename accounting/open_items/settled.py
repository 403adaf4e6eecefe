"""Query the allocations of an open item, which has the id of its document."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db.models import Case, F, Max, Q, QuerySet, Sum, When

from accounting.ledger import money
from accounting.open_items.models import Allocation

MAX_NAMED = 3


def allocations_of(item_id: UUID) -> QuerySet[Allocation]:
    """Return all allocations of an item on either side, also those that take others back."""
    return Allocation.objects.filter(Q(debit_item=item_id) | Q(credit_item=item_id))


def settled_with(item_id: UUID, currency: str) -> str:
    """Return the numbers of the first documents that settle an item, each with its amount, for a sentence."""
    found = _settled_by("number", item_id)[: MAX_NAMED + 1]
    named = [f"{number} ({money.text(amount, currency)})" for number, amount in found]
    return ", ".join(named[:MAX_NAMED]) + (" and more" if len(named) > MAX_NAMED else "")


def settled_by_kind(item_id: UUID) -> dict[str, Decimal]:
    """Return how much of an item the documents of each kind settle."""
    return dict(_settled_by("kind", item_id))


def _settled_by(name: str, item_id: UUID) -> QuerySet[Allocation, tuple[str, Decimal]]:
    """Return what settles an item, summed by a field of the items on the other side, in its order."""
    other = Case(When(debit_item=item_id, then=F(f"credit_item__{name}")), default=F(f"debit_item__{name}"))
    rows = allocations_of(item_id).values(other=other).annotate(settled=Sum("amount")).filter(settled__gt=0)
    return rows.order_by("other").values_list("other", "settled")


def freed_among(item_ids: Sequence[UUID]) -> set[UUID]:
    """Return those of some items of which an allocation was taken back."""
    taken_back = Allocation.objects.filter(reverses__isnull=False)
    sides = ("debit_item_id", "credit_item_id")
    found = (taken_back.filter(**{f"{side}__in": item_ids}).values_list(side, flat=True) for side in sides)
    return {item_id for ids in found for item_id in ids}


def last_freed(item_id: UUID) -> datetime.date | None:
    """Return the last day on which an allocation of an item was taken back."""
    freed: datetime.date | None = (
        allocations_of(item_id).filter(reverses__isnull=False).aggregate(last=Max("date"))["last"]
    )
    return freed
