"""Invoices to customers."""

import datetime

from django.db import models
from django.db.models import F, Q

from accounting.documents.models.document import Document, DocumentLine, void_is_dated
from accounting.ledger.models import Contact


class InvoiceStatus(models.TextChoices):
    """What is stored. `partially_paid`, `paid` and `overdue` are derived from the amounts and the date."""

    DRAFT = "draft", "Draft"
    SENT = "sent", "Sent"
    VOID = "void", "Void"


class Invoice(Document):
    """No two have numbers that look alike (`LookAlike`)."""

    customer = models.ForeignKey(Contact, models.PROTECT, related_name="invoices", db_constraint=False)
    invoice_number = models.CharField(max_length=40, null=True, blank=True)
    status = models.CharField(max_length=10, choices=InvoiceStatus, default=InvoiceStatus.DRAFT, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "external_id"], name="invoice_external_id_unique"),
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
            models.CheckConstraint(
                condition=Q(amount=F("subtotal") + F("tax_total"), amount__gte=0), name="invoice_totals_add_up"
            ),
            models.CheckConstraint(
                condition=Q(amount_paid__gte=0, amount_paid__lte=F("amount")), name="invoice_not_overpaid"
            ),
            models.CheckConstraint(condition=Q(due_date__gte=F("issue_date")), name="invoice_due_after_issue"),
            models.CheckConstraint(condition=void_is_dated(InvoiceStatus.VOID), name="invoice_void_dated"),
        ]
        indexes = [
            models.Index(fields=["company", "created_at", "id"], name="invoice_by_creation"),
            models.Index(fields=["company", "invoice_number", "id"], name="invoice_by_number"),
            models.Index(fields=["company", "issue_date", "id"], name="invoice_by_date"),
            models.Index(fields=["company", "updated_at", "id"], name="invoice_by_update"),
            models.Index(fields=["company", "due_date", "id"], name="invoice_by_due_date"),
            models.Index(fields=["company", "amount", "id"], name="invoice_by_amount"),
            models.Index(fields=["company", "customer"], name="invoice_by_customer"),
            models.Index(
                fields=["company", "due_date"],
                name="invoice_open",
                condition=Q(status=InvoiceStatus.SENT, amount_paid__lt=F("amount")),
            ),
        ]

    def __str__(self) -> str:
        return self.invoice_number or "Draft invoice"

    def status_on(self, today: datetime.date) -> str:
        """`draft`, `sent`, `partially_paid`, `paid`, `overdue` or `void`, as of `today` in the company's time zone."""
        if self.status != InvoiceStatus.SENT:
            return self.status
        return self.settlement(today) or self.status


class InvoiceLine(DocumentLine):
    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="lines", db_constraint=False, db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invoice", "position"], name="invoice_line_position_unique"),
            models.CheckConstraint(
                condition=Q(discount_percent__gte=0, discount_percent__lte=100), name="invoice_line_discount_in_range"
            ),
        ]
