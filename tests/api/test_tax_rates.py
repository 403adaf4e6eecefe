"""Tax rates over HTTP: one percentage or components, and what documents make of them."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.accounting.snapshot import snapshot
from tests.client import Client
from tests.factories import account, make_company, make_tax_rate, make_vendor, owner_of

pytestmark = pytest.mark.django_db

GST_PST = {"name": "GST and PST", "components": [{"name": "GST", "percent": 5}, {"name": "PST", "percent": 7}]}


def test_a_single_percentage_means_one_component():
    company = make_company()
    client = Client(owner_of(company))
    made = client.post("/tax-rates", {"name": "VAT", "percent": 20})
    assert made.status == 201, made
    assert made.json["components"] == [
        {
            "name": "VAT",
            "percent": Decimal("20"),
            "compound": False,
            "recoverable_percent": Decimal("100"),
            "account_id": None,
        }
    ]
    assert (made.json["category"], made.json["treatment"], made.json["code"]) == ("S", "standard", "")
    assert made.json["boxes"] == {"sales_net": "", "sales_tax": "", "purchase_net": "", "purchase_tax": ""}
    changed = client.patch(f"/tax-rates/{made.json['id']}", {"percent": 19})
    assert [part["percent"] for part in changed.json["components"]] == [19]


def test_components_and_boxes_are_replaced_as_a_whole():
    client = Client(owner_of(make_company()))
    made = client.post("/tax-rates", {**GST_PST, "boxes": {"sales_tax": "103", "sales_net": "90"}})
    assert (made.status, made.json["percent"]) == (201, 12)
    path = f"/tax-rates/{made.json['id']}"
    changed = client.patch(path, {"components": [{"percent": 13}], "boxes": {"sales_tax": "105"}})
    assert changed.status == 200, changed
    assert [(part["name"], part["percent"]) for part in changed.json["components"]] == [("GST and PST", 13)]
    assert changed.json["boxes"] == {"sales_net": "", "sales_tax": "105", "purchase_net": "", "purchase_tax": ""}
    (listed,) = client.get("/tax-rates", {"treatment": "standard", "category": "S"}).json["items"]
    assert listed["components"] == changed.json["components"]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"name": "A"}, ["percent"]),
        ({"name": "A", "components": []}, ["components"]),
        ({"name": "A", "components": [{"name": "B"}]}, ["components[0].percent"]),
        ({"name": "A", "components": [{"percent": 5, "rate": 1}]}, ["components[0].rate"]),
        ({"name": "A", "percent": 5, "category": "X"}, ["category"]),
        ({"name": "A", "percent": 5, "treatment": "free"}, ["treatment"]),
        ({"name": "A", "percent": 5, "boxes": {"sales": "1"}}, ["boxes.sales"]),
        ({"name": "A", "percent": 5, "valid_from": "2026-02-01", "valid_to": "2026-01-31"}, ["valid_to"]),
    ],
)
def test_bad_rates_are_refused_with_the_field(body: dict[str, Any], fields: list[str]):
    company = make_company()
    before = snapshot(company)
    answer = Client(owner_of(company)).post("/tax-rates", body)
    assert (answer.status, answer.error_fields) == (422, fields), answer
    assert snapshot(company) == before


def test_printed_taxes_of_a_vendor_are_within_a_tolerance():
    company = make_company()
    client, rate = Client(owner_of(company)), make_tax_rate(company, "20")
    line = {"account_id": str(account(company, "6100").id), "unit_price": "10.10", "tax_rate_id": str(rate.id)}
    vendor = {"vendor_id": str(make_vendor(company).id), "issue_date": "2026-03-15"}
    bill = client.post("/bills", {**vendor, "bill_number": "1", "lines": [{**line, "tax_amount": "2.07"}]})
    assert (bill.status, bill.json["tax_total"]) == (201, Decimal("2.07")), bill
    credit = client.post(
        "/vendor-credits", {**vendor, "vendor_credit_number": "1", "lines": [{**line, "tax_amount": "1.97"}]}
    )
    assert (credit.status, credit.json["tax_total"]) == (201, Decimal("1.97")), credit
    before = snapshot(company)
    for path, number in (("/bills", "bill_number"), ("/vendor-credits", "vendor_credit_number")):
        refused = client.post(path, {**vendor, number: "2", "lines": [{**line, "tax_amount": "2.08"}]})
        assert (refused.status, refused.error_fields) == (422, ["lines[0].tax_amount"]), refused
        assert "2.02 USD" in refused.json["detail"]
        assert "2.08 USD" in refused.json["detail"]
    refused = client.post("/bills", {**vendor, "bill_number": "2", "lines": [line, line], "tax_total": "4.15"})
    assert (refused.status, refused.error_fields) == (422, ["tax_total"]), refused
    assert snapshot(company) == before


def test_a_document_dated_outside_names_the_rate_the_date_and_the_field():
    company = make_company()
    rate = make_tax_rate(company, "16", name="Reduced VAT", valid_to=datetime.date(2020, 12, 31))
    answer = Client(owner_of(company)).post(
        "/bank-transactions",
        {
            "type": "spend",
            "account_id": str(account(company, "1000").id),
            "date": "2026-03-15",
            "lines": [{"account_id": str(account(company, "6100").id), "amount": "5.00", "tax_rate_id": str(rate.id)}],
        },
    )
    assert (answer.status, answer.error_fields) == (422, ["lines[0].tax_rate_id"])
    assert answer.json["detail"] == "The tax rate Reduced VAT is valid until 2020-12-31, but not on 2026-03-15."
