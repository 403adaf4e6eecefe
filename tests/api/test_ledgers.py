"""The ledgers, aged items and statements over HTTP. tests/accounting/reports/test_ties.py tests that they tie."""

import csv
import datetime
import io
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl
from uuid import uuid4

import pytest
from django.utils import timezone

from accounting.documents import invoices
from accounting.ledger import journal
from accounting.models import Company, Contact, CreditNote, JournalEntry
from accounting.reports import listing
from accounting.settlement import payments
from tests.client import Client
from tests.factories import (
    account,
    credit,
    debit,
    line,
    make_approved_bill,
    make_company,
    make_customer,
    make_issued_credit_note,
    make_payment,
    make_sent_invoice,
    make_tax_rate,
    make_vendor,
    owner_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]
D = Decimal
JANUARY = datetime.date(2026, 1, 10)


def sent(company: Company, amount: str, day: datetime.date, customer: Contact, **more: Any) -> Any:
    return make_sent_invoice(company, amount, customer=customer, issue_date=day, **more)


def book(company: Company, amount: str, day: datetime.date) -> None:
    lines = [debit(account(company, "1000"), amount), credit(account(company, "3000"), amount)]
    journal.post(JournalEntry(company=company, date=day), lines=lines, by=None)


@pytest.fixture
def customer(company: Company) -> Contact:
    """Owes 100.00 since 10 January, due on 9 February; 60.00 of it was paid on 20 February. 25.00 is credit."""
    customer = make_customer(company, name="=Harbor Cafe", payment_terms_days=30)
    invoice = sent(company, "100.00", JANUARY, customer)
    paid = [{"invoice_id": invoice.id, "amount": D("60.00")}]
    make_payment(company, "60.00", contact=customer, date=datetime.date(2026, 2, 20), allocations=paid)
    make_issued_credit_note(company, "25.00", customer=customer, issue_date=datetime.date(2026, 2, 25))
    return customer


def test_the_links_behind_rows_are_these(company, client, customer):
    """Clients keep them, so each is compared to the letter."""
    rate = make_tax_rate(company)
    sent(company, "10.00", JANUARY, customer, lines=[line(company, "10.00", tax_rate=rate)])
    span = {"start_date": "2026-01-01", "end_date": "2026-12-31"}
    days = "date_from=2026-01-01&date_to=2026-12-31"
    moment = "2099-01-01T00:00:00Z"

    def links(report: str, **query: str) -> list[str | None]:
        return [row["lines"] for row in client.get(f"/reports/{report}", **query).json["rows"]]

    for code, more in (("1100", ""), ("4000", "&closing=false")):
        one = account(company, code).id
        expected = f"account_id={one}&status=posted&{days}{more}"
        assert links("general-ledger", account_id=str(one), **span)[-1] == expected
    expected = f"account_id={account(company, '1100').id}&status=posted&{days}&contact_id={customer.id}"
    receivable = {"account_id": str(account(company, "1100").id), "contact_id": str(customer.id)}
    assert links("general-ledger", **receivable, **span)[-1] == expected
    aged = "as_of=2026-12-31&by=due_date&buckets=30%2C60&items=true"
    own = f"{aged}&contact_id={customer.id}&currency=USD"
    assert links("aged-receivables", as_of="2026-12-31", buckets="30,60") == [own, aged]
    known = "&known_at=2099-01-01T00%3A00%3A00Z"
    assert links("aged-receivables", as_of="2026-12-31", buckets="30,60", known_at=moment) == [
        own + known,
        aged + known,
    ]
    tax = company.accounts.get(system_role="output_tax").id
    listed, of_both = "start_date=2026-01-01&end_date=2026-12-31&box=", "&kind=sales_tax%2Cpurchase_tax"
    of_rate = f"&tax_rate_id={rate.id}&kind="
    assert links("tax-summary", known_at=moment, **span) == [
        f"{listed}sales_net{of_rate}sales_net{known}&items=true",
        f"{listed}sales_tax{of_rate}sales_tax{known}&items=true",
        f"{listed}sales_net{known}&items=true",
        f"{listed}sales_tax{known}&items=true",
        f"{listed.removesuffix('&box=')}{of_both}{known}&items=true",
        f"account_id={tax}&status=posted&{days}{known}",
    ]
    of_box = links("tax-summary", **span)[2]
    assert of_box == f"{listed}sales_net&items=true"
    answer = client.get("/reports/tax-summary", **dict(parse_qsl(of_box)))
    assert [(row["type"], row["amount"]) for row in answer.json["rows"]] == [
        ("tax_rate", D("10.00")),
        ("line", D("10.00")),
        ("box", D("10.00")),
    ]
    (one,) = [row for row in answer.json["rows"] if row["type"] == "line"]
    entry = client.get(f"/journal-entries/{one['entry_id']}").json
    assert (entry["entry_number"], entry["date"]) == (one["entry_number"], one["date"])
    assert one["line_id"] in [line["id"] for line in entry["lines"]]
    as_file = client.get("/reports/tax-summary", format="csv", **dict(parse_qsl(of_box))).content.decode()
    assert as_file.splitlines()[0].endswith("Closing,Date,Entry,Description")
    cash = account(company, "1000").id
    row = next(
        row for row in client.get("/reports/trial-balance", **span).json["rows"] if row["account_id"] == str(cash)
    )
    assert row["lines"] == f"account_id={cash}&status=posted&{days}"
    assert row["figures"][4] == f"account_id={cash}&status=posted&date_to=2026-12-31"
    flow = client.get("/reports/cash-flow", **span | {"start_date": "2026-02-01"}, interval="month").json
    rows = {row["key"]: row for row in flow["rows"] if row["type"] == "total"}
    of_cash = f"account_id={cash}&status=posted"
    assert rows["opening_cash"]["lines"] == f"{of_cash}&date_to=2026-01-31&closing=false"
    assert rows["opening_cash"]["figures"][1] == f"{of_cash}&date_to=2026-02-28&closing=false"
    assert rows["closing_cash"]["figures"][0] == f"{of_cash}&date_to=2026-02-28&closing=false"


