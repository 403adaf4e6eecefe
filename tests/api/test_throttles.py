"""Rate limits over HTTP: by tier and organization, by address without one, with their headers on every response."""

import random
import time
from collections.abc import Callable
from functools import cache
from ipaddress import IPv4Address
from typing import Any

import pytest
import redis
from django.test import Client as DjangoClient
from uuid_utils.compat import uuid7

from api import throttles
from foundation.limiter import Limit, Limiter
from identity.models import Tier, User
from tests.client import Answer, Client
from tests.people import PASSWORD, make_admin, make_organization, make_user

pytestmark = pytest.mark.django_db
HEADERS = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")


@pytest.fixture(autouse=True)
def generous_limits() -> None:
    """Here the limits are the real ones."""


def nobody() -> Client:
    """A client without sign-in, at an address that no other test uses."""
    return somebody(None)


def somebody(user: User | None) -> Client:
    client = Client(user)
    client.django = DjangoClient(REMOTE_ADDR=str(IPv4Address(10 << 24 | random.randrange(2**24))))
    return client


@pytest.fixture
def user() -> User:
    return make_admin(make_organization())


def limit_of(answer: Answer) -> tuple[int, int, int]:
    limit, remaining, reset = (int(answer.headers[name]) for name in HEADERS)
    return limit, remaining, reset


@pytest.mark.parametrize(
    ("tier", "per_minute", "burst"), [("standard", 60, 10), ("professional", 300, 50), ("enterprise", 1000, 100)]
)
def test_each_tier_has_its_limits(tier: str, per_minute: int, burst: int) -> None:
    client = Client(make_admin(make_organization(tier=tier)))
    first = client.get("/auth/me")
    assert limit_of(first)[:2] == (per_minute, per_minute - 1)
    assert 58 <= limit_of(first)[2] - time.time() <= 61
    assert limit_of(client.get("/auth/me"))[1] == per_minute - 2
    limit = throttles.LIMITS[Tier(tier)]
    assert (limit.per_minute, limit.burst) == (per_minute, burst)


@pytest.fixture
def ten_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(throttles.LIMITS, Tier.STANDARD, Limit(per_minute=10, burst=10))


@pytest.mark.usefixtures("ten_a_minute")
def test_requests_over_the_limit_are_refused_and_not_counted(user: User) -> None:
    client = Client(user)
    answers = [client.get("/auth/me") for _ in range(12)]
    assert [answer.status for answer in answers] == [200] * 10 + [429] * 2
    refused = answers[-1]
    assert refused.json | {"request_id": ""} == {
        "detail": "Too many requests. Wait as long as Retry-After says.",
        "status_code": 429,
        "code": "rate_limited",
        "errors": [],
        "request_id": "",
    }
    assert 30 <= int(refused.headers["Retry-After"]) <= 60
    assert limit_of(refused)[:2] == (10, 0)
    assert limit_of(refused)[2] == limit_of(answers[0])[2]


