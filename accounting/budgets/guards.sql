-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

SELECT rows_of_company('accounting_budget', 'accounting_budgetline');
REVOKE UPDATE ON accounting_budgetline FROM atlas_app;

-- accounting/ledger/numbers.sql says what looks alike.
CREATE UNIQUE INDEX IF NOT EXISTS budget_name_unique ON accounting_budget (company_id, look_alike(name)) WHERE is_active;

-- The amounts of a budget are in its months, on accounts of revenue and expenses, in whole units of the base currency. The locks come first:
-- they wait for whoever is just changing one of these, and they for us.
CREATE OR REPLACE FUNCTION budget_line_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM accounting_company WHERE id IN (SELECT company_id FROM added) ORDER BY id FOR SHARE;
    PERFORM 1 FROM accounting_budget WHERE (company_id, id) IN (SELECT company_id, budget_id FROM added) ORDER BY id FOR SHARE;
    PERFORM 1 FROM accounting_account WHERE (company_id, id) IN (SELECT company_id, account_id FROM added) ORDER BY id FOR SHARE;
    PERFORM 1 FROM added l JOIN accounting_account a ON a.company_id = l.company_id AND a.id = l.account_id
    WHERE a.type NOT IN ('revenue', 'expense');
    IF FOUND THEN
        PERFORM refuse('budget_line_account_type', 'A budget has amounts on accounts of revenue and expenses only.');
    END IF;
    PERFORM 1 FROM added l JOIN accounting_budget b ON b.company_id = l.company_id AND b.id = l.budget_id
    WHERE l.month NOT BETWEEN b.start_date AND b.end_date;
    IF FOUND THEN
        PERFORM refuse('budget_line_in_months', 'A budget has amounts in its own months only.');
    END IF;
    PERFORM 1 FROM added l
    JOIN accounting_company c ON c.id = l.company_id
    JOIN accounting_currency y ON y.code = c.base_currency
    WHERE l.amount <> round(l.amount, y.decimals);
    IF FOUND THEN
        PERFORM refuse('budget_line_whole_units', 'An amount of a budget has the decimals of the base currency.');
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER budget_line_guard AFTER INSERT ON accounting_budgetline REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION budget_line_guard();

-- What a budget plans is not lost because its months change.
CREATE OR REPLACE FUNCTION budget_keeps_amounts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    outside date;
BEGIN
    SELECT min(month) INTO outside FROM accounting_budgetline
    WHERE company_id = NEW.company_id AND budget_id = NEW.id AND month NOT BETWEEN NEW.start_date AND NEW.end_date;
    IF outside IS NOT NULL THEN
        PERFORM refuse('budget_keeps_amounts',
            format('There are amounts in %s, which would be outside. Set them to zero first.', to_char(outside, 'YYYY-MM')));
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER budget_keeps_amounts BEFORE UPDATE OF start_date, end_date ON accounting_budget
    FOR EACH ROW EXECUTE FUNCTION budget_keeps_amounts();

-- The type of an account decides what the sign of its amounts means.
CREATE OR REPLACE FUNCTION budgeted_account() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM accounting_budgetline WHERE company_id = NEW.company_id AND account_id = NEW.id) THEN
        PERFORM refuse('budgeted_account', 'The type of an account cannot change while a budget has amounts on it.');
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER budgeted_account BEFORE UPDATE OF type ON accounting_account
    FOR EACH ROW WHEN (OLD.type <> NEW.type) EXECUTE FUNCTION budgeted_account();

CREATE OR REPLACE FUNCTION budgeted_currency() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM accounting_budgetline WHERE company_id = NEW.id) THEN
        PERFORM refuse('budgeted_currency', 'The base currency cannot change while a budget has amounts in it.');
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER budgeted_currency BEFORE UPDATE OF base_currency ON accounting_company
    FOR EACH ROW WHEN (OLD.base_currency <> NEW.base_currency) EXECUTE FUNCTION budgeted_currency();
