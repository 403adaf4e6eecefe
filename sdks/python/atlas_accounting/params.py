"""What requests hold: the dictionaries inside of bodies.

Generated from docs/openapi.yaml by `make sdks`: edit sdks/generator instead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired, TypedDict

from atlas_accounting._values import Exact

AccountSortBy = Literal["code", "name", "type", "created_at", "updated_at"]

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

AccountSubtypeFilter = Literal[
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

AdjustmentKind = Literal["write_off", "settlement_discount", "contra", "rounding", "other"]

AdjustmentSortBy = Literal["created_at", "updated_at", "date", "amount", "adjustment_number"]

AgedBy = Literal["due_date", "issue_date"]

ApiKeySortBy = Literal["created_at", "updated_at", "name"]

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

AttachmentSortBy = Literal["created_at"]

AuditRecordSortBy = Literal["created_at"]

BankTransactionSortBy = Literal["created_at", "updated_at", "date", "amount", "transaction_number"]

BankTransactionType = Literal["spend", "receive"]

BatchMethod = Literal["POST", "PUT", "PATCH", "DELETE"]

BillSortBy = Literal["created_at", "updated_at", "issue_date", "due_date", "amount", "bill_number"]

BillStatus = Literal["draft", "submitted", "approved", "rejected", "partially_paid", "paid", "overdue", "void"]

BudgetSortBy = Literal["created_at", "updated_at", "name", "start_date"]

ChartTemplate = Literal["general", "minimal", "vat"]

CompanyRole = Literal["admin", "accountant", "approver", "viewer"]

CompanySortBy = Literal["created_at", "updated_at", "name"]

ContactSortBy = Literal["created_at", "updated_at", "name"]

CreditNoteSortBy = Literal["created_at", "updated_at", "issue_date", "amount", "credit_note_number"]

CreditStatus = Literal["draft", "issued", "partially_applied", "applied", "void"]

CurrencyCode = str

CurrencySortBy = Literal["code", "name"]

DateOrder = Literal["dmy", "mdy"]

DecimalMark = Literal[".", ","]

DeliveredEventType = str

DeliverySortBy = Literal["created_at"]

DeliveryStatus = Literal["pending", "succeeded", "exhausted"]

EventSortBy = Literal["sequence"]

EventType = str

ExchangeRateSortBy = Literal["created_at", "updated_at", "date", "currency"]

ExchangeRateSource = Literal["manual", "ecb"]

FiscalYearSortBy = Literal["start_date", "updated_at"]

FxRevaluationSortBy = Literal["created_at", "updated_at", "date"]

ImportExisting = Literal["skip", "update"]

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

ImportSortBy = Literal["created_at"]

ImportStatus = Literal["queued", "running", "succeeded", "failed", "cancelling", "cancelled"]

InvoiceSortBy = Literal["created_at", "updated_at", "issue_date", "due_date", "amount", "invoice_number"]

InvoiceStatus = Literal["draft", "sent", "partially_paid", "paid", "overdue", "void"]

ItemSortBy = Literal["created_at", "updated_at", "name", "code"]

JournalEntrySortBy = Literal["created_at", "updated_at", "date", "entry_number"]

JournalEntryStatus = Literal["draft", "posted"]

JournalEntryType = Literal["standard", "opening", "adjusting", "reversal", "fx_revaluation", "closing"]

LineAccountSubtypeFilter = Literal[
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
    "none",
]

MemberSortBy = Literal["created_at"]

OnClosedPeriod = Literal["refuse", "next_open"]

OrganizationRole = Literal["admin", "member"]

PaymentSortBy = Literal["created_at", "updated_at", "date", "amount", "payment_number"]

PaymentStatus = Literal["posted", "void"]

PaymentType = Literal["received", "made"]

PeriodSortBy = Literal["start_date", "updated_at"]

PeriodStatus = Literal["open", "closed"]

RecurringFrequency = Literal["monthly", "quarterly", "yearly"]

RecurringKind = Literal["journal_entry", "invoice", "bill"]

RecurringOnClosedPeriod = Literal["wait", "next_open"]

RecurringStatus = Literal["active", "waiting", "paused", "ended"]

RecurringTemplateSortBy = Literal["created_at", "updated_at", "name", "next_date"]

ReportBasis = Literal["accrual", "cash"]

ReportComparison = Literal["prior_period", "prior_year"]

ReportFormat = Literal["json", "csv", "xlsx", "pdf"]

ReportInterval = Literal["month", "quarter", "year"]

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

SessionSortBy = Literal["created_at"]

SortOrder = Literal["asc", "desc"]

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

TaxRateSortBy = Literal["created_at", "updated_at", "name", "percent"]

TaxReturnSortBy = Literal["start_date", "updated_at"]

TaxReturnStatus = Literal["draft", "filed"]

TaxRounding = Literal["line", "document"]

TaxTreatment = Literal["standard", "reverse_charge", "import", "exempt", "zero", "out_of_scope"]

TrackingCategorySortBy = Literal["created_at", "updated_at", "name"]

TransferSortBy = Literal["created_at", "updated_at", "date", "amount", "transfer_number"]

UserSortBy = Literal["created_at", "updated_at", "email", "full_name"]

VendorCreditSortBy = Literal["created_at", "updated_at", "issue_date", "amount", "vendor_credit_number"]

WebhookHeaderSecret = Literal["current", "previous"]

WebhookSortBy = Literal["created_at", "updated_at", "url"]

XafVersion = Literal["4.0", "3.2"]


class AdjustmentLineParams(TypedDict):
    """A line of an adjustment."""

    account_id: str
    """The account to which the amount is posted."""
    description: NotRequired[str]
    """What it is, in your words."""
    amount: Exact
    """What is owed less, tax included. Negative if more is owed. It must not be zero."""
    tax_rate_id: NotRequired[str | None]
    """The tax rate; null for no tax."""
    tracking: NotRequired[Sequence[str]]
    """Options of tracking categories, by their ids: at most one of each category, in any order."""


class AllocationParams(TypedDict):
    """How much of a payment or an adjustment settles another document, which exactly one of the ids names."""

    invoice_id: NotRequired[str | None]
    """The invoice."""
    bill_id: NotRequired[str | None]
    """The bill."""
    credit_note_id: NotRequired[str | None]
    """A credit note, which a refund pays back."""
    vendor_credit_id: NotRequired[str | None]
    """A vendor credit, which a refund pays back."""
    payment_id: NotRequired[str | None]
    """A payment with an open rest, which a refund pays back."""
    adjustment_id: NotRequired[str | None]
    """The adjustment."""
    amount: Exact
    """How much of it settles the document."""
    date: NotRequired[dt.date | str]
    """Default: the `date` of `allocate`; in a new payment or adjustment, the first day on which both are posted and
    nothing of the other is taken back later.
    """


class BankTransactionLineParams(TypedDict):
    """A line of a bank transaction."""

    account_id: str
    """The account to which the amount is posted."""
    description: NotRequired[str]
    """What it is, in your words."""
    amount: Exact
    """With tax if `tax_inclusive`, otherwise without. May be negative, but not zero."""
    tax_rate_id: NotRequired[str | None]
    """The tax rate; null for no tax."""
    tracking: NotRequired[Sequence[str]]
    """Options of tracking categories, by their ids: at most one of each category, in any order."""


class BatchOperationParams(TypedDict):
    """A request as it would be sent on its own, with references to earlier responses."""

    name: NotRequired[str]
    """The name by which later operations refer to this one."""
    method: BatchMethod
    """The HTTP method."""
    path: str
    """The path below `/api/v1`, without a query. `{invoice.id}` is the id in the response to `invoice`."""
    body: NotRequired[Mapping[str, Any]]
    """The body. In place of any value, `{"ref": "invoice.amount"}` takes one from an earlier response."""
    if_match: NotRequired[str]
    """The entity tag for the header `If-Match`."""


class BillLineParams(TypedDict):
    """A line of a bill. `amount` is without discount and tax; `tax_amount` is added to it."""

    description: NotRequired[str]
    """What is sold or bought. Default: the description of the item, or else its name."""
    quantity: NotRequired[Exact]
    """Default: 1."""
    unit: NotRequired[str]
    """What the quantity counts, such as `hour`. Default: the unit of the item, or else empty."""
    unit_price: NotRequired[Exact]
    """Without tax, or with tax if the tax rate is inclusive. Default: the price of the item, if it is in the currency
    of the document. Required without an item.
    """
    discount_percent: NotRequired[Exact]
    """The discount in percent. Default: 0."""
    item_id: NotRequired[str | None]
    """The product or service. What the line leaves out is taken from it: for sales or for purchases."""
    account_id: NotRequired[str]
    """The account to which the line is posted. Default: that of the item. Required without an item."""
    tax_rate_id: NotRequired[str | None]
    """The tax rate; null for no tax. Default: that of the item."""
    tracking: NotRequired[Sequence[str]]
    """Options of tracking categories, by their ids: at most one of each category, in any order."""
    tax_amount: NotRequired[Exact]
    """As printed on the bill; at most 1 % or 0.05 from the tax that the rate gives, which is the default."""


class BillParams(TypedDict):
    """A bill from a vendor; `bill_number` is the vendor's own. Amounts are in its currency; `amount` is the total with
    tax.
    """

    bill_number: str
    """The number that the vendor put on the bill, unique per vendor."""
    vendor_id: str
    """The vendor."""
    issue_date: NotRequired[dt.date | str]
    """Default: today in the company's time zone."""
    supply_date: NotRequired[dt.date | str | None]
    """The day on which goods were delivered or a service was completed, if it is not the issue date. It is on the PDF,
    and posts nothing: periods, taxes and exchange rates go by the issue date.
    """
    due_date: NotRequired[dt.date | str]
    """Default: the issue date plus the contact's payment terms."""
    currency: NotRequired[CurrencyCode]
    """Default: the currency of the contact."""
    exchange_rate: NotRequired[Exact]
    """Units of the base currency per unit of the document's currency. Default: that of the issue date."""
    tax_total: NotRequired[Exact]
    """As printed on the bill. By default the sum of the lines' taxes, from which it may differ by 1 %, or by 0.05 for
    each line.
    """
    reference: NotRequired[str]
    """Any reference of yours, such as an order number."""
    notes: NotRequired[str]
    """A note for the reader of the document."""
    lines: Sequence[BillLineParams]
    """What was bought: one line per account, tax rate or product."""
    external_id: NotRequired[str | None]
    """Your own id for this object, unique per company and kind."""
    metadata: NotRequired[Mapping[str, str | None]]
    """Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text
    is removed. It can change at any time, also once posted.
    """
    expected_total: NotRequired[Exact]
    """The total you expect. If ours differs, the request fails with 422."""


