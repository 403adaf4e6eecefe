"""The five basic actions of a resource: list, read, create, change and delete."""

from typing import Any, ClassVar, Protocol

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from api import concurrency
from api.errors import ApiError
from api.reading import Reader
from api.serializers import Serializer


class ResourceView(Protocol):
    """The part of a viewset that the mixins and actions use (api/viewsets.py)."""

    kwargs: dict[str, Any]
    state: ClassVar[tuple[str, ...] | None]

    @property
    def paginator(self) -> Any: ...
    def get_serializer_class(self) -> type[Serializer]: ...
    def get_queryset(self) -> QuerySet[Any]: ...
    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]: ...
    def not_found(self) -> ApiError: ...
    def get_object(self) -> Any: ...
    def get_object_for_update(self) -> Any: ...
    def reload(self, row: Model) -> Any: ...
    def validated_query(self) -> dict[str, Any]: ...
    def validated_data(
        self, serializer_class: type[Serializer], *, instance: Any = None, partial: bool = False
    ) -> dict[str, Any]: ...
    def serialize(self, serializer_class: type[Serializer], value: Any) -> Any: ...
    def object_response(self, row: Any, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse: ...
    def to_response(
        self, value: Any, serializer_class: type[Serializer] | None = None, status: int = 200
    ) -> HttpResponseBase: ...


class CreatingView(ResourceView, Protocol):
    def perform_create(self, data: dict[str, Any]) -> Any:
        """Return the row that the operation created."""


class UpdatingView(ResourceView, Protocol):
    @property
    def change_serializer(self) -> type[Serializer] | None: ...
    def perform_update(self, row: Any, data: dict[str, Any]) -> Any:
        """Return the row that the operation changed."""


class DeletingView(ResourceView, Protocol):
    def perform_delete(self, row: Any) -> None:
        """Call the operation that deletes the row."""


class ListMixin:
    """GET /things"""

    def list(self: ResourceView, request: Request, **kwargs: Any) -> HttpResponse:
        page: HttpResponse = self.paginator.page_of(self)
        return page


class RetrieveMixin:
    """GET /things/{id}"""

    def retrieve(self: ResourceView, request: Request, **kwargs: Any) -> HttpResponse:
        if self.state is None:
            return self.object_response(self.get_object())
        found, _ = Reader(self).read("one", lambda rows, given: rows.filter(pk=given["id"]), {"id": self.kwargs["id"]})
        if not found:
            raise self.not_found()
        return concurrency.tagged(request, found[0].json.encode())


class CreateMixin:
    """POST /things, by `perform_create(data) -> row`."""

    def create(self: CreatingView, request: Request, **kwargs: Any) -> HttpResponse:
        created = self.perform_create(self.validated_data(self.get_serializer_class()))
        location = f"{request.path}/{created.pk}"
        return self.object_response(self.reload(created), 201, {"Location": location})


class UpdateMixin:
    """PATCH /things/{id}, by `perform_update(row, data) -> row`."""

    def partial_update(self: UpdatingView, request: Request, **kwargs: Any) -> HttpResponse:
        row = self.get_object_for_update()
        data = self.validated_data(self.change_serializer or self.get_serializer_class(), instance=row, partial=True)
        return self.object_response(self.reload(self.perform_update(row, data)))


class DestroyMixin:
    """DELETE /things/{id}, by `perform_delete(row)`."""

    def destroy(self: DeletingView, request: Request, **kwargs: Any) -> HttpResponse:
        self.perform_delete(self.get_object_for_update())
        return Response(status=204)
