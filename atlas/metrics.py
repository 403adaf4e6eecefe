"""/metrics for Prometheus: the counts of the processes, and numbers read from the database at each request.

Each counter is in the module of the code that counts. Each has a label, so that a process which never counts makes no
file in PROMETHEUS_MULTIPROC_DIR. Labels have few values: routes, not paths, and no ids.
"""

import logging
import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from accounting.models import LedgerHead
from foundation import mail, replica, tenancy
from foundation.counting import uncounted_at_worst
from foundation.replica import State
from webhooks import slots, upkeep

logger = logging.getLogger("atlas.metrics")

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
STATEMENT_SECONDS = 5

REQUESTS = Counter("atlas_requests", "Requests answered.", ["method", "route", "status"])
REQUEST_SECONDS = Histogram(
    "atlas_request_seconds",
    "From a request's arrival in Django to its answer.",
    ["method", "route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)


@uncounted_at_worst()
def count_request(method: str, route: str, status: int, seconds: float) -> None:
    counted, timed = _of(method if method in METHODS else "other", route, status)
    counted.inc()
    timed.observe(seconds)


@cache
def _of(method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    """Return the counters with these labels. The client of Prometheus makes each label text again to find them."""
    return REQUESTS.labels(method, route, status), REQUEST_SECONDS.labels(method, route)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer requests with METRICS_TOKEN. Without that setting answer 404, except in development."""
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "")
        if not secrets.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()):
            return HttpResponse(status=401, headers={"WWW-Authenticate": 'Bearer realm="metrics"'})
    elif not settings.DEBUG:
        return HttpResponse(status=404)
    counted = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        counted = CollectorRegistry()
        MultiProcessCollector(counted)
    asked = CollectorRegistry()
    asked.register(Asked())
    return HttpResponse(
        generate_latest(counted) + generate_latest(asked),
        content_type=CONTENT_TYPE_LATEST,
        headers={"Cache-Control": "no-store"},
    )


class Asked(Collector):
    """Read the numbers of the database, which are the same in all processes."""

    def describe(self) -> list[Metric]:
        return []

    def collect(self) -> Iterator[Metric]:
        try:
            with tenancy.everyone():
                with connection.cursor() as cursor:
                    cursor.execute(f"SET LOCAL statement_timeout = '{STATEMENT_SECONDS}s'")
                found = [*_books(), *_webhooks(), *_mail()]
        except (DatabaseError, InterfaceError) as error:
            logger.warning("The database did not answer for the metrics: %s", error)
            found = []
        yield GaugeMetricFamily("atlas_database_up", "Whether PostgreSQL answered now.", value=bool(found))
        if found:
            yield from _replica()
        yield from found


def _replica() -> Iterator[Metric]:
    seen = replica.look()
    if seen.state == State.NONE:
        return
    yield GaugeMetricFamily(
        "atlas_replica_up", "Whether the replica answers reports.", value=float(seen.state == State.OK)
    )
    yield GaugeMetricFamily("atlas_replica_lag_seconds", "How far the replica is behind.", value=seen.seconds)
    yield GaugeMetricFamily("atlas_replica_lag_bytes", "How much of the log it does not show yet.", value=seen.bytes)


def _books() -> Iterator[Metric]:
    posted = LedgerHead.objects.aggregate(posted=Sum("last_number", default=0))["posted"]
    yield CounterMetricFamily(
        "atlas_journal_entries_posted", "Entries ever posted by the organizations here.", value=float(posted)
    )


def _webhooks() -> Iterator[Metric]:
    deliveries = GaugeMetricFamily(
        "atlas_webhook_deliveries", "Deliveries that wait, by lane: pending, and of these due and under way.", None,
        labels=["lane", "state"],
    )  # fmt: skip
    oldest = GaugeMetricFamily(
        "atlas_webhook_oldest_due_seconds",
        "How long the oldest due delivery has waited that is not on hold.",
        None,
        ["lane"],
    )
    for lane, depth in slots.depths().items():
        for state in ("pending", "due", "under_way"):
            deliveries.add_metric([lane.name.lower(), state], getattr(depth, state))
        oldest.add_metric([lane.name.lower()], _age(depth.oldest_due_at))
    yield deliveries
    yield oldest
    endpoints = GaugeMetricFamily(
        "atlas_webhook_endpoints", "Endpoints, by the state of their breaker.", None, ["state"]
    )
    for state, count in slots.breakers().items():
        endpoints.add_metric([state], count)
    yield endpoints
    yield GaugeMetricFamily("atlas_webhook_engines", "Engines that run now.", value=slots.engines())
    canary = upkeep.canary_age()
    if canary is not None:
        yield GaugeMetricFamily(
            "atlas_worker_canary_age_seconds", "How long ago a worker took a task.", value=canary.total_seconds()
        )


def _mail() -> Iterator[Metric]:
    depth = mail.depth()
    outbox = GaugeMetricFamily("atlas_mails", "Mails not sent: waiting, or given up.", None, ["state"])
    outbox.add_metric(["waiting"], depth.waiting)
    outbox.add_metric(["given_up"], depth.given_up)
    yield outbox
    yield GaugeMetricFamily(
        "atlas_mail_oldest_due_seconds", "How long the oldest due mail has waited.", value=_age(depth.oldest_due_at)
    )


def _age(moment: datetime | None) -> float:
    return 0.0 if moment is None else max(0.0, (timezone.now() - moment).total_seconds())
