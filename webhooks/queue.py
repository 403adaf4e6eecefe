"""What is to be sent, in PostgreSQL: events become deliveries, deliveries are claimed, results are written.

Each function is one short transaction across all tenants. The clock is PostgreSQL's. Several engines may work at once;
these rules keep them apart:

- A company's events commit in the order of their sequence, so `FanOut.sequence` leaves none behind.
- Only a claim reads `next_due_at`, and it waits for nobody (SKIP LOCKED), so it cannot be part of a deadlock.
- Everybody else locks deliveries before endpoints, endpoints by id. Whoever sets `next_due_at` has locked the endpoint
  and begins another statement after that, which sees all that was committed; what commits later sets it again.
"""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from uuid_utils.compat import uuid7

from identity import tenancy
from webhooks import policy
from webhooks.models import ALL_EVENTS, DisabledReason
from webhooks.sending import Job, Outcome

MAX_COMPANIES = 200
MAX_EVENTS_EACH = 200
MAX_EVENTS = 1000
"""In one fan-out, of each company and in all. Those that are least behind come first: imports keep nobody waiting."""

# The sequence from which on an endpoint wants a company's events; what was before it was enabled is for `replay`.
_FLOOR = "coalesce((e.floors->>f.company_id::text)::bigint, 0)"
WANTED = f"""
    SELECT min({_FLOOR}) AS floor FROM webhooks_endpoint e
    WHERE e.organization_id = f.organization_id AND e.is_enabled
      AND (e.company_id IS NULL OR e.company_id = f.company_id)
"""

_FAN_OUT = f"""
WITH behind AS (
    SELECT f.company_id, f.organization_id, f.sequence, greatest(f.sequence, wanted.floor) AS done
    FROM webhooks_fanout f
    JOIN accounting_ledgerhead h ON h.company_id = f.company_id AND h.last_event_sequence > f.sequence
    CROSS JOIN LATERAL ({WANTED}) AS wanted
    WHERE f.organization_id IN (SELECT organization_id FROM webhooks_endpoint WHERE is_enabled)
      AND h.last_event_sequence > wanted.floor
    ORDER BY h.last_event_sequence - f.sequence LIMIT {MAX_COMPANIES} FOR UPDATE OF f SKIP LOCKED
), news AS (
    SELECT f.company_id, f.organization_id, v.id, v.sequence, v.type
    FROM behind f CROSS JOIN LATERAL (
        SELECT id, sequence, type FROM accounting_event
        WHERE company_id = f.company_id AND sequence > f.done ORDER BY sequence LIMIT {MAX_EVENTS_EACH}
    ) v
    ORDER BY f.company_id, v.sequence LIMIT {MAX_EVENTS}
), made AS (
    INSERT INTO webhooks_delivery (id, organization_id, endpoint_id, event_id, event_type, status, lane, attempts, step,
        next_attempt_at, created_at, updated_at)
    SELECT uuidv7(), f.organization_id, e.id, f.id, f.type, 'pending', 0, 0, 0, now(), now(), now()
    FROM news f JOIN webhooks_endpoint e ON e.organization_id = f.organization_id AND e.is_enabled
        AND (e.company_id IS NULL OR e.company_id = f.company_id) AND f.sequence > {_FLOOR}
        AND e.events && ARRAY[f.type, '{ALL_EVENTS}']::varchar[]
    ORDER BY f.sequence
    ON CONFLICT (endpoint_id, event_id) DO NOTHING
    RETURNING endpoint_id
), moved AS (
    UPDATE webhooks_fanout f SET sequence = n.sequence
    FROM (SELECT company_id, max(sequence) AS sequence FROM news GROUP BY company_id) n
    WHERE f.company_id = n.company_id
)
SELECT (SELECT count(*) FROM news), array(SELECT DISTINCT endpoint_id FROM made)
"""

_LOCK_ENDPOINTS = "SELECT id FROM webhooks_endpoint WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"
_WAKE = """
UPDATE webhooks_endpoint SET next_due_at = least(next_due_at, greatest(held_until, now())) WHERE id = ANY(%s)
"""


def fan_out() -> int:
    """Make deliveries of events that have none yet; return how many events were looked at. Call again while not 0."""
    with tenancy.everyone(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")  # lost in a crash of PostgreSQL, it is done again
        cursor.execute(_FAN_OUT)
        events, endpoints = cursor.fetchone()
        if endpoints:
            wake(endpoints)
    return int(events)


def wake(endpoint_ids: Iterable[UUID]) -> None:
    """Have the engine look at these endpoints now. Call in the transaction that made or changed their deliveries."""
    ids = list(endpoint_ids)
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_ENDPOINTS, [ids])
        cursor.execute(_WAKE, [ids])


