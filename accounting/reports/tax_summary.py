"""The tax summary: what was taxed and the tax on it, by tax code and box, and how the tax accounts come from it."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from accounting.errors import InvalidDate
from accounting.ledger.models import Company, TaxKind
from accounting.reports import known as knowledge
from accounting.reports import statement, sums
from accounting.reports.columns import DAY, check_range
from accounting.reports.known import Known
from accounting.reports.listing import Listing, ListingRow
from accounting.reports.sheet import CellType, Heading, exactly
from accounting.reports.statement import ChartAccount
from accounting.reports.sums import ZERO
from accounting.reports.table import Lines

MAX_DAYS = 366
TAXES = (TaxKind.SALES_TAX, TaxKind.PURCHASE_TAX)
HEADINGS = (
    Heading("type", "Type", on_paper=False),
    Heading("tax_code", "Tax code"),
    Heading("tax_name", "Tax rate"),
    Heading("percent", "Percent", CellType.NUMBER),
    Heading("kind", "Kind"),
    Heading("box", "Box"),
    Heading("amount", "Amount", CellType.AMOUNT),
    Heading("code", "Account"),
    Heading("name", "Account name"),
    Heading("opening", "Opening", CellType.AMOUNT),
    Heading("tax", "Tax", CellType.AMOUNT),
    Heading("other", "Other", CellType.AMOUNT),
    Heading("closing", "Closing", CellType.AMOUNT),
)
CELLS = (*(heading.key for heading in HEADINGS), "tax_rate_id", "account_id", "lines")

# tax_lines decides what each line is (accounting/taxes/returns.sql). It reads the entries of the days by their index.
LINES = """
SELECT t.tax_rate_id, r.code, r.name, r.percent, t.kind, t.box, t.account_id, sum(t.amount)
FROM tax_lines(%s, %s, %s) t JOIN accounting_taxrate r ON r.company_id = %s AND r.id = t.tax_rate_id
WHERE t.entry_number <= %s
GROUP BY 1, 2, 3, 4, 5, 6, 7
ORDER BY r.name, t.tax_rate_id, t.kind, t.box, t.account_id
"""


def report(
    company: Company, *, start_date: datetime.date, end_date: datetime.date, known: Known | None = None
) -> Listing:
    """Return the taxes from `start_date` to `end_date`, both included, at most MAX_DAYS days.

    Sales count as positive when they are credits, purchases when they are debits. The rows of accounts are debits less
    credits: what of their movement is tax of the rows above, and what is other, such as payments to the tax office.
    Raises InvalidDate.
    """
    check_range(start_date, end_date)
    if (end_date - start_date).days >= MAX_DAYS:
        raise InvalidDate(f"A tax summary covers at most {MAX_DAYS} days.", field="end_date")
    pinned = known or knowledge.now(company)
    with connection.cursor() as cursor:
        cursor.execute(LINES, [company.pk, start_date, end_date, company.pk, pinned.number])
        found = cursor.fetchall()
    moved = sums.between(company, [start_date, end_date + DAY], sums.NET, from_the_beginning=True, known=pinned)
    chart = statement.chart(company)
    rows = list(_rows(company, found, moved, chart, start_date, end_date))
    more = {"known_at": pinned.moment}
    return Listing("tax_summary", "Tax summary", company, start_date, end_date, HEADINGS, rows, more)


def _rows(
    company: Company,
    found: list[tuple[Any, ...]],
    moved: sums.Sums,
    chart: list[ChartAccount],
    start: datetime.date,
    end: datetime.date,
) -> Iterator[ListingRow]:
    by_rate: defaultdict[tuple[Any, ...], Decimal] = defaultdict(Decimal)
    by_box: defaultdict[str, Decimal] = defaultdict(Decimal)
    by_account: defaultdict[UUID, Decimal] = defaultdict(Decimal)
    due = ZERO
    for *rate, account_id, amount in found:
        kind, box = rate[4:]
        by_rate[tuple(rate)] += amount
        by_box[box] += amount
        if kind in TAXES:
            due += amount if kind == TaxKind.SALES_TAX else -amount
            by_account[account_id] += -amount if kind == TaxKind.SALES_TAX else amount

    def row(type: str, **cells: Any) -> ListingRow:
        shown = {
            name: exactly(cell, company.base_currency_id)
            for name, cell in cells.items()
            if name in ("amount", "opening", "tax", "other", "closing")
        }
        return dict.fromkeys(CELLS) | {"type": type} | cells | shown

    for (rate_id, code, name, percent, kind, box), amount in by_rate.items():
        who = {"tax_rate_id": rate_id, "tax_code": code, "tax_name": name, "percent": percent.normalize()}
        yield row("tax_rate", **who, kind=kind, box=box, amount=amount)
    for box in sorted(by_box):
        yield row("box", box=box, amount=by_box[box])
    yield row("tax_due", amount=due)
    for account in chart:
        if not (account.id in by_account or (account.subtype == "tax" and account.id in moved)):
            continue
        opening, moves = (segment[0] for segment in moved[account.id])
        tax = by_account[account.id]
        account_cells = {"account_id": account.id, "code": account.code, "name": account.name}
        sides = {"opening": opening, "tax": tax, "other": moves - tax, "closing": opening + moves}
        if any(sides.values()):
            yield row("account", **account_cells, **sides, lines=Lines((account.id,), start, end))
