"""The operations on bills from vendors: draft → submitted → approved, rejected or void."""

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
"""A change of a bill in one of these states makes it a draft again."""
UPDATABLE = entering.UPDATABLE | {"vendor_id", "bill_number", "tax_total"}


def possible_actions(bill: Bill) -> tuple[str, ...]:
    """Return the actions that the bill's status, payments, credits and company allow."""
    match bill.status:
        case BillStatus.DRAFT | BillStatus.REJECTED:
            alone = () if bill.company.two_person_approval else ("approve",)
            return ("update", "delete", "submit", *alone)
        case BillStatus.SUBMITTED:
            return ("update", "approve", "reject")
        case BillStatus.APPROVED:
            return ("update", "void") if entries.can_be_voided(bill) else ("update",)
    return ("update",)


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

    `tax_total` and a line's `tax_amount` are the taxes printed on the bill. Raises the errors of `entering.enter`, and
    Duplicate for this vendor's bill_number or for the external_id.
    """
    bill = Bill(company=company, bill_number=_number(bill_number), prepared_by=[by.id])
    return entering.enter(bill, by=by, contact_id=vendor_id, tax_total=tax_total, **entered)


@transaction.atomic
def update(bill: Bill, *, by: User, expected_total: Decimal | None = None, **changes: Any) -> Bill:
    """Change a bill that is not approved yet (`UPDATABLE`; `lines` replace all lines).

    A submitted or rejected one becomes a draft again. A user who changes a bill counts as one who prepared it. Of an
    approved bill only reference, notes and due date can change. The metadata can change in any status, and a bill stays
    submitted. Raises WrongStatus and the errors of `create`.
    """
    only(changes, UPDATABLE)
    return _changed(entering.locked(bill), changes, by=by, expected_total=expected_total)


def _changed(bill: Bill, changes: dict[str, Any], *, by: User, expected_total: Decimal | None) -> Bill:
    """Change a locked bill."""
    if bill.status not in REVIEWABLE:
        entering.refuse_frozen(bill, changes)
    elif changes.keys() - {"metadata"}:
        _back_to_draft(bill, by)
    if "bill_number" in changes:
        changes["bill_number"] = _number(changes["bill_number"])
    tax_total = changes.pop("tax_total", None)
    return entering.change(bill, changes, by=by, expected_total=expected_total, tax_total=tax_total)


@transaction.atomic
def replace(bill: Bill, *, by: User, expected_total: Decimal | None = None, **entered: Any) -> Bill:
    """Replace a bill that is not approved yet: what is not in `entered` (as for `create`) gets its default, except the
    issue date, which stays.

    A submitted or rejected one becomes a draft again. Raises WrongStatus and the errors of `create`.
    """
    only(entered, UPDATABLE)
    bill = entering.locked(bill)
    entering.must_be(bill, *REVIEWABLE, verb="replaced")
    return _changed(bill, entering.whole(bill, entered), by=by, expected_total=expected_total)


def _back_to_draft(bill: Bill, by: User) -> None:
    """Record the user who changes the bill, and make it a draft."""
    if by.id not in bill.prepared_by:
        bill.prepared_by = [*bill.prepared_by, by.id]
    bill.status = BillStatus.DRAFT


@transaction.atomic
def delete(bill: Bill, *, by: User) -> None:
    """Delete a draft or rejected bill. Raises WrongStatus."""
    entering.delete(entering.locked(bill), by=by)


@transaction.atomic
def submit(bill: Bill, *, by: User) -> Bill:
    """Submit a bill for approval. Raises WrongStatus."""
    bill = _submitted(entering.locked(bill), by)
    events.tell("bill.submitted", bill)
    return bill


def _submitted(bill: Bill, by: User) -> Bill:
    """Submit without the event, because that locks the ledger's head, and `approve` has to lock other rows before."""
    entering.must_be(bill, *Bill.DELETABLE, verb="submitted")
    contacts.hold(bill.vendor)
    bill.status, bill.rejection_reason = BillStatus.SUBMITTED, ""
    bill.submitted_at, bill.submitted_by = timezone.now(), by
    bill.save(update_fields=["status", "rejection_reason", "submitted_at", "submitted_by", "updated_at"])
    return bill


@transaction.atomic
def approve(bill: Bill, *, by: User, on_closed_period: OnClosedPeriod = "refuse") -> Bill:
    """Post a submitted bill and record `bill.approved`; a bill not yet submitted is submitted first (`bill.submitted`).

    If the company requires two people, the bill must be submitted before, and users who entered, changed or submitted
    it cannot approve it. Dr expense, input tax / Cr accounts payable, on the issue date or, with
    `on_closed_period="next_open"`, the first open day after it. Zero amounts are not posted; a total of zero is paid at
    once. Raises NeedsApprover, WrongStatus, SameAuthor, PeriodClosed, AccountNotUsable.
    """
    bill = entering.locked(bill)
    approval.require(bill.company, by)
    at_once = bill.status in Bill.DELETABLE and not bill.company.two_person_approval
    if at_once:
        bill = _submitted(bill, by)
    entering.must_be(bill, BillStatus.SUBMITTED, verb="approved")
    approval.require_other(bill, by)
    if not at_once:  # `_submitted` has done it
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
    """Reject a submitted bill, so that it can be corrected. Raises NeedsApprover, WrongStatus."""
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
    """Void an approved bill on `date` (see `entries.void` for the default).

    Its number can be used again. Raises NeedsApprover, WrongStatus, Invalid, InvalidDate, PeriodClosed, and
    HasAllocations with the payments that are allocated to it.
    """
    bill = entering.locked(bill)
    approval.require(bill.company, by)
    entering.must_be(bill, BillStatus.APPROVED, verb="voided")
    return entries.void(bill, by=by, date=date, reason=reason)


def _number(bill_number: str) -> str:
    """Return the number without spaces around it. Raises Invalid if it is empty."""
    if not bill_number.strip():
        raise errors.Invalid("A bill must have the vendor's number.", field="bill_number")
    return bill_number.strip()
