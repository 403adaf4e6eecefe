"""Mail to customers. It is sent after the commit, through a table (foundation/mail.py)."""

from accounting.documents.models import Invoice
from accounting.ledger import money
from foundation import mail
from foundation.models import MailKind
from foundation.plain import one_line, quoted


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
        )


def withdraw_invoice(invoice: Invoice) -> None:
    """Cancel the mail of an invoice if it has not been sent yet."""
    mail.withdraw(invoice.id)


def invoice_text(invoice: Invoice) -> str:
    """Return the text that tells a customer about an invoice."""
    currency, sender = invoice.currency_id, one_line(invoice.company.name)
    lines = [
        f"- {one_line(line.description) or 'Item'}: {line.quantity.normalize():f} × {line.unit_price.normalize():f}"
        f" = {money.text(line.amount, currency)}"
        for line in invoice.lines.order_by("position")
    ]
    body = [
        f"Dear {one_line(invoice.customer.name)},",
        "",
        f"{sender} has sent you invoice {one_line(invoice.invoice_number or '')}, dated {invoice.issue_date:%Y-%m-%d}.",
        *([f"Your reference: {one_line(invoice.reference)}"] if invoice.reference else []),
        "",
        *lines,
        "",
        f"Net:   {money.text(invoice.subtotal, currency)}",
        f"Tax:   {money.text(invoice.tax_total, currency)}",
        f"Total: {money.text(invoice.amount, currency)}, due on {invoice.due_date:%Y-%m-%d}",
        *(["", f"{sender} writes:", quoted(invoice.notes)] if invoice.notes else []),
    ]
    return "\n".join(body) + "\n"
