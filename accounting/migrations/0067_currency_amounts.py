"""Balances in the currencies of accounts, first step: the columns, and the guards that write them from here on."""

from django.db import migrations, models

from foundation.guards import Guards


def amount():
    return models.DecimalField(decimal_places=4, default=0, max_digits=28)


class Migration(migrations.Migration):
    dependencies = [("accounting", "0066_paid_indexes")]
    operations = [
        migrations.AddField("accountbalance", "currency_amount", amount()),
        migrations.AddField("daybalance", "currency_amount", amount()),
        Guards("ledger/posting.sql", digest="cd8ab9690420146e"),
    ]
