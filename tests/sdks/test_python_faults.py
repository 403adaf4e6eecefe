"""The Python SDK when things go wrong on the way: lost and late answers, limits, killed servers, expired tokens."""

import enum
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest
from atlas_accounting import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    Atlas,
    AuthenticationError,
    Exchange,
    RateLimitError,
    Tokens,
)
from atlas_accounting._retries import seconds_to_wait, wait_before
from django.utils.http import content_disposition_header

from accounting.models import Company, Contact
from foundation import tenancy
from identity.models import User
from tests.people import PASSWORD, make_admin, make_organization
from tests.processes import web
from tests.sdks.conftest import ClientOf, tokens_of
from tests.sdks.wire import Wire

pytestmark = pytest.mark.django_db(transaction=True)


def first_times(count: int, start: str) -> Callable[[str], bool]:
    left = [count]

    def lose(line: str) -> bool:
        if line.startswith(start) and left[0]:
            left[0] -= 1
            return True
        return False

    return lose


def named(company: Company, name: str) -> int:
    with tenancy.everyone():
        return Contact.objects.filter(company=company, name=name).count()


def test_a_write_whose_answer_is_lost_happens_once(
    wire: Wire, client_of: ClientOf, admin: User, company: Company
) -> None:
    wire.lose = first_times(2, "POST /api/v1/contacts/customers")
    seen: list[Exchange] = []
    atlas = client_of(admin, base_url=wire.address, company_id=str(company.id), on_response=seen.append)
    customer = atlas.customers.create(name="Once")
    assert [exchange.error for exchange in seen] == ["RemoteProtocolError", "RemoteProtocolError", None]
    assert customer.last_response is not None
    assert customer.last_response.was_replayed
    assert named(company, "Once") == 1


def test_what_cannot_be_repeated_is_not(wire: Wire, client_of: ClientOf, admin: User, company: Company) -> None:
    wire.lose = lambda line: line.startswith("POST")
    atlas = client_of(admin, base_url=wire.address)
    with pytest.raises(APIConnectionError):
        atlas.auth.login(email=admin.email, password=PASSWORD)
    assert len(wire.lines) == 1


@pytest.mark.parametrize("if_match", [None, '"old"'])
def test_what_names_an_entity_tag_is_not_sent_again(if_match: str | None) -> None:
    """It may have changed the tag itself, and then the second attempt would be refused."""
    sent: list[str] = []

    def lose(request: httpx2.Request) -> httpx2.Response:
        sent.append(request.method)
        raise httpx2.ReadError("lost")

    atlas = Atlas(api_key="atlas_sk_1", max_retries=1, http_client=httpx2.Client(transport=httpx2.MockTransport(lose)))
    for call in (
        lambda: atlas.customers.upsert("c-1", name="A", if_match=if_match),
        lambda: atlas.customers.update("c-1", name="A", if_match=if_match),
    ):
        with pytest.raises(APIConnectionError):
            call()
    assert sent == (["PUT", "PUT", "PATCH", "PATCH"] if if_match is None else ["PUT", "PATCH"])


def test_a_deletion_whose_answer_is_lost_is_done(
    wire: Wire, client_of: ClientOf, admin: User, company: Company
) -> None:
    atlas = client_of(admin, base_url=wire.address, company_id=str(company.id))
    customer = atlas.customers.create(name="Gone")
    wire.lose = first_times(1, "DELETE")
    atlas.customers.delete(customer.id)
    assert named(company, "Gone") == 0
    assert Counter(line.split()[0] for line in wire.lines)["DELETE"] == 2


def test_a_late_answer_is_a_timeout_and_the_write_happens_once(
    wire: Wire, client_of: ClientOf, admin: User, company: Company
) -> None:
    wire.delay = lambda line: 30.0
    atlas = client_of(admin, base_url=wire.address, company_id=str(company.id), timeout=1.5, max_retries=0)
    with pytest.raises(APITimeoutError, match="POST /api/v1/contacts/customers"):
        atlas.customers.create(name="Late", idempotency_key="late-1")
    wire.delay = lambda line: 0.0
    deadline = time.monotonic() + 10
    while not named(company, "Late") and time.monotonic() < deadline:
        time.sleep(0.05)
    atlas.with_options(timeout=20).customers.create(name="Late", idempotency_key="late-1")
    assert named(company, "Late") == 1


