-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- The guards of bank transactions and transfers. Their manner is that of accounting/ledger/guards.sql; what they have in common with other
-- documents is in accounting/documents/guards.sql.

SELECT rows_of_company('accounting_banktransaction', 'accounting_banktransactionline', 'accounting_transfer');
REVOKE UPDATE, DELETE ON accounting_banktransactionline FROM atlas_app;

CREATE OR REPLACE TRIGGER document_frozen BEFORE UPDATE OR DELETE ON accounting_banktransaction
    FOR EACH ROW EXECUTE FUNCTION document_frozen('bank_transaction_frozen', '', '', 'reference', 'external_id', 'metadata', 'status', 'updated_at');
CREATE OR REPLACE TRIGGER document_frozen BEFORE UPDATE OR DELETE ON accounting_transfer
    FOR EACH ROW EXECUTE FUNCTION document_frozen('transfer_frozen', '', '', 'reference', 'external_id', 'metadata', 'status', 'updated_at');
CREATE OR REPLACE TRIGGER document_born_draft BEFORE INSERT ON accounting_banktransaction
    FOR EACH ROW WHEN (NEW.status <> 'posted') EXECUTE FUNCTION document_born_draft();
CREATE OR REPLACE TRIGGER document_born_draft BEFORE INSERT ON accounting_transfer
    FOR EACH ROW WHEN (NEW.status <> 'posted') EXECUTE FUNCTION document_born_draft();
CREATE OR REPLACE TRIGGER document_void BEFORE UPDATE ON accounting_banktransaction
    FOR EACH ROW WHEN (OLD.status <> 'void' AND NEW.status = 'void') EXECUTE FUNCTION document_void();
CREATE OR REPLACE TRIGGER document_void BEFORE UPDATE ON accounting_transfer
    FOR EACH ROW WHEN (OLD.status <> 'void' AND NEW.status = 'void') EXECUTE FUNCTION document_void();
CREATE OR REPLACE TRIGGER number_without_gaps BEFORE INSERT ON accounting_banktransaction
    FOR EACH ROW EXECUTE FUNCTION number_without_gaps('accounting_banktransaction', 'transaction_number', 'BT');
CREATE OR REPLACE TRIGGER number_without_gaps BEFORE INSERT ON accounting_transfer
    FOR EACH ROW EXECUTE FUNCTION number_without_gaps('accounting_transfer', 'transfer_number', 'TR');
CREATE OR REPLACE TRIGGER lines_posted AFTER INSERT ON accounting_banktransactionline REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT
    EXECUTE FUNCTION lines_posted('accounting_banktransaction', 'accounting_banktransactionline', 'bank_transaction_id');

-- Money moves as the entry says: a bank transaction by its total, a transfer by its amount and its fee. A fee that is worth nothing in the
-- base currency has no line, as the deductions of payments.
CREATE OR REPLACE FUNCTION bank_transaction_posted() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    sign integer := CASE NEW.type WHEN 'receive' THEN 1 ELSE -1 END;
    posted record;
BEGIN
    SELECT sum(l.currency_amount) FILTER (WHERE l.account_id = NEW.account_id) AS bank,
           sum(l.currency_amount) FILTER (WHERE l.tax_base IS NOT NULL) AS tax INTO posted
    FROM accounting_journalentry e JOIN accounting_journalline l ON l.company_id = e.company_id AND l.entry_id = e.id
    WHERE e.company_id = NEW.company_id AND e.id = NEW.journal_entry_id AND e.status = 'posted' AND e.reverses_id IS NULL
      AND e.source_type = 'bank_transaction' AND e.source_id = NEW.id;
    IF posted.bank IS DISTINCT FROM sign * NEW.amount OR coalesce(posted.tax, 0) <> -sign * NEW.tax_total THEN
        PERFORM refuse('banking_entry_true', 'The journal entry does not belong to this bank transaction.');
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER bank_transaction_posted AFTER INSERT ON accounting_banktransaction
    FOR EACH ROW EXECUTE FUNCTION bank_transaction_posted();

CREATE OR REPLACE FUNCTION transfer_posted() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    posted record;
BEGIN
    SELECT sum(l.currency_amount) FILTER (WHERE l.account_id = NEW.from_account_id) AS sent,
           sum(l.currency_amount) FILTER (WHERE l.account_id = NEW.to_account_id) AS arrived,
           sum(l.currency_amount) FILTER (WHERE l.account_id = NEW.fee_account_id AND l.tracking IS NOT DISTINCT FROM NEW.fee_tracking)
               AS fee INTO posted
    FROM accounting_journalentry e JOIN accounting_journalline l ON l.company_id = e.company_id AND l.entry_id = e.id
    WHERE e.company_id = NEW.company_id AND e.id = NEW.journal_entry_id AND e.status = 'posted' AND e.reverses_id IS NULL
      AND e.source_type = 'transfer' AND e.source_id = NEW.id;
    IF posted.sent IS DISTINCT FROM -NEW.amount - NEW.fee_amount OR posted.arrived IS DISTINCT FROM NEW.to_amount
       OR posted.fee <> NEW.fee_amount
       OR posted.fee IS NULL AND round(NEW.fee_amount * NEW.exchange_rate, (SELECT y.decimals FROM accounting_company c
           JOIN accounting_currency y ON y.code = c.base_currency WHERE c.id = NEW.company_id)) <> 0 THEN
        PERFORM refuse('banking_entry_true', 'The journal entry does not belong to this transfer.');
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER transfer_posted AFTER INSERT ON accounting_transfer FOR EACH ROW EXECUTE FUNCTION transfer_posted();

-- Money is on bank, cash, card and clearing accounts. The arguments are the columns of the accounts.
CREATE OR REPLACE FUNCTION banking_account() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    used uuid[] := ARRAY(SELECT (to_jsonb(NEW)->>name)::uuid FROM unnest(TG_ARGV) AS name);
BEGIN
    PERFORM 1 FROM accounting_account
    WHERE company_id = NEW.company_id AND id = ANY (used)
      AND NOT (subtype IN ('bank', 'cash', 'clearing', 'credit_card') AND system_role IS NULL);
    IF FOUND THEN
        PERFORM refuse('banking_account_holds_money', 'This must be a bank, cash, card or clearing account.');
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER account_holds_money BEFORE INSERT ON accounting_banktransaction
    FOR EACH ROW EXECUTE FUNCTION banking_account('account_id');
CREATE OR REPLACE TRIGGER account_holds_money BEFORE INSERT ON accounting_transfer
    FOR EACH ROW EXECUTE FUNCTION banking_account('from_account_id', 'to_account_id');

-- An account with bank transactions or transfers stays one of these.
CREATE OR REPLACE FUNCTION banking_account_stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM accounting_banktransaction WHERE company_id = NEW.company_id AND account_id = NEW.id)
       OR EXISTS (
           SELECT 1 FROM accounting_transfer WHERE company_id = NEW.company_id AND NEW.id IN (from_account_id, to_account_id)
       ) THEN
        PERFORM refuse('banking_account_holds_money',
            'An account with bank transactions or transfers must stay a bank, cash, card or clearing account.');
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER banking_account_stays BEFORE UPDATE OF subtype, system_role ON accounting_account
    FOR EACH ROW WHEN (OLD.subtype IN ('bank', 'cash', 'clearing', 'credit_card') AND OLD.system_role IS NULL
        AND NOT (NEW.subtype IN ('bank', 'cash', 'clearing', 'credit_card') AND NEW.system_role IS NULL))
    EXECUTE FUNCTION banking_account_stays();
