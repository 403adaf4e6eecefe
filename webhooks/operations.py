"""The operations of users on webhooks. All run inside a transaction of the organization (foundation/tenancy.py)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from accounting import events
from accounting.errors import Conflict, Invalid, NotFoundHere, WrongStatus
from accounting.models import Company, LedgerHead
from foundation import audit
from identity.models import Organization, User
from webhooks import addresses, encryption, queue, signing
from webhooks.models import (
    ALL_EVENTS,
    MAX_DESCRIPTION_LENGTH,
    Delivery,
    DeliveryStatus,
    DisabledReason,
    Endpoint,
    HeaderSecret,
    Lane,
)

MAX_ENDPOINTS = 100
"""The most that one organization can have."""
MAX_REPLAY = 10_000
"""The most events in one replay, and the rest of a second. For the others, replay again from the moment that the answer
names."""
OVERLAP = timedelta(hours=24)
"""How long a replaced secret still signs beside the new one."""
MAX_PREVIOUS = 4
"""The most replaced secrets that sign at once, so that two people who rotate at the same time break no receiver."""
UPDATABLE = frozenset({"url", "events", "description", "company_id", "header_secret", "is_enabled"})


class TooManyEndpoints(Conflict):
    code = "too_many_webhooks"
    message = f"An organization has at most {MAX_ENDPOINTS} webhooks."


class WithSecret(NamedTuple):
    """An endpoint and its plain secret, which is shown only once and never stored."""

    endpoint: Endpoint
    secret: str

    def __repr__(self) -> str:
        return f"WithSecret({self.endpoint})"


class Replayed(NamedTuple):
    """How many deliveries were queued. If there are more events, `next_since` is where the next replay begins."""

    queued: int
    next_since: datetime | None


@transaction.atomic
def create(
    organization: Organization,
    *,
    by: User,
    url: str,
    events: Sequence[str],
    secret: str | None = None,
    company_id: UUID | None = None,
    description: str = "",
    is_enabled: bool = True,
) -> WithSecret:
    """Add an endpoint. If it is enabled, it receives events from now on. Without a `secret` one is generated.

    Raises AddressNotAllowed, Invalid, NotFoundHere, TooManyEndpoints.
    """
    Organization.objects.select_for_update(no_key=True).get(id=organization.id)
    if Endpoint.objects.filter(organization=organization, deleted_at=None).count() >= MAX_ENDPOINTS:
        raise TooManyEndpoints
    endpoint = Endpoint(organization=organization, created_by=by)
    _change(endpoint, {"url": url, "events": events, "company_id": company_id, "description": description})
    secret = _set_secret(endpoint, secret)
    endpoint.floors = _floors(organization.id)
    if not is_enabled:
        _switch_off(endpoint)
    endpoint.save(force_insert=True)
    audit.record("webhook.created", endpoint, by=by, new=audit.values(endpoint, UPDATABLE))
    return WithSecret(endpoint, secret)


@transaction.atomic
def update(endpoint: Endpoint, *, by: User, **changes: Any) -> Endpoint:
    """Change fields of UPDATABLE. Another URL ends a hold, and its failures are counted anew.

    Raises AddressNotAllowed, Invalid, NotFoundHere, WrongStatus.
    """
    endpoint = _lock(endpoint)
    is_enabled = changes.pop("is_enabled", endpoint.is_enabled)
    old = audit.values(endpoint, changes.keys() & UPDATABLE)
    covered, url = endpoint.company_id, endpoint.url
    _change(endpoint, changes)
    if audit.values(endpoint, old) != old:
        if covered is not None and endpoint.company_id != covered:  # of the others it gets events from now on
            kept = {str(covered): endpoint.floors.get(str(covered), 0)}
            endpoint.floors = _floors(endpoint.organization_id) | kept
        if endpoint.url != url:
            _begin_anew(endpoint)
        endpoint.save(update_fields=[*changes, *_HOLD, *_FAILURES, "floors", "updated_at"])
        audit.record("webhook.updated", endpoint, by=by, old=old, new=audit.values(endpoint, changes))
        if endpoint.url != url:
            _wake(endpoint)
    if is_enabled == endpoint.is_enabled:
        return endpoint
    return enable(endpoint, by=by) if is_enabled else disable(endpoint, by=by)


@transaction.atomic
def delete(endpoint: Endpoint, *, by: User) -> None:
    """Delete the endpoint and its secrets at once. Its deliveries are removed later (webhooks/upkeep.py)."""
    endpoint = _lock(endpoint)
    endpoint.deleted_at = timezone.now()
    endpoint.encrypted_secret = endpoint.encrypted_previous_secret = ""
    if endpoint.is_enabled:
        _switch_off(endpoint)
    endpoint.save(update_fields=["deleted_at", "encrypted_secret", "encrypted_previous_secret", *_SWITCH, "updated_at"])
    audit.record("webhook.deleted", endpoint, by=by, old=audit.values(endpoint, ("url", "events", "company_id")))


@transaction.atomic
def rotate_secret(endpoint: Endpoint, *, by: User, secret: str | None = None, switch_header: bool = True) -> WithSecret:
    """Give the endpoint a new secret. During OVERLAP the old one signs too, in `webhook-signature`, and so do those
    that it replaced and that still signed.

    `X-Atlas-Signature` has one value only. It uses the new secret at once, or with `switch_header=False` when the
    overlap ends or `header_secret` is set to `current`. Raises Invalid, WrongStatus.
    """
    endpoint = _lock(endpoint)
    previous = _previous_secrets(endpoint)
    endpoint.encrypted_previous_secret = " ".join(previous[-MAX_PREVIOUS:])
    endpoint.previous_secret_expires_at = timezone.now() + OVERLAP if previous else None
    endpoint.header_secret = HeaderSecret.PREVIOUS if previous and not switch_header else HeaderSecret.CURRENT
    secret = _set_secret(endpoint, secret)
    endpoint.save(
        update_fields=[
            "encrypted_secret",
            "encrypted_previous_secret",
            "previous_secret_expires_at",
            "header_secret",
            "updated_at",
        ]
    )
    audit.record("webhook.secret_rotated", endpoint, by=by, new={"header_secret": endpoint.header_secret})
    return WithSecret(endpoint, secret)


@transaction.atomic
def enable(endpoint: Endpoint, *, by: User) -> Endpoint:
    """Enable an endpoint: send deliveries still pending and the events from now on. Raises WrongStatus."""
    endpoint = _lock(endpoint)
    if endpoint.is_enabled:
        raise WrongStatus("This webhook is already enabled.")
    endpoint.is_enabled, endpoint.disabled_reason, endpoint.disabled_at, endpoint.notice_at = True, "", None, None
    endpoint.floors = _floors(endpoint.organization_id)
    _begin_anew(endpoint)
    endpoint.save(update_fields=[*_SWITCH, *_HOLD, *_FAILURES, "floors", "updated_at"])
    audit.record("webhook.enabled", endpoint, by=by)
    _wake(endpoint)
    return endpoint


@transaction.atomic
def disable(endpoint: Endpoint, *, by: User) -> Endpoint:
    """Disable an endpoint: nothing more is sent. `replay` can send these events later. Raises WrongStatus."""
    endpoint = _lock(endpoint)
    if not endpoint.is_enabled:
        raise WrongStatus("This webhook is already disabled.")
    _switch_off(endpoint)
    endpoint.save(update_fields=[*_SWITCH, "updated_at"])
    audit.record("webhook.disabled", endpoint, by=by, new={"disabled_reason": endpoint.disabled_reason})
    return endpoint


@transaction.atomic
def send_test(endpoint: Endpoint, *, by: User, event: str = events.WEBHOOK_TEST) -> Delivery:
    """Send a `webhook.test` once, at once, before all waiting deliveries. Holds neither delay it nor are changed by it.

    With another type of `event`, send the sample of the catalogue instead. Raises WrongStatus for a disabled endpoint.
    """
    endpoint = _lock_enabled(endpoint)
    delivery = Delivery.objects.create(
        organization_id=endpoint.organization_id,
        endpoint=endpoint,
        event_type=event,
        test_body=_test_body(endpoint, event),
        lane=Lane.TEST,
        next_attempt_at=Now(),
    )
    delivery.refresh_from_db(fields=["next_attempt_at"])
    audit.record("webhook.tested", endpoint, by=by, new={"delivery_id": delivery.id, "event": event})
    _wake_for(delivery)
    return delivery


def _test_body(endpoint: Endpoint, event: str) -> bytes:
    if event == events.WEBHOOK_TEST:
        return events.body(event, timezone.now(), events.webhook_test_data(endpoint.id))
    return events.sample_body(event, timezone.now())


@transaction.atomic
def try_now(endpoint: Endpoint, *, by: User) -> Endpoint:
    """End a hold and send the due deliveries; if none is due, send the next one now. Raises WrongStatus."""
    waiting = Delivery.objects.filter(endpoint=endpoint, status=DeliveryStatus.PENDING, lease=None)
    soonest = waiting.exclude(lane=Lane.TEST).order_by("next_attempt_at").select_for_update(no_key=True).first()
    endpoint = _lock_enabled(endpoint)  # after the delivery: see webhooks/queue.py
    if not endpoint.is_held:
        raise WrongStatus("This webhook is not on hold.")
    if soonest is not None:
        Delivery.objects.filter(id=soonest.id, next_attempt_at__gt=Now()).update(next_attempt_at=Now())
    _end_hold(endpoint)
    endpoint.save(update_fields=[*_HOLD, "updated_at"])
    audit.record("webhook.hold_ended", endpoint, by=by)
    _wake(endpoint)
    return endpoint


@transaction.atomic
def resend(delivery: Delivery, *, by: User) -> Delivery:
    """Send a delivery once more, with all its retries. A hold delays it, as it delays everything but tests.

    Raises WrongStatus for a disabled endpoint, and while an attempt is in progress.
    """
    found = Delivery.objects.select_for_update(no_key=True).filter(id=delivery.id).first()
    if found is None:
        raise WrongStatus("This delivery was deleted.")
    delivery, delivery.endpoint = found, _lock_enabled(delivery.endpoint)
    if delivery.lease is not None:
        raise WrongStatus("An attempt is in progress.")
    lane = Lane.FIRST if delivery.event_id else Lane.TEST
    delivery.status, delivery.lane, delivery.step = DeliveryStatus.PENDING, lane, 0
    delivery.next_attempt_at, delivery.finished_at = Now(), None  # PostgreSQL's clock, as the engine's
    delivery.save(update_fields=["status", "lane", "step", "next_attempt_at", "finished_at", "updated_at"])
    delivery.refresh_from_db(fields=["next_attempt_at"])
    audit.record("delivery.resent", delivery, by=by, company_id=delivery.endpoint.company_id)
    _wake_for(delivery)
    return delivery


_TO_REPLAY = """
    FROM accounting_company c CROSS JOIN unnest(%(types)s::text[]) AS kind CROSS JOIN LATERAL (
        SELECT id, created_at FROM accounting_event
        WHERE company_id = c.id AND type = kind
          AND created_at >= %(since)s AND created_at < coalesce(%(until)s::timestamptz, 'infinity')
        ORDER BY created_at LIMIT %(limit)s
    ) v
    WHERE c.organization_id = %(organization)s AND (%(company)s::uuid IS NULL OR c.id = %(company)s)
