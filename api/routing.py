"""The form of addresses: without a trailing slash, and with UUIDs as ids (anything else is 404)."""

from typing import Any

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
