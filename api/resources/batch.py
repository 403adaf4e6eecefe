"""Several writes as one request: all or none, and later ones can use the responses to earlier ones."""

import json
from decimal import Decimal
from typing import Any
from urllib.parse import unquote_to_bytes
from uuid import UUID

from django.core.validators import RegexValidator
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.encoding import repercent_broken_unicode
from drf_spectacular.utils import extend_schema
from orjson import Fragment
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.request import Request

from accounting.ledger.text import HIDDEN
from accounting.models import Company
from api import throttles
from api.company import CompanyScope
from api.errors import InvalidBody
from api.failures import Refused, failure_for
from api.fields import CharField, ChoiceField, IntegerField, ObjectField
from api.literals import parse_id
from api.parts import Part
from api.references import NAME, Answers, with_any_ids
from api.routing import without_slash
from api.serializers import Serializer
from api.views import ApiView

BASE = "/api/v1"
MAX_OPERATIONS = 100
MAX_PATH_LENGTH = 300
METHODS = ("POST", "PUT", "PATCH", "DELETE")


class OperationInput(Serializer):
    """A request as it would be sent on its own, with references to earlier responses."""

    name = CharField(
        required=False,
        validators=[
            RegexValidator(
                rf"^{NAME}\Z", "Must have 1 to 64 letters, digits and underscores, and not begin with a digit."
            )
        ],
        help_text="The name by which later operations refer to this one.",
    )
    method = ChoiceField(choices=METHODS)
    path = CharField(
        max_length=MAX_PATH_LENGTH,
        validators=[RegexValidator(rf"^/[^?#{HIDDEN}]*\Z", "Must begin with / and must not have a query.")],
        help_text="The path below `/api/v1`, without a query. `{invoice.id}` is the id in the response to `invoice`.",
    )
    body = ObjectField(
        required=False,
        help_text='The body. In place of any value, `{"ref": "invoice.amount"}` takes one from an earlier response.',
    )
    if_match = CharField(required=False, help_text="The entity tag for the header `If-Match`.")


class Operations(Serializer):
    operations = OperationInput(many=True, max_length=MAX_OPERATIONS)


class OperationAnswer(Serializer):
    """The response that the operation would have got on its own."""

    name = CharField(allow_null=True)
    status_code = IntegerField()
    location = CharField(allow_null=True, help_text="The header `Location`.")
    etag = CharField(allow_null=True, help_text="The header `ETag`.")
    body = ObjectField(allow_null=True)


class OperationAnswers(Serializer):
    operations = OperationAnswer(many=True)


