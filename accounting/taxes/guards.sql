-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

SELECT rows_of_company('accounting_taxrate', 'accounting_taxcomponent');

-- accounting/ledger/numbers.sql says what looks alike.
CREATE UNIQUE INDEX IF NOT EXISTS tax_rate_name_unique ON accounting_taxrate (company_id, look_alike(name),
    coalesce(CASE WHEN kept_number = name THEN id END, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE true;

CREATE UNIQUE INDEX IF NOT EXISTS tax_rate_code_unique ON accounting_taxrate (company_id, look_alike(code)) WHERE code <> '';

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

-- That of a component takes taxes of sales and of purchases.
CREATE OR REPLACE FUNCTION tax_component_account() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    account record;
BEGIN
    SELECT is_active, type IN ('asset', 'liability') AND subtype IN ('', 'tax', 'other_current_asset', 'other_current_liability')
        AND coalesce(system_role, 'input_tax') IN ('input_tax', 'output_tax') AS takes_tax INTO account
    FROM accounting_account WHERE company_id = NEW.company_id AND id = NEW.account_id FOR SHARE;
    IF NOT account.is_active THEN
        PERFORM refuse('tax_rate_account_active', 'An account of this tax rate is archived.', NEW.account_id);
    ELSIF NOT account.takes_tax THEN
        PERFORM refuse('tax_rate_account_takes_tax', 'A component of a tax rate posts to a tax account.');
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER tax_component_account BEFORE INSERT OR UPDATE OF account_id ON accounting_taxcomponent
    FOR EACH ROW WHEN (NEW.account_id IS NOT NULL) EXECUTE FUNCTION tax_component_account();

-- What decides the amounts of a rate is fixed once a line has it: a credit of the line divides its tax as the line did. The lock waits
-- for whoever is just entering a line, and they for us.
CREATE OR REPLACE FUNCTION tax_rate_fixed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    changed jsonb := coalesce(to_jsonb(NEW), to_jsonb(OLD));
    company uuid := (changed->>'company_id')::uuid;
    rate uuid := (changed->>TG_ARGV[0])::uuid;
BEGIN
    PERFORM 1 FROM accounting_taxrate WHERE company_id = company AND id = rate FOR UPDATE;
    IF EXISTS (SELECT 1 FROM accounting_journalline WHERE company_id = company AND tax_rate_id = rate)
       OR EXISTS (SELECT 1 FROM accounting_invoiceline WHERE company_id = company AND tax_rate_id = rate)
       OR EXISTS (SELECT 1 FROM accounting_billline WHERE company_id = company AND tax_rate_id = rate)
       OR EXISTS (SELECT 1 FROM accounting_creditnoteline WHERE company_id = company AND tax_rate_id = rate)
       OR EXISTS (SELECT 1 FROM accounting_vendorcreditline WHERE company_id = company AND tax_rate_id = rate)
       OR EXISTS (SELECT 1 FROM accounting_banktransactionline WHERE company_id = company AND tax_rate_id = rate)
       OR EXISTS (SELECT 1 FROM accounting_adjustmentline WHERE company_id = company AND tax_rate_id = rate) THEN
        PERFORM refuse('tax_rate_fixed', 'This tax rate is in use. Archive it and add another rate.');
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER tax_rate_fixed BEFORE UPDATE ON accounting_taxrate
    FOR EACH ROW WHEN ((OLD.percent, OLD.is_inclusive, OLD.category, OLD.treatment)
        IS DISTINCT FROM (NEW.percent, NEW.is_inclusive, NEW.category, NEW.treatment)) EXECUTE FUNCTION tax_rate_fixed('id');
CREATE OR REPLACE TRIGGER tax_component_fixed BEFORE UPDATE ON accounting_taxcomponent
    FOR EACH ROW WHEN ((OLD.tax_rate_id, OLD.position, OLD.percent, OLD.compound, OLD.recoverable_percent)
        IS DISTINCT FROM (NEW.tax_rate_id, NEW.position, NEW.percent, NEW.compound, NEW.recoverable_percent))
    EXECUTE FUNCTION tax_rate_fixed('tax_rate_id');
CREATE OR REPLACE TRIGGER tax_component_kept BEFORE INSERT OR DELETE ON accounting_taxcomponent
    FOR EACH ROW EXECUTE FUNCTION tax_rate_fixed('tax_rate_id');

-- The lines of a document that is posted: their taxes are those of their components (or nothing, where the buyer owes the tax), and their
-- rates are valid on its date. A line that credits another, or has no date to judge by, has the rate of what it corrects.
-- `lines` is the table, and `link` the column that leads to the document.
CREATE OR REPLACE FUNCTION check_taxes(lines text, link text, company uuid, document uuid, day date) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    found record;
BEGIN
    EXECUTE format(
        'SELECT r.name, l.component_taxes IS NOT NULL AND t.differ AS differ FROM %1$I l
         JOIN accounting_taxrate r ON r.company_id = l.company_id AND r.id = l.tax_rate_id
         CROSS JOIN LATERAL (
            SELECT count(*) <> cardinality(l.recoverable_taxes) OR l.tax_amount <> CASE
                WHEN r.treatment IN (''reverse_charge'', ''import'') THEN 0 ELSE coalesce(sum(part), 0) END AS differ
            FROM unnest(l.component_taxes) AS part WHERE l.component_taxes IS NOT NULL
         ) AS t
         WHERE l.company_id = $1 AND l.%2$I = $2 AND (
            l.component_taxes IS NOT NULL AND t.differ
            OR coalesce(to_jsonb(l)->>''invoice_line_id'', to_jsonb(l)->>''bill_line_id'') IS NULL
                AND ($3 < r.valid_from OR $3 > r.valid_to))
         ORDER BY l.component_taxes IS NOT NULL AND t.differ DESC LIMIT 1', lines, link
    ) INTO found USING company, document, day;
    IF found.differ THEN
        PERFORM refuse('tax_parts_true', format('The tax of a line with %s is not that of its components.', found.name));
    ELSIF found.name IS NOT NULL THEN
        PERFORM refuse('tax_rate_valid', format('The tax rate %s is not valid on %s.', found.name, day));
    END IF;
END
$$;

-- An account to which a rate posts stays one of these.
CREATE OR REPLACE FUNCTION tax_account_stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM accounting_taxrate
    WHERE company_id = NEW.company_id AND NEW.id IN (sales_account_id, purchase_account_id)
      AND NOT (NEW.type = 'expense' AND NEW.id IS DISTINCT FROM sales_account_id)
      AND NOT (NEW.type IN ('asset', 'liability') AND NEW.subtype IN ('', 'tax', 'other_current_asset', 'other_current_liability')
               AND coalesce(NEW.system_role, 'input_tax') IN ('input_tax', 'output_tax'));
    IF FOUND OR EXISTS (SELECT 1 FROM accounting_taxcomponent WHERE company_id = NEW.company_id AND account_id = NEW.id)
       AND NOT (NEW.type IN ('asset', 'liability') AND NEW.subtype IN ('', 'tax', 'other_current_asset', 'other_current_liability')
                AND coalesce(NEW.system_role, 'input_tax') IN ('input_tax', 'output_tax')) THEN
        PERFORM refuse('tax_rate_account_takes_tax', 'A tax rate posts to tax accounts, or on purchases to an expense.');
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER tax_account_stays BEFORE UPDATE ON accounting_account
    FOR EACH ROW WHEN ((OLD.type, OLD.subtype, OLD.system_role) IS DISTINCT FROM (NEW.type, NEW.subtype, NEW.system_role))
    EXECUTE FUNCTION tax_account_stays();
