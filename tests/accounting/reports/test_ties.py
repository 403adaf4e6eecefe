"""The reports tie to each other and to the lines, at any date, in random books. A test's name has its seed."""

import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

import pytest
from django.utils import timezone

from accounting.models import Company, Contact, JournalLine
from accounting.reports import (
    aged,
    balance_sheet,
    contact_statement,
    general_ledger,
    known,
    profit_and_loss,
    trial_balance,
)
from accounting.reports.columns import DAY
from accounting.reports.listing import Listing
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
    assert JournalLine.objects.filter(company=player.company).count() > 100
    for day in some_days(seed):
        check_ledger(player.company, day)
        check_aged(player, day)
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
        balance_sheet.report(company, as_of=day, **given),
    ]
    listings: list[Listing] = [
        general_ledger.report(company, **span),
        aged.receivables(company, as_of=day, items=True, **given),
        aged.payables(company, as_of=day, items=True, **given),
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
