"""Fields that are true or false, whole numbers, dates, ids, choices, currencies, lists and objects."""

import datetime
import re
import unicodedata
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from orjson import Fragment
from rest_framework import serializers

from accounting.ledger.metadata import MAX_KEY_LENGTH, MAX_KEYS, MAX_VALUE_LENGTH
from accounting.ledger.money import CURRENCIES
from accounting.ledger.text import HIDDEN
from accounting.ledger.tracking import MAX_ON_A_LINE
from api.fields.text import MAX_EXPANSION, TextField
from api.literals import NOT_A_DATE, NOT_A_MOMENT, date_fault, parse_date, parse_id, parse_moment
from api.serialization import AsColumn, AsItIs, AsQuoted, AsText, Derived, ResponseContext, Writer, as_it_is, writer_of

MAX_LIST_LENGTH = 100
MAX_INTEGER = 2**31 - 1
METADATA = (
    f"Your own keys and texts, up to {MAX_KEYS}. In a PATCH, a key that is not given stays, and one with null or an "
    "empty text is removed. It can change at any time, also once posted."
)


class BooleanField(AsText, serializers.BooleanField):
    default_error_messages = {"invalid": "Must be true or false."}

    def to_internal_value(self, data: Any) -> bool:
        if data is not True and data is not False:
            self.fail("invalid")
        return bool(data)


class IntegerField(AsText, serializers.IntegerField):
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


class DateField(AsColumn, serializers.DateField):
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

    def sql_writer(self) -> str:
        return """'"' || to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '"'"""


class IdField(AsQuoted, serializers.UUIDField):
    default_error_messages = {"invalid": "Must be a UUID."}

    def to_internal_value(self, data: Any) -> UUID:
        value = parse_id(data) if isinstance(data, str) else None
        if value is None:
            self.fail("invalid")
        return value


class DerivedIdField(Derived, IdField):
    """An id that the model derives from other columns."""


class ChoiceField(AsQuoted, serializers.ChoiceField):
    default_error_messages = {"invalid_choice": "Must be {empty}one of: {choices}."}

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str) or data not in self.choices:
            choices = ", ".join(str(choice) for choice in self.choices if choice != "")
            self.fail("invalid_choice", choices=choices, empty="empty or " if "" in self.choices else "")
        return data


class CurrencyField(AsQuoted, serializers.Field):
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


class TrackingField(ListField):
    """The ids of options of tracking categories, or of the categories. None is written as an empty list."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", MAX_ON_A_LINE)
        kwargs.setdefault("required", False)
        super().__init__(child=IdField(), **kwargs)

    def writer(self) -> Writer:
        return lambda value, obj, currency, context: value or []

    def sql_writer(self) -> str:
        return "to_json(coalesce({column}, '{{}}'))::text"


class DictField(AsItIs, serializers.DictField):
    """A JSON object whose members all have one type. Its values are rendered as they are."""


class MetadataField(AsItIs, serializers.Field):
    """Texts under keys of the user's own. A key with null or an empty text is to be removed."""

    default_error_messages = {"invalid": "Must be an object."}
    no_key: ClassVar[str] = (
        f"A key must have 1 to {MAX_KEY_LENGTH} characters, none of them a colon or a control character."
    )

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", METADATA)
        super().__init__(**kwargs)
        self.text = TextField(max_length=MAX_VALUE_LENGTH, allow_blank=True, allow_null=True)

    def to_internal_value(self, data: Any) -> dict[str, str | None]:
        if not isinstance(data, dict):
            self.fail("invalid")
        found: dict[str, str | None] = {}
        faults: dict[str, Any] = {}
        for given, value in data.items():
            key = unicodedata.normalize("NFC", given) if len(given) <= MAX_EXPANSION * MAX_KEY_LENGTH else given
            if not 1 <= len(key) <= MAX_KEY_LENGTH or re.search(f"[:{HIDDEN}]", key):
                faults[given[:MAX_KEY_LENGTH]] = [self.no_key]
            elif key in found:
                faults[given] = ["This key is given twice."]
            else:
                try:
                    found[key] = self.text.run_validation(value)
                except serializers.ValidationError as error:
                    faults[given] = error.detail
        if faults:
            raise serializers.ValidationError(faults)
        return found

    def sql_writer(self) -> str:
        """Return the SQL that writes the texts without the spaces that PostgreSQL puts between members."""
        members = "SELECT string_agg(to_json(key)::text || ':' || value::text, ',') FROM jsonb_each({column})"
        return f"'{{{{' || CASE WHEN {{column}} = '{{{{}}}}' THEN '' ELSE ({members}) END || '}}}}'"


class WrittenJson(serializers.Field):
    """JSON that a column has as bytes. It is shown byte for byte, so exact numbers stay as they are."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def writer(self) -> Writer:
        return lambda value, obj, currency, context: Fragment(bytes(value))

    def sql_writer(self) -> str:
        return "convert_from({column}, 'UTF8')"


class JsonField(AsItIs, serializers.JSONField):
    """Any JSON."""
