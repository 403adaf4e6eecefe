-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- The guards of credit notes and vendor credits. Their manner is that of accounting/ledger/guards.sql; what they have in common with other
-- documents is in guards.sql.

SELECT rows_of_company('accounting_creditnote', 'accounting_creditnoteline', 'accounting_vendorcredit', 'accounting_vendorcreditline');

-- accounting/ledger/numbers.sql says what looks alike, and search.sql how texts are found. The migration of opening credits made the first
-- index anew: the number of a void credit note of the former system can be used again, as that of a void vendor credit.
CREATE UNIQUE INDEX IF NOT EXISTS credit_note_number_unique ON accounting_creditnote (company_id, look_alike(credit_note_number))
    WHERE credit_note_number IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS vendor_credit_number_unique ON accounting_vendorcredit
    (company_id, vendor_id, look_alike(vendor_credit_number)) WHERE status <> 'void';
CREATE INDEX IF NOT EXISTS creditnote_by_text ON accounting_creditnote USING gin (company_id, search_text public.gin_trgm_ops);
CREATE INDEX IF NOT EXISTS vendorcredit_by_text ON accounting_vendorcredit USING gin (company_id, search_text public.gin_trgm_ops);

CREATE OR REPLACE TRIGGER document_born_draft BEFORE INSERT ON accounting_creditnote
    FOR EACH ROW WHEN (NEW.status <> 'draft' OR NEW.amount_paid <> 0) EXECUTE FUNCTION document_born_draft();
CREATE OR REPLACE TRIGGER document_born_draft BEFORE INSERT ON accounting_vendorcredit
    FOR EACH ROW WHEN (NEW.status <> 'draft' OR NEW.amount_paid <> 0) EXECUTE FUNCTION document_born_draft();
CREATE OR REPLACE TRIGGER document_totals BEFORE UPDATE ON accounting_creditnote
    FOR EACH ROW WHEN (OLD.status = 'draft' AND NEW.status <> 'draft')
    EXECUTE FUNCTION document_totals('accounting_creditnoteline', 'credit_note_id');
CREATE OR REPLACE TRIGGER document_totals BEFORE UPDATE ON accounting_vendorcredit
    FOR EACH ROW WHEN (OLD.status = 'draft' AND NEW.status <> 'draft')
    EXECUTE FUNCTION document_totals('accounting_vendorcreditline', 'vendor_credit_id');
CREATE OR REPLACE TRIGGER line_inserted AFTER INSERT ON accounting_creditnoteline REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_creditnote', 'credit_note_id', 'credit_note_frozen');
CREATE OR REPLACE TRIGGER line_deleted AFTER DELETE ON accounting_creditnoteline REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_creditnote', 'credit_note_id', 'credit_note_frozen');
CREATE OR REPLACE TRIGGER line_updated_from AFTER UPDATE ON accounting_creditnoteline REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_creditnote', 'credit_note_id', 'credit_note_frozen');
CREATE OR REPLACE TRIGGER line_updated_to AFTER UPDATE ON accounting_creditnoteline REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_creditnote', 'credit_note_id', 'credit_note_frozen');
CREATE OR REPLACE TRIGGER line_inserted AFTER INSERT ON accounting_vendorcreditline REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_vendorcredit', 'vendor_credit_id', 'vendor_credit_frozen');
CREATE OR REPLACE TRIGGER line_deleted AFTER DELETE ON accounting_vendorcreditline REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_vendorcredit', 'vendor_credit_id', 'vendor_credit_frozen');
CREATE OR REPLACE TRIGGER line_updated_from AFTER UPDATE ON accounting_vendorcreditline REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_vendorcredit', 'vendor_credit_id', 'vendor_credit_frozen');
CREATE OR REPLACE TRIGGER line_updated_to AFTER UPDATE ON accounting_vendorcreditline REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_vendorcredit', 'vendor_credit_id', 'vendor_credit_frozen');
CREATE OR REPLACE TRIGGER document_frozen BEFORE UPDATE OR DELETE ON accounting_creditnote
    FOR EACH ROW WHEN (OLD.status <> 'draft')
    EXECUTE FUNCTION document_frozen('credit_note_frozen', 'document_paid_true', 'amount_paid', 'reference', 'notes', 'metadata', 'status', 'updated_at');
