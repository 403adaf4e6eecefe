"""Money that moves without an invoice or a bill: bank transactions, and transfers between own accounts."""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from accounting.documents.models import PostedAtOnce, TaxedLine, WithTaxedLines, taxed_line_constraints
from accounting.documents.trade import PURCHASES, SALES, Trade
from accounting.ledger.chart import currency_of
from accounting.ledger.entry_lines import CREDIT, DEBIT
from accounting.ledger.models import Account, Contact, amount_field, tracking_field
from foundation.keys import Numbers, References


class BankTransactionType(models.TextChoices):
    SPEND = "spend", "Spend"
    RECEIVE = "receive", "Receive"


class BankTransaction(WithTaxedLines):
    """Money spent from or received on an account, posted to the accounts of its lines. `amount` is positive."""

    NOUN: ClassVar = "bank_transaction"
    PREFIX: ClassVar = "BT"
    NUMBER: ClassVar = "transaction_number"

    transaction_number = models.CharField(max_length=40, editable=False)
    type = models.CharField(max_length=10, choices=BankTransactionType)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_constraint=False)
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False)
    tax_inclusive = models.BooleanField(default=False, help_text="The amounts of the lines include tax.")

    class Meta(WithTaxedLines.Meta):
        constraints = [
            *WithTaxedLines.Meta.constraints,
            models.UniqueConstraint(fields=["company", "transaction_number"], name="bank_transaction_number_unique"),
            models.CheckConstraint(
                condition=Q(type__in=BankTransactionType.values), name="bank_transaction_type_known"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="bank_transaction_amount_positive"),
            References("company", "account", name="bank_transaction_account_of_company"),
            References("company", "contact", name="bank_transaction_contact_of_company"),
        ]
        indexes = [
            *WithTaxedLines.Meta.indexes,
            models.Index(fields=["company", "contact"], name="bank_transaction_by_contact"),
        ]

    @property
    def trade(self) -> Trade:
        """Return the side of trade, which decides the tax accounts."""
        return PURCHASES if self.type == BankTransactionType.SPEND else SALES

    @property
    def side(self) -> int:
        """Return `DEBIT` or `CREDIT`: the side to which the bank account is posted."""
        return CREDIT if self.type == BankTransactionType.SPEND else DEBIT


class BankTransactionLine(TaxedLine):
    bank_transaction = models.ForeignKey(
        BankTransaction, models.CASCADE, related_name="lines", db_constraint=False, db_index=False
    )

    class Meta:
        constraints = taxed_line_constraints("bank_transaction")


class Transfer(PostedAtOnce):
    """Money moved between two accounts of the company. `amount` leaves the one, and `to_amount` reaches the other.

    Each is in the currency of its account. A fee is taken from the first account on top.
    """

    NOUN: ClassVar = "transfer"
    PREFIX: ClassVar = "TR"
    NUMBER: ClassVar = "transfer_number"

    transfer_number = models.CharField(max_length=40, editable=False)
    from_account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_constraint=False)
    to_account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_constraint=False)
    to_amount = amount_field()
    fee_account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", db_constraint=False)
    fee_amount = amount_field(default=Decimal(0))
    fee_tracking = tracking_field()

    class Meta(PostedAtOnce.Meta):
        constraints = [
            *PostedAtOnce.Meta.constraints,
            models.UniqueConstraint(fields=["company", "transfer_number"], name="transfer_number_unique"),
            models.CheckConstraint(condition=Q(amount__gt=0, to_amount__gt=0), name="transfer_amounts_positive"),
            models.CheckConstraint(condition=~Q(from_account=F("to_account")), name="transfer_between_two_accounts"),
            models.CheckConstraint(
                condition=Q(fee_account__isnull=True, fee_amount=0) | Q(fee_account__isnull=False, fee_amount__gt=0),
                name="transfer_fee_positive",
            ),
            References("company", "from_account", name="transfer_from_account_of_company"),
            References("company", "to_account", name="transfer_to_account_of_company"),
            References("company", "fee_account", name="transfer_fee_account_of_company"),
            Numbers("exchange_rate", "amount", "to_amount", "fee_amount", name="transfer_of_numbers"),
        ]

    @property
    def to_currency_id(self) -> str:
        """The currency of `to_amount`."""
        return currency_of(self.to_account, self.company)

    @property
    def fee(self) -> dict[str, Any] | None:
        """Return the fee's account and amount, or None."""
        if self.fee_account_id is None:
            return None
        return {"account_id": self.fee_account_id, "amount": self.fee_amount, "tracking": self.fee_tracking or []}
