"""Documents and payments are found by their currency, in the order of creation."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounting", "0102_company_details")]

    operations = [
        AddIndexConcurrently(
            model_name=name,
            index=models.Index(fields=["company", "currency", "created_at", "id"], name=f"{name}_by_currency"),
        )
        for name in (
            "invoice",
            "bill",
            "creditnote",
            "vendorcredit",
            "payment",
            "adjustment",
            "banktransaction",
            "transfer",
        )
    ]
