"""Invoices to customers: draft → sent, or void."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounting import errors
from accounting.documents import entries, events, fields, mail, postings, terms
from accounting.documents.lines import LineInput, check_total, set_lines
from accounting.documents.models import Invoice, InvoiceLine, InvoiceStatus
from accounting.ledger import chart, companies, contacts, locking, numbers, periods
from accounting.ledger.changes import only
from accounting.ledger.models import Company, ContactKind, JournalEntry, SystemRole
from accounting.ledger.periods import OnClosedPeriod
from identity.models import User

PREFIX = "INV"
UPDATABLE_ONCE_SENT = frozenset({"reference", "notes", "due_date"})
UPDATABLE = UPDATABLE_ONCE_SENT | {"customer_id", "invoice_number", "issue_date", "currency", "external_id", "lines"}


def possible_actions(invoice: Invoice) -> tuple[str, ...]:
    """Return what the invoice's status and payments allow next."""
    if invoice.status == InvoiceStatus.DRAFT:
        return ("update", "delete", "send")
    if invoice.status == InvoiceStatus.SENT:
        return ("update",) if invoice.amount_paid else ("update", "void")
    return ()


@transaction.atomic
def create(
    company: Company,
    *,
    by: User,
    customer_id: UUID,
    issue_date: datetime.date,
    lines: Sequence[LineInput],
    due_date: datetime.date | None = None,
    invoice_number: str | None = None,
    currency: str | None = None,
    reference: str = "",
    notes: str = "",
    external_id: str | None = None,
    expected_total: Decimal | None = None,
) -> Invoice:
    """Enter a draft, which posts nothing, and record `invoice.created`.

    The currency is the customer's and the due date follows the customer's terms unless given; `expected_total` is
    compared with the total. Raises NotFoundHere, ContactNotUsable, CurrencyNotSupported, AccountNotUsable, Invalid,
    InvalidAmount, InvalidDate, TooManyLines, TotalDiffers, Duplicate (invoice_number, external_id).
    """
    customer = contacts.usable(company, ContactKind.CUSTOMER, customer_id, field="customer_id")
    invoice = Invoice(
        company=company,
        customer=customer,
        invoice_number=invoice_number or None,
        issue_date=issue_date,
        due_date=due_date or terms.due_date(issue_date, customer),
        due_date_given=due_date is not None,
        currency_id=companies.base_currency(company, currency or customer.currency_id),
        tax_rounding=company.tax_rounding,
        reference=reference.strip(),
        notes=notes.strip(),
        external_id=external_id or None,
        created_by=by,
    )
    terms.check_dates(invoice)
    rows = set_lines(invoice, InvoiceLine, lines)
    check_total(invoice, expected_total)
    with errors.translated():
        invoice.save(force_insert=True)
        _save_lines(invoice, rows)
    events.tell("invoice.created", invoice)
    return invoice


@transaction.atomic
def update(invoice: Invoice, *, by: User, expected_total: Decimal | None = None, **changes: Any) -> Invoice:
    """Change a draft (`UPDATABLE`; `lines` replace all lines), or the reference, notes and due date of a sent invoice.

    Raises WrongStatus and what `create` raises.
    """
    only(changes, UPDATABLE)
    invoice = _locked(invoice)
    if invoice.status != InvoiceStatus.DRAFT:
        fields.refuse_frozen(
            invoice.status, changes, UPDATABLE_ONCE_SENT if invoice.status == InvoiceStatus.SENT else ()
        )
    changed = set(changes)
    lines = changes.pop("lines", None)
    if "customer_id" in changes:
        invoice.customer = contacts.usable(
            invoice.company, ContactKind.CUSTOMER, changes.pop("customer_id"), field="customer_id"
        )
    fields.set_fields(invoice, changes)
    if invoice.status == InvoiceStatus.DRAFT:
        terms.follow_terms(invoice, invoice.customer, changed)
    terms.check_dates(invoice)
    rows = None if lines is None else set_lines(invoice, InvoiceLine, lines)
    check_total(invoice, expected_total)
    with errors.translated():
        if rows is not None:
            invoice.lines.all().delete()
            _save_lines(invoice, rows)
        invoice.save()
    events.tell("invoice.updated", invoice)
    return invoice


