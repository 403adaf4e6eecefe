-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

SELECT rows_of_organization(
    'webhooks_endpoint', 'webhooks_delivery', 'webhooks_attempt', 'webhooks_endpointhour', 'webhooks_fanout');
ALTER TABLE webhooks_endpoint FORCE ROW LEVEL SECURITY;
ALTER TABLE webhooks_delivery FORCE ROW LEVEL SECURITY;
ALTER TABLE webhooks_attempt FORCE ROW LEVEL SECURITY;
ALTER TABLE webhooks_endpointhour FORCE ROW LEVEL SECURITY;
ALTER TABLE webhooks_fanout FORCE ROW LEVEL SECURITY;
REVOKE UPDATE ON webhooks_attempt FROM atlas_app;

-- Rows that change several times in a second keep room for it on their page.
ALTER TABLE webhooks_endpoint SET (fillfactor = 50);
ALTER TABLE webhooks_endpointhour SET (fillfactor = 50);
ALTER TABLE webhooks_delivery SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

-- Each company is followed from its first moment.
CREATE OR REPLACE FUNCTION webhooks_follow_company() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO webhooks_fanout (company_id, organization_id, sequence) VALUES (NEW.id, NEW.organization_id, 0);
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER webhooks_follow_company AFTER INSERT ON accounting_company
    FOR EACH ROW EXECUTE FUNCTION webhooks_follow_company();
