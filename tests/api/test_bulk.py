"""POST /invoices/batch and its like: many at once, all or none, or each for itself."""

from typing import Any

import pytest

from accounting.models import Bill, Contact, Event, Invoice, JournalEntry, Payment
from foundation.models import AuditRecord
from tests import factories
from tests.client import Client
from tests.house import World
from tests.people import make_key

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]


@pytest.fixture
def world() -> World:
    return World()


def invoice(world: World, customer_id: str = "", **changes: Any) -> dict[str, Any]:
    line = {"account_id": str(factories.account(world.company, "4000").id), "quantity": 2, "unit_price": 50}
    customer_id = customer_id or str(factories.make_customer(world.company).id)
    return {"customer_id": customer_id, "issue_date": "2026-03-15", "lines": [line], **changes}


def counts() -> list[int]:
    return [kind.objects.count() for kind in (Invoice, Bill, Contact, Payment, JournalEntry, Event, AuditRecord)]


def test_a_shop_syncs_its_orders_in_few_requests(world: World) -> None:
    """500 orders are 15 requests on the Standard tier (100 items each), and 9 on the others (200)."""
    client, orders = Client(world.owner), range(40)
    customers = client.post(
        "/contacts/customers/batch", {"items": [{"name": f"Buyer {n}", "external_id": f"b{n}"} for n in orders]}
    )
    assert customers.status == 201, customers
    ids = [one["id"] for one in customers.json["items"]]
    assert [one["external_id"] for one in customers.json["items"]] == [f"b{n}" for n in orders]
    items = [invoice(world, ids[n], external_id=f"o{n}", send=True) for n in orders]
    sent = client.post("/invoices/batch", {"items": items})
    assert {one["status"] for one in sent.json["items"]} <= {"sent", "overdue"}
    assert [one["external_id"] for one in sent.json["items"]] == [f"o{n}" for n in orders]
    bank = str(factories.account(world.company, "1000").id)
    paid = client.post(
        "/payments/batch",
        {
            "items": [
                {
                    "type": "received",
                    "customer_id": one["customer_id"],
                    "date": "2026-03-16",
                    "amount": one["amount"],
                    "account_id": bank,
                    "allocations": [{"invoice_id": one["id"], "amount": one["amount"]}],
                }
                for one in sent.json["items"]
            ]
        },
    )
    assert (paid.status, paid.json["failed"]) == (201, [])
    assert client.get("/invoices", status="paid").json["total"] == len(orders)
    assert Event.objects.filter(type="invoice.paid").count() == len(orders)


def test_all_or_none(world: World) -> None:
    items = [invoice(world), invoice(world, invoice_number="A-1"), invoice(world, invoice_number="A-1")]
    before = counts()
    answer = Client(world.owner).post("/invoices/batch", {"items": items})
    assert (answer.status, answer.code, answer.error_fields) == (409, "duplicate", ["items[2].invoice_number"])
    assert counts() == before
    items[2] = invoice(world, lines=[])
    before = counts()
    answer = Client(world.owner).post("/invoices/batch", {"items": items})
    assert (answer.status, answer.error_fields) == (422, ["items[2].lines"]), answer
    assert counts() == before


def test_with_partial_each_stands_for_itself(world: World) -> None:
    items = [
        invoice(world, invoice_number="A-1"),
        invoice(world, lines=[]),
        invoice(world, invoice_number="A-1"),
        invoice(world, customer_id=str(world.company.id)),
        invoice(world, send=True),
    ]
    answer = Client(world.owner).post("/invoices/batch", {"items": items, "partial": True})
    assert answer.status == 201, answer
    assert [one["status"] for one in answer.json["items"]] in (["draft", "sent"], ["draft", "overdue"])
    assert [(one["index"], one["status_code"], one["code"]) for one in answer.json["failed"]] == [
        (1, 422, "invalid"),
        (2, 409, "duplicate"),
        (3, 422, "not_found_here"),
    ]
    assert [one["errors"][0]["field"] for one in answer.json["failed"]] == ["lines", "invoice_number", "customer_id"]
    assert Invoice.objects.count() == 2


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("/contacts/vendors/batch", {"items": []}),
        ("/contacts/vendors/batch", {"items": [{"name": "V"}] * 201}),
        ("/contacts/vendors/batch", {"items": [{"name": "V"}] * 201, "partial": True}),
        ("/contacts/vendors/batch", {"items": ["V"], "partial": True}),
        ("/contacts/vendors/batch", {"items": [{"name": "V"}], "partial": "yes"}),
        ("/bills/batch", {"items": [{"vendor": 1}]}),
        ("/payments/batch", {}),
    ],
)
def test_a_batch_that_makes_no_sense_is_refused(world: World, address: str, body: dict[str, Any]) -> None:
    before = counts()
    answer = Client(world.owner).post(address, body)
    assert (answer.status, answer.code) == (422, "invalid"), answer
    assert counts() == before


