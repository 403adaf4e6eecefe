"""The queue of webhooks in PostgreSQL: make deliveries of events, claim deliveries, write results.

Each function is one short transaction over all tenants. The clock is PostgreSQL's. Several engines may work at once.
These rules keep them from disturbing each other:

- A company's events commit in the order of their sequence, so `FanOut.sequence` misses no event.
- Only a claim reads `next_due_at`, and it never waits for a lock (SKIP LOCKED), so it cannot be part of a deadlock.
- All others lock deliveries before endpoints, and endpoints in the order of their ids. Before `next_due_at` is set, the
  endpoint is locked, by a statement of its own. So the statement that sets it sees all deliveries committed before, and
  a delivery committed later sets it again.
"""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from uuid_utils.compat import uuid7

from foundation import audit, statements, tenancy
from webhooks import policy
from webhooks.jobs import Job, Outcome
from webhooks.models import ALL_EVENTS, DisabledReason, Endpoint, HoldReason, Lane

# Have PostgreSQL find rows by their keys, whatever sizes it assumes for the tables, for these change by the second.
# With a plan made while the tables were empty, each batch would read all of their rows.
_PLAN = {"enable_seqscan": "off", "enable_nestloop": "off"}
_LOOK_PLAN = {"enable_seqscan": "off", "enable_hashjoin": "off", "enable_mergejoin": "off"}

MAX_COMPANIES = 200
MAX_EVENTS_EACH = 200
MAX_EVENTS = 1000
"""The most events in one fan-out, of one company and in all. Companies with the fewest events to go come first, so that
an import does not delay the others."""

# The sequence after which an endpoint gets a company's events. `replay` sends those of the time before it was enabled.
_FLOOR = "coalesce((e.floors->>f.company_id::text)::bigint, 0)"
WANTED = f"""
    SELECT min({_FLOOR}) AS floor FROM webhooks_endpoint e
    WHERE e.organization_id = f.organization_id AND e.is_enabled
      AND (e.company_id IS NULL OR e.company_id = f.company_id)
"""

_NOW_OR_HELD = "least(next_due_at, greatest(held_until, now()))"
# Companies with a new event, to look at no others. The time is in the event's id, which was made before the commit.
_RECENT = """WITH recent AS MATERIALIZED (
    SELECT DISTINCT company_id FROM accounting_event WHERE id > (SELECT uuidv7(%s::float8 * interval '-1 second'))
), """
# It passes over what no endpoint gets, so that the next look does not ask for it again.
# It wakes the endpoints in the same statement. That needs no look at their deliveries, so it may set `next_due_at` of a
# version that another transaction wrote meanwhile.
_FAN_OUT = f"""
late AS (
    SELECT f.company_id, f.organization_id, f.sequence, h.last_event_sequence AS last FROM webhooks_fanout f
    JOIN accounting_ledgerhead h ON h.company_id = f.company_id AND h.last_event_sequence > f.sequence
    WHERE f.organization_id IN (SELECT organization_id FROM webhooks_endpoint WHERE is_enabled) %s
    ORDER BY h.last_event_sequence - f.sequence LIMIT {MAX_COMPANIES} FOR UPDATE OF f SKIP LOCKED
), behind AS MATERIALIZED (
    SELECT f.company_id, f.organization_id, f.last, greatest(f.sequence, least(wanted.floor, f.last)) AS done
    FROM late f CROSS JOIN LATERAL ({WANTED}) AS wanted
), news AS (
    SELECT f.company_id, f.organization_id, v.id, v.sequence, v.type
    FROM behind f CROSS JOIN LATERAL (
        SELECT id, sequence, type FROM accounting_event
        WHERE company_id = f.company_id AND sequence > f.done ORDER BY sequence LIMIT {MAX_EVENTS_EACH}
    ) v
    ORDER BY f.last - f.done, f.company_id, v.sequence LIMIT {MAX_EVENTS}
), made AS (
    INSERT INTO webhooks_delivery (id, organization_id, endpoint_id, company_id, event_id, event_type, status, lane,
        attempts, step, next_attempt_at, created_at, updated_at)
    SELECT uuidv7(), f.organization_id, e.id, f.company_id, f.id, f.type, 'pending', 0, 0, 0, now(), now(), now()
    FROM news f CROSS JOIN LATERAL (
        SELECT id FROM webhooks_endpoint e
        WHERE e.organization_id = f.organization_id AND e.is_enabled
          AND (e.company_id IS NULL OR e.company_id = f.company_id) AND f.sequence > {_FLOOR}
          AND e.events && ARRAY[f.type, '{ALL_EVENTS}']::varchar[]
        OFFSET 0  -- for each event by the index, not all endpoints once
    ) e
    ORDER BY f.sequence
    ON CONFLICT (endpoint_id, event_id) DO NOTHING
    RETURNING endpoint_id
), locked AS MATERIALIZED (
    SELECT id FROM webhooks_endpoint WHERE id IN (SELECT endpoint_id FROM made) ORDER BY id FOR NO KEY UPDATE
), woken AS (
    UPDATE webhooks_endpoint SET next_due_at = {_NOW_OR_HELD} WHERE id IN (SELECT id FROM locked)
), moved AS (
    UPDATE webhooks_fanout f SET sequence = greatest(b.done, n.sequence)
    FROM behind b LEFT JOIN (SELECT company_id, max(sequence) AS sequence FROM news GROUP BY company_id) n
        ON n.company_id = b.company_id
    WHERE f.company_id = b.company_id AND f.sequence < greatest(b.done, n.sequence)
)
SELECT (SELECT count(*) FROM news), EXISTS (SELECT FROM made)
    OR EXISTS (SELECT FROM webhooks_endpoint WHERE is_enabled AND next_due_at <= now())
"""
_LOOK = "WITH" + _FAN_OUT % ""
_LOOK_RECENT = _RECENT + _FAN_OUT % "AND f.company_id IN (SELECT company_id FROM recent)"

