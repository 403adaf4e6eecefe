"""All debits and credits of documents. Pure functions, no queries.

    invoice            Dr accounts receivable (total)                  Cr revenue per line, output tax per rate
    bill               Dr expense or asset per line, input tax         Cr accounts payable (total)
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

from accounting.documents.models import Document, DocumentLine
from accounting.ledger import money
from accounting.ledger.entry_lines import DEBIT, entry_line
from accounting.ledger.models import Account, JournalLine
from accounting.taxes.models import TaxRate


def document(document: Document, lines: Sequence[DocumentLine], *, control: Account, tax: Account) -> list[JournalLine]:
    """Return the journal lines of a document, debits first. Its lines must have their tax rates loaded."""
    trade, side = document.TRADE, document.SIDE
    tax_accounts = {rate.id: getattr(rate, trade.tax_account) or tax.id for rate in _rates(lines)}
    net, taxes, total = _amounts(document, lines)
    owed = _line(document, control.id, side * total, side * document.amount, contact_id=document.contact_id)
    for_it = [
        *_net_lines(document, lines, net, -side),
        *_tax_lines(document, lines, net, taxes, tax_accounts, -side),
    ]
    return [*owed, *for_it] if side == DEBIT else [*for_it, *owed]


def _amounts(document: Document, lines: Sequence[DocumentLine]) -> tuple[list[Decimal], dict[UUID, Decimal], Decimal]:
    """Return in base currency the net of each line, the tax of each rate, and their total."""
    taxes: dict[UUID, Decimal] = {}
    for line in lines:
        if line.tax_rate_id is not None:
            taxes[line.tax_rate_id] = taxes.get(line.tax_rate_id, Decimal(0)) + line.tax_amount
    with localcontext(money.EXACT):
        total = _in_base(document, document.amount)
        base_taxes = {rate_id: _in_base(document, tax) for rate_id, tax in taxes.items()}
        net_total = total - sum(base_taxes.values(), Decimal(0))
        shares = [line.amount * document.exchange_rate for line in lines]
        return money.distribute(net_total, shares, document.company.base_currency_id), base_taxes, total


def _rates(lines: Sequence[DocumentLine]) -> list[TaxRate]:
    return [line.tax_rate for line in lines if line.tax_rate is not None]


def _in_base(document: Document, amount: Decimal) -> Decimal:
    return money.quantize(amount * document.exchange_rate, document.company.base_currency_id)


def _line(document: Document, account_id: UUID, base: Decimal, amount: Decimal, **more: Any) -> list[JournalLine]:
    return entry_line(account_id, base, amount, currency=document.currency_id, **more)


def _net_lines(
    document: Document, lines: Sequence[DocumentLine], net: Sequence[Decimal], side: int
) -> Iterable[JournalLine]:
    for line, base in zip(lines, net, strict=True):
        yield from _line(
            document,
            line.account_id,
            side * base,
            side * line.amount,
            description=line.description,
            tax_rate_id=line.tax_rate_id,
        )


def _tax_lines(
    document: Document,
    lines: Sequence[DocumentLine],
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
