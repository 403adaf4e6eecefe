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
-- invoice. `company` may be null: all that the tenant sees. A text without three letters or digits on end has no trigram. The index
-- would give all of the company's rows for it, at ten times what it takes to read them.
CREATE OR REPLACE FUNCTION search_ids(what text, company uuid, wanted text, most integer) RETURNS uuid[]
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
            ELSE 'strpos(search_text, atlas_folded($1)) > 0'
        END,
        CASE WHEN is_kind THEN format('AND kind = %L', what) END
    ) INTO ids USING wanted, companies, most + 1;
    RETURN CASE WHEN cardinality(ids) <= most THEN ids END;
END
$$;

GRANT EXECUTE ON FUNCTION search_pattern(text), search_ids(text, uuid, text, integer) TO atlas_app;