# How many requests an endpoint may have at once, by how it has been doing.
_PROVEN = f"""(e.consecutive_failures = 0
    AND coalesce(e.last_success_at > now() - interval '{policy.PROVEN_SECONDS} seconds', false))"""
_AT_ONCE = f"""CASE WHEN {_PROVEN} THEN {policy.PROVEN_AT_ONCE}
    WHEN e.consecutive_failures < {policy.BREAKER_FAILURES} THEN {policy.UNPROVEN_AT_ONCE} ELSE 1 END"""

# How many it has, or very many if too many of them are slow: a lease ends LEASE_SECONDS after it began.
_IN_FLIGHT = f"""(
    SELECT CASE WHEN count(*) FILTER (
        WHERE d.next_attempt_at < now() + interval '{policy.LEASE_SECONDS - policy.LENT_SECONDS} seconds'
    ) >= {policy.SLOW_AT_ONCE} THEN 1000000 ELSE count(*) END
    FROM webhooks_delivery d WHERE d.endpoint_id = e.id AND d.lease IS NOT NULL AND d.next_attempt_at > now())"""

_READY = f"""
SELECT e.id, greatest(0, {_AT_ONCE} - {_IN_FLIGHT}), e.url, e.encrypted_secret,
    CASE WHEN e.previous_secret_expires_at > now() THEN e.encrypted_previous_secret ELSE '' END, e.header_secret
FROM webhooks_endpoint e
WHERE e.is_enabled AND e.next_due_at <= now() AND {_PROVEN} = %s
ORDER BY e.next_due_at LIMIT %s FOR NO KEY UPDATE SKIP LOCKED
"""

_PICK = """
SELECT p.id
FROM unnest(%s::uuid[], %s::int[]) AS e (id, room), LATERAL (
    SELECT one.id
    FROM unnest(ARRAY[0, 1, 2]) AS lanes (lane), LATERAL (
        SELECT d.id, d.lane, d.next_attempt_at FROM webhooks_delivery d
        WHERE d.endpoint_id = e.id AND d.status = 'pending' AND d.lane = lanes.lane AND d.next_attempt_at <= now()
        ORDER BY d.next_attempt_at LIMIT e.room FOR NO KEY UPDATE SKIP LOCKED
    ) one
    ORDER BY one.lane, one.next_attempt_at LIMIT e.room
) p
"""

_LEASE = f"""
UPDATE webhooks_delivery d SET
    lease = %s, next_attempt_at = now() + interval '{policy.LEASE_SECONDS} seconds', updated_at = now(),
    attempts = attempts + 1, step = step + 1
WHERE d.id = ANY(%s)
RETURNING d.endpoint_id, d.id, d.organization_id, d.attempts, d.step, d.event_type, coalesce(d.event_id, d.id),
    coalesce(d.test_body, (SELECT v.body FROM accounting_event v WHERE v.id = d.event_id)), d.event_id IS NULL
"""

# When there is something to do next: not before the endpoint's hold ends; with all its places taken, not before a lease
# ends; and where it is due already, behind the others that are.
_LOOK_AGAIN = f"""
UPDATE webhooks_endpoint e SET next_due_at = CASE
    WHEN {_IN_FLIGHT} >= {_AT_ONCE}
    THEN (SELECT min(d.next_attempt_at) FROM webhooks_delivery d WHERE d.endpoint_id = e.id AND d.lease IS NOT NULL)
    ELSE (
        SELECT CASE WHEN min(one.next_attempt_at) IS NOT NULL
            THEN greatest(min(one.next_attempt_at), e.held_until, now()) END
        FROM unnest(ARRAY[0, 1, 2]) AS lanes (lane), LATERAL (
            SELECT d.next_attempt_at FROM webhooks_delivery d
            WHERE d.endpoint_id = e.id AND d.status = 'pending' AND d.lane = lanes.lane
            ORDER BY d.next_attempt_at LIMIT 1
        ) one)
    END
WHERE e.id = ANY(%s)
"""


