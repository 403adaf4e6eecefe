"""Profit and loss, balance sheet and trial balance: figures worked out by hand, and properties against brute force."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounting import errors
from accounting.ledger import fiscal_years, journal
from accounting.ledger import periods as periods_of_books
from accounting.ledger.dates import DAY
from accounting.models import Account, AccountingPeriod, Company, FiscalYear, JournalEntry, JournalLine
from accounting.reports import (
    balance_sheet,
    cash_flow,
    changes_in_equity,
    general_ledger,
    integrity,
    profit_and_loss,
    trial_balance,
)
from accounting.reports.columns import ColumnKind, Compare, Interval, add_months, periods, prior
from accounting.reports.sheet import to_csv
from accounting.reports.table import Lines, Row, RowType, Table
from tests.client import Client
from tests.factories import account, credit, debit, make_account, make_company, owner_of
from tests.nightly import examples

pytestmark = pytest.mark.django_db

D = Decimal
FIRST, LAST = datetime.date(2023, 11, 1), datetime.date(2026, 2, 28)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def book(company: Company, date: str, left: str, right: str, amount: str, **fields: object) -> JournalEntry:
    lines = [debit(account(company, left), amount), credit(account(company, right), amount)]
    return journal.post(JournalEntry(company=company, date=day(date), **fields), lines=lines, by=None)


def amounts(table: Table, name: str) -> list[str]:
    """The amounts of the one account row, computed row or total of this name."""
    (row,) = [row for row in table.rows if row.name == name and row.type not in (RowType.SECTION, RowType.SUBTOTAL)]
    return [str(amount) for amount in row.amounts]


@pytest.fixture
def company() -> Company:
    """Two years of a small business, worked out on paper.

    2024: sales 1,000.00, goods 400.00, rent 150.00 → 450.00.
    2025: sales 2,000.00 (500.00 in January), goods 700.00, rent 300.00, interest 20.00, income tax 80.00 → 900.00.
    The owner put in 5,000.00 and took out 250.00.
    """
    company = make_company()
    book(company, "2024-01-01", "1000", "3000", "5000.00", entry_type="opening")
    book(company, "2024-02-29", "1000", "4000", "1000.00")
    book(company, "2024-06-15", "5000", "1000", "400.00")
    book(company, "2024-12-31", "6100", "1000", "150.00")
    book(company, "2025-01-10", "1000", "4010", "500.00")
    book(company, "2025-02-28", "1000", "4000", "1500.00")
    book(company, "2025-03-01", "5000", "2000", "700.00", source_type="bill")
    book(company, "2025-03-31", "6100", "1000", "300.00")
    book(company, "2025-04-30", "7000", "1000", "20.00")
    book(company, "2025-05-01", "7100", "2350", "80.00")
    book(company, "2025-05-02", "3100", "1000", "250.00")
    return company


def test_the_profit_and_loss_goes_from_revenue_to_net_profit_in_steps(company):
    table = profit_and_loss.report(company, start_date=day("2025-01-01"), end_date=day("2025-12-31"))
    totals = {key: str(values[0]) for key, values in table.totals.items()}
    assert totals == {
        "revenue": "2000.00",
        "cost_of_sales": "700.00",
        "gross_profit": "1300.00",
        "operating_expenses": "300.00",
        "operating_profit": "1000.00",
        "ebitda": "1000.00",
        "other_income": "0.00",
        "other_expenses": "20.00",
        "profit_before_tax": "980.00",
        "income_tax": "80.00",
        "net_profit": "900.00",
    }
    shape = [(row.type.value, row.depth, row.code or row.key, *map(str, row.amounts)) for row in table.rows[:7]]
    assert shape == [
        ("section", 0, "revenue"),
        ("account", 1, "4000", "1500.00"),
        ("account", 2, "4010", "500.00"),
        ("subtotal", 1, "4000", "2000.00"),
        ("total", 0, "revenue", "2000.00"),
        ("section", 0, "cost_of_sales"),
        ("account", 1, "5000", "700.00"),
    ]
    sales = table.rows[1]
    assert sales.lines == Lines((account(company, "4000").id,), day("2025-01-01"), day("2025-12-31"), closing=False)


def test_the_profit_and_loss_by_quarter_beside_the_year_before(company):
    table = profit_and_loss.report(
        company,
        start_date=day("2025-01-01"),
        end_date=day("2025-06-30"),
        interval=Interval.QUARTER,
        compare=Compare.PRIOR_YEAR,
    )
    assert [column.key for column in table.columns] == [
        "2025-q1", "2025-q2", "total", "prior_2024-q1", "prior_2024-q2", "prior_total"
    ]  # fmt: skip
    assert amounts(table, "Net profit") == ["1000.00", "-100.00", "900.00", "1000.00", "-400.00", "600.00"]
    assert amounts(table, "Sales of products") == ["500.00", "0.00", "500.00", "0.00", "0.00", "0.00"]


def test_variances_are_what_each_column_is_more_than_the_one_it_is_compared_with(company):
    span = {"start_date": day("2025-01-01"), "end_date": day("2025-06-30"), "compare": Compare.PRIOR_YEAR}
    table = profit_and_loss.report(company, **span, interval=Interval.QUARTER, variance=True)
    assert [(column.key, column.label) for column in table.columns[6:]] == [
        ("variance_2025-q1", "Variance 2025-Q1"),
        ("variance_2025-q2", "Variance 2025-Q2"),
        ("variance_total", "Variance Total"),
        ("variance_percent_2025-q1", "Variance % 2025-Q1"),
        ("variance_percent_2025-q2", "Variance % 2025-Q2"),
        ("variance_percent_total", "Variance % Total"),
    ]
    assert amounts(table, "Net profit")[6:] == ["0.00", "300.00", "300.00", "0.0", "75.0", "50.0"]
    assert amounts(table, "Sales of products")[6:] == ["500.00", "0.00", "500.00", "None", "None", "None"]
    assert amounts(table, "Cost of goods sold")[6:] == ["700.00", "-400.00", "300.00", "None", "-100.0", "75.0"]
    assert [str(cell) for cell in table.totals["net_profit"][6:]] == amounts(table, "Net profit")[6:]

    sheet = balance_sheet.report(company, as_of=day("2025-12-31"), compare=Compare.PRIOR_YEAR, variance=True)
    assert [column.key for column in sheet.columns[2:]] == ["variance", "variance_percent"]
    assert amounts(sheet, "Bank account") == ["6880.00", "5450.00", "1430.00", "26.2"]
    assert sheet.totals["assets"] == sheet.totals["liabilities_and_equity"]
    flow = cash_flow.report(company, **span, variance=True)
    assert amounts(flow, "Change in cash") == ["1430.00", "5600.00", "-4170.00", "-74.5"]

    # Thirty days in three months, and the thirty days before, all in one: only the wholes are compared.
    odd = {"start_date": day("2025-01-31"), "end_date": day("2025-03-01"), "compare": Compare.PRIOR_PERIOD}
    table = profit_and_loss.report(company, **odd, interval=Interval.MONTH, variance=True)
    assert [(column.key, row) for column, row in zip(table.columns, amounts(table, "Net profit"), strict=True)] == [
        ("2025-01", "0.00"),
        ("2025-02", "1500.00"),
        ("2025-03", "-700.00"),
        ("total", "800.00"),
        ("prior_2025-01", "500.00"),
        ("variance", "300.00"),
        ("variance_percent", "60.0"),
    ]


def test_a_variance_is_of_a_comparison_and_within_the_limit_of_columns(company):
    span = {"start_date": day("2023-01-01"), "end_date": day("2024-04-30"), "interval": Interval.MONTH}
    assert len(profit_and_loss.report(company, **span, compare=Compare.PRIOR_YEAR).columns) == 34
    for refused in (span, span | {"compare": Compare.PRIOR_YEAR}):
        with pytest.raises(errors.Invalid) as error:
            profit_and_loss.report(company, **refused, variance=True)
        assert error.value.field == "variance"


def test_ratios_are_percentages_of_revenue_and_ebitda_is_before_depreciation(company):
    written_off, machines, loan = (
        make_account(company, code=code, name=name, type=type, subtype=subtype)
        for code, name, type, subtype in (
            ("W-1", "Write-offs", "expense", "depreciation"),
            ("W-2", "Machines", "asset", "fixed_asset"),
            ("W-3", "Loan", "liability", "long_term_liability"),
        )
    )
    book(company, "2025-06-01", machines.code, loan.code, "3000.00")
    book(company, "2025-06-30", written_off.code, machines.code, "333.33")
    span = {"start_date": day("2025-01-01"), "end_date": day("2025-12-31"), "compare": Compare.PRIOR_YEAR}
    table = profit_and_loss.report(company, **span, percent_of_revenue=True, variance=True)
    assert [column.key for column in table.columns] == [
        "2025-01-01_to_2025-12-31", "prior_2024-01-01_to_2024-12-31",
        "percent_of_revenue_2025-01-01_to_2025-12-31", "percent_of_revenue_2024-01-01_to_2024-12-31",
        "variance", "variance_percent",
    ]  # fmt: skip
    assert amounts(table, "Gross profit") == ["1300.00", "600.00", "65.0", "60.0", "700.00", "116.7"]
    assert amounts(table, "Operating profit") == ["666.67", "450.00", "33.3", "45.0", "216.67", "48.1"]
    assert amounts(table, "EBITDA") == ["1000.00", "450.00", "50.0", "45.0", "550.00", "122.2"]
    (row,) = [row for row in table.rows if row.key == "ebitda"]
    assert row.lines is not None
    assert written_off.id not in row.lines.account_ids
    idle = span | {"start_date": day("2023-01-01"), "end_date": day("2023-12-31"), "compare": None}
    assert amounts(profit_and_loss.report(company, **idle, percent_of_revenue=True), "EBITDA") == ["0.00", "None"]
    totals = balance_sheet.report(company, as_of=day("2025-12-31")).totals
    assert [str(totals[key][0]) for key in ("net_assets", "equity", "working_capital")] == [
        "5766.67", "5766.67", "6100.00"
    ]  # fmt: skip


def test_odd_days_are_counted_to_the_day(company):
    def sales(start: str, end: str) -> str:
        table = profit_and_loss.report(company, start_date=day(start), end_date=day(end))
        return str(table.totals["revenue"][0])

    assert sales("2025-01-10", "2025-02-27") == "500.00"
    assert sales("2025-01-11", "2025-02-28") == "1500.00"
    assert sales("2025-01-10", "2025-01-10") == "500.00"
    assert sales("2025-01-11", "2025-02-27") == "0.00"
    assert sales("2024-02-29", "2024-02-29") == "1000.00"


def test_the_balance_sheet_splits_earnings_by_fiscal_year_without_closing_entries(company):
    table = balance_sheet.report(company, as_of=day("2025-12-31"), compare=Compare.PRIOR_YEAR)
    assert amounts(table, "Earnings of earlier fiscal years") == ["450.00", "0.00"]
    assert amounts(table, "Earnings of this fiscal year") == ["900.00", "450.00"]
    assert amounts(table, "Bank account") == ["6880.00", "5450.00"]
    assert amounts(table, "Accounts payable") == ["700.00", "0.00"]
    assert amounts(table, "Owner's drawings") == ["-250.00", "0.00"]
    totals = {key: list(map(str, values)) for key, values in table.totals.items()}
    assert totals["assets"] == totals["liabilities_and_equity"] == ["6880.00", "5450.00"]
    assert totals["liabilities"] == ["780.00", "0.00"]
    assert totals["equity"] == totals["net_assets"] == ["6100.00", "5450.00"]
    assert totals["working_capital"] == ["6100.00", "5450.00"]


def test_a_fiscal_year_that_begins_in_july_moves_the_split(company):
    company.fiscal_year_start_month = 7
    table = balance_sheet.report(company, as_of=day("2025-03-31"))
    assert amounts(table, "Earnings of earlier fiscal years") == ["600.00"]
    assert amounts(table, "Earnings of this fiscal year") == ["850.00"]
    table = profit_and_loss.report(
        company, start_date=day("2024-05-15"), end_date=day("2025-08-02"), interval=Interval.YEAR
    )
    assert [column.label for column in table.columns] == ["FY2024", "FY2025", "FY2026", "Total"]
    assert [(column.start_date, column.end_date) for column in table.columns[:3]] == [
        (day("2024-05-15"), day("2024-06-30")),
        (day("2024-07-01"), day("2025-06-30")),
        (day("2025-07-01"), day("2025-08-02")),
    ]


def close_year(company: Company) -> FiscalYear:
    """Close 2024, with a closing entry."""
    for period in company.periods.filter(end_date__lte="2024-12-31", status="open").order_by("start_date"):
        periods_of_books.close(period, by=None)
    return fiscal_years.close(company.fiscal_years.get(start_date="2024-01-01"), by=None, closing_entry=True)


def drilled(company: Company, report: str, **query: str) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Return for each figure of a report over HTTP that has a link its row, the figure, and the sum of its lines.

    Both without a sign, because reports show revenue and liabilities as positive.
    """
    client = Client(owner_of(company))
    shown = client.get(f"/reports/{report}", **query).json
    listed = client.get("/tracking-categories").json["items"]
    categories = {one["id"]: {option["id"] for option in one["options"]} for one in listed}
    for row in shown["rows"]:
        for column, amount, link in zip(shown["columns"], row["amounts"], row["figures"], strict=False):
            if link is None:
                continue
            given = dict(parse_qsl(link))
            entries = client.get("/journal-entries", page_size="100", **given).json["items"]
            lines = [line for entry in entries for line in entry["lines"] if is_behind(line, given, categories)]
            sides = {"debit": ("debit",), "credit": ("credit",)}.get(column["key"], ("debit", "credit"))
            net = sum((line[side] * (1 if side == "debit" else -1) for line in lines for side in sides), D(0))
            yield row["name"], abs(amount), abs(net)


