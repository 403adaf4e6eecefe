"""Complete the OpenAPI document after its operations are described: shared parts, links, examples, webhooks."""

import copy
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from accounting.events import CATALOGUE
from accounting.ledger.money import CURRENCIES
from api.failures import UNKNOWN_CODE, catalogue
from api.openapi.components import ERROR_NAMES, ERROR_SCHEMA, ERRORS, EVERYWHERE, HEADERS, header_references
from api.openapi.descriptions import describe
from api.openapi.enums import name_enums
from api.openapi.events import event_schemas, webhook
from api.openapi.fields import CURRENCY_SCHEMA
from api.openapi.names import describe_schemas, name_schemas
from api.openapi.tags import tags

EXAMPLES: dict[str, Any] = json.loads(
    Path(__file__).with_name("examples.json").read_text(encoding="utf-8"), parse_float=Decimal
)
"""Executed requests and their responses, by keys such as `POST /invoices` (tests/api/test_examples.py). Members keep
their order, and numbers their cents."""


def finish(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Complete the document (a post-processing hook of drf-spectacular): what its operations share, names, examples."""
    result = copy.deepcopy(result)  # parts of it belong to filters and settings, which the next call reads again
    components = result["components"]
    components["headers"] = HEADERS
    components["schemas"] |= event_schemas() | {"Error": _error_schema()}
    components["schemas"]["CurrencyCode"] = {**CURRENCY_SCHEMA, "enum": sorted(CURRENCIES)}
    components["responses"] = {}
    for status, name in ERROR_NAMES.items():
        extra = {401: ["WWW-Authenticate"], 429: ["Retry-After"], 503: ["Retry-After"]}.get(status, [])
        components["responses"][name] = {
            "description": ERRORS[status],
            "headers": header_references([*EVERYWHERE, *extra]),
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
        }
    _tidy(result)
    _link(result["paths"])
    _mark_twins(result["paths"])
    _open_the_public(result["paths"])
    components["examples"] = dict(_show_examples(result["paths"]))
    result["webhooks"] = {kind.name: {"post": webhook(kind)} for kind in CATALOGUE.values()}
    name_schemas(result)
    describe_schemas(components["schemas"])
    describe(result)
    name_enums(result)
    result["tags"] = tags()
    return result


def _error_schema() -> dict[str, Any]:
    codes = sorted({code for _, code, _ in catalogue()} | {UNKNOWN_CODE})
    properties = {**ERROR_SCHEMA["properties"]}
    properties["code"] = {**properties["code"], "enum": codes}
    return {**ERROR_SCHEMA, "properties": properties}


def _mark_twins(paths: dict[str, Any]) -> None:
    """Say of the addresses below a company which operation each is the same as."""
    for path, operations in paths.items():
        for method, operation in operations.items():
            plain = paths.get(path.replace("/companies/{company_id}", "", 1))
            if plain is not None and path.startswith("/companies/{company_id}/"):
                operation["x-atlas-twin-of"] = plain[method]["operationId"]


def _open_the_public(paths: dict[str, Any]) -> None:
    """Say of the operations that need no token that they need none."""
    for operations in paths.values():
        for operation in operations.values():
            operation.setdefault("security", [])


def _link(paths: dict[str, Any]) -> None:
    """Link the responses to list and create with everything that can be done with such an object."""
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
        plain = path.replace("/companies/{company_id}", "", 1)
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


def _tidy(node: Any) -> None:
    """Remove what drf-spectacular writes for tools of others, everywhere in the document.

    `x-spec-enum-id` is a mark for a hook that we do not use. An `allOf` around one reference lets a description stand
    beside it in OpenAPI 3.0; in 3.1 it can stand there without, and openapi-typescript loses the member `event` of the
    union of events inside an `allOf`.
    """
    if isinstance(node, dict):
        node.pop("x-spec-enum-id", None)
        if "$ref" in (node.get("allOf") or [{}])[0] and len(node["allOf"]) == 1:
            node |= node.pop("allOf")[0]
        node = list(node.values())
    if isinstance(node, list):
        for value in node:
            _tidy(value)
