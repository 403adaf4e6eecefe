"""`manage.py up`: run all of Atlas on one machine, for development."""

import os
import signal
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
from atlas.processes import LaunchError, check_port
from atlas.supervisor import Deaths, Printer, Supervisor, ending

NAMES = ("atlas", "web", "worker", "beat", "migrate", "demo")
TASK_PROCESSES = 2
READY_SECONDS = 120
PATIENCE_SECONDS = 5
READY_PATH = "/api/v1/health/ready"
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

WELCOME = """
  Atlas is ready   {url}
  Docs             {url}/docs
  Admin            {url}/admin/            staff@example.com

  Sign in as       admin@example.com, accountant@example.com, viewer@example.com   (Harbor Lane Trading)
                   other@example.com                                               (Bluebird Studio)
  Password         atlas-demo

  Data is in {home}. Ctrl-C stops everything.
"""


class Stopped(Exception):
    """Atlas has to stop, because of Ctrl-C, SIGTERM, or the end of the process that started it."""


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
    """Raise LaunchError unless the environment's PostgreSQL accepts our login, or both of them."""
    logins = {"owner": "DATABASE_URL"}  # the application's role may not exist yet
    if settings.DATABASE_OWNER_URL:
        logins = {"owner": "DATABASE_OWNER_URL", "default": "DATABASE_URL"}
    for alias, variable in logins.items():
        try:
            connections[alias].ensure_connection()
        except DatabaseError as error:
            raise LaunchError(f"{variable} cannot be used: {str(error).splitlines()[0]}.") from None
        connections[alias].close()


def check_redis() -> None:
    """Raise LaunchError unless the environment's Redis answers."""
    patience = {"socket_connect_timeout": PATIENCE_SECONDS, "socket_timeout": PATIENCE_SECONDS}
    try:
        with redis.Redis.from_url(settings.REDIS_URL, retry=Retry(NoBackoff(), 0), **patience) as client:
            client.ping()
    except redis.RedisError as error:
        raise LaunchError(f"REDIS_URL cannot be used: {str(error).rstrip('.')}.") from None
    except (ValueError, TypeError):  # its text may quote the URL and its password
        message = (
            "REDIS_URL cannot be used: it must begin with redis://, rediss:// or unix://, without unknown options."
        )
        raise LaunchError(message) from None


