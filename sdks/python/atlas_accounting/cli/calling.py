"""Any operation of the API as a command, from the table that is generated from the OpenAPI document."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from atlas_accounting import Atlas
from atlas_accounting._calls import EXPORT_SECONDS, EXPORTS, Call, segment
from atlas_accounting._client import TIMEOUT
from atlas_accounting._pages import first_call, next_call
from atlas_accounting.cli import output

LIMIT = 50
"""How many items of a list are shown without --all or --limit."""


@cache
def commands() -> dict[str, Any]:
    """Return the table: by resource, such as `webhooks deliveries`, its operations by name."""
    text = Path(__file__).with_name("commands.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def found_in(words: list[str]) -> tuple[str, list[str]] | None:
    """Return the resource that the first words name, and the words that follow it."""
    for length in (2, 1):
        name = " ".join(words[:length])
        if len(words) >= length and name in commands() and name:
            return name, words[length:]
    root = commands().get("", {"operations": {}})
    return ("", words) if words and words[0] in root["operations"] else None


def parser_for(name: str, operation: str) -> argparse.ArgumentParser:
    """Return the parser of one operation: its ids, an option for each field, and what all have."""
    described = commands()[name]["operations"][operation]
    parser = argparse.ArgumentParser(
        prog=" ".join(filter(None, ["atlas", name, operation])),
        description=described["summary"].rstrip(".") + ". " + described.get("description", ""),
        formatter_class=argparse.RawDescriptionHelpFormatter
        if "\n" in described["summary"]
        else argparse.HelpFormatter,
        allow_abbrev=False,
    )
    for id_ in described.get("ids", []):
        parser.add_argument(id_, metavar=id_.upper(), help=f"The {id_.replace('_', ' ')} of the object.")
    own = parser.add_argument_group("fields")
    for each in described.get("fields", []):
        if each["name"] != "format" or "formats" not in described:
            add(own, each)
    common = parser.add_argument_group("more")
    if described.get("has_body"):
        common.add_argument(
            "--data", help="The body as JSON; @FILE reads a file, - the standard input. Options come on top."
        )
    if described.get("takes_key"):
        common.add_argument("--idempotency-key", help="Makes a repeated call happen once. Default: a new one.")
    if described.get("takes_match"):
        common.add_argument("--if-match", help="Refuse unless this is still the object's entity tag.")
    if described.get("is_list"):
        common.add_argument("--limit", type=positive, default=LIMIT, help=f"How many items at most. Default: {LIMIT}.")
        common.add_argument("--all", action="store_true", help="All items.")
    if described.get("formats"):
        common.add_argument("--format", choices=["json", *described["formats"]], help="A file instead of JSON.")
        common.add_argument("--output", type=Path, help="Where the file goes. Default: the standard output.")
    seconds = int(EXPORT_SECONDS if described["path"].startswith(EXPORTS) else TIMEOUT)
    common.add_argument("--timeout", type=positive, help=f"Seconds to wait for an answer. Default: {seconds}.")
    add_common(common)
    return parser


def add_common(group: Any) -> None:
    group.add_argument("--json", action="store_true", help="Print JSON for programs, with exact numbers.")
    group.add_argument("--base-url", help="The address of Atlas. Default: the one that you signed in to.")


def add(group: Any, field: Mapping[str, Any]) -> None:
    flag = "--" + field["name"].replace("_", "-")
    told = field.get("help", "").replace("%", "%%")
    given: dict[str, Any] = {
        "dest": field["name"],
        "help": told + " Required." * bool(field.get("required")),
        "default": argparse.SUPPRESS,
    }
    if field.get("is_file"):
        group.add_argument(flag, metavar="@FILE", **given)
    elif field["kind"] == "boolean":
        group.add_argument(flag, nargs="?", const="true", choices=["true", "false"], **given)
    elif field["kind"] == "json":
        group.add_argument(flag, metavar="JSON", **given)
    elif field.get("many"):
        group.add_argument(flag, action="append", metavar=one_of(field), **given)
    else:
        group.add_argument(flag, metavar=one_of(field), **given)


def one_of(field: Mapping[str, Any]) -> str:
    return (
        "{" + ",".join(value for value in field["choices"] if value) + "}"
        if "choices" in field
        else field["kind"].upper()
    )


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def call_for(described: Mapping[str, Any], given: argparse.Namespace, parser: argparse.ArgumentParser) -> Call:
    """Return the call that the arguments ask for."""
    fields = {each["name"]: each for each in described.get("fields", [])}
    values = {
        name: read(fields[name], value, parser)
        for name, value in vars(given).items()
        if name in fields and value is not None
    }
    body = None
    if described.get("has_body"):
        body = data_of(given.data, parser) if given.data is not None else {}
        body |= {name: value for name, value in values.items() if fields[name]["in"] == "body"}
        if (file := getattr(given, "content", "")).startswith("@"):
            body.setdefault("file_name", Path(file).name)
    missing = [
        name
        for name, each in fields.items()
        if each.get("required")
        and name not in values
        and name not in (body or {})
        and not (each["in"] == "body" and given.data)
    ]
    if missing:
        parser.error("missing: " + ", ".join("--" + name.replace("_", "-") for name in missing))
    path = described["path"]
    for id_ in described.get("ids", []):
        path = path.replace(f"{{{id_}}}", segment(getattr(given, id_)))
    return Call(
        described["method"],
        path,
        query={name: value for name, value in values.items() if fields[name]["in"] == "query"},
        repeated=tuple(name for name, each in fields.items() if each.get("explode")),
        body=body,
        page_size=described.get("page_size", 0),
        takes_key=described.get("takes_key", False),
        idempotency_key=getattr(given, "idempotency_key", None),
        if_match=getattr(given, "if_match", None),
        timeout=given.timeout,
        in_company=described.get("in_company", False),
        is_public=described.get("is_public", False),
    )


def read(field: Mapping[str, Any], text: Any, parser: argparse.ArgumentParser) -> Any:
    """Return the value of an option, as the API takes it. Amounts stay exact text."""
    if field.get("many") and field["kind"] != "json":
        # Atlas looks for the text of a filter as a whole too, because it may have a comma.
        is_filter = field["in"] == "query" and field["kind"] == "text" and "choices" not in field
        return [one(field, part, parser) for each in text for part in ([each] if is_filter else each.split(","))]
    return one(field, text, parser)


def one(field: Mapping[str, Any], text: str, parser: argparse.ArgumentParser) -> Any:
    flag = "--" + field["name"].replace("_", "-")
    if field.get("is_file"):
        try:
            return text_of(text)
        except (OSError, ValueError) as error:
            parser.error(f"argument {flag}: {error}")
    if field.get("nullable") and text == "null":
        return None
    if field["kind"] == "boolean":
        return text == "true"
    if field["kind"] == "integer":
        try:
            return int(text)
        except ValueError:
            parser.error(f"argument {flag}: {text!r} is not a whole number")
    if field["kind"] == "number":
        try:
            return finite(text)
        except ValueError as error:
            parser.error(f"argument {flag}: {error}")
    if field["kind"] == "json":
        return json_of(text, flag, parser)
    if "choices" in field and text not in field["choices"]:
        parser.error(
            f"argument {flag}: {text!r} is not one of {', '.join(value for value in field['choices'] if value)}"
        )
    return text


def data_of(text: str, parser: argparse.ArgumentParser) -> dict[str, Any]:
    found = json_of(text, "--data", parser)
    if not isinstance(found, dict):
        parser.error("argument --data: must be an object: {…}")
    return found


def json_of(text: str, flag: str, parser: argparse.ArgumentParser) -> Any:
    """Read JSON from the text itself, from a file (@FILE) or from the standard input (-)."""
    try:
        return json.loads(text_of(text), parse_float=Decimal, parse_constant=finite, object_pairs_hook=once)
    except (OSError, ValueError) as error:
        parser.error(f"argument {flag}: {error}")


def text_of(text: str) -> str:
    """Return the text itself, or that of a file (@FILE) or of the standard input (-)."""
    if text == "-":
        return sys.stdin.read()
    return Path(text[1:]).read_text(encoding="utf-8-sig") if text.startswith("@") else text


def finite(text: str) -> Decimal:
    """Return the number of a text. Raises ValueError for NaN and Infinity too, which JSON has not."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise ValueError(f"{text!r} is not a number")
    return found


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object, unless a name is in it twice: the last would win, and nobody would know."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(name for name in names if names.count(name) > 1)!r} is there twice")
    return found


