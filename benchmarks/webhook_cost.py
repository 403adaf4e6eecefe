"""Measure what an event with an endpoint costs the Celery workers, and how long it takes to its receiver.

    .venv/bin/python -m benchmarks.webhook_cost [--rates 5,80,300] [--seconds 10] [--rounds 2] [--beside ../other]
    .venv/bin/python -m benchmarks.webhook_cost --listening 0,50,500,2000

Two processes record events one by one at a steady rate, as web processes do, for 24 organizations with one endpoint
each, and ring the bell. A Celery worker with two processes and beat deliver them to a receiver on the same machine. The
processor time of worker and beat, less that of the same time without events, is divided by the events. It has these
parts:

- `send`: sign, HTTP and the answer. `write`: the results, in PostgreSQL. Together they are the delivery.
- `beside`: all the rest. `take` of it: fan out and claim. What remains is Celery's messages, engines that start and
  end, and what wakes their threads.

`floor` is the processor time of a bare POST of the same body with aiohttp, at the same rate, in a process of its own.
With `--beside` another checkout with the same migrations is measured too, as `before`, interleaved.

With `--listening` it measures looks that find nothing instead, while so many companies have an endpoint each.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psutil

from benchmarks.house import house, spread
from benchmarks.http import ALONE, processor_seconds
from benchmarks.webhooks import Receiver, calm, open_books, receiver, sample, spawn

ENDPOINTS = 24
RECORDERS = 2
SETTLE_SECONDS = 2.0
LOOKS = 200
STAGES = ("take", "write", "send")

# The worker as it is, but each of its processes adds up the processor time of the stages in a file of its own.
WORKER = """
import asyncio, functools, os, struct, sys, time
from celery.signals import worker_process_init

@worker_process_init.connect
def count(**_):
    import mmap
    from aiohttp.client_proto import ResponseHandler
    from webhooks import queue, sending

    path = os.path.join(os.environ["ATLAS_STAGES"], str(os.getpid()))
    with open(path, "w+b") as file:
        file.write(bytes(24))
        file.flush()
        kept = mmap.mmap(file.fileno(), 24)
    sums = [0.0, 0.0, 0.0]

    def add(stage, began):
        sums[stage] += time.thread_time() - began
        struct.pack_into("d", kept, 8 * stage, sums[stage])

    def timed(stage, function):
        @functools.wraps(function)
        def run(*arguments, **options):
            began = time.thread_time()
            try:
                return function(*arguments, **options)
            finally:
                add(stage, began)
        return run

    class Steps:
        def __init__(self, coroutine):
            self.coroutine = coroutine
        def __await__(self):
            return self
        def __iter__(self):
            return self
        def __next__(self):
            return self.send(None)
        def send(self, value):
            began = time.thread_time()
            try:
                return self.coroutine.send(value)
            finally:
                add(2, began)
        def throw(self, *error):
            return self.coroutine.throw(*error)
        def close(self):
            return self.coroutine.close()

    send = sending.Sender.send

    async def _send(self, job):
        return await Steps(send(self, job))

    for stage, name in (0, "look"), (0, "claim"), (1, "finish"):
        setattr(queue, name, timed(stage, getattr(queue, name)))
    sending.Sender.send = _send
    for owner in (ResponseHandler,):
        for name in ("data_received", "connection_made"):
            setattr(owner, name, timed(2, getattr(owner, name)))

