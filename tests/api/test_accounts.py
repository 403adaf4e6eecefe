"""The chart of accounts over HTTP."""

from decimal import Decimal
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from accounting.models import Account
from tests.client import Client
from tests.factories import account, make_account, make_company, make_draft, make_entry, owner_of

pytestmark = pytest.mark.django_db
BODY = {"code": "6150", "name": "Cleaning", "type": "expense", "subtype": "operating_expense"}


def everything() -> list[Any]:
    return list(Account.objects.order_by("id").values())


def test_an_account_is_opened_shown_changed_archived_restored_and_deleted(company, client):
    parent = account(company, "6100")
    created = client.post(
        "/chart-of-accounts", {**BODY, "parent_id": str(parent.id), "description": "Weekly\nand spring"}
    )
    assert created.status == 201
    path = f"/chart-of-accounts/{created.json['id']}"
    assert created.headers["Location"] == f"/api/v1{path}"
    assert client.get(path).json == created.json
    assert created.json == {
        "id": created.json["id"],
        "code": "6150",
        "name": "Cleaning",
        "type": "expense",
        "subtype": "operating_expense",
        "normal_balance": "debit",
        "parent_id": str(parent.id),
        "currency": None,
        "description": "Weekly\nand spring",
        "is_active": True,
        "system_role": None,
        "required_tracking": [],
        "balance": Decimal("0.00"),
        "allowed_actions": ["update", "archive", "delete"],
        "created_at": created.json["created_at"],
        "updated_at": created.json["updated_at"],
    }
    changed = client.patch(path, {"name": "Cleaning and care", "parent_id": None, "currency": "USD"})
    assert (changed.json["name"], changed.json["parent_id"], changed.json["currency"]) == (
        "Cleaning and care",
        None,
        "USD",
    )
    archived = client.post(f"{path}/archive").json
    assert (archived["is_active"], archived["allowed_actions"]) == (False, ["update", "restore", "delete"])
    assert client.post(f"{path}/restore").json["is_active"] is True
    assert client.delete(path).status == 204
    assert client.get(path).status == 404


def test_the_balance_is_on_the_normal_side_with_the_currencys_decimals(company, client):
    entry = make_entry(company, "1500.50")
    make_draft(company, "9.00")
    spent, paid = (line.account for line in entry.lines.select_related("account").order_by("position"))
    assert client.get(f"/chart-of-accounts/{spent.id}").json["balance"] == Decimal("1500.50")
    answer = client.get(f"/chart-of-accounts/{paid.id}")
    assert answer.json["balance"] == Decimal("-1500.50")
    assert b'"balance":-1500.50,' in answer.content
    assert answer.json["allowed_actions"] == ["update", "archive"]
    yen = make_company(base_currency="JPY")
    answer = Client(owner_of(yen)).get("/chart-of-accounts", page_size=1)
    assert b'"balance":0,' in answer.content


def test_the_list_is_sorted_by_code_and_filtered(company, client):
    def codes(**query: Any) -> list[str]:
        answer = client.get("/chart-of-accounts", **query)
        assert answer.status == 200, answer
        return [item["code"] for item in answer.json["items"]]

    first = codes(sort_order="asc", page_size=3)
    assert first == ["1000", "1010", "1050"]
    assert codes(page_size=2) == ["7900", "7100"]
    assert codes(type="equity", sort_order="asc") == ["3000", "3100", "3200", "3900"]
    assert codes(subtype="bank,cash", sort_order="asc") == first
    assert codes(system_role="accounts_payable") == ["2000"]
    assert codes(search="PREPAID") == ["1300"]
    assert codes(code="4010") == ["4010"]
    assert codes(parent_id=str(account(company, "4000").id), sort_order="asc") == ["4010", "4020", "4090"]
    archived = make_account(company, "9999", is_active=False)
    assert codes(is_active="false") == [archived.code]
    for bad in ({"type": "income"}, {"is_active": "yes"}, {"colour": "red"}, {"parent_id": "1"}):
        assert client.get("/chart-of-accounts", **bad).status == 400


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({**BODY, "code": ""}, 422, "code"),
        ({**BODY, "code": 6150}, 422, "code"),
        ({**BODY, "type": "income"}, 422, "type"),
        ({**BODY, "subtype": "bank"}, 422, "subtype"),
        ({**BODY, "currency": "EUR"}, 422, "currency"),
        ({**BODY, "parent_id": str(uuid7())}, 422, "parent_id"),
        ({**BODY, "system_role": "accounts_payable"}, 422, "system_role"),
        ({**BODY, "is_active": False}, 422, "is_active"),
        ({**BODY, "balance": 5}, 422, "balance"),
        ({**BODY, "color": "red"}, 422, "color"),
        ({**BODY, "code": "1000"}, 409, "code"),
        ({"code": "1", "name": "x"}, 422, "type"),
    ],
)
def test_a_bad_account_is_refused_by_field_and_nothing_is_kept(client, body, status, field):
    before = everything()
    answer = client.post("/chart-of-accounts", body)
    assert (answer.status, answer.error_fields) == (status, [field])
    assert everything() == before


def test_a_choice_that_may_be_empty_says_so(client):
    answer = client.post("/chart-of-accounts", {**BODY, "subtype": "no"})
    assert answer.json["errors"][0]["message"].startswith("Must be empty or one of: bank, cash, ")


def test_an_object_in_use_cannot_be_deleted(company, client):
    used = make_entry(company).lines.get(position=0).account
    before = everything()
    for answer, code in (
        (client.delete(f"/chart-of-accounts/{used.id}"), "in_use"),
        (client.patch(f"/chart-of-accounts/{used.id}", {"type": "revenue"}), "in_use"),
        (client.post(f"/chart-of-accounts/{account(company, '1100').id}/archive"), "conflict"),
        (client.delete(f"/chart-of-accounts/{account(company, '1100').id}"), "conflict"),
    ):
        assert (answer.status, answer.code) == (409, code)
    assert everything() == before


def test_a_parent_of_another_company_is_not_there(company, client):
    strange = account(make_company(), "6100")
    answer = client.post("/chart-of-accounts", {**BODY, "parent_id": str(strange.id)})
    assert (answer.status, answer.code, answer.error_fields) == (422, "not_found_here", ["parent_id"])
    assert answer.json["errors"][0]["message"] == "There is no such account in this company."
