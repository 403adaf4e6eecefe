-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- The guards of open items and allocations. Their manner is that of accounting/ledger/guards.sql.
--
-- An item has the id of its document. Each kind of document hangs three triggers of its own on these functions, with what is its own as
-- their arguments (accounting/documents/guards.sql, accounting/settlement/guards.sql): item_opened and item_follows on its table,
-- and items_settled on the table of items.

SELECT rows_of_company('accounting_openitem', 'accounting_allocation');
REVOKE INSERT, UPDATE, DELETE ON accounting_openitem FROM atlas_app;
REVOKE UPDATE, DELETE ON accounting_allocation FROM atlas_app;

-- Posting a document opens its item, in the same statement. A document that moves anything is posted by its own entry over its whole
-- amount. The arguments are its kind, the role of its control account, its side, and the columns of its contact and its number.
CREATE OR REPLACE FUNCTION item_opened() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    document jsonb := to_jsonb(NEW);
    owed numeric := abs(NEW.amount);  -- an adjustment may be negative: its side says so
    sign integer := CASE TG_ARGV[2] WHEN 'debit' THEN 1 ELSE -1 END;
    control uuid;
    since date;
    moved record;
BEGIN
    SELECT id INTO control FROM accounting_account WHERE company_id = NEW.company_id AND system_role = TG_ARGV[1];
    IF NEW.journal_entry_id IS NULL THEN  -- all is zero, as document_totals knows
        since := (document->>'issue_date')::date;
    ELSE
        SELECT date INTO since FROM accounting_journalentry
        WHERE company_id = NEW.company_id AND id = NEW.journal_entry_id AND status = 'posted' AND reverses_id IS NULL
          AND source_type = TG_ARGV[0] AND source_id = NEW.id;
    END IF;
    SELECT coalesce(sum(currency_amount), 0) AS amount, coalesce(sum(debit - credit), 0) AS base INTO moved
    FROM accounting_journalline
    WHERE company_id = NEW.company_id AND entry_id = NEW.journal_entry_id AND account_id = control;
    IF since IS NULL OR moved.amount <> sign * owed THEN
        PERFORM refuse('document_entry_true', 'The journal entry does not belong to this document.');
    END IF;
    INSERT INTO accounting_openitem (id, company_id, kind, number, contact_id, account_id, side, currency,
        amount, open_amount, base_amount, open_base_amount, date, due_date, settled_on)
    VALUES (NEW.id, NEW.company_id, TG_ARGV[0], document->>TG_ARGV[4], (document->>TG_ARGV[3])::uuid, control, TG_ARGV[2], NEW.currency,
        owed, owed, sign * moved.base, sign * moved.base, since, coalesce((document->>'due_date')::date, since),
        CASE WHEN owed = 0 THEN since END);
    IF owed <> 0 THEN  -- what asks for nothing is not open
        PERFORM unpaid_posted(NEW.company_id, NEW.id, TG_ARGV[0], since, 1);
    END IF;
    RETURN NULL;
END
$$;

-- What still changes of a posted document changes on its item: when it is due, and that it is void. Nothing that is void is open.
CREATE OR REPLACE FUNCTION item_follows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.status = 'void' AND OLD.status <> 'void' THEN
        UPDATE accounting_openitem SET void_date = NEW.void_date, settled_on = NEW.void_date, open_amount = 0, open_base_amount = 0
        WHERE company_id = NEW.company_id AND id = NEW.id AND open_amount = amount;
        IF NOT FOUND THEN
            PERFORM refuse('void_without_allocations', 'Take back its allocations first.');
        END IF;
        IF NEW.amount <> 0 THEN
            PERFORM unpaid_posted(NEW.company_id, NEW.id, i.kind, NEW.void_date, -1)
            FROM accounting_openitem i WHERE i.company_id = NEW.company_id AND i.id = NEW.id;
        END IF;
    END IF;
    IF to_jsonb(NEW)->>'due_date' <> to_jsonb(OLD)->>'due_date' THEN
        UPDATE accounting_openitem SET due_date = (to_jsonb(NEW)->>'due_date')::date WHERE company_id = NEW.company_id AND id = NEW.id;
    END IF;
    RETURN NULL;
END
$$;

-- Documents show what is settled of their items: those of one kind, which all items of a statement have, in one statement too. The
-- arguments are the kind, its table, and the column that shows it.
CREATE OR REPLACE FUNCTION items_settled() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    items record;
BEGIN
    SELECT array_agg(company_id) AS companies, array_agg(id) AS ids, array_agg(amount - open_amount) AS settled INTO items
    FROM touched WHERE kind = TG_ARGV[0] AND void_date IS NULL;
    IF items.ids IS NOT NULL THEN
        EXECUTE format(
            'UPDATE %1$I d SET %2$I = s.settled, updated_at = clock_timestamp() FROM unnest($1, $2, $3) AS s (company_id, id, settled)
             WHERE d.company_id = s.company_id AND d.id = s.id AND d.%2$I <> s.settled', TG_ARGV[1], TG_ARGV[2]
        ) USING items.companies, items.ids, items.settled;
    END IF;
    RETURN NULL;
