"""The common part of invoices, bills and credits: a contact, lines, totals, and the amount that is settled.

Amounts are in the document's currency and multiples of its smallest unit. `exchange_rate` is units of the base currency
for one unit of the document's. `amount` is the total with tax. A posted document has an open item
(accounting/open_items): `amount_paid` is the settled amount of that item, and only its guard writes it.
"""

import datetime
from decimal import Decimal, localcontext
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounting.documents import standing
from accounting.documents.trade import Trade
from accounting.items.models import MAX_UNIT, Item
from accounting.ledger import money
from accounting.ledger.models import (
    MAX_REASON,
    Account,
    Company,
    Contact,
    Currency,
    JournalEntry,
    TaxRounding,
    WithMetadata,
    amount_field,
    metadata_allowed,
    tracking_field,
)
from accounting.taxes.arithmetic import Amounts, Part
from accounting.taxes.models import TaxRate
from foundation.keys import Holds, Key, Numbers, References
from foundation.models import Dated


class Voidable(models.Model):
    """When a document was voided, in the books (`void_date`) and in real time (`voided_at`), by whom and why."""

    NOUN: ClassVar[str]
    """Its name in events, and the source of its entries."""
    status: Any
    journal_entry: Any
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
    """Return the condition that a row has a date of voiding exactly if its status is `void`."""
    return Q(status=void, void_date__isnull=False, voided_at__isnull=False) | (
        ~Q(status=void) & Q(void_date__isnull=True, voided_at__isnull=True, void_entry__isnull=True)
    )


