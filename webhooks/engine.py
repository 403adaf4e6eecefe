"""The engine makes deliveries of events, claims those that are due, sends many at once and writes results in batches.

One thread runs the event loop, one takes work from the database, and one writes results. So no transaction is open
during a request, and sending goes on while PostgreSQL works or waits for the disk. All data that must not be lost is
in PostgreSQL (webhooks/queue.py), so an engine may be killed at any point.
"""

import asyncio
import logging
import resource
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from django.db import DatabaseError, InterfaceError, connections, reset_queries
from uuid_utils.compat import uuid7

from accounting import events as accounting_events
from foundation import garbage
from webhooks import counters, policy, queue, slots
from webhooks.jobs import Job, Outcome
from webhooks.sending import Sender, sender

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

T = TypeVar("T")


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
        self._under_way: dict[asyncio.Task[None], tuple[Job, float]] = {}
        self._finished: list[tuple[Job, Outcome]] = []
        self._writing = 0
        self._slot = 0
        self._asked_at = -HELP_SECONDS
        self._looks = Looks()
        self._taker = ThreadPoolExecutor(1, "webhooks-taker")
        self._writer = ThreadPoolExecutor(1, "webhooks-writer")

    def work(self, *, until: float = float("inf")) -> bool:
        """Run until nothing is due, or the monotonic time `until`, or `stop()`. Return False if no slot was free."""
        raise_file_limit()
        garbage.spare_collector()
        try:
            self._slot = self._taker.submit(slots.take, self._holder, looks=not self._stay).result()
            if not self._slot:
                return False
            if self._slot > 1:
                self._linger = 0.0
            try:
                asyncio.run(self._run(until))
            finally:
                self._leave()
            return True
        finally:
            for thread in (self._taker, self._writer):
                thread.submit(connections.close_all).result()
                thread.shutdown()

    def _leave(self) -> None:
        try:
            self._taker.submit(slots.leave, self._holder).result()
        except (DatabaseError, InterfaceError) as error:
            logger.warning("The engine could not give back its slot, which now expires: %s", error)

    def stop(self) -> None:
        """Claim nothing more, and finish the requests in progress. May be called from a signal handler."""
        self._stopping = True

    async def _run(self, until: float) -> None:
        loop = asyncio.get_running_loop()
        resolvers = ThreadPoolExecutor(policy.LOOKUPS, "webhooks-resolver")
        loop.set_default_executor(resolvers)
        self._news, self._results = asyncio.Event(), asyncio.Event()
        try:
            async with sender() as self._sender, asyncio.TaskGroup() as group:
                group.create_task(self._write_all())
                await self._take_all(until)
                self._stopping = True
                self._results.set()
        finally:
            # asyncio.run waits for the threads of its executor, and a resolver may take half a minute to give up.
            loop.set_default_executor(ThreadPoolExecutor(1))
            resolvers.shutdown(wait=False, cancel_futures=True)

    async def _take_all(self, until: float) -> None:
        """Send due deliveries until there is a reason to end. `_write_all` waits for those in progress."""
        kept_at = active_at = time.monotonic()
        more, pause = False, LOOK_SECONDS
        while not self._stopping and not self._is_stopping() and time.monotonic() < until:
            self._news.clear()
            try:
                if time.monotonic() - kept_at > SLOT_SECONDS:
                    kept_at = time.monotonic()
                    looks = not self._stay and not self._wants_help()
                    if not await self._ask(self._taker, slots.keep, self._holder, looks=looks):
                        return
                looked_at = time.monotonic()
                events, jobs = await self._begin()
                pause = _next_pause(pause, found=max(events, len(jobs)))
                rest = min(max(pause, REST * (time.monotonic() - looked_at)), POLL_SECONDS)
            except (DatabaseError, InterfaceError) as error:
                logger.warning("The engine takes no work while the database does not answer: %s", error)
                if not self._stay:
                    return
                await asyncio.sleep(DATABASE_PAUSE_SECONDS)
                continue
            began, busy = bool(events or jobs), bool(self._under_way or self._finished or self._writing)
            if began:
                more = events + len(jobs) >= FEW or not all(job.proven for job in jobs)
            elif not busy:
                more = False
            if began or busy:
                active_at = time.monotonic()
            elif not self._stay and not self._news.is_set() and time.monotonic() - active_at >= self._linger:
                return
            if began and more and self._room()[0] >= LEAST_CLAIM:
                continue
            if more:
                await _within(rest, self._news)
            else:
                await asyncio.sleep(rest)
        await self._hand_over()

    async def _begin(self) -> tuple[int, list[Job]]:
        """Fan out, claim and begin to send. Return how many events there were, and what began."""
        room, unproven = self._room()
        events, jobs = await self._ask(self._taker, _take, self._looks, room, unproven)
        for job in jobs:
            task = asyncio.create_task(self._send(job))
            self._under_way[task] = (job, time.monotonic())
            task.add_done_callback(self._ended)
        if len(jobs) == room and not self._stay and not self._wants_help():
            self._asked_at = time.monotonic()
            await self._ask(self._taker, slots.look_no_more, self._holder)
            await self._ask(self._taker, accounting_events.ring)
        return events, jobs

    def _wants_help(self) -> bool:
        """Return whether this engine asked for another one beside it just now. Until that starts, it promises nothing,
        for where an engine looks for work none is started."""
        return time.monotonic() - self._asked_at < HELP_SECONDS

    async def _hand_over(self) -> None:
        """Say that this engine looks no more, though it may still finish requests. Nudge another if there is work."""
        if self._stay:
            return
        try:
            await self._ask(self._taker, slots.look_no_more, self._holder)
            if await self._ask(self._taker, slots.engine_is_needed):
                await self._ask(self._taker, accounting_events.ring)
        except (DatabaseError, InterfaceError) as error:
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
        unwritten = len(self._under_way) + len(self._finished) + self._writing  # a kill would repeat these
        room = min(policy.MAX_YOUNG - young, policy.MAX_IN_FLIGHT - unwritten)
        return room, min(room, policy.MAX_YOUNG_UNPROVEN - young_unproven, policy.MAX_UNPROVEN - unproven)

    async def _send(self, job: Job) -> None:
        outcome = await self._sender.send(job)
        self._finished.append((job, outcome))
        if len(self._under_way) == LEAST_CLAIM:
            self._news.set()

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._under_way[task]
        self._results.set()

    async def _write_all(self) -> None:
        """Write results until the engine stops and nothing is in progress."""
        while not self._stopping or self._under_way or self._finished:
            if not self._finished:
                self._results.clear()
                await self._results.wait()
                continue
            await asyncio.sleep(GATHER_SECONDS)
            results, self._finished, self._writing = self._finished, [], len(self._finished)
            await self._write(results)
            self._writing = 0
            self._news.set()  # an endpoint may have room again

    async def _write(self, results: list[tuple[Job, Outcome]]) -> None:
        """Write results. While the database is away, try again until the leases run out."""
        deadline = time.monotonic() + policy.LEASE_SECONDS
        while True:
            try:
                await self._ask(self._writer, queue.finish, results)
                counters.count(results)
                return
            except (DatabaseError, InterfaceError) as error:
                if time.monotonic() > deadline:
                    raise
                logger.warning("Results of %s deliveries wait for the database: %s", len(results), error)
                await asyncio.sleep(DATABASE_PAUSE_SECONDS)

    async def _ask(self, thread: ThreadPoolExecutor, question: Callable[..., T], *arguments: Any, **options: Any) -> T:
        """Call a function that uses the database, in the thread given."""

        def ask() -> T:
            try:
                return question(*arguments, **options)
            except (DatabaseError, InterfaceError):
                connections.close_all()  # after any error the next call begins with a new connection
                raise
            finally:
                reset_queries()  # in development Django remembers the text of every query

        return await asyncio.get_running_loop().run_in_executor(thread, ask)

    _sender: Sender
    _news: asyncio.Event
    _results: asyncio.Event


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


def _take(looks: Looks, room: int, unproven: int) -> tuple[int, list[Job]]:
    """Make deliveries of new events, and claim what is due. If there is nothing, this is one round trip."""
    events, is_due = looks.look()
    return events, queue.claim(room, unproven=unproven) if is_due and room > 0 else []


def _next_pause(pause: float, *, found: int) -> float:
    """Return the seconds until the next look, after one that found so many events or deliveries."""
    if found < BUNCH:
        return min(2 * pause, POLL_SECONDS)
    return max(pause / 2, LOOK_SECONDS) if found > 2 * BUNCH else pause


async def _within(seconds: float, event: asyncio.Event) -> None:
    """Wait for `event`, at most so many seconds."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return


def raise_file_limit() -> None:
    """Raise the limit of open files as far as the system allows: a thousand requests need more than the usual 1,024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
