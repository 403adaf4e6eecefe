"""Arithmetic of money. Pure functions, exact, no queries.

An amount is a `Decimal` in a currency and a whole multiple of its smallest unit (ISO 4217, from the `iso4217` package).
Rounding is half away from zero unless a caller chooses another. A currency is a three-letter code.
"""

import functools
from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal, localcontext
from types import MappingProxyType

from iso4217 import Currency as Iso4217

from accounting import errors

MAX_AMOUNT = Decimal("999999999999999.9999")
"""The greatest amount, positive or negative: the limit of `numeric(19,4)`."""

MAX_DECIMALS = 4
"""The most decimals of amounts, prices, quantities and percentages."""

EXACT = Context(prec=80)
"""Enough digits for a product of a quantity, a price, and two percentages without any rounding."""

CURRENCIES = MappingProxyType(
    {currency.code: currency.exponent for currency in Iso4217 if currency.exponent is not None}
)
"""The decimals of each ISO 4217 currency with a smallest unit, by code (metals and test codes have none)."""


def decimals(currency: str) -> int:
    """Return how many decimals the currency has: 2 for USD, 0 for JPY, 3 for KWD. Raises CurrencyNotSupported."""
    try:
        return CURRENCIES[currency]
    except KeyError:
        raise errors.CurrencyNotSupported(f"{currency} is not an ISO 4217 currency.", field="currency") from None


@functools.cache
def unit(currency: str) -> Decimal:
    """Return the currency's smallest unit: 0.01 for USD."""
    return Decimal(1).scaleb(-decimals(currency))


def greatest(currency: str) -> Decimal:
    """Return the greatest amount in the currency: 999999999999999.99 for USD."""
    return MAX_AMOUNT.quantize(unit(currency), rounding=ROUND_DOWN)


def quantize(amount: Decimal, currency: str, rounding: str = ROUND_HALF_UP, *, field: str = "") -> Decimal:
    """Round to the currency's smallest unit, half away from zero by default. Raises InvalidAmount for `field` beyond
    MAX_AMOUNT."""
    if abs(amount) <= MAX_AMOUNT:
        rounded = amount.quantize(unit(currency), rounding=rounding, context=EXACT)
        if abs(rounded) <= MAX_AMOUNT:
            return rounded or abs(rounded)  # never a negative zero
    raise errors.InvalidAmount("The amount is too large.", field=field)


def plain_price(price: Decimal, currency: str) -> Decimal:
    """Return a price with the decimals of its currency, and those beyond them that are not zero."""
    plain = price.normalize() + 0
    return plain if -int(plain.as_tuple().exponent) > decimals(currency) else quantize(price, currency)


def is_whole(amount: Decimal, currency: str) -> bool:
    """Return whether the amount is within MAX_AMOUNT and a whole multiple of the currency's smallest unit."""
    return amount.is_finite() and abs(amount) <= MAX_AMOUNT and amount % unit(currency) == 0


def text(amount: Decimal, currency: str) -> str:
    """Write an amount for people, with all decimals of its currency: `1,500.00 USD`."""
    return f"{amount:,.{decimals(currency)}f} {currency}"


def only(amount: Decimal, currency: str) -> str:
    """Begin a sentence about what there is: `Only 1,500.00 USD`, or `Nothing`."""
    return f"Only {text(amount, currency)}" if amount else "Nothing"


def distribute(total: Decimal, shares: Sequence[Decimal], currency: str) -> list[Decimal]:
    """Distribute `total` over exact `shares` by largest remainder, so that the parts add up to `total`.

    Each share is cut to whole units towards zero. The remaining units go one each to the shares that lost most, and
    among equals to the earlier one. For negated shares the parts are the negated parts.
    """
    if not shares:
        if total:
            raise ValueError("There are no shares to distribute the total to.")
        return []
    smallest = unit(currency)
    parts = [share.quantize(smallest, rounding=ROUND_DOWN, context=EXACT) + 0 for share in shares]
    left = int((total - sum(parts)) / smallest)
    step = smallest if left > 0 else -smallest
    by_remainder = sorted(range(len(shares)), key=lambda i: (parts[i] - shares[i]) * step)
    for turn in range(abs(left)):
        parts[by_remainder[turn % len(shares)]] += step
    return parts


def relieved(amount: Decimal, *, of: Decimal, base: Decimal, base_currency: str) -> Decimal:
    """Return the part of `base` that settling `amount` of the open amount `of` relieves: the whole with the last of it,
    so that what is closed in one currency is closed in both."""
    if amount == of:
        return base
    with localcontext(EXACT):
        return quantize(base * amount / of, base_currency)


def check_whole(amount: Decimal, currency: str, field: str) -> None:
    """Raise InvalidAmount if the amount has more decimals than the currency, or is too large."""
    if amount.is_finite() and abs(amount) > MAX_AMOUNT:
        most = text(greatest(currency), currency)
        raise errors.InvalidAmount(f"An amount is at most {most}.", field=field)
    if not is_whole(amount, currency):
        raise errors.InvalidAmount(allowed(currency), field=field)


def allowed(currency: str) -> str:
    """Say how many decimals an amount can have."""
    places = decimals(currency)
    return f"An amount in {currency} has {f'at most {places}' if places else 'no'} decimals."


def check_number(number: Decimal, limit: Decimal, field: str) -> None:
    """Raise InvalidAmount if a number, such as a price or a quantity, is beyond the limit or has too many decimals."""
    if not number.is_finite() or abs(number) > limit:
        raise errors.InvalidAmount("The number is too large.", field=field)
    if number != round(number, MAX_DECIMALS):
        raise errors.InvalidAmount(f"The number can have at most {MAX_DECIMALS} decimals.", field=field)


def check_amount(amount: Decimal, currency: str, field: str) -> None:
    """Raise InvalidAmount if the amount is not greater than zero or has more decimals than the currency."""
    check_whole(amount, currency, field)
    if amount <= 0:
        raise errors.InvalidAmount("The amount must be greater than zero.", field=field)
