"""Sum the movements of each account between given days. All reports use this query.

Whole months come from `AccountBalance`, and the days between the end of a month and a day from `DayBalance`, from
whichever end is nearer: so the cost is accounts × (months + 16 days), and does not depend on the number of lines. What
has options of one tracking category comes from `OptionBalance` in the same way, and what depends on the options of
several from `TrackingBalance`, which has a row for each set of them.
For the books as they stood earlier, the lines posted since are taken off, or those posted until then added up,
whichever are fewer: so the cost grows with these.
"""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from accounting.ledger.models import Company
from accounting.ledger.tracking import Tracking
from accounting.reports.columns import add_months, month_start
from accounting.reports.known import Known

ZERO = Decimal(0)
MID_MONTH = 16
"""Up to this day of a month, the days before are fewer than those after."""

DEBITS = "sum(debits)"
CREDITS = "sum(credits)"
CLOSING_DEBITS = "sum(closing_debits)"
CLOSING_CREDITS = "sum(closing_credits)"
CURRENCY_AMOUNTS = "sum(currency_amount)"
NET = f"{DEBITS} - {CREDITS}"  # PostgreSQL adds each column up once, for both measures
NET_WITHOUT_CLOSING = f"{NET} - {CLOSING_DEBITS} + {CLOSING_CREDITS}"

# One row per account, with arrays, because psycopg reads that faster than one row per segment.
SUMS_SQL = """
SELECT account_id, array_agg(segment), {arrays}
FROM (SELECT account_id, segment, {sums} FROM ({parts}) AS parts GROUP BY account_id, segment) AS segments
GROUP BY account_id
"""
MONTHS = """
SELECT account_id, width_bucket(month, %(months)s::date[]) AS segment,
    debits, credits, closing_debits, closing_credits, currency_amount
FROM accounting_accountbalance
WHERE company_id = %(company)s AND {span}
"""
# Between two months that it does not know, PostgreSQL expects so few balances that it reads them one by one and sorts
# them to group them. `month + 0` hides the second bound from this estimate.
FROM_THE_BEGINNING = "month < %(last_month)s"
BETWEEN = "month >= %(first_month)s AND month + 0 < %(last_month)s"
# To multiply amounts by the sign takes longer than to choose between them and their negatives.
DAYS = """
SELECT b.account_id, edge.segment,
    CASE edge.sign WHEN 1 THEN b.debits ELSE -b.debits END, CASE edge.sign WHEN 1 THEN b.credits ELSE -b.credits END,
    CASE edge.sign WHEN 1 THEN b.closing_debits ELSE -b.closing_debits END,
    CASE edge.sign WHEN 1 THEN b.closing_credits ELSE -b.closing_credits END,
    CASE edge.sign WHEN 1 THEN b.currency_amount ELSE -b.currency_amount END
FROM unnest(%(since)s::date[], %(before)s::date[], %(segments)s::int[], %(signs)s::int[])
    AS edge (since, before, segment, sign)
JOIN accounting_daybalance b ON b.company_id = %(company)s AND b.day >= edge.since AND b.day < edge.before
"""
# LATERAL and OFFSET 0 have PostgreSQL look each option up. It would join them to all balances of all companies, because
# it knows neither how many options there are, nor of which days they are asked.
TRACKED_MONTHS = """
SELECT account_id, width_bucket(since, %(months)s::date[]){block} AS segment,
    {sign}debits AS debits, {sign}credits AS credits, 0::numeric AS closing_debits, 0::numeric AS closing_credits,
    NULL::numeric AS currency_amount
FROM {each}LATERAL (
    SELECT * FROM {table}
    WHERE company_id = %(company)s AND NOT is_daily AND since >= %(first_month)s AND since < %(last_month)s{where}
    OFFSET 0
) AS balances{join}
"""
TRACKED_DAYS = """
SELECT b.account_id, edge.segment{block}, {sign}edge.sign * b.debits, {sign}edge.sign * b.credits, 0, 0, NULL::numeric
FROM {each}unnest(%(since)s::date[], %(before)s::date[], %(segments)s::int[], %(signs)s::int[])
    AS edge (since, before, segment, sign)
CROSS JOIN LATERAL (
    SELECT * FROM {table}
    WHERE company_id = %(company)s AND is_daily AND since >= edge.since AND since < edge.before{where}
    OFFSET 0
) AS b{join}
"""
BY_OPTION = {"table": "accounting_optionbalance", "has": " AND option_id = ANY (%({})s::uuid[])"}
BY_SET = {"table": "accounting_trackingbalance", "has": " AND tracking && %({})s::uuid[]"}
# To ask each row by a subquery for the place of its option takes twice as long as to join them.
CHOSEN = "unnest(%(options)s::uuid[]) WITH ORDINALITY AS chosen (one, place)"
WHOLE = {"block": "", "join": ""}
SPLIT = {"block": " + %(count)s * chosen.place", "each": f"{CHOSEN}\nCROSS JOIN "}
SPLIT_SETS = {
    "block": SPLIT["block"],
    "join": f"\nCROSS JOIN LATERAL unnest(tracking) AS own (option_id)\nJOIN {CHOSEN} ON chosen.one = option_id",
}
# Between two numbers, also where one would do: of a span PostgreSQL expects few entries, and reads them by number.
# When it plans once for all values, it expects a third of all entries after a number, and reads all lines there are.
# OFFSET 0 keeps it from asking for each line whether its entry closes, which reads all of the entry's lines.
POSTED = """
SELECT line.account_id, width_bucket(entry.date, %(days)s::date[]){block} AS segment,
    {sign}line.debit AS debits, {sign}line.credit AS credits,
    CASE WHEN entry.closes THEN {sign}line.debit ELSE 0 END AS closing_debits,
    CASE WHEN entry.closes THEN {sign}line.credit ELSE 0 END AS closing_credits,
    {sign}line.currency_amount AS currency_amount
FROM (
    SELECT id, date, entry_type = 'closing' AND entry_closes(company_id, id) AS closes
    FROM accounting_journalentry
    WHERE company_id = %(company)s AND number > %(after)s AND number <= %(until)s
        AND date >= %(first)s AND date < %(last)s
    OFFSET 0
) AS entry
CROSS JOIN LATERAL (
    SELECT account_id, debit, credit, currency_amount, tracking FROM accounting_journalline
    WHERE company_id = %(company)s AND entry_id = entry.id{where} ORDER BY position OFFSET 0
) AS line{join}
"""
LAST = 2**63 - 1

