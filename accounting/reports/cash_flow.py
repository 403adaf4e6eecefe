"""The cash flow statement by the indirect method: from the profit to the change in cash, by what else has changed.

All accounts together move by zero, so cash moves by the opposite of all others. Closing entries are left out: they
move earnings to equity, and no cash.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from accounting.ledger.dates import DAY
from accounting.ledger.models import MONEY_SUBTYPES, SUBTYPES, AccountType, Company
from accounting.reports import axis, statement, sums
from accounting.reports.columns import Column, Compare, Interval, periods
from accounting.reports.known import Known
from accounting.reports.statement import Amounts
from accounting.reports.sums import Span
from accounting.reports.table import Cells, ChartAccount, Lines, Row, RowType, Table, whole, with_variance

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
    held = _held(company, columns, known)
    rows: list[Row] = []
    totals: dict[str, Cells] = {}
    for activity in (OPERATING, INVESTING, FINANCING):
        own = [*_results(activity, held, start_date, end_date), *_changes(activity, held, start_date, end_date)]
        total = totals[activity.key] = held.add(row.amounts for row in own)
        behind = [one for one in held.accounts if activity.holds(one) or _is_result_of(activity, one)]
        lines = _lines(behind, start_date, end_date)
        name = f"Total {activity.name.lower()}"
        rows += [Row(RowType.SECTION, activity.name, 0, key=activity.key), *own]
        rows.append(Row(RowType.TOTAL, name, 0, total, key=activity.key, lines=lines))
    cash = _cash(held, held.add(totals.values()), start_date, end_date)
    totals |= {row.key: row.amounts for row in cash}
    table = Table("cash_flow", "Cash flow", company, tuple(columns), held.accounts, (*rows, *cash), totals)
    return with_variance(table) if variance else table


class Held(NamedTuple):
    """The accounts that ever moved, what each held before and after each column, and the cash that each brought in: the
    opposite of its change."""

    accounts: list[ChartAccount]
    before: dict[UUID, Amounts]
    after: dict[UUID, Amounts]
    brought_in: dict[UUID, Amounts]
    width: int
    currency: str

    def add(self, amounts: Iterable[Cells]) -> Amounts:
        """Add amounts column by column."""
        return whole(statement.add(*amounts, width=self.width), self.currency)


def _held(company: Company, columns: list[Column], known: Known | None) -> Held:
    _, accounts, moved, _ = axis.of(company, columns, _spans, known=known)
    ever = {account: spans for account, spans in moved.items() if any(map(any, spans))}
    before = {account: tuple(map(Decimal.__sub__, after, change)) for account, (after, change) in ever.items()}
    after = {account: tuple(after) for account, (after, _) in ever.items()}
    brought_in = {account: tuple([-amount for amount in change]) for account, (_, change) in ever.items()}
    moving = [account for account in accounts if account.id in ever]
    return Held(moving, before, after, brought_in, len(columns), company.base_currency_id)


def _spans(column: Column) -> list[Span]:
    """Return the days up to the end of a column, and its own."""
    after = column.end_date + DAY
    return [(sums.NET_WITHOUT_CLOSING, None, after), (sums.NET_WITHOUT_CLOSING, column.start_date, after)]


def _results(activity: Activity, held: Held, start: datetime.date, end: datetime.date) -> list[Row]:
    """Return the computed rows of an activity: the profit, and depreciation, which took no cash but is in the change of
    the fixed assets."""
    earned = [account for account in held.accounts if account.type in EARNED]
    written_off = [account for account in earned if account.subtype == "depreciation"]
    profit = held.add(held.brought_in[one.id] for one in earned)
    lost = held.add(held.brought_in[one.id] for one in written_off)
    added = whole([-amount for amount in lost], held.currency)
    behind = _lines(written_off, start, end)
    rows = {
        OPERATING.key: [
            Row(RowType.COMPUTED, "Net profit", 1, profit, key="net_profit", lines=_lines(earned, start, end)),
            Row(RowType.COMPUTED, "Depreciation", 1, added, key="depreciation", lines=behind),
        ],
        INVESTING.key: [
            Row(RowType.COMPUTED, "Depreciation of assets", 1, lost, key="depreciation_of_assets", lines=behind)
        ],
        FINANCING.key: [],
    }
    return [row for row in rows[activity.key] if any(row.amounts) or row.key == "net_profit"]


def _changes(activity: Activity, held: Held, start: datetime.date, end: datetime.date) -> Iterator[Row]:
    """Yield a row for each account of an activity that brought cash in or took it."""
    for account in held.accounts:
        if activity.holds(account) and any(amounts := held.add([held.brought_in[account.id]])):
            yield _row(account, amounts, start, end)


def _cash(held: Held, change: Amounts, start: datetime.date, end: datetime.date) -> list[Row]:
    """Return the last rows: the change in cash, and the cash before and after it."""
    cash = [account for account in held.accounts if is_cash(account)]
    opening, closing = held.add(held.before[one.id] for one in cash), held.add(held.after[one.id] for one in cash)
    lines = _lines(cash, start, end)
    before = lines._replace(start_date=None, end_date=start - DAY, balance="opening")
    until = lines._replace(start_date=None, balance="closing")
    return [
        Row(RowType.TOTAL, "Change in cash", 0, change, key="change_in_cash", lines=lines),
        Row(RowType.TOTAL, "Cash at the beginning", 0, opening, key="opening_cash", lines=before),
        Row(RowType.TOTAL, "Cash at the end", 0, closing, key="closing_cash", lines=until),
    ]


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
