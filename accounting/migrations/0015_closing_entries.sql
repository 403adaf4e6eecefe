-- Closing entries. The profit and loss leaves them out, so they may do nothing but move what was earned into equity, and nobody posts one
-- by hand: closing a fiscal year does (source_type 'fiscal_year'), and the reversal of an older one.

-- Whether an entry of type closing is one: it touches nothing that is owned or owed. An older one that does counts as any other entry.
CREATE FUNCTION entry_closes(entry uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (
        SELECT 1 FROM accounting_journalline l JOIN accounting_account a ON a.id = l.account_id
        WHERE l.entry_id = entry AND a.type IN ('asset', 'liability')
    )
$$;

-- Check an entry that is to be posted; return the canonical text of its lines, for the hash. `lines` is a JSON array with the columns of
-- the line table. It runs as the owner, past the policies, so it looks itself whether the company is the tenant's: an organization's id,
-- or 'everyone'.
CREATE OR REPLACE FUNCTION ledger_check(entry accounting_journalentry, lines jsonb, tenant text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    base record;
    facts record;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        PERFORM refuse('entry_isolation', 'Entries are posted under READ COMMITTED, where a line cannot slip past the lock.');
    END IF;
    SELECT c.organization_id::text AS organization_id, c.base_currency AS code, y.decimals INTO base
    FROM accounting_company c JOIN accounting_currency y ON y.code = c.base_currency WHERE c.id = entry.company_id;
    IF tenant IS DISTINCT FROM 'everyone' AND tenant IS DISTINCT FROM base.organization_id THEN
        RAISE EXCEPTION 'The company is not of this organization.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT count(*) AS lines, coalesce(sum(l.debit), 0) AS debits, coalesce(sum(l.credit), 0) AS credits,
           any_value(l.account_id) FILTER (WHERE NOT a.is_active) AS archived,
           any_value(l.account_id) FILTER (WHERE a.system_role IN ('accounts_receivable', 'accounts_payable')) AS control,
           any_value(l.account_id) FILTER (WHERE a.type IN ('asset', 'liability')) AS owned_or_owed,
           bool_or(l.debit + l.credit <> round(l.debit + l.credit, base.decimals)) AS too_fine,
           bool_or(l.currency = base.code AND l.currency_amount <> l.debit - l.credit) AS inconsistent,
           string_agg(json_build_array(
               l.id, l.position, l.account_id, l.description, l.debit::numeric(19,4)::text, l.credit::numeric(19,4)::text,
               l.currency, l.currency_amount::numeric(19,4)::text, l.contact_id, l.tax_rate_id, l.tax_base::numeric(19,4)::text
           )::text, ', ' ORDER BY l.position) AS canonical
    INTO facts
    FROM jsonb_to_recordset(lines) AS l (
        id uuid, position smallint, account_id uuid, description text, debit numeric, credit numeric, currency text,
        currency_amount numeric, contact_id uuid, tax_rate_id uuid, tax_base numeric)
    LEFT JOIN LATERAL (
        SELECT is_active, system_role, type FROM accounting_account WHERE id = l.account_id AND company_id = entry.company_id OFFSET 0
        FOR KEY SHARE  -- as the foreign key will: until then nobody makes another account of it (account_fixed)
    ) AS a ON true;
    IF facts.lines < 2 THEN
        PERFORM refuse('entry_two_lines', 'An entry needs at least two lines.', entry.id);
    END IF;
    IF facts.debits <> facts.credits THEN
        PERFORM refuse('entry_balanced', format(
            'Debits are %s and credits are %s: they must be equal.',
            round(facts.debits, base.decimals), round(facts.credits, base.decimals)), entry.id);
    END IF;
    IF facts.too_fine THEN
        PERFORM refuse('line_whole_units',
            format('Amounts in %s have at most %s decimals.', base.code, base.decimals), entry.id);
    END IF;
    IF facts.inconsistent THEN
        PERFORM refuse('line_base_amount', format('A line in %s has the same amount in both columns.', base.code), entry.id);
    END IF;
    IF facts.archived IS NOT NULL AND entry.reverses_id IS NULL THEN
        PERFORM refuse('line_account_active', 'This account is archived.', facts.archived);
    END IF;
    IF facts.control IS NOT NULL AND entry.source_type = '' THEN
        PERFORM refuse('line_control_account', 'Only documents and payments post to this account.', facts.control);
    END IF;
    IF entry.entry_type = 'closing' THEN
        IF facts.owned_or_owed IS NOT NULL THEN
            PERFORM refuse('entry_closing_true',
                'A closing entry moves earnings between revenue, expenses and equity, and nothing else.', facts.owned_or_owed);
        END IF;
        IF entry.source_type <> 'fiscal_year' AND NOT EXISTS (
            SELECT 1 FROM accounting_journalentry WHERE id = entry.reverses_id AND entry_type = 'closing'
        ) THEN
            PERFORM refuse('entry_closing_by_year_end', 'Only closing a fiscal year posts a closing entry.', entry.id);
        END IF;
    END IF;
    IF entry.reverses_id IS NOT NULL THEN
        PERFORM 1 FROM accounting_journalentry WHERE id = entry.reverses_id AND status = 'posted';
        IF NOT FOUND THEN
            PERFORM refuse('entry_reverses_posted', 'Only a posted entry can be reversed.', entry.id);
        END IF;
    END IF;
    RETURN facts.canonical;
END
$$;

-- What the balances hold of closing entries, by the same rule.
UPDATE accounting_accountbalance SET closing_debits = 0, closing_credits = 0 WHERE closing_debits <> 0 OR closing_credits <> 0;
UPDATE accounting_accountbalance b SET closing_debits = closing.debits, closing_credits = closing.credits
FROM (
    SELECT e.company_id, l.account_id, date_trunc('month', e.date)::date AS month, sum(l.debit) AS debits, sum(l.credit) AS credits
    FROM accounting_journalentry e JOIN accounting_journalline l ON l.entry_id = e.id
    WHERE e.status = 'posted' AND e.entry_type = 'closing' AND entry_closes(e.id)
    GROUP BY 1, 2, 3
) AS closing
WHERE b.company_id = closing.company_id AND b.account_id = closing.account_id AND b.month = closing.month;
