"""All debits and credits of documents. Pure functions, no queries.

    invoice            Dr accounts receivable (total)                  Cr revenue per line, output tax per rate
    bill               Dr expense or asset per line, input tax         Cr accounts payable (total)
    other documents    the lines and taxes of their own side; the other is in the postings of their area
    void               the stored lines with the sides swapped, never recomputed

A rate has a tax for each of its components. What is not recoverable of a tax on a purchase is posted to the account of
its line. A tax that the buyer owes is posted on both sides, as input and output tax. The options of a line are those of
its net and of the tax that is its cost; control accounts and taxes have none.

Debits and credits are in the company's base currency. `currency_amount` (and `tax_base` on tax lines) are signed,
debit positive: the first in the document's currency, the second in the base currency. For a document in another
currency, the control account gets round(total × rate), each tax round(tax × rate), and the rest is distributed to the
lines and costs by largest remainder, so that no difference goes to a rounding account. A negative line is posted to the
other side; a line of zero is not posted.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from typing import Any, NamedTuple
from uuid import UUID

from accounting import errors
from accounting.documents.models import Document, DocumentLine, PostedAtOnce, TaxedLine
from accounting.documents.trade import SALES, Trade
from accounting.ledger import money
from accounting.ledger.entry_lines import DEBIT, entry_line
from accounting.ledger.models import Account, JournalLine, TaxKind
from accounting.taxes.models import TaxRate

AnyDocument = Document | PostedAtOnce
Lines = Sequence[DocumentLine | TaxedLine]


class TaxAccounts(NamedTuple):
    """The chart's account for the taxes of a sale or of a purchase, and that for taxes on sales."""

    own: UUID
    output: UUID


class _Tax(NamedTuple):
    """One tax: of a component of a rate. `place` is its position, or None for a rate without components."""

    rate: TaxRate
    place: int | None
    kind: TaxKind


def document(
    document: Document, lines: Sequence[DocumentLine], *, control: Account, tax: TaxAccounts
) -> list[JournalLine]:
    """Return the journal lines of a document, debits first. Its lines must have their tax rates loaded."""
    side = document.SIDE
    total = worth(document, document.amount, field="lines")
    owed = _line(document, control.id, side * total, side * document.amount, contact_id=document.contact_id)
    for_it = lines_and_taxes(document, lines, trade=document.TRADE, tax=tax, side=-side)
    return [*owed, *for_it] if side == DEBIT else [*for_it, *owed]


def lines_and_taxes(
    document: AnyDocument, lines: Lines, *, trade: Trade, tax: TaxAccounts, side: int, contact_id: UUID | None = None
) -> list[JournalLine]:
    """Return the journal lines for a document's lines and their taxes on `side`. `tax` are the accounts for the taxes
    of rates without an account of their own. `contact_id` is for the lines without a control account."""
    taxes = _taxes(lines, trade)
    costs = [_cost(line, trade) for line in lines]
    net, cost, base = _amounts(document, lines, costs, taxes)
    return [
        *_net_lines(document, lines, net, side, contact_id, trade),
        *_cost_lines(document, lines, costs, net, cost, side, contact_id),
        *_tax_lines(document, lines, net, taxes, base, tax, side),
    ]


def _taxes(lines: Lines, trade: Trade) -> dict[_Tax, Decimal]:
    """Return each tax in the document's currency. What the buyer owes is negative: it is posted to the other side."""
    taxes: dict[_Tax, Decimal] = {}
    for line in lines:
        rate = line.tax_rate
        if rate is None:
            continue
        for place, part in enumerate(line.tax_parts):
            at = None if line.component_taxes is None else place
            if trade is SALES:
                found = {TaxKind.SALES_TAX: part.tax}
            else:
                found = {TaxKind.PURCHASE_TAX: part.recoverable}
                found |= {} if rate.is_charged else {TaxKind.SALES_TAX: -part.tax}
            for kind, amount in found.items():
                key = _Tax(rate, at, kind)
                taxes[key] = taxes.get(key, Decimal(0)) + amount
    return taxes


def _cost(line: DocumentLine | TaxedLine, trade: Trade) -> Decimal:
    """Return the tax of a line that is not recoverable, and so a cost of what was bought."""
    if trade is SALES:
        return Decimal(0)
    return sum((part.tax - part.recoverable for part in line.tax_parts), Decimal(0))


def _amounts(
    document: AnyDocument, lines: Lines, costs: Sequence[Decimal], taxes: dict[_Tax, Decimal]
) -> tuple[list[Decimal], list[Decimal], dict[_Tax, Decimal]]:
    """Return in base currency the net and the cost of each line, and each tax."""
    with localcontext(money.EXACT):
        base = {tax: in_base(document, amount) for tax, amount in taxes.items()}
        rest = in_base(document, document.amount) - sum(base.values(), Decimal(0))
        amounts = [*(line.net_amount for line in lines), *costs]
        shares = [amount * document.exchange_rate for amount in amounts]
        parts = money.distribute(rest, shares, document.company.base_currency_id)
        return parts[: len(lines)], parts[len(lines) :], base


