"""Have PostgreSQL write the rows of another table as JSON: the list inside each object of a response.

A row costs Python 20 µs and more, as a tuple, as a dictionary and then as text. PostgreSQL writes the same bytes, so
the entity tag of an object does not depend on who wrote it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from orjson import Fragment

from accounting.ledger.money import CURRENCIES

OTHERS = {
    places: ", ".join(f"'{code}'" for code, _ in codes)
    for places, codes in groupby(
        sorted(CURRENCIES.items(), key=lambda item: (item[1], item[0])), key=lambda item: item[1]
    )
    if places != 2
}
"""The codes of the currencies that have not two decimals, by their decimals."""
AT_LEAST = "round({column}, greatest(min_scale({column}), {places}))"


MEMBERS_AT_ONCE = 40
"""How many members `concat` joins, each of two arguments. PostgreSQL takes at most 100."""


def joined(members: Iterable[tuple[str, str]]) -> str:
    """Return the SQL that joins members, each a name and the SQL of its JSON, without the braces around them.

    `row_to_json` looks up the type of each column for each row, which takes longer than all else, and to take its
    braces off counts the letters.
    """
    pieces = [
        f"""'{"," if place % MEMBERS_AT_ONCE else ""}"{name}":', coalesce({sql}, 'null')"""
        for place, (name, sql) in enumerate(members)
    ]
    starts = range(0, len(pieces), MEMBERS_AT_ONCE)
    several = [f"concat({', '.join(pieces[start : start + MEMBERS_AT_ONCE])})" for start in starts]
    return several[0] if len(several) == 1 else f"concat_ws(',', {', '.join(several)})"


def decimals_of(code: str) -> str:
    """Return the SQL for the decimals of a currency, from the SQL for its code: null if there is none."""
    others = " ".join(f"WHEN {code} IN ({codes}) THEN {places}" for places, codes in OTHERS.items())
    return f"CASE {others} WHEN {code} IS NOT NULL THEN 2 END"


@dataclass(frozen=True)
class Member:
    """A member of the rows' objects: its name, its path for each link, and its SQL (`sql_writer` of its field)."""

    name: str
    paths: Sequence[str]
    sql: str


@dataclass(frozen=True)
class JsonRows:
    """The lists that `rows` make for the objects that one of `links`, their foreign keys, leads to.

    `currency` is the path of the currency of the row's amounts, if it has its own.
    """

    rows: QuerySet[Any]
    links: Sequence[str]
    members: Sequence[Member]
    currency: str | None

    def of(self, ids: list[UUID], decimals: list[int], base: int) -> list[Fragment]:
        """Return the list of each of `ids`, whose currency has the decimals beside it; the base currency has `base`."""
        text, parameters = self.statement
        with connection.cursor() as cursor:
            cursor.execute(text, [each for own in parameters for each in (*own, decimals, ids, base, ids)])
            found = dict(cursor.fetchall())
        return [Fragment(found.get(each, "[]")) for each in ids]

    @cached_property
    def statement(self) -> tuple[str, list[tuple[Any, ...]]]:
        """Return the statement of `of`, and for each link the parameters of the rows' own query."""
        selects, parameters = self._selects(
            "(%s::int[])[array_position(%s::uuid[], r.c0)]", "%s::int", "r.c0 = ANY(%s)"
        )
        return f"SELECT parent, {self._joined} FROM ({selects}) AS found GROUP BY parent", parameters  # noqa: S608 -- names from our models

    def inline(self, parent: str, places: str, base: str) -> tuple[str, list[Any]]:
        """Return the SQL of the list of one object, and its parameters, from the SQL of its id and decimals."""
        selects, parameters = self._selects(places, base, f"r.c0 = {parent}")
        return f"(SELECT {self._joined} FROM ({selects}) AS found)", [each for own in parameters for each in own]  # noqa: S608 -- as above

    @cached_property
    def _order(self) -> list[str]:
        return [str(name) for name in self.rows.query.order_by or self.rows.model._meta.ordering]

    @property
    def _joined(self) -> str:
        sorts = ", ".join(f"o{sort}" for sort in range(1, len(self._order) + 1))
        return f"'[' || string_agg(json, ',' ORDER BY {sorts}) || ']'"

    def _selects(self, places: str, base: str, wanted: str) -> tuple[str, list[tuple[Any, ...]]]:
        """Return the SQL of the rows, each as `parent`, `json` and what they are sorted by, and the parameters of each
        link."""
        selects, parameters = [], []
        for place, link in enumerate(self.links):
            paths = [member.paths[place] for member in self.members]
            columns = list(dict.fromkeys([*paths, *([self.currency] if self.currency else [])]))
            rows = self.rows.order_by().values_list(link, *self._order, *columns)
            inner, own = rows.query.get_compiler(connection=connection).as_sql()
            parameters.append(own)
            first = 1 + len(self._order)
            aliases = ", ".join(f"c{number}" for number in range(first + len(columns)))
            column = {path: f"r.c{first + number}" for number, path in enumerate(columns)}
            decimals = f"COALESCE({decimals_of(column[self.currency])}, {places})" if self.currency else places
            written = joined(
                (member.name, member.sql.format(column=column[path], places="p.own", base="p.base"))
                for member, path in zip(self.members, paths, strict=True)
            )
            keys = "".join(f", r.c{sort} AS o{sort}" for sort in range(1, first))
            selects.append(f"""
                SELECT r.c0 AS parent{keys}, '{{' || {written} || '}}' AS json
                FROM ({inner}) AS r ({aliases}), LATERAL (SELECT {decimals} AS own, {base} AS base) AS p
                WHERE {wanted}""")  # noqa: S608 -- names from our models
        return " UNION ALL ".join(selects), parameters
