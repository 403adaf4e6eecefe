"""Paginate lists by page, or by cursor, which is equally fast for all pages.

A cursor is the signed sort key of the last row of a page, and belongs to one list. Both ways have the same order, and
rows with equal keys are sorted by id, so pages never overlap. Empty values come last.
"""

import datetime
import json
import time
from hashlib import blake2b
from typing import Any

from django.core import signing
from django.db.models import F, Field, Model, Q, QuerySet
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from api import query
from api.errors import BadCursor, BadRequest

DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE = 50, 100
MAX_PAGE = 10_000_000
MAX_CURSOR_LENGTH = 2000
MAX_COUNTED = 100_000
"""Counting this many takes twice as long as the page itself; a million took ten times that (benchmarks/RESULTS.md)."""
LONG_SECONDS, MAX_LONG = 600, 10_000
"""How long, and of how many lists, a process remembers that they have more than MAX_COUNTED."""
SORT_ORDERS = ("asc", "desc")
SIGNER = signing.Signer(salt="api.pagination")


class PageOrCursorPagination(BasePagination):
    """The parameters `page`, `page_size`, `sort_by`, `sort_order`, and `cursor` instead of `page`."""

    names = ("page", "page_size", "sort_by", "sort_order", "cursor")

    def paginate_queryset(self, queryset: QuerySet[Any], request: Request, view: Any = None) -> list[Any]:  # type: ignore[override]  # lists are of rows here, never of plain sequences
        if "cursor" in request.query_params and "page" in request.query_params:
            raise BadRequest("Give either page or cursor.", field="cursor")
        self.page_size = query.whole(request, "page_size", default=DEFAULT_PAGE_SIZE, least=1, most=MAX_PAGE_SIZE)
        self.sort_by = query.choice(request, "sort_by", view.sort_fields, default=view.default_sort)
        self.order = query.choice(request, "sort_order", SORT_ORDERS, default=view.default_order)
        self.path = view.sort_fields[self.sort_by]
        self.field, self.nullable = sort_field(queryset, self.path)
        self.list_id = self._list_id(request)
        if "cursor" in request.query_params:
            value, last_id, self.page, self.total = self._read_cursor(request.query_params["cursor"])
            found = self._first(queryset, value, last_id)
        else:
            self.page = query.whole(request, "page", default=1, least=1, most=MAX_PAGE)
            offset = (self.page - 1) * self.page_size
            last = offset + self.page_size + 1
            found = list(self._ordered(queryset, nulls_last=True)[offset:last]) if offset else self._first(queryset)
            ends_here = len(found) <= self.page_size and (found or self.page == 1)
            whose = getattr(view, "company", None) or view.organization
            known_as = f"{whose.pk} {self.list_id}"
            self.total = offset + len(found) if ends_here else total_of(queryset.order_by(), known_as)
        rows = found[: self.page_size]
        self.has_next = len(found) > self.page_size
        self.next_cursor = self._write_cursor(rows[-1]) if self.has_next else None
        return rows

    def get_paginated_response(self, data: Any) -> Response:
        return Response(
            {
                "items": data,
                "total": self.total,
                "page": self.page,
                "page_size": self.page_size,
                "has_next": self.has_next,
                "next_cursor": self.next_cursor,
            }
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe a page for the document."""
        properties = {
            "items": schema,
            "total": {
                "type": "integer",
                "description": f"How many items the whole list has; an estimate above {MAX_COUNTED:,}. "
                "With a cursor: how many it had when its first page was read.",
            },
            "page": {"type": "integer"},
            "page_size": {"type": "integer"},
            "has_next": {"type": "boolean"},
            "next_cursor": {
                "type": ["string", "null"],
                "description": "Pass it as `cursor` to get the next page; null on the last one.",
            },
        }
        return {"type": "object", "required": list(properties), "properties": properties}

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Describe the query parameters for the document."""
        schemas: dict[str, tuple[dict[str, Any], str]] = {
            # It has no `default` here: some clients send defaults, and `page` cannot be sent together with `cursor`.
            "page": (
                {"type": "integer", "minimum": 1, "maximum": MAX_PAGE},
                "The number of the page, from 1. Default: 1. Not together with `cursor`.",
            ),
            "page_size": (
                {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": DEFAULT_PAGE_SIZE},
                "How many items a page has.",
            ),
            "sort_by": (
                {
                    "type": "string",
                    "enum": list(view.sort_fields),
                    "default": view.default_sort,
                    "x-atlas-enum": f"{view.schema_name}SortBy",
                },
                "The field to sort by.",
            ),
            "sort_order": (
                {"type": "string", "enum": list(SORT_ORDERS), "default": view.default_order},
                "The direction. Empty values come last in both.",
            ),
            "cursor": (
                {"type": "string", "minLength": 1, "maxLength": MAX_CURSOR_LENGTH, "pattern": r"^[^\u0000]*$"},
                "The `next_cursor` of the previous page, instead of `page`. Keep the same order and filters.",
            ),
        }
        return [
            {"name": name, "in": "query", "required": False, "schema": schema, "description": description}
            for name, (schema, description) in schemas.items()
        ]

    def _list_id(self, request: Request) -> str:
        """Return an id of the list of a cursor, from its address, order and filters."""
        paging = ("page", "page_size", "cursor", "sort_by", "sort_order")
        filters = sorted((name, values) for name, values in request.query_params.lists() if name not in paging)
        text = repr((request.path, self.sort_by, self.order, filters))
        return blake2b(text.encode(), digest_size=9).hexdigest()

    def _write_cursor(self, last: Model) -> str:
        value: Any = last
        for name in self.path.split("__"):
            value = None if value is None else getattr(value, name)
        text = value.isoformat() if isinstance(value, datetime.date) else None if value is None else str(value)
        return SIGNER.sign_object([self.list_id, text, str(last.pk), self.page, self.total])

    def _read_cursor(self, cursor: str) -> tuple[Any, str, int, int]:
        """Return the key and the id of the row before the page, the page number and the total. Raises BadCursor."""
        if len(cursor) > MAX_CURSOR_LENGTH:
            raise BadCursor(field="cursor")
        try:
            list_id, text, last_id, page, total = SIGNER.unsign_object(cursor)
        except (signing.BadSignature, ValueError) as error:
            raise BadCursor(field="cursor") from error
        if list_id != self.list_id:
            raise BadCursor("The cursor belongs to another list, order or filter.", field="cursor")
        return self.field.to_python(text), last_id, page + 1, total

    def _ordered(self, rows: QuerySet[Any], *, nulls_last: bool = False) -> QuerySet[Any]:
        key, last = F(self.path), (nulls_last and self.nullable) or None
        return rows.order_by(
            key.asc(nulls_last=last) if self.order == "asc" else key.desc(nulls_last=last),
            "pk" if self.order == "asc" else "-pk",
        )

    def _first(self, rows: QuerySet[Any], value: Any = None, last_id: str | None = None) -> list[Any]:
        """Return the rows of a page and one more: the first, or those after the row with this key and id.

        If keys may be empty, rows with one are read first, and then those without: each part has the order of an index,
        which the two together have only in one direction.
        """
        rows, most, is_empty = self._ordered(rows), self.page_size + 1, f"{self.path}__isnull"
        beyond = "gt" if self.order == "asc" else "lt"
        ties = Q() if last_id is None else Q(**{f"pk__{beyond}": last_id})
        found: list[Any] = []
        if last_id is None or value is not None:
            # In this form PostgreSQL starts at the key in an index on (…, key, id). With only the OR it would not.
            onward = Q(**{f"{self.path}__{beyond}e": value}) & (Q(**{f"{self.path}__{beyond}": value}) | ties)
            with_key = Q(**{is_empty: False}) if self.nullable else Q()
            found = list(rows.filter(with_key if last_id is None else with_key & onward)[:most])
            ties = Q()
        if self.nullable and len(found) < most:
            found += rows.filter(ties, **{is_empty: True})[: most - len(found)]
        return found


def total_of(rows: QuerySet[Any], known_as: str) -> int:
    """Return how many rows there are: the exact number up to MAX_COUNTED, above it an estimate from PostgreSQL's
    statistics.

    A list that had more is not counted again for LONG_SECONDS, unless the estimate is near MAX_COUNTED. It is known as
    its company and its address with the filters.
    """
    if _long.get(known_as, 0) > time.monotonic():
        estimated = _estimate(rows)
        if estimated > 2 * MAX_COUNTED:
            return estimated
    counted = rows.values("pk")[: MAX_COUNTED + 1].count()
    if counted <= MAX_COUNTED:
        return counted
    if len(_long) >= MAX_LONG:
        _long.clear()
    _long[known_as] = time.monotonic() + LONG_SECONDS
    return max(counted, _estimate(rows))


def _estimate(rows: QuerySet[Any]) -> int:
    [explained] = json.loads(rows.values("pk").explain(format="json"))
    return int(explained["Plan"]["Plan Rows"])


_long: dict[str, float] = {}


def sort_field(rows: QuerySet[Any], path: str) -> "tuple[Field[Any, Any], bool]":
    """Return the field (or an annotation's output field) that a list is sorted by, and whether it may be empty."""
    if path in rows.query.annotations:
        return rows.query.annotations[path].output_field, True
    model: Any = rows.model
    nullable = False
    for name in path.split("__"):
        field = model._meta.get_field(name)
        nullable = nullable or field.null
        model = field.related_model
    return field, nullable
