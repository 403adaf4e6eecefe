"""The events of invoices and bills."""

from decimal import Decimal

from accounting.documents.models import Document
from accounting.ledger.event_log import Data, data_of, exactly, tell
from accounting.ledger.event_types import (
    COMPANY_ID,
    CURRENCY,
    CUSTOMER_ID,
    DATE,
    EXTERNAL_ID,
    ID,
    MONEY,
    TEXT,
    VENDOR_ID,
    declare,
    members,
    or_null,
    said,
)

__all__ = ["EVENTS", "tell"]


_DOCUMENT = {
    "external_id": EXTERNAL_ID,
    "issue_date": DATE,
    "due_date": DATE,
    "subtotal": MONEY,
    "tax_total": MONEY,
    "amount": said(MONEY, "The total with tax. Exact, with the decimals of the currency."),
    "amount_paid": MONEY,
    "amount_due": MONEY,
    "currency": CURRENCY,
    "reference": TEXT,
}
_INVOICE = members(
    id=ID,
    company_id=ID,
    invoice_number=or_null(TEXT, "The number; null until the draft gets one when it is sent."),
    customer_id=ID,
    status={"enum": ["draft", "sent", "partially_paid", "paid", "void"]},
    **_DOCUMENT,
)
_BILL = members(
    id=ID,
    company_id=ID,
    bill_number=TEXT,
    vendor_id=ID,
    status={"enum": ["draft", "submitted", "approved", "partially_paid", "paid", "rejected", "void"]},
    **_DOCUMENT,
)

_ZERO, _TOTAL = Decimal("0.00"), Decimal("1500.00")
_FIGURES = {
    "external_id": "shop-4711",
    "issue_date": "2026-01-01",
    "due_date": "2026-01-31",
    "subtotal": Decimal("1250.00"),
    "tax_total": Decimal("250.00"),
    "amount": _TOTAL,
    "amount_paid": _ZERO,
    "amount_due": _TOTAL,
    "currency": "USD",
    "reference": "PO 4711",
}
_INVOICE_ID = "0198a7c5-0a4f-7b12-8d3e-1c5a9f7e2b60"
_INVOICE_SAMPLE = {
    "id": _INVOICE_ID,
    "company_id": COMPANY_ID,
    "invoice_number": "INV-001",
    "customer_id": CUSTOMER_ID,
    "status": "sent",
    **_FIGURES,
}
_BILL_SAMPLE = {
    "id": "0198a7c5-6d21-7a84-b0f9-2e7c4d8a1b35",
    "company_id": COMPANY_ID,
    "bill_number": "2026-118",
    "vendor_id": VENDOR_ID,
    "status": "approved",
    **_FIGURES,
}
_PAID = {"status": "paid", "amount_paid": _TOTAL, "amount_due": _ZERO}

EVENTS = (
    *declare(
        "Invoices",
        "invoice",
        _INVOICE,
        _INVOICE_SAMPLE,
        {
            "created": ("A new invoice is created.", {"status": "draft"}),
            "updated": ("An invoice is changed.", {"status": "draft"}),
            "deleted": ("A draft of an invoice is deleted.", {"status": "draft"}),
            "sent": ("An invoice is sent to a customer.", {}),
            "paid": ("An invoice is fully paid.", _PAID),
            "reopened": ("An invoice is no longer fully paid, because an allocation was taken back.", {}),
            "voided": ("An invoice is voided.", {"status": "void"}),
        },
    ),
    *declare(
        "Bills",
        "bill",
        _BILL,
        _BILL_SAMPLE,
        {
            "created": ("A bill is entered.", {"status": "draft"}),
            "updated": ("A bill is changed.", {"status": "draft"}),
            "deleted": ("A draft of a bill, or a rejected one, is deleted.", {"status": "draft"}),
            "submitted": ("A bill is submitted for approval.", {"status": "submitted"}),
            "approved": ("A bill is approved.", {}),
            "rejected": ("A bill is rejected.", {"status": "rejected"}),
            "paid": ("A bill is fully paid.", _PAID),
            "reopened": ("A bill is no longer fully paid, because an allocation was taken back.", {}),
            "voided": ("A bill is voided.", {"status": "void"}),
        },
    ),
)


@data_of.register
def document_data(document: Document) -> Data:
    """Return the data of a document. `amount` is the total with tax. `status` is never `overdue`, which depends on the
    date."""
    currency, trade = document.currency_id, document.TRADE
    return {
        "id": document.id,
        "company_id": document.company_id,
        document.NUMBER: document.number,
        trade.contact_id: document.contact_id,
        "status": document.status_on(None),
        "external_id": document.external_id,
        "issue_date": document.issue_date,
        "due_date": document.due_date,
        "subtotal": exactly(document.subtotal, currency),
        "tax_total": exactly(document.tax_total, currency),
        "amount": exactly(document.amount, currency),
        "amount_paid": exactly(document.amount_paid, currency),
        "amount_due": exactly(document.amount_due, currency),
        "currency": currency,
        "reference": document.reference,
    }
