-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- Contacts, documents, payments and entries are found by any part of their texts, whatever the case and accents, among 300,000.
--
-- Row-level security lets no index answer LIKE, for the operator is not leakproof: it must see a row before the policy has.
-- So a function of the owner's, whom the policy does not bind, asks the index and keeps to the tenant by itself. The company
-- leads, so that the numbers and names of other companies cost nothing.
CREATE INDEX IF NOT EXISTS contact_by_text ON accounting_contact USING gin (company_id, search_text public.gin_trgm_ops);
CREATE INDEX IF NOT EXISTS invoice_by_text ON accounting_invoice USING gin (company_id, search_text public.gin_trgm_ops);
CREATE INDEX IF NOT EXISTS bill_by_text ON accounting_bill USING gin (company_id, search_text public.gin_trgm_ops);
CREATE INDEX IF NOT EXISTS payment_by_text ON accounting_payment USING gin (company_id, search_text public.gin_trgm_ops);
CREATE INDEX IF NOT EXISTS adjustment_by_text ON accounting_adjustment USING gin (company_id, search_text public.gin_trgm_ops);
CREATE INDEX IF NOT EXISTS banktransaction_by_text ON accounting_banktransaction USING gin (company_id, search_text public.gin_trgm_ops);
CREATE INDEX IF NOT EXISTS transfer_by_text ON accounting_transfer USING gin (company_id, search_text public.gin_trgm_ops);
CREATE INDEX IF NOT EXISTS entry_by_text ON accounting_journalentry USING gin (company_id, search_text public.gin_trgm_ops);

