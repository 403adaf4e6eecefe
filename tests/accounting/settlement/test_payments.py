"""Payments received and made, and their allocations."""

import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import orjson
import pytest
import time_machine
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from accounting import errors
from accounting.documents import bills, invoices
from accounting.ledger import accounts, contacts, members, periods
from accounting.models import AccountBalance, Allocation, Bill, Company, Event, Invoice, JournalEntry, Payment
from accounting.settlement import payments
from foundation import tenancy
from identity.models import User
from tests.accounting.races import race
from tests.accounting.snapshot import snapshot
from tests.factories import (
    DAY,
    account,
    make_account,
    make_approved_bill,
    make_bill,
    make_company,
    make_customer,
    make_entry,
    make_exchange_rate,
    make_invoice,
    make_payment,
    make_sent_invoice,
    make_vendor,
    owner_of,
    period_of,
)
from tests.nightly import examples
from tests.people import make_admin, make_user

pytestmark = pytest.mark.django_db

NEXT_DAY = DAY + datetime.timedelta(days=1)


def balance(company: Company, code: str) -> Decimal:
    rows = AccountBalance.objects.filter(company=company, account__code=code)
    return sum((row.debits - row.credits for row in rows), Decimal(0))


def of(document: Invoice | Bill, amount: str, **fields: Any) -> Any:
    key = "invoice_id" if isinstance(document, Invoice) else "bill_id"
    return {key: document.id, "amount": Decimal(amount), **fields}


def events_of(company: Company) -> list[str]:
    return list(Event.objects.filter(company=company).order_by("sequence").values_list("type", flat=True))


def open_of(document: Invoice | Bill) -> Decimal:
    return type(document).objects.get(id=document.id).amount_due


def test_a_payment_received_settles_an_invoice_and_says_so():
    company = make_company()
    invoice = make_sent_invoice(company, "1500.00")
    seen = len(events_of(company))
    payment = make_payment(company, "1500.00", contact=invoice.customer, allocations=[of(invoice, "1500.00")])
    invoice.refresh_from_db()
    assert (payment.payment_number, payment.allocated_amount, payment.unallocated_amount) == ("PAY-0001", 1500, 0)
    assert (invoice.amount_paid, invoice.amount_due, invoice.status_on(DAY)) == (1500, 0, "paid")
    assert (balance(company, "1000"), balance(company, "1100")) == (1500, 0)
    assert events_of(company)[seen:] == ["journal_entry.posted", "payment.received", "invoice.paid"]
    paid = Event.objects.get(company=company, type="invoice.paid")
    data = orjson.loads(bytes(paid.body))["data"]
    assert (data["id"], data["invoice_number"], data["status"]) == (str(invoice.id), "INV-0001", "paid")
    assert b'"amount":1500.00,"amount_paid":1500.00,"amount_due":0.00' in bytes(paid.body)
    received = orjson.loads(bytes(Event.objects.get(company=company, type="payment.received").body))["data"]
    assert (received["id"], received["unallocated_amount"]) == (str(payment.id), 0)


def test_a_payment_made_settles_a_bill_and_not_an_invoice():
    company = make_company()
    bill = make_approved_bill(company)
    make_payment(company, contact=bill.vendor, allocations=[of(bill, "100.00")])
    assert open_of(bill) == 0
    assert (balance(company, "1000"), balance(company, "2000")) == (-100, 0)
    assert "payment.received" not in events_of(company)


def test_part_payments_several_documents_and_open_credit():
    company = make_company()
    customer = make_customer(company)
    first, second = (make_sent_invoice(company, price, customer=customer) for price in ("100.00", "50.00"))
    make_payment(company, "30.00", contact=customer, allocations=[of(first, "30.00")])
    assert Invoice.objects.get(id=first.id).status_on(DAY) == "partially_paid"
    payment = make_payment(company, "150.00", contact=customer, allocations=[of(first, "70.00"), of(second, "20.00")])
    assert (open_of(first), open_of(second), payment.unallocated_amount) == (0, 30, 60)
    payment = payments.allocate(payment, by=owner_of(company), allocations=[of(second, "30.00")], date=NEXT_DAY)
    assert (open_of(second), payment.unallocated_amount) == (0, 30)
    assert Allocation.objects.filter(date=NEXT_DAY).count() == 1
    assert events_of(company).count("invoice.paid") == 2
    assert balance(company, "1100") == -30  # what the customer has too much


