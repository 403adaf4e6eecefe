"""A report as a table of columns and typed rows, from which JSON and all files are made."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Literal, NamedTuple
from uuid import UUID

from accounting.errors import Invalid
from accounting.ledger import money
from accounting.ledger.dates import DAY
from accounting.ledger.models import Company
from accounting.ledger.tracking import Tracking
from accounting.reports.columns import (
    COMPARED,
    COMPUTED,
    PERCENTS,
    WITHOUT_LINES,
    Column,
    ColumnKind,
    check_count,
    pairs,
)
from accounting.reports.sheet import CellType, Heading, Sheet, SheetRow, percent
from accounting.reports.sums import ZERO

Cells = tuple[Decimal | None, ...]
"""The cells of a row under its columns. Only a percentage can be None."""
FIRST_HEADINGS = (Heading("type", "Type", on_paper=False), Heading("code", "Code"), Heading("name", "Name"))


class RowType(StrEnum):
    SECTION = "section"
    ACCOUNT = "account"
    COMPUTED = "computed"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


class ChartAccount(NamedTuple):
    """An account, as reports read it."""

    id: UUID
    code: str
    name: str
    type: str
    subtype: str
    parent_id: UUID | None
    system_role: str | None


class Lines(NamedTuple):
    """The journal lines of a row: those of accounts (None: of all), from a day (None: the first) to a day, both
    included.

    `closing`: whether lines of closing entries are included. `closing_since` is the day from which there are only
    these, if there is one. `since` is the day from which all columns count, if it is not the first. `contact_id` is the
    contact of all lines, `currency` their currency, and `tracking` says which options they have, if these matter.
    `balance` is for what a column of some days has before its first day (`opening`) or after its last (`closing`). The
    API makes a query of it, and the pages a link.
    """

    account_ids: tuple[UUID, ...] | None
    start_date: datetime.date | None
    end_date: datetime.date
    closing: bool = True
    since: datetime.date | None = None
    contact_id: UUID | None = None
    tracking: Tracking | None = None
    balance: Literal["", "opening", "closing"] = ""
    closing_since: datetime.date | None = None
    currency: str = ""

    @property
    def kind(self) -> tuple[object, ...]:
        """Return what lines of other accounts can have in common with these."""
        return (
            self.start_date,
            self.end_date,
            self.closing,
            self.since,
            self.contact_id,
            id(self.tracking),
            self.balance,
            self.closing_since,
            self.currency,
        )

    def of(self, column: Column) -> "Lines":
        """Return the lines of one column."""
        if self.balance == "opening" and column.start_date is not None:
            return self._replace(start_date=None, end_date=column.start_date - DAY)
        if self.balance == "closing":
            return self._replace(start_date=None, end_date=column.end_date)
        start = column.start_date
        if self.since is not None and (start is None or start < self.since):
            start = self.since
        return self._replace(start_date=start, end_date=column.end_date, tracking=column.tracking or self.tracking)


class Row(NamedTuple):
    """A row. It has an amount per column (None only in PERCENTS); a section has none. `key` names sections, totals and
    computed rows.

    `lines` are those of the row. `of_columns` are those to take the lines of each column from, if they are not of one
    kind: with the same accounts, or the same closing entries.
    """

    type: RowType
    name: str
    depth: int
    amounts: Cells = ()
    key: str = ""
    account_id: UUID | None = None
    code: str = ""
    account_type: str = ""
    subtype: str = ""
    lines: Lines | None = None
    of_columns: tuple[Lines | None, ...] = ()

    def behind(self, columns: Sequence[Column]) -> Iterator[Lines | None]:
        """Yield the lines that add up to each amount. Zero has none, nor has what is planned or computed."""
        for place, (column, amount) in enumerate(zip(columns, self.amounts, strict=False)):
            if not amount or column.kind in WITHOUT_LINES:
                yield None
            else:
                lines = self.of_columns[place] if self.of_columns else self.lines
                yield lines and lines.of(column)


@dataclass(frozen=True, slots=True)
class Table:
    """A report. Amounts are in the company's base currency, with all of its decimals. Percentages have one."""

    report: str
    title: str
    company: Company
    columns: tuple[Column, ...]
    accounts: Sequence[ChartAccount]
    """All that figures are of, at least."""
    rows: tuple[Row, ...]
    totals: Mapping[str, Cells] = field(default_factory=dict)
    tracking: Tracking | None = None
    """Which lines it counts, if not all."""

    @property
    def currency(self) -> str:
        return self.company.base_currency_id

    def sheet(self) -> Sheet:
        """Return the table as a sheet, named after the report and its last day, with its days: those that were asked
        for, not those to compare with."""
        asked = [column for column in self.columns if column.kind not in (*COMPARED, *COMPUTED)]
        last = max(column.end_date for column in asked)
        first = min((column.start_date for column in asked if column.start_date), default=None)
        return Sheet(
            f"{self.report}_{last}",
            self.title,
            self.company.name,
            f"{first} to {last}" if first else f"{last}",
            self.currency,
            (*FIRST_HEADINGS, *(Heading(column.key, column.label, cell_type(column)) for column in self.columns)),
            self._sheet_rows(),
        )

    def _sheet_rows(self) -> Iterator[SheetRow]:
        for row in self.rows:
            amounts = row.amounts or (None,) * len(self.columns)
            yield SheetRow(row.type.value, row.depth, (row.type.value, row.code, row.name, *amounts))


