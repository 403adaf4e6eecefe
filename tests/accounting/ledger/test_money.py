"""Arithmetic of money."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounting import errors
from accounting.ledger import money

CURRENCIES = ("JPY", "USD", "KWD", "CLF")  # 0, 2, 3 and 4 decimals
currencies = st.sampled_from(CURRENCIES)
numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=7)


@pytest.mark.parametrize(("currency", "decimals"), [("JPY", 0), ("USD", 2), ("KWD", 3), ("CLF", 4)])
def test_decimals_are_those_of_iso_4217(currency: str, decimals: int):
    assert money.decimals(currency) == decimals
    assert money.unit(currency) == Decimal(10) ** -decimals


@pytest.mark.parametrize("code", ["XAU", "XXX", "usd", "", "EURO"])
def test_a_currency_must_have_a_smallest_unit(code: str):
    with pytest.raises(errors.CurrencyNotSupported) as refusal:
        money.decimals(code)
    assert refusal.value.field == "currency"


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [
        ("0.005", "0.01"),
        ("-0.005", "-0.01"),
        ("2.675", "2.68"),
        ("-2.675", "-2.68"),
        ("0.0049999", "0.00"),
        ("1.5", "1.50"),
    ],
)
def test_halves_are_rounded_away_from_zero(amount: str, rounded: str):
    assert str(money.quantize(Decimal(amount), "USD")) == rounded


def test_rounding_never_leaves_a_negative_zero():
    assert str(money.quantize(Decimal("-0.001"), "USD")) == "0.00"


def test_what_the_database_cannot_hold_is_refused():
    assert money.quantize(money.MAX_AMOUNT, "CLF") == money.MAX_AMOUNT
    with pytest.raises(errors.InvalidAmount):
        money.quantize(money.MAX_AMOUNT + 1, "USD")
    with pytest.raises(errors.InvalidAmount):
        money.quantize(money.MAX_AMOUNT, "USD")  # would round up beyond it


@pytest.mark.parametrize(
    ("amount", "whole"),
    [("1.01", True), ("1.0100", True), ("1.001", False), ("1e15", False), ("NaN", False), ("Infinity", False)],
)
def test_whole_amounts_are_multiples_of_the_smallest_unit(amount: str, whole: bool):
    assert money.is_whole(Decimal(amount), "USD") is whole


@pytest.mark.parametrize(("currency", "said"), [("JPY", "no"), ("USD", "at most 2"), ("KWD", "at most 3")])
def test_what_is_too_fine_for_a_currency_is_refused(currency: str, said: str):
    with pytest.raises(errors.InvalidAmount, match=f"An amount in {currency} has {said} decimals") as refused:
        money.check_whole(Decimal("0.0005"), currency, "amount")
    assert refused.value.field == "amount"


def test_amounts_are_written_with_the_decimals_of_their_currency():
    assert money.text(Decimal("1500"), "USD") == "1,500.00 USD"
    assert money.text(Decimal("1500"), "JPY") == "1,500 JPY"


def test_the_units_left_over_go_to_the_largest_remainders():
    shares = [Decimal("1.004"), Decimal("1.009"), Decimal("1.007")]
    assert money.distribute(Decimal("3.02"), shares, "USD") == [Decimal("1.00"), Decimal("1.01"), Decimal("1.01")]


def test_of_equal_remainders_the_earlier_comes_first():
    thirds = [Decimal(1) / 3] * 3
    assert money.distribute(Decimal("1.00"), thirds, "USD") == [Decimal("0.34"), Decimal("0.33"), Decimal("0.33")]


def test_nothing_is_handed_out_over_nothing():
    assert money.distribute(Decimal(0), [], "USD") == []
    with pytest.raises(ValueError, match="no shares"):
        money.distribute(Decimal(1), [], "USD")


@given(st.lists(numbers, min_size=1, max_size=30), currencies)
def test_parts_add_up_and_stay_within_a_unit_of_their_shares(shares: list[Decimal], currency: str):
    total = money.quantize(sum(shares, Decimal(0)), currency)
    parts = money.distribute(total, shares, currency)
    assert sum(parts) == total
    assert all(abs(part - share) < money.unit(currency) for part, share in zip(parts, shares, strict=True))
    assert all(money.is_whole(part, currency) for part in parts)


@given(st.lists(numbers, min_size=1, max_size=30), currencies)
def test_the_mirror_of_a_distribution_is_the_distribution_of_the_mirror(shares: list[Decimal], currency: str):
    total = money.quantize(sum(shares, Decimal(0)), currency)
    mirrored = money.distribute(-total, [-share for share in shares], currency)
    assert mirrored == [-part for part in money.distribute(total, shares, currency)]
