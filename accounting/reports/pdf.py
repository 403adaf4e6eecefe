"""A report as a PDF for people: pages of A4 with the headings on each, amounts to the right."""

import functools
import io
from collections.abc import Sequence
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from accounting.errors import Invalid
from accounting.reports.sheet import BOLD_ROWS, CellType, Heading, Sheet, SheetRow, for_people

MAX_ROWS, MAX_COLUMNS = 5000, 20
"""The most rows, and the most columns that fit on a page."""
MARGIN, SIZE, LEADING, INDENT, GAP = 36.0, 7.0, 10.0, 8.0, 4.0
UPRIGHT_COLUMNS = 6
"""With more columns pages are landscape."""
WEIGHTS = {CellType.TEXT: 1.6, CellType.DATE: 0.9, CellType.NUMBER: 0.6, CellType.AMOUNT: 1.2, CellType.PERCENT: 0.9}
LATIN, BOLD, HAN, HANGUL = "Vera", "VeraBd", "STSong-Light", "HYSMyeongJo-Medium"
"""Han, kana, Greek and Cyrillic are in the fonts for Chinese, which the reader's program has."""


def to_pdf(sheet: Sheet) -> bytes:
    """Return a sheet as a PDF. Text that is too long for its column is cut. Raises Invalid beyond the limits."""
    _fonts()
    shown = [i for i, heading in enumerate(sheet.headings) if heading.on_paper]
    if len(shown) > MAX_COLUMNS:
        message = f"A PDF has room for {MAX_COLUMNS} columns, and this report has {len(shown)}. Ask for xlsx or csv."
        raise Invalid(message, field="format")
    output = io.BytesIO()
    page = _Page(output, sheet, [sheet.headings[i] for i in shown])
    for count, row in enumerate(sheet.rows):
        if count == MAX_ROWS:
            message = f"A PDF has at most {MAX_ROWS:,} rows. Ask for fewer days, or for xlsx or csv."
            raise Invalid(message, field="format")
        page.add(row, [row.cells[i] for i in shown])
    page.canvas.save()
    return output.getvalue()


@functools.cache
def _fonts() -> dict[int, int]:
    """Register the fonts once per process. Return the characters that the Latin one has."""
    latin = TTFont(LATIN, "Vera.ttf")
    for font in (latin, TTFont(BOLD, "VeraBd.ttf"), UnicodeCIDFont(HAN), UnicodeCIDFont(HANGUL)):
        pdfmetrics.registerFont(font)
    found: dict[int, int] = latin.face.charToGlyph
    return found


def font_for(words: str, *, is_bold: bool = False) -> str:
    """Return the font that has all characters of a text, or else most of them."""
    if all(ord(letter) in _fonts() for letter in words):
        return BOLD if is_bold else LATIN
    return HANGUL if any("\uac00" <= letter <= "\ud7a3" for letter in words) else HAN


class _Page:
    """The page that is being written, and the widths of its columns."""

    def __init__(self, output: io.BytesIO, sheet: Sheet, headings: Sequence[Heading]) -> None:
        size = A4 if len(headings) <= UPRIGHT_COLUMNS else landscape(A4)
        self.sheet, self.headings, (self.width, self.height) = sheet, headings, size
        self.canvas = Canvas(output, pagesize=size, invariant=1)
        self.canvas.setTitle(sheet.title)
        self.number, self.y = 0, 0.0
        whole = sum(WEIGHTS[heading.type] for heading in headings)
        self.widths = [(self.width - 2 * MARGIN) * WEIGHTS[heading.type] / whole for heading in headings]

    def add(self, row: SheetRow, cells: Sequence[Any]) -> None:
        """Write a row, on a new page if this one is full."""
        if self.y < MARGIN + LEADING:
            self._begin()
        # Text may go on over the empty cells of amounts beside it, such as a section's heading.
        words = [for_people(cell, heading.type) for cell, heading in zip(cells, self.headings, strict=True)]
        self._line(words, is_bold=row.type in BOLD_ROWS, indent=row.depth * INDENT)

    def _begin(self) -> None:
        if self.number:
            self.canvas.showPage()
        self.number, self.y = self.number + 1, self.height - MARGIN
        self._words(MARGIN, self.sheet.company, BOLD, 11)
        self._words(self.width - MARGIN, f"{self.number}", LATIN, SIZE, right=True)
        self.y -= 14
        self._words(MARGIN, f"{self.sheet.title}, {self.sheet.span}, {self.sheet.currency}", BOLD, 9)
        self.y -= 18
        self._line([heading.label for heading in self.headings], is_bold=True, indent=0)
        self.canvas.line(MARGIN, self.y + LEADING - 2.5, self.width - MARGIN, self.y + LEADING - 2.5)
        self.y -= 2

    def _line(self, words: Sequence[str], *, is_bold: bool, indent: float) -> None:
        x = MARGIN
        for heading, width, word in zip(self.headings, self.widths, words, strict=True):
            right = heading.type in (CellType.AMOUNT, CellType.NUMBER, CellType.PERCENT)
            font = font_for(word, is_bold=is_bold)
            inside = indent if heading.key == "name" else 0.0
            cut = _cut(word, font, width - GAP - inside)
            self._words(x + width - GAP if right else x + inside, cut, font, SIZE, right=right)
            x += width
        self.y -= LEADING

    def _words(self, x: float, words: str, font: str, size: float, *, right: bool = False) -> None:
        self.canvas.setFont(font_for(words) if font in (LATIN, BOLD) and font_for(words) != LATIN else font, size)
        (self.canvas.drawRightString if right else self.canvas.drawString)(x, self.y, words)


def _cut(words: str, font: str, width: float) -> str:
    """Return as much of a text as fits."""
    if pdfmetrics.stringWidth(words, font, SIZE) <= width:
        return words
    while words and pdfmetrics.stringWidth(words + "…", font, SIZE) > width:
        words = words[: -max(1, len(words) // 20)]
    return words + "…"
