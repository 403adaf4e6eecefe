"""Writes the Python SDK's models, parameters and resources."""

import json
import keyword
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

from sdks.generator.document import Document, Operation, placeholders
from sdks.generator.schemas import Field, Model, Schemas, Type, camel

ROOT = Path(__file__).parents[2]
PACKAGE = Path("sdks/python/atlas_accounting")
HEAD = '"""{what}\n\nGenerated from docs/openapi.yaml by `make sdks`: edit sdks/generator instead.\n"""\n\n'
LONG_ENUM = 100
"""Enumerations with more values are plain text in signatures: currencies."""
OPTIONS = {
    "idempotency_key": ("str | None = None", "Makes a repeated call happen once. Default: a new one for each call."),
    "if_match": ("str | None = None", "Refuse with 412 unless this is still the object's entity tag."),
    "timeout": ("float | None = None", "Seconds to wait for the answer. Default: the client's."),
}
EXPORT_TIMEOUT = ("", "Seconds to wait for the answer. Default: 600, or the client's if that is longer.")
SCALARS = {"string": "str", "integer": "int", "boolean": "bool", "any": "Any"}
READ = {"date": "dt.date", "datetime": "dt.datetime", "number": "Decimal"}
WRITTEN = {"date": "dt.date | str", "datetime": "dt.datetime | str", "number": "Exact", "bytes": "bytes | str"}


def write(document: Document) -> dict[Path, str]:
    """Return the text of every generated file."""
    events = document.events
    files = {
        "_root.py": root(document),
        "resources.py": resources(document),
        "models.py": models(document.outputs),
        "params.py": params(document.inputs),
        "events.py": event_types(events),
    }
    return {PACKAGE / name: text for name, text in formatted(files).items()}


def formatted(files: dict[str, str]) -> dict[str, str]:
    """Sort imports, drop those that nothing uses, and format, by the repository's rules."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder, "atlas_accounting", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        for command in (["check", "--fix-only", "--select", "F401,I"], ["format"]):
            arguments = [*command, "--quiet", "--no-cache", "--config", "ruff.toml", folder]
            subprocess.run([sys.executable, "-m", "ruff", *arguments], cwd=ROOT, check=True)
        return {name: Path(folder, "atlas_accounting", name).read_text(encoding="utf-8") for name in files}


def models(schemas: Schemas) -> str:
    parts = [
        HEAD.format(what="What the API answers."),
        "from __future__ import annotations\n\nimport datetime as dt\nfrom decimal import Decimal\n"
        "from typing import Any, Literal\n\nfrom atlas_accounting._model import Model\n\n",
        *(f"{name} = {literal(type_)}\n" for name, type_ in sorted(schemas.aliases.items())),
        *(model(schemas.models[name]) for name in sorted(schemas.models)),
        *(f"{name} = {' | '.join(dict.fromkeys(of.values()))}\n" for name, (_, of) in sorted(schemas.unions.items())),
        f"UNIONS: dict[str, tuple[str, dict[str, str]]] = {schemas.unions!r}\n",
    ]
    return "\n".join(parts)


def model(described: Model) -> str:
    lines = [f"class {described.name}(Model):", docstring(described.description or f"{described.name}.", 4)]
    shapes = {field.name: shape(field.type) for field in described.fields}
    for field in described.fields:
        optional = "" if field.required else " = None"
        type_ = read_type(field.type) + ("" if field.required or field.type.nullable else " | None")
        lines.append(f"    {safe(field.name)}: {type_}{optional}")
        if field.description:
            lines.append(docstring(field.description, 4))
    shapes = {name: text for name, text in shapes.items() if text}
    if shapes:
        lines.append(f"    _shapes = {json.dumps(shapes)}")
    return "\n".join(lines) + "\n"


def params(schemas: Schemas) -> str:
    parts = [
        HEAD.format(what="What requests hold: the dictionaries inside of bodies."),
        "from __future__ import annotations\n\nimport datetime as dt\nfrom collections.abc import Mapping, Sequence\n"
        "from typing import Any, Literal, NotRequired, TypedDict\n\n"
        "from atlas_accounting._values import Exact\n\n",
        *(f"{name} = {literal(type_)}\n" for name, type_ in sorted(schemas.aliases.items())),
    ]
    for name in sorted(schemas.models):
        described = schemas.models[name]
        parts.append(f"class {name}(TypedDict):")
        parts.append(docstring(described.description or f"{name}.", 4))
        for field in described.fields:
            type_ = written_type(field.type, prefix="")
            parts.append(f"    {field.name}: {type_ if field.required else f'NotRequired[{type_}]'}")
            if field.description:
                parts.append(docstring(field.description, 4))
        parts.append("")
    return "\n".join(parts)


def event_types(events: dict[str, Model]) -> str:
    names = [event.name for event in events.values()]
    return "\n".join(
        [
            HEAD.format(what="The events that webhooks deliver."),
            "from __future__ import annotations\n\nfrom typing import TYPE_CHECKING\n\n"
            "if TYPE_CHECKING:\n    from atlas_accounting import models\n",
            "    Event = (" + " | ".join(f"models.{name}" for name in names) + ")",
            '\nNAMES = {"' + '", "'.join(f'{type_}": "{event.name}' for type_, event in events.items()) + '"}\n',
        ]
    )


def resources(document: Document) -> str:
    parts = [HEAD.format(what="One class per resource of the API, and one more that is awaited."), IMPORTS]
    for name, operations in document.resources.items():
        for is_async in (False, True):
            if name:
                parts.append(f"class {'Async' * is_async}{camel('_'.join(name))}({'Async' * is_async}Resource):")
                parts.append(docstring(f"Operations of `{'.'.join(name)}`{', awaited' * is_async}.", 4))
                parts += children(document, name, is_async, "")
                parts += [method(operation, is_async) for operation in operations]
    return "\n\n".join(parts)


IMPORTS = """from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from atlas_accounting._calls import OMIT, Call, Omit, segment
from atlas_accounting._resource import AsyncResource, Resource

