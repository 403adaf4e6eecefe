"""Tax rates on manual journal lines and in recurring entries, and lines from before entries said what they are."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from accounting import errors
from accounting.documents import postings
from accounting.ledger import journal, periods
from accounting.models import Company, JournalEntry, JournalLine, TaxRate, TaxReturn
from accounting.recurring import making, templates
from accounting.reports import tax_summary
from accounting.settlement import credits
from accounting.taxes import returns, tax_rates
from tests.accounting.snapshot import snapshot
from tests.factories import (
    DAY,
    account,
    line,
    make_adjustment,
    make_approved_bill,
    make_bank_transaction,
    make_company,
    make_issued_credit_note,
    make_issued_vendor_credit,
    make_payment,
    make_recurring,
    make_sent_invoice,
    make_tax_rate,
    owner_of,
)

D = Decimal
BOXES = {"sales_net": "6", "sales_tax": "1", "purchase_net": "7", "purchase_tax": "4"}


def taxed(company: Company, rate: TaxRate) -> list[dict[str, Any]]:
    """A sale of 100.00 and its tax of 20.00."""
    of_rate = {"tax_rate_id": rate.id}
    return [
        {"account_id": account(company, "1000").id, "debit": D(120)},
        {"account_id": account(company, "4000").id, "credit": D(100), **of_rate},
        {"account_id": account(company, "2200").id, "credit": D(20), "tax_base": D(-100), **of_rate},
    ]


@pytest.mark.django_db
def test_a_rate_on_a_manual_line_must_be_active_and_valid_on_its_date():
    company = make_company()
    by = owner_of(company)
    old = make_tax_rate(company, "20", valid_to=DAY - datetime.timedelta(days=1))
    gone = tax_rates.archive(make_tax_rate(company, "20"), by=by)
    foreign = make_tax_rate(make_company(), "20")
    good = make_tax_rate(company, "20", valid_from=DAY, valid_to=DAY)
    draft = journal.create(company, by=by, date=DAY, lines=taxed(company, good), status="draft")
    before = snapshot(company)
    for rate in (old, gone, foreign):
        lines = taxed(company, rate)
        for path, attempt in (
            ("", lambda lines=lines: journal.create(company, by=by, date=DAY, lines=lines)),
            ("", lambda lines=lines: journal.create(company, by=by, date=DAY, lines=lines, status="draft")),
            ("", lambda lines=lines: journal.update(draft, by=by, lines=lines)),
            (
                "entries[1].",
                lambda lines=lines: journal.create_many(
                    company,
                    by=by,
                    entries=[{"date": DAY, "lines": taxed(company, good)}, {"date": DAY, "lines": lines}],
                ),
            ),
        ):
            with pytest.raises(errors.Refusal) as refusal, transaction.atomic():
                attempt()
            assert refusal.value.field == f"{path}lines[1].tax_rate_id"
            with pytest.raises(type(refusal.value)) as of_document, transaction.atomic():
                make_sent_invoice(company, issue_date=DAY, lines=[line(company), line(company, tax_rate=rate)])
            assert (of_document.value.code, of_document.value.field) == (refusal.value.code, "lines[1].tax_rate_id")
            assert str(of_document.value) == str(refusal.value)
            assert snapshot(company) == before
    # A draft is moved to another day, and PostgreSQL holds the rate when it is posted.
    draft = journal.update(draft, by=by, date=DAY + datetime.timedelta(days=1))
    before = snapshot(company)
    with pytest.raises(errors.Invalid, match="is not valid on"), transaction.atomic():
        journal.post(draft, by=by)
    assert snapshot(company) == before
    posted = journal.post(journal.update(draft, by=by, date=DAY), by=by)
    tax_rates.archive(good, by=by)
    assert journal.reverse(posted, by=by, date=DAY + datetime.timedelta(days=9)).number == 2, "it takes back what was"


@pytest.mark.django_db
def test_recurring_entries_have_tax_codes():
    company = make_company()
    by, rate = owner_of(company), make_tax_rate(company, "20", boxes=BOXES)
    content = {"memo": "Rent of the flat above", "lines": taxed(company, rate)}
    template = make_recurring(company, content=content, auto_post=True)
    shown = template.body()["lines"]
    assert [(one["tax_rate_id"], one["tax_base"], one["tax_kind"]) for one in shown] == [
        (None, None, None),
        (rate.id, None, None),
        (rate.id, D(-100), None),
    ]
    entry = making.make(template, periods.today(company), by=by)
    assert isinstance(entry, JournalEntry)
    stored = JournalLine.objects.filter(entry=entry).order_by("position")
    assert [one.tax_kind for one in stored] == [None, "sales_net", "sales_tax"]
    old = make_tax_rate(company, "20", valid_to=DAY)
    before = snapshot(company)
    with pytest.raises(errors.Invalid) as refusal, transaction.atomic():
        templates.update(template, by=by, content={**content, "lines": taxed(company, old)})
    assert refusal.value.field == "journal_entry.lines[1].tax_rate_id"
    assert snapshot(company) == before


@pytest.mark.django_db
@pytest.mark.parametrize("basis", ["accrual", "cash"])
def test_lines_from_before_entries_said_what_they_are_are_in_the_boxes_of_their_documents(
    basis: str, monkeypatch: pytest.MonkeyPatch
):
    """An earlier edition posted the same lines without `tax_kind`. The document of each tells what it is."""
    entry_line = postings.entry_line
    monkeypatch.setattr(postings, "entry_line", lambda *args, **more: entry_line(*args, **more | {"tax_kind": None}))
    company = make_company()
    by, rate = owner_of(company), make_tax_rate(company, "20", boxes=BOXES)
    sold = make_sent_invoice(company, lines=[line(company, "1000.00", tax_rate=rate)])
    note = make_issued_credit_note(company, customer=sold.customer, lines=[line(company, "100.00", tax_rate=rate)])
    bill = make_approved_bill(company, lines=[line(company, "250.00", code="6100", tax_rate=rate)])
    back = [line(company, "50.00", code="6100", tax_rate=rate)]
    returned = make_issued_vendor_credit(company, vendor=bill.vendor, lines=back)
    spent = {"account_id": account(company, "6100").id, "amount": D("60.00"), "tax_rate_id": rate.id}
    make_bank_transaction(company, lines=[spent])
    earned = {"account_id": account(company, "4000").id, "amount": D("20.00"), "tax_rate_id": rate.id}
    make_bank_transaction(company, type="receive", lines=[earned])
    given_up = {"account_id": account(company, "6800").id, "amount": D("12.00"), "tax_rate_id": rate.id}
    off = [{"invoice_id": sold.id, "amount": D("12.00")}]
    make_adjustment(company, contact=sold.customer, lines=[given_up], allocations=off)
    credits.apply(note, by=by, allocations=[{"invoice_id": sold.id, "amount": D("120.00")}], date=DAY)
    credits.apply(returned, by=by, allocations=[{"bill_id": bill.id, "amount": D("60.00")}], date=DAY)
    of_sold, of_bill = {"invoice_id": sold.id, "amount": D("1068.00")}, {"bill_id": bill.id, "amount": D("240.00")}
    make_payment(company, "1068.00", contact=sold.customer, allocations=[of_sold])
    make_payment(company, "240.00", contact=bill.vendor, allocations=[of_bill])
    assert not JournalLine.objects.filter(company=company, tax_kind__isnull=False).exists()
    start, end = DAY.replace(month=1, day=1), DAY.replace(month=3, day=31)
    row = returns.create(company, by=by, start_date=start, end_date=end, basis=basis)
    found = returns.with_figures(TaxReturn.objects.filter(id=row.id)).get()
    # Everything is settled, so the two bases agree. Sales: 1,000 - 100 + 20 - 10 given up; bought: 250 - 50 + 60.
    expected = {"6": D(910), "1": D(182), "7": D(260), "4": D(52)}
    assert {one.box: one.amount for one in found.boxes} == expected
    assert found.tax_due == 130
    summary = tax_summary.report(company, start_date=start, end_date=end)
    assert {row["box"]: row["amount"] for row in summary.rows if row["type"] == "box"} == expected
    for box, amount in expected.items():
        assert sum(one.amount for one in returns.lines(row, box=box)) == amount
