"""The reports tie to each other and to the lines, at any date, in random books. A test's name has its seed."""

import datetime
import json
from dataclasses import asdict
from decimal import Decimal
from itertools import groupby
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounting.ledger import fiscal_years, periods
from accounting.ledger.dates import DAY
from accounting.models import MONEY_SUBTYPES, Budget, Company, Contact, ContactKind, JournalLine
from accounting.reports import (
    aged,
    balance_sheet,
    budget_vs_actual,
    cash_flow,
    changes_in_equity,
    contact_statement,
    general_ledger,
    journal_report,
    known,
    profit_and_loss,
    sums,
    tax_summary,
    trial_balance,
    unrealised,
)
from accounting.reports.columns import Compare, Interval
from accounting.reports.listing import Listing
from accounting.reports.profit_and_loss import Basis
from foundation.statements import fetch
from tests.accounting.reports.books import balance, play, some_days
from tests.factories import make_budget, make_company
from tests.nightly import one_in
from tests.simulator import steps
from tests.simulator.steps import Player, sequence

pytestmark = pytest.mark.django_db
D = Decimal
SEEDS = one_in(2, [1, 2])
START = datetime.date(2026, 1, 1)
MEASURES = (sums.DEBITS, sums.NET_WITHOUT_CLOSING, sums.CREDITS_WITHOUT_CLOSING)
LEAP_DAY = datetime.date(2024, 2, 29)


@pytest.mark.parametrize("seed", SEEDS)
def test_reports_tie_to_each_other_on_any_day(seed):
    player = play(seed)
    contacts = [*player.customers, *player.vendors]
    assert JournalLine.objects.filter(company=player.company).count() > 50
    for day in some_days(seed):
        check_aged(player.company, day)
        for start in {START, day.replace(day=1), day}:
            check_ledger(player.company, day, start)
            check_statements(player.company, day, start)
            check_taxes(player.company, day, start)
            check_spans(player.company, day, start)
        for contact in contacts:
            check_ledger_of(contact, day, min(day, START + 40 * DAY))
            check_statement(contact, day, max(START, day - 60 * DAY))


def rows_of(listing: Listing) -> list[Any]:
    """Return the rows, of which the listing knows beforehand how many there are."""
    rows = list(listing.rows)
    assert [listing.has_more_than(most) for most in (len(rows) - 1, len(rows))] == [True, False]
    return rows


def check_ledger(company: Company, day: datetime.date, start: datetime.date) -> None:
    """The general ledger closes where the trial balance does, and its lines add up to that.

    What was earned before the fiscal year of the day is in the ledger of its days, and not in the trial balance.
    """
    rows = rows_of(general_ledger.report(company, start_date=start, end_date=day))
    trial = trial_balance.report(company, start_date=start, end_date=day)
    found = {row["account_id"]: row for row in rows if row["type"] == "closing"}
    opening = {row["account_id"]: row["balance"] for row in rows if row["type"] == "opening"}
    expected = {row.account_id: row.amounts for row in trial.rows if row.account_id}
    earned = company.accounts.filter(type__in=("revenue", "expense")).values_list("id", flat=True)
    before = set(earned) if start < company.fiscal_year_start(day) else set()
    assert found.keys() == opening.keys() >= expected.keys() >= found.keys() - before
    for account_id, row in found.items():
        amounts = expected.get(account_id, [D(0)] * 6)
        assert row["balance"] == amounts[4] - amounts[5]
        if account_id not in before:
            assert opening[account_id] == amounts[0] - amounts[1]
            assert (row["debit"], row["credit"]) == amounts[2:4]
    check_running(company, rows)


