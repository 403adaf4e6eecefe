"""Values of requests: exact numbers, and fields that are left out."""

import base64
import datetime as dt
import enum
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

Exact = Decimal | int | str
"""An exact number. A float is refused, because it has lost the cents before Atlas sees it."""


class Omit(enum.Enum):
    """The type of `OMIT`."""

    OMIT = "omit"

    def __bool__(self) -> bool:
        return False


OMIT: Final = Omit.OMIT
"""A field that is not sent. `None` is sent, as null."""


def body_of(fields: Mapping[str, Any]) -> bytes:
    """Return the JSON body with the fields that are given."""
    return json.dumps(plain(fields, "body"), ensure_ascii=False, separators=(",", ":")).encode()


def plain(value: Any, where: str) -> Any:
    """Return a value for JSON: exact numbers as text, dates and times in ISO 8601, bytes in base64, and a member of an
    enumeration as its value."""
    if isinstance(value, enum.Enum):
        return plain(value.value, where)
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        raise TypeError(f"{where}: {value!r} is a float, which is not exact: give a Decimal, an int or text")
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, dt.datetime):
        return moment(value, where)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(inner, f"{where}.{key}") for key, inner in value.items() if inner is not OMIT}
    if isinstance(value, Sequence):
        return [plain(inner, f"{where}[{index}]") for index, inner in enumerate(value)]
    return str(value)


def text_of(value: Any, name: str) -> str:
    """Return a value for a query."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(plain(value, name))


def moment(value: dt.datetime, where: str) -> str:
    """Return a time in UTC. One without a time zone is refused, because it is ambiguous."""
    if value.tzinfo is None:
        raise ValueError(f"{where}: {value!r} has no time zone")
    return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
