"""A report as a table of columns and typed rows, from which JSON and CSV are made."""

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
from accounting.ledger.text import harmless
from accounting.reports.columns import Column


class RowType(StrEnum):
    SECTION = "section"
    ACCOUNT = "account"
    COMPUTED = "computed"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Lines:
    """The journal lines of a row: those of an account, from a day (None: the first) to a day, both included.

    `closing`: whether lines of closing entries are included.
    """

    account_id: UUID
    start_date: datetime.date | None
    end_date: datetime.date
    closing: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A row. It has an amount per column; a section has none. `key` names sections, totals and computed rows."""

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
    """A report. Amounts are in the company's base currency, with all of its decimals."""

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
    """Return a table as CSV (RFC 4180): a line of headings, then one line per row.

    Text that a spreadsheet would read as a formula gets an apostrophe in front (OWASP, CSV injection). Amounts stay
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
        yield [row.type.value, harmless(row.code), harmless(row.name), *amounts]