class WithTax(models.Model):
    """A line that can have a tax rate. `component_taxes` are the taxes of the rate's components, in their order, and
    `recoverable_taxes` what is deducted of each if it is a purchase. Both are null without a tax rate, and on lines of
    earlier editions, which have one component that is all recoverable."""

    tax_rate: Any
    tax_rate_id: Any
    tax_amount: Any
    component_taxes = ArrayField(amount_field(), null=True, editable=False)
    recoverable_taxes = ArrayField(amount_field(), null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def tax_parts(self) -> tuple[Part, ...]:
        """Return the taxes of the components."""
        if self.tax_rate_id is None:
            return ()
        if self.component_taxes is None or self.recoverable_taxes is None:
            return (Part(self.tax_amount, self.tax_amount),)
        return tuple(map(Part, self.component_taxes, self.recoverable_taxes))

    def set_taxes(self, amounts: Amounts) -> None:
        """Set the taxes of the line and of the rate's components."""
        self.tax_amount = amounts.tax
        if self.tax_rate_id is not None:
            self.component_taxes = [part.tax for part in amounts.parts]
            self.recoverable_taxes = [part.recoverable for part in amounts.parts]


def tax_constraints(noun: str) -> list[models.BaseConstraint]:
    """Return the constraints of the taxes of lines. `noun` is their link to the document."""
    return [
        Holds(
            "'NaN'::numeric <> ALL (component_taxes) AND 'NaN'::numeric <> ALL (recoverable_taxes)",
            name=f"{noun}_line_taxes_of_numbers",
        ),
        models.CheckConstraint(
            condition=Q(component_taxes__isnull=True, recoverable_taxes__isnull=True)
            | Q(component_taxes__isnull=False, recoverable_taxes__isnull=False, tax_rate__isnull=False),
            name=f"{noun}_line_taxes_of_rate",
        ),
    ]


class Document(WithMetadata, Voidable, Dated):
    """The base of all kinds of documents. Each kind sets the constants in capitals, and adds its contact and number."""

    NOUN: ClassVar[str]
    """Its name in events, in the source of its entries, and in the link of its lines."""
    TRADE: ClassVar[Trade]
    SIDE: ClassVar[int]
    """`DEBIT` or `CREDIT`: the side of the control account to which its total is posted."""
    NUMBER: ClassVar[str]
    """The name of the field for its number."""
    POSTED: ClassVar[Any]
    """Its status after it is posted."""
    DELETABLE: ClassVar[tuple[Any, ...]]
    """The statuses in which it can be deleted."""
    OTHERWISE: ClassVar[str]
    """What to do instead of entering a negative total."""
    CREDITED_BY: ClassVar[str] = ""
    """The name of its credits, if it can have some."""
    HAS_TERMS: ClassVar[bool] = True
    """Whether it is due by the terms of its contact, and not on its issue date."""

    status: Any
    lines: ClassVar[Any]
    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_index=False)
    issue_date = models.DateField()
    supply_date = models.DateField(null=True, blank=True)
    due_date = models.DateField()
    due_date_given = models.BooleanField(
        default=False,
        editable=False,
        help_text="If false, the due date of a draft follows the terms.",
    )
    currency = models.ForeignKey(Currency, models.PROTECT, db_column="currency", related_name="+", db_index=False)
    exchange_rate = models.DecimalField(max_digits=20, decimal_places=10, default=Decimal(1))
    exchange_rate_given = models.BooleanField(
        default=False, editable=False, help_text="If false, the rate of a draft follows its issue date."
    )
    tax_rounding = models.CharField(max_length=10, choices=TaxRounding)
    subtotal = amount_field(default=Decimal(0))
    tax_total = amount_field(default=Decimal(0))
    tax_total_base = amount_field(default=Decimal(0), editable=False)
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
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["company", "external_id"], name="%(class)s_external_id_unique"),
            models.CheckConstraint(
                condition=Q(amount=F("subtotal") + F("tax_total"), amount__gte=0), name="%(class)s_totals_add_up"
            ),
            models.CheckConstraint(
                condition=Q(amount_paid__gte=0, amount_paid__lte=F("amount")), name="%(class)s_not_overpaid"
            ),
            models.CheckConstraint(condition=Q(due_date__gte=F("issue_date")), name="%(class)s_due_after_issue"),
            models.CheckConstraint(condition=void_is_dated("void"), name="%(class)s_void_dated"),
            metadata_allowed("%(class)s_metadata_allowed"),
            Key("company", "id", name="%(class)s_of_company"),
            References("company", "journal_entry", name="%(class)s_entry_of_company"),
            Numbers("exchange_rate", "subtotal", "tax_total", "amount", "amount_paid", name="%(class)s_of_numbers"),
            Numbers("tax_total_base", name="%(class)s_base_of_numbers"),
            models.CheckConstraint(condition=Q(exchange_rate__gt=0), name="%(class)s_rate_positive"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["company", "created_at", "id"], name="%(class)s_by_creation"),
            models.Index(fields=["company", "reference"], name="%(class)s_by_reference", condition=~Q(reference="")),
            models.Index(fields=["company", "issue_date", "id"], name="%(class)s_by_date"),
            models.Index(fields=["company", "updated_at", "id"], name="%(class)s_by_update"),
            models.Index(fields=["company", "due_date", "id"], name="%(class)s_by_due_date"),
            models.Index(fields=["company", "amount", "id"], name="%(class)s_by_amount"),
            models.Index(fields=["company", "currency", "created_at", "id"], name="%(class)s_by_currency"),
            models.Index(
                fields=["company", "status", "created_at", "id"],
                name="%(class)s_by_status",
                condition=~Q(status__in=("sent", "approved", "issued")),
            ),
            # A document is in one of by_status, open (those that are not fully paid) and paid.
            models.Index(
                fields=["company", "created_at", "id"],
                name="%(class)s_paid",
                condition=Q(status__in=("sent", "approved", "issued"), amount_paid__gte=F("amount")),
            ),
        ]

    @property
    def contact(self) -> Contact:
        """Return the customer or the vendor."""
        return getattr(self, self.TRADE.contact)

    @property
    def contact_id(self) -> UUID:
        return getattr(self, self.TRADE.contact_id)

    @property
    def number(self) -> str | None:
        return getattr(self, self.NUMBER)

    @classmethod
    def line_model(cls) -> "type[DocumentLine]":
        return cls._meta.get_field("lines").related_model  # type: ignore[return-value]

    TOTAL_BASE: ClassVar = "round({amount} * {exchange_rate}, {base})"
    """The same as `total_base` by PostgreSQL, with `base` for the decimals of the base currency."""

    @property
    def total_base(self) -> Decimal:
        """Return the total in the base currency: what its control account gets."""
        with localcontext(money.EXACT):
            return money.quantize(self.amount * self.exchange_rate, self.company.base_currency_id)

    AMOUNT_DUE: ClassVar = "CASE WHEN {void_date} IS NULL THEN {amount} - {amount_paid} ELSE 0 END"
    """The same as `amount_due` by PostgreSQL."""

    @property
    def amount_due(self) -> Decimal:
        return Decimal(0) if self.void_date else self.amount - self.amount_paid

    def status_on(self, today: datetime.date | None) -> str:
        """Return its status on `today` (standing.py)."""
        return standing.status(self, today)


