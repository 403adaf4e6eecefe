"""Attacks by one client with real sockets: endless bodies and headers, false header names, dead workers."""

import contextlib
import itertools
import os
import signal
import socket
import time
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from threading import Thread
from typing import Any

import orjson
import psutil
import pytest
import yaml
from django.db import connections, transaction

from accounting.exchange.archive import reading
from accounting.models import Company, Contact, JournalEntry
from atlas import front
from atlas.management.commands import serve
from foundation import tenancy
from identity.models import Tier
from tests.client import Client
from tests.factories import DAY, make_account, make_company, make_entry, owner_of, two_accounts
from tests.people import make_admin, make_organization
from tests.processes import Web, web
from tests.servers import ROOT

pytestmark = pytest.mark.django_db(transaction=True)

SOCKETS = 64
TEXT = "1 Harbor Lane\n" * 70
LOGIN = b"POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
STALLED = {
    "an API body of which one byte comes": LOGIN + b"Content-Length: 100\r\n\r\n{",
    "a page's form of which one byte comes": b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\ne",
    "a large body of which one byte comes": LOGIN + b"Content-Length: 1000000\r\n\r\n{",
    "a body in chunks": LOGIN + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
    "a body after Expect": LOGIN + b"Expect: 100-continue\r\nContent-Length: 100\r\n\r\n",
    "headers that do not end": b"GET /api/v1/health HTTP/1.1\r\nHost: x\r\nX-Long: ",
    "HTTP/2 without asking": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\0\0\0\4\0\0\0\0\0",
    "nothing": b"",
}


