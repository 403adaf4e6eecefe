"""Transactions beside those of others: savepoints that let go of what they held."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


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