def is_behind(line: dict[str, Any], given: dict[str, str], categories: dict[str, set[str]]) -> bool:
    """Return whether a line is on the accounts, and has the options, that a query asks for."""
    own, wanted = set(line["tracking"]), set(given.get("tracking", "").split(","))
    without = given.get("not_tracked", "").split(",")
    return (
        line["account_id"] in given.get("account_id", line["account_id"]).split(",")
        and all(not wanted & options or wanted & options & own for options in categories.values())
        and not any(options & own for category, options in categories.items() if category in without)
    )


@pytest.mark.usefixtures("without_limits")
def test_drill_downs_at_a_moment_add_up_to_what_was_known_then(company):
    year = {"start_date": "2025-01-01", "end_date": "2025-12-31"}
    asked = [("profit-loss", year), ("balance-sheet", {"as_of": "2025-12-31"}), ("cash-flow", year)]
    before, moment = [list(drilled(company, report, **query)) for report, query in asked], timezone.now()
    for date in ("2024-12-30", "2025-06-30"):
        book(company, date, "1000", "4000", "77.00")
    for (report, query), expected in zip(asked, before, strict=True):
        found = list(drilled(company, report, known_at=moment.isoformat(), **query))
        assert found == expected
        assert [one for one in found if one[1] != one[2]] == []
        assert list(drilled(company, report, **query)) != expected


