"""Make the application's role and what it may do, before any table exists.

The application reads and writes rows; it owns no table, so it cannot TRUNCATE, disable a trigger or drop a policy.
Runs before every app that Django or we install.
"""

from django.db import migrations

ROLE = """
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'atlas_app') THEN
        CREATE ROLE atlas_app NOLOGIN;
    END IF;
    IF NOT pg_has_role(current_user, 'atlas_app', 'SET') THEN
        EXECUTE format('GRANT atlas_app TO %I', current_user);
    END IF;
END
$$;
GRANT USAGE ON SCHEMA public TO atlas_app;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO atlas_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO atlas_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO atlas_app;
"""


class Migration(migrations.Migration):
    run_before = [
        ("contenttypes", "0001_initial"),
        ("sessions", "0001_initial"),
    ]
    operations = [migrations.RunSQL(ROLE, migrations.RunSQL.noop)]
