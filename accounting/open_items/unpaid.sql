-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- What is posted and not paid of revenue and expenses, by account and day, and month by month; and what of it has tracking options, in their balances
-- (accounting/ledger/tracking.sql). Documents write it when they are posted and void (item_opened and item_follows in guards.sql), and
-- allocations, here.

SELECT rows_of_company('accounting_unpaidbalance');
REVOKE INSERT, UPDATE, DELETE ON accounting_unpaidbalance FROM atlas_app;

-- What databases of earlier editions had instead.
DROP FUNCTION IF EXISTS unpaid_moves(uuid, uuid[], uuid[]);
DROP FUNCTION IF EXISTS unpaid_lines(uuid, uuid, text);

-- The lines of a document's entry that are revenue or expenses. LATERAL and OFFSET 0 have PostgreSQL read rows by their ids, also in books where
-- it expects one, because they are new to it.
CREATE OR REPLACE FUNCTION unpaid_lines(company uuid, document uuid, kind text)
RETURNS TABLE (entry_id uuid, "position" smallint, account_id uuid, debit numeric, credit numeric, tracking uuid[])
LANGUAGE sql STABLE AS $$
    SELECT e.id, l.position, l.account_id, l.debit, l.credit, l.tracking
    FROM (
        SELECT n.id FROM accounting_journalentry n
        WHERE n.company_id = company AND n.source_id = document AND n.source_type = kind AND n.status = 'posted' AND n.reverses_id IS NULL OFFSET 0
    ) AS e
    CROSS JOIN LATERAL (
        SELECT * FROM accounting_journalline j WHERE j.company_id = company AND j.entry_id = e.id ORDER BY j.position OFFSET 0
    ) AS l
    CROSS JOIN LATERAL (
        SELECT a.type FROM accounting_account a WHERE a.company_id = company AND a.id = l.account_id OFFSET 0
    ) AS a
    WHERE a.type IN ('revenue', 'expense')
$$;

-- The smallest amount of the base currency.
CREATE OR REPLACE FUNCTION unpaid_unit(company uuid) RETURNS numeric
LANGUAGE sql STABLE AS $$
    SELECT power(10::numeric, -y.decimals)::numeric(5, 4)
    FROM accounting_company c JOIN accounting_currency y ON y.code = c.base_currency WHERE c.id = company
$$;

