"""Document → journal lines: every debit and credit of the product, on one page. Pure, no queries.

    invoice            Dr accounts receivable (total)                  Cr revenue per line, output tax per rate
    bill               Dr expense or asset per line, input tax         Cr accounts payable (total)
    payment received   Dr bank (the rest), deductions                  Cr accounts receivable (amount)
    payment made       Dr accounts payable (amount), deductions        Cr bank (both)
    void               the stored lines with the sides swapped, never recomputed

Debits and credits are in the company's base currency. `currency_amount` (and `tax_base` on tax lines) are signed,
debit positive: the first in the document's currency, the second in base currency. Base amounts of a document in
another currency: the control account gets round(total × rate), each tax round(tax × rate), and the residue goes to
the net lines by largest remainder, so that nothing is ever plugged into a rounding account. A negative line posts to
the other side; a line of zero posts nothing.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from uuid import UUID

from accounting import money
from accounting.models import (
    Account,
    Bill,
    BillLine,
    Document,
    DocumentLine,
    Invoice,
    InvoiceLine,
    JournalLine,
    Payment,
    PaymentDeduction,
    PaymentType,
    TaxRate,
)

DEBIT, CREDIT = 1, -1


def invoice(
    document: Invoice, lines: Sequence[InvoiceLine], *, receivable: Account, output_tax: Account
) -> list[JournalLine]:
    """Return what sending an invoice posts. Its lines come with their tax rates."""
    tax_accounts = {rate.id: rate.sales_account_id or output_tax.id for rate in _rates(lines)}
    net, tax, control = _amounts(document, lines)
    return [
        *_control(document, document.customer_id, receivable, DEBIT * control, DEBIT * document.amount),
        *_net_lines(document, lines, net, CREDIT),
        *_tax_lines(document, lines, net, tax, tax_accounts, CREDIT),
    ]


def bill(document: Bill, lines: Sequence[BillLine], *, payable: Account, input_tax: Account) -> list[JournalLine]:
    """Return what approving a bill posts. Its lines come with their tax rates."""
    tax_accounts = {rate.id: rate.purchase_account_id or input_tax.id for rate in _rates(lines)}
    net, tax, control = _amounts(document, lines)
    return [
        *_net_lines(document, lines, net, DEBIT),
        *_tax_lines(document, lines, net, tax, tax_accounts, DEBIT),
        *_control(document, document.vendor_id, payable, CREDIT * control, CREDIT * document.amount),
    ]


def payment(document: Payment, deductions: Sequence[PaymentDeduction], *, control: Account) -> list[JournalLine]:
    """Return what a payment posts, once, for its whole amount. The bank account moves by the rest."""
    side = CREDIT if document.type == PaymentType.RECEIVED else DEBIT
    with localcontext(money.EXACT):
        settled = side * _in_base(document, document.amount)
        deducted = [_in_base(document, deduction.amount) for deduction in deductions]
        bank = -settled - sum(deducted, Decimal(0))
        bank_amount = -side * document.amount - sum((deduction.amount for deduction in deductions), Decimal(0))
    return [
        *_line(document, document.account_id, bank, bank_amount),
        *(
            line
            for deduction, base in zip(deductions, deducted, strict=True)
            for line in _line(document, deduction.account_id, DEBIT * base, DEBIT * deduction.amount)
        ),
        *_control(document, document.contact_id, control, settled, side * document.amount),
    ]


def reversal(lines: Iterable[JournalLine]) -> list[JournalLine]:
    """Return stored lines with the sides swapped, everything else as it is."""
    return [
        JournalLine(
            account_id=line.account_id,
            description=line.description,
            debit=line.credit,
            credit=line.debit,
            currency_id=line.currency_id,
            currency_amount=-line.currency_amount,
            contact_id=line.contact_id,
            tax_rate_id=line.tax_rate_id,
            tax_base=None if line.tax_base is None else -line.tax_base,
        )
        for line in lines
    ]


def _amounts(document: Document, lines: Sequence[DocumentLine]) -> tuple[list[Decimal], dict[UUID, Decimal], Decimal]:
    """Return in base currency: net of each line, tax of each rate, and the total, which they add up to."""
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


def _in_base(document: Document | Payment, amount: Decimal) -> Decimal:
    return money.quantize(amount * document.exchange_rate, document.company.base_currency_id)


def _line(
    document: Document | Payment,
    account_id: UUID,
    base: Decimal,
    amount: Decimal,
    *,
    description: str = "",
    contact_id: UUID | None = None,
    tax_rate_id: UUID | None = None,
    tax_base: Decimal | None = None,
) -> list[JournalLine]:
    """Return the line for a signed base amount, debit positive; none for zero."""
    if not base:
        return []
    line = JournalLine(
        account_id=account_id,
        description=description,
        debit=max(base, Decimal(0)),
        credit=max(-base, Decimal(0)),
        currency_id=document.currency_id,
        currency_amount=amount,
        contact_id=contact_id,
        tax_rate_id=tax_rate_id,
        tax_base=tax_base,
    )
    return [line]


def _control(
    document: Document | Payment, contact_id: UUID, account: Account, base: Decimal, amount: Decimal
) -> list[JournalLine]:
    return _line(document, account.id, base, amount, contact_id=contact_id)


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