"""
# The end of the second in which the last one was recorded of the most events for one replay, if more may follow.
_NEXT_SINCE = f"""
SELECT next FROM (
    SELECT date_trunc('second', v.created_at) + interval '1 second' AS next {_TO_REPLAY}
    ORDER BY v.created_at OFFSET %(limit)s - 1 LIMIT 1
) last WHERE next < coalesce(%(until)s, now())
"""  # noqa: S608 -- our own text
# Without `again`, deliveries that succeeded or are pending stay as they are.
_REPLAY = f"""
INSERT INTO webhooks_delivery AS d
    (id, organization_id, endpoint_id, company_id, event_id, event_type, status, lane, attempts, step,
     next_attempt_at, created_at, updated_at)
SELECT uuidv7(), %(organization)s, %(endpoint)s, c.id, v.id, kind, 'pending', {Lane.REPLAY}, 0, 0, now(), now(), now()
{_TO_REPLAY} ORDER BY v.created_at, v.id
ON CONFLICT (endpoint_id, event_id) DO UPDATE SET
    status = 'pending', lane = {Lane.REPLAY}, step = 0, next_attempt_at = now(), finished_at = NULL, updated_at = now()
WHERE d.status = 'exhausted' OR (%(again)s AND d.status = 'succeeded')
"""


@transaction.atomic
def replay(
    endpoint: Endpoint, *, by: User, since: datetime, until: datetime | None = None, again: bool = False
) -> Replayed:
    """Queue the events of a time that the endpoint subscribes to and has not received; with `again` those it has, too.

    New events go before them, and a hold delays them. One call takes MAX_REPLAY events, and those of the same second as
    the last: seconds are what the API shows of a moment. Raises WrongStatus, Invalid.
    """
    if since > timezone.now():
        raise Invalid("This moment is in the future.", field="since")
    if until is not None and until <= since:
        raise Invalid("This moment must be after since.", field="until")
    values = {
        "company": endpoint.company_id,
        "since": since,
        "until": until,
        "types": [*events.CATALOGUE] if ALL_EVENTS in endpoint.events else endpoint.events,
        "limit": MAX_REPLAY,
        "organization": endpoint.organization_id,
        "endpoint": endpoint.id,
        "again": again,
    }
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan TO off")  # PostgreSQL does not know how few a type and a time have
        cursor.execute(_NEXT_SINCE, values)
        next_since = next((row[0] for row in cursor.fetchall()), None)
        cursor.execute(_REPLAY, values | {"until": next_since or until, "limit": None})
        queued = cursor.rowcount
        cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")
    endpoint = _lock_enabled(endpoint)  # after the deliveries: see webhooks/queue.py
    asked = {"since": since, "until": until, "again": again, "queued": queued}
    audit.record("webhook.replayed", endpoint, by=by, new=asked)
    if queued:
        _wake(endpoint)
    return Replayed(queued, next_since)


def check_events(types: Sequence[str]) -> list[str]:
    """Return the types without duplicates, in the catalogue's order, or only `*` for all. Raises Invalid."""
    offered = [name for name in events.CATALOGUE if name != events.WEBHOOK_TEST]
    for index, name in enumerate(types):
        if name != ALL_EVENTS and name not in offered:
            message = f"“{name}” is not one of: {', '.join(offered)}; or {ALL_EVENTS} for all."
            raise Invalid(message, field=f"events[{index}]")
    if not types:
        raise Invalid("Choose at least one event.", field="events")
    return [ALL_EVENTS] if ALL_EVENTS in types else [name for name in offered if name in types]


