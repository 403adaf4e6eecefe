"""Load Atlas as 50 organizations at the full rates of their tiers, and see what they got and whether anything is lost.

    .venv/bin/python -m benchmarks.load [--minutes 10] [--standard 40 --professional 8 --enterprise 2]
    .venv/bin/python -m benchmarks.load --faults [--minutes 1]

Atlas runs as in production: `manage.py serve` with two processes of four threads, a Celery worker with two, and beat.
Each organization asks for 5 % more than its tier allows, evenly, and has a webhook for all events. Of its requests 45 %
are lists of 50 entries, 25 % single entries, 10 % reports of profit and loss, 15 % new entries and 5 % new invoices.
Writes have an Idempotency-Key and are sent again, as our libraries do, until they have an answer.

With `--faults` there is one such load for each fault, which happens after a quarter of the time: PostgreSQL restarted
or killed, Valkey killed, a worker killed, a web process killed. A killed program is started again, as a supervisor
would. For the fault `replica lagging` reports come from a streaming replica, which stops showing what is written after
a quarter of the time. Each second client sends `Atlas-Position` with its reports. A report is `stale` if it lacks an
entry of its client that was answered before it, or, without that header, longer before it than the replica may lag.
How many reports the replica answered, and why the primary answered others, is told below the row.

At the end: `refused`, the requests over the limit of their tier; `errors`, the answers of 500 and above; `broken`,
connections that ended without an answer; `gap`, the longest time without a good answer. `lost`: answered writes that
are not in the books, or are there twice, writes without an answer after all tries, and events without a delivery.
`twice`: arrivals of an event after its first. `over`: organizations that had more requests than their limit in any
minute or second. A process that gets no answer from Valkey in time counts for itself; this is told below the row, and
then `over` is not counted. The memory is the private one of the largest process, after a quarter of the time and at the
end. The exit status is 1 if anything is lost, stale, over the limit, or not as the checks of the books say, if an event
arrives twice although no worker was killed, or if an error is not one that its fault explains (`EXPLAINED`).
"""

import argparse
import asyncio
import json
import os
import random
import re
import signal
import statistics
import sys
import time
import urllib.request
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psutil

from benchmarks import webhooks
from benchmarks.house import SECRET, house, restart
from benchmarks.http import DAY, ENTRIES, THREADS, WORKERS, open_company, process, web

TIERS = ("standard", "professional", "enterprise")
OVER = 1.05
TRIES, PAUSE_SECONDS, GIVE_UP_SECONDS = 60, 0.5, 60
DRAIN_SECONDS = 300
USUAL = {200, 201, 409, 429}
MAX_LAG_SECONDS = 10
"""REPLICA_MAX_LAG_SECONDS, which is not set."""
REPORT = "reports/profit-loss?start_date=2026-01-01&end_date=2026-12-31"
MIX = {"list": 0.45, "get": 0.25, "report": 0.10, "entry": 0.15, "invoice": 0.05}
MEBIBYTE = 1024 * 1024
READS, FALLBACKS = "atlas_replica_reads_total", "atlas_rate_limit_fallbacks_total"


@dataclass
class Answer:
    """A request that was answered, or broke (status 0). `began` and `ended` are seconds of one clock."""

    what: str
    status: int
    began: float
    ended: float
    stale: str = ""
    code: str = ""
    """The code of an error, if the answer has one."""


