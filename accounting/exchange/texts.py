"""Read a text file line by line, in flat memory, and refuse what is not text."""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from accounting.exchange.source import Place, Problem, Unreadable
from accounting.ledger.text import HIDDEN

MAX_LINE_BYTES = 64 * 1024
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


def shown(path: Path) -> str:
    """Return the name of a file to show, without its folders."""
    return re.sub(f"[{HIDDEN}]", "?", path.name.encode("utf-8", "replace").decode())


def lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file in UTF-8, each with its end. Raises Unreadable with the line that is not text."""
    name, number = shown(path), 0
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise Unreadable([Problem(Place(name, 1), "This is not a file.")])
            while raw := file.readline(MAX_LINE_BYTES + 1):
                number += 1
                yield _decoded(raw, Place(name, number))
    except OSError as error:
        raise Unreadable([Problem(Place(name, 1), f"This cannot be read: {error.strerror}.")]) from error
    if not number:
        raise Unreadable([Problem(Place(name, 1), "The file is empty.")])


def _decoded(raw: bytes, place: Place) -> str:
    if place.line == 1:
        raw = raw.removeprefix(b"\xef\xbb\xbf")
        for start, what in _OTHERS.items():
            if raw.startswith(start):
                raise Unreadable([Problem(place, f"This is not text in UTF-8 but {what}. Export it as text.")])
    if len(raw) > MAX_LINE_BYTES:
        raise Unreadable([Problem(place, f"A line has at most {MAX_LINE_BYTES:,} bytes.")])
    if b"\0" in raw:
        raise Unreadable([Problem(place, "This is not text: it has the character U+0000.")])
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise Unreadable([Problem(place, "This is not UTF-8: save the file as that.")]) from error