if TYPE_CHECKING:
    import datetime as dt

    from atlas_accounting import models, params
    from atlas_accounting._files import Download
    from atlas_accounting._pages import AsyncPages, Pages
    from atlas_accounting._values import Exact
"""


def root(document: Document) -> str:
    parts = [HEAD.format(what="What a client has: a resource for each part of the API."), IMPORTS]
    parts[1] += "    from atlas_accounting import resources\n"
    for is_async in (False, True):
        parts.append(f"class {'Async' * is_async}Resources({'Async' * is_async}Resource):")
        parts.append(docstring(f"The whole API{', awaited' * is_async}.", 4))
        parts += children(document, (), is_async, "resources.")
        parts += [method(operation, is_async) for operation in document.resources.get((), [])]
    return "\n\n".join(parts)


def children(document: Document, name: tuple[str, ...], is_async: bool, prefix: str) -> list[str]:
    """Write the attributes that lead to the resources below. The root imports them when one is first used."""
    found = []
    loading = "        from atlas_accounting import resources\n\n" if prefix else ""
    for child in document.resources:
        if len(child) == len(name) + 1 and child[: len(name)] == name:
            class_name = prefix + "Async" * is_async + camel("_".join(child))
            found.append(
                f"    @cached_property\n    def {child[-1]}(self) -> {class_name}:\n{loading}"
                f"        return {class_name}(self._client)"
            )
    return found


def method(operation: Operation, is_async: bool) -> str:
    files = [write_method(operation, is_async, of_file=True)] if operation.formats and operation.answer else []
    of_file = bool(operation.formats) and operation.answer is None
    return "\n\n".join([write_method(operation, is_async, of_file=of_file), *files])


def write_method(operation: Operation, is_async: bool, *, of_file: bool) -> str:
    """Write one method. A list returns pages without a request; all others wait for the answer."""
    fields = [field for field in operation.fields if field.name not in ("cursor",) or not operation.item]
    if operation.formats:
        fields = [field for field in fields if field.name != "format"]
    path = [field for name in placeholders(operation.path) for field in fields if field.name == name]
    wanted = [f for f in fields if f.required and f.location != "path"]
    optional = [f for f in fields if not f.required and f.location != "path"]
    named = [f"{argument(f)}: {written_type(f.type, many=f.location == 'query')}" for f in wanted]
    named += [argument_with_default(f) for f in optional]
    if of_file and operation.formats != ("file",):
        values = ", ".join(json.dumps(value) for value in operation.formats)
        named.insert(0, f"format: Literal[{values}]" + (f" = {json.dumps(operation.formats[0])}"))
        named = [n for n in named if " = " not in n] + [n for n in named if " = " in n]
    options = [name for name, is_taken in taken(operation).items() if is_taken]
    named += [f"{name}: {OPTIONS[name][0]}" for name in options]
    positional = [f"{argument(f)}: str" for f in path]
    signature = ", ".join(["self", *positional, *(["/"] if positional else []), *(["*", *named] if named else [])])
    prefix = "async " * (is_async and not operation.item)
    name = safe(operation.name + "_file" * (of_file and operation.answer is not None))
    told = path + wanted + optional
    lines = [
        f"    {prefix}def {name}({signature}) -> {answer_type(operation, is_async, of_file)}:",
        docstring(documentation(operation, told, options), 8),
        f"        call = Call({', '.join(call_arguments(operation, fields, options, of_file))})",
        "        " + sent(operation, is_async, of_file),
    ]
    return "\n".join(lines)


def taken(operation: Operation) -> dict[str, bool]:
    return {"idempotency_key": operation.takes_key, "if_match": operation.takes_match, "timeout": True}


def argument(field: Field) -> str:
    return safe(field.name)


def argument_with_default(field: Field) -> str:
    if field.location == "query":
        return f"{argument(field)}: {either(written_type(field.type, many=True), 'None')} = None"
    return f"{argument(field)}: {either(written_type(field.type), 'Omit')} = OMIT"


def answer_type(operation: Operation, is_async: bool, of_file: bool) -> str:
    if of_file:
        return "Download"
    if operation.item:
        return f"{'Async' * is_async}Pages[{read_type(operation.item, 'models.')}]"
    return read_type(operation.answer, "models.") if operation.answer else "None"


def sent(operation: Operation, is_async: bool, of_file: bool) -> str:
    wait = "await " * is_async
    if of_file:
        return f"return {wait}self._client._download(call)"
    if operation.item:
        return f"return self._client._pages(call, {json.dumps(operation.item.name)})"
    if operation.answer is None:
        return f"{wait}self._client._send(call)"
    type_, name = read_type(operation.answer, "models."), json.dumps(shape(operation.answer))
    return f"answer: {type_} = {wait}self._client._send(call, {name})\n        return answer"


def call_arguments(operation: Operation, fields: list[Field], options: list[str], of_file: bool) -> list[str]:
    path = operation.path
    for name in placeholders(path):
        path = path.replace(f"{{{name}}}", f"{{segment({safe(name)})}}")
    found = [json.dumps(operation.method), ("f" if "{" in path else "") + json.dumps(path)]
    query = [f"{json.dumps(f.name)}: {argument(f)}" for f in fields if f.location == "query"]
    if operation.formats and operation.formats != ("file",):
        query.append('"format": format' if of_file else '"format": "json"')
    if query:
        found.append("query={" + ", ".join(query) + "}")
    repeated = [f.name for f in fields if f.location == "query" and f.type.kind == "list" and f.explode]
    if repeated:
        found.append(f"repeated={tuple(repeated)!r}")
    if operation.has_body:
        body = [f"{json.dumps(f.name)}: {argument(f)}" for f in fields if f.location == "body"]
        found.append("body={" + ", ".join(body) + "}")
    if operation.page_size:
        found.append(f"page_size={operation.page_size}")
    if operation.takes_key:
        found.append("takes_key=True")
    found += [f"{name}={name}" for name in options]
    if operation.in_company:
        found.append("in_company=True")
    if operation.is_public:
        found.append("is_public=True")
    return found


def documentation(operation: Operation, told: list[Field], options: list[str]) -> str:
    parts = [operation.summary.rstrip(".") + "."]
    if operation.description:
        parts.append(operation.description)
    notes = [f"    {argument(field)}: {field.description}" for field in told if field.description]
    told_of = OPTIONS | ({"timeout": EXPORT_TIMEOUT} if operation.path.startswith("/exports/") else {})
    notes += [f"    {name}: {told_of[name][1]}" for name in options]
    if notes:
        parts.append("Args:\n" + "\n".join(notes))
    return "\n\n".join(parts)


def docstring(text: str, indent: int) -> str:
    """Write a docstring, wrapped to the line length."""
    space = " " * indent
    text = text.replace("\\", "\\\\").replace('"""', "'''")
    if text.endswith('"'):
        text += " "
    if "\n" not in text and len(text) + indent + 6 <= 118:
        return f'{space}"""{text}"""'
    lines: list[str] = []
    for line in text.split("\n"):
        own = len(line) - len(line.lstrip())
        lines += textwrap.wrap(line, 116 - indent, subsequent_indent=" " * (own + 4 if own else 0)) or [""]
    if len(lines) == 1:
        lines = textwrap.wrap(text, 100 - indent)
    body = "\n".join((space + line).rstrip() for line in lines)
    return f'{space}"""{body.strip()}\n{space}"""'