@dataclass
class Customer:
    """An organization with its company, what its requests name, and what it got."""

    company: Any
    token: str
    address: str
    """Its own, as a proxy says it: the requests that one address has unfinished are limited too."""
    limit: Any
    accounts: tuple[Any, Any]
    contact: Any
    entry: Any
    answers: list[Answer] = field(default_factory=list)
    written: dict[str, list[str]] = field(default_factory=lambda: {"entry": [], "invoice": []})
    unanswered: list[str] = field(default_factory=list)
    """The writes that had no answer after all tries."""
    sends_position: bool = False
    position: str = ""
    posted: list[float] = field(default_factory=list)
    """When each new entry was answered, in any load."""

    def staleness(self, report: dict[str, Any], began: float, position: str) -> str:
        """Return how many of the entries are missing in a report that must show them, or an empty string."""
        before = began if position else began - MAX_LAG_SECONDS
        (sales,) = (row["amounts"][0] for row in report["rows"] if row.get("code") == "4000")
        must, shown = ENTRIES + sum(moment <= before for moment in self.posted), float(sales) / 100
        return f"{must - shown:g} entries are missing" if shown < must else ""

    def request(self, what: str) -> tuple[str, str, dict[str, Any] | None, str]:
        """Return method, path, body and the text by which a write is found again."""
        key = str(uuid4())
        if what == "entry":
            sides = zip(self.accounts, ("debit", "credit"), strict=True)
            lines = [{"account_id": str(account.pk), side: 100} for account, side in sides]
            return "POST", "journal-entries", {"date": str(DAY), "memo": key, "lines": lines}, key
        if what == "invoice":
            line = {"account_id": str(self.accounts[1].pk), "description": "Work", "quantity": 2, "unit_price": 50}
            body = {"customer_id": str(self.contact.pk), "issue_date": str(DAY), "reference": key, "lines": [line]}
            return "POST", "invoices", body, key
        paths = {"list": "journal-entries", "get": f"journal-entries/{self.entry.pk}", "report": REPORT}
        return "GET", paths[what], None, key


def open_customers(options: argparse.Namespace, ports: list[int]) -> list[Customer]:
    from foundation import tenancy
    from identity import tokens
    from identity.rate_limits import LIMITS
    from tests.factories import make_webhook

    tiers = [tier for tier in TIERS for _ in range(getattr(options, tier))]
    made = []
    for number, tier in enumerate(tiers):
        with tenancy.everyone():
            by, company, customer, accounts, entry = open_company(f"Books {number}", tier)
            make_webhook(company, f"http://127.0.0.1:{ports[number % len(ports)]}/hooks")
        token = tokens.issue(by).access_token
        one = Customer(
            company, token, f"198.18.0.{number + 1}", LIMITS[by.organization.tier], accounts, customer, entry
        )
        one.sends_position = number % 2 == 0
        made.append(one)
    return made


class Crew:
    """The programs of Atlas. A program that ended is started again, as a supervisor does."""

    def __init__(self, servers: Any, stack: ExitStack, standby: Any = None) -> None:
        self.servers, self.stack, self.standby = servers, stack, standby
        self.port, self.server = stack.enter_context(web("atlas", Path()))
        self.worker = self._worker()
        celery = ["-m", "celery", "--quiet", "--app", "atlas", "beat", "--scheduler", "celery.beat:Scheduler"]
        self.beat = stack.enter_context(process(*celery, "--schedule", f"{os.environ['ATLAS_HOME']}/beat"))

    def _worker(self) -> psutil.Process:
        celery = ["-m", "celery", "--quiet", "--app", "atlas", "worker", "--loglevel", "CRITICAL"]
        options = ["--concurrency", "2", "--without-gossip", "--without-mingle"]
        return self.stack.enter_context(process(*celery, *options))

    def memory(self) -> str:
        """Return the private memory of the largest web process and of the largest worker process, in MiB."""
        return f"{private(self.server):,.0f} / {private(self.worker):,.0f}"

    def kill_worker(self) -> None:
        for each in [*self.worker.children(recursive=True), self.worker]:
            each.kill()
        self.worker = self._worker()

    def kill_web_process(self) -> None:
        """Kill the process that has answered most. The server starts another in its place."""
        before = self.server.children(recursive=True)
        max(before, key=lambda each: each.cpu_times().user).kill()
        deadline = time.monotonic() + GIVE_UP_SECONDS
        while not set(self.server.children(recursive=True)) - set(before):
            assert time.monotonic() < deadline, "no web process took the killed one's place"
            time.sleep(0.1)

    def lag(self) -> None:
        """Let the replica show nothing new until the load ends."""
        self.standby.pause()

    def counted(self, metric: str) -> Counter[str]:
        """Return what a metric has counted so far, by the value of its only label."""
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}/metrics")
        asked.add_header("Authorization", f"Bearer {SECRET}")
        with urllib.request.urlopen(asked) as answer:
            found = re.findall(rf'^{metric}{{\w+="(\w+)"}} ([\d.]+)', answer.read().decode(), re.M)
        return Counter({name: int(float(count)) for name, count in found})


