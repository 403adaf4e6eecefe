"""What the API answers.

Generated from docs/openapi.yaml by `make sdks`: edit sdks/generator instead.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Literal

from atlas_accounting._model import Model

AccountAction = Literal["update", "delete", "archive", "restore"]

AccountSubtype = Literal[
    "",
    "bank",
    "cash",
    "clearing",
    "receivable",
    "inventory",
    "other_current_asset",
    "fixed_asset",
    "other_non_current_asset",
    "payable",
    "credit_card",
    "tax",
    "other_current_liability",
    "long_term_liability",
    "capital",
    "distribution",
    "retained_earnings",
    "other_equity",
    "sales",
    "other_income",
    "cost_of_sales",
    "operating_expense",
    "depreciation",
    "finance_cost",
    "income_tax",
    "other_expense",
]

AccountType = Literal["asset", "liability", "equity", "revenue", "expense"]

AdjustmentAction = Literal["update", "allocate", "unallocate", "void"]

AdjustmentKind = Literal["write_off", "settlement_discount", "contra", "rounding", "other"]

AgedBy = Literal["due_date", "issue_date"]

AgedRowType = Literal["item", "contact", "total"]

ApiKeyAction = Literal["update", "revoke", "rotate"]

ApiKeyStatus = Literal["active", "suspended", "expired", "revoked"]

AttachmentAction = Literal["delete"]

AttachmentObjectType = Literal[
    "invoice",
    "bill",
    "credit_note",
    "vendor_credit",
    "payment",
    "adjustment",
    "bank_transaction",
    "transfer",
    "journal_entry",
    "contact",
]

BankTransactionAction = Literal["update", "void"]

BankTransactionType = Literal["spend", "receive"]

BillAction = Literal["update", "delete", "approve", "reject", "submit", "void"]

BillEventStatus = Literal["draft", "submitted", "approved", "partially_paid", "paid", "rejected", "void"]

BillStatus = Literal["draft", "submitted", "approved", "rejected", "partially_paid", "paid", "overdue", "void"]

BudgetAction = Literal["update", "delete", "archive", "restore"]

CompanyAction = Literal["update"]

CompanyRole = Literal["admin", "accountant", "approver", "viewer"]

ContactAction = Literal["update", "delete", "archive", "restore"]

ContactKind = Literal["customer", "vendor"]

CreditNoteAction = Literal["update", "delete", "apply", "issue", "unapply", "void"]

CreditStatus = Literal["draft", "issued", "partially_applied", "applied", "void"]

CurrencyCode = str

DeliveredEventType = str

DeliveryAction = Literal["resend"]

DeliveryStatus = Literal["pending", "succeeded", "exhausted"]

EventType = str

ExchangeRateAction = Literal["delete"]

ExchangeRateSource = Literal["manual", "ecb"]

FiscalYearAction = Literal["close", "reopen"]

FxRevaluationAction = Literal["void"]

GeneralLedgerRowType = Literal["opening", "line", "closing"]

ImportAction = Literal["cancel"]

ImportEventStatus = Literal["succeeded", "failed", "cancelled"]

ImportFormat = Literal[
    "beancount",
    "hledger",
    "csv",
    "customers_csv",
    "vendors_csv",
    "accounts_csv",
    "items_csv",
    "invoices_csv",
    "bills_csv",
]

ImportRowAction = Literal["created", "updated", "skipped"]

ImportStatus = Literal["queued", "running", "succeeded", "failed", "cancelling", "cancelled"]

InvoiceAction = Literal["update", "delete", "send", "void"]

InvoiceEventStatus = Literal["draft", "sent", "partially_paid", "paid", "void"]

InvoiceStatus = Literal["draft", "sent", "partially_paid", "paid", "overdue", "void"]

ItemAction = Literal["update", "delete", "archive", "restore"]

JournalEntryAction = Literal["update", "delete", "post", "reverse"]

JournalEntryStatus = Literal["draft", "posted"]

JournalEntryType = Literal["standard", "opening", "adjusting", "reversal", "fx_revaluation", "closing"]

JournalRowType = Literal["line", "total"]

MemberAction = Literal["update", "delete"]

OrganizationRole = Literal["admin", "member"]

PaymentAction = Literal["update", "allocate", "refund", "unallocate", "void"]

PaymentStatus = Literal["posted", "void"]

PaymentType = Literal["received", "made"]

PeriodAction = Literal["close", "reopen"]

PeriodChangeAction = Literal["closed", "reopened"]

PeriodCloseObstacleCode = Literal[
    "not_ended",
    "earlier_open",
    "open_periods",
    "no_retained_earnings",
    "draft_entries",
    "draft_invoices",
    "unapproved_bills",
    "draft_credit_notes",
    "draft_vendor_credits",
    "unfiled_tax_returns",
]

PeriodCloseObstacleSeverity = Literal["error", "warning"]

PeriodStatus = Literal["open", "closed"]

RecurringFrequency = Literal["monthly", "quarterly", "yearly"]

RecurringKind = Literal["journal_entry", "invoice", "bill"]

RecurringOnClosedPeriod = Literal["wait", "next_open"]

RecurringStatus = Literal["active", "waiting", "paused", "ended"]

RecurringTemplateAction = Literal["update", "delete", "end", "pause", "resume"]

ReplicaState = Literal["none", "ok", "behind", "away", "wrong"]

ReportBasis = Literal["accrual", "cash"]

ReportColumnKind = Literal[
    "period",
    "total",
    "comparison",
    "comparison_total",
    "budget",
    "variance",
    "variance_percent",
    "percent_of_revenue",
    "option",
    "not_tracked",
    "opening",
    "closing",
]

ReportRowType = Literal["section", "account", "computed", "subtotal", "total"]

Scope = Literal[
    "adjustments:read",
    "adjustments:write",
    "attachments:read",
    "attachments:write",
    "audit:read",
    "bank-transactions:read",
    "bank-transactions:write",
    "bills:read",
    "bills:write",
    "budgets:read",
    "budgets:write",
    "chart-of-accounts:read",
    "chart-of-accounts:write",
    "companies:read",
    "companies:write",
    "credit-notes:read",
    "credit-notes:write",
    "currencies:read",
    "customers:read",
    "customers:write",
    "events:read",
    "exchange-rates:read",
    "exchange-rates:write",
    "exports:read",
    "fiscal-years:read",
    "fiscal-years:write",
    "fx-revaluations:read",
    "fx-revaluations:write",
    "imports:read",
    "imports:write",
    "integrity:read",
    "invoices:read",
    "invoices:write",
    "items:read",
    "items:write",
    "journal-entries:read",
    "journal-entries:write",
    "members:read",
    "opening-balances:read",
    "opening-balances:write",
    "payments:read",
    "payments:write",
    "periods:read",
    "periods:write",
    "recurring:read",
    "recurring:write",
    "reports:read",
    "tax-rates:read",
    "tax-rates:write",
    "tax-returns:read",
    "tax-returns:write",
    "tracking-categories:read",
    "tracking-categories:write",
    "transfers:read",
    "transfers:write",
    "users:read",
    "vendor-credits:read",
    "vendor-credits:write",
    "vendors:read",
    "vendors:write",
    "webhooks:read",
    "webhooks:write",
]

SessionAction = Literal["delete"]

SessionDoor = Literal["api", "pages"]

StatementRowType = Literal["opening", "line", "difference", "closing"]

SystemRole = Literal[
    "accounts_receivable",
    "accounts_payable",
    "output_tax",
    "input_tax",
    "retained_earnings",
    "opening_balance_equity",
    "exchange_gain_loss",
    "unrealised_gain_loss",
    "receivables_revaluation",
    "payables_revaluation",
]

TaxCategory = Literal["S", "Z", "E", "AE", "K", "G", "O"]

TaxKind = Literal["sales_net", "sales_tax", "purchase_net", "purchase_tax", "not_recoverable"]

TaxRateAction = Literal["update", "delete", "archive", "restore"]

TaxReturnAction = Literal["delete", "file"]

TaxReturnStatus = Literal["draft", "filed"]

TaxRounding = Literal["line", "document"]

TaxSummaryRowType = Literal["tax_rate", "line", "box", "tax_due", "account"]

TaxTreatment = Literal["standard", "reverse_charge", "import", "exempt", "zero", "out_of_scope"]

TrackingCategoryAction = Literal["update", "delete", "archive", "remove-options", "restore"]

TransferAction = Literal["update", "void"]

UnrealisedRowType = Literal["item", "account", "total"]

UserAction = Literal["update", "delete", "invite"]

UserStatus = Literal["invited", "active", "inactive"]

VendorCreditAction = Literal["update", "delete", "apply", "issue", "unapply", "void"]

WebhookAction = Literal["update", "delete", "disable", "enable", "replay", "rotate-secret", "test", "try-now"]

WebhookDisabledReason = Literal["", "user", "gone", "failing"]

WebhookHeaderSecret = Literal["current", "previous"]

WebhookHoldReason = Literal["", "retry_after", "breaker"]

WebhookStatus = Literal["active", "failing", "held", "disabled"]


class Account(Model):
    """An account of the chart of accounts."""

    id: str
    """The id: a UUID."""
    code: str
    """The code of the account, unique in the chart of accounts."""
    name: str
    """The name of the account."""
    type: AccountType
    """The type. It decides the report and the normal side."""
    subtype: AccountSubtype
    """Its place in the reports. Each type has its own subtypes."""
    normal_balance: str
    """`debit` or `credit`: the side that increases the balance."""
    parent_id: str | None
    """The account above this one in the chart of accounts."""
    currency: CurrencyCode | None
    """The only currency that can be posted to the account; null for any."""
    description: str
    """What it is, in your words."""
    is_active: bool
    """Whether entries can be posted to it: false once archived."""
    system_role: SystemRole | None
    """What documents use the account for, such as `accounts_receivable`; null for other accounts."""
    required_tracking: list[str]
    """The tracking categories, by their ids, of which each new line on the account needs an option. For revenue and
    expenses without a system role.
    """
    balance: Decimal
    """The balance of everything posted, in the base currency; positive on the normal side."""
    allowed_actions: list[AccountAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {"balance": "decimal", "created_at": "datetime", "updated_at": "datetime"}


class AccountArchivedEvent(Model):
    """An account is archived"""

    event: Literal["account.archived"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: AccountEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "AccountEventData"}


class AccountCreatedEvent(Model):
    """An account is added to the chart"""

    event: Literal["account.created"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: AccountEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "AccountEventData"}


class AccountDeletedEvent(Model):
    """An account is deleted"""

    event: Literal["account.deleted"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: AccountEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "AccountEventData"}


class AccountEventData(Model):
    """The `data` of `account.created` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    code: str
    """The code of the account, unique in the chart of accounts."""
    name: str
    """The name of the account."""
    type: AccountType
    """The type. It decides the report and the normal side."""
    subtype: str
    """The subtype: its place in the reports."""
    parent_id: str | None
    """The account above this one in the chart of accounts."""
    currency: str | None
    """ISO 4217."""
    description: str
    """What it is, in your words."""
    system_role: str | None
    """What documents use the account for, such as `accounts_receivable`; null for other accounts."""
    required_tracking: list[str]
    """The tracking categories of which each line needs an option."""
    is_active: bool
    """False once archived."""


class AccountRestoredEvent(Model):
    """An archived account is restored"""

    event: Literal["account.restored"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: AccountEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "AccountEventData"}


class AccountUpdatedEvent(Model):
    """An account is changed"""

    event: Literal["account.updated"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: AccountEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "AccountEventData"}


