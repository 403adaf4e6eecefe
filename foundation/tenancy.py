"""Whose rows a transaction may touch: the second net under the ORM's own scoping.

Row-level security compares each row with the setting `atlas.organization_id`, which lives exactly as long as the
transaction (`set_config(…, true)`), so a connection that is pooled or reused never carries a tenant over. Without one
of the two scopes below, company tables look empty and refuse writes.
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
    """Begin the transaction and set what is local to it in one round trip; psycopg alone would take two.

    The settings' names are the code's own.
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
    """Open a transaction that sees and writes the rows of one organization only.

    `settings` are PostgreSQL's own, for the length of the transaction: said in the same round trip.
    """
    return _scope(str(organization_id), settings)


def everyone(**settings: str) -> AbstractContextManager[None]:
    """Open a transaction across organizations: for staff, workers and commands, never for a customer's request.

    `settings` are PostgreSQL's own, for the length of the transaction: said in the same round trip.
    """
    return _scope(EVERYONE, settings)
