"""The changes that are passed to an operation: check them, make them, and write them."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model

from accounting.errors import translated
from accounting.ledger.event_log import tell_many
from foundation import audit, saving
from identity.models import User

M = TypeVar("M", bound=Model)
Values = Mapping[str, Any]


def only(changes: Values, allowed: Collection[str]) -> None:
    """Raise TypeError for unknown changes, which are a programming error."""
    unknown = changes.keys() - set(allowed)
    if unknown:
        raise TypeError(f"unknown changes: {', '.join(sorted(unknown))}")


def made(
    present: dict[UUID, M], changes: Sequence[tuple[M, Values]], changed: Callable[[M, Values], M]
) -> list[tuple[M, Values, Values]]:
    """Make changes of locked rows in the order given, and let `present` have each row as it is then.

    Return those that change something: the row as `changed` makes it, and its values before and after.
    """
    found: list[tuple[M, Values, Values]] = []
    for row, values in changes:
        before, after = present[row.pk], changed(present[row.pk], values)
        old, new = audit.values(before, values), audit.values(after, values)
        if old != new:
            present[row.pk] = after
            found.append((after, old, new))
    return found


def write(event: str, changes: Sequence[tuple[M, Values, Values]], names: Iterable[str], by: User) -> None:
    """Save these fields of changed rows of one company, each as its last change has it, and record and tell each
    change. Raises the refusals of constraints."""
    if changes:
        with translated():
            saving.save_many([*{row.pk: row for row, *_ in changes}.values()], names)
        audit.record_many(event, changes, by=by)
        tell_many(event, [row for row, *_ in changes])
