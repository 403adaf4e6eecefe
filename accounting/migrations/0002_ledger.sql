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

-- Posting a draft, whoever updates its status: 0005_batches.sql says how, and how new entries are posted.
CREATE FUNCTION entry_post() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER entry_post BEFORE UPDATE ON accounting_journalentry
    FOR EACH ROW WHEN (OLD.status = 'draft' AND NEW.status = 'posted') EXECUTE FUNCTION entry_post();

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
