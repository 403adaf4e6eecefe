"""Describe each kind of field in the OpenAPI document."""

from typing import Any

from django.core.validators import RegexValidator
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema

from accounting.ledger.metadata import MAX_KEY_LENGTH, MAX_KEYS, MAX_VALUE_LENGTH
from accounting.ledger.text import HIDDEN, HIDDEN_FROM_LINES
from api import fields, literals
from api.openapi.enums import NAME
from api.scopes import all_scopes

CURRENCY_SCHEMA: dict[str, Any] = {"type": "string", "description": "A code of ISO 4217.", "examples": ["USD"]}


def constrain(schema: dict[str, Any], field: Any) -> dict[str, Any]:
    """Add what our fields require of a value besides its type."""
    rules = field.validators
    match field:
        case fields.StrictText() if not any(isinstance(rule, RegexValidator) for rule in rules):
            seen = f"[^{field.hidden}]"
            if not getattr(field, "allow_blank", True):  # spaces around it are removed, and the rest must not be empty
                schema["pattern"] = rf"^{seen}*[^\s{field.hidden}]{seen}*$"
            else:
                schema["pattern"] = f"^({seen}+@{seen}+)?$" if isinstance(field, fields.EmailField) else f"^{seen}*$"
        case fields.DateField():
            schema["pattern"] = f"^{literals.DATE}$"
        case fields.MomentField():
            schema["pattern"] = f"^{literals.MOMENT}$"
        case fields.ListField() if not field.allow_empty:
            schema["minItems"] = 1
    return schema


class NumberSchema(OpenApiSerializerFieldExtension):
    """An exact number: a JSON number in responses, and also a string in requests."""

    target_class = fields.NumberField
    match_subclasses = True

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Any) -> dict[str, Any]:
        if direction == "response":
            return {"type": "number"}
        field = self.target
        digits, places = field.max_digits - field.decimal_places, field.decimal_places
        number: dict[str, Any] = {"type": "number", "exclusiveMinimum": -(10**digits), "exclusiveMaximum": 10**digits}
        if field.positive:
            number["exclusiveMinimum"] = 0
        if field.min_value is not None:
            number |= {"exclusiveMinimum": None, "minimum": int(field.min_value)}
        if field.max_value is not None:
            number |= {"exclusiveMaximum": None, "maximum": int(field.max_value)}
        number = {name: value for name, value in number.items() if value is not None}
        sign = "" if field.positive or (field.min_value is not None and field.min_value >= 0) else "-?"
        text = {"type": "string", "pattern": rf"^{sign}0*[0-9]{{1,{digits}}}(\.[0-9]{{1,{places}}}0*)?$"}
        return {"oneOf": [number, text]}


class CurrencySchema(OpenApiSerializerFieldExtension):
    target_class = fields.CurrencyField

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Any) -> dict[str, Any]:
        return {"$ref": "#/components/schemas/CurrencyCode"}


class ScopeSchema(OpenApiSerializerFieldExtension):
    target_class = "api.resources.api_keys.ScopeField"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Any) -> dict[str, Any]:
        return {"type": "string", "enum": list(all_scopes()), NAME: "Scope"}


class ObjectSchema(OpenApiSerializerFieldExtension):
    target_class = fields.ObjectField

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Any) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": True}


class MetadataSchema(OpenApiSerializerFieldExtension):
    target_class = fields.MetadataField

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Any) -> dict[str, Any]:
        if direction == "response":
            return {"type": "object", "additionalProperties": {"type": "string"}}
        text = {"type": ["string", "null"], "maxLength": MAX_VALUE_LENGTH, "pattern": f"^[^{HIDDEN_FROM_LINES}]*$"}
        keys = {"minLength": 1, "maxLength": MAX_KEY_LENGTH, "pattern": f"^[^:{HIDDEN}]*$"}
        return {"type": "object", "additionalProperties": text, "propertyNames": keys, "maxProperties": MAX_KEYS}


class AllowedActionsSchema(OpenApiSerializerFieldExtension):
    target_class = fields.AllowedActions

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Any) -> dict[str, Any]:
        view: Any = auto_schema.view
        names = [name.replace("_", "-") for name in view.all_actions()]
        items: dict[str, Any] = {"type": "string"}
        if names:
            items |= {"enum": names, NAME: f"{view.schema_name}Action"}
        return {
            "type": "array",
            "items": items,
            "readOnly": True,
            "description": "What you may do with this object now." if names else "Always empty: it never changes.",
        }
