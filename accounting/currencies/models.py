"""Exchange rates."""

from django.db import models

from accounting.ledger.models import Company, Currency
from foundation.keys import Key, Numbers
from foundation.models import Dated


class RateSource(models.TextChoices):
    MANUAL = "manual", "Entered by hand"
    ECB = "ecb", "European Central Bank"


class ExchangeRate(Dated):
    """The units of a company's base currency for one unit of another currency, from a date on.

    Documents copy the rate, so a change of it changes no document. If the base currency of a company changes, its
    rates are deleted (guards.sql), because they are in units of the old one.
    """

    company = models.ForeignKey(Company, models.CASCADE, related_name="exchange_rates", db_index=False)
    currency = models.ForeignKey(Currency, models.PROTECT, db_column="currency", related_name="+", db_index=False)
    date = models.DateField()
    rate = models.DecimalField(max_digits=20, decimal_places=10)
    source = models.CharField(max_length=10, choices=RateSource, default=RateSource.MANUAL, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "currency", "date"], name="exchange_rate_unique"),
            models.CheckConstraint(condition=models.Q(rate__gt=0), name="exchange_rate_positive"),
            models.CheckConstraint(condition=models.Q(source__in=RateSource.values), name="exchange_rate_source_known"),
            models.CheckConstraint(
                condition=models.Q(date__gte="1900-01-01", date__lt="2200-01-01"), name="exchange_rate_date_in_range"
            ),
            Key("company", "id", name="exchangerate_of_company"),
            Numbers("rate", name="exchangerate_of_numbers"),
        ]
        indexes = [
            models.Index(fields=["company", "date", "id"], name="exchange_rate_by_date"),
            models.Index(fields=["company", "created_at", "id"], name="exchange_rate_by_creation"),
            models.Index(fields=["company", "updated_at", "id"], name="exchange_rate_by_update"),
        ]

    def __str__(self) -> str:
        return f"{self.currency_id} on {self.date}"
