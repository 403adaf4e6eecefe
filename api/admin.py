"""Staff see which idempotency keys are in use, but not the stored responses, which may contain a secret."""

from django.contrib import admin

from accounting.ledger.admin.facts import FactAdmin
from api.models import IdempotencyKey


@admin.register(IdempotencyKey)
class IdempotencyKeyAdmin(FactAdmin):
    list_display = ("key", "organization", "user", "status_code", "created_at")
    list_select_related = ("organization", "user")
    list_filter = ("status_code",)
    search_fields = ("key", "user__email")
    ordering = ("-created_at", "-id")
    fields = ("organization", "user", "key", "status_code", "created_at")
