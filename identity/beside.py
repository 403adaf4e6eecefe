"""What the statement that signs a request in reads with the user, for a layer above, which saves a round trip."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Beside:
    """A join to the user. `join` is SQL, where `{person}` stands for the person who acts, and `{among}` for the
    companies that their API key names, if any. The statement fills `rows`."""

    columns: str
    join: str
    values: Sequence[Any]
    rows: list[tuple[Any, ...]] = field(default_factory=list)
