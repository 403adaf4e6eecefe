-- The body of an event says its place in the company's history (`sequence`) and the moment with milliseconds (`occurred_at`).
--
-- The place is known only once the head is held, so the bytes are finished here, where the number is given: with it the row's body is
-- whole, and never changes again.

CREATE OR REPLACE FUNCTION event_number() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE accounting_ledgerhead SET last_event_sequence = last_event_sequence + 1
    WHERE company_id = NEW.company_id RETURNING last_event_sequence INTO NEW.sequence;
    -- The body comes as a JSON object (accounting/events.py); the number becomes its last member.
    NEW.body := substring(NEW.body FROM 1 FOR length(NEW.body) - 1) || convert_to(format(',"sequence":%s}', NEW.sequence), 'UTF8');
    RETURN NEW;
END
$$;

-- The body of the event of a posting (accounting/catalogue.py has its schema). The lines are left to the API: an entry may have a
-- thousand.
DROP FUNCTION journal_entry_posted(accounting_journalentry);
CREATE FUNCTION journal_entry_posted(entry accounting_journalentry, sequence bigint) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    moment text := to_char(entry.posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
    second text := left(moment, 19) || 'Z';
BEGIN
    RETURN format(
        '{"event":"journal_entry.posted","timestamp":"%s","occurred_at":"%s","data":{"id":"%s","company_id":"%s","entry_number":%s,'
        '"date":"%s","memo":%s,"reference":%s,"entry_type":"%s","reverses_id":%s,"external_id":%s,"posted_at":"%s","hash":"%s"},'
        '"sequence":%s}',
        second, moment, entry.id, entry.company_id, entry.number, to_char(entry.date, 'YYYY-MM-DD'), to_json(entry.memo::text),
        to_json(entry.reference::text), entry.entry_type, coalesce('"' || entry.reverses_id || '"', 'null'),
        coalesce(to_json(entry.external_id::text)::text, 'null'), second, entry.hash, sequence);
END
$$;

-- Post a draft, whoever updates its status.
CREATE OR REPLACE FUNCTION entry_post() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    lines jsonb := coalesce(
        (SELECT jsonb_agg(to_jsonb(l) ORDER BY l.position) FROM accounting_journalline l WHERE l.entry_id = NEW.id), '[]');
    canonical text := ledger_check(NEW, lines, current_setting('atlas.organization_id', true));
    head accounting_ledgerhead;
BEGIN
    NEW.period_id := hold_open_period(NEW.company_id, NEW.date, NEW.id);
    SELECT * INTO head FROM accounting_ledgerhead WHERE company_id = NEW.company_id FOR UPDATE;
    NEW := ledger_number(NEW, canonical, head);
    head.last_number := NEW.number;
    head.last_hash := NEW.hash;
    head.last_event_sequence := head.last_event_sequence + 1;
    INSERT INTO accounting_event (id, company_id, sequence, type, subject_id, body, created_at)
    VALUES (uuidv7(), NEW.company_id, head.last_event_sequence, 'journal_entry.posted', NEW.id,
            convert_to(journal_entry_posted(NEW, head.last_event_sequence), 'UTF8'), NEW.posted_at);
    PERFORM ledger_advance(head, NEW.date, NEW.entry_type, lines);
    RETURN NEW;
END
$$;

-- Post new entries of one company with their lines, in the order given, all or none: what accounting/operations/journal.py calls.
-- `entries` is a JSON array; the keys are the columns, with the lines under "lines". Outside a transaction the tenant is an argument.
CREATE OR REPLACE FUNCTION journal_post(entries jsonb, tenant text DEFAULT current_setting('atlas.organization_id', true))
RETURNS TABLE (number bigint, period_id uuid, posted_at timestamptz, previous_hash text, hash text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    e jsonb;
    entry accounting_journalentry;
    canonical text;
    head accounting_ledgerhead;
BEGIN
    FOR e IN SELECT value FROM jsonb_array_elements(entries) LOOP
        entry := jsonb_populate_record(NULL::accounting_journalentry, e);
        canonical := ledger_check(entry, e->'lines', tenant);
        IF head.company_id IS NULL AND jsonb_array_length(entries) > 1 THEN
            -- The months that there are, in order, before the head: a month that is not there yet takes it to be made.
            PERFORM 1 FROM accounting_accountingperiod WHERE company_id = entry.company_id AND start_date IN (
                SELECT date_trunc('month', o.date)::date FROM jsonb_to_recordset(entries) AS o (date date)
            ) ORDER BY start_date FOR SHARE;
        END IF;
        entry.period_id := hold_open_period(entry.company_id, entry.date, entry.id);
        IF head.company_id IS NULL THEN
            SELECT * INTO head FROM accounting_ledgerhead WHERE company_id = entry.company_id FOR UPDATE;
        ELSIF head.company_id <> entry.company_id THEN
            RAISE EXCEPTION 'The entries of a batch are of one company.';
        END IF;
        entry := ledger_number(entry, canonical, head);
        head.last_number := entry.number;
        head.last_hash := entry.hash;
        head.last_event_sequence := head.last_event_sequence + 1;
        WITH header AS (
            INSERT INTO accounting_journalentry VALUES (entry.*)
        ), event AS (
            INSERT INTO accounting_event (id, company_id, sequence, type, subject_id, body, created_at)
            VALUES (uuidv7(), entry.company_id, head.last_event_sequence, 'journal_entry.posted', entry.id,
                    convert_to(journal_entry_posted(entry, head.last_event_sequence), 'UTF8'), entry.posted_at)
        )
        INSERT INTO accounting_journalline (
            id, company_id, entry_id, position, account_id, description, debit, credit, currency, currency_amount,
            contact_id, tax_rate_id, tax_base)
        SELECT l.id, entry.company_id, entry.id, l.position, l.account_id, l.description, l.debit, l.credit,
               l.currency, l.currency_amount, l.contact_id, l.tax_rate_id, l.tax_base
        FROM jsonb_to_recordset(e->'lines') AS l (
            id uuid, position smallint, account_id uuid, description text, debit numeric, credit numeric, currency text,
            currency_amount numeric, contact_id uuid, tax_rate_id uuid, tax_base numeric);
        number := entry.number;
        period_id := entry.period_id;
        posted_at := entry.posted_at;
        previous_hash := entry.previous_hash;
        hash := entry.hash;
        RETURN NEXT;
    END LOOP;
    IF jsonb_array_length(entries) = 1 THEN
        PERFORM ledger_advance(head, entry.date, entry.entry_type, e->'lines');
    ELSE
        PERFORM ledger_advance(head, min(o.date), o.entry_type, jsonb_agg(l))
        FROM jsonb_to_recordset(entries) AS o (date date, entry_type text, lines jsonb), jsonb_array_elements(o.lines) AS l
        GROUP BY o.entry_type, date_trunc('month', o.date);
    END IF;
END
$$;
