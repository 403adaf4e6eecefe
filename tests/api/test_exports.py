"""The whole ledger as a file over HTTP. Other programs judge the files in tests/accounting/exchange/test_export.py."""

import gzip
import resource
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest

from accounting.exchange import export
from accounting.exchange.archive import reading
from api import files, unsent
from api.failures import Refused
from api.resources import exports
from foundation.models import AuditRecord
from tests.client import BASE, Client
from tests.factories import make_attachment, make_company, make_draft, make_entry, make_member, owner_of
from tests.people import make_key

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "suffix", "media_type"),
    [("beancount", "beancount", "text/plain"), ("hledger", "journal", "text/plain"), ("csv", "csv", "text/csv")],
)
def test_a_file_of_all_that_is_posted(name, suffix, media_type):
    company = make_company()
    entry, draft = make_entry(company, memo="Posted"), make_draft(company, memo="Not posted")
    answer = Client(owner_of(company)).get(f"/exports/{name}")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == f"{media_type}; charset=utf-8"
    assert f".{suffix}" in answer.headers["Content-Disposition"]
    text = answer.content.decode()
    assert text == "".join(export.FORMATS[name].write(company))
    assert str(entry.id) in text
    assert draft.memo not in text


def test_a_small_file_and_one_on_the_disk_are_the_same(monkeypatch):
    company = make_company()
    for _ in range(5):
        make_entry(company)
    client = Client(owner_of(company))
    whole = client.get("/exports/csv").content
    monkeypatch.setattr(files, "IN_MEMORY", 100)
    assert client.get("/exports/csv").content == whole


def test_files_that_clients_are_slow_to_take_are_bounded_by_organization(monkeypatch):
    """What is not sent yet needs room on the disk."""
    monkeypatch.setattr(files, "IN_MEMORY", 1)
    monkeypatch.setattr(unsent, "MAX_UNSENT_BYTES", 100)
    company, other = make_company(), make_company()
    client, answers = Client(owner_of(company)), []
    for format in ("csv", "hledger", "beancount", "csv"):
        answers.append(client.django.get(f"{BASE}/exports/{format}", headers=client.headers))
        assert answers[-1].status_code == 200
    assert len(answers) == unsent.MAX_UNSENT
    refused = client.get("/exports/csv")
    assert (refused.status, refused.code) == (429, "too_many_at_once")
    assert "Retry-After" in refused.headers
    assert Client(owner_of(other)).get("/exports/csv").status == 200
    assert answers.pop().getvalue()
    assert client.get("/exports/csv").status == 200
    for answer in answers:
        assert answer.getvalue()


def test_a_file_is_sent_once_only_the_front_has_it_open(monkeypatch, tmp_path):
    monkeypatch.setattr(unsent, "MAX_UNSENT", 1)
    monkeypatch.setattr(unsent, "MAX_UNSENT_BYTES", 1)
    organization_id = uuid4()
    with (tmp_path / "large").open("wb") as kept:
        kept.write(b"large")
        unsent.add(organization_id, kept)
        with pytest.raises(Refused):
            unsent.check(organization_id)
        unsent.keep(kept)
        with pytest.raises(Refused):  # granian has not opened it yet
            unsent.check(organization_id)
        monkeypatch.setattr(unsent, "TAKEN_SECONDS", 0)
        with (tmp_path / "large").open("rb"), pytest.raises(Refused):
            unsent.check(organization_id)
        unsent.check(organization_id)


def test_small_files_do_not_count_as_large_ones(monkeypatch, tmp_path):
    monkeypatch.setattr(unsent, "MAX_UNSENT_BYTES", 100)
    organization_id = uuid4()
    with ExitStack() as files:
        for number in range(10):
            file = files.enter_context((tmp_path / str(number)).open("wb"))
            file.write(bytes(10))
            unsent.check(organization_id)
            unsent.add(organization_id, file)
        with pytest.raises(Refused):
            unsent.check(organization_id)


