"""Receive each whole request on an event loop before Django sees it, and refuse requests that are too slow or too many.

granian reads a request's headers and calls `application`. The body is read here, where waiting needs no thread and no
transaction. Then one of the `WEB_THREADS` threads, each with a database connection, gets the whole request, and
Django's whole answer is sent: from memory, or from a file on the disk. docs/decisions/0012-a-front-that-waits.md says
why.
"""

import asyncio
import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.urls import get_resolver
from granian.rsgi import ProtocolClosed, ProtocolError  # type: ignore[attr-defined]

from api import share, unsent
from api.failures import NO_HOST, PLAIN, REQUEST_TIMEOUT, TOO_MANY_UNFINISHED, UNAVAILABLE, Failure, Refused
from atlas import draining
from atlas.middleware import REFUSAL
from atlas.wsgi import application as django
from foundation import garbage
from foundation.addresses import client_address

KIB = 1024
MIB = 1024 * KIB
HEALTH = "/api/v1/health"

BODY_SECONDS = 10
"""How long a body may take. A large body gets one second more for each LEAST_RATE bytes that have arrived."""
LEAST_RATE = 16 * KIB  # bytes a second
SMALL_BODY = 64 * KIB
"""Bodies up to this size get only BODY_SECONDS."""
LONGEST_BODY_SECONDS = 300
PROMPT_SECONDS = 1
"""A body that takes longer than this counts as slow."""
MAX_SLOW, MAX_SLOW_PER_CLIENT = 256, 16
LARGE_BODY, LARGEST_BODY = 1 * MIB, settings.DATA_UPLOAD_MAX_MEMORY_SIZE
MAX_LARGE, MAX_LARGE_PER_CLIENT = 8, 2
"""The most bodies larger than LARGE_BODY that are in memory, while they arrive or are processed."""
MAX_WAITING, MAX_WAITING_PER_CLIENT = 512, 128
"""The most whole requests that wait for a thread or have one."""
SHARE_SECONDS = 10
"""How long a request over its organization's share of the threads (api/share.py) waits before it is refused."""
JOINTS = {"cookie": "; ", "idempotency-key": "\n"}
"""What joins the values of a header that comes twice, if not a comma. A key has no such character: two are refused."""
LINGER_BYTES = 64 * MIB
"""How much of a body that is refused unread is read and thrown away after the answer. Most clients send a whole body
before they read the answer. If the connection were closed meanwhile, they would show that instead of the answer."""
LINGER_SECONDS, LINGER_PAUSE = 120, 5
"""How long this takes at most, and how long the client may send nothing."""
MAX_LINGERING, MAX_LINGERING_PER_CLIENT = 64, 8
"""The most connections on which this happens. On others the connection is closed at once."""
FILE = "atlas.file"
"""In the environment: the open file with which a request was answered."""
LARGE_FILE = 1 * MIB
"""Files larger than this are sent from the disk."""
OPEN_SECONDS = 30
"""How long a file stays open for granian, which opens it by its number and reads it itself. It does so at once."""
MAX_REFUSING = 64
"""The most refusals that wait for Django's answer. Over it a connection is closed with an empty 503."""


class Share:
    """Count the uses of something limited, in all and per client."""

    def __init__(self, total: int, each: int) -> None:
        self.total, self.each = total, each
        self.taken: Counter[str] = Counter()

    def take(self, client: str) -> Failure | None:
        """Take one for `client`. If a limit does not allow it, return why."""
        if self.taken[client] >= self.each:
            return TOO_MANY_UNFINISHED
        if self.taken.total() >= self.total:
            return UNAVAILABLE
        self.taken[client] += 1
        return None

    def give_back(self, client: str) -> None:
        self.taken[client] -= 1
        if not self.taken[client]:
            del self.taken[client]


class Threads:
    """Threads that do what the event loop gives them, with less around it than a ThreadPoolExecutor has.

    They start with the first work, because the server forks after it has loaded this module, and end with the process.
    """

    def __init__(self, number: int, name: str) -> None:
        self.number, self.name = number, name
        self._todo: SimpleQueue[tuple[Callable[[], None], asyncio.Future[None]]] = SimpleQueue()
        self._loop: asyncio.AbstractEventLoop | None = None

    async def run(self, work: Callable[[], None]) -> None:
        """Wait until a thread has done `work`. Raises what it raises."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            for _ in range(self.number):
                Thread(target=self._work, args=[self._loop], name=self.name, daemon=True).start()
        done = self._loop.create_future()
        self._todo.put((work, done))
        await done

    def _work(self, loop: asyncio.AbstractEventLoop) -> None:
        while True:
            work, done = self._todo.get()
            try:
                work()
            except BaseException as error:
                loop.call_soon_threadsafe(_set, done, error)
            else:
                loop.call_soon_threadsafe(_set, done, None)
            del work, done  # not kept while it waits


def _set(done: asyncio.Future[None], error: BaseException | None) -> None:
    if done.cancelled():
        return
    if error is None:
        done.set_result(None)
    else:
        done.set_exception(error)


class FileAnswer:
    """What Django answers a view's file with: `wsgi.file_wrapper` of PEP 3333."""

    def __init__(self, file: IO[bytes], block_size: int) -> None:
        self.file, self.block_size = file, block_size

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.file.read(self.block_size), b"")

    def kept(self) -> IO[bytes]:
        """Return the file, to be read after the answer is closed."""
        return os.fdopen(os.dup(self.file.fileno()), "rb", buffering=0)

    def close(self) -> None:
        self.file.close()


