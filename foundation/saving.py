"""Insert and change many rows by one statement.

Their values are one JSON text, which PostgreSQL takes apart. It takes a fraction of the processor time of
`bulk_create`, which makes a parameter of each value (benchmarks/TRIED.md).
"""

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import orjson
from django.db import connection
from django.db.models import Model


def insert_many(rows: Sequence[Model], **computed: str) -> None:
    """Insert rows of one table, whose keys are set. `computed` are SQL for columns that PostgreSQL fills in."""
    if not rows:
        return
    meta = rows[0]._meta
    fields: list[Any] = [one for one in meta.concrete_fields if not one.generated and one.column not in computed]
    columns = ", ".join(one.column for one in fields)
    sql = f"""
        INSERT INTO {meta.db_table} ({", ".join([columns, *computed])})
        SELECT {", ".join([columns, *computed.values()])} FROM json_to_recordset(%s) AS s ({_types(fields)})
    """  # noqa: S608 -- names of models
    with connection.cursor() as cursor:
        cursor.execute(sql, [_values(rows, fields, is_new=True)])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def save_many(rows: Sequence[Model], names: Iterable[str]) -> None:
    """Save these fields of different rows of one table and company, and `updated_at`, as `save(update_fields=…)` does
    for each."""
    meta, first = rows[0]._meta, rows[0]
    fields: list[Any] = [meta.get_field(name) for name in ("id", *names, "updated_at")]
    sets = ", ".join(f"{field.column} = s.{field.column}" for field in fields[1:])
    sql = f"""
        UPDATE {meta.db_table} d SET {sets} FROM json_to_recordset(%s) AS s ({_types(fields)})
        WHERE d.company_id = %s AND d.id = s.id
    """  # noqa: S608 -- names of models
    with connection.cursor() as cursor:
        cursor.execute(sql, [_values(rows, fields, is_new=False), first.company_id])  # type: ignore[attr-defined]


def _types(fields: Sequence[Any]) -> str:
    return ", ".join(f"{field.column} {field.db_type(connection)}" for field in fields)


def _values(rows: Sequence[Model], fields: Sequence[Any], *, is_new: bool) -> str:
    encoders = {field.column: field.encoder for field in fields if getattr(field, "encoder", None)}
    given = [{field.column: field.pre_save(row, is_new) for field in fields} for row in rows]
    for column, encoder in encoders.items():
        for one in given:
            one[column] = orjson.Fragment(json.dumps(one[column], cls=encoder))
    return orjson.dumps(given, _exact).decode()


def _exact(value: Any) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} is not a value of a column.")
