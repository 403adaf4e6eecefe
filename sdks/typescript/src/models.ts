/** What the API answers, and what requests hold. Generated from docs/openapi.yaml by `make sdks`: edit sdks/generator instead. */

import type { Exact } from "./json.js";

export type AccountAction = "update" | "delete" | "archive" | "restore";

export type AccountSortBy = "code" | "name" | "type" | "created_at" | "updated_at";

export type AccountSubtype = "" | "bank" | "cash" | "clearing" | "receivable" | "inventory" | "other_current_asset" | "fixed_asset" | "other_non_current_asset" | "payable" | "credit_card" | "tax" | "other_current_liability" | "long_term_liability" | "capital" | "distribution" | "retained_earnings" | "other_equity" | "sales" | "other_income" | "cost_of_sales" | "operating_expense" | "depreciation" | "finance_cost" | "income_tax" | "other_expense";

export type AccountSubtypeFilter = "bank" | "cash" | "clearing" | "receivable" | "inventory" | "other_current_asset" | "fixed_asset" | "other_non_current_asset" | "payable" | "credit_card" | "tax" | "other_current_liability" | "long_term_liability" | "capital" | "distribution" | "retained_earnings" | "other_equity" | "sales" | "other_income" | "cost_of_sales" | "operating_expense" | "depreciation" | "finance_cost" | "income_tax" | "other_expense";

export type AccountType = "asset" | "liability" | "equity" | "revenue" | "expense";

export type AdjustmentAction = "update" | "allocate" | "unallocate" | "void";

export type AdjustmentKind = "write_off" | "settlement_discount" | "contra" | "rounding" | "other";

export type AdjustmentSortBy = "created_at" | "updated_at" | "date" | "amount" | "adjustment_number";

export type AgedBy = "due_date" | "issue_date";

export type AgedRowType = "item" | "contact" | "total";

export type ApiKeyAction = "update" | "revoke" | "rotate";

export type ApiKeySortBy = "created_at" | "updated_at" | "name";

export type ApiKeyStatus = "active" | "suspended" | "expired" | "revoked";

export type AttachmentAction = "delete";

export type AttachmentObjectType = "invoice" | "bill" | "credit_note" | "vendor_credit" | "payment" | "adjustment" | "bank_transaction" | "transfer" | "journal_entry" | "contact";

export type AttachmentSortBy = "created_at";

export type AuditRecordSortBy = "created_at";

export type BankTransactionAction = "update" | "void";

export type BankTransactionSortBy = "created_at" | "updated_at" | "date" | "amount" | "transaction_number";

export type BankTransactionType = "spend" | "receive";

export type BatchMethod = "POST" | "PUT" | "PATCH" | "DELETE";

export type BillAction = "update" | "delete" | "approve" | "reject" | "submit" | "void";

export type BillEventStatus = "draft" | "submitted" | "approved" | "partially_paid" | "paid" | "rejected" | "void";

export type BillSortBy = "created_at" | "updated_at" | "issue_date" | "due_date" | "amount" | "bill_number";

export type BillStatus = "draft" | "submitted" | "approved" | "rejected" | "partially_paid" | "paid" | "overdue" | "void";

export type BudgetAction = "update" | "delete" | "archive" | "restore";

export type BudgetSortBy = "created_at" | "updated_at" | "name" | "start_date";

export type ChartTemplate = "general" | "minimal" | "vat";

export type CompanyAction = "update";

export type CompanyRole = "admin" | "accountant" | "approver" | "viewer";

export type CompanySortBy = "created_at" | "updated_at" | "name";

export type ContactAction = "update" | "delete" | "archive" | "restore";

export type ContactKind = "customer" | "vendor";

export type ContactSortBy = "created_at" | "updated_at" | "name";

export type CreditNoteAction = "update" | "delete" | "apply" | "issue" | "unapply" | "void";

export type CreditNoteSortBy = "created_at" | "updated_at" | "issue_date" | "amount" | "credit_note_number";

export type CreditStatus = "draft" | "issued" | "partially_applied" | "applied" | "void";

export type CurrencyCode = "AED" | "AFN" | "ALL" | "AMD" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BOV" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHE" | "CHF" | "CHW" | "CLF" | "CLP" | "CNY" | "COP" | "COU" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MXV" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "USN" | "UYI" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAD" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";

export type CurrencySortBy = "code" | "name";

export type DateOrder = "dmy" | "mdy";

export type DecimalMark = "." | ",";

export type DeliveredEventType = "invoice.created" | "invoice.updated" | "invoice.deleted" | "invoice.sent" | "invoice.paid" | "invoice.reopened" | "invoice.voided" | "credit_note.created" | "credit_note.updated" | "credit_note.deleted" | "credit_note.issued" | "credit_note.applied" | "credit_note.unapplied" | "credit_note.voided" | "bill.created" | "bill.updated" | "bill.deleted" | "bill.submitted" | "bill.approved" | "bill.rejected" | "bill.paid" | "bill.reopened" | "bill.voided" | "vendor_credit.created" | "vendor_credit.updated" | "vendor_credit.deleted" | "vendor_credit.issued" | "vendor_credit.applied" | "vendor_credit.unapplied" | "vendor_credit.voided" | "payment.received" | "payment.made" | "payment.updated" | "payment.allocated" | "payment.unallocated" | "payment.voided" | "adjustment.created" | "adjustment.updated" | "adjustment.allocated" | "adjustment.unallocated" | "adjustment.voided" | "bank_transaction.created" | "bank_transaction.updated" | "bank_transaction.voided" | "transfer.created" | "transfer.updated" | "transfer.voided" | "recurring.created" | "recurring.updated" | "recurring.generated" | "recurring.waiting" | "recurring.paused" | "recurring.resumed" | "recurring.ended" | "recurring.deleted" | "opening_balances.set" | "attachment.created" | "attachment.deleted" | "import.succeeded" | "import.failed" | "import.cancelled" | "contact.created" | "contact.updated" | "contact.archived" | "contact.restored" | "contact.deleted" | "item.created" | "item.updated" | "item.archived" | "item.restored" | "item.deleted" | "account.created" | "account.updated" | "account.archived" | "account.restored" | "account.deleted" | "tax_rate.created" | "tax_rate.updated" | "tax_rate.archived" | "tax_rate.restored" | "tax_rate.deleted" | "tax_return.created" | "tax_return.filed" | "tax_return.deleted" | "tracking_category.created" | "tracking_category.updated" | "tracking_category.archived" | "tracking_category.restored" | "tracking_category.deleted" | "fx_revaluation.created" | "fx_revaluation.voided" | "budget.created" | "budget.updated" | "budget.archived" | "budget.restored" | "budget.deleted" | "period.closed" | "period.reopened" | "fiscal_year.closed" | "fiscal_year.reopened" | "journal_entry.posted" | "journal_entry.created" | "journal_entry.updated" | "journal_entry.deleted" | "company.updated" | "member.assigned" | "member.removed" | "webhook.test";

export type DeliveryAction = "resend";

export type DeliverySortBy = "created_at";

export type DeliveryStatus = "pending" | "succeeded" | "exhausted";

export type EventSortBy = "sequence";

export type EventType = "invoice.created" | "invoice.updated" | "invoice.deleted" | "invoice.sent" | "invoice.paid" | "invoice.reopened" | "invoice.voided" | "credit_note.created" | "credit_note.updated" | "credit_note.deleted" | "credit_note.issued" | "credit_note.applied" | "credit_note.unapplied" | "credit_note.voided" | "bill.created" | "bill.updated" | "bill.deleted" | "bill.submitted" | "bill.approved" | "bill.rejected" | "bill.paid" | "bill.reopened" | "bill.voided" | "vendor_credit.created" | "vendor_credit.updated" | "vendor_credit.deleted" | "vendor_credit.issued" | "vendor_credit.applied" | "vendor_credit.unapplied" | "vendor_credit.voided" | "payment.received" | "payment.made" | "payment.updated" | "payment.allocated" | "payment.unallocated" | "payment.voided" | "adjustment.created" | "adjustment.updated" | "adjustment.allocated" | "adjustment.unallocated" | "adjustment.voided" | "bank_transaction.created" | "bank_transaction.updated" | "bank_transaction.voided" | "transfer.created" | "transfer.updated" | "transfer.voided" | "recurring.created" | "recurring.updated" | "recurring.generated" | "recurring.waiting" | "recurring.paused" | "recurring.resumed" | "recurring.ended" | "recurring.deleted" | "opening_balances.set" | "attachment.created" | "attachment.deleted" | "import.succeeded" | "import.failed" | "import.cancelled" | "contact.created" | "contact.updated" | "contact.archived" | "contact.restored" | "contact.deleted" | "item.created" | "item.updated" | "item.archived" | "item.restored" | "item.deleted" | "account.created" | "account.updated" | "account.archived" | "account.restored" | "account.deleted" | "tax_rate.created" | "tax_rate.updated" | "tax_rate.archived" | "tax_rate.restored" | "tax_rate.deleted" | "tax_return.created" | "tax_return.filed" | "tax_return.deleted" | "tracking_category.created" | "tracking_category.updated" | "tracking_category.archived" | "tracking_category.restored" | "tracking_category.deleted" | "fx_revaluation.created" | "fx_revaluation.voided" | "budget.created" | "budget.updated" | "budget.archived" | "budget.restored" | "budget.deleted" | "period.closed" | "period.reopened" | "fiscal_year.closed" | "fiscal_year.reopened" | "journal_entry.posted" | "journal_entry.created" | "journal_entry.updated" | "journal_entry.deleted" | "company.updated" | "member.assigned" | "member.removed";

export type ExchangeRateAction = "delete";

export type ExchangeRateSortBy = "created_at" | "updated_at" | "date" | "currency";

export type ExchangeRateSource = "manual" | "ecb";

export type FiscalYearAction = "close" | "reopen";

export type FiscalYearSortBy = "start_date" | "updated_at";

export type FxRevaluationAction = "void";

export type FxRevaluationSortBy = "created_at" | "updated_at" | "date";

export type GeneralLedgerRowType = "opening" | "line" | "closing";

export type ImportAction = "cancel";

export type ImportEventStatus = "succeeded" | "failed" | "cancelled";

export type ImportExisting = "skip" | "update";

export type ImportFormat = "beancount" | "hledger" | "csv" | "customers_csv" | "vendors_csv" | "accounts_csv" | "items_csv" | "invoices_csv" | "bills_csv";

export type ImportRowAction = "created" | "updated" | "skipped";

export type ImportSortBy = "created_at";

export type ImportStatus = "queued" | "running" | "succeeded" | "failed" | "cancelling" | "cancelled";

export type InvoiceAction = "update" | "delete" | "send" | "void";

export type InvoiceEventStatus = "draft" | "sent" | "partially_paid" | "paid" | "void";

export type InvoiceSortBy = "created_at" | "updated_at" | "issue_date" | "due_date" | "amount" | "invoice_number";

export type InvoiceStatus = "draft" | "sent" | "partially_paid" | "paid" | "overdue" | "void";

export type ItemAction = "update" | "delete" | "archive" | "restore";

export type ItemSortBy = "created_at" | "updated_at" | "name" | "code";

export type JournalEntryAction = "update" | "delete" | "post" | "reverse";

export type JournalEntrySortBy = "created_at" | "updated_at" | "date" | "entry_number";

export type JournalEntryStatus = "draft" | "posted";

export type JournalEntryType = "standard" | "opening" | "adjusting" | "reversal" | "fx_revaluation" | "closing";

export type JournalRowType = "line" | "total";

export type LineAccountSubtypeFilter = "bank" | "cash" | "clearing" | "receivable" | "inventory" | "other_current_asset" | "fixed_asset" | "other_non_current_asset" | "payable" | "credit_card" | "tax" | "other_current_liability" | "long_term_liability" | "capital" | "distribution" | "retained_earnings" | "other_equity" | "sales" | "other_income" | "cost_of_sales" | "operating_expense" | "depreciation" | "finance_cost" | "income_tax" | "other_expense" | "none";

export type MemberAction = "update" | "delete";

export type MemberSortBy = "created_at";

export type OnClosedPeriod = "refuse" | "next_open";

export type OrganizationRole = "admin" | "member";

export type PaymentAction = "update" | "allocate" | "refund" | "unallocate" | "void";

export type PaymentSortBy = "created_at" | "updated_at" | "date" | "amount" | "payment_number";

export type PaymentStatus = "posted" | "void";

export type PaymentType = "received" | "made";

export type PeriodAction = "close" | "reopen";

export type PeriodChangeAction = "closed" | "reopened";

export type PeriodCloseObstacleCode = "not_ended" | "earlier_open" | "open_periods" | "no_retained_earnings" | "draft_entries" | "draft_invoices" | "unapproved_bills" | "draft_credit_notes" | "draft_vendor_credits" | "unfiled_tax_returns";

export type PeriodCloseObstacleSeverity = "error" | "warning";

export type PeriodSortBy = "start_date" | "updated_at";

export type PeriodStatus = "open" | "closed";

export type RecurringFrequency = "monthly" | "quarterly" | "yearly";

export type RecurringKind = "journal_entry" | "invoice" | "bill";

export type RecurringOnClosedPeriod = "wait" | "next_open";

export type RecurringStatus = "active" | "waiting" | "paused" | "ended";

export type RecurringTemplateAction = "update" | "delete" | "end" | "pause" | "resume";

export type RecurringTemplateSortBy = "created_at" | "updated_at" | "name" | "next_date";

export type ReplicaState = "none" | "ok" | "behind" | "away" | "wrong";

export type ReportBasis = "accrual" | "cash";

export type ReportColumnKind = "period" | "total" | "comparison" | "comparison_total" | "budget" | "variance" | "variance_percent" | "percent_of_revenue" | "option" | "not_tracked" | "opening" | "closing";

export type ReportComparison = "prior_period" | "prior_year";

export type ReportFormat = "json" | "csv" | "xlsx" | "pdf";

export type ReportInterval = "month" | "quarter" | "year";

export type ReportRowType = "section" | "account" | "computed" | "subtotal" | "total";

export type Scope = "adjustments:read" | "adjustments:write" | "attachments:read" | "attachments:write" | "audit:read" | "bank-transactions:read" | "bank-transactions:write" | "bills:read" | "bills:write" | "budgets:read" | "budgets:write" | "chart-of-accounts:read" | "chart-of-accounts:write" | "companies:read" | "companies:write" | "credit-notes:read" | "credit-notes:write" | "currencies:read" | "customers:read" | "customers:write" | "events:read" | "exchange-rates:read" | "exchange-rates:write" | "exports:read" | "fiscal-years:read" | "fiscal-years:write" | "fx-revaluations:read" | "fx-revaluations:write" | "imports:read" | "imports:write" | "integrity:read" | "invoices:read" | "invoices:write" | "items:read" | "items:write" | "journal-entries:read" | "journal-entries:write" | "members:read" | "opening-balances:read" | "opening-balances:write" | "payments:read" | "payments:write" | "periods:read" | "periods:write" | "recurring:read" | "recurring:write" | "reports:read" | "tax-rates:read" | "tax-rates:write" | "tax-returns:read" | "tax-returns:write" | "tracking-categories:read" | "tracking-categories:write" | "transfers:read" | "transfers:write" | "users:read" | "vendor-credits:read" | "vendor-credits:write" | "vendors:read" | "vendors:write" | "webhooks:read" | "webhooks:write";

export type SessionAction = "delete";

export type SessionDoor = "api" | "pages";

export type SessionSortBy = "created_at";

export type SortOrder = "asc" | "desc";

export type StatementRowType = "opening" | "line" | "difference" | "closing";

export type SystemRole = "accounts_receivable" | "accounts_payable" | "output_tax" | "input_tax" | "retained_earnings" | "opening_balance_equity" | "exchange_gain_loss" | "unrealised_gain_loss" | "receivables_revaluation" | "payables_revaluation";

export type TaxCategory = "S" | "Z" | "E" | "AE" | "K" | "G" | "O";

export type TaxKind = "sales_net" | "sales_tax" | "purchase_net" | "purchase_tax" | "not_recoverable";

export type TaxRateAction = "update" | "delete" | "archive" | "restore";

export type TaxRateSortBy = "created_at" | "updated_at" | "name" | "percent";

export type TaxReturnAction = "delete" | "file";

export type TaxReturnSortBy = "start_date" | "updated_at";

export type TaxReturnStatus = "draft" | "filed";

export type TaxRounding = "line" | "document";

export type TaxSummaryRowType = "tax_rate" | "line" | "box" | "tax_due" | "account";

export type TaxTreatment = "standard" | "reverse_charge" | "import" | "exempt" | "zero" | "out_of_scope";

export type TrackingCategoryAction = "update" | "delete" | "archive" | "remove-options" | "restore";

export type TrackingCategorySortBy = "created_at" | "updated_at" | "name";

export type TransferAction = "update" | "void";

export type TransferSortBy = "created_at" | "updated_at" | "date" | "amount" | "transfer_number";

export type UnrealisedRowType = "item" | "account" | "total";

export type UserAction = "update" | "delete" | "invite";

export type UserSortBy = "created_at" | "updated_at" | "email" | "full_name";

export type UserStatus = "invited" | "active" | "inactive";

export type VendorCreditAction = "update" | "delete" | "apply" | "issue" | "unapply" | "void";

export type VendorCreditSortBy = "created_at" | "updated_at" | "issue_date" | "amount" | "vendor_credit_number";

export type WebhookAction = "update" | "delete" | "disable" | "enable" | "replay" | "rotate-secret" | "test" | "try-now";

export type WebhookDisabledReason = "" | "user" | "gone" | "failing";

export type WebhookHeaderSecret = "current" | "previous";

export type WebhookHoldReason = "" | "retry_after" | "breaker";

export type WebhookSortBy = "created_at" | "updated_at" | "url";

export type WebhookStatus = "active" | "failing" | "held" | "disabled";

export type XafVersion = "4.0" | "3.2";

