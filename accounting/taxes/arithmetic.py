"""Compute net and tax of the lines of a document. Pure functions, no queries (docs/design/books.md).

A line's amount is quantity × unit price × (1 − discount %), rounded to the currency's smallest unit. With exclusive
prices this is the net amount, and the tax is added. With inclusive prices it is the gross amount: its tax is rounded,
and the net amount is the rest.

A rate has one or more components, each a tax of its own. With exclusive prices each is rounded; a compound one is
computed on net plus the taxes before it. With inclusive prices the whole tax is rounded, and distributed to the
components by largest remainder. The rounding level decides where tax is rounded:

- `line`: on each line; a document's tax is their sum.
- `document`: once on the sum of each category and percentage, over all rates with them, then distributed to the lines
  by largest remainder, so that the lines add up to it.

A vendor's bill states its tax. This tax is posted if it is near enough to ours (`as_printed`).

Quantities, prices and amounts may be negative, so a discount can be a line of its own.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import NamedTuple, Protocol, Self
from uuid import UUID

from accounting import errors
from accounting.ledger import money

LINE, DOCUMENT = "line", "document"
TOLERANCE = Decimal("0.01")
LEAST_TOLERANCE = Decimal("0.05")
"""A printed tax may differ from ours by at most 1 %, or by 0.05 for each line (1 in a currency without cents)."""
ZERO, HUNDRED = Decimal(0), Decimal(100)


class PricedLine(Protocol):
    """The fields of a line that decide its amounts. Percentages are 0–100."""

    quantity: Decimal
    unit_price: Decimal
    discount_percent: Decimal
    tax_rate_id: UUID | None
    tax_percent: Decimal
    tax_inclusive: bool


@dataclass(frozen=True)
class Share:
    """A component of a rate."""

    percent: Decimal
    compound: bool = False
    recoverable_percent: Decimal = HUNDRED


@dataclass(frozen=True)
class Taxation:
    """How a rate taxes a line. If it is not `charged`, the tax is computed, but is not part of the total."""

    shares: tuple[Share, ...]
    category: str = ""
    is_charged: bool = True

    @property
    def key(self) -> tuple[object, ...]:
        """Return what lines have in common whose tax is rounded together."""
        return self.category, self.is_charged, tuple((share.percent, share.compound) for share in self.shares)

    def factors(self) -> list[Decimal]:
        """Return for each component the exact tax on a net amount of 100."""
        found: list[Decimal] = []
        for share in self.shares:
            base = HUNDRED + sum(found, ZERO) if share.compound else HUNDRED
            found.append(share.percent * base / HUNDRED)
        return found

    def parts(self, taxes: Sequence[Decimal], currency: str) -> tuple["Part", ...]:
        """Return the taxes of the components, each with what is recoverable of it."""
        return tuple(
            Part(tax, money.quantize(tax * share.recoverable_percent / HUNDRED, currency))
            for tax, share in zip(taxes, self.shares, strict=True)
        )


Rates = Mapping[UUID, Taxation]
"""How each rate taxes. A line whose rate is not there has one component, of its own percentage."""


class Part(NamedTuple):
    """The tax of one component, and what is recoverable of it."""

    tax: Decimal
    recoverable: Decimal


class _NetAndTax(NamedTuple):
    net: Decimal
    tax: Decimal


class Amounts(_NetAndTax):
    """A line's net amount and the tax on top of it, in the document's currency, and in `parts` that of each
    component."""

    parts: tuple[Part, ...]

    def __new__(cls, net: Decimal, tax: Decimal, parts: tuple[Part, ...] = ()) -> Self:
        amounts = super().__new__(cls, net, tax)
        amounts.parts = parts
        return amounts


def compute(lines: Sequence[PricedLine], *, currency: str, rounding: str, rates: Rates | None = None) -> list[Amounts]:
    """Return net and tax of each line, in order. Raises InvalidAmount with the line that is too large."""
    with localcontext(money.EXACT):
        extended = [_extended(line, currency, position) for position, line in enumerate(lines)]
        taxations = [_taxation(line, rates or {}) for line in lines]
        inclusive = [_is_inclusive(line, taxation) for line, taxation in zip(lines, taxations, strict=True)]
        taxes = (_by_document if rounding == DOCUMENT else _by_line)(extended, taxations, inclusive, currency)
        return [_amounts(*one, currency) for one in zip(extended, taxes, taxations, inclusive, strict=True)]


def _taxation(line: PricedLine, rates: Rates) -> Taxation:
    if line.tax_rate_id is None:
        return Taxation(())
    return rates.get(line.tax_rate_id) or Taxation((Share(line.tax_percent),))


def _is_inclusive(line: PricedLine, taxation: Taxation) -> bool:
    return line.tax_inclusive and taxation.is_charged


def _amounts(
    extended: Decimal, taxes: Sequence[Decimal], taxation: Taxation, inclusive: bool, currency: str
) -> Amounts:
    tax = sum(taxes if taxation.is_charged else (), money.quantize(ZERO, currency))
    return Amounts(extended - tax if inclusive else extended, tax, taxation.parts(taxes, currency))


def _extended(line: PricedLine, currency: str, position: int) -> Decimal:
    try:
        return money.quantize(line.quantity * line.unit_price * (100 - line.discount_percent) / 100, currency)
    except errors.InvalidAmount as error:
        raise errors.InvalidAmount(str(error), field=f"lines[{position}]") from None


def _exact_taxes(extended: Decimal, factors: Sequence[Decimal], inclusive: bool) -> list[Decimal]:
    whole = HUNDRED + sum(factors, ZERO) if inclusive else HUNDRED
    return [extended * factor / whole for factor in factors]


def _rounded_taxes(extended: Decimal, taxation: Taxation, inclusive: bool, currency: str) -> list[Decimal]:
    """Return the tax of each component on one amount."""
    factors = taxation.factors()
    if inclusive:
        whole = sum(factors, ZERO)
        tax = money.quantize(extended * whole / (HUNDRED + whole), currency, field="lines")
        return money.distribute(tax, _exact_taxes(extended, factors, inclusive), currency)
    taxes: list[Decimal] = []
    for share in taxation.shares:
        base = extended + sum(taxes, ZERO) if share.compound else extended
        taxes.append(money.quantize(base * share.percent / HUNDRED, currency, field="lines"))
    return taxes


def _by_line(
    extended: list[Decimal], taxations: list[Taxation], inclusive: list[bool], currency: str
) -> list[list[Decimal]]:
    return [_rounded_taxes(*one, currency) for one in zip(extended, taxations, inclusive, strict=True)]


def _by_document(
    extended: list[Decimal], taxations: list[Taxation], inclusive: list[bool], currency: str
) -> list[list[Decimal]]:
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for position, taxation in enumerate(taxations):
        groups[taxation.key, inclusive[position]].append(position)
    taxes: list[list[Decimal]] = [[] for _ in extended]
    for positions in groups.values():
        taxation, is_inclusive = taxations[positions[0]], inclusive[positions[0]]
        totals = _rounded_taxes(sum((extended[i] for i in positions), ZERO), taxation, is_inclusive, currency)
        exact = [_exact_taxes(extended[i], taxation.factors(), is_inclusive) for i in positions]
        for place, total in enumerate(totals):
            parts = money.distribute(total, [shares[place] for shares in exact], currency)
            for position, tax in zip(positions, parts, strict=True):
                taxes[position].append(tax)
    return taxes


def as_printed(
    lines: Sequence[PricedLine],
    amounts: Sequence[Amounts],
    *,
    taxes: Sequence[Decimal | None],
    total: Decimal | None,
    currency: str,
    rates: Rates | None = None,
) -> list[Amounts]:
    """Return the amounts with the vendor's printed taxes instead of ours: those of lines (`taxes`), or their `total`.

    The difference of a total is distributed to the taxed lines in proportion to their taxes, and that of a line to its
    components. Raises InvalidAmount with the line or `tax_total`.
    """
    with localcontext(money.EXACT):
        taxations = [_taxation(line, rates or {}) for line in lines]
        taxed = [line.tax_rate_id is not None and how.is_charged for line, how in zip(lines, taxations, strict=True)]
        printed = [
            ours.tax if tax is None else _near(tax, ours.tax, int(taxed[position]), currency, position)
            for position, (ours, tax) in enumerate(zip(amounts, taxes, strict=True))
        ]
        if total is not None:
            differ = any(tax is not None for tax in taxes)
            printed = _with_total(total, taxed, printed, fixed=differ, currency=currency)
        return [
            _printed_on(ours, tax, taxation, _is_inclusive(line, taxation), currency)
            for line, ours, tax, taxation in zip(lines, amounts, printed, taxations, strict=True)
        ]


def _printed_on(ours: Amounts, tax: Decimal, taxation: Taxation, inclusive: bool, currency: str) -> Amounts:
    """Return the amounts of a line with a printed tax, distributed to its components in proportion to theirs."""
    if tax == ours.tax:
        return ours
    shares = [part.tax * tax / ours.tax if ours.tax else ZERO for part in ours.parts]
    parts = taxation.parts(money.distribute(tax, shares, currency), currency)
    return Amounts(ours.net + ours.tax - tax if inclusive else ours.net, tax, parts)


def _near(printed: Decimal, ours: Decimal, taxed: int, currency: str, position: int | None = None) -> Decimal:
    """Return a printed tax if it is near enough to ours. `taxed` is the number of lines with this tax."""
    field = "tax_total" if position is None else f"lines[{position}].tax_amount"
    money.check_whole(printed, currency, field)
    allowed = max(abs(ours) * TOLERANCE, max(LEAST_TOLERANCE, money.unit(currency)) * taxed)
    if abs(printed - ours) > allowed:
        rates = money.text(ours, currency)
        raise errors.InvalidAmount(
            f"The tax rates give {rates}. {money.text(printed, currency)} is too far from that.", field=field
        )
    return printed


def _with_total(
    total: Decimal, is_taxed: Sequence[bool], taxes: list[Decimal], *, fixed: bool, currency: str
) -> list[Decimal]:
    ours = sum(taxes, ZERO)
    if fixed and total != ours:
        message = f"The taxes of the lines come to {money.text(ours, currency)}."
        raise errors.InvalidAmount(message, field="tax_total")
    taxed = [position for position, one in enumerate(is_taxed) if one]
    difference = _near(total, ours, len(taxed), currency) - ours
    if not difference:
        return taxes
    weights = [abs(taxes[position]) for position in taxed]
    if not any(weights):
        weights = [Decimal(1)] * len(taxed)
    shares = [difference * weight / sum(weights) for weight in weights]
    taxes = [*taxes]
    for position, part in zip(taxed, money.distribute(difference, shares, currency), strict=True):
        taxes[position] += part
    return taxes
