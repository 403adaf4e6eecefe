"""Compare webhook deliveries per second with the floor: the same signed bodies by aiohttp alone, without a database.

    .venv/bin/python -m benchmarks.webhooks [--endpoints 1100] [--dead 100] [--events 11000] [--rounds 3] [--engines 2]

Receiver, PostgreSQL (fsync and synchronous_commit on) and engine share the machine. Each endpoint is a port. A delivery
is counted when its attempt is stored. Rounds of floor, engine, and engine with hanging endpoints are interleaved. Then
it measures the time from commit to arrival at healthy endpoints under a steady load, without dead endpoints and with
each kind of them (`--only latencies`).
"""

import argparse
import asyncio
import functools
import gc
import gzip
import logging
import multiprocessing
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from benchmarks.house import SECRET, house, spread

BODY_BYTES = 1000
LOAD_SECONDS = 10
GIVE_UP_SECONDS = 120
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"
spawn = multiprocessing.get_context("spawn")


class Receiving(asyncio.Protocol):
    """A minimal HTTP receiver, so that the receiver is not what we measure."""

    arrivals: list[tuple[bytes, float]] = []
    bad: dict[int, str] = {}
    """The ports that misbehave, and how."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: Any = transport
        self.port = transport.get_extra_info("sockname")[1]
        self.buffer = b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while True:
            head, gap, rest = self.buffer.partition(b"\r\n\r\n")
            if not gap:
                return None
            fields = {
                key.lower(): value for key, _, value in (line.partition(b": ") for line in head.split(b"\r\n")[1:])
            }
            length = int(fields.get(b"content-length", 0))
            if len(rest) < length:
                return None
            self.buffer = rest[length:]
            if self.port in self.bad:
                return getattr(self, self.bad[self.port])()
            self.arrivals.append((fields.get(b"webhook-id", b""), time.time()))
            self.transport.write(ANSWER)

    def hang(self) -> None:
        pass

    def reset(self) -> None:
        self.transport.abort()

    def drip(self) -> None:
        self._go_on(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + b"x" * 100, size=1, pause=1.0)

    def endless(self) -> None:
        self.transport.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        self._go_on(b"10000\r\n" + b"x" * 65536 + b"\r\n", size=65545, pause=0.01, again=True)

    def gigantic(self) -> None:
        self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n" + b"x" * 1_000_000)

    def bomb(self) -> None:
        body = bomb()
        self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(body))
        self.transport.write(body)

    def _go_on(self, data: bytes, *, size: int, pause: float, again: bool = False) -> None:
        """Write `data` in pieces until the connection is closed."""
        if self.transport.is_closing() or not data:
            return
        self.transport.write(data[:size])
        rest = data if again else data[size:]
        asyncio.get_running_loop().call_later(
            pause, functools.partial(self._go_on, rest, size=size, pause=pause, again=again)
        )


@functools.cache
def bomb() -> bytes:
    return gzip.compress(b"\0" * 10_000_000)


def receive(pipe: Connection, endpoints: int) -> None:
    """Listen on so many ports. A command has the ports that misbehave and how; None: send the arrivals and clear
    them."""
    import django

    django.setup()

    async def run() -> None:
        from webhooks.engine import raise_file_limit

        raise_file_limit()
        loop = asyncio.get_running_loop()
        servers = [await loop.create_server(Receiving, "127.0.0.1", 0, backlog=512) for _ in range(endpoints)]
        pipe.send([server.sockets[0].getsockname()[1] for server in servers])
        while True:
            command = await loop.run_in_executor(None, pipe.recv)
            if command is None:
                pipe.send(Receiving.arrivals[:])
                Receiving.arrivals.clear()
            else:
                Receiving.bad = command
                pipe.send(True)

    gc.disable()  # it would scan all arrivals again and again
    asyncio.run(run())


class Receiver:
    def __init__(self, pipe: Connection) -> None:
        self.pipe = pipe
        self.ports: list[int] = pipe.recv()

    def misbehave(self, ports: list[int], how: str = "hang") -> None:
        self.pipe.send(dict.fromkeys(ports, how))
        self.pipe.recv()

    def arrivals(self) -> list[tuple[bytes, float]]:
        self.pipe.send(None)
        received: list[tuple[bytes, float]] = self.pipe.recv()
        return received


@contextmanager
def receiver(endpoints: int) -> Iterator[Receiver]:
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=receive, args=(theirs, endpoints), daemon=True)
    process.start()
    try:
        yield Receiver(ours)
    finally:
        process.kill()
        process.join()


def floor(ports: list[int], requests: int, results: Any) -> None:
    """Sign and send with aiohttp, as many at once as the engine, and store nothing."""
    import aiohttp
    import django

    django.setup()
    from webhooks import policy, signing

    body = sample()

    async def run() -> float:
        from webhooks.engine import raise_file_limit

        raise_file_limit()
        todo = iter(range(requests))

        async def work(session: aiohttp.ClientSession) -> None:
            for number in todo:
                headers = signing.headers(
                    body=body,
                    event_type="invoice.paid",
                    webhook_id=str(uuid4()),
                    delivery_id=str(uuid4()),
                    attempt=1,
                    sequence=1042,
                    timestamp=int(time.time()),
                    header_secret=SECRET,
                    live_secrets=[SECRET],
                )
                url = f"http://127.0.0.1:{ports[number % len(ports)]}/hooks"
                async with session.post(url, data=body, headers=headers) as response:
                    await response.read()

        connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=4)
        async with aiohttp.ClientSession(connector=connector) as session:
            started = time.perf_counter()
            await asyncio.gather(*(work(session) for _ in range(policy.MAX_YOUNG)))
            return requests / (time.perf_counter() - started)

    results.put(asyncio.run(run()))


def sample() -> bytes:
    from accounting import events

    data = dict(events.CATALOGUE["invoice.paid"].sample["data"])
    short = len(events.body("invoice.paid", datetime.now(UTC), data))
    data["reference"] = "x" * (BODY_BYTES - short)
    return events.body("invoice.paid", datetime.now(UTC), data)


def serve() -> None:
    """Run one engine until killed."""
    import django

    django.setup()
    from webhooks.engine import Engine

    Engine(stay=True).work()


def open_books(ports: list[int]) -> list[UUID]:
    """Create an organization, a company and an endpoint for each port."""
    from accounting.models import Company
    from foundation import tenancy
    from identity.models import Organization
    from webhooks import encryption
    from webhooks.models import Endpoint

    with tenancy.everyone():
        organizations = Organization.objects.bulk_create(Organization(name=f"Benchmark {port}") for port in ports)
        companies = Company.objects.bulk_create(
            Company(organization=one, name="Books", base_currency_id="USD") for one in organizations
        )
        secret = encryption.encrypt(SECRET)
        Endpoint.objects.bulk_create(
            Endpoint(organization=one, url=f"http://127.0.0.1:{port}/hooks", events=["*"], encrypted_secret=secret)
            for one, port in zip(organizations, ports, strict=True)
        )
    return [company.pk for company in companies]


def load(companies: list[UUID], events: int) -> None:
    """Record so many events, spread over the companies."""
    from accounting.models import Event
    from foundation import tenancy

    body = sample()
    each = events // len(companies)
    with tenancy.everyone():
        for start in range(0, len(companies), 500):
            rows = [
                Event(company_id=company_id, type="invoice.paid", subject_id=uuid4(), body=body)
                for company_id in companies[start : start + 500]
                for _ in range(each)
            ]
            Event.objects.bulk_create(rows, batch_size=2000)


def calm() -> None:
    """Delete pending deliveries, reset the endpoints, and vacuum the tables."""
    from django.db import connections

    from foundation import tenancy
    from webhooks.models import Attempt, Delivery, Drain, Endpoint

    with tenancy.everyone():
        Attempt.objects.all()._raw_delete("default")
        Delivery.objects.all()._raw_delete("default")
        Drain.objects.all().delete()
        Endpoint.objects.update(
            is_enabled=True, disabled_reason="", disabled_at=None, consecutive_failures=0, failing_since=None,
            held_until=None, next_due_at=None, last_success_at=datetime.now(UTC),
        )  # fmt: skip
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "VACUUM ANALYZE webhooks_delivery, webhooks_attempt, webhooks_endpoint, webhooks_fanout, accounting_event"
        )
        cursor.execute("CHECKPOINT")


def stored(unhealthy: list[UUID]) -> int:
    """Return how many attempts at other endpoints have succeeded. It reads few rows, because it is called often."""
    from foundation import tenancy
    from webhooks.models import EndpointHour

    with tenancy.everyone():
        return sum(EndpointHour.objects.exclude(endpoint__in=unhealthy).values_list("succeeded", flat=True))


def engine_rate(companies: list[UUID], dead: list[int], events: int, *, engines: int) -> float:
    """Return the stored deliveries per second to the healthy endpoints, from the first to the last."""
    from foundation import tenancy
    from webhooks.models import Endpoint

    calm()
    load(companies, events)
    with tenancy.everyone():
        urls = [f"http://127.0.0.1:{port}/hooks" for port in dead]
        unhealthy = list(Endpoint.objects.filter(url__in=urls).values_list("pk", flat=True))
    before = stored(unhealthy)
    wanted = before + events // len(companies) * (len(companies) - len(dead))
    processes = [spawn.Process(target=serve) for _ in range(engines)]
    for process in processes:
        process.start()
    while (first := stored(unhealthy)) == before:
        if not all(process.is_alive() for process in processes):
            raise SystemExit("an engine did not start")
        time.sleep(0.01)
    started = time.perf_counter()
    while (done := stored(unhealthy)) < wanted and time.perf_counter() - started < GIVE_UP_SECONDS:
        time.sleep(0.05)
    rate = (done - first) / (time.perf_counter() - started)
    for process in processes:
        process.terminate()
        process.join()
    return rate


def latencies(server: Receiver, companies: list[UUID], hanging: set[int], rate: int) -> list[float]:
    """Record `rate` events per second, one by one. Return the seconds from commit to arrival at healthy endpoints."""
    from accounting.models import Event
    from foundation import tenancy

    calm()
    server.arrivals()
    process = spawn.Process(target=serve)
    process.start()
    while not running():
        time.sleep(0.05)
    body, committed = sample(), {}
    ports = dict(zip(companies, server.ports, strict=True))
    began = time.perf_counter()
    for number in range(rate * LOAD_SECONDS):
        company_id = companies[number % len(companies)]
        with tenancy.everyone():
            event = Event.objects.create(company_id=company_id, type="invoice.paid", subject_id=uuid4(), body=body)
        if ports[company_id] not in hanging:
            committed[str(event.pk).encode()] = time.time()
        time.sleep(max(0.0, began + (number + 1) / rate - time.perf_counter()))
    time.sleep(2)
    arrived = dict(server.arrivals())
    process.terminate()
    process.join()
    missing = committed.keys() - arrived.keys()
    if missing:
        print(f"{len(missing)} of {len(committed)} events did not arrive in time")
    return sorted(arrived[one] - at for one, at in committed.items() if one in arrived)


def running() -> bool:
    from foundation import tenancy
    from webhooks.models import Drain

    with tenancy.everyone():
        return Drain.objects.filter(expires_at__isnull=False).exists()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--endpoints", type=int, default=1100)
    parser.add_argument("--dead", type=int, default=100)
    parser.add_argument("--events", type=int, default=11_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engines", type=int, default=2, help="number of engines, as in production")
    parser.add_argument("--rate", type=int, default=300, help="events per second for the latencies")
    parser.add_argument("--kind", default="", help="only this kind of dead endpoints, for the latencies")
    parser.add_argument("--only", choices=["rates", "latencies"])
    options = parser.parse_args()
    with house(), receiver(options.endpoints) as server:
        companies = open_books(server.ports)
        dead = server.ports[: options.dead]
        if options.only != "latencies":
            rates(server, companies, dead, options)
        if options.only != "rates":
            compare_latencies(server, companies, dead, options)


KINDS = {
    "none": "hang",
    "hanging": "hang",
    "resetting": "reset",
    "dripping a byte a second": "drip",
    "endless body": "endless",
    "gigantic body": "gigantic",
    "gzip bomb": "bomb",
    "refusing": "hang",
    "blackholed": "hang",
    "slow TLS": "hang",
    "wrong certificate": "hang",
}


def compare_latencies(server: Receiver, companies: list[UUID], dead: list[int], options: argparse.Namespace) -> None:
    """Print for each kind of dead endpoint how long events took to the healthy ones."""
    from foundation import tenancy
    from webhooks.models import Endpoint

    columns = "".join(f"{name:>10}" for name in QUANTILES)
    print(f"{f'{len(dead)} dead endpoints':28}{columns}{'healthy':>10}   (commit to arrival, {options.rate} events/s)")
    with trap() as (refused, swallowed, untrusted):
        for kind, how in KINDS.items():
            if options.kind not in kind:
                continue
            bad = [] if kind == "none" else dead
            server.misbehave(bad, how)
            elsewhere = {
                "refusing": f"http://127.0.0.1:{refused}/", "blackholed": f"http://127.0.0.1:{swallowed}/",
                "wrong certificate": f"https://127.0.0.1:{untrusted}/",
            }.get(kind)  # fmt: skip
            scheme = "https" if kind == "slow TLS" else "http"
            with tenancy.everyone():
                for company_id, port in zip(companies, dead, strict=False):
                    mine = Endpoint.objects.filter(organization__companies=company_id)
                    mine.update(url=elsewhere or f"{scheme}://127.0.0.1:{port}/hooks")
            found = latencies(server, companies, set(bad), options.rate)
            shown = "".join(f"{1000 * found[int(len(found) * part)]:7.0f} ms" for part in QUANTILES.values())
            print(f"{kind:28}{shown}{len(found):10,}", flush=True)


@contextmanager
def trap() -> Iterator[tuple[int, int, int]]:
    """Yield three ports: one refuses, one never answers a handshake, one has a certificate that nobody signed."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        refused = listener.getsockname()[1]
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full, tempfile.TemporaryDirectory() as directory:
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(full.getsockname())
        both = Path(directory, "both.pem")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
             "1", "-subj", "/CN=127.0.0.1", "-keyout", both, "-out", f"{both}.crt"],
            check=True, capture_output=True,
        )  # fmt: skip
        both.write_bytes(both.read_bytes() + Path(f"{both}.crt").read_bytes())
        ours, theirs = spawn.Pipe()
        process = spawn.Process(target=show_certificate, args=(theirs, str(both)), daemon=True)
        process.start()
        try:
            yield refused, full.getsockname()[1], ours.recv()
        finally:
            process.kill()
            process.join()
            for filler in fillers:
                filler.close()


def show_certificate(pipe: Connection, path: str) -> None:
    async def run() -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        server = await asyncio.get_running_loop().create_server(Receiving, "127.0.0.1", 0, backlog=512, ssl=context)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # failed handshakes are expected
    asyncio.run(run())


QUANTILES = {"p50": 0.5, "p90": 0.9, "p99": 0.99, "max": 1 - 1e-9}


def rates(server: Receiver, companies: list[UUID], dead: list[int], options: argparse.Namespace) -> None:
    measured: dict[str, list[float]] = {"floor": [], "engine": [], "engine, some hanging": []}
    for _ in range(options.rounds):
        results = spawn.Queue()
        process = spawn.Process(target=floor, args=(server.ports, options.events, results))
        process.start()
        measured["floor"].append(results.get(timeout=120))
        process.join()
        measured["engine"].append(engine_rate(companies, [], options.events, engines=options.engines))
        if dead:
            server.misbehave(dead)
            measured["engine, some hanging"].append(
                engine_rate(companies, dead, options.events, engines=options.engines)
            )
            server.misbehave([])
    for name, values in measured.items():
        if values:
            print(f"{name:24}{spread(values, ' /s')}")


if __name__ == "__main__":
    main()
