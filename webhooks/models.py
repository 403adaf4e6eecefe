"""Endpoints, their deliveries, and every attempt made. Row-level security is in guards.sql."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from uuid_utils.compat import uuid7

from accounting.models import Company, Event
from foundation.keys import Key, References
from foundation.models import Dated
from identity.models import Organization
from webhooks.addresses import MAX_URL_LENGTH

ALL_EVENTS = "*"
MAX_DESCRIPTION_LENGTH = 200
KEPT_ANSWER_BYTES = 4096


class DisabledReason(models.TextChoices):
    USER = "user", "Disabled by a user"
    GONE = "gone", "The receiver answered 410 Gone"
    FAILING = "failing", "Nothing was delivered for days"


class HoldReason(models.TextChoices):
    RETRY_AFTER = "retry_after", "The receiver asked to wait"
    BREAKER = "breaker", "Too many attempts failed in a row"


class EndpointStatus(models.TextChoices):
    ACTIVE = "active"
    FAILING = "failing", "Failing: the last attempts failed"
    HELD = "held", "Held: nothing is sent for a while"
    DISABLED = "disabled"


class HeaderSecret(models.TextChoices):
    """The secret that signs `X-Atlas-Signature` during a rotation. `webhook-signature` lists both."""

    CURRENT = "current", "The new secret"
    PREVIOUS = "previous", "The previous secret"


class Endpoint(Dated):
    """An address to which webhooks are sent, the types of its events, and how its deliveries go.

    Secrets are encrypted (webhooks/encryption.py). There may be several previous ones, with spaces between them.
    `floors` has, for each company that existed when the endpoint was enabled, the sequence of its last event at that
    time: only later events are delivered. The engine's own columns come last. The engine, and the operations that wake
    it, lock the row before they write them.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(
        Company,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty for all companies.",
        db_constraint=False,
        db_index=False,
    )
    url = models.CharField(max_length=MAX_URL_LENGTH)
    description = models.CharField(max_length=MAX_DESCRIPTION_LENGTH, blank=True, default="")
    events = ArrayField(models.CharField(max_length=50), help_text="Event types, or * for all.")
    is_enabled = models.BooleanField(default=True, editable=False)
    disabled_reason = models.CharField(max_length=10, choices=DisabledReason, blank=True, default="", editable=False)
    disabled_at = models.DateTimeField(null=True, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", db_index=False
    )

    encrypted_secret = models.TextField(editable=False)
    encrypted_previous_secret = models.TextField(blank=True, default="", editable=False)
    previous_secret_expires_at = models.DateTimeField(null=True, editable=False)
    header_secret = models.CharField(max_length=10, choices=HeaderSecret, default=HeaderSecret.CURRENT, editable=False)

    floors = models.JSONField(default=dict, editable=False)
    next_due_at = models.DateTimeField(null=True, editable=False, help_text="When the engine looks at it next.")
    held_until = models.DateTimeField(
        null=True, editable=False, help_text="Until then only tests are sent, after a Retry-After or repeated failures."
    )
    hold_reason = models.CharField(max_length=11, choices=HoldReason, blank=True, default="", editable=False)
    consecutive_failures = models.PositiveIntegerField(default=0, editable=False)
    failing_since = models.DateTimeField(null=True, editable=False)
    last_success_at = models.DateTimeField(null=True, editable=False)
    last_delivery_at = models.DateTimeField(null=True, editable=False, help_text="When the last attempt was made.")
    notice_at = models.DateTimeField(
        null=True, editable=False, help_text="When to tell the admins that this endpoint was disabled."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(url=""), name="endpoint_has_url"),
            models.CheckConstraint(condition=Q(events__len__gt=0), name="endpoint_has_events"),
            models.CheckConstraint(
                condition=Q(header_secret__in=HeaderSecret.values), name="endpoint_header_secret_known"
            ),
            models.CheckConstraint(condition=Q(hold_reason__in=["", *HoldReason.values]), name="endpoint_hold_known"),
            models.CheckConstraint(
                condition=Q(is_enabled=True, disabled_reason="", disabled_at__isnull=True)
                | Q(is_enabled=False, disabled_reason__in=DisabledReason.values, disabled_at__isnull=False),
                name="endpoint_disabled_means_why",
            ),
            models.CheckConstraint(
                condition=Q(deleted_at=None) | Q(is_enabled=False, encrypted_secret="", encrypted_previous_secret=""),
                name="endpoint_deleted_means_off",
            ),
            Key("organization", "id", name="endpoint_of_organization"),
            References("organization", "company", name="endpoint_company_of_organization"),
        ]
        indexes = [
            models.Index(fields=["organization", "created_at", "id"], name="endpoint_by_creation"),
            models.Index(
                fields=["next_due_at"], name="endpoint_due", condition=Q(is_enabled=True, next_due_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def status(self) -> str:
        if not self.is_enabled:
            return EndpointStatus.DISABLED
        if self.is_held:
            return EndpointStatus.HELD
        return EndpointStatus.FAILING if self.consecutive_failures else EndpointStatus.ACTIVE

    @property
    def is_held(self) -> bool:
        return self.is_enabled and self.held_until is not None and self.held_until > timezone.now()

    @property
    def hold_ends_at(self) -> datetime | None:
        return self.held_until if self.is_held else None

    @property
    def held_because(self) -> str:
        return self.hold_reason if self.is_held else ""


class DeliveryStatus(models.TextChoices):
    PENDING = "pending", "Pending"
    SUCCEEDED = "succeeded", "Succeeded"
    EXHAUSTED = "exhausted", "Exhausted"


class Lane(models.IntegerChoices):
    """The order in which deliveries are sent when not all can be sent at once."""

    FIRST = 0, "First attempt"
    RETRY = 1, "Retry"
    REPLAY = 2, "Replay"
    TEST = 3, "Test"
    """Sent before all others and alone, because a person waits for it. A hold does not delay it."""


class Delivery(models.Model):
    """One event for one endpoint, until it is delivered or exhausted.

    While an attempt is in progress, `lease` is its id, and `next_attempt_at` is when the lease runs out: a delivery
    whose worker was killed is due again then. `attempts` counts all attempts, `step` those of the present round (a
    resend begins another). A test of an endpoint is not an event of the books, so the delivery has its body and neither
    event nor company.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="deliveries", db_index=False)
    company = models.ForeignKey(
        Company, models.CASCADE, null=True, related_name="+", db_constraint=False, db_index=False
    )
    event = models.ForeignKey(Event, models.CASCADE, null=True, related_name="+", db_constraint=False, db_index=False)
    event_type = models.CharField(max_length=50)
    test_body = models.BinaryField(null=True)
    status = models.CharField(max_length=10, choices=DeliveryStatus, default=DeliveryStatus.PENDING)
    lane = models.PositiveSmallIntegerField(choices=Lane, default=Lane.FIRST)
    attempts = models.PositiveIntegerField(default=0)
    step = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "event"], name="delivery_once_an_event"),
            models.CheckConstraint(condition=Q(status__in=DeliveryStatus.values), name="delivery_status_known"),
            models.CheckConstraint(
                condition=Q(company__isnull=False, event__isnull=False, test_body__isnull=True)
                | Q(company__isnull=True, event__isnull=True, test_body__isnull=False),
                name="delivery_has_one_body",
            ),
            models.CheckConstraint(
                condition=Q(status=DeliveryStatus.PENDING, next_attempt_at__isnull=False, finished_at__isnull=True)
                | Q(next_attempt_at__isnull=True, lease__isnull=True, finished_at__isnull=False),
                name="delivery_pending_means_due",
            ),
            References("organization", "endpoint", name="delivery_endpoint_of_organization"),
            References("company", "event", name="delivery_event_of_company"),
        ]
        indexes = [
            models.Index(
                fields=["endpoint", "lane", "next_attempt_at"],
                name="delivery_due",
                condition=Q(status=DeliveryStatus.PENDING),
            ),
            models.Index(fields=["endpoint"], name="delivery_in_flight", condition=Q(lease__isnull=False)),
            models.Index(fields=["endpoint", "id"], name="delivery_by_endpoint"),
        ]

    def __str__(self) -> str:
        return f"{self.event_type} {self.id}"

    @property
    def body(self) -> bytes:
        """Return the bytes that every attempt sends."""
        return bytes(self.event.body if self.event is not None else self.test_body or b"")

    @property
    def is_held(self) -> bool:
        """Whether it waits for the end of its endpoint's hold."""
        is_waiting = self.status == DeliveryStatus.PENDING and self.lease is None
        return is_waiting and self.lane != Lane.TEST and self.endpoint.is_held

    @property
    def due_at(self) -> datetime | None:
        """When the next attempt is due: a hold of the endpoint puts it off."""
        moments = (self.next_attempt_at, self.endpoint.held_until if self.is_held else None)
        return max((moment for moment in moments if moment is not None), default=None)


class Attempt(models.Model):
    """One request and its result. `number` counts from 1 within the delivery.

    Without an answer `status_code` is null, `error` is a code of webhooks/sending.py, and `detail` says more.
    """

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="attempt_set", db_index=False)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    number = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    duration_ms = models.PositiveIntegerField()
    succeeded = models.BooleanField()
    status_code = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=20, blank=True, default="")
    detail = models.CharField(max_length=200, blank=True, default="")
    request_headers = models.JSONField()
    answer = models.BinaryField(help_text=f"The first {KEPT_ANSWER_BYTES} bytes of the answer's body.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["delivery", "number"], name="attempt_number_unique")]

    def __str__(self) -> str:
        return f"Attempt {self.number} of {self.delivery_id}"


class EndpointHour(models.Model):
    """How many attempts succeeded and failed in one hour (UTC), so that pages need not count attempts."""

    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="+", db_index=False)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    start = models.DateTimeField(db_index=True)
    succeeded = models.PositiveIntegerField()
    failed = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["endpoint", "start"], name="endpoint_hour_once")]

    def __str__(self) -> str:
        return f"{self.start:%Y-%m-%d %H}:00"


class FanOut(models.Model):
    """The last event of a company for which deliveries were made. PostgreSQL adds the row with the company
    (guards.sql).

    A company's events commit in the order of their sequence, so deliveries were made for all events up to this one, and
    no event can appear before it.
    """

    company = models.OneToOneField(Company, models.CASCADE, primary_key=True, related_name="+")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", db_constraint=False)
    sequence = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.company_id} at {self.sequence}"


class Pulse(models.Model):
    """When a worker last did a task, which shows that workers are alive (webhooks/upkeep.py)."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%H:%M:%S}"


class Drain(models.Model):
    """A slot for one running engine. There are only a few, so that workers are left for other work."""

    slot = models.PositiveSmallIntegerField(primary_key=True)
    holder = models.UUIDField(null=True)
    worker = models.CharField(max_length=200, blank=True, default="", help_text="The worker's host and process.")
    started_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    looks_until = models.DateTimeField(
        null=True, help_text="Until then the engine looks for work several times a second, so nobody nudges it."
    )

    class Meta:
        verbose_name = "engine"

    def __str__(self) -> str:
        return f"Engine {self.slot}"
