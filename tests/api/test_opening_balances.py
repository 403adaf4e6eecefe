"""Opening balances over HTTP."""

from decimal import Decimal
from typing import Any

import pytest

from accounting.models import Company, CompanyMember, OpeningBalances
from api.parsing import MIB
from api.rendering import dumps
from tests.accounting.snapshot import snapshot
from tests.client import Client
from tests.factories import make_entry, make_euro_bank, opening_body
from tests.people import make_user

pytestmark = pytest.mark.django_db
PATH = "/opening-balances"


def test_a_body_of_ten_thousand_documents_is_not_too_large(company: Company, client: Client) -> None:
    """It is made of spaces here: 10,000 documents take seconds."""
    body = dumps(opening_body(company))
    for size, status in ((4 * MIB + 1, 413), (4 * MIB, 200)):
        assert client.put(PATH, body.ljust(size)).status == status


def test_equity_is_that_of_the_documents_that_are_shown(company: Company, client: Client) -> None:
    made = client.put(PATH, opening_body(company)).json
    assert made["equity_amount"] == 3750
    for kind, left in (("invoices", 2600), ("bills", 3000)):
        (one,) = made[kind]
        assert client.post(f"/{kind}/{one['id']}/void").status == 200
        shown = client.get(PATH).json
        assert (shown[kind], shown["equity_amount"]) == ([], left)


