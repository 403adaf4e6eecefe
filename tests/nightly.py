"""What tests leave to the night. `make nightly` sets EXHAUSTIVE=1, and then they leave nothing out.

Tests that walk many like cases take some of them by day, chosen by a fixed rule. docs/contributing/tests.md lists them.
"""

import os
from collections.abc import Iterable
from typing import TypeVar

EXHAUSTIVE = os.environ.get("EXHAUSTIVE") == "1"

T = TypeVar("T")


def one_in(number: int, cases: Iterable[T], turn: int = 0) -> list[T]:
    """Return every `number`-th of the cases, at least one, and all of them at night. `turn` says which one is first."""
    cases = list(cases)
    step = 1 if EXHAUSTIVE else max(1, min(number, len(cases)))
    return cases[turn % step :: step]


def examples(number: int) -> int:
    """Return how many examples Hypothesis makes: `number` at night, and a quarter of them by day."""
    return number if EXHAUSTIVE else max(5, number // 4)
