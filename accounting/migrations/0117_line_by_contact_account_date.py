"""The index of the lines of a contact has their account and date too, so that its ledger is read day by day."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounting", "0116_fill_unpaid_by_month")]

    operations = [
        # An index that an interrupted migration left behind is not valid.
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS line_by_contact_account_date"),
        AddIndexConcurrently(
            model_name="journalline",
            index=models.Index(
                fields=["contact", "account", "date"],
                name="line_by_contact_account_date",
                condition=models.Q(("contact__isnull", False)),
            ),
        ),
        RemoveIndexConcurrently(model_name="journalline", name="line_by_contact"),
    ]