@pytest.mark.parametrize("is_closed", [False, True])
def test_the_general_ledger_behind_a_figure_has_its_amount(company, is_closed):
    """The pages lead there: to the lines of some days, or to a balance, whose year they show."""
    if is_closed:
        close_year(company)
    earned = set(company.accounts.filter(type__in=("revenue", "expense")).values_list("id", flat=True))
    year = {"start_date": day("2024-01-01"), "end_date": day("2024-12-31")}
    both = {"start_date": day("2024-02-01"), "end_date": day("2025-12-30")}
    for make, choices in (
        (profit_and_loss.report, year),
        (profit_and_loss.report, both | {"interval": Interval.QUARTER}),
        (balance_sheet.report, {"as_of": day("2025-12-30"), "compare": Compare.PRIOR_YEAR}),
        (trial_balance.report, year),
        (trial_balance.report, both),
        (cash_flow.report, both | {"interval": Interval.YEAR}),
        (changes_in_equity.report, both),
    ):
        seen, table = 0, make(company, **choices)
        for row in table.rows:
            for column, amount, lines in zip(table.columns, row.amounts, row.behind(table.columns), strict=False):
                if not lines or not lines.account_ids or lines.closing_since:
                    continue
                if lines.start_date is None and not earned.isdisjoint(lines.account_ids):
                    continue  # their ledger begins at zero in each fiscal year
                seen += 1
                start = lines.start_date or company.fiscal_year_start(lines.end_date)
                span = {"start_date": start, "end_date": lines.end_date, "closing": lines.closing}
                ledger = general_ledger.report(company, account_id=lines.account_ids, **span, limit=100)
                totals, rows = ledger.totals, [one for one in ledger.rows if one["type"] == "line"]
                moved = totals["debit"] - totals["credit"]
                assert sum((one["debit"] - one["credit"] for one in rows), D(0)) == moved
                balance = moved if lines.start_date else totals["balance"]
                expected = totals[column.key] if column.key in ("debit", "credit") else balance
                assert abs(amount) == abs(expected), (table.report, row.name, column.key)
        assert seen > 3


