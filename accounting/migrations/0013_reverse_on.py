"""The day on which an entry is reversed, which is posted together with it."""

from django.db import migrations, models
from django.db.models import F, Q

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0012_guards")]
    operations = [
        migrations.AddField(
            model_name="journalentry",
            name="reverse_on",
            field=models.DateField(
                blank=True, help_text="The day of the reversal that is posted together with this entry.", null=True
            ),
        ),
        migrations.AddConstraint(
            model_name="journalentry",
            constraint=models.CheckConstraint(
                condition=Q(reverse_on__isnull=True)
                | Q(reverse_on__gt=F("date"), reverses__isnull=True, source_type=""),
                name="entry_reverse_on_later",
            ),
        ),
        Guards("ledger/posting.sql", digest="145d921b34cd5930"),
        Guards("ledger/reversals.sql", digest="2c122e45a4afe1b3"),
    ]
