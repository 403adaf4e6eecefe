"""Fields: the JSON type they name and nothing else."""

import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.exceptions import ValidationError
from rest_framework.fields import Field

from api import fields, literals
from api.parsing import ExponentNumber, parse_json

A_STRING = "text"
ARABIC_TWELVE = "١٢"

REFUSED: list[tuple[Any, list[Any]]] = [
    (
        fields.MoneyField(),
        [
            *(
                "1e3",
                "1E3",
                "+1",
                " 1",
                "1 ",
                "1_000",
                "1,000",
                "1.",
                ".5",
                "",
                "-",
                "--1",
                "0x10",
                "NaN",
                "Infinity",
                "-Infinity",
            ),
            *(
                ARABIC_TWELVE,
                "１２",
                "1\n",
                "½",
                "²",
                A_STRING,
                True,
                False,
                [],
                {},
                1.5,
                Decimal("NaN"),
                Decimal("Infinity"),
            ),
            *(
                ExponentNumber("1e3"),
                ExponentNumber("15e-1"),
                "1.00001",
                Decimal("1.00001"),
                10**15,
                "9" * 41,
                "9" * 10_000,
            ),
        ],
    ),
    (
        fields.CharField(),
        [
            1,
            Decimal("1.5"),
            True,
            [],
            {},
            "",
            "  ",
            "a\x00",
            "a\nb",
            "a\tb",
            "a\x7f",
            "invoice\u202efdp.exe",
            "\u2066a",
        ],
    ),
    (fields.CharField(max_length=3), ["abcd"]),
    (fields.TextField(), [1, "a\x00b", "a\x1bb", "\u202ea"]),
    (fields.EmailField(), [1, "a", "a@", "@b", "a b@example.com", "a@example.com\n", "x" * 500 + "@example.com"]),
    (fields.BooleanField(), ["true", "false", "yes", 1, 0, "1", [], {}, Decimal(1)]),
    (fields.IntegerField(), ["1", True, Decimal("1.5"), 2**31, -(2**31), 10**30, [], {}, ExponentNumber("1e3")]),
    (
        fields.DateField(),
        [
            *(
                "2026-1-5",
                "2026-02-30",
                "2025-02-29",
                "2026-13-01",
                "2026-01-15T00:00:00",
                "20260115",
                "15.01.2026",
                "01/15/2026",
            ),
            *(
                "2026-W03-4",
                "0001-01-01",
                "1899-12-31",
                "2200-01-01",
                "9999-12-31",
                "٢٠٢٦-٠١-١٥",
                "",
                20260115,
                True,
                [],
                {},
            ),
        ],
    ),
    (
        fields.MomentField(),
        [
            "2026-01-15",
            "2026-01-15T10:30:00",
            "2026-01-15 10:30:00Z",
            "2026-01-15T25:00:00Z",
            "2026-01-15T10:30:60Z",
            1,
            "",
            [],
        ],
    ),
    (
        fields.IdField(),
        [
            *("", "1", 1, True, [], {}, "0" * 32, "urn:uuid:00000000-0000-0000-0000-000000000000"),
            *(
                "{00000000-0000-0000-0000-000000000000}",
                "00000000-0000-0000-0000-00000000000g",
                "0" * 8 + "-0000-0000-0000-" + "0" * 11,
            ),
        ],
    ),
    (fields.ChoiceField(choices=["sent", "paid"]), ["Sent", "", 1, True, ["sent"], {"sent": 1}, "void"]),
    (fields.CurrencyField(), ["usd", "XXX", "US", "USDD", "", 840, None, ["USD"], "€"]),
    (fields.RateField(), [0, "-1", "0.00000000001", "1e0", 10**10]),
    (fields.PercentField(), [-1, 101, "100.0001", "8.25001", "8,25"]),
    (fields.MoneyField(positive=True), [0, "0.00", "-0.01", -1]),
    (fields.ListField(child=fields.CharField()), ["a", {}, 1, [1], [["a"]], ["a"] * 101]),
]
TRIED = [(field, value) for field, values in REFUSED for value in values]


