"""Opening balances, and invoices and bills of the former system."""

from decimal import Decimal

import django.db.models.deletion
import django.utils.timezone
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

import foundation.keys
from foundation.guards import Guards
from foundation.keys import CompanyLeads

DEFAULTS = """
ALTER TABLE accounting_invoice ALTER is_opening SET DEFAULT false;
ALTER TABLE accounting_bill ALTER is_opening SET DEFAULT false;
DROP INDEX invoice_number_unique;
CREATE UNIQUE INDEX invoice_number_unique ON accounting_invoice (company_id, look_alike(invoice_number),
    coalesce(CASE WHEN kept_number = invoice_number THEN id END, '00000000-0000-0000-0000-000000000000'::uuid))
    WHERE invoice_number IS NOT NULL AND NOT (is_opening AND status = 'void');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounting", "0025_tax_components"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="bill",
            name="is_opening",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Whether the opening balances made it: it is of the former system.",
            ),
        ),
        migrations.AddField(
            model_name="invoice",
            name="is_opening",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Whether the opening balances made it: it is of the former system.",
            ),
        ),
        migrations.CreateModel(
            name="OpeningBalances",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("date", models.DateField()),
                ("equity_amount", models.DecimalField(decimal_places=4, default=Decimal("0"), max_digits=19)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounting.company",
                    ),
                ),
                (
                    "journal_entry",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.journalentry",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "opening balances",
                "constraints": [
                    models.UniqueConstraint(fields=("company",), name="opening_balances_unique"),
                    foundation.keys.Key("company", "id", name="openingbalances_of_company"),
                    foundation.keys.References("company", "journal_entry", name="opening_balances_entry_of_company"),
                    foundation.keys.Numbers("equity_amount", name="openingbalances_of_numbers"),
                ],
            },
        ),
        CompanyLeads("openingbalances"),
        migrations.RunSQL(DEFAULTS, elidable=False),
        Guards("ledger/posting.sql", digest="d0277ef106a2e1e4"),
        Guards("documents/guards.sql", digest="5dc7a0a1478a2b92"),
        Guards("opening/guards.sql", digest="f2b29270862ed39c"),
    ]