_LOCK_ENDPOINTS = "SELECT id, url FROM webhooks_endpoint WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"
_WAKE = f"UPDATE webhooks_endpoint SET next_due_at = {_NOW_OR_HELD} WHERE id = ANY(%s)"

LOOK_SECONDS = 2
"""How long after its last word an engine counts as one that looks for work. More than `engine.SLOT_SECONDS`."""
# A promise that ends much later than it can was made before the clock was put back, and its engine may be dead.
IS_LOOKING = f"""EXISTS (
    SELECT FROM webhooks_drain
    WHERE looks_until > now() AND looks_until < now() + interval '{2 * LOOK_SECONDS} seconds')"""
_NUDGE_IS_NEEDED = f"""
SELECT NOT {IS_LOOKING} AND EXISTS (
    SELECT FROM unnest(%s::uuid[], %s::text[]) AS told (company_id, type)
    JOIN webhooks_fanout f ON f.company_id = told.company_id
    JOIN webhooks_endpoint e ON e.organization_id = f.organization_id AND e.is_enabled
        AND (e.company_id IS NULL OR e.company_id = f.company_id)
        AND e.events && ARRAY[told.type, '{ALL_EVENTS}']::varchar[])
"""


def nudge_is_needed(told: set[tuple[UUID, str]]) -> bool:
    """Return whether an endpoint gets one of these types of events of companies, and no engine looks for work anyway.

    Ask after the events' commit: then no endpoint is missed that was made before them, and an engine that looks has yet
    to look after them, for it looks once more after it has said that it will not.
    """
    companies, types = zip(*told, strict=True)
    with tenancy.everyone_when_needed():
        [(is_needed,)] = statements.fetch(_NUDGE_IS_NEEDED, [list(companies), list(types)], alone=True)
    return bool(is_needed)


def look(*, recent: float | None = None) -> tuple[int, bool]:
    """Make deliveries of new events, in one round trip. Return how many events were looked at, and whether any delivery
    is due. Call it again until there are no events.

    With `recent`, look only at companies with an event of the last so many seconds. This takes the same time however
    many companies have endpoints, but misses an event that was committed later than that after its id was made.
    """
    sql, values = (_LOOK, []) if recent is None else (_LOOK_RECENT, [recent])
    with tenancy.everyone_when_needed(**_LOOK_PLAN, synchronous_commit="off"):  # a crash may lose it
        [(events, is_due)] = statements.fetch(sql, values, alone=True)
    return events, is_due


