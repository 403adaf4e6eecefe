"""Regular work for webhooks: mail about disabled endpoints, give up deliveries, delete old ones, show life.

Each function may run twice, or twice at the same time, or not for a day.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils import timezone

from foundation import audit, mail, plain, tenancy
from foundation.models import MailKind
from foundation.sweeping import sweep
from identity.models import Role, User
from webhooks import queue
from webhooks.models import Delivery, DeliveryStatus, DisabledReason, Endpoint, EndpointHour, Pulse

logger = logging.getLogger(__name__)

KEPT = timedelta(days=90)
"""How long deliveries and their attempts are kept, and how long those that wait for a disabled endpoint. Events are
kept forever."""
HOURS_KEPT = timedelta(days=2)
BATCH = 1000
MAX_BATCHES = 100
MAX_NOTICES = 50
CANARY = "worker"


def run() -> None:
    """Do all of the regular work once."""
    mend()
    give_up()
    forget_waiting(timezone.now() - KEPT)
    forget(timezone.now() - KEPT)
    write_notices()


def write_notices() -> int:
    """Send mail to the admins about each endpoint that Atlas disabled. Return the number of endpoints."""
    with tenancy.everyone():
        due = Endpoint.objects.filter(notice_at__lte=timezone.now(), is_enabled=False, deleted_at=None)
        endpoints = list(due.select_for_update(skip_locked=True, no_key=True).order_by("notice_at")[:MAX_NOTICES])
        for endpoint in endpoints:
            admins = User.objects.filter(organization_id=endpoint.organization_id, role=Role.ADMIN, is_active=True)
            link = f"{settings.PUBLIC_URL}/settings/api/webhooks/{endpoint.id}"
            body = _notice(endpoint, link)
            for admin in admins:
                mail.send(
                    to=admin.email,
                    subject="A webhook was disabled",
                    body=body,
                    link=link,
                    kind=MailKind.ORGANIZATION,
                    sender_id=endpoint.organization_id,
                )
        Endpoint.objects.filter(id__in=[endpoint.id for endpoint in endpoints]).update(notice_at=None)
    return len(endpoints)


def _notice(endpoint: Endpoint, link: str) -> str:
    why = {
        DisabledReason.GONE: "it answered 410 Gone, which asks not to be called again",
        DisabledReason.FAILING: "nothing could be delivered to it for five days",
    }[DisabledReason(endpoint.disabled_reason)]
    return (
        f"Your webhook {plain.one_line(endpoint.url)} was disabled, because {why}.\n\n"
        "Events are still recorded. When it works again, enable it and replay the events that it missed:\n"
        f"{link}\n"
    )


_GIVE_UP = """
UPDATE webhooks_delivery SET
    status = 'exhausted', lease = NULL, next_attempt_at = NULL, finished_at = now(), updated_at = now()
