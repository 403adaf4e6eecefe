"""Imports over HTTP."""

from typing import Any

import pytest

from accounting import tasks
from accounting.models import Company, Import, ImportPiece, JournalEntry
from api.resources.imports import ImportViewSet
from tests.client import Client
from tests.factories import IMPORTED, make_company, make_import, owner_of
from tests.people import make_user

pytestmark = pytest.mark.django_db
PATH = "/imports"
BOUNDARY = "atlas-boundary"
FORM = f"multipart/form-data; boundary={BOUNDARY}"


def form(*parts: tuple[str, str, bytes]) -> bytes:
    """Return a form of parts: name, file name (or ""), content."""
    lines = []
    for name, file_name, content in parts:
        file = f'; filename="{file_name}"' if file_name else ""
        lines.append(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode())
        lines.append(content + b"\r\n")
    return b"".join([*lines, f"--{BOUNDARY}--\r\n".encode()])


def send(client: Client, *parts: tuple[str, str, bytes], **query: Any) -> Any:
    return client.request("POST", PATH, form(*parts), query=query, content_type=FORM)


def test_a_file_is_taken_and_booked(company: Company, client: Client) -> None:
    taken = client.post(PATH, {"format": "csv", "content": IMPORTED})
    assert taken.status == 202, taken
    assert taken.headers["Location"] == f"/api/v1{PATH}/{taken.json['id']}"
    assert (taken.json["status"], taken.json["format"], taken.json["total"]) == ("queued", "csv", None)
    assert taken.json["created_by"]["id"] == str(owner_of(company).id)
    tasks.run_imports()
    ended = client.get(f"{PATH}/{taken.json['id']}").json
    assert (ended["status"], ended["created"], ended["done"]) == ("succeeded", {"journal_entries": 2}, 2)
    assert client.get(PATH, status="succeeded").json["total"] == 1
    assert client.get("/integrity").json["holds"] is True


def test_a_form_says_the_same(company: Company, client: Client) -> None:
    parts = [("file", "books.csv", IMPORTED.encode()), ("dry_run", "", b"true"), ("rates", "", b'{"EUR": 1.10}')]
    taken = send(client, *parts)
    assert taken.status == 202, taken
    assert (taken.json["file_name"], taken.json["format"], taken.json["dry_run"]) == ("books.csv", "csv", True)
    tasks.run_imports()
    assert client.get(f"{PATH}/{taken.json['id']}").json["status"] == "succeeded"
    assert not JournalEntry.objects.filter(company=company).exists()


def test_a_form_with_another_boundary_is_the_same_request(company: Company, client: Client) -> None:
    key = {"Idempotency-Key": "import-1"}
    body = form(("file", "books.csv", IMPORTED.encode()), ("dry_run", "", b"true"))
    made = client.request("POST", PATH, body, content_type=FORM, headers=key)
    again = body.replace(BOUNDARY.encode(), b"another")
    same = client.request("POST", PATH, again, content_type=FORM.replace(BOUNDARY, "another"), headers=key)
    assert (same.status, same.json["id"]) == (202, made.json["id"])
    other = body.replace(b"true", b"false")
    assert client.request("POST", PATH, other, content_type=FORM, headers=key).code == "idempotency_key_reused"
    assert Import.objects.count() == 1


def test_a_file_with_a_boundary_in_it_is_not_two_parts(company: Company, client: Client) -> None:
    key, head = {"Idempotency-Key": "import-1"}, IMPORTED.encode()
    inside = head + b'\r\n--\r\nContent-Disposition: form-data; name="dry_run"\r\n\r\ntrue'
    one, two = form(("file", "books.csv", inside)), form(("file", "books.csv", head), ("dry_run", "", b"true"))
    assert two.replace(BOUNDARY.encode(), b"") == one.replace(BOUNDARY.encode(), b"")
    assert client.request("POST", PATH, one, content_type=FORM, headers=key).status == 202
    assert client.request("POST", PATH, two, content_type=FORM, headers=key).code == "idempotency_key_reused"
    assert Import.objects.count() == 1


