"""An amount has the decimals of its own currency, also where the body does not name it: then it is that of the contact,
of an account, or of what is settled. The base currencies here have more or fewer decimals."""

import datetime
from dataclasses import dataclass
from typing import Any

import pytest

from accounting.models import Account, Company, Event
from tests import factories
from tests.accounting.snapshot import snapshot
from tests.client import BASE, Answer, Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]
DAY = "2026-03-15"


@dataclass
class Books:
    """A company with a customer, a vendor and a bank account in another currency than its own."""

    company: Company
    currency: str
    amount: str
    """An amount with all decimals of the currency."""
    too_fine: str

    def __post_init__(self) -> None:
        factories.make_exchange_rate(self.company, "3", currency=self.currency, date=datetime.date.fromisoformat(DAY))
        self.client = Client(factories.owner_of(self.company))
        self.customer = factories.make_customer(self.company, currency=self.currency)
        self.vendor = factories.make_vendor(self.company, currency=self.currency)
        self.bank = factories.make_account(self.company, "1090", "asset", subtype="bank", currency_id=self.currency)
        self.own_bank, self.sales, self.costs = (self.account(code) for code in ("1000", "4000", "6100"))

    def account(self, code: str) -> Account:
        return factories.account(self.company, code)

    def check(self, method: str, path: str, body: Any, field: str) -> Answer:
        """Send a body with the amount "?", first with too many decimals, which is refused at `field`."""
        before = snapshot(self.company)
        refused = self.client.request(method, path, self.filled(body, self.too_fine))
        assert (refused.status, refused.error_fields) == (422, [field]), refused
        assert f"An amount in {self.currency} has" in refused.json["detail"]
        assert snapshot(self.company) == before
        answer = self.client.request(method, path, self.filled(body, self.amount))
        assert answer.status in (200, 201), answer
        return answer

    def filled(self, body: Any, amount: str) -> Any:
        match body:
            case dict():
                return {name: self.filled(value, amount) for name, value in body.items()}
            case list():
                return [self.filled(value, amount) for value in body]
        return amount if body == "?" else body


@pytest.fixture(params=[("USD", "KWD", "1.125", "1.1255"), ("KWD", "USD", "1.12", "1.125")], ids="-".join)
def books(request: pytest.FixtureRequest, db: None) -> Books:
    base, *rest = request.param
    return Books(factories.make_company(base_currency=base), *rest)


def test_of_payments_what_they_settle_and_refunds(books: Books) -> None:
    payment = {"type": "received", "customer_id": str(books.customer.id), "date": DAY, "account_id": str(books.bank.id)}
    fee = {"account_id": str(books.costs.id), "amount": "?"}
    books.check("POST", "/payments", payment | {"amount": "?"}, "amount")
    paid = books.check(
        "POST", "/payments", payment | {"amount": "50", "deductions": [fee]}, "deductions[0].amount"
    ).json
    invoice = factories.make_sent_invoice(books.company, "100.00", customer=books.customer)
    part = {"allocations": [{"invoice_id": str(invoice.id), "amount": "?"}]}
    books.check("POST", "/payments", payment | part | {"amount": "20"}, "allocations[0].amount")
    books.check("POST", f"/payments/{paid['id']}/allocate", part, "allocations[0].amount")
    books.check("POST", f"/payments/{paid['id']}/refund", {"date": DAY, "amount": "?"}, "amount")
    note = factories.make_issued_credit_note(books.company, customer=books.customer)
    books.check("POST", f"/credit-notes/{note.id}/apply", part, "allocations[0].amount")


def test_of_adjustments_and_bank_transactions(books: Books) -> None:
    lines = {"date": DAY, "lines": [{"account_id": str(books.costs.id), "amount": "?"}]}
    less = {"kind": "write_off", "customer_id": str(books.customer.id)}
    books.check("POST", "/adjustments", less | lines, "lines[0].amount")
    books.check(
        "POST", "/bank-transactions", {"type": "spend", "account_id": str(books.bank.id)} | lines, "lines[0].amount"
    )