class BudgetLineParams(TypedDict):
    """What is planned for an account."""

    account_id: str
    """An account of type `revenue` or `expense`."""
    amounts: Sequence[Exact]
    """An amount for each month of the budget, in order, in the base currency. As in the profit and loss, revenue and
    expenses are both positive.
    """


class ContactParams(TypedDict):
    """A customer or a vendor."""

    name: str
    """The name of the customer or vendor."""
    email: NotRequired[str]
    """The e-mail address."""
    phone: NotRequired[str]
    """The telephone number."""
    tax_number: NotRequired[str]
    """The tax number, such as a VAT id."""
    currency: NotRequired[CurrencyCode]
    """Default: the base currency of the company."""
    payment_terms_days: NotRequired[int]
    """Days from the issue date to the due date of this contact's documents."""
    billing_address: NotRequired[str]
    """The address for documents, with line breaks."""
    external_id: NotRequired[str | None]
    """Your own id for this object, unique per company and kind."""
    metadata: NotRequired[Mapping[str, str | None]]
    """Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text
    is removed. It can change at any time, also once posted.
    """


class CreditNoteAllocationParams(TypedDict):
    """How much of a credit note settles an invoice."""

    invoice_id: str | None
    """The invoice. Null if it settles a refund or an adjustment."""
    amount: NotRequired[Exact]
    """Default: as much as is open and left."""
    date: NotRequired[dt.date | str]
    """Default: the `date` of the request."""


