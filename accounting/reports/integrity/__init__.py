"""Prove that the books of a company are correct (docs/design/books.md, "Proof").

All is recomputed here independently, in Python from the stored rows, and compared with the values that PostgreSQL's
guards keep. It shares no code with posting. If others may write at the same time, open a transaction that
reads `AT_ONE_MOMENT` (foundation/tenancy.py).
"""

from typing import Any

from django.db import connections, router

from accounting import errors
from accounting.ledger.models import Company, JournalLine
from accounting.reports.integrity import documents, items, ledger, taxes
from accounting.reports.integrity.attachments import attachments
from accounting.reports.integrity.budgets import budgets
from accounting.reports.integrity.check import MAX_SHOWN, Check
from accounting.reports.integrity.counts import counts
from accounting.reports.integrity.guards import guards
from accounting.reports.integrity.revaluations import revaluations
from accounting.reports.integrity.years import fiscal_years

__all__ = ["MAX_ENTRIES", "MAX_LINES", "MAX_SHOWN", "Check", "checks"]

MAX_ENTRIES, MAX_LINES = 10_000, 40_000
"""The most entries and as many documents, drafts among them, of a company whose books are checked while a client waits,
and the most lines of each. Allocations count as lines of documents.

Measured over HTTP with entries of two lines, on a machine with two cores that ran six times as much other work:

    5,000 entries: 4 s of the process's own time, 10 to 15 s in all
    20,000 entries: 16 s, 61 to 67 s in all
    50,000 entries: about 33 s, 176 s in all

So 10,000 take about 8 s of a processor, and those of 10,000 opening invoices 8 s. If not more than two of them share
a processor, that fits into the 35 seconds that a proxy waits (docs/deploying.md).
"""
LINES = " UNION ALL ".join(
    f"SELECT FROM {model._meta.db_table} WHERE company_id = %(company)s" for model in documents.MODELS_OF_LINES
)
SIZE = f"""
SELECT greatest(last_number, (
        SELECT sum(rows) FROM accounting_rowcount WHERE company_id = %(company)s AND what = ANY(%(documents)s)
    )) > %(entries)s
    OR EXISTS (SELECT FROM accounting_journalline WHERE company_id = %(company)s OFFSET %(lines)s)
    OR EXISTS (SELECT FROM ({LINES} OFFSET %(lines)s) AS more)
FROM accounting_ledgerhead WHERE company_id = %(company)s
"""  # noqa: S608 -- names from our models


def checks(company: Company, *, max_entries: int | None = None) -> list[Check]:
    """Return all checks of a company's books, each with the number of examined objects and the errors.

    It reads all entries and lines once, with constant memory. Raises TooMany if there are more entries or documents
    than `max_entries`, or then more lines of them than MAX_LINES.
    """
    if max_entries is not None and _is_larger(company, max_entries):
        raise errors.TooMany(
            f"These books have more than {max_entries:,} entries or documents, or more than {MAX_LINES:,} lines of "
            "them. Ask the operator to run `manage.py verify_ledger`."
        )
    walk = ledger.walk(company)
    settlements, postings, taxes_of_documents = documents.documents(company)
    return [
        *walk.checks,
        ledger.balances(company, walk),
        ledger.tracking(company, walk),
        ledger.seals(company, walk),
        fiscal_years(company, walk),
        ledger.events(company),
        settlements,
        *items.open_items(company, walk),
        items.differences(company),
        items.unpaid(company),
        revaluations(company),
        postings,
        documents.numbers(company),
        documents.credits(company),
        taxes.rates(company),
        taxes_of_documents,
        taxes.days(company, walk),
        taxes.returns(company),
        budgets(company),
        attachments(company),
        counts(company),
        guards(),
    ]


def _is_larger(company: Company, max_entries: int) -> bool:
    values: dict[str, Any] = {
        "company": company.pk,
        "entries": max_entries,
        "lines": MAX_LINES,
        "documents": [*documents.LISTED],
    }
    with connections[router.db_for_read(JournalLine)].cursor() as cursor:
        cursor.execute(SIZE, values)
        return bool(cursor.fetchone()[0])
