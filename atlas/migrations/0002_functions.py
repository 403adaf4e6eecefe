"""Who may execute what: the functions of triggers nobody, and what comes after only whom its migration names.

Triggers run whoever may execute their functions. PostgreSQL opens every function to all; those that write as the owner
could then be hung on a table of one's own.
"""

from django.db import migrations

TRIGGERS = """
DO $$
DECLARE
    guard regprocedure;
BEGIN
    FOR guard IN
        SELECT oid FROM pg_proc WHERE prorettype = 'trigger'::regtype AND pronamespace = 'public'::regnamespace
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', guard);
    END LOOP;
END
$$;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("atlas", "0001_roles"),
        ("accounting", "0006_closer_guards"),
        ("identity", "0004_mail_about"),
        ("webhooks", "0003_cheaper_writes"),
    ]
    operations = [migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop)]