def test_they_are_empty_then_set_then_replaced(company: Company, client: Client) -> None:
    empty = client.get(PATH).json
    lists = ("balances", "invoices", "bills", "credit_notes", "vendor_credits")
    assert (empty["date"], [empty[name] for name in lists]) == (None, [[]] * 5)
    body: Any = opening_body(company)
    tried = client.put(PATH, body, dry_run="true")
    assert (tried.status, OpeningBalances.objects.exists()) == (200, False)
    made = client.put(PATH, body)
    assert made.status == 200, made
    assert made.json == client.get(f"/companies/{company.id}{PATH}").json
    assert (made.json["date"], made.json["equity_amount"]) == ("2025-12-31", Decimal("3750.00"))
    assert [(one["debit"], one["credit"]) for one in made.json["balances"]] == [(5000, 0), (0, 2000)]
    (invoice,) = made.json["invoices"]
    assert (invoice["invoice_number"], invoice["due_date"], invoice["amount"]) == ("OLD-17", "2025-12-20", 1150)
    shown = client.get(f"/invoices/{invoice['id']}").json
    assert (shown["is_opening"], shown["status"], shown["amount_due"]) == (True, "overdue", 1150)
    assert client.get(f"/bills/{made.json['bills'][0]['id']}").json["is_opening"] is True
    body["credit_notes"] = [
        {"customer_id": invoice["customer_id"], "credit_note_number": "C-1", "issue_date": "2025-12-01", "amount": 50}
    ]
    more = client.put(PATH, body)
    assert (more.status, more.json["equity_amount"]) == (200, Decimal("3700.00"))
    (credit,) = more.json["credit_notes"]
    assert (credit["credit_note_number"], credit["amount"], "due_date" in credit) == ("C-1", 50, False)
    assert client.get(f"/credit-notes/{credit['id']}").json["is_opening"] is True
    refused = client.put(PATH, body | {"vendor_credits": [{"due_date": "2026-01-01"}]})
    assert (refused.status, "vendor_credits[0].due_date" in refused.error_fields) == (422, True)
    del body["credit_notes"]
    less = client.put(PATH, body | {"invoices": []})
    assert (less.status, less.json["invoices"], less.json["equity_amount"]) == (200, [], 2600)
    assert client.get(f"/invoices/{invoice['id']}").json["status"] == "void"
    assert client.get("/integrity").json["holds"] is True


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"date": None}, "date"),
        ({"date": "2025-02-30"}, "date"),
        ({"balances": [{"account_id": "x", "debit": 1}]}, "balances[0].account_id"),
        ({"equity_amount": 1}, "equity_amount"),
        ({"invoices": [{}]}, "invoices[0].amount"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_a_wrong_body_is_refused_with_its_field(
    company: Company, client: Client, changes: dict[str, Any], field: str
) -> None:
    refused = client.put(PATH, opening_body(company) | changes)
    assert (refused.status, field in refused.error_fields) == (422, True), refused
    assert not OpeningBalances.objects.exists()


def test_once_a_period_is_closed_the_answer_is_409(company: Company, client: Client) -> None:
    period = make_entry(company).period
    assert client.post(f"/periods/{period.id}/close").status == 200
    refused = client.put(PATH, opening_body(company))
    assert (refused.status, refused.code) == (409, "period_closed")
    assert not OpeningBalances.objects.exists()


def test_only_an_admin_sets_them(company: Company) -> None:
    accountant = make_user(company.organization)
    CompanyMember.objects.create(organization=company.organization, company=company, user=accountant, role="accountant")
    refused = Client(accountant).put(PATH, opening_body(company))
    assert (refused.status, refused.code) == (403, "forbidden")
    assert Client(accountant).get(PATH).status == 200


def test_nobody_overwrites_balances_that_they_have_not_seen(company: Company, client: Client) -> None:
    first = client.get(PATH)
    assert client.get(PATH, headers={"If-None-Match": first.headers["ETag"]}).status == 304
    body = opening_body(company)
    made = client.put(PATH, body, headers={"If-Match": first.headers["ETag"]})
    assert (made.status, made.headers["ETag"]) == (200, client.get(PATH).headers["ETag"])
    refused = client.put(PATH, body | {"invoices": []}, headers={"If-Match": first.headers["ETag"]})
    assert (refused.status, refused.code) == (412, "precondition_failed")
    assert client.get(PATH).json == made.json


def test_what_is_shown_can_be_sent_back_without_what_cannot_be_changed(company: Company, client: Client) -> None:
    euros = make_euro_bank(company)
    body: Any = opening_body(company)
    body["balances"].append({"account_id": str(euros.id), "debit": 110, "currency_amount": 100})
    body["invoices"][0] |= {"currency": "EUR", "exchange_rate": Decimal("1.1")}
    assert client.put(PATH, body).status == 200
    shown, before = client.get(PATH), snapshot(company)
    back = {name: value for name, value in shown.json.items() if name not in ("equity_amount", "journal_entry_id")}
    for kind in ("invoices", "bills", "credit_notes", "vendor_credits"):
        back[kind] = [{name: value for name, value in one.items() if name != "id"} for one in back[kind]]
    again = client.put(PATH, back)
    assert (again.status, again.json, again.headers["ETag"]) == (200, shown.json, shown.headers["ETag"])
    assert snapshot(company) == before
    refused = client.put(PATH, shown.json)
    assert refused.status == 422
    assert {*refused.error_fields} == {"equity_amount", "journal_entry_id", "invoices[0].id", "bills[0].id"}


def test_an_open_invoice_in_another_currency(company: Company, client: Client) -> None:
    body: Any = opening_body(company)
    body["invoices"][0] |= {"currency": "EUR"}
    refused = client.put(PATH, body)
    assert (refused.status, refused.code) == (422, "exchange_rate_missing")
    assert refused.error_fields == ["invoices[0].exchange_rate"]
    body["invoices"][0] |= {"exchange_rate": 2}
    made = client.put(PATH, body)
    (invoice,) = made.json["invoices"]
    assert (invoice["currency"], invoice["exchange_rate"], invoice["amount"]) == ("EUR", 2, 1150)
    assert made.json["equity_amount"] == Decimal("4900.00")
    for wrong in ("XXQ", "", 1):
        body["invoices"][0]["currency"] = wrong
        refused = client.put(PATH, body)
        assert (refused.status, refused.error_fields) == (422, ["invoices[0].currency"]), refused
    assert client.get(PATH).json == made.json
