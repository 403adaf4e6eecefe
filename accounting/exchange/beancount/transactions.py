"""Compute transactions: fill in open amounts, choose the lots, and check that they balance.

Beancount's rules: every posting has a weight: units × cost if it has a cost, else units × price if it has one, else its
units. The weights of each currency add up to zero within a tolerance, which is half of the last digit of the amounts in
the file. In each currency one number may be open, and gets the rest of the others.
"""

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from accounting.exchange.beancount.lots import Lot, Lots, unit_cost
from accounting.exchange.beancount.options import Options
from accounting.exchange.beancount.syntax import Cost, Posting, Refused, Transaction

SLACK = Decimal("1e-12")
"""The inaccuracy of divisions: 3 × (100 / 3) is 99.99…"""
MAX_TOLERANCE = Decimal("0.5")
"""The greatest tolerance of an open amount if it comes from costs."""
NEAT_DIGITS = 4
"""An open amount is rounded only if the tolerance has at most so many digits."""
ZERO = Decimal(0)


@dataclass(slots=True)
class Leg:
    """A computed posting. `weight` is in the currency `group`, and None while its number is open."""

    line: int
    account: str
    units: Decimal | None
    currency: str
    group: str
    weight: Decimal | None
    lot: Lot | None = None
    price: str = ""
    posting: Posting | None = None
    """Its posting, while its number is open."""

    def __str__(self) -> str:
        """Return the posting as in the file: `10.5 ITOT {95.63 USD, 2013-01-07} @ 96.1 USD`."""
        return f"{self.units} {self.currency}" + (f" {self.lot}" if self.lot else "") + self.price


