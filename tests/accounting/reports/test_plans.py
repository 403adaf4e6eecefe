"""PostgreSQL reads the lines of an entry by their index, also in books that it has no statistics of yet."""

import datetime
from typing import Any

import pytest
from django.db import connection, connections

from accounting.models import Company
from accounting.reports import sums
from accounting.reports.integrity import ledger
from foundation import tenancy
from tests.factories import make_company, make_entry

MARCH, APRIL = datetime.date(2026, 3, 1), datetime.date(2026, 4, 1)


def plan_of(sql: str, company: Company, **values: Any) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # as in tables that are larger than these
        cursor.execute(f"EXPLAIN {sql}", {"company": company.pk, **values})
        return "\n".join(line for (line,) in cursor.fetchall())


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_of_books_without_statistics_no_query_reads_all_lines_for_each_entry() -> None:
    """It expects one line of them. Then reading all lines for each entry looks as cheap as reading those of the entry,
    and took more than 30 seconds for 10,000 entries."""
    with tenancy.everyone():
        for _ in range(3):
            make_entry(make_company(), "5.00")
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE accounting_journalentry, accounting_journalline, accounting_daybalance")
    with tenancy.everyone():
        company = make_company()
        make_entry(company, "5.00")
        since = sums.POSTED.format(sign="-", where="", block="")
        days = {"days": [MARCH], "first": MARCH, "last": APRIL, "after": 0, "until": sums.LAST}
        plans = plan_of(ledger.DAYS, company, month=MARCH, next=APRIL), plan_of(since, company, **days)
    for plan in plans:
        _, _, lines = plan.partition("on accounting_journalline")
        assert "(entry_id = accounting_journalentry.id)" in lines.partition("Filter")[0], plan
