"""A chart says of each account whether it has lines, without reading all lines for one that has none."""

import pytest
from django.db import connection, connections

from accounting.ledger import journal
from accounting.models import Account, JournalEntry
from api.resources.accounts import with_balance
from foundation import tenancy
from tests.factories import DAY, credit, debit, make_company, owner_of, two_accounts


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_an_account_is_asked_for_its_lines_by_their_index():
    with tenancy.everyone():
        company = make_company()
        left, right = two_accounts(company)
        for _ in range(10):
            lines = [line for _ in range(100) for line in (debit(left, "1.00"), credit(right, "1.00"))]
            journal.post(JournalEntry(company=company, date=DAY), lines=lines, by=owner_of(company))
    connections["owner"].cursor().execute("ANALYZE accounting_journalline")
    with tenancy.everyone():
        chart = with_balance(Account.objects.filter(company=company))
        with connection.cursor() as cursor:
            sql, given = chart.query.sql_with_params()
            cursor.execute(f"EXPLAIN {sql}", given)
            plan = "\n".join(row for (row,) in cursor.fetchall())
        assert "line_by_account_date" in plan
        assert "Seq Scan on accounting_journalline" not in plan
        assert {account.pk for account in chart if account.has_lines} == {left.pk, right.pk}
