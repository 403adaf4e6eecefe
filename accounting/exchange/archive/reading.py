"""Read an archive from a file, in flat memory, and find out whether it is whole before anybody uses it."""

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from uuid import UUID

import orjson

from accounting.attachments.attachments import MAX_TOTAL
from accounting.exchange.archive import FORMAT, Unreadable
from accounting.exchange.archive.tables import tables
from accounting.exchange.archive.writing import PEOPLE, PEOPLE_COLUMNS, marker, trailer

GZIP = b"\x1f\x8b"
MAX_LINE = 64 * 1024 * 1024
"""The bytes of the longest line that is read."""
MAX_RATIO = 200
"""How many times as large as the file its content may be. The books of a company compress to a fifth."""
LONG = 64 * 1024
MAX_FILES = 2 * MAX_TOTAL
"""The bytes of lines longer than `LONG` that do not count for this. They have attached files, which may be of blank
pages, in hexadecimal digits."""
FREE = 16 * 1024 * 1024
"""The bytes of content that every file may have, whatever its size."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the first line says."""

    version: str
    taken_at: str
    company_id: UUID
    company_name: str
    last_number: int
    last_hash: str


@dataclass(frozen=True, slots=True)
class Checked:
    """An archive that is whole: its header, how many rows each table has, and its digest."""

    header: Header
    counts: dict[str, int]
    sha256: str


def lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of an archive, packed by gzip or not. Raises Unreadable."""
    most = max(FREE, path.stat().st_size * MAX_RATIO)
    with path.open("rb") as raw:
        is_packed = raw.read(len(GZIP)) == GZIP
        raw.seek(0)
        file: IO[bytes] = gzip.GzipFile(fileobj=raw) if is_packed else raw  # type: ignore[assignment]
        read = files = 0
        try:
            while line := file.readline(MAX_LINE + 1):
                read += len(line)
                files += len(line) if len(line) > LONG else 0
                if len(line) > MAX_LINE:
                    raise Unreadable(f"A line is longer than {MAX_LINE // 1024 // 1024} MiB: this is not an archive.")
                if read - min(files, MAX_FILES) > most:
                    raise Unreadable(f"The content is more than {MAX_RATIO} times as large as the file: no archive is.")
                yield line
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise Unreadable("The file is damaged or not complete: gzip cannot unpack it.") from error


def check(path: Path) -> Checked:
    """Read the whole file, and check that it is as it was written. Raises Unreadable.

    It touches no database. What the rows say is not checked here.
    """
    found = lines(path)
    first = next(found, b"")
    header = _header(first)
    digest, expected = hashlib.sha256(first), _markers()
    counts: dict[str, int] = {}
    name, last = "", b""
    for line in found:
        if last:
            digest.update(last)
            if not last.startswith(b"{"):
                counts[name] = counts.get(name, 0) + 1
            elif (table := expected.get(last)) is None or len(counts) != list(expected.values()).index(table):
                raise Unreadable(_other_tables(header, last))
            else:
                name = table
                counts[name] = 0
        last = line
    sha256 = digest.hexdigest()
    if set(counts) != set(expected.values()) or not last.startswith(b'{"rows":'):
        raise Unreadable("The file ends too early: its last line is missing, or tables before it.")
    if last != trailer(counts, sha256):
        raise Unreadable("The file is not as it was written: its SHA-256, or its number of rows, is another one.")
    return Checked(header, counts, sha256)


def _markers() -> dict[bytes, str]:
    """Return the lines before each table, in their order, with the name of the table."""
    named = [(PEOPLE, PEOPLE_COLUMNS), *((table.name, table.columns) for table in tables())]
    return {marker(name, columns): name for name, columns in named}


def _header(line: bytes) -> Header:
    try:
        said = orjson.loads(line)
        edition = said["atlas_archive"]
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable("This is not an archive of Atlas: its first line says nothing of one.") from error
    if edition != FORMAT:
        raise Unreadable(f"This archive has the format {edition}. This release of Atlas reads the format {FORMAT}.")
    try:
        company = said["company"]
        return Header(
            version=str(said["atlas_version"]),
            taken_at=str(said["taken_at"]),
            company_id=UUID(company["id"]),
            company_name=str(company["name"]),
            last_number=int(said["last_number"]),
            last_hash=str(said["last_hash"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Unreadable("The first line of this archive lacks a part, or has one that is not valid.") from error


def _other_tables(header: Header, line: bytes) -> str:
    try:
        name = orjson.loads(line)["table"]
    except (ValueError, TypeError, KeyError):
        return "A line of the file is neither a row nor the beginning of a table: the file is damaged."
    return (
        f"The table {name} has other columns, or another place, than in this release of Atlas. The archive was written "
        f"by Atlas {header.version}: restore it with that release, then migrate."
    )