def test_limits_are_waited_for(client_of: ClientOf) -> None:
    with tenancy.everyone():
        standard = make_admin(make_organization())
    seen: list[Exchange] = []
    atlas = client_of(standard, on_response=seen.append, max_retries=8)
    with ThreadPoolExecutor(20) as pool:
        names = list(pool.map(lambda _: atlas.auth.me().email, range(20)))
    assert names == [standard.email] * 20
    assert Counter(exchange.status_code for exchange in seen)[429] >= 1


def test_a_limit_is_an_error_without_retries(client_of: ClientOf) -> None:
    with tenancy.everyone():
        standard = make_admin(make_organization())
    atlas = client_of(standard, max_retries=0)
    with pytest.raises(RateLimitError) as limited, ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda _: atlas.auth.me(), range(60)))
    assert limited.value.retry_after is not None
    assert 0 < limited.value.retry_after <= 61


def test_one_of_many_threads_refreshes(client_of: ClientOf, admin: User) -> None:
    seen: list[Exchange] = []
    kept: list[Tokens] = []
    tokens = Tokens("eyJexpired", tokens_of(admin).refresh_token)
    atlas = client_of(admin, tokens=tokens, on_tokens=kept.append, on_response=seen.append)
    gate = threading.Barrier(8)

    def call(_: int) -> str:
        gate.wait()
        return atlas.auth.me().email

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(call, range(8))) == {admin.email}
    assert Counter(exchange.path for exchange in seen)["/api/v1/auth/refresh"] == 1
    assert len(kept) == 1
    assert client_of(admin, tokens=kept[0]).auth.me().email == admin.email


def test_many_threads_with_a_dead_refresh_token_ask_once(client_of: ClientOf, admin: User) -> None:
    seen: list[Exchange] = []
    atlas = client_of(admin, tokens=Tokens(None, "eyJdead"), on_response=seen.append)
    gate = threading.Barrier(6)

    def call(_: int) -> str:
        gate.wait()
        with pytest.raises(AuthenticationError):
            atlas.auth.me()
        return "refused"

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(call, range(6))) == ["refused"] * 6
    assert Counter(exchange.path for exchange in seen)["/api/v1/auth/refresh"] == 1


def test_a_dead_session_is_replaced_with_the_password(client_of: ClientOf, admin: User) -> None:
    seen: list[Exchange] = []
    atlas = client_of(admin, tokens=None, email=admin.email, password=PASSWORD, on_response=seen.append)
    assert atlas.auth.me().email == admin.email
    for session in atlas.auth.sessions.list():
        atlas.auth.sessions.delete(session.id)
    assert atlas.auth.me().email == admin.email
    logins = [exchange.status_code for exchange in seen if exchange.path == "/api/v1/auth/login"]
    assert [status for status in logins if status != 429] == [200, 200]


def test_a_killed_server_is_waited_for(
    wire: Wire, client_of: ClientOf, admin: User, company: Company, tmp_path: Path
) -> None:
    """The server dies with a request in it; the next one answers the same call, and the write happens once."""
    steady = wire.upstream
    with web(tmp_path / "log", WEB_WORKERS="1", DRAIN_SECONDS="0") as doomed:
        wire.upstream = doomed.port

        def die(line: str) -> bool:
            if line.startswith("POST"):
                doomed.process.send_signal(signal.SIGKILL)
                wire.upstream = steady
                wire.lose = lambda line: False
                return True
            return False

        wire.lose = die
        atlas = client_of(admin, base_url=wire.address, company_id=str(company.id))
        atlas.customers.create(name="Survivor")
    assert named(company, "Survivor") == 1
    assert Counter(line.split()[0] for line in wire.lines)["POST"] == 2


