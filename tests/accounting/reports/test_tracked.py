"""Reports of lines with options of tracking categories, in random books: their parts add up to the whole."""

import copy
import csv
import datetime
import io
from collections import defaultdict
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from django.utils import timezone

from accounting.ledger import journal, tracking, tracking_categories
from accounting.ledger.tracking import Tracking
from accounting.models import Company, JournalLine, TrackingCategory, TrackingOption
from accounting.reports import (
    balance_sheet,
    general_ledger,
    journal_report,
    known,
    profit_and_loss,
    sums,
    trial_balance,
)
from accounting.reports.columns import PERCENTS, Compare, Interval
from accounting.reports.known import Known
from accounting.reports.profit_and_loss import Basis
from accounting.reports.sheet import to_csv
from accounting.reports.table import Table
from tests.accounting.reports.test_reports import drilled
from tests.client import Client
from tests.factories import (
    account,
    line,
    make_approved_bill,
    make_company,
    make_customer,
    make_payment,
    make_sent_invoice,
    make_tracking_category,
    options_of,
    owner_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]
D = Decimal
FIRST, LAST = datetime.date(2025, 10, 1), datetime.date(2026, 4, 30)
SPANS = [
    {"start_date": datetime.date(2026, 1, 1), "end_date": datetime.date(2026, 3, 31)},
    {"start_date": datetime.date(2026, 1, 9), "end_date": datetime.date(2026, 2, 17)},
]
CODES = ("1000", "1500", "4000", "4900", "6100", "6300")
NOBODY = "01900000-0000-7000-8000-000000000000"


class Books(NamedTuple):
    company: Company
    categories: list[UUID]
    options: list[list[UUID]]
    halfway: Known


@pytest.fixture(scope="module")
def kept_books(keep: Any) -> Books:
    return keep(make_books)


@pytest.fixture
def books(kept_books: Books, db: None) -> Books:
    return copy.deepcopy(kept_books)


def make_books() -> Books:
    """Return books with the departments A, B and C and the projects X and Y, and what was known halfway."""
    company, random = make_company(), Random(7)
    customer = make_customer(company)
    categories = [make_tracking_category(company, *names) for names in (("A", "B", "C"), ("X", "Y"))]
    options = [options_of(category) for category in categories]

    def some() -> list[UUID]:
        return [random.choice(of) for of in options if random.random() < 0.5]

    def day() -> datetime.date:
        return FIRST + datetime.timedelta(days=random.randrange((LAST - FIRST).days))

    def post(count: int) -> None:
        entries: list[Any] = []
        for _ in range(count):
            amount = D(random.randrange(1, 10_000)) / 100
            lines = [
                {"account_id": account(company, random.choice(CODES)).id, "tracking": some(), "contact_id": who}
                | {"debit": amount * place, "credit": amount * (1 - place)}
                for place, who in enumerate((None, customer.pk))
            ]
            entries.append({"date": day(), "lines": lines})
        journal.create_many(company, by=owner_of(company), entries=entries)
        for make, kind in ((make_sent_invoice, "invoice"), (make_approved_bill, "bill")):
            lines = [
                line(company, f"{random.randrange(1, 99)}.35", code=CODES[place], tracking=some())
                for place in (2, 5, 4)
            ]
            document = make(company, lines=lines, issue_date=datetime.date(2026, 1, random.randrange(1, 31)))
            part = [{f"{kind}_id": document.pk, "amount": D("20.01")}]
            make_payment(
                company,
                "20.01",
                contact=document.contact,
                date=datetime.date(2026, 2, random.randrange(1, 28)),
                allocations=part,
            )

    post(50)
    halfway = known.now(company)
    post(20)
    return Books(company, [category.pk for category in categories], options, halfway)


