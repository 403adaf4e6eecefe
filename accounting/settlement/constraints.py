"""The refusals for the constraints of payments and adjustments that a request can break."""

from accounting.errors import (
    NO_ACCOUNT,
    NO_TAX_RATE,
    AccountNotUsable,
    Conflict,
    Duplicate,
    Invalid,
    InvalidAmount,
    NotFoundHere,
    OverAllocated,
    WrongStatus,
)
from accounting.ledger.metadata import METADATA_LIMITS
from foundation.refusals import declare

declare(
    {
        "payment_number_unique": (Duplicate, "A payment with this number already exists.", "payment_number"),
        "payment_metadata_allowed": (Invalid, METADATA_LIMITS, "metadata"),
        "payment_external_id_unique": (Duplicate, "A payment with this external_id already exists.", "external_id"),
        "payment_contact_of_company": (NotFoundHere, "There is no such contact in this company.", ""),
        "payment_account_of_company": (NotFoundHere, NO_ACCOUNT, "account_id"),
        "payment_account_holds_money": (AccountNotUsable, "", "account_id"),
        "payment_amount_positive": (InvalidAmount, "The amount must be greater than zero.", "amount"),
        "payment_rate_positive": (InvalidAmount, "Rate and amount must be greater than zero.", "account_amount"),
        "payment_not_overallocated": (OverAllocated, "The allocations are greater than the payment.", "allocations"),
        "payment_frozen": (WrongStatus, "", ""),
        "payment_allocated_true": (Conflict, "", ""),
        "payment_deduction_positive": (InvalidAmount, "A deduction must be greater than zero.", "deductions"),
        "adjustment_number_unique": (Duplicate, "", ""),
        "adjustment_metadata_allowed": (Invalid, METADATA_LIMITS, "metadata"),
        "adjustment_external_id_unique": (
            Duplicate,
            "An adjustment with this external_id already exists.",
            "external_id",
        ),
        "adjustment_contact_of_company": (NotFoundHere, "There is no such contact in this company.", ""),
        "adjustment_amount_not_zero": (InvalidAmount, "The lines come to zero, so nothing is adjusted.", "lines"),
        "adjustment_not_overallocated": (
            OverAllocated,
            "The allocations are greater than the adjustment.",
            "allocations",
        ),
        "adjustment_line_account_of_company": (NotFoundHere, NO_ACCOUNT, "lines"),
        "adjustment_line_tax_rate_of_company": (NotFoundHere, NO_TAX_RATE, "lines"),
        "adjustment_frozen": (WrongStatus, "", ""),
        "adjustment_allocated_true": (Conflict, "", ""),
        "deduction_account_of_company": (NotFoundHere, NO_ACCOUNT, "deductions"),
    }
)
