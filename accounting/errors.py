"""What the books refuse, in the branches of foundation/refusals.py.

Invalid      EntryNotBalanced, TooFewLines, InvalidLine, InvalidAmount, CurrencyNotSupported, …
Conflict     Duplicate, PeriodClosed, WrongStatus, AlreadyReversed, HasAllocations, …
Forbidden    NeedsApprover
"""

from foundation.refusals import (
    CONSTRAINTS,
    GUARD_SQLSTATE,
    Conflict,
    Forbidden,
    Invalid,
    Refusal,
    declare,
    from_database,
    translated,
)

__all__ = [
    "CONSTRAINTS",
    "GUARD_SQLSTATE",
    "Conflict",
    "Forbidden",
    "Invalid",
    "Refusal",
    "from_database",
    "translated",
]


class NeedsApprover(Forbidden):
    code = "needs_approver"
    message = "Only someone who can approve bills in this company can do this."


class EntryNotBalanced(Invalid):
    code = "entry_not_balanced"
    message = "Debits and credits differ."


class TooFewLines(Invalid):
    code = "too_few_lines"
    message = "An entry needs at least two lines."


class TooManyLines(Invalid):
    code = "too_many_lines"
    message = "There are too many lines."


class InvalidLine(Invalid):
    code = "invalid_line"
    message = "A line must be either a debit or a credit, and greater than zero."


class InvalidAmount(Invalid):
    code = "invalid_amount"
    message = "The amount is not valid."


class InvalidDate(Invalid):
    code = "invalid_date"
    message = "The date is not valid."


class CurrencyNotSupported(Invalid):
    code = "currency_not_supported"
    message = "This currency is not supported here."


class AccountNotUsable(Invalid):
    code = "account_not_usable"
    message = "This account cannot be used here."


class ContactNotUsable(Invalid):
    code = "contact_not_usable"
    message = "This contact cannot be used here."


class NotFoundHere(Invalid):
    """An id inside a body names nothing that this company has."""

    code = "not_found_here"
    message = "There is no such object in this company."


class TotalDiffers(Invalid):
    code = "total_differs"
    message = "The total differs from the expected total."


class OverAllocated(Invalid):
    code = "over_allocated"
    message = "The allocation is greater than the open amount."


class Duplicate(Conflict):
    code = "duplicate"
    message = "This already exists."


class PeriodClosed(Conflict):
    code = "period_closed"
    message = "The accounting period is closed."


class PeriodNotReady(Conflict):
    code = "period_not_ready"
    message = "The period cannot be closed or reopened yet."


class PeriodNotEnded(Conflict):
    code = "period_not_ended"
    message = "This month has not ended yet."


class WrongStatus(Conflict):
    code = "wrong_status"
    message = "The current status does not allow this."


class EntryIsPosted(Conflict):
    code = "entry_is_posted"
    message = "A posted entry cannot be changed. Reverse it instead."


class AlreadyReversed(Conflict):
    code = "already_reversed"
    message = "This entry has already been reversed."


class HasAllocations(Conflict):
    code = "has_allocations"
    message = "Payments are allocated to this document."


class HasOpenItems(Conflict):
    code = "has_open_items"
    message = "There are still open items here."


class InUse(Conflict):
    code = "in_use"
    message = "This is in use. Archive it instead."


class TooMany(Conflict):
    code = "too_many"
    message = "There are too many of these."


class SameAuthor(Conflict):
    code = "same_author"
    message = "The company requires another person to approve this."


