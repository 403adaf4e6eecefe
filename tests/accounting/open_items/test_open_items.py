"""Open items and allocations, attacked from below and raced. Everything here runs as the application's role."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from accounting import errors
from accounting.documents import bills, invoices
from accounting.models import Allocation, Bill, Company, Contact, Invoice, OpenItem, Payment
from accounting.reports import integrity
from accounting.settlement import payments
from foundation import tenancy
from tests.accounting.races import beside, race
from tests.accounting.snapshot import snapshot
from tests.accounting.test_guards import not_permitted, refused, run
from tests.factories import (
    DAY,
    make_approved_bill,
    make_company,
    make_customer,
    make_invoice,
    make_payment,
    make_sent_invoice,
    make_vendor,
    owner_of,
)
from tests.nightly import examples

pytestmark = pytest.mark.django_db

Days = datetime.timedelta


def facts(item: OpenItem) -> tuple[Any, ...]:
    who = (item.kind, item.number, item.contact_id, item.account.code, item.side, item.currency_id)
    return (*who, item.amount, item.open_amount, item.base_amount, item.open_base_amount, item.date, item.due_date)


def item_of(document: Any) -> OpenItem:
    return OpenItem.objects.get(id=document.id)


def broken(company: Company) -> list[tuple[str, list[str]]]:
    return [(check.name, check.failures) for check in integrity.checks(company) if check.failed]


def allocation(debit: Any, credit: Any, amount: int, **columns: Any) -> dict[str, Any]:
    return {
        "id": uuid7(),
        "company_id": debit.company_id,
        "debit_item_id": debit.id,
        "credit_item_id": credit.id,
        "date": DAY,
        "amount": amount,
        "debit_base": amount,
        "credit_base": amount,
        "reverses_id": None,
    } | columns


def inserting(*rows: dict[str, Any]) -> tuple[str, list[Any]]:
    marks = ", ".join(f"({', '.join(['%s'] * len(row))}, now())" for row in rows)
    statement = f"INSERT INTO accounting_allocation ({', '.join(rows[0])}, created_at) VALUES {marks}"
    return statement, [value for row in rows for value in row.values()]


def allocate(*rows: dict[str, Any]) -> None:
    statement, values = inserting(*rows)
    run(statement, *values)


def refused_to_allocate(promise: str, *rows: dict[str, Any]) -> None:
    statement, values = inserting(*rows)
    refused(promise, statement, *values)


def test_posting_opens_one_item_with_the_figures_of_the_document():
    company = make_company()
    customer, vendor = make_customer(company), make_vendor(company)
    due = DAY + Days(days=9)
    draft = make_invoice(company, customer=customer, due_date=due)
    assert not OpenItem.objects.exists()
    invoice = invoices.send(draft, by=owner_of(company))
    bill = make_approved_bill(company, "70.00", vendor=vendor, due_date=due)
    received, made = make_payment(company, "30.00", contact=customer), make_payment(company, "20.00", contact=vendor)
    free = make_sent_invoice(company, "0.00", customer=customer, due_date=due)
    expected = [
        ("invoice", "INV-0001", customer.id, "1100", "debit", "USD", 100, 100, 100, 100, DAY, due),
        ("bill", bill.bill_number, vendor.id, "2000", "credit", "USD", 70, 70, 70, 70, DAY, due),
        ("payment", "PAY-0001", customer.id, "1100", "credit", "USD", 30, 30, 30, 30, DAY, DAY),
        ("payment", "PAY-0002", vendor.id, "2000", "debit", "USD", 20, 20, 20, 20, DAY, DAY),
        ("invoice", "INV-0002", customer.id, "1100", "debit", "USD", 0, 0, 0, 0, DAY, due),
    ]
    assert [facts(item_of(document)) for document in (invoice, bill, received, made, free)] == expected
    assert OpenItem.objects.count() == len(expected)


def test_an_item_follows_its_document():
    company = make_company()
    by = owner_of(company)
    later = DAY + Days(days=99)
    invoice = invoices.update(make_sent_invoice(company), by=by, due_date=later)
    assert item_of(invoice).due_date == later
    bill, payment = make_approved_bill(company), make_payment(company)
    for document, void in ((invoice, invoices.void), (bill, bills.void), (payment, payments.void)):
        void(document, by=by, date=DAY + Days(days=3))
        item = item_of(document)
        assert (item.open_amount, item.open_base_amount, item.void_date) == (0, 0, DAY + Days(days=3))
        assert item.settled_on == item.void_date
        assert (item.amount, item.base_amount) == (100, 100)
    assert broken(company) == []


def test_the_application_cannot_write_items_nor_rewrite_allocations():
    invoice = make_sent_invoice(make_company())
    not_permitted("INSERT INTO accounting_openitem SELECT * FROM accounting_openitem")
    not_permitted("UPDATE accounting_openitem SET open_amount = 0")
    not_permitted("DELETE FROM accounting_openitem")
    not_permitted("UPDATE accounting_allocation SET amount = 1")
    not_permitted("DELETE FROM accounting_allocation")
    assert item_of(invoice).open_amount == 100


def test_an_allocation_by_raw_sql_moves_both_items_and_what_their_documents_show():
    company = make_company()
    invoice = make_sent_invoice(company)
    payment = make_payment(company, contact=invoice.customer)
    allocate(allocation(invoice, payment, 30), allocation(invoice, payment, 25))  # two rows of one statement
    assert (item_of(invoice).open_amount, item_of(payment).open_base_amount) == (45, 45)
    invoice.refresh_from_db()
    payment.refresh_from_db()
    assert (invoice.amount_paid, payment.allocated_amount) == (55, 55)
    first = Allocation.objects.get(amount=30)
    allocate(allocation(invoice, payment, -30, reverses_id=first.id))
    assert (item_of(invoice).open_amount, item_of(payment).open_amount) == (75, 75)
    assert broken(company) == []


def test_an_item_is_settled_on_the_day_of_its_last_allocation():
    company = make_company()
    by, free = owner_of(company), make_sent_invoice(company, "0.00")
    invoice = make_sent_invoice(company)
    payment = make_payment(company, contact=invoice.customer)

    def part(amount: int) -> list[dict[str, Any]]:
        return [{"invoice_id": invoice.id, "amount": Decimal(amount)}]

    def settled() -> list[datetime.date | None]:
        return [item_of(document).settled_on for document in (invoice, payment, free)]

    assert settled() == [None, None, DAY]
    payments.allocate(payment, by=by, allocations=part(60), date=DAY + Days(days=9))
    assert settled() == [None, None, DAY]
    payments.allocate(payment, by=by, allocations=part(40), date=DAY + Days(days=5))
    assert settled() == [DAY + Days(days=9), DAY + Days(days=9), DAY]
    last = payment.allocations.get(amount=40)
    payments.unallocate(payment, by=by, allocation_ids=[last.id], date=DAY + Days(days=12))
    assert settled() == [None, None, DAY]
    payments.allocate(payment, by=by, allocations=part(40), date=DAY + Days(days=12))
    assert settled() == [DAY + Days(days=12), DAY + Days(days=12), DAY]
    assert broken(company) == []


def test_what_does_not_fit_is_not_allocated():
    company = make_company()
    invoice, by = make_sent_invoice(company), owner_of(company)
    payment = make_payment(company, contact=invoice.customer)
    void = payments.void(make_payment(company, contact=invoice.customer), by=by)
    bill, other, elsewhere = make_approved_bill(company), make_payment(company), make_payment(make_company())
    before = snapshot(company)
    for promise, row in (
        ("allocation_fits", allocation(payment, invoice, 1)),
        ("allocation_fits", allocation(invoice, invoice, 1)),
        ("allocation_fits", allocation(invoice, bill, 1)),
        ("allocation_fits", allocation(invoice, other, 1)),
        ("allocation_fits", allocation(invoice, void, 1)),
        ("allocation_credit_item_of_company", allocation(invoice, elsewhere, 1)),
        ("allocation_not_early", allocation(invoice, payment, 1, date=DAY - Days(days=1))),
        ("allocation_sign", allocation(invoice, payment, 0)),
        ("allocation_sign", allocation(invoice, payment, -1)),
        ("allocation_sign", allocation(invoice, payment, 1, debit_base=-1)),
        ("allocation_of_numbers", allocation(invoice, payment, 1, debit_base="NaN")),
        ("open_item_not_overdrawn", allocation(invoice, payment, 101)),
    ):
        refused_to_allocate(promise, row)
    refused_to_allocate("open_item_not_overdrawn", allocation(invoice, payment, 60), allocation(invoice, payment, 41))
    assert snapshot(company) == before


def test_what_is_closed_is_closed_in_base_currency_too_and_never_overdrawn_in_it():
    company = make_company()
    invoice = make_sent_invoice(company)
    payment = make_payment(company, contact=invoice.customer)
    before = snapshot(company)
    for columns in ({"debit_base": 99}, {"credit_base": 99}, {"debit_base": 101}, {"credit_base": 101}):
        refused_to_allocate("allocation_difference_posted", allocation(invoice, payment, 100, **columns))
    for amount, base in ((100, 99), (100, 101), (1, 101)):
        row = allocation(invoice, payment, amount, debit_base=base, credit_base=base)
        refused_to_allocate("allocation_relieves_share", row)
    assert snapshot(company) == before


def test_taking_back_mirrors_the_whole_and_is_not_before_it():
    company = make_company()
    invoice = make_sent_invoice(company)
    payment, again = (make_payment(company, contact=invoice.customer) for _ in range(2))
    made = allocation(invoice, payment, 30, date=DAY + Days(days=2))
    allocate(made)
    before = snapshot(company)
    mirror = allocation(invoice, payment, -30, date=DAY + Days(days=2), reverses_id=made["id"])
    for wrong in (
        {"date": DAY + Days(days=1)},
        {"amount": -29},
        {"debit_base": -29},
        {"credit_base": -29},
        {"credit_item_id": again.id},
    ):
        refused_to_allocate("allocation_reverses_whole", mirror | wrong)
    assert snapshot(company) == before
    allocate(mirror)
    before = snapshot(company)
    refused_to_allocate("allocation_reversed_once", mirror | {"id": uuid7()})
    refused_to_allocate("allocation_reverses_whole", mirror | {"id": uuid7(), "reverses_id": mirror["id"]})
    assert snapshot(company) == before


def test_what_is_taken_back_later_is_not_open_until_then():
    company = make_company()
    invoice, other = (make_sent_invoice(company, customer=customer) for customer in [make_customer(company)] * 2)
    payment, again = (make_payment(company, contact=invoice.customer) for _ in range(2))
    made = allocation(invoice, payment, 60)
    freed = DAY + Days(days=5)
    allocate(made)
    allocate(allocation(invoice, payment, -60, date=freed, reverses_id=made["id"]))
    before = snapshot(company)
    for debit, credit in ((invoice, again), (other, payment)):
        for days in (0, 4):
            row = allocation(debit, credit, 41, date=DAY + Days(days=days))
            refused_to_allocate("allocation_open_on_date", row)
    given: Any = [{"invoice_id": invoice.id, "amount": Decimal(41), "date": DAY}]
    with pytest.raises(errors.InvalidDate, match="taken back on 2026-03-20: from then on") as refusal:
        payments.allocate(again, by=owner_of(company), allocations=given, date=freed)
    assert refusal.value.field == "allocations"
    assert snapshot(company) == before
    allocate(allocation(invoice, again, 40, date=freed - Days(days=1)), allocation(other, payment, 41, date=freed))
    allocate(allocation(invoice, again, 60, date=freed))
    assert broken(company) == []


def test_what_a_document_shows_as_settled_is_what_its_item_says():
    company = make_company()
    invoice = make_sent_invoice(company)
    payment = make_payment(company, contact=invoice.customer)
    refused("document_paid_true", "UPDATE accounting_invoice SET amount_paid = 1 WHERE id = %s", invoice.id)
    refused("payment_allocated_true", "UPDATE accounting_payment SET allocated_amount = 1 WHERE id = %s", payment.id)


def test_one_statement_may_settle_documents_of_several_kinds_and_touches_no_others():
    company = make_company()
    sent = [make_sent_invoice(company, customer=make_customer(company)) for _ in range(3)]
    bill = make_approved_bill(company)
    received = [make_payment(company, contact=invoice.customer) for invoice in sent]
    paid = make_payment(company, contact=bill.vendor)
    allocate(
        allocation(sent[0], received[0], 60),
        allocation(sent[0], received[0], 10),
        allocation(sent[1], received[1], 100),
        allocation(paid, bill, 30),
    )
    shown = [Invoice.objects.get(id=invoice.id) for invoice in sent]
    assert [invoice.amount_paid for invoice in shown] == [70, 100, 0]
    assert [now.updated_at > was.updated_at for now, was in zip(shown, sent, strict=True)] == [True, True, False]
    assert Bill.objects.get(id=bill.id).amount_paid == 30
    assert [Payment.objects.get(id=one.id).allocated_amount for one in (*received, paid)] == [70, 100, 0, 30]
    assert broken(company) == []


amounts = st.decimals(Decimal("0.01"), Decimal("120.00"), places=2)
verbs = st.sampled_from(["allocate", "allocate", "free", "void", "bounce"])
steps = st.lists(st.tuples(verbs, st.integers(0, 3), amounts, st.integers(0, 9)), max_size=8)


@given(prices=st.lists(amounts, min_size=1, max_size=3), steps=steps)
@example(
    prices=[Decimal("0.01")],
    steps=[(verb, 0, Decimal("0.01"), days) for verb, days in (("allocate", 0), ("free", 1), ("allocate", 0))],
)
@settings(max_examples=examples(20))
def test_at_every_date_the_items_are_the_control_account_whatever_is_settled_and_voided(
    prices: list[Decimal], steps: list[tuple[str, int, Decimal, int]]
):
    company = make_company()
    customer = make_customer(company)
    documents = [make_sent_invoice(company, str(price), customer=customer) for price in prices]
    paid = [make_payment(company, "150.00", contact=customer) for _ in range(2)]
    for verb, position, amount, days in steps:
        try:
            with transaction.atomic():
                take(verb, documents[position % len(documents)], paid[position % 2], amount, DAY + Days(days=days))
        except (errors.Conflict, errors.Invalid):
            continue
    assert broken(company) == []


def take(verb: str, invoice: Invoice, payment: Payment, amount: Decimal, date: datetime.date) -> None:
    by = owner_of(invoice.company)
    match verb:
        case "allocate":
            given: Any = [{"invoice_id": invoice.id, "amount": amount}]
            payments.allocate(payment, by=by, allocations=given, date=date)
        case "free":
            ids = list(payment.allocations.filter(reverses=None, reversals=None).values_list("id", flat=True))
            payments.unallocate(payment, by=by, allocation_ids=ids, date=date)
        case "void":
            invoices.void(invoice, by=by, date=date)
        case "bounce":
            payments.void(payment, by=by, date=date)


@pytest.fixture
def settled(transactional_db: None) -> tuple[Company, Invoice, list[Payment]]:
    """An invoice of 100.00 and two payments over as much, committed."""
    with tenancy.everyone():
        company = make_company()
        invoice = make_sent_invoice(company)
        return company, invoice, [make_payment(company, contact=invoice.customer) for _ in range(2)]


@pytest.mark.django_db(transaction=True)
def test_of_two_sessions_that_allocate_one_invoice_by_raw_sql_one_wins(settled: Any):
    company, invoice, paid = settled
    results = race(*[lambda payment=payment: allocate(allocation(invoice, payment, 60)) for payment in paid])
    assert sorted(type(result).__name__ for result in results) == ["IntegrityError", "NoneType"]
    with tenancy.everyone():
        assert (item_of(invoice).open_amount, Allocation.objects.count()) == (40, 1)
        assert broken(company) == []


@pytest.mark.django_db(transaction=True)
def test_an_allocation_waits_for_another_and_sees_what_it_left(settled: Any):
    _, invoice, paid = settled
    with tenancy.everyone():
        allocate(allocation(invoice, paid[0], 60))
        second = beside(lambda: allocate(allocation(invoice, paid[1], 60)))
        assert not second.done()
    refusal = second.result(timeout=20)
    assert isinstance(refusal, IntegrityError)
    assert refusal.__cause__.diag.constraint_name == "open_item_not_overdrawn"


@pytest.mark.django_db(transaction=True)
def test_nothing_is_allocated_to_a_payment_that_another_session_is_voiding(settled: Any):
    company, invoice, paid = settled
    with tenancy.everyone():
        payments.void(paid[0], by=owner_of(company))
        raw = beside(lambda: allocate(allocation(invoice, paid[0], 60)))
        assert not raw.done()
    refusal = raw.result(timeout=20)
    assert isinstance(refusal, IntegrityError)
    assert refusal.__cause__.diag.constraint_name == "allocation_fits"
    with tenancy.everyone():
        assert item_of(invoice).open_amount == 100
        assert broken(company) == []


@pytest.mark.django_db(transaction=True)
def test_a_payment_to_which_another_session_is_allocating_is_not_voided(settled: Any):
    company, invoice, paid = settled
    given: Any = [{"invoice_id": invoice.id, "amount": Decimal(60)}]
    with tenancy.everyone():
        payments.allocate(paid[0], by=owner_of(company), allocations=given, date=DAY)
        voiding = beside(lambda: payments.void(paid[0], by=owner_of(company)))
        assert not voiding.done()
    assert isinstance(voiding.result(timeout=20), errors.HasAllocations)
    with tenancy.everyone():
        assert (item_of(paid[0]).open_amount, item_of(invoice).open_amount) == (40, 40)


def test_a_contact_with_something_open_is_not_archived_and_it_is_named():
    company = make_company()
    invoice = make_sent_invoice(company)
    make_payment(company, contact=invoice.customer)
    with pytest.raises(IntegrityError, match="invoice INV-0001, payment PAY-0001"), transaction.atomic():
        Contact.objects.filter(id=invoice.customer_id).update(is_active=False)
