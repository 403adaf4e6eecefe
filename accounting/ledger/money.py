"""Arithmetic of money: pure, exact, no queries.

An amount is a `Decimal` in a currency and a whole multiple of its smallest unit (ISO 4217, from the `iso4217` package).
Rounding is half away from zero unless a caller names another. A currency is its three-letter code.
"""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from types import MappingProxyType

from iso4217 import Currency as Iso4217

from accounting import errors

MAX_AMOUNT = Decimal("999999999999999.9999")
"""What `numeric(19,4)` holds; the greatest amount on either side of zero."""

MAX_DECIMALS = 4
"""Of prices, quantities and percentages too."""

EXACT = Context(prec=80)
"""Enough digits for a product of a quantity, a price, and two percentages without any rounding."""

CURRENCIES = MappingProxyType(
    {currency.code: currency.exponent for currency in Iso4217 if currency.exponent is not None}
)
"""Code → decimals of every ISO 4217 currency that has a smallest unit (metals and test codes have none)."""


def decimals(currency: str) -> int:
    """Return how many decimals the currency has: 2 for USD, 0 for JPY, 3 for KWD. Raises CurrencyNotSupported."""
    try:
        return CURRENCIES[currency]
    except KeyError:
        raise errors.CurrencyNotSupported(f"{currency} is not an ISO 4217 currency.", field="currency") from None


def unit(currency: str) -> Decimal:
    """Return the currency's smallest unit: 0.01 for USD."""
    return Decimal(1).scaleb(-decimals(currency))


def greatest(currency: str) -> Decimal:
    """Return the greatest amount in the currency: 999999999999999.99 for USD."""
    return MAX_AMOUNT.quantize(unit(currency), rounding=ROUND_DOWN)


def quantize(amount: Decimal, currency: str, rounding: str = ROUND_HALF_UP) -> Decimal:
    """Round to the currency's smallest unit, half away from zero by default. Raises InvalidAmount beyond MAX_AMOUNT."""
    if abs(amount) <= MAX_AMOUNT:
        rounded = amount.quantize(unit(currency), rounding=rounding, context=EXACT)
        if abs(rounded) <= MAX_AMOUNT:
            return rounded or abs(rounded)  # never a negative zero
    raise errors.InvalidAmount("The amount is too large.")


def is_whole(amount: Decimal, currency: str) -> bool:
    """Tell whether the amount is within MAX_AMOUNT and a whole multiple of the currency's smallest unit."""
    return amount.is_finite() and abs(amount) <= MAX_AMOUNT and amount % unit(currency) == 0


def text(amount: Decimal, currency: str) -> str:
    """Write an amount for people, with all decimals of its currency: `1,500.00 USD`."""
    return f"{amount:,.{decimals(currency)}f} {currency}"


def distribute(total: Decimal, shares: Sequence[Decimal], currency: str) -> list[Decimal]:
    """Hand `total` out over exact `shares` by largest remainder, so that the parts add up to `total`.

    Each share is cut to whole units towards zero; the units left over go one each to the shares that lost most, the
    earlier of equals first. Exact in both directions: the parts of the negated shares are the negated parts.
    """
    if not shares:
        if total:
            raise ValueError("There is nothing to hand the total out over.")
        return []
    smallest = unit(currency)
    parts = [share.quantize(smallest, rounding=ROUND_DOWN, context=EXACT) + 0 for share in shares]
    left = int((total - sum(parts)) / smallest)
    step = smallest if left > 0 else -smallest
    by_remainder = sorted(range(len(shares)), key=lambda i: (parts[i] - shares[i]) * step)
    for turn in range(abs(left)):
        parts[by_remainder[turn % len(shares)]] += step
    return parts


def check_amount(amount: Decimal, currency: str, field: str) -> None:
    """Raise InvalidAmount for what is not greater than zero or finer than the currency's smallest unit."""
    if not is_whole(amount, currency):
        raise errors.InvalidAmount(f"An amount in {currency} has at most {decimals(currency)} decimals.", field=field)
    if amount <= 0:
        raise errors.InvalidAmount("The amount must be greater than zero.", field=field)
