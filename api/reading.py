"""Read the rows that a response shows, as JSON that PostgreSQL writes, with statements that are compiled once.

For a small list Django takes longer to compile the query than PostgreSQL to answer it, and 20 µs for each model
instance. So the statement of a list is kept, and only its `Given` values change. Where filters narrow the list, one of
them is the query of the page's ids, which alone is compiled and planned for each request. PostgreSQL writes each row
except for the members that Python derives from its `state`.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection
from django.db.models import Expression, Model, QuerySet
from django.db.models.expressions import RawSQL
from orjson import Fragment

from accounting.ledger.counts import NUMBER_OF
from accounting.ledger.money import CURRENCIES
from api.json_sql import decimals_of, joined
from api.rendering import dumps
from api.serialization import NestedRows, ResponseContext, follow, json_rows, plan_for
from foundation.statements import composed, fetch

Narrow = Callable[[QuerySet[Any], Mapping[str, Any]], QuerySet[Any]]
"""A function that narrows and sorts the rows of a view by values of the request."""


Sql = tuple[str, Sequence[Any]]
"""A piece of a statement, and its values."""


class Given(Expression):
    """A value that differs each time that a statement is executed."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


def filled(values: Sequence[Any], given: Mapping[str, Any]) -> list[Any]:
    """Return the values of a statement, with what is given in its places."""
    return [given[each.name] if isinstance(each, Given) else each for each in values]


IDS: Sql = ("SELECT ids_of(%s)", [Given("ids")])
COUNT: Sql = ("(SELECT number_of(%s))", [Given("count")])
"""What differs with the filters is a text that PostgreSQL executes by itself, so that the rest is planned once."""


