"""What customers and vendors have paid or been credited in advance of the documents that it will settle.

A customer's payment or credit note that is not allocated is on the control account of receivables, but it is owed to
the customer: it is a liability, and is not offset against what customers owe (IAS 1.32). A vendor's is an asset.
"""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db import connection

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


def at(
    company: Company,
    days: Sequence[datetime.date],
    roles: Mapping[UUID, str],
    *,
    known: Known | None = None,
) -> dict[str, Credit]:
    """Return what is open at the end of each day, by the role of the control account, where there is any. `roles` are
    those of the accounts."""
    ends = sorted(set(days))
    steps, values = open_at.at(company, ends, known, without_billed=True)
    with connection.cursor() as cursor:
        cursor.execute(OPEN.format(steps=steps), values)
        rows = cursor.fetchall()
    accounts: dict[str, UUID] = {}
    open_on: defaultdict[str, dict[datetime.date, Decimal]] = defaultdict(dict)
    for account_id, side, place, amount in rows:
        role = roles.get(account_id, "")
        if SIDES.get(role) == side:
            accounts[role] = account_id
            open_on[role][ends[place - 1]] = amount
    held = {role: tuple(amounts.get(day, ZERO) for day in days) for role, amounts in open_on.items()}
    return {role: Credit(accounts[role], amounts) for role, amounts in held.items() if any(amounts)}
