"""Serializers: what JSON looks like, in and out. They never save and never decide.

In: REST framework's validation with our strict fields; unknown and read-only fields are errors. Out: REST framework's
field machinery costs more than the query, so each class is compiled once (`_plan`) into one attribute getter and a few
conversions.
"""

import copy
import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from orjson import Fragment
from rest_framework import serializers

from accounting.models import Currency
from accounting.money import CURRENCIES
from api import fields

MAX_NESTED = 1000
MAX_FAULTS = 100
"""Of one body. What comes after them is not looked at: it is refused already."""
MAX_KEY_SHOWN = 100
NO_PATH = "__class__"
"""Stands in where no single attribute is the value: what every object has."""


class Answer:
    """One answer being written: the context of its root serializer, and what its rows share."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self.context = context
        company = context.get("company")
        self.base_currency: str | None = company.base_currency_id if company else None
        self._serializers: dict[type[Serializer], Serializer] = {}

    def serializer(self, kind: "type[Serializer]") -> "Serializer":
        """The instance on which the methods of `MethodField`s are called."""
        if kind not in self._serializers:
            self._serializers[kind] = kind(context=self.context)
        return self._serializers[kind]


# (value, its object, the object's currency, the answer) → what orjson writes.
Convert = Callable[[Any, Any, str | None, Answer], Any]


@dataclass(frozen=True, slots=True)
class Children:
    """Rows of another table that are a list inside an object: `link` is their foreign key to it."""

    name: str
    kind: "type[Serializer]"
    link: str

    def of(self, parents: Iterable[Any]) -> dict[Any, list[tuple[Any, ...]]]:
        """Read the children of all `parents` in one query; return their columns by the parent's key.

        No model instances are made of them, which took as long as the rest of a list together.
        """
        rows = self.kind.Meta.rows.filter(**{f"{self.link}__in": [parent.pk for parent in parents]})  # type: ignore[attr-defined]  # a child's serializer says which rows
        found: dict[Any, list[tuple[Any, ...]]] = defaultdict(list)
        for row in rows.values_list(self.link, *_plan(self.kind).paths):
            found[row[0]].append(row[1:])
        return found


@dataclass(frozen=True, slots=True)
class Plan:
    """A serializer class compiled for reading."""

    names: list[str]
    paths: list[str]
    fetch: Callable[[Any], tuple[Any, ...]]
    conversions: list[tuple[str, Convert]]
    children: list[Children]
    currency_path: str | None

    def write(self, values: Iterable[Any], obj: Any, currency: str | None, answer: Answer) -> dict[str, Any]:
        members = dict(zip(self.names, values, strict=False))
        for name, convert in self.conversions:
            members[name] = convert(members[name], obj, currency, answer)
        return members


def follow(obj: Any, path: str) -> Any:
    """Return the value at a dotted path of attributes or keys; None where a link on the way is empty."""
    for name in path.split("."):
        if obj is None:
            return None
        try:
            obj = obj[name] if isinstance(obj, Mapping) else getattr(obj, name)
        except ObjectDoesNotExist:
            return None
    return obj


def _money(base: bool) -> Convert:
    def convert(value: Any, obj: Any, currency: str | None, answer: Answer) -> Any:
        code = answer.base_currency if base else currency
        return None if value is None else Fragment(fields.number_text(value, CURRENCIES[code] if code else 0))

    return convert


def _number(value: Any, obj: Any, currency: str | None, answer: Answer) -> Any:
    return None if value is None else Fragment(fields.number_text(value, 0))


def _method(kind: "type[Serializer]", name: str) -> Convert:
    return lambda value, obj, currency, answer: getattr(answer.serializer(kind), name)(obj)


def _allowed_actions(value: Any, obj: Any, currency: str | None, answer: Answer) -> Any:
    return answer.context["view"].allowed_actions(obj)


def _status_today(value: Any, obj: Any, currency: str | None, answer: Answer) -> Any:
    return obj.status_on(answer.context["view"].today)


def _text(value: Any, obj: Any, currency: str | None, answer: Answer) -> str:
    return bytes(value).decode(errors="replace")


def _one(kind: "type[Serializer]") -> Convert:
    return lambda value, obj, currency, answer: None if value is None else read(kind, value, answer, currency)


def _objects(kind: "type[Serializer]") -> Convert:
    return lambda value, obj, currency, answer: None if value is None else read_all(kind, value, answer, currency)


def _values(convert: Convert | None) -> Convert | None:
    if convert is None:
        return None
    return lambda value, obj, currency, answer: (
        None if value is None else [convert(item, obj, currency, answer) for item in value]
    )


def _following(path: str, convert: Convert | None) -> Convert:
    def followed(value: Any, obj: Any, currency: str | None, answer: Answer) -> Any:
        found = follow(obj, path)
        return convert(found, obj, currency, answer) if convert else found

    return followed


def _conversion(field: serializers.Field, kind: "type[Serializer]") -> Convert | None:
    """Return how a value of `field` is written; None where orjson writes it as it is."""
    match field:
        case fields.MoneyField():
            return _money(field.base)
        case fields.NumberField():
            return _number
        case serializers.SerializerMethodField():
            return _method(kind, str(field.method_name))
        case fields.AllowedActions():
            return _allowed_actions
        case fields.StatusToday():
            return _status_today
        case fields.BytesField():
            return _text
        case serializers.ListSerializer():
            return _objects(type(field.child))  # type: ignore[arg-type]  # a list of objects has a serializer as its child
        case Serializer():
            return _one(type(field))
        case serializers.ListField():
            return _values(_conversion(field.child, kind))
    return None


@functools.cache
def _plan(kind: "type[Serializer]") -> Plan:
    paths: dict[str, str] = {}
    conversions: list[tuple[str, Convert]] = []
    children: list[Children] = []
    for name, field in kind().fields.items():
        if field.write_only:
            continue
        path = str(field.source)
        if isinstance(field, serializers.ListSerializer) and hasattr(getattr(field.child, "Meta", None), "rows"):
            link = kind.Meta.model._meta.get_field(path).field.attname  # type: ignore[attr-defined]  # they are rows of a row
            children.append(Children(name, type(field.child), link))  # type: ignore[arg-type]  # its child is a serializer
            paths[name] = NO_PATH
            continue
        if isinstance(field, fields.CurrencyField) and field.foreign_key:
            path += "_id"
        convert = _conversion(field, kind)
        if "." in path:
            convert, path = _following(path, convert), "*"
        paths[name] = NO_PATH if path == "*" else path
        if convert is not None:
            conversions.append((name, convert))
    currency = getattr(getattr(kind, "Meta", None), "currency", None)
    fetch = attrgetter(*paths.values(), NO_PATH)  # always two or more, so that it returns a tuple
    return Plan(list(paths), list(paths.values()), fetch, conversions, children, paths.get(currency or "", currency))


def read(kind: "type[Serializer]", obj: Any, answer: Answer, currency: str | None) -> dict[str, Any]:
    """Return `obj` (a model instance, a dataclass or a mapping) as the members of a JSON object."""
    return read_all(kind, [obj], answer, currency)[0]


def read_all(
    kind: "type[Serializer]", objs: Iterable[Any], answer: Answer, currency: str | None
) -> list[dict[str, Any]]:
    """Return each of `objs` as `read` does; what belongs to them in other tables is read for all of them at once."""
    plan, objs = _plan(kind), list(objs)
    found = [(each.name, _plan(each.kind), each.of(objs)) for each in plan.children] if objs else []
    written = []
    for obj in objs:
        own = currency if plan.currency_path is None else follow(obj, plan.currency_path) or currency
        if isinstance(obj, Mapping):
            values: Any = [None if path == NO_PATH else follow(obj, path) for path in plan.paths]
        else:
            values = plan.fetch(obj)
        members = plan.write(values, obj, own, answer)
        for name, child, rows in found:
            members[name] = [child.write(row, None, own, answer) for row in rows.get(obj.pk, ())]
        written.append(members)
    return written


class Serializer(serializers.Serializer):
    """A strict JSON object. `Meta.currency`: the field, or path on the object, with the currency of its money."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._raw: Mapping[str, Any] = {}

    @classmethod
    def many_init(cls, *args: Any, **kwargs: Any) -> serializers.BaseSerializer:
        kwargs.setdefault("allow_empty", False)
        kwargs.setdefault("max_length", MAX_NESTED)
        return super().many_init(*args, **kwargs)

    @classmethod
    @functools.cache
    def _templates(cls) -> dict[str, serializers.Field]:
        return super(Serializer, cls()).get_fields()

    def get_fields(self) -> dict[str, serializers.Field]:
        """Build the fields once a class, then copy: building those of a model is the dear part."""
        return copy.deepcopy(self._templates())

    def to_representation(self, instance: Any) -> dict[str, Any]:
        answer = Answer(self.context)
        return read(type(self), instance, answer, answer.base_currency)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, Mapping):
            raise serializers.ValidationError({"non_field_errors": ["Must be an object."]})
        faults = getattr(self.root, "faults", 0)
        if faults >= MAX_FAULTS:
            return {}
        self._raw = data
        errors = dict(islice(self._refused(data), MAX_FAULTS))
        try:
            value: dict[str, Any] = super().to_internal_value(data)
        except serializers.ValidationError as error:
            errors |= error.detail  # type: ignore[arg-type]
        if errors:
            self.root.faults = faults + len(errors)  # type: ignore[attr-defined]  # of the whole body
            raise serializers.ValidationError(errors)
        return value

    def _refused(self, data: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
        for name in data:
            field = self.fields.get(name)
            if field is None:
                yield name[:MAX_KEY_SHOWN], ["There is no such field."]
            elif field.read_only:
                yield name, ["This field is set by Atlas and cannot be written."]
        if self.parent is not None and getattr(self.root, "partial", False):
            # A PATCH may leave out fields of the resource, but an object inside it is given whole.
            for name, field in self.fields.items():
                if field.required and name not in data:
                    yield name, [str(field.error_messages["required"])]

    def input_currency(self, *, base: bool = False) -> str | None:
        """Return the currency of the money in the input being validated, as far as input and object tell."""
        company = self.context.get("company")
        name = getattr(getattr(self, "Meta", None), "currency", None)
        if not base and name is not None:
            given = self._raw.get(name)
            if isinstance(given, str) and given in CURRENCIES:
                return given
            path = _plan(type(self)).currency_path
            if self.instance is not None and path is not None:
                found: str | None = follow(self.instance, path)
                return found
        around = self.parent.parent if isinstance(self.parent, serializers.ListSerializer) else self.parent
        if not base and isinstance(around, Serializer):
            return around.input_currency()
        return company.base_currency_id if company else None


class ModelSerializer(Serializer, serializers.ModelSerializer):
    """A serializer whose fields follow a model's, mapped to our strict ones.

    `Meta.rows`, of one that is a list inside another: which rows of the model, in which order; its fields are columns.
    A foreign key `x` is written `x_id` (a UUID); one to `Currency` by its own name (the code). Uniqueness is the
    database's to judge, so REST framework's validators, which query first and race, are left out.
    """

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.CharField: fields.CharField,
        models.TextField: fields.TextField,
        models.EmailField: fields.EmailField,
        models.URLField: fields.UrlField,
        models.BooleanField: fields.BooleanField,
        models.IntegerField: fields.IntegerField,
        models.BigIntegerField: fields.IntegerField,
        models.SmallIntegerField: fields.IntegerField,
        models.PositiveIntegerField: fields.IntegerField,
        models.PositiveBigIntegerField: fields.IntegerField,
        models.PositiveSmallIntegerField: fields.IntegerField,
        models.DateField: fields.DateField,
        models.DateTimeField: fields.MomentField,
        models.UUIDField: fields.IdField,
        models.DecimalField: fields.NumberField,
    }
    serializer_choice_field = fields.ChoiceField

    def get_validators(self) -> list[Any]:
        return []

    def get_uniqueness_extra_kwargs(
        self, field_names: Any, declared_fields: Any, extra_kwargs: dict[str, Any]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        return extra_kwargs, {}

    def build_field(
        self, field_name: str, info: Any, model_class: type[models.Model], nested_depth: int
    ) -> tuple[type[serializers.Field], dict[str, Any]]:
        relation = info.relations.get(field_name) or info.relations.get(field_name.removesuffix("_id"))
        if relation is None or relation.to_many or relation.model_field is None:
            return super().build_field(field_name, info, model_class, nested_depth)
        foreign_key = relation.model_field
        options: dict[str, Any] = {"allow_null": foreign_key.null}
        if not foreign_key.editable:
            options["read_only"] = True
        elif foreign_key.null or foreign_key.blank or foreign_key.has_default():
            options["required"] = False
        if foreign_key.help_text:
            options["help_text"] = foreign_key.help_text
        if relation.related_model is Currency:
            return fields.CurrencyField, {"foreign_key": True, **options}
        return fields.IdField, options

    def build_standard_field(
        self, field_name: str, model_field: "models.Field[Any, Any]"
    ) -> tuple[type[serializers.Field], dict[str, Any]]:
        kind, options = super().build_standard_field(field_name, model_field)
        for not_ours in ("validators", "allow_unicode", "style"):
            options.pop(not_ours, None)
        if kind is fields.ChoiceField:
            options.pop("allow_blank", None)  # it takes its choices and nothing else
        if kind is fields.NumberField and options["decimal_places"] == fields.MONEY_PLACES:
            kind = fields.MoneyField
        return kind, options