CREATE OR REPLACE FUNCTION search_pattern(wanted text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN '%' || regexp_replace(atlas_folded(wanted), '([\\%_])', '\\\1', 'g') || '%';

-- A trigram needs three letters or digits on end. Shorter texts are found by the pairs of characters that a row holds. To take them
-- costs 20 to 60 µs a row (benchmarks/RESULTS.md), so journal entries, which are posted by thousands, have none. Statistics of them
-- would help no plan, and ANALYZE would take the pairs of 30,000 rows.
CREATE OR REPLACE FUNCTION search_pairs(given text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN array_to_tsvector(array(
    SELECT one || next FROM unnest(string_to_array(given, NULL), (string_to_array(given || ' ', NULL))[2:]) AS pair (one, next)));

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'contact', 'invoice', 'bill', 'creditnote', 'vendorcredit', 'payment', 'adjustment', 'banktransaction', 'transfer'
    ] LOOP
        EXECUTE format(
            'CREATE INDEX IF NOT EXISTS %1$s_by_pairs ON accounting_%1$s USING gin (company_id, search_pairs(search_text));
            ALTER INDEX %1$s_by_pairs ALTER COLUMN 2 SET STATISTICS 0', name);
    END LOOP;
END
$$;

-- The pairs of a text that rows must hold: of a single character all that begin with it.
CREATE OR REPLACE FUNCTION search_query(wanted text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN (
    SELECT string_agg(format('''%s''%s', pair, CASE WHEN length(text) = 1 THEN ':*' ELSE '' END), ' & ')::tsquery
    FROM atlas_folded(wanted) AS text, generate_series(1, greatest(length(text) - 1, 1)) AS place,
        regexp_replace(substr(text, place, 2), '([''\\])', '\1\1', 'g') AS pair
    WHERE text <> ''
);

-- The companies in which a function of the owner's may look for the tenant: `company` if it is theirs, or without one all of theirs.
-- Null stands for everybody's.
CREATE OR REPLACE FUNCTION searched_companies(company uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
    companies uuid[] := CASE
        WHEN coalesce(current_setting('atlas.organization_id', true), '') <> 'everyone'
            THEN coalesce(nullif(current_setting('atlas.company_ids', true), '')::uuid[], '{}')
        WHEN company IS NOT NULL THEN ARRAY[company]
    END;
BEGIN
    IF company IS NOT NULL THEN
        companies := array(SELECT company WHERE company = ANY (companies));
    END IF;
    RETURN companies;
END
$$;

-- The ids of the rows that hold a text; null where there are more than `most`. `what` is customer, vendor, or a table such as contact or
-- invoice. `company` may be null: all that the tenant sees. Of a text without a trigram an index of those would give all of the company's
-- rows, at ten times what it takes to read them. Its pairs are asked only if the list is long and a sample says that few rows hold it.
DROP FUNCTION IF EXISTS search_ids(text, uuid, text, integer);
CREATE OR REPLACE FUNCTION search_ids(what text, company uuid, wanted text, most integer, is_rare boolean DEFAULT false) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    companies uuid[] := searched_companies(company);
    is_kind boolean := what IN ('customer', 'vendor');
    ids uuid[];
BEGIN
    EXECUTE format(
        'SELECT array(SELECT id FROM %I WHERE %s AND ($2 IS NULL OR company_id = ANY ($2)) %s LIMIT $3)',
        'accounting_' || CASE WHEN is_kind THEN 'contact' ELSE what END,
        CASE
            WHEN wanted ~ '[[:alnum:]]{3}' THEN 'search_text LIKE search_pattern($1)'
            WHEN is_rare AND what <> 'journalentry' THEN
                'search_pairs(search_text) @@ search_query($1) AND strpos(search_text, atlas_folded($1)) > 0'
            ELSE 'strpos(search_text, atlas_folded($1)) > 0'
        END,
        CASE WHEN is_kind THEN format('AND kind = %L', what) END
    ) INTO ids USING wanted, companies, most + 1;
    RETURN CASE WHEN cardinality(ids) <= most THEN ids END;
END
$$;

-- The share of some 500 rows of a company, from all over a list, that hold a text: 25 from each of 20 moments between the first and the last.
CREATE OR REPLACE FUNCTION search_share(what text, company uuid, wanted text) RETURNS double precision
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    searched uuid := (searched_companies(company))[1];
    folded text := atlas_folded(wanted);
    share double precision;
BEGIN
    IF what = 'contact' THEN
        RETURN greatest(search_share('customer', company, wanted), search_share('vendor', company, wanted));
    END IF;
    EXECUTE format(
        'WITH span AS MATERIALIZED (SELECT min(created_at) AS since, max(created_at) AS until FROM %1$I WHERE company_id = $1 %2$s)
        SELECT avg((strpos(search_text, $2) > 0)::int) FROM span, generate_series(0, 19) AS n, LATERAL (
            SELECT search_text FROM %1$I WHERE company_id = $1 %2$s AND created_at >= since + (until - since) * n / 20
            ORDER BY created_at, id LIMIT 25
        ) AS s',
        'accounting_' || CASE WHEN what IN ('customer', 'vendor') THEN 'contact' ELSE what END,
        CASE WHEN what IN ('customer', 'vendor') THEN format('AND kind = %L', what) END
    ) INTO share USING searched, folded;
    RETURN coalesce(share, 0);
END
$$;

-- The ids of a list's rows that hold a text, or null where more than `most` do, and then about how many: those of a company's `number`
-- rows. To learn that from the index takes as long as to read them, so of a long list a sample is asked first.
CREATE OR REPLACE FUNCTION search_rows(
    what text, company uuid, wanted text, most integer, number bigint, OUT ids uuid[], OUT held double precision
)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    held := CASE WHEN number > most THEN number * search_share(what, company, wanted) ELSE 0 END;
    IF held <= most THEN
        ids := search_ids(what, company, wanted, most, is_rare => number > most);
    END IF;
END
$$;

-- The ids of a company's documents that are among `own`, or whose contact is among `theirs`; null where there are more than `most`, or where
-- one of the two is null. Under the policy PostgreSQL would look for some thousands of contacts in each row of the list.
CREATE OR REPLACE FUNCTION search_documents(
    what text, contact text, company uuid, own uuid[], theirs uuid[], most integer
) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    ids uuid[];
BEGIN
    IF company IS NULL OR own IS NULL OR theirs IS NULL THEN
        RETURN NULL;
    END IF;
    EXECUTE format(
        'SELECT array(SELECT unnest($2) UNION SELECT id FROM %I WHERE company_id = $1 AND %I = ANY ($3) LIMIT $4)',
        'accounting_' || what, contact || '_id')
        INTO ids USING (searched_companies(company))[1], own, theirs, most + 1;
    RETURN CASE WHEN cardinality(ids) <= most THEN ids END;
END
$$;

-- The ids that a query finds; null if they are more than `most`. To find that many more takes longer than a page, so PostgreSQL is asked how
-- many it expects, which only a function that is VOLATILE may.
CREATE OR REPLACE FUNCTION ids_if_few(wanted text, most integer) RETURNS uuid[]
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    plan json;
    ids uuid[];
BEGIN
    EXECUTE 'EXPLAIN (FORMAT json) ' || wanted INTO plan;
    IF (plan -> 0 -> 'Plan' ->> 'Plan Rows')::numeric > 3 * most THEN
        RETURN NULL;
    END IF;
    EXECUTE format('SELECT array(%s LIMIT %s)', wanted, most + 1) INTO ids;
    RETURN CASE WHEN cardinality(ids) <= most THEN ids END;
END
$$;

-- The ids that a query finds, and the number. A statement that gets them from here is planned once, whatever is looked for; to plan one
-- that shows rows takes longer than to execute it. They are VOLATILE, so that PostgreSQL does not execute them to plan.
CREATE OR REPLACE FUNCTION ids_of(wanted text) RETURNS uuid[]
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    ids uuid[];
BEGIN
    EXECUTE format('SELECT array(%s)', wanted) INTO ids;
    RETURN ids;
END
$$;

CREATE OR REPLACE FUNCTION number_of(wanted text) RETURNS bigint
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    number bigint;
BEGIN
    EXECUTE 'SELECT ' || wanted INTO number;
    RETURN number;
END
$$;

-- The ids of a company's rows with an amount between two, either of which may be null; null where there are more than `most`. The
-- operators of numeric are not leakproof either.
CREATE OR REPLACE FUNCTION amount_ids(what text, company uuid, low numeric, high numeric, most integer) RETURNS uuid[]
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    wanted text := format(
        'SELECT id FROM %I WHERE company_id = %L AND amount BETWEEN %L AND %L',
        'accounting_' || what, (searched_companies(company))[1], coalesce(low, '-infinity'), coalesce(high, 'infinity'));
BEGIN
    RETURN ids_if_few(wanted, most);
END
$$;

-- The first `most` ids of a company's rows with an amount between two, in the order of amounts, and after the row with `after_id` if there
-- is one: its amount is then the bound that the order begins with.
CREATE OR REPLACE FUNCTION amount_page(
    what text, company uuid, low numeric, high numeric, after_id uuid, is_descending boolean, most integer
) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    ids uuid[];
BEGIN
    EXECUTE format(
        'SELECT array(SELECT id FROM %I WHERE company_id = $1 AND amount BETWEEN $2 AND $3 %s ORDER BY amount %s, id %3$s LIMIT $5)',
        'accounting_' || what,
        CASE
            WHEN after_id IS NULL THEN ''
            WHEN is_descending THEN 'AND (amount, id) < ($3, $4)'
            ELSE 'AND (amount, id) > ($2, $4)'
        END,
        CASE WHEN is_descending THEN 'DESC' ELSE 'ASC' END
    )
        INTO ids
        USING (searched_companies(company))[1], coalesce(low, '-infinity'), coalesce(high, 'infinity'), after_id, most;
    RETURN ids;
END
$$;

-- The ids of a company's entries that have a line with one of some options; null where there are more than `most`. The operators of arrays
-- are not leakproof either: under the policy all lines of all companies would be read for an option that few have.
CREATE OR REPLACE FUNCTION tracked_entries(company uuid, options uuid[], most integer) RETURNS uuid[]
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    wanted text := format(
        'SELECT DISTINCT entry_id FROM accounting_journalline WHERE company_id = %L AND tracking && %L::uuid[]',
        (searched_companies(company))[1], options);
BEGIN
    RETURN ids_if_few(wanted, most);
END
$$;

GRANT EXECUTE ON FUNCTION ids_of(text), number_of(text), tracked_entries(uuid, uuid[], integer), amount_page(text, uuid, numeric, numeric, uuid, boolean, integer), amount_ids(text, uuid, numeric, numeric, integer), search_pairs(text), search_query(text),
    search_pattern(text), search_ids(text, uuid, text, integer, boolean), search_share(text, uuid, text),
    search_rows(text, uuid, text, integer, bigint), search_documents(text, text, uuid, uuid[], uuid[], integer) TO atlas_app;
