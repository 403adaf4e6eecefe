"""Items: products and services."""

import django.db.models.deletion
import django.utils.timezone
import uuid_utils.compat
from django.db import migrations, models
from django.db.models import Q

from foundation.guards import Guards
from foundation.keys import CompanyLeads, Holds, Key, Numbers, References

SEARCH_TEXT = r"""
ALTER TABLE accounting_item ADD COLUMN search_text text
    GENERATED ALWAYS AS (atlas_folded(code || E'\n' || name || E'\n' || description)) STORED;
"""


def link(to, **options):
    options = {"on_delete": django.db.models.deletion.DO_NOTHING, "db_constraint": False} | options
    return models.ForeignKey(to=to, db_index=False, **options)


def own(to):
    return link(to, blank=True, null=True, related_name="+")


def price():
    return models.DecimalField(blank=True, decimal_places=4, max_digits=19, null=True)


class Migration(migrations.Migration):
    dependencies = [("accounting", "0105_fill_unpaid_by_options")]

    operations = [
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "metadata",
                    models.JSONField(
                        blank=True, db_default=models.Value({}, models.JSONField()), default=dict, editable=False
                    ),
                ),
                ("code", models.CharField(blank=True, default="", max_length=50)),
                ("name", models.CharField(max_length=200)),
                ("description", models.CharField(blank=True, default="", max_length=500)),
                ("unit", models.CharField(blank=True, default="", max_length=20)),
                ("sales_price", price()),
                ("purchase_price", price()),
                ("is_active", models.BooleanField(default=True)),
                ("external_id", models.CharField(blank=True, max_length=100, null=True)),
                (
                    "company",
                    link(
                        "accounting.company",
                        on_delete=django.db.models.deletion.CASCADE,
                        db_constraint=True,
                        related_name="items",
                    ),
                ),
                (
                    "currency",
                    link(
                        "accounting.currency",
                        on_delete=django.db.models.deletion.PROTECT,
                        db_constraint=True,
                        db_column="currency",
                        related_name="+",
                    ),
                ),
                ("sales_account", own("accounting.account")),
                ("sales_tax_rate", own("accounting.taxrate")),
                ("purchase_account", own("accounting.account")),
                ("purchase_tax_rate", own("accounting.taxrate")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["company", "external_id"], name="item_external_id_unique"),
                    models.CheckConstraint(condition=~Q(name=""), name="item_name_not_empty"),
                    Holds("metadata = '{}' OR metadata_allowed(metadata)", name="item_metadata_allowed"),
                    Key("company", "id", name="item_of_company"),
                    References("company", "sales_account", name="item_sales_account_of_company"),
                    References("company", "sales_tax_rate", name="item_sales_tax_rate_of_company"),
                    References("company", "purchase_account", name="item_purchase_account_of_company"),
                    References("company", "purchase_tax_rate", name="item_purchase_tax_rate_of_company"),
                    Numbers("sales_price", "purchase_price", name="item_of_numbers"),
                ],
                "indexes": [
                    models.Index(fields=["company", "name", "id"], name="item_by_name"),
                    models.Index(fields=["company", "code", "id"], name="item_by_code"),
                    models.Index(fields=["company", "created_at", "id"], name="item_by_creation"),
                    models.Index(fields=["company", "updated_at", "id"], name="item_by_update"),
                    models.Index(
                        fields=["company", "created_at", "id"], name="item_inactive", condition=Q(is_active=False)
                    ),
                    *(
                        models.Index(
                            fields=["company", name], name=f"item_by_{name}", condition=Q(**{f"{name}__isnull": False})
                        )
                        for name in ("sales_account", "sales_tax_rate", "purchase_account", "purchase_tax_rate")
                    ),
                ],
            },
        ),
        migrations.RunSQL(SEARCH_TEXT, elidable=False),
        CompanyLeads("item"),
        Guards("ledger/counts.sql", digest="3020f254f5f3e718"),
        Guards("items/guards.sql", digest="dc18589eb7f56676"),
    ]
