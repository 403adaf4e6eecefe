"""Draw an invoice or a credit note (paper.py) as a PDF of A4 pages. Text is wrapped, and nothing is cut.

The same document gives the same bytes. So an entity tag of them is that of what they say.
"""

import datetime
import io
import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from accounting.documents import paper
from accounting.documents.models import CreditNote, Invoice
from accounting.documents.paper import Paper
from accounting.ledger import letters
from accounting.ledger.letters import UNKNOWN, has_unknown, text_width

WIDTH, HEIGHT = A4
MARGIN, BOTTOM, GAP = 50.0, 62.0, 14.0
RIGHT = WIDTH - MARGIN
SIZE, LEADING = 9.0, 13.0
SMALL = 7.5
SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0)
"""Of the letters of the lines: the greatest with which descriptions have room for `LEAST_TEXT`."""
LEAST_TEXT = 130.0
MOST_TAX = 77.0
"""The width of the column of taxes, which are wrapped: of "Intra-Community"."""
INK, GREY, RULE, ACCENT = "#1a1f36", "#697386", "#d8dce3", "#4f46c8"
ROUNDING = 0.01
NO_LETTERS = f"{UNKNOWN}: letters that this file has no font for."
_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_PIECES = re.compile(rf"[{_HAN}]|[^\s{_HAN}]+|\s+")
"""What a line can break between: words, and each letter of Chinese and Japanese."""


class _Word(NamedTuple):
    x: float
    y: float
    text: str
    size: float
    is_bold: bool
    color: str


class _Line(NamedTuple):
    """A thin line from x to the right margin."""

    x: float
    y: float
    color: str


def file_of(document: Invoice | CreditNote, *, today: datetime.date) -> tuple[str, bytes]:
    """Return the name of the file of a document, and the file. What is paid of it is as of `today`."""
    return paper.file_name(document), draw(paper.of(document, today=today))


def draw(said: Paper) -> bytes:
    """Return the PDF."""
    return _Pages(said).written()