def test_of_bills_and_their_printed_taxes(books: Books) -> None:
    rate = factories.make_tax_rate(books.company, "100")
    line = {"description": "Rent", "unit_price": books.amount, "account_id": str(books.costs.id)}
    line["tax_rate_id"] = str(rate.id)
    bill = {"vendor_id": str(books.vendor.id), "issue_date": DAY}
    books.check("POST", "/bills", bill | {"bill_number": "1", "lines": [line], "tax_total": "?"}, "tax_total")
    taxed = {"lines": [line | {"tax_amount": "?"}]}
    books.check("POST", "/bills", bill | taxed | {"bill_number": "2"}, "lines[0].tax_amount")
    credit = {"vendor_credit_number": "3"}
    books.check("POST", "/vendor-credits", bill | taxed | credit, "lines[0].tax_amount")


def test_of_totals_that_are_expected(books: Books) -> None:
    line = {"description": "Tea", "unit_price": books.amount, "account_id": str(books.sales.id)}
    body = {"customer_id": str(books.customer.id), "issue_date": DAY, "lines": [line]}
    for path in ("/invoices", "/credit-notes"):
        answer = books.client.post(path, body | {"expected_total": books.amount})
        assert (answer.status, str(answer.json["amount"])) == (201, books.amount)


def test_of_opening_invoices(books: Books) -> None:
    invoice = {
        "customer_id": str(books.customer.id),
        "invoice_number": "1",
        "issue_date": "2025-12-01",
        "exchange_rate": 3,
    }
    body = {"date": "2025-12-31", "invoices": [invoice | {"amount": "?"}]}
    books.check("PUT", "/opening-balances", body, "invoices[0].amount")


def test_of_journal_entries_and_opening_balances_in_the_currency_of_the_account(books: Books) -> None:
    debit = {"account_id": str(books.bank.id), "debit": 3, "currency_amount": "?"}
    credit = {"account_id": str(books.sales.id), "credit": 3}
    books.check("POST", "/journal-entries", {"date": DAY, "lines": [debit, credit]}, "lines[0].currency_amount")
    body = {"date": "2025-12-31", "balances": [debit]}
    books.check("PUT", "/opening-balances", body, "balances[0].currency_amount")


def test_of_transfers_in_both_directions(books: Books) -> None:
    there, here = (
        {"from_account_id": str(a.id), "to_account_id": str(b.id), "date": DAY}
        for a, b in ((books.own_bank, books.bank), (books.bank, books.own_bank))
    )
    fee = {"account_id": str(books.costs.id), "amount": "?"}
    books.check("POST", "/transfers", here | {"amount": "?", "to_amount": "3"}, "amount")
    books.check("POST", "/transfers", here | {"amount": "1", "to_amount": "3", "fee": fee}, "fee.amount")
    for named in ({}, {"currency": books.company.base_currency_id}):
        answer = books.check("POST", "/transfers", there | named | {"amount": "3", "to_amount": "?"}, "to_amount")
        assert_shown(books, answer, "to_amount")
        event = Event.objects.filter(company=books.company, type="transfer.created").latest("sequence")
        assert f'"to_amount":{books.amount}'.encode() in bytes(event.body)


def test_of_what_the_bank_booked(books: Books) -> None:
    payment = {"type": "received", "customer_id": str(books.customer.id), "date": DAY, "amount": "3"}
    payment |= {"account_id": str(books.bank.id), "currency": "EUR"}
    factories.make_exchange_rate(books.company, "1", currency="EUR", date=datetime.date.fromisoformat(DAY))
    answer = books.check("POST", "/payments", payment | {"account_amount": "?"}, "account_amount")
    assert_shown(books, answer, "account_amount")
    whole = books.client.post("/payments", payment | {"account_amount": "1"})
    assert_shown(books, whole, "account_amount", "1." + "0" * len(books.amount[2:]))


def assert_shown(books: Books, answer: Answer, name: str, amount: str = "") -> None:
    """The one who made it, who reads it and who lists it see the same bytes."""
    path = answer.headers["Location"].removeprefix(BASE)
    (listed,) = books.client.get(path.rpartition("/")[0], page_size=1).json["items"]
    assert f'"{name}":{amount or books.amount}'.encode() in answer.content
    assert books.client.get(path).content == answer.content
    assert str(listed[name]) == (amount or books.amount)
