"""All debits and credits of bank transactions and transfers. Pure functions, no queries.

spend      Dr the accounts of the lines, input tax     Cr bank (total)
receive    Dr bank (total)                             Cr the accounts of the lines, output tax
transfer   Dr the other account, the fee's account     Cr the first account (both)
void       the stored lines with the sides swapped, never recomputed
"""

from collections.abc import Sequence
from decimal import Decimal

from accounting.banking.models import BankTransaction, BankTransactionLine, Transfer
from accounting.documents.postings import TaxAccounts, in_base, lines_and_taxes
from accounting.ledger.entry_lines import DEBIT, entry_line
from accounting.ledger.models import JournalLine


def bank_transaction(
    document: BankTransaction, rows: Sequence[BankTransactionLine], *, tax: TaxAccounts
) -> list[JournalLine]:
    """Return the journal lines of a bank transaction, debits first. `rows` must have their tax rates loaded."""
    side = document.side
    base = side * in_base(document, document.amount)
    bank = entry_line(document.account_id, base, side * document.amount, currency=document.currency_id)
    for_it = lines_and_taxes(document, rows, trade=document.trade, tax=tax, side=-side, contact_id=document.contact_id)
    return [*bank, *for_it] if side == DEBIT else [*for_it, *bank]


def transfer(document: Transfer) -> list[JournalLine]:
    """Return the journal lines of a transfer, debits first."""
    moved = [(document.to_account_id, document.to_amount), (document.from_account_id, -document.amount)]
    if document.fee_account_id is not None:
        moved.insert(1, (document.fee_account_id, document.fee_amount))
        moved[2] = (document.from_account_id, -document.amount - document.fee_amount)
    lines: list[JournalLine] = []
    for account_id, amount in moved:
        lines += entry_line(account_id, in_base(document, amount), Decimal(amount), currency=document.currency_id)
    return lines
