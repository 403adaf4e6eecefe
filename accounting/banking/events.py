"""The events of bank transactions and transfers."""

from decimal import Decimal

from accounting.banking.models import BankTransaction, Transfer
from accounting.ledger.event_log import Data, data_of, exactly, tell
from accounting.ledger.event_types import (
    COMPANY_ID,
    CURRENCY,
    DATE,
    EXTERNAL_ID,
    ID,
    METADATA,
    MONEY,
    TEXT,
    TRUTH,
    VENDOR_ID,
    VOID_DATE,
    VOID_REASON,
    declare,
    members,
    or_null,
    said,
)

__all__ = ["EVENTS", "tell"]

_STATUS = {"enum": ["posted", "void"]}
_BANK_TRANSACTION = members(
    id=ID,
    company_id=ID,
    transaction_number=TEXT,
    type={"enum": ["spend", "receive"]},
    status=_STATUS,
    account_id=said(ID, "The account of the money."),
    contact_id=or_null(ID),
    external_id=EXTERNAL_ID,
    metadata=METADATA,
    date=DATE,
    tax_inclusive=TRUTH,
    subtotal=said(MONEY, "The sum of the lines without tax."),
    tax_total=said(MONEY, "The sum of their taxes."),
    amount=said(MONEY, "The total with tax. Exact, with the decimals of the currency."),
    currency=CURRENCY,
    reference=TEXT,
    void_date=VOID_DATE,
    void_reason=VOID_REASON,
)
_TRANSFER = members(
    id=ID,
    company_id=ID,
    transfer_number=TEXT,
    status=_STATUS,
    from_account_id=ID,
    to_account_id=ID,
    external_id=EXTERNAL_ID,
    metadata=METADATA,
    date=DATE,
    amount=said(MONEY, "What left the first account, beside the fee."),
    to_amount=said(MONEY, "What reached the other account, in its currency."),
    fee_account_id=or_null(ID, "The account that the fee is booked to."),
    fee_amount=said(MONEY, "The fee that the bank took."),
    currency=CURRENCY,
    reference=TEXT,
    void_date=VOID_DATE,
    void_reason=VOID_REASON,
)

_BANK_ID, _SAVINGS_ID = "0198a7c4-6a19-7e42-b5d0-2c8f7e1a3d94", "0198a7c4-6a1b-7c30-8f27-5d9e0b4a6c81"
_FEES_ID = "0198a7c4-6a1d-7f58-9ab3-7e2c4f8d1b60"
_BANK_TRANSACTION_SAMPLE = {
    "id": "0198a7c7-1f3a-7b84-a0c5-6d2e9f4b7a18",
    "company_id": COMPANY_ID,
    "transaction_number": "BT-0001",
    "type": "spend",
    "status": "posted",
    "account_id": _BANK_ID,
    "contact_id": VENDOR_ID,
    "external_id": "card-77-104",
    "metadata": {"order_id": "4711"},
    "date": "2026-01-15",
    "tax_inclusive": True,
    "subtotal": Decimal("100.00"),
    "tax_total": Decimal("20.00"),
    "amount": Decimal("120.00"),
    "currency": "USD",
    "reference": "Card 104",
    "void_date": None,
    "void_reason": "",
}
_TRANSFER_SAMPLE = {
    "id": "0198a7c7-3b5c-7d96-b1e7-8f4a0c6d9e2b",
    "company_id": COMPANY_ID,
    "transfer_number": "TR-0001",
    "status": "posted",
    "from_account_id": _BANK_ID,
    "to_account_id": _SAVINGS_ID,
    "external_id": None,
    "metadata": {"order_id": "4711"},
    "date": "2026-01-15",
    "amount": Decimal("1000.00"),
    "to_amount": Decimal("1000.00"),
    "fee_account_id": _FEES_ID,
    "fee_amount": Decimal("4.50"),
    "currency": "USD",
    "reference": "Reserve",
    "void_date": None,
    "void_reason": "",
}
_VOID = {"status": "void", "void_date": "2026-01-31", "void_reason": "Entered twice"}

EVENTS = (
    *declare(
        "Bank transactions",
        "bank_transaction",
        _BANK_TRANSACTION,
        _BANK_TRANSACTION_SAMPLE,
        {
            "created": ("Money is spent or received without a bill or an invoice.", {}),
            "updated": ("The reference, `external_id` or metadata of a bank transaction change.", {}),
            "voided": ("A bank transaction is voided.", _VOID),
        },
    ),
    *declare(
        "Transfers",
        "transfer",
        _TRANSFER,
        _TRANSFER_SAMPLE,
        {
            "created": ("Money is moved between own accounts.", {}),
            "updated": ("The reference, `external_id` or metadata of a transfer change.", {}),
            "voided": ("A transfer is voided.", _VOID),
        },
    ),
)


@data_of.register
def bank_transaction_data(document: BankTransaction) -> Data:
    """Return the data of a bank transaction. `amount` is the total with tax."""
    currency = document.currency_id
    return {
        "id": document.id,
        "company_id": document.company_id,
        "transaction_number": document.transaction_number,
        "type": document.type,
        "status": document.status,
        "account_id": document.account_id,
        "contact_id": document.contact_id,
        "external_id": document.external_id,
        "metadata": document.metadata,
        "date": document.date,
        "tax_inclusive": document.tax_inclusive,
        "subtotal": exactly(document.subtotal, currency),
        "tax_total": exactly(document.tax_total, currency),
        "amount": exactly(document.amount, currency),
        "currency": currency,
        "reference": document.reference,
        "void_date": document.void_date,
        "void_reason": document.void_reason,
    }


@data_of.register
def transfer_data(document: Transfer) -> Data:
    """Return the data of a transfer."""
    currency = document.currency_id
    return {
        "id": document.id,
        "company_id": document.company_id,
        "transfer_number": document.transfer_number,
        "status": document.status,
        "from_account_id": document.from_account_id,
        "to_account_id": document.to_account_id,
        "external_id": document.external_id,
        "metadata": document.metadata,
        "date": document.date,
        "amount": exactly(document.amount, currency),
        "to_amount": exactly(document.to_amount, document.to_currency_id),
        "fee_account_id": document.fee_account_id,
        "fee_amount": exactly(document.fee_amount, currency),
        "currency": currency,
        "reference": document.reference,
        "void_date": document.void_date,
        "void_reason": document.void_reason,
    }
