"""Paginate lists by page, or by cursor, which is equally fast for all pages.

A cursor is the signed sort key of the last row of a page, and belongs to one list. Both ways have the same order, and
rows with equal keys are sorted by id, so pages never overlap. Empty values come last.
"""

import datetime
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from django.core import signing
from django.db.models import BigIntegerField, ExpressionWrapper, F, Field, Func, Q, QuerySet, Subquery
from django.http import HttpResponse
from rest_framework.pagination import BasePagination

from accounting.ledger import search
from accounting.ledger.counts import NUMBERED
from accounting.models import LedgerHead
from api import literals, query
from api.errors import BadCursor, BadRequest
from api.reading import Instances, Narrow, Reader, kept_number, number_of, plan_of
from api.rendering import answer, dumps
from foundation.statements import fetch

DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE = 50, 100
MAX_PAGE = 10_000_000
MAX_CURSOR_LENGTH = 6000
"""A cursor has the sort key of a row: the longest is a webhook's URL of 2,000 quotes, each of which JSON writes as two
characters, and base64 makes four of three."""
MAX_COUNTED = 10_000
"""Counting this many takes less than the page itself (benchmarks/RESULTS.md)."""
MAX_COST = 5_000
"""Up to which cost, as PostgreSQL plans it, the rows of a long list are counted that filters leave: not if they must be
looked for among all."""
AMOUNTS = ("amount_min", "amount_max")
MAX_AHEAD = 2_000
"""How many rows are found ahead in the order of amounts, if other filters may leave a page of them."""
DEEP = 1_000
"""From how many rows on a page is read from the nearer end of its list."""
SORT_ORDERS = ("asc", "desc")
SIGNER = signing.Signer(salt="api.pagination")


