"""Writes the TypeScript SDK's types and resources."""

import json
from pathlib import Path

from sdks.generator.document import Document, Operation, placeholders
from sdks.generator.schemas import Field, Model, Schemas, Type, camel

SOURCE = Path("sdks/typescript/src")
HEAD = "/** {what} Generated from docs/openapi.yaml by `make sdks`: edit sdks/generator instead. */\n"
SCALARS = {"integer": "number", "boolean": "boolean", "any": "unknown"}


def write(document: Document) -> dict[Path, str]:
    """Return the text of every generated file."""
    _ = document.events
    return {SOURCE / "models.ts": models(document), SOURCE / "resources.ts": resources(document)}


def models(document: Document) -> str:
    """Write what is read and what is sent. Amounts are read as exact decimal text; the integers are named."""
    read, sent = document.outputs, document.inputs
    parts = [HEAD.format(what="What the API answers, and what requests hold.")]
    parts.append('import type { Exact } from "./json.js";\n')
    parts += [f"export type {name} = {union(of)};\n" for name, of in sorted({**sent.aliases, **read.aliases}.items())]
    parts += [interface(read.models[name], is_read=True) for name in sorted(read.models)]
    parts += [interface(sent.models[name], is_read=False) for name in sorted(sent.models)]
    for name, (_, of) in sorted(read.unions.items()):
        parts.append(f"export type {name} = {' | '.join(dict.fromkeys(of.values()))};\n")
    names = sorted(integers(read) | {"total", "page", "page_size"})
    parts.append("/** The fields that are integers; all other numbers are exact text. */")
    parts.append(f"export const INTEGERS: ReadonlySet<string> = /* @__PURE__ */ new Set({json.dumps(names)});\n")
    parts.append("/** The fields that are objects whose members, of any name, are integers. */")
    parts.append(f"export const COUNTS: ReadonlySet<string> = /* @__PURE__ */ new Set({json.dumps(counts(read))});\n")
    return "\n".join(parts)


def integers(schemas: Schemas) -> set[str]:
    found: dict[str, set[str]] = {"integer": set(), "number": set()}
    for model in schemas.models.values():
        for field in model.fields:
            type_ = field.type
            while type_.kind == "list" and type_.of is not None:
                type_ = type_.of
            if type_.kind in found:
                found[type_.kind].add(field.name)
    both = found["integer"] & found["number"]
    if both:
        raise ValueError(f"{sorted(both)} are integers here and amounts there: nobody could read them exactly")
    return found["integer"]


def counts(schemas: Schemas) -> list[str]:
    fields = [field for model in schemas.models.values() for field in model.fields]
    return sorted({one.name for one in fields if one.type.kind == "dict" and one.type.of == Type("integer")})


def interface(model: Model, *, is_read: bool) -> str:
    lines = [comment(model.description, 0) + f"export interface {model.name} {{"]
    for field in model.fields:
        mark = "" if field.required else "?"
        undefined = "" if field.required else " | undefined"
        type_ = type_of(field.type, is_read=is_read)
        lines.append(f"{comment(field.description, 2)}  {field.name}{mark}: {type_}{undefined};")
    return "\n".join([*lines, "}\n"])


def resources(document: Document) -> str:
    params: dict[str, str] = {}
    body = []
    for name, operations in document.resources.items():
        if name:
            body.append(resource(document, name, operations, params))
    root = ["/** A client with the whole API. */", "export class Atlas extends Client {"]
    first = [child for child in document.resources if len(child) == 1]
    root += [f"  readonly {lower(child[0])} = new {class_of(document, child)}(this);" for child in first]
    root += [method(operation, "this", params) for operation in document.resources.get((), [])]
    text = "\n".join([*body, *root, "}\n"])
    imports = [
        HEAD.format(what="One class per resource of the API, and the client that has them all."),
        'import { Client, Pages, segment, type Call, type Download, type Options } from "./core.js";',
        'import type { Exact } from "./json.js";',
        'import type * as models from "./models.js";\n',
    ]
    return "\n".join(imports) + "\n" + "\n".join(params[key] for key in sorted(params)) + text


def resource(document: Document, name: tuple[str, ...], operations: list[Operation], params: dict[str, str]) -> str:
    """Write the class of a resource, and add to `params` the interfaces of parameters that its methods take."""
    lines = [f"export class {class_of(document, name)} {{"]
    children = [child for child in document.resources if len(child) == len(name) + 1 and child[: len(name)] == name]
    lines += [f"  readonly {lower(child[-1])}: {class_of(document, child)};" for child in children]
    made = " ".join(f"this.{lower(child[-1])} = new {class_of(document, child)}(client);" for child in children)
    lines.append(f"  constructor(private readonly client: Client) {{ {made} }}")
    lines += [method(operation, "this.client", params) for operation in operations]
    return "\n".join([*lines, "}\n"])


def class_of(document: Document, name: tuple[str, ...]) -> str:
    """Return the name of a resource's class, which must not be that of a model."""
    found = camel("_".join(name))
    return found + "Resource" * (found in document.outputs.models)


