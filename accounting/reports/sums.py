"""Sum the movements of each account between given days. All reports use this query.

Whole months come from `AccountBalance`, and the days between the end of a month and a day from `DayBalance`, from
whichever end is nearer: so the cost is accounts × (months + 16 days), and does not depend on the number of lines. What
has options of one tracking category comes from `OptionBalance` in the same way, and what depends on the options of
several from `TrackingBalance`, which has a row for each set of them: first it is asked which sets there are.
For the books as they stood earlier, the lines posted since are taken off, or those posted until then added up,
whichever are fewer among the lines of these days: so the cost grows with these.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from accounting.ledger.models import Company
from accounting.ledger.tracking import Tracking
from accounting.reports.columns import add_months, month_start
from accounting.reports.known import Known
from foundation.statements import fetch

ZERO = Decimal(0)
MID_MONTH = 16
"""Up to this day of a month, the days before are fewer than those after."""

DEBITS = "debits"
CREDITS = "credits"
CLOSING_DEBITS = "closing_debits"
CLOSING_CREDITS = "closing_credits"
CURRENCY_AMOUNTS = "currency_amount"
UNPAID = "unpaid"
"""What was posted and not paid of revenue and expenses: how it moved."""
NET = f"{DEBITS} - {CREDITS}"
DEBITS_WITHOUT_CLOSING = f"{DEBITS} - {CLOSING_DEBITS}"
CREDITS_WITHOUT_CLOSING = f"{CREDITS} - {CLOSING_CREDITS}"
NET_WITHOUT_CLOSING = f"{NET} - {CLOSING_DEBITS} + {CLOSING_CREDITS}"
COLUMNS = (DEBITS, CREDITS, CLOSING_DEBITS, CLOSING_CREDITS, CURRENCY_AMOUNTS, UNPAID)

# PostgreSQL adds each column up once, for all figures. To add up what is computed from several is slower.
SEGMENTS = "SELECT account_id, segment, {sums} FROM ({parts}) AS parts GROUP BY account_id, segment"
FIGURES = "SELECT account_id, {figures} FROM ({segments}) AS segments GROUP BY account_id"
OF_ACCOUNTS = """
SELECT {columns}, {spans} FROM accounting_account LEFT JOIN ({figures}) AS figures ON account_id = id
WHERE company_id = %(company)s ORDER BY code
"""


class Part(NamedTuple):
    """A query of movements, and what its rows have of COLUMNS. What they do not have is zero."""

    sql: str
    has: Mapping[str, str]

    def of(self, columns: Iterable[str], *, sign: str = "", **form: Any) -> str:
        """Return the query of these columns. PostgreSQL would copy all others from row to row."""
        of_rows = ", ".join(f"{sign}{self.has.get(column, '0::numeric')} AS {column}" for column in columns)
        return self.sql.format(columns=of_rows, **form)


BALANCE = {column: column for column in (DEBITS, CREDITS, CLOSING_DEBITS, CLOSING_CREDITS, CURRENCY_AMOUNTS)}

MONTHS_SQL = """
SELECT account_id, width_bucket(month, %(months)s::date[]) AS segment, {columns}
FROM accounting_accountbalance
WHERE company_id = %(company)s AND {span}{where}
"""
MONTHS = Part(MONTHS_SQL, BALANCE)
# Between two months that it does not know, PostgreSQL expects so few balances that it reads them one by one and sorts
# them to group them. `month + 0` hides the second bound from this estimate.
FROM_THE_BEGINNING = "month < %(last_month)s"
BETWEEN = "month >= %(first_month)s AND month + 0 < %(last_month)s"
# The days between a month's beginning and the day at which a segment begins. Their bounds are not in arrays, for which
# PostgreSQL plans each time anew.
DAYS_SQL = """
SELECT account_id, {segment} AS segment, {columns}
FROM {table}
WHERE company_id = %(company)s AND day >= %({since})s AND day < %({before})s{where}
"""
DAYS = Part(DAYS_SQL.replace("{table}", "accounting_daybalance"), BALANCE)
# The first day of each month has the sum of the month too.
UNPAID_MONTHS_SQL = """
SELECT account_id, width_bucket(day, %(months)s::date[]) AS segment, {columns}
FROM accounting_unpaidbalance
WHERE company_id = %(company)s AND day = ANY (ARRAY(
    SELECT generate_series(%(first_month)s::timestamp, %(last_month)s::timestamp - interval '1 day', '1 month')::date
)){where}
"""
UNPAID_MONTHS = Part(UNPAID_MONTHS_SQL, {UNPAID: "month_amount"})
UNPAID_DAYS = Part(DAYS_SQL.replace("{table}", "accounting_unpaidbalance"), {UNPAID: "amount"})
# Days that move from one segment to another are read once, and added up before they are in both.
MOVED = """
SELECT account_id, place.segment + days.segment, {columns}
FROM ({days}) AS days
CROSS JOIN (VALUES {places}) AS place (segment, sign)
"""
# LATERAL and OFFSET 0 have PostgreSQL look each option up. It would join them to all balances of all companies, because
# it knows neither how many options there are, nor of which days they are asked.
TRACKED = """
SELECT account_id, {segment}{block} AS segment, {columns}
FROM {each}LATERAL (SELECT * FROM {balances}{where} OFFSET 0) AS balances
"""


def _tracked(balances: str) -> tuple[Part, Part]:
    """Return the queries of the months, and of the days, of balances with options."""
    has = {column: column for column in (DEBITS, CREDITS, UNPAID)}
    months = balances.format(is_daily="false", since="%(first_month)s", before="%(last_month)s")
    days = balances.format(is_daily="true", since="%({since})s", before="%({before})s")
    of_months = TRACKED.replace("{balances}", months).replace("{segment}", "width_bucket(since, %(months)s::date[])")
    return Part(of_months, has), Part(TRACKED.replace("{balances}", days), has)


BY_OPTION = _tracked(
    "accounting_optionbalance WHERE company_id = %(company)s AND is_daily = {is_daily} AND since >= {since}"
    " AND since < {before}"
)
BY_SET = _tracked("set_balances(%(company)s, tracking, {is_daily}, {since}, {before}, %(accounts)s::uuid[]) WHERE true")
OF_OPTIONS = " AND option_id = ANY (%({})s::uuid[])"
# Which sets of options the lines have is asked first: then only the balances of these sets are read. `others` are those
# with an option of the categories after the first that these lines must not have, and none of the first.
SETS = """
WITH sets AS MATERIALIZED (SELECT tracking FROM tracking_sets(%(company)s) AS tracking WHERE true{where}),
others AS MATERIALIZED (
    SELECT tracking FROM tracking_sets(%(company)s) AS tracking
    WHERE tracking && %(excluded)s::uuid[] AND NOT tracking && %(first_excluded)s::uuid[]
)
"""
# To ask each row by a subquery for the place of its option takes twice as long as to join them.
CHOSEN = "unnest(%(options)s::uuid[]) WITH ORDINALITY AS chosen (one, place)"
OWN = f"LATERAL unnest(tracking) AS own (option_id) JOIN {CHOSEN} ON chosen.one = option_id"
WHOLE = {"block": "", "each": "", "join": ""}
WHOLE_SETS, WHOLE_OTHERS = WHOLE | {"each": "sets CROSS JOIN "}, WHOLE | {"each": "others CROSS JOIN "}
BLOCK = " + %(count)s * chosen.place"
SPLIT = {"block": BLOCK, "each": f"{CHOSEN}\nCROSS JOIN "}
SPLIT_SETS = {"block": BLOCK, "each": f"sets CROSS JOIN {OWN}\nCROSS JOIN "}
SPLIT_LINES = {"block": BLOCK, "join": f"\nCROSS JOIN {OWN}"}
# Between two numbers, also where one would do: of a span PostgreSQL expects few entries, and reads them by number.
# When it plans once for all values, it expects a third of all entries after a number, and reads all lines there are.
# OFFSET 0 keeps it from asking for each line whether its entry closes, which reads all of the entry's lines.
POSTED_SQL = """
SELECT line.account_id, width_bucket(entry.date, %(days)s::date[]){block} AS segment, {columns}
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
POSTED = Part(
    POSTED_SQL,
    {
        DEBITS: "line.debit",
        CREDITS: "line.credit",
        CLOSING_DEBITS: "CASE WHEN entry.closes THEN line.debit ELSE 0 END",
        CLOSING_CREDITS: "CASE WHEN entry.closes THEN line.credit ELSE 0 END",
        CURRENCY_AMOUNTS: "line.currency_amount",
    },
)
LAST = 2**63 - 1
AMONG_ACCOUNTS = " AND account_id = ANY (%(accounts)s::uuid[])"
AMONG_TYPES = """ AND account_id = ANY (ARRAY(
    SELECT id FROM accounting_account WHERE company_id = %(company)s AND type = ANY (%(types)s::text[])
))"""
# How many entries of the days there are after a number, and on both sides of it. The index by day and number is asked
# once for each day that has entries, and reads none of the others.
SINCE = """
SELECT count(*) FROM (
    SELECT FROM accounting_journalentry
    WHERE company_id = %(company)s AND number > %(known)s AND number <= %(end)s
        AND date >= %(first)s AND date < %(last)s
    LIMIT %(most)s
) AS since
"""
COUNTS = """
SELECT (SELECT count(*) FROM (
    SELECT FROM accounting_journalentry
    WHERE company_id = %(company)s AND number > 0 AND number <= %(known)s AND date >= %(first)s AND date < %(last)s
    LIMIT %(most)s
) AS until), ({since})
"""
FEW_ENTRIES, MORE = 2000, 4
"""So many entries are read before it pays to count them, and how many times as many are counted next."""

