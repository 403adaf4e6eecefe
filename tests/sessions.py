"""Keep the sessions of PostgreSQL that Django closes, for the tests and threads that need one next.

A new session takes 0.15 s of processor time until it knows the tables and the functions of the guards. Each thread has
its own, and Django closes the test's own after each test that commits: without this a run of all tests has thousands.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from psycopg.pq import ConnStatus, TransactionStatus

MAX_KEPT = 20
AS_NEW = """
    CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ROLE; RESET ALL; DEALLOCATE ALL; UNLISTEN *;
    SELECT pg_advisory_unlock_all(); DISCARD SEQUENCES; DISCARD TEMP
"""
"""What DISCARD ALL does, but the plans of functions stay."""


@contextmanager
def kept() -> Iterator[None]:
    from django.db.backends.postgresql.base import DatabaseWrapper

    connect, close = DatabaseWrapper.get_new_connection, DatabaseWrapper._close
    idle: list[tuple[Any, psycopg.Connection]] = []
    lock = threading.Lock()

    def connect_or_take(wrapper: Any, parameters: Any) -> psycopg.Connection:
        with lock:
            fitting = [pair for pair in idle if pair[0] == parameters]
            if fitting:
                idle.remove(fitting[-1])
        if not fitting or not is_clean(fitting[-1][1]):
            return connect(wrapper, parameters)
        wrapper.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
        return fitting[-1][1]

    def keep_or_close(wrapper: Any) -> None:
        session = wrapper.connection
        if wrapper.in_atomic_block or len(idle) >= MAX_KEPT or session is None or not is_clean(session):
            close(wrapper)
            return
        with lock:
            idle.append((wrapper.get_connection_params(), session))

    DatabaseWrapper.get_new_connection, DatabaseWrapper._close = connect_or_take, keep_or_close
    try:
        yield
    finally:
        DatabaseWrapper.get_new_connection, DatabaseWrapper._close = connect, close
        for _, session in idle:
            session.close()


def is_clean(session: psycopg.Connection) -> bool:
    """Undo what a session was told. Return whether that worked."""
    pgconn = session.pgconn
    if pgconn.status != ConnStatus.OK or pgconn.transaction_status != TransactionStatus.IDLE:
        return False
    with suppress(psycopg.Error):
        session.autocommit = True
        session.execute(AS_NEW, prepare=False)
        return True
    return False
