"""Tax returns: their boxes and lines, and that filing one locks its days."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from accounting import errors
from accounting.documents import invoices
from accounting.ledger import journal, periods
from accounting.models import Company, JournalEntry, TaxReturn
from accounting.recurring import making
from accounting.reports import integrity
from accounting.taxes import returns, tax_rates
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
    make_entry,
    make_invoice,
    make_issued_credit_note,
    make_recurring,
    make_sent_invoice,
    make_tax_rate,
    owner_of,
    period_of,
)

MARCH, LAST, APRIL = datetime.date(2026, 3, 15), datetime.date(2026, 3, 31), datetime.date(2026, 4, 1)
FIRST = datetime.date(2026, 1, 1)


def make_return(company: Company, start: datetime.date = FIRST, end: datetime.date = LAST) -> TaxReturn:
    return returns.create(company, by=owner_of(company), start_date=start, end_date=end)


def figures(row: TaxReturn) -> tuple[dict[str, Decimal], Decimal]:
    found = returns.with_figures(TaxReturn.objects.filter(id=row.id)).get()
    return {one.box: one.amount for one in found.boxes}, found.tax_due


def make_quarter(company: Company) -> Any:
    """UK: sales of 1,000.00, building work of 500.00 under reverse charge, a car lease of 250.00, 100.00 credited."""
    boxes = {"sales_net": "6", "sales_tax": "1", "purchase_net": "7", "purchase_tax": "4"}
    standard = make_tax_rate(company, "20", boxes=boxes)
    reverse = make_tax_rate(company, "20", treatment="reverse_charge", boxes=boxes)
    half = [{"name": "VAT", "percent": Decimal(20), "recoverable_percent": Decimal(50)}]
    car = make_tax_rate(company, components=half, boxes=boxes)
    invoice = make_sent_invoice(company, lines=[line(company, "1000.00", tax_rate=standard)])
    make_approved_bill(company, lines=[line(company, "500.00", code="6100", tax_rate=reverse)])
    make_approved_bill(company, lines=[line(company, "250.00", code="6100", tax_rate=car)])
    part = [{"invoice_line_id": invoice.lines.get().id, "unit_price": Decimal(100)}]
    make_issued_credit_note(company, invoice=invoice, lines=part)
    return standard, invoice


@pytest.mark.django_db
def test_boxes_of_a_quarter_in_the_united_kingdom_and_their_lines():
    company = make_company()
    make_quarter(company)
    row = make_return(company)
    # 1: 200.00 − 20.00 + 100.00 reverse charge; 4: 100.00 + 25.00; 6: 1,000.00 − 100.00; 7: 500.00 + 250.00.
    expected = {"1": Decimal(280), "4": Decimal(125), "6": Decimal(900), "7": Decimal(750)}
    assert figures(row) == (expected, Decimal(155))
    for box, amount in expected.items():
        assert sum(one.amount for one in returns.lines(row, box=box)) == amount
    every = returns.lines(row)
    assert len(every) == 9
    first = every[3]
    assert returns.lines(row, after=(first.entry_number, str(first.line_id))) == every[4:]
    assert figures(make_return(company, APRIL, datetime.date(2026, 6, 30))) == ({}, 0)


@pytest.mark.django_db
def test_lines_of_an_earlier_edition_are_in_the_return(django_db_blocker):
    company = make_company()
    rate = make_tax_rate(company, "15")
    make_bank_transaction(
        company, lines=[{"account_id": account(company, "6100").id, "amount": Decimal(40), "tax_rate_id": rate.id}]
    )
    make_sent_invoice(company, lines=[line(company, "100.00", tax_rate=rate)])
    row = make_return(company)
    now = figures(row)
    assert now == (
        {"sales_net": 100, "sales_tax": 15, "purchase_net": 40, "purchase_tax": 6},
        Decimal(9),
    )


@pytest.mark.django_db
def test_filing_freezes_the_return_and_locks_its_days():
    company = make_company()
    by = owner_of(company)
    rate, invoice = make_quarter(company)
    late = make_invoice(company, lines=[line(company, "10.00", tax_rate=rate)])
    row = make_return(company)
    obstacles = [one.code for one in periods.close_check(period_of(company, MARCH))]
    assert "unfiled_tax_returns" in obstacles
    row = returns.file(row, by=by)
    was = figures(row)
    assert was[1] == 155
    before = snapshot(company)
    for field, attempt in (
        ("issue_date", lambda: invoices.send(late, by=by)),
        (
            "issue_date",
            lambda: make_sent_invoice(company, issue_date=LAST, lines=[line(company, "10.00", tax_rate=rate)]),
        ),
        (
            "date",
            lambda: make_bank_transaction(
                company,
                lines=[{"account_id": account(company, "6100").id, "amount": Decimal(5), "tax_rate_id": rate.id}],
            ),
        ),
        ("issue_date", lambda: make_issued_credit_note(company, invoice=invoice)),
    ):
        with pytest.raises(errors.TaxPeriodFiled, match="2026-04-01") as refusal, transaction.atomic():
            attempt()
        assert refusal.value.field == field
        assert snapshot(company) == before
    make_entry(company, date=LAST)  # without tax
    # Corrections are in the next return.
    sent = invoices.send(late, by=by, on_closed_period="next_open")
    assert sent.journal_entry is not None
    assert sent.journal_entry.date == APRIL
    void = invoices.void(make_sent_invoice(company, issue_date=APRIL, lines=[line(company, tax_rate=rate)]), by=by)
    assert void.void_date == APRIL
    tax_rates.update(rate, by=by, boxes={"sales_tax": "other"})
    assert figures(TaxReturn.objects.get(id=row.id)) == was
    assert {one.box for one in returns.lines(TaxReturn.objects.get(id=row.id))} == {"1", "4", "6", "7"}
    assert returns.lines(TaxReturn.objects.get(id=row.id), box="1")
    following = make_return(company, APRIL, datetime.date(2026, 6, 30))
    assert figures(following)[0] == {"sales_net": 10, "other": 2}
    assert [check.failures for check in integrity.checks(company) if check.failed] == []


@pytest.mark.django_db
@pytest.mark.parametrize("is_taxed", [True, False])
def test_what_may_move_to_the_first_open_day_moves_to_after_a_filed_return_if_it_has_tax(is_taxed: bool):
    company = make_company()
    by, rate = owner_of(company), make_tax_rate(company, "20")
    returns.file(make_return(company), by=by)
    taxed = {"tax_rate_id": rate.id if is_taxed else None}
    lines: Any = [
        {"account_id": account(company, "6100").id, "debit": Decimal(5), **taxed},
        {"account_id": account(company, "1000").id, "credit": Decimal(5)},
    ]
    of_document: Any = [{"account_id": account(company, "6100").id, "amount": Decimal(5), **taxed}]
    content = {"lines": [line(company, tax_rate=rate if is_taxed else None)]}
    template = make_recurring(company, "invoice", content=content, on_closed_period="next_open", auto_post=True)
    entries = [
        journal.create(company, by=by, date=MARCH, lines=lines, on_closed_period="next_open"),
        journal.post(
            journal.create(company, by=by, date=MARCH, lines=lines, status="draft"),
            by=by,
            on_closed_period="next_open",
        ),
        make_bank_transaction(company, lines=of_document, on_closed_period="next_open").journal_entry,
        make_adjustment(company, lines=of_document, on_closed_period="next_open").journal_entry,
        making.make(template, MARCH, by=by).journal_entry,
    ]
    assert [entry.date for entry in entries] == [APRIL if is_taxed else MARCH] * 5


@pytest.mark.django_db
def test_a_void_without_a_date_is_in_the_next_return():
    company = make_company()
    by = owner_of(company)
    rate = make_tax_rate(company, "20")
    invoice = make_sent_invoice(company, lines=[line(company, "100.00", tax_rate=rate)])
    returns.file(make_return(company), by=by)
    with pytest.raises(errors.TaxPeriodFiled), transaction.atomic():
        invoices.void(invoice, by=by, date=LAST)
    assert invoices.void(invoice, by=by).void_date == APRIL


@pytest.mark.django_db
def test_what_a_return_cannot_be():
    company = make_company()
    by = owner_of(company)
    today = periods.today(company)
    row = make_return(company)
    running = make_return(company, today, today)
    before = snapshot(company)
    with pytest.raises(errors.Duplicate), transaction.atomic():
        make_return(company)
    for start, end, field in ((LAST, FIRST, "end_date"), (FIRST, datetime.date(2027, 1, 2), "end_date")):
        with pytest.raises(errors.InvalidDate) as refusal:
            make_return(company, start, end)
        assert refusal.value.field == field
    with pytest.raises(errors.PeriodNotEnded):
        returns.file(running, by=by)
    assert snapshot(company) == before
    returns.delete(running, by=by)
    other = make_return(company, datetime.date(2026, 2, 1))
    row = returns.file(row, by=by)
    before = snapshot(company)
    for attempt in (
        lambda: returns.file(row, by=by),
        lambda: returns.delete(row, by=by),
        lambda: returns.file(other, by=by),
        lambda: make_return(company, datetime.date(2026, 4, 2), datetime.date(2026, 5, 1)),
        lambda: TaxReturn.objects.filter(id=row.id).update(end_date=APRIL),
        lambda: TaxReturn.objects.filter(id=row.id).delete(),
    ):
        with pytest.raises(errors.Refusal), transaction.atomic(), errors.translated():
            attempt()
        assert snapshot(company) == before


@pytest.mark.django_db(transaction=True)
def test_whoever_posts_while_a_return_is_filed_is_in_it_or_refused():
    with tenancy.everyone():
        company = make_company()
        by, rate = owner_of(company), make_tax_rate(company, "20")
        first = make_invoice(company, lines=[line(company, "100.00", tax_rate=rate)])
        second = make_invoice(company, lines=[line(company, "50.00", tax_rate=rate)])
        row = make_return(company)
    with tenancy.everyone():
        invoices.send(first, by=by)
        filing = beside(lambda: returns.file(row, by=by))
        assert not filing.done(), "filing must wait for whoever is posting"
    filed = filing.result(30)
    assert isinstance(filed, TaxReturn), filed
    assert filed.tax_due == 20
    with tenancy.everyone():
        following = make_return(company, APRIL, datetime.date(2026, 4, 30))
        third = make_invoice(company, issue_date=APRIL, lines=[line(company, "50.00", tax_rate=rate)])
    with tenancy.everyone():
        returns.file(following, by=by)
        posting = beside(lambda: invoices.send(third, by=by))
        assert not posting.done(), "posting must wait for whoever is filing"
    assert isinstance(posting.result(30), errors.TaxPeriodFiled), posting.result()
    with tenancy.everyone():
        assert JournalEntry.objects.filter(company=company).count() == 1
        assert second.journal_entry is None