def claim(limit: int, *, unproven: int) -> list[Job]:
    """Lease up to `limit` due deliveries, up to `unproven` of them for endpoints that have not succeeded lately.

    Endpoints take turns: those that have waited longest come first, each gets an equal share, then goes to the back.
    """
    with tenancy.everyone(), connection.cursor() as cursor:
        _plan(cursor, durable=False)
        ready: dict[UUID, Sequence[Any]] = {}
        rooms: dict[UUID, int] = {}
        for is_proven, most in ((False, unproven), (True, limit)):
            room = min(most, limit - sum(rooms.values()))
            if room > 0:
                cursor.execute(_READY, [is_proven, room])
                found = {row[0]: (*row, is_proven) for row in cursor.fetchall()}
                rooms |= _shares({id: row[1] for id, row in found.items()}, room)
                ready |= found
        if not ready:
            return []
        cursor.execute(_PICK, [list(rooms), list(rooms.values())])
        picked = [row[0] for row in cursor.fetchall()]
        lease = uuid7()
        cursor.execute(_LEASE, [lease, picked])
        jobs = [_job(lease, row, ready[row[0]]) for row in cursor.fetchall()]
        cursor.execute(_LOOK_AGAIN, [list(ready)])
    return jobs


def _shares(rooms: dict[UUID, int], limit: int) -> dict[UUID, int]:
    """Hand `limit` places out over endpoints that have room for so many each, evenly, the earlier first."""
    shares: dict[UUID, int] = {}
    for index, (id, room) in enumerate(rooms.items()):
        shares[id] = min(room, -(-limit // (len(rooms) - index)))
        limit -= shares[id]
    return shares


def _job(lease: UUID, delivery: Sequence[Any], endpoint: Sequence[Any]) -> Job:
    endpoint_id, delivery_id, organization_id, attempt, step, event_type, webhook_id, body, is_test = delivery
    _, _, url, secret, previous_secret, header_secret, proven = endpoint
    return Job(
        delivery_id=delivery_id,
        organization_id=organization_id,
        endpoint_id=endpoint_id,
        lease=lease,
        attempt=attempt,
        step=step,
        event_type=event_type,
        webhook_id=webhook_id,
        body=bytes(body),
        url=url,
        encrypted_secret=secret,
        encrypted_previous_secret=previous_secret,
        header_secret=header_secret,
        proven=proven,
        is_test=is_test,
    )


# One JSON document instead of twelve arrays: quoting headers inside arrays would take longer than all else.
# OFFSET 0 keeps PostgreSQL from joining the tables: it looks each delivery up (one may have been forgotten meanwhile).
_KEEP_ATTEMPTS = """
INSERT INTO webhooks_attempt (delivery_id, organization_id, endpoint_id, number, started_at, duration_ms, succeeded,
    status_code, error, detail, request_headers, answer)
SELECT r.delivery_id, r.organization_id, r.endpoint_id, r.number, r.started_at, r.duration_ms, r.succeeded,
    r.status_code, r.error, r.detail, r.request_headers, decode(r.answer, 'base64')
FROM jsonb_to_recordset(%s::jsonb) AS r (delivery_id uuid, organization_id uuid, endpoint_id uuid, number int,
    started_at timestamptz, duration_ms int, succeeded bool, status_code int, error text, detail text,
    request_headers jsonb, answer text)
WHERE EXISTS (SELECT 1 FROM webhooks_delivery d WHERE d.id = r.delivery_id OFFSET 0)
ON CONFLICT (delivery_id, number) DO NOTHING
RETURNING delivery_id, number
"""

# A success counts even when the lease has run out meanwhile; a failure then is for the one who holds the next lease.
_FINISH = """
UPDATE webhooks_delivery d SET
    status = r.status, lease = NULL, lane = greatest(d.lane, 1), updated_at = now(),
    next_attempt_at = CASE WHEN r.status = 'pending' THEN now() + r.delay * interval '1 second' END,
    finished_at = CASE WHEN r.status <> 'pending' THEN now() END
FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::float8[]) AS r (id, lease, status, delay)
WHERE d.id = ANY(%s) AND d.id = r.id AND d.finished_at IS NULL AND (d.lease = r.lease OR r.status = 'succeeded')
"""

_FAILURES = "(r.failures + CASE WHEN r.succeeded THEN 0 ELSE e.consecutive_failures END)"
_JUDGE = f"""
UPDATE webhooks_endpoint e SET
    last_delivery_at = now(),
    last_success_at = CASE WHEN r.succeeded THEN now() ELSE e.last_success_at END,
    consecutive_failures = {_FAILURES},
    failing_since = CASE WHEN {_FAILURES} = 0 THEN NULL
        WHEN r.succeeded THEN now() ELSE coalesce(e.failing_since, now()) END,
    held_until = greatest(
        e.held_until,
        CASE WHEN r.hold > 0 THEN now() + r.hold * interval '1 second' END,
        CASE WHEN r.failures > 0 AND {_FAILURES} >= {policy.BREAKER_FAILURES} THEN now() + interval '1 second'
            * least({policy.BREAKER_FIRST_HOLD} * 2.0 ^ least({_FAILURES} - {policy.BREAKER_FAILURES}, 10),
                    {policy.BREAKER_LONGEST_HOLD})
            * (1 + {policy.JITTER} * (2 * random() - 1)) END)
FROM unnest(%s::uuid[], %s::bool[], %s::int[], %s::int[]) AS r (id, succeeded, failures, hold)
WHERE e.id = ANY(%s) AND e.id = r.id
"""

_DISABLE = f"""
UPDATE webhooks_endpoint SET
    is_enabled = false, disabled_at = now(), notice_at = now(),
    disabled_reason = CASE WHEN id = ANY(%s) THEN '{DisabledReason.GONE}' ELSE '{DisabledReason.FAILING}' END
WHERE id = ANY(%s) AND is_enabled AND (
    id = ANY(%s) OR (consecutive_failures >= {policy.DISABLE_AFTER_FAILURES}
        AND failing_since <= now() - interval '{policy.DISABLE_AFTER_SECONDS} seconds'))
"""


@dataclass(slots=True)
class _Standing:
    """How one endpoint did in a batch: whether anything succeeded, failures since then, what its answers ask for."""

    succeeded: bool = False
    failures: int = 0
    hold: int = 0
    gone: bool = False


def finish(results: Sequence[tuple[Job, Outcome]]) -> None:
    """Write what came of attempts, in the order in which they ended. Safe to repeat if the commit's answer was lost."""
    with tenancy.everyone(), connection.cursor() as cursor:
        _plan(cursor, durable=True)
        cursor.execute(_KEEP_ATTEMPTS, [orjson.dumps([_attempt(job, outcome) for job, outcome in results]).decode()])
        new = set(cursor.fetchall())
        results = [(job, outcome) for job, outcome in results if (job.delivery_id, job.attempt) in new]
        if not results:
            return
        verdicts = [_verdict(job, outcome) for job, outcome in results]
        finished = [job.delivery_id for job, _ in results]
        cursor.execute(
            _FINISH,
            [
                finished,
                [job.lease for job, _ in results],
                [status for status, _ in verdicts],
                [delay for _, delay in verdicts],
                finished,
            ],
        )
        standings = _standings(results)
        ids = list(standings)
        cursor.execute(_LOCK_ENDPOINTS, [ids])
        cursor.execute(
            _JUDGE,
            [
                ids,
                [standing.succeeded for standing in standings.values()],
                [standing.failures for standing in standings.values()],
                [standing.hold for standing in standings.values()],
                ids,
            ],
        )
        failing = [id for id, standing in standings.items() if standing.failures]
        if failing:
            gone = [id for id, standing in standings.items() if standing.gone]
            cursor.execute(_DISABLE, [gone, failing, gone])
        cursor.execute(_LOOK_AGAIN, [ids])


def _attempt(job: Job, outcome: Outcome) -> dict[str, Any]:
    return {
        "delivery_id": job.delivery_id,
        "organization_id": job.organization_id,
        "endpoint_id": job.endpoint_id,
        "number": job.attempt,
        "started_at": outcome.started_at,
        "duration_ms": outcome.duration_ms,
        "succeeded": outcome.succeeded,
        "status_code": outcome.status_code,
        "error": outcome.error,
        "detail": outcome.detail,
        "request_headers": outcome.request_headers,
        "answer": base64.b64encode(outcome.answer).decode(),
    }


def _verdict(job: Job, outcome: Outcome) -> tuple[str, float | None]:
    """Return the delivery's status after an attempt, and the seconds until the next one."""
    if outcome.succeeded:
        return "succeeded", None
    delay = None if job.is_test else policy.retry_delay(job.step)
    return ("exhausted", None) if delay is None else ("pending", delay)


def _standings(results: Sequence[tuple[Job, Outcome]]) -> dict[UUID, _Standing]:
    standings: dict[UUID, _Standing] = {}
    for job, outcome in results:
        standing = standings.setdefault(job.endpoint_id, _Standing())
        if outcome.succeeded:
            standing.succeeded, standing.failures, standing.gone = True, 0, False
        else:
            standing.failures += 1
            standing.hold = max(standing.hold, outcome.retry_after or 0)
            standing.gone = outcome.gone
    return standings


_PLAN = """
SELECT set_config('enable_seqscan', 'off', true), set_config('enable_nestloop', 'off', true),
    set_config('synchronous_commit', %s, true)
"""


def _plan(cursor: Any, *, durable: bool) -> None:
    """Settle how this transaction works, whatever PostgreSQL believes of the tables' sizes, which change by the second.

    Rows are found by their keys: a plan made while the tables were empty would read all of them for each batch.
    `durable=False` does not wait for the disk at commit: should PostgreSQL crash, what is lost is done again.
    """
    cursor.execute(_PLAN, ["on" if durable else "off"])