def lock(endpoint_ids: Iterable[UUID]) -> None:
    """Lock endpoints before they are woken."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_ENDPOINTS, [_array(endpoint_ids)])


def wake(endpoint_ids: Iterable[UUID]) -> None:
    """Have the engine look at these endpoints now. Call in the transaction that made or changed their deliveries, which
    must have locked the endpoints."""
    with connection.cursor() as cursor:
        cursor.execute(_WAKE, [_array(endpoint_ids)])


def wake_now(endpoint_id: UUID) -> None:
    """Have the engine look at an endpoint now, even during a hold, to send a test. The hold stays. The transaction must
    have locked the endpoint."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE webhooks_endpoint SET next_due_at = now() WHERE id = %s", [endpoint_id])


def _array(ids: Iterable[UUID]) -> str:
    """Return ids in PostgreSQL's notation of an array. psycopg checks each id for quotes: half of a batch's time."""
    return "{" + ",".join(map(str, ids)) + "}"


# How many requests an endpoint may have at once, depending on its last results.
_PROVEN = f"""(e.consecutive_failures = 0
    AND coalesce(e.last_success_at > now() - interval '{policy.PROVEN_SECONDS} seconds', false))"""
_AT_ONCE = f"""CASE WHEN {_PROVEN} THEN {policy.PROVEN_AT_ONCE}
    WHEN e.consecutive_failures < {policy.BREAKER_FAILURES} THEN {policy.UNPROVEN_AT_ONCE} ELSE 1 END"""

# How many requests it has now (without tests), or a very high number if too many of them are slow. A lease ends
# LEASE_SECONDS after its begin, so its end shows how old the request is.
_IN_FLIGHT = f"""(
    SELECT CASE WHEN count(*) FILTER (
        WHERE d.next_attempt_at < now() + interval '{policy.LEASE_SECONDS - policy.LENT_SECONDS} seconds'
    ) >= {policy.SLOW_AT_ONCE} THEN 1000000 ELSE count(*) END
    FROM webhooks_delivery d
    WHERE d.endpoint_id = e.id AND d.lease IS NOT NULL AND d.next_attempt_at > now() AND d.lane <> {Lane.TEST})"""

# When its next test is due. Neither a hold nor requests in progress delay a test.
_TEST_AT = f"""(
    SELECT min(d.next_attempt_at) FROM webhooks_delivery d
    WHERE d.endpoint_id = e.id AND d.status = 'pending' AND d.lane = {Lane.TEST})"""

_READY = f"""
WITH unproven AS (
    SELECT e.* FROM webhooks_endpoint e
    WHERE e.is_enabled AND e.next_due_at <= now() AND NOT {_PROVEN}
    ORDER BY e.next_due_at LIMIT %s FOR NO KEY UPDATE SKIP LOCKED
), proven AS (
    SELECT e.* FROM webhooks_endpoint e
    WHERE e.is_enabled AND e.next_due_at <= now() AND {_PROVEN}
    ORDER BY e.next_due_at LIMIT %s FOR NO KEY UPDATE SKIP LOCKED
)
SELECT e.id,
    CASE WHEN e.test THEN 1 WHEN e.held_until > now() THEN 0 ELSE greatest(0, {_AT_ONCE} - {_IN_FLIGHT}) END,
    e.url, e.encrypted_secret,
    CASE WHEN e.previous_secret_expires_at > now() THEN e.encrypted_previous_secret ELSE '' END, e.header_secret,
    e.test, e.proven
FROM (
    SELECT *, coalesce({_TEST_AT} <= now(), false) AS test
    FROM (SELECT *, false AS proven FROM unproven UNION ALL SELECT *, true FROM proven) e
) e
"""

_LEASE = f"""
WITH picked AS MATERIALIZED (
    SELECT p.id
    FROM unnest(%s::uuid[], %s::int[], %s::bool[]) AS e (id, room, test), LATERAL (
        SELECT one.id
        FROM unnest(CASE WHEN e.test THEN ARRAY[{Lane.TEST}] ELSE ARRAY[0, 1, 2] END) AS lanes (lane), LATERAL (
            SELECT d.id, d.lane, d.next_attempt_at FROM webhooks_delivery d
            WHERE d.endpoint_id = e.id AND d.status = 'pending' AND d.lane = lanes.lane AND d.next_attempt_at <= now()
            ORDER BY d.next_attempt_at LIMIT e.room FOR NO KEY UPDATE SKIP LOCKED
        ) one
        ORDER BY one.lane, one.next_attempt_at LIMIT e.room
    ) p
)
UPDATE webhooks_delivery d SET
    lease = %s, next_attempt_at = now() + interval '{policy.LEASE_SECONDS} seconds', updated_at = now(),
    attempts = attempts + 1, step = step + 1
WHERE d.id = ANY(ARRAY(SELECT id FROM picked))
RETURNING d.endpoint_id, d.id, d.organization_id, d.attempts, d.step, d.event_type,
    (SELECT v.sequence FROM accounting_event v WHERE v.company_id = d.company_id AND v.id = d.event_id),
    coalesce(d.event_id, d.id),
    coalesce(d.test_body, (
        SELECT v.body FROM accounting_event v WHERE v.company_id = d.company_id AND v.id = d.event_id)),
    d.event_id IS NULL
"""

