"""Rows of a list are written together, and do what they would do one by one."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounting import tasks
from accounting.exchange import formats, lists, matching
from accounting.items import items
from accounting.ledger import accounts, contacts
from accounting.ledger.models import Account, Contact
from accounting.models import Company, Event, Import, Item
from foundation.models import AuditRecord
from tests.accounting.snapshot import snapshot
from tests.factories import DAY, make_company, make_customer, make_import, make_item, owner_of

pytestmark = pytest.mark.django_db


def run(company: Company, content: str, format: str = "customers_csv", **fields: Any) -> Import:
    row = make_import(company, content, format=format, **fields)
    tasks.run_imports()
    row.refresh_from_db()
    return row


def state(company: Company) -> dict[str, Any]:
    """Return the books, without what records the import itself."""
    found = snapshot(company)
    return {name: rows for name, rows in found.items() if name not in ("Import", "Event", "AuditRecord", "LedgerHead")}


def told(company: Company, what: str) -> list[tuple[str, Any]]:
    rows = Event.objects.filter(company=company, type__startswith=f"{what}.").order_by("sequence")
    return [(row.type, orjson.loads(bytes(row.body))["data"]) for row in rows]


def recorded(company: Company, what: str) -> list[tuple[str, Any, Any]]:
    rows = AuditRecord.objects.filter(company_id=company.id, object_type=what).order_by("created_at", "id")
    assert all(row.by == owner_of(company) for row in rows)
    return [(row.action, row.old, row.new) for row in rows]


def customers(rows: int, change: str = "") -> str:
    lines = [f"Customer {n},N{n},c{n}@example.com,{n} Quay Street{change}\n" for n in range(rows)]
    return "name,external_id,email,address\n" + "".join(lines)


def chart(rows: int, change: str = "") -> str:
    lines = [
        f"X{n},Account {n},expense,{f'X{n // 10 * 10}' if n % 10 else ''},About {n}{change}\n" for n in range(rows)
    ]
    return "code,name,type,parent code,description\n" + "".join(lines)


def goods(rows: int, change: str = "") -> str:
    lines = [f"G{n},Item {n},{n}.25,{4000 + n % 2 * 10},Cost of goods sold,About {n}{change}\n" for n in range(rows)]
    return "code,name,sales price,sales account,purchase account,description\n" + "".join(lines)


def invoices(rows: int, change: str = "") -> str:
    lines = [f"Customer {n},A{n},2025-12-01,2026-01-0{1 + bool(change)},{n}.50\n" for n in range(rows)]
    return "customer,number,issue date,due date,open balance\n" + "".join(lines)


@pytest.mark.parametrize(
    ("format", "text"),
    [("customers_csv", customers), ("accounts_csv", chart), ("items_csv", goods), ("invoices_csv", invoices)],
)
def test_ten_rows_take_as_many_queries_as_a_hundred(format: str, text: Any, tmp_path: Path) -> None:
    def queries(company: Company, content: str) -> int:
        path = tmp_path / "list.csv"
        path.write_text(content)
        options = formats.Options(existing="update", date=DAY)
        source = formats.LISTS[format].read(path, options, "USD")
        with CaptureQueriesContext(connection) as captured:
            formats.LISTS[format].book(
                company, source, options=options, by=owner_of(company), progress=lambda done, total: None
            )
        return len(captured)

    counts = []
    for rows in (10, 100):
        company = make_company()
        counts.append([queries(company, text(rows, change)) for change in ("", " 2")])
    assert counts[0] == counts[1]


def test_a_contact_that_two_rows_name_has_both_changes_in_turn(company: Company) -> None:
    text = "name,external_id,email\nCafe,N1,a@example.com\nCAFE,,b@example.com\n"
    row = run(company, text, existing="update")
    assert (row.created, row.updated, row.errors) == ({"customers": 1}, {"customers": 1}, [])
    contact = Contact.objects.get(company=company)
    assert (contact.name, contact.external_id, contact.email) == ("CAFE", "N1", "b@example.com")
    assert [(type, data["name"], data["email"]) for type, data in told(company, "contact")] == [
        ("contact.created", "Cafe", "a@example.com"),
        ("contact.updated", "CAFE", "b@example.com"),
    ]
    (created, _, new), *updated = recorded(company, "contact")
    assert (created, new["email"], new["external_id"]) == ("contact.created", "a@example.com", "N1")
    assert updated == [
        (
            "contact.updated",
            {"name": "Cafe", "email": "a@example.com"},
            {"name": "CAFE", "email": "b@example.com"},
        )
    ]


def test_a_row_that_is_skipped_gives_no_number_to_a_contact_of_the_same_list(company: Company) -> None:
    row = run(company, "name,external_id\nTwin,\ntwin,T1\ntwin,T2\n", existing="skip")
    assert (row.created, row.skipped) == ({"customers": 2}, {"customers": 1})
    found = Contact.objects.filter(company=company).order_by("created_at", "id").values_list("name", "external_id")
    assert list(found) == [("Twin", None), ("twin", "T2")]


@pytest.mark.parametrize("existing", ["skip", "update"])
def test_a_list_does_what_the_api_does_row_by_row(existing: str) -> None:
    """The events, records and contacts are the same, except their ids and times."""
    listed, single = make_company(), make_company()
    for company in (listed, single):
        make_customer(company, name="Old", external_id="N1", email="old@example.com")
        make_customer(company, name="Same", payment_terms_days=10)
    run(listed, "name,external_id,email,terms\nNew,,,7\nOlder,N1,,\nSame,,,10\n", existing=existing)
    by = owner_of(single)
    contacts.create(single, kind="customer", by=by, name="New", payment_terms_days=7)
    if existing == "update":
        contacts.update(Contact.objects.get(company=single, name="Old"), by=by, name="Older")
    own = {"id", "company_id"}
    events = [
        [
            (type, {one: value for one, value in data.items() if one not in own})
            for type, data in told(company, "contact")
        ]
        for company in (listed, single)
    ]
    assert events[0] == events[1]
    assert recorded(listed, "contact") == recorded(single, "contact")
    sequences = Event.objects.filter(company=listed).order_by("sequence").values_list("sequence", flat=True)
    assert list(sequences) == list(range(1, len(sequences) + 1))


@pytest.mark.parametrize("existing", ["skip", "update"])
def test_a_list_of_items_does_what_the_api_does_row_by_row(existing: str) -> None:
    listed, single = make_company(), make_company()
    for company in (listed, single):
        make_item(company, name="Old", code="N1", description="Old one")
        make_item(company, name="Same", code="N2")
    run(listed, "code,name,sales price\nN0,New,7\nN1,Older,\nN2,Same,40\n", "items_csv", existing=existing)
    by = owner_of(single)
    items.create(single, by=by, code="N0", name="New", sales_price=Decimal(7))
    if existing == "update":
        items.update(Item.objects.get(company=single, name="Old"), by=by, name="Older")
    own = {"id", "company_id", "sales_account_id"}
    events = [
        [(type, {one: value for one, value in data.items() if one not in own}) for type, data in told(company, "item")]
        for company in (listed, single)
    ]
    assert events[0] == events[1]
    records = [
        [(action, old, {**new, "sales_account_id": None}) for action, old, new in recorded(company, "item")]
        for company in (listed, single)
    ]
    assert records[0] == records[1]


def test_what_postgresql_refuses_is_told_by_its_line_and_nothing_is_kept(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another session has taken the numbers meanwhile."""
    make_customer(company, name="Other", external_id="N1")
    make_customer(company, name="One more", external_id="N3")
    before = state(company)
    monkeypatch.setattr(matching.Known, "find", lambda *given: None)
    monkeypatch.setattr(lists, "CHUNK", 3)
    text = "name,external_id\nA,N0\nB,N1\nC,N2\nD,N3\n"
    row = run(company, text)
    assert row.status == "failed"
    assert [one["line"] for one in row.errors] == [3]
    row = run(company, text.replace("N1", "N9"))
    assert [one["line"] for one in row.errors] == [5]
    assert state(company) == before


