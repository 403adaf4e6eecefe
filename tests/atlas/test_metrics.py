"""/metrics: needs a token, counts all processes, and has few label values."""

import json
import mmap
import os
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.db import OperationalError, connection
from django.test import Client as Browser
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from accounting.models import Company
from api import throttles
from foundation import mail, tenancy
from foundation.limiter import Limit, Limiter
from foundation.models import OutgoingEmail
from identity.models import Tier
from tests.client import Client
from tests.factories import make_company, make_entry, make_event, make_webhook, owner_of
from tests.people import make_organization
from tests.processes import process, web
from tests.webhooks.conftest import until
from tests.webhooks.receiver import Receiver, Reply, receiver
from webhooks import operations as webhooks
from webhooks import policy, queue, upkeep
from webhooks.models import Delivery, Endpoint

TOKEN = "scrape-me-if-you-can"


def samples(text: str) -> dict[tuple[str, ...], float]:
    """Return each value by its metric's name and the values of its labels in the order of their names."""
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def scrape() -> dict[tuple[str, ...], float]:
    return samples(Browser().get("/metrics").content.decode())


@pytest.fixture
def in_development(settings: Any) -> None:
    settings.DEBUG = True


@pytest.mark.django_db
def test_only_requests_with_the_token_are_answered(settings: Any) -> None:
    def status(**headers: str) -> int:
        return Browser().get("/metrics", headers=headers).status_code

    settings.METRICS_TOKEN, settings.DEBUG = "", False
    assert status() == status(Authorization="Bearer ") == status(Authorization="Bearer None") == 404
    settings.METRICS_TOKEN = TOKEN
    for wrong in ("", TOKEN, "Bearer", f"Bearer {TOKEN}x", f"bearer {TOKEN[:-1]}", "Bearer é"):
        assert status(Authorization=wrong) == 401
    settings.DEBUG = True
    assert status() == 401, "in development too, once there is a token"
    assert status(Authorization=f"Bearer {TOKEN}") == 200
    assert Browser().post("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 405


@pytest.mark.django_db
@pytest.mark.usefixtures("in_development")
def test_requests_are_counted_by_route_and_never_by_path() -> None:
    company = make_company()
    before = scrape()
    Client(owner_of(company)).get(f"/companies/{company.id}")
    Browser().generic("BREW", "/coffee/1")
    after = scrape()
    assert after["atlas_requests_total", "GET", "/api/v1/companies/<id:id>", "200"] == 1 + before.get(
        ("atlas_requests_total", "GET", "/api/v1/companies/<id:id>", "200"), 0
    )
    assert ("atlas_requests_total", "other", "", "404") in after
    assert not [name for name in after if str(company.id) in name or "BREW" in name or "/coffee/1" in name]


@pytest.mark.django_db
@pytest.mark.usefixtures("in_development")
def test_refusals_and_fallbacks_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    before = scrape()
    monkeypatch.setitem(throttles.LIMITS, Tier.STANDARD, Limit(per_minute=1, burst=1))
    away = Limiter("redis://127.0.0.1:1/0")
    monkeypatch.setattr(throttles, "limiter", lambda: away)
    client = Client(owner_of(make_company()))
    assert [client.get("/companies").status for _ in range(3)] == [200, 429, 429]
    after = scrape()
    refusals, fallbacks = ("atlas_rate_limit_refusals_total", "standard"), ("atlas_rate_limit_fallbacks_total",)
    assert after[refusals] - before.get(refusals, 0) == 2
    assert after[(*fallbacks, "ConnectionError")] - before.get((*fallbacks, "ConnectionError"), 0) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("in_development")
def test_waiting_work_is_read_from_the_database() -> None:
    company = make_company()
    empty = scrape()
    assert empty["atlas_database_up",] == 1
    assert empty["atlas_webhook_deliveries", "retry", "pending"] == 0
    assert ("atlas_worker_canary_age_seconds",) not in empty

    now = timezone.now()
    well, held, off = (make_webhook(company, f"https://example.com/{name}") for name in ("well", "held", "off"))
    make_event(company)
    while queue.look()[0]:
        pass
    Delivery.objects.filter(endpoint=well).update(next_attempt_at=now - timedelta(seconds=90), lane=1)
    failing = {"consecutive_failures": policy.BREAKER_FAILURES, "held_until": now + timedelta(hours=1)}
    Endpoint.objects.filter(pk=held.pk).update(**failing)
    webhooks.disable(off, by=owner_of(company))
    make_entry(company)
    upkeep.stamp_canary()
    mail.send(to="a@example.com", subject="A", body="B")
    OutgoingEmail.objects.update(due_at=now - timedelta(seconds=90))
    mail.send(to="a@example.com", subject="A", body="B")
    OutgoingEmail.objects.filter(due_at__gt=now - timedelta(seconds=60)).update(given_up_at=now)

    asked = scrape()
    assert asked["atlas_webhook_deliveries", "first", "pending"] == 1
    assert asked["atlas_webhook_deliveries", "retry", "due"] == 1
    assert 90 <= asked["atlas_webhook_oldest_due_seconds", "retry"] < 300
    assert asked["atlas_webhook_oldest_due_seconds", "first"] == 0, "held back"
    states = {state: asked["atlas_webhook_endpoints", state] for state in ("closed", "open", "half_open", "disabled")}
    assert states == {"closed": 1, "open": 1, "half_open": 0, "disabled": 1}
    assert 0 <= asked["atlas_worker_canary_age_seconds",] < 60
    posted = ("atlas_journal_entries_posted_total",)
    assert asked[posted] - empty[posted] == 1
    assert (asked["atlas_mails", "waiting"], asked["atlas_mails", "given_up"]) == (1, 1)
    assert 90 <= asked["atlas_mail_oldest_due_seconds",] < 300


@pytest.mark.django_db
@pytest.mark.usefixtures("in_development")
def test_without_the_database_the_rest_is_still_there() -> None:
    def away(*_arguments: Any) -> None:
        raise OperationalError("gone")

    Client().get("/health")
    with connection.execute_wrapper(away):
        found = scrape()
    assert found["atlas_database_up",] == 0
    assert ("atlas_requests_total", "GET", "/api/v1/health", "200") in found
    assert not [name for name in found if name[0] == "atlas_webhook_deliveries"]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="a directory in which nobody can make a file, not even root")
