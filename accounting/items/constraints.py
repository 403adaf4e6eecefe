"""The refusals for the constraints of items that a request can break."""

from accounting.errors import NO_ACCOUNT, NO_TAX_RATE, Duplicate, Invalid, NotFoundHere
from accounting.ledger.metadata import METADATA_LIMITS
from foundation.refusals import declare

declare(
    {
        "item_code_unique": (Duplicate, "An item with this code already exists.", "code"),
        "item_external_id_unique": (Duplicate, "An item with this external_id already exists.", "external_id"),
        "item_name_not_empty": (Invalid, "An item must have a name.", "name"),
        "item_metadata_allowed": (Invalid, METADATA_LIMITS, "metadata"),
        "item_sales_account_of_company": (NotFoundHere, NO_ACCOUNT, "sales_account_id"),
        "item_sales_tax_rate_of_company": (NotFoundHere, NO_TAX_RATE, "sales_tax_rate_id"),
        "item_purchase_account_of_company": (NotFoundHere, NO_ACCOUNT, "purchase_account_id"),
        "item_purchase_tax_rate_of_company": (NotFoundHere, NO_TAX_RATE, "purchase_tax_rate_id"),
    }
)
