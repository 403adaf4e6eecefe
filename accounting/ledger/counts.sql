-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- How many rows a company has of what its long lists show (docs/decisions/0047-totals-of-lists-are-kept.md).
--
-- Each statement that inserts or deletes such rows adds a row with the difference. A transaction sees a difference exactly when it sees
-- the rows that made it, so their sum is right for everybody. Nobody waits for anybody: nothing is updated, and who adds up takes only
-- what no other transaction holds.
SELECT rows_of_company('accounting_rowcount');
REVOKE INSERT, UPDATE, DELETE ON accounting_rowcount FROM atlas_app;

CREATE OR REPLACE FUNCTION row_counts_add_up(company uuid, list text) RETURNS void
LANGUAGE sql SET search_path = public, pg_temp AS $$
    WITH gone AS (
        DELETE FROM accounting_rowcount WHERE company_id = company AND what = list AND id = ANY (ARRAY(
            SELECT id FROM accounting_rowcount WHERE company_id = company AND what = list FOR UPDATE SKIP LOCKED))
        RETURNING rows
    )
    INSERT INTO accounting_rowcount (company_id, what, rows) SELECT company, list, sum(rows) FROM gone HAVING count(*) > 0
$$;

-- Its arguments are the list, and a column whose sum is kept instead of the number of rows. Without a list it is the kind of each row:
-- contacts have two lists. Of 500 differences, of all companies together, the last adds up those of its list, so that a list has some
-- hundreds at a time.
CREATE OR REPLACE FUNCTION rows_counted() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    sign int := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
    added record;
BEGIN
    FOR added IN
        INSERT INTO accounting_rowcount (company_id, what, rows)
        SELECT company_id, coalesce(TG_ARGV[0], to_jsonb(c)->>'kind'),
            sign * sum(CASE WHEN TG_NARGS < 2 THEN 1 ELSE (to_jsonb(c)->>TG_ARGV[1])::bigint END)
        FROM changed c GROUP BY 1, 2
        RETURNING id, company_id, what
    LOOP
        IF added.id % 500 = 0 THEN
            PERFORM row_counts_add_up(added.company_id, added.what);
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'contact', 'invoice', 'bill', 'creditnote', 'vendorcredit', 'payment', 'adjustment', 'banktransaction', 'transfer', 'exchangerate'
    ] LOOP
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER rows_added AFTER INSERT ON %1$I REFERENCING NEW TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION rows_counted(%2$s);
            CREATE OR REPLACE TRIGGER rows_removed AFTER DELETE ON %1$I REFERENCING OLD TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION rows_counted(%2$s)',
            'accounting_' || name, CASE WHEN name <> 'contact' THEN quote_literal(name) END);
    END LOOP;
END
$$;

-- Count the rows of the lists again: of one company, or without one of all. For the owner, after writing past the triggers, which say
-- what the lists are: also those of other areas.
CREATE OR REPLACE FUNCTION rows_count_again(company uuid DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    counted record;
BEGIN
    DELETE FROM accounting_rowcount WHERE company IS NULL OR company_id = company;
    FOR counted IN
        SELECT tgrelid::regclass AS place, nullif(split_part(encode(tgargs, 'escape'), '\000', 1), '') AS list,
            nullif(split_part(encode(tgargs, 'escape'), '\000', 2), '') AS summed
        FROM pg_trigger WHERE tgname IN ('rows_added', 'bytes_added') AND tgparentid = 0
    LOOP
        EXECUTE format(
            'INSERT INTO accounting_rowcount (company_id, what, rows)
            SELECT company_id, %s AS list, %s FROM %s WHERE $1 IS NULL OR company_id = $1 GROUP BY company_id, list',
            coalesce(quote_literal(counted.list), 'kind'), coalesce('sum(' || quote_ident(counted.summed) || ')', 'count(*)'),
            counted.place) USING company;
    END LOOP;
END
$$;