@pytest.mark.django_db(transaction=True)
def test_a_request_that_cannot_be_counted_is_answered(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with web(log, PROMETHEUS_MULTIPROC_DIR="/proc") as running:
        assert running.get("/sign-in")[0] == 200
        answers = [running.get("/api/v1/nothing") for _ in range(12)]
    said = {(status, json.loads(body)["code"]) for status, body in answers}
    assert (429, "rate_limited") in said
    assert said <= {(429, "rate_limited"), (404, "not_found")}, "others may have spent the limit before us"
    assert "Not counted for /metrics" in log.read_text()


@pytest.fixture
def hook() -> Any:
    with receiver() as running:
        yield running


@pytest.mark.django_db(transaction=True)
def test_any_process_answers_for_all(tmp_path: Path, hook: Receiver) -> None:
    """Two web processes and a worker that is killed: each process answers with the counts of all."""
    with tenancy.everyone():
        company: Company = make_company(make_organization())
        make_webhook(company, hook.url)
        headers = Client(owner_of(company)).headers
        for _ in range(10):
            make_event(company)
    hook.rule = lambda request: Reply(500 if len(hook.requests) == 1 else 200)
    shared = {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "counts")}
    with process("manage.py", "webhook_worker", **shared):
        until(lambda: Delivery.objects.filter(status="succeeded").count() == 9, seconds=20)
    with web(tmp_path / "log", WEB_WORKERS="2", METRICS_TOKEN=TOKEN, DRAIN_SECONDS="0", **shared) as running:
        answers = [running.get("/api/v1/companies", **headers)[0] for _ in range(25)]
        assert running.get("/metrics")[0] == 401
        for _ in range(4):  # over new connections: by one process or the other
            status, text = running.get("/metrics", Authorization=f"Bearer {TOKEN}")
            assert status == 200
            found = samples(text)
            route = "/api/v1/companies"
            counted = [found.get(("atlas_requests_total", "GET", route, str(status)), 0) for status in (200, 429)]
            assert counted == [answers.count(200), answers.count(429)]
            assert found["atlas_request_seconds_count", "GET", route] == 25
            assert found["atlas_rate_limit_refusals_total", "standard"] == answers.count(429) > 0
            assert found["atlas_webhook_attempts_total", "succeeded"] == 9
            assert found["atlas_webhook_attempts_total", "5xx"] == 1
            assert found["atlas_webhook_delivery_seconds_count", "invoice.sent"] == 9
            assert found["atlas_webhook_deliveries", "retry", "pending"] == 1


@pytest.mark.django_db(transaction=True)
def test_a_full_directory_stops_nobody(tmp_path: Path) -> None:
    """Writing to a mapped file on a full disk would raise SIGBUS. Here it is a line in the log."""
    directory = tmp_path / "counts"
    directory.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", directory], check=False).returncode:
        pytest.skip("NOT TESTED: a full directory of metrics. Only root may mount a small disk to fill.")
    try:
        rest = directory / "rest"
        fill(rest, keep=2 * mmap.PAGESIZE)  # less than a worker's counts of a few routes
        settings = {"METRICS_TOKEN": TOKEN, "PROMETHEUS_MULTIPROC_DIR": str(directory), "DRAIN_SECONDS": "0"}
        with web(tmp_path / "log", WEB_WORKERS="1", WEB_THREADS="2", **settings) as running:
            workers = psutil.Process(running.process.pid).children()
            for path in ("/sign-in", "/", "/settings", "/api/v1/nothing", "/forgot-password", "/favicon.ico") * 2:
                assert running.get(path)[0] < 500
            fill(rest, keep=0)
            for path in ("/api/v1/health/ready", "/api/v1/companies", "/admin/", "/reset-password/1/2"):
                assert running.get(path)[0] < 500
            assert all(worker.is_running() for worker in workers)
            assert "Not counted for /metrics" in (tmp_path / "log").read_text()
            # What was counted before is still there, and with room for them the others are counted again.
            rest.unlink()
            assert running.get("/forgot-password/mailed")[0] == 200
            status, text = running.get("/metrics", Authorization=f"Bearer {TOKEN}")
            counted = {name[2] for name in samples(text) if name[0] == "atlas_requests_total"}
            assert status == 200
            assert {"/api/v1/health", "/forgot-password/mailed"} <= counted
    finally:
        subprocess.run(["umount", "--lazy", directory], check=True)


def fill(file: Path, *, keep: int) -> None:
    """Let `file` take all of its disk but `keep` bytes."""
    with file.open("ab", buffering=0) as grown:
        while (free := os.statvfs(file).f_bavail * os.statvfs(file).f_frsize - keep) > 0:
            grown.write(bytes(free))
