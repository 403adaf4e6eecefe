"""Payments received and made."""

from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounting.documents.models import Bill, Document, Invoice, Voidable, void_is_dated
from accounting.documents.trade import PURCHASES, SALES, Trade
from accounting.ledger.entry_lines import CREDIT, DEBIT
from accounting.ledger.models import Account, Company, Contact, Currency, JournalEntry, amount_field
from accounting.open_items.models import Allocation
from accounting.open_items.settled import allocations_of
from foundation.keys import Key, Numbers, References
from foundation.models import Dated

Kind = type[Document]  # `Payment.type` hides the name inside the class


class PaymentType(models.TextChoices):
    RECEIVED = "received", "Received"
    MADE = "made", "Made"


class PaymentStatus(models.TextChoices):
    POSTED = "posted", "Posted"
    VOID = "void", "Void"


class Payment(Voidable, Dated):
    """Money that came from a customer (`received`) or went to a vendor (`made`).

    `amount` is the amount that can settle documents. Deductions are costs: of a payment received the bank account gets
    less by this amount, of a payment made it pays more. The rest that is not allocated stays an open credit of the
    contact. `allocated_amount` is the settled amount of its open item, and only that item's guard writes it. The
    numbers of two payments must not look alike (`LookAlike`).
    """

    company = models.ForeignKey(Company, models.CASCADE, related_name="payments", db_index=False)
    payment_number = models.CharField(max_length=40)
    type = models.CharField(max_length=10, choices=PaymentType)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="payments", db_constraint=False)
    date = models.DateField()
    amount = amount_field()
    currency = models.ForeignKey(Currency, models.PROTECT, db_column="currency", related_name="+", db_index=False)
    exchange_rate = models.DecimalField(max_digits=20, decimal_places=10, default=Decimal(1))
    account = models.ForeignKey(Account, models.PROTECT, related_name="payments", db_constraint=False)
    reference = models.CharField(max_length=100, blank=True, default="")
    allocated_amount = amount_field(default=Decimal(0), editable=False)
    status = models.CharField(max_length=10, choices=PaymentStatus, default=PaymentStatus.POSTED, editable=False)
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
            models.CheckConstraint(condition=Q(status__in=PaymentStatus.values), name="payment_status_known"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount_positive"),
            models.CheckConstraint(condition=void_is_dated(PaymentStatus.VOID), name="payment_void_dated"),
            models.CheckConstraint(
                condition=Q(allocated_amount__gte=0, allocated_amount__lte=F("amount")),
                name="payment_not_overallocated",
            ),
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
            models.Index(fields=["company", "contact"], name="payment_by_contact"),
        ]

    def __str__(self) -> str:
        return self.payment_number

    @property
    def name(self) -> str:
        """Return the word for it in a sentence."""
        return "payment"

    @property
    def trade(self) -> Trade:
        return SALES if self.type == PaymentType.RECEIVED else PURCHASES

    @property
    def side(self) -> int:
        """Return `DEBIT` or `CREDIT`: the side of the control account to which its amount is posted."""
        return CREDIT if self.trade is SALES else DEBIT

    @property
    def allocations(self) -> models.QuerySet[Allocation]:
        """Return its allocations, also those that were taken back, with the rows that took them back."""
        return allocations_of(self.id)

    @property
    def settles(self) -> Kind:
        """Return the kind of documents that it settles."""
        return Invoice if self.trade is SALES else Bill

    @property
    def customer_id(self) -> UUID | None:
        return self.contact_id if self.trade is SALES else None

    @property
    def vendor_id(self) -> UUID | None:
        return self.contact_id if self.trade is PURCHASES else None

    @property
    def unallocated_amount(self) -> Decimal:
        return Decimal(0) if self.status == PaymentStatus.VOID else self.amount - self.allocated_amount


class PaymentDeduction(models.Model):
    """A cost that the bank deducted from the payment, such as a fee, and the account to which it is debited."""

    id = models.UUIDField(primary_key=True, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    payment = models.ForeignKey(Payment, models.CASCADE, related_name="deductions", db_constraint=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_constraint=False)
    amount = amount_field()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_deduction_positive"),
            References("company", "payment", name="deduction_payment_of_company"),
            References("company", "account", name="deduction_account_of_company"),
            Numbers("amount", name="paymentdeduction_of_numbers"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} to {self.account_id}"
