"""Check the guards that PostgreSQL enforces."""

from django.db import connections, router

import foundation.guards
from accounting.ledger.models import JournalEntry
from accounting.reports.integrity.check import Check


def guards() -> Check:
    """Compare the functions, triggers and policies in the database with those of this release."""
    check = Check("guards", "PostgreSQL has the functions, triggers and policies of this release.", "guards")
    check.examined = len(foundation.guards.released())
    for difference in foundation.guards.differences(connections[router.db_for_read(JournalEntry)]):
        check.fail(f"The {difference}.")
    return check