# When the engine has to look at the endpoint next: for a test when it is due; for other deliveries not before the
# endpoint's hold ends, nor, with all its requests in use, before a lease ends. If a delivery is due already, the answer
# is now(), so that the endpoints that were due before come first.
_NEXT = f"""least(greatest({_TEST_AT}, CASE WHEN {_TEST_AT} IS NOT NULL THEN now() END), CASE
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
    END)"""
_LOOK_AGAIN = f"UPDATE webhooks_endpoint e SET next_due_at = {_NEXT} WHERE e.id = ANY(%s)"


def claim(limit: int, *, unproven: int) -> list[Job]:
    """Lease up to `limit` due deliveries, up to `unproven` of them for endpoints that have not succeeded lately.

    Endpoints take turns: those that have waited longest come first. Each gets an equal share, then has to wait again.
    """
    with tenancy.everyone_when_needed(**_PLAN):
        ready = {row[0]: row for row in statements.fetch(_READY, [unproven, limit])}
        rooms = _shares({id: row[1] for id, row in ready.items() if not row[-1]}, min(unproven, limit))
        rooms |= _shares({id: row[1] for id, row in ready.items() if row[-1]}, limit - sum(rooms.values()))
        if not rooms:
            return []
        lease = uuid7()
        ids, tests = _array(rooms), [ready[id][-2] for id in rooms]
        leased, _ = statements.together(
            (_LEASE, [ids, list(rooms.values()), tests, lease]),
            (_LOOK_AGAIN, [ids]),
            kept=True,
            last=True,
        )
    return [_job(lease, row, ready[row[0]]) for row in leased]


