"""The reports over HTTP. tests/accounting/reports/test_reports.py tests their figures."""

import csv
import datetime
import io
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

import pytest
import time_machine
from django.db import connection
from psycopg import pq

from accounting.ledger import journal
from accounting.models import Company, Invoice, JournalEntry
from foundation import tenancy
from tests.accounting.races import race
from tests.client import Client
from tests.factories import (
    account,
    credit,
    debit,
    line,
    make_company,
    make_customer,
    make_payment,
    make_sent_invoice,
    make_tax_rate,
    owner_of,
)

pytestmark = pytest.mark.django_db
YEAR: dict[str, Any] = {"start_date": "2026-01-01", "end_date": "2026-12-31"}


def book(company: Company, date: str, left: str, right: str, amount: str) -> None:
    lines = [debit(account(company, left), amount), credit(account(company, right), amount)]
    journal.post(JournalEntry(company=company, date=datetime.date.fromisoformat(date)), lines=lines, by=None)


@pytest.fixture
def company() -> Company:
    company = make_company()
    book(company, "2025-12-31", "1000", "4000", "40.00")
    book(company, "2026-01-15", "1000", "4000", "1500.00")
    book(company, "2026-02-15", "6100", "1000", "400.10")
    return company


def test_the_profit_and_loss_as_a_developer_reads_it(company, client):
    answer = client.get("/reports/profit-loss", **YEAR)
    assert answer.status == 200
    sales, rent = account(company, "4000"), account(company, "6100")
    assert answer.json["rows"][1] == {
        "type": "account",
        "key": "",
        "name": "Sales",
        "code": "4000",
        "account_id": str(sales.id),
        "account_type": "revenue",
        "subtype": "sales",
        "depth": 1,
        "amounts": [Decimal("1500.00")],
        "lines": f"account_id={sales.id}&status=posted&date_from=2026-01-01&date_to=2026-12-31&closing=false",
        "figures": [
            f"account_id={sales.id}&status=posted&date_from=2026-01-01&date_to=2026-12-31&closing=false",
        ],
    }
    assert {name: answer.json[name] for name in ("report", "title", "company_id", "currency", "columns")} == {
        "report": "profit_and_loss",
        "title": "Profit and loss",
        "company_id": str(company.id),
        "currency": "USD",
        "columns": [
            {
                "key": "2026-01-01_to_2026-12-31",
                "label": "2026-01-01 to 2026-12-31",
                "kind": "period",
                "start_date": "2026-01-01",
                "end_date": "2026-12-31",
            }
        ],
    }
    assert answer.json["totals"]["net_profit"] == [Decimal("1099.90")]
    assert b'"net_profit":[1099.90]' in answer.content
    assert [row["account_id"] for row in answer.json["rows"] if row["type"] == "account"] == [
        str(sales.id),
        str(rent.id),
    ]


def test_the_lines_behind_a_row_are_found_by_its_query(company, client):
    row = client.get("/reports/profit-loss", **YEAR).json["rows"][1]
    found = client.get("/journal-entries", **dict(parse_qsl(row["lines"])))
    assert found.status == 200, found
    lines = [
        line for entry in found.json["items"] for line in entry["lines"] if line["account_id"] == row["account_id"]
    ]
    assert sum(line["credit"] - line["debit"] for line in lines) == row["amounts"][0] == Decimal("1500.00")


def test_months_beside_the_year_before(client):
    answer = client.get(
        "/reports/profit-loss", start_date="2026-01-01", end_date="2026-02-28", interval="month", compare="prior_period"
    )
    assert [column["key"] for column in answer.json["columns"]] == [
        "2026-01", "2026-02", "total", "prior_2025-11", "prior_2025-12", "prior_total"
    ]  # fmt: skip
    assert answer.json["totals"]["net_profit"] == [
        Decimal(n) for n in ("1500.00", "-400.10", "1099.90", "0.00", "40.00", "40.00")
    ]


