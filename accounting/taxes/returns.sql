-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- Tax returns. What is in one is computed here only, from the lines of posted entries or what is kept of them by day (balances.sql).

SELECT rows_of_company('accounting_taxreturn');

DROP FUNCTION IF EXISTS tax_settled(uuid, date, date);
DROP FUNCTION IF EXISTS tax_lines(uuid, date, date, jsonb);
DROP FUNCTION IF EXISTS tax_figures(uuid, date, date, jsonb);

-- The documents of a company that were settled between two days, or, if there was nothing to settle, posted or voided then: what of each was
-- settled before `first`, and up to `last`, of how much. LATERAL and OFFSET 0 have PostgreSQL read rows by their ids, also in books where it
-- expects one, because they are new to it.
CREATE OR REPLACE FUNCTION tax_settled(company uuid, first date, last date)
RETURNS TABLE (company_id uuid, id uuid, kind text, before numeric, until numeric, whole numeric)
LANGUAGE sql STABLE AS $$
    SELECT i.company_id, i.id, i.kind, s.before, s.until, i.amount
    FROM (
        SELECT a.company_id, a.debit_item_id AS item_id FROM accounting_allocation a WHERE a.company_id = company AND a.date BETWEEN first AND last
        UNION
        SELECT a.company_id, a.credit_item_id FROM accounting_allocation a WHERE a.company_id = company AND a.date BETWEEN first AND last
    ) AS moved
    CROSS JOIN LATERAL (
        SELECT * FROM accounting_openitem o WHERE o.company_id = moved.company_id AND o.id = moved.item_id OFFSET 0
    ) AS i
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(amount) FILTER (WHERE date < first), 0) AS before, sum(amount) AS until
        FROM (
            SELECT a.date, a.amount FROM accounting_allocation a
            WHERE a.company_id = i.company_id AND a.debit_item_id = i.id AND a.date <= last
            UNION ALL
            SELECT a.date, a.amount FROM accounting_allocation a
            WHERE a.company_id = i.company_id AND a.credit_item_id = i.id AND a.date <= last
        ) AS parts
    ) AS s
    UNION ALL
    SELECT i.company_id, i.id, i.kind, (i.date < first)::int - (coalesce(i.void_date, 'infinity') < first)::int,
        (i.date <= last)::int - (coalesce(i.void_date, 'infinity') <= last)::int, 1
    FROM accounting_openitem i
    WHERE i.company_id = company AND i.amount = 0 AND (i.date BETWEEN first AND last OR i.void_date BETWEEN first AND last)
$$;

-- The lines of the tax return of a company from `first` to `last`: each with its box and its amount there. `boxes` are those of a filed
-- return, by rate and kind, because the boxes of a rate may change later. Entries of earlier editions do not say what their lines are: their
-- documents do.
--
-- With the basis `cash`, the lines of a document are in it in proportion to what was settled, whatever settles it: up to the last day, less up
-- to the day before the first. Each time the whole units of a kind go to its lines by largest remainder. So what is settled in full has come
-- to exactly its tax, and what is taken back is taken back. What has no open item is paid at once, and is in by its date.
CREATE OR REPLACE FUNCTION tax_lines(company uuid, first date, last date, boxes jsonb DEFAULT '{}', basis text DEFAULT 'accrual')
RETURNS TABLE (line_id uuid, entry_id uuid, entry_number bigint, date date, account_id uuid, description text, tax_rate_id uuid,
    kind text, box text, amount numeric)
