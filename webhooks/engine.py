"""The engine: fans out, claims, sends many at once, writes results in batches, until nothing is due.

One thread runs the event loop, another all of the database: no transaction is open while a request is under way, and
sending goes on while PostgreSQL works. What must not be lost is in PostgreSQL (webhooks/queue.py), so an engine may be
killed at any point.
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

from webhooks import counters, policy, queue, slots
from webhooks.sending import Job, Outcome, Sender, sender

logger = logging.getLogger(__name__)

LOOK_SECONDS = 0.1
"""How often to look for new work while requests are under way."""
POLL_SECONDS = 0.25
"""The same with nothing under way, for an engine that stays."""
SLOT_SECONDS = 3.0
DATABASE_PAUSE_SECONDS = 0.5
RESOLVER_THREADS = 64
OPEN_FILES = 65536

T = TypeVar("T")


def drain(*, seconds: float, is_stopping: Callable[[], bool] = lambda: False) -> None:
    """Send all that is due, for about `seconds` or until `is_stopping()`; nothing where enough engines run already.

    Whoever finds no slot free leaves, so whoever leaves a slot looks once more: no nudge falls between the two.
    """
    deadline = time.monotonic() + seconds
    while True:
        engine = Engine(stay=False, is_stopping=is_stopping)
        if not engine.work(until=deadline):
            return
        if time.monotonic() >= deadline or is_stopping() or not slots.anything_due():
            return


class Engine:
    """One run. `stay`: go on looking when nothing is due, until `stop()`."""

    def __init__(self, *, stay: bool, is_stopping: Callable[[], bool] = lambda: False) -> None:
        self._stay = stay
        self._is_stopping = is_stopping
        self._stopping = False
        self._holder = uuid7()
        self._under_way: dict[asyncio.Task[None], tuple[Job, float]] = {}
        self._finished: list[tuple[Job, Outcome]] = []
        self._database = ThreadPoolExecutor(1, "webhooks-database")

    def work(self, *, until: float = float("inf")) -> bool:
        """Run until nothing is due, or the monotonic time `until`, or `stop()`. False: there was no slot."""
        raise_file_limit()
        try:
            if not self._database.submit(slots.take, self._holder).result():
                return False
            try:
                asyncio.run(self._run(until))
            finally:
                self._leave()
            return True
        finally:
            self._database.submit(connections.close_all).result()
            self._database.shutdown()

    def _leave(self) -> None:
        try:
            self._database.submit(slots.leave, self._holder).result()
        except (DatabaseError, InterfaceError) as error:
            logger.warning("The engine's slot is left to run out: %s", error)

    def stop(self) -> None:
        """Claim nothing more; what is under way is finished. May be called from a signal handler."""
        self._stopping = True

    async def _run(self, until: float) -> None:
        loop = asyncio.get_running_loop()
        resolvers = ThreadPoolExecutor(RESOLVER_THREADS, "webhooks-resolver")
        loop.set_default_executor(resolvers)
        self._news = asyncio.Event()
        try:
            async with sender() as self._sender:
                await self._pump(until)
        finally:
            # asyncio.run would wait for the threads of its executor, and a resolver may take half a minute to give up.
            loop.set_default_executor(ThreadPoolExecutor(1))
            resolvers.shutdown(wait=False, cancel_futures=True)

    async def _pump(self, until: float) -> None:
        kept_at = time.monotonic()
        while True:
            self._news.clear()
            if time.monotonic() >= until or self._is_stopping():
                self._stopping = True
            began = False
            try:
                if time.monotonic() - kept_at > SLOT_SECONDS and not self._stopping:
                    kept_at = time.monotonic()
                    self._stopping = not await self._ask(slots.keep, self._holder)
                began = not self._stopping and await self._begin()
            except (DatabaseError, InterfaceError) as error:
                logger.warning("No work is taken while the database does not answer: %s", error)
                self._stopping = not self._stay
                await asyncio.sleep(DATABASE_PAUSE_SECONDS)
            wrote = await self._write()  # while what has just begun is under way
            if began or wrote:
                continue
            if not self._finished and not self._under_way and (self._stopping or not self._stay):
                return
            await self._rest(LOOK_SECONDS if self._under_way else POLL_SECONDS)

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            return

    async def _begin(self) -> bool:
        """Fan out, claim and begin to send. Return whether there was anything to do."""
        events = await self._ask(queue.fan_out)
        room, unproven = self._room()
        jobs = await self._ask(queue.claim, room, unproven=unproven) if room > 0 else []
        for job in jobs:
            task = asyncio.create_task(self._send(job))
            self._under_way[task] = (job, time.monotonic())
            task.add_done_callback(self._under_way.pop)
        return bool(events or jobs)

    def _room(self) -> tuple[int, int]:
        """Return how many requests may begin, and how many of these to endpoints that have not succeeded lately.

        A request counts against the young ones for LENT_SECONDS only.
        """
        old = time.monotonic() - policy.LENT_SECONDS
        young = young_unproven = unproven = 0
        for job, began in self._under_way.values():
            is_young = began > old
            young += is_young
            unproven += not job.proven
            young_unproven += is_young and not job.proven
        room = min(policy.MAX_YOUNG - young, policy.MAX_IN_FLIGHT - len(self._under_way))
        return room, min(room, policy.MAX_YOUNG_UNPROVEN - young_unproven, policy.MAX_UNPROVEN - unproven)

    async def _send(self, job: Job) -> None:
        outcome = await self._sender.send(job)
        self._finished.append((job, outcome))
        self._news.set()

    async def _write(self) -> bool:
        """Write what has finished. While the database is away, try again for as long as the leases hold.

        Return whether there was anything.
        """
        if not self._finished:
            return False
        results, self._finished = self._finished, []
        deadline = time.monotonic() + policy.LEASE_SECONDS
        while True:
            try:
                await self._ask(queue.finish, results)
                counters.count(results)
                return True
            except (DatabaseError, InterfaceError) as error:
                if time.monotonic() > deadline:
                    raise
                logger.warning("Results of %s deliveries wait for the database: %s", len(results), error)
                await asyncio.sleep(DATABASE_PAUSE_SECONDS)

    async def _ask(self, question: Callable[..., T], *arguments: Any, **options: Any) -> T:
        """Call a function of webhooks.queue on the database's thread."""

        def ask() -> T:
            try:
                return question(*arguments, **options)
            except (DatabaseError, InterfaceError):
                connections.close_all()  # whatever it was: the next question begins with a new connection
                raise
            finally:
                reset_queries()  # in development Django remembers the text of every query

        return await asyncio.get_running_loop().run_in_executor(self._database, ask)

    _sender: Sender
    _news: asyncio.Event


def raise_file_limit() -> None:
    """Allow as many sockets as the system lets us: a thousand requests need more than the usual 1,024 files."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
