"""The open credit of earlier days is found among what was not settled on its own day, instead of all credit ever."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounting", "0071_tax_settled")]

    operations = [
        AddIndexConcurrently(
            model_name="openitem",
            index=models.Index(
                condition=models.Q(
                    ("settled_on__gt", models.F("date")), models.Q(("kind__in", ("invoice", "bill")), _negated=True)
                ),
                fields=["company", "settled_on", "date"],
                name="open_item_settled_credit",
            ),
        ),
    ]
