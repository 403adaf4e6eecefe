"""The directives of a Beancount file, line by line, before anything is computed."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from accounting.exchange.source import Place, Tracked

MAX_OPTIONS = 1_000
"""The most options of tracking categories of one posting."""
MAX_SHARED_OPTIONS = 10
"""The most that stand above the postings of a transaction: each posting gets them all."""


class Refused(Exception):
    """An error in a line. `line` is given if it is not the line being read."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


@dataclass(slots=True)
class Cost:
    """The content of {…}: the cost of one unit or of all units ({{…}} or after a #), and the date and label of a
    lot."""

    per_unit: Decimal | None = None
    total: Decimal | None = None
    currency: str = ""
    date: datetime.date | None = None
    label: str | None = None

    @property
    def is_missing(self) -> bool:
        return self.per_unit is None and self.total is None


@dataclass(slots=True)
class Price:
    """The price after @, or after @@ for all units together."""

    number: Decimal | None
    currency: str
    is_total: bool


@dataclass(slots=True)
class Posting:
    """A leg of a transaction. If the file leaves the number and the currency of its units open, they are None and
    ""."""

    line: int
    account: str
    number: Decimal | None = None
    currency: str = ""
    cost: Cost | None = None
    price: Price | None = None

    @property
    def is_open(self) -> bool:
        """Return whether it takes the rest of the others, in any currency."""
        return self.number is None and not self.currency and self.cost is None and self.price is None


@dataclass(slots=True)
class Directive:
    place: Place
    date: datetime.date


@dataclass(slots=True)
class Open(Directive):
    account: str
    currencies: tuple[str, ...] = ()
    booking: str = ""


@dataclass(slots=True)
class Close(Directive):
    account: str


@dataclass(slots=True)
class Balance(Directive):
    account: str
    number: Decimal
    currency: str
    tolerance: Decimal | None


@dataclass(slots=True)
class Pad(Directive):
    account: str
    source: str


@dataclass(slots=True)
class PriceOf(Directive):
    """One unit of `commodity` is worth `number` of `currency`."""

    commodity: str
    number: Decimal
    currency: str


@dataclass(slots=True)
class Transaction(Directive):
    flag: str
    payee: str
    narration: str
    postings: list[Posting] = field(default_factory=list)
    tracking: dict[int, Tracked] = field(default_factory=dict)
    """The options of postings by their lines."""
    shared: Tracked = ()
    """The options of all postings, but those that have another one of the category."""

    def track(self, tracked: Tracked) -> None:
        """Give options of tracking categories to the last posting, or to all if none has come yet. Raises Refused."""
        if not tracked:
            return
        if not self.postings:
            self.shared += tracked
            if len(self.shared) > MAX_SHARED_OPTIONS:
                raise Refused(f"A transaction has at most {MAX_SHARED_OPTIONS} options above its postings.")
            return
        line = self.postings[-1].line
        self.tracking[line] = self.tracking.get(line, ()) + tracked
        if len(self.tracking[line]) > MAX_OPTIONS:
            raise Refused(f"A posting has at most {MAX_OPTIONS:,} options of tracking categories.")

    def options_of(self, line: int) -> Tracked:
        """Return the options of the posting in this line."""
        own = self.tracking.get(line)
        if own is None or not self.shared:
            return own or self.shared
        categories = {category for category, _ in own}
        return own + tuple(one for one in self.shared if one[0] not in categories)


ORDER = {Open: 0, Balance: 1, Close: 3}
"""The order within a day: accounts open first, balances are for its beginning, and accounts close last."""


def in_order(directive: Directive) -> tuple[datetime.date, int]:
    return directive.date, ORDER.get(type(directive), 2)