/** An account of the chart of accounts. */
export interface Account {
  /** The id: a UUID. */
  id: string;
  /** The code of the account, unique in the chart of accounts. */
  code: string;
  /** The name of the account. */
  name: string;
  /** The type. It decides the report and the normal side. */
  type: AccountType;
  /** Its place in the reports. Each type has its own subtypes. */
  subtype: AccountSubtype;
  /** `debit` or `credit`: the side that increases the balance. */
  normal_balance: string;
  /** The account above this one in the chart of accounts. */
  parent_id: string | null;
  /** The only currency that can be posted to the account; null for any. */
  currency: CurrencyCode | null;
  /** What it is, in your words. */
  description: string;
  /** Whether entries can be posted to it: false once archived. */
  is_active: boolean;
  /** What documents use the account for, such as `accounts_receivable`; null for other accounts. */
  system_role: SystemRole | null;
  /** The tracking categories, by their ids, of which each new line on the account needs an option. For revenue and expenses without a system role. */
  required_tracking: string[];
  /** The balance of everything posted, in the base currency; positive on the normal side. */
  balance: string;
  /** What you may do with this object now. */
  allowed_actions: AccountAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** An account is archived */
export interface AccountArchivedEvent {
  /** The type of the event. */
  event: "account.archived";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: AccountEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** An account is added to the chart */
export interface AccountCreatedEvent {
  /** The type of the event. */
  event: "account.created";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: AccountEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** An account is deleted */
export interface AccountDeletedEvent {
  /** The type of the event. */
  event: "account.deleted";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: AccountEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `account.created` and of all events that share it. */
export interface AccountEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The code of the account, unique in the chart of accounts. */
  code: string;
  /** The name of the account. */
  name: string;
  /** The type. It decides the report and the normal side. */
  type: AccountType;
  /** The subtype: its place in the reports. */
  subtype: string;
  /** The account above this one in the chart of accounts. */
  parent_id: string | null;
  /** ISO 4217. */
  currency: string | null;
  /** What it is, in your words. */
  description: string;
  /** What documents use the account for, such as `accounts_receivable`; null for other accounts. */
  system_role: string | null;
  /** The tracking categories of which each line needs an option. */
  required_tracking: string[];
  /** False once archived. */
  is_active: boolean;
}

/** An archived account is restored */
export interface AccountRestoredEvent {
  /** The type of the event. */
  event: "account.restored";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: AccountEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** An account is changed */
export interface AccountUpdatedEvent {
  /** The type of the event. */
  event: "account.updated";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: AccountEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** What a customer owes less, or is owed less to a vendor, without money. Amounts are in its currency; `amount` is the total with tax. */
export interface Adjustment {
  /** The id: a UUID. */
  id: string;
  /** The number of the adjustment. Atlas gives it. */
  adjustment_number: string;
  /** Why less is owed. */
  kind: AdjustmentKind;
  /** The customer; or give a vendor. */
  customer_id: string | null;
  /** The vendor; or give a customer. */
  vendor_id: string | null;
  /** Default: today in the company's time zone. */
  date: string;
  /** The accounts to which it is posted: one line per account and tax rate. */
  lines: AdjustmentLine[];
  /** The sum of the lines without tax. */
  subtotal: string;
  /** The tax of all lines. */
  tax_total: string;
  /** What is owed less, with tax; negative if more is owed. */
  amount: string;
  /** The documents that the adjustment settles, with the amount for each. */
  allocations: Allocation[];
  /** What is not allocated yet. */
  unallocated_amount: string;
  /** Default: the currency of the account, or of an adjustment's contact. */
  currency: CurrencyCode;
  /** Units of the base currency per unit of the document's currency. Default: the rate of the date. */
  exchange_rate: string;
  /** Any reference of yours, such as an order number. */
  reference: string;
  /** The journal entry that posted it; null before that. */
  journal_entry_id: string;
  /** The date of the journal entry. */
  accounting_date: string;
  /** The status. */
  status: PaymentStatus;
  /** The date of the reversal. */
  void_date: string | null;
  /** Why it was voided. */
  void_reason: string;
  /** The journal entry that reverses it. */
  void_entry_id: string | null;
  /** When it was voided. */
  voided_at: string | null;
  /** The user who entered it; null for the system. */
  created_by: Person | null;
  /** The user who voided it; null until then. */
  voided_by: Person | null;
  /** Your own id for this object, unique per company and kind. */
  external_id: string | null;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata: Record<string, string>;
  /** What you may do with this object now. */
  allowed_actions: AdjustmentAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** An adjustment is allocated to documents after it was posted */
export interface AdjustmentAllocatedEvent {
  /** The type of the event. */
  event: "adjustment.allocated";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: AdjustmentEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** An adjustment is posted */
export interface AdjustmentCreatedEvent {
  /** The type of the event. */
  event: "adjustment.created";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: AdjustmentEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `adjustment.created` and of all events that share it. */
export interface AdjustmentEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The number of the adjustment. Atlas gives it. */
  adjustment_number: string;
  /** Why less is owed. */
  kind: AdjustmentKind;
  /** The status. */
  status: PaymentStatus;
  /** The customer. */
  customer_id: string | null;
  /** The vendor. */
  vendor_id: string | null;
  /** Your own id for it. */
  external_id: string | null;
  /** Your own keys and texts. */
  metadata: Record<string, string>;
  /** The accounting date: the day on which it is posted. */
  date: string;
  /** The sum of the lines without tax. */
  subtotal: string;
  /** The sum of their taxes. */
  tax_total: string;
  /** What is owed less, with tax; negative if more is owed. */
  amount: string;
  /** What is not allocated yet. */
  unallocated_amount: string;
  /** ISO 4217. */
  currency: string;
  /** Any reference of yours, such as an order number. */
  reference: string;
  /** The date of the void; null if it was not voided. */
  void_date: string | null;
  /** Why it was voided; empty if it was not, or nobody said why. */
  void_reason: string;
  /** The allocations that this event made or took back. */
  allocations: AdjustmentEventDataAllocation[];
}

export interface AdjustmentEventDataAllocation {
  /** The id: a UUID. */
  id: string;
  /** The invoice. */
  invoice_id: string | null;
  /** The bill. */
  bill_id: string | null;
  /** The credit note, if a refund pays it back. */
  credit_note_id: string | null;
  /** The vendor credit, if a refund pays it back. */
  vendor_credit_id: string | null;
  /** The other payment, if one of the two is a refund. */
  payment_id: string | null;
  /** The adjustment. */
  adjustment_id: string | null;
  /** The accounting date: the day on which it is posted. */
  date: string;
  /** Negative if an allocation is taken back. */
  amount: string;
  /** The realised exchange gain in the base currency, negative for a loss. */
  exchange_difference: string;
  /** The allocation that this one takes back. */
  reverses_id: string | null;
}

/** A line of an adjustment. */
export interface AdjustmentLine {
  /** The id: a UUID. */
  id: string;
  /** The account to which the amount is posted. */
  account_id: string;
  /** What it is, in your words. */
  description: string;
  /** What is owed less, tax included. Negative if more is owed. It must not be zero. */
  amount: string;
  /** The tax rate; null for no tax. */
  tax_rate_id: string | null;
  /** Options of tracking categories, by their ids: at most one of each category, in any order. */
  tracking: string[];
  /** The line without tax: what is posted to its account. */
  net_amount: string;
  /** The tax on the line. */
  tax_amount: string;
}

/** Allocations of an adjustment are taken back */
export interface AdjustmentUnallocatedEvent {
  /** The type of the event. */
  event: "adjustment.unallocated";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: AdjustmentEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The reference, external_id or metadata of an adjustment change */
export interface AdjustmentUpdatedEvent {
  /** The type of the event. */
  event: "adjustment.updated";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: AdjustmentEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** An adjustment is voided */
export interface AdjustmentVoidedEvent {
  /** The type of the event. */
  event: "adjustment.voided";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: AdjustmentEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** What is open on a day by its age. Its total is the balance of the control account. */
export interface AgedAnswer {
  /** The name of the report. */
  report: string;
  /** The title, for people. */
  title: string;
  /** The company. */
  company_id: string;
  /** The base currency. */
  currency: CurrencyCode;
  /** The first day. */
  start_date: string | null;
  /** The last day. */
  end_date: string;
  /** The moment asked for; null for now. */
  known_at: string | null;
  /** The date from which the days are counted. */
  by: AgedBy;
  /** The names of the amounts: by age, what is owed in all, credits (what is not allocated of payments and credits, as a negative amount), and the balance. */
  columns: string[];
  /** The rows, in order. */
  rows: AgedRow[];
}

/** A row: a document, a contact's sum in one currency, or the total. */
export interface AgedRow {
  /** The type. */
  type: AgedRowType;
  /** The customer or vendor that the line is about. */
  contact_id: string | null;
  /** The name of the contact. */
  contact_name: string | null;
  /** The document. */
  id: string | null;
  /** The kind of document, such as `invoice` or `payment`. */
  kind: string | null;
  /** The number of the document; null on other rows. */
  number: string | null;
  /** The date on the document. */
  issue_date: string | null;
  /** The day by which the document has to be paid. */
  due_date: string | null;
  /** How many days old it is; before it is due, less than zero. */
  days: number | null;
  /** The currency of the documents; null for the total. */
  currency: CurrencyCode | null;
  /** What is open, one per column, in the base currency. */
  amounts: string[];
  /** The same in the currency of the documents. */
  currency_amounts: string[] | null;
  /** The query of this report that lists the documents behind a row. */
  lines: string | null;
}

/** How much of a payment or an adjustment settles another document, which exactly one of the ids names. */
export interface Allocation {
  /** The id: a UUID. */
  id: string;
  /** The invoice. */
  invoice_id: string | null;
  /** The bill. */
  bill_id: string | null;
  /** A credit note, which a refund pays back. */
  credit_note_id: string | null;
  /** A vendor credit, which a refund pays back. */
  vendor_credit_id: string | null;
  /** A payment with an open rest, which a refund pays back. */
  payment_id: string | null;
  /** The adjustment. */
  adjustment_id: string | null;
  /** How much of it settles the document. */
  amount: string;
  /** Default: the `date` of `allocate`; in a new payment or adjustment, the first day on which both are posted and nothing of the other is taken back later. */
  date: string;
  /** The realised exchange gain in the base currency, negative for a loss. */
  exchange_difference: string;
}

/** What a program signs in with. */
export interface ApiKey {
  /** The id: a UUID. */
  id: string;
  /** What you call the key. */
  name: string;
  /** The most that the key may do in a company; it may never do more than the person who made it. */
  role: CompanyRole;
  /** The companies that the key has access to; null for all, later ones included. */
  companies: string[] | null;
  /** What the key may read and write. Anything else is 403 `scope_missing`. */
  scopes: Scope[];
  /** The addresses or networks that the key can be used from, such as `192.0.2.0/24`; empty for any. Networks of IPv6 have a prefix of 64 at most. */
  allowed_addresses: string[];
  /** When the key ends; null for never. */
  expires_at: string | null;
  /** `suspended`: the person who made the key is suspended, and the key with them. */
  status: ApiKeyStatus;
  /** The last characters of the secret. */
  ending: string;
  /** The user that `created_by` and the audit trail name. */
  user_id: string;
  /** The person who made the key. It is revoked when they are removed. */
  created_by_id: string;
  /** When the previous secret ends; null if there is none. */
  previous_expires_at: string | null;
  /** When it was revoked. */
  revoked_at: string | null;
  /** When it was last used; null if it never was. Accurate to a minute. */
  last_used_at: string | null;
  /** From where it was last used; empty if it never was. Accurate to a minute. */
  last_used_address: string;
  /** What you may do with this object now. */
  allowed_actions: ApiKeyAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** An API key, with its secret. */
export interface ApiKeyWithSecret {
  /** The id: a UUID. */
  id: string;
  /** What you call the key. */
  name: string;
  /** The most that the key may do in a company; it may never do more than the person who made it. */
  role: CompanyRole;
  /** The companies that the key has access to; null for all, later ones included. */
  companies: string[] | null;
  /** What the key may read and write. Anything else is 403 `scope_missing`. */
  scopes: Scope[];
  /** The addresses or networks that the key can be used from, such as `192.0.2.0/24`; empty for any. Networks of IPv6 have a prefix of 64 at most. */
  allowed_addresses: string[];
  /** When the key ends; null for never. */
  expires_at: string | null;
  /** `suspended`: the person who made the key is suspended, and the key with them. */
  status: ApiKeyStatus;
  /** The last characters of the secret. */
  ending: string;
  /** The user that `created_by` and the audit trail name. */
  user_id: string;
  /** The person who made the key. It is revoked when they are removed. */
  created_by_id: string;
  /** When the previous secret ends; null if there is none. */
  previous_expires_at: string | null;
  /** When it was revoked. */
  revoked_at: string | null;
  /** When it was last used; null if it never was. Accurate to a minute. */
  last_used_at: string | null;
  /** From where it was last used; empty if it never was. Accurate to a minute. */
  last_used_address: string;
  /** What you may do with this object now. */
  allowed_actions: ApiKeyAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
  /** Send it as `Authorization: Bearer …`. Only the response to this request shows it. */
  secret: string;
}

/** A file that belongs to one object of the company. It never changes. */
export interface Attachment {
  /** The id: a UUID. */
  id: string;
  /** What it belongs to. */
  object_type: AttachmentObjectType;
  /** The id of what it belongs to. */
  object_id: string;
  /** The name of the file, without folders. Its end says the type of the file. */
  file_name: string;
  /** The media type of the file. Default: what the end of its name says. It must fit name and content. */
  media_type: string;
  /** The size of the file in bytes. */
  size: number;
  /** The SHA-256 of the file, in hexadecimal digits. */
  sha256: string;
  /** The user who attached it. */
  created_by: Person | null;
  /** What you may do with this object now. */
  allowed_actions: AttachmentAction[];
  /** When the object was created. */
  created_at: string;
  /** Attachments never change. */
  updated_at: string;
}

/** A file is attached */
export interface AttachmentCreatedEvent {
  /** The type of the event. */
  event: "attachment.created";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: AttachmentEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** An attachment is deleted */
export interface AttachmentDeletedEvent {
  /** The type of the event. */
  event: "attachment.deleted";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: AttachmentEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `attachment.created` and of all events that share it. */
export interface AttachmentEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The kind of what it belongs to. */
  object_type: AttachmentObjectType;
  /** What it belongs to. */
  object_id: string;
  /** The name of the file. */
  file_name: string;
  /** The media type of the file. */
  media_type: string;
  /** In bytes. */
  size: number;
  /** The SHA-256 of the file. */
  sha256: string;
  /** The user who attached it. */
  created_by_id: string | null;
}

/** One thing that somebody, or Atlas itself, did in the organization. */
export interface AuditRecord {
  /** The id: a UUID. */
  id: string;
  /** The company, if it is about one. */
  company_id: string | null;
  /** The user who did it; null for the system. */
  by: Person | null;
  /** The part of Atlas that did it; empty for a user. */
  by_system: string;
  /** What happened, such as `period.reopened` (docs/audit.md). */
  action: string;
  /** The kind of object, such as `period`. */
  object_type: string;
  /** The object. */
  object_id: string;
  /** What has changed, as it was before. */
  old: Record<string, unknown>;
  /** What has changed, as it was afterwards; also what was asked for. */
  new: Record<string, unknown>;
  /** The `X-Request-Id` of the request; empty without one. */
  request_id: string;
  /** The client's address, of IPv6 its network; empty without. */
  address: string;
  /** Always empty: it never changes. */
  allowed_actions: string[];
  /** When the object was created. */
  created_at: string;
  /** Records never change. */
  updated_at: string;
}

/** Money spent or received without a bill or an invoice. Amounts are in its currency; `amount` is the total with tax. */
export interface BankTransaction {
  /** The id: a UUID. */
  id: string;
  /** The number of the bank transaction. Atlas gives it. */
  transaction_number: string;
  /** `spend` or `receive`. */
  type: BankTransactionType;
  /** The bank, cash, card or clearing account of the money. */
  account_id: string;
  /** The customer or vendor, if there is one. */
  contact_id: string | null;
  /** Default: today in the company's time zone. */
  date: string;
  /** The amounts of the lines include tax. */
  tax_inclusive: boolean;
  /** What the money was for: one line per account and tax rate. */
  lines: BankTransactionLine[];
  /** The sum of the lines without tax. */
  subtotal: string;
  /** The tax of all lines. */
  tax_total: string;
  /** The total with tax. */
  amount: string;
  /** Default: the currency of the account, or of an adjustment's contact. */
  currency: CurrencyCode;
  /** Units of the base currency per unit of the document's currency. Default: the rate of the date. */
  exchange_rate: string;
  /** Any reference of yours, such as an order number. */
  reference: string;
  /** The journal entry that posted it; null before that. */
  journal_entry_id: string;
  /** The date of the journal entry. */
  accounting_date: string;
  /** The status. */
  status: PaymentStatus;
  /** The date of the reversal. */
  void_date: string | null;
  /** Why it was voided. */
  void_reason: string;
  /** The journal entry that reverses it. */
  void_entry_id: string | null;
  /** When it was voided. */
  voided_at: string | null;
  /** The user who entered it; null for the system. */
  created_by: Person | null;
  /** The user who voided it; null until then. */
  voided_by: Person | null;
  /** Your own id for this object, unique per company and kind. */
  external_id: string | null;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata: Record<string, string>;
  /** What you may do with this object now. */
  allowed_actions: BankTransactionAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** Money is spent or received without a bill or an invoice */
export interface BankTransactionCreatedEvent {
  /** The type of the event. */
  event: "bank_transaction.created";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: BankTransactionEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `bank_transaction.created` and of all events that share it. */
export interface BankTransactionEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The number of the bank transaction. Atlas gives it. */
  transaction_number: string;
  /** `spend` or `receive`. */
  type: BankTransactionType;
  /** The status. */
  status: PaymentStatus;
  /** The account of the money. */
  account_id: string;
  /** The customer or vendor, if there is one. */
  contact_id: string | null;
  /** Your own id for it. */
  external_id: string | null;
  /** Your own keys and texts. */
  metadata: Record<string, string>;
  /** The accounting date: the day on which it is posted. */
  date: string;
  /** Whether the amounts of the lines include tax. Default: false. */
  tax_inclusive: boolean;
  /** The sum of the lines without tax. */
  subtotal: string;
  /** The sum of their taxes. */
  tax_total: string;
  /** The total with tax. Exact, with the decimals of the currency. */
  amount: string;
  /** ISO 4217. */
  currency: string;
  /** Any reference of yours, such as an order number. */
  reference: string;
  /** The date of the void; null if it was not voided. */
  void_date: string | null;
  /** Why it was voided; empty if it was not, or nobody said why. */
  void_reason: string;
}

/** A line of a bank transaction. */
export interface BankTransactionLine {
  /** The id: a UUID. */
  id: string;
  /** The account to which the amount is posted. */
  account_id: string;
  /** What it is, in your words. */
  description: string;
  /** With tax if `tax_inclusive`, otherwise without. May be negative, but not zero. */
  amount: string;
  /** The tax rate; null for no tax. */
  tax_rate_id: string | null;
  /** Options of tracking categories, by their ids: at most one of each category, in any order. */
  tracking: string[];
  /** The line without tax: what is posted to its account. */
  net_amount: string;
  /** The tax on the line. */
  tax_amount: string;
}

/** The reference, external_id or metadata of a bank transaction change */
export interface BankTransactionUpdatedEvent {
  /** The type of the event. */
  event: "bank_transaction.updated";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: BankTransactionEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A bank transaction is voided */
export interface BankTransactionVoidedEvent {
  /** The type of the event. */
  event: "bank_transaction.voided";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: BankTransactionEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** An item of a batch that was not created: the error that it would have got on its own. */
export interface BatchFailure {
  /** The place of the item in `items`, from 0. */
  index: number;
  /** The status that it would have got on its own. */
  status_code: number;
  /** What went wrong, for a program. */
  code: string;
  /** What went wrong, for a person. */
  detail: string;
  /** The fields that caused it, if any. */
  errors: Fault[];
  /** With `duplicate`: the id of the object that already exists, if there is exactly one. */
  existing_id: string | null;
}

/** The response that the operation would have got on its own. */
export interface BatchOperationResult {
  /** The name. */
  name: string | null;
  /** The HTTP status that the operation would have got on its own. */
  status_code: number;
  /** The header `Location`. */
  location: string | null;
  /** The header `ETag`. */
  etag: string | null;
  /** The JSON body. */
  body: Record<string, unknown> | null;
}

/** The responses to the operations of a batch. */
export interface BatchResult {
  /** One entry per operation, in the order given. */
  operations: BatchOperationResult[];
}

/** A bill from a vendor; `bill_number` is the vendor's own. Amounts are in its currency; `amount` is the total with tax. */
export interface Bill {
  /** The id: a UUID. */
  id: string;
  /** The number that the vendor put on the bill, unique per vendor. */
  bill_number: string;
  /** The vendor. */
  vendor_id: string;
  /** When the bill was submitted for approval. */
  submitted_at: string | null;
  /** When the bill was approved. */
  approved_at: string | null;
  /** The user who approved the bill. */
  approved_by_id: string | null;
  /** The user who approved the bill; null until then. */
  approved_by: Person | null;
  /** Why the bill was rejected. */
  rejection_reason: string;
  /** The recurring template that made it. */
  recurring_id: string | null;
  /** Whether the opening balances made it: it is of the former system. */
  is_opening: boolean;
  /** Default: today in the company's time zone. */
  issue_date: string;
  /** The day on which goods were delivered or a service was completed, if it is not the issue date. It is on the PDF, and posts nothing: periods, taxes and exchange rates go by the issue date. */
  supply_date: string | null;
  /** Default: the issue date plus the contact's payment terms. */
  due_date: string;
  /** The status. `partially_paid`, `paid` and `overdue` follow from the amounts and the date. */
  status: BillStatus;
  /** Default: the currency of the contact. */
  currency: CurrencyCode;
  /** Units of the base currency per unit of the document's currency. Default: that of the issue date. */
  exchange_rate: string;
  /** Where tax is rounded: on each `line`, or once for each category and percentage on the `document`. */
  tax_rounding: TaxRounding;
  /** The sum of the lines without tax. */
  subtotal: string;
  /** As printed on the bill. By default the sum of the lines' taxes, from which it may differ by 1 %, or by 0.05 for each line. */
  tax_total: string;
  /** The total with tax. */
  amount: string;
  /** What payments, credits and adjustments have settled so far. */
  amount_paid: string;
  /** The amount that is still open. */
  amount_due: string;
  /** The total in the company's base currency. */
  total_base: string;
  /** The taxes in the company's base currency, as they are posted. */
  tax_total_base: string;
  /** Any reference of yours, such as an order number. */
  reference: string;
  /** A note for the reader of the document. */
  notes: string;
  /** What was bought: one line per account, tax rate or product. */
  lines: BillLine[];
  /** The journal entry that posted it; null before that. */
  journal_entry_id: string | null;
  /** The date of the journal entry; null until it is posted. */
  accounting_date: string | null;
  /** The date of the reversal. */
  void_date: string | null;
  /** Why it was voided. */
  void_reason: string;
  /** The journal entry that reverses it. */
  void_entry_id: string | null;
  /** When it was voided. */
  voided_at: string | null;
  /** The user who entered it; null for the system. */
  created_by: Person | null;
  /** The user who voided it; null until then. */
  voided_by: Person | null;
  /** Your own id for this object, unique per company and kind. */
  external_id: string | null;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata: Record<string, string>;
  /** What you may do with this object now. */
  allowed_actions: BillAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** A bill is approved */
export interface BillApprovedEvent {
  /** The type of the event. */
  event: "bill.approved";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: BillEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** What became of the items of a batch. */
export interface BillBatch {
  /** Those that were created, in the order given. */
  items: Bill[];
  /** Those that were not. Empty without `partial`. */
  failed: BatchFailure[];
}

/** A bill is entered */
export interface BillCreatedEvent {
  /** The type of the event. */
  event: "bill.created";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: BillEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A draft of a bill, or a rejected one, is deleted */
export interface BillDeletedEvent {
  /** The type of the event. */
  event: "bill.deleted";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: BillEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `bill.created` and of all events that share it. */
export interface BillEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The number that the vendor put on the bill, unique per vendor. */
  bill_number: string;
  /** The vendor. */
  vendor_id: string;
  /** The status. `partially_paid`, `paid` and `overdue` follow from the amounts and the date. */
  status: BillEventStatus;
  /** Your own id for it. */
  external_id: string | null;
  /** Your own keys and texts. */
  metadata: Record<string, string>;
  /** The date on the document. */
  issue_date: string;
  /** The day of the supply; null if none is given. */
  supply_date: string | null;
  /** The day by which the document has to be paid. */
  due_date: string;
  /** The sum of the lines without tax. */
  subtotal: string;
  /** The sum of their taxes. */
  tax_total: string;
  /** The total with tax. Exact, with the decimals of the currency. */
  amount: string;
  /** What payments and credits have settled so far. */
  amount_paid: string;
  /** What is still open. */
  amount_due: string;
  /** ISO 4217. */
  currency: string;
  /** Any reference of yours, such as an order number. */
  reference: string;
  /** The date of the void; null if it was not voided. */
  void_date: string | null;
  /** Why it was voided; empty if it was not, or nobody said why. */
  void_reason: string;
  /** Why it was rejected; empty if it was not, or nobody said why. */
  rejection_reason: string;
}

/** A line of a bill. `amount` is without discount and tax; `tax_amount` is added to it. */
export interface BillLine {
  /** The id: a UUID. */
  id: string;
  /** What is sold or bought. Default: the description of the item, or else its name. */
  description: string;
  /** Default: 1. */
  quantity: string;
  /** What the quantity counts, such as `hour`. Default: the unit of the item, or else empty. */
  unit: string;
  /** Without tax, or with tax if the tax rate is inclusive. Default: the price of the item, if it is in the currency of the document. Required without an item. */
  unit_price: string;
  /** The discount in percent. Default: 0. */
  discount_percent: string;
  /** The product or service. What the line leaves out is taken from it: for sales or for purchases. */
  item_id: string | null;
  /** The account to which the line is posted. Default: that of the item. Required without an item. */
  account_id: string;
  /** The tax rate; null for no tax. Default: that of the item. */
  tax_rate_id: string | null;
  /** Options of tracking categories, by their ids: at most one of each category, in any order. */
  tracking: string[];
  /** The line without tax: quantity × unit price, less the discount. */
  amount: string;
  /** As printed on the bill; at most 1 % or 0.05 from the tax that the rate gives, which is the default. */
  tax_amount: string;
}

/** A bill is fully paid */
export interface BillPaidEvent {
  /** The type of the event. */
  event: "bill.paid";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: BillEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A bill is rejected */
export interface BillRejectedEvent {
  /** The type of the event. */
  event: "bill.rejected";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: BillEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A bill is no longer fully paid, because an allocation was taken back */
export interface BillReopenedEvent {
  /** The type of the event. */
  event: "bill.reopened";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: BillEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A bill is submitted for approval */
export interface BillSubmittedEvent {
  /** The type of the event. */
  event: "bill.submitted";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: BillEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A bill is changed */
export interface BillUpdatedEvent {
  /** The type of the event. */
  event: "bill.updated";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: BillEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A bill is voided */
export interface BillVoidedEvent {
  /** The type of the event. */
  event: "bill.voided";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: BillEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A plan of what accounts earn and cost in whole months. Its amounts are at `/budgets/{id}/lines`. */
export interface Budget {
  /** The id: a UUID. */
  id: string;
  /** The name. */
  name: string;
  /** The first day of the first month. */
  start_date: string;
  /** The last day of the last month: at most 60 months. It can change if no amount is outside then. Default: a year. */
  end_date: string;
  /** A note for its readers. */
  notes: string;
  /** The options of tracking categories whose lines it plans, at most one of each category. Budget against actual then counts only lines that have all of them. None: all lines. */
  tracking: string[];
  /** Whether it can be used. */
  is_active: boolean;
  /** What you may do with this object now. */
  allowed_actions: BudgetAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** A budget is archived */
export interface BudgetArchivedEvent {
  /** The type of the event. */
  event: "budget.archived";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: BudgetEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A budget is added */
export interface BudgetCreatedEvent {
  /** The type of the event. */
  event: "budget.created";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: BudgetEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A budget is deleted */
export interface BudgetDeletedEvent {
  /** The type of the event. */
  event: "budget.deleted";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: BudgetEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `budget.created` and of all events that share it. */
export interface BudgetEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The name. */
  name: string;
  /** The first day of the first month. */
  start_date: string;
  /** The last day of the last month. */
  end_date: string;
  /** A note for its readers. */
  notes: string;
  /** The options of the lines that it plans. None: all lines. */
  tracking: string[];
  /** False once archived. */
  is_active: boolean;
}

/** What is planned for an account. */
export interface BudgetLine {
  /** An account of type `revenue` or `expense`. */
  account_id: string;
  /** An amount for each month of the budget, in order, in the base currency. As in the profit and loss, revenue and expenses are both positive. */
  amounts: string[];
}

/** The amounts of a budget: a row for each account that has some, and a column for each month. */
export interface BudgetLines {
  /** The budget. */
  budget_id: string;
  /** The first day of each month of the budget. */
  months: string[];
  /** The accounts, each once, by code. One with zeros only is left out. */
  lines: BudgetLine[];
}

/** An archived budget is restored */
export interface BudgetRestoredEvent {
  /** The type of the event. */
  event: "budget.restored";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: BudgetEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A budget or its amounts are changed */
export interface BudgetUpdatedEvent {
  /** The type of the event. */
  event: "budget.updated";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: BudgetEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A company with books of its own. */
export interface Company {
  /** The id: a UUID. */
  id: string;
  /** The name of the company. */
  name: string;
  /** The currency in which the company keeps its books. It cannot change once there are entries or documents, also drafts. */
  base_currency: CurrencyCode;
  /** The first month of the fiscal year, 1 to 12. */
  fiscal_year_start_month: number;
  /** The time zone that decides what day it is for the company, such as `Europe/Berlin`. */
  time_zone: string;
  /** Where tax is rounded: on each `line`, or once for each category and percentage on the `document`. */
  tax_rounding: TaxRounding;
  /** Users cannot approve a bill that they entered, changed or submitted, nor issue a vendor credit that they entered or changed, and accountants can pay only approved bills. */
  two_person_approval: boolean;
  /** The name on documents, if it differs from the name. */
  legal_name: string;
  /** The address on documents, with line breaks. */
  address: string;
  /** The tax number, such as a VAT id. */
  tax_number: string;
  /** The number in the register of companies. Documents show it. */
  registration_number: string;
  /** The e-mail address. */
  email: string;
  /** The telephone number. */
  phone: string;
  /** How customers pay, such as bank and IBAN. Invoices with an amount due show it. */
  payment_details: string;
  /** Your role in this company. */
  role: CompanyRole;
  /** What you may do with this object now. */
  allowed_actions: CompanyAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** The `data` of `company.updated` and of all events that share it. */
export interface CompanyEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The name of the company. */
  name: string;
  /** ISO 4217. */
  base_currency: string;
  /** The first month of the fiscal year, 1 to 12. */
  fiscal_year_start_month: number;
  /** The time zone that decides what day it is for the company, such as `Europe/Berlin`. */
  time_zone: string;
  /** Where tax is rounded: on each `line`, or once for each category and percentage on the `document`. */
  tax_rounding: TaxRounding;
  /** Whether bills and vendor credits are approved and issued by others than who prepared them. */
  two_person_approval: boolean;
  /** The name on documents, if it differs from the name. */
  legal_name: string;
  /** The address on documents, with line breaks. */
  address: string;
  /** The tax number, such as a VAT id. */
  tax_number: string;
  /** The number in the register of companies. Documents show it. */
  registration_number: string;
  /** The e-mail address. */
  email: string;
  /** The telephone number. */
  phone: string;
  /** How customers pay, such as bank and IBAN. Invoices with an amount due show it. */
  payment_details: string;
}

/** A company that the user has access to. */
export interface CompanySummary {
  /** The id: a UUID. */
  id: string;
  /** The name of the company. */
  name: string;
  /** Your role in this company. */
  role: CompanyRole;
}

/** A company's name or settings are changed */
export interface CompanyUpdatedEvent {
  /** The type of the event. */
  event: "company.updated";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: CompanyEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A customer or a vendor. */
export interface Contact {
  /** The id: a UUID. */
  id: string;
  /** The name of the customer or vendor. */
  name: string;
  /** The e-mail address. */
  email: string;
  /** The telephone number. */
  phone: string;
  /** The tax number, such as a VAT id. */
  tax_number: string;
  /** Default: the base currency of the company. */
  currency: CurrencyCode;
  /** Days from the issue date to the due date of this contact's documents. */
  payment_terms_days: number;
  /** The address for documents, with line breaks. */
  billing_address: string;
  /** Whether it can be used on new documents: false once archived. */
  is_active: boolean;
  /** What is open on documents, less open credit, in the base currency. */
  balance: string;
  /** Your own id for this object, unique per company and kind. */
  external_id: string | null;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata: Record<string, string>;
  /** What you may do with this object now. */
  allowed_actions: ContactAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** A customer or vendor is archived */
export interface ContactArchivedEvent {
  /** The type of the event. */
  event: "contact.archived";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: ContactEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** What became of the items of a batch. */
export interface ContactBatch {
  /** Those that were created, in the order given. */
  items: Contact[];
  /** Those that were not. Empty without `partial`. */
  failed: BatchFailure[];
}

/** A customer or vendor is added */
export interface ContactCreatedEvent {
  /** The type of the event. */
  event: "contact.created";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: ContactEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A customer or vendor is deleted */
export interface ContactDeletedEvent {
  /** The type of the event. */
  event: "contact.deleted";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: ContactEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `contact.created` and of all events that share it. */
export interface ContactEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** `customer` or `vendor`. */
  kind: ContactKind;
  /** The name of the customer or vendor. */
  name: string;
  /** The e-mail address. */
  email: string;
  /** The telephone number. */
  phone: string;
  /** The tax number, such as a VAT id. */
  tax_number: string;
  /** The address for documents, with line breaks. */
  billing_address: string;
  /** ISO 4217. */
  currency: string;
  /** Days from the issue date to the due date of this contact's documents. */
  payment_terms_days: number;
  /** Your own id for it. */
  external_id: string | null;
  /** Your own keys and texts. */
  metadata: Record<string, string>;
  /** False once archived. */
  is_active: boolean;
}

/** An archived customer or vendor is restored */
export interface ContactRestoredEvent {
  /** The type of the event. */
  event: "contact.restored";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: ContactEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A customer or vendor is changed */
export interface ContactUpdatedEvent {
  /** The type of the event. */
  event: "contact.updated";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: ContactEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A credit note to a customer. Amounts are in its currency; `amount` is the total with tax. */
export interface CreditNote {
  /** The id: a UUID. */
  id: string;
  /** The number of the credit note, unique per company. By default it gets one when issued. */
  credit_note_number: string | null;
  /** The customer. Default, with `invoice_id`: that of the invoice. */
  customer_id: string;
  /** The customer's address as the document says it. It stays when the customer's address changes. Null on drafts, and on documents that do not keep it (from opening balances, or posted before Atlas kept it): their PDF shows the customer's present address. */
  billing_address: string | null;
  /** The invoice that it credits, if it is of one. */
  invoice_id: string | null;
  /** Why it was issued. */
  reason: string;
  /** When it was issued. */
  issued_at: string | null;
  /** The user who issued it; null until then. */
  issued_by: Person | null;
  /** The invoices that it settles. */
  allocations: CreditNoteAllocation[];
  /** What is applied to documents. */
  applied_amount: string;
  /** What is not applied yet: an open credit of the contact. */
  unapplied_amount: string;
  /** Whether the opening balances made it: it is of the former system. */
  is_opening: boolean;
  /** Default: today in the company's time zone. */
  issue_date: string;
  /** The day on which goods were delivered or a service was completed, if it is not the issue date. It is on the PDF, and posts nothing: periods, taxes and exchange rates go by the issue date. */
  supply_date: string | null;
  /** The status. `partially_applied` and `applied` follow from the amounts. */
  status: CreditStatus;
  /** Default: the currency of the contact. */
  currency: CurrencyCode;
  /** Units of the base currency per unit of the document's currency. Default: that of the issue date. */
  exchange_rate: string;
  /** Where tax is rounded: on each `line`, or once for each category and percentage on the `document`. */
  tax_rounding: TaxRounding;
  /** The sum of the lines without tax. */
  subtotal: string;
  /** The tax of all lines. */
  tax_total: string;
  /** The total with tax. */
  amount: string;
  /** The total in the company's base currency. */
  total_base: string;
  /** The taxes in the company's base currency, as they are posted. */
  tax_total_base: string;
  /** Any reference of yours, such as an order number. */
  reference: string;
  /** A note for the reader of the document. */
  notes: string;
  /** Default, with `invoice_id`: all that is left of the invoice. In a PATCH, they replace all existing lines. */
  lines: CreditNoteLine[];
  /** The journal entry that posted it; null before that. */
  journal_entry_id: string | null;
  /** The date of the journal entry; null until it is posted. */
  accounting_date: string | null;
  /** The date of the reversal. */
  void_date: string | null;
  /** Why it was voided. */
  void_reason: string;
  /** The journal entry that reverses it. */
  void_entry_id: string | null;
  /** When it was voided. */
  voided_at: string | null;
  /** The user who entered it; null for the system. */
  created_by: Person | null;
  /** The user who voided it; null until then. */
  voided_by: Person | null;
  /** Your own id for this object, unique per company and kind. */
  external_id: string | null;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata: Record<string, string>;
  /** What you may do with this object now. */
  allowed_actions: CreditNoteAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** How much of a credit note settles an invoice. */
export interface CreditNoteAllocation {
  /** The id: a UUID. */
  id: string;
  /** The invoice. Null if it settles a refund or an adjustment. */
  invoice_id: string | null;
  /** The refund that pays it back. */
  payment_id: string | null;
  /** The adjustment that it settles. */
  adjustment_id: string | null;
  /** Default: as much as is open and left. */
  amount: string;
  /** Default: the `date` of the request. */
  date: string;
  /** The realised exchange gain in the base currency, negative for a loss. */
  exchange_difference: string;
}

/** A credit note is applied to invoices */
export interface CreditNoteAppliedEvent {
  /** The type of the event. */
  event: "credit_note.applied";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: CreditNoteEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** What became of the items of a batch. */
export interface CreditNoteBatch {
  /** Those that were created, in the order given. */
  items: CreditNote[];
  /** Those that were not. Empty without `partial`. */
  failed: BatchFailure[];
}

/** A new credit note is entered */
export interface CreditNoteCreatedEvent {
  /** The type of the event. */
  event: "credit_note.created";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: CreditNoteEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A draft of a credit note is deleted */
export interface CreditNoteDeletedEvent {
  /** The type of the event. */
  event: "credit_note.deleted";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: CreditNoteEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `credit_note.created` and of all events that share it. */
export interface CreditNoteEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The number; null until it is issued. */
  credit_note_number: string | null;
  /** The customer. */
  customer_id: string;
  /** The invoice that it credits, if it is of one. */
  invoice_id: string | null;
  /** The status. `partially_applied` and `applied` follow from the amounts. */
  status: CreditStatus;
  /** Your own id for it. */
  external_id: string | null;
  /** Your own keys and texts. */
  metadata: Record<string, string>;
  /** The date on the document. */
  issue_date: string;
  /** The day of the supply; null if none is given. */
  supply_date: string | null;
  /** Why it was issued. */
  reason: string;
  /** The sum of the lines without tax. */
  subtotal: string;
  /** The sum of their taxes. */
  tax_total: string;
  /** The total with tax. Exact, with the decimals of the currency. */
  amount: string;
  /** What is applied to documents. */
  applied_amount: string;
  /** What is not applied yet. */
  unapplied_amount: string;
  /** ISO 4217. */
  currency: string;
  /** Any reference of yours, such as an order number. */
  reference: string;
  /** The date of the void; null if it was not voided. */
  void_date: string | null;
  /** Why it was voided; empty if it was not, or nobody said why. */
  void_reason: string;
  /** The allocations that this event made or took back. */
  allocations: CreditNoteEventDataAllocation[];
}

export interface CreditNoteEventDataAllocation {
  /** The id: a UUID. */
  id: string;
  /** The invoice. */
  invoice_id: string | null;
  /** The accounting date: the day on which it is posted. */
  date: string;
  /** Negative if an allocation is taken back. */
  amount: string;
  /** The realised exchange gain in the base currency, negative for a loss. */
  exchange_difference: string;
  /** The allocation that this one takes back. */
  reverses_id: string | null;
}

/** A credit note is issued */
export interface CreditNoteIssuedEvent {
  /** The type of the event. */
  event: "credit_note.issued";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: CreditNoteEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A line of a credit note. With `invoice_line_id` all else has a default; item and tax rate are that line's. */
export interface CreditNoteLine {
  /** The line of the invoice that it credits. */
  invoice_line_id: string | null;
  /** The id: a UUID. */
  id: string;
  /** What is sold or bought. Default: that of the line that it credits, or else the description of the item or its name. */
  description: string;
  /** Default: 1. */
  quantity: string;
  /** What the quantity counts, such as `hour`. Default: the unit of the line that it credits, with its quantity or one of your own; or else that of the item; or else empty. */
  unit: string;
  /** Default: the price of the line that it credits, or what is left of it, or else that of the item. Required without these. */
  unit_price: string;
  /** The discount in percent. Default: 0. */
  discount_percent: string;
  /** The product or service. Default: that of the line that it credits. If it credits no line, what the line leaves out is taken from it: for sales or for purchases. */
  item_id: string | null;
  /** The account to which the line is posted. Default: that of the line that it credits, or else of the item. Required without these. */
  account_id: string;
  /** The tax rate; null for no tax. Default: that of the line that it credits, or else of the item. */
  tax_rate_id: string | null;
  /** Options of tracking categories, by their ids: at most one of each category, in any order. */
  tracking: string[];
  /** The line without tax: quantity × unit price, less the discount. */
  amount: string;
  /** The tax on the line. */
  tax_amount: string;
}

/** Allocations of a credit note are taken back */
export interface CreditNoteUnappliedEvent {
  /** The type of the event. */
  event: "credit_note.unapplied";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: CreditNoteEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A credit note is changed */
export interface CreditNoteUpdatedEvent {
  /** The type of the event. */
  event: "credit_note.updated";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: CreditNoteEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A credit note is voided */
export interface CreditNoteVoidedEvent {
  /** The type of the event. */
  event: "credit_note.voided";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: CreditNoteEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A currency of ISO 4217, with its number of decimals. */
export interface Currency {
  /** The ISO 4217 code. */
  code: string;
  /** The name of the currency. */
  name: string;
  /** How many decimals an amount in this currency has. */
  decimals: number;
}

/** An amount that the bank deducted, and the account to which it is debited. */
export interface Deduction {
  /** The account to which the amount is posted. */
  account_id: string;
  /** The amount deducted. */
  amount: string;
  /** Options of tracking categories, by their ids: at most one of each category, in any order. */
  tracking: string[];
}

/** The delivery of an event to a webhook, with every attempt. */
export interface Delivery {
  /** The id: a UUID. */
  id: string;
  /** The webhook. */
  webhook_id: string;
  /** The type of the event. */
  event: DeliveredEventType;
  /** Null for `webhook.test`. */
  event_id: string | null;
  /** `pending` while attempts remain, then `succeeded` or `exhausted`. */
  status: DeliveryStatus;
  /** How many attempts we have made so far. */
  attempt_count: number;
  /** When the next attempt is due, not before a hold ends; null if there is none. */
  next_attempt_at: string | null;
  /** When the delivery succeeded or we gave up. */
  finished_at: string | null;
  /** What you may do with this object now. */
  allowed_actions: DeliveryAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
  /** The body that is sent, byte for byte. */
  body: DeliveryBody;
  /** Every attempt, oldest first. */
  attempts: DeliveryAttempt[];
}

/** One attempt to send a delivery, and what the endpoint responded. */
export interface DeliveryAttempt {
  /** The number of the attempt, from 1. */
  number: number;
  /** When the attempt began. */
  started_at: string;
  /** How long the attempt took, in milliseconds. */
  duration_ms: number;
  /** Whether the attempt succeeded. */
  succeeded: boolean;
  /** The HTTP status; null if there was no response. */
  status_code: number | null;
  /** Why the attempt failed; empty if it succeeded. */
  error: string;
  /** More about what went wrong. */
  detail: string;
  /** The headers that we sent. */
  request_headers: unknown;
  /** The first 4 KiB of the response. Bytes that are not UTF-8 are replaced. */
  response_body: string;
}

/** The delivery of an event to a webhook. */
export interface DeliverySummary {
  /** The id: a UUID. */
  id: string;
  /** The webhook. */
  webhook_id: string;
  /** The type of the event. */
  event: DeliveredEventType;
  /** Null for `webhook.test`. */
  event_id: string | null;
  /** `pending` while attempts remain, then `succeeded` or `exhausted`. */
  status: DeliveryStatus;
  /** How many attempts we have made so far. */
  attempt_count: number;
  /** When the next attempt is due, not before a hold ends; null if there is none. */
  next_attempt_at: string | null;
  /** When the delivery succeeded or we gave up. */
  finished_at: string | null;
  /** What you may do with this object now. */
  allowed_actions: DeliveryAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** Something that happened in a company's books. */
export interface Event {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
  /** What happened, such as `invoice.paid`. See the catalogue of events. */
  type: EventType;
  /** The object that the event is about. */
  subject_id: string;
  /** The body that webhooks send, byte for byte. */
  body: EventBody;
  /** Always empty: it never changes. */
  allowed_actions: string[];
  /** When the object was created. */
  created_at: string;
  /** Events never change. */
  updated_at: string;
}

/** The rate of a currency from a date on. A document uses the latest one on or before its date, if that is not older than 30 days. To correct one, delete it and add another. */
export interface ExchangeRate {
  /** The id: a UUID. */
  id: string;
  /** The currency that one unit is of. */
  currency: CurrencyCode;
  /** The first date of the rate. */
  date: string;
  /** Units of the company's base currency for one unit of `currency`. */
  rate: string;
  /** `manual` if it was entered, `ecb` if it is the European Central Bank's. */
  source: ExchangeRateSource;
  /** What you may do with this object now. */
  allowed_actions: ExchangeRateAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** A field that is wrong, and why. */
export interface Fault {
  /** A path such as `lines[0].unit_price`. */
  field: string;
  /** What is wrong, for a person. */
  message: string;
}

/** A fiscal year of the books. */
export interface FiscalYear {
  /** The id: a UUID. */
  id: string;
  /** The year in which it ends: 2026, or FY2026 if it begins after January. */
  name: string;
  /** The first day. */
  start_date: string;
  /** The last day. */
  end_date: string;
  /** The status. */
  status: PeriodStatus;
  /** The entry that moved the year's earnings to equity; null if there is none. */
  closing_entry_id: string | null;
  /** When it was closed. */
  closed_at: string | null;
  /** The user who closed it. */
  closed_by_id: string | null;
  /** The user who closed it; null while it is open. */
  closed_by: Person | null;
  /** When it was last reopened. */
  reopened_at: string | null;
  /** The user who last reopened it. */
  reopened_by_id: string | null;
  /** The user who reopened it last; null if none has. */
  reopened_by: Person | null;
  /** Why it was last reopened. */
  reopen_reason: string;
  /** What you may do with this object now. */
  allowed_actions: FiscalYearAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** A fiscal year is closed */
export interface FiscalYearClosedEvent {
  /** The type of the event. */
  event: "fiscal_year.closed";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: FiscalYearClosedEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `fiscal_year.closed` and of all events that share it. */
export interface FiscalYearClosedEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The year in which it ends: 2026, or FY2026 if it begins after January. */
  name: string;
  /** The first day. */
  start_date: string;
  /** The last day. */
  end_date: string;
  /** When it was closed. */
  closed_at: string;
  /** The entry that moved its earnings to equity, if there is one. */
  closing_entry_id: string | null;
}

/** A closed fiscal year is reopened */
export interface FiscalYearReopenedEvent {
  /** The type of the event. */
  event: "fiscal_year.reopened";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: FiscalYearReopenedEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `fiscal_year.reopened` and of all events that share it. */
export interface FiscalYearReopenedEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The year in which it ends: 2026, or FY2026 if it begins after January. */
  name: string;
  /** The first day. */
  start_date: string;
  /** The last day. */
  end_date: string;
  /** When it was last reopened. */
  reopened_at: string;
  /** The user; null if no user did it. */
  reopened_by_id: string | null;
  /** Why it was reopened. */
  reason: string;
}

/** What was open in other currencies on a day, at the closing rates. A gain is positive, a loss negative. */
export interface FxRevaluation {
  /** The id: a UUID. */
  id: string;
  /** The day whose closing rates count, at most today. It can be revalued once. */
  date: string;
  /** Units of the base currency per unit of a currency. In a request: those to use instead of the stored rates of the day. In a response: those that were used. */
  rates: Record<string, string>;
  /** The status. */
  status: PaymentStatus;
  /** The number of its lines. */
  line_count: number;
  /** The unrealised gain of open items. The next day it is taken back. */
  open_items_gain: string;
  /** The gain of bank accounts, for good. */
  bank_accounts_gain: string;
  /** The entry of open items; null if nothing moved. */
  journal_entry_id: string | null;
  /** The entry of the next day that reverses it. */
  reversal_entry_id: string | null;
  /** The entry of bank accounts; null if nothing moved. */
  bank_entry_id: string | null;
  /** Why it was voided. */
  void_reason: string;
  /** The entry that took open items back when it was voided. */
  void_entry_id: string | null;
  /** The entry that took bank accounts back when it was voided. */
  void_bank_entry_id: string | null;
  /** When it was voided. */
  voided_at: string | null;
  /** The user who entered it; null for the system. */
  created_by: Person | null;
  /** The user who voided it; null until then. */
  voided_by: Person | null;
  /** What you may do with this object now. */
  allowed_actions: FxRevaluationAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** What is open in other currencies is revalued */
export interface FxRevaluationCreatedEvent {
  /** The type of the event. */
  event: "fx_revaluation.created";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: FxRevaluationEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `fx_revaluation.created` and of all events that share it. */
export interface FxRevaluationEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The accounting date: the day on which it is posted. */
  date: string;
  /** `posted` or `void`. */
  status: string;
  /** The rates that were used, by currency. */
  rates: Record<string, string>;
  /** What open items gained in the base currency, less than zero for a loss. */
  open_items_gain: string;
  /** What bank accounts gained in the base currency, less than zero for a loss. */
  bank_accounts_gain: string;
  /** The entry of open items, which is reversed the next day; null if nothing moved. */
  journal_entry_id: string | null;
  /** The entry of bank accounts; null if nothing moved. */
  bank_entry_id: string | null;
  /** The date of the void; null if it was not voided. */
  void_date: string | null;
  /** Why it was voided; empty if it was not, or nobody said why. */
  void_reason: string;
}

/** An open item or a bank account at the closing rate. Debits are positive, credits negative. */
export interface FxRevaluationLine {
  /** Its place, from 0: first bank accounts, then open items. */
  position: number;
  /** The bank account, or the control account of the open item. */
  account_id: string;
  /** The document that was open; null for a bank account. */
  document_id: string | null;
  /** What that is, such as `invoice`; null for a bank account. */
  document_kind: string | null;
  /** The number of that; null for a bank account. */
  document_number: string | null;
  /** The customer or vendor; null for a bank account. */
  contact_id: string | null;
  /** The currency of `amount`. */
  currency: CurrencyCode;
  /** What was open, or the balance. */
  amount: string;
  /** The same in the base currency, as it was posted. */
  base_amount: string;
  /** The same at the closing rate. */
  revalued_amount: string;
  /** `revalued_amount` less `base_amount`. */
  difference: string;
}

/** The lines of a revaluation. */
export interface FxRevaluationLines {
  /** Up to 1,000 lines, in the order of their positions. */
  items: FxRevaluationLine[];
}

/** A revaluation is voided */
export interface FxRevaluationVoidedEvent {
  /** The type of the event. */
  event: "fx_revaluation.voided";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: FxRevaluationEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A page of the general ledger. All its pages show the books as they stood when the first was read. */
export interface GeneralLedgerAnswer {
  /** The name of the report. */
  report: string;
  /** The title, for people. */
  title: string;
  /** The company. */
  company_id: string;
  /** The base currency. */
  currency: CurrencyCode;
  /** The first day. */
  start_date: string | null;
  /** The last day. */
  end_date: string;
  /** The moment asked for; null for now. */
  known_at: string | null;
  /** Whether there are more items after this page. */
  has_next: boolean;
  /** Pass it as `cursor` to get the next page; null on the last. */
  next_cursor: string | null;
  /** The rows, in order. */
  rows: GeneralLedgerRow[];
}

/** A row: an account's opening balance, a line, or the account's closing balance with its debits and credits. */
export interface GeneralLedgerRow {
  /** The type. */
  type: GeneralLedgerRowType;
  /** The account to which the amount is posted. */
  account_id: string;
  /** The code of the account. */
  code: string;
  /** The name of the account. */
  name: string;
  /** The date of the entry; for a balance the first or the last day. */
  date: string;
  /** The journal entry. */
  entry_id: string | null;
  /** The number of the entry in the journal. */
  entry_number: number | null;
  /** The line of the journal entry. */
  line_id: string | null;
  /** That of the line, or else the memo of its entry. */
  description: string | null;
  /** Any reference of yours, such as an order number. */
  reference: string | null;
  /** The kind of document that posted the entry; empty for none. */
  source_type: string | null;
  /** The document that posted the entry. */
  source_id: string | null;
  /** The customer or vendor that the line is about. */
  contact_id: string | null;
  /** The name of the contact. */
  contact_name: string | null;
  /** The debit; for a closing balance the sum of all. */
  debit: string | null;
  /** The credit; for a closing balance the sum of all. */
  credit: string | null;
  /** The running balance: debits less credits. */
  balance: string | null;
  /** The currency of the line. */
  currency: CurrencyCode | null;
  /** The line in its currency, debit positive. */
  currency_amount: string | null;
  /** The options of tracking categories of a line. */
  tracking: string[] | null;
  /** The query for GET /journal-entries that lists the entries behind an opening balance (null if it is zero), or behind the debits and credits of a closing balance. */
  lines: string | null;
}

/** Whether the process is alive. */
export interface Health {
  /** `ok` */
  status: string;
}

/** A file that is booked as a whole or not at all. */
export interface Import {
  /** The id: a UUID. */
  id: string;
  /** The format of the file. Default: what the end of `file_name` says. That is always a journal; a list must be named. */
  format: ImportFormat;
  /** The name of the file, without folders. */
  file_name: string;
  /** Whether only to show what would happen: `rows` says it line by line. Default: false. */
  dry_run: boolean;
  /** The size of the file in bytes. */
  size: number;
  /** The SHA-256 of the file, in hexadecimal digits. */
  sha256: string;
  /** A file that `failed` or is `cancelled` left nothing in the books. One that is `cancelling` will leave nothing: its worker has not noticed yet. */
  status: ImportStatus;
  /** How many entries or rows are done. */
  done: number;
  /** Of how many; null until that is known. */
  total: number | null;
  /** How many it made, by kind, such as `journal_entries`. */
  created: Record<string, number>;
  /** How many it changed, by kind. */
  updated: Record<string, number>;
  /** How many were there already, by kind. */
  skipped: Record<string, number>;
  /** For open invoices and bills: what the file's documents come to, whatever became of them. Compare it with the former system. */
  totals: ImportTotal[];
  /** What became of each line; the first 1,000. */
  rows: ImportRow[];
  /** Why it failed; the first 100. */
  errors: ImportMessage[];
  /** How many errors there are in all. */
  error_count: number;
  /** What was left out, rounded or moved; the first 100. */
  warnings: ImportMessage[];
  /** How many warnings there are in all. */
  warning_count: number;
  /** When a worker took it; null until then. */
  started_at: string | null;
  /** When it ended; null until then. */
  finished_at: string | null;
  /** The user who asked for it. */
  created_by: Person | null;
  /** What you may do with this object now. */
  allowed_actions: ImportAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** Somebody cancelled an import, and it has ended: nothing of its file is in the books */
export interface ImportCancelledEvent {
  /** The type of the event. */
  event: "import.cancelled";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: ImportEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `import.succeeded` and of all events that share it. */
export interface ImportEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The format of the file, such as `beancount`. */
  format: string;
  /** The name of the file. */
  file_name: string;
  /** The SHA-256 of the file. */
  sha256: string;
  /** Whether it only shows what would happen. */
  dry_run: boolean;
  /** The status. */
  status: ImportEventStatus;
  /** How many rows of each kind it made. */
  created: Record<string, number>;
  /** How many rows of each kind it changed. */
  updated: Record<string, number>;
  /** How many rows of each kind it left as they were. */
  skipped: Record<string, number>;
  /** The first error; empty if there is none. */
  error: string;
  /** How many errors the file has. */
  error_count: number;
  /** How many warnings there are about the file. */
  warning_count: number;
  /** The user who asked for it. */
  created_by_id: string | null;
}

/** An import has ended, and nothing of its file is in the books */
export interface ImportFailedEvent {
  /** The type of the event. */
  event: "import.failed";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: ImportEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** What is wrong, or worth knowing, about a line of a file. */
export interface ImportMessage {
  /** The line of the file, from 1; null if it is about no line. */
  line: number | null;
  /** What it is, for people. */
  message: string;
}

/** What became of a line of a file. */
export interface ImportRow {
  /** The line of the file, from 1. */
  line: number;
  /** What the import did, or would do, with it. */
  action: ImportRowAction;
  /** What it is about, for people, such as `customer Harbor Cafe`. */
  what: string;
}

/** An import has ended, and all of its file is in the books (nothing, if it is a dry run) */
export interface ImportSucceededEvent {
  /** The type of the event. */
  event: "import.succeeded";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: ImportEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** What the open documents of one kind and currency come to. */
export interface ImportTotal {
  /** The kind of the documents, such as `credit_notes`. */
  kind: string;
  /** The currency of the amount. */
  currency: CurrencyCode;
  /** What is open of all of them in the file. */
  amount: string;
}

/** The result of checking a company's books. */
export interface IntegrityAnswer {
  /** The company. */
  company_id: string;
  /** Whether every check holds. */
  holds: boolean;
  /** The checks, each with its evidence. */
  checks: IntegrityCheck[];
}

/** One check of the books. */
export interface IntegrityCheck {
  /** What is checked, such as `hash chain`. */
  name: string;
  /** What has to be true. */
  claim: string;
  /** Whether the check found no fault. */
  holds: boolean;
  /** What `examined` counts, such as `lines`. */
  unit: string;
  /** How many were examined. */
  examined: number;
  /** How many faults were found. */
  failed: number;
  /** What is wrong and where: the first 20 of `failed`. */
  failures: string[];
  /** A figure to write down and compare later, such as the hash of the last entry; may be empty. */
  evidence: string;
}

/** An invoice to a customer. Amounts are in its currency; `amount` is the total with tax. */
export interface Invoice {
  /** The id: a UUID. */
  id: string;
  /** The number of the invoice, unique per company. By default it gets one when it is sent. */
  invoice_number: string | null;
  /** The customer. */
  customer_id: string;
  /** The customer's address as the document says it. It stays when the customer's address changes. Null on drafts, and on documents that do not keep it (from opening balances, or posted before Atlas kept it): their PDF shows the customer's present address. */
  billing_address: string | null;
  /** When the invoice was sent. */
  sent_at: string | null;
  /** The user who posted it; null until then, and for the system. */
  posted_by: Person | null;
  /** The recurring template that made it. */
  recurring_id: string | null;
  /** Whether the opening balances made it: it is of the former system. */
  is_opening: boolean;
  /** Default: today in the company's time zone. */
  issue_date: string;
  /** The day on which goods were delivered or a service was completed, if it is not the issue date. It is on the PDF, and posts nothing: periods, taxes and exchange rates go by the issue date. */
  supply_date: string | null;
  /** Default: the issue date plus the contact's payment terms. */
  due_date: string;
  /** The status. `partially_paid`, `paid` and `overdue` follow from the amounts and the date. */
  status: InvoiceStatus;
  /** Default: the currency of the contact. */
  currency: CurrencyCode;
  /** Units of the base currency per unit of the document's currency. Default: that of the issue date. */
  exchange_rate: string;
  /** Where tax is rounded: on each `line`, or once for each category and percentage on the `document`. */
  tax_rounding: TaxRounding;
  /** The sum of the lines without tax. */
  subtotal: string;
  /** The tax of all lines. */
  tax_total: string;
  /** The total with tax. */
  amount: string;
  /** What payments, credits and adjustments have settled so far. */
  amount_paid: string;
  /** The amount that is still open. */
  amount_due: string;
  /** The total in the company's base currency. */
  total_base: string;
  /** The taxes in the company's base currency, as they are posted. */
  tax_total_base: string;
  /** Any reference of yours, such as an order number. */
  reference: string;
  /** A note for the reader of the document. */
  notes: string;
  /** What is sold: one line per account, tax rate or product. */
  lines: InvoiceLine[];
  /** The journal entry that posted it; null before that. */
  journal_entry_id: string | null;
  /** The date of the journal entry; null until it is posted. */
  accounting_date: string | null;
  /** The date of the reversal. */
  void_date: string | null;
  /** Why it was voided. */
  void_reason: string;
  /** The journal entry that reverses it. */
  void_entry_id: string | null;
  /** When it was voided. */
  voided_at: string | null;
  /** The user who entered it; null for the system. */
  created_by: Person | null;
  /** The user who voided it; null until then. */
  voided_by: Person | null;
  /** Your own id for this object, unique per company and kind. */
  external_id: string | null;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata: Record<string, string>;
  /** What you may do with this object now. */
  allowed_actions: InvoiceAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** What became of the items of a batch. */
export interface InvoiceBatch {
  /** Those that were created, in the order given. */
  items: Invoice[];
  /** Those that were not. Empty without `partial`. */
  failed: BatchFailure[];
}

/** A new invoice is created */
export interface InvoiceCreatedEvent {
  /** The type of the event. */
  event: "invoice.created";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: InvoiceEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A draft of an invoice is deleted */
export interface InvoiceDeletedEvent {
  /** The type of the event. */
  event: "invoice.deleted";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: InvoiceEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `invoice.created` and of all events that share it. */
export interface InvoiceEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The number; null until the draft gets one when it is sent. */
  invoice_number: string | null;
  /** The customer. */
  customer_id: string;
  /** The status. `partially_paid`, `paid` and `overdue` follow from the amounts and the date. */
  status: InvoiceEventStatus;
  /** Your own id for it. */
  external_id: string | null;
  /** Your own keys and texts. */
  metadata: Record<string, string>;
  /** The date on the document. */
  issue_date: string;
  /** The day of the supply; null if none is given. */
  supply_date: string | null;
  /** The day by which the document has to be paid. */
  due_date: string;
  /** The sum of the lines without tax. */
  subtotal: string;
  /** The sum of their taxes. */
  tax_total: string;
  /** The total with tax. Exact, with the decimals of the currency. */
  amount: string;
  /** What payments and credits have settled so far. */
  amount_paid: string;
  /** What is still open. */
  amount_due: string;
  /** ISO 4217. */
  currency: string;
  /** Any reference of yours, such as an order number. */
  reference: string;
  /** The date of the void; null if it was not voided. */
  void_date: string | null;
  /** Why it was voided; empty if it was not, or nobody said why. */
  void_reason: string;
}

/** A line of an invoice. `amount` is without discount and tax; `tax_amount` is added to it. */
export interface InvoiceLine {
  /** The id: a UUID. */
  id: string;
  /** What is sold or bought. Default: the description of the item, or else its name. */
  description: string;
  /** Default: 1. */
  quantity: string;
  /** What the quantity counts, such as `hour`. Default: the unit of the item, or else empty. */
  unit: string;
  /** Without tax, or with tax if the tax rate is inclusive. Default: the price of the item, if it is in the currency of the document. Required without an item. */
  unit_price: string;
  /** The discount in percent. Default: 0. */
  discount_percent: string;
  /** The product or service. What the line leaves out is taken from it: for sales or for purchases. */
  item_id: string | null;
  /** The account to which the line is posted. Default: that of the item. Required without an item. */
  account_id: string;
  /** The tax rate; null for no tax. Default: that of the item. */
  tax_rate_id: string | null;
  /** Options of tracking categories, by their ids: at most one of each category, in any order. */
  tracking: string[];
  /** The line without tax: quantity × unit price, less the discount. */
  amount: string;
  /** The tax on the line. */
  tax_amount: string;
}

/** An invoice is fully paid */
export interface InvoicePaidEvent {
  /** The type of the event. */
  event: "invoice.paid";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: InvoiceEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** An invoice is no longer fully paid, because an allocation was taken back */
export interface InvoiceReopenedEvent {
  /** The type of the event. */
  event: "invoice.reopened";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: InvoiceEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** An invoice is sent to a customer */
export interface InvoiceSentEvent {
  /** The type of the event. */
  event: "invoice.sent";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: InvoiceEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** An invoice is changed */
export interface InvoiceUpdatedEvent {
  /** The type of the event. */
  event: "invoice.updated";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: InvoiceEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** An invoice is voided */
export interface InvoiceVoidedEvent {
  /** The type of the event. */
  event: "invoice.voided";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: InvoiceEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A product or a service. A line with its `item_id` takes from it what it leaves out; an item posts nothing. */
export interface Item {
  /** The id: a UUID. */
  id: string;
  /** Your article number, unique per company; or empty. */
  code: string;
  /** The name. */
  name: string;
  /** What lines say. Default: they say its name. */
  description: string;
  /** What the price is for, such as `hour`; or empty. */
  unit: string;
  /** The currency of its prices. Default: the base currency of the company. */
  currency: CurrencyCode;
  /** The unit price on invoices and credit notes; null if it has none. */
  sales_price: string | null;
  /** The account of revenue to which its sales are posted. */
  sales_account_id: string | null;
  /** The tax rate of its sales. */
  sales_tax_rate_id: string | null;
  /** The unit price on bills and vendor credits; null if it has none. */
  purchase_price: string | null;
  /** The account to which its purchases are posted. */
  purchase_account_id: string | null;
  /** The tax rate of its purchases. */
  purchase_tax_rate_id: string | null;
  /** Whether new lines can have it: false once archived. */
  is_active: boolean;
  /** Your own id for this object, unique per company and kind. */
  external_id: string | null;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata: Record<string, string>;
  /** What you may do with this object now. */
  allowed_actions: ItemAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** An item is archived */
export interface ItemArchivedEvent {
  /** The type of the event. */
  event: "item.archived";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: ItemEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** What became of the items of a batch. */
export interface ItemBatch {
  /** Those that were created, in the order given. */
  items: Item[];
  /** Those that were not. Empty without `partial`. */
  failed: BatchFailure[];
}

/** An item is added */
export interface ItemCreatedEvent {
  /** The type of the event. */
  event: "item.created";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: ItemEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** An item is deleted */
export interface ItemDeletedEvent {
  /** The type of the event. */
  event: "item.deleted";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: ItemEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `item.created` and of all events that share it. */
export interface ItemEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** Empty if it has none. */
  code: string;
  /** The name. */
  name: string;
  /** What it is, in your words. */
  description: string;
  /** What the price is for, such as `hour`; or empty. */
  unit: string;
  /** That of its prices. ISO 4217. */
  currency: string;
  /** Exact, with the decimals of the currency or more. */
  sales_price: string | null;
  /** The account for the tax on sales. */
  sales_account_id: string | null;
  /** The tax rate of its sales. */
  sales_tax_rate_id: string | null;
  /** Exact, with the decimals of the currency or more. */
  purchase_price: string | null;
  /** The account for the tax on purchases. */
  purchase_account_id: string | null;
  /** The tax rate of its purchases. */
  purchase_tax_rate_id: string | null;
  /** Your own id for it. */
  external_id: string | null;
  /** Your own keys and texts. */
  metadata: Record<string, string>;
  /** False once archived. */
  is_active: boolean;
}

/** An archived item is restored */
export interface ItemRestoredEvent {
  /** The type of the event. */
  event: "item.restored";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: ItemEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** An item is changed */
export interface ItemUpdatedEvent {
  /** The type of the event. */
  event: "item.updated";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: ItemEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A page of the journal. All its pages show the books as they stood when the first was read. */
export interface JournalAnswer {
  /** The name of the report. */
  report: string;
  /** The title, for people. */
  title: string;
  /** The company. */
  company_id: string;
  /** The base currency. */
  currency: CurrencyCode;
  /** The first day. */
  start_date: string | null;
  /** The last day. */
  end_date: string;
  /** The moment asked for; null for now. */
  known_at: string | null;
  /** Whether there are more items after this page. */
  has_next: boolean;
  /** Pass it as `cursor` to get the next page; null on the last. */
  next_cursor: string | null;
  /** The rows, in order. */
  rows: JournalRow[];
}

/** A journal entry: debits and credits that balance. */
export interface JournalEntry {
  /** The id: a UUID. */
  id: string;
  /** The number of the entry, without gaps in the company; null for drafts. */
  entry_number: number | null;
  /** The accounting date: the day on which it is posted. */
  date: string;
  /** What the entry is about. */
  memo: string;
  /** Any reference of yours, such as an order number. */
  reference: string;
  /** In a request: `standard`, `opening` or `adjusting`. */
  entry_type: JournalEntryType;
  /** In a POST: `draft` to save a draft. By default the entry is posted. */
  status: JournalEntryStatus;
  /** The lines: debits and credits that balance. */
  lines: JournalLine[];
  /** The kind of document that posted the entry; empty if none did. */
  source_type: string;
  /** The document that posted this. */
  source_id: string | null;
  /** The entry that this one reverses. */
  reverses_id: string | null;
  /** The entry that reverses this one. */
  reversed_by_id: string | null;
  /** For an accrual: the day of its reversal, which is posted together with it. It must be after `date`, and at most 366 days ahead. */
  reverse_on: string | null;
  /** The recurring template that made it. */
  recurring_id: string | null;
  /** Your own id for this object, unique per company and kind. */
  external_id: string | null;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata: Record<string, string>;
  /** When the entry was posted. */
  posted_at: string | null;
  /** The user who entered it; null for the system. */
  created_by: Person | null;
  /** The user who posted it; null until then, and for the system. */
  posted_by: Person | null;
  /** The hash of the entry before this one. */
  previous_hash: string;
  /** The SHA-256 hash of the previous entry's hash and all fields of this entry. */
  hash: string;
  /** What you may do with this object now. */
  allowed_actions: JournalEntryAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** The journal entries that a batch created. */
export interface JournalEntryBatch {
  /** The entries that were posted, in the order given. */
  items: JournalEntry[];
}

/** A draft of an entry is created */
export interface JournalEntryCreatedEvent {
  /** The type of the event. */
  event: "journal_entry.created";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: JournalEntryCreatedEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `journal_entry.created` and of all events that share it. */
export interface JournalEntryCreatedEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** Null for drafts, which have no number. */
  entry_number: number | null;
  /** The accounting date: the day on which it is posted. */
  date: string;
  /** What the entry is about. */
  memo: string;
  /** Any reference of yours, such as an order number. */
  reference: string;
  /** The type of the entry. */
  entry_type: string;
  /** The kind of document that posted the entry; empty if none did. */
  source_type: string;
  /** The document that posted the entry; null if none did. */
  source_id: string | null;
  /** The entry that this one reverses. */
  reverses_id: string | null;
  /** The day of the reversal that is posted together with the entry. */
  reverse_on: string | null;
  /** Your own id for it. */
  external_id: string | null;
  /** Your own keys and texts. */
  metadata: Record<string, string>;
}

/** A draft of an entry is deleted */
export interface JournalEntryDeletedEvent {
  /** The type of the event. */
  event: "journal_entry.deleted";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: JournalEntryCreatedEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A journal entry is posted */
export interface JournalEntryPostedEvent {
  /** The type of the event. */
  event: "journal_entry.posted";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: JournalEntryPostedEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `journal_entry.posted` and of all events that share it. */
export interface JournalEntryPostedEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The number of the entry in the journal. */
  entry_number: number;
  /** The accounting date: the day on which it is posted. */
  date: string;
  /** What the entry is about. */
  memo: string;
  /** Any reference of yours, such as an order number. */
  reference: string;
  /** The type of the entry. */
  entry_type: string;
  /** The kind of document that posted the entry; empty if none did. */
  source_type: string;
  /** The document that posted the entry; null if none did. */
  source_id: string | null;
  /** The entry that this one reverses. */
  reverses_id: string | null;
  /** The day of the reversal that is posted together with the entry. */
  reverse_on: string | null;
  /** Your own id for it. */
  external_id: string | null;
  /** Your own keys and texts. */
  metadata: Record<string, string>;
  /** When the entry was posted. */
  posted_at: string;
  /** The entry's link in the ledger's hash chain. */
  hash: string;
}

/** A draft of an entry is changed, or the metadata of a posted one */
export interface JournalEntryUpdatedEvent {
  /** The type of the event. */
  event: "journal_entry.updated";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: JournalEntryCreatedEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A line of a journal entry: a debit or a credit. */
export interface JournalLine {
  /** The id: a UUID. */
  id: string;
  /** The account to which the amount is posted. */
  account_id: string;
  /** What the line is about. */
  description: string;
  /** The debit in the base currency. A line has either a debit or a credit. */
  debit: string;
  /** The credit in the base currency. A line has either a debit or a credit. */
  credit: string;
  /** The currency of `currency_amount`. In a request, it can only be that of the account. */
  currency: CurrencyCode;
  /** The same amount in `currency`, debit positive and credit negative. An account that is kept in another currency than the company's requires it; 0 changes only the base amount. */
  currency_amount: string;
  /** The customer or vendor that the line is about. */
  contact_id: string | null;
  /** The tax rate, if the line is for the tax return. */
  tax_rate_id: string | null;
  /** For a tax line: the net amount that was taxed, debit positive. Null for a net line. */
  tax_base: string | null;
  /** What it is for the tax return. By default it follows from `tax_base` and the type of the account. */
  tax_kind: TaxKind | null;
  /** Options of tracking categories, by their ids: at most one of each category, in any order. */
  tracking: string[];
}

/** A line of an entry, or the total of all days. */
export interface JournalRow {
  /** The type. */
  type: JournalRowType;
  /** The accounting date: the day on which it is posted. */
  date: string;
  /** The journal entry. */
  entry_id: string | null;
  /** The number of the entry in the journal. */
  entry_number: number | null;
  /** The type of the entry. */
  entry_type: string | null;
  /** What the entry is about. */
  memo: string | null;
  /** Any reference of yours, such as an order number. */
  reference: string | null;
  /** The kind of document that posted the entry; empty for none. */
  source_type: string | null;
  /** The document that posted the entry. */
  source_id: string | null;
  /** When the entry was posted. */
  posted_at: string | null;
  /** The line of the journal entry. */
  line_id: string | null;
  /** The account to which the amount is posted. */
  account_id: string | null;
  /** The code of the account. */
  code: string | null;
  /** The name of the account. */
  name: string | null;
  /** What it is, in your words. */
  description: string | null;
  /** The customer or vendor that the line is about. */
  contact_id: string | null;
  /** The name of the contact. */
  contact_name: string | null;
  /** The debit, or 0. */
  debit: string;
  /** The credit, or 0. */
  credit: string;
  /** The currency of the line. */
  currency: CurrencyCode | null;
  /** The line in its currency, debit positive. */
  currency_amount: string | null;
  /** The options of tracking categories of a line. */
  tracking: string[] | null;
}

/** The tokens, and the user who signed in. */
export interface Login {
  /** The access token and the refresh token. */
  tokens: TokenPair;
  /** The user who signed in. */
  user: UserSummary;
}

/** A user with a role in a company. */
export interface Member {
  /** The id: a UUID. */
  id: string;
  /** The user. */
  user_id: string;
  /** The e-mail address. */
  email: string;
  /** The name of the person. */
  full_name: string;
  /** The role. */
  role: CompanyRole;
  /** What you may do with this object now. */
  allowed_actions: MemberAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** A user gets a role in the company, or another one than before */
export interface MemberAssignedEvent {
  /** The type of the event. */
  event: "member.assigned";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: MemberEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `member.assigned` and of all events that share it. */
export interface MemberEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The user. */
  user_id: string;
  /** The role. */
  role: CompanyRole;
}

/** A user's role in the company is taken away */
export interface MemberRemovedEvent {
  /** The type of the event. */
  event: "member.removed";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: MemberEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The balance of an account when the books began here. */
export interface OpeningBalance {
  /** The account. Receivables and payables come from the open documents. */
  account_id: string;
  /** The balance, if it is a debit. */
  debit: string;
  /** The balance, if it is a credit. */
  credit: string;
  /** In a request, it can only be that of the account. */
  currency: CurrencyCode;
  /** The balance in `currency`, debit positive and credit negative: required for an account that is kept in another currency than the company's. */
  currency_amount: string;
}

/** What a company owned and owed when its books began here: by account, and by open document. */
export interface OpeningBalances {
  /** The day of the balances; null if none are set. */
  date: string | null;
  /** The balances of the accounts, each account once. */
  balances: OpeningBalance[];
  /** What customers still owe. */
  invoices: OpeningInvoice[];
  /** What is still owed to vendors. */
  bills: OpeningBill[];
  /** What customers have to their credit. It can be applied to their invoices later. */
  credit_notes: OpeningCreditNote[];
  /** What vendors owe. It can be applied to their bills later. */
  vendor_credits: OpeningVendorCredit[];
  /** What the account with the role `opening_balance_equity` took of these balances and documents, credit positive; or null. */
  equity_amount: string | null;
  /** The entry with the balances of the accounts. */
  journal_entry_id: string | null;
}

/** The `data` of `opening_balances.set` and of all events that share it. */
export interface OpeningBalancesEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The accounting date: the day on which it is posted. */
  date: string;
  /** How many accounts have a balance. */
  balances: number;
  /** How many invoices of the former system are open. */
  invoices: number;
  /** How many bills of the former system are open. */
  bills: number;
  /** How many credits of customers, brought along from the former system, are open. */
  credit_notes: number;
  /** How many credits of vendors, brought along from the former system, are open. */
  vendor_credits: number;
  /** What the account of opening balances took, credit positive, in the base currency. */
  equity_amount: string;
  /** The entry with the balances of the accounts; null if there are none. */
  journal_entry_id: string | null;
}

/** The opening balances are set, or set anew */
export interface OpeningBalancesSetEvent {
  /** The type of the event. */
  event: "opening_balances.set";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: OpeningBalancesEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** An open bill of the former system. */
export interface OpeningBill {
  /** The id: a UUID. */
  id: string;
  /** The date on the document, on the day of the balances or before. */
  issue_date: string;
  /** Default: the currency of the contact. */
  currency: CurrencyCode;
  /** Units of the base currency per unit of the document's currency. Default: that of the day of the balances. */
  exchange_rate: string;
  /** What was still open, tax included, in `currency`. */
  amount: string;
  /** Default: the issue date. */
  due_date: string;
  /** The vendor. */
  vendor_id: string;
  /** The number that the vendor put on it. */
  bill_number: string;
}

/** What a customer had to their credit in the former system: a credit note, or a payment without an invoice. */
export interface OpeningCreditNote {
  /** The id: a UUID. */
  id: string;
  /** The date on the document, on the day of the balances or before. */
  issue_date: string;
  /** Default: the currency of the contact. */
  currency: CurrencyCode;
  /** Units of the base currency per unit of the document's currency. Default: that of the day of the balances. */
  exchange_rate: string;
  /** What was still open, tax included, in `currency`. */
  amount: string;
  /** The customer. */
  customer_id: string;
  /** Its number in the former system. */
  credit_note_number: string;
}

/** An open invoice of the former system. */
export interface OpeningInvoice {
  /** The id: a UUID. */
  id: string;
  /** The date on the document, on the day of the balances or before. */
  issue_date: string;
  /** Default: the currency of the contact. */
  currency: CurrencyCode;
  /** Units of the base currency per unit of the document's currency. Default: that of the day of the balances. */
  exchange_rate: string;
  /** What was still open, tax included, in `currency`. */
  amount: string;
  /** Default: the issue date. */
  due_date: string;
  /** The customer. */
  customer_id: string;
  /** Its number in the former system. */
  invoice_number: string;
}

/** What a vendor still owed in the former system: a credit, or a payment without a bill. */
export interface OpeningVendorCredit {
  /** The id: a UUID. */
  id: string;
  /** The date on the document, on the day of the balances or before. */
  issue_date: string;
  /** Default: the currency of the contact. */
  currency: CurrencyCode;
  /** Units of the base currency per unit of the document's currency. Default: that of the day of the balances. */
  exchange_rate: string;
  /** What was still open, tax included, in `currency`. */
  amount: string;
  /** The vendor. */
  vendor_id: string;
  /** The number that the vendor put on it. */
  vendor_credit_number: string;
}

/** The organization that the user belongs to. */
export interface OrganizationSummary {
  /** The id: a UUID. */
  id: string;
  /** The name of the organization. */
  name: string;
}

/** A payment received from a customer or made to a vendor, or a refund the other way. Amounts are in its currency. */
export interface Payment {
  /** The id: a UUID. */
  id: string;
  /** The number of the payment, unique per company. */
  payment_number: string;
  /** `received` from a customer, or `made` to a vendor; the other way for a refund. */
  type: PaymentType;
  /** The customer, for a payment received or a refund made. */
  customer_id: string | null;
  /** The vendor, for a payment made or a refund received. */
  vendor_id: string | null;
  /** Made to a customer, or received from a vendor. */
  is_refund: boolean;
  /** Default: today in the company's time zone. */
  date: string;
  /** The amount that settles documents. The bank account also moves by the deductions. */
  amount: string;
  /** Default: the currency of the contact. */
  currency: CurrencyCode;
  /** Units of the base currency per unit of the payment's currency. Default: what follows from `account_amount`, or the rate of the date. */
  exchange_rate: string;
  /** The bank, cash, card or clearing account of the money. */
  account_id: string;
  /** What the bank booked, if the account has another currency than the payment: in the account's. Otherwise null. */
  account_amount: string | null;
  /** Any reference of yours, such as an order number. */
  reference: string;
  /** A note of yours. */
  notes: string;
  /** The documents that it settles, with the amount for each. */
  allocations: Allocation[];
  /** What is not allocated yet: a credit of the contact. */
  unallocated_amount: string;
  /** What the bank deducted, such as fees: an account and an amount each. */
  deductions: Deduction[];
  /** The journal entry that posted it; null before that. */
  journal_entry_id: string;
  /** The date of the journal entry. */
  accounting_date: string;
  /** The status. */
  status: PaymentStatus;
  /** The date of the reversal. */
  void_date: string | null;
  /** Why it was voided. */
  void_reason: string;
  /** The journal entry that reverses it. */
  void_entry_id: string | null;
  /** When it was voided. */
  voided_at: string | null;
  /** The user who entered it; null for the system. */
  created_by: Person | null;
  /** The user who voided it; null until then. */
  voided_by: Person | null;
  /** Your own id for this object, unique per company and kind. */
  external_id: string | null;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata: Record<string, string>;
  /** What you may do with this object now. */
  allowed_actions: PaymentAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** A payment is allocated to invoices or bills after it was recorded */
export interface PaymentAllocatedEvent {
  /** The type of the event. */
  event: "payment.allocated";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: PaymentEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** What became of the items of a batch. */
export interface PaymentBatch {
  /** Those that were created, in the order given. */
  items: Payment[];
  /** Those that were not. Empty without `partial`. */
  failed: BatchFailure[];
}

/** The `data` of `payment.received` and of all events that share it. */
export interface PaymentEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The number of the payment, unique per company. */
  payment_number: string;
  /** `received` from a customer, or `made` to a vendor; the other way for a refund. */
  type: PaymentType;
  /** Made to a customer, or received from a vendor. */
  is_refund: boolean;
  /** The status. */
  status: PaymentStatus;
  /** The customer, for a payment received or a refund made. */
  customer_id: string | null;
  /** The vendor, for a payment made or a refund received. */
  vendor_id: string | null;
  /** The bank account. */
  account_id: string;
  /** Your own id for it. */
  external_id: string | null;
  /** Your own keys and texts. */
  metadata: Record<string, string>;
  /** The accounting date: the day on which it is posted. */
  date: string;
  /** What was paid. */
  amount: string;
  /** What is not allocated yet. */
  unallocated_amount: string;
  /** ISO 4217. */
  currency: string;
  /** Any reference of yours, such as an order number. */
  reference: string;
  /** The date of the void; null if it was not voided. */
  void_date: string | null;
  /** Why it was voided; empty if it was not, or nobody said why. */
  void_reason: string;
  /** The allocations that this event made or took back. */
  allocations: PaymentEventDataAllocation[];
}

export interface PaymentEventDataAllocation {
  /** The id: a UUID. */
  id: string;
  /** The invoice. */
  invoice_id: string | null;
  /** The bill. */
  bill_id: string | null;
  /** The credit note, if a refund pays it back. */
  credit_note_id: string | null;
  /** The vendor credit, if a refund pays it back. */
  vendor_credit_id: string | null;
  /** The other payment, if one of the two is a refund. */
  payment_id: string | null;
  /** The adjustment. */
  adjustment_id: string | null;
  /** The accounting date: the day on which it is posted. */
  date: string;
  /** Negative if an allocation is taken back. */
  amount: string;
  /** The realised exchange gain in the base currency, negative for a loss. */
  exchange_difference: string;
  /** The allocation that this one takes back. */
  reverses_id: string | null;
}

/** A payment to a vendor is recorded */
export interface PaymentMadeEvent {
  /** The type of the event. */
  event: "payment.made";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: PaymentEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A payment is recorded */
export interface PaymentReceivedEvent {
  /** The type of the event. */
  event: "payment.received";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: PaymentEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** Allocations of a payment are taken back */
export interface PaymentUnallocatedEvent {
  /** The type of the event. */
  event: "payment.unallocated";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: PaymentEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The reference, notes, external_id or metadata of a payment change */
export interface PaymentUpdatedEvent {
  /** The type of the event. */
  event: "payment.updated";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: PaymentEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A payment is voided */
export interface PaymentVoidedEvent {
  /** The type of the event. */
  event: "payment.voided";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: PaymentEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A month of the books. */
export interface Period {
  /** The id: a UUID. */
  id: string;
  /** The month, for example 2026-01. */
  name: string;
  /** The first day. */
  start_date: string;
  /** The last day. */
  end_date: string;
  /** `open` or `closed`. */
  status: PeriodStatus;
  /** When it was closed. */
  closed_at: string | null;
  /** The user who closed it. */
  closed_by_id: string | null;
  /** The user who closed it; null while it is open. */
  closed_by: Person | null;
  /** When it was last reopened. */
  reopened_at: string | null;
  /** The user who last reopened it. */
  reopened_by_id: string | null;
  /** The user who reopened it last; null if none has. */
  reopened_by: Person | null;
  /** Why it was last reopened. */
  reopen_reason: string;
  /** A hash of the trial balance and the last entry of the closed period, so that a later change would show. */
  seal: string;
  /** What you may do with this object now. */
  allowed_actions: PeriodAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** A period was closed or reopened. */
export interface PeriodChange {
  /** The id: a UUID. */
  id: string;
  /** `close` or `reopen`. */
  action: PeriodChangeAction;
  /** When it happened. */
  at: string;
  /** The user who did it. */
  by_id: string | null;
  /** The user who did it. */
  by: Person | null;
  /** Why it was reopened. Empty for a closing. */
  reason: string;
  /** The hash of the last entry that the seal covers. */
  sealed_head: string;
  /** The seal that the closing made, or that the reopening broke. */
  seal: string;
}

/** Whether a period or fiscal year can be closed now. */
export interface PeriodCloseCheck {
  /** Whether it can be closed now: no obstacle is an error. */
  ready: boolean;
  /** What prevents closing, and what to look at before. */
  obstacles: PeriodCloseObstacle[];
}

/** One thing that is in the way of closing a period or fiscal year. */
export interface PeriodCloseObstacle {
  /** What prevents closing, or is worth a look before. */
  code: PeriodCloseObstacleCode;
  /** An `error` prevents closing, a `warning` does not. */
  severity: PeriodCloseObstacleSeverity;
  /** What is wrong, for a person. */
  message: string;
  /** The ids of the first objects concerned. */
  ids: string[];
}

/** An accounting period is closed */
export interface PeriodClosedEvent {
  /** The type of the event. */
  event: "period.closed";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: PeriodClosedEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `period.closed` and of all events that share it. */
export interface PeriodClosedEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The name. */
  name: string;
  /** The first day. */
  start_date: string;
  /** The last day. */
  end_date: string;
  /** When it was closed. */
  closed_at: string;
  /** A SHA-256 hash of the closed period. */
  seal: string;
}

/** When a period was closed and reopened. */
export interface PeriodHistory {
  /** The changes, newest first, at most 100. */
  items: PeriodChange[];
}

/** A closed accounting period is reopened */
export interface PeriodReopenedEvent {
  /** The type of the event. */
  event: "period.reopened";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: PeriodReopenedEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `period.reopened` and of all events that share it. */
export interface PeriodReopenedEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The name. */
  name: string;
  /** The first day. */
  start_date: string;
  /** The last day. */
  end_date: string;
  /** When it was last reopened. */
  reopened_at: string;
  /** The user; null if no user did it. */
  reopened_by_id: string | null;
  /** Why it was reopened. */
  reason: string;
  /** The seal from `period.closed`, which is no longer valid. */
  former_seal: string;
}

/** A user. */
export interface Person {
  /** The id: a UUID. */
  id: string;
  /** The name of the person. */
  full_name: string;
}

/** The user who asks, with their organization and companies. */
export interface Profile {
  /** The id: a UUID. */
  id: string;
  /** The e-mail address. */
  email: string;
  /** The name of the person. */
  full_name: string;
  /** The role. */
  role: OrganizationRole;
  /** The organization that the user belongs to. */
  organization: OrganizationSummary;
  /** The companies that the user has access to, with the role in each. */
  companies: CompanySummary[];
}

/** What the service needs, and whether each part is there. */
export interface Readiness {
  /** `ok`, `not_ready`, or `stopping` (this process is about to end). */
  status: string;
  /** PostgreSQL answers. */
  database: boolean;
  /** The schema is the one that this code expects. */
  migrations: boolean;
  /** The functions, triggers and policies in PostgreSQL are those of this release. */
  guards: boolean;
  /** The guards that are missing, unknown, or differ: up to 20. */
  differences: string[];
  /** The database login owns no tables, and row-level security applies to it. */
  role: boolean;
  /** Statements and waits for locks end after a time on the database's connections. */
  limits: boolean;
  /** Valkey answers, so rate limits are shared and background work starts at once. */
  valkey: boolean;
  /** Whether a replica answers reports: `none` is set, `ok`, or the primary answers because the replica is `behind`, `away` or `wrong` (promoted, or of another cluster). Readiness does not depend on it. */
  replica: ReplicaState;
}

/** The bills that a template makes. They are due by the terms of the vendor. */
export interface RecurringBill {
  /** Default: the currency of the contact, on the day. */
  currency: CurrencyCode | null;
  /** Any reference of yours, such as an order number. */
  reference: string;
  /** A note for the reader of the document. */
  notes: string;
  /** The lines of each document. */
  lines: RecurringLine[];
  /** The vendor. */
  vendor_id: string;
  /** How the number of each bill begins. Its date follows: `RENT` becomes `RENT-2026-03-31`. */
  bill_number: string;
}

/** A recurring template is added */
export interface RecurringCreatedEvent {
  /** The type of the event. */
  event: "recurring.created";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: RecurringEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A recurring template that made no document is deleted */
export interface RecurringDeletedEvent {
  /** The type of the event. */
  event: "recurring.deleted";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: RecurringEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A recurring template has ended */
export interface RecurringEndedEvent {
  /** The type of the event. */
  event: "recurring.ended";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: RecurringEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The journal entries that a template makes. */
export interface RecurringEntry {
  /** What the entry is about. */
  memo: string;
  /** Any reference of yours, such as an order number. */
  reference: string;
  /** Debits and credits. */
  lines: RecurringEntryLine[];
}

/** A line of the entries that a template makes. */
export interface RecurringEntryLine {
  /** The account to which the amount is posted. */
  account_id: string;
  /** What the line is about. */
  description: string;
  /** The debit in the base currency. */
  debit: string;
  /** The credit in the base currency. */
  credit: string;
  /** The customer or vendor that the line is about. */
  contact_id: string | null;
  /** Options of tracking categories, by their ids: at most one of each category, in any order. */
  tracking: string[];
  /** The tax rate, if the line is for the tax return. It must be valid on the date of each entry. */
  tax_rate_id: string | null;
  /** For a tax line: the net amount that was taxed, debit positive. Null for a net line. */
  tax_base: string | null;
  /** What it is for the tax return. By default it follows from `tax_base` and the type of the account. */
  tax_kind: TaxKind | null;
}

/** The `data` of `recurring.created` and of all events that share it. */
export interface RecurringEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The name. */
  name: string;
  /** What the template makes. */
  kind: RecurringKind;
  /** How often. */
  frequency: RecurringFrequency;
  /** 1 to 31. If a month lacks the day, its last day is taken. */
  day_of_month: number;
  /** The first day. */
  start_date: string;
  /** The last day. */
  end_date: string | null;
  /** Whether its documents are posted. */
  auto_post: boolean;
  /** What it does if its date is in a closed period. */
  on_closed_period: RecurringOnClosedPeriod;
  /** The status. */
  status: RecurringStatus;
  /** The date of its next document. */
  next_date: string | null;
  /** The date of its latest document. */
  last_date: string | null;
  /** Its latest document. */
  last_document_id: string | null;
  /** Why it waits, for a program; empty if it does not. */
  last_error_code: string;
  /** Why it waits, for a person; empty if it does not. */
  last_error: string;
  /** The user in whose name its documents are made. */
  owner_id: string | null;
}

/** A recurring template made the document of one of its dates */
export interface RecurringGeneratedEvent {
  /** The type of the event. */
  event: "recurring.generated";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: RecurringEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The invoices that a template makes. They are due by the terms of the customer. */
export interface RecurringInvoice {
  /** Default: the currency of the contact, on the day. */
  currency: CurrencyCode | null;
  /** Any reference of yours, such as an order number. */
  reference: string;
  /** A note for the reader of the document. */
  notes: string;
  /** The lines of each document. */
  lines: RecurringLine[];
  /** The customer. */
  customer_id: string;
}

/** A line of the invoices or bills that a template makes. */
export interface RecurringLine {
  /** The product or service. What the line leaves out is taken from it when the template is written. */
  item_id: string | null;
  /** The account to which the line is posted. Default: that of the item. Required without an item. */
  account_id: string;
  /** What is sold or bought. Default: the description of the item, or else its name. */
  description: string;
  /** Default: 1. */
  quantity: string;
  /** What the quantity counts, such as `hour`. Default: the unit of the item, or else empty. */
  unit: string;
  /** Without tax, or with tax if the tax rate is inclusive. Default: the price of the item, if it is in the currency of the document. Required without an item. */
  unit_price: string;
  /** The discount in percent. Default: 0. */
  discount_percent: string;
  /** The tax rate; null for no tax. Default: that of the item. */
  tax_rate_id: string | null;
  /** Options of tracking categories, by their ids: at most one of each category, in any order. */
  tracking: string[];
}

/** A recurring template is paused */
export interface RecurringPausedEvent {
  /** The type of the event. */
  event: "recurring.paused";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: RecurringEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A recurring template goes on */
export interface RecurringResumedEvent {
  /** The type of the event. */
  event: "recurring.resumed";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: RecurringEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A document that is made again and again. A template has one of `journal_entry`, `invoice` and `bill`. */
export interface RecurringTemplate {
  /** The id: a UUID. */
  id: string;
  /** What you call the template. */
  name: string;
  /** What it makes. */
  kind: RecurringKind;
  /** The entries to make; null if it makes something else. */
  journal_entry: RecurringEntry | null;
  /** The invoices to make; null if it makes something else. */
  invoice: RecurringInvoice | null;
  /** The bills to make; null if it makes something else. */
  bill: RecurringBill | null;
  /** How often. */
  frequency: RecurringFrequency;
  /** 1 to 31: 31 is the last day of each month. If a month lacks the day, its last day is taken. Default: the day of `start_date`. */
  day_of_month: number;
  /** The earliest date. `quarterly` and `yearly` are counted from its month. At most 366 days ago: the dates since then are made at once. */
  start_date: string;
  /** The latest date; null for no end. */
  end_date: string | null;
  /** Whether to post what it makes: to post entries, send invoices and approve bills. By default it makes drafts. */
  auto_post: boolean;
  /** If the date is in a closed period: `wait` until it is open, or use the first open day after it (`next_open`). Default: `wait`. */
  on_closed_period: RecurringOnClosedPeriod;
  /** The status. A template that is `waiting` could not make its next document: `last_error` says why. It is tried again every minute. */
  status: RecurringStatus;
  /** The date of the next document; null if it has ended. */
  next_date: string | null;
  /** The date of the latest document. */
  last_date: string | null;
  /** The latest document. */
  last_document_id: string | null;
  /** Why it waits, for a program; empty if it does not. */
  last_error_code: string;
  /** Why it waits, for a person; empty if it does not. */
  last_error: string;
  /** The user who made or last changed it. Its documents are made in their name. */
  owner: Person | null;
  /** The user who entered it; null for the system. */
  created_by: Person | null;
  /** What you may do with this object now. */
  allowed_actions: RecurringTemplateAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** A recurring template is changed */
export interface RecurringUpdatedEvent {
  /** The type of the event. */
  event: "recurring.updated";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: RecurringEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A recurring template cannot make its next document, and waits */
export interface RecurringWaitingEvent {
  /** The type of the event. */
  event: "recurring.waiting";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: RecurringEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** New tokens. */
export interface Refreshed {
  /** The access token and the refresh token. */
  tokens: TokenPair;
}

/** A report: rows of amounts under columns. */
export interface Report {
  /** The name of the report. */
  report: string;
  /** The title, for people. */
  title: string;
  /** The company. */
  company_id: string;
  /** The ISO 4217 code of the currency. */
  currency: CurrencyCode;
  /** The columns, in order. */
  columns: ReportColumn[];
  /** The rows, in order. */
  rows: ReportRow[];
  /** The amounts of each section, total and computed row, by key. */
  totals: Record<string, (string | null)[]>;
}

/** A column, with the days that its amounts cover. */
export interface ReportColumn {
  /** The key of the column, unique in the report; of an option its id. */
  key: string;
  /** The heading, for people. */
  label: string;
  /** What the amounts of the column are. */
  kind: ReportColumnKind;
  /** The first day; null for a column of balances. */
  start_date: string | null;
  /** The last day. */
  end_date: string;
}

/** A row: a section's heading, an account, a computed amount, a subtotal or a total. */
export interface ReportRow {
  /** The type. */
  type: ReportRowType;
  /** The key of a section, total or computed row; empty for accounts. */
  key: string;
  /** The name. */
  name: string;
  /** The code of the account; empty on other rows. */
  code: string;
  /** The account to which the amount is posted. */
  account_id: string | null;
  /** The type of the account: `asset`, `liability`, `equity`, `revenue` or `expense`. */
  account_type: string;
  /** The subtype: its place in the reports. */
  subtype: string;
  /** How many levels to indent the row. */
  depth: number;
  /** The amounts, one per column. A section's heading has none. In a column of percentages it is a percentage with one decimal, and null where there is nothing to divide by. */
  amounts: (string | null)[];
  /** The query for GET /journal-entries that lists the entries behind a row: their lines on its accounts, with the options that the report counts, add up to it. With more than 50 accounts it names their types and subtypes, and is null if other accounts of the report have these too. Null too if a row is not only made of entries, such as open credit on the balance sheet. */
  lines: string | null;
  /** The same for each amount; null where it is zero, or computed as in columns of variances. Sums of debits or of credits are those of one side of the lines. */
  figures: (string | null)[];
}

/** One of your open sessions. */
export interface Session {
  /** The id: a UUID. */
  id: string;
  /** Where you signed in: `api`, or `pages` for the settings in the browser. */
  door: SessionDoor;
  /** The program or browser, in a few words. */
  device: string;
  /** The client's address. */
  address: string;
  /** Whether this request belongs to the session. */
  is_current: boolean;
  /** For pages exact to a few minutes. */
  last_seen_at: string;
  /** What you may do with this object now. */
  allowed_actions: SessionAction[];
  /** When the object was created. */
  created_at: string;
}

/** What a contact was billed, credited and paid in some days. Each currency has a part of its own. */
export interface StatementAnswer {
  /** The name of the report. */
  report: string;
  /** The title, for people. */
  title: string;
  /** The company. */
  company_id: string;
  /** The base currency. */
  currency: CurrencyCode;
  /** The first day. */
  start_date: string | null;
  /** The last day. */
  end_date: string;
  /** The moment asked for; null for now. */
  known_at: string | null;
  /** The customer or vendor that the line is about. */
  contact_id: string;
  /** The name of the contact. */
  contact_name: string;
  /** The date from which the days are counted. */
  by: AgedBy;
  /** The names of the amounts of `ageing`. */
  columns: string[];
  /** The rows, in order. */
  rows: StatementRow[];
}

/** A row: what was open at the beginning, a document or payment, or what is open at the end, with its ageing. */
export interface StatementRow {
  /** `difference`: what settling moved in the base currency only. Files leave it out. */
  type: StatementRowType;
  /** The accounting date: the day on which it is posted. */
  date: string;
  /** Such as `invoice`, `payment`, `refund` or `void_invoice`. */
  kind: string | null;
  /** The number of the document. */
  number: string | null;
  /** Any reference of yours, such as an order number. */
  reference: string | null;
  /** The day by which the document has to be paid. */
  due_date: string | null;
  /** The ISO 4217 code of the currency. */
  currency: CurrencyCode;
  /** What it adds to the balance. */
  charge: string | null;
  /** What it takes off the balance. */
  payment: string | null;
  /** What is owed after it. */
  balance: string;
  /** The journal entry. */
  entry_id: string | null;
  /** The number of the entry in the journal. */
  entry_number: number | null;
  /** The kind of document that posted the entry; empty if none did. */
  source_type: string | null;
  /** The document. */
  source_id: string | null;
  /** What it moves in the base currency. */
  base_amount: string | null;
  /** What is owed after it in the base currency. */
  base_balance: string;
  /** At the end: what is open, one per column of `columns`. */
  ageing: string[] | null;
  /** The query for GET /journal-entries that lists the entries behind an opening or closing balance: their lines in this currency, of this contact on the account. Null if it is zero, and for other rows. */
  lines: string | null;
}

/** A box of a tax return with its amount. */
export interface TaxBoxAmount {
  /** The box, as the tax rates name it, or the kind of the lines without a box. */
  box: string;
  /** The amount. A credit note reduces it. */
  amount: string;
}

/** The boxes of the tax return. An empty one means the box with the name of the field. */
export interface TaxBoxes {
  /** The box for the net of sales. */
  sales_net: string;
  /** The box for tax on sales, and for tax that the buyer owes. */
  sales_tax: string;
  /** The box for the net of purchases. */
  purchase_net: string;
  /** The box for deducted tax on purchases. */
  purchase_tax: string;
}

/** A component of a tax rate, such as the GST of GST and PST. */
export interface TaxComponent {
  /** Default: the name of the rate. */
  name: string;
  /** The percentage: 5 is 5 %. */
  percent: string;
  /** Whether it is computed on net plus the components before it. Default: false. */
  compound: boolean;
  /** How much of this tax on a purchase is deducted; the rest is added to the cost of its line. Default: 100. */
  recoverable_percent: string;
  /** The account for this tax, on sales and purchases. Default: that of the rate. */
  account_id: string | null;
}

/** A line of a posted entry in a tax return. */
export interface TaxLine {
  /** The id of the line. */
  line_id: string;
  /** The id of its journal entry. */
  entry_id: string;
  /** The number of its journal entry. */
  entry_number: number;
  /** The date of its journal entry. */
  date: string;
  /** Its account. */
  account_id: string;
  /** Its description. */
  description: string;
  /** Its tax rate. */
  tax_rate_id: string;
  /** What it is for the tax return. */
  kind: TaxKind;
  /** The box that it is in. */
  box: string;
  /** Its amount in this box. */
  amount: string;
}

/** The journal lines behind a tax return, or behind one of its boxes. */
export interface TaxLines {
  /** Up to 100 lines, in the order of their entries. */
  items: TaxLine[];
}

/** One percentage, or several components, and whether prices include them. If neither the component nor the rate has an account, tax is posted to the tax account of the chart. */
export interface TaxRate {
  /** The id: a UUID. */
  id: string;
  /** The name of the tax rate, unique per company. */
  name: string;
  /** A short code, unique per company; or empty. */
  code: string;
  /** The percentage: 15 is 15 %. Of a rate with components: what they come to, so a change of several takes `components`. It cannot change once a document uses the rate. */
  percent: string;
  /** In a request: instead of `percent`. They replace all components, and cannot change once a document uses the rate. */
  components: TaxComponent[];
  /** Prices include this tax. */
  is_inclusive: boolean;
  /** The code of EN 16931. By default it follows the treatment. */
  category: TaxCategory;
  /** `reverse_charge` and `import`: nothing is charged on sales; on purchases the tax is owed and deducted, and the total stays as it is. Default: `standard`. */
  treatment: TaxTreatment;
  /** The first day of documents with it. */
  valid_from: string | null;
  /** The last day of documents with it. */
  valid_to: string | null;
  /** The boxes of the tax return. They replace all boxes. */
  boxes: TaxBoxes;
  /** The account for the tax on sales. */
  sales_account_id: string | null;
  /** The account for the tax on purchases. */
  purchase_account_id: string | null;
  /** Whether new documents can use it. */
  is_active: boolean;
  /** What you may do with this object now. */
  allowed_actions: TaxRateAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** A tax rate is archived */
export interface TaxRateArchivedEvent {
  /** The type of the event. */
  event: "tax_rate.archived";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: TaxRateEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A tax rate is added */
export interface TaxRateCreatedEvent {
  /** The type of the event. */
  event: "tax_rate.created";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: TaxRateEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A tax rate is deleted */
export interface TaxRateDeletedEvent {
  /** The type of the event. */
  event: "tax_rate.deleted";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: TaxRateEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `tax_rate.created` and of all events that share it. */
export interface TaxRateEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The name of the tax rate, unique per company. */
  name: string;
  /** The code. */
  code: string;
  /** Exact. */
  percent: string;
  /** The taxes of which the rate consists, in order. */
  components: TaxRateEventDataComponent[];
  /** Prices include this tax. */
  is_inclusive: boolean;
  /** The code of EN 16931. */
  category: string;
  /** How the tax is treated, such as `standard` or `reverse_charge`. */
  treatment: string;
  /** The first day on which it can be used; null if there is none. */
  valid_from: string | null;
  /** The last day on which it can be used; null if there is none. */
  valid_to: string | null;
  /** The boxes of the tax return, empty if it is in none. */
  boxes: TaxRateEventDataBoxes;
  /** The account for the tax on sales. */
  sales_account_id: string | null;
  /** The account for the tax on purchases. */
  purchase_account_id: string | null;
  /** False once archived. */
  is_active: boolean;
}

/** The boxes of the tax return, empty if it is in none. */
export interface TaxRateEventDataBoxes {
  /** For the net amounts of sales. */
  sales_net: string;
  /** For the tax on sales. */
  sales_tax: string;
  /** For the net amounts of purchases. */
  purchase_net: string;
  /** For the tax on purchases. */
  purchase_tax: string;
}

export interface TaxRateEventDataComponent {
  /** The name of the tax rate, unique per company. */
  name: string;
  /** Exact. */
  percent: string;
  /** Computed on net plus the components before it. */
  compound: boolean;
  /** Exact. */
  recoverable_percent: string;
  /** The account to which the amount is posted. */
  account_id: string | null;
}

/** An archived tax rate is restored */
export interface TaxRateRestoredEvent {
  /** The type of the event. */
  event: "tax_rate.restored";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: TaxRateEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A tax rate is changed */
export interface TaxRateUpdatedEvent {
  /** The type of the event. */
  event: "tax_rate.updated";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: TaxRateEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The tax of some days, by box. A draft shows the books as they are now; a filed one stays as it was filed. */
export interface TaxReturn {
  /** The id: a UUID. */
  id: string;
  /** The first day: the one after the last filed tax return, if there is one. */
  start_date: string;
  /** The last day. */
  end_date: string;
  /** `accrual`: each tax is in the return of its entry's date. `cash`: in proportion to what is settled of its document. By default that of the filed returns, which the next ones keep, or `accrual`. */
  basis: ReportBasis;
  /** The status. */
  status: TaxReturnStatus;
  /** The boxes that have lines. */
  boxes: TaxBoxAmount[];
  /** Tax on sales less deducted tax on purchases; less than zero is refunded. */
  tax_due: string;
  /** When it was filed; null if it is a draft. */
  filed_at: string | null;
  /** The user who filed it; null if it is a draft. */
  filed_by_id: string | null;
  /** The user who filed it; null until then. */
  filed_by: Person | null;
  /** The user who entered it; null for the system. */
  created_by: Person | null;
  /** What you may do with this object now. */
  allowed_actions: TaxReturnAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** A tax return is drafted */
export interface TaxReturnCreatedEvent {
  /** The type of the event. */
  event: "tax_return.created";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: TaxReturnEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A draft of a tax return is deleted */
export interface TaxReturnDeletedEvent {
  /** The type of the event. */
  event: "tax_return.deleted";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: TaxReturnEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `tax_return.created` and of all events that share it. */
export interface TaxReturnEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The first day. */
  start_date: string;
  /** The last day. */
  end_date: string;
  /** `accrual` or `cash`. */
  basis: string;
  /** `draft` or `filed`. */
  status: string;
  /** When it was filed; null if it is a draft. */
  filed_at: string | null;
}

/** A tax return is filed */
export interface TaxReturnFiledEvent {
  /** The type of the event. */
  event: "tax_return.filed";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: TaxReturnEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The taxes of some days. */
export interface TaxSummaryAnswer {
  /** The name of the report. */
  report: string;
  /** The title, for people. */
  title: string;
  /** The company. */
  company_id: string;
  /** The base currency. */
  currency: CurrencyCode;
  /** The first day. */
  start_date: string | null;
  /** The last day. */
  end_date: string;
  /** The moment asked for; null for now. */
  known_at: string | null;
  /** The rows, in order. */
  rows: TaxSummaryRow[];
}

/** A row: a tax rate in one box, a box, the tax due, or a tax account. */
export interface TaxSummaryRow {
  /** The type. */
  type: TaxSummaryRowType;
  /** The tax rate; null for no tax. */
  tax_rate_id: string | null;
  /** The code of the tax rate. */
  tax_code: string | null;
  /** The name of the tax rate. */
  tax_name: string | null;
  /** The percentage of the tax. */
  percent: string | null;
  /** Net or tax, of sales or purchases. */
  kind: string | null;
  /** The box of the tax return. */
  box: string | null;
  /** Of sales, credits less debits; of purchases, debits less credits. */
  amount: string | null;
  /** The account to which the amount is posted. */
  account_id: string | null;
  /** The code of the account. */
  code: string | null;
  /** The name of the account. */
  name: string | null;
  /** The balance before the first day, debits less credits. */
  opening: string | null;
  /** What the taxes of these days moved, debits less credits. */
  tax: string | null;
  /** What else moved the account, such as payments to the tax office. */
  other: string | null;
  /** The balance at the end of the last day. */
  closing: string | null;
  /** The date of the entry of a line. */
  date: string | null;
  /** The journal entry. */
  entry_id: string | null;
  /** The number of the entry in the journal. */
  entry_number: number | null;
  /** The line of the journal entry. */
  line_id: string | null;
  /** That of the line. */
  description: string | null;
  /** Of an account the query for GET /journal-entries with its entries. Of a tax rate, a box or the tax due that of this report with its lines; null with more than 5,000. */
  lines: string | null;
}

/** The delivery of a test. */
export interface TestDelivery {
  /** The id: a UUID. */
  id: string;
  /** The webhook. */
  webhook_id: string;
  /** The type of the event. */
  event: DeliveredEventType;
  /** Null for `webhook.test`. */
  event_id: string | null;
  /** The status. */
  status: DeliveryStatus;
  /** How many attempts we have made so far. */
  attempt_count: number;
  /** When the next attempt is due, not before a hold ends; null if there is none. */
  next_attempt_at: string | null;
  /** When the delivery succeeded or we gave up. */
  finished_at: string | null;
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** An access token, and a refresh token to get the next one. */
export interface TokenPair {
  /** Send it as `Authorization: Bearer …`. It is valid for one hour. */
  access_token: string;
  /** It can be used once. */
  refresh_token: string;
  /** `bearer` */
  token_type: string;
  /** Seconds until the access token expires. */
  expires_in: number;
}

/** What lines are tracked by, such as `Department`, with its options. A line has at most one option of each. */
export interface TrackingCategory {
  /** The id: a UUID. */
  id: string;
  /** The name. */
  name: string;
  /** In a request: the options to add or change. Those that are not given stay as they are. */
  options: TrackingOption[];
  /** False once archived: new lines cannot have its options. */
  is_active: boolean;
  /** What you may do with this object now. */
  allowed_actions: TrackingCategoryAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** A tracking category is archived */
export interface TrackingCategoryArchivedEvent {
  /** The type of the event. */
  event: "tracking_category.archived";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: TrackingCategoryEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A tracking category is added */
export interface TrackingCategoryCreatedEvent {
  /** The type of the event. */
  event: "tracking_category.created";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: TrackingCategoryEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A tracking category is deleted */
export interface TrackingCategoryDeletedEvent {
  /** The type of the event. */
  event: "tracking_category.deleted";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: TrackingCategoryEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `tracking_category.created` and of all events that share it. */
export interface TrackingCategoryEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The name. */
  name: string;
  /** False once archived. */
  is_active: boolean;
}

/** An archived tracking category is restored */
export interface TrackingCategoryRestoredEvent {
  /** The type of the event. */
  event: "tracking_category.restored";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: TrackingCategoryEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A tracking category or one of its options is changed, added or removed */
export interface TrackingCategoryUpdatedEvent {
  /** The type of the event. */
  event: "tracking_category.updated";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: TrackingCategoryEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** An option of a tracking category. Lines name it by its id. */
export interface TrackingOption {
  /** In a request: the option that is changed. Without one: the option of this name, or a new one. */
  id: string;
  /** The name, unique in its category. A new option needs one. */
  name: string;
  /** False once archived: new lines cannot have it. Default: true. */
  is_active: boolean;
  /** Whether a line or a budget ever had it. Then it can be archived, but not removed. */
  is_used: boolean;
}

/** Money moved between two accounts of the company. */
export interface Transfer {
  /** The id: a UUID. */
  id: string;
  /** The number of the transfer. Atlas gives it. */
  transfer_number: string;
  /** The account that the money leaves. */
  from_account_id: string;
  /** The account that the money reaches. */
  to_account_id: string;
  /** Default: today in the company's time zone. */
  date: string;
  /** The amount that leaves the first account, besides the fee. */
  amount: string;
  /** The amount that reaches the other account, in its currency. Default, and for accounts in one currency the only possible value: `amount`. */
  to_amount: string;
  /** What the bank charged the first account on top. */
  fee: TransferFee | null;
  /** Default: the currency of the account, or of an adjustment's contact. */
  currency: CurrencyCode;
  /** Units of the base currency per unit of the document's currency. Default: the rate of the date. */
  exchange_rate: string;
  /** Any reference of yours, such as an order number. */
  reference: string;
  /** The journal entry that posted it; null before that. */
  journal_entry_id: string;
  /** The date of the journal entry. */
  accounting_date: string;
  /** The status. */
  status: PaymentStatus;
  /** The date of the reversal. */
  void_date: string | null;
  /** Why it was voided. */
  void_reason: string;
  /** The journal entry that reverses it. */
  void_entry_id: string | null;
  /** When it was voided. */
  voided_at: string | null;
  /** The user who entered it; null for the system. */
  created_by: Person | null;
  /** The user who voided it; null until then. */
  voided_by: Person | null;
  /** Your own id for this object, unique per company and kind. */
  external_id: string | null;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata: Record<string, string>;
  /** What you may do with this object now. */
  allowed_actions: TransferAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** Money is moved between own accounts */
export interface TransferCreatedEvent {
  /** The type of the event. */
  event: "transfer.created";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: TransferEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `transfer.created` and of all events that share it. */
export interface TransferEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The number of the transfer. Atlas gives it. */
  transfer_number: string;
  /** The status. */
  status: PaymentStatus;
  /** The account that the money leaves. */
  from_account_id: string;
  /** The account that the money reaches. */
  to_account_id: string;
  /** Your own id for it. */
  external_id: string | null;
  /** Your own keys and texts. */
  metadata: Record<string, string>;
  /** The accounting date: the day on which it is posted. */
  date: string;
  /** What left the first account, beside the fee. */
  amount: string;
  /** What reached the other account, in its currency. */
  to_amount: string;
  /** The account that the fee is booked to. */
  fee_account_id: string | null;
  /** The fee that the bank took. */
  fee_amount: string;
  /** ISO 4217. */
  currency: string;
  /** Any reference of yours, such as an order number. */
  reference: string;
  /** The date of the void; null if it was not voided. */
  void_date: string | null;
  /** Why it was voided; empty if it was not, or nobody said why. */
  void_reason: string;
}

/** What the bank charged for a transfer, on top of its amount. */
export interface TransferFee {
  /** The account to which the fee is debited. */
  account_id: string;
  /** The fee. */
  amount: string;
  /** Options of tracking categories, by their ids: at most one of each category, in any order. */
  tracking: string[];
}

/** The reference, external_id or metadata of a transfer change */
export interface TransferUpdatedEvent {
  /** The type of the event. */
  event: "transfer.updated";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: TransferEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A transfer is voided */
export interface TransferVoidedEvent {
  /** The type of the event. */
  event: "transfer.voided";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: TransferEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** What is open in other currencies on a day, at its closing rates. */
export interface UnrealisedAnswer {
  /** The name of the report. */
  report: string;
  /** The title, for people. */
  title: string;
  /** The company. */
  company_id: string;
  /** The base currency. */
  currency: CurrencyCode;
  /** The first day. */
  start_date: string | null;
  /** The last day. */
  end_date: string;
  /** The moment asked for; null for now. */
  known_at: string | null;
  /** The rows, in order. */
  rows: UnrealisedRow[];
}

/** A row: a document, an account in one currency, or the total. Debits are positive, and so are gains. */
export interface UnrealisedRow {
  /** The type. */
  type: UnrealisedRowType;
  /** The account to which the amount is posted. */
  account_id: string | null;
  /** The code of the account. */
  code: string | null;
  /** The name of the account. */
  name: string | null;
  /** The customer or vendor that the line is about. */
  contact_id: string | null;
  /** The name of the contact. */
  contact_name: string | null;
  /** The document. */
  id: string | null;
  /** The kind of document, such as `invoice` or `payment`. */
  kind: string | null;
  /** The number of the document; null on other rows. */
  number: string | null;
  /** When it was posted. */
  date: string | null;
  /** The ISO 4217 code of the currency. */
  currency: CurrencyCode | null;
  /** What is open, in its currency. */
  amount: string | null;
  /** What it was posted at, in the base currency. */
  base_amount: string;
  /** The closing rate; null if there is none of the last 30 days. */
  rate: string | null;
  /** What is open at the closing rate; null without a rate. */
  revalued_amount: string | null;
  /** What a revaluation would gain; null without a rate. */
  difference: string | null;
  /** The query for GET /journal-entries that lists the entries behind an account: their lines on it, in this currency, add up to `amount` and `base_amount`. Null for documents (see `id`) and for the total. */
  lines: string | null;
}

/** A person of the organization. */
export interface User {
  /** The id: a UUID. */
  id: string;
  /** The e-mail address. */
  email: string;
  /** The name of the person. */
  full_name: string;
  /** The role. */
  role: OrganizationRole;
  /** Whether the user can sign in. */
  is_active: boolean;
  /** `invited` until the invitation is accepted; `inactive` while `is_active` is false. */
  status: UserStatus;
  /** What you may do with this object now. */
  allowed_actions: UserAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** A person of the organization, in short. */
export interface UserSummary {
  /** The id: a UUID. */
  id: string;
  /** The e-mail address. */
  email: string;
  /** The name of the person. */
  full_name: string;
  /** The role. */
  role: OrganizationRole;
}

/** A credit from a vendor; `vendor_credit_number` is the vendor's own. Amounts are in its currency; `amount` is the total with tax. */
export interface VendorCredit {
  /** The id: a UUID. */
  id: string;
  /** The number that the vendor put on the credit, unique per vendor. */
  vendor_credit_number: string;
  /** The vendor. Default, with `bill_id`: that of the bill. */
  vendor_id: string;
  /** The bill that it credits, if it is of one. */
  bill_id: string | null;
  /** Why it was issued. */
  reason: string;
  /** When it was issued. */
  issued_at: string | null;
  /** The user who issued it; null until then. */
  issued_by: Person | null;
  /** The bills that it settles. */
  allocations: VendorCreditAllocation[];
  /** What is applied to documents. */
  applied_amount: string;
  /** What is not applied yet: an open credit of the contact. */
  unapplied_amount: string;
  /** Whether the opening balances made it: it is of the former system. */
  is_opening: boolean;
  /** Default: today in the company's time zone. */
  issue_date: string;
  /** The day on which goods were delivered or a service was completed, if it is not the issue date. It is on the PDF, and posts nothing: periods, taxes and exchange rates go by the issue date. */
  supply_date: string | null;
  /** The status. `partially_applied` and `applied` follow from the amounts. */
  status: CreditStatus;
  /** Default: the currency of the contact. */
  currency: CurrencyCode;
  /** Units of the base currency per unit of the document's currency. Default: that of the issue date. */
  exchange_rate: string;
  /** Where tax is rounded: on each `line`, or once for each category and percentage on the `document`. */
  tax_rounding: TaxRounding;
  /** The sum of the lines without tax. */
  subtotal: string;
  /** The tax of all lines. */
  tax_total: string;
  /** The total with tax. */
  amount: string;
  /** The total in the company's base currency. */
  total_base: string;
  /** The taxes in the company's base currency, as they are posted. */
  tax_total_base: string;
  /** Any reference of yours, such as an order number. */
  reference: string;
  /** A note for the reader of the document. */
  notes: string;
  /** Default, with `bill_id`: all that is left of the bill. In a PATCH, they replace all existing lines. */
  lines: VendorCreditLine[];
  /** The journal entry that posted it; null before that. */
  journal_entry_id: string | null;
  /** The date of the journal entry; null until it is posted. */
  accounting_date: string | null;
  /** The date of the reversal. */
  void_date: string | null;
  /** Why it was voided. */
  void_reason: string;
  /** The journal entry that reverses it. */
  void_entry_id: string | null;
  /** When it was voided. */
  voided_at: string | null;
  /** The user who entered it; null for the system. */
  created_by: Person | null;
  /** The user who voided it; null until then. */
  voided_by: Person | null;
  /** Your own id for this object, unique per company and kind. */
  external_id: string | null;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata: Record<string, string>;
  /** What you may do with this object now. */
  allowed_actions: VendorCreditAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** How much of a vendor credit settles a bill. */
export interface VendorCreditAllocation {
  /** The id: a UUID. */
  id: string;
  /** The bill. Null if it settles a refund or an adjustment. */
  bill_id: string | null;
  /** The refund that pays it back. */
  payment_id: string | null;
  /** The adjustment that it settles. */
  adjustment_id: string | null;
  /** Default: as much as is open and left. */
  amount: string;
  /** Default: the `date` of the request. */
  date: string;
  /** The realised exchange gain in the base currency, negative for a loss. */
  exchange_difference: string;
}

/** A vendor credit is applied to bills */
export interface VendorCreditAppliedEvent {
  /** The type of the event. */
  event: "vendor_credit.applied";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: VendorCreditEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** What became of the items of a batch. */
export interface VendorCreditBatch {
  /** Those that were created, in the order given. */
  items: VendorCredit[];
  /** Those that were not. Empty without `partial`. */
  failed: BatchFailure[];
}

/** A new vendor credit is entered */
export interface VendorCreditCreatedEvent {
  /** The type of the event. */
  event: "vendor_credit.created";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: VendorCreditEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A draft of a vendor credit is deleted */
export interface VendorCreditDeletedEvent {
  /** The type of the event. */
  event: "vendor_credit.deleted";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: VendorCreditEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** The `data` of `vendor_credit.created` and of all events that share it. */
export interface VendorCreditEventData {
  /** The id: a UUID. */
  id: string;
  /** The company. */
  company_id: string;
  /** The number that the vendor put on the credit, unique per vendor. */
  vendor_credit_number: string;
  /** The vendor. */
  vendor_id: string;
  /** The bill that it credits, if it is of one. */
  bill_id: string | null;
  /** The status. `partially_applied` and `applied` follow from the amounts. */
  status: CreditStatus;
  /** Your own id for it. */
  external_id: string | null;
  /** Your own keys and texts. */
  metadata: Record<string, string>;
  /** The date on the document. */
  issue_date: string;
  /** The day of the supply; null if none is given. */
  supply_date: string | null;
  /** Why it was issued. */
  reason: string;
  /** The sum of the lines without tax. */
  subtotal: string;
  /** The sum of their taxes. */
  tax_total: string;
  /** The total with tax. Exact, with the decimals of the currency. */
  amount: string;
  /** What is applied to documents. */
  applied_amount: string;
  /** What is not applied yet. */
  unapplied_amount: string;
  /** ISO 4217. */
  currency: string;
  /** Any reference of yours, such as an order number. */
  reference: string;
  /** The date of the void; null if it was not voided. */
  void_date: string | null;
  /** Why it was voided; empty if it was not, or nobody said why. */
  void_reason: string;
  /** The allocations that this event made or took back. */
  allocations: VendorCreditEventDataAllocation[];
}

export interface VendorCreditEventDataAllocation {
  /** The id: a UUID. */
  id: string;
  /** The bill. */
  bill_id: string | null;
  /** The accounting date: the day on which it is posted. */
  date: string;
  /** Negative if an allocation is taken back. */
  amount: string;
  /** The realised exchange gain in the base currency, negative for a loss. */
  exchange_difference: string;
  /** The allocation that this one takes back. */
  reverses_id: string | null;
}

/** A vendor credit is issued */
export interface VendorCreditIssuedEvent {
  /** The type of the event. */
  event: "vendor_credit.issued";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: VendorCreditEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A line of a vendor credit. With `bill_line_id` all else has a default; item and tax rate are that line's. */
export interface VendorCreditLine {
  /** The line of the bill that it credits. */
  bill_line_id: string | null;
  /** The id: a UUID. */
  id: string;
  /** What is sold or bought. Default: that of the line that it credits, or else the description of the item or its name. */
  description: string;
  /** Default: 1. */
  quantity: string;
  /** What the quantity counts, such as `hour`. Default: the unit of the line that it credits, with its quantity or one of your own; or else that of the item; or else empty. */
  unit: string;
  /** Default: the price of the line that it credits, or what is left of it, or else that of the item. Required without these. */
  unit_price: string;
  /** The discount in percent. Default: 0. */
  discount_percent: string;
  /** The product or service. Default: that of the line that it credits. If it credits no line, what the line leaves out is taken from it: for sales or for purchases. */
  item_id: string | null;
  /** The account to which the line is posted. Default: that of the line that it credits, or else of the item. Required without these. */
  account_id: string;
  /** The tax rate; null for no tax. Default: that of the line that it credits, or else of the item. */
  tax_rate_id: string | null;
  /** Options of tracking categories, by their ids: at most one of each category, in any order. */
  tracking: string[];
  /** The line without tax: quantity × unit price, less the discount. */
  amount: string;
  /** As printed by the vendor; at most 1 % or 0.05 from the default, the tax that the rate gives. */
  tax_amount: string;
}

/** Allocations of a vendor credit are taken back */
export interface VendorCreditUnappliedEvent {
  /** The type of the event. */
  event: "vendor_credit.unapplied";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: VendorCreditEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A vendor credit is changed */
export interface VendorCreditUpdatedEvent {
  /** The type of the event. */
  event: "vendor_credit.updated";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: VendorCreditEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** A vendor credit is voided */
export interface VendorCreditVoidedEvent {
  /** The type of the event. */
  event: "vendor_credit.voided";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: VendorCreditEventData;
  /** The event's number in the company: from 1, without gaps. */
  sequence: number;
}

/** An address to which events are sent. */
export interface Webhook {
  /** The id: a UUID. */
  id: string;
  /** An https address on the public internet. The port is 443 or above 1023. */
  url: string;
  /** What it is, in your words. */
  description: string;
  /** The types of events to send, or only `*` for all. */
  events: string[];
  /** Empty for all companies. */
  company_id: string | null;
  /** Whether events are sent to the endpoint. */
  enabled: boolean;
  /** `active`, `failing` (the last attempts failed), `held` (only tests are sent for now) or `disabled`. */
  status: WebhookStatus;
  /** Why the endpoint was disabled; empty while it is enabled. */
  disabled_reason: WebhookDisabledReason;
  /** When the endpoint was disabled. */
  disabled_at: string | null;
  /** How many attempts have failed since the last success. */
  consecutive_failures: number;
  /** When the hold ends; null if there is none. */
  held_until: string | null;
  /** `retry_after`: the endpoint asked us to wait (429 or 503 with Retry-After). `breaker`: too many attempts in a row failed. */
  hold_reason: WebhookHoldReason;
  /** When the last attempt was made. */
  last_delivery_at: string | null;
  /** When a delivery to this endpoint last succeeded. */
  last_success_at: string | null;
  /** Which secret signs `X-Atlas-Signature`: `current` or, during a rotation, perhaps `previous`. */
  header_secret: WebhookHeaderSecret;
  /** When the previous secret stops signing. */
  previous_secret_expires_at: string | null;
  /** What you may do with this object now. */
  allowed_actions: WebhookAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
}

/** How much a replay sends. */
export interface WebhookReplay {
  /** How many deliveries are waiting to be sent now. */
  queued: number;
  /** The `since` of the next request, if there are more events than one replay takes; else null. */
  next_since: string | null;
}

/** You asked for a test of a webhook */
export interface WebhookTestEvent {
  /** The type of the event. */
  event: "webhook.test";
  /** When it happened, to the second. */
  timestamp: string;
  /** The same moment, to the millisecond. */
  occurred_at: string;
  /** What the event is about, as it stood then. */
  data: WebhookTestEventData;
}

/** The `data` of `webhook.test` and of all events that share it. */
export interface WebhookTestEventData {
  /** The webhook that is tested. */
  id: string;
  /** What is wrong, for a person. */
  message: string;
}

/** A webhook, with its secret. */
export interface WebhookWithSecret {
  /** The id: a UUID. */
  id: string;
  /** An https address on the public internet. The port is 443 or above 1023. */
  url: string;
  /** What it is, in your words. */
  description: string;
  /** The types of events to send, or only `*` for all. */
  events: string[];
  /** Empty for all companies. */
  company_id: string | null;
  /** Whether events are sent to the endpoint. */
  enabled: boolean;
  /** `active`, `failing` (the last attempts failed), `held` (only tests are sent for now) or `disabled`. */
  status: WebhookStatus;
  /** Why the endpoint was disabled; empty while it is enabled. */
  disabled_reason: WebhookDisabledReason;
  /** When the endpoint was disabled. */
  disabled_at: string | null;
  /** How many attempts have failed since the last success. */
  consecutive_failures: number;
  /** When the hold ends; null if there is none. */
  held_until: string | null;
  /** `retry_after`: the endpoint asked us to wait (429 or 503 with Retry-After). `breaker`: too many attempts in a row failed. */
  hold_reason: WebhookHoldReason;
  /** When the last attempt was made. */
  last_delivery_at: string | null;
  /** When a delivery to this endpoint last succeeded. */
  last_success_at: string | null;
  /** Which secret signs `X-Atlas-Signature`: `current` or, during a rotation, perhaps `previous`. */
  header_secret: WebhookHeaderSecret;
  /** When the previous secret stops signing. */
  previous_secret_expires_at: string | null;
  /** What you may do with this object now. */
  allowed_actions: WebhookAction[];
  /** When the object was created. */
  created_at: string;
  /** When the object last changed. */
  updated_at: string;
  /** 16 to 128 printable ASCII characters. If you give none, we generate one. Only the response to this request shows it. */
  secret: string;
}

/** A line of an adjustment. */
export interface AdjustmentLineParams {
  /** The account to which the amount is posted. */
  account_id: string;
  /** What it is, in your words. */
  description?: string | undefined;
  /** What is owed less, tax included. Negative if more is owed. It must not be zero. */
  amount: Exact;
  /** The tax rate; null for no tax. */
  tax_rate_id?: string | null | undefined;
  /** Options of tracking categories, by their ids: at most one of each category, in any order. */
  tracking?: string[] | undefined;
}

/** How much of a payment or an adjustment settles another document, which exactly one of the ids names. */
export interface AllocationParams {
  /** The invoice. */
  invoice_id?: string | null | undefined;
  /** The bill. */
  bill_id?: string | null | undefined;
  /** A credit note, which a refund pays back. */
  credit_note_id?: string | null | undefined;
  /** A vendor credit, which a refund pays back. */
  vendor_credit_id?: string | null | undefined;
  /** A payment with an open rest, which a refund pays back. */
  payment_id?: string | null | undefined;
  /** The adjustment. */
  adjustment_id?: string | null | undefined;
  /** How much of it settles the document. */
  amount: Exact;
  /** Default: the `date` of `allocate`; in a new payment or adjustment, the first day on which both are posted and nothing of the other is taken back later. */
  date?: string | undefined;
}

/** A line of a bank transaction. */
export interface BankTransactionLineParams {
  /** The account to which the amount is posted. */
  account_id: string;
  /** What it is, in your words. */
  description?: string | undefined;
  /** With tax if `tax_inclusive`, otherwise without. May be negative, but not zero. */
  amount: Exact;
  /** The tax rate; null for no tax. */
  tax_rate_id?: string | null | undefined;
  /** Options of tracking categories, by their ids: at most one of each category, in any order. */
  tracking?: string[] | undefined;
}

/** A request as it would be sent on its own, with references to earlier responses. */
export interface BatchOperationParams {
  /** The name by which later operations refer to this one. */
  name?: string | undefined;
  /** The HTTP method. */
  method: BatchMethod;
  /** The path below `/api/v1`, without a query. `{invoice.id}` is the id in the response to `invoice`. */
  path: string;
  /** The body. In place of any value, `{"ref": "invoice.amount"}` takes one from an earlier response. */
  body?: Record<string, unknown> | undefined;
  /** The entity tag for the header `If-Match`. */
  if_match?: string | undefined;
}

/** A line of a bill. `amount` is without discount and tax; `tax_amount` is added to it. */
export interface BillLineParams {
  /** What is sold or bought. Default: the description of the item, or else its name. */
  description?: string | undefined;
  /** Default: 1. */
  quantity?: Exact | undefined;
  /** What the quantity counts, such as `hour`. Default: the unit of the item, or else empty. */
  unit?: string | undefined;
  /** Without tax, or with tax if the tax rate is inclusive. Default: the price of the item, if it is in the currency of the document. Required without an item. */
  unit_price?: Exact | undefined;
  /** The discount in percent. Default: 0. */
  discount_percent?: Exact | undefined;
  /** The product or service. What the line leaves out is taken from it: for sales or for purchases. */
  item_id?: string | null | undefined;
  /** The account to which the line is posted. Default: that of the item. Required without an item. */
  account_id?: string | undefined;
  /** The tax rate; null for no tax. Default: that of the item. */
  tax_rate_id?: string | null | undefined;
  /** Options of tracking categories, by their ids: at most one of each category, in any order. */
  tracking?: string[] | undefined;
  /** As printed on the bill; at most 1 % or 0.05 from the tax that the rate gives, which is the default. */
  tax_amount?: Exact | undefined;
}

/** A bill from a vendor; `bill_number` is the vendor's own. Amounts are in its currency; `amount` is the total with tax. */
export interface BillParams {
  /** The number that the vendor put on the bill, unique per vendor. */
  bill_number: string;
  /** The vendor. */
  vendor_id: string;
  /** Default: today in the company's time zone. */
  issue_date?: string | undefined;
  /** The day on which goods were delivered or a service was completed, if it is not the issue date. It is on the PDF, and posts nothing: periods, taxes and exchange rates go by the issue date. */
  supply_date?: string | null | undefined;
  /** Default: the issue date plus the contact's payment terms. */
  due_date?: string | undefined;
  /** Default: the currency of the contact. */
  currency?: CurrencyCode | undefined;
  /** Units of the base currency per unit of the document's currency. Default: that of the issue date. */
  exchange_rate?: Exact | undefined;
  /** As printed on the bill. By default the sum of the lines' taxes, from which it may differ by 1 %, or by 0.05 for each line. */
  tax_total?: Exact | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** A note for the reader of the document. */
  notes?: string | undefined;
  /** What was bought: one line per account, tax rate or product. */
  lines: BillLineParams[];
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
  /** The total you expect. If ours differs, the request fails with 422. */
  expected_total?: Exact | undefined;
}

/** What is planned for an account. */
export interface BudgetLineParams {
  /** An account of type `revenue` or `expense`. */
  account_id: string;
  /** An amount for each month of the budget, in order, in the base currency. As in the profit and loss, revenue and expenses are both positive. */
  amounts: Exact[];
}

/** A customer or a vendor. */
export interface ContactParams {
  /** The name of the customer or vendor. */
  name: string;
  /** The e-mail address. */
  email?: string | undefined;
  /** The telephone number. */
  phone?: string | undefined;
  /** The tax number, such as a VAT id. */
  tax_number?: string | undefined;
  /** Default: the base currency of the company. */
  currency?: CurrencyCode | undefined;
  /** Days from the issue date to the due date of this contact's documents. */
  payment_terms_days?: number | undefined;
  /** The address for documents, with line breaks. */
  billing_address?: string | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
}

/** How much of a credit note settles an invoice. */
export interface CreditNoteAllocationParams {
  /** The invoice. Null if it settles a refund or an adjustment. */
  invoice_id: string | null;
  /** Default: as much as is open and left. */
  amount?: Exact | undefined;
  /** Default: the `date` of the request. */
  date?: string | undefined;
}

/** A line of a credit note. With `invoice_line_id` all else has a default; item and tax rate are that line's. */
export interface CreditNoteLineParams {
  /** The line of the invoice that it credits. */
  invoice_line_id?: string | null | undefined;
  /** What is sold or bought. Default: that of the line that it credits, or else the description of the item or its name. */
  description?: string | undefined;
  /** Default: 1. */
  quantity?: Exact | undefined;
  /** What the quantity counts, such as `hour`. Default: the unit of the line that it credits, with its quantity or one of your own; or else that of the item; or else empty. */
  unit?: string | undefined;
  /** Default: the price of the line that it credits, or what is left of it, or else that of the item. Required without these. */
  unit_price?: Exact | undefined;
  /** The discount in percent. Default: 0. */
  discount_percent?: Exact | undefined;
  /** The product or service. Default: that of the line that it credits. If it credits no line, what the line leaves out is taken from it: for sales or for purchases. */
  item_id?: string | null | undefined;
  /** The account to which the line is posted. Default: that of the line that it credits, or else of the item. Required without these. */
  account_id?: string | undefined;
  /** The tax rate; null for no tax. Default: that of the line that it credits, or else of the item. */
  tax_rate_id?: string | null | undefined;
  /** Options of tracking categories, by their ids: at most one of each category, in any order. */
  tracking?: string[] | undefined;
}

/** A credit note to a customer. Amounts are in its currency; `amount` is the total with tax. */
export interface CreditNoteParams {
  /** The number of the credit note, unique per company. By default it gets one when issued. */
  credit_note_number?: string | null | undefined;
  /** The customer. Default, with `invoice_id`: that of the invoice. */
  customer_id?: string | undefined;
  /** The invoice that it credits, if it is of one. */
  invoice_id?: string | null | undefined;
  /** Why it was issued. */
  reason?: string | undefined;
  /** Default: today in the company's time zone. */
  issue_date?: string | undefined;
  /** The day on which goods were delivered or a service was completed, if it is not the issue date. It is on the PDF, and posts nothing: periods, taxes and exchange rates go by the issue date. */
  supply_date?: string | null | undefined;
  /** Default: the currency of the contact. */
  currency?: CurrencyCode | undefined;
  /** Units of the base currency per unit of the document's currency. Default: that of the issue date. */
  exchange_rate?: Exact | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** A note for the reader of the document. */
  notes?: string | undefined;
  /** Default, with `invoice_id`: all that is left of the invoice. In a PATCH, they replace all existing lines. */
  lines?: CreditNoteLineParams[] | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
  /** The total you expect. If ours differs, the request fails with 422. */
  expected_total?: Exact | undefined;
}

/** An amount that the bank deducted, and the account to which it is debited. */
export interface DeductionParams {
  /** The account to which the amount is posted. */
  account_id: string;
  /** The amount deducted. */
  amount: Exact;
  /** Options of tracking categories, by their ids: at most one of each category, in any order. */
  tracking?: string[] | undefined;
}

/** The actual amounts that a budget begins with: those of as many months as it has. */
export interface FromActualsParams {
  /** The first day of the first month whose amounts are taken. */
  start_date: string;
  /** How much more to plan: 5 is 5 % more, -10 is 10 % less. Default: 0. */
  percent?: Exact | undefined;
  /** Only lines with one of these options of tracking categories; of several, with one of each. Default: the options of the budget. */
  tracking?: string[] | undefined;
}

/** A line of an invoice. `amount` is without discount and tax; `tax_amount` is added to it. */
export interface InvoiceLineParams {
  /** What is sold or bought. Default: the description of the item, or else its name. */
  description?: string | undefined;
  /** Default: 1. */
  quantity?: Exact | undefined;
  /** What the quantity counts, such as `hour`. Default: the unit of the item, or else empty. */
  unit?: string | undefined;
  /** Without tax, or with tax if the tax rate is inclusive. Default: the price of the item, if it is in the currency of the document. Required without an item. */
  unit_price?: Exact | undefined;
  /** The discount in percent. Default: 0. */
  discount_percent?: Exact | undefined;
  /** The product or service. What the line leaves out is taken from it: for sales or for purchases. */
  item_id?: string | null | undefined;
  /** The account to which the line is posted. Default: that of the item. Required without an item. */
  account_id?: string | undefined;
  /** The tax rate; null for no tax. Default: that of the item. */
  tax_rate_id?: string | null | undefined;
  /** Options of tracking categories, by their ids: at most one of each category, in any order. */
  tracking?: string[] | undefined;
}

/** An invoice to a customer. Amounts are in its currency; `amount` is the total with tax. */
export interface InvoiceParams {
  /** The number of the invoice, unique per company. By default it gets one when it is sent. */
  invoice_number?: string | null | undefined;
  /** The customer. */
  customer_id: string;
  /** Also send it, as `POST /invoices/{id}/send` does. Default: false. */
  send?: boolean | undefined;
  /** Default: today in the company's time zone. */
  issue_date?: string | undefined;
  /** The day on which goods were delivered or a service was completed, if it is not the issue date. It is on the PDF, and posts nothing: periods, taxes and exchange rates go by the issue date. */
  supply_date?: string | null | undefined;
  /** Default: the issue date plus the contact's payment terms. */
  due_date?: string | undefined;
  /** Default: the currency of the contact. */
  currency?: CurrencyCode | undefined;
  /** Units of the base currency per unit of the document's currency. Default: that of the issue date. */
  exchange_rate?: Exact | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** A note for the reader of the document. */
  notes?: string | undefined;
  /** What is sold: one line per account, tax rate or product. */
  lines: InvoiceLineParams[];
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
  /** The total you expect. If ours differs, the request fails with 422. */
  expected_total?: Exact | undefined;
}

/** A product or a service. A line with its `item_id` takes from it what it leaves out; an item posts nothing. */
export interface ItemParams {
  /** Your article number, unique per company; or empty. */
  code?: string | undefined;
  /** The name. */
  name: string;
  /** What lines say. Default: they say its name. */
  description?: string | undefined;
  /** What the price is for, such as `hour`; or empty. */
  unit?: string | undefined;
  /** The currency of its prices. Default: the base currency of the company. */
  currency?: CurrencyCode | undefined;
  /** The unit price on invoices and credit notes; null if it has none. */
  sales_price?: Exact | null | undefined;
  /** The account of revenue to which its sales are posted. */
  sales_account_id?: string | null | undefined;
  /** The tax rate of its sales. */
  sales_tax_rate_id?: string | null | undefined;
  /** The unit price on bills and vendor credits; null if it has none. */
  purchase_price?: Exact | null | undefined;
  /** The account to which its purchases are posted. */
  purchase_account_id?: string | null | undefined;
  /** The tax rate of its purchases. */
  purchase_tax_rate_id?: string | null | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
}

/** An entry of a batch. All are posted. */
export interface JournalEntryBatchItemParams {
  /** The accounting date: the day on which it is posted. */
  date: string;
  /** What the entry is about. */
  memo?: string | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** In a request: `standard`, `opening` or `adjusting`. */
  entry_type?: JournalEntryType | undefined;
  /** For an accrual: the day of its reversal, which is posted together with it. It must be after `date`, and at most 366 days ahead. */
  reverse_on?: string | null | undefined;
  /** The lines. In a PATCH, they replace all existing lines. */
  lines: JournalLineParams[];
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
}

/** A line of a journal entry to write: a debit or a credit. */
export interface JournalLineParams {
  /** The account to which the amount is posted. */
  account_id: string;
  /** What the line is about. */
  description?: string | undefined;
  /** The debit in the base currency. A line has either a debit or a credit. */
  debit?: Exact | undefined;
  /** The credit in the base currency. A line has either a debit or a credit. */
  credit?: Exact | undefined;
  /** The currency of `currency_amount`. In a request, it can only be that of the account. */
  currency?: CurrencyCode | undefined;
  /** The same amount in `currency`, debit positive and credit negative. An account that is kept in another currency than the company's requires it; 0 changes only the base amount. */
  currency_amount?: Exact | undefined;
  /** The customer or vendor that the line is about. */
  contact_id?: string | null | undefined;
  /** The tax rate, if the line is for the tax return. */
  tax_rate_id?: string | null | undefined;
  /** For a tax line: the net amount that was taxed, debit positive. Null for a net line. */
  tax_base?: Exact | null | undefined;
  /** What it is for the tax return. By default it follows from `tax_base` and the type of the account. */
  tax_kind?: TaxKind | null | undefined;
  /** Options of tracking categories, by their ids: at most one of each category, in any order. */
  tracking?: string[] | undefined;
}

/** The balance of an account when the books began here. */
export interface OpeningBalanceParams {
  /** The account. Receivables and payables come from the open documents. */
  account_id: string;
  /** The balance, if it is a debit. */
  debit?: Exact | undefined;
  /** The balance, if it is a credit. */
  credit?: Exact | undefined;
  /** In a request, it can only be that of the account. */
  currency?: CurrencyCode | undefined;
  /** The balance in `currency`, debit positive and credit negative: required for an account that is kept in another currency than the company's. */
  currency_amount?: Exact | undefined;
}

/** An open bill of the former system. */
export interface OpeningBillParams {
  /** The date on the document, on the day of the balances or before. */
  issue_date: string;
  /** Default: the currency of the contact. */
  currency?: CurrencyCode | undefined;
  /** Units of the base currency per unit of the document's currency. Default: that of the day of the balances. */
  exchange_rate?: Exact | undefined;
  /** What was still open, tax included, in `currency`. */
  amount: Exact;
  /** Default: the issue date. */
  due_date?: string | undefined;
  /** The vendor. */
  vendor_id: string;
  /** The number that the vendor put on it. */
  bill_number: string;
}

/** What a customer had to their credit in the former system: a credit note, or a payment without an invoice. */
export interface OpeningCreditNoteParams {
  /** The date on the document, on the day of the balances or before. */
  issue_date: string;
  /** Default: the currency of the contact. */
  currency?: CurrencyCode | undefined;
  /** Units of the base currency per unit of the document's currency. Default: that of the day of the balances. */
  exchange_rate?: Exact | undefined;
  /** What was still open, tax included, in `currency`. */
  amount: Exact;
  /** The customer. */
  customer_id: string;
  /** Its number in the former system. */
  credit_note_number: string;
}

/** An open invoice of the former system. */
export interface OpeningInvoiceParams {
  /** The date on the document, on the day of the balances or before. */
  issue_date: string;
  /** Default: the currency of the contact. */
  currency?: CurrencyCode | undefined;
  /** Units of the base currency per unit of the document's currency. Default: that of the day of the balances. */
  exchange_rate?: Exact | undefined;
  /** What was still open, tax included, in `currency`. */
  amount: Exact;
  /** Default: the issue date. */
  due_date?: string | undefined;
  /** The customer. */
  customer_id: string;
  /** Its number in the former system. */
  invoice_number: string;
}

/** What a vendor still owed in the former system: a credit, or a payment without a bill. */
export interface OpeningVendorCreditParams {
  /** The date on the document, on the day of the balances or before. */
  issue_date: string;
  /** Default: the currency of the contact. */
  currency?: CurrencyCode | undefined;
  /** Units of the base currency per unit of the document's currency. Default: that of the day of the balances. */
  exchange_rate?: Exact | undefined;
  /** What was still open, tax included, in `currency`. */
  amount: Exact;
  /** The vendor. */
  vendor_id: string;
  /** The number that the vendor put on it. */
  vendor_credit_number: string;
}

/** A payment received from a customer or made to a vendor, or a refund the other way. Amounts are in its currency. */
export interface PaymentParams {
  /** The number of the payment, unique per company. */
  payment_number?: string | undefined;
  /** `received` from a customer, or `made` to a vendor; the other way for a refund. */
  type: PaymentType;
  /** The customer, for a payment received or a refund made. */
  customer_id?: string | null | undefined;
  /** The vendor, for a payment made or a refund received. */
  vendor_id?: string | null | undefined;
  /** Default: today in the company's time zone. */
  date?: string | undefined;
  /** The amount that settles documents. The bank account also moves by the deductions. */
  amount: Exact;
  /** Default: the currency of the contact. */
  currency?: CurrencyCode | undefined;
  /** Units of the base currency per unit of the payment's currency. Default: what follows from `account_amount`, or the rate of the date. */
  exchange_rate?: Exact | undefined;
  /** The bank, cash, card or clearing account of the money. */
  account_id: string;
  /** What the bank booked, if the account has another currency than the payment: in the account's. Otherwise null. */
  account_amount?: Exact | null | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** A note of yours. */
  notes?: string | undefined;
  /** The documents that it settles, with the amount for each. */
  allocations?: AllocationParams[] | undefined;
  /** What the bank deducted, such as fees: an account and an amount each. */
  deductions?: DeductionParams[] | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
  /** If the period is closed: fail with 409 (`refuse`), or use the first open day up to today (`next_open`). */
  on_closed_period?: OnClosedPeriod | undefined;
}

/** The bills that a template makes. They are due by the terms of the vendor. */
export interface RecurringBillParams {
  /** Default: the currency of the contact, on the day. */
  currency?: CurrencyCode | null | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** A note for the reader of the document. */
  notes?: string | undefined;
  /** The lines of each document. */
  lines: RecurringLineParams[];
  /** The vendor. */
  vendor_id: string;
  /** How the number of each bill begins. Its date follows: `RENT` becomes `RENT-2026-03-31`. */
  bill_number: string;
}

/** A line of the entries that a template makes. */
export interface RecurringEntryLineParams {
  /** The account to which the amount is posted. */
  account_id: string;
  /** What the line is about. */
  description?: string | undefined;
  /** The debit in the base currency. */
  debit?: Exact | undefined;
  /** The credit in the base currency. */
  credit?: Exact | undefined;
  /** The customer or vendor that the line is about. */
  contact_id?: string | null | undefined;
  /** Options of tracking categories, by their ids: at most one of each category, in any order. */
  tracking?: string[] | undefined;
  /** The tax rate, if the line is for the tax return. It must be valid on the date of each entry. */
  tax_rate_id?: string | null | undefined;
  /** For a tax line: the net amount that was taxed, debit positive. Null for a net line. */
  tax_base?: Exact | null | undefined;
  /** What it is for the tax return. By default it follows from `tax_base` and the type of the account. */
  tax_kind?: TaxKind | null | undefined;
}

/** The journal entries that a template makes. */
export interface RecurringEntryParams {
  /** What the entry is about. */
  memo?: string | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** Debits and credits. */
  lines: RecurringEntryLineParams[];
}

/** The invoices that a template makes. They are due by the terms of the customer. */
export interface RecurringInvoiceParams {
  /** Default: the currency of the contact, on the day. */
  currency?: CurrencyCode | null | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** A note for the reader of the document. */
  notes?: string | undefined;
  /** The lines of each document. */
  lines: RecurringLineParams[];
  /** The customer. */
  customer_id: string;
}

/** A line of the invoices or bills that a template makes. */
export interface RecurringLineParams {
  /** The product or service. What the line leaves out is taken from it when the template is written. */
  item_id?: string | null | undefined;
  /** The account to which the line is posted. Default: that of the item. Required without an item. */
  account_id?: string | undefined;
  /** What is sold or bought. Default: the description of the item, or else its name. */
  description?: string | undefined;
  /** Default: 1. */
  quantity?: Exact | undefined;
  /** What the quantity counts, such as `hour`. Default: the unit of the item, or else empty. */
  unit?: string | undefined;
  /** Without tax, or with tax if the tax rate is inclusive. Default: the price of the item, if it is in the currency of the document. Required without an item. */
  unit_price?: Exact | undefined;
  /** The discount in percent. Default: 0. */
  discount_percent?: Exact | undefined;
  /** The tax rate; null for no tax. Default: that of the item. */
  tax_rate_id?: string | null | undefined;
  /** Options of tracking categories, by their ids: at most one of each category, in any order. */
  tracking?: string[] | undefined;
}

/** The boxes of the tax return. An empty one means the box with the name of the field. */
export interface TaxBoxesParams {
  /** The box for the net of sales. */
  sales_net?: string | undefined;
  /** The box for tax on sales, and for tax that the buyer owes. */
  sales_tax?: string | undefined;
  /** The box for the net of purchases. */
  purchase_net?: string | undefined;
  /** The box for deducted tax on purchases. */
  purchase_tax?: string | undefined;
}

/** A component of a tax rate, such as the GST of GST and PST. */
export interface TaxComponentParams {
  /** Default: the name of the rate. */
  name?: string | undefined;
  /** The percentage: 5 is 5 %. */
  percent: Exact;
  /** Whether it is computed on net plus the components before it. Default: false. */
  compound?: boolean | undefined;
  /** How much of this tax on a purchase is deducted; the rest is added to the cost of its line. Default: 100. */
  recoverable_percent?: Exact | undefined;
  /** The account for this tax, on sales and purchases. Default: that of the rate. */
  account_id?: string | null | undefined;
}

/** An option of a tracking category. Lines name it by its id. */
export interface TrackingOptionParams {
  /** In a request: the option that is changed. Without one: the option of this name, or a new one. */
  id?: string | undefined;
  /** The name, unique in its category. A new option needs one. */
  name?: string | undefined;
  /** False once archived: new lines cannot have it. Default: true. */
  is_active?: boolean | undefined;
}

/** What the bank charged for a transfer, on top of its amount. */
export interface TransferFeeParams {
  /** The account to which the fee is debited. */
  account_id: string;
  /** The fee. */
  amount: Exact;
  /** Options of tracking categories, by their ids: at most one of each category, in any order. */
  tracking?: string[] | undefined;
}

/** How much of a vendor credit settles a bill. */
export interface VendorCreditAllocationParams {
  /** The bill. Null if it settles a refund or an adjustment. */
  bill_id: string | null;
  /** Default: as much as is open and left. */
  amount?: Exact | undefined;
  /** Default: the `date` of the request. */
  date?: string | undefined;
}

/** A line of a vendor credit. With `bill_line_id` all else has a default; item and tax rate are that line's. */
export interface VendorCreditLineParams {
  /** The line of the bill that it credits. */
  bill_line_id?: string | null | undefined;
  /** What is sold or bought. Default: that of the line that it credits, or else the description of the item or its name. */
  description?: string | undefined;
  /** Default: 1. */
  quantity?: Exact | undefined;
  /** What the quantity counts, such as `hour`. Default: the unit of the line that it credits, with its quantity or one of your own; or else that of the item; or else empty. */
  unit?: string | undefined;
  /** Default: the price of the line that it credits, or what is left of it, or else that of the item. Required without these. */
  unit_price?: Exact | undefined;
  /** The discount in percent. Default: 0. */
  discount_percent?: Exact | undefined;
  /** The product or service. Default: that of the line that it credits. If it credits no line, what the line leaves out is taken from it: for sales or for purchases. */
  item_id?: string | null | undefined;
  /** The account to which the line is posted. Default: that of the line that it credits, or else of the item. Required without these. */
  account_id?: string | undefined;
  /** The tax rate; null for no tax. Default: that of the line that it credits, or else of the item. */
  tax_rate_id?: string | null | undefined;
  /** Options of tracking categories, by their ids: at most one of each category, in any order. */
  tracking?: string[] | undefined;
  /** As printed by the vendor; at most 1 % or 0.05 from the default, the tax that the rate gives. */
  tax_amount?: Exact | undefined;
}

/** A credit from a vendor; `vendor_credit_number` is the vendor's own. Amounts are in its currency; `amount` is the total with tax. */
export interface VendorCreditParams {
  /** The number that the vendor put on the credit, unique per vendor. */
  vendor_credit_number: string;
  /** The vendor. Default, with `bill_id`: that of the bill. */
  vendor_id?: string | undefined;
  /** The bill that it credits, if it is of one. */
  bill_id?: string | null | undefined;
  /** Why it was issued. */
  reason?: string | undefined;
  /** Default: today in the company's time zone. */
  issue_date?: string | undefined;
  /** The day on which goods were delivered or a service was completed, if it is not the issue date. It is on the PDF, and posts nothing: periods, taxes and exchange rates go by the issue date. */
  supply_date?: string | null | undefined;
  /** Default: the currency of the contact. */
  currency?: CurrencyCode | undefined;
  /** Units of the base currency per unit of the document's currency. Default: that of the issue date. */
  exchange_rate?: Exact | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** A note for the reader of the document. */
  notes?: string | undefined;
  /** Default, with `bill_id`: all that is left of the bill. In a PATCH, they replace all existing lines. */
  lines?: VendorCreditLineParams[] | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
  /** The total you expect. If ours differs, the request fails with 422. */
  expected_total?: Exact | undefined;
}

export type DeliveryBody = InvoiceCreatedEvent | InvoiceUpdatedEvent | InvoiceDeletedEvent | InvoiceSentEvent | InvoicePaidEvent | InvoiceReopenedEvent | InvoiceVoidedEvent | CreditNoteCreatedEvent | CreditNoteUpdatedEvent | CreditNoteDeletedEvent | CreditNoteIssuedEvent | CreditNoteAppliedEvent | CreditNoteUnappliedEvent | CreditNoteVoidedEvent | BillCreatedEvent | BillUpdatedEvent | BillDeletedEvent | BillSubmittedEvent | BillApprovedEvent | BillRejectedEvent | BillPaidEvent | BillReopenedEvent | BillVoidedEvent | VendorCreditCreatedEvent | VendorCreditUpdatedEvent | VendorCreditDeletedEvent | VendorCreditIssuedEvent | VendorCreditAppliedEvent | VendorCreditUnappliedEvent | VendorCreditVoidedEvent | PaymentReceivedEvent | PaymentMadeEvent | PaymentUpdatedEvent | PaymentAllocatedEvent | PaymentUnallocatedEvent | PaymentVoidedEvent | AdjustmentCreatedEvent | AdjustmentUpdatedEvent | AdjustmentAllocatedEvent | AdjustmentUnallocatedEvent | AdjustmentVoidedEvent | BankTransactionCreatedEvent | BankTransactionUpdatedEvent | BankTransactionVoidedEvent | TransferCreatedEvent | TransferUpdatedEvent | TransferVoidedEvent | RecurringCreatedEvent | RecurringUpdatedEvent | RecurringGeneratedEvent | RecurringWaitingEvent | RecurringPausedEvent | RecurringResumedEvent | RecurringEndedEvent | RecurringDeletedEvent | OpeningBalancesSetEvent | AttachmentCreatedEvent | AttachmentDeletedEvent | ImportSucceededEvent | ImportFailedEvent | ImportCancelledEvent | ContactCreatedEvent | ContactUpdatedEvent | ContactArchivedEvent | ContactRestoredEvent | ContactDeletedEvent | ItemCreatedEvent | ItemUpdatedEvent | ItemArchivedEvent | ItemRestoredEvent | ItemDeletedEvent | AccountCreatedEvent | AccountUpdatedEvent | AccountArchivedEvent | AccountRestoredEvent | AccountDeletedEvent | TaxRateCreatedEvent | TaxRateUpdatedEvent | TaxRateArchivedEvent | TaxRateRestoredEvent | TaxRateDeletedEvent | TaxReturnCreatedEvent | TaxReturnFiledEvent | TaxReturnDeletedEvent | TrackingCategoryCreatedEvent | TrackingCategoryUpdatedEvent | TrackingCategoryArchivedEvent | TrackingCategoryRestoredEvent | TrackingCategoryDeletedEvent | FxRevaluationCreatedEvent | FxRevaluationVoidedEvent | BudgetCreatedEvent | BudgetUpdatedEvent | BudgetArchivedEvent | BudgetRestoredEvent | BudgetDeletedEvent | PeriodClosedEvent | PeriodReopenedEvent | FiscalYearClosedEvent | FiscalYearReopenedEvent | JournalEntryPostedEvent | JournalEntryCreatedEvent | JournalEntryUpdatedEvent | JournalEntryDeletedEvent | CompanyUpdatedEvent | MemberAssignedEvent | MemberRemovedEvent | WebhookTestEvent;

export type EventBody = InvoiceCreatedEvent | InvoiceUpdatedEvent | InvoiceDeletedEvent | InvoiceSentEvent | InvoicePaidEvent | InvoiceReopenedEvent | InvoiceVoidedEvent | CreditNoteCreatedEvent | CreditNoteUpdatedEvent | CreditNoteDeletedEvent | CreditNoteIssuedEvent | CreditNoteAppliedEvent | CreditNoteUnappliedEvent | CreditNoteVoidedEvent | BillCreatedEvent | BillUpdatedEvent | BillDeletedEvent | BillSubmittedEvent | BillApprovedEvent | BillRejectedEvent | BillPaidEvent | BillReopenedEvent | BillVoidedEvent | VendorCreditCreatedEvent | VendorCreditUpdatedEvent | VendorCreditDeletedEvent | VendorCreditIssuedEvent | VendorCreditAppliedEvent | VendorCreditUnappliedEvent | VendorCreditVoidedEvent | PaymentReceivedEvent | PaymentMadeEvent | PaymentUpdatedEvent | PaymentAllocatedEvent | PaymentUnallocatedEvent | PaymentVoidedEvent | AdjustmentCreatedEvent | AdjustmentUpdatedEvent | AdjustmentAllocatedEvent | AdjustmentUnallocatedEvent | AdjustmentVoidedEvent | BankTransactionCreatedEvent | BankTransactionUpdatedEvent | BankTransactionVoidedEvent | TransferCreatedEvent | TransferUpdatedEvent | TransferVoidedEvent | RecurringCreatedEvent | RecurringUpdatedEvent | RecurringGeneratedEvent | RecurringWaitingEvent | RecurringPausedEvent | RecurringResumedEvent | RecurringEndedEvent | RecurringDeletedEvent | OpeningBalancesSetEvent | AttachmentCreatedEvent | AttachmentDeletedEvent | ImportSucceededEvent | ImportFailedEvent | ImportCancelledEvent | ContactCreatedEvent | ContactUpdatedEvent | ContactArchivedEvent | ContactRestoredEvent | ContactDeletedEvent | ItemCreatedEvent | ItemUpdatedEvent | ItemArchivedEvent | ItemRestoredEvent | ItemDeletedEvent | AccountCreatedEvent | AccountUpdatedEvent | AccountArchivedEvent | AccountRestoredEvent | AccountDeletedEvent | TaxRateCreatedEvent | TaxRateUpdatedEvent | TaxRateArchivedEvent | TaxRateRestoredEvent | TaxRateDeletedEvent | TaxReturnCreatedEvent | TaxReturnFiledEvent | TaxReturnDeletedEvent | TrackingCategoryCreatedEvent | TrackingCategoryUpdatedEvent | TrackingCategoryArchivedEvent | TrackingCategoryRestoredEvent | TrackingCategoryDeletedEvent | FxRevaluationCreatedEvent | FxRevaluationVoidedEvent | BudgetCreatedEvent | BudgetUpdatedEvent | BudgetArchivedEvent | BudgetRestoredEvent | BudgetDeletedEvent | PeriodClosedEvent | PeriodReopenedEvent | FiscalYearClosedEvent | FiscalYearReopenedEvent | JournalEntryPostedEvent | JournalEntryCreatedEvent | JournalEntryUpdatedEvent | JournalEntryDeletedEvent | CompanyUpdatedEvent | MemberAssignedEvent | MemberRemovedEvent;

/** The fields that are integers; all other numbers are exact text. */
export const INTEGERS: ReadonlySet<string> = /* @__PURE__ */ new Set(["attempt_count", "balances", "bills", "consecutive_failures", "credit_notes", "day_of_month", "days", "decimals", "depth", "done", "duration_ms", "entry_number", "error_count", "examined", "expires_in", "failed", "fiscal_year_start_month", "index", "invoices", "line", "line_count", "number", "page", "page_size", "payment_terms_days", "position", "queued", "sequence", "size", "status_code", "total", "vendor_credits", "warning_count"]);

/** The fields that are objects whose members, of any name, are integers. */
export const COUNTS: ReadonlySet<string> = /* @__PURE__ */ new Set(["created", "skipped", "updated"]);