from atlas.celery import app
app.start(sys.argv[1:])
"""


def record(companies: list[UUID], rate: float, seconds: float, results: Any) -> None:
    """Record events one by one, each with its nudge, and put when each was committed."""
    import django

    django.setup()
    from django.db import connections

    from accounting import events
    from accounting.models import Event
    from foundation import tenancy

    body, committed = sample(), {}
    with tenancy.everyone():
        pass
    results.put("ready")
    began = time.perf_counter()
    for number in range(int(rate * seconds)):
        company_id = companies[number % len(companies)]
        with tenancy.everyone():
            event = Event.objects.create(company_id=company_id, type="invoice.paid", subject_id=uuid4(), body=body)
            events.ring(company_id, "invoice.paid")
        committed[str(event.pk).encode()] = time.time()
        time.sleep(max(0.0, began + (number + 1) / rate - time.perf_counter()))
    time.sleep(0.5)  # for the last nudge
    connections.close_all()
    results.put(committed)


def post(port: int, rate: float, seconds: float, results: Any) -> None:
    """Post at a steady rate with aiohttp alone. Put the processor milliseconds of each."""
    import aiohttp
    import django

    django.setup()
    body = sample()

    async def run() -> float:
        async with aiohttp.ClientSession() as session:
            began, used = time.perf_counter(), 0.0
            for number in range(-5, int(rate * seconds)):
                if number == 0:
                    began, used = time.perf_counter(), time.process_time()
                async with session.post(f"http://127.0.0.1:{port}/hooks", data=body) as response:
                    await response.read()
                if number >= 0:
                    await asyncio.sleep(max(0.0, began + (number + 1) / rate - time.perf_counter()))
            return 1000 * (time.process_time() - used) / int(rate * seconds)

    results.put(asyncio.run(run()))


class Workers:
    """A Celery worker and beat of one checkout."""

    def __init__(self, directory: Path, home: str) -> None:
        self.stages = Path(home, "stages")
        self.stages.mkdir()
        environment = {**os.environ, "ATLAS_STAGES": str(self.stages), "LOG_LEVEL": "INFO"}
        worker = ["worker", "--loglevel", "INFO", "--concurrency", "2", *ALONE]
        beat = ["beat", "--scheduler", "celery.beat:Scheduler", "--loglevel", "WARNING", "--schedule", f"{home}/beat"]
        self.children = [
            subprocess.Popen(
                [sys.executable, "-c", WORKER, "--quiet", *options],
                env=environment,
                cwd=directory,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            for options in (worker, beat)
        ]
        self.processes = [psutil.Process(child.pid) for child in self.children]

    def used(self) -> dict[str, float]:
        """Return the processor seconds so far, in all and by stage."""
        import struct

        found = dict.fromkeys(STAGES, 0.0) | {"all": sum(map(processor_seconds, self.processes))}
        for path in self.stages.iterdir():
            for stage, value in zip(STAGES, struct.unpack("3d", path.read_bytes()), strict=True):
                found[stage] += value
        return found

    def end(self) -> None:
        for child in self.children:
            child.terminate()
            child.wait()


@contextmanager
def workers(directory: Path) -> Iterator[Workers]:
    with tempfile.TemporaryDirectory(prefix="atlas-cost-") as home:
        running = Workers(directory, home)
        try:
            time.sleep(8)  # they load all modules
            yield running
        finally:
            running.end()


def waiting(events: int) -> bool:
    from django.db import connection

    from foundation import tenancy

    with tenancy.everyone(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM webhooks_delivery WHERE status = 'succeeded'")
        return int(cursor.fetchone()[0]) < events


def measure(
    directory: Path, server: Receiver, companies: list[UUID], postgres: psutil.Process, rate: float, seconds: float
) -> dict[str, float]:
    calm()
    server.arrivals()
    with workers(directory) as running:
        play(companies, 20, 2)  # the first events load what is loaded once
        time.sleep(SETTLE_SECONDS)
        idle, began = running.used(), time.perf_counter()
        time.sleep(seconds)
        at_rest = (running.used()["all"] - idle["all"]) / (time.perf_counter() - began)
        server.arrivals()
        before, began, engine = running.used(), time.perf_counter(), processor_seconds(postgres)
        committed = play(companies, rate, seconds)
        time.sleep(SETTLE_SECONDS)
        after = running.used()
        lasted = time.perf_counter() - began
        engine = processor_seconds(postgres) - engine
    arrived = dict(server.arrivals())
    assert not committed.keys() - arrived.keys(), "an event did not arrive in time"
    each = 1000 / len(committed)
    found = {stage: (after[stage] - before[stage]) * each for stage in STAGES}
    found["all"] = (after["all"] - before["all"] - at_rest * lasted) * each
    found["beside"] = found["all"] - found["write"] - found["send"]
    found["at rest"] = at_rest * 1000
    found["PostgreSQL"] = engine * each
    delays = sorted(1000 * (arrived[one] - at) for one, at in committed.items())
    found["p50"], found["p95"] = delays[len(delays) // 2], delays[int(len(delays) * 0.95)]
    return found


def play(companies: list[UUID], rate: float, seconds: float) -> dict[bytes, float]:
    """Have the recorders record at `rate` together. Return when each event was committed."""
    results = spawn.Queue()
    recorders = [
        spawn.Process(target=record, args=(companies[number::RECORDERS], rate / RECORDERS, seconds, results))
        for number in range(RECORDERS)
    ]
    committed: dict[bytes, float] = {}
    for recorder in recorders:
        recorder.start()
    for _ in range(2 * RECORDERS):
        answer = results.get(timeout=120)
        committed |= {} if answer == "ready" else answer
    for recorder in recorders:
        recorder.join()
    return committed


def time_looks(listening: list[int], postgres: psutil.Process) -> None:
    """Print how long the engine's looks take that find nothing, and what PostgreSQL has to do for them."""
    from django.db import connections

    from webhooks import queue

    print(f"{'':20}{'a look at all':>32}{'at recent events':>32}")
    have = 0
    for number in listening:
        open_books(list(range(1024 + have, 1024 + number)))
        have = number
        with connections["owner"].cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        cells = []
        for recent in (None, 0.55):
            times, used = [], processor_seconds(postgres)
            for _ in range(LOOKS):
                began = time.perf_counter()
                assert queue.look(recent=recent)[0] == 0
                times.append(1000 * (time.perf_counter() - began))
            used = (processor_seconds(postgres) - used) * 1000 / LOOKS
            cells.append(f"{sorted(times)[LOOKS // 2]:.2f} ms, PostgreSQL {used:.2f}")
        print(f"{number:6,} listening   " + "".join(f"{cell:>32}" for cell in cells), flush=True)


