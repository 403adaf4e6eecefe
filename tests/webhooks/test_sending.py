"""One request and all its possible failures: each ends in time, with a clear message."""

import asyncio
import gzip
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from standardwebhooks import Webhook

from tests.webhooks.jobs import SECRET, job
from tests.webhooks.receiver import Receiver, Reply, raw_server, receiver
from webhooks import encryption, policy, sending, signing
from webhooks.jobs import Outcome


def send(url: str, **fields: Any) -> Outcome:
    async def run() -> Outcome:
        async with sending.sender() as sender:
            return await sender.send(job(url, **fields))

    return asyncio.run(run())


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same limits, shorter."""
    monkeypatch.setattr(policy, "ANSWER_SECONDS", 0.6)
    monkeypatch.setattr(policy, "CONNECT_SECONDS", 0.4)
    monkeypatch.setattr(policy, "BODY_SECONDS", 0.3)


def test_a_request_is_as_designed(hook: Receiver) -> None:
    outcome = send(hook.url, body=b'{"n":1.00}', attempt=3, event_type="invoice.sent")
    assert outcome.succeeded
    assert (outcome.status_code, outcome.error, outcome.answer) == (200, "", b"thanks")
    (request,) = hook.requests
    assert request.body == b'{"n":1.00}'
    assert request.path == "/hooks"
    assert request.headers["Content-Type"] == "application/json"
    assert request.headers["User-Agent"] == "Atlas-Webhooks/1"
    assert request.headers["X-Atlas-Event"] == "invoice.sent"
    assert request.headers["X-Atlas-Attempt"] == "3"
    assert request.headers["X-Atlas-Sequence"] == "1042"
    assert request.headers["X-Atlas-Signature"] == signing.atlas_signature(SECRET, request.body)
    assert "Accept-Encoding" not in request.headers
    assert "Cookie" not in request.headers
    Webhook(signing.standard_form(SECRET)).verify(request.body, request.headers)
    assert outcome.request_headers.items() <= request.headers.items()


def test_during_a_rotation_both_sign_and_the_header_follows_the_choice(hook: Receiver) -> None:
    old = "old-secret-of-this-endpoint"
    rotating = {"encrypted_previous_secrets": encryption.encrypt(old)}
    send(hook.url, **rotating, header_secret="current")
    send(hook.url, **rotating, header_secret="previous")
    for request, secret in zip(hook.requests, (SECRET, old), strict=True):
        assert request.headers["X-Atlas-Signature"] == signing.atlas_signature(secret, request.body)
        for one in (SECRET, old):
            Webhook(signing.standard_form(one)).verify(request.body, request.headers)


def test_a_secret_that_no_key_opens_fails_this_delivery_only(hook: Receiver) -> None:
    outcome = send(hook.url, encrypted_secret="gAAAAA-nonsense")
    assert (outcome.error, outcome.succeeded, outcome.status_code) == ("secret", False, None)
    assert not hook.requests


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_any_2xx_is_success(hook: Receiver, status: int) -> None:
    hook.rule = lambda request: Reply(status, b"")
    assert send(hook.url).succeeded


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 410, 429, 500, 502, 503])
def test_anything_else_is_failure_and_no_redirect_is_followed(hook: Receiver, status: int) -> None:
    hook.rule = lambda request: Reply(status, b"", {"Location": hook.url})
    outcome = send(hook.url)
    assert (outcome.succeeded, outcome.status_code, outcome.error) == (False, status, "")
    assert outcome.gone == (status == 410)
    assert len(hook.requests) == 1


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("0000000000120", 120),
        (" 7 ", 7),
        ("999999999999", policy.MAX_RETRY_AFTER),
        ("-5", None),
        ("soon", None),
        ("1.5", None),
        ("١٢", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", policy.MAX_RETRY_AFTER),
        ("Thu, 99 Foo 2026", None),
        ("Mon, 01 Jan 99999999999 00:00:00 GMT", None),
        ("Mon, 01 Jan 2026 00:00:00 +99999999999999999999", None),
        ("", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_a_date(hook: Receiver, value: str, seconds: int | None) -> None:
    hook.rule = lambda request: Reply(503, b"", {"Retry-After": value})
    assert send(hook.url).retry_after == seconds


def test_retry_after_as_a_date_in_two_minutes() -> None:
    now = datetime.now(UTC)
    assert policy.retry_after_seconds(format_datetime(now + timedelta(minutes=2), usegmt=False), now) in (119, 120)


@pytest.mark.parametrize("status", [200, 400, 500])
def test_retry_after_counts_with_429_and_503_only(hook: Receiver, status: int) -> None:
    hook.rule = lambda request: Reply(status, b"", {"Retry-After": "100"})
    assert send(hook.url).retry_after is None


def test_only_the_beginning_of_an_answer_is_kept(hook: Receiver) -> None:
    hook.rule = lambda request: Reply(200, b"x" * 10_000)
    assert send(hook.url).answer == b"x" * 4096


def test_a_compressed_answer_is_not_opened(hook: Receiver) -> None:
    bomb = gzip.compress(b"\0" * 10_000_000)
    hook.rule = lambda request: Reply(200, bomb, {"Content-Encoding": "gzip"})
    assert send(hook.url).answer == bomb[:4096]


def test_cookies_are_not_kept(hook: Receiver) -> None:
    hook.rule = lambda request: Reply(200, b"", {"Set-Cookie": "a=b; Path=/"})

    async def run() -> None:
        async with sending.sender() as sender:
            await sender.send(job(hook.url))
            await sender.send(job(hook.url))

    asyncio.run(run())
    assert len(hook.requests) == 2
    assert all("Cookie" not in request.headers for request in hook.requests)


def head(connection: socket.socket, status: str = "200 OK", fields: str = "") -> None:
    connection.recv(65536)
    connection.sendall(f"HTTP/1.1 {status}\r\n{fields}\r\n".encode())


def hang(connection: socket.socket) -> None:
    time.sleep(5)


def close_at_once(connection: socket.socket) -> None:
    connection.recv(65536)


def reset(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def drip_head(connection: socket.socket) -> None:
    connection.recv(65536)
    for byte in b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n":
        connection.sendall(bytes([byte]))
        time.sleep(0.1)


def not_http(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(b"SSH-2.0-OpenSSH_9.6\r\n")


def rubbish(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 2\0\xff\xed\xa0\x80 \r\n\r\n")


def endless_head(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-Filler: " + b"x" * 4000 + b"\r\n")


def endless_field(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Filler: ")
    while True:
        connection.sendall(b"x" * 65536)


def endless_hints(connection: socket.socket) -> None:
    connection.recv(65536)
    while True:
        connection.sendall(b"HTTP/1.1 103 Early Hints\r\nX-Filler: " + b"x" * 4000 + b"\r\n\r\n")


def bad_length(connection: socket.socket) -> None:
    head(connection, fields="Content-Length: -5\r\n")


@pytest.mark.parametrize(
    ("talk", "codes"),
    [
        (hang, {"timeout"}),
        (close_at_once, {"disconnected"}),
        (reset, {"reset", "disconnected"}),
        (drip_head, {"timeout"}),
        (not_http, {"protocol"}),
        (rubbish, {"protocol"}),
        (endless_head, {"protocol", "timeout"}),
        (endless_field, {"protocol"}),
        (endless_hints, {"protocol"}),
        (bad_length, {"protocol"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_receivers_that_misbehave_before_the_status(
    hurried: None, talk: Callable[[socket.socket], None], codes: set[str]
) -> None:
    with raw_server(talk) as url:
        started = time.monotonic()
        outcome = send(url)
    assert outcome.error in codes, outcome
    assert outcome.detail
    assert "\0" not in outcome.detail
    assert orjson.dumps(outcome.detail)
    assert time.monotonic() - started < 2


def drip_body(connection: socket.socket) -> None:
    head(connection, fields="Content-Length: 100\r\n")
    for _ in range(100):
        connection.sendall(b"x")
        time.sleep(0.1)


def endless_body(connection: socket.socket) -> None:
    head(connection, fields="Transfer-Encoding: chunked\r\n")
    while True:
        connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")


def broken_body(connection: socket.socket) -> None:
    head(connection, fields="Content-Length: 100\r\n")
    connection.sendall(b"half")


def broken_chunks(connection: socket.socket) -> None:
    head(connection, fields="Transfer-Encoding: chunked\r\n")
    time.sleep(0.1)
    connection.sendall(b"zz\r\nnonsense\r\n")


def forbidden_body(connection: socket.socket) -> None:
    """HTTP forbids a body for 204 (RFC 9110 §15.3.5), but frameworks that answer `null` send one."""
    connection.sendall(b"HTTP/1.1 204 No Content\r\nContent-Type: application/json\r\nContent-Length: 4\r\n\r\nnull")


def forbidden_body_in_pieces(connection: socket.socket) -> None:
    for piece in (b"HTTP/1.1 204 No Content\r\nContent-Len", b"gth: 4\r\n\r", b"\nnull"):
        connection.sendall(piece)
        time.sleep(0.05)


def broken_chunks_with_the_head(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nnonsense\r\n")


def more_than_promised(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}and then some")


def promised_body(connection: socket.socket) -> None:
    head(connection, fields="Content-Length: 100000000000\r\n")
    time.sleep(5)


@pytest.mark.parametrize(
    "talk",
    [
        drip_body,
        endless_body,
        broken_body,
        broken_chunks,
        broken_chunks_with_the_head,
        forbidden_body,
        forbidden_body_in_pieces,
        more_than_promised,
        promised_body,
    ],
    ids=lambda talk: talk.__name__,
)
def test_after_the_status_the_body_cannot_undo_it(hurried: None, talk: Callable[[socket.socket], None]) -> None:
    with raw_server(talk) as url:
        started = time.monotonic()
        outcome = send(url)
    assert outcome.succeeded, outcome
    assert len(outcome.answer) <= 4096
    assert time.monotonic() - started < 1.5


def test_a_port_where_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    outcome = send(f"http://127.0.0.1:{port}/")
    assert (outcome.error, outcome.detail) == ("refused", "The connection was refused.")


def test_a_host_that_swallows_packets(hurried: None) -> None:
    """A full backlog answers no handshake, as a firewall that drops does."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        address = listener.getsockname()
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(address)
        time.sleep(0.05)
        outcome = send(f"http://127.0.0.1:{address[1]}/")
        for filler in fillers:
            filler.close()
    assert outcome.error == "connect_timeout", outcome