def test_nobody_posts_a_closing_entry_by_hand(company):
    cost, bank, retained = (account(company, code) for code in ("5000", "1000", "3200"))
    lines = [debit(cost, "1000.00"), credit(bank, "1000.00")]
    given = [{"account_id": line.account_id, "debit": line.debit, "credit": line.credit} for line in lines]
    entry = {"date": day("2025-12-31"), "lines": given, "entry_type": "closing"}
    draft = journal.create(company, by=None, status="draft", **entry | {"entry_type": "standard"})
    before = company.entries.count()
    for refused in (
        lambda: journal.create(company, by=None, **entry),
        lambda: journal.create(company, by=None, status="draft", **entry),
        lambda: journal.create_many(company, by=None, entries=[entry]),
        lambda: journal.update(draft, by=None, entry_type="closing"),
    ):
        with pytest.raises(errors.Invalid) as error, transaction.atomic():
            refused()
        assert error.value.field.endswith("entry_type")
    for posted, source, promise in (
        (lines, "fiscal_year", "lines[1].account_id"),
        ([debit(cost, "10.00"), credit(retained, "10.00")], "", "entry_type"),
    ):
        closing = JournalEntry(company=company, date=day("2025-12-31"), entry_type="closing", source_type=source)
        with pytest.raises(errors.Invalid) as error, transaction.atomic():
            journal.post(closing, lines=posted, by=None)
        assert error.value.field == promise
    JournalEntry.objects.filter(pk=draft.pk).update(entry_type="closing")
    with pytest.raises(errors.Invalid), transaction.atomic():
        journal.post(draft, by=None)
    assert company.entries.count() == before


def test_a_closing_entry_of_before_that_touches_the_bank_counts_as_any_other(company):
    """Earlier editions allowed posting such an entry by hand."""
    closing = close_year(company).closing_entry
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM accounting_journalentry WHERE company_id = %s AND entry_closes(company_id, id)",
            [company.pk],
        )
        assert cursor.fetchall() == [(closing.id,)]
    assert journal.is_closing(closing)
    hiding = company.entries.get(date=day("2025-04-30"))
    hiding.entry_type = "closing"
    assert not journal.is_closing(hiding)


def test_a_closing_entry_moves_earnings_to_equity_and_leaves_the_profit_and_loss(company):
    def figures() -> tuple[str, str, list[list[str]], list[str]]:
        for start in ("2024-01-01", "2024-01-02"):
            table = profit_and_loss.report(company, start_date=day(start), end_date=day("2024-12-31"))
            assert str(table.totals["net_profit"][0]) == "450.00"
        table = balance_sheet.report(company, as_of=day("2025-12-31"))
        assert table.totals["assets"] == table.totals["liabilities_and_equity"]
        retained = [list(map(str, row.amounts)) for row in table.rows if row.code == "3200"]
        return (
            str(table.totals["equity"][0]),
            amounts(table, "Earnings of earlier fiscal years")[0],
            retained,
            amounts(table, "Earnings of this fiscal year"),
        )

    assert figures() == ("6100.00", "450.00", [], ["900.00"])
    year = close_year(company)
    assert figures() == ("6100.00", "0.00", [["450.00"]], ["900.00"])
    fiscal_years.reopen(year, reason="Audit", by=None)
    assert figures() == ("6100.00", "450.00", [], ["900.00"])


