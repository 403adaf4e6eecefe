"""What invoices and bills have in common: a contact, lines, totals, and how much of them is settled.

Amounts are in the document's currency and multiples of its smallest unit; `exchange_rate` is base units for one
document unit. `amount` is the total with tax. `amount_paid` is kept by the guard on allocations; nothing else writes
it.
"""

import datetime
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounting.ledger.models import MAX_REASON, Account, Company, Currency, JournalEntry, TaxRounding, amount_field
from accounting.taxes.models import TaxRate
from foundation.models import Dated


class Voidable(models.Model):
    """Says since when a document is void, in the books (`void_date`) and in fact (`voided_at`), by whom and why."""

    void_date = models.DateField(null=True, editable=False)
    void_reason = models.CharField(max_length=MAX_REASON, blank=True, default="", editable=False)
    void_entry = models.ForeignKey(
        JournalEntry, models.PROTECT, null=True, editable=False, related_name="+", db_constraint=False, db_index=False
    )
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )

    class Meta:
        abstract = True


def void_is_dated(void: str) -> Q:
    """Return the condition that a row is dated as void exactly when its status is `void`."""
    return Q(status=void, void_date__isnull=False, voided_at__isnull=False) | (
        ~Q(status=void) & Q(void_date__isnull=True, voided_at__isnull=True, void_entry__isnull=True)
    )


class Document(Voidable, Dated):
    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_index=False)
    issue_date = models.DateField()
    due_date = models.DateField()
    due_date_given = models.BooleanField(
        default=False, editable=False, help_text="Else a draft's due date follows its issue date and the terms."
    )
    currency = models.ForeignKey(Currency, models.PROTECT, db_column="currency", related_name="+", db_index=False)
    exchange_rate = models.DecimalField(max_digits=20, decimal_places=10, default=Decimal(1))
    tax_rounding = models.CharField(max_length=10, choices=TaxRounding)
    subtotal = amount_field(default=Decimal(0))
    tax_total = amount_field(default=Decimal(0))
    amount = amount_field(default=Decimal(0))
    amount_paid = amount_field(default=Decimal(0), editable=False)
    reference = models.CharField(max_length=100, blank=True, default="")
    notes = models.TextField(max_length=2000, blank=True, default="")
    external_id = models.CharField(max_length=100, null=True, blank=True)
    journal_entry = models.ForeignKey(
        JournalEntry, models.PROTECT, null=True, editable=False, related_name="+", db_constraint=False, db_index=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )

    class Meta:
        abstract = True

    @property
    def amount_due(self) -> Decimal:
        return Decimal(0) if self.void_date else self.amount - self.amount_paid

    def settlement(self, today: datetime.date) -> str:
        """Return how a posted document stands: `paid`, `overdue`, `partially_paid`, or empty when nothing is paid."""
        if self.amount_due == 0:
            return "paid"
        if self.due_date < today:
            return "overdue"
        return "partially_paid" if self.amount_paid else ""


class DocumentLine(models.Model):
    """`amount` is net of discount and tax; `tax_amount` comes on top. Percent and manner are copied from the rate."""

    id = models.UUIDField(primary_key=True, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    position = models.PositiveSmallIntegerField()
    description = models.CharField(max_length=500, blank=True, default="")
    quantity = models.DecimalField(max_digits=19, decimal_places=4, default=Decimal(1))
    unit_price = amount_field()
    discount_percent = models.DecimalField(max_digits=7, decimal_places=4, default=Decimal(0))
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_constraint=False)
    tax_rate = models.ForeignKey(TaxRate, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False)
    tax_percent = models.DecimalField(max_digits=7, decimal_places=4, default=Decimal(0))
    tax_inclusive = models.BooleanField(default=False)
    amount = amount_field()
    tax_amount = amount_field(default=Decimal(0))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.description
