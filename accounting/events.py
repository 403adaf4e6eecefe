"""Events: writing one beside the change it tells of, and the bell that follows the commit.

The body of an event is made once, and every delivery sends those bytes:

    {"event": "invoice.paid", "timestamp": "2026-01-15T10:30:00Z", "occurred_at": "2026-01-15T10:30:00.417Z",
     "data": {…}, "sequence": 1042}

Moments are UTC; money is an exact JSON number with the decimals of its currency. What there is to tell, and what the
bodies look like, is in accounting/catalogue.py.
"""

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import singledispatch
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.utils import timezone

from accounting import money
from accounting.catalogue import CATALOGUE, TEST_MESSAGE, WEBHOOK_TEST, EventType
from accounting.models import (
    Account,
    AccountingPeriod,
    Allocation,
    Bill,
    BillStatus,
    Company,
    CompanyMember,
    Contact,
    Event,
    Invoice,
    InvoiceStatus,
    JournalEntry,
    Payment,
    TaxRate,
)
from accounting.models.document import Document
from identity.bell import Bell

__all__ = ["CATALOGUE", "WEBHOOK_TEST", "EventType", "body", "record", "ring", "tell", "webhook_test_data"]

DRAIN_TASK = "webhooks.drain"

Data = Mapping[str, Any]
Subject = Invoice | Bill | Payment | Contact | Account | TaxRate | AccountingPeriod | JournalEntry | CompanyMember


# What each event's `data` holds


@singledispatch
def data_of(subject: Any) -> Data:
    """Return the data of an event about `subject`, as it stands."""
    raise TypeError(f"Nothing is told of {type(subject).__name__}.")


@data_of.register
def invoice_data(invoice: Invoice) -> Data:
    """`amount` is the total with tax."""
    return {
        "id": invoice.id,
        "company_id": invoice.company_id,
        "invoice_number": invoice.invoice_number,
        "customer_id": invoice.customer_id,
        "status": _progress(invoice, invoice.status, InvoiceStatus.SENT),
        **_document_data(invoice),
    }


@data_of.register
def bill_data(bill: Bill) -> Data:
    """`amount` is the total with tax."""
    return {
        "id": bill.id,
        "company_id": bill.company_id,
        "bill_number": bill.bill_number,
        "vendor_id": bill.vendor_id,
        "status": _progress(bill, bill.status, BillStatus.APPROVED),
        **_document_data(bill),
    }


@data_of.register
def payment_data(payment: Payment) -> Data:
    """`unallocated_amount` is what no invoice or bill has taken yet. The allocations come on top: `tell_payment`."""
    currency = payment.currency_id
    return {
        "id": payment.id,
        "company_id": payment.company_id,
        "payment_number": payment.payment_number,
        "type": payment.type,
        "status": payment.status,
        "customer_id": payment.customer_id,
        "vendor_id": payment.vendor_id,
        "account_id": payment.account_id,
        "external_id": payment.external_id,
        "date": payment.date,
        "amount": _exactly(payment.amount, currency),
        "unallocated_amount": _exactly(payment.unallocated_amount, currency),
        "currency": currency,
        "reference": payment.reference,
    }


def _allocation_data(allocation: Allocation, currency: str) -> Data:
    return {
        "id": allocation.id,
        "invoice_id": allocation.invoice_id,
        "bill_id": allocation.bill_id,
        "date": allocation.date,
        "amount": _exactly(allocation.amount, currency),
        "reverses_id": allocation.reverses_id,
    }


@data_of.register
def contact_data(contact: Contact) -> Data:
    """A customer or vendor."""
    return {
        "id": contact.id,
        "company_id": contact.company_id,
        "kind": contact.kind,
        "name": contact.name,
        "email": contact.email,
        "phone": contact.phone,
        "tax_number": contact.tax_number,
        "billing_address": contact.billing_address,
        "currency": contact.currency_id,
        "payment_terms_days": contact.payment_terms_days,
        "external_id": contact.external_id,
        "is_active": contact.is_active,
    }


@data_of.register
def account_data(account: Account) -> Data:
    """An account of the chart."""
    return {
        "id": account.id,
        "company_id": account.company_id,
        "code": account.code,
        "name": account.name,
        "type": account.type,
        "subtype": account.subtype,
        "parent_id": account.parent_id,
        "currency": account.currency_id,
        "description": account.description,
        "system_role": account.system_role,
        "is_active": account.is_active,
    }


@data_of.register
def tax_rate_data(rate: TaxRate) -> Data:
    """`percent` without zeros at its end."""
    return {
        "id": rate.id,
        "company_id": rate.company_id,
        "name": rate.name,
        "percent": Decimal(rate.percent).normalize(),
        "is_inclusive": rate.is_inclusive,
        "sales_account_id": rate.sales_account_id,
        "purchase_account_id": rate.purchase_account_id,
        "is_active": rate.is_active,
    }