def test_a_name_that_does_not_exist() -> None:
    outcome = send("https://no-such-host.invalid/")
    assert outcome.error == "dns", outcome
    assert outcome.detail


def test_names_that_nobody_answers_for_delay_no_endpoint_that_succeeds(
    hurried: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look_up(host: str, port: int, *arguments: Any, **options: Any) -> list[Any]:
        if host.startswith("dead"):
            time.sleep(0.8)
            raise socket.gaierror(socket.EAI_AGAIN, "try again")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    async def run() -> list[str]:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(4))
        async with sending.sender() as sender:
            dead = [sender.send(job(f"https://dead{number}.example.com/", proven=False)) for number in range(8)]
            well = sender.send(job("https://well.example.com/"))
            return [outcome.error for outcome in await asyncio.gather(*dead, well)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(policy, "UNPROVEN_LOOKUPS", 2)
    assert asyncio.run(run()) == ["connect_timeout"] * 8 + ["address_refused"]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import subprocess

    path = tmp_path_factory.mktemp("tls") / "both.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", path, "-out", f"{path}.crt"],
        check=True, capture_output=True,
    )  # fmt: skip
    path.write_bytes(path.read_bytes() + Path(f"{path}.crt").read_bytes())
    return path


@pytest.fixture
def tls_hook(certificate: Path) -> Iterator[Receiver]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    running: AbstractContextManager[Receiver] = receiver(context)
    with running as found:
        yield found


def test_a_certificate_that_nobody_vouches_for(tls_hook: Receiver) -> None:
    outcome = send(tls_hook.url)
    assert outcome.error == "certificate", outcome
    assert not tls_hook.requests


def test_a_certificate_that_is_trusted(tls_hook: Receiver, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(sending, "_tls", lambda: context)
    assert send(tls_hook.url).succeeded
    assert send(tls_hook.url.replace("127.0.0.1", "localhost")).error == "certificate"


def test_plain_http_where_tls_is_expected(hook: Receiver) -> None:
    assert send(hook.url.replace("http:", "https:")).error == "tls"


def test_a_handshake_that_takes_too_long(hurried: None) -> None:
    with raw_server(hang) as url:
        outcome = send(url.replace("http:", "https:"))
    assert outcome.error in ("connect_timeout", "timeout"), outcome


def test_no_outcome_and_no_log_holds_the_secret(hook: Receiver, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    hook.rule = lambda request: Reply(500, b"oops")
    for url in (hook.url, "http://127.0.0.1:1/", "https://no-such-host.invalid/"):
        assert SECRET not in repr(send(url))
    assert SECRET not in repr(job(hook.url))
    assert SECRET not in caplog.text
