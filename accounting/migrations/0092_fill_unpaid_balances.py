"""What is posted and not paid, second step: of what was posted and allocated before.

Posting and allocating take the head of the ledger, so they wait for this transaction, or were over before it. What was
written since the first step is counted anew with the rest.
"""

from django.db import migrations

HOLD = "LOCK TABLE accounting_ledgerhead IN EXCLUSIVE MODE"
EMPTY = "DELETE FROM accounting_unpaidbalance"
FILL = """
INSERT INTO accounting_unpaidbalance (company_id, account_id, day, amount)
SELECT c.id, u.account_id, u.day, u.amount
FROM accounting_company c
CROSS JOIN LATERAL (SELECT array_agg(id) AS ids FROM accounting_openitem WHERE company_id = c.id) AS i
CROSS JOIN LATERAL unpaid_moves(c.id, i.ids) AS u
ORDER BY c.id, u.day
"""


class Migration(migrations.Migration):
    dependencies = [("accounting", "0091_unpaid_balances")]
    operations = [migrations.RunSQL(statement) for statement in (HOLD, EMPTY, FILL)]
