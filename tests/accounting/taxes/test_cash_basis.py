"""Tax returns on a cash basis: a tax is due in proportion to what is settled of its document, on the day of that."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from accounting import errors
from accounting.documents import invoices
from accounting.models import Company, Payment, TaxReturn
from accounting.reports import integrity
from accounting.settlement import credits, payments
from accounting.taxes import returns
from foundation import tenancy
from tests.accounting.races import beside
from tests.accounting.snapshot import snapshot
from tests.factories import (
    account,
    line,
    make_adjustment,
    make_approved_bill,
    make_bank_transaction,
    make_company,
    make_customer,
    make_exchange_rate,
    make_issued_credit_note,
    make_payment,
    make_sent_invoice,
    make_tax_rate,
    owner_of,
)

D = Decimal
JANUARY, APRIL, JULY = (datetime.date(2026, month, 1) for month in (1, 4, 7))
BOXES = {"sales_net": "6", "sales_tax": "1", "purchase_net": "7", "purchase_tax": "4"}


def day(month: int, number: int = 15) -> datetime.date:
    return datetime.date(2026, month, number)


def quarter(company: Company, start: datetime.date, basis: str | None = "cash") -> TaxReturn:
    end = day(start.month + 2, 28) + datetime.timedelta(days=4)
    return returns.create(
        company, by=owner_of(company), start_date=start, end_date=end - datetime.timedelta(days=end.day), basis=basis
    )


def figures(row: TaxReturn) -> dict[str, Decimal]:
    found = returns.with_figures(TaxReturn.objects.filter(id=row.id)).get()
    for one in found.boxes:
        assert sum(line.amount for line in returns.lines(row, box=one.box)) == one.amount
    return {one.box: one.amount for one in found.boxes} | {"due": found.tax_due}


def pay(document: Any, amount: str, date: datetime.date) -> Payment:
    contact, noun = document.contact, document.NOUN
    return make_payment(
        document.company,
        amount,
        contact=contact,
        date=date,
        allocations=[{f"{noun}_id": document.id, "amount": D(amount)}],
    )


def failures(company: Company) -> list[str]:
    return [failure for check in integrity.checks(company) for failure in check.failures]


@pytest.mark.django_db
def test_two_quarters_of_cash_accounting_in_the_united_kingdom():
    """HMRC's scheme (VAT Notice 731): VAT is due when the customer pays, and deducted when the supplier is paid."""
    company = make_company()
    by = owner_of(company)
    vat = make_tax_rate(company, "20", boxes=BOXES)
    sold = make_sent_invoice(company, issue_date=day(1), lines=[line(company, "1000.00", tax_rate=vat)])
    pay(sold, "480.00", day(3))
    make_sent_invoice(company, issue_date=day(3), lines=[line(company, "300.00", tax_rate=vat)])  # is not paid
    bought = make_approved_bill(company, issue_date=day(2), lines=[line(company, "250.00", code="6100", tax_rate=vat)])
    pay(bought, "300.00", day(3))
    at_once = {"account_id": account(company, "6100").id, "amount": D("60.00"), "tax_rate_id": vat.id}
    make_bank_transaction(company, date=day(2), lines=[at_once])
    first = quarter(company, JANUARY)
    # 480.00 of 1,200.00 are 40 %: net 400.00, VAT 80.00. The bill is paid in full, and 60.00 and its VAT at once.
    assert figures(first) == {"1": 80, "6": 400, "7": 310, "4": 62, "due": 18}
    returns.file(first, by=by)
    pay(sold, "720.00", day(5))
    second = quarter(company, APRIL, None)
    assert second.basis == "cash"
    assert figures(second) == {"1": 120, "6": 600, "due": 120}
    assert figures(TaxReturn.objects.get(id=first.id)) == {"1": 80, "6": 400, "7": 310, "4": 62, "due": 18}
    returns.file(second, by=by)
    assert failures(company) == []


