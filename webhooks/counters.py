"""Count for /metrics what engines send, in each process. The number of waiting deliveries comes from the database
(webhooks/slots.py)."""

import collections
from collections.abc import Sequence
from uuid import UUID

from prometheus_client import Counter, Histogram

from foundation.counting import uncounted_at_worst
from webhooks.jobs import Job, Outcome

FRESH_SECONDS = 3600
"""A delivery made later than this after its event is a replay, so its time is not measured."""

ATTEMPTS = Counter("atlas_webhook_attempts", "Attempts made, by outcome.", ["outcome"])
SECONDS = Histogram(
    "atlas_webhook_delivery_seconds",
    "From the event to the answer, for deliveries that succeeded in the first attempt.",
    ["event"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15),
)


@uncounted_at_worst()
def count(results: Sequence[tuple[Job, Outcome]]) -> None:
    """Count attempts whose results are written."""
    for word, number in collections.Counter(_word(outcome) for _, outcome in results).items():
        ATTEMPTS.labels(word).inc(number)
    for job, outcome in results:
        made_at, happened_at = _moment(job.delivery_id), _moment(job.webhook_id)
        if outcome.succeeded and job.attempt == 1 and not job.is_test and made_at - happened_at < FRESH_SECONDS:
            answered_at = outcome.started_at.timestamp() + outcome.duration_ms / 1000
            SECONDS.labels(job.event_type).observe(max(0.0, answered_at - happened_at))


def _word(outcome: Outcome) -> str:
    """Return `succeeded`, a class such as `4xx`, or the code of the error if no answer came."""
    if outcome.succeeded:
        return "succeeded"
    return outcome.error if outcome.status_code is None else f"{outcome.status_code // 100}xx"


def _moment(id: UUID) -> float:
    """Return when a version 7 UUID was made, in unix seconds (RFC 9562 §5.7)."""
    return (id.int >> 80) / 1000
