-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- The guards of the journal. They sit on the entry header and work once per entry, at once, not at commit.
--
-- They run as the owner (SECURITY DEFINER) because the application's role cannot write the head or the balances itself.
-- What they refuse carries SQLSTATE 23A01, the name of the promise as its constraint, a sentence for people as its detail,
-- and the id of the row to blame as its hint: foundation/refusals.py turns that into a refusal.

CREATE OR REPLACE FUNCTION refuse(promise text, sentence text, blamed uuid DEFAULT NULL) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: %', promise, sentence
    USING ERRCODE = '23A01', CONSTRAINT = promise, DETAIL = sentence, HINT = coalesce(blamed::text, '');
END
$$;

-- Say whose rows the transaction sees from now on: those of an organization (its id), of one of its companies (both ids, with a slash
-- between them) or 'everyone'. Returns whose it saw before. The settings end with the transaction, as those of SET LOCAL do. The policies
-- of companies' tables read `atlas.company_ids`: each statement reads all of them once for each of its tables, and each row is compared
-- with one after the other. So a request about one company names it. An organization that is moved to another database is refused, and
-- hidden from everyone (docs/decisions/0048).
CREATE OR REPLACE FUNCTION atlas_set_tenant(tenant text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    previous text := concat_ws(
        '/', current_setting('atlas.organization_id', true), nullif(current_setting('atlas.company_id', true), ''));
    organization text := split_part(tenant, '/', 1);
    company text := split_part(tenant, '/', 2);
    companies uuid[] := '{}';
    away uuid[];
BEGIN
    PERFORM set_config('atlas.organization_id', organization, true), set_config('atlas.company_id', company, true);
    IF coalesce(current_setting('atlas.away_organizations', true), '') <> '' THEN
        PERFORM set_config('atlas.away_organizations', '', true), set_config('atlas.away_companies', '', true);
    END IF;
    IF tenant = 'everyone' AND EXISTS (SELECT FROM identity_organizationmove) THEN
        away := ARRAY(SELECT organization_id FROM identity_organizationmove);
        PERFORM set_config(
            'atlas.away_companies', ARRAY(SELECT id FROM accounting_company WHERE organization_id = ANY (away))::text, true);
        PERFORM set_config('atlas.away_organizations', away::text, true);
    ELSIF tenant NOT IN ('', 'everyone') THEN
        IF EXISTS (SELECT FROM identity_organizationmove) THEN
            PERFORM organization_is_here(organization::uuid);
        END IF;
        IF company = '' THEN
            companies := ARRAY(SELECT id FROM accounting_company WHERE organization_id = organization::uuid);
        ELSE
            companies := ARRAY(SELECT id FROM accounting_company WHERE organization_id = organization::uuid AND id = company::uuid);
        END IF;
    END IF;
    PERFORM set_config('atlas.company_ids', companies::text, true);
    RETURN previous;
END
$$;

SELECT rows_of_organization('accounting_company', 'accounting_companymember');
SELECT rows_of_company(
    'accounting_ledgerhead', 'accounting_numberseries', 'accounting_account', 'accounting_accountbalance',
    'accounting_accountingperiod', 'accounting_periodchange', 'accounting_journalentry', 'accounting_journalline',
    'accounting_contact', 'accounting_event');

-- Written by the guards only, append-only, or data of the product.
REVOKE INSERT, UPDATE, DELETE ON
    accounting_ledgerhead, accounting_accountbalance, accounting_periodchange, accounting_currency FROM atlas_app;
REVOKE UPDATE, DELETE ON accounting_event FROM atlas_app;

-- Each company has a head from its first moment, and the transaction that makes it sees its rows.
CREATE OR REPLACE FUNCTION company_begin() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO accounting_ledgerhead (company_id, last_number, last_hash, last_event_sequence)
    VALUES (NEW.id, 0, repeat('0', 64), 0);
    IF NEW.organization_id::text = current_setting('atlas.organization_id', true) THEN
        PERFORM set_config(
            'atlas.company_ids', (nullif(current_setting('atlas.company_ids', true), '')::uuid[] || NEW.id)::text, true);
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER company_begin AFTER INSERT ON accounting_company FOR EACH ROW EXECUTE FUNCTION company_begin();

-- The first day of the fiscal year of a day.
CREATE OR REPLACE FUNCTION fiscal_year_start(day date, first_month int) RETURNS date
LANGUAGE sql IMMUTABLE AS $$
    SELECT make_date(extract(year FROM day)::int - (extract(month FROM day) < first_month)::int, first_month, 1)
$$;

-- Whose books these are, and in what currency they are kept, never changes; nor when the fiscal year begins, once a period is closed or
-- a fiscal year ever was: until then the years are made anew (ledger/fiscal_years.sql).
CREATE OR REPLACE FUNCTION company_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    kept record;
BEGIN
    IF NEW.organization_id <> OLD.organization_id OR NEW.id <> OLD.id THEN
        PERFORM refuse('company_owner_fixed', 'A company stays with its organization.');
    END IF;
    IF NEW.base_currency <> OLD.base_currency OR NEW.fiscal_year_start_month <> OLD.fiscal_year_start_month THEN
        -- Whoever posts, enters a document or closes a period takes the head: we wait for them, and they for us.
        PERFORM 1 FROM accounting_ledgerhead WHERE company_id = OLD.id FOR UPDATE;
    END IF;
    IF NEW.base_currency <> OLD.base_currency AND (
        EXISTS (SELECT 1 FROM accounting_journalentry WHERE company_id = OLD.id)
        OR EXISTS (SELECT 1 FROM accounting_invoice WHERE company_id = OLD.id)
        OR EXISTS (SELECT 1 FROM accounting_bill WHERE company_id = OLD.id)
        OR EXISTS (SELECT 1 FROM accounting_creditnote WHERE company_id = OLD.id)
        OR EXISTS (SELECT 1 FROM accounting_vendorcredit WHERE company_id = OLD.id)
    ) THEN
        PERFORM refuse('company_currency_fixed', 'The base currency cannot change once there are entries or documents.');
    END IF;
    IF NEW.base_currency <> OLD.base_currency THEN
        SELECT code, name, currency INTO kept FROM accounting_account
        WHERE company_id = OLD.id AND currency <> NEW.base_currency
          AND (subtype NOT IN ('bank', 'cash', 'clearing', 'credit_card') OR system_role IS NOT NULL)
        ORDER BY code LIMIT 1;
        IF FOUND THEN
            PERFORM refuse('company_currency_of_accounts', format(
                'Account %s %s is kept in %s. Only bank, cash, card and clearing accounts can have another currency than the company''s. '
                'Take it off the account first.', kept.code, kept.name, kept.currency));
        END IF;
    END IF;
    IF NEW.fiscal_year_start_month <> OLD.fiscal_year_start_month THEN
        IF EXISTS (SELECT 1 FROM accounting_accountingperiod WHERE company_id = OLD.id AND status = 'closed') THEN
            PERFORM refuse('company_fiscal_year_fixed',
                'The first month of the fiscal year cannot change once a period is closed.');
        END IF;
        IF EXISTS (SELECT 1 FROM accounting_fiscalyear WHERE company_id = OLD.id AND reopened_at IS NOT NULL) THEN
            PERFORM refuse('company_fiscal_year_fixed',
                'The first month of the fiscal year cannot change any more, because a fiscal year was closed.');
        END IF;
        DELETE FROM accounting_fiscalyear WHERE company_id = OLD.id;
        PERFORM make_fiscal_years(OLD.id, NEW.fiscal_year_start_month, array_agg(start_date))
        FROM accounting_accountingperiod WHERE company_id = OLD.id;
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER company_guard BEFORE UPDATE OF organization_id, id, base_currency, fiscal_year_start_month ON accounting_company
    FOR EACH ROW EXECUTE FUNCTION company_guard();

-- The date where the day begins first (UTC+14). The guards know no time zones of companies, whose names PostgreSQL may not have: they
-- refuse what is too early everywhere, and accounting/ledger/periods.py judges by the company's own date.
CREATE OR REPLACE FUNCTION latest_today() RETURNS date
LANGUAGE sql STABLE AS $$ SELECT (clock_timestamp() AT TIME ZONE 'UTC' + interval '14 hours')::date $$;

-- The month of `day`, made on demand with those between it and the other months, held FOR SHARE so that closing (FOR UPDATE) waits for
-- us and we for it. The limits of dates are those of accounting/ledger/dates.py.
CREATE OR REPLACE FUNCTION hold_open_period(company uuid, day date, entry uuid) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
    first_day date := day - (extract(day FROM day)::int - 1);
    held record;
    first_open date;
BEGIN
    IF day > latest_today() + 366 THEN
        PERFORM refuse('entry_not_far_ahead', 'An entry can be dated at most 366 days ahead.', entry);
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

-- Whether the statement at hand runs inside a guard: those run as the owner of the journal, who alone may write the head.
CREATE OR REPLACE FUNCTION within_guard() RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN has_table_privilege('public.accounting_ledgerhead', 'UPDATE');
END
$$;

-- Entries are born as drafts, or posted by journal_post; posted ones never change, but for their metadata, and never go away.
CREATE OR REPLACE FUNCTION entry_born_draft() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refuse('entry_born_draft', 'An entry must be saved as a draft with its lines first, and then posted.');
END
$$;
CREATE OR REPLACE TRIGGER entry_born_draft BEFORE INSERT ON accounting_journalentry
    FOR EACH ROW WHEN (NEW.status <> 'draft' AND NOT within_guard()) EXECUTE FUNCTION entry_born_draft();

-- Metadata is not part of them. search_text is generated after this trigger has run: still empty in NEW.
CREATE OR REPLACE FUNCTION entry_immutable() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['metadata', 'updated_at', 'search_text'];
BEGIN
    IF TG_OP = 'DELETE' OR OLD.metadata = NEW.metadata OR (to_jsonb(OLD) - free) <> (to_jsonb(NEW) - free) THEN
        PERFORM refuse('entry_immutable', 'A posted entry cannot change. Reverse it instead.');
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER entry_immutable BEFORE UPDATE OR DELETE ON accounting_journalentry
    FOR EACH ROW WHEN (OLD.status = 'posted') EXECUTE FUNCTION entry_immutable();

-- Lines are written while their entry is a draft. The lock comes first and the test after it, so that a session that is
-- posting the entry is waited for, and then seen. What posts the entry gives them its date and number.
CREATE OR REPLACE FUNCTION line_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    entry record;
BEGIN
    FOR entry IN
        SELECT status FROM accounting_journalentry
        WHERE (company_id, id) IN (SELECT company_id, entry_id FROM touched) ORDER BY id FOR SHARE
    LOOP
        IF entry.status = 'posted' THEN
            PERFORM refuse('entry_immutable', 'A posted entry cannot change. Reverse it instead.');
        END IF;
    END LOOP;
    IF EXISTS (SELECT 1 FROM touched WHERE date IS NOT NULL OR entry_number IS NOT NULL) THEN
        PERFORM refuse('line_dated_by_posting', 'A line gets its date and its number when its entry is posted.');
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER line_inserted AFTER INSERT ON accounting_journalline
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT WHEN (NOT within_guard()) EXECUTE FUNCTION line_guard();
CREATE OR REPLACE TRIGGER line_deleted AFTER DELETE ON accounting_journalline
    REFERENCING OLD TABLE AS touched FOR EACH STATEMENT WHEN (NOT within_guard()) EXECUTE FUNCTION line_guard();
CREATE OR REPLACE TRIGGER line_updated_from AFTER UPDATE ON accounting_journalline
    REFERENCING OLD TABLE AS touched FOR EACH STATEMENT WHEN (NOT within_guard()) EXECUTE FUNCTION line_guard();
CREATE OR REPLACE TRIGGER line_updated_to AFTER UPDATE ON accounting_journalline
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT WHEN (NOT within_guard()) EXECUTE FUNCTION line_guard();

-- Periods close in order, once they have ended and hold nothing unfinished, and reopen newest first; a closed one keeps its seal.
-- Each closing and reopening is written down here, so that no seal is ever lost.
CREATE OR REPLACE FUNCTION period_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.company_id <> OLD.company_id OR NEW.start_date <> OLD.start_date THEN
        PERFORM refuse('period_fixed', 'A period cannot become another month.');
    END IF;
    IF OLD.status = 'closed' AND NEW.status = 'closed' AND
       (to_jsonb(OLD) - 'updated_at') <> (to_jsonb(NEW) - 'updated_at') THEN
        PERFORM refuse('period_sealed', 'A closed period cannot change. Reopen it first.');
    END IF;
    PERFORM 1 FROM accounting_ledgerhead WHERE company_id = NEW.company_id FOR UPDATE;
    IF OLD.status = 'open' AND NEW.status = 'closed' THEN
        IF NEW.end_date >= latest_today() THEN
            PERFORM refuse('period_ended', 'A month can be closed once it has ended.');
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
            PERFORM refuse('period_no_drafts', 'There are draft entries in this period. Post or delete them first.');
        END IF;
        IF EXISTS (
            SELECT 1 FROM accounting_invoice
            WHERE company_id = NEW.company_id AND status = 'draft' AND issue_date BETWEEN NEW.start_date AND NEW.end_date
        ) OR EXISTS (
            SELECT 1 FROM accounting_bill
            WHERE company_id = NEW.company_id AND status NOT IN ('approved', 'void')
              AND issue_date BETWEEN NEW.start_date AND NEW.end_date
        ) OR EXISTS (
            SELECT 1 FROM accounting_creditnote
            WHERE company_id = NEW.company_id AND status = 'draft' AND issue_date BETWEEN NEW.start_date AND NEW.end_date
        ) OR EXISTS (
            SELECT 1 FROM accounting_vendorcredit
            WHERE company_id = NEW.company_id AND status = 'draft' AND issue_date BETWEEN NEW.start_date AND NEW.end_date
        ) THEN
            PERFORM refuse('period_no_open_documents',
                'There are draft invoices, draft credits, or bills that are not approved in this period. Finish or delete them first.');
        END IF;
        INSERT INTO accounting_periodchange
            (id, company_id, period_id, action, at, by_id, reason, sealed_head, seal, sealed_balances)
        VALUES (uuidv7(), NEW.company_id, NEW.id, 'closed', NEW.closed_at, NEW.closed_by_id, '',
                NEW.sealed_head, NEW.seal, NEW.sealed_balances);
    ELSIF OLD.status = 'closed' AND NEW.status = 'open' THEN
        IF EXISTS (
            SELECT 1 FROM accounting_accountingperiod
            WHERE company_id = NEW.company_id AND start_date > NEW.start_date AND status = 'closed'
        ) THEN
            PERFORM refuse('period_newest_first', 'Later periods are closed: reopen the newest first.');
        END IF;
        IF EXISTS (
            SELECT 1 FROM accounting_fiscalyear
            WHERE company_id = NEW.company_id AND status = 'closed' AND NEW.start_date BETWEEN start_date AND end_date
        ) THEN
            PERFORM refuse('period_year_open', 'The fiscal year of this month is closed: reopen it first.');
        END IF;
        IF btrim(NEW.reopen_reason) = '' OR NEW.reopened_at IS NULL THEN
            PERFORM refuse('period_reopened_with_reason', 'Reopening a period needs a reason.');
        END IF;
        INSERT INTO accounting_periodchange
            (id, company_id, period_id, action, at, by_id, reason, sealed_head, seal, sealed_balances)
        VALUES (uuidv7(), NEW.company_id, NEW.id, 'reopened', NEW.reopened_at, NEW.reopened_by_id, NEW.reopen_reason,
                OLD.sealed_head, OLD.seal, OLD.sealed_balances);
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER period_guard BEFORE UPDATE ON accounting_accountingperiod
    FOR EACH ROW EXECUTE FUNCTION period_guard();

-- Events take their number from the head: gapless within a company, in the order of commits.
CREATE OR REPLACE FUNCTION event_number() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE accounting_ledgerhead SET last_event_sequence = last_event_sequence + 1
    WHERE company_id = NEW.company_id RETURNING last_event_sequence INTO NEW.sequence;
    -- The body comes as a JSON object (accounting/ledger/event_log.py); the number becomes its last member.
    NEW.body := substring(NEW.body FROM 1 FOR length(NEW.body) - 1) || convert_to(format(',"sequence":%s}', NEW.sequence), 'UTF8');
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER event_number BEFORE INSERT ON accounting_event
    FOR EACH ROW WHEN (NOT within_guard()) EXECUTE FUNCTION event_number();

-- Write many events of one company and one type, in the order given, with one change of the head: one for each event would leave a
-- version of the head each, and the next event would read all of them. It runs as the owner, past the policies, so it looks itself
-- whether the company is the tenant's.
CREATE OR REPLACE FUNCTION events_write(company uuid, type text, at timestamptz, ids uuid[], subjects uuid[], bodies bytea[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    tenant text := current_setting('atlas.organization_id', true);
    before bigint;
BEGIN
    PERFORM 1 FROM accounting_company c WHERE c.id = company AND (tenant = 'everyone' OR c.organization_id::text = tenant);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'The company is not of this organization.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE accounting_ledgerhead SET last_event_sequence = last_event_sequence + cardinality(ids)
    WHERE company_id = company RETURNING last_event_sequence - cardinality(ids) INTO before;
    INSERT INTO accounting_event (id, company_id, sequence, type, subject_id, body, created_at)
    SELECT t.id, company, before + t.place, events_write.type, t.subject,
           substring(t.body FROM 1 FOR length(t.body) - 1) || convert_to(format(',"sequence":%s}', before + t.place), 'UTF8'), at
    FROM unnest(ids, subjects, bodies) WITH ORDINALITY AS t (id, subject, body, place);
END
$$;

-- What an account is follows it into every report, those of closed periods too. The lock comes first: it waits for whoever is just
-- writing a line on this account, and they for us.
CREATE OR REPLACE FUNCTION account_fixed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    base text := (SELECT base_currency FROM accounting_company WHERE id = OLD.company_id);
BEGIN
    PERFORM 1 FROM accounting_account WHERE company_id = OLD.company_id AND id = OLD.id FOR UPDATE;
    IF OLD.system_role IS NOT NULL AND OLD.system_role IS DISTINCT FROM NEW.system_role THEN
        PERFORM refuse('account_keeps_role', 'This account has a system role, which it keeps.');
    END IF;
    IF EXISTS (SELECT 1 FROM accounting_journalline WHERE company_id = OLD.company_id AND account_id = OLD.id) THEN
        IF OLD.type <> NEW.type THEN
            PERFORM refuse('account_keeps_type', 'The type of an account cannot change once there are journal lines on it.');
        END IF;
        IF coalesce(OLD.currency, base) <> coalesce(NEW.currency, base) THEN
            PERFORM refuse('account_keeps_currency', 'The currency of an account cannot change once there are journal lines on it.');
        END IF;
        IF NEW.system_role IS DISTINCT FROM OLD.system_role AND NEW.system_role IN ('accounts_receivable', 'accounts_payable') THEN
            PERFORM refuse('account_control_unused',
                'A control account is the sum of open documents: choose an account without journal lines.');
        END IF;
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER account_fixed BEFORE UPDATE ON accounting_account
    FOR EACH ROW WHEN (OLD.type <> NEW.type OR OLD.system_role IS DISTINCT FROM NEW.system_role OR OLD.currency IS DISTINCT FROM NEW.currency)
    EXECUTE FUNCTION account_fixed();

-- Only money is kept in another currency than the company's. The lock comes first: it waits for whoever is just changing that, and they
-- for us (company_guard).
CREATE OR REPLACE FUNCTION account_currency() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    base text;
BEGIN
    SELECT base_currency INTO base FROM accounting_company WHERE id = NEW.company_id FOR SHARE;
    IF (NEW.subtype NOT IN ('bank', 'cash', 'clearing', 'credit_card') OR NEW.system_role IS NOT NULL) AND NEW.currency <> base THEN
        PERFORM refuse('account_currency_of_money', 'Only bank, cash, card and clearing accounts can have another currency than the company''s.');
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER account_currency BEFORE INSERT OR UPDATE OF currency, subtype, system_role ON accounting_account
    FOR EACH ROW WHEN (NEW.currency IS NOT NULL) EXECUTE FUNCTION account_currency();

-- What the application may execute: what policies, the conditions of triggers and guards that run as the application call.
REVOKE EXECUTE ON FUNCTION refuse(text, text, uuid), atlas_set_tenant(text), within_guard(), hold_open_period(uuid, date, uuid),
    events_write(uuid, text, timestamptz, uuid[], uuid[], bytea[])
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION refuse(text, text, uuid), atlas_set_tenant(text), within_guard(),
    events_write(uuid, text, timestamptz, uuid[], uuid[], bytea[]) TO atlas_app;
