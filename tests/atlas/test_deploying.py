"""The blocks of docs/deploying.md do what it says."""

import importlib
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import yaml
from django.db.migrations import AddIndex
from psycopg import sql

from atlas.embedded.wheels import postgres_binary
from foundation import guards, tenancy
from tests.factories import make_company
from tests.servers import ROOT, TEMPLATE, owner_url, recreate

GUIDE = (ROOT / "docs/deploying.md").read_text()
FAKED = re.findall(r"migrate --database owner accounting (\d{4}) --fake", GUIDE)
INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE schemaname = 'public' AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""

NOT_OF_COMPOSE = {
    "ATLAS_HOME",
    "DATABASE_OWNER_URL",
    "DATABASE_PREPARED_STATEMENTS",
    "DEBUG",
    "PORT",
    "WEBHOOKS_ALLOW_HTTP_LOOPBACK",
    "WEB_HOST",
}
"""Settings that a container gets from its image, has no use for, or must not have."""


@pytest.fixture
def other(django_db_setup: None, worker_id: str) -> Iterator[str]:
    """The owner's address of another database, empty but for the extensions."""
    name = f"atlas_test_{worker_id}_other"
    recreate(name, like="template1")
    yield owner_url(name)
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def run(heading: str, cwd: Path, **environment: str) -> str:
    """Run the first block of a chapter as written, with the programs of our PostgreSQL, and return what it printed."""
    chapter = GUIDE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    done = subprocess.run(
        ["bash", "-eu"],
        input=chapter.partition("```sh\n")[2].partition("```")[0],
        cwd=cwd,
        env=os.environ | {"PATH": f"{postgres_binary('psql').parent}{os.pathsep}{os.environ['PATH']}"} | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_indexes_of_the_guide_are_those_of_the_migrations(other: str) -> None:
    recreate(other.rpartition("/")[2], like=TEMPLATE)
    with psycopg.connect(other, autocommit=True) as owner:
        migrated = dict(owner.execute(INDEXES).fetchall())
        for name in migrated:
            owner.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
        assert "(0 rows)" in run("Indexes of a large installation", ROOT, DATABASE_OWNER_URL=other)
        built = dict(owner.execute(INDEXES).fetchall())
    assert built == {name: migrated[name] for name in built}
    assert faked() <= set(built)
    pairs = {name for name in migrated if name.endswith("_by_pairs")}
    assert pairs - {"item_by_pairs"} <= set(built), "items came later, with an empty table"


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_dump_has_all_rows_and_the_guards_of_the_release(other: str, test_owner_url: str, tmp_path: Path) -> None:
    with tenancy.everyone():
        make_company()
    assert run("Backups", tmp_path, DATABASE_OWNER_URL=test_owner_url, OWNER_URL_THERE=other) == ""
    with psycopg.connect(test_owner_url) as here, psycopg.connect(other) as there:
        assert rows(there) == rows(here)
        assert rows(there)["accounting_company"] == 1
        found = dict(there.execute(guards.FINGERPRINTS).fetchall())
    assert list(guards.compare(guards.released(), found)) == []


def test_the_guide_names_each_migration_for_which_posting_waits() -> None:
    found = [path.stem for path in ROOT.glob("*/migrations/*.py") if "LOCK TABLE" in path.read_text()]
    assert len(found) > 4
    assert [name for name in found if f"{name}`" not in GUIDE] == []


def test_compose_gives_each_setting_of_the_guide_to_the_processes() -> None:
    table = GUIDE.partition("| variable |")[2].partition("\n\n")[0]
    names = {
        name for cell in re.findall(r"^\| (`[^|]+)\|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", cell)
    }
    assert len(names) > 20
    given = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]["web"]["environment"]
    assert set(given) == names - NOT_OF_COMPOSE


def test_the_secrets_of_compose_get_neither_into_the_image_nor_into_git() -> None:
    for file in (".dockerignore", ".gitignore"):
        assert ".env" in (ROOT / file).read_text().splitlines(), file


def rows(database: psycopg.Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    database.execute("SELECT atlas_set_tenant(%s)", [tenancy.EVERYONE])
    tables = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    counts = [sql.SQL("SELECT {}, count(*) FROM {}").format(sql.Literal(one), sql.Identifier(one)) for (one,) in tables]
    return dict(database.execute(sql.SQL(" UNION ALL ").join(counts)).fetchall())


def faked() -> set[str]:
    """Return the indexes of the migrations that the guide only marks as done. They make nothing else."""
    found = set()
    for number in FAKED:
        [path] = (ROOT / "accounting/migrations").glob(f"{number}_*.py")
        for operation in importlib.import_module(f"accounting.migrations.{path.stem}").Migration.operations:
            assert isinstance(operation, AddIndex), operation
            found.add(operation.index.name)
    return found
