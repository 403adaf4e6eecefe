-- The guards of invoices, bills, payments and allocations. Their manner is that of 0002_ledger.sql.

-- A document that is posted keeps its figures: `frozen` names the promise, the other arguments the columns that may change.
CREATE FUNCTION document_frozen() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    -- contact_kind is generated after this trigger has run: still empty in NEW, and made of what is frozen.
    free text[] := TG_ARGV[1:] || ARRAY['contact_kind'];
    settled numeric;
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM refuse(TG_ARGV[0], 'What is posted cannot be deleted. Void it instead.');
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
CREATE TRIGGER document_frozen BEFORE UPDATE OR DELETE ON accounting_invoice
    FOR EACH ROW WHEN (OLD.status <> 'draft')
    EXECUTE FUNCTION document_frozen('invoice_frozen', 'reference', 'notes', 'due_date', 'status', 'amount_paid', 'updated_at');
CREATE TRIGGER document_frozen BEFORE UPDATE OR DELETE ON accounting_bill
    FOR EACH ROW WHEN (OLD.status IN ('approved', 'void'))
    EXECUTE FUNCTION document_frozen('bill_frozen', 'reference', 'notes', 'due_date', 'status', 'amount_paid', 'updated_at');
CREATE TRIGGER document_frozen BEFORE UPDATE OR DELETE ON accounting_payment
    FOR EACH ROW EXECUTE FUNCTION document_frozen('payment_frozen', 'reference', 'status', 'allocated_amount', 'updated_at');

-- Posting a document: its totals are those of its lines, and it has lines.
CREATE FUNCTION document_totals() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    facts record;
BEGIN
    EXECUTE format(
        'SELECT count(*) AS lines, coalesce(sum(amount), 0) AS net, coalesce(sum(tax_amount), 0) AS tax FROM %I WHERE %I = $1',
        TG_ARGV[0], TG_ARGV[1]
    ) INTO facts USING NEW.id;
    IF facts.lines = 0 OR facts.net <> NEW.subtotal OR facts.tax <> NEW.tax_total THEN
        PERFORM refuse('document_totals_of_lines', 'The totals are the sum of the lines.');
    END IF;
    IF NEW.amount_paid <> 0 THEN
        PERFORM refuse('document_paid_true', 'The amount paid is the sum of the allocations.');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER document_totals BEFORE UPDATE ON accounting_invoice
    FOR EACH ROW WHEN (OLD.status = 'draft' AND NEW.status <> 'draft')
    EXECUTE FUNCTION document_totals('accounting_invoiceline', 'invoice_id');
CREATE TRIGGER document_totals BEFORE UPDATE ON accounting_bill
    FOR EACH ROW WHEN (OLD.journal_entry_id IS NULL AND NEW.journal_entry_id IS NOT NULL)
    EXECUTE FUNCTION document_totals('accounting_billline', 'bill_id');

-- Documents begin as drafts, so that every posted one has passed the guard above.
CREATE FUNCTION document_born_draft() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refuse('document_born_draft', 'A document is saved as a draft with its lines and then posted.');
END
$$;
CREATE TRIGGER document_born_draft BEFORE INSERT ON accounting_invoice
    FOR EACH ROW WHEN (NEW.status <> 'draft' OR NEW.amount_paid <> 0) EXECUTE FUNCTION document_born_draft();
CREATE TRIGGER document_born_draft BEFORE INSERT ON accounting_bill
    FOR EACH ROW WHEN (NEW.status <> 'draft' OR NEW.amount_paid <> 0) EXECUTE FUNCTION document_born_draft();
CREATE TRIGGER document_born_draft BEFORE INSERT ON accounting_payment
    FOR EACH ROW WHEN (NEW.status <> 'posted' OR NEW.allocated_amount <> 0) EXECUTE FUNCTION document_born_draft();

