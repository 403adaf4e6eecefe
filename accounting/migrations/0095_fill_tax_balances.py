"""What lines with a tax rate come to by day, second step: of what was posted before.

Posting takes the head of the ledger, so it waits for this transaction, or was over before it. What was written since
the first step is counted anew with the rest.
"""

from django.db import migrations

HOLD = "LOCK TABLE accounting_ledgerhead IN EXCLUSIVE MODE"
EMPTY = "DELETE FROM accounting_taxbalance"
FILL = """
INSERT INTO accounting_taxbalance (company_id, day, tax_rate_id, kind, account_id, amount, lines)
SELECT l.company_id, e.date, l.tax_rate_id, coalesce(l.tax_kind, ''),
    CASE WHEN l.tax_kind IN ('sales_tax', 'purchase_tax') THEN l.account_id END, sum(l.debit - l.credit), count(*)
FROM accounting_journalline l JOIN accounting_journalentry e ON e.company_id = l.company_id AND e.id = l.entry_id
WHERE l.tax_rate_id IS NOT NULL AND l.tax_kind IS DISTINCT FROM 'not_recoverable' AND e.status = 'posted'
GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2
"""


class Migration(migrations.Migration):
    dependencies = [("accounting", "0094_tax_balances")]
    operations = [migrations.RunSQL(statement) for statement in (HOLD, EMPTY, FILL)]
