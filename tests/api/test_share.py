"""An organization can use only part of a process's threads, so that its slow requests do not delay others."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from accounting.ledger import companies
from accounting.models import Company
from api import share
from foundation import tenancy
from identity.models import User
from tests.client import Answer, Client
from tests.people import make_admin, make_organization

pytestmark = pytest.mark.django_db(transaction=True)

BODY = {"name": "Acme", "base_currency": "USD"}
MOST = 2


class Held:
    """Requests of one organization that wait in the operation."""

    def __init__(self) -> None:
        self.arrived, self.let_go = threading.Semaphore(0), threading.Event()
        self.answers: list[Future[Answer]] = []


@pytest.fixture
def admin(monkeypatch: pytest.MonkeyPatch) -> User:
    monkeypatch.setattr(settings, "ORGANIZATION_THREADS", MOST)
    return make_admin(make_organization())


@contextmanager
def held(admin: User, monkeypatch: pytest.MonkeyPatch, *, error: Exception | None = None) -> Iterator[Held]:
    """Let the most possible requests of `admin` wait. At the end each goes on, or fails with `error`."""
    them, create = Held(), companies.create

    def slow(**fields: Any) -> Company:
        them.arrived.release()
        assert them.let_go.wait(20)
        if error is not None:
            raise error
        return create(**fields)

    def call(number: int) -> Answer:
        try:
            client = Client(admin)
            client.django.raise_request_exception = False
            return client.post("/companies", {**BODY, "name": f"Slow {number}"})
        finally:
            connection.close()

    with monkeypatch.context() as patch, ThreadPoolExecutor(MOST) as pool:
        patch.setattr(companies, "create", slow)
        try:
            them.answers = [pool.submit(call, number) for number in range(MOST)]
            for _ in range(MOST):
                assert them.arrived.acquire(timeout=20)
            yield them
        finally:
            them.let_go.set()


def names() -> set[str]:
    with tenancy.everyone():
        return set(Company.objects.values_list("name", flat=True))


def test_beyond_its_share_an_organization_is_refused_and_another_is_not(
    admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Client(make_admin(make_organization()))
    client = Client(admin)
    before = int(client.get("/companies").headers["X-RateLimit-Remaining"])
    with held(admin, monkeypatch) as them:
        refused = [client.get("/companies"), client.post("/companies", BODY, {"Idempotency-Key": "once"})]
        assert other.get("/companies").status == 200
        assert Client().get("/health").status == 200
        assert names() == set()
    for answer in refused:
        assert (answer.status, answer.code) == (429, "too_many_at_once"), answer
        assert answer.headers["Retry-After"] == "1"
        assert answer.json["request_id"] == answer.headers["X-Request-Id"]
        assert int(answer.headers["X-RateLimit-Remaining"]) == before - MOST, "what is refused does not count"
    assert [answer.result().status for answer in them.answers] == [201] * MOST
    assert names() == {"Slow 0", "Slow 1"}
    assert client.post("/companies", BODY, {"Idempotency-Key": "once"}).status == 201


def test_the_share_is_given_back_after_a_fault(admin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        with held(admin, monkeypatch, error=RuntimeError("ours")) as them:
            assert Client(admin).get("/companies").status == 429
        assert [answer.result().status for answer in them.answers] == [500] * MOST
        assert Client(admin).get("/companies").status == 200
    assert not share._running
    assert names() == set()
