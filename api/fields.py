"""The fields of every resource: strict on the way in, exact on the way out.

REST framework's own fields are generous (`1` is a string, `"yes"` a boolean, `"١٢"` a number). These take the JSON
type that the document names and nothing else.
"""

import datetime
import re
import unicodedata
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from rest_framework import serializers
from rest_framework.fields import empty

from accounting.dates import FIRST_DATE, LAST_DATE, OUT_OF_RANGE
from accounting.money import CURRENCIES
from accounting.text import HIDDEN, HIDDEN_FROM_LINES
from api.parsing import ExponentNumber

MAX_TEXT_LENGTH = 500
MAX_EXPANSION = 4
"""One character in NFC may be written as so many. Longer text is refused unread: normalizing it costs its square."""
MAX_LIST_LENGTH = 100
MAX_INTEGER = 2**31 - 1
MONEY_DIGITS, MONEY_PLACES = 19, 4
RATE_DIGITS, RATE_PLACES = 20, 10
QUANTITY_DIGITS, QUANTITY_PLACES = 19, 6
PERCENT_DIGITS, PERCENT_PLACES = 7, 4

DATE = "(19|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}"
MOMENT = DATE + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})"
_DATE, _MOMENT = re.compile(DATE), re.compile(MOMENT)
_ANY_DATE = re.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(T.*)?")
NOT_A_DATE = "Must be a date such as 2026-01-15."
NOT_A_MOMENT = "Must be a moment such as 2026-01-15T10:30:00Z."
_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?")


def parse_id(text: str) -> UUID | None:
    """Return the UUID written in its usual form of 36 characters, or None."""
    return UUID(text) if _ID.fullmatch(text) else None


def parse_date(text: str) -> datetime.date | None:
    """Return the date written `2026-01-15`, or None where that is no date of our calendar between 1900 and 2199."""
    if not _DATE.fullmatch(text):
        return None
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return date if _in_range(date) else None


def date_fault(text: Any, otherwise: str) -> str:
    """Say why a date or moment was not taken: its day lies beyond those that the books know, else `otherwise`."""
    found = _ANY_DATE.fullmatch(text) if isinstance(text, str) else None
    try:
        return OUT_OF_RANGE if found and not _in_range(datetime.date.fromisoformat(found[1])) else otherwise
    except ValueError:
        return otherwise


def _in_range(date: datetime.date) -> bool:
    return FIRST_DATE <= date <= LAST_DATE


def parse_moment(text: str) -> datetime.datetime | None:
    """Return the moment written `2026-01-15T10:30:00Z` (or with an offset) in UTC, or None.

    Up to nine decimals of a second are read; what is finer than a microsecond is cut off.
    """
    if not _MOMENT.fullmatch(text):
        return None
    try:
        moment = datetime.datetime.fromisoformat(text).astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        return None
    return moment if _in_range(moment.date()) else None


def parse_number(value: Any) -> Decimal | None:
    """Return what a JSON number, or a string holding the same, says exactly; None for any other notation."""
    if isinstance(value, str):
        return Decimal(value) if _NUMBER.fullmatch(value) else None
    if type(value) is int or (type(value) is Decimal and value.is_finite()):
        return Decimal(value)
    return None


def number_text(value: Decimal, places: int) -> str:
    """Write a number exactly, with at least `places` decimals and no more zeros than that."""
    text = str(value)
    whole, _, fraction = (f"{value:f}" if "E" in text else text).partition(".")
    fraction = fraction.rstrip("0").ljust(places, "0")
    if not value:
        whole = "0"
    return f"{whole}.{fraction}" if fraction else whole


