"""Credits of the former system, and the totals of what was imported."""

from django.db import migrations, models

from foundation.guards import Guards

DEFAULTS = """
ALTER TABLE accounting_creditnote ALTER is_opening SET DEFAULT false;
ALTER TABLE accounting_vendorcredit ALTER is_opening SET DEFAULT false;
DROP INDEX credit_note_number_unique;
ALTER TABLE accounting_import ALTER totals SET DEFAULT '[]';
CREATE UNIQUE INDEX credit_note_number_unique ON accounting_creditnote (company_id, look_alike(credit_note_number))
    WHERE credit_note_number IS NOT NULL AND NOT (is_opening AND status = 'void');
"""
HELP = "Whether the opening balances made it: it is of the former system."


class Migration(migrations.Migration):
    dependencies = [("accounting", "0057_fill_option_balances")]
    operations = [
        migrations.AddField(
            model_name="creditnote",
            name="is_opening",
            field=models.BooleanField(default=False, editable=False, help_text=HELP),
        ),
        migrations.AddField(
            model_name="vendorcredit",
            name="is_opening",
            field=models.BooleanField(default=False, editable=False, help_text=HELP),
        ),
        migrations.AddField(
            model_name="import",
            name="totals",
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.RunSQL(DEFAULTS, elidable=False),
        Guards("documents/credits.sql", digest="85d98be4fcfa4ff5"),
    ]
