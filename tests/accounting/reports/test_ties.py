"""The reports tie to each other and to the lines, at any date, in random books. A test's name has its seed."""

import datetime
import json
from decimal import Decimal
from itertools import groupby
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounting.models import MONEY_SUBTYPES, Company, Contact, JournalLine
from accounting.reports import (
    aged,
    balance_sheet,
    cash_flow,
    changes_in_equity,
    contact_statement,
    general_ledger,
    journal_report,
    known,
    profit_and_loss,
    tax_summary,
    trial_balance,
    unrealised,
)
from accounting.reports.columns import DAY, Interval
from accounting.reports.listing import Listing
from accounting.reports.profit_and_loss import Basis
from tests.accounting.reports.books import balance, play, some_days
from tests.simulator.steps import Player, sequence

pytestmark = pytest.mark.django_db
D = Decimal
SEEDS = [1, 2]
START = datetime.date(2026, 1, 1)


@pytest.mark.parametrize("seed", SEEDS)
def test_reports_tie_to_each_other_on_any_day(seed):
    player = play(seed)
    contacts = [*player.customers, *player.vendors]
    assert JournalLine.objects.filter(company=player.company).count() > 50
    for day in some_days(seed):
        check_ledger(player.company, day)
        check_aged(player, day)
        check_statements(player.company, day)
        check_taxes(player, day)
        for contact in contacts:
            check_ledger_of(player, contact, day)
            check_statement(player.company, contact, day)


def check_ledger(company: Company, day: datetime.date) -> None:
    """The general ledger closes where the trial balance does, and its lines add up to that."""
    for start in (START, day.replace(day=1), day):
        rows = list(general_ledger.report(company, start_date=start, end_date=day).rows)
        trial = trial_balance.report(company, start_date=start, end_date=day)
        found = {row["account_id"]: row for row in rows if row["type"] == "closing"}
        opening = {row["account_id"]: row["balance"] for row in rows if row["type"] == "opening"}
        expected = {row.account_id: row.amounts for row in trial.rows if row.account_id}
        assert found.keys() == opening.keys() == expected.keys()
        for account_id, amounts in expected.items():
            assert opening[account_id] == amounts[0] - amounts[1]
            assert (found[account_id]["debit"], found[account_id]["credit"]) == amounts[2:4]
            assert found[account_id]["balance"] == amounts[4] - amounts[5]
        check_running(rows)


def check_running(rows: list[Any]) -> None:
    """Each balance is the one before with the line, and the last is that of the closing row."""
    for _, group in groupby(rows, lambda row: row["account_id"]):
        opening, *lines, closing = group
        assert (opening["type"], closing["type"]) == ("opening", "closing")
        running = opening["balance"]
        for line in lines:
            running += line["debit"] - line["credit"]
            assert line["balance"] == running
            assert line["entry_id"]
        assert closing["balance"] == running
        assert [(line["date"], line["entry_number"]) for line in lines] == sorted(
            (line["date"], line["entry_number"]) for line in lines
        )


def check_ledger_of(player: Player, contact: Contact, day: datetime.date) -> None:
    start = min(day, START + 40 * DAY)
    rows = list(general_ledger.report(player.company, start_date=start, end_date=day, contact_id=contact.id).rows)
    check_running(rows)
    for row in rows:
        if row["type"] == "closing" and row["code"] in (player.receivable, player.payable):
            where = {"contact": contact, "account_id": row["account_id"]}
            assert row["balance"] == balance(player.company, day, **where)
        if row["type"] == "line":
            assert row["contact_id"] == contact.id


def check_aged(player: Player, day: datetime.date) -> None:
    """Aged items add up to the control accounts."""
    for report, code, sign in ((aged.receivables, player.receivable, 1), (aged.payables, player.payable, -1)):
        for by in aged.By:
            rows = list(report(player.company, as_of=day, by=by, buckets=(10, 45), items=True).rows)
            check_sums(rows)
            assert rows[-1]["amounts"][-1] == sign * balance(player.company, day, account__code=code)


