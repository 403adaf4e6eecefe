"""What PostgreSQL promises about the books (LEDGER.md §2), from the SQL files beside this one."""

from pathlib import Path

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from iso4217 import Currency

HERE = Path(__file__).parent


def load_currencies(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Fill in ISO 4217: every code that has a smallest unit (precious metals and testing codes have none)."""
    model = apps.get_model("accounting", "Currency")
    model.objects.using(schema_editor.connection.alias).bulk_create(
        model(code=currency.code, name=currency.currency_name, decimals=currency.exponent)
        for currency in Currency
        if currency.exponent is not None
    )


def sql(name: str) -> migrations.RunSQL:
    return migrations.RunSQL((HERE / f"0002_{name}.sql").read_text(), elidable=False)


class Migration(migrations.Migration):
    dependencies = [("accounting", "0001_initial")]
    operations = [
        migrations.RunPython(load_currencies, migrations.RunPython.noop),
        sql("same_company"),
        sql("ledger"),
        sql("documents"),
        sql("tenancy"),
    ]
