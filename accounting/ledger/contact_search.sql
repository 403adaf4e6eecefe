-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- An earlier edition searched contacts alone. See search.sql.
DROP INDEX IF EXISTS contact_search;
DROP FUNCTION IF EXISTS contact_search(uuid, text, integer);