@pytest.mark.usefixtures("customer")
def test_the_ledger_of_an_account_as_a_developer_reads_it(company, client):
    receivable = account(company, "1100")
    answer = client.get(
        "/reports/general-ledger", account_id=str(receivable.id), start_date="2026-02-01", end_date="2026-02-28"
    )
    assert answer.status == 200, answer
    opening, payment, note, closing = answer.json["rows"]
    before = f"account_id={receivable.id}&status=posted&date_to=2026-01-31"
    assert (opening["type"], opening["balance"], opening["lines"]) == ("opening", D("100.00"), before)
    assert (payment["source_type"], payment["debit"], payment["credit"]) == ("payment", D("0.00"), D("60.00"))
    assert (payment["balance"], note["balance"], payment["contact_name"]) == (D("40.00"), D("15.00"), "=Harbor Cafe")
    assert client.get(f"/journal-entries/{payment['entry_id']}").json["entry_number"] == payment["entry_number"]
    assert client.get(f"/payments/{payment['source_id']}").status == 200
    assert (closing["debit"], closing["credit"], closing["balance"]) == (D("0.00"), D("85.00"), D("15.00"))
    entries = client.get("/journal-entries", **dict(parse_qsl(closing["lines"]))).json["items"]
    assert [entry["id"] for entry in entries[::-1]] == [payment["entry_id"], note["entry_id"]]
    assert b'"balance":15.00' in answer.content


@pytest.mark.usefixtures("customer")
def test_the_ledger_of_a_contact_leads_to_its_lines_only(company, client, customer):
    other = make_customer(company, name="Harbor Cafe West")
    sent(company, "77.00", JANUARY, other)
    span = {"start_date": "2026-01-01", "end_date": "2026-12-31", "contact_id": str(customer.id)}
    one = str(account(company, "1100").id)
    closing = client.get("/reports/general-ledger", account_id=one, **span).json["rows"][-1]
    entries = client.get("/journal-entries", **dict(parse_qsl(closing["lines"]))).json["items"]
    lines = [line for entry in entries for line in entry["lines"] if line["account_id"] == one]
    assert sum(line["debit"] - line["credit"] for line in lines) == closing["balance"] == D("15.00")
    assert {line["contact_id"] for line in lines} == {str(customer.id)}
    assert len(client.get("/journal-entries", contact_id=str(other.id)).json["items"]) == 1
    assert len(client.get("/journal-entries", contact_id=f"{other.id},{customer.id}").json["items"]) == 4
    sales = str(account(company, "4000").id)  # in entries of the customer, but on lines without a contact
    assert client.get("/journal-entries", contact_id=str(other.id), account_id=sales).json["items"] == []
    answer = client.get("/journal-entries", contact_id="x")
    assert (answer.status, answer.error_fields) == (400, ["contact_id"])


