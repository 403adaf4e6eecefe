"""The journal: all posted entries of some days with their lines, in the order of their dates and numbers."""

import datetime
import functools
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from accounting.ledger.dates import DAY
from accounting.ledger.models import Company
from accounting.reports import known as knowledge
from accounting.reports import sums
from accounting.reports.columns import check_range
from accounting.reports.known import Known
from accounting.reports.listing import Listing, ListingRow
from accounting.reports.sheet import CellType, Heading, exactly
from accounting.reports.sums import ZERO

BATCH = 1000
"""How many lines one query reads for a file."""
HEADINGS = (
    Heading("type", "Type", on_paper=False),
    Heading("date", "Date", CellType.DATE),
    Heading("entry_number", "Entry", CellType.NUMBER),
    Heading("entry_type", "Kind", on_paper=False),
    Heading("memo", "Memo"),
    Heading("reference", "Reference"),
    Heading("source_type", "Source", on_paper=False),
    Heading("code", "Code"),
    Heading("name", "Account"),
    Heading("description", "Description"),
    Heading("contact_name", "Contact"),
    Heading("debit", "Debit", CellType.AMOUNT),
    Heading("credit", "Credit", CellType.AMOUNT),
)
CELLS = (
    *(heading.key for heading in HEADINGS),
    "entry_id",
    "line_id",
    "source_id",
    "posted_at",
    "account_id",
    "contact_id",
    "currency",
    "currency_amount",
    "tracking",
)
"""The cells of each row in JSON; those that a row does not have are null."""

# Each entry has a line, so as many entries are enough, and one more: the page before may have all lines of the first.
# LATERAL and OFFSET 0 keep PostgreSQL from other ways: of new books without statistics it expects one line, and
# would read all of them for each entry.
LINES = """
SELECT e.date, e.number, l.position, e.entry_type, e.memo, e.reference, e.source_type, a.code, a.name, l.description,
    (SELECT c.name FROM accounting_contact c WHERE c.company_id = l.company_id AND c.id = l.contact_id),
    l.debit, l.credit, e.id, l.id, e.source_id, e.posted_at, l.account_id, l.contact_id, l.currency, l.currency_amount,
    coalesce(l.tracking, '{}')
FROM (
    SELECT * FROM accounting_journalentry
    WHERE company_id = %(company)s AND status = 'posted' AND date BETWEEN %(since)s AND %(end)s AND number <= %(known)s
        AND (date, number) >= (%(since)s, %(number)s)
    ORDER BY date, number LIMIT %(limit)s + 1
) AS e
CROSS JOIN LATERAL (
    SELECT * FROM accounting_journalline WHERE company_id = e.company_id AND entry_id = e.id ORDER BY position OFFSET 0
) AS l
CROSS JOIN LATERAL (
    SELECT code, name FROM accounting_account WHERE company_id = l.company_id AND id = l.account_id OFFSET 0
) AS a
WHERE (e.date, e.number, l.position) > (%(since)s, %(number)s, %(position)s)
ORDER BY e.date, e.number, l.position LIMIT %(limit)s
"""
COUNT = """
SELECT count(*) FROM (
    SELECT FROM (
        SELECT company_id, id, entry_type = 'closing' AND entry_closes(company_id, id) AS closes
        FROM accounting_journalentry
        WHERE company_id = %(company)s AND status = 'posted' AND date BETWEEN %(start)s AND %(end)s
            AND number <= %(known)s
        LIMIT %(many)s
    ) AS e
    CROSS JOIN LATERAL (
        SELECT FROM accounting_journalline WHERE company_id = e.company_id AND entry_id = e.id
            AND (%(closing_of)s::uuid[] IS NULL OR NOT e.closes OR account_id = ANY(%(closing_of)s::uuid[]))
        OFFSET 0
    ) AS l
    LIMIT %(many)s
) AS lines
"""


class Position(NamedTuple):
    """Where a page ended: the date and number of an entry, and a line of it."""

    date: datetime.date
    number: int = 0
    position: int = -1

    @classmethod
    def read(cls, date: str, number: str, position: str) -> "Position":
        return cls(datetime.date.fromisoformat(date), int(number), int(position))


def report(
    company: Company,
    *,
    start_date: datetime.date,
    end_date: datetime.date,
    known: Known | None = None,
    after: Position | None = None,
    limit: int | None = None,
) -> Listing:
    """Return the journal from `start_date` to `end_date`, both included, a row for each line, and the total at the end.

    With `limit`, return as many rows after a position; `listing.after` is where they end. Raises InvalidDate.
    """
    check_range(start_date, end_date)
    known = known or knowledge.now(company)
    rows = _rows(company, after or Position(start_date), end_date, known, min(BATCH, (limit or BATCH) + 1), start_date)
    listing = Listing("journal", "Journal", company, start_date, end_date, HEADINGS, (), {"known_at": known.moment})
    # There is the total besides, so with as many lines there are more rows.
    listing.has_more_than = functools.partial(has_as_many_lines, company, start_date, end_date, known)
    return listing.fill(rows, limit)


def has_as_many_lines(
    company: Company,
    start: datetime.date,
    end: datetime.date,
    known: Known,
    many: int,
    *,
    closing_of: Sequence[UUID] | None = None,
) -> bool:
    """Return whether the posted entries of some days have so many lines. Of entries that close a year, only those of
    the accounts `closing_of` count, if they are given."""
    values: dict[str, Any] = {
        "company": company.pk,
        "start": start,
        "end": end,
        "known": known.number,
        "many": many,
    }
    values["closing_of"] = None if closing_of is None else list(closing_of)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)
        return bool(cursor.fetchone()[0] >= many)


def _rows(
    company: Company, place: Position, end: datetime.date, known: Known, batch: int, start: datetime.date
) -> Iterator[tuple[Position, ListingRow]]:
    base = company.base_currency_id
    while True:
        values: dict[str, Any] = {"company": company.pk, "known": known.number, "end": end, "limit": batch}
        values |= {"since": place.date, "number": place.number, "position": place.position}
        with connection.cursor() as cursor:
            cursor.execute(LINES, values)
            found = cursor.fetchall()
        for date, number, position, *cells in found:
            place = Position(date, number, position)
            row: dict[str, Any] = dict(zip(CELLS, ["line", date, number, *cells], strict=True))
            row["contact_name"] = row["contact_name"] or ""
            row["debit"], row["credit"] = exactly(row["debit"], base), exactly(row["credit"], base)
            row["currency_amount"] = exactly(row["currency_amount"], row["currency"])
            yield place, row
        if len(found) < batch:
            break
    debits = credits = ZERO
    for segments in sums.between(company, [start, end + DAY], sums.DEBITS, sums.CREDITS, known=known).values():
        debits, credits = debits + segments[0][0], credits + segments[0][1]
    total = {"type": "total", "date": end, "debit": exactly(debits, base), "credit": exactly(credits, base)}
    yield place, dict.fromkeys(CELLS) | total