class Row(NamedTuple):
    """A row as JSON. `pk` and `key`, which it is sorted by, are text."""

    pk: str
    key: str | None
    json: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that reads rows. Its columns are the id, the key, the count, pieces of the JSON, and the state."""

    text: str
    values: Sequence[Any]
    parts: Sequence[str | None]
    """The JSON of a row in order: the name of a member that Python writes, or None for the next piece."""
    state: int
    """The first column of the state."""

    def execute(self, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        return fetch(self.text, filled(self.values, values), alone=True)


_statements: dict[tuple[Any, ...], Statement] = {}
MAX_STATEMENTS = 2_000
"""How many statements a process keeps. They differ in the view, the order and the size of the page."""


class List:
    """The rows of a view."""

    def __init__(self, view: Any) -> None:
        self.view = view

    @cached_property
    def rows(self) -> QuerySet[Any]:
        """The rows that filters leave. To ask for them may ask an index for those that are searched for."""
        found: QuerySet[Any] = self.view.filter_queryset(self.view.get_queryset())
        return found

    @cached_property
    def every_id(self) -> Sql:
        """The SQL of the ids of `rows`."""
        return sql_of(self.rows.order_by().values("pk"))


class Reader(List):
    """Reads rows of a view of a company. `state` of the view names the columns that its Python members depend on."""

    def __init__(self, view: Any) -> None:
        super().__init__(view)
        self.context = ResponseContext(view.get_serializer_context())
        self._templates: dict[tuple[Any, ...], str] = {}

    def read(
        self,
        how: Hashable,
        narrow: Narrow,
        values: Mapping[str, Any],
        *,
        key: str = "pk",
        most: int = 1,
        offset: int = 0,
        from_end: bool = False,
        count_to: int | None = None,
    ) -> tuple[list[Row], int | None]:
        """Return at most so many rows, and how many the list has: if that number is not kept, up to `count_to`. None if
        no row is found, and if filters narrow a list that has as many rows without them, unless an index found them.

        `how` stands for what `narrow` does apart from the values, because it is not called for each request. From an
        `offset` on, ids are read first, which an index has; `from_end`, those after them are passed over, and rows
        before `offset` fill up the last page.
        """
        company, is_filtered = self.view.company, self.view.is_filtered()
        own = {"company": company.pk, "base": CURRENCIES[company.base_currency_id], "offset": offset, **values}
        own["today"] = getattr(self.view, "today", None)
        given = {value: Given(value) for value in values}
        if is_filtered:
            ids, ids_values = self._ids(narrow(self.rows, given), most, offset, from_end)
            own["ids"] = composed(ids, filled(ids_values, own))
            if count_to is not None:
                number, number_values = self._count(count_to)
                own["count"] = composed(number, filled(number_values, own))
        name = (type(self.view), how, key, most, bool(offset), from_end, count_to, is_filtered)
        statement = _statements.get(name)
        if statement is None:
            every = self.view.get_queryset()
            rows = narrow(every, given)
            if is_filtered:
                rows = every.order_by(*rows.query.order_by).filter(pk__among=RawSQL(*IDS))  # noqa: S611 -- ours
            elif offset:
                rows = rows.filter(pk__in=RawSQL(*self._ids(rows, most, offset, from_end)))  # noqa: S611 -- as below
            count: Sql = ("NULL", [])
            if count_to is not None:
                count = COUNT if is_filtered else self._count(count_to)
            statement = self._compile(rows, key, most, count)
            if len(_statements) >= MAX_STATEMENTS:
                _statements.clear()
            _statements[name] = statement
        found = statement.execute(own)
        return [Row(row[0], row[1], self._json(statement, row)) for row in found], found[0][2] if found else None

    def key_of(self, row: Row, path: str) -> str | None:
        return row.key

    def shown(self, rows: list[Row]) -> list[Fragment]:
        return [Fragment(row.json) for row in rows]

    def _json(self, statement: Statement, row: tuple[Any, ...]) -> str:
        state = row[statement.state :]
        try:
            template = self._templates.get(state)
        except TypeError:  # a list, of an array
            state = tuple(tuple(value) if type(value) is list else value for value in state)
            template = self._templates.get(state)
        if template is None:
            members = self._written(statement, state)
            written = ["%s" if part is None else members[part].replace("%", "%%") for part in statement.parts]
            template = self._templates[state] = "{" + ",".join(written) + "}"
        return template % row[3 : statement.state]

    def _written(self, statement: Statement, state: tuple[Any, ...]) -> dict[str, str]:
        """Return the members that Python writes for rows in this state."""
        row, plan = self._row, plan_for(self.view.get_serializer_class())
        for name, value in zip(self.view.state, state, strict=True):
            setattr(row, name, value)
        currency = self.context.base_currency
        if plan.currency_path is not None:
            currency = follow(row, plan.currency_path) if plan.currency_path in self.view.state else None
        written, writers = {}, dict(plan.writers)
        for name, path in zip(plan.names, plan.paths, strict=True):
            if name in statement.parts:
                value = follow(row, path)
                if name in writers:
                    value = writers[name](value, row, currency, self.context)
                written[name] = f'"{name}":{dumps(value).decode()}'
        return written

    @cached_property
    def _row(self) -> Any:
        """A row without values, which gets one state after the other: to make a row takes Django longer than it is
        used."""
        model: type[Model] = self.view.queryset.model
        names = [field.attname for field in model._meta.concrete_fields if field.attname in self.view.state]
        row: Any = model.from_db(connection.alias, names, [None] * len(names))
        row.company = self.view.company
        return row

    def _ids(self, rows: QuerySet[Any], most: int, offset: int, from_end: bool) -> Sql:
        """Return the ids of at most so many rows: the first, or from the offset on."""
        start, start_values = (" OFFSET %s", [Given("offset")]) if offset else ("", [])
        if from_end:
            rows, start = rows.reverse(), f" OFFSET GREATEST({number_of(self.view)} - %s - {most}, 0)"
            start_values = [Given("company"), Given("offset")]
        ids, values = self._sql(rows.values("pk"))
        return f"{ids} LIMIT {most}{start}", [*values, *start_values]

    def _count(self, most: int) -> Sql:
        """Return how many rows the list has: up to `most`, if that number is not kept, and NULL if filters narrow a
        list that has as many, unless an index found them."""
        if kept := number_of(self.view):
            return kept, [Given("company")]
        ids, values = self._as_given(self.every_id)
        count = f"(SELECT COUNT(*) FROM ({ids} LIMIT {most}) AS c)"  # noqa: S608 -- names from our models
        if (whole := kept_number(self.view)) and not self.view.found_by_ids:
            return f"CASE WHEN {whole} < {most} THEN {count} END", [Given("company"), *values]
        return count, values

    def _compile(self, rows: QuerySet[Any], key: str, most: int, count: Sql) -> Statement:
        """Return the statement that reads the first of `rows`, and counts all of them."""
        json = _Json(rows, self.view.get_serializer_class())
        sorted_by = json.column(key)
        columns = {name: json.column(name) for name in self.view.state}
        state = [self.view.alike.get(name, f"{{{name}}}").format(today="%s::date", **columns) for name in columns]
        inner, values = self._sql(rows.values_list(*json.columns))
        aliases = ", ".join(f"c{number}" for number in range(len(json.columns)))
        # PostgreSQL plans for as many rows as the text says. Of a parameter it would expect a tenth of the table.
        shown = ["x.c0::text", f"{sorted_by}::text", count[0], *json.pieces, *state]
        text = f"""
            SELECT {", ".join(shown)} FROM ({inner} LIMIT {most}) AS x ({aliases}),
                LATERAL (SELECT {json.places} AS own, %s::int AS base) AS q
            {_order(rows, sorted_by)}"""  # noqa: S608 -- as above
        base = [Given("base")] * (json.places.count("%s") + 1)
        today = [Given("today")] * "".join(state).count("%s")
        parameters = [*count[1], *json.values, *today, *values, *base]
        return Statement(text, parameters, json.parts, 3 + len(json.pieces))

    def _sql(self, rows: QuerySet[Any]) -> Sql:
        return self._as_given(sql_of(rows))

    def _as_given(self, sql: Sql) -> Sql:
        """Return SQL in which the company's id is given. It is unique, so this value stands for it and nothing else."""
        text, values = sql
        return text, [Given("company") if each == self.view.company.pk else each for each in values]


