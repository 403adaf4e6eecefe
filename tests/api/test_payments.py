"""Payments over HTTP."""

from decimal import Decimal
from typing import Any

import pytest

from accounting.ledger import accounts
from accounting.models import Company
from tests.accounting.snapshot import snapshot
from tests.client import Client
from tests.factories import (
    account,
    make_approved_bill,
    make_company,
    make_customer,
    make_issued_credit_note,
    make_payment,
    make_sent_invoice,
    make_vendor,
    owner_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]

UNKNOWN = "0198a7c4-52d0-7c3e-9a51-6f0d8e2b4c17"


def body(company: Company, **fields: Any) -> dict[str, Any]:
    return {
        "type": "received",
        "customer_id": str(make_customer(company).id),
        "account_id": str(account(company, "1000").id),
        "date": "2026-03-20",
        "amount": Decimal("100.00"),
    } | fields


def test_a_payment_with_fees_allocations_and_open_credit():
    company = make_company()
    client, invoice = Client(owner_of(company)), make_sent_invoice(company)
    content = body(
        company,
        customer_id=str(invoice.customer_id),
        amount=Decimal("120.00"),
        reference="Wire 88",
        allocations=[{"invoice_id": str(invoice.id), "amount": Decimal("100.00")}],
        deductions=[{"account_id": str(account(company, "6700").id), "amount": Decimal("2.50")}],
    )
    answer = client.post("/payments", content)
    assert answer.status == 201
    payment = answer.json
    assert (payment["payment_number"], payment["status"], payment["unallocated_amount"]) == ("PAY-0001", "posted", 20)
    assert (payment["customer_id"], payment["vendor_id"]) == (str(invoice.customer_id), None)
    (allocation,) = payment["allocations"]
    assert allocation.keys() == {
        "id",
        "invoice_id",
        "bill_id",
        "credit_note_id",
        "vendor_credit_id",
        "payment_id",
        "adjustment_id",
        "amount",
        "date",
        "exchange_difference",
    }
    assert (allocation["invoice_id"], allocation["bill_id"], allocation["date"]) == (
        str(invoice.id),
        None,
        "2026-03-20",
    )
    fees = str(account(company, "6700").id)
    assert payment["deductions"] == [{"account_id": fees, "amount": Decimal("2.50"), "tracking": []}]
    assert (payment["journal_entry_id"] is None, payment["accounting_date"]) == (False, "2026-03-20")
    assert payment["allowed_actions"] == ["update", "allocate", "unallocate", "refund"]
    assert b'"amount":120.00' in answer.content
    assert "on_closed_period" not in payment


def test_allocating_and_taking_back_later():
    company = make_company()
    client, invoice = Client(owner_of(company)), make_sent_invoice(company)
    payment = make_payment(company, contact=invoice.customer)
    whole = {"allocations": [{"invoice_id": str(invoice.id), "amount": Decimal("100.00")}]}
    settled = client.post(f"/payments/{payment.id}/allocate", whole | {"date": "2026-03-31"}).json
    assert (settled["unallocated_amount"], settled["allowed_actions"]) == (0, ["update", "unallocate"])
    assert settled["allocations"][0]["date"] == "2026-03-31"
    over = client.post(f"/payments/{payment.id}/allocate", whole)
    assert (over.status, over.code, over.error_fields) == (422, "over_allocated", ["allocations[0].amount"])
    refused = client.post(f"/payments/{payment.id}/void")
    assert (refused.status, refused.code) == (409, "has_allocations")
    assert "INV-0001" in refused.json["detail"]
    taken = {"allocation_ids": [settled["allocations"][0]["id"]]}
    opened = client.post(f"/payments/{payment.id}/unallocate", taken).json
    assert (opened["unallocated_amount"], opened["allocations"]) == (100, [])
    again = client.post(f"/payments/{payment.id}/unallocate", taken)
    assert (again.status, again.code) == (409, "already_reversed")
    void = client.post(f"/payments/{payment.id}/void", {"reason": "Bounced"}).json
    assert (void["status"], void["unallocated_amount"], void["allowed_actions"]) == ("void", 0, ["update"])
    assert void["void_date"] >= "2026-03-31"  # the last un-allocation, which was today
    assert void["void_reason"] == "Bounced"
    entry = client.get(f"/journal-entries/{void['void_entry_id']}").json
    assert (entry["date"], entry["reverses_id"]) == (void["void_date"], void["journal_entry_id"])
    assert void["voided_at"] == entry["posted_at"]
    assert client.post(f"/payments/{payment.id}/void").code == "wrong_status"


