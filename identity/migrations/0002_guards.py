"""Promises about users that several rows keep together."""

from pathlib import Path

from django.db import migrations

UNDO = """
DROP TRIGGER organization_keeps_an_admin_on_update ON identity_user;
DROP TRIGGER organization_keeps_an_admin_on_delete ON identity_user;
DROP FUNCTION identity_keep_an_admin();
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_initial")]
    operations = [migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), UNDO)]
