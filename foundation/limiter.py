"""Accept so many requests per minute and per second (docs/design/api.md), exactly and over all processes.

One script in Valkey decides about a request in one round trip. While Valkey is down, slow or broken, each process
decides alone with the same algorithm, from the requests that it accepted lately. So service continues, and never
without a limit: together the processes then accept at most the limit times their number (docs/deploying.md, "While
Valkey is away").
"""

import hashlib
import logging
import math
import threading
import time
from collections import OrderedDict, deque
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import redis
from prometheus_client import Counter
from redis.backoff import NoBackoff
from redis.retry import Retry

from foundation.counting import uncounted_at_worst

logger = logging.getLogger("atlas.api.limiter")

FALLBACKS = Counter("atlas_rate_limit_fallbacks", "Requests that Valkey could not decide about, by error.", ["error"])

SCRIPT = Path(__file__).with_suffix(".lua").read_text(encoding="utf-8")
DIGEST = hashlib.sha1(SCRIPT.encode()).hexdigest()  # noqa: S324 - as Valkey names scripts
MICROSECONDS = 1_000_000
MINUTE, SECOND = 60 * MICROSECONDS, MICROSECONDS
TIMEOUT_SECONDS = 0.25
PAUSE_SECONDS = 5.0
"""How long a process does not ask Valkey after an error. Then one request tries it again."""
MAX_SUBJECTS = 10_000
MAX_CONNECTIONS = 2**31
"""In the life of a process: the pool also counts those of threads that have ended. What limits them are the threads."""


@dataclass(frozen=True)
class Limit:
    """The most requests in any rolling 60 seconds and in any rolling second: half-open windows, (now - length, now]."""

    per_minute: int
    burst: int


@dataclass(frozen=True)
class Verdict:
    """The decision about a request. `reset_at` is the unix second at which the oldest request counted is out of the
    window, `retry_after` the seconds to wait, or 0."""

    allowed: bool
    limit: int
    remaining: int
    reset_at: int
    retry_after: int

    @classmethod
    def of(cls, limit: Limit, *, wait: int, counted: int, reset_at: int) -> "Verdict":
        """Return the verdict. `wait` and `reset_at` are in microseconds, and become whole seconds, rounded up."""
        remaining = max(0, limit.per_minute - counted)
        return cls(wait <= 0, limit.per_minute, remaining, _seconds(reset_at), _seconds(wait))


def _seconds(microseconds: int) -> int:
    return math.ceil(microseconds / MICROSECONDS)


