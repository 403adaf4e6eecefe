"""Recurring templates over HTTP."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from accounting.models import Company, RecurringTemplate
from accounting.recurring import generating
from tests.client import Client
from tests.factories import account, make_bill, make_customer, make_recurring, make_vendor, owner_of
from tests.people import make_key

pytestmark = pytest.mark.django_db

TODAY = str(timezone.now().date())


def caller(secret: str) -> Client:
    client = Client()
    client.headers = {"Authorization": f"Bearer {secret}"}
    return client


def invoice_body(company: Company, **fields: Any) -> dict[str, Any]:
    lines = [{"account_id": str(account(company, "4000").id), "unit_price": Decimal("40.00")}]
    return {
        "name": "Subscription",
        "invoice": {"customer_id": str(make_customer(company).id), "lines": lines, "notes": "Thank you."},
        "frequency": "monthly",
        "start_date": TODAY,
    } | fields


def test_a_template_shows_what_was_given_and_when_it_is_next(client: Client, company: Company) -> None:
    body = invoice_body(company)
    made = client.post("/recurring", body)
    assert made.status == 201, made
    shown = made.json
    assert (shown["kind"], shown["status"], shown["next_date"]) == ("invoice", "active", TODAY)
    assert (shown["journal_entry"], shown["bill"], shown["end_date"], shown["last_error"]) == (None, None, None, "")
    assert shown["day_of_month"] == int(TODAY[-2:])
    assert shown["invoice"]["customer_id"] == body["invoice"]["customer_id"]
    assert shown["invoice"]["currency"] is None
    (line,) = shown["invoice"]["lines"]
    assert (line["quantity"], line["unit_price"], line["tax_rate_id"]) == (1, 40.00, None)
    assert shown["owner"]["id"] == shown["created_by"]["id"] == str(owner_of(company).id)
    assert shown["allowed_actions"] == ["update", "delete", "pause", "end"]
    found = client.get("/recurring", search="SUBSCR", status="active,waiting", kind="invoice", frequency="monthly")
    assert [one["id"] for one in found.json["items"]] == [shown["id"]]
    assert client.get("/recurring", kind="bill").json["items"] == []


def test_what_a_template_shows_can_be_sent_back(client: Client, company: Company) -> None:
    line = {"account_id": str(account(company, "6300").id), "unit_price": "5.00"}
    lines = [
        {"account_id": line["account_id"], "debit": 5},
        {"account_id": str(account(company, "1000").id), "credit": 5},
    ]
    invoice = invoice_body(company)
    for kind, content in {
        "invoice": invoice["invoice"],
        "bill": {"vendor_id": str(make_vendor(company).id), "bill_number": "RENT", "lines": [line]},
        "journal_entry": {"lines": lines},
    }.items():
        made = client.post("/recurring", {**invoice, "invoice": None, kind: content}).json
        changed = client.patch(f"/recurring/{made['id']}", {kind: made[kind]})
        assert (changed.status, changed.json) == (200, made)


def test_documents_name_their_template_in_reads_writes_and_filters(client: Client, company: Company) -> None:
    vendor_id = str(make_vendor(company).id)
    lines = [{"account_id": str(account(company, "6100").id), "unit_price": Decimal("40.00")}]
    bill = {"vendor_id": vendor_id, "bill_number": "RENT", "lines": lines}
    entry_lines = [
        {"account_id": str(account(company, "6200").id), "debit": Decimal("5.00")},
        {"account_id": str(account(company, "1000").id), "credit": Decimal("5.00")},
    ]
    bodies = {
        "/invoices": invoice_body(company),
        "/bills": invoice_body(company, bill=bill, invoice=None),
        "/journal-entries": invoice_body(company, journal_entry={"lines": entry_lines}, invoice=None),
    }
    ids = {path: client.post("/recurring", body).json["id"] for path, body in bodies.items()}
    make_bill(company)
    assert generating.run() == 3
    for path, id in ids.items():
        (one,) = client.get(path, recurring_id=id).json["items"]
        assert one["recurring_id"] == id
        shown = client.get(f"{path}/{one['id']}")
        changed = client.patch(f"{path}/{one['id']}", {"reference": "Changed"})
        assert (changed.status, changed.json["recurring_id"]) == (200, id), changed
        tag = changed.headers["ETag"]
        assert client.get(f"{path}/{one['id']}").headers["ETag"] == tag != shown.headers["ETag"]
        again = client.patch(f"{path}/{one['id']}", {"reference": "Again"}, headers={"If-Match": tag})
        assert (again.status, again.json["recurring_id"]) == (200, id), again
    others = client.get("/bills").json["items"]
    assert sorted(str(one["recurring_id"]) for one in others) == sorted(["None", ids["/bills"]])
    template = client.get(f"/recurring/{ids['/bills']}").json
    assert (template["last_date"], template["allowed_actions"]) == (TODAY, ["update", "pause", "end"])
    refused = client.delete(f"/recurring/{ids['/bills']}")
    assert (refused.status, refused.code) == (409, "in_use")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"invoice": None}, "journal_entry"),
        ({"bill": {"vendor_id": TODAY, "bill_number": "B", "lines": []}}, "bill.vendor_id"),
        ({"frequency": "weekly"}, "frequency"),
        ({"day_of_month": 0}, "day_of_month"),
        ({"start_date": "1999-01-01"}, "start_date"),
        ({"start_date": "2026-02-30"}, "start_date"),
        ({"end_date": "2000-01-01"}, "end_date"),
        ({"auto_post": "yes"}, "auto_post"),
        ({"status": "active"}, "status"),
        ({"kind": "invoice"}, "kind"),
        ({"next_date": TODAY}, "next_date"),
        ({"on_closed_period": "refuse"}, "on_closed_period"),
    ],
)
def test_a_wrong_template_is_refused_with_its_field(
    client: Client, company: Company, changes: dict[str, Any], field: str
) -> None:
    refused = client.post("/recurring", invoice_body(company, **changes))
    assert (refused.status, field in refused.error_fields) == (422, True), refused
    assert not RecurringTemplate.objects.exists()


def test_a_line_that_cannot_be_posted_is_named(client: Client, company: Company) -> None:
    body = invoice_body(company)
    body["invoice"]["lines"][0]["account_id"] = str(account(company, "1100").id)
    refused = client.post("/recurring", body)
    assert (refused.status, refused.code, refused.error_fields) == (
        422,
        "account_not_usable",
        ["invoice.lines[0].account_id"],
    )


def test_a_template_keeps_its_kind(client: Client, company: Company) -> None:
    template = make_recurring(company)
    refused = client.patch(f"/recurring/{template.id}", {"invoice": invoice_body(company)["invoice"]})
    assert (refused.status, refused.error_fields) == (422, ["invoice"])
    template.refresh_from_db()
    assert template.kind == "journal_entry"


def test_pause_resume_and_end(client: Client, company: Company) -> None:
    path = f"/recurring/{make_recurring(company).id}"
    assert client.post(f"{path}/resume").code == "wrong_status"
    assert client.post(f"{path}/pause").json["status"] == "paused"
    assert client.post(f"{path}/resume").json["status"] == "active"
    ended = client.post(f"{path}/end").json
    assert (ended["status"], ended["next_date"], ended["allowed_actions"]) == ("ended", None, ["delete"])
    assert client.patch(path, {"name": "Other"}).code == "wrong_status"
    assert client.delete(path).status == 204


def test_a_key_needs_the_scope_of_what_its_template_makes(company: Company) -> None:
    by = owner_of(company)
    scopes = ["recurring:read", "recurring:write"]
    narrow = caller(make_key(by, scopes=scopes).secret)
    refused = narrow.post("/recurring", invoice_body(company), company_id=str(company.id))
    assert (refused.status, refused.code) == (403, "scope_missing"), refused
    assert not RecurringTemplate.objects.exists()
    template = make_recurring(company, "bill")
    for verb in ("", "/resume"):
        path = f"/recurring/{template.id}{verb}"
        method = narrow.post if verb else narrow.patch
        assert method(path, {} if verb else {"name": "Mine"}, company_id=str(company.id)).code == "scope_missing"
    wide = caller(make_key(by, scopes=[*scopes, "invoices:write"]).secret)
    made = wide.post("/recurring", invoice_body(company), company_id=str(company.id))
    assert (made.status, made.json["owner"]["id"]) == (201, str(by.id)), made
