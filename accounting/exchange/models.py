"""Imports: a file that a company sent, and what became of it."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from uuid_utils.compat import uuid7

from accounting.ledger.models import Company
from foundation.keys import Key, References
from foundation.models import Dated

MAX_FILE_NAME = 200


class ImportStatus(models.TextChoices):
    QUEUED = "queued", "Queued"
    RUNNING = "running", "Running"
    SUCCEEDED = "succeeded", "Succeeded"
    FAILED = "failed", "Failed"
    CANCELLING = "cancelling", "Cancelling"
    CANCELLED = "cancelled", "Cancelled"


ENDED = (ImportStatus.SUCCEEDED, ImportStatus.FAILED, ImportStatus.CANCELLED)
NOT_ENDED = (ImportStatus.QUEUED, ImportStatus.RUNNING, ImportStatus.CANCELLING)


class Import(Dated):
    """One import. A worker that takes it moves `due_at` to the end of its lease, and counts the attempt.

    One that is `cancelling` is cancelled for good, and a worker has to notice.

    `done` of `total` counts entries or rows. `errors`, `warnings` and `rows` are the first ones, with the line of the
    file; the counts are of all. `created`, `updated` and `skipped` count by kind, also of a dry run, which keeps
    nothing. `totals` is what the open documents of the file come to, by kind and currency.
    """

    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_index=False)
    format = models.CharField(max_length=20)
    file_name = models.CharField(max_length=MAX_FILE_NAME, blank=True, default="")
    size = models.PositiveIntegerField(help_text="In bytes.")
    sha256 = models.CharField(max_length=64)
    dry_run = models.BooleanField(default=False)
    options = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    status = models.CharField(max_length=10, choices=ImportStatus, default=ImportStatus.QUEUED, editable=False)
    done = models.PositiveIntegerField(default=0, editable=False)
    total = models.PositiveIntegerField(null=True, editable=False)
    created = models.JSONField(default=dict, editable=False)
    updated = models.JSONField(default=dict, editable=False)
    skipped = models.JSONField(default=dict, editable=False)
    totals = models.JSONField(default=list, editable=False)
    rows = models.JSONField(default=list, editable=False)
    errors = models.JSONField(default=list, editable=False)
    error_count = models.PositiveIntegerField(default=0, editable=False)
    warnings = models.JSONField(default=list, editable=False)
    warning_count = models.PositiveIntegerField(default=0, editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)
    due_at = models.DateTimeField(default=timezone.now, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ImportStatus.values), name="import_status_known"),
            models.CheckConstraint(
                condition=Q(status__in=ENDED, finished_at__isnull=False)
                | Q(status__in=NOT_ENDED, finished_at__isnull=True),
                name="import_ended_at",
            ),
            Key("company", "id", name="import_of_company"),
        ]
        indexes = [
            models.Index(fields=["company", "created_at", "id"], name="import_by_creation"),
            models.Index(
                fields=["due_at"],
                name="import_due",
                condition=Q(status__in=NOT_ENDED),
            ),
        ]

    @property
    def amounts(self) -> list[dict[str, Any]]:
        """Return `totals` with numbers."""
        return [one | {"amount": Decimal(one["amount"])} for one in self.totals]

    def __str__(self) -> str:
        return self.file_name or f"{self.format} of {self.created_at:%Y-%m-%d %H:%M}"


class ImportPiece(models.Model):
    """A piece of the file of an import, encrypted. It is deleted when the import ends."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    of = models.ForeignKey(Import, models.CASCADE, related_name="pieces", db_constraint=False, db_index=False)
    position = models.PositiveIntegerField()
    encrypted = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "of", "position"], name="import_piece_once"),
            Key("company", "id", name="importpiece_of_company"),
            References("company", "of", name="import_piece_of_company"),
        ]

    def __str__(self) -> str:
        return f"{self.position}"
