-- Row-level security: the second net under the ORM's scoping.
--
-- The setting `atlas.organization_id` lives as long as the transaction (identity/tenancy.py). It holds an organization's
-- id, or 'everyone' for staff and workers. Unset, nothing is seen and nothing can be written. The sub-selects make
-- PostgreSQL evaluate each policy once a statement, not once a row. The policies bind every role but the owner, as whom
-- only migrations and the guards run: docs/decisions/0001-row-level-security.md.

CREATE FUNCTION atlas_company_ids() RETURNS uuid[]
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    tenant text := nullif(current_setting('atlas.organization_id', true), '');
BEGIN
    IF tenant IS NULL OR tenant = 'everyone' THEN
        RETURN '{}';
    END IF;
    RETURN ARRAY(SELECT id FROM accounting_company WHERE organization_id = tenant::uuid);
END
$$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['accounting_company', 'accounting_companymember'] LOOP
        EXECUTE format($policy$
            CREATE POLICY tenant ON %I USING (
                (SELECT current_setting('atlas.organization_id', true)) = 'everyone'
                OR organization_id = (SELECT nullif(nullif(current_setting('atlas.organization_id', true), ''), 'everyone')::uuid)
            )$policy$, name);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY[
        'accounting_ledgerhead', 'accounting_numberseries', 'accounting_account', 'accounting_accountbalance',
        'accounting_accountingperiod', 'accounting_journalentry', 'accounting_journalline', 'accounting_contact',
        'accounting_taxrate', 'accounting_invoice', 'accounting_invoiceline', 'accounting_bill', 'accounting_billline',
        'accounting_payment', 'accounting_paymentdeduction', 'accounting_allocation', 'accounting_event'
    ] LOOP
        EXECUTE format($policy$
            CREATE POLICY tenant ON %I USING (
                (SELECT current_setting('atlas.organization_id', true)) = 'everyone'
                OR company_id = ANY ((SELECT atlas_company_ids())::uuid[])
            )$policy$, name);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    END LOOP;
END
$$;

-- Written by the guards only, append-only, or data of the product.
REVOKE INSERT, UPDATE, DELETE ON accounting_ledgerhead, accounting_accountbalance, accounting_currency FROM atlas_app;
REVOKE UPDATE, DELETE ON accounting_event, accounting_allocation, accounting_paymentdeduction FROM atlas_app;
