"""Revaluations of what is open in other currencies."""

from decimal import Decimal

import django.db.models.deletion
import django.utils.timezone
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

import foundation.keys
from foundation.guards import Guards
from foundation.keys import CompanyLeads


class Migration(migrations.Migration):
    dependencies = [
        ("accounting", "0029_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FxRevaluation",
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
                (
                    "status",
                    models.CharField(
                        choices=[("posted", "Posted"), ("void", "Void")],
                        default="posted",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("rates", models.JSONField(default=dict, editable=False)),
                ("line_count", models.IntegerField(editable=False, null=True)),
                (
                    "open_items_gain",
                    models.DecimalField(decimal_places=4, default=Decimal("0"), editable=False, max_digits=19),
                ),
                (
                    "bank_accounts_gain",
                    models.DecimalField(decimal_places=4, default=Decimal("0"), editable=False, max_digits=19),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FxRevaluationLine",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("position", models.IntegerField()),
                ("amount", models.DecimalField(decimal_places=4, max_digits=38)),
                ("base_amount", models.DecimalField(decimal_places=4, max_digits=38)),
                ("revalued_amount", models.DecimalField(decimal_places=4, max_digits=38)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="journalentry",
            name="entry_reverse_on_later",
        ),
        migrations.AlterField(
            model_name="account",
            name="system_role",
            field=models.CharField(
                blank=True,
                choices=[
                    ("accounts_receivable", "Accounts receivable"),
                    ("accounts_payable", "Accounts payable"),
                    ("output_tax", "Tax on sales"),
                    ("input_tax", "Tax on purchases"),
                    ("retained_earnings", "Retained earnings"),
                    ("opening_balance_equity", "Opening balance equity"),
                    ("exchange_gain_loss", "Realised exchange gain or loss"),
                    ("unrealised_gain_loss", "Unrealised exchange gain or loss"),
                    ("receivables_revaluation", "Currency revaluation of receivables"),
                    ("payables_revaluation", "Currency revaluation of payables"),
                ],
                max_length=40,
                null=True,
            ),
        ),
        migrations.AddConstraint(
            model_name="journalentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reverse_on__isnull", True),
                    models.Q(
                        ("reverse_on__gt", models.F("date")),
                        ("reverses__isnull", True),
                        ("source_type__in", ("", "fx_revaluation")),
                    ),
                    _connector="OR",
                ),
                name="entry_reverse_on_later",
            ),
        ),
        migrations.AddField(
            model_name="fxrevaluation",
            name="bank_entry",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounting.journalentry",
            ),
        ),
        migrations.AddField(
            model_name="fxrevaluation",
            name="company",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="fx_revaluations",
                to="accounting.company",
            ),
        ),
        migrations.AddField(
            model_name="fxrevaluation",
            name="created_by",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="fxrevaluation",
            name="journal_entry",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounting.journalentry",
            ),
        ),
        migrations.AddField(
            model_name="fxrevaluation",
            name="void_bank_entry",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounting.journalentry",
            ),
        ),
        migrations.AddField(
            model_name="fxrevaluation",
            name="void_entry",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounting.journalentry",
            ),
        ),
        migrations.AddField(
            model_name="fxrevaluation",
            name="voided_by",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="fxrevaluationline",
            name="account",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounting.account",
            ),
        ),
        migrations.AddField(
            model_name="fxrevaluationline",
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
            model_name="fxrevaluationline",
            name="currency",
            field=models.ForeignKey(
                db_column="currency",
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounting.currency",
            ),
        ),
        migrations.AddField(
            model_name="fxrevaluationline",
            name="fx_revaluation",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lines",
                to="accounting.fxrevaluation",
            ),
        ),
        migrations.AddField(
            model_name="fxrevaluationline",
            name="item",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounting.openitem",
            ),
        ),
        migrations.AddIndex(
            model_name="fxrevaluation",
            index=models.Index(fields=["company", "created_at", "id"], name="fx_revaluation_by_creation"),
        ),
        migrations.AddIndex(
            model_name="fxrevaluation",
            index=models.Index(fields=["company", "updated_at", "id"], name="fx_revaluation_by_update"),
        ),
        migrations.AddIndex(
            model_name="fxrevaluation",
            index=models.Index(fields=["company", "date", "id"], name="fx_revaluation_by_date"),
        ),
        migrations.AddConstraint(
            model_name="fxrevaluation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "posted")), fields=("company", "date"), name="fx_revaluation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="fxrevaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["posted", "void"])), name="fx_revaluation_status_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="fxrevaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("status", "void"), ("void_date__isnull", False), ("voided_at__isnull", False)),
                        models.Q(
                            models.Q(("status", "void"), _negated=True),
                            ("void_date__isnull", True),
                            ("void_entry__isnull", True),
                            ("voided_at__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    models.Q(("void_date__isnull", True), ("void_date", models.F("date")), _connector="OR"),
                ),
                name="fx_revaluation_void_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="fxrevaluation",
            constraint=foundation.keys.Key("company", "id", name="fx_revaluation_of_company"),
        ),
        migrations.AddConstraint(
            model_name="fxrevaluation",
            constraint=foundation.keys.References("company", "journal_entry", name="fx_revaluation_entry_of_company"),
        ),
        migrations.AddConstraint(
            model_name="fxrevaluation",
            constraint=foundation.keys.References("company", "bank_entry", name="fx_revaluation_bank_entry_of_company"),
        ),
        migrations.AddConstraint(
            model_name="fxrevaluation",
            constraint=foundation.keys.Numbers(
                "open_items_gain", "bank_accounts_gain", name="fxrevaluation_of_numbers"
            ),
        ),
        migrations.AddConstraint(
            model_name="fxrevaluationline",
            constraint=models.UniqueConstraint(
                fields=("company", "fx_revaluation", "position"), name="fx_revaluation_line_position_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="fxrevaluationline",
            constraint=foundation.keys.References("company", "fx_revaluation", name="fx_revaluation_line_of_company"),
        ),
        migrations.AddConstraint(
            model_name="fxrevaluationline",
            constraint=foundation.keys.Numbers(
                "amount", "base_amount", "revalued_amount", name="fxrevaluationline_of_numbers"
            ),
        ),
        CompanyLeads("fxrevaluation"),
        CompanyLeads("fxrevaluationline", key=("company", "fx_revaluation", "position"), find_by="fx_revaluation"),
        Guards("revaluation/guards.sql", digest="d1c7dbc7d8027a7d"),
    ]
