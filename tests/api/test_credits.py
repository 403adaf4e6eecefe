"""Credit notes and vendor credits over HTTP."""

from decimal import Decimal
from typing import Any

import pytest

from accounting.documents import bills, credit_notes, invoices
from accounting.models import Company, CompanyMember, CreditNote, Invoice, JournalEntry
from accounting.reports import integrity
from identity.models import User
from tests.accounting.snapshot import snapshot
from tests.client import Client
from tests.factories import (
    account,
    line,
    make_approved_bill,
    make_company,
    make_credit_note,
    make_customer,
    make_issued_credit_note,
    make_issued_vendor_credit,
    make_payment,
    make_sent_invoice,
    make_tax_rate,
    make_vendor_credit,
    owner_of,
)
from tests.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]

DAY = "2026-03-15"


def member(company: Company, role: str) -> User:
    user = make_user(company.organization)
    CompanyMember.objects.create(organization=company.organization, company=company, user=user, role=role)
    return user


def taxed(company: Company) -> Any:
    return make_sent_invoice(company, lines=[line(company, "100.00", tax_rate=make_tax_rate(company, "15"))])


def test_another_document_that_is_not_there_is_an_error_of_ours(company: Company, client: Client, monkeypatch: Any):
    """It is no conflict with somebody who deletes the document of the request."""
    note = make_credit_note(company)
    client.django.raise_request_exception = False
    monkeypatch.setattr(credit_notes, "issue", lambda *_, **__: CreditNote.objects.get(id=company.id))
    assert client.post(f"/credit-notes/{note.id}/issue").status == 500


def test_a_credit_note_from_draft_to_applied_in_both_contexts(company: Company, client: Client):
    invoice = taxed(company)
    created = client.post("/credit-notes", {"invoice_id": str(invoice.id), "issue_date": DAY, "reason": "Damaged."})
    assert created.status == 201, created
    note = created.json
    assert created.headers["Location"] == f"/api/v1/credit-notes/{note['id']}"
    shown = {name: note[name] for name in ("status", "credit_note_number", "reason", "applied_amount", "allocations")}
    assert shown == {
        "status": "draft",
        "credit_note_number": None,
        "reason": "Damaged.",
        "applied_amount": 0,
        "allocations": [],
    }
    assert (note["customer_id"], note["invoice_id"]) == (str(invoice.customer_id), str(invoice.id))
    assert (note["subtotal"], note["tax_total"], note["amount"]) == (100, 15, 115)
    assert note["lines"][0]["invoice_line_id"] == str(invoice.lines.get().id)
    assert note["allowed_actions"] == ["update", "delete", "issue"]
    address = f"/companies/{company.id}/credit-notes/{note['id']}"
    issued = client.post(f"{address}/issue").json
    assert (issued["status"], issued["credit_note_number"], issued["unapplied_amount"]) == ("issued", "CN-0001", 115)
    assert issued["issued_by"]["full_name"] == owner_of(company).full_name
    assert (issued["accounting_date"], issued["allowed_actions"]) == (DAY, ["update", "apply", "void"])
    given = {"allocations": [{"invoice_id": str(invoice.id), "amount": Decimal("15.00")}], "date": DAY}
    part = client.post(f"{address}/apply", given).json
    assert (part["status"], part["applied_amount"], part["unapplied_amount"]) == ("partially_applied", 15, 100)
    whole = client.post(f"{address}/apply", {"date": DAY}).json
    assert (whole["status"], [one["amount"] for one in whole["allocations"]]) == ("applied", [15, 100])
    assert client.get(f"/invoices/{invoice.id}").json["status"] == "paid"
    assert client.get(address).json == whole
    taken = {"allocation_ids": [one["id"] for one in whole["allocations"]], "date": DAY}
    assert client.post(f"{address}/unapply", taken).json["allocations"] == []
    void = client.post(f"{address}/void", {"date": DAY, "reason": "Not returned."}).json
    assert (void["status"], void["void_reason"], void["unapplied_amount"]) == ("void", "Not returned.", 0)
    assert client.get(f"/invoices/{invoice.id}").json["status"] == "overdue"