class PageOrCursorPagination(BasePagination):
    """The parameters `page`, `page_size`, `sort_by`, `sort_order`, and `cursor` instead of `page`."""

    names = ("page", "page_size", "sort_by", "sort_order", "cursor")
    count_to: int | None = None
    """Up to how many rows are counted together with reading the page, if at all."""
    counted: int | None = None
    is_estimate = False
    """Whether the total is one."""

    def page_of(self, view: Any) -> HttpResponse:
        """Return the page of a view's list that its request asks for. Raises BadCursor, BadRequest."""
        request = view.request
        if "cursor" in request.query_params and "page" in request.query_params:
            raise BadRequest("Give either page or cursor.", field="cursor")
        self.page_size = query.whole(request, "page_size", default=DEFAULT_PAGE_SIZE, least=1, most=MAX_PAGE_SIZE)
        self.sort_by = query.choice(request, "sort_by", view.sort_fields, default=view.default_sort)
        self.order = query.choice(request, "sort_order", SORT_ORDERS, default=view.default_order)
        self.path = view.sort_fields[self.sort_by]
        self.field, self.nullable = sort_field(view.queryset, self.path)
        self.pk = view.queryset.model._meta.pk
        self.list_id = self._list_id(view)
        self.reader = Instances(view) if view.state is None else Reader(view)
        if "cursor" in request.query_params:
            value, last_id, self.page, self.total, self.is_estimate = self._read_cursor(request.query_params["cursor"])
            found = self._first(value, last_id)
        else:
            self.page = query.whole(request, "page", default=1, least=1, most=MAX_PAGE)
            offset = (self.page - 1) * self.page_size
            searched = number_searched(view, self.reader)
            self.count_to = None if searched is not None else MAX_COUNTED + 1
            found = self._at(offset) if offset else self._first()
            ends_here = len(found) <= self.page_size and (found or self.page == 1)
            if ends_here:
                self.total = offset + len(found)
            elif searched is not None:
                self.total, self.is_estimate = searched, searched > search.MAX_FOUND
            else:
                self.total, self.is_estimate = self._total(offset + len(found))
        rows = found[: self.page_size]
        has_next = len(found) > self.page_size
        return answer(
            dumps(
                {
                    "items": self.reader.shown(rows),
                    "total": self.total,
                    "total_is_estimate": self.is_estimate,
                    "page": self.page,
                    "page_size": self.page_size,
                    "has_next": has_next,
                    "next_cursor": self._write_cursor(rows[-1]) if has_next else None,
                }
            )
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe a page for the document."""
        properties = {
            "items": schema,
            "total": {
                "type": "integer",
                "description": "How many items the whole list has. With a cursor: how many it had when its first page "
                "was read.",
            },
            "total_is_estimate": {
                "type": "boolean",
                "description": "Whether `total` is an estimate. With `search` alone it is one above "
                f"{search.MAX_FOUND:,}. With other filters it can be one if the list without filters has more than "
                f"{MAX_COUNTED:,}: where counting would take longer than reading the page. Without filters it is "
                f"exact, except above {MAX_COUNTED:,} in deliveries of webhooks and the audit trail.",
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

    def _total(self, found: int) -> tuple[int, bool]:
        """Return how many rows the list has, at least those that were found, and whether that is an estimate."""
        kept = number_of(self.reader.view)
        if kept is None:
            return total_of(self.reader, self.counted, found)
        if self.counted is None:
            [(self.counted,)] = fetch(f"SELECT {kept}", [self.reader.view.company.pk])
        return self.counted, False

    def _list_id(self, view: Any) -> str:
        """Return an id of the list of a cursor, from its address, order and filters, and its company: without one, from
        the user, for whom such lists differ (companies, sessions)."""
        paging = ("page", "page_size", "cursor", "sort_by", "sort_order")
        given = view.request.query_params.lists()
        filters = sorted((name, values) for name, values in given if name not in paging)
        company = getattr(view, "company", None)
        whose = view.user.pk if company is None else company.pk
        text = repr((str(whose), view.request.path, self.sort_by, self.order, filters))
        return blake2b(text.encode(), digest_size=9).hexdigest()

    def _write_cursor(self, last: Any) -> str:
        value = self.reader.key_of(last, self.path)
        value = self.field.to_python(value) if isinstance(value, str) else value
        text = value.isoformat() if isinstance(value, datetime.date) else None if value is None else str(value)
        estimate = [True] if self.is_estimate else []
        return SIGNER.sign_object([self.list_id, text, str(last.pk), self.page, self.total, *estimate])

    def _read_cursor(self, cursor: str) -> tuple[Any, str, int, int, bool]:
        """Return the key and the id of the row before the page, the page number, the total and whether that is an
        estimate. Raises BadCursor."""
        if len(cursor) > MAX_CURSOR_LENGTH:
            raise BadCursor(field="cursor")
        try:
            list_id, text, last_id, page, total, *estimate = SIGNER.unsign_object(cursor)
        except (signing.BadSignature, ValueError) as error:
            raise BadCursor(field="cursor") from error
        if list_id != self.list_id:
            raise BadCursor("The cursor belongs to another list, order or filter.", field="cursor")
        return self.field.to_python(text), last_id, page + 1, total, bool(estimate)

    def _ordered(self, rows: QuerySet[Any], *, nulls_last: bool = False) -> QuerySet[Any]:
        key: Any = F(self.path)
        if self.reader.view.sorts_what_is_found:
            key = Func(key, function="GREATEST")  # the same value, which no index has
        last = (nulls_last and self.nullable) or None
        return rows.order_by(
            key.asc(nulls_last=last) if self.order == "asc" else key.desc(nulls_last=last),
            "pk" if self.order == "asc" else "-pk",
        )

    def _at(self, offset: int) -> list[Any]:
        """Return the rows of a page and one more, from `offset` on. Of a long list it is read from the nearer end."""
        by_amount = self._by_amount({}, offset)
        if by_amount is not None:
            return by_amount
        field, head = NUMBERED.get(self.reader.view.queryset.model._meta.model_name, ("", ""))
        if self.path == field and not self.reader.view.is_filtered():
            return self._at_number(offset, head)
        if self.nullable and self.order == "desc":
            return self._at_in_parts(offset)
        rest = 0
        if offset > DEEP and number_of(self.reader.view):
            rest = self._total(0)[0] - offset
            if rest <= 0:
                return []
        from_end = 0 < rest < offset
        found = self._read("all", self._all, {}, offset=offset, from_end=from_end)
        return found[-max(self.counted - offset, 0) :] if from_end and self.counted else found

    def _at_number(self, offset: int, head: str) -> list[Any]:
        """Do as `_at` does where numbers without gaps say how many rows come before one. Rows without one are last."""
        last = LedgerHead.objects.filter(company=self.reader.view.company)

        def beyond(rows: QuerySet[Any], given: Mapping[str, Any]) -> QuerySet[Any]:
            before = given["before"]
            if self.order == "desc":
                before = ExpressionWrapper(Subquery(last.values(head)) + 1 - before, BigIntegerField())
            return self._ordered(rows).filter(**{f"{self.path}__{self._beyond}": before})

        found = self._read("beyond", beyond, {"before": offset})
        if self.nullable and len(found) <= self.page_size:
            counted = self.counted
            passed = 0 if found else max(offset - last.values_list(head, flat=True).get(), 0)
            found += self._read("without key", self._without_key, {}, offset=passed, taken=len(found))
            self.counted = counted or self.counted
        return found

    def _at_in_parts(self, offset: int) -> list[Any]:
        """Do as `_at` does where only two parts have the order of an index: rows with a key, and then those without."""
        found = self._read("with key", self._with_key, {}, offset=offset)
        if len(found) <= self.page_size:
            counted = self.counted
            keyed = offset + len(found) if found else self._with_key(self.reader.rows, {}).order_by().count()
            found += self._read("without key", self._without_key, {}, offset=max(offset - keyed, 0), taken=len(found))
            self.counted = counted or self.counted
        return found

    def _first(self, value: Any = None, last_id: str | None = None) -> list[Any]:
        """Return the rows of a page and one more: the first, or those after the row with this key and id.

        If keys may be empty, rows with one are read first, and then those without: each part has the order of an index,
        which the two together have only in one direction.
        """
        found: list[Any] = []
        last = {} if last_id is None else {"id": self.pk.to_python(last_id)}
        if last_id is None or value is not None:
            given = last | {"key": value} if last else {}
            by_amount = self._by_amount(given)
            found = self._read("with key", self._with_key, given) if by_amount is None else by_amount
            last = {}
        if self.nullable and len(found) <= self.page_size:
            counted = self.counted
            found += self._read("without key", self._without_key, last, taken=len(found))
            self.counted = counted or self.counted
        return found

    def _by_amount(self, given: Mapping[str, Any], offset: int = 0) -> list[Any] | None:
        """Return the same page of a list in the order of amounts that begins at one, or None if that is no help.

        Row-level security lets no index compare amounts, so all rows before the page would be read. The owner's
        function finds the ids that come next: as many as the page has, or if other filters narrow the list, MAX_AHEAD.
        Where these leave too few of them, the list is read.
        """
        if self.path != "amount" or not isinstance(self.reader, Reader):
            return None
        view, asked = self.reader.view, self.reader.view.request.query_params
        least, greatest = (literals.parse_number(asked.get(name, "")) for name in AMOUNTS)
        rows = self.reader.rows  # to ask for them refuses what is no amount, and finds those of a rare one
        if view.found_by_ids or (least is greatest is None and not given):
            return None
        is_narrowed = not (view.filterset_class.base_filters.keys() & asked.keys()).issubset(AMOUNTS)
        most = MAX_AHEAD if is_narrowed else offset + self.page_size + 1
        if most > search.MAX_FOUND or (is_narrowed and offset):
            return None
        is_descending = self.order == "desc"
        if given:
            least, greatest = (least, given["key"]) if is_descending else (given["key"], greatest)
        ids, number = search.page_by_amount(
            rows.model._meta.model_name or "",
            view.company.pk,
            (least, greatest),
            after=given.get("id"),
            is_descending=is_descending,
            most=most,
            offset=offset,
        )
        found = self._read("by amount", self._among, {"ids": ids})
        return found if number < most or len(found) > self.page_size else None

    def _among(self, rows: QuerySet[Any], given: Mapping[str, Any]) -> QuerySet[Any]:
        return self._ordered(rows).filter(pk__among=given["ids"])

    def _all(self, rows: QuerySet[Any], given: Mapping[str, Any]) -> QuerySet[Any]:
        return self._ordered(rows, nulls_last=True)

    def _with_key(self, rows: QuerySet[Any], given: Mapping[str, Any]) -> QuerySet[Any]:
        wanted = Q(**{f"{self.path}__isnull": False}) if self.nullable else Q()
        if "key" in given:
            # In this form PostgreSQL starts at the key in an index on (…, key, id). With only the OR it would not.
            onward = Q(**{f"{self.path}__{self._beyond}": given["key"]}) | self._after(given)
            wanted &= Q(**{f"{self.path}__{self._beyond}e": given["key"]}) & onward
        return self._ordered(rows).filter(wanted)

    def _without_key(self, rows: QuerySet[Any], given: Mapping[str, Any]) -> QuerySet[Any]:
        after = self._after(given) if "id" in given else Q()
        return self._ordered(rows).filter(after, **{f"{self.path}__isnull": True})

    @property
    def _beyond(self) -> str:
        return "gt" if self.order == "asc" else "lt"

    def _after(self, given: Mapping[str, Any]) -> Q:
        return Q(**{f"pk__{self._beyond}": given["id"]})

    def _read(
        self,
        part: str,
        narrow: Narrow,
        given: Mapping[str, Any],
        *,
        offset: int = 0,
        from_end: bool = False,
        taken: int = 0,
    ) -> list[Any]:
        found, self.counted = self.reader.read(
            (part, self.sort_by, self.order, *given),
            narrow,
            given,
            key=self.path,
            most=self.page_size + 1 - taken,
            offset=offset,
            from_end=from_end,
            count_to=self.count_to,
        )
        return found


def total_of(reader: Reader | Instances, counted: int | None, found: int) -> tuple[int, bool]:
    """Return how many rows there are, at least `found`, and whether that is an estimate of PostgreSQL's, which is at
    most the number of the list without filters.

    `counted` is their number up to one more than MAX_COUNTED, if the reader has counted them. It has not if filters
    narrow a long list. Then they are counted if an index leads to them, or enough of them are soon found.
    """
    view, plan = reader.view, None
    ids, values = reader.every_id
    bounded = f"{ids} LIMIT {MAX_COUNTED + 1}"
    if counted is None:
        plan = plan_of(bounded, values) if view.is_filtered() and not view.found_by_ids else None
        if plan is None or plan["Total Cost"] <= MAX_COST:
            count = f"SELECT COUNT(*) FROM ({bounded}) AS c"  # noqa: S608 -- our names
            [(counted,)] = fetch(count, values, kept=False)
    if counted is not None and counted <= MAX_COUNTED:
        return counted, False
    # Beneath the bound PostgreSQL says how many rows it expects without one.
    [unbounded] = [one for one in (plan or plan_of(bounded, values))["Plans"] if one["Parent Relationship"] == "Outer"]
    expected = max(counted or 0, found, int(unbounded["Plan Rows"]))
    if whole := kept_number(view):
        [(most,)] = fetch(f"SELECT {whole}", [view.company.pk])
        expected = min(expected, most)
    return expected, True


def number_searched(view: Any, reader: Reader | Instances) -> int | None:
    """Return how many rows a search found, if it knows, and if nothing else narrows the list."""
    if not view.is_filtered() or view.filterset_class.base_filters.keys() & view.request.query_params.keys() != {
        "search"
    }:
        return None
    assert reader.rows is not None  # to ask for them asks the index
    return view.number_found


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
