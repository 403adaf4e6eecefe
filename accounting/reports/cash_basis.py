"""Revenue and expenses when they are paid: what was posted, less the share of each document that is still open.

So the cost grows with what was open at the ends of the columns, not with all documents ever. A share is what is settled
of a document, in whole units that go to its lines by largest remainder, as in a tax return on a cash basis (decision
32): once it is settled in full it has come to exactly its lines, however many parts there were.
"""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db import connection

from accounting.ledger import money
from accounting.ledger.models import Account, AccountType, Company, SystemRole
from accounting.ledger.tracking import Tracking
from accounting.reports import known as knowledge
from accounting.reports import open_at
from accounting.reports.columns import DAY
from accounting.reports.known import Known
from accounting.reports.sums import ZERO, Sums

# Amounts are whole units of the base currency meanwhile. A revaluation of open items moves what nobody has paid.
UNPAID = """
{touched},
open AS MATERIALIZED (
    SELECT i.id, i.kind, i.amount AS whole, i.amount - ({left_open}) AS paid
    FROM touched t
    JOIN accounting_openitem i ON i.company_id = %(company)s AND i.id = t.id
    LEFT JOIN settled s ON s.id = i.id
    WHERE {was_open}
), lines AS (
    SELECT l.account_id, e.id AS entry_id, l.position, (l.debit - l.credit) / %(unit)s AS amount, o.paid, o.whole,
        l.tracking
    FROM open o
    JOIN accounting_journalentry e ON e.company_id = %(company)s AND e.source_id = o.id AND e.source_type = o.kind
        AND e.status = 'posted' AND e.reverses_id IS NULL
    JOIN accounting_journalline l ON l.company_id = e.company_id AND l.entry_id = e.id
    WHERE l.account_id = ANY (%(accounts)s)
), exact AS (
    SELECT *, round(amount * paid / whole, 8) AS share,
        round(sum(amount) OVER (PARTITION BY entry_id) * paid / whole) AS together
    FROM lines
), cut AS (
    SELECT *, together - sum(trunc(share)) OVER (PARTITION BY entry_id) AS rest FROM exact
), shared AS (
    SELECT account_id, tracking, amount, trunc(share) + CASE WHEN row_number() OVER (
        PARTITION BY entry_id ORDER BY (trunc(share) - share) * sign(rest), position) <= abs(rest)
        THEN sign(rest) ELSE 0 END AS units
    FROM cut
)
SELECT account_id, sum(amount - units) * %(unit)s FROM shared WHERE true{where} GROUP BY account_id
UNION ALL
SELECT l.account_id, sum(l.debit - l.credit)
FROM accounting_account a
JOIN accounting_journalline l ON l.company_id = a.company_id AND l.account_id = a.id
JOIN accounting_journalentry e ON e.company_id = l.company_id AND e.id = l.entry_id
WHERE a.company_id = %(company)s AND a.system_role = %(unrealised)s AND e.source_type = 'fx_revaluation'
    AND e.number <= %(number)s AND e.date <= %(day)s{where}
GROUP BY l.account_id
"""


def adjusted(
    sums: Sums,
    company: Company,
    boundaries: Sequence[datetime.date],
    *,
    known: Known | None,
    tracking: Tracking | None = None,
) -> Sums:
    """Return sums between boundaries (debits less credits, see sums.py) without what was not paid in each segment.

    With `tracking`, they are of lines with these options, and get the same shares of their document as among all lines.
    """
    known = known or knowledge.now(company)
    results = Account.objects.filter(company=company, type__in=(AccountType.REVENUE, AccountType.EXPENSE))
    ids = list(results.values_list("id", flat=True))
    unpaid = [_unpaid(company, day - DAY, known, ids, tracking) for day in boundaries]
    accounts = sums.keys() | {account for one in unpaid for account in one}
    nothing = [(ZERO,)] * (len(boundaries) - 1)
    return {
        account: [
            (net - unpaid[i + 1].get(account, ZERO) + unpaid[i].get(account, ZERO),)
            for i, (net,) in enumerate(sums.get(account, nothing))
        ]
        for account in accounts
    }


def _unpaid(
    company: Company, day: datetime.date, known: Known, results: Sequence[UUID], tracking: Tracking | None
) -> dict[UUID, Decimal]:
    """Return what of revenue and expenses (`results`) was posted and not paid at the end of a day, by account."""
    where, chosen = tracking.sql() if tracking else ("", {})
    parts, values = open_at.at(company, day, known)
    values |= {
        "unit": money.unit(company.base_currency_id),
        "accounts": results,
        "unrealised": SystemRole.UNREALISED_GAIN_LOSS,
        "number": known.number,
        **chosen,
    }
    found: dict[UUID, Decimal] = {}
    with connection.cursor() as cursor:
        cursor.execute(UNPAID.format(**parts, where=where), values)
        for account, amount in cursor.fetchall():
            found[account] = found.get(account, ZERO) + amount
    return found
