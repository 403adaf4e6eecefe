"""A report as a table: typed rows under columns, the one form behind JSON and CSV."""

import csv
import datetime
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from accounting.ledger import money
from accounting.ledger.models import Company
from accounting.reports.columns import Column

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class RowType(StrEnum):
    SECTION = "section"
    ACCOUNT = "account"
    COMPUTED = "computed"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Lines:
    """Which journal lines are behind a row: those of an account, from a day (None: the first) to a day, inclusive.

    `closing`: whether those of closing entries are among them.
    """

    account_id: UUID
    start_date: datetime.date | None
    end_date: datetime.date
    closing: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `amounts` go with the columns; a section has none. `key` names sections, totals and computed rows."""

    type: RowType
    name: str
    depth: int
    amounts: tuple[Decimal, ...] = ()
    key: str = ""
    account_id: UUID | None = None
    code: str = ""
    account_type: str = ""
    subtype: str = ""
    lines: Lines | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A report. Amounts are in the company's base currency, with all its decimals."""

    report: str
    title: str
    company: Company
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: dict[str, tuple[Decimal, ...]] = field(default_factory=dict)

    @property
    def currency(self) -> str:
        return self.company.base_currency_id


def whole(amounts: Iterable[Decimal], currency: str) -> tuple[Decimal, ...]:
    """Return the amounts with exactly their currency's decimals."""
    unit = money.unit(currency)
    return tuple(amount.quantize(unit, context=money.EXACT) + 0 for amount in amounts)


def to_csv(table: Table) -> str:
    """Write a table as CSV (RFC 4180): a line of headings, then one line a row.

    Text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection); amounts stay
    numbers.
    """
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(["Type", "Code", "Name", *(column.label for column in table.columns)])
    writer.writerows(_cells(table))
    return output.getvalue()


def _cells(table: Table) -> Iterator[list[str]]:
    for row in table.rows:
        amounts = [f"{amount:f}" for amount in row.amounts] or [""] * len(table.columns)
        yield [row.type.value, _harmless(row.code), _harmless(row.name), *amounts]


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
