-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- Tax returns. What is in one is computed here only, from the lines of posted entries.

SELECT rows_of_company('accounting_taxreturn');

-- The lines of the tax return of a company from `first` to `last`: each with its box and its amount there. `boxes` are those of a filed
-- return, by rate and kind, because the boxes of a rate may change later. Entries of earlier editions do not say what their lines are: their
-- documents do.
CREATE OR REPLACE FUNCTION tax_lines(company uuid, first date, last date, boxes jsonb DEFAULT '{}')
RETURNS TABLE (line_id uuid, entry_id uuid, entry_number bigint, date date, account_id uuid, description text, tax_rate_id uuid,
    kind text, box text, amount numeric)
LANGUAGE sql STABLE AS $$
    SELECT l.id, e.id, e.number, e.date, l.account_id, l.description, l.tax_rate_id, k.kind,
        coalesce(boxes->(r.id::text)->>k.kind, nullif(CASE k.kind
            WHEN 'sales_net' THEN r.box_sales_net WHEN 'sales_tax' THEN r.box_sales_tax
            WHEN 'purchase_net' THEN r.box_purchase_net ELSE r.box_purchase_tax END, ''), k.kind),
        CASE WHEN k.kind IN ('sales_net', 'sales_tax') THEN l.credit - l.debit ELSE l.debit - l.credit END
    FROM accounting_journalentry e
    JOIN accounting_journalline l ON l.company_id = e.company_id AND l.entry_id = e.id
    JOIN accounting_taxrate r ON r.company_id = l.company_id AND r.id = l.tax_rate_id
    LEFT JOIN accounting_banktransaction b ON b.company_id = e.company_id AND b.id = e.source_id
    LEFT JOIN accounting_adjustment a ON a.company_id = e.company_id AND a.id = e.source_id
    CROSS JOIN LATERAL (SELECT coalesce(l.tax_kind,
        CASE WHEN e.source_type IN ('invoice', 'credit_note') OR b.type = 'receive' OR a.contact_kind = 'customer' THEN 'sales' ELSE 'purchase' END
        || CASE WHEN l.tax_base IS NULL THEN '_net' ELSE '_tax' END) AS kind) AS k
    WHERE e.company_id = company AND e.status = 'posted' AND e.date BETWEEN first AND last AND k.kind <> 'not_recoverable'
$$;

-- The boxes of a tax return with their amounts, and what is to be paid (or, less than zero, refunded).
CREATE OR REPLACE FUNCTION tax_figures(company uuid, first date, last date, boxes jsonb DEFAULT '{}') RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'boxes', coalesce(jsonb_agg(jsonb_build_object('box', box, 'amount', amount::text) ORDER BY box COLLATE "C"), '[]'),
        'tax_due', coalesce(sum(due), 0)::text)
    FROM (
        SELECT box, sum(amount) AS amount,
            sum(CASE kind WHEN 'sales_tax' THEN amount WHEN 'purchase_tax' THEN -amount ELSE 0 END) AS due
        FROM tax_lines(company, first, last, boxes) GROUP BY box
    ) AS by_box
$$;
GRANT EXECUTE ON FUNCTION tax_lines(uuid, date, date, jsonb), tax_figures(uuid, date, date, jsonb) TO atlas_app;

-- Filing freezes a return, and moves the lock of the ledger: posting reads it under the head's lock (ledger/posting.sql), so whoever is
-- just posting is waited for, and is in the return. Returns follow each other without gaps.
CREATE OR REPLACE FUNCTION tax_return_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    locked date;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'draft' THEN
            PERFORM refuse('tax_return_born_draft', 'A tax return begins as a draft.');
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.status = 'filed' THEN
        PERFORM refuse('tax_return_frozen', 'A filed tax return does not change. Corrections are in the next one.');
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NEW.status = 'filed' THEN
        SELECT tax_locked_until INTO locked FROM accounting_ledgerhead WHERE company_id = NEW.company_id FOR UPDATE;
        IF NEW.end_date >= latest_today() THEN
            PERFORM refuse('tax_return_ended', format('The tax period ends on %s. It can be filed after that.', NEW.end_date));
        END IF;
        IF NEW.start_date <> locked + 1 THEN
            PERFORM refuse('tax_return_follows', format('The last filed tax return ends on %s, so the next one begins on %s.', locked, locked + 1));
        END IF;
        NEW.rate_boxes := coalesce((
            SELECT jsonb_object_agg(id, jsonb_build_object(
                'sales_net', coalesce(nullif(box_sales_net, ''), 'sales_net'), 'sales_tax', coalesce(nullif(box_sales_tax, ''), 'sales_tax'),
                'purchase_net', coalesce(nullif(box_purchase_net, ''), 'purchase_net'),
                'purchase_tax', coalesce(nullif(box_purchase_tax, ''), 'purchase_tax')))
            FROM accounting_taxrate WHERE company_id = NEW.company_id), '{}');
        NEW.filed_figures := tax_figures(NEW.company_id, NEW.start_date, NEW.end_date, NEW.rate_boxes);
        UPDATE accounting_ledgerhead SET tax_locked_until = NEW.end_date WHERE company_id = NEW.company_id;
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER tax_return_guard BEFORE INSERT OR UPDATE OR DELETE ON accounting_taxreturn
    FOR EACH ROW EXECUTE FUNCTION tax_return_guard();