class Instances(List):
    """Reads rows of any view as instances of its model, which Python writes."""

    def read(
        self,
        how: Hashable,
        narrow: Narrow,
        values: Mapping[str, Any],
        *,
        most: int,
        offset: int,
        from_end: bool = False,
        **options: Any,
    ) -> tuple[list[Any], int | None]:
        """Return rows as `Reader.read` does. They are counted only if they are read from the end."""
        rows = narrow(self.rows, values)
        if not offset:
            return list(rows[:most]), None
        ids, number, start = rows.values("pk"), None, offset
        if from_end:
            [(number,)] = fetch(f"SELECT {number_of(self.view)}", [self.view.company.pk])
            ids, start = ids.reverse(), max(number - offset - most, 0)
        return list(rows.filter(pk__in=ids[start : start + most])), number

    def key_of(self, row: Any, path: str) -> Any:
        return follow(row, path.replace("__", "."))

    def shown(self, rows: list[Any]) -> Any:
        return self.view.serialize(self.view.get_serializer_class(), rows)


def number_of(view: Any) -> str | None:
    """Return the SQL for how many rows a list has, with its company as the parameter, if that number is kept."""
    return None if view.is_filtered() else kept_number(view)


def sql_of(rows: QuerySet[Any]) -> Sql:
    """Return the SQL that reads `rows`."""
    text, values = rows.query.get_compiler(connection=connection).as_sql()
    return text, values


def plan_of(sql: str, values: Sequence[Any]) -> Any:
    """Return how PostgreSQL would execute a query: its plan, with the rows that it expects and the cost."""
    [([explained],)] = fetch(f"EXPLAIN (FORMAT json) {sql}", values, kept=False)
    return explained["Plan"]


def kept_number(view: Any) -> str | None:
    """Return the same SQL for the list without filters."""
    what = getattr(view, "kind", view.queryset.model._meta.model_name)  # contacts are of a kind
    return NUMBER_OF.get(what)


class _Json:
    """The SQL that writes rows as JSON, as far as PostgreSQL can write them, from `columns` of `x`."""

    def __init__(self, rows: QuerySet[Any], serializer_class: Any) -> None:
        self.rows, self.columns = rows, [rows.model._meta.pk.attname]
        self.parts: list[str | None] = []
        self.values: list[Any] = []
        self._pieces: list[list[tuple[str, str]]] = []
        plan, fields = plan_for(serializer_class), serializer_class().fields
        self.places = "%s::int"
        if plan.currency_path is not None:
            self.places = f"COALESCE({decimals_of(self.column(plan.currency_path))}, %s)"
        lists = {nested.name: nested for nested in plan.nested_rows}
        for name, path in zip(plan.names, plan.paths, strict=True):
            if name in lists:
                self._add_list(name, lists[name])
            else:
                self._add(name, path, fields[name])

    @property
    def pieces(self) -> list[str]:
        return list(map(joined, self._pieces))

    def column(self, path: str) -> str:
        path = self.columns[0] if path == "pk" else path.replace(".", "__")
        if path not in self.columns:
            self.columns.append(path)
        return f"x.c{self.columns.index(path)}"

    def _add(self, name: str, path: str, field: Any) -> None:
        sources = field.sql_columns() if hasattr(field, "sql_columns") else [path]
        if not hasattr(field, "sql_writer") or not all(map(self._is_column, sources)):
            self.parts.append(name)
            return
        found = [self.column(one) for one in sources]
        by_name = dict(zip(sources, found, strict=True))
        written = field.sql_writer().format(column=found[0], columns=found, places="q.own", base="q.base", **by_name)
        self._piece().append((name, written))

    def _add_list(self, name: str, nested: NestedRows) -> None:
        rows = json_rows(nested.serializer_class, tuple(nested.links))
        if rows is None:
            raise ImproperlyConfigured(f"PostgreSQL cannot write the list {name}.")
        written, values = rows.inline("x.c0", "q.own", "q.base")
        self.values += values
        self._piece().append((name, f"COALESCE({written}, '[]')"))

    def _piece(self) -> list[tuple[str, str]]:
        if not self.parts or self.parts[-1] is not None:
            self.parts.append(None)
            self._pieces.append([])
        return self._pieces[-1]

    def _is_column(self, path: str) -> bool:
        if path in self.rows.query.annotations:
            return True
        try:
            _, last, _, rest = self.rows.query.names_to_path(path.replace(".", "__").split("__"), self.rows.model._meta)
        except FieldError:
            return False
        return (not rest and not last.is_relation) or path.endswith("_id")


def _order(rows: QuerySet[Any], sorted_by: str) -> str:
    """Return the order of the key and the id in the outer statement: that of `rows`."""
    if not rows.query.order_by:
        return ""
    first: Any = rows.query.order_by[0]
    direction = "DESC" if first.descending else "ASC"
    return f"ORDER BY {sorted_by} {direction}{' NULLS LAST' if first.nulls_last else ''}, x.c0 {direction}"
