"""Open items of posted documents, and the allocations that settle them."""

from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounting.ledger.models import Account, Company, Contact, Currency, JournalEntry, amount_field
from foundation.keys import Key, Numbers, References

BILLED = ("invoice", "bill")
"""The documents that ask for money. All others can be a credit of their contact."""


class Side(models.TextChoices):
    """The side of the control account to which a document is posted."""

    DEBIT = "debit", "Debit"
    CREDIT = "credit", "Credit"


class OpenItem(models.Model):
    """The open amount of a posted document (also of a credit, a payment or an adjustment), with the same id.

    PostgreSQL adds it in the transaction that posts the document and updates it (guards.sql); the application can only
    read it. `date` is that of the document's journal entry. `amount` is in the document's currency, and `base_amount`
    is the amount posted to the control account. The open amount is the amount less the allocations, or zero if the
    document is void. `settled_on` is the day from which on nothing has been open: of its last allocation, or void date.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    kind = models.CharField(max_length=20, help_text="The kind of document, as its journal entry names it.")
    number = models.CharField(max_length=40)
    # PostgreSQL protects it by the key below, so Django makes no query when a contact is deleted.
    contact = models.ForeignKey(Contact, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    side = models.CharField(max_length=6, choices=Side)
    currency = models.ForeignKey(
        Currency, models.PROTECT, db_column="currency", related_name="+", db_constraint=False, db_index=False
    )
    amount = amount_field()
    open_amount = amount_field()
    base_amount = amount_field()
    open_base_amount = amount_field()
    date = models.DateField()
    due_date = models.DateField()
    void_date = models.DateField(null=True)
    settled_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(side__in=Side.values), name="open_item_side_known"),
            models.CheckConstraint(
                condition=Q(open_amount__gte=0, open_amount__lte=F("amount")), name="open_item_not_overdrawn"
            ),
            models.CheckConstraint(
                condition=Q(open_base_amount__gte=0, open_base_amount__lte=F("base_amount"))
                & (Q(open_amount__gt=0) | Q(open_base_amount=0)),
                name="open_item_same_in_base",
            ),
            models.CheckConstraint(
                condition=Q(void_date__isnull=True) | Q(open_amount=0), name="open_item_void_is_closed"
            ),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True, open_amount__gt=0)
                | Q(settled_on__isnull=False, settled_on__gte=F("date"), open_amount=0),
                name="open_item_settled_on_a_day",
            ),
            Key("company", "id", name="open_item_of_company"),
            References("company", "contact", name="open_item_contact_of_company"),
            References("company", "account", name="open_item_account_of_company"),
            References("currency", key=("code",), name="open_item_currency_known"),
            Numbers("amount", "open_amount", "base_amount", "open_base_amount", name="openitem_of_numbers"),
        ]
        indexes = [
            models.Index(fields=["company", "contact"], name="open_item_open", condition=Q(open_amount__gt=0)),
            # For what was open on a day: both dates are in it, so that it finds no other items.
            models.Index(
                fields=["company", "settled_on", "date"],
                name="open_item_settled",
                condition=Q(settled_on__gt=F("date")),
            ),
            # The same of one contact, and what was settled on its own day.
            models.Index(
                fields=["contact", "settled_on", "date"],
                name="open_item_of_contact",
                condition=Q(settled_on__isnull=False),
            ),
            models.Index(fields=["company", "void_date"], name="open_item_void", condition=Q(void_date__isnull=False)),
            # For the open credit of a balance sheet, which neither an invoice nor a bill has.
            models.Index(
                fields=["company", "settled_on", "date"],
                name="open_item_settled_credit",
                condition=Q(settled_on__gt=F("date")) & ~Q(kind__in=BILLED),
            ),
            models.Index(
                fields=["company"], name="open_item_open_credit", condition=Q(open_amount__gt=0) & ~Q(kind__in=BILLED)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Allocation(models.Model):
    """An amount by which a debit item and a credit item settle each other, from a date on. Append-only.

    Both have the same contact, control account and currency. `debit_base` and `credit_base` are the amounts in the base
    currency by which it reduces each. If they differ, `journal_entry` posts the difference. To take an allocation back,
    a row with the negative amounts `reverses` it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    debit_item = models.ForeignKey(
        OpenItem, models.PROTECT, related_name="debit_allocations", db_constraint=False, db_index=False
    )
    credit_item = models.ForeignKey(
        OpenItem, models.PROTECT, related_name="credit_allocations", db_constraint=False, db_index=False
    )
    date = models.DateField()
    amount = amount_field()
    debit_base = amount_field()
    credit_base = amount_field()
    journal_entry = models.ForeignKey(
        JournalEntry, models.PROTECT, null=True, related_name="allocations", db_constraint=False, db_index=False
    )
    reverses = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="reversals", db_constraint=False, db_index=False
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, amount__gt=0, debit_base__gte=0, credit_base__gte=0)
                | Q(reverses__isnull=False, amount__lt=0, debit_base__lte=0, credit_base__lte=0),
                name="allocation_sign",
            ),
            models.UniqueConstraint(
                fields=["company", "reverses"], name="allocation_reversed_once", condition=Q(reverses__isnull=False)
            ),
            Key("company", "id", name="allocation_of_company"),
            References("company", "debit_item", name="allocation_debit_item_of_company"),
            References("company", "credit_item", name="allocation_credit_item_of_company"),
            References("company", "reverses", name="allocation_reverses_of_company"),
            References("company", "journal_entry", name="allocation_entry_of_company"),
            Numbers("amount", "debit_base", "credit_base", name="allocation_of_numbers"),
        ]
        indexes = [
            models.Index(fields=["debit_item"], name="allocation_by_debit_item"),
            models.Index(fields=["credit_item"], name="allocation_by_credit_item"),
            models.Index(fields=["company", "date", "created_at"], name="allocation_by_day"),
            models.Index(fields=["company", "created_at"], name="allocation_by_creation"),
            models.Index(
                fields=["journal_entry"], name="allocation_by_entry", condition=Q(journal_entry__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} on {self.date:%Y-%m-%d}"

    @property
    def difference(self) -> Decimal:
        """Return the realised exchange gain in the base currency, or the loss as a negative amount."""
        return self.credit_base - self.debit_base

    def other_item(self, item_id: UUID) -> OpenItem:
        """Return the item on the other side."""
        return self.credit_item if self.debit_item_id == item_id else self.debit_item


class UnpaidBalance(models.Model):
    """How much more of an account's revenue or expenses was posted by documents and not paid after a day than before
    it: debits less credits, in the base currency. The first day of a month has the sum of the month too.

    The profit and loss on a cash basis takes it off what was posted. The guards update it in the statement that posts
    or voids a document or allocates (guards.sql); the application can only read it.
    """

    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    day = models.DateField()
    amount = models.DecimalField(max_digits=28, decimal_places=4)
    month_amount = models.DecimalField(max_digits=28, decimal_places=4, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "day", "account"], name="unpaid_balance_unique"),
            References("company", "account", name="unpaid_balance_account_of_company"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.day}"