CREATE OR REPLACE TRIGGER document_frozen BEFORE UPDATE OR DELETE ON accounting_vendorcredit
    FOR EACH ROW WHEN (OLD.status <> 'draft')
    EXECUTE FUNCTION document_frozen('vendor_credit_frozen', 'document_paid_true', 'amount_paid', 'reference', 'notes', 'metadata', 'status', 'updated_at');
CREATE OR REPLACE TRIGGER document_void BEFORE UPDATE ON accounting_creditnote
    FOR EACH ROW WHEN (OLD.status <> 'void' AND NEW.status = 'void' AND OLD.journal_entry_id IS NOT NULL)
    EXECUTE FUNCTION document_void();
CREATE OR REPLACE TRIGGER document_void BEFORE UPDATE ON accounting_vendorcredit
    FOR EACH ROW WHEN (OLD.status <> 'void' AND NEW.status = 'void' AND OLD.journal_entry_id IS NOT NULL)
    EXECUTE FUNCTION document_void();

-- Their open items.
CREATE OR REPLACE TRIGGER item_opened AFTER UPDATE ON accounting_creditnote
    FOR EACH ROW WHEN (OLD.status = 'draft' AND NEW.status <> 'draft')
    EXECUTE FUNCTION item_opened('credit_note', 'accounts_receivable', 'credit', 'customer_id', 'credit_note_number');
CREATE OR REPLACE TRIGGER item_opened AFTER UPDATE ON accounting_vendorcredit
    FOR EACH ROW WHEN (OLD.status = 'draft' AND NEW.status <> 'draft')
    EXECUTE FUNCTION item_opened('vendor_credit', 'accounts_payable', 'debit', 'vendor_id', 'vendor_credit_number');
CREATE OR REPLACE TRIGGER item_follows AFTER UPDATE ON accounting_creditnote
    FOR EACH ROW WHEN (NEW.status = 'void' AND OLD.status <> 'void') EXECUTE FUNCTION item_follows();
CREATE OR REPLACE TRIGGER item_follows AFTER UPDATE ON accounting_vendorcredit
    FOR EACH ROW WHEN (NEW.status = 'void' AND OLD.status <> 'void') EXECUTE FUNCTION item_follows();
CREATE OR REPLACE TRIGGER credit_note_settled AFTER UPDATE ON accounting_openitem REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION items_settled('credit_note', 'accounting_creditnote', 'amount_paid');
CREATE OR REPLACE TRIGGER vendor_credit_settled AFTER UPDATE ON accounting_openitem REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION items_settled('vendor_credit', 'accounting_vendorcredit', 'amount_paid');

-- A credit of a document is of a posted one of the same contact, is not dated before it, and credits at most what is left of its lines
-- and of its total. Whoever issues or voids locks that document first. The arguments are the credit's table and noun, those of what it
-- credits, the status of that once posted, and the column of the contact.
CREATE OR REPLACE FUNCTION credit_fits() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    original_id uuid := (to_jsonb(NEW)->>(TG_ARGV[3] || '_id'))::uuid;
    original record;
    excess record;
