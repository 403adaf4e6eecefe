"""The chart of accounts, and the monthly balances of each account."""

from typing import Any

from django.contrib import admin
from django.utils.html import format_html

from accounting.ledger import accounts
from accounting.ledger.admin import columns
from accounting.ledger.admin.editing import ArchivingAdmin, with_ids
from accounting.ledger.admin.facts import FactAdmin
from accounting.ledger.admin.pages import CompanyFilter, list_of
from accounting.ledger.models import Account, AccountBalance
from foundation.staff_pages import LongListAdmin
from identity.models import User

BASE = "company.base_currency_id"


@admin.register(Account)
class AccountAdmin(ArchivingAdmin):
    """Staff set code, type and role only when they add an account. Later the company's own accountants change them."""

    operations = accounts
    fixed = ("company", "code", "type", "subtype", "parent", "currency", "system_role")
    list_display = ("code", "name", "type", "subtype", "company", "system_role", "is_active")
    list_display_links = ("code", "name")
    list_filter = ("type", "is_active", "system_role", ("company", CompanyFilter))
    list_select_related = ("company",)
    search_fields = ("code", "name", "company__name", "=id")
    ordering = ("company__name", "company", "code")
    autocomplete_fields = ("company", "parent", "currency")
    readonly_fields = ("books", "id", "created_at", "updated_at")
    fieldsets = (
        (None, {"fields": ("company", "code", "name", "description", "is_active")}),
        ("Place in the chart", {"fields": ("type", "subtype", "parent", "currency", "system_role")}),
        ("Record", {"fields": ("books", "id", "created_at", "updated_at")}),
    )

    @admin.display(description="books")
    def books(self, account: Account) -> str:
        if account._state.adding:
            return ""
        return format_html(
            '<a href="{}">Journal lines</a> · <a href="{}">Balances by month</a>',
            list_of("journalline", account__id__exact=account.pk),
            list_of("accountbalance", account__id__exact=account.pk),
        )

    def create(self, values: dict[str, Any], *, by: User) -> Account:
        values = with_ids(values, "parent")
        currency = values.pop("currency")
        return accounts.create(**values, currency=currency and currency.code, by=by)


@admin.register(AccountBalance)
class AccountBalanceAdmin(LongListAdmin, FactAdmin):
    list_display = (
        "account",
        "month",
        columns.amount("debits", "Debits", currency=BASE),
        columns.amount("credits", "Credits", currency=BASE),
        "company",
    )
    list_filter = ("account__type", "month", ("company", CompanyFilter))
    list_select_related = ("account", "company")
    search_fields = ("company__name",)
    newest = ""
    ordering = ("-month", "account__code", "id")
    fieldsets = (
        (None, {"fields": ("company", "account", "month", *list_display[2:4])}),
        (
            "Of this, from closing entries",
            {
                "fields": (
                    columns.amount("closing_debits", "Debits", currency=BASE),
                    columns.amount("closing_credits", "Credits", currency=BASE),
                )
            },
        ),
    )
