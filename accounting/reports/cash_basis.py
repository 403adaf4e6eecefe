"""Revenue and expenses when they are paid: what was posted, less the share of each document that is still open.

A share is what is settled of a document, in whole units that go to its lines by largest remainder, as in a tax return
on a cash basis (decision 32): once it is settled in full it has come to exactly its lines, however many parts there
were. What of this moved on each day and in each month is kept (`UnpaidBalance`; of lines with options it is in their
balances), and `sums` adds it up as it does balances. As it was known at a moment, the documents that changed since are
computed twice, as they were known and as they are.
"""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db import connection

from accounting.ledger import money
from accounting.ledger.dates import DAY
from accounting.ledger.models import Account, AccountType, Company, SystemRole
from accounting.ledger.tracking import Tracking
from accounting.reports import known as knowledge
from accounting.reports import open_at, sums
from accounting.reports.known import Known
from accounting.reports.sums import ZERO, Sums

# Amounts are whole units of the base currency meanwhile. A revaluation of open items moves what nobody has paid.
# Each entry is read once for all days. Revaluations come with the first day that they count on.
UNPAID = """
{steps},
documents AS (
    SELECT company_id, id, kind, amount AS whole, array_agg(day) AS days, array_agg(amount - open_then) AS paid
    FROM was_open GROUP BY company_id, id, kind, amount
), lines AS (
    SELECT l.account_id, e.id AS entry_id, l.position, (l.debit - l.credit) / %(unit)s AS amount, l.tracking,
        p.day, p.paid, d.whole
    FROM documents d
    CROSS JOIN LATERAL (
        SELECT company_id, id FROM accounting_journalentry
        WHERE company_id = d.company_id AND source_id = d.id AND source_type = d.kind
            AND status = 'posted' AND reverses_id IS NULL OFFSET 0
    ) AS e
    CROSS JOIN LATERAL (
        SELECT * FROM accounting_journalline
        WHERE company_id = e.company_id AND entry_id = e.id AND account_id = ANY (%(accounts)s) OFFSET 0
    ) AS l
    CROSS JOIN LATERAL unnest(d.days, d.paid) AS p (day, paid)
), exact AS (
    SELECT *, round(amount * paid / whole, 8) AS share,
        round(sum(amount) OVER (PARTITION BY entry_id, day) * paid / whole) AS together
    FROM lines
), cut AS (
    SELECT *, together - sum(trunc(share)) OVER (PARTITION BY entry_id, day) AS rest FROM exact
), shared AS (
    SELECT account_id, tracking, day, amount, trunc(share) + CASE WHEN row_number() OVER (
        PARTITION BY entry_id, day ORDER BY (trunc(share) - share) * sign(rest), position) <= abs(rest)
        THEN sign(rest) ELSE 0 END AS units
    FROM cut
)
SELECT account_id, day, false, 0, sum(amount - units) * %(unit)s FROM shared WHERE true{where} GROUP BY 1, 2{split}
"""
# What to add to what is kept for a moment of before.
AS_KNOWN = """
SELECT account_id, day, false, block, amount FROM ({then}) AS t (account_id, day, goes_on, block, amount)
UNION ALL SELECT account_id, day, false, block, -amount FROM ({now}) AS n (account_id, day, goes_on, block, amount)
"""
REVALUED = """
SELECT l.account_id, width_bucket(e.date - 1, %(days)s::date[]) + 1, true, 0, sum(l.debit - l.credit)
FROM accounting_fxrevaluation r
CROSS JOIN LATERAL (
    SELECT company_id, id, date FROM accounting_journalentry
    WHERE company_id = r.company_id AND source_id = r.id AND source_type = 'fx_revaluation'
        AND number <= %(number)s AND date <= %(end)s OFFSET 0
) AS e
CROSS JOIN LATERAL (
    SELECT * FROM accounting_journalline WHERE company_id = e.company_id AND entry_id = e.id OFFSET 0
) AS l
WHERE r.company_id = %(company)s AND l.account_id = (
    SELECT id FROM accounting_account WHERE company_id = %(company)s AND system_role = %(unrealised)s
){where}
GROUP BY 1, 2
"""


