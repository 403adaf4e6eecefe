"""Open credit on the balance sheet: a customer's is a liability, a vendor's an asset, at every date."""

import datetime
from decimal import Decimal

import pytest

from accounting.documents import credit_notes
from accounting.models import Company, Payment
from accounting.reports import balance_sheet, trial_balance
from accounting.reports.table import Table
from accounting.settlement import payments
from tests.factories import (
    DAY,
    account,
    make_approved_bill,
    make_customer,
    make_issued_credit_note,
    make_issued_vendor_credit,
    make_payment,
    make_sent_invoice,
    make_vendor,
    owner_of,
)

pytestmark = pytest.mark.django_db


def day(number: int) -> datetime.date:
    return DAY + datetime.timedelta(days=number)


def shown(table: Table) -> dict[str, str]:
    """Return the amounts of accounts and computed rows that are not zero, by code or key, without the figures below."""
    rows = {row.code or row.key: row.amounts for row in table.rows if row.type in ("account", "computed")}
    rows = {name: amounts for name, amounts in rows.items() if name not in ("net_assets", "working_capital")}
    return {name: f"{amounts[0]:.2f}" for name, amounts in rows.items() if amounts[0]}


def sheet(company: Company, number: int) -> dict[str, str]:
    table = balance_sheet.report(company, as_of=day(number))
    totals = table.totals
    assert totals["assets"] == totals["liabilities_and_equity"]
    assert totals["assets"] == tuple(map(sum, zip(totals["current_assets"], totals["non_current_assets"], strict=True)))
    return shown(table)


def in_advance(company: Company) -> Payment:
    """A customer pays 100.00; an invoice of 60.00 follows on the fifth day, and is settled with it on the tenth."""
    by, customer = owner_of(company), make_customer(company)
    payment = make_payment(company, contact=customer)
    invoice = make_sent_invoice(company, "60.00", customer=customer, issue_date=day(5))
    given = [{"invoice_id": invoice.id, "amount": Decimal(60)}]
    return payments.allocate(payment, by=by, allocations=given, date=day(10))


def test_what_a_customer_paid_in_advance_is_a_liability_until_it_settles_something(company: Company):
    payment = in_advance(company)
    assert sheet(company, -1) == {}
    assert sheet(company, 0) == {"1000": "100.00", "customer_credits": "100.00"}
    earned = {"current_earnings": "60.00"}
    assert sheet(company, 5) == {"1000": "100.00", "1100": "60.00", "customer_credits": "100.00", **earned}
    assert sheet(company, 10) == {"1000": "100.00", "customer_credits": "40.00", **earned}
    ids = [one.id for one in payment.allocations.all()]
    payments.unallocate(payment, by=owner_of(company), allocation_ids=ids, date=day(12))
    assert sheet(company, 11) == {"1000": "100.00", "customer_credits": "40.00", **earned}
    assert sheet(company, 12) == {"1000": "100.00", "1100": "60.00", "customer_credits": "100.00", **earned}
    payments.void(payment, by=owner_of(company), date=day(20))
    assert sheet(company, 19)["customer_credits"] == "100.00"
    assert sheet(company, 20) == {"1100": "60.00", **earned}


def test_a_credit_note_is_a_liability_and_another_customers_invoice_stays_a_receivable(company: Company):
    note = make_issued_credit_note(company, "25.00")
    make_sent_invoice(company, "25.00")
    assert sheet(company, 0) == {"1100": "25.00", "customer_credits": "25.00"}
    credit_notes.void(note, by=owner_of(company), date=day(3))
    assert sheet(company, 3) == {"1100": "25.00", "current_earnings": "25.00"}


def test_what_a_vendor_owes_us_is_an_asset(company: Company):
    vendor = make_vendor(company)
    make_payment(company, "30.00", contact=vendor)
    make_issued_vendor_credit(company, "12.00", vendor=vendor)
    make_approved_bill(company, "50.00", vendor=vendor)
    expected = {"1000": "-30.00", "2000": "50.00", "vendor_credits": "42.00", "current_earnings": "-38.00"}
    assert sheet(company, 0) == expected


def test_each_column_has_the_credit_of_its_own_day_and_the_trial_balance_stays_the_ledgers(company: Company):
    in_advance(company)
    table = balance_sheet.report(company, as_of=day(31), start_date=DAY, interval=balance_sheet.Interval.MONTH)
    (credit,) = [row for row in table.rows if row.key == "customer_credits"]
    assert [f"{amount:.2f}" for amount in credit.amounts] == ["40.00"] * len(table.columns)
    assert {row.lines for row in table.rows if row.account_id == account(company, "1100").id} <= {None}
    trial = trial_balance.report(company, start_date=DAY, end_date=day(31))
    (receivable,) = [row for row in trial.rows if row.code == "1100"]
    assert receivable.amounts[-1] == Decimal("40.00")
