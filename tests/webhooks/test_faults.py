"""Killed workers, and brokers and databases that are away, all with real processes.

benchmarks/webhook_faults.py does the same to 10,000 events, with leases of their real length.
"""

import multiprocessing
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
import redis
from django.db import connection
from standardwebhooks import Webhook

from accounting.models import Company, Event
from atlas import embedded
from atlas.embedded.wheels import postgres_binary
from foundation import tenancy
from tests.client import Client
from tests.factories import make_company, make_event, make_webhook, owner_of
from tests.processes import database_url, process
from tests.webhooks import dying, killing
from tests.webhooks.conftest import until
from tests.webhooks.receiver import Receiver, Reply
from webhooks import signing, slots
from webhooks.models import Attempt, Delivery, Drain, Endpoint

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company() -> Company:
    with tenancy.everyone():
        return make_company()


def happen(company: Company, count: int = 1) -> None:
    with tenancy.everyone():
        for _ in range(count):
            make_event(company)


def worker(**environment: str):  # type: ignore[no-untyped-def]
    return process("manage.py", "webhook_worker", **environment)


def let_leases_run_out() -> None:
    now = datetime.now(UTC)
    with tenancy.everyone():
        Delivery.objects.filter(status="pending").update(next_attempt_at=now)
        Endpoint.objects.update(next_due_at=now, held_until=None)
        Drain.objects.update(expires_at=now)


def all_succeeded() -> bool:
    return not Delivery.objects.exclude(status="succeeded").exists() and Delivery.objects.exists()


def test_from_the_api_through_celery_to_a_verified_delivery_with_a_retry(
    company: Company, hook: Receiver, celery_worker
) -> None:  # type: ignore[no-untyped-def]
    with tenancy.everyone():
        client = Client(owner_of(company))
    made = client.post("/webhooks", {"url": hook.url, "events": ["invoice.sent"]}).json
    hook.rule = lambda request: Reply(503 if len(hook.requests) == 1 else 200, b"later")
    with celery_worker():
        happen(company)
        first, second = hook.wait_for(2, seconds=25)
        until(all_succeeded)
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert (first.headers["X-Atlas-Attempt"], second.headers["X-Atlas-Attempt"]) == ("1", "2")
    assert 4 <= second.at - first.at < 15, "five seconds give or take a fifth, and the schedule's nudge"
    for request in (first, second):
        Webhook(signing.standard_form(made["secret"])).verify(request.body, request.headers)
        assert request.headers["X-Atlas-Signature"] == signing.atlas_signature(made["secret"], request.body)
    (delivery,) = client.get(f"/webhooks/{made['id']}/deliveries").json["items"]
    shown = client.get(f"/webhooks/{made['id']}/deliveries/{delivery['id']}").json
    assert [attempt["status_code"] for attempt in shown["attempts"]] == [503, 200]


def test_a_worker_killed_while_sending_loses_nothing(company: Company, hook: Receiver) -> None:
    with tenancy.everyone():
        make_webhook(company, hook.url)
    hook.rule = lambda request: Reply(after=30)
    happen(company)
    with worker() as running:
        hook.wait_for(1, seconds=20)
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
    with tenancy.everyone():
        assert Delivery.objects.get().lease is not None
        assert not Attempt.objects.exists()
    hook.rule = lambda request: Reply()
    let_leases_run_out()
    with worker():
        first, second = hook.wait_for(2, seconds=20)
        until(all_succeeded)
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.headers["X-Atlas-Delivery"] == second.headers["X-Atlas-Delivery"]


def settled(hook: Receiver) -> int:
    """Return how many requests came, once none comes any more of those that a dead process left on the way."""
    while True:
        seen = len(hook.requests)
        time.sleep(0.3)
        if len(hook.requests) == seen:
            return seen


