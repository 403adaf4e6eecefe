-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- Fiscal years: there is one for each month of the books, and the guards make it. The application closes and reopens them.

SELECT rows_of_company('accounting_fiscalyear');
REVOKE INSERT, DELETE ON accounting_fiscalyear FROM atlas_app;

-- The years of these months, if they are not there yet. Who calls this holds the head, or makes the months.
CREATE OR REPLACE FUNCTION make_fiscal_years(company uuid, first_month int, months date[]) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO accounting_fiscalyear (id, company_id, start_date, end_date, status, reopen_reason, created_at, updated_at)
    SELECT uuidv7(), company, begins, (begins + interval '1 year' - interval '1 day')::date, 'open', '', now(), now()
    FROM (
        SELECT DISTINCT fiscal_year_start(month, first_month) AS begins FROM unnest(months) AS month
    ) AS years
    ORDER BY begins
    ON CONFLICT (company_id, start_date) DO NOTHING
$$;

-- The head is taken before the month is written, as posting does (hold_open_period), and as does whoever changes the first month of the
-- fiscal year: a month gets its year by the old rule, and then the years are made anew, or by the new one.
CREATE OR REPLACE FUNCTION period_has_year() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM accounting_ledgerhead WHERE company_id = NEW.company_id FOR UPDATE;
    PERFORM make_fiscal_years(NEW.company_id, c.fiscal_year_start_month, ARRAY[NEW.start_date])
    FROM accounting_company c WHERE c.id = NEW.company_id;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER period_has_year BEFORE INSERT ON accounting_accountingperiod
    FOR EACH ROW EXECUTE FUNCTION period_has_year();

-- Years close in order, once their last month is closed, and reopen newest first, with a reason. A closing entry comes with the closing
-- and goes, by a reversal, with the reopening.
CREATE OR REPLACE FUNCTION fiscal_year_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.company_id <> OLD.company_id OR NEW.start_date <> OLD.start_date OR NEW.end_date <> OLD.end_date THEN
        PERFORM refuse('fiscal_year_fixed', 'A fiscal year cannot become another year.');
    END IF;
    IF OLD.status = 'closed' AND NEW.status = 'closed' AND
       (to_jsonb(OLD) - 'updated_at') <> (to_jsonb(NEW) - 'updated_at') THEN
        PERFORM refuse('fiscal_year_sealed', 'A closed fiscal year cannot change. Reopen it first.');
    END IF;
    PERFORM 1 FROM accounting_ledgerhead WHERE company_id = NEW.company_id FOR UPDATE;
    IF OLD.status = 'open' AND NEW.status = 'closed' THEN
        IF EXISTS (
            SELECT 1 FROM accounting_fiscalyear
            WHERE company_id = NEW.company_id AND start_date < NEW.start_date AND status = 'open'
        ) THEN
            PERFORM refuse('fiscal_year_in_order', 'Earlier fiscal years are still open: close them first.');
        END IF;
        IF NOT EXISTS (
            SELECT 1 FROM accounting_accountingperiod
            WHERE company_id = NEW.company_id AND end_date = NEW.end_date AND status = 'closed'
        ) THEN
            PERFORM refuse('fiscal_year_months_closed', 'All months of a fiscal year must be closed first.');
        END IF;
        IF NEW.closing_entry_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM accounting_journalentry
            WHERE company_id = NEW.company_id AND id = NEW.closing_entry_id AND source_type = 'fiscal_year' AND source_id = NEW.id
              AND entry_type = 'closing' AND reverses_id IS NULL AND status = 'posted'
        ) THEN
            PERFORM refuse('fiscal_year_own_entry', 'The closing entry of a fiscal year must be its own.');
        END IF;
    ELSIF OLD.status = 'closed' AND NEW.status = 'open' THEN
        IF EXISTS (
            SELECT 1 FROM accounting_fiscalyear
            WHERE company_id = NEW.company_id AND start_date > NEW.start_date AND status = 'closed'
        ) THEN
            PERFORM refuse('fiscal_year_newest_first', 'Later fiscal years are closed: reopen the newest first.');
        END IF;
        IF btrim(NEW.reopen_reason) = '' OR NEW.reopened_at IS NULL THEN
            PERFORM refuse('fiscal_year_reopened_with_reason', 'Reopening a fiscal year needs a reason.');
        END IF;
        IF OLD.closing_entry_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM accounting_journalentry
            WHERE company_id = OLD.company_id AND reverses_id = OLD.closing_entry_id AND status = 'posted'
        ) THEN
            PERFORM refuse('fiscal_year_entry_reversed', 'The closing entry of this fiscal year must be reversed first.');
        END IF;
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER fiscal_year_guard BEFORE UPDATE ON accounting_fiscalyear
    FOR EACH ROW EXECUTE FUNCTION fiscal_year_guard();

