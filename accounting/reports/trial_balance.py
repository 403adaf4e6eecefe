"""The trial balance: what each account held, what moved, and what it holds."""

import datetime
from decimal import Decimal

from accounting.models import AccountType, Company
from accounting.reports import statement, sums
from accounting.reports.columns import DAY, Column, ColumnKind, check_range
from accounting.reports.sums import ZERO
from accounting.reports.table import Lines, Row, RowType, Table, whole

PROFIT_AND_LOSS = (AccountType.REVENUE, AccountType.EXPENSE)


def report(company: Company, *, start_date: datetime.date, end_date: datetime.date) -> Table:
    """Return the trial balance from `start_date` to `end_date`, both included; each pair of columns balances.

    Revenue and expense accounts begin each fiscal year at zero: what they moved before the fiscal year of `start_date`
    is in one computed row, the earnings of earlier years. Raises InvalidDate.
    """
    check_range(start_date, end_date)
    year = company.fiscal_year_start(start_date)
    days = sorted({year, start_date, end_date + DAY})
    moved = sums.between(company, days, sums.DEBITS, sums.CREDITS, from_the_beginning=True)
    currency = company.base_currency_id
    rows: list[Row] = []
    earlier = ZERO
    total = [ZERO] * 6  # the columns, see _cells
    for account in statement.chart(company):
        segments = moved.get(account.id)
        if segments is None:
            continue
        before, *between_year_and_start, (debits, credits) = segments
        opening = before[0] - before[1]
        if account.type in PROFIT_AND_LOSS:
            earlier += opening
            opening = ZERO
        opening += sum((d - c for d, c in between_year_and_start), ZERO)
        if opening or debits or credits:
            cells = _cells(opening, debits, credits)
            total = [a + b for a, b in zip(total, cells, strict=True)]
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
                    lines=Lines(account.id, start_date, end_date),
                )
            )
    if earlier:
        cells = _cells(earlier, ZERO, ZERO)
        total = [a + b for a, b in zip(total, cells, strict=True)]
        name = "Earnings of earlier fiscal years"
        rows.append(Row(RowType.COMPUTED, name, 0, whole(cells, currency), key="earlier_earnings"))
    totals = {"total": whole(total, currency)}
    rows.append(Row(RowType.TOTAL, "Total", 0, totals["total"], key="total"))
    columns = (
        Column("Opening debit", ColumnKind.OPENING, None, start_date - DAY),
        Column("Opening credit", ColumnKind.OPENING, None, start_date - DAY),
        Column("Debit", ColumnKind.PERIOD, start_date, end_date),
        Column("Credit", ColumnKind.PERIOD, start_date, end_date),
        Column("Closing debit", ColumnKind.CLOSING, None, end_date),
        Column("Closing credit", ColumnKind.CLOSING, None, end_date),
    )
    return Table("trial_balance", "Trial balance", company, columns, tuple(rows), totals)


def _cells(opening: Decimal, debits: Decimal, credits: Decimal) -> list[Decimal]:
    """Return the six columns: balances stand on the side where they are positive."""
    closing = opening + debits - credits
    return [max(opening, ZERO), max(-opening, ZERO), debits, credits, max(closing, ZERO), max(-closing, ZERO)]