class Transactions:
    """Compute the transactions of a ledger, in the order of their days, and keep the lots of the accounts."""

    def __init__(self, options: Options, methods: dict[str, str]) -> None:
        self.options, self.methods = options, methods
        self.lots = Lots()

    def book(self, transaction: Transaction) -> list[Leg]:
        """Return the legs of a transaction, balanced in each currency. Raises Refused."""
        postings = [posting for posting in transaction.postings if not posting.is_open]
        open_ones = [posting for posting in transaction.postings if posting.is_open]
        if len(open_ones) > 1:
            raise Refused("Only one posting may leave its amount open.", open_ones[1].line)
        groups = self._groups(postings)
        legs: list[Leg] = []
        for posting, group in zip(postings, groups, strict=True):
            try:
                legs += self._legs(transaction, posting, group)
            except Refused as refused:
                raise Refused(str(refused), refused.line or posting.line) from None
        tolerances = self._tolerances(transaction)
        by_group: dict[str, list[Leg]] = {}
        for leg in legs:
            by_group.setdefault(leg.group, []).append(leg)
        for group, members in by_group.items():
            self._fill(transaction, members, open_ones, tolerances)
            if open_ones and (left := -sum((leg.weight or ZERO for leg in members), ZERO)):
                left = self._rounded(left, group, tolerances)
                legs.append(Leg(open_ones[0].line, open_ones[0].account, left, group, group, left))
        self._check(legs, tolerances)
        for leg in legs:
            if leg.lot and leg.posting:  # reductions have taken their lots already
                self.lots.add(leg.account, leg.currency, leg.lot, leg.units or ZERO)
        return legs

    def _groups(self, postings: list[Posting]) -> list[str]:
        """Return the currency of each posting's weight. A posting without a currency gets that of the others."""
        found = [self._group(posting) for posting in postings]
        known = set(found) - {""}
        if "" in found and len(known) != 1:
            line = postings[found.index("")].line
            raise Refused("Name the currency: the other postings do not show it.", line)
        return [group or next(iter(known)) for group in found]

    def _group(self, posting: Posting) -> str:
        price = posting.price.currency if posting.price else ""
        if posting.cost is None:
            return price or ("" if posting.price else posting.currency)
        if posting.cost.currency or price:
            return posting.cost.currency or price
        held = self.lots.currencies(posting.account, posting.currency)
        return next(iter(held)) if len(held) == 1 else ""

    def _legs(self, transaction: Transaction, posting: Posting, group: str) -> list[Leg]:
        units, currency = posting.number, posting.currency or group
        price = _price_text(posting, group)
        if posting.cost is not None:
            return self._at_cost(transaction, posting, group, price)
        leg = Leg(posting.line, posting.account, units, currency, group, None, price=price)
        if units is None or (posting.price and posting.price.number is None):
            leg.posting = posting
        elif posting.price is None:
            leg.weight = units
        else:
            leg.weight = _at_price(units, posting.price.number or ZERO, is_total=posting.price.is_total)
        return [leg]

    def _at_cost(self, transaction: Transaction, posting: Posting, group: str, price: str) -> list[Leg]:
        assert posting.cost is not None
        units, cost, commodity = posting.number, posting.cost, posting.currency
        if not commodity or commodity == group:
            raise Refused("Name what is held at this cost.")
        if posting.price and posting.price.number is None:
            raise Refused("The number of the price is missing.")
        if units is None and cost.total is not None:
            raise Refused("An amount that is open cannot have a cost in all: give the cost of one.")
        if units is not None and not units:
            raise Refused(f"0 {commodity} cannot be held at a cost.")
        method = self.methods.get(posting.account) or self.options.method
        if units is not None and method != "NONE" and self.lots.is_reduced_by(posting.account, commodity, units):
            return [
                Leg(posting.line, posting.account, -part, commodity, group, -part * lot.cost, lot, price)
                for lot, part in self.lots.take(posting, units, group, method)
            ]
        leg = Leg(posting.line, posting.account, units, commodity, group, None, price=price, posting=posting)
        number = unit_cost(cost, units or ZERO)
        if number is not None:
            leg.lot = self._lot(transaction, cost, number, group)
            if units is not None:
                leg.weight = units * number if cost.total is None else _in_all(units, cost)
        return [leg]

    def _lot(self, transaction: Transaction, cost: Cost, number: Decimal, group: str) -> Lot:
        if number < 0:
            raise Refused(f"The cost of one would be {number} {group}: a cost is not negative.")
        return Lot(number, group, cost.date or transaction.date, cost.label)

    def _fill(
        self, transaction: Transaction, legs: list[Leg], open_ones: list[Posting], tolerances: Mapping[str, Decimal]
    ) -> None:
        """Compute the one number that a currency's postings leave open: units, a cost or a price."""
        missing = [leg for leg in legs if leg.weight is None]
        if not missing:
            return
        leg, posting = missing[0], missing[0].posting
        if len(missing) > 1 or open_ones:
            line = (missing[1] if len(missing) > 1 else leg).line
            raise Refused(f"Only one number in {leg.group} may be left open.", line)
        assert posting is not None
        left = -sum((other.weight or ZERO for other in legs), ZERO)
        if leg.units is not None:
            if not leg.units:
                raise Refused("The amount is zero, so nothing can be computed from it.", leg.line)
            leg.weight, number = left, left / leg.units
            if posting.cost is not None:
                leg.lot = self._lot(transaction, posting.cost, number, leg.group)
            elif number < 0:
                raise Refused(f"The price would be {number} {leg.group}: a price is not negative.", leg.line)
            else:
                leg.price = f" @ {number} {leg.group}"
            return
        self._fill_units(leg, posting, left, tolerances)

    def _fill_units(self, leg: Leg, posting: Posting, left: Decimal, tolerances: Mapping[str, Decimal]) -> None:
        price = leg.lot.cost if leg.lot else posting.price.number if posting.price else Decimal(1)
        if price is None or (posting.cost and not leg.lot) or (posting.price and posting.price.is_total):
            raise Refused("Two numbers are left open here.", leg.line)
        if not price:
            raise Refused("No amount can be computed at a price of zero.", leg.line)
        leg.units = self._rounded(left / price, leg.currency, tolerances)
        leg.weight = left if leg.units == left / price else leg.units * price

    def _rounded(self, number: Decimal, currency: str, tolerances: Mapping[str, Decimal]) -> Decimal:
        """Round an open amount to the precision of the other amounts, which is twice the tolerance."""
        step = (min(tolerances.get(currency, tolerances.get("*", ZERO)), MAX_TOLERANCE) * 2).normalize()
        if not step or len(step.as_tuple().digits) > NEAT_DIGITS:
            return number
        return number.quantize(step)

    def _tolerances(self, transaction: Transaction) -> Mapping[str, Decimal]:
        """Return how far each currency's sum may be from zero, from the digits of the amounts in the file."""
        found = ChainMap[str, Decimal]({}, self.options.default_tolerances)
        costs: dict[str, Decimal] = {}
        for posting in transaction.postings:
            exponent = posting.number.as_tuple().exponent if posting.number is not None else 0
            if not isinstance(exponent, int) or exponent >= 0:
                continue
            tolerance = self.options.multiplier.scaleb(exponent)
            found[posting.currency] = max(found.get(posting.currency, ZERO), tolerance)
            if self.options.tolerance_from_cost:
                currency, number = _worth(posting)
                costs[currency] = costs.get(currency, ZERO) + min(tolerance, MAX_TOLERANCE) * number
        for currency, tolerance in costs.items():
            found[currency] = max(found.get(currency, ZERO), tolerance)
        return found

    def _check(self, legs: list[Leg], tolerances: Mapping[str, Decimal]) -> None:
        left: dict[str, Decimal] = {}
        for leg in legs:
            left[leg.group] = left.get(leg.group, ZERO) + (leg.weight or ZERO)
        for currency, residue in left.items():
            if abs(residue) > tolerances.get(currency, tolerances.get("*", ZERO)) + SLACK:
                raise Refused(f"It does not balance: {residue} {currency} is left.")


def _worth(posting: Posting) -> tuple[str, Decimal]:
    """Return the cost of one unit, or else its price, as in the file, and its currency."""
    number = posting.number or ZERO
    if posting.cost is not None:
        return posting.cost.currency, unit_cost(posting.cost, number) or ZERO if number else ZERO
    if posting.price is not None and number:
        price = posting.price.number or ZERO
        return posting.price.currency, price / abs(number) if posting.price.is_total else price
    return "", ZERO


def _in_all(units: Decimal, cost: Cost) -> Decimal:
    """Return units × cost without dividing first, so that {{100 USD}} weighs exactly 100 USD for any units."""
    worth = (cost.per_unit or ZERO) * abs(units) + (cost.total or ZERO)
    return worth.copy_sign(units)


def _at_price(units: Decimal, price: Decimal, *, is_total: bool) -> Decimal:
    return price.copy_sign(units) if is_total else units * price


def _price_text(posting: Posting, group: str) -> str:
    if posting.price is None or posting.price.number is None:
        return ""
    at = "@@" if posting.price.is_total else "@"
    return f" {at} {posting.price.number} {posting.price.currency or group}"
