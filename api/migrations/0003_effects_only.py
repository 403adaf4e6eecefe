from django.db import migrations, models

FORGET_REFUSALS = "DELETE FROM api_idempotencykey WHERE status_code >= 400"


class Migration(migrations.Migration):
    dependencies = [("api", "0002_tenancy")]
    operations = [
        migrations.RunSQL(
            f"SELECT set_config('atlas.organization_id', 'everyone', true); {FORGET_REFUSALS}", elidable=True
        ),
        migrations.AddConstraint(
            model_name="idempotencykey",
            constraint=models.CheckConstraint(
                condition=models.Q(("status_code__lt", 400)), name="idempotency_key_of_an_effect"
            ),
        ),
    ]