@transaction.atomic
def delete(invoice: Invoice, *, by: User) -> None:
    """Delete a draft. Raises WrongStatus."""
    invoice = _locked(invoice)
    if invoice.status != InvoiceStatus.DRAFT:
        raise errors.WrongStatus("Only drafts are deleted. Void the invoice instead.")
    Invoice.objects.filter(id=invoice.id).delete()
    events.tell("invoice.deleted", invoice)


@transaction.atomic
def send(invoice: Invoice, *, by: User, on_closed_period: OnClosedPeriod = "refuse") -> Invoice:
    """Number the invoice if it has no number, post it, record `invoice.sent`; after the commit, e-mail it to the
    customer.

    Dr accounts receivable / Cr revenue, output tax, on the issue date or, with `on_closed_period="next_open"`, the
    first open day after it. What is zero posts nothing; a total of zero is paid at once
    (`invoice.paid`). Raises WrongStatus, PeriodClosed, AccountNotUsable.
    """
    invoice = _locked(invoice)
    if invoice.status != InvoiceStatus.DRAFT:
        raise errors.WrongStatus(f"The invoice is {invoice.status} already; only drafts are sent.")
    contacts.hold(invoice.customer)
    if invoice.invoice_number is None:
        taken = numbers.numbers_taken(Invoice.objects.filter(company=invoice.company), "invoice_number")
        invoice.invoice_number = numbers.next_number(invoice.company, PREFIX, taken)
    receivable, output_tax = chart.system_accounts(
        invoice.company, SystemRole.ACCOUNTS_RECEIVABLE, SystemRole.OUTPUT_TAX
    )
    lines = list(invoice.lines.select_related("tax_rate").order_by("position"))
    entry = JournalEntry(
        company=invoice.company,
        date=periods.accounting_date(invoice.company, invoice.issue_date, on_closed_period),
        memo=f"Invoice {invoice.invoice_number} to {invoice.customer.name}",
        reference=invoice.reference,
        source_type="invoice",
        source_id=invoice.id,
    )
    entry_lines = postings.invoice(invoice, lines, receivable=receivable, output_tax=output_tax)
    mail.send_invoice(invoice)
    with errors.translated():
        invoice.journal_entry = posted = entries.post(entry, entry_lines, by=by)
        invoice.status, invoice.sent_at = InvoiceStatus.SENT, posted.posted_at if posted else timezone.now()
        invoice.save(update_fields=["invoice_number", "journal_entry", "status", "sent_at", "updated_at"])
    events.tell("invoice.sent", invoice)
    if not invoice.amount:
        events.tell("invoice.paid", invoice)
    return invoice


@transaction.atomic
def void(invoice: Invoice, *, by: User, date: datetime.date | None = None, reason: str = "") -> Invoice:
    """Take a sent invoice back on `date` (`entries.void` says which it is unless given) and record `invoice.voided`.

    Raises WrongStatus, Invalid, InvalidDate, PeriodClosed, and HasAllocations naming the payments that are allocated
    to it.
    """
    invoice = _locked(invoice)
    if invoice.status != InvoiceStatus.SENT:
        hint = " Delete the draft instead." if invoice.status == InvoiceStatus.DRAFT else ""
        raise errors.WrongStatus(f"Only sent invoices are voided; this one is {invoice.status}.{hint}")
    if invoice.amount_paid:
        entries.refuse_paid(invoice)
    mail.withdraw_invoice(invoice)
    with errors.translated():
        entries.void(invoice, by=by, date=date, reason=reason)
        invoice.status = InvoiceStatus.VOID
        invoice.save(update_fields=entries.VOID_FIELDS)
    events.tell("invoice.voided", invoice)
    return invoice


def _locked(invoice: Invoice) -> Invoice:
    return locking.locked(Invoice.objects.select_related("company", "customer", "journal_entry"), invoice.id)


def _save_lines(invoice: Invoice, lines: list[InvoiceLine]) -> None:
    for line in lines:
        line.invoice = invoice
    InvoiceLine.objects.bulk_create(lines)