-- What a closing entry and its year say of each other, at commit: the year is closed with this entry, which moves exactly what the year
-- earned to one account of equity; and it is not reversed while the year is closed.
CREATE OR REPLACE FUNCTION closing_entry_true() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    year accounting_fiscalyear;
BEGIN
    IF NEW.source_type <> 'fiscal_year' THEN
        RETURN NULL;  -- the reversal of an entry from before there were fiscal years: ledger_check
    END IF;
    SELECT * INTO year FROM accounting_fiscalyear WHERE company_id = NEW.company_id AND id = NEW.source_id;
    IF NEW.reverses_id IS NOT NULL THEN
        IF year.closing_entry_id = NEW.reverses_id THEN
            PERFORM refuse('fiscal_year_keeps_entry', 'Reopen the fiscal year to take its closing entry back.', NEW.id);
        END IF;
        RETURN NULL;
    END IF;
    IF year.closing_entry_id IS DISTINCT FROM NEW.id THEN
        IF year.id IS NULL OR NOT EXISTS (
            SELECT 1 FROM accounting_journalentry WHERE company_id = NEW.company_id AND reverses_id = NEW.id AND status = 'posted'
        ) THEN
            PERFORM refuse('entry_closing_by_year_end', 'Only closing a fiscal year posts a closing entry.', NEW.id);
        END IF;
        RETURN NULL;  -- closed and reopened in one transaction
    END IF;
    IF EXISTS (
        SELECT 1 FROM (
            SELECT l.account_id, l.debit - l.credit AS moved FROM accounting_journalline l
            WHERE l.company_id = NEW.company_id AND l.entry_id = NEW.id
            UNION ALL
            SELECT b.account_id, b.debits - b.credits - b.closing_debits + b.closing_credits FROM accounting_accountbalance b
            WHERE b.company_id = NEW.company_id AND b.month BETWEEN year.start_date AND year.end_date
        ) AS movements
        JOIN accounting_account a ON a.company_id = NEW.company_id AND a.id = movements.account_id AND a.type IN ('revenue', 'expense')
        GROUP BY movements.account_id HAVING sum(moved) <> 0
    ) OR 1 < (
        SELECT count(*) FROM accounting_journalline l
        JOIN accounting_account a ON a.company_id = l.company_id AND a.id = l.account_id AND a.type = 'equity'
        WHERE l.company_id = NEW.company_id AND l.entry_id = NEW.id
    ) THEN
        PERFORM refuse('entry_closing_is_the_year',
            'A closing entry moves exactly the earnings of its fiscal year to one account of equity.', NEW.id);
    END IF;
    RETURN NULL;
END
$$;
DROP TRIGGER IF EXISTS closing_entry_true ON accounting_journalentry;
CREATE CONSTRAINT TRIGGER closing_entry_true AFTER INSERT OR UPDATE ON accounting_journalentry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.status = 'posted' AND NEW.entry_type = 'closing') EXECUTE FUNCTION closing_entry_true();

REVOKE EXECUTE ON FUNCTION make_fiscal_years(uuid, int, date[]) FROM PUBLIC;
