"""`manage.py up`: all of Atlas on one machine, for development."""

import os
import shutil
import signal
import socket
import sys
import time
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from types import FrameType
from typing import Any

import redis
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connections
from redis.backoff import NoBackoff
from redis.retry import Retry

from atlas import embedded
from atlas.processes import LaunchError
from atlas.supervisor import Deaths, Printer, Supervisor

NAMES = ("atlas", "web", "worker", "beat", "migrate", "demo")
HOST = "127.0.0.1"
TASK_PROCESSES = 2
READY_SECONDS = 120
PATIENCE_SECONDS = 5
READY_PATH = "/api/v1/health/ready"
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

WELCOME = """
  Atlas is ready   {url}
  API reference    {url}/api/v1/docs
  Admin            {url}/admin/            staff@example.com

  Sign in as       admin@example.com, accountant@example.com, viewer@example.com   (Harbor Lane Trading)
                   other@example.com                                               (Bluebird Studio)
  Password         atlas-demo

  Data is in {home}. Ctrl-C stops everything.
"""


class Stopped(Exception):
    """We were asked to stop: by Ctrl-C, SIGTERM, or the end of the process that started us."""


class Command(BaseCommand):
    help = (
        "Run everything in development: PostgreSQL and Valkey (unless DATABASE_URL and REDIS_URL name others), "
        "migrations, the demo books, the web server, a worker and the schedule."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="do not load the demo books")
        parser.add_argument("--with-parent", action="store_true", help="stop when the process that started this ends")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("up is for development. In production run the Procfile's processes: docs/deploying.md.")
        launcher = Launcher(demo=not options["no_demo"], parent=os.getppid() if options["with_parent"] else None)
        try:
            launcher.launch()
        except LaunchError as error:
            self.stderr.write(str(error))
            sys.exit(1)
        except Stopped:
            pass


def check_databases() -> None:
    """Raise LaunchError unless the PostgreSQL of our environment lets in both of our logins, or the only one."""
    logins = {"owner": "DATABASE_URL"}  # whose role the application takes may not be there yet
    if settings.DATABASE_OWNER_URL:
        logins = {"owner": "DATABASE_OWNER_URL", "default": "DATABASE_URL"}
    for alias, variable in logins.items():
        try:
            connections[alias].ensure_connection()
        except DatabaseError as error:
            raise LaunchError(f"{variable} cannot be used: {str(error).splitlines()[0]}.") from None
        connections[alias].close()


def check_redis() -> None:
    """Raise LaunchError unless the Redis of our environment answers."""
    patience = {"socket_connect_timeout": PATIENCE_SECONDS, "socket_timeout": PATIENCE_SECONDS}
    try:
        with redis.Redis.from_url(settings.REDIS_URL, retry=Retry(NoBackoff(), 0), **patience) as client:
            client.ping()
    except redis.RedisError as error:
        raise LaunchError(f"REDIS_URL cannot be used: {str(error).rstrip('.')}.") from None
    except (ValueError, TypeError):  # which may quote any part of it, the password too
        message = "REDIS_URL cannot be used: it is no redis://, rediss:// or unix:// address, or has an unknown option."
        raise LaunchError(message) from None


