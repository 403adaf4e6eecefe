"""Fiscal years: one for each month of the books."""

import django.db.models.deletion
import django.utils.timezone
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

import foundation.keys
from foundation.guards import Guards
from foundation.keys import CompanyLeads

MAKE = """
SELECT make_fiscal_years(c.id, c.fiscal_year_start_month, array_agg(p.start_date))
FROM accounting_company c JOIN accounting_accountingperiod p ON p.company_id = c.id
GROUP BY c.id, c.fiscal_year_start_month
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounting", "0017_credits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FiscalYear",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("start_date", models.DateField()),
                ("end_date", models.DateField()),
                (
                    "status",
                    models.CharField(choices=[("open", "Open"), ("closed", "Closed")], default="open", max_length=10),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("reopened_at", models.DateTimeField(blank=True, null=True)),
                ("reopen_reason", models.CharField(blank=True, default="", max_length=500)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closing_entry",
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
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fiscal_years",
                        to="accounting.company",
                    ),
                ),
                (
                    "reopened_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "start_date"), name="fiscal_year_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["open", "closed"])), name="fiscal_year_status_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closing_entry__isnull", True), ("status", "open")),
                            models.Q(("closed_at__isnull", False), ("status", "closed")),
                            _connector="OR",
                        ),
                        name="fiscal_year_closed_means_dated",
                    ),
                    foundation.keys.Key("company", "id", name="fiscalyear_of_company"),
                    foundation.keys.References("company", "closing_entry", name="fiscal_year_entry_of_company"),
                    foundation.keys.Holds(
                        "extract(day FROM start_date) = 1"
                        " AND end_date = (start_date + interval '1 year' - interval '1 day')::date",
                        name="fiscal_year_is_a_year",
                    ),
                ],
            },
        ),
        CompanyLeads("fiscalyear"),
        Guards("ledger/guards.sql", digest="fcdc93980ebad2c5"),
        Guards("ledger/posting.sql", digest="35e41925a1656d5b"),
        Guards("ledger/fiscal_years.sql", digest="363417420cae5d63"),
        migrations.RunSQL(MAKE, elidable=False),
    ]