def test_what_is_left_of_a_payment_is_paid_back():
    company = make_company()
    client, invoice = Client(owner_of(company)), make_sent_invoice(company)
    part = [{"invoice_id": invoice.id, "amount": Decimal("100.00")}]
    payment = make_payment(company, "150.00", contact=invoice.customer, allocations=part)
    fee = [{"account_id": str(account(company, "6700").id), "amount": Decimal("2.00")}]
    first = client.post(f"/payments/{payment.id}/refund", {"amount": Decimal("20.00"), "deductions": fee}).json
    assert (first["type"], first["is_refund"], first["customer_id"]) == ("made", True, str(invoice.customer_id))
    assert (first["amount"], first["account_id"], first["unallocated_amount"]) == (20, str(payment.account_id), 0)
    assert [(one["payment_id"], one["amount"]) for one in first["allocations"]] == [(str(payment.id), 20)]
    assert first["allowed_actions"] == ["update", "unallocate"]
    rest = client.post(f"/payments/{payment.id}/refund").json
    assert rest["amount"] == 30
    read = client.get(f"/payments/{payment.id}").json
    assert (read["unallocated_amount"], read["allowed_actions"]) == (0, ["update", "unallocate"])
    nothing = client.post(f"/payments/{payment.id}/refund")
    assert (nothing.status, nothing.code) == (409, "wrong_status")


@pytest.mark.parametrize("amount", [None, "60.00"])
def test_a_refund_that_is_sent_again_is_a_duplicate_whatever_is_left(amount: str | None):
    """With 60.00 of 100.00 less is left than is asked for again, and without an amount nothing."""
    company = make_company()
    client, payment = Client(owner_of(company)), make_payment(company)
    body = {"external_id": "shop-refund-7"} | ({"amount": amount} if amount else {})
    first = client.post(f"/payments/{payment.id}/refund", body)
    before = snapshot(company)
    again = client.post(f"/payments/{payment.id}/refund", body)
    assert (first.status, again.status, again.code) == (200, 409, "duplicate")
    assert (again.error_fields, again.json["existing_id"]) == (["external_id"], first.json["id"])
    assert snapshot(company) == before


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"type": "sideways"}, "type"),
    ({"type": "made"}, "amount"),  # a refund of no credit
    ({"vendor_id": UNKNOWN}, "vendor_id"),
    ({"customer_id": None}, "customer_id"),
    ({"customer_id": UNKNOWN}, "customer_id"),
    ({"account_id": UNKNOWN}, "account_id"),
    ({"amount": 0}, "amount"),
    ({"amount": -1}, "amount"),
    ({"amount": Decimal("0.001")}, "amount"),
    ({"currency": "EUR"}, "exchange_rate"),
    ({"status": "void"}, "status"),
    ({"allocations": [{"amount": 1}]}, "allocations[0].invoice_id"),
    ({"allocations": [{"invoice_id": UNKNOWN, "amount": 1}]}, "allocations[0].invoice_id"),
    ({"allocations": [{"bill_id": UNKNOWN, "amount": 1}]}, "allocations[0].invoice_id"),
    ({"allocations": [{"invoice_id": UNKNOWN, "amount": 0}]}, "allocations[0].amount"),
    (
        {"currency": "USD", "allocations": [{"invoice_id": UNKNOWN, "amount": Decimal("0.001")}]},
        "allocations[0].amount",
    ),
    ({"deductions": [{"account_id": UNKNOWN, "amount": 1}]}, "deductions[0].account_id"),
    ({"deductions": [{"account_id": UNKNOWN, "amount": -1}]}, "deductions[0].amount"),
    ({"deductions": [{"account_id": UNKNOWN}]}, "deductions[0].amount"),
    ({"on_closed_period": "guess"}, "on_closed_period"),
    ({"no_such": 1}, "no_such"),
]


