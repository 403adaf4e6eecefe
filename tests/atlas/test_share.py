"""An organization's share of a server's threads: requests over it wait without a thread, then are refused."""

import contextlib
import json
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from accounting.models import Company
from foundation import tenancy
from identity.models import Tier
from tests.client import Client
from tests.factories import make_company, owner_of
from tests.people import make_organization
from tests.processes import Web, web

pytestmark = pytest.mark.django_db(transaction=True)

THREADS, SHARE, REQUESTS = 4, 2, 12
HURRIED = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "atlas.settings"
import django
django.setup()
from django.core.management import call_command
from atlas import front
front.SHARE_SECONDS = 1
call_command("serve")
"""


@pytest.fixture
def hog() -> Company:
    with tenancy.everyone():
        return make_company(make_organization(tier=Tier.ENTERPRISE), name="Hog")


def serving(log: Path, *command: str) -> contextlib.AbstractContextManager[Web]:
    return web(log, *command, WEB_WORKERS="1", WEB_THREADS=str(THREADS), DRAIN_SECONDS="0")


@contextlib.contextmanager
def hogging(running: Web, hog: Company, owner_url: str) -> Iterator[list[Future[tuple[int, str]]]]:
    """Send many requests of one organization, each of which waits for a lock that is held until the block ends."""
    with tenancy.everyone():
        headers = Client(owner_of(hog)).headers

    def rename(number: int) -> tuple[int, str]:
        with contextlib.closing(running.connect(40)) as connection:
            body = json.dumps({"name": f"Hog {number}"})
            path = f"/api/v1/companies/{hog.id}"
            connection.request("PATCH", path, body, {**headers, "Content-Type": "application/json"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    with ThreadPoolExecutor(REQUESTS) as pool, psycopg.connect(owner_url) as holder:
        assert holder.execute("SELECT 1 FROM accounting_company WHERE id = %s FOR UPDATE", [hog.id]).fetchone(), (
            "the row is not seen"
        )
        answers = [pool.submit(rename, number) for number in range(REQUESTS)]
        time.sleep(1)  # so that they have the threads, if they can
        yield answers


def test_waiting_requests_delay_no_others_and_are_answered(tmp_path: Path, hog: Company, test_owner_url: str) -> None:
    with tenancy.everyone():
        other = Client(owner_of(make_company(make_organization(tier=Tier.ENTERPRISE))))
    log = tmp_path / "log"
    with serving(log) as running:
        with hogging(running, hog, test_owner_url) as answers:
            began = time.perf_counter()
            assert [running.get("/api/v1/companies", **other.headers)[0] for _ in range(5)] == [200] * 5
            assert time.perf_counter() - began < 6, "they waited for the other organization's lock"
            assert not any(answer.done() for answer in answers)
        assert [answer.result()[0] for answer in answers] == [200] * REQUESTS
    lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    patches = [line["status"] for line in lines if line.get("method") == "PATCH"]
    assert patches == [200] * REQUESTS, "a request that came again is one line"


def test_a_request_that_waits_too_long_is_refused(tmp_path: Path, hog: Company, test_owner_url: str) -> None:
    with serving(tmp_path / "log", "-c", HURRIED) as running:
        with hogging(running, hog, test_owner_url) as answers:
            deadline = time.monotonic() + 8  # sooner than the lock's time limit
            while sum(answer.done() for answer in answers) < REQUESTS - SHARE and time.monotonic() < deadline:
                time.sleep(0.05)
            assert sum(answer.done() for answer in answers) == REQUESTS - SHARE
        found = [answer.result() for answer in answers]
    assert Counter(status for status, _ in found) == {200: SHARE, 429: REQUESTS - SHARE}
    assert {json.loads(body)["code"] for status, body in found if status == 429} == {"too_many_at_once"}
    with tenancy.everyone():
        kept = {json.loads(body)["name"] for status, body in found if status == 200}
        assert Company.objects.get(id=hog.id).name in kept
