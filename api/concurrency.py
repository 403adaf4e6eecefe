"""Entity tags: nobody can overwrite a change that they have not seen (RFC 9110 §8.8.3, §13.1).

The tag is a hash of the whole representation, so it covers derived members (`amount_paid`, `allowed_actions`) that no
version column would.
"""

from hashlib import blake2b

from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from api.errors import PreconditionFailed
from api.rendering import ExactJSONRenderer

TAG_BYTES = 16
JSON = ExactJSONRenderer.media_type


def if_match(request: Request) -> str | None:
    """Return the header `If-Match`. Django's `headers` would read all of them, also for a write that has none."""
    value: str | None = request.META.get("HTTP_IF_MATCH")
    return value


def refuse_existing(request: Request) -> None:
    """Raise PreconditionFailed for the header `If-None-Match: *`: the object of a PUT is there (RFC 9110 §13.1.2)."""
    if request.META.get("HTTP_IF_NONE_MATCH", "").strip() == "*":
        raise PreconditionFailed("It exists already, and `If-None-Match: *` asks to create it only.")


def etag(representation: bytes) -> str:
    """Return the strong entity tag of a rendered representation, with its quotes."""
    return f'"{blake2b(representation, digest_size=TAG_BYTES).hexdigest()}"'


def matches(header: str, tag: str) -> bool:
    """Return whether `If-Match` contains `tag`, or is `*`. A weak tag never matches (strong comparison, §13.1.1)."""
    return header.strip() == "*" or tag in _tags(header)


def is_unchanged(request: Request, tag: str) -> bool:
    """Return whether `If-None-Match` contains the current tag, so that the response is 304.

    A weak tag counts too (weak comparison, §13.1.2): a proxy that compresses a response makes its tag weak.
    """
    header = request.META.get("HTTP_IF_NONE_MATCH")
    return header is not None and (header.strip() == "*" or tag in (one.removeprefix("W/") for one in _tags(header)))


def tagged(
    request: Request,
    body: bytes,
    status: int = 200,
    headers: dict[str, str] | None = None,
    media_type: str = JSON,
) -> HttpResponse:
    """Return the response that shows a representation, with its entity tag: 304 to a GET that names this tag."""
    tag = etag(body)
    if request.method in ("GET", "HEAD") and is_unchanged(request, tag):
        return Response(status=304, headers={"ETag": tag})
    return HttpResponse(body, status=status, headers={"ETag": tag, **(headers or {})}, content_type=media_type)


def _tags(header: str) -> list[str]:
    return [part.strip() for part in header.split(",")]