# As many as it pays to compute twice, rather than what was open at the ends of the columns, or one in a hundred.
FEW_CHANGES = 2000
BY_OPTION = """
UNION ALL
SELECT account_id, day, false, chosen.place, sum(amount - units) * %(unit)s FROM shared{join}
WHERE true{where} GROUP BY 1, 2, 4"""


def between(
    company: Company,
    boundaries: Sequence[datetime.date],
    measure: str,
    known: Known | None = None,
    tracking: Tracking | None = None,
    options: Sequence[UUID] = (),
    accounts: Sequence[UUID] | None = None,
) -> Sums:
    """Return what `sums.between` does of debits less credits, without what was not paid in each segment.

    With `tracking` and `options`, lines get the same shares of their document as among all lines.
    """
    chosen: dict[str, Any] = {"tracking": tracking, "options": options}
    days = [day - DAY for day in boundaries]
    is_now = known is None or known.moment is None
    is_kept = known is None or is_now or not _are_many(company, days[-1], known)
    kept: Sums = {}
    if is_now:
        measure = f"{measure} - {sums.UNPAID}"
    elif is_kept:
        kept = sums.between(company, boundaries, sums.UNPAID, **chosen)
    moved = sums.between(company, boundaries, measure, known=known, accounts=accounts, **chosen)
    unpaid = _unpaid(company, days, known or knowledge.now(company), is_kept=is_kept, **chosen)
    blocks = 1 + len(options)
    nothing, paid = [(ZERO,)] * (len(boundaries) - 1) * blocks, [[ZERO] * len(boundaries)] * blocks
    return {
        account: [
            (net - kept_then - after + before,)
            for (net,), (kept_then,), (before, after) in zip(
                moved.get(account, nothing),
                kept.get(account, nothing),
                (pair for block in unpaid.get(account, paid) for pair in pairwise(block)),
                strict=True,
            )
        ]
        for account in moved.keys() | kept.keys() | unpaid.keys()
    }


def _are_many(company: Company, end: datetime.date, known: Known) -> bool:
    """Return whether many entries up to a day were posted after the moment."""
    most = max(FEW_CHANGES, known.last // 100)
    values: dict[str, Any] = {"company": company.pk, "known": known.number, "end": known.last, "most": most}
    values |= {"first": datetime.date.min, "last": end + DAY}
    with connection.cursor() as cursor:
        cursor.execute(sums.SINCE, values)
        return bool(cursor.fetchone()[0] == most)


def _unpaid(
    company: Company,
    days: Sequence[datetime.date],
    known: Known,
    *,
    is_kept: bool,
    tracking: Tracking | None,
    options: Sequence[UUID],
) -> dict[UUID, list[list[Decimal]]]:
    """Return what of revenue and expenses was posted and not paid at the end of each day, by account: of all lines,
    then of those with each option. If `is_kept`, without what `sums` has of lines with options."""
    where, chosen = tracking.sql() if tracking else ("", {})
    steps, values = open_at.at(company, days, known)
    values |= {"unrealised": SystemRole.UNREALISED_GAIN_LOSS, "number": known.number, **chosen}
    split = BY_OPTION.format(join=sums.SPLIT_LINES["join"], where=where) if options else ""
    parts = [REVALUED.format(where=where)]
    if not is_kept:
        parts.append(UNPAID.format(steps=steps, where=where, split=split))
    if known.moment is not None:
        if is_kept:
            changed = (open_at.at(company, days, moment, changed_since=known) for moment in (known, None))
            then, now = (UNPAID.format(steps=steps, where=where, split=split) for steps, _ in changed)
            parts.append(AS_KNOWN.format(then=then, now=now))
        results = Account.objects.filter(company=company, type__in=(AccountType.REVENUE, AccountType.EXPENSE))
        values |= {
            "unit": money.unit(company.base_currency_id),
            "accounts": list(results.values_list("id", flat=True)),
            "options": list(options),
        }
    found: dict[UUID, list[list[Decimal]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"({part})" for part in parts), values)
        for account, day, goes_on, block, amount in cursor.fetchall():
            blocks = found.setdefault(account, [[ZERO] * len(days) for _ in range(1 + len(options))])
            for place in range(day - 1, len(days) if goes_on else day):
                blocks[block][place] += amount
    return found
