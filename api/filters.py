"""Filters of lists. Every one refuses what it cannot read (400) instead of ignoring it."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.drainage import set_override
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework.request import Request

from api import fields
from api.errors import FieldError
from api.query import refusal

MAX_SEARCH_LENGTH = 200
MAX_CHOICES = 50
TEXT_SCHEMA = {"type": "string", "minLength": 1, "maxLength": MAX_SEARCH_LENGTH, "pattern": r"^[^\u0000]*$"}
MAX_WHOLE_DIGITS = 18


class _IdForm(forms.Field):
    def to_python(self, value: Any) -> UUID | None:
        if value in self.empty_values:
            return None
        found = fields.parse_id(value)
        if found is None:
            raise ValidationError("Must be a UUID.")
        return found


class _DateForm(forms.Field):
    def to_python(self, value: Any) -> datetime.date | None:
        if value in self.empty_values:
            return None
        found = fields.parse_date(value)
        if found is None:
            raise ValidationError("Must be a date such as 2026-01-15.")
        return found


class _MomentForm(forms.Field):
    def to_python(self, value: Any) -> datetime.datetime | None:
        if value in self.empty_values:
            return None
        found = fields.parse_moment(value)
        if found is None:
            raise ValidationError("Must be a moment such as 2026-01-15T10:30:00Z.")
        return found


class _AmountForm(forms.Field):
    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        found = fields.parse_number(value)
        if found is None or abs(found) >= Decimal(10) ** (fields.MONEY_DIGITS - fields.MONEY_PLACES):
            raise ValidationError("Must be a number such as 1500.00.")
        return found


class _WholeForm(forms.Field):
    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        if not value.isascii() or not value.isdigit() or len(value) > MAX_WHOLE_DIGITS:
            raise ValidationError("Must be a whole number such as 42.")
        return int(value)


class _BooleanForm(forms.Field):
    widget = forms.TextInput

    def to_python(self, value: Any) -> bool | None:
        if value in self.empty_values:
            return None
        if value not in ("true", "false"):
            raise ValidationError("Must be true or false.")
        return bool(value == "true")


class _ChoicesForm(forms.Field):
    def __init__(self, *, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        self.choices = choices
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> list[str]:
        if value in self.empty_values:
            return []
        known = [choice for choice, _ in self.choices]
        given = value.split(",")
        if len(given) > MAX_CHOICES or not set(given) <= set(known):
            raise ValidationError(f"Must be one or more, divided by commas, of: {', '.join(known)}.")
        return list(given)


@extend_schema_field(OpenApiTypes.UUID)
class IdFilter(django_filters.Filter):
    """One id, in its usual form."""

    field_class = _IdForm


@extend_schema_field({"type": "string", "format": "date", "pattern": f"^{fields.DATE}$"})
class DateFilter(django_filters.Filter):
    field_class = _DateForm


@extend_schema_field({"type": "string", "format": "date-time", "pattern": f"^{fields.MOMENT}$"})
class MomentFilter(django_filters.Filter):
    field_class = _MomentForm


@extend_schema_field({"type": "string", "pattern": r"^-?[0-9]{1,15}(\.[0-9]{1,4})?$"})
class AmountFilter(django_filters.Filter):
    field_class = _AmountForm


@extend_schema_field({"type": "integer", "minimum": 0, "maximum": 10**MAX_WHOLE_DIGITS - 1})
class WholeFilter(django_filters.Filter):
    """A whole number, 0 or more."""

    field_class = _WholeForm


@extend_schema_field(OpenApiTypes.BOOL)
class BooleanFilter(django_filters.Filter):
    """`true` or `false`."""

    field_class = _BooleanForm


@extend_schema_field(TEXT_SCHEMA)
class TextFilter(django_filters.CharFilter):
    """One exact value of text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MAX_SEARCH_LENGTH, **kwargs)


class ChoiceFilter(django_filters.Filter):
    """One or more of the choices, divided by commas."""

    field_class = _ChoicesForm

    def __init__(self, *, choices: Any, **kwargs: Any) -> None:
        self.choices = list(getattr(choices, "choices", choices))
        values = [value for value, _ in self.choices]
        set_override(self, "field", {"type": "array", "items": {"type": "string", "enum": values}, "minItems": 1})
        super().__init__(choices=self.choices, **kwargs)

    def filter(self, qs: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs


@extend_schema_field(TEXT_SCHEMA)
class SearchFilter(django_filters.CharFilter):
    """Text that one of several fields holds, whatever the case."""

    def __init__(self, paths: Sequence[str], **kwargs: Any) -> None:
        self.paths = paths
        super().__init__(max_length=MAX_SEARCH_LENGTH, **kwargs)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        if not value:
            return qs
        found = Q()
        for path in self.paths:
            found |= Q(**{f"{path}__icontains": value})
        return qs.filter(found)


def date_range(path: str) -> tuple[DateFilter, DateFilter]:
    """Return the filters `…_from` and `…_to`, both inclusive."""
    return DateFilter(field_name=path, lookup_expr="gte"), DateFilter(field_name=path, lookup_expr="lte")


def amount_range(path: str) -> tuple[AmountFilter, AmountFilter]:
    """Return the filters `…_min` and `…_max`, both inclusive."""
    return AmountFilter(field_name=path, lookup_expr="gte"), AmountFilter(field_name=path, lookup_expr="lte")


class FilterSet(django_filters.FilterSet):
    """What every list can be filtered by."""

    updated_since = MomentFilter(field_name="updated_at", lookup_expr="gte")


class StrictFilterBackend(DjangoFilterBackend):
    """Applies the view's filter set; an unreadable value is 400. Unknown names were refused before (api/query.py)."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        kind = self.get_filterset_class(view, queryset)
        if kind is None or kind.base_filters.keys().isdisjoint(request.query_params):
            return queryset  # making a filter set costs more than most queries
        filterset = self.get_filterset(request, queryset, view)
        if not filterset.is_valid():
            raise refusal(
                [FieldError(name, str(message)) for name, messages in filterset.errors.items() for message in messages]
            )
        return filterset.qs
