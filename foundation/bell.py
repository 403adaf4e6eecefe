"""A nudge after a commit: a task without arguments, sent by its name to the workers that drain a table of work.

The work is in the table, and the schedule drains it too (`CELERY_BEAT_SCHEDULE`), so a nudge may be lost.
"""

import logging
import os
import threading
import time

from celery import current_app
from django.db import transaction
from prometheus_client import Counter

from foundation.counting import uncounted_at_worst

logger = logging.getLogger(__name__)

LOST = Counter("atlas_nudges_lost", "Nudges that the broker did not take, by task.", ["task"])

BELL_SECONDS = 0.05
"""The least time between two nudges of one process. All commits in this time cause one nudge."""
BELL_EXPIRES_SECONDS = 60
LOG_SECONDS = 60


class Bell:
    """Send `task` from a thread of its own, so that a broker that does not answer never delays a request."""

    def __init__(self, task: str) -> None:
        self.task = task
        self.hang()
        os.register_at_fork(after_in_child=self.hang)

    def hang(self) -> None:
        """Start without a thread. A forked child needs this: the thread is gone there, and the lock may stay locked."""
        self._lock = threading.Lock()
        self._rung = threading.Event()
        self._ringer: threading.Thread | None = None

    def ring_after_commit(self) -> None:
        """Nudge when the transaction is committed. If it is rolled back, do nothing."""
        transaction.on_commit(self.ring, robust=True)

    def ring(self) -> None:
        """Nudge now."""
        self._rung.set()
        if self._ringer is None:
            with self._lock:
                if self._ringer is None:
                    self._ringer = threading.Thread(target=self._ring_on, name=f"bell {self.task}", daemon=True)
                    self._ringer.start()

    def _ring_on(self) -> None:
        failures, logged_at = 0, -float(LOG_SECONDS)
        while True:
            self._rung.wait()
            self._rung.clear()
            try:
                current_app.send_task(self.task, expires=BELL_EXPIRES_SECONDS, ignore_result=True, retry=False)
            except Exception as error:  # a nudge may be lost, but this thread must go on
                failures += 1
                with uncounted_at_worst():
                    LOST.labels(self.task).inc()
                if time.monotonic() - logged_at > LOG_SECONDS:
                    logged_at = time.monotonic()
                    logger.warning(
                        "The broker did not take the nudge %s (%s lost in all); the schedule will do the work: %s",
                        self.task,
                        failures,
                        error,
                    )
            time.sleep(BELL_SECONDS)
