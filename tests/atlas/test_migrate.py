"""Our `migrate` has the same models as Django's, but makes fewer of them again."""

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
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
