"""A report as a PDF for people: pages of A4, or A3 if that is too narrow, with headings on each. No amount is cut."""

import io
from collections.abc import Sequence
from itertools import islice, product
from typing import NamedTuple

from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.pdfgen.canvas import Canvas

from accounting.errors import Invalid
from accounting.ledger import letters
from accounting.ledger.letters import UNKNOWN, has_unknown, text_width
from accounting.reports.sheet import BOLD_ROWS, CellType, Heading, Sheet, for_people

MAX_ROWS, MAX_COLUMNS = 5000, 20
"""The most rows, and the most columns that can fit on a page."""
MARGIN, INDENT = 36.0, 8.0
SIZES = (8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0)
"""Of the letters: the greatest at which no text is cut, or else of the last five the greatest with room for some."""
LARGE, LEAST_TEXT = 7.0, 44.0
"""Down to this size there is room for all text. At this and smaller ones a column of text gets at least so much."""
UPRIGHT_COLUMNS = 6
"""With more columns pages are landscape, and where the amounts need it."""
MAX_HEADING_LINES = 3
WHOLE_LABEL = 14
"""A heading of up to so many letters is on one line."""
NO_LETTERS = f"{UNKNOWN}: letters that this file has no font for. XLSX and CSV files have them."


class _Row(NamedTuple):
    is_bold: bool
    indent: float
    words: list[str]


def to_pdf(sheet: Sheet) -> bytes:
    """Return a sheet as a PDF. Text that is too long for its column is cut, amounts are not. Raises Invalid beyond the
    limits."""
    shown = [i for i, heading in enumerate(sheet.headings) if heading.on_paper]
    if len(shown) > MAX_COLUMNS:
        message = f"A PDF has room for {MAX_COLUMNS} columns, and this report has {len(shown)}. Ask for xlsx or csv."
        raise Invalid(message, field="format")
    too_many = f"A PDF has at most {MAX_ROWS:,} rows. Ask for fewer days, or for xlsx or csv."
    if sheet.has_more_than(MAX_ROWS):
        raise Invalid(too_many, field="format")
    headings = [sheet.headings[i] for i in shown]
    rows = [
        _Row(
            row.type in BOLD_ROWS,
            row.depth * INDENT,
            [for_people(row.cells[i], heading.type) for i, heading in zip(shown, headings, strict=True)],
        )
        for row in islice(sheet.rows, MAX_ROWS + 1)
    ]
    if len(rows) > MAX_ROWS:
        raise Invalid(too_many, field="format")
    output = io.BytesIO()
    _Paper(output, sheet, headings, rows).write()
    return output.getvalue()


