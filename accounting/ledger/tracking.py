"""The options of lines, such as department and project."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db.models import Q

from accounting import errors
from accounting.ledger.models import Company, JournalLine, TrackingCategory, TrackingOption

MAX_ON_A_LINE = 10
"""The most options in the input of a line, which has one of each category. At most five categories are active."""
MAX_NAMED = 3
"""How many options the title of a report names, of one category."""

Given = Sequence[UUID] | None


def usable(
    company: Company,
    given: Sequence[Given],
    *,
    fields: Iterable[str] | None = None,
) -> list[list[UUID] | None]:
    """Return the options of new lines, each in the order of their ids, or None for a line without any.

    `fields` are their paths in the input, by default `lines[0].tracking` and so on.
    Raises NotFoundHere, InvalidLine.
    """
    wanted = {option_id for ids in given for option_id in ids or ()}
    if not wanted:
        return [None] * len(given)
    rows = TrackingOption.objects.filter(company=company, id__in=wanted).select_related("category").in_bulk()
    fields = fields or (f"lines[{place}].tracking" for place in range(len(given)))
    return [_usable(rows, ids or (), field) for field, ids in zip(fields, given, strict=True)]


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


@dataclass(frozen=True, slots=True)
class Tracking:
    """Which lines a list or a report takes: with one of the `options` of each of their categories, and with none of the
    options of the categories `without`. `title` says it to people."""

    options: Mapping[UUID, tuple[UUID, ...]] = field(default_factory=dict)
    without: Mapping[UUID, tuple[UUID, ...]] = field(default_factory=dict)
    title: str = field(default="", repr=False)

    @property
    def excluded(self) -> list[UUID]:
        """Return the options that these lines do not have."""
        return [id for ids in self.without.values() for id in ids]

    @property
    def query(self) -> dict[str, str]:
        """Return the parameters of lists and reports for these lines."""
        given = {"tracking": [id for ids in self.options.values() for id in ids], "not_tracked": self.without}
        return {name: ",".join(map(str, ids)) for name, ids in given.items() if ids}

    def q(self) -> Q:
        """Return the condition for lines."""
        found = Q()
        for ids in self.options.values():
            found &= Q(tracking__overlap=ids)
        return found & (Q(tracking=None) | ~Q(tracking__overlap=self.excluded)) if self.excluded else found

    def sql(self) -> tuple[str, dict[str, Any]]:
        """Return the condition for lines, or for balances by their options, to follow another; and its values."""
        values: dict[str, Any] = {f"options_{i}": list(ids) for i, ids in enumerate(self.options.values())}
        parts = [f" AND tracking && %({name})s::uuid[]" for name in values]
        if self.excluded:
            parts.append(" AND NOT coalesce(tracking && %(excluded)s::uuid[], false)")
            values["excluded"] = self.excluded
        return "".join(parts), values

    def with_option(self, category_id: UUID, option_id: UUID) -> "Tracking":
        """Return those of these lines that have an option."""
        return replace(self, options={**self.options, category_id: (option_id,)})

    def without_category(self, category_id: UUID, option_ids: Iterable[UUID]) -> "Tracking":
        """Return those of these lines that have no option of a category."""
        return replace(self, without={**self.without, category_id: tuple(option_ids)})


def chosen(company: Company, option_ids: Collection[UUID], not_tracked: Collection[UUID] = ()) -> Tracking | None:
    """Return which lines have one of these options, of each of their categories, and no option of the categories
    `not_tracked`; None for all lines. Raises Invalid."""
    if not option_ids and not not_tracked:
        return None
    rows = TrackingOption.objects.filter(Q(id__in=option_ids) | Q(category__in=not_tracked), company=company)
    named = {row.id: row for row in rows.select_related("category")}
    options: dict[UUID, tuple[UUID, ...]] = {}
    for option_id in dict.fromkeys(option_ids):
        if option_id not in named:
            raise errors.Invalid(f"There is no such tracking option in this company: {option_id}.", field="tracking")
        category_id = named[option_id].category_id
        options[category_id] = (*options.get(category_id, ()), option_id)
    names = dict(TrackingCategory.objects.filter(company=company, id__in=not_tracked).values_list("id", "name"))
    if missing := [category_id for category_id in not_tracked if category_id not in names]:
        raise errors.Invalid(f"There is no such tracking category in this company: {missing[0]}.", field="not_tracked")
    without = {id: tuple(sorted(row.id for row in named.values() if row.category_id == id)) for id in names}
    titles = [f"{named[ids[0]].category}: {_told([str(named[id]) for id in ids])}" for ids in options.values()]
    titles += [f"no {name}" for name in names.values()]
    return Tracking(options, without, "; ".join(titles))


def used_names(company: Company) -> dict[UUID, tuple[str, str]]:
    """Return the names of the category and of the option, for each option that lines have; those of a category stand
    together."""
    used = TrackingOption.objects.filter(company=company, is_used=True).order_by("category_id")
    return {id: (category, name) for id, category, name in used.values_list("id", "category__name", "name")}


def there(
    company: Company, option_ids: Collection[UUID], categories: Collection[UUID]
) -> tuple[list[UUID], list[UUID]]:
    """Return which of these options and tracking categories the company has, in their order."""
    options = set(TrackingOption.objects.filter(company=company, id__in=option_ids).values_list("id", flat=True))
    kept = set(TrackingCategory.objects.filter(company=company, id__in=categories).values_list("id", flat=True))
    return [id for id in option_ids if id in options], [id for id in categories if id in kept]


def _told(names: Sequence[str]) -> str:
    """Return the first names, and how many others there are."""
    rest = len(names) - MAX_NAMED
    return " or ".join(names) if rest <= 1 else f"{' or '.join(names[:MAX_NAMED])} or {rest} others"


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
