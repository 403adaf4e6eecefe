"""Events: the catalogue, writing one beside the change it tells of, and the bell that follows the commit.

The body of an event is made once, here, and every delivery sends those bytes:

    {"event": "invoice.paid", "timestamp": "2026-01-15T10:30:00Z", "data": {…}}

Moments are UTC to the second; money is an exact JSON number with the decimals of its currency.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.utils import timezone

from accounting import money
from accounting.models import (
    AccountingPeriod,
    Bill,
    BillStatus,
    Company,
    Event,
    Invoice,
    InvoiceStatus,
    Payment,
)
from accounting.models.document import Document
from identity.bell import Bell

DRAIN_TASK = "webhooks.drain"

INVOICE_CREATED = "invoice.created"
INVOICE_SENT = "invoice.sent"
INVOICE_PAID = "invoice.paid"
INVOICE_VOIDED = "invoice.voided"
BILL_APPROVED = "bill.approved"
PAYMENT_RECEIVED = "payment.received"
PERIOD_CLOSED = "period.closed"
PERIOD_REOPENED = "period.reopened"
JOURNAL_ENTRY_POSTED = "journal_entry.posted"
WEBHOOK_TEST = "webhook.test"

Data = Mapping[str, Any]


# What each event's `data` holds


def invoice_data(invoice: Invoice) -> Data:
    """Return the data of an invoice event; `amount` is the total with tax."""
    return {
        "id": invoice.id,
        "company_id": invoice.company_id,
        "invoice_number": invoice.invoice_number,
        "customer_id": invoice.customer_id,
        "status": _progress(invoice, invoice.status, InvoiceStatus.SENT),
        **_document_data(invoice),
    }


def bill_data(bill: Bill) -> Data:
    """Return the data of a bill event; `amount` is the total with tax."""
    return {
        "id": bill.id,
        "company_id": bill.company_id,
        "bill_number": bill.bill_number,
        "vendor_id": bill.vendor_id,
        "status": _progress(bill, bill.status, BillStatus.APPROVED),
        **_document_data(bill),
    }


def payment_data(payment: Payment) -> Data:
    """Return the data of `payment.received`; `unallocated_amount` is what no invoice has taken yet."""
    currency = payment.currency_id
    return {
        "id": payment.id,
        "company_id": payment.company_id,
        "payment_number": payment.payment_number,
        "customer_id": payment.contact_id,
        "date": payment.date,
        "amount": _exactly(payment.amount, currency),
        "unallocated_amount": _exactly(payment.unallocated_amount, currency),
        "currency": currency,
        "reference": payment.reference,
    }


def period_data(period: AccountingPeriod) -> Data:
    """Return the data of `period.closed`, with the seal that proves what was closed."""
    return {
        "id": period.id,
        "company_id": period.company_id,
        "name": period.name,
        "start_date": period.start_date,
        "end_date": period.end_date,
        "closed_at": period.closed_at,
        "seal": period.seal,
    }


def reopened_period_data(period: AccountingPeriod, *, broken_seal: str) -> Data:
    """Return the data of `period.reopened`: who reopened it and why, and the seal that it had while it was closed."""
    return {
        "id": period.id,
        "company_id": period.company_id,
        "name": period.name,
        "start_date": period.start_date,
        "end_date": period.end_date,
        "reopened_at": period.reopened_at,
        "reopened_by_id": period.reopened_by_id,
        "reason": period.reopen_reason,
        "former_seal": broken_seal,
    }


def webhook_test_data(webhook_id: UUID) -> Data:
    """Return the data of `webhook.test`."""
    return {"id": webhook_id, "message": "This is a test. Your endpoint works if it answers with a status of 2xx."}


def _exactly(amount: Decimal | int, currency: str) -> Decimal:
    return money.quantize(Decimal(amount), currency)  # what was never saved may hold a plain 0 still


def _document_data(document: Document) -> Data:
    currency = document.currency_id
    return {
        "issue_date": document.issue_date,
        "due_date": document.due_date,
        "subtotal": _exactly(document.subtotal, currency),
        "tax_total": _exactly(document.tax_total, currency),
        "amount": _exactly(document.amount, currency),
        "amount_paid": _exactly(document.amount_paid, currency),
        "amount_due": _exactly(document.amount_due, currency),
        "currency": currency,
        "reference": document.reference,
    }


def _progress(document: Document, status: str, posted: str) -> str:
    """Return the stored status, refined by what is paid. Never `overdue`, which comes with the calendar."""
    if status != posted:
        return status
    if not document.amount_due:
        return "paid"
    return "partially_paid" if document.amount_paid else status


# The catalogue


@dataclass(frozen=True)
class EventType:
    """One kind of event: `schema` (JSON Schema 2020-12) and `sample` are those of the whole body."""

    name: str
    description: str
    schema: Mapping[str, Any]
    sample: Mapping[str, Any]


_ID = {"type": "string", "format": "uuid"}
_DATE = {"type": "string", "format": "date"}
_MOMENT = {"type": "string", "format": "date-time", "pattern": "Z$"}
_MONEY = {"type": "number", "description": "Exact, with the decimals of the currency."}
_TEXT = {"type": "string"}
_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_CURRENCY = {"type": "string", "pattern": "^[A-Z]{3}$", "description": "ISO 4217."}


def _object(**properties: Mapping[str, Any]) -> dict[str, Any]:
    """Every property is always there; more may be added later, so receivers must not refuse what they do not know."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def _or_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {**schema, "type": [schema["type"], "null"]}


