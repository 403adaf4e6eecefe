"""Fields that are exact decimal numbers: quantities, rates, percentages and money."""

import functools
from decimal import Decimal
from typing import Any

from orjson import Fragment
from rest_framework import serializers

from accounting.documents.lines import MAX_QUANTITY
from accounting.ledger.money import CURRENCIES, MAX_DECIMALS
from api.json_sql import AT_LEAST, decimals_of
from api.literals import number_text, parse_number
from api.parsing import ExponentNumber
from api.serialization import Derived, ResponseContext, Writer, follow

MONEY_DIGITS, MONEY_PLACES = 19, 4
RATE_DIGITS, RATE_PLACES = 20, 10
PERCENT_DIGITS, PERCENT_PLACES = 7, 4


def _write_number(value: Any, obj: Any, currency: str | None, context: ResponseContext) -> Any:
    return None if value is None else Fragment(number_text(value, 0))


def _write_money(value: Any, obj: Any, currency: str | None, context: ResponseContext) -> Any:
    return None if value is None else _amount(value, CURRENCIES[currency] if currency else 0)


@functools.lru_cache(4096)
def _amount(value: Decimal, places: int) -> Fragment:
    return Fragment(number_text(value, places))


def _write_base_money(value: Any, obj: Any, currency: str | None, context: ResponseContext) -> Any:
    return None if value is None else _amount(value, context.base_decimals)


class NumberField(serializers.Field):
    """An exact decimal number: a JSON number, or a string holding the same."""

    default_error_messages = {
        "invalid": "Must be a number such as 1500.00, without exponent, plus sign or separators.",
        "too_large": "Must have at most {digits} digits before the decimal point.",
        "too_precise": "Must have at most {places} decimals.",
        "min_value": "Must be at least {limit}.",
        "max_value": "Must be at most {limit}.",
        "positive": "Must be greater than zero.",
    }

    def __init__(
        self,
        *,
        max_digits: int,
        decimal_places: int,
        min_value: Decimal | int | None = None,
        max_value: Decimal | int | None = None,
        positive: bool = False,
        **kwargs: Any,
    ) -> None:
        self.max_digits, self.decimal_places = max_digits, decimal_places
        self.min_value, self.max_value, self.positive = min_value, max_value, positive
        has_limits = positive or min_value is not None or max_value is not None
        self.too_large = 0 if has_limits else 10 ** (max_digits - decimal_places)
        """Whole numbers from 0 up to this one need no further look."""
        super().__init__(**kwargs)

    def places(self) -> int:
        """Return how many decimals the input may have."""
        return self.decimal_places

    def to_internal_value(self, data: Any) -> Decimal:
        if type(data) is int and 0 <= data < self.too_large:
            return Decimal(data)
        number = None if isinstance(data, ExponentNumber) else parse_number(data)
        if number is None:
            self.fail("invalid")
        whole, _, fraction = f"{abs(number):f}".partition(".")
        if len(whole.lstrip("0")) > self.max_digits - self.decimal_places:
            self.fail("too_large", digits=self.max_digits - self.decimal_places)
        if fraction and len(fraction.rstrip("0")) > self.places():
            self.fail_precision(self.places())
        if self.positive and number <= 0:
            self.fail("positive")
        if self.min_value is not None and number < self.min_value:
            self.fail("min_value", limit=self.min_value)
        if self.max_value is not None and number > self.max_value:
            self.fail("max_value", limit=self.max_value)
        return number if number else Decimal(0)

    def fail_precision(self, places: int) -> None:
        self.fail("too_precise", places=places)

    def writer(self) -> Writer:
        return _write_number

    def sql_writer(self) -> str:
        return "trim_scale({column})::text"


class RateField(NumberField):
    """An exchange rate: units of the base currency per unit of the document's currency."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", RATE_DIGITS)
        kwargs.setdefault("decimal_places", RATE_PLACES)
        super().__init__(positive=True, **kwargs)


class QuantityField(NumberField):
    """The quantity of a document's line, which may be negative."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_digits=MONEY_DIGITS,
            decimal_places=MAX_DECIMALS,
            min_value=-MAX_QUANTITY,
            max_value=MAX_QUANTITY,
            **kwargs,
        )


class PercentField(NumberField):
    """A percentage from 0 to 100: `8.25` is 8.25 %."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", PERCENT_DIGITS)
        kwargs.setdefault("decimal_places", PERCENT_PLACES)
        super().__init__(**{"min_value": 0, "max_value": 100, **kwargs})


class MoneyField(NumberField):
    """An amount in the currency of its object (`Meta.currency` of the serializer around it), or with `base` in the
    company's.

    Input can have at most the decimals of the currency. Output is an exact JSON number with the currency's decimals; a
    unit price may have more.
    """

    default_error_messages = {"too_precise": "{what} has {places} decimals."}

    def __init__(self, *, base: bool = False, unit_price: bool = False, **kwargs: Any) -> None:
        self.base, self.unit_price = base, unit_price
        kwargs.setdefault("max_digits", MONEY_DIGITS)
        kwargs.setdefault("decimal_places", MONEY_PLACES)
        super().__init__(**kwargs)

    def currency(self) -> str | None:
        serializer = self.parent
        return serializer.input_currency(base=self.base) if hasattr(serializer, "input_currency") else None

    def places(self) -> int:
        if self.unit_price:
            return self.decimal_places
        currency = self.currency()
        return self.decimal_places if currency is None else CURRENCIES[currency]

    def fail_precision(self, places: int) -> None:
        currency = None if self.unit_price else self.currency()
        what = "A unit price" if self.unit_price else f"An amount in {currency}" if currency else "An amount"
        self.fail("too_precise", places=f"at most {places}" if places else "no", what=what)

    def writer(self) -> Writer:
        return _write_base_money if self.base else _write_money

    def sql_writer(self) -> str:
        return AT_LEAST.format(column="{column}", places="{base}" if self.base else "{places}") + "::text"


class DerivedMoneyField(Derived, MoneyField):
    """An amount that the model derives from other columns."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)


class AccountMoneyField(NumberField):
    """An amount in the currency of an account, which is not that of its object.

    `currency` is the path of the account's currency, which is null if that is the company's. The operation checks the
    decimals of the input, because only it reads the account.
    """

    def __init__(self, *, currency: str, **kwargs: Any) -> None:
        self.currency = currency
        super().__init__(max_digits=MONEY_DIGITS, decimal_places=MONEY_PLACES, positive=True, **kwargs)

    def writer(self) -> Writer:
        def write(value: Any, obj: Any, _: str | None, context: ResponseContext) -> Any:
            if value is None:
                return None
            currency = follow(obj, self.currency)
            return _amount(value, CURRENCIES[currency] if currency else context.base_decimals)

        return write

    def sql_columns(self) -> list[str]:
        return [str(self.source), self.currency]

    def sql_writer(self) -> str:
        places = f"COALESCE({decimals_of('{columns[1]}')}, {{base}})"
        return AT_LEAST.format(column="{column}", places=places) + "::text"
