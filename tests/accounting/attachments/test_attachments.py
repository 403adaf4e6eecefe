"""Attachments: what is taken, what is kept, and what nobody can break below the operations."""

import hashlib
import io
import zipfile
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, connections, transaction
from uuid_utils.compat import uuid7

from accounting import errors
from accounting.attachments import attachments, media
from accounting.attachments.models import MAX_BYTES, OBJECTS
from accounting.documents import bills
from accounting.ledger import contacts, periods
from accounting.models import Attachment, AttachmentContent, Company
from accounting.reports.integrity import checks
from accounting.reports.integrity.counts import counts
from foundation import tenancy
from foundation.models import AuditRecord
from foundation.refusals import Refusal
from tests import factories
from tests.accounting.races import race
from tests.factories import PDF, make_attachment, make_company, owner_of

pytestmark = pytest.mark.django_db

MAKE: dict[str, Any] = {
    "invoice": factories.make_sent_invoice,
    "bill": factories.make_approved_bill,
    "credit_note": factories.make_issued_credit_note,
    "vendor_credit": factories.make_issued_vendor_credit,
    "payment": factories.make_payment,
    "adjustment": factories.make_adjustment,
    "bank_transaction": factories.make_bank_transaction,
    "transfer": factories.make_transfer,
    "journal_entry": factories.make_entry,
    "contact": factories.make_customer,
}


@pytest.fixture
def company() -> Company:
    return make_company()


def attach(company: Company, **fields: Any) -> Attachment:
    given: dict[str, Any] = {"object_type": "contact", "file_name": "a.pdf", "content": PDF} | fields
    if "object_id" not in given:
        given["object_id"] = factories.make_customer(company).id
    return attachments.create(company, by=owner_of(company), **given)


def nothing_is_kept(company: Company) -> bool:
    records = AuditRecord.objects.filter(action__startswith="attachment.")
    return not (Attachment.objects.exists() or AttachmentContent.objects.exists() or records.exists())