class Printed(models.Model):
    """A document that the customer gets on paper. `parties` is what it says of seller and customer (parties.py), kept
    when it is posted. It is null on drafts, and on what was posted before Atlas kept it or by opening balances."""

    parties = models.JSONField(null=True, editable=False)

    class Meta:
        abstract = True


def line_constraints(noun: str) -> list[models.BaseConstraint]:
    """Return the constraints of the lines of one kind of document. `noun` is their link to the document."""
    numbers = ("quantity", "unit_price", "discount_percent", "tax_percent", "amount", "tax_amount")
    return [
        models.UniqueConstraint(fields=["company", noun, "position"], name=f"{noun}_line_position_unique"),
        models.CheckConstraint(
            condition=Q(discount_percent__gte=0, discount_percent__lte=100), name=f"{noun}_line_discount_in_range"
        ),
        References("company", noun, name=f"{noun}_line_of_company"),
        References("company", "account", name=f"{noun}_line_account_of_company"),
        References("company", "tax_rate", name=f"{noun}_line_tax_rate_of_company"),
        References("company", "item", name=f"{noun}_line_item_of_company"),
        Numbers(*numbers, name=f"{noun}line_of_numbers"),
        *tax_constraints(noun),
    ]


def line_indexes(noun: str) -> list[models.Index]:
    """Return the indexes of the lines of one kind of document."""
    has_item = Q(item__isnull=False)
    return [models.Index(fields=["company", "item", noun], name=f"{noun}_line_by_item", condition=has_item)]


class DocumentLine(WithTax):
    """A line. `amount` is without discount and tax; `tax_amount` is added to it. Percentage and inclusiveness are
    copied from the tax rate, and what the line does not state from its item."""

    LINKS: ClassVar[tuple[str, ...]] = ()
    """The fields that lead to lines of other documents."""

    id = models.UUIDField(primary_key=True, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    position = models.PositiveSmallIntegerField()
    description = models.CharField(max_length=500, blank=True, default="")
    quantity = models.DecimalField(max_digits=19, decimal_places=4, default=Decimal(1))
    unit = models.CharField(max_length=MAX_UNIT, blank=True, default="", db_default="")
    unit_price = amount_field()
    discount_percent = models.DecimalField(max_digits=7, decimal_places=4, default=Decimal(0))
    # PostgreSQL protects the item by the key below, so Django makes no query when one is deleted.
    item = models.ForeignKey(
        Item, models.DO_NOTHING, null=True, blank=True, related_name="+", db_constraint=False, db_index=False
    )
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_constraint=False)
    tax_rate = models.ForeignKey(TaxRate, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False)
    tax_percent = models.DecimalField(max_digits=7, decimal_places=4, default=Decimal(0))
    tax_inclusive = models.BooleanField(default=False)
    amount = amount_field()
    tax_amount = amount_field(default=Decimal(0))
    tracking = tracking_field()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.description

    @property
    def net_amount(self) -> Decimal:
        return self.amount
