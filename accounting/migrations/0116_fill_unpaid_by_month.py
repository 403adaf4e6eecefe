"""What is posted and not paid by month, second step: the sums of the days that there are.

Posting and allocating take the head of the ledger, so they wait for this transaction, or were over before it.
"""

from django.db import migrations

HOLD = "LOCK TABLE accounting_ledgerhead IN EXCLUSIVE MODE"
FILL = """
INSERT INTO accounting_unpaidbalance (company_id, account_id, day, amount, month_amount)
SELECT company_id, account_id, date_trunc('month', day)::date, 0, sum(amount)
FROM accounting_unpaidbalance GROUP BY 1, 2, 3
ON CONFLICT (company_id, day, account_id) DO UPDATE SET month_amount = excluded.month_amount
"""


class Migration(migrations.Migration):
    dependencies = [("accounting", "0115_unpaid_by_month")]
    operations = [migrations.RunSQL(statement) for statement in (HOLD, FILL)]