def packed(**files: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/"), text)
    return file.getvalue()


OFFICE = {"[Content_Types].xml": "<Types/>"}
FILES: dict[str, bytes] = {
    "a.pdf": PDF,
    "A.PDF": b"\n" + PDF,
    "a.png": b"\x89PNG\r\n\x1a\n...",
    "a.jpg": b"\xff\xd8\xff\xe0...",
    "a.jpeg": b"\xff\xd8\xff\xe1...",
    "a.gif": b"GIF89a...",
    "a.webp": b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    "a.heic": b"\x00\x00\x00\x18ftypheic...",
    "a.heif": b"\x00\x00\x00\x18ftypmif1...",
    "a.tif": b"II*\x00...",
    "a.tiff": b"MM\x00*...",
    "a.txt": "Grüße\r\n\t✓".encode(),
    "latin.txt": "Grüße".encode("latin-1"),
    "a.csv": "Straße;1,50\n".encode("utf-16"),
    "a.xml": b'\xef\xbb\xbf<?xml version="1.0"?><Invoice/>',
    "a.docx": packed(**OFFICE, word__document="x"),
    "a.xlsx": packed(**OFFICE, xl__workbook="x"),
    "a.pptx": packed(**OFFICE, ppt__presentation="x"),
    "a.odt": packed(mimetype="application/vnd.oasis.opendocument.text"),
    "a.ods": packed(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
    "a.zip": packed(a="x"),
}


def test_there_is_a_file_of_each_kind() -> None:
    assert {name.lower().rpartition(".")[2] for name in FILES} == {suffix[1:] for suffix in media.BY_SUFFIX}
    assert MAKE.keys() == OBJECTS.keys()


@pytest.mark.parametrize("name", FILES)
def test_the_bytes_are_kept_as_they_are(company: Company, name: str) -> None:
    row = attach(company, file_name=name, content=FILES[name])
    assert b"".join(attachments.pieces(row)) == FILES[name]
    assert (row.size, row.sha256) == (len(FILES[name]), hashlib.sha256(FILES[name]).hexdigest())
    kept = Attachment.objects.get()
    kind = media.kind_of(name)
    assert kind is not None
    assert (kept.file_name, kept.media_type) == (name, kind.media_type)
    [record] = AuditRecord.objects.filter(action="attachment.created")
    assert (record.by, record.new["sha256"], record.new["file_name"]) == (owner_of(company), row.sha256, name)


@pytest.mark.parametrize("claimed", ["text/csv; charset=utf-8", "TEXT/PLAIN", "application/vnd.ms-excel", "", " "])
def test_what_browsers_call_a_csv_file_is_one(company: Company, claimed: str) -> None:
    assert attach(company, file_name="a.csv", content=b"a,b\n", media_type=claimed).media_type == "text/csv"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"content": b""}, "content"),
        ({"content": b"%PDF-" + bytes(MAX_BYTES - 4)}, "content"),
        ({"content": b"MZ\x90"}, "content"),
        ({"content": FILES["a.png"]}, "content"),
        ({"file_name": "a.docx", "content": FILES["a.zip"]}, "content"),
        ({"file_name": "a.xlsx", "content": FILES["a.docx"]}, "content"),
        ({"file_name": "a.ods", "content": FILES["a.odt"]}, "content"),
        ({"file_name": "a.txt", "content": b"\x00text"}, "content"),
        ({"file_name": "a.xml", "content": b"Invoice"}, "content"),
        ({"media_type": "image/png"}, "media_type"),
        ({"media_type": "text/html"}, "media_type"),
        ({"file_name": ""}, "file_name"),
        ({"file_name": " \u200b"}, "file_name"),
        ({"file_name": "pdf"}, "file_name"),
        ({"file_name": "receipt"}, "file_name"),
        ({"file_name": "a.html", "content": b"<p>"}, "file_name"),
        ({"file_name": "a.svg", "content": b"<svg>"}, "file_name"),
        ({"file_name": "a.pdf.exe"}, "file_name"),
        ({"file_name": "a" * 197 + ".pdf"}, "file_name"),
        ({"file_name": "../a.pdf"}, "file_name"),
        ({"file_name": "C:\\a.pdf"}, "file_name"),
        ({"file_name": "a\n.pdf"}, "file_name"),
        ({"file_name": "a\u202efdp.pdf"}, "file_name"),
        ({"object_type": "company"}, "object_type"),
        ({"object_id": uuid7()}, "object_id"),
    ],
)
def test_what_is_not_right_is_refused_with_its_field(company: Company, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        attach(company, **fields)
    assert refused.value.field == field
    assert nothing_is_kept(company)


def test_the_largest_file_and_the_longest_name_are_taken(company: Company) -> None:
    name, content = "a" * 196 + ".pdf", b"%PDF-" + bytes(MAX_BYTES - 5)
    row = attach(company, file_name=name, content=content)
    assert (row.file_name, row.size) == (name, MAX_BYTES)
    assert b"".join(attachments.pieces(row)) == content


@pytest.mark.parametrize("kind", MAKE)
def test_each_kind_of_object_has_files(company: Company, kind: str) -> None:
    row = make_attachment(company, made := MAKE[kind](company))
    kept = Attachment.objects.get()
    assert (kept.object_type, kept.object_id) == (kind, made.id) == (row.object_type, row.object_id)


@pytest.mark.parametrize("kind", MAKE)
def test_an_object_of_another_company_is_not_there(company: Company, kind: str) -> None:
    other = MAKE[kind](make_company(company.organization))
    with pytest.raises(errors.NotFoundHere) as refused:
        make_attachment(company, other)
    assert refused.value.field == "object_id"
    assert nothing_is_kept(company)


def test_an_object_of_another_kind_is_not_there(company: Company) -> None:
    bill = factories.make_bill(company)
    with pytest.raises(errors.NotFoundHere):
        attach(company, object_type="invoice", object_id=bill.id)
    assert nothing_is_kept(company)


def test_a_file_arrives_after_the_month_is_closed(company: Company) -> None:
    bill = factories.make_approved_bill(company)
    for period in company.periods.filter(end_date__lt=factories.DAY.replace(day=28)).order_by("start_date"):
        periods.close(period, by=owner_of(company))
    assert make_attachment(company, bills.void(bill, by=owner_of(company))).object_id == bill.id


def test_the_same_bytes_twice_on_one_object_are_a_duplicate(company: Company) -> None:
    first, second = factories.make_customer(company), factories.make_customer(company)
    attach(company, object_id=first.id)
    with pytest.raises(errors.Duplicate) as refused:
        attach(company, object_id=first.id, file_name="Other name.pdf")
    assert refused.value.field == "content"
    attach(company, object_id=second.id)
    attach(company, object_id=first.id, content=PDF + b" other")
    assert Attachment.objects.count() == AttachmentContent.objects.count() == 3


def test_an_object_has_a_hundred_files_and_no_more(company: Company) -> None:
    customer, other = factories.make_customer(company), factories.make_customer(company)
    for number in range(attachments.MAX_OF_OBJECT):
        attach(company, object_id=customer.id, content=PDF + b"%d" % number)
    with pytest.raises(errors.TooMany):
        attach(company, object_id=customer.id)
    assert Attachment.objects.count() == attachments.MAX_OF_OBJECT
    attach(company, object_id=other.id)


def pretend(company: Company, what: str, number: int) -> None:
    """Let a company have so many attachments, or bytes of them, more than it has."""
    with connections["owner"].cursor() as owner:
        owner.execute(
            "INSERT INTO accounting_rowcount (company_id, what, rows) VALUES (%s, %s, %s)", [company.id, what, number]
        )


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize(
    ("what", "room"),
    [("attachment", attachments.MAX_OF_COMPANY - 2), ("attachment_bytes", attachments.MAX_TOTAL - 2 * len(PDF))],
)
def test_the_files_of_a_company_have_room_together(what: str, room: int) -> None:
    with tenancy.everyone():
        company = make_company()
        pretend(company, what, room)
        row = attach(company)
        attach(company)
        with pytest.raises(errors.TooMany):
            attach(company)
        assert Attachment.objects.count() == AttachmentContent.objects.count() == 2
        attach(make_company(company.organization))
        attachments.delete(row, by=owner_of(company))
        attach(company)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_wrong_number_of_bytes_is_found_and_counted_again() -> None:
    with tenancy.everyone():
        company, other = make_company(), make_company()
        for one in (company, company, other):
            attach(one)
    size = len(PDF)
    for one in (company, other):
        pretend(one, "attachment_bytes", 7)
    with tenancy.everyone():
        found = f"Of the list attachment_bytes, the number {2 * size + 7} is kept; it has {2 * size} bytes."
        assert counts(company).failures == [found]
    with connections["owner"].cursor() as owner:
        owner.execute("SELECT rows_count_again(%s)", [company.id])
    with tenancy.everyone():
        assert counts(company).failures == []
        assert [attachments.total_bytes(one) for one in (company, other)] == [2 * size, size + 7]
    with connections["owner"].cursor() as owner:
        owner.execute("SELECT rows_count_again()")
    with tenancy.everyone():
        assert attachments.total_bytes(other) == size


ROWS = """
    INSERT INTO accounting_attachment (id, company_id, contact_id, file_name, media_type, size, sha256, created_at)
    SELECT gen_random_uuid(), company_id, id, file, 'application/pdf', octet_length(file),
        encode(sha256(file::bytea), 'hex'), now()
    FROM accounting_contact, generate_series(%s::int, %s::int) n, format('%%s.pdf', n) file WHERE id = %s"""
CONTENTS = """
    INSERT INTO accounting_attachmentcontent (company_id, id, content)
    SELECT company_id, id, file_name::bytea FROM accounting_attachment"""


def test_below_the_operations_one_statement_cannot_exceed_a_limit(company: Company) -> None:
    customer = factories.make_customer(company).id
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [1, 99, customer])
        with pytest.raises(DatabaseError, match="attachments_of_object"), transaction.atomic():
            cursor.execute(ROWS, [100, 101, customer])
        assert Attachment.objects.count() == 99
        cursor.execute(ROWS, [100, 100, customer])
        cursor.execute(CONTENTS)
    assert Attachment.objects.count() == AttachmentContent.objects.count() == 100


