"""Bank accounts in other currencies than the company's: over HTTP, from the account to its journal lines."""

from decimal import Decimal
from typing import Any

import pytest
from django.db.models import F, Sum

from accounting.models import Account, Company, JournalLine
from accounting.reports import integrity
from tests.accounting.snapshot import snapshot
from tests.client import Client
from tests.factories import DAY, account, make_company, make_exchange_rate, make_tax_rate, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]

D = Decimal


@pytest.fixture
def client(company: Company) -> Client:
    return Client(owner_of(company))


def opened(client: Client, currency: str, subtype: str = "bank") -> str:
    """Return the id of a new account of the chart, kept in `currency`."""
    body = {"code": f"10{currency}", "name": f"{currency} account", "type": "asset", "subtype": subtype}
    answer = client.post("/chart-of-accounts", body | {"currency": currency})
    assert (answer.status, answer.json["currency"]) == (201, currency)
    return str(answer.json["id"])


def held(account_id: str) -> tuple[Decimal, Decimal]:
    """Return the balance of an account in the base currency and in its own."""
    sums = JournalLine.objects.filter(account=account_id).aggregate(
        base=Sum(F("debit") - F("credit")), own=Sum("currency_amount")
    )
    return sums["base"], sums["own"]


def lines_of(client: Client, document: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return debit, credit, currency and amount of the lines that a document posted, as the API shows them."""
    entry = client.get(f"/journal-entries/{document['journal_entry_id']}").json
    return [tuple(line[name] for name in ("debit", "credit", "currency", "currency_amount")) for line in entry["lines"]]


def whole(company: Company) -> None:
    assert [error for check in integrity.checks(company) for error in check.failures] == []


def test_only_money_is_kept_in_another_currency_and_stays_in_it(company: Company, client: Client) -> None:
    pounds = opened(client, "GBP")
    make_exchange_rate(company, "1.30", currency="GBP", date=DAY)
    before = snapshot(company)
    for path, method, body, code in (
        ("/chart-of-accounts", "post", {"code": "9", "name": "A", "type": "expense"}, "currency_not_supported"),
        ("/chart-of-accounts", "post", {"code": "9", "name": "A", "type": "asset"}, "currency_not_supported"),
        (f"/chart-of-accounts/{account(company, '1100').id}", "patch", {}, "currency_not_supported"),
    ):
        answer = getattr(client, method)(path, body | {"currency": "GBP"})
        assert (answer.status, answer.code, answer.error_fields) == (422, code, ["currency"])
    answer = client.patch(f"/chart-of-accounts/{pounds}", {"subtype": "other_current_asset"})
    assert (answer.status, answer.error_fields) == (422, ["currency"])
    assert snapshot(company) == before
    assert client.patch(f"/chart-of-accounts/{pounds}", {"currency": "EUR"}).status == 200
    assert client.patch(f"/chart-of-accounts/{pounds}", {"currency": "GBP"}).status == 200
    client.post("/bank-transactions", spending(company, pounds))
    before = snapshot(company)
    answer = client.patch(f"/chart-of-accounts/{pounds}", {"currency": "EUR"})
    assert (answer.status, answer.code, answer.error_fields) == (409, "in_use", ["currency"])
    assert snapshot(company) == before


def spending(company: Company, account_id: str, **fields: Any) -> dict[str, Any]:
    line = {"account_id": str(account(company, "6200").id), "amount": D("57.50")}
    return {"type": "spend", "account_id": account_id, "date": str(DAY), "lines": [line]} | fields


def test_bank_transactions_are_booked_at_the_rate_of_the_day(company: Company, client: Client) -> None:
    pounds = opened(client, "GBP")
    body = spending(company, pounds, tax_inclusive=True)
    body["lines"][0]["tax_rate_id"] = str(make_tax_rate(company, "15").id)
    before = snapshot(company)
    answer = client.post("/bank-transactions", body)
    assert (answer.status, answer.code, answer.error_fields) == (422, "exchange_rate_missing", ["exchange_rate"])
    assert snapshot(company) == before
    make_exchange_rate(company, "1.29", currency="GBP", date=DAY)
    spent = client.post("/bank-transactions", body).json
    assert (spent["currency"], spent["exchange_rate"], spent["amount"]) == ("GBP", D("1.29"), D("57.50"))
    assert lines_of(client, spent) == [
        (D("64.50"), 0, "GBP", D("50.00")),
        (D("9.68"), 0, "GBP", D("7.50")),
        (0, D("74.18"), "GBP", D("-57.50")),
    ]
    stated = client.post("/bank-transactions", spending(company, pounds, type="receive", exchange_rate=D("1.31"))).json
    assert lines_of(client, stated) == [
        (D("75.33"), 0, "GBP", D("57.50")),
        (0, D("75.33"), "GBP", D("-57.50")),
    ]
    assert held(pounds) == (D("1.15"), 0)
    client.post(f"/bank-transactions/{stated['id']}/void")
    assert held(pounds) == (D("-74.18"), D("-57.50"))
    whole(company)


def test_transfers_between_two_other_currencies_with_a_fee(company: Company, client: Client) -> None:
    pounds, euros, dollars = opened(client, "GBP"), opened(client, "EUR"), str(account(company, "1000").id)
    make_exchange_rate(company, "1.30", currency="GBP", date=DAY)
    fee = {"account_id": str(account(company, "6700").id), "amount": D("2.00")}
    body = {"from_account_id": pounds, "to_account_id": euros, "date": str(DAY), "amount": D("100.00"), "fee": fee}
    before = snapshot(company)
    answer = client.post("/transfers", body)
    assert (answer.status, answer.error_fields) == (422, ["to_amount"])
    assert snapshot(company) == before
    made = client.post("/transfers", body | {"to_amount": D("118.20")}).json
    assert (made["currency"], made["exchange_rate"], made["to_amount"]) == ("GBP", D("1.3"), D("118.20"))
    assert lines_of(client, made) == [
        (D("130.00"), 0, "EUR", D("118.20")),
        (D("2.60"), 0, "GBP", D("2.00")),
        (0, D("132.60"), "GBP", D("-102.00")),
    ]
    home = {"from_account_id": euros, "to_account_id": dollars, "date": str(DAY), "amount": D("118.20")}
    back = client.post("/transfers", home | {"to_amount": D("131.05")}).json
    assert back["exchange_rate"] == D("1.1087140440")
    assert lines_of(client, back) == [(D("131.05"), 0, "USD", D("131.05")), (0, D("131.05"), "EUR", D("-118.20"))]
    out = {"from_account_id": dollars, "to_account_id": euros, "date": str(DAY), "amount": D("50.00")}
    client.post("/transfers", out | {"to_amount": D("46.00")})
    assert held(euros) == (D("48.95"), D("46.00"))
    client.post(f"/transfers/{made['id']}/void")
    assert held(pounds) == (0, 0)
    whole(company)


def test_manual_entries_and_opening_balances_state_both_amounts(company: Company, client: Client) -> None:
    euros, equity = opened(client, "EUR"), str(account(company, "3000").id)
    one = {"account_id": euros, "debit": D("108.00")}
    lines = [one, {"account_id": equity, "credit": D("108.00")}]
    before = snapshot(company)
    for changes, code, field in (
        ({}, "currency_differs", "account_id"),
        ({"currency": "GBP", "currency_amount": D("1")}, "currency_differs", "currency"),
        ({"currency": "EUR"}, "invalid_line", "currency_amount"),
        ({"currency_amount": D("-100.00")}, "invalid_line", "currency_amount"),
        ({"currency": "EUR", "currency_amount": D("100.001")}, "invalid", "currency_amount"),
    ):
        answer = client.post("/journal-entries", {"date": str(DAY), "lines": [one | changes, lines[1]]})
        assert (answer.status, answer.error_fields) == (422, [f"lines[0].{field}"]), changes
        assert answer.code == code
    wrong = {"date": str(DAY), "lines": [one | {"account_id": equity, "currency_amount": D("9.00")}, lines[1]]}
    assert client.post("/journal-entries", wrong).error_fields == ["lines[0].currency_amount"]
    assert snapshot(company) == before
    body = {"date": str(DAY), "lines": [one | {"currency_amount": D("100.00")}, lines[1]]}
    posted = client.post("/journal-entries", body)
    assert posted.status == 201
    shown = [(line["currency"], line["currency_amount"]) for line in posted.json["lines"]]
    assert shown == [("EUR", D("100.00")), ("USD", D("-108.00"))]
    draft = client.post("/journal-entries", body | {"status": "draft"}).json
    assert client.post(f"/journal-entries/{draft['id']}/post").status == 200
    assert held(euros) == (D("216.00"), D("200.00"))
    batch = client.post("/journal-entries/batch", {"entries": [body]})
    assert (batch.status, held(euros)) == (201, (D("324.00"), D("300.00")))
    whole(company)
    other = make_company(company.organization)
    euros = str(
        Account.objects.create(
            company=other, code="10E", name="Euro", type="asset", subtype="bank", currency_id="EUR"
        ).id
    )
    given = {"date": "2025-12-31", "balances": [{"account_id": euros, "debit": D("540.00")}]}
    path = f"/companies/{other.id}/opening-balances"
    assert client.put(path, given).status == 422
    given["balances"][0]["currency_amount"] = D("500.00")
    first = client.put(path, given)
    assert (first.status, first.json["balances"][0]["currency"]) == (200, "EUR")
    assert held(euros) == (D("540.00"), D("500.00"))
    assert client.put(path, given).json == first.json
    whole(other)