def test_one_document_may_be_named_twice():
    company = make_company()
    invoice = make_sent_invoice(company)
    make_payment(company, contact=invoice.customer, allocations=[of(invoice, "40.00"), of(invoice, "60.00")])
    assert open_of(invoice) == 0
    assert events_of(company).count("invoice.paid") == 1


@pytest.mark.parametrize(
    ("amounts", "position", "figure"),
    [(["100.01"], 0, r"100\.00"), (["60.00", "40.01"], 1, r"40\.00"), (["100.00", "0.01"], 1, "Nothing")],
)
def test_more_than_is_open_is_refused(amounts: list[str], position: int, figure: str):
    company = make_company()
    invoice = make_sent_invoice(company)
    before = snapshot(company)
    with pytest.raises(errors.OverAllocated, match=figure) as refusal:
        make_payment(
            company, "500.00", contact=invoice.customer, allocations=[of(invoice, amount) for amount in amounts]
        )
    assert refusal.value.field == f"allocations[{position}].amount"
    assert snapshot(company) == before


def test_more_than_the_payment_has_is_refused():
    company = make_company()
    invoice = make_sent_invoice(company, "1000.00")
    payment = make_payment(company, "10.00", contact=invoice.customer, allocations=[of(invoice, "4.00")])
    before = snapshot(company)
    with pytest.raises(errors.OverAllocated, match=r"6\.00 USD of the payment is left") as refusal:
        payments.allocate(payment, by=owner_of(company), allocations=[of(invoice, "6.01")], date=DAY)
    assert refusal.value.field == "allocations[0].amount"
    assert snapshot(company) == before


def test_a_payment_cannot_settle_these_documents():
    company = make_company()
    customer, by = make_customer(company), owner_of(company)
    draft = make_invoice(company, customer=customer)
    void = invoices.void(make_sent_invoice(company, customer=customer), by=by)
    sent = make_sent_invoice(company, customer=customer)
    refused: list[tuple[dict[str, Any], str, type[errors.Refusal]]] = [
        (of(draft, "1.00"), "invoice_id", errors.WrongStatus),
        (of(void, "1.00"), "invoice_id", errors.WrongStatus),
        (of(make_sent_invoice(company), "1.00"), "invoice_id", errors.ContactNotUsable),
        (of(make_sent_invoice(make_company()), "1.00"), "invoice_id", errors.NotFoundHere),
        ({"invoice_id": uuid4(), "amount": Decimal(1)}, "invoice_id", errors.NotFoundHere),
        (of(make_approved_bill(company), "1.00"), "invoice_id", errors.Invalid),
        (of(sent, "1.00") | {"bill_id": uuid4()}, "invoice_id", errors.Invalid),
        ({"amount": Decimal(1)}, "invoice_id", errors.Invalid),
        (of(sent, "0.00"), "amount", errors.InvalidAmount),
        (of(sent, "-1.00"), "amount", errors.InvalidAmount),
        (of(sent, "0.001"), "amount", errors.InvalidAmount),
        (of(sent, "1.00", date=DAY - datetime.timedelta(days=1)), "date", errors.InvalidDate),
    ]
    payment = make_payment(company, contact=customer)
    before = snapshot(company)
    for allocation, field, error in refused:
        with pytest.raises(error) as refusal:
            make_payment(company, contact=customer, allocations=[of(sent, "1.00"), allocation])
        assert refusal.value.field == f"allocations[1].{field}"
        with pytest.raises(error):
            payments.allocate(payment, by=by, allocations=[allocation], date=DAY)
    assert snapshot(company) == before