class Launcher:
    """One run of everything, from the lock on the home to the last process stopped."""

    def __init__(self, *, demo: bool, parent: int | None) -> None:
        self._demo = demo
        self._parent = parent
        self._home = settings.ATLAS_HOME
        self._counts = self._home / "metrics"
        self._port = settings.PORT
        self._stopping = False
        self._hurried = False
        coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        self._printer = Printer(sys.stdout.buffer, names=NAMES, coloured=coloured)

    def launch(self) -> None:
        """Run until stopped. Raises Stopped when asked to, LaunchError when something keeps Atlas from running."""
        for number in STOP_SIGNALS:
            signal.signal(number, self._on_signal)
        postgres, valkey = not os.environ.get("DATABASE_URL"), not os.environ.get("REDIS_URL")
        with embedded.servers(self._home, postgres=postgres, valkey=valkey) as servers:
            supervisor = Supervisor(str(self._home), self._environment(), self._printer)
            supervisor.kill_leftovers()
            self._forget_counts()
            try:
                self._check_port()
                if not postgres:
                    check_databases()
                if not valkey:
                    check_redis()
                self._start(supervisor)
                self._watch(supervisor, servers)
            finally:
                self._stopping = True
                supervisor.stop(hurried=lambda: self._hurried)

    def _environment(self) -> dict[str, str]:
        """Return what the children read their settings from, which then equal ours: see atlas/settings.py."""
        ours = {"ATLAS_HOME": str(self._home), "PROMETHEUS_MULTIPROC_DIR": str(self._counts)}
        return {**os.environ, **ours, "DEBUG": "1", "PYTHONUNBUFFERED": "1"}

    def _forget_counts(self) -> None:
        """Make the directory of the counts anew, for the home's owner to do the same next time though we are root."""
        try:
            if self._counts.exists():
                shutil.rmtree(self._counts)
            self._counts.mkdir()
            if os.geteuid() == 0:
                os.chown(self._counts, self._home.stat().st_uid, -1)
        except OSError as error:
            raise LaunchError(
                f"{self._counts} cannot be made anew ({error.strerror}): remove it as its owner, or set ATLAS_HOME."
            ) from None

    def _check_port(self) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, self._port))
            except OSError as error:
                raise LaunchError(
                    f"Port {self._port} cannot be used ({error.strerror}): set PORT to another."
                ) from None

    def _start(self, supervisor: Supervisor) -> None:
        manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
        supervisor.run("migrate", [*manage, "migrate", "--database", "owner", "--no-input", "--skip-checks"])
        celery = [sys.executable, "-m", "celery", "--quiet", "--app", "atlas", "--workdir", str(settings.BASE_DIR)]
        # In the order in which they stop: no new work, then the requests, then the tasks that these have started.
        # The schedule is in the settings, so beat has nothing to keep on disk.
        supervisor.keep("beat", [*celery, "beat", "--scheduler", "celery.beat:Scheduler", "--loglevel", "WARNING"])
        supervisor.keep("web", [*manage, "serve"])
        alone = ["--without-gossip", "--without-mingle"]
        size = ["--concurrency", str(TASK_PROCESSES)]
        # Celery warns of root, which is no fault on a developer's machine or in a container.
        worker = [celery[0], "-W", "ignore:::celery.platforms", *celery[1:], "worker"]
        supervisor.keep("worker", [*worker, *alone, *size, "--loglevel", "INFO"])
        if self._demo:  # while the others start
            supervisor.run("demo", [*manage, "demo"])

    def _watch(self, supervisor: Supervisor, servers: embedded.Servers) -> None:
        """Keep everything running, and say so once when it first answers."""
        next_look = time.monotonic()
        deadline: float | None = next_look + READY_SECONDS
        deaths = {name: Deaths(name) for name in embedded.SERVERS}
        while True:
            supervisor.tick(timeout=0.2)
            for name in servers.revive():
                deaths[name].count()
                self._printer.say("atlas", f"{name} ended unexpectedly and was started again")
            if deadline is not None and time.monotonic() >= next_look:
                next_look += 1  # no oftener: the rate limit counts us too
                if self._is_ready():
                    deadline = None
                    for line in WELCOME.format(url=settings.PUBLIC_URL, home=self._home).splitlines():
                        self._printer.say("atlas", line)
                elif time.monotonic() > deadline:
                    raise LaunchError(f"Atlas was not ready after {READY_SECONDS} seconds; what it said is above.")
            if self._printer.lost or (self._parent is not None and os.getppid() != self._parent):
                raise Stopped

    def _is_ready(self) -> bool:
        connection = HTTPConnection(HOST, self._port, timeout=2)
        try:
            connection.request("GET", READY_PATH)
            return connection.getresponse().status == HTTPStatus.OK
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        """Begin to stop at the first signal; hurry at any further one."""
        if self._stopping:
            self._hurried = True
        else:
            self._stopping = True
            raise Stopped
