"""Every test runs on real servers: PostgreSQL 18 and Valkey, migrations on, signed in as the application's role.

tests/servers.py starts them and migrates a template database; each worker clones it. Tests that commit
(`transaction=True`) are cleaned up after by another role, because the application's can neither TRUNCATE nor delete
what is posted.
"""

from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
import psycopg
import pytest
from psycopg import sql

from tests import sessions
from tests.nightly import examples
from tests.servers import TEMPLATE, owner_url, recreate, superuser_url

# No test that Hypothesis repeats may fail because a busy machine takes seconds for one of its examples.
hypothesis.settings.register_profile(
    "any time",
    deadline=None,
    max_examples=examples(100),
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("any time")

KEPT_TABLES = ("django_migrations", "django_content_type", "auth_permission", "accounting_currency")


@pytest.fixture(scope="session")
def test_owner_url(worker_id: str) -> str:
    """The connection string of this worker's database for the owner's role, which has more rights than the
    application."""
    return owner_url(f"atlas_test_{worker_id}")


@pytest.fixture(scope="session")
def django_db_setup(worker_id: str, test_owner_url: str) -> Iterator[None]:
    """Give this worker its own copy of the migrated template."""
    from django.conf import settings
    from django.db import connections
    from django.test import TransactionTestCase

    database = f"atlas_test_{worker_id}"
    recreate(database, like=TEMPLATE)
    for alias in ("default", "owner"):
        settings.DATABASES[alias]["NAME"] = database
        connections[alias].settings_dict["NAME"] = database

    by = superuser_url(database)
    # One connection for all tests, because a new one first reads what PostgreSQL knows of every table and index.
    with psycopg.connect(by or test_owner_url, autocommit=True) as connection:

        def empty(test_case: TransactionTestCase) -> None:
            empty_tables(connection, by_superuser=by is not None)

        TransactionTestCase._fixture_teardown = empty  # type: ignore[method-assign]
        with sessions.kept():
            yield
            connections.close_all()


def empty_tables(connection: psycopg.Connection, *, by_superuser: bool) -> None:
    """Empty all tables but those that migrations fill.

    TRUNCATE makes new files for each table and index, also of the empty ones: 0.3 s. So a superuser, whom neither
    foreign keys nor guards stop, deletes from the few tables that have rows.
    """
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    tables = [sql.Identifier(name) for (name,) in rows if name not in KEPT_TABLES]
    if not by_superuser:
        connection.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(tables)))
        return
    connection.execute("SET session_replication_role = replica")
    used = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(number, table) for number, table in enumerate(tables)
    )
    for (number,) in connection.execute(used).fetchall():
        connection.execute(sql.SQL("DELETE FROM {}").format(tables[number]))
    forget_statistics(connection)


def forget_statistics(connection: psycopg.Connection) -> None:
    """Undo ANALYZE, which a rollback does not, so that PostgreSQL plans each test as if it were the first."""
    from foundation.keys import FIRST_STATISTICS

    analyzed = """SELECT relname::text FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND reltuples >= 0 AND relname <> ALL(%s)"""
    clear = """SELECT pg_clear_relation_stats('public', relname::text)
        FROM pg_class LEFT JOIN pg_index ON oid = indexrelid
        WHERE %s::regclass IN (oid, indrelid)"""
    delete = """DELETE FROM pg_statistic USING pg_attribute
        WHERE starelid = %s::regclass AND attrelid = starelid AND attnum = staattnum RETURNING attname"""
    for (table,) in connection.execute(analyzed, [list(KEPT_TABLES)]).fetchall():
        connection.execute(clear, [table])
        if ("company_id",) in connection.execute(delete, [table]).fetchall():
            psycopg.ClientCursor(connection).execute(FIRST_STATISTICS, [table])


@pytest.fixture(autouse=True, scope="session")
def cheap_passwords() -> None:
    """Hash passwords with Argon2, but with a hundredth of the work, because tests hash thousands."""
    from identity.hashing import Argon2

    Argon2.time_cost, Argon2.memory_cost = 1, 1024


@pytest.fixture(autouse=True)
def everyone(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let a test's own queries see every tenant, inside the transaction that pytest-django rolls back.

    A request through the API narrows this to its own organization. Tests with `transaction=True` have no surrounding
    transaction and open `tenancy.everyone()` themselves.
    """
    marker = request.node.get_closest_marker("django_db")
    if marker is None or marker.kwargs.get("transaction"):
        yield
        return
    request.getfixturevalue("db")
    from foundation import tenancy

    with tenancy.everyone():
        yield


@pytest.fixture(scope="module")
def keep(django_db_setup: None, django_db_blocker: Any) -> Iterator[Callable[[Callable[[], Any]], Any]]:
    """Make once what all tests of a module begin with: `keep(World)`.

    The module's transaction has the rows, and each test is undone up to there, so none may have `transaction=True`.
    Give each test a copy of the object.
    """
    from django.db import connection, transaction

    from foundation import tenancy

    around = transaction.atomic()
    around._from_testcase = True  # as those of Django's own TestCase, so that a test may open a durable one

    def make(what: Callable[[], Any]) -> Any:
        with django_db_blocker.unblock(), tenancy.everyone():
            made = what()
            connection.check_constraints()
        return made

    with django_db_blocker.unblock():
        around.__enter__()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
    yield make
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def company(db: None) -> Any:
    """Return a company in USD, of an organization with one admin."""
    from tests.factories import make_company

    return make_company()


@pytest.fixture(autouse=True)
def generous_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Raise the rate limits and an organization's share for tests about other things."""
    from django.conf import settings

    from api import throttles
    from foundation.limiter import Limit

    for tier in throttles.LIMITS:
        monkeypatch.setitem(throttles.LIMITS, tier, Limit(per_minute=1_000_000, burst=1_000_000))
    monkeypatch.setattr(settings, "ORGANIZATION_THREADS", 1_000)


@pytest.fixture
def without_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test make as many requests as it likes."""
    from api.throttles import LIMITS
    from foundation.limiter import Limit
    from identity.models import Tier

    for tier in Tier:
        monkeypatch.setitem(LIMITS, tier, Limit(per_minute=1_000_000, burst=1_000_000))


@pytest.fixture
def plain_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the menu of all lists, which is the same on each page of the admin and takes a quarter of its time."""
    from django.contrib import admin

    monkeypatch.setattr(admin.site, "enable_nav_sidebar", False)
