"""Accounting periods: calendar months that are open or closed."""

from django.conf import settings
from django.db import models

from accounting.ledger.models.company import Company
from foundation.keys import Holds, Key, References
from foundation.models import Dated


class PeriodStatus(models.TextChoices):
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class PeriodAction(models.TextChoices):
    CLOSED = "closed", "Closed"
    REOPENED = "reopened", "Reopened"


class AccountingPeriod(Dated):
    """One month of a company's books. There are no gaps: posting in a month adds the months up to the existing ones.

    `seal` is the SHA-256 of the ledger head's hash and the trial balance at the time of closing (`sealed_balances`). It
    proves later that nothing in the period was changed.
    """

    company = models.ForeignKey(Company, models.CASCADE, related_name="periods", db_index=False)
    start_date = models.DateField()
    end_date = models.DateField()
    status = models.CharField(max_length=10, choices=PeriodStatus, default=PeriodStatus.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    reopen_reason = models.CharField(max_length=500, blank=True, default="")
    sealed_head = models.CharField(max_length=64, blank=True, default="")
    sealed_balances = models.JSONField(null=True, blank=True)
    seal = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "start_date"], name="period_unique"),
            models.CheckConstraint(condition=models.Q(status__in=PeriodStatus.values), name="period_status_known"),
            models.CheckConstraint(
                condition=models.Q(status=PeriodStatus.OPEN, seal="", closed_at__isnull=True)
                | (models.Q(status=PeriodStatus.CLOSED, closed_at__isnull=False) & ~models.Q(seal="")),
                name="period_closed_means_sealed",
            ),
            Key("company", "id", name="accountingperiod_of_company"),
            Holds(
                "extract(day FROM start_date) = 1"
                " AND end_date = (start_date + interval '1 month' - interval '1 day')::date",
                name="period_is_a_month",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.start_date:%Y-%m}"


class PeriodChange(models.Model):
    """One closing or reopening of a period, kept forever: who, when, why, and the seal that was made or broken.

    A guard writes it (ledger/guards.sql); the application can only read it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_index=False)
    period = models.ForeignKey(AccountingPeriod, models.CASCADE, related_name="changes", db_constraint=False)
    action = models.CharField(max_length=10, choices=PeriodAction)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=500, blank=True, default="")
    sealed_head = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)
    sealed_balances = models.JSONField(null=True)

    class Meta:
        constraints = [
            References("company", "period", name="period_change_of_company"),
            models.CheckConstraint(condition=models.Q(action__in=PeriodAction.values), name="period_change_known"),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.action}"