# The numbers of the entries that close a fiscal year: a few, found by an index that has no standard entries.
CLOSING_NUMBERS = """ARRAY(
    SELECT number FROM accounting_journalentry
    WHERE company_id = %(company)s AND entry_type = 'closing' AND number IS NOT NULL AND entry_closes(company_id, id)
)"""
CONTACT_SQL = """
SELECT account_id, width_bucket(date, %(days)s::date[]) AS segment, sum(debit), sum(credit),
    coalesce(sum(debit) FILTER (WHERE closes), 0), coalesce(sum(credit) FILTER (WHERE closes), 0)
FROM (
    SELECT account_id, date, debit, credit, entry_number = ANY ({closing}) AS closes FROM accounting_journalline
    WHERE contact_id = %(contact)s AND entry_number <= %(known)s AND date < %(last)s{where} OFFSET 0
) AS line
GROUP BY account_id, segment
"""

Sums = dict[UUID, list[Sequence[Decimal]]]
Span = tuple[str, datetime.date | None, datetime.date]
"""A measure, the first day (None: from the beginning), and the day after the last."""


class Edge(NamedTuple):
    """The days between a month's beginning and a boundary, and the segments to which they are added, or from which they
    are taken off (`-`)."""

    since: datetime.date
    before: datetime.date
    places: list[tuple[int, str]]


