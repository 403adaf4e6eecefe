"""What customers and vendors have paid or been credited in advance of the documents that it will settle.

A customer's payment or credit note that is not allocated is on the control account of receivables, but it is owed to
the customer: it is a liability, and is not offset against what customers owe (IAS 1.32). A vendor's is an asset.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from accounting.ledger.models import Company, SystemRole
from accounting.reports import open_at
from accounting.reports.known import Known
from accounting.reports.sums import ZERO

OPEN = "{steps} SELECT account_id, side, day, sum(open_base_then) FROM was_open GROUP BY account_id, side, day"
SIDES: dict[str, str] = {SystemRole.ACCOUNTS_RECEIVABLE: "credit", SystemRole.ACCOUNTS_PAYABLE: "debit"}
"""On which side of a control account an open item is credit."""


class Credit(NamedTuple):
    """The open credit on a control account at the end of each of some days, in the base currency."""

    account_id: UUID
    amounts: tuple[Decimal, ...]


def asked(company: Company, days: Iterable[datetime.date], known: Known | None) -> tuple[str, Mapping[str, Any]]:
    """Return the query of what is open at the end of each day, and its values."""
    steps, values = open_at.at(company, sorted(set(days)), known, without_billed=True)
    return OPEN.format(steps=steps), values


def found(
    rows: Iterable[tuple[Any, ...]], days: Sequence[datetime.date], roles: Mapping[UUID, str]
) -> dict[str, Credit]:
    """Return what is open at the end of each day, by the role of the control account, where there is any. `rows` are
    those of the query for these days, and `roles` those of the accounts."""
    ends = sorted(set(days))
    accounts: dict[str, UUID] = {}
    open_on: defaultdict[str, dict[datetime.date, Decimal]] = defaultdict(dict)
    for account_id, side, place, amount in rows:
        role = roles.get(account_id, "")
        if SIDES.get(role) == side:
            accounts[role] = account_id
            open_on[role][ends[place - 1]] = amount
    held = {role: tuple(amounts.get(day, ZERO) for day in days) for role, amounts in open_on.items()}
    return {role: Credit(accounts[role], amounts) for role, amounts in held.items() if any(amounts)}
