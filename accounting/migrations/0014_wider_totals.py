"""Totals of months are wider than amounts: one posting of the greatest amount does not end an account's month."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounting", "0013_money_and_tax_accounts")]
    operations = [
        migrations.AlterField(
            model_name="accountbalance",
            name=name,
            field=models.DecimalField(decimal_places=4, default=0, max_digits=28),
        )
        for name in ("debits", "credits", "closing_debits", "closing_credits")
    ]
