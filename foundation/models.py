"""What tables of every package have in common, and the mail that waits to be sent."""

from django.db import models
from django.utils import timezone
from uuid_utils.compat import uuid7

MAX_NAME_LENGTH = 200
MAX_EMAIL_LENGTH = 254
MAX_SUBJECT_LENGTH = 300
MAX_ERROR_LENGTH = 500


class Dated(models.Model):
    """An id that sorts by creation, and the two moments every resource shows."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        abstract = True


class MailKind(models.TextChoices):
    """Which daily limits a mail waits for (identity/daily_limits.py)."""

    OWN = "own", "Of Atlas itself"
    INVITATION = "invitation", "Invitation"
    ORGANIZATION = "organization", "Of an organization"


class OutgoingEmail(Dated):
    """A mail that is to be sent: written in the transaction of what it tells of, deleted once sent (mail.py).

    A worker that takes it moves `due_at` on by a lease, and counts the attempt before it makes it. The body is
    encrypted, because it may hold a link that lets in.
    """

    to = models.EmailField(max_length=MAX_EMAIL_LENGTH)
    subject = models.CharField(max_length=MAX_SUBJECT_LENGTH)
    encrypted_body = models.TextField(editable=False)
    kind = models.CharField(max_length=20, choices=MailKind, default=MailKind.OWN)
    sender_id = models.UUIDField(
        null=True, editable=False, help_text="The organization that causes it; empty where that is Atlas itself."
    )
    admitted_at = models.DateTimeField(
        null=True, editable=False, help_text="When the daily limits gave it its turn (identity/daily_limits.py)."
    )
    about_id = models.UUIDField(null=True, editable=False, help_text="Of what it tells; may take it back unsent.")
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=MAX_ERROR_LENGTH, default="")
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "identity"  # where its table has been made
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(given_up_at=None), name="outgoing_email_due"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=MailKind.values), name="mail_kind_known"),
            models.CheckConstraint(
                condition=models.Q(kind=MailKind.OWN) | models.Q(sender_id__isnull=False), name="mail_has_a_sender"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"
