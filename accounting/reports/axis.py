"""The columns of a report by the options of a tracking category, and the movements that each of them counts."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple
from uuid import UUID

from accounting.errors import Invalid
from accounting.ledger.models import Company, TrackingCategory
from accounting.ledger.tracking import Tracking
from accounting.reports import sums
from accounting.reports.columns import Column, ColumnKind, check_count
from accounting.reports.sums import Sums


class Axis(NamedTuple):
    """The columns of a report, the movements between its boundaries, and the place in these where those of each column
    begin."""

    columns: list[Column]
    moved: Sums
    begins: list[int]


def of(
    company: Company,
    columns: list[Column],
    boundaries: Sequence[datetime.date],
    *measures: str,
    tracking: Tracking | None = None,
    columns_by: UUID | None = None,
    accounts: Sequence[UUID] | None = None,
    between: Callable[..., Sums] = sums.between,
    **given: Any,
) -> Axis:
    """Return the columns with their movements, as `between` does with what is `given`.

    With a category `columns_by`, the one column is split: into one for each of its options (of archived ones only if
    they have movements; if `tracking` names some, only these), one for lines without any, and the total. With
    `accounts`, others are left out, unless an option is archived: movements on any account give it its column. Raises
    Invalid.
    """
    if columns_by is None:
        moved = between(company, boundaries, *measures, tracking=tracking, accounts=accounts, **given)
        return Axis(columns, moved, [0] * len(columns))
    if len(columns) > 1:
        raise Invalid(
            "A report by tracking category is of one span: leave out interval and compare, and ask once for each.",
            field="columns_by",
        )
    category = TrackingCategory.objects.filter(company=company, id=columns_by).first()
    if category is None:
        raise Invalid("There is no such tracking category in this company.", field="columns_by")
    every = category.ordered_options()
    wanted = tracking.options.get(category.id) if tracking else None
    options = [option for option in every if wanted is None or option.id in wanted]
    _check_count(sum(option.is_active for option in options))
    moved = between(
        company,
        boundaries,
        *measures,
        tracking=tracking,
        options=[option.id for option in options],
        accounts=accounts if all(option.is_active for option in options) else None,
        **given,
    )
    width = next((len(row) for row in moved.values()), 0) // (1 + len(options))
    begins = {option.id: width * place for place, option in enumerate(options, start=1)}
    shown = [
        option
        for option in options
        if option.is_active
        or any(any(amounts) for row in moved.values() for amounts in row[begins[option.id] :][:width])
    ]
    _check_count(len(shown))
    for row in moved.values():
        row += _rest(row, width)
    (total,), chosen = columns, tracking or Tracking()
    split = [
        replace(
            total,
            label=option.name,
            kind=ColumnKind.OPTION,
            option_id=option.id,
            tracking=chosen.with_option(category.id, option.id),
        )
        for option in shown
    ]
    without = chosen.without_category(category.id, [option.id for option in every])
    split.append(replace(total, label="Not tracked", kind=ColumnKind.NOT_TRACKED, tracking=without))
    split.append(replace(total, label="Total", kind=ColumnKind.TOTAL))
    return Axis(split, moved, [*(begins[option.id] for option in shown), width * (1 + len(options)), 0])


def _check_count(options: int) -> None:
    check_count(options + 2, field="columns_by", hint=" Choose options by tracking.")


def _rest(row: Sequence[Sequence[Any]], width: int) -> list[Sequence[Any]]:
    """Return the amounts of all lines less those of each option."""
    left: list[Sequence[Any]] = list(row[:width])
    for place, amounts in enumerate(row[width:]):
        if any(amounts):
            left[place % width] = [a - b for a, b in zip(left[place % width], amounts, strict=True)]
    return left
