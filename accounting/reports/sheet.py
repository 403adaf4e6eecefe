"""A report as a sheet of headings and cells, from which all files are made: CSV here, XLSX and PDF beside it."""

import csv
import datetime
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from accounting.ledger import money
from accounting.ledger.text import harmless

BOLD_ROWS = ("section", "subtotal", "total", "contact", "opening", "closing", "tax_due")
"""The types of rows that files show in bold."""


class CellType(StrEnum):
    TEXT = "text"
    DATE = "date"
    CURRENCY = "currency"
    NUMBER = "number"
    AMOUNT = "amount"
    PERCENT = "percent"


ONE_DECIMAL = Decimal("0.1")


class Heading(NamedTuple):
    """A column of a sheet. `key` is the name of its cells in JSON. A PDF has only those `on_paper`."""

    key: str
    label: str
    type: CellType = CellType.TEXT
    on_paper: bool = True


class SheetRow(NamedTuple):
    """A row: what it is, how far its name is indented, and a cell per heading (None: empty)."""

    type: str
    depth: int
    cells: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of a report. `name` is that of the file. Amounts have all decimals of their currency.

    `has_more_than` says whether there are more rows than a number. It is asked first, because it can take long to read
    them.
    """

    name: str
    title: str
    company: str
    span: str
    currency: str
    headings: tuple[Heading, ...]
    rows: Iterable[SheetRow]
    has_more_than: Callable[[int], bool] = lambda most: False

    def as_known(self, moment: datetime.datetime | None) -> "Sheet":
        """Return the sheet with a moment beside its days, if it is as the books were known then."""
        if moment is None:
            return self
        return replace(self, span=f"{self.span}, as known at {moment.astimezone(datetime.UTC):%Y-%m-%d %H:%M:%S} UTC")


def to_csv(sheet: Sheet) -> str:
    """Return a sheet as CSV (RFC 4180): a line of headings, then a line for each row.

    Text that a spreadsheet would read as a formula gets an apostrophe in front (OWASP, CSV injection). Amounts stay
    numbers.
    """
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow([harmless(heading.label) for heading in sheet.headings])
    writer.writerows(_cells(sheet))
    return output.getvalue()


def _cells(sheet: Sheet) -> Iterator[list[str]]:
    for row in sheet.rows:
        yield [text(cell) if not isinstance(cell, str) else harmless(cell) for cell in row.cells]


def text(cell: Any) -> str:
    """Return a cell as text: dates as in ISO 8601, amounts with all of their decimals."""
    match cell:
        case None:
            return ""
        case Decimal():
            return f"{cell:f}"
        case datetime.date():
            return cell.isoformat()
    return str(cell)


def for_people(cell: Any, kind: CellType = CellType.AMOUNT) -> str:
    """Return a cell as people read it: amounts with thousands, percentages with their sign, one line of text."""
    if isinstance(cell, Decimal):
        return f"{cell:,f} %" if kind is CellType.PERCENT else f"{cell:,f}"
    return cell.isoformat() if isinstance(cell, datetime.date) else " ".join(text(cell).split())


def percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """Return what percentage of `whole` a part is, with one decimal. Of zero nothing is a percentage."""
    if not whole:
        return None
    exact = money.EXACT.divide(money.EXACT.multiply(part, Decimal(100)), whole)
    return abs(rounded) if (rounded := exact.quantize(ONE_DECIMAL, ROUND_HALF_UP, money.EXACT)).is_zero() else rounded


def exactly(amount: Decimal, currency: str) -> Decimal:
    """Return an amount with exactly its currency's decimals."""
    return money.EXACT.quantize(amount, money.unit(currency)) + 0
