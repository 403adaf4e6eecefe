"""Revaluations of what is open in other currencies than the company's."""

from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounting.documents.models import PostedStatus, Voidable, void_is_dated
from accounting.ledger import money
from accounting.ledger.models import Account, Company, Currency, JournalEntry
from accounting.open_items.models import OpenItem
from foundation.keys import Key, Numbers, References
from foundation.models import Dated


def sum_field() -> "models.DecimalField[Any, Any]":
    """Return a field for a sum of amounts, wider than an amount."""
    return models.DecimalField(max_digits=38, decimal_places=4)


class FxRevaluation(Voidable, Dated):
    """All open items and bank accounts in other currencies at the closing rates of a day.

    `journal_entry` moves open items against the accounts with the roles `…_revaluation`, and is reversed the next day.
    `bank_entry` moves bank accounts for good. Each is null if nothing changes. `rates` are those that were used, as
    texts. PostgreSQL adds the lines (guards.sql), and checks the entries when `line_count` is set.
    """

    NOUN: ClassVar = "fx_revaluation"

    company = models.ForeignKey(Company, models.CASCADE, related_name="fx_revaluations", db_index=False)
    date = models.DateField()
    status = models.CharField(max_length=10, choices=PostedStatus, default=PostedStatus.POSTED, editable=False)
    rates = models.JSONField(default=dict, editable=False)
    line_count = models.IntegerField(null=True, editable=False)
    open_items_gain = models.DecimalField(max_digits=19, decimal_places=4, default=Decimal(0), editable=False)
    bank_accounts_gain = models.DecimalField(max_digits=19, decimal_places=4, default=Decimal(0), editable=False)
    journal_entry = models.ForeignKey(
        JournalEntry, models.PROTECT, null=True, editable=False, related_name="+", db_constraint=False, db_index=False
    )
    bank_entry = models.ForeignKey(
        JournalEntry, models.PROTECT, null=True, editable=False, related_name="+", db_constraint=False, db_index=False
    )
    void_bank_entry = models.ForeignKey(
        JournalEntry, models.PROTECT, null=True, editable=False, related_name="+", db_constraint=False, db_index=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "date"], name="fx_revaluation_once", condition=Q(status=PostedStatus.POSTED)
            ),
            models.CheckConstraint(condition=Q(status__in=PostedStatus.values), name="fx_revaluation_status_known"),
            models.CheckConstraint(
                condition=void_is_dated("void") & (Q(void_date__isnull=True) | Q(void_date=F("date"))),
                name="fx_revaluation_void_dated",
            ),
            Key("company", "id", name="fx_revaluation_of_company"),
            References("company", "journal_entry", name="fx_revaluation_entry_of_company"),
            References("company", "bank_entry", name="fx_revaluation_bank_entry_of_company"),
            Numbers("open_items_gain", "bank_accounts_gain", name="fxrevaluation_of_numbers"),
        ]
        indexes = [
            models.Index(fields=["company", "created_at", "id"], name="fx_revaluation_by_creation"),
            models.Index(fields=["company", "updated_at", "id"], name="fx_revaluation_by_update"),
            models.Index(fields=["company", "date", "id"], name="fx_revaluation_by_date"),
        ]

    def __str__(self) -> str:
        return f"Revaluation of {self.date}"

    @property
    def rates_by_currency(self) -> dict[str, Decimal]:
        return {currency: Decimal(rate).normalize() + 0 for currency, rate in sorted(self.rates.items())}


class FxRevaluationLine(models.Model):
    """An open item, or (without one) a bank account, at the closing rate. Debits are positive.

    `amount` is what was open in `currency`, `base_amount` the same as posted, and `revalued_amount` the same at the
    closing rate. PostgreSQL copies item, account and currency from rows that stay. So there are no foreign keys to
    them: checking these took most of the time for 100,000 lines.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    fx_revaluation = models.ForeignKey(
        FxRevaluation, models.CASCADE, related_name="lines", db_constraint=False, db_index=False
    )
    position = models.IntegerField()
    item = models.ForeignKey(OpenItem, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    currency = models.ForeignKey(
        Currency, models.PROTECT, db_column="currency", related_name="+", db_constraint=False, db_index=False
    )
    amount = sum_field()
    base_amount = sum_field()
    revalued_amount = sum_field()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "fx_revaluation", "position"], name="fx_revaluation_line_position_unique"
            ),
            References("company", "fx_revaluation", name="fx_revaluation_line_of_company"),
            Numbers("amount", "base_amount", "revalued_amount", name="fxrevaluationline_of_numbers"),
        ]

    def __str__(self) -> str:
        return money.text(self.amount, self.currency_id)

    @property
    def difference(self) -> Decimal:
        """Return the unrealised gain, or for a bank account the gain, as a positive amount in the base currency."""
        return self.revalued_amount - self.base_amount
