"""Entity tags: nobody overwrites what they have not seen (RFC 9110 §8.8.3, §13.1).

The tag is a hash of the representation itself, so it covers derived members (`amount_paid`, `allowed_actions`) that no
version column would.
"""

from hashlib import blake2b

from rest_framework.request import Request

TAG_BYTES = 16


def etag(representation: bytes) -> str:
    """Return the strong entity tag of a rendered representation, with its quotes."""
    return f'"{blake2b(representation, digest_size=TAG_BYTES).hexdigest()}"'


def matches(header: str, tag: str) -> bool:
    """Tell whether a list of entity tags names `tag`, or is `*`.

    A `W/` is looked through, for `If-Match` too: our tags are strong, so only a proxy that compressed the answer can
    have put it there.
    """
    return header.strip() == "*" or tag in (part.strip().removeprefix("W/") for part in header.split(","))


def is_unchanged(request: Request, tag: str) -> bool:
    """Tell whether `If-None-Match` names what the caller would get: then a 304 does."""
    header = request.headers.get("If-None-Match")
    return header is not None and matches(header, tag)
