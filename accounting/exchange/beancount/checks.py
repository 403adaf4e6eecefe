"""Check open accounts and asserted balances, and compute padded amounts."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from accounting.exchange.beancount.options import METHODS
from accounting.exchange.beancount.syntax import Balance, Close, Open, Pad, Refused, Transaction
from accounting.exchange.beancount.transactions import SLACK, Leg
from accounting.exchange.source import MAX_PROBLEMS, Place, Problem

ZERO = Decimal(0)
MAX_LOOKED_UP = 20_000_000
"""The most accounts that are summed for all asserted balances of a ledger."""


class Accounts:
    """The accounts that a ledger opens, by name."""

    def __init__(self) -> None:
        self.opened: dict[str, Open] = {}
        self.closed: dict[str, Close] = {}
        self.problems: list[Problem] = []

    def open(self, directive: Open) -> None:
        if directive.account in self.opened:
            self._refuse(directive.place, f"{directive.account} is open already.")
        elif directive.booking and directive.booking not in METHODS:
            self._refuse(directive.place, f"Lots are booked by one of {', '.join(METHODS)}.")
        else:
            self.opened[directive.account] = directive

    def close(self, directive: Close) -> None:
        if directive.account not in self.opened:
            self._refuse(directive.place, f"{directive.account} is never opened.")
        elif directive.account in self.closed:
            self._refuse(directive.place, f"{directive.account} is closed already.")
        else:
            self.closed[directive.account] = directive

    def check(self, directive: Transaction | Balance | Pad, account: str, currency: str = "", line: int = 0) -> None:
        """Refuse a directive whose account is not open on its day or does not allow the currency."""
        opened, closed = self.opened.get(account), self.closed.get(account)
        place = Place(directive.place.file, line or directive.place.line)
        if opened is None:
            self._refuse(place, f"{account} is never opened.")
        elif directive.date < opened.date:
            self._refuse(place, f"{account} opens on {opened.date} only.")
        elif closed and directive.date > closed.date and not isinstance(directive, Balance):
            self._refuse(place, f"{account} was closed on {closed.date}.")
        elif currency and opened.currencies and currency not in opened.currencies:
            self._refuse(place, f"{account} holds {', '.join(opened.currencies)} only, not {currency}.")

    def _refuse(self, place: Place, message: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(place, message))


class Held:
    """The units of each commodity that each account holds, after the entries added so far."""

    def __init__(self, accounts: Iterable[str]) -> None:
        self._names = sorted(accounts)
        self._units: dict[tuple[str, str], Decimal] = {}
        self._currencies: set[str] = set()
        self._looked_up = 0

    def add(self, legs: Iterable[Leg]) -> None:
        for leg in legs:
            key = leg.account, leg.currency
            self._units[key] = self._units.get(key, ZERO) + (leg.units or ZERO)
            self._currencies.add(leg.currency)

    def total(self, account: str, currency: str) -> Decimal:
        """Return how much an account and its sub-accounts hold. Raises Refused."""
        return sum((self._units.get((name, currency), ZERO) for name in self.below(account)), ZERO)

    def own(self, account: str, currency: str) -> Decimal:
        """Return how much an account holds without its sub-accounts."""
        return self._units.get((account, currency), ZERO)

    def others(self, account: str, currency: str, with_below: bool) -> list[str]:
        """Return which other commodities an account holds, and its sub-accounts if asked. Raises Refused."""
        names = self.below(account) if with_below else [account]
        self._look_up(len(names) * len(self._currencies))
        others = self._currencies - {currency}
        return sorted(one for one in others if sum(self._units.get((name, one), ZERO) for name in names))

    def below(self, account: str) -> list[str]:
        """Return an account and its sub-accounts."""
        first = bisect_left(self._names, f"{account}:")
        last = bisect_left(self._names, f"{account};", first)
        self._look_up(1 + last - first)
        return [account, *self._names[first:last]]

    def _look_up(self, number: int) -> None:
        self._looked_up += number
        if self._looked_up > MAX_LOOKED_UP:
            raise Refused("This ledger asserts the balances of too many accounts.")


def difference(balance: Balance, held: Decimal, multiplier: Decimal) -> Decimal:
    """Return how much is missing from an asserted balance, or zero within its tolerance: one unit of its last digit."""
    exponent = balance.number.as_tuple().exponent
    tolerance = balance.tolerance
    if tolerance is None:
        is_whole = not isinstance(exponent, int) or exponent >= 0
        tolerance = ZERO if is_whole else (2 * multiplier).scaleb(int(exponent))
    missing = balance.number - held
    return missing if abs(missing) > tolerance + SLACK else ZERO


@dataclass(slots=True)
class Padding:
    """The active pad of an account: its last one. It works once for each currency."""

    directive: Pad
    done: set[str]
