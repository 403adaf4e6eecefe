"""Parse a request's body as strict JSON, after checking its size.

Python's `json` accepts duplicate keys, NaN, lone surrogates, any depth, and floats that lose digits. Here they are
refused with 400 before a serializer sees them. Sources: RFC 8259 for the grammar, RFC 7493 (I-JSON) for what careful
receivers refuse.
"""

import json
import re
from codecs import BOM_UTF8
from collections.abc import Mapping
from decimal import Decimal
from typing import IO, Any, NoReturn

from django.utils.http import parse_header_parameters
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.parsers import BaseParser

from api.errors import BodyTooLarge, InvalidJSON

KIB = 1024
MIB = 1024 * KIB
MAX_BODY = 1 * MIB
MAX_NODES = 50_000
"""The most members, elements and containers of a body together. Enough for 7,000 lines of journal entries."""
MAX_PUBLIC_NODES = 100
"""The same limit for requests without a sign-in."""
MAX_MEMBERS = 200
"""The most members of one object. None of our schemas has half as many."""
MAX_DEPTH = 32
MAX_NUMBER_LENGTH = 40
_SEPARATORS = (b",", b":", b"[", b"{")
_NOT_TEXT = re.compile("[\0\ud800-\udfff]")


class ExponentNumber(Decimal):
    """A JSON number with an exponent. It is well-formed, but no field of Atlas accepts it."""


def _fraction(literal: str) -> Decimal:
    if len(literal) > MAX_NUMBER_LENGTH:
        raise InvalidJSON(f"A number has more than {MAX_NUMBER_LENGTH} characters.")
    return ExponentNumber(literal) if "e" in literal or "E" in literal else Decimal(literal)


def _integer(literal: str) -> int:
    if len(literal) > MAX_NUMBER_LENGTH:
        raise InvalidJSON(f"A number has more than {MAX_NUMBER_LENGTH} characters.")
    return int(literal)


def _constant(literal: str) -> NoReturn:
    raise InvalidJSON(f"{literal} is not a JSON number.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > MAX_MEMBERS:
        raise BodyTooLarge(f"An object has more than {MAX_MEMBERS} members.")
    members = dict(pairs)
    if len(members) != len(pairs):
        seen: set[str] = set()
        name = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise InvalidJSON(f"The key “{name[:100]}” appears twice in one object.")
    return members


_decoder = json.JSONDecoder(
    parse_float=_fraction, parse_int=_integer, parse_constant=_constant, object_pairs_hook=_object, strict=True
)


def _check(document: Any, *, escapes: bool) -> None:
    """Refuse nesting deeper than MAX_DEPTH, and with `escapes` NUL characters and single surrogates from `\\u`.

    Without an escape no string can have these, because they are neither JSON nor UTF-8.
    """
    level = [document]
    depth = 0
    while level:
        below: list[Any] = []
        nests = False
        for value in level:
            kind = type(value)
            if kind is dict:
                nests = True
                if escapes:
                    below.extend(value)
                below.extend(value.values())
            elif kind is list:
                nests = True
                below.extend(value)
            elif escapes and kind is str and _NOT_TEXT.search(value):
                raise InvalidJSON("A string has U+0000 or half of a surrogate pair. These are not characters.")
        depth += nests
        if depth > MAX_DEPTH:
            raise InvalidJSON(f"The document is nested deeper than {MAX_DEPTH} levels.")
        level = below


def check_nodes(body: bytes, most: int) -> None:
    """Refuse a document with more than `most` nodes before it is decoded, because decoding is expensive.

    It counts separators, in C, in a few milliseconds per MiB, and looks which are outside of strings only if there are
    too many. Raises BodyTooLarge (413).
    """
    if sum(map(body.count, _SEPARATORS)) <= most:
        return
    unescaped = body.replace(rb"\\", b"").replace(rb"\"", b"")
    # Two quotes make a string, which is a node. So the split below never makes more parts than `most` allows.
    if unescaped.count(b'"') <= 2 * most:
        outside = b"".join(unescaped.split(b'"')[::2])
        if sum(map(outside.count, _SEPARATORS)) <= most:
            return
    raise BodyTooLarge(f"The body has more than {most:,} members and elements.")


def parse_json(body: bytes, *, most: int = MAX_NODES) -> Any:
    """Return the document in `body` (UTF-8), fractions as `Decimal`. Raises BodyTooLarge (413), InvalidJSON (400)."""
    check_nodes(body, most)
    try:
        document = _decoder.decode(body.decode())
    except UnicodeDecodeError as error:
        raise InvalidJSON("The body is not UTF-8.") from error
    except RecursionError as error:
        raise InvalidJSON(f"The document is nested deeper than {MAX_DEPTH} levels.") from error
    except json.JSONDecodeError as error:
        if body.startswith(BOM_UTF8):
            raise InvalidJSON("The body begins with a byte order mark, U+FEFF. Send it without one.") from error
        raise InvalidJSON(f"The body is not JSON: {error.msg} at line {error.lineno}, column {error.colno}.") from error
    _check(document, escapes=b"\\u" in body)
    return document


class StrictJSONParser(BaseParser):
    """`application/json` in UTF-8, nothing else (415). The size was checked before (api/views.py)."""

    media_type = "application/json"

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        essence, parameters = parse_header_parameters(media_type or "")
        if essence != self.media_type or parameters.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
            raise UnsupportedMediaType(media_type or "")
        return parse_json(stream.read(), most=(parser_context or {})["view"].max_nodes)
