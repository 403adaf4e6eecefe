"""Decide which organization's rows a transaction may read and write: the second check behind the ORM's filters.

Row-level security compares each row with the setting `atlas.organization_id`, which ends with the transaction
(`set_config(…, true)`), so a pooled or reused connection never keeps a tenant. Outside of the two scopes below, the
tables of companies look empty and refuse writes.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from itertools import chain
from uuid import UUID

from django.db import connection, transaction
from psycopg import errors, pq

EVERYONE = "everyone"


@contextmanager
def _scope(value: str, settings: Mapping[str, str]) -> Iterator[None]:
    if not connection.in_atomic_block:
        with transaction.atomic():
            _begin({"atlas.organization_id": value, **settings})
            yield
        return
    also = ", set_config(%s, %s, true)" * len(settings)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('atlas.organization_id', true), "
                f"set_config('atlas.organization_id', %s, true){also}",
                [value, *chain.from_iterable(settings.items())],
            )
            previous = cursor.fetchone()[0] or ""
        yield
        if previous != value:
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('atlas.organization_id', %s, true)", [previous])


def _begin(settings: Mapping[str, str]) -> None:
    """Begin the transaction and make its local settings in one round trip. psycopg alone would need two.

    The names of the settings come from our code, never from a request.
    """
    quoted = {name: value.replace("'", "''") for name, value in settings.items()}
    statements = ["BEGIN", *(f"SET LOCAL {name} = '{value}'" for name, value in quoted.items())]
    with connection.wrap_database_errors:
        pgconn = connection.connection.pgconn
        result = pgconn.exec_("; ".join(statements).encode())
        if pgconn.status != pq.ConnStatus.OK:
            raise errors.OperationalError(f"The connection is lost: {pgconn.get_error_message()}")
        if result.status != pq.ExecStatus.COMMAND_OK:
            raise errors.error_from_result(result)


def organization(organization_id: UUID, **settings: str) -> AbstractContextManager[None]:
    """Open a transaction that reads and writes the rows of one organization only.

    `settings` are settings of PostgreSQL for this transaction, sent in the same round trip.
    """
    return _scope(str(organization_id), settings)


def everyone(**settings: str) -> AbstractContextManager[None]:
    """Open a transaction across organizations: for staff, workers and commands, never for a customer's request.

    `settings` are settings of PostgreSQL for this transaction, sent in the same round trip.
    """
    return _scope(EVERYONE, settings)
