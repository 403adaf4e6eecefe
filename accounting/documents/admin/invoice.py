"""Invoices with their lines, and actions to send and void them."""

from django.contrib import admin

from accounting.documents import invoices
from accounting.documents.admin.document import (
    FIGURES,
    TERMS,
    VOID,
    DocumentAdmin,
    line_fields,
    listed,
    searched,
)
from accounting.documents.models import Invoice, InvoiceLine
from accounting.ledger.admin.facts import FactInline
from accounting.ledger.admin.running import VoidForm, possible
from accounting.open_items.admin import AllocationInline


class InvoiceLineInline(FactInline):
    model = InvoiceLine
    verbose_name_plural = "Lines"
    select_related = ("invoice", "item", "account", "tax_rate")
    readonly_fields = fields = line_fields("invoice")


@admin.register(Invoice)
class InvoiceAdmin(DocumentAdmin):
    list_display = listed("number", "customer")
    list_select_related = ("company", "customer")
    contact = "customer"
    search_fields = searched("invoice_number", "customer")
    inlines = (InvoiceLineInline, AllocationInline)
    fieldsets = (
        (None, {"fields": ("company", ("invoice_number", "standing"), "customer", "pdf")}),
        TERMS,
        FIGURES,
        VOID,
        (
            "Record",
            {
                "fields": (
                    ("journal_entry", "sent_at"),
                    ("created_by", "external_id", "metadata"),
                    ("created_at", "updated_at"),
                    "id",
                )
            },
        ),
    )
    actions = (
        possible(invoices, "send", done="sent", order="issue_date"),
        possible(invoices, "void", done="voided", form=VoidForm, order="issue_date"),
    )

    @admin.display(description="invoice", ordering="invoice_number")
    def number(self, invoice: Invoice) -> str:
        return str(invoice)
