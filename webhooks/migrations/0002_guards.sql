-- Row-level security on the organization, as everywhere (accounting/migrations/0002_tenancy.sql).
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['webhooks_endpoint', 'webhooks_delivery', 'webhooks_attempt', 'webhooks_fanout'] LOOP
        EXECUTE format($policy$
            CREATE POLICY tenant ON %I USING (
                (SELECT current_setting('atlas.organization_id', true)) = 'everyone'
                OR organization_id = (SELECT nullif(nullif(current_setting('atlas.organization_id', true), ''), 'everyone')::uuid)
            )$policy$, name);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    END LOOP;
END
$$;

-- An endpoint's company is of its organization, and so are its deliveries and their attempts.
ALTER TABLE webhooks_endpoint ADD CONSTRAINT endpoint_company_of_organization
    FOREIGN KEY (organization_id, company_id) REFERENCES accounting_company (organization_id, id);
ALTER TABLE webhooks_endpoint ADD CONSTRAINT endpoint_of_organization UNIQUE (organization_id, id);
ALTER TABLE webhooks_delivery ADD CONSTRAINT delivery_endpoint_of_organization
    FOREIGN KEY (organization_id, endpoint_id) REFERENCES webhooks_endpoint (organization_id, id);

-- Rows that change several times in a second keep room for it on their page.
ALTER TABLE webhooks_endpoint SET (fillfactor = 50);
ALTER TABLE webhooks_delivery SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

-- Each company is followed from its first moment.
CREATE FUNCTION webhooks_follow_company() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO webhooks_fanout (company_id, organization_id, sequence) VALUES (NEW.id, NEW.organization_id, 0);
    RETURN NULL;
END
$$;
CREATE TRIGGER webhooks_follow_company AFTER INSERT ON accounting_company
    FOR EACH ROW EXECUTE FUNCTION webhooks_follow_company();

REVOKE UPDATE ON webhooks_attempt FROM atlas_app;
