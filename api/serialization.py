"""Serialize objects to JSON, fast.

REST framework's `to_representation` costs more than the query. So each serializer class is compiled once (`plan_for`)
into one attribute getter and the writers of its fields. Values that orjson can render by itself need no writer.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured, ObjectDoesNotExist
from django.db.models import Q
from rest_framework import serializers

from accounting.ledger.money import CURRENCIES
from api.json_sql import JsonRows, Member

if TYPE_CHECKING:
    from api.serializers import Serializer

NO_PATH = "__class__"
"""The attribute to read for a field whose value is not a single attribute, because every object has it."""


class ResponseContext:
    """The data that all objects in a response share: the context of the serializer, and the base currency."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self.context = context
        company = context.get("company")
        self.base_currency: str | None = company.base_currency_id if company else None
        self.base_decimals = CURRENCIES[self.base_currency] if self.base_currency else 0
        self._serializers: dict[type[Serializer], Serializer] = {}

    @property
    def view(self) -> Any:
        return self.context["view"]

    def serializer(self, serializer_class: "type[Serializer]") -> "Serializer":
        """Return the instance on which the methods of `MethodField`s are called."""
        if serializer_class not in self._serializers:
            self._serializers[serializer_class] = serializer_class(context=self.context)
        return self._serializers[serializer_class]


Writer = Callable[[Any, Any, str | None, ResponseContext], Any]
"""A function that returns the value for orjson, from a value, its object, the object's currency and the context."""


def as_it_is(value: Any, obj: Any, currency: str | None, context: ResponseContext) -> Any:
    """Return the value unchanged, because orjson can render it: text, numbers, dates, ids, true and false."""
    return value


class AsItIs:
    """The base of fields whose writer is `as_it_is`."""

    def writer(self) -> Writer:
        return as_it_is


class AsColumn(AsItIs):
    """The base of fields whose column PostgreSQL writes with the same bytes as orjson: text, whole numbers, dates, ids,
    true and false."""

    def sql_writer(self) -> str:
        """Return the SQL of `{column}` as JSON, which is text, or null if it has no value. `{places}` are the decimals
        of its currency, `{base}` of the base one.

        Python writes the fields that do not have this method.
        """
        return "to_json({column})::text"


class AsQuoted(AsColumn):
    """The base of such fields whose text needs no escapes. PostgreSQL writes them in half the time."""

    def sql_writer(self) -> str:
        return """'"' || {column} || '"'"""


class AsText(AsColumn):
    """The base of such fields whose text in PostgreSQL is their JSON: whole numbers, true and false."""

    def sql_writer(self) -> str:
        return "{column}::text"


class Derived:
    """A mixin of fields that the model derives from other columns. `derived` is SQL for the same, with the names of
    those columns in braces."""

    def __init__(self, *, derived: str, **kwargs: Any) -> None:
        self.derived = derived
        super().__init__(**kwargs)

    def sql_columns(self) -> list[str]:
        return columns_in(self.derived)

    def sql_writer(self) -> str:
        written: str = super().sql_writer()  # type: ignore[misc]  # each field beside it has one
        return written.replace("{column}", f"({self.derived})")


def columns_in(sql: str) -> list[str]:
    """Return the names in the braces of SQL, without those that are not of columns."""
    return [name for name in dict.fromkeys(re.findall(r"\{(\w+)\}", sql)) if name not in ("base", "today")]


def writer_of(field: serializers.Field) -> Writer:
    """Return the writer of the field's class. Raises ImproperlyConfigured if it has none."""
    if isinstance(field, serializers.ListSerializer):
        return nested_list(type(field.child))  # type: ignore[arg-type]  # all serializers are ours
    if not hasattr(field, "writer"):
        kind = f"{type(field).__module__}.{type(field).__qualname__}"
        around = type(field.parent).__name__
        raise ImproperlyConfigured(f"{around}.{field.field_name} is a {kind}, which has no writer (api/fields).")
    writer: Writer = field.writer()
    return writer


def nested(serializer_class: "type[Serializer]") -> Writer:
    def write(value: Any, obj: Any, currency: str | None, context: ResponseContext) -> Any:
        return None if value is None else serialize(serializer_class, value, context, currency)

    return write


