"""The attempts of endpoints in the last 24 hours, which the engine counts, and their chart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from webhooks.models import EndpointHour

HOURS = 24
BAR_WIDTH, BAR_GAP = 6, 2
CHART_HEIGHT = 40
LEAST_HEIGHT = 3
"""The least height of a bar that is not empty, so that one failure among thousands is visible."""


@dataclass(frozen=True)
class Hour:
    """The attempts that ended in one hour (UTC)."""

    start: datetime
    succeeded: int = 0
    failed: int = 0


@dataclass(frozen=True)
class Bar:
    """One hour in the chart, in units of its view box. Successes are above a line, failures below it."""

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
        """Return the share of attempts that succeeded, such as `98.6%`, rounded down. Empty without attempts."""
        if not self.total:
            return ""
        tenths = 1000 * self.succeeded // self.total
        return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths / 10}%"

    @property
    def line(self) -> float:
        """Return the distance of the line between successes and failures from the top. Both sides have the same
        scale."""
        most_good, most_bad = self._most
        below = _height(most_bad, most_good + most_bad, CHART_HEIGHT)
        return CHART_HEIGHT - (min(below, CHART_HEIGHT - LEAST_HEIGHT) if most_good else below)

    @property
    def bars(self) -> list[Bar]:
        line, (most_good, most_bad) = self.line, self._most
        bars = []
        for index, hour in enumerate(self.hours):
            good = _height(hour.succeeded, most_good, line)
            bad = _height(hour.failed, most_bad, CHART_HEIGHT - line)
            bars.append(Bar(hour, index * (BAR_WIDTH + BAR_GAP), round(line - good, 1), good, line, bad))
        return bars

    @property
    def _most(self) -> tuple[int, int]:
        return max(hour.succeeded for hour in self.hours), max(hour.failed for hour in self.hours)


def _height(count: int, most: int, room: float) -> float:
    return max(LEAST_HEIGHT, round(room * count / most, 1)) if count else 0


def last_day(endpoint_ids: Iterable[UUID], *, now: datetime) -> dict[UUID, Day]:
    """Return the last 24 hours of each endpoint, in one query."""
    ids = list(endpoint_ids)
    first = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=HOURS - 1)
    rows = EndpointHour.objects.filter(endpoint_id__in=ids, start__gte=first)
    found = {(row.endpoint_id, row.start): Hour(row.start, row.succeeded, row.failed) for row in rows}
    starts = [first + timedelta(hours=number) for number in range(HOURS)]
    return {id: Day(tuple(found.get((id, start), Hour(start)) for start in starts)) for id in ids}
