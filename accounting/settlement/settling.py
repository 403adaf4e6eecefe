"""Check, insert and take back allocations, for payments.py and credits.py.

Documents are locked in the order of their ids, before the payment or the credit. The guard on allocations then locks
their open items.
"""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Required, TypedDict
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from uuid_utils.compat import uuid7

from accounting import errors
from accounting.documents import events
from accounting.documents.models import Credit, Document
from accounting.ledger import locking, money, periods
from accounting.ledger.entry_lines import DEBIT
from accounting.open_items.models import Allocation
from accounting.settlement.models import Payment
from identity.models import User

MAX_ALLOCATIONS = 500

Source = Payment | Credit
"""What settles documents."""


class AllocationInput(TypedDict, total=False):
    """An allocation as input: `amount`, in the currency of what settles, of one invoice or bill. The default of `date`
    is the earliest possible one."""

    invoice_id: UUID
    bill_id: UUID
    amount: Required[Decimal]
    date: datetime.date


def lock_documents(source: Source, allocations: Sequence[AllocationInput]) -> list[Document]:
    """Return the document of each allocation, in order. They are locked in the order of their ids.

    Raises NotFoundHere, ContactNotUsable, WrongStatus.
    """
    if len(allocations) > MAX_ALLOCATIONS:
        raise errors.TooManyLines(f"There can be at most {MAX_ALLOCATIONS} allocations at once.", field="allocations")
    model, noun = source.settles, source.settles.NOUN
    ids = [_document_id(source, allocation, f"allocations[{i}].{noun}_id") for i, allocation in enumerate(allocations)]
    rows: QuerySet[Any] = model._default_manager.filter(company=source.company, id__in=ids)
    locking.lock(rows)
    found: dict[UUID, Document] = rows.select_related("company", "journal_entry").in_bulk()
    settled = []
    for position, document_id in enumerate(ids):
        path = f"allocations[{position}].{noun}_id"
        document = found.get(document_id)
        if document is None:
            raise errors.NotFoundHere(f"There is no such {noun} in this company.", field=path)
        _check_open(source, document, path)
        settled.append(document)
    return settled


def _document_id(source: Source, allocation: AllocationInput, field: str) -> UUID:
    noun = source.settles.NOUN
    ids: dict[str, UUID | None] = {name: allocation.get(name) for name in ("invoice_id", "bill_id")}  # type: ignore[misc]
    wanted = ids.pop(f"{noun}_id")
    if wanted is None or any(ids.values()):
        raise errors.Invalid(f"This {source.name} settles {noun}s.", field=field)
    return wanted


def _check_open(source: Source, document: Document, field: str) -> None:
    if document.contact_id != source.contact_id:
        raise errors.ContactNotUsable(f"{document} does not belong to {source.contact.name}.", field=field)
    if document.status != document.POSTED:
        raise errors.WrongStatus(f"Nothing is owed on {document}: it is {document.status}.", field=field)
    if not document.amount:
        raise errors.WrongStatus(f"Nothing is owed on {document}: its total is zero.", field=field)


def insert(
    source: Source,
    allocations: Sequence[AllocationInput],
    settled: Sequence[Document],
    *,
    by: User,
    date: datetime.date | None,
) -> list[Allocation]:
    """Insert and return the rows. The guard then updates the open amounts of both sides.

    Raises InvalidAmount, InvalidDate, OverAllocated, PeriodClosed.
    """
    left = source.unallocated_amount
    open_amounts = {document.id: document.amount_due for document in settled}
    rows = []
    for position, (allocation, document) in enumerate(zip(allocations, settled, strict=True)):
        path, amount = f"allocations[{position}]", allocation["amount"]
        money.check_amount(amount, source.currency_id, f"{path}.amount")
        open_amount = open_amounts[document.id]
        if amount > open_amount:
            figure = money.text(open_amount, source.currency_id)
            raise errors.OverAllocated(f"Only {figure} is open on {document}.", field=f"{path}.amount")
        if amount > left:
            figure = money.text(left, source.currency_id)
            raise errors.OverAllocated(f"Only {figure} of the {source.name} is left.", field=f"{path}.amount")
        left -= amount
        open_amounts[document.id] -= amount
        rows.append(
            Allocation(
                id=uuid7(),
                company=source.company,
                debit_item_id=document.id if document.SIDE == DEBIT else source.id,
                credit_item_id=source.id if document.SIDE == DEBIT else document.id,
                date=_allocation_date(source, document, allocation.get("date") or date, path),
                amount=amount,
                debit_base=amount,  # documents are in the base currency (companies.base_currency)
                credit_base=amount,
                created_at=timezone.now(),
                created_by=by,
            )
        )
    Allocation.objects.bulk_create(rows)
    return rows


