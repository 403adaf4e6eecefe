"""Databases of the edition before the migrations were made again."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

LAST_OF_EARLIER = "8a162ec"
"""The commit with the last of the migrations that `replaces` names in those of today."""


def obstacle(connection: BaseDatabaseWrapper) -> str:
    """Say why a database cannot be migrated by this release, and what to do; empty where it can be.

    Django takes over a database that has had all the migrations which a new one replaces. One that has had only some
    of them cannot go on: the others are not here any more.
    """
    applied = set(MigrationRecorder(connection).applied_migrations())
    for key, migration in sorted(MigrationLoader(None).disk_migrations.items()):
        had = [one for one in migration.replaces if one in applied]
        if had and len(had) < len(migration.replaces) and key not in applied:
            missing = next(one for one in migration.replaces if one not in applied)
            return (
                f"This database stands in the middle of an earlier edition of Atlas: it has had {'.'.join(had[-1])}, "
                f"and not {'.'.join(missing)}. Migrate it with commit {LAST_OF_EARLIER} first (git checkout "
                f"{LAST_OF_EARLIER}, then python manage.py migrate --database owner), and then with this one."
            )
    return ""
