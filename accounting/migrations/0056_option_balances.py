"""Balances by option, first step: the table, and the guards that write it from here on."""

import django.db.models.deletion
from django.db import migrations, models

import foundation.keys
from foundation.guards import Guards
from foundation.keys import CompanyLeads


def amount():
    return models.DecimalField(decimal_places=4, default=0, max_digits=28)


def of(model, on_delete=django.db.models.deletion.CASCADE):
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=on_delete,
        related_name="+",
        to=f"accounting.{model}",
    )


class Migration(migrations.Migration):
    dependencies = [("accounting", "0055_guards")]

    operations = [
        migrations.CreateModel(
            name="OptionBalance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_daily", models.BooleanField()),
                ("since", models.DateField(help_text="The day, or the first day of the month.")),
                ("debits", amount()),
                ("credits", amount()),
                ("account", of("account")),
                ("company", of("company")),
                ("option", of("trackingoption", django.db.models.deletion.DO_NOTHING)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("company", "option", "is_daily", "since", "account"), name="option_balance_unique"
                    ),
                    foundation.keys.References("company", "account", name="option_balance_account_of_company"),
                    foundation.keys.References("company", "option", name="option_balance_option_of_company"),
                ],
            },
        ),
        CompanyLeads("optionbalance", key=("company", "option", "is_daily", "since", "account"), find_by=""),
        Guards("ledger/tracking.sql", digest="df6f2921f9bdc9ed"),
        Guards("ledger/posting.sql", digest="469e51aa444487f0"),
    ]
