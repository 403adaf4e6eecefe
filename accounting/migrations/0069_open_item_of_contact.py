"""Statements find the documents of a contact by the day on which they were settled, not all of its lines."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounting", "0068_fill_currency_amounts")]

    operations = [
        AddIndexConcurrently(
            model_name="openitem",
            index=models.Index(
                condition=models.Q(("settled_on__isnull", False)),
                fields=["contact", "settled_on", "date"],
                name="open_item_of_contact",
            ),
        ),
    ]
