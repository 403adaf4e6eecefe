"""The letters that PDFs can show: of which font each is, and how wide a text is."""

import functools
import unicodedata
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

LATIN, BOLD, HAN, HANGUL = "Roboto", "Roboto-Bold", "STSong-Light", "HYSMyeongJo-Medium"
"""The first two have all letters of Latin, Greek and Cyrillic, and are in the file. The reader's program has the font
for Chinese, with all letters of GBK (also kana), and that for Korean."""
FILES = Path(__file__).parent / "fonts"
UNKNOWN = "?"
INVISIBLE = ("Mn", "Me", "Cf")
"""The categories of marks and of what only says how to write others, such as a soft hyphen."""


@functools.cache
def fonts() -> dict[int, int]:
    """Register the fonts once per process. Return the characters that the Latin one has."""
    latin, bold = TTFont(LATIN, FILES / "Roboto-Regular.ttf"), TTFont(BOLD, FILES / "Roboto-Bold.ttf")
    for font in (latin, bold, UnicodeCIDFont(HAN), UnicodeCIDFont(HANGUL)):
        pdfmetrics.registerFont(font)
    found: dict[int, int] = latin.face.charToGlyph
    return {code: glyph for code, glyph in found.items() if unicodedata.category(chr(code)) not in INVISIBLE}


@functools.lru_cache(maxsize=10_000)
def _font_of(letter: str) -> str:
    """Return the font of a letter, or nothing if no font has it."""
    if ord(letter) in fonts():
        return LATIN
    if "\uac00" <= letter <= "\ud7a3":
        return HANGUL
    return HAN if len(letter.encode("gbk", "ignore")) > 1 else ""


def parts(words: str, *, is_bold: bool = False) -> list[tuple[str, str]]:
    """Return a text in parts of one font each, as (font, text). Of a letter that no font has it has the one without an
    accent, or UNKNOWN."""
    latin = BOLD if is_bold else LATIN
    in_latin = fonts()
    if all(ord(letter) in in_latin for letter in words):
        return [(latin, words)]
    known = (each for letter in words if (each := shown(letter)))
    return [(latin if font == LATIN else font, "".join(letters)) for font, letters in groupby(known, key=_font_of)]


def shown(letter: str) -> str:
    """Return what is shown of a letter: nothing of invisible ones and of marks that no font has."""
    if _font_of(letter):
        return letter
    plain = unicodedata.normalize("NFD", letter)[0]
    is_mark = unicodedata.category(letter) in INVISIBLE
    return "" if is_mark else plain if _font_of(plain) else UNKNOWN


def text_width(words: str, size: float, *, is_bold: bool = False) -> float:
    return float(sum(pdfmetrics.stringWidth(text, font, size) for font, text in parts(words, is_bold=is_bold)))


def draw(canvas: Canvas, x: float, y: float, words: str, size: float, *, is_bold: bool = False) -> None:
    """Draw a text on one line, each part in its font."""
    for font, text in parts(words, is_bold=is_bold):
        canvas.setFont(font, size)
        canvas.drawString(x, y, text)
        x += pdfmetrics.stringWidth(text, font, size)


def has_unknown(words: str) -> bool:
    """Return whether UNKNOWN stands for a letter of a text that no font has."""
    return not words.isascii() and any(shown(letter) == UNKNOWN != letter for letter in words)
