"""PUT /…/by-external-id/{external_id}: created under an id of one's own, or replaced while a draft."""

from decimal import Decimal
from typing import Any
from urllib.parse import quote

import pytest

from accounting.documents import bills
from accounting.models import Company, Contact
from foundation import tenancy
from tests import factories
from tests.accounting.snapshot import snapshot
from tests.api.test_batch import at_once
from tests.client import Client
from tests.house import RESOURCES
from tests.people import make_key, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]

PATHS = ["/contacts/customers", "/contacts/vendors", "/invoices", "/bills"]
RESOURCE = {one.path: one for one in RESOURCES}
every = pytest.mark.parametrize("path", PATHS)


def body_of(path: str, company: Company) -> dict[str, Any]:
    return RESOURCE[path].create(company)  # type: ignore[misc]


@every
def test_it_is_created_then_replaced_and_then_nothing_changes(company: Company, client: Client, path: str):
    body = body_of(path, company) | {"metadata": {"a": "1", "b": "2"}}
    made = client.put(f"{path}/by-external-id/o-1", body)
    assert (made.status, made.json["external_id"], made.json["metadata"]) == (201, "o-1", {"a": "1", "b": "2"}), made
    assert made.headers["Location"] == f"/api/v1{path}/{made.json['id']}"
    before = snapshot(company)
    again = client.put(f"/companies/{company.id}{path}/by-external-id/o-1", body)
    assert (again.status, again.json, again.headers["ETag"]) == (200, made.json, made.headers["ETag"])
    assert snapshot(company) == before
    other = client.put(f"{path}/by-external-id/o-1", body | {"metadata": {"b": "3"}})
    assert (other.status, other.json["id"], other.json["metadata"]) == (200, made.json["id"], {"b": "3"}), other
    assert client.get(path, external_id="o-1").json["items"] == [other.json]


def test_what_is_not_given_gets_its_default_except_the_issue_date(company: Company, client: Client):
    customer = factories.make_customer(company, payment_terms_days=14)
    line = {"account_id": str(factories.account(company, "4000").id), "unit_price": Decimal("10.00")}
    whole = {
        "customer_id": str(customer.id),
        "issue_date": "2026-03-01",
        "supply_date": "2026-02-27",
        "due_date": "2026-03-02",
        "invoice_number": "A-1",
        "reference": "PO 1",
        "notes": "Thanks",
        "lines": [line],
    }
    made = client.put("/invoices/by-external-id/o-1", whole).json
    left = client.put("/invoices/by-external-id/o-1", {"customer_id": str(customer.id), "lines": [line, line]})
    assert left.status == 200, left
    names = ("id", "issue_date", "supply_date", "due_date", "invoice_number", "reference", "notes")
    assert {name: left.json[name] for name in names} == {
        "id": made["id"],
        "issue_date": "2026-03-01",
        "supply_date": None,
        "due_date": "2026-03-15",
        "invoice_number": None,
        "reference": "",
        "notes": "",
    }
    assert left.json["amount"] == 20
    person = {"name": "Ann", "phone": "1", "payment_terms_days": 7}
    client.put("/contacts/customers/by-external-id/c", person)
    left = client.put("/contacts/customers/by-external-id/c", {"name": "Ann"})
    assert (left.json["phone"], left.json["payment_terms_days"]) == ("", 30)


def test_once_posted_it_is_refused(company: Company, client: Client):
    body = body_of("/invoices", company)
    sent = client.put("/invoices/by-external-id/o-1", body | {"send": True})
    assert (sent.status, sent.json["journal_entry_id"] is None) == (201, False), sent
    before = snapshot(company)
    again = client.put("/invoices/by-external-id/o-1", body | {"send": True})
    assert (again.status, again.code) == (409, "wrong_status")
    assert snapshot(company) == before
    bill = factories.make_approved_bill(company, external_id="b-1")
    refused = client.put("/bills/by-external-id/b-1", body_of("/bills", company))
    assert (refused.status, refused.code) == (409, "wrong_status")
    bill.refresh_from_db()
    assert bill.status == "approved"


def test_a_draft_is_replaced_and_sent(company: Company, client: Client):
    body = body_of("/invoices", company)
    client.put("/invoices/by-external-id/o-1", body)
    sent = client.put("/invoices/by-external-id/o-1", body | {"send": True})
    assert (sent.status, sent.json["invoice_number"]) == (200, "INV-0001"), sent


def test_a_submitted_bill_becomes_a_draft_again(company: Company, client: Client):
    bill = bills.submit(factories.make_bill(company, external_id="b-1"), by=factories.owner_of(company))
    answer = client.put("/bills/by-external-id/b-1", body_of("/bills", company))
    assert (answer.status, answer.json["id"], answer.json["status"]) == (200, str(bill.id), "draft"), answer


@pytest.mark.parametrize("prefix", ["", "/companies/{company}"])
def test_an_id_may_be_a_uuid_in_any_letters(company: Company, client: Client, prefix: str):
    path = prefix.format(company=company.id) + "/contacts/customers/by-external-id/"
    for external_id in (str(company.id), str(company.id).upper()):
        made = client.put(path + external_id, {"name": "Ann"})
        assert (made.status, made.json["external_id"]) == (201, external_id), made
        again = client.put(path + external_id, {"name": "Ann"})
        assert (again.status, again.json) == (200, made.json)


@pytest.mark.parametrize("external_id", ["a/b", "a/", "/", "a%2Fb", "a b?c#d", "ü", "100%", "{order.id}", "x" * 100])
def test_an_id_may_have_any_characters(company: Company, client: Client, external_id: str):
    path = f"/contacts/customers/by-external-id/{quote(external_id, safe='')}"
    answer = client.put(path, {"name": "Ann"})
    assert (answer.status, answer.json["external_id"]) == (201, external_id), answer
    again = client.put(path, {"name": "Ann"})
    assert (again.status, again.json) == (200, answer.json)
    whole = client.post("/batch", {"operations": [{"method": "PUT", "path": path, "body": {"name": "Ann"}}]})
    [part] = whole.json["operations"]
    assert (part["status_code"], part["body"]) == (200, answer.json)


