"""The event of opening balances."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from accounting.ledger.event_log import exactly, record
from accounting.ledger.event_types import COMPANY_ID, DATE, ID, MONEY, WHOLE, declare, members, or_null, said
from accounting.opening.models import OpeningBalances

__all__ = ["EVENTS", "tell_set"]

_OPENING = members(
    id=ID,
    company_id=ID,
    date=DATE,
    balances=said(WHOLE, "How many accounts have a balance."),
    invoices=said(WHOLE, "How many invoices of the former system are open."),
    bills=said(WHOLE, "How many bills of the former system are open."),
    credit_notes=said(WHOLE, "How many credits of customers, brought along from the former system, are open."),
    vendor_credits=said(WHOLE, "How many credits of vendors, brought along from the former system, are open."),
    equity_amount=said(MONEY, "What the account of opening balances took, credit positive, in the base currency."),
    journal_entry_id=or_null(ID, "The entry with the balances of the accounts; null if there are none."),
)
EVENTS = declare(
    "Opening balances",
    "opening_balances",
    _OPENING,
    {
        "id": "0198a7c8-70a4-7d51-8e26-1c9f5b3a7d40",
        "company_id": COMPANY_ID,
        "date": "2025-12-31",
        "balances": 12,
        "invoices": 3,
        "bills": 2,
        "credit_notes": 1,
        "vendor_credits": 0,
        "equity_amount": Decimal("0.00"),
        "journal_entry_id": "0198a7c8-74c8-7a02-b159-6d0e8f2c4b71",
    },
    {"set": ("The opening balances are set, or set anew. There are no events of their documents.", {})},
)


def tell_set(opening: OpeningBalances, counts: Mapping[str, Any]) -> None:
    """Record `opening_balances.set`. `counts` has the date and how much there is of each kind."""
    data = {
        "id": opening.id,
        "company_id": opening.company_id,
        **counts,
        "equity_amount": exactly(opening.equity_amount, opening.company.base_currency_id),
        "journal_entry_id": opening.journal_entry_id,
    }
    record(opening.company_id, "opening_balances.set", subject_id=opening.pk, data=data)
