"""The small points of issue 9, D24: wrong refusals, fields and messages."""

from typing import Any

import pytest
from django.utils import timezone
from uuid_utils.compat import uuid7

from accounting.models import Contact, Invoice, JournalEntry
from identity.models import User
from tests import factories
from tests.client import Client
from tests.people import make_admin, make_organization
from webhooks.addresses import AddressNotAllowed, check_url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]


@pytest.fixture
def company(admin: User) -> Any:
    return factories.make_company(by=admin)


@pytest.fixture
def client(admin: User, company: Any) -> Client:
    return Client(admin)


def entry(company: Any, **fields: Any) -> dict[str, Any]:
    left, right = factories.two_accounts(company)
    lines = [{"account_id": left.id, "debit": "5.00"}, {"account_id": right.id, "credit": "5.00"}]
    return {"date": str(factories.DAY), "lines": lines, **fields}


def test_of_two_equal_entries_of_a_batch_the_second_is_blamed(client: Client, company: Any) -> None:
    entries = [entry(company), entry(company, external_id="a"), entry(company, external_id="a")]
    answer = client.post("/journal-entries/batch", {"entries": entries})
    assert (answer.status, answer.code, answer.error_fields) == (409, "duplicate", ["entries[2].external_id"])
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize("external_id", ["a", "a, b", "x)=(y, z)"])
def test_a_duplicate_entry_is_named_with_the_path_of_its_copy(client: Client, company: Any, external_id: str) -> None:
    there = client.post("/journal-entries", entry(company, external_id=external_id)).json["id"]
    entries = [entry(company, external_id="new"), entry(company, external_id=external_id)]
    answer = client.post("/journal-entries/batch", {"entries": entries})
    assert (answer.status, answer.code, answer.error_fields) == (409, "duplicate", ["entries[1].external_id"])
    assert answer.json["existing_id"] == there
    again = client.post("/journal-entries", entry(company, external_id=external_id))
    assert (again.status, again.error_fields, again.json["existing_id"]) == (409, ["external_id"], there)
    assert JournalEntry.objects.count() == 1


def test_a_duplicate_names_the_one_that_is_there(client: Client, company: Any) -> None:
    customer, vendor = factories.make_customer(company), factories.make_vendor(company)
    line = {"account_id": factories.account(company, "6300").id, "unit_price": "1.00"}
    bill = {"vendor_id": vendor.id, "bill_number": "INV-77", "issue_date": str(factories.DAY), "lines": [line]}
    for path, body in {
        "/companies": {"name": "Other", "base_currency": "USD"},
        "/chart-of-accounts": {"code": "9999", "name": "Odd", "type": "expense"},
        "/contacts/customers": {"name": "Ann", "external_id": "c-1"},
        "/contacts/vendors": {"name": "Ann", "external_id": "c-1"},
        "/tax-rates": {"name": "VAT", "percent": "20"},
        "/tax-returns": {"start_date": "2026-01-01", "end_date": "2026-03-31"},
        "/exchange-rates": {"currency": "EUR", "date": "2026-03-13", "rate": "1.08"},
        "/tracking-categories": {"name": "Department"},
        "/budgets": {"name": "Next", "start_date": "2027-01-01"},
        "/bills": bill,
    }.items():
        first = client.post(path, body, company_id=None if path == "/companies" else company.id)
        assert first.status == 201, first
        again = client.post(path, body, company_id=None if path == "/companies" else company.id)
        assert (again.status, again.code, again.json["existing_id"]) == (409, "duplicate", first.json["id"]), path
    bank = factories.account(company, "1000").id
    paid = {"type": "made", "vendor_id": vendor.id, "account_id": bank, "date": str(factories.DAY), "amount": "5.00"}
    for own in {"external_id": "p-1"}, {"payment_number": "P-77"}:
        first, again = (client.post("/payments", {**paid, **own}, company_id=company.id) for _ in range(2))
        assert (again.status, again.json["existing_id"]) == (409, first.json["id"]), again
    for bills in (1, 2):
        billed = {**bill, "vendor_id": factories.make_vendor(company).id, "external_id": "b-1"}
        answer = client.post("/bills", billed, company_id=company.id)
        assert (answer.status, "existing_id" in answer.json) == ((201, False) if bills == 1 else (409, True)), answer
    invoice = {"customer_id": customer.id, "lines": [{**line, "account_id": factories.account(company, "4000").id}]}
    made = client.post("/invoices", {**invoice, "external_id": "i-1"}, company_id=company.id).json["id"]
    again = client.post("/invoices", {**invoice, "external_id": "i-1"}, company_id=company.id)
    assert again.json["existing_id"] == made
    other = client.post("/invoices", invoice, company_id=company.id).json["id"]
    changed = client.patch(f"/invoices/{other}", {"external_id": "i-1"}, company_id=company.id)
    assert (changed.status, changed.json["existing_id"]) == (409, made)
    batch = {"operations": [{"method": "POST", "path": "/invoices", "body": {**invoice, "external_id": "i-1"}}]}
    assert client.post("/batch", batch, company_id=company.id).json["existing_id"] == made
    items = {"items": [{**invoice, "external_id": "i-1"}]}
    assert client.post("/invoices/batch", items, company_id=company.id).json["existing_id"] == made
    partial = client.post("/invoices/batch", {**items, "partial": True}, company_id=company.id).json["failed"]
    assert [one["existing_id"] for one in partial] == [made]
    assert Invoice.objects.count() == 2


