"""Exchange rates."""

import django.db.models.deletion
import django.utils.timezone
import uuid_utils.compat
from django.db import migrations, models

import foundation.keys
from foundation.guards import Guards
from foundation.keys import CompanyLeads


class Migration(migrations.Migration):
    dependencies = [
        ("accounting", "0022_event_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExchangeRate",
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
                ("rate", models.DecimalField(decimal_places=10, max_digits=20)),
                (
                    "source",
                    models.CharField(
                        choices=[("manual", "Entered by hand"), ("ecb", "European Central Bank")],
                        default="manual",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exchange_rates",
                        to="accounting.company",
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
            ],
            options={
                "indexes": [models.Index(fields=["company", "date", "id"], name="exchange_rate_by_date")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "currency", "date"), name="exchange_rate_unique"),
                    models.CheckConstraint(condition=models.Q(("rate__gt", 0)), name="exchange_rate_positive"),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["manual", "ecb"])), name="exchange_rate_source_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("date__gte", "1900-01-01"), ("date__lt", "2200-01-01")),
                        name="exchange_rate_date_in_range",
                    ),
                    foundation.keys.Key("company", "id", name="exchangerate_of_company"),
                    foundation.keys.Numbers("rate", name="exchangerate_of_numbers"),
                ],
            },
        ),
        CompanyLeads("exchangerate"),
        Guards("currencies/guards.sql", digest="95a3613f28419ecf"),
    ]
