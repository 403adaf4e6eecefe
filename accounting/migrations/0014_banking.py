"""Bank transactions and transfers between own accounts."""

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

COLUMNS = r"""
ALTER TABLE accounting_banktransaction ALTER void_reason SET DEFAULT '', ADD COLUMN search_text text
    GENERATED ALWAYS AS (atlas_folded(transaction_number || E'\n' || reference)) STORED;
ALTER TABLE accounting_transfer ALTER void_reason SET DEFAULT '', ADD COLUMN search_text text
    GENERATED ALWAYS AS (atlas_folded(transfer_number || E'\n' || reference)) STORED;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounting", "0013_reverse_on"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BankTransaction",
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
                ("transaction_number", models.CharField(editable=False, max_length=40)),
                ("type", models.CharField(choices=[("spend", "Spend"), ("receive", "Receive")], max_length=10)),
                (
                    "tax_inclusive",
                    models.BooleanField(default=False, help_text="The amounts of the lines include tax."),
                ),
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
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounting.company",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
            name="BankTransactionLine",
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
                    "bank_transaction",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="accounting.banktransaction",
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
        migrations.CreateModel(
            name="Transfer",
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
                ("transfer_number", models.CharField(editable=False, max_length=40)),
                ("to_amount", models.DecimalField(decimal_places=4, max_digits=19)),
                ("fee_amount", models.DecimalField(decimal_places=4, default=Decimal("0"), max_digits=19)),
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
                    "fee_account",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.account",
                    ),
                ),
                (
                    "from_account",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.account",
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
                    "to_account",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.account",
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
        migrations.AddIndex(
            model_name="banktransaction",
            index=models.Index(fields=["company", "created_at", "id"], name="banktransaction_by_creation"),
        ),
        migrations.AddIndex(
            model_name="banktransaction",
            index=models.Index(fields=["company", "date", "id"], name="banktransaction_by_date"),
        ),
        migrations.AddIndex(
            model_name="banktransaction",
            index=models.Index(fields=["company", "updated_at", "id"], name="banktransaction_by_update"),
        ),
        migrations.AddIndex(
            model_name="banktransaction",
            index=models.Index(fields=["company", "amount", "id"], name="banktransaction_by_amount"),
        ),
        migrations.AddIndex(
            model_name="banktransaction",
            index=models.Index(fields=["company", "contact"], name="bank_transaction_by_contact"),
        ),
        migrations.AddConstraint(
            model_name="banktransaction",
            constraint=models.UniqueConstraint(
                fields=("company", "external_id"), name="banktransaction_external_id_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="banktransaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["posted", "void"])), name="banktransaction_status_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="banktransaction",
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
                name="banktransaction_void_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="banktransaction",
            constraint=foundation.keys.Key("company", "id", name="banktransaction_of_company"),
        ),
        migrations.AddConstraint(
            model_name="banktransaction",
            constraint=foundation.keys.References("company", "journal_entry", name="banktransaction_entry_of_company"),
        ),
        migrations.AddConstraint(
            model_name="banktransaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "amount",
                        django.db.models.expressions.CombinedExpression(
                            models.F("subtotal"), "+", models.F("tax_total")
                        ),
                    )
                ),
                name="banktransaction_totals_add_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="banktransaction",
            constraint=foundation.keys.Numbers(
                "exchange_rate", "subtotal", "tax_total", "amount", name="banktransaction_of_numbers"
            ),
        ),
        migrations.AddConstraint(
            model_name="banktransaction",
            constraint=models.UniqueConstraint(
                fields=("company", "transaction_number"), name="bank_transaction_number_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="banktransaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("type__in", ["spend", "receive"])), name="bank_transaction_type_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="banktransaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="bank_transaction_amount_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="banktransaction",
            constraint=foundation.keys.References("company", "account", name="bank_transaction_account_of_company"),
        ),
        migrations.AddConstraint(
            model_name="banktransaction",
            constraint=foundation.keys.References("company", "contact", name="bank_transaction_contact_of_company"),
        ),
        migrations.AddConstraint(
            model_name="banktransactionline",
            constraint=models.UniqueConstraint(
                fields=("company", "bank_transaction", "position"), name="bank_transaction_line_position_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="banktransactionline",
            constraint=foundation.keys.References(
                "company", "bank_transaction", name="bank_transaction_line_of_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="banktransactionline",
            constraint=foundation.keys.References(
                "company", "account", name="bank_transaction_line_account_of_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="banktransactionline",
            constraint=foundation.keys.References(
                "company", "tax_rate", name="bank_transaction_line_tax_rate_of_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="banktransactionline",
            constraint=foundation.keys.Numbers(
                "amount", "net_amount", "tax_amount", name="bank_transaction_line_of_numbers"
            ),
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(fields=["company", "created_at", "id"], name="transfer_by_creation"),
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(fields=["company", "date", "id"], name="transfer_by_date"),
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(fields=["company", "updated_at", "id"], name="transfer_by_update"),
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(fields=["company", "amount", "id"], name="transfer_by_amount"),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.UniqueConstraint(fields=("company", "external_id"), name="transfer_external_id_unique"),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["posted", "void"])), name="transfer_status_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
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
                name="transfer_void_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=foundation.keys.Key("company", "id", name="transfer_of_company"),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=foundation.keys.References("company", "journal_entry", name="transfer_entry_of_company"),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.UniqueConstraint(fields=("company", "transfer_number"), name="transfer_number_unique"),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0), ("to_amount__gt", 0)), name="transfer_amounts_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_account", models.F("to_account")), _negated=True),
                name="transfer_between_two_accounts",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("fee_account__isnull", True), ("fee_amount", 0)),
                    models.Q(("fee_account__isnull", False), ("fee_amount__gt", 0)),
                    _connector="OR",
                ),
                name="transfer_fee_positive",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=foundation.keys.References("company", "from_account", name="transfer_from_account_of_company"),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=foundation.keys.References("company", "to_account", name="transfer_to_account_of_company"),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=foundation.keys.References("company", "fee_account", name="transfer_fee_account_of_company"),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=foundation.keys.Numbers(
                "exchange_rate", "amount", "to_amount", "fee_amount", name="transfer_of_numbers"
            ),
        ),
        migrations.RunSQL(COLUMNS, elidable=False),
        CompanyLeads("banktransaction"),
        CompanyLeads("transfer"),
        CompanyLeads(
            "banktransactionline", key=("company", "bank_transaction", "position"), find_by="bank_transaction"
        ),
        Guards("ledger/search.sql", digest="c12d13c5bb5b729a"),
        Guards("documents/guards.sql", digest="ed1ae06a0f58a45d"),
        Guards("banking/guards.sql", digest="a6feaaa575250d48"),
    ]
