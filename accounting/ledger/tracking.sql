-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- The guards of tracking categories, of their options, and of the options of lines. Their manner is that of guards.sql.

SELECT rows_of_company('accounting_trackingcategory', 'accounting_trackingoption', 'accounting_trackingbalance', 'accounting_optionbalance');
REVOKE INSERT, UPDATE, DELETE ON accounting_trackingbalance, accounting_optionbalance FROM atlas_app;

-- accounting/ledger/numbers.sql says what looks alike.
CREATE UNIQUE INDEX IF NOT EXISTS tracking_category_name_unique ON accounting_trackingcategory (company_id, look_alike(name));
CREATE UNIQUE INDEX IF NOT EXISTS tracking_option_name_unique ON accounting_trackingoption (company_id, category_id, look_alike(name));

-- An option stays in its category, and is not deleted once a line or a budget has it.
CREATE OR REPLACE FUNCTION tracking_option_fixed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM refuse('tracking_option_used', format('Lines or budgets have the option %s. Archive it instead.', OLD.name));
    END IF;
    IF (OLD.company_id, OLD.category_id, OLD.id) <> (NEW.company_id, NEW.category_id, NEW.id) OR OLD.is_used AND NOT NEW.is_used THEN
        PERFORM refuse('tracking_option_fixed', 'An option stays in its category, and stays used.');
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER tracking_option_fixed BEFORE UPDATE ON accounting_trackingoption
    FOR EACH ROW EXECUTE FUNCTION tracking_option_fixed();
CREATE OR REPLACE TRIGGER tracking_option_used BEFORE DELETE ON accounting_trackingoption
    FOR EACH ROW WHEN (OLD.is_used) EXECUTE FUNCTION tracking_option_fixed();

-- The first line (or budget) with an option marks it as used, and so keeps it. Options are locked in the order of their ids.
CREATE OR REPLACE FUNCTION use_tracking(company uuid, used uuid[]) RETURNS void
LANGUAGE sql AS $$
    UPDATE accounting_trackingoption SET is_used = true
    WHERE (company_id, id) IN (
        SELECT company_id, id FROM accounting_trackingoption
        WHERE company_id = company AND id = ANY (used) AND NOT is_used ORDER BY id FOR NO KEY UPDATE)
$$;

