"""What is posted and not paid by tracking options, first step: the columns, and the guards that write them from here
on.

Each is a transaction of its own: so it waits for those who write one table while it holds no other, for which they
could wait. All of it can be done again, if it was interrupted.
"""

from django.db import migrations, models

from foundation.guards import Guards


def column(model):
    return migrations.RunSQL(
        f"ALTER TABLE accounting_{model} ADD COLUMN IF NOT EXISTS unpaid numeric(28, 4) DEFAULT 0 NOT NULL",
        state_operations=[
            migrations.AddField(model, "unpaid", models.DecimalField(db_default=0, decimal_places=4, max_digits=28))
        ],
    )


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounting", "0103_by_currency")]
    operations = [
        column("optionbalance"),
        column("trackingbalance"),
        Guards("ledger/tracking.sql", digest="64ae0db128b8895c"),
        Guards("open_items/unpaid.sql", digest="aaa6615b0d277a35"),
    ]
