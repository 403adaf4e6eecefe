"""What an operation that changes a row is given."""

from collections.abc import Collection
from typing import Any


def only(changes: dict[str, Any], allowed: Collection[str]) -> None:
    """Refuse, as a programming error, what the operation has no name for."""
    unknown = changes.keys() - set(allowed)
    if unknown:
        raise TypeError(f"unknown changes: {', '.join(sorted(unknown))}")
