"""Starts the servers that the tests run on, before pytest-django reads the settings (loaded by `-p tests.servers`).

The first pytest process starts throw-away servers (unless DATABASE_URL names real ones) and migrates one template
database as the owner; xdist's workers inherit the addresses.
"""

import atexit
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "atlas_test_template"


def start() -> None:
    os.environ.setdefault("DEBUG", "1")
    os.environ.setdefault("EMAIL_URL", "memory://")
    if "DATABASE_URL" not in os.environ:
        from atlas import embedded

        home = Path(tempfile.mkdtemp(prefix="atlas-test-"))
        stack = contextlib.ExitStack()
        atexit.register(shutil.rmtree, home, ignore_errors=True)
        servers = stack.enter_context(embedded.servers(home, durable=False))
        atexit.register(stop, stack, os.getpid())
        os.environ |= {
            "DATABASE_URL": servers.database_url,
            "DATABASE_OWNER_URL": servers.owner_url,
            "REDIS_URL": servers.redis_url,
        }
    recreate(TEMPLATE, like="template1")
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--database", "owner", "--verbosity", "0", "--skip-checks"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_OWNER_URL": owner_url(TEMPLATE)},
        check=True,
    )


def stop(stack: contextlib.ExitStack, starter: int) -> None:
    """Stop the servers, but not from a child that was forked off the process which started them."""
    if os.getpid() == starter:
        stack.close()


def owner_url(database: str) -> str:
    """Return the owner's connection string for another database of the same server."""
    base, _, _ = os.environ["DATABASE_OWNER_URL"].partition("?")
    return f"{base.rpartition('/')[0]}/{database}"


def recreate(database: str, *, like: str) -> None:
    """Drop the database and make it anew as a copy of another."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(database), sql.Identifier(like))
        )


if "PYTEST_XDIST_WORKER" not in os.environ:
    start()
