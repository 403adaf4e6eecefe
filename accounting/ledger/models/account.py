"""The chart of accounts, and the balances of each account by month and by day."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounting.ledger.models.company import Company, Currency
from foundation.keys import Key, References
from foundation.models import MAX_NAME_LENGTH, Dated


class AccountType(models.TextChoices):
    ASSET = "asset", "Asset"
    LIABILITY = "liability", "Liability"
    EQUITY = "equity", "Equity"
    REVENUE = "revenue", "Revenue"
    EXPENSE = "expense", "Expense"


DEBIT_TYPES = (AccountType.ASSET, AccountType.EXPENSE)


class SystemRole(models.TextChoices):
    """The roles by which the operations find accounts. Each company has one account per role."""

    ACCOUNTS_RECEIVABLE = "accounts_receivable", "Accounts receivable"
    ACCOUNTS_PAYABLE = "accounts_payable", "Accounts payable"
    OUTPUT_TAX = "output_tax", "Tax on sales"
    INPUT_TAX = "input_tax", "Tax on purchases"
    RETAINED_EARNINGS = "retained_earnings", "Retained earnings"
    OPENING_BALANCE_EQUITY = "opening_balance_equity", "Opening balance equity"
    EXCHANGE_GAIN_LOSS = "exchange_gain_loss", "Realised exchange gain or loss"
    UNREALISED_GAIN_LOSS = "unrealised_gain_loss", "Unrealised exchange gain or loss"
    RECEIVABLES_REVALUATION = "receivables_revaluation", "Currency revaluation of receivables"
    PAYABLES_REVALUATION = "payables_revaluation", "Currency revaluation of payables"


ROLE_TYPES = {
    SystemRole.ACCOUNTS_RECEIVABLE: (AccountType.ASSET,),
    SystemRole.ACCOUNTS_PAYABLE: (AccountType.LIABILITY,),
    SystemRole.OUTPUT_TAX: (AccountType.LIABILITY,),
    SystemRole.INPUT_TAX: (AccountType.ASSET, AccountType.LIABILITY),
    SystemRole.RETAINED_EARNINGS: (AccountType.EQUITY,),
    SystemRole.OPENING_BALANCE_EQUITY: (AccountType.EQUITY,),
    SystemRole.EXCHANGE_GAIN_LOSS: (AccountType.REVENUE, AccountType.EXPENSE),
    SystemRole.UNREALISED_GAIN_LOSS: (AccountType.REVENUE, AccountType.EXPENSE),
    SystemRole.RECEIVABLES_REVALUATION: (AccountType.ASSET,),
    SystemRole.PAYABLES_REVALUATION: (AccountType.LIABILITY,),
}
"""The types of account that each role allows."""

SUBTYPES: dict[str, tuple[str, ...]] = {
    AccountType.ASSET: (
        "bank", "cash", "clearing", "receivable", "inventory", "other_current_asset", "fixed_asset",
        "other_non_current_asset",
    ),
    AccountType.LIABILITY: ("payable", "credit_card", "tax", "other_current_liability", "long_term_liability"),
    AccountType.EQUITY: ("capital", "distribution", "retained_earnings", "other_equity"),
    AccountType.REVENUE: ("sales", "other_income"),
    AccountType.EXPENSE: (
        "cost_of_sales", "operating_expense", "depreciation", "finance_cost", "income_tax", "other_expense",
    ),
}  # fmt: skip
"""The subtypes of each type. An account may also have none. They decide the account's place in the reports."""

ALL_SUBTYPES = tuple(subtype for subtypes in SUBTYPES.values() for subtype in subtypes)

NO_SUBTYPE = "none"
"""How an address names the accounts without a subtype."""
MONEY_SUBTYPES = ("bank", "cash", "clearing", "credit_card")
"""The subtypes of accounts that payments can use."""

TAX_SUBTYPES = ("", "tax", "other_current_asset", "other_current_liability")
"""The subtypes of assets and liabilities that a tax rate may post to."""

CONTROL_ROLES = (SystemRole.ACCOUNTS_RECEIVABLE, SystemRole.ACCOUNTS_PAYABLE)
"""Accounts whose balance is the sum of open documents: only documents and payments post to them."""


class Account(Dated):
    """An account of a company's chart. The codes of two accounts must not look alike (`LookAlike`)."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="accounts", db_index=False)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=MAX_NAME_LENGTH)
    type = models.CharField(max_length=10, choices=AccountType)
    subtype = models.CharField(max_length=40, blank=True, default="")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", db_constraint=False
    )
    currency = models.ForeignKey(
        Currency, models.PROTECT, null=True, blank=True, db_column="currency", related_name="+", db_index=False
    )
    description = models.TextField(max_length=1000, blank=True, default="")
    is_active = models.BooleanField(default=True)
    system_role = models.CharField(max_length=40, choices=SystemRole, null=True, blank=True)
    required_tracking = ArrayField(
        models.UUIDField(),
        null=True,
        editable=False,
        help_text="The tracking categories of which each line needs an option, in the order of their ids.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "system_role"], name="account_system_role_unique"),
            models.CheckConstraint(condition=models.Q(type__in=AccountType.values), name="account_type_known"),
            models.CheckConstraint(condition=~models.Q(code="") & ~models.Q(name=""), name="account_named"),
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="account_not_its_own_parent"),
            Key("company", "id", name="account_of_company"),
            References("company", "parent", name="account_parent_of_company"),
        ]
        indexes = [models.Index(fields=["company", "code"], name="account_by_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def normal_balance(self) -> str:
        """Return `debit` or `credit`: the side on which the account grows."""
        return "debit" if self.type in DEBIT_TYPES else "credit"

    @property
    def is_control(self) -> bool:
        """Return whether it is a control account: only documents and payments post to it."""
        return self.system_role in CONTROL_ROLES

    @property
    def holds_money(self) -> bool:
        """Return whether it is a bank, cash, card or clearing account without a system role."""
        return self.subtype in MONEY_SUBTYPES and not self.system_role


class Balance(models.Model):
    """Debits and credits of an account in a span of time, in the base currency.

    The guards update it in the transaction of each posting; the application can only read it. The `closing_` columns
    are the part from entries of type `closing`, which the profit and loss leaves out. `currency_amount` is the sum of
    what the lines are in their own currencies: the balance of an account that is kept in one, and of no use for others.
    The columns are wider than amounts, so that a month can have any number of lines.
    """

    debits = models.DecimalField(max_digits=28, decimal_places=4, default=0)
    credits = models.DecimalField(max_digits=28, decimal_places=4, default=0)
    closing_debits = models.DecimalField(max_digits=28, decimal_places=4, default=0)
    closing_credits = models.DecimalField(max_digits=28, decimal_places=4, default=0)
    currency_amount = models.DecimalField(max_digits=28, decimal_places=4, default=0)

    class Meta:
        abstract = True


class AccountBalance(Balance):
    """The debits and credits of one account in one month."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_index=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="balances", db_constraint=False, db_index=False)
    month = models.DateField(help_text="The first day of the month.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "account", "month"], name="account_balance_unique"),
            References("company", "account", name="balance_account_of_company"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.month:%Y-%m}"


class DayBalance(Balance):
    """The debits and credits of one account on one day: reports read those of a month that is not whole."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "day", "account"], name="day_balance_unique"),
            References("company", "account", name="day_balance_account_of_company"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.day}"
