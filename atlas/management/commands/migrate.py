"""Django's `migrate`, which also refuses a database that would stay half migrated, makes a new database faster, and
does not let others wait long behind it."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, cast

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import Error, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState
from psycopg.errors import DeadlockDetected, LockNotAvailable

from foundation import takeover

logger = logging.getLogger("atlas.migrate")

LOCK_SECONDS = 3
"""How long a migration waits for a lock. All who need the table then wait behind it, at most 10 s (`lock_timeout`)."""
PAUSE_SECONDS = 5
"""How long they get the table in between."""
MAX_TRIES = 12
"""So a minute and a half together: longer than any statement of a request takes (`statement_timeout`)."""

WAITS = """
SELECT coalesce(l.relation::regclass::text, 'a row'), string_agg(format('process %%s (%%s)', a.pid, a.usename), ', ')
FROM pg_locks l JOIN pg_stat_activity a ON a.pid = ANY (pg_blocking_pids(l.pid))
WHERE l.pid = %s AND NOT l.granted
GROUP BY 1
"""


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

    def apply_migration(self, state: ProjectState, migration: Migration, *args: Any, **options: Any) -> ProjectState:
        """Apply a migration, again if others hold what it locks. Raises CommandError if they do for too long.

        One that builds an index while others write waits for them as long as it takes, because nobody waits for it. All
        others can be applied again: they are one transaction, or what they have done is not done again.
        """
        once = super().apply_migration
        if is_concurrent(migration):
            return once(state, migration, *args, **options)
        waits: list[str] = []
        for number in range(1, MAX_TRIES + 1):
            try:
                with limited(self.connection), watched(self.connection, waits):
                    return once(state.clone(), migration, *args, **options)
            except OperationalError as error:
                if not isinstance(error.__cause__, LockNotAvailable | DeadlockDetected):
                    raise
            reason = "; ".join(waits) or "Others hold what it locks"
            if number < MAX_TRIES:
                logger.warning("%s cannot be applied yet. %s. It is tried again.", migration, reason)
                time.sleep(PAUSE_SECONDS)
        raise CommandError(
            f"{migration} was not applied. {reason}. Migrate again when they are done, or end them "
            "(pg_terminate_backend). The migrations before it are applied."
        )


def is_concurrent(migration: Migration) -> bool:
    """Return whether a migration builds or drops an index while others write. It cannot be applied twice."""
    parts = (f"{type(one).__name__} {getattr(one, 'sql', '')}" for one in migration.operations)
    return any("CONCURRENTLY" in part.upper() for part in parts)


@contextmanager
def limited(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let statements wait for locks only so long."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
    try:
        yield
    finally:
        with suppress(Error), connection.cursor() as cursor:  # if the connection is lost, the first error says why
            cursor.execute("RESET lock_timeout")


@contextmanager
def watched(connection: BaseDatabaseWrapper, waits: list[str]) -> Iterator[None]:
    """Look from another session what this one waits for, and put that into `waits`."""
    over = threading.Event()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        own = cursor.fetchone()

    def look() -> None:
        other = connection.copy()
        with suppress(OperationalError):  # if there is no connection left, nobody says what it waits for
            while not over.wait(LOCK_SECONDS / 4):
                with other.cursor() as cursor:
                    cursor.execute(WAITS, own)
                    found = cursor.fetchall()
                if found:
                    waits[:] = [f"It waits for {what}, which is held by {who}" for what, who in found]
        other.close()

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        if sentence := takeover.obstacle(connections[options["database"]]):
            raise CommandError(sentence)
        super().handle(*args, **options)


migrate.MigrationExecutor = Executor  # type: ignore[attr-defined]  # the class that Django's command uses
