"""What API keys may do: one scope to read each resource and one to write it, by its address.

The table is made from the routes, so a new resource has its scopes at once: `invoices:read`, `invoices:write`.
"""

import functools
from collections.abc import Iterator
from typing import Any

from django.urls import get_resolver

from api.errors import KeyNotAllowed, ScopeMissing

BASE, COMPANY = "api/v1/", "companies/<id:company_id>/"
READS = ("GET", "HEAD")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
FOR_PEOPLE = frozenset({"api-keys", "auth"})
READ_ONLY = frozenset({"members", "users"})
"""What no key may write: it could give itself more than its maker may."""


def scope_of(route: str, method: str) -> str | None:
    """Return the scope that a key needs for a route of the URL conf; empty if it needs none, None if no key may."""
    path, reads = route.removeprefix(BASE).removeprefix(COMPANY), method in READS
    if path == "batch" or (path == "auth/me" and reads):
        return ""  # each operation of a batch needs its own
    first, _, rest = path.partition("/")
    resource = rest.partition("/")[0] if first == "contacts" else first
    if resource in FOR_PEOPLE or (resource in READ_ONLY and not reads):
        return None
    return f"{resource}:{'read' if reads else 'write'}"


def check(user: Any, route: str, method: str) -> None:
    """Raise ScopeMissing or KeyNotAllowed if the caller is a key that may not do this."""
    key = getattr(user, "api_key", None)
    if key is None:
        return
    scope = scope_of(route, method)
    if scope is None:
        raise KeyNotAllowed
    if scope and scope not in key.scopes:
        raise ScopeMissing(scope)


@functools.cache
def all_scopes() -> tuple[str, ...]:
    """Return every scope, in the order of the alphabet."""
    return tuple(sorted({scope for scope in _walk(get_resolver("api.urls").url_patterns, "") if scope}))


def _walk(patterns: Any, prefix: str) -> Iterator[str | None]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _walk(pattern.url_patterns, route)
        elif pattern.callback.cls.authentication_classes:
            view, actions = pattern.callback.cls, getattr(pattern.callback, "actions", None)
            named = actions or [method.lower() for method in METHODS if hasattr(view, method.lower())]
            yield from (scope_of(route, method.upper()) for method in named)
