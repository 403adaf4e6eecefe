import select
from collections.abc import Mapping
from typing import Any

from django.db.backends.postgresql import base
from psycopg import pq

from foundation.statements import Adaptation, begin, execute

QUICK = (pq.TransactionStatus.IDLE, pq.TransactionStatus.INTRANS)


class DatabaseWrapper(base.DatabaseWrapper):
    begins_with: tuple[str, Mapping[str, str], str] | None = None
    """The tenant and the settings of a transaction that has yet to begin, and the statement that begins it
    (foundation/tenancy.py)."""
    begins_holding: tuple[str, int] | None = None
    """The lock that it begins with: the function of PostgreSQL, and its number."""
    statements_prepared = 0

    def get_new_connection(self, conn_params: Any) -> Any:
        self.prepared: dict[Any, bytes] = {}
        """The names of the statements that this connection keeps (foundation/statements.py)."""
        connection = super().get_new_connection(conn_params)
        self.adaptation = Adaptation(connection)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """Return a cursor, in a transaction that has begun."""
        if self.begins_with is not None:
            begin(self)
        return super().create_cursor(name)

    def _set_autocommit(self, autocommit: bool) -> None:
        """Tell psycopg whether it begins transactions. It would take a lock, and run a generator, to see that there is
        none."""
        if self.connection.pgconn.transaction_status == pq.TransactionStatus.IDLE:
            self.connection._autocommit = autocommit
        else:
            super()._set_autocommit(autocommit)  # type: ignore[misc]  # the stubs leave it out

    def _commit(self) -> None:
        """Commit in one call of libpq, if there is a transaction. psycopg's own way takes longer than a short query."""
        pgconn = self.connection and self.connection.pgconn
        if not pgconn or self.queries_logged or pgconn.transaction_status not in QUICK:
            super()._commit()  # type: ignore[misc]  # the stubs leave it out
        elif pgconn.transaction_status == pq.TransactionStatus.INTRANS:
            with self.wrap_database_errors:
                execute(pgconn, b"COMMIT")

    def _savepoint(self, sid: str) -> None:
        """Set a savepoint as `_commit` commits: each operation within a request has one."""
        if not self._told(self.ops.savepoint_create_sql(sid)):
            super()._savepoint(sid)  # type: ignore[misc]  # the stubs leave it out

    def _savepoint_commit(self, sid: str) -> None:
        if not self._told(self.ops.savepoint_commit_sql(sid)):
            super()._savepoint_commit(sid)  # type: ignore[misc]  # the stubs leave it out

    def _told(self, sql: str) -> bool:
        """Execute a statement in one call of libpq, if a transaction has begun and nobody counts or logs queries.
        Return whether it did."""
        pgconn = self.connection and self.connection.pgconn
        if not pgconn or self.queries_logged or self.execute_wrappers:
            return False
        if pgconn.transaction_status != pq.TransactionStatus.INTRANS:
            return False
        self.validate_no_broken_transaction()
        with self.wrap_database_errors:
            execute(pgconn, sql.encode())
        return True

    def is_usable(self) -> bool:
        """Tell whether a connection from an earlier request still works, with a round trip only if that is in doubt.

        A connection that waits has nothing to read until the server or the network ends it. Django would ask with
        `SELECT 1` in every request.
        """
        pgconn = self.connection and self.connection.pgconn
        if pgconn and pgconn.status == pq.ConnStatus.OK:
            arrived = select.poll()
            arrived.register(pgconn.socket, select.POLLIN)
            if not arrived.poll(0):
                return True
        return super().is_usable()
