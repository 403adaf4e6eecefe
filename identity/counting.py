"""Counting for /metrics (atlas/metrics.py), which never costs anybody what is counted."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

logger = logging.getLogger(__name__)


@contextmanager
def uncounted_at_worst() -> Iterator[None]:
    """Log what keeps a count from being written to its file in PROMETHEUS_MULTIPROC_DIR, and go on without it."""
    try:
        yield
    except Exception as error:  # whatever ails the file: it may belong to another user, be gone, full or torn
        logger.error("Not counted for /metrics: %s", error)