_SWITCH = ["is_enabled", "disabled_reason", "disabled_at", "notice_at"]
_HOLD = ["held_until", "hold_reason"]
_FAILURES = ["consecutive_failures", "failing_since"]


def _switch_off(endpoint: Endpoint) -> None:
    endpoint.is_enabled, endpoint.disabled_reason, endpoint.disabled_at = False, DisabledReason.USER, timezone.now()
    endpoint.notice_at = None


def _lock(endpoint: Endpoint) -> Endpoint:
    """Lock the endpoint and read it again. Raises WrongStatus if it was deleted meanwhile."""
    locked = Endpoint.objects.select_for_update(no_key=True).filter(id=endpoint.id, deleted_at=None).first()
    if locked is None:
        raise WrongStatus("This webhook was deleted.")
    return locked


def _lock_enabled(endpoint: Endpoint) -> Endpoint:
    endpoint = _lock(endpoint)
    if not endpoint.is_enabled:
        raise WrongStatus("This webhook is disabled. Enable it first.")
    return endpoint


def _end_hold(endpoint: Endpoint) -> None:
    endpoint.held_until, endpoint.hold_reason = None, ""


def _begin_anew(endpoint: Endpoint) -> None:
    """Forget how the last deliveries went: at another address, or while it was disabled, that has changed."""
    endpoint.consecutive_failures, endpoint.failing_since = 0, None
    _end_hold(endpoint)