def tables(company: Company, span: dict[str, datetime.date], **given: Any) -> dict[str, Table]:
    """Return the reports that can be of some options, in their variants."""
    prior, monthly = {"compare": Compare.PRIOR_PERIOD, "variance": True}, {"interval": Interval.MONTH}
    return {
        "profit and loss": profit_and_loss.report(company, **span, **prior, percent_of_revenue=True, **given),
        "by month": profit_and_loss.report(company, **span, **monthly, compare=Compare.PRIOR_YEAR, **given),
        "on a cash basis": profit_and_loss.report(company, **span, **monthly, basis=Basis.CASH, **given),
        "balance sheet": balance_sheet.report(company, as_of=span["end_date"], **prior, **given),
        "balances by month": balance_sheet.report(
            company, as_of=span["end_date"], start_date=span["start_date"], **monthly, **given
        ),
        "trial balance": trial_balance.report(company, **span, **given),
    }


def cells(table: Table) -> dict[tuple[Any, ...], Decimal]:
    """Return the amounts that are not zero, by row and column. A trial balance has debits less credits."""
    found: defaultdict[tuple[Any, ...], Decimal] = defaultdict(D)
    for row in table.rows:
        for place, (column, amount) in enumerate(zip(table.columns, row.amounts, strict=False)):
            if column.kind not in PERCENTS and amount is not None:
                is_trial = table.report == "trial_balance"
                found[row.type, row.key, row.account_id, place // 2 if is_trial else place] += (
                    -amount if is_trial and place % 2 else amount
                )
    return {name: amount for name, amount in found.items() if amount}


def together(parts: list[Table]) -> dict[tuple[Any, ...], Decimal]:
    found: defaultdict[tuple[Any, ...], Decimal] = defaultdict(D)
    for part in parts:
        for name, amount in cells(part).items():
            found[name] += amount
    return {name: amount for name, amount in found.items() if amount}


@pytest.mark.parametrize("is_known", [False, True])
def test_the_reports_of_each_option_and_of_none_add_up_to_the_whole(books: Books, is_known: bool) -> None:
    company, at = books.company, {"known": books.halfway} if is_known else {}
    for category, options in zip(books.categories, books.options, strict=True):
        chosen = [tracking.chosen(company, [id]) for id in options] + [tracking.chosen(company, [], [category])]
        for span in SPANS:
            parts = [tables(company, span, tracking=one, **at) for one in chosen]
            for name, table in tables(company, span, **at).items():
                assert together([part[name] for part in parts]) == cells(table), (name, span)
                assert all(cells(part[name]) for part in parts), name


@pytest.mark.parametrize("is_known", [False, True])
def test_columns_by_option_add_up_and_each_is_the_report_of_its_lines(books: Books, is_known: bool) -> None:
    company, at = books.company, {"known": books.halfway} if is_known else {}
    filters = [
        None,
        tracking.chosen(company, books.options[1]),
        tracking.chosen(company, books.options[0][:2]),
        tracking.chosen(company, [], books.categories[1:]),
    ]
    for span, of in zip(SPANS * 2, filters, strict=True):
        shown = books.options[0][:2] if of is filters[2] else books.options[0]
        parts = [(of or Tracking()).with_option(books.categories[0], id) for id in shown]
        parts.append((of or Tracking()).without_category(books.categories[0], books.options[0]))
        alone, split = plain(company, span, tracking=of, **at), plain(company, span, tracking=of, by=books, **at)
        filtered = [plain(company, span, tracking=part, **at) for part in parts]
        for name, table in split.items():
            assert [column.key for column in table.columns] == [*map(str, shown), "not_tracked", "total"]
            for place, one in enumerate([*filtered, alone]):
                assert of_column(table, place) == closing_cells(one[name]), (name, place)
            assert all(sum(row.amounts[:-1], D(0)) == row.amounts[-1] for row in table.rows if row.amounts), name


def plain(
    company: Company, span: dict[str, datetime.date], *, by: Books | None = None, **given: Any
) -> dict[str, Table]:
    """Return the reports of one column, or of those by the first category."""
    given |= {"columns_by": by.categories[0]} if by else {}
    return {
        "profit and loss": profit_and_loss.report(company, **span, **given),
        "on a cash basis": profit_and_loss.report(company, **span, basis=Basis.CASH, **given),
        "balance sheet": balance_sheet.report(company, as_of=span["end_date"], **given),
        "trial balance": trial_balance.report(company, **span, **given),
    }


