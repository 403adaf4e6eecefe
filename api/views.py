"""The base of every view: in which order a request is answered, and the five things a resource can do.

Order: size → who is it → how many at once → how often → one transaction in which row-level security shows one
organization → which company and role → query → entity tag → body → operation → rendered answer → commit. Whatever is
raised undoes all of it.
"""

import functools
import re
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, ClassVar

from django.db import connection
from django.db.models import Model, QuerySet, Value
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from orjson import Fragment
from rest_framework.decorators import action
from rest_framework.exceptions import NotAuthenticated
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSetMixin

from accounting.errors import Duplicate
from accounting.models import LookAlike
from api import concurrency, idempotency, query, share, throttles
from api.errors import BadRequest, BodyTooLarge, InvalidBody, NotFound, PreconditionFailed
from api.filters import SeveralFilter
from api.pagination import PageOrCursorPagination
from api.parsing import MAX_BODY, MAX_NODES, MAX_PUBLIC_NODES
from api.parts import Part
from api.rendering import dumps
from api.serializers import Answer, Serializer, read, read_all
from identity import tenancy
from identity.errors import Forbidden
from identity.models import Organization, User

READ_LIMITS = {"statement_timeout": "10s"}
"""Of a statement that only reads; one that writes has 30 s (atlas/settings.py). Then it is 503."""
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
PUBLIC_NAMES = {"partial_update": "update", "replace": "update", "destroy": "delete"}


class _Undo(Exception):
    """Carries the answer of a dry run out of the transaction that it rolls back."""

    def __init__(self, response: HttpResponseBase) -> None:
        self.response = response


