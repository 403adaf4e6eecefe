"""Payments and adjustments with their allocations, and actions to void them."""

from django.contrib import admin

from accounting.documents.admin.document import VOID
from accounting.ledger.admin import columns
from accounting.ledger.admin.facts import FactAdmin, FactInline
from accounting.ledger.admin.pages import CompanyFilter, IndexedAdmin
from accounting.ledger.admin.running import VoidForm, possible
from accounting.open_items.admin import AllocationInline
from accounting.settlement import adjustments, payments
from accounting.settlement.models import Adjustment, AdjustmentLine, Payment, PaymentDeduction

AMOUNT = columns.amount("amount", "Amount")
DAY = columns.day("date", "Date")
LEFT = columns.amount("unallocated_amount", "Unallocated", sortable=False)


class PaymentDeductionInline(FactInline):
    model = PaymentDeduction
    verbose_name_plural = "Deductions"
    ordering = ("id",)
    select_related = ("payment", "account")
    readonly_fields = fields = ("account", columns.amount("amount", "Amount", currency="payment.currency_id"))


@admin.register(Payment)
class PaymentAdmin(IndexedAdmin, FactAdmin):
    list_display = ("payment_number", "type", AMOUNT, LEFT, "contact", DAY, "status", "company")
    list_filter = ("type", "is_refund", "status", "date", ("company", CompanyFilter))
    list_select_related = ("company", "contact")
    contact = "contact"
    search_fields = ("payment_number", "contact__name", "reference", "=external_id", "company__name", "=id")
    ordering = ("-date", "-id")
    inlines = (PaymentDeductionInline, AllocationInline)
    fieldsets = (
        (None, {"fields": ("company", ("payment_number", "status"), ("type", "is_refund", "contact"), "date")}),
        (
            "Money",
            {
                "fields": (
                    (AMOUNT, columns.amount("allocated_amount", "Allocated"), LEFT),
                    ("account", "currency", columns.number("exchange_rate", "Exchange rate")),
                    "reference",
                    "notes",
                )
            },
        ),
        VOID,
        (
            "Record",
            {
                "fields": (
                    ("journal_entry", "external_id", "metadata"),
                    ("created_by", "created_at", "updated_at"),
                    "id",
                )
            },
        ),
    )
    actions = (possible(payments, "void", done="voided", form=VoidForm, order="date"),)


class AdjustmentLineInline(FactInline):
    model = AdjustmentLine
    verbose_name_plural = "Lines"
    select_related = ("adjustment", "account", "tax_rate")
    readonly_fields = fields = (
        "description",
        "account",
        "tax_rate",
        columns.amount("amount", "Amount", currency="adjustment.currency_id"),
        columns.amount("net_amount", "Net", currency="adjustment.currency_id"),
        columns.amount("tax_amount", "Tax", currency="adjustment.currency_id"),
    )


@admin.register(Adjustment)
class AdjustmentAdmin(IndexedAdmin, FactAdmin):
    list_display = (
        "adjustment_number",
        "kind",
        AMOUNT,
        LEFT,
        "contact",
        DAY,
        "status",
        "company",
    )
    list_filter = ("kind", "status", "date", ("company", CompanyFilter))
    list_select_related = ("company", "contact")
    contact = "contact"
    search_fields = ("adjustment_number", "contact__name", "reference", "=external_id", "company__name", "=id")
    ordering = ("-date", "-id")
    inlines = (AdjustmentLineInline, AllocationInline)
    fieldsets = (
        (None, {"fields": ("company", ("adjustment_number", "status"), ("kind", "contact"), "date")}),
        (
            "Money",
            {
                "fields": (
                    (columns.amount("subtotal", "Net"), columns.amount("tax_total", "Tax"), AMOUNT),
                    (columns.amount("allocated_amount", "Allocated"), LEFT, "currency"),
                    "reference",
                )
            },
        ),
        VOID,
        (
            "Record",
            {
                "fields": (
                    ("journal_entry", "external_id", "metadata"),
                    ("created_by", "created_at", "updated_at"),
                    "id",
                )
            },
        ),
    )
    actions = (possible(adjustments, "void", done="voided", form=VoidForm, order="date"),)
