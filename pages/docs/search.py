"""The search of the docs: all words must begin a word of a page, a section, an operation, a field or a code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pages.docs.markdown import plain, sections
from pages.docs.shelf import OVERVIEW, entries, resources, source

MAX_QUERY = 100
MAX_WORDS = 8
MAX_RESULTS = 20
EXCERPT = 160
TITLE, NAMES, TEXT = 12, 6, 1
"""How much a word counts that is found in the title, in the names (addresses, fields, codes), in the text."""
NO_PROSE = re.compile(r"```.*?```|^\|[-|]+\|$", re.DOTALL | re.MULTILINE)
ROW = re.compile(r"^\|.*?\| `([a-z_.]+)` \| (.+?) \|$", re.MULTILINE)


@dataclass(frozen=True)
class Item:
    """Something that can be found. `text` is shown below the title; `searched` are title, names and text as words."""

    address: str
    title: str
    place: str
    text: str
    searched: tuple[str, str, str]
    method: str = ""


def search(query: str) -> list[Item]:
    """Return the best items, best first."""
    words = _words(query[:MAX_QUERY])[:MAX_WORDS]
    if not words:
        return []
    scored = [(score, -number, item) for number, item in enumerate(items()) if (score := _score(item, words))]
    return [item for _, _, item in sorted(scored, reverse=True, key=lambda each: each[:2])[:MAX_RESULTS]]


def _score(item: Item, words: list[str]) -> int:
    total = 0
    for word in words:
        found = max(
            (worth for part, worth in zip(item.searched, (TITLE, NAMES, TEXT), strict=True) if f" {word}" in part),
            default=0,
        )
        if not found:
            return 0
        is_whole = f" {word} " in item.searched[0]
        is_named_so = found == TITLE and f" {word}" in item.searched[1]
        total += found + 4 * is_whole + is_named_so
    is_page = "#" not in item.address
    return total * 4 - min(len(item.searched[0]) // 8, 8) + 6 * is_page


@cache
def items() -> tuple[Item, ...]:
    return (*_of_pages(), *_of_reference())


def _of_pages() -> Iterator[Item]:
    for entry in entries():
        if not entry.file:
            continue
        source_ = source(entry.file)
        for section in sections(source_):
            first = section.heading.level == 1
            address = entry.address if first else f"{entry.address}#{section.heading.anchor}"
            place = "" if first else entry.title
            text = " ".join(plain(NO_PROSE.sub("", section.text)).replace("|", " ").split())
            yield _item(address, section.heading.text, place, text)
        if entry.path in ("errors", "events"):
            for code, said in ROW.findall(source_):
                yield _item(f"{entry.address}#{code}", code, entry.title, plain(said), code)


def _of_reference() -> Iterator[Item]:
    for slug, resource in resources().items():
        page = f"/docs/{OVERVIEW}/{slug}"
        yield _item(page, resource["title"], "API reference", resource["description"], resource["name"])
        for each in resource["operations"]:
            names = [each["path"], each["id"], *(field["name"] for field in each["parameters"] + each["body"])]
            yield _item(
                f"{page}#{each['anchor']}",
                each["summary"],
                resource["title"],
                f"{each['path']}  {plain(each['description'])}",
                " ".join(names),
                each["method"],
            )
        for each in resource["objects"]:
            names = [field["name"] for field in each["fields"]]
            yield _item(
                f"{page}#{each['anchor']}",
                f"{each['title']} object",
                resource["title"],
                plain(each["description"]),
                " ".join(names),
            )


def _item(address: str, title: str, place: str, text: str, names: str = "", method: str = "") -> Item:
    searched = tuple(f" {' '.join(_words(part))} " for part in (title, names, text))
    short = text if len(text) <= EXCERPT else text[:EXCERPT].rpartition(" ")[0] + " …"
    return Item(address, title, place, short, searched, method)  # type: ignore[arg-type]


def _words(text: str) -> list[str]:
    """Return words in lower case; `invoice.paid` and `tax_total` are themselves and their parts."""
    found: list[Any] = re.findall(r"\w+(?:\.\w+)*", text.lower())
    return [word for whole in found for word in dict.fromkeys([whole, *re.split(r"[._]", whole)]) if word]
