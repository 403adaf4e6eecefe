"""Balances by option, second step: those of what was posted before, as 0043 did for days."""

from django.db import migrations

HOLD = "LOCK TABLE accounting_account IN EXCLUSIVE MODE"
EMPTY = "DELETE FROM accounting_optionbalance"
FILL = """
INSERT INTO accounting_optionbalance (company_id, option_id, is_daily, since, account_id, debits, credits)
SELECT company_id, option_id, is_daily, since, account_id, sum(debits), sum(credits)
FROM accounting_trackingbalance CROSS JOIN unnest(tracking) AS option_id
GROUP BY company_id, option_id, is_daily, since, account_id
"""


class Migration(migrations.Migration):
    dependencies = [("accounting", "0056_option_balances")]
    operations = [migrations.RunSQL(statement) for statement in (HOLD, EMPTY, FILL)]
