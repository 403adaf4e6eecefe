"""What the lines of a document come to, net and tax: pure, no queries (docs/design/books.md).

A line extends to quantity × unit price × (1 − discount %), rounded to the currency's smallest unit. With exclusive
prices that is the net amount and the tax comes on top; with inclusive prices it is the gross amount, of which the tax
is rounded and the net is the rest. The rounding level says where tax is rounded:

- `line`: on each line; a document's tax is their sum.
- `document`: once on the sum of each rate, then handed to its lines by largest remainder, so that the lines add up to
  it.

Quantities, prices and amounts may be negative: a discount line is one of its own.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal, localcontext
from typing import NamedTuple, Protocol
from uuid import UUID

from accounting import errors, money

LINE, DOCUMENT = "line", "document"


class PricedLine(Protocol):
    """What a line needs to be priced; percentages are 0–100."""

    quantity: Decimal
    unit_price: Decimal
    discount_percent: Decimal
    tax_rate_id: UUID | None
    tax_percent: Decimal
    tax_inclusive: bool


class Amounts(NamedTuple):
    """A line's net amount and the tax on top of it, in the document's currency."""

    net: Decimal
    tax: Decimal


def compute(lines: Sequence[PricedLine], *, currency: str, rounding: str) -> list[Amounts]:
    """Return net and tax of each line, in order. Raises InvalidAmount naming the line that is too large."""
    with localcontext(money.EXACT):
        extended = [_extended(line, currency, position) for position, line in enumerate(lines)]
        taxes = (_by_document if rounding == DOCUMENT else _by_line)(lines, extended, currency)
        return [
            Amounts(amount - tax if line.tax_inclusive else amount, tax)
            for line, amount, tax in zip(lines, extended, taxes, strict=True)
        ]


def _extended(line: PricedLine, currency: str, position: int) -> Decimal:
    try:
        return money.quantize(line.quantity * line.unit_price * (100 - line.discount_percent) / 100, currency)
    except errors.InvalidAmount as error:
        raise errors.InvalidAmount(str(error), field=f"lines[{position}]") from None


def _exact_tax(extended: Decimal, percent: Decimal, inclusive: bool) -> Decimal:
    return extended * percent / (100 + percent if inclusive else 100)


def _by_line(lines: Sequence[PricedLine], extended: list[Decimal], currency: str) -> list[Decimal]:
    return [
        money.quantize(_exact_tax(amount, line.tax_percent, line.tax_inclusive), currency)
        for line, amount in zip(lines, extended, strict=True)
    ]


def _by_document(lines: Sequence[PricedLine], extended: list[Decimal], currency: str) -> list[Decimal]:
    of_rate: dict[tuple[UUID | None, Decimal, bool], list[int]] = defaultdict(list)
    for position, line in enumerate(lines):
        of_rate[line.tax_rate_id, line.tax_percent, line.tax_inclusive].append(position)
    taxes = [Decimal(0)] * len(lines)
    for (_rate, percent, inclusive), positions in of_rate.items():
        amounts = [extended[position] for position in positions]
        total = money.quantize(_exact_tax(sum(amounts, Decimal(0)), percent, inclusive), currency)
        shares = [_exact_tax(amount, percent, inclusive) for amount in amounts]
        for position, tax in zip(positions, money.distribute(total, shares, currency), strict=True):
            taxes[position] = tax
    return taxes
