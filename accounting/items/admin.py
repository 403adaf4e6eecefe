"""Items."""

from typing import Any

from django.contrib import admin

from accounting.items import items
from accounting.items.models import Item
from accounting.ledger.admin.editing import ArchivingAdmin, with_ids
from accounting.ledger.admin.pages import CompanyFilter, IndexedAdmin
from identity.models import User

ROWS = ("sales_account", "sales_tax_rate", "purchase_account", "purchase_tax_rate")


@admin.register(Item)
class ItemAdmin(IndexedAdmin, ArchivingAdmin):
    operations = items
    list_display = ("name", "code", "unit", "sales_price", "purchase_price", "currency", "company", "is_active")
    list_filter = ("is_active", ("company", CompanyFilter))
    list_select_related = ("company", "currency")
    search_fields = ("name", "code", "description", "=external_id", "company__name", "=id")
    autocomplete_fields = ("company", "currency", *ROWS)
    readonly_fields = ("metadata", "id", "created_at", "updated_at")
    fieldsets = (
        (None, {"fields": ("company", "code", "name", "description", "unit", "is_active")}),
        ("Sales", {"fields": (("sales_price", "sales_account", "sales_tax_rate"),)}),
        ("Purchases", {"fields": (("purchase_price", "purchase_account", "purchase_tax_rate"),)}),
        ("Record", {"fields": ("currency", "external_id", "metadata", "id", "created_at", "updated_at")}),
    )

    def create(self, values: dict[str, Any], *, by: User) -> Item:
        return items.create(**_given(values), by=by)

    def arguments(self, row: Item, changes: dict[str, Any]) -> dict[str, Any]:
        return _given(changes)


def _given(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of the form as the operations take them."""
    currency = {"currency": values["currency"].code} if "currency" in values else {}
    return with_ids(values, *ROWS) | currency
