"""Due dates that were given, and which accounts take money and tax: see the SQL file beside this one."""

from pathlib import Path

from django.db import migrations, models

GIVEN = {
    "name": "due_date_given",
    "field": models.BooleanField(
        default=False, editable=False, help_text="Else a draft's due date follows its issue date and the terms."
    ),
}


class Migration(migrations.Migration):
    dependencies = [("accounting", "0012_fiscal_year_fixed")]
    operations = [
        migrations.AddField(model_name="invoice", **GIVEN),
        migrations.AddField(model_name="bill", **GIVEN),
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), elidable=False),
    ]
