"""Row-level security on what the API remembers, as on the books (accounting/migrations/0002_tenancy.sql)."""

from django.db import migrations

TENANCY = """
CREATE POLICY tenant ON api_idempotencykey USING (
    (SELECT current_setting('atlas.organization_id', true)) = 'everyone'
    OR organization_id = (SELECT nullif(nullif(current_setting('atlas.organization_id', true), ''), 'everyone')::uuid)
);
ALTER TABLE api_idempotencykey ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("api", "0001_initial")]
    operations = [migrations.RunSQL(TENANCY, elidable=False)]
