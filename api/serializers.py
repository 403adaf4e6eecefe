"""Serializers, which define the JSON of a resource. They never save and never decide.

This module is for input: REST framework's validation with our strict fields, where unknown and read-only fields are
errors. api/serialization.py is for output.
"""

import copy
import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import models
from rest_framework import serializers
from rest_framework.fields import SkipField, empty, get_error_detail

from accounting.ledger.money import CURRENCIES
from accounting.models import Currency
from api import fields
from api.errors import no_such
from api.serialization import ResponseContext, Writer, follow, nested, plan_for, serialize

MAX_NESTED = 1000
MAX_FAULTS = 100
"""The most errors for one body. After so many the rest is not checked, because the body is refused anyway."""
MAX_KEY_SHOWN = 100
NO_OBJECT = {"non_field_errors": ["Must be an object."]}


def _only_converts(field: serializers.Field) -> bool:
    """Return whether REST framework does no more with a value than to convert it."""
    plain = serializers.ListSerializer if isinstance(field, serializers.ListSerializer) else serializers.Field
    return type(field).run_validation is plain.run_validation and not field.validators and field.source != "*"


class Serializer(serializers.Serializer):
    """A strict JSON object. `Meta.currency` is the field, or the path on the object, with the currency of its money."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._raw: Mapping[str, Any] = {}
        self.faults = 0
        """The errors so far, if this is the whole body."""

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
        """Build the fields once per class, then copy them, because building those of a model is slow."""
        return copy.deepcopy(self._templates())

    def to_representation(self, instance: Any) -> dict[str, Any]:
        context = ResponseContext(self.context)
        return serialize(type(self), instance, context, context.base_currency)

    def writer(self) -> Writer:
        return nested(type(self))

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, Mapping):
            raise serializers.ValidationError(NO_OBJECT)
        root = self._root
        faults: int = getattr(root, "faults", 0)
        if faults >= MAX_FAULTS:
            return {}
        self._raw = data
        errors: dict[str, Any] = {}
        if not data.keys() <= self._writable or getattr(root, "partial", False):
            errors = dict(islice(self._refused(data), MAX_FAULTS))
        value: dict[str, Any] = {}
        is_json = type(data) is dict
        for field, name, may_be_absent, convert, validate, key in self._plan:
            if may_be_absent and name not in data:
                continue
            try:
                if convert is not None and is_json and (given := data.get(name)) is not None:
                    one = convert(given)
                else:
                    one = field.run_validation(field.get_value(data))
                if validate is not None:
                    one = validate(one)
            except serializers.ValidationError as error:
                errors[name] = error.detail
            except DjangoValidationError as error:
                errors[name] = get_error_detail(error)
            except SkipField:
                continue
            else:
                if key is None:
                    self.set_value(value, field.source_attrs, one)
                else:
                    value[key] = one
        if errors:
            root.faults = faults + len(errors)
            raise serializers.ValidationError(errors)
        return value

    @functools.cached_property
    def _root(self) -> Any:
        return self.root  # REST framework walks up to it each time

    @functools.cached_property
    def _plan(self) -> list[tuple[serializers.Field, str, bool, Any, Any, str | None]]:
        """The fields that can be written, each with its name, whether it may be absent without any effect, the method
        that alone decides about a value that is not null (if there is one), the method that validates it further, and
        the key of its value, if it has one of its own. REST framework finds all that out for each object."""
        return [
            (
                field,
                str(field.field_name),
                not field.required and field.default is empty,
                field.to_internal_value if _only_converts(field) else None,
                getattr(self, f"validate_{field.field_name}", None),
                field.source_attrs[0] if len(field.source_attrs) == 1 else None,
            )
            for field in self._writable_fields
        ]

    @functools.cached_property
    def _writable(self) -> frozenset[str]:
        return frozenset(name for _, name, *_ in self._plan)

    def run_validation(self, data: Any = empty) -> Any:
        if type(data) is dict and self._is_plain:
            return self.to_internal_value(data)
        return super().run_validation(data)

    @functools.cached_property
    def _is_plain(self) -> bool:
        """Whether REST framework would do no more with an object than to convert it."""
        return not self.read_only and not self.validators and type(self).validate is serializers.Serializer.validate

    def run_validators(self, value: Any) -> None:
        if self.validators:  # without any, REST framework would still look at all fields
            super().run_validators(value)

    def _refused(self, data: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
        known = [name for _, name, *_ in self._plan]
        for name in (name for name in data if name not in self._writable):
            field = self.fields.get(name)
            if field is None:
                yield name[:MAX_KEY_SHOWN], [no_such("field", known)]
                known = []  # once is enough
            elif field.read_only:
                yield name, ["This field is set by Atlas and cannot be written."]
        if self.parent is not None and getattr(self.root, "partial", False):
            # A PATCH may leave out fields of the resource, but an object inside it must be complete.
            for name, field in self.fields.items():
                if field.required and name not in data:
                    yield name, [str(field.error_messages["required"])]

    def input_currency(self, *, base: bool = False) -> str | None:
        """Return the currency of the money in the input, from the input or the object.

        None if neither has it: then it is that of the contact, of an account or of what is settled, which the operation
        finds, and so it also checks the decimals.
        """
        company = self._root._context.get("company")
        if base:
            return company.base_currency_id if company else None
        name = getattr(getattr(self, "Meta", None), "currency", None)
        if name is not None:
            given = self._raw.get(name)
            if isinstance(given, str) and given in CURRENCIES:
                return given
            path = plan_for(type(self)).currency_path
            if self.instance is not None and path is not None:
                found: str | None = follow(self.instance, path)
                return found
            return None
        around = self.parent.parent if isinstance(self.parent, serializers.ListSerializer) else self.parent
        return around.input_currency() if isinstance(around, Serializer) else None


_idle: defaultdict[type[Serializer], list[Serializer]] = defaultdict(list)
MAX_IDLE = 16
"""How many instances of a class are kept. A thread uses one at a time."""


def validated(
    serializer_class: type[Serializer],
    data: Any,
    *,
    context: dict[str, Any],
    instance: Any = None,
    partial: bool = False,
) -> dict[str, Any]:
    """Return `data` as a serializer of this class validates it. Raises ValidationError.

    Its instances are used again, because their fields belong to them and copying these takes as long as validating.
    """
    if data is None:
        raise serializers.ValidationError(NO_OBJECT)
    idle = _idle[serializer_class]
    try:
        serializer = idle.pop()
    except IndexError:
        serializer = serializer_class()
    try:
        serializer.initial_data, serializer.instance, serializer.partial = data, instance, partial
        serializer._context, serializer.faults = context, 0
        serializer.is_valid(raise_exception=True)
        valid: dict[str, Any] = serializer.validated_data
        return valid
    finally:
        for name in ("_validated_data", "_errors", "initial_data"):
            serializer.__dict__.pop(name, None)
        serializer.instance, serializer._context, serializer._raw = None, {}, {}
        if len(idle) < MAX_IDLE:
            idle.append(serializer)


class ModelSerializer(Serializer, serializers.ModelSerializer):
    """A serializer with the fields of a model, as our strict fields.

    If it is a list inside another serializer, `Meta.rows` has the rows of the model in order, and its fields must be
    columns. `Meta.links` names their foreign keys to the other, if Django knows none. A foreign key `x` is named `x_id`
    (a UUID); one to `Currency` keeps its name (the code). The database checks uniqueness, so REST framework's
    validators, which query first and can race, are left out.
    """

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.CharField: fields.CharField,
        models.TextField: fields.TextField,
        models.EmailField: fields.EmailField,
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
        models.JSONField: fields.JsonField,
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
            options.pop("allow_blank", None)  # only the choices are allowed
        if kind is fields.NumberField and options["decimal_places"] == fields.MONEY_PLACES:
            kind = fields.MoneyField
        return kind, options