CONTACT_SQL = """
SELECT line.account_id, width_bucket(entry.date, %(days)s::date[]) AS segment, sum(line.debit), sum(line.credit),
       coalesce(sum(line.debit) FILTER (WHERE closes), 0), coalesce(sum(line.credit) FILTER (WHERE closes), 0)
FROM accounting_journalline line
CROSS JOIN LATERAL (
    SELECT date, number, entry_type = 'closing' AND entry_closes(company_id, id) AS closes
    FROM accounting_journalentry WHERE company_id = line.company_id AND id = line.entry_id OFFSET 0
) AS entry
WHERE line.contact_id = %(contact)s AND entry.number <= %(known)s AND entry.date < %(last)s{where}
GROUP BY line.account_id, segment
"""

Sums = dict[UUID, list[Sequence[Decimal]]]


def between(
    company: Company,
    boundaries: Sequence[datetime.date],
    *measures: str,
    from_the_beginning: bool = False,
    known: Known | None = None,
    tracking: Tracking | None = None,
    options: Sequence[UUID] = (),
) -> Sums:
    """Return for each account with movements the sums of the `measures` in each segment between two boundaries.

    Segment i is from `boundaries[i]` to the day before `boundaries[i + 1]`. Boundaries must ascend. With
    `from_the_beginning` there is one more segment first, for all days before the first boundary. Amounts are in the
    base currency. Accounts without movements are left out. With `known`, count what was posted until then.

    With `tracking`, only lines with these options count. After the segments of all these lines are those of the lines
    with each of `options`, which are of one category.
    """
    months = [_nearest_month(day) for day in boundaries]
    shift = 0 if from_the_beginning else 1
    count = len(boundaries) - shift
    edges = [
        edge
        for segment, (day, month) in enumerate(zip(boundaries, months, strict=True), start=1)
        for edge in _edges(day, month, segment)
        if shift <= edge[2] < len(boundaries)
    ]
    values: dict[str, Any] = {
        "company": company.pk,
        "months": months,
        "first_month": datetime.date.min if from_the_beginning else months[0],
        "last_month": months[-1],
    }
    where, chosen = tracking.sql() if tracking else ("", {})
    if options:
        values |= {"options": list(options), "count": count}
    balances = _balances(tracking, where, options, FROM_THE_BEGINNING if from_the_beginning else BETWEEN)
    parts = [part for months, days in balances for part in ((months, days) if edges else (months,))]
    if edges:
        values |= zip(("since", "before", "segments", "signs"), map(list, zip(*edges, strict=True)), strict=True)
    if known is not None:
        is_early = 2 * known.number < known.last
        sign = "" if is_early else "-"
        parts_of = (WHOLE, SPLIT_SETS) if options else (WHOLE,)
        posted = [POSTED.format(sign=sign, where=where, **of) for of in parts_of]
        parts = posted if is_early else parts + posted
        values |= {"after": 0, "until": known.number} if is_early else {"after": known.number, "until": LAST}
        first = datetime.date.min if from_the_beginning else boundaries[0]
        values |= {"days": list(boundaries), "first": first, "last": boundaries[-1]}
    summed = ", ".join(f"{measure} AS sum_{i}" for i, measure in enumerate(measures))
    arrays = ", ".join(f"array_agg(sum_{i})" for i in range(len(measures)))
    nothing = (ZERO,) * len(measures)
    sums: Sums = {}
    with connection.cursor() as cursor:
        cursor.execute(SUMS_SQL.format(arrays=arrays, sums=summed, parts="UNION ALL".join(parts)), values | chosen)
        for account, segments, *columns in cursor.fetchall():
            row = sums[account] = [nothing] * (count * (1 + len(options)))
            for segment, *amounts in zip(segments, *columns, strict=True):
                row[segment - shift] = amounts
    return sums


