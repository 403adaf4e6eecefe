"""The refusals for the constraints of documents that a request can break."""

from accounting.errors import (
    Conflict,
    Duplicate,
    Invalid,
    InvalidDate,
    NotFoundHere,
    OverAllocated,
    SameAuthor,
    WrongStatus,
)
from foundation.refusals import declare

declare(
    {
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
        "void_reverses_entry": (WrongStatus, "", ""),
        "void_in_order": (InvalidDate, "", "date"),
        "lines_posted_true": (Conflict, "", "lines"),
        "number_without_gaps": (Conflict, "", ""),
    }
)
