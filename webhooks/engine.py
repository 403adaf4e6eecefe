"""The engine makes deliveries of events, claims those that are due, sends many at once and writes results in batches.

In turns it writes the results so far, looks for work and claims it. A thread of its own sends (webhooks/sending.py). So
no transaction is open during a request, and sending goes on while PostgreSQL works or waits for the disk. All data that
must not be lost is in PostgreSQL (webhooks/queue.py), so an engine may be killed at any point.
"""

import logging
import resource
import threading
import time
from collections.abc import Callable, Sequence
from uuid import UUID

from django.db import DatabaseError, InterfaceError, connections, reset_queries
from uuid_utils.compat import uuid7

from accounting import events as accounting_events
from foundation import garbage
from webhooks import counters, policy, queue, slots
from webhooks.jobs import Job, Outcome
from webhooks.sending import sending

logger = logging.getLogger(__name__)

LOOK_SECONDS = 0.05
"""The usual time between two looks for new work, so that events of this time are made deliveries of, claimed and
written together. It is less when a look finds much. It doubles after a look that finds less than BUNCH, POLL_SECONDS at
most, and halves after one that finds more than twice as much. So few looks are made for one event or none."""
BUNCH = 2
REST = 3
"""How many times as long as a look took the engine waits before the next, POLL_SECONDS at most."""
WHOLE_SHARE = 0.05
"""The share of the time for looks at all companies: the more of them have endpoints, the longer such a look takes.
Between these the engine looks only at companies with recent events."""
WHOLE_SECONDS = 2.0
"""The most time between two looks at all companies. So long an event may wait that was not recent at its commit."""
COMMIT_SECONDS = 0.5
"""How old an event may be at its commit for the next look to find it, whichever companies that looks at."""
FEW = 32
"""After a look that claims fewer deliveries, all to endpoints that succeed, nothing that was due before is left."""
LINGER_SECONDS = 1.0
"""How long the first engine of Celery goes on looking after its last work, so that not each event starts another."""
LEAST_CLAIM = policy.MAX_YOUNG // 2
GATHER_SECONDS = 0.02
"""How long results are collected before they are written together."""
POLL_SECONDS = 0.25
"""The most time between two looks for new work."""
SLOT_SECONDS = 1.0
HELP_SECONDS = 1.0
"""The least time between two nudges of an engine that wants another one beside it."""
DATABASE_PAUSE_SECONDS = 0.5
OPEN_FILES = 65536


def drain(*, seconds: float, linger: float = 0.0, is_stopping: Callable[[], bool] = lambda: False) -> None:
    """Send all due deliveries, for about `seconds` or until `is_stopping()`. Do nothing if enough engines run already.
    The first engine ends `linger` seconds after its last work.

    While an engine looks for work, nobody is nudged (`queue.nudge_is_needed`). An engine that finds no free slot ends.
    Therefore an engine that leaves its slot looks for work once more, unless another one looks, so that no event waits
    for a nudge that was not sent.
    """
    deadline = time.monotonic() + seconds
    while True:
        engine = Engine(stay=False, linger=linger, is_stopping=is_stopping)
        if not engine.work(until=deadline):
            return
        if time.monotonic() >= deadline or is_stopping() or not slots.engine_is_needed():
            return


