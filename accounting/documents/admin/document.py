"""Common code of the pages of invoices, bills and their credits."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from accounting.documents import standing
from accounting.documents.models import Document
from accounting.ledger.admin import columns
from accounting.ledger.admin.facts import FactAdmin
from accounting.ledger.admin.pages import CompanyFilter, IndexedAdmin

AMOUNT = columns.amount("amount", "Total")
DATES = (columns.day("issue_date", "Issued"), columns.day("due_date", "Due"))
_AMOUNT_DUE = columns.amount("amount_due", "Open")


@admin.display(description="Open")
def amount_open(document: Document) -> str:
    """Show the open amount of a document. It is nothing unless the document is posted and not void."""
    return _AMOUNT_DUE(document) if document.status == document.POSTED else ""


TOTALS: tuple[columns.Column, ...] = (
    columns.amount("subtotal", "Net"),
    columns.amount("tax_total", "Tax"),
    AMOUNT,
    columns.amount("amount_paid", "Settled"),
    amount_open,
)


TERMS: tuple[str, Any] = ("Terms", {"fields": (("issue_date", "supply_date", "due_date"), "reference", "notes")})
FIGURES: tuple[str, Any] = (
    "Totals",
    {
        "fields": (
            TOTALS[:3],
            TOTALS[3:],
            ("currency", columns.number("exchange_rate", "Exchange rate"), "tax_rounding"),
        )
    },
)
VOID: tuple[str, Any] = (
    "Void",
    {"fields": (("void_date", "voided_at", "voided_by"), ("void_entry", "void_reason")), "classes": ("collapse",)},
)


class SettlementFilter(admin.SimpleListFilter):
    """Filter posted documents by their status today, in each company's time zone."""

    title = "settlement"
    parameter_name = "settlement"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return (("open", "Open"), ("overdue", "Overdue"), ("partly", "Partly settled"), ("settled", "Settled"))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        posted = queryset.model.POSTED
        today = standing.today_where_the_company_is(timezone.now())
        conditions = {
            "open": standing.unpaid(posted),
            "overdue": standing.conditions(posted, today).get("overdue", Q(pk__in=[])),  # credits never are
            "partly": standing.paid_in_part(posted),
            "settled": standing.paid(posted),
        }
        return queryset.filter(conditions.get(self.value() or "", Q()))


class DocumentAdmin(IndexedAdmin, FactAdmin):
    """Documents of one kind. Posted ones are frozen, and only the company itself changes drafts."""

    list_filter = ("status", SettlementFilter, "issue_date", ("company", CompanyFilter))
    ordering = ("-issue_date", "-id")

    @admin.display(description="status", ordering="status")
    def standing(self, document: Any) -> str:
        """Return the status as customers see it. It depends on the payments and on the date in the company's time
        zone."""
        status: str = document.status_on(document.company.date_at(timezone.now()))
        return status.replace("_", " ").capitalize()

    @admin.display(description="PDF")
    def pdf(self, document: Document) -> str:
        """Link to an invoice or a credit note as the customer gets it."""
        address = reverse("document-pdf", args=[document.company_id, document.NOUN.replace("_", "-"), document.pk])
        return format_html('<a href="{}">{}</a>', address, document)


def listed(number: str, contact: str) -> tuple[Any, ...]:
    """Return the columns of a list, from the names of its number and of its contact."""
    return (number, "standing", AMOUNT, amount_open, contact, *DATES, "company")


def searched(number: str, contact: str) -> tuple[str, ...]:
    """Return the fields that the search of a list uses."""
    return (number, f"{contact}__name", "reference", "=external_id", "company__name", "=id")


def line_fields(document: str) -> tuple[Any, ...]:
    """Return the columns of a line. Its amounts are in the currency of its `document`, `invoice` or `bill`."""
    currency = f"{document}.currency_id"
    return (
        "description",
        columns.number("quantity", "Quantity"),
        "unit",
        columns.number("unit_price", "Price"),
        columns.number("discount_percent", "Discount %"),
        "item",
        "account",
        "tax_rate",
        columns.amount("amount", "Net", currency=currency),
        columns.amount("tax_amount", "Tax", currency=currency),
    )
