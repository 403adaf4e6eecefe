"""Budget against actual: figures worked out by hand, those of the profit and loss, and what is refused."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from accounting.budgets import budgets
from accounting.ledger import journal
from accounting.models import Budget, Company, JournalEntry
from accounting.reports import budget_vs_actual, known, profit_and_loss
from accounting.reports.columns import ColumnKind, Interval
from accounting.reports.table import RowType, Table
from tests.client import Client
from tests.factories import (
    account,
    credit,
    debit,
    make_budget,
    make_company,
    make_tracking_category,
    options_of,
    owner_of,
)

pytestmark = pytest.mark.django_db
QUIET = ["0"] * 10


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def book(company: Company, date: str, left: str, right: str, amount: str) -> JournalEntry:
    lines = [debit(account(company, left), amount), credit(account(company, right), amount)]
    return journal.post(JournalEntry(company=company, date=day(date)), lines=lines, by=None)


@pytest.fixture
def company() -> Company:
    """Sales above the budget, rent below it, travel that nobody planned, and insurance that was not bought."""
    company = make_company()
    book(company, "2026-01-31", "1000", "4000", "1100.00")
    book(company, "2026-02-01", "1000", "4000", "900.00")
    book(company, "2026-02-28", "6100", "1000", "300.00")
    book(company, "2026-02-28", "6200", "1000", "75.50")
    return company


@pytest.fixture
def budget(company: Company) -> Budget:
    amounts = {"4000": ["1000", "950", *QUIET], "6100": ["0", "400", *QUIET], "6300": ["10", "20.25", *QUIET]}
    return make_budget(company, amounts, name="Budget 2026")


def figures(table: Table, name: str) -> list[str | None]:
    (row,) = [row for row in table.rows if row.name == name and row.type is not RowType.SECTION]
    return [None if amount is None else str(amount) for amount in row.amounts]


def test_each_span_has_actual_budget_and_variance(company: Company, budget: Budget) -> None:
    table = budget_vs_actual.report(company, budget_id=budget.pk, end_date=day("2026-02-28"), interval=Interval.MONTH)
    assert [column.key for column in table.columns] == [
        f"{what}_{when}"
        for when in ("2026-01", "2026-02", "total")
        for what in ("actual", "budget", "variance", "variance_percent")
    ]
    assert [column.kind for column in table.columns][:4] == [
        ColumnKind.PERIOD,
        ColumnKind.BUDGET,
        ColumnKind.VARIANCE,
        ColumnKind.VARIANCE_PERCENT,
    ]
    assert figures(table, account(company, "4000").name) == [
        *("1100.00", "1000.00", "100.00", "10.0"),
        *("900.00", "950.00", "-50.00", "-5.3"),
        *("2000.00", "1950.00", "50.00", "2.6"),
    ]
    assert figures(table, account(company, "6100").name)[4:8] == ["300.00", "400.00", "100.00", "25.0"], (
        "less is better"
    )
    assert figures(table, account(company, "6200").name)[4:8] == ["75.50", "0.00", "-75.50", None], "nobody planned it"
    assert figures(table, account(company, "6300").name)[8:] == ["0.00", "30.25", "30.25", "100.0"]
    assert figures(table, "Total operating expenses")[8:] == ["375.50", "430.25", "54.75", "12.7"]
    assert figures(table, "Net profit")[8:] == ["1624.50", "1519.75", "104.75", "6.9"]
    assert table.title == "Budget against actual: Budget 2026"


def test_it_ties_to_the_profit_and_loss_and_its_variances_add_up(company: Company, budget: Budget) -> None:
    dates = {"start_date": day("2026-01-01"), "end_date": day("2026-12-31"), "interval": Interval.QUARTER}
    table = budget_vs_actual.report(company, budget_id=budget.pk, interval=Interval.QUARTER)
    whole = profit_and_loss.report(company, **dates)
    for key, amounts in whole.totals.items():
        assert table.totals[key][::4] == amounts, key
    actual = {row.code: row.amounts for row in whole.rows if row.type is RowType.ACCOUNT}
    found = {row.code: row.amounts for row in table.rows if row.type is RowType.ACCOUNT}
    assert {code: amounts[::4] for code, amounts in found.items() if any(amounts[::4])} == actual
    variances = [sum(column) for column in zip(*(amounts[2::4] for amounts in found.values()), strict=True)]
    assert variances == list(table.totals["net_profit"][2::4])
    behind = {row.code: list(row.behind(table.columns)) for row in table.rows}
    assert [lines is not None for lines in behind["4000"]][:4] == [True, False, False, False]


def test_the_actual_amounts_are_those_of_a_moment(company: Company, budget: Budget) -> None:
    then = known.now(company)
    before = budget_vs_actual.report(company, budget_id=budget.pk)
    book(company, "2026-02-10", "1000", "4000", "5.00")
    assert budget_vs_actual.report(company, budget_id=budget.pk, known=then).rows == before.rows
    assert budget_vs_actual.report(company, budget_id=budget.pk).totals["revenue"][0] == Decimal("2005.00")


def test_with_options_only_their_lines_are_actual(company: Company, budget: Budget) -> None:
    category = make_tracking_category(company, name="Department")
    sales, _ = options_of(category)
    lines = [debit(account(company, "1000"), "70.00"), credit(account(company, "4000"), "70.00", tracking=[sales])]
    journal.post(JournalEntry(company=company, date=day("2026-01-10")), lines=lines, by=None)
    whole = budget_vs_actual.report(company, budget_id=budget.pk).totals["revenue"]
    client = Client(owner_of(company))
    given = {"budget_id": str(budget.pk)}
    for chosen, actual, title in (
        ({"tracking": str(sales)}, Decimal(70), "Department: Sales"),
        ({"not_tracked": str(category.pk)}, Decimal(2000), "no Department"),
    ):
        answer = client.get("/reports/budget-vs-actual", **given, **chosen).json
        assert answer["title"] == f"Budget against actual: Budget 2026 ({title})"
        assert answer["totals"]["revenue"][:3] == [actual, whole[1], actual - whole[1]]
        (row,) = [row for row in answer["rows"] if row["code"] == "4000"]
        (name,) = chosen
        assert [f"{name}={chosen[name]}" in (link or "") for link in row["figures"]] == [True, False, False, False]
    budgets.update(budget, by=owner_of(company), tracking=[sales])
    answer = client.get("/reports/budget-vs-actual", **given).json
    assert answer["title"] == "Budget against actual: Budget 2026 (Department: Sales)"
    assert answer["totals"]["revenue"][:2] == [Decimal(70), whole[1]]
    assert client.get("/reports/budget-vs-actual", **given, tracking=str(category.pk)).error_fields == ["tracking"]


def test_an_empty_budget_of_empty_books_is_a_report_of_zeros() -> None:
    company = make_company(base_currency="JPY")
    table = budget_vs_actual.report(company, budget_id=make_budget(company, {}).pk)
    assert [row.type for row in table.rows if row.amounts][:1] == [RowType.TOTAL]
    assert table.totals["net_profit"] == (0, 0, 0, None)
    table = budget_vs_actual.report(dollars := make_company(), budget_id=make_budget(dollars, {}).pk)
    assert [str(amount) for amount in table.totals["net_profit"]] == ["0.00", "0.00", "0.00", "None"]


def test_wrong_days_name_the_parameter(company: Company, budget: Budget) -> None:
    strange = make_budget(make_company())
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"budget_id": str(strange.pk)}, "budget_id"),
        ({"budget_id": "2026"}, "budget_id"),
        ({"start_date": "2026-01-02"}, "start_date"),
        ({"end_date": "2026-12-30"}, "end_date"),
        ({"start_date": "2025-12-01"}, "start_date"),
        ({"end_date": "2027-01-31"}, "end_date"),
        ({"start_date": "2026-03-01", "end_date": "2026-02-28"}, "end_date"),
        ({"interval": "week"}, "interval"),
        ({"compare": "prior_year"}, "compare"),
    ]
    client = Client(owner_of(company))
    for query, field in wrong:
        answer = client.get("/reports/budget-vs-actual", **{"budget_id": str(budget.pk)} | query)
        assert (answer.status, answer.error_fields) == (400, [field]), answer
    assert client.get("/reports/budget-vs-actual").error_fields == ["budget_id"]
    long = make_budget(company, {}, end_date=day("2027-12-31"))
    many = client.get("/reports/budget-vs-actual", budget_id=str(long.pk), interval="month")
    assert (many.status, many.error_fields, b"100 columns" in many.content) == (400, ["interval"], True)


def test_json_and_files_have_the_same_cells(company: Company, budget: Budget) -> None:
    client = Client(owner_of(company))
    query = {"budget_id": str(budget.pk), "end_date": "2026-02-28"}
    answer = client.get("/reports/budget-vs-actual", **query)
    (row,) = [row for row in answer.json["rows"] if row["code"] == "6200"]
    assert row["amounts"] == [Decimal("75.50"), 0, Decimal("-75.50"), None]
    assert row["figures"][0] == row["lines"]
    assert row["figures"][1:] == [None] * 3
    file = client.get("/reports/budget-vs-actual", format="csv", **query)
    assert b",75.50,0.00,-75.50,\r\n" in file.content
    for style in ("xlsx", "pdf"):
        assert client.get("/reports/budget-vs-actual", format=style, **query).status == 200