def private(parent: psutil.Process) -> float:
    sizes = [0.0]
    for each in [parent, *parent.children(recursive=True)]:
        try:
            sizes.append(each.memory_full_info().uss / MEBIBYTE)
        except psutil.NoSuchProcess:
            continue
    return max(sizes)


FAULTS: dict[str, Callable[[Crew], None]] = {
    "PostgreSQL restarted": lambda crew: restart(crew.servers, "postgres", signal.SIGINT),
    "PostgreSQL killed": lambda crew: restart(crew.servers, "postgres", signal.SIGKILL),
    "Valkey killed": lambda crew: restart(crew.servers, "valkey", signal.SIGKILL),
    "worker killed": Crew.kill_worker,
    "web process killed": Crew.kill_web_process,
    "replica lagging": Crew.lag,
}
EXPLAINED = {"PostgreSQL restarted": {503}, "PostgreSQL killed": {503}, "web process killed": {0}}
"""The answers that a fault explains, besides the usual ones. 0 is a broken connection."""


async def send_all(customers: list[Customer], crew: Crew, seconds: float, fault: Callable[[Crew], None] | None) -> str:
    """Let all customers send for some seconds, and let the fault happen after a quarter of them.

    Return the memory of the programs just before.
    """
    import aiohttp

    from foundation import replica

    connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=60)
    timeout = aiohttp.ClientTimeout(total=GIVE_UP_SECONDS)
    async with aiohttp.ClientSession(f"http://127.0.0.1:{crew.port}", connector=connector, timeout=timeout) as session:

        async def one(customer: Customer, what: str) -> None:
            method, path, body, key = customer.request(what)
            headers = {"Authorization": f"Bearer {customer.token}", "X-Forwarded-For": customer.address}
            if body is not None:
                headers |= {"Idempotency-Key": key, "Content-Type": "application/json"}
            position = customer.position if what == "report" and customer.sends_position else ""
            if position:
                headers[replica.HEADER] = position
            for _ in range(TRIES):
                began = time.monotonic()
                status, stale, code = 0, "", ""
                try:
                    address = f"/api/v1/companies/{customer.company.pk}/{path}"
                    data = None if body is None else json.dumps(body)
                    async with session.request(method, address, data=data, headers=headers) as response:
                        content = await response.read()
                        status = response.status
                        customer.position = max(customer.position, response.headers.get(replica.HEADER, ""))
                        if status >= 400:
                            code = json.loads(content)["code"] if content else "empty"
                        if what == "report" and status == 200:
                            stale = customer.staleness(json.loads(content), began, position)
                except (aiohttp.ClientError, TimeoutError):
                    pass
                customer.answers.append(Answer(what, status, began, time.monotonic(), stale, code))
                if status == 201 and what == "entry":
                    customer.posted.append(time.monotonic())
                if status == 201:
                    customer.written[what].append(key)
                is_unsure = status == 0 or status >= 500 or status == 409
                if body is None or not is_unsure:
                    return
                await asyncio.sleep(PAUSE_SECONDS)
            customer.unanswered.append(f"{what} {key}: no answer")

        async def customer_sends(customer: Customer) -> None:
            chance = random.Random(str(customer.company.pk))
            pause = 60 / (customer.limit.per_minute * OVER)
            started = time.monotonic() + chance.random() * pause
            sent = []
            for number in range(int(seconds / pause)):
                await asyncio.sleep(max(0.0, started + number * pause - time.monotonic()))
                sent.append(asyncio.create_task(one(customer, chance.choices([*MIX], [*MIX.values()])[0])))
            await asyncio.gather(*sent)

        async def strike() -> str:
            await asyncio.sleep(seconds / 4)
            memory = crew.memory()
            if fault is not None:
                await asyncio.to_thread(fault, crew)
            return memory

        before, *_ = await asyncio.gather(strike(), *map(customer_sends, customers))
        return str(before)


def most_within(customer: Customer, seconds: float) -> int:
    """Return the most requests that surely were counted within so many seconds: sent and answered in them. What is
    answered with 503 may have been refused before it was counted."""
    counted = sorted((a.began, a.ended) for a in customer.answers if a.status and a.status < 500 and a.status != 429)
    starts = [began for began, _ in counted]
    most = 0
    for place, began in enumerate(starts):
        last = bisect_left(starts, began + seconds)
        most = max(most, sum(ended < began + seconds for _, ended in counted[place:last]))
    return most