def safe(name: str) -> str:
    return name + "_" if keyword.iskeyword(name) else name


def either(annotation: str, other: str) -> str:
    """Return a union, with None at its end."""
    if not annotation.endswith(" | None"):
        return f"{annotation} | {other}"
    return annotation if other == "None" else f"{annotation.removesuffix(' | None')} | {other} | None"


def literal(type_: Type) -> str:
    if len(type_.values) > LONG_ENUM:
        return "str"
    return f"Literal[{', '.join(json.dumps(value) for value in type_.values)}]"


def read_type(type_: Type, prefix: str = "") -> str:
    """Return the annotation of what is read."""
    if type_.kind == "enum":
        found = literal(type_)
    elif type_.kind in ("model", "alias"):
        found = prefix + type_.name
    elif type_.kind == "list":
        found = f"list[{read_type(type_.of or Type('any'), prefix)}]"
    elif type_.kind == "dict":
        found = f"dict[str, {read_type(type_.of or Type('any'), prefix)}]"
    else:
        found = SCALARS.get(type_.kind) or READ[type_.kind]
    return f"{found} | None" if type_.nullable and found != "Any" else found


def written_type(type_: Type, *, many: bool = False, prefix: str = "params.") -> str:
    """Return the annotation of what is sent. With `many`, one value is as good as a list of one."""
    if type_.kind == "enum":
        found = literal(type_)
    elif type_.kind in ("model", "alias"):
        found = prefix + type_.name
    elif type_.kind == "list":
        inner = written_type(type_.of or Type("any"), prefix=prefix)
        found = f"Sequence[{inner}]"
        if many:
            found = f"{inner} | {found}" if inner != "str" else "str | Sequence[str]"
    elif type_.kind == "dict":
        found = f"Mapping[str, {written_type(type_.of or Type('any'), prefix=prefix)}]"
    else:
        found = SCALARS.get(type_.kind) or WRITTEN[type_.kind]
    return f"{found} | None" if type_.nullable and found != "Any" else found


def shape(type_: Type) -> str:
    """Return how a value is read at run time, for `_model.reader`; empty for what JSON has already."""
    if type_.kind in ("date", "datetime"):
        return type_.kind
    if type_.kind == "number":
        return "decimal"
    if type_.kind == "model":
        return type_.name
    if type_.kind in ("list", "dict"):
        inner = shape(type_.of or Type("any"))
        return {"list": "[]", "dict": "{}"}[type_.kind] + inner if inner else ""
    return ""
