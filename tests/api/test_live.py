"""Tests that need several web processes: a real server over HTTP, as in the Procfile."""

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import psutil
import pytest
import redis
from django.conf import settings
from django.db import connection

from accounting.models import Company
from api.models import IdempotencyKey
from foundation import tenancy
from identity import api_keys, tokens
from identity.models import Tier, User
from tests import factories
from tests.client import BASE
from tests.nightly import EXHAUSTIVE
from tests.people import make_admin, make_key, make_organization
from tests.servers import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS, SECOND = 3, 1_000_000


@pytest.fixture(scope="module")
def port(django_db_setup: None) -> Iterator[int]:
    """Run granian with several workers on this worker's database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    base, _, _ = os.environ["DATABASE_URL"].partition("?")
    address = f"{base.rpartition('/')[0]}/{connection.settings_dict['NAME']}"
    size = ["--workers", str(WORKERS), "--blocking-threads", "4"]
    command = ["granian", "--interface", "wsgi", "--port", str(port), *size, "atlas.wsgi:application"]
    environment = {**os.environ, "DATABASE_URL": address, "TRUSTED_PROXIES": "1"}
    server = subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, env=environment)
    try:
        deadline = time.monotonic() + 180
        while not is_up(port):
            assert server.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert len(psutil.Process(server.pid).children()) >= WORKERS
        yield port
    finally:
        server.terminate()
        server.wait(20)


def is_up(port: int) -> bool:
    try:
        return ask(port, "GET", "/health/ready")[0] == 200
    except OSError:
        return False


Reply = tuple[int, dict[str, str], bytes]


def ask(port: int, method: str, path: str, headers: dict[str, str] | None = None, body: Any = None) -> Reply:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        content = None if body is None else json.dumps(body)
        link.request(method, BASE + path, content, {"Content-Type": "application/json", **(headers or {})})
        answer = link.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        link.close()


def at_once(number: int, port: int, user: User, *request: Any, headers: dict[str, str] | None = None) -> list[Reply]:
    """Send the same request `number` times, each on a connection of its own, all together."""
    signed = {"Authorization": f"Bearer {tokens.issue(user).access_token}", **(headers or {})}
    method, path, body = request
    barrier = threading.Barrier(number)

    def send(_: int) -> Reply:
        barrier.wait()
        return ask(port, method, path, signed, body)

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(send, range(number)))


def test_many_equal_posts_at_once_have_one_effect(port: int) -> None:
    admin = make_admin(make_organization(tier="enterprise"))
    body = {"name": "Harbor Lane", "base_currency": "USD"}
    replies = at_once(
        100 if EXHAUSTIVE else 25, port, admin, "POST", "/companies", body, headers={"Idempotency-Key": "one"}
    )
    statuses = Counter(status for status, _, _ in replies)
    assert set(statuses) <= {201, 409}
    assert sum("idempotent-replayed" not in headers for status, headers, _ in replies if status == 201) == 1
    assert len({content for status, _, content in replies if status == 201}) == 1
    assert {json.loads(content)["code"] for status, _, content in replies if status == 409} <= {
        "idempotency_key_in_use"
    }
    with tenancy.everyone():
        assert Company.objects.count() == 1
        assert IdempotencyKey.objects.count() == 1


def test_several_web_processes_together_accept_exactly_what_the_tier_allows(port: int) -> None:
    admin = make_admin(make_organization())
    replies = at_once(60, port, admin, "GET", "/auth/me", None)
    accepted = [int(headers["x-ratelimit-remaining"]) for status, headers, _ in replies if status == 200]
    assert {status for status, _, _ in replies} <= {200, 429}
    assert sorted(accepted, reverse=True) == list(range(59, 59 - len(accepted), -1)), "each counted once"
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        key = f"atlas:rate:organization:{admin.organization_id}"
        moments = [int(moment) for moment in client.lrange(key, 0, -1)]
    assert len(moments) == len(accepted) >= 10
    assert all(later - earlier >= SECOND for earlier, later in zip(moments, moments[10:], strict=False))
    assert all(earlier <= later for earlier, later in pairwise(moments))


def test_a_revoked_key_is_refused_at_once_by_every_process(port: int) -> None:
    with tenancy.everyone():
        owner = make_admin(make_organization(tier=Tier.ENTERPRISE))
        factories.make_company(by=owner)
        made = make_key(owner)
    # From an address of its own: other tests use up what one without a key has.
    headers = {"Authorization": f"Bearer {made.secret}", "X-Forwarded-For": "203.0.113.7"}
    # Each request has a connection of its own, so all processes answer some of them.
    assert {ask(port, "GET", "/invoices", headers)[0] for _ in range(30)} == {200}
    with tenancy.everyone():
        api_keys.revoke(made.key, by=owner)
    assert {ask(port, "GET", "/invoices", headers)[0] for _ in range(9)} == {401}  # 10 are allowed without a key
