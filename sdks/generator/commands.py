"""Writes the command line's table of operations: sdks/python/atlas_accounting/cli/commands.json."""

import json
from pathlib import Path
from typing import Any

from sdks.generator.document import Document, Operation, placeholders
from sdks.generator.schemas import Field, Type

FILE = Path("sdks/python/atlas_accounting/cli/commands.json")
MANY_VALUES = 60
"""Longer enumerations are not listed in the help: Atlas checks them."""


def write(document: Document) -> dict[Path, str]:
    """Return the table, with one operation per line so that changes are easy to read."""
    tags = {tag["name"]: tag.get("description", "") for tag in document.raw.get("tags", [])}
    about = {operation.resource: tags.get(tag_of(document, operation), "") for operation in document.operations}
    table = {
        " ".join(kebab(word) for word in name): {
            "about": about.get(name, ""),
            "operations": {kebab(operation.name): command(operation) for operation in operations},
        }
        for name, operations in document.resources.items()
    }
    lines = [
        f"{json.dumps(name)}: "
        + "{\n"
        + f'"about": {json.dumps(of["about"])},\n"operations": {{\n'
        + ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in of["operations"].items())
        + "\n}}"
        for name, of in table.items()
    ]
    return {FILE: "{\n" + ",\n".join(lines) + "\n}\n"}


def tag_of(document: Document, operation: Operation) -> str:
    return str(document.paths[operation.path][operation.method.lower()].get("tags", [""])[0])


def command(operation: Operation) -> dict[str, Any]:
    """Return what the command line has to know of an operation; what is empty or false is left out."""
    hidden = {"cursor", "page", "page_size"} if operation.item else set()
    found = {
        "method": operation.method,
        "path": operation.path,
        "summary": operation.summary,
        "description": operation.description,
        "ids": placeholders(operation.path),
        "fields": [option(f) for f in operation.fields if f.location != "path" and f.name not in hidden],
        "is_list": bool(operation.item),
        "formats": list(operation.formats),
        "has_body": operation.has_body,
        "page_size": operation.page_size,
        "takes_key": operation.takes_key,
        "takes_match": operation.takes_match,
        "in_company": operation.in_company,
        "is_public": operation.is_public,
    }
    return {key: value for key, value in found.items() if value}


def option(field: Field) -> dict[str, Any]:
    inner = field.type.of if field.type.kind == "list" and field.type.of else field.type
    is_file = field.name == "content" and field.location == "body"
    found = {
        "name": field.name,
        "in": field.location,
        "kind": kind(inner),
        "many": field.type.kind == "list",
        "explode": field.type.kind == "list" and field.location == "query" and field.explode,
        "nullable": field.type.nullable,
        "required": field.required,
        "is_file": is_file,
        "choices": list(inner.values) if 0 < len(inner.values) <= MANY_VALUES else [],
        "help": field.description + " @FILE reads a file in UTF-8, - the standard input." * is_file,
    }
    return {key: value for key, value in found.items() if value}


def kind(type_: Type) -> str:
    """Return how a value is written on the command line: as itself, or as JSON."""
    if type_.kind in ("model", "list", "dict", "any"):
        return "json"
    return type_.kind if type_.kind in ("integer", "boolean", "number") else "text"


def kebab(name: str) -> str:
    return name.replace("_", "-")
