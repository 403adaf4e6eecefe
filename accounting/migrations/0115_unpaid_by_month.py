"""What is posted and not paid by month, first step: the column, and the guards that write it from here on.

Each is a transaction of its own, and can be done again, as in 0104.
"""

from django.db import migrations, models

from foundation.guards import Guards


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounting", "0114_attachments")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE accounting_unpaidbalance"
            " ADD COLUMN IF NOT EXISTS month_amount numeric(28, 4) DEFAULT 0 NOT NULL",
            state_operations=[
                migrations.AddField(
                    "unpaidbalance",
                    "month_amount",
                    models.DecimalField(db_default=0, decimal_places=4, max_digits=28),
                )
            ],
        ),
        Guards("open_items/unpaid.sql", digest="e76cdd8718a35a18"),
    ]