def test_engines_killed_at_each_of_the_seven_points_lose_nothing(company: Company, hook: Receiver) -> None:
    """Each worker delivers the rest of those before it, until it is killed."""
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(["tests.webhooks.dying"])
    with tenancy.everyone():
        make_webhook(company, hook.url)
    for point in killing.POINTS:
        happen(company, 20)
        with tenancy.everyone():  # as after a good past, so that many are under way at once
            Endpoint.objects.update(last_success_at=datetime.now(UTC), consecutive_failures=0)
        seen = settled(hook)
        victim = forks.Process(target=dying.drain, args=(connection.settings_dict["NAME"], point))
        victim.start()
        victim.join(30)
        assert victim.exitcode == -signal.SIGKILL, point
        sent = Counter(request.headers["webhook-id"] for request in hook.requests[seen:])
        assert max(sent.values(), default=1) == 1, "one engine sends nothing twice"
        assert bool(sent) == (point not in (killing.BEFORE_CLAIM, killing.AFTER_CLAIM, killing.BEFORE_SENDING)), point
        let_leases_run_out()
    with worker():
        until(all_succeeded, seconds=20)
    arrived = {request.headers["webhook-id"] for request in hook.requests}
    with tenancy.everyone():
        assert arrived == {str(id) for id in Event.objects.values_list("id", flat=True)}
        assert Delivery.objects.count() == 20 * len(killing.POINTS)


def test_a_worker_that_is_asked_to_stop_finishes_what_it_sends(company: Company, hook: Receiver) -> None:
    with tenancy.everyone():
        make_webhook(company, hook.url)
    hook.rule = lambda request: Reply(after=1)
    happen(company)
    with worker() as running:
        hook.wait_for(1, seconds=20)
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=15) == 0
    with tenancy.everyone():
        assert all_succeeded()
        assert Attempt.objects.get().succeeded


def test_a_celery_worker_that_is_asked_to_stop_finishes_what_it_sends_and_claims_no_more(
    company: Company, hook: Receiver, celery_worker
) -> None:  # type: ignore[no-untyped-def]
    with tenancy.everyone():
        make_webhook(company, hook.url)
    hook.rule = lambda request: Reply(after=1)
    with celery_worker() as running:
        happen(company, 300)
        hook.wait_for(3, seconds=25)
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=15) == 0
    with tenancy.everyone():
        assert Attempt.objects.filter(succeeded=True).count() == len(hook.requests) < 300
        assert slots.depth().under_way == 0


def test_workers_killed_again_and_again_deliver_everything(company: Company, hook: Receiver) -> None:
    """Two workers at once, killed at random moments. Deliveries are doubled only if one was killed."""
    count = 300
    with tenancy.everyone():
        for number in range(3):
            make_webhook(company, f"{hook.url}/{number}")
    happen(company, count)
    kills = 0
    for turn in range(1, 3):
        with worker(), worker():
            seen = len(hook.requests)
            deadline = time.monotonic() + 15
            while len(hook.requests) < seen + 80 * turn and time.monotonic() < deadline:
                time.sleep(0.01)
            kills += 2
        let_leases_run_out()
        with tenancy.everyone():
            if all_succeeded() and Delivery.objects.count() == 3 * count:
                break
    with worker():
        until(lambda: all_succeeded() and Delivery.objects.count() == 3 * count, seconds=60)
    arrived = Counter((request.path, request.headers["webhook-id"]) for request in hook.requests)
    assert len(arrived) == 3 * count
    doubles = sum(times - 1 for times in arrived.values())
    assert doubles <= kills * 256


def test_connections_that_are_cut_lose_nothing_and_double_nothing(
    company: Company, hook: Receiver, test_owner_url: str
) -> None:
    """As when PostgreSQL restarts: the engine keeps its results until it can write them."""
    with tenancy.everyone():
        make_webhook(company, hook.url)
    happen(company, 400)
    cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'cut me'"
    connection.close()
    with worker(PGAPPNAME="cut me"), psycopg.connect(test_owner_url, autocommit=True) as owner:
        hook.wait_for(1, seconds=20)
        deadline = time.monotonic() + 4
        while time.monotonic() < deadline:
            owner.execute(cut)
            time.sleep(0.2)
        until(lambda: all_succeeded() and Delivery.objects.count() == 400, seconds=60)
    arrived = Counter(request.headers["webhook-id"] for request in hook.requests)
    assert len(arrived) == 400
    # A claim may be committed and its answer lost: then nobody sends it until the lease runs out. Nothing goes twice.
    assert max(arrived.values()) == 1


