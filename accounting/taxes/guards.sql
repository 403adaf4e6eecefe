-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

SELECT rows_of_company('accounting_taxrate');

-- accounting/ledger/numbers.sql says what looks alike.
CREATE UNIQUE INDEX IF NOT EXISTS tax_rate_name_unique ON accounting_taxrate (company_id, look_alike(name),
    coalesce(CASE WHEN kept_number = name THEN id END, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE true;

-- Tax stands on tax accounts, or is a cost of what was bought. The lock comes first: it waits for whoever is just changing or archiving one
-- of the accounts, and they for us.
CREATE OR REPLACE FUNCTION tax_rate_accounts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    archived uuid;
BEGIN
    PERFORM 1 FROM accounting_account
    WHERE company_id = NEW.company_id AND id IN (NEW.sales_account_id, NEW.purchase_account_id) ORDER BY id FOR SHARE;
    SELECT id INTO archived FROM accounting_account
    WHERE company_id = NEW.company_id AND id IN (NEW.sales_account_id, NEW.purchase_account_id) AND NOT is_active;
    IF NEW.is_active AND archived IS NOT NULL THEN
        PERFORM refuse('tax_rate_account_active', 'An account of this tax rate is archived.', archived);
    END IF;
    PERFORM 1 FROM accounting_account
    WHERE company_id = NEW.company_id AND id IN (NEW.sales_account_id, NEW.purchase_account_id)
      AND NOT (type = 'expense' AND id IS DISTINCT FROM NEW.sales_account_id)
      AND NOT (type IN ('asset', 'liability') AND subtype IN ('', 'tax', 'other_current_asset', 'other_current_liability')
               AND coalesce(system_role, 'input_tax') IN ('input_tax', 'output_tax'));
    IF FOUND THEN
        PERFORM refuse('tax_rate_account_takes_tax', 'A tax rate posts to tax accounts, or on purchases to an expense.');
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER tax_rate_accounts BEFORE INSERT OR UPDATE OF sales_account_id, purchase_account_id, is_active ON accounting_taxrate
    FOR EACH ROW EXECUTE FUNCTION tax_rate_accounts();

-- An account to which a rate posts stays one of these.
CREATE OR REPLACE FUNCTION tax_account_stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM accounting_taxrate
    WHERE company_id = NEW.company_id AND NEW.id IN (sales_account_id, purchase_account_id)
      AND NOT (NEW.type = 'expense' AND NEW.id IS DISTINCT FROM sales_account_id)
      AND NOT (NEW.type IN ('asset', 'liability') AND NEW.subtype IN ('', 'tax', 'other_current_asset', 'other_current_liability')
               AND coalesce(NEW.system_role, 'input_tax') IN ('input_tax', 'output_tax'));
    IF FOUND THEN
        PERFORM refuse('tax_rate_account_takes_tax', 'A tax rate posts to tax accounts, or on purchases to an expense.');
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER tax_account_stays BEFORE UPDATE ON accounting_account
    FOR EACH ROW WHEN ((OLD.type, OLD.subtype, OLD.system_role) IS DISTINCT FROM (NEW.type, NEW.subtype, NEW.system_role))
    EXECUTE FUNCTION tax_account_stays();