def over_the_limit(customers: list[Customer]) -> list[str]:
    found = []
    for customer in customers:
        for allowed, seconds in ((customer.limit.per_minute, 60), (customer.limit.burst, 1)):
            if (most := most_within(customer, seconds)) > allowed:
                found.append(f"{customer.company.organization.name}: {most} in {seconds} s, {allowed} allowed")
    return found


def lost_writes(customer: Customer) -> list[str]:
    """Return the answered writes that are not in the books exactly once."""
    from accounting.models import Invoice, JournalEntry

    entries = Counter(JournalEntry.objects.filter(company=customer.company).values_list("memo", flat=True))
    invoices = Counter(Invoice.objects.filter(company=customer.company).values_list("reference", flat=True))
    found = [f"entry {key}: {entries[key]} times" for key in customer.written["entry"] if entries[key] != 1]
    return found + [
        f"invoice {key}: {invoices[key]} times" for key in customer.written["invoice"] if invoices[key] != 1
    ]


def arrive(customers: list[Customer], receiver: webhooks.Receiver, since: Any) -> tuple[list[str], int]:
    """Wait until all events since a moment are delivered. Return those that neither arrived nor were visibly given up,
    with the state of their deliveries, and how many arrivals were not the first of their event."""
    from accounting.models import Event
    from foundation import tenancy
    from webhooks.models import Delivery

    companies = [customer.company.pk for customer in customers]
    arrived: Counter[str] = Counter()
    deadline = time.monotonic() + DRAIN_SECONDS
    while True:
        with tenancy.everyone():
            recent = Event.objects.filter(company__in=companies, created_at__gt=since)
            events = list(recent.values_list("id", flat=True))
            status = dict(Delivery.objects.filter(event__in=recent).values_list("event_id", "status"))
        arrived.update(id.decode() for id, _ in receiver.arrivals())
        missing = [id for id in events if str(id) not in arrived and status.get(id) != "exhausted"]
        if (not missing and "pending" not in status.values()) or time.monotonic() > deadline:
            found = [f"event {id}: {status.get(id, 'no delivery yet')}" for id in missing]
            return found, arrived.total() - len(arrived)
        time.sleep(1)


def wrong_books(customers: list[Customer]) -> list[str]:
    from accounting.reports import integrity
    from foundation import tenancy

    found = []
    for customer in customers:
        with tenancy.everyone(**tenancy.AT_ONE_MOMENT):
            checks = integrity.checks(customer.company)
            found += [f"{customer.company.pk}: {failure}" for check in checks for failure in check.failures]
    return found


HEADS = (
    *("requests", "refused", "errors", "broken", "p50", "p95", "p99", "gap, s"),
    *("lost", "twice", "over", "web / worker, MiB"),
)
WIDTHS = (10, 9, 8, 8, 7, 8, 8, 8, 6, 7, 6, 20)