def test_a_list_in_utf_16_is_taken_and_booked(company: Company, client: Client) -> None:
    content = "Vendor,Email\nCafé Zürich,a@example.com\n".encode("utf-16")
    taken = send(client, ("file", "v.csv", content), ("format", "", b"vendors_csv"), ("existing", "", b"update"))
    assert (taken.status, taken.json["format"]) == (202, "vendors_csv"), taken
    tasks.run_imports()
    ended = client.get(f"{PATH}/{taken.json['id']}").json
    assert (ended["created"], ended["rows"]) == (
        {"vendors": 1},
        [{"line": 2, "action": "created", "what": "vendor Café Zürich"}],
    )
    assert client.get("/contacts/vendors", search="Zürich").json["total"] == 1


@pytest.mark.parametrize(
    ("parts", "status", "field"),
    [
        ([], 422, "content"),
        ([("file", "books.csv", b"")], 422, "content"),
        ([("file", "books.pdf", b"x")], 422, "format"),
        ([("other", "books.csv", b"x")], 400, "other"),
        ([("file", "books.csv", b"x"), ("file", "more.csv", b"x")], 400, "file"),
        ([("file", "books.csv", b"x"), ("content", "", b"x")], 400, "file"),
        ([("file", "books.csv", b"x"), ("dry_run", "", b"yes")], 422, "dry_run"),
        ([("file", "books.csv", b"x"), ("dry_run", "", b"true"), ("dry_run", "", b"true")], 400, "dry_run"),
        ([("file", "books.csv", b"x"), ("rates", "", b"EUR=1")], 422, "rates"),
        ([("file", "books.csv", b"x"), ("rates", "", b"[" * 40_000)], 422, "rates"),
        ([("file", "books.csv", b"x"), ("rates", "", b'{"EUR": 1, "EUR": 2}')], 422, "rates"),
        ([("file", "books.csv", b"x"), ("format", "", b"vendors_csv"), ("existing", "", b"keep")], 422, "existing"),
        ([("file", "books.csv", b"x"), ("date", "", b"31.12.2025")], 422, "date"),
        ([("file", "books.csv", b"x"), ("date_order", "", b"ymd")], 422, "date_order"),
        ([("file", "books.csv", b"x"), ("decimal_mark", "", b";")], 422, "decimal_mark"),
        ([("file", "books.csv", b"x"), ("rates", "", b'{"EUR": 0}')], 422, "rates.EUR"),
        ([("file", "books.csv", b"x"), ("currency", "", b"euro")], 422, "currency"),
        ([("file", "books.csv", b"x"), ("unknown", "", b"1")], 422, "unknown"),
    ],
)
def test_a_wrong_form_is_refused_with_its_field(client: Client, parts: Any, status: int, field: str) -> None:
    refused = send(client, *parts)
    assert (refused.status, refused.error_fields) == (status, [field]), refused
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "content"),
        ({"content": 1}, "content"),
        ({"content": None}, "content"),
        ({"content": IMPORTED}, "format"),
        ({"content": IMPORTED, "format": "pdf"}, "format"),
        ({"content": IMPORTED, "format": "csv", "rates": {"EUR": -1}}, "rates.EUR"),
        ({"content": IMPORTED, "format": "csv", "status": "succeeded"}, "status"),
    ],
)
def test_a_wrong_body_is_refused_with_its_field(client: Client, body: Any, field: str) -> None:
    refused = client.post(PATH, body)
    assert (refused.status, refused.error_fields) == (422, [field]), refused
    assert not Import.objects.exists()


def test_a_broken_form_and_another_type_are_refused(client: Client) -> None:
    broken = client.request("POST", PATH, b"--x", content_type="multipart/form-data")
    assert (broken.status, broken.code) == (400, "bad_request"), broken
    other = client.request("POST", PATH, IMPORTED.encode(), content_type="text/csv")
    assert other.status == 415
    assert not Import.objects.exists()


