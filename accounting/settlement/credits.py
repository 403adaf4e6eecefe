"""Apply credit notes and vendor credits to invoices and bills, as payments are allocated."""

import datetime
from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from accounting import errors
from accounting.documents import approval, entering, events
from accounting.documents.models import Credit, CreditStatus, VendorCredit
from accounting.settlement import settling
from accounting.settlement.settling import AllocationInput
from identity.models import User

C = TypeVar("C", bound=Credit)


@transaction.atomic
def apply(credit: C, *, by: User, date: datetime.date, allocations: Sequence[AllocationInput] = ()) -> C:
    """Settle invoices or bills with what is left of an issued credit, on `date` unless an allocation has its own date.

    Without `allocations` it settles the document that it credits, as far as that is open. Records
    `credit_note.applied` or `vendor_credit.applied`, and `invoice.paid` or `bill.paid` for each document that is fully
    paid. Raises NotFoundHere, ContactNotUsable, Invalid, InvalidAmount, InvalidDate, OverAllocated, TooManyLines,
    WrongStatus, PeriodClosed.
    """
    allocations = allocations or [_to_its_original(credit)]
    documents = settling.lock_documents(credit, allocations)
    credit = entering.locked(credit)
    entering.must_be(credit, CreditStatus.ISSUED, verb="applied")
    given = _with_amounts(credit, allocations, documents)
    with errors.translated():
        made = settling.insert(credit, given, documents, by=by, date=date)
    credit.refresh_from_db(fields=["amount_paid", "updated_at"])
    events.tell_credit(f"{credit.NOUN}.applied", credit, made)
    settling.record_paid(documents)
    return credit


def _to_its_original(credit: Credit) -> Any:
    """Return an allocation without an amount to the document that it credits. Raises Invalid."""
    noun = credit.settles.NOUN
    if credit.original_id is None:
        raise errors.Invalid(f"Give at least one {noun}.", field="allocations")
    return {f"{noun}_id": credit.original_id}


def _with_amounts(
    credit: Credit, allocations: Sequence[AllocationInput], documents: Sequence[Any]
) -> list[AllocationInput]:
    """Return the allocations with their amounts: by default as much as is open and left after those before it. Raises
    WrongStatus if that is nothing."""
    left, is_open = credit.unallocated_amount, {document.id: document.amount_due for document in documents}
    given: list[Any] = []
    for position, (one, document) in enumerate(zip(allocations, documents, strict=True)):
        amount = one.get("amount", min(left, is_open[document.id]))
        if not amount and "amount" not in one:
            settled = credit if is_open[document.id] else document
            raise errors.WrongStatus(f"Nothing is open on {settled}.", field=f"allocations[{position}].amount")
        left -= amount
        is_open[document.id] -= amount
        given.append({**one, "amount": amount})
    return given


@transaction.atomic
def unapply(credit: C, *, by: User, allocation_ids: Sequence[UUID], date: datetime.date) -> C:
    """Take allocations back on `date`, by a row with the negative amount for each.

    Records `credit_note.unapplied` or `vendor_credit.unapplied`, and `invoice.reopened` or `bill.reopened`. Raises
    NeedsApprover, NotFoundHere, AlreadyReversed, InvalidDate, PeriodClosed, TooManyLines.
    """
    taken = settling.lock_taken(credit, allocation_ids)
    credit = entering.locked(credit)
    if asks_for_two(credit):
        approval.require(credit.company, by, "Only an approver can take an allocation back.")
    with errors.translated():
        paid = settling.paid_by(credit, taken)
        made = settling.take_back(credit, allocation_ids, taken, by=by, date=date)
    credit.refresh_from_db(fields=["amount_paid", "updated_at"])
    events.tell_credit(f"{credit.NOUN}.unapplied", credit, made)
    settling.record_reopened(paid)
    return credit


def asks_for_two(credit: Credit) -> bool:
    """Return whether only an approver may take its allocations back: the bill can then be paid again."""
    return isinstance(credit, VendorCredit) and credit.company.two_person_approval
