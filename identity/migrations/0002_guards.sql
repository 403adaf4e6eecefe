-- An organization keeps at least one active admin, whoever changes its users and by whatever way.
-- The organization's row is locked first, so that two admins who demote each other at the same moment wait for each other.
CREATE FUNCTION identity_keep_an_admin() RETURNS trigger
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

CREATE TRIGGER organization_keeps_an_admin_on_update BEFORE UPDATE ON identity_user FOR EACH ROW
WHEN (
    OLD.role = 'admin' AND OLD.is_active AND OLD.organization_id IS NOT NULL
    AND NOT (NEW.role = 'admin' AND NEW.is_active AND NEW.organization_id IS NOT DISTINCT FROM OLD.organization_id)
)
EXECUTE FUNCTION identity_keep_an_admin();

CREATE TRIGGER organization_keeps_an_admin_on_delete BEFORE DELETE ON identity_user FOR EACH ROW
WHEN (OLD.role = 'admin' AND OLD.is_active AND OLD.organization_id IS NOT NULL)
EXECUTE FUNCTION identity_keep_an_admin();
