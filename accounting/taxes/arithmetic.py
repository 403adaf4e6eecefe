"""Compute net and tax of the lines of a document. Pure functions, no queries (docs/design/books.md).

A line's amount is quantity × unit price × (1 − discount %), rounded to the currency's smallest unit. With exclusive
prices this is the net amount, and the tax is added. With inclusive prices it is the gross amount: its tax is rounded,
and the net amount is the rest. The rounding level decides where tax is rounded:

- `line`: on each line; a document's tax is their sum.
- `document`: once on the sum of each percentage, over all rates with it, then distributed to the lines by largest
  remainder, so that the lines add up to it.

A vendor's bill states its tax. This tax is posted if it is near enough to ours (`as_printed`).

Quantities, prices and amounts may be negative, so a discount can be a line of its own.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal, localcontext
from typing import NamedTuple, Protocol
from uuid import UUID

from accounting import errors
from accounting.ledger import money

LINE, DOCUMENT = "line", "document"
TOLERANCE = Decimal("0.01")
LEAST_TOLERANCE = Decimal("0.05")
"""A printed tax may differ from ours by at most 1 %, or by 0.05 per line (one unit for a currency without cents)."""


class PricedLine(Protocol):
    """The fields of a line that decide its amounts. Percentages are 0–100."""

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
    """Return net and tax of each line, in order. Raises InvalidAmount with the line that is too large."""
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
    groups: dict[tuple[Decimal, bool], list[int]] = defaultdict(list)
    for position, line in enumerate(lines):
        groups[line.tax_percent, line.tax_inclusive].append(position)
    taxes = [Decimal(0)] * len(lines)
    for (percent, inclusive), positions in groups.items():
        amounts = [extended[position] for position in positions]
        total = money.quantize(_exact_tax(sum(amounts, Decimal(0)), percent, inclusive), currency)
        shares = [_exact_tax(amount, percent, inclusive) for amount in amounts]
        for position, tax in zip(positions, money.distribute(total, shares, currency), strict=True):
            taxes[position] = tax
    return taxes


def as_printed(
    lines: Sequence[PricedLine],
    amounts: Sequence[Amounts],
    *,
    taxes: Sequence[Decimal | None],
    total: Decimal | None,
    currency: str,
) -> list[Amounts]:
    """Return the amounts with the vendor's printed taxes instead of ours: those of lines (`taxes`), or their `total`.

    The difference of a total is distributed to the taxed lines in proportion to their taxes. Raises InvalidAmount with
    the line or `tax_total`.
    """
    with localcontext(money.EXACT):
        printed = [
            ours.tax if tax is None else _near(tax, ours.tax, 1 if line.tax_rate_id else 0, currency, position)
            for position, (line, ours, tax) in enumerate(zip(lines, amounts, taxes, strict=True))
        ]
        if total is not None:
            differ = any(tax is not None for tax in taxes)
            printed = _with_total(total, lines, printed, fixed=differ, currency=currency)
        return [
            Amounts(ours.net + ours.tax - tax if line.tax_inclusive else ours.net, tax)
            for line, ours, tax in zip(lines, amounts, printed, strict=True)
        ]


def _near(printed: Decimal, ours: Decimal, taxed: int, currency: str, position: int | None = None) -> Decimal:
    """Return a printed tax if it is near enough to ours. `taxed` is the number of lines with this tax."""
    field = "tax_total" if position is None else f"lines[{position}].tax_amount"
    if not money.is_whole(printed, currency):
        raise errors.InvalidAmount(
            f"An amount in {currency} has at most {money.decimals(currency)} decimals.", field=field
        )
    allowed = max(abs(ours) * TOLERANCE, max(LEAST_TOLERANCE, money.unit(currency)) * taxed)
    if abs(printed - ours) > allowed:
        rates = money.text(ours, currency)
        raise errors.InvalidAmount(
            f"The tax rates give {rates}. {money.text(printed, currency)} is too far from that.", field=field
        )
    return printed


def _with_total(
    total: Decimal, lines: Sequence[PricedLine], taxes: list[Decimal], *, fixed: bool, currency: str
) -> list[Decimal]:
    ours = sum(taxes, Decimal(0))
    if fixed and total != ours:
        message = f"The taxes of the lines come to {money.text(ours, currency)}."
        raise errors.InvalidAmount(message, field="tax_total")
    taxed = [position for position, line in enumerate(lines) if line.tax_rate_id]
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
