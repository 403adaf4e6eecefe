"""Lines with a tracking option that few have are found by an index. Lines without options are not in it."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounting", "0075_event_by_time")]

    operations = [
        AddIndexConcurrently(
            model_name="journalline",
            index=GinIndex(
                condition=models.Q(("tracking__isnull", False)), fields=["tracking"], name="line_by_tracking"
            ),
        ),
    ]
