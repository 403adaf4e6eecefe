"""Budgets over HTTP: the grid of their amounts."""

from decimal import Decimal
from typing import Any

import pytest

from accounting.budgets import budgets
from foundation import tenancy
from tests.accounting.races import beside
from tests.accounting.snapshot import snapshot
from tests.client import Client
from tests.factories import account, make_budget, make_company, owner_of

pytestmark = pytest.mark.django_db


def test_the_amounts_come_back_as_they_were_sent():
    company = make_company(base_currency="JPY")
    client = Client(owner_of(company))
    made = client.post("/budgets", {"name": "Year", "start_date": "2026-04-01"})
    assert (made.status, made.json["end_date"], "from_actuals" in made.json) == (201, "2027-03-31", False)
    path = f"/budgets/{made.json['id']}/lines"
    empty = client.get(path)
    assert (empty.status, empty.json["lines"], len(empty.json["months"])) == (200, [], 12)
    assert (empty.json["months"][0], empty.json["months"][-1]) == ("2026-04-01", "2027-03-01")
    sales, rent = (str(account(company, code).id) for code in ("4000", "6100"))
    lines = [{"account_id": rent, "amounts": [120] * 12}, {"account_id": sales, "amounts": ["5", *[0] * 11]}]
    put = client.put(path, {"lines": lines}, {"If-Match": empty.headers["ETag"]})
    assert put.status == 200, put
    assert put.json["lines"] == [{"account_id": sales, "amounts": [5, *[0] * 11]}, lines[0]], "by code"
    again = client.put(path, {"lines": put.json["lines"]})
    assert (again.json, again.headers["ETag"]) == (put.json, put.headers["ETag"])
    assert client.get(path, headers={"If-None-Match": put.headers["ETag"]}).status == 304
    before = snapshot(company)
    late = client.put(path, {"lines": []}, {"If-Match": empty.headers["ETag"]})
    assert (late.status, late.code) == (412, "precondition_failed")
    tried = client.patch(path, {"lines": [{"account_id": sales, "amounts": [0] * 12}]}, dry_run="true")
    assert (tried.status, [line["account_id"] for line in tried.json["lines"]]) == (200, [rent])
    assert snapshot(company) == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_amounts_for_months_that_somebody_moves_meanwhile_are_refused(method: str):
    with tenancy.everyone():
        company = make_company()
        budget, owner, sales = make_budget(company, {}), owner_of(company), account(company, "4000")
    path, lines = f"/budgets/{budget.id}/lines", [{"account_id": str(sales.id), "amounts": [1] * 12}]
    tag = Client(owner).get(path).headers["ETag"]
    with tenancy.company(company.organization_id, company.id):
        days = {"start_date": budget.start_date.replace(year=2030), "end_date": budget.end_date.replace(year=2030)}
        budgets.update(budget, by=owner, **days)
        late = beside(lambda: Client(owner).request(method, path, {"lines": lines}, headers={"If-Match": tag}))
    answer = late.result(timeout=30)
    assert (answer.status, answer.code) == (412, "precondition_failed"), answer
    assert Client(owner).get(path).json["lines"] == []


def test_wrong_amounts_are_errors_at_their_place():
    company = make_company()
    sales, bank = (str(account(company, code).id) for code in ("4000", "1000"))
    year = [1] * 12
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"lines": [{"account_id": "4000", "amounts": year}]}, "lines[0].account_id"),
        ({"lines": [{"amounts": year}]}, "lines[0].account_id"),
        ({"lines": [{"account_id": sales, "amounts": year[1:]}]}, "lines[0].amounts"),
        ({"lines": [{"account_id": sales, "amounts": [1] * 61}]}, "lines[0].amounts"),
        ({"lines": [{"account_id": sales, "amounts": 12}]}, "lines[0].amounts"),
        ({"lines": [{"account_id": sales, "amounts": [*year[1:], None]}]}, "lines[0].amounts[11]"),
        ({"lines": [{"account_id": sales, "amounts": [*year[1:], "1e3"]}]}, "lines[0].amounts[11]"),
        ({"lines": [{"account_id": sales, "amounts": [*year[1:], "0.001"]}]}, "lines[0].amounts[11]"),
        ({"lines": [{"account_id": bank, "amounts": year}]}, "lines[0].account_id"),
        ({"lines": [{"account_id": sales, "amounts": year}] * 1001}, "lines"),
    ]
    budget = make_budget(company)
    assert Client(owner_of(company)).put(f"/budgets/{budget.id}/lines", {}).error_fields == ["lines"]
    before, client = snapshot(company), Client(owner_of(company))
    for body, field in wrong:
        for method in ("PUT", "PATCH"):
            answer = client.request(method, f"/budgets/{budget.id}/lines", body)
            assert (answer.status, answer.error_fields[0]) == (422, field), answer
    assert snapshot(company) == before


def test_only_a_new_budget_begins_with_actual_amounts():
    company = make_company()
    client = Client(owner_of(company))
    budget = make_budget(company, name="Year")
    refused = client.patch(f"/budgets/{budget.id}", {"from_actuals": {"start_date": "2025-01-01"}})
    assert (refused.status, refused.error_fields) == (422, ["from_actuals"])
    twice = client.post("/budgets", {"name": "YEAR", "start_date": "2026-01-01"})
    assert (twice.status, twice.code) == (409, "duplicate")
    assert twice.json["existing_id"] == str(budget.id)
    for start, percent in (("2025-01-01", 1000), ("2025-01-01", Decimal("0.00001")), ("2025-01-15", 1)):
        body = {"name": "B", "start_date": "2026-01-01", "from_actuals": {"start_date": start, "percent": percent}}
        wrong = client.post("/budgets", body)
        assert wrong.status == 422
        assert wrong.error_fields[0].startswith("from_actuals."), wrong