def test_the_trial_balance_begins_revenue_and_expenses_at_zero_each_fiscal_year(company):
    table = trial_balance.report(company, start_date=day("2025-02-01"), end_date=day("2025-12-31"))
    keys = [column.key for column in table.columns]
    assert keys == ["opening_debit", "opening_credit", "debit", "credit", "closing_debit", "closing_credit"]
    assert amounts(table, "Sales of products") == ["0.00", "500.00", "0.00", "0.00", "0.00", "500.00"]
    assert amounts(table, "Rent") == ["0.00", "0.00", "300.00", "0.00", "300.00", "0.00"]
    assert amounts(table, "Bank account") == ["5950.00", "0.00", "1500.00", "570.00", "6880.00", "0.00"]
    assert amounts(table, "Earnings of earlier fiscal years") == ["0.00", "450.00", "0.00", "0.00", "0.00", "450.00"]
    assert amounts(table, "Total") == ["5950.00", "5950.00", "2850.00", "2850.00", "8230.00", "8230.00"]


@pytest.mark.parametrize("start", ["2024-01-01", "2024-06-16", "2024-12-31", "2025-01-01", "2025-02-10", "2025-12-31"])
def test_the_closing_balances_of_a_trial_balance_do_not_depend_on_its_first_day(company, start):
    table = trial_balance.report(company, start_date=day(start), end_date=day("2025-12-31"))
    closing = {row.name: (str(row.amounts[4]), str(row.amounts[5])) for row in table.rows}
    assert closing == {
        "Bank account": ("6880.00", "0.00"),
        "Accounts payable": ("0.00", "700.00"),
        "Income tax payable": ("0.00", "80.00"),
        "Owner's capital": ("0.00", "5000.00"),
        "Owner's drawings": ("250.00", "0.00"),
        "Sales": ("0.00", "1500.00"),
        "Sales of products": ("0.00", "500.00"),
        "Cost of goods sold": ("700.00", "0.00"),
        "Rent": ("300.00", "0.00"),
        "Interest expense": ("20.00", "0.00"),
        "Income tax": ("80.00", "0.00"),
        "Earnings of earlier fiscal years": ("0.00", "450.00"),
        "Total": ("8230.00", "8230.00"),
    }


@pytest.mark.parametrize(("currency", "zero"), [("USD", "0.00"), ("JPY", "0"), ("KWD", "0.000")])
def test_a_parent_without_postings_shows_the_zeros_of_its_currency(currency, zero):
    company = make_company(base_currency=currency)
    parents = Account.objects.filter(company=company, code__in=("1000", "4000"))
    left, right = (make_account(company, f"{p.code}9", p.type, subtype=p.subtype, parent=p) for p in parents)
    entry = JournalEntry(company=company, date=day("2025-01-01"))
    journal.post(entry, lines=[debit(left, "5"), credit(right, "5")], by=None)
    sheet = balance_sheet.report(company, as_of=day("2025-12-31"))
    earned = profit_and_loss.report(company, start_date=day("2025-01-01"), end_date=day("2025-12-31"))
    for table, code in ((sheet, "1000"), (earned, "4000")):
        (row,) = [row for row in table.rows if row.code == code and row.type is RowType.ACCOUNT]
        assert list(map(str, row.amounts)) == [zero]


def test_the_greatest_amount_does_not_end_the_month_of_its_account():
    company = make_company()
    for amount in ("999999999999999.99", "999999999999999.99", "0.01"):
        book(company, "2025-01-31", "1000", "4000", amount)
    sheet = balance_sheet.report(company, as_of=day("2025-01-31"))
    assert amounts(sheet, "Bank account") == ["1999999999999999.99"]
    assert amounts(sheet, "Earnings of this fiscal year") == ["1999999999999999.99"]
    year = {"start_date": day("2025-01-01"), "end_date": day("2025-12-31")}
    assert amounts(trial_balance.report(company, **year), "Total")[2] == "1999999999999999.99"
    assert str(profit_and_loss.report(company, **year).totals["net_profit"][0]) == "1999999999999999.99"
    period = AccountingPeriod.objects.get(company=company, start_date=day("2025-01-01"))
    assert periods_of_books.close(period, by=None).sealed_balances[str(account(company, "1000").id)] == [
        "1999999999999999.9900",
        "0.0000",
    ]
    assert [check.name for check in integrity.checks(company) if check.failed] == []
    shown = Client(owner_of(company)).get(f"/chart-of-accounts/{account(company, '1000').id}")
    assert (shown.status, str(shown.json["balance"])) == (200, "1999999999999999.99")


def test_an_empty_company_has_reports_of_zeros():
    company = make_company(base_currency="JPY")
    first, last = day("2025-01-01"), day("2025-12-31")
    table = profit_and_loss.report(company, start_date=first, end_date=last, interval=Interval.MONTH)
    assert table.totals["net_profit"] == (0,) * 13
    assert str(table.totals["net_profit"][0]) == "0"
    assert {row.type for row in table.rows} == {RowType.TOTAL, RowType.COMPUTED}
    assert balance_sheet.report(company, as_of=day("2025-12-31")).totals["assets"] == (0,)
    assert [row.name for row in trial_balance.report(company, start_date=first, end_date=last).rows] == ["Total"]


def test_one_company_never_sees_another(company):
    other = make_company(company.organization)
    table = profit_and_loss.report(other, start_date=day("1900-01-01"), end_date=day("2199-12-31"))
    assert table.totals["net_profit"] == (0,)


