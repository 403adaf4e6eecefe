"""Django's `migrate`, which also refuses a database that would stay half migrated, and makes a new database faster."""

from typing import Any, cast

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from foundation import takeover


class State(ProjectState):
    """The state of the models during migrations, which makes only the changed model again where that is enough.

    Django also makes those that are related to it, which for our tables are nearly all, at each new table, field, index
    and constraint: 30 of 40 seconds under the profiler. RunPython gets new models anyway after a delay.
    """

    def _find_reload_model(self, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:
        key = app_label, model_name
        model = self.apps.all_models[app_label].get(model_name)
        before = {field.name for field in model._meta.local_fields} if model else set()
        if delay or self.models[key].fields.keys() > before:  # a new model or a new field
            self.is_delayed = True
            return {key}
        return super()._find_reload_model(app_label, model_name, delay)  # type: ignore[misc]

    def clone(self) -> "State":
        return of(super().clone())


def of(state: ProjectState) -> State:
    state.__class__ = State
    return cast(State, state)


class Executor(MigrationExecutor):
    def _create_project_state(self, with_applied_migrations: bool = False) -> ProjectState:
        return of(super()._create_project_state(with_applied_migrations))  # type: ignore[misc]


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        if sentence := takeover.obstacle(connections[options["database"]]):
            raise CommandError(sentence)
        super().handle(*args, **options)


migrate.MigrationExecutor = Executor  # type: ignore[attr-defined]  # the class that Django's command uses
