-- What is void says since when, and its entry's reversal says the same.

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['accounting_invoice', 'accounting_bill', 'accounting_payment'] LOOP
        EXECUTE format('ALTER TABLE %I DISABLE TRIGGER USER', name);
        EXECUTE format(
            'UPDATE %I d SET void_date = r.date, void_entry_id = r.id, voided_at = r.posted_at, voided_by_id = r.posted_by_id
             FROM accounting_journalentry r
             WHERE d.status = ''void'' AND r.reverses_id = d.journal_entry_id AND r.status = ''posted''', name);
        SET CONSTRAINTS ALL IMMEDIATE;  -- else the foreign keys that were just written wait, and with them the table
        EXECUTE format('ALTER TABLE %I ENABLE TRIGGER USER', name);
    END LOOP;
END
$$;

-- A document that is posted keeps its figures: `frozen` names the promise, the other arguments the columns that may change.
CREATE OR REPLACE FUNCTION document_frozen() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    -- contact_kind is generated after this trigger has run: still empty in NEW, and made of what is frozen.
    free text[] := TG_ARGV[1:] || ARRAY['contact_kind'];
    settled numeric;
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM refuse(TG_ARGV[0], 'What is posted cannot be deleted. Void it instead.');
    END IF;
    IF NEW.status = 'void' AND OLD.status <> 'void' THEN
        free := free || ARRAY['void_date', 'void_reason', 'void_entry_id', 'voided_at', 'voided_by_id'];
    END IF;
    IF (to_jsonb(OLD) - free) <> (to_jsonb(NEW) - free) THEN
        PERFORM refuse(TG_ARGV[0], 'Amounts, dates, contact and tax are frozen once posted. Void it instead.');
    END IF;
    IF NEW.status <> OLD.status AND NEW.status <> 'void' THEN
        PERFORM refuse(TG_ARGV[0], 'What is posted can only become void.');
    END IF;
    IF TG_TABLE_NAME = 'accounting_payment' THEN
        SELECT coalesce(sum(amount), 0) INTO settled FROM accounting_allocation WHERE payment_id = NEW.id;
        IF NEW.allocated_amount <> settled THEN
            PERFORM refuse('payment_allocated_true', 'The allocated amount is the sum of the allocations.');
        END IF;
    ELSE
        SELECT coalesce(sum(amount), 0) INTO settled FROM accounting_allocation
        WHERE (TG_TABLE_NAME = 'accounting_invoice' AND invoice_id = NEW.id)
           OR (TG_TABLE_NAME = 'accounting_bill' AND bill_id = NEW.id);
        IF NEW.amount_paid <> settled THEN
            PERFORM refuse('document_paid_true', 'The amount paid is the sum of the allocations.');
        END IF;
    END IF;
    IF NEW.status = 'void' AND settled <> 0 THEN
        PERFORM refuse('void_without_allocations', 'Allocations are in the way: take them back first.');
    END IF;
    RETURN NEW;
END
$$;

-- What is void has its entry reversed, on the date that it says: not before what it takes back, nor before its last un-allocation.
CREATE OR REPLACE FUNCTION document_void() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    earliest date;
BEGIN
    PERFORM 1 FROM accounting_journalentry
    WHERE id = NEW.void_entry_id AND reverses_id = OLD.journal_entry_id AND status = 'posted' AND date = NEW.void_date;
    IF NOT FOUND THEN
        PERFORM refuse('void_reverses_entry', 'The journal entry is reversed before its document becomes void.');
    END IF;
    SELECT greatest(max(a.date), (SELECT date FROM accounting_journalentry WHERE id = OLD.journal_entry_id)) INTO earliest
    FROM accounting_allocation a
    WHERE a.reverses_id IS NOT NULL AND CASE TG_TABLE_NAME
        WHEN 'accounting_invoice' THEN a.invoice_id WHEN 'accounting_bill' THEN a.bill_id ELSE a.payment_id
    END = NEW.id;
    IF NEW.void_date < earliest THEN
        PERFORM refuse('void_in_order', format('Void not before %s, when the last that it did was taken back.', earliest));
    END IF;
    RETURN NEW;
END
$$;