def in_base(document: Any, amount: Decimal, *, field: str = "lines") -> Decimal:
    """Return an amount of a document in the base currency. Raises InvalidAmount for `field` if it is too large."""
    with localcontext(money.EXACT):
        return money.quantize(amount * document.exchange_rate, document.company.base_currency_id, field=field)


def worth(document: Any, amount: Decimal, *, field: str) -> Decimal:
    """Return an amount of a document in the base currency. Raises InvalidAmount for `field` if it is too large there,
    or worth nothing, so that its entry would not show it."""
    base = in_base(document, amount, field=field)
    if amount and not base:
        said = money.text(amount, document.currency_id)
        message = f"{said} is nothing in {document.company.base_currency_id} at this exchange rate."
        raise errors.InvalidAmount(message, field=field)
    return base


def check_parts(document: AnyDocument, lines: Sequence[JournalLine], amount: Decimal) -> None:
    """Raise InvalidAmount if `lines` are not the whole `amount` in the document's currency, because one of its lines or
    taxes is worth nothing in the base currency."""
    if sum((line.currency_amount for line in lines), Decimal(0)) != amount:
        base_currency = document.company.base_currency_id
        message = f"A line or its tax is nothing in {base_currency} at this exchange rate. Leave it out."
        raise errors.InvalidAmount(message, field="lines")


def taxes_in_base(document: Document, lines: Sequence[DocumentLine] | None) -> Decimal:
    """Return the taxes of a document in the base currency, as they are posted. `lines` are the saved ones if None."""
    if document.currency_id == document.company.base_currency_id:
        return document.tax_total
    if lines is None:
        lines = list(document.lines.select_related("tax_rate").order_by("position"))
    costs = [_cost(line, document.TRADE) for line in lines]
    _, cost, base = _amounts(document, lines, costs, _taxes(lines, document.TRADE))
    return sum([*cost, *base.values()], Decimal(0))


def _line(document: AnyDocument, account_id: UUID, base: Decimal, amount: Decimal, **more: Any) -> list[JournalLine]:
    return entry_line(account_id, base, amount, currency=document.currency_id, **more)


def _net_lines(
    document: AnyDocument, lines: Lines, net: Sequence[Decimal], side: int, contact_id: UUID | None, trade: Trade
) -> Iterable[JournalLine]:
    kind = TaxKind.SALES_NET if trade is SALES else TaxKind.PURCHASE_NET
    for line, base in zip(lines, net, strict=True):
        yield from _line(
            document,
            line.account_id,
            side * base,
            side * line.net_amount,
            description=line.description,
            contact_id=contact_id,
            tax_rate_id=line.tax_rate_id,
            tax_kind=None if line.tax_rate_id is None else kind,
            tracking=line.tracking,
        )


def _cost_lines(
    document: AnyDocument,
    lines: Lines,
    costs: Sequence[Decimal],
    net: Sequence[Decimal],
    base: Sequence[Decimal],
    side: int,
    contact_id: UUID | None,
) -> Iterable[JournalLine]:
    for line, cost, taxed, amount in zip(lines, costs, net, base, strict=True):
        if line.tax_rate is None:
            continue
        yield from _line(
            document,
            line.account_id,
            side * amount,
            side * cost,
            description=line.description or line.tax_rate.name,
            contact_id=contact_id,
            tax_rate_id=line.tax_rate_id,
            tax_base=side * taxed,
            tax_kind=TaxKind.NOT_RECOVERABLE,
            tracking=line.tracking,
        )


def _tax_lines(
    document: AnyDocument,
    lines: Lines,
    net: Sequence[Decimal],
    taxes: dict[_Tax, Decimal],
    base: dict[_Tax, Decimal],
    accounts: TaxAccounts,
    side: int,
) -> Iterable[JournalLine]:
    for tax, amount in taxes.items():
        rate, place, kind = tax
        taxed = sum((net[i] for i, line in enumerate(lines) if line.tax_rate_id == rate.id), Decimal(0))
        is_owed = kind == TaxKind.SALES_TAX and not rate.is_charged
        is_cost = kind == TaxKind.PURCHASE_TAX and rate.is_cost
        own = rate.account_for(kind, place)
        yield from _line(
            document,
            own or (accounts.output if is_owed else accounts.own),
            side * base[tax],
            side * amount,
            description=_name(rate, place),
            tax_rate_id=rate.id,
            tax_base=-side * taxed if is_owed else side * taxed,
            tax_kind=TaxKind.NOT_RECOVERABLE if is_cost and own == rate.purchase_account_id else kind,
        )


def _name(rate: TaxRate, place: int | None) -> str:
    """Return the name of a component if its rate has several, and otherwise that of the rate."""
    several = [] if place is None else rate.ordered_components()
    return several[place].name if place is not None and len(several) > 1 else rate.name
