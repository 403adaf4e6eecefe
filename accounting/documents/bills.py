"""Bills from vendors: draft → submitted → approved, or rejected, or void."""

import datetime
from decimal import Decimal
from typing import Any, Unpack
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounting import errors
from accounting.documents import approval, entering, entries, events
from accounting.documents.models import Bill, BillStatus
from accounting.ledger import contacts
from accounting.ledger.changes import only
from accounting.ledger.models import Company
from accounting.ledger.periods import OnClosedPeriod
from foundation import audit
from identity.models import User

REVIEWABLE = (*Bill.DELETABLE, BillStatus.SUBMITTED)
"""If someone changes one of these, it is a draft again."""
UPDATABLE = entering.UPDATABLE | {"vendor_id", "bill_number", "tax_total"}


def possible_actions(bill: Bill) -> tuple[str, ...]:
    """Return what the bill's status, payments and company allow next."""
    match bill.status:
        case BillStatus.DRAFT | BillStatus.REJECTED:
            alone = () if bill.company.two_person_approval else ("approve",)
            return ("update", "delete", "submit", *alone)
        case BillStatus.SUBMITTED:
            return ("update", "approve", "reject")
        case BillStatus.APPROVED:
            return ("update",) if bill.amount_paid else ("update", "void")
    return ()


@transaction.atomic
def create(
    company: Company,
    *,
    by: User,
    vendor_id: UUID,
    bill_number: str,
    tax_total: Decimal | None = None,
    **entered: Unpack[entering.Entered],
) -> Bill:
    """Enter a draft, which posts nothing. `bill_number` is the vendor's own reference.

    `tax_total` is the tax as printed, and so is a line's `tax_amount`. Raises what `entering.enter` raises; Duplicate
    of this vendor's bill_number or of its external_id.
    """
    bill = Bill(company=company, bill_number=_number(bill_number), prepared_by=[by.id])
    return entering.enter(bill, by=by, contact_id=vendor_id, tax_total=tax_total, **entered)


@transaction.atomic
def update(bill: Bill, *, by: User, expected_total: Decimal | None = None, **changes: Any) -> Bill:
    """Change a bill that is not approved yet (`UPDATABLE`; `lines` replace all lines).

    A submitted or rejected one becomes a draft again. Whoever changes a bill is one of those who prepared it. Of an
    approved bill only reference, notes and due date change. Raises WrongStatus and what `create` raises.
    """
    only(changes, UPDATABLE)
    bill = entering.locked(bill)
    if bill.status not in REVIEWABLE:
        entering.refuse_frozen(bill, changes)
    elif changes:
        _back_to_draft(bill, by)
    if "bill_number" in changes:
        changes["bill_number"] = _number(changes["bill_number"])
    tax_total = changes.pop("tax_total", None)
    return entering.change(bill, changes, by=by, expected_total=expected_total, tax_total=tax_total)


def _back_to_draft(bill: Bill, by: User) -> None:
    """Note who changes the bill, and take it out of review."""
    if by.id not in bill.prepared_by:
        bill.prepared_by = [*bill.prepared_by, by.id]
    bill.status = BillStatus.DRAFT


@transaction.atomic
def delete(bill: Bill, *, by: User) -> None:
    """Delete a draft or rejected bill. Raises WrongStatus."""
    entering.delete(entering.locked(bill), by=by)


@transaction.atomic
def submit(bill: Bill, *, by: User) -> Bill:
    """Hand a bill in for approval. Raises WrongStatus."""
    bill = _submitted(entering.locked(bill), by)
    events.tell("bill.submitted", bill)
    return bill


def _submitted(bill: Bill, by: User) -> Bill:
    """Submit without telling: the event takes the ledger's head, and who approves has more to lock before that."""
    entering.must_be(bill, *Bill.DELETABLE, verb="submitted")
    contacts.hold(bill.vendor)
    bill.status, bill.rejection_reason = BillStatus.SUBMITTED, ""
    bill.submitted_at, bill.submitted_by = timezone.now(), by
    bill.save(update_fields=["status", "rejection_reason", "submitted_at", "submitted_by", "updated_at"])
    return bill


@transaction.atomic
def approve(bill: Bill, *, by: User, on_closed_period: OnClosedPeriod = "refuse") -> Bill:
    """Post a submitted bill and record `bill.approved`; a bill not yet submitted is submitted first (`bill.submitted`).

    Where the company asks for two people, the bill must have been submitted, and nobody who entered, changed or
    submitted it approves it. Dr expense, input tax / Cr accounts payable, on the issue date or, with
    `on_closed_period="next_open"`, the first open day after it. What is zero posts nothing; a total of zero is paid at
    once. Raises NeedsApprover, WrongStatus, SameAuthor, PeriodClosed, AccountNotUsable.
    """
    bill = entering.locked(bill)
    approval.require(bill.company, by)
    at_once = bill.status in Bill.DELETABLE and not bill.company.two_person_approval
    if at_once:
        bill = _submitted(bill, by)
    entering.must_be(bill, BillStatus.SUBMITTED, verb="approved")
    approval.require_other(bill, by)
    contacts.hold(bill.vendor)
    memo = f"Bill {bill.bill_number} from {bill.vendor.name}"
    with errors.translated():
        bill.approved_at = entries.post(bill, memo=memo, by=by, on_closed_period=on_closed_period)
        bill.approved_by = by
        bill.save(update_fields=["journal_entry", "status", "approved_at", "approved_by", "updated_at"])
    if at_once:
        events.tell("bill.submitted", bill)
    events.tell("bill.approved", bill)
    entries.tell_if_paid(bill)
    return bill


@transaction.atomic
def reject(bill: Bill, *, by: User, reason: str = "") -> Bill:
    """Send a submitted bill back to whoever entered it. Raises NeedsApprover, WrongStatus."""
    bill = entering.locked(bill)
    approval.require(bill.company, by)
    entering.must_be(bill, BillStatus.SUBMITTED, verb="rejected")
    bill.status, bill.rejection_reason = BillStatus.REJECTED, reason.strip()
    bill.save(update_fields=["status", "rejection_reason", "updated_at"])
    audit.record("bill.rejected", bill, by=by, new={"reason": bill.rejection_reason})
    events.tell("bill.rejected", bill)
    return bill


@transaction.atomic
def void(bill: Bill, *, by: User, date: datetime.date | None = None, reason: str = "") -> Bill:
    """Take an approved bill back on `date` (`entries.void` says which it is unless given).

    Its number may be entered again. Raises NeedsApprover, WrongStatus, Invalid, InvalidDate, PeriodClosed, and
    HasAllocations naming the payments that are allocated to it.
    """
    bill = entering.locked(bill)
    approval.require(bill.company, by)
    entering.must_be(bill, BillStatus.APPROVED, verb="voided")
    return entries.void(bill, by=by, date=date, reason=reason)


def _number(bill_number: str) -> str:
    """Raises Invalid where it is empty."""
    if not bill_number.strip():
        raise errors.Invalid("A bill must have the vendor's number.", field="bill_number")
    return bill_number.strip()
