"""Imports with what became of them."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounting.exchange import imports
from accounting.exchange.models import Import, ImportPiece
from accounting.ledger.admin.facts import FactAdmin, FactInline
from accounting.ledger.admin.pages import CompanyFilter
from accounting.ledger.admin.running import Operation


class ImportPieceInline(FactInline):
    """The pieces of a file that waits. Their content is for the worker only."""

    model = ImportPiece
    verbose_name_plural = "Pieces of the file"
    readonly_fields = fields = ("position",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportPiece]:
        return super().get_queryset(request).defer("encrypted")


@admin.register(Import)
class ImportAdmin(FactAdmin):
    list_display = ("created_at", "format", "file_name", "size", "dry_run", "status", "error_count", "company")
    list_filter = ("status", "format", "dry_run", ("company", CompanyFilter))
    list_select_related = ("company",)
    search_fields = ("file_name", "company__name", "=id")
    ordering = ("-created_at", "-id")
    inlines = (ImportPieceInline,)
    fieldsets = (
        (None, {"fields": ("company", ("format", "dry_run", "options"), ("file_name", "size", "sha256"))}),
        (
            "What became of it",
            {
                "fields": (
                    ("status", "done", "total"),
                    ("created", "updated", "skipped"),
                    "totals",
                    ("error_count", "errors"),
                    ("warning_count", "warnings"),
                    ("started_at", "finished_at", "due_at", "attempts"),
                )
            },
        ),
        ("Record", {"fields": ("created_by", ("created_at", "updated_at"), "id")}),
    )
    readonly_fields: ClassVar[tuple[str, ...]] = ("options",)
    actions = (
        Operation(
            imports.cancel,
            label="Cancel",
            done="cancelled",
            applies=lambda row: bool(imports.possible_actions(row)),
            waits=False,  # the worker of a running import lets nobody else write until it ends
        ),
    )
