"""The options of lines, such as department and project."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db.models import Q

from accounting import errors
from accounting.ledger.models import Company, JournalLine, TrackingOption

MAX_ON_A_LINE = 10
"""The most options in the input of a line, which has one of each category. At most five categories are active."""

Given = Sequence[UUID] | None


def usable(
    company: Company,
    given: Sequence[Given],
    *,
    places: Sequence[str] | None = None,
) -> list[list[UUID] | None]:
    """Return the options of new lines, each in the order of their ids, or None for a line without any.

    `places` are the paths of the lines in the input, by default `lines[0]` and so on.
    Raises NotFoundHere, InvalidLine.
    """
    wanted = {option_id for ids in given for option_id in ids or ()}
    if not wanted:
        return [None] * len(given)
    rows = TrackingOption.objects.filter(company=company, id__in=wanted).select_related("category").in_bulk()
    places = places or [f"lines[{place}]" for place in range(len(given))]
    return [_usable(rows, ids or (), f"{place}.tracking") for place, ids in zip(places, given, strict=True)]


def _usable(rows: dict[UUID, TrackingOption], ids: Sequence[UUID], path: str) -> list[UUID] | None:
    if len(ids) > MAX_ON_A_LINE:
        raise errors.InvalidLine(f"A line can have at most {MAX_ON_A_LINE} options.", field=path)
    chosen: dict[UUID, TrackingOption] = {}
    for place, option_id in enumerate(ids):
        field, option = f"{path}[{place}]", rows.get(option_id)
        if option is None:
            raise errors.NotFoundHere("There is no such option of a tracking category in this company.", field=field)
        if not (option.is_active and option.category.is_active):
            raise errors.InvalidLine(f"The option {option} of {option.category} is archived.", field=field)
        if option.category_id in chosen:
            message = f"A line has at most one option of {option.category}: {chosen[option.category_id]} or {option}."
            raise errors.InvalidLine(message, field=field)
        chosen[option.category_id] = option
    return sorted(option.id for option in chosen.values()) or None


def having(company: Company, option_ids: Sequence[UUID], *, without: Sequence[UUID] = ()) -> Q:
    """Return the condition for lines with these options: one of those of each category; and with no option of the
    categories `without`. An option that the company does not have is on no line."""
    rows = TrackingOption.objects.filter(Q(id__in=option_ids) | Q(category__in=without), company=company)
    of = dict(rows.values_list("id", "category_id"))
    chosen: dict[UUID, list[UUID]] = {}
    for option_id in option_ids:
        chosen.setdefault(of.get(option_id, option_id), []).append(option_id)
    found = Q()
    for options in chosen.values():
        found &= Q(tracking__overlap=options)
    if excluded := [option_id for option_id, category_id in of.items() if category_id in without]:
        found &= Q(tracking=None) | ~Q(tracking__overlap=excluded)
    return found


@contextmanager
def naming_rows(lines: Sequence[JournalLine], rows: Sequence[Any], path: str = "lines[{}]") -> Iterator[None]:
    """Where posting the journal lines of a document raises TrackingRequired, name the row of the document."""
    try:
        yield
    except errors.TrackingRequired as refusal:
        refused = next((line for line in lines if str(line.id) == refusal.blamed), None)
        for place, row in enumerate(rows):
            if refused and (row.account_id, row.tracking) == (refused.account_id, refused.tracking):
                refusal.field = f"{path.format(place)}.tracking"
                break
        raise
