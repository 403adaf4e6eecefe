"""Generate docs/ from the code: the OpenAPI document, error codes, events and roles; then the SDKs."""

import difflib
import io
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
import yaml
from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command

from accounting.events import CATALOGUE, EventType
from accounting.ledger.access import RANK
from accounting.models import CompanyRole
from api.failures import catalogue
from identity.models import Role

DOCS = Path(settings.BASE_DIR) / "docs"
GENERATED = "<!-- Written by `make openapi` from the code; do not edit. -->\n"
METHODS = ("get", "post", "put", "patch", "delete")


class Command(BaseCommand):
    help = "Write docs/openapi.yaml and the pages made from the code; with --check only show whether they differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        document = openapi(validate=not options["check"])
        paths = yaml.load(document, Loader=yaml.CSafeLoader)["paths"]
        pages = {
            "openapi.yaml": document,
            "errors.md": errors_page(),
            "roles.md": roles_page(paths),
            "scopes.md": scopes_page(paths),
            "events.md": events_page(),
        }
        behind = []
        for name, text in pages.items():
            path = DOCS / name
            before = path.read_text(encoding="utf-8") if path.exists() else ""
            if before == text:
                continue
            if options["check"]:
                behind.append(name)
                changes = difflib.unified_diff(
                    before.splitlines(), text.splitlines(), name, "the code", lineterm="", n=1
                )
                self.stdout.write("\n".join(list(changes)[:60]))
            else:
                path.write_text(text, encoding="utf-8")
                self.stdout.write(f"wrote docs/{name}")
        if behind:
            raise CommandError(f"Behind the code: {', '.join(behind)}. Run `make openapi`.")
        if not sdks_follow(is_check=options["check"]):
            message = "The SDKs do not follow docs/openapi.yaml: see `make sdks`."
            if options["check"]:
                raise CommandError(message)
            self.stderr.write(message)  # the pages are written all the same


def sdks_follow(*, is_check: bool) -> bool:
    """Write the SDKs from the document, in a process of their own: they know it, and nothing else of Atlas."""
    command = [sys.executable, "-m", "sdks.generator", *(["--check"] if is_check else [])]
    return subprocess.run(command, cwd=settings.BASE_DIR, check=False).returncode == 0


def openapi(*, validate: bool) -> str:
    """Return the document as YAML; a warning of drf-spectacular is an error.

    What is compared with docs/openapi.yaml was validated when that was written.
    """
    out = io.StringIO()
    call_command("spectacular", validate=validate, fail_on_warn=True, stdout=out)
    return out.getvalue()


def errors_page() -> str:
    messages = {(status, code): message for status, code, message in catalogue()}
    lines = [
        GENERATED,
        "# Error codes",
        "",
        "Every failure has the same shape; `code` is stable and for programs, `detail` is for people.",
        "",
        "| status | code | says |",
        "|---|---|---|",
        *(f"| {status} | `{code}` | {message} |" for (status, code), message in sorted(messages.items())),
    ]
    return "\n".join(lines) + "\n"


def events_page() -> str:
    chapters = _chapters()
    lines = [
        GENERATED,
        "# Events",
        "",
        "What webhooks send and `GET /events` lists. How to receive them: guides/webhooks.md. The JSON Schema of each",
        "body is in the API reference, under *webhooks*.",
        "",
        "A body has five members: `event`, its name; `timestamp`, the moment to the second; `occurred_at`, the same",
        "moment to the millisecond; `data`; and `sequence`, its place in the company's history, which begins with 1",
        "and has no gaps (deliveries may overtake each other). All events about one thing have the same `data`: the",
        "thing as it stood then. What is long or follows from posting is left to the API: lines, notes, the journal",
        "entry, exchange rates and amounts in the base currency. Get the thing by its `id`.",
        "",
        "| | event | recorded when |",
        "|---|---|---|",
    ]
    for title, kinds in chapters:
        for kind in kinds:
            link = f"[{title}](#{slug(title)})" if kind is kinds[0] else ""
            lines.append(f"| {link} | `{kind.name}` | {kind.description} |")
    for title, kinds in chapters:
        names = ", ".join(f"`{kind.name}`" for kind in kinds)
        lines += ["", f"## {title}", "", f"With {names}:", "", "| in `data` | type | |", "|---|---|---|"]
        for name, schema in kinds[0].schema["properties"]["data"]["properties"].items():
            lines.append(f"| `{name}` | {type_of(schema)} | {schema.get('description', '')} |")
            for part, of_part in schema.get("items", {}).get("properties", {}).items():
                lines.append(f"| `{name}[].{part}` | {type_of(of_part)} | {of_part.get('description', '')} |")
        lines += ["", "```json", pretty(kinds[0].sample), "```"]
    return "\n".join(lines) + "\n"