def check_running(company: Company, rows: list[Any]) -> None:
    """Each balance is the one before with the line, and the last is that of the closing row. What is earned begins at
    zero in each fiscal year."""
    types = dict(company.accounts.values_list("id", "type"))
    for account_id, group in groupby(rows, lambda row: row["account_id"]):
        opening, *lines, closing = group
        assert (opening["type"], closing["type"]) == ("opening", "closing")
        running, year = opening["balance"], company.fiscal_year_start(opening["date"])
        for line in [*lines, closing]:
            if types[account_id] in ("revenue", "expense") and year != company.fiscal_year_start(line["date"]):
                running, year = D(0), company.fiscal_year_start(line["date"])
            if line is not closing:
                running += line["debit"] - line["credit"]
                assert line["entry_id"]
            assert line["balance"] == running
        assert [(line["date"], line["entry_number"]) for line in lines] == sorted(
            (line["date"], line["entry_number"]) for line in lines
        )


def control_of(contact: Contact) -> str:
    return f"accounts_{'receivable' if contact.kind == 'customer' else 'payable'}"


def check_ledger_of(contact: Contact, day: datetime.date, start: datetime.date) -> None:
    company = contact.company
    control = company.accounts.get(system_role=control_of(contact))
    rows = rows_of(general_ledger.report(company, start_date=start, end_date=day, contact_id=contact.id))
    check_running(company, rows)
    for row in rows:
        if row["type"] == "closing" and row["account_id"] == control.id:
            assert row["balance"] == balance(company, day, contact=contact, account=control)
        if row["type"] == "line":
            assert row["contact_id"] == contact.id


def check_aged(company: Company, day: datetime.date) -> None:
    """Aged items add up to the control accounts. Without them the rows of contacts are the same."""
    for report, role, sign in ((aged.receivables, "accounts_receivable", 1), (aged.payables, "accounts_payable", -1)):
        for by in aged.By:
            rows = list(report(company, as_of=day, by=by, buckets=(10, 45), items=True).rows)
            check_sums(rows)
            assert list(report(company, as_of=day, by=by, buckets=(10, 45)).rows) == [
                row for row in rows if row["type"] != "item"
            ]
            assert rows[-1]["amounts"][-1] == sign * balance(company, day, account__system_role=role)


def check_statements(company: Company, day: datetime.date, start: datetime.date) -> None:
    """The balance sheet balances; profit is the change in equity but for what owners did; cash flow is that of cash."""
    span = {"start_date": start, "end_date": day}
    before, after = (balance_sheet.report(company, as_of=one).totals for one in (start - DAY, day))
    assert after["assets"] == after["liabilities_and_equity"]
    assert after["net_assets"] == after["equity"]
    assert after["working_capital"][0] == after["current_assets"][0] - after["current_liabilities"][0]
    profit = profit_and_loss.report(company, **span).totals["net_profit"][0]
    opening, earned, moved, closed, left = changes_in_equity.report(company, **span).totals["equity"]
    assert (opening, left) == (before["equity"][0], after["equity"][0])
    assert (earned, closed) == (profit, 0)
    assert left - opening == profit + moved
    flow = cash_flow.report(company, **span, interval=Interval.MONTH)
    cash = {"account__subtype__in": MONEY_SUBTYPES}
    first, last = balance(company, start - DAY, **cash), balance(company, day, **cash)
    assert flow.totals["change_in_cash"][-1] == last - first
    assert (flow.totals["opening_cash"][0], flow.totals["closing_cash"][-1]) == (first, last)
    for row in flow.rows:
        if row.key == "net_profit":
            assert row.amounts[-1] == profit
    journal = rows_of(journal_report.report(company, **span))
    total = trial_balance.report(company, **span).totals["total"]
    for place, side in ((2, "debit"), (3, "credit")):
        assert sum(row[side] for row in journal[:-1]) == journal[-1][side] == total[place]


