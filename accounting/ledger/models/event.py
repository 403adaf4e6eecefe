"""The event log of a company's books, in order, with the bytes that webhooks send."""

from django.db import models
from django.utils import timezone
from uuid_utils.compat import uuid7

from accounting.ledger.models.company import Company


class Event(models.Model):
    """Something that happened, written in the transaction of the change. Never changed, never deleted.

    `sequence` has no gaps within a company, and a guard sets it. `body` is the JSON that every delivery sends, byte for
    byte.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="events", db_index=False)
    sequence = models.BigIntegerField(db_default=0, editable=False)
    type = models.CharField(max_length=50)
    subject_id = models.UUIDField(help_text="The object that the event is about.")
    body = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["company", "sequence"], name="event_sequence_unique")]
        indexes = [
            # Not of posted entries: where these are asked for they are many, and posting does not pay for the index.
            models.Index(
                fields=["company", "type", "sequence"],
                name="event_by_type",
                condition=~models.Q(type="journal_entry.posted"),
            ),
            models.Index(fields=["company", "type", "created_at"], name="event_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.sequence}"
