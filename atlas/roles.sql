-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- The application's role and what it may do. It reads and writes rows; it owns no table, so it cannot TRUNCATE, disable a
-- trigger or drop a policy.
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
GRANT SELECT ON ALL TABLES IN SCHEMA public TO atlas_app;  -- those that are there before the next lines
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO atlas_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO atlas_app;

-- PostgreSQL opens every function to all. Triggers run whoever may execute their functions; those that write as the owner
-- could then be hung on a table of one's own. So nobody may execute a function but whom its file names.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
