"""Read a text file line by line, in flat memory, and refuse what is not text."""

import codecs
import io
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from accounting.exchange.source import Place, Problem, Unreadable
from accounting.ledger.text import HIDDEN

MAX_LINE_BYTES = 64 * 1024
CARRIAGE_RETURN = "A line has a carriage return inside. Save the file with the line ends of Windows or Unix."
_OTHERS = {
    b"PK\x03\x04": "a ZIP file, as spreadsheets (XLSX) are",
    b"\x1f\x8b": "a compressed file (gzip)",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old spreadsheet (XLS)",
    b"SQLite format 3": "a database",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}
"""The first bytes of files that people send by mistake."""


MAX_MARKS = 30
"""The most marks that a letter may have: no language has more, and normalizing takes quadratic time."""
QUESTION_MARK = "\u037e"
"""The Greek one. Its NFC is a semicolon, which begins a comment or a cell. So lines keep it, and each reader calls
`whole` for the texts that it found in them."""
_NOT_ASCII = re.compile(rf"[^\x00-\x7f]{{{MAX_MARKS},}}")
SHOWN = {"utf-8": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}


def shown(path: Path) -> str:
    """Return the name of a file to show, without its folders."""
    name = unicodedata.normalize("NFC", path.name.encode("utf-8", "replace").decode())
    return re.sub(f"[{HIDDEN}]", "?", name)


def lines(path: Path, encoding: str = "utf-8") -> Iterator[str]:
    """Yield the lines of a file, each with its end. Raises Unreadable with the line that is not text."""
    name, number = shown(path), 0
    with _opened(path) as file:
        found = _utf8(file, name) if encoding == "utf-8" else _others(file, name, encoding)
        for number, line in enumerate(found, 1):  # noqa: B007  # it is read after the loop
            yield line
    if not number:
        raise Unreadable([Problem(Place(name, 1), "The file is empty.")])


def encoding_of(path: Path) -> str:
    """Return `utf-16` if the file begins like that, `cp1252` (Windows) if it has letters beyond ASCII and none is in
    UTF-8, else `utf-8`: so one broken letter is refused, and does not turn all others into two wrong ones each."""
    if unicode_of(path) == "utf-16":
        return "utf-16"
    is_cp1252 = False
    with _opened(path) as file:
        while piece := file.readline(MAX_LINE_BYTES):
            if piece.isascii():
                continue
            if not piece.decode(errors="ignore").isascii():
                return "utf-8"
            is_cp1252 = True
    return "cp1252" if is_cp1252 else "utf-8"


def unicode_of(path: Path) -> str:
    """Return `utf-16` if the file begins like that, as Excel saves "Unicode Text", else `utf-8`."""
    with _opened(path) as file:
        return "utf-16" if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8"


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    name = shown(path)
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise Unreadable([Problem(Place(name, 1), "This is not a file.")])
            yield file
    except OSError as error:
        raise Unreadable([Problem(Place(name, 1), f"This cannot be read: {error.strerror}.")]) from error


def _utf8(file: BinaryIO, name: str) -> Iterator[str]:
    for number, raw in enumerate(iter(lambda: file.readline(MAX_LINE_BYTES + 1), b""), 1):
        if number == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)  # the line without its mark
            refuse_others(raw, Place(name, 1), SHOWN["utf-8"])
        if len(raw) > MAX_LINE_BYTES:
            raise Unreadable([Problem(Place(name, number), f"A line has at most {MAX_LINE_BYTES:,} bytes.")])
        if b"\0" in raw:
            message = "This is not text: it has the character U+0000."
            raise Unreadable([Problem(Place(name, number), message)])
        try:
            line = raw.decode()
        except UnicodeDecodeError as error:
            message = "This is not UTF-8: save the file as that."
            raise Unreadable([Problem(Place(name, number), message)]) from error
        yield line if raw.isascii() else normal(line, name, number)


def normal(text: str, name: str, number: int = 1) -> str:
    """Return text in NFC, as the books have it, but with its QUESTION_MARKs: é is one character. Raises Unreadable.

    `number` is the first line of the text in the file of this name.
    """
    for run in _NOT_ASCII.finditer(text):
        marks = 0
        for at, character in enumerate(run[0], run.start()):
            marks = marks + 1 if unicodedata.combining(character) else 0
            if marks > MAX_MARKS:
                place = Place(name, number + text.count("\n", 0, at))
                raise Unreadable([Problem(place, f"A letter has more than {MAX_MARKS} marks.")])
    return QUESTION_MARK.join(unicodedata.normalize("NFC", part) for part in text.split(QUESTION_MARK))


def whole(text: str) -> str:
    """Return a text of a file as the books have it, in NFC."""
    return text.replace(QUESTION_MARK, ";")


def _others(file: BinaryIO, name: str, encoding: str) -> Iterator[str]:
    if encoding != "utf-16":
        refuse_others(file.read(len(max(_OTHERS, key=len))), Place(name, 1))
        file.seek(0)
    reader, number = io.TextIOWrapper(file, encoding, newline=""), 0
    while True:
        place = Place(name, number + 1)
        try:
            line = reader.readline(MAX_LINE_BYTES + 1)
        except UnicodeError as error:
            raise Unreadable([Problem(place, f"This is not text in {SHOWN[encoding]}.")]) from error
        if not line:
            reader.detach()
            return
        if len(line) > MAX_LINE_BYTES:
            raise Unreadable([Problem(place, f"A line has at most {MAX_LINE_BYTES:,} characters.")])
        if "\0" in line:
            raise Unreadable([Problem(place, "This is not text: it has the character U+0000.")])
        number += 1
        yield normal(line, name, number)


def refuse_others(raw: bytes, place: Place, expected: str = "") -> None:
    """Raise Unreadable if this is how a file of another kind begins, such as a spreadsheet."""
    for start, what in _OTHERS.items():
        if raw.startswith(start):
            text = f"text in {expected}" if expected else "text"
            raise Unreadable([Problem(place, f"This is not {text} but {what}. Export it as text.")])