def _shares(rooms: dict[UUID, int], limit: int) -> dict[UUID, int]:
    """Divide `limit` requests evenly over endpoints, the earlier first. `rooms` says how many each endpoint can take.

    An endpoint without room is in the answer with 0, because it was looked at. Endpoints after the limit are not in it.
    """
    shares: dict[UUID, int] = {}
    for index, (id, room) in enumerate(rooms.items()):
        if limit <= 0:
            break
        shares[id] = min(room, -(-limit // (len(rooms) - index)))
        limit -= shares[id]
    return shares


def _job(lease: UUID, delivery: Sequence[Any], endpoint: Sequence[Any]) -> Job:
    endpoint_id, delivery_id, organization_id, attempt, step, event_type, sequence, webhook_id, body, is_test = delivery
    _, _, url, secret, previous_secrets, header_secret, _, proven = endpoint
    return Job(
        delivery_id=delivery_id,
        organization_id=organization_id,
        endpoint_id=endpoint_id,
        lease=lease,
        attempt=attempt,
        step=step,
        event_type=event_type,
        sequence=sequence,
        webhook_id=webhook_id,
        body=bytes(body),
        url=url,
        encrypted_secret=secret,
        encrypted_previous_secrets=previous_secrets,
        header_secret=header_secret,
        proven=proven,
        is_test=is_test,
    )


# One JSON document instead of fifteen arrays: quoting headers inside arrays would take longer than all the rest. OFFSET
# 0 keeps PostgreSQL from joining the tables, so that it finds each delivery by its key (it may have been deleted). A
# success counts even if the lease has run out. A failure does not: then the engine with the next lease decides.
_KEEP = """
WITH r AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(%s::jsonb) AS r (delivery_id uuid, organization_id uuid, endpoint_id uuid,
        lease uuid, number int, started_at timestamptz, duration_ms int, succeeded bool, status_code int, error text,
        detail text, request_headers jsonb, answer text, status text, delay float8)
), kept AS (
    INSERT INTO webhooks_attempt (delivery_id, organization_id, endpoint_id, number, started_at, duration_ms, succeeded,
        status_code, error, detail, request_headers, answer)
    SELECT r.delivery_id, r.organization_id, r.endpoint_id, r.number, r.started_at, r.duration_ms, r.succeeded,
        r.status_code, r.error, r.detail, r.request_headers, decode(r.answer, 'base64')
    FROM r WHERE EXISTS (SELECT 1 FROM webhooks_delivery d WHERE d.id = r.delivery_id OFFSET 0)
    ON CONFLICT (delivery_id, number) DO NOTHING
    RETURNING delivery_id, number
), finished AS (
    UPDATE webhooks_delivery d SET
        status = r.status, lease = NULL, lane = greatest(d.lane, 1), updated_at = now(),
        next_attempt_at = CASE WHEN r.status = 'pending' THEN now() + r.delay * interval '1 second' END,
        finished_at = CASE WHEN r.status <> 'pending' THEN now() END
    FROM r JOIN kept USING (delivery_id, number)
    WHERE d.id = ANY(%s) AND d.id = r.delivery_id AND d.finished_at IS NULL
      AND (d.lease = r.lease OR r.status = 'succeeded')
)
SELECT delivery_id, number FROM kept
"""

# Update an endpoint after a batch, and set when to look at it next. If all attempts succeeded, `next_due_at` is never
# moved later: a look that comes too early does no harm, and moving it means writing all indexes of the endpoint.
_FAILURES = "(r.failures + CASE WHEN r.succeeded THEN 0 ELSE e.consecutive_failures END)"
_JUDGE = f"""
WITH r AS MATERIALIZED (
    SELECT * FROM unnest(%s::uuid[], %s::bool[], %s::int[], %s::int[], %s::int[], %s::int[])
        AS r (id, succeeded, failures, hold, good, bad)
), judged AS MATERIALIZED (
    SELECT e.id, e.organization_id, r.failures, e.held_until AS held_before,
        now() + nullif(r.hold, 0) * interval '1 second' AS asked_until,
        CASE WHEN r.good > 0 THEN now() ELSE e.last_success_at END AS last_success_at,
        {_FAILURES} AS consecutive_failures,
        CASE WHEN {_FAILURES} = 0 THEN NULL
            WHEN r.succeeded THEN now() ELSE coalesce(e.failing_since, now()) END AS failing_since,
        greatest(
            e.held_until,
            CASE WHEN r.hold > 0 THEN now() + r.hold * interval '1 second' END,
            CASE WHEN r.failures > 0 AND {_FAILURES} >= {policy.BREAKER_FAILURES} THEN now() + interval '1 second'
                * least({policy.BREAKER_FIRST_HOLD} * 2.0 ^ least({_FAILURES} - {policy.BREAKER_FAILURES}, 10),
                        {policy.BREAKER_LONGEST_HOLD})
                * (1 + {policy.JITTER} * (2 * random() - 1)) END) AS held_until
    FROM r JOIN webhooks_endpoint e ON e.id = r.id
    WHERE e.id = ANY(%s)
), looked AS MATERIALIZED (
    SELECT e.*, {_NEXT} AS next FROM judged e
), counted AS (
    INSERT INTO webhooks_endpointhour AS h (endpoint_id, organization_id, start, succeeded, failed)
    SELECT r.id, j.organization_id, date_trunc('hour', now(), 'UTC'), r.good, r.bad FROM judged j JOIN r USING (id)
    ON CONFLICT (endpoint_id, start) DO UPDATE SET
        succeeded = h.succeeded + excluded.succeeded, failed = h.failed + excluded.failed
)
UPDATE webhooks_endpoint e SET
    last_delivery_at = now(), last_success_at = n.last_success_at, consecutive_failures = n.consecutive_failures,
    failing_since = n.failing_since, held_until = n.held_until,
    hold_reason = CASE WHEN n.held_until IS NOT DISTINCT FROM n.held_before THEN e.hold_reason
        WHEN n.held_until = n.asked_until THEN '{HoldReason.RETRY_AFTER}' ELSE '{HoldReason.BREAKER}' END,
    next_due_at = CASE WHEN n.failures = 0 THEN least(e.next_due_at, n.next) ELSE n.next END
FROM looked n
WHERE e.id = ANY(%s) AND e.id = n.id
"""

_DISABLE = f"""
UPDATE webhooks_endpoint SET
    is_enabled = false, disabled_at = now(), notice_at = now(),
    disabled_reason = CASE WHEN id = ANY(%s) THEN '{DisabledReason.GONE}' ELSE '{DisabledReason.FAILING}' END
WHERE id = ANY(%s) AND is_enabled AND (
    id = ANY(%s) OR (consecutive_failures >= {policy.DISABLE_AFTER_FAILURES}
        AND failing_since <= now() - interval '{policy.DISABLE_AFTER_SECONDS} seconds'))
RETURNING id
"""


@dataclass(slots=True)
class _Standing:
    """The results of one endpoint in a batch: attempts that succeeded and failed, failures since the last success, and
    what its answers ask for. Tests are counted, and a 410 to a test disables too. Tests do not change a hold. What
    another URL answered, which the endpoint had when the attempt began, is only counted."""

    good: int = 0
    bad: int = 0
    succeeded: bool = False
    failures: int = 0
    hold: int = 0
    gone: bool = False


def finish(results: Sequence[tuple[Job, Outcome]]) -> None:
    """Write the results of attempts, in the order in which they ended. Safe to repeat if the answer was lost."""
    with tenancy.everyone_when_needed(**_PLAN):
        kept = orjson.dumps([_attempt(job, outcome) for job, outcome in results]).decode()
        rows, urls = statements.together(
            (_KEEP, [kept, _array(job.delivery_id for job, _ in results)]),
            (_LOCK_ENDPOINTS, [_array({job.endpoint_id for job, _ in results})]),
        )
        new = set(rows)
        results = [(job, outcome) for job, outcome in results if (job.delivery_id, job.attempt) in new]
        if not results:
            return
        standings = _standings(results, dict(urls))
        ids = _array(standings)
        judge = [
            ids,
            [standing.succeeded for standing in standings.values()],
            [standing.failures for standing in standings.values()],
            [standing.hold for standing in standings.values()],
            [standing.good for standing in standings.values()],
            [standing.bad for standing in standings.values()],
            ids,
            ids,
        ]
        failing = [id for id, standing in standings.items() if standing.failures or standing.gone]
        statements.together((_JUDGE, judge), kept=True, last=not failing)
        if failing:
            gone = [id for id, standing in standings.items() if standing.gone]
            for (id,) in statements.fetch(_DISABLE, [gone, failing, gone]):
                endpoint = Endpoint.objects.get(id=id)
                reason = {"disabled_reason": endpoint.disabled_reason}
                audit.record("webhook.disabled", endpoint, by="webhooks.drain", new=reason)


def _attempt(job: Job, outcome: Outcome) -> dict[str, Any]:
    status, delay = _verdict(job, outcome)
    return {
        "delivery_id": job.delivery_id,
        "organization_id": job.organization_id,
        "endpoint_id": job.endpoint_id,
        "lease": job.lease,
        "number": job.attempt,
        "started_at": outcome.started_at,
        "duration_ms": outcome.duration_ms,
        "succeeded": outcome.succeeded,
        "status_code": outcome.status_code,
        "error": outcome.error,
        "detail": outcome.detail,
        "request_headers": outcome.request_headers,
        "answer": base64.b64encode(outcome.answer).decode(),
        "status": status,
        "delay": delay,
    }


def _verdict(job: Job, outcome: Outcome) -> tuple[str, float | None]:
    """Return the delivery's status after an attempt, and the seconds until the next one."""
    if outcome.succeeded:
        return "succeeded", None
    delay = None if job.is_test else policy.retry_delay(job.step)
    return ("exhausted", None) if delay is None else ("pending", delay)


def _standings(results: Sequence[tuple[Job, Outcome]], urls: dict[UUID, str]) -> dict[UUID, _Standing]:
    standings: dict[UUID, _Standing] = {}
    for job, outcome in results:
        standing = standings.setdefault(job.endpoint_id, _Standing())
        standing.good += outcome.succeeded
        standing.bad += not outcome.succeeded
        if job.url != urls.get(job.endpoint_id):
            continue
        standing.gone |= outcome.gone
        if job.is_test:
            continue
        if outcome.succeeded:
            standing.succeeded, standing.failures = True, 0
        else:
            standing.failures += 1
            standing.hold = max(standing.hold, outcome.retry_after or 0)
    return standings