class CreditNoteLineParams(TypedDict):
    """A line of a credit note. With `invoice_line_id` all else has a default; item and tax rate are that line's."""

    invoice_line_id: NotRequired[str | None]
    """The line of the invoice that it credits."""
    description: NotRequired[str]
    """What is sold or bought. Default: that of the line that it credits, or else the description of the item or its
    name.
    """
    quantity: NotRequired[Exact]
    """Default: 1."""
    unit: NotRequired[str]
    """What the quantity counts, such as `hour`. Default: the unit of the line that it credits, with its quantity or
    one of your own; or else that of the item; or else empty.
    """
    unit_price: NotRequired[Exact]
    """Default: the price of the line that it credits, or what is left of it, or else that of the item. Required
    without these.
    """
    discount_percent: NotRequired[Exact]
    """The discount in percent. Default: 0."""
    item_id: NotRequired[str | None]
    """The product or service. Default: that of the line that it credits. If it credits no line, what the line leaves
    out is taken from it: for sales or for purchases.
    """
    account_id: NotRequired[str]
    """The account to which the line is posted. Default: that of the line that it credits, or else of the item.
    Required without these.
    """
    tax_rate_id: NotRequired[str | None]
    """The tax rate; null for no tax. Default: that of the line that it credits, or else of the item."""
    tracking: NotRequired[Sequence[str]]
    """Options of tracking categories, by their ids: at most one of each category, in any order."""