-- The options of a line are of its company, at most one of each category, and in the order of their ids, so that the same options are the
-- same value.
CREATE OR REPLACE FUNCTION hold_tracking(company uuid, used uuid[], line uuid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    found record;
BEGIN
    IF cardinality(used) = 0 OR used <> ARRAY(SELECT DISTINCT id FROM unnest(used) AS id WHERE id IS NOT NULL ORDER BY id) THEN
        PERFORM refuse('line_tracking_in_order', 'The options of a line are different ones, in the order of their ids.', line);
    END IF;
    SELECT count(*) AS options, count(DISTINCT category_id) AS categories INTO found FROM (
        SELECT category_id FROM accounting_trackingoption WHERE company_id = company AND id = ANY (used) ORDER BY id FOR KEY SHARE
    ) AS held;
    IF found.options <> cardinality(used) THEN
        PERFORM refuse('line_tracking_of_company', 'There is no such option in this company.', line);
    END IF;
    IF found.categories <> found.options THEN
        PERFORM refuse('line_tracking_once', 'A line has at most one option of each category.', line);
    END IF;
END
$$;

-- Lines of drafts and documents, and budgets. Lines of journal_post and journal_post_many are checked there, before the head is taken.
CREATE OR REPLACE FUNCTION line_tracking() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM use_tracking(NEW.company_id, NEW.tracking);
    PERFORM hold_tracking(NEW.company_id, NEW.tracking, NEW.id);
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER line_tracking BEFORE INSERT OR UPDATE OF tracking, company_id ON accounting_journalline
    FOR EACH ROW WHEN (NEW.tracking IS NOT NULL AND NOT within_guard()) EXECUTE FUNCTION line_tracking();
CREATE OR REPLACE TRIGGER line_tracking BEFORE INSERT OR UPDATE OF tracking, company_id ON accounting_invoiceline
    FOR EACH ROW WHEN (NEW.tracking IS NOT NULL) EXECUTE FUNCTION line_tracking();
CREATE OR REPLACE TRIGGER line_tracking BEFORE INSERT OR UPDATE OF tracking, company_id ON accounting_billline
    FOR EACH ROW WHEN (NEW.tracking IS NOT NULL) EXECUTE FUNCTION line_tracking();
CREATE OR REPLACE TRIGGER line_tracking BEFORE INSERT OR UPDATE OF tracking, company_id ON accounting_creditnoteline
    FOR EACH ROW WHEN (NEW.tracking IS NOT NULL) EXECUTE FUNCTION line_tracking();
CREATE OR REPLACE TRIGGER line_tracking BEFORE INSERT OR UPDATE OF tracking, company_id ON accounting_vendorcreditline
    FOR EACH ROW WHEN (NEW.tracking IS NOT NULL) EXECUTE FUNCTION line_tracking();
CREATE OR REPLACE TRIGGER line_tracking BEFORE INSERT OR UPDATE OF tracking, company_id ON accounting_banktransactionline
    FOR EACH ROW WHEN (NEW.tracking IS NOT NULL) EXECUTE FUNCTION line_tracking();
CREATE OR REPLACE TRIGGER line_tracking BEFORE INSERT OR UPDATE OF tracking, company_id ON accounting_adjustmentline
    FOR EACH ROW WHEN (NEW.tracking IS NOT NULL) EXECUTE FUNCTION line_tracking();
CREATE OR REPLACE TRIGGER line_tracking BEFORE INSERT OR UPDATE OF tracking, company_id ON accounting_paymentdeduction
    FOR EACH ROW WHEN (NEW.tracking IS NOT NULL) EXECUTE FUNCTION line_tracking();
CREATE OR REPLACE TRIGGER line_tracking BEFORE INSERT OR UPDATE OF tracking, company_id ON accounting_budget
    FOR EACH ROW WHEN (NEW.tracking IS NOT NULL) EXECUTE FUNCTION line_tracking();

CREATE OR REPLACE FUNCTION transfer_fee_tracking() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM use_tracking(NEW.company_id, NEW.fee_tracking);
    PERFORM hold_tracking(NEW.company_id, NEW.fee_tracking, NEW.id);
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER transfer_fee_tracking BEFORE INSERT ON accounting_transfer
    FOR EACH ROW WHEN (NEW.fee_tracking IS NOT NULL) EXECUTE FUNCTION transfer_fee_tracking();

-- The lines of entries that journal_post or journal_post_many is to post.
CREATE OR REPLACE FUNCTION hold_tracking_of(company uuid, lines jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM use_tracking(company, array_agg(DISTINCT option_id))
    FROM jsonb_to_recordset(lines) AS l (tracking uuid[]), unnest(l.tracking) AS option_id;
    PERFORM hold_tracking(company, l.tracking, any_value(l.id))
    FROM jsonb_to_recordset(lines) AS l (id uuid, tracking uuid[]) WHERE l.tracking IS NOT NULL GROUP BY l.tracking;
END
$$;

-- The sets of options that lines of a company have, and the balances of one of them. Row-level security lets no index compare arrays, for
-- their operators are not leakproof; so these are functions of the owner's, as those of search.sql, that keep to the tenant by themselves.
-- The index is asked for each next set. Of a great many sets that takes longer than to read it, so it is read after the first `most`.
CREATE OR REPLACE FUNCTION tracking_sets(company uuid, most integer DEFAULT 5000) RETURNS SETOF uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mine CONSTANT uuid := (searched_companies(company))[1];
    place integer;
    latest uuid[];
BEGIN
    FOR latest, place IN
        WITH RECURSIVE sets AS (
            (SELECT tracking, 1 AS place FROM accounting_trackingbalance
            WHERE company_id = mine AND NOT is_daily ORDER BY tracking LIMIT 1)
            UNION ALL
            SELECT later.tracking, sets.place + 1 FROM sets CROSS JOIN LATERAL (
                SELECT tracking FROM accounting_trackingbalance
                WHERE company_id = mine AND NOT is_daily AND tracking > sets.tracking ORDER BY tracking LIMIT 1
            ) AS later
        )
        SELECT * FROM sets LIMIT most
    LOOP
        RETURN NEXT latest;
    END LOOP;
    IF place = most THEN
        RETURN QUERY SELECT DISTINCT tracking FROM accounting_trackingbalance
            WHERE company_id = mine AND NOT is_daily AND tracking > latest;
    END IF;
END
$$;

DROP FUNCTION IF EXISTS set_balances(uuid, uuid[], boolean, date, date);  -- it could not be asked for some accounts only
CREATE OR REPLACE FUNCTION set_balances(company uuid, one uuid[], daily boolean, first date, before date, accounts uuid[] DEFAULT NULL)
RETURNS TABLE (account_id uuid, since date, debits numeric, credits numeric, unpaid numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    mine uuid := (searched_companies(company))[1];
BEGIN
    IF accounts IS NULL THEN
        RETURN QUERY SELECT account_id, since, debits, credits, unpaid FROM accounting_trackingbalance
            WHERE company_id = mine AND is_daily = daily AND tracking = one AND since >= first AND since < before;
    ELSE
        RETURN QUERY SELECT account_id, since, debits, credits, unpaid FROM accounting_trackingbalance
            WHERE company_id = mine AND is_daily = daily AND tracking = one AND since >= first AND since < before
                AND account_id = ANY (accounts);
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION tracking_sets(uuid, integer), set_balances(uuid, uuid[], boolean, date, date, uuid[]) TO atlas_app;

-- A line on an account that requires options of categories has one of each. Taxes have none, a reversal takes back what was, and what Atlas
-- computes (a closing entry, a revaluation, the opening balances) has no lines of one's own.
CREATE OR REPLACE FUNCTION check_required_tracking(entry accounting_journalentry, lines jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    missing record;
BEGIN
    IF entry.reverses_id IS NOT NULL OR entry.entry_type IN ('closing', 'fx_revaluation') OR entry.source_type = 'opening_balances' THEN
        RETURN;
    END IF;
    SELECT l.id, a.code, a.name, c.name AS category INTO missing
    FROM jsonb_to_recordset(lines) AS l (id uuid, position smallint, account_id uuid, tax_base numeric, tracking uuid[])
    JOIN accounting_account a ON a.company_id = entry.company_id AND a.id = l.account_id
    JOIN accounting_trackingcategory c ON c.company_id = entry.company_id AND c.id = ANY (a.required_tracking)
    WHERE l.tax_base IS NULL AND NOT EXISTS (
        SELECT 1 FROM accounting_trackingoption o
        WHERE o.company_id = entry.company_id AND o.category_id = c.id AND o.id = ANY (l.tracking))
    ORDER BY l.position, c.name LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('line_tracking_required',
            format('A line on account %s %s needs an option of %s.', missing.code, missing.name, missing.category), missing.id);
    END IF;
END
$$;

-- The categories that an account requires are of its company. Only revenue and expenses without a system role require some: Atlas itself
-- posts to the others.
CREATE OR REPLACE FUNCTION account_tracking() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held bigint;
BEGIN
    IF cardinality(NEW.required_tracking) = 0
       OR NEW.required_tracking <> ARRAY(SELECT DISTINCT id FROM unnest(NEW.required_tracking) AS id WHERE id IS NOT NULL ORDER BY id) THEN
        PERFORM refuse('account_tracking_in_order', 'The required categories are different ones, in the order of their ids.');
    END IF;
    IF NEW.type NOT IN ('revenue', 'expense') OR NEW.system_role IS NOT NULL THEN
        PERFORM refuse('account_tracking_of_earnings',
            'Only accounts of revenue and expenses without a system role can require tracking.');
    END IF;
    SELECT count(*) INTO held FROM (
        SELECT 1 FROM accounting_trackingcategory
        WHERE company_id = NEW.company_id AND id = ANY (NEW.required_tracking) AND is_active ORDER BY id FOR SHARE
    ) AS categories;
    IF held <> cardinality(NEW.required_tracking) THEN
        PERFORM refuse('account_tracking_of_company', 'There is no such active tracking category in this company.');
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER account_tracking BEFORE INSERT OR UPDATE OF required_tracking, type, system_role, company_id ON accounting_account
    FOR EACH ROW WHEN (NEW.required_tracking IS NOT NULL) EXECUTE FUNCTION account_tracking();

-- A category that an account requires is neither deleted nor archived. The lock comes first: it waits for whoever is just requiring it.
CREATE OR REPLACE FUNCTION tracking_category_required() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    account record;
BEGIN
    PERFORM 1 FROM accounting_trackingcategory WHERE company_id = OLD.company_id AND id = OLD.id FOR UPDATE;
    SELECT code, name INTO account FROM accounting_account
    WHERE company_id = OLD.company_id AND OLD.id = ANY (required_tracking) ORDER BY code LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('tracking_category_required', format('Account %s %s requires %s. Change that first.', account.code, account.name, OLD.name));
    END IF;
    RETURN coalesce(NEW, OLD);
END
$$;
CREATE OR REPLACE TRIGGER tracking_category_kept BEFORE DELETE ON accounting_trackingcategory
    FOR EACH ROW EXECUTE FUNCTION tracking_category_required();
CREATE OR REPLACE TRIGGER tracking_category_required BEFORE UPDATE ON accounting_trackingcategory
    FOR EACH ROW WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION tracking_category_required();

REVOKE EXECUTE ON FUNCTION use_tracking(uuid, uuid[]), hold_tracking(uuid, uuid[], uuid), hold_tracking_of(uuid, jsonb),
    check_required_tracking(accounting_journalentry, jsonb) FROM PUBLIC;
