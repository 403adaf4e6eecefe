"""Policies that read no table: docs/decisions/0015-the-company-leads-every-key.md."""

from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("identity", "0013_api_key_roles")]

    operations = [
        Guards("guards.sql", digest="b6bc834b350adf94"),
    ]
