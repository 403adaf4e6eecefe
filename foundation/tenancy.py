"""Decide which organization's rows a transaction may read and write: the second check behind the ORM's filters.

Row-level security compares each row with the settings `atlas.organization_id` and `atlas.company_ids`. They end with
the transaction, so a pooled or reused connection never keeps a tenant. Outside of the two scopes below, the tables of
companies look empty and refuse writes.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from itertools import chain
from uuid import UUID

from django.db import connection, transaction
from psycopg import errors, pq

EVERYONE = "everyone"


@contextmanager
def _scope(tenant: str, settings: Mapping[str, str]) -> Iterator[None]:
    if not connection.in_atomic_block:
        with transaction.atomic():
            _begin(tenant, settings)
            yield
        return
    with transaction.atomic():
        previous = _set_tenant(tenant, settings)
        yield
        if previous != tenant:
            _set_tenant(previous, {})


def _set_tenant(tenant: str, settings: Mapping[str, str]) -> str:
    """Make the settings of a transaction that has begun. Returns the tenant that it had."""
    also = ", set_config(%s, %s, true)" * len(settings)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT atlas_set_tenant(%s){also}", [tenant, *chain.from_iterable(settings.items())])
        previous: str = cursor.fetchone()[0]
    return previous


def _begin(tenant: str, settings: Mapping[str, str]) -> None:
    """Begin the transaction and make its local settings in one round trip. psycopg alone would need two.

    The names of the settings come from our code, never from a request.
    """
    quoted = {name: value.replace("'", "''") for name, value in settings.items()}
    local = (f"SET LOCAL {name} = '{value}'" for name, value in quoted.items())
    statements = ["BEGIN", *local, f"SELECT atlas_set_tenant('{tenant}')"]
    with connection.wrap_database_errors:
        pgconn = connection.connection.pgconn
        result = pgconn.exec_("; ".join(statements).encode())
        if pgconn.status != pq.ConnStatus.OK:
            raise errors.OperationalError(f"The connection is lost: {pgconn.get_error_message()}")
        if result.status != pq.ExecStatus.TUPLES_OK:
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
