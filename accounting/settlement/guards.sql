-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- The guards of payments and adjustments. Their manner is that of accounting/ledger/guards.sql; what a payment has in common with invoices and bills is
-- in accounting/documents/guards.sql, and how they settle each other in accounting/open_items/guards.sql.

SELECT rows_of_company('accounting_payment', 'accounting_paymentdeduction', 'accounting_adjustment', 'accounting_adjustmentline');
REVOKE UPDATE, DELETE ON accounting_paymentdeduction, accounting_adjustmentline FROM atlas_app;

-- accounting/ledger/numbers.sql says what looks alike.
CREATE UNIQUE INDEX IF NOT EXISTS payment_number_unique ON accounting_payment (company_id, look_alike(payment_number),
    coalesce(CASE WHEN kept_number = payment_number THEN id END, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE true;

CREATE OR REPLACE TRIGGER document_frozen BEFORE UPDATE OR DELETE ON accounting_payment
    FOR EACH ROW EXECUTE FUNCTION document_frozen(
        'payment_frozen', 'payment_allocated_true', 'allocated_amount', 'reference', 'notes', 'external_id', 'metadata', 'status', 'updated_at');
CREATE OR REPLACE TRIGGER document_born_draft BEFORE INSERT ON accounting_payment
    FOR EACH ROW WHEN (NEW.status <> 'posted' OR NEW.allocated_amount <> 0) EXECUTE FUNCTION document_born_draft();
CREATE OR REPLACE TRIGGER document_void BEFORE UPDATE ON accounting_payment
    FOR EACH ROW WHEN (OLD.status <> 'void' AND NEW.status = 'void') EXECUTE FUNCTION document_void();
CREATE OR REPLACE TRIGGER item_opened_received AFTER INSERT ON accounting_payment
    FOR EACH ROW WHEN (NEW.type = 'received' AND NOT NEW.is_refund)
    EXECUTE FUNCTION item_opened('payment', 'accounts_receivable', 'credit', 'contact_id', 'payment_number');
CREATE OR REPLACE TRIGGER item_opened_made AFTER INSERT ON accounting_payment
    FOR EACH ROW WHEN (NEW.type = 'made' AND NOT NEW.is_refund)
    EXECUTE FUNCTION item_opened('payment', 'accounts_payable', 'debit', 'contact_id', 'payment_number');
CREATE OR REPLACE TRIGGER item_opened_refund_made AFTER INSERT ON accounting_payment
    FOR EACH ROW WHEN (NEW.type = 'made' AND NEW.is_refund)
    EXECUTE FUNCTION item_opened('payment', 'accounts_receivable', 'debit', 'contact_id', 'payment_number');
CREATE OR REPLACE TRIGGER item_opened_refund_received AFTER INSERT ON accounting_payment
    FOR EACH ROW WHEN (NEW.type = 'received' AND NEW.is_refund)
    EXECUTE FUNCTION item_opened('payment', 'accounts_payable', 'credit', 'contact_id', 'payment_number');
CREATE OR REPLACE TRIGGER item_follows AFTER UPDATE ON accounting_payment
    FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION item_follows();
CREATE OR REPLACE TRIGGER payment_settled AFTER UPDATE ON accounting_openitem REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION items_settled('payment', 'accounting_payment', 'allocated_amount');

-- Adjustments. Which side they are on depends on the contact and on their sign.
CREATE OR REPLACE TRIGGER document_frozen BEFORE UPDATE OR DELETE ON accounting_adjustment
    FOR EACH ROW EXECUTE FUNCTION document_frozen(
        'adjustment_frozen', 'adjustment_allocated_true', 'allocated_amount', 'reference', 'external_id', 'metadata', 'status', 'updated_at');
CREATE OR REPLACE TRIGGER document_born_draft BEFORE INSERT ON accounting_adjustment
    FOR EACH ROW WHEN (NEW.status <> 'posted' OR NEW.allocated_amount <> 0) EXECUTE FUNCTION document_born_draft();
CREATE OR REPLACE TRIGGER document_void BEFORE UPDATE ON accounting_adjustment
    FOR EACH ROW WHEN (OLD.status <> 'void' AND NEW.status = 'void') EXECUTE FUNCTION document_void();
CREATE OR REPLACE TRIGGER number_without_gaps BEFORE INSERT ON accounting_adjustment
    FOR EACH ROW EXECUTE FUNCTION number_without_gaps('accounting_adjustment', 'adjustment_number', 'ADJ');
CREATE OR REPLACE TRIGGER item_opened_receivable_less AFTER INSERT ON accounting_adjustment
    FOR EACH ROW WHEN (NEW.contact_kind = 'customer' AND NEW.amount > 0)
    EXECUTE FUNCTION item_opened('adjustment', 'accounts_receivable', 'credit', 'contact_id', 'adjustment_number');
CREATE OR REPLACE TRIGGER item_opened_receivable_more AFTER INSERT ON accounting_adjustment
    FOR EACH ROW WHEN (NEW.contact_kind = 'customer' AND NEW.amount < 0)
    EXECUTE FUNCTION item_opened('adjustment', 'accounts_receivable', 'debit', 'contact_id', 'adjustment_number');
CREATE OR REPLACE TRIGGER item_opened_payable_less AFTER INSERT ON accounting_adjustment
    FOR EACH ROW WHEN (NEW.contact_kind = 'vendor' AND NEW.amount > 0)
    EXECUTE FUNCTION item_opened('adjustment', 'accounts_payable', 'debit', 'contact_id', 'adjustment_number');
CREATE OR REPLACE TRIGGER item_opened_payable_more AFTER INSERT ON accounting_adjustment
    FOR EACH ROW WHEN (NEW.contact_kind = 'vendor' AND NEW.amount < 0)
    EXECUTE FUNCTION item_opened('adjustment', 'accounts_payable', 'credit', 'contact_id', 'adjustment_number');
CREATE OR REPLACE TRIGGER item_follows AFTER UPDATE ON accounting_adjustment
    FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION item_follows();
CREATE OR REPLACE TRIGGER adjustment_settled AFTER UPDATE ON accounting_openitem REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION items_settled('adjustment', 'accounting_adjustment', 'allocated_amount');
DROP FUNCTION IF EXISTS item_settled();  -- what databases of earlier editions had instead, for each row
CREATE OR REPLACE TRIGGER lines_posted AFTER INSERT ON accounting_adjustmentline REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION lines_posted('accounting_adjustment', 'accounting_adjustmentline', 'adjustment_id');

-- Payments go through bank, cash, card and clearing accounts.
CREATE OR REPLACE FUNCTION payment_account() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM accounting_account
    WHERE company_id = NEW.company_id AND id = NEW.account_id
      AND NOT (subtype IN ('bank', 'cash', 'clearing', 'credit_card') AND system_role IS NULL);
    IF FOUND THEN
        PERFORM refuse('payment_account_holds_money', 'The account of a payment must be a bank, cash, card or clearing account.');
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER account_holds_money BEFORE INSERT ON accounting_payment FOR EACH ROW EXECUTE FUNCTION payment_account();

-- An account with payments stays one of these.
CREATE OR REPLACE FUNCTION payment_account_stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM accounting_payment WHERE company_id = NEW.company_id AND account_id = NEW.id LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('payment_account_holds_money', 'The account of a payment must be a bank, cash, card or clearing account.');
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER payment_account_stays BEFORE UPDATE OF subtype, system_role ON accounting_account
    FOR EACH ROW WHEN (OLD.subtype IN ('bank', 'cash', 'clearing', 'credit_card') AND OLD.system_role IS NULL
        AND NOT (NEW.subtype IN ('bank', 'cash', 'clearing', 'credit_card') AND NEW.system_role IS NULL))
    EXECUTE FUNCTION payment_account_stays();

-- Deductions are what the payment's entry says: the bank account moved by the amount, less them or more by them.
CREATE OR REPLACE FUNCTION deductions_posted() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    payment record;
BEGIN
    FOR payment IN
        SELECT CASE p.type WHEN 'received' THEN 1 ELSE -1 END * coalesce(p.account_amount, p.amount)
                   - CASE WHEN p.account_amount IS NULL THEN 1 ELSE 0 END * (SELECT coalesce(sum(d.amount) FILTER (WHERE d.account_id <> p.account_id), 0)
                      FROM accounting_paymentdeduction d WHERE d.company_id = p.company_id AND d.payment_id = p.id) AS said,
               (SELECT sum(l.currency_amount) FROM accounting_journalline l
                WHERE l.company_id = p.company_id AND l.entry_id = p.journal_entry_id AND l.account_id = p.account_id) AS posted
        FROM accounting_payment p WHERE (p.company_id, p.id) IN (SELECT company_id, payment_id FROM touched)
    LOOP
        IF payment.said IS DISTINCT FROM payment.posted THEN
            PERFORM refuse('payment_frozen', 'The deductions of a posted payment cannot change.');
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER deductions_posted AFTER INSERT ON accounting_paymentdeduction REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION deductions_posted();

-- A contact is not archived while something is open on it. The lock comes first: it waits for whoever is just posting, and they for us.
CREATE OR REPLACE FUNCTION contact_settled() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    names text[];
BEGIN
    PERFORM 1 FROM accounting_contact WHERE company_id = OLD.company_id AND id = OLD.id FOR UPDATE;
    names := ARRAY(
        (SELECT replace(kind, '_', ' ') || ' ' || number FROM accounting_openitem
         WHERE company_id = OLD.company_id AND contact_id = OLD.id AND open_amount > 0 ORDER BY id LIMIT 4)
        UNION ALL
        (SELECT 'bill ' || bill_number FROM accounting_bill
         WHERE company_id = OLD.company_id AND vendor_id = OLD.id AND status = 'submitted' ORDER BY id LIMIT 4));
    IF cardinality(names) > 0 THEN
        PERFORM refuse('contact_settled', format(
            '%s still has open: %s%s. Settle or void that first.', OLD.name, array_to_string(names[1:3], ', '),
            CASE WHEN cardinality(names) > 3 THEN ' and more' ELSE '' END));
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER contact_settled BEFORE UPDATE ON accounting_contact
    FOR EACH ROW WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION contact_settled();
