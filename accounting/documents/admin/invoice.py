"""Invoices with their lines; sending and voiding."""

from typing import ClassVar

from django.contrib import admin

from accounting.documents import invoices
from accounting.documents.admin.document import (
    AMOUNT,
    DATES,
    TOTALS,
    VOID,
    DocumentAdmin,
    SettlementFilter,
    amount_open,
    line_fields,
)
from accounting.documents.models import Invoice, InvoiceLine
from accounting.ledger.admin.facts import FactInline
from accounting.ledger.admin.pages import CompanyFilter
from accounting.ledger.admin.running import VoidForm, possible


class InvoiceLineInline(FactInline):
    model = InvoiceLine
    verbose_name_plural = "Lines"
    select_related = ("invoice", "account", "tax_rate")
    readonly_fields = fields = line_fields("invoice")


@admin.register(Invoice)
class InvoiceAdmin(DocumentAdmin):
    list_display = ("number", "standing", AMOUNT, amount_open, "customer", *DATES, "company")
    list_filter = ("status", SettlementFilter, ("company", CompanyFilter))
    list_select_related = ("company", "customer")
    search_fields = ("invoice_number", "customer__name", "reference", "external_id", "company__name", "=id")
    inlines: ClassVar[tuple[type[FactInline], ...]] = (InvoiceLineInline,)
    fieldsets = (
        (None, {"fields": ("company", ("invoice_number", "standing"), "customer")}),
        ("Terms", {"fields": (("issue_date", "due_date"), "reference", "notes")}),
        ("Totals", {"fields": (TOTALS[:3], TOTALS[3:], ("currency", "exchange_rate", "tax_rounding"))}),
        VOID,
        (
            "Record",
            {
                "fields": (
                    ("journal_entry", "sent_at"),
                    ("created_by", "external_id"),
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
