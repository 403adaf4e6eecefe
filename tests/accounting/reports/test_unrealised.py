"""Unrealised currency differences are what a revaluation of the day would post, and they post nothing."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from accounting.ledger import money
from accounting.models import Bill, Company, FxRevaluation, JournalEntry
from accounting.reports import known, open_at, unrealised
from accounting.revaluation import revaluations
from accounting.settlement import payments
from tests.client import Client
from tests.factories import (
    account,
    make_account,
    make_approved_bill,
    make_company,
    make_customer,
    make_exchange_rate,
    make_sent_invoice,
    make_transfer,
    make_vendor,
    owner_of,
)

pytestmark = pytest.mark.django_db
D = Decimal
DAY, LATER = datetime.date(2026, 1, 31), datetime.date(2026, 2, 3)
JANUARY = {"issue_date": datetime.date(2026, 1, 10), "due_date": datetime.date(2026, 2, 10)}


@pytest.fixture
def company() -> Company:
    """Two invoices in EUR, a prepayment, a bill in GBP, and banks in both, one of which is empty."""
    company = make_company()
    customer, vendor = make_customer(company, currency="EUR"), make_vendor(company, currency="GBP")
    for amount in ("1000.01", "333.33"):
        make_sent_invoice(company, amount, customer=customer, exchange_rate=D("1.10"), **JANUARY)
    make_sent_invoice(company, "80.00", **JANUARY)  # in the base currency
    make_approved_bill(company, "500.00", vendor=vendor, exchange_rate=D("1.30"), **JANUARY)
    payments.create(
        company, by=owner_of(company), type="received", date=DAY, account_id=account(company, "1010").id,
        contact_id=customer.id, amount=D("90.00"), exchange_rate=D("1.05"),
    )  # fmt: skip
    for code, currency, amount in (("1081", "EUR", "1000.00"), ("1082", "GBP", "0")):
        bank = make_account(company, code, "asset", subtype="bank", currency_id=currency)
        if D(amount):
            make_transfer(company, "1100.00", to_account_id=bank.id, to_amount=D(amount), date=JANUARY["issue_date"])
    for currency, rate in (("EUR", "1.1555"), ("GBP", "1.36")):
        make_exchange_rate(company, rate, currency=currency, date=DAY - datetime.timedelta(days=2))
    return company


def rows(company: Company, **given: Any) -> list[Any]:
    return list(unrealised.report(company, **{"as_of": DAY} | given).rows)


def amounts(row: Any) -> tuple[Any, ...]:
    return row["amount"], row["base_amount"], row["revalued_amount"], row["difference"]


def test_the_rows_add_up_and_nothing_is_posted(company):
    before = JournalEntry.objects.count()
    found = rows(company, items=True)
    own = {(row["code"], row["currency"]): amounts(row) for row in found if row["type"] == "account"}
    assert own["1100", "EUR"] == (D("1243.34"), D("1372.17"), D("1436.67"), D("64.50"))
    assert own["1081", "EUR"] == (D("1000.00"), D("1100.00"), D("1155.50"), D("55.50"))
    assert [key for key in own if key[1] == "GBP"] == [("2000", "GBP")]
    assert own["2000", "GBP"] == (D("-500.00"), D("-650.00"), D("-680.00"), D("-30.00"))
    items = [row for row in found if row["type"] == "item"]
    assert sum(row["difference"] for row in items) == D("34.50")
    assert {row["kind"] for row in items} == {"invoice", "bill", "payment"}
    assert (found[-1]["type"], found[-1]["difference"]) == ("total", D("90.00"))
    assert JournalEntry.objects.count() == before


def test_they_are_what_a_revaluation_of_the_day_posts(company):
    found = rows(company)
    total = found[-1]["difference"]
    row: FxRevaluation = revaluations.create(company, by=owner_of(company), date=DAY)
    assert row.open_items_gain + row.bank_accounts_gain == total == D("90.00")
    posted: dict[Any, list[Decimal]] = {}
    for line in row.lines.all():
        sums = posted.setdefault((line.account_id, line.currency_id), [D(0)] * 3)
        for place, amount in enumerate((line.amount, line.base_amount, line.revalued_amount)):
            sums[place] += amount
    shown = {(row["account_id"], row["currency"]): [*amounts(row)[:3]] for row in found if row["type"] == "account"}
    assert shown == posted
    after = {row["code"]: row["difference"] for row in rows(company) if row["type"] == "account"}
    assert (after["1081"], after["2000"]) == (0, D("-30.00")), "banks are moved for good, documents for a day"


def test_what_is_worth_more_than_the_largest_amount_is_shown_as_a_revaluation_has_it():
    company = make_company()
    customer = make_customer(company, currency="EUR")
    make_sent_invoice(company, "500000000000000.01", customer=customer, exchange_rate=D("1.9999999999"), **JANUARY)
    make_exchange_rate(company, "2.1234567891", currency="EUR", date=DAY)
    found = rows(company, items=True)
    row = revaluations.create(company, by=owner_of(company), date=DAY)
    [line] = row.lines.all()
    assert {row["revalued_amount"] for row in found} == {line.revalued_amount}
    assert {row["difference"] for row in found} == {row.open_items_gain} != {0}
    assert line.revalued_amount > money.MAX_AMOUNT


def test_a_currency_without_a_rate_has_no_difference_and_so_no_total(company):
    found = rows(company, as_of=DAY + datetime.timedelta(days=60))
    assert {row["currency"] for row in found if row["type"] == "account"} == {"EUR", "GBP"}
    assert {(row["rate"], row["revalued_amount"], row["difference"]) for row in found} == {(None, None, None)}
    assert found[-1]["base_amount"] == sum(row["base_amount"] for row in found[:-1])


def test_at_a_moment_they_are_those_of_then(company):
    moment = timezone.now()
    kept = rows(company, items=True)
    bill = Bill.objects.get(company=company)
    payments.create(
        company, by=owner_of(company), type="made", date=DAY, account_id=account(company, "1010").id,
        contact_id=bill.contact_id, amount=D("500.00"), exchange_rate=D("1.36"),
        allocations=[{"bill_id": bill.id, "amount": D("500.00")}],
    )  # fmt: skip
    make_exchange_rate(company, "1.20", currency="EUR", date=DAY)
    changed = rows(company, items=True)
    assert {row["currency"] for row in changed if row["type"] == "account"} == {"EUR"}
    assert rows(company, items=True, known=known.at(company, moment)) == kept
    assert rows(company, items=True, known=known.at(company, timezone.now())) == changed


def test_books_without_other_currencies_have_an_empty_list():
    (total,) = rows(make_company())
    assert (total["type"], amounts(total)) == ("total", (None, D("0.00"), D("0.00"), D("0.00")))


@pytest.mark.parametrize("report", ["unrealised-differences", "aged-receivables"])
def test_a_report_does_not_list_very_many_open_documents_at_once(
    company: Company, report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, given = Client(owner_of(company)), {"as_of": str(DAY), "items": "true"}
    monkeypatch.setattr(open_at, "MAX_LISTED", 4)
    assert sum(row["type"] == "item" for row in client.get(f"/reports/{report}", **given).json["rows"]) == 4
    monkeypatch.setattr(open_at, "MAX_LISTED", 3)
    refused = client.get(f"/reports/{report}", **given)
    assert (refused.status, refused.code, refused.error_fields) == (400, "bad_request", ["items"])
    assert client.get(f"/reports/{report}", as_of=str(DAY)).status == 200
