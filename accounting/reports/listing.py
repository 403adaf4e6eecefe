"""A report as a list of rows with named cells, such as a ledger: JSON has all cells, files those with a heading."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Any

from accounting.errors import Invalid
from accounting.ledger import tracking
from accounting.ledger.models import Company
from accounting.reports.sheet import Heading, Sheet, SheetRow

MAX_FILE_ROWS = 50_000
"""The most rows of a file."""

ListingRow = Mapping[str, Any]


@dataclass(slots=True)
class Listing:
    """A report by rows. Each row is a mapping with its `type`. `after` is where the next page begins, if there is one.

    `rows` can be read once only. Those of the type `hidden` are not in files. `totals` are what all rows come to, also
    those of other pages. `currencies` are those of the amounts, if they are not in that of the company.
    """

    report: str
    title: str
    company: Company
    start_date: datetime.date | None
    end_date: datetime.date
    headings: tuple[Heading, ...]
    rows: Iterable[ListingRow]
    more: dict[str, Any] = field(default_factory=dict)
    after: list[Any] | None = None
    hidden: str = ""
    totals: dict[str, Decimal] = field(default_factory=dict)
    has_more_than: Callable[[int], bool] = lambda most: False
    """Whether it has more rows than so many, asked before they are read."""
    most_rows: int | None = None
    """So many rows it has at most, as far as that was asked."""
    currencies: Sequence[str] = ()

    @property
    def currency(self) -> str:
        return ", ".join(self.currencies) or self.company.base_currency_id

    def fill(self, rows: Iterator[tuple[Sequence[Any], ListingRow]], limit: int | None) -> "Listing":
        """Take rows, each with the place after it: as many as `limit`, and then where they end. Or take all, for a
        file, which has the names of their options beside them: a column for each category that lines have."""
        if limit is None:
            names = tracking.used_names(self.company)
            categories = list(dict.fromkeys(category for category, _ in names.values()))
            headings = [Heading(f"options.{i}", name, on_paper=False) for i, name in enumerate(categories)]
            self.headings = (*self.headings, *headings)
            of_rows = ((row, dict(names[id] for id in row["tracking"] or ())) for _, row in rows)
            self.rows = ({**row, "options": [options.get(name) for name in categories]} for row, options in of_rows)
            return self
        found = list(islice(rows, limit + 1))
        self.rows = [row for _, row in found[:limit]]
        self.after = list(found[limit - 1][0]) if len(found) > limit else None
        return self

    def sheet(self) -> Sheet:
        """Return the list as a sheet. Raises Invalid when its rows are read, if there are more than MAX_FILE_ROWS."""
        span = f"{self.start_date} to {self.end_date}" if self.start_date else f"{self.end_date}"
        name = f"{self.report}_{self.end_date}"
        company, rows = self.company, self._sheet_rows()
        return Sheet(name, self.title, company.name, span, self.currency, self.headings, rows, self.is_longer_than)

    def is_longer_than(self, most: int) -> bool:
        """Return whether it has more rows than so many. Rows that were counted are not counted again for a greater
        number: a PDF asks for its own limit, and then for that of all files."""
        if self.most_rows is None or most < self.most_rows:
            if self.has_more_than(most):
                return True
            self.most_rows = most
        return False

    def _sheet_rows(self) -> Iterator[SheetRow]:
        message = f"A file has at most {MAX_FILE_ROWS:,} rows. Ask for fewer days, or read JSON page by page."
        if self.is_longer_than(MAX_FILE_ROWS):
            raise Invalid(message, field="format")
        for count, row in enumerate(self.rows):
            if count == MAX_FILE_ROWS:
                raise Invalid(message, field="format")
            if row["type"] != self.hidden:
                yield SheetRow(row["type"], 0, [_cell(row, heading.key) for heading in self.headings])


def _cell(row: ListingRow, key: str) -> Any:
    """Return a cell by its key: `name`, or `name.2` for an element of a list."""
    name, _, place = key.partition(".")
    cell = row.get(name)
    return cell[int(place)] if place and cell is not None else cell