@pytest.mark.django_db
def test_credits_write_offs_refunds_and_payments_taken_back_count_on_their_own_dates():
    company = make_company()
    by, vat = owner_of(company), make_tax_rate(company, "20", boxes=BOXES)
    sold = make_sent_invoice(company, issue_date=day(1), lines=[line(company, "100.00", tax_rate=vat)])
    paid = pay(sold, "120.00", day(2))
    first = quarter(company, JANUARY)
    returns.file(first, by=by)
    bounced = [paid.allocations.get().id]
    payments.unallocate(paid, by=by, allocation_ids=bounced, date=day(4))
    second = quarter(company, APRIL)
    assert figures(second) == {"1": -20, "6": -100, "due": -20}
    part = [{"invoice_line_id": sold.lines.get().id, "unit_price": D("50.00")}]
    note = make_issued_credit_note(company, invoice=sold, lines=part, issue_date=day(5))
    credits.apply(note, by=by, date=day(5))
    assert figures(second) == {"1": -20, "6": -100, "due": -20}, "the credit settles as much as it takes away"
    lines = [{"account_id": account(company, "6800").id, "amount": D("60.00"), "tax_rate_id": vat.id}]
    off = [{"invoice_id": sold.id, "amount": D("60.00")}]
    make_adjustment(company, contact=sold.contact, date=day(6), lines=lines, allocations=off)
    # So does the write-off. What it charges to expenses counts against sales, as it does on an accrual basis.
    assert figures(second)["due"] == -20
    returned = make_issued_credit_note(
        company, customer=sold.contact, issue_date=day(6), lines=[line(company, "10.00", tax_rate=vat)]
    )
    assert figures(second)["due"] == -20
    make_payment(
        company,
        "12.00",
        type="made",
        is_refund=True,
        contact=sold.contact,
        date=day(6, 20),
        allocations=[{"credit_note_id": returned.id, "amount": D("12.00")}],
    )
    assert figures(second)["due"] == -22
    returns.file(second, by=by)
    assert failures(company) == []


@pytest.mark.django_db
@pytest.mark.parametrize("currency", ["USD", "EUR"])
def test_what_is_settled_in_full_has_come_to_exactly_its_taxes(currency: str):
    company = make_company()
    by = owner_of(company)
    make_exchange_rate(company, "1.0838", date=day(1, 10), currency="EUR")
    two = [{"name": "State", "percent": D("6.25")}, {"name": "Town", "percent": D("2.1")}]
    rates = [make_tax_rate(company, components=two), make_tax_rate(company, "7", boxes=BOXES)]
    lines = [
        line(company, "33.33", tax_rate=rates[0]),
        line(company, "0.07", tax_rate=rates[1]),
        line(company, "-4.99", tax_rate=rates[0], code="4090"),
        line(company, "17.77", tax_rate=rates[1], code="4020"),
        line(company, "5.00"),
    ]
    customer = make_customer(company, currency=currency)
    sold = make_sent_invoice(company, customer=customer, issue_date=day(1), exchange_rate=None, lines=lines)
    accrual = quarter(company, JANUARY, "accrual")
    whole = figures(accrual)
    returns.delete(accrual, by=by)
    left, found = sold.amount, dict.fromkeys(whole, D(0))
    parts = [D("0.01"), D("11.11"), D("23.45"), None]
    for month, part in enumerate(parts, start=1):
        amount = left if part is None else part
        left -= amount
        make_payment(
            company,
            str(amount),
            contact=customer,
            date=day(month, 20),
            exchange_rate=None if currency == "USD" else D("1.1"),
            allocations=[{"invoice_id": sold.id, "amount": amount}],
        )
        first, last = day(month, 1), day(month + 1, 1) - datetime.timedelta(days=1)
        row = returns.create(company, by=by, start_date=first, end_date=last, basis="cash")
        for box, came in figures(row).items():
            found[box] += came
        returns.file(row, by=by)
        assert failures(company) == []
    assert found == whole


@pytest.mark.django_db
def test_a_document_of_nothing_counts_when_it_is_posted_and_void():
    company = make_company()
    by, vat = owner_of(company), make_tax_rate(company, "15")
    lines = [line(company, "500.00", tax_rate=vat), line(company, "-575.00", code="4090")]
    nothing = make_sent_invoice(company, issue_date=day(2), lines=lines)
    first = quarter(company, JANUARY)
    assert figures(first) == {"sales_net": 500, "sales_tax": 75, "due": 75}
    returns.file(first, by=by)
    invoices.void(nothing, by=by, date=day(4))
    unpaid = make_sent_invoice(company, issue_date=day(4), lines=[line(company, "10.00", tax_rate=vat)])
    invoices.void(unpaid, by=by, date=day(5))
    second = quarter(company, APRIL)
    assert figures(second) == {"sales_net": -500, "sales_tax": -75, "due": -75}
    returns.file(second, by=by)
    assert failures(company) == []


