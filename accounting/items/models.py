"""Items: the products and services that lines of documents are about."""

from django.db import models
from django.db.models import Q

from accounting.ledger.models import Account, Company, Currency, WithMetadata, amount_field, metadata_allowed
from accounting.taxes.models import TaxRate
from foundation.keys import Key, Numbers, References
from foundation.models import MAX_NAME_LENGTH, Dated

MAX_CODE = 50
MAX_DESCRIPTION = 500
MAX_UNIT = 20


def _index_by(name: str) -> models.Index:
    return models.Index(fields=["company", name], name=f"item_by_{name}", condition=Q(**{f"{name}__isnull": False}))


class Item(WithMetadata, Dated):
    """A product or a service: what a line that names it takes from it, for sales and for purchases. It posts nothing.

    The prices are in `currency`, net or gross depending on their tax rates. The codes of two items must not look alike
    (`LookAlike`).
    """

    company = models.ForeignKey(Company, models.CASCADE, related_name="items", db_index=False)
    code = models.CharField(max_length=MAX_CODE, blank=True, default="")
    name = models.CharField(max_length=MAX_NAME_LENGTH)
    description = models.CharField(max_length=MAX_DESCRIPTION, blank=True, default="")
    unit = models.CharField(max_length=MAX_UNIT, blank=True, default="")
    currency = models.ForeignKey(Currency, models.PROTECT, db_column="currency", related_name="+", db_index=False)
    sales_price = amount_field(null=True, blank=True)
    purchase_price = amount_field(null=True, blank=True)
    # PostgreSQL protects these by the keys below, so Django makes no query when an account or a tax rate is deleted.
    sales_account = models.ForeignKey(
        Account, models.DO_NOTHING, null=True, blank=True, related_name="+", db_constraint=False, db_index=False
    )
    sales_tax_rate = models.ForeignKey(
        TaxRate, models.DO_NOTHING, null=True, blank=True, related_name="+", db_constraint=False, db_index=False
    )
    purchase_account = models.ForeignKey(
        Account, models.DO_NOTHING, null=True, blank=True, related_name="+", db_constraint=False, db_index=False
    )
    purchase_tax_rate = models.ForeignKey(
        TaxRate, models.DO_NOTHING, null=True, blank=True, related_name="+", db_constraint=False, db_index=False
    )
    is_active = models.BooleanField(default=True)
    external_id = models.CharField(max_length=100, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "external_id"], name="item_external_id_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="item_name_not_empty"),
            metadata_allowed("item_metadata_allowed"),
            Key("company", "id", name="item_of_company"),
            References("company", "sales_account", name="item_sales_account_of_company"),
            References("company", "sales_tax_rate", name="item_sales_tax_rate_of_company"),
            References("company", "purchase_account", name="item_purchase_account_of_company"),
            References("company", "purchase_tax_rate", name="item_purchase_tax_rate_of_company"),
            Numbers("sales_price", "purchase_price", name="item_of_numbers"),
        ]
        indexes = [
            models.Index(fields=["company", "name", "id"], name="item_by_name"),
            models.Index(fields=["company", "code", "id"], name="item_by_code"),
            models.Index(fields=["company", "created_at", "id"], name="item_by_creation"),
            models.Index(fields=["company", "updated_at", "id"], name="item_by_update"),
            models.Index(fields=["company", "created_at", "id"], name="item_inactive", condition=Q(is_active=False)),
            # Who deletes an account or a tax rate asks whether an item has it.
            *map(_index_by, ("sales_account", "sales_tax_rate", "purchase_account", "purchase_tax_rate")),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}" if self.code else self.name
