"""What a Beancount file says, line by line, before any of it is worked out."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from accounting.exchange.source import Place


class Refused(Exception):
    """What is wrong with a line; `line` where it is another than the one at hand."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


@dataclass(slots=True)
class Cost:
    """What stands in {…}: the cost of one unit, of all of them ({{…}} or after a #), and what names a lot."""

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
    """What stands after @, or after @@ where it is the price of all units."""

    number: Decimal | None
    currency: str
    is_total: bool


@dataclass(slots=True)
class Posting:
    """A leg of a transaction; number and currency of its units are None and "" where the file leaves them open."""

    line: int
    account: str
    number: Decimal | None = None
    currency: str = ""
    cost: Cost | None = None
    price: Price | None = None

    @property
    def is_open(self) -> bool:
        """It takes whatever the others leave, in any currency."""
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
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    postings: list[Posting] = field(default_factory=list)


ORDER = {Open: 0, Balance: 1, Close: 3}
"""Within a day: accounts open first, balances are those of its beginning, and accounts close last."""


def in_order(directive: Directive) -> tuple[datetime.date, int]:
    return directive.date, ORDER.get(type(directive), 2)