class BatchView(CompanyScope, ApiView):
    """Several writes as one.

    A company in the address applies to all operations that do not name one. It is optional.
    """

    company: Company | None  # type: ignore[assignment]
    refuses_as_its_parts = True
    bulk = "operations"

    def prepare(self) -> None:
        self.company = None
        if "company_id" in self.kwargs or "company_id" in self.request.query_params:
            super().prepare()
        else:
            ApiView.prepare(self)

    def wait(self) -> None:
        """Wait later, for all companies in one order: two batches that begin with different ones would wait for each
        other."""

    def only_company(self) -> None:
        """Return none: each operation can be about another company."""

    def may(self, action: str, *, writes: bool = True) -> bool:
        return self.company is None or super().may(action, writes=writes)

    def count_items(self, body: Any) -> int:
        """Return how many things the operations write, including those inside a bulk write."""
        operations = body.get(self.bulk) if isinstance(body, dict) else None
        if not isinstance(operations, list) or len(operations) > MAX_OPERATIONS:
            return 0  # refused by `post`
        return sum(_items_of(operation) for operation in operations)

    @extend_schema(request=Operations, responses={200: OperationAnswers})
    def post(self, request: Request, **kwargs: Any) -> HttpResponseBase:
        """Run up to 100 writes in the given order: all of them or none.

        Each works as it would on its own, with the same permissions, checks and response. Refer to the response to an
        earlier one with `{"ref": "invoice.id"}` in a body and `{invoice.id}` in a path. If one fails, its error is
        the response to the batch, with fields such as `operations[1].body.lines[0].unit_price`, and nothing is saved.
        Ten operations count as one request (docs/guides/batches.md). Each requires its own role.
        """
        operations = self.validated_data(Operations)["operations"]
        names = [operation.get("name") for operation in operations]
        for index, name in enumerate(names):
            if name is not None and name in names[:index]:
                raise InvalidBody(f"The name “{name}” is given twice.", field=f"operations[{index}].name")
        for company_id in self.companies_of(operations):
            self.hold(company_id, alone=True)
        answers = Answers(names)
        done = [self.one(index, operation, answers) for index, operation in enumerate(operations)]
        return self.to_response({"operations": done}, OperationAnswers)

    def companies_of(self, operations: list[dict[str, Any]]) -> list[UUID]:
        """Return the companies that the operations and the address name, or the only one, in order."""
        paths = [_decoded(operation["path"]) for operation in operations]
        found = {parse_id(path.split("/")[2]) for path in paths if path.startswith("/companies/")}
        if self.company is not None:
            found.add(self.company.id)
        elif self.companies is not None and len(self.companies) == 1:
            found.add(self.companies[0].id)
        return sorted(one for one in found if one is not None)

    def one(self, index: int, operation: dict[str, Any], answers: Answers) -> dict[str, Any]:
        """Run one operation and return its result. Raises Refused, or an error of ours."""
        where, name = f"operations[{index}]", operation.get("name")
        path = without_slash(_decoded(answers.in_path(operation["path"], f"{where}.path")))
        match = _view_at(path, f"{where}.path")
        part = Part(
            self.request,
            method=operation["method"],
            path=BASE + path,
            data=answers.in_body(operation.get("body", {}), f"{where}.body"),
            company_id=self._company_for(match),
            if_match=operation.get("if_match", ""),
        )
        part.resolver_match = match
        try:
            response = match.func(part, *match.args, **match.kwargs)
        except MethodNotAllowed as error:
            raise InvalidBody("This method is not allowed here.", field=f"{where}.method") from error
        except Exception as error:
            failure = failure_for(error)
            if failure is None:
                raise
            failure = failure.without(answers.made)
            raise Refused(failure.within(where, "path" if failure.status_code == 400 else "body")) from error
        answers.made += _made(match, response)
        if name:
            answers.bodies[name] = json.loads(response.content, parse_float=Decimal) if response.content else None
        return _answer(name, response)

    def _company_for(self, match: ResolverMatch) -> str | None:
        if self.company is None or "company_id" in match.kwargs or not issubclass(_view(match), CompanyScope):
            return None
        return str(self.company.id)


def _decoded(path: str) -> str:
    """Return a path as Django reads that of a request: `%2F` is a slash, also in an `external_id`."""
    return repercent_broken_unicode(unquote_to_bytes(path)).decode()


def _items_of(operation: Any) -> int:
    """Return how many things one operation writes, or could by the requests that it counts as. It has not been checked
    yet."""
    path = operation.get("path") if isinstance(operation, dict) else None
    if not isinstance(path, str) or len(path) > MAX_PATH_LENGTH:
        return 1
    try:
        view: Any = resolve(without_slash(_decoded(with_any_ids(path))), urlconf="api.urls").func
    except Resolver404:
        return 1
    if bulk := view.initkwargs.get("bulk"):
        return max(1, ApiView(bulk=bulk).count_items(operation.get("body")))
    creates = getattr(view, "actions", {}).get(str(operation.get("method")).lower()) == "create"
    return throttles.BULK_ITEMS * view.cls.create_cost if creates and view.cls.create_cost > 1 else 1


def _view_at(path: str, field: str) -> ResolverMatch:
    """Return the view at an address below /api/v1, if it can be part of a batch. Raises InvalidBody."""
    try:
        match = resolve(path, urlconf="api.urls")
    except Resolver404 as error:
        raise InvalidBody("There is nothing at this address.", field=field) from error
    view = _view(match)
    if issubclass(view, BatchView):
        raise InvalidBody("A batch cannot contain a batch.", field=field)
    if not (issubclass(view, ApiView) and view.is_repeatable):
        raise InvalidBody("This address cannot be part of a batch.", field=field)
    return match


def _view(match: ResolverMatch) -> type:
    view: type = match.func.cls  # type: ignore[attr-defined]  # where REST framework keeps it
    return view


def _made(match: ResolverMatch, response: Any) -> list[str]:
    """Return the ids of what an operation created."""
    if match.func.initkwargs.get("bulk"):  # type: ignore[attr-defined]
        return [row["id"] for row in json.loads(response.content)["items"]]
    return [response.headers.get("Location", "").rpartition("/")[2]]


def _answer(name: str | None, response: Any) -> dict[str, Any]:
    return {
        "name": name,
        "status_code": response.status_code,
        "location": response.headers.get("Location"),
        "etag": response.headers.get("ETag"),
        "body": Fragment(response.content) if response.content else None,
    }
