"""Balances by day, first step: the table, and the guards that write it from here on."""

import django.db.models.deletion
from django.db import migrations, models

import foundation.keys
from foundation.guards import Guards
from foundation.keys import CompanyLeads


def amount():
    return models.DecimalField(decimal_places=4, default=0, max_digits=28)


class Migration(migrations.Migration):
    dependencies = [("accounting", "0041_imports")]

    operations = [
        migrations.CreateModel(
            name="DayBalance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("debits", amount()),
                ("credits", amount()),
                ("closing_debits", amount()),
                ("closing_credits", amount()),
                ("day", models.DateField()),
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
                    models.UniqueConstraint(fields=("company", "day", "account"), name="day_balance_unique"),
                    foundation.keys.References("company", "account", name="day_balance_account_of_company"),
                ],
            },
        ),
        CompanyLeads("daybalance", key=("company", "day", "account"), find_by=""),
        Guards("ledger/balances.sql", digest="b008a2d3afebb407"),
        Guards("ledger/posting.sql", digest="030139f44f62b77d"),
    ]
