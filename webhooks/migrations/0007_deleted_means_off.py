"""A deleted endpoint is disabled and has no secrets, also one that another session changed while it was deleted."""

from django.db import migrations, models
from django.db.models import Q

MEND = """
SET LOCAL atlas.organization_id = 'everyone';
UPDATE webhooks_endpoint SET encrypted_secret = '', encrypted_previous_secret = '', is_enabled = false,
    disabled_reason = CASE WHEN is_enabled THEN 'user' ELSE disabled_reason END,
    disabled_at = coalesce(disabled_at, deleted_at)
WHERE deleted_at IS NOT NULL AND (is_enabled OR encrypted_secret <> '' OR encrypted_previous_secret <> '');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("webhooks", "0006_engine_looks"),
    ]

    operations = [
        migrations.RunSQL(MEND, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="endpoint",
            constraint=models.CheckConstraint(
                condition=Q(("deleted_at", None))
                | Q(("encrypted_previous_secret", ""), ("encrypted_secret", ""), ("is_enabled", False)),
                name="endpoint_deleted_means_off",
            ),
        ),
    ]
