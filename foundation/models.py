"""Common fields of all packages' tables, the mail that waits to be sent, and the audit trail."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from uuid_utils.compat import uuid7

MAX_NAME_LENGTH = 200
MAX_EMAIL_LENGTH = 254
MAX_SUBJECT_LENGTH = 300
MAX_ERROR_LENGTH = 500
MAX_ACTION_LENGTH = 60
MAX_SYSTEM_LENGTH = 60
MAX_REQUEST_ID_LENGTH = 128
MAX_ADDRESS_LENGTH = 45


class Dated(models.Model):
    """An id that sorts by creation, and the times of creation and of the last change, which every resource shows."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        abstract = True


class MailKind(models.TextChoices):
    """The cause of a mail, which decides its daily limits (identity/daily_limits.py)."""

    OWN = "own", "From Atlas itself"
    INVITATION = "invitation", "Invitation"
    ORGANIZATION = "organization", "From an organization"


class OutgoingEmail(Dated):
    """A mail to send: added in the transaction of the change that it is about, deleted when it is sent (mail.py).

    A worker that takes it moves `due_at` to the end of its lease, and counts the attempt before it makes it. The body
    is encrypted, because it may contain a link that gives access.
    """

    to = models.EmailField(max_length=MAX_EMAIL_LENGTH)
    subject = models.CharField(max_length=MAX_SUBJECT_LENGTH)
    encrypted_body = models.TextField(editable=False)
    kind = models.CharField(max_length=20, choices=MailKind, default=MailKind.OWN)
    sender_id = models.UUIDField(
        null=True, editable=False, help_text="The organization that causes this mail. Empty if it is Atlas itself."
    )
    admitted_at = models.DateTimeField(
        null=True, editable=False, help_text="When the daily limits allow this mail (identity/daily_limits.py)."
    )
    about_id = models.UUIDField(null=True, editable=False, help_text="The object that this mail is about.")
    attachment = models.CharField(
        max_length=20, blank=True, default="", db_default="", editable=False, help_text="What is made and attached."
    )
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


class AuditRecord(models.Model):
    """One change other than a posted fact: who made it, and the values before and after (audit.py). Never changed.

    A change to staff without an organization has no organization, and customers never see it. If the system made the
    change, `by_system` is the name of the task or command.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization = models.ForeignKey(
        "identity.Organization", models.PROTECT, null=True, related_name="+", db_index=False
    )
    company_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    by_system = models.CharField(max_length=MAX_SYSTEM_LENGTH, default="")
    action = models.CharField(max_length=MAX_ACTION_LENGTH)
    object_type = models.CharField(max_length=MAX_ACTION_LENGTH)
    object_id = models.UUIDField()
    old = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    new = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    request_id = models.CharField(max_length=MAX_REQUEST_ID_LENGTH, default="")
    address = models.CharField(max_length=MAX_ADDRESS_LENGTH, default="")

    class Meta:
        app_label = "identity"  # where its table has been made
        constraints = [
            models.CheckConstraint(
                condition=models.Q(by__isnull=False, by_system="")
                | models.Q(by__isnull=True) & ~models.Q(by_system=""),
                name="audit_names_who",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "created_at", "id"], name="audit_by_time"),
            models.Index(fields=["organization", "object_id", "created_at", "id"], name="audit_by_object"),
            models.Index(fields=["organization", "company_id", "created_at", "id"], name="audit_by_company"),
            models.Index(fields=["organization", "by", "created_at", "id"], name="audit_by_user"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object_id}"
