"""Which pages the docs have, and in which order."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings

from pages.docs.markdown import plain, sections

ROOT = settings.BASE_DIR
REFERENCE = "docs/reference.json"
FILES = {
    "Start": {
        "getting-started": "docs/getting-started.md",
        "python": "sdks/python/README.md",
        "typescript": "sdks/typescript/README.md",
    },
    "Guides": {
        f"guides/{name}": f"docs/guides/{name}.md"
        for name in (
            "api-keys",
            "money",
            "errors",
            "pagination",
            "idempotency",
            "metadata",
            "batches",
            "webhooks",
            "rate-limits",
            "payments",
            "journal-entries",
            "periods",
            "reports",
            "items",
            "recurring",
            "budgets",
            "taxes",
            "tracking",
            "currencies",
            "attachments",
            "imports",
            "archive",
            "from-xero",
            "from-quickbooks",
        )
    },
    "Lists": {
        "errors": "docs/errors.md",
        "events": "docs/events.md",
        "scopes": "docs/scopes.md",
        "roles": "docs/roles.md",
        "glossary": "docs/glossary.md",
    },
    "Changes": {"changelog": "CHANGELOG.md", "versioning": "docs/versioning.md"},
}
"""The groups of pages from Markdown, each by its address below /docs, and the file."""
API = "API reference"
ORDER = ("Start", "Guides", API, "Lists", "Changes")
OVERVIEW = "reference"
OVERVIEW_FILE = "docs/reference.md"
NAMES = {
    "python": "Python",
    "typescript": "TypeScript",
    "guides/errors": "Errors",
    "guides/batches": "Batches",
    "guides/webhooks": "Webhooks",
    "guides/from-xero": "From Xero",
    "guides/from-quickbooks": "From QuickBooks",
    "reference": "Introduction",
    "scopes": "Scopes",
    "roles": "Roles",
}
"""What the tree calls pages whose titles are too long for it, or the same as the group's."""
ELSEWHERE = {
    "docs/design/api.md": "reference",
    "docs/openapi.yaml": "/api/v1/schema",
}
"""Where links to other files lead: to a page below /docs, or an address."""


@dataclass(frozen=True)
class Entry:
    """A page as the tree and the lists name it."""

    path: str
    title: str
    description: str
    file: str = ""

    @property
    def name(self) -> str:
        return NAMES.get(self.path, self.title)

    @property
    def address(self) -> str:
        return f"/docs/{self.path}"


@cache
def shelf() -> dict[str, list[Entry]]:
    """Return the pages of each group."""
    found = {group: [_of_markdown(path, file) for path, file in files.items()] for group, files in FILES.items()}
    found[API] = [_of_markdown(OVERVIEW, OVERVIEW_FILE)]
    found[API] += [Entry(f"reference/{slug}", of["title"], of["description"]) for slug, of in resources().items()]
    return {group: found[group] for group in ORDER}


def entries() -> Iterator[Entry]:
    for group in shelf().values():
        yield from group


def entry(path: str) -> Entry | None:
    return _by_path().get(path)


@cache
def _by_path() -> dict[str, Entry]:
    """Return the pages by their paths. What clients ask for is not kept: addresses without a page have no end."""
    return {each.path: each for each in entries()}


def source(file: str) -> str:
    """Return a file's Markdown, in which this server stands where the file has that of production."""
    text: str = (ROOT / file).read_text(encoding="utf-8")
    return text.replace("https://api.atlas-accounting.com", settings.PUBLIC_URL).replace(
        "https://YOUR-ATLAS", settings.PUBLIC_URL
    )


@cache
def resources() -> dict[str, Any]:
    """Return what docs/reference.json has of each resource, in the order of the document's tags."""
    found: dict[str, Any] = json.loads((ROOT / REFERENCE).read_text(encoding="utf-8"))
    return dict(sorted(found.items(), key=lambda item: (item[1]["number"], item[0])))


@cache
def address_of(file: str) -> str:
    """Return the address of the page of a file, or an empty string if it is not a page."""
    if file in ELSEWHERE:
        target = ELSEWHERE[file]
        return target if target.startswith("/") else f"/docs/{target}"
    return next((each.address for each in entries() if each.file == file), "")


def _of_markdown(path: str, file: str) -> Entry:
    first = sections(source(file))[0]
    paragraph = " ".join(plain(first.text.partition("\n\n")[0]).split())
    return Entry(path, first.heading.text, paragraph.partition(". ")[0].rstrip(".:") + ".", file)
