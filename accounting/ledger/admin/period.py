"""Accounting periods, with actions to close and reopen them, and the obstacles to closing."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join

from accounting.ledger import periods
from accounting.ledger.admin.facts import FactAdmin, FactInline
from accounting.ledger.admin.pages import CompanyFilter, list_of
from accounting.ledger.admin.running import Operation, RequiredReasonForm
from accounting.ledger.models import AccountingPeriod, PeriodChange, PeriodStatus


class PeriodChangeInline(FactInline):
    model = PeriodChange
    verbose_name_plural = "history"
    ordering = ("-at", "-id")
    select_related = ("by",)
    fields = ("action", "at", "by", "reason", "seal")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[PeriodChange]:
        return super().get_queryset(request).defer("sealed_balances")


@admin.register(AccountingPeriod)
class AccountingPeriodAdmin(FactAdmin):
    list_display = ("name", "company", "status", "closed_at", "closed_by")
    list_filter = ("status", ("company", CompanyFilter))
    list_select_related = ("company", "closed_by")
    search_fields = ("company__name", "seal", "=id")
    ordering = ("-start_date", "company__name", "id")
    date_hierarchy = "start_date"
    inlines = (PeriodChangeInline,)
    fieldsets = (
        (None, {"fields": ("company", ("start_date", "end_date"), "status", "in_the_way", "entries")}),
        ("Closing", {"fields": (("closed_at", "closed_by"), "sealed_head", "seal")}),
        ("Last reopening", {"fields": (("reopened_at", "reopened_by"), "reopen_reason")}),
        ("Sealed trial balance", {"fields": ("sealed_balances",), "classes": ("collapse",)}),
        ("Record", {"fields": (("created_at", "updated_at"), "id")}),
    )
    actions = (
        Operation(
            periods.close,
            label="Close",
            done="closed",
            applies=lambda period: period.status == PeriodStatus.OPEN and periods.has_ended(period),
            order="start_date",
        ),
        Operation(
            periods.reopen,
            label="Reopen",
            done="reopened",
            applies=lambda period: period.status == PeriodStatus.CLOSED,
            form=RequiredReasonForm,
            order="-start_date",
        ),
    )

    @admin.display(description="obstacles to closing")
    def in_the_way(self, period: AccountingPeriod) -> str:
        if period.status == PeriodStatus.CLOSED:
            return ""
        messages = ((obstacle.message,) for obstacle in periods.close_check(period))
        return format_html_join(" ", "{}", messages) or "Nothing."

    @admin.display(description="books")
    def entries(self, period: AccountingPeriod) -> str:
        return format_html('<a href="{}">Journal entries</a>', list_of("journalentry", period__id__exact=period.pk))
