"""Proof of the books over HTTP. That each way of tampering is found is tests/accounting/reports/test_verify.py's."""

import datetime
import io
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connections, transaction

from accounting.ledger import journal
from accounting.models import Allocation, CompanyMember, JournalEntry
from accounting.reports import integrity
from accounting.settlement import payments
from accounting.taxes import returns
from foundation import tenancy
from tests.client import Client
from tests.factories import (
    credit,
    debit,
    line,
    make_bill,
    make_company,
    make_entry,
    make_invoice,
    make_payment,
    make_sent_invoice,
    make_tax_rate,
    owner_of,
    two_accounts,
)
from tests.nightly import EXHAUSTIVE
from tests.people import make_admin, make_organization, make_user


@pytest.mark.django_db
def test_a_viewer_reads_the_proof_at_both_addresses():
    company = make_company()
    make_sent_invoice(company)
    viewer = make_user(company.organization)
    CompanyMember.objects.create(organization=company.organization, company=company, user=viewer, role="viewer")
    answer = Client(viewer).get("/integrity", company_id=company.id)
    assert answer.status == 200
    assert answer.json == Client(viewer).get(f"/companies/{company.id}/integrity").json
    assert (answer.json["company_id"], answer.json["holds"]) == (str(company.id), True)
    expected = integrity.checks(company)
    assert [(check["name"], check["examined"], check["evidence"]) for check in answer.json["checks"]] == [
        (check.name, check.examined, check.evidence) for check in expected
    ]
    assert answer.json["checks"][0] == {
        "name": "entries",
        "claim": "Every entry has two lines or more, and debits equal to its credits.",
        "holds": True,
        "unit": "lines",
        "examined": 2,
        "failed": 0,
        "failures": [],
        "evidence": "",
    }


@pytest.mark.django_db
def test_others_see_nothing_of_the_company():
    company = make_company()
    for stranger in (make_admin(make_organization("Bluebird Studio")), make_user(company.organization)):
        for path, query in ((f"/companies/{company.id}/integrity", {}), ("/integrity", {"company_id": company.id})):
            assert Client(stranger).get(path, **query).status == 404


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_row_that_was_changed_behind_the_guards_is_shown():
    with tenancy.everyone():
        company = make_company()
        client = Client(owner_of(company))
        entries = [make_entry(company) for _ in range(integrity.MAX_SHOWN + 2)]
    owner = connections["owner"]
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        cursor.execute("ALTER TABLE accounting_journalentry DISABLE TRIGGER USER")
        cursor.execute("UPDATE accounting_journalentry SET memo = 'x' WHERE company_id = %s", [company.id])
        cursor.execute("ALTER TABLE accounting_journalentry ENABLE TRIGGER USER")
    answer = client.get("/integrity")
    assert (answer.status, answer.json["holds"]) == (200, False)
    broken = [check for check in answer.json["checks"] if not check["holds"]]
    assert [check["name"] for check in broken] == ["hash chain"]
    assert broken[0]["failed"] == len(entries)
    assert len(broken[0]["failures"]) == integrity.MAX_SHOWN
    assert broken[0]["failures"][0].startswith(f"Entry 1 ({entries[0].id}) is not what was posted")


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize("basis", ["accrual", "cash"])
def test_a_filed_tax_return_that_was_changed_behind_the_guards_is_shown(basis):
    with tenancy.everyone():
        company = make_company()
        by = owner_of(company)
        sold = make_sent_invoice(company, lines=[line(company, "100.00", tax_rate=make_tax_rate(company, "20"))])
        allocations = [{"invoice_id": sold.id, "amount": Decimal("60.00")}]
        make_payment(company, "60.00", contact=sold.contact, allocations=allocations)
        days = {"start_date": datetime.date(2026, 1, 1), "end_date": datetime.date(2026, 3, 31)}
        filed = returns.file(returns.create(company, by=by, basis=basis, **days), by=by)
    client = Client(by)
    assert client.get("/integrity").json["holds"]
    call_command("verify_ledger", stdout=io.StringIO())
    owner = connections["owner"]
    changed = {
        "accrual": ("accounting_taxreturn", "filed_figures = jsonb_set(filed_figures, '{boxes,0,amount}', '\"90\"')"),
        "cash": ("accounting_allocation", "date = '2026-04-01'"),
    }
    table, change = changed[basis]
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(f"UPDATE {table} SET {change} WHERE company_id = %s", [company.id])
        assert cursor.rowcount == 1
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    broken = [check for check in client.get("/integrity").json["checks"] if not check["holds"]]
    # The day of its last allocation is also the day since which the payment is settled and the invoice paid.
    others = {"accrual": [], "cash": ["open items", "unpaid"]}[basis]
    assert [check["name"] for check in broken] == [*others, "tax returns"]
    said = {"accrual": "says 90 in box sales_net; its lines come to 100", "cash": "its lines come to 0"}[basis]
    assert str(filed.id) in broken[-1]["failures"][0]
    assert said in broken[-1]["failures"][0]
    output = io.StringIO()
    with pytest.raises(CommandError):
        call_command("verify_ledger", stdout=output)
    assert said in output.getvalue()


