"""Read the dates and amounts of a file whose writing is not known: all of the file decides, or an option."""

import calendar
import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from accounting.exchange.lists import Refused

DATE_ORDERS = ("dmy", "mdy")
DECIMAL_MARKS = (".", ",")
_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.Z]*)?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})[-\s]([A-Za-z]+)\.?[-,\s]\s*(\d{4}|\d{2})", re.ASCII)
_NAMED_FIRST = re.compile(r"([A-Za-z]+)\.?\s(\d{1,2}),?\s(\d{4})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[T ][\d:.Z]*)?", re.ASCII)
_CURRENCY = re.compile(r"[$€£¥]|\b[A-Z]{3}\b")
_AROUND = re.compile(rf"[\s'\u2019\u00a0\u202f]|{_CURRENCY.pattern}")
_SIGNS = {
    "$": "ARS AUD BBD BMD BND BRL BSD BZD CAD CLP COP CUP CVE DOP FJD GYD HKD JMD KYD LRD MOP MXN NAD NIO NZD SBD SGD "
    "SRD TOP TTD TWD USD UYU WST XCD",
    "€": "EUR",
    "£": "EGP FKP GBP GIP LBP SDG SHP SSP SYP",
    "¥": "CNY JPY",
}
"""The currencies that are written with a sign."""
_NUMBER = {
    ".": re.compile(r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d+)?(?:\.\d{0,10})?", re.ASCII),
    ",": re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)?(?:,\d{0,10})?", re.ASCII),
}
MAX_DIGITS = 25


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a file. `order` is that of day and month where both are numbers; "" if nothing says it."""

    order: str

    @classmethod
    def of(cls, texts: Iterable[str], order: str) -> Self:
        """Return how these dates are written. 31/01/2026 says that the day is first, for the whole file."""
        if order:
            return cls(order)
        parts = [(int(match[1]), int(match[3])) for text in texts if (match := _numbers(text))]
        first = any(day > 12 for day, _ in parts)
        second = any(day > 12 for _, day in parts)
        return cls("" if first == second else "dmy" if first else "mdy")

    def read(self, text: str) -> datetime.date:
        """Return a date. Raises Refused."""
        year, month, day = self._parts(text)
        try:
            return datetime.date(year, month, day)
        except ValueError:
            raise Refused(f"{text[:30]!r} is not a date such as 2026-01-31.") from None

    def _parts(self, text: str) -> tuple[int, int, int]:
        if match := _ISO.fullmatch(text):
            return int(match[1]), int(match[2]), int(match[3])
        if match := _NAMED.fullmatch(text):
            century = 2000 if len(match[3]) == 2 else 0  # 31-Dec-25 is how Excel shows and saves dates
            return century + int(match[3]), _MONTHS.get(match[2].casefold(), 0), int(match[1])
        if match := _NAMED_FIRST.fullmatch(text):
            return int(match[3]), _MONTHS.get(match[1].casefold(), 0), int(match[2])
        match = _NUMBERS.fullmatch(text)
        if match is None:
            return 0, 0, 0
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if match[2] == "." or self.order == "dmy" or first == second:
            return year, second, first
        if self.order == "mdy":
            return year, first, second
        raise Refused(f"{text!r} may be day/month or month/day. Say which with `date_order`: dmy or mdy.")


def _numbers(text: str) -> re.Match[str] | None:
    match = _NUMBERS.fullmatch(text)
    return match if match and match[2] != "." else None


@dataclass(frozen=True, slots=True)
class Amounts:
    """The amounts of a file. `mark` is before their decimals; "" if nothing says it."""

    mark: str

    @classmethod
    def of(cls, texts: Iterable[str], mark: str) -> Self:
        """Return how these amounts are written. 1,234.56 and 12.5 say that a point is before the decimals."""
        if mark:
            return cls(mark)
        marks = {found for text in texts if (found := _mark(_digits(text)[0]))}
        return cls(marks.pop() if len(marks) == 1 else "")

    def read(self, text: str) -> Decimal:
        """Return an amount, negative if it has a minus or stands in parentheses. Raises Refused."""
        digits, is_negative = _digits(text)
        mark = self.mark or _mark(digits)
        if not mark and ("," in digits or "." in digits):
            raise Refused(f"{text[:30]!r} may have thousands or decimals. Say which with `decimal_mark`: . or ,")
        mark = mark or "."
        if len(digits) > MAX_DIGITS or not re.search(r"\d", digits) or not _NUMBER[mark].fullmatch(digits):
            raise Refused(f"{text[:30]!r} is not an amount such as 1500.00.")
        plain = digits.replace("," if mark == "." else ".", "").replace(mark, ".")
        return -Decimal(plain) if is_negative else Decimal(plain)


def check_currency(text: str, currency: str) -> None:
    """Raise Refused if an amount is written with the sign or code of another currency."""
    for found in _CURRENCY.findall(text):
        if currency not in _SIGNS.get(found, found).split():
            raise Refused(f"{text[:30]!r} is not in {currency}. Name its currency in a column, or with `currency`.")


def _digits(text: str) -> tuple[str, bool]:
    """Return an amount without currency, spaces and sign, and whether it is negative."""
    plain = _AROUND.sub("", text)
    is_bracketed = plain.startswith("(") and plain.endswith(")")
    plain = plain[1:-1] if is_bracketed else plain
    if plain[:1] in ("-", "\u2212"):
        return plain[1:], True
    return plain.removesuffix("-"), is_bracketed or plain.endswith("-")


def _mark(digits: str) -> str:
    """Return the mark before the decimals if this number says it, else ""."""
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        return max(".,", key=digits.rindex)
    if points + commas != 1:
        return "" if not points + commas else "," if points else "."
    mark = "." if points else ","
    before, _, after = digits.partition(mark)
    return mark if len(after) != 3 or len(before) > 3 or before in ("", "0") else ""
