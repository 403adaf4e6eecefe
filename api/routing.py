"""The form of addresses: without a trailing slash, and with UUIDs as ids (anything else is 404)."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import ResolverMatch, URLPattern, URLResolver
from django.urls.converters import StringConverter, UUIDConverter
from django.urls.resolvers import RoutePattern
from rest_framework.routers import SimpleRouter

BY_EXTERNAL_ID = "by-external-id"


def without_slash(path: str) -> str:
    """Return an address without the slash at its end, which makes no difference but in an `external_id`."""
    return path if f"/{BY_EXTERNAL_ID}/" in path else path.removesuffix("/")


class IdConverter(UUIDConverter):
    """`<id:name>`: a UUID in its usual form, in lower or upper case."""

    regex = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


class TextConverter(StringConverter):
    """`<text:name>`: any text. Django's `path` takes none with a line end, which is 422 here, not 404."""

    regex = "(?s:.+)"


_IDS = re.compile(IdConverter.regex)


class Router(SimpleRouter):
    """Routes of viewsets. The prefix is also the name: `contacts/customers` → `contacts-customers-list`."""

    def __init__(self) -> None:
        super().__init__(trailing_slash=False, use_regex_path=False)

    def get_lookup_regex(self, viewset: Any, lookup_prefix: str = "") -> str:
        return f"<id:{viewset.lookup_url_kwarg}>"

    def register(self, prefix: str, viewset: Any, basename: str | None = None) -> None:
        super().register(prefix, viewset, basename or prefix.replace("/", "-"))


class Routes(URLResolver):
    """Routes that are found by the shape of a path, its ids left out, once Django has found it. Django itself tries one
    route after the other, which takes longer than a short query."""

    def __init__(self, routes: Sequence[URLPattern | URLResolver], *, prefix: str = "") -> None:
        super().__init__(RoutePattern(prefix), routes)
        self._found: dict[str, Any] = {}

    def resolve(self, path: str) -> ResolverMatch:
        ids: list[str] = _IDS.findall(path)
        shape = _IDS.sub("<id>", path)
        known = self._found.get(shape)
        if known is not None and len(ids) == len(known.kwargs):
            given = dict(zip(known.kwargs, map(UUID, ids), strict=True))
            return ResolverMatch(
                known.func,
                (),
                given,
                url_name=known.url_name,
                app_names=known.app_names,
                namespaces=known.namespaces,
                route=known.route,
                captured_kwargs=given,
                extra_kwargs={},
            )
        found: Any = super().resolve(path)
        # Only a path whose parameters are all ids, in the order of their names: there are as many shapes as routes. An
        # `external_id` is a text, also if it looks like an id.
        if list(found.kwargs.values()) == list(map(UUID, ids)) and not found.extra_kwargs:
            self._found[shape] = found
        match: ResolverMatch = found
        return match
