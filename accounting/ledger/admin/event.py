"""The event log, with the bodies that are sent."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from accounting.ledger.admin.facts import FactAdmin
from accounting.ledger.admin.pages import CompanyFilter
from accounting.ledger.event_types import DECLARED
from accounting.ledger.models import Event
from foundation.staff_pages import LongListAdmin


class TypeFilter(admin.SimpleListFilter):
    """Filter by a declared type. Reading the types from the log would be slow."""

    title = "type"
    parameter_name = "type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, name) for name in DECLARED]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        return queryset.filter(type=self.value()) if self.value() in DECLARED else queryset


@admin.register(Event)
class EventAdmin(LongListAdmin, FactAdmin):
    list_display = ("type", "sequence", "company", "subject_id", "created_at")
    list_filter = (TypeFilter, ("company", CompanyFilter))
    list_select_related = ("company",)
    search_fields = ("=id", "company__name", "=subject_id")
    unindexed = ("subject_id",)
    search_help_text = "Id of the event, company, or id of the subject of a new event."
    fieldsets = ((None, {"fields": ("company", "sequence", "type", "subject_id", "created_at", "sent", "id")}),)

    @admin.display(description="body")
    def sent(self, event: Event) -> str:
        return format_html('<pre class="body">{}</pre>', bytes(event.body).decode())