def cell_type(column: Column) -> CellType:
    """Return what the cells of a column are."""
    return CellType.PERCENT if column.kind in PERCENTS else CellType.AMOUNT


def with_variance(table: Table) -> Table:
    """Return a table with two more columns for each that is compared: what it is more than the other, and how many
    percent of the other (of its size, so that both have one sign) that is. Raises Invalid.
    """
    places = pairs(table.columns)
    if not places:
        raise Invalid("A variance needs something to compare with: give compare too.", field="variance")
    compared = [now for now, _ in places]
    added = [
        *_columns_of(table, compared, ColumnKind.VARIANCE, "Variance"),
        *_columns_of(table, compared, ColumnKind.VARIANCE_PERCENT, "Variance %"),
    ]

    def variances(amounts: Sequence[Decimal]) -> Cells:
        more = [amounts[now] - amounts[then] for now, then in places]
        return (*more, *(percent(part, abs(amounts[then])) for part, (_, then) in zip(more, places, strict=True)))

    return _widened(table, added, variances, field="variance")


def with_shares(table: Table) -> Table:
    """Return a profit and loss with a column of percentages for each column: what each amount is of its revenue.

    Without revenue they are empty. Raises Invalid.
    """
    places = [i for i, column in enumerate(table.columns) if column.kind not in COMPUTED]
    added = _columns_of(table, places, ColumnKind.PERCENT_OF_REVENUE, "% of revenue")
    revenue = [max(cell or ZERO, ZERO) for cell in table.totals["revenue"]]

    def shares(amounts: Sequence[Decimal]) -> Cells:
        return tuple(percent(amounts[i], revenue[i]) for i in places)

    return _widened(table, added, shares, field="percent_of_revenue")


def _columns_of(table: Table, places: Sequence[int], kind: ColumnKind, label: str) -> list[Column]:
    """Return a column of another kind for each column at these places."""
    columns = [table.columns[i] for i in places]
    return [
        replace(column, label=label if len(columns) == 1 else f"{label} {column.label}", kind=kind)
        for column in columns
    ]


def _widened(table: Table, added: Sequence[Column], more: Callable[[Sequence[Decimal]], Cells], *, field: str) -> Table:
    """Return a table with more columns, whose cells are computed from those of their row."""
    check_count(len(table.columns) + len(added), field=field)

    def wide(cells: Cells) -> Cells:
        return (*cells, *more([ZERO if cell is None else cell for cell in cells])) if cells else cells

    rows = tuple(row._replace(amounts=wide(row.amounts)) for row in table.rows)
    totals = {key: wide(cells) for key, cells in table.totals.items()}
    return replace(table, columns=(*table.columns, *added), rows=rows, totals=totals)


def tracked(table: Table, tracking: Tracking | None) -> Table:
    """Return a table that says which lines it counts, in its title and behind its figures."""
    if tracking is None:
        return table

    def of(lines: Lines | None) -> Lines | None:
        return lines and lines._replace(tracking=tracking)

    rows = (row._replace(lines=of(row.lines), of_columns=tuple(map(of, row.of_columns))) for row in table.rows)
    return replace(table, title=f"{table.title} ({tracking.title})", rows=tuple(rows), tracking=tracking)


def account_ids(rows: Iterable[Row]) -> tuple[UUID, ...]:
    """Return the accounts that have rows of their own."""
    return tuple(row.account_id for row in rows if row.type is RowType.ACCOUNT and row.account_id)


def whole(amounts: Iterable[Decimal], currency: str) -> tuple[Decimal, ...]:
    """Return the amounts with exactly their currency's decimals, and no negative zero."""
    unit, quantize = money.unit(currency), money.EXACT.quantize  # a third of the time of the method of each amount
    zero = quantize(ZERO, unit)  # most cells of a trial balance are zero
    return tuple([(amount and quantize(amount, unit)) or zero for amount in amounts])