def test_nobody_there(client_of: ClientOf, admin: User) -> None:
    seen: list[Exchange] = []
    atlas = client_of(admin, base_url="http://127.0.0.1:1", max_retries=1, on_request=seen.append)
    with pytest.raises(APIConnectionError, match="ConnectError"):
        atlas.health.get()
    assert [exchange.attempt for exchange in seen] == [1, 2]


@pytest.mark.parametrize(
    ("answer", "error", "told"),
    [
        ({"content": b"<html>Sign in to the network</html>"}, APIError, "not JSON"),
        ({"stream": httpx2.ByteStream(b"plain"), "headers": {"content-encoding": "gzip"}}, APIConnectionError, "Decod"),
    ],
)
def test_what_something_in_between_answers_is_an_error_of_the_library(
    answer: dict[str, Any], error: type[Exception], told: str
) -> None:
    transport = httpx2.MockTransport(lambda request: httpx2.Response(200, **answer))
    atlas = Atlas(api_key="atlas_sk_1", max_retries=0, http_client=httpx2.Client(transport=transport))
    with pytest.raises(error, match=told):
        atlas.auth.me()


@pytest.mark.parametrize("name", ["a;b.pdf", 'a"b.pdf', "März;.pdf", "x.pdf"])
def test_a_file_has_the_name_that_atlas_gives_it(name: str) -> None:
    headers = {"Content-Disposition": content_disposition_header(True, name) or ""}
    transport = httpx2.MockTransport(lambda request: httpx2.Response(200, headers=headers, content=b"x"))
    atlas = Atlas(api_key="atlas_sk_1", http_client=httpx2.Client(transport=transport))
    assert atlas.attachments.content("0198a7ca-77c1-7e02-9b64-2d8f1c3a5e70").filename == name


def test_an_empty_company_in_the_environment_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_COMPANY_ID", "")
    asked: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(str(request.url.query, "ascii"))
        return httpx2.Response(200, json={"items": [], "total": 0})

    atlas = Atlas(api_key="atlas_sk_1", http_client=httpx2.Client(transport=httpx2.MockTransport(answer)))
    assert list(atlas.invoices.list()) == []
    assert "company_id" not in asked[0]


def test_an_export_is_waited_for_longer() -> None:
    waited: list[float] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        waited.append(request.extensions["timeout"]["read"])
        return httpx2.Response(200, json={"items": [], "total": 0})

    http_client = httpx2.Client(transport=httpx2.MockTransport(answer))
    for timeout in (30, 5, 900):
        atlas = Atlas(api_key="atlas_sk_1", timeout=timeout, http_client=http_client)
        atlas.exports.archive()
        atlas.exports.archive(timeout=7)
        atlas.invoices.list().first()
    assert waited == [600, 7, 30, 600, 7, 5, 900, 7, 900]


class Standing(str, enum.Enum):  # noqa: UP042 -- many programs have such ones
    DRAFT = "draft"


class Kind(enum.Enum):
    NET = "net"


def test_a_member_of_an_enumeration_is_sent_as_its_value() -> None:
    sent: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.extend([str(request.url.query, "ascii"), request.content.decode()])
        return httpx2.Response(200, json={"items": [], "total": 0})

    atlas = Atlas(api_key="atlas_sk_1", http_client=httpx2.Client(transport=httpx2.MockTransport(answer)))
    given: list[Any] = [Standing.DRAFT, Kind.NET]
    list(atlas.invoices.list(status=given))
    atlas.customers.create(name=given[0], metadata={"kind": given[1]})
    assert sent[0] == "page_size=100&status=draft&status=net"
    assert sent[3] == '{"name":"draft","metadata":{"kind":"net"}}'


def test_how_long_is_waited() -> None:
    assert 0.25 <= (wait_before(2) or 0) <= 0.5
    assert 1 <= (wait_before(4) or 0) <= 2
    assert (wait_before(50) or 0) <= 8
    assert 3 <= (wait_before(2, {"retry-after": "3"}) or 0) <= 3.25
    assert wait_before(2, {"retry-after": "3600"}) is None
    assert seconds_to_wait({"retry-after": "Fri, 31 Dec 1999 23:59:59 GMT"}) == 0
    assert seconds_to_wait({"retry-after": "soon"}) is None
