"""Only closing a fiscal year posts a closing entry, and none hides a cost: see the SQL file beside this one."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounting", "0014_wider_totals")]
    operations = [migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), elidable=False)]
