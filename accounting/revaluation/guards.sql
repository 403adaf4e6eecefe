-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- Revaluations. What was open on a day is computed here only, in one statement, so that all of it is of one moment. The ledger's head is
-- locked when the entries are posted, after that.

SELECT rows_of_company('accounting_fxrevaluation', 'accounting_fxrevaluationline');
REVOKE INSERT, UPDATE, DELETE ON accounting_fxrevaluationline FROM atlas_app;
REVOKE DELETE ON accounting_fxrevaluation FROM atlas_app;

-- What stood open on a day in other currencies than the company's, debits positive: the open items, and the accounts that are kept in one.
-- An allocation of a later day has not settled anything yet, and a document that was voided later was still there.
CREATE OR REPLACE FUNCTION fx_positions(company uuid, day date)
RETURNS TABLE (item_id uuid, account_id uuid, currency text, amount numeric, base_amount numeric)
LANGUAGE sql STABLE AS $$
    WITH books AS MATERIALIZED (SELECT base_currency AS code FROM accounting_company WHERE id = company),
    items AS MATERIALIZED (
        SELECT i.id, i.account_id, i.side, i.currency, i.amount, i.base_amount
        FROM accounting_openitem i, books
        WHERE i.company_id = company AND i.currency <> books.code AND i.date <= day AND (i.void_date IS NULL OR i.void_date > day)
    ),
    settled AS (
        SELECT i.id, sum(l.amount) AS amount, sum(l.debit_base) AS base
        FROM items i JOIN accounting_allocation l ON l.company_id = company AND l.debit_item_id = i.id
        WHERE i.side = 'debit' AND l.date <= day GROUP BY i.id
        UNION ALL
        SELECT i.id, sum(l.amount), sum(l.credit_base)
        FROM items i JOIN accounting_allocation l ON l.company_id = company AND l.credit_item_id = i.id
        WHERE i.side = 'credit' AND l.date <= day GROUP BY i.id
    )
    SELECT i.id, i.account_id, i.currency, s.sign * (i.amount - coalesce(t.amount, 0)), s.sign * (i.base_amount - coalesce(t.base, 0))
    FROM items i
    CROSS JOIN LATERAL (SELECT CASE i.side WHEN 'debit' THEN 1 ELSE -1 END AS sign) AS s
    LEFT JOIN settled t ON t.id = i.id
    WHERE i.amount <> coalesce(t.amount, 0)
    UNION ALL
    SELECT NULL, a.id, a.currency, sum(b.currency_amount), sum(b.debits - b.credits)
    FROM books, accounting_account a
    CROSS JOIN LATERAL (
        SELECT m.debits, m.credits, m.currency_amount FROM accounting_accountbalance m
        WHERE m.company_id = company AND m.account_id = a.id AND m.month < date_trunc('month', fx_positions.day)
        UNION ALL
        SELECT d.debits, d.credits, d.currency_amount FROM accounting_daybalance d
        WHERE d.company_id = company AND d.account_id = a.id AND d.day BETWEEN date_trunc('month', fx_positions.day) AND fx_positions.day
    ) AS b
    WHERE a.company_id = company AND a.currency <> books.code
    GROUP BY a.id, a.currency
    HAVING sum(b.currency_amount) <> 0 OR sum(b.debits - b.credits) <> 0
$$;

