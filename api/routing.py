"""The form of addresses: without a trailing slash, and with UUIDs as ids (anything else is 404)."""

from collections.abc import Sequence
from typing import Any

from django.urls import Resolver404, ResolverMatch, URLPattern, URLResolver, include, path
from django.urls.converters import UUIDConverter
from django.urls.resolvers import RoutePattern
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


class Groups(URLResolver):
    """Routes by their first segment, which is looked up. Django itself tries some thirty for each part of a path."""

    def __init__(self, groups: dict[str, URLPattern | URLResolver]) -> None:
        super().__init__(RoutePattern(""), list(groups.values()))
        self._groups = groups

    def resolve(self, path: str) -> ResolverMatch:
        group = self._groups.get(path.partition("/")[0])
        found = None if group is None else group.resolve(path)
        if group is None or found is None:
            raise Resolver404({"tried": [], "path": path})
        found.route = f"{group.pattern}{found.route}"  # the resolver around it adds this, and scopes read it
        return found


def grouped(patterns: Sequence[Any]) -> Groups:
    """Return the same routes, those with the same first segment in one group."""
    groups: dict[str, list[URLPattern]] = {}
    for pattern in patterns:
        first, slash, rest = str(pattern.pattern).partition("/")
        groups.setdefault(first, []).append(path(slash + rest, pattern.callback, pattern.default_args, pattern.name))
    return Groups({first: path(first, include(group)) for first, group in groups.items()})
