"""Payments with their deductions and allocations; voiding; and what settles an invoice or bill, on its page."""

from django.contrib import admin

from accounting.documents.admin.bill import BillAdmin
from accounting.documents.admin.document import VOID
from accounting.documents.admin.invoice import InvoiceAdmin
from accounting.ledger.admin import columns
from accounting.ledger.admin.facts import FactAdmin, FactInline
from accounting.ledger.admin.pages import CompanyFilter
from accounting.ledger.admin.running import VoidForm, possible
from accounting.settlement import payments
from accounting.settlement.models import Allocation, Payment, PaymentDeduction

AMOUNT = columns.amount("amount", "Amount")
LEFT = columns.amount("unallocated_amount", "Unallocated", sortable=False)

SETTLED = (columns.amount("amount", "Amount", currency="payment.currency_id"), "date", "created_by", "created_at")


class PaymentDeductionInline(FactInline):
    model = PaymentDeduction
    verbose_name_plural = "Deductions"
    ordering = ("id",)
    select_related = ("payment", "account")
    readonly_fields = fields = ("account", columns.amount("amount", "Amount", currency="payment.currency_id"))


class AllocationInline(FactInline):
    """What settles a document, or what a payment settles; what was taken back has a row of its own, below zero."""

    model = Allocation
    verbose_name_plural = "Allocations"
    ordering = ("date", "id")
    select_related = ("payment", "invoice", "bill", "created_by")


class PaymentAllocationInline(AllocationInline):
    fk_name = "payment"
    readonly_fields = fields = ("invoice", "bill", *SETTLED)


@admin.register(Payment)
class PaymentAdmin(FactAdmin):
    list_display = ("payment_number", "type", AMOUNT, LEFT, "contact", columns.day("date", "Date"), "status", "company")
    list_filter = ("type", "status", ("company", CompanyFilter))
    list_select_related = ("company", "contact")
    search_fields = ("payment_number", "contact__name", "reference", "external_id", "company__name", "=id")
    ordering = ("-date", "-id")
    date_hierarchy = "date"
    inlines = (PaymentDeductionInline, PaymentAllocationInline)
    fieldsets = (
        (None, {"fields": ("company", ("payment_number", "status"), ("type", "contact"), "date")}),
        (
            "Money",
            {
                "fields": (
                    (AMOUNT, columns.amount("allocated_amount", "Allocated"), LEFT),
                    ("account", "currency", "exchange_rate"),
                    "reference",
                )
            },
        ),
        VOID,
        ("Record", {"fields": (("journal_entry", "external_id"), ("created_by", "created_at", "updated_at"), "id")}),
    )
    actions = (possible(payments, "void", done="voided", form=VoidForm, order="date"),)


class InvoiceAllocationInline(AllocationInline):
    fk_name = "invoice"
    readonly_fields = fields = ("payment", *SETTLED)


class BillAllocationInline(AllocationInline):
    fk_name = "bill"
    readonly_fields = fields = ("payment", *SETTLED)


# Documents know nothing of payments: what settles them is put on their pages from here.
InvoiceAdmin.inlines = (*InvoiceAdmin.inlines, InvoiceAllocationInline)
BillAdmin.inlines = (*BillAdmin.inlines, BillAllocationInline)
