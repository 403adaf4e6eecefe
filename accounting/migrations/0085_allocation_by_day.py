"""What was open at a moment finds the allocations of its days that were made since, without reading the others."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounting", "0084_entry_by_day")]

    operations = [
        AddIndexConcurrently(
            model_name="allocation",
            index=models.Index(fields=["company", "date", "created_at"], name="allocation_by_day"),
        ),
        RemoveIndexConcurrently(model_name="allocation", name="allocation_by_date"),
    ]
