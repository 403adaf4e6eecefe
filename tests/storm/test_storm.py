"""A storm: several sessions write at once in one company, over HTTP, mostly to the same objects. `make storm` runs it.

All writes of the API take part (tests/house.py). A round sends some requests at the same moment and judges the answers;
after some seconds a new organization comes. At the end the books are verified, and each event must have come to the
webhook. What a round sends depends on the seed, but not who is first. With STORM_KILLS=1 connections to PostgreSQL are
killed meanwhile, so that 503 is an answer too. A failure names its round.
"""

import datetime
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from functools import partial
from itertools import count
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from accounting.models import Event
from foundation import tenancy
from identity.models import Organization, Tier
from tests import factories
from tests.client import Client
from tests.house import World
from tests.processes import process, web
from tests.servers import superuser_url
from tests.storm.books import Books
from tests.storm.rounds import CURRENCIES, KILLS, SESSIONS, Request, Storm
from tests.webhooks.conftest import until
from tests.webhooks.receiver import receiver

SECONDS = float(os.environ.get("STORM_SECONDS", "0"))
FIRST = int(os.environ.get("STORM_SEED", "1"))
ORGANIZATION_SECONDS, KILL_SECONDS, DELIVERY_SECONDS = 20, 0.5, 120

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not SECONDS, reason="It takes minutes: `make storm` and `make nightly` run it."),
]


@contextmanager
def killing() -> Iterator[None]:
    """Kill a connection of the application now and then."""
    stop = threading.Event()

    def kill() -> None:
        while not stop.wait(KILL_SECONDS):
            root.execute(
                """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND usename = 'atlas_app' AND state <> 'idle' LIMIT 1"""
            )

    url = superuser_url(connection.settings_dict["NAME"])
    with psycopg.connect(url, autocommit=True) as root, ThreadPoolExecutor(1) as pool:
        killed = pool.submit(kill)
        try:
            yield
        finally:
            stop.set()
            killed.result()


def play(storm: Storm, world: World, seed: int, seconds: float) -> None:
    """Let all sessions play in one organization, and see that its books hold."""
    with killing() if KILLS else nullcontext(), ThreadPoolExecutor(SESSIONS) as pool:
        playing = [pool.submit(Books(storm, world, f"{seed}-{number}").play, seconds) for number in range(SESSIONS)]
    for one in playing:
        one.result()
    books = storm.send(Request("GET", f"/companies/{world.company.id}/integrity"), Client(world.owner).headers).body
    assert books["holds"], books


def test_nothing_contradicts_what_others_do_at_the_same_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log, end = tmp_path / "log", time.monotonic() + SECONDS
    threads = {"WEB_WORKERS": "2", "WEB_THREADS": "4", "ORGANIZATION_THREADS": "8"}
    worker = ["-m", "celery", "--app", "atlas", "worker", "--concurrency", "2", "--beat", "--schedule"]
    before: set[UUID] = set()
    with receiver() as hook, web(log, **threads) as server, process(*worker, str(tmp_path / "beat"), log=log):
        storm, one_event = Storm(server), partial(factories.make_webhook, url=hook.url, events=["fiscal_year.closed"])
        for seed in count(FIRST):
            if time.monotonic() > end:
                break
            with tenancy.everyone():
                world = World(list(CURRENCIES)[seed % len(CURRENCIES)])
                for code in CURRENCIES.keys() - {world.company.base_currency_id}:  # revaluations ask for them
                    factories.make_exchange_rate(world.company, currency=code, date=datetime.date(2026, 10, 31))
                Organization.objects.update(tier=Tier.ENTERPRISE)
                factories.make_webhook(world.company, hook.url)
                known = Event.objects.filter(company__in=[world.company, world.strange_company])
                before |= set(known.values_list("id", flat=True))
            with monkeypatch.context() as patch:
                patch.setattr(factories, "make_webhook", one_event)
                play(storm, world, seed, min(ORGANIZATION_SECONDS, end - time.monotonic()))
            print(f"seed {seed}: {dict(storm.answers)}, {len(storm.failures)} failures", flush=True)
        assert not storm.failures, "\n".join(storm.failures[:20])
        with (tmp_path / "books").open("w") as output:
            call_command("verify_ledger", stdout=output)

        def all_arrived() -> bool:
            arrived = {UUID(one.headers["webhook-id"]) for one in hook.requests}
            return arrived >= set(Event.objects.values_list("id", flat=True)) - before

        until(all_arrived, seconds=DELIVERY_SECONDS)
        with connection.cursor() as cursor:
            cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
            [deadlocks] = cursor.fetchone()
        assert deadlocks == 0, "somebody locks in another order: accounting/ledger/locking.py"
