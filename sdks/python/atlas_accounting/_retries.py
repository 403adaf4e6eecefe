"""Decide whether a request is sent again, and after how many seconds."""

import random
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

FIRST_WAIT = 0.5
LONGEST_BACKOFF = 8.0
LONGEST_RETRY_AFTER = 120.0
"""The longest wait in seconds. If a response asks for a longer one, its error is raised and the caller decides."""
TRANSIENT = frozenset({408, 429, 500, 502, 503, 504})
REFUSED_UNSTARTED = frozenset({429, 503})
"""The statuses after which nothing was done, so that every request may be sent again."""


def is_transient(status_code: int, headers: Mapping[str, str], *, is_repeatable: bool) -> bool:
    """Return whether the same request may succeed later. A 409 with `Retry-After` is one that is still running."""
    if status_code == 409:
        return "retry-after" in headers
    return status_code in REFUSED_UNSTARTED or (is_repeatable and status_code in TRANSIENT)


def wait_before(attempt: int, headers: Mapping[str, str] | None = None) -> float | None:
    """Return the seconds to wait before attempt 2, 3, …; None if the answer asks for longer than we wait.

    `Retry-After` is a minimum. Without it, the wait doubles each time. Jitter keeps many clients apart.
    """
    asked = seconds_to_wait(headers) if headers is not None else None
    if asked is not None:
        return None if asked > LONGEST_RETRY_AFTER else asked + random.uniform(0, 0.25)  # noqa: S311 (no secret)
    backoff = min(FIRST_WAIT * 2.0 ** (attempt - 2), LONGEST_BACKOFF)
    return backoff * random.uniform(0.5, 1)  # noqa: S311 (no secret)


def seconds_to_wait(headers: Mapping[str, str]) -> float | None:
    """Return what `Retry-After` says: seconds, or the time until a date."""
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    try:
        return max(0.0, float(text))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (TypeError, ValueError):
        return None