def of_column(table: Table, place: int) -> dict[tuple[Any, ...], Decimal]:
    found = {(row.type, row.key, row.account_id): row.amounts[place] for row in table.rows if row.amounts}
    return {name: amount for name, amount in found.items() if amount}


def closing_cells(table: Table) -> dict[tuple[Any, ...], Decimal]:
    """Return the cells of the only column, or the closing balances of a trial balance."""
    last = 2 if table.report == "trial_balance" else 0
    return {tuple(name): amount for (*name, place), amount in cells(table).items() if place == last}


def test_archived_options_have_a_column_if_they_have_amounts(books: Books) -> None:
    company, category = books.company, TrackingCategory.objects.get(pk=books.categories[0])
    given: Any = [
        {"id": books.options[0][2], "is_active": False},
        {"name": "=Idle"},
        {"name": "Old", "is_active": False},
    ]
    tracking_categories.update(category, by=owner_of(company), options=given)
    table = profit_and_loss.report(company, **SPANS[0], columns_by=category.pk, percent_of_revenue=True)
    labels = [column.label for column in table.columns]
    assert labels[:6] == ["A", "B", "C", "=Idle", "Not tracked", "Total"]
    assert len({column.key for column in table.columns}) == 12
    assert to_csv(table.sheet()).splitlines()[0].startswith("Type,Code,Name,A,B,C,'=Idle,Not tracked,Total,")
    assert not any(row.amounts[3] for row in table.rows if row.amounts)


def test_an_archived_option_of_assets_alone_has_a_column_in_the_profit_and_loss_too() -> None:
    company = make_company()
    category = make_tracking_category(company, "A", "B")
    (first, second), by = options_of(category), owner_of(company)
    lines = [
        {"account_id": account(company, code).id, "tracking": of, **sides}
        for code, of, sides in (
            ("1000", [second], {"debit": D(5), "credit": D(0)}),
            ("4000", [], {"debit": D(0), "credit": D(5)}),
        )
    ]
    journal.create_many(company, by=by, entries=[{"date": FIRST, "lines": lines}])
    options: Any = [{"id": first}, {"id": second, "is_active": False}]
    tracking_categories.update(category, by=by, options=options)
    table = profit_and_loss.report(company, start_date=FIRST, end_date=LAST, columns_by=category.pk)
    assert [column.label for column in table.columns] == ["A", "B", "Not tracked", "Total"]


