"""The catalogue of events: what each is called, when it is recorded, the JSON Schema of its body, and a sample.

A name is what it is about, a dot, and what happened, in the past: `invoice.voided`. All events about one thing have the
same `data`, that of the thing as it stands afterwards; accounting/events.py makes it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

WEBHOOK_TEST = "webhook.test"
TEST_MESSAGE = "This is a test. Your endpoint works if it answers with a status of 2xx."


@dataclass(frozen=True)
class EventType:
    """One kind of event: `schema` (JSON Schema 2020-12) and `sample` are those of the whole body."""

    name: str
    group: str
    description: str
    schema: Mapping[str, Any]
    sample: Mapping[str, Any]


def _or_null(schema: Mapping[str, Any], description: str = "") -> dict[str, Any]:
    return _said({**schema, "type": [schema["type"], "null"]}, description)


def _said(schema: Mapping[str, Any], description: str) -> dict[str, Any]:
    return {**schema, "description": description} if description else {**schema}


def _object(**properties: Mapping[str, Any]) -> dict[str, Any]:
    """Every property is always there; more may be added later, so receivers must not refuse what they do not know."""
    return {"type": "object", "properties": properties, "required": list(properties)}


_ID = {"type": "string", "format": "uuid"}
_DATE = {"type": "string", "format": "date"}
_MOMENT = {"type": "string", "format": "date-time", "pattern": "Z$"}
_MONEY = {"type": "number", "description": "Exact, with the decimals of the currency."}
_TEXT = {"type": "string"}
_TRUTH = {"type": "boolean"}
_WHOLE = {"type": "integer"}
_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_CURRENCY = {"type": "string", "pattern": "^[A-Z]{3}$", "description": "ISO 4217."}
_EXTERNAL_ID = _or_null(_TEXT, "Your own id of it.")
_PLACE = {"type": "integer", "minimum": 1, "description": "The event's place in the company's history, without gaps."}

_DOCUMENT = {
    "external_id": _EXTERNAL_ID,
    "issue_date": _DATE,
    "due_date": _DATE,
    "subtotal": _MONEY,
    "tax_total": _MONEY,
    "amount": _said(_MONEY, "The total with tax. Exact, with the decimals of the currency."),
    "amount_paid": _MONEY,
    "amount_due": _MONEY,
    "currency": _CURRENCY,
    "reference": _TEXT,
}
_INVOICE = _object(
    id=_ID,
    company_id=_ID,
    invoice_number=_or_null(_TEXT, "Null until a draft without a number is sent."),
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
_ALLOCATION = _object(
    id=_ID,
    invoice_id=_or_null(_ID),
    bill_id=_or_null(_ID),
    date=_DATE,
    amount=_said(_MONEY, "Negative where an allocation is taken back."),
    reverses_id=_or_null(_ID, "The allocation that this one takes back."),
)
_PAYMENT = _object(
    id=_ID,
    company_id=_ID,
    payment_number=_TEXT,
    type={"enum": ["received", "made"]},
    status={"enum": ["posted", "void"]},
    customer_id=_or_null(_ID, "Of a payment received."),
    vendor_id=_or_null(_ID, "Of a payment made."),
    account_id=_said(_ID, "The bank account."),
    external_id=_EXTERNAL_ID,
    date=_DATE,
    amount=_MONEY,
    unallocated_amount=_said(_MONEY, "What is allocated to no invoice or bill yet."),
    currency=_CURRENCY,
    reference=_TEXT,
    allocations={"type": "array", "items": _ALLOCATION, "description": "Those that came with this event."},
)
_CONTACT = _object(
    id=_ID,
    company_id=_ID,
    kind={"enum": ["customer", "vendor"]},
    name=_TEXT,
    email=_TEXT,
    phone=_TEXT,
    tax_number=_TEXT,
    billing_address=_TEXT,
    currency=_CURRENCY,
    payment_terms_days=_WHOLE,
    external_id=_EXTERNAL_ID,
    is_active=_said(_TRUTH, "False once archived."),
)
_ACCOUNT = _object(
    id=_ID,
    company_id=_ID,
    code=_TEXT,
    name=_TEXT,
    type={"enum": ["asset", "liability", "equity", "revenue", "expense"]},
    subtype=_TEXT,
    parent_id=_or_null(_ID),
    currency=_or_null(_CURRENCY),
    description=_TEXT,
    system_role=_or_null(_TEXT),
    is_active=_said(_TRUTH, "False once archived."),
)
_TAX_RATE = _object(
    id=_ID,
    company_id=_ID,
    name=_TEXT,
    percent={"type": "number", "description": "Exact."},
    is_inclusive=_said(_TRUTH, "Prices include this tax."),
    sales_account_id=_or_null(_ID),
    purchase_account_id=_or_null(_ID),
    is_active=_said(_TRUTH, "False once archived."),
)
_PERIOD = {
    "id": _ID,
    "company_id": _ID,
    "name": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
    "start_date": _DATE,
    "end_date": _DATE,
}
_CLOSED = _object(**_PERIOD, closed_at=_MOMENT, seal=_said(_HASH, "SHA-256 of what was closed."))
_REOPENED = _object(
    **_PERIOD,
    reopened_at=_MOMENT,
    reopened_by_id=_or_null(_ID, "The user. Null where no user did it."),
    reason=_TEXT,
    former_seal=_said(_HASH, "The seal that `period.closed` told, which holds no longer."),
)
_DRAFT = {
    "id": _ID,
    "company_id": _ID,
    "entry_number": _or_null(_WHOLE, "Null: drafts have none."),
    "date": _DATE,
    "memo": _TEXT,
    "reference": _TEXT,
    "entry_type": _TEXT,
    "reverses_id": _or_null(_ID),
    "external_id": _EXTERNAL_ID,
}
_POSTED = _object(
    **_DRAFT | {"entry_number": {"type": "integer", "minimum": 1}},
    posted_at=_MOMENT,
    hash=_said(_HASH, "The entry's link in the ledger's hash chain."),
)
_COMPANY = _object(
    id=_ID,
    company_id=_ID,
    name=_TEXT,
    base_currency=_CURRENCY,
    fiscal_year_start_month=_WHOLE,
    time_zone=_TEXT,
    tax_rounding={"enum": ["line", "document"]},
    two_person_approval=_TRUTH,
)
_MEMBER = _object(id=_ID, company_id=_ID, user_id=_ID, role={"enum": ["viewer", "accountant", "approver", "admin"]})
_TEST = _object(id=_said(_ID, "The webhook that is tested."), message=_TEXT)

_COMPANY_ID = "0198a7c4-52d0-7c3e-9a51-6f0d8e2b4c17"
_CUSTOMER_ID = "0198a7c4-9e21-7f04-b6c8-3d2e1f0a5b94"
_INVOICE_ID = "0198a7c5-0a4f-7b12-8d3e-1c5a9f7e2b60"
_USER_ID = "0198a7c4-2b60-7d15-8e93-5a7c1f4d0b26"
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
_INVOICE_SAMPLE = {
    "id": _INVOICE_ID,
    "company_id": _COMPANY_ID,
    "invoice_number": "INV-001",
    "customer_id": _CUSTOMER_ID,
    "status": "sent",
    **_FIGURES,
}
_BILL_SAMPLE = {
    "id": "0198a7c5-6d21-7a84-b0f9-2e7c4d8a1b35",
    "company_id": _COMPANY_ID,
    "bill_number": "2026-118",
    "vendor_id": "0198a7c4-b7d3-7a10-9c44-8e6f5d1b2a03",
    "status": "approved",
    **_FIGURES,
}
_PAID = {"status": "paid", "amount_paid": _TOTAL, "amount_due": _ZERO}
_ALLOCATION_SAMPLE = {
    "id": "0198a7c6-5d02-7b36-91c8-7e4f2a9d0c53",
    "invoice_id": _INVOICE_ID,
    "bill_id": None,
    "date": "2026-01-15",
    "amount": _TOTAL,
    "reverses_id": None,
}
_PAYMENT_SAMPLE = {
    "id": "0198a7c6-31be-7d55-a2f7-4b8c6e9d0f12",
    "company_id": _COMPANY_ID,
    "payment_number": "PAY-0001",
    "type": "received",
    "status": "posted",
    "customer_id": _CUSTOMER_ID,
    "vendor_id": None,
    "account_id": "0198a7c4-6a19-7e42-b5d0-2c8f7e1a3d94",
    "external_id": "bank-88-2031",
    "date": "2026-01-15",
    "amount": _TOTAL,
    "unallocated_amount": _ZERO,
    "currency": "USD",
    "reference": "Wire 88-2031",
    "allocations": [_ALLOCATION_SAMPLE],
}
_MADE = {
    "type": "made",
    "customer_id": None,
    "vendor_id": _BILL_SAMPLE["vendor_id"],
    "allocations": [_ALLOCATION_SAMPLE | {"invoice_id": None, "bill_id": _BILL_SAMPLE["id"]}],
}
_TAKEN_BACK = _ALLOCATION_SAMPLE | {
    "id": "0198a7c6-8e4a-7c90-83d5-1b6a4f2e7d08",
    "date": "2026-01-20",
    "amount": -_TOTAL,
    "reverses_id": _ALLOCATION_SAMPLE["id"],
}
_CONTACT_SAMPLE = {
    "id": _CUSTOMER_ID,
    "company_id": _COMPANY_ID,
    "kind": "customer",
    "name": "Harbor Cafe",
    "email": "ann@example.com",
    "phone": "+1 207 555 0100",
    "tax_number": "",
    "billing_address": "1 Quay\nPortland",
    "currency": "USD",
    "payment_terms_days": 30,
    "external_id": "crm-118",
    "is_active": True,
}
_ACCOUNT_SAMPLE = {
    "id": "0198a7c4-7b2c-7d53-96e1-3d9a8f2b4e05",
    "company_id": _COMPANY_ID,
    "code": "6150",
    "name": "Cleaning",
    "type": "expense",
    "subtype": "operating_expense",
    "parent_id": None,
    "currency": None,
    "description": "",
    "system_role": None,
    "is_active": True,
}
_TAX_RATE_SAMPLE = {
    "id": "0198a7c4-8c3d-7e64-a7f2-4eab903c5f16",
    "company_id": _COMPANY_ID,
    "name": "Sales tax",
    "percent": Decimal("8.25"),
    "is_inclusive": False,
    "sales_account_id": None,
    "purchase_account_id": None,
    "is_active": True,
}
_PERIOD_SAMPLE = {
    "id": "0198a7c7-8c09-7e6b-b1d4-0f2a7c5e3d88",
    "company_id": _COMPANY_ID,
    "name": "2025-12",
    "start_date": "2025-12-01",
    "end_date": "2025-12-31",
}
_SEAL = "4f0c8d4de3b1a7f6c2e59b80d71a36f5e8c94b2d60a17f3e5c8b9d2a4e6f7081"
_DRAFT_SAMPLE = {
    "id": "0198a7c8-14d7-7093-8e5f-9a3b7d1c6e20",
    "company_id": _COMPANY_ID,
    "entry_number": None,
    "date": "2026-01-15",
    "memo": "Depreciation, January",
    "reference": "",
    "entry_type": "adjusting",
    "reverses_id": None,
    "external_id": None,
}
_POSTED_SAMPLE = _DRAFT_SAMPLE | {
    "entry_number": 318,
    "posted_at": "2026-01-15T10:30:00Z",
    "hash": "9b1d6a3e7f50c284d19e8b6f2a7c3d05e4f18b9c6d2a7e03f5b8c1d4e6a90b72",
}
_COMPANY_SAMPLE = {
    "id": _COMPANY_ID,
    "company_id": _COMPANY_ID,
    "name": "Harbor Lane",
    "base_currency": "USD",
    "fiscal_year_start_month": 1,
    "time_zone": "America/New_York",
    "tax_rounding": "line",
    "two_person_approval": False,
}
_MEMBER_SAMPLE = {
    "id": "0198a7c4-3c71-7e26-9fa4-6b8d205e1c37",
    "company_id": _COMPANY_ID,
    "user_id": _USER_ID,
    "role": "accountant",
}
_ARCHIVED = {"is_active": False}

# Group, what the name begins with, schema of `data`, sample; then each event with when it is recorded and what its
# sample differs in.
_Rows = Mapping[str, tuple[str, Mapping[str, Any]]]
_EVENTS: tuple[tuple[str, str, Mapping[str, Any], Mapping[str, Any], _Rows], ...] = (
    (
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
            "reopened": ("An invoice that was fully paid is not any more: a payment was taken back.", {}),
            "voided": ("An invoice is voided.", {"status": "void"}),
        },
    ),
    (
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
            "reopened": ("A bill that was fully paid is not any more: a payment was taken back.", {}),
            "voided": ("A bill is voided.", {"status": "void"}),
        },
    ),
    (
        "Payments",
        "payment",
        _PAYMENT,
        _PAYMENT_SAMPLE,
        {
            "received": ("A payment is recorded.", {}),
            "made": ("A payment to a vendor is recorded.", _MADE),
            "allocated": ("A payment is allocated to invoices or bills after it was recorded.", {}),
            "unallocated": (
                "Allocations of a payment are taken back.",
                {"unallocated_amount": _TOTAL, "allocations": [_TAKEN_BACK]},
            ),
            "voided": ("A payment is voided.", {"status": "void", "allocations": []}),
        },
    ),
    (
        "Contacts",
        "contact",
        _CONTACT,
        _CONTACT_SAMPLE,
        {
            "created": ("A customer or vendor is added.", {}),
            "updated": ("A customer or vendor is changed.", {}),
            "archived": ("A customer or vendor is archived.", _ARCHIVED),
            "restored": ("An archived customer or vendor is brought back.", {}),
            "deleted": ("A customer or vendor is deleted.", {}),
        },
    ),
    (
        "Accounts",
        "account",
        _ACCOUNT,
        _ACCOUNT_SAMPLE,
        {
            "created": ("An account is added to the chart, but for those that a company begins with.", {}),
            "updated": ("An account is changed.", {}),
            "archived": ("An account is archived.", _ARCHIVED),
            "restored": ("An archived account is brought back.", {}),
            "deleted": ("An account is deleted.", {}),
        },
    ),
    (
        "Tax rates",
        "tax_rate",
        _TAX_RATE,
        _TAX_RATE_SAMPLE,
        {
            "created": ("A tax rate is added.", {}),
            "updated": ("A tax rate is changed.", {}),
            "archived": ("A tax rate is archived.", _ARCHIVED),
            "restored": ("An archived tax rate is brought back.", {}),
            "deleted": ("A tax rate is deleted.", {}),
        },
    ),
    (
        "Periods",
        "period",
        _CLOSED,
        _PERIOD_SAMPLE | {"closed_at": "2026-01-15T10:30:00Z", "seal": _SEAL},
        {"closed": ("An accounting period is closed.", {})},
    ),
    (
        "Periods",
        "period",
        _REOPENED,
        _PERIOD_SAMPLE
        | {
            "reopened_at": "2026-01-16T09:00:00Z",
            "reopened_by_id": _USER_ID,
            "reason": "A late bill",
            "former_seal": _SEAL,
        },
        {"reopened": ("A closed accounting period is reopened.", {})},
    ),
    (
        "Journal",
        "journal_entry",
        _POSTED,
        _POSTED_SAMPLE,
        {"posted": ("A journal entry is posted, be it a reversal or that of a document.", {})},
    ),
    (
        "Journal",
        "journal_entry",
        _object(**_DRAFT),
        _DRAFT_SAMPLE,
        {
            "created": (
                "A draft of an entry is made. An entry that is posted at once has journal_entry.posted alone.",
                {},
            ),
            "updated": ("A draft of an entry is changed.", {}),
            "deleted": ("A draft of an entry is deleted.", {}),
        },
    ),
    (
        "Company",
        "company",
        _COMPANY,
        _COMPANY_SAMPLE,
        {"updated": ("A company's name or settings are changed.", {})},
    ),
    (
        "Company",
        "member",
        _MEMBER,
        _MEMBER_SAMPLE,
        {
            "assigned": ("A user is given a role in the company, the first or another one.", {}),
            "removed": ("A user's role in the company is taken away.", {}),
        },
    ),
)


def _kind(
    name: str,
    group: str,
    description: str,
    data: Mapping[str, Any],
    sample: Mapping[str, Any],
    **more: Mapping[str, Any],
) -> EventType:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        "description": description,
        **_object(
            event={"const": name},
            timestamp=_said(_MOMENT, "To the second."),
            occurred_at=_said(_MOMENT, "The same moment, to the millisecond."),
            data=data,
            **more,
        ),
    }
    body = {
        "event": name,
        "timestamp": "2026-01-15T10:30:00Z",
        "occurred_at": "2026-01-15T10:30:00.417Z",
        "data": sample,
    }
    return EventType(name, group, description, schema, body | ({"sequence": 1042} if more else {}))


def _kinds() -> Iterator[EventType]:
    for group, noun, schema, sample, rows in _EVENTS:
        for happened, (description, changes) in rows.items():
            yield _kind(f"{noun}.{happened}", group, description, schema, {**sample, **changes}, sequence=_PLACE)
    yield _kind(
        WEBHOOK_TEST,
        "",
        "You asked for a test of a webhook. Sent to that webhook only, whatever it subscribes to; never retried. It is "
        "not part of a company's history, so it has no sequence.",
        _TEST,
        {"id": "0198a7c9-2e61-74ab-9f08-5c7d3b1e8a46", "message": TEST_MESSAGE},
    )


CATALOGUE: Mapping[str, EventType] = {kind.name: kind for kind in _kinds()}
