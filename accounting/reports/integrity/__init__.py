"""Prove that the books of a company are correct (docs/design/books.md, "Proof").

All is recomputed here independently, in Python from the stored rows, and compared with the values that PostgreSQL's
guards keep. It shares no code with posting. If others may write at the same time, run it in one snapshot (REPEATABLE
READ).
"""

from accounting.ledger.models import Company
from accounting.reports.integrity import documents, items, ledger
from accounting.reports.integrity.check import Check
from accounting.reports.integrity.guards import guards

__all__ = ["Check", "checks"]


def checks(company: Company) -> list[Check]:
    """Return all checks of a company's books, each with the number of examined objects and the errors.

    It reads all entries and lines once, with constant memory.
    """
    walk = ledger.walk(company)
    return [
        *walk.checks,
        ledger.balances(company, walk),
        ledger.seals(company, walk),
        ledger.events(company),
        documents.settlements(company),
        *items.open_items(company, walk),
        documents.postings(company),
        guards(),
    ]
