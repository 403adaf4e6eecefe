"""Migrations on main must not change: test CI's check on small repositories."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import migrations

NAME = "books/migrations/0001_tables.py"


def test_no_migration_that_is_on_main_has_changed() -> None:
    recorded = json.loads((migrations.ROOT / migrations.RECORDED).read_text())
    assert list(migrations.changed(recorded, migrations.digests(migrations.ROOT))) == []


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A clone of a main with one migration, whose digest is recorded."""
    origin = tmp_path / "origin"
    (origin / NAME).parent.mkdir(parents=True)
    (origin / NAME).write_text("one\n")
    (origin / "tests").mkdir()
    (origin / migrations.RECORDED).write_text("{}")
    assert migrations.check(origin) == []
    git(origin, "init", "--quiet", "--initial-branch", "main")
    git(origin, "add", ".")
    git(origin, "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "--quiet", "--message", "One")
    git(tmp_path, "clone", "--quiet", str(origin), "clone")
    return tmp_path / "clone"


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, check=True)


def test_a_new_migration_is_recorded(repository: Path) -> None:
    new = repository / "books/migrations/0002_more.py"
    new.write_text("two\n")
    assert migrations.check(repository) == []
    assert set(json.loads((repository / migrations.RECORDED).read_text())) == {NAME, "books/migrations/0002_more.py"}


def test_a_changed_migration_is_refused_and_not_recorded(repository: Path) -> None:
    before = (repository / migrations.RECORDED).read_text()
    (repository / NAME).write_text("other\n")
    assert migrations.check(repository) == [f"{NAME} is on main and must not change: add another migration."]
    assert (repository / migrations.RECORDED).read_text() == before


def test_a_changed_migration_is_refused_where_its_record_was_changed_too(repository: Path) -> None:
    (repository / NAME).write_text("other\n")
    (repository / migrations.RECORDED).write_text(json.dumps(migrations.digests(repository)))
    assert migrations.check(repository) == [f"{NAME} is on main and must not change: add another migration."]


def test_a_changed_migration_is_refused_where_git_knows_no_main(repository: Path) -> None:
    shutil.rmtree(repository / ".git")
    (repository / NAME).write_text("other\n")
    assert migrations.check(repository) == [f"{NAME} is on main and must not change: add another migration."]


def test_a_migration_that_another_replaces_may_go(repository: Path) -> None:
    (repository / NAME).unlink()
    (repository / migrations.RECORDED).write_text("{}")
    (repository / "books/migrations/0001_anew.py").write_text('replaces = [("books", "0001_tables")]')
    assert migrations.check(repository) == []


def test_a_migration_that_is_gone_is_refused(repository: Path) -> None:
    (repository / NAME).unlink()
    assert migrations.check(repository) == [f"{NAME} is on main and must stay."]


def test_the_command_ends_well_where_nothing_changed() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "tests.migrations"], cwd=migrations.ROOT, capture_output=True, check=False
    )
    assert (said.returncode, said.stderr) == (0, b"")