class Engine:
    """One run of the engine. With `stay` it goes on looking when nothing is due, until `stop()`."""

    def __init__(self, *, stay: bool, linger: float = 0.0, is_stopping: Callable[[], bool] = lambda: False) -> None:
        self._stay, self._linger = stay, linger
        self._is_stopping = is_stopping
        self._stopping = False
        self._holder = uuid7()
        self._under_way: dict[UUID, tuple[Job, float]] = {}
        """The deliveries claimed whose results are not written yet, and when each was claimed."""
        self._ended: list[tuple[Job, Outcome | None]] = []
        """Those of them whose requests have ended. The thread that sends appends to it."""
        self._is_hurried, self._news = False, threading.Event()
        self._asked_at = -HELP_SECONDS
        self._looks = Looks()

    def work(self, *, until: float = float("inf")) -> bool:
        """Run until nothing is due, or the monotonic time `until`, or `stop()`. Return False if no slot was free."""
        raise_file_limit()
        garbage.spare_collector()
        slot = slots.take(self._holder, looks=not self._stay)
        if not slot:
            return False
        if slot > 1:
            self._linger = 0.0
        try:
            with sending(self._end) as self._send:
                self._take_all(until)
                self._write_all()
        finally:
            self._leave()
        return True

    def _leave(self) -> None:
        try:
            slots.leave(self._holder)
        except (DatabaseError, InterfaceError) as error:
            connections.close_all()
            logger.warning("The engine could not give back its slot, which now expires: %s", error)

    def stop(self) -> None:
        """Claim nothing more, and finish the requests in progress. May be called from a signal handler."""
        self._stopping = True

    def _take_all(self, until: float) -> None:
        """Send due deliveries until there is a reason to end. `_write_all` waits for those in progress."""
        kept_at = active_at = time.monotonic()
        pause = LOOK_SECONDS
        while not self._stopping and not self._is_stopping() and time.monotonic() < until:
            self._news.clear()
            try:
                self._write()
                if time.monotonic() - kept_at > SLOT_SECONDS:
                    kept_at = time.monotonic()
                    if not slots.keep(self._holder, looks=not self._stay and not self._wants_help()):
                        return
                looked_at = time.monotonic()
                events, jobs = self._begin()
            except (DatabaseError, InterfaceError) as error:
                connections.close_all()  # after any error the next question begins with a new connection
                logger.warning("The engine takes no work while the database does not answer: %s", error)
                if not self._stay:
                    return
                if self._is_late():
                    raise
                time.sleep(DATABASE_PAUSE_SECONDS)
                continue
            finally:
                reset_queries()  # in development Django remembers the text of every query
            if events or jobs:
                self._is_hurried = events + len(jobs) >= FEW or not all(job.proven for job in jobs)
            elif not self._under_way:
                self._is_hurried = False
            if self._under_way or events:
                active_at = time.monotonic()
            elif not self._stay and time.monotonic() - active_at >= self._linger:
                break
            pause = _next_pause(pause, found=max(events, len(jobs)))
            if (events or jobs) and self._is_hurried and self._room()[0] >= LEAST_CLAIM:
                continue
            self._rest(min(max(pause, REST * (time.monotonic() - looked_at)), POLL_SECONDS))
        self._hand_over()

    def _rest(self, seconds: float) -> None:
        """Wait until the next look, or in a hurry at most until the first results are there."""
        if not self._is_hurried:
            time.sleep(seconds)
        elif self._news.wait(seconds):
            time.sleep(GATHER_SECONDS)

    def _begin(self) -> tuple[int, list[Job]]:
        """Fan out, claim and begin to send. Return how many events there were, and what began."""
        room, unproven = self._room()
        events, is_due = self._looks.look()
        jobs = queue.claim(room, unproven=unproven) if is_due and room > 0 else []
        if jobs:
            self._under_way |= {job.delivery_id: (job, time.monotonic()) for job in jobs}
            self._send(jobs)
        if len(jobs) == room and not self._stay and not self._wants_help():
            self._asked_at = time.monotonic()
            slots.look_no_more(self._holder)
            accounting_events.ring()
        return events, jobs

    def _wants_help(self) -> bool:
        """Return whether this engine asked for another one beside it just now. Until that starts, it promises nothing,
        for where an engine looks for work none is started."""
        return time.monotonic() - self._asked_at < HELP_SECONDS

    def _hand_over(self) -> None:
        """Say that this engine looks no more, though it may still finish requests. Nudge another if there is work."""
        if self._stay:
            return
        try:
            slots.look_no_more(self._holder)
            if slots.engine_is_needed():
                accounting_events.ring()
        except (DatabaseError, InterfaceError) as error:
            connections.close_all()
            logger.warning("The engine could not hand over; the schedule will do the work: %s", error)

    def _room(self) -> tuple[int, int]:
        """Return how many requests may begin, and how many of these to endpoints that have not succeeded lately.

        A request counts as a young one only during its first LENT_SECONDS.
        """
        old = time.monotonic() - policy.LENT_SECONDS
        young = young_unproven = unproven = 0
        for job, began in self._under_way.values():
            is_young = began > old
            young += is_young
            unproven += not job.proven
            young_unproven += is_young and not job.proven
        room = min(policy.MAX_YOUNG - young, policy.MAX_IN_FLIGHT - len(self._under_way))  # a kill would repeat these
        return room, min(room, policy.MAX_YOUNG_UNPROVEN - young_unproven, policy.MAX_UNPROVEN - unproven)

    def _end(self, job: Job, outcome: Outcome | None) -> None:
        """Keep a result until it is written. This is called in the thread that sends."""
        self._ended.append((job, outcome))
        self._news.set()

    def _write(self) -> None:
        """Write the results so far. If that fails, they are kept."""
        ended = self._ended[:]
        results = [(job, outcome) for job, outcome in ended if outcome is not None]
        if results:
            queue.finish(results)
            counters.count(results)
        for job, _ in ended:
            self._under_way.pop(job.delivery_id, None)
        del self._ended[: len(ended)]

    def _is_late(self) -> bool:
        """Return whether a result could not be written before its lease ran out. A new engine begins without it."""
        claimed = [self._under_way[job.delivery_id][1] for job, _ in self._ended[:]]
        return bool(claimed) and time.monotonic() - min(claimed) > policy.LEASE_SECONDS

    def _write_all(self) -> None:
        """Wait for the requests in progress, and write their results. While the database is away, try again until the
        leases run out."""
        deadline = time.monotonic() + policy.LEASE_SECONDS
        self._is_hurried = True
        while self._under_way:
            self._news.clear()
            try:
                self._write()
            except (DatabaseError, InterfaceError) as error:
                connections.close_all()
                if time.monotonic() > deadline:
                    raise
                logger.warning("Results of %s deliveries wait for the database: %s", len(self._ended), error)
                time.sleep(DATABASE_PAUSE_SECONDS)
                continue
            if self._under_way:
                self._rest(POLL_SECONDS)

    _send: Callable[[Sequence[Job]], object]


class Looks:
    """The looks of one engine for new events: at all companies when it is time, else at those with recent events."""

    def __init__(self) -> None:
        self._last_at = self._whole_at = -float("inf")

    def look(self) -> tuple[int, bool]:
        """Do what `queue.look` does."""
        began = time.monotonic()
        is_whole = began >= self._whole_at
        events, is_due = queue.look(recent=None if is_whole else began - self._last_at + COMMIT_SECONDS)
        ended, self._last_at = time.monotonic(), began
        if events >= queue.MAX_EVENTS_EACH:  # then some may be left, and they may not be recent by the next look
            self._whole_at = ended
        elif is_whole:
            self._whole_at = ended + min((ended - began) / WHOLE_SHARE, WHOLE_SECONDS)
        return events, is_due


def _next_pause(pause: float, *, found: int) -> float:
    """Return the seconds until the next look, after one that found so many events or deliveries."""
    if found < BUNCH:
        return min(2 * pause, POLL_SECONDS)
    return max(pause / 2, LOOK_SECONDS) if found > 2 * BUNCH else pause


def raise_file_limit() -> None:
    """Raise the limit of open files as far as the system allows: a thousand requests need more than the usual 1,024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
