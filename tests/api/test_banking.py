"""Bank transactions and transfers over HTTP."""

from decimal import Decimal
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from accounting.ledger import periods
from accounting.models import Company
from tests import factories
from tests.accounting.snapshot import snapshot
from tests.client import Client
from tests.factories import account, make_bank_transaction, make_company, make_tax_rate, make_transfer, owner_of
from tests.people import make_key

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]


def spending(company: Company, **fields: Any) -> dict[str, Any]:
    line = {"account_id": str(account(company, "6200").id), "amount": Decimal("57.50"), "description": "Paper"}
    return {
        "type": "spend",
        "account_id": str(account(company, "1000").id),
        "date": "2026-03-15",
        "lines": [line],
    } | fields


def moving(company: Company, **fields: Any) -> dict[str, Any]:
    return {
        "from_account_id": str(account(company, "1000").id),
        "to_account_id": str(account(company, "1010").id),
        "date": "2026-03-15",
        "amount": Decimal("500.00"),
    } | fields


def test_a_bank_transaction_is_answered_as_it_was_entered(client: Client, company: Company) -> None:
    body = spending(company, tax_inclusive=True, reference="Card 104", external_id="card-1")
    body["lines"][0]["tax_rate_id"] = str(make_tax_rate(company, "15").id)
    answer = client.post("/bank-transactions", body)
    assert (answer.status, answer.headers["Location"]) == (201, f"/api/v1/bank-transactions/{answer.json['id']}")
    (line,) = answer.json["lines"]
    assert (line["amount"], line["net_amount"], line["tax_amount"]) == (Decimal("57.50"), 50, Decimal("7.50"))
    shown = {name: answer.json[name] for name in ("transaction_number", "type", "status", "external_id", "contact_id")}
    assert shown == {
        "transaction_number": "BT-0001",
        "type": "spend",
        "status": "posted",
        "external_id": "card-1",
        "contact_id": None,
    }
    assert b'"subtotal":50.00,"tax_total":7.50,"amount":57.50' in answer.content
    assert (answer.json["accounting_date"], answer.json["allowed_actions"]) == ("2026-03-15", ["update", "void"])
    again = client.get(f"/companies/{company.id}/bank-transactions/{answer.json['id']}")
    assert (again.json, again.headers["ETag"]) == (answer.json, answer.headers["ETag"])
    twice = client.post("/bank-transactions", body)
    assert (twice.status, twice.code, twice.error_fields) == (409, "duplicate", ["external_id"])
    assert twice.json["existing_id"] == answer.json["id"]


def test_a_transfer_shows_both_amounts_and_the_fee(client: Client, company: Company) -> None:
    fee = {"account_id": str(account(company, "6700").id), "amount": Decimal("4.50"), "tracking": []}
    answer = client.post("/transfers", moving(company, fee=fee))
    assert answer.status == 201
    assert (answer.json["transfer_number"], answer.json["fee"]) == ("TR-0001", fee)
    assert b'"amount":500.00,"to_amount":500.00' in answer.content
    without = client.post("/transfers", moving(company, fee=None, to_amount=Decimal("500.00"))).json
    assert (without["fee"], without["transfer_number"]) == (None, "TR-0002")


@pytest.mark.parametrize("path", ["bank-transactions", "transfers"])
def test_a_void_has_its_date_and_reason_and_a_stale_tag_is_refused(client: Client, company: Company, path: str) -> None:
    made = make_bank_transaction(company) if path == "bank-transactions" else make_transfer(company)
    tag = client.get(f"/{path}/{made.id}").headers["ETag"]
    body = {"date": "2026-03-31", "reason": "Entered twice."}
    voided = client.request("POST", f"/{path}/{made.id}/void", body, headers={"If-Match": tag})
    assert (voided.status, voided.json["status"], voided.json["void_date"]) == (200, "void", "2026-03-31")
    assert (voided.json["void_reason"], voided.json["allowed_actions"]) == ("Entered twice.", ["update"])
    assert voided.json["voided_by"]["id"] == str(owner_of(company).id)
    before = snapshot(company)
    stale = client.request("POST", f"/{path}/{made.id}/void", body, headers={"If-Match": tag})
    assert (stale.status, stale.code) == (412, "precondition_failed")
    again = client.post(f"/{path}/{made.id}/void", body)
    assert (again.status, again.code) == (409, "wrong_status")
    assert client.delete(f"/{path}/{made.id}").status == 405
    assert snapshot(company) == before


@pytest.mark.parametrize(("path", "body"), [("bank-transactions", spending), ("transfers", moving)])
def test_a_dry_run_keeps_nothing_and_a_key_makes_it_happen_once(
    client: Client, company: Company, path: str, body: Any
) -> None:
    content, before = body(company), snapshot(company)
    tried = client.post(f"/{path}", content, dry_run="true")
    assert tried.status == 201
    assert snapshot(company) == before
    key = {"Idempotency-Key": "once"}
    first = client.request("POST", f"/{path}", content, headers=key)
    second = client.request("POST", f"/{path}", content, headers=key)
    assert (first.status, second.status, second.headers["Idempotent-Replayed"]) == (201, 201, "true")
    assert (first.json["id"], client.get(f"/{path}").json["total"]) == (second.json["id"], 1)


