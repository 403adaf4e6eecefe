"""The columns of a report by the options of a tracking category, and the movements that each of them counts."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple
from uuid import UUID

from accounting.errors import Invalid
from accounting.ledger.models import Company, TrackingCategory
from accounting.ledger.tracking import Tracking
from accounting.reports import statement, sums
from accounting.reports.columns import Column, ColumnKind, check_count
from accounting.reports.known import Known
from accounting.reports.sums import Span, Sums
from accounting.reports.table import ChartAccount
from foundation.statements import at_once, fetch

FEW_SPANS = 8
"""Up to so many sums of each account, PostgreSQL adds up their segments faster than Python."""
NAMES = ", ".join(ChartAccount._fields)


class Axis(NamedTuple):
    """The columns of a report, all accounts by code, and for each that moved the sums of each span in all columns."""

    columns: list[Column]
    accounts: list[ChartAccount]
    moved: dict[UUID, list[Sequence[Decimal]]]
    beside: list[tuple[Any, ...]]
    """The rows of the query that was asked beside."""


class Segments(NamedTuple):
    """The columns of a report, the movements between its boundaries, and the place in these where those of each column
    begin."""

    columns: list[Column]
    moved: Sums
    begins: list[int]


def of(
    company: Company,
    columns: list[Column],
    spans_of: Callable[[Column], Sequence[Span]],
    *,
    known: Known | None = None,
    tracking: Tracking | None = None,
    columns_by: UUID | None = None,
    types: Sequence[str] = (),
    between: Callable[..., Sums] = sums.between,
    beside: tuple[str, Mapping[str, Any]] | None = None,
) -> Axis:
    """Return the columns with what accounts moved in the spans of each: `spans_of` returns as many for each column.

    With a category `columns_by`, the one column is split: into one for each of its options (of archived ones only if
    they have movements; if `tracking` names some, only these), one for lines without any, and the total. With `types`,
    other accounts are left out, unless an option is archived: movements on any account give it its column. Raises
    Invalid.

    `between` adds up, by default all that was posted. The query `beside` is asked in the same round trip if that is
    possible.
    """
    spans = [tuple(spans_of(column)) for column in columns]
    moved: dict[UUID, list[Sequence[Decimal]]] = {}
    every, many = [*chain.from_iterable(spans)], len(spans[0])
    chosen: dict[str, Any] = {"known": known, "tracking": tracking}
    if columns_by is None and between is sums.between and len(every) <= FEW_SPANS:
        asked = sums.of_spans(company, every, NAMES, types=types, **chosen)
        rows, *others = at_once(asked, beside) if beside else [fetch(*asked, alone=True), []]
        accounts, found = _accounts(rows)
        moved = {account: [row[place::many] for place in range(many)] for account, row in found.items()}
        return Axis(columns, accounts, moved, *others)
    accounts = statement.chart(company)
    is_first = any(start is None for _, start, _ in every)
    days = sorted({day for _, *ends in every for day in ends if day is not None})
    place = {day: i + is_first for i, day in enumerate(days)} | {None: 0}
    measures = list(dict.fromkeys(measure for measure, _, _ in every))
    chosen |= {"accounts": [one.id for one in accounts if one.type in types] if types else None}
    if is_first:
        chosen["from_the_beginning"] = True
    columns, segments, begins = _segments(company, columns, days, measures, between, columns_by, chosen)
    spans *= len(columns) // len(spans)  # those that one column is split into are of the same days
    # For each span the place of its measure, and in each column the places before which it begins and ends.
    places = [
        (
            measures.index(of_one[0][0]),
            [
                (begin + place[start], begin + place[after])
                for begin, (_, start, after) in zip(begins, of_one, strict=True)
            ],
        )
        for of_one in zip(*spans, strict=True)
    ]
    for account_id, row in segments.items():
        running = [statement.run(row, number) for number in range(len(measures))]
        moved[account_id] = [
            [running[number][after] - running[number][start] for start, after in ends] for number, ends in places
        ]
    return Axis(columns, accounts, moved, fetch(*beside) if beside else [])


def of_spans(
    company: Company,
    spans: Sequence[Span],
    *,
    known: Known | None = None,
    tracking: Tracking | None = None,
    types: Sequence[str] = (),
) -> tuple[list[ChartAccount], dict[UUID, Sequence[Decimal]]]:
    """Return all accounts by code, and the sum of each span for those that moved: `of` for a report whose columns are
    its own."""
    asked = sums.of_spans(company, spans, NAMES, known=known, tracking=tracking, types=types)
    return _accounts(fetch(*asked, alone=True))


def _accounts(rows: Sequence[Sequence[Any]]) -> tuple[list[ChartAccount], dict[UUID, Sequence[Decimal]]]:
    """Return the accounts of the rows of `sums.of_spans`, and the sums of those that have any."""
    width = len(ChartAccount._fields)
    return [ChartAccount(*row[:width]) for row in rows], {row[0]: row[width:] for row in rows if row[-1] is not None}


def _segments(
    company: Company,
    columns: list[Column],
    days: Sequence[datetime.date],
    measures: Sequence[str],
    between: Callable[..., Sums],
    columns_by: UUID | None,
    chosen: dict[str, Any],
) -> Segments:
    """Return the columns, split if there is a category, with what `between` adds up between the days."""
    if columns_by is None:
        moved = between(company, days, *measures, **chosen)
        return Segments(columns, moved, [0] * len(columns))
    if len(columns) > 1:
        raise Invalid(
            "A report by tracking category is of one span: leave out interval and compare, and ask once for each.",
            field="columns_by",
        )
    category = TrackingCategory.objects.filter(company=company, id=columns_by).first()
    if category is None:
        raise Invalid("There is no such tracking category in this company.", field="columns_by")
    tracking, accounts = chosen["tracking"], chosen["accounts"]
    every = category.ordered_options()
    wanted = tracking.options.get(category.id) if tracking else None
    options = [option for option in every if wanted is None or option.id in wanted]
    _check_count(sum(option.is_active for option in options))
    chosen |= {"options": [option.id for option in options]}
    chosen |= {"accounts": accounts if all(option.is_active for option in options) else None}
    moved = between(company, days, *measures, **chosen)
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
    (total,), narrowed = columns, tracking or Tracking()
    split = [
        replace(
            total,
            label=option.name,
            kind=ColumnKind.OPTION,
            option_id=option.id,
            tracking=narrowed.with_option(category.id, option.id),
        )
        for option in shown
    ]
    without = narrowed.without_category(category.id, [option.id for option in every])
    split.append(replace(total, label="Not tracked", kind=ColumnKind.NOT_TRACKED, tracking=without))
    split.append(replace(total, label="Total", kind=ColumnKind.TOTAL))
    return Segments(split, moved, [*(begins[option.id] for option in shown), width * (1 + len(options)), 0])


def _check_count(options: int) -> None:
    check_count(options + 2, field="columns_by", hint=" Choose options by tracking.")


def _rest(row: Sequence[Sequence[Any]], width: int) -> list[Sequence[Any]]:
    """Return the amounts of all lines less those of each option."""
    left: list[Sequence[Any]] = list(row[:width])
    for place, amounts in enumerate(row[width:]):
        if any(amounts):
            left[place % width] = [a - b for a, b in zip(left[place % width], amounts, strict=True)]
    return left
