"""Revaluations with an action to void them, and their lines."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounting.ledger.admin import columns
from accounting.ledger.admin.facts import FactAdmin
from accounting.ledger.admin.pages import CompanyFilter
from accounting.ledger.admin.running import Operation, ReasonForm
from accounting.revaluation import revaluations
from accounting.revaluation.models import FxRevaluation, FxRevaluationLine
from foundation.staff_pages import LongListAdmin

OPEN_ITEMS = columns.amount("open_items_gain", "Gain on open items", currency="company.base_currency_id")
BANK_ACCOUNTS = columns.amount("bank_accounts_gain", "Gain on bank accounts", currency="company.base_currency_id")


@admin.register(FxRevaluation)
class FxRevaluationAdmin(FactAdmin):
    list_display = ("__str__", OPEN_ITEMS, BANK_ACCOUNTS, "status", "company")
    list_filter = ("status", ("company", CompanyFilter))
    list_select_related = ("company",)
    search_fields = ("company__name", "=id")
    ordering = ("-date", "company__name", "id")
    date_hierarchy = "date"
    fieldsets = (
        (None, {"fields": ("company", "date", "status", "rates")}),
        ("Money", {"fields": ((OPEN_ITEMS, BANK_ACCOUNTS), ("journal_entry", "bank_entry"), "line_count")}),
        (
            "Void",
            {"fields": (("void_date", "voided_at", "voided_by"), ("void_entry", "void_bank_entry"), "void_reason")},
        ),
        ("Record", {"fields": (("created_by", "created_at", "updated_at"), "id")}),
    )
    actions = (
        Operation(
            revaluations.void,
            label="Void",
            done="voided",
            applies=lambda row: bool(revaluations.possible_actions(row)),
            form=ReasonForm,
            order="-date",
        ),
    )


@admin.register(FxRevaluationLine)
class FxRevaluationLineAdmin(LongListAdmin, FactAdmin):
    """A list of its own, because a revaluation can have 100,000."""

    list_display = (
        "fx_revaluation",
        "position",
        "account",
        "item",
        columns.amount("amount", "Open"),
        columns.amount("base_amount", "As posted", currency="company.base_currency_id"),
        columns.amount("revalued_amount", "Revalued", currency="company.base_currency_id"),
        "company",
    )
    list_filter = (("company", CompanyFilter),)
    list_select_related = ()  # joined, PostgreSQL may read all lines before it sorts
    search_fields = ("=id", "company__name", "=fx_revaluation__id", "=item__id")
    unindexed = ("fx_revaluation__id", "item__id")
    search_help_text = "Id of the line, company, or id of a revaluation or of a document in new lines."
    ordering = ("-fx_revaluation_id", "-position")
    fieldsets = (
        (None, {"fields": ("company", "fx_revaluation", "position", ("account", "item"), "currency")}),
        (
            "Money",
            {
                "fields": (
                    columns.amount("amount", "Open"),
                    columns.amount("base_amount", "As posted", currency="company.base_currency_id"),
                    columns.amount("revalued_amount", "Revalued", currency="company.base_currency_id"),
                )
            },
        ),
        ("Record", {"fields": ("id",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[FxRevaluationLine]:
        return super().get_queryset(request).prefetch_related("fx_revaluation", "account", "item", "company")
