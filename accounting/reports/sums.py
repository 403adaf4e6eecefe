"""Sum the movements of each account between given days. All reports use this query.

Whole months come from `AccountBalance`, so the cost is accounts × months, and does not depend on the number of lines.
Lines are read only if a day is not the first of its month, and only from that day to the end of the month. For the
books as they stood earlier, the lines posted since are taken off, so the cost grows with these.
"""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from accounting.ledger.models import Company
from accounting.reports.columns import add_months, month_start
from accounting.reports.known import Known

ZERO = Decimal(0)

NET = "debits - credits"
NET_WITHOUT_CLOSING = "debits - credits - closing_debits + closing_credits"
DEBITS = "debits"
CREDITS = "credits"
CLOSING_DEBITS = "closing_debits"
CLOSING_CREDITS = "closing_credits"

# One row per account, with arrays, because psycopg reads that faster than one row per segment.
MONTHS_SQL = """
SELECT account_id, array_agg(segment), {arrays}
FROM (
    SELECT account_id, width_bucket(month, %(months)s::date[]) AS segment, {sums}
    FROM accounting_accountbalance
    WHERE company_id = %(company)s AND month >= %(first)s AND month < %(last)s
    GROUP BY account_id, segment
) AS segments
GROUP BY account_id
"""

LINES_SQL = """
SELECT account_id, segment, {sums}
FROM (
    SELECT line.account_id, odd.segment, line.debit AS debits, line.credit AS credits,
           CASE WHEN entry.closes THEN line.debit ELSE 0 END AS closing_debits,
           CASE WHEN entry.closes THEN line.credit ELSE 0 END AS closing_credits
    FROM unnest(%(days)s::date[], %(ends)s::date[], %(places)s::int[]) AS odd (day, month_end, segment)
    JOIN LATERAL (
        SELECT id, entry_type = 'closing' AND entry_closes(company_id, id) AS closes FROM accounting_journalentry
        WHERE company_id = %(company)s AND status = 'posted' AND date >= odd.day AND date < odd.month_end
    ) AS entry ON true
    JOIN accounting_journalline line ON line.company_id = %(company)s AND line.entry_id = entry.id
) AS lines
GROUP BY account_id, segment
"""

SINCE_SQL = """
SELECT account_id, segment, {sums}
FROM (
    SELECT line.account_id, width_bucket(entry.date, %(days)s::date[]) AS segment,
           line.debit AS debits, line.credit AS credits,
           CASE WHEN entry.closes THEN line.debit ELSE 0 END AS closing_debits,
           CASE WHEN entry.closes THEN line.credit ELSE 0 END AS closing_credits
    FROM (
        SELECT id, date, entry_type = 'closing' AND entry_closes(company_id, id) AS closes
        FROM accounting_journalentry
        WHERE company_id = %(company)s AND number > %(known)s AND date >= %(first)s AND date < %(last)s
    ) AS entry
    JOIN accounting_journalline line ON line.company_id = %(company)s AND line.entry_id = entry.id
) AS lines
GROUP BY account_id, segment
"""

CONTACT_SQL = """
SELECT line.account_id, width_bucket(entry.date, %(days)s::date[]) AS segment, sum(line.debit), sum(line.credit),
       sum(CASE WHEN entry_type = 'closing' AND entry_closes(entry.company_id, entry.id) THEN line.debit ELSE 0 END),
       sum(CASE WHEN entry_type = 'closing' AND entry_closes(entry.company_id, entry.id) THEN line.credit ELSE 0 END)
FROM accounting_journalline line
JOIN accounting_journalentry entry ON entry.company_id = line.company_id AND entry.id = line.entry_id
WHERE line.company_id = %(company)s AND line.contact_id = %(contact)s AND entry.number <= %(known)s
    AND entry.date < %(last)s
GROUP BY line.account_id, segment
"""

Sums = dict[UUID, list[Sequence[Decimal]]]


def between(
    company: Company,
    boundaries: Sequence[datetime.date],
    *measures: str,
    from_the_beginning: bool = False,
    known: Known | None = None,
) -> Sums:
    """Return for each account with movements the sums of the `measures` in each segment between two boundaries.

    Segment i is from `boundaries[i]` to the day before `boundaries[i + 1]`. Boundaries must ascend. With
    `from_the_beginning` there is one more segment first, for all days before the first boundary. Amounts are in the
    base currency. Accounts without movements are left out. With `known`, count what was posted until then.
    """
    months = [day if day.day == 1 else add_months(month_start(day), 1) for day in boundaries]
    values: dict[str, Any] = {
        "company": company.id,
        "months": months,
        "first": datetime.date.min if from_the_beginning else months[0],
        "last": months[-1],
    }
    odd = [(day, month, i) for i, (day, month) in enumerate(zip(boundaries, months, strict=True)) if day != month]
    shift = 0 if from_the_beginning else 1
    count = len(boundaries) - shift
    summed = ", ".join(f"sum({measure}) AS sum_{i}" for i, measure in enumerate(measures))
    arrays = ", ".join(f"array_agg(sum_{i})" for i in range(len(measures)))
    nothing = (ZERO,) * len(measures)
    sums: Sums = {}
    with connection.cursor() as cursor:
        cursor.execute(MONTHS_SQL.format(sums=summed, arrays=arrays), values)
        for account, segments, *columns in cursor.fetchall():
            row = sums[account] = [nothing] * count
            for segment, *amounts in zip(segments, *columns, strict=True):
                row[segment - shift] = amounts
        if odd:
            days, ends, places = (list(part) for part in zip(*odd, strict=True))
            values |= {"days": days, "ends": ends, "places": places}
            cursor.execute(LINES_SQL.format(sums=summed), values)
            for account, boundary, *amounts in cursor.fetchall():
                row = sums.setdefault(account, [nothing] * count)
                _move(row, boundary - shift, amounts)
        if known is not None:
            first = datetime.date.min if from_the_beginning else boundaries[0]
            values |= {"days": list(boundaries), "first": first, "last": boundaries[-1], "known": known.number}
            cursor.execute(SINCE_SQL.format(sums=summed), values)
            for account, segment, *amounts in cursor.fetchall():
                row = sums.setdefault(account, [nothing] * count)
                row[segment - shift] = [a - b for a, b in zip(row[segment - shift], amounts, strict=True)]
    return sums


def of_contact(company: Company, contact_id: UUID, boundaries: Sequence[datetime.date], *, known: Known) -> Sums:
    """Return the debits and credits of a contact's lines by account, all and those of closing entries, as `between`
    does from the beginning."""
    values: dict[str, Any] = {"company": company.pk, "contact": contact_id, "known": known.number}
    values |= {"days": list(boundaries), "last": boundaries[-1]}
    sums: Sums = {}
    with connection.cursor() as cursor:
        cursor.execute(CONTACT_SQL, values)
        for account, segment, *amounts in cursor.fetchall():
            sums.setdefault(account, [(ZERO,) * 4] * len(boundaries))[segment] = amounts
    return sums


def _move(row: list[Sequence[Decimal]], segment: int, amounts: Sequence[Decimal]) -> None:
    """Move amounts between a day inside a month and the month's end from the segment before that day to the next."""
    if segment >= 0:
        row[segment] = [a - b for a, b in zip(row[segment], amounts, strict=True)]
    if segment + 1 < len(row):
        row[segment + 1] = [a + b for a, b in zip(row[segment + 1], amounts, strict=True)]