def test_the_ledger_of_a_contact_has_its_lines_of_revenue(company, client, customer):
    lines = [debit(account(company, "1000"), "7.00"), credit(account(company, "4000"), "7.00", contact=customer)]
    journal.post(JournalEntry(company=company, date=JANUARY), lines=lines, by=None)
    of = {"contact_id": str(customer.id), "account_id": str(account(company, "4000").id)}
    rows = client.get("/reports/general-ledger", start_date="2026-01-01", end_date="2026-12-31", **of).json["rows"]
    assert [(row["type"], row["credit"]) for row in rows] == [("opening", None), ("line", D(7)), ("closing", D(7))]


def test_a_ledger_read_page_by_page_shows_the_books_of_its_first_page(company, client):
    for number in range(7):
        book(company, f"{number + 1}.00", JANUARY + datetime.timedelta(days=number))
    span = {"start_date": "2026-01-01", "end_date": "2026-12-31"}
    whole = client.get("/reports/general-ledger", **span).json["rows"]
    pages, cursor = [], {}
    while True:
        answer = client.get("/reports/general-ledger", page_size="3", **span, **cursor)
        assert answer.status == 200, answer
        pages.append(answer.json["rows"])
        book(company, "500.00", JANUARY)  # what is posted meanwhile is not in it
        if not answer.json["has_next"]:
            break
        cursor = {"cursor": answer.json["next_cursor"]}
    assert [len(page) for page in pages] == [3] * 6
    assert [row for page in pages for row in page] == whole
    for changed in ({"end_date": "2026-11-30"}, {"account_id": str(account(company, "1000").id)}):
        answer = client.get("/reports/general-ledger", **span | changed, cursor=cursor["cursor"])
        assert (answer.status, answer.json["code"], answer.error_fields) == (400, "bad_cursor", ["cursor"])


def test_revenue_begins_at_zero_in_each_fiscal_year(company, client, customer):
    sent(company, "70.00", datetime.date(2025, 12, 31), customer)
    sales = account(company, "4000")
    rows = client.get(
        "/reports/general-ledger", account_id=str(sales.id), start_date="2025-06-01", end_date="2026-12-31"
    ).json["rows"]
    assert [row["balance"] for row in rows] == [D(n) for n in ("0.00", "-70.00", "-100.00", "-75.00", "-75.00")]


def test_a_payment_of_later_does_not_hide_what_was_open(company, client, customer):
    def shown(day: str, **query: str) -> tuple[list[str], list[Decimal]]:
        answer = client.get("/reports/aged-receivables", as_of=day, **query).json
        total = answer["rows"][-1]["amounts"]
        assert sum(row["amounts"][-1] for row in answer["rows"][:-1]) == total[-1]
        return answer["columns"], total

    columns = ["Not due", "1-30 days", "31-60 days", "61-90 days", "Over 90 days", "Total owed", "Credits", "Balance"]
    amounts = {
        "2026-02-09": "100 0 0 0 0 100 0 100",
        "2026-02-10": "0 100 0 0 0 100 0 100",
        "2026-02-20": "0 40 0 0 0 40 0 40",
        "2026-02-25": "0 40 0 0 0 40 -25 15",
        "2026-03-11": "0 40 0 0 0 40 -25 15",
        "2026-03-12": "0 0 40 0 0 40 -25 15",
        "2026-12-31": "0 0 0 0 40 40 -25 15",
    }
    for day, expected in amounts.items():
        assert shown(day) == (columns, [D(n) for n in expected.split()]), day
    assert shown("2026-02-20", by="issue_date", buckets="41,50") == (
        ["0-41 days", "42-50 days", "Over 50 days", "Total owed", "Credits", "Balance"],
        [D(n) for n in (40, 0, 0, 40, 0, 40)],
    )
    moved = invoices.update(customer.invoices.get(), by=owner_of(company), due_date=datetime.date(2026, 12, 1))
    assert moved.due_date == datetime.date(2026, 12, 1)
    assert shown("2026-02-20")[1][0] == D(40)