@pytest.mark.parametrize(("fields", "field"), REFUSED)
def test_a_body_that_is_wrong_names_the_field_and_changes_nothing(fields: dict[str, Any], field: str):
    company = make_company()
    client, content = Client(owner_of(company)), body(company)
    before = snapshot(company)
    answer = client.post("/payments", content | fields)
    assert (answer.status, answer.error_fields) == (422, [field])
    assert snapshot(company) == before


@pytest.mark.parametrize("code", ["1100", "4000", "6100"])
def test_money_moves_on_accounts_that_hold_it(code: str):
    company = make_company()
    answer = Client(owner_of(company)).post("/payments", body(company, account_id=str(account(company, code).id)))
    assert (answer.status, answer.code, answer.error_fields) == (422, "account_not_usable", ["account_id"])


def test_an_archived_bank_account_takes_no_payment():
    company = make_company()
    accounts.archive(account(company, "1010"), by=owner_of(company))
    answer = Client(owner_of(company)).post("/payments", body(company, account_id=str(account(company, "1010").id)))
    assert (answer.status, answer.code) == (422, "account_not_usable")


def test_paying_a_draft_or_a_void_invoice_is_a_conflict():
    company = make_company()
    client, invoice = Client(owner_of(company)), make_sent_invoice(company)
    client.post(f"/invoices/{invoice.id}/void")
    content = body(company, customer_id=str(invoice.customer_id))
    answer = client.post("/payments", content | {"allocations": [{"invoice_id": str(invoice.id), "amount": 1}]})
    assert (answer.status, answer.code, answer.error_fields) == (409, "wrong_status", ["allocations[0].invoice_id"])


def test_verbs_refuse_hostile_bodies():
    company = make_company()
    payment, client = make_payment(company), Client(owner_of(company))
    before = snapshot(company)
    for verb, content, field in (
        ("allocate", {}, "allocations"),
        ("allocate", {"allocations": []}, "allocations"),
        ("allocate", {"allocations": [{"invoice_id": UNKNOWN}]}, "allocations[0].amount"),
        ("allocate", {"allocations": [{"invoice_id": 7, "amount": 1}]}, "allocations[0].invoice_id"),
        ("allocate", {"allocations": [{"invoice_id": UNKNOWN, "amount": "1e1"}]}, "allocations[0].amount"),
        ("unallocate", {"allocation_ids": []}, "allocation_ids"),
        ("unallocate", {"allocation_ids": "all"}, "allocation_ids"),
        ("unallocate", {"allocation_ids": [UNKNOWN]}, "allocation_ids[0]"),
        ("refund", {"amount": 0}, "amount"),
        ("refund", {"amount": Decimal("100.01")}, "amount"),
        ("refund", {"amount": Decimal("0.001")}, "amount"),
        ("refund", {"date": "2026-03-14"}, "date"),
        ("refund", {"account_id": UNKNOWN}, "account_id"),
        ("refund", {"allocations": []}, "allocations"),
        ("refund", {"currency": "EUR"}, "currency"),
        ("void", {"reason": 7}, "reason"),
        ("void", {"because": "x"}, "because"),
    ):
        answer = client.post(f"/payments/{payment.id}/{verb}", content)
        assert (answer.status, answer.error_fields) == (422, [field]), (verb, content)
    assert snapshot(company) == before


