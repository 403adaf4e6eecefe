"""Actions of a resource besides list, read, create, change and delete: POST and GET /things/{id}/{action}."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

from django.db.models import Model
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request

from api import concurrency
from api.mixins import ResourceView
from api.serializers import Serializer

PUBLIC_NAMES = {"partial_update": "update", "replace": "update", "destroy": "delete"}


class Nothing(Serializer):
    """The body of an action that needs none: absent, or an empty object."""


def public_name(view: type, handler: str) -> str:
    """Return the name of a viewset's handler in its address, which the role table and `possible_actions` use too."""
    address = getattr(getattr(view, handler, None), "url_path", handler)
    return PUBLIC_NAMES.get(handler, str(address).replace("-", "_"))


def post_action(
    function: Callable[..., Any] | None = None,
    *,
    body: type[Serializer] = Nothing,
    response: type[Serializer] | None = None,
    collection: bool = False,
    status: int = 200,
    path: str = "",
    bulk: str = "",
    made_at: str = "",
    tagged: bool = True,
) -> Any:
    """Make a method `(row, data)` POST /things/{id}/{name}; with `collection`, one `(data)` POST /things/{name}.

    `path` is the name if the method cannot have it, such as `post`. `bulk` is the list in the body of a bulk write. The
    method returns a row of the resource (or an object for the serializer `response`), None for 204, or a response.
    If it returns a new row, `made_at` says where this is, from the address of the action: `../{id}` is a sibling.
    `tagged` is false if the response has no entity tag.
    """

    def decorate(method: Callable[..., Any]) -> Any:
        def run(self: ResourceView, request: Request, **kwargs: Any) -> HttpResponseBase:
            row = [] if collection else [self.get_object_for_update()]
            result = method(self, *row, self.validated_data(body))
            if response is None and isinstance(result, Model):
                answer: HttpResponseBase = self.object_response(self.reload(result), status)
            else:
                answer = self.to_response(result, response, status)
            if made_at:
                answer.headers["Location"] = urljoin(request.path, made_at.format(id=result.pk))
            return answer

        run.__name__, run.__doc__ = method.__name__, method.__doc__
        documented: dict[str, Any] = {"request": None if body is Nothing else body}
        if response is not None:
            documented["responses"] = {status: response}
        exposed = action(
            detail=not collection,
            methods=["post"],
            url_path=path or _path(method),
            bulk=bulk,
            made_at=made_at,
            is_tagged=tagged,
        )(run)
        return extend_schema(**documented)(exposed)

    return decorate if function is None else decorate(function)


def get_action(*, response: type[Serializer], query: type[Serializer] | None = None) -> Any:
    """Make a method `(row, query)` GET /things/{id}/{name}. It returns an object for the serializer `response`."""

    def decorate(method: Callable[..., Any]) -> Any:
        def run(self: ResourceView, request: Request, **kwargs: Any) -> HttpResponseBase:
            return self.to_response(method(self, self.get_object(), self.validated_query()), response)

        run.__name__, run.__doc__ = method.__name__, method.__doc__
        exposed = action(detail=True, methods=["get"], url_path=_path(method), query_serializer=query)(run)
        return extend_schema(responses={200: response})(exposed)

    return decorate


def file_action(media_type: str) -> Any:
    """Make a method `(row)` GET /things/{id}/{name}, which answers with a file. It returns its name and its bytes."""

    def decorate(method: Callable[..., tuple[str, bytes]]) -> Any:
        def run(self: ResourceView, request: Request, **kwargs: Any) -> HttpResponseBase:
            name, content = method(self, self.get_object())
            headers = {"Content-Disposition": content_disposition_header(True, name) or ""}
            return concurrency.tagged(request, content, headers=headers, media_type=media_type)

        run.__name__, run.__doc__ = method.__name__, method.__doc__
        exposed = action(detail=True, methods=["get"], url_path=_path(method), at_one_moment=True)(run)
        return extend_schema(responses={(200, media_type): OpenApiTypes.BINARY})(exposed)

    return decorate


def _path(function: Callable[..., Any]) -> str:
    return function.__name__.replace("_", "-")