def of_contact(
    company: Company,
    contact_id: UUID,
    boundaries: Sequence[datetime.date],
    *,
    known: Known,
    tracking: Tracking | None = None,
) -> Sums:
    """Return the debits and credits of a contact's lines by account, all and those of closing entries, as `between`
    does from the beginning."""
    where, chosen = tracking.sql() if tracking else ("", {})
    values: dict[str, Any] = {"company": company.pk, "contact": contact_id, "known": known.number}
    values |= {"days": list(boundaries), "last": boundaries[-1]}
    sums: Sums = {}
    with connection.cursor() as cursor:
        cursor.execute(CONTACT_SQL.format(where=where), values | chosen)
        for account, segment, *amounts in cursor.fetchall():
            sums.setdefault(account, [(ZERO,) * 4] * len(boundaries))[segment] = amounts
    return sums


def _balances(tracking: Tracking | None, where: str, options: Sequence[UUID], span: str) -> list[tuple[str, str]]:
    """Return the parts of months and days that add up to what `between` returns."""
    balances = [(MONTHS.format(span=span), DAYS)]
    is_of_one = tracking is not None and len(tracking.options) + len(tracking.without) == 1
    kept = BY_OPTION if is_of_one else BY_SET
    if tracking and tracking.options:
        balances = [_tracked(kept, kept["has"].format("options_0") if is_of_one else where)]
    elif tracking and tracking.excluded:
        balances.append(_tracked(kept, kept["has"].format("excluded"), sign="-"))
    if options and (tracking is None or (is_of_one and set(options) in map(set, tracking.options.values()))):
        balances.append(_tracked(BY_OPTION, " AND option_id = chosen.one", **SPLIT))
    elif options:
        balances.append(_tracked(BY_SET, where, **SPLIT_SETS))
    return balances


def _tracked(kept: dict[str, str], where: str, **form: str) -> tuple[str, str]:
    """Return the parts of months and days of lines with some options: `form` is one of those above, or a sign."""
    given = {"table": kept["table"], "where": where, "sign": "", "each": ""} | WHOLE | form
    months, days = (part.format(**given) for part in (TRACKED_MONTHS, TRACKED_DAYS))
    return months, days


def _nearest_month(day: datetime.date) -> datetime.date:
    """Return the first day of the month that is nearest."""
    return month_start(day) if day.day <= MID_MONTH else add_months(month_start(day), 1)


def _edges(
    day: datetime.date, month: datetime.date, segment: int
) -> list[tuple[datetime.date, datetime.date, int, int]]:
    """Return what moves the days between a month's beginning and the day, at which the segment really begins: since and
    before when, in which segment, and whether to add (1) or take off (-1)."""
    if day == month:
        return []
    since, before = sorted((day, month))
    earlier = 1 if month < day else -1
    return [(since, before, segment - 1, earlier), (since, before, segment, -earlier)]
