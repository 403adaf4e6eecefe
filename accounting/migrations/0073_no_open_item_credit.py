"""No report looks for all credit by its date any more."""

from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounting", "0072_open_item_settled_credit")]

    operations = [RemoveIndexConcurrently(model_name="openitem", name="open_item_credit")]
