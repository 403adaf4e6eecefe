"""The limits of attachments, and the bytes that each company has of them.

The guards lock the table until this transaction ends, so nobody attaches or deletes while the bytes are added up.
"""

from django.db import migrations

from foundation.guards import Guards

FORGET = "DELETE FROM accounting_rowcount WHERE what = 'attachment_bytes'"
FILL = """
INSERT INTO accounting_rowcount (company_id, what, rows)
SELECT company_id, 'attachment_bytes', sum(size) FROM accounting_attachment GROUP BY 1
"""


class Migration(migrations.Migration):
    dependencies = [("accounting", "0120_supply_date")]
    operations = [
        Guards("ledger/counts.sql", digest="3f94266d90b47e74"),
        Guards("attachments/guards.sql", digest="3be34ac6886b20e9"),
        *(migrations.RunSQL(statement) for statement in (FORGET, FILL)),
    ]
