"""Companies, their members, and the tables that the guards keep for their books."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join

from accounting.ledger import charts, companies, members
from accounting.ledger.admin.editing import OperationAdmin, OperationForm
from accounting.ledger.admin.facts import FactAdmin
from accounting.ledger.admin.pages import CompanyFilter, list_of
from accounting.ledger.admin.running import hold
from accounting.ledger.models import Company, CompanyMember, Currency, LedgerHead, NumberSeries
from identity.models import User

BOOKS = (
    ("journalentry", "Journal entries"),
    ("invoice", "Invoices"),
    ("creditnote", "Credit notes"),
    ("bill", "Bills"),
    ("vendorcredit", "Vendor credits"),
    ("payment", "Payments"),
    ("adjustment", "Adjustments"),
    ("banktransaction", "Bank transactions"),
    ("transfer", "Transfers"),
    ("openitem", "Open items"),
    ("openingbalances", "Opening balances"),
    ("recurringtemplate", "Recurring templates"),
    ("attachment", "Attachments"),
    ("import", "Imports"),
    ("contact", "Contacts"),
    ("item", "Items"),
    ("account", "Accounts"),
    ("accountbalance", "Balances"),
    ("accountingperiod", "Periods"),
    ("fiscalyear", "Fiscal years"),
    ("budget", "Budgets"),
    ("trackingcategory", "Tracking categories"),
    ("taxrate", "Tax rates"),
    ("taxreturn", "Tax returns"),
    ("exchangerate", "Exchange rates"),
    ("fxrevaluation", "Currency revaluations"),
    ("companymember", "Members"),
    ("event", "Events"),
)


class NewCompanyForm(OperationForm):
    chart = forms.ChoiceField(
        choices=[(name, name.capitalize()) for name in charts.names()], label="Chart of accounts to start from"
    )


@admin.register(Company)
class CompanyAdmin(OperationAdmin):
    fixed = ("organization",)
    list_display = ("name", "organization", "base_currency", "posted_entries", "two_person_approval", "created_at")
    list_filter = ("organization__tier", "tax_rounding", "two_person_approval")
    list_select_related = ("organization", "base_currency", "ledger_head")
    search_fields = ("name", "organization__name", "=id")
    ordering = ("name", "id")
    date_hierarchy = "created_at"
    autocomplete_fields = ("organization", "base_currency")
    readonly_fields = ("books", "id", "created_at", "updated_at")
    fieldsets = (
        (None, {"fields": ("organization", "name", "base_currency", "books")}),
        ("Settings", {"fields": ("fiscal_year_start_month", "time_zone", "tax_rounding", "two_person_approval")}),
        ("On documents", {"fields": Company.DETAILS}),
        ("Record", {"fields": ("id", "created_at", "updated_at")}),
    )
    add_fieldsets = (
        (None, {"fields": ("organization", "name", "base_currency", "chart")}),
        ("Settings", {"fields": ("fiscal_year_start_month", "time_zone", "tax_rounding", "two_person_approval")}),
        ("On documents", {"fields": Company.DETAILS}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return super().get_fieldsets(request, obj) if obj else self.add_fieldsets

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **kwargs, **({} if obj else {"form": NewCompanyForm}))

    @admin.display(description="posted entries", ordering="ledger_head__last_number")
    def posted_entries(self, company: Company) -> int:
        return company.ledger_head.last_number

    @admin.display(description="books")
    def books(self, company: Company) -> str:
        reports = (reverse("reports-of", args=[company.pk]), "Reports")
        links = (reports, *((list_of(noun, company__id__exact=company.pk), label) for noun, label in BOOKS))
        return format_html_join(" · ", '<a href="{}">{}</a>', links)

    def create(self, values: dict[str, Any], *, by: User) -> Company:
        return companies.create(**values | {"base_currency": values["base_currency"].code}, by=by)

    def update(self, row: Company, changes: dict[str, Any], *, by: User) -> Company:
        if "base_currency" in changes:
            changes["base_currency"] = changes["base_currency"].code
        return companies.update(row, by=by, **changes)


@admin.register(CompanyMember)
class CompanyMemberAdmin(OperationAdmin):
    fixed = ("company", "user")
    list_display = ("user", "role", "company", "created_at")
    list_filter = ("role", ("company", CompanyFilter))
    list_select_related = ("user", "company")
    search_fields = ("user__email", "user__full_name", "company__name")
    ordering = ("company__name", "user__email", "id")
    autocomplete_fields = ("company", "user")
    fields = ("company", "user", "role")

    def create(self, values: dict[str, Any], *, by: User) -> CompanyMember:
        return members.assign(**values, by=by)

    def update(self, row: CompanyMember, changes: dict[str, Any], *, by: User) -> CompanyMember:
        return members.assign(row.company, user=row.user, role=changes.get("role", row.role), by=by)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def delete_model(self, request: HttpRequest, obj: CompanyMember) -> None:
        hold([obj])
        members.remove(obj, by=request.user)  # type: ignore[arg-type]

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[CompanyMember]) -> None:
        hold(queryset)
        for member in queryset:
            self.delete_model(request, member)


@admin.register(Currency)
class CurrencyAdmin(FactAdmin):
    list_display = ("code", "name", "decimals")
    list_filter = ("decimals",)
    search_fields = ("code", "name")
    ordering = ("code",)
    fields = ("code", "name", "decimals")


@admin.register(LedgerHead)
class LedgerHeadAdmin(FactAdmin):
    list_display = ("company", "last_number", "last_event_sequence", "last_hash")
    list_select_related = ("company",)
    search_fields = ("company__name", "last_hash")
    ordering = ("company__name", "company")
    fields = ("company", "last_number", "last_event_sequence", "last_hash")


@admin.register(NumberSeries)
class NumberSeriesAdmin(FactAdmin):
    list_display = ("company", "kind", "last_number")
    list_filter = ("kind", ("company", CompanyFilter))
    list_select_related = ("company",)
    search_fields = ("company__name", "kind")
    ordering = ("company__name", "kind", "id")
    fields = ("company", "kind", "last_number")
