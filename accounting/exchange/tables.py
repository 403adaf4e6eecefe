"""Read CSV files (RFC 4180) row by row, in flat memory. The first line has the names of the columns."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from accounting.exchange import texts
from accounting.exchange.source import Place, Problem, Unreadable

MAX_COLUMNS = 200
DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """A row by the names of its columns, with the place where it begins."""

    place: Place
    cells: dict[str, str]

    def __getitem__(self, name: str) -> str:
        """Return a cell without spaces around it; "" if there is no such column."""
        return self.cells.get(name, "")


def read(path: Path, required: Sequence[str] = ()) -> Iterator[Row]:
    """Yield the rows of a file in UTF-8 or UTF-16 that are not empty. Between cells are commas, semicolons or tabs.

    Raises Unreadable for a file that is not CSV, lacks a required column, or has a row with more cells than columns.
    """
    name, reader = texts.shown(path), _Reader(path)
    headings = [heading.strip().casefold() for heading in next(reader.rows, [])]
    place = Place(name, 1)
    missing = [column for column in required if column not in headings]
    if missing:
        has = ", ".join(heading for heading in headings if heading)[:300]
        message = (
            f"There is no column {', '.join(missing)}. The first line has: {has}. A list must be sent with its format, "
            "such as customers_csv."
        )
        raise Unreadable([Problem(place, message)])
    if len(headings) > MAX_COLUMNS:
        raise Unreadable([Problem(place, f"A file has at most {MAX_COLUMNS} columns.")])
    for heading in headings:
        if heading and headings.count(heading) > 1:
            raise Unreadable([Problem(place, f"The column {heading} is there more than once.")])
    line = reader.line
    for cells in reader.rows:
        place, line = Place(name, line + 1), reader.line
        if len(cells) > len(headings) and any(cells[len(headings) :]):
            message = f"The row has {len(cells)} cells, but there are {len(headings)} columns."
            raise Unreadable([Problem(place, message)])
        if any(cells):
            yield Row(place, {name: cell.strip() for name, cell in zip(headings, cells, strict=False) if name})


class _Reader:
    """The rows of a file. `line` is the last line that was read."""

    def __init__(self, path: Path) -> None:
        self.name, self.line = texts.shown(path), 0
        self._lines = texts.lines(path, texts.unicode_of(path))
        self.rows = self._rows()

    def _rows(self) -> Iterator[list[str]]:
        first = next(self._lines, "")
        delimiter = max(DELIMITERS, key=first.count)
        parser = csv.reader(self._counted(first), delimiter=delimiter, strict=True)
        try:
            yield from parser
        except csv.Error as error:
            message = f"This is not CSV: {error}."
            raise Unreadable([Problem(Place(self.name, max(self.line, 1)), message)]) from error

    def _counted(self, first: str) -> Iterator[str]:
        self.line = 1
        yield first
        for text in self._lines:
            self.line += 1
            yield text
