"""The lines of an item are found by an index. Others write while it is built, and while the keys are checked."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

KINDS = ("invoice", "bill", "credit_note", "vendor_credit")


def model_of(kind):
    return f"{kind.replace('_', '')}line"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounting", "0107_line_item")]

    operations = [
        *(
            migrations.RunSQL(
                f"ALTER TABLE accounting_{model_of(kind)} VALIDATE CONSTRAINT {kind}_line_item_of_company"
            )
            for kind in KINDS
        ),
        *(
            AddIndexConcurrently(
                model_name=model_of(kind),
                index=models.Index(
                    fields=["company", "item", kind],
                    name=f"{kind}_line_by_item",
                    condition=models.Q(item__isnull=False),
                ),
            )
            for kind in KINDS
        ),
    ]
