"""Mail to customers. It is sent after the commit, through a table (foundation/mail.py)."""

from typing import Any

from django.utils import timezone

from accounting.documents import pdf
from accounting.documents.models import Invoice
from accounting.ledger import money
from foundation import mail, tenancy
from foundation.models import MailKind, OutgoingEmail
from foundation.plain import one_line, quoted
from identity.errors import OrganizationMoving
from identity.models import OrganizationMove


def send_invoice(invoice: Invoice) -> None:
    """Mail a numbered invoice to its customer after the commit, if the customer has an address."""
    if invoice.customer.email:
        subject = f"Invoice {invoice.invoice_number} from {invoice.company.name}"
        mail.send(
            to=invoice.customer.email,
            subject=subject,
            body=invoice_text(invoice),
            kind=MailKind.ORGANIZATION,
            sender_id=invoice.company.organization_id,
            about_id=invoice.id,
            attachment=Invoice.NOUN,
        )


def file_of(outgoing: OutgoingEmail) -> tuple[str, bytes, str] | None:
    """Return the PDF of the invoice that a mail is about, or None if it was removed with its organization.

    Raises OrganizationMoving while that moves: it may come back. Once it has moved, the PDF is of the invoice as it was
    then: the mail is not sent from there.
    """
    with tenancy.everyone(**tenancy.AT_ONE_MOMENT):
        move = OrganizationMove.objects.filter(organization=outgoing.sender_id).first()
        if move is not None:
            if move.moved_at is None:
                raise OrganizationMoving
            tenancy.show_those_away()
        about: dict[str, Any] = {"company__organization_id": outgoing.sender_id, "id": outgoing.about_id}
        invoice = Invoice.objects.filter(**about).select_related("company", "customer").first()
        if invoice is None:
            return None
        return *pdf.file_of(invoice, today=invoice.company.date_at(timezone.now())), "application/pdf"


def withdraw_invoice(invoice: Invoice) -> None:
    """Cancel the mail of an invoice if it has not been sent yet."""
    mail.withdraw(invoice.id)


def invoice_text(invoice: Invoice) -> str:
    """Return the text that tells a customer about an invoice."""
    currency, sender = invoice.currency_id, one_line(invoice.company.name)
    lines = [
        f"- {one_line(line.description) or 'Item'}: {one_line(f'{line.quantity.normalize():f} {line.unit}')}"
        f" × {line.unit_price.normalize():f} = {money.text(line.amount, currency)}"
        for line in invoice.lines.order_by("position")
    ]
    body = [
        f"Dear {one_line(invoice.customer.name)},",
        "",
        f"{sender} has sent you invoice {one_line(invoice.invoice_number or '')}, dated {invoice.issue_date:%Y-%m-%d}.",
        "It is attached as a PDF.",
        *([f"Reference: {one_line(invoice.reference)}"] if invoice.reference else []),
        "",
        *lines,
        "",
        f"Net:   {money.text(invoice.subtotal, currency)}",
        f"Tax:   {money.text(invoice.tax_total, currency)}",
        f"Total: {money.text(invoice.amount, currency)}, due on {invoice.due_date:%Y-%m-%d}",
        *(["", f"{sender} writes:", quoted(invoice.notes)] if invoice.notes else []),
    ]
    return "\n".join(body) + "\n"