def nested_list(serializer_class: "type[Serializer]") -> Writer:
    def write(value: Any, obj: Any, currency: str | None, context: ResponseContext) -> Any:
        return None if value is None else serialize_many(serializer_class, value, context, currency)

    return write


@dataclass(frozen=True, slots=True)
class NestedRows:
    """Rows of another table that form a list inside an object. One of `links`, their foreign keys, leads to it.

    A field that depends on the link, such as the other side of an allocation, has a column for each link in the
    serializer's `Meta.by_link`.
    """

    name: str
    serializer_class: "type[Serializer]"
    links: Sequence[str]

    def of(self, parents: Sequence[Any], currencies: Sequence[str | None], context: ResponseContext) -> list[Any]:
        """Return the list of each of `parents`, for JSON, with at most one query. Their currencies are beside them.

        PostgreSQL writes the lists if it can (api/json_sql.py), otherwise Python does, without model instances. Rows
        that an operation has just written and left with their parents, as Django's `prefetch_related` does, are not
        read.
        """
        plan, ids = plan_for(self.serializer_class), [parent.pk for parent in parents]
        written: list[Any] = [getattr(parent, "_prefetched_objects_cache", {}).get(self.name) for parent in parents]
        if None not in written:
            found = {key: [plan.fetch(row) for row in rows] for key, rows in zip(ids, written, strict=True)}
        elif (by_postgresql := json_rows(self.serializer_class, tuple(self.links))) is not None:
            decimals = [CURRENCIES[currency] if currency else 0 for currency in currencies]
            return list(by_postgresql.of(ids, decimals, context.base_decimals))
        else:
            found = self._read(ids)
        return [
            [plan.write(row, None, plan.own_currency(row) or currency, context) for row in found.get(key, ())]
            for key, currency in zip(ids, currencies, strict=True)
        ]

    def _read(self, ids: list[Any]) -> dict[Any, list[tuple[Any, ...]]]:
        """Return the columns of the rows by the key of the object that they are in."""
        wanted, count = Q(), len(self.links)
        for name in self.links:
            wanted |= Q(**{f"{name}__in": ids})
        shown = [_paths_by(self.serializer_class, link) for link in range(count)]
        columns = list(dict.fromkeys(path for paths in shown for path in paths))
        wanted_columns = [[count + columns.index(path) for path in paths] for paths in shown]
        found: dict[Any, list[tuple[Any, ...]]] = defaultdict(list)
        rows = self.serializer_class.Meta.rows.filter(wanted)  # type: ignore[attr-defined]  # `plan_for` requires it
        for row in rows.values_list(*self.links, *columns):
            for link, parent in enumerate(row[:count]):
                found[parent].append(tuple(row[column] for column in wanted_columns[link]))
        return found


def _paths_by(serializer_class: "type[Serializer]", link: int) -> list[str]:
    """Return the columns of a nested list's fields for the rows that this link leads to."""
    by_link: dict[str, Sequence[str]] = getattr(serializer_class.Meta, "by_link", {})  # type: ignore[attr-defined]  # as above
    return [by_link[path][link] if path in by_link else path for path in plan_for(serializer_class).paths]


@functools.cache
def json_rows(serializer_class: "type[Serializer]", links: tuple[str, ...]) -> JsonRows | None:
    """Return how PostgreSQL writes a nested list, or None if a field has no `sql_writer`."""
    plan = plan_for(serializer_class)
    by_name: Any = serializer_class().fields
    if NO_PATH in plan.paths or not all(hasattr(by_name[name], "sql_writer") for name in plan.names):
        return None
    paths = zip(*(_paths_by(serializer_class, link) for link in range(len(links))), strict=True)
    members = [
        Member(name, several, by_name[name].sql_writer()) for name, several in zip(plan.names, paths, strict=True)
    ]
    rows = serializer_class.Meta.rows  # type: ignore[attr-defined]  # as above
    return JsonRows(rows, links, members, plan.currency_path)