def test_a_bill_not_yet_approved_is_not_paid():
    company = make_company()
    bill = make_bill(company)
    with pytest.raises(errors.WrongStatus):
        make_payment(company, contact=bill.vendor, allocations=[of(bill, "1.00")])


def test_an_invalid_payment_is_refused():
    company = make_company()
    customer = make_customer(company)
    fees = account(company, "6700").id
    accounts.archive(account(company, "1010"), by=owner_of(company))
    refused: list[tuple[dict[str, Any], str, type[errors.Refusal]]] = [
        ({"amount": "0.00"}, "amount", errors.InvalidAmount),
        ({"amount": "-1.00"}, "amount", errors.InvalidAmount),
        ({"amount": "1.001"}, "amount", errors.InvalidAmount),
        ({"amount": "1000000000000000"}, "amount", errors.InvalidAmount),
        ({"currency": "EUR"}, "exchange_rate", errors.ExchangeRateMissing),
        ({"account_id": account(company, "1100").id}, "account_id", errors.AccountNotUsable),
        ({"account_id": account(company, "1010").id}, "account_id", errors.AccountNotUsable),
        ({"account_id": account(company, "4000").id}, "account_id", errors.AccountNotUsable),
        ({"account_id": account(make_company(), "1000").id}, "account_id", errors.NotFoundHere),
        ({"deductions": [{"account_id": fees, "amount": Decimal(100)}]}, "deductions", errors.InvalidAmount),
        ({"deductions": [{"account_id": fees, "amount": Decimal(0)}]}, "deductions[0].amount", errors.InvalidAmount),
        (
            {"deductions": [{"account_id": uuid4(), "amount": Decimal(1)}]},
            "deductions[0].account_id",
            errors.NotFoundHere,
        ),
        (
            {"deductions": [{"account_id": account(company, "2000").id, "amount": Decimal(1)}]},
            "deductions[0].account_id",
            errors.AccountNotUsable,
        ),
        ({"deductions": [{"account_id": fees, "amount": Decimal(1)}] * 21}, "deductions", errors.TooManyLines),
        ({"allocations": [{}] * 1001}, "allocations", errors.TooManyLines),
    ]
    before = snapshot(company)
    for fields, field, error in refused:
        with pytest.raises(error) as refusal:
            make_payment(company, contact=customer, **{"amount": "100.00"} | fields)
        assert refusal.value.field == field
    assert snapshot(company) == before


def test_a_payment_has_an_active_contact_of_its_kind():
    company = make_company()
    archived = contacts.archive(make_customer(company), by=owner_of(company))
    with pytest.raises(errors.ContactNotUsable) as refusal:
        make_payment(company, contact=archived)
    assert refusal.value.field == "customer_id"
    with pytest.raises(errors.NotFoundHere) as refusal:
        make_payment(company, contact=make_customer(company), type="made")
    assert refusal.value.field == "vendor_id"
    assert not Payment.objects.filter(company=company).exists()


def test_a_number_or_external_id_is_taken_once():
    company = make_company()
    make_payment(company, payment_number="PAY-0001", external_id="x")
    assert make_payment(company).payment_number == "PAY-0002"
    customer = make_customer(company)
    before = snapshot(company)
    for field, value in (("payment_number", "PAY-0001"), ("external_id", "x")):
        with pytest.raises(errors.Duplicate) as refusal:
            make_payment(company, contact=customer, **{field: value})
        assert refusal.value.field == field
    assert snapshot(company) == before


def test_a_card_pays_bills_and_the_bank_keeps_its_fee():
    company = make_company()
    bill = make_approved_bill(company)
    fee = {"account_id": account(company, "6700").id, "amount": Decimal("2.50")}
    make_payment(
        company,
        contact=bill.vendor,
        account_id=account(company, "2100").id,
        deductions=[fee],
        allocations=[of(bill, "100.00")],
    )
    assert (balance(company, "2100"), balance(company, "6700"), balance(company, "2000")) == (
        Decimal("-102.50"),
        Decimal("2.50"),
        0,
    )
    invoice = make_sent_invoice(company)
    received = make_payment(company, contact=invoice.customer, deductions=[fee], allocations=[of(invoice, "100.00")])
    assert (balance(company, "1000"), balance(company, "6700"), balance(company, "1100")) == (Decimal("97.50"), 5, 0)
    assert [str(row.amount) for row in received.deductions.all()] == ["2.5000"]


