"""The profit and loss statement: revenue and expenses of a span of time, as posted or as paid."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from accounting.ledger.dates import DAY
from accounting.ledger.models import AccountType, Company
from accounting.ledger.tracking import Tracking
from accounting.reports import axis, cash_basis, statement, sums
from accounting.reports.columns import Column, Compare, Interval, periods
from accounting.reports.known import Known
from accounting.reports.statement import Amounts, Section
from accounting.reports.sums import Span
from accounting.reports.table import (
    Cells,
    ChartAccount,
    Lines,
    Row,
    RowType,
    Table,
    account_ids,
    tracked,
    whole,
    with_shares,
    with_variance,
)


class Basis(StrEnum):
    ACCRUAL = "accrual"
    CASH = "cash"


REVENUE, EXPENSE = AccountType.REVENUE, AccountType.EXPENSE

STEPS: tuple[tuple[tuple[Section, ...], str, str], ...] = (
    (
        (
            Section("revenue", "Revenue", REVENUE, ("", "sales")),
            Section("cost_of_sales", "Cost of sales", EXPENSE, ("cost_of_sales",)),
        ),
        "gross_profit",
        "Gross profit",
    ),
    (
        (Section("operating_expenses", "Operating expenses", EXPENSE, ("", "operating_expense", "depreciation")),),
        "operating_profit",
        "Operating profit",
    ),
    (
        (
            Section("other_income", "Other income", REVENUE, ("other_income",)),
            Section("other_expenses", "Other expenses", EXPENSE, ("finance_cost", "other_expense")),
        ),
        "profit_before_tax",
        "Profit before tax",
    ),
    ((Section("income_tax", "Income tax", EXPENSE, ("income_tax",)),), "net_profit", "Net profit"),
)
"""The sections, and the key and name of the result after each step."""


def report(
    company: Company,
    *,
    start_date: datetime.date,
    end_date: datetime.date,
    interval: Interval | None = None,
    compare: Compare | None = None,
    variance: bool = False,
    percent_of_revenue: bool = False,
    basis: Basis = Basis.ACCRUAL,
    tracking: Tracking | None = None,
    columns_by: UUID | None = None,
    known: Known | None = None,
) -> Table:
    """Return the profit and loss from `start_date` to `end_date`, both included.

    Revenue and expenses are both positive; profits are revenue less expenses. Closing entries are left out, so that a
    closed year still shows what it earned. EBITDA is the operating profit without the accounts of depreciation (which
    have amortisation too).

    On a cash basis, revenue and expenses of what has an open item (documents, credits, adjustments, and deductions of
    payments) count as it is settled, in proportion; all else by its date. Such figures are shares of lines, so no lines
    add up to them, and they have none. Unrealised currency differences are left out.

    With `tracking`, only lines with these options count. With a tracking category `columns_by`, there is a column for
    each of its options. Raises InvalidDate, Invalid.
    """
    columns = periods(
        start_date,
        end_date,
        interval=interval,
        compare=compare,
        fiscal_start_month=company.fiscal_year_start_month,
    )
    chosen: dict[str, Any] = {"tracking": tracking, "columns_by": columns_by, "known": known}
    columns, accounts, amounts = amounts_of(company, columns, basis=basis, **chosen)
    table = table_of(company, accounts, amounts, columns, (start_date, end_date))
    if basis is Basis.CASH:
        rows = tuple(row._replace(lines=None) for row in table.rows)
        table = replace(table, title="Profit and loss on a cash basis", rows=rows)
    table = tracked(table, tracking)
    table = with_shares(table) if percent_of_revenue else table
    return with_variance(table) if variance else table


def amounts_of(
    company: Company,
    columns: list[Column],
    *,
    basis: Basis = Basis.ACCRUAL,
    **chosen: Any,
) -> tuple[list[Column], list[ChartAccount], dict[UUID, Amounts]]:
    """Return the columns, all accounts, and what each earned or cost in each column, in the base currency, without
    those that did not. `chosen` is as for `axis.of`."""
    if basis is Basis.CASH:
        chosen["between"] = cash_basis.between
    columns, accounts, moved, _ = axis.of(company, columns, _spans, types=(REVENUE, EXPENSE), **chosen)
    amounts: dict[UUID, Amounts] = {}
    for account in accounts:
        if account.type not in (REVENUE, EXPENSE) or account.id not in moved:
            continue
        (nets,) = moved[account.id]
        if any(nets):
            signed = nets if account.type == EXPENSE else [-net for net in nets]
            amounts[account.id] = whole(signed, company.base_currency_id)
    return columns, accounts, amounts


def _spans(column: Column) -> list[Span]:
    return [(sums.NET_WITHOUT_CLOSING, column.start_date, column.end_date + DAY)]


def table_of(
    company: Company,
    accounts: Sequence[ChartAccount],
    amounts: Mapping[UUID, Amounts],
    columns: Sequence[Column],
    dates: tuple[datetime.date, datetime.date],
) -> Table:
    """Return the profit and loss of these amounts: sections, and the result after each step. `dates` are all days."""
    width = len(columns)
    rows: list[Row] = []
    totals: dict[str, Cells] = {}
    profit: Amounts = whole([Decimal(0)] * width, company.base_currency_id)
    for sections, key, name in STEPS:
        for section in sections:
            section_rows, total = statement.section_rows(
                section,
                accounts,
                amounts,
                currency=company.base_currency_id,
                width=width,
                depth=0,
                dates=dates,
                closing=False,
            )
            rows += section_rows
            totals[section.key] = whole(total, company.base_currency_id)
            signed_total = total if section.type == REVENUE else tuple(-amount for amount in total)
            profit = statement.add(profit, signed_total, width=width)
        lines = Lines(account_ids(rows), *dates, closing=False)
        rows.append(Row(RowType.TOTAL, name, 0, profit, key=key, lines=lines))
        totals[key] = profit
        if key == "operating_profit":
            rows.append(_ebitda(accounts, amounts, profit, lines))
            totals["ebitda"] = rows[-1].amounts
    return Table("profit_and_loss", "Profit and loss", company, tuple(columns), accounts, tuple(rows), totals)


def _ebitda(accounts: Iterable[ChartAccount], amounts: Mapping[UUID, Amounts], profit: Amounts, lines: Lines) -> Row:
    """Return the row of the operating profit before depreciation and amortisation."""
    written_off = [one.id for one in accounts if one.subtype == "depreciation" and one.id in amounts]
    before = statement.add(profit, *(amounts[id] for id in written_off), width=len(profit))
    others = tuple(id for id in lines.account_ids or () if id not in written_off)
    return Row(RowType.COMPUTED, "EBITDA", 0, before, key="ebitda", lines=lines._replace(account_ids=others))
