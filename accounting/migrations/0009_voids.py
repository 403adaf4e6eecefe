"""Since when, by whom and why a document is void: see the SQL file beside this one."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounting", "0008_two_people"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="bill",
            name="void_date",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="bill",
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
            model_name="bill",
            name="void_reason",
            field=models.CharField(blank=True, default="", editable=False, max_length=400),
        ),
        migrations.AddField(
            model_name="bill",
            name="voided_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="bill",
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
            model_name="invoice",
            name="void_date",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="invoice",
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
            model_name="invoice",
            name="void_reason",
            field=models.CharField(blank=True, default="", editable=False, max_length=400),
        ),
        migrations.AddField(
            model_name="invoice",
            name="voided_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="invoice",
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
            model_name="payment",
            name="void_date",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="payment",
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
            model_name="payment",
            name="void_reason",
            field=models.CharField(blank=True, default="", editable=False, max_length=400),
        ),
        migrations.AddField(
            model_name="payment",
            name="voided_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="payment",
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
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), elidable=False),
        migrations.AddConstraint(
            model_name="bill",
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
                name="bill_void_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
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
                name="invoice_void_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
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
                name="payment_void_dated",
            ),
        ),
    ]