def named(value: Any) -> str:
    return type(value).__name__ if isinstance(value, Field) else repr(value)[:40]


@pytest.mark.parametrize(("field", "value"), TRIED, ids=named)
def test_a_field_refuses_what_is_not_of_its_type(field: Any, value: Any) -> None:
    with pytest.raises(ValidationError):
        field.run_validation(value)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        (fields.MoneyField(), 1500, Decimal(1500)),
        (fields.MoneyField(), Decimal("1500.10"), Decimal("1500.1")),
        (fields.MoneyField(), "1500.10", Decimal("1500.1")),
        (fields.MoneyField(), "-0.00", Decimal(0)),
        (fields.MoneyField(), "0000000000000000000001.5000000", Decimal("1.5")),
        (fields.MoneyField(), "999999999999999.9999", Decimal("999999999999999.9999")),
        (fields.CharField(), "  Ada  ", "Ada"),
        (fields.CharField(), "Ame\u0301lie", "Am\u00e9lie"),
        (fields.TextField(), "two\nlines", "two\nlines"),
        (fields.BooleanField(), False, False),
        (fields.IntegerField(), -5, -5),
        (fields.DateField(), "2024-02-29", datetime.date(2024, 2, 29)),
        (fields.MomentField(), "2026-01-15T10:30:00Z", datetime.datetime(2026, 1, 15, 10, 30, tzinfo=datetime.UTC)),
        (
            fields.MomentField(),
            "2026-01-15T10:30:00.5+02:00",
            datetime.datetime(2026, 1, 15, 8, 30, 0, 500_000, datetime.UTC),
        ),
        (fields.IdField(), "0197A3F2-6F0A-7CC0-8D3B-2F9D5C1E7A44", UUID("0197a3f2-6f0a-7cc0-8d3b-2f9d5c1e7a44")),
        (fields.CurrencyField(), "KWD", "KWD"),
        (fields.RateField(), "1.0837500000", Decimal("1.08375")),
    ],
    ids=named,
)
def test_a_field_takes_its_type(field: Any, value: Any, expected: Any) -> None:
    result = field.run_validation(value)
    assert result == expected
    assert type(result) is type(expected)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("1500.0000", 2, "1500.00"),
        ("1500.0000", 0, "1500"),
        ("1500.0000", 3, "1500.000"),
        ("0.0125", 2, "0.0125"),
        ("0.0000", 2, "0.00"),
        ("-0.0000", 2, "0.00"),
        ("-0.5000", 2, "-0.50"),
        ("1E+3", 2, "1000.00"),
        ("1E-7", 0, "0.0000001"),
        ("100", 0, "100"),
    ],
)
def test_a_number_is_written_with_the_decimals_of_its_currency(value: str, places: int, text: str) -> None:
    assert literals.number_text(Decimal(value), places) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15) + 1, max_value=10**15 - 1))
def test_money_comes_back_as_it_was_written(amount: Decimal) -> None:
    text = literals.number_text(amount, 2)
    assert fields.MoneyField().run_validation(text) == amount
    assert fields.MoneyField().run_validation(parse_json(text.encode())) == amount


@given(st.text(st.characters(max_codepoint=0x80), max_size=6))
def test_a_text_of_ascii_is_taken_and_refused_as_any_other(text: str) -> None:
    def taken(is_usual: bool) -> Any:
        field = fields.CharField(max_length=4)
        field.__dict__["_is_usual"] = is_usual
        try:
            return field.run_validation(text)
        except ValidationError as error:
            return error.get_codes()

    assert fields.CharField(max_length=4)._is_usual
    assert taken(True) == taken(False)


def test_a_text_that_shows_nothing_is_empty() -> None:
    for text in ("\u200b", " \u3164 ", "\u2060\u00a0"):
        with pytest.raises(ValidationError, match="Must not be empty"):
            fields.CharField().run_validation(text)
        assert fields.TextField(allow_blank=True).run_validation(text) == ""
    assert fields.CharField().run_validation(" A\u200bB ") == "A\u200bB"
