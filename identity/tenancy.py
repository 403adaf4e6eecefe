"""Whose rows a transaction may touch: the second net under the ORM's own scoping.

Row-level security compares each row with the setting `atlas.organization_id`, which lives exactly as long as the
transaction (`set_config(…, true)`), so a connection that is pooled or reused never carries a tenant over. Without one
of the two scopes below, company tables look empty and refuse writes.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from uuid import UUID

from django.db import connection, transaction
from psycopg import errors, pq

EVERYONE = "everyone"


@contextmanager
def _scope(value: str) -> Iterator[None]:
    if not connection.in_atomic_block:
        with transaction.atomic():
            _begin(value)
            yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('atlas.organization_id', true), set_config('atlas.organization_id', %s, true)",
                [value],
            )
            previous = cursor.fetchone()[0] or ""
        yield
        if previous != value:
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('atlas.organization_id', %s, true)", [previous])


def _begin(value: str) -> None:
    """Begin the transaction and set its scope in one round trip; psycopg alone would take two."""
    with connection.wrap_database_errors:
        pgconn = connection.connection.pgconn
        result = pgconn.exec_(b"BEGIN; SET LOCAL atlas.organization_id = '%s'" % value.encode())
        if result.status != pq.ExecStatus.COMMAND_OK:
            raise errors.lookup(result.error_field(pq.DiagnosticField.SQLSTATE).decode())(pgconn.get_error_message())


def organization(organization_id: UUID) -> AbstractContextManager[None]:
    """Open a transaction that sees and writes the rows of one organization only."""
    return _scope(str(organization_id))


def everyone() -> AbstractContextManager[None]:
    """Open a transaction across organizations: for staff, workers and commands, never for a customer's request."""
    return _scope(EVERYONE)
