"""Documents whose total is zero are posted too, with what of them is not zero: see the SQL file beside this one."""

from pathlib import Path

from django.db import migrations, models
from django.db.models import Q

POSTED = Q(journal_entry__isnull=False) | Q(amount=0)
APPROVED = Q(status__in=("approved", "void"))


class Migration(migrations.Migration):
    dependencies = [("accounting", "0017_contact_search")]
    operations = [
        migrations.RemoveConstraint(model_name="invoice", name="invoice_sent_means_posted"),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=Q(status="draft", journal_entry__isnull=True)
                | (~Q(status="draft") & Q(invoice_number__isnull=False) & POSTED),
                name="invoice_sent_means_posted",
            ),
        ),
        migrations.RemoveConstraint(model_name="bill", name="bill_approved_means_posted"),
        migrations.AddConstraint(
            model_name="bill",
            constraint=models.CheckConstraint(
                condition=(APPROVED & POSTED) | (~APPROVED & Q(journal_entry__isnull=True)),
                name="bill_approved_means_posted",
            ),
        ),
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), elidable=False),
    ]
