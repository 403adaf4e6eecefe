"""Measure requests over HTTP at production settings beside bare Django views that make the one SQL call.

    .venv/bin/python -m benchmarks.http [--seconds 5] [--rounds 3] [--connections 4,8,64] [--requests post,list,me]
        [--beside ../other-checkout] [--listen journal_entry.posted]

Atlas runs as in production: `manage.py serve` with two processes of four threads, a Celery worker with two, and beat.
The requests are of 40 Enterprise organizations in turn. Their counts for the rate limits are forgotten before each
measurement, so that no limit is reached. The floors are benchmarks/http_views.py on granian, with as many processes
and threads. wrk (Debian's package) sends the requests. All are interleaved in one run: medians, with the least and the
greatest value.

The processor time per request is that of the web processes, of worker and beat, and of PostgreSQL, from /proc. On a
machine that others use it says more than requests per second. With `--beside` another checkout with the same
migrations is measured too, as `before`. With `--listen` each organization has an endpoint for this event, so that the
time of the workers has the deliveries too.
"""

import argparse
import datetime
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from decimal import Decimal
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from uuid import UUID

import psutil
import redis

from benchmarks.house import SECRET, house, open_organization, spread
from benchmarks.posting import FLOOR
from benchmarks.webhooks import receiver

WORKERS, THREADS = "2", "4"
ORGANIZATIONS = 40
ENTRIES = 60
"""The entries of each company at the beginning: more than a page."""
DRAFTS = 15
"""The drafts of each company that are made before each measurement of sending invoices."""
BATCH = 50
SETTLE_SECONDS, LOOK_SECONDS, IDLE_SHARE = 30, 0.3, 0.1
ALONE = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
START_SECONDS = 120
DAY = datetime.date(2026, 3, 15)

# wrk asks for the next request as soon as one is answered. A list that can be sent only once ends the measurement.
LUA = """
local all = dofile(wrk_requests)
local place = 0
function request()
    place = place + 1
    if place > #all.requests then
        if all.once then wrk.thread:stop() end
        place = 1
    end
    return all.requests[place]
end
function done(summary, latency, requests)
    io.write(string.format('\\n{"answers": %d, "refused": %d, "lost": %d, "p50": %f, "p99": %f}\\n', summary.requests,
        summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.write
        + summary.errors.timeout, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
"""


@dataclass
class Books:
    """A company with what its requests name."""

    by: Any
    company: Any
    token: str
    period_id: UUID
    accounts: tuple[Any, Any]
    customer_id: UUID
    entry_id: UUID

    def request(self, method: str, path: str, body: Any = None) -> bytes:
        content = b"" if body is None else json.dumps(body, default=str).encode()
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {self.token}\r\n"
        if content:
            head += f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n"
        return f"{head}\r\n".encode() + content

    def ours(self, method: str, path: str, body: Any = None) -> bytes:
        return self.request(method, f"/api/v1/companies/{self.company.pk}/{path}", body)

    @property
    def entry(self) -> dict[str, Any]:
        debit, credit = (
            {"account_id": account.pk, side: 100} for account, side in zip(self.accounts, SIDES, strict=True)
        )
        return {"date": DAY, "memo": "Benchmark", "lines": [debit, credit]}

    @property
    def invoice(self) -> dict[str, Any]:
        line = {"account_id": self.accounts[1].pk, "description": "Consulting", "quantity": 2, "unit_price": 50}
        return {"customer_id": self.customer_id, "issue_date": DAY, "lines": [line, line]}

    def draft(self, price: int = 50, day: datetime.date = DAY) -> Any:
        from accounting.documents import invoices

        line = {**self.invoice["lines"][0], "unit_price": Decimal(price), "quantity": Decimal(2)}
        return invoices.create(
            self.company,
            by=self.by,
            customer_id=self.customer_id,
            issue_date=day,
            lines=[line, line],  # type: ignore[list-item]
        )

    def send(self) -> None:
        """Send as many invoices as a page has, each of another amount and day, of which every third is paid in part."""
        from accounting.documents import invoices
        from accounting.settlement import payments

        for number in range(1, ENTRIES + 1):
            invoice = invoices.send(self.draft(number, DAY - datetime.timedelta(days=number)), by=self.by)
            if number % 3 == 0:
                payments.create(
                    self.company,
                    by=self.by,
                    type="received",
                    contact_id=self.customer_id,
                    date=DAY,
                    amount=Decimal(number),
                    account_id=self.accounts[0].pk,
                    allocations=[{"invoice_id": invoice.pk, "amount": Decimal(number)}],
                )


SIDES = ("debit", "credit")
Make = Callable[[Books], bytes]


