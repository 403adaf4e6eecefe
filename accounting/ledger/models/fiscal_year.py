"""Fiscal years: twelve months that are open or closed as a whole. Their guards are in ledger/fiscal_years.sql."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounting.ledger.models.company import Company
from accounting.ledger.models.journal import JournalEntry
from accounting.ledger.models.period import PeriodStatus
from foundation.keys import Holds, Key, References
from foundation.models import Dated


class FiscalYear(Dated):
    """A fiscal year of a company. PostgreSQL makes it with the first of its months; the application can only close and
    reopen it.

    `closing_entry` moved its earnings to equity; null if it is open, was closed without one, or earned nothing.
    """

    company = models.ForeignKey(Company, models.CASCADE, related_name="fiscal_years", db_index=False)
    start_date = models.DateField()
    end_date = models.DateField()
    status = models.CharField(max_length=10, choices=PeriodStatus, default=PeriodStatus.OPEN)
    closing_entry = models.ForeignKey(
        JournalEntry, models.PROTECT, null=True, editable=False, related_name="+", db_constraint=False, db_index=False
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    reopen_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "start_date"], name="fiscal_year_unique"),
            models.CheckConstraint(condition=Q(status__in=PeriodStatus.values), name="fiscal_year_status_known"),
            models.CheckConstraint(
                condition=Q(status=PeriodStatus.OPEN, closed_at__isnull=True, closing_entry__isnull=True)
                | Q(status=PeriodStatus.CLOSED, closed_at__isnull=False),
                name="fiscal_year_closed_means_dated",
            ),
            Key("company", "id", name="fiscalyear_of_company"),
            References("company", "closing_entry", name="fiscal_year_entry_of_company"),
            Holds(
                "extract(day FROM start_date) = 1"
                " AND end_date = (start_date + interval '1 year' - interval '1 day')::date",
                name="fiscal_year_is_a_year",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return `2026`, or `FY2026` if it begins after January: the year in which it ends, as the reports say."""
        return f"{self.end_date:%Y}" if self.start_date.month == 1 else f"FY{self.end_date:%Y}"
