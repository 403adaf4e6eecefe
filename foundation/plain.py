"""Text that people chose: whether it shows anything, and how to write it so that mail programs see no link in it.

Mail programs make links of bare domains, of text after a scheme and of text with an @. So we break such text with a
space: `evil.com` becomes `evil. com`. Usual names, such as J. P. Morgan or 2.5 h, stay as they are. Making text plain
twice changes nothing more.
"""

import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that are invisible. The other invisible characters are in `_HIDDEN_KINDS`."""
_HIDDEN_KINDS = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Unicode's categories: control and format characters (directions, zero width), surrogates, private, unassigned."""
_SPACE = re.compile(r"\s")
_SPACES = re.compile(r" +")
_BREAKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=\S)@"), " @"),
    (re.compile(r"@(?=\S)"), "@ "),
    (re.compile(r"(?<=[^\W\d_]):(?=\S)"), ": "),  # a scheme, such as mailto:
    (re.compile(r"([/\\])(?=[/\\])"), r"\1 "),
    (re.compile(r"=(?=\?)"), "= "),  # an encoded word, which the reader's program would decode (RFC 2047)
    (re.compile(r"[.\u3002](?=[^\W\d])|(?<!\d)[.\u3002](?=\d)|(?i:(?<=www))[.\u3002](?=\S)"), r"\g<0> "),
    (re.compile(r"(?<=\d)[.\u3002](?=\d+(?:[.\u3002]\d+){2})"), r"\g<0> "),  # an IPv4 address
)


def trimmed(text: str) -> str:
    """Return text without space around it, or an empty text if nothing of it can be seen."""
    text = text.strip()
    return text if text.isascii() or any(map(_is_seen, text)) else ""


def _is_seen(letter: str) -> bool:
    return not (letter.isspace() or _INVISIBLE.match(letter) or unicodedata.category(letter) in ("Cc", "Cf"))


def one_line(text: str) -> str:
    """Return text, such as a name, without links and in one line."""
    return _SPACES.sub(" ", without_links(_LINE_ENDS.sub(" ", text))).strip()


def quoted(text: str) -> str:
    """Return text of several lines without links, each line marked as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in without_links(text).split("\n"))


def without_links(text: str) -> str:
    """Return text without links. Its lines stay."""
    return "\n".join(_plain(line) for line in _LINE_ENDS.split(text))


def _plain(line: str) -> str:
    line = _visible(_visible(line))  # twice, because the first result may have new invisible characters
    for pattern, replacement in _BREAKS:
        line = pattern.sub(replacement, line)
    return line.rstrip()


def _visible(line: str) -> str:
    spaced = _INVISIBLE.sub("", _SPACE.sub(" ", line))
    return unicodedata.normalize(
        "NFKC", "".join(one for one in spaced if unicodedata.category(one) not in _HIDDEN_KINDS)
    )
