"""Describe each operation in the OpenAPI 3.1 document, from its view.

The common parts of all operations are here: errors, headers, the company, idempotency, entity tags.
"""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import force_instance
from drf_spectacular.types import OpenApiTypes
from rest_framework.serializers import ListSerializer

from accounting.models import CompanyRole
from api.actions import public_name
from api.company import CompanyScope, OrganizationViewSet
from api.openapi.components import (
    COMPANY_ID,
    DRY_RUN,
    ERROR_NAMES,
    EVERYWHERE,
    EXTERNAL_ID,
    IDEMPOTENCY_KEY,
    IF_MATCH,
    IF_NONE_MATCH,
    ONLY_IF_NONE,
    POSITION,
    header_references,
)
from api.openapi.fields import constrain
from api.permissions import required_role
from api.scopes import scope_of
from api.serializers import Serializer
from api.viewsets import ResourceViewSet
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
    def is_upsert(self) -> bool:
        """Return whether this is PUT /things/by-external-id/{external_id} (api/upsert.py)."""
        return "{external_id}" in self.path

    @property
    def words(self) -> list[str]:
        """The fixed parts of the address below /api/v1, without the company's."""
        path = self.path.removeprefix("/api/v1").replace("/companies/{company_id}", "", 1)
        return [part.replace("-", "_") for part in path.split("/") if part and not part.startswith("{")]

    def get_operation_id(self) -> str:
        words = list(self.words)
        if self.is_upsert:
            words = [*words[:-1], "upsert"]
        if "{company_id}" in self.path:
            words.insert(0, "company")
        if isinstance(self.view, ResourceViewSet) and self.action in SUMMARIES:
            words.append(ACTION_NAMES.get(self.action, self.action))
        elif self.method not in ("GET", "POST") and not self.is_upsert:
            words.append({"PUT": "replace", "PATCH": "update"}.get(self.method, self.method.lower()))
        return "_".join(words)

    def get_tags(self) -> list[str]:
        words = self.words
        return [words[1] if words[0] == "contacts" and len(words) > 1 else words[0]]

    def _doc(self) -> tuple[str, str]:
        """Return the first sentence of the handler's (or its view's) docstring, and the rest."""
        standard = isinstance(self.view, ResourceViewSet) and self.action in SUMMARIES
        handler = None if standard else getattr(self.view, self.action, None)
        text = getattr(handler, "__doc__", None) or type(self.view).__doc__ or ""
        summary, _, rest = " ".join(text.split()).partition(". ")
        return summary.removesuffix("."), rest

    def get_summary(self) -> str:
        """Return plain text: only descriptions are Markdown."""
        if not isinstance(self.view, ResourceViewSet) or self.action not in SUMMARIES:
            return self._doc()[0].replace("`", "")
        own, noun = self.view.noun, self.view.object_name()
        plural = f"{own}s" if own else self.words[-1].replace("_", " ")
        article = "an" if noun[0].lower() in "aeio" else "a"
        return SUMMARIES[self.action].format(noun=noun, article=article, plural=plural)

    def get_description(self) -> str:  # type: ignore[override]  # drf-spectacular's has no arguments
        summary, rest = self._doc()
        if isinstance(self.view, ResourceViewSet) and self.action in SUMMARIES:
            rest = f"{summary}. {rest}"
        role = " of the ".join(self._required_role())
        requires = f"Requires the role {role}" if role else ""
        requires += f"; of an API key the scope `{scope}`." if (scope := self._scope()) else "." if role else ""
        said = " ".join(part for part in (rest.strip(), requires) if part)
        return said or f"{summary}."

    def _required_role(self) -> tuple[str, ...]:
        """Return the least role, and `company` or `organization`; nothing if everyone may."""
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
        found = dict(zip(("x-required-role", "x-role-of"), self._required_role(), strict=False))
        scope = self._scope()
        return found | ({"x-required-scope": scope} if scope else {})

    def _scope(self) -> str | None:
        """Return the scope that an API key needs; None if no key may, or none is needed."""
        if self._is_public():
            return None
        address = self.path.removeprefix("/").replace("{company_id}", "<id:company_id>")
        return scope_of(address, str(self.method)) or None

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
        if self.is_upsert:
            parameters += [EXTERNAL_ID, ONLY_IF_NONE]
        if getattr(self.view, "reads_replica", False):
            parameters.append(POSITION)
        if self._is_about_one():
            parameters.append(IF_MATCH if self.is_write else IF_NONE_MATCH)
        return parameters

    def _is_public(self) -> bool:
        return not self.view.get_authenticators()

    def _is_about_one(self) -> bool:
        """Return whether there is an entity tag: for reading, changing and deleting one object, and actions on it."""
        if getattr(self.view, "has_entity_tag", False):
            return True
        is_one = self.is_upsert or "{id}" in self.path or "{user_id}" in self.path  # a member is named by their user
        if not isinstance(self.view, ResourceViewSet) or not is_one:
            return False
        return self.is_write or self.action in self.view.tagged_reads

    def get_request_serializer(self) -> Any:
        if not isinstance(self.view, ResourceViewSet):
            return None
        changes = self.view.change_serializer if self.action == "partial_update" else None
        return changes(partial=True) if changes else self._get_serializer()

    def get_response_serializers(self) -> Any:
        if isinstance(self.view, ResourceViewSet):
            return self._get_serializer()
        return self.view.response_serializer or OpenApiTypes.OBJECT

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        answers: dict[str, Any] = super()._get_response_bodies(direction)
        if self._is_about_one() and not self.is_write:
            answers["304"] = {"description": "The object has not changed since the entity tag in `If-None-Match`."}
        for code, answer in answers.items():
            answer["headers"] = header_references([*EVERYWHERE, *self._headers(int(code))])
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
        if getattr(self.view, "refuses_books", False):
            statuses.add(409)
        if self.method in ("POST", "PUT", "PATCH"):
            statuses |= {413, 415}
        if self.is_write and (self._is_about_one() or getattr(self.view, "refuses_as_its_parts", False)):
            statuses.add(412)
        return sorted(statuses)

    def _headers(self, status: int) -> list[str]:
        names = []
        if (status in (201, 202) and not self.view.bulk) or self.view.made_at:
            names.append("Location")
        if (self._is_about_one() and self.view.is_tagged) or self.action == "create":
            names.append("ETag")
        if self.method == "POST" and self.view.is_repeatable:
            names.append("Idempotent-Replayed")
        if self.is_write and not self._is_public():
            names.append("Atlas-Position")
        return names

    def _get_request_body(self, direction: Any = "request") -> Any:
        """A body is required only if it must have members: no body at all is an empty object."""
        body = super()._get_request_body(direction)
        serializer = force_instance(self.get_request_serializer())
        if body is not None and isinstance(serializer, Serializer):
            body.pop("required", None)
            is_partial = serializer.partial or self.method == "PATCH"
            if not is_partial and any(field.required for field in serializer.fields.values()):
                body["required"] = True
        return body

    def _get_filter_parameters(self) -> list[dict[str, Any]]:
        """Document the form that clients should send for parameters with several values. The server reads both
        forms."""
        parameters: list[dict[str, Any]] = super()._get_filter_parameters()
        for parameter in parameters:
            if parameter["schema"].get("type") == "array":
                parameter |= {"style": "form", "explode": True}
        return parameters

    def _insert_field_validators(self, field: Any, schema: dict[str, Any]) -> None:
        """Remove the schema that drf-spectacular adds for empty text, because our schemas allow it already."""
        super()._insert_field_validators(field, schema)
        if "oneOf" in schema and schema["oneOf"][-1] == {"type": "string", "maxLength": 0}:
            schema |= schema.pop("oneOf")[0]
            schema.pop("format", None)  # empty text has none

    def _map_serializer_field(self, field: Any, direction: Any, bypass_extensions: bool = False) -> Any:
        schema = super()._map_serializer_field(field, direction, bypass_extensions)
        if isinstance(field, ListSerializer) and direction == "request" and schema is not None:
            schema["minItems"] = 0 if field.allow_empty else 1
            schema["maxItems"] = field.max_length  # type: ignore[attr-defined]  # missing in the stubs
        return constrain(schema, field) if direction == "request" else schema

    def _postprocess_serializer_schema(self, schema: Any, serializer: Any, direction: Any) -> Any:
        """We refuse unknown members, and always return all members."""
        schema = super()._postprocess_serializer_schema(schema, serializer, direction)
        if type(serializer).__doc__ is None:
            schema.pop("description", None)  # an inherited docstring about our code
        if isinstance(serializer, Serializer) and "properties" in schema:
            if direction == "request":
                schema["additionalProperties"] = False
            else:
                schema["required"] = sorted(schema["properties"])
        return schema
