"""Bills from vendors: draft → submitted → approved, or rejected, or void."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounting import errors
from accounting.documents import approval, entries, events, fields, postings, terms
from accounting.documents.lines import LineInput, check_total, inputs_of, set_lines
from accounting.documents.models import Bill, BillLine, BillStatus
from accounting.ledger import chart, companies, contacts, locking, periods
from accounting.ledger.changes import only
from accounting.ledger.models import Company, ContactKind, JournalEntry, SystemRole
from accounting.ledger.periods import OnClosedPeriod
from identity.models import User

EDITABLE = (BillStatus.DRAFT, BillStatus.REJECTED)
"""A rejected bill goes back to whoever entered it: they change it, submit it again or delete it."""
UNDER_REVIEW = (BillStatus.SUBMITTED, BillStatus.REJECTED)
"""Whoever changes one of these makes a draft of it again, which must be submitted again."""
UPDATABLE_ONCE_APPROVED = frozenset({"reference", "notes", "due_date"})
UPDATABLE = UPDATABLE_ONCE_APPROVED | {
    "vendor_id",
    "bill_number",
    "issue_date",
    "currency",
    "external_id",
    "lines",
    "tax_total",
}


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
    issue_date: datetime.date,
    lines: Sequence[LineInput],
    due_date: datetime.date | None = None,
    currency: str | None = None,
    reference: str = "",
    notes: str = "",
    external_id: str | None = None,
    tax_total: Decimal | None = None,
    expected_total: Decimal | None = None,
) -> Bill:
    """Enter a draft, which posts nothing. `bill_number` is the vendor's own reference.

    The currency is the vendor's and the due date follows the vendor's terms unless given. `tax_total` is the tax as
    printed, and so is a line's `tax_amount`; `expected_total` is compared with the total. Raises NotFoundHere,
    ContactNotUsable, CurrencyNotSupported, AccountNotUsable, Invalid, InvalidAmount, InvalidDate, TooManyLines,
    TotalDiffers, Duplicate (bill_number of this vendor, external_id).
    """
    vendor = contacts.usable(company, ContactKind.VENDOR, vendor_id, field="vendor_id")
    bill = Bill(
        company=company,
        vendor=vendor,
        bill_number=bill_number.strip(),
        issue_date=issue_date,
        due_date=due_date or terms.due_date(issue_date, vendor),
        due_date_given=due_date is not None,
        currency_id=companies.base_currency(company, currency or vendor.currency_id),
        tax_rounding=company.tax_rounding,
        reference=reference.strip(),
        notes=notes.strip(),
        external_id=external_id or None,
        created_by=by,
        prepared_by=[by.id],
    )
    _check(bill)
    rows = set_lines(bill, BillLine, lines, tax_total=tax_total)
    check_total(bill, expected_total)
    with errors.translated():
        bill.save(force_insert=True)
        _save_lines(bill, rows)
    events.tell("bill.created", bill)
    return bill


@transaction.atomic
def update(bill: Bill, *, by: User, expected_total: Decimal | None = None, **changes: Any) -> Bill:
    """Change a bill that is not approved yet (`UPDATABLE`; `lines` replace all lines).

    A submitted or rejected one becomes a draft again. Whoever changes a bill is one of those who prepared it. Of an
    approved bill only reference, notes and due date change. Raises WrongStatus and what `create` raises.
    """
    only(changes, UPDATABLE)
    bill = _locked(bill)
    if bill.status in (*EDITABLE, *UNDER_REVIEW):
        if changes:
            _back_to_draft(bill, by)
    else:
        allowed = UPDATABLE_ONCE_APPROVED if bill.status == BillStatus.APPROVED else ()
        fields.refuse_frozen(bill.status, changes, allowed)
    changed = set(changes)
    lines, tax_total = changes.pop("lines", None), changes.pop("tax_total", None)
    if lines is None and tax_total is not None:
        lines = inputs_of(bill.lines.order_by("position"))
    if "vendor_id" in changes:
        bill.vendor = contacts.usable(bill.company, ContactKind.VENDOR, changes.pop("vendor_id"), field="vendor_id")
    fields.set_fields(bill, changes)
    if bill.status == BillStatus.DRAFT:
        terms.follow_terms(bill, bill.vendor, changed)
    _check(bill)
    rows = None if lines is None else set_lines(bill, BillLine, lines, tax_total=tax_total)
    check_total(bill, expected_total)
    with errors.translated():
        bill.save()  # before its lines, which stand still while it is submitted
        if rows is not None:
            bill.lines.all().delete()
            _save_lines(bill, rows)
    events.tell("bill.updated", bill)
    return bill


def _back_to_draft(bill: Bill, by: User) -> None:
    """Note who changes the bill, and take it out of review."""
    if by.id not in bill.prepared_by:
        bill.prepared_by = [*bill.prepared_by, by.id]
    if bill.status in UNDER_REVIEW:
        bill.status = BillStatus.DRAFT


@transaction.atomic
def delete(bill: Bill, *, by: User) -> None:
    """Delete a draft or rejected bill. Raises WrongStatus."""
    bill = _locked(bill)
    _must_be(bill, *EDITABLE, verb="deleted")
    Bill.objects.filter(id=bill.id).delete()
    events.tell("bill.deleted", bill)


@transaction.atomic
def submit(bill: Bill, *, by: User) -> Bill:
    """Hand a bill in for approval. Raises WrongStatus."""
    bill = _submitted(_locked(bill), by)
    events.tell("bill.submitted", bill)
    return bill


def _submitted(bill: Bill, by: User) -> Bill:
    """Submit without telling: the event takes the ledger's head, and who approves has more to lock before that."""
    _must_be(bill, *EDITABLE, verb="submitted")
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
    bill = _locked(bill)
    approval.require(bill.company, by)
    at_once = bill.status in EDITABLE and not bill.company.two_person_approval
    if at_once:
        bill = _submitted(bill, by)
    _must_be(bill, BillStatus.SUBMITTED, verb="approved")
    approval.require_other(bill, by)
    contacts.hold(bill.vendor)
    payable, input_tax = chart.system_accounts(bill.company, SystemRole.ACCOUNTS_PAYABLE, SystemRole.INPUT_TAX)
    lines = list(bill.lines.select_related("tax_rate").order_by("position"))
    entry = JournalEntry(
        company=bill.company,
        date=periods.accounting_date(bill.company, bill.issue_date, on_closed_period),
        memo=f"Bill {bill.bill_number} from {bill.vendor.name}",
        reference=bill.reference,
        source_type="bill",
        source_id=bill.id,
    )
    entry_lines = postings.bill(bill, lines, payable=payable, input_tax=input_tax)
    with errors.translated():
        bill.journal_entry = posted = entries.post(entry, entry_lines, by=by)
        bill.status, bill.approved_by = BillStatus.APPROVED, by
        bill.approved_at = posted.posted_at if posted else timezone.now()
        bill.save(update_fields=["journal_entry", "status", "approved_at", "approved_by", "updated_at"])
    if at_once:
        events.tell("bill.submitted", bill)
    events.tell("bill.approved", bill)
    if not bill.amount:
        events.tell("bill.paid", bill)
    return bill


