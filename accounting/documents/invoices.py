"""The operations on invoices to customers: draft → sent, or void."""

import datetime
from decimal import Decimal
from typing import Any, Unpack
from uuid import UUID

from django.db import transaction

from accounting import errors
from accounting.documents import entering, entries, events, mail, parties
from accounting.documents.models import Invoice, InvoiceStatus
from accounting.ledger import contacts, numbers
from accounting.ledger.changes import only
from accounting.ledger.models import Company
from accounting.ledger.periods import OnClosedPeriod
from foundation import audit
from identity.models import User

PREFIX = "INV"
UPDATABLE = entering.UPDATABLE | {"customer_id", "invoice_number"}


def possible_actions(invoice: Invoice) -> tuple[str, ...]:
    """Return the actions that the invoice's status, payments and credits allow."""
    if invoice.status == InvoiceStatus.DRAFT:
        return ("update", "delete", "send")
    if invoice.status == InvoiceStatus.SENT:
        return ("update", "void") if entries.can_be_voided(invoice) else ("update",)
    return ("update",)


@transaction.atomic
def create(
    company: Company,
    *,
    by: User,
    customer_id: UUID,
    invoice_number: str | None = None,
    **entered: Unpack[entering.Entered],
) -> Invoice:
    """Enter a draft, which posts nothing, and record `invoice.created`.

    Raises the errors of `entering.enter`, and Duplicate for the invoice_number or the external_id.
    """
    invoice = Invoice(company=company, invoice_number=invoice_number or None)
    return entering.enter(invoice, by=by, contact_id=customer_id, **entered)


@transaction.atomic
def update(invoice: Invoice, *, by: User, expected_total: Decimal | None = None, **changes: Any) -> Invoice:
    """Change a draft (`UPDATABLE`; `lines` replace all lines), or the reference, notes and due date of a sent invoice.

    The metadata can change in any status.

    Raises WrongStatus and the errors of `create`.
    """
    only(changes, UPDATABLE)
    invoice = entering.locked(invoice)
    if invoice.status != InvoiceStatus.DRAFT:
        entering.refuse_frozen(invoice, changes)
    return entering.change(invoice, changes, by=by, expected_total=expected_total)


@transaction.atomic
def replace(invoice: Invoice, *, by: User, expected_total: Decimal | None = None, **entered: Any) -> Invoice:
    """Replace a draft: what is not in `entered` (as for `create`) gets its default, except the issue date, which stays.

    Raises WrongStatus and the errors of `create`.
    """
    only(entered, UPDATABLE)
    invoice = entering.locked(invoice)
    entering.must_be(invoice, InvoiceStatus.DRAFT, verb="replaced")
    changes = entering.whole(invoice, entered, "invoice_number")
    return entering.change(invoice, changes, by=by, expected_total=expected_total)


@transaction.atomic
def delete(invoice: Invoice, *, by: User) -> None:
    """Delete a draft. Raises WrongStatus."""
    entering.delete(entering.locked(invoice), by=by)


@transaction.atomic
def send(invoice: Invoice, *, by: User, on_closed_period: OnClosedPeriod = "refuse") -> Invoice:
    """Number the invoice if it has no number, post it, record `invoice.sent`, and e-mail it after the commit.

    Dr accounts receivable / Cr revenue, output tax, on the issue date or, with `on_closed_period="next_open"`, the
    first open day after it. Zero amounts are not posted; a total of zero is paid at once
    (`invoice.paid`). Raises WrongStatus, PeriodClosed, AccountNotUsable.
    """
    invoice = entering.locked(invoice)
    entering.must_be(invoice, InvoiceStatus.DRAFT, verb="sent")
    contacts.hold(invoice.customer)
    if invoice.invoice_number is None:
        invoice.invoice_number = numbers.next_number(invoice, "invoice_number", PREFIX)
    mail.send_invoice(invoice)
    memo = f"Invoice {invoice.invoice_number} to {invoice.customer.name}"
    with errors.translated():
        invoice.sent_at = entries.post(invoice, memo=memo, by=by, on_closed_period=on_closed_period)
        invoice.parties = parties.current(invoice.company, invoice.customer)
        invoice.save(update_fields=["invoice_number", "journal_entry", "status", "sent_at", "parties", "updated_at"])
    audit.record("invoice.sent", invoice, by=by, new={"invoice_number": invoice.invoice_number})
    events.tell("invoice.sent", invoice)
    entries.tell_if_paid(invoice)
    return invoice


@transaction.atomic
def void(invoice: Invoice, *, by: User, date: datetime.date | None = None, reason: str = "") -> Invoice:
    """Void a sent invoice on `date` (see `entries.void` for the default), and record `invoice.voided`.

    Raises WrongStatus, Invalid, InvalidDate, PeriodClosed, and HasAllocations with the payments that are allocated to
    it.
    """
    invoice = entering.locked(invoice)
    entering.must_be(invoice, InvoiceStatus.SENT, verb="voided")
    mail.withdraw_invoice(invoice)
    return entries.void(invoice, by=by, date=date, reason=reason)