def method(operation: Operation, client: str, params: dict[str, str]) -> str:
    found = []
    if operation.answer or not operation.formats:
        found.append(one_method(operation, client, params, of_file=False))
    if operation.formats:
        found.append(one_method(operation, client, params, of_file=True))
    return "\n".join(found)


def one_method(operation: Operation, client: str, params: dict[str, str], *, of_file: bool) -> str:
    skipped = {"format", "cursor"} if operation.formats or operation.item else set()
    fields = [f for f in operation.fields if f.location != "path" and f.name not in skipped]
    if of_file and operation.formats != ("file",):
        fields.append(Field("format", Type("enum", values=operation.formats), True, "The kind of file.", "query"))
    taken = camel(operation.id) + "File" * of_file + "Params"
    if fields:
        params[taken] = params_interface(taken, fields)
    arguments = [f"{lower(name)}: string" for name in placeholders(operation.path)]
    if fields:
        needed = any(f.required for f in fields)
        arguments.append(f"params: {taken}" if needed else f"params: {taken} = {{}}")
    arguments.append("options?: Options")
    name = lower(operation.name) + "File" * (of_file and operation.answer is not None)
    described = comment(" ".join(filter(None, [operation.summary.rstrip(".") + ".", operation.description])), 2)
    given = "params" if fields else "{}"
    call = call_of(operation, fields, of_file=of_file)
    if of_file:
        returns, sent = "Promise<Download>", f"{client}.download({call}, {given}, options)"
    elif operation.item:
        item = type_of(operation.item, is_read=True, prefix="models.")
        returns, sent = f"Pages<{item}>", f"new Pages<{item}>({client}, {call}, {given}, options)"
    else:
        answer = type_of(operation.answer, is_read=True, prefix="models.") if operation.answer else "void"
        returns, sent = f"Promise<{answer}>", f"{client}.send<{answer}>({call}, {given}, options)"
    return f"{described}  {name}({', '.join(arguments)}): {returns} {{\n    return {sent};\n  }}"


def params_interface(name: str, fields: list[Field]) -> str:
    lines = [f"export interface {name} {{"]
    for field in sorted(fields, key=lambda f: not f.required):
        text = type_of(field.type, is_read=False, prefix="models.")
        if field.location == "query" and field.type.kind == "list" and field.type.of:
            one = type_of(field.type.of, is_read=False, prefix="models.")
            text = f"{one} | readonly ({one})[]"
        mark = "" if field.required else "?"
        undefined = "" if field.required else " | undefined"
        lines.append(f"{comment(field.description, 2)}  {field.name}{mark}: {text}{undefined};")
    return "\n".join([*lines, "}\n"])


def call_of(operation: Operation, fields: list[Field], *, of_file: bool) -> str:
    path = operation.path
    for name in placeholders(path):
        path = path.replace(f"{{{name}}}", f"${{segment({lower(name)})}}")
    parts = [f'method: "{operation.method}"', f"path: `{path}`" if "$" in path else f'path: "{path}"']
    query = [f.name for f in fields if f.location == "query"]
    if operation.item:
        query.append("cursor")
    if query:
        parts.append(f"query: {json.dumps(query)}")
    repeated = [f.name for f in fields if f.location == "query" and f.type.kind == "list" and f.explode]
    if repeated:
        parts.append(f"repeated: {json.dumps(repeated)}")
    if operation.formats and operation.formats != ("file",) and not of_file:
        parts.append('fixed: { format: "json" }')
    for word, is_so in (
        ("hasBody", operation.has_body),
        ("takesKey", operation.takes_key),
        ("inCompany", operation.in_company),
        ("isPublic", operation.is_public),
    ):
        if is_so:
            parts.append(f"{word}: true")
    if operation.page_size:
        parts.append(f"pageSize: {operation.page_size}")
    return "{ " + ", ".join(parts) + " }"


def type_of(type_: Type, *, is_read: bool, prefix: str = "") -> str:
    inner = type_.of or Type("any")
    if type_.kind == "enum":
        found = union(type_)
    elif type_.kind in ("model", "alias"):
        found = prefix + type_.name
    elif type_.kind == "list":
        text = type_of(inner, is_read=is_read, prefix=prefix)
        found = f"({text})[]" if " | " in text else f"{text}[]"
    elif type_.kind == "dict":
        found = f"Record<string, {type_of(inner, is_read=is_read, prefix=prefix)}>"
    elif type_.kind == "number":
        found = "string" if is_read else "Exact"
    elif type_.kind == "bytes":
        found = "string" if is_read else "Uint8Array | string"
    else:
        found = SCALARS.get(type_.kind, "string")
    return f"{found} | null" if type_.nullable and found != "unknown" else found


def union(type_: Type) -> str:
    return " | ".join(json.dumps(value) for value in type_.values)


def comment(text: str, indent: int) -> str:
    return f"{' ' * indent}/** {text.replace('*/', '* /')} */\n" if text else ""


def lower(name: str) -> str:
    found = camel(name)
    return found[:1].lower() + found[1:]