@pytest.mark.django_db(transaction=True)
def test_two_sessions_together_do_not_exceed_a_limit() -> None:
    with tenancy.everyone():
        company = make_company()
        customer: UUID = factories.make_customer(company).id
        for number in range(99):
            attach(company, object_id=customer, content=PDF + b"%d" % number)
    outcomes = race(
        *[lambda text=text: attach(company, object_id=customer, content=PDF + text) for text in (b"a", b"b")]
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["Attachment", "TooMany"]
    with tenancy.everyone():
        assert Attachment.objects.count() == AttachmentContent.objects.count() == 100


@pytest.mark.django_db(transaction=True)
def test_where_the_files_of_others_are_not_seen_nothing_is_attached() -> None:
    """A session under REPEATABLE READ does not count what another one attached after its first statement."""
    with tenancy.everyone():
        customer = factories.make_customer(make_company()).id
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT set_config('atlas.organization_id', 'everyone', true)")
        with pytest.raises(DatabaseError, match="attachment_isolation"), transaction.atomic():
            cursor.execute(ROWS, [1, 1, customer])
    with tenancy.everyone():
        assert not Attachment.objects.exists()


@pytest.mark.parametrize("name", ["MAX_OF_COMPANY", "MAX_TOTAL"])
def test_the_check_of_the_books_knows_the_limits_of_a_company(
    name: str, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = attach(company).size
    monkeypatch.setattr(attachments, name, 0)
    [check] = [check for check in checks(company) if check.name == "attachments"]
    assert check.failures == [f"The company has 1 attachment with {size} bytes, more than the limits allow."]


def test_what_is_deleted_stays_in_the_trail(company: Company) -> None:
    row = attach(company)
    attachments.delete(row, by=owner_of(company))
    assert not Attachment.objects.exists()
    assert not AttachmentContent.objects.exists()
    [record] = AuditRecord.objects.filter(action="attachment.deleted")
    assert (record.by, record.old["file_name"], record.old["sha256"]) == (owner_of(company), "a.pdf", row.sha256)
    with pytest.raises(errors.Conflict):
        attachments.delete(row, by=owner_of(company))


def test_files_go_with_a_draft_or_a_contact(company: Company) -> None:
    bill, customer = factories.make_bill(company), factories.make_customer(company)
    kept = make_attachment(company, factories.make_approved_bill(company))
    make_attachment(company, bill)
    make_attachment(company, customer)
    bills.delete(bill, by=owner_of(company))
    contacts.delete(customer, by=owner_of(company))
    assert [row.id for row in Attachment.objects.all()] == [kept.id]
    assert AttachmentContent.objects.count() == 1
    assert all(check.failed == 0 for check in checks(company))


def execute(statement: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


COPY = """
    INSERT INTO accounting_attachment (id, company_id, contact_id, file_name, media_type, size, sha256, created_at)
    SELECT gen_random_uuid(), company_id, {contact}, {name}, media_type, {size}, {sha256}, now()
    FROM accounting_attachment
"""


@pytest.mark.parametrize(
    ("changed", "promise"),
    [
        ({"sha256": "repeat('0', 64)", "name": "'a/b.pdf'"}, "attachment_name_without_folders"),
        ({"sha256": "repeat('0', 64)", "name": "''"}, "attachment_name_without_folders"),
        ({"sha256": "repeat('0', 64)", "size": "0"}, "attachment_size_allowed"),
        ({"sha256": "repeat('0', 64)", "size": f"{MAX_BYTES} + 1"}, "attachment_size_allowed"),
        ({"sha256": "repeat('0', 64)", "contact": "NULL"}, "attachment_of_one_object"),
        ({"sha256": "repeat('0', 64)", "contact": "gen_random_uuid()"}, "attachment_contact_of_company"),
        ({}, "attachment_once"),
    ],
)
def test_below_the_operations_the_same_is_refused(company: Company, changed: dict[str, str], promise: str) -> None:
    attach(company)
    columns = {
        "contact": "contact_id",
        "name": "file_name",
        "size": "size",
        "sha256": "sha256",
    }
    with pytest.raises(DatabaseError, match=promise):
        execute(COPY.format_map(columns | changed))
    assert Attachment.objects.count() == 1


def test_an_attachment_without_its_bytes_is_not_committed(company: Company) -> None:
    attach(company)
    columns = {"contact": "contact_id", "name": "file_name", "size": "size"}
    with pytest.raises(DatabaseError, match="attachment_has_content"):
        execute(COPY.format_map(columns | {"sha256": "repeat('0', 64)"}) + "; SET CONSTRAINTS ALL IMMEDIATE")
    assert Attachment.objects.count() == 1


def test_other_bytes_than_the_attachment_says_are_refused(company: Company) -> None:
    bill = factories.make_bill(company)
    insert = """
        WITH made AS (
            INSERT INTO accounting_attachment (id, company_id, bill_id, file_name, media_type, size, sha256, created_at)
            VALUES (%s, %s, %s, 'a.pdf', 'application/pdf', 3, encode(sha256('abc'), 'hex'), now())
            RETURNING id, company_id
        )
        INSERT INTO accounting_attachmentcontent (id, company_id, content) SELECT id, company_id, %s FROM made
    """
    for content in (b"abd", b"ab"):
        with pytest.raises(DatabaseError, match="attachment_content_true"):
            execute(insert, uuid7(), company.pk, bill.pk, content)
    assert nothing_is_kept(company)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounting_attachment SET file_name = 'b.pdf'",
        "UPDATE accounting_attachment SET created_by_id = NULL",
        "UPDATE accounting_attachmentcontent SET content = 'x'",
        "DELETE FROM accounting_attachmentcontent",
    ],
)
def test_nothing_about_an_attachment_changes(company: Company, statement: str) -> None:
    row = attach(company)
    with pytest.raises(DatabaseError):
        execute(statement)
    assert b"".join(attachments.pieces(Attachment.objects.get())) == PDF
    assert Attachment.objects.get().file_name == row.file_name


@pytest.mark.django_db(transaction=True)
def test_of_two_who_delete_at_once_one_does() -> None:
    with tenancy.everyone():
        company = make_company()
        row, by = attach(company), owner_of(company)
    outcomes = race(*[lambda: attachments.delete(row, by=by)] * 2)
    assert sorted(type(one).__name__ for one in outcomes) == ["Conflict", "NoneType"]
    with tenancy.everyone():
        assert not Attachment.objects.exists()
        assert AuditRecord.objects.filter(action="attachment.deleted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_attach_the_same_at_once_one_does() -> None:
    with tenancy.everyone():
        company = make_company()
        customer: UUID = factories.make_customer(company).id
        owner_of(company)
    outcomes = race(*[lambda: attach(company, object_id=customer)] * 2)
    assert sorted(type(one).__name__ for one in outcomes) == ["Attachment", "Duplicate"]
    assert "This object has a file with the same bytes already." in map(str, outcomes)
    with tenancy.everyone():
        assert Attachment.objects.count() == AttachmentContent.objects.count() == 1
