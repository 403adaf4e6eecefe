"""The common part of documents that are posted as soon as they are entered: bank transactions, transfers, adjustments.

They are numbered without gaps and never deleted. Only reference, external_id and metadata change. A wrong one is
voided. Amounts are in the document's currency.
"""

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounting.documents.models.document import Voidable, WithTax, tax_constraints, void_is_dated
from accounting.ledger.models import (
    Account,
    Company,
    Currency,
    JournalEntry,
    WithMetadata,
    amount_field,
    metadata_allowed,
    tracking_field,
)
from accounting.taxes.models import TaxRate
from foundation.keys import Key, Numbers, References
from foundation.models import Dated


class PostedStatus(models.TextChoices):
    POSTED = "posted", "Posted"
    VOID = "void", "Void"


class PostedAtOnce(WithMetadata, Voidable, Dated):
    """The base of these documents. Each kind sets the constants in capitals. `date` is the date as entered; the journal
    entry may have a later one, if the period of `date` was closed."""

    PREFIX: ClassVar[str]
    """The beginning of its numbers."""
    NUMBER: ClassVar[str]
    """The name of the field for its number."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_index=False)
    date = models.DateField()
    currency = models.ForeignKey(Currency, models.PROTECT, db_column="currency", related_name="+", db_index=False)
    exchange_rate = models.DecimalField(max_digits=20, decimal_places=10, default=Decimal(1))
    amount = amount_field()
    reference = models.CharField(max_length=100, blank=True, default="")
    status = models.CharField(max_length=10, choices=PostedStatus, default=PostedStatus.POSTED, editable=False)
    external_id = models.CharField(max_length=100, null=True, blank=True)
    journal_entry = models.ForeignKey(
        JournalEntry, models.PROTECT, editable=False, related_name="+", db_constraint=False, db_index=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["company", "external_id"], name="%(class)s_external_id_unique"),
            models.CheckConstraint(condition=Q(status__in=PostedStatus.values), name="%(class)s_status_known"),
            models.CheckConstraint(condition=void_is_dated("void"), name="%(class)s_void_dated"),
            metadata_allowed("%(class)s_metadata_allowed"),
            Key("company", "id", name="%(class)s_of_company"),
            References("company", "journal_entry", name="%(class)s_entry_of_company"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["company", "created_at", "id"], name="%(class)s_by_creation"),
            models.Index(fields=["company", "reference"], name="%(class)s_by_reference", condition=~Q(reference="")),
            models.Index(fields=["company", "date", "id"], name="%(class)s_by_date"),
            models.Index(fields=["company", "updated_at", "id"], name="%(class)s_by_update"),
            models.Index(fields=["company", "amount", "id"], name="%(class)s_by_amount"),
            models.Index(fields=["company", "currency", "created_at", "id"], name="%(class)s_by_currency"),
            models.Index(
                fields=["company", "status", "created_at", "id"],
                name="%(class)s_by_status",
                condition=~Q(status=PostedStatus.POSTED),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return str(getattr(self, self.NUMBER))


class WithTaxedLines(PostedAtOnce):
    """A document with lines on accounts. Its `amount` is their total with tax."""

    subtotal = amount_field()
    tax_total = amount_field()

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *PostedAtOnce.Meta.constraints,
            models.CheckConstraint(condition=Q(amount=F("subtotal") + F("tax_total")), name="%(class)s_totals_add_up"),
            Numbers("exchange_rate", "subtotal", "tax_total", "amount", name="%(class)s_of_numbers"),
        ]
        indexes: ClassVar[list[models.Index]] = PostedAtOnce.Meta.indexes


class TaxedLine(WithTax):
    """A line. `amount` is as entered, with or without tax; `net_amount` and `tax_amount` are what is posted."""

    id = models.UUIDField(primary_key=True, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    position = models.PositiveSmallIntegerField()
    description = models.CharField(max_length=500, blank=True, default="")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_constraint=False)
    tax_rate = models.ForeignKey(TaxRate, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False)
    amount = amount_field()
    net_amount = amount_field()
    tax_amount = amount_field()
    tracking = tracking_field()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.description


def taxed_line_constraints(noun: str) -> list[models.BaseConstraint]:
    """Return the constraints of the lines of one kind of document. `noun` is their link to the document."""
    return [
        models.UniqueConstraint(fields=["company", noun, "position"], name=f"{noun}_line_position_unique"),
        References("company", noun, name=f"{noun}_line_of_company"),
        References("company", "account", name=f"{noun}_line_account_of_company"),
        References("company", "tax_rate", name=f"{noun}_line_tax_rate_of_company"),
        Numbers("amount", "net_amount", "tax_amount", name=f"{noun}_line_of_numbers"),
        *tax_constraints(noun),
    ]