def test_variances_are_amounts_and_percentages_or_null(client):
    answer = client.get("/reports/profit-loss", **YEAR, compare="prior_year", variance="true")
    assert [column["kind"] for column in answer.json["columns"]] == [
        "period", "comparison", "variance", "variance_percent"
    ]  # fmt: skip
    by_code = {row["code"]: row for row in answer.json["rows"]}
    assert by_code["4000"]["amounts"] == [Decimal(n) for n in ("1500.00", "40.00", "1460.00", "3650.0")]
    assert by_code["6100"]["amounts"] == [Decimal("400.10"), Decimal("0.00"), Decimal("400.10"), None]
    assert [bool(query) for query in by_code["4000"]["figures"]] == [True, True, False, False]
    assert b'"net_profit":[1099.90,40.00,1059.90,2649.8]' in answer.content


def test_the_profit_and_loss_on_a_cash_basis_has_no_lines(company, client):
    make_sent_invoice(company, "77.00", issue_date=datetime.date(2026, 3, 1))
    answers = [client.get("/reports/profit-loss", **YEAR, basis=basis).json for basis in ("accrual", "cash")]
    assert [answer["totals"]["net_profit"] for answer in answers] == [[Decimal("1176.90")], [Decimal("1099.90")]]
    assert answers[1]["title"] == "Profit and loss on a cash basis"
    assert {(row["lines"], *row["figures"]) for row in answers[1]["rows"]} == {(None,), (None, None)}


def test_the_balance_sheet_and_the_trial_balance(company, client):
    sheet = client.get("/reports/balance-sheet", as_of="2026-12-31", compare="prior_year").json
    assert (
        sheet["totals"]["assets"] == sheet["totals"]["liabilities_and_equity"] == [Decimal("1139.90"), Decimal("40.00")]
    )
    assert sheet["totals"]["earlier_earnings"] == [Decimal("40.00"), Decimal("0.00")]
    bank = next(row for row in sheet["rows"] if row["code"] == "1000")
    assert bank["lines"] == f"account_id={bank['account_id']}&status=posted&date_to=2026-12-31"
    trial = client.get("/reports/trial-balance", **YEAR).json
    assert trial["totals"]["total"] == [
        Decimal(n) for n in ("40.00", "40.00", "1900.10", "1900.10", "1540.00", "1540.00")
    ]
    with_path = client.get(f"/companies/{company.id}/reports/trial-balance", **YEAR)
    assert with_path.json == trial


def test_without_dates_it_is_the_fiscal_year_up_to_today_where_the_company_is(client, company):
    company.fiscal_year_start_month, company.time_zone = 2, "Pacific/Kiritimati"
    company.save()
    client.get("/auth/me")
    with time_machine.travel("2026-02-14T23:00:00Z", tick=False):
        client = Client(owner_of(company))
        (column,) = client.get("/reports/profit-loss").json["columns"]
        assert (column["start_date"], column["end_date"]) == ("2026-02-01", "2026-02-15")
        assert client.get("/reports/trial-balance").json["totals"]["total"][2] == Decimal("400.10")
        assert client.get("/reports/balance-sheet").json["columns"][0]["end_date"] == "2026-02-15"
        (column,) = client.get("/reports/profit-loss", end_date="2026-01-20").json["columns"]
        assert (column["start_date"], column["end_date"]) == ("2025-02-01", "2026-01-20")


@pytest.mark.parametrize("report", ["profit-loss", "balance-sheet", "trial-balance"])
def test_csv_is_a_file_with_the_same_rows(client, report):
    dates: dict[str, Any] = {"as_of": "2026-12-31"} if report == "balance-sheet" else YEAR
    answer = client.get(f"/reports/{report}", format="csv", **dates)
    shown = client.get(f"/reports/{report}", **dates).json
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{shown["report"]}_2026-12-31.csv"'
    head, *rows = csv.reader(io.StringIO(answer.content.decode()))
    assert head == ["Type", "Code", "Name", *(column["label"] for column in shown["columns"])]
    assert [(row[0], row[1], [Decimal(cell) for cell in row[3:] if cell]) for row in rows] == [
        (row["type"], row["code"], row["amounts"]) for row in shown["rows"]
    ]


