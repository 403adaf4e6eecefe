"""Budgets: what a company plans to earn and spend, by account and month."""

import datetime

from django.db import models
from uuid_utils.compat import uuid7

from accounting.ledger.dates import FIRST_DATE, LAST_DATE
from accounting.ledger.models import Account, Company, amount_field, tracking_field
from foundation.keys import Holds, Key, Numbers, References
from foundation.models import MAX_NAME_LENGTH, Dated

MAX_MONTHS = 60
MAX_NOTES = 2000


class Budget(Dated):
    """A plan of whole months, of all lines or of those with the options `tracking`.

    The names of two active budgets of a company must not look alike (`LookAlike`).
    """

    company = models.ForeignKey(Company, models.CASCADE, related_name="budgets", db_index=False)
    name = models.CharField(max_length=MAX_NAME_LENGTH)
    start_date = models.DateField(help_text="The first day of the first month.")
    end_date = models.DateField(help_text="The last day of the last month.")
    notes = models.TextField(max_length=MAX_NOTES, blank=True, default="")
    tracking = tracking_field()
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="budget_named"),
            models.CheckConstraint(
                condition=models.Q(start_date__gte=FIRST_DATE, end_date__lte=LAST_DATE), name="budget_dates_in_range"
            ),
            Holds(
                "extract(day FROM start_date) = 1 AND extract(day FROM end_date + 1) = 1 AND end_date > start_date"
                f" AND end_date < start_date + interval '{MAX_MONTHS} months'",
                name="budget_of_whole_months",
            ),
            Key("company", "id", name="budget_of_company"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def months(self) -> list[datetime.date]:
        """Return the first day of each month."""
        return months_from(self.start_date, self.end_date)


def months_from(start_date: datetime.date, end_date: datetime.date) -> list[datetime.date]:
    """Return the first days of the months from that of `start_date` to that of `end_date`."""
    first, last = (day.year * 12 + day.month - 1 for day in (start_date, end_date))
    return [datetime.date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1)]


class BudgetLine(models.Model):
    """What a budget plans for one account in one month, in the base currency. Without a row, that is zero.

    Revenue and expenses are both positive, as in the profit and loss. A changed amount is a new row.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    budget = models.ForeignKey(Budget, models.CASCADE, related_name="lines", db_constraint=False, db_index=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    month = models.DateField(help_text="The first day of the month.")
    amount = amount_field()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "budget", "account", "month"], name="budget_line_unique"),
            models.CheckConstraint(condition=~models.Q(amount=0), name="budget_line_not_zero"),
            Holds("extract(day FROM month) = 1", name="budget_line_of_a_month"),
            References("company", "budget", name="budget_line_budget_of_company"),
            References("company", "account", name="budget_line_account_of_company"),
            Numbers("amount", name="budgetline_of_numbers"),
        ]
        indexes = [models.Index(fields=["company", "account"], name="budget_line_by_account")]

    def __str__(self) -> str:
        return f"{self.account} {self.month:%Y-%m}"
