"""Net and tax of a document's lines."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounting import errors
from accounting.ledger import money
from accounting.taxes import arithmetic

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
    amounts = arithmetic.compute(lines, currency=currency, rounding=rounding)
    return sum((amount.net for amount in amounts), Decimal(0)), sum((amount.tax for amount in amounts), Decimal(0))


@pytest.mark.parametrize(("rounding", "tax"), [(arithmetic.LINE, "11.44"), (arithmetic.DOCUMENT, "11.45")])
def test_the_check_figures_of_the_design(rounding: str, tax: str):
    assert totals(priced("25.06", "25.61", "25.63"), rounding) == (Decimal("76.30"), Decimal(tax))


def test_the_cent_of_document_rounding_goes_to_the_line_that_lost_most():
    amounts = arithmetic.compute(priced("25.06", "25.61", "25.63"), currency="USD", rounding=arithmetic.DOCUMENT)
    # Exact: 3.7590, 3.8415, 3.8445. Cut: 3.75 + 3.84 + 3.84, two cents short of 11.45.
    assert [amount.tax for amount in amounts] == [Decimal("3.76"), Decimal("3.84"), Decimal("3.85")]


def test_inclusive_tax_is_rounded_and_net_is_the_rest():
    (amount,) = arithmetic.compute(priced("100.00", tax_inclusive=True), currency="USD", rounding=arithmetic.LINE)
    assert amount == (Decimal("86.96"), Decimal("13.04"))


def test_half_cents_of_inclusive_prices_are_not_lost_in_periodic_fractions():
    # 3 × 0.05 at 7.1428…% would be 0.01 in total; 15 / (100 + 50) makes each share 0.01666… and their sum exactly 0.05.
    lines = priced("0.05", "0.05", "0.05", tax_percent=Decimal(50), tax_inclusive=True)
    assert totals(lines, arithmetic.DOCUMENT) == (Decimal("0.10"), Decimal("0.05"))
    # 0.03 at 20 % included is exactly half a cent: away from zero.
    lines = priced("0.01", "0.01", "0.01", tax_percent=Decimal(20), tax_inclusive=True)
    assert totals(lines, arithmetic.DOCUMENT) == (Decimal("0.02"), Decimal("0.01"))


def test_a_discount_comes_before_the_rounding():
    lines = [Line(quantity=Decimal(3), unit_price=Decimal("9.99"), discount_percent=Decimal("12.5"))]
    assert totals(lines, arithmetic.LINE) == (Decimal("26.22"), Decimal("3.93"))


def test_a_full_discount_leaves_nothing():
    assert totals(priced("9.99", discount_percent=Decimal(100)), arithmetic.LINE) == (0, 0)


def test_a_discount_line_lowers_net_and_tax():
    assert totals(priced("100.00", "-10.00"), arithmetic.DOCUMENT) == (Decimal("90.00"), Decimal("13.50"))


def test_two_rates_of_one_percentage_are_rounded_together_and_two_percentages_apart():
    other = {"tax_rate_id": UUID(int=2)}
    same = priced("0.10", tax_percent=Decimal(5)) + priced("0.10", tax_percent=Decimal(5), **other)
    assert totals(same, arithmetic.DOCUMENT) == (
        Decimal("0.20"),
        Decimal("0.01"),
    )  # alone each is half a cent
    assert totals(same, arithmetic.LINE) == (Decimal("0.20"), Decimal("0.02"))
    apart = priced("0.10", tax_percent=Decimal(5)) + priced("0.10", tax_percent=Decimal(6), **other)
    assert totals(apart, arithmetic.DOCUMENT) == (Decimal("0.20"), Decimal("0.02"))


def printed(lines: list[Line], *given: str | None, total: str | None = None, currency: str = "USD") -> list[str]:
    """Return the taxes of the lines, as printed."""
    amounts = arithmetic.as_printed(
        lines,
        arithmetic.compute(lines, currency=currency, rounding=arithmetic.LINE),
        taxes=[None if tax is None else Decimal(tax) for tax in given or [None] * len(lines)],
        total=None if total is None else Decimal(total),
        currency=currency,
    )
    return [str(amount.tax) for amount in amounts]


def test_a_tax_as_printed_is_taken_up_to_five_cents_or_one_per_cent_from_ours():
    ten = {"tax_percent": Decimal(10)}
    assert printed(priced("20.00", **ten), "2.05") == ["2.05"]
    assert printed(priced("20.00", **ten), "1.95") == ["1.95"]
    assert printed(priced("-20.00", **ten), "-2.05") == ["-2.05"]
    assert printed(priced("10000.00", **ten), "1010.00") == ["1010.00"]
    assert printed(priced("20", **ten), "3", currency="JPY") == ["3"]  # the yen has no cents
    assert printed(priced("20.00", "30.00", **ten), None, "3.01") == ["2.00", "3.01"]
    refused: list[tuple[list[Line], str, str]] = [
        (priced("20.00", **ten), "2.06", "USD"),
        (priced("20.00", **ten), "1.94", "USD"),
        (priced("20.00", **ten), "2.001", "USD"),
        (priced("10000.00", **ten), "1010.01", "USD"),
        (priced("20", **ten), "4", "JPY"),
        (priced("20.00", tax_rate_id=None, tax_percent=Decimal(0)), "0.01", "USD"),
    ]
    for lines, tax, currency in refused:
        with pytest.raises(errors.InvalidAmount) as refusal:
            printed(lines, tax, currency=currency)
        assert refusal.value.field == "lines[0].tax_amount"


def test_a_total_as_printed_is_handed_to_the_taxed_lines():
    ten = {"tax_percent": Decimal(10)}
    lines = priced("10.00", **ten) + priced("5.00", tax_rate_id=None, tax_percent=Decimal(0)) + priced("30.00", **ten)
    assert printed(lines, total="4.08") == ["1.02", "0.00", "3.06"]
    assert printed(lines, total="3.90") == ["0.97", "0.00", "2.93"]  # 0.05 a taxed line
    assert printed(priced("0.01", "0.01", **ten), total="0.01") == ["0.01", "0.00"]
    assert printed(lines, "1.01", None, None, total="4.01") == ["1.01", "0.00", "3.00"]
    for taxes_, total in (((None,) * 3, "4.11"), (("1.01", None, None), "4.02")):
        with pytest.raises(errors.InvalidAmount) as refusal:
            printed(lines, *taxes_, total=total)
        assert refusal.value.field == "tax_total"


def test_an_inclusive_price_stays_what_it_is_whatever_tax_is_printed():
    lines = priced("100.00", tax_inclusive=True)
    ours = arithmetic.compute(lines, currency="USD", rounding=arithmetic.LINE)
    (amount,) = arithmetic.as_printed(lines, ours, taxes=[Decimal("13.05")], total=None, currency="USD")
    assert amount == (Decimal("86.95"), Decimal("13.05"))


@pytest.mark.parametrize(
    ("currency", "net", "tax"), [("JPY", "101", "15"), ("KWD", "101.000", "15.150"), ("CLF", "101.0000", "15.1500")]
)
def test_amounts_have_the_decimals_of_their_currency(currency: str, net: str, tax: str):
    found = totals(priced("101"), arithmetic.LINE, currency)
    assert [str(amount) for amount in found] == [net, tax]


def test_a_line_too_large_is_named():
    with pytest.raises(errors.InvalidAmount) as refusal:
        arithmetic.compute(
            [*priced("1.00", "999999999999999"), Line(Decimal(10), Decimal(10) ** 15)], currency="USD", rounding="line"
        )
    assert refusal.value.field == "lines[2]"


def test_a_tax_too_large_names_the_lines():
    whole = Line(Decimal(1), Decimal(10) ** 15 - 1, tax_percent=Decimal(100))
    with pytest.raises(errors.InvalidAmount) as refusal:
        arithmetic.compute([whole, whole], currency="USD", rounding="document")
    assert refusal.value.field == "lines"


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


roundings = st.sampled_from([arithmetic.LINE, arithmetic.DOCUMENT])
currencies = st.sampled_from(["JPY", "USD", "KWD", "CLF"])


@given(documents(), roundings, currencies)
def test_lines_always_add_up_to_the_totals(lines: list[Line], rounding: str, currency: str):
    amounts = arithmetic.compute(lines, currency=currency, rounding=rounding)
    assert all(money.is_whole(part, currency) for amount in amounts for part in amount)
    for rate in RATES:
        of_rate = [i for i, line in enumerate(lines) if (line.tax_rate_id, line.tax_inclusive) == (rate[0], rate[2])]
        tax = sum(amounts[i].tax for i in of_rate)
        net = sum(amounts[i].net for i in of_rate)
        exact = (net + tax) * Decimal(rate[1]) / (100 + Decimal(rate[1])) if rate[2] else net * Decimal(rate[1]) / 100
        slack = money.unit(currency) / 2 * (len(of_rate) if rounding == arithmetic.LINE else 1)
        assert abs(tax - exact) <= slack + Decimal("1e-15")


@given(documents(), roundings, currencies)
def test_inclusive_prices_are_what_the_customer_pays(lines: list[Line], rounding: str, currency: str):
    for line, amount in zip(lines, arithmetic.compute(lines, currency=currency, rounding=rounding), strict=True):
        extended = money.quantize(line.quantity * line.unit_price * (1 - line.discount_percent / 100), currency)
        assert (amount.net + amount.tax if line.tax_inclusive else amount.net) == extended


@given(documents(), roundings, currencies)
def test_the_negative_of_a_document_is_its_mirror_to_the_cent(lines: list[Line], rounding: str, currency: str):
    mirrored = [Line(-line.quantity, *list(line.__dict__.values())[1:]) for line in lines]
    amounts = arithmetic.compute(lines, currency=currency, rounding=rounding)
    assert arithmetic.compute(mirrored, currency=currency, rounding=rounding) == [(-net, -tax) for net, tax in amounts]
