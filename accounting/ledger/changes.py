"""Check the changes that are passed to an operation."""

from collections.abc import Collection, Mapping
from typing import Any


def only(changes: Mapping[str, Any], allowed: Collection[str]) -> None:
    """Raise TypeError for unknown changes, which are a programming error."""
    unknown = changes.keys() - set(allowed)
    if unknown:
        raise TypeError(f"unknown changes: {', '.join(sorted(unknown))}")
