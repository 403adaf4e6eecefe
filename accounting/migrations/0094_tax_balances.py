"""What lines with a tax rate come to by day, first step: the table, and the guards that write it from here on."""

import django.db.models.deletion
from django.db import migrations, models

import foundation.keys
from foundation.guards import Guards
from foundation.keys import CompanyLeads


class Migration(migrations.Migration):
    dependencies = [("accounting", "0093_guards")]

    operations = [
        migrations.CreateModel(
            name="TaxBalance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("kind", models.CharField(blank=True, max_length=20)),
                ("amount", models.DecimalField(decimal_places=4, max_digits=28)),
                ("lines", models.IntegerField()),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounting.account",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounting.company",
                    ),
                ),
                (
                    "tax_rate",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounting.taxrate",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("company", "day", "tax_rate", "kind", "account"),
                        name="tax_balance_unique",
                        nulls_distinct=False,
                    ),
                    foundation.keys.References("company", "tax_rate", name="tax_balance_rate_of_company"),
                    foundation.keys.References("company", "account", name="tax_balance_account_of_company"),
                ],
            },
        ),
        CompanyLeads("taxbalance", find_by=""),
        Guards("taxes/balances.sql", digest="b9a0c3dcdce17e64"),
        Guards("ledger/posting.sql", digest="14e80d43bd5e245c"),
    ]
