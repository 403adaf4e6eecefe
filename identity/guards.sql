-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- Row-level security: the second net under the ORM's scoping. The functions below give a table its policy.
--
-- The setting `atlas.organization_id` lives as long as the transaction (foundation/tenancy.py). It holds an organization's
-- id, or 'everyone' for staff and workers. Unset, nothing is seen and nothing can be written. An organization that moves, or has
-- moved, to another database is hidden from 'everyone' too: `atlas.away_organizations` and `atlas.away_companies`, which only
-- atlas_set_tenant() in accounting/ledger/guards.sql sets (docs/decisions/0048). The sub-selects make
-- PostgreSQL evaluate each policy once per statement, not once per row. The policies bind every role but the owner, as whom
-- only migrations and the guards run: docs/decisions/0001-row-level-security.md. A partition has no policy of its own: nobody but the
-- owner sees a row in it, except through its table.
CREATE OR REPLACE FUNCTION rows_of_organization(VARIADIC tables text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    name text;
    place regclass;
BEGIN
    FOREACH name IN ARRAY tables LOOP
        EXECUTE format('DROP POLICY IF EXISTS tenant ON %I', name);
        EXECUTE format($policy$
            CREATE POLICY tenant ON %I USING (
                (SELECT current_setting('atlas.organization_id', true)) = 'everyone' AND organization_id
                    <> ALL ((SELECT coalesce(nullif(current_setting('atlas.away_organizations', true), ''), '{}')::uuid[])::uuid[])
                OR organization_id = (SELECT nullif(nullif(current_setting('atlas.organization_id', true), ''), 'everyone')::uuid)
            )$policy$, name);
        FOR place IN SELECT name::regclass UNION SELECT relid FROM pg_partition_tree(name::regclass) LOOP
            EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', place);
        END LOOP;
    END LOOP;
END
$$;

-- The same for the tables of companies. The setting `atlas.company_ids` holds the ids of the organization's companies as an array:
-- atlas_set_tenant() in accounting/ledger/guards.sql. So no policy reads a table.
CREATE OR REPLACE FUNCTION rows_of_company(VARIADIC tables text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    name text;
    place regclass;
BEGIN
    FOREACH name IN ARRAY tables LOOP
        EXECUTE format('DROP POLICY IF EXISTS tenant ON %I', name);
        EXECUTE format($policy$
            CREATE POLICY tenant ON %I USING (
                (SELECT current_setting('atlas.organization_id', true)) = 'everyone' AND company_id
                    <> ALL ((SELECT coalesce(nullif(current_setting('atlas.away_companies', true), ''), '{}')::uuid[])::uuid[])
                OR company_id = ANY ((SELECT nullif(current_setting('atlas.company_ids', true), '')::uuid[])::uuid[])
            )$policy$, name);
        FOR place IN SELECT name::regclass UNION SELECT relid FROM pg_partition_tree(name::regclass) LOOP
            EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', place);
        END LOOP;
    END LOOP;
END
$$;

-- An organization keeps at least one active admin, whoever changes its users and by whatever way.
-- The organization's row is locked first, so that two admins who demote each other at the same moment wait for each other.
CREATE OR REPLACE FUNCTION identity_keep_an_admin() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM identity_organization WHERE id = OLD.organization_id FOR NO KEY UPDATE;
    IF NOT EXISTS (
        SELECT 1 FROM identity_user
        WHERE organization_id = OLD.organization_id AND id <> OLD.id AND role = 'admin' AND is_active
    ) THEN
        RAISE EXCEPTION 'organization % would be left without an active admin', OLD.organization_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'organization_keeps_an_admin';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE OR REPLACE TRIGGER organization_keeps_an_admin_on_update BEFORE UPDATE ON identity_user FOR EACH ROW
WHEN (
    OLD.role = 'admin' AND OLD.is_active AND OLD.organization_id IS NOT NULL
    AND NOT (NEW.role = 'admin' AND NEW.is_active AND NEW.organization_id IS NOT DISTINCT FROM OLD.organization_id)
)
EXECUTE FUNCTION identity_keep_an_admin();
CREATE OR REPLACE TRIGGER organization_keeps_an_admin_on_delete BEFORE DELETE ON identity_user FOR EACH ROW
WHEN (OLD.role = 'admin' AND OLD.is_active AND OLD.organization_id IS NOT NULL)
EXECUTE FUNCTION identity_keep_an_admin();
