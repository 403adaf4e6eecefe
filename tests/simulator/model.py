"""A small model of one company's books, written independently of Atlas: whole numbers, sums, and a few rules. All
amounts are in the smallest unit of their currency: cents, yen, fils.

It knows nothing of entries, guards or dates. What an operation moves on accounts and leaves open on documents is added
up here by other arithmetic, and compared with the database.
"""

import datetime
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

TAX_PERCENT = 15
OF_THE_TWO = (10, 5)
"""The components of another rate, of which only the first is recoverable. Both rates come to the same."""
STEP = 20
"""Net amounts are multiples of 20 units, so that 15 % of them are whole units: rounding has tests of its own."""
TWENTIETHS = 20
"""Exchange rates are whole twentieths, and that of the base currency is 1."""
DECIMALS = {"USD": 2, "EUR": 2, "JPY": 0, "KWD": 3}


@dataclass
class Item:
    """A posted document: what it did to the accounts, in the base currency, and how much of it is open, in both."""

    row: Any
    kind: str
    contact: Any
    side: int
    effect: Counter[str]
    amount: int
    open: int
    open_base: int
    is_void: bool = False
    original: "Item | None" = None
    credited: int = 0
    """How much issued credits take off this invoice."""

    def relieve(self, amount: int) -> int:
        """Take an amount off what is open, and return what that is in the base currency: its share, half up."""
        base = self.open_base if amount == self.open else (2 * self.open_base * amount + self.open) // (2 * self.open)
        self.open -= amount
        self.open_base -= base
        return base


@dataclass
class Model:
    """The books as they should be. `accounts` are debits less credits by the code of the account, and for those kept
    in another currency than `base` also what they hold in it, by code and currency, such as `1090EUR`."""

    base: str
    accounts: Counter[str] = field(default_factory=Counter)
    items: list[Item] = field(default_factory=list)
    entries: list[Any] = field(default_factory=list)
    """Entries that were posted by hand, as (row, effect, whether it is reversed)."""
    relieved: dict[Any, dict[Any, int]] = field(default_factory=dict)
    """What an allocation took off its two items in the base currency, by its id and theirs, if that is another one."""
    revalued: set[datetime.date] = field(default_factory=set)
    first_closed: int = 0
    closed: int = 0
    """The first and the last closed month of 2026, or 0."""

    def in_base(self, amount: int, rate: int, currency: str) -> int:
        """Return an amount in the base currency, half a unit rounded up."""
        above, below = amount * rate * 10 ** DECIMALS[self.base], TWENTIETHS * 10 ** DECIMALS[currency]
        return (2 * above + below) // (2 * below)

    def step(self, currency: str) -> int:
        """Return of what net amounts are multiples, so that they and their taxes are whole units in the base too."""
        is_foreign, more = currency != self.base, max(0, DECIMALS[currency] - DECIMALS[self.base])
        return STEP * TWENTIETHS**is_foreign * 10**more

    def post(self, effect: Counter[str], sign: int = 1) -> None:
        """Add what an entry moves. The effect of one entry sums to nothing."""
        assert sum(amount for code, amount in effect.items() if code.isdigit()) == 0, effect
        for code, amount in effect.items():
            self.accounts[code] += sign * amount

    def live(self, *kinds: str, contact: Any = None, is_open: bool | None = None) -> list[Item]:
        """Return the posted documents of these kinds, those of a contact, or those with something (nothing) open."""
        return [
            item
            for item in self.items
            if item.kind in kinds
            and not item.is_void
            and (contact is None or item.contact == contact)
            and (is_open is None or bool(item.open) == is_open)
        ]