def between(
    company: Company,
    boundaries: Sequence[datetime.date],
    *measures: str,
    from_the_beginning: bool = False,
    known: Known | None = None,
    tracking: Tracking | None = None,
    options: Sequence[UUID] = (),
    accounts: Sequence[UUID] | None = None,
) -> Sums:
    """Return for each account with movements the sums of the `measures` in each segment between two boundaries.

    Segment i is from `boundaries[i]` to the day before `boundaries[i + 1]`. Boundaries must ascend. With
    `from_the_beginning` there is one more segment first, for all days before the first boundary. Amounts are in the
    base currency. Accounts without movements are left out. With `known`, count what was posted until then.

    With `tracking`, only lines with these options count. After the segments of all these lines are those of the lines
    with each of `options`, which are of one category. With `accounts`, only these count.
    """
    shift = 0 if from_the_beginning else 1
    count = len(boundaries) - shift
    edges = [
        edge._replace(places=[place for place in edge.places if shift <= place[0] < len(boundaries)])
        for edge in _edges(boundaries)
    ]
    figures = ["array_agg(segment)", *(f"array_agg({measure})" for measure in measures)]
    given: dict[str, Any] = {"known": known, "tracking": tracking, "options": options, "accounts": accounts}
    sql, values = _asked(company, boundaries, figures, edges, from_the_beginning=from_the_beginning, **given)
    nothing = (ZERO,) * len(measures)
    sums: Sums = {}
    for account, segments, *columns in fetch(sql, values):
        row = sums[account] = [nothing] * (count * (1 + len(options)))
        for segment, amounts in zip(segments, zip(*columns, strict=True), strict=True):
            row[segment - shift] = amounts
    return sums


