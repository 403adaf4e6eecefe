"""Give numbers to documents, one after another."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet

from accounting.ledger.models import Company, LookAlike, NumberSeries
from foundation.statements import fetch

NUMBER_WIDTH = 4
NUMBERS_TRIED_AT_ONCE = 50
NEXT = """
    INSERT INTO accounting_numberseries AS series (company_id, kind, last_number) VALUES (%s, %s, 1)
    ON CONFLICT (company_id, kind) DO UPDATE SET last_number = series.last_number + 1
    RETURNING last_number
"""


def next_number(company: Company, prefix: str, taken: Callable[[list[str]], Iterable[str | None]]) -> str:
    """Return the next number of the series, such as INV-0042, that is not `taken`.

    It locks the series until the end of the transaction, so that numbers are given one after another.
    """
    [(first,)] = fetch(NEXT, [company.pk, prefix])
    begin = first
    while True:
        candidates = {
            f"{prefix}-{number:0{NUMBER_WIDTH}}": number for number in range(begin, begin + NUMBERS_TRIED_AT_ONCE)
        }
        gone = set(taken(list(candidates)))
        free = next((candidate for candidate in candidates if candidate not in gone), None)
        if free is not None:
            break
        begin += NUMBERS_TRIED_AT_ONCE
    if candidates[free] != first:
        NumberSeries.objects.filter(company=company, kind=prefix).update(last_number=candidates[free])
    return free


def numbers_taken(rows: QuerySet[Any], field: str) -> Callable[[list[str]], list[str]]:
    """Return a function that returns which of some numbers `rows` have already, or one that looks alike."""

    def taken(candidates: list[str]) -> list[str]:
        alike = {candidate.replace("-", "").lower(): candidate for candidate in candidates}
        found = rows.annotate(alike=LookAlike(field)).filter(alike__in=alike).values_list("alike", flat=True)
        return [alike[number] for number in found]

    return taken
