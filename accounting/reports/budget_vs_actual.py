"""Budget against actual: the profit and loss of whole months beside what a budget plans for them."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import compress
from uuid import UUID

from accounting.budgets import budgets
from accounting.budgets.models import Budget
from accounting.errors import Invalid, InvalidDate
from accounting.ledger.dates import DAY
from accounting.ledger.models import AccountType, Company
from accounting.ledger.tracking import Tracking, chosen
from accounting.reports import profit_and_loss
from accounting.reports.columns import Column, ColumnKind, Interval, check_count, periods
from accounting.reports.known import Known
from accounting.reports.profit_and_loss import STEPS
from accounting.reports.sheet import percent
from accounting.reports.statement import Amounts
from accounting.reports.sums import ZERO
from accounting.reports.table import Cells, Row, Table, tracked, whole

EXPENSES = frozenset(section.key for sections, _, _ in STEPS for section in sections if section.type == "expense")
KINDS = (
    (None, "Actual"),
    (ColumnKind.BUDGET, "Budget"),
    (ColumnKind.VARIANCE, "Variance"),
    (ColumnKind.VARIANCE_PERCENT, "Variance %"),
)
"""The columns of each span of time, and how their names begin. The actual one has the kind of the span itself."""


def report(
    company: Company,
    *,
    budget_id: UUID,
    start_date: datetime.date | None = None,
    end_date: datetime.date | None = None,
    interval: Interval | None = None,
    tracking: Tracking | None = None,
    known: Known | None = None,
) -> Table:
    """Return what was earned and spent from `start_date` to `end_date`, by default in all months of the budget, and
    what it plans for them, in the rows of the profit and loss.

    Each interval has four columns: actual, budget, variance, and the variance in percent of the budget. A variance is
    what the profit is more because of it: actual less budget of revenue and profits, budget less actual of expenses. So
    less than zero is unfavourable, and the variances of accounts add up to that of the net profit. Only
    lines with the options `tracking` count as actual, by default those of the budget. Raises Invalid, InvalidDate.
    """
    budget = Budget.objects.filter(company=company, pk=budget_id).first()
    if budget is None:
        raise Invalid("There is no such budget in this company.", field="budget_id")
    dates = start_date or budget.start_date, end_date or budget.end_date
    _check_months(budget, *dates)
    spans = periods(*dates, interval=interval, compare=None, fiscal_start_month=company.fiscal_year_start_month)
    check_count(len(spans) * len(KINDS), field="interval")
    tracking = tracking or chosen(company, budget.tracking or ())
    _, accounts, actual = profit_and_loss.amounts_of(company, spans, known=known, tracking=tracking)
    planned = _planned(budget, spans)
    nothing = (ZERO,) * len(spans)
    both = {
        account.id: whole(
            (*actual.get(account.id, nothing), *planned.get(account.id, nothing)), company.base_currency_id
        )
        for account in accounts
        if account.id in actual or account.id in planned
    }
    table = profit_and_loss.table_of(company, accounts, both, (*spans, *spans), dates)
    title = f"Budget against actual: {budget.name}"
    return tracked(_compared(replace(table, report="budget_vs_actual", title=title), spans), tracking)


def _check_months(budget: Budget, start_date: datetime.date, end_date: datetime.date) -> None:
    """Raise InvalidDate unless the days are whole months of the budget."""
    span = f"The budget is from {budget.start_date} to {budget.end_date}."
    for field, day in (("start_date", start_date), ("end_date", end_date)):
        if not budget.start_date <= day <= budget.end_date:
            raise InvalidDate(span, field=field)
    if end_date < start_date:
        raise InvalidDate("The last day is before the first.", field="end_date")
    if start_date.day != 1:
        raise InvalidDate("A budget is compared in whole months: give the first day of one.", field="start_date")
    if (end_date + DAY).day != 1:
        raise InvalidDate("A budget is compared in whole months: give the last day of one.", field="end_date")


def _planned(budget: Budget, spans: Sequence[Column]) -> dict[UUID, Amounts]:
    """Return what the budget plans for each account in each span of whole months."""
    months = [[(span.start_date or month) <= month <= span.end_date for month in budget.months] for span in spans]
    found: dict[UUID, Amounts] = {}
    for account_id, amounts in budgets.rows_of(budget).items():
        sums = tuple(sum(compress(amounts, inside), ZERO) for inside in months)
        if any(sums):
            found[account_id] = sums
    return found


def _compared(table: Table, spans: Sequence[Column]) -> Table:
    """Return a table whose columns are all actual amounts and then all planned ones, with both of a span side by side
    and the variances after them."""
    columns = [
        replace(span, label=label if len(spans) == 1 else f"{label} {span.label}", kind=kind or span.kind)
        for span in spans
        for kind, label in KINDS
    ]

    def compared(cells: Cells, *, is_expense: bool) -> Cells:
        if not cells:
            return cells
        found: list[Decimal | None] = []
        for now, then in zip(cells[: len(spans)], cells[len(spans) :], strict=True):
            actual, planned = (ZERO if one is None else one for one in (now, then))
            better = planned - actual if is_expense else actual - planned
            found += [now, then, better, percent(better, abs(planned))]
        return tuple(found)

    rows = tuple(row._replace(amounts=compared(row.amounts, is_expense=_is_expense(row))) for row in table.rows)
    totals = {key: compared(cells, is_expense=key in EXPENSES) for key, cells in table.totals.items()}
    return replace(table, columns=tuple(columns), rows=rows, totals=totals)


def _is_expense(row: Row) -> bool:
    return row.account_type == AccountType.EXPENSE or row.key in EXPENSES
