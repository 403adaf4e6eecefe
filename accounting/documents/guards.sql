-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- The guards of invoices and bills (credits.sql has those of their credits). Their manner is that of accounting/ledger/guards.sql.

SELECT rows_of_company('accounting_invoice', 'accounting_invoiceline', 'accounting_bill', 'accounting_billline');

-- accounting/ledger/numbers.sql says what looks alike. The migration of opening balances made the first index anew: the number of a void
-- invoice of the former system can be used again, as that of a void bill.
CREATE UNIQUE INDEX IF NOT EXISTS invoice_number_unique ON accounting_invoice (company_id, look_alike(invoice_number),
    coalesce(CASE WHEN kept_number = invoice_number THEN id END, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE invoice_number IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS bill_number_unique ON accounting_bill (company_id, vendor_id, look_alike(bill_number),
    coalesce(CASE WHEN kept_number = bill_number THEN id END, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE status <> 'void';

-- Documents begin as drafts, so that every posted one has passed document_totals.
CREATE OR REPLACE FUNCTION document_born_draft() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refuse('document_born_draft', 'A document must be saved as a draft with its lines first, and then posted.');
END
$$;
CREATE OR REPLACE TRIGGER document_born_draft BEFORE INSERT ON accounting_invoice
    FOR EACH ROW WHEN (NEW.status <> 'draft' OR NEW.amount_paid <> 0) EXECUTE FUNCTION document_born_draft();
CREATE OR REPLACE TRIGGER document_born_draft BEFORE INSERT ON accounting_bill
    FOR EACH ROW WHEN (NEW.status <> 'draft' OR NEW.amount_paid <> 0) EXECUTE FUNCTION document_born_draft();

-- The date on which the rates of a document must be valid: its own, or that of the document that it credits.
CREATE OR REPLACE FUNCTION taxed_on(document jsonb) RETURNS date
LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT issue_date FROM accounting_invoice
         WHERE company_id = (document->>'company_id')::uuid AND id = (document->>'invoice_id')::uuid),
        (SELECT issue_date FROM accounting_bill
         WHERE company_id = (document->>'company_id')::uuid AND id = (document->>'bill_id')::uuid),
        (document->>'issue_date')::date)
$$;

-- Posting a document: its totals are those of its lines, it has lines, and it has an entry where they move anything. The tables of lines
-- are named here, because PostgreSQL plans what EXECUTE runs anew for each document, which takes longer than the rest.
CREATE OR REPLACE FUNCTION document_totals() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    facts record;
BEGIN
    SELECT count(*) AS lines, coalesce(sum(amount), 0) AS net, coalesce(sum(tax_amount), 0) AS tax, bool_or(amount <> 0) AS moves,
           bool_or(tax_rate_id IS NOT NULL) AS taxed, bool_or(tax_amount <> 0) AS has_tax INTO facts
    FROM (
        SELECT amount, tax_amount, tax_rate_id FROM accounting_invoiceline
        WHERE TG_ARGV[0] = 'accounting_invoiceline' AND company_id = NEW.company_id AND invoice_id = NEW.id
        UNION ALL SELECT amount, tax_amount, tax_rate_id FROM accounting_billline
        WHERE TG_ARGV[0] = 'accounting_billline' AND company_id = NEW.company_id AND bill_id = NEW.id
        UNION ALL SELECT amount, tax_amount, tax_rate_id FROM accounting_creditnoteline
        WHERE TG_ARGV[0] = 'accounting_creditnoteline' AND company_id = NEW.company_id AND credit_note_id = NEW.id
        UNION ALL SELECT amount, tax_amount, tax_rate_id FROM accounting_vendorcreditline
        WHERE TG_ARGV[0] = 'accounting_vendorcreditline' AND company_id = NEW.company_id AND vendor_credit_id = NEW.id
    ) AS l;
    IF NEW.journal_entry_id IS NULL AND facts.has_tax AND NOT facts.moves THEN
        EXECUTE format(
            'SELECT EXISTS (SELECT 1 FROM %I WHERE company_id = $1 AND %I = $2 GROUP BY tax_rate_id HAVING sum(tax_amount) <> 0)',
            TG_ARGV[0], TG_ARGV[1]
        ) INTO facts.moves USING NEW.company_id, NEW.id;
    END IF;
    IF facts.lines = 0 OR facts.net <> NEW.subtotal OR facts.tax <> NEW.tax_total THEN
        PERFORM refuse('document_totals_of_lines', 'The totals are the sum of the lines.');
    END IF;
    IF NEW.amount_paid <> 0 THEN
        PERFORM refuse('document_paid_true', 'The amount paid is the sum of the allocations.');
    END IF;
    IF NEW.journal_entry_id IS NULL AND facts.moves THEN
        PERFORM refuse('document_entry_true', 'A posted document needs its journal entry, unless its lines are all zero.');
    END IF;
    IF facts.taxed THEN
        PERFORM check_taxes(TG_ARGV[0], TG_ARGV[1], NEW.company_id, NEW.id, taxed_on(to_jsonb(NEW)));
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER document_totals BEFORE UPDATE ON accounting_invoice
    FOR EACH ROW WHEN (OLD.status = 'draft' AND NEW.status <> 'draft')
    EXECUTE FUNCTION document_totals('accounting_invoiceline', 'invoice_id');
CREATE OR REPLACE TRIGGER document_totals BEFORE UPDATE ON accounting_bill
    FOR EACH ROW WHEN (OLD.status NOT IN ('approved', 'void') AND NEW.status IN ('approved', 'void'))
    EXECUTE FUNCTION document_totals('accounting_billline', 'bill_id');

-- Lines change only while their document is not posted, which its status says: lock first, then test.
CREATE OR REPLACE FUNCTION document_line_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    document record;
BEGIN
    FOR document IN EXECUTE format(
        'SELECT status FROM %I WHERE (company_id, id) IN (SELECT company_id, %I FROM touched) ORDER BY id FOR SHARE',
        TG_ARGV[0], TG_ARGV[1]
    ) LOOP
        IF document.status NOT IN ('draft', 'submitted', 'rejected') THEN
            PERFORM refuse(TG_ARGV[2], 'The lines of a posted document cannot change.');
        END IF;
        IF document.status = 'submitted' THEN
            PERFORM refuse('bill_submitted_stays', 'A submitted bill that is changed becomes a draft again.');
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER line_inserted AFTER INSERT ON accounting_invoiceline REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_invoice', 'invoice_id', 'invoice_frozen');
CREATE OR REPLACE TRIGGER line_deleted AFTER DELETE ON accounting_invoiceline REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_invoice', 'invoice_id', 'invoice_frozen');
CREATE OR REPLACE TRIGGER line_updated_from AFTER UPDATE ON accounting_invoiceline REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_invoice', 'invoice_id', 'invoice_frozen');
CREATE OR REPLACE TRIGGER line_updated_to AFTER UPDATE ON accounting_invoiceline REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_invoice', 'invoice_id', 'invoice_frozen');
CREATE OR REPLACE TRIGGER line_inserted AFTER INSERT ON accounting_billline REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_bill', 'bill_id', 'bill_frozen');
CREATE OR REPLACE TRIGGER line_deleted AFTER DELETE ON accounting_billline REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_bill', 'bill_id', 'bill_frozen');
CREATE OR REPLACE TRIGGER line_updated_from AFTER UPDATE ON accounting_billline REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_bill', 'bill_id', 'bill_frozen');
CREATE OR REPLACE TRIGGER line_updated_to AFTER UPDATE ON accounting_billline REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION document_line_guard('accounting_bill', 'bill_id', 'bill_frozen');

-- What databases of earlier editions had instead of item_opened (accounting/open_items/guards.sql).
DROP TRIGGER IF EXISTS document_posted ON accounting_invoice;
DROP TRIGGER IF EXISTS document_posted ON accounting_bill;
DROP TRIGGER IF EXISTS document_posted ON accounting_payment;
DROP FUNCTION IF EXISTS document_posted();
DROP FUNCTION IF EXISTS document_entry(uuid, uuid, text, uuid, text, numeric);

-- Posting a document opens its item, which follows it; the document shows what is settled of that.
CREATE OR REPLACE TRIGGER item_opened AFTER UPDATE ON accounting_invoice
    FOR EACH ROW WHEN (OLD.status = 'draft' AND NEW.status <> 'draft')
    EXECUTE FUNCTION item_opened('invoice', 'accounts_receivable', 'debit', 'customer_id', 'invoice_number');
CREATE OR REPLACE TRIGGER item_opened AFTER UPDATE ON accounting_bill
    FOR EACH ROW WHEN (OLD.status NOT IN ('approved', 'void') AND NEW.status IN ('approved', 'void'))
    EXECUTE FUNCTION item_opened('bill', 'accounts_payable', 'credit', 'vendor_id', 'bill_number');
CREATE OR REPLACE TRIGGER item_follows AFTER UPDATE ON accounting_invoice
    FOR EACH ROW WHEN (NEW.status = 'void' AND OLD.status <> 'void' OR NEW.status <> 'draft' AND OLD.due_date <> NEW.due_date)
    EXECUTE FUNCTION item_follows();
CREATE OR REPLACE TRIGGER item_follows AFTER UPDATE ON accounting_bill
    FOR EACH ROW WHEN (NEW.status = 'void' AND OLD.status <> 'void' OR NEW.status IN ('approved', 'void') AND OLD.due_date <> NEW.due_date)
    EXECUTE FUNCTION item_follows();
CREATE OR REPLACE TRIGGER invoice_settled AFTER UPDATE ON accounting_openitem REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION items_settled('invoice', 'accounting_invoice', 'amount_paid');
CREATE OR REPLACE TRIGGER bill_settled AFTER UPDATE ON accounting_openitem REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION items_settled('bill', 'accounting_bill', 'amount_paid');

-- A document that is posted keeps its figures, and shows what is settled of its open item. The arguments name the promises of the first
-- and of the second, the column that shows it, and the other columns that may change.
CREATE OR REPLACE FUNCTION document_frozen() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    -- contact_kind and search_text are generated after this trigger has run: still empty in NEW, and made of what is compared.
    free text[] := TG_ARGV[2:] || ARRAY['contact_kind', 'search_text'];
    settled numeric;
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM refuse(TG_ARGV[0], 'A posted document cannot be deleted. Void it instead.');
    END IF;
    IF NEW.status = 'void' AND OLD.status <> 'void' THEN
        free := free || ARRAY['void_date', 'void_reason', 'void_entry_id', 'voided_at', 'voided_by_id'];
    END IF;
    IF (to_jsonb(OLD) - free) <> (to_jsonb(NEW) - free) THEN
        PERFORM refuse(TG_ARGV[0], 'Amounts, dates, contact and tax are frozen once posted. Void it instead.');
    END IF;
    IF NEW.status <> OLD.status AND NEW.status <> 'void' THEN
        PERFORM refuse(TG_ARGV[0], 'A posted document can only be voided.');
    END IF;
    SELECT CASE WHEN void_date IS NULL THEN amount - open_amount ELSE 0 END INTO settled
    FROM accounting_openitem WHERE company_id = NEW.company_id AND id = NEW.id;
    IF (to_jsonb(NEW)->>TG_ARGV[2])::numeric <> settled THEN  -- a kind without open items names no column
        PERFORM refuse(TG_ARGV[1], 'What is settled is the sum of the allocations.');
    END IF;
    IF NEW.status = 'void' AND settled <> 0 THEN
        PERFORM refuse('void_without_allocations', 'Take back its allocations first.');
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER document_frozen BEFORE UPDATE OR DELETE ON accounting_invoice
    FOR EACH ROW WHEN (OLD.status <> 'draft')
    EXECUTE FUNCTION document_frozen('invoice_frozen', 'document_paid_true', 'amount_paid', 'reference', 'notes', 'due_date', 'metadata', 'status',
        'updated_at');
CREATE OR REPLACE TRIGGER document_frozen BEFORE UPDATE OR DELETE ON accounting_bill
    FOR EACH ROW WHEN (OLD.status IN ('approved', 'void'))
    EXECUTE FUNCTION document_frozen('bill_frozen', 'document_paid_true', 'amount_paid', 'reference', 'notes', 'due_date', 'metadata', 'status',
        'updated_at');

-- What is void has its entry reversed, on the date that it says: not before what it takes back, nor before its last un-allocation.
CREATE OR REPLACE FUNCTION document_void() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    earliest date;
BEGIN
    PERFORM 1 FROM accounting_journalentry
    WHERE company_id = NEW.company_id AND id = NEW.void_entry_id AND reverses_id = OLD.journal_entry_id AND status = 'posted' AND date = NEW.void_date;
    IF NOT FOUND THEN
        PERFORM refuse('void_reverses_entry', 'The journal entry must be reversed before its document is voided.');
    END IF;
    SELECT greatest(max(a.date), (
        SELECT date FROM accounting_journalentry WHERE company_id = NEW.company_id AND id = OLD.journal_entry_id
    )) INTO earliest
    FROM accounting_allocation a
    WHERE a.company_id = NEW.company_id AND a.reverses_id IS NOT NULL AND (a.debit_item_id = NEW.id OR a.credit_item_id = NEW.id);
    IF NEW.void_date < earliest THEN
        PERFORM refuse('void_in_order', format('The void date must not be before %s, when its last allocation was taken back.', earliest));
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER document_void BEFORE UPDATE ON accounting_invoice
    FOR EACH ROW WHEN (OLD.status <> 'void' AND NEW.status = 'void' AND OLD.journal_entry_id IS NOT NULL)
    EXECUTE FUNCTION document_void();
CREATE OR REPLACE TRIGGER document_void BEFORE UPDATE ON accounting_bill
    FOR EACH ROW WHEN (OLD.status <> 'void' AND NEW.status = 'void' AND OLD.journal_entry_id IS NOT NULL)
    EXECUTE FUNCTION document_void();

-- Two people: who prepared a bill is written down and only grows, and none of them approves it where the company asks for two.
CREATE OR REPLACE FUNCTION bill_two_people() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    -- What submitting, approving and rejecting write, and metadata, which is not part of the bill. contact_kind and search_text are
    -- generated later.
    review text[] := ARRAY['status', 'submitted_at', 'submitted_by_id', 'approved_at', 'approved_by_id', 'rejection_reason',
                           'journal_entry_id', 'prepared_by', 'metadata', 'updated_at', 'contact_kind', 'search_text'];
    known uuid[] := NEW.prepared_by || ARRAY[NEW.created_by_id, NEW.submitted_by_id];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        known := OLD.prepared_by || known;
    END IF;
    -- What an API key does, the person who made it has done.
    known := known || ARRAY(SELECT acts_for_id FROM identity_user WHERE id = ANY (known) AND acts_for_id IS NOT NULL);
    NEW.prepared_by := ARRAY(
        SELECT person FROM unnest(known) WITH ORDINALITY AS all_known (person, place)
        WHERE person IS NOT NULL GROUP BY person ORDER BY min(place));
    IF TG_OP = 'INSERT' THEN
        RETURN NEW;
    END IF;
    IF OLD.status = 'submitted' AND NEW.status IN ('submitted', 'approved')
       AND (to_jsonb(OLD) - review) <> (to_jsonb(NEW) - review) THEN
        PERFORM refuse('bill_submitted_stays', 'A submitted bill that is changed becomes a draft again.');
    END IF;
    IF NEW.status = 'approved' AND NOT coalesce((to_jsonb(NEW)->>'is_opening')::boolean, false) AND EXISTS (
        SELECT 1 FROM accounting_company WHERE id = NEW.company_id AND two_person_approval
    ) AND (
        OLD.status <> 'submitted' OR NEW.approved_by_id IS NULL OR NEW.approved_by_id = ANY (NEW.prepared_by)
        OR EXISTS (SELECT 1 FROM identity_user WHERE id = NEW.approved_by_id AND acts_for_id IS NOT NULL)
    ) THEN
        PERFORM refuse('bill_approved_by_another', 'In this company a bill must be submitted first, and approved by another person.');
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER bill_two_people_new BEFORE INSERT ON accounting_bill FOR EACH ROW EXECUTE FUNCTION bill_two_people();
CREATE OR REPLACE TRIGGER bill_two_people BEFORE UPDATE ON accounting_bill
    FOR EACH ROW WHEN (OLD.status NOT IN ('approved', 'void')) EXECUTE FUNCTION bill_two_people();

-- An account is not archived while something is open on it. The lock comes first: it waits for whoever is just posting, and they for us.
CREATE OR REPLACE FUNCTION account_settled() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held numeric;
    own numeric;
    held_in text := (SELECT base_currency FROM accounting_company WHERE id = OLD.company_id);
    names text[];
BEGIN
    PERFORM 1 FROM accounting_account WHERE company_id = OLD.company_id AND id = OLD.id FOR UPDATE;
    IF OLD.type IN ('asset', 'liability', 'equity') THEN
        SELECT coalesce(sum(debits - credits), 0), coalesce(sum(currency_amount), 0) INTO held, own
        FROM accounting_accountbalance WHERE company_id = OLD.company_id AND account_id = OLD.id;
        IF held = 0 AND OLD.currency IS NOT NULL THEN
            held := own;
            held_in := OLD.currency;
        END IF;
        IF held <> 0 THEN
            PERFORM refuse('account_settled', format('%s %s still holds %s %s. Bring it to zero first.', OLD.code, OLD.name,
                round(held, (SELECT decimals FROM accounting_currency WHERE code = held_in)), held_in));
        END IF;
    END IF;
    names := ARRAY(
        (SELECT 'tax rate ' || name FROM accounting_taxrate
         WHERE company_id = OLD.company_id AND is_active AND (OLD.id IN (sales_account_id, purchase_account_id) OR id IN (
            SELECT tax_rate_id FROM accounting_taxcomponent WHERE company_id = OLD.company_id AND account_id = OLD.id))
         ORDER BY id LIMIT 4)
        UNION ALL
        (SELECT 'draft entry of ' || e.date FROM accounting_journalentry e
         WHERE e.status = 'draft' AND e.company_id = OLD.company_id
           AND EXISTS (
               SELECT 1 FROM accounting_journalline l WHERE l.company_id = OLD.company_id AND l.entry_id = e.id AND l.account_id = OLD.id
           ) ORDER BY id LIMIT 4)
        UNION ALL
        (SELECT 'draft invoice ' || coalesce(d.invoice_number, 'of ' || d.issue_date) FROM accounting_invoice d
         WHERE d.status = 'draft' AND d.company_id = OLD.company_id
           AND EXISTS (
               SELECT 1 FROM accounting_invoiceline l WHERE l.company_id = OLD.company_id AND l.invoice_id = d.id AND l.account_id = OLD.id
           ) ORDER BY id LIMIT 4)
        UNION ALL
        (SELECT 'bill ' || d.bill_number FROM accounting_bill d
         WHERE d.status IN ('draft', 'submitted', 'rejected') AND d.company_id = OLD.company_id
           AND EXISTS (
               SELECT 1 FROM accounting_billline l WHERE l.company_id = OLD.company_id AND l.bill_id = d.id AND l.account_id = OLD.id
           ) ORDER BY id LIMIT 4)
        UNION ALL
        (SELECT 'draft credit note ' || coalesce(d.credit_note_number, 'of ' || d.issue_date) FROM accounting_creditnote d
         WHERE d.status = 'draft' AND d.company_id = OLD.company_id
           AND EXISTS (
               SELECT 1 FROM accounting_creditnoteline l
               WHERE l.company_id = OLD.company_id AND l.credit_note_id = d.id AND l.account_id = OLD.id
           ) ORDER BY id LIMIT 4)
        UNION ALL
        (SELECT 'draft credit ' || d.vendor_credit_number FROM accounting_vendorcredit d
         WHERE d.status = 'draft' AND d.company_id = OLD.company_id
           AND EXISTS (
               SELECT 1 FROM accounting_vendorcreditline l
               WHERE l.company_id = OLD.company_id AND l.vendor_credit_id = d.id AND l.account_id = OLD.id
           ) ORDER BY id LIMIT 4));
    IF cardinality(names) > 0 THEN
        PERFORM refuse('account_settled', format(
            '%s %s is still used by: %s%s.', OLD.code, OLD.name, array_to_string(names[1:3], ', '),
            CASE WHEN cardinality(names) > 3 THEN ' and more' ELSE '' END));
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER account_settled BEFORE UPDATE ON accounting_account
    FOR EACH ROW WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION account_settled();

-- What is posted as soon as it is entered: bank transactions, transfers, adjustments. Their numbers have no gaps: whoever inserts one has
-- locked its series (accounting/ledger/numbers.py), so the one before it is there. The arguments are table, column and prefix.
CREATE OR REPLACE FUNCTION number_without_gaps() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    number text := to_jsonb(NEW)->>TG_ARGV[1];
    place bigint := substring(number FROM '^' || TG_ARGV[2] || '-(0[0-9]{3}|[1-9][0-9]{3,15})$')::bigint;
    follows boolean := place = 1;
BEGIN
    IF place > 1 THEN
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE company_id = $1 AND %I = $2)', TG_ARGV[0], TG_ARGV[1])
        INTO follows USING NEW.company_id, TG_ARGV[2] || '-' || lpad((place - 1)::text, greatest(4, length((place - 1)::text)), '0');
    END IF;
    IF follows IS NOT TRUE THEN
        PERFORM refuse('number_without_gaps', format('%s does not follow on the number before it.', number));
    END IF;
    RETURN NEW;
END
$$;

-- Its lines are what its entry says, account by account, beside the account that it has of its own: of money, or of its open item. The
-- arguments are its table, that of its lines, and their link to it.
CREATE OR REPLACE FUNCTION lines_posted() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    document jsonb;
    own uuid;
    sign integer;
    facts record;
    differs boolean;
BEGIN
    FOR document IN EXECUTE format(
        'SELECT to_jsonb(d) FROM %I d WHERE (d.company_id, d.id) IN (SELECT company_id, %I FROM touched)', TG_ARGV[0], TG_ARGV[2]
    ) LOOP
        SELECT coalesce((document->>'account_id')::uuid, (
            SELECT account_id FROM accounting_openitem
            WHERE company_id = (document->>'company_id')::uuid AND id = (document->>'id')::uuid
        )) INTO own;
        SELECT -sign(sum(currency_amount) / (document->>'amount')::numeric) INTO sign FROM accounting_journalline
        WHERE company_id = (document->>'company_id')::uuid AND entry_id = (document->>'journal_entry_id')::uuid AND account_id = own;
        EXECUTE format(
            'SELECT sum(net_amount) AS net, sum(tax_amount) AS tax FROM %I WHERE company_id = $1 AND %I = $2', TG_ARGV[1], TG_ARGV[2]
        ) INTO facts USING (document->>'company_id')::uuid, (document->>'id')::uuid;
        EXECUTE format(
            'SELECT EXISTS (
                SELECT 1 FROM (
                    SELECT account_id, tax_rate_id, tracking, net_amount AS moved FROM %I WHERE company_id = $1 AND %I = $2
                    UNION ALL
                    SELECT account_id, tax_rate_id, tracking, -$3 * currency_amount FROM accounting_journalline
                    WHERE company_id = $1 AND entry_id = $4 AND account_id <> $5 AND tax_base IS NULL
                ) AS both_sides GROUP BY account_id, tax_rate_id, tracking HAVING sum(moved) <> 0)', TG_ARGV[1], TG_ARGV[2]
        ) INTO differs USING (document->>'company_id')::uuid, (document->>'id')::uuid, sign, (document->>'journal_entry_id')::uuid, own;
        IF differs OR facts.net <> (document->>'subtotal')::numeric OR facts.tax <> (document->>'tax_total')::numeric THEN
            PERFORM refuse('lines_posted_true', 'The lines are not what the journal entry says.');
        END IF;
        PERFORM check_taxes(TG_ARGV[1], TG_ARGV[2], (document->>'company_id')::uuid, (document->>'id')::uuid,
            CASE TG_ARGV[0] WHEN 'accounting_banktransaction' THEN (document->>'date')::date END);
    END LOOP;
    RETURN NULL;
END
$$;
