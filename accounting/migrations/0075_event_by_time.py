"""A replay finds the events of its types and its time by an index, instead of reading all since then."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounting", "0074_event_by_type")]

    operations = [
        AddIndexConcurrently(
            model_name="event",
            index=models.Index(fields=["company", "type", "created_at"], name="event_by_time"),
        ),
    ]
