"""The day on which open items were settled, second step: those of before. Their triggers would write all documents."""

from django.db import migrations, models

OFF, ON = (f"ALTER TABLE accounting_openitem {how} TRIGGER USER" for how in ("DISABLE", "ENABLE"))
FILL = """
UPDATE accounting_openitem i SET settled_on = coalesce(void_date, greatest(
    (SELECT max(a.date) FROM accounting_allocation a WHERE a.company_id = i.company_id AND a.debit_item_id = i.id),
    (SELECT max(a.date) FROM accounting_allocation a WHERE a.company_id = i.company_id AND a.credit_item_id = i.id)
), date)
WHERE open_amount = 0 AND settled_on IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("accounting", "0052_guards")]
    operations = [
        migrations.RunSQL(OFF),
        migrations.RunSQL(FILL),
        migrations.RunSQL(ON),
        migrations.AddIndex(
            model_name="openitem",
            index=models.Index(
                condition=models.Q(("settled_on__gt", models.F("date"))),
                fields=["company", "settled_on", "date"],
                name="open_item_settled",
            ),
        ),
        migrations.AddConstraint(
            model_name="openitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("open_amount__gt", 0), ("settled_on__isnull", True)),
                    models.Q(("open_amount", 0), ("settled_on__gte", models.F("date")), ("settled_on__isnull", False)),
                    _connector="OR",
                ),
                name="open_item_settled_on_a_day",
            ),
        ),
    ]
