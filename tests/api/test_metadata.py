"""Metadata over HTTP: texts under keys of the user's own, on everything that has an `external_id`."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import orjson
import pytest

from accounting.documents import bills, invoices
from accounting.models import Company, CompanyMember, Event
from foundation.models import AuditRecord
from tests import factories
from tests.accounting.snapshot import snapshot
from tests.client import Client
from tests.house import RESOURCES
from tests.nightly import one_in
from tests.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]

MADE: dict[str, Callable[..., Any]] = {
    "/contacts/customers": factories.make_customer,
    "/contacts/vendors": factories.make_vendor,
    "/invoices": factories.make_sent_invoice,
    "/bills": factories.make_approved_bill,
    "/credit-notes": factories.make_issued_credit_note,
    "/vendor-credits": factories.make_issued_vendor_credit,
    "/payments": factories.make_payment,
    "/adjustments": factories.make_adjustment,
    "/bank-transactions": factories.make_bank_transaction,
    "/transfers": factories.make_transfer,
    "/items": factories.make_item,
    "/journal-entries": factories.make_entry,
}
"""A posted row of each resource with metadata (contacts and items are not posted)."""
RESOURCE = {one.path: one for one in RESOURCES}
TAGS = {"order_id": "42", "channel": "web"}


def some(turn: int) -> Any:
    """Parametrize by resource: by day each test has a third of them, and another third than the test before."""
    return pytest.mark.parametrize("path", one_in(3, MADE, turn))


def test_every_resource_with_an_external_id_has_metadata(company: Company, client: Client):
    with_external_id = set()
    for one in RESOURCES:
        if one.create is not None and "company_id" not in one.path and one.path.count("{") == 0:
            shown = client.get(one.path).json.get("items") or [{}]
            made = one.make(company, factories.owner_of(company)) if shown == [{}] else None
            shown = client.get(one.path).json.get("items") if made is not None else shown
            assert ("external_id" in shown[0]) == ("metadata" in shown[0]), one.path
            with_external_id |= {one.path} if "external_id" in shown[0] else set()
    assert with_external_id == MADE.keys()


@some(0)
def test_an_empty_external_id_is_none(company: Company, client: Client, path: str):
    for _ in range(2):
        body = RESOURCE[path].create(company) | {"external_id": ""}  # type: ignore[misc]
        body.pop("code", None)  # of two items it would be the same
        created = client.post(path, body)
        assert (created.status, created.json["external_id"]) == (201, None), created


def test_an_external_id_is_found_as_it_was_written(company: Company, client: Client):
    made = client.post("/contacts/customers", {"name": "A", "external_id": " order 1 "})
    assert (made.status, made.json["external_id"]) == (201, "order 1")
    for written in (" order 1 ", "order 1", "\u00a0order 1"):
        assert [one["id"] for one in client.get("/contacts/customers", external_id=written).json["items"]] == [
            made.json["id"]
        ]
    for other in (" ", "order", "order 1,"):
        assert not client.get("/contacts/customers", external_id=other).json.get("items")


def test_an_empty_external_id_of_a_draft_or_in_a_batch_is_none(company: Company, client: Client):
    for _ in range(2):
        draft = factories.make_draft(company, external_id="to be taken off")
        changed = client.patch(f"/journal-entries/{draft.id}", {"external_id": ""})
        assert (changed.status, changed.json["external_id"]) == (200, None), changed
    body = RESOURCE["/journal-entries"].create(company)  # type: ignore[misc]
    posted = client.post("/journal-entries/batch", {"entries": [body | {"external_id": ""}] * 2})
    assert posted.status == 201, posted
    assert b'"external_id":null' in posted.content


@some(1)
def test_it_is_written_when_a_thing_is_created(company: Company, client: Client, path: str):
    body = RESOURCE[path].create(company) | {"metadata": {**TAGS, "empty": "", "none": None}}  # type: ignore[misc]
    created = client.post(path, body)
    assert (created.status, created.json["metadata"]) == (201, TAGS), created
    assert client.get(f"{path}/{created.json['id']}").json["metadata"] == TAGS
    told = [orjson.loads(bytes(event.body))["data"] for event in Event.objects.filter(subject_id=created.json["id"])]
    assert told
    assert all(data["metadata"] == TAGS for data in told)


@some(2)
def test_a_change_merges_it_also_once_posted(company: Company, client: Client, path: str):
    row = MADE[path](company)
    own, url = f"{path}/{row.id}", f"/companies/{company.id}{path}/{row.id}"
    first = client.patch(own, {"metadata": TAGS})
    assert (first.status, first.json["metadata"]) == (200, TAGS), first
    assert "update" in first.json["allowed_actions"]
    stale = client.patch(own, {"metadata": {"order_id": "43"}}, headers={"If-Match": '"stale"'})
    assert (stale.status, client.get(own).json["metadata"]) == (412, TAGS)
    merged = client.patch(
        url,
        {"metadata": {"order_id": "43", "channel": None, "shop": "Nord"}},
        headers={"If-Match": first.headers["ETag"]},
    )
    assert (merged.status, merged.json["metadata"]) == (200, {"order_id": "43", "shop": "Nord"}), merged
    same = first.json.keys() - {"metadata", "updated_at"}
    assert {name: merged.json[name] for name in same} == {name: first.json[name] for name in same}
    event = Event.objects.filter(subject_id=row.id).order_by("sequence").last()
    assert event is not None
    assert event.type.endswith(".updated")
    assert orjson.loads(bytes(event.body))["data"]["metadata"] == {"order_id": "43", "shop": "Nord"}
    record = AuditRecord.objects.filter(object_id=row.id, action=event.type).latest("id")
    assert (record.old, record.new) == ({"metadata": TAGS}, {"metadata": {"order_id": "43", "shop": "Nord"}})
    before = snapshot(company)
    assert client.patch(own, {"metadata": {"shop": "Nord", "channel": ""}}).status == 200
    assert snapshot(company) == before, "nothing changed, so nothing is written"


@some(3)
def test_rows_are_found_by_it(company: Company, client: Client, path: str):
    rows = [MADE[path](company) for _ in range(3)]
    for row, tags in zip(rows, (TAGS, {"order_id": "42", "note": "a, b: c"}, {}), strict=True):
        assert client.patch(f"{path}/{row.id}", {"metadata": tags}).status == 200
    other = factories.make_company(company.organization)
    theirs = MADE[path](other)
    assert client.patch(f"/companies/{other.id}{path}/{theirs.id}", {"metadata": TAGS}).status == 200

    def found(*pairs: str) -> set[str]:
        answer = client.get(f"/companies/{company.id}{path}?{urlencode([('metadata', pair) for pair in pairs])}")
        assert answer.status == 200, answer
        assert answer.json["total"] == len(answer.json["items"])
        return {one["id"] for one in answer.json["items"]}

    one, two, _ = (str(row.id) for row in rows)
    assert found("order_id:42") == {one, two}
    assert found("order_id:42", "channel:web") == {one}
    assert found("note:a, b: c") == found("note: a, b: c ") == {two}
    assert found("order_id:4") == found("order_id:42", "channel:shop") == found("ORDER_ID:42") == set()


def test_a_key_keeps_its_spaces_and_a_text_loses_those_around_it(company: Company, client: Client):
    customer = factories.make_customer(company)
    path = f"/contacts/customers/{customer.id}"
    given = {"order id": "1", "order  id": "2", " order id ": " 3 "}
    assert client.patch(path, {"metadata": given}).json["metadata"] == {**given, " order id ": "3"}
    for pair, total in (("order id:1", 1), (" order id :3", 1), ("order id:3", 0), ("order  id:2", 1)):
        assert client.get("/contacts/customers", metadata=pair).json["total"] == total
    left = client.patch(path, {"metadata": {" order id ": None}})
    assert left.json["metadata"] == {"order id": "1", "order  id": "2"}


def test_more_rows_than_the_index_is_good_for_are_found_too(
    company: Company, client: Client, monkeypatch: pytest.MonkeyPatch
):
    for n in range(3):
        factories.make_customer(company, metadata={"shop": "Nord", "n": str(n)})
    monkeypatch.setattr("accounting.ledger.metadata.MAX_FOUND", 2)
    assert client.get("/contacts/customers", metadata="shop:Nord").json["total"] == 3
    assert client.get("/contacts/customers", metadata="n:1").json["total"] == 1


@pytest.mark.parametrize("wrong", ["order_id", ":42", "order_id:", "k" * 41 + ":x", "k:" + "x" * 501])
def test_a_filter_that_is_no_pair_is_refused(company: Company, client: Client, wrong: str):
    answer = client.get("/invoices", metadata=wrong)
    assert (answer.status, answer.error_fields) == (400, ["metadata"])
    both = client.get("/invoices?metadata=a:1&metadata=a:2")
    assert (both.status, both.error_fields) == (400, ["metadata"])


WRONG: list[tuple[Any, str]] = [
    ([], "metadata"),
    ("order_id", "metadata"),
    (None, "metadata"),
    ({"a": 1}, "metadata.a"),
    ({"a": {"b": "c"}}, "metadata.a"),
    ({"a": "x" * 501}, "metadata.a"),
    ({"a": "\u202e"}, "metadata.a"),
    ({"": "x"}, "metadata."),
    ({"a:b": "x"}, "metadata.a:b"),
    ({"a\nb": "x"}, "metadata.a\nb"),
    ({"k" * 41: "x"}, "metadata." + "k" * 40),
    ({"é": "1", "e\u0301": "2"}, "metadata.e\u0301"),
    ({f"k{n}": "x" for n in range(51)}, "metadata"),
]


@pytest.mark.parametrize(("given", "field"), WRONG)
def test_limits(company: Company, client: Client, given: Any, field: str):
    invoice = factories.make_sent_invoice(company)
    before = snapshot(company)
    for answer in (
        client.patch(f"/invoices/{invoice.id}", {"metadata": given}),
        client.post("/contacts/customers", {"name": "A", "metadata": given}),
    ):
        assert (answer.status, answer.error_fields) == (422, [field]), answer
    assert snapshot(company) == before


def test_the_limit_of_keys_counts_those_that_are_there(company: Company, client: Client):
    customer = factories.make_customer(company, metadata={f"k{n}": "x" for n in range(50)})
    url = f"/contacts/customers/{customer.id}"
    answer = client.patch(url, {"metadata": {"one_more": "x"}})
    assert (answer.status, answer.error_fields) == (422, ["metadata"])
    swapped = client.patch(url, {"metadata": {"one_more": "x", "k0": None}})
    assert (swapped.status, len(swapped.json["metadata"])) == (200, 50)
    batch = client.post(
        "/journal-entries/batch",
        {"entries": [RESOURCE["/journal-entries"].create(company) | {"metadata": {f"k{n}": "x" for n in range(51)}}]},  # type: ignore[misc]
    )
    assert (batch.status, batch.error_fields) == (422, ["entries[0].metadata"])


def test_a_batch_of_entries_has_metadata(company: Company, client: Client):
    entry = RESOURCE["/journal-entries"].create(company) | {"metadata": TAGS}  # type: ignore[misc]
    made = client.post("/journal-entries/batch", {"entries": [entry]})
    assert (made.status, made.json["items"][0]["metadata"]) == (201, TAGS), made


def test_it_changes_on_what_is_void_and_nothing_else_does(company: Company, client: Client):
    invoice = invoices.void(factories.make_sent_invoice(company), by=factories.owner_of(company))
    assert client.patch(f"/invoices/{invoice.id}", {"metadata": TAGS}).json["metadata"] == TAGS
    answer = client.patch(f"/invoices/{invoice.id}", {"metadata": {"a": "1"}, "notes": "x"})
    assert (answer.status, answer.code, answer.error_fields) == (409, "wrong_status", ["notes"])
    assert client.get(f"/invoices/{invoice.id}").json["metadata"] == TAGS


def test_nothing_else_of_a_posted_entry_changes_with_it(company: Company, client: Client):
    entry = factories.make_entry(company)
    before = snapshot(company)
    answer = client.patch(f"/journal-entries/{entry.id}", {"metadata": TAGS, "memo": "Other"})
    assert (answer.status, answer.code) == (409, "entry_is_posted")
    assert snapshot(company) == before


def test_a_submitted_bill_stays_submitted(company: Company, client: Client):
    bill = bills.submit(factories.make_bill(company), by=factories.owner_of(company))
    other = make_user(company.organization)
    CompanyMember.objects.create(organization=company.organization, company=company, user=other, role="accountant")
    changed = Client(other).patch(f"/bills/{bill.id}", {"metadata": TAGS}, company_id=company.id)
    assert (changed.status, changed.json["status"], changed.json["metadata"]) == (200, "submitted", TAGS)
    bill.refresh_from_db()
    assert other.id not in bill.prepared_by
    assert client.patch(f"/bills/{bill.id}", {"notes": "x"}).json["status"] == "draft"


@pytest.mark.parametrize("path", ["/payments", "/adjustments", "/bank-transactions", "/transfers"])
def test_what_is_posted_at_once_takes_another_reference_and_external_id(company: Company, client: Client, path: str):
    row, other = MADE[path](company), MADE[path](company, external_id="taken")
    more = {"notes": "Line one\nline two"} if path == "/payments" else {}
    given = {"reference": "Wire 88", "external_id": "bank-1", **more}
    changed = client.patch(f"{path}/{row.id}", given)
    assert (changed.status, {name: changed.json[name] for name in given}) == (200, given), changed
    assert client.get(path, external_id="bank-1").json["items"] == [changed.json]
    before = snapshot(company)
    taken = client.patch(f"{path}/{row.id}", {"external_id": "taken"})
    assert (taken.status, taken.code, taken.json["existing_id"]) == (409, "duplicate", str(other.id)), taken
    for frozen in ({"amount": 1}, {"date": "2026-03-16"}, {"account_id": str(row.id)}):
        assert client.patch(f"{path}/{row.id}", frozen).status == 422
    assert snapshot(company) == before
    assert client.patch(f"{path}/{row.id}", {"external_id": None, "reference": ""}).json["external_id"] is None
