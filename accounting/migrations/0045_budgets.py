"""Budgets and their amounts."""

import datetime

import django.db.models.deletion
import django.utils.timezone
import uuid_utils.compat
from django.db import migrations, models

import foundation.keys
from foundation.guards import Guards
from foundation.keys import CompanyLeads


class Migration(migrations.Migration):
    dependencies = [
        ("accounting", "0044_open_credit_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Budget",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("name", models.CharField(max_length=200)),
                ("start_date", models.DateField(help_text="The first day of the first month.")),
                ("end_date", models.DateField(help_text="The last day of the last month.")),
                ("notes", models.TextField(blank=True, default="", max_length=2000)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="budgets",
                        to="accounting.company",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("month", models.DateField(help_text="The first day of the month.")),
                ("amount", models.DecimalField(decimal_places=4, max_digits=19)),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounting.account",
                    ),
                ),
                (
                    "budget",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="accounting.budget",
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
            ],
        ),
        migrations.AddConstraint(
            model_name="budget",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="budget_named"),
        ),
        migrations.AddConstraint(
            model_name="budget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("end_date__lte", datetime.date(2199, 12, 31)), ("start_date__gte", datetime.date(1900, 1, 1))
                ),
                name="budget_dates_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="budget",
            constraint=foundation.keys.Holds(
                "extract(day FROM start_date) = 1 AND extract(day FROM end_date + 1) = 1 AND end_date > start_date"
                " AND end_date < start_date + interval '60 months'",
                name="budget_of_whole_months",
            ),
        ),
        migrations.AddConstraint(
            model_name="budget",
            constraint=foundation.keys.Key("company", "id", name="budget_of_company"),
        ),
        migrations.AddIndex(
            model_name="budgetline",
            index=models.Index(fields=["company", "account"], name="budget_line_by_account"),
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=models.UniqueConstraint(
                fields=("company", "budget", "account", "month"), name="budget_line_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount", 0), _negated=True), name="budget_line_not_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=foundation.keys.Holds("extract(day FROM month) = 1", name="budget_line_of_a_month"),
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=foundation.keys.References("company", "budget", name="budget_line_budget_of_company"),
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=foundation.keys.References("company", "account", name="budget_line_account_of_company"),
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=foundation.keys.Numbers("amount", name="budgetline_of_numbers"),
        ),
        CompanyLeads("budget"),
        CompanyLeads("budgetline"),
        Guards("budgets/guards.sql", digest="90aeb19b8ccdf88d"),
    ]
