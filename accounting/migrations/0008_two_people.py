"""Who prepared a bill, and that somebody else approves it: see the SQL file beside this one."""

from pathlib import Path

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounting", "0007_sorted_lists")]
    operations = [
        migrations.AddField(
            model_name="bill",
            name="prepared_by",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(),
                default=list,
                editable=False,
                help_text="All who entered, changed or submitted it.",
                size=None,
            ),
        ),
        migrations.AlterField(
            model_name="company",
            name="two_person_approval",
            field=models.BooleanField(
                default=False,
                help_text="Nobody approves a bill that they entered, changed or submitted; "
                "accountants pay approved bills only.",
            ),
        ),
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), elidable=False),
    ]