def of_spans(
    company: Company,
    spans: Sequence[Span],
    columns: str,
    *,
    known: Known | None = None,
    tracking: Tracking | None = None,
    types: Sequence[str] = (),
) -> tuple[str, dict[str, Any]]:
    """Return the query of these columns of all accounts by code, with the sum of each span, and its values. An account
    without movements has no sums. Otherwise as `between`, with `types` of accounts instead of accounts.

    PostgreSQL adds up the segments of a span, so each account has one amount for each span.
    """
    boundaries = sorted({day for _, *days in spans for day in days if day is not None})
    own = len(boundaries) + 1  # the days of each edge are a segment of their own, numbered from here
    edges = _edges(boundaries)

    def figure(measure: str, start: datetime.date | None, after: datetime.date) -> str:
        first = 0 if start is None else boundaries.index(start) + 1
        segments = range(first, boundaries.index(after) + 1)
        added = [*segments]
        taken: list[int] = []
        for number, edge in enumerate(edges, start=own):
            signs = [sign for place, sign in edge.places if place in segments]
            if len(signs) == 1:  # with both, the span has the days of the edge in any case
                (taken if signs[0] else added).append(number)
        return _sum_of(measure, added) + (f" - {_sum_of(measure, taken)}" if taken else "")

    figures = [f"{figure(*span)} AS span_{number}" for number, span in enumerate(spans)]
    apart = [edge._replace(places=[(number, "")]) for number, edge in enumerate(edges, start=own)]
    is_first = any(start is None for _, start, _ in spans)
    given: dict[str, Any] = {"known": known, "tracking": tracking, "types": types}
    sql, values = _asked(company, boundaries, figures, apart, from_the_beginning=is_first, **given)
    names = ", ".join(f"span_{number}" for number in range(len(spans)))
    return OF_ACCOUNTS.format(columns=columns, spans=names, figures=sql), values


def _sum_of(measure: str, segments: Sequence[int]) -> str:
    """Return the sum of a measure in some segments as SQL."""
    return f"coalesce(sum({measure}) FILTER (WHERE segment = ANY ('{{{','.join(map(str, segments))}}}')), 0)"


def _edges(boundaries: Sequence[datetime.date]) -> list[Edge]:
    """Return the edges of the boundaries inside of months. The segment after a boundary has its place, from 1."""
    edges: list[Edge] = []
    for place, day in enumerate(boundaries, start=1):
        month = _nearest_month(day)
        if day != month:
            signs = ("", "-") if month < day else ("-", "")
            edges.append(Edge(min(day, month), max(day, month), [(place - 1, signs[0]), (place, signs[1])]))
    return edges


def _asked(
    company: Company,
    boundaries: Sequence[datetime.date],
    figures: Sequence[str],
    edges: Sequence[Edge],
    *,
    from_the_beginning: bool,
    known: Known | None,
    tracking: Tracking | None,
    options: Sequence[UUID] = (),
    accounts: Sequence[UUID] | None = None,
    types: Sequence[str] = (),
) -> tuple[str, dict[str, Any]]:
    """Return the query of each account with its figures, which are SQL over the sums of its segments, and its
    values."""
    words = set(re.findall(r"\w+", " ".join(figures)))
    columns = [column for column in COLUMNS if column in words]
    months = [_nearest_month(day) for day in boundaries]
    values: dict[str, Any] = {
        "company": company.pk,
        "months": months,
        "first_month": datetime.date.min if from_the_beginning else months[0],
        "last_month": months[-1],
        "accounts": None if accounts is None else list(accounts),
    }
    for number, edge in enumerate(edges):
        values |= {f"since_{number}": edge.since, f"before_{number}": edge.before}
    where, chosen = tracking.sql() if tracking else ("", {})
    of_accounts = AMONG_TYPES if types else "" if accounts is None else AMONG_ACCOUNTS
    if types:
        values["types"] = list(types)
    if options:
        values |= {"options": list(options), "count": len(boundaries) - (0 if from_the_beginning else 1)}
    span = FROM_THE_BEGINNING if from_the_beginning else BETWEEN
    parts = list(_balances(tracking, options, span, of_accounts, edges, columns))
    if known is not None:
        first = datetime.date.min if from_the_beginning else boundaries[0]
        is_early = _is_early(company, known, first, boundaries[-1])
        sign = "" if is_early else "-"
        parts_of = (WHOLE, SPLIT_LINES) if options else (WHOLE,)
        posted = [POSTED.of(columns, sign=sign, where=where + of_accounts, **of) for of in parts_of]
        parts = posted if is_early else parts + posted
        values |= {"after": 0, "until": known.number} if is_early else {"after": known.number, "until": LAST}
        values |= {"days": list(boundaries), "first": first, "last": boundaries[-1]}
    # If each segment is a month, there is one balance for each account and segment, and nothing to add up.
    are_months = not from_the_beginning and all(add_months(a, 1) == b for a, b in pairwise(months))
    if are_months and len(parts) == 1 and tracking is None and known is None:
        (segments,) = parts
    else:
        segments = SEGMENTS.format(sums=_sums_of(columns), parts="UNION ALL".join(parts))
    sql = FIGURES.format(figures=", ".join(figures), segments=segments)
    if tracking:
        sql = SETS.format(where=where) + sql
        chosen |= {"excluded": tracking.excluded, "first_excluded": list(next(iter(tracking.without.values()), ()))}
    return sql, values | chosen


