"""Customers and vendors."""

from typing import Any

from django.contrib import admin
from django.utils.html import format_html

from accounting.ledger import contacts
from accounting.ledger.admin.editing import ArchivingAdmin
from accounting.ledger.admin.pages import CompanyFilter, IndexedAdmin, list_of
from accounting.ledger.models import Contact, ContactKind
from identity.models import User


@admin.register(Contact)
class ContactAdmin(IndexedAdmin, ArchivingAdmin):
    operations = contacts
    fixed = ("company", "kind")
    list_display = ("name", "kind", "email", "company", "currency", "payment_terms_days", "is_active")
    list_filter = ("kind", "is_active", ("company", CompanyFilter))
    list_select_related = ("company", "currency")
    search_fields = ("name", "email", "tax_number", "=external_id", "company__name", "=id")
    autocomplete_fields = ("company", "currency")
    readonly_fields = ("books", "metadata", "id", "created_at", "updated_at")
    fieldsets = (
        (None, {"fields": ("company", "kind", "name", "is_active")}),
        ("Address", {"fields": ("email", "phone", "billing_address")}),
        ("Terms", {"fields": ("currency", "payment_terms_days", "tax_number", "external_id")}),
        ("Record", {"fields": ("books", "metadata", "id", "created_at", "updated_at")}),
    )

    @admin.display(description="books")
    def books(self, contact: Contact) -> str:
        if contact._state.adding:
            return ""
        is_customer = contact.kind == ContactKind.CUSTOMER
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">Payments</a>',
            list_of("invoice", customer__id__exact=contact.pk)
            if is_customer
            else list_of("bill", vendor__id__exact=contact.pk),
            "Invoices" if is_customer else "Bills",
            list_of("payment", contact__id__exact=contact.pk),
        )

    def create(self, values: dict[str, Any], *, by: User) -> Contact:
        return contacts.create(**values | {"currency": values["currency"].code}, by=by)

    def arguments(self, row: Contact, changes: dict[str, Any]) -> dict[str, Any]:
        return changes | ({"currency": changes["currency"].code} if "currency" in changes else {})
