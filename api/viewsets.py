"""The base of all resources: the rows of one table, each with an address.

A viewset has a queryset, a serializer and a scope (api/company.py), with the mixins for its basic actions
(api/mixins.py) and its own actions (api/actions.py).
"""

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.generics import GenericAPIView
from rest_framework.viewsets import ViewSetMixin

from api import concurrency, duplicates
from api.actions import PUBLIC_NAMES, public_name
from api.errors import NotFound, PreconditionFailed
from api.filters import SeveralFilter
from api.pagination import PageOrCursorPagination
from api.rendering import dumps
from api.serializers import Serializer
from api.views import ApiView
from foundation.refusals import Refusal


class ResourceViewSet(ViewSetMixin, ApiView, GenericAPIView):
    """The rows of one table as a resource. Subclasses add a scope and mixins."""

    lookup_url_kwarg = "id"
    noun: ClassVar[str] = ""
    """What one object is called, if not as its model is."""
    serializer_class: type[Serializer]
    change_serializer: ClassVar[type[Serializer] | None] = None
    """The serializer of the fields that can change, if they are few."""
    tagged_reads: ClassVar[frozenset[str]] = frozenset({"retrieve"})
    """The handlers of a GET of one object whose response has an entity tag."""
    sort_fields: ClassVar[dict[str, str]] = {"created_at": "created_at"}
    default_sort: ClassVar[str] = "created_at"
    default_order: ClassVar[str] = "desc"
    roles: ClassVar[dict[str, str]] = {}
    state: ClassVar[tuple[str, ...] | None] = None
    """The columns that decide the members which only Python can write, such as `allowed_actions`. If they are named,
    PostgreSQL writes the rest of the rows (api/reading.py)."""
    alike: ClassVar[Mapping[str, str]] = {}
    """For some of these columns the SQL of a value that has the same effect as all for which it stands, so that more
    rows share a state. It names columns of `state` in braces, and `{today}`, where the company is."""

    @property
    def action_name(self) -> str:
        return public_name(type(self), self.action)

    @property
    def schema_name(self) -> str:
        """The name of the resource's schema in the OpenAPI document."""
        return self.serializer_class.__name__.removesuffix("Serializer")

    def get_serializer_class(self) -> type[Serializer]:
        return self.serializer_class

    def may(self, action: str, *, writes: bool = True) -> bool:
        """Return whether the caller's role allows an action of this resource."""
        raise NotImplementedError

    def scoped(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows that the caller may see."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Any]:
        return self.scoped(super().get_queryset())

    @classmethod
    def object_name(cls) -> str:
        return cls.noun or str(cls.queryset.model._meta.verbose_name)  # type: ignore[union-attr]  # every one has rows

    def not_found(self) -> NotFound:
        """Return the refusal of an id that the caller cannot see, whether or not another organization has it."""
        return NotFound(f"There is no such {self.object_name()}.")

    def get_object(self) -> Any:
        rows = self.get_queryset()
        try:
            return rows.get(pk=self.kwargs["id"])  # `first` would order the one row, for which Django works long
        except rows.model.DoesNotExist:
            raise self.not_found() from None

    def get_object_for_update(self) -> Any:
        """Return the object to write. With `If-Match` it is locked first, so that the second of two writes sees the
        first."""
        expected = concurrency.if_match(self.request)
        if expected is None:
            return self.get_object()
        rows = self.get_queryset().model._default_manager.filter(pk=self.kwargs["id"])
        self.lock(self.scoped(rows))
        found = self.get_object()
        if not concurrency.matches(expected, concurrency.etag(self.to_json(found))):
            raise PreconditionFailed
        return found

    def lock(self, rows: QuerySet[Any]) -> None:
        list(rows.select_for_update(of=("self",), no_key=True).values_list("pk"))

    def reload(self, row: Model) -> Any:
        """Read a row again as a GET would, with all joins and annotations of `queryset`."""
        return self.get_queryset().get(pk=row.pk)

    def to_json(self, row: Any) -> bytes:
        return dumps(self.serialize(self.get_serializer_class(), row))

    def object_response(self, row: Any, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
        """Return the response that shows one row, with its entity tag: 304 to a GET that names this tag."""
        return concurrency.tagged(self.request, self.to_json(row), status, headers)

    number_found: int | None = None
    """How many rows a search found, if it knows (api/filters.py)."""
    found_by_ids = False
    """Whether a search found ids, so that it is cheap to count the rows."""
    sorts_what_is_found = False
    """Whether what filters leave is read and sorted, instead of looked for in the order of the list."""

    def is_filtered(self) -> bool:
        """Return whether the request has filters of a list."""
        filters = getattr(self, "filterset_class", None)
        return filters is not None and not filters.base_filters.keys().isdisjoint(self.request.query_params)

    def query_names(self) -> set[str]:
        names = super().query_names()
        if self.action == "list":
            names |= set(PageOrCursorPagination.names)
            filters = getattr(self, "filterset_class", None)
            names |= set(filters.base_filters) if filters else set()
        return names

    def repeatable_names(self) -> set[str]:
        filters = getattr(self, "filterset_class", None)
        found = filters.base_filters.items() if filters and self.action == "list" else ()
        return {name for name, filter in found if isinstance(filter, SeveralFilter)}

    def run(self, handler: Callable[..., HttpResponseBase]) -> HttpResponseBase:
        try:
            return super().run(handler)
        except Refusal as error:
            explained = duplicates.explained(self, error)
            if explained is error:
                raise
            raise explained from error

    @classmethod
    @functools.cache
    def all_actions(cls) -> tuple[str, ...]:
        """Return the names of all writes on one object of this resource: `update`, `delete`, actions."""
        changes = [name for method, name in PUBLIC_NAMES.items() if hasattr(cls, method)]
        extras: list[Any] = cls.get_extra_actions()
        posts = [public_name(cls, extra.__name__) for extra in extras if extra.detail and "post" in extra.mapping]
        return (*dict.fromkeys(changes), *posts)

    def possible_actions(self, row: Any) -> Iterable[str]:
        """Return the actions that the state of `row` allows. By default all."""
        return self.all_actions()

    def allowed_actions(self, row: Any) -> list[str]:
        """Return the possible actions that the caller's role allows, in the words of the URL (`rotate-secret`)."""
        return [name.replace("_", "-") for name in self.possible_actions(row) if self.may(name)]