class Adjustment(Model):
    """What a customer owes less, or is owed less to a vendor, without money. Amounts are in its currency; `amount` is
    the total with tax.
    """

    id: str
    """The id: a UUID."""
    adjustment_number: str
    """The number of the adjustment. Atlas gives it."""
    kind: AdjustmentKind
    """Why less is owed."""
    customer_id: str | None
    """The customer; or give a vendor."""
    vendor_id: str | None
    """The vendor; or give a customer."""
    date: dt.date
    """Default: today in the company's time zone."""
    lines: list[AdjustmentLine]
    """The accounts to which it is posted: one line per account and tax rate."""
    subtotal: Decimal
    """The sum of the lines without tax."""
    tax_total: Decimal
    """The tax of all lines."""
    amount: Decimal
    """What is owed less, with tax; negative if more is owed."""
    allocations: list[Allocation]
    """The documents that the adjustment settles, with the amount for each."""
    unallocated_amount: Decimal
    """What is not allocated yet."""
    currency: CurrencyCode
    """Default: the currency of the account, or of an adjustment's contact."""
    exchange_rate: Decimal
    """Units of the base currency per unit of the document's currency. Default: the rate of the date."""
    reference: str
    """Any reference of yours, such as an order number."""
    journal_entry_id: str
    """The journal entry that posted it; null before that."""
    accounting_date: dt.date
    """The date of the journal entry."""
    status: PaymentStatus
    """The status."""
    void_date: dt.date | None
    """The date of the reversal."""
    void_reason: str
    """Why it was voided."""
    void_entry_id: str | None
    """The journal entry that reverses it."""
    voided_at: dt.datetime | None
    """When it was voided."""
    created_by: Person | None
    """The user who entered it; null for the system."""
    voided_by: Person | None
    """The user who voided it; null until then."""
    external_id: str | None
    """Your own id for this object, unique per company and kind."""
    metadata: dict[str, str]
    """Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text
    is removed. It can change at any time, also once posted.
    """
    allowed_actions: list[AdjustmentAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {
        "date": "date",
        "lines": "[]AdjustmentLine",
        "subtotal": "decimal",
        "tax_total": "decimal",
        "amount": "decimal",
        "allocations": "[]Allocation",
        "unallocated_amount": "decimal",
        "exchange_rate": "decimal",
        "accounting_date": "date",
        "void_date": "date",
        "voided_at": "datetime",
        "created_by": "Person",
        "voided_by": "Person",
        "created_at": "datetime",
        "updated_at": "datetime",
    }


class AdjustmentAllocatedEvent(Model):
    """An adjustment is allocated to documents after it was posted"""

    event: Literal["adjustment.allocated"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: AdjustmentEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "AdjustmentEventData"}


class AdjustmentCreatedEvent(Model):
    """An adjustment is posted"""

    event: Literal["adjustment.created"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: AdjustmentEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "AdjustmentEventData"}


class AdjustmentEventData(Model):
    """The `data` of `adjustment.created` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    adjustment_number: str
    """The number of the adjustment. Atlas gives it."""
    kind: AdjustmentKind
    """Why less is owed."""
    status: PaymentStatus
    """The status."""
    customer_id: str | None
    """The customer."""
    vendor_id: str | None
    """The vendor."""
    external_id: str | None
    """Your own id for it."""
    metadata: dict[str, str]
    """Your own keys and texts."""
    date: dt.date
    """The accounting date: the day on which it is posted."""
    subtotal: Decimal
    """The sum of the lines without tax."""
    tax_total: Decimal
    """The sum of their taxes."""
    amount: Decimal
    """What is owed less, with tax; negative if more is owed."""
    unallocated_amount: Decimal
    """What is not allocated yet."""
    currency: str
    """ISO 4217."""
    reference: str
    """Any reference of yours, such as an order number."""
    void_date: dt.date | None
    """The date of the void; null if it was not voided."""
    void_reason: str
    """Why it was voided; empty if it was not, or nobody said why."""
    allocations: list[AdjustmentEventDataAllocation]
    """The allocations that this event made or took back."""
    _shapes = {
        "date": "date",
        "subtotal": "decimal",
        "tax_total": "decimal",
        "amount": "decimal",
        "unallocated_amount": "decimal",
        "void_date": "date",
        "allocations": "[]AdjustmentEventDataAllocation",
    }


class AdjustmentEventDataAllocation(Model):
    """AdjustmentEventDataAllocation."""

    id: str
    """The id: a UUID."""
    invoice_id: str | None
    """The invoice."""
    bill_id: str | None
    """The bill."""
    credit_note_id: str | None
    """The credit note, if a refund pays it back."""
    vendor_credit_id: str | None
    """The vendor credit, if a refund pays it back."""
    payment_id: str | None
    """The other payment, if one of the two is a refund."""
    adjustment_id: str | None
    """The adjustment."""
    date: dt.date
    """The accounting date: the day on which it is posted."""
    amount: Decimal
    """Negative if an allocation is taken back."""
    exchange_difference: Decimal
    """The realised exchange gain in the base currency, negative for a loss."""
    reverses_id: str | None
    """The allocation that this one takes back."""
    _shapes = {"date": "date", "amount": "decimal", "exchange_difference": "decimal"}


class AdjustmentLine(Model):
    """A line of an adjustment."""

    id: str
    """The id: a UUID."""
    account_id: str
    """The account to which the amount is posted."""
    description: str
    """What it is, in your words."""
    amount: Decimal
    """What is owed less, tax included. Negative if more is owed. It must not be zero."""
    tax_rate_id: str | None
    """The tax rate; null for no tax."""
    tracking: list[str]
    """Options of tracking categories, by their ids: at most one of each category, in any order."""
    net_amount: Decimal
    """The line without tax: what is posted to its account."""
    tax_amount: Decimal
    """The tax on the line."""
    _shapes = {"amount": "decimal", "net_amount": "decimal", "tax_amount": "decimal"}


class AdjustmentUnallocatedEvent(Model):
    """Allocations of an adjustment are taken back"""

    event: Literal["adjustment.unallocated"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: AdjustmentEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "AdjustmentEventData"}


class AdjustmentUpdatedEvent(Model):
    """The reference, external_id or metadata of an adjustment change"""

    event: Literal["adjustment.updated"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: AdjustmentEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "AdjustmentEventData"}


class AdjustmentVoidedEvent(Model):
    """An adjustment is voided"""

    event: Literal["adjustment.voided"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: AdjustmentEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "AdjustmentEventData"}


class AgedAnswer(Model):
    """What is open on a day by its age. Its total is the balance of the control account."""

    report: str
    """The name of the report."""
    title: str
    """The title, for people."""
    company_id: str
    """The company."""
    currency: CurrencyCode
    """The base currency."""
    start_date: dt.date | None
    """The first day."""
    end_date: dt.date
    """The last day."""
    known_at: dt.datetime | None
    """The moment asked for; null for now."""
    by: AgedBy
    """The date from which the days are counted."""
    columns: list[str]
    """The names of the amounts: by age, what is owed in all, credits (what is not allocated of payments and credits,
    as a negative amount), and the balance.
    """
    rows: list[AgedRow]
    """The rows, in order."""
    _shapes = {"start_date": "date", "end_date": "date", "known_at": "datetime", "rows": "[]AgedRow"}


class AgedRow(Model):
    """A row: a document, a contact's sum in one currency, or the total."""

    type: AgedRowType
    """The type."""
    contact_id: str | None
    """The customer or vendor that the line is about."""
    contact_name: str | None
    """The name of the contact."""
    id: str | None
    """The document."""
    kind: str | None
    """The kind of document, such as `invoice` or `payment`."""
    number: str | None
    """The number of the document; null on other rows."""
    issue_date: dt.date | None
    """The date on the document."""
    due_date: dt.date | None
    """The day by which the document has to be paid."""
    days: int | None
    """How many days old it is; before it is due, less than zero."""
    currency: CurrencyCode | None
    """The currency of the documents; null for the total."""
    amounts: list[Decimal]
    """What is open, one per column, in the base currency."""
    currency_amounts: list[Decimal] | None
    """The same in the currency of the documents."""
    lines: str | None
    """The query of this report that lists the documents behind a row."""
    _shapes = {"issue_date": "date", "due_date": "date", "amounts": "[]decimal", "currency_amounts": "[]decimal"}


class Allocation(Model):
    """How much of a payment or an adjustment settles another document, which exactly one of the ids names."""

    id: str
    """The id: a UUID."""
    invoice_id: str | None
    """The invoice."""
    bill_id: str | None
    """The bill."""
    credit_note_id: str | None
    """A credit note, which a refund pays back."""
    vendor_credit_id: str | None
    """A vendor credit, which a refund pays back."""
    payment_id: str | None
    """A payment with an open rest, which a refund pays back."""
    adjustment_id: str | None
    """The adjustment."""
    amount: Decimal
    """How much of it settles the document."""
    date: dt.date
    """Default: the `date` of `allocate`; in a new payment or adjustment, the first day on which both are posted and
    nothing of the other is taken back later.
    """
    exchange_difference: Decimal
    """The realised exchange gain in the base currency, negative for a loss."""
    _shapes = {"amount": "decimal", "date": "date", "exchange_difference": "decimal"}


class ApiKey(Model):
    """What a program signs in with."""

    id: str
    """The id: a UUID."""
    name: str
    """What you call the key."""
    role: CompanyRole
    """The most that the key may do in a company; it may never do more than the person who made it."""
    companies: list[str] | None
    """The companies that the key has access to; null for all, later ones included."""
    scopes: list[Scope]
    """What the key may read and write. Anything else is 403 `scope_missing`."""
    allowed_addresses: list[str]
    """The addresses or networks that the key can be used from, such as `192.0.2.0/24`; empty for any. Networks of IPv6
    have a prefix of 64 at most.
    """
    expires_at: dt.datetime | None
    """When the key ends; null for never."""
    status: ApiKeyStatus
    """`suspended`: the person who made the key is suspended, and the key with them."""
    ending: str
    """The last characters of the secret."""
    user_id: str
    """The user that `created_by` and the audit trail name."""
    created_by_id: str
    """The person who made the key. It is revoked when they are removed."""
    previous_expires_at: dt.datetime | None
    """When the previous secret ends; null if there is none."""
    revoked_at: dt.datetime | None
    """When it was revoked."""
    last_used_at: dt.datetime | None
    """When it was last used; null if it never was. Accurate to a minute."""
    last_used_address: str
    """From where it was last used; empty if it never was. Accurate to a minute."""
    allowed_actions: list[ApiKeyAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {
        "expires_at": "datetime",
        "previous_expires_at": "datetime",
        "revoked_at": "datetime",
        "last_used_at": "datetime",
        "created_at": "datetime",
        "updated_at": "datetime",
    }


class ApiKeyWithSecret(Model):
    """An API key, with its secret."""

    id: str
    """The id: a UUID."""
    name: str
    """What you call the key."""
    role: CompanyRole
    """The most that the key may do in a company; it may never do more than the person who made it."""
    companies: list[str] | None
    """The companies that the key has access to; null for all, later ones included."""
    scopes: list[Scope]
    """What the key may read and write. Anything else is 403 `scope_missing`."""
    allowed_addresses: list[str]
    """The addresses or networks that the key can be used from, such as `192.0.2.0/24`; empty for any. Networks of IPv6
    have a prefix of 64 at most.
    """
    expires_at: dt.datetime | None
    """When the key ends; null for never."""
    status: ApiKeyStatus
    """`suspended`: the person who made the key is suspended, and the key with them."""
    ending: str
    """The last characters of the secret."""
    user_id: str
    """The user that `created_by` and the audit trail name."""
    created_by_id: str
    """The person who made the key. It is revoked when they are removed."""
    previous_expires_at: dt.datetime | None
    """When the previous secret ends; null if there is none."""
    revoked_at: dt.datetime | None
    """When it was revoked."""
    last_used_at: dt.datetime | None
    """When it was last used; null if it never was. Accurate to a minute."""
    last_used_address: str
    """From where it was last used; empty if it never was. Accurate to a minute."""
    allowed_actions: list[ApiKeyAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    secret: str
    """Send it as `Authorization: Bearer …`. Only the response to this request shows it."""
    _shapes = {
        "expires_at": "datetime",
        "previous_expires_at": "datetime",
        "revoked_at": "datetime",
        "last_used_at": "datetime",
        "created_at": "datetime",
        "updated_at": "datetime",
    }


class Attachment(Model):
    """A file that belongs to one object of the company. It never changes."""

    id: str
    """The id: a UUID."""
    object_type: AttachmentObjectType
    """What it belongs to."""
    object_id: str
    """The id of what it belongs to."""
    file_name: str
    """The name of the file, without folders. Its end says the type of the file."""
    media_type: str
    """The media type of the file. Default: what the end of its name says. It must fit name and content."""
    size: int
    """The size of the file in bytes."""
    sha256: str
    """The SHA-256 of the file, in hexadecimal digits."""
    created_by: Person | None
    """The user who attached it."""
    allowed_actions: list[AttachmentAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """Attachments never change."""
    _shapes = {"created_by": "Person", "created_at": "datetime", "updated_at": "datetime"}


class AttachmentCreatedEvent(Model):
    """A file is attached"""

    event: Literal["attachment.created"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: AttachmentEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "AttachmentEventData"}


class AttachmentDeletedEvent(Model):
    """An attachment is deleted"""

    event: Literal["attachment.deleted"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: AttachmentEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "AttachmentEventData"}


class AttachmentEventData(Model):
    """The `data` of `attachment.created` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    object_type: AttachmentObjectType
    """The kind of what it belongs to."""
    object_id: str
    """What it belongs to."""
    file_name: str
    """The name of the file."""
    media_type: str
    """The media type of the file."""
    size: int
    """In bytes."""
    sha256: str
    """The SHA-256 of the file."""
    created_by_id: str | None
    """The user who attached it."""


class AuditRecord(Model):
    """One thing that somebody, or Atlas itself, did in the organization."""

    id: str
    """The id: a UUID."""
    company_id: str | None
    """The company, if it is about one."""
    by: Person | None
    """The user who did it; null for the system."""
    by_system: str
    """The part of Atlas that did it; empty for a user."""
    action: str
    """What happened, such as `period.reopened` (docs/audit.md)."""
    object_type: str
    """The kind of object, such as `period`."""
    object_id: str
    """The object."""
    old: dict[str, Any]
    """What has changed, as it was before."""
    new: dict[str, Any]
    """What has changed, as it was afterwards; also what was asked for."""
    request_id: str
    """The `X-Request-Id` of the request; empty without one."""
    address: str
    """The client's address, of IPv6 its network; empty without."""
    allowed_actions: list[str]
    """Always empty: it never changes."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """Records never change."""
    _shapes = {"by": "Person", "created_at": "datetime", "updated_at": "datetime"}


class BankTransaction(Model):
    """Money spent or received without a bill or an invoice. Amounts are in its currency; `amount` is the total with
    tax.
    """

    id: str
    """The id: a UUID."""
    transaction_number: str
    """The number of the bank transaction. Atlas gives it."""
    type: BankTransactionType
    """`spend` or `receive`."""
    account_id: str
    """The bank, cash, card or clearing account of the money."""
    contact_id: str | None
    """The customer or vendor, if there is one."""
    date: dt.date
    """Default: today in the company's time zone."""
    tax_inclusive: bool
    """The amounts of the lines include tax."""
    lines: list[BankTransactionLine]
    """What the money was for: one line per account and tax rate."""
    subtotal: Decimal
    """The sum of the lines without tax."""
    tax_total: Decimal
    """The tax of all lines."""
    amount: Decimal
    """The total with tax."""
    currency: CurrencyCode
    """Default: the currency of the account, or of an adjustment's contact."""
    exchange_rate: Decimal
    """Units of the base currency per unit of the document's currency. Default: the rate of the date."""
    reference: str
    """Any reference of yours, such as an order number."""
    journal_entry_id: str
    """The journal entry that posted it; null before that."""
    accounting_date: dt.date
    """The date of the journal entry."""
    status: PaymentStatus
    """The status."""
    void_date: dt.date | None
    """The date of the reversal."""
    void_reason: str
    """Why it was voided."""
    void_entry_id: str | None
    """The journal entry that reverses it."""
    voided_at: dt.datetime | None
    """When it was voided."""
    created_by: Person | None
    """The user who entered it; null for the system."""
    voided_by: Person | None
    """The user who voided it; null until then."""
    external_id: str | None
    """Your own id for this object, unique per company and kind."""
    metadata: dict[str, str]
    """Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text
    is removed. It can change at any time, also once posted.
    """
    allowed_actions: list[BankTransactionAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {
        "date": "date",
        "lines": "[]BankTransactionLine",
        "subtotal": "decimal",
        "tax_total": "decimal",
        "amount": "decimal",
        "exchange_rate": "decimal",
        "accounting_date": "date",
        "void_date": "date",
        "voided_at": "datetime",
        "created_by": "Person",
        "voided_by": "Person",
        "created_at": "datetime",
        "updated_at": "datetime",
    }


class BankTransactionCreatedEvent(Model):
    """Money is spent or received without a bill or an invoice"""

    event: Literal["bank_transaction.created"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: BankTransactionEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "BankTransactionEventData"}


class BankTransactionEventData(Model):
    """The `data` of `bank_transaction.created` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    transaction_number: str
    """The number of the bank transaction. Atlas gives it."""
    type: BankTransactionType
    """`spend` or `receive`."""
    status: PaymentStatus
    """The status."""
    account_id: str
    """The account of the money."""
    contact_id: str | None
    """The customer or vendor, if there is one."""
    external_id: str | None
    """Your own id for it."""
    metadata: dict[str, str]
    """Your own keys and texts."""
    date: dt.date
    """The accounting date: the day on which it is posted."""
    tax_inclusive: bool
    """Whether the amounts of the lines include tax. Default: false."""
    subtotal: Decimal
    """The sum of the lines without tax."""
    tax_total: Decimal
    """The sum of their taxes."""
    amount: Decimal
    """The total with tax. Exact, with the decimals of the currency."""
    currency: str
    """ISO 4217."""
    reference: str
    """Any reference of yours, such as an order number."""
    void_date: dt.date | None
    """The date of the void; null if it was not voided."""
    void_reason: str
    """Why it was voided; empty if it was not, or nobody said why."""
    _shapes = {"date": "date", "subtotal": "decimal", "tax_total": "decimal", "amount": "decimal", "void_date": "date"}


class BankTransactionLine(Model):
    """A line of a bank transaction."""

    id: str
    """The id: a UUID."""
    account_id: str
    """The account to which the amount is posted."""
    description: str
    """What it is, in your words."""
    amount: Decimal
    """With tax if `tax_inclusive`, otherwise without. May be negative, but not zero."""
    tax_rate_id: str | None
    """The tax rate; null for no tax."""
    tracking: list[str]
    """Options of tracking categories, by their ids: at most one of each category, in any order."""
    net_amount: Decimal
    """The line without tax: what is posted to its account."""
    tax_amount: Decimal
    """The tax on the line."""
    _shapes = {"amount": "decimal", "net_amount": "decimal", "tax_amount": "decimal"}


class BankTransactionUpdatedEvent(Model):
    """The reference, external_id or metadata of a bank transaction change"""

    event: Literal["bank_transaction.updated"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: BankTransactionEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "BankTransactionEventData"}


class BankTransactionVoidedEvent(Model):
    """A bank transaction is voided"""

    event: Literal["bank_transaction.voided"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: BankTransactionEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "BankTransactionEventData"}


class BatchFailure(Model):
    """An item of a batch that was not created: the error that it would have got on its own."""

    index: int
    """The place of the item in `items`, from 0."""
    status_code: int
    """The status that it would have got on its own."""
    code: str
    """What went wrong, for a program."""
    detail: str
    """What went wrong, for a person."""
    errors: list[Fault]
    """The fields that caused it, if any."""
    existing_id: str | None
    """With `duplicate`: the id of the object that already exists, if there is exactly one."""
    _shapes = {"errors": "[]Fault"}


class BatchOperationResult(Model):
    """The response that the operation would have got on its own."""

    name: str | None
    """The name."""
    status_code: int
    """The HTTP status that the operation would have got on its own."""
    location: str | None
    """The header `Location`."""
    etag: str | None
    """The header `ETag`."""
    body: dict[str, Any] | None
    """The JSON body."""


class BatchResult(Model):
    """The responses to the operations of a batch."""

    operations: list[BatchOperationResult]
    """One entry per operation, in the order given."""
    _shapes = {"operations": "[]BatchOperationResult"}


class Bill(Model):
    """A bill from a vendor; `bill_number` is the vendor's own. Amounts are in its currency; `amount` is the total with
    tax.
    """

    id: str
    """The id: a UUID."""
    bill_number: str
    """The number that the vendor put on the bill, unique per vendor."""
    vendor_id: str
    """The vendor."""
    submitted_at: dt.datetime | None
    """When the bill was submitted for approval."""
    approved_at: dt.datetime | None
    """When the bill was approved."""
    approved_by_id: str | None
    """The user who approved the bill."""
    approved_by: Person | None
    """The user who approved the bill; null until then."""
    rejection_reason: str
    """Why the bill was rejected."""
    recurring_id: str | None
    """The recurring template that made it."""
    is_opening: bool
    """Whether the opening balances made it: it is of the former system."""
    issue_date: dt.date
    """Default: today in the company's time zone."""
    supply_date: dt.date | None
    """The day on which goods were delivered or a service was completed, if it is not the issue date. It is on the PDF,
    and posts nothing: periods, taxes and exchange rates go by the issue date.
    """
    due_date: dt.date
    """Default: the issue date plus the contact's payment terms."""
    status: BillStatus
    """The status. `partially_paid`, `paid` and `overdue` follow from the amounts and the date."""
    currency: CurrencyCode
    """Default: the currency of the contact."""
    exchange_rate: Decimal
    """Units of the base currency per unit of the document's currency. Default: that of the issue date."""
    tax_rounding: TaxRounding
    """Where tax is rounded: on each `line`, or once for each category and percentage on the `document`."""
    subtotal: Decimal
    """The sum of the lines without tax."""
    tax_total: Decimal
    """As printed on the bill. By default the sum of the lines' taxes, from which it may differ by 1 %, or by 0.05 for
    each line.
    """
    amount: Decimal
    """The total with tax."""
    amount_paid: Decimal
    """What payments, credits and adjustments have settled so far."""
    amount_due: Decimal
    """The amount that is still open."""
    total_base: Decimal
    """The total in the company's base currency."""
    tax_total_base: Decimal
    """The taxes in the company's base currency, as they are posted."""
    reference: str
    """Any reference of yours, such as an order number."""
    notes: str
    """A note for the reader of the document."""
    lines: list[BillLine]
    """What was bought: one line per account, tax rate or product."""
    journal_entry_id: str | None
    """The journal entry that posted it; null before that."""
    accounting_date: dt.date | None
    """The date of the journal entry; null until it is posted."""
    void_date: dt.date | None
    """The date of the reversal."""
    void_reason: str
    """Why it was voided."""
    void_entry_id: str | None
    """The journal entry that reverses it."""
    voided_at: dt.datetime | None
    """When it was voided."""
    created_by: Person | None
    """The user who entered it; null for the system."""
    voided_by: Person | None
    """The user who voided it; null until then."""
    external_id: str | None
    """Your own id for this object, unique per company and kind."""
    metadata: dict[str, str]
    """Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text
    is removed. It can change at any time, also once posted.
    """
    allowed_actions: list[BillAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {
        "submitted_at": "datetime",
        "approved_at": "datetime",
        "approved_by": "Person",
        "issue_date": "date",
        "supply_date": "date",
        "due_date": "date",
        "exchange_rate": "decimal",
        "subtotal": "decimal",
        "tax_total": "decimal",
        "amount": "decimal",
        "amount_paid": "decimal",
        "amount_due": "decimal",
        "total_base": "decimal",
        "tax_total_base": "decimal",
        "lines": "[]BillLine",
        "accounting_date": "date",
        "void_date": "date",
        "voided_at": "datetime",
        "created_by": "Person",
        "voided_by": "Person",
        "created_at": "datetime",
        "updated_at": "datetime",
    }


class BillApprovedEvent(Model):
    """A bill is approved"""

    event: Literal["bill.approved"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: BillEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "BillEventData"}


class BillBatch(Model):
    """What became of the items of a batch."""

    items: list[Bill]
    """Those that were created, in the order given."""
    failed: list[BatchFailure]
    """Those that were not. Empty without `partial`."""
    _shapes = {"items": "[]Bill", "failed": "[]BatchFailure"}


class BillCreatedEvent(Model):
    """A bill is entered"""

    event: Literal["bill.created"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: BillEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "BillEventData"}


class BillDeletedEvent(Model):
    """A draft of a bill, or a rejected one, is deleted"""

    event: Literal["bill.deleted"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: BillEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "BillEventData"}


class BillEventData(Model):
    """The `data` of `bill.created` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    bill_number: str
    """The number that the vendor put on the bill, unique per vendor."""
    vendor_id: str
    """The vendor."""
    status: BillEventStatus
    """The status. `partially_paid`, `paid` and `overdue` follow from the amounts and the date."""
    external_id: str | None
    """Your own id for it."""
    metadata: dict[str, str]
    """Your own keys and texts."""
    issue_date: dt.date
    """The date on the document."""
    supply_date: dt.date | None
    """The day of the supply; null if none is given."""
    due_date: dt.date
    """The day by which the document has to be paid."""
    subtotal: Decimal
    """The sum of the lines without tax."""
    tax_total: Decimal
    """The sum of their taxes."""
    amount: Decimal
    """The total with tax. Exact, with the decimals of the currency."""
    amount_paid: Decimal
    """What payments and credits have settled so far."""
    amount_due: Decimal
    """What is still open."""
    currency: str
    """ISO 4217."""
    reference: str
    """Any reference of yours, such as an order number."""
    void_date: dt.date | None
    """The date of the void; null if it was not voided."""
    void_reason: str
    """Why it was voided; empty if it was not, or nobody said why."""
    rejection_reason: str
    """Why it was rejected; empty if it was not, or nobody said why."""
    _shapes = {
        "issue_date": "date",
        "supply_date": "date",
        "due_date": "date",
        "subtotal": "decimal",
        "tax_total": "decimal",
        "amount": "decimal",
        "amount_paid": "decimal",
        "amount_due": "decimal",
        "void_date": "date",
    }


class BillLine(Model):
    """A line of a bill. `amount` is without discount and tax; `tax_amount` is added to it."""

    id: str
    """The id: a UUID."""
    description: str
    """What is sold or bought. Default: the description of the item, or else its name."""
    quantity: Decimal
    """Default: 1."""
    unit: str
    """What the quantity counts, such as `hour`. Default: the unit of the item, or else empty."""
    unit_price: Decimal
    """Without tax, or with tax if the tax rate is inclusive. Default: the price of the item, if it is in the currency
    of the document. Required without an item.
    """
    discount_percent: Decimal
    """The discount in percent. Default: 0."""
    item_id: str | None
    """The product or service. What the line leaves out is taken from it: for sales or for purchases."""
    account_id: str
    """The account to which the line is posted. Default: that of the item. Required without an item."""
    tax_rate_id: str | None
    """The tax rate; null for no tax. Default: that of the item."""
    tracking: list[str]
    """Options of tracking categories, by their ids: at most one of each category, in any order."""
    amount: Decimal
    """The line without tax: quantity × unit price, less the discount."""
    tax_amount: Decimal
    """As printed on the bill; at most 1 % or 0.05 from the tax that the rate gives, which is the default."""
    _shapes = {
        "quantity": "decimal",
        "unit_price": "decimal",
        "discount_percent": "decimal",
        "amount": "decimal",
        "tax_amount": "decimal",
    }


class BillPaidEvent(Model):
    """A bill is fully paid"""

    event: Literal["bill.paid"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: BillEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "BillEventData"}


class BillRejectedEvent(Model):
    """A bill is rejected"""

    event: Literal["bill.rejected"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: BillEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "BillEventData"}


class BillReopenedEvent(Model):
    """A bill is no longer fully paid, because an allocation was taken back"""

    event: Literal["bill.reopened"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: BillEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "BillEventData"}


class BillSubmittedEvent(Model):
    """A bill is submitted for approval"""

    event: Literal["bill.submitted"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: BillEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "BillEventData"}


class BillUpdatedEvent(Model):
    """A bill is changed"""

    event: Literal["bill.updated"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: BillEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "BillEventData"}


class BillVoidedEvent(Model):
    """A bill is voided"""

    event: Literal["bill.voided"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: BillEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "BillEventData"}


class Budget(Model):
    """A plan of what accounts earn and cost in whole months. Its amounts are at `/budgets/{id}/lines`."""

    id: str
    """The id: a UUID."""
    name: str
    """The name."""
    start_date: dt.date
    """The first day of the first month."""
    end_date: dt.date
    """The last day of the last month: at most 60 months. It can change if no amount is outside then.
    Default: a year.
    """
    notes: str
    """A note for its readers."""
    tracking: list[str]
    """The options of tracking categories whose lines it plans, at most one of each category. Budget against actual
    then counts only lines that have all of them. None: all lines.
    """
    is_active: bool
    """Whether it can be used."""
    allowed_actions: list[BudgetAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {"start_date": "date", "end_date": "date", "created_at": "datetime", "updated_at": "datetime"}


class BudgetArchivedEvent(Model):
    """A budget is archived"""

    event: Literal["budget.archived"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: BudgetEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "BudgetEventData"}


class BudgetCreatedEvent(Model):
    """A budget is added"""

    event: Literal["budget.created"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: BudgetEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "BudgetEventData"}


class BudgetDeletedEvent(Model):
    """A budget is deleted"""

    event: Literal["budget.deleted"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: BudgetEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "BudgetEventData"}


class BudgetEventData(Model):
    """The `data` of `budget.created` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    name: str
    """The name."""
    start_date: dt.date
    """The first day of the first month."""
    end_date: dt.date
    """The last day of the last month."""
    notes: str
    """A note for its readers."""
    tracking: list[str]
    """The options of the lines that it plans. None: all lines."""
    is_active: bool
    """False once archived."""
    _shapes = {"start_date": "date", "end_date": "date"}


class BudgetLine(Model):
    """What is planned for an account."""

    account_id: str
    """An account of type `revenue` or `expense`."""
    amounts: list[Decimal]
    """An amount for each month of the budget, in order, in the base currency. As in the profit and loss, revenue and
    expenses are both positive.
    """
    _shapes = {"amounts": "[]decimal"}


class BudgetLines(Model):
    """The amounts of a budget: a row for each account that has some, and a column for each month."""

    budget_id: str
    """The budget."""
    months: list[dt.date]
    """The first day of each month of the budget."""
    lines: list[BudgetLine]
    """The accounts, each once, by code. One with zeros only is left out."""
    _shapes = {"months": "[]date", "lines": "[]BudgetLine"}


class BudgetRestoredEvent(Model):
    """An archived budget is restored"""

    event: Literal["budget.restored"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: BudgetEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "BudgetEventData"}


class BudgetUpdatedEvent(Model):
    """A budget or its amounts are changed"""

    event: Literal["budget.updated"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: BudgetEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "BudgetEventData"}


class Company(Model):
    """A company with books of its own."""

    id: str
    """The id: a UUID."""
    name: str
    """The name of the company."""
    base_currency: CurrencyCode
    """The currency in which the company keeps its books. It cannot change once there are entries or documents, also
    drafts.
    """
    fiscal_year_start_month: int
    """The first month of the fiscal year, 1 to 12."""
    time_zone: str
    """The time zone that decides what day it is for the company, such as `Europe/Berlin`."""
    tax_rounding: TaxRounding
    """Where tax is rounded: on each `line`, or once for each category and percentage on the `document`."""
    two_person_approval: bool
    """Users cannot approve a bill that they entered, changed or submitted, nor issue a vendor credit that they entered
    or changed, and accountants can pay only approved bills.
    """
    legal_name: str
    """The name on documents, if it differs from the name."""
    address: str
    """The address on documents, with line breaks."""
    tax_number: str
    """The tax number, such as a VAT id."""
    registration_number: str
    """The number in the register of companies. Documents show it."""
    email: str
    """The e-mail address."""
    phone: str
    """The telephone number."""
    payment_details: str
    """How customers pay, such as bank and IBAN. Invoices with an amount due show it."""
    role: CompanyRole
    """Your role in this company."""
    allowed_actions: list[CompanyAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {"created_at": "datetime", "updated_at": "datetime"}


class CompanyEventData(Model):
    """The `data` of `company.updated` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    name: str
    """The name of the company."""
    base_currency: str
    """ISO 4217."""
    fiscal_year_start_month: int
    """The first month of the fiscal year, 1 to 12."""
    time_zone: str
    """The time zone that decides what day it is for the company, such as `Europe/Berlin`."""
    tax_rounding: TaxRounding
    """Where tax is rounded: on each `line`, or once for each category and percentage on the `document`."""
    two_person_approval: bool
    """Whether bills and vendor credits are approved and issued by others than who prepared them."""
    legal_name: str
    """The name on documents, if it differs from the name."""
    address: str
    """The address on documents, with line breaks."""
    tax_number: str
    """The tax number, such as a VAT id."""
    registration_number: str
    """The number in the register of companies. Documents show it."""
    email: str
    """The e-mail address."""
    phone: str
    """The telephone number."""
    payment_details: str
    """How customers pay, such as bank and IBAN. Invoices with an amount due show it."""


class CompanySummary(Model):
    """A company that the user has access to."""

    id: str
    """The id: a UUID."""
    name: str
    """The name of the company."""
    role: CompanyRole
    """Your role in this company."""


class CompanyUpdatedEvent(Model):
    """A company's name or settings are changed"""

    event: Literal["company.updated"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: CompanyEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "CompanyEventData"}


class Contact(Model):
    """A customer or a vendor."""

    id: str
    """The id: a UUID."""
    name: str
    """The name of the customer or vendor."""
    email: str
    """The e-mail address."""
    phone: str
    """The telephone number."""
    tax_number: str
    """The tax number, such as a VAT id."""
    currency: CurrencyCode
    """Default: the base currency of the company."""
    payment_terms_days: int
    """Days from the issue date to the due date of this contact's documents."""
    billing_address: str
    """The address for documents, with line breaks."""
    is_active: bool
    """Whether it can be used on new documents: false once archived."""
    balance: Decimal
    """What is open on documents, less open credit, in the base currency."""
    external_id: str | None
    """Your own id for this object, unique per company and kind."""
    metadata: dict[str, str]
    """Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text
    is removed. It can change at any time, also once posted.
    """
    allowed_actions: list[ContactAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {"balance": "decimal", "created_at": "datetime", "updated_at": "datetime"}


class ContactArchivedEvent(Model):
    """A customer or vendor is archived"""

    event: Literal["contact.archived"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: ContactEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "ContactEventData"}


class ContactBatch(Model):
    """What became of the items of a batch."""

    items: list[Contact]
    """Those that were created, in the order given."""
    failed: list[BatchFailure]
    """Those that were not. Empty without `partial`."""
    _shapes = {"items": "[]Contact", "failed": "[]BatchFailure"}


class ContactCreatedEvent(Model):
    """A customer or vendor is added"""

    event: Literal["contact.created"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: ContactEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "ContactEventData"}


class ContactDeletedEvent(Model):
    """A customer or vendor is deleted"""

    event: Literal["contact.deleted"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: ContactEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "ContactEventData"}


class ContactEventData(Model):
    """The `data` of `contact.created` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    kind: ContactKind
    """`customer` or `vendor`."""
    name: str
    """The name of the customer or vendor."""
    email: str
    """The e-mail address."""
    phone: str
    """The telephone number."""
    tax_number: str
    """The tax number, such as a VAT id."""
    billing_address: str
    """The address for documents, with line breaks."""
    currency: str
    """ISO 4217."""
    payment_terms_days: int
    """Days from the issue date to the due date of this contact's documents."""
    external_id: str | None
    """Your own id for it."""
    metadata: dict[str, str]
    """Your own keys and texts."""
    is_active: bool
    """False once archived."""


class ContactRestoredEvent(Model):
    """An archived customer or vendor is restored"""

    event: Literal["contact.restored"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: ContactEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "ContactEventData"}


class ContactUpdatedEvent(Model):
    """A customer or vendor is changed"""

    event: Literal["contact.updated"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: ContactEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "ContactEventData"}


class CreditNote(Model):
    """A credit note to a customer. Amounts are in its currency; `amount` is the total with tax."""

    id: str
    """The id: a UUID."""
    credit_note_number: str | None
    """The number of the credit note, unique per company. By default it gets one when issued."""
    customer_id: str
    """The customer. Default, with `invoice_id`: that of the invoice."""
    billing_address: str | None
    """The customer's address as the document says it. It stays when the customer's address changes. Null on drafts,
    and on documents that do not keep it (from opening balances, or posted before Atlas kept it): their PDF shows
    the customer's present address.
    """
    invoice_id: str | None
    """The invoice that it credits, if it is of one."""
    reason: str
    """Why it was issued."""
    issued_at: dt.datetime | None
    """When it was issued."""
    issued_by: Person | None
    """The user who issued it; null until then."""
    allocations: list[CreditNoteAllocation]
    """The invoices that it settles."""
    applied_amount: Decimal
    """What is applied to documents."""
    unapplied_amount: Decimal
    """What is not applied yet: an open credit of the contact."""
    is_opening: bool
    """Whether the opening balances made it: it is of the former system."""
    issue_date: dt.date
    """Default: today in the company's time zone."""
    supply_date: dt.date | None
    """The day on which goods were delivered or a service was completed, if it is not the issue date. It is on the PDF,
    and posts nothing: periods, taxes and exchange rates go by the issue date.
    """
    status: CreditStatus
    """The status. `partially_applied` and `applied` follow from the amounts."""
    currency: CurrencyCode
    """Default: the currency of the contact."""
    exchange_rate: Decimal
    """Units of the base currency per unit of the document's currency. Default: that of the issue date."""
    tax_rounding: TaxRounding
    """Where tax is rounded: on each `line`, or once for each category and percentage on the `document`."""
    subtotal: Decimal
    """The sum of the lines without tax."""
    tax_total: Decimal
    """The tax of all lines."""
    amount: Decimal
    """The total with tax."""
    total_base: Decimal
    """The total in the company's base currency."""
    tax_total_base: Decimal
    """The taxes in the company's base currency, as they are posted."""
    reference: str
    """Any reference of yours, such as an order number."""
    notes: str
    """A note for the reader of the document."""
    lines: list[CreditNoteLine]
    """Default, with `invoice_id`: all that is left of the invoice. In a PATCH, they replace all existing lines."""
    journal_entry_id: str | None
    """The journal entry that posted it; null before that."""
    accounting_date: dt.date | None
    """The date of the journal entry; null until it is posted."""
    void_date: dt.date | None
    """The date of the reversal."""
    void_reason: str
    """Why it was voided."""
    void_entry_id: str | None
    """The journal entry that reverses it."""
    voided_at: dt.datetime | None
    """When it was voided."""
    created_by: Person | None
    """The user who entered it; null for the system."""
    voided_by: Person | None
    """The user who voided it; null until then."""
    external_id: str | None
    """Your own id for this object, unique per company and kind."""
    metadata: dict[str, str]
    """Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text
    is removed. It can change at any time, also once posted.
    """
    allowed_actions: list[CreditNoteAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {
        "issued_at": "datetime",
        "issued_by": "Person",
        "allocations": "[]CreditNoteAllocation",
        "applied_amount": "decimal",
        "unapplied_amount": "decimal",
        "issue_date": "date",
        "supply_date": "date",
        "exchange_rate": "decimal",
        "subtotal": "decimal",
        "tax_total": "decimal",
        "amount": "decimal",
        "total_base": "decimal",
        "tax_total_base": "decimal",
        "lines": "[]CreditNoteLine",
        "accounting_date": "date",
        "void_date": "date",
        "voided_at": "datetime",
        "created_by": "Person",
        "voided_by": "Person",
        "created_at": "datetime",
        "updated_at": "datetime",
    }


class CreditNoteAllocation(Model):
    """How much of a credit note settles an invoice."""

    id: str
    """The id: a UUID."""
    invoice_id: str | None
    """The invoice. Null if it settles a refund or an adjustment."""
    payment_id: str | None
    """The refund that pays it back."""
    adjustment_id: str | None
    """The adjustment that it settles."""
    amount: Decimal
    """Default: as much as is open and left."""
    date: dt.date
    """Default: the `date` of the request."""
    exchange_difference: Decimal
    """The realised exchange gain in the base currency, negative for a loss."""
    _shapes = {"amount": "decimal", "date": "date", "exchange_difference": "decimal"}


class CreditNoteAppliedEvent(Model):
    """A credit note is applied to invoices"""

    event: Literal["credit_note.applied"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: CreditNoteEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "CreditNoteEventData"}


class CreditNoteBatch(Model):
    """What became of the items of a batch."""

    items: list[CreditNote]
    """Those that were created, in the order given."""
    failed: list[BatchFailure]
    """Those that were not. Empty without `partial`."""
    _shapes = {"items": "[]CreditNote", "failed": "[]BatchFailure"}


class CreditNoteCreatedEvent(Model):
    """A new credit note is entered"""

    event: Literal["credit_note.created"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: CreditNoteEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "CreditNoteEventData"}


class CreditNoteDeletedEvent(Model):
    """A draft of a credit note is deleted"""

    event: Literal["credit_note.deleted"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: CreditNoteEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "CreditNoteEventData"}


class CreditNoteEventData(Model):
    """The `data` of `credit_note.created` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    credit_note_number: str | None
    """The number; null until it is issued."""
    customer_id: str
    """The customer."""
    invoice_id: str | None
    """The invoice that it credits, if it is of one."""
    status: CreditStatus
    """The status. `partially_applied` and `applied` follow from the amounts."""
    external_id: str | None
    """Your own id for it."""
    metadata: dict[str, str]
    """Your own keys and texts."""
    issue_date: dt.date
    """The date on the document."""
    supply_date: dt.date | None
    """The day of the supply; null if none is given."""
    reason: str
    """Why it was issued."""
    subtotal: Decimal
    """The sum of the lines without tax."""
    tax_total: Decimal
    """The sum of their taxes."""
    amount: Decimal
    """The total with tax. Exact, with the decimals of the currency."""
    applied_amount: Decimal
    """What is applied to documents."""
    unapplied_amount: Decimal
    """What is not applied yet."""
    currency: str
    """ISO 4217."""
    reference: str
    """Any reference of yours, such as an order number."""
    void_date: dt.date | None
    """The date of the void; null if it was not voided."""
    void_reason: str
    """Why it was voided; empty if it was not, or nobody said why."""
    allocations: list[CreditNoteEventDataAllocation]
    """The allocations that this event made or took back."""
    _shapes = {
        "issue_date": "date",
        "supply_date": "date",
        "subtotal": "decimal",
        "tax_total": "decimal",
        "amount": "decimal",
        "applied_amount": "decimal",
        "unapplied_amount": "decimal",
        "void_date": "date",
        "allocations": "[]CreditNoteEventDataAllocation",
    }


class CreditNoteEventDataAllocation(Model):
    """CreditNoteEventDataAllocation."""

    id: str
    """The id: a UUID."""
    invoice_id: str | None
    """The invoice."""
    date: dt.date
    """The accounting date: the day on which it is posted."""
    amount: Decimal
    """Negative if an allocation is taken back."""
    exchange_difference: Decimal
    """The realised exchange gain in the base currency, negative for a loss."""
    reverses_id: str | None
    """The allocation that this one takes back."""
    _shapes = {"date": "date", "amount": "decimal", "exchange_difference": "decimal"}


class CreditNoteIssuedEvent(Model):
    """A credit note is issued"""

    event: Literal["credit_note.issued"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: CreditNoteEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "CreditNoteEventData"}


class CreditNoteLine(Model):
    """A line of a credit note. With `invoice_line_id` all else has a default; item and tax rate are that line's."""

    invoice_line_id: str | None
    """The line of the invoice that it credits."""
    id: str
    """The id: a UUID."""
    description: str
    """What is sold or bought. Default: that of the line that it credits, or else the description of the item or its
    name.
    """
    quantity: Decimal
    """Default: 1."""
    unit: str
    """What the quantity counts, such as `hour`. Default: the unit of the line that it credits, with its quantity or
    one of your own; or else that of the item; or else empty.
    """
    unit_price: Decimal
    """Default: the price of the line that it credits, or what is left of it, or else that of the item. Required
    without these.
    """
    discount_percent: Decimal
    """The discount in percent. Default: 0."""
    item_id: str | None
    """The product or service. Default: that of the line that it credits. If it credits no line, what the line leaves
    out is taken from it: for sales or for purchases.
    """
    account_id: str
    """The account to which the line is posted. Default: that of the line that it credits, or else of the item.
    Required without these.
    """
    tax_rate_id: str | None
    """The tax rate; null for no tax. Default: that of the line that it credits, or else of the item."""
    tracking: list[str]
    """Options of tracking categories, by their ids: at most one of each category, in any order."""
    amount: Decimal
    """The line without tax: quantity × unit price, less the discount."""
    tax_amount: Decimal
    """The tax on the line."""
    _shapes = {
        "quantity": "decimal",
        "unit_price": "decimal",
        "discount_percent": "decimal",
        "amount": "decimal",
        "tax_amount": "decimal",
    }


class CreditNoteUnappliedEvent(Model):
    """Allocations of a credit note are taken back"""

    event: Literal["credit_note.unapplied"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: CreditNoteEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "CreditNoteEventData"}


class CreditNoteUpdatedEvent(Model):
    """A credit note is changed"""

    event: Literal["credit_note.updated"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: CreditNoteEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "CreditNoteEventData"}


class CreditNoteVoidedEvent(Model):
    """A credit note is voided"""

    event: Literal["credit_note.voided"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: CreditNoteEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "CreditNoteEventData"}


class Currency(Model):
    """A currency of ISO 4217, with its number of decimals."""

    code: str
    """The ISO 4217 code."""
    name: str
    """The name of the currency."""
    decimals: int
    """How many decimals an amount in this currency has."""


class Deduction(Model):
    """An amount that the bank deducted, and the account to which it is debited."""

    account_id: str
    """The account to which the amount is posted."""
    amount: Decimal
    """The amount deducted."""
    tracking: list[str]
    """Options of tracking categories, by their ids: at most one of each category, in any order."""
    _shapes = {"amount": "decimal"}


class Delivery(Model):
    """The delivery of an event to a webhook, with every attempt."""

    id: str
    """The id: a UUID."""
    webhook_id: str
    """The webhook."""
    event: DeliveredEventType
    """The type of the event."""
    event_id: str | None
    """Null for `webhook.test`."""
    status: DeliveryStatus
    """`pending` while attempts remain, then `succeeded` or `exhausted`."""
    attempt_count: int
    """How many attempts we have made so far."""
    next_attempt_at: dt.datetime | None
    """When the next attempt is due, not before a hold ends; null if there is none."""
    finished_at: dt.datetime | None
    """When the delivery succeeded or we gave up."""
    allowed_actions: list[DeliveryAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    body: DeliveryBody
    """The body that is sent, byte for byte."""
    attempts: list[DeliveryAttempt]
    """Every attempt, oldest first."""
    _shapes = {
        "next_attempt_at": "datetime",
        "finished_at": "datetime",
        "created_at": "datetime",
        "updated_at": "datetime",
        "body": "DeliveryBody",
        "attempts": "[]DeliveryAttempt",
    }


class DeliveryAttempt(Model):
    """One attempt to send a delivery, and what the endpoint responded."""

    number: int
    """The number of the attempt, from 1."""
    started_at: dt.datetime
    """When the attempt began."""
    duration_ms: int
    """How long the attempt took, in milliseconds."""
    succeeded: bool
    """Whether the attempt succeeded."""
    status_code: int | None
    """The HTTP status; null if there was no response."""
    error: str
    """Why the attempt failed; empty if it succeeded."""
    detail: str
    """More about what went wrong."""
    request_headers: Any
    """The headers that we sent."""
    response_body: str
    """The first 4 KiB of the response. Bytes that are not UTF-8 are replaced."""
    _shapes = {"started_at": "datetime"}


class DeliverySummary(Model):
    """The delivery of an event to a webhook."""

    id: str
    """The id: a UUID."""
    webhook_id: str
    """The webhook."""
    event: DeliveredEventType
    """The type of the event."""
    event_id: str | None
    """Null for `webhook.test`."""
    status: DeliveryStatus
    """`pending` while attempts remain, then `succeeded` or `exhausted`."""
    attempt_count: int
    """How many attempts we have made so far."""
    next_attempt_at: dt.datetime | None
    """When the next attempt is due, not before a hold ends; null if there is none."""
    finished_at: dt.datetime | None
    """When the delivery succeeded or we gave up."""
    allowed_actions: list[DeliveryAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {
        "next_attempt_at": "datetime",
        "finished_at": "datetime",
        "created_at": "datetime",
        "updated_at": "datetime",
    }


class Event(Model):
    """Something that happened in a company's books."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    type: EventType
    """What happened, such as `invoice.paid`. See the catalogue of events."""
    subject_id: str
    """The object that the event is about."""
    body: EventBody
    """The body that webhooks send, byte for byte."""
    allowed_actions: list[str]
    """Always empty: it never changes."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """Events never change."""
    _shapes = {"body": "EventBody", "created_at": "datetime", "updated_at": "datetime"}


class ExchangeRate(Model):
    """The rate of a currency from a date on. A document uses the latest one on or before its date, if that is not
    older than 30 days. To correct one, delete it and add another.
    """

    id: str
    """The id: a UUID."""
    currency: CurrencyCode
    """The currency that one unit is of."""
    date: dt.date
    """The first date of the rate."""
    rate: Decimal
    """Units of the company's base currency for one unit of `currency`."""
    source: ExchangeRateSource
    """`manual` if it was entered, `ecb` if it is the European Central Bank's."""
    allowed_actions: list[ExchangeRateAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {"date": "date", "rate": "decimal", "created_at": "datetime", "updated_at": "datetime"}


class Fault(Model):
    """A field that is wrong, and why."""

    field: str
    """A path such as `lines[0].unit_price`."""
    message: str
    """What is wrong, for a person."""


class FiscalYear(Model):
    """A fiscal year of the books."""

    id: str
    """The id: a UUID."""
    name: str
    """The year in which it ends: 2026, or FY2026 if it begins after January."""
    start_date: dt.date
    """The first day."""
    end_date: dt.date
    """The last day."""
    status: PeriodStatus
    """The status."""
    closing_entry_id: str | None
    """The entry that moved the year's earnings to equity; null if there is none."""
    closed_at: dt.datetime | None
    """When it was closed."""
    closed_by_id: str | None
    """The user who closed it."""
    closed_by: Person | None
    """The user who closed it; null while it is open."""
    reopened_at: dt.datetime | None
    """When it was last reopened."""
    reopened_by_id: str | None
    """The user who last reopened it."""
    reopened_by: Person | None
    """The user who reopened it last; null if none has."""
    reopen_reason: str
    """Why it was last reopened."""
    allowed_actions: list[FiscalYearAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {
        "start_date": "date",
        "end_date": "date",
        "closed_at": "datetime",
        "closed_by": "Person",
        "reopened_at": "datetime",
        "reopened_by": "Person",
        "created_at": "datetime",
        "updated_at": "datetime",
    }


class FiscalYearClosedEvent(Model):
    """A fiscal year is closed"""

    event: Literal["fiscal_year.closed"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: FiscalYearClosedEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "FiscalYearClosedEventData"}


class FiscalYearClosedEventData(Model):
    """The `data` of `fiscal_year.closed` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    name: str
    """The year in which it ends: 2026, or FY2026 if it begins after January."""
    start_date: dt.date
    """The first day."""
    end_date: dt.date
    """The last day."""
    closed_at: dt.datetime
    """When it was closed."""
    closing_entry_id: str | None
    """The entry that moved its earnings to equity, if there is one."""
    _shapes = {"start_date": "date", "end_date": "date", "closed_at": "datetime"}


class FiscalYearReopenedEvent(Model):
    """A closed fiscal year is reopened"""

    event: Literal["fiscal_year.reopened"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: FiscalYearReopenedEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "FiscalYearReopenedEventData"}


class FiscalYearReopenedEventData(Model):
    """The `data` of `fiscal_year.reopened` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    name: str
    """The year in which it ends: 2026, or FY2026 if it begins after January."""
    start_date: dt.date
    """The first day."""
    end_date: dt.date
    """The last day."""
    reopened_at: dt.datetime
    """When it was last reopened."""
    reopened_by_id: str | None
    """The user; null if no user did it."""
    reason: str
    """Why it was reopened."""
    _shapes = {"start_date": "date", "end_date": "date", "reopened_at": "datetime"}


class FxRevaluation(Model):
    """What was open in other currencies on a day, at the closing rates. A gain is positive, a loss negative."""

    id: str
    """The id: a UUID."""
    date: dt.date
    """The day whose closing rates count, at most today. It can be revalued once."""
    rates: dict[str, Decimal]
    """Units of the base currency per unit of a currency. In a request: those to use instead of the stored rates of the
    day. In a response: those that were used.
    """
    status: PaymentStatus
    """The status."""
    line_count: int
    """The number of its lines."""
    open_items_gain: Decimal
    """The unrealised gain of open items. The next day it is taken back."""
    bank_accounts_gain: Decimal
    """The gain of bank accounts, for good."""
    journal_entry_id: str | None
    """The entry of open items; null if nothing moved."""
    reversal_entry_id: str | None
    """The entry of the next day that reverses it."""
    bank_entry_id: str | None
    """The entry of bank accounts; null if nothing moved."""
    void_reason: str
    """Why it was voided."""
    void_entry_id: str | None
    """The entry that took open items back when it was voided."""
    void_bank_entry_id: str | None
    """The entry that took bank accounts back when it was voided."""
    voided_at: dt.datetime | None
    """When it was voided."""
    created_by: Person | None
    """The user who entered it; null for the system."""
    voided_by: Person | None
    """The user who voided it; null until then."""
    allowed_actions: list[FxRevaluationAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {
        "date": "date",
        "rates": "{}decimal",
        "open_items_gain": "decimal",
        "bank_accounts_gain": "decimal",
        "voided_at": "datetime",
        "created_by": "Person",
        "voided_by": "Person",
        "created_at": "datetime",
        "updated_at": "datetime",
    }


class FxRevaluationCreatedEvent(Model):
    """What is open in other currencies is revalued"""

    event: Literal["fx_revaluation.created"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: FxRevaluationEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "FxRevaluationEventData"}


class FxRevaluationEventData(Model):
    """The `data` of `fx_revaluation.created` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    date: dt.date
    """The accounting date: the day on which it is posted."""
    status: str
    """`posted` or `void`."""
    rates: dict[str, Decimal]
    """The rates that were used, by currency."""
    open_items_gain: Decimal
    """What open items gained in the base currency, less than zero for a loss."""
    bank_accounts_gain: Decimal
    """What bank accounts gained in the base currency, less than zero for a loss."""
    journal_entry_id: str | None
    """The entry of open items, which is reversed the next day; null if nothing moved."""
    bank_entry_id: str | None
    """The entry of bank accounts; null if nothing moved."""
    void_date: dt.date | None
    """The date of the void; null if it was not voided."""
    void_reason: str
    """Why it was voided; empty if it was not, or nobody said why."""
    _shapes = {
        "date": "date",
        "rates": "{}decimal",
        "open_items_gain": "decimal",
        "bank_accounts_gain": "decimal",
        "void_date": "date",
    }


class FxRevaluationLine(Model):
    """An open item or a bank account at the closing rate. Debits are positive, credits negative."""

    position: int
    """Its place, from 0: first bank accounts, then open items."""
    account_id: str
    """The bank account, or the control account of the open item."""
    document_id: str | None
    """The document that was open; null for a bank account."""
    document_kind: str | None
    """What that is, such as `invoice`; null for a bank account."""
    document_number: str | None
    """The number of that; null for a bank account."""
    contact_id: str | None
    """The customer or vendor; null for a bank account."""
    currency: CurrencyCode
    """The currency of `amount`."""
    amount: Decimal
    """What was open, or the balance."""
    base_amount: Decimal
    """The same in the base currency, as it was posted."""
    revalued_amount: Decimal
    """The same at the closing rate."""
    difference: Decimal
    """`revalued_amount` less `base_amount`."""
    _shapes = {"amount": "decimal", "base_amount": "decimal", "revalued_amount": "decimal", "difference": "decimal"}


class FxRevaluationLines(Model):
    """The lines of a revaluation."""

    items: list[FxRevaluationLine]
    """Up to 1,000 lines, in the order of their positions."""
    _shapes = {"items": "[]FxRevaluationLine"}


class FxRevaluationVoidedEvent(Model):
    """A revaluation is voided"""

    event: Literal["fx_revaluation.voided"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: FxRevaluationEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "FxRevaluationEventData"}


class GeneralLedgerAnswer(Model):
    """A page of the general ledger. All its pages show the books as they stood when the first was read."""

    report: str
    """The name of the report."""
    title: str
    """The title, for people."""
    company_id: str
    """The company."""
    currency: CurrencyCode
    """The base currency."""
    start_date: dt.date | None
    """The first day."""
    end_date: dt.date
    """The last day."""
    known_at: dt.datetime | None
    """The moment asked for; null for now."""
    has_next: bool
    """Whether there are more items after this page."""
    next_cursor: str | None
    """Pass it as `cursor` to get the next page; null on the last."""
    rows: list[GeneralLedgerRow]
    """The rows, in order."""
    _shapes = {"start_date": "date", "end_date": "date", "known_at": "datetime", "rows": "[]GeneralLedgerRow"}


class GeneralLedgerRow(Model):
    """A row: an account's opening balance, a line, or the account's closing balance with its debits and credits."""

    type: GeneralLedgerRowType
    """The type."""
    account_id: str
    """The account to which the amount is posted."""
    code: str
    """The code of the account."""
    name: str
    """The name of the account."""
    date: dt.date
    """The date of the entry; for a balance the first or the last day."""
    entry_id: str | None
    """The journal entry."""
    entry_number: int | None
    """The number of the entry in the journal."""
    line_id: str | None
    """The line of the journal entry."""
    description: str | None
    """That of the line, or else the memo of its entry."""
    reference: str | None
    """Any reference of yours, such as an order number."""
    source_type: str | None
    """The kind of document that posted the entry; empty for none."""
    source_id: str | None
    """The document that posted the entry."""
    contact_id: str | None
    """The customer or vendor that the line is about."""
    contact_name: str | None
    """The name of the contact."""
    debit: Decimal | None
    """The debit; for a closing balance the sum of all."""
    credit: Decimal | None
    """The credit; for a closing balance the sum of all."""
    balance: Decimal | None
    """The running balance: debits less credits."""
    currency: CurrencyCode | None
    """The currency of the line."""
    currency_amount: Decimal | None
    """The line in its currency, debit positive."""
    tracking: list[str] | None
    """The options of tracking categories of a line."""
    lines: str | None
    """The query for GET /journal-entries that lists the entries behind an opening balance (null if it is zero), or
    behind the debits and credits of a closing balance.
    """
    _shapes = {
        "date": "date",
        "debit": "decimal",
        "credit": "decimal",
        "balance": "decimal",
        "currency_amount": "decimal",
    }


class Health(Model):
    """Whether the process is alive."""

    status: str
    """`ok`"""


class Import(Model):
    """A file that is booked as a whole or not at all."""

    id: str
    """The id: a UUID."""
    format: ImportFormat
    """The format of the file. Default: what the end of `file_name` says. That is always a journal; a list must be
    named.
    """
    file_name: str
    """The name of the file, without folders."""
    dry_run: bool
    """Whether only to show what would happen: `rows` says it line by line. Default: false."""
    size: int
    """The size of the file in bytes."""
    sha256: str
    """The SHA-256 of the file, in hexadecimal digits."""
    status: ImportStatus
    """A file that `failed` or is `cancelled` left nothing in the books. One that is `cancelling` will leave nothing:
    its worker has not noticed yet.
    """
    done: int
    """How many entries or rows are done."""
    total: int | None
    """Of how many; null until that is known."""
    created: dict[str, int]
    """How many it made, by kind, such as `journal_entries`."""
    updated: dict[str, int]
    """How many it changed, by kind."""
    skipped: dict[str, int]
    """How many were there already, by kind."""
    totals: list[ImportTotal]
    """For open invoices and bills: what the file's documents come to, whatever became of them. Compare it with the
    former system.
    """
    rows: list[ImportRow]
    """What became of each line; the first 1,000."""
    errors: list[ImportMessage]
    """Why it failed; the first 100."""
    error_count: int
    """How many errors there are in all."""
    warnings: list[ImportMessage]
    """What was left out, rounded or moved; the first 100."""
    warning_count: int
    """How many warnings there are in all."""
    started_at: dt.datetime | None
    """When a worker took it; null until then."""
    finished_at: dt.datetime | None
    """When it ended; null until then."""
    created_by: Person | None
    """The user who asked for it."""
    allowed_actions: list[ImportAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {
        "totals": "[]ImportTotal",
        "rows": "[]ImportRow",
        "errors": "[]ImportMessage",
        "warnings": "[]ImportMessage",
        "started_at": "datetime",
        "finished_at": "datetime",
        "created_by": "Person",
        "created_at": "datetime",
        "updated_at": "datetime",
    }


class ImportCancelledEvent(Model):
    """Somebody cancelled an import, and it has ended: nothing of its file is in the books"""

    event: Literal["import.cancelled"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: ImportEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "ImportEventData"}


class ImportEventData(Model):
    """The `data` of `import.succeeded` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    format: str
    """The format of the file, such as `beancount`."""
    file_name: str
    """The name of the file."""
    sha256: str
    """The SHA-256 of the file."""
    dry_run: bool
    """Whether it only shows what would happen."""
    status: ImportEventStatus
    """The status."""
    created: dict[str, int]
    """How many rows of each kind it made."""
    updated: dict[str, int]
    """How many rows of each kind it changed."""
    skipped: dict[str, int]
    """How many rows of each kind it left as they were."""
    error: str
    """The first error; empty if there is none."""
    error_count: int
    """How many errors the file has."""
    warning_count: int
    """How many warnings there are about the file."""
    created_by_id: str | None
    """The user who asked for it."""


class ImportFailedEvent(Model):
    """An import has ended, and nothing of its file is in the books"""

    event: Literal["import.failed"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: ImportEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "ImportEventData"}


class ImportMessage(Model):
    """What is wrong, or worth knowing, about a line of a file."""

    line: int | None
    """The line of the file, from 1; null if it is about no line."""
    message: str
    """What it is, for people."""


class ImportRow(Model):
    """What became of a line of a file."""

    line: int
    """The line of the file, from 1."""
    action: ImportRowAction
    """What the import did, or would do, with it."""
    what: str
    """What it is about, for people, such as `customer Harbor Cafe`."""


class ImportSucceededEvent(Model):
    """An import has ended, and all of its file is in the books (nothing, if it is a dry run)"""

    event: Literal["import.succeeded"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: ImportEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "ImportEventData"}


class ImportTotal(Model):
    """What the open documents of one kind and currency come to."""

    kind: str
    """The kind of the documents, such as `credit_notes`."""
    currency: CurrencyCode
    """The currency of the amount."""
    amount: Decimal
    """What is open of all of them in the file."""
    _shapes = {"amount": "decimal"}


class IntegrityAnswer(Model):
    """The result of checking a company's books."""

    company_id: str
    """The company."""
    holds: bool
    """Whether every check holds."""
    checks: list[IntegrityCheck]
    """The checks, each with its evidence."""
    _shapes = {"checks": "[]IntegrityCheck"}


class IntegrityCheck(Model):
    """One check of the books."""

    name: str
    """What is checked, such as `hash chain`."""
    claim: str
    """What has to be true."""
    holds: bool
    """Whether the check found no fault."""
    unit: str
    """What `examined` counts, such as `lines`."""
    examined: int
    """How many were examined."""
    failed: int
    """How many faults were found."""
    failures: list[str]
    """What is wrong and where: the first 20 of `failed`."""
    evidence: str
    """A figure to write down and compare later, such as the hash of the last entry; may be empty."""


class Invoice(Model):
    """An invoice to a customer. Amounts are in its currency; `amount` is the total with tax."""

    id: str
    """The id: a UUID."""
    invoice_number: str | None
    """The number of the invoice, unique per company. By default it gets one when it is sent."""
    customer_id: str
    """The customer."""
    billing_address: str | None
    """The customer's address as the document says it. It stays when the customer's address changes. Null on drafts,
    and on documents that do not keep it (from opening balances, or posted before Atlas kept it): their PDF shows
    the customer's present address.
    """
    sent_at: dt.datetime | None
    """When the invoice was sent."""
    posted_by: Person | None
    """The user who posted it; null until then, and for the system."""
    recurring_id: str | None
    """The recurring template that made it."""
    is_opening: bool
    """Whether the opening balances made it: it is of the former system."""
    issue_date: dt.date
    """Default: today in the company's time zone."""
    supply_date: dt.date | None
    """The day on which goods were delivered or a service was completed, if it is not the issue date. It is on the PDF,
    and posts nothing: periods, taxes and exchange rates go by the issue date.
    """
    due_date: dt.date
    """Default: the issue date plus the contact's payment terms."""
    status: InvoiceStatus
    """The status. `partially_paid`, `paid` and `overdue` follow from the amounts and the date."""
    currency: CurrencyCode
    """Default: the currency of the contact."""
    exchange_rate: Decimal
    """Units of the base currency per unit of the document's currency. Default: that of the issue date."""
    tax_rounding: TaxRounding
    """Where tax is rounded: on each `line`, or once for each category and percentage on the `document`."""
    subtotal: Decimal
    """The sum of the lines without tax."""
    tax_total: Decimal
    """The tax of all lines."""
    amount: Decimal
    """The total with tax."""
    amount_paid: Decimal
    """What payments, credits and adjustments have settled so far."""
    amount_due: Decimal
    """The amount that is still open."""
    total_base: Decimal
    """The total in the company's base currency."""
    tax_total_base: Decimal
    """The taxes in the company's base currency, as they are posted."""
    reference: str
    """Any reference of yours, such as an order number."""
    notes: str
    """A note for the reader of the document."""
    lines: list[InvoiceLine]
    """What is sold: one line per account, tax rate or product."""
    journal_entry_id: str | None
    """The journal entry that posted it; null before that."""
    accounting_date: dt.date | None
    """The date of the journal entry; null until it is posted."""
    void_date: dt.date | None
    """The date of the reversal."""
    void_reason: str
    """Why it was voided."""
    void_entry_id: str | None
    """The journal entry that reverses it."""
    voided_at: dt.datetime | None
    """When it was voided."""
    created_by: Person | None
    """The user who entered it; null for the system."""
    voided_by: Person | None
    """The user who voided it; null until then."""
    external_id: str | None
    """Your own id for this object, unique per company and kind."""
    metadata: dict[str, str]
    """Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text
    is removed. It can change at any time, also once posted.
    """
    allowed_actions: list[InvoiceAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {
        "sent_at": "datetime",
        "posted_by": "Person",
        "issue_date": "date",
        "supply_date": "date",
        "due_date": "date",
        "exchange_rate": "decimal",
        "subtotal": "decimal",
        "tax_total": "decimal",
        "amount": "decimal",
        "amount_paid": "decimal",
        "amount_due": "decimal",
        "total_base": "decimal",
        "tax_total_base": "decimal",
        "lines": "[]InvoiceLine",
        "accounting_date": "date",
        "void_date": "date",
        "voided_at": "datetime",
        "created_by": "Person",
        "voided_by": "Person",
        "created_at": "datetime",
        "updated_at": "datetime",
    }


class InvoiceBatch(Model):
    """What became of the items of a batch."""

    items: list[Invoice]
    """Those that were created, in the order given."""
    failed: list[BatchFailure]
    """Those that were not. Empty without `partial`."""
    _shapes = {"items": "[]Invoice", "failed": "[]BatchFailure"}


class InvoiceCreatedEvent(Model):
    """A new invoice is created"""

    event: Literal["invoice.created"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: InvoiceEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "InvoiceEventData"}


class InvoiceDeletedEvent(Model):
    """A draft of an invoice is deleted"""

    event: Literal["invoice.deleted"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: InvoiceEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "InvoiceEventData"}


class InvoiceEventData(Model):
    """The `data` of `invoice.created` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    invoice_number: str | None
    """The number; null until the draft gets one when it is sent."""
    customer_id: str
    """The customer."""
    status: InvoiceEventStatus
    """The status. `partially_paid`, `paid` and `overdue` follow from the amounts and the date."""
    external_id: str | None
    """Your own id for it."""
    metadata: dict[str, str]
    """Your own keys and texts."""
    issue_date: dt.date
    """The date on the document."""
    supply_date: dt.date | None
    """The day of the supply; null if none is given."""
    due_date: dt.date
    """The day by which the document has to be paid."""
    subtotal: Decimal
    """The sum of the lines without tax."""
    tax_total: Decimal
    """The sum of their taxes."""
    amount: Decimal
    """The total with tax. Exact, with the decimals of the currency."""
    amount_paid: Decimal
    """What payments and credits have settled so far."""
    amount_due: Decimal
    """What is still open."""
    currency: str
    """ISO 4217."""
    reference: str
    """Any reference of yours, such as an order number."""
    void_date: dt.date | None
    """The date of the void; null if it was not voided."""
    void_reason: str
    """Why it was voided; empty if it was not, or nobody said why."""
    _shapes = {
        "issue_date": "date",
        "supply_date": "date",
        "due_date": "date",
        "subtotal": "decimal",
        "tax_total": "decimal",
        "amount": "decimal",
        "amount_paid": "decimal",
        "amount_due": "decimal",
        "void_date": "date",
    }


class InvoiceLine(Model):
    """A line of an invoice. `amount` is without discount and tax; `tax_amount` is added to it."""

    id: str
    """The id: a UUID."""
    description: str
    """What is sold or bought. Default: the description of the item, or else its name."""
    quantity: Decimal
    """Default: 1."""
    unit: str
    """What the quantity counts, such as `hour`. Default: the unit of the item, or else empty."""
    unit_price: Decimal
    """Without tax, or with tax if the tax rate is inclusive. Default: the price of the item, if it is in the currency
    of the document. Required without an item.
    """
    discount_percent: Decimal
    """The discount in percent. Default: 0."""
    item_id: str | None
    """The product or service. What the line leaves out is taken from it: for sales or for purchases."""
    account_id: str
    """The account to which the line is posted. Default: that of the item. Required without an item."""
    tax_rate_id: str | None
    """The tax rate; null for no tax. Default: that of the item."""
    tracking: list[str]
    """Options of tracking categories, by their ids: at most one of each category, in any order."""
    amount: Decimal
    """The line without tax: quantity × unit price, less the discount."""
    tax_amount: Decimal
    """The tax on the line."""
    _shapes = {
        "quantity": "decimal",
        "unit_price": "decimal",
        "discount_percent": "decimal",
        "amount": "decimal",
        "tax_amount": "decimal",
    }


class InvoicePaidEvent(Model):
    """An invoice is fully paid"""

    event: Literal["invoice.paid"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: InvoiceEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "InvoiceEventData"}


class InvoiceReopenedEvent(Model):
    """An invoice is no longer fully paid, because an allocation was taken back"""

    event: Literal["invoice.reopened"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: InvoiceEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "InvoiceEventData"}


class InvoiceSentEvent(Model):
    """An invoice is sent to a customer"""

    event: Literal["invoice.sent"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: InvoiceEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "InvoiceEventData"}


class InvoiceUpdatedEvent(Model):
    """An invoice is changed"""

    event: Literal["invoice.updated"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: InvoiceEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "InvoiceEventData"}


class InvoiceVoidedEvent(Model):
    """An invoice is voided"""

    event: Literal["invoice.voided"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: InvoiceEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "InvoiceEventData"}


class Item(Model):
    """A product or a service. A line with its `item_id` takes from it what it leaves out; an item posts nothing."""

    id: str
    """The id: a UUID."""
    code: str
    """Your article number, unique per company; or empty."""
    name: str
    """The name."""
    description: str
    """What lines say. Default: they say its name."""
    unit: str
    """What the price is for, such as `hour`; or empty."""
    currency: CurrencyCode
    """The currency of its prices. Default: the base currency of the company."""
    sales_price: Decimal | None
    """The unit price on invoices and credit notes; null if it has none."""
    sales_account_id: str | None
    """The account of revenue to which its sales are posted."""
    sales_tax_rate_id: str | None
    """The tax rate of its sales."""
    purchase_price: Decimal | None
    """The unit price on bills and vendor credits; null if it has none."""
    purchase_account_id: str | None
    """The account to which its purchases are posted."""
    purchase_tax_rate_id: str | None
    """The tax rate of its purchases."""
    is_active: bool
    """Whether new lines can have it: false once archived."""
    external_id: str | None
    """Your own id for this object, unique per company and kind."""
    metadata: dict[str, str]
    """Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text
    is removed. It can change at any time, also once posted.
    """
    allowed_actions: list[ItemAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {
        "sales_price": "decimal",
        "purchase_price": "decimal",
        "created_at": "datetime",
        "updated_at": "datetime",
    }


class ItemArchivedEvent(Model):
    """An item is archived"""

    event: Literal["item.archived"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: ItemEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "ItemEventData"}


class ItemBatch(Model):
    """What became of the items of a batch."""

    items: list[Item]
    """Those that were created, in the order given."""
    failed: list[BatchFailure]
    """Those that were not. Empty without `partial`."""
    _shapes = {"items": "[]Item", "failed": "[]BatchFailure"}


class ItemCreatedEvent(Model):
    """An item is added"""

    event: Literal["item.created"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: ItemEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "ItemEventData"}


class ItemDeletedEvent(Model):
    """An item is deleted"""

    event: Literal["item.deleted"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: ItemEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "ItemEventData"}


class ItemEventData(Model):
    """The `data` of `item.created` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    code: str
    """Empty if it has none."""
    name: str
    """The name."""
    description: str
    """What it is, in your words."""
    unit: str
    """What the price is for, such as `hour`; or empty."""
    currency: str
    """That of its prices. ISO 4217."""
    sales_price: Decimal | None
    """Exact, with the decimals of the currency or more."""
    sales_account_id: str | None
    """The account for the tax on sales."""
    sales_tax_rate_id: str | None
    """The tax rate of its sales."""
    purchase_price: Decimal | None
    """Exact, with the decimals of the currency or more."""
    purchase_account_id: str | None
    """The account for the tax on purchases."""
    purchase_tax_rate_id: str | None
    """The tax rate of its purchases."""
    external_id: str | None
    """Your own id for it."""
    metadata: dict[str, str]
    """Your own keys and texts."""
    is_active: bool
    """False once archived."""
    _shapes = {"sales_price": "decimal", "purchase_price": "decimal"}


class ItemRestoredEvent(Model):
    """An archived item is restored"""

    event: Literal["item.restored"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: ItemEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "ItemEventData"}


class ItemUpdatedEvent(Model):
    """An item is changed"""

    event: Literal["item.updated"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: ItemEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "ItemEventData"}


class JournalAnswer(Model):
    """A page of the journal. All its pages show the books as they stood when the first was read."""

    report: str
    """The name of the report."""
    title: str
    """The title, for people."""
    company_id: str
    """The company."""
    currency: CurrencyCode
    """The base currency."""
    start_date: dt.date | None
    """The first day."""
    end_date: dt.date
    """The last day."""
    known_at: dt.datetime | None
    """The moment asked for; null for now."""
    has_next: bool
    """Whether there are more items after this page."""
    next_cursor: str | None
    """Pass it as `cursor` to get the next page; null on the last."""
    rows: list[JournalRow]
    """The rows, in order."""
    _shapes = {"start_date": "date", "end_date": "date", "known_at": "datetime", "rows": "[]JournalRow"}


class JournalEntry(Model):
    """A journal entry: debits and credits that balance."""

    id: str
    """The id: a UUID."""
    entry_number: int | None
    """The number of the entry, without gaps in the company; null for drafts."""
    date: dt.date
    """The accounting date: the day on which it is posted."""
    memo: str
    """What the entry is about."""
    reference: str
    """Any reference of yours, such as an order number."""
    entry_type: JournalEntryType
    """In a request: `standard`, `opening` or `adjusting`."""
    status: JournalEntryStatus
    """In a POST: `draft` to save a draft. By default the entry is posted."""
    lines: list[JournalLine]
    """The lines: debits and credits that balance."""
    source_type: str
    """The kind of document that posted the entry; empty if none did."""
    source_id: str | None
    """The document that posted this."""
    reverses_id: str | None
    """The entry that this one reverses."""
    reversed_by_id: str | None
    """The entry that reverses this one."""
    reverse_on: dt.date | None
    """For an accrual: the day of its reversal, which is posted together with it. It must be after `date`, and at most
    366 days ahead.
    """
    recurring_id: str | None
    """The recurring template that made it."""
    external_id: str | None
    """Your own id for this object, unique per company and kind."""
    metadata: dict[str, str]
    """Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text
    is removed. It can change at any time, also once posted.
    """
    posted_at: dt.datetime | None
    """When the entry was posted."""
    created_by: Person | None
    """The user who entered it; null for the system."""
    posted_by: Person | None
    """The user who posted it; null until then, and for the system."""
    previous_hash: str
    """The hash of the entry before this one."""
    hash: str
    """The SHA-256 hash of the previous entry's hash and all fields of this entry."""
    allowed_actions: list[JournalEntryAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {
        "date": "date",
        "lines": "[]JournalLine",
        "reverse_on": "date",
        "posted_at": "datetime",
        "created_by": "Person",
        "posted_by": "Person",
        "created_at": "datetime",
        "updated_at": "datetime",
    }


class JournalEntryBatch(Model):
    """The journal entries that a batch created."""

    items: list[JournalEntry]
    """The entries that were posted, in the order given."""
    _shapes = {"items": "[]JournalEntry"}


class JournalEntryCreatedEvent(Model):
    """A draft of an entry is created"""

    event: Literal["journal_entry.created"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: JournalEntryCreatedEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "JournalEntryCreatedEventData"}


class JournalEntryCreatedEventData(Model):
    """The `data` of `journal_entry.created` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    entry_number: int | None
    """Null for drafts, which have no number."""
    date: dt.date
    """The accounting date: the day on which it is posted."""
    memo: str
    """What the entry is about."""
    reference: str
    """Any reference of yours, such as an order number."""
    entry_type: str
    """The type of the entry."""
    source_type: str
    """The kind of document that posted the entry; empty if none did."""
    source_id: str | None
    """The document that posted the entry; null if none did."""
    reverses_id: str | None
    """The entry that this one reverses."""
    reverse_on: dt.date | None
    """The day of the reversal that is posted together with the entry."""
    external_id: str | None
    """Your own id for it."""
    metadata: dict[str, str]
    """Your own keys and texts."""
    _shapes = {"date": "date", "reverse_on": "date"}


class JournalEntryDeletedEvent(Model):
    """A draft of an entry is deleted"""

    event: Literal["journal_entry.deleted"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: JournalEntryCreatedEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "JournalEntryCreatedEventData"}


class JournalEntryPostedEvent(Model):
    """A journal entry is posted"""

    event: Literal["journal_entry.posted"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: JournalEntryPostedEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "JournalEntryPostedEventData"}


class JournalEntryPostedEventData(Model):
    """The `data` of `journal_entry.posted` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    entry_number: int
    """The number of the entry in the journal."""
    date: dt.date
    """The accounting date: the day on which it is posted."""
    memo: str
    """What the entry is about."""
    reference: str
    """Any reference of yours, such as an order number."""
    entry_type: str
    """The type of the entry."""
    source_type: str
    """The kind of document that posted the entry; empty if none did."""
    source_id: str | None
    """The document that posted the entry; null if none did."""
    reverses_id: str | None
    """The entry that this one reverses."""
    reverse_on: dt.date | None
    """The day of the reversal that is posted together with the entry."""
    external_id: str | None
    """Your own id for it."""
    metadata: dict[str, str]
    """Your own keys and texts."""
    posted_at: dt.datetime
    """When the entry was posted."""
    hash: str
    """The entry's link in the ledger's hash chain."""
    _shapes = {"date": "date", "reverse_on": "date", "posted_at": "datetime"}


class JournalEntryUpdatedEvent(Model):
    """A draft of an entry is changed, or the metadata of a posted one"""

    event: Literal["journal_entry.updated"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: JournalEntryCreatedEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "JournalEntryCreatedEventData"}


class JournalLine(Model):
    """A line of a journal entry: a debit or a credit."""

    id: str
    """The id: a UUID."""
    account_id: str
    """The account to which the amount is posted."""
    description: str
    """What the line is about."""
    debit: Decimal
    """The debit in the base currency. A line has either a debit or a credit."""
    credit: Decimal
    """The credit in the base currency. A line has either a debit or a credit."""
    currency: CurrencyCode
    """The currency of `currency_amount`. In a request, it can only be that of the account."""
    currency_amount: Decimal
    """The same amount in `currency`, debit positive and credit negative. An account that is kept in another currency
    than the company's requires it; 0 changes only the base amount.
    """
    contact_id: str | None
    """The customer or vendor that the line is about."""
    tax_rate_id: str | None
    """The tax rate, if the line is for the tax return."""
    tax_base: Decimal | None
    """For a tax line: the net amount that was taxed, debit positive. Null for a net line."""
    tax_kind: TaxKind | None
    """What it is for the tax return. By default it follows from `tax_base` and the type of the account."""
    tracking: list[str]
    """Options of tracking categories, by their ids: at most one of each category, in any order."""
    _shapes = {"debit": "decimal", "credit": "decimal", "currency_amount": "decimal", "tax_base": "decimal"}


class JournalRow(Model):
    """A line of an entry, or the total of all days."""

    type: JournalRowType
    """The type."""
    date: dt.date
    """The accounting date: the day on which it is posted."""
    entry_id: str | None
    """The journal entry."""
    entry_number: int | None
    """The number of the entry in the journal."""
    entry_type: str | None
    """The type of the entry."""
    memo: str | None
    """What the entry is about."""
    reference: str | None
    """Any reference of yours, such as an order number."""
    source_type: str | None
    """The kind of document that posted the entry; empty for none."""
    source_id: str | None
    """The document that posted the entry."""
    posted_at: dt.datetime | None
    """When the entry was posted."""
    line_id: str | None
    """The line of the journal entry."""
    account_id: str | None
    """The account to which the amount is posted."""
    code: str | None
    """The code of the account."""
    name: str | None
    """The name of the account."""
    description: str | None
    """What it is, in your words."""
    contact_id: str | None
    """The customer or vendor that the line is about."""
    contact_name: str | None
    """The name of the contact."""
    debit: Decimal
    """The debit, or 0."""
    credit: Decimal
    """The credit, or 0."""
    currency: CurrencyCode | None
    """The currency of the line."""
    currency_amount: Decimal | None
    """The line in its currency, debit positive."""
    tracking: list[str] | None
    """The options of tracking categories of a line."""
    _shapes = {
        "date": "date",
        "posted_at": "datetime",
        "debit": "decimal",
        "credit": "decimal",
        "currency_amount": "decimal",
    }


class Login(Model):
    """The tokens, and the user who signed in."""

    tokens: TokenPair
    """The access token and the refresh token."""
    user: UserSummary
    """The user who signed in."""
    _shapes = {"tokens": "TokenPair", "user": "UserSummary"}


class Member(Model):
    """A user with a role in a company."""

    id: str
    """The id: a UUID."""
    user_id: str
    """The user."""
    email: str
    """The e-mail address."""
    full_name: str
    """The name of the person."""
    role: CompanyRole
    """The role."""
    allowed_actions: list[MemberAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {"created_at": "datetime", "updated_at": "datetime"}


class MemberAssignedEvent(Model):
    """A user gets a role in the company, or another one than before"""

    event: Literal["member.assigned"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: MemberEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "MemberEventData"}


class MemberEventData(Model):
    """The `data` of `member.assigned` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    user_id: str
    """The user."""
    role: CompanyRole
    """The role."""


class MemberRemovedEvent(Model):
    """A user's role in the company is taken away"""

    event: Literal["member.removed"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: MemberEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "MemberEventData"}


class OpeningBalance(Model):
    """The balance of an account when the books began here."""

    account_id: str
    """The account. Receivables and payables come from the open documents."""
    debit: Decimal
    """The balance, if it is a debit."""
    credit: Decimal
    """The balance, if it is a credit."""
    currency: CurrencyCode
    """In a request, it can only be that of the account."""
    currency_amount: Decimal
    """The balance in `currency`, debit positive and credit negative: required for an account that is kept in another
    currency than the company's.
    """
    _shapes = {"debit": "decimal", "credit": "decimal", "currency_amount": "decimal"}


class OpeningBalances(Model):
    """What a company owned and owed when its books began here: by account, and by open document."""

    date: dt.date | None
    """The day of the balances; null if none are set."""
    balances: list[OpeningBalance]
    """The balances of the accounts, each account once."""
    invoices: list[OpeningInvoice]
    """What customers still owe."""
    bills: list[OpeningBill]
    """What is still owed to vendors."""
    credit_notes: list[OpeningCreditNote]
    """What customers have to their credit. It can be applied to their invoices later."""
    vendor_credits: list[OpeningVendorCredit]
    """What vendors owe. It can be applied to their bills later."""
    equity_amount: Decimal | None
    """What the account with the role `opening_balance_equity` took of these balances and documents, credit positive;
    or null.
    """
    journal_entry_id: str | None
    """The entry with the balances of the accounts."""
    _shapes = {
        "date": "date",
        "balances": "[]OpeningBalance",
        "invoices": "[]OpeningInvoice",
        "bills": "[]OpeningBill",
        "credit_notes": "[]OpeningCreditNote",
        "vendor_credits": "[]OpeningVendorCredit",
        "equity_amount": "decimal",
    }


class OpeningBalancesEventData(Model):
    """The `data` of `opening_balances.set` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    date: dt.date
    """The accounting date: the day on which it is posted."""
    balances: int
    """How many accounts have a balance."""
    invoices: int
    """How many invoices of the former system are open."""
    bills: int
    """How many bills of the former system are open."""
    credit_notes: int
    """How many credits of customers, brought along from the former system, are open."""
    vendor_credits: int
    """How many credits of vendors, brought along from the former system, are open."""
    equity_amount: Decimal
    """What the account of opening balances took, credit positive, in the base currency."""
    journal_entry_id: str | None
    """The entry with the balances of the accounts; null if there are none."""
    _shapes = {"date": "date", "equity_amount": "decimal"}


class OpeningBalancesSetEvent(Model):
    """The opening balances are set, or set anew"""

    event: Literal["opening_balances.set"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: OpeningBalancesEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "OpeningBalancesEventData"}


class OpeningBill(Model):
    """An open bill of the former system."""

    id: str
    """The id: a UUID."""
    issue_date: dt.date
    """The date on the document, on the day of the balances or before."""
    currency: CurrencyCode
    """Default: the currency of the contact."""
    exchange_rate: Decimal
    """Units of the base currency per unit of the document's currency. Default: that of the day of the balances."""
    amount: Decimal
    """What was still open, tax included, in `currency`."""
    due_date: dt.date
    """Default: the issue date."""
    vendor_id: str
    """The vendor."""
    bill_number: str
    """The number that the vendor put on it."""
    _shapes = {"issue_date": "date", "exchange_rate": "decimal", "amount": "decimal", "due_date": "date"}


class OpeningCreditNote(Model):
    """What a customer had to their credit in the former system: a credit note, or a payment without an invoice."""

    id: str
    """The id: a UUID."""
    issue_date: dt.date
    """The date on the document, on the day of the balances or before."""
    currency: CurrencyCode
    """Default: the currency of the contact."""
    exchange_rate: Decimal
    """Units of the base currency per unit of the document's currency. Default: that of the day of the balances."""
    amount: Decimal
    """What was still open, tax included, in `currency`."""
    customer_id: str
    """The customer."""
    credit_note_number: str
    """Its number in the former system."""
    _shapes = {"issue_date": "date", "exchange_rate": "decimal", "amount": "decimal"}


class OpeningInvoice(Model):
    """An open invoice of the former system."""

    id: str
    """The id: a UUID."""
    issue_date: dt.date
    """The date on the document, on the day of the balances or before."""
    currency: CurrencyCode
    """Default: the currency of the contact."""
    exchange_rate: Decimal
    """Units of the base currency per unit of the document's currency. Default: that of the day of the balances."""
    amount: Decimal
    """What was still open, tax included, in `currency`."""
    due_date: dt.date
    """Default: the issue date."""
    customer_id: str
    """The customer."""
    invoice_number: str
    """Its number in the former system."""
    _shapes = {"issue_date": "date", "exchange_rate": "decimal", "amount": "decimal", "due_date": "date"}


class OpeningVendorCredit(Model):
    """What a vendor still owed in the former system: a credit, or a payment without a bill."""

    id: str
    """The id: a UUID."""
    issue_date: dt.date
    """The date on the document, on the day of the balances or before."""
    currency: CurrencyCode
    """Default: the currency of the contact."""
    exchange_rate: Decimal
    """Units of the base currency per unit of the document's currency. Default: that of the day of the balances."""
    amount: Decimal
    """What was still open, tax included, in `currency`."""
    vendor_id: str
    """The vendor."""
    vendor_credit_number: str
    """The number that the vendor put on it."""
    _shapes = {"issue_date": "date", "exchange_rate": "decimal", "amount": "decimal"}


class OrganizationSummary(Model):
    """The organization that the user belongs to."""

    id: str
    """The id: a UUID."""
    name: str
    """The name of the organization."""


class Payment(Model):
    """A payment received from a customer or made to a vendor, or a refund the other way. Amounts are
    in its currency.
    """

    id: str
    """The id: a UUID."""
    payment_number: str
    """The number of the payment, unique per company."""
    type: PaymentType
    """`received` from a customer, or `made` to a vendor; the other way for a refund."""
    customer_id: str | None
    """The customer, for a payment received or a refund made."""
    vendor_id: str | None
    """The vendor, for a payment made or a refund received."""
    is_refund: bool
    """Made to a customer, or received from a vendor."""
    date: dt.date
    """Default: today in the company's time zone."""
    amount: Decimal
    """The amount that settles documents. The bank account also moves by the deductions."""
    currency: CurrencyCode
    """Default: the currency of the contact."""
    exchange_rate: Decimal
    """Units of the base currency per unit of the payment's currency. Default: what follows from `account_amount`, or
    the rate of the date.
    """
    account_id: str
    """The bank, cash, card or clearing account of the money."""
    account_amount: Decimal | None
    """What the bank booked, if the account has another currency than the payment: in the account's.
    Otherwise null.
    """
    reference: str
    """Any reference of yours, such as an order number."""
    notes: str
    """A note of yours."""
    allocations: list[Allocation]
    """The documents that it settles, with the amount for each."""
    unallocated_amount: Decimal
    """What is not allocated yet: a credit of the contact."""
    deductions: list[Deduction]
    """What the bank deducted, such as fees: an account and an amount each."""
    journal_entry_id: str
    """The journal entry that posted it; null before that."""
    accounting_date: dt.date
    """The date of the journal entry."""
    status: PaymentStatus
    """The status."""
    void_date: dt.date | None
    """The date of the reversal."""
    void_reason: str
    """Why it was voided."""
    void_entry_id: str | None
    """The journal entry that reverses it."""
    voided_at: dt.datetime | None
    """When it was voided."""
    created_by: Person | None
    """The user who entered it; null for the system."""
    voided_by: Person | None
    """The user who voided it; null until then."""
    external_id: str | None
    """Your own id for this object, unique per company and kind."""
    metadata: dict[str, str]
    """Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text
    is removed. It can change at any time, also once posted.
    """
    allowed_actions: list[PaymentAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {
        "date": "date",
        "amount": "decimal",
        "exchange_rate": "decimal",
        "account_amount": "decimal",
        "allocations": "[]Allocation",
        "unallocated_amount": "decimal",
        "deductions": "[]Deduction",
        "accounting_date": "date",
        "void_date": "date",
        "voided_at": "datetime",
        "created_by": "Person",
        "voided_by": "Person",
        "created_at": "datetime",
        "updated_at": "datetime",
    }


class PaymentAllocatedEvent(Model):
    """A payment is allocated to invoices or bills after it was recorded"""

    event: Literal["payment.allocated"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: PaymentEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "PaymentEventData"}


class PaymentBatch(Model):
    """What became of the items of a batch."""

    items: list[Payment]
    """Those that were created, in the order given."""
    failed: list[BatchFailure]
    """Those that were not. Empty without `partial`."""
    _shapes = {"items": "[]Payment", "failed": "[]BatchFailure"}


class PaymentEventData(Model):
    """The `data` of `payment.received` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    payment_number: str
    """The number of the payment, unique per company."""
    type: PaymentType
    """`received` from a customer, or `made` to a vendor; the other way for a refund."""
    is_refund: bool
    """Made to a customer, or received from a vendor."""
    status: PaymentStatus
    """The status."""
    customer_id: str | None
    """The customer, for a payment received or a refund made."""
    vendor_id: str | None
    """The vendor, for a payment made or a refund received."""
    account_id: str
    """The bank account."""
    external_id: str | None
    """Your own id for it."""
    metadata: dict[str, str]
    """Your own keys and texts."""
    date: dt.date
    """The accounting date: the day on which it is posted."""
    amount: Decimal
    """What was paid."""
    unallocated_amount: Decimal
    """What is not allocated yet."""
    currency: str
    """ISO 4217."""
    reference: str
    """Any reference of yours, such as an order number."""
    void_date: dt.date | None
    """The date of the void; null if it was not voided."""
    void_reason: str
    """Why it was voided; empty if it was not, or nobody said why."""
    allocations: list[PaymentEventDataAllocation]
    """The allocations that this event made or took back."""
    _shapes = {
        "date": "date",
        "amount": "decimal",
        "unallocated_amount": "decimal",
        "void_date": "date",
        "allocations": "[]PaymentEventDataAllocation",
    }


class PaymentEventDataAllocation(Model):
    """PaymentEventDataAllocation."""

    id: str
    """The id: a UUID."""
    invoice_id: str | None
    """The invoice."""
    bill_id: str | None
    """The bill."""
    credit_note_id: str | None
    """The credit note, if a refund pays it back."""
    vendor_credit_id: str | None
    """The vendor credit, if a refund pays it back."""
    payment_id: str | None
    """The other payment, if one of the two is a refund."""
    adjustment_id: str | None
    """The adjustment."""
    date: dt.date
    """The accounting date: the day on which it is posted."""
    amount: Decimal
    """Negative if an allocation is taken back."""
    exchange_difference: Decimal
    """The realised exchange gain in the base currency, negative for a loss."""
    reverses_id: str | None
    """The allocation that this one takes back."""
    _shapes = {"date": "date", "amount": "decimal", "exchange_difference": "decimal"}


class PaymentMadeEvent(Model):
    """A payment to a vendor is recorded"""

    event: Literal["payment.made"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: PaymentEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "PaymentEventData"}


class PaymentReceivedEvent(Model):
    """A payment is recorded"""

    event: Literal["payment.received"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: PaymentEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "PaymentEventData"}


class PaymentUnallocatedEvent(Model):
    """Allocations of a payment are taken back"""

    event: Literal["payment.unallocated"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: PaymentEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "PaymentEventData"}


class PaymentUpdatedEvent(Model):
    """The reference, notes, external_id or metadata of a payment change"""

    event: Literal["payment.updated"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: PaymentEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "PaymentEventData"}


class PaymentVoidedEvent(Model):
    """A payment is voided"""

    event: Literal["payment.voided"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: PaymentEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "PaymentEventData"}


class Period(Model):
    """A month of the books."""

    id: str
    """The id: a UUID."""
    name: str
    """The month, for example 2026-01."""
    start_date: dt.date
    """The first day."""
    end_date: dt.date
    """The last day."""
    status: PeriodStatus
    """`open` or `closed`."""
    closed_at: dt.datetime | None
    """When it was closed."""
    closed_by_id: str | None
    """The user who closed it."""
    closed_by: Person | None
    """The user who closed it; null while it is open."""
    reopened_at: dt.datetime | None
    """When it was last reopened."""
    reopened_by_id: str | None
    """The user who last reopened it."""
    reopened_by: Person | None
    """The user who reopened it last; null if none has."""
    reopen_reason: str
    """Why it was last reopened."""
    seal: str
    """A hash of the trial balance and the last entry of the closed period, so that a later change would show."""
    allowed_actions: list[PeriodAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {
        "start_date": "date",
        "end_date": "date",
        "closed_at": "datetime",
        "closed_by": "Person",
        "reopened_at": "datetime",
        "reopened_by": "Person",
        "created_at": "datetime",
        "updated_at": "datetime",
    }


class PeriodChange(Model):
    """A period was closed or reopened."""

    id: str
    """The id: a UUID."""
    action: PeriodChangeAction
    """`close` or `reopen`."""
    at: dt.datetime
    """When it happened."""
    by_id: str | None
    """The user who did it."""
    by: Person | None
    """The user who did it."""
    reason: str
    """Why it was reopened. Empty for a closing."""
    sealed_head: str
    """The hash of the last entry that the seal covers."""
    seal: str
    """The seal that the closing made, or that the reopening broke."""
    _shapes = {"at": "datetime", "by": "Person"}


class PeriodCloseCheck(Model):
    """Whether a period or fiscal year can be closed now."""

    ready: bool
    """Whether it can be closed now: no obstacle is an error."""
    obstacles: list[PeriodCloseObstacle]
    """What prevents closing, and what to look at before."""
    _shapes = {"obstacles": "[]PeriodCloseObstacle"}


class PeriodCloseObstacle(Model):
    """One thing that is in the way of closing a period or fiscal year."""

    code: PeriodCloseObstacleCode
    """What prevents closing, or is worth a look before."""
    severity: PeriodCloseObstacleSeverity
    """An `error` prevents closing, a `warning` does not."""
    message: str
    """What is wrong, for a person."""
    ids: list[str]
    """The ids of the first objects concerned."""


class PeriodClosedEvent(Model):
    """An accounting period is closed"""

    event: Literal["period.closed"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: PeriodClosedEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "PeriodClosedEventData"}


class PeriodClosedEventData(Model):
    """The `data` of `period.closed` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    name: str
    """The name."""
    start_date: dt.date
    """The first day."""
    end_date: dt.date
    """The last day."""
    closed_at: dt.datetime
    """When it was closed."""
    seal: str
    """A SHA-256 hash of the closed period."""
    _shapes = {"start_date": "date", "end_date": "date", "closed_at": "datetime"}


class PeriodHistory(Model):
    """When a period was closed and reopened."""

    items: list[PeriodChange]
    """The changes, newest first, at most 100."""
    _shapes = {"items": "[]PeriodChange"}


class PeriodReopenedEvent(Model):
    """A closed accounting period is reopened"""

    event: Literal["period.reopened"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: PeriodReopenedEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "PeriodReopenedEventData"}


class PeriodReopenedEventData(Model):
    """The `data` of `period.reopened` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    name: str
    """The name."""
    start_date: dt.date
    """The first day."""
    end_date: dt.date
    """The last day."""
    reopened_at: dt.datetime
    """When it was last reopened."""
    reopened_by_id: str | None
    """The user; null if no user did it."""
    reason: str
    """Why it was reopened."""
    former_seal: str
    """The seal from `period.closed`, which is no longer valid."""
    _shapes = {"start_date": "date", "end_date": "date", "reopened_at": "datetime"}


class Person(Model):
    """A user."""

    id: str
    """The id: a UUID."""
    full_name: str
    """The name of the person."""


class Profile(Model):
    """The user who asks, with their organization and companies."""

    id: str
    """The id: a UUID."""
    email: str
    """The e-mail address."""
    full_name: str
    """The name of the person."""
    role: OrganizationRole
    """The role."""
    organization: OrganizationSummary
    """The organization that the user belongs to."""
    companies: list[CompanySummary]
    """The companies that the user has access to, with the role in each."""
    _shapes = {"organization": "OrganizationSummary", "companies": "[]CompanySummary"}


class Readiness(Model):
    """What the service needs, and whether each part is there."""

    status: str
    """`ok`, `not_ready`, or `stopping` (this process is about to end)."""
    database: bool
    """PostgreSQL answers."""
    migrations: bool
    """The schema is the one that this code expects."""
    guards: bool
    """The functions, triggers and policies in PostgreSQL are those of this release."""
    differences: list[str]
    """The guards that are missing, unknown, or differ: up to 20."""
    role: bool
    """The database login owns no tables, and row-level security applies to it."""
    limits: bool
    """Statements and waits for locks end after a time on the database's connections."""
    valkey: bool
    """Valkey answers, so rate limits are shared and background work starts at once."""
    replica: ReplicaState
    """Whether a replica answers reports: `none` is set, `ok`, or the primary answers because the replica is `behind`,
    `away` or `wrong` (promoted, or of another cluster). Readiness does not depend on it.
    """


class RecurringBill(Model):
    """The bills that a template makes. They are due by the terms of the vendor."""

    currency: CurrencyCode | None
    """Default: the currency of the contact, on the day."""
    reference: str
    """Any reference of yours, such as an order number."""
    notes: str
    """A note for the reader of the document."""
    lines: list[RecurringLine]
    """The lines of each document."""
    vendor_id: str
    """The vendor."""
    bill_number: str
    """How the number of each bill begins. Its date follows: `RENT` becomes `RENT-2026-03-31`."""
    _shapes = {"lines": "[]RecurringLine"}


class RecurringCreatedEvent(Model):
    """A recurring template is added"""

    event: Literal["recurring.created"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: RecurringEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "RecurringEventData"}


class RecurringDeletedEvent(Model):
    """A recurring template that made no document is deleted"""

    event: Literal["recurring.deleted"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: RecurringEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "RecurringEventData"}


class RecurringEndedEvent(Model):
    """A recurring template has ended"""

    event: Literal["recurring.ended"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: RecurringEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "RecurringEventData"}


class RecurringEntry(Model):
    """The journal entries that a template makes."""

    memo: str
    """What the entry is about."""
    reference: str
    """Any reference of yours, such as an order number."""
    lines: list[RecurringEntryLine]
    """Debits and credits."""
    _shapes = {"lines": "[]RecurringEntryLine"}


class RecurringEntryLine(Model):
    """A line of the entries that a template makes."""

    account_id: str
    """The account to which the amount is posted."""
    description: str
    """What the line is about."""
    debit: Decimal
    """The debit in the base currency."""
    credit: Decimal
    """The credit in the base currency."""
    contact_id: str | None
    """The customer or vendor that the line is about."""
    tracking: list[str]
    """Options of tracking categories, by their ids: at most one of each category, in any order."""
    tax_rate_id: str | None
    """The tax rate, if the line is for the tax return. It must be valid on the date of each entry."""
    tax_base: Decimal | None
    """For a tax line: the net amount that was taxed, debit positive. Null for a net line."""
    tax_kind: TaxKind | None
    """What it is for the tax return. By default it follows from `tax_base` and the type of the account."""
    _shapes = {"debit": "decimal", "credit": "decimal", "tax_base": "decimal"}


class RecurringEventData(Model):
    """The `data` of `recurring.created` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    name: str
    """The name."""
    kind: RecurringKind
    """What the template makes."""
    frequency: RecurringFrequency
    """How often."""
    day_of_month: int
    """1 to 31. If a month lacks the day, its last day is taken."""
    start_date: dt.date
    """The first day."""
    end_date: dt.date | None
    """The last day."""
    auto_post: bool
    """Whether its documents are posted."""
    on_closed_period: RecurringOnClosedPeriod
    """What it does if its date is in a closed period."""
    status: RecurringStatus
    """The status."""
    next_date: dt.date | None
    """The date of its next document."""
    last_date: dt.date | None
    """The date of its latest document."""
    last_document_id: str | None
    """Its latest document."""
    last_error_code: str
    """Why it waits, for a program; empty if it does not."""
    last_error: str
    """Why it waits, for a person; empty if it does not."""
    owner_id: str | None
    """The user in whose name its documents are made."""
    _shapes = {"start_date": "date", "end_date": "date", "next_date": "date", "last_date": "date"}


class RecurringGeneratedEvent(Model):
    """A recurring template made the document of one of its dates"""

    event: Literal["recurring.generated"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: RecurringEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "RecurringEventData"}


class RecurringInvoice(Model):
    """The invoices that a template makes. They are due by the terms of the customer."""

    currency: CurrencyCode | None
    """Default: the currency of the contact, on the day."""
    reference: str
    """Any reference of yours, such as an order number."""
    notes: str
    """A note for the reader of the document."""
    lines: list[RecurringLine]
    """The lines of each document."""
    customer_id: str
    """The customer."""
    _shapes = {"lines": "[]RecurringLine"}


class RecurringLine(Model):
    """A line of the invoices or bills that a template makes."""

    item_id: str | None
    """The product or service. What the line leaves out is taken from it when the template is written."""
    account_id: str
    """The account to which the line is posted. Default: that of the item. Required without an item."""
    description: str
    """What is sold or bought. Default: the description of the item, or else its name."""
    quantity: Decimal
    """Default: 1."""
    unit: str
    """What the quantity counts, such as `hour`. Default: the unit of the item, or else empty."""
    unit_price: Decimal
    """Without tax, or with tax if the tax rate is inclusive. Default: the price of the item, if it is in the currency
    of the document. Required without an item.
    """
    discount_percent: Decimal
    """The discount in percent. Default: 0."""
    tax_rate_id: str | None
    """The tax rate; null for no tax. Default: that of the item."""
    tracking: list[str]
    """Options of tracking categories, by their ids: at most one of each category, in any order."""
    _shapes = {"quantity": "decimal", "unit_price": "decimal", "discount_percent": "decimal"}


class RecurringPausedEvent(Model):
    """A recurring template is paused"""

    event: Literal["recurring.paused"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: RecurringEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "RecurringEventData"}


class RecurringResumedEvent(Model):
    """A recurring template goes on"""

    event: Literal["recurring.resumed"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: RecurringEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "RecurringEventData"}


class RecurringTemplate(Model):
    """A document that is made again and again. A template has one of `journal_entry`, `invoice` and `bill`."""

    id: str
    """The id: a UUID."""
    name: str
    """What you call the template."""
    kind: RecurringKind
    """What it makes."""
    journal_entry: RecurringEntry | None
    """The entries to make; null if it makes something else."""
    invoice: RecurringInvoice | None
    """The invoices to make; null if it makes something else."""
    bill: RecurringBill | None
    """The bills to make; null if it makes something else."""
    frequency: RecurringFrequency
    """How often."""
    day_of_month: int
    """1 to 31: 31 is the last day of each month. If a month lacks the day, its last day is taken. Default: the day of
    `start_date`.
    """
    start_date: dt.date
    """The earliest date. `quarterly` and `yearly` are counted from its month. At most 366 days ago: the dates since
    then are made at once.
    """
    end_date: dt.date | None
    """The latest date; null for no end."""
    auto_post: bool
    """Whether to post what it makes: to post entries, send invoices and approve bills. By default it makes drafts."""
    on_closed_period: RecurringOnClosedPeriod
    """If the date is in a closed period: `wait` until it is open, or use the first open day after it (`next_open`).
    Default: `wait`.
    """
    status: RecurringStatus
    """The status. A template that is `waiting` could not make its next document: `last_error` says why. It is tried
    again every minute.
    """
    next_date: dt.date | None
    """The date of the next document; null if it has ended."""
    last_date: dt.date | None
    """The date of the latest document."""
    last_document_id: str | None
    """The latest document."""
    last_error_code: str
    """Why it waits, for a program; empty if it does not."""
    last_error: str
    """Why it waits, for a person; empty if it does not."""
    owner: Person | None
    """The user who made or last changed it. Its documents are made in their name."""
    created_by: Person | None
    """The user who entered it; null for the system."""
    allowed_actions: list[RecurringTemplateAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {
        "journal_entry": "RecurringEntry",
        "invoice": "RecurringInvoice",
        "bill": "RecurringBill",
        "start_date": "date",
        "end_date": "date",
        "next_date": "date",
        "last_date": "date",
        "owner": "Person",
        "created_by": "Person",
        "created_at": "datetime",
        "updated_at": "datetime",
    }


class RecurringUpdatedEvent(Model):
    """A recurring template is changed"""

    event: Literal["recurring.updated"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: RecurringEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "RecurringEventData"}


class RecurringWaitingEvent(Model):
    """A recurring template cannot make its next document, and waits"""

    event: Literal["recurring.waiting"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: RecurringEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "RecurringEventData"}


class Refreshed(Model):
    """New tokens."""

    tokens: TokenPair
    """The access token and the refresh token."""
    _shapes = {"tokens": "TokenPair"}


class Report(Model):
    """A report: rows of amounts under columns."""

    report: str
    """The name of the report."""
    title: str
    """The title, for people."""
    company_id: str
    """The company."""
    currency: CurrencyCode
    """The ISO 4217 code of the currency."""
    columns: list[ReportColumn]
    """The columns, in order."""
    rows: list[ReportRow]
    """The rows, in order."""
    totals: dict[str, list[Decimal | None]]
    """The amounts of each section, total and computed row, by key."""
    _shapes = {"columns": "[]ReportColumn", "rows": "[]ReportRow", "totals": "{}[]decimal"}


class ReportColumn(Model):
    """A column, with the days that its amounts cover."""

    key: str
    """The key of the column, unique in the report; of an option its id."""
    label: str
    """The heading, for people."""
    kind: ReportColumnKind
    """What the amounts of the column are."""
    start_date: dt.date | None
    """The first day; null for a column of balances."""
    end_date: dt.date
    """The last day."""
    _shapes = {"start_date": "date", "end_date": "date"}


class ReportRow(Model):
    """A row: a section's heading, an account, a computed amount, a subtotal or a total."""

    type: ReportRowType
    """The type."""
    key: str
    """The key of a section, total or computed row; empty for accounts."""
    name: str
    """The name."""
    code: str
    """The code of the account; empty on other rows."""
    account_id: str | None
    """The account to which the amount is posted."""
    account_type: str
    """The type of the account: `asset`, `liability`, `equity`, `revenue` or `expense`."""
    subtype: str
    """The subtype: its place in the reports."""
    depth: int
    """How many levels to indent the row."""
    amounts: list[Decimal | None]
    """The amounts, one per column. A section's heading has none. In a column of percentages it is a percentage with
    one decimal, and null where there is nothing to divide by.
    """
    lines: str | None
    """The query for GET /journal-entries that lists the entries behind a row: their lines on its accounts, with the
    options that the report counts, add up to it. With more than 50 accounts it names their types and subtypes, and
    is null if other accounts of the report have these too. Null too if a row is not only made of entries, such as
    open credit on the balance sheet.
    """
    figures: list[str | None]
    """The same for each amount; null where it is zero, or computed as in columns of variances. Sums of debits or of
    credits are those of one side of the lines.
    """
    _shapes = {"amounts": "[]decimal"}


class Session(Model):
    """One of your open sessions."""

    id: str
    """The id: a UUID."""
    door: SessionDoor
    """Where you signed in: `api`, or `pages` for the settings in the browser."""
    device: str
    """The program or browser, in a few words."""
    address: str
    """The client's address."""
    is_current: bool
    """Whether this request belongs to the session."""
    last_seen_at: dt.datetime
    """For pages exact to a few minutes."""
    allowed_actions: list[SessionAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    _shapes = {"last_seen_at": "datetime", "created_at": "datetime"}


class StatementAnswer(Model):
    """What a contact was billed, credited and paid in some days. Each currency has a part of its own."""

    report: str
    """The name of the report."""
    title: str
    """The title, for people."""
    company_id: str
    """The company."""
    currency: CurrencyCode
    """The base currency."""
    start_date: dt.date | None
    """The first day."""
    end_date: dt.date
    """The last day."""
    known_at: dt.datetime | None
    """The moment asked for; null for now."""
    contact_id: str
    """The customer or vendor that the line is about."""
    contact_name: str
    """The name of the contact."""
    by: AgedBy
    """The date from which the days are counted."""
    columns: list[str]
    """The names of the amounts of `ageing`."""
    rows: list[StatementRow]
    """The rows, in order."""
    _shapes = {"start_date": "date", "end_date": "date", "known_at": "datetime", "rows": "[]StatementRow"}


class StatementRow(Model):
    """A row: what was open at the beginning, a document or payment, or what is open at the end, with its ageing."""

    type: StatementRowType
    """`difference`: what settling moved in the base currency only. Files leave it out."""
    date: dt.date
    """The accounting date: the day on which it is posted."""
    kind: str | None
    """Such as `invoice`, `payment`, `refund` or `void_invoice`."""
    number: str | None
    """The number of the document."""
    reference: str | None
    """Any reference of yours, such as an order number."""
    due_date: dt.date | None
    """The day by which the document has to be paid."""
    currency: CurrencyCode
    """The ISO 4217 code of the currency."""
    charge: Decimal | None
    """What it adds to the balance."""
    payment: Decimal | None
    """What it takes off the balance."""
    balance: Decimal
    """What is owed after it."""
    entry_id: str | None
    """The journal entry."""
    entry_number: int | None
    """The number of the entry in the journal."""
    source_type: str | None
    """The kind of document that posted the entry; empty if none did."""
    source_id: str | None
    """The document."""
    base_amount: Decimal | None
    """What it moves in the base currency."""
    base_balance: Decimal
    """What is owed after it in the base currency."""
    ageing: list[Decimal] | None
    """At the end: what is open, one per column of `columns`."""
    lines: str | None
    """The query for GET /journal-entries that lists the entries behind an opening or closing balance: their lines in
    this currency, of this contact on the account. Null if it is zero, and for other rows.
    """
    _shapes = {
        "date": "date",
        "due_date": "date",
        "charge": "decimal",
        "payment": "decimal",
        "balance": "decimal",
        "base_amount": "decimal",
        "base_balance": "decimal",
        "ageing": "[]decimal",
    }


class TaxBoxAmount(Model):
    """A box of a tax return with its amount."""

    box: str
    """The box, as the tax rates name it, or the kind of the lines without a box."""
    amount: Decimal
    """The amount. A credit note reduces it."""
    _shapes = {"amount": "decimal"}


class TaxBoxes(Model):
    """The boxes of the tax return. An empty one means the box with the name of the field."""

    sales_net: str
    """The box for the net of sales."""
    sales_tax: str
    """The box for tax on sales, and for tax that the buyer owes."""
    purchase_net: str
    """The box for the net of purchases."""
    purchase_tax: str
    """The box for deducted tax on purchases."""


class TaxComponent(Model):
    """A component of a tax rate, such as the GST of GST and PST."""

    name: str
    """Default: the name of the rate."""
    percent: Decimal
    """The percentage: 5 is 5 %."""
    compound: bool
    """Whether it is computed on net plus the components before it. Default: false."""
    recoverable_percent: Decimal
    """How much of this tax on a purchase is deducted; the rest is added to the cost of its line. Default: 100."""
    account_id: str | None
    """The account for this tax, on sales and purchases. Default: that of the rate."""
    _shapes = {"percent": "decimal", "recoverable_percent": "decimal"}


class TaxLine(Model):
    """A line of a posted entry in a tax return."""

    line_id: str
    """The id of the line."""
    entry_id: str
    """The id of its journal entry."""
    entry_number: int
    """The number of its journal entry."""
    date: dt.date
    """The date of its journal entry."""
    account_id: str
    """Its account."""
    description: str
    """Its description."""
    tax_rate_id: str
    """Its tax rate."""
    kind: TaxKind
    """What it is for the tax return."""
    box: str
    """The box that it is in."""
    amount: Decimal
    """Its amount in this box."""
    _shapes = {"date": "date", "amount": "decimal"}


class TaxLines(Model):
    """The journal lines behind a tax return, or behind one of its boxes."""

    items: list[TaxLine]
    """Up to 100 lines, in the order of their entries."""
    _shapes = {"items": "[]TaxLine"}


class TaxRate(Model):
    """One percentage, or several components, and whether prices include them. If neither the component nor the rate
    has an account, tax is posted to the tax account of the chart.
    """

    id: str
    """The id: a UUID."""
    name: str
    """The name of the tax rate, unique per company."""
    code: str
    """A short code, unique per company; or empty."""
    percent: Decimal
    """The percentage: 15 is 15 %. Of a rate with components: what they come to, so a change of several takes
    `components`. It cannot change once a document uses the rate.
    """
    components: list[TaxComponent]
    """In a request: instead of `percent`. They replace all components, and cannot change once a document uses the
    rate.
    """
    is_inclusive: bool
    """Prices include this tax."""
    category: TaxCategory
    """The code of EN 16931. By default it follows the treatment."""
    treatment: TaxTreatment
    """`reverse_charge` and `import`: nothing is charged on sales; on purchases the tax is owed and deducted, and the
    total stays as it is. Default: `standard`.
    """
    valid_from: dt.date | None
    """The first day of documents with it."""
    valid_to: dt.date | None
    """The last day of documents with it."""
    boxes: TaxBoxes
    """The boxes of the tax return. They replace all boxes."""
    sales_account_id: str | None
    """The account for the tax on sales."""
    purchase_account_id: str | None
    """The account for the tax on purchases."""
    is_active: bool
    """Whether new documents can use it."""
    allowed_actions: list[TaxRateAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {
        "percent": "decimal",
        "components": "[]TaxComponent",
        "valid_from": "date",
        "valid_to": "date",
        "boxes": "TaxBoxes",
        "created_at": "datetime",
        "updated_at": "datetime",
    }


class TaxRateArchivedEvent(Model):
    """A tax rate is archived"""

    event: Literal["tax_rate.archived"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: TaxRateEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "TaxRateEventData"}


class TaxRateCreatedEvent(Model):
    """A tax rate is added"""

    event: Literal["tax_rate.created"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: TaxRateEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "TaxRateEventData"}


class TaxRateDeletedEvent(Model):
    """A tax rate is deleted"""

    event: Literal["tax_rate.deleted"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: TaxRateEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "TaxRateEventData"}


class TaxRateEventData(Model):
    """The `data` of `tax_rate.created` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    name: str
    """The name of the tax rate, unique per company."""
    code: str
    """The code."""
    percent: Decimal
    """Exact."""
    components: list[TaxRateEventDataComponent]
    """The taxes of which the rate consists, in order."""
    is_inclusive: bool
    """Prices include this tax."""
    category: str
    """The code of EN 16931."""
    treatment: str
    """How the tax is treated, such as `standard` or `reverse_charge`."""
    valid_from: dt.date | None
    """The first day on which it can be used; null if there is none."""
    valid_to: dt.date | None
    """The last day on which it can be used; null if there is none."""
    boxes: TaxRateEventDataBoxes
    """The boxes of the tax return, empty if it is in none."""
    sales_account_id: str | None
    """The account for the tax on sales."""
    purchase_account_id: str | None
    """The account for the tax on purchases."""
    is_active: bool
    """False once archived."""
    _shapes = {
        "percent": "decimal",
        "components": "[]TaxRateEventDataComponent",
        "valid_from": "date",
        "valid_to": "date",
        "boxes": "TaxRateEventDataBoxes",
    }


class TaxRateEventDataBoxes(Model):
    """The boxes of the tax return, empty if it is in none."""

    sales_net: str
    """For the net amounts of sales."""
    sales_tax: str
    """For the tax on sales."""
    purchase_net: str
    """For the net amounts of purchases."""
    purchase_tax: str
    """For the tax on purchases."""


class TaxRateEventDataComponent(Model):
    """TaxRateEventDataComponent."""

    name: str
    """The name of the tax rate, unique per company."""
    percent: Decimal
    """Exact."""
    compound: bool
    """Computed on net plus the components before it."""
    recoverable_percent: Decimal
    """Exact."""
    account_id: str | None
    """The account to which the amount is posted."""
    _shapes = {"percent": "decimal", "recoverable_percent": "decimal"}


class TaxRateRestoredEvent(Model):
    """An archived tax rate is restored"""

    event: Literal["tax_rate.restored"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: TaxRateEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "TaxRateEventData"}


class TaxRateUpdatedEvent(Model):
    """A tax rate is changed"""

    event: Literal["tax_rate.updated"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: TaxRateEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "TaxRateEventData"}


class TaxReturn(Model):
    """The tax of some days, by box. A draft shows the books as they are now; a filed one stays as it was filed."""

    id: str
    """The id: a UUID."""
    start_date: dt.date
    """The first day: the one after the last filed tax return, if there is one."""
    end_date: dt.date
    """The last day."""
    basis: ReportBasis
    """`accrual`: each tax is in the return of its entry's date. `cash`: in proportion to what is settled of its
    document. By default that of the filed returns, which the next ones keep, or `accrual`.
    """
    status: TaxReturnStatus
    """The status."""
    boxes: list[TaxBoxAmount]
    """The boxes that have lines."""
    tax_due: Decimal
    """Tax on sales less deducted tax on purchases; less than zero is refunded."""
    filed_at: dt.datetime | None
    """When it was filed; null if it is a draft."""
    filed_by_id: str | None
    """The user who filed it; null if it is a draft."""
    filed_by: Person | None
    """The user who filed it; null until then."""
    created_by: Person | None
    """The user who entered it; null for the system."""
    allowed_actions: list[TaxReturnAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {
        "start_date": "date",
        "end_date": "date",
        "boxes": "[]TaxBoxAmount",
        "tax_due": "decimal",
        "filed_at": "datetime",
        "filed_by": "Person",
        "created_by": "Person",
        "created_at": "datetime",
        "updated_at": "datetime",
    }


class TaxReturnCreatedEvent(Model):
    """A tax return is drafted"""

    event: Literal["tax_return.created"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: TaxReturnEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "TaxReturnEventData"}


class TaxReturnDeletedEvent(Model):
    """A draft of a tax return is deleted"""

    event: Literal["tax_return.deleted"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: TaxReturnEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "TaxReturnEventData"}


class TaxReturnEventData(Model):
    """The `data` of `tax_return.created` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    start_date: dt.date
    """The first day."""
    end_date: dt.date
    """The last day."""
    basis: str
    """`accrual` or `cash`."""
    status: str
    """`draft` or `filed`."""
    filed_at: dt.datetime | None
    """When it was filed; null if it is a draft."""
    _shapes = {"start_date": "date", "end_date": "date", "filed_at": "datetime"}


class TaxReturnFiledEvent(Model):
    """A tax return is filed"""

    event: Literal["tax_return.filed"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: TaxReturnEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "TaxReturnEventData"}


class TaxSummaryAnswer(Model):
    """The taxes of some days."""

    report: str
    """The name of the report."""
    title: str
    """The title, for people."""
    company_id: str
    """The company."""
    currency: CurrencyCode
    """The base currency."""
    start_date: dt.date | None
    """The first day."""
    end_date: dt.date
    """The last day."""
    known_at: dt.datetime | None
    """The moment asked for; null for now."""
    rows: list[TaxSummaryRow]
    """The rows, in order."""
    _shapes = {"start_date": "date", "end_date": "date", "known_at": "datetime", "rows": "[]TaxSummaryRow"}


class TaxSummaryRow(Model):
    """A row: a tax rate in one box, a box, the tax due, or a tax account."""

    type: TaxSummaryRowType
    """The type."""
    tax_rate_id: str | None
    """The tax rate; null for no tax."""
    tax_code: str | None
    """The code of the tax rate."""
    tax_name: str | None
    """The name of the tax rate."""
    percent: Decimal | None
    """The percentage of the tax."""
    kind: str | None
    """Net or tax, of sales or purchases."""
    box: str | None
    """The box of the tax return."""
    amount: Decimal | None
    """Of sales, credits less debits; of purchases, debits less credits."""
    account_id: str | None
    """The account to which the amount is posted."""
    code: str | None
    """The code of the account."""
    name: str | None
    """The name of the account."""
    opening: Decimal | None
    """The balance before the first day, debits less credits."""
    tax: Decimal | None
    """What the taxes of these days moved, debits less credits."""
    other: Decimal | None
    """What else moved the account, such as payments to the tax office."""
    closing: Decimal | None
    """The balance at the end of the last day."""
    date: dt.date | None
    """The date of the entry of a line."""
    entry_id: str | None
    """The journal entry."""
    entry_number: int | None
    """The number of the entry in the journal."""
    line_id: str | None
    """The line of the journal entry."""
    description: str | None
    """That of the line."""
    lines: str | None
    """Of an account the query for GET /journal-entries with its entries. Of a tax rate, a box or the tax due that of
    this report with its lines; null with more than 5,000.
    """
    _shapes = {
        "percent": "decimal",
        "amount": "decimal",
        "opening": "decimal",
        "tax": "decimal",
        "other": "decimal",
        "closing": "decimal",
        "date": "date",
    }


class TestDelivery(Model):
    """The delivery of a test."""

    id: str
    """The id: a UUID."""
    webhook_id: str
    """The webhook."""
    event: DeliveredEventType
    """The type of the event."""
    event_id: str | None
    """Null for `webhook.test`."""
    status: DeliveryStatus
    """The status."""
    attempt_count: int
    """How many attempts we have made so far."""
    next_attempt_at: dt.datetime | None
    """When the next attempt is due, not before a hold ends; null if there is none."""
    finished_at: dt.datetime | None
    """When the delivery succeeded or we gave up."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {
        "next_attempt_at": "datetime",
        "finished_at": "datetime",
        "created_at": "datetime",
        "updated_at": "datetime",
    }


class TokenPair(Model):
    """An access token, and a refresh token to get the next one."""

    access_token: str
    """Send it as `Authorization: Bearer …`. It is valid for one hour."""
    refresh_token: str
    """It can be used once."""
    token_type: str
    """`bearer`"""
    expires_in: int
    """Seconds until the access token expires."""


class TrackingCategory(Model):
    """What lines are tracked by, such as `Department`, with its options. A line has at most one option of each."""

    id: str
    """The id: a UUID."""
    name: str
    """The name."""
    options: list[TrackingOption]
    """In a request: the options to add or change. Those that are not given stay as they are."""
    is_active: bool
    """False once archived: new lines cannot have its options."""
    allowed_actions: list[TrackingCategoryAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {"options": "[]TrackingOption", "created_at": "datetime", "updated_at": "datetime"}


class TrackingCategoryArchivedEvent(Model):
    """A tracking category is archived"""

    event: Literal["tracking_category.archived"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: TrackingCategoryEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "TrackingCategoryEventData"}


class TrackingCategoryCreatedEvent(Model):
    """A tracking category is added"""

    event: Literal["tracking_category.created"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: TrackingCategoryEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "TrackingCategoryEventData"}


class TrackingCategoryDeletedEvent(Model):
    """A tracking category is deleted"""

    event: Literal["tracking_category.deleted"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: TrackingCategoryEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "TrackingCategoryEventData"}


class TrackingCategoryEventData(Model):
    """The `data` of `tracking_category.created` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    name: str
    """The name."""
    is_active: bool
    """False once archived."""


class TrackingCategoryRestoredEvent(Model):
    """An archived tracking category is restored"""

    event: Literal["tracking_category.restored"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: TrackingCategoryEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "TrackingCategoryEventData"}


class TrackingCategoryUpdatedEvent(Model):
    """A tracking category or one of its options is changed, added or removed"""

    event: Literal["tracking_category.updated"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: TrackingCategoryEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "TrackingCategoryEventData"}


class TrackingOption(Model):
    """An option of a tracking category. Lines name it by its id."""

    id: str
    """In a request: the option that is changed. Without one: the option of this name, or a new one."""
    name: str
    """The name, unique in its category. A new option needs one."""
    is_active: bool
    """False once archived: new lines cannot have it. Default: true."""
    is_used: bool
    """Whether a line or a budget ever had it. Then it can be archived, but not removed."""


class Transfer(Model):
    """Money moved between two accounts of the company."""

    id: str
    """The id: a UUID."""
    transfer_number: str
    """The number of the transfer. Atlas gives it."""
    from_account_id: str
    """The account that the money leaves."""
    to_account_id: str
    """The account that the money reaches."""
    date: dt.date
    """Default: today in the company's time zone."""
    amount: Decimal
    """The amount that leaves the first account, besides the fee."""
    to_amount: Decimal
    """The amount that reaches the other account, in its currency. Default, and for accounts in one currency the only
    possible value: `amount`.
    """
    fee: TransferFee | None
    """What the bank charged the first account on top."""
    currency: CurrencyCode
    """Default: the currency of the account, or of an adjustment's contact."""
    exchange_rate: Decimal
    """Units of the base currency per unit of the document's currency. Default: the rate of the date."""
    reference: str
    """Any reference of yours, such as an order number."""
    journal_entry_id: str
    """The journal entry that posted it; null before that."""
    accounting_date: dt.date
    """The date of the journal entry."""
    status: PaymentStatus
    """The status."""
    void_date: dt.date | None
    """The date of the reversal."""
    void_reason: str
    """Why it was voided."""
    void_entry_id: str | None
    """The journal entry that reverses it."""
    voided_at: dt.datetime | None
    """When it was voided."""
    created_by: Person | None
    """The user who entered it; null for the system."""
    voided_by: Person | None
    """The user who voided it; null until then."""
    external_id: str | None
    """Your own id for this object, unique per company and kind."""
    metadata: dict[str, str]
    """Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text
    is removed. It can change at any time, also once posted.
    """
    allowed_actions: list[TransferAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {
        "date": "date",
        "amount": "decimal",
        "to_amount": "decimal",
        "fee": "TransferFee",
        "exchange_rate": "decimal",
        "accounting_date": "date",
        "void_date": "date",
        "voided_at": "datetime",
        "created_by": "Person",
        "voided_by": "Person",
        "created_at": "datetime",
        "updated_at": "datetime",
    }


class TransferCreatedEvent(Model):
    """Money is moved between own accounts"""

    event: Literal["transfer.created"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: TransferEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "TransferEventData"}


class TransferEventData(Model):
    """The `data` of `transfer.created` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    transfer_number: str
    """The number of the transfer. Atlas gives it."""
    status: PaymentStatus
    """The status."""
    from_account_id: str
    """The account that the money leaves."""
    to_account_id: str
    """The account that the money reaches."""
    external_id: str | None
    """Your own id for it."""
    metadata: dict[str, str]
    """Your own keys and texts."""
    date: dt.date
    """The accounting date: the day on which it is posted."""
    amount: Decimal
    """What left the first account, beside the fee."""
    to_amount: Decimal
    """What reached the other account, in its currency."""
    fee_account_id: str | None
    """The account that the fee is booked to."""
    fee_amount: Decimal
    """The fee that the bank took."""
    currency: str
    """ISO 4217."""
    reference: str
    """Any reference of yours, such as an order number."""
    void_date: dt.date | None
    """The date of the void; null if it was not voided."""
    void_reason: str
    """Why it was voided; empty if it was not, or nobody said why."""
    _shapes = {
        "date": "date",
        "amount": "decimal",
        "to_amount": "decimal",
        "fee_amount": "decimal",
        "void_date": "date",
    }


class TransferFee(Model):
    """What the bank charged for a transfer, on top of its amount."""

    account_id: str
    """The account to which the fee is debited."""
    amount: Decimal
    """The fee."""
    tracking: list[str]
    """Options of tracking categories, by their ids: at most one of each category, in any order."""
    _shapes = {"amount": "decimal"}


class TransferUpdatedEvent(Model):
    """The reference, external_id or metadata of a transfer change"""

    event: Literal["transfer.updated"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: TransferEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "TransferEventData"}


class TransferVoidedEvent(Model):
    """A transfer is voided"""

    event: Literal["transfer.voided"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: TransferEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "TransferEventData"}


class UnrealisedAnswer(Model):
    """What is open in other currencies on a day, at its closing rates."""

    report: str
    """The name of the report."""
    title: str
    """The title, for people."""
    company_id: str
    """The company."""
    currency: CurrencyCode
    """The base currency."""
    start_date: dt.date | None
    """The first day."""
    end_date: dt.date
    """The last day."""
    known_at: dt.datetime | None
    """The moment asked for; null for now."""
    rows: list[UnrealisedRow]
    """The rows, in order."""
    _shapes = {"start_date": "date", "end_date": "date", "known_at": "datetime", "rows": "[]UnrealisedRow"}


class UnrealisedRow(Model):
    """A row: a document, an account in one currency, or the total. Debits are positive, and so are gains."""

    type: UnrealisedRowType
    """The type."""
    account_id: str | None
    """The account to which the amount is posted."""
    code: str | None
    """The code of the account."""
    name: str | None
    """The name of the account."""
    contact_id: str | None
    """The customer or vendor that the line is about."""
    contact_name: str | None
    """The name of the contact."""
    id: str | None
    """The document."""
    kind: str | None
    """The kind of document, such as `invoice` or `payment`."""
    number: str | None
    """The number of the document; null on other rows."""
    date: dt.date | None
    """When it was posted."""
    currency: CurrencyCode | None
    """The ISO 4217 code of the currency."""
    amount: Decimal | None
    """What is open, in its currency."""
    base_amount: Decimal
    """What it was posted at, in the base currency."""
    rate: Decimal | None
    """The closing rate; null if there is none of the last 30 days."""
    revalued_amount: Decimal | None
    """What is open at the closing rate; null without a rate."""
    difference: Decimal | None
    """What a revaluation would gain; null without a rate."""
    lines: str | None
    """The query for GET /journal-entries that lists the entries behind an account: their lines on it, in this
    currency, add up to `amount` and `base_amount`. Null for documents (see `id`) and for the total.
    """
    _shapes = {
        "date": "date",
        "amount": "decimal",
        "base_amount": "decimal",
        "rate": "decimal",
        "revalued_amount": "decimal",
        "difference": "decimal",
    }


class User(Model):
    """A person of the organization."""

    id: str
    """The id: a UUID."""
    email: str
    """The e-mail address."""
    full_name: str
    """The name of the person."""
    role: OrganizationRole
    """The role."""
    is_active: bool
    """Whether the user can sign in."""
    status: UserStatus
    """`invited` until the invitation is accepted; `inactive` while `is_active` is false."""
    allowed_actions: list[UserAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {"created_at": "datetime", "updated_at": "datetime"}


class UserSummary(Model):
    """A person of the organization, in short."""

    id: str
    """The id: a UUID."""
    email: str
    """The e-mail address."""
    full_name: str
    """The name of the person."""
    role: OrganizationRole
    """The role."""


class VendorCredit(Model):
    """A credit from a vendor; `vendor_credit_number` is the vendor's own. Amounts are in its currency; `amount` is the
    total with tax.
    """

    id: str
    """The id: a UUID."""
    vendor_credit_number: str
    """The number that the vendor put on the credit, unique per vendor."""
    vendor_id: str
    """The vendor. Default, with `bill_id`: that of the bill."""
    bill_id: str | None
    """The bill that it credits, if it is of one."""
    reason: str
    """Why it was issued."""
    issued_at: dt.datetime | None
    """When it was issued."""
    issued_by: Person | None
    """The user who issued it; null until then."""
    allocations: list[VendorCreditAllocation]
    """The bills that it settles."""
    applied_amount: Decimal
    """What is applied to documents."""
    unapplied_amount: Decimal
    """What is not applied yet: an open credit of the contact."""
    is_opening: bool
    """Whether the opening balances made it: it is of the former system."""
    issue_date: dt.date
    """Default: today in the company's time zone."""
    supply_date: dt.date | None
    """The day on which goods were delivered or a service was completed, if it is not the issue date. It is on the PDF,
    and posts nothing: periods, taxes and exchange rates go by the issue date.
    """
    status: CreditStatus
    """The status. `partially_applied` and `applied` follow from the amounts."""
    currency: CurrencyCode
    """Default: the currency of the contact."""
    exchange_rate: Decimal
    """Units of the base currency per unit of the document's currency. Default: that of the issue date."""
    tax_rounding: TaxRounding
    """Where tax is rounded: on each `line`, or once for each category and percentage on the `document`."""
    subtotal: Decimal
    """The sum of the lines without tax."""
    tax_total: Decimal
    """The tax of all lines."""
    amount: Decimal
    """The total with tax."""
    total_base: Decimal
    """The total in the company's base currency."""
    tax_total_base: Decimal
    """The taxes in the company's base currency, as they are posted."""
    reference: str
    """Any reference of yours, such as an order number."""
    notes: str
    """A note for the reader of the document."""
    lines: list[VendorCreditLine]
    """Default, with `bill_id`: all that is left of the bill. In a PATCH, they replace all existing lines."""
    journal_entry_id: str | None
    """The journal entry that posted it; null before that."""
    accounting_date: dt.date | None
    """The date of the journal entry; null until it is posted."""
    void_date: dt.date | None
    """The date of the reversal."""
    void_reason: str
    """Why it was voided."""
    void_entry_id: str | None
    """The journal entry that reverses it."""
    voided_at: dt.datetime | None
    """When it was voided."""
    created_by: Person | None
    """The user who entered it; null for the system."""
    voided_by: Person | None
    """The user who voided it; null until then."""
    external_id: str | None
    """Your own id for this object, unique per company and kind."""
    metadata: dict[str, str]
    """Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text
    is removed. It can change at any time, also once posted.
    """
    allowed_actions: list[VendorCreditAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {
        "issued_at": "datetime",
        "issued_by": "Person",
        "allocations": "[]VendorCreditAllocation",
        "applied_amount": "decimal",
        "unapplied_amount": "decimal",
        "issue_date": "date",
        "supply_date": "date",
        "exchange_rate": "decimal",
        "subtotal": "decimal",
        "tax_total": "decimal",
        "amount": "decimal",
        "total_base": "decimal",
        "tax_total_base": "decimal",
        "lines": "[]VendorCreditLine",
        "accounting_date": "date",
        "void_date": "date",
        "voided_at": "datetime",
        "created_by": "Person",
        "voided_by": "Person",
        "created_at": "datetime",
        "updated_at": "datetime",
    }


class VendorCreditAllocation(Model):
    """How much of a vendor credit settles a bill."""

    id: str
    """The id: a UUID."""
    bill_id: str | None
    """The bill. Null if it settles a refund or an adjustment."""
    payment_id: str | None
    """The refund that pays it back."""
    adjustment_id: str | None
    """The adjustment that it settles."""
    amount: Decimal
    """Default: as much as is open and left."""
    date: dt.date
    """Default: the `date` of the request."""
    exchange_difference: Decimal
    """The realised exchange gain in the base currency, negative for a loss."""
    _shapes = {"amount": "decimal", "date": "date", "exchange_difference": "decimal"}


class VendorCreditAppliedEvent(Model):
    """A vendor credit is applied to bills"""

    event: Literal["vendor_credit.applied"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: VendorCreditEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "VendorCreditEventData"}


class VendorCreditBatch(Model):
    """What became of the items of a batch."""

    items: list[VendorCredit]
    """Those that were created, in the order given."""
    failed: list[BatchFailure]
    """Those that were not. Empty without `partial`."""
    _shapes = {"items": "[]VendorCredit", "failed": "[]BatchFailure"}


class VendorCreditCreatedEvent(Model):
    """A new vendor credit is entered"""

    event: Literal["vendor_credit.created"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: VendorCreditEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "VendorCreditEventData"}


class VendorCreditDeletedEvent(Model):
    """A draft of a vendor credit is deleted"""

    event: Literal["vendor_credit.deleted"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: VendorCreditEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "VendorCreditEventData"}


class VendorCreditEventData(Model):
    """The `data` of `vendor_credit.created` and of all events that share it."""

    id: str
    """The id: a UUID."""
    company_id: str
    """The company."""
    vendor_credit_number: str
    """The number that the vendor put on the credit, unique per vendor."""
    vendor_id: str
    """The vendor."""
    bill_id: str | None
    """The bill that it credits, if it is of one."""
    status: CreditStatus
    """The status. `partially_applied` and `applied` follow from the amounts."""
    external_id: str | None
    """Your own id for it."""
    metadata: dict[str, str]
    """Your own keys and texts."""
    issue_date: dt.date
    """The date on the document."""
    supply_date: dt.date | None
    """The day of the supply; null if none is given."""
    reason: str
    """Why it was issued."""
    subtotal: Decimal
    """The sum of the lines without tax."""
    tax_total: Decimal
    """The sum of their taxes."""
    amount: Decimal
    """The total with tax. Exact, with the decimals of the currency."""
    applied_amount: Decimal
    """What is applied to documents."""
    unapplied_amount: Decimal
    """What is not applied yet."""
    currency: str
    """ISO 4217."""
    reference: str
    """Any reference of yours, such as an order number."""
    void_date: dt.date | None
    """The date of the void; null if it was not voided."""
    void_reason: str
    """Why it was voided; empty if it was not, or nobody said why."""
    allocations: list[VendorCreditEventDataAllocation]
    """The allocations that this event made or took back."""
    _shapes = {
        "issue_date": "date",
        "supply_date": "date",
        "subtotal": "decimal",
        "tax_total": "decimal",
        "amount": "decimal",
        "applied_amount": "decimal",
        "unapplied_amount": "decimal",
        "void_date": "date",
        "allocations": "[]VendorCreditEventDataAllocation",
    }


class VendorCreditEventDataAllocation(Model):
    """VendorCreditEventDataAllocation."""

    id: str
    """The id: a UUID."""
    bill_id: str | None
    """The bill."""
    date: dt.date
    """The accounting date: the day on which it is posted."""
    amount: Decimal
    """Negative if an allocation is taken back."""
    exchange_difference: Decimal
    """The realised exchange gain in the base currency, negative for a loss."""
    reverses_id: str | None
    """The allocation that this one takes back."""
    _shapes = {"date": "date", "amount": "decimal", "exchange_difference": "decimal"}


class VendorCreditIssuedEvent(Model):
    """A vendor credit is issued"""

    event: Literal["vendor_credit.issued"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: VendorCreditEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "VendorCreditEventData"}


class VendorCreditLine(Model):
    """A line of a vendor credit. With `bill_line_id` all else has a default; item and tax rate are that line's."""

    bill_line_id: str | None
    """The line of the bill that it credits."""
    id: str
    """The id: a UUID."""
    description: str
    """What is sold or bought. Default: that of the line that it credits, or else the description of the item or its
    name.
    """
    quantity: Decimal
    """Default: 1."""
    unit: str
    """What the quantity counts, such as `hour`. Default: the unit of the line that it credits, with its quantity or
    one of your own; or else that of the item; or else empty.
    """
    unit_price: Decimal
    """Default: the price of the line that it credits, or what is left of it, or else that of the item. Required
    without these.
    """
    discount_percent: Decimal
    """The discount in percent. Default: 0."""
    item_id: str | None
    """The product or service. Default: that of the line that it credits. If it credits no line, what the line leaves
    out is taken from it: for sales or for purchases.
    """
    account_id: str
    """The account to which the line is posted. Default: that of the line that it credits, or else of the item.
    Required without these.
    """
    tax_rate_id: str | None
    """The tax rate; null for no tax. Default: that of the line that it credits, or else of the item."""
    tracking: list[str]
    """Options of tracking categories, by their ids: at most one of each category, in any order."""
    amount: Decimal
    """The line without tax: quantity × unit price, less the discount."""
    tax_amount: Decimal
    """As printed by the vendor; at most 1 % or 0.05 from the default, the tax that the rate gives."""
    _shapes = {
        "quantity": "decimal",
        "unit_price": "decimal",
        "discount_percent": "decimal",
        "amount": "decimal",
        "tax_amount": "decimal",
    }


class VendorCreditUnappliedEvent(Model):
    """Allocations of a vendor credit are taken back"""

    event: Literal["vendor_credit.unapplied"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: VendorCreditEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "VendorCreditEventData"}


class VendorCreditUpdatedEvent(Model):
    """A vendor credit is changed"""

    event: Literal["vendor_credit.updated"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: VendorCreditEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "VendorCreditEventData"}


class VendorCreditVoidedEvent(Model):
    """A vendor credit is voided"""

    event: Literal["vendor_credit.voided"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: VendorCreditEventData
    """What the event is about, as it stood then."""
    sequence: int
    """The event's number in the company: from 1, without gaps."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "VendorCreditEventData"}


class Webhook(Model):
    """An address to which events are sent."""

    id: str
    """The id: a UUID."""
    url: str
    """An https address on the public internet. The port is 443 or above 1023."""
    description: str
    """What it is, in your words."""
    events: list[str]
    """The types of events to send, or only `*` for all."""
    company_id: str | None
    """Empty for all companies."""
    enabled: bool
    """Whether events are sent to the endpoint."""
    status: WebhookStatus
    """`active`, `failing` (the last attempts failed), `held` (only tests are sent for now) or `disabled`."""
    disabled_reason: WebhookDisabledReason
    """Why the endpoint was disabled; empty while it is enabled."""
    disabled_at: dt.datetime | None
    """When the endpoint was disabled."""
    consecutive_failures: int
    """How many attempts have failed since the last success."""
    held_until: dt.datetime | None
    """When the hold ends; null if there is none."""
    hold_reason: WebhookHoldReason
    """`retry_after`: the endpoint asked us to wait (429 or 503 with Retry-After). `breaker`: too many attempts in a
    row failed.
    """
    last_delivery_at: dt.datetime | None
    """When the last attempt was made."""
    last_success_at: dt.datetime | None
    """When a delivery to this endpoint last succeeded."""
    header_secret: WebhookHeaderSecret
    """Which secret signs `X-Atlas-Signature`: `current` or, during a rotation, perhaps `previous`."""
    previous_secret_expires_at: dt.datetime | None
    """When the previous secret stops signing."""
    allowed_actions: list[WebhookAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    _shapes = {
        "disabled_at": "datetime",
        "held_until": "datetime",
        "last_delivery_at": "datetime",
        "last_success_at": "datetime",
        "previous_secret_expires_at": "datetime",
        "created_at": "datetime",
        "updated_at": "datetime",
    }


class WebhookReplay(Model):
    """How much a replay sends."""

    queued: int
    """How many deliveries are waiting to be sent now."""
    next_since: dt.datetime | None
    """The `since` of the next request, if there are more events than one replay takes; else null."""
    _shapes = {"next_since": "datetime"}


class WebhookTestEvent(Model):
    """You asked for a test of a webhook"""

    event: Literal["webhook.test"]
    """The type of the event."""
    timestamp: dt.datetime
    """When it happened, to the second."""
    occurred_at: dt.datetime
    """The same moment, to the millisecond."""
    data: WebhookTestEventData
    """What the event is about, as it stood then."""
    _shapes = {"timestamp": "datetime", "occurred_at": "datetime", "data": "WebhookTestEventData"}


class WebhookTestEventData(Model):
    """The `data` of `webhook.test` and of all events that share it."""

    id: str
    """The webhook that is tested."""
    message: str
    """What is wrong, for a person."""


class WebhookWithSecret(Model):
    """A webhook, with its secret."""

    id: str
    """The id: a UUID."""
    url: str
    """An https address on the public internet. The port is 443 or above 1023."""
    description: str
    """What it is, in your words."""
    events: list[str]
    """The types of events to send, or only `*` for all."""
    company_id: str | None
    """Empty for all companies."""
    enabled: bool
    """Whether events are sent to the endpoint."""
    status: WebhookStatus
    """`active`, `failing` (the last attempts failed), `held` (only tests are sent for now) or `disabled`."""
    disabled_reason: WebhookDisabledReason
    """Why the endpoint was disabled; empty while it is enabled."""
    disabled_at: dt.datetime | None
    """When the endpoint was disabled."""
    consecutive_failures: int
    """How many attempts have failed since the last success."""
    held_until: dt.datetime | None
    """When the hold ends; null if there is none."""
    hold_reason: WebhookHoldReason
    """`retry_after`: the endpoint asked us to wait (429 or 503 with Retry-After). `breaker`: too many attempts in a
    row failed.
    """
    last_delivery_at: dt.datetime | None
    """When the last attempt was made."""
    last_success_at: dt.datetime | None
    """When a delivery to this endpoint last succeeded."""
    header_secret: WebhookHeaderSecret
    """Which secret signs `X-Atlas-Signature`: `current` or, during a rotation, perhaps `previous`."""
    previous_secret_expires_at: dt.datetime | None
    """When the previous secret stops signing."""
    allowed_actions: list[WebhookAction]
    """What you may do with this object now."""
    created_at: dt.datetime
    """When the object was created."""
    updated_at: dt.datetime
    """When the object last changed."""
    secret: str
    """16 to 128 printable ASCII characters. If you give none, we generate one. Only the response to this request shows
    it.
    """
    _shapes = {
        "disabled_at": "datetime",
        "held_until": "datetime",
        "last_delivery_at": "datetime",
        "last_success_at": "datetime",
        "previous_secret_expires_at": "datetime",
        "created_at": "datetime",
        "updated_at": "datetime",
    }


DeliveryBody = (
    InvoiceCreatedEvent
    | InvoiceUpdatedEvent
    | InvoiceDeletedEvent
    | InvoiceSentEvent
    | InvoicePaidEvent
    | InvoiceReopenedEvent
    | InvoiceVoidedEvent
    | CreditNoteCreatedEvent
    | CreditNoteUpdatedEvent
    | CreditNoteDeletedEvent
    | CreditNoteIssuedEvent
    | CreditNoteAppliedEvent
    | CreditNoteUnappliedEvent
    | CreditNoteVoidedEvent
    | BillCreatedEvent
    | BillUpdatedEvent
    | BillDeletedEvent
    | BillSubmittedEvent
    | BillApprovedEvent
    | BillRejectedEvent
    | BillPaidEvent
    | BillReopenedEvent
    | BillVoidedEvent
    | VendorCreditCreatedEvent
    | VendorCreditUpdatedEvent
    | VendorCreditDeletedEvent
    | VendorCreditIssuedEvent
    | VendorCreditAppliedEvent
    | VendorCreditUnappliedEvent
    | VendorCreditVoidedEvent
    | PaymentReceivedEvent
    | PaymentMadeEvent
    | PaymentUpdatedEvent
    | PaymentAllocatedEvent
    | PaymentUnallocatedEvent
    | PaymentVoidedEvent
    | AdjustmentCreatedEvent
    | AdjustmentUpdatedEvent
    | AdjustmentAllocatedEvent
    | AdjustmentUnallocatedEvent
    | AdjustmentVoidedEvent
    | BankTransactionCreatedEvent
    | BankTransactionUpdatedEvent
    | BankTransactionVoidedEvent
    | TransferCreatedEvent
    | TransferUpdatedEvent
    | TransferVoidedEvent
    | RecurringCreatedEvent
    | RecurringUpdatedEvent
    | RecurringGeneratedEvent
    | RecurringWaitingEvent
    | RecurringPausedEvent
    | RecurringResumedEvent
    | RecurringEndedEvent
    | RecurringDeletedEvent
    | OpeningBalancesSetEvent
    | AttachmentCreatedEvent
    | AttachmentDeletedEvent
    | ImportSucceededEvent
    | ImportFailedEvent
    | ImportCancelledEvent
    | ContactCreatedEvent
    | ContactUpdatedEvent
    | ContactArchivedEvent
    | ContactRestoredEvent
    | ContactDeletedEvent
    | ItemCreatedEvent
    | ItemUpdatedEvent
    | ItemArchivedEvent
    | ItemRestoredEvent
    | ItemDeletedEvent
    | AccountCreatedEvent
    | AccountUpdatedEvent
    | AccountArchivedEvent
    | AccountRestoredEvent
    | AccountDeletedEvent
    | TaxRateCreatedEvent
    | TaxRateUpdatedEvent
    | TaxRateArchivedEvent
    | TaxRateRestoredEvent
    | TaxRateDeletedEvent
    | TaxReturnCreatedEvent
    | TaxReturnFiledEvent
    | TaxReturnDeletedEvent
    | TrackingCategoryCreatedEvent
    | TrackingCategoryUpdatedEvent
    | TrackingCategoryArchivedEvent
    | TrackingCategoryRestoredEvent
    | TrackingCategoryDeletedEvent
    | FxRevaluationCreatedEvent
    | FxRevaluationVoidedEvent
    | BudgetCreatedEvent
    | BudgetUpdatedEvent
    | BudgetArchivedEvent
    | BudgetRestoredEvent
    | BudgetDeletedEvent
    | PeriodClosedEvent
    | PeriodReopenedEvent
    | FiscalYearClosedEvent
    | FiscalYearReopenedEvent
    | JournalEntryPostedEvent
    | JournalEntryCreatedEvent
    | JournalEntryUpdatedEvent
    | JournalEntryDeletedEvent
    | CompanyUpdatedEvent
    | MemberAssignedEvent
    | MemberRemovedEvent
    | WebhookTestEvent
)

EventBody = (
    InvoiceCreatedEvent
    | InvoiceUpdatedEvent
    | InvoiceDeletedEvent
    | InvoiceSentEvent
    | InvoicePaidEvent
    | InvoiceReopenedEvent
    | InvoiceVoidedEvent
    | CreditNoteCreatedEvent
    | CreditNoteUpdatedEvent
    | CreditNoteDeletedEvent
    | CreditNoteIssuedEvent
    | CreditNoteAppliedEvent
    | CreditNoteUnappliedEvent
    | CreditNoteVoidedEvent
    | BillCreatedEvent
    | BillUpdatedEvent
    | BillDeletedEvent
    | BillSubmittedEvent
    | BillApprovedEvent
    | BillRejectedEvent
    | BillPaidEvent
    | BillReopenedEvent
    | BillVoidedEvent
    | VendorCreditCreatedEvent
    | VendorCreditUpdatedEvent
    | VendorCreditDeletedEvent
    | VendorCreditIssuedEvent
    | VendorCreditAppliedEvent
    | VendorCreditUnappliedEvent
    | VendorCreditVoidedEvent
    | PaymentReceivedEvent
    | PaymentMadeEvent
    | PaymentUpdatedEvent
    | PaymentAllocatedEvent
    | PaymentUnallocatedEvent
    | PaymentVoidedEvent
    | AdjustmentCreatedEvent
    | AdjustmentUpdatedEvent
    | AdjustmentAllocatedEvent
    | AdjustmentUnallocatedEvent
    | AdjustmentVoidedEvent
    | BankTransactionCreatedEvent
    | BankTransactionUpdatedEvent
    | BankTransactionVoidedEvent
    | TransferCreatedEvent
    | TransferUpdatedEvent
    | TransferVoidedEvent
    | RecurringCreatedEvent
    | RecurringUpdatedEvent
    | RecurringGeneratedEvent
    | RecurringWaitingEvent
    | RecurringPausedEvent
    | RecurringResumedEvent
    | RecurringEndedEvent
    | RecurringDeletedEvent
    | OpeningBalancesSetEvent
    | AttachmentCreatedEvent
    | AttachmentDeletedEvent
    | ImportSucceededEvent
    | ImportFailedEvent
    | ImportCancelledEvent
    | ContactCreatedEvent
    | ContactUpdatedEvent
    | ContactArchivedEvent
    | ContactRestoredEvent
    | ContactDeletedEvent
    | ItemCreatedEvent
    | ItemUpdatedEvent
    | ItemArchivedEvent
    | ItemRestoredEvent
    | ItemDeletedEvent
    | AccountCreatedEvent
    | AccountUpdatedEvent
    | AccountArchivedEvent
    | AccountRestoredEvent
    | AccountDeletedEvent
    | TaxRateCreatedEvent
    | TaxRateUpdatedEvent
    | TaxRateArchivedEvent
    | TaxRateRestoredEvent
    | TaxRateDeletedEvent
    | TaxReturnCreatedEvent
    | TaxReturnFiledEvent
    | TaxReturnDeletedEvent
    | TrackingCategoryCreatedEvent
    | TrackingCategoryUpdatedEvent
    | TrackingCategoryArchivedEvent
    | TrackingCategoryRestoredEvent
    | TrackingCategoryDeletedEvent
    | FxRevaluationCreatedEvent
    | FxRevaluationVoidedEvent
    | BudgetCreatedEvent
    | BudgetUpdatedEvent
    | BudgetArchivedEvent
    | BudgetRestoredEvent
    | BudgetDeletedEvent
    | PeriodClosedEvent
    | PeriodReopenedEvent
    | FiscalYearClosedEvent
    | FiscalYearReopenedEvent
    | JournalEntryPostedEvent
    | JournalEntryCreatedEvent
    | JournalEntryUpdatedEvent
    | JournalEntryDeletedEvent
    | CompanyUpdatedEvent
    | MemberAssignedEvent
    | MemberRemovedEvent
)

UNIONS: dict[str, tuple[str, dict[str, str]]] = {
    "EventBody": (
        "event",
        {
            "invoice.created": "InvoiceCreatedEvent",
            "invoice.updated": "InvoiceUpdatedEvent",
            "invoice.deleted": "InvoiceDeletedEvent",
            "invoice.sent": "InvoiceSentEvent",
            "invoice.paid": "InvoicePaidEvent",
            "invoice.reopened": "InvoiceReopenedEvent",
            "invoice.voided": "InvoiceVoidedEvent",
            "credit_note.created": "CreditNoteCreatedEvent",
            "credit_note.updated": "CreditNoteUpdatedEvent",
            "credit_note.deleted": "CreditNoteDeletedEvent",
            "credit_note.issued": "CreditNoteIssuedEvent",
            "credit_note.applied": "CreditNoteAppliedEvent",
            "credit_note.unapplied": "CreditNoteUnappliedEvent",
            "credit_note.voided": "CreditNoteVoidedEvent",
            "bill.created": "BillCreatedEvent",
            "bill.updated": "BillUpdatedEvent",
            "bill.deleted": "BillDeletedEvent",
            "bill.submitted": "BillSubmittedEvent",
            "bill.approved": "BillApprovedEvent",
            "bill.rejected": "BillRejectedEvent",
            "bill.paid": "BillPaidEvent",
            "bill.reopened": "BillReopenedEvent",
            "bill.voided": "BillVoidedEvent",
            "vendor_credit.created": "VendorCreditCreatedEvent",
            "vendor_credit.updated": "VendorCreditUpdatedEvent",
            "vendor_credit.deleted": "VendorCreditDeletedEvent",
            "vendor_credit.issued": "VendorCreditIssuedEvent",
            "vendor_credit.applied": "VendorCreditAppliedEvent",
            "vendor_credit.unapplied": "VendorCreditUnappliedEvent",
            "vendor_credit.voided": "VendorCreditVoidedEvent",
            "payment.received": "PaymentReceivedEvent",
            "payment.made": "PaymentMadeEvent",
            "payment.updated": "PaymentUpdatedEvent",
            "payment.allocated": "PaymentAllocatedEvent",
            "payment.unallocated": "PaymentUnallocatedEvent",
            "payment.voided": "PaymentVoidedEvent",
            "adjustment.created": "AdjustmentCreatedEvent",
            "adjustment.updated": "AdjustmentUpdatedEvent",
            "adjustment.allocated": "AdjustmentAllocatedEvent",
            "adjustment.unallocated": "AdjustmentUnallocatedEvent",
            "adjustment.voided": "AdjustmentVoidedEvent",
            "bank_transaction.created": "BankTransactionCreatedEvent",
            "bank_transaction.updated": "BankTransactionUpdatedEvent",
            "bank_transaction.voided": "BankTransactionVoidedEvent",
            "transfer.created": "TransferCreatedEvent",
            "transfer.updated": "TransferUpdatedEvent",
            "transfer.voided": "TransferVoidedEvent",
            "recurring.created": "RecurringCreatedEvent",
            "recurring.updated": "RecurringUpdatedEvent",
            "recurring.generated": "RecurringGeneratedEvent",
            "recurring.waiting": "RecurringWaitingEvent",
            "recurring.paused": "RecurringPausedEvent",
            "recurring.resumed": "RecurringResumedEvent",
            "recurring.ended": "RecurringEndedEvent",
            "recurring.deleted": "RecurringDeletedEvent",
            "opening_balances.set": "OpeningBalancesSetEvent",
            "attachment.created": "AttachmentCreatedEvent",
            "attachment.deleted": "AttachmentDeletedEvent",
            "import.succeeded": "ImportSucceededEvent",
            "import.failed": "ImportFailedEvent",
            "import.cancelled": "ImportCancelledEvent",
            "contact.created": "ContactCreatedEvent",
            "contact.updated": "ContactUpdatedEvent",
            "contact.archived": "ContactArchivedEvent",
            "contact.restored": "ContactRestoredEvent",
            "contact.deleted": "ContactDeletedEvent",
            "item.created": "ItemCreatedEvent",
            "item.updated": "ItemUpdatedEvent",
            "item.archived": "ItemArchivedEvent",
            "item.restored": "ItemRestoredEvent",
            "item.deleted": "ItemDeletedEvent",
            "account.created": "AccountCreatedEvent",
            "account.updated": "AccountUpdatedEvent",
            "account.archived": "AccountArchivedEvent",
            "account.restored": "AccountRestoredEvent",
            "account.deleted": "AccountDeletedEvent",
            "tax_rate.created": "TaxRateCreatedEvent",
            "tax_rate.updated": "TaxRateUpdatedEvent",
            "tax_rate.archived": "TaxRateArchivedEvent",
            "tax_rate.restored": "TaxRateRestoredEvent",
            "tax_rate.deleted": "TaxRateDeletedEvent",
            "tax_return.created": "TaxReturnCreatedEvent",
            "tax_return.filed": "TaxReturnFiledEvent",
            "tax_return.deleted": "TaxReturnDeletedEvent",
            "tracking_category.created": "TrackingCategoryCreatedEvent",
            "tracking_category.updated": "TrackingCategoryUpdatedEvent",
            "tracking_category.archived": "TrackingCategoryArchivedEvent",
            "tracking_category.restored": "TrackingCategoryRestoredEvent",
            "tracking_category.deleted": "TrackingCategoryDeletedEvent",
            "fx_revaluation.created": "FxRevaluationCreatedEvent",
            "fx_revaluation.voided": "FxRevaluationVoidedEvent",
            "budget.created": "BudgetCreatedEvent",
            "budget.updated": "BudgetUpdatedEvent",
            "budget.archived": "BudgetArchivedEvent",
            "budget.restored": "BudgetRestoredEvent",
            "budget.deleted": "BudgetDeletedEvent",
            "period.closed": "PeriodClosedEvent",
            "period.reopened": "PeriodReopenedEvent",
            "fiscal_year.closed": "FiscalYearClosedEvent",
            "fiscal_year.reopened": "FiscalYearReopenedEvent",
            "journal_entry.posted": "JournalEntryPostedEvent",
            "journal_entry.created": "JournalEntryCreatedEvent",
            "journal_entry.updated": "JournalEntryUpdatedEvent",
            "journal_entry.deleted": "JournalEntryDeletedEvent",
            "company.updated": "CompanyUpdatedEvent",
            "member.assigned": "MemberAssignedEvent",
            "member.removed": "MemberRemovedEvent",
        },
    ),
    "DeliveryBody": (
        "event",
        {
            "invoice.created": "InvoiceCreatedEvent",
            "invoice.updated": "InvoiceUpdatedEvent",
            "invoice.deleted": "InvoiceDeletedEvent",
            "invoice.sent": "InvoiceSentEvent",
            "invoice.paid": "InvoicePaidEvent",
            "invoice.reopened": "InvoiceReopenedEvent",
            "invoice.voided": "InvoiceVoidedEvent",
            "credit_note.created": "CreditNoteCreatedEvent",
            "credit_note.updated": "CreditNoteUpdatedEvent",
            "credit_note.deleted": "CreditNoteDeletedEvent",
            "credit_note.issued": "CreditNoteIssuedEvent",
            "credit_note.applied": "CreditNoteAppliedEvent",
            "credit_note.unapplied": "CreditNoteUnappliedEvent",
            "credit_note.voided": "CreditNoteVoidedEvent",
            "bill.created": "BillCreatedEvent",
            "bill.updated": "BillUpdatedEvent",
            "bill.deleted": "BillDeletedEvent",
            "bill.submitted": "BillSubmittedEvent",
            "bill.approved": "BillApprovedEvent",
            "bill.rejected": "BillRejectedEvent",
            "bill.paid": "BillPaidEvent",
            "bill.reopened": "BillReopenedEvent",
            "bill.voided": "BillVoidedEvent",
            "vendor_credit.created": "VendorCreditCreatedEvent",
            "vendor_credit.updated": "VendorCreditUpdatedEvent",
            "vendor_credit.deleted": "VendorCreditDeletedEvent",
            "vendor_credit.issued": "VendorCreditIssuedEvent",
            "vendor_credit.applied": "VendorCreditAppliedEvent",
            "vendor_credit.unapplied": "VendorCreditUnappliedEvent",
            "vendor_credit.voided": "VendorCreditVoidedEvent",
            "payment.received": "PaymentReceivedEvent",
            "payment.made": "PaymentMadeEvent",
            "payment.updated": "PaymentUpdatedEvent",
            "payment.allocated": "PaymentAllocatedEvent",
            "payment.unallocated": "PaymentUnallocatedEvent",
            "payment.voided": "PaymentVoidedEvent",
            "adjustment.created": "AdjustmentCreatedEvent",
            "adjustment.updated": "AdjustmentUpdatedEvent",
            "adjustment.allocated": "AdjustmentAllocatedEvent",
            "adjustment.unallocated": "AdjustmentUnallocatedEvent",
            "adjustment.voided": "AdjustmentVoidedEvent",
            "bank_transaction.created": "BankTransactionCreatedEvent",
            "bank_transaction.updated": "BankTransactionUpdatedEvent",
            "bank_transaction.voided": "BankTransactionVoidedEvent",
            "transfer.created": "TransferCreatedEvent",
            "transfer.updated": "TransferUpdatedEvent",
            "transfer.voided": "TransferVoidedEvent",
            "recurring.created": "RecurringCreatedEvent",
            "recurring.updated": "RecurringUpdatedEvent",
            "recurring.generated": "RecurringGeneratedEvent",
            "recurring.waiting": "RecurringWaitingEvent",
            "recurring.paused": "RecurringPausedEvent",
            "recurring.resumed": "RecurringResumedEvent",
            "recurring.ended": "RecurringEndedEvent",
            "recurring.deleted": "RecurringDeletedEvent",
            "opening_balances.set": "OpeningBalancesSetEvent",
            "attachment.created": "AttachmentCreatedEvent",
            "attachment.deleted": "AttachmentDeletedEvent",
            "import.succeeded": "ImportSucceededEvent",
            "import.failed": "ImportFailedEvent",
            "import.cancelled": "ImportCancelledEvent",
            "contact.created": "ContactCreatedEvent",
            "contact.updated": "ContactUpdatedEvent",
            "contact.archived": "ContactArchivedEvent",
            "contact.restored": "ContactRestoredEvent",
            "contact.deleted": "ContactDeletedEvent",
            "item.created": "ItemCreatedEvent",
            "item.updated": "ItemUpdatedEvent",
            "item.archived": "ItemArchivedEvent",
            "item.restored": "ItemRestoredEvent",
            "item.deleted": "ItemDeletedEvent",
            "account.created": "AccountCreatedEvent",
            "account.updated": "AccountUpdatedEvent",
            "account.archived": "AccountArchivedEvent",
            "account.restored": "AccountRestoredEvent",
            "account.deleted": "AccountDeletedEvent",
            "tax_rate.created": "TaxRateCreatedEvent",
            "tax_rate.updated": "TaxRateUpdatedEvent",
            "tax_rate.archived": "TaxRateArchivedEvent",
            "tax_rate.restored": "TaxRateRestoredEvent",
            "tax_rate.deleted": "TaxRateDeletedEvent",
            "tax_return.created": "TaxReturnCreatedEvent",
            "tax_return.filed": "TaxReturnFiledEvent",
            "tax_return.deleted": "TaxReturnDeletedEvent",
            "tracking_category.created": "TrackingCategoryCreatedEvent",
            "tracking_category.updated": "TrackingCategoryUpdatedEvent",
            "tracking_category.archived": "TrackingCategoryArchivedEvent",
            "tracking_category.restored": "TrackingCategoryRestoredEvent",
            "tracking_category.deleted": "TrackingCategoryDeletedEvent",
            "fx_revaluation.created": "FxRevaluationCreatedEvent",
            "fx_revaluation.voided": "FxRevaluationVoidedEvent",
            "budget.created": "BudgetCreatedEvent",
            "budget.updated": "BudgetUpdatedEvent",
            "budget.archived": "BudgetArchivedEvent",
            "budget.restored": "BudgetRestoredEvent",
            "budget.deleted": "BudgetDeletedEvent",
            "period.closed": "PeriodClosedEvent",
            "period.reopened": "PeriodReopenedEvent",
            "fiscal_year.closed": "FiscalYearClosedEvent",
            "fiscal_year.reopened": "FiscalYearReopenedEvent",
            "journal_entry.posted": "JournalEntryPostedEvent",
            "journal_entry.created": "JournalEntryCreatedEvent",
            "journal_entry.updated": "JournalEntryUpdatedEvent",
            "journal_entry.deleted": "JournalEntryDeletedEvent",
            "company.updated": "CompanyUpdatedEvent",
            "member.assigned": "MemberAssignedEvent",
            "member.removed": "MemberRemovedEvent",
            "webhook.test": "WebhookTestEvent",
        },
    ),
}
