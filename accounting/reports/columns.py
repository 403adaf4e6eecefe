"""The columns of a report and the days of each. Pure arithmetic."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

from accounting.errors import Invalid, InvalidDate
from accounting.ledger.dates import DAY, FIRST_DATE, LAST_DATE, OUT_OF_RANGE, month_end
from accounting.ledger.tracking import Tracking

MAX_COLUMNS = 60


class Interval(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


MONTHS = {Interval.MONTH: 1, Interval.QUARTER: 3, Interval.YEAR: 12}


class Compare(StrEnum):
    PRIOR_PERIOD = "prior_period"
    PRIOR_YEAR = "prior_year"


class ColumnKind(StrEnum):
    PERIOD = "period"
    TOTAL = "total"
    COMPARISON = "comparison"
    COMPARISON_TOTAL = "comparison_total"
    BUDGET = "budget"
    VARIANCE = "variance"
    VARIANCE_PERCENT = "variance_percent"
    PERCENT_OF_REVENUE = "percent_of_revenue"
    OPTION = "option"
    NOT_TRACKED = "not_tracked"
    OPENING = "opening"
    CLOSING = "closing"


COMPARED = (ColumnKind.COMPARISON, ColumnKind.COMPARISON_TOTAL)
"""The columns of the time to compare with."""
PERCENTS = (ColumnKind.VARIANCE_PERCENT, ColumnKind.PERCENT_OF_REVENUE)
"""The columns of percentages. Their cells are empty where there is nothing to divide by."""
COMPUTED = (ColumnKind.VARIANCE, *PERCENTS)
"""The columns that are computed from others."""
WITHOUT_LINES = (ColumnKind.BUDGET, *COMPUTED)
"""The columns to which no lines add up: what is planned, and what is computed."""


@dataclass(frozen=True, slots=True)
class Column:
    """The days from `start_date` to `end_date`, both included. A balance is at `end_date` and has no `start_date`."""

    label: str
    kind: ColumnKind
    start_date: datetime.date | None
    end_date: datetime.date
    option_id: UUID | None = None
    tracking: Tracking | None = None
    """Which lines it counts, if not all of the report."""

    @property
    def key(self) -> str:
        """Return a unique name for programs: `2026-01`, `prior_2025-01`, `variance_percent_total`, `opening_debit`; for
        an option its id, because it can have any name."""
        if self.option_id is not None:
            return f"{self.option_id}" if self.kind is ColumnKind.OPTION else f"{self.kind}_{self.option_id}"
        name = self.label.lower().replace("%", "percent").replace(" ", "_")
        return f"prior_{name}" if self.kind is ColumnKind.COMPARISON else name


def check_range(start_date: datetime.date, end_date: datetime.date, *, end_field: str = "end_date") -> None:
    """Raise InvalidDate unless both days are between 1900 and 2199 and in order."""
    for field, date in (("start_date", start_date), (end_field, end_date)):
        if not FIRST_DATE <= date <= LAST_DATE:
            raise InvalidDate(OUT_OF_RANGE, field=field)
    if end_date < start_date:
        raise InvalidDate("The last day is before the first.", field=end_field)


def check_count(count: int, *, field: str, hint: str = "") -> None:
    """Raise Invalid if a report would have more than MAX_COLUMNS."""
    if count > MAX_COLUMNS:
        raise Invalid(f"This makes {count:,} columns. A report can have at most {MAX_COLUMNS}.{hint}", field=field)


def _check_comparison(first: datetime.date) -> None:
    if first < FIRST_DATE:
        raise InvalidDate(f"The time to compare with begins before {FIRST_DATE}.", field="compare")


def month_start(date: datetime.date) -> datetime.date:
    return date.replace(day=1)


def is_month_end(date: datetime.date) -> bool:
    return date == month_end(date)


def add_months(date: datetime.date, months: int) -> datetime.date:
    """Add whole months. If the month does not have the day, take its last day (29 February → 28 February)."""
    count = date.year * 12 + date.month - 1 + months
    year, month = divmod(count, 12)
    first = datetime.date(year, month + 1, 1)
    return first if date.day == 1 else first.replace(day=min(date.day, month_end(first).day))


def add_months_to_end(date: datetime.date, months: int) -> datetime.date:
    """Add whole months to a last day. The last day of a month stays the last (28 February 2025 → 29 February 2024)."""
    moved = add_months(date, months)
    return month_end(moved) if is_month_end(date) else moved


def starts(
    start_date: datetime.date, end_date: datetime.date, interval: Interval, fiscal_start_month: int
) -> list[datetime.date]:
    """Return the first day of each month, fiscal quarter or fiscal year from `start_date` to `end_date`.

    The first is `start_date` itself, even in the middle of an interval. Raises Invalid for more than MAX_COLUMNS.
    """
    months = MONTHS[interval]
    into = (start_date.month - fiscal_start_month) % months
    first = add_months(month_start(start_date), -into)
    count = ((end_date.year - first.year) * 12 + end_date.month - first.month) // months + 1
    check_count(count, field="interval")
    return [start_date, *(add_months(first, months * i) for i in range(1, count))]


def periods(
    start_date: datetime.date,
    end_date: datetime.date,
    *,
    interval: Interval | None,
    compare: Compare | None,
    fiscal_start_month: int,
) -> list[Column]:
    """Return the columns of a report over days: the intervals and their total if there are several, and the same of the
    time to compare with.

    Raises InvalidDate, Invalid.
    """
    check_range(start_date, end_date)
    columns = _split(start_date, end_date, interval, fiscal_start_month, ColumnKind.PERIOD)
    if len(columns) > 1:
        columns.append(Column("Total", ColumnKind.TOTAL, start_date, end_date))
    if compare is not None:
        before = prior(start_date, end_date, compare)
        _check_comparison(before[0])
        compared = _split(*before, interval, fiscal_start_month, ColumnKind.COMPARISON)
        columns += compared
        if len(compared) > 1:
            columns.append(Column("Prior total", ColumnKind.COMPARISON_TOTAL, *before))
    check_count(len(columns), field="interval")
    return columns


def balances(
    as_of: datetime.date,
    *,
    start_date: datetime.date | None,
    interval: Interval | None,
    compare: Compare | None,
    fiscal_start_month: int,
) -> list[Column]:
    """Return the columns of a report of balances: at the end of each interval from `start_date` on, the last at
    `as_of`.

    `prior_period` is one interval earlier (one month without an interval). Raises InvalidDate, Invalid.
    """
    check_range(start_date or as_of, as_of, end_field="as_of")
    ends = [as_of]
    if interval is not None and start_date is None:
        raise Invalid("Give start_date too: the first day for which there is a column.", field="start_date")
    if start_date is not None:
        if interval is None:
            raise Invalid("Give interval too: month, quarter or year.", field="interval")
        ends = [day - DAY for day in starts(start_date, as_of, interval, fiscal_start_month)[1:]] + [as_of]
    columns = [Column(end.isoformat(), ColumnKind.PERIOD, None, end) for end in ends]
    if compare is not None:
        months = 12 if compare is Compare.PRIOR_YEAR else MONTHS[interval or Interval.MONTH]
        earlier = [add_months_to_end(end, -months) for end in ends]
        _check_comparison(earlier[0])
        columns += [Column(end.isoformat(), ColumnKind.COMPARISON, None, end) for end in earlier]
    check_count(len(columns), field="interval")
    return columns


def prior(start_date: datetime.date, end_date: datetime.date, compare: Compare) -> tuple[datetime.date, datetime.date]:
    """Return the first and last day of the span to compare with.

    Whole months move by whole months: February 2025 is compared with all of February 2024. Other spans move by their
    own number of days, or each date by a year: 28 February 2025 is compared with 28 February 2024 only.
    """
    whole = start_date.day == 1 and is_month_end(end_date)
    if compare is Compare.PRIOR_YEAR:
        return add_months(start_date, -12), (add_months_to_end if whole else add_months)(end_date, -12)
    if whole:
        months = (end_date.year - start_date.year) * 12 + end_date.month - start_date.month + 1
        return add_months(start_date, -months), start_date - DAY
    return start_date - (end_date - start_date + DAY), start_date - DAY


def pairs(columns: Sequence[Column]) -> list[tuple[int, int]]:
    """Return the places of each column and of the one that it is compared with.

    Days that do not fall on whole intervals may make another number of columns than those to compare with. Then only
    the wholes are compared: the totals, or the one column that needs none. Columns by options are compared with none.
    """

    def places(*kinds: ColumnKind) -> list[int]:
        return [i for i, column in enumerate(columns) if column.kind in kinds]

    now, then = places(ColumnKind.PERIOD), places(ColumnKind.COMPARISON)
    whole = places(ColumnKind.TOTAL) or now, places(ColumnKind.COMPARISON_TOTAL) or then
    if now and len(now) == len(then):
        return list(dict.fromkeys(zip(now + whole[0], then + whole[1], strict=True)))
    return list(zip(*whole, strict=False))


def _split(
    start_date: datetime.date,
    end_date: datetime.date,
    interval: Interval | None,
    fiscal_start_month: int,
    kind: ColumnKind,
) -> list[Column]:
    if interval is None:
        return [Column(f"{start_date} to {end_date}", kind, start_date, end_date)]
    firsts = starts(start_date, end_date, interval, fiscal_start_month)
    return [
        Column(_label(first, interval, fiscal_start_month), kind, first, after - DAY)
        for first, after in pairwise([*firsts, end_date + DAY])
    ]


def _label(date: datetime.date, interval: Interval, fiscal_start_month: int) -> str:
    """Return `2026-01`, `2026-Q1` or `2026`. If years begin after January: `FY2026-Q1`, `FY2026`, by their last
    month."""
    if interval is Interval.MONTH:
        return f"{date:%Y-%m}"
    into = (date.month - fiscal_start_month) % 12
    year = add_months(month_start(date), 11 - into).year
    name = f"{year}" if fiscal_start_month == 1 else f"FY{year}"
    return name if interval is Interval.YEAR else f"{name}-Q{into // 3 + 1}"
