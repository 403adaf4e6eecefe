/** One class per resource of the API, and the client that has them all. Generated from docs/openapi.yaml by `make sdks`: edit sdks/generator instead. */

import { Client, Pages, segment, type Call, type Download, type Options } from "./core.js";
import type { Exact } from "./json.js";
import type * as models from "./models.js";

export interface AdjustmentsAllocateParams {
  /** The documents that it settles, with the amount for each. */
  allocations: models.AllocationParams[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Default: today in the company's time zone. */
  date?: string | undefined;
}

export interface AdjustmentsCreateParams {
  /** Why less is owed. */
  kind: models.AdjustmentKind;
  /** The accounts to which it is posted: one line per account and tax rate. */
  lines: models.AdjustmentLineParams[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The customer; or give a vendor. */
  customer_id?: string | null | undefined;
  /** The vendor; or give a customer. */
  vendor_id?: string | null | undefined;
  /** Default: today in the company's time zone. */
  date?: string | undefined;
  /** The documents that the adjustment settles, with the amount for each. */
  allocations?: models.AllocationParams[] | undefined;
  /** Default: the currency of the account, or of an adjustment's contact. */
  currency?: models.CurrencyCode | undefined;
  /** Units of the base currency per unit of the document's currency. Default: the rate of the date. */
  exchange_rate?: Exact | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
  /** If the period is closed: fail with 409 (`refuse`), or use the first open day up to today (`next_open`). */
  on_closed_period?: models.OnClosedPeriod | undefined;
}

export interface AdjustmentsGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface AdjustmentsListParams {
  /** Only those with this number. For several values, repeat the parameter; values separated by commas work too. */
  adjustment_number?: string | readonly (string)[] | undefined;
  /** Only those of this amount or less. */
  amount_max?: Exact | undefined;
  /** Only those of this amount or more. */
  amount_min?: Exact | undefined;
  /** Only payments and adjustments that settle this bill, or vendor credits of it. For several values, repeat the parameter; values separated by commas work too. */
  bill_id?: string | readonly (string)[] | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Only those in this currency. For several values, repeat the parameter; values separated by commas work too. */
  currency?: models.CurrencyCode | readonly (models.CurrencyCode)[] | undefined;
  /** Only those of this customer. For several values, repeat the parameter; values separated by commas work too. */
  customer_id?: string | readonly (string)[] | undefined;
  /** Only those dated on this day or later. */
  date_from?: string | undefined;
  /** Only those dated on this day or earlier. */
  date_to?: string | undefined;
  /** Only those with this `external_id`. For several values, repeat the parameter; values separated by commas work too. */
  external_id?: string | readonly (string)[] | undefined;
  /** Only payments and adjustments that settle this invoice, or credit notes of it. For several values, repeat the parameter; values separated by commas work too. */
  invoice_id?: string | readonly (string)[] | undefined;
  /** Only those of this kind. For several values, repeat the parameter; values separated by commas work too. */
  kind?: models.AdjustmentKind | readonly (models.AdjustmentKind)[] | undefined;
  /** Only those with this key and text in their metadata, such as `order_id:42`. For several, repeat the parameter: all of them must match. A comma is part of the text. */
  metadata?: string | readonly (string)[] | undefined;
  /** `true` for those with an amount that is not allocated yet, `false` for the others. */
  open_credit?: boolean | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only those with this reference. For several values, repeat the parameter; values separated by commas work too. */
  reference?: string | readonly (string)[] | undefined;
  /** Only those that contain this text. Case and accents do not matter. */
  search?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.AdjustmentSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those with this status. For several values, repeat the parameter; values separated by commas work too. */
  status?: models.PaymentStatus | readonly (models.PaymentStatus)[] | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
  /** Only those of this vendor. For several values, repeat the parameter; values separated by commas work too. */
  vendor_id?: string | readonly (string)[] | undefined;
}

export interface AdjustmentsUnallocateParams {
  /** The allocations to take back, by their ids. */
  allocation_ids: string[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Default: today in the company's time zone. */
  date?: string | undefined;
}

export interface AdjustmentsUpdateParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
}

export interface AdjustmentsVoidParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The date of the reversal: not before that of the entry, nor before the last day an allocation was taken back. Default: the earliest such date, or the first open day after it if its period is closed. */
  date?: string | undefined;
  /** Becomes part of the memo of the reversal. */
  reason?: string | undefined;
}

export interface ApiKeysCreateParams {
  /** What you call the key. */
  name: string;
  /** The most that the key may do in a company; it may never do more than the person who made it. */
  role: models.CompanyRole;
  /** What the key may read and write. Anything else is 403 `scope_missing`. */
  scopes: models.Scope[];
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The companies that the key has access to; null for all, later ones included. */
  companies?: string[] | null | undefined;
  /** The addresses or networks that the key can be used from, such as `192.0.2.0/24`; empty for any. Networks of IPv6 have a prefix of 64 at most. */
  allowed_addresses?: string[] | undefined;
  /** When the key ends; null for never. */
  expires_at?: string | null | undefined;
}

export interface ApiKeysListParams {
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only those that contain this text. Case and accents do not matter. */
  search?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.ApiKeySortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface ApiKeysRevokeParams {
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface ApiKeysRotateParams {
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** How long the old secret works beside the new one. Default: one day. */
  overlap_seconds?: number | undefined;
}

export interface ApiKeysUpdateParams {
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** What you call the key. */
  name?: string | undefined;
  /** The most that the key may do in a company; it may never do more than the person who made it. */
  role?: models.CompanyRole | undefined;
  /** The companies that the key has access to; null for all, later ones included. */
  companies?: string[] | null | undefined;
  /** What the key may read and write. Anything else is 403 `scope_missing`. */
  scopes?: models.Scope[] | undefined;
  /** The addresses or networks that the key can be used from, such as `192.0.2.0/24`; empty for any. Networks of IPv6 have a prefix of 64 at most. */
  allowed_addresses?: string[] | undefined;
  /** When the key ends; null for never. */
  expires_at?: string | null | undefined;
}

export interface AttachmentsContentFileParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface AttachmentsCreateParams {
  /** What it belongs to. */
  object_type: models.AttachmentObjectType;
  /** The id of what it belongs to. */
  object_id: string;
  /** The name of the file, without folders. Its end says the type of the file. */
  file_name: string;
  /** The file in base64, up to 10 MiB. In a form it is `file`. */
  content: Uint8Array | string;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The media type of the file. Default: what the end of its name says. It must fit name and content. */
  media_type?: string | undefined;
}

export interface AttachmentsDeleteParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface AttachmentsGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface AttachmentsListParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Only what was done to this object. For several values, repeat the parameter; values separated by commas work too. */
  object_id?: string | readonly (string)[] | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** The field to sort by. */
  sort_by?: models.AttachmentSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface AuditListParams {
  /** Only these actions. For several values, repeat the parameter; values separated by commas work too. */
  action?: string | readonly (string)[] | undefined;
  /** Only what this user did. For several values, repeat the parameter; values separated by commas work too. */
  by_id?: string | readonly (string)[] | undefined;
  /** The company. For several values, repeat the parameter; values separated by commas work too. */
  company_id?: string | readonly (string)[] | undefined;
  /** Only what was done to this object. For several values, repeat the parameter; values separated by commas work too. */
  object_id?: string | readonly (string)[] | undefined;
  /** Only what was done to objects of this kind. For several values, repeat the parameter; values separated by commas work too. */
  object_type?: string | readonly (string)[] | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only what happened at this moment or later. */
  since?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.AuditRecordSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only what happened before this moment. */
  until?: string | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface AuthSessionsDeleteParams {
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface AuthSessionsListParams {
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** The field to sort by. */
  sort_by?: models.SessionSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
}

export interface BankTransactionsCreateParams {
  /** `spend` or `receive`. */
  type: models.BankTransactionType;
  /** The bank, cash, card or clearing account of the money. */
  account_id: string;
  /** What the money was for: one line per account and tax rate. */
  lines: models.BankTransactionLineParams[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The customer or vendor, if there is one. */
  contact_id?: string | null | undefined;
  /** Default: today in the company's time zone. */
  date?: string | undefined;
  /** The amounts of the lines include tax. */
  tax_inclusive?: boolean | undefined;
  /** Default: the currency of the account, or of an adjustment's contact. */
  currency?: models.CurrencyCode | undefined;
  /** Units of the base currency per unit of the document's currency. Default: the rate of the date. */
  exchange_rate?: Exact | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
  /** If the period is closed: fail with 409 (`refuse`), or use the first open day up to today (`next_open`). */
  on_closed_period?: models.OnClosedPeriod | undefined;
}

export interface BankTransactionsGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface BankTransactionsListParams {
  /** Only those that use this account. For several values, repeat the parameter; values separated by commas work too. */
  account_id?: string | readonly (string)[] | undefined;
  /** Only those of this amount or less. */
  amount_max?: Exact | undefined;
  /** Only those of this amount or more. */
  amount_min?: Exact | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Only those of this customer or vendor. For several values, repeat the parameter; values separated by commas work too. */
  contact_id?: string | readonly (string)[] | undefined;
  /** Only those in this currency. For several values, repeat the parameter; values separated by commas work too. */
  currency?: models.CurrencyCode | readonly (models.CurrencyCode)[] | undefined;
  /** Only those dated on this day or later. */
  date_from?: string | undefined;
  /** Only those dated on this day or earlier. */
  date_to?: string | undefined;
  /** Only those with this `external_id`. For several values, repeat the parameter; values separated by commas work too. */
  external_id?: string | readonly (string)[] | undefined;
  /** Only those with this key and text in their metadata, such as `order_id:42`. For several, repeat the parameter: all of them must match. A comma is part of the text. */
  metadata?: string | readonly (string)[] | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only those with this reference. For several values, repeat the parameter; values separated by commas work too. */
  reference?: string | readonly (string)[] | undefined;
  /** Only those that contain this text. Case and accents do not matter. */
  search?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.BankTransactionSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those with this status. For several values, repeat the parameter; values separated by commas work too. */
  status?: models.PaymentStatus | readonly (models.PaymentStatus)[] | undefined;
  /** Only those with this number. For several values, repeat the parameter; values separated by commas work too. */
  transaction_number?: string | readonly (string)[] | undefined;
  /** Only those of this type. For several values, repeat the parameter; values separated by commas work too. */
  type?: models.BankTransactionType | readonly (models.BankTransactionType)[] | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface BankTransactionsUpdateParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
}

export interface BankTransactionsVoidParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The date of the reversal: not before that of the entry, nor before the last day an allocation was taken back. Default: the earliest such date, or the first open day after it if its period is closed. */
  date?: string | undefined;
  /** Becomes part of the memo of the reversal. */
  reason?: string | undefined;
}

export interface BatchParams {
  /** One entry per operation, in the order given. */
  operations: models.BatchOperationParams[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface BillsApproveParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** If the period is closed: fail with 409 (`refuse`), or use the first open day up to today (`next_open`). */
  on_closed_period?: models.OnClosedPeriod | undefined;
}

export interface BillsBatchParams {
  /** The objects to create. */
  items: models.BillParams[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Create the items that can be, and say of each other one why not. Default: false. */
  partial?: boolean | undefined;
}

export interface BillsCreateParams {
  /** The number that the vendor put on the bill, unique per vendor. */
  bill_number: string;
  /** The vendor. */
  vendor_id: string;
  /** What was bought: one line per account, tax rate or product. */
  lines: models.BillLineParams[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Default: today in the company's time zone. */
  issue_date?: string | undefined;
  /** The day on which goods were delivered or a service was completed, if it is not the issue date. It is on the PDF, and posts nothing: periods, taxes and exchange rates go by the issue date. */
  supply_date?: string | null | undefined;
  /** Default: the issue date plus the contact's payment terms. */
  due_date?: string | undefined;
  /** Default: the currency of the contact. */
  currency?: models.CurrencyCode | undefined;
  /** Units of the base currency per unit of the document's currency. Default: that of the issue date. */
  exchange_rate?: Exact | undefined;
  /** As printed on the bill. By default the sum of the lines' taxes, from which it may differ by 1 %, or by 0.05 for each line. */
  tax_total?: Exact | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** A note for the reader of the document. */
  notes?: string | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
  /** The total you expect. If ours differs, the request fails with 422. */
  expected_total?: Exact | undefined;
}

export interface BillsDeleteParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface BillsGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface BillsListParams {
  /** Only those of this amount or less. */
  amount_max?: Exact | undefined;
  /** Only those of this amount or more. */
  amount_min?: Exact | undefined;
  /** Only those with this number. For several values, repeat the parameter; values separated by commas work too. */
  bill_number?: string | readonly (string)[] | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Only those in this currency. For several values, repeat the parameter; values separated by commas work too. */
  currency?: models.CurrencyCode | readonly (models.CurrencyCode)[] | undefined;
  /** Only those due on this day or later. */
  due_date_from?: string | undefined;
  /** Only those due on this day or earlier. */
  due_date_to?: string | undefined;
  /** Only those with this `external_id`. For several values, repeat the parameter; values separated by commas work too. */
  external_id?: string | readonly (string)[] | undefined;
  /** Only those issued on this day or later. */
  issue_date_from?: string | undefined;
  /** Only those issued on this day or earlier. */
  issue_date_to?: string | undefined;
  /** Only those with a line of this item. For several values, repeat the parameter; values separated by commas work too. */
  item_id?: string | readonly (string)[] | undefined;
  /** Only those with this key and text in their metadata, such as `order_id:42`. For several, repeat the parameter: all of them must match. A comma is part of the text. */
  metadata?: string | readonly (string)[] | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only those that this recurring template made. For several values, repeat the parameter; values separated by commas work too. */
  recurring_id?: string | readonly (string)[] | undefined;
  /** Only those with this reference. For several values, repeat the parameter; values separated by commas work too. */
  reference?: string | readonly (string)[] | undefined;
  /** Only those that contain this text. Case and accents do not matter. */
  search?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.BillSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those with this status. For several values, repeat the parameter; values separated by commas work too. */
  status?: models.BillStatus | readonly (models.BillStatus)[] | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
  /** Only those of this vendor. For several values, repeat the parameter; values separated by commas work too. */
  vendor_id?: string | readonly (string)[] | undefined;
}

export interface BillsRejectParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Shown to the person who entered the bill. */
  reason?: string | undefined;
}

export interface BillsSubmitParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface BillsUpdateParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The number that the vendor put on the bill, unique per vendor. */
  bill_number?: string | undefined;
  /** The vendor. */
  vendor_id?: string | undefined;
  /** Default: today in the company's time zone. */
  issue_date?: string | undefined;
  /** The day on which goods were delivered or a service was completed, if it is not the issue date. It is on the PDF, and posts nothing: periods, taxes and exchange rates go by the issue date. */
  supply_date?: string | null | undefined;
  /** Default: the issue date plus the contact's payment terms. */
  due_date?: string | undefined;
  /** Default: the currency of the contact. */
  currency?: models.CurrencyCode | undefined;
  /** Units of the base currency per unit of the document's currency. Default: that of the issue date. */
  exchange_rate?: Exact | undefined;
  /** As printed on the bill. By default the sum of the lines' taxes, from which it may differ by 1 %, or by 0.05 for each line. */
  tax_total?: Exact | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** A note for the reader of the document. */
  notes?: string | undefined;
  /** What was bought: one line per account, tax rate or product. */
  lines?: models.BillLineParams[] | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
  /** The total you expect. If ours differs, the request fails with 422. */
  expected_total?: Exact | undefined;
}

export interface BillsUpsertParams {
  /** The number that the vendor put on the bill, unique per vendor. */
  bill_number: string;
  /** The vendor. */
  vendor_id: string;
  /** The lines. In a PATCH, they replace all existing lines. */
  lines: models.BillLineParams[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Default: today in the company's time zone. */
  issue_date?: string | undefined;
  /** The day on which goods were delivered or a service was completed, if it is not the issue date. It is on the PDF, and posts nothing: periods, taxes and exchange rates go by the issue date. */
  supply_date?: string | null | undefined;
  /** Default: the issue date plus the contact's payment terms. */
  due_date?: string | undefined;
  /** Default: the currency of the contact. */
  currency?: models.CurrencyCode | undefined;
  /** Units of the base currency per unit of the document's currency. Default: that of the issue date. */
  exchange_rate?: Exact | undefined;
  /** As printed on the bill. By default the sum of the lines' taxes, from which it may differ by 1 %, or by 0.05 for each line. */
  tax_total?: Exact | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** A note for the reader of the document. */
  notes?: string | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
  /** The total you expect. If ours differs, the request fails with 422. */
  expected_total?: Exact | undefined;
}

export interface BillsVoidParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The date of the reversal: not before that of the entry, nor before the last day an allocation was taken back. Default: the earliest such date, or the first open day after it if its period is closed. */
  date?: string | undefined;
  /** Becomes part of the memo of the reversal. */
  reason?: string | undefined;
}

export interface BudgetsArchiveParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface BudgetsCreateParams {
  /** The name. */
  name: string;
  /** The first day of the first month. */
  start_date: string;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The last day of the last month: at most 60 months. It can change if no amount is outside then. Default: a year. */
  end_date?: string | undefined;
  /** A note for its readers. */
  notes?: string | undefined;
  /** The options of tracking categories whose lines it plans, at most one of each category. Budget against actual then counts only lines that have all of them. None: all lines. */
  tracking?: string[] | undefined;
  /** Only when it is made: take the actual amounts of the profit and loss of other months, in order. */
  from_actuals?: models.FromActualsParams | undefined;
}

export interface BudgetsDeleteParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface BudgetsGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface BudgetsLinesParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface BudgetsLinesReplaceParams {
  /** The accounts, each once, by code. One with zeros only is left out. */
  lines: models.BudgetLineParams[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface BudgetsLinesUpdateParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The accounts, each once, by code. One with zeros only is left out. */
  lines?: models.BudgetLineParams[] | undefined;
}

export interface BudgetsListParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** `true` for those that are active, `false` for the others. */
  is_active?: boolean | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only those that contain this text. Case and accents do not matter. */
  search?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.BudgetSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those that start on this day or later. */
  start_date_from?: string | undefined;
  /** Only those that start on this day or earlier. */
  start_date_to?: string | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface BudgetsRestoreParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface BudgetsUpdateParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The name. */
  name?: string | undefined;
  /** The first day of the first month. */
  start_date?: string | undefined;
  /** The last day of the last month: at most 60 months. It can change if no amount is outside then. Default: a year. */
  end_date?: string | undefined;
  /** A note for its readers. */
  notes?: string | undefined;
  /** The options of tracking categories whose lines it plans, at most one of each category. Budget against actual then counts only lines that have all of them. None: all lines. */
  tracking?: string[] | undefined;
}

export interface ChangePasswordParams {
  /** Your current password. */
  current_password: string;
  /** The new password: 10 characters or more, and not a common one. */
  new_password: string;
}

export interface ChartOfAccountsArchiveParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface ChartOfAccountsCreateParams {
  /** The code of the account, unique in the chart of accounts. */
  code: string;
  /** The name of the account. */
  name: string;
  /** The type. It decides the report and the normal side. */
  type: models.AccountType;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Its place in the reports. Each type has its own subtypes. */
  subtype?: models.AccountSubtype | undefined;
  /** The account above this one in the chart of accounts. */
  parent_id?: string | null | undefined;
  /** The only currency that can be posted to the account; null for any. */
  currency?: models.CurrencyCode | null | undefined;
  /** What it is, in your words. */
  description?: string | undefined;
  /** What documents use the account for, such as `accounts_receivable`; null for other accounts. */
  system_role?: models.SystemRole | null | undefined;
  /** The tracking categories, by their ids, of which each new line on the account needs an option. For revenue and expenses without a system role. */
  required_tracking?: string[] | undefined;
}

export interface ChartOfAccountsDeleteParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface ChartOfAccountsGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface ChartOfAccountsListParams {
  /** Only those with this code. For several values, repeat the parameter; values separated by commas work too. */
  code?: string | readonly (string)[] | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** `true` for those that are active, `false` for the others. */
  is_active?: boolean | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only accounts directly below this one. For several values, repeat the parameter; values separated by commas work too. */
  parent_id?: string | readonly (string)[] | undefined;
  /** Only those that contain this text. Case and accents do not matter. */
  search?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.AccountSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only accounts of this subtype. For several values, repeat the parameter; values separated by commas work too. */
  subtype?: models.AccountSubtypeFilter | readonly (models.AccountSubtypeFilter)[] | undefined;
  /** Only the account with this role. For several values, repeat the parameter; values separated by commas work too. */
  system_role?: models.SystemRole | readonly (models.SystemRole)[] | undefined;
  /** Only those of this type. For several values, repeat the parameter; values separated by commas work too. */
  type?: models.AccountType | readonly (models.AccountType)[] | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface ChartOfAccountsRestoreParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface ChartOfAccountsUpdateParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The code of the account, unique in the chart of accounts. */
  code?: string | undefined;
  /** The name of the account. */
  name?: string | undefined;
  /** The type. It decides the report and the normal side. */
  type?: models.AccountType | undefined;
  /** Its place in the reports. Each type has its own subtypes. */
  subtype?: models.AccountSubtype | undefined;
  /** The account above this one in the chart of accounts. */
  parent_id?: string | null | undefined;
  /** The only currency that can be posted to the account; null for any. */
  currency?: models.CurrencyCode | null | undefined;
  /** What it is, in your words. */
  description?: string | undefined;
  /** What documents use the account for, such as `accounts_receivable`; null for other accounts. */
  system_role?: models.SystemRole | null | undefined;
  /** The tracking categories, by their ids, of which each new line on the account needs an option. For revenue and expenses without a system role. */
  required_tracking?: string[] | undefined;
}

export interface CompaniesCreateParams {
  /** The name of the company. */
  name: string;
  /** The currency in which the company keeps its books. It cannot change once there are entries or documents, also drafts. */
  base_currency: models.CurrencyCode;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The first month of the fiscal year, 1 to 12. */
  fiscal_year_start_month?: number | undefined;
  /** The time zone that decides what day it is for the company, such as `Europe/Berlin`. */
  time_zone?: string | undefined;
  /** Where tax is rounded: on each `line`, or once for each category and percentage on the `document`. */
  tax_rounding?: models.TaxRounding | undefined;
  /** Users cannot approve a bill that they entered, changed or submitted, nor issue a vendor credit that they entered or changed, and accountants can pay only approved bills. */
  two_person_approval?: boolean | undefined;
  /** The name on documents, if it differs from the name. */
  legal_name?: string | undefined;
  /** The address on documents, with line breaks. */
  address?: string | undefined;
  /** The tax number, such as a VAT id. */
  tax_number?: string | undefined;
  /** The number in the register of companies. Documents show it. */
  registration_number?: string | undefined;
  /** The e-mail address. */
  email?: string | undefined;
  /** The telephone number. */
  phone?: string | undefined;
  /** How customers pay, such as bank and IBAN. Invoices with an amount due show it. */
  payment_details?: string | undefined;
  /** The chart of accounts to start from. */
  chart?: models.ChartTemplate | undefined;
}

export interface CompaniesListParams {
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only those that contain this text. Case and accents do not matter. */
  search?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.CompanySortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface CompaniesUpdateParams {
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The name of the company. */
  name?: string | undefined;
  /** The currency in which the company keeps its books. It cannot change once there are entries or documents, also drafts. */
  base_currency?: models.CurrencyCode | undefined;
  /** The first month of the fiscal year, 1 to 12. */
  fiscal_year_start_month?: number | undefined;
  /** The time zone that decides what day it is for the company, such as `Europe/Berlin`. */
  time_zone?: string | undefined;
  /** Where tax is rounded: on each `line`, or once for each category and percentage on the `document`. */
  tax_rounding?: models.TaxRounding | undefined;
  /** Users cannot approve a bill that they entered, changed or submitted, nor issue a vendor credit that they entered or changed, and accountants can pay only approved bills. */
  two_person_approval?: boolean | undefined;
  /** The name on documents, if it differs from the name. */
  legal_name?: string | undefined;
  /** The address on documents, with line breaks. */
  address?: string | undefined;
  /** The tax number, such as a VAT id. */
  tax_number?: string | undefined;
  /** The number in the register of companies. Documents show it. */
  registration_number?: string | undefined;
  /** The e-mail address. */
  email?: string | undefined;
  /** The telephone number. */
  phone?: string | undefined;
  /** How customers pay, such as bank and IBAN. Invoices with an amount due show it. */
  payment_details?: string | undefined;
}

export interface ContactsCustomersArchiveParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface ContactsCustomersBatchParams {
  /** The objects to create. */
  items: models.ContactParams[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Create the items that can be, and say of each other one why not. Default: false. */
  partial?: boolean | undefined;
}

export interface ContactsCustomersCreateParams {
  /** The name of the customer or vendor. */
  name: string;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The e-mail address. */
  email?: string | undefined;
  /** The telephone number. */
  phone?: string | undefined;
  /** The tax number, such as a VAT id. */
  tax_number?: string | undefined;
  /** Default: the base currency of the company. */
  currency?: models.CurrencyCode | undefined;
  /** Days from the issue date to the due date of this contact's documents. */
  payment_terms_days?: number | undefined;
  /** The address for documents, with line breaks. */
  billing_address?: string | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
}

export interface ContactsCustomersDeleteParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface ContactsCustomersGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface ContactsCustomersListParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Only those with this e-mail address. For several values, repeat the parameter; values separated by commas work too. */
  email?: string | readonly (string)[] | undefined;
  /** Only those with this `external_id`. For several values, repeat the parameter; values separated by commas work too. */
  external_id?: string | readonly (string)[] | undefined;
  /** `true` for those that are active, `false` for the others. */
  is_active?: boolean | undefined;
  /** Only those with this key and text in their metadata, such as `order_id:42`. For several, repeat the parameter: all of them must match. A comma is part of the text. */
  metadata?: string | readonly (string)[] | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only those that contain this text. Case and accents do not matter. */
  search?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.ContactSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface ContactsCustomersRestoreParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface ContactsCustomersUpdateParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The name of the customer or vendor. */
  name?: string | undefined;
  /** The e-mail address. */
  email?: string | undefined;
  /** The telephone number. */
  phone?: string | undefined;
  /** The tax number, such as a VAT id. */
  tax_number?: string | undefined;
  /** Default: the base currency of the company. */
  currency?: models.CurrencyCode | undefined;
  /** Days from the issue date to the due date of this contact's documents. */
  payment_terms_days?: number | undefined;
  /** The address for documents, with line breaks. */
  billing_address?: string | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
}

export interface ContactsCustomersUpsertParams {
  /** The name. */
  name: string;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The e-mail address. */
  email?: string | undefined;
  /** The telephone number. */
  phone?: string | undefined;
  /** The tax number, such as a VAT id. */
  tax_number?: string | undefined;
  /** Default: the base currency of the company. */
  currency?: models.CurrencyCode | undefined;
  /** Days from the issue date to the due date of this contact's documents. */
  payment_terms_days?: number | undefined;
  /** The address for documents, with line breaks. */
  billing_address?: string | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
}

export interface ContactsVendorsArchiveParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface ContactsVendorsBatchParams {
  /** The objects to create. */
  items: models.ContactParams[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Create the items that can be, and say of each other one why not. Default: false. */
  partial?: boolean | undefined;
}

export interface ContactsVendorsCreateParams {
  /** The name of the customer or vendor. */
  name: string;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The e-mail address. */
  email?: string | undefined;
  /** The telephone number. */
  phone?: string | undefined;
  /** The tax number, such as a VAT id. */
  tax_number?: string | undefined;
  /** Default: the base currency of the company. */
  currency?: models.CurrencyCode | undefined;
  /** Days from the issue date to the due date of this contact's documents. */
  payment_terms_days?: number | undefined;
  /** The address for documents, with line breaks. */
  billing_address?: string | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
}

export interface ContactsVendorsDeleteParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface ContactsVendorsGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface ContactsVendorsListParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Only those with this e-mail address. For several values, repeat the parameter; values separated by commas work too. */
  email?: string | readonly (string)[] | undefined;
  /** Only those with this `external_id`. For several values, repeat the parameter; values separated by commas work too. */
  external_id?: string | readonly (string)[] | undefined;
  /** `true` for those that are active, `false` for the others. */
  is_active?: boolean | undefined;
  /** Only those with this key and text in their metadata, such as `order_id:42`. For several, repeat the parameter: all of them must match. A comma is part of the text. */
  metadata?: string | readonly (string)[] | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only those that contain this text. Case and accents do not matter. */
  search?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.ContactSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface ContactsVendorsRestoreParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface ContactsVendorsUpdateParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The name of the customer or vendor. */
  name?: string | undefined;
  /** The e-mail address. */
  email?: string | undefined;
  /** The telephone number. */
  phone?: string | undefined;
  /** The tax number, such as a VAT id. */
  tax_number?: string | undefined;
  /** Default: the base currency of the company. */
  currency?: models.CurrencyCode | undefined;
  /** Days from the issue date to the due date of this contact's documents. */
  payment_terms_days?: number | undefined;
  /** The address for documents, with line breaks. */
  billing_address?: string | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
}

export interface ContactsVendorsUpsertParams {
  /** The name. */
  name: string;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The e-mail address. */
  email?: string | undefined;
  /** The telephone number. */
  phone?: string | undefined;
  /** The tax number, such as a VAT id. */
  tax_number?: string | undefined;
  /** Default: the base currency of the company. */
  currency?: models.CurrencyCode | undefined;
  /** Days from the issue date to the due date of this contact's documents. */
  payment_terms_days?: number | undefined;
  /** The address for documents, with line breaks. */
  billing_address?: string | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
}

export interface CreditNotesApplyParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Default: the invoice that it credits. */
  allocations?: models.CreditNoteAllocationParams[] | undefined;
  /** Default: today in the company's time zone. */
  date?: string | undefined;
}

export interface CreditNotesBatchParams {
  /** The objects to create. */
  items: models.CreditNoteParams[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Create the items that can be, and say of each other one why not. Default: false. */
  partial?: boolean | undefined;
}

export interface CreditNotesCreateParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
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
  currency?: models.CurrencyCode | undefined;
  /** Units of the base currency per unit of the document's currency. Default: that of the issue date. */
  exchange_rate?: Exact | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** A note for the reader of the document. */
  notes?: string | undefined;
  /** Default, with `invoice_id`: all that is left of the invoice. In a PATCH, they replace all existing lines. */
  lines?: models.CreditNoteLineParams[] | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
  /** The total you expect. If ours differs, the request fails with 422. */
  expected_total?: Exact | undefined;
}

export interface CreditNotesDeleteParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface CreditNotesGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface CreditNotesIssueParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** If the period is closed: fail with 409 (`refuse`), or use the first open day up to today (`next_open`). */
  on_closed_period?: models.OnClosedPeriod | undefined;
}

export interface CreditNotesListParams {
  /** Only those of this amount or less. */
  amount_max?: Exact | undefined;
  /** Only those of this amount or more. */
  amount_min?: Exact | undefined;
  /** Only those that settle this invoice. For several values, repeat the parameter; values separated by commas work too. */
  applied_invoice_id?: string | readonly (string)[] | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Only those with this number. For several values, repeat the parameter; values separated by commas work too. */
  credit_note_number?: string | readonly (string)[] | undefined;
  /** Only those in this currency. For several values, repeat the parameter; values separated by commas work too. */
  currency?: models.CurrencyCode | readonly (models.CurrencyCode)[] | undefined;
  /** Only those of this customer. For several values, repeat the parameter; values separated by commas work too. */
  customer_id?: string | readonly (string)[] | undefined;
  /** Only those with this `external_id`. For several values, repeat the parameter; values separated by commas work too. */
  external_id?: string | readonly (string)[] | undefined;
  /** Only payments and adjustments that settle this invoice, or credit notes of it. For several values, repeat the parameter; values separated by commas work too. */
  invoice_id?: string | readonly (string)[] | undefined;
  /** Only those issued on this day or later. */
  issue_date_from?: string | undefined;
  /** Only those issued on this day or earlier. */
  issue_date_to?: string | undefined;
  /** Only those with a line of this item. For several values, repeat the parameter; values separated by commas work too. */
  item_id?: string | readonly (string)[] | undefined;
  /** Only those with this key and text in their metadata, such as `order_id:42`. For several, repeat the parameter: all of them must match. A comma is part of the text. */
  metadata?: string | readonly (string)[] | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only those with this reference. For several values, repeat the parameter; values separated by commas work too. */
  reference?: string | readonly (string)[] | undefined;
  /** Only those that contain this text. Case and accents do not matter. */
  search?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.CreditNoteSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those with this status. For several values, repeat the parameter; values separated by commas work too. */
  status?: models.CreditStatus | readonly (models.CreditStatus)[] | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface CreditNotesPdfFileParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface CreditNotesUnapplyParams {
  /** The allocations to take back, by their ids. */
  allocation_ids: string[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Default: today in the company's time zone. */
  date?: string | undefined;
}

export interface CreditNotesUpdateParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
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
  currency?: models.CurrencyCode | undefined;
  /** Units of the base currency per unit of the document's currency. Default: that of the issue date. */
  exchange_rate?: Exact | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** A note for the reader of the document. */
  notes?: string | undefined;
  /** Default, with `invoice_id`: all that is left of the invoice. In a PATCH, they replace all existing lines. */
  lines?: models.CreditNoteLineParams[] | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
  /** The total you expect. If ours differs, the request fails with 422. */
  expected_total?: Exact | undefined;
}

export interface CreditNotesVoidParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The date of the reversal: not before that of the entry, nor before the last day an allocation was taken back. Default: the earliest such date, or the first open day after it if its period is closed. */
  date?: string | undefined;
  /** Becomes part of the memo of the reversal. */
  reason?: string | undefined;
}

export interface CurrenciesListParams {
  /** Only those with this code. For several values, repeat the parameter; values separated by commas work too. */
  code?: string | readonly (string)[] | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only those that contain this text. Case and accents do not matter. */
  search?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.CurrencySortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
}

export interface EventsGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface EventsListParams {
  /** Only events after this sequence number. */
  after?: number | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** The field to sort by. */
  sort_by?: models.EventSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those of this type. For several values, repeat the parameter; values separated by commas work too. */
  type?: models.EventType | readonly (models.EventType)[] | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface ExchangeRatesCreateParams {
  /** The currency that one unit is of. */
  currency: models.CurrencyCode;
  /** The first date of the rate. */
  date: string;
  /** Units of the company's base currency for one unit of `currency`. */
  rate: Exact;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface ExchangeRatesDeleteParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface ExchangeRatesGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface ExchangeRatesListParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Only those in this currency. For several values, repeat the parameter; values separated by commas work too. */
  currency?: models.CurrencyCode | readonly (models.CurrencyCode)[] | undefined;
  /** Only those dated on this day or later. */
  date_from?: string | undefined;
  /** Only those dated on this day or earlier. */
  date_to?: string | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** The field to sort by. */
  sort_by?: models.ExchangeRateSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those from this source. For several values, repeat the parameter; values separated by commas work too. */
  source?: models.ExchangeRateSource | readonly (models.ExchangeRateSource)[] | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface ExportsArchiveFileParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface ExportsBeancountFileParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface ExportsCsvFileParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface ExportsFecFileParams {
  /** The SIREN of the company, nine digits. It is part of the file's name. */
  siren: string;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** The calendar year in which the fiscal year ends. Default: the fiscal year of today. */
  year?: number | undefined;
}

export interface ExportsHledgerFileParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface ExportsXafFileParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** The version of the format: 4.0, the only one that the tax office takes from 2027 on, or 3.2 for programs that do not read it yet. */
  version?: models.XafVersion | undefined;
  /** The calendar year in which the fiscal year ends. Default: the fiscal year of today. */
  year?: number | undefined;
}

export interface FiscalYearsCloseCheckParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface FiscalYearsCloseParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Whether to post an entry that moves the year's earnings to equity. By default not: reports split equity by years without it. */
  closing_entry?: boolean | undefined;
  /** An account of equity, for `closing_entry`. By default the company's account of retained earnings. */
  retained_earnings_account_id?: string | undefined;
}

export interface FiscalYearsGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface FiscalYearsListParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** The field to sort by. */
  sort_by?: models.FiscalYearSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those that start on this day or later. */
  start_date_from?: string | undefined;
  /** Only those that start on this day or earlier. */
  start_date_to?: string | undefined;
  /** Only those with this status. For several values, repeat the parameter; values separated by commas work too. */
  status?: models.PeriodStatus | readonly (models.PeriodStatus)[] | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface FiscalYearsReopenParams {
  /** Why it is reopened. Kept with the fiscal year. */
  reason: string;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface FxRevaluationsCreateParams {
  /** The day whose closing rates count, at most today. It can be revalued once. */
  date: string;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Units of the base currency per unit of a currency. In a request: those to use instead of the stored rates of the day. In a response: those that were used. */
  rates?: Record<string, Exact> | undefined;
}

export interface FxRevaluationsGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface FxRevaluationsLinesParams {
  /** Only lines after this `position`. */
  after?: number | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface FxRevaluationsListParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Only those dated on this day or later. */
  date_from?: string | undefined;
  /** Only those dated on this day or earlier. */
  date_to?: string | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** The field to sort by. */
  sort_by?: models.FxRevaluationSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those with this status. For several values, repeat the parameter; values separated by commas work too. */
  status?: models.PaymentStatus | readonly (models.PaymentStatus)[] | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface FxRevaluationsVoidParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Why it is voided. */
  reason?: string | undefined;
}

export interface ImportsCancelParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface ImportsCreateParams {
  /** The text of the file, up to 25 MiB. In a form it is `file`. */
  content: string;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** The format of the file. Default: what the end of `file_name` says. That is always a journal; a list must be named. */
  format?: models.ImportFormat | undefined;
  /** The name of the file, without folders. */
  file_name?: string | undefined;
  /** Whether only to show what would happen: `rows` says it line by line. Default: false. */
  dry_run?: boolean | undefined;
  /** The currency of amounts that name none. For a journal it can only be that of the books. */
  currency?: models.CurrencyCode | undefined;
  /** For a journal: units of the base currency for one unit of another that has no price in the file. */
  rates?: Record<string, Exact> | undefined;
  /** For a list: what becomes of a row that is in the books already. `update` changes what the row says otherwise, and keeps what the row leaves empty. Default: `skip`. */
  existing?: models.ImportExisting | undefined;
  /** For open invoices and bills: the day of the opening balances. Default: that of those set already. */
  date?: string | undefined;
  /** For open invoices and bills: whether 01/02/2026 is the first of February (`dmy`) or the second of January (`mdy`). Default: what other dates of the file say. */
  date_order?: models.DateOrder | undefined;
  /** For items, open invoices and bills: what is before the decimals, `.` or `,`. Default: what the amounts of the file say. */
  decimal_mark?: models.DecimalMark | undefined;
}

export interface ImportsGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface ImportsListParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** The field to sort by. */
  sort_by?: models.ImportSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those with this status. For several values, repeat the parameter; values separated by commas work too. */
  status?: models.ImportStatus | readonly (models.ImportStatus)[] | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface IntegrityParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface InvoicesBatchParams {
  /** The objects to create. */
  items: models.InvoiceParams[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Create the items that can be, and say of each other one why not. Default: false. */
  partial?: boolean | undefined;
}

export interface InvoicesCreateParams {
  /** The customer. */
  customer_id: string;
  /** What is sold: one line per account, tax rate or product. */
  lines: models.InvoiceLineParams[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The number of the invoice, unique per company. By default it gets one when it is sent. */
  invoice_number?: string | null | undefined;
  /** Also send it, as `POST /invoices/{id}/send` does. Default: false. */
  send?: boolean | undefined;
  /** Default: today in the company's time zone. */
  issue_date?: string | undefined;
  /** The day on which goods were delivered or a service was completed, if it is not the issue date. It is on the PDF, and posts nothing: periods, taxes and exchange rates go by the issue date. */
  supply_date?: string | null | undefined;
  /** Default: the issue date plus the contact's payment terms. */
  due_date?: string | undefined;
  /** Default: the currency of the contact. */
  currency?: models.CurrencyCode | undefined;
  /** Units of the base currency per unit of the document's currency. Default: that of the issue date. */
  exchange_rate?: Exact | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** A note for the reader of the document. */
  notes?: string | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
  /** The total you expect. If ours differs, the request fails with 422. */
  expected_total?: Exact | undefined;
}

export interface InvoicesDeleteParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface InvoicesGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface InvoicesListParams {
  /** Only those of this amount or less. */
  amount_max?: Exact | undefined;
  /** Only those of this amount or more. */
  amount_min?: Exact | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Only those in this currency. For several values, repeat the parameter; values separated by commas work too. */
  currency?: models.CurrencyCode | readonly (models.CurrencyCode)[] | undefined;
  /** Only those of this customer. For several values, repeat the parameter; values separated by commas work too. */
  customer_id?: string | readonly (string)[] | undefined;
  /** Only those due on this day or later. */
  due_date_from?: string | undefined;
  /** Only those due on this day or earlier. */
  due_date_to?: string | undefined;
  /** Only those with this `external_id`. For several values, repeat the parameter; values separated by commas work too. */
  external_id?: string | readonly (string)[] | undefined;
  /** Only those with this number. For several values, repeat the parameter; values separated by commas work too. */
  invoice_number?: string | readonly (string)[] | undefined;
  /** Only those issued on this day or later. */
  issue_date_from?: string | undefined;
  /** Only those issued on this day or earlier. */
  issue_date_to?: string | undefined;
  /** Only those with a line of this item. For several values, repeat the parameter; values separated by commas work too. */
  item_id?: string | readonly (string)[] | undefined;
  /** Only those with this key and text in their metadata, such as `order_id:42`. For several, repeat the parameter: all of them must match. A comma is part of the text. */
  metadata?: string | readonly (string)[] | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only those that this recurring template made. For several values, repeat the parameter; values separated by commas work too. */
  recurring_id?: string | readonly (string)[] | undefined;
  /** Only those with this reference. For several values, repeat the parameter; values separated by commas work too. */
  reference?: string | readonly (string)[] | undefined;
  /** Only those that contain this text. Case and accents do not matter. */
  search?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.InvoiceSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those with this status. For several values, repeat the parameter; values separated by commas work too. */
  status?: models.InvoiceStatus | readonly (models.InvoiceStatus)[] | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface InvoicesPdfFileParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface InvoicesSendParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** If the period is closed: fail with 409 (`refuse`), or use the first open day up to today (`next_open`). */
  on_closed_period?: models.OnClosedPeriod | undefined;
}

export interface InvoicesUpdateParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The number of the invoice, unique per company. By default it gets one when it is sent. */
  invoice_number?: string | null | undefined;
  /** The customer. */
  customer_id?: string | undefined;
  /** Also send it, as `POST /invoices/{id}/send` does. Default: false. */
  send?: boolean | undefined;
  /** Default: today in the company's time zone. */
  issue_date?: string | undefined;
  /** The day on which goods were delivered or a service was completed, if it is not the issue date. It is on the PDF, and posts nothing: periods, taxes and exchange rates go by the issue date. */
  supply_date?: string | null | undefined;
  /** Default: the issue date plus the contact's payment terms. */
  due_date?: string | undefined;
  /** Default: the currency of the contact. */
  currency?: models.CurrencyCode | undefined;
  /** Units of the base currency per unit of the document's currency. Default: that of the issue date. */
  exchange_rate?: Exact | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** A note for the reader of the document. */
  notes?: string | undefined;
  /** What is sold: one line per account, tax rate or product. */
  lines?: models.InvoiceLineParams[] | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
  /** The total you expect. If ours differs, the request fails with 422. */
  expected_total?: Exact | undefined;
}

export interface InvoicesUpsertParams {
  /** The customer. */
  customer_id: string;
  /** The lines. In a PATCH, they replace all existing lines. */
  lines: models.InvoiceLineParams[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The number of the invoice, unique per company. By default it gets one when it is sent. */
  invoice_number?: string | null | undefined;
  /** Also send it, as `POST /invoices/{id}/send` does. Default: false. */
  send?: boolean | undefined;
  /** Default: today in the company's time zone. */
  issue_date?: string | undefined;
  /** The day on which goods were delivered or a service was completed, if it is not the issue date. It is on the PDF, and posts nothing: periods, taxes and exchange rates go by the issue date. */
  supply_date?: string | null | undefined;
  /** Default: the issue date plus the contact's payment terms. */
  due_date?: string | undefined;
  /** Default: the currency of the contact. */
  currency?: models.CurrencyCode | undefined;
  /** Units of the base currency per unit of the document's currency. Default: that of the issue date. */
  exchange_rate?: Exact | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** A note for the reader of the document. */
  notes?: string | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
  /** The total you expect. If ours differs, the request fails with 422. */
  expected_total?: Exact | undefined;
}

export interface InvoicesVoidParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The date of the reversal: not before that of the entry, nor before the last day an allocation was taken back. Default: the earliest such date, or the first open day after it if its period is closed. */
  date?: string | undefined;
  /** Becomes part of the memo of the reversal. */
  reason?: string | undefined;
}

export interface ItemsArchiveParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface ItemsBatchParams {
  /** The objects to create. */
  items: models.ItemParams[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Create the items that can be, and say of each other one why not. Default: false. */
  partial?: boolean | undefined;
}

export interface ItemsCreateParams {
  /** The name. */
  name: string;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Your article number, unique per company; or empty. */
  code?: string | undefined;
  /** What lines say. Default: they say its name. */
  description?: string | undefined;
  /** What the price is for, such as `hour`; or empty. */
  unit?: string | undefined;
  /** The currency of its prices. Default: the base currency of the company. */
  currency?: models.CurrencyCode | undefined;
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

export interface ItemsDeleteParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface ItemsGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface ItemsListParams {
  /** Only those with this code. For several values, repeat the parameter; values separated by commas work too. */
  code?: string | readonly (string)[] | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Only those with this `external_id`. For several values, repeat the parameter; values separated by commas work too. */
  external_id?: string | readonly (string)[] | undefined;
  /** `true` for those that are active, `false` for the others. */
  is_active?: boolean | undefined;
  /** Only those with this key and text in their metadata, such as `order_id:42`. For several, repeat the parameter: all of them must match. A comma is part of the text. */
  metadata?: string | readonly (string)[] | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only those that contain this text. Case and accents do not matter. */
  search?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.ItemSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface ItemsRestoreParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface ItemsUpdateParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Your article number, unique per company; or empty. */
  code?: string | undefined;
  /** The name. */
  name?: string | undefined;
  /** What lines say. Default: they say its name. */
  description?: string | undefined;
  /** What the price is for, such as `hour`; or empty. */
  unit?: string | undefined;
  /** The currency of its prices. Default: the base currency of the company. */
  currency?: models.CurrencyCode | undefined;
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

export interface ItemsUpsertParams {
  /** The name. */
  name: string;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Your article number, unique per company; or empty. */
  code?: string | undefined;
  /** What lines say. Default: they say its name. */
  description?: string | undefined;
  /** What the price is for, such as `hour`; or empty. */
  unit?: string | undefined;
  /** The currency of its prices. Default: the base currency of the company. */
  currency?: models.CurrencyCode | undefined;
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
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
}

export interface JournalEntriesBatchParams {
  /** The journal entries, in the order in which they are posted. */
  entries: models.JournalEntryBatchItemParams[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface JournalEntriesCreateParams {
  /** The accounting date: the day on which it is posted. */
  date: string;
  /** The lines: debits and credits that balance. */
  lines: models.JournalLineParams[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** What the entry is about. */
  memo?: string | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** In a request: `standard`, `opening` or `adjusting`. */
  entry_type?: models.JournalEntryType | undefined;
  /** In a POST: `draft` to save a draft. By default the entry is posted. */
  status?: models.JournalEntryStatus | undefined;
  /** For an accrual: the day of its reversal, which is posted together with it. It must be after `date`, and at most 366 days ahead. */
  reverse_on?: string | null | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
  /** If the period is closed: fail with 409 (`refuse`), or use the first open day up to today (`next_open`). */
  on_closed_period?: models.OnClosedPeriod | undefined;
}

export interface JournalEntriesDeleteParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface JournalEntriesGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface JournalEntriesListParams {
  /** Only those that use this account. For several values, repeat the parameter; values separated by commas work too. */
  account_id?: string | readonly (string)[] | undefined;
  /** Only those that use an account with this subtype; `none` stands for accounts without one. For several values, repeat the parameter; values separated by commas work too. */
  account_subtype?: models.LineAccountSubtypeFilter | readonly (models.LineAccountSubtypeFilter)[] | undefined;
  /** Only those that use an account of this type. For several values, repeat the parameter; values separated by commas work too. */
  account_type?: models.AccountType | readonly (models.AccountType)[] | undefined;
  /** `false` leaves out entries that close a fiscal year; `true` lists only those. */
  closing?: boolean | undefined;
  /** From this day on only entries that close a fiscal year: so the earnings of earlier years add up. */
  closing_since?: string | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Only those of this customer or vendor. For several values, repeat the parameter; values separated by commas work too. */
  contact_id?: string | readonly (string)[] | undefined;
  /** Only those in this currency. For several values, repeat the parameter; values separated by commas work too. */
  currency?: models.CurrencyCode | readonly (models.CurrencyCode)[] | undefined;
  /** Only those dated on this day or later. */
  date_from?: string | undefined;
  /** Only those dated on this day or earlier. */
  date_to?: string | undefined;
  /** Only entries of this type. For several values, repeat the parameter; values separated by commas work too. */
  entry_type?: models.JournalEntryType | readonly (models.JournalEntryType)[] | undefined;
  /** Only those with this `external_id`. For several values, repeat the parameter; values separated by commas work too. */
  external_id?: string | readonly (string)[] | undefined;
  /** Only entries posted up to this moment: those that a report with the same `known_at` counts. */
  known_at?: string | undefined;
  /** Only those with this key and text in their metadata, such as `order_id:42`. For several, repeat the parameter: all of them must match. A comma is part of the text. */
  metadata?: string | readonly (string)[] | undefined;
  /** Only those with a line that has no option of these tracking categories. For several values, repeat the parameter; values separated by commas work too. */
  not_tracked?: string | readonly (string)[] | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only those that this recurring template made. For several values, repeat the parameter; values separated by commas work too. */
  recurring_id?: string | readonly (string)[] | undefined;
  /** Only those that contain this text. Case and accents do not matter. */
  search?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.JournalEntrySortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only entries of this document. For several values, repeat the parameter; values separated by commas work too. */
  source_id?: string | readonly (string)[] | undefined;
  /** Only those with this status. For several values, repeat the parameter; values separated by commas work too. */
  status?: models.JournalEntryStatus | readonly (models.JournalEntryStatus)[] | undefined;
  /** Only those with a line that has one of these options; of several categories, one of each. For several values, repeat the parameter; values separated by commas work too. */
  tracking?: string | readonly (string)[] | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface JournalEntriesPostParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** If the period is closed: fail with 409 (`refuse`), or use the first open day up to today (`next_open`). */
  on_closed_period?: models.OnClosedPeriod | undefined;
}

export interface JournalEntriesReverseParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Default: the date of the entry, or the first open day after it if its period is closed. */
  date?: string | undefined;
  /** Default: a text that names the entry. */
  memo?: string | undefined;
  /** Becomes part of the memo. */
  reason?: string | undefined;
}

export interface JournalEntriesUpdateParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The accounting date: the day on which it is posted. */
  date?: string | undefined;
  /** What the entry is about. */
  memo?: string | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** In a request: `standard`, `opening` or `adjusting`. */
  entry_type?: models.JournalEntryType | undefined;
  /** In a POST: `draft` to save a draft. By default the entry is posted. */
  status?: models.JournalEntryStatus | undefined;
  /** The lines: debits and credits that balance. */
  lines?: models.JournalLineParams[] | undefined;
  /** For an accrual: the day of its reversal, which is posted together with it. It must be after `date`, and at most 366 days ahead. */
  reverse_on?: string | null | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
  /** If the period is closed: fail with 409 (`refuse`), or use the first open day up to today (`next_open`). */
  on_closed_period?: models.OnClosedPeriod | undefined;
}

export interface LoginParams {
  /** The e-mail address. */
  email: string;
  /** The password. */
  password: string;
  /** A code from your authenticator app, or a recovery code. Required if you have set up an app. */
  otp?: string | undefined;
}

export interface LogoutParams {
  /** A refresh token. It can be used once. */
  refresh_token: string;
}

export interface MembersDeleteParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface MembersGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface MembersListParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only those that contain this text. Case and accents do not matter. */
  search?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.MemberSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface MembersReplaceParams {
  /** The role. */
  role: models.CompanyRole;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface OpeningBalancesParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface OpeningBalancesReplaceParams {
  /** The day of the balances; null if none are set. */
  date: string | null;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The balances of the accounts, each account once. */
  balances?: models.OpeningBalanceParams[] | undefined;
  /** What customers still owe. */
  invoices?: models.OpeningInvoiceParams[] | undefined;
  /** What is still owed to vendors. */
  bills?: models.OpeningBillParams[] | undefined;
  /** What customers have to their credit. It can be applied to their invoices later. */
  credit_notes?: models.OpeningCreditNoteParams[] | undefined;
  /** What vendors owe. It can be applied to their bills later. */
  vendor_credits?: models.OpeningVendorCreditParams[] | undefined;
}

export interface PaymentsAllocateParams {
  /** The documents that it settles, with the amount for each. */
  allocations: models.AllocationParams[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Default: today in the company's time zone. */
  date?: string | undefined;
}

export interface PaymentsBatchParams {
  /** The objects to create. */
  items: models.PaymentParams[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Create the items that can be, and say of each other one why not. Default: false. */
  partial?: boolean | undefined;
}

export interface PaymentsCreateParams {
  /** `received` from a customer, or `made` to a vendor; the other way for a refund. */
  type: models.PaymentType;
  /** The amount that settles documents. The bank account also moves by the deductions. */
  amount: Exact;
  /** The bank, cash, card or clearing account of the money. */
  account_id: string;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The number of the payment, unique per company. */
  payment_number?: string | undefined;
  /** The customer, for a payment received or a refund made. */
  customer_id?: string | null | undefined;
  /** The vendor, for a payment made or a refund received. */
  vendor_id?: string | null | undefined;
  /** Default: today in the company's time zone. */
  date?: string | undefined;
  /** Default: the currency of the contact. */
  currency?: models.CurrencyCode | undefined;
  /** Units of the base currency per unit of the payment's currency. Default: what follows from `account_amount`, or the rate of the date. */
  exchange_rate?: Exact | undefined;
  /** What the bank booked, if the account has another currency than the payment: in the account's. Otherwise null. */
  account_amount?: Exact | null | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** A note of yours. */
  notes?: string | undefined;
  /** The documents that it settles, with the amount for each. */
  allocations?: models.AllocationParams[] | undefined;
  /** What the bank deducted, such as fees: an account and an amount each. */
  deductions?: models.DeductionParams[] | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
  /** If the period is closed: fail with 409 (`refuse`), or use the first open day up to today (`next_open`). */
  on_closed_period?: models.OnClosedPeriod | undefined;
}

export interface PaymentsGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface PaymentsListParams {
  /** Only those that use this account. For several values, repeat the parameter; values separated by commas work too. */
  account_id?: string | readonly (string)[] | undefined;
  /** Only those of this amount or less. */
  amount_max?: Exact | undefined;
  /** Only those of this amount or more. */
  amount_min?: Exact | undefined;
  /** Only payments and adjustments that settle this bill, or vendor credits of it. For several values, repeat the parameter; values separated by commas work too. */
  bill_id?: string | readonly (string)[] | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Only those in this currency. For several values, repeat the parameter; values separated by commas work too. */
  currency?: models.CurrencyCode | readonly (models.CurrencyCode)[] | undefined;
  /** Only those of this customer. For several values, repeat the parameter; values separated by commas work too. */
  customer_id?: string | readonly (string)[] | undefined;
  /** Only those dated on this day or later. */
  date_from?: string | undefined;
  /** Only those dated on this day or earlier. */
  date_to?: string | undefined;
  /** Only those with this `external_id`. For several values, repeat the parameter; values separated by commas work too. */
  external_id?: string | readonly (string)[] | undefined;
  /** Only payments and adjustments that settle this invoice, or credit notes of it. For several values, repeat the parameter; values separated by commas work too. */
  invoice_id?: string | readonly (string)[] | undefined;
  /** `true` for refunds, `false` for the others. */
  is_refund?: boolean | undefined;
  /** Only those with this key and text in their metadata, such as `order_id:42`. For several, repeat the parameter: all of them must match. A comma is part of the text. */
  metadata?: string | readonly (string)[] | undefined;
  /** `true` for those with an amount that is not allocated yet, `false` for the others. */
  open_credit?: boolean | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only those with this number. For several values, repeat the parameter; values separated by commas work too. */
  payment_number?: string | readonly (string)[] | undefined;
  /** Only those with this reference. For several values, repeat the parameter; values separated by commas work too. */
  reference?: string | readonly (string)[] | undefined;
  /** Only those that contain this text. Case and accents do not matter. */
  search?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.PaymentSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those with this status. For several values, repeat the parameter; values separated by commas work too. */
  status?: models.PaymentStatus | readonly (models.PaymentStatus)[] | undefined;
  /** Only those of this type. For several values, repeat the parameter; values separated by commas work too. */
  type?: models.PaymentType | readonly (models.PaymentType)[] | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
  /** Only those of this vendor. For several values, repeat the parameter; values separated by commas work too. */
  vendor_id?: string | readonly (string)[] | undefined;
}

export interface PaymentsRefundParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The number of the payment, unique per company. */
  payment_number?: string | undefined;
  /** Default: today in the company's time zone. */
  date?: string | undefined;
  /** Default: what is left of the payment. */
  amount?: Exact | undefined;
  /** Units of the base currency per unit of the payment's currency. Default: what follows from `account_amount`, or the rate of the date. */
  exchange_rate?: Exact | undefined;
  /** The account that pays. Default: the account of the payment. */
  account_id?: string | undefined;
  /** What the bank booked, if the account has another currency than the payment: in the account's. Otherwise null. */
  account_amount?: Exact | null | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** A note of yours. */
  notes?: string | undefined;
  /** What the bank deducted, such as fees: an account and an amount each. */
  deductions?: models.DeductionParams[] | undefined;
  /** If the period is closed: fail with 409 (`refuse`), or use the first open day up to today (`next_open`). */
  on_closed_period?: models.OnClosedPeriod | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
}

export interface PaymentsUnallocateParams {
  /** The allocations to take back, by their ids. */
  allocation_ids: string[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Default: today in the company's time zone. */
  date?: string | undefined;
}

export interface PaymentsUpdateParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** A note of yours. */
  notes?: string | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
}

export interface PaymentsVoidParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The date of the reversal: not before that of the entry, nor before the last day an allocation was taken back. Default: the earliest such date, or the first open day after it if its period is closed. */
  date?: string | undefined;
  /** Becomes part of the memo of the reversal. */
  reason?: string | undefined;
}

export interface PeriodsCloseCheckParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface PeriodsCloseParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface PeriodsGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface PeriodsHistoryParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface PeriodsListParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** The field to sort by. */
  sort_by?: models.PeriodSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those that start on this day or later. */
  start_date_from?: string | undefined;
  /** Only those that start on this day or earlier. */
  start_date_to?: string | undefined;
  /** Only those with this status. For several values, repeat the parameter; values separated by commas work too. */
  status?: models.PeriodStatus | readonly (models.PeriodStatus)[] | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface PeriodsReopenParams {
  /** Why it is reopened. Kept with the period. */
  reason: string;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface RecurringCreateParams {
  /** What you call the template. */
  name: string;
  /** How often. */
  frequency: models.RecurringFrequency;
  /** The earliest date. `quarterly` and `yearly` are counted from its month. At most 366 days ago: the dates since then are made at once. */
  start_date: string;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The entries to make; null if it makes something else. */
  journal_entry?: models.RecurringEntryParams | null | undefined;
  /** The invoices to make; null if it makes something else. */
  invoice?: models.RecurringInvoiceParams | null | undefined;
  /** The bills to make; null if it makes something else. */
  bill?: models.RecurringBillParams | null | undefined;
  /** 1 to 31: 31 is the last day of each month. If a month lacks the day, its last day is taken. Default: the day of `start_date`. */
  day_of_month?: number | undefined;
  /** The latest date; null for no end. */
  end_date?: string | null | undefined;
  /** Whether to post what it makes: to post entries, send invoices and approve bills. By default it makes drafts. */
  auto_post?: boolean | undefined;
  /** If the date is in a closed period: `wait` until it is open, or use the first open day after it (`next_open`). Default: `wait`. */
  on_closed_period?: models.RecurringOnClosedPeriod | undefined;
}

export interface RecurringDeleteParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface RecurringEndParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface RecurringGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface RecurringListParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Only those of this frequency. For several values, repeat the parameter; values separated by commas work too. */
  frequency?: models.RecurringFrequency | readonly (models.RecurringFrequency)[] | undefined;
  /** Only those of this kind. For several values, repeat the parameter; values separated by commas work too. */
  kind?: models.RecurringKind | readonly (models.RecurringKind)[] | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only those that contain this text. Case and accents do not matter. */
  search?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.RecurringTemplateSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those with this status. For several values, repeat the parameter; values separated by commas work too. */
  status?: models.RecurringStatus | readonly (models.RecurringStatus)[] | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface RecurringPauseParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface RecurringResumeParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface RecurringUpdateParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** What you call the template. */
  name?: string | undefined;
  /** The entries to make; null if it makes something else. */
  journal_entry?: models.RecurringEntryParams | null | undefined;
  /** The invoices to make; null if it makes something else. */
  invoice?: models.RecurringInvoiceParams | null | undefined;
  /** The bills to make; null if it makes something else. */
  bill?: models.RecurringBillParams | null | undefined;
  /** How often. */
  frequency?: models.RecurringFrequency | undefined;
  /** 1 to 31: 31 is the last day of each month. If a month lacks the day, its last day is taken. Default: the day of `start_date`. */
  day_of_month?: number | undefined;
  /** The earliest date. `quarterly` and `yearly` are counted from its month. At most 366 days ago: the dates since then are made at once. */
  start_date?: string | undefined;
  /** The latest date; null for no end. */
  end_date?: string | null | undefined;
  /** Whether to post what it makes: to post entries, send invoices and approve bills. By default it makes drafts. */
  auto_post?: boolean | undefined;
  /** If the date is in a closed period: `wait` until it is open, or use the first open day after it (`next_open`). Default: `wait`. */
  on_closed_period?: models.RecurringOnClosedPeriod | undefined;
}

export interface RefreshParams {
  /** A refresh token. It can be used once. */
  refresh_token: string;
}

export interface ReportsAgedPayablesFileParams {
  /** The kind of file. */
  format: "csv" | "xlsx" | "pdf";
  /** The day. Default: today in the company's time zone. */
  as_of?: string | undefined;
  /** The last day of each column, such as `30,60,90`, which is the default. For several values, repeat the parameter; values separated by commas work too. */
  buckets?: number | readonly (number)[] | undefined;
  /** What the age counts from. */
  by?: models.AgedBy | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Only this customer or vendor. */
  contact_id?: string | undefined;
  /** Only the documents in this currency, such as `EUR`. */
  currency?: models.CurrencyCode | undefined;
  /** A row for each document too. */
  items?: boolean | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
}

export interface ReportsAgedPayablesParams {
  /** The day. Default: today in the company's time zone. */
  as_of?: string | undefined;
  /** The last day of each column, such as `30,60,90`, which is the default. For several values, repeat the parameter; values separated by commas work too. */
  buckets?: number | readonly (number)[] | undefined;
  /** What the age counts from. */
  by?: models.AgedBy | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Only this customer or vendor. */
  contact_id?: string | undefined;
  /** Only the documents in this currency, such as `EUR`. */
  currency?: models.CurrencyCode | undefined;
  /** A row for each document too. */
  items?: boolean | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
}

export interface ReportsAgedReceivablesFileParams {
  /** The kind of file. */
  format: "csv" | "xlsx" | "pdf";
  /** The day. Default: today in the company's time zone. */
  as_of?: string | undefined;
  /** The last day of each column, such as `30,60,90`, which is the default. For several values, repeat the parameter; values separated by commas work too. */
  buckets?: number | readonly (number)[] | undefined;
  /** What the age counts from. */
  by?: models.AgedBy | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Only this customer or vendor. */
  contact_id?: string | undefined;
  /** Only the documents in this currency, such as `EUR`. */
  currency?: models.CurrencyCode | undefined;
  /** A row for each document too. */
  items?: boolean | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
}

export interface ReportsAgedReceivablesParams {
  /** The day. Default: today in the company's time zone. */
  as_of?: string | undefined;
  /** The last day of each column, such as `30,60,90`, which is the default. For several values, repeat the parameter; values separated by commas work too. */
  buckets?: number | readonly (number)[] | undefined;
  /** What the age counts from. */
  by?: models.AgedBy | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Only this customer or vendor. */
  contact_id?: string | undefined;
  /** Only the documents in this currency, such as `EUR`. */
  currency?: models.CurrencyCode | undefined;
  /** A row for each document too. */
  items?: boolean | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
}

export interface ReportsBalanceSheetFileParams {
  /** The kind of file. */
  format: "csv" | "xlsx" | "pdf";
  /** The day at whose end the balances are taken. Default: today in the company's time zone. */
  as_of?: string | undefined;
  /** A tracking category: a column for each of its options (of archived ones only with amounts; if `tracking` names some, only these), one of lines without any (`not_tracked`), and the total. Not with `interval`, `compare` or `variance`. */
  columns_by?: string | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Adds columns for the previous span of time, or for the same one a year earlier. Whole months are compared with whole months: February 2025 with all of February 2024, but the 28th alone with the 28th. */
  compare?: models.ReportComparison | undefined;
  /** With `start_date`: one column for the end of each month, fiscal quarter or fiscal year. */
  interval?: models.ReportInterval | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
  /** Only lines without an option of these tracking categories. For several values, repeat the parameter; values separated by commas work too. */
  not_tracked?: string | readonly (string)[] | undefined;
  /** With `interval`: a column for the end of each interval from this day on. */
  start_date?: string | undefined;
  /** Only lines with one of these options; with options of several categories, with one of each. For several values, repeat the parameter; values separated by commas work too. */
  tracking?: string | readonly (string)[] | undefined;
  /** With `compare`: adds how much more each column is than the one it is compared with, and how many percent of that one. The columns of both times are compared in order; if there are not as many of them, only their totals. */
  variance?: boolean | undefined;
}

export interface ReportsBalanceSheetParams {
  /** The day at whose end the balances are taken. Default: today in the company's time zone. */
  as_of?: string | undefined;
  /** A tracking category: a column for each of its options (of archived ones only with amounts; if `tracking` names some, only these), one of lines without any (`not_tracked`), and the total. Not with `interval`, `compare` or `variance`. */
  columns_by?: string | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Adds columns for the previous span of time, or for the same one a year earlier. Whole months are compared with whole months: February 2025 with all of February 2024, but the 28th alone with the 28th. */
  compare?: models.ReportComparison | undefined;
  /** With `start_date`: one column for the end of each month, fiscal quarter or fiscal year. */
  interval?: models.ReportInterval | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
  /** Only lines without an option of these tracking categories. For several values, repeat the parameter; values separated by commas work too. */
  not_tracked?: string | readonly (string)[] | undefined;
  /** With `interval`: a column for the end of each interval from this day on. */
  start_date?: string | undefined;
  /** Only lines with one of these options; with options of several categories, with one of each. For several values, repeat the parameter; values separated by commas work too. */
  tracking?: string | readonly (string)[] | undefined;
  /** With `compare`: adds how much more each column is than the one it is compared with, and how many percent of that one. The columns of both times are compared in order; if there are not as many of them, only their totals. */
  variance?: boolean | undefined;
}

export interface ReportsBudgetVsActualFileParams {
  /** The budget. */
  budget_id: string;
  /** The kind of file. */
  format: "csv" | "xlsx" | "pdf";
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** The last day of a month of the budget. Default: the last day of the budget. */
  end_date?: string | undefined;
  /** Four columns for each month, fiscal quarter or fiscal year, and for their total. At most 60. */
  interval?: models.ReportInterval | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
  /** Only lines without an option of these tracking categories. For several values, repeat the parameter; values separated by commas work too. */
  not_tracked?: string | readonly (string)[] | undefined;
  /** The first day of a month of the budget. Default: the first day of the budget. */
  start_date?: string | undefined;
  /** Only lines with one of these options; with options of several categories, with one of each. For several values, repeat the parameter; values separated by commas work too. */
  tracking?: string | readonly (string)[] | undefined;
}

export interface ReportsBudgetVsActualParams {
  /** The budget. */
  budget_id: string;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** The last day of a month of the budget. Default: the last day of the budget. */
  end_date?: string | undefined;
  /** Four columns for each month, fiscal quarter or fiscal year, and for their total. At most 60. */
  interval?: models.ReportInterval | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
  /** Only lines without an option of these tracking categories. For several values, repeat the parameter; values separated by commas work too. */
  not_tracked?: string | readonly (string)[] | undefined;
  /** The first day of a month of the budget. Default: the first day of the budget. */
  start_date?: string | undefined;
  /** Only lines with one of these options; with options of several categories, with one of each. For several values, repeat the parameter; values separated by commas work too. */
  tracking?: string | readonly (string)[] | undefined;
}

export interface ReportsCashFlowFileParams {
  /** The kind of file. */
  format: "csv" | "xlsx" | "pdf";
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Adds columns for the previous span of time, or for the same one a year earlier. Whole months are compared with whole months: February 2025 with all of February 2024, but the 28th alone with the 28th. */
  compare?: models.ReportComparison | undefined;
  /** The last day. Default: today in the company's time zone. */
  end_date?: string | undefined;
  /** One column for each month, fiscal quarter or fiscal year. */
  interval?: models.ReportInterval | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
  /** The first day. Default: the first day of the fiscal year of `end_date`. */
  start_date?: string | undefined;
  /** With `compare`: adds how much more each column is than the one it is compared with, and how many percent of that one. The columns of both times are compared in order; if there are not as many of them, only their totals. */
  variance?: boolean | undefined;
}

export interface ReportsCashFlowParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Adds columns for the previous span of time, or for the same one a year earlier. Whole months are compared with whole months: February 2025 with all of February 2024, but the 28th alone with the 28th. */
  compare?: models.ReportComparison | undefined;
  /** The last day. Default: today in the company's time zone. */
  end_date?: string | undefined;
  /** One column for each month, fiscal quarter or fiscal year. */
  interval?: models.ReportInterval | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
  /** The first day. Default: the first day of the fiscal year of `end_date`. */
  start_date?: string | undefined;
  /** With `compare`: adds how much more each column is than the one it is compared with, and how many percent of that one. The columns of both times are compared in order; if there are not as many of them, only their totals. */
  variance?: boolean | undefined;
}

export interface ReportsChangesInEquityFileParams {
  /** The kind of file. */
  format: "csv" | "xlsx" | "pdf";
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** The last day. Default: today in the company's time zone. */
  end_date?: string | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
  /** The first day. Default: the first day of the fiscal year of `end_date`. */
  start_date?: string | undefined;
}

export interface ReportsChangesInEquityParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** The last day. Default: today in the company's time zone. */
  end_date?: string | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
  /** The first day. Default: the first day of the fiscal year of `end_date`. */
  start_date?: string | undefined;
}

export interface ReportsCustomerStatementFileParams {
  /** Only those of this customer. */
  customer_id: string;
  /** The kind of file. */
  format: "csv" | "xlsx" | "pdf";
  /** The last day of each column of the ageing, such as `30,60,90`, which is the default. For several values, repeat the parameter; values separated by commas work too. */
  buckets?: number | readonly (number)[] | undefined;
  /** What the age counts from. */
  by?: models.AgedBy | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** The last day. Default: today in the company's time zone. */
  end_date?: string | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
  /** The first day. Default: the first day of the fiscal year of `end_date`. */
  start_date?: string | undefined;
}

export interface ReportsCustomerStatementParams {
  /** Only those of this customer. */
  customer_id: string;
  /** The last day of each column of the ageing, such as `30,60,90`, which is the default. For several values, repeat the parameter; values separated by commas work too. */
  buckets?: number | readonly (number)[] | undefined;
  /** What the age counts from. */
  by?: models.AgedBy | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** The last day. Default: today in the company's time zone. */
  end_date?: string | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
  /** The first day. Default: the first day of the fiscal year of `end_date`. */
  start_date?: string | undefined;
}

export interface ReportsGeneralLedgerFileParams {
  /** The kind of file. */
  format: "csv" | "xlsx" | "pdf";
  /** One account, or several separated by commas. Default: all that have a balance or lines. For several values, repeat the parameter; values separated by commas work too. */
  account_id?: string | readonly (string)[] | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Only the lines of this customer or vendor. */
  contact_id?: string | undefined;
  /** The last day. Default: today in the company's time zone. */
  end_date?: string | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
  /** Only lines without an option of these tracking categories. For several values, repeat the parameter; values separated by commas work too. */
  not_tracked?: string | readonly (string)[] | undefined;
  /** The rows of a page. JSON only. */
  page_size?: number | undefined;
  /** The first day. Default: the first day of the fiscal year of `end_date`. */
  start_date?: string | undefined;
  /** Only lines with one of these options; with options of several categories, with one of each. For several values, repeat the parameter; values separated by commas work too. */
  tracking?: string | readonly (string)[] | undefined;
}

export interface ReportsGeneralLedgerParams {
  /** One account, or several separated by commas. Default: all that have a balance or lines. For several values, repeat the parameter; values separated by commas work too. */
  account_id?: string | readonly (string)[] | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Only the lines of this customer or vendor. */
  contact_id?: string | undefined;
  /** The last day. Default: today in the company's time zone. */
  end_date?: string | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
  /** Only lines without an option of these tracking categories. For several values, repeat the parameter; values separated by commas work too. */
  not_tracked?: string | readonly (string)[] | undefined;
  /** The rows of a page. JSON only. */
  page_size?: number | undefined;
  /** The first day. Default: the first day of the fiscal year of `end_date`. */
  start_date?: string | undefined;
  /** Only lines with one of these options; with options of several categories, with one of each. For several values, repeat the parameter; values separated by commas work too. */
  tracking?: string | readonly (string)[] | undefined;
}

export interface ReportsJournalFileParams {
  /** The kind of file. */
  format: "csv" | "xlsx" | "pdf";
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** The last day. Default: today in the company's time zone. */
  end_date?: string | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
  /** The rows of a page. JSON only. */
  page_size?: number | undefined;
  /** The first day. Default: the first day of the fiscal year of `end_date`. */
  start_date?: string | undefined;
}

export interface ReportsJournalParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** The last day. Default: today in the company's time zone. */
  end_date?: string | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
  /** The rows of a page. JSON only. */
  page_size?: number | undefined;
  /** The first day. Default: the first day of the fiscal year of `end_date`. */
  start_date?: string | undefined;
}

export interface ReportsProfitLossFileParams {
  /** The kind of file. */
  format: "csv" | "xlsx" | "pdf";
  /** When revenue and expenses count: on the date of their document, or in proportion as it is paid (allocated); then `lines` and each of `figures` are null, because amounts are shares of lines. */
  basis?: models.ReportBasis | undefined;
  /** A tracking category: a column for each of its options (of archived ones only with amounts; if `tracking` names some, only these), one of lines without any (`not_tracked`), and the total. Not with `interval`, `compare` or `variance`. */
  columns_by?: string | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Adds columns for the previous span of time, or for the same one a year earlier. Whole months are compared with whole months: February 2025 with all of February 2024, but the 28th alone with the 28th. */
  compare?: models.ReportComparison | undefined;
  /** The last day. Default: today in the company's time zone. */
  end_date?: string | undefined;
  /** One column for each month, fiscal quarter or fiscal year. */
  interval?: models.ReportInterval | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
  /** Only lines without an option of these tracking categories. For several values, repeat the parameter; values separated by commas work too. */
  not_tracked?: string | readonly (string)[] | undefined;
  /** Adds what percentage of the revenue of its column each amount is; null without revenue. That of the gross profit is the gross margin. */
  percent_of_revenue?: boolean | undefined;
  /** The first day. Default: the first day of the fiscal year of `end_date`. */
  start_date?: string | undefined;
  /** Only lines with one of these options; with options of several categories, with one of each. For several values, repeat the parameter; values separated by commas work too. */
  tracking?: string | readonly (string)[] | undefined;
  /** With `compare`: adds how much more each column is than the one it is compared with, and how many percent of that one. The columns of both times are compared in order; if there are not as many of them, only their totals. */
  variance?: boolean | undefined;
}

export interface ReportsProfitLossParams {
  /** When revenue and expenses count: on the date of their document, or in proportion as it is paid (allocated); then `lines` and each of `figures` are null, because amounts are shares of lines. */
  basis?: models.ReportBasis | undefined;
  /** A tracking category: a column for each of its options (of archived ones only with amounts; if `tracking` names some, only these), one of lines without any (`not_tracked`), and the total. Not with `interval`, `compare` or `variance`. */
  columns_by?: string | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Adds columns for the previous span of time, or for the same one a year earlier. Whole months are compared with whole months: February 2025 with all of February 2024, but the 28th alone with the 28th. */
  compare?: models.ReportComparison | undefined;
  /** The last day. Default: today in the company's time zone. */
  end_date?: string | undefined;
  /** One column for each month, fiscal quarter or fiscal year. */
  interval?: models.ReportInterval | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
  /** Only lines without an option of these tracking categories. For several values, repeat the parameter; values separated by commas work too. */
  not_tracked?: string | readonly (string)[] | undefined;
  /** Adds what percentage of the revenue of its column each amount is; null without revenue. That of the gross profit is the gross margin. */
  percent_of_revenue?: boolean | undefined;
  /** The first day. Default: the first day of the fiscal year of `end_date`. */
  start_date?: string | undefined;
  /** Only lines with one of these options; with options of several categories, with one of each. For several values, repeat the parameter; values separated by commas work too. */
  tracking?: string | readonly (string)[] | undefined;
  /** With `compare`: adds how much more each column is than the one it is compared with, and how many percent of that one. The columns of both times are compared in order; if there are not as many of them, only their totals. */
  variance?: boolean | undefined;
}

export interface ReportsTaxSummaryFileParams {
  /** The kind of file. */
  format: "csv" | "xlsx" | "pdf";
  /** Only the rows of this box of a tax rate. */
  box?: string | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** The last day. Default: today in the company's time zone. */
  end_date?: string | undefined;
  /** A row for each line too, at most 5,000, above its box. */
  items?: boolean | undefined;
  /** Only the rows of these kinds, such as `sales_tax,purchase_tax`. For several values, repeat the parameter; values separated by commas work too. */
  kind?: models.TaxKind | readonly (models.TaxKind)[] | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
  /** The first day. Default: the first day of the fiscal year of `end_date`. */
  start_date?: string | undefined;
  /** Only the rows of this tax rate. */
  tax_rate_id?: string | undefined;
}

export interface ReportsTaxSummaryParams {
  /** Only the rows of this box of a tax rate. */
  box?: string | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** The last day. Default: today in the company's time zone. */
  end_date?: string | undefined;
  /** A row for each line too, at most 5,000, above its box. */
  items?: boolean | undefined;
  /** Only the rows of these kinds, such as `sales_tax,purchase_tax`. For several values, repeat the parameter; values separated by commas work too. */
  kind?: models.TaxKind | readonly (models.TaxKind)[] | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
  /** The first day. Default: the first day of the fiscal year of `end_date`. */
  start_date?: string | undefined;
  /** Only the rows of this tax rate. */
  tax_rate_id?: string | undefined;
}

export interface ReportsTrialBalanceFileParams {
  /** The kind of file. */
  format: "csv" | "xlsx" | "pdf";
  /** A tracking category: a column for each of its options (of archived ones only with amounts; if `tracking` names some, only these), one of lines without any (`not_tracked`), and the total. Not with `interval`, `compare` or `variance`. */
  columns_by?: string | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** The last day. Default: today in the company's time zone. */
  end_date?: string | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
  /** Only lines without an option of these tracking categories. For several values, repeat the parameter; values separated by commas work too. */
  not_tracked?: string | readonly (string)[] | undefined;
  /** The first day. Default: the first day of the fiscal year of `end_date`. */
  start_date?: string | undefined;
  /** Only lines with one of these options; with options of several categories, with one of each. For several values, repeat the parameter; values separated by commas work too. */
  tracking?: string | readonly (string)[] | undefined;
}

export interface ReportsTrialBalanceParams {
  /** A tracking category: a column for each of its options (of archived ones only with amounts; if `tracking` names some, only these), one of lines without any (`not_tracked`), and the total. Not with `interval`, `compare` or `variance`. */
  columns_by?: string | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** The last day. Default: today in the company's time zone. */
  end_date?: string | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
  /** Only lines without an option of these tracking categories. For several values, repeat the parameter; values separated by commas work too. */
  not_tracked?: string | readonly (string)[] | undefined;
  /** The first day. Default: the first day of the fiscal year of `end_date`. */
  start_date?: string | undefined;
  /** Only lines with one of these options; with options of several categories, with one of each. For several values, repeat the parameter; values separated by commas work too. */
  tracking?: string | readonly (string)[] | undefined;
}

export interface ReportsUnrealisedDifferencesFileParams {
  /** The kind of file. */
  format: "csv" | "xlsx" | "pdf";
  /** The day. Default: today in the company's time zone. */
  as_of?: string | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** A row for each document too. */
  items?: boolean | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
}

export interface ReportsUnrealisedDifferencesParams {
  /** The day. Default: today in the company's time zone. */
  as_of?: string | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** A row for each document too. */
  items?: boolean | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
}

export interface ReportsVendorStatementFileParams {
  /** Only those of this vendor. */
  vendor_id: string;
  /** The kind of file. */
  format: "csv" | "xlsx" | "pdf";
  /** The last day of each column of the ageing, such as `30,60,90`, which is the default. For several values, repeat the parameter; values separated by commas work too. */
  buckets?: number | readonly (number)[] | undefined;
  /** What the age counts from. */
  by?: models.AgedBy | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** The last day. Default: today in the company's time zone. */
  end_date?: string | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
  /** The first day. Default: the first day of the fiscal year of `end_date`. */
  start_date?: string | undefined;
}

export interface ReportsVendorStatementParams {
  /** Only those of this vendor. */
  vendor_id: string;
  /** The last day of each column of the ageing, such as `30,60,90`, which is the default. For several values, repeat the parameter; values separated by commas work too. */
  buckets?: number | readonly (number)[] | undefined;
  /** What the age counts from. */
  by?: models.AgedBy | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** The last day. Default: today in the company's time zone. */
  end_date?: string | undefined;
  /** The books as they stood at this moment: what was entered later is left out, whatever its date. Names and codes are those of today. */
  known_at?: string | undefined;
  /** The first day. Default: the first day of the fiscal year of `end_date`. */
  start_date?: string | undefined;
}

export interface TaxRatesArchiveParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface TaxRatesCreateParams {
  /** The name of the tax rate, unique per company. */
  name: string;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** A short code, unique per company; or empty. */
  code?: string | undefined;
  /** The percentage: 15 is 15 %. Of a rate with components: what they come to, so a change of several takes `components`. It cannot change once a document uses the rate. */
  percent?: Exact | undefined;
  /** In a request: instead of `percent`. They replace all components, and cannot change once a document uses the rate. */
  components?: models.TaxComponentParams[] | undefined;
  /** Prices include this tax. */
  is_inclusive?: boolean | undefined;
  /** The code of EN 16931. By default it follows the treatment. */
  category?: models.TaxCategory | undefined;
  /** `reverse_charge` and `import`: nothing is charged on sales; on purchases the tax is owed and deducted, and the total stays as it is. Default: `standard`. */
  treatment?: models.TaxTreatment | undefined;
  /** The first day of documents with it. */
  valid_from?: string | null | undefined;
  /** The last day of documents with it. */
  valid_to?: string | null | undefined;
  /** The boxes of the tax return. They replace all boxes. */
  boxes?: models.TaxBoxesParams | undefined;
  /** The account for the tax on sales. */
  sales_account_id?: string | null | undefined;
  /** The account for the tax on purchases. */
  purchase_account_id?: string | null | undefined;
}

export interface TaxRatesDeleteParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface TaxRatesGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface TaxRatesListParams {
  /** Only those of this category. For several values, repeat the parameter; values separated by commas work too. */
  category?: models.TaxCategory | readonly (models.TaxCategory)[] | undefined;
  /** Only those with this code. For several values, repeat the parameter; values separated by commas work too. */
  code?: string | readonly (string)[] | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** `true` for those that are active, `false` for the others. */
  is_active?: boolean | undefined;
  /** `true` for rates that prices include, `false` for the others. */
  is_inclusive?: boolean | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only those that contain this text. Case and accents do not matter. */
  search?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.TaxRateSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those treated so. For several values, repeat the parameter; values separated by commas work too. */
  treatment?: models.TaxTreatment | readonly (models.TaxTreatment)[] | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface TaxRatesRestoreParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface TaxRatesUpdateParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The name of the tax rate, unique per company. */
  name?: string | undefined;
  /** A short code, unique per company; or empty. */
  code?: string | undefined;
  /** The percentage: 15 is 15 %. Of a rate with components: what they come to, so a change of several takes `components`. It cannot change once a document uses the rate. */
  percent?: Exact | undefined;
  /** In a request: instead of `percent`. They replace all components, and cannot change once a document uses the rate. */
  components?: models.TaxComponentParams[] | undefined;
  /** Prices include this tax. */
  is_inclusive?: boolean | undefined;
  /** The code of EN 16931. By default it follows the treatment. */
  category?: models.TaxCategory | undefined;
  /** `reverse_charge` and `import`: nothing is charged on sales; on purchases the tax is owed and deducted, and the total stays as it is. Default: `standard`. */
  treatment?: models.TaxTreatment | undefined;
  /** The first day of documents with it. */
  valid_from?: string | null | undefined;
  /** The last day of documents with it. */
  valid_to?: string | null | undefined;
  /** The boxes of the tax return. They replace all boxes. */
  boxes?: models.TaxBoxesParams | undefined;
  /** The account for the tax on sales. */
  sales_account_id?: string | null | undefined;
  /** The account for the tax on purchases. */
  purchase_account_id?: string | null | undefined;
}

export interface TaxReturnsCreateParams {
  /** The first day: the one after the last filed tax return, if there is one. */
  start_date: string;
  /** The last day. */
  end_date: string;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** `accrual`: each tax is in the return of its entry's date. `cash`: in proportion to what is settled of its document. By default that of the filed returns, which the next ones keep, or `accrual`. */
  basis?: models.ReportBasis | undefined;
}

export interface TaxReturnsDeleteParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface TaxReturnsFileParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface TaxReturnsGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface TaxReturnsLinesParams {
  /** Only lines after this one: `entry_number` of the last line. */
  after_entry?: number | undefined;
  /** With `after_entry`: `line_id` of the last line. */
  after_line?: string | undefined;
  /** Only the lines of this box of a tax rate. */
  box?: string | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface TaxReturnsListParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** The field to sort by. */
  sort_by?: models.TaxReturnSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those that start on this day or later. */
  start_date_from?: string | undefined;
  /** Only those that start on this day or earlier. */
  start_date_to?: string | undefined;
  /** Only those with this status. For several values, repeat the parameter; values separated by commas work too. */
  status?: models.TaxReturnStatus | readonly (models.TaxReturnStatus)[] | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface TrackingCategoriesArchiveParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface TrackingCategoriesCreateParams {
  /** The name. */
  name: string;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** In a request: the options to add or change. Those that are not given stay as they are. */
  options?: models.TrackingOptionParams[] | undefined;
}

export interface TrackingCategoriesDeleteParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface TrackingCategoriesGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface TrackingCategoriesListParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** `true` for those that are active, `false` for the others. */
  is_active?: boolean | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only those that contain this text. Case and accents do not matter. */
  search?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.TrackingCategorySortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface TrackingCategoriesRemoveOptionsParams {
  /** The options to remove. */
  option_ids: string[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface TrackingCategoriesRestoreParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface TrackingCategoriesUpdateParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The name. */
  name?: string | undefined;
  /** In a request: the options to add or change. Those that are not given stay as they are. */
  options?: models.TrackingOptionParams[] | undefined;
}

export interface TransfersCreateParams {
  /** The account that the money leaves. */
  from_account_id: string;
  /** The account that the money reaches. */
  to_account_id: string;
  /** The amount that leaves the first account, besides the fee. */
  amount: Exact;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Default: today in the company's time zone. */
  date?: string | undefined;
  /** The amount that reaches the other account, in its currency. Default, and for accounts in one currency the only possible value: `amount`. */
  to_amount?: Exact | undefined;
  /** What the bank charged the first account on top. */
  fee?: models.TransferFeeParams | null | undefined;
  /** Default: the currency of the account, or of an adjustment's contact. */
  currency?: models.CurrencyCode | undefined;
  /** Units of the base currency per unit of the document's currency. Default: the rate of the date. */
  exchange_rate?: Exact | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
  /** If the period is closed: fail with 409 (`refuse`), or use the first open day up to today (`next_open`). */
  on_closed_period?: models.OnClosedPeriod | undefined;
}

export interface TransfersGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface TransfersListParams {
  /** Only those that use this account. For several values, repeat the parameter; values separated by commas work too. */
  account_id?: string | readonly (string)[] | undefined;
  /** Only those of this amount or less. */
  amount_max?: Exact | undefined;
  /** Only those of this amount or more. */
  amount_min?: Exact | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Only those in this currency. For several values, repeat the parameter; values separated by commas work too. */
  currency?: models.CurrencyCode | readonly (models.CurrencyCode)[] | undefined;
  /** Only those dated on this day or later. */
  date_from?: string | undefined;
  /** Only those dated on this day or earlier. */
  date_to?: string | undefined;
  /** Only those with this `external_id`. For several values, repeat the parameter; values separated by commas work too. */
  external_id?: string | readonly (string)[] | undefined;
  /** Only those with this key and text in their metadata, such as `order_id:42`. For several, repeat the parameter: all of them must match. A comma is part of the text. */
  metadata?: string | readonly (string)[] | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only those with this reference. For several values, repeat the parameter; values separated by commas work too. */
  reference?: string | readonly (string)[] | undefined;
  /** Only those that contain this text. Case and accents do not matter. */
  search?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.TransferSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those with this status. For several values, repeat the parameter; values separated by commas work too. */
  status?: models.PaymentStatus | readonly (models.PaymentStatus)[] | undefined;
  /** Only those with this number. For several values, repeat the parameter; values separated by commas work too. */
  transfer_number?: string | readonly (string)[] | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface TransfersUpdateParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
}

export interface TransfersVoidParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The date of the reversal: not before that of the entry, nor before the last day an allocation was taken back. Default: the earliest such date, or the first open day after it if its period is closed. */
  date?: string | undefined;
  /** Becomes part of the memo of the reversal. */
  reason?: string | undefined;
}

export interface UpdateMeParams {
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The name of the person. */
  full_name?: string | undefined;
}

export interface UsersCreateParams {
  /** The e-mail address. */
  email: string;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Required with a password. Invited users can choose it themselves. */
  full_name?: string | undefined;
  /** The role. */
  role?: models.OrganizationRole | undefined;
  /** Without a password, the user is invited by e-mail to choose one. The link is valid for 7 days. */
  password?: string | undefined;
}

export interface UsersDeleteParams {
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface UsersInviteParams {
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface UsersListParams {
  /** `true` for those that are active, `false` for the others. */
  is_active?: boolean | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only those with this role. For several values, repeat the parameter; values separated by commas work too. */
  role?: models.OrganizationRole | readonly (models.OrganizationRole)[] | undefined;
  /** Only those that contain this text. Case and accents do not matter. */
  search?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.UserSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface UsersUpdateParams {
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The name of the person. */
  full_name?: string | undefined;
  /** The role. */
  role?: models.OrganizationRole | undefined;
  /** Whether the user can sign in. */
  is_active?: boolean | undefined;
}

export interface VendorCreditsApplyParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Default: the bill that it credits. */
  allocations?: models.VendorCreditAllocationParams[] | undefined;
  /** Default: today in the company's time zone. */
  date?: string | undefined;
}

export interface VendorCreditsBatchParams {
  /** The objects to create. */
  items: models.VendorCreditParams[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Create the items that can be, and say of each other one why not. Default: false. */
  partial?: boolean | undefined;
}

export interface VendorCreditsCreateParams {
  /** The number that the vendor put on the credit, unique per vendor. */
  vendor_credit_number: string;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
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
  currency?: models.CurrencyCode | undefined;
  /** Units of the base currency per unit of the document's currency. Default: that of the issue date. */
  exchange_rate?: Exact | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** A note for the reader of the document. */
  notes?: string | undefined;
  /** Default, with `bill_id`: all that is left of the bill. In a PATCH, they replace all existing lines. */
  lines?: models.VendorCreditLineParams[] | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
  /** The total you expect. If ours differs, the request fails with 422. */
  expected_total?: Exact | undefined;
}

export interface VendorCreditsDeleteParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface VendorCreditsGetParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
}

export interface VendorCreditsIssueParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** If the period is closed: fail with 409 (`refuse`), or use the first open day up to today (`next_open`). */
  on_closed_period?: models.OnClosedPeriod | undefined;
}

export interface VendorCreditsListParams {
  /** Only those of this amount or less. */
  amount_max?: Exact | undefined;
  /** Only those of this amount or more. */
  amount_min?: Exact | undefined;
  /** Only those that settle this bill. For several values, repeat the parameter; values separated by commas work too. */
  applied_bill_id?: string | readonly (string)[] | undefined;
  /** Only payments and adjustments that settle this bill, or vendor credits of it. For several values, repeat the parameter; values separated by commas work too. */
  bill_id?: string | readonly (string)[] | undefined;
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Only those in this currency. For several values, repeat the parameter; values separated by commas work too. */
  currency?: models.CurrencyCode | readonly (models.CurrencyCode)[] | undefined;
  /** Only those with this `external_id`. For several values, repeat the parameter; values separated by commas work too. */
  external_id?: string | readonly (string)[] | undefined;
  /** Only those issued on this day or later. */
  issue_date_from?: string | undefined;
  /** Only those issued on this day or earlier. */
  issue_date_to?: string | undefined;
  /** Only those with a line of this item. For several values, repeat the parameter; values separated by commas work too. */
  item_id?: string | readonly (string)[] | undefined;
  /** Only those with this key and text in their metadata, such as `order_id:42`. For several, repeat the parameter: all of them must match. A comma is part of the text. */
  metadata?: string | readonly (string)[] | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only those with this reference. For several values, repeat the parameter; values separated by commas work too. */
  reference?: string | readonly (string)[] | undefined;
  /** Only those that contain this text. Case and accents do not matter. */
  search?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.VendorCreditSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those with this status. For several values, repeat the parameter; values separated by commas work too. */
  status?: models.CreditStatus | readonly (models.CreditStatus)[] | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
  /** Only those with this number. For several values, repeat the parameter; values separated by commas work too. */
  vendor_credit_number?: string | readonly (string)[] | undefined;
  /** Only those of this vendor. For several values, repeat the parameter; values separated by commas work too. */
  vendor_id?: string | readonly (string)[] | undefined;
}

export interface VendorCreditsUnapplyParams {
  /** The allocations to take back, by their ids. */
  allocation_ids: string[];
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** Default: today in the company's time zone. */
  date?: string | undefined;
}

export interface VendorCreditsUpdateParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The number that the vendor put on the credit, unique per vendor. */
  vendor_credit_number?: string | undefined;
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
  currency?: models.CurrencyCode | undefined;
  /** Units of the base currency per unit of the document's currency. Default: that of the issue date. */
  exchange_rate?: Exact | undefined;
  /** Any reference of yours, such as an order number. */
  reference?: string | undefined;
  /** A note for the reader of the document. */
  notes?: string | undefined;
  /** Default, with `bill_id`: all that is left of the bill. In a PATCH, they replace all existing lines. */
  lines?: models.VendorCreditLineParams[] | undefined;
  /** Your own id for this object, unique per company and kind. */
  external_id?: string | null | undefined;
  /** Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with null or an empty text is removed. It can change at any time, also once posted. */
  metadata?: Record<string, string | null> | undefined;
  /** The total you expect. If ours differs, the request fails with 422. */
  expected_total?: Exact | undefined;
}

export interface VendorCreditsVoidParams {
  /** The company. Optional if you have access to exactly one. */
  company_id?: string | undefined;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The date of the reversal: not before that of the entry, nor before the last day an allocation was taken back. Default: the earliest such date, or the first open day after it if its period is closed. */
  date?: string | undefined;
  /** Becomes part of the memo of the reversal. */
  reason?: string | undefined;
}

export interface WebhooksCreateParams {
  /** An https address on the public internet. The port is 443 or above 1023. */
  url: string;
  /** The types of events to send, or only `*` for all. */
  events: string[];
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** What it is, in your words. */
  description?: string | undefined;
  /** Empty for all companies. */
  company_id?: string | null | undefined;
  /** Whether events are sent to the endpoint. */
  enabled?: boolean | undefined;
  /** 16 to 128 printable ASCII characters. If you give none, we generate one. Only the response to this request shows it. */
  secret?: string | undefined;
}

export interface WebhooksDeleteParams {
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface WebhooksDeliveriesListParams {
  /** Only those for this type of event. For several values, repeat the parameter; values separated by commas work too. */
  event?: models.DeliveredEventType | readonly (models.DeliveredEventType)[] | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** The field to sort by. */
  sort_by?: models.DeliverySortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those with this status. For several values, repeat the parameter; values separated by commas work too. */
  status?: models.DeliveryStatus | readonly (models.DeliveryStatus)[] | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface WebhooksDeliveriesResendParams {
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface WebhooksDisableParams {
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface WebhooksEnableParams {
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface WebhooksListParams {
  /** The company. For several values, repeat the parameter; values separated by commas work too. */
  company_id?: string | readonly (string)[] | undefined;
  /** `true` for those that are enabled, `false` for the others. */
  enabled?: boolean | undefined;
  /** The number of the page, from 1. Default: 1. Not together with `cursor`. */
  page?: number | undefined;
  /** How many items a page has. */
  page_size?: number | undefined;
  /** Only those that contain this text. Case and accents do not matter. */
  search?: string | undefined;
  /** The field to sort by. */
  sort_by?: models.WebhookSortBy | undefined;
  /** The direction. Empty values come last in both. */
  sort_order?: models.SortOrder | undefined;
  /** Only those changed at this moment or later. */
  updated_since?: string | undefined;
}

export interface WebhooksReplayParams {
  /** The start: events recorded at this moment or later. */
  since: string;
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The end: events recorded before this moment. Default: now. */
  until?: string | undefined;
  /** Whether to send events again that were delivered. */
  again?: boolean | undefined;
}

export interface WebhooksRotateSecretParams {
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** 16 to 128 printable ASCII characters. If you give none, we generate one. Only the response to this request shows it. */
  secret?: string | undefined;
  /** `false`: the old secret goes on signing `X-Atlas-Signature` for 24 hours, or until you set `header_secret` to `current`. */
  switch_header?: boolean | undefined;
}

export interface WebhooksTestParams {
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** The type of the event. Default: `webhook.test`. Another type is sent as the catalogue shows it, with ids that do not exist, whatever the webhook subscribes to. */
  event?: models.DeliveredEventType | undefined;
}

export interface WebhooksTryNowParams {
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
}

export interface WebhooksUpdateParams {
  /** Validate and respond as usual, but save nothing. */
  dry_run?: boolean | undefined;
  /** An https address on the public internet. The port is 443 or above 1023. */
  url?: string | undefined;
  /** What it is, in your words. */
  description?: string | undefined;
  /** The types of events to send, or only `*` for all. */
  events?: string[] | undefined;
  /** Empty for all companies. */
  company_id?: string | null | undefined;
  /** Whether events are sent to the endpoint. */
  enabled?: boolean | undefined;
  /** Which secret signs `X-Atlas-Signature` during a rotation. Both sign `webhook-signature`. */
  header_secret?: models.WebhookHeaderSecret | undefined;
}
export class Adjustments {
  constructor(private readonly client: Client) {  }
  /** List adjustments. Write-offs, settlement discounts, contra entries and other changes of what is owed, without money. Requires the role viewer of the company; of an API key the scope `adjustments:read`. */
  list(params: AdjustmentsListParams = {}, options?: Options): Pages<models.Adjustment> {
    return new Pages<models.Adjustment>(this.client, { method: "GET", path: "/adjustments", query: ["adjustment_number", "amount_max", "amount_min", "bill_id", "company_id", "currency", "customer_id", "date_from", "date_to", "external_id", "invoice_id", "kind", "metadata", "open_credit", "page", "page_size", "reference", "search", "sort_by", "sort_order", "status", "updated_since", "vendor_id", "cursor"], repeated: ["adjustment_number", "bill_id", "currency", "customer_id", "external_id", "invoice_id", "kind", "metadata", "reference", "status", "vendor_id"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Create an adjustment. Write-offs, settlement discounts, contra entries and other changes of what is owed, without money. Requires the role accountant of the company; of an API key the scope `adjustments:write`. */
  create(params: AdjustmentsCreateParams, options?: Options): Promise<models.Adjustment> {
    return this.client.send<models.Adjustment>({ method: "POST", path: "/adjustments", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Get an adjustment. Write-offs, settlement discounts, contra entries and other changes of what is owed, without money. Requires the role viewer of the company; of an API key the scope `adjustments:read`. */
  get(id: string, params: AdjustmentsGetParams = {}, options?: Options): Promise<models.Adjustment> {
    return this.client.send<models.Adjustment>({ method: "GET", path: `/adjustments/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Change an adjustment. Write-offs, settlement discounts, contra entries and other changes of what is owed, without money. Requires the role accountant of the company; of an API key the scope `adjustments:write`. */
  update(id: string, params: AdjustmentsUpdateParams = {}, options?: Options): Promise<models.Adjustment> {
    return this.client.send<models.Adjustment>({ method: "PATCH", path: `/adjustments/${segment(id)}`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
  /** Settle documents with the rest of an adjustment. Requires the role accountant of the company; of an API key the scope `adjustments:write`. */
  allocate(id: string, params: AdjustmentsAllocateParams, options?: Options): Promise<models.Adjustment> {
    return this.client.send<models.Adjustment>({ method: "POST", path: `/adjustments/${segment(id)}/allocate`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Take allocations back. Their documents are open again, and the adjustment has that much more to allocate. Requires the role accountant of the company; of an API key the scope `adjustments:write`. */
  unallocate(id: string, params: AdjustmentsUnallocateParams, options?: Options): Promise<models.Adjustment> {
    return this.client.send<models.Adjustment>({ method: "POST", path: `/adjustments/${segment(id)}/unallocate`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Void an adjustment that has no allocations by reversing its journal entry. Requires the role accountant of the company; of an API key the scope `adjustments:write`. */
  void(id: string, params: AdjustmentsVoidParams = {}, options?: Options): Promise<models.Adjustment> {
    return this.client.send<models.Adjustment>({ method: "POST", path: `/adjustments/${segment(id)}/void`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
}

export class ApiKeys {
  constructor(private readonly client: Client) {  }
  /** List API keys. The API keys of the organization. Only the responses to create and rotate show the secret. Requires the role admin of the organization. */
  list(params: ApiKeysListParams = {}, options?: Options): Pages<models.ApiKey> {
    return new Pages<models.ApiKey>(this.client, { method: "GET", path: "/api-keys", query: ["page", "page_size", "search", "sort_by", "sort_order", "updated_since", "cursor"], pageSize: 100 }, params, options);
  }
  /** Create an API key. The API keys of the organization. Only the responses to create and rotate show the secret. Requires the role admin of the organization. */
  create(params: ApiKeysCreateParams, options?: Options): Promise<models.ApiKeyWithSecret> {
    return this.client.send<models.ApiKeyWithSecret>({ method: "POST", path: "/api-keys", query: ["dry_run"], hasBody: true, takesKey: true }, params, options);
  }
  /** Get an API key. The API keys of the organization. Only the responses to create and rotate show the secret. Requires the role admin of the organization. */
  get(id: string, options?: Options): Promise<models.ApiKey> {
    return this.client.send<models.ApiKey>({ method: "GET", path: `/api-keys/${segment(id)}` }, {}, options);
  }
  /** Change an API key. The API keys of the organization. Only the responses to create and rotate show the secret. Requires the role admin of the organization. */
  update(id: string, params: ApiKeysUpdateParams = {}, options?: Options): Promise<models.ApiKey> {
    return this.client.send<models.ApiKey>({ method: "PATCH", path: `/api-keys/${segment(id)}`, query: ["dry_run"], hasBody: true }, params, options);
  }
  /** End a key at once and for good. Requires the role admin of the organization. */
  revoke(id: string, params: ApiKeysRevokeParams = {}, options?: Options): Promise<models.ApiKey> {
    return this.client.send<models.ApiKey>({ method: "POST", path: `/api-keys/${segment(id)}/revoke`, query: ["dry_run"], takesKey: true }, params, options);
  }
  /** Give a key a new secret. The old one goes on working for a day, or as long as you say. Requires the role admin of the organization. */
  rotate(id: string, params: ApiKeysRotateParams = {}, options?: Options): Promise<models.ApiKeyWithSecret> {
    return this.client.send<models.ApiKeyWithSecret>({ method: "POST", path: `/api-keys/${segment(id)}/rotate`, query: ["dry_run"], hasBody: true, takesKey: true }, params, options);
  }
}

export class Attachments {
  constructor(private readonly client: Client) {  }
  /** List attachments. Files that belong to documents, payments, bank transactions, journal entries and contacts, such as receipts. A POST accepts a form (`multipart/form-data`) too: `file` is the file, and the other members are as in JSON. An attachment can be added to what is posted, void, or in a closed period, and be deleted, which the audit trail records. Requires the role viewer of the company; of an API key the scope `attachments:read`. */
  list(params: AttachmentsListParams = {}, options?: Options): Pages<models.Attachment> {
    return new Pages<models.Attachment>(this.client, { method: "GET", path: "/attachments", query: ["company_id", "object_id", "page", "page_size", "sort_by", "sort_order", "updated_since", "cursor"], repeated: ["object_id"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Create an attachment. Files that belong to documents, payments, bank transactions, journal entries and contacts, such as receipts. A POST accepts a form (`multipart/form-data`) too: `file` is the file, and the other members are as in JSON. An attachment can be added to what is posted, void, or in a closed period, and be deleted, which the audit trail records. Requires the role accountant of the company; of an API key the scope `attachments:write`. */
  create(params: AttachmentsCreateParams, options?: Options): Promise<models.Attachment> {
    return this.client.send<models.Attachment>({ method: "POST", path: "/attachments", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Get an attachment. Files that belong to documents, payments, bank transactions, journal entries and contacts, such as receipts. A POST accepts a form (`multipart/form-data`) too: `file` is the file, and the other members are as in JSON. An attachment can be added to what is posted, void, or in a closed period, and be deleted, which the audit trail records. Requires the role viewer of the company; of an API key the scope `attachments:read`. */
  get(id: string, params: AttachmentsGetParams = {}, options?: Options): Promise<models.Attachment> {
    return this.client.send<models.Attachment>({ method: "GET", path: `/attachments/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Delete an attachment. Files that belong to documents, payments, bank transactions, journal entries and contacts, such as receipts. A POST accepts a form (`multipart/form-data`) too: `file` is the file, and the other members are as in JSON. An attachment can be added to what is posted, void, or in a closed period, and be deleted, which the audit trail records. Requires the role accountant of the company; of an API key the scope `attachments:write`. */
  delete(id: string, params: AttachmentsDeleteParams = {}, options?: Options): Promise<void> {
    return this.client.send<void>({ method: "DELETE", path: `/attachments/${segment(id)}`, query: ["company_id", "dry_run"], inCompany: true }, params, options);
  }
  /** Get the file itself, with its name and its media type. Requires the role viewer of the company; of an API key the scope `attachments:read`. */
  content(id: string, params: AttachmentsContentFileParams = {}, options?: Options): Promise<Download> {
    return this.client.download({ method: "GET", path: `/attachments/${segment(id)}/content`, query: ["company_id"], inCompany: true }, params, options);
  }
}

export class Audit {
  constructor(private readonly client: Client) {  }
  /** List audit records. The changes in the organization, newest first, with their authors and the old values. Posted objects name their authors themselves, so posting is not listed here. Requires the role admin of the organization; of an API key the scope `audit:read`. */
  list(params: AuditListParams = {}, options?: Options): Pages<models.AuditRecord> {
    return new Pages<models.AuditRecord>(this.client, { method: "GET", path: "/audit", query: ["action", "by_id", "company_id", "object_id", "object_type", "page", "page_size", "since", "sort_by", "sort_order", "until", "updated_since", "cursor"], repeated: ["action", "by_id", "company_id", "object_id", "object_type"], pageSize: 100 }, params, options);
  }
  /** Get an audit record. The changes in the organization, newest first, with their authors and the old values. Posted objects name their authors themselves, so posting is not listed here. Requires the role admin of the organization; of an API key the scope `audit:read`. */
  get(id: string, options?: Options): Promise<models.AuditRecord> {
    return this.client.send<models.AuditRecord>({ method: "GET", path: `/audit/${segment(id)}` }, {}, options);
  }
}

export class Auth {
  readonly sessions: AuthSessions;
  constructor(private readonly client: Client) { this.sessions = new AuthSessions(client); }
  /** Set a new password. This ends all sessions of the user; the response has tokens for a new one. Requires the role member of the organization. */
  changePassword(params: ChangePasswordParams, options?: Options): Promise<models.Refreshed> {
    return this.client.send<models.Refreshed>({ method: "POST", path: "/auth/change-password", hasBody: true }, params, options);
  }
  /** Sign in with e-mail address and password. Repeated failures are slowed down (429). If you have set up an authenticator app, send its current code as `otp`. Without it, the right password gets a 401 with the code `otp_required`. */
  login(params: LoginParams, options?: Options): Promise<models.Login> {
    return this.client.send<models.Login>({ method: "POST", path: "/auth/login", hasBody: true, isPublic: true }, params, options);
  }
  /** End the session that a refresh token belongs to. End the session that a refresh token belongs to. */
  logout(params: LogoutParams, options?: Options): Promise<void> {
    return this.client.send<void>({ method: "POST", path: "/auth/logout", hasBody: true, isPublic: true }, params, options);
  }
  /** Show your profile and the companies that you have access to. Requires the role member of the organization. */
  me(options?: Options): Promise<models.Profile> {
    return this.client.send<models.Profile>({ method: "GET", path: "/auth/me" }, {}, options);
  }
  /** Change your name. Requires the role member of the organization. */
  updateMe(params: UpdateMeParams = {}, options?: Options): Promise<models.Profile> {
    return this.client.send<models.Profile>({ method: "PATCH", path: "/auth/me", query: ["dry_run"], hasBody: true }, params, options);
  }
  /** Exchange a refresh token for a new pair of tokens. A token that is used again is refused (401). If that is more than 10 seconds later, its session ends. */
  refresh(params: RefreshParams, options?: Options): Promise<models.Refreshed> {
    return this.client.send<models.Refreshed>({ method: "POST", path: "/auth/refresh", hasBody: true, isPublic: true }, params, options);
  }
}

export class AuthSessions {
  constructor(private readonly client: Client) {  }
  /** List sessions. Your open sessions, one per sign-in. DELETE ends a session and its access tokens. Requires the role member of the organization. */
  list(params: AuthSessionsListParams = {}, options?: Options): Pages<models.Session> {
    return new Pages<models.Session>(this.client, { method: "GET", path: "/auth/sessions", query: ["page", "page_size", "sort_by", "sort_order", "cursor"], pageSize: 100 }, params, options);
  }
  /** Get a session. Your open sessions, one per sign-in. DELETE ends a session and its access tokens. Requires the role member of the organization. */
  get(id: string, options?: Options): Promise<models.Session> {
    return this.client.send<models.Session>({ method: "GET", path: `/auth/sessions/${segment(id)}` }, {}, options);
  }
  /** Delete a session. Your open sessions, one per sign-in. DELETE ends a session and its access tokens. Requires the role member of the organization. */
  delete(id: string, params: AuthSessionsDeleteParams = {}, options?: Options): Promise<void> {
    return this.client.send<void>({ method: "DELETE", path: `/auth/sessions/${segment(id)}`, query: ["dry_run"] }, params, options);
  }
}

export class BankTransactions {
  constructor(private readonly client: Client) {  }
  /** List bank transactions. Money spent or received without a bill or an invoice, such as bank charges, interest or card purchases. Requires the role viewer of the company; of an API key the scope `bank-transactions:read`. */
  list(params: BankTransactionsListParams = {}, options?: Options): Pages<models.BankTransaction> {
    return new Pages<models.BankTransaction>(this.client, { method: "GET", path: "/bank-transactions", query: ["account_id", "amount_max", "amount_min", "company_id", "contact_id", "currency", "date_from", "date_to", "external_id", "metadata", "page", "page_size", "reference", "search", "sort_by", "sort_order", "status", "transaction_number", "type", "updated_since", "cursor"], repeated: ["account_id", "contact_id", "currency", "external_id", "metadata", "reference", "status", "transaction_number", "type"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Create a bank transaction. Money spent or received without a bill or an invoice, such as bank charges, interest or card purchases. Requires the role accountant of the company; of an API key the scope `bank-transactions:write`. */
  create(params: BankTransactionsCreateParams, options?: Options): Promise<models.BankTransaction> {
    return this.client.send<models.BankTransaction>({ method: "POST", path: "/bank-transactions", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Get a bank transaction. Money spent or received without a bill or an invoice, such as bank charges, interest or card purchases. Requires the role viewer of the company; of an API key the scope `bank-transactions:read`. */
  get(id: string, params: BankTransactionsGetParams = {}, options?: Options): Promise<models.BankTransaction> {
    return this.client.send<models.BankTransaction>({ method: "GET", path: `/bank-transactions/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Change a bank transaction. Money spent or received without a bill or an invoice, such as bank charges, interest or card purchases. Requires the role accountant of the company; of an API key the scope `bank-transactions:write`. */
  update(id: string, params: BankTransactionsUpdateParams = {}, options?: Options): Promise<models.BankTransaction> {
    return this.client.send<models.BankTransaction>({ method: "PATCH", path: `/bank-transactions/${segment(id)}`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
  /** Void a bank transaction by reversing its journal entry. Requires the role accountant of the company; of an API key the scope `bank-transactions:write`. */
  void(id: string, params: BankTransactionsVoidParams = {}, options?: Options): Promise<models.BankTransaction> {
    return this.client.send<models.BankTransaction>({ method: "POST", path: `/bank-transactions/${segment(id)}/void`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
}

export class Bills {
  constructor(private readonly client: Client) {  }
  /** List bills. Bills from vendors: drafted, submitted, approved, paid. Requires the role viewer of the company; of an API key the scope `bills:read`. */
  list(params: BillsListParams = {}, options?: Options): Pages<models.Bill> {
    return new Pages<models.Bill>(this.client, { method: "GET", path: "/bills", query: ["amount_max", "amount_min", "bill_number", "company_id", "currency", "due_date_from", "due_date_to", "external_id", "issue_date_from", "issue_date_to", "item_id", "metadata", "page", "page_size", "recurring_id", "reference", "search", "sort_by", "sort_order", "status", "updated_since", "vendor_id", "cursor"], repeated: ["bill_number", "currency", "external_id", "item_id", "metadata", "recurring_id", "reference", "status", "vendor_id"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Create a bill. Bills from vendors: drafted, submitted, approved, paid. Requires the role accountant of the company; of an API key the scope `bills:write`. */
  create(params: BillsCreateParams, options?: Options): Promise<models.Bill> {
    return this.client.send<models.Bill>({ method: "POST", path: "/bills", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Get a bill. Bills from vendors: drafted, submitted, approved, paid. Requires the role viewer of the company; of an API key the scope `bills:read`. */
  get(id: string, params: BillsGetParams = {}, options?: Options): Promise<models.Bill> {
    return this.client.send<models.Bill>({ method: "GET", path: `/bills/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Change a bill. Bills from vendors: drafted, submitted, approved, paid. Requires the role accountant of the company; of an API key the scope `bills:write`. */
  update(id: string, params: BillsUpdateParams = {}, options?: Options): Promise<models.Bill> {
    return this.client.send<models.Bill>({ method: "PATCH", path: `/bills/${segment(id)}`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
  /** Delete a bill. Bills from vendors: drafted, submitted, approved, paid. Requires the role accountant of the company; of an API key the scope `bills:write`. */
  delete(id: string, params: BillsDeleteParams = {}, options?: Options): Promise<void> {
    return this.client.send<void>({ method: "DELETE", path: `/bills/${segment(id)}`, query: ["company_id", "dry_run"], inCompany: true }, params, options);
  }
  /** Approve a bill and post it. A draft is submitted first, unless the company requires two people. Requires the role approver of the company; of an API key the scope `bills:write`. */
  approve(id: string, params: BillsApproveParams = {}, options?: Options): Promise<models.Bill> {
    return this.client.send<models.Bill>({ method: "POST", path: `/bills/${segment(id)}/approve`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Reject a submitted bill. It can be corrected and submitted again. Requires the role approver of the company; of an API key the scope `bills:write`. */
  reject(id: string, params: BillsRejectParams = {}, options?: Options): Promise<models.Bill> {
    return this.client.send<models.Bill>({ method: "POST", path: `/bills/${segment(id)}/reject`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Submit a bill for approval. Requires the role accountant of the company; of an API key the scope `bills:write`. */
  submit(id: string, params: BillsSubmitParams = {}, options?: Options): Promise<models.Bill> {
    return this.client.send<models.Bill>({ method: "POST", path: `/bills/${segment(id)}/submit`, query: ["company_id", "dry_run"], takesKey: true, inCompany: true }, params, options);
  }
  /** Void an approved bill by reversing its journal entry. Its number can then be used again. Requires the role approver of the company; of an API key the scope `bills:write`. */
  void(id: string, params: BillsVoidParams = {}, options?: Options): Promise<models.Bill> {
    return this.client.send<models.Bill>({ method: "POST", path: `/bills/${segment(id)}/void`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Create up to 200 at once: all of them or none, or only those that can be (partial). Each item is the body of a single create. The response has those that were created, in the order given, and with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope `bills:write`. */
  batch(params: BillsBatchParams, options?: Options): Promise<models.BillBatch> {
    return this.client.send<models.BillBatch>({ method: "POST", path: "/bills/batch", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Create it under an id of your own, or replace it. The body is that of a create, without `external_id`. If nothing has this `external_id`, it is created (201). If something has, it is replaced (200), unless it is posted: that is 409 `wrong_status`. Fields that are not given get their defaults, except the issue date, which stays. The same body again changes nothing, so it can be sent until it is answered. Requires the role accountant of the company; of an API key the scope `bills:write`. */
  upsert(externalId: string, params: BillsUpsertParams, options?: Options): Promise<models.Bill> {
    return this.client.send<models.Bill>({ method: "PUT", path: `/bills/by-external-id/${segment(externalId)}`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
}

export class Budgets {
  readonly lines: BudgetsLines;
  constructor(private readonly client: Client) { this.lines = new BudgetsLines(client); }
  /** List budgets. Budgets: what a company plans, by account and month. `GET /reports/budget-vs-actual` compares them. Requires the role viewer of the company; of an API key the scope `budgets:read`. */
  list(params: BudgetsListParams = {}, options?: Options): Pages<models.Budget> {
    return new Pages<models.Budget>(this.client, { method: "GET", path: "/budgets", query: ["company_id", "is_active", "page", "page_size", "search", "sort_by", "sort_order", "start_date_from", "start_date_to", "updated_since", "cursor"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Create a budget. Budgets: what a company plans, by account and month. `GET /reports/budget-vs-actual` compares them. Requires the role accountant of the company; of an API key the scope `budgets:write`. */
  create(params: BudgetsCreateParams, options?: Options): Promise<models.Budget> {
    return this.client.send<models.Budget>({ method: "POST", path: "/budgets", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Get a budget. Budgets: what a company plans, by account and month. `GET /reports/budget-vs-actual` compares them. Requires the role viewer of the company; of an API key the scope `budgets:read`. */
  get(id: string, params: BudgetsGetParams = {}, options?: Options): Promise<models.Budget> {
    return this.client.send<models.Budget>({ method: "GET", path: `/budgets/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Change a budget. Budgets: what a company plans, by account and month. `GET /reports/budget-vs-actual` compares them. Requires the role accountant of the company; of an API key the scope `budgets:write`. */
  update(id: string, params: BudgetsUpdateParams = {}, options?: Options): Promise<models.Budget> {
    return this.client.send<models.Budget>({ method: "PATCH", path: `/budgets/${segment(id)}`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
  /** Delete a budget. Budgets: what a company plans, by account and month. `GET /reports/budget-vs-actual` compares them. Requires the role accountant of the company; of an API key the scope `budgets:write`. */
  delete(id: string, params: BudgetsDeleteParams = {}, options?: Options): Promise<void> {
    return this.client.send<void>({ method: "DELETE", path: `/budgets/${segment(id)}`, query: ["company_id", "dry_run"], inCompany: true }, params, options);
  }
  /** Archive a budget. Another one can have its name; reports of it stay possible. Requires the role accountant of the company; of an API key the scope `budgets:write`. */
  archive(id: string, params: BudgetsArchiveParams = {}, options?: Options): Promise<models.Budget> {
    return this.client.send<models.Budget>({ method: "POST", path: `/budgets/${segment(id)}/archive`, query: ["company_id", "dry_run"], takesKey: true, inCompany: true }, params, options);
  }
  /** Restore an archived budget. Requires the role accountant of the company; of an API key the scope `budgets:write`. */
  restore(id: string, params: BudgetsRestoreParams = {}, options?: Options): Promise<models.Budget> {
    return this.client.send<models.Budget>({ method: "POST", path: `/budgets/${segment(id)}/restore`, query: ["company_id", "dry_run"], takesKey: true, inCompany: true }, params, options);
  }
}

export class BudgetsLines {
  constructor(private readonly client: Client) {  }
  /** Get the amounts of a budget, by account and month. Requires the role viewer of the company; of an API key the scope `budgets:read`. */
  get(id: string, params: BudgetsLinesParams = {}, options?: Options): Promise<models.BudgetLines> {
    return this.client.send<models.BudgetLines>({ method: "GET", path: `/budgets/${segment(id)}/lines`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Set all amounts of a budget. Accounts that are not given have none any more. Requires the role accountant of the company; of an API key the scope `budgets:write`. */
  replace(id: string, params: BudgetsLinesReplaceParams, options?: Options): Promise<models.BudgetLines> {
    return this.client.send<models.BudgetLines>({ method: "PUT", path: `/budgets/${segment(id)}/lines`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
  /** Set the amounts of some accounts in all months. Other accounts keep theirs; zeros take an account out. Requires the role accountant of the company; of an API key the scope `budgets:write`. */
  update(id: string, params: BudgetsLinesUpdateParams = {}, options?: Options): Promise<models.BudgetLines> {
    return this.client.send<models.BudgetLines>({ method: "PATCH", path: `/budgets/${segment(id)}/lines`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
}

export class ChartOfAccounts {
  constructor(private readonly client: Client) {  }
  /** List accounts. Accounts: where the lines of journal entries are posted. Requires the role viewer of the company; of an API key the scope `chart-of-accounts:read`. */
  list(params: ChartOfAccountsListParams = {}, options?: Options): Pages<models.Account> {
    return new Pages<models.Account>(this.client, { method: "GET", path: "/chart-of-accounts", query: ["code", "company_id", "is_active", "page", "page_size", "parent_id", "search", "sort_by", "sort_order", "subtype", "system_role", "type", "updated_since", "cursor"], repeated: ["code", "parent_id", "subtype", "system_role", "type"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Create an account. Accounts: where the lines of journal entries are posted. Requires the role accountant of the company; of an API key the scope `chart-of-accounts:write`. */
  create(params: ChartOfAccountsCreateParams, options?: Options): Promise<models.Account> {
    return this.client.send<models.Account>({ method: "POST", path: "/chart-of-accounts", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Get an account. Accounts: where the lines of journal entries are posted. Requires the role viewer of the company; of an API key the scope `chart-of-accounts:read`. */
  get(id: string, params: ChartOfAccountsGetParams = {}, options?: Options): Promise<models.Account> {
    return this.client.send<models.Account>({ method: "GET", path: `/chart-of-accounts/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Change an account. Accounts: where the lines of journal entries are posted. Requires the role accountant of the company; of an API key the scope `chart-of-accounts:write`. */
  update(id: string, params: ChartOfAccountsUpdateParams = {}, options?: Options): Promise<models.Account> {
    return this.client.send<models.Account>({ method: "PATCH", path: `/chart-of-accounts/${segment(id)}`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
  /** Delete an account. Accounts: where the lines of journal entries are posted. Requires the role accountant of the company; of an API key the scope `chart-of-accounts:write`. */
  delete(id: string, params: ChartOfAccountsDeleteParams = {}, options?: Options): Promise<void> {
    return this.client.send<void>({ method: "DELETE", path: `/chart-of-accounts/${segment(id)}`, query: ["company_id", "dry_run"], inCompany: true }, params, options);
  }
  /** Archive an account. Nothing more can be posted to it; its history stays. Requires the role accountant of the company; of an API key the scope `chart-of-accounts:write`. */
  archive(id: string, params: ChartOfAccountsArchiveParams = {}, options?: Options): Promise<models.Account> {
    return this.client.send<models.Account>({ method: "POST", path: `/chart-of-accounts/${segment(id)}/archive`, query: ["company_id", "dry_run"], takesKey: true, inCompany: true }, params, options);
  }
  /** Restore an archived account. Requires the role accountant of the company; of an API key the scope `chart-of-accounts:write`. */
  restore(id: string, params: ChartOfAccountsRestoreParams = {}, options?: Options): Promise<models.Account> {
    return this.client.send<models.Account>({ method: "POST", path: `/chart-of-accounts/${segment(id)}/restore`, query: ["company_id", "dry_run"], takesKey: true, inCompany: true }, params, options);
  }
}

export class Companies {
  constructor(private readonly client: Client) {  }
  /** List companies. Companies: one set of books each, in one base currency. Requires the role member of the organization; of an API key the scope `companies:read`. */
  list(params: CompaniesListParams = {}, options?: Options): Pages<models.Company> {
    return new Pages<models.Company>(this.client, { method: "GET", path: "/companies", query: ["page", "page_size", "search", "sort_by", "sort_order", "updated_since", "cursor"], pageSize: 100 }, params, options);
  }
  /** Create a company. Companies: one set of books each, in one base currency. Requires the role admin of the organization; of an API key the scope `companies:write`. */
  create(params: CompaniesCreateParams, options?: Options): Promise<models.Company> {
    return this.client.send<models.Company>({ method: "POST", path: "/companies", query: ["dry_run"], hasBody: true, takesKey: true }, params, options);
  }
  /** Get a company. Companies: one set of books each, in one base currency. Requires the role member of the organization; of an API key the scope `companies:read`. */
  get(id: string, options?: Options): Promise<models.Company> {
    return this.client.send<models.Company>({ method: "GET", path: `/companies/${segment(id)}` }, {}, options);
  }
  /** Change a company. Companies: one set of books each, in one base currency. Requires the role admin of the company; of an API key the scope `companies:write`. */
  update(id: string, params: CompaniesUpdateParams = {}, options?: Options): Promise<models.Company> {
    return this.client.send<models.Company>({ method: "PATCH", path: `/companies/${segment(id)}`, query: ["dry_run"], hasBody: true }, params, options);
  }
}

export class CreditNotes {
  constructor(private readonly client: Client) {  }
  /** List credit notes. Credit notes to customers: drafted, issued, applied to invoices. Requires the role viewer of the company; of an API key the scope `credit-notes:read`. */
  list(params: CreditNotesListParams = {}, options?: Options): Pages<models.CreditNote> {
    return new Pages<models.CreditNote>(this.client, { method: "GET", path: "/credit-notes", query: ["amount_max", "amount_min", "applied_invoice_id", "company_id", "credit_note_number", "currency", "customer_id", "external_id", "invoice_id", "issue_date_from", "issue_date_to", "item_id", "metadata", "page", "page_size", "reference", "search", "sort_by", "sort_order", "status", "updated_since", "cursor"], repeated: ["applied_invoice_id", "credit_note_number", "currency", "customer_id", "external_id", "invoice_id", "item_id", "metadata", "reference", "status"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Create a credit note. Credit notes to customers: drafted, issued, applied to invoices. Requires the role accountant of the company; of an API key the scope `credit-notes:write`. */
  create(params: CreditNotesCreateParams = {}, options?: Options): Promise<models.CreditNote> {
    return this.client.send<models.CreditNote>({ method: "POST", path: "/credit-notes", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Get a credit note. Credit notes to customers: drafted, issued, applied to invoices. Requires the role viewer of the company; of an API key the scope `credit-notes:read`. */
  get(id: string, params: CreditNotesGetParams = {}, options?: Options): Promise<models.CreditNote> {
    return this.client.send<models.CreditNote>({ method: "GET", path: `/credit-notes/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Change a credit note. Credit notes to customers: drafted, issued, applied to invoices. Requires the role accountant of the company; of an API key the scope `credit-notes:write`. */
  update(id: string, params: CreditNotesUpdateParams = {}, options?: Options): Promise<models.CreditNote> {
    return this.client.send<models.CreditNote>({ method: "PATCH", path: `/credit-notes/${segment(id)}`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
  /** Delete a credit note. Credit notes to customers: drafted, issued, applied to invoices. Requires the role accountant of the company; of an API key the scope `credit-notes:write`. */
  delete(id: string, params: CreditNotesDeleteParams = {}, options?: Options): Promise<void> {
    return this.client.send<void>({ method: "DELETE", path: `/credit-notes/${segment(id)}`, query: ["company_id", "dry_run"], inCompany: true }, params, options);
  }
  /** Settle invoices with what is left of a credit note. Without a body, the invoice that it credits. Requires the role accountant of the company; of an API key the scope `credit-notes:write`. */
  apply(id: string, params: CreditNotesApplyParams = {}, options?: Options): Promise<models.CreditNote> {
    return this.client.send<models.CreditNote>({ method: "POST", path: `/credit-notes/${segment(id)}/apply`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Post a draft. Requires the role accountant of the company; of an API key the scope `credit-notes:write`. */
  issue(id: string, params: CreditNotesIssueParams = {}, options?: Options): Promise<models.CreditNote> {
    return this.client.send<models.CreditNote>({ method: "POST", path: `/credit-notes/${segment(id)}/issue`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Get the document as a PDF to print. It names seller and customer as they were when it was posted. What is paid is as of today. A draft is marked as a draft, and what is void as void. Requires the role viewer of the company; of an API key the scope `credit-notes:read`. */
  pdf(id: string, params: CreditNotesPdfFileParams = {}, options?: Options): Promise<Download> {
    return this.client.download({ method: "GET", path: `/credit-notes/${segment(id)}/pdf`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Take allocations back. Their documents are open again, and the credit has that much more to apply. Requires the role accountant of the company; of an API key the scope `credit-notes:write`. */
  unapply(id: string, params: CreditNotesUnapplyParams, options?: Options): Promise<models.CreditNote> {
    return this.client.send<models.CreditNote>({ method: "POST", path: `/credit-notes/${segment(id)}/unapply`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Void an issued credit that has no allocations by reversing its journal entry. Requires the role accountant of the company; of an API key the scope `credit-notes:write`. */
  void(id: string, params: CreditNotesVoidParams = {}, options?: Options): Promise<models.CreditNote> {
    return this.client.send<models.CreditNote>({ method: "POST", path: `/credit-notes/${segment(id)}/void`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Create up to 200 at once: all of them or none, or only those that can be (partial). Each item is the body of a single create. The response has those that were created, in the order given, and with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope `credit-notes:write`. */
  batch(params: CreditNotesBatchParams, options?: Options): Promise<models.CreditNoteBatch> {
    return this.client.send<models.CreditNoteBatch>({ method: "POST", path: "/credit-notes/batch", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
}

export class Currencies {
  constructor(private readonly client: Client) {  }
  /** List currencies. The currencies of ISO 4217, with the number of decimals of each. Requires the role member of the organization; of an API key the scope `currencies:read`. */
  list(params: CurrenciesListParams = {}, options?: Options): Pages<models.Currency> {
    return new Pages<models.Currency>(this.client, { method: "GET", path: "/currencies", query: ["code", "page", "page_size", "search", "sort_by", "sort_order", "cursor"], repeated: ["code"], pageSize: 100 }, params, options);
  }
}

export class Customers {
  constructor(private readonly client: Client) {  }
  /** List customers. Customers of the company. Requires the role viewer of the company; of an API key the scope `customers:read`. */
  list(params: ContactsCustomersListParams = {}, options?: Options): Pages<models.Contact> {
    return new Pages<models.Contact>(this.client, { method: "GET", path: "/contacts/customers", query: ["company_id", "email", "external_id", "is_active", "metadata", "page", "page_size", "search", "sort_by", "sort_order", "updated_since", "cursor"], repeated: ["email", "external_id", "metadata"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Create a customer. Customers of the company. Requires the role accountant of the company; of an API key the scope `customers:write`. */
  create(params: ContactsCustomersCreateParams, options?: Options): Promise<models.Contact> {
    return this.client.send<models.Contact>({ method: "POST", path: "/contacts/customers", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Get a customer. Customers of the company. Requires the role viewer of the company; of an API key the scope `customers:read`. */
  get(id: string, params: ContactsCustomersGetParams = {}, options?: Options): Promise<models.Contact> {
    return this.client.send<models.Contact>({ method: "GET", path: `/contacts/customers/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Change a customer. Customers of the company. Requires the role accountant of the company; of an API key the scope `customers:write`. */
  update(id: string, params: ContactsCustomersUpdateParams = {}, options?: Options): Promise<models.Contact> {
    return this.client.send<models.Contact>({ method: "PATCH", path: `/contacts/customers/${segment(id)}`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
  /** Delete a customer. Customers of the company. Requires the role accountant of the company; of an API key the scope `customers:write`. */
  delete(id: string, params: ContactsCustomersDeleteParams = {}, options?: Options): Promise<void> {
    return this.client.send<void>({ method: "DELETE", path: `/contacts/customers/${segment(id)}`, query: ["company_id", "dry_run"], inCompany: true }, params, options);
  }
  /** Archive a contact. It cannot be used on new documents; its history stays. Requires the role accountant of the company; of an API key the scope `customers:write`. */
  archive(id: string, params: ContactsCustomersArchiveParams = {}, options?: Options): Promise<models.Contact> {
    return this.client.send<models.Contact>({ method: "POST", path: `/contacts/customers/${segment(id)}/archive`, query: ["company_id", "dry_run"], takesKey: true, inCompany: true }, params, options);
  }
  /** Restore an archived contact. Requires the role accountant of the company; of an API key the scope `customers:write`. */
  restore(id: string, params: ContactsCustomersRestoreParams = {}, options?: Options): Promise<models.Contact> {
    return this.client.send<models.Contact>({ method: "POST", path: `/contacts/customers/${segment(id)}/restore`, query: ["company_id", "dry_run"], takesKey: true, inCompany: true }, params, options);
  }
  /** Create up to 200 at once: all of them or none, or only those that can be (partial). Each item is the body of a single create. The response has those that were created, in the order given, and with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope `customers:write`. */
  batch(params: ContactsCustomersBatchParams, options?: Options): Promise<models.ContactBatch> {
    return this.client.send<models.ContactBatch>({ method: "POST", path: "/contacts/customers/batch", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Create it under an id of your own, or replace it. The body is that of a create, without `external_id`. If nothing has this `external_id`, it is created (201). If something has, it is replaced (200). Fields that are not given get their defaults. The same body again changes nothing, so it can be sent until it is answered. Requires the role accountant of the company; of an API key the scope `customers:write`. */
  upsert(externalId: string, params: ContactsCustomersUpsertParams, options?: Options): Promise<models.Contact> {
    return this.client.send<models.Contact>({ method: "PUT", path: `/contacts/customers/by-external-id/${segment(externalId)}`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
}

export class Events {
  constructor(private readonly client: Client) {  }
  /** List events. The event log, oldest first. To follow it, pass the sequence of the last event you have as `after`. Requires the role viewer of the company; of an API key the scope `events:read`. */
  list(params: EventsListParams = {}, options?: Options): Pages<models.Event> {
    return new Pages<models.Event>(this.client, { method: "GET", path: "/events", query: ["after", "company_id", "page", "page_size", "sort_by", "sort_order", "type", "updated_since", "cursor"], repeated: ["type"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Get an event. The event log, oldest first. To follow it, pass the sequence of the last event you have as `after`. Requires the role viewer of the company; of an API key the scope `events:read`. */
  get(id: string, params: EventsGetParams = {}, options?: Options): Promise<models.Event> {
    return this.client.send<models.Event>({ method: "GET", path: `/events/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
}

export class ExchangeRates {
  constructor(private readonly client: Client) {  }
  /** List exchange rates. The exchange rates of a company: units of its base currency for one unit of another. Requires the role viewer of the company; of an API key the scope `exchange-rates:read`. */
  list(params: ExchangeRatesListParams = {}, options?: Options): Pages<models.ExchangeRate> {
    return new Pages<models.ExchangeRate>(this.client, { method: "GET", path: "/exchange-rates", query: ["company_id", "currency", "date_from", "date_to", "page", "page_size", "sort_by", "sort_order", "source", "updated_since", "cursor"], repeated: ["currency", "source"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Create an exchange rate. The exchange rates of a company: units of its base currency for one unit of another. Requires the role accountant of the company; of an API key the scope `exchange-rates:write`. */
  create(params: ExchangeRatesCreateParams, options?: Options): Promise<models.ExchangeRate> {
    return this.client.send<models.ExchangeRate>({ method: "POST", path: "/exchange-rates", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Get an exchange rate. The exchange rates of a company: units of its base currency for one unit of another. Requires the role viewer of the company; of an API key the scope `exchange-rates:read`. */
  get(id: string, params: ExchangeRatesGetParams = {}, options?: Options): Promise<models.ExchangeRate> {
    return this.client.send<models.ExchangeRate>({ method: "GET", path: `/exchange-rates/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Delete an exchange rate. The exchange rates of a company: units of its base currency for one unit of another. Requires the role accountant of the company; of an API key the scope `exchange-rates:write`. */
  delete(id: string, params: ExchangeRatesDeleteParams = {}, options?: Options): Promise<void> {
    return this.client.send<void>({ method: "DELETE", path: `/exchange-rates/${segment(id)}`, query: ["company_id", "dry_run"], inCompany: true }, params, options);
  }
}

export class Exports {
  constructor(private readonly client: Client) {  }
  /** Export the complete books of the company, as of one moment, for a backup or a move. The answer is JSON Lines. `manage.py restore_archive` makes the same books of it in another Atlas, with the same ids, numbers and hashes (docs/guides/archive.md). Only admins of the company can do this, and the audit trail records it with the archive's SHA-256. With `Accept-Encoding: gzip` the answer is compressed. It counts as 10 requests for the rate limits. Requires the role admin of the company; of an API key the scope `exports:read`. */
  archive(params: ExportsArchiveFileParams = {}, options?: Options): Promise<Download> {
    return this.client.download({ method: "GET", path: "/exports/archive", query: ["company_id"], inCompany: true }, params, options);
  }
  /** Export the whole ledger as Beancount: every posted entry with its number, hash and lines. Amounts are in the base currency, so `bean-query` comes to the balances of the trial balance. What a line is in another currency stands in its metadata, and so do its options of tracking categories: `tracking-Department: "Sales"`. It counts as 10 requests for the rate limits. Requires the role viewer of the company; of an API key the scope `exports:read`. */
  beancount(params: ExportsBeancountFileParams = {}, options?: Options): Promise<Download> {
    return this.client.download({ method: "GET", path: "/exports/beancount", query: ["company_id"], inCompany: true }, params, options);
  }
  /** Export the whole ledger as CSV: a row for each line of a posted entry. Text that a spreadsheet would read as a formula gets an apostrophe in front. After the other columns each tracking category has one, such as `tracking: Department`, with the names of options. It counts as 10 requests for the rate limits. Requires the role viewer of the company; of an API key the scope `exports:read`. */
  csv(params: ExportsCsvFileParams = {}, options?: Options): Promise<Download> {
    return this.client.download({ method: "GET", path: "/exports/csv", query: ["company_id"], inCompany: true }, params, options);
  }
  /** Export a fiscal year as the French tax administration wants it: the fichier des écritures comptables (FEC). The file has the 18 columns of article A47 A-1, with tabs, in ISO 8859-15: first the balances that the years before left, then each posted entry in the order of posting, without closing entries. Amounts are in the base currency. Each account with lines needs a code that begins with three digits. It counts as 10 requests for the rate limits. Requires the role viewer of the company; of an API key the scope `exports:read`. */
  fec(params: ExportsFecFileParams, options?: Options): Promise<Download> {
    return this.client.download({ method: "GET", path: "/exports/fec", query: ["company_id", "siren", "year"], inCompany: true }, params, options);
  }
  /** Export the whole ledger as an hledger journal. Amounts are in the base currency, so `hledger balance` comes to the balances of the trial balance. What a line is in another currency stands in its comment, and its options of tracking categories as tags there: `tracking-Department:Sales`. It counts as 10 requests for the rate limits. Requires the role viewer of the company; of an API key the scope `exports:read`. */
  hledger(params: ExportsHledgerFileParams = {}, options?: Options): Promise<Download> {
    return this.client.download({ method: "GET", path: "/exports/hledger", query: ["company_id"], inCompany: true }, params, options);
  }
  /** Export a fiscal year as the Dutch tax office wants it: the XML Auditfile Financieel (XAF). The file has the accounts, tax rates and months, the contacts of the year, the balances that the years before left, and each posted entry in its journal, without closing entries. Amounts are in the base currency, which needs two decimals at most. The company needs a Dutch `tax_number`, and each account a code of at most 35 characters. It counts as 10 requests for the rate limits. Requires the role viewer of the company; of an API key the scope `exports:read`. */
  xaf(params: ExportsXafFileParams = {}, options?: Options): Promise<Download> {
    return this.client.download({ method: "GET", path: "/exports/xaf", query: ["company_id", "version", "year"], inCompany: true }, params, options);
  }
}

export class FiscalYears {
  constructor(private readonly client: Client) {  }
  /** List fiscal years. Fiscal years: every year from the first one of the books to the current one. They are closed in order. Requires the role viewer of the company; of an API key the scope `fiscal-years:read`. */
  list(params: FiscalYearsListParams = {}, options?: Options): Pages<models.FiscalYear> {
    return new Pages<models.FiscalYear>(this.client, { method: "GET", path: "/fiscal-years", query: ["company_id", "page", "page_size", "sort_by", "sort_order", "start_date_from", "start_date_to", "status", "updated_since", "cursor"], repeated: ["status"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Get a fiscal year. Fiscal years: every year from the first one of the books to the current one. They are closed in order. Requires the role viewer of the company; of an API key the scope `fiscal-years:read`. */
  get(id: string, params: FiscalYearsGetParams = {}, options?: Options): Promise<models.FiscalYear> {
    return this.client.send<models.FiscalYear>({ method: "GET", path: `/fiscal-years/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Close a fiscal year whose months are all closed. Its months cannot be reopened until it is. With `closing_entry`, an entry dated the first open day moves its earnings to retained earnings. The profit and loss leaves closing entries out. Requires the role admin of the company; of an API key the scope `fiscal-years:write`. */
  close(id: string, params: FiscalYearsCloseParams = {}, options?: Options): Promise<models.FiscalYear> {
    return this.client.send<models.FiscalYear>({ method: "POST", path: `/fiscal-years/${segment(id)}/close`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** List what prevents closing the fiscal year, and what to look at before. Requires the role viewer of the company; of an API key the scope `fiscal-years:read`. */
  closeCheck(id: string, params: FiscalYearsCloseCheckParams = {}, options?: Options): Promise<models.PeriodCloseCheck> {
    return this.client.send<models.PeriodCloseCheck>({ method: "GET", path: `/fiscal-years/${segment(id)}/close-check`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Reopen the latest closed fiscal year. Its closing entry is taken back by a reversal. Requires the role admin of the company; of an API key the scope `fiscal-years:write`. */
  reopen(id: string, params: FiscalYearsReopenParams, options?: Options): Promise<models.FiscalYear> {
    return this.client.send<models.FiscalYear>({ method: "POST", path: `/fiscal-years/${segment(id)}/reopen`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
}

export class FxRevaluations {
  constructor(private readonly client: Client) {  }
  /** List revaluations. Revaluations of what is open in other currencies, at the closing rates of a day. Open items are moved on accounts of their own, and back the next day. Bank accounts are adjusted for good. Requires the role viewer of the company; of an API key the scope `fx-revaluations:read`. */
  list(params: FxRevaluationsListParams = {}, options?: Options): Pages<models.FxRevaluation> {
    return new Pages<models.FxRevaluation>(this.client, { method: "GET", path: "/fx-revaluations", query: ["company_id", "date_from", "date_to", "page", "page_size", "sort_by", "sort_order", "status", "updated_since", "cursor"], repeated: ["status"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Create a revaluation. Revaluations of what is open in other currencies, at the closing rates of a day. Open items are moved on accounts of their own, and back the next day. Bank accounts are adjusted for good. Requires the role admin of the company; of an API key the scope `fx-revaluations:write`. */
  create(params: FxRevaluationsCreateParams, options?: Options): Promise<models.FxRevaluation> {
    return this.client.send<models.FxRevaluation>({ method: "POST", path: "/fx-revaluations", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Get a revaluation. Revaluations of what is open in other currencies, at the closing rates of a day. Open items are moved on accounts of their own, and back the next day. Bank accounts are adjusted for good. Requires the role viewer of the company; of an API key the scope `fx-revaluations:read`. */
  get(id: string, params: FxRevaluationsGetParams = {}, options?: Options): Promise<models.FxRevaluation> {
    return this.client.send<models.FxRevaluation>({ method: "GET", path: `/fx-revaluations/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** List the open items and bank accounts of a revaluation, with the amounts before and after. Requires the role viewer of the company; of an API key the scope `fx-revaluations:read`. */
  lines(id: string, params: FxRevaluationsLinesParams = {}, options?: Options): Promise<models.FxRevaluationLines> {
    return this.client.send<models.FxRevaluationLines>({ method: "GET", path: `/fx-revaluations/${segment(id)}/lines`, query: ["after", "company_id"], inCompany: true }, params, options);
  }
  /** Take the latest revaluation back on its own dates, so that its day can be revalued again. Requires the role admin of the company; of an API key the scope `fx-revaluations:write`. */
  void(id: string, params: FxRevaluationsVoidParams = {}, options?: Options): Promise<models.FxRevaluation> {
    return this.client.send<models.FxRevaluation>({ method: "POST", path: `/fx-revaluations/${segment(id)}/void`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
}

export class HealthResource {
  constructor(private readonly client: Client) {  }
  /** Show that the process is alive. It checks nothing else. */
  get(options?: Options): Promise<models.Health> {
    return this.client.send<models.Health>({ method: "GET", path: "/health", isPublic: true }, {}, options);
  }
  /** Show whether all that requests need is available: PostgreSQL, the schema, Valkey. Show whether all that requests need is available: PostgreSQL, the schema, Valkey. */
  ready(options?: Options): Promise<models.Readiness> {
    return this.client.send<models.Readiness>({ method: "GET", path: "/health/ready", isPublic: true }, {}, options);
  }
}

export class Imports {
  constructor(private readonly client: Client) {  }
  /** List imports. Imports: files that Atlas books as a whole or not at all. A worker does it. `GET /imports/{id}` shows its progress, and in the end what it did or what is wrong, by line; the events `import.succeeded`, `import.failed` and `import.cancelled` say so too. The file is kept, encrypted, only until then. A POST accepts a form (`multipart/form-data`) too: `file` is the file, and the other members are as in JSON, `rates` as a text such as `{"EUR": 1.10}`. Requires the role admin of the company; of an API key the scope `imports:read`. */
  list(params: ImportsListParams = {}, options?: Options): Pages<models.Import> {
    return new Pages<models.Import>(this.client, { method: "GET", path: "/imports", query: ["company_id", "page", "page_size", "sort_by", "sort_order", "status", "updated_since", "cursor"], repeated: ["status"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Create an import. Imports: files that Atlas books as a whole or not at all. A worker does it. `GET /imports/{id}` shows its progress, and in the end what it did or what is wrong, by line; the events `import.succeeded`, `import.failed` and `import.cancelled` say so too. The file is kept, encrypted, only until then. A POST accepts a form (`multipart/form-data`) too: `file` is the file, and the other members are as in JSON, `rates` as a text such as `{"EUR": 1.10}`. Requires the role admin of the company; of an API key the scope `imports:write`. */
  create(params: ImportsCreateParams, options?: Options): Promise<models.Import> {
    return this.client.send<models.Import>({ method: "POST", path: "/imports", query: ["company_id"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Get an import. Imports: files that Atlas books as a whole or not at all. A worker does it. `GET /imports/{id}` shows its progress, and in the end what it did or what is wrong, by line; the events `import.succeeded`, `import.failed` and `import.cancelled` say so too. The file is kept, encrypted, only until then. A POST accepts a form (`multipart/form-data`) too: `file` is the file, and the other members are as in JSON, `rates` as a text such as `{"EUR": 1.10}`. Requires the role admin of the company; of an API key the scope `imports:read`. */
  get(id: string, params: ImportsGetParams = {}, options?: Options): Promise<models.Import> {
    return this.client.send<models.Import>({ method: "GET", path: `/imports/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Cancel an import that has not ended, so that nothing of its file gets into the books. One that is `queued` is then `cancelled`. One that is `running` is `cancelling` until its worker notices, which takes seconds; so is one that is `queued` while a batch is being written in the company. Requires the role admin of the company; of an API key the scope `imports:write`. */
  cancel(id: string, params: ImportsCancelParams = {}, options?: Options): Promise<models.Import> {
    return this.client.send<models.Import>({ method: "POST", path: `/imports/${segment(id)}/cancel`, query: ["company_id", "dry_run"], takesKey: true, inCompany: true }, params, options);
  }
}

export class Invoices {
  constructor(private readonly client: Client) {  }
  /** List invoices. Invoices to customers: drafted, sent, paid. Requires the role viewer of the company; of an API key the scope `invoices:read`. */
  list(params: InvoicesListParams = {}, options?: Options): Pages<models.Invoice> {
    return new Pages<models.Invoice>(this.client, { method: "GET", path: "/invoices", query: ["amount_max", "amount_min", "company_id", "currency", "customer_id", "due_date_from", "due_date_to", "external_id", "invoice_number", "issue_date_from", "issue_date_to", "item_id", "metadata", "page", "page_size", "recurring_id", "reference", "search", "sort_by", "sort_order", "status", "updated_since", "cursor"], repeated: ["currency", "customer_id", "external_id", "invoice_number", "item_id", "metadata", "recurring_id", "reference", "status"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Create an invoice. Invoices to customers: drafted, sent, paid. Requires the role accountant of the company; of an API key the scope `invoices:write`. */
  create(params: InvoicesCreateParams, options?: Options): Promise<models.Invoice> {
    return this.client.send<models.Invoice>({ method: "POST", path: "/invoices", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Get an invoice. Invoices to customers: drafted, sent, paid. Requires the role viewer of the company; of an API key the scope `invoices:read`. */
  get(id: string, params: InvoicesGetParams = {}, options?: Options): Promise<models.Invoice> {
    return this.client.send<models.Invoice>({ method: "GET", path: `/invoices/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Change an invoice. Invoices to customers: drafted, sent, paid. Requires the role accountant of the company; of an API key the scope `invoices:write`. */
  update(id: string, params: InvoicesUpdateParams = {}, options?: Options): Promise<models.Invoice> {
    return this.client.send<models.Invoice>({ method: "PATCH", path: `/invoices/${segment(id)}`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
  /** Delete an invoice. Invoices to customers: drafted, sent, paid. Requires the role accountant of the company; of an API key the scope `invoices:write`. */
  delete(id: string, params: InvoicesDeleteParams = {}, options?: Options): Promise<void> {
    return this.client.send<void>({ method: "DELETE", path: `/invoices/${segment(id)}`, query: ["company_id", "dry_run"], inCompany: true }, params, options);
  }
  /** Get the document as a PDF to print. It names seller and customer as they were when it was posted. What is paid is as of today. A draft is marked as a draft, and what is void as void. Requires the role viewer of the company; of an API key the scope `invoices:read`. */
  pdf(id: string, params: InvoicesPdfFileParams = {}, options?: Options): Promise<Download> {
    return this.client.download({ method: "GET", path: `/invoices/${segment(id)}/pdf`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Number and post a draft, and e-mail it if the customer has an e-mail address. Requires the role accountant of the company; of an API key the scope `invoices:write`. */
  send(id: string, params: InvoicesSendParams = {}, options?: Options): Promise<models.Invoice> {
    return this.client.send<models.Invoice>({ method: "POST", path: `/invoices/${segment(id)}/send`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Void a sent invoice by reversing its journal entry. Requires the role accountant of the company; of an API key the scope `invoices:write`. */
  void(id: string, params: InvoicesVoidParams = {}, options?: Options): Promise<models.Invoice> {
    return this.client.send<models.Invoice>({ method: "POST", path: `/invoices/${segment(id)}/void`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Create up to 200 at once: all of them or none, or only those that can be (partial). Each item is the body of a single create. The response has those that were created, in the order given, and with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope `invoices:write`. */
  batch(params: InvoicesBatchParams, options?: Options): Promise<models.InvoiceBatch> {
    return this.client.send<models.InvoiceBatch>({ method: "POST", path: "/invoices/batch", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Create it under an id of your own, or replace it. The body is that of a create, without `external_id`. If nothing has this `external_id`, it is created (201). If something has, it is replaced (200), unless it is posted: that is 409 `wrong_status`. Fields that are not given get their defaults, except the issue date, which stays. The same body again changes nothing, so it can be sent until it is answered. Requires the role accountant of the company; of an API key the scope `invoices:write`. */
  upsert(externalId: string, params: InvoicesUpsertParams, options?: Options): Promise<models.Invoice> {
    return this.client.send<models.Invoice>({ method: "PUT", path: `/invoices/by-external-id/${segment(externalId)}`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
}

export class Items {
  constructor(private readonly client: Client) {  }
  /** List items. Products and services: defaults for the lines of documents. Requires the role viewer of the company; of an API key the scope `items:read`. */
  list(params: ItemsListParams = {}, options?: Options): Pages<models.Item> {
    return new Pages<models.Item>(this.client, { method: "GET", path: "/items", query: ["code", "company_id", "external_id", "is_active", "metadata", "page", "page_size", "search", "sort_by", "sort_order", "updated_since", "cursor"], repeated: ["code", "external_id", "metadata"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Create an item. Products and services: defaults for the lines of documents. Requires the role accountant of the company; of an API key the scope `items:write`. */
  create(params: ItemsCreateParams, options?: Options): Promise<models.Item> {
    return this.client.send<models.Item>({ method: "POST", path: "/items", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Get an item. Products and services: defaults for the lines of documents. Requires the role viewer of the company; of an API key the scope `items:read`. */
  get(id: string, params: ItemsGetParams = {}, options?: Options): Promise<models.Item> {
    return this.client.send<models.Item>({ method: "GET", path: `/items/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Change an item. Products and services: defaults for the lines of documents. Requires the role accountant of the company; of an API key the scope `items:write`. */
  update(id: string, params: ItemsUpdateParams = {}, options?: Options): Promise<models.Item> {
    return this.client.send<models.Item>({ method: "PATCH", path: `/items/${segment(id)}`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
  /** Delete an item. Products and services: defaults for the lines of documents. Requires the role accountant of the company; of an API key the scope `items:write`. */
  delete(id: string, params: ItemsDeleteParams = {}, options?: Options): Promise<void> {
    return this.client.send<void>({ method: "DELETE", path: `/items/${segment(id)}`, query: ["company_id", "dry_run"], inCompany: true }, params, options);
  }
  /** Archive an item. It cannot be used on new lines; existing ones keep it. Requires the role accountant of the company; of an API key the scope `items:write`. */
  archive(id: string, params: ItemsArchiveParams = {}, options?: Options): Promise<models.Item> {
    return this.client.send<models.Item>({ method: "POST", path: `/items/${segment(id)}/archive`, query: ["company_id", "dry_run"], takesKey: true, inCompany: true }, params, options);
  }
  /** Restore an archived item. Requires the role accountant of the company; of an API key the scope `items:write`. */
  restore(id: string, params: ItemsRestoreParams = {}, options?: Options): Promise<models.Item> {
    return this.client.send<models.Item>({ method: "POST", path: `/items/${segment(id)}/restore`, query: ["company_id", "dry_run"], takesKey: true, inCompany: true }, params, options);
  }
  /** Create up to 200 at once: all of them or none, or only those that can be (partial). Each item is the body of a single create. The response has those that were created, in the order given, and with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope `items:write`. */
  batch(params: ItemsBatchParams, options?: Options): Promise<models.ItemBatch> {
    return this.client.send<models.ItemBatch>({ method: "POST", path: "/items/batch", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Create it under an id of your own, or replace it. The body is that of a create, without `external_id`. If nothing has this `external_id`, it is created (201). If something has, it is replaced (200). Fields that are not given get their defaults. The same body again changes nothing, so it can be sent until it is answered. Requires the role accountant of the company; of an API key the scope `items:write`. */
  upsert(externalId: string, params: ItemsUpsertParams, options?: Options): Promise<models.Item> {
    return this.client.send<models.Item>({ method: "PUT", path: `/items/by-external-id/${segment(externalId)}`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
}

export class JournalEntries {
  constructor(private readonly client: Client) {  }
  /** List journal entries. Journal entries. A posted entry has a number and a place in the hash chain, and never changes, except for its metadata. Requires the role viewer of the company; of an API key the scope `journal-entries:read`. */
  list(params: JournalEntriesListParams = {}, options?: Options): Pages<models.JournalEntry> {
    return new Pages<models.JournalEntry>(this.client, { method: "GET", path: "/journal-entries", query: ["account_id", "account_subtype", "account_type", "closing", "closing_since", "company_id", "contact_id", "currency", "date_from", "date_to", "entry_type", "external_id", "known_at", "metadata", "not_tracked", "page", "page_size", "recurring_id", "search", "sort_by", "sort_order", "source_id", "status", "tracking", "updated_since", "cursor"], repeated: ["account_id", "account_subtype", "account_type", "contact_id", "currency", "entry_type", "external_id", "metadata", "not_tracked", "recurring_id", "source_id", "status", "tracking"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Create a journal entry. Journal entries. A posted entry has a number and a place in the hash chain, and never changes, except for its metadata. Requires the role accountant of the company; of an API key the scope `journal-entries:write`. */
  create(params: JournalEntriesCreateParams, options?: Options): Promise<models.JournalEntry> {
    return this.client.send<models.JournalEntry>({ method: "POST", path: "/journal-entries", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Get a journal entry. Journal entries. A posted entry has a number and a place in the hash chain, and never changes, except for its metadata. Requires the role viewer of the company; of an API key the scope `journal-entries:read`. */
  get(id: string, params: JournalEntriesGetParams = {}, options?: Options): Promise<models.JournalEntry> {
    return this.client.send<models.JournalEntry>({ method: "GET", path: `/journal-entries/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Change a journal entry. Journal entries. A posted entry has a number and a place in the hash chain, and never changes, except for its metadata. Requires the role accountant of the company; of an API key the scope `journal-entries:write`. */
  update(id: string, params: JournalEntriesUpdateParams = {}, options?: Options): Promise<models.JournalEntry> {
    return this.client.send<models.JournalEntry>({ method: "PATCH", path: `/journal-entries/${segment(id)}`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
  /** Delete a journal entry. Journal entries. A posted entry has a number and a place in the hash chain, and never changes, except for its metadata. Requires the role accountant of the company; of an API key the scope `journal-entries:write`. */
  delete(id: string, params: JournalEntriesDeleteParams = {}, options?: Options): Promise<void> {
    return this.client.send<void>({ method: "DELETE", path: `/journal-entries/${segment(id)}`, query: ["company_id", "dry_run"], inCompany: true }, params, options);
  }
  /** Post a draft. It gets its number and never changes again. Requires the role accountant of the company; of an API key the scope `journal-entries:write`. */
  post(id: string, params: JournalEntriesPostParams = {}, options?: Options): Promise<models.JournalEntry> {
    return this.client.send<models.JournalEntry>({ method: "POST", path: `/journal-entries/${segment(id)}/post`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Reverse a posted entry. The response is the new entry, with debits and credits swapped. Requires the role accountant of the company; of an API key the scope `journal-entries:write`. */
  reverse(id: string, params: JournalEntriesReverseParams = {}, options?: Options): Promise<models.JournalEntry> {
    return this.client.send<models.JournalEntry>({ method: "POST", path: `/journal-entries/${segment(id)}/reverse`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Post up to 1,000 entries in the given order: all of them or none. Ten entries count as one request (docs/guides/batches.md): Standard can post 100 at once and Professional 500. Requires the role accountant of the company; of an API key the scope `journal-entries:write`. */
  batch(params: JournalEntriesBatchParams, options?: Options): Promise<models.JournalEntryBatch> {
    return this.client.send<models.JournalEntryBatch>({ method: "POST", path: "/journal-entries/batch", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
}

export class Members {
  constructor(private readonly client: Client) {  }
  /** List members. The roles of users in this company. Admins of the organization need none: they are admin in every company. Requires the role admin of the company; of an API key the scope `members:read`. */
  list(params: MembersListParams = {}, options?: Options): Pages<models.Member> {
    return new Pages<models.Member>(this.client, { method: "GET", path: "/members", query: ["company_id", "page", "page_size", "search", "sort_by", "sort_order", "updated_since", "cursor"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Get a company member. The roles of users in this company. Admins of the organization need none: they are admin in every company. Requires the role admin of the company; of an API key the scope `members:read`. */
  get(userId: string, params: MembersGetParams = {}, options?: Options): Promise<models.Member> {
    return this.client.send<models.Member>({ method: "GET", path: `/members/${segment(userId)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Give a user a role in this company. The response is 201 if they had none before. Requires the role admin of the company. */
  replace(userId: string, params: MembersReplaceParams, options?: Options): Promise<models.Member> {
    return this.client.send<models.Member>({ method: "PUT", path: `/members/${segment(userId)}`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
  /** Delete a company member. The roles of users in this company. Admins of the organization need none: they are admin in every company. Requires the role admin of the company. */
  delete(userId: string, params: MembersDeleteParams = {}, options?: Options): Promise<void> {
    return this.client.send<void>({ method: "DELETE", path: `/members/${segment(userId)}`, query: ["company_id", "dry_run"], inCompany: true }, params, options);
  }
}

export class OpeningBalancesResource {
  constructor(private readonly client: Client) {  }
  /** The opening balances of a company. All is null or empty until they are set. Requires the role viewer of the company; of an API key the scope `opening-balances:read`. */
  get(params: OpeningBalancesParams = {}, options?: Options): Promise<models.OpeningBalances> {
    return this.client.send<models.OpeningBalances>({ method: "GET", path: "/opening-balances", query: ["company_id"], inCompany: true }, params, options);
  }
  /** Set the opening balances, in place of those that are there. Possible until the first period is closed (409 `period_closed`). What is the same stays as it is, and what is left out is taken back, also documents that were imported; a document to which something is allocated can only stay the same (409 `has_allocations`). The documents are open from the date on, and are paid as others are. They have no tax, and no mail is sent. What is left over goes to the account with the role `opening_balance_equity`. What the GET shows can be sent back without `equity_amount`, `journal_entry_id` and the `id` of each document. Requires the role admin of the company; of an API key the scope `opening-balances:write`. */
  replace(params: OpeningBalancesReplaceParams, options?: Options): Promise<models.OpeningBalances> {
    return this.client.send<models.OpeningBalances>({ method: "PUT", path: "/opening-balances", query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
}

export class Payments {
  constructor(private readonly client: Client) {  }
  /** List payments. Payments received from customers and made to vendors, and the documents they settle. Requires the role viewer of the company; of an API key the scope `payments:read`. */
  list(params: PaymentsListParams = {}, options?: Options): Pages<models.Payment> {
    return new Pages<models.Payment>(this.client, { method: "GET", path: "/payments", query: ["account_id", "amount_max", "amount_min", "bill_id", "company_id", "currency", "customer_id", "date_from", "date_to", "external_id", "invoice_id", "is_refund", "metadata", "open_credit", "page", "page_size", "payment_number", "reference", "search", "sort_by", "sort_order", "status", "type", "updated_since", "vendor_id", "cursor"], repeated: ["account_id", "bill_id", "currency", "customer_id", "external_id", "invoice_id", "metadata", "payment_number", "reference", "status", "type", "vendor_id"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Create a payment. Payments received from customers and made to vendors, and the documents they settle. Requires the role accountant of the company; of an API key the scope `payments:write`. */
  create(params: PaymentsCreateParams, options?: Options): Promise<models.Payment> {
    return this.client.send<models.Payment>({ method: "POST", path: "/payments", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Get a payment. Payments received from customers and made to vendors, and the documents they settle. Requires the role viewer of the company; of an API key the scope `payments:read`. */
  get(id: string, params: PaymentsGetParams = {}, options?: Options): Promise<models.Payment> {
    return this.client.send<models.Payment>({ method: "GET", path: `/payments/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Change a payment. Payments received from customers and made to vendors, and the documents they settle. Requires the role accountant of the company; of an API key the scope `payments:write`. */
  update(id: string, params: PaymentsUpdateParams = {}, options?: Options): Promise<models.Payment> {
    return this.client.send<models.Payment>({ method: "PATCH", path: `/payments/${segment(id)}`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
  /** Settle documents with the rest of a payment. Requires the role accountant of the company; of an API key the scope `payments:write`. */
  allocate(id: string, params: PaymentsAllocateParams, options?: Options): Promise<models.Payment> {
    return this.client.send<models.Payment>({ method: "POST", path: `/payments/${segment(id)}/allocate`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Pay back what is left of a payment, or part of it. The response is the refund: a payment the other way. Requires the role accountant of the company; of an API key the scope `payments:write`. */
  refund(id: string, params: PaymentsRefundParams = {}, options?: Options): Promise<models.Payment> {
    return this.client.send<models.Payment>({ method: "POST", path: `/payments/${segment(id)}/refund`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Take allocations back. Their documents are open again, and the payment has that much more to allocate. Requires the role accountant of the company; of an API key the scope `payments:write`. */
  unallocate(id: string, params: PaymentsUnallocateParams, options?: Options): Promise<models.Payment> {
    return this.client.send<models.Payment>({ method: "POST", path: `/payments/${segment(id)}/unallocate`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Void a payment that has no allocations by reversing its journal entry. Requires the role accountant of the company; of an API key the scope `payments:write`. */
  void(id: string, params: PaymentsVoidParams = {}, options?: Options): Promise<models.Payment> {
    return this.client.send<models.Payment>({ method: "POST", path: `/payments/${segment(id)}/void`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Create up to 200 at once: all of them or none, or only those that can be (partial). Each item is the body of a single create. The response has those that were created, in the order given, and with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope `payments:write`. */
  batch(params: PaymentsBatchParams, options?: Options): Promise<models.PaymentBatch> {
    return this.client.send<models.PaymentBatch>({ method: "POST", path: "/payments/batch", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
}

export class Periods {
  constructor(private readonly client: Client) {  }
  /** List periods. Accounting periods: every month from the first one of the books to the current one. They are closed in order. Requires the role viewer of the company; of an API key the scope `periods:read`. */
  list(params: PeriodsListParams = {}, options?: Options): Pages<models.Period> {
    return new Pages<models.Period>(this.client, { method: "GET", path: "/periods", query: ["company_id", "page", "page_size", "sort_by", "sort_order", "start_date_from", "start_date_to", "status", "updated_since", "cursor"], repeated: ["status"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Get an accounting period. Accounting periods: every month from the first one of the books to the current one. They are closed in order. Requires the role viewer of the company; of an API key the scope `periods:read`. */
  get(id: string, params: PeriodsGetParams = {}, options?: Options): Promise<models.Period> {
    return this.client.send<models.Period>({ method: "GET", path: `/periods/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Close a month that has ended. Nothing more can be posted in it, and its trial balance is sealed. Requires the role admin of the company; of an API key the scope `periods:write`. */
  close(id: string, params: PeriodsCloseParams = {}, options?: Options): Promise<models.Period> {
    return this.client.send<models.Period>({ method: "POST", path: `/periods/${segment(id)}/close`, query: ["company_id", "dry_run"], takesKey: true, inCompany: true }, params, options);
  }
  /** List what prevents closing the period, and what to look at before. Requires the role viewer of the company; of an API key the scope `periods:read`. */
  closeCheck(id: string, params: PeriodsCloseCheckParams = {}, options?: Options): Promise<models.PeriodCloseCheck> {
    return this.client.send<models.PeriodCloseCheck>({ method: "GET", path: `/periods/${segment(id)}/close-check`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** List when a period was closed and reopened, by whom and why, with its seals. Requires the role viewer of the company; of an API key the scope `periods:read`. */
  history(id: string, params: PeriodsHistoryParams = {}, options?: Options): Promise<models.PeriodHistory> {
    return this.client.send<models.PeriodHistory>({ method: "GET", path: `/periods/${segment(id)}/history`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Reopen the latest closed period. Requires the role admin of the company; of an API key the scope `periods:write`. */
  reopen(id: string, params: PeriodsReopenParams, options?: Options): Promise<models.Period> {
    return this.client.send<models.Period>({ method: "POST", path: `/periods/${segment(id)}/reopen`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
}

export class Recurring {
  constructor(private readonly client: Client) {  }
  /** List recurring templates. Recurring templates: journal entries, invoices and bills that Atlas makes on their dates, each exactly once. Requires the role viewer of the company; of an API key the scope `recurring:read`. */
  list(params: RecurringListParams = {}, options?: Options): Pages<models.RecurringTemplate> {
    return new Pages<models.RecurringTemplate>(this.client, { method: "GET", path: "/recurring", query: ["company_id", "frequency", "kind", "page", "page_size", "search", "sort_by", "sort_order", "status", "updated_since", "cursor"], repeated: ["frequency", "kind", "status"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Create a recurring template. Recurring templates: journal entries, invoices and bills that Atlas makes on their dates, each exactly once. Requires the role accountant of the company; of an API key the scope `recurring:write`. */
  create(params: RecurringCreateParams, options?: Options): Promise<models.RecurringTemplate> {
    return this.client.send<models.RecurringTemplate>({ method: "POST", path: "/recurring", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Get a recurring template. Recurring templates: journal entries, invoices and bills that Atlas makes on their dates, each exactly once. Requires the role viewer of the company; of an API key the scope `recurring:read`. */
  get(id: string, params: RecurringGetParams = {}, options?: Options): Promise<models.RecurringTemplate> {
    return this.client.send<models.RecurringTemplate>({ method: "GET", path: `/recurring/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Change a recurring template. Recurring templates: journal entries, invoices and bills that Atlas makes on their dates, each exactly once. Requires the role accountant of the company; of an API key the scope `recurring:write`. */
  update(id: string, params: RecurringUpdateParams = {}, options?: Options): Promise<models.RecurringTemplate> {
    return this.client.send<models.RecurringTemplate>({ method: "PATCH", path: `/recurring/${segment(id)}`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
  /** Delete a recurring template. Recurring templates: journal entries, invoices and bills that Atlas makes on their dates, each exactly once. Requires the role accountant of the company; of an API key the scope `recurring:write`. */
  delete(id: string, params: RecurringDeleteParams = {}, options?: Options): Promise<void> {
    return this.client.send<void>({ method: "DELETE", path: `/recurring/${segment(id)}`, query: ["company_id", "dry_run"], inCompany: true }, params, options);
  }
  /** End a template for good. What it made stays. Requires the role accountant of the company; of an API key the scope `recurring:write`. */
  end(id: string, params: RecurringEndParams = {}, options?: Options): Promise<models.RecurringTemplate> {
    return this.client.send<models.RecurringTemplate>({ method: "POST", path: `/recurring/${segment(id)}/end`, query: ["company_id", "dry_run"], takesKey: true, inCompany: true }, params, options);
  }
  /** Pause a template. It makes nothing until it is resumed. Requires the role accountant of the company; of an API key the scope `recurring:write`. */
  pause(id: string, params: RecurringPauseParams = {}, options?: Options): Promise<models.RecurringTemplate> {
    return this.client.send<models.RecurringTemplate>({ method: "POST", path: `/recurring/${segment(id)}/pause`, query: ["company_id", "dry_run"], takesKey: true, inCompany: true }, params, options);
  }
  /** Resume a template that is paused, or try one again that waits. You become its owner. Dates that passed while it was paused are skipped. Those for which it waited are made. Requires the role accountant of the company; of an API key the scope `recurring:write`. */
  resume(id: string, params: RecurringResumeParams = {}, options?: Options): Promise<models.RecurringTemplate> {
    return this.client.send<models.RecurringTemplate>({ method: "POST", path: `/recurring/${segment(id)}/resume`, query: ["company_id", "dry_run"], takesKey: true, inCompany: true }, params, options);
  }
}

export class Reports {
  constructor(private readonly client: Client) {  }
  /** What is owed to vendors at the end of a day, by how long it has been due. It shows the day as it was: a later payment does not settle anything yet. What is not allocated of payments and credits is in a column of its own, and is not taken off what is owed. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  agedPayables(params: ReportsAgedPayablesParams = {}, options?: Options): Promise<models.AgedAnswer> {
    return this.client.send<models.AgedAnswer>({ method: "GET", path: "/reports/aged-payables", query: ["as_of", "buckets", "by", "company_id", "contact_id", "currency", "items", "known_at"], repeated: ["buckets"], fixed: { format: "json" }, inCompany: true }, params, options);
  }
  /** What is owed to vendors at the end of a day, by how long it has been due. It shows the day as it was: a later payment does not settle anything yet. What is not allocated of payments and credits is in a column of its own, and is not taken off what is owed. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  agedPayablesFile(params: ReportsAgedPayablesFileParams, options?: Options): Promise<Download> {
    return this.client.download({ method: "GET", path: "/reports/aged-payables", query: ["as_of", "buckets", "by", "company_id", "contact_id", "currency", "items", "known_at", "format"], repeated: ["buckets"], inCompany: true }, params, options);
  }
  /** What customers owe at the end of a day, by how long it has been due. It shows the day as it was: a later payment does not settle anything yet. What is not allocated of payments and credits is in a column of its own, and is not taken off what is owed. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  agedReceivables(params: ReportsAgedReceivablesParams = {}, options?: Options): Promise<models.AgedAnswer> {
    return this.client.send<models.AgedAnswer>({ method: "GET", path: "/reports/aged-receivables", query: ["as_of", "buckets", "by", "company_id", "contact_id", "currency", "items", "known_at"], repeated: ["buckets"], fixed: { format: "json" }, inCompany: true }, params, options);
  }
  /** What customers owe at the end of a day, by how long it has been due. It shows the day as it was: a later payment does not settle anything yet. What is not allocated of payments and credits is in a column of its own, and is not taken off what is owed. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  agedReceivablesFile(params: ReportsAgedReceivablesFileParams, options?: Options): Promise<Download> {
    return this.client.download({ method: "GET", path: "/reports/aged-receivables", query: ["as_of", "buckets", "by", "company_id", "contact_id", "currency", "items", "known_at", "format"], repeated: ["buckets"], inCompany: true }, params, options);
  }
  /** The balance sheet: assets, liabilities and equity at the end of a day. Equity has two computed rows: the earnings of earlier fiscal years, and those of this fiscal year so far. Two more at the end are in no total: net assets (assets less liabilities) and working capital (current assets less current liabilities). With `tracking` it need not balance, because control accounts have no options. What customers and vendors have open to their credit is shown on its own (`customer_credits`, `vendor_credits`), not taken off receivables and payables. No entries add up to these four rows then, nor to the totals with them, so their `figures` are null in the columns with such credit; the aged reports of the day list the documents. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  balanceSheet(params: ReportsBalanceSheetParams = {}, options?: Options): Promise<models.Report> {
    return this.client.send<models.Report>({ method: "GET", path: "/reports/balance-sheet", query: ["as_of", "columns_by", "company_id", "compare", "interval", "known_at", "not_tracked", "start_date", "tracking", "variance"], repeated: ["not_tracked", "tracking"], fixed: { format: "json" }, inCompany: true }, params, options);
  }
  /** The balance sheet: assets, liabilities and equity at the end of a day. Equity has two computed rows: the earnings of earlier fiscal years, and those of this fiscal year so far. Two more at the end are in no total: net assets (assets less liabilities) and working capital (current assets less current liabilities). With `tracking` it need not balance, because control accounts have no options. What customers and vendors have open to their credit is shown on its own (`customer_credits`, `vendor_credits`), not taken off receivables and payables. No entries add up to these four rows then, nor to the totals with them, so their `figures` are null in the columns with such credit; the aged reports of the day list the documents. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  balanceSheetFile(params: ReportsBalanceSheetFileParams, options?: Options): Promise<Download> {
    return this.client.download({ method: "GET", path: "/reports/balance-sheet", query: ["as_of", "columns_by", "company_id", "compare", "interval", "known_at", "not_tracked", "start_date", "tracking", "variance", "format"], repeated: ["not_tracked", "tracking"], inCompany: true }, params, options);
  }
  /** Budget against actual: what was earned and spent in whole months, and what a budget plans for them. The rows are those of the profit and loss. Each span of time has four columns: the actual amounts, the `budget`, the `variance` and the `variance_percent` of the budget (null where it is zero). A variance of more than zero is favourable: revenue and profits above the budget, expenses below it. Only lines with the options of the budget count as actual, or with those of `tracking`. With `known_at` the actual amounts are those of that moment; the budget is that of now. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  budgetVsActual(params: ReportsBudgetVsActualParams, options?: Options): Promise<models.Report> {
    return this.client.send<models.Report>({ method: "GET", path: "/reports/budget-vs-actual", query: ["budget_id", "company_id", "end_date", "interval", "known_at", "not_tracked", "start_date", "tracking"], repeated: ["not_tracked", "tracking"], fixed: { format: "json" }, inCompany: true }, params, options);
  }
  /** Budget against actual: what was earned and spent in whole months, and what a budget plans for them. The rows are those of the profit and loss. Each span of time has four columns: the actual amounts, the `budget`, the `variance` and the `variance_percent` of the budget (null where it is zero). A variance of more than zero is favourable: revenue and profits above the budget, expenses below it. Only lines with the options of the budget count as actual, or with those of `tracking`. With `known_at` the actual amounts are those of that moment; the budget is that of now. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  budgetVsActualFile(params: ReportsBudgetVsActualFileParams, options?: Options): Promise<Download> {
    return this.client.download({ method: "GET", path: "/reports/budget-vs-actual", query: ["budget_id", "company_id", "end_date", "interval", "known_at", "not_tracked", "start_date", "tracking", "format"], repeated: ["not_tracked", "tracking"], inCompany: true }, params, options);
  }
  /** The cash flow statement (indirect): from the profit to the change of bank, cash, card and clearing accounts. What brings cash in is positive. Current assets and liabilities are operating, fixed assets investing, loans and equity financing activities. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  cashFlow(params: ReportsCashFlowParams = {}, options?: Options): Promise<models.Report> {
    return this.client.send<models.Report>({ method: "GET", path: "/reports/cash-flow", query: ["company_id", "compare", "end_date", "interval", "known_at", "start_date", "variance"], fixed: { format: "json" }, inCompany: true }, params, options);
  }
  /** The cash flow statement (indirect): from the profit to the change of bank, cash, card and clearing accounts. What brings cash in is positive. Current assets and liabilities are operating, fixed assets investing, loans and equity financing activities. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  cashFlowFile(params: ReportsCashFlowFileParams, options?: Options): Promise<Download> {
    return this.client.download({ method: "GET", path: "/reports/cash-flow", query: ["company_id", "compare", "end_date", "interval", "known_at", "start_date", "variance", "format"], inCompany: true }, params, options);
  }
  /** The changes in equity: of each account the opening balance, profit, movements, closing of years, and the balance. Earnings that no closing entry has moved to an account yet are one row. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  changesInEquity(params: ReportsChangesInEquityParams = {}, options?: Options): Promise<models.Report> {
    return this.client.send<models.Report>({ method: "GET", path: "/reports/changes-in-equity", query: ["company_id", "end_date", "known_at", "start_date"], fixed: { format: "json" }, inCompany: true }, params, options);
  }
  /** The changes in equity: of each account the opening balance, profit, movements, closing of years, and the balance. Earnings that no closing entry has moved to an account yet are one row. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  changesInEquityFile(params: ReportsChangesInEquityFileParams, options?: Options): Promise<Download> {
    return this.client.download({ method: "GET", path: "/reports/changes-in-equity", query: ["company_id", "end_date", "known_at", "start_date", "format"], inCompany: true }, params, options);
  }
  /** The statement of a customer: opening balance, invoices, credits, payments and refunds, what is open. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  customerStatement(params: ReportsCustomerStatementParams, options?: Options): Promise<models.StatementAnswer> {
    return this.client.send<models.StatementAnswer>({ method: "GET", path: "/reports/customer-statement", query: ["buckets", "by", "company_id", "customer_id", "end_date", "known_at", "start_date"], repeated: ["buckets"], fixed: { format: "json" }, inCompany: true }, params, options);
  }
  /** The statement of a customer: opening balance, invoices, credits, payments and refunds, what is open. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  customerStatementFile(params: ReportsCustomerStatementFileParams, options?: Options): Promise<Download> {
    return this.client.download({ method: "GET", path: "/reports/customer-statement", query: ["buckets", "by", "company_id", "customer_id", "end_date", "known_at", "start_date", "format"], repeated: ["buckets"], inCompany: true }, params, options);
  }
  /** The general ledger: each account's opening balance, its lines with a running balance, and its closing balance. Revenue and expenses begin at zero in each fiscal year, without closing entries, so the closing balance of each account is that of the trial balance. A file has all rows, up to 50,000; as CSV and XLSX with the name of the option of each line, in a column for each tracking category. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  generalLedger(params: ReportsGeneralLedgerParams = {}, options?: Options): Promise<models.GeneralLedgerAnswer> {
    return this.client.send<models.GeneralLedgerAnswer>({ method: "GET", path: "/reports/general-ledger", query: ["account_id", "company_id", "contact_id", "end_date", "known_at", "not_tracked", "page_size", "start_date", "tracking"], repeated: ["account_id", "not_tracked", "tracking"], fixed: { format: "json" }, inCompany: true, pageSize: 500 }, params, options);
  }
  /** The general ledger: each account's opening balance, its lines with a running balance, and its closing balance. Revenue and expenses begin at zero in each fiscal year, without closing entries, so the closing balance of each account is that of the trial balance. A file has all rows, up to 50,000; as CSV and XLSX with the name of the option of each line, in a column for each tracking category. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  generalLedgerFile(params: ReportsGeneralLedgerFileParams, options?: Options): Promise<Download> {
    return this.client.download({ method: "GET", path: "/reports/general-ledger", query: ["account_id", "company_id", "contact_id", "end_date", "known_at", "not_tracked", "page_size", "start_date", "tracking", "format"], repeated: ["account_id", "not_tracked", "tracking"], inCompany: true, pageSize: 500 }, params, options);
  }
  /** The journal: the lines of all posted entries, by the date and number of the entry, and their total. Its files name the options of lines as those of the general ledger do. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  journal(params: ReportsJournalParams = {}, options?: Options): Promise<models.JournalAnswer> {
    return this.client.send<models.JournalAnswer>({ method: "GET", path: "/reports/journal", query: ["company_id", "end_date", "known_at", "page_size", "start_date"], fixed: { format: "json" }, inCompany: true, pageSize: 500 }, params, options);
  }
  /** The journal: the lines of all posted entries, by the date and number of the entry, and their total. Its files name the options of lines as those of the general ledger do. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  journalFile(params: ReportsJournalFileParams, options?: Options): Promise<Download> {
    return this.client.download({ method: "GET", path: "/reports/journal", query: ["company_id", "end_date", "known_at", "page_size", "start_date", "format"], inCompany: true, pageSize: 500 }, params, options);
  }
  /** The profit and loss statement: revenue and expenses over a span of time. Revenue and expenses are both positive, and each profit is their difference. Closing entries are left out. EBITDA is the operating profit before expenses on accounts with the subtype `depreciation`, which has amortisation too. With `basis=cash` documents count in proportion to what is settled of them. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  profitLoss(params: ReportsProfitLossParams = {}, options?: Options): Promise<models.Report> {
    return this.client.send<models.Report>({ method: "GET", path: "/reports/profit-loss", query: ["basis", "columns_by", "company_id", "compare", "end_date", "interval", "known_at", "not_tracked", "percent_of_revenue", "start_date", "tracking", "variance"], repeated: ["not_tracked", "tracking"], fixed: { format: "json" }, inCompany: true }, params, options);
  }
  /** The profit and loss statement: revenue and expenses over a span of time. Revenue and expenses are both positive, and each profit is their difference. Closing entries are left out. EBITDA is the operating profit before expenses on accounts with the subtype `depreciation`, which has amortisation too. With `basis=cash` documents count in proportion to what is settled of them. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  profitLossFile(params: ReportsProfitLossFileParams, options?: Options): Promise<Download> {
    return this.client.download({ method: "GET", path: "/reports/profit-loss", query: ["basis", "columns_by", "company_id", "compare", "end_date", "interval", "known_at", "not_tracked", "percent_of_revenue", "start_date", "tracking", "variance", "format"], repeated: ["not_tracked", "tracking"], inCompany: true }, params, options);
  }
  /** The taxes of at most 366 days: by tax rate and box, by box, and what they move on the tax accounts. Unlike a tax return it can be of any days, and changes nothing. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  taxSummary(params: ReportsTaxSummaryParams = {}, options?: Options): Promise<models.TaxSummaryAnswer> {
    return this.client.send<models.TaxSummaryAnswer>({ method: "GET", path: "/reports/tax-summary", query: ["box", "company_id", "end_date", "items", "kind", "known_at", "start_date", "tax_rate_id"], repeated: ["kind"], fixed: { format: "json" }, inCompany: true }, params, options);
  }
  /** The taxes of at most 366 days: by tax rate and box, by box, and what they move on the tax accounts. Unlike a tax return it can be of any days, and changes nothing. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  taxSummaryFile(params: ReportsTaxSummaryFileParams, options?: Options): Promise<Download> {
    return this.client.download({ method: "GET", path: "/reports/tax-summary", query: ["box", "company_id", "end_date", "items", "kind", "known_at", "start_date", "tax_rate_id", "format"], repeated: ["kind"], inCompany: true }, params, options);
  }
  /** The trial balance: the opening balance, the movements and the closing balance of each account. Revenue and expenses count from the first day of the fiscal year of `end_date`, whatever `start_date` is. The earnings of earlier years are one computed row. With `columns_by`, the columns are closing balances, debits less credits. The totals of opening and closing debits and credits have no `figures`: they add up some of the balances above them. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  trialBalance(params: ReportsTrialBalanceParams = {}, options?: Options): Promise<models.Report> {
    return this.client.send<models.Report>({ method: "GET", path: "/reports/trial-balance", query: ["columns_by", "company_id", "end_date", "known_at", "not_tracked", "start_date", "tracking"], repeated: ["not_tracked", "tracking"], fixed: { format: "json" }, inCompany: true }, params, options);
  }
  /** The trial balance: the opening balance, the movements and the closing balance of each account. Revenue and expenses count from the first day of the fiscal year of `end_date`, whatever `start_date` is. The earnings of earlier years are one computed row. With `columns_by`, the columns are closing balances, debits less credits. The totals of opening and closing debits and credits have no `figures`: they add up some of the balances above them. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  trialBalanceFile(params: ReportsTrialBalanceFileParams, options?: Options): Promise<Download> {
    return this.client.download({ method: "GET", path: "/reports/trial-balance", query: ["columns_by", "company_id", "end_date", "known_at", "not_tracked", "start_date", "tracking", "format"], repeated: ["not_tracked", "tracking"], inCompany: true }, params, options);
  }
  /** Unrealised currency differences: what is open in other currencies at the end of a day, at its closing rates. They are what POST /fx-revaluations of the day would post. Where the rate of a currency is missing, there is no difference, and no total. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  unrealisedDifferences(params: ReportsUnrealisedDifferencesParams = {}, options?: Options): Promise<models.UnrealisedAnswer> {
    return this.client.send<models.UnrealisedAnswer>({ method: "GET", path: "/reports/unrealised-differences", query: ["as_of", "company_id", "items", "known_at"], fixed: { format: "json" }, inCompany: true }, params, options);
  }
  /** Unrealised currency differences: what is open in other currencies at the end of a day, at its closing rates. They are what POST /fx-revaluations of the day would post. Where the rate of a currency is missing, there is no difference, and no total. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  unrealisedDifferencesFile(params: ReportsUnrealisedDifferencesFileParams, options?: Options): Promise<Download> {
    return this.client.download({ method: "GET", path: "/reports/unrealised-differences", query: ["as_of", "company_id", "items", "known_at", "format"], inCompany: true }, params, options);
  }
  /** The statement of a vendor: opening balance, bills, credits, payments and refunds, what is open. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  vendorStatement(params: ReportsVendorStatementParams, options?: Options): Promise<models.StatementAnswer> {
    return this.client.send<models.StatementAnswer>({ method: "GET", path: "/reports/vendor-statement", query: ["buckets", "by", "company_id", "end_date", "known_at", "start_date", "vendor_id"], repeated: ["buckets"], fixed: { format: "json" }, inCompany: true }, params, options);
  }
  /** The statement of a vendor: opening balance, bills, credits, payments and refunds, what is open. Requires the role viewer of the company; of an API key the scope `reports:read`. */
  vendorStatementFile(params: ReportsVendorStatementFileParams, options?: Options): Promise<Download> {
    return this.client.download({ method: "GET", path: "/reports/vendor-statement", query: ["buckets", "by", "company_id", "end_date", "known_at", "start_date", "vendor_id", "format"], repeated: ["buckets"], inCompany: true }, params, options);
  }
}

export class TaxRates {
  constructor(private readonly client: Client) {  }
  /** List tax rates. Tax rates for sales and purchases. Requires the role viewer of the company; of an API key the scope `tax-rates:read`. */
  list(params: TaxRatesListParams = {}, options?: Options): Pages<models.TaxRate> {
    return new Pages<models.TaxRate>(this.client, { method: "GET", path: "/tax-rates", query: ["category", "code", "company_id", "is_active", "is_inclusive", "page", "page_size", "search", "sort_by", "sort_order", "treatment", "updated_since", "cursor"], repeated: ["category", "code", "treatment"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Create a tax rate. Tax rates for sales and purchases. Requires the role accountant of the company; of an API key the scope `tax-rates:write`. */
  create(params: TaxRatesCreateParams, options?: Options): Promise<models.TaxRate> {
    return this.client.send<models.TaxRate>({ method: "POST", path: "/tax-rates", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Get a tax rate. Tax rates for sales and purchases. Requires the role viewer of the company; of an API key the scope `tax-rates:read`. */
  get(id: string, params: TaxRatesGetParams = {}, options?: Options): Promise<models.TaxRate> {
    return this.client.send<models.TaxRate>({ method: "GET", path: `/tax-rates/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Change a tax rate. Tax rates for sales and purchases. Requires the role accountant of the company; of an API key the scope `tax-rates:write`. */
  update(id: string, params: TaxRatesUpdateParams = {}, options?: Options): Promise<models.TaxRate> {
    return this.client.send<models.TaxRate>({ method: "PATCH", path: `/tax-rates/${segment(id)}`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
  /** Delete a tax rate. Tax rates for sales and purchases. Requires the role accountant of the company; of an API key the scope `tax-rates:write`. */
  delete(id: string, params: TaxRatesDeleteParams = {}, options?: Options): Promise<void> {
    return this.client.send<void>({ method: "DELETE", path: `/tax-rates/${segment(id)}`, query: ["company_id", "dry_run"], inCompany: true }, params, options);
  }
  /** Archive a tax rate. It cannot be used on new lines; existing ones keep it. Requires the role accountant of the company; of an API key the scope `tax-rates:write`. */
  archive(id: string, params: TaxRatesArchiveParams = {}, options?: Options): Promise<models.TaxRate> {
    return this.client.send<models.TaxRate>({ method: "POST", path: `/tax-rates/${segment(id)}/archive`, query: ["company_id", "dry_run"], takesKey: true, inCompany: true }, params, options);
  }
  /** Restore an archived tax rate. Requires the role accountant of the company; of an API key the scope `tax-rates:write`. */
  restore(id: string, params: TaxRatesRestoreParams = {}, options?: Options): Promise<models.TaxRate> {
    return this.client.send<models.TaxRate>({ method: "POST", path: `/tax-rates/${segment(id)}/restore`, query: ["company_id", "dry_run"], takesKey: true, inCompany: true }, params, options);
  }
}

export class TaxReturns {
  constructor(private readonly client: Client) {  }
  /** List tax returns. Tax returns. Filing one locks its days: corrections are in the next one. Requires the role viewer of the company; of an API key the scope `tax-returns:read`. */
  list(params: TaxReturnsListParams = {}, options?: Options): Pages<models.TaxReturn> {
    return new Pages<models.TaxReturn>(this.client, { method: "GET", path: "/tax-returns", query: ["company_id", "page", "page_size", "sort_by", "sort_order", "start_date_from", "start_date_to", "status", "updated_since", "cursor"], repeated: ["status"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Create a tax return. Tax returns. Filing one locks its days: corrections are in the next one. Requires the role accountant of the company; of an API key the scope `tax-returns:write`. */
  create(params: TaxReturnsCreateParams, options?: Options): Promise<models.TaxReturn> {
    return this.client.send<models.TaxReturn>({ method: "POST", path: "/tax-returns", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Get a tax return. Tax returns. Filing one locks its days: corrections are in the next one. Requires the role viewer of the company; of an API key the scope `tax-returns:read`. */
  get(id: string, params: TaxReturnsGetParams = {}, options?: Options): Promise<models.TaxReturn> {
    return this.client.send<models.TaxReturn>({ method: "GET", path: `/tax-returns/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Delete a tax return. Tax returns. Filing one locks its days: corrections are in the next one. Requires the role accountant of the company; of an API key the scope `tax-returns:write`. */
  delete(id: string, params: TaxReturnsDeleteParams = {}, options?: Options): Promise<void> {
    return this.client.send<void>({ method: "DELETE", path: `/tax-returns/${segment(id)}`, query: ["company_id", "dry_run"], inCompany: true }, params, options);
  }
  /** File a tax return whose days are over. Nothing with tax can be dated on or before its last day any more. Requires the role admin of the company; of an API key the scope `tax-returns:write`. */
  file(id: string, params: TaxReturnsFileParams = {}, options?: Options): Promise<models.TaxReturn> {
    return this.client.send<models.TaxReturn>({ method: "POST", path: `/tax-returns/${segment(id)}/file`, query: ["company_id", "dry_run"], takesKey: true, inCompany: true }, params, options);
  }
  /** List the lines of posted entries that make up a tax return, or one box of it. Requires the role viewer of the company; of an API key the scope `tax-returns:read`. */
  lines(id: string, params: TaxReturnsLinesParams = {}, options?: Options): Promise<models.TaxLines> {
    return this.client.send<models.TaxLines>({ method: "GET", path: `/tax-returns/${segment(id)}/lines`, query: ["after_entry", "after_line", "box", "company_id"], inCompany: true }, params, options);
  }
}

export class TrackingCategories {
  constructor(private readonly client: Client) {  }
  /** List tracking categories. Tracking categories, such as department and project, for the lines of entries and documents. Requires the role viewer of the company; of an API key the scope `tracking-categories:read`. */
  list(params: TrackingCategoriesListParams = {}, options?: Options): Pages<models.TrackingCategory> {
    return new Pages<models.TrackingCategory>(this.client, { method: "GET", path: "/tracking-categories", query: ["company_id", "is_active", "page", "page_size", "search", "sort_by", "sort_order", "updated_since", "cursor"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Create a tracking category. Tracking categories, such as department and project, for the lines of entries and documents. Requires the role accountant of the company; of an API key the scope `tracking-categories:write`. */
  create(params: TrackingCategoriesCreateParams, options?: Options): Promise<models.TrackingCategory> {
    return this.client.send<models.TrackingCategory>({ method: "POST", path: "/tracking-categories", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Get a tracking category. Tracking categories, such as department and project, for the lines of entries and documents. Requires the role viewer of the company; of an API key the scope `tracking-categories:read`. */
  get(id: string, params: TrackingCategoriesGetParams = {}, options?: Options): Promise<models.TrackingCategory> {
    return this.client.send<models.TrackingCategory>({ method: "GET", path: `/tracking-categories/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Change a tracking category. Tracking categories, such as department and project, for the lines of entries and documents. Requires the role accountant of the company; of an API key the scope `tracking-categories:write`. */
  update(id: string, params: TrackingCategoriesUpdateParams = {}, options?: Options): Promise<models.TrackingCategory> {
    return this.client.send<models.TrackingCategory>({ method: "PATCH", path: `/tracking-categories/${segment(id)}`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
  /** Delete a tracking category. Tracking categories, such as department and project, for the lines of entries and documents. Requires the role accountant of the company; of an API key the scope `tracking-categories:write`. */
  delete(id: string, params: TrackingCategoriesDeleteParams = {}, options?: Options): Promise<void> {
    return this.client.send<void>({ method: "DELETE", path: `/tracking-categories/${segment(id)}`, query: ["company_id", "dry_run"], inCompany: true }, params, options);
  }
  /** Archive a tracking category. New lines cannot have its options; existing ones keep theirs. Requires the role accountant of the company; of an API key the scope `tracking-categories:write`. */
  archive(id: string, params: TrackingCategoriesArchiveParams = {}, options?: Options): Promise<models.TrackingCategory> {
    return this.client.send<models.TrackingCategory>({ method: "POST", path: `/tracking-categories/${segment(id)}/archive`, query: ["company_id", "dry_run"], takesKey: true, inCompany: true }, params, options);
  }
  /** Remove options that no line or budget ever had. Requires the role accountant of the company; of an API key the scope `tracking-categories:write`. */
  removeOptions(id: string, params: TrackingCategoriesRemoveOptionsParams, options?: Options): Promise<models.TrackingCategory> {
    return this.client.send<models.TrackingCategory>({ method: "POST", path: `/tracking-categories/${segment(id)}/remove-options`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Restore an archived tracking category. Requires the role accountant of the company; of an API key the scope `tracking-categories:write`. */
  restore(id: string, params: TrackingCategoriesRestoreParams = {}, options?: Options): Promise<models.TrackingCategory> {
    return this.client.send<models.TrackingCategory>({ method: "POST", path: `/tracking-categories/${segment(id)}/restore`, query: ["company_id", "dry_run"], takesKey: true, inCompany: true }, params, options);
  }
}

export class Transfers {
  constructor(private readonly client: Client) {  }
  /** List transfers. Money moved between a company's own bank, cash, card and clearing accounts. Requires the role viewer of the company; of an API key the scope `transfers:read`. */
  list(params: TransfersListParams = {}, options?: Options): Pages<models.Transfer> {
    return new Pages<models.Transfer>(this.client, { method: "GET", path: "/transfers", query: ["account_id", "amount_max", "amount_min", "company_id", "currency", "date_from", "date_to", "external_id", "metadata", "page", "page_size", "reference", "search", "sort_by", "sort_order", "status", "transfer_number", "updated_since", "cursor"], repeated: ["account_id", "currency", "external_id", "metadata", "reference", "status", "transfer_number"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Create a transfer. Money moved between a company's own bank, cash, card and clearing accounts. Requires the role accountant of the company; of an API key the scope `transfers:write`. */
  create(params: TransfersCreateParams, options?: Options): Promise<models.Transfer> {
    return this.client.send<models.Transfer>({ method: "POST", path: "/transfers", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Get a transfer. Money moved between a company's own bank, cash, card and clearing accounts. Requires the role viewer of the company; of an API key the scope `transfers:read`. */
  get(id: string, params: TransfersGetParams = {}, options?: Options): Promise<models.Transfer> {
    return this.client.send<models.Transfer>({ method: "GET", path: `/transfers/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Change a transfer. Money moved between a company's own bank, cash, card and clearing accounts. Requires the role accountant of the company; of an API key the scope `transfers:write`. */
  update(id: string, params: TransfersUpdateParams = {}, options?: Options): Promise<models.Transfer> {
    return this.client.send<models.Transfer>({ method: "PATCH", path: `/transfers/${segment(id)}`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
  /** Void a transfer by reversing its journal entry. Requires the role accountant of the company; of an API key the scope `transfers:write`. */
  void(id: string, params: TransfersVoidParams = {}, options?: Options): Promise<models.Transfer> {
    return this.client.send<models.Transfer>({ method: "POST", path: `/transfers/${segment(id)}/void`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
}

export class Users {
  constructor(private readonly client: Client) {  }
  /** List users. The users of the organization. PATCH `is_active` to suspend or restore a user. DELETE removes them for good. Requires the role admin of the organization; of an API key the scope `users:read`. */
  list(params: UsersListParams = {}, options?: Options): Pages<models.User> {
    return new Pages<models.User>(this.client, { method: "GET", path: "/users", query: ["is_active", "page", "page_size", "role", "search", "sort_by", "sort_order", "updated_since", "cursor"], repeated: ["role"], pageSize: 100 }, params, options);
  }
  /** Create a user. The users of the organization. PATCH `is_active` to suspend or restore a user. DELETE removes them for good. Requires the role admin of the organization. */
  create(params: UsersCreateParams, options?: Options): Promise<models.User> {
    return this.client.send<models.User>({ method: "POST", path: "/users", query: ["dry_run"], hasBody: true, takesKey: true }, params, options);
  }
  /** Get a user. The users of the organization. PATCH `is_active` to suspend or restore a user. DELETE removes them for good. Requires the role admin of the organization; of an API key the scope `users:read`. */
  get(id: string, options?: Options): Promise<models.User> {
    return this.client.send<models.User>({ method: "GET", path: `/users/${segment(id)}` }, {}, options);
  }
  /** Change a user. The users of the organization. PATCH `is_active` to suspend or restore a user. DELETE removes them for good. Requires the role admin of the organization. */
  update(id: string, params: UsersUpdateParams = {}, options?: Options): Promise<models.User> {
    return this.client.send<models.User>({ method: "PATCH", path: `/users/${segment(id)}`, query: ["dry_run"], hasBody: true }, params, options);
  }
  /** Delete a user. The users of the organization. PATCH `is_active` to suspend or restore a user. DELETE removes them for good. Requires the role admin of the organization. */
  delete(id: string, params: UsersDeleteParams = {}, options?: Options): Promise<void> {
    return this.client.send<void>({ method: "DELETE", path: `/users/${segment(id)}`, query: ["dry_run"] }, params, options);
  }
  /** Send an invitation again with a new link; the old one ends. Once per minute and six times per day (429). Requires the role admin of the organization. */
  invite(id: string, params: UsersInviteParams = {}, options?: Options): Promise<models.User> {
    return this.client.send<models.User>({ method: "POST", path: `/users/${segment(id)}/invite`, query: ["dry_run"], takesKey: true }, params, options);
  }
}

export class VendorCredits {
  constructor(private readonly client: Client) {  }
  /** List vendor credits. Credits from vendors: drafted, issued, applied to bills. Requires the role viewer of the company; of an API key the scope `vendor-credits:read`. */
  list(params: VendorCreditsListParams = {}, options?: Options): Pages<models.VendorCredit> {
    return new Pages<models.VendorCredit>(this.client, { method: "GET", path: "/vendor-credits", query: ["amount_max", "amount_min", "applied_bill_id", "bill_id", "company_id", "currency", "external_id", "issue_date_from", "issue_date_to", "item_id", "metadata", "page", "page_size", "reference", "search", "sort_by", "sort_order", "status", "updated_since", "vendor_credit_number", "vendor_id", "cursor"], repeated: ["applied_bill_id", "bill_id", "currency", "external_id", "item_id", "metadata", "reference", "status", "vendor_credit_number", "vendor_id"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Create a vendor credit. Credits from vendors: drafted, issued, applied to bills. Requires the role accountant of the company; of an API key the scope `vendor-credits:write`. */
  create(params: VendorCreditsCreateParams, options?: Options): Promise<models.VendorCredit> {
    return this.client.send<models.VendorCredit>({ method: "POST", path: "/vendor-credits", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Get a vendor credit. Credits from vendors: drafted, issued, applied to bills. Requires the role viewer of the company; of an API key the scope `vendor-credits:read`. */
  get(id: string, params: VendorCreditsGetParams = {}, options?: Options): Promise<models.VendorCredit> {
    return this.client.send<models.VendorCredit>({ method: "GET", path: `/vendor-credits/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Change a vendor credit. Credits from vendors: drafted, issued, applied to bills. Requires the role accountant of the company; of an API key the scope `vendor-credits:write`. */
  update(id: string, params: VendorCreditsUpdateParams = {}, options?: Options): Promise<models.VendorCredit> {
    return this.client.send<models.VendorCredit>({ method: "PATCH", path: `/vendor-credits/${segment(id)}`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
  /** Delete a vendor credit. Credits from vendors: drafted, issued, applied to bills. Requires the role accountant of the company; of an API key the scope `vendor-credits:write`. */
  delete(id: string, params: VendorCreditsDeleteParams = {}, options?: Options): Promise<void> {
    return this.client.send<void>({ method: "DELETE", path: `/vendor-credits/${segment(id)}`, query: ["company_id", "dry_run"], inCompany: true }, params, options);
  }
  /** Settle bills with what is left of a vendor credit. Without a body, the bill that it credits. Requires the role accountant of the company; of an API key the scope `vendor-credits:write`. */
  apply(id: string, params: VendorCreditsApplyParams = {}, options?: Options): Promise<models.VendorCredit> {
    return this.client.send<models.VendorCredit>({ method: "POST", path: `/vendor-credits/${segment(id)}/apply`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Post a draft. Requires the role approver of the company; of an API key the scope `vendor-credits:write`. */
  issue(id: string, params: VendorCreditsIssueParams = {}, options?: Options): Promise<models.VendorCredit> {
    return this.client.send<models.VendorCredit>({ method: "POST", path: `/vendor-credits/${segment(id)}/issue`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Take allocations back. Their documents are open again, and the credit has that much more to apply. Requires the role accountant of the company; of an API key the scope `vendor-credits:write`. */
  unapply(id: string, params: VendorCreditsUnapplyParams, options?: Options): Promise<models.VendorCredit> {
    return this.client.send<models.VendorCredit>({ method: "POST", path: `/vendor-credits/${segment(id)}/unapply`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Void an issued credit that has no allocations by reversing its journal entry. Requires the role approver of the company; of an API key the scope `vendor-credits:write`. */
  void(id: string, params: VendorCreditsVoidParams = {}, options?: Options): Promise<models.VendorCredit> {
    return this.client.send<models.VendorCredit>({ method: "POST", path: `/vendor-credits/${segment(id)}/void`, query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Create up to 200 at once: all of them or none, or only those that can be (partial). Each item is the body of a single create. The response has those that were created, in the order given, and with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope `vendor-credits:write`. */
  batch(params: VendorCreditsBatchParams, options?: Options): Promise<models.VendorCreditBatch> {
    return this.client.send<models.VendorCreditBatch>({ method: "POST", path: "/vendor-credits/batch", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
}

export class Vendors {
  constructor(private readonly client: Client) {  }
  /** List vendors. Vendors of the company. Requires the role viewer of the company; of an API key the scope `vendors:read`. */
  list(params: ContactsVendorsListParams = {}, options?: Options): Pages<models.Contact> {
    return new Pages<models.Contact>(this.client, { method: "GET", path: "/contacts/vendors", query: ["company_id", "email", "external_id", "is_active", "metadata", "page", "page_size", "search", "sort_by", "sort_order", "updated_since", "cursor"], repeated: ["email", "external_id", "metadata"], inCompany: true, pageSize: 100 }, params, options);
  }
  /** Create a vendor. Vendors of the company. Requires the role accountant of the company; of an API key the scope `vendors:write`. */
  create(params: ContactsVendorsCreateParams, options?: Options): Promise<models.Contact> {
    return this.client.send<models.Contact>({ method: "POST", path: "/contacts/vendors", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Get a vendor. Vendors of the company. Requires the role viewer of the company; of an API key the scope `vendors:read`. */
  get(id: string, params: ContactsVendorsGetParams = {}, options?: Options): Promise<models.Contact> {
    return this.client.send<models.Contact>({ method: "GET", path: `/contacts/vendors/${segment(id)}`, query: ["company_id"], inCompany: true }, params, options);
  }
  /** Change a vendor. Vendors of the company. Requires the role accountant of the company; of an API key the scope `vendors:write`. */
  update(id: string, params: ContactsVendorsUpdateParams = {}, options?: Options): Promise<models.Contact> {
    return this.client.send<models.Contact>({ method: "PATCH", path: `/contacts/vendors/${segment(id)}`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
  /** Delete a vendor. Vendors of the company. Requires the role accountant of the company; of an API key the scope `vendors:write`. */
  delete(id: string, params: ContactsVendorsDeleteParams = {}, options?: Options): Promise<void> {
    return this.client.send<void>({ method: "DELETE", path: `/contacts/vendors/${segment(id)}`, query: ["company_id", "dry_run"], inCompany: true }, params, options);
  }
  /** Archive a contact. It cannot be used on new documents; its history stays. Requires the role accountant of the company; of an API key the scope `vendors:write`. */
  archive(id: string, params: ContactsVendorsArchiveParams = {}, options?: Options): Promise<models.Contact> {
    return this.client.send<models.Contact>({ method: "POST", path: `/contacts/vendors/${segment(id)}/archive`, query: ["company_id", "dry_run"], takesKey: true, inCompany: true }, params, options);
  }
  /** Restore an archived contact. Requires the role accountant of the company; of an API key the scope `vendors:write`. */
  restore(id: string, params: ContactsVendorsRestoreParams = {}, options?: Options): Promise<models.Contact> {
    return this.client.send<models.Contact>({ method: "POST", path: `/contacts/vendors/${segment(id)}/restore`, query: ["company_id", "dry_run"], takesKey: true, inCompany: true }, params, options);
  }
  /** Create up to 200 at once: all of them or none, or only those that can be (partial). Each item is the body of a single create. The response has those that were created, in the order given, and with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope `vendors:write`. */
  batch(params: ContactsVendorsBatchParams, options?: Options): Promise<models.ContactBatch> {
    return this.client.send<models.ContactBatch>({ method: "POST", path: "/contacts/vendors/batch", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Create it under an id of your own, or replace it. The body is that of a create, without `external_id`. If nothing has this `external_id`, it is created (201). If something has, it is replaced (200). Fields that are not given get their defaults. The same body again changes nothing, so it can be sent until it is answered. Requires the role accountant of the company; of an API key the scope `vendors:write`. */
  upsert(externalId: string, params: ContactsVendorsUpsertParams, options?: Options): Promise<models.Contact> {
    return this.client.send<models.Contact>({ method: "PUT", path: `/contacts/vendors/by-external-id/${segment(externalId)}`, query: ["company_id", "dry_run"], hasBody: true, inCompany: true }, params, options);
  }
}

export class Webhooks {
  readonly deliveries: WebhooksDeliveries;
  constructor(private readonly client: Client) { this.deliveries = new WebhooksDeliveries(client); }
  /** List webhooks. The addresses to which events are sent. Only the responses to create and rotate-secret show the secret. Requires the role admin of the organization; of an API key the scope `webhooks:read`. */
  list(params: WebhooksListParams = {}, options?: Options): Pages<models.Webhook> {
    return new Pages<models.Webhook>(this.client, { method: "GET", path: "/webhooks", query: ["company_id", "enabled", "page", "page_size", "search", "sort_by", "sort_order", "updated_since", "cursor"], repeated: ["company_id"], pageSize: 100 }, params, options);
  }
  /** Create a webhook. The addresses to which events are sent. Only the responses to create and rotate-secret show the secret. Requires the role admin of the organization; of an API key the scope `webhooks:write`. */
  create(params: WebhooksCreateParams, options?: Options): Promise<models.WebhookWithSecret> {
    return this.client.send<models.WebhookWithSecret>({ method: "POST", path: "/webhooks", query: ["dry_run"], hasBody: true, takesKey: true }, params, options);
  }
  /** Get a webhook. The addresses to which events are sent. Only the responses to create and rotate-secret show the secret. Requires the role admin of the organization; of an API key the scope `webhooks:read`. */
  get(id: string, options?: Options): Promise<models.Webhook> {
    return this.client.send<models.Webhook>({ method: "GET", path: `/webhooks/${segment(id)}` }, {}, options);
  }
  /** Change a webhook. The addresses to which events are sent. Only the responses to create and rotate-secret show the secret. Requires the role admin of the organization; of an API key the scope `webhooks:write`. */
  update(id: string, params: WebhooksUpdateParams = {}, options?: Options): Promise<models.Webhook> {
    return this.client.send<models.Webhook>({ method: "PATCH", path: `/webhooks/${segment(id)}`, query: ["dry_run"], hasBody: true }, params, options);
  }
  /** Delete a webhook. The addresses to which events are sent. Only the responses to create and rotate-secret show the secret. Requires the role admin of the organization; of an API key the scope `webhooks:write`. */
  delete(id: string, params: WebhooksDeleteParams = {}, options?: Options): Promise<void> {
    return this.client.send<void>({ method: "DELETE", path: `/webhooks/${segment(id)}`, query: ["dry_run"] }, params, options);
  }
  /** Disable a webhook. Pending deliveries wait. Requires the role admin of the organization; of an API key the scope `webhooks:write`. */
  disable(id: string, params: WebhooksDisableParams = {}, options?: Options): Promise<models.Webhook> {
    return this.client.send<models.Webhook>({ method: "POST", path: `/webhooks/${segment(id)}/disable`, query: ["dry_run"], takesKey: true }, params, options);
  }
  /** Enable a webhook. Use `replay` to send what it missed. Requires the role admin of the organization; of an API key the scope `webhooks:write`. */
  enable(id: string, params: WebhooksEnableParams = {}, options?: Options): Promise<models.Webhook> {
    return this.client.send<models.Webhook>({ method: "POST", path: `/webhooks/${segment(id)}/enable`, query: ["dry_run"], takesKey: true }, params, options);
  }
  /** Send a webhook the events of a time that it has not received, also those that were never sent. Requires the role admin of the organization; of an API key the scope `webhooks:write`. */
  replay(id: string, params: WebhooksReplayParams, options?: Options): Promise<models.WebhookReplay> {
    return this.client.send<models.WebhookReplay>({ method: "POST", path: `/webhooks/${segment(id)}/replay`, query: ["dry_run"], hasBody: true, takesKey: true }, params, options);
  }
  /** Replace a webhook's secret. The old one keeps signing too, for 24 hours. Requires the role admin of the organization; of an API key the scope `webhooks:write`. */
  rotateSecret(id: string, params: WebhooksRotateSecretParams = {}, options?: Options): Promise<models.WebhookWithSecret> {
    return this.client.send<models.WebhookWithSecret>({ method: "POST", path: `/webhooks/${segment(id)}/rotate-secret`, query: ["dry_run"], hasBody: true, takesKey: true }, params, options);
  }
  /** Send a test event at once, ahead of everything that is waiting, even during a hold. Requires the role admin of the organization; of an API key the scope `webhooks:write`. */
  test(id: string, params: WebhooksTestParams = {}, options?: Options): Promise<models.TestDelivery> {
    return this.client.send<models.TestDelivery>({ method: "POST", path: `/webhooks/${segment(id)}/test`, query: ["dry_run"], hasBody: true, takesKey: true }, params, options);
  }
  /** End a webhook's hold and send what is waiting. Requires the role admin of the organization; of an API key the scope `webhooks:write`. */
  tryNow(id: string, params: WebhooksTryNowParams = {}, options?: Options): Promise<models.Webhook> {
    return this.client.send<models.Webhook>({ method: "POST", path: `/webhooks/${segment(id)}/try-now`, query: ["dry_run"], takesKey: true }, params, options);
  }
}

export class WebhooksDeliveries {
  constructor(private readonly client: Client) {  }
  /** List deliveries. The deliveries to one webhook. A list leaves out their bodies and attempts. Requires the role admin of the organization; of an API key the scope `webhooks:read`. */
  list(webhookId: string, params: WebhooksDeliveriesListParams = {}, options?: Options): Pages<models.DeliverySummary> {
    return new Pages<models.DeliverySummary>(this.client, { method: "GET", path: `/webhooks/${segment(webhookId)}/deliveries`, query: ["event", "page", "page_size", "sort_by", "sort_order", "status", "updated_since", "cursor"], repeated: ["event", "status"], pageSize: 100 }, params, options);
  }
  /** Get a delivery. The deliveries to one webhook. A list leaves out their bodies and attempts. Requires the role admin of the organization; of an API key the scope `webhooks:read`. */
  get(webhookId: string, id: string, options?: Options): Promise<models.Delivery> {
    return this.client.send<models.Delivery>({ method: "GET", path: `/webhooks/${segment(webhookId)}/deliveries/${segment(id)}` }, {}, options);
  }
  /** Send a delivery again, with all its retries. Requires the role admin of the organization; of an API key the scope `webhooks:write`. */
  resend(webhookId: string, id: string, params: WebhooksDeliveriesResendParams = {}, options?: Options): Promise<models.Delivery> {
    return this.client.send<models.Delivery>({ method: "POST", path: `/webhooks/${segment(webhookId)}/deliveries/${segment(id)}/resend`, query: ["dry_run"], takesKey: true }, params, options);
  }
}

/** A client with the whole API. */
export class Atlas extends Client {
  readonly adjustments = new Adjustments(this);
  readonly apiKeys = new ApiKeys(this);
  readonly attachments = new Attachments(this);
  readonly audit = new Audit(this);
  readonly auth = new Auth(this);
  readonly bankTransactions = new BankTransactions(this);
  readonly bills = new Bills(this);
  readonly budgets = new Budgets(this);
  readonly chartOfAccounts = new ChartOfAccounts(this);
  readonly companies = new Companies(this);
  readonly creditNotes = new CreditNotes(this);
  readonly currencies = new Currencies(this);
  readonly customers = new Customers(this);
  readonly events = new Events(this);
  readonly exchangeRates = new ExchangeRates(this);
  readonly exports = new Exports(this);
  readonly fiscalYears = new FiscalYears(this);
  readonly fxRevaluations = new FxRevaluations(this);
  readonly health = new HealthResource(this);
  readonly imports = new Imports(this);
  readonly invoices = new Invoices(this);
  readonly items = new Items(this);
  readonly journalEntries = new JournalEntries(this);
  readonly members = new Members(this);
  readonly openingBalances = new OpeningBalancesResource(this);
  readonly payments = new Payments(this);
  readonly periods = new Periods(this);
  readonly recurring = new Recurring(this);
  readonly reports = new Reports(this);
  readonly taxRates = new TaxRates(this);
  readonly taxReturns = new TaxReturns(this);
  readonly trackingCategories = new TrackingCategories(this);
  readonly transfers = new Transfers(this);
  readonly users = new Users(this);
  readonly vendorCredits = new VendorCredits(this);
  readonly vendors = new Vendors(this);
  readonly webhooks = new Webhooks(this);
  /** Run up to 100 writes in the given order: all of them or none. Each works as it would on its own, with the same permissions, checks and response. Refer to the response to an earlier one with `{"ref": "invoice.id"}` in a body and `{invoice.id}` in a path. If one fails, its error is the response to the batch, with fields such as `operations[1].body.lines[0].unit_price`, and nothing is saved. Ten operations count as one request (docs/guides/batches.md). Each requires its own role. Requires the role accountant of the company. */
  batch(params: BatchParams, options?: Options): Promise<models.BatchResult> {
    return this.send<models.BatchResult>({ method: "POST", path: "/batch", query: ["company_id", "dry_run"], hasBody: true, takesKey: true, inCompany: true }, params, options);
  }
  /** Check the books: everything is computed again from the journal and compared with what is kept. Checked are entries, numbers, the hash chain, periods, balances, seals, events, documents, open items, and the guards in the database. All is read as it was at one moment. It takes time, so it counts as 10 requests for the rate limits. For books with more than 10,000 entries or documents, drafts among them, or with more than 40,000 lines of either, the operator runs `manage.py verify_ledger`: here they are refused. Requires the role viewer of the company; of an API key the scope `integrity:read`. */
  integrity(params: IntegrityParams = {}, options?: Options): Promise<models.IntegrityAnswer> {
    return this.send<models.IntegrityAnswer>({ method: "GET", path: "/integrity", query: ["company_id"], inCompany: true }, params, options);
  }
  /** This document, as JSON. This document, as JSON. */
  schema(options?: Options): Promise<Record<string, unknown>> {
    return this.send<Record<string, unknown>>({ method: "GET", path: "/schema", isPublic: true }, {}, options);
  }
}
