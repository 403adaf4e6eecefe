"""Opening balances: what a company owned and owed when its books began here."""

from decimal import Decimal

from django.conf import settings
from django.db import models

from accounting.ledger.models import Company, JournalEntry, amount_field
from foundation.keys import Key, Numbers, References
from foundation.models import Dated


class OpeningBalances(Dated):
    """The opening balances of a company, one row at most. The open documents are its invoices, bills and
    credits with `is_opening`.

    `journal_entry` has the balances of the accounts, null if there are none. `equity_amount` is what the entries posted
    to the account with the role `opening_balance_equity` when the balances were set, credit positive.
    """

    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_index=False)
    date = models.DateField()
    equity_amount = amount_field(default=Decimal(0))
    journal_entry = models.ForeignKey(
        JournalEntry, models.PROTECT, null=True, editable=False, related_name="+", db_constraint=False, db_index=False
    )
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )

    class Meta:
        verbose_name_plural = "opening balances"
        constraints = [
            models.UniqueConstraint(fields=["company"], name="opening_balances_unique"),
            Key("company", "id", name="openingbalances_of_company"),
            References("company", "journal_entry", name="opening_balances_entry_of_company"),
            Numbers("equity_amount", name="openingbalances_of_numbers"),
        ]

    def __str__(self) -> str:
        return f"Opening balances of {self.date:%Y-%m-%d}"
