"""Opening balances, for reading."""

from django.contrib import admin

from accounting.ledger.admin import columns
from accounting.ledger.admin.facts import FactAdmin
from accounting.ledger.admin.pages import CompanyFilter
from accounting.opening.models import OpeningBalances

EQUITY = columns.amount("equity_amount", "Equity amount when set", currency="company.base_currency_id")
"""What is kept. The API leaves out documents that were voided since (api/resources/opening_balances.py)."""


@admin.register(OpeningBalances)
class OpeningBalancesAdmin(FactAdmin):
    list_display = ("company", columns.day("date", "Date"), EQUITY, "journal_entry", "set_by", "updated_at")
    list_filter = (("company", CompanyFilter),)
    list_select_related = ("company", "journal_entry", "set_by")
    search_fields = ("company__name", "=id")
    ordering = ("company__name", "id")
    fieldsets = (
        (None, {"fields": ("company", "date", EQUITY)}),
        ("Record", {"fields": ("journal_entry", "set_by", ("created_at", "updated_at"), "id")}),
    )
