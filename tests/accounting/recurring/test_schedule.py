"""The dates of recurring templates."""

import datetime
from itertools import islice

import pytest

from accounting.models import RecurringTemplate
from accounting.recurring import schedule


def template(frequency: str, start: str, day: int, end: str | None = None) -> RecurringTemplate:
    return RecurringTemplate(
        frequency=frequency,
        start_date=datetime.date.fromisoformat(start),
        end_date=datetime.date.fromisoformat(end) if end else None,
        day_of_month=day,
    )


@pytest.mark.parametrize(
    ("frequency", "start", "day", "expected"),
    [
        ("monthly", "2026-01-31", 31, ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
        ("monthly", "2028-01-30", 30, ["2028-01-30", "2028-02-29", "2028-03-30"]),
        ("monthly", "2026-01-29", 29, ["2026-01-29", "2026-02-28", "2026-03-29"]),
        ("monthly", "2026-01-20", 15, ["2026-02-15", "2026-03-15"]),
        ("quarterly", "2025-11-30", 31, ["2025-11-30", "2026-02-28", "2026-05-31", "2026-08-31"]),
        ("quarterly", "2026-01-20", 15, ["2026-04-15", "2026-07-15"]),
        ("yearly", "2024-02-29", 29, ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
        ("yearly", "2025-12-31", 31, ["2025-12-31", "2026-12-31"]),
    ],
)
def test_dates_are_counted_from_the_month_of_the_start(
    frequency: str, start: str, day: int, expected: list[str]
) -> None:
    one = template(frequency, start, day)
    assert [str(date) for date in islice(schedule.dates(one, one.start_date), len(expected))] == expected


def test_dates_from_a_later_day_are_the_same_dates() -> None:
    for frequency in ("monthly", "quarterly", "yearly"):
        one = template(frequency, "2024-01-31", 31, end="2030-12-31")
        whole = list(schedule.dates(one, one.start_date))
        for date in whole:
            assert list(schedule.dates(one, date)) == whole[whole.index(date) :]
            after = date + datetime.timedelta(days=1)
            assert list(schedule.dates(one, after)) == whole[whole.index(date) + 1 :]


def test_the_end_is_included_and_the_last_date_of_the_books_ends_all() -> None:
    assert [str(one) for one in schedule.dates(template("monthly", "2026-01-15", 15, end="2026-02-15"), DAY)] == [
        "2026-02-15"
    ]
    assert list(schedule.dates(template("yearly", "2199-12-31", 31), DAY)) == [datetime.date(2199, 12, 31)]
    assert list(schedule.dates(template("yearly", "2199-12-31", 30), DAY)) == []


DAY = datetime.date(2026, 2, 1)


def test_what_was_made_or_skipped_is_not_next() -> None:
    one = template("monthly", "2026-01-31", 31, end="2026-04-30")
    assert schedule.next_date(one) == datetime.date(2026, 1, 31)
    one.last_date = datetime.date(2026, 1, 31)
    assert schedule.next_date(one) == datetime.date(2026, 2, 28)
    one.resumed_on = datetime.date(2026, 3, 31)
    assert schedule.next_date(one) == datetime.date(2026, 3, 31)
    one.last_date = datetime.date(2026, 4, 30)
    assert schedule.next_date(one) is None
