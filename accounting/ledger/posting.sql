-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- Posting: entries are checked, their periods held, the head taken (last), then numbers given.
--
-- A batch is posted as one: the head and the balances are written once per call. Written once per entry, all their versions were
-- read again by every entry that followed in the transaction: the thirtieth thousand took six times as long as the first.

-- What databases of earlier editions had of these functions.
DROP FUNCTION IF EXISTS journal_post(jsonb);
DROP FUNCTION IF EXISTS ledger_append(accounting_journalentry, jsonb);
DROP FUNCTION IF EXISTS ledger_append(accounting_journalentry, jsonb, text);
DROP FUNCTION IF EXISTS journal_entry_posted(accounting_journalentry);
DROP FUNCTION IF EXISTS entry_closes(uuid);
DROP FUNCTION IF EXISTS check_tax_lock(accounting_ledgerhead, accounting_journalentry, jsonb);
DROP FUNCTION IF EXISTS check_rates_valid(accounting_journalentry, jsonb);
DROP FUNCTION IF EXISTS line_canonical(uuid, smallint, uuid, text, numeric, numeric, text, numeric, uuid, uuid, numeric, text);

-- Whether an entry of type closing is one: it touches nothing that is owned or owed. An older one that does counts as any other entry.
CREATE OR REPLACE FUNCTION entry_closes(company uuid, entry uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (
        SELECT 1 FROM accounting_journalline l JOIN accounting_account a ON a.company_id = l.company_id AND a.id = l.account_id
        WHERE l.company_id = company AND l.entry_id = entry AND a.type IN ('asset', 'liability')
    )
$$;

-- The base currency of a company and its decimals. Posting runs as the owner, past the policies, so it looks itself whether the company is
-- the tenant's: an organization's id, or 'everyone'.
CREATE OR REPLACE FUNCTION ledger_books(company uuid, tenant text, OUT code text, OUT decimals int) RETURNS record
LANGUAGE plpgsql AS $$
DECLARE
    organization text;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        PERFORM refuse('entry_isolation', 'Entries are posted under READ COMMITTED, where a line cannot slip past the lock.');
    END IF;
    SELECT c.organization_id::text, c.base_currency, y.decimals INTO organization, code, decimals
    FROM accounting_company c JOIN accounting_currency y ON y.code = c.base_currency WHERE c.id = company;
    IF tenant IS DISTINCT FROM 'everyone' AND tenant IS DISTINCT FROM organization THEN
        RAISE EXCEPTION 'The company is not of this organization.' USING ERRCODE = 'insufficient_privilege';
    END IF;
END
$$;

-- The canonical text of a line, for the hash.
CREATE OR REPLACE FUNCTION line_canonical(
    id uuid, place smallint, account uuid, description text, debit numeric, credit numeric, currency text, currency_amount numeric,
    contact uuid, tax_rate uuid, tax_base numeric, tax_kind text, tracking uuid[]
) RETURNS text LANGUAGE sql STABLE RETURN
    left(json_build_array(
        id, place, account, description, debit::numeric(19,4)::text, credit::numeric(19,4)::text,
        currency, currency_amount::numeric(19,4)::text, contact, tax_rate, tax_base::numeric(19,4)::text
    )::text, -1) || coalesce(', ' || to_json(tax_kind)::text, '') || coalesce(', ["' || array_to_string(tracking, '", "') || '"]', '') || ']';

-- Check an entry by what ledger_check or journal_post_many found out about its lines; return their canonical text. journal_post_many calls it
-- only for entries that are not ordinary: what is refused here must be named there.
CREATE OR REPLACE FUNCTION check_facts(entry accounting_journalentry, base record, facts record) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(facts.lines, 0) < 2 THEN
        PERFORM refuse('entry_two_lines', 'An entry needs at least two lines.', entry.id);
    END IF;
    IF facts.debits <> facts.credits THEN
        PERFORM refuse('entry_balanced', format(
            'Debits are %s and credits are %s: they must be equal.',
            round(facts.debits, base.decimals), round(facts.credits, base.decimals)), entry.id);
    END IF;
    IF facts.too_fine THEN
        PERFORM refuse('line_whole_units',
            format('Amounts in %s have at most %s decimals.', base.code, base.decimals), entry.id);
    END IF;
    IF facts.inconsistent THEN
        PERFORM refuse('line_base_amount', format('A line in %s has the same amount in both columns.', base.code), entry.id);
    END IF;
    IF facts.kept_otherwise IS NOT NULL THEN
        PERFORM refuse('line_currency_of_account', (
            SELECT format('Account %s %s is kept in %s: give the amount in that currency too.', code, name, currency)
            FROM accounting_account WHERE company_id = entry.company_id AND id = facts.kept_otherwise), facts.kept_otherwise);
    END IF;
    IF facts.archived IS NOT NULL AND entry.reverses_id IS NULL AND entry.entry_type <> 'closing' THEN
        PERFORM refuse('line_account_active', 'This account is archived.', facts.archived);
    END IF;
    IF facts.control IS NOT NULL AND entry.source_type IN ('', 'opening_balances') THEN
        PERFORM refuse('line_control_account', 'Only documents and payments post to this account.', facts.control);
    END IF;
    IF entry.entry_type = 'closing' THEN
        IF facts.owned_or_owed IS NOT NULL THEN
            PERFORM refuse('entry_closing_true',
                'A closing entry moves earnings between revenue, expenses and equity, and nothing else.', facts.owned_or_owed);
        END IF;
        IF entry.source_type <> 'fiscal_year' AND NOT EXISTS (
            SELECT 1 FROM accounting_journalentry
            WHERE company_id = entry.company_id AND id = entry.reverses_id AND entry_type = 'closing'
        ) THEN
            PERFORM refuse('entry_closing_by_year_end', 'Only closing a fiscal year posts a closing entry.', entry.id);
        END IF;
    END IF;
    IF facts.asking IS NOT NULL THEN
        PERFORM check_required_tracking(entry, facts.asking);
    END IF;
    IF facts.tracked AND entry.entry_type = 'closing' THEN
        PERFORM refuse('entry_closing_untracked', 'The lines of a closing entry have no options.', entry.id);
    END IF;
    IF entry.reverses_id IS NOT NULL THEN
        PERFORM 1 FROM accounting_journalentry
        WHERE company_id = entry.company_id AND id = entry.reverses_id AND status = 'posted';
        IF NOT FOUND THEN
            PERFORM refuse('entry_reverses_posted', 'Only a posted entry can be reversed.', entry.id);
        END IF;
    END IF;
    RETURN facts.canonical;
END
$$;

-- Check an entry that is to be posted; return the canonical text of its lines, for the hash. `lines` is a JSON array with the columns of
-- the line table.
CREATE OR REPLACE FUNCTION ledger_check(entry accounting_journalentry, lines jsonb, tenant text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    base record := ledger_books(entry.company_id, tenant);
    facts record;
BEGIN
    SELECT count(*) AS lines, coalesce(sum(l.debit), 0) AS debits, coalesce(sum(l.credit), 0) AS credits,
           any_value(l.account_id) FILTER (WHERE NOT a.is_active) AS archived,
           any_value(l.account_id) FILTER (WHERE a.system_role IN ('accounts_receivable', 'accounts_payable')) AS control,
           any_value(l.account_id) FILTER (WHERE a.type IN ('asset', 'liability')) AS owned_or_owed,
           bool_or(l.debit + l.credit <> round(l.debit + l.credit, base.decimals)) AS too_fine,
           bool_or(l.currency = base.code AND l.currency_amount <> l.debit - l.credit) AS inconsistent,
           any_value(l.account_id) FILTER (WHERE a.currency <> base.code AND a.currency <> l.currency) AS kept_otherwise,
           bool_or(l.tracking IS NOT NULL) AS tracked, jsonb_agg(l) FILTER (WHERE a.required_tracking IS NOT NULL) AS asking,
           string_agg(line_canonical(
               l.id, l.position, l.account_id, l.description, l.debit, l.credit, l.currency, l.currency_amount, l.contact_id,
               l.tax_rate_id, l.tax_base, l.tax_kind, l.tracking), ', ' ORDER BY l.position) AS canonical
    INTO facts
    FROM jsonb_to_recordset(lines) AS l (
        id uuid, position smallint, account_id uuid, description text, debit numeric, credit numeric, currency text,
        currency_amount numeric, contact_id uuid, tax_rate_id uuid, tax_base numeric, tax_kind text, tracking uuid[])
    LEFT JOIN LATERAL (
        SELECT is_active, system_role, type, currency, required_tracking FROM accounting_account
        WHERE id = l.account_id AND company_id = entry.company_id OFFSET 0
        FOR KEY SHARE  -- as the foreign key will: until then nobody makes another account of it (account_fixed)
    ) AS a ON true;
    RETURN check_facts(entry, base, facts);
END
$$;

-- The canonical text of an entry with its lines. Its hash is SHA-256, in lowercase hex, of the previous hash followed by this text:
-- [company, id, number, date, memo, reference, entry_type, source_type, source, reverses, external_id, created_by,
--  created_at, posted_by, posted_at, reverse_on (only where there is one), [line, …]] with each line [id, position, account, description, debit, credit,
--  currency, currency_amount, contact, tax_rate, tax_base, tax_kind (only where there is one), [option, …] (only where there are some)].
-- Everything is a string or null but number and position;
-- amounts have four decimals; moments are UTC with six decimals and a Z. Python's json.dumps(…, ensure_ascii=False)
-- makes the same bytes, which is how verify_ledger checks it by another path.
CREATE OR REPLACE FUNCTION entry_canonical(
    company uuid, id uuid, number bigint, date date, memo text, reference text, entry_type text, source_type text, source_id uuid,
    reverses_id uuid, external_id text, created_by uuid, created_at timestamptz, posted_by uuid, posted_at timestamptz, reverse_on date,
    lines text
) RETURNS text LANGUAGE sql STABLE RETURN
    left(json_build_array(
        company, id, number, date, memo, reference, entry_type, source_type, source_id, reverses_id, external_id, created_by,
        to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), posted_by,
        to_char(posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    )::text, -1) || coalesce(', ' || to_json(reverse_on)::text, '') || ', [' || lines || ']]';

-- Give an entry the next place in its ledger: period, number and hash. Returns the header as it is to be stored.
CREATE OR REPLACE FUNCTION ledger_number(entry accounting_journalentry, lines text, head accounting_ledgerhead) RETURNS accounting_journalentry
LANGUAGE plpgsql AS $$
BEGIN
    entry.status := 'posted';
    entry.number := head.last_number + 1;
    entry.posted_at := clock_timestamp();
    entry.updated_at := entry.posted_at;
    entry.previous_hash := head.last_hash;
    entry.hash := encode(sha256(convert_to(head.last_hash || entry_canonical(
        entry.company_id, entry.id, entry.number, entry.date, entry.memo, entry.reference, entry.entry_type, entry.source_type,
        entry.source_id, entry.reverses_id, entry.external_id, entry.created_by_id, entry.created_at, entry.posted_by_id, entry.posted_at,
        entry.reverse_on, lines), 'UTF8')), 'hex');
    RETURN entry;
END
$$;

-- Nothing with tax is dated on or before the end of the last filed tax return. The head is locked, so nobody files meanwhile. A manual
-- entry has tax rates that are valid on its date; documents check their own (taxes/guards.sql). A reversal takes back what was.
CREATE OR REPLACE FUNCTION check_tax_rates(head accounting_ledgerhead, entry accounting_journalentry, tax_rates uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    outdated text;
BEGIN
    IF head.tax_locked_until >= entry.date THEN
        PERFORM refuse('tax_period_open', format('The tax return up to %s is filed. The earliest date for anything with tax is %s.',
            head.tax_locked_until, head.tax_locked_until + 1), entry.id);
    END IF;
    IF entry.source_type <> '' OR entry.reverses_id IS NOT NULL THEN
        RETURN;
    END IF;
    SELECT r.name INTO outdated FROM accounting_taxrate r
    WHERE r.company_id = entry.company_id AND r.id = ANY (tax_rates) AND (entry.date < r.valid_from OR entry.date > r.valid_to) LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('tax_rate_valid', format('The tax rate %s is not valid on %s.', outdated, entry.date), entry.id);
    END IF;
END
$$;

-- Hold the contacts and the tax rates that lines name, as their foreign keys will: who changes one holds it, and then waits for the head.
CREATE OR REPLACE FUNCTION hold_named(company uuid, contacts uuid[], tax_rates uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM accounting_contact WHERE company_id = company AND id = ANY (contacts) ORDER BY id FOR KEY SHARE;
    PERFORM 1 FROM accounting_taxrate WHERE company_id = company AND id = ANY (tax_rates) ORDER BY id FOR KEY SHARE;
END
$$;

-- Move the head to where it stands now, and add lines of one day to the balances of the month and of the day, and what of them has options
-- or tax to theirs.
CREATE OR REPLACE FUNCTION ledger_advance(head accounting_ledgerhead, day date, entry_type text, lines jsonb) RETURNS void
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    WITH l AS MATERIALIZED (
        SELECT account_id, sum(debit) AS debits, sum(credit) AS credits,
               CASE WHEN entry_type = 'closing' THEN sum(debit) ELSE 0 END AS closing_debits,
               CASE WHEN entry_type = 'closing' THEN sum(credit) ELSE 0 END AS closing_credits,
               sum(currency_amount) AS currency_amount
        FROM jsonb_to_recordset(lines) AS l (account_id uuid, debit numeric, credit numeric, currency_amount numeric) GROUP BY account_id
    ), moved AS (
        UPDATE accounting_ledgerhead SET
            last_number = head.last_number, last_hash = head.last_hash, last_event_sequence = head.last_event_sequence
        WHERE company_id = head.company_id
    ), daily AS (
        INSERT INTO accounting_daybalance AS b
            (company_id, account_id, day, debits, credits, closing_debits, closing_credits, currency_amount)
        SELECT head.company_id, l.account_id, ledger_advance.day, l.debits, l.credits, l.closing_debits, l.closing_credits,
               l.currency_amount
        FROM l
        ON CONFLICT (company_id, day, account_id) DO UPDATE SET
            debits = b.debits + excluded.debits, credits = b.credits + excluded.credits,
            closing_debits = b.closing_debits + excluded.closing_debits,
            closing_credits = b.closing_credits + excluded.closing_credits,
            currency_amount = b.currency_amount + excluded.currency_amount
    )
    INSERT INTO accounting_accountbalance AS b
        (company_id, account_id, month, debits, credits, closing_debits, closing_credits, currency_amount)
    SELECT head.company_id, l.account_id, ledger_advance.day - (extract(day FROM ledger_advance.day)::int - 1),
           l.debits, l.credits, l.closing_debits, l.closing_credits, l.currency_amount
    FROM l
    ON CONFLICT (company_id, account_id, month) DO UPDATE SET
        debits = b.debits + excluded.debits, credits = b.credits + excluded.credits,
        closing_debits = b.closing_debits + excluded.closing_debits,
        closing_credits = b.closing_credits + excluded.closing_credits,
        currency_amount = b.currency_amount + excluded.currency_amount;
    IF lines @? '$[*].tracking ? (@ != null)' THEN
        WITH t AS MATERIALIZED (
            SELECT account_id, is_daily, since, tracking, sum(debit) AS debits, sum(credit) AS credits
            FROM jsonb_to_recordset(lines) AS l (account_id uuid, debit numeric, credit numeric, tracking uuid[])
            CROSS JOIN (VALUES (false, day - (extract(day FROM day)::int - 1)), (true, day)) AS span (is_daily, since)
            WHERE tracking IS NOT NULL GROUP BY account_id, is_daily, since, tracking
        ), by_option AS (
            INSERT INTO accounting_optionbalance AS b (company_id, account_id, option_id, is_daily, since, debits, credits)
            SELECT head.company_id, account_id, option_id, is_daily, since, sum(debits), sum(credits)
            FROM t CROSS JOIN unnest(tracking) AS option_id GROUP BY account_id, option_id, is_daily, since
            ON CONFLICT (company_id, option_id, is_daily, since, account_id) DO UPDATE SET
                debits = b.debits + excluded.debits, credits = b.credits + excluded.credits
        )
        INSERT INTO accounting_trackingbalance AS b (company_id, account_id, is_daily, since, tracking, debits, credits)
        SELECT head.company_id, account_id, is_daily, since, tracking, debits, credits FROM t
        ON CONFLICT (company_id, is_daily, since, account_id, tracking) DO UPDATE SET
            debits = b.debits + excluded.debits, credits = b.credits + excluded.credits;
    END IF;
    IF lines @? '$[*].tax_rate_id ? (@ != null)' THEN
        INSERT INTO accounting_taxbalance AS b (company_id, day, tax_rate_id, kind, account_id, amount, lines)
        SELECT head.company_id, ledger_advance.day, tax_rate_id, coalesce(tax_kind, '') AS kind,
               CASE WHEN tax_kind IN ('sales_tax', 'purchase_tax') THEN account_id END AS taxed, sum(debit - credit), count(*)
        FROM jsonb_to_recordset(lines) AS l (account_id uuid, debit numeric, credit numeric, tax_rate_id uuid, tax_kind text)
        WHERE tax_rate_id IS NOT NULL AND tax_kind IS DISTINCT FROM 'not_recoverable'
        GROUP BY tax_rate_id, kind, taxed
        ON CONFLICT (company_id, day, tax_rate_id, kind, account_id) DO UPDATE SET
            amount = b.amount + excluded.amount, lines = b.lines + excluded.lines;
    END IF;
END
$$;

-- The body of the event of a posting (accounting/ledger/events.py has its schema). The lines are left to the API: an entry may have a
-- thousand.
CREATE OR REPLACE FUNCTION journal_entry_posted(
    company uuid, id uuid, number bigint, date date, memo text, reference text, entry_type text, source_type text, source_id uuid,
    reverses_id uuid, reverse_on date, external_id text, metadata jsonb, posted_at timestamptz, hash text, sequence bigint
) RETURNS text LANGUAGE sql STABLE RETURN
    '{"event":"journal_entry.posted","timestamp":"' || to_char(posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
    || '","occurred_at":"' || to_char(posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    || '","data":{"id":"' || id || '","company_id":"' || company || '","entry_number":' || number
    || ',"date":"' || to_char(date, 'YYYY-MM-DD') || '","memo":' || to_json(memo)
    || ',"reference":' || to_json(reference) || ',"entry_type":"' || entry_type
    || '","source_type":' || to_json(source_type)
    || ',"source_id":' || coalesce('"' || source_id || '"', 'null')
    || ',"reverses_id":' || coalesce('"' || reverses_id || '"', 'null')
    || ',"reverse_on":' || coalesce(to_json(reverse_on)::text, 'null')
    || ',"external_id":' || coalesce(to_json(external_id)::text, 'null')
    || ',"metadata":' || coalesce(metadata, '{}')
    || ',"posted_at":"' || to_char(posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
    || '","hash":"' || hash || '"},"sequence":' || sequence || '}';

-- The same of an entry that is to be stored.
CREATE OR REPLACE FUNCTION journal_entry_posted(entry accounting_journalentry, sequence bigint) RETURNS text
LANGUAGE sql STABLE RETURN journal_entry_posted(
    entry.company_id, entry.id, entry.number, entry.date, entry.memo, entry.reference, entry.entry_type, entry.source_type,
    entry.source_id, entry.reverses_id, entry.reverse_on, entry.external_id, entry.metadata, entry.posted_at, entry.hash, sequence);
-- What the function above called in earlier editions.
DROP FUNCTION IF EXISTS journal_entry_posted(uuid, uuid, bigint, date, text, text, text, uuid, date, text, jsonb, timestamptz, text, bigint);

-- Post a draft, whoever updates its status.
CREATE OR REPLACE FUNCTION entry_post() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    lines jsonb := coalesce(
        (SELECT jsonb_agg(to_jsonb(l) ORDER BY l.position) FROM accounting_journalline l
         WHERE l.company_id = NEW.company_id AND l.entry_id = NEW.id), '[]');
    canonical text := ledger_check(NEW, lines, current_setting('atlas.organization_id', true));
    head accounting_ledgerhead;
BEGIN
    NEW.period_id := hold_open_period(NEW.company_id, NEW.date, NEW.id);
    SELECT * INTO head FROM accounting_ledgerhead WHERE company_id = NEW.company_id FOR UPDATE;
    IF lines @? '$[*].tax_rate_id ? (@ != null)' THEN
        PERFORM check_tax_rates(head, NEW, ARRAY(SELECT (l->>'tax_rate_id')::uuid FROM jsonb_array_elements(lines) AS l));
    END IF;
    NEW := ledger_number(NEW, canonical, head);
    head.last_number := NEW.number;
    head.last_hash := NEW.hash;
    head.last_event_sequence := head.last_event_sequence + 1;
    INSERT INTO accounting_event (id, company_id, sequence, type, subject_id, body, created_at)
    VALUES (uuidv7(), NEW.company_id, head.last_event_sequence, 'journal_entry.posted', NEW.id,
            convert_to(journal_entry_posted(NEW, head.last_event_sequence), 'UTF8'), NEW.posted_at);
    PERFORM ledger_advance(head, NEW.date, NEW.entry_type, lines);
    UPDATE accounting_journalline SET date = NEW.date, entry_number = NEW.number
    WHERE company_id = NEW.company_id AND entry_id = NEW.id;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER entry_post BEFORE UPDATE ON accounting_journalentry
    FOR EACH ROW WHEN (OLD.status = 'draft' AND NEW.status = 'posted') EXECUTE FUNCTION entry_post();

-- Post a new entry with its lines: what accounting/ledger/journal.py calls. `entries` is a JSON array of one object, whose keys are the
-- columns, with the lines under "lines". Outside a transaction the tenant is an argument. Foreign keys that are planned here never read a
-- whole table, however small it is (enable_seqscan): the plan is kept while companies add their accounts and months to it.
CREATE OR REPLACE FUNCTION journal_post(entries jsonb, tenant text DEFAULT current_setting('atlas.organization_id', true))
RETURNS TABLE (number bigint, period_id uuid, posted_at timestamptz, previous_hash text, hash text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    e jsonb := entries->0;
    entry accounting_journalentry := jsonb_populate_record(NULL::accounting_journalentry, e);
    canonical text;
    head accounting_ledgerhead;
BEGIN
    IF jsonb_array_length(entries) <> 1 THEN
        RAISE EXCEPTION 'journal_post posts one entry, and journal_post_many posts several.';
    END IF;
    IF e->'lines' @? '$[*].tracking ? (@ != null)' THEN
        PERFORM hold_tracking_of(entry.company_id, e->'lines');
    END IF;
    canonical := ledger_check(entry, e->'lines', tenant);
    IF e->'lines' @? '$[*] ? (@.contact_id != null || @.tax_rate_id != null)' THEN
        PERFORM hold_named(entry.company_id, array_agg(l.contact_id), array_agg(l.tax_rate_id))
        FROM jsonb_to_recordset(e->'lines') AS l (contact_id uuid, tax_rate_id uuid);
    END IF;
    entry.period_id := hold_open_period(entry.company_id, entry.date, entry.id);
    SELECT * INTO head FROM accounting_ledgerhead WHERE company_id = entry.company_id FOR UPDATE;
    IF e->'lines' @? '$[*].tax_rate_id ? (@ != null)' THEN
        PERFORM check_tax_rates(head, entry, ARRAY(SELECT (l->>'tax_rate_id')::uuid FROM jsonb_array_elements(e->'lines') AS l));
    END IF;
    entry := ledger_number(entry, canonical, head);
    head.last_number := entry.number;
    head.last_hash := entry.hash;
    head.last_event_sequence := head.last_event_sequence + 1;
    WITH header AS (
        INSERT INTO accounting_journalentry (
            id, company_id, period_id, number, date, memo, reference, entry_type, status, source_type, source_id, reverses_id,
            reverse_on, external_id, metadata, created_by_id, created_at, updated_at, posted_by_id, posted_at, previous_hash, hash)
        VALUES (
            entry.id, entry.company_id, entry.period_id, entry.number, entry.date, entry.memo, entry.reference, entry.entry_type,
            entry.status, entry.source_type, entry.source_id, entry.reverses_id, entry.reverse_on, entry.external_id,
            coalesce(entry.metadata, '{}'), entry.created_by_id,
            entry.created_at, entry.updated_at, entry.posted_by_id, entry.posted_at, entry.previous_hash, entry.hash)
    ), event AS (
        INSERT INTO accounting_event (id, company_id, sequence, type, subject_id, body, created_at)
        VALUES (uuidv7(), entry.company_id, head.last_event_sequence, 'journal_entry.posted', entry.id,
                convert_to(journal_entry_posted(entry, head.last_event_sequence), 'UTF8'), entry.posted_at)
    )
    INSERT INTO accounting_journalline (
        id, company_id, entry_id, position, date, entry_number, account_id, description, debit, credit, currency, currency_amount,
        contact_id, tax_rate_id, tax_base, tax_kind, tracking)
    SELECT l.id, entry.company_id, entry.id, l.position, entry.date, entry.number, l.account_id, l.description, l.debit, l.credit,
           l.currency, l.currency_amount, l.contact_id, l.tax_rate_id, l.tax_base, l.tax_kind, l.tracking
    FROM jsonb_to_recordset(e->'lines') AS l (
        id uuid, position smallint, account_id uuid, description text, debit numeric, credit numeric, currency text,
        currency_amount numeric, contact_id uuid, tax_rate_id uuid, tax_base numeric, tax_kind text, tracking uuid[]);
    PERFORM ledger_advance(head, entry.date, entry.entry_type, e->'lines');
    number := entry.number;
    period_id := entry.period_id;
    posted_at := entry.posted_at;
    previous_hash := entry.previous_hash;
    hash := entry.hash;
    RETURN NEXT;
END
$$;

-- Post many new entries of one company, in the order given, all or none. `entries` and `lines` are JSON objects, whose keys are the columns
-- and whose values are arrays with an element for each entry or line; a column that is null everywhere may be left out. Of `entries`,
-- `created_by_id` (who posts them too) and `created_at` are one value for all. `event_id` has the ids of their events, because PostgreSQL
-- may have to open a file for each id that it makes. A line names its entry by `place`, from 1, and its `tracking` is the text of an array.
--
-- The batch is checked by one query, and each table is written by one statement. Only the hashes, of which each needs the one before, are
-- computed in a loop. PostgreSQL takes the arrays for short ones, which it would join row by row (enable_nestloop), and each time it planned
-- for their values, it would copy them (plan_cache_mode). As above, enable_seqscan is for the foreign keys.
CREATE OR REPLACE FUNCTION journal_post_many(
    company uuid, entries json, lines json, tenant text DEFAULT current_setting('atlas.organization_id', true)
) RETURNS TABLE (number bigint, period_id uuid, posted_at timestamptz, previous_hash text, hash text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET enable_nestloop = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
    base record := ledger_books(company, tenant);
    head accounting_ledgerhead;
    ahead bigint;  -- how far the events' numbers are ahead of the entries'
    e record;  -- the columns of the entries
    l record;  -- the columns of the lines
    checked record;
    one record;
    months date[] := '{}';
    periods uuid[] := '{}';
    numbered record;
    text_of text;
    latest text;
    hashes text[] := '{}';
    before text[];
BEGIN
    SELECT * INTO e FROM json_to_record(entries) AS e (
        id uuid[], event_id uuid[], date date[], memo text[], reference text[], entry_type text[], source_type text[], source_id uuid[],
        reverses_id uuid[], reverse_on date[], external_id text[], metadata jsonb[], created_by_id uuid, created_at timestamptz);
    SELECT * INTO l FROM json_to_record(lines) AS l (
        place int[], id uuid[], position smallint[], account_id uuid[], description text[], debit numeric[], credit numeric[],
        currency text[], currency_amount numeric[], contact_id uuid[], tax_rate_id uuid[], tax_base numeric[], tax_kind text[],
        tracking text[]);
    IF cardinality(e.id) IS NULL THEN
        RETURN;  -- there are no entries
    END IF;
    IF l.tracking IS NOT NULL THEN
        PERFORM hold_tracking_of(company, jsonb_agg(o))
        FROM (SELECT id, tracking::uuid[] FROM unnest(l.id, l.tracking) AS o (id, tracking) WHERE tracking IS NOT NULL) AS o;
    END IF;
    WITH lines AS MATERIALIZED (
        SELECT unnest(l.place) AS place, unnest(l.id) AS id, unnest(l.position) AS position, unnest(l.account_id) AS account_id,
               unnest(l.description) AS description, unnest(l.debit) AS debit, unnest(l.credit) AS credit, unnest(l.currency) AS currency,
               unnest(l.currency_amount) AS currency_amount, unnest(l.contact_id) AS contact_id, unnest(l.tax_rate_id) AS tax_rate_id,
               unnest(l.tax_base) AS tax_base, unnest(l.tax_kind) AS tax_kind, unnest(l.tracking)::uuid[] AS tracking
    ), a AS MATERIALIZED (
        SELECT id, is_active, system_role, type, currency, required_tracking FROM accounting_account
        WHERE company_id = company AND id = ANY (l.account_id)
        FOR KEY SHARE  -- as the foreign key will: until then nobody makes another account of it (account_fixed)
    ), f AS (
        SELECT o.place, any_value(o.id) AS id, any_value(o.entry_type) AS entry_type, any_value(o.source_type) AS source_type,
               any_value(o.reverses_id) AS reverses_id,
               count(l.place) AS lines, sum(l.debit) AS debits, sum(l.credit) AS credits,
               any_value(l.account_id) FILTER (WHERE NOT a.is_active) AS archived,
               any_value(l.account_id) FILTER (WHERE a.system_role IN ('accounts_receivable', 'accounts_payable')) AS control,
               any_value(l.account_id) FILTER (WHERE a.type IN ('asset', 'liability')) AS owned_or_owed,
               bool_or(l.debit + l.credit <> round(l.debit + l.credit, base.decimals)) AS too_fine,
               bool_or(l.currency = base.code AND l.currency_amount <> l.debit - l.credit) AS inconsistent,
               any_value(l.account_id) FILTER (WHERE a.currency <> base.code AND a.currency <> l.currency) AS kept_otherwise,
               bool_or(l.tax_rate_id IS NOT NULL) AS taxed,
               bool_or(l.tracking IS NOT NULL) AS tracked, jsonb_agg(l) FILTER (WHERE a.required_tracking IS NOT NULL) AS asking,
               string_agg(line_canonical(
                   l.id, l.position, l.account_id, l.description, l.debit, l.credit, l.currency, l.currency_amount, l.contact_id,
                   l.tax_rate_id, l.tax_base, l.tax_kind, l.tracking), ', ' ORDER BY l.position) AS canonical
        FROM (
            SELECT unnest(e.id) AS id, unnest(e.entry_type) AS entry_type, unnest(e.source_type) AS source_type,
                   unnest(e.reverses_id) AS reverses_id, generate_subscripts(e.id, 1) AS place
        ) AS o
        LEFT JOIN lines AS l ON l.place = o.place LEFT JOIN a ON a.id = l.account_id
        GROUP BY o.place
    )
    SELECT array_agg(canonical) AS canonical, array_agg(entry_type = 'closing') AS closing, bool_or(taxed) AS taxed INTO checked
    FROM (
        SELECT entry_type, taxed, CASE
            -- What check_facts can refuse has one of these at least. Most entries have none, and to call it takes longer than all of them.
            WHEN lines >= 2 AND debits = credits AND NOT too_fine AND inconsistent IS NOT TRUE AND entry_type <> 'closing'
                AND num_nonnulls(kept_otherwise, archived, control, asking, reverses_id) = 0
            THEN canonical
            ELSE check_facts(jsonb_populate_record(NULL::accounting_journalentry, jsonb_build_object(
                'id', id, 'company_id', company, 'entry_type', entry_type, 'source_type', source_type, 'reverses_id', reverses_id)), base, f)
            END AS canonical
        FROM f ORDER BY place
    ) AS f;
    PERFORM hold_named(company, l.contact_id, l.tax_rate_id);
    -- The months that there are, in order, before the head: a month that is not there yet takes it to be made.
    PERFORM 1 FROM accounting_accountingperiod WHERE company_id = company AND start_date = ANY (ARRAY(
        SELECT DISTINCT day - (extract(day FROM day)::int - 1) FROM unnest(e.date) AS day
    )) ORDER BY start_date FOR SHARE;
    FOR one IN
        SELECT * FROM (
            SELECT DISTINCT ON (month, day > latest_today() + 366) day, day - (extract(day FROM day)::int - 1) AS month, place
            FROM unnest(e.date) WITH ORDINALITY AS o (day, place) WHERE day IS NOT NULL
            ORDER BY month, day > latest_today() + 366, place
        ) AS o ORDER BY place
    LOOP
        periods := periods || hold_open_period(company, one.day, e.id[one.place]);
        months := months || one.month;
    END LOOP;
    SELECT * INTO head FROM accounting_ledgerhead WHERE company_id = company FOR UPDATE;
    ahead := head.last_event_sequence - head.last_number;
    IF checked.taxed THEN
        FOR one IN
            SELECT place, array_agg(tax_rate_id) AS tax_rates, jsonb_populate_record(NULL::accounting_journalentry, jsonb_build_object(
                'id', e.id[place], 'company_id', company, 'date', e.date[place], 'source_type', e.source_type[place],
                'reverses_id', e.reverses_id[place])) AS entry
            FROM unnest(l.place, l.tax_rate_id) AS o (place, tax_rate_id) WHERE tax_rate_id IS NOT NULL GROUP BY place ORDER BY place
        LOOP
            PERFORM check_tax_rates(head, one.entry, one.tax_rates);
        END LOOP;
    END IF;
    SELECT array_agg(head.last_number + place ORDER BY place) AS number, array_agg(moment ORDER BY place) AS posted_at,
           array_agg(periods[array_position(months, date - (extract(day FROM date)::int - 1))] ORDER BY place) AS period_id,
           array_agg(entry_canonical(
               company, id, head.last_number + place, date, memo, reference, entry_type, source_type, source_id, reverses_id, external_id,
               e.created_by_id, e.created_at, e.created_by_id, moment, reverse_on, canonical) ORDER BY place) AS canonical
    INTO numbered
    FROM (
        SELECT *, clock_timestamp() AS moment
        FROM (
            SELECT unnest(e.id) AS id, unnest(e.date) AS date, unnest(e.memo) AS memo, unnest(e.reference) AS reference,
                   unnest(e.entry_type) AS entry_type, unnest(e.source_type) AS source_type, unnest(e.source_id) AS source_id,
                   unnest(e.reverses_id) AS reverses_id, unnest(e.external_id) AS external_id, unnest(e.reverse_on) AS reverse_on,
                   unnest(checked.canonical) AS canonical, generate_subscripts(e.id, 1) AS place
        ) AS o
    ) AS o;
    latest := head.last_hash;
    FOREACH text_of IN ARRAY numbered.canonical LOOP
        latest := encode(sha256(convert_to(latest || text_of, 'UTF8')), 'hex');
        hashes := hashes || latest;
    END LOOP;
    before := head.last_hash || trim_array(hashes, 1);
    WITH o AS MATERIALIZED (
        SELECT unnest(numbered.number) AS number, unnest(numbered.period_id) AS period_id, unnest(numbered.posted_at) AS posted_at,
               unnest(before) AS previous_hash, unnest(hashes) AS hash, unnest(e.id) AS id, unnest(e.event_id) AS event_id, unnest(e.date) AS date,
               unnest(e.memo) AS memo, unnest(e.reference) AS reference, unnest(e.entry_type) AS entry_type,
               unnest(e.source_type) AS source_type, unnest(e.source_id) AS source_id, unnest(e.reverses_id) AS reverses_id,
               unnest(e.external_id) AS external_id, unnest(e.reverse_on) AS reverse_on, unnest(e.metadata) AS metadata
    ), event AS (
        INSERT INTO accounting_event (id, company_id, sequence, type, subject_id, body, created_at)
        SELECT coalesce(event_id, uuidv7()), company, number + ahead, 'journal_entry.posted', id, convert_to(journal_entry_posted(
                   company, id, number, date, memo, reference, entry_type, source_type, source_id, reverses_id, reverse_on, external_id,
                   metadata, posted_at, hash, number + ahead), 'UTF8'), posted_at
        FROM o
    )
    INSERT INTO accounting_journalentry (
        id, company_id, period_id, number, date, memo, reference, entry_type, status, source_type, source_id, reverses_id,
        reverse_on, external_id, metadata, created_by_id, created_at, updated_at, posted_by_id, posted_at, previous_hash, hash)
    SELECT id, company, period_id, number, date, memo, reference, entry_type, 'posted', source_type, source_id, reverses_id,
           reverse_on, external_id, coalesce(metadata, '{}'), e.created_by_id, e.created_at, posted_at, e.created_by_id, posted_at, previous_hash, hash
    FROM o;
    WITH l AS MATERIALIZED (
        SELECT *, e.date[place] AS day, checked.closing[place] AS closing FROM (
            SELECT unnest(l.place) AS place, unnest(l.id) AS id, unnest(l.position) AS position, unnest(l.account_id) AS account_id,
                   unnest(l.description) AS description, unnest(l.debit) AS debit, unnest(l.credit) AS credit, unnest(l.currency) AS currency,
                   unnest(l.currency_amount) AS currency_amount, unnest(l.contact_id) AS contact_id, unnest(l.tax_rate_id) AS tax_rate_id,
                   unnest(l.tax_base) AS tax_base, unnest(l.tax_kind) AS tax_kind, unnest(l.tracking)::uuid[] AS tracking
        ) AS l
    ), moved AS (
        UPDATE accounting_ledgerhead
        SET last_number = head.last_number + cardinality(e.id), last_hash = latest,
            last_event_sequence = head.last_event_sequence + cardinality(e.id)
        WHERE company_id = company
    ), d AS MATERIALIZED (
        SELECT account_id, day, sum(debit) AS debits, sum(credit) AS credits,
               coalesce(sum(debit) FILTER (WHERE closing), 0) AS closing_debits,
               coalesce(sum(credit) FILTER (WHERE closing), 0) AS closing_credits, sum(currency_amount) AS currency_amount
        FROM l GROUP BY account_id, day
    ), daily AS (
        INSERT INTO accounting_daybalance AS b
            (company_id, account_id, day, debits, credits, closing_debits, closing_credits, currency_amount)
        SELECT company, account_id, day, debits, credits, closing_debits, closing_credits, currency_amount FROM d
        ON CONFLICT (company_id, day, account_id) DO UPDATE SET
            debits = b.debits + excluded.debits, credits = b.credits + excluded.credits,
            closing_debits = b.closing_debits + excluded.closing_debits,
            closing_credits = b.closing_credits + excluded.closing_credits,
            currency_amount = b.currency_amount + excluded.currency_amount
    ), monthly AS (
        INSERT INTO accounting_accountbalance AS b
            (company_id, account_id, month, debits, credits, closing_debits, closing_credits, currency_amount)
        SELECT company, account_id, day - (extract(day FROM day)::int - 1) AS month,
               sum(debits), sum(credits), sum(closing_debits), sum(closing_credits), sum(currency_amount)
        FROM d GROUP BY account_id, month
        ON CONFLICT (company_id, account_id, month) DO UPDATE SET
            debits = b.debits + excluded.debits, credits = b.credits + excluded.credits,
            closing_debits = b.closing_debits + excluded.closing_debits,
            closing_credits = b.closing_credits + excluded.closing_credits,
            currency_amount = b.currency_amount + excluded.currency_amount
    ), t AS MATERIALIZED (
        SELECT account_id, is_daily, since, tracking, sum(debit) AS debits, sum(credit) AS credits
        FROM l CROSS JOIN LATERAL (VALUES (false, day - (extract(day FROM day)::int - 1)), (true, day)) AS span (is_daily, since)
        WHERE tracking IS NOT NULL GROUP BY account_id, is_daily, since, tracking
    ), by_option AS (
        INSERT INTO accounting_optionbalance AS b (company_id, account_id, option_id, is_daily, since, debits, credits)
        SELECT company, account_id, option_id, is_daily, since, sum(debits), sum(credits)
        FROM t CROSS JOIN unnest(tracking) AS option_id GROUP BY account_id, option_id, is_daily, since
        ON CONFLICT (company_id, option_id, is_daily, since, account_id) DO UPDATE SET
            debits = b.debits + excluded.debits, credits = b.credits + excluded.credits
    ), tracked AS (
        INSERT INTO accounting_trackingbalance AS b (company_id, account_id, is_daily, since, tracking, debits, credits)
        SELECT company, account_id, is_daily, since, tracking, debits, credits FROM t
        ON CONFLICT (company_id, is_daily, since, account_id, tracking) DO UPDATE SET
            debits = b.debits + excluded.debits, credits = b.credits + excluded.credits
    )
    INSERT INTO accounting_journalline (
        id, company_id, entry_id, position, date, entry_number, account_id, description, debit, credit, currency, currency_amount,
        contact_id, tax_rate_id, tax_base, tax_kind, tracking)
    SELECT id, company, e.id[place], position, day, head.last_number + place, account_id, description, debit, credit, currency, currency_amount,
           contact_id, tax_rate_id, tax_base, tax_kind, tracking
    FROM l;
    IF checked.taxed THEN
        INSERT INTO accounting_taxbalance AS b (company_id, day, tax_rate_id, kind, account_id, amount, lines)
        SELECT company, e.date[place] AS day, tax_rate_id, coalesce(tax_kind, '') AS kind,
               CASE WHEN tax_kind IN ('sales_tax', 'purchase_tax') THEN account_id END AS taxed, sum(debit - credit), count(*)
        FROM unnest(l.place, l.account_id, l.debit, l.credit, l.tax_rate_id, l.tax_kind)
            AS o (place, account_id, debit, credit, tax_rate_id, tax_kind)
        WHERE tax_rate_id IS NOT NULL AND tax_kind IS DISTINCT FROM 'not_recoverable'
        GROUP BY day, tax_rate_id, kind, taxed
        ON CONFLICT (company_id, day, tax_rate_id, kind, account_id) DO UPDATE SET
            amount = b.amount + excluded.amount, lines = b.lines + excluded.lines;
    END IF;
    RETURN QUERY SELECT unnest(numbered.number), unnest(numbered.period_id), unnest(numbered.posted_at), unnest(before), unnest(hashes);
END
$$;

REVOKE EXECUTE ON FUNCTION
    ledger_books(uuid, text), line_canonical(uuid, smallint, uuid, text, numeric, numeric, text, numeric, uuid, uuid, numeric, text, uuid[]),
    check_facts(accounting_journalentry, record, record), ledger_check(accounting_journalentry, jsonb, text),
    entry_canonical(
        uuid, uuid, bigint, date, text, text, text, text, uuid, uuid, text, uuid, timestamptz, uuid, timestamptz, date, text),
    ledger_number(accounting_journalentry, text, accounting_ledgerhead), ledger_advance(accounting_ledgerhead, date, text, jsonb),
    check_tax_rates(accounting_ledgerhead, accounting_journalentry, uuid[]), hold_named(uuid, uuid[], uuid[]), journal_post(jsonb, text),
    journal_post_many(uuid, json, json, text)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journal_post(jsonb, text), journal_post_many(uuid, json, json, text), entry_closes(uuid, uuid) TO atlas_app;
