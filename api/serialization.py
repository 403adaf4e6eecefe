"""Serialize objects to JSON, fast.

REST framework's `to_representation` costs more than the query. So each serializer class is compiled once (`plan_for`)
into one attribute getter and the writers of its fields. Values that orjson can render by itself need no writer.
"""

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured, ObjectDoesNotExist
from django.db.models import Q
from rest_framework import serializers

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

    def of(self, parents: Sequence[Any]) -> dict[Any, list[tuple[Any, ...]]]:
        """Read the rows of all `parents` in one query. Return their columns by the parent's key.

        It makes no model instances, because they took as long as the rest of a list. Rows that an operation has just
        written and left with their parents, as Django's `prefetch_related` does, are not read.
        """
        written: list[Any] = [getattr(parent, "_prefetched_objects_cache", {}).get(self.name) for parent in parents]
        if None not in written:
            fetch = plan_for(self.serializer_class).fetch
            return {parent.pk: [fetch(row) for row in rows] for parent, rows in zip(parents, written, strict=True)}
        ids, wanted, count = [parent.pk for parent in parents], Q(), len(self.links)
        for link in self.links:
            wanted |= Q(**{f"{link}__in": ids})
        rows = self.serializer_class.Meta.rows.filter(wanted)  # type: ignore[attr-defined]  # `plan_for` requires it
        paths = plan_for(self.serializer_class).paths
        by_link: dict[str, Sequence[str]] = getattr(self.serializer_class.Meta, "by_link", {})  # type: ignore[attr-defined]
        columns = [*paths, *(column for several in by_link.values() for column in several)]
        columns = [column for column in columns if column not in by_link]
        shown = [
            [columns.index(by_link[path][link] if path in by_link else path) for path in paths] for link in range(count)
        ]
        found: dict[Any, list[tuple[Any, ...]]] = defaultdict(list)
        for row in rows.values_list(*self.links, *columns):
            values = row[count:]
            for place, parent in enumerate(row[:count]):
                found[parent].append(tuple(values[column] for column in shown[place]) if by_link else values)
        return found


@dataclass(frozen=True, slots=True)
class Plan:
    """A serializer class, compiled."""

    names: list[str]
    paths: list[str]
    fetch: Callable[[Any], tuple[Any, ...]]
    writers: list[tuple[str, Writer]]
    nested_rows: list[NestedRows]
    currency_path: str | None

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
    fetch = attrgetter(*paths.values(), NO_PATH)  # always two or more, so that it returns a tuple
    return Plan(list(paths), list(paths.values()), fetch, writers, nested_rows, paths.get(currency or "", currency))


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
    rows = [(each.name, plan_for(each.serializer_class), each.of(objs)) for each in plan.nested_rows] if objs else []
    serialized = []
    for obj in objs:
        own = currency if plan.currency_path is None else follow(obj, plan.currency_path) or currency
        if isinstance(obj, Mapping):
            values: Any = [None if path == NO_PATH else follow(obj, path) for path in plan.paths]
        else:
            values = plan.fetch(obj)
        members = plan.write(values, obj, own, context)
        for name, nested_plan, found in rows:
            members[name] = [nested_plan.write(row, None, own, context) for row in found.get(obj.pk, ())]
        serialized.append(members)
    return serialized