def check_statements(company: Company, day: datetime.date) -> None:
    """The balance sheet balances; profit is the change in equity but for what owners did; cash flow is that of cash."""
    for start in (START, day.replace(day=1), day):
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
        journal = list(journal_report.report(company, **span).rows)
        total = trial_balance.report(company, **span).totals["total"]
        for place, side in ((2, "debit"), (3, "credit")):
            assert sum(row[side] for row in journal[:-1]) == journal[-1][side] == total[place]


def check_taxes(player: Player, day: datetime.date) -> None:
    """The summary's boxes are those of a return, and its taxes all that moved the tax accounts."""
    company = player.company
    for start in (START, day):
        rows = list(tax_summary.report(company, start_date=start, end_date=day).rows)
        with connection.cursor() as cursor:
            cursor.execute("SELECT tax_figures(%s, %s, %s)", [company.pk, start, day])
            figures = json.loads(cursor.fetchone()[0])
        boxes = {row["box"]: row["amount"] for row in rows if row["type"] == "box"}
        assert boxes == {box["box"]: D(box["amount"]) for box in figures["boxes"]}
        (due,) = [row["amount"] for row in rows if row["type"] == "tax_due"]
        accounts = [row for row in rows if row["type"] == "account"]
        assert due == D(figures["tax_due"]) == -sum(row["tax"] for row in accounts)
        for row in accounts:
            assert row["other"] == 0
            assert row["opening"] == balance(company, start - DAY, account=row["account_id"])
            assert row["closing"] == balance(company, day, account=row["account_id"]) == row["opening"] + row["tax"]
        assert {row["code"] for row in accounts} <= set(player.taxes.values())


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


def check_statement(company: Company, contact: Contact, day: datetime.date) -> None:
    is_sale = contact.kind == "customer"
    sign = 1 if is_sale else -1
    statement: Any = contact_statement.customer if is_sale else contact_statement.vendor
    given = {f"{contact.kind}_id": contact.id}
    start = max(START, day - 60 * DAY)
    rows = list(statement(company, start_date=start, end_date=day, **given).rows)
    role = "accounts_receivable" if is_sale else "accounts_payable"
    of_contact = {"contact": contact, "account__system_role": role}
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


def stored(company: Company, contacts: list[Contact], day: datetime.date, **given: Any) -> list[Any]:
    """All reports on a day, as plain values."""
    span = {"start_date": START, "end_date": day} | given
    tables = [
        trial_balance.report(company, **span),
        profit_and_loss.report(company, **span),
        profit_and_loss.report(company, **span, basis=Basis.CASH, percent_of_revenue=True),
        balance_sheet.report(company, as_of=day, **given),
        cash_flow.report(company, **span),
        changes_in_equity.report(company, **span),
    ]
    listings: list[Listing] = [
        general_ledger.report(company, **span),
        journal_report.report(company, **span),
        tax_summary.report(company, **span),
        aged.receivables(company, as_of=day, items=True, **given),
        aged.payables(company, as_of=day, items=True, **given),
        unrealised.report(company, as_of=day, items=True, **given),
    ]
    for contact in contacts:
        one: Any = contact_statement.customer if contact.kind == "customer" else contact_statement.vendor
        listings.append(one(company, **{f"{contact.kind}_id": contact.id}, **span))
    return [(table.columns, table.rows, table.totals) for table in tables] + [
        [{name: cell for name, cell in row.items() if name != "lines"} for row in listing.rows] for listing in listings
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_report_at_a_moment_is_the_one_that_was_stored_then(seed):
    """The books go on afterwards, also with earlier dates: the same months are posted to again."""
    player = play(seed, 40)
    company, contacts = player.company, [*player.customers, *player.vendors]
    days = some_days(seed, 2)
    kept = [(timezone.now(), [stored(company, contacts, day) for day in days])]
    for more in (10, 20):
        for step in sequence(seed + more, 25):
            player.play(step)
        kept.append((timezone.now(), [stored(company, contacts, day) for day in days]))
    assert len({repr(reports) for _, reports in kept}) == len(kept)
    for moment, reports in kept:
        at = known.at(company, moment)
        for day, report in zip(days, reports, strict=True):
            assert stored(company, contacts, day, known=at) == report
    assert known.at(company, timezone.now()).number == known.now(company).number
    assert known.at(company, datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)).number == 0