def test_drafts_are_not_in_reports(company):
    lines = [debit(account(company, "6100"), "9.00"), credit(account(company, "1000"), "9.00")]
    journal.save_draft(JournalEntry(company=company, date=day("2025-03-15")), lines=lines, by=None)
    for start in ("2025-03-01", "2025-03-02"):
        table = profit_and_loss.report(company, start_date=day(start), end_date=day("2025-03-31"))
        assert table.totals["operating_expenses"] == (D("300.00"),)


@pytest.mark.parametrize(
    ("start", "end", "interval", "error", "field"),
    [
        ("2025-01-02", "2025-01-01", None, errors.InvalidDate, "end_date"),
        ("1899-12-31", "2025-01-01", None, errors.InvalidDate, "start_date"),
        ("2025-01-01", "2200-01-01", None, errors.InvalidDate, "end_date"),
        ("1900-01-01", "2199-12-31", Interval.YEAR, errors.Invalid, "interval"),
        ("2020-01-01", "2025-01-01", Interval.MONTH, errors.Invalid, "interval"),
    ],
)
def test_days_that_make_no_report_are_refused(company, start, end, interval, error, field):
    with pytest.raises(error) as refused:
        profit_and_loss.report(company, start_date=day(start), end_date=day(end), interval=interval)
    assert refused.value.field == field
    with pytest.raises(error):
        balance_sheet.report(company, as_of=day(end), start_date=day(start), interval=interval)


@pytest.mark.parametrize(
    ("start", "end", "compare", "before"),
    [
        ("2024-02-01", "2024-02-29", "prior_year", ("2023-02-01", "2023-02-28")),
        ("2025-02-01", "2025-02-28", "prior_year", ("2024-02-01", "2024-02-29")),
        ("2024-02-29", "2024-02-29", "prior_year", ("2023-02-28", "2023-02-28")),
        ("2025-02-28", "2025-02-28", "prior_year", ("2024-02-28", "2024-02-28")),
        ("2024-02-28", "2024-02-28", "prior_year", ("2023-02-28", "2023-02-28")),
        ("2025-02-22", "2025-02-28", "prior_year", ("2024-02-22", "2024-02-28")),
        ("2024-03-01", "2025-02-28", "prior_year", ("2023-03-01", "2024-02-29")),
        ("2023-03-01", "2024-02-29", "prior_year", ("2022-03-01", "2023-02-28")),
        ("2025-01-01", "2025-02-15", "prior_year", ("2024-01-01", "2024-02-15")),
        ("2025-03-01", "2025-03-31", "prior_period", ("2025-02-01", "2025-02-28")),
        ("2025-01-01", "2025-03-31", "prior_period", ("2024-10-01", "2024-12-31")),
        ("2024-03-01", "2024-03-10", "prior_period", ("2024-02-20", "2024-02-29")),
        ("2025-01-01", "2025-12-31", "prior_period", ("2024-01-01", "2024-12-31")),
    ],
)
def test_the_comparison_of_a_span(start, end, compare, before):
    assert prior(day(start), day(end), Compare(compare)) == (day(before[0]), day(before[1]))


@pytest.mark.parametrize("report", [profit_and_loss.report, cash_flow.report])
@pytest.mark.parametrize(
    ("start", "end", "earned"),
    [
        ("2025-02-28", "2025-02-28", (5, 1)),
        ("2025-02-01", "2025-02-28", (5, 3)),
        ("2024-02-29", "2024-02-29", (2, 8)),
        ("2024-02-28", "2024-02-28", (1, 8)),
        ("2024-02-01", "2024-02-29", (3, 8)),
    ],
)
def test_reports_compare_a_day_of_february_with_a_day_and_all_of_it_with_all_of_it(report, start, end, earned):
    company = make_company()
    cash, sales = account(company, "1000"), account(company, "4000")
    for date, amount in (("2023-02-28", "8"), ("2024-02-28", "1"), ("2024-02-29", "2"), ("2025-02-28", "5")):
        lines = [debit(cash, amount), credit(sales, amount)]
        journal.post(JournalEntry(company=company, date=day(date)), lines=lines, by=None)
    table = report(company, start_date=day(start), end_date=day(end), compare=Compare.PRIOR_YEAR)
    assert amounts(table, "Net profit") == [f"{amount}.00" for amount in earned]


@pytest.mark.parametrize(("as_of", "earlier"), [("2025-02-28", "2024-02-29"), ("2024-02-29", "2023-02-28")])
def test_a_balance_at_the_end_of_february_is_compared_with_one_at_the_end_of_february(company, as_of, earlier):
    sheet = balance_sheet.report(company, as_of=day(as_of), compare=Compare.PRIOR_YEAR)
    assert [column.end_date for column in sheet.columns] == [day(as_of), day(earlier)]


@given(
    start=st.dates(FIRST, LAST),
    length=st.integers(0, 900),
    interval=st.sampled_from(Interval),
    month=st.integers(1, 12),
)
def test_intervals_cover_every_day_once(start, length, interval, month):
    end = start + length * DAY
    columns = [
        column
        for column in periods(start, end, interval=interval, compare=None, fiscal_start_month=month)
        if column.kind is ColumnKind.PERIOD
    ]
    assert columns[0].start_date == start
    assert columns[-1].end_date == end
    for before, after in pairwise(columns):
        assert before.end_date + DAY == after.start_date
        assert after.start_date.day == 1
    assert len({column.key for column in columns}) == len(columns)


