"""What is printed: tables for people, JSON for programs. Numbers keep their cents; terminals get no control codes."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TextIO

from atlas_accounting._model import SECRET_NAME
from atlas_accounting.errors import APIError

FIRST = ("number", "code", "name", "full_name", "email", "type", "event", "status", "url", "date", "due_date")
LAST = ("currency", "amount", "amount_due", "balance", "total", "id")
"""Which members of objects make good columns, from left to right. `number` is also `invoice_number` and so on."""
SKIPPED = ("company_id", "allowed_actions", "updated_at")
MAX_COLUMNS = 8
MAX_CELL = 44
WIDE = 200
"""The width of what is not a terminal."""


def json_text(value: Any, indent: int = 0) -> str:
    """Return JSON with exact numbers, on lines of its own."""
    space = "  " * (indent + 1)
    if isinstance(value, Mapping) and value:
        parts = [f"{space}{json.dumps(str(key))}: {json_text(inner, indent + 1)}" for key, inner in value.items()]
        return "{\n" + ",\n".join(parts) + "\n" + "  " * indent + "}"
    if isinstance(value, list) and value:
        parts = [space + json_text(inner, indent + 1) for inner in value]
        return "[\n" + ",\n".join(parts) + "\n" + "  " * indent + "]"
    if isinstance(value, Decimal):
        return format(value, "f")
    return json.dumps(value, ensure_ascii=False)


def compact(value: Any) -> str:
    """Return JSON with exact numbers on one line, as Atlas writes bodies."""
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{json.dumps(str(key))}:{compact(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(compact(inner) for inner in value) + "]"
    if isinstance(value, Decimal):
        return format(value, "f")
    return json.dumps(value, ensure_ascii=False)


def clean(text: str) -> str:
    """Replace what a terminal would obey: nobody's invoice may move the cursor."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)


def cell(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Mapping):
        return clean(str(value.get("full_name") or value.get("name") or compact(value)))
    if isinstance(value, list):
        return (
            clean(", ".join(str(each) for each in value))
            if all(isinstance(e, str) for e in value)
            else f"{len(value)} items"
        )
    return clean(str(value))


def columns(items: Sequence[Mapping[str, Any]]) -> list[str]:
    """Choose the members that tell most about the items of a list."""
    names = [name for name, value in items[0].items() if not isinstance(value, list | Mapping) and name not in SKIPPED]

    def place(name: str) -> int:
        short = "number" if name.endswith("_number") else "date" if name == "issue_date" else name
        if short in FIRST:
            return FIRST.index(short)
        return 200 + LAST.index(name) if name in LAST else 100

    chosen = [name for name in names if place(name) != 100]
    others = [name for name in names if place(name) == 100 and any(item.get(name) not in (None, "") for item in items)]
    chosen += others[: max(0, MAX_COLUMNS - len(chosen))]
    return sorted(chosen, key=lambda name: (place(name), names.index(name)))


def table(items: Sequence[Mapping[str, Any]], out: TextIO) -> None:
    """Print the items of a list as a table that fits the terminal; the id is never cut."""
    names = columns(items)
    width = shutil.get_terminal_size((WIDE, 24)).columns if out.isatty() else WIDE
    rows = [[cell(item.get(name)) for name in names] for item in items]
    while True:
        wide = [max(len(name), *(min(len(row[at]), MAX_CELL) for row in rows)) for at, name in enumerate(names)]
        droppable = [at for at, name in enumerate(names) if name != "id" and at > 0]
        if sum(wide) + 2 * len(wide) <= width or not droppable:
            break
        drop = droppable[len(droppable) // 2]
        names.pop(drop)
        rows = [row[:drop] + row[drop + 1 :] for row in rows]
    numeric = [all(isinstance(item.get(name), Decimal | int | None) for item in items) for name in names]
    out.write(
        "  ".join(pad(name.upper(), w, is_right=r) for name, w, r in zip(names, wide, numeric, strict=True)).rstrip()
        + "\n"
    )
    for row in rows:
        cells = [pad(cut(text, w), w, is_right=r) for text, w, r in zip(row, wide, numeric, strict=True)]
        out.write("  ".join(cells).rstrip() + "\n")


def details(item: Mapping[str, Any], out: TextIO, indent: str = "") -> None:
    """Print one object: a line for each member, and its lists as tables below it."""
    widest = max((len(name) for name in item), default=0)
    for name, value in item.items():
        if isinstance(value, list) and value and all(isinstance(each, Mapping) for each in value):
            out.write(f"{indent}{name}:\n")
            for number, each in enumerate(value, 1):
                out.write(f"{indent}  {number}. {summary(each)}\n")
        elif isinstance(value, Mapping) and not ("name" in value or "full_name" in value):
            out.write(f"{indent}{name}:\n")
            details(value, out, indent + "  ")
        else:
            out.write(f"{indent}{name.ljust(widest)}  {cell(value)}".rstrip() + "\n")


def summary(item: Mapping[str, Any]) -> str:
    parts = [f"{name} {cell(value)}" for name, value in item.items() if value not in (None, "", []) and name != "id"]
    return ", ".join(parts)


def pad(text: str, width: int, *, is_right: bool) -> str:
    return text.rjust(width) if is_right else text.ljust(width)


def cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def failure(error: Exception, *, as_json: bool) -> None:
    """Print an error to stderr: what is wrong, in which field, and the id of the request."""
    if as_json and isinstance(error, APIError) and error.body:
        sys.stderr.write(json_text(dict(error.body)) + "\n")
        return
    if not isinstance(error, APIError):
        sys.stderr.write(f"atlas: {clean(str(error))}\n")
        return
    sys.stderr.write(f"atlas: {clean(error.detail)} ({error.status_code}{f' {error.code}' if error.code else ''})\n")
    for each in error.errors:
        sys.stderr.write(f"  {clean(each.field)}: {clean(each.message)}\n")
    if error.request_id:
        sys.stderr.write(f"  request {clean(error.request_id)}\n")


def is_secret(name: str) -> bool:
    return bool(SECRET_NAME.search(name))