-- What documents move of the revenue and expenses that are posted and not paid, by account and day. A document posts its lines on its date, and
-- takes what is left of them back when it is void. An allocation takes off the share of the document that it settles: up to each day, in whole
-- units that go to the lines by largest remainder, so that all parts come to the lines. With `only_by`, what these allocations moved. With
-- `by_options`, lines with other options are apart.
CREATE OR REPLACE FUNCTION unpaid_moves(company uuid, items uuid[], only_by uuid[] DEFAULT NULL, by_options boolean DEFAULT false)
RETURNS TABLE (account_id uuid, day date, amount numeric, tracking uuid[])
LANGUAGE sql STABLE AS $$
    WITH lines AS (
        SELECT i.id AS item_id, i.date, i.void_date, i.amount AS whole, l.entry_id, l.position, l.account_id,
            (l.debit - l.credit) / unit.size AS amount, unit.size, CASE WHEN by_options THEN l.tracking END AS tracking
        FROM (SELECT unpaid_unit(company) AS size) AS unit
        CROSS JOIN (SELECT DISTINCT unnest(items) AS id) AS wanted
        CROSS JOIN LATERAL (
            SELECT * FROM accounting_openitem o WHERE o.company_id = company AND o.id = wanted.id AND o.amount <> 0 OFFSET 0
        ) AS i
        CROSS JOIN LATERAL unpaid_lines(company, i.id, i.kind) AS l
    ), settled AS (
        SELECT item_id, date AS day, sum(sum(amount)) OVER w AS after,
            sum(coalesce(sum(amount) FILTER (WHERE id <> ALL (only_by)), 0)) OVER w AS before
        FROM (SELECT DISTINCT item_id FROM lines) AS i
        CROSS JOIN LATERAL (
            SELECT a.id, a.date, a.amount FROM accounting_allocation a WHERE a.company_id = company AND a.debit_item_id = i.item_id
            UNION ALL
            SELECT a.id, a.date, a.amount FROM accounting_allocation a WHERE a.company_id = company AND a.credit_item_id = i.item_id
        ) AS a
        GROUP BY item_id, date
        WINDOW w AS (PARTITION BY item_id ORDER BY date)
    ), exact AS (
        SELECT l.*, s.day, v.sign, round(l.amount * v.part / l.whole, 8) AS share,
            round(sum(l.amount) OVER (PARTITION BY l.entry_id, s.day, v.sign) * v.part / l.whole) AS together
        FROM lines l
        JOIN settled s ON s.item_id = l.item_id
        CROSS JOIN LATERAL (VALUES (1, s.after), (-1, s.before)) AS v (sign, part)
    ), cut AS (
        SELECT x.*, x.together - sum(trunc(x.share)) OVER (PARTITION BY x.entry_id, x.day, x.sign) AS rest FROM exact x
    ), shared AS (
        SELECT c.*, trunc(c.share) + CASE WHEN row_number() OVER (
            PARTITION BY c.entry_id, c.day, c.sign ORDER BY (trunc(c.share) - c.share) * sign(c.rest), c.position) <= abs(c.rest)
            THEN sign(c.rest) ELSE 0 END AS units
        FROM cut c
    )
    SELECT account_id, day, sum(units) * size, tracking
    FROM (
        SELECT account_id, date AS day, amount AS units, size, tracking FROM lines WHERE only_by IS NULL
        UNION ALL
        SELECT account_id, void_date, -amount, size, tracking FROM lines WHERE only_by IS NULL AND void_date IS NOT NULL
        UNION ALL
        SELECT account_id, day, sign * (lag(units, 1, 0) OVER (PARTITION BY entry_id, position, sign ORDER BY day) - units), size, tracking
        FROM shared
    ) AS moves
    GROUP BY account_id, day, size, tracking HAVING sum(units) <> 0
$$;

-- Add to what is not paid: each amount to its account and day, and to the first day of its month, and what of it has options (an array as text) to their balances.
CREATE OR REPLACE FUNCTION unpaid_add(company uuid, accounts uuid[], days date[], amounts numeric[], options text[]) RETURNS void
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    INSERT INTO accounting_unpaidbalance AS b (company_id, account_id, day, amount, month_amount)
    SELECT company, account_id, since, coalesce(sum(amount) FILTER (WHERE is_daily), 0), coalesce(sum(amount) FILTER (WHERE NOT is_daily), 0)
    FROM unnest(accounts, days, amounts) AS m (account_id, day, amount)
    CROSS JOIN LATERAL (VALUES (false, day - (extract(day FROM day)::int - 1)), (true, day)) AS span (is_daily, since)
    GROUP BY account_id, since
    ON CONFLICT (company_id, day, account_id) DO UPDATE SET
        amount = b.amount + excluded.amount, month_amount = b.month_amount + excluded.month_amount;
    IF array_remove(options, NULL) <> '{}' THEN
        WITH t AS MATERIALIZED (
            SELECT account_id, is_daily, since, tracking::uuid[] AS tracking, sum(amount) AS amount
            FROM unnest(accounts, days, amounts, options) AS m (account_id, day, amount, tracking)
            CROSS JOIN LATERAL (VALUES (false, day - (extract(day FROM day)::int - 1)), (true, day)) AS span (is_daily, since)
            WHERE tracking IS NOT NULL GROUP BY account_id, is_daily, since, tracking
        ), by_option AS (
            INSERT INTO accounting_optionbalance AS b (company_id, account_id, option_id, is_daily, since, debits, credits, unpaid)
            SELECT company, account_id, option_id, is_daily, since, 0, 0, sum(amount)
            FROM t CROSS JOIN unnest(tracking) AS option_id GROUP BY account_id, option_id, is_daily, since
            ON CONFLICT (company_id, option_id, is_daily, since, account_id) DO UPDATE SET unpaid = b.unpaid + excluded.unpaid
        )
        INSERT INTO accounting_trackingbalance AS b (company_id, account_id, is_daily, since, tracking, debits, credits, unpaid)
        SELECT company, account_id, is_daily, since, tracking, 0, 0, amount FROM t
        ON CONFLICT (company_id, is_daily, since, account_id, tracking) DO UPDATE SET unpaid = b.unpaid + excluded.unpaid;
    END IF;
