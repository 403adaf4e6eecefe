"""When to repeat an attempt, and when to pause an endpoint. Only numbers and pure functions."""

import email.utils
import random
from datetime import UTC, datetime

MINUTE, HOUR, DAY = 60, 3600, 86400

SCHEDULE = (5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR)
"""Seconds to wait after the first, second and each later attempt of a round."""
MAX_ATTEMPTS = len(SCHEDULE) + 1
JITTER = 0.2
MAX_RETRY_AFTER = 10 * HOUR

ANSWER_SECONDS = 15
CONNECT_SECONDS = 5
BODY_SECONDS = 2
"""How long to read the body after the status. Only the status decides whether the attempt succeeded."""
LEASE_SECONDS = 40
"""More than an attempt and writing its result can take. After this time its worker must be dead, and the delivery is
due again."""

DISABLE_AFTER_SECONDS = 5 * DAY
DISABLE_AFTER_FAILURES = 20

MAX_IN_FLIGHT = 1000
"""The most requests of one engine that are in progress or whose results are not written yet."""
LENT_SECONDS = 1.0
MAX_YOUNG = 512
"""How many of these may be younger than LENT_SECONDS. An older request makes room for another."""
MAX_UNPROVEN = 600
MAX_YOUNG_UNPROVEN = 64
"""The same two limits for all endpoints together that have not succeeded lately."""

PROVEN_SECONDS = 1 * DAY
PROVEN_AT_ONCE = 64
"""The most requests at once to an endpoint whose last attempt succeeded, within PROVEN_SECONDS."""
UNPROVEN_AT_ONCE = 2
LOOKUPS = 64
UNPROVEN_LOOKUPS = 32
"""The most names that one engine looks up at once, and how many of these for endpoints that have not succeeded lately:
to look up a name whose servers do not answer takes half a minute."""
SLOW_AT_ONCE = 4
"""An endpoint with this many requests older than LENT_SECONDS gets no others."""

BREAKER_FAILURES = 5
"""After this many failures in a row the breaker opens: the endpoint is held, then probed with one request at a time."""
BREAKER_FIRST_HOLD = 10
BREAKER_LONGEST_HOLD = 5 * MINUTE


def retry_delay(step: int) -> float | None:
    """Return the seconds between the `step`-th attempt of a round and the next, or None if it was the last."""
    if step > len(SCHEDULE):
        return None
    return SCHEDULE[step - 1] * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - it spreads load; no secret depends on it


def retry_after_seconds(value: str | None, now: datetime) -> int | None:
    """Return the seconds of a `Retry-After` (seconds or a date; RFC 9110 §10.2.3), at most MAX_RETRY_AFTER.

    Return None if it is absent or invalid.
    """
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(int(value.lstrip("0")[:9] or 0), MAX_RETRY_AFTER)
    try:
        until = email.utils.parsedate_to_datetime(value)
    except (TypeError, ValueError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0, min(int((until - now).total_seconds()), MAX_RETRY_AFTER))
