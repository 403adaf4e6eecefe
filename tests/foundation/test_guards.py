"""The guards in the database are those of the files, also in databases of earlier editions."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from api import health
from foundation import guards, tenancy
from tests.client import Client
from tests.factories import make_company
from tests.servers import ROOT, TEMPLATE, owner_url, recreate


def test_the_newest_recorded_digest_of_each_file_is_the_files() -> None:
    behind = [
        f'{file.relative_to(ROOT)}: add a migration with Guards(…, digest="{guards.digest(file)}"); `make guards` does.'
        for file, digests in guards.recorded().items()
        if digests[-1] != guards.digest(file)
    ]
    assert behind == []


def test_every_sql_file_is_applied_by_a_migration() -> None:
    of_others = (".venv", "tests")  # tests/clients installs packages
    found = {path for path in ROOT.glob("*/**/*.sql") if path.relative_to(ROOT).parts[0] not in of_others}
    assert set(guards.recorded()) == found


@pytest.mark.django_db
def test_the_released_fingerprints_are_those_of_a_database_migrated_from_nothing() -> None:
    if os.environ.get("UPDATE_GUARDS"):
        found = guards.fingerprints(connection)
        guards.RELEASED.write_text(json.dumps(found, indent=0, sort_keys=True) + "\n")
    assert guards.differences(connection) == [], "`make guards` writes foundation/guards.json anew"


OLDER = """
CREATE OR REPLACE FUNCTION ledger_check(entry accounting_journalentry, lines jsonb, tenant text) RETURNS text
    LANGUAGE plpgsql AS 'BEGIN RETURN lines::text; END';
CREATE FUNCTION journal_post(entries jsonb) RETURNS integer LANGUAGE sql AS 'SELECT 1';
"""
DRIFT = f"""{OLDER}
ALTER FUNCTION entry_post() SECURITY INVOKER;
GRANT EXECUTE ON FUNCTION ledger_check(accounting_journalentry, jsonb, text) TO PUBLIC;
ALTER TABLE accounting_journalentry DISABLE TRIGGER entry_immutable;
DROP TRIGGER allocation_guard ON accounting_allocation;
ALTER TABLE accounting_invoice DISABLE ROW LEVEL SECURITY;
ALTER POLICY tenant ON accounting_bill USING (true);
"""
DRIFTED = [
    "function entry_post() differs from this release",
    "function journal_post(jsonb) is not of this release",
    "function ledger_check(accounting_journalentry,jsonb,text) differs from this release",
    "policy tenant on accounting_bill differs from this release",
    "policy tenant on accounting_invoice differs from this release",
    "trigger allocation_guard on accounting_allocation is missing",
    "trigger entry_immutable on accounting_journalentry differs from this release",
]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_drifted_database_of_the_earlier_edition_is_healed_by_migrating(earlier: str) -> None:
    """A database whose migrations were edited after it was migrated, so that Django calls it up to date."""
    with psycopg.connect(earlier) as database:
        database.execute(OLDER)
    before = differences_in(earlier)
    assert "function ledger_check(accounting_journalentry,jsonb,text) differs from this release" in before
    assert "function journal_post(jsonb) is not of this release" in before
    run = manage("migrate", "--database", "owner", "--no-input", owner=earlier)
    assert run.returncode == 0, run.stderr
    assert differences_in(earlier) == []


APPLIED = "INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, now())"


def differences_in(url: str) -> list[str]:
    with psycopg.connect(url) as database:
        found = dict(database.execute(guards.FINGERPRINTS).fetchall())
    return list(guards.compare(guards.released(), found))


def manage(*arguments: str, owner: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        check=False,
        cwd=ROOT,
        env=os.environ | {"DATABASE_OWNER_URL": owner, "DATABASE_URL": owner.replace("atlas_owner", "atlas_app", 1)},
        capture_output=True,
        text=True,
    )


AS_EARLIER = """
import django
django.setup()
from django.db import connections
from atlas.management.commands.migrate import Executor
executor = Executor(connections["owner"])
executor.migrate([key for key, migration in executor.loader.disk_migrations.items() if migration.replaces])
"""


@pytest.fixture
def other(worker_id: str, django_db_setup: None) -> Iterator[str]:
    """The owner's address of another database that does not exist yet."""
    name = f"atlas_test_other_{worker_id}"
    yield owner_url(name)
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def copied(other: str) -> str:
    """A database of this release."""
    recreate(other.rpartition("/")[2], like=TEMPLATE)
    return other