_DOCUMENT = {
    "issue_date": _DATE,
    "due_date": _DATE,
    "subtotal": _MONEY,
    "tax_total": _MONEY,
    "amount": {**_MONEY, "description": "The total with tax. Exact, with the decimals of the currency."},
    "amount_paid": _MONEY,
    "amount_due": _MONEY,
    "currency": _CURRENCY,
    "reference": _TEXT,
}
_INVOICE = _object(
    id=_ID,
    company_id=_ID,
    invoice_number={**_or_null(_TEXT), "description": "Null until a draft without a number is sent."},
    customer_id=_ID,
    status={"enum": ["draft", "sent", "partially_paid", "paid", "void"]},
    **_DOCUMENT,
)
_BILL = _object(
    id=_ID,
    company_id=_ID,
    bill_number=_TEXT,
    vendor_id=_ID,
    status={"enum": ["draft", "submitted", "approved", "partially_paid", "paid", "rejected", "void"]},
    **_DOCUMENT,
)
_PAYMENT = _object(
    id=_ID,
    company_id=_ID,
    payment_number=_TEXT,
    customer_id=_ID,
    date=_DATE,
    amount=_MONEY,
    unallocated_amount={**_MONEY, "description": "What is allocated to no invoice yet."},
    currency=_CURRENCY,
    reference=_TEXT,
)
_PERIOD = _object(
    id=_ID,
    company_id=_ID,
    name={"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
    start_date=_DATE,
    end_date=_DATE,
    closed_at=_MOMENT,
    seal={**_HASH, "description": "SHA-256 of what was closed."},
)
_REOPENED_PERIOD = _object(
    id=_ID,
    company_id=_ID,
    name={"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
    start_date=_DATE,
    end_date=_DATE,
    reopened_at=_MOMENT,
    reopened_by_id={**_or_null(_ID), "description": "The user. Null where no user did it."},
    reason=_TEXT,
    former_seal={**_HASH, "description": "The seal that `period.closed` told, which holds no longer."},
)
_ENTRY = _object(
    id=_ID,
    company_id=_ID,
    entry_number={"type": "integer", "minimum": 1},
    date=_DATE,
    memo=_TEXT,
    reference=_TEXT,
    entry_type=_TEXT,
    reverses_id=_or_null(_ID),
    posted_at=_MOMENT,
    hash={**_HASH, "description": "The entry's link in the ledger's hash chain."},
)
_TEST = _object(id={**_ID, "description": "The webhook that is tested."}, message=_TEXT)

_COMPANY_ID = "0198a7c4-52d0-7c3e-9a51-6f0d8e2b4c17"
_INVOICE_SAMPLE = {
    "id": "0198a7c5-0a4f-7b12-8d3e-1c5a9f7e2b60",
    "company_id": _COMPANY_ID,
    "invoice_number": "INV-001",
    "customer_id": "0198a7c4-9e21-7f04-b6c8-3d2e1f0a5b94",
    "status": "sent",
    "issue_date": "2026-01-01",
    "due_date": "2026-01-31",
    "subtotal": Decimal("1250.00"),
    "tax_total": Decimal("250.00"),
    "amount": Decimal("1500.00"),
    "amount_paid": Decimal("0.00"),
    "amount_due": Decimal("1500.00"),
    "currency": "USD",
    "reference": "PO 4711",
}
_PAID = {"status": "paid", "amount_paid": Decimal("1500.00"), "amount_due": Decimal("0.00")}


def _type(name: str, description: str, data: Mapping[str, Any], sample: Mapping[str, Any]) -> EventType:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        "description": description,
        **_object(event={"const": name}, timestamp=_MOMENT, data=data),
    }
    return EventType(name, description, schema, {"event": name, "timestamp": "2026-01-15T10:30:00Z", "data": sample})


CATALOGUE: Mapping[str, EventType] = {
    kind.name: kind
    for kind in (
        _type(INVOICE_CREATED, "A new invoice is created.", _INVOICE, _INVOICE_SAMPLE | {"status": "draft"}),
        _type(INVOICE_SENT, "An invoice is sent to a customer.", _INVOICE, _INVOICE_SAMPLE),
        _type(INVOICE_PAID, "An invoice is fully paid.", _INVOICE, _INVOICE_SAMPLE | _PAID),
        _type(INVOICE_VOIDED, "An invoice is voided.", _INVOICE, _INVOICE_SAMPLE | {"status": "void"}),
        _type(
            BILL_APPROVED,
            "A bill is approved.",
            _BILL,
            {
                "id": "0198a7c5-6d21-7a84-b0f9-2e7c4d8a1b35",
                "company_id": _COMPANY_ID,
                "bill_number": "2026-118",
                "vendor_id": "0198a7c4-b7d3-7a10-9c44-8e6f5d1b2a03",
                "status": "approved",
                **{name: _INVOICE_SAMPLE[name] for name in _DOCUMENT},
            },
        ),
        _type(
            PAYMENT_RECEIVED,
            "A payment is recorded.",
            _PAYMENT,
            {
                "id": "0198a7c6-31be-7d55-a2f7-4b8c6e9d0f12",
                "company_id": _COMPANY_ID,
                "payment_number": "PAY-0001",
                "customer_id": _INVOICE_SAMPLE["customer_id"],
                "date": "2026-01-15",
                "amount": Decimal("1500.00"),
                "unallocated_amount": Decimal("0.00"),
                "currency": "USD",
                "reference": "Wire 88-2031",
            },
        ),
        _type(
            PERIOD_CLOSED,
            "An accounting period is closed.",
            _PERIOD,
            {
                "id": "0198a7c7-8c09-7e6b-b1d4-0f2a7c5e3d88",
                "company_id": _COMPANY_ID,
                "name": "2025-12",
                "start_date": "2025-12-01",
                "end_date": "2025-12-31",
                "closed_at": "2026-01-15T10:30:00Z",
                "seal": "4f0c8d4de3b1a7f6c2e59b80d71a36f5e8c94b2d60a17f3e5c8b9d2a4e6f7081",
            },
        ),
        _type(
            PERIOD_REOPENED,
            "A closed accounting period is reopened.",
            _REOPENED_PERIOD,
            {
                "id": "0198a7c7-8c09-7e6b-b1d4-0f2a7c5e3d88",
                "company_id": _COMPANY_ID,
                "name": "2025-12",
                "start_date": "2025-12-01",
                "end_date": "2025-12-31",
                "reopened_at": "2026-01-16T09:00:00Z",
                "reopened_by_id": "0198a7c3-1f5e-7c90-8b27-6d4a3e9f0c15",
                "reason": "A late bill",
                "former_seal": "4f0c8d4de3b1a7f6c2e59b80d71a36f5e8c94b2d60a17f3e5c8b9d2a4e6f7081",
            },
        ),
        _type(
            JOURNAL_ENTRY_POSTED,
            "A journal entry is posted.",
            _ENTRY,
            {
                "id": "0198a7c8-14d7-7093-8e5f-9a3b7d1c6e20",
                "company_id": _COMPANY_ID,
                "entry_number": 318,
                "date": "2026-01-15",
                "memo": "Depreciation, January",
                "reference": "",
                "entry_type": "adjusting",
                "reverses_id": None,
                "posted_at": "2026-01-15T10:30:00Z",
                "hash": "9b1d6a3e7f50c284d19e8b6f2a7c3d05e4f18b9c6d2a7e03f5b8c1d4e6a90b72",
            },
        ),
        _type(
            WEBHOOK_TEST,
            "You asked for a test of a webhook. Sent to that webhook only, whatever it subscribes to; never retried.",
            _TEST,
            {"id": "0198a7c9-2e61-74ab-9f08-5c7d3b1e8a46", "message": webhook_test_data(UUID(int=0))["message"]},
        ),
    )
}


# Writing


def record(company: Company, type: str, *, subject_id: UUID, data: Data) -> Event:
    """Write one event in the transaction of the change it tells of, and ring the bell after the commit.

    It takes the company's ledger head, so it comes last in an operation. `journal_entry.posted` is not written here:
    PostgreSQL writes it with the entry (migrations/0003_posting.sql).
    """
    now = timezone.now()
    event = Event(company=company, type=CATALOGUE[type].name, subject_id=subject_id, created_at=now)
    event.body = body(type, now, data)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounting_event (id, company_id, type, subject_id, body, created_at)"
            " VALUES (%s, %s, %s, %s, %s, %s) RETURNING sequence",
            [event.id, company.id, event.type, event.subject_id, event.body, now],
        )
        event.sequence = cursor.fetchone()[0]
    ring()
    return event


def body(type: str, at: datetime.datetime, data: Data) -> bytes:
    """Return the bytes that deliveries of an event send, in UTF-8."""
    return orjson.dumps({"event": type, "timestamp": at, "data": data}, _exact, _OPTIONS)


_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS


def _exact(value: Any) -> orjson.Fragment:
    if isinstance(value, Decimal):
        return orjson.Fragment(f"{value:f}")
    raise TypeError(f"{type(value).__name__} has no place in an event.")


_bell = Bell(DRAIN_TASK)


def ring() -> None:
    """After the commit, nudge the delivery engine. The nudge may be lost: the schedule sends others."""
    _bell.ring_after_commit()
