"""The operations on adjustments: what a contact owes less (is owed less), without money."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from accounting import errors
from accounting.documents import approval, at_once, entries
from accounting.documents.at_once import LineInput
from accounting.ledger import contacts
from accounting.ledger.changes import only
from accounting.ledger.metadata import Metadata
from accounting.ledger.models import Company, ContactKind
from accounting.ledger.periods import OnClosedPeriod
from accounting.settlement import events, postings, settling
from accounting.settlement.models import Adjustment, AdjustmentKind, AdjustmentLine
from accounting.settlement.settling import AllocationInput, possible_actions
from identity.models import User

__all__ = [
    "allocate",
    "asks_for_two",
    "asks_for_two_to_undo",
    "create",
    "possible_actions",
    "unallocate",
    "update",
    "void",
]


@transaction.atomic
def create(
    company: Company,
    *,
    by: User,
    contact_kind: str,
    contact_id: UUID,
    kind: str,
    date: datetime.date,
    lines: Sequence[LineInput],
    allocations: Sequence[AllocationInput] = (),
    currency: str | None = None,
    exchange_rate: Decimal | None = None,
    reference: str = "",
    external_id: str | None = None,
    metadata: Metadata | None = None,
    on_closed_period: OnClosedPeriod = "refuse",
) -> Adjustment:
    """Post an adjustment of what a customer owes or a vendor is owed, and settle documents with it.

    The amounts of the lines include tax, and are what is owed less. With a tax rate, the tax is adjusted too: the lines
    of a customer are debited with output tax, those of a vendor credited with input tax. A negative total raises what
    is owed. The currency is the contact's unless given. What is not allocated stays open. Records `adjustment.created`,
    and `invoice.paid` or `bill.paid` for each document that is fully settled. Raises NeedsApprover, NotFoundHere,
    ContactNotUsable, AccountNotUsable, CurrencyDiffers, CurrencyNotSupported, ExchangeRateMissing, Invalid,
    InvalidAmount, InvalidDate, OverAllocated, TooManyLines, WrongStatus, PeriodClosed, Duplicate (external_id).
    """
    adjustment = Adjustment(
        company=company,
        kind=AdjustmentKind(kind),
        contact_kind=ContactKind(contact_kind),
        date=date,
        reference=reference,
        external_id=external_id,
        metadata=metadata,
    )
    contact = contacts.usable(company, contact_kind, contact_id, field=f"{contact_kind}_id")
    adjustment.contact = contact
    at_once.begin(adjustment, currency or contact.currency_id, exchange_rate)
    # It corrects what was taxed before, so its tax rates need not be valid any more.
    rows = at_once.set_lines(adjustment, lines, AdjustmentLine, inclusive=True, trade=adjustment.trade, taxed_on=None)
    if not adjustment.amount:
        raise errors.InvalidAmount("The lines come to zero, so nothing is adjusted.", field="lines")
    if asks_for_two(adjustment):
        approval.require(company, by, "Only an approver can say that it owes more.")
    documents = settling.lock_documents(adjustment, allocations)
    contacts.hold(contact)
    control, tax = entries.accounts(company, adjustment.trade, rows)
    memo = f"{adjustment.get_kind_display()} {at_once.number(adjustment)} of {contact.name}"
    with errors.translated():
        entry_lines = postings.adjustment(adjustment, rows, control=control, tax=tax)
        approval.require_to_pay(company, entry_lines, by)
        at_once.post(
            adjustment,
            memo=memo,
            lines=entry_lines,
            rows=rows,
            by=by,
            on_closed_period=on_closed_period,
            makes_tax_due=settling.makes_tax_due(company, documents, on_closed_period),
        )
    return settling.settle(adjustment, allocations, documents, by=by, date=None, event="adjustment.created")


@transaction.atomic
def update(adjustment: Adjustment, *, by: User, **changes: Any) -> Adjustment:
    """Change the reference, the external_id or the metadata (merged), in any status. Records `adjustment.updated`.

    Raises Invalid, Duplicate (external_id).
    """
    only(changes, at_once.UPDATABLE)
    adjustment = settling.locked(adjustment)
    if at_once.change(adjustment, changes, by=by):
        events.tell("adjustment.updated", adjustment)
    return adjustment


@transaction.atomic
def allocate(
    adjustment: Adjustment, *, by: User, allocations: Sequence[AllocationInput], date: datetime.date
) -> Adjustment:
    """Settle documents with the rest of an adjustment, on `date` unless an allocation has its own date.

    Records `adjustment.allocated`, and `invoice.paid` or `bill.paid`. Raises NotFoundHere, ContactNotUsable, Invalid,
    InvalidAmount, InvalidDate, OverAllocated, TooManyLines, WrongStatus, PeriodClosed.
    """
    return settling.settle_more(adjustment, allocations, by=by, date=date)


@transaction.atomic
def unallocate(adjustment: Adjustment, *, by: User, allocation_ids: Sequence[UUID], date: datetime.date) -> Adjustment:
    """Take allocations back on `date`, by a row with the negative amount for each.

    Records `adjustment.unallocated`, and `invoice.reopened` or `bill.reopened`. Raises NeedsApprover, NotFoundHere,
    AlreadyReversed, InvalidDate, PeriodClosed, TooManyLines.
    """
    taken = settling.lock_taken(adjustment, allocation_ids)
    adjustment = settling.locked(adjustment)
    if asks_for_two_to_undo(adjustment):
        approval.require(adjustment.company, by, "Only an approver can take an allocation of a vendor back.")
    return settling.free(adjustment, allocation_ids, taken, by=by, date=date)


@transaction.atomic
def void(adjustment: Adjustment, *, by: User, date: datetime.date | None = None, reason: str = "") -> Adjustment:
    """Void an adjustment on `date` (see `entries.void` for the default), and record `adjustment.voided`.

    Raises NeedsApprover, WrongStatus, Invalid, InvalidDate, PeriodClosed, and HasAllocations with the documents that it
    still settles.
    """
    adjustment = settling.locked(adjustment)
    if asks_for_two_to_undo(adjustment):
        approval.require(adjustment.company, by, "Only an approver can void an adjustment of a vendor.")
    return settling.void(adjustment, by=by, date=date, reason=reason)


def asks_for_two(adjustment: Adjustment) -> bool:
    """Return whether only an approver may make this adjustment: it raises what a vendor can be paid."""
    return asks_for_two_to_undo(adjustment) and adjustment.amount < Decimal(0)


def asks_for_two_to_undo(adjustment: Adjustment) -> bool:
    """Return whether only an approver may void it or take its allocations back: a vendor can then be paid more. What
    raises what the vendor is owed can be paid again, once its allocations are taken back."""
    return adjustment.contact_kind == ContactKind.VENDOR and adjustment.company.two_person_approval
