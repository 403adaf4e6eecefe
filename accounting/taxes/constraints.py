"""The refusals for the constraints of tax rates that a request can break."""

from accounting.errors import (
    NO_ACCOUNT,
    AccountNotUsable,
    Conflict,
    Duplicate,
    InUse,
    Invalid,
    InvalidDate,
    NotFoundHere,
    PeriodNotEnded,
    TaxPeriodFiled,
    WrongStatus,
)
from foundation.refusals import declare

declare(
    {
        "tax_rate_name_unique": (Duplicate, "A tax rate with this name already exists.", "name"),
        "tax_rate_code_unique": (Duplicate, "A tax rate with this code already exists.", "code"),
        "tax_rate_account_active": (AccountNotUsable, "", ""),
        "tax_rate_account_takes_tax": (AccountNotUsable, "", ""),
        "tax_rate_percent_in_range": (Invalid, "The percentage must be between 0 and 100.", "percent"),
        "tax_rate_category_known": (Invalid, "There is no such category.", "category"),
        "tax_rate_treatment_known": (Invalid, "There is no such treatment.", "treatment"),
        "tax_rate_valid_in_order": (InvalidDate, "The last day must not be before the first.", "valid_to"),
        "tax_rate_untaxed_is_zero": (Invalid, "Where nothing is taxed, the percentage is 0.", "percent"),
        "tax_rate_of_buyer_exclusive": (
            Invalid,
            "Prices cannot include a tax that the seller does not charge.",
            "is_inclusive",
        ),
        "tax_return_unique": (Duplicate, "A tax return from this day exists already.", "start_date"),
        "tax_return_dates_in_order": (InvalidDate, "The last day must not be before the first.", "end_date"),
        "tax_return_born_draft": (WrongStatus, "", ""),
        "tax_return_frozen": (WrongStatus, "", ""),
        "tax_return_ended": (PeriodNotEnded, "", ""),
        "tax_return_follows": (InvalidDate, "", "start_date"),
        "tax_return_same_basis": (WrongStatus, "", "basis"),
        "tax_return_basis_known": (Invalid, "The basis must be one of: accrual, cash.", "basis"),
        "allocation_tax_open": (TaxPeriodFiled, "", "date"),
        "tax_return_filed_whole": (WrongStatus, "", ""),
        "tax_rate_fixed": (InUse, "", "percent"),
        "tax_rate_valid": (Invalid, "", ""),
        "tax_parts_true": (Conflict, "", "lines"),
        "tax_component_percent_in_range": (Invalid, "A percentage must be between 0 and 100.", "components"),
        "tax_component_account_of_company": (
            NotFoundHere,
            NO_ACCOUNT,
            "components",
        ),
        "tax_rate_sales_account_of_company": (
            NotFoundHere,
            NO_ACCOUNT,
            "sales_account_id",
        ),
        "tax_rate_purchase_account_of_company": (
            NotFoundHere,
            NO_ACCOUNT,
            "purchase_account_id",
        ),
    }
)
