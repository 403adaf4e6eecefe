"""Proof that the books of a company are correct (docs/design/books.md, "Proof").

Everything is recomputed here by a path of its own, in Python from the stored rows, and compared with what PostgreSQL's
guards kept: not a line of code is shared with posting. Run it in one snapshot (REPEATABLE READ) where others may be
writing.
"""

from accounting.ledger.models import Company
from accounting.reports.integrity import documents, ledger
from accounting.reports.integrity.check import Check
from accounting.reports.integrity.guards import guards

__all__ = ["Check", "checks"]


def checks(company: Company) -> list[Check]:
    """Return every check of a company's books, each with what it examined and what it found wrong.

    Reads all entries and lines once, in flat memory.
    """
    walk = ledger.walk(company)
    return [
        *walk.checks,
        ledger.balances(company, walk),
        ledger.seals(company, walk),
        ledger.events(company),
        documents.settlements(company),
        *documents.open_items(company, walk),
        documents.postings(company),
        guards(),
    ]