def test_the_documents_behind_a_row_of_aged_payables(company, client):
    bill = make_approved_bill(company, "70.00", issue_date=JANUARY)
    payment = make_payment(company, "90.00", contact=bill.vendor, date=JANUARY)
    row = client.get("/reports/aged-payables", as_of="2026-03-31").json["rows"][0]
    assert (row["contact_name"], row["amounts"][-3:]) == (bill.vendor.name, [D(70), D(-90), D(-20)])
    items = client.get("/reports/aged-payables", **dict(parse_qsl(row["lines"]))).json["rows"][:-2]
    assert {(item["kind"], item["id"], item["amounts"][-1]) for item in items} == {
        ("bill", str(bill.id), D(70)),
        ("payment", str(payment.id), D(-90)),
    }


def test_a_due_date_that_was_changed_later_is_what_it_was_at_a_moment(company, client, customer):
    invoice, moment = customer.invoices.get(), timezone.now().isoformat().replace("+00:00", "Z")
    invoices.update(invoice, by=owner_of(company), due_date=datetime.date(2026, 12, 1))
    invoices.update(invoice, by=owner_of(company), due_date=datetime.date(2026, 12, 2))
    query = {"as_of": "2026-02-20", "items": "true"}
    (now, *_) = client.get("/reports/aged-receivables", **query).json["rows"]
    (then, *_) = client.get("/reports/aged-receivables", **query, known_at=moment).json["rows"]
    assert (now["due_date"], then["due_date"]) == ("2026-12-02", "2026-02-09")
    assert (now["amounts"][0], then["amounts"][1]) == (D("40.00"), D("40.00"))


def test_the_statement_of_a_customer(company, client, customer):
    note = CreditNote.objects.get(customer=customer)
    given: dict[str, Any] = {"type": "made", "is_refund": True, "date": datetime.date(2026, 2, 27)}
    given["allocations"] = [{"credit_note_id": note.id, "amount": D("5.00")}]
    make_payment(company, "5.00", contact=customer, **given)
    answer = client.get(
        "/reports/customer-statement", customer_id=str(customer.id), start_date="2026-02-01", end_date="2026-02-28"
    )
    assert answer.status == 200, answer
    rows = answer.json["rows"]
    assert [(row["type"], row["kind"], row["charge"], row["payment"], row["balance"]) for row in rows] == [
        ("opening", None, None, None, D(100)),
        ("line", "payment", D(0), D(60), D(40)),
        ("line", "credit_note", D(0), D(25), D(15)),
        ("line", "refund", D(5), D(0), D(20)),
        ("closing", None, D(5), D(85), D(20)),
    ]
    assert rows[-1]["ageing"][1] == D(40)
    assert rows[-1]["ageing"][-1] == D(20)
    assert client.get(f"/credit-notes/{rows[2]['source_id']}").status == 200


def test_the_books_at_a_moment_do_not_know_what_came_later(company, client, customer):
    moment = timezone.now().isoformat().replace("+00:00", "Z")
    span = {"start_date": "2026-01-01", "end_date": "2026-12-31"}
    queries: list[tuple[str, dict[str, str]]] = [
        ("profit-loss", span),
        ("trial-balance", span),
        ("balance-sheet", {"as_of": "2026-12-31"}),
        ("general-ledger", span),
        ("aged-receivables", {"as_of": "2026-12-31"}),
        ("customer-statement", span | {"customer_id": str(customer.id)}),
    ]

    def read(**more: str) -> list[Any]:
        return [
            [
                {name: cell for name, cell in row.items() if name not in ("lines", "figures")}
                for row in client.get(f"/reports/{name}", **query, **more).json["rows"]
            ]
            for name, query in queries
        ]

    kept = read()
    payment = make_payment(company, "40.00", contact=customer, date=JANUARY + datetime.timedelta(days=1))
    given = [{"invoice_id": customer.invoices.get().id, "amount": D("40.00")}]
    payments.allocate(payment, by=owner_of(company), allocations=given, date=datetime.date(2026, 1, 20))
    changed = read()
    assert all(before != after for before, after in zip(kept[1:], changed[1:], strict=True))
    assert read(known_at=moment) == kept
    assert read(known_at="2199-01-01T00:00:00Z") == changed


AS_OF = ("aged-receivables", "unrealised-differences")
REPORTS = ["general-ledger", "journal", "tax-summary", *AS_OF, "customer-statement"]


