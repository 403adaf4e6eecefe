"""The trial balance: opening balance, movements and closing balance of each account."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounting.ledger.dates import DAY
from accounting.ledger.models import AccountType, Company
from accounting.ledger.tracking import Tracking
from accounting.reports import axis, statement, sums
from accounting.reports.columns import Column, ColumnKind, check_range
from accounting.reports.known import Known
from accounting.reports.sums import ZERO, Span
from accounting.reports.table import Cells, ChartAccount, Lines, Row, RowType, Table, tracked, whole

PROFIT_AND_LOSS = (AccountType.REVENUE, AccountType.EXPENSE)


def report(
    company: Company,
    *,
    start_date: datetime.date,
    end_date: datetime.date,
    tracking: Tracking | None = None,
    columns_by: UUID | None = None,
    known: Known | None = None,
) -> Table:
    """Return the trial balance from `start_date` to `end_date`, both included. Each pair of columns balances.

    Revenue and expense accounts count from the first day of the fiscal year of `end_date`, even if `start_date` is
    earlier or later. So their closing balance is that of the year up to `end_date`. Their movements before that year
    are in one computed row, the earnings of earlier years, which closing entries reduce.

    With `tracking`, only lines with these options count: then it need not balance. With a tracking category
    `columns_by`, the columns are closing balances, debits less credits: one for each of its options. Raises
    InvalidDate, Invalid.
    """
    check_range(start_date, end_date)
    year = company.fiscal_year_start(end_date)
    if columns_by is not None:
        return _by_option(company, year, end_date, tracking=tracking, columns_by=columns_by, known=known)
    after, first = end_date + DAY, max(year, start_date)
    spans = (
        (sums.NET, None, start_date),
        (sums.DEBITS, start_date, after),
        (sums.CREDITS, start_date, after),
        (sums.NET_WITHOUT_CLOSING, year, first),
        (sums.DEBITS_WITHOUT_CLOSING, first, after),
        (sums.CREDITS_WITHOUT_CLOSING, first, after),
    )
    currency = company.base_currency_id
    rows: list[Row] = []
    earned: list[UUID] = []
    earlier = [ZERO] * 3
    accounts, moved = axis.of_spans(company, spans, known=known, tracking=tracking)
    for account in accounts:
        measured = moved.get(account.id, ())
        if not any(measured):
            continue
        opening, debits, credits, *of_year = measured
        start = start_date
        if account.type in PROFIT_AND_LOSS:
            earned.append(account.id)
            earlier = [a + b - c for a, b, c in zip(earlier, (opening, debits, credits), of_year, strict=True)]
            opening, debits, credits = of_year
            start = first
        if opening or debits or credits:
            cells = whole(_cells(opening, debits, credits), currency)
            rows.append(_row(account, cells, start, end_date, year))
    if any(earlier):
        rows.append(_earlier_row(whole(_cells(*earlier), currency), earned, start_date, end_date, year))
    totals = {"total": whole(statement.add(*(row.amounts for row in rows), width=6), currency)}
    every = Lines(None, start_date, end_date)
    moves = (None, None, every, every, None, None)  # the others add up balances of some accounts
    rows.append(Row(RowType.TOTAL, "Total", 0, totals["total"], key="total", lines=every, of_columns=moves))
    columns = _columns(start_date, end_date)
    table = Table("trial_balance", "Trial balance", company, columns, accounts, tuple(rows), totals)
    return tracked(table, tracking)


def _columns(start: datetime.date, end: datetime.date) -> tuple[Column, ...]:
    return (
        Column("Opening debit", ColumnKind.OPENING, None, start - DAY),
        Column("Opening credit", ColumnKind.OPENING, None, start - DAY),
        Column("Debit", ColumnKind.PERIOD, start, end),
        Column("Credit", ColumnKind.PERIOD, start, end),
        Column("Closing debit", ColumnKind.CLOSING, None, end),
        Column("Closing credit", ColumnKind.CLOSING, None, end),
    )


def _by_option(company: Company, year: datetime.date, end_date: datetime.date, **chosen: Any) -> Table:
    """Return the closing balances of each account by the options of a category. `year` is the first day of that of
    `end_date`."""
    after = end_date + DAY
    measured: list[Span] = [(sums.NET, None, year), (sums.NET, None, after)]
    measured += [(sums.NET_WITHOUT_CLOSING, None, year), (sums.NET_WITHOUT_CLOSING, year, after)]
    columns = [Column("Balance", ColumnKind.CLOSING, None, end_date)]
    columns, accounts, moved, _ = axis.of(company, columns, lambda _: measured, **chosen)
    currency, width = company.base_currency_id, len(columns)
    rows: list[Row] = []
    ids: list[UUID] = []
    earlier, total = [ZERO] * width, [ZERO] * width
    for account in accounts:
        if account.id not in moved:
            continue
        _, balances, _, this_year = measures = moved[account.id]
        if not any(map(any, measures)):
            continue
        total = [a + b for a, b in zip(total, balances, strict=True)]
        if is_earned := account.type in PROFIT_AND_LOSS:
            ids.append(account.id)
            earlier = [a + b - c for a, b, c in zip(earlier, balances, this_year, strict=True)]
            balances = this_year
        if any(balances):
            start = year if is_earned else None
            rows.append(_row(account, whole(balances, currency), start, end_date, year))
    if any(earlier):
        rows.append(_earlier_row(whole(earlier, currency), ids, None, end_date, year))
    totals = {"total": whole(total, currency)}
    every = Lines(None, None, end_date)
    rows.append(Row(RowType.TOTAL, "Total", 0, totals["total"], key="total", lines=every))
    table = Table("trial_balance", "Trial balance", company, tuple(columns), accounts, tuple(rows), totals)
    return tracked(table, chosen["tracking"])


def _row(
    account: ChartAccount, cells: Cells, start: datetime.date | None, end: datetime.date, year: datetime.date
) -> Row:
    """Return the row of an account. Revenue and expenses count from the first day of the fiscal year."""
    is_earned = account.type in PROFIT_AND_LOSS
    return Row(
        RowType.ACCOUNT,
        account.name,
        0,
        cells,
        account_id=account.id,
        code=account.code,
        account_type=account.type,
        subtype=account.subtype,
        lines=Lines((account.id,), start, end, closing=not is_earned, since=year if is_earned else None),
    )


def _earlier_row(
    cells: Cells, earned: Sequence[UUID], start: datetime.date | None, end: datetime.date, year: datetime.date
) -> Row:
    """Return the row of what was earned before the fiscal year, and moved by closing entries since."""
    lines = Lines(tuple(earned), start, end, closing_since=year)
    return Row(RowType.COMPUTED, "Earnings of earlier fiscal years", 0, cells, key="earlier_earnings", lines=lines)


def _cells(opening: Decimal, debits: Decimal, credits: Decimal) -> list[Decimal]:
    """Return the six columns. A balance is on the side where it is positive."""
    return [*_sides(opening), debits, credits, *_sides(opening + debits - credits)]


def _sides(balance: Decimal) -> tuple[Decimal, Decimal]:
    return (balance, ZERO) if balance > 0 else (ZERO, -balance)