def test_what_is_refused_changes_nothing(company: Company, client: Client):
    customer = factories.make_customer(company, external_id="c-1")
    vendor = factories.make_vendor(company, external_id="c-2")
    viewer = Client(factories.make_member(company, "viewer"))
    before = snapshot(company)
    url = "/contacts/customers/by-external-id"
    for path, body, status, field in (
        (f"{url}/{'x' * 101}", {"name": "A"}, 422, "external_id"),
        (f"{url}/%20", {"name": "A"}, 422, "external_id"),
        (f"{url}/a%E2%80%AEb", {"name": "A"}, 422, "external_id"),
        (f"{url}/a%0Ab", {"name": "A"}, 422, "external_id"),
        (f"{url}/c-1%0A", {"name": "A"}, 422, "external_id"),
        (f"{url}/c-1", {}, 422, "name"),
        (f"{url}/c-1", {"name": "A", "external_id": "c-1"}, 422, "external_id"),
        (f"{url}/c-1", {"name": "A", "is_active": False}, 422, "is_active"),
    ):
        answer = client.put(path, body)
        assert (answer.status, answer.error_fields) == (status, [field]), answer
    stale = {"If-Match": '"stale"'}
    assert client.put(f"{url}/c-1", {"name": "A"}, headers=stale).status == 412
    assert client.put(f"{url}/new", {"name": "A"}, headers=stale).status == 412
    assert client.put(f"{url}/new", {"name": "A"}, dry_run="true").status == 201
    assert viewer.put(f"{url}/new", {"name": "A"}, company_id=company.id).code == "forbidden"
    key = Client()
    key.headers = {"Authorization": f"Bearer {make_key(factories.owner_of(company), scopes=['customers:read']).secret}"}
    assert key.put(f"{url}/new", {"name": "A"}).code == "scope_missing"
    assert snapshot(company) == before
    tag = client.get(f"/contacts/customers/{customer.id}").headers["ETag"]
    assert client.put(f"{url}/c-1", {"name": "A"}, headers={"If-Match": tag}).json["id"] == str(customer.id)
    assert client.put(f"{url}/c-2", {"name": "A"}).status == 201, "a vendor of this id is another thing"
    assert Contact.objects.get(pk=vendor.pk).name == vendor.name


def test_a_put_that_only_creates_replaces_nothing(company: Company, client: Client):
    url, only = "/contacts/customers/by-external-id", {"If-None-Match": " * "}
    made = client.put(f"{url}/c-1", {"name": "A"}, headers=only)
    assert made.status == 201
    before = snapshot(company)
    refused = client.put(f"{url}/c-1", {"name": "B"}, headers=only)
    assert (refused.status, refused.code) == (412, "precondition_failed")
    assert snapshot(company) == before
    assert client.put(f"{url}/c-1", {"name": "B"}).status == 200
    user = make_user(company.organization)
    path = f"/companies/{company.id}/members/{user.id}"
    assert client.put(path, {"role": "viewer"}, headers=only).status == 201
    before = snapshot(company)
    assert client.put(path, {"role": "admin"}, headers=only).code == "precondition_failed"
    assert snapshot(company) == before


def test_what_is_there_once_is_set_by_a_put_that_only_creates_once(company: Company, client: Client):
    only = {"If-None-Match": "*"}
    budget = factories.make_budget(company, {})
    line = {"account_id": str(factories.account(company, "4000").id), "amounts": [1] * 12}
    opening: dict[str, Any] = factories.opening_body(company)
    for path, body, other in (
        (f"/budgets/{budget.id}/lines", {"lines": [line]}, {"lines": []}),
        ("/opening-balances", opening, opening | {"invoices": []}),
    ):
        assert client.put(path, body, headers=only).status == 200
        before = snapshot(company)
        for same in (body, other):
            refused = client.put(path, same, headers=only)
            assert (refused.status, refused.code) == (412, "precondition_failed")
        assert snapshot(company) == before
        assert client.put(path, other).status == 200


def test_another_duplicate_is_still_one(company: Company, client: Client):
    factories.make_invoice(company, invoice_number="A-1")
    body = body_of("/invoices", company) | {"invoice_number": "A-1"}
    before = snapshot(company)
    answer = client.put("/invoices/by-external-id/o-1", body)
    assert (answer.status, answer.code, answer.error_fields) == (409, "duplicate", ["invoice_number"]), answer
    assert snapshot(company) == before


def test_a_batch_can_have_them(company: Company, client: Client):
    put = {"method": "PUT", "path": "/contacts/customers/by-external-id/c-1", "body": {"name": "Ann"}}
    answer = client.post("/batch", {"operations": [put, put]}, company_id=company.id)
    assert [one["status_code"] for one in answer.json["operations"]] == [201, 200], answer


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/contacts/customers", "/invoices"])
def test_two_at_once_make_one(path: str):
    with tenancy.everyone():
        company = factories.make_company()
        owner, body = factories.owner_of(company), body_of(path, company)
    clients = [Client(owner) for _ in range(4)]
    answers = at_once(4, lambda index: clients[index].put(f"{path}/by-external-id/o-1", body, company_id=company.id))
    assert sorted(answer.status for answer in answers) == [200, 200, 200, 201], answers
    assert len({answer.json["id"] for answer in answers}) == 1
    assert Client(owner).get(path, external_id="o-1").json["total"] == 1
