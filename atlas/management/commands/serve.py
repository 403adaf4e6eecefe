"""`manage.py serve`: the web server, granian with atlas/front.py, which stops without a failed request.

After SIGTERM it first gives the proxy time to notice: for DRAIN_SECONDS it still answers, but
`/api/v1/health/ready` with 503, and every answer has `Connection: close`, so that clients close their connections
in order. Then it closes its port, and finishes the requests in progress for up to FINISH_SECONDS. A second signal ends
the waiting.

A worker process that dies is replaced while the others go on.
"""

import ctypes
import logging
import multiprocessing
import os
import resource
import signal
import threading
import time
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.urls import reverse
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings

from atlas import draining, front
from atlas.processes import LaunchError, check_port
from foundation import takeover

logger = logging.getLogger("atlas.serve")

FINISH_SECONDS = 35
"""More than the longest statement can take (`statement_timeout`)."""
HEADERS_SECONDS = 30
"""How long a connection may take to send the headers of its next request. After that it is closed."""
HEADERS_BYTES = 64 * 1024
MAX_CONNECTIONS = 4096
"""The most open connections of a worker, far more than clients need. Further ones wait until others end."""
OTHER_FILES = 256  # open in a worker beside its connections
RESPAWN_SECONDS = 2  # the least time between the start of a worker that died and the start of its successor
M_MMAP_THRESHOLD, LARGE_BLOCK = -3, 1024 * 1024
YOUNG_SECONDS = 20
"""If every worker dies before this age, the server ends with an error, so that its supervisor sees it."""


class Command(BaseCommand):
    help = "Serve Atlas over HTTP: WEB_HOST, PORT, WEB_WORKERS, WEB_THREADS and DRAIN_SECONDS are in docs/deploying.md."
    requires_system_checks = ("api",)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            check_port(settings.WEB_HOST, settings.PORT)
        except LaunchError as error:
            raise CommandError(str(error)) from None
        check_database()
        # A worker that is just starting has no handler for the signal yet, and would die of it.
        signal.signal(draining.BEGIN_SIGNAL, signal.SIG_IGN)
        # Load everything before the fork, so that a worker starts at once and its first request is fast.
        reverse("sign-in")  # loads all routes
        return_large_blocks()
        Server(
            f"{front.__name__}:application",
            address=settings.WEB_HOST,
            port=settings.PORT,
            interface=Interfaces.RSGI,
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(header_read_timeout=HEADERS_SECONDS * 1000, max_buffer_size=HEADERS_BYTES),
            websockets=False,
            workers=settings.WEB_WORKERS,
            backpressure=connections_allowed(),
            workers_kill_timeout=FINISH_SECONDS,
            log_dictconfig=settings.LOGGING,
            working_dir=settings.BASE_DIR,
        ).serve()


def check_database() -> None:
    """Raise CommandError if this release cannot use the database. A database that does not answer yet is accepted."""
    try:
        sentence = takeover.obstacle(connection)
    except DatabaseError:
        logger.warning("PostgreSQL does not answer yet.")
        sentence = ""
    finally:
        connection.close()  # before the fork
    if sentence:
        raise CommandError(sentence)


def return_large_blocks() -> None:
    """Let glibc give back blocks of 1 MiB or more as soon as they are freed, also in the workers.

    By itself it keeps those as large as the largest that was freed, up to 32 MiB, for each thread. Other C libraries
    do not have the function.
    """
    with suppress(AttributeError):
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE_BLOCK)


def connections_allowed() -> int:
    """Raise the limit of open files as far as possible, and return how many connections a worker may have."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MAX_CONNECTIONS + OTHER_FILES
    files = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
    return max(files - OTHER_FILES, files // 2)


class Server(Granian):  # type: ignore[misc, valid-type]  # granian has several, depending on the Python
    _asked_at_least_once = False

    def _serve_loop(self, spawn_target: Any, target_loader: Any) -> None:
        """Replace workers that die, until asked to stop. If two die at once, granian's own loop misses one."""
        while not self.interrupt_signal:
            self.main_loop_interrupt.wait(timeout=1)
            self.main_loop_interrupt.clear()
            dead = {worker.idx: time.monotonic() - worker.birth for worker in self.wrks if not worker.is_alive()}
            if len(dead) == len(self.wrks) and max(dead.values()) < YOUNG_SECONDS:
                logger.error("Every worker died within %s seconds of its start, so the server gives up.", YOUNG_SECONDS)
                return
            for index, age in dead.items():
                if age >= RESPAWN_SECONDS and not self.interrupt_signal:
                    self.wrks[index] = self._spawn_worker(idx=index, target=spawn_target, callback_loader=target_loader)
                    self.wrks[index].start()
                    self.interrupt_children.clear()  # if any are left here, the exit code is 1

    def signal_handler_interrupt(self, *args: Any, **kwargs: Any) -> None:
        stop = super().signal_handler_interrupt
        if self._asked_at_least_once or not settings.DRAIN_SECONDS:
            stop()
            return
        self._asked_at_least_once = True
        draining.begun.set()  # for workers forked from now on
        for worker in multiprocessing.active_children():
            if worker.pid is not None:
                os.kill(worker.pid, draining.BEGIN_SIGNAL)
        timer = threading.Timer(settings.DRAIN_SECONDS, stop)
        timer.daemon = True
        timer.start()
