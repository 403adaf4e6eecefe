"""Lines have the date and the number of their entry, first step: the columns.

Their guards are a transaction of their own: with both, others who post would be in a deadlock with it.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounting", "0109_parties")]

    operations = [
        migrations.AddField(
            "journalline",
            "date",
            models.DateField(editable=False, help_text="That of its entry, once it is posted.", null=True),
        ),
        migrations.AddField("journalline", "entry_number", models.BigIntegerField(editable=False, null=True)),
    ]
