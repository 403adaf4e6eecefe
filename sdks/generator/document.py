"""The operations of the OpenAPI document, with the names that they have in the SDKs."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from sdks.generator.schemas import Field, Model, Schemas, Type, camel, one_line, snake

PREFIX = "/api/v1"
TWIN = "/companies/{company_id}"
METHODS = ("get", "post", "put", "patch", "delete")
VERBS = ("list", "create", "get", "update", "delete", "replace")
JSON = "application/json"
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ExactLoader(LOADER):
    """Reads amounts of examples with their cents."""


ExactLoader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: Decimal(loader.construct_scalar(node)))


@dataclass(frozen=True)
class Operation:
    """One operation: where it is called in the SDK, what it takes, and what it answers.

    `formats` are the files that it can answer instead of JSON. `page_size` is the largest page of a list.
    """

    id: str
    method: str
    path: str
    resource: tuple[str, ...]
    name: str
    summary: str
    description: str
    fields: tuple[Field, ...]
    has_body: bool
    answer: Type | None
    item: Type | None
    formats: tuple[str, ...]
    page_size: int
    takes_key: bool
    takes_match: bool
    in_company: bool
    is_public: bool

    def having(self, location: str) -> list[Field]:
        return [field for field in self.fields if field.location == location]


class Document:
    """The whole document."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw
        components = self.raw["components"]["schemas"]
        self.outputs = Schemas(components)
        self.inputs = Schemas(components, suffix="Params")
        self.paths = {path.removeprefix(PREFIX): item for path, item in self.raw["paths"].items()}

    @cached_property
    def operations(self) -> list[Operation]:
        found = [
            self._operation(method, path, item[method], item.get("parameters", []))
            for path, item in self.paths.items()
            if not self._is_twin(path)
            for method in METHODS
            if method in item
        ]
        resources = {operation.resource for operation in found}
        return [self._placed(operation, resources) for operation in found]

    @cached_property
    def resources(self) -> dict[tuple[str, ...], list[Operation]]:
        """The operations of each resource; those of the API itself are under the empty name."""
        found: dict[tuple[str, ...], list[Operation]] = {}
        for operation in self.operations:
            for depth in range(1, len(operation.resource)):
                found.setdefault(operation.resource[:depth], [])
            found.setdefault(operation.resource, []).append(operation)
        for resource, operations in found.items():
            names = [operation.name for operation in operations]
            assert len(set(names)) == len(names), f"{resource}: two operations of one name in {names}"
        return dict(sorted(found.items()))

    @cached_property
    def events(self) -> dict[str, Model]:
        """What webhooks deliver, by the type of the event."""
        found = {}
        for type_, item in self.raw.get("webhooks", {}).items():
            schema = self.outputs.resolved(item["post"]["requestBody"]["content"][JSON]["schema"])
            name = camel(type_) + "Event"
            data = schema.get("properties", {}).get("data")
            if isinstance(data, dict) and "properties" in data:
                self._share_data(schema, data, type_)
            self.outputs.type_of({**schema, "description": item["post"].get("summary", "")}, name)
            found[type_] = self.outputs.models[name]
        return found

    def _share_data(self, schema: dict[str, Any], data: dict[str, Any], type_: str) -> None:
        """Let all events about the same thing share one model of their data where it is the same."""
        shared = camel(type_.split(".")[0]) + "EventData"
        component = {key: value for key, value in data.items() if key != "description"}
        name = shared if self.outputs.components.setdefault(shared, component) == component else ""
        if not name:
            name = camel(type_) + "EventData"
            self.outputs.components[name] = component
        schema["properties"]["data"] = {"$ref": f"#/components/schemas/{name}"}

    def _is_twin(self, path: str) -> bool:
        return path.startswith(TWIN + "/") and path.removeprefix(TWIN) in self.paths

    def _operation(self, method: str, path: str, raw: dict[str, Any], shared: list[dict[str, Any]]) -> Operation:
        parameters = [self.parameter(each) for each in [*shared, *raw.get("parameters", [])]]
        headers = {p["name"].lower() for p in parameters if p["in"] == "header"}
        body, has_body = self._body(raw, camel(raw["operationId"]))
        content: dict[str, Any] = next(
            (r.get("content", {}) for status, r in raw["responses"].items() if status[0] == "2"), {}
        )
        answer = self._answer(content, camel(raw["operationId"]) + "Answer")
        resource, name = self._place(path, raw)
        members = {field.name for field in body}  # a member of the body hides a parameter of its name
        given = [p for p in parameters if p["in"] in ("path", "query") and p["name"] not in members]
        fields = [self._field(p) for p in given]
        formats = [value for field in fields if field.name == "format" for value in field.type.values]
        if not formats and set(content) - {JSON}:
            formats = ["file"]
        sizes = [p["schema"].get("maximum", 0) for p in parameters if p["name"] == "page_size"]
        return Operation(
            id=raw["operationId"],
            method=method.upper(),
            path=path,
            resource=resource,
            name=name,
            summary=one_line(raw.get("summary", "")),
            description=one_line(raw.get("description", "")),
            fields=(*fields, *body),
            has_body=has_body,
            answer=answer,
            item=self._item(answer),
            formats=tuple(value for value in formats if value != "json"),
            page_size=max(sizes, default=0),
            takes_key="idempotency-key" in headers,
            takes_match="if-match" in headers,
            in_company=TWIN + path in self.paths
            or any(p["name"] == "company_id" and self._is_one(p) for p in parameters),
            is_public=not [need for need in raw.get("security", self.raw.get("security", [])) if need],
        )

    def parameter(self, raw: dict[str, Any]) -> dict[str, Any]:
        """Follow a parameter's reference to where it is written out."""
        if "$ref" in raw:
            found: dict[str, Any] = self.raw["components"]["parameters"][raw["$ref"].rpartition("/")[2]]
            return found
        return raw

    @staticmethod
    def _is_one(parameter: dict[str, Any]) -> bool:
        return parameter["in"] == "query" and parameter["schema"].get("type") != "array"

    def _field(self, raw: dict[str, Any]) -> Field:
        return Field(
            name=raw["name"],
            type=self.inputs.type_of(raw["schema"], camel(raw["name"])),
            required=raw.get("required", False),
            description=one_line(raw.get("description", "")),
            location=raw["in"],
            explode=raw.get("explode", True),
        )

    def _body(self, raw: dict[str, Any], name: str) -> tuple[list[Field], bool]:
        content = raw.get("requestBody", {}).get("content", {})
        if JSON not in content:
            return [], False
        schema = self.inputs.resolved(content[JSON]["schema"])
        return self.inputs.fields(schema, name), True

    def _answer(self, content: dict[str, Any], name: str) -> Type | None:
        return self.outputs.type_of(content[JSON]["schema"], name) if JSON in content else None

    def _item(self, answer: Type | None) -> Type | None:
        """Return what a list is of, if the answer is a page of one. Pages are the SDKs' own class, not models."""
        if answer is None or answer.kind != "model":
            return None
        fields = {field.name: field for field in self.outputs.models[answer.name].fields}
        if not {"items", "next_cursor"} <= set(fields):
            return None
        del self.outputs.models[answer.name]
        return fields["items"].type.of

    def _place(self, path: str, raw: dict[str, Any]) -> tuple[tuple[str, ...], str]:
        """Return the resource and the method's name: `/contacts/customers/{id}/archive` is `customers.archive`."""
        segments = [snake(part) for part in path.split("/") if part and not part.startswith("{")]
        given = snake(raw["operationId"])
        joined = "_".join(segments)
        verb = given.removeprefix(joined + "_")
        if verb in VERBS and given.startswith(joined + "_"):
            resource, name = segments, verb
        elif given == joined:
            resource, name = segments[:-1], segments[-1]
        else:
            resource, name = segments[:-1], given.removeprefix("_".join(segments[:-1]) + "_")
        tag = snake(raw.get("tags", [""])[0])
        if len(resource) > 1 and resource[-1] == tag:
            resource = resource[-1:]
        return tuple(resource), name

    @staticmethod
    def _placed(operation: Operation, resources: set[tuple[str, ...]]) -> Operation:
        """`GET /health` is `health.get`, since `/health/ready` makes `health` a resource; `GET /budgets/{id}/lines` is
        `budgets.lines.get`, since a PUT of it does."""
        if (own := (*operation.resource, operation.name)) in resources:
            return Operation(**{**vars(operation), "resource": own, "name": "get"})
        if operation.resource and operation.name.startswith("_".join(operation.resource) + "_"):
            name = operation.name.removeprefix("_".join(operation.resource) + "_")
            return Operation(**{**vars(operation), "name": name})
        return operation


def load(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=ExactLoader)  # noqa: S506 (it is a safe one)
    return found


def placeholders(path: str) -> list[str]:
    """Return the names in a path's braces."""
    return re.findall(r"{(\w+)}", path)
