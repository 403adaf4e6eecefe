"""Contacts by name have the order of an index, with their ids: a page far in the list reads no rows before it."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounting", "0085_allocation_by_day")]

    operations = [
        AddIndexConcurrently(
            model_name="contact",
            index=models.Index(fields=["company", "kind", "name", "id"], name="contact_by_name_and_id"),
        ),
        RemoveIndexConcurrently(model_name="contact", name="contact_by_name"),
    ]
