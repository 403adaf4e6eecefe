-- What raw SQL could still do: post what is no number, make documents say what their entries do not, and change what kind an account
-- with lines is.

-- PostgreSQL holds NaN to be equal to itself and greater than every number: it balances, and never goes away again.
DO $$
DECLARE
    amounts record;
BEGIN
    FOR amounts IN
        SELECT table_name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) AS columns
        FROM information_schema.columns
        WHERE table_schema = 'public' AND data_type = 'numeric' AND table_name LIKE 'accounting\_%'
          AND table_name <> 'accounting_accountbalance'  -- the guards add up what is checked already
        GROUP BY table_name
    LOOP
        EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (''NaN''::numeric <> ALL (ARRAY[%s]))',
            amounts.table_name, replace(amounts.table_name, 'accounting_', '') || '_of_numbers', amounts.columns);
    END LOOP;
END
$$;

-- A posted document's entry was posted for it, over its whole amount: `net` is what its control account moves by, in its currency.
CREATE FUNCTION document_entry(entry uuid, company uuid, source text, document uuid, control text, net numeric) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM accounting_journalentry e
    WHERE e.id = entry AND e.company_id = company AND e.status = 'posted' AND e.reverses_id IS NULL
      AND e.source_type = source AND e.source_id = document
      AND net = (
          SELECT coalesce(sum(l.currency_amount), 0)
          FROM accounting_journalline l JOIN accounting_account a ON a.id = l.account_id
          WHERE l.entry_id = entry AND a.system_role = control
      );
    IF NOT FOUND THEN
        PERFORM refuse('document_entry_true', 'The journal entry is not the one that posts this.');
    END IF;
END
$$;

CREATE FUNCTION document_posted() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    CASE TG_TABLE_NAME
        WHEN 'accounting_invoice' THEN
            PERFORM document_entry(NEW.journal_entry_id, NEW.company_id, 'invoice', NEW.id, 'accounts_receivable', NEW.amount);
        WHEN 'accounting_bill' THEN
            PERFORM document_entry(NEW.journal_entry_id, NEW.company_id, 'bill', NEW.id, 'accounts_payable', -NEW.amount);
        WHEN 'accounting_payment' THEN
            IF NEW.type = 'received' THEN
                PERFORM document_entry(NEW.journal_entry_id, NEW.company_id, 'payment', NEW.id, 'accounts_receivable', -NEW.amount);
            ELSE
                PERFORM document_entry(NEW.journal_entry_id, NEW.company_id, 'payment', NEW.id, 'accounts_payable', NEW.amount);
            END IF;
    END CASE;
    RETURN NEW;
END
$$;
CREATE TRIGGER document_posted BEFORE UPDATE ON accounting_invoice
    FOR EACH ROW WHEN (OLD.journal_entry_id IS NULL AND NEW.journal_entry_id IS NOT NULL) EXECUTE FUNCTION document_posted();
CREATE TRIGGER document_posted BEFORE UPDATE ON accounting_bill
    FOR EACH ROW WHEN (OLD.journal_entry_id IS NULL AND NEW.journal_entry_id IS NOT NULL) EXECUTE FUNCTION document_posted();
CREATE TRIGGER document_posted BEFORE INSERT ON accounting_payment FOR EACH ROW EXECUTE FUNCTION document_posted();

-- What is void has its entry reversed.
CREATE FUNCTION document_void() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM accounting_journalentry WHERE reverses_id = OLD.journal_entry_id AND status = 'posted';
    IF NOT FOUND THEN
        PERFORM refuse('void_reverses_entry', 'The journal entry is reversed before its document becomes void.');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER document_void BEFORE UPDATE ON accounting_invoice
    FOR EACH ROW WHEN (OLD.status <> 'void' AND NEW.status = 'void') EXECUTE FUNCTION document_void();
CREATE TRIGGER document_void BEFORE UPDATE ON accounting_bill
    FOR EACH ROW WHEN (OLD.status <> 'void' AND NEW.status = 'void') EXECUTE FUNCTION document_void();
CREATE TRIGGER document_void BEFORE UPDATE ON accounting_payment
    FOR EACH ROW WHEN (OLD.status <> 'void' AND NEW.status = 'void') EXECUTE FUNCTION document_void();

-- Deductions are what the payment's entry says: the bank account moved by the amount, less them or more by them.
CREATE FUNCTION deductions_posted() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    payment record;
BEGIN
    FOR payment IN
        SELECT CASE p.type WHEN 'received' THEN p.amount ELSE -p.amount END
                   - (SELECT coalesce(sum(d.amount) FILTER (WHERE d.account_id <> p.account_id), 0)
                      FROM accounting_paymentdeduction d WHERE d.payment_id = p.id) AS said,
               (SELECT sum(l.currency_amount) FROM accounting_journalline l
                WHERE l.entry_id = p.journal_entry_id AND l.account_id = p.account_id) AS posted
        FROM accounting_payment p WHERE p.id IN (SELECT payment_id FROM touched)
    LOOP
        IF payment.said IS DISTINCT FROM payment.posted THEN
            PERFORM refuse('payment_frozen', 'The deductions of a payment are those that it was posted with.');
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;
CREATE TRIGGER deductions_posted AFTER INSERT ON accounting_paymentdeduction REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION deductions_posted();

-- What an account is follows it into every report, those of closed periods too. The lock comes first: it waits for whoever is just
-- writing a line on this account, and they for us.
CREATE FUNCTION account_fixed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM accounting_account WHERE id = OLD.id FOR UPDATE;
    IF OLD.system_role IS NOT NULL AND OLD.system_role IS DISTINCT FROM NEW.system_role THEN
        PERFORM refuse('account_keeps_role', 'This account has a system role, which it keeps.');
    END IF;
    IF EXISTS (SELECT 1 FROM accounting_journalline WHERE account_id = OLD.id) THEN
        IF OLD.type <> NEW.type THEN
            PERFORM refuse('account_keeps_type', 'The type of an account cannot change once there are journal lines on it.');
        END IF;
        IF NEW.system_role IS DISTINCT FROM OLD.system_role AND NEW.system_role IN ('accounts_receivable', 'accounts_payable') THEN
            PERFORM refuse('account_control_unused',
                'A control account is the sum of open documents: choose an account without journal lines.');
        END IF;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER account_fixed BEFORE UPDATE ON accounting_account
    FOR EACH ROW WHEN (OLD.type <> NEW.type OR OLD.system_role IS DISTINCT FROM NEW.system_role) EXECUTE FUNCTION account_fixed();
