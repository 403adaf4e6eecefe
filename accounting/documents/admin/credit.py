"""Credit notes and vendor credits with their lines, and actions to issue and void them."""

from typing import Any

from django.contrib import admin

from accounting.documents import credit_notes, vendor_credits
from accounting.documents.admin.document import (
    AMOUNT,
    FIGURES,
    VOID,
    DocumentAdmin,
    SettlementFilter,
    amount_open,
    line_fields,
    searched,
)
from accounting.documents.models import CreditNote, CreditNoteLine, VendorCredit, VendorCreditLine
from accounting.ledger.admin import columns
from accounting.ledger.admin.facts import FactInline
from accounting.ledger.admin.pages import CompanyFilter
from accounting.ledger.admin.running import VoidForm, possible
from accounting.open_items.admin import AllocationInline

TERMS: tuple[str, Any] = ("Terms", {"fields": (("issue_date", "supply_date"), "reason", "reference", "notes")})


class AppliedFilter(SettlementFilter):
    """Filter issued credits by how much of them is applied. They are never overdue."""

    title = "applied"
    parameter_name = "applied"

    def lookups(self, request: Any, model_admin: Any) -> Any:
        return (("open", "Open"), ("partly", "Partly applied"), ("settled", "Applied"))


class CreditNoteLineInline(FactInline):
    model = CreditNoteLine
    verbose_name_plural = "Lines"
    select_related = ("credit_note", "item", "account", "tax_rate")
    readonly_fields = fields = line_fields("credit_note")


class VendorCreditLineInline(FactInline):
    model = VendorCreditLine
    verbose_name_plural = "Lines"
    select_related = ("vendor_credit", "item", "account", "tax_rate")
    readonly_fields = fields = line_fields("vendor_credit")


class CreditAdmin(DocumentAdmin):
    list_filter = ("status", AppliedFilter, "issue_date", ("company", CompanyFilter))


def _listed(number: str, contact: str) -> tuple[Any, ...]:
    return (number, "standing", AMOUNT, amount_open, contact, columns.day("issue_date", "Issued"), "company")


def _record(*people: str) -> tuple[str, Any]:
    fields = (("journal_entry", "external_id", "metadata"), people, ("created_at", "updated_at"), "id")
    return ("Record", {"fields": fields})


@admin.register(CreditNote)
class CreditNoteAdmin(CreditAdmin):
    list_display = _listed("number", "customer")
    list_select_related = ("company", "customer")
    contact = "customer"
    search_fields = searched("credit_note_number", "customer")
    inlines = (CreditNoteLineInline, AllocationInline)
    fieldsets = (
        (None, {"fields": ("company", ("credit_note_number", "standing"), "customer", "invoice", "pdf")}),
        TERMS,
        FIGURES,
        VOID,
        _record("created_by", "issued_by", "issued_at"),
    )
    actions = (
        possible(credit_notes, "issue", done="issued", order="issue_date"),
        possible(credit_notes, "void", done="voided", form=VoidForm, order="issue_date"),
    )

    @admin.display(description="credit note", ordering="credit_note_number")
    def number(self, note: CreditNote) -> str:
        return str(note)


@admin.register(VendorCredit)
class VendorCreditAdmin(CreditAdmin):
    list_display = _listed("vendor_credit_number", "vendor")
    list_select_related = ("company", "vendor")
    contact = "vendor"
    search_fields = searched("vendor_credit_number", "vendor")
    inlines = (VendorCreditLineInline, AllocationInline)
    fieldsets = (
        (None, {"fields": ("company", ("vendor_credit_number", "standing"), "vendor", "bill")}),
        TERMS,
        FIGURES,
        VOID,
        _record("created_by", "issued_by", "issued_at"),
    )
    actions = (
        possible(vendor_credits, "issue", done="issued", order="issue_date"),
        possible(vendor_credits, "void", done="voided", form=VoidForm, order="issue_date"),
    )