class ApiView(APIView):
    """A view of a signed-in member of an organization. Handlers return a response or raise."""

    http_method_names = ["get", "head", "post", "put", "patch", "delete"]
    permission_classes: Any = ()
    metadata_class = None
    max_body: ClassVar[int] = MAX_BODY
    max_nodes: ClassVar[int] = MAX_NODES
    query_serializer: ClassVar[type[Serializer] | None] = None
    answer_serializer: ClassVar[type[Serializer] | None] = None
    is_repeatable: ClassVar[bool] = True
    """Whether a write may be tried (`dry_run`), repeated (`Idempotency-Key`) and part of a batch."""
    cost = 1
    """How many requests it counts as, for the rate limits."""
    bulk: ClassVar[str] = ""
    """The list in the body of a bulk write, if it is one: each element is written."""
    is_dry_run = False

    @property
    def operation(self) -> str:
        """What is asked for, in the words of the role table (api/permissions.py)."""
        return "read" if self.request.method in ("GET", "HEAD") else "update"

    @property
    def user(self) -> User:
        return self.request.user  # type: ignore[return-value]

    @property
    def organization(self) -> Organization:
        return self.user.organization  # type: ignore[return-value]  # `transaction` turned away who has none

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.args, self.kwargs = args, kwargs
        self.headers: dict[str, str] = {}
        self.request = self.initialize_request(request, *args, **kwargs)
        # There is one representation, so `Accept` is not consulted.
        self.request.accepted_renderer = renderer = self.get_renderers()[0]
        self.request.accepted_media_type = renderer.media_type
        if isinstance(request, Part):
            self.perform_authentication(self.request)
            return self.respond()
        try:
            self.arrive()
            with share.of(request):
                self.admit()
                with self.transaction():
                    response = self.respond()
                    if self.is_dry_run:
                        raise _Undo(response)
        except _Undo as undone:
            response = undone.response
        except Exception as error:  # `failed` raises again what is a fault of ours
            response = self.failed(error)
        return response

    def arrive(self) -> None:
        """What comes first: the size of the body, and who it is."""
        request = self.request
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        if not length.isdecimal() or "HTTP_TRANSFER_ENCODING" in request.META:
            raise BadRequest("Send the body in one piece, with its Content-Length.")
        if int(length) > self.max_body:
            raise BodyTooLarge(f"The body is larger than {self.max_body // 1024} KiB.")
        self.perform_authentication(request)

    def admit(self) -> None:
        """What comes before the transaction: how often they come, and whether anybody is signed in."""
        self.check_throttles(self.request)
        if self.request.user is None and self.authentication_classes:
            raise NotAuthenticated

    def check_throttles(self, request: Request) -> None:
        """Read the body of a bulk write first, to know what it costs; not the body of who may ask for nothing."""
        if self.bulk and request.user is not None and throttles.look(request._request).allowed:
            items = self.items(self.payload())
            if items > throttles.most_items(request._request):
                super().check_throttles(request)
                message = f"Your tier writes at most {throttles.most_items(request._request):,} at once."
                raise InvalidBody(message, field=self.bulk)
            self.cost = throttles.cost_of(items)
        super().check_throttles(request)

    def items(self, body: Any) -> int:
        """Return how many things a bulk write with this body writes."""
        given = body.get(self.bulk) if isinstance(body, dict) else None
        return len(given) if isinstance(given, list) else 0

    def transaction(self) -> AbstractContextManager[None]:
        if self.request.user is None:
            return nullcontext()
        if self.user.organization_id is None:
            raise Forbidden("The API is for members of an organization.")
        is_read = self.request.method in ("GET", "HEAD")
        return tenancy.organization(self.user.organization_id, **(READ_LIMITS if is_read else {}))

    def respond(self) -> HttpResponseBase:
        request = self.request
        name = (request.method or "").lower()
        handler = getattr(self, name, None) if name in self.http_method_names else None
        if handler is None:
            return self.http_method_not_allowed(request)
        self.prepare()
        is_write = request.method in WRITES and self.is_repeatable
        self.is_dry_run = is_write and query.flag(request, "dry_run")
        run = functools.partial(self.run, handler)
        key = idempotency.key_of(request) if is_write and request.method == "POST" else None
        return run() if key is None or self.is_dry_run else idempotency.once(self, key, run)

    def prepare(self) -> None:
        """What comes before the handler, inside the transaction: permission, and known query parameters only."""
        self.check_permissions(self.request)
        query.check(self.request, self.query_names(), self.repeatable_names())

    def run(self, handler: Callable[..., HttpResponseBase]) -> HttpResponseBase:
        return self.rendered(handler(self.request, *self.args, **self.kwargs))

    def failed(self, error: Exception) -> HttpResponseBase:
        """Return the answer to `error` (api/errors.py); raises it again where it is a fault of ours."""
        response = self.handle_exception(error)
        if response.status_code == 405:
            response.headers["Allow"] = ", ".join(self.allowed_methods)
        return self.rendered(response)

    def rendered(self, response: HttpResponseBase) -> HttpResponseBase:
        """Render now, inside the transaction: what cannot be written must not be committed."""
        response = self.finalize_response(self.request, response, *self.args, **self.kwargs)  # type: ignore[arg-type]
        if isinstance(response, Response):
            response.render()
        return response

    def query_names(self) -> set[str]:
        names = set(self.query_serializer().fields) if self.query_serializer else set()
        return names | {"dry_run"} if self.request.method in WRITES and self.is_repeatable else names

    def repeatable_names(self) -> set[str]:
        """Return the query parameters that may be given several times."""
        return set()

    def query(self) -> dict[str, Any]:
        """Return the validated query parameters of `query_serializer`. Raises BadRequest (400)."""
        if self.query_serializer is None:
            return {}
        return query.parse(self.request, self.query_serializer, self.get_serializer_context())

    def payload(self) -> Any:
        """Return the parsed body; no body at all is an empty object."""
        request = self.request._request
        if isinstance(request, Part):
            return request.payload
        return self.request.data if request.body else {}

    def body(self, kind: type[Serializer], *, instance: Any = None, partial: bool = False, many: bool = False) -> Any:
        """Return the validated body: a dict, or with `many` a list of them. Raises ValidationError (422)."""
        options = {"many": True} if many else {}
        serializer = kind(
            instance, data=self.payload(), partial=partial, context=self.get_serializer_context(), **options
        )
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def get_serializer_context(self) -> dict[str, Any]:
        return {"request": self.request, "view": self, "company": getattr(self, "company", None)}

    def written(self, kind: type[Serializer], value: Any) -> Any:
        """Return `value` (an object, or a list of them) as `kind` writes it."""
        answer = Answer(self.get_serializer_context())
        if isinstance(value, (list, QuerySet)):
            return read_all(kind, value, answer, answer.base_currency)
        return read(kind, value, answer, answer.base_currency)

    def answered(self, value: Any, kind: type[Serializer] | None, status: int = 200) -> HttpResponseBase:
        """Return what an action or a reading gave as its response: None is 204."""
        if isinstance(value, HttpResponseBase):
            return value
        if value is None:
            return Response(status=204)
        return Response(value if kind is None else self.written(kind, value), status)


