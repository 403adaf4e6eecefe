"""Bills with their lines, and actions to approve, reject and void them."""

from django import forms
from django.contrib import admin

from accounting.documents import bills
from accounting.documents.admin.document import (
    FIGURES,
    TERMS,
    VOID,
    DocumentAdmin,
    line_fields,
    listed,
    searched,
)
from accounting.documents.models import Bill, BillLine
from accounting.ledger.admin.facts import FactInline
from accounting.ledger.admin.running import VoidForm, possible, text_field
from accounting.open_items.admin import AllocationInline
from identity.models import User


class BillLineInline(FactInline):
    model = BillLine
    verbose_name_plural = "Lines"
    select_related = ("bill", "item", "account", "tax_rate")
    readonly_fields = fields = line_fields("bill")


class RejectionForm(forms.Form):
    reason = text_field(max_length=500, required=False)


@admin.register(Bill)
class BillAdmin(DocumentAdmin):
    list_display = listed("bill_number", "vendor")
    list_select_related = ("company", "vendor")
    contact = "vendor"
    search_fields = searched("bill_number", "vendor")
    inlines = (BillLineInline, AllocationInline)
    fieldsets = (
        (None, {"fields": ("company", ("bill_number", "standing"), "vendor")}),
        TERMS,
        FIGURES,
        (
            "Approval",
            {
                "fields": (
                    ("created_by", "preparers"),
                    ("submitted_by", "submitted_at"),
                    ("approved_by", "approved_at"),
                    "rejection_reason",
                )
            },
        ),
        VOID,
        ("Record", {"fields": (("journal_entry", "external_id", "metadata"), ("created_at", "updated_at"), "id")}),
    )
    actions = (
        possible(bills, "approve", done="approved", order="issue_date"),
        possible(bills, "reject", done="rejected", form=RejectionForm, order="issue_date"),
        possible(bills, "void", done="voided", form=VoidForm, order="issue_date"),
    )

    @admin.display(description="prepared by")
    def preparers(self, bill: Bill) -> str:
        """Show the users who prepared it. If the company requires two people, they cannot approve it."""
        people = dict(User.objects.filter(id__in=bill.prepared_by).values_list("id", "full_name"))
        return ", ".join(people.get(person, str(person)) for person in bill.prepared_by)
