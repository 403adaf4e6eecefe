-- The event `journal_entry.posted` is written by the guard rather than by the caller, so that no entry is posted without it
-- (docs/decisions/0002). How entries are posted: 0005_batches.sql.

-- Whether the statement at hand runs inside a guard: those run as the owner of the journal, who alone may write the head.
CREATE OR REPLACE FUNCTION within_guard() RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN has_table_privilege('public.accounting_ledgerhead', 'UPDATE');
END
$$;

-- The guards take the event's number together with the entry's.
DROP TRIGGER event_number ON accounting_event;
CREATE TRIGGER event_number BEFORE INSERT ON accounting_event
    FOR EACH ROW WHEN (NOT within_guard()) EXECUTE FUNCTION event_number();

-- The body of the event of a posting (accounting/events.py has its schema). The lines are left to the API: an entry may have a
-- thousand.
CREATE FUNCTION journal_entry_posted(entry accounting_journalentry) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    posted_at text := to_char(entry.posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"');
BEGIN
    RETURN format(
        '{"event":"journal_entry.posted","timestamp":"%s","data":{"id":"%s","company_id":"%s","entry_number":%s,"date":"%s",'
        '"memo":%s,"reference":%s,"entry_type":"%s","reverses_id":%s,"posted_at":"%s","hash":"%s"}}',
        posted_at, entry.id, entry.company_id, entry.number, to_char(entry.date, 'YYYY-MM-DD'), to_json(entry.memo::text),
        to_json(entry.reference::text), entry.entry_type, coalesce('"' || entry.reverses_id || '"', 'null'), posted_at,
        entry.hash);
END
$$;
