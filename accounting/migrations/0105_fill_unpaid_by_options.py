"""What is posted and not paid by tracking options, second step: of what was posted and allocated before, as 0092 did.

Only of the documents with options: their entries are found by the index of such lines.
"""

from django.db import migrations

HOLD = "LOCK TABLE accounting_ledgerhead IN EXCLUSIVE MODE"
EMPTY = """
UPDATE accounting_optionbalance SET unpaid = 0 WHERE unpaid <> 0;
UPDATE accounting_trackingbalance SET unpaid = 0 WHERE unpaid <> 0;
"""
FILL = """
WITH moves AS MATERIALIZED (
    SELECT c.id AS company_id, u.account_id, span.is_daily, span.since, u.tracking, sum(u.amount) AS amount
    FROM accounting_company c
    CROSS JOIN LATERAL (
        SELECT array_agg(DISTINCT e.source_id) AS ids
        FROM accounting_journalline l
        JOIN accounting_journalentry e ON e.company_id = l.company_id AND e.id = l.entry_id
        WHERE l.company_id = c.id AND l.tracking IS NOT NULL AND e.source_id IS NOT NULL
    ) AS documents
    CROSS JOIN LATERAL unpaid_moves(c.id, documents.ids, by_options => true) AS u
    CROSS JOIN LATERAL (VALUES (true, u.day), (false, date_trunc('month', u.day)::date)) AS span (is_daily, since)
    WHERE u.tracking IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5
), by_option AS (
    INSERT INTO accounting_optionbalance AS b
        (company_id, account_id, option_id, is_daily, since, debits, credits, unpaid)
    SELECT company_id, account_id, option_id, is_daily, since, 0, 0, sum(amount)
    FROM moves CROSS JOIN unnest(tracking) AS option_id GROUP BY 1, 2, 3, 4, 5
    ON CONFLICT (company_id, option_id, is_daily, since, account_id) DO UPDATE SET unpaid = excluded.unpaid
)
INSERT INTO accounting_trackingbalance AS b
    (company_id, account_id, is_daily, since, tracking, debits, credits, unpaid)
SELECT company_id, account_id, is_daily, since, tracking, 0, 0, amount FROM moves
ON CONFLICT (company_id, is_daily, since, account_id, tracking) DO UPDATE SET unpaid = excluded.unpaid
"""


class Migration(migrations.Migration):
    dependencies = [("accounting", "0104_unpaid_by_options")]
    operations = [migrations.RunSQL(statement) for statement in (HOLD, EMPTY, FILL)]
