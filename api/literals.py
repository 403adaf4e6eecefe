"""Read and write ids, dates, moments and numbers, as in JSON and in query parameters."""

import datetime
import functools
import re
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounting.ledger.dates import FIRST_DATE, LAST_DATE, OUT_OF_RANGE

DATE = "(19|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}"
MOMENT = DATE + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})"
_DATE, _MOMENT = re.compile(DATE), re.compile(MOMENT)
_ANY_DATE = re.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(T.*)?")
NOT_A_DATE = "Must be a date such as 2026-01-15."
NOT_A_MOMENT = "Must be a date and time such as 2026-01-15T10:30:00Z."
_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?")


def parse_id(text: str) -> UUID | None:
    """Return the UUID of a text in the usual form of 36 characters, or None."""
    return _uuid(text) if _ID.fullmatch(text) else None


_uuid = functools.lru_cache(4096)(UUID)


def parse_date(text: str) -> datetime.date | None:
    """Return the date of a text such as `2026-01-15`, or None if it is not a date between 1900 and 2199."""
    if not _DATE.fullmatch(text):
        return None
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return date if _in_range(date) else None


def date_fault(text: Any, otherwise: str) -> str:
    """Return why a date or moment is refused: it is out of range, or else `otherwise`."""
    found = _ANY_DATE.fullmatch(text) if isinstance(text, str) else None
    try:
        return OUT_OF_RANGE if found and not _in_range(datetime.date.fromisoformat(found[1])) else otherwise
    except ValueError:
        return otherwise


def _in_range(date: datetime.date) -> bool:
    return FIRST_DATE <= date <= LAST_DATE


def parse_moment(text: str) -> datetime.datetime | None:
    """Return the moment of a text such as `2026-01-15T10:30:00Z` (or with an offset) in UTC, or None.

    It can have up to nine decimals of a second. Those after the microseconds are cut off.
    """
    if not _MOMENT.fullmatch(text):
        return None
    try:
        moment = datetime.datetime.fromisoformat(text).astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        return None
    return moment if _in_range(moment.date()) else None


def parse_number(value: Any) -> Decimal | None:
    """Return the exact value of a JSON number, or of a string with one, or None for any other notation."""
    if isinstance(value, str):
        return Decimal(value) if _NUMBER.fullmatch(value) else None
    if type(value) is int or (type(value) is Decimal and value.is_finite()):
        return Decimal(value)
    return None


def number_text(value: Decimal, places: int) -> str:
    """Return a number as exact text, with at least `places` decimals and no further trailing zeros."""
    text = str(value)
    whole, _, fraction = (f"{value:f}" if "E" in text else text).partition(".")
    fraction = fraction.rstrip("0").ljust(places, "0")
    if not value:
        whole = "0"
    return f"{whole}.{fraction}" if fraction else whole