HURRIED = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "atlas.settings"
import django
django.setup()
from django.core.management import call_command
from atlas import front
from atlas.management.commands import serve
front.BODY_SECONDS, front.PROMPT_SECONDS, serve.HEADERS_SECONDS = 4, 0.5, 4
front.LINGER_PAUSE, front.LINGER_BYTES = 0.5, 32 * front.MIB
call_command("serve")
"""
BODY_SECONDS, PROMPT_SECONDS, HEADERS_SECONDS = 4, 0.5, 4


@pytest.fixture(scope="module")
def running(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    log = tmp_path_factory.mktemp("web") / "log"
    with web(
        log,
        "-c",
        HURRIED,
        WEB_WORKERS="1",
        WEB_THREADS="2",
        ORGANIZATION_THREADS="2",
        DRAIN_SECONDS="0",
        TRUSTED_PROXIES="1",
    ) as server:
        yield server


def sent(running: Web, data: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", running.port), timeout=20)
    connection.sendall(data)
    return connection


def answer_on(connection: socket.socket) -> tuple[bytes, bytes]:
    """Return the headers and the body of what comes until the server closes the connection."""
    with connection, contextlib.suppress(ConnectionResetError):
        received = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    return head, body


def median_of(work: Any, times: int = 15) -> float:
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return sorted(seconds)[times // 2]


def test_sockets_that_stall_delay_nobody(running: Web) -> None:
    """64 attacks of each kind at once do not stop `/health` and a client that posts."""
    with tenancy.everyone():
        company = make_company(make_organization(tier=Tier.ENTERPRISE))
        client = Client(owner_of(company))
        accounts = [make_account(company), make_account(company)]
    lines = [
        {"account_id": str(accounts[0].id), "debit": "1.00"},
        {"account_id": str(accounts[1].id), "credit": "1.00"},
    ]
    body = orjson.dumps({"date": "2026-01-15", "memo": "Rent", "lines": lines})
    posted = itertools.count()

    def health() -> None:
        assert running.get("/api/v1/health")[0] == 200

    def post() -> None:
        with contextlib.closing(running.connect()) as connection:
            headers = {**client.headers, "Content-Type": "application/json"}
            connection.request("POST", f"/api/v1/companies/{company.id}/journal-entries", body, headers)
            answer = connection.getresponse()
            assert answer.status == 201, answer.read()
        next(posted)

    post()
    usual = {work: median_of(work) for work in (health, post)}
    with contextlib.ExitStack() as stack:
        stalled = [stack.enter_context(sent(running, data)) for data in STALLED.values() for _ in range(SOCKETS)]
        dripping = stalled[::2]
        for _ in range(3):  # longer than PROMPT_SECONDS in all
            for connection in dripping:
                with contextlib.suppress(OSError):  # refused by now
                    connection.send(b"x")
            for work, seconds in usual.items():
                # Twice as usual, with room for a machine that is busy with other tests.
                assert median_of(work) < 2 * seconds + 0.25, work.__name__
            time.sleep(0.5)
    with tenancy.everyone():
        assert JournalEntry.objects.filter(company=company).count() == next(posted)


def test_requests_that_do_not_arrive_in_time_are_ended(running: Web) -> None:
    """A slow body is answered by 408, in the API's form with all headers, or by a page. Dripping does not help."""
    api, page, small, large, headers, nothing = (
        sent(
            running, LOGIN + b"X-Forwarded-For: 192.0.2.5\r\nX-Request-Id: my-request-1\r\nContent-Length: 100\r\n\r\n{"
        ),
        sent(running, b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\ne"),
        sent(running, LOGIN + b"X-Forwarded-For: 192.0.2.6\r\nContent-Length: 100\r\n\r\n{"),
        sent(running, LOGIN + b"X-Forwarded-For: 192.0.2.7\r\nContent-Length: 100000\r\n\r\n{"),
        sent(running, STALLED["headers that do not end"]),
        sent(running, b""),
    )
    began = time.monotonic()
    while time.monotonic() < began + max(BODY_SECONDS, HEADERS_SECONDS) + 1:
        for connection in (small, large, headers):
            with contextlib.suppress(OSError):
                connection.send(b" ")
        time.sleep(0.5)
    for connection in (headers, nothing):
        assert answer_on(connection) == (b"", b"")
    for connection in (api, small, large):
        head, body = answer_on(connection)
        assert head.startswith(b"HTTP/1.1 408 "), connection
        assert orjson.loads(body)["code"] == "request_timeout"
        for name in (b"x-request-id: ", b"x-ratelimit-limit: ", b"connection: close", b"cache-control: no-store"):
            assert name in head.lower()
        if connection is api:
            assert b"x-request-id: my-request-1" in head.lower()
            assert orjson.loads(body)["request_id"] == "my-request-1"
    head, body = answer_on(page)
    assert head.startswith(b"HTTP/1.1 408 ")
    assert b"text/html" in head
    assert b"default-src 'none'" in head
    assert b"This took too long to arrive" in body
    assert time.monotonic() < began + 3 * BODY_SECONDS


def test_a_large_body_that_keeps_coming_is_taken(running: Web) -> None:
    """At more than the least rate it may take longer than BODY_SECONDS."""
    body = orjson.dumps({"email": "a@example.com", "password": "x"}).ljust(16 * front.LEAST_RATE)
    head = LOGIN + b"X-Forwarded-For: 192.0.2.8\r\nContent-Length: %d\r\n\r\n" % len(body)
    with sent(running, head) as connection:
        began = time.monotonic()
        while body:
            connection.sendall(body[: 2 * front.LEAST_RATE])
            body = body[2 * front.LEAST_RATE :]
            time.sleep(0.7)
        assert time.monotonic() - began > BODY_SECONDS
        assert connection.recv(65536).startswith(b"HTTP/1.1 401 ")


def test_a_client_may_have_few_slow_bodies(running: Web) -> None:
    """The limit is per address: slow bodies from another address are still accepted."""

    def slow(address: str) -> socket.socket:
        return sent(running, LOGIN + b"X-Forwarded-For: %s\r\nContent-Length: 100\r\n\r\n{" % address.encode())

    with contextlib.ExitStack() as stack:
        for _ in range(front.MAX_SLOW_PER_CLIENT):
            stack.enter_context(slow("192.0.2.1"))
        time.sleep(PROMPT_SECONDS + 0.5)
        head, body = answer_on(slow("192.0.2.1"))
        assert head.startswith(b"HTTP/1.1 429 ")
        assert b"retry-after: " in head.lower()
        assert orjson.loads(body)["code"] == "too_many_unfinished"
        other = stack.enter_context(slow("192.0.2.2"))
        time.sleep(PROMPT_SECONDS + 0.5)
        other.sendall(b'"email": "a@example.com", "password": "x"}'.ljust(99))
        assert other.recv(65536).startswith(b"HTTP/1.1 401 ")


def test_a_body_that_ends_early_is_never_taken_for_a_whole_one(running: Web) -> None:
    with tenancy.everyone():
        company = make_company()
        client = Client(owner_of(company))
    body = b'{"name": "Renamed"}'
    head = f"PATCH /api/v1/companies/{company.id} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    head += "X-Forwarded-For: 198.51.100.9\r\n"  # other tests use up the limit of 127.0.0.1
    head += f"Authorization: {client.headers['Authorization']}\r\nContent-Length: {len(body) + 2}\r\n\r\n"
    connection = sent(running, head.encode() + body)
    connection.shutdown(socket.SHUT_WR)
    assert answer_on(connection)[0].startswith(b"HTTP/1.1 400 ")
    with tenancy.everyone():
        assert Company.objects.get(pk=company.pk).name == company.name


def test_a_client_that_sends_all_of_a_body_before_it_looks_learns_why_it_is_refused(running: Web) -> None:
    """Most clients do. What is not wanted is read after the answer and thrown away, up to a limit."""
    mib = b"x" * front.MIB
    chunk = b"%x\r\n%s\r\n" % (front.MIB, mib)
    post = b"POST /sign-in HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.9\r\n"
    api = post.replace(b"/sign-in", b"/api/v1/imports")
    for head, pieces, status in (
        (api + b"Content-Length: %d\r\n\r\n" % (27 * front.MIB), [mib] * 27, b"413"),
        (post + b"Content-Length: %d\r\n\r\n" % (27 * front.MIB), [mib] * 27, b"413"),
        (api.replace(b"Host: x", b"Expect: 100-continue") + b"Content-Length: 4194304\r\n\r\n", [mib] * 4, b"400"),
        (api + b"Transfer-Encoding: chunked\r\n\r\n", [*[chunk] * 4, b"0\r\n\r\n"], b"400"),
    ):
        connection = sent(running, head + b"".join(pieces))
        answer, body = answer_on(connection)
        assert answer.startswith(b"HTTP/1.1 %s " % status), answer
        assert b"connection: close" in answer.lower()
        assert body
    with sent(running, api + b"Content-Length: %d\r\n\r\n" % (1 << 40)) as connection:
        with pytest.raises(ConnectionError):
            connection.sendall(mib * 64)
        assert answer_on(connection)[0].startswith(b"HTTP/1.1 413 ")


def test_a_client_that_sends_nothing_of_a_body_that_is_refused_is_not_waited_for(running: Web) -> None:
    began = time.monotonic()
    head = b"POST /sign-in HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.10\r\n"
    refused = head + b"Content-Length: %d\r\n\r\n" % (27 * front.MIB)
    waiting = [sent(running, refused) for _ in range(front.MAX_LINGERING_PER_CLIENT + 1)]
    assert [answer_on(connection)[0][:13] for connection in waiting] == [b"HTTP/1.1 413 "] * len(waiting)
    assert time.monotonic() - began < BODY_SECONDS


def memory_of(running: Web) -> int:
    """Return the bytes that the processes of a server have for themselves."""
    return sum(one.memory_full_info().uss for one in psutil.Process(running.process.pid).children(recursive=True))


def test_a_large_file_takes_no_memory_and_no_thread_until_it_is_read(running: Web, tmp_path: Path) -> None:
    with tenancy.everyone():
        company = make_company(make_organization(tier=Tier.ENTERPRISE))
        given = {"company": company, "kind": "customer", "currency_id": "USD", "billing_address": TEXT}
        Contact.objects.bulk_create((Contact(name=f"{n}", **given) for n in range(10_000)), batch_size=4_000)
        client = Client(owner_of(company))
    path = f"/api/v1/companies/{company.id}/exports/archive"
    request = f"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: {client.headers['Authorization']}\r\n"
    head, body = answer_on(sent(running, f"{request}Connection: close\r\n\r\n".encode()))
    assert head.startswith(b"HTTP/1.1 200")
    assert f"content-length: {len(body)}".encode() in head.lower()
    whole = tmp_path / "books.jsonl"
    whole.write_bytes(body)
    assert reading.check(whole).counts["accounting_contact"] == 10_000
    before, lazy = memory_of(running), []
    for _ in range(3):
        lazy.append(socket.socket())
        lazy[-1].setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024)
        lazy[-1].settimeout(60)
        lazy[-1].connect(("127.0.0.1", running.port))
        lazy[-1].sendall(f"{request}\r\n".encode())
    assert {one.recv(12) for one in lazy} == {b"HTTP/1.1 200"}  # three, of two threads
    assert memory_of(running) - before < 3 * len(body)  # else it holds all three
    for one in lazy:
        one.close()