class CreditNoteParams(TypedDict):
    """A credit note to a customer. Amounts are in its currency; `amount` is the total with tax."""

    credit_note_number: NotRequired[str | None]
    """The number of the credit note, unique per company. By default it gets one when issued."""
    customer_id: NotRequired[str]
    """The customer. Default, with `invoice_id`: that of the invoice."""
    invoice_id: NotRequired[str | None]
    """The invoice that it credits, if it is of one."""
    reason: NotRequired[str]
    """Why it was issued."""
    issue_date: NotRequired[dt.date | str]
    """Default: today in the company's time zone."""
    supply_date: NotRequired[dt.date | str | None]
    """The day on which goods were delivered or a service was completed, if it is not the issue date. It is on the PDF,
    and posts nothing: periods, taxes and exchange rates go by the issue date.
    """
    currency: NotRequired[CurrencyCode]
    """Default: the currency of the contact."""
    exchange_rate: NotRequired[Exact]
    """Units of the base currency per unit of the document's currency. Default: that of the issue date."""
    reference: NotRequired[str]
    """Any reference of yours, such as an order number."""
    notes: NotRequired[str]
    """A note for the reader of the document."""
    lines: NotRequired[Sequence[CreditNoteLineParams]]
    """Default, with `invoice_id`: all that is left of the invoice. In a PATCH, they replace all existing lines."""
    external_id: NotRequired[str | None]
    """Your own id for this object, unique per company and kind."""
    metadata: NotRequired[Mapping[str, str | None]]
    """Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text
    is removed. It can change at any time, also once posted.
    """
    expected_total: NotRequired[Exact]
    """The total you expect. If ours differs, the request fails with 422."""


class DeductionParams(TypedDict):
    """An amount that the bank deducted, and the account to which it is debited."""

    account_id: str
    """The account to which the amount is posted."""
    amount: Exact
    """The amount deducted."""
    tracking: NotRequired[Sequence[str]]
    """Options of tracking categories, by their ids: at most one of each category, in any order."""


class FromActualsParams(TypedDict):
    """The actual amounts that a budget begins with: those of as many months as it has."""

    start_date: dt.date | str
    """The first day of the first month whose amounts are taken."""
    percent: NotRequired[Exact]
    """How much more to plan: 5 is 5 % more, -10 is 10 % less. Default: 0."""
    tracking: NotRequired[Sequence[str]]
    """Only lines with one of these options of tracking categories; of several, with one of each. Default: the options
    of the budget.
    """


class InvoiceLineParams(TypedDict):
    """A line of an invoice. `amount` is without discount and tax; `tax_amount` is added to it."""

    description: NotRequired[str]
    """What is sold or bought. Default: the description of the item, or else its name."""
    quantity: NotRequired[Exact]
    """Default: 1."""
    unit: NotRequired[str]
    """What the quantity counts, such as `hour`. Default: the unit of the item, or else empty."""
    unit_price: NotRequired[Exact]
    """Without tax, or with tax if the tax rate is inclusive. Default: the price of the item, if it is in the currency
    of the document. Required without an item.
    """
    discount_percent: NotRequired[Exact]
    """The discount in percent. Default: 0."""
    item_id: NotRequired[str | None]
    """The product or service. What the line leaves out is taken from it: for sales or for purchases."""
    account_id: NotRequired[str]
    """The account to which the line is posted. Default: that of the item. Required without an item."""
    tax_rate_id: NotRequired[str | None]
    """The tax rate; null for no tax. Default: that of the item."""
    tracking: NotRequired[Sequence[str]]
    """Options of tracking categories, by their ids: at most one of each category, in any order."""