END
$$;

-- Allocations: lock the items in the order of their ids, then test that they fit each other, then take anew what is open on them. That
-- it is never less than nothing is held by the check constraints of items.
CREATE OR REPLACE FUNCTION allocation_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    earliest date;
    early record;
BEGIN
    PERFORM 1 FROM accounting_openitem
    WHERE (company_id, id) IN (SELECT company_id, debit_item_id FROM made UNION ALL SELECT company_id, credit_item_id FROM made)
    ORDER BY id FOR NO KEY UPDATE;  -- the foreign keys of `made` hold them FOR KEY SHARE already, in other sessions too
    PERFORM 1 FROM made a
    JOIN accounting_openitem d ON d.company_id = a.company_id AND d.id = a.debit_item_id
    JOIN accounting_openitem c ON c.company_id = a.company_id AND c.id = a.credit_item_id
    WHERE d.side <> 'debit' OR c.side <> 'credit' OR d.void_date IS NOT NULL OR c.void_date IS NOT NULL
       OR (d.contact_id, d.account_id, d.currency) <> (c.contact_id, c.account_id, c.currency);
    IF FOUND THEN
        PERFORM refuse('allocation_fits',
            'An allocation needs a debit and a credit item of the same contact, control account and currency, and neither may be void.');
    END IF;
    PERFORM 1 FROM made WHERE reverses_id IS NULL AND date > latest_today() + 366;
    IF FOUND THEN
        PERFORM refuse('allocation_not_far_ahead', 'An allocation can be dated at most 366 days ahead.');
    END IF;
    SELECT max(i.date) INTO earliest FROM (
        SELECT company_id, debit_item_id AS item_id, date FROM made UNION ALL SELECT company_id, credit_item_id, date FROM made
    ) AS a
    JOIN accounting_openitem i ON i.company_id = a.company_id AND i.id = a.item_id AND i.date > a.date;
    IF earliest IS NOT NULL THEN
        PERFORM refuse('allocation_not_early', format('Both sides are in the books only from %s on.', earliest));
    END IF;
    -- From the date of a new allocation on, no more is settled at any date than there is: one that was taken back later counts until then.
    SELECT s.date, s.freed INTO early FROM (
        SELECT p.company_id, p.item_id, p.date, sum(p.amount) OVER w AS amount, sum(p.base) OVER w AS base,
               min(p.added) OVER all_of_it AS since, max(p.freed) OVER all_of_it AS freed
        FROM (
            SELECT a.company_id, a.debit_item_id AS item_id, a.date, a.amount, a.debit_base AS base,
                   CASE WHEN a.reverses_id IS NOT NULL THEN a.date END AS freed,
                   CASE WHEN (a.company_id, a.id) IN (SELECT company_id, id FROM made WHERE reverses_id IS NULL) THEN a.date END AS added
            FROM accounting_allocation a WHERE (a.company_id, a.debit_item_id) IN (SELECT company_id, debit_item_id FROM made)
            UNION ALL
            SELECT a.company_id, a.credit_item_id, a.date, a.amount, a.credit_base,
                   CASE WHEN a.reverses_id IS NOT NULL THEN a.date END,
                   CASE WHEN (a.company_id, a.id) IN (SELECT company_id, id FROM made WHERE reverses_id IS NULL) THEN a.date END
            FROM accounting_allocation a WHERE (a.company_id, a.credit_item_id) IN (SELECT company_id, credit_item_id FROM made)
        ) AS p
        WINDOW all_of_it AS (PARTITION BY p.company_id, p.item_id), w AS (PARTITION BY p.company_id, p.item_id ORDER BY p.date)
    ) AS s
    JOIN accounting_openitem i ON i.company_id = s.company_id AND i.id = s.item_id
    WHERE s.date >= s.since AND s.date < s.freed
      AND (s.amount > i.amount OR s.base > i.base_amount OR s.amount = i.amount AND s.base <> i.base_amount)
    ORDER BY s.date LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('allocation_open_on_date', format(
            'Less than this was open on %s. An allocation was taken back on %s: from then on it can be settled.', early.date, early.freed));
    END IF;
    PERFORM 1 FROM made a WHERE a.reverses_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM accounting_allocation o
        WHERE o.company_id = a.company_id AND o.id = a.reverses_id AND o.reverses_id IS NULL AND o.date <= a.date
          AND (o.debit_item_id, o.credit_item_id, o.amount, o.debit_base, o.credit_base)
              = (a.debit_item_id, a.credit_item_id, -a.amount, -a.debit_base, -a.credit_base));
    IF FOUND THEN
        PERFORM refuse('allocation_reverses_whole', 'An allocation can only be taken back whole, and not before its date.');
    END IF;
    -- What the two sides differ by in the base currency is moved on the control account, on the allocation's date, by an entry of allocations.
    PERFORM 1 FROM made WHERE debit_base <> credit_base AND journal_entry_id IS NULL;
    IF FOUND THEN
        PERFORM refuse('allocation_difference_posted', 'The exchange difference of an allocation needs its journal entry.');
    END IF;
    PERFORM 1 FROM (
        SELECT a.company_id, a.journal_entry_id, d.account_id, d.contact_id, sum(a.credit_base - a.debit_base) AS difference,
               min(a.date) AS first, max(a.date) AS last
        FROM accounting_allocation a JOIN accounting_openitem d ON d.company_id = a.company_id AND d.id = a.debit_item_id
        WHERE (a.company_id, a.journal_entry_id) IN (SELECT company_id, journal_entry_id FROM made)
        GROUP BY a.company_id, a.journal_entry_id, d.account_id, d.contact_id
    ) AS g
    LEFT JOIN accounting_journalentry e ON e.company_id = g.company_id AND e.id = g.journal_entry_id
        AND e.status = 'posted' AND e.source_type = 'allocation' AND e.reverses_id IS NULL
    WHERE e.id IS NULL OR e.date <> g.first OR e.date <> g.last OR g.difference <> (
        SELECT coalesce(sum(l.debit - l.credit), 0) FROM accounting_journalline l
        WHERE l.company_id = g.company_id AND l.entry_id = g.journal_entry_id AND l.account_id = g.account_id AND l.contact_id = g.contact_id);
    IF FOUND THEN
        PERFORM refuse('allocation_difference_posted', 'The journal entry does not post the exchange difference of these allocations.');
    END IF;
    -- What an allocation relieves of either side in the base currency is its share of what is open, rounded half up, and all of it with the
    -- last part. Those of one item in one statement come one after the other, in the order of their ids.
    PERFORM 1 FROM (
        SELECT p.amount, p.base, i.open_amount - (sum(p.amount) OVER w - p.amount) AS open_amount,
               i.open_base_amount - (sum(p.base) OVER w - p.base) AS open_base, power(10::numeric, -y.decimals) AS unit
        FROM (
            SELECT company_id, id, debit_item_id AS item_id, amount, debit_base AS base FROM made WHERE reverses_id IS NULL
            UNION ALL
            SELECT company_id, id, credit_item_id, amount, credit_base FROM made WHERE reverses_id IS NULL
        ) AS p
        JOIN accounting_openitem i ON i.company_id = p.company_id AND i.id = p.item_id
        JOIN accounting_company b ON b.id = p.company_id
        JOIN accounting_currency y ON y.code = b.base_currency
        WINDOW w AS (PARTITION BY p.company_id, p.item_id ORDER BY p.id)
    ) AS s
    CROSS JOIN LATERAL (SELECT 2 * (s.base * s.open_amount - s.open_base * s.amount) AS twice_off) AS o
    WHERE s.amount < s.open_amount AND (o.twice_off > s.open_amount * s.unit OR o.twice_off <= -s.open_amount * s.unit)
       OR s.amount = s.open_amount AND s.base <> s.open_base;
    IF FOUND THEN
        PERFORM refuse('allocation_relieves_share', 'An allocation relieves its share of what is open in the base currency.');
    END IF;
    -- From the day of its last allocation on nothing is open of what is settled.
    UPDATE accounting_openitem i SET open_amount = i.amount - s.amount, open_base_amount = i.base_amount - s.base,
        settled_on = CASE WHEN s.amount = i.amount THEN s.last END
    FROM (
        SELECT company_id, item_id, sum(amount) AS amount, sum(base) AS base, max(date) AS last
        FROM (
            SELECT a.company_id, a.debit_item_id AS item_id, a.date, a.amount, a.debit_base AS base FROM accounting_allocation a
            WHERE (a.company_id, a.debit_item_id) IN (SELECT company_id, debit_item_id FROM made)
            UNION ALL
            SELECT a.company_id, a.credit_item_id, a.date, a.amount, a.credit_base FROM accounting_allocation a
            WHERE (a.company_id, a.credit_item_id) IN (SELECT company_id, credit_item_id FROM made)
        ) AS one_side
        GROUP BY company_id, item_id
    ) AS s
    WHERE i.company_id = s.company_id AND i.id = s.item_id;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER allocation_guard AFTER INSERT ON accounting_allocation REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION allocation_guard();