@pytest.mark.parametrize("few", [1, 2000])
def test_a_report_at_a_moment_is_the_one_that_was_stored_then(
    books: Books, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of the books later: the same months were posted to again. Entries are counted, or too few for that."""
    monkeypatch.setattr(sums, "FEW_ENTRIES", few)
    company, (options, others) = books.company, books.options
    chosen = [tracking.chosen(company, options[:2]), tracking.chosen(company, others[:1], books.categories[:1])]
    moments = []
    for _ in range(2):
        kept = [shown(tables(company, span, tracking=one)) for span in SPANS for one in chosen]
        moments.append((timezone.now(), kept))
        lines = [
            {"account_id": account(company, code).id, "tracking": [options[0], others[0]], **sides}
            for code, sides in (("1000", {"debit": D(5), "credit": D(0)}), ("4000", {"debit": D(0), "credit": D(5)}))
        ]
        days = [datetime.date(2026, 2, 3), datetime.date(2026, 1, 20)] * 50
        journal.create_many(company, by=owner_of(company), entries=[{"date": day, "lines": lines} for day in days])
    for moment, kept in moments:
        at = known.at(company, moment)
        assert [shown(tables(company, span, tracking=one, known=at)) for span in SPANS for one in chosen] == kept


def shown(made: dict[str, Table]) -> list[Any]:
    return [(table.columns, table.rows, table.totals) for table in made.values()]


def test_amounts_are_those_of_the_lines(books: Books) -> None:
    company, (first, second) = books.company, books.options
    for ids, without in (
        (first[:1], ()),
        (first[:2], ()),
        ([first[0], *second], ()),
        (second[:1], books.categories[:1]),
        ((), books.categories[:1]),
        ((), books.categories),
    ):
        of = tracking.chosen(company, ids, without)
        expected: defaultdict[UUID, Decimal] = defaultdict(D)
        excluded = {
            option
            for category, group in zip(books.categories, (first, second), strict=True)
            for option in group
            if category in without
        }
        posted = JournalLine.objects.filter(company=company, entry__date__range=(*SPANS[1].values(),))
        for one in posted.filter(account__type__in=("revenue", "expense")).select_related("account"):
            own = set(one.tracking or ())
            wanted = [set(ids) & set(group) for group in books.options]
            if all(not group or group & own for group in wanted) and not own & excluded:
                expected[one.account_id] += (one.debit - one.credit) * (1 if one.account.type == "expense" else -1)
        table = profit_and_loss.report(company, **SPANS[1], tracking=of)
        found = {row.account_id: row.amounts[0] for row in table.rows if row.account_id}
        assert found == {account_id: amount for account_id, amount in expected.items() if amount}
        assert found


def closing_of(company: Company, span: dict[str, datetime.date], of: Tracking | None) -> None:
    """The lines of a ledger lead to its closing balances, which are those of the trial balance."""
    closing: dict[UUID, Decimal] = {}
    running = D(0)
    ledger = general_ledger.report(company, **span, tracking=of)
    rows = list(ledger.rows)
    assert [ledger.has_more_than(most) for most in (len(rows) - 1, len(rows))] == [True, False]
    for row in rows:
        if row["type"] == "line":
            running += row["debit"] - row["credit"]
        elif row["type"] == "opening":
            running = row["balance"]
        else:
            closing[row["account_id"]] = row["balance"]
        assert row["balance"] == running
    trial = trial_balance.report(company, **span, tracking=of)
    assert closing == {row.account_id: row.amounts[4] - row.amounts[5] for row in trial.rows if row.account_id}
    assert closing


def test_the_ledger_of_some_options_has_their_lines(books: Books) -> None:
    company, (first, second) = books.company, books.options
    for of in (tracking.chosen(company, first[:2]), tracking.chosen(company, first, books.categories[1:])):
        for span in SPANS:
            closing_of(company, span, of)
        rows = [row for row in general_ledger.report(company, **SPANS[0], tracking=of).rows if row["type"] == "line"]
        assert rows
        assert all(set(row["tracking"]) & set(first) for row in rows)
        who = next(row["contact_id"] for row in rows if row["contact_id"])
        of_contact = general_ledger.report(company, **SPANS[0], tracking=of, contact_id=who).rows
        found = [row for row in of_contact if row["type"] == "line"]
        assert [row["line_id"] for row in found] == [row["line_id"] for row in rows if row["contact_id"] == who]
    assert second[0] not in {option for row in rows for option in row["tracking"]}


def test_figures_lead_to_lines_that_add_up_to_them(books: Books) -> None:
    (a, b, _), (x, _) = books.options
    days, early = {"start_date": "2026-01-09", "end_date": "2026-01-27"}, {"as_of": "2025-11-20"}
    for report, given in (
        ("profit-loss", days | {"tracking": f"{a},{b}", "compare": "prior_year"}),
        ("balance-sheet", early | {"tracking": f"{x}", "not_tracked": f"{books.categories[0]}"}),
        ("trial-balance", days | {"tracking": f"{a},{x}"}),
        ("profit-loss", days | {"columns_by": f"{books.categories[0]}", "tracking": f"{x}"}),
        ("balance-sheet", early | {"columns_by": f"{books.categories[1]}"}),
        ("trial-balance", days | {"columns_by": f"{books.categories[1]}"}),
    ):
        found = list(drilled(books.company, report, **given))
        assert len(found) > 3
        assert [one for one in found if one[1] != one[2]] == [], report


def test_files_and_lists_say_which_lines_they_count(books: Books) -> None:
    client, (options, _) = Client(owner_of(books.company)), books.options
    of = {"tracking": f"{options[0]},{options[1]}", "not_tracked": f"{books.categories[1]}"}
    names = [str(TrackingCategory.objects.get(pk=id)) for id in books.categories]
    for path in ("profit-loss", "balance-sheet", "trial-balance", "general-ledger"):
        answer = client.get(f"/reports/{path}", **of)
        assert answer.json["title"].endswith(f" ({names[0]}: A or B; no {names[1]})"), answer
        for style in ("csv", "xlsx", "pdf"):
            assert client.get(f"/reports/{path}", format=style, **of).status == 200
    cash = client.get("/reports/profit-loss", basis="cash", columns_by=f"{books.categories[0]}", **of)
    assert cash.json["title"].startswith("Profit and loss on a cash basis (")
    assert [column["label"] for column in cash.json["columns"]] == ["A", "B", "Not tracked", "Total"]
    assert not any(row["lines"] or any(row["figures"]) for row in cash.json["rows"])


@pytest.mark.parametrize("report", [general_ledger.report, journal_report.report])
def test_files_of_lines_name_the_options_of_each(books: Books, report: Any) -> None:
    unused = make_tracking_category(books.company, "Nobody")
    named = dict(TrackingOption.objects.filter(company=books.company).values_list("id", "name"))
    lines = [row["tracking"] for row in report(books.company, **SPANS[0], limit=10_000).rows if row["type"] == "line"]
    wanted = [[next((named[id] for id in ids if id in of), "") for of in books.options] for ids in lines]
    assert {len(ids) for ids in lines} == {0, 1, 2}
    head, *rows = csv.reader(io.StringIO(to_csv(report(books.company, **SPANS[0]).sheet())))
    assert head[-2:] == [str(TrackingCategory.objects.get(pk=id)) for id in books.categories]
    assert unused.name not in head
    assert [row[-2:] for row in rows if row[0] == "line"] == wanted
    assert {tuple(row[-2:]) for row in rows if row[0] != "line"} == {("", "")}


def test_lines_of_the_journal_have_the_ids_of_their_options(books: Books) -> None:
    days = {name: f"{day}" for name, day in SPANS[0].items()}
    answer = Client(owner_of(books.company)).get("/reports/journal", **days)
    rows = [row for row in answer.json["rows"] if row["type"] == "line"]
    kept = {str(id): tracking for id, tracking in JournalLine.objects.values_list("id", "tracking")}
    assert any(row["tracking"] for row in rows)
    for row in rows:
        assert row["tracking"] == [str(id) for id in kept[row["line_id"]] or ()]


def test_what_reports_refuse(books: Books) -> None:
    client, (options, _), other = Client(owner_of(books.company)), books.options, make_company()
    abroad = make_tracking_category(other)
    for path in ("profit-loss", "balance-sheet", "trial-balance", "general-ledger"):
        for query, field in (
            ({"tracking": NOBODY}, "tracking"),
            ({"tracking": f"{options[0]},{options_of(abroad)[0]}"}, "tracking"),
            ({"tracking": "A"}, "tracking[0]"),
            ({"tracking": ",".join(51 * [str(options[0])])}, "tracking"),
            ({"not_tracked": NOBODY}, "not_tracked"),
            ({"not_tracked": f"{abroad.pk}"}, "not_tracked"),
            ({"not_tracked": f"{options[0]}"}, "not_tracked"),
        ):
            answer = client.get(f"/reports/{path}", **query)
            assert (answer.status, answer.error_fields) == (400, [field]), (path, query, answer)
    month = {"start_date": "2026-01-01", "end_date": "2026-01-31", "columns_by": f"{books.categories[0]}"}
    many = make_tracking_category(books.company, *(f"Shop {number}" for number in range(59)))
    for more in (
        {"columns_by": NOBODY},
        {"columns_by": f"{abroad.pk}"},
        {"columns_by": f"{options[0]}"},
        {"columns_by": f"{many.pk}"},
        {"interval": "month", "end_date": "2026-02-28"},
        {"compare": "prior_year"},
    ):
        answer = client.get("/reports/profit-loss", **month | more)
        assert (answer.status, answer.error_fields) == (400, ["columns_by"]), (more, answer)
    few = {"columns_by": f"{many.pk}", "tracking": ",".join(map(str, options_of(many)[:3]))}
    assert len(client.get("/reports/profit-loss", **month | few).json["columns"]) == 5
    for path in ("cash-flow", "changes-in-equity", "journal", "tax-summary"):
        assert client.get(f"/reports/{path}", tracking=f"{options[0]}").status == 400
