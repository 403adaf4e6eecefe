"""Hide organizations that are away: docs/decisions/0048-an-organization-moves.md. All policies are made again."""

from django.db import migrations

from foundation.guards import Guards

POLICIES = """
DO $$
DECLARE
    name text;
    uses text;
BEGIN
    FOR name, uses IN
        SELECT c.relname, pg_get_expr(p.polqual, p.polrelid) FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
        WHERE p.polname = 'tenant' AND c.relnamespace = 'public'::regnamespace
          AND c.relname NOT IN ('identity_auditrecord', 'identity_organizationmove')
    LOOP
        IF uses LIKE '%atlas.company_ids%' THEN
            PERFORM rows_of_company(name);
        ELSE
            PERFORM rows_of_organization(name);
        END IF;
    END LOOP;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("accounting", "0048_guards"), ("identity", "0015_organization_moves")]
    operations = [
        Guards("ledger/guards.sql", digest="d58ba65b29bb348c"),
        Guards("ledger/sign_in.sql", digest="b597ba0ca1d722d8"),
        migrations.RunSQL(POLICIES, migrations.RunSQL.noop),
    ]
