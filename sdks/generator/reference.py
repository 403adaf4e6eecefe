"""Writes docs/reference.json: what the pages of the API reference show of each resource."""

import json
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sdks.generator.calls import calls, written
from sdks.generator.document import JSON, TWIN, Document, Operation, placeholders
from sdks.generator.schemas import Schemas, Type, camel, one_line

FILE = Path("docs/reference.json")
SEVERAL = re.compile(r" For several values, repeat the parameter; values separated by commas work too\.")
REQUIRES = re.compile(r"\s*Requires the role [^.]*\.\s*")
SHARED = ("page", "page_size", "cursor", "sort_order", "company_id", "dry_run")
"""Parameters that the first page of the reference explains once."""
KINDS = {
    "number": "decimal",
    "bytes": "base64",
    "datetime": "date-time",
    "alias": "enum",
    "model": "object",
    "any": "any value",
}
UPSERT = "upsert"
MAX_DEPTH = 5
MANY_SAY_IT = 3
MANY_VALUES = 40
"""More values of an enumeration than this are not listed: currencies, for example, are a resource of their own."""


@dataclass
class Reader:
    """Reads the schemas of one operation. `seen` are the components around the one that is read.

    `shown` are those that the page shows anyway: a field of such an object refers to it.
    """

    schemas: Schemas
    where: str
    seen: tuple[str, ...] = field(default=())
    shown: tuple[str, ...] = field(default=())

    def fields(self, schema: dict[str, Any]) -> list[dict[str, Any]]:
        required = set(schema.get("required", ()))
        found = [
            self.described(name, inner, is_required=name in required)
            for name, inner in schema.get("properties", {}).items()
            if isinstance(inner, dict)
        ]
        return sorted(found, key=lambda each: "required" not in each)

    def described(self, name: str, schema: dict[str, Any], *, is_required: bool) -> dict[str, Any]:
        """Return what a page says of a field or parameter; what is empty or false is left out."""
        type_ = self.schemas.type_of(schema, f"{self.where}{camel(name)}")
        values = (type_.of or type_).values
        found = {
            "name": name,
            "type": words(type_, self.schemas, schema),
            "required": is_required,
            "nullable": type_.nullable,
            "description": one_line(schema.get("description", "") or self.resolved(schema).get("description", "")),
            "choices": list(values) if len(values) <= MANY_VALUES else [],
            "limits": limits(self.schemas.resolved(schema)),
            "default": default(schema.get("default")),
            "fields": self.nested(schema),
            "object": self.named(schema),
        }
        return {key: value for key, value in found.items() if value}

    def nested(self, schema: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the fields of the object that a field holds, alone or in a list."""
        schema, names = self.unwrapped(schema)
        is_shown = set(names) & {*self.seen, *self.shown}
        if len(self.seen) >= MAX_DEPTH or is_shown or "discriminator" in schema:
            return []
        inner = replace(self, seen=(*self.seen, *names), where=names[-1] if names else self.where + "Inner")
        return inner.fields(schema)

    def named(self, schema: dict[str, Any]) -> str:
        """Return the name of the object that a field refers to, if the page shows it."""
        return next((name for name in self.unwrapped(schema)[1] if name in self.shown), "")

    def unwrapped(self, schema: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
        """Follow references, lists and `or null` to an object; also return the names of the components on the way."""
        names = []
        while True:
            variants = [each for word in ("oneOf", "anyOf", "allOf") for each in schema.get(word, ())]
            variants = [each for each in variants if each != {"type": "null"}]
            if "$ref" in schema:
                names.append(schema["$ref"].rpartition("/")[2])
                schema = self.schemas.components[names[-1]]
            elif schema.get("type") == "array" and isinstance(schema.get("items"), dict):
                schema = schema["items"]
            elif len(variants) == 1 and "properties" not in schema:
                schema = variants[0]
            else:
                return schema, names

    def resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        return self.schemas.resolved(schema)


def write(document: Document) -> dict[Path, str]:
    """Return the text of the file."""
    pages: dict[str, list[Operation]] = {}
    for operation in document.operations:
        pages.setdefault(raw_of(document, operation)["tags"][0], []).append(operation)
    tags = {tag["name"]: (number, tag) for number, tag in enumerate(document.raw.get("tags", []))}
    for name in pages:
        tags.setdefault(name, (len(tags), {"name": name}))
    found = {slug(name): page(document, *tags[name], operations) for name, operations in pages.items()}
    return {FILE: json.dumps(found, indent=1) + "\n"}


def page(document: Document, number: int, tag: dict[str, Any], operations: list[Operation]) -> dict[str, Any]:
    schemas = Schemas(dict(document.raw["components"]["schemas"]))
    objects: dict[str, Type] = {}
    for operation in operations:
        shown = operation.item or operation.answer
        if shown is not None and shown.kind == "model":
            objects.setdefault(shown.name, shown)
    created = tuple(body_name(document, each) for each in operations if each.name == "create")
    described = [operation_of(document, schemas, operation, created) for operation in operations]
    fill_lists(described)
    more = take_general(described)
    anchors = [each["anchor"] for each in described]
    assert len(set(anchors)) == len(anchors), f"{tag['name']}: two operations at one anchor in {anchors}"
    return {
        "name": tag["name"],
        "title": tag.get("x-displayName", spaced(tag["name"])),
        "number": number,
        "description": one_line(tag.get("description", "")),
        "more": more,
        "twin": all(each["twin"] for each in described),
        "operations": described,
        "objects": without_repeats([object_of(schemas, name, tuple(objects)) for name in objects]),
    }


def body_name(document: Document, operation: Operation) -> str:
    """Return the name of the component that is the body of an operation."""
    content = raw_of(document, operation).get("requestBody", {}).get("content", {})
    return str(content.get(JSON, {}).get("schema", {}).get("$ref", "")).rpartition("/")[2]


def operation_of(
    document: Document, schemas: Schemas, operation: Operation, created: tuple[str, ...]
) -> dict[str, Any]:
    """Return what the page shows of an operation. `created` is the body of `create`, which others do not show again."""
    raw = raw_of(document, operation)
    reader = Reader(schemas, camel(operation.id), seen=created)
    given = [document.parameter(each) for each in raw.get("parameters", [])]
    own = [each for each in given if each["name"] not in SHARED and each["in"] in ("path", "query")]
    status, success = next((s, r) for s, r in raw["responses"].items() if s[0] in "23")
    request = raw.get("requestBody", {}).get("content", {}).get(JSON, {})
    asked, answered = (example(document, part) for part in (request, success.get("content", {}).get(JSON, {})))
    ids = {
        name: answered["id"] for name in placeholders(operation.path) if isinstance(answered, dict) and "id" in answered
    }
    is_new = operation.name != UPSERT  # its body and its answer are those of `create`, as its description says
    body = reader.resolved(request["schema"]) if request and is_new else {}
    return {
        "id": operation.id,
        "anchor": anchor(operation),
        "method": operation.method,
        "path": operation.path,
        "summary": operation.summary.rstrip("."),
        "description": description(operation),
        "role": raw.get("x-required-role", ""),
        "role_of": raw.get("x-role-of", ""),
        "scope": raw.get("x-required-scope", ""),
        "is_public": operation.is_public,
        "twin": TWIN + operation.path in document.paths,
        "shared": [each["name"] for each in given if each["name"] in SHARED or each["in"] == "header"],
        "parameters": [parameter(reader, each) for each in own],
        "body": reader.fields(body),
        "status": status,
        "answer": answer(operation),
        "formats": list(operation.formats),
        "errors": [status for status in raw["responses"] if status[0] in "45"],
        "response": written(answered, 0, "json") if answered is not None and is_new else "",
        "calls": calls(operation, asked if isinstance(asked, dict) else None, ids),
    }


def fill_lists(described: list[dict[str, Any]]) -> None:
    """Show in the response of a list what another operation answered, if nothing was in the list when it was asked."""
    given = {
        each["answer"]["object"]: each["response"] for each in reversed(described) if not each["answer"]["is_list"]
    }
    for each in described:
        item = given.get(each["answer"]["object"])
        if item and each["answer"]["is_list"]:
            items = "[\n" + indented(item, 4) + "\n  ]"
            each["response"] = (
                each["response"].replace('"items": []', f'"items": {items}').replace('"total": 0', '"total": 1')
            )


def take_general(described: list[dict[str, Any]]) -> str:
    """Take away what is said of so many operations that it is about the resource. Return it without the first sentence,
    which says what the resource is, as its description does."""
    counts = Counter(each["description"] for each in described)
    general = [text for text, count in counts.items() if text and count >= MANY_SAY_IT]
    for each in described:
        if each["description"] in general:
            each["description"] = ""
    return one_line(" ".join(text.partition(". ")[2] for text in general))


def indented(text: str, by: int) -> str:
    return "\n".join(" " * by + line for line in text.splitlines())


def raw_of(document: Document, operation: Operation) -> dict[str, Any]:
    found: dict[str, Any] = document.paths[operation.path][operation.method.lower()]
    return found


def anchor(operation: Operation) -> str:
    return slug("-".join([*operation.resource[1:], operation.name]))


def description(operation: Operation) -> str:
    """Return the description without the role and scope, which a page shows in its own way."""
    text = REQUIRES.sub(" ", operation.description).strip()
    return "" if text.rstrip(".") == operation.summary.rstrip(".") else text


def parameter(reader: Reader, given: dict[str, Any]) -> dict[str, Any]:
    schema = {**given["schema"], "description": SEVERAL.sub("", one_line(given.get("description", "")))}
    found = reader.described(given["name"], schema, is_required=given.get("required", False))
    return {**found, "in": given["in"]}


def example(document: Document, media: dict[str, Any]) -> Any:
    found = media.get("examples", {}).get("executed", {})
    if "$ref" in found:
        found = document.raw["components"]["examples"][found["$ref"].rpartition("/")[2]]
    return found.get("value")


def answer(operation: Operation) -> dict[str, Any]:
    shown = operation.item or operation.answer
    name = shown.name if shown is not None and shown.kind == "model" else ""
    return {"object": name, "title": spaced(name), "is_list": operation.item is not None}


def without_repeats(objects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Let an object that has all fields of another refer to it, and keep only its own."""
    for each in objects:
        bases = [other for other in objects if "extends" not in other and is_part(other["fields"], each["fields"])]
        if bases:
            own = [field for field in each["fields"] if field not in bases[0]["fields"]]
            each |= {"fields": own, "extends": bases[0]["name"]}
    return objects


def is_part(fields: list[dict[str, Any]], of: list[dict[str, Any]]) -> bool:
    return 0 < len(fields) < len(of) and all(field in of for field in fields)


def object_of(schemas: Schemas, name: str, shown: tuple[str, ...]) -> dict[str, Any]:
    others = tuple(other for other in shown if other != name)
    schema = schemas.components[name]
    return {
        "name": name,
        "title": spaced(name),
        "anchor": "object-" + slug(spaced(name)),
        "description": one_line(schema.get("description", "")),
        "fields": Reader(schemas, name, (name,), others).fields(schema),
    }


def words(type_: Type, schemas: Schemas, schema: dict[str, Any]) -> str:
    """Return a type as people say it: `array of uuid`, `decimal`."""
    if type_.kind == "list":
        items = schemas.resolved(schema).get("items", {})
        return "array of " + words(type_.of or Type("any"), schemas, items if isinstance(items, dict) else {})
    if type_.kind == "dict":
        return "map of " + words(type_.of or Type("any"), schemas, {})
    if type_.kind == "string":
        return {"uuid": "uuid", "email": "email address", "uri": "URL"}.get(schema.get("format", ""), "string")
    if type_.kind == "alias" and len(type_.values) > MANY_VALUES:
        return spaced(type_.name).lower()
    return KINDS.get(type_.kind, type_.kind)


def limits(schema: dict[str, Any]) -> str:
    """Return the least and greatest length, value or number of items, if they are worth telling."""
    for least, most, of in (
        ("minLength", "maxLength", " characters"),
        ("minItems", "maxItems", " items"),
        ("minimum", "maximum", ""),
    ):
        low, high = schema.get(least), schema.get(most)
        if of == "" and isinstance(high, int) and high >= 2**31 - 1:
            continue
        if low and high is not None:
            return f"{low} to {high}{of}" if low != high else f"{high}{of}"
        if high is not None:
            return f"at most {high}{of}" if of or not low else f"{low} to {high}"
    return ""


def default(value: Any) -> str:
    return "" if value is None else json.dumps(value, default=str).strip('"')


def spaced(name: str) -> str:
    """Return `Invoice line` for `InvoiceLine`."""
    text = re.sub(r"(?<=[a-z0-9])([A-Z])", lambda match: " " + match[1].lower(), name).replace("_", " ")
    return text[:1].upper() + text[1:]


def slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