@dataclass(frozen=True, slots=True)
class Plan:
    """A serializer class, compiled."""

    names: list[str]
    paths: list[str]
    fetch: Callable[[Any], tuple[Any, ...]]
    writers: list[tuple[str, Writer]]
    nested_rows: list[NestedRows]
    currency_path: str | None
    currency_place: int | None
    """Where it is among the paths, if it is a column."""

    def own_currency(self, values: Sequence[Any]) -> str | None:
        """Return the currency in a row of columns, if it has its own."""
        return None if self.currency_place is None else values[self.currency_place]

    def write(self, values: Iterable[Any], obj: Any, currency: str | None, context: ResponseContext) -> dict[str, Any]:
        members = dict(zip(self.names, values, strict=False))
        for name, writer in self.writers:
            members[name] = writer(members[name], obj, currency, context)
        return members


@functools.cache
def plan_for(serializer_class: "type[Serializer]") -> Plan:
    """Compile a serializer class. Raises ImproperlyConfigured if the class of a field has no writer."""
    paths: dict[str, str] = {}
    writers: list[tuple[str, Writer]] = []
    nested_rows: list[NestedRows] = []
    meta = getattr(serializer_class, "Meta", None)
    model = getattr(meta, "model", None)
    for name, field in serializer_class().fields.items():
        if field.write_only:
            continue
        path = str(field.source)
        child = field.child if isinstance(field, serializers.ListSerializer) else None
        if model and hasattr(getattr(child, "Meta", None), "rows"):
            links = getattr(child.Meta, "links", None) or [model._meta.get_field(path).field.attname]  # type: ignore[union-attr]  # it has `rows`
            nested_rows.append(NestedRows(name, type(child), links))  # type: ignore[arg-type]  # all serializers are ours
            paths[name] = NO_PATH
            continue
        if getattr(field, "foreign_key", False):
            path += "_id"
        writer = writer_of(field)
        if "." in path:
            writer, path = _following(path, writer), "*"
        paths[name] = NO_PATH if path == "*" else path
        if writer is not as_it_is:
            writers.append((name, writer))
    currency = getattr(meta, "currency", None)
    currency_path = paths.get(currency or "", currency)
    names, columns = list(paths), list(paths.values())
    place = columns.index(currency_path) if currency_path in columns else None
    fetch = attrgetter(*paths.values(), NO_PATH)  # always two or more, so that it returns a tuple
    return Plan(names, columns, fetch, writers, nested_rows, currency_path, place)


def follow(obj: Any, path: str) -> Any:
    """Return the value at a dotted path of attributes or keys, or None if a link on the way is empty."""
    for name in path.split("."):
        if obj is None:
            return None
        try:
            obj = obj[name] if isinstance(obj, Mapping) else getattr(obj, name)
        except ObjectDoesNotExist:
            return None
    return obj


def _following(path: str, writer: Writer) -> Writer:
    return lambda value, obj, currency, context: writer(follow(obj, path), obj, currency, context)


def serialize(
    serializer_class: "type[Serializer]", obj: Any, context: ResponseContext, currency: str | None
) -> dict[str, Any]:
    """Return `obj` (a model instance, a dataclass or a mapping) as the members of a JSON object."""
    return serialize_many(serializer_class, [obj], context, currency)[0]


def serialize_many(
    serializer_class: "type[Serializer]", objs: Iterable[Any], context: ResponseContext, currency: str | None
) -> list[dict[str, Any]]:
    """Serialize each of `objs`. Their rows in other tables are read for all of them at once."""
    plan, objs = plan_for(serializer_class), list(objs)
    own = [currency if plan.currency_path is None else follow(obj, plan.currency_path) or currency for obj in objs]
    serialized = []
    for obj, its_currency in zip(objs, own, strict=True):
        if isinstance(obj, Mapping):
            values: Any = [None if path == NO_PATH else follow(obj, path) for path in plan.paths]
        else:
            values = plan.fetch(obj)
        serialized.append(plan.write(values, obj, its_currency, context))
    for rows in plan.nested_rows if objs else ():
        for members, found in zip(serialized, rows.of(objs, own, context), strict=True):
            members[rows.name] = found
    return serialized
