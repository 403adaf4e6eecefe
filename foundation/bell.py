"""The bell that follows a commit: a task without arguments, sent by its name to whoever drains a table of work.

The rows are the truth, and the schedule drains them too (`CELERY_BEAT_SCHEDULE`), so the bell may be lost.
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
"""The least time between two nudges of one process: what happens in between rings once."""
BELL_EXPIRES_SECONDS = 60
LOG_SECONDS = 60


class Bell:
    """Sends `task` from a thread of its own, so that a broker that is dead or silent costs a request nothing."""

    def __init__(self, task: str) -> None:
        self.task = task
        self.hang()
        os.register_at_fork(after_in_child=self.hang)

    def hang(self) -> None:
        """Start afresh; also in a forked child, where the thread is gone and the lock may be held by nobody."""
        self._lock = threading.Lock()
        self._rung = threading.Event()
        self._ringer: threading.Thread | None = None

    def ring_after_commit(self) -> None:
        """Nudge once the transaction is committed; not at all if it is rolled back."""
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
            except Exception as error:  # whatever the broker does: the bell may be lost, its ringer not
                failures += 1
                with uncounted_at_worst():
                    LOST.labels(self.task).inc()
                if time.monotonic() - logged_at > LOG_SECONDS:
                    logged_at = time.monotonic()
                    logger.warning(
                        "The broker took no nudge to %s (%s in all); the schedule will do it: %s",
                        self.task,
                        failures,
                        error,
                    )
            time.sleep(BELL_SECONDS)
