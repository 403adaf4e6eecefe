-- The guards of the journal. They sit on the entry header and work once an entry, at once, not at commit.
--
-- They run as the owner (SECURITY DEFINER) because the application's role cannot write the head or the balances itself.
-- What they refuse carries SQLSTATE 23A01, the name of the promise as its constraint, a sentence for people as its detail,
-- and the id of the row to blame as its hint: accounting/errors.py turns that into a LedgerError.

CREATE FUNCTION refuse(promise text, sentence text, blamed uuid DEFAULT NULL) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: %', promise, sentence
    USING ERRCODE = '23A01', CONSTRAINT = promise, DETAIL = sentence, HINT = coalesce(blamed::text, '');
END
$$;

-- Each company has a head from its first moment.
CREATE FUNCTION company_begin() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO accounting_ledgerhead (company_id, last_number, last_hash, last_event_sequence)
    VALUES (NEW.id, 0, repeat('0', 64), 0);
    RETURN NULL;
END
$$;
CREATE TRIGGER company_begin AFTER INSERT ON accounting_company FOR EACH ROW EXECUTE FUNCTION company_begin();

-- Whose books these are, and in what currency they are kept, never changes.
CREATE FUNCTION company_guard() RETURNS trigger
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
    RETURN NEW;
END
$$;
CREATE TRIGGER company_guard BEFORE UPDATE OF organization_id, id, base_currency ON accounting_company
    FOR EACH ROW EXECUTE FUNCTION company_guard();

-- The month of `day`, made on demand, held FOR SHARE so that closing (FOR UPDATE) waits for us and we for it.
CREATE FUNCTION hold_open_period(company uuid, day date, entry uuid) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
    first_day date := day - (extract(day FROM day)::int - 1);
    held record;
    first_open date;
BEGIN
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
        VALUES (uuidv7(), company, first_day, (first_day + interval '1 month' - interval '1 day')::date,
                'open', '', '', '', clock_timestamp(), clock_timestamp())
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

-- Whether the statement at hand runs inside a guard: those run as the owner of the journal, which no login of ours is.
CREATE FUNCTION within_guard() RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = 'accounting_journalentry'::regclass);
END
$$;

-- Entries are born as drafts, or posted by journal_post; posted ones never change and never go away.
CREATE FUNCTION entry_born_draft() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refuse('entry_born_draft', 'An entry is saved as a draft with its lines and then posted.');
END
$$;
CREATE TRIGGER entry_born_draft BEFORE INSERT ON accounting_journalentry
    FOR EACH ROW WHEN (NEW.status <> 'draft' AND NOT within_guard()) EXECUTE FUNCTION entry_born_draft();

CREATE FUNCTION entry_immutable() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refuse('entry_immutable', 'A posted entry never changes. Reverse it instead.');
END
$$;
CREATE TRIGGER entry_immutable BEFORE UPDATE OR DELETE ON accounting_journalentry
    FOR EACH ROW WHEN (OLD.status = 'posted') EXECUTE FUNCTION entry_immutable();

