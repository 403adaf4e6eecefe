"""Invoices over HTTP."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounting.documents import invoices
from accounting.ledger import periods
from accounting.models import Company, CompanyMember, Invoice
from foundation import tenancy
from identity.models import User
from tests.accounting.snapshot import snapshot
from tests.client import Client
from tests.factories import (
    DAY,
    account,
    line,
    make_bill,
    make_company,
    make_credit_note,
    make_customer,
    make_entry,
    make_invoice,
    make_payment,
    make_sent_invoice,
    make_tax_rate,
    make_vendor,
    make_vendor_credit,
    owner_of,
    period_of,
)
from tests.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]


def body(company: Company, **fields: Any) -> dict[str, Any]:
    return {
        "customer_id": str(make_customer(company).id),
        "issue_date": "2026-03-15",
        "lines": [
            {"account_id": str(account(company, "4000").id), "description": "Beans", "unit_price": Decimal("1250.00")}
        ],
    } | fields


def member(company: Company, role: str) -> User:
    user = make_user(company.organization)
    CompanyMember.objects.create(organization=company.organization, company=company, user=user, role=role)
    return user


def test_an_invoice_from_draft_to_paid():
    company = make_company()
    client = Client(owner_of(company))
    rate = make_tax_rate(company, "20")
    content = body(company)
    content["lines"][0] |= {"tax_rate_id": str(rate.id), "quantity": 1}
    created = client.post("/invoices", content | {"expected_total": Decimal("1500.00")})
    assert created.status == 201
    invoice = created.json
    assert created.headers["Location"] == f"/api/v1/invoices/{invoice['id']}"
    assert (
        b'"subtotal":1250.00,"tax_total":250.00,"amount":1500.00,"amount_paid":0.00,"amount_due":1500.00'
        in created.content
    )
    assert (invoice["status"], invoice["invoice_number"], invoice["currency"]) == ("draft", None, "USD")
    assert (invoice["due_date"], invoice["journal_entry_id"], invoice["accounting_date"]) == ("2026-04-14", None, None)
    assert invoice["allowed_actions"] == ["update", "delete", "send"]
    assert "expected_total" not in invoice
    (row,) = invoice["lines"]
    shown = "id description quantity unit unit_price discount_percent item_id account_id tax_rate_id tracking amount"
    assert list(row) == [*shown.split(" "), "tax_amount"]
    assert (row["unit_price"], row["amount"], row["tax_amount"], row["tax_rate_id"]) == (1250, 1250, 250, str(rate.id))

    sent = client.post(f"/invoices/{invoice['id']}/send").json
    assert (sent["status"], sent["invoice_number"], sent["accounting_date"]) == ("overdue", "INV-0001", "2026-03-15")
    assert sent["journal_entry_id"]
    assert sent["allowed_actions"] == ["update", "void"]

    paid = client.post(
        "/payments",
        {
            "type": "received",
            "customer_id": invoice["customer_id"],
            "account_id": str(account(company, "1000").id),
            "date": "2026-03-20",
            "amount": Decimal("1500.00"),
            "allocations": [{"invoice_id": invoice["id"], "amount": Decimal("1500.00")}],
        },
    )
    assert paid.status == 201
    answer = client.get(f"/invoices/{invoice['id']}")
    assert (answer.json["status"], answer.json["amount_due"], answer.json["allowed_actions"]) == ("paid", 0, ["update"])


def test_both_company_contexts_are_one():
    company = make_company()
    invoice, client = make_invoice(company), Client(owner_of(company))
    short = client.get(f"/invoices/{invoice.id}", company_id=company.id)
    long = client.get(f"/companies/{company.id}/invoices/{invoice.id}")
    assert short.json == long.json


def test_what_is_left_out_has_a_default(monkeypatch: pytest.MonkeyPatch):
    company = make_company(time_zone="Pacific/Kiritimati")  # UTC+14: there it is tomorrow
    now = datetime.datetime(2026, 3, 14, 20, 0, tzinfo=datetime.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    content = body(company)
    del content["issue_date"]
    created = Client(owner_of(company)).post("/invoices", content).json
    assert (created["issue_date"], created["due_date"]) == ("2026-03-15", "2026-04-14")
    assert (created["lines"][0]["quantity"], created["lines"][0]["discount_percent"], created["notes"]) == (1, 0, "")


def test_unit_prices_may_be_finer_than_the_currency():
    company = make_company()
    content = body(company)
    content["lines"][0] |= {"quantity": 1000, "unit_price": Decimal("0.0125")}
    created = Client(owner_of(company)).post("/invoices", content)
    assert b'"unit_price":0.0125' in created.content
    assert b'"amount":12.50' in created.content


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"lines": []}, "lines"),
    ({"customer_id": "0198a7c4-52d0-7c3e-9a51-6f0d8e2b4c17"}, "customer_id"),
    ({"currency": "EUR"}, "exchange_rate"),
    ({"currency": "XXX"}, "currency"),
    ({"due_date": "2026-03-14"}, "due_date"),
    ({"issue_date": "2026-02-30"}, "issue_date"),
    ({"expected_total": Decimal("1.00")}, "expected_total"),
    ({"expected_total": Decimal("1250.001")}, "expected_total"),
    ({"status": "sent"}, "status"),
    ({"amount": 1}, "amount"),
    ({"amount_paid": 1}, "amount_paid"),
    ({"journal_entry_id": None}, "journal_entry_id"),
    ({"exchange_rate": 2}, "exchange_rate"),
    ({"no_such": 1}, "no_such"),
    ({"invoice_number": "x" * 41}, "invoice_number"),
]
LINES_REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"account_id": "0198a7c4-52d0-7c3e-9a51-6f0d8e2b4c17"}, "account_id"),
    ({"tax_rate_id": "0198a7c4-52d0-7c3e-9a51-6f0d8e2b4c17"}, "tax_rate_id"),
    ({"unit_price": "1e3"}, "unit_price"),
    ({"unit_price": Decimal("0.00001")}, "unit_price"),
    ({"unit_price": None}, "unit_price"),
    ({"quantity": Decimal("0.00001")}, "quantity"),
    ({"discount_percent": 101}, "discount_percent"),
    ({"amount": 1}, "amount"),
    ({"id": "0198a7c4-52d0-7c3e-9a51-6f0d8e2b4c17"}, "id"),
]


@pytest.mark.parametrize(("fields", "field"), REFUSED)
def test_a_body_that_is_wrong_names_the_field_and_changes_nothing(fields: dict[str, Any], field: str):
    company = make_company()
    client, content = Client(owner_of(company)), body(company)
    before = snapshot(company)
    answer = client.post("/invoices", content | fields)
    assert (answer.status, answer.error_fields) == (422, [field])
    assert snapshot(company) == before


@pytest.mark.parametrize(("fields", "field"), LINES_REFUSED)
def test_a_line_that_is_wrong_is_named(fields: dict[str, Any], field: str):
    company = make_company()
    client, content = Client(owner_of(company)), body(company)
    content["lines"].append(content["lines"][0] | fields)
    before = snapshot(company)
    answer = client.post("/invoices", content)
    assert (answer.status, answer.error_fields) == (422, [f"lines[1].{field}"])
    assert snapshot(company) == before


def test_the_errors_have_their_codes():
    company = make_company()
    client, content = Client(owner_of(company)), body(company)
    assert client.post("/invoices", content | {"currency": "EUR"}).code == "exchange_rate_missing"
    differs = client.post("/invoices", content | {"expected_total": 1})
    assert (differs.code, "1,250.00 USD" in differs.json["detail"]) == ("total_differs", True)
    client.post("/invoices", content | {"invoice_number": "A"})
    duplicate = client.post("/invoices", content | {"invoice_number": "A"})
    assert (duplicate.status, duplicate.code, duplicate.error_fields) == (409, "duplicate", ["invoice_number"])
    vendor = client.post("/invoices", content | {"customer_id": str(make_vendor(company).id)})
    assert (vendor.status, vendor.error_fields) == (422, ["customer_id"])
    sent = make_sent_invoice(company)
    again = client.post(f"/invoices/{sent.id}/send")
    assert (again.status, again.code) == (409, "wrong_status")
    frozen = client.patch(f"/invoices/{sent.id}", {"issue_date": "2026-03-16"})
    assert (frozen.status, frozen.code, frozen.error_fields) == (409, "wrong_status", ["issue_date"])
    assert client.delete(f"/invoices/{sent.id}").status == 409


def test_a_draft_is_changed_and_deleted():
    company = make_company()
    client, draft = Client(owner_of(company)), make_invoice(company)
    lines = [{"account_id": str(account(company, "4020").id), "unit_price": 7, "quantity": 3}]
    changed = client.patch(f"/invoices/{draft.id}", {"lines": lines, "external_id": "42", "invoice_number": "A-1"})
    assert (changed.status, changed.json["amount"], changed.json["external_id"]) == (200, 21, "42")
    incomplete = client.patch(f"/invoices/{draft.id}", {"lines": [{"quantity": 1}]})
    assert (incomplete.status, set(incomplete.error_fields)) == (422, {"lines[0].account_id", "lines[0].unit_price"})
    assert client.patch(f"/invoices/{draft.id}", {"invoice_number": None}).json["invoice_number"] is None
    assert client.delete(f"/invoices/{draft.id}").status == 204
    assert client.get(f"/invoices/{draft.id}").status == 404


@pytest.mark.parametrize(
    ("path", "make", "post"),
    [
        ("/invoices", make_invoice, "send"),
        ("/bills", make_bill, "approve"),
        ("/credit-notes", make_credit_note, "issue"),
        ("/vendor-credits", make_vendor_credit, "issue"),
    ],
)
def test_a_draft_has_a_date_of_supply_which_is_frozen_when_it_is_posted(path: str, make: Any, post: str):
    company = make_company()
    client, draft = Client(owner_of(company)), make(company)
    of = f"{path}/{draft.id}"
    assert client.get(of).json["supply_date"] is None
    for given in ("2026-02-28", None, "2026-04-02"):
        changed = client.patch(of, {"supply_date": given})
        assert (changed.status, changed.json["supply_date"]) == (200, given), changed
        assert changed.json["issue_date"] == "2026-03-15"
    before = snapshot(company)
    for wrong in ("1969-12-31", "2199-12-31", "", "2026-02-30", 7):
        refused = client.patch(of, {"supply_date": wrong})
        assert (refused.status, refused.error_fields) == (422, ["supply_date"]), wrong
    assert snapshot(company) == before
    assert client.post(f"{of}/{post}").json["supply_date"] == "2026-04-02"
    bodies = [event["body"] for event in client.get("/events").json["items"] if event["subject_id"] == str(draft.id)]
    told = [body["data"]["supply_date"] for body in bodies]
    assert (told[1:4], set(told[4:])) == (["2026-02-28", None, "2026-04-02"], {"2026-04-02"})
    before = snapshot(company)
    frozen = client.patch(of, {"supply_date": None})
    assert (frozen.status, frozen.code, frozen.error_fields) == (409, "wrong_status", ["supply_date"])
    with pytest.raises(IntegrityError, match=f"{draft.NOUN}_frozen"), transaction.atomic():
        type(draft).objects.filter(pk=draft.pk).update(supply_date=DAY)
    assert snapshot(company) == before


def test_voiding_with_payments_names_them():
    company = make_company()
    client, invoice = Client(owner_of(company)), make_sent_invoice(company)
    part = [{"invoice_id": invoice.id, "amount": Decimal("40.00")}]
    make_payment(company, contact=invoice.customer, allocations=part)
    answer = client.post(f"/invoices/{invoice.id}/void")
    assert (answer.status, answer.code) == (409, "has_allocations")
    assert "PAY-0001 (40.00 USD)" in answer.json["detail"]
    other = make_sent_invoice(company)
    voided = client.post(f"/invoices/{other.id}/void", {"reason": "Sent twice"}).json
    assert (voided["status"], voided["allowed_actions"]) == ("void", ["update"])


def test_a_closed_period_is_told_and_can_be_stepped_over():
    company = make_company()
    make_entry(company)
    periods.close(period_of(company), by=owner_of(company))
    client, draft = Client(owner_of(company)), make_invoice(company)
    refused = client.post(f"/invoices/{draft.id}/send")
    assert (refused.status, refused.code, "2026-04-01" in refused.json["detail"]) == (409, "period_closed", True)
    assert refused.error_fields == ["issue_date"]
    assert client.post(f"/invoices/{draft.id}/send", {"on_closed_period": "ignore"}).status == 422
    sent = client.post(f"/invoices/{draft.id}/send", {"on_closed_period": "next_open"}).json
    assert (sent["issue_date"], sent["accounting_date"]) == ("2026-03-15", "2026-04-01")


def test_dry_runs_of_writing_and_sending_keep_nothing():
    company = make_company()
    client, draft, content = Client(owner_of(company)), make_invoice(company), body(company)
    before = snapshot(company)
    assert client.post("/invoices", content, dry_run="true").json["amount"] == 1250
    assert client.post(f"/invoices/{draft.id}/send", dry_run="true").json["invoice_number"] == "INV-0001"
    assert snapshot(company) == before


def test_a_viewer_reads_and_is_offered_nothing():
    company = make_company()
    invoice, client = make_invoice(company), Client(member(company, "viewer"))
    assert client.get(f"/invoices/{invoice.id}").json["allowed_actions"] == []
    assert client.post(f"/invoices/{invoice.id}/send").status == 403


def world_of_statuses(company: Company, today: datetime.date) -> dict[str, Invoice]:
    """Return one invoice in each status, as of `today`."""
    by, customer = owner_of(company), make_customer(company)
    yesterday, week = today - datetime.timedelta(days=1), today + datetime.timedelta(days=7)

    def sent(due_date: datetime.date, paid: str = "") -> Invoice:
        invoice = make_sent_invoice(company, customer=customer, issue_date=yesterday, due_date=due_date)
        if paid:
            part = [{"invoice_id": invoice.id, "amount": Decimal(paid)}]
            make_payment(company, paid, contact=customer, date=today, allocations=part)
        return invoice

    return {
        "draft": make_invoice(company, customer=customer),
        "void": invoices.void(sent(week), by=by),
        "sent": sent(today),
        "partially_paid": sent(week, "1.00"),
        "paid": sent(yesterday, "100.00"),
        "overdue": sent(yesterday),
        "overdue in part": sent(yesterday, "1.00"),
    }


def test_statuses_are_derived_alike_in_postgresql_and_in_python(monkeypatch: pytest.MonkeyPatch):
    noon = datetime.datetime(2026, 3, 20, 12, 0, tzinfo=datetime.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    company = make_company()
    client = Client(owner_of(company))
    found = world_of_statuses(company, noon.date())
    for name, invoice in found.items():
        status = name.split(" ")[0]
        invoice.refresh_from_db()
        assert invoice.status_on(noon.date()) == status
        assert client.get(f"/invoices/{invoice.id}").json["status"] == status
    for status in ("draft", "void", "sent", "partially_paid", "paid", "overdue"):
        items = client.get("/invoices", status=status).json["items"]
        wanted = {str(invoice.id) for name, invoice in found.items() if name.split(" ")[0] == status}
        assert {item["id"] for item in items} == wanted
        assert {item["status"] for item in items} == {status}
    assert client.get("/invoices", status="overdue,paid").json["total"] == 3
    assert client.get("/invoices", status="lost").status == 400


def test_an_index_finds_amounts_if_they_are_few_and_counts_them_in_a_long_list(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("api.pagination.MAX_COUNTED", 2)
    monkeypatch.setattr("api.pagination.MAX_COST", 0)
    company, sister = make_company(), make_company()
    for amount in ("10.00", "20.00", "20.00", "30.00"):
        make_invoice(company, amount)
    make_invoice(sister, "20.00")

    def amounts(**query: str) -> tuple[list[str], int, bool]:
        with CaptureQueriesContext(connection) as queries:
            body = Client(owner_of(company)).get("/invoices", sort_by="amount", sort_order="asc", **query).json
        assert sum("amount_ids" in query["sql"] for query in queries) == 1
        by_ids = any("ANY (''{" in query["sql"] for query in queries)
        return [str(item["amount"]) for item in body["items"]], body["total"], by_ids

    for most, by_ids in ((2, True), (1, False)):
        monkeypatch.setattr("accounting.ledger.search.MAX_FOUND", most)
        assert amounts(amount_min="20", amount_max="20") == (["20.00", "20.00"], 2, by_ids)
    assert amounts(amount_max="19.99") == (["10.00"], 1, True)
    assert amounts(amount_min="30") == (["30.00"], 1, True)
    assert amounts(amount_min="30.0001") == amounts(amount_min="1", amount_max="-1") == ([], 0, True)
    assert amounts(amount_min="1", page_size="1")[2] is False
    monkeypatch.setattr("accounting.ledger.search.MAX_FOUND", 2)
    body = Client(owner_of(company)).get("/invoices", amount_max="20", amount_min="20", page_size=1).json
    assert (body["total"], body["total_is_estimate"]) == (2, False)
    with tenancy.organization(company.organization_id), connection.cursor() as cursor:
        cursor.execute("SELECT amount_ids('invoice', %s::uuid, 1, 99, 9)", [sister.id])
        assert cursor.fetchone() == ([],)


def test_lists_are_filtered_searched_and_sorted():
    company = make_company()
    client, harbor = Client(owner_of(company)), make_customer(company, name="Harbor Cafe")
    first = make_invoice(company, "10.00", customer=harbor, invoice_number="A-1", external_id="x")
    second = make_invoice(company, "20.00", issue_date=DAY + datetime.timedelta(days=1), reference="PO 4711")

    def ids(**query: Any) -> list[str]:
        return [item["id"] for item in client.get("/invoices", **query).json["items"]]

    one, two = str(first.id), str(second.id)
    assert ids() == [two, one]
    assert ids(sort_by="amount", sort_order="asc") == [one, two]
    assert ids(sort_by="invoice_number") == [one, two]
    assert ids(customer_id=harbor.id) == [one]
    assert ids(issue_date_from="2026-03-16") == [two]
    assert ids(issue_date_to="2026-03-15") == [one]
    assert ids(due_date_from="2026-04-15") == [two]
    assert ids(amount_min="10.01", amount_max="20") == [two]
    assert ids(search="harbor") == [one]
    assert ids(search="4711") == [two]
    assert ids(external_id="x") == ids(invoice_number="A-1") == [one]
    assert ids(updated_since=second.updated_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")) == [two]
    assert client.get("/invoices", sort_by="notes").status == 400
    page = client.get("/invoices", page_size=1).json
    assert (page["total"], page["has_next"]) == (2, True)
    assert [item["id"] for item in client.get("/invoices", page_size=1, cursor=page["next_cursor"]).json["items"]] == [
        one
    ]


def test_a_payment_moves_updated_at_so_that_followers_see_it():
    company = make_company()
    client, invoice = Client(owner_of(company)), make_sent_invoice(company)
    before = client.get(f"/invoices/{invoice.id}")
    part = [{"invoice_id": invoice.id, "amount": Decimal("1.00")}]
    make_payment(company, contact=invoice.customer, allocations=part)
    after = client.get(f"/invoices/{invoice.id}")
    assert after.headers["ETag"] != before.headers["ETag"]
    assert after.json["amount_paid"] == 1


def test_currencies_without_decimals_are_written_without_them():
    company = make_company(base_currency="JPY")
    client = Client(owner_of(company))
    created = client.post(
        "/invoices",
        body(company) | {"lines": [{**line(company, "1500"), "account_id": str(account(company, "4000").id)}]},
    )
    assert b'"amount":1500,' in created.content


def test_an_invoice_as_pdf():
    company = make_company()
    customer = make_customer(company, billing_address="1 Quay\nBath \u201cA\u201d")
    invoice = make_invoice(company, customer=customer, invoice_number="Rechnung №7/a")
    viewer = Client(member(company, "viewer"))
    assert viewer.get(f"/invoices/{invoice.id}").json["billing_address"] is None
    draft = viewer.get(f"/invoices/{invoice.id}/pdf")
    assert (draft.status, draft.content[:5], draft.headers["Content-Type"]) == (200, b"%PDF-", "application/pdf")
    sent = invoices.send(invoice, by=owner_of(company))
    given = viewer.get(f"/companies/{company.id}/invoices/{invoice.id}/pdf")
    named = "attachment; filename*=utf-8''Rechnung%20%E2%84%967-a.pdf"
    assert (given.status, given.headers["Content-Disposition"]) == (200, named)
    assert given.headers["ETag"] != draft.headers["ETag"]
    again = viewer.get(f"/invoices/{invoice.id}/pdf", headers={"If-None-Match": given.headers["ETag"]})
    assert (again.status, again.content) == (304, b"")
    strange = Client(owner_of(make_company())).get(f"/invoices/{invoice.id}/pdf")
    assert (strange.status, strange.code) == (404, "not_found")
    shown = viewer.get(f"/invoices/{invoice.id}").json
    assert shown["billing_address"] == "1 Quay\nBath \u201cA\u201d"
    assert viewer.get("/invoices").json["items"][0] == shown
    noted = Client(owner_of(company)).post("/credit-notes", {"invoice_id": str(sent.id), "issue_date": "2026-03-15"})
    issued = Client(owner_of(company)).post(f"/credit-notes/{noted.json['id']}/issue")
    assert (noted.json["billing_address"], issued.json["billing_address"]) == (None, shown["billing_address"])
    assert viewer.get(f"/credit-notes/{noted.json['id']}").json["billing_address"] == shown["billing_address"]
    file = viewer.get(f"/credit-notes/{noted.json['id']}/pdf")
    assert file.headers["Content-Disposition"] == 'attachment; filename="CN-0001.pdf"'


def test_an_amount_too_large_in_the_base_currency_names_its_field():
    company = make_company()
    customer, sold = make_customer(company, currency="EUR"), account(company, "4000")
    lines = [{"account_id": str(sold.id), "unit_price": 1_000_000_000_000}]
    refused = Client(owner_of(company)).post(
        "/invoices", body(company, customer_id=str(customer.id), lines=lines, exchange_rate=9_999_999_999)
    )
    assert (refused.status, refused.json["code"], [*refused.error_fields]) == (422, "invalid_amount", ["lines"])
    assert not Invoice.objects.filter(company=company).exists()
