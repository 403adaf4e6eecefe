"""The table of the API itself: the responses to requests with an Idempotency-Key."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from identity.models import Organization

MAX_KEY_LENGTH = 255


class IdempotencyKey(models.Model):
    """The response to a POST, stored in the transaction of its effect, to answer a repetition with the same key."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=MAX_KEY_LENGTH)
    fingerprint = models.BinaryField(help_text="HMAC-SHA-256 of the method, address and body.")
    status_code = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.BinaryField(help_text="Encrypted, because an answer may contain a webhook's secret.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "user", "key"], name="idempotency_key_unique"),
            models.CheckConstraint(condition=models.Q(status_code__lt=400), name="idempotency_key_of_an_effect"),
        ]
        indexes = [models.Index(fields=["created_at"], name="idempotency_key_age")]

    def __str__(self) -> str:
        return self.key
