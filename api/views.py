"""The base of all views, which answers a request in this order:

size of the body → authentication, which reads the company and role too → the organization's share of threads → rate
limit → one transaction in which row-level security shows one organization → company and role → query → entity tag →
body → operation → response → commit. An exception rolls back the transaction.
"""

import functools
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import Any, ClassVar
from uuid import UUID

from django.db import DatabaseError, InterfaceError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from psycopg.errors import LockNotAvailable
from rest_framework.exceptions import NotAuthenticated, UnsupportedMediaType
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounting.errors import ImportRunning
from accounting.exchange import imports
from accounting.models import Company
from api import idempotency, query, scopes, share, throttles
from api.errors import BadRequest, BodyTooLarge, InvalidBody
from api.fields import ListField
from api.parsing import MAX_BODY, MAX_NODES, MAX_PUBLIC_NODES
from api.parts import Part
from api.rendering import answer, dumps
from api.serialization import ResponseContext, serialize, serialize_many
from api.serializers import Serializer, validated
from foundation import audit, replica, tenancy
from foundation.transactions import is_raised_from, tried_again
from identity.beside import Beside
from identity.errors import Forbidden
from identity.models import Organization, User

READ_LIMITS = {"statement_timeout": "10s"}
"""The time limit of a statement that only reads. One that writes has 30 s (atlas/settings.py). After that: 503."""
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class _Undo(Exception):
    """Raised by a dry run to roll back the transaction. It has the response."""

    def __init__(self, response: HttpResponseBase) -> None:
        self.response = response


