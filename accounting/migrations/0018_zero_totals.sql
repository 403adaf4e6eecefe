-- A document whose total is zero has an entry unless nothing of it moves: a discount of 100 per cent posts nothing.

-- Posting a document: its totals are those of its lines, it has lines, and it has an entry where they move anything.
CREATE OR REPLACE FUNCTION document_totals() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    facts record;
BEGIN
    EXECUTE format(
        'SELECT count(*) AS lines, coalesce(sum(amount), 0) AS net, coalesce(sum(tax_amount), 0) AS tax, bool_or(amount <> 0)
            OR EXISTS (SELECT 1 FROM %1$I WHERE %2$I = $1 GROUP BY tax_rate_id HAVING sum(tax_amount) <> 0) AS moves
         FROM %1$I WHERE %2$I = $1',
        TG_ARGV[0], TG_ARGV[1]
    ) INTO facts USING NEW.id;
    IF facts.lines = 0 OR facts.net <> NEW.subtotal OR facts.tax <> NEW.tax_total THEN
        PERFORM refuse('document_totals_of_lines', 'The totals are the sum of the lines.');
    END IF;
    IF NEW.amount_paid <> 0 THEN
        PERFORM refuse('document_paid_true', 'The amount paid is the sum of the allocations.');
    END IF;
    IF NEW.journal_entry_id IS NULL AND facts.moves THEN
        PERFORM refuse('document_entry_true', 'A document that moves anything is posted by its journal entry.');
    END IF;
    RETURN NEW;
END
$$;
DROP TRIGGER document_totals ON accounting_bill;
CREATE TRIGGER document_totals BEFORE UPDATE ON accounting_bill
    FOR EACH ROW WHEN (OLD.status NOT IN ('approved', 'void') AND NEW.status IN ('approved', 'void'))
    EXECUTE FUNCTION document_totals('accounting_billline', 'bill_id');

-- Lines change only while their document is not posted, which its status says: lock first, then test.
CREATE OR REPLACE FUNCTION document_line_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    document record;
BEGIN
    FOR document IN EXECUTE format(
        'SELECT status FROM %I WHERE id IN (SELECT %I FROM touched) ORDER BY id FOR SHARE', TG_ARGV[0], TG_ARGV[1]
    ) LOOP
        IF document.status NOT IN ('draft', 'submitted', 'rejected') THEN
            PERFORM refuse(TG_ARGV[2], 'Lines are frozen once posted.');
        END IF;
        IF document.status = 'submitted' THEN
            PERFORM refuse('bill_submitted_stays', 'A submitted bill that is changed becomes a draft again.');
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

-- What posted nothing has nothing to reverse when it becomes void.
DROP TRIGGER document_void ON accounting_invoice;
CREATE TRIGGER document_void BEFORE UPDATE ON accounting_invoice
    FOR EACH ROW WHEN (OLD.status <> 'void' AND NEW.status = 'void' AND OLD.journal_entry_id IS NOT NULL)
    EXECUTE FUNCTION document_void();
DROP TRIGGER document_void ON accounting_bill;
CREATE TRIGGER document_void BEFORE UPDATE ON accounting_bill
    FOR EACH ROW WHEN (OLD.status <> 'void' AND NEW.status = 'void' AND OLD.journal_entry_id IS NOT NULL)
    EXECUTE FUNCTION document_void();
