-- The months of the books have no gaps, so that each of them can be closed; a month is closed once it has ended; and entries are dated
-- neither far ahead nor before books are kept.

-- The date where the day begins first (UTC+14). The guards know no time zones of companies, whose names PostgreSQL may not have: they
-- refuse what is too early everywhere, and accounting/operations/periods.py judges by the company's own date.
CREATE FUNCTION latest_today() RETURNS date
LANGUAGE sql STABLE AS $$ SELECT (clock_timestamp() AT TIME ZONE 'UTC' + interval '14 hours')::date $$;

-- The month of `day`, made on demand with those between it and the other months, held FOR SHARE so that closing (FOR UPDATE) waits for
-- us and we for it. The limits of dates are those of accounting/dates.py.
CREATE OR REPLACE FUNCTION hold_open_period(company uuid, day date, entry uuid) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
    first_day date := day - (extract(day FROM day)::int - 1);
    held record;
    first_open date;
BEGIN
    IF day > latest_today() + 366 THEN
        PERFORM refuse('entry_not_far_ahead', 'An entry is dated at most 366 days ahead.', entry);
    END IF;
    IF day < '1970-01-01' THEN
        PERFORM refuse('entry_not_before_books', 'The books begin on 1970-01-01 at the earliest.', entry);
    END IF;
    LOOP
        SELECT id, status INTO held FROM accounting_accountingperiod
        WHERE company_id = company AND start_date = first_day FOR SHARE;
        EXIT WHEN FOUND;
        -- Nobody closes while we hold the head, so the month cannot come to lie before a closed one behind our back.
        PERFORM 1 FROM accounting_ledgerhead WHERE company_id = company FOR UPDATE;
        IF EXISTS (
            SELECT 1 FROM accounting_accountingperiod
            WHERE company_id = company AND start_date > first_day AND status = 'closed'
        ) THEN
            held.status := 'closed';
            EXIT;
        END IF;
        INSERT INTO accounting_accountingperiod
            (id, company_id, start_date, end_date, status, reopen_reason, sealed_head, seal, created_at, updated_at)
        SELECT uuidv7(), company, month, (month + interval '1 month' - interval '1 day')::date,
               'open', '', '', '', clock_timestamp(), clock_timestamp()
        FROM (
            SELECT least(first_day, min(start_date)) AS first, greatest(first_day, max(start_date)) AS last
            FROM accounting_accountingperiod WHERE company_id = company
        ) AS books, generate_series(books.first, books.last, interval '1 month') AS month
        ON CONFLICT (company_id, start_date) DO NOTHING;
    END LOOP;
    IF held.status <> 'open' THEN
        SELECT max(end_date) + 1 INTO first_open FROM accounting_accountingperiod
        WHERE company_id = company AND status = 'closed';
        PERFORM refuse('period_open', format(
            'The accounting period %s is closed. The earliest open date is %s.', to_char(day, 'YYYY-MM'), first_open), entry);
    END IF;
    RETURN held.id;
END
$$;