LANGUAGE sql STABLE AS $$
    WITH chosen AS (
        SELECT e.*, NULL::numeric AS before, NULL::numeric AS until, NULL::numeric AS whole
        FROM accounting_journalentry e
        WHERE e.company_id = company AND e.status = 'posted' AND e.date BETWEEN first AND last
          AND (basis = 'accrual' OR NOT EXISTS (SELECT 1 FROM accounting_openitem i WHERE i.company_id = company AND i.id = e.source_id))
        UNION ALL
        SELECT e.*, s.before, s.until, s.whole
        FROM tax_settled(company, first, last) s
        CROSS JOIN LATERAL (
            SELECT * FROM accounting_journalentry n
            WHERE n.company_id = s.company_id AND n.source_id = s.id AND n.source_type = s.kind
                AND n.status = 'posted' AND n.reverses_id IS NULL OFFSET 0
        ) AS e
        WHERE basis = 'cash'
    ), boxed AS (
        SELECT l.id, e.id AS entry_id, e.number, e.date, l.account_id, l.description, l.tax_rate_id, l.position, e.before, e.until, e.whole,
            k.kind,
            coalesce(boxes->(r.id::text)->>k.kind, nullif(CASE k.kind
                WHEN 'sales_net' THEN r.box_sales_net WHEN 'sales_tax' THEN r.box_sales_tax
                WHEN 'purchase_net' THEN r.box_purchase_net ELSE r.box_purchase_tax END, ''), k.kind) AS box,
            CASE WHEN k.kind IN ('sales_net', 'sales_tax') THEN l.credit - l.debit ELSE l.debit - l.credit END AS amount
        FROM chosen e
        JOIN accounting_journalline l ON l.company_id = e.company_id AND l.entry_id = e.id
        JOIN accounting_taxrate r ON r.company_id = l.company_id AND r.id = l.tax_rate_id
        LEFT JOIN accounting_banktransaction b ON b.company_id = e.company_id AND b.id = e.source_id
        LEFT JOIN accounting_adjustment a ON a.company_id = e.company_id AND a.id = e.source_id
        CROSS JOIN LATERAL (SELECT coalesce(l.tax_kind,
            CASE WHEN e.source_type IN ('invoice', 'credit_note') OR b.type = 'receive' OR a.contact_kind = 'customer' THEN 'sales' ELSE 'purchase' END
            || CASE WHEN l.tax_base IS NULL THEN '_net' ELSE '_tax' END) AS kind) AS k
        WHERE k.kind <> 'not_recoverable'
    ), exact AS (
        SELECT x.*, unit.size, v.sign, round(x.amount * v.part / (x.whole * unit.size), 8) AS share,
            round(sum(x.amount) OVER (PARTITION BY x.entry_id, x.kind, v.sign) * v.part / (x.whole * unit.size)) AS together
        FROM boxed x
        CROSS JOIN (
            SELECT power(10::numeric, -y.decimals)::numeric(5, 4) AS size
            FROM accounting_company c JOIN accounting_currency y ON y.code = c.base_currency WHERE c.id = company
        ) AS unit
        CROSS JOIN LATERAL (VALUES (-1, x.before), (1, x.until)) AS v (sign, part)
        WHERE x.whole IS NOT NULL
    ), cut AS (
        SELECT x.*, x.together - sum(trunc(x.share)) OVER (PARTITION BY x.entry_id, x.kind, x.sign) AS rest FROM exact x
    ), shared AS (
        SELECT c.*, trunc(c.share) + CASE WHEN row_number() OVER (
            PARTITION BY c.entry_id, c.kind, c.sign ORDER BY (trunc(c.share) - c.share) * sign(c.rest), c.position) <= abs(c.rest)
            THEN sign(c.rest) ELSE 0 END AS units
        FROM cut c
    )
    SELECT id, entry_id, number, date, account_id, description, tax_rate_id, kind, box, amount FROM boxed WHERE whole IS NULL
    UNION ALL
    SELECT id, entry_id, number, date, account_id, description, tax_rate_id, kind, box, sum(shared.sign * units) * size
    FROM shared
    GROUP BY id, entry_id, number, date, account_id, description, tax_rate_id, kind, box, size HAVING sum(shared.sign * units) <> 0
$$;

