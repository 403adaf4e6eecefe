"""Prove that the books of a company are correct (docs/design/books.md, "Proof").

All is recomputed here independently, in Python from the stored rows, and compared with the values that PostgreSQL's
guards keep. It shares no code with posting. If others may write at the same time, open a transaction that
reads `AT_ONE_MOMENT` (foundation/tenancy.py).
"""

from django.db.models import Exists, OuterRef

from accounting import errors
from accounting.ledger.models import Company, JournalLine, LedgerHead
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
"""The most entries, and lines, of a company whose books are checked while a client waits.

Measured over HTTP with entries of two lines, on a machine with two cores that ran six times as much other work:

    5,000 entries: 4 s of the process's own time, 10 to 15 s in all
    20,000 entries: 16 s, 61 to 67 s in all
    50,000 entries: about 33 s, 176 s in all

So 10,000 take about 8 s of a processor, and those of 10,000 opening invoices 8 s. If not more than two of them share
a processor, that fits into the 35 seconds that a proxy waits (docs/deploying.md).
"""


def checks(company: Company, *, max_entries: int | None = None) -> list[Check]:
    """Return all checks of a company's books, each with the number of examined objects and the errors.

    It reads all entries and lines once, with constant memory. Raises TooMany if there are more than `max_entries`, or
    then more lines than MAX_LINES.
    """
    if max_entries is not None:
        more = JournalLine.objects.filter(company=OuterRef("company"))[MAX_LINES : MAX_LINES + 1]
        heads = LedgerHead.objects.filter(company=company)
        last_number, has_more_lines = heads.values_list("last_number", Exists(more)).get()
        if last_number > max_entries or has_more_lines:
            raise errors.TooMany(
                f"These books have more than {max_entries:,} entries or {MAX_LINES:,} lines. Ask the operator to run "
                "`manage.py verify_ledger`."
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
