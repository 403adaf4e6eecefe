"""The events of payments and adjustments."""

from collections.abc import Sequence
from decimal import Decimal

from accounting.ledger import event_log
from accounting.ledger.event_log import Data, data_of, exactly, tell
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
    TRUTH,
    VENDOR_ID,
    VOID_DATE,
    VOID_REASON,
    declare,
    members,
    or_null,
    said,
)
from accounting.open_items.models import Allocation
from accounting.settlement.models import KINDS, Adjustment, AdjustmentKind, Payment

__all__ = ["EVENTS", "tell", "tell_settling"]

_ALLOCATION = members(
    id=ID,
    invoice_id=or_null(ID),
    bill_id=or_null(ID),
    credit_note_id=or_null(ID, "The credit note, if a refund pays it back."),
    vendor_credit_id=or_null(ID, "The vendor credit, if a refund pays it back."),
    payment_id=or_null(ID, "The other payment, if one of the two is a refund."),
    adjustment_id=or_null(ID, "The adjustment."),
    date=DATE,
    amount=said(MONEY, "Negative if an allocation is taken back."),
    exchange_difference=EXCHANGE_DIFFERENCE,
    reverses_id=or_null(ID, "The allocation that this one takes back."),
)
_ALLOCATIONS = {
    "type": "array",
    "items": _ALLOCATION,
    "description": "The allocations that this event made or took back.",
}
_PAYMENT = members(
    id=ID,
    company_id=ID,
    payment_number=TEXT,
    type={"enum": ["received", "made"]},
    is_refund=said(TRUTH, "Made to a customer, or received from a vendor."),
    status={"enum": ["posted", "void"]},
    customer_id=or_null(ID, "The customer, for a payment received or a refund made."),
    vendor_id=or_null(ID, "The vendor, for a payment made or a refund received."),
    account_id=said(ID, "The bank account."),
    external_id=EXTERNAL_ID,
    metadata=METADATA,
    date=DATE,
    amount=said(MONEY, "What was paid."),
    unallocated_amount=said(MONEY, "What is not allocated yet."),
    currency=CURRENCY,
    reference=TEXT,
    void_date=VOID_DATE,
    void_reason=VOID_REASON,
    allocations=_ALLOCATIONS,
)

_ADJUSTMENT = members(
    id=ID,
    company_id=ID,
    adjustment_number=TEXT,
    kind={"enum": AdjustmentKind.values},
    status={"enum": ["posted", "void"]},
    customer_id=or_null(ID),
    vendor_id=or_null(ID),
    external_id=EXTERNAL_ID,
    metadata=METADATA,
    date=DATE,
    subtotal=said(MONEY, "The sum of the lines without tax."),
    tax_total=said(MONEY, "The sum of their taxes."),
    amount=said(MONEY, "What is owed less, with tax; negative if more is owed."),
    unallocated_amount=said(MONEY, "What is not allocated yet."),
    currency=CURRENCY,
    reference=TEXT,
    void_date=VOID_DATE,
    void_reason=VOID_REASON,
    allocations=_ALLOCATIONS,
)

_INVOICE_ID = "0198a7c5-0a4f-7b12-8d3e-1c5a9f7e2b60"
_TOTAL, _ZERO = Decimal("1500.00"), Decimal("0.00")
_ALLOCATION_SAMPLE = {
    "id": "0198a7c6-5d02-7b36-91c8-7e4f2a9d0c53",
    "invoice_id": _INVOICE_ID,
    "bill_id": None,
    "credit_note_id": None,
    "vendor_credit_id": None,
    "payment_id": None,
    "adjustment_id": None,
    "date": "2026-01-15",
    "amount": _TOTAL,
    "exchange_difference": _ZERO,
    "reverses_id": None,
}
_PAYMENT_SAMPLE = {
    "id": "0198a7c6-31be-7d55-a2f7-4b8c6e9d0f12",
    "company_id": COMPANY_ID,
    "payment_number": "PAY-0001",
    "type": "received",
    "is_refund": False,
    "status": "posted",
    "customer_id": CUSTOMER_ID,
    "vendor_id": None,
    "account_id": "0198a7c4-6a19-7e42-b5d0-2c8f7e1a3d94",
    "external_id": "bank-88-2031",
    "metadata": {"order_id": "4711"},
    "date": "2026-01-15",
    "amount": _TOTAL,
    "unallocated_amount": _ZERO,
    "currency": "USD",
    "reference": "Wire 88-2031",
    "void_date": None,
    "void_reason": "",
    "allocations": [_ALLOCATION_SAMPLE],
}
_MADE = {
    "type": "made",
    "customer_id": None,
    "vendor_id": VENDOR_ID,
    "allocations": [_ALLOCATION_SAMPLE | {"invoice_id": None, "bill_id": "0198a7c5-6d21-7a84-b0f9-2e7c4d8a1b35"}],
}
_ADJUSTMENT_SAMPLE = {
    "id": "0198a7c7-5d7e-7fa8-92c9-0a6b1e4f7d3c",
    "company_id": COMPANY_ID,
    "adjustment_number": "ADJ-0001",
    "kind": "write_off",
    "status": "posted",
    "customer_id": CUSTOMER_ID,
    "vendor_id": None,
    "external_id": None,
    "metadata": {"order_id": "4711"},
    "date": "2026-01-15",
    "subtotal": Decimal("1250.00"),
    "tax_total": Decimal("250.00"),
    "amount": _TOTAL,
    "unallocated_amount": _ZERO,
    "currency": "USD",
    "reference": "Insolvent",
    "void_date": None,
    "void_reason": "",
    "allocations": [_ALLOCATION_SAMPLE],
}
_VOID = {"status": "void", "void_date": "2026-01-31", "void_reason": "Entered twice", "allocations": []}
_TAKEN_BACK = _ALLOCATION_SAMPLE | {
    "id": "0198a7c6-8e4a-7c90-83d5-1b6a4f2e7d08",
    "date": "2026-01-20",
    "amount": -_TOTAL,
    "reverses_id": _ALLOCATION_SAMPLE["id"],
}

