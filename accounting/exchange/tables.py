"""Read CSV files (RFC 4180) row by row, in flat memory. The first line has the names of the columns."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accounting.exchange import texts
from accounting.exchange.source import Mention, Place, Problem, Unreadable
from accounting.ledger.text import HIDDEN
from foundation.words import counted

if TYPE_CHECKING:
    import _csv

MAX_COLUMNS = 200
MAX_COLUMNS_NAMED = 10
"""The most columns that are not read and that a warning names, each with at most MAX_HEADING characters."""
MAX_HEADING = 40
DELIMITERS = ",;\t"
_SAID = re.compile(rf"sep=([{DELIMITERS}])\s*", re.IGNORECASE)
"""The first line by which spreadsheets say what is between the cells."""
_FAULTS = {
    "unexpected end of data": "A quote opens a cell of this row and is never closed.",
    "field larger": f"A cell of this row has more than {csv.field_size_limit():,} characters. A quote may be open.",
    "new-line character": texts.CARRIAGE_RETURN,
    "expected after": "After the quote that closes a cell comes the next cell. A quote inside is written twice.",
}
"""What Python's reader says, and what it means."""


@dataclass(slots=True)
class Row:
    """A row by the names of its columns, with the place where it begins."""

    place: Place
    cells: dict[str, str]

    def __getitem__(self, name: str) -> str:
        """Return a cell without spaces around it; "" if there is no such column."""
        return self.cells.get(name, "")


@dataclass(slots=True)
class Unread:
    """The columns of a file that are not read, and where each has something first.

    `headings` has their headings by what finds their cells in a row. `nothing` is a text that stands for an empty cell.
    """

    headings: Mapping[Any, str]
    nothing: str = ""
    filled: dict[Any, Place] = field(default_factory=dict)

    def note(self, place: Place, cells: Mapping[Any, str]) -> None:
        """Note what a row has in the columns that had nothing before."""
        for key in self.headings:
            if cells.get(key) and key not in self.filled and cells[key] != self.nothing:
                self.filled[key] = place

    def mentions(self) -> list[Mention]:
        """Return one mention of all columns that have something, or none."""
        names = [heading for key, heading in self.headings.items() if key in self.filled]
        if not names:
            return []
        shown = [re.sub(f"[{HIDDEN}]", "?", name)[:MAX_HEADING] for name in names[:MAX_COLUMNS_NAMED]]
        more = f" and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
        them = "this column" if len(names) == 1 else "these columns"
        return [Mention(min(self.filled.values()), f"Left out: {', '.join(shown)}{more}. Atlas does not read {them}.")]


def read(path: Path, required: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a file in UTF-8 or UTF-16 that are not empty. Between cells are commas, semicolons or tabs.

    Raises Unreadable for a file that is not CSV, lacks a required column, or has a row with more cells than columns.
    """
    name, line = texts.shown(path), 0
    try:
        parser, line = _parser(path, required)
        above = line
        headings = _headings(Place(name, line + 1), next(parser, []), required)
        width, line = len(headings), above + parser.line_num
        for row in parser:
            place, line = Place(name, line + 1), above + parser.line_num
            cells = [texts.whole(cell.strip()) for cell in row]
            if len(cells) > width and any(cells[width:]):
                message = f"The row has {len(cells)} cells, more than the {counted(width, 'column')}."
                raise Unreadable([Problem(place, message)])
            if any(cells):
                yield Row(place, dict(zip(headings, cells, strict=False)))
    except csv.Error as error:
        raise Unreadable([Problem(Place(name, line + 1), fault(error))]) from error


def fault(error: csv.Error) -> str:
    """Return what is wrong with a row, in plain words."""
    said = str(error)
    return next((message for part, message in _FAULTS.items() if part in said), f"This is not CSV: {error}.")


def _parser(path: Path, required: Sequence[str]) -> tuple["_csv.Reader", int]:
    """Return a reader that begins with the headings, and how many lines are above these. Raises csv.Error.

    Between the cells is what a first line such as `sep=;` says, or else what cuts the headings into most that are
    required: a heading may have commas inside.
    """
    lines = texts.lines(path, texts.unicode_of(path))
    first = next(lines, "")
    if said := _SAID.fullmatch(first):
        return csv.reader(lines, delimiter=said[1], strict=True), 1
    cut = {
        one: [cell.strip().casefold() for cell in next(csv.reader([first], delimiter=one), [])] for one in DELIMITERS
    }
    delimiter = max(cut, key=lambda one: (len({*required}.intersection(cut[one])), len(cut[one])))
    return csv.reader(chain([first], lines), delimiter=delimiter, strict=True), 0


def headings(path: Path, required: Sequence[str]) -> list[str]:
    """Return the names of the columns as the file writes them; none if it is not CSV, as `read` says. Raises
    Unreadable."""
    with suppress(csv.Error):
        return named(next(_parser(path, required)[0], []))
    return []


def named(headings: Sequence[str]) -> list[str]:
    """Return the headings of a file, each with something to call it by."""
    return [texts.whole(heading.strip()) or f"column {at} without a heading" for at, heading in enumerate(headings, 1)]


def _headings(place: Place, first: Sequence[str], required: Sequence[str]) -> list[str]:
    """Return the names of the columns, or raise Unreadable."""
    headings = [heading.strip().casefold() for heading in first]
    missing = [column for column in required if column not in headings]
    if missing:
        has = ", ".join(heading for heading in headings if heading)[:300]
        first_line = f"The first line has: {has}" if has else "The first line is empty"
        message = (
            f"There is no column {', '.join(missing)}. {first_line}. A list must be sent with its format, such as "
            "customers_csv."
        )
        raise Unreadable([Problem(place, message)])
    if len(headings) > MAX_COLUMNS:
        raise Unreadable([Problem(place, f"A file has at most {MAX_COLUMNS} columns.")])
    for heading in headings:
        if heading and headings.count(heading) > 1:
            raise Unreadable([Problem(place, f"The column {heading} comes more than once.")])
    return named(headings)
