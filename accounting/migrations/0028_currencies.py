"""Documents, payments and allocations in other currencies than the base currency."""

from decimal import Decimal

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import foundation.keys
from foundation.guards import Guards

FILL = "ALTER TABLE accounting_{0} ALTER COLUMN tax_total_base TYPE numeric(19,4) USING tax_total"
"""All documents up to now are in the base currency. The change of type writes the rows anew past the guards of posted
documents."""


class Migration(migrations.Migration):
    dependencies = [
        ("accounting", "0027_tax_returns"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="allocation",
            name="journal_entry",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="allocations",
                to="accounting.journalentry",
            ),
        ),
        migrations.AddField(
            model_name="bill",
            name="exchange_rate_given",
            field=models.BooleanField(
                default=False, editable=False, help_text="If false, the rate of a draft follows its issue date."
            ),
        ),
        migrations.AddField(
            model_name="bill",
            name="tax_total_base",
            field=models.DecimalField(decimal_places=4, default=Decimal("0"), editable=False, max_digits=19),
        ),
        migrations.AddField(
            model_name="creditnote",
            name="exchange_rate_given",
            field=models.BooleanField(
                default=False, editable=False, help_text="If false, the rate of a draft follows its issue date."
            ),
        ),
        migrations.AddField(
            model_name="creditnote",
            name="tax_total_base",
            field=models.DecimalField(decimal_places=4, default=Decimal("0"), editable=False, max_digits=19),
        ),
        migrations.AddField(
            model_name="invoice",
            name="exchange_rate_given",
            field=models.BooleanField(
                default=False, editable=False, help_text="If false, the rate of a draft follows its issue date."
            ),
        ),
        migrations.AddField(
            model_name="invoice",
            name="tax_total_base",
            field=models.DecimalField(decimal_places=4, default=Decimal("0"), editable=False, max_digits=19),
        ),
        migrations.AddField(
            model_name="payment",
            name="account_amount",
            field=models.DecimalField(
                decimal_places=4,
                help_text="What the account moved by, in its own currency; null if that is the payment's.",
                max_digits=19,
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="vendorcredit",
            name="exchange_rate_given",
            field=models.BooleanField(
                default=False, editable=False, help_text="If false, the rate of a draft follows its issue date."
            ),
        ),
        migrations.AddField(
            model_name="vendorcredit",
            name="tax_total_base",
            field=models.DecimalField(decimal_places=4, default=Decimal("0"), editable=False, max_digits=19),
        ),
        *(
            migrations.RunSQL(FILL.format(table), migrations.RunSQL.noop)
            for table in ("bill", "creditnote", "invoice", "vendorcredit")
        ),
        migrations.AddIndex(
            model_name="allocation",
            index=models.Index(
                condition=models.Q(("journal_entry__isnull", False)),
                fields=["journal_entry"],
                name="allocation_by_entry",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=foundation.keys.References("company", "journal_entry", name="allocation_entry_of_company"),
        ),
        migrations.AddConstraint(
            model_name="bill",
            constraint=foundation.keys.Numbers("tax_total_base", name="bill_base_of_numbers"),
        ),
        migrations.AddConstraint(
            model_name="bill",
            constraint=models.CheckConstraint(condition=models.Q(("exchange_rate__gt", 0)), name="bill_rate_positive"),
        ),
        migrations.AddConstraint(
            model_name="creditnote",
            constraint=foundation.keys.Numbers("tax_total_base", name="creditnote_base_of_numbers"),
        ),
        migrations.AddConstraint(
            model_name="creditnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("exchange_rate__gt", 0)), name="creditnote_rate_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=foundation.keys.Numbers("tax_total_base", name="invoice_base_of_numbers"),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("exchange_rate__gt", 0)), name="invoice_rate_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("exchange_rate__gt", 0),
                    models.Q(("account_amount__isnull", True), ("account_amount__gt", 0), _connector="OR"),
                ),
                name="payment_rate_positive",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=foundation.keys.Numbers("account_amount", name="payment_account_amount_of_numbers"),
        ),
        migrations.AddConstraint(
            model_name="vendorcredit",
            constraint=foundation.keys.Numbers("tax_total_base", name="vendorcredit_base_of_numbers"),
        ),
        migrations.AddConstraint(
            model_name="vendorcredit",
            constraint=models.CheckConstraint(
                condition=models.Q(("exchange_rate__gt", 0)), name="vendorcredit_rate_positive"
            ),
        ),
        Guards("open_items/guards.sql", digest="c41eb07304c1885d"),
        Guards("settlement/guards.sql", digest="cf41bc59935eb090"),
    ]
