"""Types, fields and models of the OpenAPI document, in the few kinds that both languages write."""

import re
from dataclasses import dataclass, field
from typing import Any

NUMERIC_PATTERN = re.compile(r"^\^-\?(0\*)?\[0-9\]|^\^0\*\[0-9\]")
FORMATS = {"date": "date", "date-time": "datetime", "decimal": "number", "byte": "bytes"}
SCALARS = {"integer": "integer", "number": "number", "boolean": "boolean"}


@dataclass(frozen=True)
class Type:
    """A type. `kind` is string, bytes (in base64), date, datetime, integer, number, boolean, any, enum, alias, model,
    list or dict.

    `of` is what a list or dict holds, `name` the name of a model or alias, `values` those of an enum.
    """

    kind: str
    of: "Type | None" = None
    name: str = ""
    values: tuple[str, ...] = ()
    nullable: bool = False

    def or_null(self) -> "Type":
        return Type(self.kind, self.of, self.name, self.values, nullable=True)


@dataclass(frozen=True)
class Field:
    """A field of a model, or a parameter of an operation. `location` is where a request has it."""

    name: str
    type: Type
    required: bool
    description: str = ""
    location: str = "body"
    explode: bool = True


@dataclass
class Model:
    """An object."""

    name: str
    description: str
    fields: list[Field] = field(default_factory=list)


class Schemas:
    """Reads schemas into types, and collects the models and named enums that they mention."""

    def __init__(self, components: dict[str, Any], suffix: str = "") -> None:
        self.components = components
        self.suffix = suffix
        self.models: dict[str, Model] = {}
        self.aliases: dict[str, Type] = {}
        self.unions: dict[str, tuple[str, dict[str, str]]] = {}
        """Models of which a field says which one it is: by name, the field and the model for each value."""

    def type_of(self, schema: Any, name: str = "Value") -> Type:
        """Return the type of a schema; an object without a name of its own gets `name`."""
        if not isinstance(schema, dict):
            return Type("any")
        if "$ref" in schema:
            return self._referred(schema["$ref"].rpartition("/")[2])
        if "const" in schema:
            return Type("enum", values=(str(schema["const"]),))
        for word in ("oneOf", "anyOf", "allOf"):
            if word in schema:
                return self._combined(schema, word, name)
        kinds = schema.get("type")
        nullable = isinstance(kinds, list) and "null" in kinds
        if isinstance(kinds, list):
            rest = [kind for kind in kinds if kind != "null"]
            if len(rest) > 1:
                return self._union([{**schema, "type": kind} for kind in rest], nullable, name)
            kinds = rest[0] if rest else None
        if "enum" in schema and kinds in ("string", None):
            values = tuple(str(value) for value in schema["enum"] if value is not None)
            return Type("enum", values=values, nullable=nullable or None in schema["enum"])
        found = self._plain(schema, kinds, name)
        return found.or_null() if nullable else found

    def _plain(self, schema: dict[str, Any], kind: str | None, name: str) -> Type:
        if kind == "string":
            if NUMERIC_PATTERN.match(schema.get("pattern", "")) and schema.get("format") not in ("date", "date-time"):
                return Type("number")
            return Type(FORMATS.get(schema.get("format", ""), "string"))
        if kind in SCALARS:
            return Type(SCALARS[kind])
        if kind == "array":
            return Type("list", of=self.type_of(schema.get("items"), name.removesuffix("s")))
        if "properties" in schema:
            return self._object(schema, name)
        if kind == "object":
            return Type("dict", of=self.type_of(schema.get("additionalProperties"), name))
        return Type("any")

    def _combined(self, schema: dict[str, Any], word: str, name: str) -> Type:
        if word == "allOf":
            merged: dict[str, Any] = {"type": "object", "properties": {}, "required": []}
            for part in schema["allOf"]:
                part = self.resolved(part)
                merged["properties"] |= part.get("properties", {})
                merged["required"] += part.get("required", [])
            return self._object(merged, name)
        return self._union(schema[word], nullable=False, name=name)

    def _union(self, variants: list[Any], nullable: bool, name: str) -> Type:
        """Return the one type that holds all variants: numbers win over their text, else `any` where they differ."""
        types: list[Type] = []
        for variant in variants:
            if variant == {"type": "null"} or (isinstance(variant, dict) and variant.get("enum") == [None]):
                nullable = True
                continue
            found = self.type_of(variant, name)
            nullable = nullable or found.nullable
            types.append(Type(found.kind, found.of, found.name, found.values))
        kinds = {found.kind for found in types}
        if len(set(types)) == 1:
            one = types[0]
        elif kinds <= {"enum"}:
            one = Type("enum", values=tuple(dict.fromkeys(value for found in types for value in found.values)))
        elif kinds <= {"alias", "enum"} and all(found.values == ("",) for found in types if found.kind == "enum"):
            one = next(found for found in types if found.kind == "alias")
        elif "number" in kinds and kinds <= {"number", "integer", "string"}:
            one = Type("number")
        elif kinds <= {"string", "enum", "alias", "number"}:
            one = Type("string")
        else:
            one = Type("any")
        return one.or_null() if nullable else one

    def _referred(self, name: str) -> Type:
        schema = self.components[name]
        public = self.public(name)
        if "enum" in schema and schema.get("type") == "string":
            found = self.type_of(schema)
            self.aliases[name] = found
            return Type("alias", name=name, values=found.values)
        if public in self.models or public in self.unions:
            return Type("model", name=public)
        if "mapping" in schema.get("discriminator", {}):
            tag, mapping = schema["discriminator"]["propertyName"], schema["discriminator"]["mapping"]
            models = {value: self._referred(where.rpartition("/")[2]).name for value, where in mapping.items()}
            self.unions[public] = (tag, models)
            return Type("model", name=public)
        return self.type_of(schema, public)

    def _object(self, schema: dict[str, Any], name: str) -> Type:
        before = self.models.get(name)
        model = self.models[name] = Model(name, one_line(schema.get("description", "")))
        model.fields = self.fields(schema, name)
        if before and before.fields != model.fields:
            raise ValueError(f"two different objects would be named {name}")
        return Type("model", name=name)

    def fields(self, schema: dict[str, Any], name: str) -> list[Field]:
        """Return the fields of an object's schema."""
        required = set(schema.get("required", ()))
        return [
            Field(
                name=key,
                type=self.type_of(inner, name + camel(key)),
                required=key in required,
                description=one_line(inner.get("description", "")) if isinstance(inner, dict) else "",
            )
            for key, inner in schema.get("properties", {}).items()
        ]

    def resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Follow a schema's reference to where it is written out."""
        while "$ref" in schema:
            schema = self.components[schema["$ref"].rpartition("/")[2]]
        return schema

    def public(self, name: str) -> str:
        """Return the name under which users see a schema: what is sent ends in the suffix."""
        if not self.suffix:
            return name
        return name.removesuffix("Request").removesuffix("Input").removeprefix("Patched") + self.suffix


def one_line(text: str) -> str:
    return " ".join(text.split())


def camel(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[^A-Za-z0-9]+", name))


def snake(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