def test_http_2_and_endless_headers_are_refused_at_once(running: Web) -> None:
    began = time.monotonic()
    assert answer_on(sent(running, STALLED["HTTP/2 without asking"])) == (b"", b"")
    endless = b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 4 * serve.HEADERS_BYTES
    with contextlib.suppress(ConnectionError):  # closed while we were sending
        assert answer_on(sent(running, endless))[0].startswith((b"HTTP/1.1 431 ", b""))
    assert time.monotonic() - began < HEADERS_SECONDS


def test_header_names_with_underscores_are_dropped(running: Web) -> None:
    """`X_Forwarded_For` does not get around the limits per address."""

    def remaining(address: str, **headers: str) -> int:
        with contextlib.closing(running.connect()) as connection:
            connection.request("GET", "/api/v1/health/ready", headers={"X-Forwarded-For": address, **headers})
            answer = connection.getresponse()
            answer.read()
            return int(answer.headers["X-RateLimit-Remaining"])

    with contextlib.closing(running.connect()) as connection:  # counted: there is nothing at this address
        connection.request("GET", "/api/v1/nothing", headers={"X-Forwarded-For": "192.0.2.3"})
        assert connection.getresponse().status == 404
    fresh, used = remaining("192.0.2.4"), remaining("192.0.2.3")
    assert used == fresh - 1
    for name in ("X_Forwarded_For", "X_Forwarded-For", "x_forwarded_for"):
        assert remaining("192.0.2.3", **{name: "192.0.2.4"}) == used
    with contextlib.closing(running.connect()) as connection:
        connection.request("GET", "/api/v1/auth/me", headers={"X_Request_Id": "underscored-id"})
        answer = connection.getresponse()
        assert answer.headers["X-Request-Id"] != "underscored-id"