def test_text_that_looks_like_a_formula_is_harmless_in_csv_and_amounts_stay_numbers():
    company = make_company()
    evil = make_account(company, code="=1+1", name='=HYPERLINK("http://x","y"), "z"', type="revenue")
    lines = [debit(evil, "12.50"), credit(account(company, "1000"), "12.50")]
    journal.post(JournalEntry(company=company, date=day("2025-01-01")), lines=lines, by=None)
    table = profit_and_loss.report(company, start_date=day("2025-01-01"), end_date=day("2025-12-31"))
    text = to_csv(table.sheet())
    assert text.splitlines()[0] == "Type,Code,Name,2025-01-01 to 2025-12-31"
    assert """account,'=1+1,"'=HYPERLINK(""http://x"",""y""), ""z\""",-12.50""" in text.splitlines()
    assert "total,,Net profit,-12.50" in text.splitlines()


@pytest.mark.parametrize("end", ["2025-12-31", "2025-12-15"])
def test_a_report_costs_a_few_queries_on_any_day(company, end):
    for _ in range(2):
        by_month = {"start_date": day("2024-01-01"), "interval": Interval.MONTH}
        for report, dates, expected in (
            (profit_and_loss.report, by_month | {"end_date": day(end)}, 2),
            (balance_sheet.report, by_month | {"as_of": day(end)}, 3),  # and the open credit
            (trial_balance.report, {"start_date": day("2024-01-01"), "end_date": day(end)}, 1),
        ):
            with CaptureQueriesContext(connection) as queries:
                report(company, **dates)
            assert len(queries) == expected
        make_account(company)


def test_a_general_ledger_reads_the_lines_of_many_accounts_together(company):
    cash = account(company, "1000")
    for number in range(20):
        lines = [debit(make_account(company, code=f"9{number:03}"), "1.00"), credit(cash, "1.00")]
        for _ in range(3):
            journal.post(JournalEntry(company=company, date=day("2025-05-05")), lines=lines, by=None)
            lines = [debit(lines[0].account, "2.00"), credit(cash, "2.00")]
    dates = {"start_date": day("2025-01-01"), "end_date": day("2025-12-31")}
    for limit, most in ((None, 14), (7, 9)):
        rows, after = [], None
        while True:
            with CaptureQueriesContext(connection) as queries:
                page = general_ledger.report(company, **dates, after=after, limit=limit)
                rows += page.rows
            assert len(queries) <= most
            if page.after is None:
                break
            after = general_ledger.Position(*page.after)
        posted = JournalLine.objects.filter(company=company, entry__date__year=2025)
        assert {row["line_id"] for row in rows if row["type"] == "line"} == set(posted.values_list("id", flat=True))
        codes = [row["code"] for row in rows if row["type"] == "closing"]
        assert codes == sorted(codes)
        assert len(codes) > 20


# Properties: random entries, days, intervals and fiscal years against sums over the lines in Python.

CODES = ("1000", "1100", "1500", "1510", "2000", "2500", "3000", "3200", "4000", "4010", "4500", "5000", "6100", "7000")
cents = st.integers(1, 10**9).map(lambda n: D(n) / 100)
some_entries = st.lists(
    st.tuples(
        st.dates(FIRST, LAST),
        st.sampled_from(["standard", "standard", "adjusting"]),
        st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(CODES), cents), min_size=1, max_size=3),
    ),
    max_size=12,
)
CLOSED = ("3000", "3200", "4000", "4010", "4500", "5000", "6100", "7000")
some_closings = st.lists(
    st.tuples(
        st.dates(FIRST, LAST),
        st.just("closing"),
        st.lists(st.tuples(st.sampled_from(CLOSED), st.sampled_from(CLOSED), cents), min_size=1, max_size=3),
    ),
    max_size=4,
)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def post_all(company: Company, entries: list) -> list[JournalLine]:
    accounts = {account.code: account for account in Account.objects.filter(company=company)}
    drafts = []
    for date, entry_type, pairs in entries:
        lines = []
        for left, right, amount in pairs:
            lines += [debit(accounts[left], str(amount)), credit(accounts[right], str(amount))]
        source = "fiscal_year" if entry_type == "closing" else "test"
        entry = JournalEntry(company=company, date=date, entry_type=entry_type, source_type=source)
        drafts.append((entry, lines))
    journal.post_many(drafts, by=None)
    return list(JournalLine.objects.filter(company=company).select_related("entry", "account"))


def net(lines: list[JournalLine], **where: Any) -> Decimal:
    """Debits less credits of lines by account id, types, first and last day, and whether closing entries count."""
    total = D(0)
    for line in lines:
        if "account_id" in where and line.account_id != where["account_id"]:
            continue
        if "types" in where and line.account.type not in where["types"]:
            continue
        if where.get("start") and line.entry.date < where["start"]:
            continue
        if where.get("end") and line.entry.date > where["end"]:
            continue
        if where.get("closing") is False and line.entry.entry_type == "closing":
            continue
        total += line.debit - line.credit
    return total


