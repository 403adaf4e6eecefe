"""Read from a streaming replica of PostgreSQL where that serves: reports and exports (docs/decisions/0044).

A replica shows the books as they were a moment ago. How long ago is bounded by REPLICA_MAX_LAG_SECONDS, and a client
that has written before gets at least what it has written: the response to a write has the position of the primary's
log, and a request that brings it back waits until the replica is there. Otherwise the primary answers.
"""

import logging
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from prometheus_client import Counter

from foundation.counting import uncounted_at_worst

logger = logging.getLogger(__name__)

ALIAS = "replica"
CHECK_SECONDS = 1
"""How long a process goes by what it has seen of the replica last."""
AWAY_SECONDS = 10
"""The same, if the replica did not answer: each try takes up to its connect_timeout."""
WAIT_SECONDS = 0.5
"""How long a request waits for the replica to show what its client has written. After that the primary answers."""
CATCH_UP_SECONDS = 0.05
"""How long it gets to show what the primary had just written, before its last commit decides."""
POLL_SECONDS = 0.01
HEADER = "Atlas-Position"
POSITION = re.compile(r"[0-9a-f]{16}")

READS = Counter(
    "atlas_replica_reads",
    "Requests for reports and exports: `replica` if it answered, else why the primary did.",
    ["outcome"],
)


class State(StrEnum):
    NONE = "none"
    """No replica is set."""
    OK = "ok"
    BEHIND = "behind"
    """It is older than REPLICA_MAX_LAG_SECONDS."""
    AWAY = "away"
    """It does not answer."""
    WRONG = "wrong"
    """It is no replica of this primary: promoted, or of another cluster."""


@dataclass(frozen=True)
class Seen:
    """What was seen of the replica: how many seconds and bytes it was behind, at a moment of the process's clock."""

    state: State
    seconds: float = float("inf")
    bytes: float = float("inf")
    at: float = -float("inf")

    def is_known(self) -> bool:
        """Return whether this is still what the process goes by."""
        known_for = CHECK_SECONDS if self.state in (State.OK, State.BEHIND) else AWAY_SECONDS
        return time.monotonic() - self.at < known_for

    def is_fresh(self) -> bool:
        """Return whether a read now is within the bound. The replica has not gone back since."""
        age = time.monotonic() - self.at
        return self.state == State.OK and self.seconds + age <= settings.REPLICA_MAX_LAG_SECONDS


_PRIMARY = """
SELECT pg_current_wal_lsn() - '0/0', extract(epoch FROM clock_timestamp()), system_identifier FROM pg_control_system()
"""
_REPLICA = """
SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn() - '0/0', extract(epoch FROM pg_last_xact_replay_timestamp()),
    system_identifier
FROM pg_control_system()
"""
_seen = Seen(State.NONE)
_checking = threading.Lock()


def is_set() -> bool:
    return ALIAS in connections.settings


def link() -> BaseDatabaseWrapper:
    """Return this thread's connection to the replica. It says that it is the primary's, so that all below knows one
    database only."""
    found = connections[ALIAS]
    found.alias = DEFAULT_DB_ALIAS
    return found


def position() -> str:
    """Return the position of the primary's log, which all that this thread has committed is before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint")
        return f"{cursor.fetchone()[0]:016x}"


def look() -> Seen:
    """Ask the primary and the replica, and return how far it is behind.

    A replica that has all that the primary had written when we asked is as far behind as that is ago. It gets a moment
    for it. Otherwise it has all that was committed before the last commit that it shows; both moments are of the
    primary's clock.
    """
    global _seen  # noqa: PLW0603 - one for the process
    if not is_set():
        return Seen(State.NONE)
    asked_at = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute(_PRIMARY)
        written, now, cluster = cursor.fetchone()
    why = ""
    try:
        with link().cursor() as cursor:
            while True:
                cursor.execute(_REPLICA)
                is_replica, replayed, committed, its_cluster = cursor.fetchone()
                age = time.monotonic() - asked_at
                if not is_replica or its_cluster != cluster or replayed >= written or age > CATCH_UP_SECONDS:
                    break
                time.sleep(POLL_SECONDS)
    except Error as error:
        link().close()
        found = Seen(State.AWAY, at=time.monotonic())
        why = f": {error}"
    else:
        if not is_replica or its_cluster != cluster:
            found = Seen(State.WRONG, at=time.monotonic())
        else:
            behind = max(0.0, float(written - replayed))
            lag = 0.0 if not behind else float("inf") if committed is None else max(0.0, float(now - committed))
            seconds = lag + age
            state = State.OK if seconds <= settings.REPLICA_MAX_LAG_SECONDS else State.BEHIND
            found = Seen(state, seconds, behind, asked_at + age)
    if found.state != _seen.state:
        if found.state == State.OK:
            logger.info("The replica answers reports.")
        else:
            logger.warning("The primary answers reports: the replica is %s%s", found.state, why)
    _seen = found
    return found


def _is_fresh() -> bool:
    """Return whether the replica is within the bound. One thread looks, the others go by what was seen last."""
    if not _seen.is_known() and _checking.acquire(blocking=False):
        try:
            look()
        finally:
            _checking.release()
    return _seen.is_fresh()


def _has(after: str) -> bool:
    """Return whether the replica shows a position, for which it waits a little."""
    if not POSITION.fullmatch(after):
        return False
    deadline = time.monotonic() + WAIT_SECONDS
    with link().cursor() as cursor:
        while True:
            cursor.execute("SELECT pg_last_wal_replay_lsn() - '0/0' >= %s::numeric", [int(after, 16)])
            if cursor.fetchone()[0]:
                return True
            if time.monotonic() > deadline:
                return False
            time.sleep(POLL_SECONDS)


def _choose(after: str) -> str:
    if not _is_fresh():
        return str(_seen.state if _seen.state != State.OK else State.BEHIND)
    try:
        return "replica" if not after or _has(after) else "position"
    except Error:
        link().close()
        return str(State.AWAY)


@contextmanager
def reading(after: str = "") -> Iterator[bool]:
    """Let this thread read from the replica until the block ends, if it is within the bound and has the position
    `after`. Yields whether it does."""
    outcome = _choose(after)
    count(outcome)
    if outcome != "replica":
        yield False
        return
    primary = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = link()
    try:
        yield True
    finally:
        connections[DEFAULT_DB_ALIAS] = primary


@uncounted_at_worst()
def count(outcome: str) -> None:
    READS.labels(outcome).inc()
