"""Deliver webhooks without Celery and without a broker, by looking at PostgreSQL several times a second."""

import logging
import signal
import threading
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections

from foundation import mail
from webhooks import upkeep
from webhooks.engine import Engine

logger = logging.getLogger(__name__)

STANDBY_SECONDS = 1.0
UPKEEP_SECONDS = 60.0
MAIL_SECONDS = 5.0


class Command(BaseCommand):
    help = "Deliver webhooks until stopped, without Celery and Redis. Several may run: two work, the others wait."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        engine: Engine | None = None

        def on_signal(number: int, frame: FrameType | None) -> None:
            stop.set()
            if engine is not None:
                engine.stop()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, on_signal)
        keeper = threading.Thread(target=_keep_up, args=[stop], name="webhooks-upkeep")
        keeper.start()
        try:
            while not stop.is_set():
                engine = Engine(stay=True)
                if not stop.is_set() and not engine.work():
                    stop.wait(STANDBY_SECONDS)
        finally:
            stop.set()
            keeper.join()


def _keep_up(stop: threading.Event) -> None:
    while not stop.wait(UPKEEP_SECONDS):
        try:
            upkeep.run()
            mail.drain(seconds=MAIL_SECONDS)  # because there may be no Celery to do it
        except Exception:  # after any error we try again in a minute; deliveries go on
            logger.exception("The upkeep of webhooks failed")
        finally:
            connections.close_all()
