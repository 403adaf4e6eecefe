-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- An organization that moves to another database (docs/decisions/0048). Only the owner begins and ends a move: `manage.py
-- move_organization`. Everybody reads the moves, because each transaction asks for them: atlas_set_tenant().
REVOKE INSERT, UPDATE, DELETE ON identity_organizationmove FROM atlas_app;
DROP POLICY IF EXISTS tenant ON identity_organizationmove;
CREATE POLICY tenant ON identity_organizationmove USING (
    (SELECT current_setting('atlas.organization_id', true)) = 'everyone'
    OR organization_id = (SELECT nullif(nullif(current_setting('atlas.organization_id', true), ''), 'everyone')::uuid)
);
ALTER TABLE identity_organizationmove ENABLE ROW LEVEL SECURITY;

-- Refuse whatever is done for an organization that is away.
CREATE OR REPLACE FUNCTION organization_is_here(wanted uuid) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    move identity_organizationmove;
BEGIN
    SELECT * INTO move FROM identity_organizationmove WHERE organization_id = wanted;
    IF FOUND AND move.moved_at IS NULL THEN
        RAISE EXCEPTION 'organization % is away', wanted USING ERRCODE = '23A01', CONSTRAINT = 'organization_moving',
            DETAIL = 'Your organization is being moved to another installation. Nothing was changed. Try again later.';
    ELSIF FOUND THEN
        RAISE EXCEPTION 'organization % is away', wanted USING ERRCODE = '23A01', CONSTRAINT = 'organization_moved',
            DETAIL = CASE move.address
                WHEN '' THEN 'Your organization has moved to another installation. Ask your admin for its address.'
                ELSE format('Your organization has moved to %s. Sign in there.', move.address) END;
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION organization_is_here(uuid) TO atlas_app;

-- The rows of an organization without row-level security stay as they are while it is away. (All others are hidden.)
CREATE OR REPLACE FUNCTION organization_stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    wanted uuid;
    one jsonb;
BEGIN
    IF EXISTS (SELECT FROM identity_organizationmove) THEN
        FOREACH one IN ARRAY ARRAY[to_jsonb(OLD), to_jsonb(NEW)] LOOP
            wanted := CASE TG_ARGV[0]
                WHEN 'id' THEN one ->> 'id'
                WHEN 'organization_id' THEN one ->> 'organization_id'
                WHEN 'user_id' THEN (SELECT organization_id FROM identity_user WHERE id = (one ->> 'user_id')::uuid)::text
                ELSE (SELECT organization_id FROM identity_user WHERE id = (
                    SELECT user_id FROM identity_authenticator WHERE id = (one ->> 'authenticator_id')::bigint))::text
            END;
            PERFORM organization_is_here(wanted) WHERE wanted IS NOT NULL;
        END LOOP;
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER organization_stays AFTER UPDATE OR DELETE ON identity_organization
    FOR EACH ROW EXECUTE FUNCTION organization_stays('id');
CREATE OR REPLACE TRIGGER organization_stays AFTER INSERT OR UPDATE OR DELETE ON identity_user
    FOR EACH ROW EXECUTE FUNCTION organization_stays('organization_id');
CREATE OR REPLACE TRIGGER organization_stays AFTER INSERT ON identity_auditrecord
    FOR EACH ROW EXECUTE FUNCTION organization_stays('organization_id');
CREATE OR REPLACE TRIGGER organization_stays AFTER INSERT OR UPDATE OR DELETE ON identity_authenticator
    FOR EACH ROW EXECUTE FUNCTION organization_stays('user_id');
CREATE OR REPLACE TRIGGER organization_stays AFTER INSERT OR UPDATE OR DELETE ON identity_recoverycode
    FOR EACH ROW EXECUTE FUNCTION organization_stays('authenticator_id');