def play(name: str, customers: list[Customer], crew: Crew, seconds: float, receiver: webhooks.Receiver) -> bool:
    """Load for some seconds, print a row, and return whether the promises were kept."""
    from django.db import connections
    from django.utils import timezone

    from foundation import tenancy

    since = timezone.now()
    for customer in customers:
        customer.answers.clear()
        customer.unanswered.clear()
    reads, alone = crew.counted(READS), crew.counted(FALLBACKS)
    before = asyncio.run(send_all(customers, crew, seconds, FAULTS.get(name)))
    reads, alone = crew.counted(READS) - reads, crew.counted(FALLBACKS) - alone
    if name == "replica lagging":
        crew.standby.resume()
    connections.close_all()
    answers = [answer for customer in customers for answer in customer.answers]
    good = sorted(answer.ended for answer in answers if 200 <= answer.status < 300)
    taken = sorted(1000 * (a.ended - a.began) for a in answers if 200 <= a.status < 300)
    percentiles = statistics.quantiles(taken, n=100)
    gap = max(after - one for one, after in pairwise(good))
    with tenancy.everyone():
        lost = [text for customer in customers for text in lost_writes(customer)]
    lost += [text for customer in customers for text in customer.unanswered]
    missing, twice = arrive(customers, receiver, since)
    lost += missing
    over = [] if alone else over_the_limit(customers)
    unexplained = {a.status for a in answers} - USUAL - EXPLAINED.get(name, set())
    wrong = [*lost, *over, *(f"unexplained: {status}" for status in sorted(unexplained)), *wrong_books(customers)]
    if twice and name != "worker killed":
        wrong.append(f"{twice} arrivals of events that had arrived")
    values = (
        f"{len(answers):,}",
        f"{sum(a.code == 'rate_limited' for a in answers):,}",
        f"{sum(a.status >= 500 for a in answers):,}",
        f"{sum(a.status == 0 for a in answers):,}",
        f"{percentiles[49]:,.0f}",
        f"{percentiles[94]:,.0f}",
        f"{percentiles[98]:,.0f}",
        f"{gap:.1f}",
        str(len(lost)),
        str(twice),
        str(len(over)),
        f"{before} → {crew.memory()}",
    )
    print(f"{name:22}" + "".join(f"{value:>{width}}" for value, width in zip(values, WIDTHS, strict=True)), flush=True)
    stale = [f"report: {a.stale}" for a in answers if a.stale]
    if reads:
        print(f"    reports: {dict(reads)}, stale: {len(stale)}", flush=True)
    wrong += stale
    for text in wrong[:10]:
        print(f"    {text}", flush=True)
    if alone:
        print(f"    limited by each process for itself: {dict(alone)}", flush=True)
    if codes := Counter(f"{a.status} {a.code}" for a in answers if a.status >= 400 and a.code != "rate_limited"):
        print(f"    {dict(codes)}", flush=True)
    return not wrong


@contextmanager
def replica_of(servers: Any) -> Iterator[Any]:
    """Make a streaming replica on this machine, and let Atlas read reports from it."""
    from django.db import connection

    from tests.standby import PORT, standby

    connection.ensure_connection()
    info = connection.connection.info
    with standby(info, "atlas") as server:
        here, there = quote(info.host, safe=""), quote(server.host, safe="")
        url = servers.database_url.replace(f"@{here}:{info.port}/", f"@{there}:{PORT}/")
        assert url != servers.database_url, url
        os.environ["DATABASE_REPLICA_URL"] = url
        yield server


@contextmanager
def stage(options: argparse.Namespace) -> Iterator[tuple[list[Customer], Crew, webhooks.Receiver]]:
    total = sum(getattr(options, tier) for tier in TIERS)
    with house() as servers, webhooks.receiver(total) as receiver, ExitStack() as stack:
        counts = Path(os.environ["ATLAS_HOME"]) / "counts"
        counts.mkdir()
        os.environ |= {"METRICS_TOKEN": SECRET, "PROMETHEUS_MULTIPROC_DIR": str(counts), "TRUSTED_PROXIES": "1"}
        customers = open_customers(options, receiver.ports)
        standby = None
        if options.faults and options.only in "replica lagging":
            standby = stack.enter_context(replica_of(servers))
        yield customers, Crew(servers, stack, standby), receiver


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0, help="minutes of each load")
    parser.add_argument("--standard", type=int, default=40, help="organizations of this tier")
    parser.add_argument("--professional", type=int, default=8, help="organizations of this tier")
    parser.add_argument("--enterprise", type=int, default=2, help="organizations of this tier")
    parser.add_argument("--faults", action="store_true", help="one load for each fault")
    parser.add_argument("--only", default="", help="only the faults whose name contains this")
    options = parser.parse_args()
    kept = True
    with stage(options) as (customers, crew, receiver):
        rate = sum(customer.limit.per_minute for customer in customers)
        print(f"{len(customers)} organizations, {rate:,} requests a minute; {WORKERS} × {THREADS} threads")
        print(f"{'':22}" + "".join(f"{head:>{width}}" for head, width in zip(HEADS, WIDTHS, strict=True)), flush=True)
        for name in [each for each in FAULTS if options.only in each] if options.faults else ["no fault"]:
            kept &= play(name, customers, crew, 60 * options.minutes, receiver)
    sys.exit(0 if kept else "A promise was broken.")


if __name__ == "__main__":
    main()