def test_an_allocation_is_dated_when_both_sides_are_in_the_books():
    company = make_company()
    invoice = make_sent_invoice(company, issue_date=NEXT_DAY)
    payment = make_payment(company, contact=invoice.customer, allocations=[of(invoice, "10.00")])
    assert payment.allocations.get().date == NEXT_DAY
    with pytest.raises(errors.InvalidDate):
        payments.allocate(payment, by=owner_of(company), allocations=[of(invoice, "10.00")], date=DAY)


def test_allocating_in_a_closed_period_is_refused():
    company = make_company()
    invoice = make_sent_invoice(company)
    payment = make_payment(company, contact=invoice.customer, allocations=[of(invoice, "10.00")])
    periods.close(period_of(company), by=owner_of(company))
    before = snapshot(company)
    (allocation,) = payment.allocations.all()
    for allocated, field in (of(invoice, "10.00"), "date"), (of(invoice, "10.00", date=DAY), "allocations[0].date"):
        with pytest.raises(errors.PeriodClosed) as refused:
            payments.allocate(payment, by=owner_of(company), allocations=[allocated], date=DAY)
        assert refused.value.field == field
    with pytest.raises(errors.PeriodClosed):
        payments.unallocate(payment, by=owner_of(company), allocation_ids=[allocation.id], date=DAY)
    assert snapshot(company) == before


def test_nothing_is_settled_on_a_day_far_ahead():
    company = make_company()
    by, invoice = owner_of(company), make_sent_invoice(company)
    payment = make_payment(company, contact=invoice.customer, allocations=[of(invoice, "10.00")])
    (allocation,) = payment.allocations.all()
    before, late = snapshot(company), datetime.date(2126, 3, 15)
    for allocated, field in (of(invoice, "10.00"), "date"), (of(invoice, "10.00", date=late), "allocations[0].date"):
        with pytest.raises(errors.InvalidDate, match="days ahead") as refused:
            payments.allocate(payment, by=by, allocations=[allocated], date=late)
        assert refused.value.field == field
    with pytest.raises(errors.InvalidDate, match="days ahead"):
        payments.unallocate(payment, by=by, allocation_ids=[allocation.id], date=late)
    allocation.pk, allocation.date = uuid4(), late
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        allocation.save(force_insert=True)
    assert broken.value.__cause__.diag.constraint_name == "allocation_not_far_ahead"
    assert snapshot(company) == before


def test_what_was_settled_on_a_later_day_than_can_be_entered_is_taken_back_on_that_day():
    company = make_company()
    by, invoice = owner_of(company), make_sent_invoice(company)
    payment = make_payment(company, contact=invoice.customer, allocations=[of(invoice, "10.00")])
    (allocation,) = payment.allocations.all()
    with time_machine.travel("2024-01-01T12:00:00Z"):
        with pytest.raises(errors.InvalidDate, match="days ahead"):
            payments.unallocate(payment, by=by, allocation_ids=[allocation.id], date=NEXT_DAY)
        payments.unallocate(payment, by=by, allocation_ids=[allocation.id], date=DAY)
    assert open_of(invoice) == invoice.amount


def test_a_payment_in_a_closed_period_is_refused_or_moved():
    company = make_company()
    make_entry(company)
    periods.close(period_of(company), by=owner_of(company))
    customer = make_customer(company)
    before = snapshot(company)
    with pytest.raises(errors.PeriodClosed, match="2026-04-01"):
        make_payment(company, contact=customer)
    assert snapshot(company) == before
    payment = make_payment(company, contact=customer, on_closed_period="next_open")
    assert (payment.date, payment.journal_entry.date) == (DAY, datetime.date(2026, 4, 1))