def _chapters() -> list[tuple[str, list[EventType]]]:
    """Return the events that have the same `data` together: by group, or by name where a group has several kinds."""
    chapters: list[tuple[str, list[EventType]]] = []
    for kind in CATALOGUE.values():
        if chapters and chapters[-1][1][0].schema["properties"]["data"] == kind.schema["properties"]["data"]:
            chapters[-1][1].append(kind)
        else:
            chapters.append((kind.group or "Tests", [kind]))
    groups = [title for title, _ in chapters]
    return [(kinds[0].name if groups.count(title) > 1 else title, kinds) for title, kinds in chapters]


def slug(title: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    return title.lower().replace(" ", "-").replace(".", "")


def type_of(schema: Mapping[str, Any]) -> str:
    """Return a property's type in a word or two, such as `string (uuid) or null`."""
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    first, *others = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    described = f"{first} ({schema['format']})" if "format" in schema else first
    return " or ".join([described, *others])


def pretty(value: Any) -> str:
    """Return indented JSON with exact numbers."""

    def exact(number: Decimal) -> orjson.Fragment:
        return orjson.Fragment(f"{number:f}")

    return orjson.dumps(value, exact, orjson.OPT_INDENT_2).decode()


def roles_page(paths: Mapping[str, Any]) -> str:
    of_company = [role.value for role in sorted(CompanyRole, key=RANK.__getitem__)]
    of_organization = [Role.MEMBER.value, Role.ADMIN.value]
    rows: dict[str, list[str]] = {"company": [], "organization": [], "": []}
    for path, operations in paths.items():
        for method in METHODS:
            if method in operations and "/companies/{company_id}/" not in path:
                required, of = (operations[method].get(name, "") for name in ("x-required-role", "x-role-of"))
                roles = of_company if of == "company" else of_organization
                marks = ["✓" if roles.index(role) >= roles.index(required) else "" for role in roles] if of else []
                rows[of].append(" | ".join([f"| {method.upper()} {path}", *marks]) + " |")
    return (
        "\n".join(
            [
                GENERATED,
                "# Who may do what",
                "",
                "## In a company",
                "",
                "An admin of the organization is `admin` of all its companies. Each address exists below",
                "`/companies/{company_id}` too. A batch asks for the role of each of its operations.",
                "",
                *_table(of_company, rows["company"]),
                "",
                "## In the organization",
                "",
                "A `member` sees the companies in which they have a role.",
                "",
                *_table(of_organization, rows["organization"]),
                "",
                "## Without signing in",
                "",
                *_table([], rows[""]),
            ]
        )
        + "\n"
    )


def scopes_page(paths: Mapping[str, Any]) -> str:
    operations: dict[str, list[str]] = {}
    for path, item in paths.items():
        for method in METHODS:
            scope = item.get(method, {}).get("x-required-scope")
            if scope and "/companies/{company_id}/" not in path:
                operations.setdefault(scope, []).append(f"`{method.upper()} {path}`")
    lines = [
        GENERATED,
        "# Scopes of API keys",
        "",
        "What a key may read and write. `GET /auth/me` and `POST /batch` need none; each operation of a batch needs",
        "its own. What is not here, no key may do: guides/api-keys.md.",
        "",
        "| scope | operations |",
        "|---|---|",
        *(f"| `{scope}` | {', '.join(found)} |" for scope, found in sorted(operations.items())),
    ]
    return "\n".join(lines) + "\n"


def _table(roles: list[str], rows: list[str]) -> list[str]:
    return [" | ".join(["| operation", *roles]) + " |", f"|---|{'---|' * len(roles)}", *rows]
