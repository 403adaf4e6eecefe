"""The OpenAPI 3.1 document, made from the views.

What the kit does for every operation is described here once: errors, headers, the company, idempotency, entity tags.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import force_instance
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.serializers import ListSerializer

from accounting.events import CATALOGUE, EventType
from accounting.models import CompanyRole
from accounting.money import CURRENCIES
from api.company import CompanyScope, OrganizationViewSet
from api.descriptions import describe
from api.field_schemas import CURRENCY_SCHEMA, constrain
from api.permissions import required_role
from api.rendering import dumps
from api.serializers import Serializer
from api.views import ResourceViewSet, public_name
from identity.models import Role

SAFE = frozenset({"GET", "HEAD"})
ACTION_NAMES = {"retrieve": "get", "partial_update": "update", "destroy": "delete"}
SUMMARIES = {
    "list": "List {plural}",
    "retrieve": "Get {article} {noun}",
    "create": "Create {article} {noun}",
    "partial_update": "Change {article} {noun}",
    "destroy": "Delete {article} {noun}",
}
ERRORS = {
    400: "The request is not readable: JSON, a query parameter, or no company named.",
    401: "No access token, or one that is invalid, expired or revoked.",
    403: "The caller's role does not allow this.",
    404: "There is no such object, or it is not the caller's.",
    409: "It exists already, or the state forbids it.",
    412: "`If-Match` differs: the object has changed since.",
    413: "The body is too large.",
    415: "The body is not `application/json`.",
    422: "The content is not valid; `errors` names the fields.",
    429: "Too many requests: wait as long as `Retry-After` says.",
    500: "A fault of ours. Quote the `request_id`.",
    503: "The books are busy. Nothing was changed; try again after `Retry-After` seconds.",
}

ERROR_NAMES = {
    400: "BadRequest",
    401: "Unauthenticated",
    403: "Forbidden",
    404: "NotFound",
    409: "Conflict",
    412: "PreconditionFailed",
    413: "BodyTooLarge",
    415: "UnsupportedMediaType",
    422: "Invalid",
    429: "RateLimited",
    500: "InternalError",
    503: "Unavailable",
}

ERROR_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "The shape of every failure.",
    "required": ["detail", "status_code", "code", "errors", "request_id"],
    "properties": {
        "detail": {"type": "string", "description": "What went wrong, for a person."},
        "status_code": {"type": "integer", "description": "The HTTP status."},
        "code": {"type": "string", "description": "What went wrong, for a program: stable."},
        "errors": {
            "type": "array",
            "description": "The fields to blame, if any.",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {
                    "field": {"type": "string", "description": "A path such as `lines[0].unit_price`."},
                    "message": {"type": "string", "description": "What is wrong with it, for a person."},
                },
            },
        },
        "request_id": {"type": "string", "description": "The response's `X-Request-Id`."},
        "existing_id": {
            "type": "string",
            "format": "uuid",
            "description": "With 409 `duplicate`, where one is at fault: the id of the object that is there.",
        },
    },
    "examples": [
        {
            "detail": "amount: Amount must be greater than zero",
            "status_code": 422,
            "code": "invalid",
            "errors": [{"field": "amount", "message": "Amount must be greater than zero"}],
            "request_id": "0197a3f2-6f0a-7cc0-8d3b-2f9d5c1e7a44",
        }
    ],
}

HEADERS: dict[str, Any] = {
    "X-RateLimit-Limit": {"description": "Requests a minute that the tier allows.", "schema": {"type": "integer"}},
    "X-RateLimit-Remaining": {"description": "Requests left in the rolling minute.", "schema": {"type": "integer"}},
    "X-RateLimit-Reset": {
        "description": "Unix second at which the oldest counted request leaves the window.",
        "schema": {"type": "integer"},
    },
    "X-Request-Id": {"description": "The id of this request in our logs.", "schema": {"type": "string"}},
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}},
    "WWW-Authenticate": {"description": "`Bearer`, with what is wrong about the token.", "schema": {"type": "string"}},
    "ETag": {"description": "The entity tag of this representation.", "schema": {"type": "string"}},
    "Location": {"description": "The address of what was created.", "schema": {"type": "string"}},
    "Idempotent-Replayed": {
        "description": "`true` if this is the stored answer to an earlier request with the same Idempotency-Key.",
        "schema": {"type": "string", "const": "true"},
    },
}
EXAMPLES: dict[str, Any] = json.loads(Path(__file__).with_name("examples.json").read_text())
"""Executed requests and their answers, by `POST /invoices` (tests/api/test_examples.py)."""
EVERYWHERE = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "X-Request-Id")

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[ -~]+$"},
    OpenApiParameter.HEADER,
    description="Any name for this request. Repeated within 7 days with the same body, it gets the same answer.",
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="An entity tag, not a weak one (`W/`): only if the object is still the one that was read.",
)
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match",
    str,
    OpenApiParameter.HEADER,
    description="An entity tag: 304 if the object is still the same.",
)
DRY_RUN = OpenApiParameter(
    "dry_run", bool, description="The same validation and the same answer, but nothing is kept.", default=False
)
COMPANY_ID = OpenApiParameter(
    "company_id", OpenApiTypes.UUID, description="The company. Optional if you have access to exactly one."
)


class AtlasSchema(AutoSchema):
    """Describes one operation."""

    view: Any

    @property
    def action(self) -> str:
        return str(getattr(self.view, "action", None) or self.method.lower())

    @property
    def is_write(self) -> bool:
        return self.method not in SAFE

    @property
    def words(self) -> list[str]:
        """The fixed parts of the address below /api/v1, without the company's."""
        path = self.path.removeprefix("/api/v1").replace("/companies/{company_id}", "", 1)
        return [part.replace("-", "_") for part in path.split("/") if part and not part.startswith("{")]

    def get_operation_id(self) -> str:
        words = list(self.words)
        if "{company_id}" in self.path:
            words.insert(0, "company")
        if isinstance(self.view, ResourceViewSet) and self.action in SUMMARIES:
            words.append(ACTION_NAMES.get(self.action, self.action))
        elif self.method not in ("GET", "POST"):
            words.append({"PUT": "replace", "PATCH": "update"}.get(self.method, self.method.lower()))
        return "_".join(words)

    def get_tags(self) -> list[str]:
        words = self.words
        return [words[1] if words[0] == "contacts" and len(words) > 1 else words[0]]

    def _doc(self) -> tuple[str, str]:
        """Return the first sentence of what the handler (or its view) says, and the rest."""
        standard = isinstance(self.view, ResourceViewSet) and self.action in SUMMARIES
        handler = None if standard else getattr(self.view, self.action, None)
        text = getattr(handler, "__doc__", None) or type(self.view).__doc__ or ""
        summary, _, rest = " ".join(text.split()).partition(". ")
        return summary.removesuffix("."), rest

    def get_summary(self) -> str:
        if not isinstance(self.view, ResourceViewSet) or self.action not in SUMMARIES:
            return self._doc()[0]
        rows: Any = type(self.view).queryset
        model: Any = rows.model
        noun = getattr(self.view, "noun", None) or str(model._meta.verbose_name)
        plural = self.words[-1].replace("_", " ")
        return SUMMARIES[self.action].format(noun=noun, article="an" if noun[0] in "aeio" else "a", plural=plural)

    def get_description(self) -> str:  # type: ignore[override]  # drf-spectacular's has no arguments
        summary, rest = self._doc()
        if isinstance(self.view, ResourceViewSet) and self.action in SUMMARIES:
            rest = f"{summary}. {rest}"
        role = " of the ".join(self._required_role())
        return " ".join(part for part in (rest.strip(), f"Needs the role {role}." if role else "") if part)

    def _required_role(self) -> tuple[str, ...]:
        """Return the least role and what it is a role of, `company` or `organization`; nothing where all may."""
        if self._is_public():
            return ()
        if isinstance(self.view, ResourceViewSet):
            operation = public_name(type(self.view), self.action)
        else:
            operation = "update" if self.is_write else "read"
        if isinstance(self.view, CompanyScope):
            return required_role(self.view.roles, operation, writes=self.is_write), "company"
        if not isinstance(self.view, OrganizationViewSet):
            return Role.MEMBER.value, "organization"
        if operation in self.view.roles_in_row:
            return self.view.roles_in_row[operation], "company"
        least = required_role(self.view.roles, operation, writes=self.is_write)
        return (Role.MEMBER if least == CompanyRole.VIEWER else Role.ADMIN).value, "organization"

    def get_extensions(self) -> dict[str, Any]:
        return dict(zip(("x-required-role", "x-role-of"), self._required_role(), strict=False))

    def get_override_parameters(self) -> list[Any]:
        parameters: list[Any] = []
        if self.view.query_serializer is not None:
            parameters.append(self.view.query_serializer)
        if isinstance(self.view, CompanyScope) and "{company_id}" not in self.path:
            parameters.append(COMPANY_ID)
        if self.is_write and self.view.is_repeatable:
            parameters.append(DRY_RUN)
        if self.method == "POST" and self.view.is_repeatable:
            parameters.append(IDEMPOTENCY_KEY)
        if self._is_about_one():
            parameters.append(IF_MATCH if self.is_write else IF_NONE_MATCH)
        return parameters

    def _is_public(self) -> bool:
        return not self.view.get_authenticators()

    def _is_about_one(self) -> bool:
        """A resource with an entity tag: reading, changing, deleting one, or a verb on it."""
        if not isinstance(self.view, ResourceViewSet) or "{id}" not in self.path:
            return False
        return self.is_write or self.action == "retrieve"

    def get_request_serializer(self) -> Any:
        return self._get_serializer() if isinstance(self.view, ResourceViewSet) else None

    def get_response_serializers(self) -> Any:
        if isinstance(self.view, ResourceViewSet):
            return self._get_serializer()
        return self.view.answer_serializer or OpenApiTypes.OBJECT

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        answers: dict[str, Any] = super()._get_response_bodies(direction)
        if self._is_about_one() and not self.is_write:
            answers["304"] = {"description": "The object is still the one that `If-None-Match` names."}
        for code, answer in answers.items():
            answer["headers"] = _header_references([*EVERYWHERE, *self._headers(int(code))])
            answer["description"] = answer.get("description") or "Success"
        for status in self._error_statuses():
            answers.setdefault(str(status), {"$ref": f"#/components/responses/{ERROR_NAMES[status]}"})
        return dict(sorted(answers.items()))

    def _error_statuses(self) -> list[int]:
        statuses = {400, 429, 500}
        if not self._is_public():
            statuses |= {401, 403, 503}
        elif self.is_write:
            statuses.add(401)  # it takes credentials
        if isinstance(self.view, CompanyScope) or "{" in self.path:
            statuses.add(404)
        if self.is_write:
            statuses |= {409, 422}
        if self.method in ("POST", "PUT", "PATCH"):
            statuses |= {413, 415}
        if self.is_write and (self._is_about_one() or getattr(self.view, "refuses_as_its_parts", False)):
            statuses.add(412)
        return sorted(statuses)

    def _headers(self, status: int) -> list[str]:
        names = []
        if status == 201:
            names.append("Location")
        if self._is_about_one() or self.action == "create":
            names.append("ETag")
        if self.method == "POST" and self.view.is_repeatable:
            names.append("Idempotent-Replayed")
        return names

    def _get_request_body(self, direction: Any = "request") -> Any:
        """No body at all is an empty object: required is one that must have members."""
        body = super()._get_request_body(direction)
        serializer = force_instance(self.get_request_serializer())
        if body is not None and isinstance(serializer, Serializer):
            body.pop("required", None)
            is_partial = serializer.partial or self.method == "PATCH"
            if not is_partial and any(field.required for field in serializer.fields.values()):
                body["required"] = True
        return body

    def _get_filter_parameters(self) -> list[dict[str, Any]]:
        """Several values of one parameter are divided by commas."""
        parameters: list[dict[str, Any]] = super()._get_filter_parameters()
        for parameter in parameters:
            if parameter["schema"].get("type") == "array":
                parameter |= {"style": "form", "explode": False}
        return parameters

    def _map_serializer_field(self, field: Any, direction: Any, bypass_extensions: bool = False) -> Any:
        schema = super()._map_serializer_field(field, direction, bypass_extensions)
        if isinstance(field, ListSerializer) and direction == "request" and schema is not None:
            schema["minItems"] = 0 if field.allow_empty else 1
            schema["maxItems"] = field.max_length  # type: ignore[attr-defined]  # missing in the stubs
        return constrain(schema, field) if direction == "request" else schema

    def _postprocess_serializer_schema(self, schema: Any, serializer: Any, direction: Any) -> Any:
        """We refuse what we do not know, and always write all members."""
        schema = super()._postprocess_serializer_schema(schema, serializer, direction)
        if type(serializer).__doc__ is None:
            schema.pop("description", None)  # inherited: about our code
        if isinstance(serializer, Serializer) and "properties" in schema:
            if direction == "request":
                schema["additionalProperties"] = False
            else:
                schema["required"] = sorted(schema["properties"])
        return schema


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = "api.authentication.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": "The `access_token` of `POST /auth/login`, good for one hour.",
        }


