"""Events say their place in the company's history, and the moment to the millisecond: see the SQL file beside this."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounting", "0020_entry_closes_is_asked")]
    operations = [migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), elidable=False)]