class Front:
    """An RSGI application around a WSGI one. All but `_answer` runs on the event loop."""

    def __init__(self, application: Callable[..., Iterable[bytes]], threads: int) -> None:
        self.application = application
        self.pool = Threads(threads, "request")
        # Threads of their own, so that other work does not delay them. They do not use the database.
        self.health = Threads(1, "health")
        self.refusals = Threads(1, "refusal")
        self.refusing = 0
        self.slow = Share(MAX_SLOW, MAX_SLOW_PER_CLIENT)
        self.large = Share(MAX_LARGE, MAX_LARGE_PER_CLIENT)
        self.waiting = Share(MAX_WAITING, MAX_WAITING_PER_CLIENT)
        self.lingering = Share(MAX_LINGERING, MAX_LINGERING_PER_CLIENT)
        self.turns: dict[asyncio.Future[None], UUID] = {}

    def __rsgi_init__(self, _loop: asyncio.AbstractEventLoop) -> None:
        draining.listen()
        assert get_resolver().url_patterns  # the views are loaded
        garbage.spare_collector()

    async def __rsgi__(self, scope: Any, proto: Any) -> None:
        environ = environ_of(scope)
        client = client_address(environ)
        length = _length(environ)
        is_large, is_read = LARGE_BODY < length <= LARGEST_BODY, False
        try:
            if "HTTP_HOST" not in environ and scope.http_version == "1.1":
                raise Refused(NO_HOST)
            if is_large:
                _take(self.large, client)
            try:
                is_read = await self._whole(environ, proto, client, length)
            finally:
                if is_large:
                    self.large.give_back(client)
        except Refused as refused:
            await self._refuse(environ, proto, refused.failure)
        if not is_read:
            await self._linger(proto, client)

    async def _whole(self, environ: dict[str, Any], proto: Any, client: str, length: int) -> bool:
        """Wait for the body and then for a thread. Return whether the body was read."""
        # A body that is too long is not read: Django refuses it by its Content-Length, and a body without one too.
        body = await self._body(proto, client, length) if length <= LARGEST_BODY else b""
        is_read = len(body) == length and "HTTP_TRANSFER_ENCODING" not in environ
        environ["wsgi.input"] = io.BytesIO(body)
        if environ["PATH_INFO"].removesuffix("/") == HEALTH:
            await self._run(self.health, environ, proto, is_last=not is_read)
            return is_read
        _take(self.waiting, client)
        try:
            await self._work(environ, proto, body, is_last=not is_read)
        finally:
            self.waiting.give_back(client)
        if FILE in environ:
            asyncio.get_running_loop().call_later(OPEN_SECONDS, environ[FILE].close)
        return is_read

    async def _work(self, environ: dict[str, Any], proto: Any, body: bytes, *, is_last: bool) -> None:
        """Answer in a thread. A request over its organization's share waits here for its turn, then is tried again."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + SHARE_SECONDS
        organization: UUID | None = None
        while True:
            environ["wsgi.input"] = io.BytesIO(body)
            environ[share.MAY_WAIT] = loop.time() < deadline
            try:
                await self._run(self.pool, environ, proto, is_last=is_last)
            finally:
                organization = environ.get(share.TAKEN, organization)
                if organization is not None and not share.is_full(organization):
                    self._give_turn(organization)
            organization = environ.pop(share.FULL, None)
            if organization is None:
                return
            if share.is_full(organization):
                await self._turn(organization, deadline - loop.time())

    async def _turn(self, organization: UUID, seconds: float) -> None:
        """Wait until a request of this organization is answered, at most so many seconds."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.turns[turn] = organization
        try:
            await asyncio.wait([turn], timeout=max(0, seconds))
        finally:
            self.turns.pop(turn, None)

    def _give_turn(self, organization: UUID) -> None:
        turn = next((turn for turn, of in self.turns.items() if of == organization), None)
        if turn is not None:
            del self.turns[turn]
            turn.set_result(None)

    async def _body(self, proto: Any, client: str, length: int) -> bytes:
        """Return the whole body. Raises Refused if it is too slow or too short, or if too many of the client are
        slow."""
        if not length:
            return b""
        loop = asyncio.get_running_loop()
        began = loop.time()
        why = REQUEST_TIMEOUT
        is_slow = False

        def count() -> None:
            nonlocal why, is_slow
            refusal = self.slow.take(client)
            is_slow = refusal is None
            if refusal is not None:
                why = refusal
                limit.reschedule(began)

        timer = loop.call_later(PROMPT_SECONDS, count)
        try:
            async with asyncio.timeout_at(began + BODY_SECONDS) as limit:
                if length <= SMALL_BODY:
                    body: bytes = await proto()  # all of it in one step
                else:
                    pieces = io.BytesIO()
                    async for piece in proto:
                        pieces.write(piece)
                        seconds = min(BODY_SECONDS + pieces.tell() / LEAST_RATE, LONGEST_BODY_SECONDS)
                        if why is REQUEST_TIMEOUT:
                            limit.reschedule(began + seconds)
                    body = pieces.getvalue()  # no copy
        except TimeoutError:
            raise Refused(why) from None
        except (ProtocolClosed, ProtocolError):
            raise Refused(PLAIN[400]) from None
        finally:
            timer.cancel()
            if is_slow:
                self.slow.give_back(client)
        if len(body) != length:  # the client is gone or sends no more
            raise Refused(PLAIN[400])
        return body

    async def _linger(self, proto: Any, client: str) -> None:
        """Read what is not read of the body, after the answer, and throw it away."""
        if self.lingering.take(client) is not None:
            return
        loop = asyncio.get_running_loop()
        deadline, read = loop.time() + LINGER_SECONDS, 0
        try:
            async with asyncio.timeout(LINGER_PAUSE) as limit:
                async for piece in proto:
                    read += len(piece)
                    if read > LINGER_BYTES:
                        return
                    limit.reschedule(min(loop.time() + LINGER_PAUSE, deadline))
        except (TimeoutError, ProtocolClosed, ProtocolError):
            pass  # the client is slow or gone, or the body was read before
        finally:
            self.lingering.give_back(client)

    async def _refuse(self, environ: dict[str, Any], proto: Any, failure: Failure) -> None:
        """Let Django answer with the refusal, with all headers of its answers. The body is not read."""
        if self.refusing >= MAX_REFUSING:
            proto.response_empty(503, [("connection", "close"), ("retry-after", "1")])
            return
        environ[REFUSAL] = failure
        environ["wsgi.input"] = io.BytesIO()
        self.refusing += 1
        try:
            await self._run(self.refusals, environ, proto, is_last=True)
        finally:
            self.refusing -= 1

    async def _run(self, pool: Threads, environ: dict[str, Any], proto: Any, *, is_last: bool) -> None:
        await pool.run(partial(self._answer, environ, proto, is_last=is_last))

    def _answer(self, environ: dict[str, Any], proto: Any, *, is_last: bool) -> None:
        """Answer in a thread. The answer is sent from the thread, so that it does not wait for the event loop."""
        status, headers = 500, [("", "")]

        def start(line: str, fields: list[tuple[str, str]], *_error: Any) -> None:
            nonlocal status, headers
            status, headers = int(line[:3]), fields

        answer: Any = self.application(environ, start)
        try:
            is_file = isinstance(answer, FileAnswer) and int(dict(headers).get("Content-Length", 0)) > LARGE_FILE
            body = b"" if is_file else b"".join(answer)
            if share.FULL in environ:
                return
            if is_last:
                headers = [field for field in headers if field[0] != "Connection"] + [("Connection", "close")]
            if is_file:
                # granian reads a file as fast as the client takes it. What it streams for us it would keep in memory.
                environ[FILE] = file = answer.kept()
                proto.response_file(status, headers, f"/dev/fd/{file.fileno()}")
                unsent.keep(file)
            else:
                proto.response_bytes(status, headers, body)
        finally:
            answer.close()


