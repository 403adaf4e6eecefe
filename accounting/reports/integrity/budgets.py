"""The check of budgets. They are not in the books; reports compare the books with them."""

from typing import Any

from django.db import connections, router

from accounting.budgets.models import BudgetLine
from accounting.ledger import money
from accounting.ledger.models import AccountType, Company
from accounting.reports.integrity.check import MAX_SHOWN, Check

WRONG = """
SELECT count(*) OVER (), budget.name, account.code, line.month
FROM accounting_budgetline line
JOIN accounting_budget budget ON budget.company_id = line.company_id AND budget.id = line.budget_id
JOIN accounting_account account ON account.company_id = line.company_id AND account.id = line.account_id
WHERE line.company_id = %(company)s AND NOT (
    line.month BETWEEN budget.start_date AND budget.end_date AND account.type IN (%(revenue)s, %(expense)s)
    AND line.amount = round(line.amount, %(decimals)s)
)
ORDER BY budget.name, account.code, line.month LIMIT %(most)s
"""


def budgets(company: Company) -> Check:
    """Look for amounts that the guards of budgets would have refused."""
    claim = "Budgets have amounts in their months, on accounts of revenue and expenses, in whole units."
    check = Check("budgets", claim, "amounts", BudgetLine.objects.filter(company=company).count())
    values: dict[str, Any] = {"company": company.pk, "revenue": AccountType.REVENUE, "expense": AccountType.EXPENSE}
    decimals = money.decimals(company.base_currency_id)
    with connections[router.db_for_read(BudgetLine)].cursor() as cursor:
        cursor.execute(WRONG, values | {"decimals": decimals, "most": MAX_SHOWN})
        for count, name, code, month in cursor.fetchall():
            check.fail(f"The budget {name} has a wrong amount on {code} in {month:%Y-%m}.")
            check.failed = count
    return check
