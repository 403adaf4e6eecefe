"""The JSON parser: what it refuses, and that numbers stay exact."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.errors import BodyTooLarge, InvalidJSON
from api.parsing import MAX_DEPTH, MAX_MEMBERS, MAX_NODES, ExponentNumber, parse_json
from api.rendering import dumps

REFUSED = {
    "nothing": b" ",
    "a word": b"hello",
    "unquoted key": b"{a: 1}",
    "single quotes": b"{'a': 1}",
    "trailing comma": b'{"a": 1,}',
    "comment": b'{"a": 1} // yes',
    "two documents": b'{"a": 1}{"a": 2}',
    "NaN": b'{"a": NaN}',
    "Infinity": b'{"a": Infinity}',
    "-Infinity": b'{"a": -Infinity}',
    "leading plus": b'{"a": +1}',
    "leading zero": b'{"a": 01}',
    "bare fraction": b'{"a": .5}',
    "trailing point": b'{"a": 5.}',
    "hexadecimal": b'{"a": 0x10}',
    "underscore": b'{"a": 1_000}',
    "duplicate keys": b'{"a": 1, "a": 2}',
    "duplicate keys, one escaped": b'{"a": 1, "\\u0061": 2}',
    "duplicate keys inside": b'{"a": [{"b": 1, "b": 1}]}',
    "too deep": b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1),
    "far too deep": b"[" * 40_000 + b"]" * 40_000,
    "deep and open": b'{"a":' * 20_000,
    "line break in a string": b'{"a": "b\nc"}',
    "NUL": b'{"a": "b\\u0000c"}',
    "NUL in a key": b'{"\\u0000": 1}',
    "half a surrogate pair": b'{"a": "\\ud800"}',
    "surrogates the wrong way": b'{"a": "\\udc00\\ud800"}',
    "surrogate in a key": b'{"\\udfff": 1}',
    "Latin-1": '{"a": "é"}'.encode("latin-1"),
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "byte order mark": b'\xef\xbb\xbf{"a": 1}',
    "overlong UTF-8": b'{"a": "\xc0\xaf"}',
    "UTF-8 of a surrogate": b'{"a": "\xed\xa0\x80"}',
    "a number of 41 digits": b'{"a": ' + b"9" * 41 + b"}",
    "a number of a million digits": b'{"a": ' + b"9" * 1_000_000 + b"}",
    "a fraction of a million digits": b'{"a": 0.' + b"1" * 1_000_000 + b"}",
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED.keys())
def test_json_that_is_not_strict_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidJSON):
        parse_json(body)


def test_a_byte_order_mark_is_called_that() -> None:
    with pytest.raises(InvalidJSON, match=r"begins with a byte order mark, U\+FEFF\."):
        parse_json(REFUSED["byte order mark"])


TOO_MANY = {
    "elements": b"[" + b"0," * MAX_NODES + b"0]",
    "texts": b"[" + b'"",' * MAX_NODES + b'""]',
    "lists": b"[" + b"[]," * (MAX_NODES // 2) + b"[]]",
    "objects": b"[" + b"{}," * (MAX_NODES // 2) + b"{}]",
    "members in many objects": b"[" + b'{"a":1},' * (MAX_NODES // 3 + 1) + b"{}]",
    "members in one object": b"{" + b",".join(b'"%d":1' % index for index in range(MAX_MEMBERS + 1)) + b"}",
    "elements after an escaped quote": b'["\\"",' + b"0," * MAX_NODES + b"0]",
    "elements after an escaped backslash": b'["\\\\",' + b"0," * MAX_NODES + b"0]",
    "elements that are no JSON": b"," * (MAX_NODES + 1),
}


@pytest.mark.parametrize("body", TOO_MANY.values(), ids=TOO_MANY.keys())
def test_a_document_of_too_many_parts_is_refused(body: bytes) -> None:
    with pytest.raises(BodyTooLarge):
        parse_json(body)


def test_what_divides_parts_counts_for_nothing_in_a_text() -> None:
    text = '[{,:"' * MAX_NODES
    assert parse_json(dumps({"a": text, "b": "\\"})) == {"a": text, "b": "\\"}
    assert len(parse_json(b"[" + b"0," * (MAX_NODES - 2) + b"0]")) == MAX_NODES - 1


def test_the_deepest_document_allowed_is_read() -> None:
    assert parse_json(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)


def test_fractions_are_exact_and_integers_are_integers() -> None:
    document = parse_json(b'{"a": 0.1, "b": 12345678901234567890.123456789, "c": 100, "d": -0.00, "e": 1.50}')
    assert document == {
        "a": Decimal("0.1"),
        "b": Decimal("12345678901234567890.123456789"),
        "c": 100,
        "d": Decimal(0),
        "e": Decimal("1.50"),
    }
    assert type(document["c"]) is int
    assert document["e"].as_tuple().exponent == -2


@pytest.mark.parametrize("literal", [b"1e3", b"1E3", b"1.5e1", b"15e-1", b"1e999999999"])
def test_a_number_with_an_exponent_is_marked_for_the_fields_to_refuse(literal: bytes) -> None:
    assert type(parse_json(literal)) is ExponentNumber


def test_characters_beyond_the_basic_plane_survive_both_spellings() -> None:
    assert parse_json('{"a": "😀"}'.encode()) == parse_json(b'{"a": "\\ud83d\\ude00"}') == {"a": "😀"}


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18), 10**18)
    | st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**14), max_value=10**14)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abcdef"), inner),
    max_leaves=20,
)


@given(json_values)
def test_what_we_write_we_read_unchanged(value: object) -> None:
    assert parse_json(dumps(value)) == value