def test_a_request_names_one_host_and_one_key(running: Web) -> None:
    """HTTP/1.1 needs a Host (RFC 9112 §3.2), whatever ALLOWED_HOSTS is. Of two keys nobody knows which one counts."""
    with tenancy.everyone():
        client = Client(make_admin(make_organization()))
    own = f"Authorization: {client.headers['Authorization']}\r\nX-Forwarded-For: 192.0.2.5\r\nConnection: close\r\n"

    def answered(first: str, headers: str, body: str = "") -> tuple[int, Any]:
        head, content = answer_on(sent(running, f"{first}\r\n{own}{headers}\r\n{body}".encode()))
        return int(head.split()[1]), orjson.loads(content)

    assert answered("GET /api/v1/auth/me HTTP/1.0", "")[0] == 200
    for host in ("", "Host: x\r\nHost: y\r\n", "Host: a b\r\n", "Host:\r\n"):
        status, refusal = answered("GET /api/v1/auth/me HTTP/1.1", host)
        assert (status, refusal["code"]) == (400, "bad_request"), host
    body = '{"name": "Harbor Lane", "base_currency": "USD"}'
    post = f"Host: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    keys = "Idempotency-Key: one\r\nIdempotency-Key: another\r\n"
    status, refusal = answered("POST /api/v1/companies HTTP/1.1", post + keys, body)
    assert (status, refusal["errors"][0]["field"]) == (400, "Idempotency-Key")
    with tenancy.everyone():
        assert not Company.objects.filter(name="Harbor Lane").exists()


