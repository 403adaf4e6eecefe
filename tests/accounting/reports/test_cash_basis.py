"""The profit and loss on a cash basis: by hand, and in random books against shares computed from the allocations."""

import datetime
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from django.utils import timezone

from accounting.documents import invoices
from accounting.ledger import tracking
from accounting.ledger.dates import DAY
from accounting.models import Company, JournalEntry, JournalLine, OpenItem, OptionBalance, UnpaidBalance
from accounting.reports import cash_basis, known, profit_and_loss
from accounting.reports.columns import Compare, Interval
from accounting.reports.integrity import items
from accounting.reports.profit_and_loss import Basis
from accounting.reports.table import RowType
from accounting.revaluation import revaluations
from accounting.settlement import credits, payments
from tests import factories
from tests.accounting.reports.books import play, some_days
from tests.api.test_reports import book
from tests.factories import (
    account,
    line,
    make_adjustment,
    make_approved_bill,
    make_bank_transaction,
    make_company,
    make_customer,
    make_issued_credit_note,
    make_payment,
    make_sent_invoice,
    make_tax_rate,
    make_tracking_category,
    options_of,
    owner_of,
)
from tests.nightly import one_in

pytestmark = pytest.mark.django_db
D = Decimal


def day(month: int, number: int = 15) -> datetime.date:
    return datetime.date(2026, month, number)


def pay(document: Any, amount: str, date: datetime.date, **fields: Any) -> Any:
    allocations = [{f"{document.NOUN}_id": document.id, "amount": D(amount)}]
    return make_payment(
        document.company, amount, contact=document.contact, date=date, allocations=allocations, **fields
    )


def settle(payment: Any, invoice: Any, amount: str, date: datetime.date) -> None:
    allocations = [{"invoice_id": invoice.id, "amount": D(amount)}]
    payments.allocate(payment, by=owner_of(payment.company), date=date, allocations=allocations)


def months(company: Company, **given: Any) -> dict[str, list[str]]:
    """The cash basis of each month from January to June: by code of the account, and the profit."""
    span = {"start_date": day(1, 1), "end_date": day(6, 30), "interval": Interval.MONTH, "basis": Basis.CASH}
    table = profit_and_loss.report(company, **span | given)
    assert all(row.lines is None for row in table.rows)
    rows = {row.code or row.key: row for row in table.rows if row.type is RowType.ACCOUNT or row.key == "net_profit"}
    return {key: [f"{amount:f}" for amount in row.amounts[:6]] for key, row in rows.items()}


def test_income_and_expense_count_as_they_are_paid_in_proportion_and_without_tax():
    company = make_company()
    vat = make_tax_rate(company, "20")
    three = [line(company, "33.33", code=code, tax_rate=vat) for code in ("4000", "4010", "4900")]
    sold = make_sent_invoice(company, issue_date=day(1), lines=three)  # 99.99, and 20.01 of tax
    pay(sold, "40.00", day(2))  # a third: 33.33
    make_sent_invoice(company, "500.00", issue_date=day(2))  # is not paid
    pay(sold, "0.01", day(3))
    pay(sold, "79.99", day(4))
    bought = make_approved_bill(company, "250.00", issue_date=day(1))
    pay(bought, "100.00", day(5))
    make_bank_transaction(company, "60.00", date=day(3))  # at once
    book(company, "2026-06-15", "6100", "1000", "12.00")  # by its date
    found = months(company)
    sales = [[D(amount) for amount in found[code]] for code in ("4000", "4010", "4900")]
    assert [sum(column) for column in zip(*sales, strict=True)] == [0, D("33.33"), D("0.01"), D("66.65"), 0, 0]
    assert [sum(row) for row in sales] == [D("33.33")] * 3
    assert found["6700"] == ["0.00", "0.00", "60.00", "0.00", "0.00", "0.00"]
    assert found["net_profit"] == ["0.00", "33.33", "-59.99", "66.65", "-100.00", "-12.00"]


