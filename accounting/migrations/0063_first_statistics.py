from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from foundation.keys import FIRST_STATISTICS

UNKNOWN = """
SELECT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE a.attname = 'company_id' AND NOT a.attisdropped
  AND c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  AND c.reltuples <= 0
"""


def tell(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(UNKNOWN)
        for (table,) in cursor.fetchall():
            cursor.execute(FIRST_STATISTICS, [table])


class Migration(migrations.Migration):
    """Tell PostgreSQL what CompanyLeads tells it of new tables, for those that were never analyzed with rows."""

    dependencies = [("accounting", "0062_guards")]
    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
