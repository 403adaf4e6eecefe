"""The cash flow statement by the indirect method: from the profit to the change in cash, by what else has changed.

All accounts together move by zero, so cash moves by the opposite of all others. Closing entries are left out: they
move earnings to equity, and no cash.
"""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from accounting.ledger.models import MONEY_SUBTYPES, SUBTYPES, AccountType, Company
from accounting.reports import statement, sums
from accounting.reports.columns import DAY, Compare, Interval, periods
from accounting.reports.known import Known
from accounting.reports.statement import Amounts, ChartAccount
from accounting.reports.sums import ZERO
from accounting.reports.table import Lines, Row, RowType, Table, whole, with_variance

ASSET, LIABILITY, EQUITY = AccountType.ASSET, AccountType.LIABILITY, AccountType.EQUITY
EARNED = (AccountType.REVENUE, AccountType.EXPENSE)
LONG_ASSETS = ("fixed_asset", "other_non_current_asset")
LONG_LIABILITIES = ("long_term_liability",)


def is_cash(account: ChartAccount) -> bool:
    """Return whether an account is cash: a bank, cash, card or clearing account."""
    return account.type in (ASSET, LIABILITY) and account.subtype in MONEY_SUBTYPES


class Activity(NamedTuple):
    """A section: which accounts' changes are in it."""

    key: str
    name: str
    places: dict[str, tuple[str, ...]]

    def holds(self, account: ChartAccount) -> bool:
        return account.subtype in self.places.get(account.type, ()) and not is_cash(account)


OPERATING = Activity(
    "operating",
    "Operating activities",
    {
        ASSET: ("", *(one for one in SUBTYPES[ASSET] if one not in LONG_ASSETS)),
        LIABILITY: ("", *(one for one in SUBTYPES[LIABILITY] if one not in LONG_LIABILITIES)),
    },
)
INVESTING = Activity("investing", "Investing activities", {ASSET: LONG_ASSETS})
FINANCING = Activity(
    "financing", "Financing activities", {LIABILITY: LONG_LIABILITIES, EQUITY: ("", *SUBTYPES[EQUITY])}
)


def report(
    company: Company,
    *,
    start_date: datetime.date,
    end_date: datetime.date,
    interval: Interval | None = None,
    compare: Compare | None = None,
    variance: bool = False,
    known: Known | None = None,
) -> Table:
    """Return the cash flow from `start_date` to `end_date`, both included. What brings cash in is positive.

    Depreciation is an expense without cash: it is added to the profit, and taken off what was invested, because it is
    in the change of the fixed assets. Raises InvalidDate, Invalid.
    """
    columns = periods(
        start_date,
        end_date,
        interval=interval,
        compare=compare,
        fiscal_start_month=company.fiscal_year_start_month,
    )
    days = statement.boundaries(columns)
    place = {day: i + 1 for i, day in enumerate(days)}
    spans = [(place[column.start_date or start_date], place[column.end_date + DAY]) for column in columns]
    moved = sums.between(company, days, sums.NET_WITHOUT_CLOSING, from_the_beginning=True, known=known)
    running = statement.running(moved)
    accounts = [account for account in statement.chart(company) if any(running.get(account.id, ()))]
    currency, width = company.base_currency_id, len(columns)
    changes: dict[UUID, Amounts] = {
        account.id: tuple(running[account.id][after] - running[account.id][first] for first, after in spans)
        for account in accounts
    }

    def less(chosen: Sequence[ChartAccount]) -> Amounts:
        """Return what accounts bring in: the opposite of their change."""
        return whole([-sum((changes[one.id][i] for one in chosen), ZERO) for i in range(width)], currency)

    profit = less([account for account in accounts if account.type in EARNED])
    written_off = less([one for one in accounts if one.type in EARNED and one.subtype == "depreciation"])
    added = whole([-amount for amount in written_off], currency)
    of_results = _lines([one for one in accounts if one.type in EARNED], start_date, end_date)
    of_depreciation = _lines([one for one in accounts if one.subtype == "depreciation"], start_date, end_date)
    first = {
        OPERATING.key: [
            Row(RowType.COMPUTED, "Net profit", 1, profit, key="net_profit", lines=of_results),
            Row(RowType.COMPUTED, "Depreciation", 1, added, key="depreciation", lines=of_depreciation),
        ],
        INVESTING.key: [
            Row(
                RowType.COMPUTED,
                "Depreciation of assets",
                1,
                written_off,
                key="depreciation_of_assets",
                lines=of_depreciation,
            )
        ],
        FINANCING.key: [],
    }
    rows: list[Row] = []
    totals: dict[str, Amounts] = {}
    for activity in (OPERATING, INVESTING, FINANCING):
        own = [row for row in first[activity.key] if any(row.amounts) or row.key == "net_profit"]
        moved_cash = [(account, less([account])) for account in accounts if activity.holds(account)]
        own += [_row(account, amounts, start_date, end_date) for account, amounts in moved_cash if any(amounts)]
        total = whole(statement.add(*(row.amounts for row in own), width=width), currency)
        rows.append(Row(RowType.SECTION, activity.name, 0, key=activity.key))
        behind = [one for one in accounts if activity.holds(one) or _is_result_of(activity, one)]
        lines = _lines(behind, start_date, end_date)
        rows += [*own, Row(RowType.TOTAL, f"Total {activity.name.lower()}", 0, total, key=activity.key, lines=lines)]
        totals[activity.key] = total
    cash = [account for account in accounts if is_cash(account)]
    opening, closing = (
        whole([sum((running[one.id][span[end]] for one in cash), ZERO) for span in spans], currency) for end in (0, 1)
    )
    change = whole(statement.add(*totals.values(), width=width), currency)
    of_cash = _lines(cash, start_date, end_date)
    before = replace(of_cash, start_date=None, end_date=start_date - DAY, balance="opening")
    until = replace(of_cash, start_date=None, balance="closing")
    for key, name, amounts, lines in (
        ("change_in_cash", "Change in cash", change, of_cash),
        ("opening_cash", "Cash at the beginning", opening, before),
        ("closing_cash", "Cash at the end", closing, until),
    ):
        rows.append(Row(RowType.TOTAL, name, 0, amounts, key=key, lines=lines))
        totals[key] = amounts
    table = Table("cash_flow", "Cash flow", company, tuple(columns), tuple(rows), totals)
    return with_variance(table) if variance else table


def _is_result_of(activity: Activity, account: ChartAccount) -> bool:
    """Return whether revenue and expenses of an account are in an activity: depreciation is in investing."""
    return account.type in EARNED and activity is (INVESTING if account.subtype == "depreciation" else OPERATING)


def _lines(accounts: Sequence[ChartAccount], start: datetime.date, end: datetime.date) -> Lines:
    return Lines(tuple(account.id for account in accounts), start, end, closing=False)


def _row(account: ChartAccount, amounts: Sequence[Decimal], start: datetime.date, end: datetime.date) -> Row:
    return Row(
        RowType.ACCOUNT,
        account.name,
        1,
        tuple(amounts),
        account_id=account.id,
        code=account.code,
        account_type=account.type,
        subtype=account.subtype,
        lines=Lines((account.id,), start, end, closing=False),
    )