def test_prepayments_credits_write_offs_deductions_and_what_is_taken_back():
    company = make_company()
    by, customer = owner_of(company), make_customer(company)
    # Paid in advance in January: income once it is allocated, in March. 10.00 of it the bank kept.
    fee = [{"account_id": account(company, "6700").id, "amount": D("10.00")}]
    advance = make_payment(company, "100.00", contact=customer, date=day(1), deductions=fee)
    sold = make_sent_invoice(company, "200.00", customer=customer, issue_date=day(2))
    settle(advance, sold, "50.00", day(3))
    # A credit and a write-off settle as much as they take away.
    note = make_issued_credit_note(company, "30.00", customer=customer, issue_date=day(4))
    credits.apply(note, by=by, date=day(4), allocations=[{"invoice_id": sold.id, "amount": D("30.00")}])
    make_adjustment(company, contact=customer, date=day(4), allocations=[{"invoice_id": sold.id, "amount": D("30.00")}])
    # What bounces is taken back on its day.
    paid = pay(sold, "80.00", day(5))
    payments.unallocate(paid, by=by, allocation_ids=[paid.allocations.get().id], date=day(6))
    gone = make_sent_invoice(company, "70.00", customer=customer, issue_date=day(2))
    invoices.void(gone, by=by, date=day(3))
    found = months(company)
    assert found["net_profit"] == ["0.00", "0.00", "45.00", "0.00", "80.00", "-80.00"]
    assert found["6700"] == ["0.00", "0.00", "5.00", "0.00", "0.00", "0.00"]
    accrual = profit_and_loss.report(company, start_date=day(1, 1), end_date=day(6, 30)).totals["net_profit"][0]
    assert accrual == 200 - 10 - 30 - 30
    settle(paid, sold, "80.00", day(6))
    settle(advance, sold, "10.00", day(6))
    assert sum(map(D, months(company)["net_profit"])) == 45 + 80 + 9


def unpaid(company: Company, date: datetime.date) -> Fraction:
    """The share of all documents' revenue less expenses that was open at the end of a day, from their allocations."""
    total = Fraction(0)
    for item in OpenItem.objects.filter(company=company, date__lte=date):
        if item.amount and (item.void_date is None or item.void_date > date):
            both = [*item.debit_allocations.all(), *item.credit_allocations.all()]
            left = item.amount - sum((one.amount for one in both if one.date <= date), D(0))
            entry = JournalEntry.objects.get(
                company=company, source_id=item.id, source_type=item.kind, reverses_id=None, status="posted"
            )
            lines = entry.lines.filter(account__type__in=("revenue", "expense"))
            total += sum(Fraction(one.credit - one.debit) for one in lines) * Fraction(left) / Fraction(item.amount)
    gains = JournalLine.objects.filter(company=company, entry__date__lte=date, entry__source_type="fx_revaluation")
    return total + sum(
        Fraction(one.credit - one.debit) for one in gains.filter(account__system_role="unrealised_gain_loss")
    )


@pytest.mark.parametrize("seed", one_in(2, [3, 4]))
def test_it_is_the_accrual_basis_less_the_change_in_what_is_not_paid(seed):
    """In random books at random days; and as it was known before the books went on."""
    player = play(seed, 45)
    company, days = player.company, some_days(seed, 3)
    items = OpenItem.objects.filter(company=company).count()
    assert items > 5
    first = datetime.date(2026, 1, 1)
    for date in days:
        span = {"start_date": first, "end_date": date}
        cash, accrual = (profit_and_loss.report(company, **span, basis=basis) for basis in (Basis.CASH, Basis.ACCRUAL))
        expected = Fraction(accrual.totals["net_profit"][0]) - unpaid(company, date) + unpaid(company, first - DAY)
        assert abs(Fraction(cash.totals["net_profit"][0]) - expected) <= items * Fraction(1, 200)
        of_months = profit_and_loss.report(company, **span, basis=Basis.CASH, interval=Interval.MONTH)
        assert of_months.totals["net_profit"][-1] == cash.totals["net_profit"][0]
        if len(of_months.columns) > 1:
            assert sum(of_months.totals["net_profit"][:-1]) == cash.totals["net_profit"][0]


WAYS = (None, Interval.MONTH)