-- Add the lines of a new revaluation at the given rates ({"EUR": "1.0912"}), and return their sums. An account at zero needs no rate. Without
-- the rate of a currency, its lines are left out and the revalued sum is null: the caller gives up. It runs as the owner, past the policies,
-- so it looks itself whether the company is the tenant's.
CREATE OR REPLACE FUNCTION fx_revalue(company uuid, revaluation uuid, rates jsonb)
RETURNS TABLE (of_items boolean, account_id uuid, currency text, amount numeric, base_amount numeric, revalued_amount numeric, lines bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    tenant text := current_setting('atlas.organization_id', true);
    places integer;
    day date;
BEGIN
    SELECT y.decimals INTO places FROM accounting_company c JOIN accounting_currency y ON y.code = c.base_currency
    WHERE c.id = company AND (tenant = 'everyone' OR c.organization_id::text = tenant);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'The company is not of this organization.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT r.date INTO day FROM accounting_fxrevaluation r
    WHERE r.company_id = company AND r.id = revaluation AND r.status = 'posted' AND r.line_count IS NULL;
    IF NOT FOUND OR EXISTS (SELECT 1 FROM accounting_fxrevaluationline l WHERE l.company_id = company AND l.fx_revaluation_id = revaluation) THEN
        PERFORM refuse('fx_revaluation_frozen', 'A revaluation gets its lines once, when it is made.');
    END IF;
    RETURN QUERY
    WITH found AS MATERIALIZED (
        SELECT p.*, CASE WHEN p.amount = 0 THEN 0 ELSE round(p.amount * (rates->>p.currency)::numeric, places) END AS revalued
        FROM fx_positions(company, day) p
    ), added AS (
        INSERT INTO accounting_fxrevaluationline
            (id, company_id, fx_revaluation_id, position, item_id, account_id, currency, amount, base_amount, revalued_amount)
        SELECT uuidv7(), company, revaluation, row_number() OVER (ORDER BY f.item_id NULLS FIRST, f.account_id) - 1,
               f.item_id, f.account_id, f.currency, f.amount, f.base_amount, f.revalued
        FROM found f WHERE f.revalued IS NOT NULL
    )
    SELECT f.item_id IS NOT NULL, f.account_id, f.currency::text, sum(f.amount), sum(f.base_amount),
           CASE WHEN bool_and(f.revalued IS NOT NULL) THEN sum(f.revalued) END, count(*)
    FROM found f GROUP BY 1, 2, 3 ORDER BY 1, 3, 2;
END
$$;

-- What a pair of entries moved on each account, as an object of texts; what comes to nothing is left out.
CREATE OR REPLACE FUNCTION fx_moved(company uuid, entries uuid[]) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_object_agg(account_id, moved), '{}')
    FROM (
        SELECT account_id, sum(debit - credit) AS moved FROM accounting_journalline
        WHERE company_id = company AND entry_id = ANY (entries) GROUP BY account_id
    ) AS by_account WHERE moved <> 0
$$;

-- What the lines of a revaluation say must be moved on each account but those of gains: on the one that revalues receivables or payables for
-- open items, and on each bank account.
CREATE OR REPLACE FUNCTION fx_to_move(company uuid, revaluation uuid, of_items boolean) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_object_agg(account_id, moved), '{}')
    FROM (
        SELECT CASE WHEN of_items THEN r.id ELSE a.id END AS account_id, sum(l.revalued_amount - l.base_amount) AS moved
        FROM accounting_fxrevaluationline l
        JOIN accounting_account a ON a.company_id = company AND a.id = l.account_id
        LEFT JOIN accounting_account r ON r.company_id = company AND r.system_role = CASE a.system_role
            WHEN 'accounts_receivable' THEN 'receivables_revaluation' WHEN 'accounts_payable' THEN 'payables_revaluation' END
        WHERE l.company_id = company AND l.fx_revaluation_id = revaluation AND (l.item_id IS NOT NULL) = of_items
        GROUP BY 1
    ) AS by_account WHERE moved <> 0
$$;

