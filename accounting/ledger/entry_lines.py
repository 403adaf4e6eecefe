"""Make lines of entries from signed amounts, or by swapping sides. Pure functions, no queries."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from accounting import errors
from accounting.ledger import money
from accounting.ledger.models import JournalLine

DEBIT, CREDIT = 1, -1


def entry_line(
    account_id: UUID,
    base: Decimal,
    amount: Decimal,
    *,
    currency: str,
    description: str = "",
    contact_id: UUID | None = None,
    tax_rate_id: UUID | None = None,
    tax_base: Decimal | None = None,
    tax_kind: str | None = None,
    tracking: list[UUID] | None = None,
    field: str = "lines",
) -> list[JournalLine]:
    """Return a line for a signed `base` amount, debit positive, or no line for zero. `amount` is the same in
    `currency`. Raises InvalidAmount for `field` if one of its amounts is too large."""
    if not base:
        return []
    if max(abs(base), abs(amount), abs(tax_base or base)) > money.MAX_AMOUNT:
        raise errors.InvalidAmount("The amount is too large.", field=field)
    line = JournalLine(
        account_id=account_id,
        description=description,
        debit=max(base, Decimal(0)),
        credit=max(-base, Decimal(0)),
        currency_id=currency,
        currency_amount=amount,
        contact_id=contact_id,
        tax_rate_id=tax_rate_id,
        tax_base=tax_base,
        tax_kind=tax_kind,
        tracking=tracking,
    )
    return [line]


def reversal(lines: Iterable[JournalLine]) -> list[JournalLine]:
    """Return stored lines with debit and credit swapped and all else unchanged."""
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
            tax_kind=line.tax_kind,
            tracking=line.tracking,
        )
        for line in lines
    ]
