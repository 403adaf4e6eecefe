"""Find the rows of a list in the books, and write those that are new or changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from accounting.exchange.lists import CHUNK, Problems, Refused, Writes, chunks, key_of
from accounting.exchange.outcome import Action, Outcome, Progress
from accounting.exchange.source import Place
from foundation.refusals import Refusal

M = TypeVar("M", bound=Model)


class Listed(Protocol):
    """A row of a list: what is not empty, by the names of its fields. `str` says what it is about."""

    @property
    def place(self) -> Place: ...
    @property
    def given(self) -> Mapping[str, Any]: ...


class Known(Generic[M]):
    """The rows in the books that a list names, by their numbers and by their names.

    `kinds` is what they are called, `number` the field that has the number, and `alike` makes two numbers equal that
    are the same to the books.
    """

    def __init__(
        self,
        books: QuerySet[M],
        kinds: str,
        given: Sequence[Mapping[str, Any]],
        *,
        number: str,
        alike: Callable[[str], str] = str,
    ) -> None:
        self.kinds, self.number, self.alike = kinds, number, alike
        self.by_number: dict[str, M] = {}
        self.by_name: dict[str, list[M]] = {}
        self.numbered: set[UUID] = set()
        names = {key_of(one.get("name", "")) for one in given}
        numbers = {alike(one[number]) for one in given if number in one}
        all_of_them = books.order_by("id").values_list("id", "name", number).iterator(chunk_size=CHUNK)
        ids = [id for id, name, own in all_of_them if alike(own or "") in numbers or key_of(name) in names]
        for some in chunks(ids):
            for one in books.filter(id__in=some).order_by("id"):
                self.add(one)

    def add(self, one: M) -> None:
        if own := self._number_of(one):
            self.by_number[own] = one
            self.numbered.add(one.pk)
        self._named(one).append(one)

    def replace(self, one: M, changed: M) -> None:
        """Know a row of the books as a row of the list changes it, so that the next rows find it by its new name and
        number only."""
        self._named(one).remove(one)
        self.by_number.pop(self._number_of(one), None)
        self.add(changed)

    def find(self, given: Mapping[str, Any]) -> M | None:
        """Return what has this number, else what has this name and no other number. Raises Refused."""
        name, number = given.get("name", ""), self.alike(given.get(self.number, ""))
        if number in self.by_number:
            return self.by_number[number]
        fitting = [one for one in self.by_name.get(key_of(name), []) if not (number and one.pk in self.numbered)]
        if len(fitting) > 1:
            raise Refused(f"{len(fitting)} {self.kinds} are called {name!r}. Give them different names or numbers.")
        return fitting[0] if fitting else None

    def _number_of(self, one: M) -> str:
        return self.alike(getattr(one, self.number) or "")

    def _named(self, one: M) -> list[M]:
        name: str = one.name  # type: ignore[attr-defined]  # all have one
        return self.by_name.setdefault(key_of(name), [])


@dataclass(frozen=True, slots=True)
class Operations(Generic[M]):
    """What makes and changes rows of the books: `new` and `changed` only compute, the others write."""

    new: Callable[[Mapping[str, Any]], M]
    add_many: Callable[[Sequence[M]], Any]
    changed: Callable[[M, Mapping[str, Any]], M]
    update_many: Callable[[Sequence[tuple[M, Mapping[str, Any]]]], Any]


def book_rows(
    rows: Sequence[Listed], known: Known[M], operations: Operations[M], *, existing: str, progress: Progress
) -> Outcome:
    """Create what the books do not have, and update or skip the others (`existing`).

    Raises Unreadable with each line that cannot be booked.
    """
    outcome, problems = Outcome(done=len(rows)), Problems()
    done = 0
    for some in chunks(rows):
        writes = Writes(operations.add_many, operations.update_many, problems)
        for row in some:
            try:
                found = known.find(row.given)
                if found is None:
                    new = operations.new(row.given)
                    known.add(new)
                    writes.create(row.place, new)
                    action: Action = "created"
                elif existing == "update" and _differs(found, row.given):
                    known.replace(found, operations.changed(found, row.given))
                    writes.update(row.place, (found, row.given))
                    action = "updated"
                else:
                    action = "skipped"
                    if known.number in row.given:
                        known.numbered.add(found.pk)  # for the next rows: another number is another one
                outcome.add(row.place.line, action, known.kinds, str(row))
            except (Refused, Refusal) as refused:
                problems.add(row.place, str(refused))
        writes.write()
        done += len(some)
        progress(done, len(rows))
    problems.raise_any()
    return outcome


def _differs(found: Model, given: Mapping[str, Any]) -> bool:
    return any(getattr(found, "currency_id" if name == "currency" else name) != value for name, value in given.items())
