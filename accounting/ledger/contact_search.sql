-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- Contacts are found by any part of their name, e-mail address or tax number, whatever the case and accents, among 300,000.
--
-- Row-level security lets no index answer LIKE, for the operator is not leakproof: it must see a row before the policy has.
-- So a function of the owner's, whom the policy does not bind, asks the index and keeps to the tenant by itself.
CREATE INDEX IF NOT EXISTS contact_search ON accounting_contact USING gin (search_text public.gin_trgm_ops);

CREATE OR REPLACE FUNCTION search_pattern(wanted text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN '%' || regexp_replace(atlas_folded(wanted), '([\\%_])', '\\\1', 'g') || '%';

-- The first `most` ids; `company` may be null: all that the tenant sees. A text of less than three characters has no
-- trigram: then contacts are read one by one.
CREATE OR REPLACE FUNCTION contact_search(company uuid, wanted text, most integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    everyone boolean := coalesce(current_setting('atlas.organization_id', true), '') = 'everyone';
BEGIN
    RETURN QUERY EXECUTE $query$
        SELECT id FROM accounting_contact
        WHERE search_text LIKE $1
            AND ($2 OR company_id = ANY ($3))
            AND ($4 IS NULL OR company_id = $4)
        LIMIT $5
        $query$ USING search_pattern(wanted), everyone, atlas_company_ids(), company, most;
END
$$;

GRANT EXECUTE ON FUNCTION search_pattern(text), contact_search(uuid, text, integer) TO atlas_app;