@transaction.atomic
def reject(bill: Bill, *, by: User, reason: str = "") -> Bill:
    """Send a submitted bill back to whoever entered it. Raises NeedsApprover, WrongStatus."""
    bill = _locked(bill)
    approval.require(bill.company, by)
    _must_be(bill, BillStatus.SUBMITTED, verb="rejected")
    bill.status, bill.rejection_reason = BillStatus.REJECTED, reason.strip()
    bill.save(update_fields=["status", "rejection_reason", "updated_at"])
    events.tell("bill.rejected", bill)
    return bill


@transaction.atomic
def void(bill: Bill, *, by: User, date: datetime.date | None = None, reason: str = "") -> Bill:
    """Take an approved bill back on `date` (`entries.void` says which it is unless given).

    Its number may be entered again. Raises NeedsApprover, WrongStatus, Invalid, InvalidDate, PeriodClosed, and
    HasAllocations naming the payments that are allocated to it.
    """
    bill = _locked(bill)
    approval.require(bill.company, by)
    _must_be(bill, BillStatus.APPROVED, verb="voided")
    if bill.amount_paid:
        entries.refuse_paid(bill)
    with errors.translated():
        entries.void(bill, by=by, date=date, reason=reason)
        bill.status = BillStatus.VOID
        bill.save(update_fields=entries.VOID_FIELDS)
    events.tell("bill.voided", bill)
    return bill


def _must_be(bill: Bill, *statuses: BillStatus, verb: str) -> None:
    if bill.status not in statuses:
        wanted = " and ".join(statuses)
        raise errors.WrongStatus(f"Only {wanted} bills are {verb}; this one is {bill.status}.")


def _check(bill: Bill) -> None:
    if not bill.bill_number:
        raise errors.Invalid("A bill has the vendor's number.", field="bill_number")
    terms.check_dates(bill)


def _locked(bill: Bill) -> Bill:
    return locking.locked(Bill.objects.select_related("company", "vendor", "journal_entry"), bill.id)


def _save_lines(bill: Bill, lines: list[BillLine]) -> None:
    for line in lines:
        line.bill = bill
    BillLine.objects.bulk_create(lines)
