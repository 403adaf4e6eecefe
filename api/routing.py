"""The form of addresses: without a trailing slash, and with UUIDs as ids (anything else is 404)."""

from collections.abc import Sequence
from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from django.urls.converters import UUIDConverter
from rest_framework.routers import SimpleRouter


class IdConverter(UUIDConverter):
    """`<id:name>`: a UUID in its usual form, in lower or upper case."""

    regex = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


class Router(SimpleRouter):
    """Routes of viewsets. The prefix is also the name: `contacts/customers` → `contacts-customers-list`."""

    def __init__(self) -> None:
        super().__init__(trailing_slash=False, use_regex_path=False)

    def get_lookup_regex(self, viewset: Any, lookup_prefix: str = "") -> str:
        return f"<id:{viewset.lookup_url_kwarg}>"

    def register(self, prefix: str, viewset: Any, basename: str | None = None) -> None:
        super().register(prefix, viewset, basename or prefix.replace("/", "-"))


def grouped(patterns: Sequence[Any]) -> list[URLPattern | URLResolver]:
    """Return the same routes, those with the same first segment in one group.

    Django tries routes one by one. So it tries some thirty groups, and then the few routes of one.
    """
    groups: dict[str, list[Any]] = {}
    for pattern in patterns:
        groups.setdefault(str(pattern.pattern).partition("/")[0], []).append(pattern)
    return [
        path(
            first,
            include([path(str(one.pattern)[len(first) :], one.callback, one.default_args, one.name) for one in group]),
        )
        for first, group in groups.items()
    ]
