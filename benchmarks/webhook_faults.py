"""Show what happens to webhooks when processes are killed: one row per fault, 10,000 events each.

    .venv/bin/python -m benchmarks.webhook_faults [--events 10000] [--kills 2] [--only "after the 2xx"]

It uses real Celery workers (with beat), real HTTP receivers, PostgreSQL with fsync, and leases of their real length.
Half of the events wait when the worker starts, half are recorded while it delivers. Workers are killed exactly at seven
points, by a hook in the process (tests/webhooks/killing.py), together with their children.

`lost`: events that neither arrived nor are visibly exhausted. `doubles`: arrivals of an event after the first one.
`recovery`: seconds from the end of the (last) fault until all events were delivered; leases last 40 s. The exit status
is 1 if an event is lost, or is doubled although no worker was killed.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from atlas.embedded import Servers
from benchmarks.house import house, restart
from benchmarks.webhooks import Receiver, calm, open_books, receiver, sample
from tests.webhooks import killing

ENDPOINTS = 20
BATCH = 100
WEB_KILLS = 3
GIVE_UP_SECONDS = 240
COLUMNS = (
    f"{'fault':34}{'events':>8}{'delivered':>11}{'exhausted':>11}{'doubles':>9}{'lost':>6}{'killed':>8}{'recovery':>10}"
)

WORKER = """
from tests.webhooks import killing
from atlas.celery import app
import sys
app.loader.import_default_modules()
killing.arm_from_environment()
app.start(sys.argv[1:])
"""
WEB = """
from atlas.wsgi import application
from tests.webhooks import killing
killing.arm_from_environment()
"""


def start(*command: str, kill_at: str = "") -> "subprocess.Popen[bytes]":
    """Start a program of Atlas in its own session."""
    environment = {**os.environ, "ATLAS_KILL_AT": kill_at}
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        [sys.executable, *command], env=environment, start_new_session=True, stdout=quiet, stderr=quiet
    )


def worker(kill_at: str = "") -> "subprocess.Popen[bytes]":
    options = ["--concurrency", "2", "--without-gossip", "--without-mingle", "--loglevel", "CRITICAL"]
    schedule = str(Path(os.environ["ATLAS_HOME"], f"beat-{uuid4()}"))
    return start("-c", WORKER, "--quiet", "worker", "--beat", "--schedule", schedule, *options, kill_at=kill_at)


def end(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@dataclass
class Fault:
    """One row. `point`: where workers are killed; `strike`: another action, after `strike_at` of the events."""

    name: str
    point: str = ""
    workers: int = 1
    strike: "Callable[[Stage], None] | None" = None
    strike_at: float = 0.3


@dataclass
class Stage:
    """The processes and the receiver for a fault."""

    servers: Servers
    server: Receiver
    companies: list[UUID]
    running: "list[subprocess.Popen[bytes]]" = field(default_factory=list)
    kills: int = 0
    struck_at: float = 0.0

    def enough(self, fault: Fault, kills: int) -> str:
        """Return where to kill the next worker, or an empty string."""
        if not fault.point or self.kills >= kills:
            return ""
        return f"{fault.point}@{700 if fault.point in killing.PER_DELIVERY else 3}"

    def keep_workers(self, fault: Fault, kills: int) -> None:
        """Replace each worker that died, as a supervisor does."""
        for index, process in enumerate(self.running):
            if process.poll() is not None:
                self.kills, self.struck_at = self.kills + 1, time.monotonic()
                self.running[index] = worker(self.enough(fault, kills))


def recorded() -> int:
    return _count("accounting_event")


def delivered() -> int:
    return _count("webhooks_delivery WHERE status = 'succeeded'")


def exhausted() -> int:
    return _count("webhooks_delivery WHERE status = 'exhausted'")


def _count(what: str) -> int:
    from django.db import connection

    from foundation import tenancy

    with tenancy.everyone(), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {what}")
        return int(cursor.fetchone()[0])


def forget_events() -> None:
    """Delete all events as the owner. Their numbers go on."""
    from django.db import connections

    calm()
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "TRUNCATE accounting_event, webhooks_delivery, webhooks_attempt, webhooks_endpointhour, webhooks_drain"
        )


def record(companies: list[UUID], body: bytes, *, batches: int) -> None:
    """Record events in transactions of BATCH, each with a nudge as in operations."""
    from accounting import events
    from accounting.models import Event
    from foundation import tenancy

    for _ in range(batches):
        with tenancy.everyone():
            Event.objects.bulk_create(
                Event(company_id=companies[n % len(companies)], type="invoice.paid", subject_id=uuid4(), body=body)
                for n in range(BATCH)
            )
        events.ring()


def play(fault: Fault, stage: Stage, events: int, kills: int) -> bool:
    """Run one fault and print its row. Return whether the promises were kept."""
    from django.db import DatabaseError, InterfaceError, connections

    forget_events()
    stage.server.arrivals()
    stage.kills, stage.struck_at = 0, 0.0
    body = sample()
    record(stage.companies, body, batches=events // 2 // BATCH)
    stage.running = [worker(stage.enough(fault, kills)) for _ in range(fault.workers)]
    strike, done, total, began = fault.strike, 0, 0, time.monotonic()
    while time.monotonic() - began < GIVE_UP_SECONDS:
        stage.keep_workers(fault, kills)
        try:
            if (total := recorded()) < events:
                record(stage.companies, body, batches=1)
            done = delivered() + exhausted()
            if strike is not None and done >= fault.strike_at * events:
                strike(stage)
                strike, stage.struck_at = None, time.monotonic()
            elif done == total >= events and (not fault.point or stage.kills >= kills):
                break
        except (DatabaseError, InterfaceError):
            connections.close_all()
        time.sleep(0.05)
    ended = time.monotonic()
    for process in stage.running:
        end(process)
    from accounting.models import Event
    from foundation import tenancy
    from webhooks.models import Delivery

    arrivals = Counter(id.decode() for id, _ in stage.server.arrivals())
    with tenancy.everyone():
        ids = {str(id) for id in Event.objects.values_list("id", flat=True)}
        given_up = {str(id) for id in Delivery.objects.filter(status="exhausted").values_list("event_id", flat=True)}
    lost = len(ids - arrivals.keys() - given_up)
    doubles = sum(arrivals.values()) - len(arrivals)
    killed = f"{stage.kills}×" if stage.kills else "–"
    recovery = f"{ended - (stage.struck_at or began):.1f} s"
    print(
        f"{fault.name:34}{len(ids):8,}{delivered():11,}{exhausted():11,}{doubles:9,}{lost:6,}{killed:>8}{recovery:>10}",
        flush=True,
    )
    return not lost and done == len(ids) and (stage.kills > 0 or not doubles)


def kill_web(stage: Stage) -> None:
    """Let web processes post entries over HTTP, and kill each between its commit and its nudge."""
    import http.client

    from foundation import tenancy
    from identity import tokens
    from tests import factories

    with tenancy.everyone():
        company = factories.make_company()
        factories.make_webhook(company, f"http://127.0.0.1:{stage.server.ports[0]}/hooks")
        left, right = factories.two_accounts(company)
        token = tokens.issue(factories.owner_of(company)).access_token
    from api.rendering import dumps

    entry = dumps(
        {
            "date": "2026-03-15",
            "lines": [{"account_id": left.id, "debit": 100}, {"account_id": right.id, "credit": 100}],
        }
    )
    with tempfile.TemporaryDirectory() as directory:
        Path(directory, "killed_web.py").write_text(WEB)
        for _ in range(WEB_KILLS):
            before = recorded()
            with socket.create_server(("127.0.0.1", 0)) as listener:
                port = listener.getsockname()[1]
            options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--working-dir", directory]
            web = start("-m", "granian", *options, "killed_web:application", kill_at=f"{killing.BEFORE_NUDGE}@1")
            headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
            deadline = time.monotonic() + 30
            while web.poll() is None and time.monotonic() < deadline:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
                try:
                    connection.request("POST", "/api/v1/journal-entries", entry, headers)
                    answer = connection.getresponse()
                    raise SystemExit(f"the web process answered: {answer.status} {answer.read().decode()[:300]}")
                except ConnectionRefusedError:
                    time.sleep(0.1)
                except (OSError, http.client.HTTPException):
                    break
            if web.wait(timeout=10) != -signal.SIGKILL or recorded() != before + 1:
                raise SystemExit("the web process did not die after exactly one commit")


def flush(stage: Stage) -> None:
    import redis

    with redis.Redis.from_url(stage.servers.redis_url) as client:
        for _ in range(20):
            client.flushall()
            time.sleep(0.1)


FAULTS = [
    Fault("none"),
    Fault("two workers at once", workers=2),
    *(Fault(f"worker killed {point}", point) for point in killing.POINTS),
    Fault("two workers, killed while sending", killing.DURING_SENDING, workers=2),
    Fault("web killed between commit and nudge", strike=kill_web, strike_at=1),
    Fault("Valkey killed", strike=lambda stage: restart(stage.servers, "valkey", signal.SIGKILL)),
    Fault("Valkey: FLUSHALL, 20 times", strike=flush),
    Fault("PostgreSQL restarted under load", strike=lambda stage: restart(stage.servers, "postgres", signal.SIGINT)),
    Fault("PostgreSQL killed under load", strike=lambda stage: restart(stage.servers, "postgres", signal.SIGKILL)),
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=10_000, help="number of events for each fault")
    parser.add_argument("--kills", type=int, default=2, help="number of workers to kill in a fault that kills workers")
    parser.add_argument("--only", default="", help="run only faults whose name contains this")
    options: Any = parser.parse_args()
    kept = True
    with house() as servers, receiver(ENDPOINTS) as server:
        stage = Stage(servers, server, open_books(server.ports))
        print(COLUMNS, flush=True)
        try:
            for fault in FAULTS:
                if options.only in fault.name:
                    kept &= play(fault, stage, options.events, options.kills)
        finally:
            for process in stage.running:
                end(process)
    sys.exit(0 if kept else "A promise was broken.")


if __name__ == "__main__":
    main()
