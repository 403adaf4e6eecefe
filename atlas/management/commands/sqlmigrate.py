"""Django's `sqlmigrate`, which also works where one migration replaces others that are gone."""

from django.core.management.commands import sqlmigrate
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader


class Loader(MigrationLoader):
    """The migrations as `migrate` knows them. Django's command asks for those that were replaced, and fails."""

    def __init__(self, connection: BaseDatabaseWrapper, replace_migrations: bool) -> None:
        super().__init__(connection)


class Command(sqlmigrate.Command):
    pass


sqlmigrate.MigrationLoader = Loader  # type: ignore[attr-defined]  # the class that Django's command uses
