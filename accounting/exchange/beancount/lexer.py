"""Split a Beancount file into lines of tokens, after https://beancount.github.io/docs/beancount_language_syntax.html."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from accounting.exchange import texts
from accounting.exchange.beancount.syntax import Refused

MAX_TOKENS = 1000
"""The most tokens in one line."""
MAX_PART = 500
"""The most characters of a part of an account's name: each token of a line of letters would look through all others."""

_BEYOND_ASCII = r"[^\x00-\x7f]"
_PART = rf"(?:[A-Za-z0-9-]|{_BEYOND_ASCII}){{0,{MAX_PART}}}+"
_TOKEN = re.compile(
    rf"""
      (?P<space>[ \t\r]+|;[^\n]*)
    | (?P<end>\n)
    | (?P<string>"[^"\\]*+(?:\\.[^"\\]*+)*+")
    | (?P<date>[0-9]{{4}}[-/][0-9]{{1,2}}[-/][0-9]{{1,2}}(?![0-9]))
    | (?P<number>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]*)?|[0-9]+(?:\.[0-9]*)?)
    | (?P<account>(?:[A-Z]|{_BEYOND_ASCII}){_PART}(?::(?:[A-Z0-9]|{_BEYOND_ASCII}){_PART})++)
    | (?P<currency>(?:/[0-9'._-]{{0,22}})?[A-Z](?:[A-Z0-9'._-]{{0,22}}[A-Z0-9])?)
    | (?P<key>[a-z][A-Za-z0-9_-]*:)
    | (?P<word>[a-z]+)
    | (?P<tag>\#[A-Za-z0-9_/.-]+)
    | (?P<link>\^[A-Za-z0-9_/.-]+)
    | (?P<sign>@@|\{{\{{|\}}\}}|[@{{}}()+\-*/,|~!&?%\#])
    """,
    re.VERBOSE | re.DOTALL,
)
_READ_OVER = frozenset("*:#!&?%")
"""Lines that begin with one of these are ignored, such as headings of org-mode."""


@dataclass(slots=True)
class Line:
    number: int
    is_indented: bool
    tokens: list[tuple[str, str]]
    """A line's number and its tokens: the kind (the name of a group above) and the text."""


def lines(text: str) -> Iterator[Line]:
    """Yield the lines with tokens. A text in quotes may contain line breaks: its line is the first one.

    A character that does not begin a token is a token of the kind `unknown`. Raises Refused if a quote is never closed.
    """
    position, number, size = 0, 1, len(text)
    while position < size:
        if text[position] in _READ_OVER:
            position, number = _next_line(text, position), number + 1
            continue
        line = Line(number, text[position] in " \t", [])
        while position < size:
            found = _TOKEN.match(text, position)
            if found is None:
                if text[position] == '"':
                    raise Refused("The text that begins here is never closed with a quote.", number)
                line.tokens.append(("unknown", text[position]))
                position += 1
            else:
                position, kind = found.end(), found.lastgroup or ""
                if kind == "end":
                    number += 1
                    break
                if kind != "space":
                    line.tokens.append((kind, found[0]))
                    if kind == "string":
                        number += found[0].count("\n")
            if len(line.tokens) > MAX_TOKENS:
                raise Refused(f"A line has at most {MAX_TOKENS:,} words and signs.", line.number)
        if line.tokens:
            yield line


def _next_line(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end + 1


def unquoted(token: str) -> str:
    """Return the content of a text in quotes."""
    inside = texts.whole(token[1:-1])
    return re.sub(r"\\(.)", _escaped, inside, flags=re.DOTALL) if "\\" in inside else inside


def _escaped(found: re.Match[str]) -> str:
    return {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "b": "\b"}.get(found[1], found[1])