def _sums_of(columns: Iterable[str]) -> str:
    return ", ".join(f"sum({column}) AS {column}" for column in columns)


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
        cursor.execute(CONTACT_SQL.format(where=where, closing=CLOSING_NUMBERS), values | chosen)
        for account, segment, *amounts in cursor.fetchall():
            sums.setdefault(account, [(ZERO,) * 4] * len(boundaries))[segment] = amounts
    return sums


def _is_early(company: Company, known: Known, first: datetime.date, last: datetime.date) -> bool:
    """Return whether fewer entries of these days, `last` not included, were posted up to the number than since."""
    fewer, most = min(known.number, known.last - known.number), FEW_ENTRIES
    values: dict[str, Any] = {"company": company.pk, "known": known.number, "end": known.last}
    values |= {"first": first, "last": last}
    while most < fewer:
        with connection.cursor() as cursor:
            cursor.execute(COUNTS.format(since=SINCE), values | {"most": most})
            until, since = cursor.fetchone()
        if min(until, since) < most:
            return bool(until < since)
        most *= MORE
    return 2 * known.number < known.last


def _balances(
    tracking: Tracking | None,
    options: Sequence[UUID],
    span: str,
    of_accounts: str,
    edges: Sequence[Edge],
    columns: Sequence[str],
) -> Iterator[str]:
    """Yield the parts that add up to what `between` returns: of whole months, and of the days beside them. What is not
    paid of all lines is read only if it is asked for."""

    def parts(months: Part, days: Part, /, *, where: str, sign: str = "", **form: str) -> Iterator[str]:
        form["where"] = where + of_accounts
        yield months.of(columns, sign=sign, **form)
        for number, edge in enumerate(edges):
            form |= {"since": f"since_{number}", "before": f"before_{number}"}
            if len(edge.places) == 1:
                ((segment, moved),) = edge.places
                yield days.of(columns, segment=segment, sign="-" if moved != sign else "", **form)
            else:
                once = SEGMENTS.format(sums=_sums_of(columns), parts=days.of(columns, segment=0, sign=sign, **form))
                signed = ", ".join(f"sign * {column}" for column in columns)
                places = ", ".join(f"({segment}, {moved}1)" for segment, moved in edge.places)
                yield MOVED.format(columns=signed, days=once, places=places)

    is_of_one = tracking is not None and len(tracking.options) + len(tracking.without) == 1
    if tracking and tracking.options:
        if is_of_one:
            yield from parts(*BY_OPTION, where=OF_OPTIONS.format("options_0"), **WHOLE)
        else:
            yield from parts(*BY_SET, where="", **WHOLE_SETS)
    else:
        yield from parts(MONTHS, DAYS, where="", span=span)
        if UNPAID in columns:
            yield from parts(UNPAID_MONTHS, UNPAID_DAYS, where="")
        if tracking and tracking.without:
            yield from parts(*BY_OPTION, where=OF_OPTIONS.format("first_excluded"), sign="-", **WHOLE)
            if not is_of_one:
                yield from parts(*BY_SET, where="", sign="-", **WHOLE_OTHERS)
    if options and (tracking is None or (is_of_one and set(options) in map(set, tracking.options.values()))):
        yield from parts(*BY_OPTION, where=" AND option_id = chosen.one", **SPLIT)
    elif options:
        yield from parts(*BY_SET, where="", **SPLIT_SETS)


def _nearest_month(day: datetime.date) -> datetime.date:
    """Return the first day of the month that is nearest."""
    return month_start(day) if day.day <= MID_MONTH else add_months(month_start(day), 1)
