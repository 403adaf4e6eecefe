"""Fields that are true or false, whole numbers, dates, ids, choices, currencies, lists and objects."""

import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from rest_framework import serializers

from accounting.ledger.money import CURRENCIES
from api.literals import NOT_A_DATE, NOT_A_MOMENT, date_fault, parse_date, parse_id, parse_moment
from api.serialization import AsItIs, ResponseContext, Writer, as_it_is, writer_of

MAX_LIST_LENGTH = 100
MAX_INTEGER = 2**31 - 1


class BooleanField(AsItIs, serializers.BooleanField):
    default_error_messages = {"invalid": "Must be true or false."}

    def to_internal_value(self, data: Any) -> bool:
        if data is not True and data is not False:
            self.fail("invalid")
        return bool(data)


class IntegerField(AsItIs, serializers.IntegerField):
    default_error_messages = {"invalid": "Must be a whole number."}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", -MAX_INTEGER)
        kwargs.setdefault("max_value", MAX_INTEGER)
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> int:
        """Accept a whole number, written `187` or `187.0`: in JSON they are the same."""
        whole = type(data) is Decimal and data == data.to_integral_value()
        if type(data) is not int and not whole:
            self.fail("invalid")
        return int(data)


class DateField(AsItIs, serializers.DateField):
    default_error_messages = {"invalid": "{fault}"}

    def to_internal_value(self, value: Any) -> datetime.date:
        date = parse_date(value) if isinstance(value, str) else None
        if date is None:
            self.fail("invalid", fault=date_fault(value, NOT_A_DATE))
        return date


class MomentField(AsItIs, serializers.DateTimeField):
    default_error_messages = {"invalid": "{fault}"}

    def to_internal_value(self, value: Any) -> datetime.datetime:
        moment = parse_moment(value) if isinstance(value, str) else None
        if moment is None:
            self.fail("invalid", fault=date_fault(value, NOT_A_MOMENT))
        return moment


class IdField(AsItIs, serializers.UUIDField):
    default_error_messages = {"invalid": "Must be a UUID."}

    def to_internal_value(self, data: Any) -> UUID:
        value = parse_id(data) if isinstance(data, str) else None
        if value is None:
            self.fail("invalid")
        return value


class ChoiceField(AsItIs, serializers.ChoiceField):
    default_error_messages = {"invalid_choice": "Must be one of: {choices}."}

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str) or data not in self.choices:
            self.fail("invalid_choice", choices=", ".join(str(choice) for choice in self.choices))
        return data


class CurrencyField(AsItIs, serializers.Field):
    """A currency code of ISO 4217, such as `USD`. On a model it stands for the foreign key of the same name."""

    default_error_messages = {"invalid": "Must be an ISO 4217 currency code, such as USD."}

    def __init__(self, *, foreign_key: bool = False, **kwargs: Any) -> None:
        self.foreign_key = foreign_key
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str) or data not in CURRENCIES:
            self.fail("invalid")
        return data


class ObjectField(AsItIs, serializers.Field):
    """Any JSON object. Its content is checked elsewhere."""

    default_error_messages = {"invalid": "Must be an object."}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            self.fail("invalid")
        return data


class ListField(serializers.ListField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", MAX_LIST_LENGTH)
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> list[Any]:
        """Refuse a list that is too long before its elements are checked."""
        if isinstance(data, list) and self.max_length is not None and len(data) > self.max_length:
            self.fail("max_length", max_length=self.max_length)
        return list(super().to_internal_value(data))

    def writer(self) -> Writer:
        write_one = writer_of(self.child)
        if write_one is as_it_is:
            return as_it_is

        def write(value: Any, obj: Any, currency: str | None, context: ResponseContext) -> Any:
            return None if value is None else [write_one(item, obj, currency, context) for item in value]

        return write


class DictField(AsItIs, serializers.DictField):
    """A JSON object whose members all have one type. Its values are rendered as they are."""


class JsonField(AsItIs, serializers.JSONField):
    """Any JSON."""
