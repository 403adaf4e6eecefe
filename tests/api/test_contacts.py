"""Customers, vendors, tax rates and currencies over HTTP."""

from decimal import Decimal

import pytest

from tests.accounting.snapshot import snapshot
from tests.client import Client
from tests.factories import (
    account,
    line,
    make_approved_bill,
    make_company,
    make_customer,
    make_invoice,
    make_payment,
    make_sent_invoice,
    make_tax_rate,
    make_vendor,
    owner_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]


def test_a_customer_is_written_read_and_archived():
    company = make_company()
    client = Client(owner_of(company))
    answer = client.post("/contacts/customers", {"name": " Harbor Cafe ", "email": "ann@example.com"})
    assert answer.status == 201
    customer = answer.json
    assert (customer["name"], customer["currency"], customer["payment_terms_days"]) == ("Harbor Cafe", "USD", 30)
    assert (customer["is_active"], customer["balance"], customer["external_id"]) == (True, 0, None)
    assert b'"balance":0.00' in answer.content
    assert customer["allowed_actions"] == ["update", "archive", "delete"]
    path = f"/contacts/customers/{customer['id']}"
    assert client.patch(path, {"payment_terms_days": 7, "currency": "EUR"}).json["payment_terms_days"] == 7
    archived = client.post(f"{path}/archive").json
    assert (archived["is_active"], archived["allowed_actions"]) == (False, ["update", "restore", "delete"])
    assert client.post(f"{path}/archive").code == "wrong_status"
    assert client.post(f"{path}/restore").json["is_active"] is True
    assert client.delete(path).status == 204
    assert client.get(path).status == 404


def test_customers_and_vendors_are_apart():
    company = make_company()
    client, vendor = Client(owner_of(company)), make_vendor(company)
    assert client.get(f"/contacts/customers/{vendor.id}").status == 404
    assert client.get("/contacts/customers").json["total"] == 0
    assert client.get("/contacts/vendors").json["total"] == 1


def test_a_balance_is_the_open_amount_less_open_credit():
    company = make_company()
    client, customer = Client(owner_of(company)), make_customer(company)
    invoice = make_sent_invoice(company, "100.00", customer=customer)
    make_sent_invoice(company, "50.00", customer=customer)
    make_invoice(company, "1000.00", customer=customer)
    make_sent_invoice(company, "7.00")
    part = [{"invoice_id": invoice.id, "amount": Decimal("60.00")}]
    make_payment(company, "80.00", contact=customer, allocations=part)
    answer = client.get(f"/contacts/customers/{customer.id}").json
    assert (answer["balance"], answer["allowed_actions"]) == (70, ["update", "archive"])
    vendor = make_approved_bill(company, "30.00").vendor
    make_payment(company, "45.00", contact=vendor)
    assert client.get(f"/contacts/vendors/{vendor.id}").json["balance"] == -15
    balances = [item["balance"] for item in client.get("/contacts/customers").json["items"]]
    assert sum(balances) == client.get("/chart-of-accounts", code="1100").json["items"][0]["balance"]


def test_refusals_name_the_field():
    company = make_company()
    client = Client(owner_of(company))
    make_customer(company, external_id="x")
    before = snapshot(company)
    for content, status, field in (
        ({}, 422, "name"),
        ({"name": ""}, 422, "name"),
        ({"name": "A", "email": "not an address"}, 422, "email"),
        ({"name": "A", "payment_terms_days": 400}, 422, "payment_terms_days"),
        ({"name": "A", "currency": "XAU"}, 422, "currency"),
        ({"name": "A", "kind": "vendor"}, 422, "kind"),
        ({"name": "A", "balance": 1}, 422, "balance"),
        ({"name": "A", "external_id": "x"}, 409, "external_id"),
    ):
        answer = client.post("/contacts/customers", content)
        assert (answer.status, answer.error_fields) == (status, [field]), content
    assert snapshot(company) == before


def test_a_used_contact_is_not_deleted():
    company = make_company()
    customer = make_invoice(company).customer
    answer = Client(owner_of(company)).delete(f"/contacts/customers/{customer.id}")
    assert (answer.status, answer.code) == (409, "in_use")


def test_contacts_are_searched_and_filtered():
    company = make_company()
    client = Client(owner_of(company))
    make_customer(company, name="Harbor Cafe", email="ann@example.com", external_id="7")
    make_customer(company, name="Quay Books")
    assert client.get("/contacts/customers", search="harbor").json["total"] == 1
    assert client.get("/contacts/customers", email="ann@example.com", external_id="7").json["total"] == 1
    assert client.get("/contacts/customers", is_active="false").json["total"] == 0
    names = [item["name"] for item in client.get("/contacts/customers", sort_by="name", sort_order="asc").json["items"]]
    assert names == ["Harbor Cafe", "Quay Books"]


def test_a_tax_rate_is_written_used_and_archived():
    company = make_company()
    client = Client(owner_of(company))
    content = {"name": "Sales tax", "percent": Decimal("8.25"), "sales_account_id": str(account(company, "2200").id)}
    answer = client.post("/tax-rates", content)
    rate = answer.json
    assert (answer.status, rate["percent"], rate["is_inclusive"]) == (201, Decimal("8.25"), False)
    assert rate["allowed_actions"] == ["update", "archive", "delete"]
    assert client.post("/tax-rates", content).code == "duplicate"
    path = f"/tax-rates/{rate['id']}"
    used = make_tax_rate(company)
    make_invoice(company, lines=[line(company, tax_rate=used)])
    refused = client.patch(f"/tax-rates/{used.id}", {"percent": 9})
    assert (refused.status, refused.code, refused.error_fields) == (409, "in_use", ["percent"])
    assert client.get(f"/tax-rates/{used.id}").json["allowed_actions"] == ["update", "archive"]
    assert client.patch(path, {"percent": 9}).json["percent"] == 9
    assert client.post(f"{path}/archive").json["is_active"] is False
    assert client.get("/tax-rates", is_active="true").json["total"] == 1
    assert client.delete(path).status == 204
    assert client.post("/tax-rates", content | {"percent": 101}).error_fields == ["percent"]


def test_currencies_are_those_of_iso_4217():
    client = Client(owner_of(make_company()))
    page = client.get("/currencies", page_size=100).json
    assert page["total"] > 150
    assert client.get("/currencies", code="KWD").json["items"] == [
        {"code": "KWD", "name": "Kuwaiti Dinar", "decimals": 3}
    ]
    rest = client.get("/currencies", page_size=100, cursor=page["next_cursor"]).json
    assert len(page["items"]) + len(rest["items"]) == page["total"]
