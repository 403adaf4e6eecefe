"""The check of the numbers of rows that are kept for lists."""

from django.db import connections, router

from accounting.ledger.counts import LISTS
from accounting.ledger.models import Company, ContactKind, RowCount
from accounting.reports.integrity.check import Check
from foundation.words import counted

KEPT = """
SELECT '{what}',
    (SELECT coalesce(sum(rows), 0) FROM accounting_rowcount WHERE company_id = %(company)s AND what = '{what}'),
    (SELECT {number} FROM accounting_{table} WHERE company_id = %(company)s AND {which})
"""


def counts(company: Company) -> Check:
    """Compare the number of rows that is kept of each long list with its rows."""
    check = Check("list totals", "The number that is kept of the rows of each long list is that of its rows.", "lists")
    parts = [
        KEPT.format(what=what, number="count(*)", table="contact", which=f"kind = '{what}'")
        if what in ContactKind
        else KEPT.format(what=what, number="count(*)", table=what, which="true")
        for what in LISTS
    ]
    parts.append(
        KEPT.format(what="attachment_bytes", number="coalesce(sum(size), 0)", table="attachment", which="true")
    )
    with connections[router.db_for_read(RowCount)].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), {"company": company.pk})
        for what, number, rows in cursor.fetchall():
            check.examined += 1
            has = counted(rows, "byte" if what == "attachment_bytes" else "row")
            check.expect(number == rows, f"Of the list {what}, the number {number:,} is kept; it has {has}.")
    return check
