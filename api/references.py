"""Replace references in an operation of a batch by values of earlier answers.

`{"ref": "invoice.id"}` stands for a value in a body, `{invoice.id}` for an id in a path:

    reference = name ( "." member | "[" index "]" )+

A reference leads to one value (text, number, boolean, null), which replaces it exactly as in the answer.
"""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from api.errors import InvalidReference
from api.literals import parse_id

NAME = r"[A-Za-z_][A-Za-z0-9_]{0,63}"
_REFERENCE = re.compile(rf"({NAME})((?:\.[a-z0-9_]{{1,64}}|\[[0-9]{{1,4}}\]){{1,16}})")
_STEP = re.compile(r"\.([a-z0-9_]+)|\[([0-9]+)\]")
_IN_PATH = re.compile(r"\{([^{}]*)\}")


class Answers:
    """The bodies of the answers so far, by name. `names` are those of the whole batch."""

    def __init__(self, names: list[str | None]) -> None:
        self.names = names
        self.bodies: dict[str, Any] = {}
        self.made: list[str] = []
        """The ids of what the batch created, which is not kept if it fails."""

    def value(self, reference: Any, field: str) -> Any:
        """Return the value of `reference`. Raises InvalidReference with `field`."""
        found = _REFERENCE.fullmatch(reference) if isinstance(reference, str) else None
        if found is None:
            raise InvalidReference(
                "A reference is the name of an operation and a path into its response, such as invoice.id.", field=field
            )
        name, steps = found.groups()
        if name not in self.bodies:
            if name in self.names:
                raise InvalidReference(f"“{name}” is not an earlier operation of the batch.", field=field)
            raise InvalidReference(f"No operation is named “{name}”.", field=field)
        value = self.bodies[name]
        for member, index in _STEP.findall(steps):
            if member and isinstance(value, dict) and member in value:
                value = value[member]
            elif index and isinstance(value, list) and int(index) < len(value):
                value = value[int(index)]
            else:
                raise InvalidReference(f"The response to “{name}” has no {steps.removeprefix('.')}.", field=field)
        if isinstance(value, (dict, list)):
            raise InvalidReference("A reference must lead to a single value, not to an object or a list.", field=field)
        return value

    def in_body(self, value: Any, field: str) -> Any:
        """Return `value` with each `{"ref": …}` replaced by its value."""
        if isinstance(value, Mapping):
            if value.keys() == {"ref"}:
                return self.value(value["ref"], field)
            return {name: self.in_body(inner, f"{field}.{name}") for name, inner in value.items()}
        if isinstance(value, list):
            return [self.in_body(inner, f"{field}[{index}]") for index, inner in enumerate(value)]
        return value

    def in_path(self, path: str, field: str) -> str:
        """Return `path` with each `{…}` replaced by its id."""

        def replace(found: re.Match[str]) -> str:
            value = self.value(found[1], field)
            if not isinstance(value, str) or parse_id(value) is None:
                raise InvalidReference("In a path, a reference must lead to an id.", field=field)
            return value

        return _IN_PATH.sub(replace, path)


def with_any_ids(path: str) -> str:
    """Return a path with an id in place of each `{…}`, which is at the same view."""
    return _IN_PATH.sub(str(UUID(int=0)), path)