@pytest.fixture
def earlier(other: str) -> str:
    """A database with the tables of the last of the earlier migrations, and applied by those."""
    recreate(other.rpartition("/")[2], like="template1")
    environment = os.environ | {"DATABASE_OWNER_URL": other, "DJANGO_SETTINGS_MODULE": "atlas.settings"}
    subprocess.run([sys.executable, "-c", AS_EARLIER], cwd=ROOT, env=environment, check=True)
    with psycopg.connect(other) as database:
        as_of_the_earlier_edition(database)
    return other


def as_of_the_earlier_edition(database: psycopg.Connection) -> None:
    """Write down that the earlier migrations were applied, and not those which replace them."""
    for migration in MigrationLoader(None).disk_migrations.values():
        for key in migration.replaces:
            database.execute("DELETE FROM django_migrations WHERE (app, name) = (%s, %s)", [*key])
            database.execute(APPLIED, key)
        if migration.replaces:
            named = [migration.app_label, migration.name]
            database.execute("DELETE FROM django_migrations WHERE (app, name) = (%s, %s)", named)


def applied(url: str) -> list[tuple[str, str]]:
    with psycopg.connect(url) as database:
        return database.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_database_in_the_middle_of_the_earlier_edition_is_refused(copied: str) -> None:
    """What is refused is seen in the names of its migrations alone."""
    with psycopg.connect(copied) as database:
        as_of_the_earlier_edition(database)
        database.execute("DELETE FROM django_migrations WHERE app = 'accounting' AND name > '0016'")
    before = applied(copied)
    for command in (["migrate", "--database", "owner", "--no-input"], ["serve"]):
        run = manage(*command, owner=copied)
        assert run.returncode == 1, command
        assert "has only some migrations of an earlier edition" in run.stderr
        assert "First migrate it with commit 8a162ec" in run.stderr
        assert applied(copied) == before


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_readiness_and_verify_ledger_say_which_guard_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_guards", health.Seen())
    with tenancy.everyone():
        make_company()
    expected = "trigger document_frozen on accounting_bill differs from this release"
    with connections["owner"].cursor() as owner:
        owner.execute("ALTER TABLE accounting_bill DISABLE TRIGGER document_frozen")
        try:
            answer = Client().get("/health/ready")
            assert (answer.status, answer.json["guards"], answer.json["differences"]) == (503, False, [expected])
            with pytest.raises(CommandError, match="1 thing is wrong in the books"):
                call_command("verify_ledger")
        finally:
            owner.execute("ALTER TABLE accounting_bill ENABLE TRIGGER document_frozen")
    answer = Client().get("/health/ready")
    assert (answer.status, answer.json["guards"], answer.json["differences"]) == (200, True, [])
    call_command("verify_ledger")


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_guards_changed_by_hand_are_applied_again(copied: str) -> None:
    with psycopg.connect(copied) as database:
        database.execute(DRIFT)
    assert differences_in(copied) == DRIFTED
    run = manage("apply_guards", owner=copied)
    assert (run.returncode, run.stdout) == (0, "The guards are those of this release.\n")
    assert differences_in(copied) == []
    with psycopg.connect(copied) as database:
        database.execute("CREATE FUNCTION ours() RETURNS integer LANGUAGE sql AS 'SELECT 1'")
    run = manage("apply_guards", owner=copied)
    assert run.returncode == 1
    assert "These guards still differ: function ours() is not of this release." in run.stderr


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_process_that_found_its_guards_does_not_judge_those_of_a_newer_release() -> None:
    seen = health.Seen()
    assert seen.differences() == []
    with connections["owner"].cursor() as owner:
        owner.execute("ALTER TABLE accounting_bill DISABLE TRIGGER document_frozen")
        try:
            seen._fit_until = 0
            assert len(seen.differences()) == 1
            owner.execute(APPLIED, ["accounting", "9999_newer"])
            assert seen.differences() == []
            assert len(health.Seen().differences()) == 1
        finally:
            owner.execute("DELETE FROM django_migrations WHERE name = '9999_newer'")
            owner.execute("ALTER TABLE accounting_bill ENABLE TRIGGER document_frozen")
