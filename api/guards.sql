-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

SELECT rows_of_organization('api_idempotencykey');
ALTER TABLE api_idempotencykey FORCE ROW LEVEL SECURITY;
