"""Taxes of several components: what a rate is made of, and the tax of each component on every line."""

from decimal import Decimal

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import foundation.keys
from foundation.guards import Guards
from foundation.keys import CompanyLeads

FILL = """
INSERT INTO accounting_taxcomponent
    (id, company_id, tax_rate_id, position, name, percent, compound, recoverable_percent, account_id)
SELECT uuidv7(), company_id, id, 0, name, percent, false, 100, NULL FROM accounting_taxrate
"""
CATEGORY = "UPDATE accounting_taxrate SET category = 'Z' WHERE percent = 0"


class Migration(migrations.Migration):
    dependencies = [
        ("accounting", "0024_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="TaxComponent",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("percent", models.DecimalField(decimal_places=4, max_digits=7)),
                ("compound", models.BooleanField(default=False)),
                ("recoverable_percent", models.DecimalField(decimal_places=4, default=Decimal("100"), max_digits=7)),
            ],
        ),
        migrations.AddField(
            model_name="adjustmentline",
            name="component_taxes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DecimalField(decimal_places=4, max_digits=19), editable=False, null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="adjustmentline",
            name="recoverable_taxes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DecimalField(decimal_places=4, max_digits=19), editable=False, null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="banktransactionline",
            name="component_taxes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DecimalField(decimal_places=4, max_digits=19), editable=False, null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="banktransactionline",
            name="recoverable_taxes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DecimalField(decimal_places=4, max_digits=19), editable=False, null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="billline",
            name="component_taxes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DecimalField(decimal_places=4, max_digits=19), editable=False, null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="billline",
            name="recoverable_taxes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DecimalField(decimal_places=4, max_digits=19), editable=False, null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="creditnoteline",
            name="component_taxes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DecimalField(decimal_places=4, max_digits=19), editable=False, null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="creditnoteline",
            name="recoverable_taxes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DecimalField(decimal_places=4, max_digits=19), editable=False, null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="invoiceline",
            name="component_taxes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DecimalField(decimal_places=4, max_digits=19), editable=False, null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="invoiceline",
            name="recoverable_taxes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DecimalField(decimal_places=4, max_digits=19), editable=False, null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="journalline",
            name="tax_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("sales_net", "Net of sales"),
                    ("sales_tax", "Tax on sales"),
                    ("purchase_net", "Net of purchases"),
                    ("purchase_tax", "Tax on purchases"),
                    ("not_recoverable", "Tax that is a cost"),
                ],
                help_text="What it is for the tax return; null without a tax rate, and on lines of earlier editions.",
                max_length=20,
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="taxrate",
            name="box_purchase_net",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
        migrations.AddField(
            model_name="taxrate",
            name="box_purchase_tax",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
        migrations.AddField(
            model_name="taxrate",
            name="box_sales_net",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
        migrations.AddField(
            model_name="taxrate",
            name="box_sales_tax",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
        migrations.AddField(
            model_name="taxrate",
            name="category",
            field=models.CharField(
                choices=[
                    ("S", "Standard rate"),
                    ("Z", "Zero rated"),
                    ("E", "Exempt"),
                    ("AE", "Reverse charge"),
                    ("K", "Intra-community supply"),
                    ("G", "Export, not taxed"),
                    ("O", "Outside the scope of tax"),
                ],
                db_default="S",
                default="S",
                max_length=2,
            ),
        ),
        migrations.AddField(
            model_name="taxrate",
            name="code",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
        migrations.AddField(
            model_name="taxrate",
            name="treatment",
            field=models.CharField(
                choices=[
                    ("standard", "Standard"),
                    ("reverse_charge", "Reverse charge"),
                    ("import", "Import, tax accounted for by the buyer"),
                    ("exempt", "Exempt"),
                    ("zero", "Zero"),
                    ("out_of_scope", "Out of scope"),
                ],
                db_default="standard",
                default="standard",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="taxrate",
            name="valid_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="taxrate",
            name="valid_to",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="vendorcreditline",
            name="component_taxes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DecimalField(decimal_places=4, max_digits=19), editable=False, null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="vendorcreditline",
            name="recoverable_taxes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DecimalField(decimal_places=4, max_digits=19), editable=False, null=True, size=None
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustmentline",
            constraint=foundation.keys.Holds(
                "'NaN'::numeric <> ALL (component_taxes) AND 'NaN'::numeric <> ALL (recoverable_taxes)",
                name="adjustment_line_taxes_of_numbers",
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustmentline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("component_taxes__isnull", True), ("recoverable_taxes__isnull", True)),
                    models.Q(
                        ("component_taxes__isnull", False),
                        ("recoverable_taxes__isnull", False),
                        ("tax_rate__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="adjustment_line_taxes_of_rate",
            ),
        ),
        migrations.AddConstraint(
            model_name="banktransactionline",
            constraint=foundation.keys.Holds(
                "'NaN'::numeric <> ALL (component_taxes) AND 'NaN'::numeric <> ALL (recoverable_taxes)",
                name="bank_transaction_line_taxes_of_numbers",
            ),
        ),
        migrations.AddConstraint(
            model_name="banktransactionline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("component_taxes__isnull", True), ("recoverable_taxes__isnull", True)),
                    models.Q(
                        ("component_taxes__isnull", False),
                        ("recoverable_taxes__isnull", False),
                        ("tax_rate__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="bank_transaction_line_taxes_of_rate",
            ),
        ),
        migrations.AddConstraint(
            model_name="billline",
            constraint=foundation.keys.Holds(
                "'NaN'::numeric <> ALL (component_taxes) AND 'NaN'::numeric <> ALL (recoverable_taxes)",
                name="bill_line_taxes_of_numbers",
            ),
        ),
        migrations.AddConstraint(
            model_name="billline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("component_taxes__isnull", True), ("recoverable_taxes__isnull", True)),
                    models.Q(
                        ("component_taxes__isnull", False),
                        ("recoverable_taxes__isnull", False),
                        ("tax_rate__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="bill_line_taxes_of_rate",
            ),
        ),
        migrations.AddConstraint(
            model_name="creditnoteline",
            constraint=foundation.keys.Holds(
                "'NaN'::numeric <> ALL (component_taxes) AND 'NaN'::numeric <> ALL (recoverable_taxes)",
                name="credit_note_line_taxes_of_numbers",
            ),
        ),
        migrations.AddConstraint(
            model_name="creditnoteline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("component_taxes__isnull", True), ("recoverable_taxes__isnull", True)),
                    models.Q(
                        ("component_taxes__isnull", False),
                        ("recoverable_taxes__isnull", False),
                        ("tax_rate__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="credit_note_line_taxes_of_rate",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoiceline",
            constraint=foundation.keys.Holds(
                "'NaN'::numeric <> ALL (component_taxes) AND 'NaN'::numeric <> ALL (recoverable_taxes)",
                name="invoice_line_taxes_of_numbers",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoiceline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("component_taxes__isnull", True), ("recoverable_taxes__isnull", True)),
                    models.Q(
                        ("component_taxes__isnull", False),
                        ("recoverable_taxes__isnull", False),
                        ("tax_rate__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="invoice_line_taxes_of_rate",
            ),
        ),
        migrations.AddConstraint(
            model_name="journalline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("tax_base__isnull", True), ("tax_rate__isnull", False), _connector="OR"),
                    models.Q(
                        ("tax_kind__isnull", True),
                        models.Q(
                            ("tax_base__isnull", True),
                            ("tax_kind__in", ("sales_net", "purchase_net")),
                            ("tax_rate__isnull", False),
                        ),
                        models.Q(
                            ("tax_base__isnull", False),
                            ("tax_kind__in", ["not_recoverable", "purchase_tax", "sales_tax"]),
                        ),
                        _connector="OR",
                    ),
                ),
                name="line_tax_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="taxrate",
            constraint=models.CheckConstraint(
                condition=models.Q(("category__in", ["S", "Z", "E", "AE", "K", "G", "O"])),
                name="tax_rate_category_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="taxrate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("treatment__in", ["standard", "reverse_charge", "import", "exempt", "zero", "out_of_scope"])
                ),
                name="tax_rate_treatment_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="taxrate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__isnull", True),
                    ("valid_to__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="tax_rate_valid_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="taxrate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("percent", 0),
                    models.Q(
                        models.Q(("treatment__in", ("exempt", "zero", "out_of_scope")), _negated=True),
                        models.Q(("category__in", ("Z", "E", "G", "O")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="tax_rate_untaxed_is_zero",
            ),
        ),
        migrations.AddConstraint(
            model_name="taxrate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_inclusive", False),
                    models.Q(("treatment__in", ("reverse_charge", "import")), _negated=True),
                    _connector="OR",
                ),
                name="tax_rate_of_buyer_exclusive",
            ),
        ),
        migrations.AddConstraint(
            model_name="vendorcreditline",
            constraint=foundation.keys.Holds(
                "'NaN'::numeric <> ALL (component_taxes) AND 'NaN'::numeric <> ALL (recoverable_taxes)",
                name="vendor_credit_line_taxes_of_numbers",
            ),
        ),
        migrations.AddConstraint(
            model_name="vendorcreditline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("component_taxes__isnull", True), ("recoverable_taxes__isnull", True)),
                    models.Q(
                        ("component_taxes__isnull", False),
                        ("recoverable_taxes__isnull", False),
                        ("tax_rate__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="vendor_credit_line_taxes_of_rate",
            ),
        ),
        migrations.AddField(
            model_name="taxcomponent",
            name="account",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounting.account",
            ),
        ),
        migrations.AddField(
            model_name="taxcomponent",
            name="company",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="accounting.company",
            ),
        ),
        migrations.AddField(
            model_name="taxcomponent",
            name="tax_rate",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="components",
                to="accounting.taxrate",
            ),
        ),
        migrations.AddConstraint(
            model_name="taxcomponent",
            constraint=models.UniqueConstraint(
                fields=("company", "tax_rate", "position"), name="tax_component_position_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="taxcomponent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("percent__gte", 0),
                    ("percent__lte", 100),
                    ("recoverable_percent__gte", 0),
                    ("recoverable_percent__lte", 100),
                ),
                name="tax_component_percent_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="taxcomponent",
            constraint=foundation.keys.References("company", "tax_rate", name="tax_component_rate_of_company"),
        ),
        migrations.AddConstraint(
            model_name="taxcomponent",
            constraint=foundation.keys.References("company", "account", name="tax_component_account_of_company"),
        ),
        migrations.AddConstraint(
            model_name="taxcomponent",
            constraint=foundation.keys.Numbers("percent", "recoverable_percent", name="taxcomponent_of_numbers"),
        ),
        migrations.RunSQL(CATEGORY, elidable=False),
        migrations.RunSQL(FILL, elidable=False),
        CompanyLeads("taxcomponent", key=("company", "tax_rate", "position"), find_by="tax_rate"),
        Guards("ledger/posting.sql", digest="e07f4f412fbc2ee3"),
        Guards("taxes/guards.sql", digest="cbaf3d9e5399f6e3"),
        Guards("documents/guards.sql", digest="a42c85fdd37671fc"),
        Guards("documents/credits.sql", digest="51a337d9ff1c2f12"),
    ]