def test_taking_an_allocation_back_opens_the_document_again():
    company = make_company()
    invoice = make_sent_invoice(company)
    payment = make_payment(company, contact=invoice.customer, allocations=[of(invoice, "100.00")])
    (allocation,) = payment.allocations.all()
    by = owner_of(company)
    payment = payments.unallocate(payment, by=by, allocation_ids=[allocation.id], date=NEXT_DAY)
    mirror = Allocation.objects.get(reverses=allocation)
    assert (mirror.amount, mirror.date, mirror.debit_item_id, mirror.created_by) == (-100, NEXT_DAY, invoice.id, by)
    assert (payment.unallocated_amount, open_of(invoice)) == (100, 100)
    assert balance(company, "1100") == 0
    payments.allocate(payment, by=by, allocations=[of(invoice, "100.00")], date=NEXT_DAY)
    assert events_of(company).count("invoice.paid") == 2


def test_what_was_taken_back_is_allocated_again_from_that_day():
    company = make_company()
    invoice = make_sent_invoice(company, "100.00")
    payment = make_payment(company, "100.00", contact=invoice.customer, allocations=[of(invoice, "100.00")])
    (made,) = payment.allocations.all()
    payment = payments.unallocate(payment, by=owner_of(company), allocation_ids=[made.id], date=NEXT_DAY)
    before = snapshot(company)
    with pytest.raises(errors.InvalidDate):
        payments.allocate(payment, by=owner_of(company), allocations=[of(invoice, "100.00")], date=DAY)
    assert snapshot(company) == before
    payments.allocate(payment, by=owner_of(company), allocations=[of(invoice, "60.00")], date=NEXT_DAY)
    other = make_payment(company, "40.00", contact=invoice.customer, allocations=[of(invoice, "40.00")])
    dates = Allocation.objects.filter(company=company).order_by("created_at").values_list("date", flat=True)
    assert list(dates) == [DAY, NEXT_DAY, NEXT_DAY, NEXT_DAY]
    assert (other.date, open_of(invoice)) == (DAY, 0)


def test_allocations_that_cannot_be_taken_back():
    company = make_company()
    invoice = make_sent_invoice(company)
    by = owner_of(company)
    payment = make_payment(company, contact=invoice.customer, allocations=[of(invoice, "50.00"), of(invoice, "10.00")])
    other = make_payment(company, "10.00", contact=invoice.customer, allocations=[of(invoice, "10.00")])
    first, second = payment.allocations.order_by("id")
    payments.unallocate(payment, by=by, allocation_ids=[first.id], date=DAY)
    mirror = Allocation.objects.get(reverses=first)
    before = snapshot(company)
    refused: list[tuple[list[Any], type[errors.Refusal], str]] = [
        ([], errors.Invalid, "allocation_ids"),
        ([first.id], errors.AlreadyReversed, "allocation_ids[0]"),
        ([second.id, second.id], errors.AlreadyReversed, "allocation_ids[1]"),
        ([mirror.id], errors.NotFoundHere, "allocation_ids[0]"),
        ([second.id, other.allocations.get().id], errors.NotFoundHere, "allocation_ids[1]"),
        ([second.id] * 1001, errors.TooManyLines, "allocation_ids"),
    ]
    for ids, error, field in refused:
        with pytest.raises(error) as refusal:
            payments.unallocate(payment, by=by, allocation_ids=ids, date=DAY)
        assert refusal.value.field == field
    with pytest.raises(errors.InvalidDate):
        payments.unallocate(payment, by=by, allocation_ids=[second.id], date=DAY - datetime.timedelta(days=1))
    assert snapshot(company) == before


