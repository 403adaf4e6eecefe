"""Lines of documents can have an item. The tables are not read: the next migration checks the keys."""

import django.db.models.deletion
from django.db import migrations, models

from foundation.keys import References

KINDS = ("invoice", "bill", "credit_note", "vendor_credit")
KEY = """
ALTER TABLE accounting_{model} ADD CONSTRAINT {name} FOREIGN KEY (company_id, item_id)
    REFERENCES accounting_item (company_id, id) NOT VALID
"""


def column(kind):
    return migrations.AddField(
        model_name=f"{kind.replace('_', '')}line",
        name="item",
        field=models.ForeignKey(
            blank=True,
            db_constraint=False,
            db_index=False,
            null=True,
            on_delete=django.db.models.deletion.DO_NOTHING,
            related_name="+",
            to="accounting.item",
        ),
    )


def key(kind):
    model, name = f"{kind.replace('_', '')}line", f"{kind}_line_item_of_company"
    return migrations.RunSQL(
        KEY.format(model=model, name=name),
        state_operations=[migrations.AddConstraint(model, References("company", "item", name=name))],
    )


class Migration(migrations.Migration):
    dependencies = [("accounting", "0106_items")]

    operations = [operation(kind) for kind in KINDS for operation in (column, key)]
