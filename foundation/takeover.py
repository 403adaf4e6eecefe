"""Check whether this release can use a database: not with Citus, nor with migrations of an earlier edition."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

LAST_OF_EARLIER = "8a162ec"
"""The last commit with the earlier migrations, which today's migrations name in `replaces`."""

DISTRIBUTED = "citus"
"""The extension that distributes tables, with which not all promises are kept (docs/decisions/0045)."""


def obstacle(connection: BaseDatabaseWrapper) -> str:
    """Return why this release cannot use a database, and what to do. Return an empty string if it can.

    Django accepts a database that has all the migrations which a new one replaces. If a database has only some of them,
    it cannot be migrated, because the others no longer exist.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_extension WHERE extname = %s", [DISTRIBUTED])
        if cursor.fetchone() is not None:
            return (
                f"This database has the extension {DISTRIBUTED}, with which Atlas cannot keep its promises. Use "
                "PostgreSQL without it: docs/decisions/0045-not-on-citus.md says why, and what to do instead."
            )
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