def test_a_payment_is_voided_once_and_only_without_allocations():
    company = make_company()
    invoice = make_sent_invoice(company)
    by = owner_of(company)
    payment = make_payment(company, contact=invoice.customer, allocations=[of(invoice, "100.00")])
    assert payments.possible_actions(payment) == ("update", "unallocate")
    before = snapshot(company)
    with pytest.raises(errors.HasAllocations, match="INV-0001"):
        payments.void(payment, by=by)
    assert snapshot(company) == before
    allocation = payment.allocations.get()
    payment = payments.unallocate(payment, by=by, allocation_ids=[allocation.id], date=DAY)
    assert payments.possible_actions(payment) == ("update", "allocate", "void", "refund")
    payment = payments.void(payment, by=by, reason="Bounced")
    assert payments.possible_actions(payment) == ("update",)
    assert (
        JournalEntry.objects.get(reverses=payment.journal_entry).memo == f"Void: {payment.journal_entry.memo}. Bounced"
    )
    assert (balance(company, "1000"), balance(company, "1100"), payment.unallocated_amount) == (0, 100, 0)
    before = snapshot(company)
    with pytest.raises(errors.WrongStatus):
        payments.void(payment, by=by)
    with pytest.raises(errors.WrongStatus):
        payments.allocate(payment, by=by, allocations=[of(invoice, "1.00")], date=DAY)
    assert snapshot(company) == before


def test_an_account_of_another_currency_needs_a_rate():
    company = make_company()
    foreign = make_account(company, type="asset", subtype="bank", currency_id="EUR")
    with pytest.raises(errors.ExchangeRateMissing, match=r"EUR.*or give account_amount") as refusal:
        make_payment(company, account_id=foreign.id)
    assert refusal.value.field == "account_amount"
    make_payment(company, account_id=foreign.id, account_amount=Decimal("90.00"))


@pytest.mark.parametrize("given", [{"exchange_rate": Decimal("1.30")}, {"account_amount": Decimal("110.00")}])
def test_between_two_other_currencies_only_a_rate_of_the_account_helps(given):
    company = make_company()
    foreign = make_account(company, type="asset", subtype="bank", currency_id="EUR")
    paid = {"contact": make_customer(company, currency="GBP"), "account_id": foreign.id} | given
    with pytest.raises(errors.ExchangeRateMissing, match=r"EUR.* Add one\.$") as refusal:
        make_payment(company, **paid)
    assert refusal.value.field == "account_id"
    make_exchange_rate(company, "1.10", currency="EUR", date=DAY)
    make_payment(company, **paid)


amounts = st.decimals(Decimal("0.01"), Decimal("120.00"), places=2).map(str)


@given(
    prices=st.lists(amounts, min_size=1, max_size=3), steps=st.lists(st.tuples(st.integers(0, 2), amounts), max_size=6)
)
@settings(max_examples=examples(30))
def test_receivables_are_always_open_invoices_less_open_credit(prices: list[str], steps: list[tuple[int, str]]):
    company = make_company()
    customer, by = make_customer(company), owner_of(company)
    documents = [make_sent_invoice(company, price, customer=customer) for price in prices]
    payment = make_payment(company, "150.00", contact=customer)
    for position, amount in steps:
        invoice = documents[position % len(documents)]
        try:
            payment = payments.allocate(payment, by=by, allocations=[of(invoice, amount)], date=DAY)
        except errors.OverAllocated:
            live = payment.allocations.filter(reverses=None, reversals=None).first()
            if live is not None:
                payment = payments.unallocate(payment, by=by, allocation_ids=[live.id], date=DAY)
    still_open = sum(open_of(invoice) for invoice in documents)
    assert still_open - Payment.objects.get(id=payment.id).unallocated_amount == balance(company, "1100")


@pytest.mark.django_db(transaction=True)
def test_of_two_payments_for_the_last_cent_one_wins():
    with tenancy.everyone():
        company = make_company()
        invoice, by = make_sent_invoice(company, "100.00"), owner_of(company)
        make_payment(company, "99.99", contact=invoice.customer, allocations=[of(invoice, "99.99")])

    def pay() -> Payment:
        return make_payment(company, "0.01", contact=invoice.customer, allocations=[of(invoice, "0.01")])

    results = race(pay, pay, pay)
    assert sorted(type(result).__name__ for result in results) == ["OverAllocated", "OverAllocated", "Payment"]
    with tenancy.everyone():
        assert (open_of(invoice), Payment.objects.count()) == (0, 2)
        assert events_of(company).count("invoice.paid") == 1
        assert by == owner_of(company)


