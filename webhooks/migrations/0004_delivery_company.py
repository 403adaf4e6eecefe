"""Deliveries know the company of their event, so that its key may begin with the company (docs/decisions/0015)."""

from django.db import migrations, models

FILL = """
SET LOCAL atlas.organization_id = 'everyone';
UPDATE webhooks_delivery d SET company_id = v.company_id FROM accounting_event v WHERE v.id = d.event_id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounting", "0005_help_texts"),
        ("webhooks", "0003_help_texts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="delivery",
            name="event",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=models.deletion.CASCADE,
                related_name="+",
                to="accounting.event",
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="company",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=models.deletion.CASCADE,
                related_name="+",
                to="accounting.company",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