class Launcher:
    """Run all processes, from locking the home until the last process has stopped."""

    def __init__(self, *, demo: bool, parent: int | None) -> None:
        self._demo = demo
        self._parent = parent
        self._home = settings.ATLAS_HOME
        self._counts = self._home / "metrics"
        self._host, self._port = settings.WEB_HOST, settings.PORT
        self._stopping = False
        self._hurried = False
        coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        self._printer = Printer(sys.stdout.buffer, names=NAMES, coloured=coloured)

    def launch(self) -> None:
        """Run until stopped. Raises Stopped if it has to stop, LaunchError if Atlas cannot run."""
        for number in STOP_SIGNALS:
            signal.signal(number, self._on_signal)
        postgres, valkey = not os.environ.get("DATABASE_URL"), not os.environ.get("REDIS_URL")
        with embedded.servers(self._home, postgres=postgres, valkey=valkey) as servers:
            supervisor = Supervisor(str(self._home.resolve()), self._environment(), self._printer)
            supervisor.kill_leftovers()
            self._forget_counts()
            try:
                check_port(self._host, self._port)
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
        """Return the environment of the children, so that their settings equal ours: see atlas/settings.py."""
        ours = {"ATLAS_HOME": str(self._home), "PROMETHEUS_MULTIPROC_DIR": str(self._counts)}
        return {**os.environ, **ours, "DEBUG": "1", "PYTHONUNBUFFERED": "1"}

    def _forget_counts(self) -> None:
        """Delete the counts. If we are root, their directory belongs to the home's owner, who may run Atlas next."""
        try:
            self._counts.mkdir(exist_ok=True)
            for file in self._counts.glob("*.db"):
                file.unlink()
            if os.geteuid() == 0:
                os.chown(self._counts, self._home.stat().st_uid, -1)
        except OSError as error:
            raise LaunchError(
                f"{self._counts} cannot be emptied ({error.strerror}): remove it as its owner, or set ATLAS_HOME."
            ) from None

    def _start(self, supervisor: Supervisor) -> None:
        manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
        supervisor.run("migrate", [*manage, "migrate", "--database", "owner", "--no-input", "--skip-checks"])
        if self._demo:  # before anybody can ask: nobody could sign in until its transaction ends
            supervisor.run("demo", [*manage, "demo"])
        celery = [sys.executable, "-m", "celery", "--quiet", "--app", "atlas", "--workdir", str(settings.BASE_DIR)]
        # They stop in this order: the schedule, the web server, then the worker with the tasks of the last requests.
        # The schedule is in the settings, so beat stores nothing on disk.
        supervisor.keep("beat", [*celery, "beat", "--scheduler", "celery.beat:Scheduler", "--loglevel", "WARNING"])
        supervisor.keep("web", [*manage, "serve"])
        alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]  # no worker listens to another
        size = ["--concurrency", str(TASK_PROCESSES)]
        # Celery warns about root, but root is normal on a developer's machine or in a container.
        worker = [celery[0], "-W", "ignore:::celery.platforms", *celery[1:], "worker"]
        supervisor.keep("worker", [*worker, *alone, *size, "--loglevel", "INFO"])

    def _watch(self, supervisor: Supervisor, servers: embedded.Servers) -> None:
        """Keep all processes running, and say that Atlas is ready when it answers for the first time."""
        next_look = time.monotonic()
        deadline: float | None = next_look + READY_SECONDS
        deaths = {name: Deaths(name) for name in embedded.SERVERS}
        while True:
            supervisor.tick(timeout=0.2)
            self._revive_dead(supervisor, servers, deaths)
            if deadline is not None and time.monotonic() >= next_look:
                next_look += 1  # not more often, because the rate limit counts us too
                if self._is_ready():
                    deadline = None
                    for line in WELCOME.format(url=settings.PUBLIC_URL, home=self._home).splitlines():
                        self._printer.say("atlas", line)
                elif time.monotonic() > deadline:
                    raise LaunchError(f"Atlas was not ready after {READY_SECONDS} seconds; its output is above.")
            if self._printer.lost or (self._parent is not None and os.getppid() != self._parent):
                raise Stopped

    def _revive_dead(self, supervisor: Supervisor, servers: embedded.Servers, deaths: dict[str, Deaths]) -> None:
        for name, code in servers.dead().items():
            self._printer.say("atlas", f"{name} ended unexpectedly ({ending(code)})")
            self._revive(name, supervisor, servers, deaths[name])

    def _revive(self, name: str, supervisor: Supervisor, servers: embedded.Servers, deaths: Deaths) -> None:
        """Start a server that has died. If it dies as it starts, as when PostgreSQL is killed while it recovers, try
        again after growing pauses. Raises LaunchError if it dies too often."""
        deaths.count()
        while True:
            try:
                servers.start([name])
            except embedded.EndedAtStart as error:
                try:
                    pause = deaths.count()
                except LaunchError as limit:
                    raise LaunchError(f"{limit} {error}") from None
                how = ending(error.code)
                self._printer.say("atlas", f"{name} ended while it started ({how}); next try in {pause} s")
                until = time.monotonic() + pause
                while time.monotonic() < until:
                    supervisor.tick(timeout=0.2)
            else:
                self._printer.say("atlas", f"{name} was started again")
                return

    def _is_ready(self) -> bool:
        connection = HTTPConnection(self._host, self._port, timeout=2)
        try:
            connection.request("GET", READY_PATH)
            return connection.getresponse().status == HTTPStatus.OK
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        """Begin to stop at the first signal. At a further one, stop at once."""
        if self._stopping:
            self._hurried = True
        else:
            self._stopping = True
            raise Stopped
