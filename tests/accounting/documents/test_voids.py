"""Voids: their date in the books, their reason, and what the reversal says."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from accounting import errors
from accounting.documents import bills, invoices
from accounting.ledger import journal, periods
from accounting.models import Account, Allocation, Company, JournalEntry, JournalLine
from accounting.settlement import payments
from tests.accounting.snapshot import snapshot
from tests.factories import (
    DAY,
    account,
    make_approved_bill,
    make_company,
    make_entry,
    make_payment,
    make_sent_invoice,
    owner_of,
    period_of,
)

pytestmark = pytest.mark.django_db

Days = datetime.timedelta
MARCH, APRIL = datetime.date(2026, 3, 1), datetime.date(2026, 4, 1)


KINDS: list[tuple[Callable[[Company], Any], Callable[..., Any]]] = [
    (make_sent_invoice, invoices.void),
    (make_approved_bill, bills.void),
    (make_payment, payments.void),
]
each_kind = pytest.mark.parametrize(("make", "void"), KINDS, ids=["invoice", "bill", "payment"])


def close(company: Company, month: datetime.date) -> None:
    make_entry(company, date=month)
    periods.close(period_of(company, month), by=owner_of(company))


def net_until(account: Account, day: datetime.date) -> Decimal:
    lines = JournalLine.objects.filter(account=account, entry__date__lte=day, entry__status="posted")
    return sum((line.debit - line.credit for line in lines), Decimal(0))


@each_kind
def test_a_void_says_since_when_why_and_by_whom(make: Any, void: Any):
    company = make_company()
    document = make(company)
    before = timezone.now()
    document = void(document, by=owner_of(company), date=APRIL, reason=" Entered twice ")
    mirror = JournalEntry.objects.get(reverses=document.journal_entry)
    stored = type(document).objects.get(id=document.id)
    assert (stored.status, stored.void_date, stored.void_entry, stored.void_reason, stored.voided_by) == (
        "void",
        APRIL,
        mirror,
        "Entered twice",
        owner_of(company),
    )
    assert (mirror.date, stored.voided_at) == (APRIL, mirror.posted_at)
    assert stored.voided_at > before
    assert mirror.memo == f"Void: {document.journal_entry.memo}. Entered twice"
    assert getattr(stored, "amount_due", 0) == 0


@each_kind
def test_a_void_is_of_the_original_date_if_that_is_open_else_of_the_first_open_day(make: Any, void: Any):
    company = make_company()
    first, second = make(company), make(company)
    assert void(first, by=owner_of(company)).void_date == DAY
    close(company, MARCH)
    filed = snapshot(company)["AccountBalance"]
    document = void(second, by=owner_of(company))
    assert (document.void_date, document.void_entry.date) == (APRIL, APRIL)
    assert set(filed) <= set(snapshot(company)["AccountBalance"])  # March stays as it was filed


@each_kind
def test_a_void_is_not_before_its_document_nor_in_a_closed_period(make: Any, void: Any):
    company = make_company()
    document = make(company)
    close(company, MARCH)
    before = snapshot(company)
    with pytest.raises(errors.InvalidDate) as refusal:
        void(document, by=owner_of(company), date=DAY - Days(days=1))
    assert refusal.value.field == "date"
    with pytest.raises(errors.PeriodClosed) as closed:
        void(document, by=owner_of(company), date=DAY)
    assert closed.value.field == "date"
    with pytest.raises(errors.Invalid) as refusal:
        void(document, by=owner_of(company), reason="x" * 401)
    assert refusal.value.field == "reason"
    assert snapshot(company) == before


@each_kind
def test_where_every_day_up_to_today_is_closed_a_void_needs_a_date(make: Any, void: Any):
    company = make_company()
    document = make(company)
    close(company, MARCH)
    company.refresh_from_db()

    def today(company: Company, moment: datetime.datetime) -> datetime.date:
        return MARCH + Days(days=30)

    before = snapshot(company)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Company, "date_at", today)
        with pytest.raises(errors.PeriodClosed, match="2026-04-01"):
            void(document, by=owner_of(company))
    assert snapshot(company) == before
    assert void(document, by=owner_of(company), date=APRIL).void_date == APRIL


def test_a_payment_that_bounced_in_august_stays_in_the_books_of_july():
    company = make_company()
    july, august = datetime.date(2026, 7, 10), datetime.date(2026, 8, 1)
    invoice = make_sent_invoice(company, issue_date=july)
    settling = [{"invoice_id": invoice.id, "amount": Decimal("100.00")}]
    payment = make_payment(company, contact=invoice.customer, date=july, allocations=settling)
    by, allocation = owner_of(company), payment.allocations.get()
    payment = payments.unallocate(payment, by=by, allocation_ids=[allocation.id], date=august)
    before = snapshot(company)
    with pytest.raises(errors.InvalidDate, match="2026-08-01"):  # until then it settled the invoice
        payments.void(payment, by=by, date=august - Days(days=1))
    assert snapshot(company) == before
    payment = payments.void(payment, by=by, reason="Bounced")
    assert payment.void_date == august
    bank, receivable = account(company, "1000"), account(company, "1100")
    assert [net_until(bank, day) for day in (july, datetime.date(2026, 7, 31), august)] == [100, 100, 0]
    assert [net_until(receivable, day) for day in (july, august)] == [0, 100]


def test_a_document_is_not_void_before_its_last_unallocation():
    company = make_company()
    bill = make_approved_bill(company)
    settling = [{"bill_id": bill.id, "amount": Decimal("40.00")}]
    payment = make_payment(company, contact=bill.vendor, allocations=settling)
    ids = list(Allocation.objects.filter(credit_item=bill.id).values_list("id", flat=True))
    payments.unallocate(payment, by=owner_of(company), allocation_ids=ids, date=APRIL)
    before = snapshot(company)
    with pytest.raises(errors.InvalidDate):
        bills.void(bill, by=owner_of(company), date=DAY)
    assert snapshot(company) == before
    assert bills.void(bill, by=owner_of(company)).void_date == APRIL


def test_a_reversal_names_the_reversed_entry_and_the_reason():
    company = make_company()
    by = owner_of(company)
    entry = make_entry(company, memo="Rent of March")
    assert journal.reverse(entry, by=by, reason="Booked twice").memo == "Reversal of 1: Rent of March. Booked twice"
    assert journal.reverse(make_entry(company), by=by).memo == "Reversal of 3"
    assert journal.reverse(make_entry(company), by=by, memo="Undo", reason="x").memo == "Undo. x"
    long = journal.reverse(make_entry(company, memo="m" * 500), by=by, reason="r" * 400).memo
    assert (len(long), long[:22], long[-402:]) == (500, "Reversal of 7: mmmmmmm", ". " + "r" * 400)


def test_a_reversal_moves_to_the_first_open_day_up_to_today():
    company = make_company()
    entry = make_entry(company)
    close(company, MARCH)
    before = snapshot(company)
    with pytest.raises(errors.InvalidDate) as refusal:
        journal.reverse(entry, by=None, date=DAY - Days(days=1))
    assert refusal.value.field == "date"
    assert snapshot(company) == before
    assert journal.reverse(entry, by=None).date == APRIL
