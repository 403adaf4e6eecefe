"""Tax rates."""

from django.db import models

from accounting.ledger.models import Account, Company
from foundation.keys import Key, Numbers, References
from foundation.models import MAX_NAME_LENGTH, Dated


class TaxRate(Dated):
    """A percentage, and whether prices already include it. The names of two rates must not look alike (`LookAlike`).

    It posts to the account with the system role `output_tax` (sales) or `input_tax` (purchases), unless the rate has
    its own accounts.
    """

    company = models.ForeignKey(Company, models.CASCADE, related_name="tax_rates", db_index=False)
    name = models.CharField(max_length=MAX_NAME_LENGTH)
    percent = models.DecimalField(max_digits=7, decimal_places=4)
    is_inclusive = models.BooleanField(default=False, help_text="Prices include this tax.")
    sales_account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    purchase_account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(percent__gte=0, percent__lte=100), name="tax_rate_percent_in_range"
            ),
            Key("company", "id", name="taxrate_of_company"),
            References("company", "sales_account", name="tax_rate_sales_account_of_company"),
            References("company", "purchase_account", name="tax_rate_purchase_account_of_company"),
            Numbers("percent", name="taxrate_of_numbers"),
        ]

    def __str__(self) -> str:
        return self.name