def test_what_is_too_much_has_its_code_its_field_and_both_figures(company: Company, client: Client):
    invoice = taxed(company)
    (only,) = invoice.lines.all()
    before = snapshot(company)
    too_much = {"invoice_line_id": str(only.id), "unit_price": Decimal("100.01")}
    answer = client.post("/credit-notes", {"invoice_id": str(invoice.id), "issue_date": DAY, "lines": [too_much]})
    assert (answer.status, answer.code, answer.error_fields) == (409, "credit_too_large", ["lines[0].unit_price"])
    assert b"Only 100.00 USD is left to credit of line 1 of INV-0001, not 100.01 USD." in answer.content
    assert snapshot(company) == before
    make_issued_credit_note(company, invoice=invoice)
    before = snapshot(company)
    answer = client.post("/credit-notes", {"invoice_id": str(invoice.id), "issue_date": DAY})
    assert (answer.status, answer.code, answer.error_fields) == (409, "credit_too_large", ["lines"])
    answer = client.post(f"/invoices/{invoice.id}/void")
    assert (answer.status, answer.code) == (409, "has_credits")
    assert snapshot(company) == before


def test_bad_bodies_are_refused_with_their_field(company: Company, client: Client):
    invoice, other = taxed(company), make_customer(company)
    vat = {"account_id": str(account(company, "4000").id), "unit_price": Decimal("1.00")}
    of_a_line = {"invoice_line_id": str(other.id)}
    before = snapshot(company)
    for body, field in (
        ({"issue_date": DAY}, "customer_id"),
        ({"customer_id": str(other.id), "issue_date": DAY}, "lines"),
        ({"customer_id": str(other.id), "lines": []}, "lines"),
        ({"customer_id": str(other.id), "lines": [{"unit_price": Decimal(1)}]}, "lines[0].account_id"),
        ({"customer_id": str(other.id), "lines": [{"account_id": vat["account_id"]}]}, "lines[0].unit_price"),
        ({"customer_id": str(other.id), "invoice_id": str(invoice.id)}, "customer_id"),
        ({"invoice_id": str(other.id)}, "invoice_id"),
        ({"invoice_id": str(invoice.id), "issue_date": "2026-03-14"}, "issue_date"),
        ({"customer_id": str(other.id), "lines": [vat | of_a_line]}, "lines[0].invoice_line_id"),
        ({"invoice_id": str(invoice.id), "due_date": DAY}, "due_date"),
        ({"invoice_id": str(invoice.id), "currency": "EUR"}, "currency"),
        ({"invoice_id": str(invoice.id), "expected_total": Decimal("1.00")}, "expected_total"),
    ):
        answer = client.post("/credit-notes", body)
        assert (answer.status, answer.error_fields) == (422, [field]), (body, answer)
    assert snapshot(company) == before
    draft = make_credit_note(company, invoice=invoice)
    answer = client.patch(f"/credit-notes/{draft.id}", {"invoice_id": None})
    assert (answer.status, answer.error_fields) == (422, ["invoice_id"])
    assert client.patch(f"/credit-notes/{draft.id}", {"invoice_id": str(invoice.id), "reason": "x"}).status == 200


def test_a_dry_run_an_idempotency_key_and_an_entity_tag(company: Company, client: Client):
    invoice = taxed(company)
    body = {"invoice_id": str(invoice.id), "issue_date": DAY}
    assert client.post("/credit-notes", body, dry_run="true").json["amount"] == 115
    assert not CreditNote.objects.exists()
    key = {"Idempotency-Key": "once"}
    first, again = (client.post("/credit-notes", body, headers=key) for _ in range(2))
    assert (first.status, again.json) == (201, first.json)
    assert CreditNote.objects.count() == 1
    note = CreditNote.objects.get()
    tag = client.get(f"/credit-notes/{note.id}").headers["ETag"]
    credit_notes.update(note, by=owner_of(company), notes="changed")
    stale = client.patch(f"/credit-notes/{note.id}", {"notes": "x"}, headers={"If-Match": tag})
    assert (stale.status, stale.code) == (412, "precondition_failed")


