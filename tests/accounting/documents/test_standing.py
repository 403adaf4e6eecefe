"""The status of documents: the same in PostgreSQL and in Python, in every state, before and after the due date."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.admin import site
from django.db.models import QuerySet
from django.test import RequestFactory

from accounting.documents import bills, credit_notes, invoices, standing, vendor_credits
from accounting.documents.admin.document import SettlementFilter
from accounting.models import (
    Bill,
    BillStatus,
    Company,
    CreditNote,
    CreditStatus,
    Document,
    Invoice,
    InvoiceStatus,
    VendorCredit,
)
from accounting.settlement import credits
from tests.factories import (
    DAY,
    make_approved_bill,
    make_bill,
    make_company,
    make_credit_note,
    make_customer,
    make_invoice,
    make_issued_credit_note,
    make_issued_vendor_credit,
    make_payment,
    make_sent_invoice,
    make_vendor,
    make_vendor_credit,
    owner_of,
)

pytestmark = pytest.mark.django_db

DUE = DAY + datetime.timedelta(days=10)


def posted_in_every_state(company: Company, make: Any, field: str) -> None:
    for price, paid in (("100.00", ""), ("100.00", "0.01"), ("100.00", "99.99"), ("100.00", "100.00"), ("0.00", "")):
        document = make(company, price, due_date=DUE)
        if paid:
            part = [{field: document.id, "amount": Decimal(paid)}]
            make_payment(company, paid, contact=document.contact, allocations=part)


def invoices_in_every_state(company: Company) -> None:
    by, customer = owner_of(company), make_customer(company)
    make_invoice(company, customer=customer, due_date=DUE)
    for price in ("100.00", "0.00"):
        invoices.void(make_sent_invoice(company, price, customer=customer, due_date=DUE), by=by)
    posted_in_every_state(company, make_sent_invoice, "invoice_id")


def bills_in_every_state(company: Company) -> None:
    by, vendor = owner_of(company), make_vendor(company)
    for step in ((), (bills.submit,), (bills.submit, bills.reject)):
        bill = make_bill(company, vendor=vendor, due_date=DUE)
        for operation in step:
            operation(bill, by=by)
    for price in ("100.00", "0.00"):
        bills.void(make_approved_bill(company, price, vendor=vendor, due_date=DUE), by=by)
    posted_in_every_state(company, make_approved_bill, "bill_id")


def credits_in_every_state(company: Company, make: Any, issued: Any, owed: Any, void: Any) -> None:
    by = owner_of(company)
    make(company)
    void(issued(company), by=by)
    for price, applied in (("100.00", ""), ("100.00", "0.01"), ("100.00", "100.00"), ("0.00", "")):
        original = owed(company)
        lines = original.lines.all()
        line = {f"{original.NOUN}_line_id": lines[0].id, "unit_price": Decimal(price)}
        credit = issued(company, lines=[line], **{original.NOUN: original})
        if applied:
            there = [{f"{original.NOUN}_id": original.id, "amount": Decimal(applied)}]
            credits.apply(credit, by=by, date=DAY, allocations=there)


def credit_notes_in_every_state(company: Company) -> None:
    credits_in_every_state(company, make_credit_note, make_issued_credit_note, make_sent_invoice, credit_notes.void)


def vendor_credits_in_every_state(company: Company) -> None:
    credits_in_every_state(
        company, make_vendor_credit, make_issued_vendor_credit, make_approved_bill, vendor_credits.void
    )


KINDS = [
    (Invoice, invoices_in_every_state, InvoiceStatus),
    (Bill, bills_in_every_state, BillStatus),
    (CreditNote, credit_notes_in_every_state, CreditStatus),
    (VendorCredit, vendor_credits_in_every_state, CreditStatus),
]


@pytest.mark.parametrize(("model", "make", "stored"), KINDS)
def test_a_document_has_the_same_status_in_postgresql_and_in_python(model: type[Document], make: Any, stored: Any):
    company = make_company()
    make(company)
    rows: QuerySet[Any] = model._default_manager.filter(company=company)
    shown = {name for name, _ in standing.choices(stored.choices)}
    seen = set()
    for today in (DAY, DUE, DUE + datetime.timedelta(days=1)):
        conditions = standing.conditions(model.POSTED, today)
        assert shown == {*conditions, *stored.values}
        found = {row.id: name for name, condition in conditions.items() for row in rows.filter(condition)}
        assert sum(rows.filter(condition).count() for condition in conditions.values()) == len(found)
        for row in rows:
            expected = found.get(row.id, row.status)
            assert row.status_on(today) == expected
            seen.add(expected)
    assert seen == shown
    for row in rows:
        assert row.status_on(None) == row.status_on(DAY)  # without a date nothing is overdue
    unpaid = {row.id for row in rows if row.amount_due and row.status == model.POSTED}
    assert {row.id for row in rows.filter(standing.unpaid(model.POSTED))} == unpaid
    assert {row.id for row in rows.filter(standing.paid(model.POSTED))} == {
        row.id for row in rows if row.status == model.POSTED and not row.amount_due
    }
    assert {row.id for row in rows.filter(standing.paid_in_part(model.POSTED))} == {
        row.id for row in rows if row.amount_paid and row.amount_due
    }


def test_staff_see_overdue_documents_by_the_companys_time_zone(monkeypatch: pytest.MonkeyPatch):
    noon = datetime.datetime.combine(DUE, datetime.time(12), tzinfo=datetime.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    found = {}
    for zone in ("Pacific/Kiritimati", "UTC", "Pacific/Niue"):
        company = make_company(time_zone=zone)
        found[zone] = make_sent_invoice(company, due_date=DUE)
    request = RequestFactory().get("/")
    page = SettlementFilter(request, {"settlement": ["overdue"]}, Invoice, site._registry[Invoice])
    assert [*page.queryset(request, Invoice.objects.all())] == [found["Pacific/Kiritimati"]]
