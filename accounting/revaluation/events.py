"""The events of revaluations."""

from decimal import Decimal

from accounting.ledger.event_log import Data, data_of, exactly
from accounting.ledger.event_types import (
    COMPANY_ID,
    DATE,
    ID,
    MONEY,
    TEXT,
    VOID_DATE,
    VOID_REASON,
    declare,
    members,
    or_null,
    said,
)
from accounting.revaluation.models import FxRevaluation

EVENTS = declare(
    "Currency revaluations",
    "fx_revaluation",
    members(
        id=ID,
        company_id=ID,
        date=DATE,
        status=said(TEXT, "`posted` or `void`."),
        rates={
            "type": "object",
            "additionalProperties": {"type": "number"},
            "description": "The rates that were used, by currency.",
        },
        open_items_gain=said(MONEY, "What open items gained in the base currency, less than zero for a loss."),
        bank_accounts_gain=said(MONEY, "What bank accounts gained in the base currency, less than zero for a loss."),
        journal_entry_id=or_null(ID, "The entry of open items, which is reversed the next day; null if nothing moved."),
        bank_entry_id=or_null(ID, "The entry of bank accounts; null if nothing moved."),
        void_date=VOID_DATE,
        void_reason=VOID_REASON,
    ),
    {
        "id": "0198a7c7-4c8e-7a15-b2d6-9e5f1a7c3d40",
        "company_id": COMPANY_ID,
        "date": "2026-01-31",
        "status": "posted",
        "rates": {"EUR": Decimal("1.0912"), "GBP": Decimal("1.3025")},
        "open_items_gain": Decimal("146.20"),
        "bank_accounts_gain": Decimal("-12.75"),
        "journal_entry_id": "0198a7c7-4c8f-7b30-8d14-2f6a9c5e1b73",
        "bank_entry_id": "0198a7c7-4c90-7d52-9e37-4b8c1d6f2a95",
        "void_date": None,
        "void_reason": "",
    },
    {
        "created": ("What is open in other currencies is revalued.", {}),
        "voided": (
            "A revaluation is voided.",
            {"status": "void", "void_date": "2026-01-31", "void_reason": "A wrong rate"},
        ),
    },
)


@data_of.register
def fx_revaluation_data(row: FxRevaluation) -> Data:
    """Return the data of a revaluation."""
    base = row.company.base_currency_id
    return {
        "id": row.id,
        "company_id": row.company_id,
        "date": row.date,
        "status": row.status,
        "rates": row.rates_by_currency,
        "open_items_gain": exactly(row.open_items_gain, base),
        "bank_accounts_gain": exactly(row.bank_accounts_gain, base),
        "journal_entry_id": row.journal_entry_id,
        "bank_entry_id": row.bank_entry_id,
        "void_date": row.void_date,
        "void_reason": row.void_reason,
    }
