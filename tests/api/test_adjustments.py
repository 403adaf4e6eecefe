"""Adjustments and refunds over HTTP."""

from decimal import Decimal
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from accounting.models import Company, Invoice
from tests import factories
from tests.accounting.snapshot import snapshot
from tests.client import Client
from tests.factories import account, make_adjustment, make_company, make_payment, make_sent_invoice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]


def writing_off(invoice: Invoice, **fields: Any) -> dict[str, Any]:
    line = {"account_id": str(account(invoice.company, "6800").id), "amount": Decimal("100.00")}
    return {
        "customer_id": str(invoice.customer_id),
        "kind": "write_off",
        "date": "2026-03-15",
        "lines": [line],
        "allocations": [{"invoice_id": str(invoice.id), "amount": Decimal("100.00")}],
    } | fields


def refunding(company: Company, paid: Any, amount: str, **fields: Any) -> dict[str, Any]:
    return {
        "type": "made",
        "customer_id": str(paid.contact_id),
        "date": "2026-03-16",
        "amount": Decimal(amount),
        "account_id": str(account(company, "1000").id),
        "allocations": [{"payment_id": str(paid.id), "amount": Decimal(amount)}],
    } | fields


def test_an_invoice_is_written_off(client: Client, company: Company) -> None:
    invoice = make_sent_invoice(company)
    answer = client.post("/adjustments", writing_off(invoice, reference="Insolvent"))
    assert answer.status == 201
    made = answer.json
    shown = {name: made[name] for name in ("adjustment_number", "kind", "customer_id", "vendor_id", "status")}
    assert shown == {
        "adjustment_number": "ADJ-0001",
        "kind": "write_off",
        "customer_id": str(invoice.customer_id),
        "vendor_id": None,
        "status": "posted",
    }
    (allocation,) = made["allocations"]
    assert (allocation["invoice_id"], allocation["adjustment_id"], allocation["amount"]) == (str(invoice.id), None, 100)
    assert (made["unallocated_amount"], made["allowed_actions"]) == (0, ["update", "unallocate"])
    assert client.get(f"/invoices/{invoice.id}").json["status"] == "paid"
    assert client.get("/adjustments", invoice_id=invoice.id).json["items"] == [made]
    assert client.get("/adjustments", bill_id=invoice.id).json["items"] == []
    again = client.get(f"/companies/{company.id}/adjustments/{made['id']}")
    assert (again.json, again.headers["ETag"]) == (made, answer.headers["ETag"])


def test_an_adjustment_is_allocated_taken_back_and_voided(client: Client, company: Company) -> None:
    invoice = make_sent_invoice(company)
    made = client.post("/adjustments", writing_off(invoice, allocations=[])).json
    assert (made["unallocated_amount"], made["allowed_actions"]) == (100, ["update", "allocate", "void"])
    given = {"allocations": [{"invoice_id": str(invoice.id), "amount": 60}], "date": "2026-03-16"}
    settled = client.post(f"/adjustments/{made['id']}/allocate", given).json
    assert (settled["unallocated_amount"], settled["allowed_actions"]) == (40, ["update", "allocate", "unallocate"])
    before = snapshot(company)
    refused = client.post(f"/adjustments/{made['id']}/void", {})
    assert (refused.status, refused.code) == (409, "has_allocations")
    assert snapshot(company) == before
    ids = {"allocation_ids": [settled["allocations"][0]["id"]], "date": "2026-03-20"}
    assert client.post(f"/adjustments/{made['id']}/unallocate", ids).json["allocations"] == []
    voided = client.post(f"/adjustments/{made['id']}/void", {"reason": "They paid."}).json
    assert (voided["status"], voided["void_date"], voided["unallocated_amount"]) == ("void", "2026-03-20", 0)


def test_both_sides_of_a_refund_show_the_other(client: Client, company: Company) -> None:
    paid = make_payment(company, "30.00")
    answer = client.post("/payments", refunding(company, paid, "30.00"))
    assert answer.status == 201, answer
    made = answer.json
    assert (made["type"], made["is_refund"], made["customer_id"]) == ("made", True, str(paid.contact_id))
    assert [one["payment_id"] for one in made["allocations"]] == [str(paid.id)]
    shown = client.get(f"/payments/{paid.id}").json
    assert [one["payment_id"] for one in shown["allocations"]] == [made["id"]]
    assert (shown["unallocated_amount"], shown["allowed_actions"]) == (0, ["update", "unallocate"])
    listed = {one["id"]: one["allocations"][0]["payment_id"] for one in client.get("/payments").json["items"]}
    assert listed == {str(paid.id): made["id"], made["id"]: str(paid.id)}


