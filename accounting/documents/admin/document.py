"""What the pages of invoices and bills have in common."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounting.documents.models import Bill, Invoice
from accounting.ledger.admin import columns
from accounting.ledger.admin.facts import FactAdmin

AMOUNT = columns.amount("amount", "Total")
DATES = (columns.day("issue_date", "Issued"), columns.day("due_date", "Due"))
_AMOUNT_DUE = columns.amount("amount_due", "Open")


@admin.display(description="Open")
def amount_open(document: Invoice | Bill) -> str:
    """Show what is owed on a document: nothing unless it is posted, and not void."""
    is_posted = document.journal_entry_id is not None and document.status != "void"
    return _AMOUNT_DUE(document) if is_posted else ""


TOTALS: tuple[columns.Column, ...] = (
    columns.amount("subtotal", "Net"),
    columns.amount("tax_total", "Tax"),
    AMOUNT,
    columns.amount("amount_paid", "Settled"),
    amount_open,
)


VOID: tuple[str, Any] = (
    "Void",
    {"fields": (("void_date", "voided_at", "voided_by"), ("void_entry", "void_reason")), "classes": ("collapse",)},
)


class SettlementFilter(admin.SimpleListFilter):
    """How posted documents stand. Overdue is reckoned with today's date in UTC."""

    title = "settlement"
    parameter_name = "settlement"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return (("open", "Open"), ("overdue", "Overdue"), ("partly", "Partly settled"), ("settled", "Settled"))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        is_posted, is_open = Q(journal_entry__isnull=False) & ~Q(status="void"), Q(amount_paid__lt=F("amount"))
        conditions = {
            "open": is_posted & is_open,
            "overdue": is_posted & is_open & Q(due_date__lt=timezone.now().date()),
            "partly": is_posted & is_open & Q(amount_paid__gt=0),
            "settled": is_posted & ~is_open,
        }
        return queryset.filter(conditions.get(self.value() or "", Q()))


class DocumentAdmin(FactAdmin):
    """Invoices or bills: frozen once posted, drafts changed by their own company."""

    date_hierarchy = "issue_date"
    ordering = ("-issue_date", "-id")

    @admin.display(description="status", ordering="status")
    def standing(self, document: Any) -> str:
        """Return the status as customers see it: it follows from what is settled, and the date where the company is."""
        status: str = document.status_on(document.company.date_at(timezone.now()))
        return status.replace("_", " ").capitalize()


def line_fields(document: str) -> tuple[Any, ...]:
    """Return the columns of a line, whose amounts are in the currency of its `document`: `invoice` or `bill`."""
    currency = f"{document}.currency_id"
    return (
        "description",
        columns.number("quantity", "Quantity"),
        columns.number("unit_price", "Price"),
        columns.number("discount_percent", "Discount %"),
        "account",
        "tax_rate",
        columns.amount("amount", "Net", currency=currency),
        columns.amount("tax_amount", "Tax", currency=currency),
    )
