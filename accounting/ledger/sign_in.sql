-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- The companies of an organization that a person has access to, each with their role as a member, by name: at most so many, or the one with
-- this id. Whoever administers the organization `sees_all`. `among` are the companies of an API key that names some.
-- A request asks this in the statement that signs it in, before it has a tenant. So the function sees the rows of the organization while it
-- runs, and leaves the tenant as it was. Row-level security binds it as it binds its caller. Some requests ask nothing else: so it refuses
-- an organization that is away (docs/decisions/0048), as atlas_set_tenant() does.
CREATE OR REPLACE FUNCTION companies_seen_by(person uuid, organization uuid, sees_all boolean, among uuid[], company_id uuid, most bigint)
RETURNS TABLE (company accounting_company, own_role text)
LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE
    previous text := coalesce(current_setting('atlas.organization_id', true), '');
BEGIN
    PERFORM set_config('atlas.organization_id', organization::text, true);
    IF EXISTS (SELECT FROM identity_organizationmove) THEN
        PERFORM organization_is_here(organization);
    END IF;
    RETURN QUERY SELECT c, m.role::text
        FROM accounting_company c LEFT JOIN accounting_companymember m ON m.company_id = c.id AND m.user_id = person
        WHERE c.organization_id = organization AND (sees_all OR m.role IS NOT NULL) AND (among IS NULL OR c.id = ANY (among))
            AND (company_id IS NULL OR c.id = company_id)
        ORDER BY c.name, c.id LIMIT most;
    PERFORM set_config('atlas.organization_id', previous, true);
END
$$;
REVOKE EXECUTE ON FUNCTION companies_seen_by(uuid, uuid, boolean, uuid[], uuid, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION companies_seen_by(uuid, uuid, boolean, uuid[], uuid, bigint) TO atlas_app;
