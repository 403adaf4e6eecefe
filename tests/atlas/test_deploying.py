"""The indexes that docs/deploying.md builds before a migration are those of the migrations."""

import importlib
import os
import re
import subprocess
from collections.abc import Iterator

import psycopg
import pytest
from django.db.migrations import AddIndex
from psycopg import sql

from atlas.embedded.wheels import postgres_binary
from tests.servers import ROOT, TEMPLATE, owner_url, recreate

GUIDE = (ROOT / "docs/deploying.md").read_text()
FAKED = re.findall(r"migrate --database owner accounting (\d{4}) --fake", GUIDE)
INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE schemaname = 'public' AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""


@pytest.fixture
def database(django_db_setup: None, worker_id: str) -> Iterator[str]:
    name = f"atlas_test_{worker_id}_indexes"
    recreate(name, like=TEMPLATE)
    yield owner_url(name)
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def test_indexes_of_the_guide_are_those_of_the_migrations(database: str) -> None:
    chapter = GUIDE.partition("## Indexes of a large installation")[2].partition("\n## ")[0]
    block = chapter.partition("```sh\n")[2].partition("```")[0]
    with psycopg.connect(database, autocommit=True) as owner:
        migrated = dict(owner.execute(INDEXES).fetchall())
        for name in migrated:
            owner.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
        programs = f"{postgres_binary('psql').parent}{os.pathsep}{os.environ['PATH']}"
        environment = os.environ | {"DATABASE_OWNER_URL": database, "PATH": programs}
        done = subprocess.run(
            ["bash", "-eu"],
            input=block,
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert "(0 rows)" in done.stdout
        built = dict(owner.execute(INDEXES).fetchall())
    assert built == {name: migrated[name] for name in built}
    assert faked() <= set(built)
    assert {name for name in migrated if name.endswith("_by_pairs")} <= set(built)


def faked() -> set[str]:
    """Return the indexes of the migrations that the guide only marks as done. They make nothing else."""
    found = set()
    for number in FAKED:
        [path] = (ROOT / "accounting/migrations").glob(f"{number}_*.py")
        for operation in importlib.import_module(f"accounting.migrations.{path.stem}").Migration.operations:
            assert isinstance(operation, AddIndex), operation
            found.add(operation.index.name)
    return found
