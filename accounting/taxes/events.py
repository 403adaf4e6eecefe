"""The events of tax rates."""

from decimal import Decimal

from accounting.ledger.event_log import Data, data_of, tell
from accounting.ledger.event_types import ARCHIVED, COMPANY_ID, ID, TEXT, TRUTH, declare, members, or_null, said
from accounting.taxes.models import TaxRate

__all__ = ["EVENTS", "tell"]


_TAX_RATE = members(
    id=ID,
    company_id=ID,
    name=TEXT,
    percent={"type": "number", "description": "Exact."},
    is_inclusive=said(TRUTH, "Prices include this tax."),
    sales_account_id=or_null(ID),
    purchase_account_id=or_null(ID),
    is_active=said(TRUTH, "False once archived."),
)

_TAX_RATE_SAMPLE = {
    "id": "0198a7c4-8c3d-7e64-a7f2-4eab903c5f16",
    "company_id": COMPANY_ID,
    "name": "Sales tax",
    "percent": Decimal("8.25"),
    "is_inclusive": False,
    "sales_account_id": None,
    "purchase_account_id": None,
    "is_active": True,
}

EVENTS = (
    *declare(
        "Tax rates",
        "tax_rate",
        _TAX_RATE,
        _TAX_RATE_SAMPLE,
        {
            "created": ("A tax rate is added.", {}),
            "updated": ("A tax rate is changed.", {}),
            "archived": ("A tax rate is archived.", ARCHIVED),
            "restored": ("An archived tax rate is restored.", {}),
            "deleted": ("A tax rate is deleted.", {}),
        },
    ),
)


@data_of.register
def tax_rate_data(rate: TaxRate) -> Data:
    """Return the data of a tax rate. `percent` has no trailing zeros."""
    return {
        "id": rate.id,
        "company_id": rate.company_id,
        "name": rate.name,
        "percent": Decimal(rate.percent).normalize(),
        "is_inclusive": rate.is_inclusive,
        "sales_account_id": rate.sales_account_id,
        "purchase_account_id": rate.purchase_account_id,
        "is_active": rate.is_active,
    }
