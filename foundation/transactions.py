"""Transactions beside those of others: savepoints that let go of what they held, and a second try after a deadlock."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import connection, transaction
from prometheus_client import Counter
from psycopg.errors import DeadlockDetected

from foundation.counting import uncounted_at_worst

logger = logging.getLogger(__name__)

MAX_TRIES = 3
TRIED_AGAIN = Counter("atlas_transactions_tried_again", "Transactions run again after a deadlock.", ["sqlstate"])
"""With a label, so that its file is made when it first counts: not being able to count must not keep a process down."""

R = TypeVar("R")


@contextmanager
def savepoint() -> Iterator[None]:
    """Take back what fails inside, so that the caller can catch the error and go on.

    The operations inside make no savepoints of their own. If one did, and this one was then taken back, others would
    wait for its rows until the whole transaction ends, although nobody holds them; and as they hold what the rest of
    the transaction may need, that can be a deadlock.
    """
    with transaction.atomic(), without_savepoints():
        yield


@contextmanager
def without_savepoints() -> Iterator[None]:
    """Make no savepoints for operations, which saves two statements for each. What fails takes back all."""
    features: Any = connection.features
    before, features.uses_savepoints = features.uses_savepoints, False
    try:
        yield
    finally:
        features.uses_savepoints = before


def tried_again(run: Callable[[], R]) -> R:
    """Return what a whole transaction returns. If PostgreSQL ended it because of a deadlock, run it again.

    Nothing is left of it then, and whoever it waited for goes on. `run` must do nothing outside of its transaction.
    """
    for _ in range(MAX_TRIES - 1):
        try:
            return run()
        except Exception as error:
            if not is_raised_from(error, DeadlockDetected):
                raise
            with uncounted_at_worst():
                TRIED_AGAIN.labels(DeadlockDetected.sqlstate).inc()
            logger.warning("A deadlock ended a transaction, which is tried again: %s", error)
    return run()


def is_raised_from(error: BaseException, kind: type[Exception]) -> bool:
    """Return whether this error, or one that it was raised from, is of a kind."""
    raised, cause = [error], error.__cause__
    while cause is not None and cause not in raised:  # an error can be raised from itself
        raised.append(cause)
        cause = cause.__cause__
    return any(isinstance(one, kind) for one in raised)
