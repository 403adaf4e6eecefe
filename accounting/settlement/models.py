"""Payments received and made, and adjustments."""

from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounting.documents.models import (
    Bill,
    CreditNote,
    Document,
    Invoice,
    PostedStatus,
    TaxedLine,
    VendorCredit,
    Voidable,
    WithTaxedLines,
    taxed_line_constraints,
    void_is_dated,
)
from accounting.documents.trade import PURCHASES, SALES, Trade
from accounting.ledger.entry_lines import CREDIT, DEBIT
from accounting.ledger.models import (
    Account,
    Company,
    Contact,
    ContactKind,
    Currency,
    JournalEntry,
    WithMetadata,
    amount_field,
    metadata_allowed,
    tracking_field,
)
from accounting.open_items.models import Allocation
from accounting.open_items.settled import allocations_of
from foundation.keys import Key, Numbers, References
from foundation.models import Dated


class PaymentType(models.TextChoices):
    RECEIVED = "received", "Received"
    MADE = "made", "Made"


class Settling(models.Model):
    """A payment or an adjustment, which settles other documents of its contact."""

    NOUN: ClassVar[str]
    status: Any
    amount: Any
    contact_id: Any
    allocated_amount = amount_field(default=Decimal(0), editable=False)

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        """Return the word for it in a sentence."""
        return self.NOUN

    @property
    def trade(self) -> Trade:
        raise NotImplementedError

    @property
    def allocations(self) -> models.QuerySet[Allocation]:
        """Return its allocations, also those that were taken back, with the rows that took them back."""
        return allocations_of(self.pk)

    @property
    def customer_id(self) -> UUID | None:
        return self.contact_id if self.trade is SALES else None

    @property
    def vendor_id(self) -> UUID | None:
        return self.contact_id if self.trade is PURCHASES else None

    UNALLOCATED_AMOUNT: ClassVar = "CASE WHEN {status} = 'void' THEN 0 ELSE abs({amount}) - {allocated_amount} END"
    """The same as `unallocated_amount` by PostgreSQL."""

    @property
    def unallocated_amount(self) -> Decimal:
        return Decimal(0) if self.status == PostedStatus.VOID else abs(self.amount) - self.allocated_amount


class Payment(Settling, WithMetadata, Voidable, Dated):
    """Money that came from a customer (`received`) or went to a vendor (`made`), or the other way as a refund.

    `amount` is the amount that can settle documents. Deductions are costs: of a payment received the bank account gets
    less by this amount, of a payment made it pays more. The rest that is not allocated stays an open credit of the
    contact. `allocated_amount` is the settled amount of its open item, and only that item's guard writes it. The
    numbers of two payments must not look alike (`LookAlike`).
    """

    NOUN: ClassVar = "payment"

    company = models.ForeignKey(Company, models.CASCADE, related_name="payments", db_index=False)
    payment_number = models.CharField(max_length=40)
    type = models.CharField(max_length=10, choices=PaymentType)
    is_refund = models.BooleanField(
        default=False, editable=False, help_text="Made to a customer, or received from a vendor."
    )
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="payments", db_constraint=False)
    date = models.DateField()
    amount = amount_field()
    currency = models.ForeignKey(Currency, models.PROTECT, db_column="currency", related_name="+", db_index=False)
    exchange_rate = models.DecimalField(max_digits=20, decimal_places=10, default=Decimal(1))
    account = models.ForeignKey(Account, models.PROTECT, related_name="payments", db_constraint=False)
    account_amount = amount_field(
        null=True,
        help_text="What the account moved by, in its own currency; null if that is the payment's.",
    )
    reference = models.CharField(max_length=100, blank=True, default="")
    notes = models.TextField(max_length=2000, blank=True, default="", db_default="")
    status = models.CharField(max_length=10, choices=PostedStatus, default=PostedStatus.POSTED, editable=False)
    external_id = models.CharField(max_length=100, null=True, blank=True)
    journal_entry = models.ForeignKey(
        JournalEntry, models.PROTECT, editable=False, related_name="+", db_constraint=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "external_id"], name="payment_external_id_unique"),
            models.CheckConstraint(condition=Q(type__in=PaymentType.values), name="payment_type_known"),
            models.CheckConstraint(condition=Q(status__in=PostedStatus.values), name="payment_status_known"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount_positive"),
            models.CheckConstraint(
                condition=Q(exchange_rate__gt=0) & (Q(account_amount__isnull=True) | Q(account_amount__gt=0)),
                name="payment_rate_positive",
            ),
            Numbers("account_amount", name="payment_account_amount_of_numbers"),
            models.CheckConstraint(condition=void_is_dated(PostedStatus.VOID), name="payment_void_dated"),
            models.CheckConstraint(
                condition=Q(allocated_amount__gte=0, allocated_amount__lte=F("amount")),
                name="payment_not_overallocated",
            ),
            metadata_allowed("payment_metadata_allowed"),
            Key("company", "id", name="payment_of_company"),
            References("company", "account", name="payment_account_of_company"),
            References("company", "journal_entry", name="payment_entry_of_company"),
            References(
                "company", "contact", "contact_kind", name="payment_contact_of_company", key=("company", "id", "kind")
            ),
            Numbers("amount", "exchange_rate", "allocated_amount", name="payment_of_numbers"),
        ]
        indexes = [
            models.Index(fields=["company", "created_at", "id"], name="payment_by_creation"),
            models.Index(fields=["company", "payment_number", "id"], name="payment_by_number"),
            models.Index(fields=["company", "date", "id"], name="payment_by_date"),
            models.Index(fields=["company", "updated_at", "id"], name="payment_by_update"),
            models.Index(fields=["company", "amount", "id"], name="payment_by_amount"),
            models.Index(fields=["company", "currency", "created_at", "id"], name="payment_by_currency"),
            models.Index(fields=["company", "contact"], name="payment_by_contact"),
            models.Index(fields=["company", "reference"], name="payment_by_reference", condition=~Q(reference="")),
            models.Index(fields=["company", "created_at", "id"], name="payment_refunds", condition=Q(is_refund=True)),
            models.Index(
                fields=["company", "status", "created_at", "id"],
                name="payment_by_status",
                condition=~Q(status=PostedStatus.POSTED) | Q(allocated_amount__lt=F("amount")),
            ),
            models.Index(
                fields=["company", "created_at", "id"],
                name="payment_without_rest",
                condition=~Q(status=PostedStatus.POSTED) | ~Q(allocated_amount__lt=F("amount")),
            ),
        ]

    def __str__(self) -> str:
        return self.payment_number

    CUSTOMER_ID: ClassVar = "CASE WHEN ({type} = 'received') <> {is_refund} THEN {contact_id} END"
    VENDOR_ID: ClassVar = "CASE WHEN ({type} = 'received') = {is_refund} THEN {contact_id} END"
    """The same as `customer_id` and `vendor_id` by PostgreSQL."""

    @property
    def trade(self) -> Trade:
        return SALES if (self.type == PaymentType.RECEIVED) != self.is_refund else PURCHASES

    @property
    def side(self) -> int:
        """Return `DEBIT` or `CREDIT`: the side of the control account to which its amount is posted."""
        return CREDIT if self.type == PaymentType.RECEIVED else DEBIT


