"""Tax rates."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from accounting.ledger.admin.editing import OperationAdmin, with_ids
from accounting.ledger.admin.pages import CompanyFilter
from accounting.taxes import tax_rates
from accounting.taxes.models import TaxRate
from identity.models import User


@admin.register(TaxRate)
class TaxRateAdmin(OperationAdmin):
    list_display = ("name", "percent", "is_inclusive", "company", "is_active")
    list_filter = ("is_active", "is_inclusive", ("company", CompanyFilter))
    list_select_related = ("company",)
    search_fields = ("name", "company__name", "=id")
    ordering = ("company__name", "name", "id")
    autocomplete_fields = ("company", "sales_account", "purchase_account")
    readonly_fields = ("id", "created_at", "updated_at")
    fieldsets = (
        (None, {"fields": ("company", "name", "percent", "is_inclusive", "is_active")}),
        ("Accounts of its own", {"fields": ("sales_account", "purchase_account")}),
        ("Record", {"fields": ("id", "created_at", "updated_at")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return [*super().get_readonly_fields(request, obj), *([] if obj else ["is_active"])]

    def create(self, values: dict[str, Any], *, by: User) -> TaxRate:
        return tax_rates.create(**with_ids(values, "sales_account", "purchase_account"), by=by)

    def update(self, row: TaxRate, changes: dict[str, Any], *, by: User) -> None:
        is_active = changes.pop("is_active", None)
        if changes:
            tax_rates.update(row, by=by, **with_ids(changes, "sales_account", "purchase_account"))
        if is_active is not None:
            (tax_rates.restore if is_active else tax_rates.archive)(row, by=by)
