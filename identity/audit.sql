-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- The audit trail is append-only (foundation/audit.py): the application cannot change or delete a record, and neither can the owner by
-- mistake. Everybody reads the records of their own organization. In its transaction only these can be written; people sign in before
-- anybody knows their organization, so without a tenant a record can be written, but none can be read.
DROP POLICY IF EXISTS tenant ON identity_auditrecord;
CREATE POLICY tenant ON identity_auditrecord FOR SELECT USING (
    (SELECT current_setting('atlas.organization_id', true)) = 'everyone' AND (organization_id
        <> ALL ((SELECT coalesce(nullif(current_setting('atlas.away_organizations', true), ''), '{}')::uuid[])::uuid[])) IS NOT FALSE
    OR organization_id = (SELECT nullif(nullif(current_setting('atlas.organization_id', true), ''), 'everyone')::uuid)
);
DROP POLICY IF EXISTS written ON identity_auditrecord;
CREATE POLICY written ON identity_auditrecord FOR INSERT WITH CHECK (
    coalesce(current_setting('atlas.organization_id', true), '') IN ('', 'everyone')
    OR organization_id = nullif(nullif(current_setting('atlas.organization_id', true), ''), 'everyone')::uuid
);
ALTER TABLE identity_auditrecord ENABLE ROW LEVEL SECURITY;
REVOKE UPDATE, DELETE ON identity_auditrecord FROM atlas_app;

CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a record of the audit trail never changes'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_append_only';
END
$$;
CREATE OR REPLACE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON identity_auditrecord
    FOR EACH ROW EXECUTE FUNCTION audit_append_only();