def test_lists_are_filtered():
    company = make_company()
    client, invoice = Client(owner_of(company)), make_sent_invoice(company)
    part = [{"invoice_id": invoice.id, "amount": Decimal("1.00")}]
    received = make_payment(company, "10.00", contact=invoice.customer, allocations=part, reference="Wire")
    bill = make_approved_bill(company)
    made = make_payment(company, "20.00", contact=bill.vendor, external_id="x")

    def ids(**query: Any) -> list[str]:
        return [item["id"] for item in client.get("/payments", **query).json["items"]]

    one, two = str(received.id), str(made.id)
    assert ids(type="received") == ids(customer_id=invoice.customer_id) == ids(invoice_id=invoice.id) == [one]
    assert ids(type="made") == ids(vendor_id=bill.vendor_id) == ids(external_id="x") == [two]
    assert ids(bill_id=bill.id) == ids(status="void") == []
    assert ids(customer_id=bill.vendor_id) == ids(vendor_id=invoice.customer_id) == []
    assert ids(search="wire") == ids(amount_max="10") == [one]
    assert ids(sort_by="amount", sort_order="asc") == [one, two]
    assert ids(date_from="2026-03-16") == []
    assert ids(account_id=account(company, "1000").id) == [two, one]


def test_a_payment_is_not_deleted_and_keeps_its_figures():
    company = make_company()
    payment, client = make_payment(company), Client(owner_of(company))
    assert client.patch(f"/payments/{payment.id}", {"amount": 90}).error_fields == ["amount"]
    assert client.delete(f"/payments/{payment.id}").status == 405


def test_a_payment_made_to_a_vendor():
    company = make_company()
    vendor = make_vendor(company)
    content = body(company, type="made", vendor_id=str(vendor.id))
    del content["customer_id"]
    payment = Client(owner_of(company)).post("/payments", content).json
    assert (payment["type"], payment["vendor_id"], payment["customer_id"]) == ("made", str(vendor.id), None)


def test_allocations_show_what_was_realised_in_answers_and_events():
    """By hand: 100.00 EUR at 1.10 are worth 110.00, and paid at 1.15 they are 115.00."""
    company = make_company()
    client, customer = Client(owner_of(company)), make_customer(company, currency="EUR")
    invoice = make_sent_invoice(company, "100.00", customer=customer, exchange_rate=Decimal("1.10"))
    given = {"customer_id": str(customer.id), "exchange_rate": Decimal("1.15")}
    allocations = [{"invoice_id": str(invoice.id), "amount": 100}]
    made = client.post("/payments", body(company, **given, allocations=allocations))
    (allocation,) = made.json["allocations"]
    assert (allocation["amount"], allocation["exchange_difference"]) == (100, Decimal("5.00"))
    back = client.post(f"/payments/{made.json['id']}/unallocate", {"allocation_ids": [allocation["id"]]})
    assert back.json["allocations"] == []
    told = {one["type"]: one for one in client.get("/events", page_size=100).json["items"]}
    for type, amount in (("payment.received", 5), ("payment.unallocated", -5)):
        (one,) = told[type]["body"]["data"]["allocations"]
        assert one["exchange_difference"] == amount
    refused = client.post("/payments", body(company, allocations=[{**allocations[0], "exchange_difference": 1}]))
    assert (refused.status, refused.error_fields) == (422, ["allocations[0].exchange_difference"])


def test_a_credit_shows_what_was_realised():
    company = make_company()
    client, customer = Client(owner_of(company)), make_customer(company, currency="EUR")
    invoice = make_sent_invoice(company, "100.00", customer=customer, exchange_rate=Decimal("1.10"))
    note = make_issued_credit_note(company, "40.00", customer=customer, exchange_rate=Decimal("1.00"))
    applied = client.post(f"/credit-notes/{note.id}/apply", {"allocations": [{"invoice_id": str(invoice.id)}]})
    (allocation,) = applied.json["allocations"]
    assert (allocation["amount"], allocation["exchange_difference"]) == (40, Decimal("-4.00"))