def test_after_the_wait_a_request_is_accepted_again(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(throttles.LIMITS, Tier.STANDARD, Limit(per_minute=10, burst=1))
    client = Client(user)
    while (refused := client.get("/auth/me")).status != 429:
        pass
    assert refused.headers["Retry-After"] == "1"
    time.sleep(1)
    after = client.get("/auth/me")
    assert after.status == 200
    assert "Retry-After" not in after.headers


def test_an_organization_is_counted_as_one_and_others_apart(user: User) -> None:
    clients = [Client(user), Client(make_user(user.organization))]
    assert [limit_of(client.get("/auth/me"))[1] for client in clients * 2] == [59, 58, 57, 56]
    assert limit_of(Client(make_admin(make_organization("Bluebird Studio"))).get("/auth/me"))[1] == 59


def test_a_new_tier_holds_from_the_next_request(user: User) -> None:
    client = Client(user)
    client.get("/auth/me")
    user.organization.tier = Tier.PROFESSIONAL
    user.organization.save()
    assert limit_of(client.get("/auth/me"))[:2] == (300, 298)


@pytest.mark.usefixtures("ten_a_minute")
def test_requests_without_a_good_token_count_for_the_address(user: User) -> None:
    here, elsewhere = nobody(), nobody()
    bad_token = {"Authorization": "Bearer guess"}
    answers = [here.get("/auth/me", headers=bad_token | {"X-Forwarded-For": f"192.0.2.{n}"}) for n in range(12)]
    assert [answer.status for answer in answers] == [401] * 10 + [429] * 2
    assert here.get("/nowhere").status == 429
    assert here.post("/auth/login", {"email": "a@example.com", "password": "x"}).status == 429
    assert elsewhere.get("/auth/me").status == 401
    assert Client(user).get("/auth/me").status == 200, "whoever has signed in is counted by organization"


def broken(*args: Any, **kwargs: Any) -> None:
    raise RuntimeError("broken on purpose")


CASES: dict[str, tuple[int, Callable[[Client, Client], Answer]]] = {
    "success": (200, lambda client, nobody: client.get("/auth/me")),
    "a bad parameter": (400, lambda client, nobody: client.get("/users", pge=2)),
    "unreadable JSON": (400, lambda client, nobody: client.patch("/auth/me", b"{")),
    "no token": (401, lambda client, nobody: nobody.get("/auth/me")),
    "a bad token": (401, lambda client, nobody: nobody.get("/auth/me", headers={"Authorization": "Bearer x"})),
    "wrong credentials": (
        401,
        lambda client, nobody: nobody.post("/auth/login", {"email": "a@example.com", "password": "x"}),
    ),
    "not there": (404, lambda client, nobody: client.get(f"/users/{uuid7()}")),
    "no such path": (404, lambda client, nobody: client.get("/nowhere")),
    "the root": (404, lambda client, nobody: client.get("")),
    "method": (405, lambda client, nobody: client.put("/users", {})),
    "method of a plain view": (405, lambda client, nobody: client.get("/auth/login")),
    "too large": (413, lambda client, nobody: client.post("/users", b" " * (1024 * 1024 + 1))),
    "media type": (415, lambda client, nobody: client.request("PATCH", "/auth/me", b"a=1", content_type="text/plain")),
    "invalid": (422, lambda client, nobody: client.patch("/auth/me", {"full_name": ""})),
    "health": (200, lambda client, nobody: nobody.get("/health")),
}


@pytest.mark.parametrize("case", CASES)
def test_every_response_has_the_headers_and_is_counted_once(user: User, case: str) -> None:
    status, call = CASES[case]
    clients = somebody(user), nobody()
    answer = call(*clients)
    assert answer.status == status
    limit, remaining, reset = limit_of(answer)
    assert (limit, remaining) == (60, 60 if case == "health" else 59)
    assert 0 <= reset - time.time() <= 61
    assert "Retry-After" not in answer.headers
    again = call(*clients)
    assert limit_of(again)[1] == (60 if case == "health" else 58)


def test_a_fault_of_ours_has_the_headers(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.resources.auth.MeView.profile", broken)
    client = Client(user)
    client.django.raise_request_exception = False
    answer = client.get("/auth/me")
    assert (answer.status, limit_of(answer)[:2]) == (500, (60, 59))


def test_a_fault_before_any_view_has_the_headers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atlas.middleware.PastThePages.__call__", broken)
    client = nobody()
    client.django.raise_request_exception = False
    answer = client.get("/auth/me")
    assert (answer.status, limit_of(answer)[:2]) == (500, (60, 59))
    assert answer.json["code"] == "internal_error"


@pytest.mark.usefixtures("ten_a_minute")
def test_health_is_answered_even_when_the_address_has_used_up_its_limit() -> None:
    client = nobody()
    assert [client.get("/nowhere").status for _ in range(11)] == [404] * 10 + [429]
    answer = client.get("/health")
    assert (answer.status, limit_of(answer)[:2]) == (200, (10, 0))


@pytest.mark.usefixtures("ten_a_minute")
def test_without_valkey_the_limit_holds_and_the_login_works(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    own = Limiter("redis://127.0.0.1:1/0")
    monkeypatch.setattr(throttles, "limiter", cache(lambda: own))
    client = Client(user)
    answers = [client.get("/auth/me") for _ in range(12)]
    assert [answer.status for answer in answers] == [200] * 10 + [429] * 2
    assert limit_of(answers[0])[:2] == (10, 9)
    login = {"email": user.email, "password": PASSWORD}
    stranger = nobody()
    assert stranger.post("/auth/login", login).status == 200
    assert [stranger.get("/nowhere").status for _ in range(10)] == [404] * 9 + [429]


def test_a_request_costs_one_round_trip(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(user)
    client.get("/auth/me")
    sent: list[str] = []
    send = redis.connection.AbstractConnection.send_command

    def noted(self: Any, *args: Any, **options: Any) -> None:
        sent.append(args[0])
        send(self, *args, **options)

    monkeypatch.setattr(redis.connection.AbstractConnection, "send_command", noted)
    assert client.get("/auth/me").status == 200
    assert sent == ["EVALSHA"]