def sign(row: Row) -> int:
    return 1 if row.account_type in ("asset", "expense") else -1


@settings(max_examples=examples(60))
@given(
    entries=some_entries,
    closings=some_closings,
    start=st.dates(FIRST, LAST),
    length=st.integers(0, 500),
    interval=st.sampled_from([None, *Interval]),
    compare=st.sampled_from([None, *Compare]),
    month=st.sampled_from([1, 4, 7]),
)
def test_reports_are_the_sums_of_their_lines_and_tie_to_each_other(
    entries, closings, start, length, interval, compare, month
):
    end = start + length * DAY
    with undone():
        company = make_company(fiscal_year_start_month=month)
        lines = post_all(company, [*entries, *closings])
        earned = profit_and_loss.report(company, start_date=start, end_date=end, interval=interval, compare=compare)
        check_profit_and_loss(earned, lines)
        since = start if interval else None
        sheet = balance_sheet.report(company, as_of=end, start_date=since, interval=interval, compare=compare)
        check_balance_sheet(sheet, lines, company)
        trial = trial_balance.report(company, start_date=start, end_date=end)
        check_trial_balance(trial, lines, company, start, end)
        before = balance_sheet.report(company, as_of=start - DAY).totals["equity"][0]
        after = balance_sheet.report(company, as_of=end).totals["equity"][0]
        whole = profit_and_loss.report(company, start_date=start, end_date=end).totals["net_profit"][0]
        owners = -net(lines, types=("equity",), start=start, end=end, closing=False)
        assert after - before == whole + owners


def check_profit_and_loss(table: Table, lines: list[JournalLine]) -> None:
    shown = {row.account_id: row for row in table.rows if row.type is RowType.ACCOUNT}
    for i, column in enumerate(table.columns):
        days = {"start": column.start_date, "end": column.end_date, "closing": False}
        for account_id in {line.account_id for line in lines if line.account.type in ("revenue", "expense")}:
            row = shown.get(account_id)
            expected = net(lines, account_id=account_id, **days)
            assert (row.amounts[i] * sign(row) if row else 0) == expected
        assert table.totals["net_profit"][i] == -net(lines, types=("revenue", "expense"), **days)


def check_balance_sheet(table: Table, lines: list[JournalLine], company: Company) -> None:
    shown = {row.account_id: row for row in table.rows if row.type is RowType.ACCOUNT}
    for i, column in enumerate(table.columns):
        end = column.end_date
        for account_id in {line.account_id for line in lines if line.account.type in ("asset", "liability", "equity")}:
            row = shown.get(account_id)
            assert (row.amounts[i] * sign(row) if row else 0) == net(lines, account_id=account_id, end=end)
        year = company.fiscal_year_start(end)
        types = ("revenue", "expense")
        this_year = -net(lines, types=types, start=year, end=end, closing=False)
        assert table.totals["current_earnings"][i] == this_year
        assert table.totals["earlier_earnings"][i] == -net(lines, types=types, end=end) - this_year
        assert table.totals["assets"][i] == table.totals["liabilities_and_equity"][i]
        assert table.totals["assets"][i] == net(lines, types=("asset",), end=end)


def check_trial_balance(
    table: Table, lines: list[JournalLine], company: Company, start: datetime.date, end: datetime.date
) -> None:
    year = company.fiscal_year_start(end)
    for row in table.rows:
        opening_debit, opening_credit, debits, credits, closing_debit, closing_credit = row.amounts
        assert min(row.amounts) >= 0
        assert opening_debit - opening_credit + debits - credits == closing_debit - closing_credit
        if row.type is RowType.ACCOUNT:
            is_earned = row.account_type in ("revenue", "expense")
            since = year if is_earned else None
            where = {"account_id": row.account_id, "end": end, "closing": not is_earned}
            assert closing_debit - closing_credit == net(lines, start=since, **where)
            wanted = Lines((row.account_id,), max(start, since or start), end, closing=not is_earned, since=since)
            assert row.lines == wanted
            assert debits - credits == net(lines, start=row.lines.start_date, **where)
    total = table.rows[-1].amounts
    assert (total[0], total[2], total[4]) == (total[1], total[3], total[5])


def test_months_move_within_the_calendar():
    assert add_months(day("2024-02-29"), -12) == day("2023-02-28")
    assert add_months(day("2025-01-31"), 1) == day("2025-02-28")
    assert add_months(day("2025-01-15"), -1) == day("2024-12-15")
    assert add_months(day("2025-11-30"), 3) == day("2026-02-28")


def test_the_days_of_a_file_are_those_asked_for_not_those_to_compare_with():
    company = make_company()
    first, last = datetime.date(2026, 7, 1), datetime.date(2026, 9, 30)
    compared: dict[str, Any] = {"compare": Compare.PRIOR_YEAR, "variance": True}
    profit = profit_and_loss.report(
        company, start_date=first, end_date=last, interval=Interval.MONTH, percent_of_revenue=True, **compared
    ).sheet()
    assert (profit.span, profit.name) == ("2026-07-01 to 2026-09-30", "profit_and_loss_2026-09-30")
    sheet = balance_sheet.report(company, as_of=last, **compared).sheet()
    assert (sheet.span, sheet.name) == ("2026-09-30", "balance_sheet_2026-09-30")
