-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- Opening balances are set until the first period is closed. Whoever closes one takes the head too.

SELECT rows_of_company('accounting_openingbalances');
REVOKE DELETE ON accounting_openingbalances FROM atlas_app;

CREATE OR REPLACE FUNCTION opening_before_close() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM accounting_ledgerhead WHERE company_id = NEW.company_id FOR UPDATE;
    IF EXISTS (SELECT 1 FROM accounting_accountingperiod WHERE company_id = NEW.company_id AND status = 'closed') THEN
        PERFORM refuse('opening_before_close', 'Opening balances can be set until the first period is closed.');
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER opening_before_close BEFORE INSERT OR UPDATE ON accounting_openingbalances
    FOR EACH ROW EXECUTE FUNCTION opening_before_close();
