"""All debits and credits of payments and adjustments. Pure functions, no queries.

payment received   Dr bank (the rest), deductions                  Cr accounts receivable (amount)
payment made       Dr accounts payable (amount), deductions        Cr bank (both)
refund made        Dr accounts receivable (amount), deductions     Cr bank (both)
refund received    Dr bank (the rest), deductions                  Cr accounts payable (amount)
adjustment of      Dr the accounts of the lines, output tax        Cr accounts receivable (total)
 … a vendor        Dr accounts payable (total)                     Cr the accounts of the lines, input tax
 … of less than 0  the same with the sides swapped
allocation         Dr the control account                          Cr exchange gain or loss (a loss: the other way)
void               the stored lines with the sides swapped, never recomputed
"""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from typing import Any

from accounting import errors
from accounting.documents.postings import TaxAccounts, check_parts, in_base, lines_and_taxes, worth
from accounting.ledger import money
from accounting.ledger.chart import currency_of
from accounting.ledger.entry_lines import DEBIT, entry_line
from accounting.ledger.models import Account, JournalLine
from accounting.open_items.models import Allocation
from accounting.settlement.models import Adjustment, AdjustmentLine, Payment, PaymentDeduction


def payment(document: Payment, deductions: Sequence[PaymentDeduction], *, control: Account) -> list[JournalLine]:
    """Return the journal lines of a payment for its whole amount.

    The bank account gets the rest. If it is known what the bank booked in the base currency, the control account does.
    Raises InvalidAmount if the deductions leave nothing for either in the base currency, or if it is too large there.
    """
    side, base_currency = document.side, document.company.base_currency_id
    kept_in = currency_of(document.account, document.company)
    with localcontext(money.EXACT):
        settled = side * worth(document, document.amount, field="amount")
        deducted = [
            in_base(document, deduction.amount, field=f"deductions[{position}].amount")
            for position, deduction in enumerate(deductions)
        ]
        bank = -settled - sum(deducted, Decimal(0))
        bank_amount = -side * document.amount - sum((deduction.amount for deduction in deductions), Decimal(0))
        if document.account_amount is not None:
            bank_amount = -side * document.account_amount
            if kept_in == base_currency:
                bank, settled = bank_amount, -bank_amount - sum(deducted, Decimal(0))
    if bank * side >= 0 or settled * side <= 0:
        whom = "the bank account" if bank * side >= 0 else document.contact.name
        message = f"The deductions leave nothing for {whom} in {base_currency} at this exchange rate."
        raise errors.InvalidAmount(message, field="deductions")
    return [
        *entry_line(document.account_id, bank, bank_amount, currency=kept_in, field="amount"),
        *(
            line
            for deduction, base in zip(deductions, deducted, strict=True)
            for line in entry_line(
                deduction.account_id,
                DEBIT * base,
                DEBIT * deduction.amount,
                currency=document.currency_id,
                tracking=deduction.tracking,
            )
        ),
        *entry_line(
            control.id,
            settled,
            side * document.amount,
            currency=document.currency_id,
            contact_id=document.contact_id,
            field="amount",
        ),
    ]


def adjustment(
    document: Adjustment, rows: Sequence[AdjustmentLine], *, control: Account, tax: TaxAccounts
) -> list[JournalLine]:
    """Return the journal lines of an adjustment. `rows` must have their tax rates loaded."""
    side, owed = document.side, abs(document.amount)
    counter = -side if document.amount > 0 else side
    base = side * worth(document, owed, field="lines")
    control_line = entry_line(
        control.id, base, side * owed, currency=document.currency_id, contact_id=document.contact_id
    )
    for_it = lines_and_taxes(document, rows, trade=document.trade, tax=tax, side=counter)
    check_parts(document, [line for line in for_it if line.tax_base is None], counter * document.subtotal)
    return [*control_line, *for_it] if side == DEBIT else [*for_it, *control_line]


def differences(rows: Sequence[Allocation], *, source: Any, control: Account, realised: Account) -> list[JournalLine]:
    """Return the journal lines of the realised exchange differences of allocations: gains and losses apart.

    A gain is debited to the control account, whichever side owes, and a loss credited.
    """
    gain = sum((row.difference for row in rows if row.difference > 0), Decimal(0))
    loss = sum((row.difference for row in rows if row.difference < 0), Decimal(0))
    zero, base = Decimal(0), source.company.base_currency_id
    lines: list[JournalLine] = []
    for amount in (gain, loss):
        lines += entry_line(control.id, amount, zero, currency=source.currency_id, contact_id=source.contact_id)
        lines += entry_line(realised.id, -amount, -amount, currency=base)
    return lines
