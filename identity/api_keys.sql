-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- API keys (identity/api_keys.py). Nobody knows the organization before the key is found, so the search is a function of the owner's, which
-- shows one key to those who have its secret.
SELECT rows_of_organization('identity_apikey');
CREATE OR REPLACE FUNCTION api_key_of_digest(sought text) RETURNS SETOF identity_apikey
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT * FROM identity_apikey WHERE digest = sought OR previous_digest = sought LIMIT 1
$$;
GRANT EXECUTE ON FUNCTION api_key_of_digest(text) TO atlas_app;