COLUMNS = ("all", "beside", "take", "send", "write", "PostgreSQL", "p50", "p95")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rates", default="5,80,300", help="events per second")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--beside", type=Path, help="another checkout of Atlas to measure beside this one")
    parser.add_argument("--listening", help="measure looks that find nothing, while so many companies have an endpoint")
    options = parser.parse_args()
    checkouts = {"atlas": Path.cwd()} | ({"before": options.beside.resolve()} if options.beside else {})
    with house(), receiver(ENDPOINTS) as server:
        [pid_file] = Path(os.environ["ATLAS_HOME"], "postgres").rglob("postmaster.pid")
        postgres = psutil.Process(int(pid_file.read_text().split()[0]))
        if options.listening:
            time_looks([int(number) for number in options.listening.split(",")], postgres)
            return
        companies = open_books(server.ports)
        print(f"{'ms of processor time an event':32}" + "".join(f"{column:>20}" for column in COLUMNS), flush=True)
        for rate in map(float, options.rates.split(",")):
            measured: dict[str, list[dict[str, float]]] = {name: [] for name in checkouts}
            for _ in range(options.rounds):
                for name, directory in checkouts.items():
                    measured[name].append(measure(directory, server, companies, postgres, rate, options.seconds))
            results = spawn.Queue()
            process = spawn.Process(target=post, args=(server.ports[0], rate, options.seconds, results))
            process.start()
            floor = results.get(timeout=120)
            process.join()
            for name, found in measured.items():
                columns = (spread([one[column] for one in found], places=2) for column in COLUMNS)
                print(f"{f'{rate:,.0f} events/s, {name}':32}" + "".join(f"{one:>20}" for one in columns), flush=True)
            print(f"{f'{rate:,.0f} events/s, a bare POST':32}{floor:>20.2f}", flush=True)


if __name__ == "__main__":
    main()
