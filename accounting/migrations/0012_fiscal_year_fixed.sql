-- Whose books these are, and in what currency they are kept, never changes; nor when the fiscal year begins, once a period is closed.
CREATE OR REPLACE FUNCTION company_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.organization_id <> OLD.organization_id OR NEW.id <> OLD.id THEN
        PERFORM refuse('company_owner_fixed', 'A company stays with its organization.');
    END IF;
    IF NEW.base_currency <> OLD.base_currency AND (
        EXISTS (SELECT 1 FROM accounting_journalentry WHERE company_id = OLD.id)
        OR EXISTS (SELECT 1 FROM accounting_invoice WHERE company_id = OLD.id)
        OR EXISTS (SELECT 1 FROM accounting_bill WHERE company_id = OLD.id)
    ) THEN
        PERFORM refuse('company_currency_fixed', 'The base currency cannot change once there are entries or documents.');
    END IF;
    IF NEW.fiscal_year_start_month <> OLD.fiscal_year_start_month THEN
        -- Whoever closes a period takes the head: we wait for them, and they for us.
        PERFORM 1 FROM accounting_ledgerhead WHERE company_id = OLD.id FOR UPDATE;
        IF EXISTS (SELECT 1 FROM accounting_accountingperiod WHERE company_id = OLD.id AND status = 'closed') THEN
            PERFORM refuse('company_fiscal_year_fixed',
                'The first month of the fiscal year cannot change once a period is closed.');
        END IF;
    END IF;
    RETURN NEW;
END
$$;
DROP TRIGGER company_guard ON accounting_company;
CREATE TRIGGER company_guard BEFORE UPDATE OF organization_id, id, base_currency, fiscal_year_start_month ON accounting_company
    FOR EACH ROW EXECUTE FUNCTION company_guard();
