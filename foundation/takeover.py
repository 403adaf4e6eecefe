"""Check whether a database has migrations of an earlier edition, before the migrations were made again."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

LAST_OF_EARLIER = "8a162ec"
"""The last commit with the earlier migrations, which today's migrations name in `replaces`."""


def obstacle(connection: BaseDatabaseWrapper) -> str:
    """Return why this release cannot migrate a database, and what to do. Return an empty string if it can.

    Django accepts a database that has all the migrations which a new one replaces. If a database has only some of them,
    it cannot be migrated, because the others no longer exist.
    """
    applied = set(MigrationRecorder(connection).applied_migrations())
    for key, migration in sorted(MigrationLoader(None).disk_migrations.items()):
        had = [one for one in migration.replaces if one in applied]
        if had and len(had) < len(migration.replaces) and key not in applied:
            missing = next(one for one in migration.replaces if one not in applied)
            return (
                f"This database has only some migrations of an earlier edition of Atlas: it has {'.'.join(had[-1])}, "
                f"but not {'.'.join(missing)}. First migrate it with commit {LAST_OF_EARLIER} (git checkout "
                f"{LAST_OF_EARLIER}, then python manage.py migrate --database owner), then with this one."
            )
    return ""