class PublicView(ApiView):
    """A view for everyone: no sign-in, no transaction of its own; its rate is limited by address."""

    max_nodes = MAX_PUBLIC_NODES
    is_repeatable = False
    authentication_classes: Any = ()


class ResourceViewSet(ViewSetMixin, ApiView, GenericAPIView):
    """Rows of one table as a resource. Subclasses add a scope (api/company.py) and the mixins for what it can do."""

    lookup_url_kwarg = "id"
    serializer_class: type[Serializer]
    sort_fields: ClassVar[dict[str, str]] = {"created_at": "created_at"}
    default_sort: ClassVar[str] = "created_at"
    default_order: ClassVar[str] = "desc"
    roles: ClassVar[dict[str, str]] = {}

    @property
    def operation(self) -> str:
        return public_name(type(self), self.action)

    def may(self, operation: str, *, writes: bool = True) -> bool:
        """Tell whether the caller's role allows an operation of this resource."""
        raise NotImplementedError

    def scoped(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows that the caller may see."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Any]:
        return self.scoped(super().get_queryset())

    def get_object(self) -> Any:
        found = self.get_queryset().filter(pk=self.kwargs["id"]).first()
        if found is None:
            raise NotFound
        return found

    def target(self) -> Any:
        """Return the object that a write is about; for `If-Match` locked, so that one of two writes sees the other."""
        expected = self.request.headers.get("If-Match")
        if expected is None:
            return self.get_object()
        rows = self.get_queryset().model._default_manager.filter(pk=self.kwargs["id"])
        list(self.scoped(rows).select_for_update(of=("self",)).values_list("pk"))
        found = self.get_object()
        if not concurrency.matches(expected, concurrency.etag(self.representation(found))):
            raise PreconditionFailed
        return found

    def representation(self, row: Any) -> bytes:
        return dumps(self.written(self.get_serializer_class(), row))  # type: ignore[arg-type]  # all serializers are ours

    def represented(self, row: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
        """Return one row with its entity tag; a GET that knows it already gets 304."""
        body = self.representation(row)
        tag = concurrency.etag(body)
        if self.request.method in ("GET", "HEAD") and concurrency.is_unchanged(self.request, tag):
            return Response(status=304, headers={"ETag": tag})
        return Response(Fragment(body), status, headers={"ETag": tag, **(headers or {})})

    def stored(self, row: Model) -> Any:
        """Read a row again as a GET would, with everything that `queryset` joins and annotates."""
        return self.get_queryset().get(pk=row.pk)

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
        except Duplicate as error:
            error.existing_id = error.existing_id or self.existing_id(error.field)
            raise

    def existing_id(self, field: str) -> str:
        """Return the id of the row that has the value at `field` of the body, or nothing where no one row has."""
        value: Any = self.payload()
        around, name = value, ""
        for step in re.findall(r"[a-z_]+|[0-9]+", field):
            around, name = value, step
            value = (
                value[int(step)] if isinstance(value, list) else value.get(step) if isinstance(value, dict) else None
            )
        serializer: Any = self.get_serializer_class()(context=self.get_serializer_context())
        if not isinstance(value, str) or name not in serializer.fields or connection.needs_rollback:
            return ""
        column = serializer.fields[name]
        rows, wanted = self.get_queryset(), column.run_validation(value)
        if name == "code" or name.endswith("_number"):
            rows = rows.annotate(alike=LookAlike(column.source)).filter(alike=LookAlike(Value(wanted)))
        else:
            rows = rows.filter(**{f"{column.source}__iexact": wanted})
        if around.get("vendor_id"):  # a vendor's numbers are unique among that vendor's
            rows = rows.filter(vendor_id=around["vendor_id"])
        found = list(rows.order_by().values_list("pk", flat=True)[:2])
        return str(found[0]) if len(found) == 1 else ""

    def possible_actions(self, row: Any) -> Iterable[str]:
        """Return what the state of `row` allows: `update`, `delete`, verbs. By default all that there is."""
        return self.offered()

    @classmethod
    @functools.cache
    def offered(cls) -> tuple[str, ...]:
        """Every write on one object of this resource."""
        changes = [name for method, name in PUBLIC_NAMES.items() if hasattr(cls, method)]
        extras: list[Any] = cls.get_extra_actions()
        verbs = [public_name(cls, extra.__name__) for extra in extras if extra.detail and "post" in extra.mapping]
        return (*dict.fromkeys(changes), *verbs)

    def allowed_actions(self, row: Any) -> list[str]:
        """Return what the caller may do with `row` now, in the words of the URL (`rotate-secret`)."""
        return [name.replace("_", "-") for name in self.possible_actions(row) if self.may(name)]


def public_name(view: type, handler: str) -> str:
    """Return what the role table and `possible_actions` call a handler of a viewset: the name in its address."""
    address = getattr(getattr(view, handler, None), "url_path", handler)
    return PUBLIC_NAMES.get(handler, str(address).replace("-", "_"))


class Listing:
    """GET /things"""

    def list(self: Any, request: Request, **kwargs: Any) -> Any:
        rows = self.paginator.paginate_queryset(self.filter_queryset(self.get_queryset()), request, view=self)
        return self.paginator.get_paginated_response(self.written(self.get_serializer_class(), rows))


class Reading:
    """GET /things/{id}"""

    def retrieve(self: Any, request: Request, **kwargs: Any) -> Any:
        return self.represented(self.get_object())


class Creating:
    """POST /things, by `perform_create(data) -> row`."""

    def create(self: Any, request: Request, **kwargs: Any) -> Any:
        created = self.perform_create(self.body(self.get_serializer_class()))
        location = f"{request.path}/{created.pk}"
        return self.represented(self.stored(created), 201, {"Location": location})


class Updating:
    """PATCH /things/{id}, by `perform_update(row, data) -> row`."""

    def partial_update(self: Any, request: Request, **kwargs: Any) -> Any:
        row = self.target()
        data = self.body(self.get_serializer_class(), instance=row, partial=True)
        return self.represented(self.stored(self.perform_update(row, data)))


class Deleting:
    """DELETE /things/{id}, by `perform_delete(row)`."""

    def destroy(self: Any, request: Request, **kwargs: Any) -> Response:
        self.perform_delete(self.target())
        return Response(status=204)


class Nothing(Serializer):
    """The body of an action that needs none: absent, or an empty object."""


def _path(function: Callable[..., Any]) -> str:
    return function.__name__.replace("_", "-")


def verb(
    function: Callable[..., Any] | None = None,
    *,
    body: type[Serializer] = Nothing,
    answer: type[Serializer] | None = None,
    collection: bool = False,
    status: int = 200,
    path: str = "",
    bulk: str = "",
) -> Any:
    """Make a method `(row, data)` the action POST /things/{id}/{name}; with `collection` `(data)`, POST /things/{name}.

    `path` names the action where the method cannot, as with `post`; `bulk` the list in the body of a bulk write. The
    method returns a row of the resource (or what `answer` writes), None for 204, or a response of its own.
    """

    def decorate(method: Callable[..., Any]) -> Any:
        def run(self: Any, request: Request, **kwargs: Any) -> Any:
            row = [] if collection else [self.target()]
            result = method(self, *row, self.body(body))
            if answer is None and isinstance(result, Model):
                return self.represented(self.stored(result), status)
            return self.answered(result, answer, status)

        run.__name__, run.__doc__ = method.__name__, method.__doc__
        documented: dict[str, Any] = {"request": None if body is Nothing else body}
        if answer is not None:
            documented["responses"] = {status: answer}
        exposed = action(detail=not collection, methods=["post"], url_path=path or _path(method), bulk=bulk)(run)
        return extend_schema(**documented)(exposed)

    return decorate if function is None else decorate(function)


def reading(
    function: Callable[..., Any] | None = None,
    *,
    answer: type[Serializer] | None = None,
    query: type[Serializer] | None = None,
    collection: bool = False,
) -> Any:
    """Make a method `(row, query)` GET /things/{id}/{name}; with `collection` `(query)`, GET /things/{name}."""

    def decorate(method: Callable[..., Any]) -> Any:
        def run(self: Any, request: Request, **kwargs: Any) -> Any:
            row = [] if collection else [self.get_object()]
            return self.answered(method(self, *row, self.query()), answer)

        run.__name__, run.__doc__ = method.__name__, method.__doc__
        exposed = action(detail=not collection, methods=["get"], url_path=_path(method), query_serializer=query)(run)
        return extend_schema(responses={200: answer})(exposed) if answer else exposed

    return decorate if function is None else decorate(function)
