-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- What a search compares: text without case and accents.
--
-- The extensions come with PostgreSQL and are trusted: the owner of the database may make them. `unaccent` itself is only
-- STABLE, because somebody could change its rules; an index needs a function that says it is not so. Where no index is
-- meant, foundation/searching.py writes the same expression out, which PostgreSQL runs four times as fast.
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA public;

CREATE OR REPLACE FUNCTION atlas_folded(given text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN lower(public.unaccent('public.unaccent'::regdictionary, given) COLLATE "pg_c_utf8");
GRANT EXECUTE ON FUNCTION atlas_folded(text) TO atlas_app;

DO $$
BEGIN  -- where the owner is a superuser, its own rules made the function private
    IF NOT has_function_privilege('atlas_app', 'public.unaccent(regdictionary, text)', 'EXECUTE') THEN
        GRANT EXECUTE ON FUNCTION public.unaccent(regdictionary, text) TO atlas_app;
    END IF;
END
$$;
