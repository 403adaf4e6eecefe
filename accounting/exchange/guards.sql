-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- Imports. The row that says how an import ended is written in the transaction of its effect, and stays as it is. What
-- somebody cancels books nothing any more.

SELECT rows_of_company('accounting_import', 'accounting_importpiece');
REVOKE DELETE ON accounting_import FROM atlas_app;
REVOKE UPDATE ON accounting_importpiece FROM atlas_app;

CREATE OR REPLACE FUNCTION import_ended() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM refuse('import_ended', 'This import has ended, so nothing about it changes.');
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER import_ended BEFORE UPDATE ON accounting_import
    FOR EACH ROW WHEN (OLD.status IN ('succeeded', 'failed', 'cancelled')) EXECUTE FUNCTION import_ended();

CREATE OR REPLACE FUNCTION import_cancelled() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM refuse('import_cancelled', 'This import was cancelled, so it can only end without an effect.');
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER import_cancelled BEFORE UPDATE ON accounting_import
    FOR EACH ROW WHEN (OLD.status = 'cancelling' AND NEW.status NOT IN ('cancelling', 'cancelled'))
    EXECUTE FUNCTION import_cancelled();