def test_a_refund_greater_than_the_credit_has_its_own_code_and_both_figures(client: Client, company: Company) -> None:
    paid = make_payment(company, "30.00")
    before = snapshot(company)
    over = client.post("/payments", refunding(company, paid, "45.00"))
    assert (over.status, over.code, over.error_fields) == (422, "refund_too_large", ["allocations[0].amount"])
    assert "30.00 USD" in over.json["detail"]
    assert "45.00 USD" in over.json["detail"]
    nothing = client.post("/payments", refunding(company, paid, "45.00", allocations=[]))
    assert (nothing.status, nothing.code, nothing.error_fields) == (422, "refund_too_large", ["amount"])
    assert snapshot(company) == before


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"customer_id": None}, "invalid", "customer_id"),
        ({"vendor_id": str(uuid7())}, "invalid", "vendor_id"),
        ({"customer_id": str(uuid7())}, "not_found_here", "customer_id"),
        ({"kind": "gift"}, "invalid", "kind"),
        ({"lines": []}, "invalid", "lines"),
        ({"adjustment_number": "ADJ-0007"}, "invalid", "adjustment_number"),
        ({"currency": "EUR"}, "exchange_rate_missing", "exchange_rate"),
        ({"allocations": [{"amount": 1}]}, "invalid", "allocations[0].invoice_id"),
        ({"allocations": [{"payment_id": str(uuid7()), "amount": 1}]}, "not_found_here", "allocations[0].payment_id"),
        (
            {"allocations": [{"invoice_id": str(uuid7()), "bill_id": str(uuid7()), "amount": 1}]},
            "invalid",
            "allocations[0].invoice_id",
        ),
    ],
)
def test_bad_input_names_its_field_and_changes_nothing(
    client: Client, company: Company, change: dict[str, Any], code: str, field: str
) -> None:
    invoice = make_sent_invoice(company)
    before = snapshot(company)
    answer = client.post("/adjustments", writing_off(invoice) | change)
    assert (answer.status, answer.code, answer.error_fields) == (422, code, [field]), answer
    assert snapshot(company) == before


def test_open_credits_are_found(client: Client, company: Company) -> None:
    customer = factories.make_customer(company, name="Kestrel Insurance")
    with_rest = make_payment(company, "30.00", contact=customer)
    used = make_payment(company, "20.00", contact=customer)
    client.post("/payments", refunding(company, used, "20.00"))
    adjusted = make_adjustment(company, contact=customer, external_id="a-1")

    def found(path: str, **filters: Any) -> list[str]:
        return [one["id"] for one in client.get(path, sort_order="asc", **filters).json["items"]]

    assert found("/payments", open_credit="true") == [str(with_rest.id)]
    assert str(used.id) in found("/payments", open_credit="false")
    assert len(found("/payments", customer_id=customer.id)) == 3
    assert len(found("/payments", is_refund="true")) == 1
    assert found("/payments", vendor_id=customer.id) == []
    for filters in (
        {"open_credit": "true"},
        {"customer_id": customer.id},
        {"kind": "write_off"},
        {"external_id": "a-1"},
        {"adjustment_number": "ADJ-0001"},
        {"search": "kestrel"},
    ):
        assert found("/adjustments", **filters) == [str(adjusted.id)], filters
    assert found("/adjustments", vendor_id=customer.id) == found("/adjustments", open_credit="false") == []


def test_a_dry_run_keeps_nothing_and_ids_of_a_second_tenant_are_not_there(client: Client, company: Company) -> None:
    invoice, theirs = make_sent_invoice(company), make_adjustment(make_company())
    before = snapshot(company)
    assert client.post("/adjustments", writing_off(invoice), dry_run="true").status == 201
    for path in ("", "/void"):
        assert client.request("POST" if path else "GET", f"/adjustments/{theirs.id}{path}").status == 404
    other = make_sent_invoice(make_company())
    refused = client.post(
        "/adjustments", writing_off(invoice, allocations=[{"invoice_id": str(other.id), "amount": 1}])
    )
    assert (refused.status, refused.error_fields) == (422, ["allocations[0].invoice_id"])
    assert snapshot(company) == before
