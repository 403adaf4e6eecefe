"""Lines have the date and the number of their entry, second step: those that were posted before.

Others post meanwhile: the lines of a thousand entries are a transaction. It may be interrupted, and begun again. The
next lines take the place of the old versions of those before, once a VACUUM has freed it.
"""

from django.db import migrations

HEADS = "SELECT company_id, last_number FROM accounting_ledgerhead"
FILL = """
UPDATE accounting_journalline l SET date = e.date, entry_number = e.number
FROM accounting_journalentry e
WHERE e.company_id = %(company)s AND e.number >= %(first)s AND e.number < %(first)s + %(many)s
    AND l.company_id = e.company_id AND l.entry_id = e.id AND l.entry_number IS NULL
"""
ENTRIES = 1000
LINES = 1_000_000


def fill(apps, schema_editor):
    filled = 0
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(HEADS)
        for company, last in cursor.fetchall():
            for first in range(1, last + 1, ENTRIES):
                cursor.execute(FILL, {"company": company, "first": first, "many": ENTRIES})
                filled += cursor.rowcount
                if filled >= LINES:
                    filled = 0
                    cursor.execute("VACUUM accounting_journalline")
        cursor.execute("VACUUM ANALYZE accounting_journalline")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounting", "0111_guards_of_line_dates")]
    operations = [migrations.RunPython(fill)]
