"""A connection that is kept between requests is used again only while it works."""

import time
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from foundation.postgresql.base import DatabaseWrapper

pytestmark = pytest.mark.usefixtures("django_db_setup")


@pytest.fixture
def kept(django_db_blocker: pytest.FixtureRequest) -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own, as a thread keeps one."""
    connection = connections.create_connection("default")
    with django_db_blocker.unblock():
        connection.ensure_connection()
        yield connection
        connection.close()


def last_statement(kept: BaseDatabaseWrapper, owner_url: str) -> str:
    with psycopg.connect(owner_url) as owner:
        query = "SELECT query FROM pg_stat_activity WHERE pid = %s"
        return str(owner.execute(query, [kept.connection.info.backend_pid]).fetchone()[0])


def test_a_connection_that_works_is_not_asked(kept: BaseDatabaseWrapper, test_owner_url: str) -> None:
    assert isinstance(kept, DatabaseWrapper)
    kept.cursor().execute("SELECT 'mark'")
    assert kept.is_usable()
    assert "mark" in last_statement(kept, test_owner_url)


def test_one_that_the_server_has_ended_is_not_used_again(kept: BaseDatabaseWrapper, test_owner_url: str) -> None:
    with psycopg.connect(test_owner_url, autocommit=True) as owner:
        assert owner.execute("SELECT pg_terminate_backend(%s, 5000)", [kept.connection.info.backend_pid]).fetchone()[0]
    time.sleep(0.1)
    assert not kept.is_usable()


def test_one_that_was_told_something_is_asked_and_used(kept: BaseDatabaseWrapper, test_owner_url: str) -> None:
    kept.cursor().execute("LISTEN news")
    with psycopg.connect(test_owner_url, autocommit=True) as owner:
        owner.execute("NOTIFY news")
    time.sleep(0.1)
    assert kept.is_usable()
    assert "SELECT 1" in last_statement(kept, test_owner_url)


def test_one_that_was_closed_is_not_used_again(kept: BaseDatabaseWrapper) -> None:
    kept.connection.close()
    assert not kept.is_usable()


def test_a_savepoint_is_kept_or_undone(kept: BaseDatabaseWrapper, test_owner_url: str) -> None:
    kept.set_autocommit(False)
    kept.cursor().execute("CREATE TEMPORARY TABLE seen (n int)")
    for number, is_kept in ((1, True), (2, False), (3, True)):
        name = kept.savepoint()
        assert f'SAVEPOINT "{name}"' in last_statement(kept, test_owner_url)
        kept.cursor().execute("INSERT INTO seen VALUES (%s)", [number])
        (kept.savepoint_commit if is_kept else kept.savepoint_rollback)(name)
    assert kept.cursor().execute("SELECT array_agg(n) FROM seen").fetchone() == ([1, 3],)
    kept.rollback()
    kept.set_autocommit(True)


def test_a_savepoint_that_cannot_be_released_is_an_error(kept: BaseDatabaseWrapper) -> None:
    kept.set_autocommit(False)
    kept.cursor().execute("SELECT 1")
    with pytest.raises(OperationalError, match="does not exist"):
        kept.savepoint_commit("gone")
    kept.rollback()
    kept.set_autocommit(True)


def test_queries_that_are_counted_have_the_savepoints(kept: BaseDatabaseWrapper) -> None:
    kept.set_autocommit(False)
    kept.cursor().execute("SELECT 1")
    seen: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        seen.append(sql.partition(" ")[0])
        return execute(sql, *rest)

    with kept.execute_wrapper(note):
        kept.savepoint_commit(kept.savepoint())
    assert seen == ["SAVEPOINT", "RELEASE"]
    kept.rollback()
    kept.set_autocommit(True)
