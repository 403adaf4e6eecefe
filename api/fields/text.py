"""Fields that are JSON strings."""

import functools
import re
import unicodedata
from typing import Any, ClassVar

from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from rest_framework import serializers
from rest_framework.fields import empty
from rest_framework.validators import ProhibitSurrogateCharactersValidator

from accounting.ledger.text import HIDDEN, HIDDEN_FROM_LINES
from api.serialization import AsColumn, Writer
from foundation.plain import trimmed

MAX_TEXT_LENGTH = 500
MAX_EXPANSION = 4
"""NFC can shorten text to a quarter. Longer text is refused at once, because normalizing takes quadratic time."""

HIDES = {hidden: re.compile(f"[{hidden}]") for hidden in (HIDDEN, HIDDEN_FROM_LINES)}
USUAL = {MaxLengthValidator, ProhibitNullCharactersValidator, ProhibitSurrogateCharactersValidator}


class StrictText(AsColumn, serializers.CharField):
    """The common part of fields that are JSON strings."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "not_a_string": "Must be a string.",
        "hidden": "Must not contain control characters or characters that change the direction of text.",
    }
    hidden: ClassVar[str] = HIDDEN

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", MAX_TEXT_LENGTH)
        super().__init__(**kwargs)

    @functools.cached_property
    def _is_usual(self) -> bool:
        """Whether ASCII of at most `max_length` that hides nothing needs no more than to be trimmed."""
        return (
            {type(validator) for validator in self.validators} <= USUAL
            and self.trim_whitespace
            and not self.read_only
            and type(self).to_internal_value is StrictText.to_internal_value
        )

    def run_validation(self, data: Any = empty) -> Any:
        if data is not empty and data is not None:
            if type(data) is str and data.isascii() and len(data) <= (self.max_length or 0) and self._is_usual:
                text = data.strip()
                if text and not HIDES[self.hidden].search(data):
                    return text
            if not isinstance(data, str):
                self.fail("not_a_string")
            if self.max_length is not None and len(data) > MAX_EXPANSION * self.max_length:
                self.fail("max_length", max_length=self.max_length)
            if HIDES[self.hidden].search(data):
                self.fail("hidden")
            if self.trim_whitespace:
                data = trimmed(data)
        return super().run_validation(data)

    def to_internal_value(self, data: str) -> str:
        return unicodedata.normalize("NFC", super().to_internal_value(data))


class CharField(StrictText):
    """One line of text."""


class TextField(CharField):
    """Text of several lines."""

    hidden = HIDDEN_FROM_LINES


class EmailField(StrictText, serializers.EmailField):
    pass


class BytesField(serializers.CharField):
    """Stored bytes as text, with a replacement character for those that are not UTF-8."""

    def writer(self) -> Writer:
        return lambda value, obj, currency, context: bytes(value).decode(errors="replace")