def test_lists_are_filtered_searched_and_sorted(company: Company, client: Client):
    invoice = taxed(company)
    note = make_issued_credit_note(company, invoice=invoice, reference="RMA 17")
    make_credit_note(company)
    for query in (
        {"status": "issued"},
        {"invoice_id": str(invoice.id)},
        {"customer_id": str(invoice.customer_id)},
        {"credit_note_number": "CN-0001"},
        {"search": "rma"},
        {"search": invoice.customer.name},
        {"amount_min": "115", "amount_max": "115"},
        {"reference": "RMA 17", "issue_date_from": DAY, "sort_by": "credit_note_number"},
    ):
        found = client.get("/credit-notes", **query).json["items"]
        assert [one["id"] for one in found] == [str(note.id)], query
    assert client.get("/credit-notes", status="applied").json["items"] == []


def test_a_batch_credits_and_applies(company: Company, client: Client):
    invoice = taxed(company)
    body = {"invoice_id": str(invoice.id), "issue_date": DAY}
    operations = [
        {"name": "note", "method": "POST", "path": "/credit-notes", "body": body},
        {"method": "POST", "path": "/credit-notes/{note.id}/issue"},
        {"method": "POST", "path": "/credit-notes/{note.id}/apply", "body": {"date": DAY}},
    ]
    assert client.post("/batch", {"operations": operations}).status == 200
    settled = client.get(f"/invoices/{invoice.id}").json
    assert (settled["amount_due"], settled["amount_paid"]) == (0, settled["amount"])
    (note,) = client.get("/credit-notes", applied_invoice_id=invoice.id).json["items"]
    assert [one["invoice_id"] for one in note["allocations"]] == [str(invoice.id)]
    client.post(f"/credit-notes/{note['id']}/unapply", {"allocation_ids": [note["allocations"][0]["id"]]})
    assert client.get("/credit-notes", applied_invoice_id=invoice.id).json["items"] == []


def test_a_vendor_credit_is_issued_by_an_approver_and_settles_a_bill(company: Company, client: Client):
    bill = make_approved_bill(company, lines=[line(company, code="6100", tax_rate=make_tax_rate(company, "20"))])
    clerk = Client(member(company, "accountant"))
    body = {"bill_id": str(bill.id), "vendor_credit_number": "G 9", "issue_date": DAY}
    credit = clerk.post("/vendor-credits", body).json
    assert (credit["amount"], credit["allowed_actions"]) == (120, ["update", "delete"])
    address = f"/vendor-credits/{credit['id']}"
    refused = clerk.post(f"{address}/issue")
    assert (refused.status, refused.code) == (403, "forbidden")
    issued = client.post(f"{address}/issue").json
    assert (issued["status"], issued["issued_by"]["id"]) == ("issued", str(owner_of(company).id))
    applied = clerk.post(f"{address}/apply", {"date": DAY}).json
    assert (applied["status"], applied["allocations"][0]["bill_id"]) == ("applied", str(bill.id))
    assert client.get(f"/bills/{bill.id}").json["status"] == "paid"
    assert client.get("/vendor-credits", applied_bill_id=bill.id).json["items"] == [applied]
    again = client.post("/vendor-credits", body | {"vendor_credit_number": "g-9"})
    assert (again.status, again.code) == (409, "credit_too_large")
    free = {"vendor_id": str(bill.vendor_id), "lines": [{**body_line(company)}], "vendor_credit_number": "g-9"}
    again = client.post("/vendor-credits", free)
    assert (again.status, again.code, again.error_fields) == (409, "duplicate", ["vendor_credit_number"])


def body_line(company: Company) -> dict[str, Any]:
    return {"account_id": str(account(company, "6100").id), "unit_price": Decimal("1.00")}


def test_where_two_people_are_asked_for_the_allowed_actions_say_so():
    company = make_company(two_person_approval=True)
    credit = make_vendor_credit(company)
    assert "issue" not in Client(owner_of(company)).get(f"/vendor-credits/{credit.id}").json["allowed_actions"]
    other = Client(member(company, "approver"))
    assert "issue" in other.get(f"/vendor-credits/{credit.id}").json["allowed_actions"]
    mine = Client(owner_of(company)).post(f"/vendor-credits/{credit.id}/issue")
    assert (mine.status, mine.code) == (409, "same_author")