-- The boxes of a tax return with their amounts, and what is to be paid (or, less than zero, refunded). On an accrual basis they are those of
-- the balances of the days, unless lines of earlier editions do not say their kind.
CREATE OR REPLACE FUNCTION tax_figures(company uuid, first date, last date, boxes jsonb DEFAULT '{}', basis text DEFAULT 'accrual') RETURNS jsonb
LANGUAGE sql STABLE AS $$
    WITH kept AS MATERIALIZED (
        SELECT tax_rate_id, kind, sum(amount) AS amount FROM accounting_taxbalance
        WHERE company_id = company AND day BETWEEN first AND last AND basis = 'accrual' GROUP BY tax_rate_id, kind
    ), known AS MATERIALIZED (
        SELECT basis = 'accrual' AND NOT EXISTS (SELECT 1 FROM kept WHERE kind = '') AS kinds
    )
    SELECT jsonb_build_object(
        'boxes', coalesce(jsonb_agg(jsonb_build_object('box', box, 'amount', amount::text) ORDER BY box COLLATE "C"), '[]'),
        'tax_due', coalesce(sum(due), 0)::text)
    FROM (
        SELECT box, sum(amount) AS amount,
            sum(CASE kind WHEN 'sales_tax' THEN amount WHEN 'purchase_tax' THEN -amount ELSE 0 END) AS due
        FROM (
            SELECT k.kind,
                coalesce(boxes->(r.id::text)->>k.kind, nullif(CASE k.kind
                    WHEN 'sales_net' THEN r.box_sales_net WHEN 'sales_tax' THEN r.box_sales_tax
                    WHEN 'purchase_net' THEN r.box_purchase_net ELSE r.box_purchase_tax END, ''), k.kind) AS box,
                CASE WHEN k.kind IN ('sales_net', 'sales_tax') THEN -k.amount ELSE k.amount END AS amount
            FROM kept k JOIN accounting_taxrate r ON r.company_id = company AND r.id = k.tax_rate_id
            WHERE (SELECT kinds FROM known)
            UNION ALL
            SELECT kind, box, amount FROM tax_lines(company, first, last, boxes, basis) WHERE NOT (SELECT kinds FROM known)
        ) AS amounts
        GROUP BY box
    ) AS by_box
$$;
GRANT EXECUTE ON FUNCTION tax_settled(uuid, date, date), tax_lines(uuid, date, date, jsonb, text), tax_figures(uuid, date, date, jsonb, text)
    TO atlas_app;

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
        PERFORM 1 FROM accounting_taxreturn WHERE company_id = NEW.company_id AND status = 'filed' AND basis <> NEW.basis;
        IF FOUND THEN
            PERFORM refuse('tax_return_same_basis', 'The filed tax returns have the other basis, and both together would count a tax twice, or never.');
        END IF;
        NEW.rate_boxes := coalesce((
            SELECT jsonb_object_agg(id, jsonb_build_object(
                'sales_net', coalesce(nullif(box_sales_net, ''), 'sales_net'), 'sales_tax', coalesce(nullif(box_sales_tax, ''), 'sales_tax'),
                'purchase_net', coalesce(nullif(box_purchase_net, ''), 'purchase_net'),
                'purchase_tax', coalesce(nullif(box_purchase_tax, ''), 'purchase_tax')))
            FROM accounting_taxrate WHERE company_id = NEW.company_id), '{}');
        NEW.filed_figures := tax_figures(NEW.company_id, NEW.start_date, NEW.end_date, NEW.rate_boxes, NEW.basis);
        UPDATE accounting_ledgerhead SET tax_locked_until = NEW.end_date WHERE company_id = NEW.company_id;
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER tax_return_guard BEFORE INSERT OR UPDATE OR DELETE ON accounting_taxreturn
    FOR EACH ROW EXECUTE FUNCTION tax_return_guard();

-- On a cash basis, settling a document makes its tax due. So nothing with tax is settled, nor is that taken back, on or before the end of the
-- last filed return. The lock of the head, as posting takes it, waits for whoever is just filing, and they for us.
CREATE OR REPLACE FUNCTION allocation_tax_lock() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    locked date;
BEGIN
    PERFORM 1 FROM accounting_ledgerhead WHERE company_id IN (SELECT company_id FROM made) ORDER BY company_id FOR UPDATE;
    SELECT max(r.end_date) INTO locked FROM accounting_taxreturn r
    WHERE r.company_id IN (SELECT company_id FROM made) AND r.status = 'filed' AND r.basis = 'cash';
    IF locked IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT r.end_date INTO locked FROM made m
    JOIN accounting_taxreturn r ON r.company_id = m.company_id AND r.status = 'filed' AND r.basis = 'cash' AND r.end_date >= m.date
    WHERE EXISTS (
        SELECT 1 FROM accounting_journalentry e
        JOIN accounting_journalline l ON l.company_id = e.company_id AND l.entry_id = e.id AND l.tax_rate_id IS NOT NULL
        WHERE e.company_id = m.company_id AND e.source_id IN (m.debit_item_id, m.credit_item_id) AND e.status = 'posted')
    ORDER BY r.end_date DESC LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('allocation_tax_open', format(
            'The tax return up to %s is filed, on a cash basis. The earliest date on which something with tax can be settled is %s.', locked, locked + 1));
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER allocation_tax_lock AFTER INSERT ON accounting_allocation REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION allocation_tax_lock();
