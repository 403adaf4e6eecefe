"""A real PgBouncer with the file of docs/scaling.md, where it is installed."""

import os
import re
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from atlas.embedded import account
from atlas.processes import spawn
from tests.servers import ROOT

PGBOUNCER = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
NO_PGBOUNCER = "THERE IS NO pgbouncer HERE: Atlas is not tested behind it. On Debian: apt-get install pgbouncer"
LIMITS = re.compile(r"^ALTER ROLE atlas_app (SET .*);$", re.MULTILINE)
CONNECTIONS = 2
"""How many connections to the server all clients share."""


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the reason in red at the end."""
    if PGBOUNCER is None:
        terminalreporter.section("PgBouncer", sep="!", red=True, bold=True)
        terminalreporter.line(NO_PGBOUNCER, red=True, bold=True)


@dataclass
class Pooler:
    port: int
    user: str
    database: str

    def url(self, database: str = "") -> str:
        return f"postgresql://{self.user}@127.0.0.1:{self.port}/{database or self.database}"


@pytest.fixture
def pooler(transactional_db: None, test_owner_url: str, tmp_path: Path) -> Iterator[Pooler]:
    """Run PgBouncer in front of the test's database. Its database `one` has one connection."""
    if PGBOUNCER is None:
        pytest.skip(NO_PGBOUNCER)
    there = connection.settings_dict
    with socket.create_server(("127.0.0.1", 0)) as probe:
        running = Pooler(probe.getsockname()[1], there["USER"], there["NAME"])
    guide = (ROOT / "docs/scaling.md").read_text()
    server = f"host={there['HOST'] or 'localhost'} port={there['PORT'] or 5432} dbname={there['NAME']}"
    users = tmp_path / "users"
    users.write_text(f'"{there["USER"]}" "{there["PASSWORD"]}"\n')
    settings = {
        "atlas =": f"{running.database} = {server}\none = {server} pool_size=1",
        "listen_addr =": "listen_addr = 127.0.0.1\nunix_socket_dir =",
        "listen_port =": f"listen_port = {running.port}",
        "auth_type =": "auth_type = trust",
        "auth_file =": f"auth_file = {users}",
        "default_pool_size =": f"default_pool_size = {CONNECTIONS}",
    }
    text = guide.partition("```ini\n")[2].partition("```")[0]
    for name, value in settings.items():
        text, found = re.subn(rf"^{name}.*$", value, text, flags=re.MULTILINE)
        assert found == 1, name
    file = tmp_path / "pgbouncer.ini"
    file.write_text(text)
    with psycopg.connect(test_owner_url, autocommit=True) as owner:
        for limit in LIMITS.findall(guide):
            owner.execute(
                sql.SQL(f"ALTER ROLE {{}} IN DATABASE {{}} {limit}").format(
                    *map(sql.Identifier, (there["USER"], there["NAME"]))
                )
            )
    privileges = account.choose(tmp_path).privileges if os.geteuid() == 0 else ()
    with (tmp_path / "log").open("wb") as log:
        process = spawn([PGBOUNCER, file], stop_signal=signal.SIGKILL, privileges=privileges, output=log)
    try:
        deadline = time.monotonic() + 10
        while True:
            try:
                psycopg.connect(running.url()).close()
                break
            except psycopg.OperationalError:
                said = (tmp_path / "log").read_text()
                assert process.poll() is None, said
                assert time.monotonic() < deadline, said
                time.sleep(0.05)
        yield running
    finally:
        process.kill()
        process.wait()
