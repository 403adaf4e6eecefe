"""Attachments over HTTP: forms and JSON in, files out."""

import base64
import hashlib
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from accounting.attachments import attachments
from accounting.attachments.models import MAX_BYTES
from accounting.exchange.archive.writing import Archive
from accounting.models import Attachment, Company
from foundation.models import AuditRecord
from tests.api.test_imports import FORM, form
from tests.client import Client
from tests.factories import PDF, make_attachment, make_bill, make_company, make_customer, make_member, owner_of
from tests.people import make_key

pytestmark = pytest.mark.django_db
PATH = "/attachments"


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def client(company: Company) -> Client:
    return Client(owner_of(company))


def send(client: Client, company: Company, content: bytes = PDF, name: str = "Receipt.pdf", **parts: Any) -> Any:
    """Send a form, by default for a draft of a bill."""
    headers = parts.pop("headers", None)
    given = {"object_type": "bill", "object_id": parts.pop("object_id", None) or make_bill(company).id} | parts
    body = form(("file", name, content), *((key, "", str(value).encode()) for key, value in given.items()))
    return client.request("POST", PATH, body, content_type=FORM, headers=headers)


def test_a_form_attaches_a_file_that_comes_back_as_it_was(company: Company, client: Client) -> None:
    made = send(client, company, name="Beleg „Müller“ 4711.pdf")
    assert made.status == 201, made
    assert made.headers["Location"] == f"/api/v1{PATH}/{made.json['id']}"
    assert made.json["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert (made.json["size"], made.json["media_type"]) == (len(PDF), "application/pdf")
    assert made.json["created_by"]["id"] == str(owner_of(company).id)
    assert client.get(f"{PATH}/{made.json['id']}").json == made.json
    file = client.get(f"{PATH}/{made.json['id']}/content")
    assert (file.status, file.content) == (200, PDF)
    assert file.headers["Content-Type"] == "application/pdf"
    assert file.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''Beleg")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    same = client.get(f"{PATH}/{made.json['id']}/content", {"If-None-Match": file.headers["ETag"]})
    assert (same.status, same.content) == (304, b"")


def test_json_says_the_same(company: Company, client: Client) -> None:
    bill = make_bill(company)
    body = {"object_type": "bill", "object_id": str(bill.id), "file_name": "a.pdf"}
    made = client.post(PATH, body | {"content": base64.b64encode(PDF).decode()})
    assert (made.status, made.json["object_id"]) == (201, str(bill.id)), made
    assert "content" not in made.json
    assert client.get(f"{PATH}/{made.json['id']}/content").content == PDF


@pytest.mark.parametrize("content", ["%PDF", "JVBERi0", "JVBERi0x\n", 7, None, ["JVBERi0x"], "é"])
def test_content_that_is_not_base64_is_refused(company: Company, client: Client, content: Any) -> None:
    body = {"object_type": "bill", "object_id": str(make_bill(company).id), "file_name": "a.pdf", "content": content}
    refused = client.post(PATH, body)
    assert (refused.status, refused.error_fields) == (422, ["content"])
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("parts", "status", "fields"),
    [
        ({"content": b""}, 422, ["content"]),
        ({"name": "a" * 296 + ".pdf"}, 422, ["file_name"]),
        ({"name": "a.html", "content": b"<script>"}, 422, ["file_name"]),
        ({"content": b"<script>"}, 422, ["content"]),
        ({"media_type": "image/png"}, 422, ["media_type"]),
        ({"file_name": "../a.pdf"}, 422, ["file_name"]),
        ({"object_type": "user"}, 422, ["object_type"]),
        ({"object_id": "me"}, 422, ["object_id"]),
        ({"object_id": uuid7()}, 422, ["object_id"]),
        ({"note": "hello"}, 422, ["note"]),
        ({"content": b"%PDF-" + bytes(MAX_BYTES - 4)}, 413, ["content"]),
    ],
)
def test_a_form_that_is_wrong_leaves_nothing(
    company: Company, client: Client, parts: dict[str, Any], status: int, fields: list[str]
) -> None:
    refused = send(client, company, **parts)
    assert (refused.status, refused.error_fields) == (status, fields), refused
    assert not Attachment.objects.exists()


def test_the_largest_file_fits_into_a_form_and_into_json(company: Company, client: Client) -> None:
    content = b"%PDF-" + bytes(MAX_BYTES - 5)
    made = send(client, company, content)
    assert made.status == 201, made
    assert client.get(f"{PATH}/{made.json['id']}/content").content == content
    body = {"object_type": "bill", "object_id": str(make_bill(company).id), "file_name": "a.pdf"}
    assert client.post(PATH, body | {"content": base64.b64encode(content).decode()}).status == 201
    more = client.post(PATH, body | {"content": "A" * (14 * 1024 * 1024)})
    assert (more.status, more.code) == (413, "body_too_large")