class InvoiceParams(TypedDict):
    """An invoice to a customer. Amounts are in its currency; `amount` is the total with tax."""

    invoice_number: NotRequired[str | None]
    """The number of the invoice, unique per company. By default it gets one when it is sent."""
    customer_id: str
    """The customer."""
    send: NotRequired[bool]
    """Also send it, as `POST /invoices/{id}/send` does. Default: false."""
    issue_date: NotRequired[dt.date | str]
    """Default: today in the company's time zone."""
    supply_date: NotRequired[dt.date | str | None]
    """The day on which goods were delivered or a service was completed, if it is not the issue date. It is on the PDF,
    and posts nothing: periods, taxes and exchange rates go by the issue date.
    """
    due_date: NotRequired[dt.date | str]
    """Default: the issue date plus the contact's payment terms."""
    currency: NotRequired[CurrencyCode]
    """Default: the currency of the contact."""
    exchange_rate: NotRequired[Exact]
    """Units of the base currency per unit of the document's currency. Default: that of the issue date."""
    reference: NotRequired[str]
    """Any reference of yours, such as an order number."""
    notes: NotRequired[str]
    """A note for the reader of the document."""
    lines: Sequence[InvoiceLineParams]
    """What is sold: one line per account, tax rate or product."""
    external_id: NotRequired[str | None]
    """Your own id for this object, unique per company and kind."""
    metadata: NotRequired[Mapping[str, str | None]]
    """Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text
    is removed. It can change at any time, also once posted.
    """
    expected_total: NotRequired[Exact]
    """The total you expect. If ours differs, the request fails with 422."""


class ItemParams(TypedDict):
    """A product or a service. A line with its `item_id` takes from it what it leaves out; an item posts nothing."""

    code: NotRequired[str]
    """Your article number, unique per company; or empty."""
    name: str
    """The name."""
    description: NotRequired[str]
    """What lines say. Default: they say its name."""
    unit: NotRequired[str]
    """What the price is for, such as `hour`; or empty."""
    currency: NotRequired[CurrencyCode]
    """The currency of its prices. Default: the base currency of the company."""
    sales_price: NotRequired[Exact | None]
    """The unit price on invoices and credit notes; null if it has none."""
    sales_account_id: NotRequired[str | None]
    """The account of revenue to which its sales are posted."""
    sales_tax_rate_id: NotRequired[str | None]
    """The tax rate of its sales."""
    purchase_price: NotRequired[Exact | None]
    """The unit price on bills and vendor credits; null if it has none."""
    purchase_account_id: NotRequired[str | None]
    """The account to which its purchases are posted."""
    purchase_tax_rate_id: NotRequired[str | None]
    """The tax rate of its purchases."""
    external_id: NotRequired[str | None]
    """Your own id for this object, unique per company and kind."""
    metadata: NotRequired[Mapping[str, str | None]]
    """Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text
    is removed. It can change at any time, also once posted.
    """


class JournalEntryBatchItemParams(TypedDict):
    """An entry of a batch. All are posted."""

    date: dt.date | str
    """The accounting date: the day on which it is posted."""
    memo: NotRequired[str]
    """What the entry is about."""
    reference: NotRequired[str]
    """Any reference of yours, such as an order number."""
    entry_type: NotRequired[JournalEntryType]
    """In a request: `standard`, `opening` or `adjusting`."""
    reverse_on: NotRequired[dt.date | str | None]
    """For an accrual: the day of its reversal, which is posted together with it. It must be after `date`, and at most
    366 days ahead.
    """
    lines: Sequence[JournalLineParams]
    """The lines. In a PATCH, they replace all existing lines."""
    external_id: NotRequired[str | None]
    """Your own id for this object, unique per company and kind."""
    metadata: NotRequired[Mapping[str, str | None]]
    """Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text
    is removed. It can change at any time, also once posted.
    """


class JournalLineParams(TypedDict):
    """A line of a journal entry to write: a debit or a credit."""

    account_id: str
    """The account to which the amount is posted."""
    description: NotRequired[str]
    """What the line is about."""
    debit: NotRequired[Exact]
    """The debit in the base currency. A line has either a debit or a credit."""
    credit: NotRequired[Exact]
    """The credit in the base currency. A line has either a debit or a credit."""
    currency: NotRequired[CurrencyCode]
    """The currency of `currency_amount`. In a request, it can only be that of the account."""
    currency_amount: NotRequired[Exact]
    """The same amount in `currency`, debit positive and credit negative. An account that is kept in another currency
    than the company's requires it; 0 changes only the base amount.
    """
    contact_id: NotRequired[str | None]
    """The customer or vendor that the line is about."""
    tax_rate_id: NotRequired[str | None]
    """The tax rate, if the line is for the tax return."""
    tax_base: NotRequired[Exact | None]
    """For a tax line: the net amount that was taxed, debit positive. Null for a net line."""
    tax_kind: NotRequired[TaxKind | None]
    """What it is for the tax return. By default it follows from `tax_base` and the type of the account."""
    tracking: NotRequired[Sequence[str]]
    """Options of tracking categories, by their ids: at most one of each category, in any order."""


