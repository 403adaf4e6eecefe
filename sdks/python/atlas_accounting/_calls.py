"""One call of an operation, as a generated method describes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from atlas_accounting._values import OMIT, Omit, text_of

__all__ = ["OMIT", "Call", "Omit", "segment"]

SAFE_TO_REPEAT = frozenset({"GET", "DELETE"})
SETS_VALUES = frozenset({"PUT", "PATCH"})
EXPORTS, EXPORT_SECONDS = "/exports/", 600.0
"""The answer to an export begins when its file is complete, which takes minutes for large books."""


@dataclass(frozen=True)
class Call:
    """One call. `page_size` is the largest page of a list, `repeated` are parameters sent once per value."""

    method: str
    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    repeated: tuple[str, ...] = ()
    body: Mapping[str, Any] | None = None
    page_size: int = 0
    takes_key: bool = False
    idempotency_key: str | None = None
    if_match: str | None = None
    timeout: float | None = None
    in_company: bool = False
    is_public: bool = False

    def parameters(self, company_id: str | None) -> list[tuple[str, str]]:
        """Return the query, in the client's company unless the call names another."""
        given = {name: value for name, value in self.query.items() if value is not None}
        if self.in_company and company_id is not None:
            given.setdefault("company_id", company_id)
        found: list[tuple[str, str]] = []
        for name, value in given.items():
            if isinstance(value, str) or not isinstance(value, Sequence):
                found.append((name, text_of(value, name)))
            elif name in self.repeated:
                found += [(name, text_of(each, name)) for each in value]
            else:
                found.append((name, ",".join(text_of(each, name) for each in value)))
        return found

    def seconds(self, usual: float) -> float:
        """Return how long to wait for the answer. `usual` is the client's timeout."""
        if self.timeout:
            return self.timeout
        return max(usual, EXPORT_SECONDS) if self.path.startswith(EXPORTS) else usual

    @property
    def is_repeatable(self) -> bool:
        """Whether the call may be sent again if its outcome is unknown.

        With an idempotency key it happens once. A PUT or PATCH sets the same values again, unless it names the entity
        tag that it has changed itself.
        """
        sets_again = self.method in SETS_VALUES and self.if_match is None
        return self.takes_key or self.method in SAFE_TO_REPEAT or sets_again


def segment(value: str) -> str:
    """Return a value as one segment of a path. An empty value would give another address, so it is refused."""
    text = str(value)
    if text in ("", ".", ".."):
        raise ValueError(f"{text!r} is not an id")
    return quote(text, safe="")
