"""Exchange rates."""

from typing import Any

from django.contrib import admin

from accounting.currencies import rates
from accounting.currencies.models import ExchangeRate
from accounting.ledger.admin.editing import OperationAdmin
from accounting.ledger.admin.pages import CompanyFilter
from foundation.staff_pages import LongListAdmin
from identity.models import User


@admin.register(ExchangeRate)
class ExchangeRateAdmin(LongListAdmin, OperationAdmin):
    list_display = ("currency", "date", "rate", "source", "company")
    list_filter = ("source", "date", ("company", CompanyFilter))
    list_select_related = ("company",)
    search_fields = ("=id", "company__name", "=currency__code")
    unindexed = ("currency__code",)
    search_help_text = "Id, company, or currency of a new rate."
    ordering = ("-date", "-id")
    autocomplete_fields = ("company",)
    fixed = ("company", "currency", "date", "rate")
    readonly_fields = ("source", "id", "created_at", "updated_at")
    fieldsets = (
        (None, {"fields": ("company", "currency", "date", "rate", "source")}),
        ("Record", {"fields": ("id", "created_at", "updated_at")}),
    )

    def create(self, values: dict[str, Any], *, by: User) -> ExchangeRate:
        return rates.create(**values | {"currency": values["currency"].pk}, by=by)

    def update(self, row: ExchangeRate, changes: dict[str, Any], *, by: User) -> None:
        """Change nothing: a wrong rate is deleted, and another one added."""
