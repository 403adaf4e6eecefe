"""Recurring templates, and which document each of them made for which date."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from accounting.ledger.models import Company
from foundation.keys import Key, References
from foundation.models import MAX_ERROR_LENGTH, MAX_NAME_LENGTH, Dated

AMOUNTS = frozenset({"debit", "credit", "quantity", "unit_price", "discount_percent", "tax_base"})
"""The members of lines that are exact numbers. JSON keeps them as text, and ids too."""
NOT_TAXED: Mapping[str, Any] = {"tax_rate_id": None, "tax_base": None, "tax_kind": None}
"""What a line of an entry without tax has. Templates of earlier editions lack it."""
NO_ITEM: Mapping[str, Any] = {"item_id": None, "unit": ""}
"""The same of a line of a document without an item."""


class RecurringKind(models.TextChoices):
    JOURNAL_ENTRY = "journal_entry", "Journal entry"
    INVOICE = "invoice", "Invoice"
    BILL = "bill", "Bill"


class Frequency(models.TextChoices):
    MONTHLY = "monthly", "Monthly"
    QUARTERLY = "quarterly", "Quarterly"
    YEARLY = "yearly", "Yearly"


class RecurringStatus(models.TextChoices):
    """A template that waits could not make its next document. The schedule tries again until it can."""

    ACTIVE = "active", "Active"
    WAITING = "waiting", "Waiting"
    PAUSED = "paused", "Paused"
    ENDED = "ended", "Ended"


class WhenClosed(models.TextChoices):
    """What to do about a date in a closed period."""

    WAIT = "wait", "Wait until it is open"
    NEXT_OPEN = "next_open", "Use the first open day after it"


class RecurringTemplate(Dated):
    """A document that the schedule makes again and again: once for each of its dates.

    `content` is the body of the document without its dates, as a request would have it. `next_date` is the date of the
    next document, null once there is none. The documents are made in the name of `owner`.
    """

    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=MAX_NAME_LENGTH)
    kind = models.CharField(max_length=20, choices=RecurringKind)
    content = models.JSONField(encoder=DjangoJSONEncoder)
    frequency = models.CharField(max_length=10, choices=Frequency)
    day_of_month = models.PositiveSmallIntegerField()
    start_date = models.DateField()
    end_date = models.DateField(null=True, blank=True)
    auto_post = models.BooleanField(default=False)
    on_closed_period = models.CharField(max_length=10, choices=WhenClosed, default=WhenClosed.WAIT)
    status = models.CharField(max_length=10, choices=RecurringStatus, default=RecurringStatus.ACTIVE, editable=False)
    next_date = models.DateField(null=True, editable=False)
    last_date = models.DateField(null=True, editable=False)
    last_document_id = models.UUIDField(null=True, editable=False)
    resumed_on = models.DateField(null=True, editable=False, help_text="Dates before this day were skipped.")
    last_error_code = models.CharField(max_length=60, blank=True, default="", editable=False)
    last_error = models.CharField(max_length=MAX_ERROR_LENGTH, blank=True, default="", editable=False)
    attempted_at = models.DateTimeField(null=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RecurringKind.values), name="recurring_kind_known"),
            models.CheckConstraint(condition=Q(frequency__in=Frequency.values), name="recurring_frequency_known"),
            models.CheckConstraint(condition=Q(on_closed_period__in=WhenClosed.values), name="recurring_closed_known"),
            models.CheckConstraint(
                condition=Q(day_of_month__gte=1, day_of_month__lte=31), name="recurring_day_in_month"
            ),
            models.CheckConstraint(
                condition=Q(end_date__isnull=True) | Q(end_date__gte=F("start_date")), name="recurring_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(status=RecurringStatus.ENDED, next_date__isnull=True)
                | Q(
                    status__in=[RecurringStatus.ACTIVE, RecurringStatus.WAITING, RecurringStatus.PAUSED],
                    next_date__isnull=False,
                ),
                name="recurring_ended_without_next",
            ),
            models.CheckConstraint(
                condition=~Q(status=RecurringStatus.WAITING) | ~Q(last_error=""), name="recurring_waits_for_a_reason"
            ),
            Key("company", "id", name="recurringtemplate_of_company"),
        ]
        indexes = [
            models.Index(fields=["company", "created_at", "id"], name="recurring_by_creation"),
            models.Index(
                fields=["next_date"],
                name="recurring_due",
                condition=Q(status__in=[RecurringStatus.ACTIVE, RecurringStatus.WAITING]),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def body(self) -> dict[str, Any]:
        """Return the content with its numbers and ids as such."""
        more = NOT_TAXED if self.kind == RecurringKind.JOURNAL_ENTRY else NO_ITEM
        more = {"tracking": [], **more}
        return {**_typed(self.content), "lines": [_typed({**more, **line}) for line in self.content["lines"]]}

    @property
    def journal_entry(self) -> dict[str, Any] | None:
        return self.body() if self.kind == RecurringKind.JOURNAL_ENTRY else None

    @property
    def invoice(self) -> dict[str, Any] | None:
        return self.body() if self.kind == RecurringKind.INVOICE else None

    @property
    def bill(self) -> dict[str, Any] | None:
        return self.body() if self.kind == RecurringKind.BILL else None


def _typed(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in members.items()}


def _value(name: str, value: Any) -> Any:
    if name == "tracking":
        return [UUID(option) for option in value]
    if value is not None and name in AMOUNTS:
        return Decimal(value)
    return UUID(value) if name.endswith("_id") and value is not None else value


class RecurringRun(models.Model):
    """A document that a template made for one of its dates. Append-only: no date is made twice."""

    id = models.UUIDField(primary_key=True, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    template = models.ForeignKey(
        RecurringTemplate, models.PROTECT, related_name="runs", db_constraint=False, db_index=False
    )
    date = models.DateField()
    document_id = models.UUIDField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "template", "date"], name="recurring_once_per_date"),
            models.UniqueConstraint(fields=["company", "document_id"], name="recurring_document_once"),
            Key("company", "id", name="recurringrun_of_company"),
            References("company", "template", name="recurring_run_of_company"),
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d}"
