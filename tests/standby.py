"""A real streaming replica of the tests' PostgreSQL, made by pg_basebackup."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg

from atlas.embedded import account
from atlas.embedded.wheels import postgres_binary
from atlas.processes import spawn

PORT = 5433


@dataclass
class Standby:
    """The server, and a superuser's connection to it."""

    host: str
    root: psycopg.Connection

    def pause(self) -> None:
        """Stop showing what the primary commits."""
        self.root.execute("SELECT pg_wal_replay_pause()")
        while self.root.execute("SELECT pg_get_wal_replay_pause_state()").fetchone() != ("paused",):
            time.sleep(0.01)

    def resume(self) -> None:
        self.root.execute("SELECT pg_wal_replay_resume()")


@contextmanager
def standby(primary: psycopg.ConnectionInfo, database: str) -> Iterator[Standby]:
    """Copy the primary and follow it, until the block ends. The connection of the superuser is to `database`."""
    home = Path(tempfile.mkdtemp(prefix="atlas-test-standby-"))
    privileges: tuple[str, ...] = ()
    if os.geteuid() == 0:
        runs_as = account.choose(home)
        os.chown(home, runs_as.uid, runs_as.gid)
        privileges = runs_as.privileges

    def start(program: str, *arguments: str, log: IO[bytes]) -> subprocess.Popen[bytes]:
        command: list[str | Path] = [postgres_binary(program), "-D", home / "data", *arguments]
        return spawn(command, stop_signal=signal.SIGQUIT, privileges=privileges, output=log)

    source = ["-h", primary.host, "-p", str(primary.port), "-U", "postgres"]
    settings = {
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": str(home),
        "fsync": "off",
        "shared_buffers": "32MB",
    }
    server: subprocess.Popen[bytes] | None = None
    try:
        with (home / "log").open("wb") as log:
            copy = start("pg_basebackup", *source, "-R", "-X", "stream", "--checkpoint=fast", "--no-sync", log=log)
            assert copy.wait() == 0, (home / "log").read_text()
            options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
            server = start("postgres", *options, log=log)
        deadline = time.monotonic() + 30
        while True:
            try:
                root = psycopg.connect(host=str(home), port=PORT, user="postgres", dbname=database, autocommit=True)
                break
            except psycopg.OperationalError:
                said = (home / "log").read_text()
                assert server.poll() is None, said
                assert time.monotonic() < deadline, said
                time.sleep(0.05)
        with root:
            yield Standby(str(home), root)
    finally:
        if server is not None:
            server.send_signal(signal.SIGQUIT)
            server.wait()
        shutil.rmtree(home, ignore_errors=True)
