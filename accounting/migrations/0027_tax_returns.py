"""Tax returns, and the lock of the ledger that filing one sets."""

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
        ("accounting", "0026_opening_balances"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="ledgerhead",
            name="tax_locked_until",
            field=models.DateField(help_text="The last day of the last filed tax return.", null=True),
        ),
        migrations.CreateModel(
            name="TaxReturn",
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
                    models.CharField(
                        choices=[("draft", "Draft"), ("filed", "Filed")], default="draft", editable=False, max_length=10
                    ),
                ),
                ("filed_at", models.DateTimeField(editable=False, null=True)),
                ("filed_figures", models.JSONField(editable=False, null=True)),
                ("rate_boxes", models.JSONField(default=dict, editable=False)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tax_returns",
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
                    "filed_by",
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
                "constraints": [
                    models.UniqueConstraint(fields=("company", "start_date"), name="tax_return_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "filed"])), name="tax_return_status_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end_date__gte", models.F("start_date"))), name="tax_return_dates_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("filed_at__isnull", True), ("filed_figures__isnull", True), ("status", "draft")),
                            models.Q(
                                ("filed_at__isnull", False), ("filed_figures__isnull", False), ("status", "filed")
                            ),
                            _connector="OR",
                        ),
                        name="tax_return_filed_whole",
                    ),
                    foundation.keys.Key("company", "id", name="taxreturn_of_company"),
                ],
            },
        ),
        CompanyLeads("taxreturn"),
        Guards("ledger/posting.sql", digest="bd00e89017705d34"),
        Guards("taxes/returns.sql", digest="e748432b0193a5d9"),
    ]
