"""What is posted and not paid, by account and day, first step: the table, and the guards that write it from here on."""

import django.db.models.deletion
from django.db import migrations, models

import foundation.keys
from foundation.guards import Guards
from foundation.keys import CompanyLeads


class Migration(migrations.Migration):
    dependencies = [("accounting", "0090_guards")]

    operations = [
        migrations.CreateModel(
            name="UnpaidBalance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("amount", models.DecimalField(decimal_places=4, max_digits=28)),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "day", "account"), name="unpaid_balance_unique"),
                    foundation.keys.References("company", "account", name="unpaid_balance_account_of_company"),
                ],
            },
        ),
        CompanyLeads("unpaidbalance", key=("company", "day", "account"), find_by=""),
        Guards("open_items/unpaid.sql", digest="6f848ec5cb7c5752"),
        Guards("open_items/guards.sql", digest="0b5f046be1c57f78"),
    ]
