import select

from django.db.backends.postgresql import base
from psycopg import pq


class DatabaseWrapper(base.DatabaseWrapper):
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