def test_without_any_broker_the_worker_delivers(company: Company, hook: Receiver) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        dead = f"redis://127.0.0.1:{listener.getsockname()[1]}/0"
    with tenancy.everyone():
        make_webhook(company, hook.url)
    with worker(REDIS_URL=dead):
        happen(company, 20)
        hook.wait_for(20, seconds=20)
        until(all_succeeded)


def test_events_of_a_time_without_workers_wait_for_one(company: Company, hook: Receiver) -> None:
    with tenancy.everyone():
        make_webhook(company, hook.url)
    happen(company, 50)
    with tenancy.everyone():
        assert not Delivery.objects.exists()
    with worker():
        hook.wait_for(50, seconds=20)
        until(all_succeeded)
    assert slots.depth().pending == 0


def test_a_broker_that_forgets_everything_loses_nothing(company: Company, hook: Receiver, celery_worker) -> None:  # type: ignore[no-untyped-def]
    with tenancy.everyone():
        make_webhook(company, hook.url)
    with tempfile.TemporaryDirectory(prefix="atlas-test-") as home:
        running = embedded.servers(Path(home), postgres=False)
        with running as own, celery_worker(REDIS_URL=own.redis_url), redis.Redis.from_url(own.redis_url) as broker:
            happen(company, 40)
            while len(hook.requests) < 40:
                broker.flushall()
                time.sleep(0.1)
            until(all_succeeded)
    assert len(hook.requests) == 40, "and doubles nothing"


@contextmanager
def copied_postgres() -> Iterator[embedded.Servers]:
    """Copy the tests' PostgreSQL as it is now, and run the copy, which may be restarted."""
    source = connection.settings_dict["HOST"]
    if not source.startswith("/"):
        pytest.skip("only the tests' own PostgreSQL can be copied")
    copy = [postgres_binary("pg_basebackup"), "-h", source, "-U", "postgres", "-c", "fast", "--no-sync"]
    with tempfile.TemporaryDirectory(prefix="atlas-test-") as home:
        servers = embedded.Servers(Path(home), durable=False)
        with servers.locked():
            directory = servers._directory("postgres")
            subprocess.run([*copy, "--no-manifest", "-D", directory / "data"], check=True)
            owner = directory.stat()
            for path in (directory / "data", *(directory / "data").rglob("*")):
                os.chown(path, owner.st_uid, owner.st_gid)
            servers.start(["postgres"])
            try:
                yield servers
            finally:
                servers.stop()


def test_postgresql_restarted_under_load_loses_and_doubles_nothing(company: Company, hook: Receiver) -> None:
    with tenancy.everyone():
        make_webhook(company, hook.url)
    happen(company, 400)
    name = connection.settings_dict["NAME"]
    connection.close()
    with copied_postgres() as copy:
        home = str(copy.home / "run")
        url = database_url().replace(quote(connection.settings_dict["HOST"], safe=""), quote(home, safe=""))
        assert url != database_url()
        with worker(DATABASE_URL=url):
            hook.wait_for(1, seconds=20)
            postgres = copy._children["postgres"]
            postgres.send_signal(signal.SIGINT)
            postgres.wait(20)
            assert copy.revive() == ["postgres"]
            hook.wait_for(400, seconds=60)
            deadline = time.monotonic() + 20
            with psycopg.connect(host=home, user="postgres", dbname=name, autocommit=True) as books:
                count = "SELECT count(*) FROM webhooks_delivery WHERE status = 'succeeded'"
                while books.execute(count).fetchone() != (400,):
                    assert time.monotonic() < deadline
                    time.sleep(0.05)
    assert len({request.headers["webhook-id"] for request in hook.requests}) == len(hook.requests) == 400
