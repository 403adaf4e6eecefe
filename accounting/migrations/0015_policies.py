"""Policies that read no table: docs/decisions/0015-the-company-leads-every-key.md."""

from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0014_banking"), ("identity", "0014_policies")]

    operations = [
        Guards("ledger/guards.sql", digest="aa099ac735dc9ce5"),
        Guards("banking/guards.sql", digest="a6feaaa575250d48"),
        Guards("documents/guards.sql", digest="ed1ae06a0f58a45d"),
        Guards("open_items/guards.sql", digest="603f7838ff235dd0"),
        Guards("settlement/guards.sql", digest="ca70cfc363b492a1"),
        Guards("taxes/guards.sql", digest="62899b3e5a522d5d"),
        Guards("ledger/search.sql", digest="cfa684e3b715a0fc"),
        migrations.RunSQL(
            "DROP FUNCTION IF EXISTS atlas_company_ids()", migrations.RunSQL.noop
        ),  # nothing uses it any more
    ]
