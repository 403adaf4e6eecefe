"""An index for the search of contacts, and the function that uses it (see the SQL file here)."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounting", "0016_numbers_that_look_alike"), ("atlas", "0003_search")]
    operations = [migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), elidable=False)]
