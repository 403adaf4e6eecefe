"""Save many rows of a company by one statement."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model


def save_many(rows: Sequence[Model], names: Iterable[str]) -> None:
    """Save these fields of different rows of one table and company, and `updated_at`, as `save(update_fields=…)` does
    for each."""
    meta, first = rows[0]._meta, rows[0]
    fields: list[Any] = [meta.get_field(name) for name in (*names, "updated_at")]
    columns = [field.column for field in fields]
    types = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
    sql = f"""
        UPDATE {meta.db_table} d SET {", ".join(f"{name} = s.{name}" for name in columns)}
        FROM unnest(%s::uuid[], {types}) AS s (id, {", ".join(columns)}) WHERE d.company_id = %s AND d.id = s.id
    """  # noqa: S608 -- names of models
    values = [[field.get_db_prep_save(field.pre_save(row, False), connection) for row in rows] for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, [[row.pk for row in rows], *values, first.company_id])  # type: ignore[attr-defined]