def test_what_a_failed_batch_made_itself_does_not_exist(client: Client, company: Any) -> None:
    twice = [{"name": "Ann", "external_id": "c-1"}, {"name": "Ann", "external_id": "c-1"}]
    operations = [{"method": "POST", "path": "/contacts/customers", "body": body} for body in twice]
    bulk = {"method": "POST", "path": "/contacts/customers/batch", "body": {"items": twice[:1]}}
    for path, body in (
        ("/batch", {"operations": operations}),
        ("/batch", {"operations": [bulk, operations[1]]}),
        ("/contacts/customers/batch", {"items": twice}),
    ):
        answer = client.post(path, body, company_id=company.id)
        assert (answer.status, answer.code, "existing_id" in answer.json) == (409, "duplicate", False), answer
    assert not Contact.objects.exists()


def test_what_is_sent_again_is_a_duplicate_whatever_else_has_changed(client: Client, company: Any) -> None:
    invoice = factories.make_sent_invoice(company)
    note = {"invoice_id": str(invoice.id), "external_id": "n-1"}
    made = client.post("/credit-notes", note, company_id=company.id).json["id"]
    client.post(f"/credit-notes/{made}/issue", company_id=company.id)
    again = client.post("/credit-notes", note, company_id=company.id)
    assert (again.status, again.code, again.json.get("existing_id")) == (409, "duplicate", made), again
    batch = client.post("/credit-notes/batch", {"items": [note]}, company_id=company.id)
    assert (batch.code, batch.error_fields, batch.json["existing_id"]) == ("duplicate", ["items[0].external_id"], made)
    other = client.post("/credit-notes", {**note, "external_id": "N-1"}, company_id=company.id)
    assert other.code == "credit_too_large", other


def test_a_duplicate_of_another_organization_is_not_there(client: Client) -> None:
    stranger = make_admin(make_organization())
    theirs = factories.make_company(by=stranger)
    factories.make_customer(theirs, external_id="c-1")
    assert client.post("/contacts/customers", {"name": "Ann", "external_id": "c-1"}).status == 201


@pytest.mark.parametrize("day", ["9999-12-31", "1899-12-31", "2200-01-01", "0001-01-01"])
def test_a_day_out_of_range_is_called_that(client: Client, company: Any, day: str) -> None:
    message = "Dates must be between 1900-01-01 and 2199-12-31."
    answer = client.post("/journal-entries", entry(company, date=day))
    assert (answer.status, answer.json["errors"]) == (422, [{"field": "date", "message": message}])
    answer = client.get("/invoices", issue_date_from=day)
    assert (answer.status, answer.json["errors"]) == (400, [{"field": "issue_date_from", "message": message}])
    answer = client.get("/invoices", updated_since=f"{day}T10:00:00Z")
    assert (answer.status, answer.json["errors"]) == (400, [{"field": "updated_since", "message": message}])
    answer = client.get("/reports/balance-sheet", as_of=day)
    assert (answer.status, answer.json["errors"]) == (400, [{"field": "as_of", "message": message}])


def test_a_query_parameter_that_does_not_exist_is_answered_with_those_that_do(client: Client, company: Any) -> None:
    answer = client.get("/reports/trial-balance", as_of_date="2026-01-31", until="2026-01-31")
    known = "columns_by, company_id, end_date, format, known_at, not_tracked, start_date, tracking"
    message = f"There is no such query parameter. There are: {known}. Instead of as_of_date use end_date."
    assert answer.status == 400
    assert answer.json["errors"] == [
        {"field": "as_of_date", "message": message},
        {"field": "until", "message": "There is no such query parameter. Instead of until use end_date."},
    ]
    assert answer.json["detail"] == f"as_of_date: {message} (and 1 more)"
    for path, wrong, right in (
        ("/reports/balance-sheet", "end_date", "as_of"),
        ("/reports/aged-payables", "date", "as_of"),
        ("/reports/general-ledger", "date_from", "start_date"),
        ("/journal-entries", "start_date", "date_from"),
    ):
        detail = client.get(path, **{wrong: "2026-01-31"}).json["detail"]
        assert detail.endswith(f". Instead of {wrong} use {right}.")
    assert "Instead" not in client.get("/invoices", date="2026-01-31").json["detail"], "it could be one of several"
    answer = client.get("/auth/me", fields="email")
    assert answer.json["detail"] == "fields: There is no such query parameter."


