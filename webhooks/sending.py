"""Send one signed request and return its result. This module uses HTTP, but not the database."""

import asyncio
import functools
import re
import socket
import ssl
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import UTC, datetime
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.client_proto import ResponseHandler
from aiohttp.resolver import ThreadedResolver
from cryptography.fernet import InvalidToken

from webhooks import addresses, encryption, policy, signing
from webhooks.jobs import Job, Outcome
from webhooks.models import KEPT_ANSWER_BYTES, HeaderSecret

KEEP_ALIVE_SECONDS = 4
"""Less than the five seconds after which some servers (such as Node's) close an idle connection."""
DNS_SECONDS = 30
MAX_DETAIL = 200
MAX_ANSWER_BYTES = 2**20
"""The most that is taken of an answer. Of a body less is read, but endless 1xx answers would keep the loop busy."""
RETRY_LATER = (429, 503)


class CheckedResolver(AbstractResolver):
    """Resolve names in threads, `at_once` at a time, and refuse a name if one of its addresses is refused.

    The HTTP client does not cancel a look-up when its request has timed out, so each counts as long as it has a thread.
    """

    def __init__(self, *, loopback: bool, at_once: int) -> None:
        self._inner = ThreadedResolver()
        self._loopback = loopback
        self._room = asyncio.Semaphore(at_once)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        async with self._room:
            answers = await self._inner.resolve(host, port, family)
        for answer in answers:
            addresses.check_address(answer["host"], loopback=self._loopback)
        return answers

    async def close(self) -> None:
        await self._inner.close()


@functools.cache
def _tls() -> ssl.SSLContext:
    """Return the TLS context, made once per process: loading the certificates takes longer than a delivery."""
    return ssl.create_default_context()


class Sender:
    """Send jobs over shared connections: one session for endpoints that succeed, one for those that have not lately, so
    that their names take only some of the threads, and, in development, one for this machine."""

    def __init__(
        self, proven: aiohttp.ClientSession, unproven: aiohttp.ClientSession, loopback: aiohttp.ClientSession
    ) -> None:
        self._proven, self._unproven, self._loopback = proven, unproven, loopback

    async def send(self, job: Job) -> Outcome:
        """Make one attempt. It raises nothing, whatever the receiver, the network or the URL does."""
        started_at, started = datetime.now(UTC), time.monotonic()
        headers: dict[str, str] = {}

        def outcome(**result: Any) -> Outcome:
            return Outcome(started_at, int((time.monotonic() - started) * 1000), headers, **result)

        try:
            headers = _headers(job, timestamp=int(started_at.timestamp()))
        except InvalidToken:
            return outcome(error="secret", detail="None of our keys opens the secret. Rotate it.")
        try:
            session = self._proven if job.proven else self._unproven
            if addresses.is_loopback_url(job.url):
                session = self._loopback
            async with session.post(job.url, data=job.body, headers=headers, allow_redirects=False) as response:
                answer = await _beginning(response)
                retry_after = response.headers.get("Retry-After") if response.status in RETRY_LATER else None
                return outcome(
                    status_code=response.status,
                    answer=answer,
                    retry_after=policy.retry_after_seconds(retry_after, started_at),
                )
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            code, detail = _failure(error)
            return outcome(error=code, detail=_plain(detail))


def _plain(words: str) -> str:
    """Return text that may quote a receiver as text that the database accepts: valid, in one line, not too long."""
    words = words.encode(errors="replace").decode()
    return " ".join(words.replace("\0", "").split())[:MAX_DETAIL]


def _headers(job: Job, *, timestamp: int) -> dict[str, str]:
    encrypted = (job.encrypted_secret, *job.encrypted_previous_secrets.split())
    live_secrets = [encryption.decrypt(secret) for secret in encrypted]
    return signing.headers(
        body=job.body,
        event_type=job.event_type,
        webhook_id=str(job.webhook_id),
        delivery_id=str(job.delivery_id),
        attempt=job.attempt,
        sequence=job.sequence,
        timestamp=timestamp,
        header_secret=live_secrets[-1] if job.header_secret == HeaderSecret.PREVIOUS else live_secrets[0],
        live_secrets=live_secrets,
    )


async def _beginning(response: aiohttp.ClientResponse) -> bytes:
    """Return the first KEPT_ANSWER_BYTES of the body, or what arrives in BODY_SECONDS. The rest is never read."""
    if response.content.is_eof():  # a short body that came with the headers, as most do
        return response.content.read_nowait(KEPT_ANSWER_BYTES)
    answer = b""
    try:
        async with asyncio.timeout(policy.BODY_SECONDS):
            while len(answer) < KEPT_ANSWER_BYTES:
                part = await response.content.read(KEPT_ANSWER_BYTES - len(answer))
                if not part:
                    return answer
                answer += part
    except (TimeoutError, aiohttp.ClientError, OSError):
        pass  # the status decides, and it is here; of a body that breaks off or is slow we keep what arrived
    response.close()
    return answer