def _header_references(names: list[str]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def add_shared_components(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Put the shared headers and failures into the document (a post-processing hook of drf-spectacular)."""
    components = result["components"]
    components["headers"] = HEADERS
    components["schemas"]["Error"] = ERROR_SCHEMA
    components["schemas"]["CurrencyCode"] = {**CURRENCY_SCHEMA, "enum": sorted(CURRENCIES)}
    components["responses"] = {}
    for status, name in ERROR_NAMES.items():
        extra = {401: ["WWW-Authenticate"], 429: ["Retry-After"], 503: ["Retry-After"]}.get(status, [])
        components["responses"][name] = {
            "description": ERRORS[status],
            "headers": _header_references([*EVERYWHERE, *extra]),
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
        }
    _drop(result, "x-spec-enum-id")
    describe(result)
    _link(result["paths"])
    components["examples"] = dict(_show_examples(result["paths"]))
    result["webhooks"] = {kind.name: {"post": _webhook(kind)} for kind in CATALOGUE.values()}
    return result


def _link(paths: dict[str, Any]) -> None:
    """Link what a list and a creation answer with everything that can be done with one such object."""
    for path, operations in paths.items():
        for method, status, where in (("get", "200", "/items/0"), ("post", "201", "")):
            answer = operations.get(method, {}).get("responses", {}).get(status)
            below = re.compile(re.escape(path) + r"/\{(id|user_id|webhook_id)\}(/[^{]*)?")
            links = {}
            for target, inner in paths.items():
                found = below.fullmatch(target)
                if found is None or answer is None:
                    continue
                for operation in inner.values():
                    names = re.findall(r"\{(\w+)\}", path)
                    parameters = {name: f"$request.path.{name}" for name in names}
                    parameters[found[1]] = f"$response.body#{where}/{found[1].removeprefix('webhook_')}"
                    links[operation["operationId"]] = {
                        "operationId": operation["operationId"],
                        "parameters": parameters,
                    }
            if links:
                answer["links"] = links


def _show_examples(paths: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Refer to the executed examples where they belong, and yield them by name."""
    for path, operations in paths.items():
        plain = path.removeprefix("/api/v1").replace("/companies/{company_id}", "", 1)
        for method, operation in operations.items():
            example = EXAMPLES.get(f"{method.upper()} {plain}")
            if example is None:
                continue
            asked, answered = operation.get("requestBody", {}), operation["responses"][str(example["status"])]
            for of, value, part in (
                ("request", example["request"], asked),
                ("response", example["response"], answered),
            ):
                media = part.get("content", {}).get("application/json")
                if media is not None and value is not None:
                    name = f"{operation['operationId'].removeprefix('company_')}.{of}"
                    media["examples"] = {"executed": {"$ref": f"#/components/examples/{name}"}}
                    yield name, {"value": value}


def _webhook(kind: EventType) -> dict[str, Any]:
    """Describe the request that tells of one type of event (docs/guides/webhooks.md)."""
    content = {"schema": dict(kind.schema), "example": json.loads(dumps(kind.sample))}
    return {
        "operationId": f"receive_{kind.name.replace('.', '_')}",
        "summary": kind.description,
        "description": "Sent to your endpoint, signed. See the guide to receiving webhooks.",
        "tags": ["webhooks"],
        "requestBody": {"required": True, "content": {"application/json": content}},
        "responses": {"2XX": {"description": "Received. Anything else is tried again."}},
    }


def _drop(document: Any, name: str) -> None:
    """Take a member out of a document wherever it stands: what drf-spectacular marks for a hook that we do without."""
    if isinstance(document, dict):
        document.pop(name, None)
        document = list(document.values())
    if isinstance(document, list):
        for value in document:
            _drop(value, name)
