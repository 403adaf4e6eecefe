-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- An entry that says when it is reversed has its reversal, on that day, in the same transaction.
CREATE OR REPLACE FUNCTION entry_reversed_on_day() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM accounting_journalentry
        WHERE company_id = NEW.company_id AND reverses_id = NEW.id AND status = 'posted' AND date = NEW.reverse_on
    ) THEN
        PERFORM refuse('entry_reversed_on_day',
            'An entry with reverse_on is posted together with its reversal on that day.', NEW.id);
    END IF;
    RETURN NULL;
END
$$;
DROP TRIGGER IF EXISTS entry_reversed_on_day ON accounting_journalentry;
CREATE CONSTRAINT TRIGGER entry_reversed_on_day AFTER INSERT OR UPDATE ON accounting_journalentry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.status = 'posted' AND NEW.reverse_on IS NOT NULL) EXECUTE FUNCTION entry_reversed_on_day();
