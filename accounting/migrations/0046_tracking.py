"""Dimensions of lines: tracking categories with options, and balances of the same options, by month and by day."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import uuid_utils.compat
from django.db import migrations, models

import foundation.keys
from foundation.guards import Guards
from foundation.keys import CompanyLeads


class Migration(migrations.Migration):
    dependencies = [
        ("accounting", "0045_budgets"),
    ]

    operations = [
        migrations.AddField(
            model_name="account",
            name="required_tracking",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(),
                editable=False,
                help_text="The tracking categories of which each line needs an option, in the order of their ids.",
                null=True,
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="adjustmentline",
            name="tracking",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), editable=False, null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="banktransactionline",
            name="tracking",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), editable=False, null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="billline",
            name="tracking",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), editable=False, null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="creditnoteline",
            name="tracking",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), editable=False, null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="invoiceline",
            name="tracking",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), editable=False, null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="journalline",
            name="tracking",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), editable=False, null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="paymentdeduction",
            name="tracking",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), editable=False, null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="transfer",
            name="fee_tracking",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), editable=False, null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="vendorcreditline",
            name="tracking",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), editable=False, null=True, size=None
            ),
        ),
        migrations.CreateModel(
            name="TrackingCategory",
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
                    "is_active",
                    models.BooleanField(
                        default=True, help_text="False once archived: new lines cannot have its options."
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
            ],
            options={
                "verbose_name_plural": "tracking categories",
            },
        ),
        migrations.CreateModel(
            name="TrackingOption",
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
                ("is_active", models.BooleanField(default=True)),
                ("is_used", models.BooleanField(default=False, editable=False)),
                (
                    "category",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="options",
                        to="accounting.trackingcategory",
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
        migrations.CreateModel(
            name="TrackingBalance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_daily", models.BooleanField()),
                ("since", models.DateField(help_text="The day, or the first day of the month.")),
                (
                    "tracking",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), help_text="The options, in the order of their ids.", size=None
                    ),
                ),
                ("debits", models.DecimalField(decimal_places=4, default=0, max_digits=28)),
                ("credits", models.DecimalField(decimal_places=4, default=0, max_digits=28)),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("company", "is_daily", "since", "account", "tracking"), name="tracking_balance_unique"
                    ),
                    foundation.keys.References("company", "account", name="tracking_balance_account_of_company"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="trackingcategory",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="tracking_category_named"
            ),
        ),
        migrations.AddConstraint(
            model_name="trackingcategory",
            constraint=foundation.keys.Key("company", "id", name="trackingcategory_of_company"),
        ),
        migrations.AddConstraint(
            model_name="trackingoption",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="tracking_option_named"
            ),
        ),
        migrations.AddConstraint(
            model_name="trackingoption",
            constraint=foundation.keys.Key("company", "id", name="trackingoption_of_company"),
        ),
        migrations.AddConstraint(
            model_name="trackingoption",
            constraint=foundation.keys.References("company", "category", name="tracking_option_category_of_company"),
        ),
        CompanyLeads("trackingcategory"),
        CompanyLeads("trackingoption"),
        CompanyLeads("trackingbalance", key=("company", "is_daily", "since", "account", "tracking"), find_by=""),
        Guards("ledger/tracking.sql", digest="f3ffa55be935bec9"),
        Guards("ledger/posting.sql", digest="3bca9450b02bd984"),
        Guards("documents/guards.sql", digest="fe58aa7da02124a7"),
        Guards("banking/guards.sql", digest="a785bd55baecedb8"),
    ]
