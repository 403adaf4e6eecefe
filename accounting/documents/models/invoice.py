"""Invoices to customers."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from accounting.documents.models.document import Document, DocumentLine, Printed, line_constraints, line_indexes
from accounting.documents.trade import SALES
from accounting.ledger.entry_lines import DEBIT
from accounting.ledger.models import Contact
from foundation.keys import References


class InvoiceStatus(models.TextChoices):
    """The stored statuses. `partially_paid`, `paid` and `overdue` are computed (standing.py)."""

    DRAFT = "draft", "Draft"
    SENT = "sent", "Sent"
    VOID = "void", "Void"


class Invoice(Printed, Document):
    """An invoice to a customer. The numbers of two invoices must not look alike (`LookAlike`)."""

    NOUN: ClassVar = "invoice"
    TRADE: ClassVar = SALES
    SIDE: ClassVar = DEBIT
    NUMBER: ClassVar = "invoice_number"
    POSTED: ClassVar = InvoiceStatus.SENT
    DELETABLE: ClassVar = (InvoiceStatus.DRAFT,)
    OTHERWISE: ClassVar = "Issue a credit note"
    CREDITED_BY: ClassVar = "credit_notes"

    customer = models.ForeignKey(Contact, models.PROTECT, related_name="invoices", db_constraint=False)
    invoice_number = models.CharField(max_length=40, null=True, blank=True)
    status = models.CharField(max_length=10, choices=InvoiceStatus, default=InvoiceStatus.DRAFT, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    is_opening = models.BooleanField(
        default=False, editable=False, help_text="Whether the opening balances made it: it is of the former system."
    )

    class Meta(Document.Meta):
        constraints = [
            *Document.Meta.constraints,
            models.CheckConstraint(condition=Q(status__in=InvoiceStatus.values), name="invoice_status_known"),
            models.CheckConstraint(
                condition=Q(status=InvoiceStatus.DRAFT, journal_entry__isnull=True)
                | (
                    ~Q(status=InvoiceStatus.DRAFT)
                    & Q(invoice_number__isnull=False)
                    & (Q(journal_entry__isnull=False) | Q(amount=0))
                ),
                name="invoice_sent_means_posted",
            ),
            References(
                "company", "customer", "contact_kind", name="invoice_customer_of_company", key=("company", "id", "kind")
            ),
        ]
        indexes = [
            *Document.Meta.indexes,
            models.Index(fields=["company", "invoice_number", "id"], name="invoice_by_number"),
            models.Index(fields=["company", "customer"], name="invoice_by_customer"),
            models.Index(
                fields=["company", "due_date"],
                name="invoice_open",
                condition=Q(status=InvoiceStatus.SENT, amount_paid__lt=F("amount")),
            ),
            models.Index(
                fields=["company", "created_at", "id"],
                name="invoice_in_part",
                condition=Q(status=InvoiceStatus.SENT, amount_paid__gt=0, amount_paid__lt=F("amount")),
            ),
        ]

    def __str__(self) -> str:
        return self.invoice_number or "Draft invoice"


class InvoiceLine(DocumentLine):
    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="lines", db_constraint=False, db_index=False)

    class Meta:
        constraints = line_constraints("invoice")
        indexes = line_indexes("invoice")
