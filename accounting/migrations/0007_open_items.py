"""Open items, first step: their table, and the columns with which allocations will name them."""

import django.db.models.deletion
from django.db import migrations, models

from foundation.keys import CompanyLeads, Key, Numbers, References


def amount(**options):
    return models.DecimalField(max_digits=19, decimal_places=4, **options)


def link(to, **options):
    options = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+"} | options
    return models.ForeignKey(to=to, db_constraint=False, db_index=False, **options)


class Migration(migrations.Migration):
    dependencies = [("accounting", "0006_guards")]

    operations = [
        migrations.CreateModel(
            name="OpenItem",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("company", link("accounting.company", on_delete=django.db.models.deletion.CASCADE)),
                (
                    "kind",
                    models.CharField(help_text="The kind of document, as its journal entry names it.", max_length=20),
                ),
                ("number", models.CharField(max_length=40)),
                ("contact", link("accounting.contact", on_delete=django.db.models.deletion.DO_NOTHING)),
                ("account", link("accounting.account")),
                ("side", models.CharField(choices=[("debit", "Debit"), ("credit", "Credit")], max_length=6)),
                ("currency", link("accounting.currency", db_column="currency")),
                ("amount", amount()),
                ("open_amount", amount()),
                ("base_amount", amount()),
                ("open_base_amount", amount()),
                ("date", models.DateField()),
                ("due_date", models.DateField()),
                ("void_date", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(side__in=["debit", "credit"]), name="open_item_side_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(open_amount__gte=0, open_amount__lte=models.F("amount")),
                        name="open_item_not_overdrawn",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(open_base_amount__gte=0, open_base_amount__lte=models.F("base_amount"))
                        & (models.Q(open_amount__gt=0) | models.Q(open_base_amount=0)),
                        name="open_item_same_in_base",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(void_date__isnull=True) | models.Q(open_amount=0),
                        name="open_item_void_is_closed",
                    ),
                    Key("company", "id", name="open_item_of_company"),
                    References("company", "contact", name="open_item_contact_of_company"),
                    References("company", "account", name="open_item_account_of_company"),
                    References("currency", key=("code",), name="open_item_currency_known"),
                    Numbers("amount", "open_amount", "base_amount", "open_base_amount", name="openitem_of_numbers"),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(open_amount__gt=0), fields=["company", "contact"], name="open_item_open"
                    )
                ],
            },
        ),
        migrations.AddField("allocation", "debit_item", link("accounting.openitem", null=True)),
        migrations.AddField("allocation", "credit_item", link("accounting.openitem", null=True)),
        migrations.AddField("allocation", "debit_base", amount(null=True)),
        migrations.AddField("allocation", "credit_base", amount(null=True)),
        CompanyLeads("openitem"),
    ]
