"""The events of invoices, bills, credit notes and vendor credits."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounting.documents.models import Bill, Credit, Document
from accounting.ledger import event_log
from accounting.ledger.event_log import Data, data_of, exactly, tell, tell_many
from accounting.ledger.event_types import (
    COMPANY_ID,
    CURRENCY,
    CUSTOMER_ID,
    DATE,
    EXCHANGE_DIFFERENCE,
    EXTERNAL_ID,
    ID,
    METADATA,
    MONEY,
    TEXT,
    VENDOR_ID,
    VOID_DATE,
    VOID_REASON,
    Rows,
    declare,
    members,
    or_null,
    said,
)
from accounting.open_items.models import Allocation, OpenItem

__all__ = ["EVENTS", "tell", "tell_credit", "tell_many"]

_SUPPLY_DATE = or_null(DATE, "The day of the supply; null if none is given.")

_DOCUMENT = {
    "external_id": EXTERNAL_ID,
    "metadata": METADATA,
    "issue_date": DATE,
    "supply_date": _SUPPLY_DATE,
    "due_date": DATE,
    "subtotal": said(MONEY, "The sum of the lines without tax."),
    "tax_total": said(MONEY, "The sum of their taxes."),
    "amount": said(MONEY, "The total with tax. Exact, with the decimals of the currency."),
    "amount_paid": said(MONEY, "What payments and credits have settled so far."),
    "amount_due": said(MONEY, "What is still open."),
    "currency": CURRENCY,
    "reference": TEXT,
    "void_date": VOID_DATE,
    "void_reason": VOID_REASON,
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
    rejection_reason=said(TEXT, "Why it was rejected; empty if it was not, or nobody said why."),
)

_ALLOCATED = {
    "date": DATE,
    "amount": said(MONEY, "Negative if an allocation is taken back."),
    "exchange_difference": EXCHANGE_DIFFERENCE,
    "reverses_id": or_null(ID, "The allocation that this one takes back."),
}


def _credit(number: dict[str, Any], contact: str, original: str) -> dict[str, Any]:
    """Return the schema of a credit, from its number, its contact and the kind of document that it credits."""
    allocation = members(id=ID, **{f"{original}_id": or_null(ID)}, **_ALLOCATED)
    return members(
        id=ID,
        company_id=ID,
        **number,
        **{f"{contact}_id": ID, f"{original}_id": or_null(ID, f"The {original} that it credits, if it is of one.")},
        status={"enum": ["draft", "issued", "partially_applied", "applied", "void"]},
        external_id=EXTERNAL_ID,
        metadata=METADATA,
        issue_date=DATE,
        supply_date=_SUPPLY_DATE,
        reason=TEXT,
        subtotal=said(MONEY, "The sum of the lines without tax."),
        tax_total=said(MONEY, "The sum of their taxes."),
        amount=said(MONEY, "The total with tax. Exact, with the decimals of the currency."),
        applied_amount=said(MONEY, "What is applied to documents."),
        unapplied_amount=said(MONEY, "What is not applied yet."),
        currency=CURRENCY,
        reference=TEXT,
        void_date=VOID_DATE,
        void_reason=VOID_REASON,
        allocations={
            "type": "array",
            "items": allocation,
            "description": "The allocations that this event made or took back.",
        },
    )


_ZERO, _TOTAL = Decimal("0.00"), Decimal("1500.00")
_FIGURES = {
    "external_id": "shop-4711",
    "metadata": {"channel": "web"},
    "issue_date": "2026-01-01",
    "supply_date": "2025-12-30",
    "due_date": "2026-01-31",
    "subtotal": Decimal("1250.00"),
    "tax_total": Decimal("250.00"),
    "amount": _TOTAL,
    "amount_paid": _ZERO,
    "amount_due": _TOTAL,
    "currency": "USD",
    "reference": "PO 4711",
    "void_date": None,
    "void_reason": "",
}
_INVOICE_ID = "0198a7c5-0a4f-7b12-8d3e-1c5a9f7e2b60"
_BILL_ID = "0198a7c5-6d21-7a84-b0f9-2e7c4d8a1b35"
_INVOICE_SAMPLE = {
    "id": _INVOICE_ID,
    "company_id": COMPANY_ID,
    "invoice_number": "INV-001",
    "customer_id": CUSTOMER_ID,
    "status": "sent",
    **_FIGURES,
}
_BILL_SAMPLE = {
    "id": _BILL_ID,
    "company_id": COMPANY_ID,
    "bill_number": "2026-118",
    "vendor_id": VENDOR_ID,
    "status": "approved",
    **_FIGURES,
    "rejection_reason": "",
}
_CREDITED, _CREDIT_ID = Decimal("115.00"), "0198a7c7-4c1e-7a52-8f60-2d9b5e3a7c14"
_CREDIT_FIGURES: dict[str, Any] = {
    "status": "issued",
    "external_id": None,
    "metadata": {"order_id": "4711"},
    "issue_date": "2026-01-20",
    "supply_date": None,
    "reason": "Two boxes came back.",
    "subtotal": Decimal("100.00"),
    "tax_total": Decimal("15.00"),
    "amount": _CREDITED,
    "applied_amount": _ZERO,
    "unapplied_amount": _CREDITED,
    "currency": "USD",
    "reference": "",
    "void_date": None,
    "void_reason": "",
    "allocations": [],
}
_CREDIT_NOTE_SAMPLE = {
    "id": _CREDIT_ID,
    "company_id": COMPANY_ID,
    "credit_note_number": "CN-0001",
    "customer_id": CUSTOMER_ID,
    "invoice_id": _INVOICE_ID,
    **_CREDIT_FIGURES,
}
_VENDOR_CREDIT_SAMPLE = {
    "id": "0198a7c7-6b90-7e31-9d27-5a1f8c4e2b09",
    "company_id": COMPANY_ID,
    "vendor_credit_number": "C-2026-9",
    "vendor_id": VENDOR_ID,
    "bill_id": _BILL_ID,
    **_CREDIT_FIGURES,
}
_VOID = {"status": "void", "void_date": "2026-01-31", "void_reason": "Entered twice"}
_APPLIED = {"status": "applied", "applied_amount": _CREDITED, "unapplied_amount": _ZERO}


def _allocations(link: str, original_id: str) -> dict[str, Any]:
    """Return what the samples of `applied` have, and those of `unapplied` take back."""
    return {
        "id": "0198a7c7-8d45-7f06-a1b3-6e2c9d0f4a58",
        link: original_id,
        "date": "2026-01-20",
        "amount": _CREDITED,
        "exchange_difference": _ZERO,
        "reverses_id": None,
    }


def _credit_rows(name: str, what: str, link: str, original_id: str) -> Rows:
    """Return the events of a kind of credits, `what` they credit, and their link to it."""
    made = _allocations(link, original_id)
    back = made | {
        "id": "0198a7c7-9f12-7c60-8e44-3b7d1a5f6c20",
        "amount": -_CREDITED,
        "reverses_id": made["id"],
    }
    return {
        "created": (f"A new {name} is entered.", {"status": "draft"}),
        "updated": (f"A {name} is changed.", {"status": "draft"}),
        "deleted": (f"A draft of a {name} is deleted.", {"status": "draft"}),
        "issued": (f"A {name} is issued.", {}),
        "applied": (f"A {name} is applied to {what}.", _APPLIED | {"allocations": [made]}),
        "unapplied": (f"Allocations of a {name} are taken back.", {"allocations": [back]}),
        "voided": (f"A {name} is voided.", _VOID | {"unapplied_amount": _ZERO}),
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
            "voided": ("An invoice is voided.", _VOID),
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
            "rejected": ("A bill is rejected.", {"status": "rejected", "rejection_reason": "The order was for 10."}),
            "paid": ("A bill is fully paid.", _PAID),
            "reopened": ("A bill is no longer fully paid, because an allocation was taken back.", {}),
            "voided": ("A bill is voided.", _VOID),
        },
    ),
    *declare(
        "Credit notes",
        "credit_note",
        _credit({"credit_note_number": or_null(TEXT, "The number; null until it is issued.")}, "customer", "invoice"),
        _CREDIT_NOTE_SAMPLE,
        _credit_rows("credit note", "invoices", "invoice_id", _INVOICE_ID),
    ),
    *declare(
        "Vendor credits",
        "vendor_credit",
        _credit({"vendor_credit_number": TEXT}, "vendor", "bill"),
        _VENDOR_CREDIT_SAMPLE,
        _credit_rows("vendor credit", "bills", "bill_id", _BILL_ID),
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
        "metadata": document.metadata,
        "issue_date": document.issue_date,
        "supply_date": document.supply_date,
        "due_date": document.due_date,
        "subtotal": exactly(document.subtotal, currency),
        "tax_total": exactly(document.tax_total, currency),
        "amount": exactly(document.amount, currency),
        "amount_paid": exactly(document.amount_paid, currency),
        "amount_due": exactly(document.amount_due, currency),
        "currency": currency,
        "reference": document.reference,
        "void_date": document.void_date,
        "void_reason": document.void_reason,
        **({"rejection_reason": document.rejection_reason} if isinstance(document, Bill) else {}),
    }


@data_of.register
def credit_data(credit: Credit) -> Data:
    """Return the data of a credit note or a vendor credit. `tell_credit` adds the allocations."""
    currency, trade, original = credit.currency_id, credit.TRADE, credit.settles.NOUN
    return {
        "id": credit.id,
        "company_id": credit.company_id,
        credit.NUMBER: credit.number,
        trade.contact_id: credit.contact_id,
        f"{original}_id": credit.original_id,
        "status": credit.status_on(None),
        "external_id": credit.external_id,
        "metadata": credit.metadata,
        "issue_date": credit.issue_date,
        "supply_date": credit.supply_date,
        "reason": credit.reason,
        "subtotal": exactly(credit.subtotal, currency),
        "tax_total": exactly(credit.tax_total, currency),
        "amount": exactly(credit.amount, currency),
        "applied_amount": exactly(credit.amount_paid, currency),
        "unapplied_amount": exactly(credit.amount_due, currency),
        "currency": currency,
        "reference": credit.reference,
        "void_date": credit.void_date,
        "void_reason": credit.void_reason,
        "allocations": [],
    }


def _settled(credit: Credit, other: OpenItem) -> UUID | None:
    """Return the id of the other side if it is an invoice or a bill, not a refund."""
    return other.id if other.kind == credit.settles.NOUN else None


def tell_credit(type: str, credit: Credit, allocations: Sequence[Allocation]) -> None:
    """Record an event about a credit, with the allocations that were made or taken back."""
    made = [
        {
            "id": allocation.id,
            f"{credit.settles.NOUN}_id": _settled(credit, allocation.other_item(credit.pk)),
            "date": allocation.date,
            "amount": exactly(allocation.amount, credit.currency_id),
            "exchange_difference": exactly(allocation.difference, credit.company.base_currency_id),
            "reverses_id": allocation.reverses_id,
        }
        for allocation in allocations
    ]
    event_log.record(credit.company_id, type, subject_id=credit.id, data={**credit_data(credit), "allocations": made})
