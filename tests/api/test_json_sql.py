"""Lists inside objects, which PostgreSQL writes, have the bytes that Python writes for them."""

import copy
import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from accounting.documents import credit_notes, invoices
from accounting.models import Company, Invoice
from accounting.settlement import payments
from api import serialization
from tests import factories
from tests.api.test_sorting import LISTS as LISTS_OF_HOUSE
from tests.client import Client
from tests.factories import account, line, make_account, make_company, make_customer, make_member, owner_of
from tests.nightly import one_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]

ODD = 'Ünïcödé "quoted" \\ back / <b> \u2028 \U0001f600 ½'
D = Decimal
LISTS = [
    "journal-entries",
    "invoices",
    "bills",
    "credit-notes",
    "vendor-credits",
    "payments",
    "adjustments",
    "bank-transactions",
    "tax-rates",
]


def make_books() -> Company:
    """Return a company with something in each of LISTS, in currencies with 0, 2 and 3 decimals."""
    company = make_company()
    yen = make_account(company, "1085", "asset", subtype="bank", currency_id="JPY")
    dinar = make_account(company, "1086", "asset", subtype="bank", currency_id="KWD")
    factories.make_transfer(company, "100.00", to_account_id=yen.id, to_amount=D("15000"))
    factories.make_transfer(company, "100.00", to_account_id=dinar.id, to_amount=D("30.125"))
    fee: Any = {"account_id": account(company, "6700").id, "amount": D("1.5")}
    factories.make_transfer(company, "100.00", to_account_id=yen.id, to_amount=D("15000"), fee=fee)
    tax = factories.make_tax_rate(company, "8.25")
    odd = line(company, "0.0125", quantity="7.500000", discount_percent="2.5", tax_rate=tax, description=ODD)
    for currency, rate in (("JPY", "0.0067"), ("KWD", "3.25"), ("USD", None)):
        customer = make_customer(company, currency=currency)
        given = {"customer": customer} | ({"exchange_rate": D(rate)} if rate else {})
        price = "1000" if currency == "JPY" else "1000.50"
        invoice = factories.make_sent_invoice(company, lines=[line(company, price), odd], **given)
        credit = factories.make_issued_credit_note(company, "50", **given)
        Client(owner_of(company)).post(
            f"/credit-notes/{credit.id}/allocate", {"allocations": [{"invoice_id": str(invoice.id), "amount": 20}]}
        )
    factories.make_approved_bill(company, "10.00")
    factories.make_issued_vendor_credit(company, "10.00")
    paid = factories.make_sent_invoice(company, "75.00")
    payment: Any = {"allocations": [{"invoice_id": paid.id, "amount": D("70.00")}]}
    factories.make_payment(company, "100.00", contact=paid.customer, **payment)
    factories.make_adjustment(company, contact=paid.customer)
    factories.make_bank_transaction(company)
    make_states(company)
    return company


def make_states(company: Company) -> None:
    """Make documents in the states that their status and actions depend on."""
    by, today = owner_of(company), timezone.localdate()
    for days in (-1, 0, 1):
        factories.make_sent_invoice(company, due_date=today + datetime.timedelta(days=days), issue_date=factories.DAY)
    factories.make_sent_invoice(company, "0.00")
    invoices.void(factories.make_sent_invoice(company), by=by)
    credit_notes.void(factories.make_issued_credit_note(company, "5"), by=by)
    factories.make_issued_credit_note(company, "5")
    for contact in (factories.make_customer(company), factories.make_vendor(company)):
        payments.refund(factories.make_payment(company, contact=contact), by=by, amount=D("40.00"), date=factories.DAY)
        payments.void(factories.make_payment(company, contact=contact), by=by)
        owed: Any = [{"account_id": account(company, "6800").id, "amount": D("-30.00")}]
        factories.make_adjustment(company, contact=contact, lines=owed)


@pytest.fixture(scope="module")
def kept_company(keep: Any) -> Company:
    return keep(make_books)


@pytest.fixture
def company(kept_company: Company, db: None) -> Company:
    return copy.deepcopy(kept_company)


