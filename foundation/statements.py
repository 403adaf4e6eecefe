"""Execute the few statements that nearly every request makes."""

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


def fetch(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a query with psycopg's cursor alone. Django's around it takes as long again as a short query.

    While queries are counted or logged, Django's is used.
    """
    database: Any = connections[DEFAULT_DB_ALIAS]  # `django.db.connection` looks it up for each attribute
    if database.queries_logged or database.execute_wrappers:
        with database.cursor() as cursor:
            cursor.execute(sql, values)
            logged: list[tuple[Any, ...]] = cursor.fetchall()
            return logged
    database.close_if_health_check_failed()
    database.ensure_connection()
    database.validate_no_broken_transaction()
    with database.wrap_database_errors, database.create_cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
