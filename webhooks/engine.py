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

from foundation import garbage
from webhooks import counters, policy, queue, slots
from webhooks.sending import Job, Outcome, Sender, sender

logger = logging.getLogger(__name__)

LOOK_SECONDS = 0.1
"""Time between two looks for new work while requests are in progress. With room for LEAST_CLAIM requests it is less."""
LEAST_CLAIM = policy.MAX_YOUNG // 2
GATHER_SECONDS = 0.02
"""How long results are collected before they are written together."""
POLL_SECONDS = 0.25
"""Time between two looks for new work while nothing is in progress, for an engine that stays."""
SLOT_SECONDS = 3.0
DATABASE_PAUSE_SECONDS = 0.5
RESOLVER_THREADS = 64
OPEN_FILES = 65536

T = TypeVar("T")


def drain(*, seconds: float, is_stopping: Callable[[], bool] = lambda: False) -> None:
    """Send all due deliveries, for about `seconds` or until `is_stopping()`. Do nothing if enough engines run already.

    An engine that finds no free slot ends. Therefore an engine that leaves its slot looks for work once more, so that
    no nudge is lost between the two.
    """
    deadline = time.monotonic() + seconds
    while True:
        engine = Engine(stay=False, is_stopping=is_stopping)
        if not engine.work(until=deadline):
            return
        if time.monotonic() >= deadline or is_stopping() or not slots.anything_due():
            return


class Engine:
    """One run of the engine. With `stay` it goes on looking when nothing is due, until `stop()`."""

    def __init__(self, *, stay: bool, is_stopping: Callable[[], bool] = lambda: False) -> None:
        self._stay = stay
        self._is_stopping = is_stopping
        self._stopping = False
        self._holder = uuid7()
        self._under_way: dict[asyncio.Task[None], tuple[Job, float]] = {}
        self._finished: list[tuple[Job, Outcome]] = []
        self._writing = 0
        self._taker = ThreadPoolExecutor(1, "webhooks-taker")
        self._writer = ThreadPoolExecutor(1, "webhooks-writer")

    def work(self, *, until: float = float("inf")) -> bool:
        """Run until nothing is due, or the monotonic time `until`, or `stop()`. Return False if no slot was free."""
        raise_file_limit()
        garbage.spare_collector()
        try:
            if not self._taker.submit(slots.take, self._holder).result():
                return False
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
        resolvers = ThreadPoolExecutor(RESOLVER_THREADS, "webhooks-resolver")
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
        kept_at = time.monotonic()
        while not self._stopping and not self._is_stopping() and time.monotonic() < until:
            self._news.clear()
            try:
                if time.monotonic() - kept_at > SLOT_SECONDS:
                    kept_at = time.monotonic()
                    if not await self._ask(self._taker, slots.keep, self._holder):
                        return
                began = await self._begin()
            except (DatabaseError, InterfaceError) as error:
                logger.warning("The engine takes no work while the database does not answer: %s", error)
                if not self._stay:
                    return
                await asyncio.sleep(DATABASE_PAUSE_SECONDS)
                continue
            busy = bool(self._under_way or self._finished or self._writing)
            if not began and not busy and not self._stay and not self._news.is_set():
                return
            if not began or self._room()[0] < LEAST_CLAIM:
                await _within(LOOK_SECONDS if busy else POLL_SECONDS, self._news)

    async def _begin(self) -> bool:
        """Fan out, claim and begin to send. Return whether there was anything to do."""
        events = await self._ask(self._taker, queue.fan_out)
        room, unproven = self._room()
        jobs = await self._ask(self._taker, queue.claim, room, unproven=unproven) if room > 0 else []
        for job in jobs:
            task = asyncio.create_task(self._send(job))
            self._under_way[task] = (job, time.monotonic())
            task.add_done_callback(self._under_way.pop)
        return bool(events or jobs)

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
        self._results.set()
        if len(self._under_way) == LEAST_CLAIM:
            self._news.set()

    async def _write_all(self) -> None:
        """Write results until the engine stops and nothing is in progress."""
        while not self._stopping or self._under_way or self._finished:
            if not self._finished:
                self._results.clear()
                await _within(LOOK_SECONDS, self._results)
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
