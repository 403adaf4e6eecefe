-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- Recurring templates. A unique key makes each date at most once: its row is written in the transaction that makes the document, and stays.

SELECT rows_of_company('accounting_recurringtemplate', 'accounting_recurringrun');
REVOKE UPDATE, DELETE ON accounting_recurringrun FROM atlas_app;

-- The amounts of entries are in the base currency. (The other templates are in a currency of their own, or in that of their contact.)
CREATE OR REPLACE FUNCTION recurring_currency() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM accounting_recurringtemplate WHERE company_id = NEW.id AND kind = 'journal_entry' AND status <> 'ended') THEN
        PERFORM refuse('recurring_currency', 'The base currency cannot change while a recurring template makes entries in it. End it first.');
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER recurring_currency BEFORE UPDATE OF base_currency ON accounting_company
    FOR EACH ROW WHEN (OLD.base_currency <> NEW.base_currency) EXECUTE FUNCTION recurring_currency();

-- Whoever is just changing the base currency waits for us, and we for them.
CREATE OR REPLACE FUNCTION recurring_in_currency() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM accounting_company WHERE id = NEW.company_id FOR SHARE;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER recurring_in_currency_new BEFORE INSERT ON accounting_recurringtemplate
    FOR EACH ROW WHEN (NEW.kind = 'journal_entry') EXECUTE FUNCTION recurring_in_currency();
CREATE OR REPLACE TRIGGER recurring_in_currency BEFORE UPDATE OF kind, status ON accounting_recurringtemplate
    FOR EACH ROW WHEN (NEW.kind = 'journal_entry' AND (OLD.kind <> NEW.kind OR OLD.status = 'ended'))
    EXECUTE FUNCTION recurring_in_currency();