def run(client: Atlas, described: Mapping[str, Any], given: argparse.Namespace, call: Call) -> None:
    """Make the call and print the answer."""
    formats = described.get("formats", [])
    if formats == ["file"] or (formats and given.format not in (None, "json")):
        download(client, given, call)
    elif described.get("is_list"):
        show_list(client, given, call)
    else:
        answer = client._run(client._settings.converse(call)).json()
        show(answer, as_json=given.json)


def show(answer: Any, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(output.json_text(answer) + "\n")
    elif isinstance(answer, dict):
        output.details(answer, sys.stdout)
    elif answer is None:
        sys.stdout.write("Done.\n")
    else:
        sys.stdout.write(output.json_text(answer) + "\n")


def download(client: Atlas, given: argparse.Namespace, call: Call) -> None:
    format_ = {} if given.format is None else {"format": given.format}
    file = client._download(replace(call, query={**call.query, **format_}))
    if given.output is None:
        sys.stdout.buffer.write(file.content)
        sys.stdout.buffer.flush()
    else:
        sys.stderr.write(f"{file.save(given.output)}\n")


def show_list(client: Atlas, given: argparse.Namespace, call: Call) -> None:
    limit = None if given.all else given.limit
    pages = pages_of(client, call, limit)
    page = next(pages)
    items, total = list(page["items"]), page.get("total")
    for page in pages:
        items += page["items"]
    if limit is not None:
        items = items[:limit]
    if given.json:
        sys.stdout.write(output.json_text(items) + "\n")
        return
    if items:
        output.table(items, sys.stdout)
    if limit is not None and isinstance(total, int) and total > len(items):
        sys.stderr.write(f"{len(items)} of {total}. --all shows all.\n")
    elif not items:
        sys.stderr.write("There are none.\n")


def pages_of(client: Atlas, call: Call, limit: int | None) -> Iterator[dict[str, Any]]:
    """Read pages until there are as many items as wanted."""
    size = min(limit or call.page_size, call.page_size) or None
    call = first_call(replace(call, query={**call.query, "page_size": size}))
    seen = 0
    while True:
        page = client._run(client._settings.converse(call)).json()
        yield page
        seen += len(page["items"])
        if not page.get("next_cursor") or (limit is not None and seen >= limit):
            return
        call = next_call(call, page["next_cursor"])
