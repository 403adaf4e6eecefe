-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

SELECT rows_of_company('accounting_exchangerate');

-- A rate is of another currency than the company's own. The lock comes first: it waits for whoever is just changing that, and they for us.
CREATE OR REPLACE FUNCTION exchange_rate_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    base text;
BEGIN
    SELECT base_currency INTO base FROM accounting_company WHERE id = NEW.company_id FOR SHARE;
    IF NEW.currency = base THEN
        PERFORM refuse('exchange_rate_of_another_currency', format('%s is the company''s own currency, and has no rate.', base));
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER exchange_rate_guard BEFORE INSERT OR UPDATE OF company_id, currency ON accounting_exchangerate
    FOR EACH ROW EXECUTE FUNCTION exchange_rate_guard();

-- Rates are in units of the base currency, so those of another one say nothing any more. (With documents or entries it cannot change.)
CREATE OR REPLACE FUNCTION exchange_rates_of_base() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM accounting_exchangerate WHERE company_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER exchange_rates_of_base AFTER UPDATE OF base_currency ON accounting_company
    FOR EACH ROW WHEN (OLD.base_currency <> NEW.base_currency) EXECUTE FUNCTION exchange_rates_of_base();
