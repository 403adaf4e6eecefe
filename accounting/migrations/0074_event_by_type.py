"""Events of a type that few have are found by an index, instead of among all events of the company."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounting", "0073_no_open_item_credit")]

    operations = [
        AddIndexConcurrently(
            model_name="event",
            index=models.Index(
                condition=models.Q(("type", "journal_entry.posted"), _negated=True),
                fields=["company", "type", "sequence"],
                name="event_by_type",
            ),
        ),
    ]
