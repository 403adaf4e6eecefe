"""Fiscal years, with actions to close and reopen them, and the obstacles to closing."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html_join

from accounting.ledger import fiscal_years
from accounting.ledger.admin.facts import FactAdmin
from accounting.ledger.admin.pages import CompanyFilter
from accounting.ledger.admin.running import Operation, RequiredReasonForm
from accounting.ledger.models import FiscalYear, PeriodStatus


class CloseYearForm(forms.Form):
    closing_entry = forms.BooleanField(
        required=False, help_text="Post an entry that moves the year's earnings to the account of retained earnings."
    )


@admin.register(FiscalYear)
class FiscalYearAdmin(FactAdmin):
    list_display = ("name", "company", "start_date", "end_date", "status", "closed_at", "closed_by")
    list_filter = ("status", ("company", CompanyFilter))
    list_select_related = ("company", "closed_by")
    search_fields = ("company__name", "=id")
    ordering = ("-start_date", "company__name", "id")
    date_hierarchy = "start_date"
    fieldsets = (
        (None, {"fields": ("company", ("start_date", "end_date"), "status", "in_the_way")}),
        ("Closing", {"fields": (("closed_at", "closed_by"), "closing_entry")}),
        ("Last reopening", {"fields": (("reopened_at", "reopened_by"), "reopen_reason")}),
        ("Record", {"fields": (("created_at", "updated_at"), "id")}),
    )
    actions = (
        Operation(
            fiscal_years.close,
            label="Close",
            done="closed",
            applies=lambda year: year.status == PeriodStatus.OPEN and fiscal_years.has_ended(year),
            form=CloseYearForm,
            order="start_date",
        ),
        Operation(
            fiscal_years.reopen,
            label="Reopen",
            done="reopened",
            applies=lambda year: year.status == PeriodStatus.CLOSED,
            form=RequiredReasonForm,
            order="-start_date",
        ),
    )

    @admin.display(description="obstacles to closing")
    def in_the_way(self, year: FiscalYear) -> str:
        if year.status == PeriodStatus.CLOSED:
            return ""
        messages = ((obstacle.message,) for obstacle in fiscal_years.close_check(year))
        return format_html_join(" ", "{}", messages) or "Nothing."