def check_taxes(company: Company, day: datetime.date, start: datetime.date) -> None:
    """The summary's boxes are those of a return, and its taxes all that moved the tax accounts but for payments."""
    rows = list(tax_summary.report(company, start_date=start, end_date=day).rows)
    at = known.at(company, timezone.now())  # at a moment it reads the lines
    assert rows == list(tax_summary.report(company, start_date=start, end_date=day, known=at).rows)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tax_figures(%s, %s, %s)", [company.pk, start, day])
        figures = json.loads(cursor.fetchone()[0])
    for row in rows:
        if row["type"] in ("tax_rate", "box"):
            behind = tax_summary.report(company, items=True, **asdict(row["lines"])).rows
            assert sum(line["amount"] for line in behind if line["type"] == "line") == row["amount"]
    boxes = {row["box"]: row["amount"] for row in rows if row["type"] == "box"}
    assert boxes == {box["box"]: D(box["amount"]) for box in figures["boxes"]}
    (due,) = [row["amount"] for row in rows if row["type"] == "tax_due"]
    (behind,) = [row["lines"] for row in rows if row["type"] == "tax_due"]
    listed = list(tax_summary.report(company, items=True, **asdict(behind)).rows)
    signs = {"sales_tax": 1, "purchase_tax": -1}
    assert sum(signs[row["kind"]] * row["amount"] for row in listed if row["type"] == "line") == due
    assert [row["amount"] for row in listed if row["type"] == "tax_due"] == [due]
    accounts = [row for row in rows if row["type"] == "account"]
    assert due == D(figures["tax_due"]) == -sum(row["tax"] for row in accounts)
    for row in accounts:
        where = {"account": row["account_id"]}
        untaxed = where | {"tax_rate": None}
        assert row["opening"] == balance(company, start - DAY, **where)
        assert row["closing"] == balance(company, day, **where) == row["opening"] + row["tax"] + row["other"]
        assert row["other"] == balance(company, day, **untaxed) - balance(company, start - DAY, **untaxed)


def check_sums(rows: list[Any]) -> None:
    """The amounts of documents add up to those of their contact, and these to the total; ages to what is owed."""
    items = [row for row in rows if row["type"] == "item"]
    contacts = [row for row in rows if row["type"] == "contact"]
    for row in contacts:
        own = [item for item in items if (item["contact_id"], item["currency"]) == (row["contact_id"], row["currency"])]
        for name in ("amounts", "currency_amounts"):
            assert row[name] == [sum(column) for column in zip(*(item[name] for item in own), strict=True)]
    assert rows[-1]["amounts"] == [
        sum(column) for column in zip(*(row["amounts"] for row in contacts), strict=True)
    ] or [D(0)] * len(rows[-1]["amounts"])
    for row in rows:
        *ages, owed, credit, left = row["amounts"]
        assert sum(ages) == owed
        assert owed >= 0 >= credit
        assert owed + credit == left


def statement_of(contact: Contact, **given: Any) -> Listing:
    return contact_statement.report(contact.company, ContactKind(contact.kind), contact.id, **given)


def check_statement(contact: Contact, day: datetime.date, start: datetime.date) -> None:
    company, sign = contact.company, 1 if contact.kind == "customer" else -1
    rows = list(statement_of(contact, start_date=start, end_date=day).rows)
    of_contact = {"contact": contact, "account__system_role": control_of(contact)}
    assert sum(row["base_balance"] for row in rows if row["type"] == "closing") == sign * balance(
        company, day, **of_contact
    )
    assert sum(row["base_balance"] for row in rows if row["type"] == "opening") == sign * balance(
        company, start - DAY, **of_contact
    )
    for _, group in groupby(rows, lambda row: row["currency"]):
        opening, *lines, closing = group
        running = opening["balance"]
        for line in lines:
            running += line["charge"] - line["payment"]
            assert line["balance"] == running
        assert closing["balance"] == running == closing["ageing"][-1]


