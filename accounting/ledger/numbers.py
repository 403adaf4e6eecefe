"""Give numbers to documents, one after another."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet

from accounting.ledger.models import Company, LookAlike, NumberSeries

NUMBER_WIDTH = 4
NUMBERS_TRIED_AT_ONCE = 50


def next_number(company: Company, prefix: str, taken: Callable[[list[str]], Iterable[str | None]]) -> str:
    """Return the next number of the series, such as INV-0042, that is not `taken`.

    It locks the series until the end of the transaction, so that numbers are given one after another.
    """
    NumberSeries.objects.bulk_create([NumberSeries(company=company, kind=prefix)], ignore_conflicts=True)
    series = NumberSeries.objects.select_for_update().get(company=company, kind=prefix)
    while True:
        steps = range(series.last_number + 1, series.last_number + 1 + NUMBERS_TRIED_AT_ONCE)
        candidates = {f"{prefix}-{number:0{NUMBER_WIDTH}}": number for number in steps}
        gone = set(taken(list(candidates)))
        free = [candidate for candidate in candidates if candidate not in gone]
        series.last_number = candidates[free[0]] if free else steps[-1]
        if free:
            series.save(update_fields=["last_number"])
            return free[0]


def numbers_taken(rows: QuerySet[Any], field: str) -> Callable[[list[str]], list[str]]:
    """Return a function that returns which of some numbers `rows` have already, or one that looks alike."""

    def taken(candidates: list[str]) -> list[str]:
        alike = {candidate.replace("-", "").lower(): candidate for candidate in candidates}
        found = rows.annotate(alike=LookAlike(field)).filter(alike__in=alike).values_list("alike", flat=True)
        return [alike[number] for number in found]

    return taken
