"""The refusals for the constraints of tax rates that a request can break."""

from accounting.errors import AccountNotUsable, Duplicate, Invalid, NotFoundHere
from foundation.refusals import declare

declare(
    {
        "tax_rate_name_unique": (Duplicate, "A tax rate with this name already exists.", "name"),
        "tax_rate_account_active": (AccountNotUsable, "", ""),
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
    }
)