@dataclass
class Kind:
    """A kind of request: ours, and the bare view's. Without `ours` it sends drafts, each once."""

    title: str
    ours: Make | None
    bare: Make | None = None


KINDS = {
    "post": Kind(
        "POST /journal-entries, 2 lines",
        lambda b: b.ours("POST", "journal-entries", b.entry),
        lambda b: b.request("POST", f"/post/{b.company.pk}/{b.period_id}", b.entry),
    ),
    "list": Kind(
        "GET /journal-entries, 50",
        lambda b: b.ours("GET", "journal-entries"),
        lambda b: b.request("GET", f"/list/{b.company.pk}"),
    ),
    "me": Kind("GET /auth/me", lambda b: b.request("GET", "/api/v1/auth/me"), lambda b: b.request("GET", "/me")),
    "get": Kind(
        "GET /journal-entries/{id}",
        lambda b: b.ours("GET", f"journal-entries/{b.entry_id}"),
        lambda b: b.request("GET", f"/get/{b.company.pk}/{b.entry_id}"),
    ),
    "invoices": Kind("GET /invoices, 50", lambda b: b.ours("GET", "invoices")),
    "overdue": Kind("GET /invoices?status=overdue, 50", lambda b: b.ours("GET", "invoices?status=overdue")),
    "invoice": Kind("POST /invoices, 2 lines", lambda b: b.ours("POST", "invoices", b.invoice)),
    "send": Kind("POST /invoices/{id}/send", None),
    "payment": Kind(
        "POST /payments",
        lambda b: b.ours(
            "POST",
            "payments",
            {
                "type": "received",
                "customer_id": b.customer_id,
                "date": DAY,
                "amount": 100,
                "account_id": b.accounts[0].pk,
            },
        ),
    ),
    "report": Kind(
        "GET /reports/profit-loss",
        lambda b: b.ours("GET", "reports/profit-loss?start_date=2026-01-01&end_date=2026-12-31"),
    ),
    "batch": Kind(
        f"POST /journal-entries/batch, {BATCH}",
        lambda b: b.ours("POST", "journal-entries/batch", {"entries": [b.entry] * BATCH}),
    ),
}


def open_company(name: str, tier: str) -> tuple[Any, Any, Any, tuple[Any, Any], Any]:
    """Create an organization with a company. Return its admin, the company, a customer, the accounts of cash and sales,
    and the first of its ENTRIES. Call it within `tenancy.everyone()`."""
    from accounting.ledger import companies, contacts, journal
    from accounting.models import Account, ContactKind, JournalEntry, JournalLine

    by = open_organization(name, tier=tier)
    company = companies.create(organization=by.organization, name="Benchmark", base_currency="USD", by=by)
    customer = contacts.create(company, by=by, kind=ContactKind.CUSTOMER, name="Customer")
    cash, sales = (Account.objects.get(company=company, code=code) for code in ("1000", "4000"))
    entries = []
    for _ in range(ENTRIES):
        zero, hundred = Decimal(0), Decimal(100)
        lines = [JournalLine(account=cash, debit=hundred, credit=zero)]
        lines += [JournalLine(account=sales, debit=zero, credit=hundred)]
        entries.append((JournalEntry(company=company, date=DAY, memo="Benchmark"), lines))
    return by, company, customer, (cash, sales), journal.post_many(entries, by=by)[0]


def open_endpoint(organization_id: UUID, port: int, event: str) -> None:
    """Create an endpoint for an event at a receiver of benchmarks/webhooks.py."""
    from webhooks import encryption
    from webhooks.models import Endpoint

    Endpoint.objects.create(
        organization_id=organization_id,
        url=f"http://127.0.0.1:{port}/hooks",
        events=[event],
        encrypted_secret=encryption.encrypt(SECRET),
    )


def open_books(owner_url: str, kinds: Sequence[str]) -> list[Books]:
    """Create the organizations, each with a company and what those kinds of requests ask for, and the tables of the
    floor."""
    import psycopg

    from accounting.models import AccountingPeriod
    from foundation import tenancy
    from identity import tokens
    from identity.models import Tier

    with psycopg.connect(owner_url) as owner:
        owner.execute(FLOOR)
    made = []
    for number in range(ORGANIZATIONS):
        with tenancy.everyone():
            by, company, customer, accounts, entry = open_company(f"Books {number}", Tier.ENTERPRISE)
            period = AccountingPeriod.objects.get(company=company, start_date=DAY.replace(day=1))
        token = tokens.issue(by).access_token
        made.append(Books(by, company, token, period.pk, accounts, customer.pk, entry.pk))
        if not {"invoices", "overdue"}.isdisjoint(kinds):
            with tenancy.everyone():
                made[-1].send()
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("SET atlas.organization_id = 'everyone'")
        owner.execute("INSERT INTO floor.head SELECT * FROM accounting_ledgerhead")
        for books in made:
            values = [books.company.pk, books.period_id, DAY, *(account.pk for account in books.accounts), ENTRIES]
            owner.execute("SELECT floor.post(%s, %s, %s, %s, %s, 100) FROM generate_series(1, %s)", values)
        owner.execute("VACUUM ANALYZE")
    return made


