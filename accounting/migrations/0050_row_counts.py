"""How many rows the long lists of a company have. Writers of their tables wait while they are counted."""

import django.db.models.deletion
from django.db import migrations, models

from foundation.guards import Guards
from foundation.keys import CompanyLeads


class Migration(migrations.Migration):
    dependencies = [
        ("accounting", "0049_away"),
    ]

    operations = [
        migrations.CreateModel(
            name="RowCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=20)),
                ("rows", models.BigIntegerField()),
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
        CompanyLeads("rowcount", key=("company", "what", "id"), find_by=""),
        Guards("ledger/counts.sql", digest="4ef960134dee2826"),
        migrations.RunSQL("SELECT rows_count_again()"),
    ]