END
$$;

-- Add the revenue and expenses of a document to what is not paid, or take them off (`sign`).
CREATE OR REPLACE FUNCTION unpaid_posted(company uuid, document uuid, kind text, since date, sign integer) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM unpaid_add(company, array_agg(l.account_id), array_agg(since), array_agg(sign * (l.debit - l.credit)), array_agg(l.tracking::text))
    FROM unpaid_lines(company, document, kind) AS l HAVING count(*) > 0;
END
$$;

-- An allocation takes what it settles off what is not paid. Its name has it come after allocation_tax_lock, which holds the head: so nobody else
-- writes the balances of the company, and none are waited for. Most allocations settle a document as a whole: on no later day is there another,
-- so they move its lines, and nothing is shared out.
CREATE OR REPLACE FUNCTION allocation_unpaid() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    one record;
BEGIN
    FOR one IN
        SELECT company_id, array_agg(id) FILTER (WHERE is_whole) AS whole, array_agg(id) FILTER (WHERE NOT is_whole) AS parts
        FROM (
            SELECT i.company_id, i.id, bool_and(abs(a.amount) = i.amount) AS is_whole
            FROM made a
            CROSS JOIN LATERAL unnest(ARRAY[a.debit_item_id, a.credit_item_id]) AS side (id)
            CROSS JOIN LATERAL (SELECT * FROM accounting_openitem o WHERE o.company_id = a.company_id AND o.id = side.id OFFSET 0) AS i
            GROUP BY i.company_id, i.id
        ) AS items
        GROUP BY company_id
    LOOP
        IF one.whole IS NOT NULL THEN
            PERFORM unpaid_add(one.company_id, array_agg(l.account_id), array_agg(a.date), array_agg(-sign(a.amount) * (l.debit - l.credit)),
                array_agg(l.tracking::text))
            FROM made a
            CROSS JOIN LATERAL unnest(ARRAY[a.debit_item_id, a.credit_item_id]) AS side (id)
            CROSS JOIN LATERAL (SELECT * FROM accounting_openitem o WHERE o.company_id = a.company_id AND o.id = side.id OFFSET 0) AS i
            CROSS JOIN LATERAL unpaid_lines(i.company_id, i.id, i.kind) AS l
            WHERE a.company_id = one.company_id AND side.id = ANY (one.whole) HAVING count(*) > 0;
        END IF;
        IF one.parts IS NOT NULL THEN
            PERFORM unpaid_add(one.company_id, array_agg(u.account_id), array_agg(u.day), array_agg(u.amount), array_agg(u.tracking::text))
            FROM unpaid_moves(
                one.company_id, one.parts, ARRAY(SELECT id FROM made WHERE company_id = one.company_id), by_options => true) AS u
            HAVING count(*) > 0;
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER allocation_unpaid AFTER INSERT ON accounting_allocation REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION allocation_unpaid();
REVOKE EXECUTE ON FUNCTION
    unpaid_lines(uuid, uuid, text), unpaid_unit(uuid), unpaid_moves(uuid, uuid[], uuid[], boolean),
    unpaid_add(uuid, uuid[], date[], numeric[], text[]), unpaid_posted(uuid, uuid, text, date, integer) FROM PUBLIC;