@pytest.mark.parametrize("seed", one_in(2, [5, 6]))
def test_what_is_kept_of_each_day_is_what_documents_and_allocations_say(seed, monkeypatch):
    """Known now it is read from balances, at a moment also from what changed since, or if that is much, from documents:
    all say the same. Two of three lines of documents have an option of a category, as many of another."""
    company, random, plain = make_company(), Random(seed), factories.line
    categories = [make_tracking_category(company, "A", "B", "C"), make_tracking_category(company, "North", "South")]
    (one, other, _), (north, _) = map(options_of, categories)

    def tracked(company, *args, **fields):
        options = [random.choice(options_of(category)) for category in categories if random.random() < 0.67]
        return plain(company, *args, tracking=options, **fields)

    monkeypatch.setattr(factories, "line", tracked)
    play(seed, 45, company)
    assert UnpaidBalance.objects.filter(company=company).exclude(amount=0).count() > 5
    assert OptionBalance.objects.filter(company=company, is_daily=False).exclude(unpaid=0).count() > 5
    chosen = [
        {"tracking": tracking.chosen(company, [one, other])},
        {"tracking": tracking.chosen(company, [one, north])},
        {"tracking": tracking.chosen(company, [], [category.id for category in categories])},
        {"tracking": tracking.chosen(company, [north]), "columns_by": categories[0].id},
        {"columns_by": categories[1].id},
    ]
    posted = list(JournalEntry.objects.filter(company=company, number__gt=0).order_by("number"))
    moments = [entry.posted_at for entry in posted[:: len(posted) // 4]] + [timezone.now() + DAY]
    days = [datetime.date(2026, 1, 1), *some_days(seed, 3)]

    def reports(at):
        spans = [
            {"start_date": first, "end_date": last, "interval": way} for first, last in pairwise(days) for way in WAYS
        ]
        spans += [{"start_date": days[1], "end_date": days[3]} | options for options in chosen]
        return [profit_and_loss.report(company, **span, basis=Basis.CASH, known=at).rows for span in spans]

    few = [reports(known.at(company, moment)) for moment in moments]
    assert len({str(rows) for rows in few}) > 2
    assert few[-1] == reports(None)
    monkeypatch.setattr(cash_basis, "FEW_CHANGES", 0)
    assert [reports(known.at(company, moment)) for moment in moments] == few
    assert items.unpaid(company).failures == []


def test_books_paid_in_full_have_the_profit_of_the_accrual_basis():
    """Also in another currency, with its realised difference, through a revaluation that both undo."""
    company = make_company()
    vat = make_tax_rate(company, "7.7")
    euro = {"currency": "EUR", "exchange_rate": D("1.08375"), "issue_date": day(1)}
    lines = [line(company, price, code=code, tax_rate=vat) for price, code in (("333.33", "4000"), ("666.67", "4010"))]
    sold = make_sent_invoice(company, lines=lines, **euro)
    revaluations.create(company, by=owner_of(company), date=day(1, 31), rates={"EUR": D("1.2")})
    january = {"start_date": day(1, 1), "end_date": day(1, 31)}
    assert profit_and_loss.report(company, **january, basis=Basis.CASH).totals["net_profit"] == (D("0.00"),)
    assert profit_and_loss.report(company, **january).totals["net_profit"][0] > D("1083.75")
    for amount, rate, month in (("500.01", "1.0912", 2), ("100.00", "1.1", 3), ("476.99", "1.0790", 4)):
        pay(sold, amount, day(month), currency="EUR", exchange_rate=D(rate))
    bill = make_approved_bill(company, "77.77", issue_date=day(2))
    pay(bill, "10.01", day(3))
    pay(bill, "67.76", day(5))
    moment, year = timezone.now(), {"start_date": day(1, 1), "end_date": day(12, 31)}
    cash, accrual = (profit_and_loss.report(company, **year, basis=one) for one in (Basis.CASH, Basis.ACCRUAL))
    assert OpenItem.objects.filter(company=company, open_amount__gt=0).count() == 0
    assert cash.totals == accrual.totals
    assert [row.amounts for row in cash.rows] == [row.amounts for row in accrual.rows]
    later = pay(make_sent_invoice(company, "9.00", issue_date=day(2)), "9.00", day(2))
    at = known.at(company, moment)
    assert profit_and_loss.report(company, **year, basis=Basis.CASH, known=at).totals == cash.totals
    assert later.amount == 9
    months_then = profit_and_loss.report(
        company, **year, basis=Basis.CASH, compare=Compare.PRIOR_YEAR, variance=True, percent_of_revenue=True
    )
    assert months_then.totals["net_profit"][0] == cash.totals["net_profit"][0] + 9