class OpeningBalanceParams(TypedDict):
    """The balance of an account when the books began here."""

    account_id: str
    """The account. Receivables and payables come from the open documents."""
    debit: NotRequired[Exact]
    """The balance, if it is a debit."""
    credit: NotRequired[Exact]
    """The balance, if it is a credit."""
    currency: NotRequired[CurrencyCode]
    """In a request, it can only be that of the account."""
    currency_amount: NotRequired[Exact]
    """The balance in `currency`, debit positive and credit negative: required for an account that is kept in another
    currency than the company's.
    """


class OpeningBillParams(TypedDict):
    """An open bill of the former system."""

    issue_date: dt.date | str
    """The date on the document, on the day of the balances or before."""
    currency: NotRequired[CurrencyCode]
    """Default: the currency of the contact."""
    exchange_rate: NotRequired[Exact]
    """Units of the base currency per unit of the document's currency. Default: that of the day of the balances."""
    amount: Exact
    """What was still open, tax included, in `currency`."""
    due_date: NotRequired[dt.date | str]
    """Default: the issue date."""
    vendor_id: str
    """The vendor."""
    bill_number: str
    """The number that the vendor put on it."""


class OpeningCreditNoteParams(TypedDict):
    """What a customer had to their credit in the former system: a credit note, or a payment without an invoice."""

    issue_date: dt.date | str
    """The date on the document, on the day of the balances or before."""
    currency: NotRequired[CurrencyCode]
    """Default: the currency of the contact."""
    exchange_rate: NotRequired[Exact]
    """Units of the base currency per unit of the document's currency. Default: that of the day of the balances."""
    amount: Exact
    """What was still open, tax included, in `currency`."""
    customer_id: str
    """The customer."""
    credit_note_number: str
    """Its number in the former system."""


class OpeningInvoiceParams(TypedDict):
    """An open invoice of the former system."""

    issue_date: dt.date | str
    """The date on the document, on the day of the balances or before."""
    currency: NotRequired[CurrencyCode]
    """Default: the currency of the contact."""
    exchange_rate: NotRequired[Exact]
    """Units of the base currency per unit of the document's currency. Default: that of the day of the balances."""
    amount: Exact
    """What was still open, tax included, in `currency`."""
    due_date: NotRequired[dt.date | str]
    """Default: the issue date."""
    customer_id: str
    """The customer."""
    invoice_number: str
    """Its number in the former system."""


class OpeningVendorCreditParams(TypedDict):
    """What a vendor still owed in the former system: a credit, or a payment without a bill."""

    issue_date: dt.date | str
    """The date on the document, on the day of the balances or before."""
    currency: NotRequired[CurrencyCode]
    """Default: the currency of the contact."""
    exchange_rate: NotRequired[Exact]
    """Units of the base currency per unit of the document's currency. Default: that of the day of the balances."""
    amount: Exact
    """What was still open, tax included, in `currency`."""
    vendor_id: str
    """The vendor."""
    vendor_credit_number: str
    """The number that the vendor put on it."""


class PaymentParams(TypedDict):
    """A payment received from a customer or made to a vendor, or a refund the other way. Amounts are
    in its currency.
    """

    payment_number: NotRequired[str]
    """The number of the payment, unique per company."""
    type: PaymentType
    """`received` from a customer, or `made` to a vendor; the other way for a refund."""
    customer_id: NotRequired[str | None]
    """The customer, for a payment received or a refund made."""
    vendor_id: NotRequired[str | None]
    """The vendor, for a payment made or a refund received."""
    date: NotRequired[dt.date | str]
    """Default: today in the company's time zone."""
    amount: Exact
    """The amount that settles documents. The bank account also moves by the deductions."""
    currency: NotRequired[CurrencyCode]
    """Default: the currency of the contact."""
    exchange_rate: NotRequired[Exact]
    """Units of the base currency per unit of the payment's currency. Default: what follows from `account_amount`, or
    the rate of the date.
    """
    account_id: str
    """The bank, cash, card or clearing account of the money."""
    account_amount: NotRequired[Exact | None]
    """What the bank booked, if the account has another currency than the payment: in the account's.
    Otherwise null.
    """
    reference: NotRequired[str]
    """Any reference of yours, such as an order number."""
    notes: NotRequired[str]
    """A note of yours."""
    allocations: NotRequired[Sequence[AllocationParams]]
    """The documents that it settles, with the amount for each."""
    deductions: NotRequired[Sequence[DeductionParams]]
    """What the bank deducted, such as fees: an account and an amount each."""
    external_id: NotRequired[str | None]
    """Your own id for this object, unique per company and kind."""
    metadata: NotRequired[Mapping[str, str | None]]
    """Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text
    is removed. It can change at any time, also once posted.
    """
    on_closed_period: NotRequired[OnClosedPeriod]
    """If the period is closed: fail with 409 (`refuse`), or use the first open day up to today (`next_open`)."""


