"""`manage.py serve`: the web server, granian, stopping without a failed request.

Asked to stop (SIGTERM), it first leaves the proxy time to notice: for DRAIN_SECONDS it goes on answering, but
`/api/v1/health/ready` says 503 and every answer `Connection: close`, so that clients with open connections leave
them in order. Then it closes its port, and finishes what is under way for up to FINISH_SECONDS. A second signal
skips the waiting.
"""

import multiprocessing
import os
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from granian import Granian
from granian.constants import Interfaces

from atlas.draining import BEGIN_SIGNAL

FINISH_SECONDS = 35
"""More than the longest statement may take (`statement_timeout`)."""


class Command(BaseCommand):
    help = "Serve Atlas over HTTP: WEB_HOST, PORT, WEB_WORKERS, WEB_THREADS and DRAIN_SECONDS are in docs/deploying.md."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        Server(
            "atlas.wsgi:application",
            address=settings.WEB_HOST,
            port=settings.PORT,
            interface=Interfaces.WSGI,
            websockets=False,
            workers=settings.WEB_WORKERS,
            blocking_threads=settings.WEB_THREADS,
            workers_kill_timeout=FINISH_SECONDS,
            log_dictconfig=settings.LOGGING,
            working_dir=settings.BASE_DIR,
        ).serve()


class Server(Granian):  # type: ignore[misc, valid-type]  # its server for this kind of Python
    _asked_at_least_once = False

    def signal_handler_interrupt(self, *args: Any, **kwargs: Any) -> None:
        stop = super().signal_handler_interrupt
        if self._asked_at_least_once or not settings.DRAIN_SECONDS:
            stop()
            return
        self._asked_at_least_once = True
        for worker in multiprocessing.active_children():
            if worker.pid is not None:
                os.kill(worker.pid, BEGIN_SIGNAL)
        timer = threading.Timer(settings.DRAIN_SECONDS, stop)
        timer.daemon = True
        timer.start()
