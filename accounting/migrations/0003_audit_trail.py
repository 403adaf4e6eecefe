"""A record of the audit trail about a company belongs to its organization."""

from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0002_apply_guards"), ("identity", "0008_audit_trail")]
    operations = [Guards("ledger/audit.sql", digest="7fc74d9b3a80849a")]
