"""Markdown to HTML: headings that can be linked to, code with colours, links between the files of docs/."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from posixpath import join, normpath
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pages.docs.colours import LABELS, coloured

FENCE = re.compile(r"^(```+|~~~+)")
HEADING = re.compile(r"^(#{1,3}) +(.+?)\s*$")
COMMENT = re.compile(r"<!--.*?-->\n*", re.DOTALL)
FILE = re.compile(r"(?<![\w/(\[.])(?:docs/)?((?:guides/)?[a-z-]+\.md)\b")
"""The name of a file of docs/ in running text, as in descriptions of operations."""
CELL = re.compile(r"`([a-z_]+(?:\.[a-z_]+)?)`")
STATUS = re.compile(r"(\d{3})")
SWITCHED = {"sh": "curl", "bash": "curl", "python": "python", "typescript": "typescript", "js": "typescript"}
"""Blocks that follow each other directly in these languages are shown as one, in the language that the reader wants."""


@dataclass(frozen=True)
class Heading:
    level: int
    anchor: str
    text: str


@dataclass(frozen=True)
class Section:
    """A heading with the text below it, up to the next heading."""

    heading: Heading
    text: str


def sections(source: str) -> list[Section]:
    """Split Markdown at its headings, which are those outside of code."""
    found: list[tuple[Heading, list[str]]] = []
    anchors: set[str] = set()
    in_code = False
    for line in COMMENT.sub("", source).splitlines():
        if FENCE.match(line):
            in_code = not in_code
        match = None if in_code else HEADING.match(line)
        if match:
            text = plain(match[2])
            found.append((Heading(len(match[1]), free(slug(text), anchors), text), []))
        elif found:
            found[-1][1].append(line)
    return [Section(heading, "\n".join(lines).strip()) for heading, lines in found]


def slug(text: str) -> str:
    """Return the anchor that GitHub gives a heading, so that links work in both places."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", text.lower()).strip())


def free(anchor: str, taken: set[str]) -> str:
    found, number = anchor, 0
    while found in taken:
        number += 1
        found = f"{anchor}-{number}"
    taken.add(found)
    return found


def plain(text: str) -> str:
    """Return Markdown of one line without its marks."""
    return re.sub(r"[`*]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text))


def inline(text: str, address_of: Callable[[str], str]) -> SafeString:
    """Return one line of Markdown as HTML; the names of our files in it become links."""
    return mark_safe(_parser().renderInline(linked(text, address_of)))  # noqa: S308 (raw HTML is off)


def linked(text: str, address_of: Callable[[str], str]) -> str:
    """Turn the names of our files in a text into links, where the file is a page."""

    def link(match: re.Match[str]) -> str:
        address = address_of(f"docs/{match[1]}")
        return (
            f"[{match[1].rpartition('/')[2].removesuffix('.md').replace('-', ' ')}]({address})" if address else match[0]
        )

    return FILE.sub(link, text)


def to_html(source: str, file: str, address_of: Callable[[str], str]) -> SafeString:
    """Return a file's Markdown as HTML, without its first heading. `address_of` gives the address of a file."""
    parser = _parser()
    tokens = parser.parse(COMMENT.sub("", source))
    anchors = iter([section.heading.anchor for section in sections(source)])
    for token in tokens:
        if token.type == "heading_open" and int(token.tag[1:]) <= 3:
            token.attrSet("id", next(anchors))
    if tokens and tokens[0].tag == "h1":
        tokens = tokens[3:]
    for link in links_of(tokens):
        link.attrSet("href", address(str(link.attrGet("href")), file, address_of))
    return mark_safe(parser.renderer.render(together(tokens), parser.options, {}))  # noqa: S308 (raw HTML is off)


def links_of(tokens: Sequence[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or () if child.type == "link_open"]


def address(href: str, file: str, address_of: Callable[[str], str]) -> str:
    """Return where a link of a file leads on the site; links to what is not a page stay as they are."""
    if re.match(r"[a-z]+:|/|#", href):
        return href
    path, _, anchor = href.partition("#")
    found = address_of(normpath(join(file.rpartition("/")[0], path)))
    return found + ("#" + anchor if anchor else "") if found else href


def together(tokens: list[Token]) -> list[Token]:
    """Make one block of blocks of code that follow each other in different languages."""
    found: list[Token] = []
    for token in tokens:
        before = found[-1] if found else None
        language = token.info.split(" ")[0]
        if token.type == "fence" and before is not None and before.type == "fence" and language in SWITCHED:
            variants = before.meta.setdefault("variants", [(before.info.split(" ")[0], before.content)])
            if all(each[0] in SWITCHED and SWITCHED[each[0]] != SWITCHED[language] for each in variants):
                variants.append((language, token.content))
                continue
        found.append(token)
    for token in found:
        if len(token.meta.get("variants", ())) == 1:
            del token.meta["variants"]
    return found


def figure(code: str, language: str, label: str = "") -> str:
    """Return a block of code."""
    context = {"label": label or LABELS.get(language, ""), "code": coloured(code, language)}
    return str(render_to_string("docs/_code.html", context))


def switch(variants: list[tuple[str, str]]) -> str:
    """Return a block of code that is shown in the language that the reader has chosen."""
    shown = [(SWITCHED[language], coloured(code, language)) for language, code in variants]
    return str(render_to_string("docs/_calls.html", {"variants": shown}))


def _fence(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    if "variants" in token.meta:
        return switch(token.meta["variants"])
    language, _, label = token.info.partition(" ")
    return figure(token.content, language, label)


def _table_open(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return '<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>\n'


def _table_close(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return "</table></div>\n"


def _row_open(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """Give a row an id, so that each error and event can be linked to: the code in its second cell, or its status."""
    cells = [token.content for token in tokens[index : index + 8] if token.type == "inline"]
    code = CELL.fullmatch(cells[1]) or STATUS.fullmatch(cells[0]) if len(cells) > 1 else None
    return f'<tr id="{escape(code[1])}">\n' if code else "<tr>\n"


def _heading_close(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    anchor = tokens[index - 2].attrGet("id")
    hash_ = f' <a class="hash" href="#{escape(anchor)}" aria-label="Link to this section">#</a>' if anchor else ""
    return f"{hash_}</{tokens[index].tag}>\n"


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.add_render_rule("fence", _fence)
    parser.add_render_rule("table_open", _table_open)
    parser.add_render_rule("table_close", _table_close)
    parser.add_render_rule("tr_open", _row_open)
    parser.add_render_rule("heading_close", _heading_close)
    return parser
