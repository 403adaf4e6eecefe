"""Budgets. Their amounts are set by the API."""

from typing import Any

from django.contrib import admin
from django.db.models import Sum
from django.utils.html import format_html, format_html_join

from accounting.budgets import budgets
from accounting.budgets.models import Budget, BudgetLine
from accounting.ledger import money
from accounting.ledger.admin.editing import ArchivingAdmin
from accounting.ledger.admin.pages import CompanyFilter
from accounting.ledger.admin.tracking import names_of
from identity.models import User


@admin.register(Budget)
class BudgetAdmin(ArchivingAdmin):
    operations = budgets
    list_display = ("name", "start_date", "end_date", "company", "is_active", "updated_at")
    list_filter = ("is_active", ("company", CompanyFilter))
    list_select_related = ("company",)
    search_fields = ("name", "company__name", "=id")
    ordering = ("company__name", "name", "id")
    autocomplete_fields = ("company",)
    readonly_fields = ("options", "totals", "id", "created_at", "updated_at")
    fieldsets = (
        (None, {"fields": ("company", "name", ("start_date", "end_date"), "options", "notes", "is_active")}),
        ("Amounts", {"fields": ("totals",)}),
        ("Record", {"fields": ("id", "created_at", "updated_at")}),
    )

    @admin.display(description="options", empty_value="of all lines")
    def options(self, budget: Budget) -> str | None:
        """Return the names of the options whose lines it plans."""
        return names_of(budget) or None

    @admin.display(description="by account", empty_value="–")
    def totals(self, budget: Budget) -> str | None:
        """Return what is planned for each account in all months together."""
        lines = BudgetLine.objects.filter(company=budget.company_id, budget=budget.pk)
        sums = lines.values_list("account__code", "account__name").order_by("account__code").annotate(sum=Sum("amount"))
        currency = budget.company.base_currency_id if budget.company_id else ""
        rows = [(code, name, money.text(amount, currency)) for code, name, amount in sums]
        return (
            format_html("<table>{}</table>", format_html_join("", "<tr><td>{} {}</td><td>{}</td></tr>", rows))
            if rows
            else None
        )

    def create(self, values: dict[str, Any], *, by: User) -> Budget:
        return budgets.create(**values, by=by)
