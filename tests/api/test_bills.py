"""Bills over HTTP."""

from decimal import Decimal
from typing import Any

import pytest

from accounting.models import Company, CompanyMember
from identity.models import User
from tests.accounting.snapshot import snapshot
from tests.client import Client
from tests.factories import account, make_bill, make_company, make_payment, make_tax_rate, make_vendor, owner_of
from tests.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]


def member(company: Company, role: str) -> User:
    user = make_user(company.organization)
    CompanyMember.objects.create(organization=company.organization, company=company, user=user, role=role)
    return user


def body(company: Company, **fields: Any) -> dict[str, Any]:
    return {
        "vendor_id": str(make_vendor(company).id),
        "bill_number": "2026-118",
        "issue_date": "2026-03-15",
        "lines": [{"account_id": str(account(company, "6100").id), "unit_price": Decimal("100.00")}],
    } | fields


def test_a_bill_from_draft_to_paid():
    company = make_company()
    client = Client(owner_of(company))
    rate = make_tax_rate(company, "7", is_inclusive=True)
    content = body(company, due_date="2199-12-31")
    content["lines"][0] |= {"tax_rate_id": str(rate.id)}
    bill = client.post("/bills", content).json
    assert (bill["status"], bill["amount"], bill["subtotal"], bill["tax_total"]) == (
        "draft",
        100,
        Decimal("93.46"),
        Decimal("6.54"),
    )
    assert bill["allowed_actions"] == ["update", "delete", "submit", "approve"]
    approved = client.post(f"/bills/{bill['id']}/approve").json
    assert (approved["status"], approved["accounting_date"]) == ("approved", "2026-03-15")
    assert approved["approved_by_id"] == str(owner_of(company).id)
    assert (approved["submitted_at"] is None, approved["approved_at"] is None) == (False, False)
    vendor = make_vendor(company)
    payment = {
        "type": "made",
        "vendor_id": content["vendor_id"],
        "account_id": str(account(company, "1000").id),
        "date": "2026-03-20",
        "amount": Decimal("40.00"),
        "allocations": [{"bill_id": bill["id"], "amount": Decimal("40.00")}],
    }
    wrong = client.post("/payments", payment | {"vendor_id": str(vendor.id)})
    assert (wrong.status, wrong.error_fields) == (422, ["allocations[0].bill_id"])
    assert client.post("/payments", payment).status == 201
    answer = client.get(f"/bills/{bill['id']}").json
    assert (answer["status"], answer["amount_due"], answer["allowed_actions"]) == ("partially_paid", 60, ["update"])


def test_roles_decide_who_approves():
    company = make_company()
    bill = make_bill(company)
    accountant, approver = Client(member(company, "accountant")), Client(member(company, "approver"))
    submitted = accountant.post(f"/bills/{bill.id}/submit").json
    assert (submitted["status"], submitted["allowed_actions"]) == ("submitted", ["update"])
    for verb in ("approve", "reject", "void"):
        assert accountant.post(f"/bills/{bill.id}/{verb}").status == 403
    assert approver.get(f"/bills/{bill.id}").json["allowed_actions"] == ["update", "approve", "reject"]
    rejected = approver.post(f"/bills/{bill.id}/reject", {"reason": "Which shipment?"}).json
    assert (rejected["status"], rejected["rejection_reason"]) == ("rejected", "Which shipment?")
    corrected = accountant.patch(f"/bills/{bill.id}", {"reference": "Shipment 12"}).json
    assert corrected["status"] == "draft"


def test_two_people_where_the_company_asks_for_them():
    company = make_company(two_person_approval=True)
    author = Client(owner_of(company))
    bill = author.post("/bills", body(company, due_date="2199-12-31")).json
    assert "approve" not in bill["allowed_actions"]
    assert author.post(f"/bills/{bill['id']}/approve").code == "wrong_status"
    submitted = author.post(f"/bills/{bill['id']}/submit").json
    assert submitted["allowed_actions"] == ["update", "reject"]
    refused = author.post(f"/bills/{bill['id']}/approve")
    assert (refused.status, refused.code) == (409, "same_author")
    assert Client(member(company, "approver")).post(f"/bills/{bill['id']}/approve").json["status"] == "approved"