declare(
    {
        # The journal (ledger/guards.sql)
        "entry_two_lines": (TooFewLines, "", "lines"),
        "entry_balanced": (EntryNotBalanced, "", "lines"),
        "entry_immutable": (EntryIsPosted, "", ""),
        "entry_born_draft": (WrongStatus, "", ""),
        "entry_draft_or_posted": (WrongStatus, "", ""),
        "entry_reverses_posted": (WrongStatus, "", ""),
        "entry_reversed_once": (AlreadyReversed, "", ""),
        "entry_reverses_of_company": (NotFoundHere, "", ""),
        "entry_number_unique": (Duplicate, "", ""),
        "entry_external_id_unique": (Duplicate, "An entry with this external_id already exists.", "external_id"),
        "entry_type_known": (Invalid, "", "entry_type"),
        "entry_date_in_range": (InvalidDate, "The date must be between 1900-01-01 and 2199-12-31.", "date"),
        "entry_not_far_ahead": (InvalidDate, "", "date"),
        "entry_not_before_books": (InvalidDate, "", "date"),
        "entry_closing_true": (Invalid, "", "lines"),
        "entry_closing_by_year_end": (Invalid, "", "entry_type"),
        "line_one_side": (InvalidLine, "", "lines"),
        "line_whole_units": (InvalidAmount, "", "lines"),
        "line_base_amount": (InvalidAmount, "", "lines"),
        "line_account_active": (AccountNotUsable, "", "lines"),
        "line_control_account": (AccountNotUsable, "", "lines"),
        "line_account_of_company": (NotFoundHere, "There is no such account in this company.", "lines"),
        "balance_account_of_company": (NotFoundHere, "There is no such account in this company.", "lines"),
        "line_contact_of_company": (NotFoundHere, "There is no such contact in this company.", "lines"),
        "line_tax_rate_of_company": (NotFoundHere, "There is no such tax rate in this company.", "lines"),
        "line_currency_known": (CurrencyNotSupported, "", "lines"),
        # Periods
        "period_open": (PeriodClosed, "", "date"),
        "period_sealed": (PeriodNotReady, "", ""),
        "period_in_order": (PeriodNotReady, "", ""),
        "period_no_drafts": (PeriodNotReady, "", ""),
        "period_no_open_documents": (PeriodNotReady, "", ""),
        "period_ended": (PeriodNotEnded, "", ""),
        "period_reopened_with_reason": (Invalid, "", "reason"),
        "period_newest_first": (PeriodNotReady, "", ""),
        # Companies and accounts
        "company_name_unique": (Duplicate, "A company with this name already exists.", "name"),
        "company_name_not_empty": (Invalid, "The name must not be empty.", "name"),
        "company_fiscal_year_fixed": (Conflict, "", "fiscal_year_start_month"),
        "company_currency_fixed": (Conflict, "", "base_currency"),
        "company_member_unique": (Duplicate, "This user is already a member.", "user_id"),
        "member_user_of_organization": (NotFoundHere, "There is no such user in this organization.", "user_id"),
        "account_code_unique": (Duplicate, "An account with this code already exists.", "code"),
        "account_system_role_unique": (Duplicate, "Another account already has this role.", "system_role"),
        "account_settled": (HasOpenItems, "", ""),
        "account_keeps_type": (InUse, "", "type"),
        "account_keeps_role": (Conflict, "", "system_role"),
        "account_control_unused": (InUse, "", "system_role"),
        "account_named": (Invalid, "Code and name must not be empty.", ""),
        "account_not_its_own_parent": (Invalid, "An account cannot be its own parent.", "parent_id"),
        "account_parent_of_company": (NotFoundHere, "There is no such account in this company.", "parent_id"),
        # Contacts and tax rates
        "contact_external_id_unique": (Duplicate, "A contact with this external_id already exists.", "external_id"),
        "contact_settled": (HasOpenItems, "", ""),
        "contact_name_not_empty": (Invalid, "The name must not be empty.", "name"),
        "contact_terms_in_range": (Invalid, "Payment terms must be from 0 to 365 days.", "payment_terms_days"),
        "tax_rate_name_unique": (Duplicate, "A tax rate with this name already exists.", "name"),
        "tax_rate_account_takes_tax": (AccountNotUsable, "", ""),
        "tax_rate_percent_in_range": (Invalid, "The percentage must be between 0 and 100.", "percent"),
        "tax_rate_sales_account_of_company": (
            NotFoundHere,
            "There is no such account in this company.",
            "sales_account_id",
        ),
        "tax_rate_purchase_account_of_company": (
            NotFoundHere,
            "There is no such account in this company.",
            "purchase_account_id",
        ),
        # Documents (documents/guards.sql)
        "invoice_number_unique": (Duplicate, "An invoice with this number already exists.", "invoice_number"),
        "invoice_external_id_unique": (Duplicate, "An invoice with this external_id already exists.", "external_id"),
        "invoice_customer_of_company": (NotFoundHere, "There is no such customer in this company.", "customer_id"),
        "invoice_due_after_issue": (InvalidDate, "The due date must not be before the issue date.", "due_date"),
        "invoice_line_account_of_company": (NotFoundHere, "There is no such account in this company.", "lines"),
        "invoice_line_tax_rate_of_company": (NotFoundHere, "There is no such tax rate in this company.", "lines"),
        "invoice_line_discount_in_range": (Invalid, "A discount must be between 0 and 100 percent.", "lines"),
        "invoice_frozen": (WrongStatus, "", ""),
        "invoice_not_overpaid": (OverAllocated, "This is more than the open amount of the invoice.", "allocations"),
        "bill_number_unique": (Duplicate, "This vendor already has a bill with this number.", "bill_number"),
        "bill_external_id_unique": (Duplicate, "A bill with this external_id already exists.", "external_id"),
        "bill_vendor_of_company": (NotFoundHere, "There is no such vendor in this company.", "vendor_id"),
        "bill_due_after_issue": (InvalidDate, "The due date must not be before the issue date.", "due_date"),
        "bill_line_account_of_company": (NotFoundHere, "There is no such account in this company.", "lines"),
        "bill_line_tax_rate_of_company": (NotFoundHere, "There is no such tax rate in this company.", "lines"),
        "bill_line_discount_in_range": (Invalid, "A discount must be between 0 and 100 percent.", "lines"),
        "bill_frozen": (WrongStatus, "", ""),
        "bill_approved_by_another": (SameAuthor, "", ""),
        "bill_submitted_stays": (WrongStatus, "", ""),
        "bill_not_overpaid": (OverAllocated, "This is more than the open amount of the bill.", "allocations"),
        "document_born_draft": (WrongStatus, "", ""),
        "document_totals_of_lines": (Conflict, "", "lines"),
        "document_paid_true": (Conflict, "", ""),
        "document_entry_true": (Conflict, "", ""),
        "void_without_allocations": (HasAllocations, "", ""),
        "void_reverses_entry": (WrongStatus, "", ""),
        "void_in_order": (InvalidDate, "", "date"),
        "payment_number_unique": (Duplicate, "A payment with this number already exists.", "payment_number"),
        "payment_external_id_unique": (Duplicate, "A payment with this external_id already exists.", "external_id"),
        "payment_contact_of_company": (NotFoundHere, "There is no such contact in this company.", ""),
        "payment_account_of_company": (NotFoundHere, "There is no such account in this company.", "account_id"),
        "payment_account_holds_money": (AccountNotUsable, "", "account_id"),
        "payment_amount_positive": (InvalidAmount, "The amount must be greater than zero.", "amount"),
        "payment_not_overallocated": (OverAllocated, "The allocations are greater than the payment.", "allocations"),
        "payment_frozen": (WrongStatus, "", ""),
        "payment_allocated_true": (Conflict, "", ""),
        "payment_deduction_positive": (InvalidAmount, "A deduction must be greater than zero.", "deductions"),
        "deduction_account_of_company": (NotFoundHere, "There is no such account in this company.", "deductions"),
        "allocation_fits": (Conflict, "", "allocations"),
        "allocation_sign": (InvalidAmount, "An allocation must be greater than zero.", "allocations"),
        "allocation_reversed_once": (AlreadyReversed, "This allocation has already been taken back.", ""),
        "allocation_reverses_whole": (Conflict, "", ""),
    }
)
