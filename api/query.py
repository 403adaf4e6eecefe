"""Read query parameters. Each must be known, given once, and of the right type; anything else is 400."""

import re
from collections.abc import Collection, Iterable, Iterator, Set
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote_to_bytes

from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from accounting import errors as accounting_errors
from api import fields
from api.errors import BadRequest, FieldError, field_errors, no_such
from api.serializers import Serializer

_WHOLE = re.compile(r"-?[0-9]{1,10}")
MAX_NAME_SHOWN = 100
_DAYS = (
    frozenset({"start_date", "date_from", "from", "from_date"}),
    frozenset({"end_date", "as_of", "as_of_date", "date_to", "date", "to", "to_date", "until"}),
)
"""Names for a first day, and names for a last or only day."""


@contextmanager
def asked() -> Iterator[None]:
    """Let what refuses the values of query parameters be 400, not 422 as for those in a body. Raises BadRequest."""
    try:
        yield
    except accounting_errors.Invalid as error:
        raise BadRequest(str(error), field=error.field) from error


def check(request: Request, names: Iterable[str], several: Collection[str] = ()) -> None:
    """Refuse unknown parameters, and repeated ones that are not in `several`. Raises BadRequest."""
    known = set(names)
    errors = []
    to_name = sorted(known)
    for name, values in request.query_params.lists():
        if name not in known:
            errors.append(
                FieldError(name[:MAX_NAME_SHOWN], no_such("query parameter", to_name) + _instead(name, known))
            )
            to_name = []  # once is enough
        elif len(values) > 1 and name not in several:
            errors.append(FieldError(name, "Give this parameter only once."))
        elif not all(values):
            errors.append(FieldError(name, "Must not be empty."))
        elif any("\0" in value for value in values):
            errors.append(FieldError(name, "Must not contain U+0000."))
        elif any("\ufffd" in value for value in values) and not _is_utf_8(request):
            errors.append(FieldError(name, "Must be UTF-8."))
    if errors:
        raise BadRequest(errors=errors)


def _instead(name: str, known: Set[str]) -> str:
    """Return how a day is called that somebody calls `name`, to be added to a message, or an empty text."""
    meant = [one for names in _DAYS if name in names for one in names & known]
    return f" Instead of {name} use {meant[0]}." if len(meant) == 1 else ""


def _is_utf_8(request: Request) -> bool:
    """Return whether the query is UTF-8. Where it is not, Django reads U+FFFD."""
    try:
        unquote_to_bytes(request.META.get("QUERY_STRING", "").encode("latin-1")).decode()
    except UnicodeError:
        return False
    return True


def flag(request: Request, name: str) -> bool:
    """Return a parameter that is `true` or `false` (the default). Raises BadRequest."""
    text = request.query_params.get(name, "false")
    if text not in ("true", "false"):
        raise BadRequest("Must be true or false.", field=name)
    return text == "true"


def whole(request: Request, name: str, *, default: int, least: int, most: int) -> int:
    """Return a parameter that is a whole number between `least` and `most`. Raises BadRequest."""
    text = request.query_params.get(name)
    if text is None:
        return default
    if not _WHOLE.fullmatch(text) or not least <= int(text) <= most:
        raise BadRequest(f"Must be a whole number between {least} and {most}.", field=name)
    return int(text)


def choice(request: Request, name: str, choices: Iterable[str], *, default: str) -> str:
    """Return a parameter that is one of `choices`. Raises BadRequest."""
    text = request.query_params.get(name, default)
    if text not in choices:
        raise BadRequest(f"Must be one of: {', '.join(choices)}.", field=name)
    return text


def _typed(field: Any, text: str) -> Any:
    """Return a parameter as the JSON type that its field expects, or unchanged, so that the field refuses it."""
    match field:
        case fields.IntegerField() if _WHOLE.fullmatch(text):
            return int(text)
        case fields.BooleanField() if text in ("true", "false"):
            return text == "true"
        case fields.ListField():
            return [_typed(field.child, part) for part in text.split(",")]
    return text


def parse(request: Request, kind: type[Serializer], context: dict[str, Any]) -> dict[str, Any]:
    """Return the parameters that `kind` declares, validated. Raises BadRequest."""
    serializer = kind(context=context)
    given = {
        name: _typed(field, ",".join(request.query_params.getlist(name)))  # only that of a list may be repeated
        for name, field in serializer.fields.items()
        if name in request.query_params
    }
    try:
        return dict(serializer.run_validation(given))
    except ValidationError as error:
        raise BadRequest(errors=list(field_errors(error.detail))) from error