WHERE id IN (
    SELECT d.id FROM webhooks_endpoint e JOIN webhooks_delivery d ON d.endpoint_id = e.id AND d.status = 'pending'
    WHERE NOT e.is_enabled AND e.disabled_reason IN ('gone', 'failing')
      AND (d.lease IS NULL OR d.next_attempt_at < now())
    LIMIT %s FOR NO KEY UPDATE OF d SKIP LOCKED
)
"""


def give_up() -> int:
    """Mark the pending deliveries of endpoints that were disabled for failing as exhausted, and return their number.

    Users can still resend or replay them.
    """
    return _in_batches(_GIVE_UP, [BATCH])


# Ids sort by creation, so the oldest rows are at the beginning of the primary key.
_FORGET = """
WITH old AS (
    SELECT id FROM webhooks_delivery WHERE id < %s AND status <> 'pending' ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
), gone AS (
    DELETE FROM webhooks_attempt WHERE delivery_id IN (SELECT id FROM old)
)
SELECT array_agg(id) FROM old
"""
_FORGET_DELETED = """
WITH old AS (
    SELECT d.id FROM webhooks_endpoint e JOIN webhooks_delivery d ON d.endpoint_id = e.id
    WHERE e.deleted_at IS NOT NULL AND (d.lease IS NULL OR d.next_attempt_at < now())
    LIMIT %s FOR UPDATE OF d SKIP LOCKED
), gone AS (
    DELETE FROM webhooks_attempt WHERE delivery_id IN (SELECT id FROM old)
)
SELECT array_agg(id) FROM old
"""


# One endpoint in one transaction, so that one record says how many there were. It locks the endpoint first, which is
# against the order of webhooks/queue.py, but then it waits for no delivery.
_FORGET_WAITING = """
WITH old AS (
    SELECT id FROM webhooks_delivery
    WHERE endpoint_id = %s AND status = 'pending' AND (lease IS NULL OR next_attempt_at < now())
    LIMIT %s FOR UPDATE SKIP LOCKED
), attempts AS (
    DELETE FROM webhooks_attempt WHERE delivery_id IN (SELECT id FROM old)
)
DELETE FROM webhooks_delivery WHERE id IN (SELECT id FROM old)
"""


def forget_waiting(before: datetime) -> int:
    """Delete the deliveries that wait for endpoints disabled before a moment, and record how many for each endpoint.

    Their events stay, so users can still replay them.
    """
    with tenancy.everyone():
        disabled = Endpoint.objects.filter(disabled_at__lt=before, deleted_at=None)
        waiting = Delivery.objects.filter(endpoint=OuterRef("id"), status=DeliveryStatus.PENDING)
        ids = list(disabled.filter(Exists(waiting)).values_list("id", flat=True))
    forgotten = 0
    for id in ids:
        with tenancy.everyone():
            endpoint = Endpoint.objects.select_for_update(no_key=True).filter(id=id, disabled_at__lt=before).first()
            if endpoint is None:
                continue
            deleted = _in_batches(_FORGET_WAITING, [id, BATCH])
            if deleted:
                new = {"deliveries": deleted}
                audit.record("webhook.deliveries_forgotten", endpoint, by="webhooks.upkeep", new=new)
            forgotten += deleted
    return forgotten


def forget(before: datetime) -> int:
    """Delete finished deliveries made before a moment, and deleted endpoints with their deliveries."""
    first = UUID(int=int(before.timestamp() * 1000) << 80)  # RFC 9562 §5.7: an id begins with 48 bits of milliseconds
    forgotten = _forget(_FORGET, [first, BATCH]) + _forget(_FORGET_DELETED, [BATCH])
    with tenancy.everyone():
        Endpoint.objects.filter(deleted_at__isnull=False, deliveries=None).delete()
    sweep(EndpointHour.objects.filter(start__lt=timezone.now() - HOURS_KEPT).order_by("start"))
    return forgotten


def _forget(sql: str, parameters: Sequence[int | UUID]) -> int:
    count = 0
    for _ in range(MAX_BATCHES):
        with tenancy.everyone(), connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            ids = cursor.fetchone()[0] or []
            cursor.execute("DELETE FROM webhooks_delivery WHERE id = ANY(%s)", [ids])
        count += len(ids)
        if len(ids) < BATCH:
            break
    return count


def _in_batches(sql: str, parameters: Sequence[int | UUID]) -> int:
    count = 0
    for _ in range(MAX_BATCHES):
        with tenancy.everyone(), connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            count += cursor.rowcount
            if cursor.rowcount < BATCH:
                break
    return count


_OVERSLEEPING = """
SELECT e.id FROM webhooks_endpoint e CROSS JOIN LATERAL (
    SELECT min(d.next_attempt_at) AS at FROM webhooks_delivery d WHERE d.endpoint_id = e.id AND d.status = 'pending'
) due
WHERE e.is_enabled AND due.at IS NOT NULL
  AND (e.next_due_at IS NULL OR e.next_due_at > greatest(due.at, e.held_until, now()) + interval '60 seconds')
"""


def mend() -> int:
    """Wake endpoints with a delivery due before the engine would look at them. There should be none."""
    with tenancy.everyone(), connection.cursor() as cursor:
        cursor.execute(_OVERSLEEPING)
        asleep = [row[0] for row in cursor.fetchall()]
        if asleep:
            logger.warning("The engine had forgotten %s webhook endpoints: %s", len(asleep), asleep[:10])
            queue.lock(asleep)
            queue.wake(asleep)
    return len(asleep)


def stamp_canary() -> None:
    """Record that a worker takes tasks from the broker and can write to the database."""
    Pulse.objects.update_or_create(name=CANARY, defaults={"at": timezone.now()})


def canary_age() -> timedelta | None:
    """Return how long ago a worker last took a task, or None if it never did."""
    pulse = Pulse.objects.filter(name=CANARY).first()
    return None if pulse is None else timezone.now() - pulse.at
