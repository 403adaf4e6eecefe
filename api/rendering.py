"""Render exact JSON with orjson.

Amounts are `orjson.Fragment`s from the serializers, which know the currency. Any other `Decimal` is rendered as the
exact number. Moments are in UTC, to the second, with a `Z`. orjson itself renders ids, dates and enumerations.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.renderers import BaseRenderer

from api.literals import number_text

OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS


def _default(value: Any) -> Any:
    if isinstance(value, Decimal):
        return orjson.Fragment(number_text(value, 0))
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def dumps(data: Any) -> bytes:
    """Return `data` as JSON in UTF-8."""
    return orjson.dumps(data, _default, OPTIONS)


def answer(body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    """Return the response with this JSON. REST framework would look for a renderer, of which there is one."""
    return HttpResponse(body, status=status, headers=headers, content_type=ExactJSONRenderer.media_type)


def add_headers(response: HttpResponseBase, headers: dict[str, str]) -> None:
    """Give a response those of our headers that it has not. They have only ASCII and no line breaks.

    Django looks for these in each name and value, which takes a fifteenth of a short request.
    """
    ours = {name.lower(): (name, value) for name, value in headers.items()}
    response.headers._store = {**ours, **response.headers._store}


class ExactJSONRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None  # JSON is UTF-8; the media type has no such parameter (RFC 8259 §11)

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        return b"" if data is None else dumps(data)