class RecurringBillParams(TypedDict):
    """The bills that a template makes. They are due by the terms of the vendor."""

    currency: NotRequired[CurrencyCode | None]
    """Default: the currency of the contact, on the day."""
    reference: NotRequired[str]
    """Any reference of yours, such as an order number."""
    notes: NotRequired[str]
    """A note for the reader of the document."""
    lines: Sequence[RecurringLineParams]
    """The lines of each document."""
    vendor_id: str
    """The vendor."""
    bill_number: str
    """How the number of each bill begins. Its date follows: `RENT` becomes `RENT-2026-03-31`."""


class RecurringEntryLineParams(TypedDict):
    """A line of the entries that a template makes."""

    account_id: str
    """The account to which the amount is posted."""
    description: NotRequired[str]
    """What the line is about."""
    debit: NotRequired[Exact]
    """The debit in the base currency."""
    credit: NotRequired[Exact]
    """The credit in the base currency."""
    contact_id: NotRequired[str | None]
    """The customer or vendor that the line is about."""
    tracking: NotRequired[Sequence[str]]
    """Options of tracking categories, by their ids: at most one of each category, in any order."""
    tax_rate_id: NotRequired[str | None]
    """The tax rate, if the line is for the tax return. It must be valid on the date of each entry."""
    tax_base: NotRequired[Exact | None]
    """For a tax line: the net amount that was taxed, debit positive. Null for a net line."""
    tax_kind: NotRequired[TaxKind | None]
    """What it is for the tax return. By default it follows from `tax_base` and the type of the account."""


class RecurringEntryParams(TypedDict):
    """The journal entries that a template makes."""

    memo: NotRequired[str]
    """What the entry is about."""
    reference: NotRequired[str]
    """Any reference of yours, such as an order number."""
    lines: Sequence[RecurringEntryLineParams]
    """Debits and credits."""


class RecurringInvoiceParams(TypedDict):
    """The invoices that a template makes. They are due by the terms of the customer."""

    currency: NotRequired[CurrencyCode | None]
    """Default: the currency of the contact, on the day."""
    reference: NotRequired[str]
    """Any reference of yours, such as an order number."""
    notes: NotRequired[str]
    """A note for the reader of the document."""
    lines: Sequence[RecurringLineParams]
    """The lines of each document."""
    customer_id: str
    """The customer."""


class RecurringLineParams(TypedDict):
    """A line of the invoices or bills that a template makes."""

    item_id: NotRequired[str | None]
    """The product or service. What the line leaves out is taken from it when the template is written."""
    account_id: NotRequired[str]
    """The account to which the line is posted. Default: that of the item. Required without an item."""
    description: NotRequired[str]
    """What is sold or bought. Default: the description of the item, or else its name."""
    quantity: NotRequired[Exact]
    """Default: 1."""
    unit: NotRequired[str]
    """What the quantity counts, such as `hour`. Default: the unit of the item, or else empty."""
    unit_price: NotRequired[Exact]
    """Without tax, or with tax if the tax rate is inclusive. Default: the price of the item, if it is in the currency
    of the document. Required without an item.
    """
    discount_percent: NotRequired[Exact]
    """The discount in percent. Default: 0."""
    tax_rate_id: NotRequired[str | None]
    """The tax rate; null for no tax. Default: that of the item."""
    tracking: NotRequired[Sequence[str]]
    """Options of tracking categories, by their ids: at most one of each category, in any order."""


class TaxBoxesParams(TypedDict):
    """The boxes of the tax return. An empty one means the box with the name of the field."""

    sales_net: NotRequired[str]
    """The box for the net of sales."""
    sales_tax: NotRequired[str]
    """The box for tax on sales, and for tax that the buyer owes."""
    purchase_net: NotRequired[str]
    """The box for the net of purchases."""
    purchase_tax: NotRequired[str]
    """The box for deducted tax on purchases."""


class TaxComponentParams(TypedDict):
    """A component of a tax rate, such as the GST of GST and PST."""

    name: NotRequired[str]
    """Default: the name of the rate."""
    percent: Exact
    """The percentage: 5 is 5 %."""
    compound: NotRequired[bool]
    """Whether it is computed on net plus the components before it. Default: false."""
    recoverable_percent: NotRequired[Exact]
    """How much of this tax on a purchase is deducted; the rest is added to the cost of its line. Default: 100."""
    account_id: NotRequired[str | None]
    """The account for this tax, on sales and purchases. Default: that of the rate."""


