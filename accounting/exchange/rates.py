"""Find the price of a currency or commodity on a day, from the prices of a file and the rates that the user gives."""

import datetime
from bisect import bisect_right
from collections.abc import Mapping
from decimal import Decimal


class Rates:
    """Prices by day, and `fixed` ones (units of `base` for one unit) that are used without a price on or before the
    day."""

    def __init__(self, base: str, fixed: Mapping[str, Decimal] | None = None) -> None:
        self.base = base
        self.fixed = dict(fixed or {})
        self._days: dict[str, list[datetime.date]] = {}
        self._rates: dict[str, list[Decimal]] = {}

    def add(self, date: datetime.date, commodity: str, number: Decimal, currency: str) -> None:
        """Add a price. Call it in the order of the days. The last of several prices on a day counts."""
        if currency == self.base and commodity != self.base:
            self._append(date, commodity, number)
        elif commodity == self.base and currency != self.base and number:
            self._append(date, currency, 1 / number)

    def _append(self, date: datetime.date, commodity: str, rate: Decimal) -> None:
        self._days.setdefault(commodity, []).append(date)
        self._rates.setdefault(commodity, []).append(rate)

    def find(self, commodity: str, date: datetime.date) -> Decimal | None:
        """Return the units of the base currency for one of `commodity`: its latest price up to that day, or the fixed
        one."""
        found = bisect_right(self._days.get(commodity, []), date)
        return self._rates[commodity][found - 1] if found else self.fixed.get(commodity)