@pytest.mark.django_db(transaction=True)
def test_of_two_allocations_of_the_last_cent_of_a_payment_one_wins():
    with tenancy.everyone():
        company = make_company()
        customer, by = make_customer(company), owner_of(company)
        first, second = (make_sent_invoice(company, customer=customer) for _ in range(2))
        payment = make_payment(company, "0.01", contact=customer)
    results = race(
        *[
            lambda invoice=invoice: payments.allocate(payment, by=by, allocations=[of(invoice, "0.01")], date=DAY)
            for invoice in (first, second)
        ]
    )
    assert sorted(type(result).__name__ for result in results) == ["OverAllocated", "Payment"]
    with tenancy.everyone():
        assert open_of(first) + open_of(second) == Decimal("199.99")


@pytest.mark.django_db(transaction=True)
def test_payments_over_the_same_invoices_in_any_order_never_block_each_other_for_good():
    with tenancy.everyone():
        company = make_company()
        customer = make_customer(company)
        documents = [make_sent_invoice(company, customer=customer) for _ in range(4)]

    def pay(order: list[Invoice]) -> Payment:
        return make_payment(company, "40.00", contact=customer, allocations=[of(invoice, "10.00") for invoice in order])

    orders = [documents, documents[::-1], documents[2:] + documents[:2], documents[::-1]]
    results = race(*[lambda order=order: pay(order) for order in orders])
    assert all(isinstance(result, Payment) for result in results), results
    with tenancy.everyone():
        assert [open_of(invoice) for invoice in documents] == [60] * 4


@pytest.mark.django_db(transaction=True)
def test_an_allocation_is_taken_back_once():
    with tenancy.everyone():
        company = make_company()
        invoice, by = make_sent_invoice(company), owner_of(company)
        payment = make_payment(company, contact=invoice.customer, allocations=[of(invoice, "100.00")])
        ids = [payment.allocations.get().id]
    results = race(*[lambda: payments.unallocate(payment, by=by, allocation_ids=ids, date=DAY)] * 3)
    assert [type(result) for result in results].count(errors.AlreadyReversed) == 2
    with tenancy.everyone():
        assert open_of(invoice) == 100


@pytest.mark.django_db(transaction=True)
def test_allocating_and_voiding_a_payment_at_once_have_one_winner():
    with tenancy.everyone():
        company = make_company()
        invoice, by = make_sent_invoice(company), owner_of(company)
        payment = make_payment(company, contact=invoice.customer)
    allocated, voided = race(
        lambda: payments.allocate(payment, by=by, allocations=[of(invoice, "100.00")], date=DAY),
        lambda: payments.void(payment, by=by),
    )
    assert isinstance(allocated, errors.WrongStatus) != isinstance(voided, errors.HasAllocations)
    with tenancy.everyone():
        assert balance(company, "1100") == (100 if isinstance(allocated, errors.WrongStatus) else 0)


def test_a_vendor_gets_open_credit_too():
    company = make_company()
    vendor = make_vendor(company)
    payment = make_payment(company, "10.00", contact=vendor)
    bill = make_approved_bill(company, vendor=vendor)
    payments.allocate(payment, by=owner_of(company), allocations=[of(bill, "10.00")], date=DAY)
    assert open_of(bill) == 90


def accountant_of(company: Company) -> User:
    user = make_user(company.organization)
    members.assign(company, user=user, role="accountant", by=owner_of(company))
    return user


def make_bill_approved_by_two(company: Company) -> Bill:
    submitted = bills.submit(make_bill(company), by=owner_of(company))
    return bills.approve(submitted, by=make_admin(company.organization))


