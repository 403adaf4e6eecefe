"""Tracking categories with their options, and the balances of lines with the same options."""

from typing import Any

from django.contrib import admin

from accounting.ledger import tracking_categories
from accounting.ledger.admin import columns
from accounting.ledger.admin.editing import ArchivingAdmin
from accounting.ledger.admin.facts import FactAdmin, FactInline
from accounting.ledger.admin.pages import CompanyFilter
from accounting.ledger.models import OptionBalance, TrackingBalance, TrackingCategory, TrackingOption
from foundation.staff_pages import LongListAdmin
from identity.models import User


class TrackingOptionInline(FactInline):
    """The options. The company's own accountants add and change them."""

    model = TrackingOption
    fields = ("name", "is_active", "is_used", "id")
    readonly_fields = fields
    ordering = ("id",)


@admin.register(TrackingCategory)
class TrackingCategoryAdmin(ArchivingAdmin):
    operations = tracking_categories
    list_display = ("name", "company", "is_active", "created_at")
    list_filter = ("is_active", ("company", CompanyFilter))
    list_select_related = ("company",)
    search_fields = ("name", "company__name", "=id")
    ordering = ("company__name", "name", "id")
    autocomplete_fields = ("company",)
    readonly_fields = ("id", "created_at", "updated_at")
    inlines = (TrackingOptionInline,)
    fieldsets = (
        (None, {"fields": ("company", "name", "is_active")}),
        ("Record", {"fields": ("id", "created_at", "updated_at")}),
    )

    def create(self, values: dict[str, Any], *, by: User) -> TrackingCategory:
        return tracking_categories.create(**values, by=by)


AMOUNTS = (
    columns.amount("debits", "Debits", currency="company.base_currency_id"),
    columns.amount("credits", "Credits", currency="company.base_currency_id"),
)


@admin.register(OptionBalance)
class OptionBalanceAdmin(LongListAdmin, FactAdmin):
    list_display = ("account", "option", "since", "is_daily", *AMOUNTS, "company")
    list_filter = ("is_daily", "since", ("company", CompanyFilter))
    list_select_related = ("account", "option", "company")
    search_fields = ("company__name",)
    newest = ""
    ordering = ("-since", "account__code", "id")
    fieldsets = ((None, {"fields": ("company", "account", "option", "since", "is_daily", *AMOUNTS)}),)


@admin.register(TrackingBalance)
class TrackingBalanceAdmin(LongListAdmin, FactAdmin):
    list_display = ("account", "since", "is_daily", *AMOUNTS, "company")
    list_filter = ("is_daily", "since", ("company", CompanyFilter))
    list_select_related = ("account", "company")
    search_fields = ("company__name",)
    newest = ""
    ordering = ("-since", "account__code", "id")
    fieldsets = ((None, {"fields": ("company", "account", "since", "is_daily", "options", *AMOUNTS)}),)

    @admin.display(description="options")
    def options(self, row: TrackingBalance) -> str:
        return names_of(row)


def names_of(row: Any) -> str:
    """Return the names of the options of a line or a balance."""
    found = TrackingOption.objects.filter(company_id=row.company_id, id__in=row.tracking or ())
    return ", ".join(found.order_by("id").values_list("name", flat=True))