def post_many(company: Any, count: int) -> None:
    left, right = two_accounts(company)
    day = datetime.date(2026, 3, 15)
    for _ in range(0, count, 1000):
        journal.post_many(
            [
                (JournalEntry(company=company, date=day), [debit(left, "1.00"), credit(right, "1.00")])
                for _ in range(1000)
            ],
            by=None,
        )


@pytest.mark.django_db
def test_ten_thousand_entries_are_proven_and_larger_books_are_refused(monkeypatch):
    """By day a thousand."""
    many = 10_000 if EXHAUSTIVE else 1_000
    company = make_company()
    post_many(company, many)
    client = Client(owner_of(company))
    answer = client.get("/integrity")
    assert (answer.status, answer.json["holds"]) == (200, True)
    assert answer.json["checks"][1]["examined"] == many
    monkeypatch.setattr(integrity, "MAX_ENTRIES", many - 1)
    refused = client.get("/integrity")
    assert (refused.status, refused.code) == (409, "too_many")
    assert "verify_ledger" in refused.json["detail"]


@pytest.mark.django_db
def test_few_entries_with_very_many_lines_are_refused(monkeypatch):
    """An entry can have 1,000 lines: 10,000 of them would take an hour."""
    company = make_company()
    make_entry(company)
    monkeypatch.setattr(integrity, "MAX_LINES", 2)
    client = Client(owner_of(company))
    assert client.get("/integrity").status == 200
    make_entry(company)
    refused = client.get("/integrity")
    assert (refused.status, refused.code) == (409, "too_many")
    assert "more than 10,000 entries or documents, or more than 2 lines" in refused.json["detail"]


@pytest.mark.django_db
def test_drafts_and_their_lines_count_too(monkeypatch):
    """A document can have 500 lines, and a company any number of drafts."""
    company = make_company()
    client = Client(owner_of(company))
    make_invoice(company, lines=[line(company, "1.00"), line(company, "2.00")])
    monkeypatch.setattr(integrity, "MAX_LINES", 2)
    assert client.get("/integrity").status == 200
    make_bill(company)
    assert client.get("/integrity").code == "too_many"
    monkeypatch.setattr(integrity, "MAX_LINES", 3)
    assert client.get("/integrity").status == 200
    monkeypatch.setattr(integrity, "MAX_ENTRIES", 1)
    assert client.get("/integrity").code == "too_many"


@pytest.mark.django_db
def test_allocations_count_as_lines_of_documents(monkeypatch):
    """The same amount can be allocated and taken back any number of times."""
    company = make_company()
    by = owner_of(company)
    sold = make_sent_invoice(company)
    allocations = [{"invoice_id": sold.id, "amount": Decimal(10)}]
    payment = make_payment(company, "10.00", contact=sold.contact, allocations=allocations)
    monkeypatch.setattr(integrity, "MAX_LINES", 4)  # as many as the journal has
    assert Client(by).get("/integrity").status == 200
    for _ in range(2):
        ids = [Allocation.objects.get(credit_item=payment.id, reverses=None, reversals=None).id]
        payments.unallocate(payment, by=by, allocation_ids=ids, date=payment.date)
        payments.allocate(payment, by=by, allocations=allocations, date=payment.date)
    assert Client(by).get("/integrity").code == "too_many"
