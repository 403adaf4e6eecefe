"""Writes how an operation is called: with curl, from Python and from TypeScript. The API reference shows these."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from sdks.generator import python, typescript
from sdks.generator.document import Operation, placeholders
from sdks.generator.schemas import Field, snake

SERVER = "https://api.atlas-accounting.com/api/v1"
AN_ID = "0198a7c9-2e61-74ab-9f08-5c7d3b1e8a46"
WIDTH = 64
"""Lists and objects that fit in this many characters are written on one line."""
MANY = 2
"""How many values an example of a filter has at most."""
USUAL_FILTERS = ("status", "type", "start_date", "end_date", "kind")
NEEDED = {"start_date": "2026-01-01", "end_date": "2026-12-31", "siren": "732829320"}
"""Examples of parameters that are required and are not ids."""


def calls(operation: Operation, example: dict[str, Any] | None, ids: dict[str, str]) -> dict[str, str]:
    """Return the call in each language. `example` is the body; `ids` are those in its address."""
    body = example or {}
    query = filters(operation)
    return {
        "curl": curl(operation, example, query, ids),
        "python": in_python(operation, body, query, ids),
        "typescript": in_typescript(operation, body, query, ids),
    }


def filters(operation: Operation) -> dict[str, Any]:
    """Return an example of a list's or report's query: its status or type, or what it needs, such as days and ids."""
    found: dict[str, Any] = {}
    for field in operation.having("query"):
        if field.name in NEEDED and field.required:
            found[field.name] = NEEDED[field.name]
        elif field.required and field.name.endswith("_id"):
            found[field.name] = AN_ID
        elif operation.item and field.name in USUAL_FILTERS and values_of(field):
            found[field.name] = list(values_of(field)[:MANY]) if field.type.kind == "list" else values_of(field)[0]
    return found


def values_of(field: Field) -> tuple[str, ...]:
    inner = field.type.of or field.type
    return inner.values


def curl(operation: Operation, body: dict[str, Any] | None, query: dict[str, Any], ids: dict[str, str]) -> str:
    path = operation.path
    for name in placeholders(path):
        path = path.replace(f"{{{name}}}", ids.get(name, AN_ID))
    pairs = [
        (name, value) for name, values in query.items() for value in (values if type(values) is list else [values])
    ]
    address = SERVER + path + ("?" + "&".join(f"{name}={value}" for name, value in pairs) if pairs else "")
    lines = [f'curl "{address}"' if pairs else f"curl {address}"]
    if operation.method not in ("GET", "POST") or (operation.method == "POST" and not operation.has_body):
        lines[0] = lines[0].replace("curl", f"curl -X {operation.method}")
    if not operation.is_public:
        lines.append('-H "Authorization: Bearer $ATLAS_API_KEY"')
    if operation.has_body:
        text = written(body or {}, 0, "json").replace("'", "'\\''")
        lines += ['-H "Content-Type: application/json"', f"-d '{text}'"]
    return " \\\n  ".join(lines)


def in_python(operation: Operation, body: dict[str, Any], query: dict[str, Any], ids: dict[str, str]) -> str:
    arguments = [json.dumps(ids.get(name, AN_ID)) for name in placeholders(operation.path)]
    named = query | body
    arguments += [f"{python.safe(name)}={written(value, 4, 'python')}" for name, value in named.items()]
    call = ".".join(["atlas", *operation.resource, python.safe(operation.name)]) + inside(arguments, "(", ")")
    thing = noun(operation)
    if operation.item:
        return f"for {thing} in {call}:\n    print({thing})"
    return f"{thing} = {call}" if operation.answer else call


def in_typescript(operation: Operation, body: dict[str, Any], query: dict[str, Any], ids: dict[str, str]) -> str:
    arguments = [json.dumps(ids.get(name, AN_ID)) for name in placeholders(operation.path)]
    named = query | body
    if named:
        arguments.append(written(named, 0, "typescript"))
    names = [typescript.lower(name) for name in (*operation.resource, operation.name)]
    call = ".".join(["atlas", *names]) + "(" + ", ".join(arguments) + ")"
    thing = typescript.lower(noun(operation))
    if operation.item:
        return f"for await (const {thing} of {call}) {{\n  console.log({thing});\n}}"
    return f"const {thing} = await {call};" if operation.answer else f"await {call};"


def noun(operation: Operation) -> str:
    """Return the name of a variable for what the operation answers."""
    answer = operation.item or operation.answer
    if answer is None or not answer.name:
        return "answer" if not operation.item else "item"
    words = "".join("_" + letter.lower() if letter.isupper() else letter for letter in answer.name)
    return "taken" if words == "_import" else snake(words)  # a keyword of both languages


def written(value: Any, indent: int, language: str) -> str:
    """Return a value of JSON as a literal. Amounts are text to the SDKs, as they are never floats."""
    step = 4 if language == "python" else 2
    if isinstance(value, dict):
        name: Callable[[str], str] = str if language == "typescript" else json.dumps
        parts = [f"{name(key)}: {written(inner, indent + step, language)}" for key, inner in value.items()]
        space = " " * (language == "typescript")
        return inside(parts, f"{{{space}", f"{space}}}", indent, step)
    if isinstance(value, list):
        return inside([written(inner, indent + step, language) for inner in value], "[", "]", indent, step)
    if isinstance(value, Decimal):
        return f"{value:f}" if language == "json" else f'"{value:f}"'
    if language == "python" and (value is None or isinstance(value, bool)):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def inside(parts: list[str], before: str, after: str, indent: int = 0, step: int = 4) -> str:
    """Write parts on one line if they fit, else each on its own."""
    line = before + ", ".join(parts) + after if parts else before.strip() + after.strip()
    if "\n" not in line and len(line) <= WIDTH:
        return line
    space = " " * (indent + step)
    return (
        f"{before.strip()}\n" + "".join(f"{space}{part},\n" for part in parts)[:-2] + f"\n{' ' * indent}{after.strip()}"
    )
