"""All debits and credits of revaluations. Pure functions, no queries.

open items       Dr the account that revalues receivables or payables     Cr unrealised gain or loss
bank accounts    Dr bank                                                  Cr exchange gain or loss
the next day     the lines of open items with the sides swapped
a loss           the same with the sides swapped
void             both with the sides swapped, and those of open items back again the next day
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from accounting.ledger import money
from accounting.ledger.entry_lines import entry_line
from accounting.ledger.models import Account, JournalLine


class Position(NamedTuple):
    """What is open in one currency on one account, debit positive. `revalued_amount` is null without a rate."""

    of_items: bool
    account_id: UUID
    currency: str
    amount: Decimal
    base_amount: Decimal
    revalued_amount: Decimal | None
    lines: int

    @property
    def difference(self) -> Decimal:
        assert self.revalued_amount is not None
        return self.revalued_amount - self.base_amount


def open_items(
    found: Iterable[Position], *, contra: dict[UUID, Account], gains: Account, base: str
) -> list[JournalLine]:
    """Return the lines for open items. `contra` is the account that revalues each control account."""
    lines: list[JournalLine] = []
    for one in found:
        account, moved, what = contra[one.account_id], one.difference, f"Open in {one.currency}"
        lines += entry_line(account.id, moved, moved, currency=base, description=what)
        lines += entry_line(gains.id, -moved, -moved, currency=base, description=what)
    return lines


def bank_accounts(found: Iterable[Position], *, gains: Account, base: str) -> list[JournalLine]:
    """Return the lines for bank accounts, whose balances in their own currency do not move."""
    lines: list[JournalLine] = []
    for one in found:
        what = f"Balance of {money.text(one.amount, one.currency)}"
        lines += entry_line(one.account_id, one.difference, Decimal(0), currency=one.currency, description=what)
        lines += entry_line(gains.id, -one.difference, -one.difference, currency=base, description=what)
    return lines
