"""Read the European Central Bank's files of reference rates: how many units of each currency one euro is worth.

    eurofxref-daily.xml, eurofxref-hist-90d.xml, eurofxref-hist.xml     elements Cube with time, currency, rate
    eurofxref.csv, eurofxref-hist.csv                                   a column per currency, a row per day

The files come from outside. The XML is read by expat, which loads nothing; a document type is refused, so there are no
entities to expand.
"""

import csv
import datetime
import io
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from xml.parsers import expat

from accounting.currencies.rates import Quote
from accounting.ledger import money
from foundation.words import counted

EURO = "EUR"
MAX_BYTES = 64 * 1024 * 1024
"""The whole history has 8 MB."""
MAX_DIGITS = 30
XML_NAMESPACE = "http://www.ecb.int/vocabulary/2002-08-01/eurofxref"
CUBE = f"{XML_NAMESPACE} Cube"


class Unreadable(ValueError):
    """The file is not one of these. The message says where."""


def read(path: Path) -> list[Quote]:
    """Return the rates of a file. Currencies that ISO 4217 no longer has are left out. Raises Unreadable, OSError."""
    if path.stat().st_size > MAX_BYTES:
        raise Unreadable(f"{path.name} is larger than {MAX_BYTES // 1024**2} MiB.")
    content = path.read_bytes()
    quotes = list(_xml(content) if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else _csv(content))
    if not quotes:
        raise Unreadable("There is no exchange rate in this file.")
    return [quote for quote in quotes if quote[1] in money.CURRENCIES]


def _xml(content: bytes) -> Iterator[Quote]:
    found: list[Quote] = []
    day: list[datetime.date] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def refuse(*_: Any) -> None:
        raise Unreadable("The file has a document type or entities, which the bank's files do not have.")

    def start(name: str, attributes: dict[str, str]) -> None:
        if name != CUBE:
            return
        where = f"Line {parser.CurrentLineNumber}"
        if "time" in attributes:
            day[:] = [_date(attributes["time"], where)]
        elif "currency" in attributes:
            if not day:
                raise Unreadable(f"{where}: a rate without a date.")
            found.append((day[0], attributes["currency"], _rate(attributes.get("rate", ""), where)))

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Unreadable(f"This is not XML: {error}.") from error
    yield from found


def _csv(content: bytes) -> Iterator[Quote]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("This is neither XML nor text in UTF-8.") from error
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
    except csv.Error as error:
        raise Unreadable(f"This is not CSV: {error}.") from error
    if not rows or rows[0][:1] != ["Date"]:
        raise Unreadable("Line 1: the first column must be Date, and the others the codes of currencies.")
    currencies = rows[0][1:]
    for number, row in enumerate(rows[1:], 2):
        if not any(row):
            continue
        where = f"Line {number}"
        if len(row) != len(rows[0]):
            raise Unreadable(f"{where} has {counted(len(row), 'column')}, and line 1 has {len(rows[0])}.")
        date = _date(row[0], where)
        for currency, cell in zip(currencies, row[1:], strict=True):
            if currency and cell and cell != "N/A":
                yield date, currency, _rate(cell, where)


def _date(text: str, where: str) -> datetime.date:
    for form in ("%Y-%m-%d", "%d %B %Y"):
        try:
            return datetime.datetime.strptime(text, form).date()  # noqa: DTZ007  # a date without a time
        except ValueError:
            continue
    raise Unreadable(f"{where}: {text[:MAX_DIGITS]!r} is not a date.")


def _rate(text: str, where: str) -> Decimal:
    try:
        if text.isascii() and len(text) <= MAX_DIGITS and set(text) <= set("0123456789."):
            rate = Decimal(text)
            if rate > 0:
                return rate
    except InvalidOperation:
        pass
    raise Unreadable(f"{where}: {text[:MAX_DIGITS]!r} is not a rate.")