def _failure(error: Exception) -> tuple[str, str]:
    """Return the code and the message for an attempt without a response."""
    cause = getattr(error, "os_error", None) or error
    match cause:
        case addresses.AddressRefused():
            return "address_refused", str(cause)
    match error:
        case aiohttp.ClientConnectorDNSError():
            return "dns", str(cause.strerror or cause) if isinstance(cause, OSError) else str(cause)
        case aiohttp.ClientConnectorCertificateError():
            return "certificate", str(error.certificate_error)
        case aiohttp.ClientSSLError() | ssl.SSLError():
            return "tls", str(cause)
        case aiohttp.ConnectionTimeoutError():
            return "connect_timeout", f"No connection within {policy.CONNECT_SECONDS} seconds."
        case TimeoutError():
            return "timeout", f"No answer within {policy.ANSWER_SECONDS} seconds."
        case aiohttp.ClientConnectorError() | OSError() if isinstance(cause, ConnectionRefusedError):
            return "refused", "The connection was refused."
        case aiohttp.ServerDisconnectedError():
            return "disconnected", "The server closed the connection without a response."
        case aiohttp.ClientConnectorError():
            return "unreachable", str(cause.strerror or cause) if isinstance(cause, OSError) else str(cause)
        case aiohttp.ClientOSError() | OSError():
            return "reset", str(error)
        case aiohttp.InvalidURL() | ValueError():
            return "url", "This URL cannot be called."
    return "protocol", f"The answer is not HTTP: {error}"


class _Connection(ResponseHandler):
    """A connection that gives its parser first the head of an answer, then the rest.

    If the parser got both together, an invalid body (`null` after a 204) would also lose the status, which decides.
    """

    _line_ends = b""
    """The last bytes of the head so far."""
    _in_head = False
    _taken = 0

    def set_response_params(self, **options: Any) -> None:
        self._in_head, self._line_ends, self._taken = True, b"", 0
        super().set_response_params(**options)

    def data_received(self, data: bytes) -> None:
        self._taken += len(data)
        if self._taken > MAX_ANSWER_BYTES:
            self.set_exception(aiohttp.ClientPayloadError("it has no end"))
            self.close()
            return
        if self._in_head:
            known = self._line_ends
            end = _HEAD_END.search(known + data)
            self._in_head, self._line_ends = end is None, (known + data)[-3:]
            if end is not None:
                head = end.end() - len(known)
                super().data_received(data[:head])
                data = data[head:]
                if not data:
                    return
        super().data_received(data)


_HEAD_END = re.compile(rb"\r?\n\r?\n")


@asynccontextmanager
async def sender() -> AsyncIterator[Sender]:
    """Open the sessions: no proxies from the environment, no cookies, no decompression, no redirects."""
    async with (
        _session() as proven,
        _session(lookups=policy.UNPROVEN_LOOKUPS) as unproven,
        _session(loopback=True) as loopback,
    ):
        yield Sender(proven, unproven, loopback)


def _session(*, loopback: bool = False, lookups: int = policy.LOOKUPS) -> aiohttp.ClientSession:
    connector = aiohttp.TCPConnector(
        limit=0,
        ssl=_tls(),
        resolver=CheckedResolver(loopback=loopback, at_once=lookups),
        socket_factory=functools.partial(addresses.open_socket, loopback=loopback),
        keepalive_timeout=KEEP_ALIVE_SECONDS,
        ttl_dns_cache=DNS_SECONDS,
    )
    connector._factory = functools.partial(  # type: ignore[assignment]  # partial is invariant
        _Connection, loop=asyncio.get_running_loop()
    )
    return aiohttp.ClientSession(
        connector=connector,
        timeout=aiohttp.ClientTimeout(total=policy.ANSWER_SECONDS, connect=policy.CONNECT_SECONDS),
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        auto_decompress=False,
        skip_auto_headers=("Accept-Encoding",),
    )


@contextmanager
def sending(ended: Callable[[Job, Outcome | None], None]) -> Iterator[Callable[[Sequence[Job]], object]]:
    """Run an event loop in a thread of its own, and yield a function that begins to send jobs in it.

    `ended` is called in that thread with the outcome of each job, or with None after a fault of ours. Requests that are
    in progress at the end are given up.
    """
    tasks: set[asyncio.Task[None]] = set()

    async def send(job: Job) -> None:
        outcome = None
        try:
            outcome = await post.send(job)
        finally:
            ended(job, outcome)

    def begin(jobs: Sequence[Job]) -> None:
        for job in jobs:
            task = loop.create_task(send(job))
            tasks.add(task)
            task.add_done_callback(tasks.discard)

    resolvers = ThreadPoolExecutor(policy.LOOKUPS, "webhooks-resolver")
    with asyncio.Runner() as runner:
        loop, sessions = runner.get_loop(), AsyncExitStack()
        loop.set_default_executor(resolvers)
        post = runner.run(sessions.enter_async_context(sender()))
        thread = threading.Thread(target=loop.run_forever, name="webhooks-sending")
        thread.start()
        try:
            yield lambda jobs: loop.call_soon_threadsafe(begin, jobs)
        finally:
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            runner.run(sessions.aclose())
            # The runner waits for the threads of its executor, and a resolver may take half a minute to give up.
            loop.set_default_executor(ThreadPoolExecutor(1))
            resolvers.shutdown(wait=False, cancel_futures=True)