def test_a_file_that_is_too_large_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    full = b"x" * (25 * 1024 * 1024)
    taken = send(client, ("file", "books.csv", full))
    assert (taken.status, taken.json["size"]) == (202, len(full))
    more = send(client, ("file", "books.csv", full + b"x"))
    assert (more.status, more.error_fields) == (413, ["content"]), more
    most = send(client, ("file", "books.csv", full + b"x" * ImportViewSet.max_body))
    assert (most.status, most.code) == (413, "body_too_large")
    assert most.json["detail"] == "A file has at most 25 MiB."
    assert Import.objects.count() == 1


def test_the_same_key_is_one_import(client: Client) -> None:
    body = {"format": "csv", "content": IMPORTED}
    first = client.post(PATH, body, headers={"Idempotency-Key": "once"})
    again = client.post(PATH, body, headers={"Idempotency-Key": "once"})
    assert (first.status, again.status, first.json["id"]) == (202, 202, again.json["id"])
    assert again.headers["Idempotent-Replayed"] == "true"
    assert Import.objects.count() == 1


def test_a_trial_of_the_request_keeps_nothing(client: Client) -> None:
    tried = client.post(PATH, {"format": "csv", "content": IMPORTED}, dry_run="true")
    assert (tried.status, Import.objects.count(), ImportPiece.objects.count()) == (202, 0, 0)


def test_an_import_is_cancelled_until_it_has_ended(company: Company, client: Client) -> None:
    taken = client.post(PATH, {"format": "csv", "content": IMPORTED}).json
    address = f"{PATH}/{taken['id']}/cancel"
    assert taken["allowed_actions"] == ["cancel"]
    tried = client.post(address, dry_run="true")
    assert (tried.status, tried.json["status"], Import.objects.get().status) == (200, "cancelled", "queued")
    stale = client.post(address, headers={"If-Match": '"other"'})
    assert (stale.status, Import.objects.get().status) == (412, "queued")
    cancelled = client.post(address, headers={"Idempotency-Key": "once"})
    assert (cancelled.status, cancelled.json["status"], cancelled.json["allowed_actions"]) == (200, "cancelled", [])
    again = client.post(address, headers={"Idempotency-Key": "once"})
    assert (again.status, again.headers["Idempotent-Replayed"]) == (200, "true")
    refused = client.post(address)
    assert (refused.status, refused.code) == (409, "wrong_status")
    assert "cancelled already" in refused.json["detail"]
    tasks.run_imports()
    assert client.get(PATH, status="cancelled").json["total"] == 1
    assert not JournalEntry.objects.filter(company=company).exists()


def test_imports_are_for_admins_and_of_one_company(company: Company, client: Client) -> None:
    from accounting.ledger import members

    row = make_import(company)
    approver = make_user(company.organization)
    members.assign(company, user=approver, role="approver", by=owner_of(company))
    assert Client(approver).get(PATH).status == 403
    assert Client(approver).get(f"{PATH}/{row.pk}").status == 403
    assert Client(approver).post(PATH, {"format": "csv", "content": IMPORTED}).status == 403
    other = Client(owner_of(make_company()))
    assert other.get(f"{PATH}/{row.pk}").status == 404
    assert Client(approver).post(f"{PATH}/{row.pk}/cancel").status == 403
    assert other.post(f"{PATH}/{row.pk}/cancel").status == 404
    assert Import.objects.get().status == "queued"
    assert Import.objects.count() == 1


def test_errors_have_their_lines(company: Company, client: Client) -> None:
    taken = client.post(PATH, {"format": "csv", "content": f"{IMPORTED}3,2026-03-16,,1000,,,1.00,\n"})
    tasks.run_imports()
    ended = client.get(f"{PATH}/{taken.json['id']}").json
    message = "Entry '3' does not balance: its debits less its credits are +1.00."
    assert (ended["status"], ended["error_count"]) == ("failed", 1)
    assert ended["errors"] == [{"line": 6, "message": message}]