@data_of.register
def period_data(period: AccountingPeriod) -> Data:
    """A closed period, with the seal that proves what was closed."""
    return {**_month(period), "closed_at": period.closed_at, "seal": period.seal}


def reopened_period_data(period: AccountingPeriod, *, broken_seal: str) -> Data:
    """Return the data of `period.reopened`: who reopened it and why, and the seal that it had while it was closed."""
    return {
        **_month(period),
        "reopened_at": period.reopened_at,
        "reopened_by_id": period.reopened_by_id,
        "reason": period.reopen_reason,
        "former_seal": broken_seal,
    }


def _month(period: AccountingPeriod) -> Data:
    return {
        "id": period.id,
        "company_id": period.company_id,
        "name": period.name,
        "start_date": period.start_date,
        "end_date": period.end_date,
    }


@data_of.register
def entry_data(entry: JournalEntry) -> Data:
    """A draft. What is posted PostgreSQL tells itself, with the same members and two more."""
    return {
        "id": entry.id,
        "company_id": entry.company_id,
        "entry_number": entry.number,
        "date": entry.date,
        "memo": entry.memo,
        "reference": entry.reference,
        "entry_type": entry.entry_type,
        "reverses_id": entry.reverses_id,
        "external_id": entry.external_id,
    }


def company_data(company: Company) -> Data:
    """Return the data of `company.updated`."""
    return {
        "id": company.id,
        "company_id": company.id,
        "name": company.name,
        "base_currency": company.base_currency_id,
        "fiscal_year_start_month": company.fiscal_year_start_month,
        "time_zone": company.time_zone,
        "tax_rounding": company.tax_rounding,
        "two_person_approval": company.two_person_approval,
    }


@data_of.register
def member_data(member: CompanyMember) -> Data:
    """Who has which role."""
    return {"id": member.id, "company_id": member.company_id, "user_id": member.user_id, "role": member.role}


def webhook_test_data(webhook_id: UUID) -> Data:
    """Return the data of `webhook.test`."""
    return {"id": webhook_id, "message": TEST_MESSAGE}


def _exactly(amount: Decimal | int, currency: str) -> Decimal:
    return money.quantize(Decimal(amount), currency)  # what was never saved may hold a plain 0 still


def _document_data(document: Document) -> Data:
    currency = document.currency_id
    return {
        "external_id": document.external_id,
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


# Writing


def tell(type: str, subject: Subject) -> None:
    """Record that something happened to `subject`, with its data as it now stands. Comes last in an operation."""
    _write(subject.company_id, type, subject_id=subject.id, data=data_of(subject))


def tell_payment(type: str, payment: Payment, allocations: Sequence[Allocation] = ()) -> None:
    """Record that something happened to a payment, with the allocations that this made or took back."""
    currency = payment.currency_id
    made = [_allocation_data(allocation, currency) for allocation in allocations]
    _write(payment.company_id, type, subject_id=payment.id, data={**payment_data(payment), "allocations": made})


def record(company: Company, type: str, *, subject_id: UUID, data: Data) -> Event:
    """Write one event in the transaction of the change it tells of, and ring the bell after the commit.

    It takes the company's ledger head, so it comes last in an operation. `journal_entry.posted` is not written here:
    PostgreSQL writes it with the entry (migrations/0021_numbered_bodies.sql).
    """
    return _write(company.id, type, subject_id=subject_id, data=data)


def _write(company_id: UUID, type: str, *, subject_id: UUID, data: Data) -> Event:
    now = timezone.now()
    event = Event(company_id=company_id, type=CATALOGUE[type].name, subject_id=subject_id, created_at=now)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounting_event (id, company_id, type, subject_id, body, created_at)"
            " VALUES (%s, %s, %s, %s, %s, %s) RETURNING sequence, body",
            [event.id, company_id, event.type, subject_id, body(type, now, data), now],
        )
        event.sequence, written = cursor.fetchone()
    event.body = bytes(written)
    ring()
    return event


def body(type: str, at: datetime.datetime, data: Data) -> bytes:
    """Return the bytes that deliveries of an event send, in UTF-8, but for the `sequence`.

    PostgreSQL adds that as the last member: the place in the history is known once the ledger's head is held.
    """
    told = {"event": type, "timestamp": at, "occurred_at": _to_the_millisecond(at), "data": data}
    return orjson.dumps(told, _exact, _OPTIONS)


def _to_the_millisecond(at: datetime.datetime) -> str:
    return at.astimezone(datetime.UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS


def _exact(value: Any) -> orjson.Fragment:
    if isinstance(value, Decimal):
        return orjson.Fragment(f"{value:f}")
    raise TypeError(f"{type(value).__name__} has no place in an event.")


_bell = Bell(DRAIN_TASK)


def ring() -> None:
    """After the commit, nudge the delivery engine. The nudge may be lost: the schedule sends others."""
    _bell.ring_after_commit()
