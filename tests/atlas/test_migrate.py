"""Our `migrate` has the same models as Django's, but makes fewer of them again."""

import threading
from collections.abc import Iterable, Iterator

import psycopg
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, connections
from django.db.migrations import Migration, RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.models import Model

from atlas.management.commands import migrate
from foundation import takeover


def migrated(state: ProjectState) -> ProjectState:
    """Return the state after all migrations of identity, its models made at the beginning as `migrate` makes them."""
    loader = MigrationLoader(None)
    state.apps  # noqa: B018 -- makes the models
    leaf = next(key for key in loader.graph.leaf_nodes() if key[0] == "identity")
    for app, name in loader.graph.forwards_plan(leaf):
        for operation in loader.get_migration(app, name).operations:
            operation.state_forwards(app, state)
    return state


def parts(models: Iterable[type[Model]]) -> dict[str, tuple[list[object], list[object], list[object]]]:
    """Return the constraints, indexes and fields of each model, and with the fields what they refer to."""
    return {
        model._meta.label: (
            model._meta.constraints,
            model._meta.indexes,
            [
                (field.name, type(field), field.default, field.remote_field and field.remote_field.model._meta.label)
                for field in model._meta.local_fields
            ],
        )
        for model in models
    }


def test_the_models_have_the_parts_that_djangos_own_migrate_gives_them() -> None:
    ours, djangos = migrated(migrate.State()), migrated(ProjectState())
    assert ours.is_delayed
    assert parts(ours.apps.get_models()) == parts(djangos.apps.get_models())


@pytest.mark.django_db
def test_djangos_command_migrates_with_it() -> None:
    executor = migrate.migrate.MigrationExecutor(connection)
    state = executor._create_project_state(with_applied_migrations=True)
    assert type(state) is type(state.clone()) is migrate.State
    assert {label for label in parts(state.apps.get_models()) if label.startswith("accounting.")} == {
        model._meta.label for model in apps.get_app_config("accounting").get_models()
    }


@pytest.mark.django_db
def test_a_database_with_an_extension_that_distributes_tables_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert takeover.obstacle(connection) == ""
    monkeypatch.setattr(takeover, "DISTRIBUTED", "btree_gin")  # one that is there
    assert "has the extension btree_gin" in takeover.obstacle(connection)


@pytest.mark.django_db
def test_sql_of_a_migration_after_those_that_were_replaced(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("sqlmigrate", "identity", "0006")
    assert 'ALTER TABLE "identity_outgoingemail" ADD COLUMN "admitted_at"' in capsys.readouterr().out


@pytest.fixture
def holder(test_owner_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[psycopg.Connection]:
    """Return a session that reads the currencies, as a long report does, and does not end."""
    monkeypatch.setattr(migrate, "LOCK_SECONDS", 1)
    monkeypatch.setattr(migrate, "PAUSE_SECONDS", 0.01)
    with psycopg.connect(test_owner_url) as holder:
        holder.execute("SELECT * FROM accounting_currency")
        yield holder


def of_two_tables() -> Migration:
    migration = Migration("of_two_tables", "accounting")
    migration.operations = [
        RunSQL("CREATE TABLE of_a_test ()", "DROP TABLE of_a_test"),
        RunSQL(
            "ALTER TABLE accounting_currency ADD COLUMN of_a_test int", "ALTER TABLE accounting_currency DROP of_a_test"
        ),
    ]
    return migration


def what_is_there() -> list[str]:
    """Return the table and the column that the migration makes, and its record, as far as they are there."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT 'table' FROM pg_class WHERE relname = 'of_a_test' UNION ALL "
            "SELECT 'column' FROM pg_attribute WHERE attname = 'of_a_test' UNION ALL "
            "SELECT 'record' FROM django_migrations WHERE name = 'of_two_tables'"
        )
        return [what for (what,) in cursor.fetchall()]


def executor() -> migrate.Executor:
    return migrate.Executor(connections["owner"])


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_migration_whose_table_is_held_too_long_leaves_nothing_and_says_who_holds_it(
    holder: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "MAX_TRIES", 2)
    process = holder.info.backend_pid
    with pytest.raises(CommandError) as caught:
        executor().apply_migration(migrate.State(), of_two_tables())
    assert str(caught.value).startswith(
        "accounting.of_two_tables was not applied. It waits for accounting_currency, which is held by process "
        f"{process} (atlas_owner). Migrate again"
    )
    assert what_is_there() == []
    with psycopg.connect(holder.info.dsn, password=holder.info.password) as other:  # nothing waits for the table
        other.execute("LOCK TABLE accounting_currency IN ROW EXCLUSIVE MODE NOWAIT")


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_migration_is_applied_as_soon_as_its_table_is_free(holder: psycopg.Connection) -> None:
    threading.Timer(1.5, holder.rollback).start()
    done = of_two_tables()
    executor().apply_migration(migrate.State(), done)
    try:
        assert what_is_there() == ["table", "column", "record"]
        with connections["owner"].cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchone() == ("0",)
    finally:
        executor().unapply_migration(migrate.State(), done)
    assert what_is_there() == []


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_migration_that_loses_its_connection_says_why() -> None:
    migration = Migration("of_a_lost_connection", "accounting")
    migration.atomic = False
    migration.operations = [RunSQL("SELECT pg_terminate_backend(pg_backend_pid())")]
    try:
        with pytest.raises(OperationalError, match="terminating connection"):
            executor().apply_migration(migrate.State(), migration)
    finally:
        connections["owner"].close()


def test_a_migration_that_builds_an_index_while_others_write_waits_for_them() -> None:
    migrations = MigrationLoader(None).disk_migrations
    assert migrate.is_concurrent(migrations["accounting", "0117_line_by_contact_account_date"])
    assert migrate.is_concurrent(migrations["accounting", "0098_tracking_balance_by_set"])
    assert not migrate.is_concurrent(migrations["accounting", "0115_unpaid_by_month"])


def test_each_migration_of_several_transactions_can_be_applied_again() -> None:
    """Name a new one here when it leaves alone what it has done before: `migrate` applies it again after a wait."""
    migrations = MigrationLoader(None).disk_migrations
    several = {name for (_, name), one in migrations.items() if not one.atomic and not migrate.is_concurrent(one)}
    assert several == {"0104_unpaid_by_options", "0112_fill_line_dates", "0115_unpaid_by_month"}
