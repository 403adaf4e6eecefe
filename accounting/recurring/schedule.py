"""The dates of a recurring template."""

import calendar
import datetime
from collections.abc import Iterator

from accounting.ledger.dates import DAY, LAST_DATE
from accounting.recurring.models import Frequency, RecurringTemplate

MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.YEARLY: 12}


def dates(template: RecurringTemplate, since: datetime.date) -> Iterator[datetime.date]:
    """Yield the template's dates from `since` on, in order.

    They are counted in months from that of `start_date`. If a month lacks the day, its last day is taken: the 31st is
    the last day of each month, and 29 February is 28 February in a common year.
    """
    step, first = MONTHS[Frequency(template.frequency)], template.start_date
    since, end = max(since, first), template.end_date or LAST_DATE
    passed = (since.year - first.year) * 12 + since.month - first.month
    month = first.year * 12 + first.month - 1 + passed // step * step
    while month // 12 <= LAST_DATE.year:
        year, number = month // 12, month % 12 + 1
        date = datetime.date(year, number, min(template.day_of_month, calendar.monthrange(year, number)[1]))
        if date > end:
            return
        if date >= since:
            yield date
        month += step


def next_date(template: RecurringTemplate) -> datetime.date | None:
    """Return the first date for which the template still has to make a document, or None if there is none."""
    since = max(filter(None, [template.start_date, template.resumed_on]))
    if template.last_date is not None:
        since = max(since, template.last_date + DAY)
    return next(dates(template, since), None)
