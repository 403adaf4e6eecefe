"""Families of tokens end, sign-ins are seen, and failed ones are written down."""

from datetime import timedelta

import django.utils.timezone
from django.db import migrations, models
from django.db.models import F


def end_families(apps, schema_editor):
    RefreshToken = apps.get_model("identity", "RefreshToken")
    SignIn = apps.get_model("identity", "SignIn")
    RefreshToken.objects.using(schema_editor.connection.alias).update(
        family_ends_at=F("created_at") + timedelta(days=90)
    )
    SignIn.objects.using(schema_editor.connection.alias).update(last_seen_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("identity", "0004_mail_about")]
    operations = [
        migrations.AddField(
            model_name="refreshtoken",
            name="family_ends_at",
            field=models.DateTimeField(null=True, help_text="However often the tokens are refreshed."),
        ),
        migrations.AddField(
            model_name="signin",
            name="last_seen_at",
            field=models.DateTimeField(default=django.utils.timezone.now, help_text="Of pages to a few minutes."),
        ),
        migrations.AddField(
            model_name="signin",
            name="failure",
            field=models.CharField(
                blank=True,
                choices=[
                    ("wrong_password", "Wrong password"),
                    ("wrong_code", "Wrong code"),
                    ("inactive", "Deactivated user"),
                ],
                default="",
                max_length=20,
            ),
        ),
        migrations.RunPython(end_families, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="refreshtoken",
            name="family_ends_at",
            field=models.DateTimeField(help_text="However often the tokens are refreshed."),
        ),
        migrations.AddConstraint(
            model_name="signin",
            constraint=models.CheckConstraint(
                condition=models.Q(failure__in=["", "wrong_password", "wrong_code", "inactive"]), name="failure_known"
            ),
        ),
    ]
