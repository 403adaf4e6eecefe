"""Balances in the currencies of accounts, second step: those of what was posted before, as 0043 did for days.

Revaluations read them from here on.
"""

from django.db import migrations

from foundation.guards import Guards

HOLD = "LOCK TABLE accounting_account IN EXCLUSIVE MODE"
FILL_DAYS = """
UPDATE accounting_daybalance b SET currency_amount = l.currency_amount
FROM (
    SELECT e.company_id, l.account_id, e.date, sum(l.currency_amount) AS currency_amount
    FROM accounting_journalentry e
    JOIN accounting_journalline l ON l.company_id = e.company_id AND l.entry_id = e.id
    WHERE e.status = 'posted' GROUP BY e.company_id, l.account_id, e.date
) AS l
WHERE b.company_id = l.company_id AND b.account_id = l.account_id AND b.day = l.date
"""
FILL_MONTHS = """
UPDATE accounting_accountbalance b SET currency_amount = d.currency_amount
FROM (
    SELECT company_id, account_id, date_trunc('month', day)::date AS month, sum(currency_amount) AS currency_amount
    FROM accounting_daybalance GROUP BY 1, 2, 3
) AS d
WHERE b.company_id = d.company_id AND b.account_id = d.account_id AND b.month = d.month
"""


class Migration(migrations.Migration):
    dependencies = [("accounting", "0067_currency_amounts")]
    operations = [
        *(migrations.RunSQL(statement) for statement in (HOLD, FILL_DAYS, FILL_MONTHS)),
        Guards("revaluation/guards.sql", digest="071f63e37131e2de"),
    ]
