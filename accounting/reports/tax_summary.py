"""The tax summary: what was taxed and the tax on it, by tax code and box, and how the tax accounts come from it.

The amounts come from `TaxBalance`, by day, so their cost does not depend on the number of lines. At a moment, and where
lines of earlier editions do not say their kind, they come from the lines.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from accounting.errors import NO_TAX_RATE, Invalid, InvalidDate
from accounting.ledger.dates import DAY
from accounting.ledger.models import Company, TaxKind
from accounting.reports import statement, sums
from accounting.reports.columns import check_range
from accounting.reports.known import Known
from accounting.reports.listing import Listing, ListingRow
from accounting.reports.sheet import CellType, Heading, exactly
from accounting.reports.sums import ZERO
from accounting.reports.table import ChartAccount, Lines
from accounting.taxes import tax_rates
from accounting.taxes.models import TaxRate

MAX_DAYS = 366
MAX_LINES = 5000
"""The most lines of one answer. A figure of more lines does not lead to them."""
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
ITEM_HEADINGS = (
    Heading("date", "Date", CellType.DATE),
    Heading("entry_number", "Entry", CellType.NUMBER),
    Heading("description", "Description"),
)
CELLS = (
    *(heading.key for heading in (*HEADINGS, *ITEM_HEADINGS)),
    *("tax_rate_id", "account_id", "entry_id", "line_id", "lines"),
)

# In one statement with the number of the last entry, so that both are of the same moment.
KEPT = """
SELECT h.last_number, s.* FROM accounting_ledgerhead h
LEFT JOIN (
    SELECT b.tax_rate_id, r.code, r.name, r.percent, b.kind, x.box, b.account_id,
        CASE WHEN b.kind IN ('sales_net', 'sales_tax') THEN -b.amount ELSE b.amount END, b.lines
    FROM (
        SELECT tax_rate_id, kind, account_id, sum(amount) AS amount, sum(lines) AS lines
        FROM accounting_taxbalance
        WHERE company_id = %(company)s AND day BETWEEN %(start)s AND %(end)s
            AND tax_rate_id = coalesce(%(rate)s::uuid, tax_rate_id)
        GROUP BY tax_rate_id, kind, account_id
    ) AS b
    JOIN accounting_taxrate r ON r.company_id = %(company)s AND r.id = b.tax_rate_id
    CROSS JOIN LATERAL (SELECT coalesce(nullif(CASE b.kind
        WHEN 'sales_net' THEN r.box_sales_net WHEN 'sales_tax' THEN r.box_sales_tax
        WHEN 'purchase_net' THEN r.box_purchase_net WHEN 'purchase_tax' THEN r.box_purchase_tax END, ''), b.kind) AS box
    ) AS x
    WHERE b.kind = '' OR x.box = coalesce(%(box)s, x.box) AND b.kind = ANY (%(kinds)s)
) AS s ON true
WHERE h.company_id = %(company)s
ORDER BY s.name, s.tax_rate_id, s.kind, s.box, s.account_id
"""
# tax_lines decides what each line is (accounting/taxes/returns.sql). It reads the entries of the days by their index.
CHOSEN = """
FROM tax_lines(%(company)s, %(start)s, %(end)s) t
JOIN accounting_taxrate r ON r.company_id = %(company)s AND r.id = t.tax_rate_id
WHERE t.entry_number <= %(known)s AND t.box = coalesce(%(box)s, t.box) AND t.kind = ANY (%(kinds)s)
    AND t.tax_rate_id = coalesce(%(rate)s::uuid, t.tax_rate_id)
