"""The tags of the OpenAPI document, which are the groups of operations in clients."""

from typing import Any

from api.openapi.events import TAG as WEBHOOK_EVENTS

TAGS: dict[str, tuple[str, str]] = {
    "auth": ("Sign-in", "Tokens, your own profile and password, and your open sessions."),
    "api_keys": ("API keys", "What programs sign in with: keys with a role, companies and scopes."),
    "companies": ("Companies", "The companies of the organization. Each has books of its own."),
    "members": ("Members", "Who has access to a company, and with which role."),
    "users": ("Users", "The people of the organization."),
    "chart_of_accounts": ("Chart of accounts", "The accounts of a company, with their balances."),
    "customers": ("Customers", "Whom a company sells to."),
    "vendors": ("Vendors", "Whom a company buys from."),
    "invoices": ("Invoices", "What customers owe: from a draft, when it is sent, until it is paid."),
    "bills": ("Bills", "What a company owes its vendors: submitted, approved, paid."),
    "credit_notes": ("Credit notes", "What customers get back of their invoices: issued, applied."),
    "vendor_credits": ("Vendor credits", "What vendors give back of their bills: issued, applied."),
    "payments": ("Payments", "Money received or paid, and the documents that it settles."),
    "adjustments": ("Adjustments", "What a contact owes less, or is owed less, without money."),
    "bank_transactions": ("Bank transactions", "Money spent or received without a bill or an invoice."),
    "transfers": ("Transfers", "Money moved between a company's own accounts."),
    "attachments": ("Attachments", "The files that belong to documents, payments, entries and contacts."),
    "items": ("Items", "The products and services that lines of documents are about."),
    "tax_rates": ("Tax rates", "The taxes that lines of documents can have."),
    "tracking_categories": ("Tracking categories", "What lines are tracked by, such as department and project."),
    "tax_returns": ("Tax returns", "The tax of some days, by box."),
    "exchange_rates": ("Exchange rates", "What a unit of another currency is worth in the base currency."),
    "fx_revaluations": ("Currency revaluations", "What is open in other currencies, at the closing rates of a day."),
    "budgets": ("Budgets", "What a company plans to earn and spend, by account and month."),
    "journal_entries": (
        "Journal entries",
        "Debits and credits that balance. What is posted never changes. "
        "How to post them: docs/guides/journal-entries.md.",
    ),
    "opening_balances": ("Opening balances", "What a company owned and owed when its books began here."),
    "recurring": ("Recurring", "Journal entries, invoices and bills that are made again and again."),
    "periods": ("Periods", "The months of the books, and closing them."),
    "fiscal_years": ("Fiscal years", "The years of the books, and closing them."),
    "imports": ("Imports", "Files that are booked as a whole or not at all."),
    "exports": ("Exports", "The whole ledger as a file, for other programs."),
    "reports": (
        "Reports",
        "Statements, ledgers, aged items: as of any day, and as they were known at any moment. "
        "How to read them: docs/guides/reports.md.",
    ),
    "integrity": ("Integrity", "Proof that the books of a company hold."),
    "currencies": ("Currencies", "The currencies of ISO 4217, with their decimals."),
    "batch": ("Batch", "Several writes as one: all or none."),
    "events": ("Events", "The log of what happened in a company's books, in order and without gaps."),
    "webhooks": ("Webhooks", "The addresses to which events are sent, and what was delivered."),
    WEBHOOK_EVENTS: ("Webhook events", "The requests that Atlas sends to your webhooks."),
    "audit": ("Audit trail", "Who changed what in the organization."),
    "health": ("Health", "Whether the service is up."),
    "reference": ("Reference", "This document."),
}


def tags() -> list[dict[str, Any]]:
    return [
        {"name": name, "x-displayName": title, "description": description}
        for name, (title, description) in TAGS.items()
    ]
