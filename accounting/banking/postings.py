"""All debits and credits of bank transactions and transfers. Pure functions, no queries.

spend      Dr the accounts of the lines, input tax     Cr bank (total)
receive    Dr bank (total)                             Cr the accounts of the lines, output tax
transfer   Dr the other account, the fee's account     Cr the first account (both)
void       the stored lines with the sides swapped, never recomputed
"""

from collections.abc import Sequence

from accounting.banking.models import BankTransaction, BankTransactionLine, Transfer
from accounting.documents.postings import TaxAccounts, check_parts, in_base, lines_and_taxes, worth
from accounting.ledger.chart import currency_of
from accounting.ledger.entry_lines import DEBIT, entry_line
from accounting.ledger.models import JournalLine


def bank_transaction(
    document: BankTransaction, rows: Sequence[BankTransactionLine], *, tax: TaxAccounts
) -> list[JournalLine]:
    """Return the journal lines of a bank transaction, debits first. `rows` must have their tax rates loaded.

    Raises InvalidAmount if one of them, or a tax, is worth nothing in the base currency.
    """
    side = document.side
    base = side * worth(document, document.amount, field="lines")
    bank = entry_line(document.account_id, base, side * document.amount, currency=document.currency_id)
    for_it = lines_and_taxes(document, rows, trade=document.trade, tax=tax, side=-side, contact_id=document.contact_id)
    check_parts(document, for_it, -side * document.amount)
    return [*bank, *for_it] if side == DEBIT else [*for_it, *bank]


def transfer(document: Transfer) -> list[JournalLine]:
    """Return the journal lines of a transfer, debits first. A fee that is worth nothing in the base currency has none.
    Raises InvalidAmount if it is too large with its fee, or worth nothing without it, in the base currency."""
    company, sent, fee = document.company, document.amount, document.fee_amount
    arrives_in = currency_of(document.to_account, company)
    moved = document.to_amount if arrives_in == company.base_currency_id else worth(document, sent, field="amount")
    charged = in_base(document, fee, field="fee.amount")
    lines = entry_line(document.to_account_id, moved, document.to_amount, currency=arrives_in)
    if document.fee_account_id is not None:
        lines += entry_line(
            document.fee_account_id, charged, fee, currency=document.currency_id, tracking=document.fee_tracking
        )
    paid, currency = -moved - charged, document.currency_id
    lines += entry_line(document.from_account_id, paid, -sent - fee, currency=currency, field="amount")
    return lines
