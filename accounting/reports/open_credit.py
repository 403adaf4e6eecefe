"""What customers and vendors have paid or been credited in advance of the documents that it will settle.

A customer's payment or credit note that is not allocated is on the control account of receivables, but it is owed to
the customer: it is a liability, and is not offset against what customers owe (IAS 1.32). A vendor's is an asset.
"""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from accounting.ledger.models import Company, SystemRole
from accounting.open_items.models import BILLED
from accounting.reports.known import Known
from accounting.reports.open_at import ITEM_KNOWN, VOID_KNOWN
from accounting.reports.sums import ZERO

# What is open now, without a day, and by day what has moved it since the first of the days asked for, to be taken off:
# what was opened, voided, and allocated or freed. So the cost grows with what is open and with what moved since, not
# with all documents ever. What was not known yet (`unknown`) is taken off on every day, so it has none.
MOVED = """
SELECT account_id, side, day, sum(amount) FROM (
    SELECT i.account_id, i.side, NULL::date AS day, i.open_base_amount AS amount FROM accounting_openitem i
    WHERE i.company_id = %(company)s AND i.open_amount > 0 AND {credit}
    UNION ALL
    SELECT i.account_id, i.side, i.date, -i.base_amount FROM accounting_openitem i
    WHERE i.company_id = %(company)s AND i.date > %(first)s AND {credit} {item_known}
    UNION ALL
    SELECT i.account_id, i.side, i.void_date, i.base_amount FROM accounting_openitem i
    WHERE i.company_id = %(company)s AND i.void_date > %(first)s {void_known}
    UNION ALL
    SELECT i.account_id, i.side, l.date, i.base FROM {allocations}
    WHERE l.company_id = %(company)s AND l.date > %(first)s {allocation_known}
    {unknown}
) AS moved GROUP BY account_id, side, day
"""
SIDES: dict[str, str] = {SystemRole.ACCOUNTS_RECEIVABLE: "credit", SystemRole.ACCOUNTS_PAYABLE: "debit"}
"""On which side of a control account an open item is credit."""
CREDIT = f"i.kind NOT IN {BILLED}"  # what the indexes are of: the side says the rest
# LATERAL and OFFSET 0 have PostgreSQL read items by their id, also in books that are new to it, where it expects one.
ALLOCATIONS = """accounting_allocation l
CROSS JOIN LATERAL (VALUES (l.debit_item_id, l.debit_base), (l.credit_item_id, l.credit_base)) AS s (id, base)
CROSS JOIN LATERAL (
    SELECT account_id, side, s.base FROM accounting_openitem WHERE company_id = l.company_id AND id = s.id OFFSET 0
) AS i"""
UNKNOWN = """
    UNION ALL
    SELECT i.account_id, i.side, NULL,
        CASE WHEN e.reverses_id IS NULL THEN -i.base_amount ELSE i.base_amount END
    FROM accounting_journalentry e
    CROSS JOIN LATERAL (
        SELECT * FROM accounting_openitem
        WHERE company_id = e.company_id AND id = e.source_id AND kind = e.source_type OFFSET 0
    ) AS i
    WHERE e.company_id = %(company)s AND e.number > %(known)s
    UNION ALL
    SELECT i.account_id, i.side, NULL, i.base FROM {allocations}
    WHERE l.company_id = %(company)s AND l.created_at > %(moment)s
"""


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
    parts = dict.fromkeys(("item_known", "void_known", "allocation_known", "unknown"), "")
    parts |= {"credit": CREDIT, "allocations": ALLOCATIONS}
    values: dict[str, Any] = {"company": company.pk, "first": min(days)}
    if known is not None and known.moment is not None:
        values |= {"known": known.number, "moment": known.moment}
        parts |= {
            "item_known": f"AND {ITEM_KNOWN}",
            "void_known": f"AND {VOID_KNOWN}",
            "allocation_known": "AND l.created_at <= %(moment)s",
            "unknown": UNKNOWN.format(allocations=ALLOCATIONS),
        }
    with connection.cursor() as cursor:
        cursor.execute(MOVED.format(**parts), values)
        rows = cursor.fetchall()
    accounts: dict[str, UUID] = {}
    open_on: defaultdict[str, list[Decimal]] = defaultdict(lambda: [ZERO] * len(days))
    for account_id, side, moved_on, amount in rows:
        role = roles.get(account_id, "")
        if SIDES.get(role) != side:
            continue
        accounts[role] = account_id
        for place, day in enumerate(days):
            if moved_on is None or moved_on > day:
                open_on[role][place] += amount
    return {role: Credit(accounts[role], tuple(amounts)) for role, amounts in open_on.items() if any(amounts)}
