"""Read lists as other programs export them: find the line of headings, and know its columns by their names.

Above the headings a report may have its title and dates, below its rows sums and the time when it was made.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model

from accounting.exchange import texts
from accounting.exchange.source import MAX_PROBLEMS, Place, Problem, Unreadable
from accounting.exchange.tables import DELIMITERS, MAX_COLUMNS, Row, Unread, fault, named
from accounting.ledger import money
from accounting.ledger.text import HIDDEN, HIDDEN_FROM_LINES, as_written
from foundation.refusals import Refusal
from foundation.transactions import savepoint
from foundation.words import counted

T = TypeVar("T")
M = TypeVar("M", bound=Model)

MAX_ROWS = 10_000
"""The most rows of a list. They are booked in one transaction."""
CHUNK = 1_000
"""How many rows are written together."""
MAX_NAMED = 5
"""How many rows a refusal names of those that a text could mean."""
MAX_LINES_ABOVE = 30
"""The headings are among the first lines."""
EMPTY = ("-", "--")
"""QuickBooks writes these into empty cells."""
TOTAL = re.compile(r"(?:grand )?total(?: for (.*))?", re.IGNORECASE)
"""How a row of sums begins."""
_MADE_AT = re.compile(
    r"(?:(?:accrual|cash) basis)?\s*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:,|\s+\d).{0,100}\d{4}.{0,100})?",
    re.IGNORECASE,
)
"""With a limit, because two parts of any length would take quadratic time."""
_SPOILT = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!)|\d[.,]?\d*E\+\d+", re.ASCII)
"""What a spreadsheet shows and saves instead of a text: an error, or a long number in short."""
_HIDDEN = {False: re.compile(f"[{HIDDEN}]"), True: re.compile(f"[{HIDDEN_FROM_LINES}]")}
"""By whether a text may have several lines."""


class Refused(Exception):
    """A cell or row is wrong: the message says the column and why."""


def the_one(similar: Sequence[M], text: str, by: str, fits: Callable[[M], bool] = lambda one: True) -> M | None:
    """Return the row whose `by` (code or name) is `text`, else the only one of `similar` that fits, else the only one.
    Raises Refused if it could be several."""
    found = [one for one in similar if getattr(one, by) == text] or [one for one in similar if fits(one)] or similar
    if len(found) > 1:
        named = ", ".join(sorted(getattr(one, by) for one in found)[:MAX_NAMED])
        nouns = found[0]._meta.verbose_name_plural
        raise Refused(f"{len(found)} {nouns} look like {text[:60]!r}: {named}. Write the exact {by} of the one.")
    return found[0] if found else None


@dataclass(slots=True)
class Problems:
    """What is wrong with a file, up to MAX_PROBLEMS."""

    found: list[Problem] = field(default_factory=list)

    def add(self, place: Place, message: str) -> None:
        if len(self.found) < MAX_PROBLEMS:
            self.found.append(Problem(place, message))

    def raise_any(self) -> None:
        """Raise Unreadable if there are any."""
        if self.found:
            raise Unreadable(self.found)


def chunks(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for first in range(0, len(rows), CHUNK):
        yield rows[first : first + CHUNK]


@dataclass(slots=True)
class Writes:
    """What rows create and update, to be written together: first all that is new, then all changes.

    If the books refuse that, each is written by itself, in the order of the rows, so that the refusal has its line.
    """

    create_all: Callable[[list[Any]], Any]
    update_all: Callable[[list[Any]], Any]
    problems: Problems
    wanted: list[tuple[Place, bool, Any]] = field(default_factory=list)

    def create(self, place: Place, new: Any) -> None:
        self.wanted.append((place, True, new))

    def update(self, place: Place, change: Any) -> None:
        self.wanted.append((place, False, change))

    def write(self) -> None:
        """Write everything, or add the problems to those of the file. If there are some already, write nothing."""
        if self.problems.found:
            return
        try:
            with savepoint():
                self._write(self.wanted)
        except Refusal:
            for one in self.wanted:
                try:
                    with savepoint():
                        self._write([one])
                except Refusal as refusal:
                    self.problems.add(one[0], str(refusal))

    def _write(self, wanted: Sequence[tuple[Place, bool, Any]]) -> None:
        for is_new, write in ((True, self.create_all), (False, self.update_all)):
            if some := [what for _, new, what in wanted if new is is_new]:
                write(some)


@dataclass(frozen=True, slots=True)
class Columns:
    """The fields of a list, each with the headings it may have, the most telling first; and those that a list needs.

    `silent` are headings of columns that are left out without a word. All other columns that are not read are named in
    a warning. A heading is compared by its letters and digits, and #: `*Invoice Number` is `invoicenumber`.
    """

    headings: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    silent: tuple[str, ...]

    def find(self, cells: Sequence[str]) -> dict[str, int]:
        """Return the positions of the fields, or nothing if one that is required has no column."""
        names = [letters_of(cell) for cell in cells]
        found = {}
        for one, headings in self.headings.items():
            position = next((names.index(heading) for heading in headings if heading in names), None)
            if position is not None:
                found[one] = position
        return found if all(one in found for one in self.required) else {}


def letters_of(heading: str) -> str:
    return re.sub(r"[^\w#]|_", "", heading.casefold())


class Sheet:
    """The rows of a list by its fields. `headings` are those of the file, for messages."""

    def __init__(self, path: Path, columns: Columns, most: int | None = None) -> None:
        self.path, self.name, self.most = path, texts.shown(path), most or MAX_ROWS
        self.encoding = texts.encoding_of(path)
        self.warnings: list[tuple[int, str]] = []
        self.seen: dict[tuple[Any, ...], int] = {}
        if self.encoding == "cp1252":
            self.warnings.append((0, "The file is not in UTF-8, and was read as Windows-1252."))
        self.delimiter, self.top, cells = self._find(columns)
        self.width = len(cells)
        self.positions = columns.find(cells)
        self.headings = {name: cells[position].strip() for name, position in self.positions.items()}
        self._warn_of_unread(cells, columns)

    def _find(self, columns: Columns) -> tuple[str, int, list[str]]:
        """Return what stands between the cells, the line of the headings, and these. Raises Unreadable."""
        first = list(islice(texts.lines(self.path, self.encoding), MAX_LINES_ABOVE))
        found = [one for delimiter in DELIMITERS if (one := self._headings(first, delimiter, columns))]
        if found:
            # A line such as `Name;` has the heading with commas too. It is that of the most cells.
            delimiter, line, cells = max(found, key=lambda one: len(one[2]))
            if len(cells) > MAX_COLUMNS:
                raise Unreadable([Problem(Place(self.name, line), f"A file has at most {MAX_COLUMNS} columns.")])
            self._check_once(cells, columns, line)
            return delimiter, line, cells
        if any("\r" in line.rstrip("\r\n") for line in first):
            raise Unreadable([Problem(Place(self.name, 1), texts.CARRIAGE_RETURN)])
        wanted = "; ".join(f"{name}: {', '.join(columns.headings[name][:6])}" for name in columns.required)
        message = f"No line of headings has the columns that such a list needs ({wanted})."
        raise Unreadable([Problem(Place(self.name, 1), message)])

    @staticmethod
    def _headings(first: list[str], delimiter: str, columns: Columns) -> tuple[str, int, list[str]] | None:
        """Return the headings as `_find` does, if the first lines have them with this between the cells."""
        reader = csv.reader(first, delimiter=delimiter)
        with suppress(csv.Error):
            for cells in reader:
                if columns.find(cells):
                    return delimiter, reader.line_num, cells
        return None

    def _check_once(self, cells: list[str], columns: Columns, line: int) -> None:
        """Refuse headings of which two could be the same field. Raises Unreadable."""
        names = [letters_of(cell) for cell in cells]
        for position in columns.find(cells).values():
            if names.count(names[position]) > 1:
                message = f"The column {cells[position].strip()} comes more than once."
                raise Unreadable([Problem(Place(self.name, line), message)])

    def _warn_of_unread(self, headings: Sequence[str], columns: Columns) -> None:
        """Warn of columns that are not read and have something in a row that is neither a group nor a sum.

        Raises Unreadable."""
        unread = {
            at: heading
            for at, heading in enumerate(named(headings))
            if at not in self.positions.values() and letters_of(heading) not in columns.silent
        }
        found = Unread(unread)
        for place, cells in self._cells():
            filled = [cell for cell in cells if cell]
            if len(filled) > 1 and not TOTAL.fullmatch(filled[0]):
                found.note(place, dict(enumerate(cells)))
        self.warnings += [(one.place.line, one.text) for one in found.mentions()]

    def rows(self) -> Iterator[Row]:
        """Yield the rows below the headings, without empty ones and the line that says when a report was made.

        `first` is the first cell that is not empty, and `group` the first cell of a row that has no other. Raises
        Unreadable.
        """
        for place, cells in self._cells():
            filled = [cell for cell in cells if cell]
            found = {name: cells[at] for name, at in self.positions.items() if at < len(cells)}
            group = cells[0] if len(filled) == 1 else ""
            yield Row(place, found | {"first": filled[0], "group": group})

    def _cells(self) -> Iterator[tuple[Place, list[str]]]:
        """Yield the cells of the rows, each with its place. Raises Unreadable."""
        lines, line = texts.lines(self.path, self.encoding), self.top
        above = sum(1 for _ in islice(lines, self.top))
        assert above == self.top
        first = next(lines, None)
        parser = csv.reader(chain([first] if first is not None else [], lines), delimiter=self.delimiter, strict=True)
        count = 0
        try:
            for cells in parser:
                place, line = Place(self.name, line + 1), self.top + parser.line_num
                cells = [_cell(cell) for cell in cells]
                filled = [cell for cell in cells if cell]
                if not filled or (len(filled) == 1 and _MADE_AT.fullmatch(filled[0])):
                    continue
                if any(cells[self.width :]):
                    message = f"The row has {len(cells)} cells, more than the {counted(self.width, 'column')}."
                    raise Unreadable([Problem(place, message)])
                count += 1
                if count > self.most:
                    raise Unreadable([Problem(place, f"A list has at most {self.most:,} rows. Split the file.")])
                yield place, cells
        except csv.Error as error:
            raise Unreadable([Problem(Place(self.name, line + 1), fault(error))]) from error

    def rows_without_total(self) -> Iterator[Row]:
        """Yield the rows, but not the last if it is of sums: if it begins with `Total`, and has nothing else in the
        columns that we know. Raises Unreadable."""
        before: Row | None = None
        for row in self.rows():
            if before is not None:
                yield before
            before = row
        if before is None:
            return
        first = before["first"]
        if TOTAL.fullmatch(first) and {before[name] for name in self.positions} <= {first, ""}:
            self.warnings.append((before.place.line, f"Left out: the last row, {first[:60]}, is a row of sums."))
        else:
            yield before

    def left_out(self, name: str, lines: Sequence[int], why: str) -> None:
        """Warn that cells of a column, in these lines, are not imported."""
        if lines:
            rows = counted(len(lines), "row")
            self.warnings.append((lines[0], f"Left out: {self.headings[name]}, in {rows}. {why}"))

    def cell(self, row: Row, name: str, read: Callable[[str], T]) -> T:
        """Return what `read` makes of a cell. Raises Refused, with the heading."""
        try:
            return read(row[name])
        except Refused as refused:
            raise self.refuse(name, str(refused)) from None

    def refuse(self, field: str, message: str) -> Refused:
        """Return a refusal of a cell of this field."""
        return Refused(f"{self.headings.get(field, field)}: {message}")

    def once(self, row: Row, field: str, text: str, *key: str) -> None:
        """Raise Refused if a row above has the same text in a field. `key` is how texts of it are compared."""
        line = self.seen.setdefault((field, *key), row.place.line)
        if line != row.place.line:
            raise self.refuse(field, f"Line {line} has {text} too.")

    def currency(self, row: Row) -> str:
        """Return the code in the cell of the currency, if there is one that the books can have, or raise Refused."""
        code = row["currency"].upper()
        try:
            if code:
                money.decimals(code)
        except Refusal as refusal:
            raise self.refuse("currency", str(refusal)) from refusal
        return code

    def check(self, name: str, text: str, model_field: Any, *, has_lines: bool = False) -> str:
        """Return a text that the books can have in a field of a model, or raise Refused."""
        if found := _HIDDEN[has_lines].search(text):
            message = f"U+{ord(found[0]):04X} is a control character, or turns the direction of writing."
            raise self.refuse(name, message)
        if _SPOILT.fullmatch(text):
            message = f"A spreadsheet has put {text} in the place of the text. Format the column as text there."
            raise self.refuse(name, message)
        longest = model_field.max_length
        if len(text) > longest:
            raise self.refuse(name, f"It has {len(text):,} characters, and can have at most {longest:,}.")
        try:
            model_field.run_validators(text)
        except ValidationError as error:
            raise self.refuse(name, f"{text[:60]!r} is not a valid {model_field.verbose_name}.") from error
        return text


def _cell(cell: str) -> str:
    """Return a cell without spaces around it, and without the apostrophe before a formula."""
    cell = texts.whole(cell.strip())
    return "" if cell in EMPTY else as_written(cell)


def one_line(text: str) -> str:
    return " ".join(text.split())


def key_of(name: str) -> str:
    """Return a name as it is compared with others: without case and surplus spaces."""
    return one_line(name).casefold()
