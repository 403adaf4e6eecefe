"""Guards against what raw SQL could still do: see the SQL file beside this one."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounting", "0005_batches")]
    operations = [migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), elidable=False)]