class TrackingOptionParams(TypedDict):
    """An option of a tracking category. Lines name it by its id."""

    id: NotRequired[str]
    """In a request: the option that is changed. Without one: the option of this name, or a new one."""
    name: NotRequired[str]
    """The name, unique in its category. A new option needs one."""
    is_active: NotRequired[bool]
    """False once archived: new lines cannot have it. Default: true."""


class TransferFeeParams(TypedDict):
    """What the bank charged for a transfer, on top of its amount."""

    account_id: str
    """The account to which the fee is debited."""
    amount: Exact
    """The fee."""
    tracking: NotRequired[Sequence[str]]
    """Options of tracking categories, by their ids: at most one of each category, in any order."""


class VendorCreditAllocationParams(TypedDict):
    """How much of a vendor credit settles a bill."""

    bill_id: str | None
    """The bill. Null if it settles a refund or an adjustment."""
    amount: NotRequired[Exact]
    """Default: as much as is open and left."""
    date: NotRequired[dt.date | str]
    """Default: the `date` of the request."""


class VendorCreditLineParams(TypedDict):
    """A line of a vendor credit. With `bill_line_id` all else has a default; item and tax rate are that line's."""

    bill_line_id: NotRequired[str | None]
    """The line of the bill that it credits."""
    description: NotRequired[str]
    """What is sold or bought. Default: that of the line that it credits, or else the description of the item or its
    name.
    """
    quantity: NotRequired[Exact]
    """Default: 1."""
    unit: NotRequired[str]
    """What the quantity counts, such as `hour`. Default: the unit of the line that it credits, with its quantity or
    one of your own; or else that of the item; or else empty.
    """
    unit_price: NotRequired[Exact]
    """Default: the price of the line that it credits, or what is left of it, or else that of the item. Required
    without these.
    """
    discount_percent: NotRequired[Exact]
    """The discount in percent. Default: 0."""
    item_id: NotRequired[str | None]
    """The product or service. Default: that of the line that it credits. If it credits no line, what the line leaves
    out is taken from it: for sales or for purchases.
    """
    account_id: NotRequired[str]
    """The account to which the line is posted. Default: that of the line that it credits, or else of the item.
    Required without these.
    """
    tax_rate_id: NotRequired[str | None]
    """The tax rate; null for no tax. Default: that of the line that it credits, or else of the item."""
    tracking: NotRequired[Sequence[str]]
    """Options of tracking categories, by their ids: at most one of each category, in any order."""
    tax_amount: NotRequired[Exact]
    """As printed by the vendor; at most 1 % or 0.05 from the default, the tax that the rate gives."""


class VendorCreditParams(TypedDict):
    """A credit from a vendor; `vendor_credit_number` is the vendor's own. Amounts are in its currency; `amount` is the
    total with tax.
    """

    vendor_credit_number: str
    """The number that the vendor put on the credit, unique per vendor."""
    vendor_id: NotRequired[str]
    """The vendor. Default, with `bill_id`: that of the bill."""
    bill_id: NotRequired[str | None]
    """The bill that it credits, if it is of one."""
    reason: NotRequired[str]
    """Why it was issued."""
    issue_date: NotRequired[dt.date | str]
    """Default: today in the company's time zone."""
    supply_date: NotRequired[dt.date | str | None]
    """The day on which goods were delivered or a service was completed, if it is not the issue date. It is on the PDF,
    and posts nothing: periods, taxes and exchange rates go by the issue date.
    """
    currency: NotRequired[CurrencyCode]
    """Default: the currency of the contact."""
    exchange_rate: NotRequired[Exact]
    """Units of the base currency per unit of the document's currency. Default: that of the issue date."""
    reference: NotRequired[str]
    """Any reference of yours, such as an order number."""
    notes: NotRequired[str]
    """A note for the reader of the document."""
    lines: NotRequired[Sequence[VendorCreditLineParams]]
    """Default, with `bill_id`: all that is left of the bill. In a PATCH, they replace all existing lines."""
    external_id: NotRequired[str | None]
    """Your own id for this object, unique per company and kind."""
    metadata: NotRequired[Mapping[str, str | None]]
    """Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text
    is removed. It can change at any time, also once posted.
    """
    expected_total: NotRequired[Exact]
    """The total you expect. If ours differs, the request fails with 422."""
