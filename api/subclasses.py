"""All classes below a class."""

from collections.abc import Iterator
from typing import Any


def subclasses(kind: type[Any]) -> Iterator[type[Any]]:
    for child in kind.__subclasses__():
        yield child
        yield from subclasses(child)
