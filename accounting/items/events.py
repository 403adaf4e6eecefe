"""The events of items."""

from decimal import Decimal
from typing import Any

from accounting.items.models import Item
from accounting.ledger import money
from accounting.ledger.event_log import Data, data_of, tell, tell_many
from accounting.ledger.event_types import (
    ARCHIVED,
    COMPANY_ID,
    CURRENCY,
    EXTERNAL_ID,
    ID,
    METADATA,
    TEXT,
    TRUTH,
    declare,
    members,
    or_null,
    said,
)

__all__ = ["EVENTS", "tell", "tell_many"]

_PRICE: dict[str, Any] = {"type": "number"}

EVENTS = declare(
    "Items",
    "item",
    members(
        id=ID,
        company_id=ID,
        code=said(TEXT, "Empty if it has none."),
        name=TEXT,
        description=TEXT,
        unit=said(TEXT, "What the price is for, such as `hour`; or empty."),
        currency=said(CURRENCY, "That of its prices. ISO 4217."),
        sales_price=or_null(_PRICE, "Exact, with the decimals of the currency or more."),
        sales_account_id=or_null(ID),
        sales_tax_rate_id=or_null(ID, "The tax rate of its sales."),
        purchase_price=or_null(_PRICE, "Exact, with the decimals of the currency or more."),
        purchase_account_id=or_null(ID),
        purchase_tax_rate_id=or_null(ID, "The tax rate of its purchases."),
        external_id=EXTERNAL_ID,
        metadata=METADATA,
        is_active=said(TRUTH, "False once archived."),
    ),
    {
        "id": "0198a7d1-4c7e-7b35-9a06-5d2f81e3c947",
        "company_id": COMPANY_ID,
        "code": "BEANS-1KG",
        "name": "Coffee beans, 1 kg",
        "description": "Coffee beans from Huehuetenango, 1 kg",
        "unit": "bag",
        "currency": "USD",
        "sales_price": Decimal("24.50"),
        "sales_account_id": "0198a7c4-8c3d-7e64-a7f2-4eab903c5f40",
        "sales_tax_rate_id": "0198a7c4-8c3d-7e64-a7f2-4eab903c5f16",
        "purchase_price": None,
        "purchase_account_id": None,
        "purchase_tax_rate_id": None,
        "external_id": "shop-beans",
        "metadata": {},
        "is_active": True,
    },
    {
        "created": ("An item is added.", {}),
        "updated": ("An item is changed.", {}),
        "archived": ("An item is archived.", ARCHIVED),
        "restored": ("An archived item is restored.", {}),
        "deleted": ("An item is deleted.", {}),
    },
)


def _exactly(price: Decimal | None, currency: str) -> Decimal | None:
    return None if price is None else money.plain_price(price, currency)


@data_of.register
def item_data(item: Item) -> Data:
    """Return the data of an item."""
    return {
        "id": item.id,
        "company_id": item.company_id,
        "code": item.code,
        "name": item.name,
        "description": item.description,
        "unit": item.unit,
        "currency": item.currency_id,
        "sales_price": _exactly(item.sales_price, item.currency_id),
        "sales_account_id": item.sales_account_id,
        "sales_tax_rate_id": item.sales_tax_rate_id,
        "purchase_price": _exactly(item.purchase_price, item.currency_id),
        "purchase_account_id": item.purchase_account_id,
        "purchase_tax_rate_id": item.purchase_tax_rate_id,
        "external_id": item.external_id,
        "metadata": item.metadata,
        "is_active": item.is_active,
    }
