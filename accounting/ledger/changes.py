"""The changes that an operation is given."""

from collections.abc import Collection
from typing import Any


def only(changes: dict[str, Any], allowed: Collection[str]) -> None:
    """Refuse unknown changes: they are a programming error."""
    unknown = changes.keys() - set(allowed)
    if unknown:
        raise TypeError(f"unknown changes: {', '.join(sorted(unknown))}")
