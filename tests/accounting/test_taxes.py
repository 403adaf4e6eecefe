"""Net and tax of a document's lines."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounting import errors, money, taxes

FIRST = UUID(int=1)
RATES = [(None, "0", False)] + [
    (UUID(int=i), percent, inclusive)
    for i, (percent, inclusive) in enumerate(
        [("15", False), ("15", True), ("7.7", True), ("19", False), ("33.3333", True)], 1
    )
]


@dataclass
class Line:
    quantity: Decimal = Decimal(1)
    unit_price: Decimal = Decimal(0)
    discount_percent: Decimal = Decimal(0)
    tax_rate_id: UUID | None = FIRST
    tax_percent: Decimal = Decimal(15)
    tax_inclusive: bool = False


def priced(*prices: str, **fields: Any) -> list[Line]:
    return [Line(unit_price=Decimal(price), **fields) for price in prices]


def totals(lines: list[Line], rounding: str, currency: str = "USD") -> tuple[Decimal, Decimal]:
    amounts = taxes.compute(lines, currency=currency, rounding=rounding)
    return sum((amount.net for amount in amounts), Decimal(0)), sum((amount.tax for amount in amounts), Decimal(0))


@pytest.mark.parametrize(("rounding", "tax"), [(taxes.LINE, "11.44"), (taxes.DOCUMENT, "11.45")])
def test_the_check_figures_of_the_design(rounding: str, tax: str):
    assert totals(priced("25.06", "25.61", "25.63"), rounding) == (Decimal("76.30"), Decimal(tax))


def test_the_cent_of_document_rounding_goes_to_the_line_that_lost_most():
    amounts = taxes.compute(priced("25.06", "25.61", "25.63"), currency="USD", rounding=taxes.DOCUMENT)
    # Exact: 3.7590, 3.8415, 3.8445. Cut: 3.75 + 3.84 + 3.84, two cents short of 11.45.
    assert [amount.tax for amount in amounts] == [Decimal("3.76"), Decimal("3.84"), Decimal("3.85")]


def test_inclusive_tax_is_rounded_and_net_is_the_rest():
    (amount,) = taxes.compute(priced("100.00", tax_inclusive=True), currency="USD", rounding=taxes.LINE)
    assert amount == (Decimal("86.96"), Decimal("13.04"))


def test_half_cents_of_inclusive_prices_are_not_lost_in_periodic_fractions():
    # 3 × 0.05 at 7.1428…% would be 0.01 in total; 15 / (100 + 50) makes each share 0.01666… and their sum exactly 0.05.
    lines = priced("0.05", "0.05", "0.05", tax_percent=Decimal(50), tax_inclusive=True)
    assert totals(lines, taxes.DOCUMENT) == (Decimal("0.10"), Decimal("0.05"))
    # 0.03 at 20 % included is exactly half a cent: away from zero.
    lines = priced("0.01", "0.01", "0.01", tax_percent=Decimal(20), tax_inclusive=True)
    assert totals(lines, taxes.DOCUMENT) == (Decimal("0.02"), Decimal("0.01"))


def test_a_discount_comes_before_the_rounding():
    lines = [Line(quantity=Decimal(3), unit_price=Decimal("9.99"), discount_percent=Decimal("12.5"))]
    assert totals(lines, taxes.LINE) == (Decimal("26.22"), Decimal("3.93"))


def test_a_full_discount_leaves_nothing():
    assert totals(priced("9.99", discount_percent=Decimal(100)), taxes.LINE) == (0, 0)


def test_a_discount_line_lowers_net_and_tax():
    assert totals(priced("100.00", "-10.00"), taxes.DOCUMENT) == (Decimal("90.00"), Decimal("13.50"))


def test_rates_are_rounded_apart():
    lines = priced("0.10", "0.10", tax_percent=Decimal(5)) + priced(
        "0.10", tax_percent=Decimal(5), tax_rate_id=UUID(int=2)
    )
    # 5 % of 0.20 is 0.01 and 5 % of 0.10 is half a cent, rounded up.
    assert totals(lines, taxes.DOCUMENT) == (Decimal("0.30"), Decimal("0.02"))


@pytest.mark.parametrize(
    ("currency", "net", "tax"), [("JPY", "101", "15"), ("KWD", "101.000", "15.150"), ("CLF", "101.0000", "15.1500")]
)
def test_amounts_have_the_decimals_of_their_currency(currency: str, net: str, tax: str):
    found = totals(priced("101"), taxes.LINE, currency)
    assert [str(amount) for amount in found] == [net, tax]


def test_a_line_too_large_is_named():
    with pytest.raises(errors.InvalidAmount) as refusal:
        taxes.compute(
            [*priced("1.00", "999999999999999"), Line(Decimal(10), Decimal(10) ** 15)], currency="USD", rounding="line"
        )
    assert refusal.value.field == "lines[2]"


@st.composite
def documents(draw: st.DrawFn) -> list[Line]:
    def line() -> Line:
        rate_id, percent, inclusive = draw(st.sampled_from(RATES))
        return Line(
            quantity=draw(st.decimals(-1000, 1000, places=4)),
            unit_price=draw(st.decimals(-10_000, 10_000, places=4)),
            discount_percent=draw(st.decimals(0, 100, places=4)),
            tax_rate_id=rate_id,
            tax_percent=Decimal(percent),
            tax_inclusive=inclusive,
        )

    return [line() for _ in range(draw(st.integers(1, 12)))]


roundings = st.sampled_from([taxes.LINE, taxes.DOCUMENT])
currencies = st.sampled_from(["JPY", "USD", "KWD", "CLF"])


@given(documents(), roundings, currencies)
def test_lines_always_add_up_to_the_totals(lines: list[Line], rounding: str, currency: str):
    amounts = taxes.compute(lines, currency=currency, rounding=rounding)
    assert all(money.is_whole(part, currency) for amount in amounts for part in amount)
    for rate in RATES:
        of_rate = [i for i, line in enumerate(lines) if (line.tax_rate_id, line.tax_inclusive) == (rate[0], rate[2])]
        tax = sum(amounts[i].tax for i in of_rate)
        net = sum(amounts[i].net for i in of_rate)
        exact = (net + tax) * Decimal(rate[1]) / (100 + Decimal(rate[1])) if rate[2] else net * Decimal(rate[1]) / 100
        slack = money.unit(currency) / 2 * (len(of_rate) if rounding == taxes.LINE else 1)
        assert abs(tax - exact) <= slack + Decimal("1e-15")


@given(documents(), roundings, currencies)
def test_inclusive_prices_are_what_the_customer_pays(lines: list[Line], rounding: str, currency: str):
    for line, amount in zip(lines, taxes.compute(lines, currency=currency, rounding=rounding), strict=True):
        extended = money.quantize(line.quantity * line.unit_price * (1 - line.discount_percent / 100), currency)
        assert (amount.net + amount.tax if line.tax_inclusive else amount.net) == extended


@given(documents(), roundings, currencies)
def test_the_negative_of_a_document_is_its_mirror_to_the_cent(lines: list[Line], rounding: str, currency: str):
    mirrored = [Line(-line.quantity, *list(line.__dict__.values())[1:]) for line in lines]
    amounts = taxes.compute(lines, currency=currency, rounding=rounding)
    assert taxes.compute(mirrored, currency=currency, rounding=rounding) == [(-net, -tax) for net, tax in amounts]
