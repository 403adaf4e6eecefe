"""The primary key of balances by options has the options before the days: reports look up the sets that they need.

Others write while it is built. An index that an interrupted migration left behind is not valid, and is built again.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounting", "0097_guards")]

    operations = [
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS tracking_balance_by_set"),
        migrations.RunSQL(
            "CREATE UNIQUE INDEX CONCURRENTLY tracking_balance_by_set"
            " ON accounting_trackingbalance (company_id, is_daily, tracking, since, account_id)"
        ),
        migrations.RunSQL(
            "ALTER TABLE accounting_trackingbalance DROP CONSTRAINT tracking_balance_unique,"
            " ADD CONSTRAINT tracking_balance_unique PRIMARY KEY USING INDEX tracking_balance_by_set",
            state_operations=[
                migrations.RemoveConstraint("trackingbalance", "tracking_balance_unique"),
                migrations.AddConstraint(
                    "trackingbalance",
                    models.UniqueConstraint(
                        fields=["company", "is_daily", "tracking", "since", "account"],
                        name="tracking_balance_unique",
                    ),
                ),
            ],
        ),
    ]