BEGIN
    IF original_id IS NULL AND NOT EXISTS (
        SELECT 1 FROM accounting_creditnoteline
        WHERE company_id = NEW.company_id AND credit_note_id = NEW.id AND invoice_line_id IS NOT NULL
    ) AND NOT EXISTS (
        SELECT 1 FROM accounting_vendorcreditline
        WHERE company_id = NEW.company_id AND vendor_credit_id = NEW.id AND bill_line_id IS NOT NULL
    ) THEN
        RETURN NEW;  -- it credits nothing
    END IF;
    EXECUTE format('SELECT amount, status, issue_date, currency, %I AS contact_id FROM %I WHERE company_id = $1 AND id = $2 FOR UPDATE',
        TG_ARGV[5], TG_ARGV[2]) INTO original USING NEW.company_id, original_id;
    IF original_id IS NOT NULL AND (original.status, original.contact_id, original.currency)
        IS DISTINCT FROM (TG_ARGV[4], (to_jsonb(NEW)->>TG_ARGV[5])::uuid, NEW.currency) OR NEW.issue_date < original.issue_date THEN
        PERFORM refuse('credit_fits', 'A credit is of a posted document of the same contact and currency, and not dated before it.');
    END IF;
    EXECUTE format(
        'SELECT s.net, s.tax, o.amount, o.tax_amount, o.id FROM (
            SELECT l.%4$I_line_id AS line_id, sum(l.amount) AS net, sum(l.tax_amount) AS tax
            FROM %1$Iline l JOIN %1$I c ON c.company_id = l.company_id AND c.id = l.%2$I_id
            WHERE l.company_id = $1 AND l.%4$I_line_id IS NOT NULL AND (c.id = $3 OR c.status = ''issued'' AND c.%4$I_id = $2) GROUP BY 1
         ) s LEFT JOIN %3$Iline o ON o.company_id = $1 AND o.%4$I_id = $2 AND o.id = s.line_id
         WHERE o.id IS NULL OR s.net NOT BETWEEN least(o.amount, 0) AND greatest(o.amount, 0)
            OR s.tax NOT BETWEEN least(o.tax_amount, 0) AND greatest(o.tax_amount, 0) LIMIT 1',
        TG_ARGV[0], TG_ARGV[1], TG_ARGV[2], TG_ARGV[3]
    ) INTO excess USING NEW.company_id, original_id, NEW.id;
    IF excess.net IS NOT NULL AND excess.id IS NULL THEN
        PERFORM refuse('credit_fits', 'A line of a credit may only name a line of the document that it credits.');
    ELSIF excess.net IS NOT NULL THEN
        PERFORM refuse('credit_within_rest', format('A line of %s with %s tax would have credits of %s with %s tax.',
            excess.amount, excess.tax_amount, excess.net, excess.tax));
    END IF;
    EXECUTE format(
        'SELECT o.position + 1 AS number FROM (
            SELECT l.%4$I_line_id AS line_id, t.place, sum(t.tax) AS tax, sum(t.recoverable) AS recoverable
            FROM %1$Iline l JOIN %1$I c ON c.company_id = l.company_id AND c.id = l.%2$I_id
            CROSS JOIN LATERAL unnest(coalesce(l.component_taxes, ARRAY[l.tax_amount]), coalesce(l.recoverable_taxes, ARRAY[l.tax_amount]))
                WITH ORDINALITY AS t (tax, recoverable, place)
            WHERE l.company_id = $1 AND l.%4$I_line_id IS NOT NULL AND (c.id = $3 OR c.status = ''issued'' AND c.%4$I_id = $2) GROUP BY 1, 2
         ) s JOIN %3$Iline o ON o.company_id = $1 AND o.%4$I_id = $2 AND o.id = s.line_id
         CROSS JOIN LATERAL (SELECT (coalesce(o.component_taxes, ARRAY[o.tax_amount]))[s.place] AS tax,
             (coalesce(o.recoverable_taxes, ARRAY[o.tax_amount]))[s.place] AS recoverable) AS most
         WHERE (s.tax BETWEEN least(most.tax, 0) AND greatest(most.tax, 0)
                AND s.recoverable BETWEEN least(most.recoverable, 0) AND greatest(most.recoverable, 0)) IS NOT TRUE LIMIT 1',
        TG_ARGV[0], TG_ARGV[1], TG_ARGV[2], TG_ARGV[3]
    ) INTO excess USING NEW.company_id, original_id, NEW.id;
    IF excess.number IS NOT NULL THEN
        PERFORM refuse('credit_within_rest', format('Line %s would have more tax of one kind credited than it carries.', excess.number));
    END IF;
    EXECUTE format('SELECT coalesce(sum(amount), 0) + $3 AS credited FROM %I WHERE company_id = $1 AND %I = $2 AND status = ''issued''',
        TG_ARGV[0], TG_ARGV[3] || '_id') INTO excess USING NEW.company_id, original_id, NEW.amount;
    IF excess.credited > original.amount THEN
        PERFORM refuse('credit_within_rest', format('A document of %s would have credits of %s.', original.amount, excess.credited));
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER credit_fits BEFORE UPDATE ON accounting_creditnote
    FOR EACH ROW WHEN (OLD.status = 'draft' AND NEW.status <> 'draft')
    EXECUTE FUNCTION credit_fits('accounting_creditnote', 'credit_note', 'accounting_invoice', 'invoice', 'sent', 'customer_id');