class _Paper:
    """The pages of a sheet: the size of their letters, and the widths of their columns."""

    def __init__(self, output: io.BytesIO, sheet: Sheet, headings: Sequence[Heading], rows: Sequence[_Row]) -> None:
        self.sheet, self.headings, self.rows = sheet, headings, rows
        page, self.size, self.widths = self._fitting()
        self.width, self.height = page
        self.canvas = Canvas(output, pagesize=page, invariant=1)
        self.canvas.setTitle(sheet.title)
        self.leading = self.size + 3
        self.labels = [
            _wrapped(heading.label, width - self.size, self.size)
            for heading, width in zip(headings, self.widths, strict=True)
        ]
        self.has_unknown = False

    def _fitting(self) -> tuple[tuple[float, float], float, list[float]]:
        """Return the page, the size of the letters and the widths of the columns. Raises Invalid if nothing fits."""
        natural = [self._natural(place, heading) for place, heading in enumerate(self.headings)]
        texts = [place for place, heading in enumerate(self.headings) if heading.type is CellType.TEXT]
        pages = [A4 if len(self.headings) <= UPRIGHT_COLUMNS else landscape(A4), landscape(A4), landscape(A3)]
        for page, size in product(pages, SIZES):
            widths = [size * width + indent + size for width, indent in natural]  # and as much between columns
            room = page[0] - 2 * MARGIN - sum(width for i, width in enumerate(widths) if i not in texts)
            of_texts = [widths[i] for i in texts]
            if texts and sum(of_texts) <= room:
                widths[max(texts, key=lambda i: widths[i])] += room - sum(of_texts)
                return page, size, widths
            most = _level(of_texts, room)
            if size <= LARGE and (most >= min(LEAST_TEXT, max(of_texts)) if texts else room >= 0):
                return page, size, [min(width, most) if i in texts else width for i, width in enumerate(widths)]
        message = "A PDF has no room for so many columns of such long amounts. Ask for xlsx or csv."
        raise Invalid(message, field="format")

    def _natural(self, place: int, heading: Heading) -> tuple[float, float]:
        """Return the width of the longest cell of a column, in letters of size 1, and how far it is indented."""
        longest = {False: "", True: ""}
        indent = 0.0
        for row in self.rows:
            if len(word := row.words[place]) > len(longest[row.is_bold]):
                longest[row.is_bold] = word
            if heading.key == "name":
                indent = max(indent, row.indent)
        label = heading.label
        if len(label) > WHOLE_LABEL:
            label = max(label.split(), key=len, default="")
        words = [(longest[False], False), (longest[True], True), (label, True)]
        return max(text_width(word, 1, is_bold=is_bold) for word, is_bold in words), indent

    def write(self) -> None:
        """Write all pages. One without rows says so, because a file without a page cannot be opened."""
        top = self.height - MARGIN - 32 - self.leading * max(map(len, self.labels)) - 2
        a_page = int((top - MARGIN - self.leading) // self.leading) + 1
        count = max(1, -(-len(self.rows) // a_page))
        for number in range(count):
            self._begin(f"{number + 1} / {count}")
            for row in self.rows[number * a_page : (number + 1) * a_page]:
                self._line(row)
            if not self.rows:
                self._words(MARGIN, "This report has no rows.", self.size)
            self.y = MARGIN - self.leading
            if self.has_unknown:
                self._words(MARGIN, NO_LETTERS, SIZES[-1])
            self.canvas.showPage()
        self.canvas.save()

    def _begin(self, number: str) -> None:
        self.y, self.has_unknown = self.height - MARGIN, False
        self._words(MARGIN, self.sheet.company, 11, is_bold=True)
        self._words(self.width - MARGIN, number, LARGE, right=True)
        self.y -= 14
        self._words(MARGIN, f"{self.sheet.title}, {self.sheet.span}, {self.sheet.currency}", 9, is_bold=True)
        self.y -= 18
        for place in range(most := max(map(len, self.labels))):
            words = [label[place - most + len(label)] if most - len(label) <= place else "" for label in self.labels]
            self._line(_Row(True, 0, words))
        self.canvas.line(MARGIN, self.y + self.leading - 2.5, self.width - MARGIN, self.y + self.leading - 2.5)
        self.y -= 2

    def _line(self, row: _Row) -> None:
        x = MARGIN
        for heading, width, word in zip(self.headings, self.widths, row.words, strict=True):
            if heading.type in (CellType.AMOUNT, CellType.NUMBER, CellType.PERCENT):
                self._words(x + width - self.size, word, self.size, is_bold=row.is_bold, right=True)
            else:
                inside = row.indent if heading.key == "name" else 0.0
                cut = _cut(word, width - self.size - inside, self.size, is_bold=row.is_bold)
                self._words(x + inside, cut, self.size, is_bold=row.is_bold)
            x += width
        self.y -= self.leading

    def _words(self, x: float, words: str, size: float, *, is_bold: bool = False, right: bool = False) -> None:
        if not words:
            return
        self.has_unknown |= has_unknown(words)
        x -= text_width(words, size, is_bold=is_bold) if right else 0
        letters.draw(self.canvas, x, self.y, words, size, is_bold=is_bold)


def _level(widths: Sequence[float], room: float) -> float:
    """Return the most that a column of text gets, so that all of them together have this room."""
    most, left = room, sorted(widths)
    while left:
        most = room / len(left)
        if left[0] > most:
            return most
        room -= left.pop(0)
    return most


def _wrapped(label: str, width: float, size: float) -> list[str]:
    """Return a heading in lines."""
    lines: list[str] = []
    for word in label.split():
        if lines and text_width(f"{lines[-1]} {word}", size, is_bold=True) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > MAX_HEADING_LINES:
        lines = [*lines[: MAX_HEADING_LINES - 1], " ".join(lines[MAX_HEADING_LINES - 1 :])]
    return [_cut(line, width, size, is_bold=True) for line in lines] or [""]


def _cut(words: str, width: float, size: float, *, is_bold: bool) -> str:
    """Return as much of a text as fits."""
    if text_width(words, size, is_bold=is_bold) <= width + 0.01:
        return words
    while words and text_width(words + "…", size, is_bold=is_bold) > width:
        words = words[: -max(1, len(words) // 20)]
    return words.rstrip() + "…"
