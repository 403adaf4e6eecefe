"""Numbers that look alike are one number: see the SQL file beside this one."""

from pathlib import Path

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounting", "0015_closing_entries")]
    operations = [
        migrations.RemoveConstraint(model_name="account", name="account_code_unique"),
        migrations.RemoveConstraint(model_name="taxrate", name="tax_rate_name_unique"),
        migrations.RemoveConstraint(model_name="invoice", name="invoice_number_unique"),
        migrations.RemoveConstraint(model_name="bill", name="bill_number_unique"),
        migrations.RemoveConstraint(model_name="payment", name="payment_number_unique"),
        # What lists are sorted by, and single rows found by, as those constraints let them be.
        migrations.AddIndex("account", models.Index(fields=["company", "code"], name="account_by_code")),
        migrations.AddIndex(
            "invoice", models.Index(fields=["company", "invoice_number", "id"], name="invoice_by_number")
        ),
        migrations.AddIndex(
            "payment", models.Index(fields=["company", "payment_number", "id"], name="payment_by_number")
        ),
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), elidable=False),
    ]