"""
SUMS = f"""
SELECT t.tax_rate_id, r.code, r.name, r.percent, t.kind, t.box, t.account_id, sum(t.amount), count(*)
{CHOSEN}
GROUP BY 1, 2, 3, 4, 5, 6, 7
ORDER BY r.name, t.tax_rate_id, t.kind, t.box, t.account_id
"""
LINES = f"""
SELECT t.tax_rate_id, r.code, r.name, r.percent, t.kind, t.box, t.account_id, t.amount, t.date, t.entry_id,
    t.entry_number, t.line_id, t.description
{CHOSEN}
ORDER BY t.box COLLATE "C", t.entry_number, t.line_id
"""


@dataclass(frozen=True, slots=True)
class TaxLines:
    """The lines behind a figure: those that this report lists with `items`, of a box, a tax rate or some kinds."""

    start_date: datetime.date
    end_date: datetime.date
    box: str | None = None
    tax_rate_id: UUID | None = None
    kind: Sequence[str] = ()


class _Of(NamedTuple):
    """What a row is of: a tax rate, a kind and a box."""

    tax_rate_id: UUID
    tax_code: str
    tax_name: str
    percent: Decimal
    kind: str
    box: str

    def cells(self) -> dict[str, Any]:
        return self._asdict() | {"percent": self.percent.normalize() + 0}


class _Sum(NamedTuple):
    """What the lines on one account come to."""

    of: _Of
    account_id: UUID
    amount: Decimal
    lines: int

    @property
    def moved(self) -> Decimal:
        """What it moved the account: debits less credits."""
        return -self.amount if self.of.kind in (TaxKind.SALES_NET, TaxKind.SALES_TAX) else self.amount


class _Line(NamedTuple):
    of: _Of
    account_id: UUID
    amount: Decimal
    date: datetime.date
    entry_id: UUID
    entry_number: int
    line_id: UUID
    description: str

    def cells(self) -> dict[str, Any]:
        cells = self._asdict()
        return cells.pop("of").cells() | cells


def report(
    company: Company,
    *,
    start_date: datetime.date,
    end_date: datetime.date,
    box: str | None = None,
    tax_rate_id: UUID | None = None,
    kind: Sequence[str] = (),
    items: bool = False,
    known: Known | None = None,
) -> Listing:
    """Return the taxes from `start_date` to `end_date`, both included, at most MAX_DAYS days.

    Sales count as positive when they are credits, purchases when they are debits. The rows of accounts are debits less
    credits: what of their movement is tax of the rows above, and what is other, such as payments to the tax office.
    Of a box, a tax rate or some kinds alone there are only their rows, and the tax due if both kinds of tax are asked
    for. With `items` there is a row for each line too, of at most MAX_LINES. Raises InvalidDate, Invalid.
    """
    check_range(start_date, end_date)
    if (end_date - start_date).days >= MAX_DAYS:
        raise InvalidDate(f"A tax summary covers at most {MAX_DAYS} days.", field="end_date")
    if tax_rate_id is not None and not TaxRate.objects.filter(company=company, id=tax_rate_id).exists():
        raise Invalid(NO_TAX_RATE, field="tax_rate_id")
    if box is not None:
        tax_rates.check_box(company, box)
    values: dict[str, Any] = {"company": company.pk, "start": start_date, "end": end_date}
    values |= {"box": box, "rate": tax_rate_id, "kinds": list(kind or TaxKind.values)}
    found, pinned = _found(values, known)
    lines: list[_Line] = []
    if items:
        if sum(one.lines for one in found) > MAX_LINES:
            message = f"These are more than {MAX_LINES:,} lines. Ask for fewer days, or for one box."
            raise Invalid(message, field="items")
        with connection.cursor() as cursor:
            cursor.execute(LINES, values | {"known": pinned.number})
            lines = [_Line(_Of(*row[:6]), *row[6:]) for row in cursor.fetchall()]
    rows = list(_rows(company, found, lines, start_date, end_date))
    taxes = [one for one in found if one.of.kind in TAXES]
    if box is None and tax_rate_id is None and set(kind or TAXES).issuperset(TAXES):
        rows.append(_due(company, taxes, start_date, end_date))
    if (box, tax_rate_id) == (None, None) and not kind:
        moved = sums.between(company, [start_date, end_date + DAY], sums.NET, from_the_beginning=True, known=pinned)
        rows += _accounts(company, taxes, moved, statement.chart(company), start_date, end_date)
    more = {"known_at": pinned.moment}
    headings = (*HEADINGS, *ITEM_HEADINGS) if items else HEADINGS
    return Listing("tax_summary", "Tax summary", company, start_date, end_date, headings, rows, more)


def _found(values: dict[str, Any], known: Known | None) -> tuple[list[_Sum], Known]:
    """Return the sums by rate, kind, box and account, and of which entries they are."""
    with connection.cursor() as cursor:
        if known is None:
            cursor.execute(KEPT, values)
            rows = cursor.fetchall()
            known, found = Known(rows[0][0]), [_sum(row[1:]) for row in rows if row[1]]
            if all(one.of.kind for one in found):
                return found, known
        cursor.execute(SUMS, values | {"known": known.number})
        return [_sum(row) for row in cursor.fetchall()], known


def _sum(row: Sequence[Any]) -> _Sum:
    return _Sum(_Of(*row[:6]), *row[6:])


def _row(company: Company, type: str, **cells: Any) -> ListingRow:
    shown = {
        name: exactly(cell, company.base_currency_id)
        for name, cell in cells.items()
        if name in ("amount", "opening", "tax", "other", "closing")
    }
    return dict.fromkeys(CELLS) | {"type": type} | cells | shown


def _rows(
    company: Company,
    found: list[_Sum],
    lines: list[_Line],
    start: datetime.date,
    end: datetime.date,
) -> Iterator[ListingRow]:
    """Yield the rows of tax rates, lines and boxes."""
    by_rate: defaultdict[_Of, Decimal] = defaultdict(Decimal)
    by_box: defaultdict[str, Decimal] = defaultdict(Decimal)
    counts: Counter[_Of | str] = Counter()
    for one in found:
        by_rate[one.of] += one.amount
        by_box[one.of.box] += one.amount
        counts[one.of] += one.lines
        counts[one.of.box] += one.lines
    for of, amount in by_rate.items():
        behind = TaxLines(start, end, of.box, of.tax_rate_id, [of.kind]) if counts[of] <= MAX_LINES else None
        yield _row(company, "tax_rate", **of.cells(), amount=amount, lines=behind)
    of_box = {name: list(group) for name, group in groupby(lines, key=lambda line: line.of.box)}
    for name in sorted(by_box):
        for line in of_box.get(name, ()):
            yield _row(company, "line", **line.cells())
        behind = TaxLines(start, end, name) if counts[name] <= MAX_LINES else None
        yield _row(company, "box", box=name, amount=by_box[name], lines=behind)


def _due(company: Company, taxes: list[_Sum], start: datetime.date, end: datetime.date) -> ListingRow:
    """Return the row of the tax due: that on sales less that on purchases."""
    behind = TaxLines(start, end, kind=TAXES) if sum(tax.lines for tax in taxes) <= MAX_LINES else None
    return _row(company, "tax_due", amount=-sum((tax.moved for tax in taxes), ZERO), lines=behind)


def _accounts(
    company: Company,
    taxes: list[_Sum],
    moved: sums.Sums,
    chart: list[ChartAccount],
    start: datetime.date,
    end: datetime.date,
) -> Iterator[ListingRow]:
    by_account: defaultdict[UUID, Decimal] = defaultdict(Decimal)
    for each in taxes:
        by_account[each.account_id] += each.moved
    for account in chart:
        if not (account.id in by_account or (account.subtype == "tax" and account.id in moved)):
            continue
        opening, moves = (segment[0] for segment in moved[account.id])
        tax = by_account[account.id]
        cells = {"account_id": account.id, "code": account.code, "name": account.name}
        sides = {"opening": opening, "tax": tax, "other": moves - tax, "closing": opening + moves}
        if any(sides.values()):
            yield _row(company, "account", **cells, **sides, lines=Lines((account.id,), start, end))
