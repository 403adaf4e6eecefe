"""The events of tax rates."""

from decimal import Decimal

from accounting.ledger.event_log import Data, data_of, tell
from accounting.ledger.event_types import (
    ARCHIVED,
    COMPANY_ID,
    DATE,
    ID,
    MOMENT,
    TEXT,
    TRUTH,
    declare,
    members,
    or_null,
    said,
)
from accounting.taxes.models import TaxComponent, TaxRate, TaxReturn

__all__ = ["EVENTS", "tell"]


_PERCENT = {"type": "number", "description": "Exact."}
_COMPONENT = members(
    name=TEXT,
    percent=_PERCENT,
    compound=said(TRUTH, "Computed on net plus the components before it."),
    recoverable_percent=_PERCENT,
    account_id=or_null(ID),
)
_TAX_RATE = members(
    id=ID,
    company_id=ID,
    name=TEXT,
    code=TEXT,
    percent=_PERCENT,
    components=said({"type": "array", "items": _COMPONENT}, "The taxes of which the rate consists, in order."),
    is_inclusive=said(TRUTH, "Prices include this tax."),
    category=said(TEXT, "The code of EN 16931."),
    treatment=said(TEXT, "How the tax is treated, such as `standard` or `reverse_charge`."),
    valid_from=or_null(DATE, "The first day on which it can be used; null if there is none."),
    valid_to=or_null(DATE, "The last day on which it can be used; null if there is none."),
    boxes=said(
        members(
            sales_net=said(TEXT, "For the net amounts of sales."),
            sales_tax=said(TEXT, "For the tax on sales."),
            purchase_net=said(TEXT, "For the net amounts of purchases."),
            purchase_tax=said(TEXT, "For the tax on purchases."),
        ),
        "The boxes of the tax return, empty if it is in none.",
    ),
    sales_account_id=or_null(ID),
    purchase_account_id=or_null(ID),
    is_active=said(TRUTH, "False once archived."),
)

_TAX_RATE_SAMPLE = {
    "id": "0198a7c4-8c3d-7e64-a7f2-4eab903c5f16",
    "company_id": COMPANY_ID,
    "name": "Sales tax",
    "code": "CA",
    "percent": Decimal("8.25"),
    "components": [
        {
            "name": "Sales tax",
            "percent": Decimal("8.25"),
            "compound": False,
            "recoverable_percent": Decimal(100),
            "account_id": None,
        }
    ],
    "is_inclusive": False,
    "category": "S",
    "treatment": "standard",
    "valid_from": None,
    "valid_to": None,
    "boxes": {"sales_net": "", "sales_tax": "", "purchase_net": "", "purchase_tax": ""},
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
    *declare(
        "Tax returns",
        "tax_return",
        members(
            id=ID,
            company_id=ID,
            start_date=DATE,
            end_date=DATE,
            basis=said(TEXT, "`accrual` or `cash`."),
            status=said(TEXT, "`draft` or `filed`."),
            filed_at=or_null(MOMENT, "When it was filed; null if it is a draft."),
        ),
        {
            "id": "0198a7c4-8c3d-7e64-a7f2-4eab903c5f17",
            "company_id": COMPANY_ID,
            "start_date": "2026-01-01",
            "end_date": "2026-03-31",
            "basis": "accrual",
            "status": "draft",
            "filed_at": None,
        },
        {
            "created": ("A tax return is drafted.", {}),
            "filed": ("A tax return is filed.", {"status": "filed", "filed_at": "2026-04-15T10:30:00Z"}),
            "deleted": ("A draft of a tax return is deleted.", {}),
        },
    ),
)


def _plain(percent: Decimal) -> Decimal:
    """Return a percentage without trailing zeros; adding 0 makes 100 of 1E+2."""
    return Decimal(percent).normalize() + 0


def _component_data(component: TaxComponent) -> Data:
    return {
        "name": component.name,
        "percent": _plain(component.percent),
        "compound": component.compound,
        "recoverable_percent": _plain(component.recoverable_percent),
        "account_id": component.account_id,
    }


@data_of.register
def tax_return_data(row: TaxReturn) -> Data:
    """Return the data of a tax return."""
    return {
        "id": row.id,
        "company_id": row.company_id,
        "start_date": row.start_date,
        "end_date": row.end_date,
        "basis": row.basis,
        "status": row.status,
        "filed_at": row.filed_at,
    }


@data_of.register
def tax_rate_data(rate: TaxRate) -> Data:
    """Return the data of a tax rate. Percentages have no trailing zeros."""
    return {
        "id": rate.id,
        "company_id": rate.company_id,
        "name": rate.name,
        "code": rate.code,
        "percent": _plain(rate.percent),
        "components": [_component_data(component) for component in rate.ordered_components()],
        "is_inclusive": rate.is_inclusive,
        "category": rate.category,
        "treatment": rate.treatment,
        "valid_from": rate.valid_from,
        "valid_to": rate.valid_to,
        "boxes": rate.boxes._asdict(),
        "sales_account_id": rate.sales_account_id,
        "purchase_account_id": rate.purchase_account_id,
        "is_active": rate.is_active,
    }
