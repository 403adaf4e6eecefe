"""Read a ledger's options about accounts, lots and tolerances."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from accounting.exchange.source import Place, Problem
from accounting.ledger.models import AccountType
from foundation.models import MAX_NAME_LENGTH

METHODS = ("STRICT", "STRICT_WITH_SIZE", "FIFO", "LIFO", "HIFO", "NONE", "AVERAGE")
ROOTS = {
    "name_assets": AccountType.ASSET,
    "name_liabilities": AccountType.LIABILITY,
    "name_equity": AccountType.EQUITY,
    "name_income": AccountType.REVENUE,
    "name_expenses": AccountType.EXPENSE,
}


@dataclass(slots=True)
class Options:
    """The options that matter to the books, with Beancount's defaults."""

    roots: dict[str, str] = field(
        default_factory=lambda: {name: name.removeprefix("name_").capitalize() for name in ROOTS}
    )
    method: str = "STRICT"
    multiplier: Decimal = Decimal("0.5")
    default_tolerances: dict[str, Decimal] = field(default_factory=dict)
    tolerance_from_cost: bool = False
    problems: list[Problem] = field(default_factory=list)

    @property
    def types(self) -> dict[str, str]:
        """Return the types of accounts by the first part of their names."""
        return {root: ROOTS[name] for name, root in self.roots.items()}

    def kind_of(self, account: str) -> str:
        """Return the type of an account, or "" if its name does not show it."""
        return self.types.get(account.split(":", 1)[0], "")


def read(options: Iterable[tuple[Place, str, str]]) -> Options:
    """Read options; a later one replaces an earlier one. An invalid value is a problem, an unknown option is not."""
    found = Options()
    for place, name, value in options:
        reader = _READERS.get(name)
        try:
            if name in ROOTS:
                found.roots[name] = _root(value)
            elif reader is not None:
                reader(found, value)
        except (ValueError, InvalidOperation):
            found.problems.append(Problem(place, f"The option {name} cannot be {value[:30]!r}."))
    return found


def _root(value: str) -> str:
    if len(value) > MAX_NAME_LENGTH:
        raise ValueError(value)
    return value


def _number(value: str) -> Decimal:
    number = Decimal(value)
    if not 0 <= number <= 1000:
        raise ValueError(value)
    return number


def _method(options: Options, value: str) -> None:
    if value not in METHODS:
        raise ValueError(value)
    options.method = value


def _multiplier(options: Options, value: str) -> None:
    options.multiplier = _number(value)


def _default_tolerance(options: Options, value: str) -> None:
    currency, _, number = value.partition(":")
    options.default_tolerances[currency] = _number(number)


def _tolerance_from_cost(options: Options, value: str) -> None:
    options.tolerance_from_cost = value.strip().upper() in {"TRUE", "1"}


_READERS: dict[str, Callable[[Options, str], None]] = {
    "booking_method": _method,
    "tolerance_multiplier": _multiplier,
    "inferred_tolerance_multiplier": _multiplier,
    "inferred_tolerance_default": _default_tolerance,
    "infer_tolerance_from_cost": _tolerance_from_cost,
}
