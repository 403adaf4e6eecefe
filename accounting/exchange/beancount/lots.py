"""Keep the lots held at a cost, and choose the lots that a posting with {…} reduces."""

import datetime
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from accounting.exchange.beancount.syntax import Cost, Posting, Refused

MAX_COMPARISONS = 20_000_000
"""The most comparisons of lots with postings in a ledger. They take about a minute."""
MAX_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot: units with the same cost, day and label."""

    cost: Decimal
    currency: str
    date: datetime.date
    label: str | None

    def __str__(self) -> str:
        return f"{{{self.cost} {self.currency}, {self.date}" + (f', "{self.label}"}}' if self.label else "}")


Taken = list[tuple[Lot, Decimal]]
"""Lots with the amount of each, whose sign is that of the holding."""

_ORDERS: dict[str, Callable[[tuple[Lot, Decimal]], tuple[object, ...]]] = {
    "FIFO": lambda held: (held[0].date,),
    "LIFO": lambda held: (-held[0].date.toordinal(),),
    "HIFO": lambda held: (-held[0].cost,),
}


class Lots:
    """All lots of a ledger, by account and commodity."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], dict[Lot, Decimal]] = {}
        self._signs: Counter[tuple[str, str, bool]] = Counter()
        self._currencies: dict[tuple[str, str], Counter[str]] = {}
        self._comparisons = 0

    def add(self, account: str, commodity: str, lot: Lot, units: Decimal) -> None:
        """Put units into a lot, or take them out. Empty lots are removed."""
        held = self._held.setdefault((account, commodity), {})
        currencies = self._currencies.setdefault((account, commodity), Counter())
        before = held.pop(lot, None)
        if before is not None:
            self._signs[account, commodity, before > 0] -= 1
            currencies[lot.currency] -= 1
            if not currencies[lot.currency]:
                del currencies[lot.currency]
        left = (before or Decimal(0)) + units
        if left:
            held[lot] = left
            self._signs[account, commodity, left > 0] += 1
            currencies[lot.currency] += 1

    def is_reduced_by(self, account: str, commodity: str, units: Decimal) -> bool:
        """Return whether the account holds lots of the commodity with the other sign."""
        return self._signs[account, commodity, units < 0] > 0

    def holds(self, account: str, commodity: str) -> bool:
        return bool(self._held.get((account, commodity)))

    def currencies(self, account: str, commodity: str) -> Mapping[str, int]:
        """Return the currencies of the costs at which the account holds the commodity, with how many lots have each."""
        return self._currencies.get((account, commodity), {})

    def take(self, posting: Posting, units: Decimal, currency: str, method: str) -> Taken:
        """Take `units` of a posting out of the lots that match its {…}, and return these lots. Raises Refused.

        If one lot matches, or all units are taken, there is no choice. Otherwise the account's method chooses: by days
        (FIFO, LIFO), by cost (HIFO), or the lot of exactly this size (STRICT_WITH_SIZE). STRICT refuses.
        """
        held = self._looked_through(self._held[posting.account, posting.currency])
        assert posting.cost is not None
        wanted = unit_cost(posting.cost, units)
        found = [
            (lot, amount)
            for lot, amount in held.items()
            if (amount < 0) != (units < 0) and _matches(lot, posting.cost, wanted, currency)
        ]
        what = f"{units} {posting.currency}"
        if not found:
            raise Refused(f"{posting.account} holds no such lot of {what}; it holds {_shown(list(held.items()))}.")
        if method == "AVERAGE":
            raise Refused("Lots at their average cost are not read: name the lot, or use FIFO.")
        total = sum((amount for _, amount in found), Decimal(0))
        if abs(total) < abs(units):
            raise Refused(f"{posting.account} holds too little for {what}: {_shown(found)}.")
        if len(found) > 1 and method.startswith("STRICT") and total != -units:
            same = [(lot, amount) for lot, amount in found if amount == -units]
            if method == "STRICT" or not same:
                raise Refused(f"{what} could come out of several lots: {_shown(found)}. Name one in {{…}}.")
            found = sorted(same, key=_ORDERS["FIFO"])[:1]
        elif method in _ORDERS:
            found.sort(key=_ORDERS[method])
        return self._take(posting, found, units)

    def _take(self, posting: Posting, found: Taken, units: Decimal) -> Taken:
        left, taken = -units, []
        for lot, amount in found:
            part = amount if abs(amount) <= abs(left) else left
            self.add(posting.account, posting.currency, lot, -part)
            taken.append((lot, part))
            left -= part
            if not left:
                break
        return taken

    def _looked_through(self, held: dict[Lot, Decimal]) -> dict[Lot, Decimal]:
        self._comparisons += len(held)
        if self._comparisons > MAX_COMPARISONS:
            raise Refused("This ledger has too many lots to look through.")
        return held


def unit_cost(cost: Cost, units: Decimal) -> Decimal | None:
    """Return the cost of one unit, or None if {…} does not give it. Raises Refused."""
    if cost.is_missing:
        return None
    if cost.total is None:
        return cost.per_unit
    if not units:
        raise Refused("Nothing has no cost in all: name the amount.")
    return (cost.per_unit or Decimal(0)) + cost.total / abs(units)


def _matches(lot: Lot, cost: Cost, wanted: Decimal | None, currency: str) -> bool:
    return (
        lot.currency == currency
        and (wanted is None or lot.cost == wanted)
        and (cost.date is None or lot.date == cost.date)
        and (cost.label is None or lot.label == cost.label)
    )


def _shown(held: Taken) -> str:
    shown = ", ".join(f"{amount} {lot}" for lot, amount in held[:MAX_SHOWN])
    return shown + (" …" if len(held) > MAX_SHOWN else "")