@pytest.mark.parametrize("path", LISTS)
def test_both_write_the_same_bytes(path: str, company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(owner_of(company))
    by_postgresql = client.get(f"/{path}", page_size=100)
    one = client.get(f"/{path}/{by_postgresql.json['items'][0]['id']}")
    monkeypatch.setattr(serialization, "json_rows", lambda *names: None)
    by_python = client.get(f"/{path}", page_size=100)
    assert (by_postgresql.status, by_postgresql.content) == (200, by_python.content)
    assert any(
        value and isinstance(value[0], dict)
        for item in by_python.json["items"]
        for value in item.values()
        if isinstance(value, list)
    )
    assert client.get(f"/{path}/{by_postgresql.json['items'][0]['id']}").headers["ETag"] == one.headers["ETag"]


def test_a_row_has_the_decimals_of_its_own_currency(company: Company) -> None:
    answers = Client(owner_of(company)).get("/journal-entries", account_id=str(account(company, "1085").id))
    assert b'"currency":"JPY","currency_amount":15000,' in answers.content
    assert b'"debit":100.00,"credit":0.00,"currency":"JPY"' in answers.content
    answers = Client(owner_of(company)).get("/journal-entries", account_id=str(account(company, "1086").id))
    assert b'"currency":"KWD","currency_amount":30.125,' in answers.content


VIEWS = {path: route.view for path, route in LISTS_OF_HOUSE.items() if getattr(route.view, "state", None) is not None}


def test_rows_have_the_bytes_that_python_writes(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.make_invoice(company)
    factories.make_budget(company)
    factories.make_item(company, "0.0125", purchase_price=Decimal(7), metadata={"a": "b"})
    factories.make_item(company, "3", currency="JPY", name=ODD)
    owner, viewer = Client(owner_of(company)), Client(make_member(company, "viewer"))

    def read(path: str, first: str) -> list[tuple[int, bytes, str | None]]:
        sorts = one_in(3, VIEWS[path].sort_fields)
        given: list[dict[str, Any]] = [{"sort_by": sort, "sort_order": "asc"} for sort in sorts]
        given += [{}, {"page_size": 100}, {"page": 2}, {"page": 999}, {"updated_since": "2020-01-01T00:00:00Z"}]
        found = [viewer.get(path), viewer.get(f"{path}/{first}")]
        for query in given:
            found.append(owner.get(path, **{"page_size": 2} | query))
            if (cursor := found[-1].json["next_cursor"]) and "page" not in query:
                found.append(owner.get(path, **{"page_size": 2, "cursor": cursor} | query))
        return [(answer.status, answer.content, answer.headers.get("ETag")) for answer in found]

    for path, view in VIEWS.items():
        first = owner.get(path).json["items"][0]
        if "metadata" in first:
            changed = owner.patch(
                f"{path}/{first['id']}", {"metadata": {"zz": ODD.replace("\u2028", ""), ODD[:9]: "b"}}
            )
            assert changed.status == 200, changed
        by_postgresql = read(path, first["id"])
        with monkeypatch.context() as patched:
            patched.setattr(view, "state", None)
            by_python = read(path, first["id"])
        assert {status for status, _, _ in by_postgresql} == {200}
        assert by_postgresql == by_python, path


def test_amounts_in_a_base_currency_without_decimals_are_rounded_as_python_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    company = make_company(base_currency="JPY")
    client, dollars = Client(owner_of(company)), make_customer(company, currency="USD")
    for price in ("0.01", "0.10", "1234.57"):
        factories.make_sent_invoice(company, price, customer=dollars, exchange_rate=D("150.05"))
    by_postgresql = client.get("/invoices")
    assert [item["total_base"] for item in by_postgresql.json["items"]] == [185247, 15, 2]
    monkeypatch.setattr(VIEWS["/invoices"], "state", None)
    assert client.get("/invoices").content == by_postgresql.content


def test_kept_statements_are_for_every_company(company: Company) -> None:
    other = make_company()
    factories.make_sent_invoice(other, "12.34")
    for one in (company, other, company):
        answer = Client(owner_of(one)).get("/invoices", page_size=100).json
        assert {item["id"] for item in answer["items"]} == {
            str(id) for id in Invoice.objects.filter(company=one).values_list("id", flat=True)
        }
        assert answer["total"] == len(answer["items"]) > 0
