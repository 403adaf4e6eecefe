"""Books at a moment find the entries of their days that were posted since, without reading the others."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounting", "0083_guards")]

    operations = [
        AddIndexConcurrently(
            model_name="journalentry",
            index=models.Index(fields=["company", "date", "number"], name="entry_by_day"),
        ),
    ]