def test_compose_trusts_no_proxy_that_is_not_there() -> None:
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text())
    assert compose["services"]["web"]["environment"]["TRUSTED_PROXIES"] == "${TRUSTED_PROXIES:-0}"


def test_health_is_not_delayed_by_threads_that_all_wait(running: Web) -> None:
    with tenancy.everyone():
        company = make_company()
        client = Client(owner_of(company))
    headers = {**client.headers, "Content-Type": "application/json"}
    with contextlib.ExitStack() as stack:
        writes = [stack.enter_context(contextlib.closing(running.connect())) for _ in range(4)]
        with tenancy.everyone(), transaction.atomic():
            Company.objects.select_for_update().get(pk=company.pk)
            for connection in writes:
                connection.request("PATCH", f"/api/v1/companies/{company.id}", b'{"name": "New"}', headers)
            time.sleep(0.5)
            page = stack.enter_context(contextlib.closing(running.connect(timeout=1)))
            page.request("GET", "/sign-in")
            with pytest.raises(TimeoutError):
                page.getresponse()
            for path in ("/api/v1/health", "/api/v1/health/") * 3:
                with contextlib.closing(running.connect(timeout=1)) as connection:
                    connection.request("GET", path)
                    answer = connection.getresponse()
                    assert (answer.status, answer.read()) == (200, b'{"status":"ok"}')
                    assert answer.headers["X-RateLimit-Limit"]
        for connection in writes:
            assert connection.getresponse().status == 200


def test_a_worker_that_dies_is_replaced_while_the_others_serve(tmp_path: Path) -> None:
    """What it was writing takes effect once, when it is sent again with its `Idempotency-Key`."""
    with tenancy.everyone():
        company = make_company(make_organization(tier=Tier.ENTERPRISE))
        client, (cash, sales) = Client(owner_of(company)), two_accounts(company)
    lines = [{"account_id": str(cash.id), "debit": "1.00"}, {"account_id": str(sales.id), "credit": "1.00"}]
    entry = orjson.dumps({"date": str(DAY), "lines": lines})
    headers = {**client.headers, "Content-Type": "application/json", "Idempotency-Key": "7b0c"}
    statuses: list[int] = []

    def post() -> None:
        with contextlib.closing(running.connect()) as caller, contextlib.suppress(OSError, HTTPException):
            caller.request("POST", f"/api/v1/companies/{company.id}/journal-entries", entry, headers)
            statuses.append(caller.getresponse().status)

    def workers(running: Web) -> set[int]:
        return {child.pid for child in psutil.Process(running.process.pid).children()}

    with web(tmp_path / "log", WEB_WORKERS="2", WEB_THREADS="1", DRAIN_SECONDS="0") as running:
        first = workers(running)
        assert len(first) == 2
        time.sleep(1)  # until both listen
        writing = Thread(target=post)
        with tenancy.everyone():
            make_entry(company)  # a posting waits for the end of this transaction
            writing.start()
            until_a_lock_is_awaited()
            for victim in first:
                before = workers(running)
                os.kill(victim, signal.SIGKILL)
                deadline = time.monotonic() + 30
                while len(workers(running) - before) < 1:
                    with contextlib.suppress(ConnectionError):  # what the victim had accepted
                        assert running.get("/api/v1/health")[0] == 200
                    assert running.process.poll() is None
                    assert time.monotonic() < deadline
                until_listening(running, tmp_path / "log")
        assert not workers(running) & first
        writing.join()
        assert statuses == []
        while statuses[-1:] in ([], [409]):  # until PostgreSQL has noticed
            assert time.monotonic() < deadline + 30
            post()
        assert statuses[-1] == 201
        with tenancy.everyone():
            assert JournalEntry.objects.filter(company=company).count() == 2
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(timeout=20) == 0


def until_a_lock_is_awaited() -> None:
    deadline = time.monotonic() + 30
    with connections["default"].cursor() as cursor:
        while True:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
            assert time.monotonic() < deadline
            time.sleep(0.05)


def until_listening(running: Web, log: Path) -> None:
    """Wait until each worker that was spawned has said that it has started."""
    deadline = time.monotonic() + 30
    while log.read_text().count("Spawning worker") > log.read_text().count("runtime-1"):
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)