def test_a_field_that_does_not_exist_is_answered_with_those_that_do(client: Client, company: Any) -> None:
    body = entry(company)
    body["lines"][0] |= {"account": "1000", "amount": 3}
    answer = client.post("/journal-entries", body)
    known = (
        "account_id, description, debit, credit, currency, currency_amount, contact_id, "
        "tax_rate_id, tax_base, tax_kind, tracking"
    )
    assert answer.status == 422
    assert answer.json["errors"] == [
        {"field": "lines[0].account", "message": f"There is no such field. There are: {known}."},
        {"field": "lines[0].amount", "message": "There is no such field."},
    ]


def test_a_message_about_one_parameter_names_it_in_detail_too(client: Client, company: Any) -> None:
    assert client.get("/invoices", sort_order="up").json["detail"] == "sort_order: Must be one of: asc, desc."
    assert client.get("/invoices", page="0").json["detail"].startswith("page: Must be a whole number between 1 and ")
    assert client.get("/invoices", company_id="x").json["detail"] == "company_id: Must be a UUID."


def test_hundreds_of_unknown_parameters_are_answered_shortly(client: Client, company: Any) -> None:
    answer = client.get("/invoices", **{f"wrong_{number}": "1" for number in range(900)})
    assert (answer.status, len(answer.json["errors"])) == (400, 100)
    assert answer.json["detail"].endswith("(and 899 more)")


@pytest.mark.parametrize("day", ["2026-02-30", "2026-1-5", "yesterday", "2026-13-01", "99999-01-01"])
def test_a_text_that_is_not_a_date_is_refused(client: Client, company: Any, day: str) -> None:
    answer = client.post("/journal-entries", entry(company, date=day))
    assert answer.json["errors"][0]["message"] == "Must be a date such as 2026-01-15."


@pytest.mark.parametrize("fraction", [".1", ".123456", ".123456789"])
def test_a_moment_has_up_to_nine_decimals(client: Client, company: Any, fraction: str) -> None:
    customer = factories.make_customer(company)
    Contact.objects.update(updated_at=timezone.now().replace(year=2026, month=1, day=2))
    found = client.get("/contacts/customers", updated_since=f"2026-01-01T10:30:00{fraction}Z")
    assert [row["id"] for row in found.json["items"]] == [str(customer.id)]
    assert client.get("/contacts/customers", updated_since="2026-01-01T10:30:00.1234567890Z").status == 400


@pytest.mark.parametrize("url", ["HTTPS://EXAMPLE.COM/", "Https://example.com/Hooks", "https://EXAMPLE.com:8443"])
def test_scheme_and_host_are_the_same_in_capitals(client: Client, url: str) -> None:
    assert client.post("/webhooks", {"url": url, "events": ["invoice.paid"]}).status == 201
    with pytest.raises(AddressNotAllowed, match="https"):
        check_url("HTTP://EXAMPLE.COM/")


@pytest.mark.parametrize(
    ("given", "status"), [(b"30.0", 201), (b"30", 201), (b"30.5", 422), (b"3e1", 422), (b'"30"', 422)]
)
def test_a_whole_number_may_have_a_point_and_zeros(client: Client, given: bytes, status: int) -> None:
    answer = client.post("/contacts/customers", b'{"name": "Ann", "payment_terms_days": ' + given + b"}")
    assert answer.status == status
    if status == 201:
        assert answer.json["payment_terms_days"] == 30


def test_words_fit_what_they_speak_of(client: Client, company: Any) -> None:
    customer = factories.make_customer(company)
    sales = factories.account(company, "4000")
    payment = {"type": "received", "customer_id": customer.id, "amount": "5.00", "account_id": sales.id}
    assert "an revenue" not in client.post("/payments", payment).json["detail"]
    lines = [{"account_id": sales.id, "unit_price": "1.00001"}]
    answer = client.post("/invoices", {"customer_id": customer.id, "lines": lines})
    assert answer.json["errors"][0]["message"] == "A unit price has at most 4 decimals."
    answer = client.post("/payments", {**payment, "amount": "5.001"})
    assert answer.json["errors"][0]["message"] == "An amount in USD has at most 2 decimals."