@pytest.mark.parametrize(
    ("report", "query", "field"),
    [
        ("profit-loss", {"start_date": "2026-02-01", "end_date": "2026-01-31"}, "end_date"),
        ("profit-loss", {"start_date": "2026-02-30"}, "start_date"),
        ("profit-loss", {"start_date": "2026-1-1"}, "start_date"),
        ("profit-loss", {"start_date": "1900-01-01", "interval": "year"}, "interval"),
        ("profit-loss", {"interval": "week"}, "interval"),
        ("profit-loss", {"compare": "budget"}, "compare"),
        ("profit-loss", {"start_date": "1900-02-01", "end_date": "1900-12-31", "compare": "prior_period"}, "compare"),
        ("profit-loss", {"variance": "true"}, "variance"),
        ("profit-loss", {"variance": "perhaps", "compare": "prior_year"}, "variance"),
        ("trial-balance", {"variance": "true"}, "variance"),
        ("profit-loss", {"basis": "modified"}, "basis"),
        ("balance-sheet", {"basis": "cash"}, "basis"),
        ("cash-flow", {"percent_of_revenue": "true"}, "percent_of_revenue"),
        (
            "profit-loss",
            {"percent_of_revenue": "true", "interval": "month", "start_date": "2023-01-01", "end_date": "2025-12-31"},
            "percent_of_revenue",
        ),
        ("profit-loss", {"format": "exe"}, "format"),
        ("profit-loss", {"as_of": "2026-01-31"}, "as_of"),
        ("profit-loss", {"dry_run": "true"}, "dry_run"),
        ("balance-sheet", {"end_date": "2026-01-31"}, "end_date"),
        ("balance-sheet", {"as_of": "2026-01-31", "start_date": "2026-02-01"}, "as_of"),
        ("balance-sheet", {"as_of": "1900-12-31", "compare": "prior_year"}, "compare"),
        ("balance-sheet", {"interval": "month"}, "start_date"),
        ("balance-sheet", {"start_date": "2026-01-01"}, "interval"),
        ("trial-balance", {"interval": "month"}, "interval"),
        ("trial-balance", {"compare": "prior_year"}, "compare"),
        ("trial-balance", {"start_date": "2200-01-01"}, "start_date"),
    ],
)
def test_a_bad_query_is_400_and_names_the_parameter(client, report, query: dict[str, Any], field):
    answer = client.get(f"/reports/{report}", **query)
    assert (answer.status, answer.error_fields) == (400, [field]), answer


def test_books_without_entries_and_without_decimals():
    company = make_company(base_currency="JPY")
    answer = Client(owner_of(company)).get("/reports/profit-loss", interval="quarter", **YEAR)
    assert b'"net_profit":[0,0,0,0,0]' in answer.content


OF_DAYS = ("profit-loss", "trial-balance", "cash-flow", "changes-in-equity", "general-ledger", "journal", "tax-summary")
OF_A_DAY = ("balance-sheet", "aged-receivables", "unrealised-differences")


@pytest.mark.django_db(transaction=True)
def test_reports_and_exports_show_one_moment_while_others_post():
    """After its first statement another session sends an invoice and is paid a part of it."""
    with tenancy.everyone():
        company = make_company()
        client = Client(owner_of(company))
        customer = make_customer(company)
        vat = make_tax_rate(company, "20")

    def sell():
        sold = make_sent_invoice(company, customer=customer, lines=[line(company, "100.00", tax_rate=vat)])
        allocations = [{"invoice_id": sold.id, "amount": Decimal("60.00")}]
        make_payment(company, "60.00", contact=customer, allocations=allocations)

    def between(run, sql, params, many, context):
        if not sold and context["connection"].connection.info.transaction_status == pq.TransactionStatus.INTRANS:
            sold.extend(race(sell))
        return run(sql, params, many, context)

    race(sell)
    asked = [(name, YEAR) for name in OF_DAYS] + [(name, {"as_of": YEAR["end_date"]}) for name in OF_A_DAY]
    asked += [("profit-loss", YEAR | {"basis": "cash"}), ("customer-statement", YEAR | {"customer_id": customer.id})]
    for name, query in asked:
        before, sold = client.get(f"/reports/{name}", **query), []
        with connection.execute_wrapper(between):
            during = client.get(f"/reports/{name}", **query)
        assert sold == [None], f"nobody sold anything while {name} was read"
        assert (during.status, during.json) == (200, before.json), name
    for path in ("/exports/csv", "/exports/archive"):
        sold = []
        with connection.execute_wrapper(between):
            during = client.get(path)
        with tenancy.everyone():
            number = Invoice.objects.latest("id").invoice_number.encode()
        assert sold == [None], f"nobody sold anything while {path} was read"
        assert during.status == 200, during
        assert (number in during.content, number in client.get(path).content) == (False, True), path
