"""The books as they stood at a moment: the entries up to a number, and what was recorded of documents until then.

Entries get their number and `posted_at` together, under the lock of the head, so what was posted up to a moment is what
has a number up to that of the last entry then. Names, codes and subtypes of accounts and names of contacts are today's.
"""

import datetime
from typing import NamedTuple

from django.db import connection

from accounting.ledger.models import Company, LedgerHead


class Known(NamedTuple):
    """What was known at a moment (None: now): the entries with a number up to this one, of those up to `last`."""

    number: int
    moment: datetime.datetime | None = None
    last: int = 0


# Numbers have no gaps, and the later one is posted later. So the number is found by halves: 23 entries of five million.
# `middle` is a column of its own, because row-level security lets no index find a sum, which may fail. The first
# number from there on is asked for, because only one index has that order, also where PostgreSQL has no statistics.
# Else all entries of the company were read 23 times.
AT = """
WITH RECURSIVE search (low, high, middle) AS (
    SELECT 0::bigint, last_number, (last_number + 1) / 2 FROM accounting_ledgerhead WHERE company_id = %(company)s
    UNION ALL
    SELECT low, high, (low + high + 1) / 2 FROM (
        SELECT CASE WHEN e.posted_at <= %(moment)s THEN s.middle ELSE s.low END AS low,
            CASE WHEN e.posted_at <= %(moment)s THEN s.high ELSE s.middle - 1 END AS high
        FROM search s, LATERAL (
            SELECT posted_at FROM accounting_journalentry WHERE company_id = %(company)s AND number >= s.middle
            ORDER BY number LIMIT 1
        ) AS e
        WHERE s.low < s.high
    ) AS half
)
SELECT max(low), max(high) FROM search
"""


def now(company: Company) -> Known:
    """Return what is known now, so that all queries of a report and all pages of it see the same entries."""
    return Known(LedgerHead.objects.values_list("last_number", flat=True).get(company=company))


def at(company: Company, moment: datetime.datetime) -> Known:
    """Return what was known at a moment. One in the future is now."""
    with connection.cursor() as cursor:
        cursor.execute(AT, {"company": company.pk, "moment": moment})
        number, last = cursor.fetchone()
    return Known(number, moment, last)
