"""A nudge after a commit: a task without arguments, sent by its name to the workers that drain a table of work.

The work is in the table, and the schedule drains it too (`CELERY_BEAT_SCHEDULE`), so a nudge may be lost.
"""

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

from celery import current_app
from django.db import DatabaseError, InterfaceError, connections, reset_queries, transaction
from prometheus_client import Counter

from foundation.counting import uncounted_at_worst

logger = logging.getLogger(__name__)

LOST = Counter("atlas_nudges_lost", "Nudges that the broker did not take, by task.", ["task"])

BELL_SECONDS = 0.05
"""The least time between two nudges of one process. All commits in this time cause one nudge."""
BELL_EXPIRES_SECONDS = 60
LOG_SECONDS = 60
IDLE_SECONDS = 60
"""How long the thread keeps its database connection while nothing rings."""
MAX_SUBJECTS = 1000
"""The most subjects that are asked about at once. If there are more, the nudge is sent."""


class Bell:
    """Send `task` from a thread of its own, so that a broker that does not answer never delays a request.

    A ring may have a subject, to be put into a set. If all rings have one, the nudge is sent only if `is_wanted` says
    so of these subjects. The thread asks it once for all rings since the last nudge, on a database connection of its
    own.
    """

    def __init__(self, task: str, *, is_wanted: Callable[[set[Any]], bool] | None = None) -> None:
        self.task = task
        self.is_wanted = is_wanted
        self.hang()
        os.register_at_fork(after_in_child=self.hang)

    def hang(self) -> None:
        """Start without a thread. A forked child needs this: the thread is gone there, and the lock may stay locked."""
        self._lock = threading.Lock()
        self._rung = threading.Event()
        self._subjects: deque[Any] = deque()
        self._ringer: threading.Thread | None = None

    def ring_after_commit(self, subject: Any = None) -> None:
        """Nudge when the transaction is committed. If it is rolled back, do nothing."""
        transaction.on_commit(self.ring if subject is None else partial(self.ring, subject), robust=True)

    def ring(self, subject: Any = None) -> None:
        """Nudge now, or with a `subject` only if it is wanted."""
        self._subjects.append(subject)
        self._rung.set()
        if self._ringer is None:
            with self._lock:
                if self._ringer is None:
                    self._ringer = threading.Thread(target=self._ring_on, name=f"bell {self.task}", daemon=True)
                    self._ringer.start()

    def _ring_on(self) -> None:
        failures, logged_at = 0, -float(LOG_SECONDS)
        while True:
            if not self._rung.wait(IDLE_SECONDS):
                connections.close_all()
                continue
            self._rung.clear()
            subjects = {self._subjects.popleft() for _ in range(len(self._subjects))}
            try:
                if self._anyone_wants(subjects):
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

    def _anyone_wants(self, subjects: set[Any]) -> bool:
        """Ask `is_wanted`. While the database does not answer, everything is wanted."""
        known = {subject for subject in subjects if subject is not None}
        if self.is_wanted is None or len(known) < len(subjects) or len(known) > MAX_SUBJECTS:
            return True
        try:
            return self.is_wanted(known)
        except (DatabaseError, InterfaceError):
            connections.close_all()  # the next question begins with a new connection
            return True
        finally:
            reset_queries()  # in development Django remembers the text of every query