def stored(
    company: Company, contacts: list[Contact], day: datetime.date, first: datetime.date, **given: Any
) -> list[Any]:
    """All reports on a day, each with all it can be asked for: what JSON has of them, and the cells of their files."""
    span = {"start_date": first, "end_date": day} | given
    compared = {"compare": Compare.PRIOR_YEAR, "variance": True}
    tables = [
        trial_balance.report(company, **span),
        profit_and_loss.report(company, **span, **compared, interval=Interval.QUARTER, percent_of_revenue=True),
        profit_and_loss.report(company, **span, **compared, basis=Basis.CASH, percent_of_revenue=True),
        balance_sheet.report(company, as_of=day, start_date=first, interval=Interval.QUARTER, **compared, **given),
        cash_flow.report(company, **span, **compared, interval=Interval.QUARTER),
        changes_in_equity.report(company, **span),
    ]
    tables += [
        budget_vs_actual.report(company, budget_id=budget.pk, interval=Interval.QUARTER, **given)
        for budget in Budget.objects.filter(company=company)
    ]
    listings = [
        general_ledger.report(company, **span),
        journal_report.report(company, **span),
        tax_summary.report(company, **span | {"start_date": max(first, day - 365 * DAY)}),
        *(
            report(company, as_of=day, items=True, **given)
            for report in (aged.receivables, aged.payables, unrealised.report)
        ),
        *(statement_of(contact, **span) for contact in contacts),
    ]
    found: list[Any] = [(table.columns, table.rows, table.totals, list(table.sheet().rows)) for table in tables]
    for listing in listings:
        listing.rows = list(listing.rows)
        cells = [{name: cell for name, cell in row.items() if name != "lines"} for row in listing.rows]
        found.append((cells, listing.totals, list(listing.sheet().rows)))
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_a_report_at_a_moment_is_the_one_that_was_stored_then(seed, monkeypatch):
    """The books go on afterwards, also with earlier dates: the same months are posted to again."""
    monkeypatch.setattr(sums, "FEW_ENTRIES", 1)  # so that entries are counted on both sides of the moment
    player = play(seed, 40)
    company, contacts = player.company, [*player.customers, *player.vendors]
    make_budget(company)
    days = some_days(seed, 2)
    kept = [(timezone.now(), [stored(company, contacts, day, START) for day in days])]
    for more in (10, 20):
        for step in sequence(seed + more, 25):
            player.play(step)
        kept.append((timezone.now(), [stored(company, contacts, day, START) for day in days]))
    assert all(before != after for before, after in zip(kept[0][1][-1], kept[-1][1][-1], strict=True))
    for moment, reports in kept:
        at = known.at(company, moment)
        for day, report in zip(days, reports, strict=True):
            assert stored(company, contacts, day, START, known=at) == report
    assert known.at(company, timezone.now()).number == known.now(company).number
    assert known.at(company, datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)).number == 0


class LeapYear(Player):
    """Plays from September 2023 to June 2024, often on the last days of February and of March."""

    def day(self, random: Random) -> tuple[datetime.date, str | bool]:
        day = datetime.date(2023, 9, 1) + random.randrange(300) * DAY
        return random.choice([day, day, LEAP_DAY, LEAP_DAY + 31 * DAY]), False

    def _close(self, random: Random) -> None: ...

    def _reopen(self, random: Random) -> None: ...


