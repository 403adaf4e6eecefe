-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- Metadata: texts under keys of the user's own. The limits are those of accounting/ledger/metadata.py. A key has no colon, because a
-- filter says `key:value`.
CREATE OR REPLACE FUNCTION metadata_allowed(metadata jsonb) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF jsonb_typeof(metadata) <> 'object' THEN
        RETURN false;
    END IF;
    RETURN (SELECT count(*) <= 50 AND coalesce(bool_and(
                length(key) BETWEEN 1 AND 40 AND strpos(key, ':') = 0
                AND jsonb_typeof(value) = 'string' AND length(value #>> '{}') BETWEEN 1 AND 500), true)
            FROM jsonb_each(metadata));
END
$$;

-- Rows without metadata are in no index.
CREATE INDEX IF NOT EXISTS contact_by_metadata ON accounting_contact USING gin (company_id, metadata jsonb_path_ops) WHERE metadata <> '{}';
CREATE INDEX IF NOT EXISTS entry_by_metadata ON accounting_journalentry USING gin (company_id, metadata jsonb_path_ops) WHERE metadata <> '{}';
CREATE INDEX IF NOT EXISTS invoice_by_metadata ON accounting_invoice USING gin (company_id, metadata jsonb_path_ops) WHERE metadata <> '{}';
CREATE INDEX IF NOT EXISTS bill_by_metadata ON accounting_bill USING gin (company_id, metadata jsonb_path_ops) WHERE metadata <> '{}';
CREATE INDEX IF NOT EXISTS creditnote_by_metadata ON accounting_creditnote USING gin (company_id, metadata jsonb_path_ops)
    WHERE metadata <> '{}';
CREATE INDEX IF NOT EXISTS vendorcredit_by_metadata ON accounting_vendorcredit USING gin (company_id, metadata jsonb_path_ops)
    WHERE metadata <> '{}';
CREATE INDEX IF NOT EXISTS payment_by_metadata ON accounting_payment USING gin (company_id, metadata jsonb_path_ops) WHERE metadata <> '{}';
CREATE INDEX IF NOT EXISTS adjustment_by_metadata ON accounting_adjustment USING gin (company_id, metadata jsonb_path_ops)
    WHERE metadata <> '{}';
CREATE INDEX IF NOT EXISTS banktransaction_by_metadata ON accounting_banktransaction USING gin (company_id, metadata jsonb_path_ops)
    WHERE metadata <> '{}';
CREATE INDEX IF NOT EXISTS transfer_by_metadata ON accounting_transfer USING gin (company_id, metadata jsonb_path_ops) WHERE metadata <> '{}';

-- The ids of a company's rows with all these keys and values; null where there are more than `most`. `what` is customer, vendor, or a
-- table such as invoice. Row-level security lets no index answer this either: see search.sql.
CREATE OR REPLACE FUNCTION metadata_ids(what text, company uuid, wanted jsonb, most integer) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    is_kind boolean := what IN ('customer', 'vendor');
    ids uuid[];
BEGIN
    EXECUTE format(
        'SELECT array(SELECT id FROM %I WHERE company_id = $1 AND metadata @> $2 AND metadata <> ''{}'' %s LIMIT $3)',
        'accounting_' || CASE WHEN is_kind THEN 'contact' ELSE what END,
        CASE WHEN is_kind THEN format('AND kind = %L', what) END
    ) INTO ids USING (searched_companies(company))[1], wanted, most + 1;
    RETURN CASE WHEN cardinality(ids) <= most THEN ids END;
END
$$;

GRANT EXECUTE ON FUNCTION metadata_allowed(jsonb), metadata_ids(text, uuid, jsonb, integer) TO atlas_app;
