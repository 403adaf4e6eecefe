"""An import can be cancelled: two more states."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounting", "0078_guards"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="import",
            name="import_status_known",
        ),
        migrations.RemoveConstraint(
            model_name="import",
            name="import_ended_at",
        ),
        migrations.RemoveIndex(
            model_name="import",
            name="import_due",
        ),
        migrations.AlterField(
            model_name="import",
            name="status",
            field=models.CharField(
                choices=[
                    ("queued", "Queued"),
                    ("running", "Running"),
                    ("succeeded", "Succeeded"),
                    ("failed", "Failed"),
                    ("cancelling", "Cancelling"),
                    ("cancelled", "Cancelled"),
                ],
                default="queued",
                editable=False,
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="import",
            index=models.Index(
                condition=models.Q(("status__in", ("queued", "running", "cancelling"))),
                fields=["due_at"],
                name="import_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["queued", "running", "succeeded", "failed", "cancelling", "cancelled"])
                ),
                name="import_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finished_at__isnull", False), ("status__in", ("succeeded", "failed", "cancelled"))),
                    models.Q(("finished_at__isnull", True), ("status__in", ("queued", "running", "cancelling"))),
                    _connector="OR",
                ),
                name="import_ended_at",
            ),
        ),
    ]