class ProcessLimiter:
    """The algorithm of limiter.lua in this process alone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._accepted: OrderedDict[str, deque[int]] = OrderedDict()

    def judge(self, subject: str, limit: Limit, *, count: int = 1, keep: bool = True) -> Verdict:
        with self._lock:
            now = time.monotonic_ns() // 1000
            moments = self._moments(subject, now)
            wait = 0
            for requests, window in ((limit.per_minute, MINUTE), (limit.burst, SECOND)):
                back = requests + 1 - max(count, 1)
                if len(moments) >= back:
                    wait = max(wait, moments[-back] + window - now)
            if wait == 0 and keep:
                moments.extend([now] * count)
            left = (moments[0] if moments else now) + MINUTE - now
            return Verdict.of(limit, wait=wait, counted=len(moments), reset_at=time.time_ns() // 1000 + left)

    def remember(self, subject: str, count: int) -> None:
        """Remember requests that Valkey accepted, so that the limit is still kept if Valkey fails."""
        with self._lock:
            now = time.monotonic_ns() // 1000
            self._moments(subject, now).extend([now] * count)

    def _moments(self, subject: str, now: int) -> deque[int]:
        moments = self._accepted.setdefault(subject, deque())
        self._accepted.move_to_end(subject)
        if len(self._accepted) > MAX_SUBJECTS:
            self._accepted.popitem(last=False)
        while moments and moments[0] <= now - MINUTE:
            moments.popleft()
        return moments


class Limiter:
    """Ask Valkey, or decide in this process while Valkey does not respond."""

    def __init__(self, redis_url: str) -> None:
        self._pool = redis.ConnectionPool.from_url(
            redis_url,
            protocol=2,
            socket_timeout=TIMEOUT_SECONDS,
            socket_connect_timeout=TIMEOUT_SECONDS,
            retry=Retry(NoBackoff(), 0),
            max_connections=MAX_CONNECTIONS,
        )
        self._thread = threading.local()
        """The connection of each thread: to take one from the pool and to give it back takes as long as to ask."""
        self._own = ProcessLimiter()
        self._lock = threading.Lock()
        self._paused_until: float | None = None
        self._own_counts_until = 0.0

    def judge(self, subject: str, limit: Limit, *, count: int = 1) -> Verdict:
        """Decide whether `count` more requests of `subject`, at most a burst, are accepted. If so, count them.

        With 0, decide whether one more would be accepted.
        """
        if self._may_ask():
            if time.monotonic() < self._own_counts_until:
                # Only this process knows what it accepted while Valkey was down.
                own = self._own.judge(subject, limit, count=count, keep=False)
                if not own.allowed:
                    return own
            try:
                verdict = self._ask(subject, limit, count=count)
            except (redis.RedisError, OSError, ValueError, TypeError) as error:
                self._went_away(error)
            else:
                self._is_there()
                if verdict.allowed:
                    self._own.remember(subject, count)
                return verdict
        return self._own.judge(subject, limit, count=count)

    def _ask(self, subject: str, limit: Limit, *, count: int) -> Verdict:
        reply = self._call(f"atlas:rate:{subject}", limit.per_minute, limit.burst, count)
        accepted, counted, oldest, wait, now = map(int, reply)
        if accepted != (wait == 0) or wait not in range(MINUTE + 1) or not now - MINUTE < oldest <= now or counted < 0:
            raise ValueError(f"Valkey sent a reply that we do not understand: {reply!r}")
        return Verdict.of(limit, wait=wait, counted=counted, reset_at=oldest + MINUTE)

    def _call(self, *values: str | int) -> Any:
        """Return what the script says. Valkey may have forgotten it, or ended the connection since the last call."""
        connection = getattr(self._thread, "connection", None)
        if connection is None:
            connection = self._thread.connection = self._pool.make_connection()
        try:
            if connection.can_read():  # it connects
                raise redis.ConnectionError("The connection has something to read.")
        except (redis.ConnectionError, OSError):
            connection.disconnect()
        connection.send_command("EVALSHA", DIGEST, 1, *values)
        try:
            return connection.read_response()
        except redis.exceptions.NoScriptError:
            connection.send_command("EVAL", SCRIPT, 1, *values)
            return connection.read_response()

    def _may_ask(self) -> bool:
        with self._lock:
            if self._paused_until is None:
                return True
            if time.monotonic() < self._paused_until:
                return False
            self._paused_until = time.monotonic() + PAUSE_SECONDS  # so that other requests do not wait for this one
            return True

    def _went_away(self, error: Exception) -> None:
        with self._lock:
            self._paused_until = time.monotonic() + PAUSE_SECONDS
        with uncounted_at_worst():
            FALLBACKS.labels(type(error).__name__).inc()
        logger.warning("Valkey failed, so each process limits rates alone: %s: %s", type(error).__name__, error)

    def _is_there(self) -> None:
        if self._paused_until is None:
            return
        with self._lock:
            self._paused_until = None
            self._own_counts_until = time.monotonic() + MINUTE / MICROSECONDS
        logger.warning("Rate limits are kept in Valkey again.")


def looked_at(verdict: Verdict) -> Verdict:
    """Return the verdict of a request that is never refused."""
    return replace(verdict, allowed=True, retry_after=0)
