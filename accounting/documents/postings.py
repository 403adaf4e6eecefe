"""All debits and credits of documents. Pure functions, no queries.

    invoice            Dr accounts receivable (total)                  Cr revenue per line, output tax per rate
    bill               Dr expense or asset per line, input tax         Cr accounts payable (total)
    other documents    the lines and taxes of their own side; the other is in the postings of their area
    void               the stored lines with the sides swapped, never recomputed

Debits and credits are in the company's base currency. `currency_amount` (and `tax_base` on tax lines) are signed,
debit positive: the first in the document's currency, the second in the base currency. For a document in another
currency, the control account gets round(total × rate), each tax round(tax × rate), and the rest is distributed to the
net lines by largest remainder, so that no difference goes to a rounding account. A negative line is posted to the
other side; a line of zero is not posted.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from typing import Any
from uuid import UUID

from accounting.documents.models import Document, DocumentLine, PostedAtOnce, TaxedLine
from accounting.documents.trade import Trade
from accounting.ledger import money
from accounting.ledger.entry_lines import DEBIT, entry_line
from accounting.ledger.models import Account, JournalLine
from accounting.taxes.models import TaxRate

AnyDocument = Document | PostedAtOnce
Lines = Sequence[DocumentLine | TaxedLine]


def document(document: Document, lines: Sequence[DocumentLine], *, control: Account, tax: Account) -> list[JournalLine]:
    """Return the journal lines of a document, debits first. Its lines must have their tax rates loaded."""
    side = document.SIDE
    total = in_base(document, document.amount)
    owed = _line(document, control.id, side * total, side * document.amount, contact_id=document.contact_id)
    for_it = lines_and_taxes(document, lines, trade=document.TRADE, tax=tax, side=-side)
    return [*owed, *for_it] if side == DEBIT else [*for_it, *owed]


def lines_and_taxes(
    document: AnyDocument, lines: Lines, *, trade: Trade, tax: Account, side: int, contact_id: UUID | None = None
) -> list[JournalLine]:
    """Return the journal lines for a document's lines and their taxes on `side`. `tax` is the account for the taxes of
    rates without an account of their own. `contact_id` is for the lines without a control account."""
    tax_accounts = {rate.id: getattr(rate, trade.tax_account) or tax.id for rate in _rates(lines)}
    net, taxes = _amounts(document, lines)
    return [
        *_net_lines(document, lines, net, side, contact_id),
        *_tax_lines(document, lines, net, taxes, tax_accounts, side),
    ]


def _amounts(document: AnyDocument, lines: Lines) -> tuple[list[Decimal], dict[UUID, Decimal]]:
    """Return in base currency the net of each line, and the tax of each rate."""
    taxes: dict[UUID, Decimal] = {}
    for line in lines:
        if line.tax_rate_id is not None:
            taxes[line.tax_rate_id] = taxes.get(line.tax_rate_id, Decimal(0)) + line.tax_amount
    with localcontext(money.EXACT):
        base_taxes = {rate_id: in_base(document, tax) for rate_id, tax in taxes.items()}
        net_total = in_base(document, document.amount) - sum(base_taxes.values(), Decimal(0))
        shares = [line.net_amount * document.exchange_rate for line in lines]
        return money.distribute(net_total, shares, document.company.base_currency_id), base_taxes


def _rates(lines: Lines) -> list[TaxRate]:
    return [line.tax_rate for line in lines if line.tax_rate is not None]


def in_base(document: AnyDocument, amount: Decimal) -> Decimal:
    """Return an amount of a document in the base currency."""
    with localcontext(money.EXACT):
        return money.quantize(amount * document.exchange_rate, document.company.base_currency_id)


def _line(document: AnyDocument, account_id: UUID, base: Decimal, amount: Decimal, **more: Any) -> list[JournalLine]:
    return entry_line(account_id, base, amount, currency=document.currency_id, **more)


def _net_lines(
    document: AnyDocument, lines: Lines, net: Sequence[Decimal], side: int, contact_id: UUID | None
) -> Iterable[JournalLine]:
    for line, base in zip(lines, net, strict=True):
        yield from _line(
            document,
            line.account_id,
            side * base,
            side * line.net_amount,
            description=line.description,
            contact_id=contact_id,
            tax_rate_id=line.tax_rate_id,
        )


def _tax_lines(
    document: AnyDocument,
    lines: Lines,
    net: Sequence[Decimal],
    taxes: dict[UUID, Decimal],
    accounts: dict[UUID, UUID],
    side: int,
) -> Iterable[JournalLine]:
    for rate in {rate.id: rate for rate in _rates(lines)}.values():
        taxed = [i for i, line in enumerate(lines) if line.tax_rate_id == rate.id]
        yield from _line(
            document,
            accounts[rate.id],
            side * taxes[rate.id],
            side * sum((lines[i].tax_amount for i in taxed), Decimal(0)),
            description=rate.name,
            tax_rate_id=rate.id,
            tax_base=side * sum((net[i] for i in taxed), Decimal(0)),
        )