def test_half_a_form_leaves_nothing(company: Company, client: Client) -> None:
    body = form(("object_type", "", b"bill"), ("file", "a.pdf", PDF * 100))[:-50]
    assert client.request("POST", PATH, body, content_type=FORM).status in (400, 422)
    assert not Attachment.objects.exists()


def test_two_files_in_a_form_are_refused(company: Company, client: Client) -> None:
    body = form(("file", "a.pdf", PDF), ("file", "b.pdf", PDF))
    refused = client.request("POST", PATH, body, content_type=FORM)
    assert (refused.status, refused.error_fields) == (400, ["file"])


def test_the_list_is_that_of_an_object(company: Company, client: Client) -> None:
    bill, customer = make_bill(company), make_customer(company)
    of_bill = [make_attachment(company, bill, PDF + b"%d" % number) for number in range(2)]
    of_customer = make_attachment(company, customer)
    found = client.get(PATH, object_id=bill.id).json
    assert [row["id"] for row in found["items"]] == [str(row.id) for row in reversed(of_bill)]
    assert {row["object_type"] for row in found["items"]} == {"bill"}
    [row] = client.get(PATH, object_id=customer.id).json["items"]
    assert (row["id"], row["object_type"]) == (str(of_customer.id), "contact")
    assert client.get(PATH).json["total"] == 3


def test_the_same_file_twice_is_a_duplicate(company: Company, client: Client) -> None:
    bill = make_bill(company)
    made = send(client, company, object_id=bill.id)
    body = {"object_type": "bill", "object_id": str(bill.id), "file_name": "Again.pdf"}
    for refused in (
        send(client, company, object_id=bill.id, name="Again.pdf"),
        client.post(PATH, body | {"content": base64.b64encode(PDF).decode()}),
    ):
        assert (refused.status, refused.code, refused.error_fields) == (409, "duplicate", ["content"])
        assert refused.json["existing_id"] == made.json["id"]
    assert Attachment.objects.count() == 1


def test_a_deleted_file_is_gone_and_the_trail_knows_it(company: Company, client: Client) -> None:
    row = make_attachment(company)
    assert client.delete(f"{PATH}/{row.id}").status == 204
    for path in (f"{PATH}/{row.id}", f"{PATH}/{row.id}/content"):
        assert client.get(path).status == 404
    assert AuditRecord.objects.get(action="attachment.deleted").old["sha256"] == row.sha256


def test_viewers_read_and_accountants_write(company: Company, client: Client) -> None:
    row = make_attachment(company)
    viewer = Client(make_member(company, "viewer"))
    assert viewer.get(f"{PATH}/{row.id}/content").content == PDF
    assert viewer.get(f"{PATH}/{row.id}").json["allowed_actions"] == []
    assert send(viewer, company).status == viewer.delete(f"{PATH}/{row.id}").status == 403
    accountant = Client(make_member(company, "accountant"))
    assert send(accountant, company).status == 201
    assert accountant.delete(f"{PATH}/{row.id}").status == 204


def test_keys_have_scopes_of_their_own(company: Company) -> None:
    row = make_attachment(company)
    for scope, status in (("attachments:read", 200), ("attachments:write", 403), ("bills:read", 403)):
        secret = make_key(owner_of(company), scopes=[scope]).secret
        answer = Client().get(f"{PATH}/{row.id}/content", {"Authorization": f"Bearer {secret}"})
        assert answer.status == status, scope


def test_the_files_of_others_are_not_there(company: Company, client: Client) -> None:
    theirs = make_company()
    row = make_attachment(theirs)
    for path in (f"{PATH}/{row.id}", f"{PATH}/{row.id}/content"):
        assert client.get(path).status == 404
    assert client.delete(f"{PATH}/{row.id}").status == 404
    refused = send(client, company, object_id=row.object_id)
    assert (refused.status, refused.error_fields) == (422, ["object_id"])
    assert Attachment.objects.count() == 1


def test_a_file_is_read_in_pieces(company: Company, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "PIECE", 7)
    row = make_attachment(company)
    assert [len(piece) for piece in attachments.pieces(row)] == [7, 7, 4]
    assert client.get(f"{PATH}/{row.id}/content").content == PDF


def test_an_archive_has_the_bytes(company: Company) -> None:
    make_attachment(company)
    assert PDF.hex().encode() in b"".join(Archive(company))
