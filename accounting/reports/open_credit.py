"""What customers and vendors have paid or been credited in advance of the documents that it will settle.

A customer's payment or credit note that is not allocated is on the control account of receivables, but it is owed to
the customer: it is a liability, and is not offset against what customers owe (IAS 1.32). A vendor's is an asset.
"""

import datetime
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from accounting.ledger.models import Company
from accounting.reports.known import Known
from accounting.reports.open_at import ITEM_KNOWN, VOID_KNOWN
from accounting.reports.sums import ZERO

# By day: what was opened, what was voided, and what was allocated or freed.
MOVED = """
SELECT a.system_role, a.id, m.day, sum(m.amount)
FROM accounting_account a
JOIN (VALUES ('accounts_receivable', 'credit'), ('accounts_payable', 'debit')) s (role, side) ON s.role = a.system_role
CROSS JOIN LATERAL (
    SELECT i.date AS day, i.base_amount AS amount FROM accounting_openitem i
    WHERE i.company_id = a.company_id AND i.account_id = a.id AND i.side = s.side {item_known}
    UNION ALL
    SELECT i.void_date, -i.base_amount FROM accounting_openitem i
    WHERE i.company_id = a.company_id AND i.account_id = a.id AND i.side = s.side AND i.void_date IS NOT NULL
        {void_known}
    UNION ALL
    SELECT l.date, -CASE s.side WHEN 'debit' THEN l.debit_base ELSE l.credit_base END
    FROM accounting_openitem i JOIN accounting_allocation l ON l.company_id = i.company_id
        AND i.id = CASE s.side WHEN 'debit' THEN l.debit_item_id ELSE l.credit_item_id END
    WHERE i.company_id = a.company_id AND i.account_id = a.id AND i.side = s.side {allocation_known}
) m
WHERE a.company_id = %(company)s AND m.day <= %(last)s
GROUP BY 1, 2, 3
"""


class Credit(NamedTuple):
    """The open credit on a control account at the end of each of some days, in the base currency."""

    account_id: UUID
    amounts: tuple[Decimal, ...]


def at(company: Company, days: Sequence[datetime.date], *, known: Known | None = None) -> dict[str, Credit]:
    """Return what is open at the end of each day, by the role of the control account, where there is any."""
    parts = dict.fromkeys(("item_known", "void_known", "allocation_known"), "")
    values: dict[str, Any] = {"company": company.pk, "last": max(days)}
    if known is not None and known.moment is not None:
        values |= {"known": known.number, "moment": known.moment}
        parts = {
            "item_known": f"AND {ITEM_KNOWN}",
            "void_known": f"AND {ITEM_KNOWN} AND {VOID_KNOWN}",
            "allocation_known": "AND l.created_at <= %(moment)s",
        }
    with connection.cursor() as cursor:
        cursor.execute(MOVED.format(**parts), values)
        rows = cursor.fetchall()
    accounts: dict[str, UUID] = {}
    moved: defaultdict[str, list[Decimal]] = defaultdict(lambda: [ZERO] * len(days))
    order = sorted(range(len(days)), key=lambda place: days[place])
    sorted_days = [days[place] for place in order]
    for role, account_id, day, amount in rows:
        accounts[role] = account_id
        for place in order[bisect_left(sorted_days, day) :]:
            moved[role][place] += amount
    return {role: Credit(accounts[role], tuple(amounts)) for role, amounts in moved.items() if any(amounts)}