CREATE OR REPLACE TRIGGER credit_fits BEFORE UPDATE ON accounting_vendorcredit
    FOR EACH ROW WHEN (OLD.status = 'draft' AND NEW.status <> 'draft')
    EXECUTE FUNCTION credit_fits('accounting_vendorcredit', 'vendor_credit', 'accounting_bill', 'bill', 'approved', 'vendor_id');

-- A document with issued credits is not voided: they would credit nothing. The arguments are their table, and their link to it.
CREATE OR REPLACE FUNCTION void_without_credits() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    found uuid;
BEGIN
    EXECUTE format('SELECT id FROM %I WHERE company_id = $1 AND %I = $2 AND status = ''issued'' LIMIT 1', TG_ARGV[0], TG_ARGV[1])
    INTO found USING NEW.company_id, NEW.id;
    IF found IS NOT NULL THEN
        PERFORM refuse('void_without_credits', 'This document is credited. Void its credits first.');
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER void_without_credits BEFORE UPDATE ON accounting_invoice
    FOR EACH ROW WHEN (OLD.status <> 'void' AND NEW.status = 'void')
    EXECUTE FUNCTION void_without_credits('accounting_creditnote', 'invoice_id');
CREATE OR REPLACE TRIGGER void_without_credits BEFORE UPDATE ON accounting_bill
    FOR EACH ROW WHEN (OLD.status <> 'void' AND NEW.status = 'void')
    EXECUTE FUNCTION void_without_credits('accounting_vendorcredit', 'bill_id');

-- Two people, as for bills: who prepared a vendor's credit is written down and only grows, and none of them issues it where the company
-- asks for two. It settles a bill as a payment does.
CREATE OR REPLACE FUNCTION vendor_credit_two_people() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    known uuid[] := NEW.prepared_by || NEW.created_by_id;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        known := OLD.prepared_by || known;
    END IF;
    known := known || ARRAY(SELECT acts_for_id FROM identity_user WHERE id = ANY (known) AND acts_for_id IS NOT NULL);
    NEW.prepared_by := ARRAY(
        SELECT person FROM unnest(known) WITH ORDINALITY AS all_known (person, place)
        WHERE person IS NOT NULL GROUP BY person ORDER BY min(place));
    IF NEW.status = 'issued' AND NOT coalesce((to_jsonb(NEW)->>'is_opening')::boolean, false) AND EXISTS (
        SELECT 1 FROM accounting_company WHERE id = NEW.company_id AND two_person_approval
    ) AND (
        NEW.issued_by_id IS NULL OR NEW.issued_by_id = ANY (NEW.prepared_by)
        OR EXISTS (SELECT 1 FROM identity_user WHERE id = NEW.issued_by_id AND acts_for_id IS NOT NULL)
    ) THEN
        PERFORM refuse('vendor_credit_issued_by_another', 'In this company a credit must be issued by another person than those who prepared it.');
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER vendor_credit_two_people_new BEFORE INSERT ON accounting_vendorcredit
    FOR EACH ROW EXECUTE FUNCTION vendor_credit_two_people();
CREATE OR REPLACE TRIGGER vendor_credit_two_people BEFORE UPDATE ON accounting_vendorcredit
    FOR EACH ROW WHEN (OLD.status = 'draft') EXECUTE FUNCTION vendor_credit_two_people();