@pytest.mark.parametrize(
    ("path", "change", "status", "code", "field"),
    [
        ("bank-transactions", {"lines": []}, 422, "invalid", "lines"),
        ("bank-transactions", {"type": "steal"}, 422, "invalid", "type"),
        ("bank-transactions", {"account_id": str(uuid7())}, 422, "not_found_here", "account_id"),
        ("bank-transactions", {"contact_id": str(uuid7())}, 422, "not_found_here", "contact_id"),
        ("bank-transactions", {"date": "2026-02-29"}, 422, "invalid", "date"),
        ("bank-transactions", {"transaction_number": "BT-0007"}, 422, "invalid", "transaction_number"),
        ("bank-transactions", {"amount": 5}, 422, "invalid", "amount"),
        ("transfers", {"amount": Decimal("-1")}, 422, "invalid", "amount"),
        ("transfers", {"to_amount": Decimal("499.99")}, 422, "invalid_amount", "to_amount"),
        ("transfers", {"fee": {"amount": 1}}, 422, "invalid", "fee.account_id"),
        ("transfers", {"currency": "EUR"}, 422, "currency_not_supported", "currency"),
        ("transfers", {"date": "2026-01-15"}, 409, "period_closed", "date"),
        ("bank-transactions", {"date": "2026-01-15"}, 409, "period_closed", "date"),
    ],
)
def test_bad_input_names_its_field_and_changes_nothing(
    client: Client, company: Company, path: str, change: dict[str, Any], status: int, code: str, field: str
) -> None:
    january = factories.make_entry(company, date=factories.DAY.replace(month=1)).period
    periods.close(january, by=owner_of(company))
    before = snapshot(company)
    body = spending(company) if path == "bank-transactions" else moving(company)
    answer = client.post(f"/{path}", body | change)
    assert (answer.status, answer.code, answer.error_fields) == (status, code, [field]), answer
    assert snapshot(company) == before


def test_ids_of_a_second_tenant_are_not_there(client: Client, company: Company) -> None:
    other = make_company()
    theirs = make_bank_transaction(other)
    before = snapshot(other)
    assert client.get(f"/bank-transactions/{theirs.id}").status == 404
    assert client.post(f"/bank-transactions/{theirs.id}/void", {}).status == 404
    refused = client.post("/transfers", moving(company, to_account_id=str(account(other, "1010").id)))
    assert (refused.status, refused.error_fields) == (422, ["to_account_id"])
    assert snapshot(other) == before


def test_lists_are_filtered(client: Client, company: Company) -> None:
    vendor = factories.make_vendor(company, name="Kestrel Insurance")
    spent = make_bank_transaction(company, contact_id=vendor.id, reference="Card 104", external_id="c-1")
    received = make_bank_transaction(company, type="receive", account_id=account(company, "1010").id)
    moved = make_transfer(company, reference="Reserve")

    def found(path: str, **filters: Any) -> list[str]:
        return [one["id"] for one in client.get(path, sort_order="asc", **filters).json["items"]]

    ids = [str(spent.id), str(received.id)]
    assert found("/bank-transactions") == ids
    for filters in (
        {"type": "spend"},
        {"account_id": account(company, "1000").id},
        {"contact_id": vendor.id},
        {"reference": "Card 104"},
        {"external_id": "c-1"},
        {"transaction_number": "BT-0001"},
        {"search": "kestrel"},
        {"search": "card 1"},
        {"search": "bt-0001"},
    ):
        assert found("/bank-transactions", **filters) == ids[:1], filters
    assert found("/bank-transactions", status="void") == []
    for account_id in (moved.from_account_id, moved.to_account_id):
        assert found("/transfers", account_id=account_id) == [str(moved.id)]
    assert found("/transfers", account_id=account(company, "1050").id) == []
    assert found("/transfers", search="reserve") == [str(moved.id)]


def test_an_api_key_needs_its_scope(company: Company) -> None:
    key = make_key(owner_of(company), role="accountant", scopes=["bank-transactions:read", "transfers:write"])
    client = Client()
    client.headers = {"Authorization": f"Bearer {key.secret}"}
    assert client.get("/bank-transactions").status == 200
    refused = client.post("/bank-transactions", spending(company))
    assert (refused.status, refused.code) == (403, "scope_missing")
    assert client.post("/transfers", moving(company)).status == 201


def test_a_batch_moves_money_and_spends_it(client: Client, company: Company) -> None:
    operations = [
        {"name": "moved", "method": "POST", "path": "/transfers", "body": moving(company)},
        {"method": "POST", "path": "/bank-transactions", "body": spending(company, reference={"ref": "moved.id"})},
        {"method": "POST", "path": "/transfers/{moved.id}/void", "body": {}},
    ]
    answer = client.post("/batch", {"operations": operations})
    assert [one["status_code"] for one in answer.json["operations"]] == [201, 201, 200]
    before = snapshot(company)
    operations[1]["body"] = spending(company, lines=[])
    refused = client.post("/batch", {"operations": operations})
    assert (refused.status, refused.error_fields) == (422, ["operations[1].body.lines"])
    assert snapshot(company) == before