EVENTS = (
    *declare(
        "Payments",
        "payment",
        _PAYMENT,
        _PAYMENT_SAMPLE,
        {
            "received": ("A payment is recorded.", {}),
            "made": ("A payment to a vendor is recorded.", _MADE),
            "updated": ("The reference, notes, `external_id` or metadata of a payment change.", {"allocations": []}),
            "allocated": ("A payment is allocated to invoices or bills after it was recorded.", {}),
            "unallocated": (
                "Allocations of a payment are taken back.",
                {"unallocated_amount": _TOTAL, "allocations": [_TAKEN_BACK]},
            ),
            "voided": ("A payment is voided.", _VOID),
        },
    ),
    *declare(
        "Adjustments",
        "adjustment",
        _ADJUSTMENT,
        _ADJUSTMENT_SAMPLE,
        {
            "created": ("An adjustment is posted.", {}),
            "updated": ("The reference, `external_id` or metadata of an adjustment change.", {"allocations": []}),
            "allocated": ("An adjustment is allocated to documents after it was posted.", {}),
            "unallocated": (
                "Allocations of an adjustment are taken back.",
                {"unallocated_amount": _TOTAL, "allocations": [_TAKEN_BACK]},
            ),
            "voided": ("An adjustment is voided.", _VOID),
        },
    ),
)


@data_of.register
def payment_data(payment: Payment) -> Data:
    """Return the data of a payment, to which `tell_settling` adds the allocations."""
    currency = payment.currency_id
    return {
        "id": payment.id,
        "company_id": payment.company_id,
        "payment_number": payment.payment_number,
        "type": payment.type,
        "is_refund": payment.is_refund,
        "status": payment.status,
        "customer_id": payment.customer_id,
        "vendor_id": payment.vendor_id,
        "account_id": payment.account_id,
        "external_id": payment.external_id,
        "metadata": payment.metadata,
        "date": payment.date,
        "amount": exactly(payment.amount, currency),
        "unallocated_amount": exactly(payment.unallocated_amount, currency),
        "currency": currency,
        "reference": payment.reference,
        "void_date": payment.void_date,
        "void_reason": payment.void_reason,
        "allocations": [],
    }


@data_of.register
def adjustment_data(adjustment: Adjustment) -> Data:
    """Return the data of an adjustment, to which `tell_settling` adds the allocations."""
    currency = adjustment.currency_id
    return {
        "id": adjustment.id,
        "company_id": adjustment.company_id,
        "adjustment_number": adjustment.adjustment_number,
        "kind": adjustment.kind,
        "status": adjustment.status,
        "customer_id": adjustment.customer_id,
        "vendor_id": adjustment.vendor_id,
        "external_id": adjustment.external_id,
        "metadata": adjustment.metadata,
        "date": adjustment.date,
        "subtotal": exactly(adjustment.subtotal, currency),
        "tax_total": exactly(adjustment.tax_total, currency),
        "amount": exactly(adjustment.amount, currency),
        "unallocated_amount": exactly(adjustment.unallocated_amount, currency),
        "currency": currency,
        "reference": adjustment.reference,
        "void_date": adjustment.void_date,
        "void_reason": adjustment.void_reason,
        "allocations": [],
    }


def _allocation_data(subject: Payment | Adjustment, allocation: Allocation) -> Data:
    other = allocation.other_item(subject.pk)
    return {
        "id": allocation.id,
        **{f"{noun}_id": other.id if noun == other.kind else None for noun in KINDS},
        "date": allocation.date,
        "amount": exactly(allocation.amount, subject.currency_id),
        "exchange_difference": exactly(allocation.difference, subject.company.base_currency_id),
        "reverses_id": allocation.reverses_id,
    }


def tell_settling(type: str, subject: Payment | Adjustment, allocations: Sequence[Allocation]) -> None:
    """Record an event about a payment or an adjustment, with the allocations that were made or taken back."""
    made = [_allocation_data(subject, allocation) for allocation in allocations]
    data = {**data_of(subject), "allocations": made}
    event_log.record(subject.company_id, type, subject_id=subject.id, data=data)