def test_where_two_people_are_asked_for_an_accountant_neither_voids_nor_pays_without_a_bill():
    company = make_company(two_person_approval=True)
    author, accountant = Client(owner_of(company)), Client(member(company, "accountant"))
    bill = author.post("/bills", body(company)).json
    author.post(f"/bills/{bill['id']}/submit")
    assert Client(member(company, "approver")).post(f"/bills/{bill['id']}/approve").status == 200
    before = snapshot(company)
    assert accountant.post(f"/bills/{bill['id']}/void").status == 403
    payment = {
        "type": "made",
        "vendor_id": bill["vendor_id"],
        "account_id": str(account(company, "1000").id),
        "date": "2026-03-20",
        "amount": Decimal("100.00"),
    }
    refused = accountant.post("/payments", payment)
    assert (refused.status, refused.code) == (403, "needs_approver")
    assert snapshot(company) == before
    paid = accountant.post("/payments", payment | {"allocations": [{"bill_id": bill["id"], "amount": 100}]})
    assert (paid.status, paid.json["allowed_actions"]) == (201, ["update"])
    assert author.get(f"/payments/{paid.json['id']}").json["allowed_actions"] == ["update", "unallocate"]
    taken = [one["id"] for one in paid.json["allocations"]]
    refused = accountant.post(f"/payments/{paid.json['id']}/unallocate", {"allocation_ids": taken})
    assert (refused.status, refused.code) == (403, "needs_approver")


def test_refusals_name_the_field_and_change_nothing():
    company = make_company()
    client, content = Client(owner_of(company)), body(company)
    client.post("/bills", content)
    before = snapshot(company)
    duplicate = client.post("/bills", content)
    assert (duplicate.status, duplicate.code, duplicate.error_fields) == (409, "duplicate", ["bill_number"])
    for fields, field in (
        ({"bill_number": ""}, "bill_number"),
        ({"bill_number": None}, "bill_number"),
        ({"currency": "EUR"}, "exchange_rate"),
        ({"customer_id": content["vendor_id"]}, "customer_id"),
        ({"rejection_reason": "x"}, "rejection_reason"),
    ):
        answer = client.post("/bills", content | fields)
        assert (answer.status, answer.error_fields) == (422, [field])
    assert snapshot(company) == before


def test_a_void_bill_gives_its_number_back():
    company = make_company()
    client, content = Client(owner_of(company)), body(company)
    bill = client.post("/bills", content).json
    client.post(f"/bills/{bill['id']}/approve")
    too_early = client.post(f"/bills/{bill['id']}/void", {"date": "2026-03-14"})
    assert (too_early.status, too_early.error_fields) == (422, ["date"])
    void = client.post(f"/bills/{bill['id']}/void", {"reason": "Wrong amount", "date": "2026-04-02"}).json
    assert (void["status"], void["void_date"], void["amount_due"]) == ("void", "2026-04-02", 0)
    assert client.post("/bills", content).status == 201
    assert client.get("/bills", bill_number="2026-118").json["total"] == 2
    assert client.get("/bills", status="void").json["total"] == 1


def test_lists_are_filtered_by_derived_status_and_vendor():
    company = make_company()
    client = Client(owner_of(company))
    make_bill(company)
    paid = make_bill(company)
    client.post(f"/bills/{paid.id}/approve")
    make_payment(company, contact=paid.vendor, allocations=[{"bill_id": paid.id, "amount": Decimal("100.00")}])
    assert [item["id"] for item in client.get("/bills", status="paid").json["items"]] == [str(paid.id)]
    assert [item["id"] for item in client.get("/bills", vendor_id=paid.vendor_id).json["items"]] == [str(paid.id)]
    assert client.get("/bills", search=paid.bill_number).json["total"] == 1
