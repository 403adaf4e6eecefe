"""How endpoints have been doing lately: their attempts of the last 24 hours, which the engine counts, and a chart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from webhooks.models import EndpointHour

HOURS = 24
BAR_WIDTH, BAR_GAP = 6, 2
CHART_HEIGHT = 40
LEAST_HEIGHT = 3
"""Of whatever there is at all, so that one failure among thousands is seen."""


@dataclass(frozen=True)
class Hour:
    """The attempts that ended in one hour (UTC)."""

    start: datetime
    succeeded: int = 0
    failed: int = 0


@dataclass(frozen=True)
class Bar:
    """One hour in the chart, in the units of its view box: failures stand on successes."""

    hour: Hour
    x: int
    good_y: float
    good_height: float
    bad_y: float
    bad_height: float


@dataclass(frozen=True)
class Day:
    """The last 24 hours, the present one included, oldest first."""

    hours: tuple[Hour, ...]

    width = HOURS * (BAR_WIDTH + BAR_GAP) - BAR_GAP
    height = CHART_HEIGHT
    bar_width = BAR_WIDTH

    @property
    def succeeded(self) -> int:
        return sum(hour.succeeded for hour in self.hours)

    @property
    def failed(self) -> int:
        return sum(hour.failed for hour in self.hours)

    @property
    def total(self) -> int:
        return self.succeeded + self.failed

    @property
    def success_rate(self) -> str:
        """The share of attempts that succeeded, such as `98.6%`, rounded down. Empty without attempts."""
        if not self.total:
            return ""
        tenths = 1000 * self.succeeded // self.total
        return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths / 10}%"

    @property
    def bars(self) -> list[Bar]:
        most = max(hour.succeeded + hour.failed for hour in self.hours)
        bars = []
        for index, hour in enumerate(self.hours):
            good, bad = (_height(count, most) for count in (hour.succeeded, hour.failed))
            good = min(good, CHART_HEIGHT - bad)
            top = CHART_HEIGHT - good
            bars.append(Bar(hour, index * (BAR_WIDTH + BAR_GAP), top, good, top - bad, bad))
        return bars


def _height(count: int, most: int) -> float:
    return max(LEAST_HEIGHT, round(CHART_HEIGHT * count / most, 1)) if count else 0


def last_day(endpoint_ids: Iterable[UUID], *, now: datetime) -> dict[UUID, Day]:
    """Return the last 24 hours of each endpoint, in one query."""
    ids = list(endpoint_ids)
    first = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=HOURS - 1)
    rows = EndpointHour.objects.filter(endpoint_id__in=ids, start__gte=first)
    found = {(row.endpoint_id, row.start): Hour(row.start, row.succeeded, row.failed) for row in rows}
    starts = [first + timedelta(hours=number) for number in range(HOURS)]
    return {id: Day(tuple(found.get((id, start), Hour(start)) for start in starts)) for id in ids}
