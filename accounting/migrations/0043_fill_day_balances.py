"""Balances by day, second step: those of what was posted before.

Posting begins with a lock of its accounts, so it waits for this transaction, or was over before it. What was posted
since the first step is counted anew with the rest.
"""

from django.db import migrations

HOLD = "LOCK TABLE accounting_account IN EXCLUSIVE MODE"
EMPTY = "DELETE FROM accounting_daybalance"
FILL = """
INSERT INTO accounting_daybalance (company_id, account_id, day, debits, credits, closing_debits, closing_credits)
SELECT e.company_id, l.account_id, e.date, sum(l.debit), sum(l.credit),
    coalesce(sum(l.debit) FILTER (WHERE e.closes), 0), coalesce(sum(l.credit) FILTER (WHERE e.closes), 0)
FROM (
    SELECT company_id, id, date, entry_type = 'closing' AND entry_closes(company_id, id) AS closes
    FROM accounting_journalentry WHERE status = 'posted'
) AS e
JOIN accounting_journalline l ON l.company_id = e.company_id AND l.entry_id = e.id
GROUP BY e.company_id, l.account_id, e.date
"""


class Migration(migrations.Migration):
    dependencies = [("accounting", "0042_day_balances")]
    operations = [migrations.RunSQL(statement) for statement in (HOLD, EMPTY, FILL)]