@pytest.mark.django_db
def test_nothing_with_tax_is_settled_in_filed_days_and_the_basis_stays():
    company = make_company()
    by, vat = owner_of(company), make_tax_rate(company, "20")
    sold = make_sent_invoice(company, issue_date=day(2), lines=[line(company, "100.00", tax_rate=vat)])
    untaxed = make_sent_invoice(company, "40.00", customer=sold.customer, issue_date=day(2))
    paid = pay(sold, "60.00", day(2, 20))
    early = make_payment(company, "30.00", contact=sold.contact, date=day(3))
    row = returns.file(quarter(company, JANUARY), by=by)
    was, before = figures(row), snapshot(company)
    of_sold = [{"invoice_id": sold.id, "amount": D("10.00")}]
    for attempt in (
        lambda: pay(sold, "10.00", day(3, 31)),
        lambda: payments.allocate(early, by=by, allocations=of_sold, date=day(3, 20)),
        lambda: payments.unallocate(paid, by=by, allocation_ids=[paid.allocations.get().id], date=day(3, 31)),
    ):
        with pytest.raises(errors.TaxPeriodFiled, match="2026-04-01") as refusal, transaction.atomic():
            attempt()
        assert (refusal.value.code, refusal.value.field) == ("tax_period_filed", "date")
        assert snapshot(company) == before
    payments.allocate(early, by=by, allocations=[{"invoice_id": untaxed.id, "amount": D("5.00")}], date=day(3, 20))
    payments.allocate(early, by=by, allocations=of_sold, date=APRIL)
    assert figures(row) == was
    before = snapshot(company)
    with pytest.raises(errors.WrongStatus) as refusal, transaction.atomic():
        quarter(company, APRIL, "accrual")
    assert refusal.value.field == "basis"
    TaxReturn.objects.create(company=company, start_date=APRIL, end_date=day(6, 30), basis="accrual", created_by=by)
    with pytest.raises(errors.WrongStatus) as refusal, transaction.atomic():
        returns.file(TaxReturn.objects.get(company=company, status="draft"), by=by)
    assert refusal.value.field == "basis"
    TaxReturn.objects.filter(company=company, status="draft").delete()
    assert snapshot(company) == before
    assert failures(company) == []


@pytest.mark.django_db
@pytest.mark.parametrize("basis", ["cash", "accrual"])
def test_what_may_move_to_the_first_open_day_moves_to_after_a_filed_return_if_it_makes_tax_due(basis: str):
    company = make_company()
    by, vat = owner_of(company), make_tax_rate(company, "20")
    sold = make_sent_invoice(company, issue_date=day(2), lines=[line(company, "100.00", tax_rate=vat)])
    untaxed = make_sent_invoice(company, "40.00", customer=sold.customer, issue_date=day(2))
    returns.file(quarter(company, JANUARY, basis), by=by)
    of_expense = [{"account_id": account(company, "6800").id, "amount": D("10.00")}]
    for document in (sold, untaxed, None):
        given: Any = {"contact": sold.contact, "date": day(3), "on_closed_period": "next_open"}
        if document is not None:
            given["allocations"] = [{"invoice_id": document.id, "amount": D("10.00")}]
        expected = APRIL if document == sold and basis == "cash" else day(3)
        for made in (make_payment(company, "10.00", **given), make_adjustment(company, lines=of_expense, **given)):
            assert (made.date, made.journal_entry.date) == (day(3), expected)
            assert {one.date for one in made.allocations} == ({expected} if document else set())
    assert failures(company) == []


@pytest.mark.django_db
def test_before_the_first_filing_a_draft_gives_way_to_one_of_the_other_basis():
    company = make_company()
    by, vat = owner_of(company), make_tax_rate(company, "20")
    make_sent_invoice(company, issue_date=day(2), lines=[line(company, "100.00", tax_rate=vat)])
    draft = quarter(company, JANUARY, "accrual")
    assert figures(draft)["due"] == D("20.00")
    before = snapshot(company)
    with pytest.raises(errors.Duplicate) as refusal, transaction.atomic():
        quarter(company, JANUARY, "cash")
    assert refusal.value.field == "start_date"
    assert snapshot(company) == before
    later = quarter(company, APRIL, "accrual")
    returns.delete(draft, by=by)
    assert figures(returns.file(quarter(company, JANUARY, "cash"), by=by)) == {"due": D("0.00")}
    with pytest.raises(errors.WrongStatus) as refusal, transaction.atomic():
        returns.file(later, by=by)
    assert refusal.value.field == "basis"
    returns.delete(later, by=by)
    assert quarter(company, APRIL).basis == "cash"


@pytest.mark.django_db(transaction=True)
def test_whoever_settles_while_a_return_is_filed_is_in_it_or_refused():
    with tenancy.everyone():
        company = make_company()
        by, vat = owner_of(company), make_tax_rate(company, "20")
        sold = make_sent_invoice(company, issue_date=day(2), lines=[line(company, "100.00", tax_rate=vat)])
        paid = make_payment(company, "90.00", contact=sold.contact, date=day(2))
        row = quarter(company, JANUARY)

    def allocate() -> Payment:
        return payments.allocate(paid, by=by, allocations=[{"invoice_id": sold.id, "amount": D("30.00")}], date=day(3))

    with tenancy.everyone():
        allocate()
        filing = beside(lambda: returns.file(row, by=by))
        assert not filing.done(), "filing must wait for whoever is settling"
    filed = filing.result(30)
    assert isinstance(filed, TaxReturn), filed
    assert filed.tax_due == 5
    with tenancy.everyone(), pytest.raises(errors.TaxPeriodFiled), transaction.atomic():
        allocate()
