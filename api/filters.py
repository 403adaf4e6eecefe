"""Filters of lists. All of them refuse an unreadable value (400) instead of ignoring it."""

import datetime
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet, Value
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.drainage import set_override
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework.request import Request

from accounting.ledger.metadata import MAX_KEY_LENGTH, MAX_KEYS, MAX_VALUE_LENGTH, having
from accounting.ledger.money import CURRENCIES
from accounting.ledger.search import MAX_FOUND, ids_with_amount, search
from accounting.models import Contact
from api import fields, literals
from api.errors import BadRequest, FieldError
from api.reading import kept_number, plan_of, sql_of
from foundation.statements import fetch

MAX_SEARCH_LENGTH = 200
MAX_CHOICES = 50
MAX_VALUE_SHOWN = 100
TEXT_SCHEMA = {"type": "string", "minLength": 1, "maxLength": MAX_SEARCH_LENGTH, "pattern": r"^[^\u0000]*$"}
MAX_WHOLE_DIGITS = 18
MAX_FEW = 2_000
"""Up to how many rows are found by their ids, if PostgreSQL would not see that they are few."""
MIN_SHARE = 5
"""Rows that are less than a fifth of a list are sooner read and sorted than the others passed over."""


def as_stored(text: str) -> str:
    """Return a text in NFC and without space around it, as the fields of a body keep it."""
    return unicodedata.normalize("NFC", text.strip() or text)


class _DateForm(forms.Field):
    def to_python(self, value: Any) -> datetime.date | None:
        if value in self.empty_values:
            return None
        found = literals.parse_date(value)
        if found is None:
            raise ValidationError(literals.date_fault(value, literals.NOT_A_DATE))
        return found


class _MomentForm(forms.Field):
    def to_python(self, value: Any) -> datetime.datetime | None:
        if value in self.empty_values:
            return None
        found = literals.parse_moment(value)
        if found is None:
            raise ValidationError(literals.date_fault(value, literals.NOT_A_MOMENT))
        return found


class _AmountForm(forms.Field):
    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        found = literals.parse_number(value)
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


class _SeveralForm(forms.Field):
    """Values separated by commas, or a parameter that is given several times, or both."""

    widget = forms.SelectMultiple  # reads all values of a repeated parameter

    def to_python(self, value: Any) -> list[Any]:
        given = [part for text in value or [] for part in text.split(",")]
        if len(given) > MAX_CHOICES:
            raise ValidationError(f"Give at most {MAX_CHOICES} values.")
        if "" in given:
            raise ValidationError("A value is empty. Give one value, or several separated by commas.")
        return self.read(given)

    def read(self, given: list[str]) -> list[Any]:
        return given

    def refuse(self, wrong: list[str], what: str) -> None:
        """Raise ValidationError, with the first of the values that are wrong, if there are any."""
        if wrong:
            raise ValidationError(f"“{wrong[0][:MAX_VALUE_SHOWN]}” is not {what}.")


class _IdsForm(_SeveralForm):
    def read(self, given: list[str]) -> list[Any]:
        found = [literals.parse_id(text) for text in given]
        self.refuse([text for text, id in zip(given, found, strict=True) if id is None], "a UUID")
        return found


class _TextsForm(_SeveralForm):
    """Texts. One that contains a comma is found too."""

    def to_python(self, value: Any) -> list[Any]:
        whole = [text for text in value or [] if "," in text]
        return [as_stored(text) for text in [*super().to_python(value), *whole]]

    def read(self, given: list[str]) -> list[Any]:
        if any(len(text) > MAX_SEARCH_LENGTH for text in given):
            raise ValidationError(f"Must have at most {MAX_SEARCH_LENGTH} characters.")
        return given


class _CurrenciesForm(_SeveralForm):
    def read(self, given: list[str]) -> list[Any]:
        self.refuse([text for text in given if text not in CURRENCIES], "an ISO 4217 currency code such as USD")
        return given


