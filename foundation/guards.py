"""Functions, triggers and policies in PostgreSQL (docs/decisions/0014-guards-have-one-source.md).

A guard is in an SQL file of its area, such as `accounting/ledger/guards.sql`, which may be applied again at any time. A
migration applies a file by one line: `Guards("ledger/guards.sql", digest="…")`. `guards.json` beside this module has a
fingerprint of each guard, taken from a new database with all migrations. `differences` compares a database with it.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from django.apps import apps
from django.db import ProgrammingError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from foundation.transactions import tried_again

RELEASED = Path(__file__).with_name("guards.json")

# Of a trigger's text, casts to text and parentheses are left out: PostgreSQL writes conditions with other ones in a
# database that was restored from a dump, such as `ARRAY[('a'::varchar)::text]` for `(ARRAY['a'::varchar])::text[]`.
FINGERPRINTS = r"""
SELECT 'function ' || p.oid::regprocedure, md5(concat_ws(' ',
    pg_get_functiondef(p.oid), p.proowner = o.relowner, has_function_privilege('atlas_app', p.oid, 'EXECUTE')))
FROM pg_proc p JOIN pg_class o ON o.oid = 'identity_organization'::regclass
WHERE p.pronamespace = 'public'::regnamespace AND NOT EXISTS (
    SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
UNION ALL
SELECT format('trigger %s on %s', t.tgname, t.tgrelid::regclass),
    md5(concat_ws(' ',
        regexp_replace(pg_get_triggerdef(t.oid), '::(text|character varying)(\[\])?|[()]', '', 'g'), t.tgenabled))
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND c.relnamespace = 'public'::regnamespace
UNION ALL
SELECT format('policy %s on %s', p.polname, p.polrelid::regclass), md5(concat_ws(' ',
    p.polcmd, p.polpermissive, p.polroles::regrole[], pg_get_expr(p.polqual, p.polrelid),
    pg_get_expr(p.polwithcheck, p.polrelid), c.relrowsecurity, c.relforcerowsecurity))
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
WHERE c.relnamespace = 'public'::regnamespace
"""


class Guards(Operation):
    """Apply an SQL file of the app, named from the app's folder.

    A migration with an older digest tries the file too, because the migrations after it may need its guards. The file
    may fail there, because it may need a table that does not exist yet: a later migration applies it again.
    """

    reversible = True
    reduces_to_sql = False

    def __init__(self, path: str, digest: str) -> None:
        self.path = path
        self.digest = digest

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Leave Django's models as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        file = Path(apps.get_app_config(app_label).path) / self.path
        if digest(file) == self.digest:
            # Those who write meanwhile may hold some of the tables, and wait for others: that is a deadlock.
            whole = transaction.atomic(using=schema_editor.connection.alias)
            tried_again(lambda: whole(apply)(file, schema_editor.connection))
            return
        # This hides no real fault. The newest migration of a file has its present digest (a test holds that), so it
        # applies the same text again, and there an error ends the migration.
        with suppress(ProgrammingError), transaction.atomic(using=schema_editor.connection.alias):
            apply(file, schema_editor.connection)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Leave the guards as they are: they are never too weak for the tables."""

    def describe(self) -> str:
        return f"Apply {self.path}"


def apply(file: Path, connection: BaseDatabaseWrapper) -> None:
    """Execute a file as it is."""
    with connection.cursor() as cursor:
        cursor.execute(file.read_text(encoding="utf-8"))


def digest(file: Path) -> str:
    """Return the digest of a file's content, as migrations record it."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]


def recorded() -> dict[Path, list[str]]:
    """Return the digests that migrations record of each file, oldest first. Files are in the order of their first."""
    graph = MigrationLoader(None).graph
    found: dict[Path, list[str]] = {}
    plan = [key for leaf in graph.leaf_nodes() for key in graph.forwards_plan(leaf)]
    for app, name in dict.fromkeys(plan):
        for operation in graph.nodes[app, name].operations:
            if isinstance(operation, Guards):
                file = Path(apps.get_app_config(app).path) / operation.path
                found.setdefault(file, []).append(operation.digest)
    return found


def fingerprints(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return a fingerprint of each function, trigger and policy of the database. It takes a few milliseconds."""
    with connection.cursor() as cursor:
        cursor.execute(FINGERPRINTS)
        return dict(cursor.fetchall())


def released() -> dict[str, str]:
    """Return the fingerprints that this release was tested with."""
    found: dict[str, str] = json.loads(RELEASED.read_text(encoding="utf-8"))
    return found


def differences(connection: BaseDatabaseWrapper) -> list[str]:
    """Return a sentence for each guard that is missing in the database, differs from this release, or is unknown."""
    return list(compare(released(), fingerprints(connection)))


def compare(expected: Mapping[str, str], found: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence for each difference between the expected and the found fingerprints."""
    for name in sorted(expected.keys() | found.keys()):
        if name not in found:
            yield f"{name} is missing"
        elif name not in expected:
            yield f"{name} is not of this release"
        elif expected[name] != found[name]:
            yield f"{name} differs from this release"