-- Lines change only while their document is not posted: lock first, then test.
CREATE FUNCTION document_line_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    document record;
BEGIN
    FOR document IN EXECUTE format(
        'SELECT journal_entry_id FROM %I WHERE id IN (SELECT %I FROM touched) ORDER BY id FOR SHARE', TG_ARGV[0], TG_ARGV[1]
    ) LOOP
        IF document.journal_entry_id IS NOT NULL THEN
            PERFORM refuse(TG_ARGV[2], 'Lines are frozen once posted.');
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;
CREATE TRIGGER line_inserted AFTER INSERT ON accounting_invoiceline REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_invoice', 'invoice_id', 'invoice_frozen');
CREATE TRIGGER line_deleted AFTER DELETE ON accounting_invoiceline REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_invoice', 'invoice_id', 'invoice_frozen');
CREATE TRIGGER line_updated_from AFTER UPDATE ON accounting_invoiceline REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_invoice', 'invoice_id', 'invoice_frozen');
CREATE TRIGGER line_updated_to AFTER UPDATE ON accounting_invoiceline REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_invoice', 'invoice_id', 'invoice_frozen');
CREATE TRIGGER line_inserted AFTER INSERT ON accounting_billline REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_bill', 'bill_id', 'bill_frozen');
CREATE TRIGGER line_deleted AFTER DELETE ON accounting_billline REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_bill', 'bill_id', 'bill_frozen');
CREATE TRIGGER line_updated_from AFTER UPDATE ON accounting_billline REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_bill', 'bill_id', 'bill_frozen');
CREATE TRIGGER line_updated_to AFTER UPDATE ON accounting_billline REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_bill', 'bill_id', 'bill_frozen');

-- An allocation: lock the document, then the payment; they fit each other; then keep both sums. That neither is
-- overdrawn is held by the check constraints invoice_not_overpaid, bill_not_overpaid and payment_not_overallocated.
CREATE FUNCTION allocation_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    document record;
    payment record;
BEGIN
    IF NEW.invoice_id IS NOT NULL THEN
        SELECT customer_id AS contact_id, currency, status = 'sent' AS is_open, 'received' AS paid_by INTO document
        FROM accounting_invoice WHERE id = NEW.invoice_id FOR UPDATE;
    ELSE
        SELECT vendor_id AS contact_id, currency, status = 'approved' AS is_open, 'made' AS paid_by INTO document
        FROM accounting_bill WHERE id = NEW.bill_id FOR UPDATE;
    END IF;
    SELECT p.contact_id, p.currency, p.type, p.status INTO payment
    FROM accounting_payment p WHERE p.id = NEW.payment_id FOR UPDATE;
    IF NOT document.is_open OR payment.status <> 'posted' OR payment.type <> document.paid_by
       OR payment.contact_id <> document.contact_id OR payment.currency <> document.currency THEN
        PERFORM refuse('allocation_fits', 'The payment and the document are posted, of one contact and one currency.');
    END IF;
    IF NEW.reverses_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM accounting_allocation a
        WHERE a.id = NEW.reverses_id AND a.payment_id = NEW.payment_id AND a.amount = -NEW.amount
          AND a.invoice_id IS NOT DISTINCT FROM NEW.invoice_id AND a.bill_id IS NOT DISTINCT FROM NEW.bill_id
    ) THEN
        PERFORM refuse('allocation_reverses_whole', 'Taking back an allocation mirrors it exactly.');
    END IF;
    -- The sums are taken anew, because one statement may insert several allocations and all are there by now.
    UPDATE accounting_invoice SET updated_at = clock_timestamp(),
        amount_paid = (SELECT sum(amount) FROM accounting_allocation WHERE invoice_id = NEW.invoice_id)
    WHERE id = NEW.invoice_id;
    UPDATE accounting_bill SET updated_at = clock_timestamp(),
        amount_paid = (SELECT sum(amount) FROM accounting_allocation WHERE bill_id = NEW.bill_id)
    WHERE id = NEW.bill_id;
    UPDATE accounting_payment SET updated_at = clock_timestamp(),
        allocated_amount = (SELECT sum(amount) FROM accounting_allocation WHERE payment_id = NEW.payment_id)
    WHERE id = NEW.payment_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER allocation_guard AFTER INSERT ON accounting_allocation
    FOR EACH ROW EXECUTE FUNCTION allocation_guard();