def test_a_batch_happens_once_per_key_and_not_in_a_dry_run(world: World) -> None:
    client, body, before = Client(world.owner), {"items": [{"name": "A"}, {"name": "B"}]}, counts()
    assert client.post("/contacts/customers/batch", body, dry_run="true").status == 201
    assert counts() == before
    first = client.post("/contacts/customers/batch", body, headers={"Idempotency-Key": "k"})
    again = client.post("/contacts/customers/batch", body, headers={"Idempotency-Key": "k"})
    assert (first.json, again.headers["Idempotent-Replayed"]) == (again.json, "true")
    assert Contact.objects.filter(name__in=["A", "B"]).count() == 2


def test_who_may_not_create_one_may_not_create_many(world: World) -> None:
    before = counts()
    assert Client(world.viewer).post("/contacts/customers/batch", {"items": [{"name": "A"}]}).code == "forbidden"
    key = Client()
    key.headers = {"Authorization": f"Bearer {make_key(world.owner, scopes=['invoices:write']).secret}"}
    assert key.post("/contacts/customers/batch", {"items": [{"name": "A"}]}).code == "scope_missing"
    assert counts()[:6] == before[:6]


def test_a_draft_is_sent_with_its_last_change(world: World) -> None:
    client = Client(world.owner)
    draft = client.post("/invoices", invoice(world)).json
    assert draft["status"] == "draft"
    sent = client.patch(f"/invoices/{draft['id']}", {"notes": "Thank you", "send": True}).json
    assert (sent["notes"], sent["status"] in ("sent", "overdue")) == ("Thank you", True)
    assert client.post("/invoices", invoice(world, send=True)).json["journal_entry_id"] is not None
    assert client.patch(f"/invoices/{draft['id']}", {"send": True}).status == 409


def test_credits_are_created_in_a_batch(world: World) -> None:
    client, line = (
        Client(world.owner),
        {"account_id": str(factories.account(world.company, "4000").id), "unit_price": 50},
    )
    invoice_id = str(factories.make_sent_invoice(world.company).id)
    notes = [
        {"invoice_id": invoice_id, "reason": "Damaged.", "external_id": "r1"},
        {"invoice_id": str(world.company.id)},
    ]
    before = counts()
    refused = client.post("/credit-notes/batch", {"items": notes})
    assert (refused.status, refused.error_fields) == (422, ["items[1].invoice_id"]), refused
    assert counts() == before
    some = client.post("/credit-notes/batch", {"items": notes, "partial": True}).json
    assert [(one["external_id"], one["status"], one["amount"]) for one in some["items"]] == [("r1", "draft", 100)]
    assert [(one["index"], one["code"]) for one in some["failed"]] == [(1, "not_found_here")]
    vendor_id = str(factories.make_vendor(world.company).id)
    credits = [{"vendor_id": vendor_id, "vendor_credit_number": f"C-{n}", "lines": [line]} for n in range(3)]
    made = client.post("/vendor-credits/batch", {"items": credits})
    assert [one["vendor_credit_number"] for one in made.json["items"]] == ["C-0", "C-1", "C-2"], made
    before = counts()
    twice = client.post("/vendor-credits/batch", {"items": credits[:1]})
    assert (twice.status, twice.error_fields) == (409, ["items[0].vendor_credit_number"])
    assert counts() == before
