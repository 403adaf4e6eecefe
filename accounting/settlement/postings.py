"""All debits and credits of payments and adjustments. Pure functions, no queries.

payment received   Dr bank (the rest), deductions                  Cr accounts receivable (amount)
payment made       Dr accounts payable (amount), deductions        Cr bank (both)
refund made        Dr accounts receivable (amount), deductions     Cr bank (both)
refund received    Dr bank (the rest), deductions                  Cr accounts payable (amount)
adjustment of      Dr the accounts of the lines, output tax        Cr accounts receivable (total)
 … a vendor        Dr accounts payable (total)                     Cr the accounts of the lines, input tax
 … of less than 0  the same with the sides swapped
void               the stored lines with the sides swapped, never recomputed
"""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from typing import Any
from uuid import UUID

from accounting.documents.postings import TaxAccounts, in_base, lines_and_taxes
from accounting.ledger import money
from accounting.ledger.entry_lines import DEBIT, entry_line
from accounting.ledger.models import Account, JournalLine
from accounting.settlement.models import Adjustment, AdjustmentLine, Payment, PaymentDeduction


def payment(document: Payment, deductions: Sequence[PaymentDeduction], *, control: Account) -> list[JournalLine]:
    """Return the journal lines of a payment for its whole amount. The bank account gets the rest."""
    side = document.side
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
        *_line(document, control.id, settled, side * document.amount, contact_id=document.contact_id),
    ]


def adjustment(
    document: Adjustment, rows: Sequence[AdjustmentLine], *, control: Account, tax: TaxAccounts
) -> list[JournalLine]:
    """Return the journal lines of an adjustment. `rows` must have their tax rates loaded."""
    side, owed = document.side, abs(document.amount)
    counter = -side if document.amount > 0 else side
    base = side * in_base(document, owed)
    control_line = entry_line(
        control.id, base, side * owed, currency=document.currency_id, contact_id=document.contact_id
    )
    for_it = lines_and_taxes(document, rows, trade=document.trade, tax=tax, side=counter)
    return [*control_line, *for_it] if side == DEBIT else [*for_it, *control_line]


def _line(document: Payment, account_id: UUID, base: Decimal, amount: Decimal, **more: Any) -> list[JournalLine]:
    return entry_line(account_id, base, amount, currency=document.currency_id, **more)


def _in_base(document: Payment, amount: Decimal) -> Decimal:
    return money.quantize(amount * document.exchange_rate, document.company.base_currency_id)
