"""Documents are found by their exact reference, however short it is, and refunds among all payments."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounting", "0087_line_by_account")]

    operations = [
        *(
            AddIndexConcurrently(
                model_name=name,
                index=models.Index(
                    fields=["company", "reference"],
                    name=f"{name}_by_reference",
                    condition=models.Q(("reference", ""), _negated=True),
                ),
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
        ),
        AddIndexConcurrently(
            model_name="payment",
            index=models.Index(
                fields=["company", "created_at", "id"],
                name="payment_refunds",
                condition=models.Q(is_refund=True),
            ),
        ),
    ]