def check_spans(company: Company, day: datetime.date, start: datetime.date) -> None:
    """The sums of spans are those of their segments, also where spans overlap, are empty or begin inside of months."""
    middle = start + (day - start) / 2
    days = sorted({start, middle, day + DAY})
    bounds = [None, *days]
    spans = [(measure, a, b) for i, a in enumerate(bounds) for b in bounds[max(i, 1) :] for measure in MEASURES]
    last = known.now(company).number
    for moment in (None, *(known.Known(last * part // 4, None, last) for part in range(5))):
        moved = sums.between(company, days, *MEASURES, from_the_beginning=True, known=moment)
        found = {
            id: amounts
            for id, *amounts in fetch(*sums.of_spans(company, spans, "id", known=moment))
            if amounts[0] is not None
        }
        assert found == {
            id: [
                sum((sides[MEASURES.index(measure)] for sides in segments[bounds.index(a) : bounds.index(b)]), D(0))
                for measure, a, b in spans
            ]
            for id, segments in moved.items()
        }


def check_columns(company: Company, day: datetime.date, start: datetime.date) -> None:
    """Each column is the report of its own days, and intervals add up to their total."""
    asked: dict[str, Any] = {"start_date": start, "interval": Interval.QUARTER, "compare": Compare.PRIOR_YEAR}
    for basis in Basis:
        table = profit_and_loss.report(company, end_date=day, basis=basis, **asked)
        for place, column in enumerate(table.columns):
            span = {"start_date": column.start_date, "end_date": column.end_date}
            alone = profit_and_loss.report(company, basis=basis, **span)
            assert {key: cells[place] for key, cells in table.totals.items()} == {
                key: cells[0] for key, cells in alone.totals.items()
            }
        whole = next(i for i, column in enumerate(table.columns) if column.kind == "total")
        for row in table.rows:
            assert not row.amounts or sum(row.amounts[:whole], D(0)) == row.amounts[whole]
    months = {"start_date": start.replace(day=1), "end_date": day.replace(day=1) - DAY}
    by_month = profit_and_loss.report(company, interval=Interval.MONTH, **months).totals
    whole_months = profit_and_loss.report(company, **months).totals
    assert {key: (cells[-1], sum(cells[:-1])) for key, cells in by_month.items()} == {
        key: (cell, cell) for key, (cell,) in whole_months.items()
    }
    table = balance_sheet.report(company, as_of=day, **asked)
    for place, column in enumerate(table.columns):
        end, totals = column.end_date, {key: cells[place] for key, cells in table.totals.items()}
        alone = balance_sheet.report(company, as_of=end).totals
        assert totals == {key: cells[0] for key, cells in alone.items()}
        year = {"start_date": company.fiscal_year_start(end), "end_date": end}
        assert totals["current_earnings"] == profit_and_loss.report(company, **year).totals["net_profit"][0]
        trial = trial_balance.report(company, start_date=end, end_date=end)
        earlier = [row.amounts[5] - row.amounts[4] for row in trial.rows if row.key == "earlier_earnings"]
        assert totals["earlier_earnings"] == sum(earlier, D(0))
        for report, key in ((aged.receivables, "customer_credits"), (aged.payables, "vendor_credits")):
            shown = [row.amounts[place] for row in table.rows if row.key == key]
            assert sum(shown, D(0)) == -list(report(company, as_of=end).rows)[-1]["amounts"][-2]


@pytest.mark.parametrize("month", one_in(2, [7, 4]))
def test_they_tie_in_years_that_begin_in_any_month_over_a_leap_day_and_a_closed_year(month, monkeypatch):
    monkeypatch.setattr(steps, "LATE", datetime.date(2024, 8, 15))
    player = LeapYear(make_company(fiscal_year_start_month=month))
    for step in sequence(month, 30):
        player.play(step)
    company = player.company
    for is_closed in (False, True):
        if is_closed:
            last = company.fiscal_year_start(datetime.date(2024, 8, 15)) - DAY
            for period in company.periods.filter(end_date__lte=last).order_by("start_date"):
                periods.close(period, by=None)
            for year in company.fiscal_years.filter(end_date__lte=last).order_by("start_date"):
                fiscal_years.close(year, by=player.by, closing_entry=True)
            assert company.entries.filter(entry_type="closing").exists()
        for day in (LEAP_DAY, datetime.date(2024, 8, 20)):
            start = day - 200 * DAY
            check_aged(company, day)
            check_ledger(company, day, start)
            check_statements(company, day, start)
            check_taxes(company, day, start)
            check_spans(company, day, start)
            check_columns(company, day, start)