class ApiView(APIView):
    """A view for a signed-in member of an organization. Handlers return a response or raise."""

    http_method_names = ["get", "head", "post", "put", "patch", "delete"]
    permission_classes: Any = ()
    metadata_class = None
    max_body: ClassVar[int] = MAX_BODY
    max_nodes: ClassVar[int] = MAX_NODES
    query_serializer: ClassVar[type[Serializer] | None] = None
    response_serializer: ClassVar[type[Serializer] | None] = None
    is_repeatable: ClassVar[bool] = True
    """Whether a write accepts `dry_run` and `Idempotency-Key`, and may be part of a batch."""
    at_one_moment: ClassVar[bool] = False
    """Whether it only reads, and all its statements see the same moment (tenancy.AT_ONE_MOMENT)."""
    cost = 1
    """How many requests this one counts as for the rate limits."""
    create_cost: ClassVar[int] = 1
    """The same of a POST that creates an object."""
    bulk: ClassVar[str] = ""
    """The name of the list in the body of a bulk write: each element counts."""
    made_at: ClassVar[str] = ""
    """Where what an action on an object makes is, from the address of the action."""
    is_tagged: ClassVar[bool] = True
    """Whether the response to an action on an object has an entity tag."""
    writes_several: ClassVar[bool] = False
    """Whether a write is several operations, so that it writes alone in its company (tenancy.hold)."""
    is_dry_run = False
    written: tuple[UUID, ...] = ()
    """The companies in which the request writes."""
    companies: list[Company] | None = None
    """What the sign-in found, if the view has a `question`."""

    def question(self) -> Beside | None:
        """Return the question about companies that the statement which signs the caller in answers, if any."""
        return None

    @property
    def action_name(self) -> str:
        """Return the name of the action in the role table (api/permissions.py)."""
        return "read" if self.request.method in ("GET", "HEAD") else "update"

    @property
    def user(self) -> User:
        return self.request.user  # type: ignore[return-value]

    @property
    def organization(self) -> Organization:
        return self.user.organization  # type: ignore[return-value]  # `transaction` refuses users who have none

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.args, self.kwargs = args, kwargs
        self.request = self.initialize_request(request, *args, **kwargs)
        try:
            return self.answered(request)
        finally:
            self.let_go()

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        """Return REST framework's request, with what is read often at hand: it would look at itself first, in vain."""
        made: Any = super().initialize_request(request, *args, **kwargs)
        made.META, made.method = request.META, request.method
        return made

    def let_go(self) -> None:
        """End the references from view and request to each other. With them, all that the request has read would stay
        until Python's collector runs: for a thousand requests it stops the process for 20 ms or more."""
        self.request.parser_context = {}  # it has the view
        vars(self).clear()

    def answered(self, request: HttpRequest) -> HttpResponseBase:
        self.headers: dict[str, str] = {}
        # There is only one renderer, so `Accept` is not consulted.
        self.request.accepted_renderer = renderer = self.get_renderers()[0]
        self.request.accepted_media_type = renderer.media_type
        if isinstance(request, Part):
            self.perform_authentication(self.request)
            return self.respond()
        try:
            self.check_size()
            self.perform_authentication(self.request)
            with share.of(request):
                self.check_throttles(self.request)
                self.check_signed_in()
                response = self.transact()
        except _Undo as undone:
            response = undone.response
        except Exception as error:  # `error_response` raises our own errors again
            response = self.error_response(error)
        return response

    def check_size(self) -> None:
        """Refuse a body that is too large, without a Content-Length, or compressed. Raises BadRequest, BodyTooLarge,
        UnsupportedMediaType."""
        length = str(self.request.META.get("CONTENT_LENGTH") or "0")
        if not length.isdecimal() or "HTTP_TRANSFER_ENCODING" in self.request.META:
            raise BadRequest("Send the body with a Content-Length, not in chunks.")
        if int(length) > self.max_body:
            raise BodyTooLarge(f"The body is larger than {self.max_body // 1024} KiB.")
        if self.request.META.get("HTTP_CONTENT_ENCODING", "").strip().lower() not in ("", "identity"):
            raise UnsupportedMediaType(self.request.content_type)

    def check_signed_in(self) -> None:
        if self.request.user is None and self.authentication_classes:
            raise NotAuthenticated

    def check_throttles(self, request: Request) -> None:
        """Apply the rate limit. The body of a bulk write is read first, to know its cost, unless the caller is over the
        limit."""
        if getattr(self, "action", "") == "create":
            self.cost = self.create_cost
        if self.bulk and request.user is not None and throttles.look(request._request).allowed:
            items = self.count_items(self.request_data())
            most = throttles.most_items(request._request)
            if items > most:
                super().check_throttles(request)
                message = f"This counts as {items:,}, and your tier allows at most {most:,} at once."
                raise InvalidBody(message, field=self.bulk)
            self.cost = throttles.cost_of(items)
        super().check_throttles(request)

    def count_items(self, body: Any) -> int:
        """Return how many things a bulk write with this body writes."""
        given = body.get(self.bulk) if isinstance(body, dict) else None
        return len(given) if isinstance(given, list) else 0

    def transact(self) -> HttpResponseBase:
        """Run the handler in its transaction. The response to a write says where the log of PostgreSQL is after it."""
        response = self.attempt() if self.request.user is None else tried_again(self.attempt)
        if replica.is_set() and self.request.method in WRITES:
            with suppress(DatabaseError, InterfaceError):  # what is written is written
                response.headers[replica.HEADER] = replica.position()
        return response

    def attempt(self) -> HttpResponseBase:
        with self.transaction():
            response = self.respond()
            if self.is_dry_run:
                raise _Undo(response)
        return response

    def transaction(self) -> AbstractContextManager[None]:
        if self.request.user is None:
            return nullcontext()
        if self.user.organization_id is None:
            raise Forbidden("Only members of an organization can use the API.")
        is_read = self.request.method in ("GET", "HEAD")
        settings = READ_LIMITS if is_read else audit.settings_of(self.request._request)
        moment = tenancy.AT_ONE_MOMENT if self.at_one_moment else {}
        return tenancy.organization_when_needed(self.user.organization_id, self.only_company(), **settings, **moment)

    def only_company(self) -> UUID | None:
        """Return the company whose rows alone the request reads and writes, if it is about one."""
        return None

    def respond(self) -> HttpResponseBase:
        """Run the handler of the request's method, or replay the response to its `Idempotency-Key`."""
        request = self.request
        name = (request.method or "").lower()
        handler = getattr(self, name, None) if name in self.http_method_names else None
        if handler is None:
            return self.http_method_not_allowed(request)
        self.admit()
        is_write = request.method in WRITES and self.is_repeatable
        self.is_dry_run = is_write and query.flag(request, "dry_run")
        run = functools.partial(self.run, handler)
        key = idempotency.key_of(request) if is_write and request.method == "POST" else None
        return run() if key is None or self.is_dry_run else idempotency.once(self, key, run)

    def admit(self) -> None:
        """Check the scopes of an API key, then what `prepare` checks."""
        match = self.request._request.resolver_match
        assert match is not None
        scopes.check(self.request.user, match.route, str(self.request.method))
        self.prepare()

    def prepare(self) -> None:
        """Check permissions and query parameters, inside the transaction and before the handler."""
        self.check_permissions(self.request)
        if self.request.META.get("QUERY_STRING"):
            query.check(self.request, self.query_names(), self.repeatable_names())

    def run(self, handler: Callable[..., HttpResponseBase]) -> HttpResponseBase:
        response = handler(self.request, *self.args, **self.kwargs)
        return self.finalize_response(self.request, response, *self.args, **self.kwargs)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Render at once, inside the transaction, so that nothing is committed if it fails."""
        response = super().finalize_response(request, response, *args, **kwargs)
        if isinstance(response, Response):
            response.render()
        return response

    def hold(self, company_id: UUID, *, alone: bool = False) -> None:
        """Keep those out who write several things in a company; `alone`, everybody who writes there."""
        self.written += (company_id,)
        tenancy.hold(self.organization.id, company_id, alone=alone)

    def error_response(self, error: Exception) -> HttpResponseBase:
        """Return the response to `error` (api/failures.py). If the request waited in vain because a file is imported,
        it says so. An error of ours is raised again."""
        if self.written and is_raised_from(error, LockNotAvailable):
            with suppress(DatabaseError, InterfaceError), tenancy.organization(self.organization.id):
                if imports.are_running(self.written):
                    error = ImportRunning()
        response = self.handle_exception(error)
        if response.status_code == 405:
            response.headers["Allow"] = ", ".join(self.allowed_methods)
        return self.finalize_response(self.request, response, *self.args, **self.kwargs)

    def query_names(self) -> set[str]:
        """Return the names of the query parameters that this request may have."""
        names = set(self.query_serializer().fields) if self.query_serializer else set()
        return names | {"dry_run"} if self.request.method in WRITES and self.is_repeatable else names

    def repeatable_names(self) -> set[str]:
        """Return the names of the query parameters that may be given several times: those of lists."""
        given = self.query_serializer().fields.items() if self.query_serializer else ()
        return {name for name, field in given if isinstance(field, ListField)}

    def validated_query(self) -> dict[str, Any]:
        """Return the query parameters as `query_serializer` validates them. Raises BadRequest (400)."""
        if self.query_serializer is None:
            return {}
        return query.parse(self.request, self.query_serializer, self.get_serializer_context())

    def request_data(self) -> Any:
        """Return the parsed body. No body at all is an empty object."""
        request = self.request._request
        if isinstance(request, Part):
            return request.data
        return self.request.data if request.body else {}

    def validated_data(
        self, serializer_class: type[Serializer], *, instance: Any = None, partial: bool = False
    ) -> dict[str, Any]:
        """Return the body as `serializer_class` validates it. Raises ValidationError (422)."""
        context = self.get_serializer_context()
        return validated(serializer_class, self.request_data(), context=context, instance=instance, partial=partial)

    def get_serializer_context(self) -> dict[str, Any]:
        return {"request": self.request, "view": self, "company": getattr(self, "company", None)}

    def serialize(self, serializer_class: type[Serializer], value: Any) -> Any:
        """Return an object, or a list of objects, ready for the JSON renderer."""
        context = ResponseContext(self.get_serializer_context())
        if isinstance(value, (list, QuerySet)):
            return serialize_many(serializer_class, value, context, context.base_currency)
        return serialize(serializer_class, value, context, context.base_currency)

    def to_response(
        self, value: Any, serializer_class: type[Serializer] | None = None, status: int = 200
    ) -> HttpResponseBase:
        """Return the response that shows `value`; None is 204, and a response is returned as it is."""
        if isinstance(value, HttpResponseBase):
            return value
        if value is None:
            return Response(status=204)
        return answer(dumps(value if serializer_class is None else self.serialize(serializer_class, value)), status)


class PublicView(ApiView):
    """A view for everyone: no sign-in, no transaction of its own, and a rate limit per address."""

    max_nodes = MAX_PUBLIC_NODES
    is_repeatable = False
    authentication_classes: Any = ()
