"""Adjustments of what contacts owe, and refunds."""

from decimal import Decimal

import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

import foundation.keys
from foundation.guards import Guards
from foundation.keys import CompanyLeads

REFUNDS = """
ALTER TABLE accounting_payment ALTER is_refund SET DEFAULT false;
ALTER TABLE accounting_payment ALTER contact_kind SET EXPRESSION AS (
    CASE WHEN (type = 'received') <> is_refund THEN 'customer' ELSE 'vendor' END);
"""
COLUMNS = r"""
ALTER TABLE accounting_adjustment ALTER void_reason SET DEFAULT '', ADD COLUMN search_text text
    GENERATED ALWAYS AS (atlas_folded(adjustment_number || E'\n' || reference)) STORED;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounting", "0018_fiscal_years"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="payment",
            name="is_refund",
            field=models.BooleanField(
                default=False, editable=False, help_text="Made to a customer, or received from a vendor."
            ),
        ),
        migrations.CreateModel(
            name="Adjustment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("void_date", models.DateField(editable=False, null=True)),
                ("void_reason", models.CharField(blank=True, default="", editable=False, max_length=400)),
                ("voided_at", models.DateTimeField(editable=False, null=True)),
                ("date", models.DateField()),
                ("exchange_rate", models.DecimalField(decimal_places=10, default=Decimal("1"), max_digits=20)),
                ("amount", models.DecimalField(decimal_places=4, max_digits=19)),
                ("reference", models.CharField(blank=True, default="", max_length=100)),
                (
                    "status",
                    models.CharField(
                        choices=[("posted", "Posted"), ("void", "Void")],
                        default="posted",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("external_id", models.CharField(blank=True, max_length=100, null=True)),
                ("subtotal", models.DecimalField(decimal_places=4, max_digits=19)),
                ("tax_total", models.DecimalField(decimal_places=4, max_digits=19)),
                (
                    "allocated_amount",
                    models.DecimalField(decimal_places=4, default=Decimal("0"), editable=False, max_digits=19),
                ),
                ("adjustment_number", models.CharField(editable=False, max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("write_off", "Write-off"),
                            ("settlement_discount", "Settlement discount"),
                            ("contra", "Contra"),
                            ("rounding", "Rounding"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "contact_kind",
                    models.CharField(
                        choices=[("customer", "Customer"), ("vendor", "Vendor")], editable=False, max_length=10
                    ),
                ),
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
                    "contact",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.contact",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "currency",
                    models.ForeignKey(
                        db_column="currency",
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.currency",
                    ),
                ),
                (
                    "journal_entry",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.journalentry",
                    ),
                ),
                (
                    "void_entry",
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
                    "voided_by",
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AdjustmentLine",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("description", models.CharField(blank=True, default="", max_length=500)),
                ("amount", models.DecimalField(decimal_places=4, max_digits=19)),
                ("net_amount", models.DecimalField(decimal_places=4, max_digits=19)),
                ("tax_amount", models.DecimalField(decimal_places=4, max_digits=19)),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.account",
                    ),
                ),
                (
                    "adjustment",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="accounting.adjustment",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounting.company",
                    ),
                ),
                (
                    "tax_rate",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.taxrate",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="adjustment",
            index=models.Index(fields=["company", "created_at", "id"], name="adjustment_by_creation"),
        ),
        migrations.AddIndex(
            model_name="adjustment",
            index=models.Index(fields=["company", "date", "id"], name="adjustment_by_date"),
        ),
        migrations.AddIndex(
            model_name="adjustment",
            index=models.Index(fields=["company", "updated_at", "id"], name="adjustment_by_update"),
        ),
        migrations.AddIndex(
            model_name="adjustment",
            index=models.Index(fields=["company", "amount", "id"], name="adjustment_by_amount"),
        ),
        migrations.AddIndex(
            model_name="adjustment",
            index=models.Index(fields=["company", "contact"], name="adjustment_by_contact"),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.UniqueConstraint(fields=("company", "external_id"), name="adjustment_external_id_unique"),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["posted", "void"])), name="adjustment_status_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "void"), ("void_date__isnull", False), ("voided_at__isnull", False)),
                    models.Q(
                        models.Q(("status", "void"), _negated=True),
                        ("void_date__isnull", True),
                        ("void_entry__isnull", True),
                        ("voided_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="adjustment_void_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=foundation.keys.Key("company", "id", name="adjustment_of_company"),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=foundation.keys.References("company", "journal_entry", name="adjustment_entry_of_company"),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "amount",
                        django.db.models.expressions.CombinedExpression(
                            models.F("subtotal"), "+", models.F("tax_total")
                        ),
                    )
                ),
                name="adjustment_totals_add_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=foundation.keys.Numbers(
                "exchange_rate", "subtotal", "tax_total", "amount", name="adjustment_of_numbers"
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.UniqueConstraint(
                fields=("company", "adjustment_number"), name="adjustment_number_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["write_off", "settlement_discount", "contra", "rounding", "other"])),
                name="adjustment_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount", 0), _negated=True), name="adjustment_amount_not_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("allocated_amount__gte", 0),
                    models.Q(
                        ("allocated_amount__lte", models.F("amount")),
                        (
                            "allocated_amount__lte",
                            django.db.models.expressions.CombinedExpression(models.F("amount"), "*", models.Value(-1)),
                        ),
                        _connector="OR",
                    ),
                ),
                name="adjustment_not_overallocated",
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=foundation.keys.References(
                "company",
                "contact",
                "contact_kind",
                key=("company", "id", "kind"),
                name="adjustment_contact_of_company",
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=foundation.keys.Numbers("allocated_amount", name="adjustment_allocated_of_numbers"),
        ),
        migrations.AddConstraint(
            model_name="adjustmentline",
            constraint=models.UniqueConstraint(
                fields=("company", "adjustment", "position"), name="adjustment_line_position_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustmentline",
            constraint=foundation.keys.References("company", "adjustment", name="adjustment_line_of_company"),
        ),
        migrations.AddConstraint(
            model_name="adjustmentline",
            constraint=foundation.keys.References("company", "account", name="adjustment_line_account_of_company"),
        ),
        migrations.AddConstraint(
            model_name="adjustmentline",
            constraint=foundation.keys.References("company", "tax_rate", name="adjustment_line_tax_rate_of_company"),
        ),
        migrations.AddConstraint(
            model_name="adjustmentline",
            constraint=foundation.keys.Numbers("amount", "net_amount", "tax_amount", name="adjustment_line_of_numbers"),
        ),
        migrations.RunSQL(REFUNDS, elidable=False),
        migrations.RunSQL(COLUMNS, elidable=False),
        CompanyLeads("adjustment"),
        CompanyLeads("adjustmentline", key=("company", "adjustment", "position"), find_by="adjustment"),
        Guards("ledger/search.sql", digest="99a98a73d26466fb"),
        Guards("open_items/guards.sql", digest="0f825db60d0a9568"),
        Guards("documents/guards.sql", digest="65a8480783c958d8"),
        Guards("settlement/guards.sql", digest="7ff081300a21989b"),
    ]