def _wake(endpoint: Endpoint) -> None:
    """Have the engine look at the endpoint now, or when its hold ends, and nudge the engine."""
    queue.wake([endpoint.id])
    events.ring()


def _wake_for(delivery: Delivery) -> None:
    if delivery.lane == Lane.TEST:
        queue.wake_now(delivery.endpoint_id)
        events.ring()
    else:
        _wake(delivery.endpoint)


def _change(endpoint: Endpoint, changes: dict[str, Any]) -> None:
    unknown = changes.keys() - UPDATABLE
    if unknown:
        raise TypeError(f"An endpoint has no {', '.join(sorted(unknown))} to change.")
    for name, value in changes.items():
        setattr(endpoint, name, value)
    if "url" in changes:
        addresses.check_url(endpoint.url)
    if "events" in changes:
        endpoint.events = check_events(endpoint.events)
    if len(endpoint.description) > MAX_DESCRIPTION_LENGTH:
        raise Invalid(f"A description can have at most {MAX_DESCRIPTION_LENGTH} characters.", field="description")
    if "company_id" in changes and endpoint.company_id is not None:
        mine = Q(id=endpoint.company_id, organization_id=endpoint.organization_id)
        if not Company.objects.filter(mine).exists():
            raise NotFoundHere("There is no such company.", field="company_id")
    if endpoint.header_secret == HeaderSecret.PREVIOUS and "header_secret" in changes:
        expires = endpoint.previous_secret_expires_at
        if expires is None or expires <= timezone.now():
            raise WrongStatus("There is no previous secret that still signs.", field="header_secret")


def _previous_secrets(endpoint: Endpoint) -> list[str]:
    """Return the encrypted secrets that sign beside the next one. The last signs `X-Atlas-Signature` now. One that no
    key opens is left out: it would fail all deliveries."""
    now, expires = timezone.now(), endpoint.previous_secret_expires_at
    found = endpoint.encrypted_previous_secret.split() if expires is not None and expires > now else []
    place = len(found) - (endpoint.header_secret == HeaderSecret.PREVIOUS and bool(found))
    found.insert(place, endpoint.encrypted_secret)
    return list(filter(encryption.opens, found))


def _set_secret(endpoint: Endpoint, secret: str | None) -> str:
    if secret is None:
        secret = signing.generate_secret()
    fault = signing.secret_fault(secret)
    if fault is not None:
        raise Invalid(fault, field="secret")
    endpoint.encrypted_secret = encryption.encrypt(secret)
    return secret


def _floors(organization_id: UUID) -> dict[str, int]:
    """Return the sequence of the last event of each company. Later events have higher ones."""
    heads = LedgerHead.objects.filter(company__organization_id=organization_id)
    return {
        str(company_id): sequence for company_id, sequence in heads.values_list("company_id", "last_event_sequence")
    }