-- Append an entry to its company's ledger: check it, hold its period, take the head (last), give it number and hash, and
-- keep the balances. Returns the header as it is to be stored. `lines` is a JSON array with the columns of the line table.
--
-- The hash is SHA-256, in lowercase hex, of the previous hash followed by a canonical JSON text of all fields:
-- [company, id, number, date, memo, reference, entry_type, source_type, source, reverses, external_id, created_by,
--  created_at, posted_by, posted_at, [line, …]] with each line [id, position, account, description, debit, credit,
--  currency, currency_amount, contact, tax_rate, tax_base]. Everything is a string or null but number and position;
-- amounts have four decimals; moments are UTC with six decimals and a Z. Python's json.dumps(…, ensure_ascii=False)
-- makes the same bytes, which is how verify_ledger checks it by another path.
CREATE FUNCTION ledger_append(entry accounting_journalentry, lines jsonb) RETURNS accounting_journalentry
LANGUAGE plpgsql AS $$
DECLARE
    head record;
    base record;
    facts record;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        PERFORM refuse('entry_isolation', 'Entries are posted under READ COMMITTED, where a line cannot slip past the lock.');
    END IF;
    SELECT c.base_currency AS code, y.decimals INTO base
    FROM accounting_company c JOIN accounting_currency y ON y.code = c.base_currency WHERE c.id = entry.company_id;
    SELECT count(*) AS lines, coalesce(sum(l.debit), 0) AS debits, coalesce(sum(l.credit), 0) AS credits,
           any_value(a.id) FILTER (WHERE NOT a.is_active) AS archived,
           any_value(a.id) FILTER (WHERE a.system_role IN ('accounts_receivable', 'accounts_payable')) AS control,
           bool_or(l.debit + l.credit <> round(l.debit + l.credit, base.decimals)) AS too_fine,
           bool_or(l.currency = base.code AND l.currency_amount <> l.debit - l.credit) AS inconsistent,
           string_agg(json_build_array(
               l.id::text, l.position, l.account_id::text, l.description, l.debit::numeric(19,4)::text,
               l.credit::numeric(19,4)::text, l.currency, l.currency_amount::numeric(19,4)::text, l.contact_id::text,
               l.tax_rate_id::text, l.tax_base::numeric(19,4)::text
           )::text, ', ' ORDER BY l.position) AS canonical
    INTO facts
    FROM jsonb_to_recordset(lines) AS l (
        id uuid, position smallint, account_id uuid, description text, debit numeric, credit numeric, currency text,
        currency_amount numeric, contact_id uuid, tax_rate_id uuid, tax_base numeric)
    LEFT JOIN accounting_account a ON a.company_id = entry.company_id AND a.id = l.account_id;
    IF facts.lines < 2 THEN
        PERFORM refuse('entry_two_lines', 'An entry needs at least two lines.', entry.id);
    END IF;
    IF facts.debits <> facts.credits THEN
        PERFORM refuse('entry_balanced', format(
            'Debits are %s and credits are %s: they must be equal.',
            round(facts.debits, base.decimals), round(facts.credits, base.decimals)), entry.id);
    END IF;
    IF facts.too_fine THEN
        PERFORM refuse('line_whole_units', format('Amounts in %s have at most %s decimals.', base.code, base.decimals), entry.id);
    END IF;
    IF facts.inconsistent THEN
        PERFORM refuse('line_base_amount', format('A line in %s has the same amount in both columns.', base.code), entry.id);
    END IF;
    IF facts.archived IS NOT NULL AND entry.reverses_id IS NULL THEN
        PERFORM refuse('line_account_active', 'This account is archived.', facts.archived);
    END IF;
    IF facts.control IS NOT NULL AND entry.source_type = '' THEN
        PERFORM refuse('line_control_account', 'Only documents and payments post to this account.', facts.control);
    END IF;
    IF entry.reverses_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM accounting_journalentry WHERE id = entry.reverses_id AND status = 'posted'
    ) THEN
        PERFORM refuse('entry_reverses_posted', 'Only a posted entry can be reversed.', entry.id);
    END IF;

    entry.period_id := hold_open_period(entry.company_id, entry.date, entry.id);
    SELECT last_number, last_hash INTO head FROM accounting_ledgerhead WHERE company_id = entry.company_id FOR UPDATE;
    entry.status := 'posted';
    entry.number := head.last_number + 1;
    entry.posted_at := clock_timestamp();
    entry.updated_at := entry.posted_at;
    entry.previous_hash := head.last_hash;
    entry.hash := encode(sha256(convert_to(head.last_hash || left(json_build_array(
        entry.company_id::text, entry.id::text, entry.number, to_char(entry.date, 'YYYY-MM-DD'), entry.memo, entry.reference,
        entry.entry_type, entry.source_type, entry.source_id::text, entry.reverses_id::text, entry.external_id,
        entry.created_by_id::text, to_char(entry.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        entry.posted_by_id::text, to_char(entry.posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    )::text, -1) || ', [' || facts.canonical || ']]', 'UTF8')), 'hex');

    UPDATE accounting_ledgerhead SET last_number = entry.number, last_hash = entry.hash WHERE company_id = entry.company_id;
    INSERT INTO accounting_accountbalance AS b
        (company_id, account_id, month, debits, credits, closing_debits, closing_credits)
    SELECT entry.company_id, l.account_id, entry.date - (extract(day FROM entry.date)::int - 1), sum(l.debit), sum(l.credit),
           CASE WHEN entry.entry_type = 'closing' THEN sum(l.debit) ELSE 0 END,
           CASE WHEN entry.entry_type = 'closing' THEN sum(l.credit) ELSE 0 END
    FROM jsonb_to_recordset(lines) AS l (account_id uuid, debit numeric, credit numeric) GROUP BY l.account_id
    ON CONFLICT (company_id, account_id, month) DO UPDATE SET
        debits = b.debits + excluded.debits, credits = b.credits + excluded.credits,
        closing_debits = b.closing_debits + excluded.closing_debits,
        closing_credits = b.closing_credits + excluded.closing_credits;
    RETURN entry;
END
$$;

-- Posting a draft, whoever updates its status.
CREATE FUNCTION entry_post() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN ledger_append(NEW, coalesce(
        (SELECT jsonb_agg(to_jsonb(l) ORDER BY l.position) FROM accounting_journalline l WHERE l.entry_id = NEW.id), '[]'));
END
$$;
CREATE TRIGGER entry_post BEFORE UPDATE ON accounting_journalentry
    FOR EACH ROW WHEN (OLD.status = 'draft' AND NEW.status = 'posted') EXECUTE FUNCTION entry_post();

-- Post new entries with their lines, in the order given: what accounting/operations/journal.py calls. `entries` is a JSON
-- array; the keys are the columns, with the lines under "lines". It writes as the owner, past the policies, so it looks
-- itself whether the company is the tenant's.
CREATE FUNCTION journal_post(entries jsonb)
RETURNS TABLE (id uuid, number bigint, period_id uuid, posted_at timestamptz, previous_hash text, hash text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    e jsonb;
    entry accounting_journalentry;
    tenant text := current_setting('atlas.organization_id', true);
BEGIN
    FOR e IN SELECT value FROM jsonb_array_elements(entries) LOOP
        IF tenant IS DISTINCT FROM 'everyone' AND NOT (e->>'company_id')::uuid = ANY (atlas_company_ids()) THEN
            RAISE EXCEPTION 'The company is not of this organization.' USING ERRCODE = 'insufficient_privilege';
        END IF;
        entry := ledger_append(jsonb_populate_record(NULL::accounting_journalentry, e), e->'lines');
        INSERT INTO accounting_journalentry VALUES (entry.*);
        INSERT INTO accounting_journalline (
            id, company_id, entry_id, position, account_id, description, debit, credit, currency, currency_amount,
            contact_id, tax_rate_id, tax_base)
        SELECT l.id, entry.company_id, entry.id, l.position, l.account_id, l.description, l.debit, l.credit,
               l.currency, l.currency_amount, l.contact_id, l.tax_rate_id, l.tax_base
        FROM jsonb_to_recordset(e->'lines') AS l (
            id uuid, position smallint, account_id uuid, description text, debit numeric, credit numeric, currency text,
            currency_amount numeric, contact_id uuid, tax_rate_id uuid, tax_base numeric);
        RETURN QUERY SELECT entry.id, entry.number, entry.period_id, entry.posted_at, entry.previous_hash::text, entry.hash::text;
    END LOOP;
END
$$;

-- Lines are written while their entry is a draft. The lock comes first and the test after it, so that a session that is
-- posting the entry is waited for, and then seen.
CREATE FUNCTION line_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    entry record;
BEGIN
    FOR entry IN
        SELECT status FROM accounting_journalentry WHERE id IN (SELECT entry_id FROM touched) ORDER BY id FOR SHARE
    LOOP
        IF entry.status = 'posted' THEN
            PERFORM refuse('entry_immutable', 'A posted entry never changes. Reverse it instead.');
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;
CREATE TRIGGER line_inserted AFTER INSERT ON accounting_journalline
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT WHEN (NOT within_guard()) EXECUTE FUNCTION line_guard();
CREATE TRIGGER line_deleted AFTER DELETE ON accounting_journalline
    REFERENCING OLD TABLE AS touched FOR EACH STATEMENT WHEN (NOT within_guard()) EXECUTE FUNCTION line_guard();
CREATE TRIGGER line_updated_from AFTER UPDATE ON accounting_journalline
    REFERENCING OLD TABLE AS touched FOR EACH STATEMENT WHEN (NOT within_guard()) EXECUTE FUNCTION line_guard();
CREATE TRIGGER line_updated_to AFTER UPDATE ON accounting_journalline
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT WHEN (NOT within_guard()) EXECUTE FUNCTION line_guard();

-- Periods close in order and reopen newest first; a closed one keeps its seal.
CREATE FUNCTION period_guard() RETURNS trigger
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
    ELSIF OLD.status = 'closed' AND NEW.status = 'open' AND EXISTS (
        SELECT 1 FROM accounting_accountingperiod
        WHERE company_id = NEW.company_id AND start_date > NEW.start_date AND status = 'closed'
    ) THEN
        PERFORM refuse('period_newest_first', 'Later periods are closed: reopen the newest first.');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER period_guard BEFORE UPDATE ON accounting_accountingperiod
    FOR EACH ROW EXECUTE FUNCTION period_guard();

-- Events take their number from the head: gapless within a company, in the order of commits.
CREATE FUNCTION event_number() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE accounting_ledgerhead SET last_event_sequence = last_event_sequence + 1
    WHERE company_id = NEW.company_id RETURNING last_event_sequence INTO NEW.sequence;
    RETURN NEW;
END
$$;
CREATE TRIGGER event_number BEFORE INSERT ON accounting_event FOR EACH ROW EXECUTE FUNCTION event_number();
