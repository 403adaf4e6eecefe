"""The slots of running engines, and how many deliveries wait."""

import os
import socket
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from foundation import statements, tenancy
from webhooks import policy
from webhooks.models import Lane
from webhooks.queue import IS_LOOKING, LOOK_SECONDS, WANTED

MAX_ENGINES = 2
"""How many engines run at once, however many workers there are, so that the other workers do other work."""
LEASE_SECONDS = 15

_LEASED = f"now() + interval '{LEASE_SECONDS} seconds'"
_LOOKS = f"CASE WHEN %s THEN now() + interval '{LOOK_SECONDS} seconds' END"
_TAKE = f"""
INSERT INTO webhooks_drain AS s (slot, holder, worker, started_at, expires_at, looks_until)
VALUES (%s, %s, %s, now(), {_LEASED}, {_LOOKS})
ON CONFLICT (slot) DO UPDATE SET
    holder = excluded.holder, worker = excluded.worker, started_at = now(), expires_at = excluded.expires_at,
    looks_until = excluded.looks_until
WHERE s.holder IS NULL OR s.expires_at NOT BETWEEN now() AND now() + interval '{2 * LEASE_SECONDS} seconds'
"""
_KEEP = f"""
UPDATE webhooks_drain SET expires_at = {_LEASED}, looks_until = {_LOOKS} WHERE holder = %s AND expires_at > now()
RETURNING slot
"""


def take(holder: UUID, *, looks: bool = False) -> int:
    """Take a slot for an engine, and return its number. Return 0 if all are taken. With `looks` the engine promises to
    look for work several times a second, so that nobody needs to nudge it, and to renew this by `keep`."""
    worker = f"{socket.gethostname()} {os.getpid()}"
    with tenancy.everyone(), connection.cursor() as cursor:
        for slot in range(1, MAX_ENGINES + 1):
            cursor.execute(_TAKE, [slot, holder, worker, looks])
            if cursor.rowcount:
                return slot
    return 0


def keep(holder: UUID, *, looks: bool = False) -> bool:
    """Renew the lease of the slot. Return False if it has run out: another engine may have the slot."""
    with tenancy.everyone_when_needed(synchronous_commit="off"):  # a crash may lose it: it is renewed each second
        return bool(statements.fetch(_KEEP, [looks, holder], alone=True))


def look_no_more(holder: UUID) -> None:
    """Have others nudged from now on. Look for work once more after this, and nudge if there is any."""
    with tenancy.everyone(), connection.cursor() as cursor:
        cursor.execute("UPDATE webhooks_drain SET looks_until = NULL WHERE holder = %s", [holder])


def leave(holder: UUID) -> None:
    with tenancy.everyone(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE webhooks_drain SET holder = NULL, expires_at = NULL, looks_until = NULL WHERE holder = %s", [holder]
        )


_ENGINE_IS_NEEDED = f"""
SELECT NOT {IS_LOOKING} AND (
    EXISTS (SELECT 1 FROM webhooks_endpoint WHERE is_enabled AND next_due_at <= now()) OR EXISTS (
    SELECT 1 FROM webhooks_fanout f JOIN accounting_ledgerhead h ON h.company_id = f.company_id
    WHERE f.organization_id IN (SELECT organization_id FROM webhooks_endpoint WHERE is_enabled)
      AND h.last_event_sequence > f.sequence AND h.last_event_sequence > ({WANTED})))
"""


def engine_is_needed() -> bool:
    """Return whether an engine would find something to do, and none looks for work anyway."""
    with tenancy.everyone(), connection.cursor() as cursor:
        cursor.execute(_ENGINE_IS_NEEDED)
        return bool(cursor.fetchone()[0])


@dataclass(frozen=True, slots=True)
class Depth:
    """How many deliveries are due now, pending in all and in progress, and since when the oldest is due that is not on
    hold."""

    due: int
    pending: int
    under_way: int
    oldest_due_at: datetime | None


_DEPTHS = """
SELECT d.lane, count(*) FILTER (WHERE d.next_attempt_at <= now()), count(*),
    count(*) FILTER (WHERE d.lease IS NOT NULL),
    min(d.next_attempt_at) FILTER (WHERE d.next_attempt_at <= now() AND coalesce(e.held_until <= now(), true))
FROM webhooks_delivery d JOIN webhooks_endpoint e ON e.id = d.endpoint_id AND e.is_enabled WHERE d.status = 'pending'
GROUP BY d.lane
"""


def depths() -> dict[Lane, Depth]:
    """Return how many deliveries wait in each lane."""
    with tenancy.everyone(), connection.cursor() as cursor:
        cursor.execute(_DEPTHS)
        found = {lane: Depth(*counts) for lane, *counts in cursor.fetchall()}
    return {lane: found.get(lane, Depth(0, 0, 0, None)) for lane in Lane}


def depth() -> Depth:
    """Return how many deliveries wait in all lanes together."""
    lanes = depths().values()
    return Depth(
        sum(lane.due for lane in lanes),
        sum(lane.pending for lane in lanes),
        sum(lane.under_way for lane in lanes),
        min((lane.oldest_due_at for lane in lanes if lane.oldest_due_at), default=None),
    )


_ENDPOINTS = f"""
SELECT state, count(*) FROM (
    SELECT CASE WHEN NOT is_enabled THEN 'disabled' WHEN consecutive_failures < {policy.BREAKER_FAILURES} THEN 'closed'
        WHEN held_until > now() THEN 'open' ELSE 'half_open' END AS state
    FROM webhooks_endpoint WHERE deleted_at IS NULL
) e GROUP BY state
"""
BREAKER_STATES = ("closed", "open", "half_open", "disabled")


def breakers() -> dict[str, int]:
    """Return how many endpoints are in each state. `open` ones are held, `half_open` ones get one request at a time."""
    with tenancy.everyone(), connection.cursor() as cursor:
        cursor.execute(_ENDPOINTS)
        found = dict(cursor.fetchall())
    return {state: found.get(state, 0) for state in BREAKER_STATES}


def engines() -> int:
    """Return how many engines run now."""
    with tenancy.everyone(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM webhooks_drain WHERE holder IS NOT NULL AND expires_at > now()")
        return int(cursor.fetchone()[0])