def test_the_balance_of_a_contact_has_its_credits_and_a_draft_makes_it_used(company: Company, client: Client):
    invoice = taxed(company)
    make_issued_credit_note(company, "20.00", customer=invoice.customer)
    make_payment(company, "5.00", contact=invoice.customer)
    assert client.get(f"/contacts/customers/{invoice.customer_id}").json["balance"] == 90
    draft = make_credit_note(company)
    shown = client.get(f"/contacts/customers/{draft.customer_id}").json
    assert (shown["balance"], "delete" in shown["allowed_actions"]) == (0, False)
    answer = client.delete(f"/contacts/customers/{draft.customer_id}")
    assert (answer.status, answer.code) == (409, "in_use")
    answer = client.post(f"/contacts/customers/{invoice.customer_id}/archive")
    assert (answer.status, answer.code) == (409, "has_open_items")
    assert b"credit note CN-0001" in answer.content


@pytest.mark.parametrize("kind", ["credit-notes", "vendor-credits"])
def test_a_refund_pays_a_credit_back_and_is_named_on_it(company: Company, client: Client, kind: str):
    of_customer = kind == "credit-notes"
    credit = make_issued_credit_note(company) if of_customer else make_issued_vendor_credit(company)
    noun, contact = ("credit_note", "customer") if of_customer else ("vendor_credit", "vendor")
    body = {
        "type": "made" if of_customer else "received",
        f"{contact}_id": str(credit.contact_id),
        "date": "2026-03-20",
        "amount": Decimal("100.00"),
        "account_id": str(account(company, "1000").id),
        "allocations": [{f"{noun}_id": str(credit.id), "amount": Decimal("100.00")}],
    }
    refund = client.post("/payments", body)
    assert (refund.status, refund.json["is_refund"]) == (201, True), refund
    shown = client.get(f"/{kind}/{credit.id}").json
    assert (shown["status"], shown["unapplied_amount"]) == ("applied", 0)
    (allocation,) = shown["allocations"]
    document = "invoice_id" if of_customer else "bill_id"
    assert (allocation["payment_id"], allocation[document], allocation["adjustment_id"]) == (
        refund.json["id"],
        None,
        None,
    )
    assert "void" not in shown["allowed_actions"]
    sign = 1 if of_customer else -1
    lines = JournalEntry.objects.get(id=refund.json["journal_entry_id"]).lines.values_list(
        "account__code", "debit", "credit"
    )
    control = "1100" if of_customer else "2000"
    assert {code: (debit - credit) * sign for code, debit, credit in lines} == {control: 100, "1000": -100}
    assert {check.name: check.failures for check in integrity.checks(company) if check.failed} == {}


def test_a_document_is_not_named_by_null(company: Company, client: Client):
    note = make_issued_credit_note(company)
    refused = client.post(f"/credit-notes/{note.id}/apply", {"allocations": [{"invoice_id": None}]})
    assert refused.status == 422, refused
    assert not note.allocations.exists()


def test_void_is_not_offered_where_it_is_refused(company: Company, client: Client):
    invoice, bill = make_sent_invoice(company), make_approved_bill(company)
    for path, document in (("/invoices", invoice), ("/bills", bill)):
        assert client.get(f"{path}/{document.id}").json["allowed_actions"] == ["update", "void"]
    make_issued_credit_note(company, invoice=invoice)
    make_issued_vendor_credit(company, bill=bill)
    for path, document in (("/invoices", invoice), ("/bills", bill)):
        assert client.get(f"{path}/{document.id}").json["allowed_actions"] == ["update"]
        assert [one["allowed_actions"] for one in client.get(path).json["items"]] == [["update"]]
        assert client.patch(f"{path}/{document.id}", {"notes": "Seen."}).json["allowed_actions"] == ["update"]
        refused = client.post(f"{path}/{document.id}/void")
        assert (refused.status, refused.code) == (409, "has_credits")
        document.refresh_from_db()
        assert "void" not in operations_of(document).possible_actions(document), "on the pages of the staff too"


def operations_of(document: Any) -> Any:
    return invoices if isinstance(document, Invoice) else bills