def test_one_of_several_values_is_enough(client: Client, company: Any) -> None:
    made = {name: factories.make_customer(company, external_id=name) for name in ("a", "b", "c", "a,b")}

    def found(**query: Any) -> set[str]:
        answer = client.get("/contacts/customers", **query)
        assert answer.status == 200, answer
        return {row["external_id"] for row in answer.json["items"]}

    assert found(external_id="a,b") == {"a", "b", "a,b"}
    assert found(external_id="a") == {"a"}
    assert found(external_id="x,y") == set()
    for empty in (",", "a,", ",a", "a,,b"):
        answer = client.get("/contacts/customers", external_id=empty)
        assert (answer.status, answer.error_fields) == (400, ["external_id"])
    repeated = client.get("/contacts/customers?external_id=a&external_id=c,b")
    assert {row["external_id"] for row in repeated.json["items"]} == {"a", "b", "c"}
    invoices = [factories.make_invoice(company, customer=made[name]) for name in ("a", "b", "c")]
    two = f"{made['a'].id},{made['b'].id}"
    assert {row["id"] for row in client.get("/invoices", customer_id=two).json["items"]} == {
        str(invoice.id) for invoice in invoices[:2]
    }
    assert client.get("/invoices?status=draft&status=void").json["total"] == 3
    assert client.get("/invoices", customer_id=f"{made['a'].id},x").error_fields == ["customer_id"]
    assert client.get("/contacts/customers", external_id=",".join("abc" * 20)).error_fields == ["external_id"]
    assert client.get("/contacts/customers?search=a&search=b").status == 400


def test_a_cursor_belongs_to_all_values_of_a_filter(client: Client, company: Any) -> None:
    for name in "abc":
        factories.make_customer(company, external_id=name)
    first = client.get("/contacts/customers?external_id=a&external_id=b&page_size=1")
    cursor = first.json["next_cursor"]
    onward = f"/contacts/customers?external_id={{}}&external_id=b&page_size=1&cursor={cursor}"
    assert client.get(onward.format("a")).status == 200
    assert client.get(onward.format("c")).code == "bad_cursor"


def test_an_entry_is_found_by_its_external_id(client: Client, company: Any) -> None:
    for name in "abc":
        client.post("/journal-entries", entry(company, external_id=name))
    answer = client.get("/journal-entries", external_id="a,c")
    assert sorted(row["external_id"] for row in answer.json["items"]) == ["a", "c"]


@pytest.mark.parametrize("path", ["/journal-entries", "/exchange-rates"])
def test_a_filter_by_a_currency_that_is_none_is_refused(client: Client, company: Any, path: str) -> None:
    for wrong in ("XXQ", "eur", "EUR,XXQ"):
        assert client.get(path, currency=wrong).error_fields == ["currency"], wrong
    assert client.get(path, currency="EUR,USD").status == 200


@pytest.mark.parametrize(
    ("query", "begins"),
    [
        ({"status": "sent,payed,overdew"}, "status: “payed” is not one of: draft, sent, "),
        ({"currency": "EUR,eur"}, "currency: “eur” is not an ISO 4217 currency code such as USD."),
        ({"customer_id": f"{uuid7()},C-1"}, "customer_id: “C-1” is not a UUID."),
        ({"status": "x" * 200}, f"status: “{'x' * 100}” is not one of: "),
    ],
)
def test_of_several_values_in_a_query_the_wrong_one_is_named(
    client: Client, company: Any, query: dict[str, str], begins: str
) -> None:
    answer = client.get("/invoices", **query)
    assert (answer.status, answer.json["detail"].startswith(begins)) == (400, True), answer


def test_of_several_names_in_a_body_the_wrong_one_is_named(client: Client, company: Any) -> None:
    there, missing = str(company.id), str(uuid7())
    account = client.get("/chart-of-accounts", code="6100").json["items"][0]["id"]
    category = factories.make_tracking_category(company)
    key = {"name": "Shop", "role": "viewer", "scopes": ["invoices:read"], "companies": [there]}
    for path, body, field, begins in (
        ("/webhooks", {"events": ["bill.approved", "invoice.payed"]}, "events[1]", "“invoice.payed” is not one of: "),
        ("/api-keys", {"scopes": ["invoices:read", "invoice:read"]}, "scopes[1]", "“invoice:read” is not a scope"),
        (
            "/api-keys",
            {"allowed_addresses": ["192.0.2.1", "2001:db8::/65"]},
            "allowed_addresses[1]",
            "Networks of IPv6",
        ),
        ("/api-keys", {"companies": [there, missing]}, "companies[1]", f"There is no such company: {missing}."),
        (
            f"/chart-of-accounts/{account}",
            {"required_tracking": [str(category.id), missing]},
            "required_tracking",
            f"There is no such active tracking category in this company: {missing}.",
        ),
    ):
        whole = {"url": "https://hooks.example.com/atlas"} | body if path == "/webhooks" else key | body
        answer = client.patch(path, body) if account in path else client.post(path, whole)
        assert (answer.status, answer.error_fields) == (422, [field]), answer
        assert answer.json["errors"][0]["message"].startswith(begins), answer