-- A revaluation is added empty, gets its lines from fx_revalue, and is finished once, with the entries that post just these lines. Then only
-- voiding changes it. The head is locked meanwhile, so the order of revaluations holds whoever else revalues at the moment.
CREATE OR REPLACE FUNCTION fx_revaluation_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    finishing text[] := ARRAY['line_count', 'rates', 'open_items_gain', 'bank_accounts_gain', 'journal_entry_id', 'bank_entry_id', 'updated_at'];
    voiding text[] := ARRAY['status', 'void_date', 'void_reason', 'void_entry_id', 'void_bank_entry_id', 'voided_at', 'voided_by_id', 'updated_at'];
    items jsonb;
    accounts jsonb;
    gains uuid[];
    later date;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'posted' OR NEW.line_count IS NOT NULL OR NEW.journal_entry_id IS NOT NULL OR NEW.bank_entry_id IS NOT NULL THEN
            PERFORM refuse('fx_revaluation_frozen', 'A revaluation begins without lines and entries.');
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        PERFORM refuse('fx_revaluation_frozen', 'A revaluation cannot be deleted. Void it instead.');
    END IF;
    IF OLD.status = 'void' OR (to_jsonb(OLD) - CASE WHEN OLD.line_count IS NULL THEN finishing ELSE voiding END)
                           <> (to_jsonb(NEW) - CASE WHEN OLD.line_count IS NULL THEN finishing ELSE voiding END) THEN
        PERFORM refuse('fx_revaluation_frozen', 'A revaluation does not change. Void it instead.');
    END IF;
    PERFORM 1 FROM accounting_ledgerhead WHERE company_id = NEW.company_id FOR UPDATE;
    SELECT min(date) INTO later FROM accounting_fxrevaluation
    WHERE company_id = NEW.company_id AND status = 'posted' AND date > NEW.date AND id <> NEW.id;
    IF later IS NOT NULL THEN
        PERFORM refuse('fx_revaluation_in_order', format('There is a revaluation of %s, which begins where this one ends. Void that first.', later));
    END IF;
    gains := ARRAY(SELECT id FROM accounting_account WHERE company_id = NEW.company_id
                   AND system_role IN ('exchange_gain_loss', 'unrealised_gain_loss'));
    IF OLD.line_count IS NULL THEN
        items := fx_to_move(NEW.company_id, NEW.id, true);
        accounts := fx_to_move(NEW.company_id, NEW.id, false);
        IF NEW.line_count IS DISTINCT FROM (SELECT nullif(count(*), 0) FROM accounting_fxrevaluationline
                                            WHERE company_id = NEW.company_id AND fx_revaluation_id = NEW.id)
           OR fx_moved(NEW.company_id, ARRAY[NEW.journal_entry_id]) - gains::text[] <> items
           OR fx_moved(NEW.company_id, ARRAY[NEW.bank_entry_id]) - gains::text[] <> accounts
           OR NEW.open_items_gain <> (SELECT coalesce(sum(value::numeric), 0) FROM jsonb_each_text(items))
           OR NEW.bank_accounts_gain <> (SELECT coalesce(sum(value::numeric), 0) FROM jsonb_each_text(accounts))
           OR EXISTS (
            SELECT 1 FROM accounting_journalentry e
            WHERE e.company_id = NEW.company_id AND e.id IN (NEW.journal_entry_id, NEW.bank_entry_id)
              AND (e.status, e.date, e.source_type, e.source_id, e.reverse_on) IS DISTINCT FROM
                  ('posted', NEW.date, 'fx_revaluation', NEW.id, CASE e.id WHEN NEW.journal_entry_id THEN NEW.date + 1 END)) THEN
            PERFORM refuse('fx_revaluation_true', 'The journal entries are not what the lines of this revaluation come to.');
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.status <> 'void' THEN
        RETURN NEW;
    END IF;
    IF fx_moved(NEW.company_id, ARRAY[NEW.journal_entry_id, NEW.void_entry_id, NEW.bank_entry_id, NEW.void_bank_entry_id]) <> '{}' OR EXISTS (
        SELECT 1 FROM accounting_journalentry e
        WHERE e.company_id = NEW.company_id AND e.id IN (NEW.void_entry_id, NEW.void_bank_entry_id)
          AND (e.status, e.date, e.source_type, e.source_id, e.reverse_on) IS DISTINCT FROM
              ('posted', NEW.date, 'fx_revaluation', NEW.id, CASE e.id WHEN NEW.void_entry_id THEN NEW.date + 1 END)) THEN
        PERFORM refuse('fx_revaluation_taken_back', 'Its entries must be taken back on their dates before a revaluation is void.');
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER fx_revaluation_guard BEFORE INSERT OR UPDATE OR DELETE ON accounting_fxrevaluation
    FOR EACH ROW EXECUTE FUNCTION fx_revaluation_guard();

-- Nothing stays unfinished.
CREATE OR REPLACE FUNCTION fx_revaluation_finished() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM accounting_fxrevaluation WHERE company_id = NEW.company_id AND id = NEW.id AND line_count IS NULL) THEN
        PERFORM refuse('fx_revaluation_true', 'A revaluation needs its lines.');
    END IF;
    RETURN NULL;
END
$$;
DROP TRIGGER IF EXISTS fx_revaluation_finished ON accounting_fxrevaluation;
CREATE CONSTRAINT TRIGGER fx_revaluation_finished AFTER INSERT ON accounting_fxrevaluation DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION fx_revaluation_finished();

REVOKE EXECUTE ON FUNCTION fx_revalue(uuid, uuid, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION fx_revalue(uuid, uuid, jsonb) TO atlas_app;