def test_where_two_people_are_asked_for_an_accountant_pays_approved_bills_and_nothing_else():
    company = make_company(two_person_approval=True)
    bill, accountant = make_bill_approved_by_two(company), accountant_of(company)
    whole, part = [of(bill, "100.00")], [of(bill, "99.99")]
    fee = {"account_id": account(company, "6700").id, "amount": Decimal("5000.00")}

    def pay(by: User, **fields: Any) -> Payment:
        given: dict[str, Any] = {"type": "made", "date": DAY, "account_id": account(company, "1000").id} | fields
        return payments.create(company, by=by, contact_id=bill.vendor_id, amount=Decimal("100.00"), **given)

    before = snapshot(company)
    for fields in ({}, {"allocations": part}, {"allocations": whole, "deductions": [fee]}):
        with pytest.raises(errors.NeedsApprover):
            pay(accountant, **fields)
    assert snapshot(company) == before
    payment = pay(accountant, allocations=whole)
    before = snapshot(company)
    with pytest.raises(errors.NeedsApprover):  # or the bill can be paid again
        payments.unallocate(payment, by=accountant, allocation_ids=[payment.allocations.get().id], date=DAY)
    assert snapshot(company) == before
    approver = owner_of(company)
    payment = payments.unallocate(payment, by=approver, allocation_ids=[payment.allocations.get().id], date=DAY)
    before = snapshot(company)
    with pytest.raises(errors.NeedsApprover):
        payments.void(payment, by=accountant)
    assert snapshot(company) == before
    payments.allocate(payment, by=accountant, allocations=whole, date=DAY)  # to a bill that two have seen
    pay(approver, deductions=[fee])


def test_what_customers_pay_takes_one_person_and_so_does_all_where_the_company_asks_for_one():
    for company in (make_company(two_person_approval=True), make_company()):
        accountant = accountant_of(company)
        kinds = [("received", make_customer(company))]
        if not company.two_person_approval:
            kinds.append(("made", make_vendor(company)))
        for kind, contact in kinds:
            given = {"type": kind, "contact_id": contact.id, "date": DAY, "account_id": account(company, "1000").id}
            payment = payments.create(company, by=accountant, amount=Decimal(10), **given)  # type: ignore[arg-type]
            assert payments.void(payment, by=accountant).status == "void"


def test_payments_go_through_bank_cash_card_and_clearing_accounts_only():
    company = make_company()
    customer, vendor = make_customer(company), make_vendor(company)
    refused = [account(company, code) for code in ("1100", "1200", "1400", "1500", "2000", "2200", "2500", "3000")]
    refused += [make_account(company, type="asset"), make_account(company, type="liability")]
    before = snapshot(company)
    for contact in (customer, vendor):
        for wrong in refused:
            with pytest.raises(errors.AccountNotUsable) as refusal:
                make_payment(company, contact=contact, account_id=wrong.id)
            assert refusal.value.field == "account_id"
    assert snapshot(company) == before
    clearing = make_account(company, type="asset", subtype="clearing")
    for right in (account(company, "1000"), account(company, "1050"), account(company, "2100"), clearing):
        assert make_payment(company, contact=vendor, account_id=right.id).account == right
    before = snapshot(company)
    for change in ({"subtype": "inventory"}, {"subtype": ""}, {"subtype": "bank", "system_role": "input_tax"}):
        with pytest.raises(errors.InUse) as in_use:
            accounts.update(clearing, by=owner_of(company), **change)
        assert in_use.value.field == "subtype"
    assert snapshot(company) == before
    assert accounts.update(clearing, by=owner_of(company), subtype="bank", name="PayPal").subtype == "bank"


def test_nothing_is_allocated_to_a_document_of_zero():
    company = make_company()
    free = make_sent_invoice(company, "0.00")
    payment = make_payment(company, contact=free.customer)
    before = snapshot(company)
    with pytest.raises(errors.WrongStatus, match="total is zero") as refused, transaction.atomic():
        payments.allocate(
            payment, allocations=[{"invoice_id": free.id, "amount": Decimal("1.00")}], date=DAY, by=owner_of(company)
        )
    assert refused.value.field == "allocations[0].invoice_id"
    assert snapshot(company) == before
