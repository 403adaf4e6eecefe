"""Text of senders in mail: programs find no link in it, and people can still read it."""

import random
import re

import pytest
from django.utils.html import urlize

from foundation.plain import one_line, quoted, trimmed, without_links

READ_AS_LINK = re.compile(
    r"""[^\W\d_]:\S | :// | [/\\]{2} | \S@ | @\S | =\?
      | [.\u3002\uff0e\uff61\u2024\ufe52][^\W\d] | [^\W\d][.\u3002\uff0e\uff61]\w | \d+\.\d+\.\d+\.\d+""",
    re.VERBOSE,
)
"""Any text that looks like a scheme, a host, an address or an encoded word. It is stricter than mail programs."""


def holds_a_link(text: str) -> bool:
    return READ_AS_LINK.search(text) is not None or "<a " in urlize(text.replace("<", ""))


HOSTILE = [
    "https://evil.example/login",
    "HTTP://EVIL.COM",
    "evil.com",
    "www.evil.com.",
    "ｅｖｉｌ．ｃｏｍ",
    "evil。com｡jp",
    "evil․com and evil﹒com",
    "evil…com",
    "evil\u200b.\u2060com",
    "evil.\u00adcom",
    "ev\u202ei\u2066l.c\u200eom",
    "evil.\u034f\ufe0fcom",
    "evil.\u3164com",
    "пример.рф",
    "bücher.example",
    "xn--bcher-kva.example",
    "http：／／evil．com",
    "https:\u2028//evil.com\u2029x",
    "https:\r\n//evil.\ncom\x85www\x0b.evil\x0c.com",
    "me@evil.com",
    "＠evil.com ﹫evil",
    "mailto:me",
    "tel:+15550100",
    "javascript:alert(1)",
    "\\\\server\\share",
    "//evil",
    "1.2.3.4/login",
    "10.1.2.3.4",
    "[http://evil.com](http://evil.com)",
    "<a href=http://evil.com>x</a>",
    "=?utf-8?q?evil=2Ecom?=",
    "=\u200b?utf-8?b?ZXZpbC5jb20=?=",
    "℀.com",
    "⒈evil.com",
]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_link_is_left_of_it(text: str) -> None:
    for found in (one_line(text), without_links(text), quoted(text)):
        assert not holds_a_link(found), found
        assert all(one.isprintable() or one == "\n" for one in found)
    assert "\n" not in one_line(text)


def test_the_test_knows_links() -> None:
    assert all(
        holds_a_link(text) for text in ("evil.com", "http://evil", "me@evil", "mailto:me", "1.2.3.4", "evil。com")
    )


@pytest.mark.parametrize(
    "name",
    [
        "J. P. Morgan",
        "St. Mary's",
        "Müller & Söhne GmbH",
        "O'Brien-Smith, Ltd.",
        "株式会社ハーバー",
        "Café „Zur Post“ (Wien)",
        "2.5 h × 40.00",
        "since 01.02.2026: 1.000,00",
        "AC/DC 24/7 = 1:2",
        "محمد علي",
    ],
)
def test_ordinary_names_stay_as_they_are(name: str) -> None:
    assert one_line(name) == name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Amazon.com Inc.", "Amazon. com Inc."),
        ("ada@example.com", "ada @ example. com"),
        ("Ｈａｒｂｏｒ", "Harbor"),
        (" two\r\n\tlines ", "two lines"),
        ("https://example.com/a", "https: / /example. com/a"),
    ],
)
def test_broken_up_links_are_still_readable(name: str, shown: str) -> None:
    assert one_line(name) == shown


def test_lines_of_somebody_else_are_marked() -> None:
    assert quoted("Thank you!\r\n\nSee evil.com") == "> Thank you!\n>\n> See evil. com"
    assert without_links("Net:   100.00\nTax:    19.00") == "Net:   100.00\nTax:    19.00"


def test_no_mixture_holds_a_link_and_plain_text_stays_as_it_is() -> None:
    seed = random.randrange(2**32)
    source = random.Random(seed)
    pieces = [*"ab1.:/\\@=? \n。．\u200b\u202e\u0301\u034f…⒈", "http", "com", "://", "www."]
    for _ in range(5_000):
        text = "".join(source.choices(pieces, k=source.randrange(1, 12)))
        for make in (one_line, without_links):
            found = make(text)
            assert not holds_a_link(found), (seed, text, found)
            assert make(found) == found, (seed, text)


@pytest.mark.parametrize("letters", ["\u200b", " \u200b\u200d ", "\u3164", "\u2800\u00a0", "\u00ad\ufe0f", " "])
def test_text_that_shows_nothing_is_empty(letters):
    assert trimmed(letters) == ""
    assert trimmed(f" {letters}A ") == f"{letters}A".strip()
