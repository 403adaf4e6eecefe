"""Give numbers to documents, one after another."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from accounting.ledger.models import LookAlike, NumberSeries
from foundation.statements import fetch

NUMBER_WIDTH = 4
NUMBERS_TRIED_AT_ONCE = 50
"""How many numbers are tried by the first query. Each further one tries twice as many."""
NEXT = """
    INSERT INTO accounting_numberseries AS series (company_id, kind, last_number) VALUES (%s, %s, 1)
    ON CONFLICT (company_id, kind) DO UPDATE SET last_number = series.last_number + 1
    RETURNING last_number
"""


def next_number(document: Any, field: str, prefix: str) -> str:
    """Return the next number of a series, such as INV-0042, that no document of this kind has in `field`.

    It locks the series until the end of the transaction, so that numbers are given one after another.
    """
    rows = type(document)._default_manager.filter(company=document.company)
    [(first,)] = fetch(NEXT, [document.company.pk, prefix])
    begin, tried = first, NUMBERS_TRIED_AT_ONCE
    while True:
        candidates = {f"{prefix}-{number:0{NUMBER_WIDTH}}": number for number in range(begin, begin + tried)}
        taken = numbers_taken(rows, field, candidates)
        free = next((candidate for candidate in candidates if candidate not in taken), None)
        if free is not None:
            break
        begin, tried = begin + tried, 2 * tried  # after an import a hundred thousand may be taken
    if candidates[free] != first:
        NumberSeries.objects.filter(company=document.company, kind=prefix).update(last_number=candidates[free])
    return free


def numbers_taken(rows: QuerySet[Any], field: str, candidates: Iterable[str]) -> set[str]:
    """Return those of some numbers that `rows` have already in `field`, or one that looks alike."""
    alike = {candidate.replace("-", "").lower(): candidate for candidate in candidates}
    found = rows.annotate(alike=LookAlike(field)).filter(alike__in=alike).values_list("alike", flat=True)
    return {alike[number] for number in found}