@pytest.mark.parametrize("format", ["csv", "archive"])
def test_a_file_that_has_no_room_is_503_and_not_recorded(monkeypatch, format):
    """The limit of the process is as good as a full disk: each raises OSError."""
    monkeypatch.setattr(files, "IN_MEMORY", 1)
    company = make_company()
    make_entry(company, "1.00")
    client = Client(owner_of(company))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, hard))
    try:
        answer = client.get(f"/exports/{format}")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (answer.status, answer.code) == (503, "unavailable")
    assert not AuditRecord.objects.filter(action="company.exported").exists()
    assert client.get(f"/exports/{format}").status == 200


def test_books_that_are_too_large_are_refused(monkeypatch):
    company = make_company()
    make_entry(company)
    monkeypatch.setattr(exports.ExportView, "max_lines", 1)
    answer = Client(owner_of(company)).get("/exports/csv")
    assert (answer.status, answer.code) == (409, "too_many")


def test_an_unknown_format_is_not_there():
    company = make_company()
    assert Client(owner_of(company)).get("/exports/excel").status == 404


def test_an_archive_is_whole_and_the_trail_knows_it(tmp_path: Path):
    company = make_company()
    entry, draft = make_entry(company, memo="Posted"), make_draft(company, memo="Not posted")
    other = make_entry(make_company(company.organization), memo="Of another company")
    answer = Client(owner_of(company)).get(f"/companies/{company.id}/exports/archive")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/x-ndjson"
    assert 'filename="archive_' in answer.headers["Content-Disposition"]
    assert all(text in answer.content.decode() for text in (str(entry.id), entry.hash, draft.memo))
    assert other.memo not in answer.content.decode()
    path = tmp_path / "books.jsonl"
    path.write_bytes(answer.content)
    found = reading.check(path)
    assert (found.header.company_id, found.header.last_hash) == (company.id, entry.hash)
    record = AuditRecord.objects.get(action="company.exported")
    assert (record.by, record.company_id, record.address) == (owner_of(company), company.id, "127.0.0.1")
    assert record.new == {"sha256": found.sha256, "last_number": 1, "last_hash": entry.hash}


def test_an_archive_is_packed_for_whoever_accepts_it():
    company = make_entry(make_company()).company
    answer = Client(owner_of(company)).get("/exports/archive", {"Accept-Encoding": "br, gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    plain = Client(owner_of(company)).get("/exports/archive", {"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in plain.headers
    packed, whole = gzip.decompress(answer.content).splitlines(), plain.content.splitlines()
    assert packed[1:-1] == whole[1:-1]
    assert len(answer.content) < len(plain.content) / 3


def test_an_archive_is_for_admins_and_their_keys():
    company = make_entry(make_company()).company
    for role in ("viewer", "accountant", "approver"):
        user = make_member(company, role)
        answer = Client(user).get("/exports/archive")
        assert (answer.status, answer.code) == (403, "forbidden"), role
    by = owner_of(company)
    for fields, status in (({}, 200), ({"role": "approver"}, 403), ({"scopes": ["invoices:read"]}, 403)):
        secret = make_key(by, **fields).secret
        answer = Client().get("/exports/archive", {"Authorization": f"Bearer {secret}"})
        assert answer.status == status, (fields, answer)
    assert AuditRecord.objects.filter(action="company.exported").count() == 1


@pytest.mark.parametrize("limit", ["max_lines", "max_attached"])
def test_books_that_are_too_large_for_an_archive_are_refused_and_not_recorded(monkeypatch, limit):
    company = make_entry(make_company()).company
    make_attachment(company)
    monkeypatch.setattr(exports.ArchiveExportView, limit, 1)
    answer = Client(owner_of(company)).get("/exports/archive")
    assert (answer.status, answer.code) == (409, "too_many")
    assert "manage.py export_archive" in answer.json["detail"]
    assert not AuditRecord.objects.filter(action="company.exported").exists()
