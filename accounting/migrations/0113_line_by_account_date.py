"""The index of the lines of an account has their date after the currency, so that a ledger is read day by day.

To build it waits for all transactions that are older. So the last statement finds what a posting has left without a
date that had begun before the guards were there.
"""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

LEFT = """
UPDATE accounting_journalline l SET date = e.date, entry_number = e.number
FROM accounting_journalentry e
WHERE l.entry_number IS NULL AND e.company_id = l.company_id AND e.id = l.entry_id AND e.status = 'posted'
"""


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounting", "0112_fill_line_dates")]

    operations = [
        # An index that an interrupted migration left behind is not valid.
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS line_by_account_date"),
        AddIndexConcurrently(
            model_name="journalline",
            index=models.Index(fields=["account", "currency", "date"], name="line_by_account_date"),
        ),
        migrations.RunSQL(LEFT),
        RemoveIndexConcurrently(model_name="journalline", name="line_by_account"),
    ]