-- Periods close in order, once they have ended and hold nothing unfinished, and reopen newest first; a closed one keeps its seal.
CREATE OR REPLACE FUNCTION period_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.company_id <> OLD.company_id OR NEW.start_date <> OLD.start_date THEN
        PERFORM refuse('period_fixed', 'A period stays the month that it is.');
    END IF;
    IF OLD.status = 'closed' AND NEW.status = 'closed' AND
       (to_jsonb(OLD) - 'updated_at') <> (to_jsonb(NEW) - 'updated_at') THEN
        PERFORM refuse('period_sealed', 'A closed period never changes. Reopen it first.');
    END IF;
    PERFORM 1 FROM accounting_ledgerhead WHERE company_id = NEW.company_id FOR UPDATE;
    IF OLD.status = 'open' AND NEW.status = 'closed' THEN
        IF NEW.end_date >= latest_today() THEN
            PERFORM refuse('period_ended', 'A month is closed once it has ended.');
        END IF;
        IF EXISTS (
            SELECT 1 FROM accounting_accountingperiod
            WHERE company_id = NEW.company_id AND start_date < NEW.start_date AND status = 'open'
        ) THEN
            PERFORM refuse('period_in_order', 'Earlier periods are still open: close them first.');
        END IF;
        IF EXISTS (
            SELECT 1 FROM accounting_journalentry
            WHERE company_id = NEW.company_id AND status = 'draft' AND date BETWEEN NEW.start_date AND NEW.end_date
        ) THEN
            PERFORM refuse('period_no_drafts', 'There are draft entries in this period: post or delete them first.');
        END IF;
        IF EXISTS (
            SELECT 1 FROM accounting_invoice
            WHERE company_id = NEW.company_id AND status = 'draft' AND issue_date BETWEEN NEW.start_date AND NEW.end_date
        ) OR EXISTS (
            SELECT 1 FROM accounting_bill
            WHERE company_id = NEW.company_id AND status NOT IN ('approved', 'void')
              AND issue_date BETWEEN NEW.start_date AND NEW.end_date
        ) THEN
            PERFORM refuse('period_no_open_documents',
                'There are draft invoices or bills without approval in this period: finish or delete them first.');
        END IF;
    ELSIF OLD.status = 'closed' AND NEW.status = 'open' AND EXISTS (
        SELECT 1 FROM accounting_accountingperiod
        WHERE company_id = NEW.company_id AND start_date > NEW.start_date AND status = 'closed'
    ) THEN
        PERFORM refuse('period_newest_first', 'Later periods are closed: reopen the newest first.');
    END IF;
    RETURN NEW;
END
$$;

-- Months that older books lack. One that lies before a closed month was closed with it, and is sealed on the same head.
INSERT INTO accounting_accountingperiod
    (id, company_id, start_date, end_date, status, reopen_reason, sealed_head, seal, created_at, updated_at)
SELECT uuidv7(), books.company_id, month, (month + interval '1 month' - interval '1 day')::date,
       'open', '', '', '', clock_timestamp(), clock_timestamp()
FROM (
    SELECT company_id, min(start_date) AS first, max(start_date) AS last FROM accounting_accountingperiod GROUP BY company_id
) AS books, generate_series(books.first, books.last, interval '1 month') AS month
ON CONFLICT (company_id, start_date) DO NOTHING;

SET CONSTRAINTS ALL IMMEDIATE;  -- else the foreign keys that were just written wait, and with them the table
ALTER TABLE accounting_accountingperiod DISABLE TRIGGER period_guard;
WITH sealed AS (
    SELECT p.id, later.closed_at, later.closed_by_id, later.sealed_head, (
        SELECT '{' || coalesce(string_agg(
            format('"%s": ["%s", "%s"]', sums.account_id, sums.debits, sums.credits), ', ' ORDER BY sums.account_id), '') || '}'
        FROM (
            SELECT b.account_id, sum(b.debits) AS debits, sum(b.credits) AS credits FROM accounting_accountbalance b
            WHERE b.company_id = p.company_id AND b.month <= p.start_date GROUP BY b.account_id
        ) AS sums
    ) AS balances
    FROM accounting_accountingperiod p, LATERAL (
        SELECT * FROM accounting_accountingperiod c
        WHERE c.company_id = p.company_id AND c.status = 'closed' AND c.start_date > p.start_date ORDER BY c.start_date LIMIT 1
    ) AS later
    WHERE p.status = 'open'
)
UPDATE accounting_accountingperiod p SET
    status = 'closed', closed_at = sealed.closed_at, closed_by_id = sealed.closed_by_id, sealed_head = sealed.sealed_head,
    sealed_balances = sealed.balances::jsonb,
    seal = encode(sha256(convert_to(sealed.sealed_head || sealed.balances, 'UTF8')), 'hex')
FROM sealed WHERE p.id = sealed.id;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE accounting_accountingperiod ENABLE TRIGGER period_guard;