class _Pages:
    """The pages, which are first filled and then written, because each of them says how many there are."""

    def __init__(self, said: Paper) -> None:
        self.paper = said
        self.pages: list[list[_Word | _Line]] = [[]]
        self.y = HEIGHT - MARGIN
        self._head()
        self._parties()
        self._lines()
        self._totals()
        self._texts()

    def written(self) -> bytes:
        output = io.BytesIO()
        canvas = Canvas(output, pagesize=A4, invariant=1, lang="en")
        canvas.setTitle(self.paper.name)
        canvas.setAuthor(self.paper.seller[0])
        self.y = BOTTOM - 26
        for place, page in enumerate(self.pages):
            foot = [self.paper.name, *([self.paper.mark] if self.paper.mark else [])]
            if any(isinstance(one, _Word) and has_unknown(one.text) for one in page):
                foot.append(NO_LETTERS)
            self._words(MARGIN, " · ".join(foot), SMALL, color=GREY, page=place)
            said = f"Page {place + 1} of {len(self.pages)}"
            self._words(RIGHT, said, SMALL, color=GREY, right=True, page=place)
            for one in page:
                _draw(canvas, one)
            canvas.showPage()
        canvas.save()
        return output.getvalue()

    # What is at hand: words, rules and room.

    def _words(
        self,
        x: float,
        text: str,
        size: float = SIZE,
        *,
        is_bold: bool = False,
        color: str = INK,
        right: bool = False,
        page: int = -1,
    ) -> None:
        """Write one line at the present height, on the last page unless another is named."""
        x -= text_width(text, size, is_bold=is_bold) if right else 0
        self.pages[page].append(_Word(x, self.y, text, size, is_bold, color))

    def _rule(self, x: float = MARGIN, *, above: float = 0, color: str = RULE) -> None:
        self.pages[-1].append(_Line(x, self.y + above, color))

    def _need(self, height: float, *, least: float = 0) -> bool:
        """Begin a new page if this one has no room for so much more, or for the `least` of what no page has room for.
        Return whether it did."""
        if height > HEIGHT - MARGIN - BOTTOM:
            height = least
        if self.y - height >= BOTTOM:
            return False
        self.pages.append([])
        self.y = HEIGHT - MARGIN
        return True

    # The parts of the document, from the top down.

    def _head(self) -> None:
        self.y -= 16
        self._words(MARGIN, self.paper.title, 20, is_bold=True)
        if self.paper.mark:
            self._words(RIGHT, self.paper.mark, 20, is_bold=True, color=ACCENT, right=True)
        self.y -= 26
        across = max(text_width(label, SIZE) for label, _ in self.paper.facts) + GAP
        for label, text in self.paper.facts:
            self._words(MARGIN, label, color=GREY)
            for words in wrapped(text, RIGHT - MARGIN - across, SIZE):
                self._words(MARGIN + across, words)
                self.y -= LEADING
        self.y -= GAP

    def _parties(self) -> None:
        half = (RIGHT - MARGIN) / 2
        for x, label in ((MARGIN, "From"), (MARGIN + half, "To")):
            self._words(x, label, SMALL, color=GREY)
        self.y -= LEADING
        seller, customer = (
            [
                (words, not place)
                for place, line in enumerate(party)
                for words in wrapped(line, half - GAP, SIZE, is_bold=not place)
            ]
            for party in (self.paper.seller, self.paper.customer)
        )
        for row in zip_longest(seller, customer, fillvalue=("", False)):
            self._need(LEADING)
            for x, (words, is_name) in zip((MARGIN, MARGIN + half), row, strict=True):
                self._words(x, words, is_bold=is_name)
            self.y -= LEADING
        self._need(40)
        self.y -= 18
        self._words(MARGIN, self.paper.headline, 13, is_bold=True)
        self.y -= 30

    def _lines(self) -> None:
        """Write the table of lines, with its head on each page."""
        size, widths = self._fitting()
        leading = size + 4
        edges = [RIGHT - sum(widths[place + 1 :]) for place in range(len(widths))]
        texts = self._texts_of_columns()
        self._table_head(edges)
        for row in self.paper.rows:
            cells = [
                wrapped(cell, widths[place] - GAP, size) if place in texts else [cell] for place, cell in enumerate(row)
            ]
            height = leading * max(map(len, cells)) + 8
            if self._need(height):
                self._table_head(edges)
            top = self.y
            for place, (edge, lines) in enumerate(zip(edges, cells, strict=True)):
                self.y = top
                for words in lines:
                    x = MARGIN if not place else edge
                    self._words(x, words, size, right=bool(place))
                    self.y -= leading
            self.y = top - height
            self._rule(above=size + 3)
        self.y -= 4

    def _texts_of_columns(self) -> set[int]:
        """Return the places of the columns that are wrapped: descriptions and taxes. Amounts never are."""
        return {place for place, label in enumerate(self.paper.columns) if label in ("Description", "Tax")}

    def _table_head(self, edges: Sequence[float]) -> None:
        for place, (edge, label) in enumerate(zip(edges, self.paper.columns, strict=True)):
            self._words(edge if place else MARGIN, label, SMALL, color=GREY, right=bool(place))
        self.y -= 6
        self._rule(color=GREY)
        self.y -= SIZE + 6

    def _fitting(self) -> tuple[float, list[float]]:
        """Return the size of the letters and the widths of the columns, with the space to their left."""
        texts = self._texts_of_columns()
        room = RIGHT - MARGIN
        for size in SIZES:
            widths = [0.0]
            for place, label in enumerate(self.paper.columns[1:], start=1):
                cells = [text_width(row[place], size) for row in self.paper.rows]
                natural = min(max(cells), MOST_TAX) if place in texts else max(cells)
                widths.append(max(natural, text_width(label, SMALL)) + GAP)
            widths[0] = room - sum(widths)
            if widths[0] >= LEAST_TEXT:
                break
        return size, widths

    def _totals(self) -> None:
        amounts = max(text_width(one.amount, SIZE, is_bold=one.weight > 0) for one in self.paper.totals) + GAP
        left = MARGIN + (RIGHT - MARGIN) * 0.42
        if RIGHT - left - amounts < 110:
            left = MARGIN
        labels = [wrapped(one.label, RIGHT - left - amounts, SIZE, is_bold=one.weight > 0) for one in self.paper.totals]
        heights = [LEADING * len(lines) + 7 for lines in labels]
        self._need(sum(heights))  # they are kept together
        for place, (one, lines, height) in enumerate(zip(self.paper.totals, labels, heights, strict=True)):
            is_bold, color = one.weight > 0, INK if one.weight >= 0 else GREY
            self._need(height)
            top = self.y
            if is_bold and place:  # the lines end with a rule of their own
                self._rule(left, above=SIZE + 5)
            self._words(RIGHT, one.amount, is_bold=is_bold, color=color, right=True)
            for words in lines:
                self._words(left, words, is_bold=is_bold, color=color)
                self.y -= LEADING
            self.y = top - height
        self.y -= GAP

    def _texts(self) -> None:
        for remark in self.paper.remarks:
            self._paragraph(wrapped(remark, RIGHT - MARGIN, SIZE))
        if self.paper.remarks:
            self.y -= GAP
        for heading, text in self.paper.texts:
            lines = [words for line in text.splitlines() for words in wrapped(line, RIGHT - MARGIN, SIZE)]
            self._need((1 + len(lines)) * LEADING, least=3 * LEADING)
            self._words(MARGIN, heading, SMALL, color=GREY)
            self.y -= LEADING
            self._paragraph(lines)
            self.y -= GAP

    def _paragraph(self, lines: Sequence[str]) -> None:
        for words in lines:
            self._need(LEADING)
            self._words(MARGIN, words)
            self.y -= LEADING


def _draw(canvas: Canvas, one: _Word | _Line) -> None:
    color = HexColor(one.color)
    if isinstance(one, _Line):
        canvas.setStrokeColor(color)
        canvas.setLineWidth(0.5)
        canvas.line(one.x, one.y, RIGHT, one.y)
        return
    canvas.setFillColor(color)
    letters.draw(canvas, one.x, one.y, one.text, one.size, is_bold=one.is_bold)


def wrapped(text: str, width: float, size: float, *, is_bold: bool = False) -> list[str]:
    """Return a text in lines of at most this width, at least one. A word that is wider is broken where it must be."""
    lines, line, used = [], "", 0.0
    for piece in _PIECES.findall(text.strip()):
        if piece.isspace():
            piece = " "
        wide = text_width(piece, size, is_bold=is_bold)
        if used + wide > width + ROUNDING and line:
            lines.append(line.rstrip())
            line, used = "", 0.0
        if piece == " " and not line:
            continue
        while wide > width + ROUNDING and len(piece) > 1:
            fits = _count_fitting(piece, width, size, is_bold=is_bold)
            lines.append(piece[:fits])
            piece = piece[fits:]
            wide = text_width(piece, size, is_bold=is_bold)
        line, used = line + piece, used + wide
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _count_fitting(word: str, width: float, size: float, *, is_bold: bool) -> int:
    """Return how many letters of a word fit, at least one."""
    used = 0.0
    for count, letter in enumerate(word):
        used += text_width(letter, size, is_bold=is_bold)
        if used > width:
            return max(1, count)
    return len(word)