class _ChoicesForm(_SeveralForm):
    def __init__(self, *, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        self.choices = choices
        super().__init__(**kwargs)
        self.widget.choices = []

    def read(self, given: list[str]) -> list[Any]:
        known = [choice for choice, _ in self.choices]
        self.refuse([text for text in given if text not in known], f"one of: {', '.join(known)}")
        return given


class _PairsForm(_SeveralForm):
    """Pairs such as `order_id:42`. A comma is part of the text."""

    def to_python(self, value: Any) -> Any:
        if len(value or []) > MAX_KEYS:
            raise ValidationError(f"Give at most {MAX_KEYS} pairs.")
        found: dict[str, str] = {}
        for given in value or []:
            key, colon, text = unicodedata.normalize("NFC", given).partition(":")
            text = as_stored(text)
            if not (1 <= len(key) <= MAX_KEY_LENGTH and colon and 1 <= len(text) <= MAX_VALUE_LENGTH):
                raise ValidationError("Must be a key, a colon and a text, such as order_id:42.")
            if found.setdefault(key, text) != text:
                raise ValidationError(f"{key} cannot have two texts.")
        return found


class SeveralFilter(django_filters.Filter):
    """One of several values. A parameter of it may be repeated (api/query.py)."""

    def filter(self, qs: QuerySet[Any], value: list[Any]) -> QuerySet[Any]:
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs


def several(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": schema, "minItems": 1, "maxItems": MAX_CHOICES}


@extend_schema_field(several({"type": "string", "format": "uuid"}))
class IdFilter(SeveralFilter):
    """One or more ids, in their usual form, separated by commas."""

    field_class = _IdsForm


class BoundFilter(django_filters.Filter):
    """The first or the last of some days or moments. All bounds of a column are asked at once."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        given = self.parent.form.cleaned_data
        bounds = [
            (each, given[name])
            for name, each in self.parent.filters.items()
            if each.field_name == self.field_name and given[name] is not None
        ]
        if value is None or bounds[0][0] is not self:
            return qs
        wanted = Q()
        for each, bound in bounds:
            wanted &= Q(**{f"{self.field_name}__{each.lookup_expr}": bound})
        view = self.parent.request.parser_context["view"]
        return sorted_if_far(view, qs, wanted, self.field_name, {each.lookup_expr for each, _ in bounds})


@extend_schema_field({"type": "string", "format": "date", "pattern": f"^{literals.DATE}$"})
class DateFilter(BoundFilter):
    field_class = _DateForm


@extend_schema_field({"type": "string", "format": "date-time", "pattern": f"^{literals.MOMENT}$"})
class MomentFilter(BoundFilter):
    field_class = _MomentForm


@extend_schema_field({"type": "string", "pattern": r"^-?[0-9]{1,15}(\.[0-9]{1,4})?$"})
class AmountFilter(django_filters.Filter):
    """`amount_min` or `amount_max`, both inclusive. They are asked at once: an index finds the rows if they are few."""

    field_class = _AmountForm

    def filter(self, qs: QuerySet[Any], value: Decimal | None) -> QuerySet[Any]:
        given = self.parent.form.cleaned_data
        least, greatest = given.get("amount_min"), given.get("amount_max")
        if value is None or (self.lookup_expr == "lte" and least is not None):
            return qs
        view = self.parent.request.parser_context["view"]
        ids = ids_with_amount(qs.model._meta.model_name, view.company.id, least, greatest)
        if ids is not None:
            view.found_by_ids = True
            return qs.filter(pk__among=ids)
        bounds = {"amount__gte": least, "amount__lte": greatest}
        return qs.filter(**{name: bound for name, bound in bounds.items() if bound is not None})


@extend_schema_field({"type": "integer", "minimum": 0, "maximum": 10**MAX_WHOLE_DIGITS - 1})
class WholeFilter(django_filters.Filter):
    """A whole number, 0 or more."""

    field_class = _WholeForm


@extend_schema_field(OpenApiTypes.BOOL)
class BooleanFilter(django_filters.Filter):
    """`true` or `false`."""

    field_class = _BooleanForm


@extend_schema_field(several(TEXT_SCHEMA))
class TextFilter(SeveralFilter):
    """One or more exact values of text, separated by commas."""

    field_class = _TextsForm


@extend_schema_field(several({"$ref": "#/components/schemas/CurrencyCode"}))
class CurrencyFilter(SeveralFilter):
    """One or more currency codes, separated by commas. An index has the rows of each in the order of creation."""

    field_class = _CurrenciesForm

    def filter(self, qs: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        if not value:
            return qs
        view = self.parent.request.parser_context["view"]
        return few_by_ids(view, qs, Q(currency__in=value), in_order=len(value) == 1)


@extend_schema_field(
    {
        "type": "array",
        "items": {
            "type": "string",
            "pattern": rf"^[^:\u0000]{{1,{MAX_KEY_LENGTH}}}:[^\u0000]{{1,{MAX_VALUE_LENGTH}}}$",
            "examples": ["order_id:42"],
        },
        "minItems": 1,
        "maxItems": MAX_KEYS,
    }
)
class MetadataFilter(SeveralFilter):
    """Rows whose metadata has all these keys and texts: an index finds them."""

    field_class = _PairsForm

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        if not value:
            return qs
        view = self.parent.request.parser_context["view"]
        what = getattr(view, "kind", qs.model._meta.model_name)  # contacts are of a kind
        return qs.filter(having(what, view.company.id, value))


class ChoiceFilter(SeveralFilter):
    """One or more of the choices, separated by commas."""

    field_class = _ChoicesForm

    def __init__(self, *, choices: Any, **kwargs: Any) -> None:
        self.choices = list(getattr(choices, "choices", choices))
        values = [value for value, _ in self.choices]
        set_override(self, "field", several({"type": "string", "enum": values}))
        super().__init__(choices=self.choices, **kwargs)


@extend_schema_field(TEXT_SCHEMA)
class SearchFilter(django_filters.CharFilter):
    """Text that one of several fields contains, ignoring case and accents."""

    def __init__(self, paths: Sequence[str], **kwargs: Any) -> None:
        self.paths = paths
        super().__init__(max_length=MAX_SEARCH_LENGTH, **kwargs)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        if not value:
            return qs
        found = Q()
        for path in self.paths:
            found |= Q(**{f"{path}__matches": value})
        return qs.filter(found)


@extend_schema_field(TEXT_SCHEMA)
class IndexedSearch(django_filters.CharFilter):
    """Text that a row of a company holds, or its `contact` (the name of a foreign key): an index finds it."""

    def __init__(self, *, contact: str = "", **kwargs: Any) -> None:
        self.contact = contact
        super().__init__(max_length=MAX_SEARCH_LENGTH, **kwargs)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        if not value:
            return qs
        view = self.parent.request.parser_context["view"]
        what = getattr(view, "kind", qs.model._meta.model_name)  # contacts are of a kind
        found = search(what, view.company.id, value, contact=self.contact)
        view.number_found = found.number
        view.found_by_ids |= found.by_ids
        return qs.filter(found.condition)


def few_by_ids(view: Any, rows: QuerySet[Any], wanted: Q, *, in_order: bool = True) -> QuerySet[Any]:
    """Return the `rows` that are `wanted`, which an index has, if `in_order` in the order of creation.

    For another order they are found by their ids if they are few. Where two columns are compared PostgreSQL expects a
    third of the list, and of a currency as many as all companies have, so it would look through the list in that order.
    """
    if in_order and view.request.query_params.get("sort_by", view.default_sort) == "created_at":
        return rows.filter(wanted)
    every = rows.model._default_manager.filter(wanted, company=view.company)
    every = every.order_by("created_at", "pk") if in_order else every.order_by()
    found = [str(id) for id in every.values_list("pk", flat=True)[: MAX_FEW + 1]]
    if len(found) > MAX_FEW:
        return rows.filter(wanted)
    view.found_by_ids = True
    return rows.filter(pk__among="{" + ",".join(found) + "}")


def of_contacts(rows: QuerySet[Any], kind: str, ids: list[UUID]) -> QuerySet[Any]:
    """Return the `rows` of contacts of a kind. Which of the `ids` are, is asked first: for one of the other kind
    PostgreSQL would look through the list."""
    known = list(Contact.objects.filter(pk__in=ids, kind=kind).values_list("pk", flat=True))
    return rows.filter(contact__in=known) if known else rows.filter(Value(False))


def sorted_if_far(view: Any, rows: QuerySet[Any], wanted: Q, path: str, bounds: set[str]) -> QuerySet[Any]:
    """Return the `rows` between `bounds` of a date or moment.

    Those of the last days are last in the order of any date and of numbers, and PostgreSQL does not know: it would pass
    over all others. So if they are at the far end of the order, and a small part of the list, they are read and sorted.
    After a cursor, which most often has passed the others, only if they are few.
    """
    asked = view.request.query_params
    sorted_by = view.sort_fields.get(asked.get("sort_by", view.default_sort), path)
    is_far = ("gte" if asked.get("sort_order", view.default_order) == "asc" else "lte") in bounds
    is_of_time = sorted_by.endswith(("_at", "date", "number", "sequence")) and sorted_by != path
    whole = kept_number(view)
    if is_far and is_of_time and whole:
        every = rows.model._default_manager.filter(wanted, company=view.company).order_by()
        expected = plan_of(*sql_of(every.values("pk")))["Plan Rows"]
        [(number,)] = fetch(f"SELECT {whole}", [view.company.pk])
        is_small = expected * MIN_SHARE <= number and (expected <= MAX_FOUND or "cursor" not in asked)
        view.sorts_what_is_found |= is_small
        view.found_by_ids |= is_small and expected <= MAX_FOUND
    return rows.filter(wanted)


def date_range(path: str) -> tuple[DateFilter, DateFilter]:
    """Return the filters `…_from` and `…_to`, both inclusive."""
    return DateFilter(field_name=path, lookup_expr="gte"), DateFilter(field_name=path, lookup_expr="lte")


def amount_range() -> tuple[AmountFilter, AmountFilter]:
    """Return the filters `amount_min` and `amount_max`."""
    return AmountFilter(field_name="amount", lookup_expr="gte"), AmountFilter(field_name="amount", lookup_expr="lte")


class FilterSet(django_filters.FilterSet):
    """The filters of every list."""

    base_filters: dict[str, django_filters.Filter]

    updated_since = MomentFilter(field_name="updated_at", lookup_expr="gte")

    def __init__(self, data: Any, *args: Any, **kwargs: Any) -> None:
        # Only those that are asked for: to copy all of a list and to make a form of them takes longer than its query.
        self.base_filters = {name: each for name, each in self.base_filters.items() if name in data}
        super().__init__(data, *args, **kwargs)


class StrictFilterBackend(DjangoFilterBackend):
    """Apply the view's filter set. An unreadable value is 400. Unknown names were refused before (api/query.py)."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        kind = self.get_filterset_class(view, queryset)
        if kind is None or kind.base_filters.keys().isdisjoint(request.query_params):
            return queryset  # making a filter set costs more than most queries
        filterset = self.get_filterset(request, queryset, view)
        if not filterset.is_valid():
            faults = [FieldError(name, str(text)) for name, texts in filterset.errors.items() for text in texts]
            raise BadRequest(errors=faults)
        return filterset.qs
