"""The whole ledger as a file over HTTP. Other programs judge the files in tests/accounting/exchange/test_export.py."""

import pytest

from accounting.exchange import export
from api.resources import exports
from tests.client import Client
from tests.factories import make_company, make_draft, make_entry, owner_of

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
    monkeypatch.setattr(exports, "IN_MEMORY", 100)
    assert client.get("/exports/csv").content == whole


def test_books_that_are_too_large_are_refused(monkeypatch):
    company = make_company()
    make_entry(company)
    monkeypatch.setattr(exports, "MAX_LINES", 1)
    answer = Client(owner_of(company)).get("/exports/csv")
    assert (answer.status, answer.code) == (409, "too_many")


def test_an_unknown_format_is_not_there():
    company = make_company()
    assert Client(owner_of(company)).get("/exports/excel").status == 404
