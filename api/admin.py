"""Staff see which idempotency keys are in use, but not the stored responses, which may contain a secret."""

from django.contrib import admin

from accounting.ledger.admin.facts import FactAdmin
from api.models import IdempotencyKey
from foundation.staff_pages import LongListAdmin


@admin.register(IdempotencyKey)
class IdempotencyKeyAdmin(LongListAdmin, FactAdmin):
    list_display = ("key", "organization", "user", "status_code", "created_at")
    list_select_related = ("organization", "user")
    search_fields = ("user__email", "=key")
    unindexed = ("key",)
    search_help_text = "E-mail address of the user, or a new key."
    newest = "created_at"
    ordering = ("-created_at", "-id")
    fields = ("organization", "user", "key", "status_code", "created_at")