def lock_taken(source: Source, allocation_ids: Sequence[UUID]) -> dict[UUID, Allocation]:
    """Return those of the allocations that are of this payment or credit, with their documents locked in the order of
    their ids."""
    if not allocation_ids:
        raise errors.Invalid("Give at least one allocation.", field="allocation_ids")
    if len(allocation_ids) > MAX_ALLOCATIONS:
        raise errors.TooManyLines(
            f"There can be at most {MAX_ALLOCATIONS} allocations at once.", field="allocation_ids"
        )
    taken = source.allocations.filter(reverses=None).in_bulk(allocation_ids)
    locking.lock(_documents(source, taken))
    return taken


def _documents(source: Source, taken: dict[UUID, Allocation]) -> QuerySet[Any]:
    ids = {allocation.other_than(source.id) for allocation in taken.values()}
    return source.settles._default_manager.filter(company=source.company, id__in=ids)


def take_back(
    source: Source,
    allocation_ids: Sequence[UUID],
    taken: dict[UUID, Allocation],
    *,
    by: User,
    date: datetime.date,
) -> list[Allocation]:
    """Insert and return a negative row for each allocation.

    Raises NotFoundHere, AlreadyReversed, InvalidDate, PeriodClosed.
    """
    periods.accounting_date(source.company, date, "refuse")
    gone = set(Allocation.objects.filter(reverses__in=taken).values_list("reverses_id", flat=True))
    rows = []
    for position, allocation_id in enumerate(allocation_ids):
        path = f"allocation_ids[{position}]"
        allocation = taken.get(allocation_id)
        if allocation is None:
            raise errors.NotFoundHere(f"This {source.name} has no such allocation.", field=path)
        if allocation_id in gone:
            raise errors.AlreadyReversed("This allocation has already been taken back.", field=path)
        if date < allocation.date:
            raise errors.InvalidDate(
                f"The date must not be before that of the allocation, {allocation.date}.", field="date"
            )
        gone.add(allocation_id)
        rows.append(
            Allocation(
                id=uuid7(),
                company=source.company,
                debit_item_id=allocation.debit_item_id,
                credit_item_id=allocation.credit_item_id,
                date=date,
                amount=-allocation.amount,
                debit_base=-allocation.debit_base,
                credit_base=-allocation.credit_base,
                reverses=allocation,
                created_at=timezone.now(),
                created_by=by,
            )
        )
    Allocation.objects.bulk_create(rows)
    return rows


def _allocation_date(source: Source, document: Document, date: datetime.date | None, path: str) -> datetime.date:
    """Return `date`, or by default the first day on which payment and document are posted. Raises InvalidDate,
    PeriodClosed."""
    assert document.journal_entry is not None
    assert source.journal_entry is not None
    earliest = max(source.journal_entry.date, document.journal_entry.date)
    if date is None:
        return earliest
    if date < earliest:
        raise errors.InvalidDate(
            f"The {source.name} and the document are both posted only from {earliest} on.", field=f"{path}.date"
        )
    return periods.accounting_date(source.company, date, "refuse")


def record_paid(settled: Sequence[Document]) -> None:
    """Record `invoice.paid` or `bill.paid` for each document that is fully paid now."""
    for document in {document.id: document for document in settled}.values():
        document.refresh_from_db(fields=["amount_paid", "updated_at"])
        if not document.amount_due:
            events.tell(f"{document.NOUN}.paid", document)


def paid_by(source: Source, taken: dict[UUID, Allocation]) -> list[Document]:
    """Return the documents of these allocations that are fully paid. They are locked already."""
    return [document for document in _documents(source, taken).order_by("id") if not document.amount_due]


def record_reopened(paid: Sequence[Document]) -> None:
    """Record `invoice.reopened` or `bill.reopened` for each document that was fully paid and is not any more."""
    for document in paid:
        document.refresh_from_db(fields=["amount_paid", "updated_at"])
        if document.amount_due:
            events.tell(f"{document.NOUN}.reopened", document)
