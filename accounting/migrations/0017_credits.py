"""Credit notes and vendor credits."""

from decimal import Decimal

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

import foundation.keys
from foundation.guards import Guards
from foundation.keys import CompanyLeads

# What Django's models do not know: columns that PostgreSQL fills in, and defaults of rows that are written past Django.
COLUMNS = r"""
ALTER TABLE accounting_creditnote ADD COLUMN contact_kind text GENERATED ALWAYS AS ('customer') STORED;
ALTER TABLE accounting_vendorcredit ADD COLUMN contact_kind text GENERATED ALWAYS AS ('vendor') STORED;
ALTER TABLE accounting_creditnote ADD COLUMN search_text text
    GENERATED ALWAYS AS (atlas_folded(coalesce(credit_note_number, '') || E'\n' || reference)) STORED;
ALTER TABLE accounting_vendorcredit ADD COLUMN search_text text
    GENERATED ALWAYS AS (atlas_folded(vendor_credit_number || E'\n' || reference)) STORED;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounting", "0016_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CreditNote",
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
                ("issue_date", models.DateField()),
                ("due_date", models.DateField()),
                (
                    "due_date_given",
                    models.BooleanField(
                        default=False, editable=False, help_text="If false, the due date of a draft follows the terms."
                    ),
                ),
                ("exchange_rate", models.DecimalField(decimal_places=10, default=Decimal("1"), max_digits=20)),
                (
                    "tax_rounding",
                    models.CharField(choices=[("line", "Each line"), ("document", "The document")], max_length=10),
                ),
                ("subtotal", models.DecimalField(decimal_places=4, default=Decimal("0"), max_digits=19)),
                ("tax_total", models.DecimalField(decimal_places=4, default=Decimal("0"), max_digits=19)),
                ("amount", models.DecimalField(decimal_places=4, default=Decimal("0"), max_digits=19)),
                (
                    "amount_paid",
                    models.DecimalField(decimal_places=4, default=Decimal("0"), editable=False, max_digits=19),
                ),
                ("reference", models.CharField(blank=True, default="", max_length=100)),
                ("notes", models.TextField(blank=True, default="", max_length=2000)),
                ("external_id", models.CharField(blank=True, max_length=100, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("issued", "Issued"), ("void", "Void")],
                        default="draft",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=400)),
                ("issued_at", models.DateTimeField(editable=False, null=True)),
                ("credit_note_number", models.CharField(blank=True, max_length=40, null=True)),
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
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="credit_notes",
                        to="accounting.contact",
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="credit_notes",
                        to="accounting.invoice",
                    ),
                ),
                (
                    "issued_by",
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
            name="CreditNoteLine",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("description", models.CharField(blank=True, default="", max_length=500)),
                ("quantity", models.DecimalField(decimal_places=4, default=Decimal("1"), max_digits=19)),
                ("unit_price", models.DecimalField(decimal_places=4, max_digits=19)),
                ("discount_percent", models.DecimalField(decimal_places=4, default=Decimal("0"), max_digits=7)),
                ("tax_percent", models.DecimalField(decimal_places=4, default=Decimal("0"), max_digits=7)),
                ("tax_inclusive", models.BooleanField(default=False)),
                ("amount", models.DecimalField(decimal_places=4, max_digits=19)),
                ("tax_amount", models.DecimalField(decimal_places=4, default=Decimal("0"), max_digits=19)),
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
                    "credit_note",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="accounting.creditnote",
                    ),
                ),
                (
                    "invoice_line",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounting.invoiceline",
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
        migrations.CreateModel(
            name="VendorCredit",
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
                ("issue_date", models.DateField()),
                ("due_date", models.DateField()),
                (
                    "due_date_given",
                    models.BooleanField(
                        default=False, editable=False, help_text="If false, the due date of a draft follows the terms."
                    ),
                ),
                ("exchange_rate", models.DecimalField(decimal_places=10, default=Decimal("1"), max_digits=20)),
                (
                    "tax_rounding",
                    models.CharField(choices=[("line", "Each line"), ("document", "The document")], max_length=10),
                ),
                ("subtotal", models.DecimalField(decimal_places=4, default=Decimal("0"), max_digits=19)),
                ("tax_total", models.DecimalField(decimal_places=4, default=Decimal("0"), max_digits=19)),
                ("amount", models.DecimalField(decimal_places=4, default=Decimal("0"), max_digits=19)),
                (
                    "amount_paid",
                    models.DecimalField(decimal_places=4, default=Decimal("0"), editable=False, max_digits=19),
                ),
                ("reference", models.CharField(blank=True, default="", max_length=100)),
                ("notes", models.TextField(blank=True, default="", max_length=2000)),
                ("external_id", models.CharField(blank=True, max_length=100, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("issued", "Issued"), ("void", "Void")],
                        default="draft",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=400)),
                ("issued_at", models.DateTimeField(editable=False, null=True)),
                ("vendor_credit_number", models.CharField(max_length=40)),
                (
                    "prepared_by",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(),
                        default=list,
                        editable=False,
                        help_text="The users who entered or changed it.",
                        size=None,
                    ),
                ),
                (
                    "bill",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="vendor_credits",
                        to="accounting.bill",
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
                    "issued_by",
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
                    "vendor",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="vendor_credits",
                        to="accounting.contact",
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
            name="VendorCreditLine",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("description", models.CharField(blank=True, default="", max_length=500)),
                ("quantity", models.DecimalField(decimal_places=4, default=Decimal("1"), max_digits=19)),
                ("unit_price", models.DecimalField(decimal_places=4, max_digits=19)),
                ("discount_percent", models.DecimalField(decimal_places=4, default=Decimal("0"), max_digits=7)),
                ("tax_percent", models.DecimalField(decimal_places=4, default=Decimal("0"), max_digits=7)),
                ("tax_inclusive", models.BooleanField(default=False)),
                ("amount", models.DecimalField(decimal_places=4, max_digits=19)),
                ("tax_amount", models.DecimalField(decimal_places=4, default=Decimal("0"), max_digits=19)),
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
                    "bill_line",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounting.billline",
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
                (
                    "vendor_credit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="accounting.vendorcredit",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(COLUMNS, elidable=False),
        migrations.AddIndex(
            model_name="creditnote",
            index=models.Index(fields=["company", "created_at", "id"], name="creditnote_by_creation"),
        ),
        migrations.AddIndex(
            model_name="creditnote",
            index=models.Index(fields=["company", "issue_date", "id"], name="creditnote_by_date"),
        ),
        migrations.AddIndex(
            model_name="creditnote",
            index=models.Index(fields=["company", "updated_at", "id"], name="creditnote_by_update"),
        ),
        migrations.AddIndex(
            model_name="creditnote",
            index=models.Index(fields=["company", "due_date", "id"], name="creditnote_by_due_date"),
        ),
        migrations.AddIndex(
            model_name="creditnote",
            index=models.Index(fields=["company", "amount", "id"], name="creditnote_by_amount"),
        ),
        migrations.AddIndex(
            model_name="creditnote",
            index=models.Index(fields=["company", "credit_note_number", "id"], name="creditnote_by_number"),
        ),
        migrations.AddIndex(
            model_name="creditnote",
            index=models.Index(fields=["company", "customer"], name="creditnote_by_customer"),
        ),
        migrations.AddIndex(
            model_name="creditnote",
            index=models.Index(
                condition=models.Q(("invoice__isnull", False)),
                fields=["company", "invoice"],
                name="creditnote_by_invoice",
            ),
        ),
        migrations.AddConstraint(
            model_name="creditnote",
            constraint=models.UniqueConstraint(fields=("company", "external_id"), name="creditnote_external_id_unique"),
        ),
        migrations.AddConstraint(
            model_name="creditnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "amount",
                        django.db.models.expressions.CombinedExpression(
                            models.F("subtotal"), "+", models.F("tax_total")
                        ),
                    ),
                    ("amount__gte", 0),
                ),
                name="creditnote_totals_add_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="creditnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_paid__gte", 0), ("amount_paid__lte", models.F("amount"))),
                name="creditnote_not_overpaid",
            ),
        ),
        migrations.AddConstraint(
            model_name="creditnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_date__gte", models.F("issue_date"))), name="creditnote_due_after_issue"
            ),
        ),
        migrations.AddConstraint(
            model_name="creditnote",
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
                name="creditnote_void_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="creditnote",
            constraint=foundation.keys.Key("company", "id", name="creditnote_of_company"),
        ),
        migrations.AddConstraint(
            model_name="creditnote",
            constraint=foundation.keys.References("company", "journal_entry", name="creditnote_entry_of_company"),
        ),
        migrations.AddConstraint(
            model_name="creditnote",
            constraint=foundation.keys.Numbers(
                "exchange_rate", "subtotal", "tax_total", "amount", "amount_paid", name="creditnote_of_numbers"
            ),
        ),
        migrations.AddConstraint(
            model_name="creditnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "issued", "void"])), name="creditnote_status_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="creditnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("journal_entry__isnull", True), ("status", "draft")),
                    models.Q(
                        models.Q(("status", "draft"), _negated=True),
                        models.Q(("journal_entry__isnull", False), ("amount", 0), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="creditnote_issued_means_posted",
            ),
        ),
        migrations.AddConstraint(
            model_name="creditnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("status", "draft"), ("credit_note_number__isnull", False), _connector="OR"),
                name="credit_note_issued_is_numbered",
            ),
        ),
        migrations.AddConstraint(
            model_name="creditnote",
            constraint=foundation.keys.References("company", "invoice", name="credit_note_invoice_of_company"),
        ),
        migrations.AddConstraint(
            model_name="creditnote",
            constraint=foundation.keys.References(
                "company",
                "customer",
                "contact_kind",
                key=("company", "id", "kind"),
                name="credit_note_customer_of_company",
            ),
        ),
        migrations.AddConstraint(
            model_name="creditnoteline",
            constraint=models.UniqueConstraint(
                fields=("company", "credit_note", "position"), name="credit_note_line_position_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="creditnoteline",
            constraint=models.CheckConstraint(
                condition=models.Q(("discount_percent__gte", 0), ("discount_percent__lte", 100)),
                name="credit_note_line_discount_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="creditnoteline",
            constraint=foundation.keys.References("company", "credit_note", name="credit_note_line_of_company"),
        ),
        migrations.AddConstraint(
            model_name="creditnoteline",
            constraint=foundation.keys.References("company", "account", name="credit_note_line_account_of_company"),
        ),
        migrations.AddConstraint(
            model_name="creditnoteline",
            constraint=foundation.keys.References("company", "tax_rate", name="credit_note_line_tax_rate_of_company"),
        ),
        migrations.AddConstraint(
            model_name="creditnoteline",
            constraint=foundation.keys.Numbers(
                "quantity",
                "unit_price",
                "discount_percent",
                "tax_percent",
                "amount",
                "tax_amount",
                name="credit_noteline_of_numbers",
            ),
        ),
        migrations.AddIndex(
            model_name="vendorcredit",
            index=models.Index(fields=["company", "created_at", "id"], name="vendorcredit_by_creation"),
        ),
        migrations.AddIndex(
            model_name="vendorcredit",
            index=models.Index(fields=["company", "issue_date", "id"], name="vendorcredit_by_date"),
        ),
        migrations.AddIndex(
            model_name="vendorcredit",
            index=models.Index(fields=["company", "updated_at", "id"], name="vendorcredit_by_update"),
        ),
        migrations.AddIndex(
            model_name="vendorcredit",
            index=models.Index(fields=["company", "due_date", "id"], name="vendorcredit_by_due_date"),
        ),
        migrations.AddIndex(
            model_name="vendorcredit",
            index=models.Index(fields=["company", "amount", "id"], name="vendorcredit_by_amount"),
        ),
        migrations.AddIndex(
            model_name="vendorcredit",
            index=models.Index(fields=["company", "vendor"], name="vendorcredit_by_vendor"),
        ),
        migrations.AddIndex(
            model_name="vendorcredit",
            index=models.Index(
                condition=models.Q(("bill__isnull", False)), fields=["company", "bill"], name="vendorcredit_by_bill"
            ),
        ),
        migrations.AddConstraint(
            model_name="vendorcredit",
            constraint=models.UniqueConstraint(
                fields=("company", "external_id"), name="vendorcredit_external_id_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="vendorcredit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "amount",
                        django.db.models.expressions.CombinedExpression(
                            models.F("subtotal"), "+", models.F("tax_total")
                        ),
                    ),
                    ("amount__gte", 0),
                ),
                name="vendorcredit_totals_add_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="vendorcredit",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_paid__gte", 0), ("amount_paid__lte", models.F("amount"))),
                name="vendorcredit_not_overpaid",
            ),
        ),
        migrations.AddConstraint(
            model_name="vendorcredit",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_date__gte", models.F("issue_date"))), name="vendorcredit_due_after_issue"
            ),
        ),
        migrations.AddConstraint(
            model_name="vendorcredit",
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
                name="vendorcredit_void_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="vendorcredit",
            constraint=foundation.keys.Key("company", "id", name="vendorcredit_of_company"),
        ),
        migrations.AddConstraint(
            model_name="vendorcredit",
            constraint=foundation.keys.References("company", "journal_entry", name="vendorcredit_entry_of_company"),
        ),
        migrations.AddConstraint(
            model_name="vendorcredit",
            constraint=foundation.keys.Numbers(
                "exchange_rate", "subtotal", "tax_total", "amount", "amount_paid", name="vendorcredit_of_numbers"
            ),
        ),
        migrations.AddConstraint(
            model_name="vendorcredit",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "issued", "void"])), name="vendorcredit_status_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="vendorcredit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("journal_entry__isnull", True), ("status", "draft")),
                    models.Q(
                        models.Q(("status", "draft"), _negated=True),
                        models.Q(("journal_entry__isnull", False), ("amount", 0), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="vendorcredit_issued_means_posted",
            ),
        ),
        migrations.AddConstraint(
            model_name="vendorcredit",
            constraint=foundation.keys.References("company", "bill", name="vendor_credit_bill_of_company"),
        ),
        migrations.AddConstraint(
            model_name="vendorcredit",
            constraint=foundation.keys.References(
                "company",
                "vendor",
                "contact_kind",
                key=("company", "id", "kind"),
                name="vendor_credit_vendor_of_company",
            ),
        ),
        migrations.AddConstraint(
            model_name="vendorcreditline",
            constraint=models.UniqueConstraint(
                fields=("company", "vendor_credit", "position"), name="vendor_credit_line_position_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="vendorcreditline",
            constraint=models.CheckConstraint(
                condition=models.Q(("discount_percent__gte", 0), ("discount_percent__lte", 100)),
                name="vendor_credit_line_discount_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="vendorcreditline",
            constraint=foundation.keys.References("company", "vendor_credit", name="vendor_credit_line_of_company"),
        ),
        migrations.AddConstraint(
            model_name="vendorcreditline",
            constraint=foundation.keys.References("company", "account", name="vendor_credit_line_account_of_company"),
        ),
        migrations.AddConstraint(
            model_name="vendorcreditline",
            constraint=foundation.keys.References("company", "tax_rate", name="vendor_credit_line_tax_rate_of_company"),
        ),
        migrations.AddConstraint(
            model_name="vendorcreditline",
            constraint=foundation.keys.Numbers(
                "quantity",
                "unit_price",
                "discount_percent",
                "tax_percent",
                "amount",
                "tax_amount",
                name="vendor_creditline_of_numbers",
            ),
        ),
        CompanyLeads("creditnote"),
        CompanyLeads("vendorcredit"),
        CompanyLeads("creditnoteline", key=("company", "credit_note", "position"), find_by="credit_note"),
        CompanyLeads("vendorcreditline", key=("company", "vendor_credit", "position"), find_by="vendor_credit"),
        Guards("ledger/guards.sql", digest="c1198fb7ceb1a247"),
        Guards("documents/guards.sql", digest="65a8480783c958d8"),
        Guards("documents/credits.sql", digest="0202d27a0a0487f9"),
        Guards("settlement/guards.sql", digest="57e6f6012fc37bc7"),
    ]