def test_accounts_that_take_codes_from_each_other_are_written_one_by_one(company: Company) -> None:
    """The receivables get another code, and a new account their former one."""
    text = "code,name,type,system role\n610,Debtors,asset,accounts_receivable\n1100,Deposits,asset,\n"
    row = run(company, text, "accounts_csv", existing="update")
    assert (row.created, row.updated, row.errors) == ({"accounts": 1}, {"accounts": 1}, [])
    codes = dict(Account.objects.filter(company=company, code__in=("610", "1100")).values_list("code", "name"))
    assert codes == {"610": "Debtors", "1100": "Deposits"}
    assert [type for type, _ in told(company, "account")] == ["account.updated", "account.created"]
    assert [action for action, *_ in recorded(company, "account")][-2:] == ["account.updated", "account.created"]


def test_accounts_below_each_other_are_checked_as_they_will_be(company: Company) -> None:
    before = state(company)
    deep = "".join(f"Y{n},Level {n},expense,{f'Y{n - 1}' if n else ''}\n" for n in range(accounts.MAX_DEPTH + 1))
    row = run(company, f"code,name,type,parent code\n{deep}", "accounts_csv")
    assert [(one["line"], one["message"]) for one in row.errors] == [
        (accounts.MAX_DEPTH + 2, f"Accounts can be nested at most {accounts.MAX_DEPTH} levels deep.")
    ]
    ring = "code,name,type,parent code\nY0,A,expense,\nY1,B,expense,Y0\nY2,C,revenue,Y1\n"
    row = run(company, ring, "accounts_csv")
    assert [(one["line"], one["message"]) for one in row.errors] == [(4, "The parent account must have the same type.")]
    assert state(company) == before
    run(company, ring.replace("revenue", "expense"), "accounts_csv")
    before = state(company)
    row = run(company, "code,name,type,parent code\nY0,A,expense,Y2\n", "accounts_csv", existing="update")
    assert [(one["line"], one["message"]) for one in row.errors] == [(2, "An account cannot be below itself.")]
    assert state(company) == before


@pytest.mark.parametrize("name", ["x" * 201, "Dir\u202eection"])
def test_open_documents_check_the_names_of_new_contacts(company: Company, name: str) -> None:
    before = state(company)
    row = run(company, f"customer,number,date,open balance\n{name},A1,2025-12-01,1.00\n", "invoices_csv", date=DAY)
    assert (row.status, row.errors[0]["line"]) == ("failed", 2)
    assert row.errors[0]["message"].startswith("customer: ")
    assert state(company) == before