class StrictText:
    """The common part of fields that are JSON strings."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "not_a_string": "Must be a string.",
        "hidden": "Must not hold control characters or characters that turn the direction of writing.",
    }
    hidden: ClassVar[str] = HIDDEN

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", MAX_TEXT_LENGTH)
        super().__init__(**kwargs)

    def run_validation(self, data: Any = empty) -> Any:
        if data is not empty and data is not None:
            if not isinstance(data, str):
                self.fail("not_a_string")  # type: ignore[attr-defined]
            if len(data) > MAX_EXPANSION * self.max_length:  # type: ignore[attr-defined]
                self.fail("max_length", max_length=self.max_length)  # type: ignore[attr-defined]
            if re.search(f"[{self.hidden}]", data):
                self.fail("hidden")  # type: ignore[attr-defined]
        return super().run_validation(data)  # type: ignore[misc]

    def to_internal_value(self, data: str) -> str:
        return unicodedata.normalize("NFC", super().to_internal_value(data))  # type: ignore[misc]


class CharField(StrictText, serializers.CharField):
    """One line of text."""


class TextField(CharField):
    """Text of several lines."""

    hidden = HIDDEN_FROM_LINES


class EmailField(StrictText, serializers.EmailField):
    pass


class UrlField(StrictText, serializers.URLField):
    pass


class BooleanField(serializers.BooleanField):
    default_error_messages = {"invalid": "Must be true or false."}

    def to_internal_value(self, data: Any) -> bool:
        if data is not True and data is not False:
            self.fail("invalid")
        return bool(data)


class IntegerField(serializers.IntegerField):
    default_error_messages = {"invalid": "Must be a whole number."}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", -MAX_INTEGER)
        kwargs.setdefault("max_value", MAX_INTEGER)
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> int:
        """Take what is whole, written `187` or `187.0`: to JSON they are the same number."""
        whole = type(data) is Decimal and data == data.to_integral_value()
        if type(data) is not int and not whole:
            self.fail("invalid")
        return int(data)


class DateField(serializers.DateField):
    default_error_messages = {"invalid": "{fault}"}

    def to_internal_value(self, value: Any) -> datetime.date:
        date = parse_date(value) if isinstance(value, str) else None
        if date is None:
            self.fail("invalid", fault=date_fault(value, NOT_A_DATE))
        return date


class MomentField(serializers.DateTimeField):
    default_error_messages = {"invalid": "{fault}"}

    def to_internal_value(self, value: Any) -> datetime.datetime:
        moment = parse_moment(value) if isinstance(value, str) else None
        if moment is None:
            self.fail("invalid", fault=date_fault(value, NOT_A_MOMENT))
        return moment


class IdField(serializers.UUIDField):
    default_error_messages = {"invalid": "Must be a UUID."}

    def to_internal_value(self, data: Any) -> UUID:
        value = parse_id(data) if isinstance(data, str) else None
        if value is None:
            self.fail("invalid")
        return value


class ChoiceField(serializers.ChoiceField):
    default_error_messages = {"invalid_choice": "Must be one of: {choices}."}

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str) or data not in self.choices:
            self.fail("invalid_choice", choices=", ".join(str(choice) for choice in self.choices))
        return data


class CurrencyField(serializers.Field):
    """A currency code of ISO 4217, such as `USD`. On a model it stands for the foreign key of the same name."""

    default_error_messages = {"invalid": "Must be a currency code of ISO 4217, such as USD."}

    def __init__(self, *, foreign_key: bool = False, **kwargs: Any) -> None:
        self.foreign_key = foreign_key
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str) or data not in CURRENCIES:
            self.fail("invalid")
        return data

    def to_representation(self, value: Any) -> Any:
        return value


class NumberField(serializers.Field):
    """An exact decimal number: a JSON number, or a string holding the same."""

    default_error_messages = {
        "invalid": "Must be a number such as 1500.00, without exponent, sign or separators.",
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
        super().__init__(**kwargs)

    def places(self) -> int:
        """How many decimals the input may have."""
        return self.decimal_places

    def to_internal_value(self, data: Any) -> Decimal:
        number = None if isinstance(data, ExponentNumber) else parse_number(data)
        if number is None:
            self.fail("invalid")
        whole, _, fraction = f"{abs(number):f}".partition(".")
        if len(whole.lstrip("0")) > self.max_digits - self.decimal_places:
            self.fail("too_large", digits=self.max_digits - self.decimal_places)
        if len(fraction.rstrip("0")) > self.places():
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

    def to_representation(self, value: Any) -> Any:
        return value


class RateField(NumberField):
    """An exchange rate: base units for one unit of the document's currency."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", RATE_DIGITS)
        kwargs.setdefault("decimal_places", RATE_PLACES)
        super().__init__(positive=True, **kwargs)


class QuantityField(NumberField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", QUANTITY_DIGITS)
        kwargs.setdefault("decimal_places", QUANTITY_PLACES)
        super().__init__(**kwargs)


class PercentField(NumberField):
    """Per cent, 0–100: `8.25` is 8.25 %."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", PERCENT_DIGITS)
        kwargs.setdefault("decimal_places", PERCENT_PLACES)
        super().__init__(**{"min_value": 0, "max_value": 100, **kwargs})


class MoneyField(NumberField):
    """An amount in the currency of its object (`Meta.currency` of the serializer around it), or with `base` in the
    company's.

    In: no more decimals than the currency has. Out: an exact JSON number with the currency's own decimals; a unit
    price that has more keeps them.
    """

    default_error_messages = {"too_precise": "{what} has at most {places} decimals."}

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
        self.fail("too_precise", places=places, what=what)


class ObjectField(serializers.Field):
    """Any JSON object: what is in it is for others to judge."""

    default_error_messages = {"invalid": "Must be an object."}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            self.fail("invalid")
        return data

    def to_representation(self, value: Any) -> Any:
        return value


class ListField(serializers.ListField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", MAX_LIST_LENGTH)
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> list[Any]:
        """Refuse a list that is too long before its elements are looked at."""
        if isinstance(data, list) and self.max_length is not None and len(data) > self.max_length:
            self.fail("max_length", max_length=self.max_length)
        return list(super().to_internal_value(data))


class MethodField(serializers.SerializerMethodField):
    """Calls `get_<name>(obj)` of the serializer; its return annotation documents the type."""


class BytesField(serializers.CharField):
    """Stored bytes as text; what is no UTF-8 in them is replaced."""


class StatusToday(ChoiceField):
    """The status that a document is shown with, which follows from what is paid and from today's date."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, source="*", **kwargs)


class AllowedActions(serializers.Field):
    """What the caller may do with this object now: what its state allows, less what their role does not."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["read_only"] = True
        kwargs["source"] = "*"
        super().__init__(**kwargs)

    def to_representation(self, value: Any) -> Any:
        return self.context["view"].allowed_actions(value)
