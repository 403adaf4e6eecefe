"""Recurring templates with the documents that they made, and actions to pause, resume and end them."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from accounting.ledger.admin.facts import FactAdmin, FactInline
from accounting.ledger.admin.pages import CompanyFilter
from accounting.ledger.admin.running import possible
from accounting.recurring import templates
from accounting.recurring.models import RecurringRun, RecurringTemplate


class RecurringRunInline(FactInline):
    model = RecurringRun
    verbose_name_plural = "Documents"
    ordering: ClassVar[tuple[str, ...]] = ("-date",)
    max_num = 100
    readonly_fields = fields = ("date", "document_id", "created_at")


@admin.register(RecurringTemplate)
class RecurringTemplateAdmin(FactAdmin):
    list_display = ("name", "kind", "frequency", "next_date", "last_date", "status", "last_error", "company")
    list_filter = ("status", "kind", "frequency", ("company", CompanyFilter))
    list_select_related = ("company",)
    search_fields = ("name", "company__name", "=id")
    ordering = ("company__name", "name", "id")
    inlines = (RecurringRunInline,)
    fieldsets = (
        (None, {"fields": ("company", ("name", "kind"), ("status", "last_error_code", "last_error"))}),
        (
            "Dates",
            {
                "fields": (
                    ("frequency", "day_of_month"),
                    ("start_date", "end_date"),
                    ("next_date", "last_date", "last_document_id", "attempted_at"),
                    ("auto_post", "on_closed_period"),
                )
            },
        ),
        ("Document", {"fields": ("content",)}),
        ("Record", {"fields": (("owner", "created_by"), ("created_at", "updated_at"), "id")}),
    )
    actions = (
        possible(templates, "pause", done="paused"),
        possible(templates, "resume", done="resumed"),
        possible(templates, "end", done="ended"),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return [*super().get_readonly_fields(request, obj), "content"]