@pytest.mark.parametrize("format", ["xlsx", "pdf"])
@pytest.mark.parametrize("report", [*REPORTS, "profit-loss", "balance-sheet", "cash-flow", "changes-in-equity"])
def test_reports_are_files_of_the_format_asked_for(client, customer, report, format):
    query: dict[str, Any] = {"customer_id": str(customer.id)} if report == "customer-statement" else {}
    answer = client.get(f"/reports/{report}", format=format, **query)
    assert (answer.status, answer.content[:2]) == (200, b"PK" if format == "xlsx" else b"%P"), answer
    assert answer.headers["Content-Disposition"].endswith(f'.{format}"')
    kind = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "pdf": "application/pdf"}
    assert answer.headers["Content-Type"] == kind[format]


@pytest.mark.parametrize("report", REPORTS)
def test_a_file_has_the_rows_of_the_list_and_no_formulas(company, client, customer, report, monkeypatch):
    query: dict[str, Any] = {"customer_id": str(customer.id)} if report == "customer-statement" else {}
    query |= {"as_of": "2026-12-31"} if report in AS_OF else {"end_date": "2026-12-31"}
    answer = client.get(f"/reports/{report}", format="csv", **query)
    assert answer.status == 200
    _, *rows = csv.reader(io.StringIO(answer.content.decode()))
    shown = client.get(f"/reports/{report}", **query).json["rows"]
    assert [row[0] for row in rows] == [row["type"] for row in shown]
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
    monkeypatch.setattr(listing, "MAX_FILE_ROWS", len(rows) - 1)
    refused = client.get(f"/reports/{report}", format="csv", **query)
    assert (refused.status, refused.error_fields) == (400, ["format"])


@pytest.mark.parametrize(
    ("report", "query", "field"),
    [
        ("general-ledger", {"account_id": str(uuid4())}, "account_id"),
        ("general-ledger", {"account_id": "x"}, "account_id[0]"),
        ("general-ledger", {"contact_id": str(uuid4())}, "contact_id"),
        ("general-ledger", {"end_date": "2026-01-01", "start_date": "2026-01-02"}, "end_date"),
        ("general-ledger", {"page_size": "501"}, "page_size"),
        ("general-ledger", {"cursor": "x"}, "cursor"),
        ("general-ledger", {"known_at": "2026-01-01"}, "known_at"),
        ("aged-receivables", {"buckets": "30,30"}, "buckets"),
        ("aged-receivables", {"buckets": "30,60,"}, "buckets[2]"),
        ("aged-receivables", {"buckets": ",".join(map(str, range(1, 5001)))}, "buckets"),
        ("aged-receivables", {"by": "date"}, "by"),
        ("aged-payables", {"contact_id": str(uuid4())}, "contact_id"),
        ("unrealised-differences", {"as_of": "1899-12-31"}, "as_of"),
        ("unrealised-differences", {"items": "perhaps"}, "items"),
        ("customer-statement", {}, "customer_id"),
        ("customer-statement", {"customer_id": str(uuid4())}, "customer_id"),
        ("vendor-statement", {"vendor_id": str(uuid4())}, "vendor_id"),
    ],
)
def test_a_bad_query_is_400_and_names_the_parameter(client, report, query: dict[str, Any], field):
    answer = client.get(f"/reports/{report}", **query)
    assert (answer.status, answer.error_fields) == (400, [field]), answer


def test_another_companys_ids_are_not_known_here(company, client):
    other = make_company(company.organization)
    vendor, customer, cash = make_vendor(other), make_customer(other), account(other, "1000")
    for path, query in (
        ("general-ledger", {"account_id": str(cash.id)}),
        ("general-ledger", {"contact_id": str(vendor.id)}),
        ("aged-receivables", {"contact_id": str(customer.id)}),
        ("customer-statement", {"customer_id": str(customer.id)}),
        ("vendor-statement", {"vendor_id": str(vendor.id)}),
    ):
        answer = client.get(f"/reports/{path}", company_id=str(company.id), **query)
        assert (answer.status, answer.error_fields) == (400, [next(iter(query))]), answer


def test_a_list_in_a_query_may_be_repeated_or_have_commas():
    company = make_company()
    client = Client(owner_of(company))
    several = [str(account(company, code).id) for code in ("1000", "4000")]
    with_commas = client.get("/reports/general-ledger", account_id=",".join(several))
    repeated = client.django.get(
        "/api/v1/reports/general-ledger", query_params={"account_id": several}, headers=client.headers
    )
    assert (with_commas.status, repeated.json()["rows"]) == (200, with_commas.json["rows"])
    twice = {"start_date": ["2026-01-01", "2026-02-01"]}
    refused = client.django.get("/api/v1/reports/general-ledger", query_params=twice, headers=client.headers)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "start_date")