class PaymentDeduction(models.Model):
    """A cost that the bank deducted from the payment, such as a fee, and the account to which it is debited."""

    id = models.UUIDField(primary_key=True, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    payment = models.ForeignKey(Payment, models.CASCADE, related_name="deductions", db_constraint=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_constraint=False)
    amount = amount_field()
    tracking = tracking_field()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_deduction_positive"),
            References("company", "payment", name="deduction_payment_of_company"),
            References("company", "account", name="deduction_account_of_company"),
            Numbers("amount", name="paymentdeduction_of_numbers"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} to {self.account_id}"


class AdjustmentKind(models.TextChoices):
    WRITE_OFF = "write_off", "Write-off"
    SETTLEMENT_DISCOUNT = "settlement_discount", "Settlement discount"
    CONTRA = "contra", "Contra"
    ROUNDING = "rounding", "Rounding"
    OTHER = "other", "Other"


class Adjustment(Settling, WithTaxedLines):
    """What a contact owes less (is owed less), without money: a write-off, a discount, a contra entry.

    `amount` is the total of the lines with tax. If it is negative, the contact owes (is owed) more.
    """

    NOUN: ClassVar = "adjustment"
    PREFIX: ClassVar = "ADJ"
    NUMBER: ClassVar = "adjustment_number"

    adjustment_number = models.CharField(max_length=40, editable=False)
    kind = models.CharField(max_length=20, choices=AdjustmentKind)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+", db_constraint=False)
    contact_kind = models.CharField(max_length=10, choices=ContactKind, editable=False)

    class Meta(WithTaxedLines.Meta):
        constraints = [
            *WithTaxedLines.Meta.constraints,
            models.UniqueConstraint(fields=["company", "adjustment_number"], name="adjustment_number_unique"),
            models.CheckConstraint(condition=Q(kind__in=AdjustmentKind.values), name="adjustment_kind_known"),
            models.CheckConstraint(condition=~Q(amount=0), name="adjustment_amount_not_zero"),
            models.CheckConstraint(
                condition=Q(allocated_amount__gte=0)
                & (Q(allocated_amount__lte=F("amount")) | Q(allocated_amount__lte=-F("amount"))),
                name="adjustment_not_overallocated",
            ),
            References(
                "company",
                "contact",
                "contact_kind",
                name="adjustment_contact_of_company",
                key=("company", "id", "kind"),
            ),
            Numbers("allocated_amount", name="adjustment_allocated_of_numbers"),
        ]
        indexes = [
            *WithTaxedLines.Meta.indexes,
            models.Index(fields=["company", "contact"], name="adjustment_by_contact"),
        ]

    def __str__(self) -> str:
        return self.adjustment_number

    CUSTOMER_ID: ClassVar = "CASE WHEN {contact_kind} = 'customer' THEN {contact_id} END"
    VENDOR_ID: ClassVar = "CASE WHEN {contact_kind} = 'vendor' THEN {contact_id} END"
    """The same as `customer_id` and `vendor_id` by PostgreSQL."""

    @property
    def trade(self) -> Trade:
        return SALES if self.contact_kind == ContactKind.CUSTOMER else PURCHASES

    @property
    def side(self) -> int:
        """Return `DEBIT` or `CREDIT`: the side of the control account to which its amount is posted."""
        reduces = CREDIT if self.trade is SALES else DEBIT
        return reduces if self.amount > 0 else -reduces


class AdjustmentLine(TaxedLine):
    """A line. Its `amount` includes tax: it is what the contact owes (is owed) less."""

    adjustment = models.ForeignKey(
        Adjustment, models.CASCADE, related_name="lines", db_constraint=False, db_index=False
    )

    class Meta:
        constraints = taxed_line_constraints("adjustment")


Settleable = Document | Payment | Adjustment
"""What has an open item, so that others can settle it."""

KINDS: dict[str, type[Settleable]] = {
    kind.NOUN: kind for kind in (Invoice, Bill, CreditNote, VendorCredit, Payment, Adjustment)
}
"""The kinds of documents that an allocation can name, by their nouns."""
