"""Code with colours: HTML with a few short classes, so that a page full of examples stays small."""

import re
from functools import cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Literal, Name, Number, String, Token
from pygments.util import ClassNotFound

CLASSES = {
    Comment: "c",
    Keyword: "k",
    Name.Tag: "t",
    Name.Function: "f",
    Name.Builtin: "f",
    Number: "n",
    String: "s",
    Literal.Date: "n",
}
NAMES = {"sh": "bash", "js": "javascript"}
LABELS = {
    "": "",
    "sh": "Shell",
    "bash": "Shell",
    "json": "JSON",
    "python": "Python",
    "js": "JavaScript",
    "typescript": "TypeScript",
    "http": "HTTP",
}
"""What is written above a block of code, by its language."""


def coloured(code: str, language: str) -> SafeString:
    """Return code as HTML; in an unknown language without colours."""
    lexer = lexer_for(NAMES.get(language, language))
    if lexer is None:
        return escape(code.rstrip("\n"))
    parts: list[tuple[str, str]] = []
    for kind, text in lexer.get_tokens(code.rstrip("\n")):
        class_ = class_of(kind)
        if parts and parts[-1][0] == class_:
            parts[-1] = (class_, parts[-1][1] + text)
        else:
            parts.append((class_, text))
    html = "".join(f'<i class="{class_}">{escape(text)}</i>' if class_ else escape(text) for class_, text in parts)
    return mark_safe(re.sub(r"\n+$", "", html))  # noqa: S308 (each text is escaped)


def class_of(kind: Token) -> str:
    while kind is not Token:
        if kind in CLASSES:
            return CLASSES[kind]
        kind = kind.parent
    return ""


@cache
def lexer_for(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language)
    except ClassNotFound:
        return None
