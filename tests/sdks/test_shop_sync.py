"""A shop brings 500 orders: a customer, a sent invoice and a payment each. One by one that took 1,545 requests."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from atlas_accounting import Exchange

from accounting.models import Company
from foundation import tenancy
from identity.models import User
from tests.factories import account
from tests.nightly import EXHAUSTIVE
from tests.sdks.conftest import ClientOf

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not EXHAUSTIVE, reason="It takes more than a minute: `make nightly` runs it."),
]
ORDERS = 500
AT_ONCE = 200
"""The most items of a batch. On the Standard tier it is 100, and the sync takes 15 requests."""
GOAL = 30


def parts(items: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]


def test_500_orders_take_9_requests(client_of: ClientOf, admin: User, company: Company) -> None:
    with tenancy.everyone():
        sales, bank = (str(account(company, code).id) for code in ("4000", "1000"))
    seen: list[Exchange] = []
    atlas = client_of(admin, company_id=str(company.id), on_response=seen.append, timeout=120)
    buyers = [{"name": f"Buyer {n}", "external_id": f"buyer-{n}"} for n in range(ORDERS)]
    customers = [one for part in parts(buyers) for one in atlas.customers.batch(items=part).items]
    orders = [
        {
            "customer_id": customer.id,
            "issue_date": "2026-03-15",
            "external_id": f"order-{n}",
            "metadata": {"order_id": str(n), "channel": "web"},
            "lines": [{"account_id": sales, "description": "Beans", "quantity": 2, "unit_price": "12.50"}],
            "send": True,
        }
        for n, customer in enumerate(customers)
    ]
    invoices = [one for part in parts(orders) for one in atlas.invoices.batch(items=part).items]
    received = [
        {
            "type": "received",
            "customer_id": invoice.customer_id,
            "date": "2026-03-15",
            "amount": invoice.amount,
            "account_id": bank,
            "external_id": f"payment-{n}",
            "allocations": [{"invoice_id": invoice.id, "amount": invoice.amount}],
        }
        for n, invoice in enumerate(invoices)
    ]
    payments = [one for part in parts(received) for one in atlas.payments.batch(items=part).items]
    assert Counter(exchange.status_code for exchange in seen) == {201: 9}
    assert len(seen) < GOAL
    assert len(payments) == ORDERS
    assert [one.invoice_number for one in atlas.invoices.list(metadata=["order_id:499"])] == ["INV-0500"]
    assert len(list(atlas.invoices.list(status=["paid"], page_size=100))) == ORDERS
