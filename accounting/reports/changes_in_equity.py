"""The statement of changes in equity: by account, from the opening balance over profit and movements to the closing."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounting.ledger.dates import DAY
from accounting.ledger.models import AccountType, Company
from accounting.reports import axis, statement, sums
from accounting.reports.columns import Column, ColumnKind, check_range
from accounting.reports.known import Known
from accounting.reports.statement import Amounts
from accounting.reports.sums import ZERO, Span
from accounting.reports.table import Lines, Row, RowType, Table, whole

EARNED = (AccountType.REVENUE, AccountType.EXPENSE)


def report(
    company: Company, *, start_date: datetime.date, end_date: datetime.date, known: Known | None = None
) -> Table:
    """Return the changes in equity from `start_date` to `end_date`, both included. Credits are positive.

    Earnings that no closing entry has moved to an account are a row of their own. A closing entry moves them, and so
    adds up to zero over all rows. Raises InvalidDate.
    """
    check_range(start_date, end_date)
    columns, after = _columns(start_date, end_date), end_date + DAY
    spans: list[Span] = [(sums.NET, None, start_date), (sums.NET, start_date, after)]
    spans.append((sums.NET_WITHOUT_CLOSING, start_date, after))
    types = (*EARNED, AccountType.EQUITY)
    accounts, moved = axis.of_spans(company, spans, types=types, known=known)
    currency = company.base_currency_id
    rows: list[Row] = []
    held: list[UUID] = []
    results: list[UUID] = []
    earned: Amounts = (ZERO,) * 5
    for account in accounts:
        if account.id not in moved:
            continue
        before, net, without_closing = moved[account.id]
        is_earned = account.type in EARNED
        cells = _cells(-before, -without_closing, without_closing - net, is_earned=is_earned)
        if not any(cells):
            continue
        (results if is_earned else held).append(account.id)
        if is_earned:
            earned = statement.add(earned, cells, width=5)
        else:
            rows.append(
                Row(
                    RowType.ACCOUNT,
                    account.name,
                    0,
                    whole(cells, currency),
                    account_id=account.id,
                    code=account.code,
                    account_type=account.type,
                    subtype=account.subtype,
                    **_lines(start_date, end_date, [account.id], [account.id]),
                )
            )
    of_results = _lines(start_date, end_date, results, results)
    rows.append(Row(RowType.COMPUTED, "Earnings", 0, whole(earned, currency), key="earnings", **of_results))
    total = whole(statement.add(*(row.amounts for row in rows), width=5), currency)
    of_all = _lines(start_date, end_date, results, held, [*held, *results])
    rows.append(Row(RowType.TOTAL, "Total equity", 0, total, key="equity", **of_all))
    totals = {"earnings": rows[-2].amounts, "equity": total}
    return Table("changes_in_equity", "Changes in equity", company, columns, accounts, tuple(rows), totals)


def _columns(start_date: datetime.date, end_date: datetime.date) -> tuple[Column, ...]:
    return (
        Column("Opening", ColumnKind.OPENING, None, start_date - DAY),
        Column("Profit", ColumnKind.PERIOD, start_date, end_date),
        Column("Movements", ColumnKind.PERIOD, start_date, end_date),
        Column("Year end", ColumnKind.PERIOD, start_date, end_date),
        Column("Closing", ColumnKind.CLOSING, None, end_date),
    )


def _lines(
    start_date: datetime.date,
    end_date: datetime.date,
    earned: Sequence[UUID],
    held: Sequence[UUID],
    every: Sequence[UUID] = (),
) -> dict[str, Any]:
    """Return the lines of a row and of its five columns: of what is earned, of what else moves, and of both."""
    both = Lines(tuple(every or held), None, end_date)
    profit, moved = (Lines(tuple(ids), start_date, end_date, closing=False) for ids in (earned, held))
    return {"lines": both, "of_columns": (both, profit, moved, both._replace(closing_since=start_date), both)}


def _cells(opening: Decimal, moves: Decimal, closing_entries: Decimal, *, is_earned: bool) -> Amounts:
    """Return the five columns of an account: its moves are profit, or those of equity."""
    sides = (moves, ZERO) if is_earned else (ZERO, moves)
    return (opening, *sides, closing_entries, opening + moves + closing_entries)