@contextmanager
def process(*command: str, cwd: Path | None = None, **environment: str) -> Iterator[psutil.Process]:
    """Run a command until the block ends, without its output."""
    started = subprocess.Popen(
        [sys.executable, *command],
        env={**os.environ, **environment},
        cwd=cwd,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield psutil.Process(started.pid)
    finally:
        started.terminate()
        started.wait()


def is_there(port: int) -> bool:
    """Return whether a server answers. granian opens the port before its processes have loaded the application."""
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
        connection.request("GET", "/")
        return connection.getresponse().status > 0
    except OSError:
        return False


@contextmanager
def web(name: str, beside: Path, workers: str = WORKERS) -> Iterator[tuple[int, psutil.Process]]:
    """Run a web server, `atlas`, `before` or `bare`, and return its port and process."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    serve = ["manage.py", "serve"]
    settings = {"PORT": str(port), "WEB_HOST": "127.0.0.1", "WEB_WORKERS": workers, "WEB_THREADS": THREADS}
    settings |= {"DRAIN_SECONDS": "0", "LOG_LEVEL": "INFO"}
    if name == "bare":
        serve = [
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--port",
            str(port),
            "--workers",
            WORKERS,
            "--log-level",
            "error",
        ]
        serve += ["--blocking-threads", THREADS, "benchmarks.http_views:application"]
        settings["DATABASE_URL"] = os.environ["DATABASE_OWNER_URL"]
    with process(*serve, cwd=beside if name == "before" else None, **settings) as server:
        deadline = time.monotonic() + START_SECONDS
        while not is_there(port):
            assert time.monotonic() < deadline, f"{name} does not start"
            time.sleep(0.1)
        yield port, server


def processor_seconds(parent: psutil.Process) -> float:
    """Return the processor time of a process and of its children, also of those that have ended."""
    total = 0.0
    for each in [parent, *parent.children(recursive=True)]:
        try:
            total += time.clock_gettime((~each.pid << 3) | 2)  # its clock on Linux; `cpu_times` counts steps of 10 ms
            if each == parent:
                used = each.cpu_times()
                total += used.children_user + used.children_system
        except (OSError, psutil.NoSuchProcess):
            continue
    return total


def wrk(port: int, requests: list[bytes], connections: int, seconds: float, *, once: bool) -> dict[str, float]:
    """Send the requests in turn for some seconds, and return how many answers came, and their p50 and p99 in ms."""
    with tempfile.TemporaryDirectory(prefix="atlas-wrk-") as home:
        quoted = ",\n".join(f"[===[\n{request.decode()}]===]" for request in requests)
        listed, script = Path(home, "requests.lua"), Path(home, "script.lua")
        listed.write_text(f"return {{once = {str(once).lower()}, requests = {{{quoted}}}}}", newline="")
        script.write_text(f"wrk_requests = '{listed}'\n{LUA}")
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:.0f}s", "--timeout", "20s", "-s", str(script)]
        began = time.perf_counter()
        done = subprocess.run([*command, f"http://127.0.0.1:{port}/"], check=True, text=True, capture_output=True)
        found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found | {"seconds": time.perf_counter() - began}


class Bench:
    """The servers that run, and what they took."""

    def __init__(self, books: list[Books], servers: Any, options: argparse.Namespace, stack: ExitStack) -> None:
        self.books, self.options = books, options
        self.valkey = redis.Redis.from_url(servers.redis_url)
        names = ["bare", "atlas", *(["before"] if options.beside else [])]
        self.web = {name: stack.enter_context(web(name, options.beside)) for name in names}
        celery = ["-m", "celery", "--quiet", "--app", "atlas"]
        worker = ["worker", "--loglevel", "INFO", "--concurrency", "2", *ALONE]
        beat = ["beat", "--scheduler", "celery.beat:Scheduler", "--loglevel", "WARNING", "--schedule"]
        home = os.environ["ATLAS_HOME"]
        self.workers = [
            stack.enter_context(process(*celery, *worker, LOG_LEVEL="INFO")),
            stack.enter_context(process(*celery, *beat, f"{home}/beat")),
        ]
        [pid_file] = Path(home, "postgres").rglob("postmaster.pid")
        self.postgres = psutil.Process(int(pid_file.read_text().split()[0]))

    def measure(self, kind: Kind, name: str, connections: int) -> dict[str, float]:
        from foundation import tenancy

        make = kind.bare if name == "bare" else kind.ours
        if make is None:
            with tenancy.everyone():
                drafts = [(each, each.draft().pk) for _ in range(DRAFTS) for each in self.books]
            requests = [each.ours("POST", f"invoices/{draft}/send", {}) for each, draft in drafts]
        else:
            requests = [make(each) for each in self.books]
        for key in self.valkey.scan_iter("atlas:rate:*"):
            self.valkey.delete(key)
        port, server = self.web[name]
        kinds = {"web": [server], "workers": self.workers, "PostgreSQL": [self.postgres]}
        before = {what: sum(map(processor_seconds, those)) for what, those in kinds.items()}
        found = wrk(port, requests, connections, self.options.seconds, once=make is None)
        assert found["lost"] == found["refused"] == 0, (kind.title, name, found)
        self.settle()
        for what, those in kinds.items():
            used = sum(map(processor_seconds, those)) - before[what]
            found[what] = 1000 * used / found["answers"]
        return found | {"rate": found["answers"] / found["seconds"], "p99 / p50": found["p99"] / found["p50"]}

    def settle(self) -> None:
        """Wait until the workers have done what the requests left to them, so that it counts for these requests."""
        deadline = time.monotonic() + SETTLE_SECONDS
        used = -1.0
        while time.monotonic() < deadline:
            before, used = used, sum(map(processor_seconds, self.workers))
            if used - before < IDLE_SHARE * LOOK_SECONDS and self.valkey.llen("atlas") == 0:
                return
            time.sleep(LOOK_SECONDS)

    def compare(self, kind: Kind, connections: int) -> dict[str, list[dict[str, float]]]:
        """Measure a kind of request with all servers, interleaved. The first round warms up."""
        names = [name for name in self.web if name != "bare" or kind.bare]
        measured: dict[str, list[dict[str, float]]] = {name: [] for name in names}
        for _ in range(self.options.rounds + 1):
            for name in names:
                measured[name].append(self.measure(kind, name, connections))
        return {name: values[1:] for name, values in measured.items()}


def show(kind: Kind, connections: int, measured: dict[str, list[dict[str, float]]]) -> None:
    for name, values in measured.items():
        columns = [spread([value["rate"] for value in values], places=0)]
        share = [100 * a["rate"] / b["rate"] for a, b in zip(values, measured.get("bare", []), strict=False)]
        columns.append(spread(share, "%", places=0) if share else "")
        columns += [spread([value[what] for value in values], places=2) for what in ("web", "workers", "PostgreSQL")]
        columns.append(f"{statistics.median(value['p50'] for value in values):,.1f}")
        columns.append(f"{statistics.median(value['p99'] for value in values):,.1f}")
        title = f"{kind.title}, {connections}×" if name == next(iter(measured)) else ""
        print(
            f"{title:42}{name:8}" + "".join(f"{one:>{width}}" for one, width in zip(columns, WIDTHS, strict=True)),
            flush=True,
        )


WIDTHS = (22, 18, 20, 20, 20, 8, 8)
HEADS = ("requests/s", "of the bare", "web, ms", "workers, ms", "PostgreSQL, ms", "p50", "p99")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=5.0, help="seconds of each measurement")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", default="4,8,64")
    parser.add_argument("--requests", default=",".join(KINDS), help="any of " + ",".join(KINDS))
    parser.add_argument("--beside", type=Path, help="another checkout of Atlas to measure beside this one")
    parser.add_argument("--listen", help="an event that each organization has an endpoint for")
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        parser.error("wrk is not there: apt-get install wrk")
    with house() as servers, ExitStack() as stack:
        books = open_books(servers.owner_url, options.requests.split(","))
        if options.listen:
            from foundation import tenancy

            ports = stack.enter_context(receiver(ORGANIZATIONS)).ports
            with tenancy.everyone():
                for each, port in zip(books, ports, strict=True):
                    open_endpoint(each.by.organization_id, port, options.listen)
        bench = Bench(books, servers, options, stack)
        print(f"{'':50}" + "".join(f"{head:>{width}}" for head, width in zip(HEADS, WIDTHS, strict=True)))
        for name in options.requests.split(","):
            for connections in map(int, options.connections.split(",")):
                show(KINDS[name], connections, bench.compare(KINDS[name], connections))


if __name__ == "__main__":
    main()
