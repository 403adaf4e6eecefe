"""What an import did, or would do: counts by kind, the rows of the file, and warnings."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from accounting import errors

MAX_KEPT = 1000
"""The most warnings of an outcome. All are counted."""

Action = Literal["created", "updated", "skipped"]
Progress = Callable[[int, int | None], None]


class DryRun(Exception):
    """Not an error: it rolls back what a dry run did."""


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of a line of the file. `what` is for people: `customer Harbor Cafe`."""

    line: int
    action: Action
    what: str


@dataclass(slots=True)
class Outcome:
    """`done` is how many entries or rows the file has."""

    done: int = 0
    rows: list[RowOutcome] = field(default_factory=list)
    warnings: list[tuple[int, str]] = field(default_factory=list)
    warning_count: int = 0
    _counts: Counter[tuple[Action, str]] = field(default_factory=Counter)
    _totals: dict[tuple[str, str], Decimal] = field(default_factory=dict)

    def add(self, line: int, action: Action, kind: str, what: str) -> None:
        """Count a row of the file, and keep it. Files have limits (`lists.MAX_ROWS`)."""
        self.count(action, kind)
        self.rows.append(RowOutcome(line, action, what))

    def count(self, action: Action, kind: str, number: int = 1) -> None:
        if number:
            self._counts[action, kind] += number

    def warn(self, line: int, message: str) -> None:
        self.warning_count += 1
        if len(self.warnings) < MAX_KEPT:
            self.warnings.append((line, message))

    def sum(self, kind: str, currency: str, amount: Decimal) -> None:
        """Add an amount of the file to the total of its kind and currency."""
        self._totals[kind, currency] = self._totals.get((kind, currency), Decimal(0)) + amount

    @property
    def totals(self) -> list[dict[str, str]]:
        """Return what the amounts of the file come to, by kind and currency."""
        return [
            {"kind": kind, "currency": currency, "amount": f"{total:f}"}
            for (kind, currency), total in sorted(self._totals.items())
        ]

    def check(self) -> None:
        """Raise Invalid if the file had nothing to import, and nothing to say about it."""
        if not (self.done or self._counts or self.warning_count):
            raise errors.Invalid("There is nothing to import in this file: no entry, and no row below its headings.")

    def counts(self, action: Action) -> dict[str, int]:
        """Return how many rows of each kind have this action."""
        return {kind: number for (one, kind), number in sorted(self._counts.items()) if one == action}
