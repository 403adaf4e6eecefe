"""The books as they stood at a moment: the entries up to a number, and what was recorded of documents until then.

Entries get their number and `posted_at` together, under the lock of the head, so what was posted up to a moment is what
has a number up to that of the last entry then. Names, codes and subtypes of accounts and names of contacts are today's.
"""

import datetime
from typing import NamedTuple

from django.db import connection

from accounting.ledger.models import Company, LedgerHead


class Known(NamedTuple):
    """What was known at a moment (None: now): the entries with a number up to this one."""

    number: int
    moment: datetime.datetime | None = None


# From the newest on, so the cost grows with what was posted since, not with the books.
LAST_NUMBER = """
SELECT number FROM accounting_journalentry
WHERE company_id = %s AND number IS NOT NULL AND posted_at <= %s ORDER BY number DESC LIMIT 1
"""


def now(company: Company) -> Known:
    """Return what is known now, so that all queries of a report and all pages of it see the same entries."""
    return Known(LedgerHead.objects.values_list("last_number", flat=True).get(company=company))


def at(company: Company, moment: datetime.datetime) -> Known:
    """Return what was known at a moment. One in the future is now."""
    with connection.cursor() as cursor:
        cursor.execute(LAST_NUMBER, [company.pk, moment])
        row = cursor.fetchone()
    return Known(row[0] if row else 0, moment)
