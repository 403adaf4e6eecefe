"""Bank transactions with their lines, transfers, and actions to void them."""

from typing import Any

from django.contrib import admin

from accounting.banking import bank_transactions, transfers
from accounting.banking.models import BankTransaction, BankTransactionLine, Transfer
from accounting.documents.admin.document import VOID
from accounting.ledger.admin import columns
from accounting.ledger.admin.facts import FactAdmin, FactInline
from accounting.ledger.admin.pages import CompanyFilter, IndexedAdmin
from accounting.ledger.admin.running import VoidForm, possible

AMOUNT = columns.amount("amount", "Amount")
DAY = columns.day("date", "Date")
RECORD: tuple[str, Any] = (
    "Record",
    {"fields": (("journal_entry", "external_id", "metadata"), ("created_by", "created_at", "updated_at"), "id")},
)


class BankTransactionLineInline(FactInline):
    model = BankTransactionLine
    verbose_name_plural = "Lines"
    select_related = ("bank_transaction", "account", "tax_rate")
    readonly_fields = fields = (
        "description",
        "account",
        "tax_rate",
        columns.amount("amount", "As entered", currency="bank_transaction.currency_id"),
        columns.amount("net_amount", "Net", currency="bank_transaction.currency_id"),
        columns.amount("tax_amount", "Tax", currency="bank_transaction.currency_id"),
    )


@admin.register(BankTransaction)
class BankTransactionAdmin(IndexedAdmin, FactAdmin):
    list_display = ("transaction_number", "type", AMOUNT, "account", "contact", DAY, "status", "company")
    list_filter = ("type", "status", "date", ("company", CompanyFilter))
    list_select_related = ("company", "contact", "account")
    contact = "contact"
    search_fields = ("transaction_number", "contact__name", "reference", "=external_id", "company__name", "=id")
    ordering = ("-date", "-id")
    inlines = (BankTransactionLineInline,)
    fieldsets = (
        (None, {"fields": ("company", ("transaction_number", "status"), ("type", "contact"), "date")}),
        (
            "Money",
            {
                "fields": (
                    (columns.amount("subtotal", "Net"), columns.amount("tax_total", "Tax"), AMOUNT),
                    ("account", "currency", "tax_inclusive"),
                    "reference",
                )
            },
        ),
        VOID,
        RECORD,
    )
    actions = (possible(bank_transactions, "void", done="voided", form=VoidForm, order="date"),)


@admin.register(Transfer)
class TransferAdmin(IndexedAdmin, FactAdmin):
    list_display = ("transfer_number", AMOUNT, "from_account", "to_account", DAY, "status", "company")
    list_filter = ("status", "date", ("company", CompanyFilter))
    list_select_related = ("company", "from_account", "to_account")
    search_fields = ("transfer_number", "reference", "=external_id", "company__name", "=id")
    ordering = ("-date", "-id")
    fieldsets = (
        (None, {"fields": ("company", ("transfer_number", "status"), "date")}),
        (
            "Money",
            {
                "fields": (
                    ("from_account", "to_account"),
                    (AMOUNT, columns.amount("to_amount", "Arrived", currency="to_currency_id"), "currency"),
                    ("fee_account", columns.amount("fee_amount", "Fee")),
                    "reference",
                )
            },
        ),
        VOID,
        RECORD,
    )
    actions = (possible(transfers, "void", done="voided", form=VoidForm, order="date"),)
