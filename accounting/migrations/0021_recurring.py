"""Recurring templates, and the documents that they made."""

import django.core.serializers.json
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
        ("accounting", "0020_metadata"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RecurringTemplate",
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
                (
                    "kind",
                    models.CharField(
                        choices=[("journal_entry", "Journal entry"), ("invoice", "Invoice"), ("bill", "Bill")],
                        max_length=20,
                    ),
                ),
                ("content", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                (
                    "frequency",
                    models.CharField(
                        choices=[("monthly", "Monthly"), ("quarterly", "Quarterly"), ("yearly", "Yearly")],
                        max_length=10,
                    ),
                ),
                ("day_of_month", models.PositiveSmallIntegerField()),
                ("start_date", models.DateField()),
                ("end_date", models.DateField(blank=True, null=True)),
                ("auto_post", models.BooleanField(default=False)),
                (
                    "on_closed_period",
                    models.CharField(
                        choices=[("wait", "Wait until it is open"), ("next_open", "Use the first open day after it")],
                        default="wait",
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("waiting", "Waiting"),
                            ("paused", "Paused"),
                            ("ended", "Ended"),
                        ],
                        default="active",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("next_date", models.DateField(editable=False, null=True)),
                ("last_date", models.DateField(editable=False, null=True)),
                ("last_document_id", models.UUIDField(editable=False, null=True)),
                (
                    "resumed_on",
                    models.DateField(editable=False, help_text="Dates before this day were skipped.", null=True),
                ),
                ("last_error_code", models.CharField(blank=True, default="", editable=False, max_length=60)),
                ("last_error", models.CharField(blank=True, default="", editable=False, max_length=500)),
                ("attempted_at", models.DateTimeField(editable=False, null=True)),
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
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RecurringRun",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("date", models.DateField()),
                ("document_id", models.UUIDField()),
                ("created_at", models.DateTimeField()),
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
                    "template",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="accounting.recurringtemplate",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="recurringtemplate",
            index=models.Index(fields=["company", "created_at", "id"], name="recurring_by_creation"),
        ),
        migrations.AddIndex(
            model_name="recurringtemplate",
            index=models.Index(
                condition=models.Q(("status__in", ["active", "waiting"])), fields=["next_date"], name="recurring_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="recurringtemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["journal_entry", "invoice", "bill"])), name="recurring_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="recurringtemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("frequency__in", ["monthly", "quarterly", "yearly"])),
                name="recurring_frequency_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="recurringtemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("on_closed_period__in", ["wait", "next_open"])), name="recurring_closed_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="recurringtemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("day_of_month__gte", 1), ("day_of_month__lte", 31)), name="recurring_day_in_month"
            ),
        ),
        migrations.AddConstraint(
            model_name="recurringtemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("end_date__isnull", True), ("end_date__gte", models.F("start_date")), _connector="OR"
                ),
                name="recurring_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="recurringtemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("next_date__isnull", True), ("status", "ended")),
                    models.Q(("next_date__isnull", False), ("status__in", ["active", "waiting", "paused"])),
                    _connector="OR",
                ),
                name="recurring_ended_without_next",
            ),
        ),
        migrations.AddConstraint(
            model_name="recurringtemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "waiting"), _negated=True),
                    models.Q(("last_error", ""), _negated=True),
                    _connector="OR",
                ),
                name="recurring_waits_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="recurringtemplate",
            constraint=foundation.keys.Key("company", "id", name="recurringtemplate_of_company"),
        ),
        migrations.AddConstraint(
            model_name="recurringrun",
            constraint=models.UniqueConstraint(fields=("company", "template", "date"), name="recurring_once_per_date"),
        ),
        migrations.AddConstraint(
            model_name="recurringrun",
            constraint=models.UniqueConstraint(fields=("company", "document_id"), name="recurring_document_once"),
        ),
        migrations.AddConstraint(
            model_name="recurringrun",
            constraint=foundation.keys.Key("company", "id", name="recurringrun_of_company"),
        ),
        migrations.AddConstraint(
            model_name="recurringrun",
            constraint=foundation.keys.References("company", "template", name="recurring_run_of_company"),
        ),
        CompanyLeads("recurringtemplate"),
        CompanyLeads("recurringrun", key=("company", "template", "date"), find_by="template"),
        Guards("recurring/guards.sql", digest="f2c6be2ea4289595"),
    ]