def environ_of(scope: Any) -> dict[str, Any]:
    """Return the WSGI environment of a request, without `wsgi.input`.

    Headers with an underscore in their names are dropped: in a WSGI environment `X_Forwarded_For` and `X-Forwarded-For`
    are the same, so a client could set a header that only our proxies may set. If a header comes twice, its values are
    joined, as JOINTS says.
    """
    server, _, port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string.encode().decode("latin-1"),
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": FileAnswer,
    }
    headers: dict[str, str] = {}
    for name, value in scope.headers.items():
        joint = JOINTS.get(name, ",")
        headers[name] = f"{headers[name]}{joint}{value}" if name in headers and name != "content-length" else value
    for name in scope.headers.keys():  # noqa: SIM118 - not a dict: `items` leaves out values that are not ASCII
        if "_" not in name:
            key = name.upper().replace("-", "_")
            environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = headers.get(name, "")
    return environ


def _length(environ: dict[str, Any]) -> int:
    """Return the body's length, or 0 if it is not known. granian has refused lengths that are invalid or given
    twice."""
    return 0 if "HTTP_TRANSFER_ENCODING" in environ else int(environ.get("CONTENT_LENGTH") or 0)


def _take(share: Share, client: str) -> None:
    failure = share.take(client)
    if failure is not None:
        raise Refused(failure)


application = Front(django, settings.WEB_THREADS)
