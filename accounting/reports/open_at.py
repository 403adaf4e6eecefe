"""What was open at the ends of days, item by item: of what was not settled by then, the open amount now and what was
allocated since.

So the cost grows with what was open, not with all documents ever, nor those since. (Of these it reads two dates in an
index.) At a moment it grows with what was allocated since the moment on days up to the last one.
"""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple, TypedDict, Unpack
from uuid import UUID

from django.db import connection

from accounting.errors import Invalid
from accounting.ledger.models import Company, SystemRole
from accounting.open_items.models import BILLED
from accounting.reports.known import Known
from accounting.reports.sums import LAST as LAST_NUMBER

MAX_LISTED = 50_000
"""The most open documents in one answer, which has no pages."""

# An item is known once its entry is posted, a void once the entry of the void is, an allocation once it is made.
ITEM_KNOWN = """EXISTS (
    SELECT 1 FROM accounting_journalentry e
    WHERE e.company_id = i.company_id AND e.source_id = i.id AND e.source_type = i.kind AND e.reverses_id IS NULL
        AND e.number <= %(known)s OFFSET 0
)"""
VOID_KNOWN = """EXISTS (
    SELECT 1 FROM accounting_journalentry e
    WHERE e.company_id = i.company_id AND e.source_id = i.id AND e.source_type = i.kind AND e.reverses_id IS NOT NULL
        AND e.number <= %(known)s OFFSET 0
)"""

# The end of one of the days is between its date and when it was settled: those before each, counted, are not as many.
WAS_OPEN = "width_bucket(date - 1, %(days)s::date[]) < width_bucket(settled_on - 1, %(days)s::date[])"
# `touched` are the items of which anything can have been open: what is open now, what was at the end of one of the
# days, and what was allocated or voided after the moment. Of each, `moves` are the allocations to take back in thought,
# with the number of the last day before their date, or of the last of all days if they were made after the moment. A
# step has what was taken back at the ends of the days after one and until another. LATERAL and OFFSET 0 have PostgreSQL
# read items and allocations by their ids, also in books where it expects one, because they are new to it. By the side
# of an item it asks only one of the two indexes.
TOUCHED = """
WITH touched AS (
    SELECT * FROM accounting_openitem
    WHERE company_id = %(company)s AND open_amount > 0 AND date <= %(end)s {chosen}
    UNION ALL
    SELECT * FROM accounting_openitem
    WHERE company_id = %(company)s AND settled_on > %(first)s AND date <= %(end)s AND settled_on > date AND {was_open}
        {chosen}
    {or_settled_unknown}
)
"""
THEN = """
CASE WHEN i.void_date IS NULL THEN i.open_amount ELSE i.amount END + back AS open_then,
CASE WHEN i.void_date IS NULL THEN i.open_base_amount ELSE i.base_amount END + base_back AS open_base_then
"""
STEPS = """
{touched}, steps AS (
    SELECT i.*, lead(m.day, 1, 0) OVER later AS after, m.day AS until,
        sum(m.amount) OVER later AS back, sum(m.base) OVER later AS base_back
    FROM touched i
    CROSS JOIN LATERAL (
        SELECT day, sum(amount) AS amount, sum(base) AS base FROM (
            SELECT %(many)s AS day, 0 AS amount, 0 AS base
            UNION ALL
            SELECT {last}, a.amount, a.debit_base FROM accounting_allocation a
            WHERE a.company_id = i.company_id AND a.debit_item_id = i.id AND i.side = 'debit'
                AND (a.date > %(first)s {or_made_later})
            UNION ALL
            SELECT {last}, a.amount, a.credit_base FROM accounting_allocation a
            WHERE a.company_id = i.company_id AND a.credit_item_id = i.id AND i.side = 'credit'
                AND (a.date > %(first)s {or_made_later})
        ) AS moves GROUP BY day
    ) AS m
    WINDOW later AS (PARTITION BY i.id ORDER BY m.day DESC)
), was_open AS (
    SELECT i.*, d.day, {then}
    FROM steps i
    CROSS JOIN LATERAL (
        SELECT day FROM generate_series(
            greatest(i.after, width_bucket(i.date - 1, %(days)s::date[])) + 1,
            least(i.until, CASE WHEN i.void_date IS NULL {or_void_unknown} THEN %(many)s
                ELSE width_bucket(i.void_date - 1, %(days)s::date[]) END)
        ) AS day LIMIT %(many)s
    ) AS d
    WHERE CASE WHEN i.void_date IS NULL THEN i.open_amount ELSE i.amount END + back <> 0 {item_known}
)
"""
# The same at the end of one day, so that all moves are taken back at once. For the arrays and the series of STEPS
# PostgreSQL expects so many rows that it plans a statement with them anew each time.
ONE_DAY = """
{touched}, was_open AS (
    SELECT i.*, 1 AS day, {then}
    FROM touched i
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(amount), 0) AS back, coalesce(sum(base), 0) AS base_back FROM (
            SELECT a.amount, a.debit_base AS base FROM accounting_allocation a
            WHERE a.company_id = i.company_id AND a.debit_item_id = i.id AND i.side = 'debit'
                AND (a.date > %(end)s {or_made_later})
            UNION ALL
            SELECT a.amount, a.credit_base FROM accounting_allocation a
            WHERE a.company_id = i.company_id AND a.credit_item_id = i.id AND i.side = 'credit'
                AND (a.date > %(end)s {or_made_later})
        ) AS moves
    ) AS m
    WHERE (i.void_date IS NULL {or_void_unknown} OR i.void_date > %(end)s)
        AND CASE WHEN i.void_date IS NULL THEN i.open_amount ELSE i.amount END + back <> 0 {item_known}
)
"""
LAST = "width_bucket(a.date - 1, %(days)s::date[])"
LAST_KNOWN = f"CASE WHEN a.created_at > %(moment)s THEN %(many)s ELSE {LAST} END"
VOIDED = """
    SELECT company_id, source_id FROM accounting_journalentry
    WHERE company_id = %(company)s AND date <= %(end)s AND number > %(known)s AND reverses_id IS NOT NULL
        AND source_id IS NOT NULL
"""
# Between two numbers, as sums.POSTED. Without OFFSET 0 PostgreSQL reads all entries that have a source.
POSTED = """
    SELECT company_id, source_id FROM (
        SELECT company_id, source_id FROM accounting_journalentry
        WHERE company_id = %(company)s AND date <= %(end)s AND number > %(known)s AND number <= %(last_number)s
        OFFSET 0
    ) AS posted WHERE source_id IS NOT NULL
"""
CHANGED = """
    SELECT i.* FROM (
        SELECT company_id, debit_item_id AS id FROM accounting_allocation
        WHERE company_id = %(company)s AND date <= %(end)s AND created_at > %(moment)s
        UNION SELECT company_id, credit_item_id FROM accounting_allocation
        WHERE company_id = %(company)s AND date <= %(end)s AND created_at > %(moment)s
        UNION {entries}
    ) AS later
    CROSS JOIN LATERAL (
        SELECT * FROM accounting_openitem WHERE company_id = later.company_id AND id = later.id {chosen} OFFSET 0
    ) AS i
    WHERE i.date <= %(end)s
"""
ITEMS = """
{steps}
SELECT i.id, i.account_id, i.kind, i.number, i.contact_id, c.name, i.side, i.currency, i.date, {due} AS due,
    {issued}, i.open_then, i.open_base_then
FROM was_open i
CROSS JOIN LATERAL (
    SELECT name FROM accounting_contact WHERE company_id = i.company_id AND id = i.contact_id OFFSET 0
) AS c
WHERE {of_roles}
ORDER BY c.name, i.contact_id, i.currency, due, i.date, i.number, i.id
"""
SUMS = """
{steps}
SELECT NULL, i.account_id, '', '', i.contact_id, c.name, i.side, i.currency, latest, latest, latest, open_then,
    base_then
FROM (
    SELECT account_id, contact_id, side, currency,
        max(aged) AS latest, sum(open_then) AS open_then, sum(open_base_then) AS base_then
    FROM (SELECT i.*, {aged} AS aged FROM was_open i WHERE {of_roles}) AS i
    GROUP BY account_id, contact_id, side, currency, width_bucket(aged, %(edges)s::date[])
) AS i
CROSS JOIN LATERAL (
    SELECT name FROM accounting_contact WHERE company_id = %(company)s AND id = i.contact_id OFFSET 0
) AS c
ORDER BY c.name, i.contact_id, i.currency
"""
ISSUED = """coalesce(CASE i.kind
    WHEN 'invoice' THEN (SELECT issue_date FROM accounting_invoice WHERE company_id = i.company_id AND id = i.id)
    WHEN 'bill' THEN (SELECT issue_date FROM accounting_bill WHERE company_id = i.company_id AND id = i.id)
    WHEN 'credit_note' THEN (SELECT issue_date FROM accounting_creditnote WHERE company_id = i.company_id AND id = i.id)
    WHEN 'vendor_credit'
        THEN (SELECT issue_date FROM accounting_vendorcredit WHERE company_id = i.company_id AND id = i.id)
END, i.date)"""
OF_ROLES = """i.account_id IN (
    SELECT id FROM accounting_account WHERE company_id = %(company)s AND system_role IN ({roles})
)"""

# Due dates may change once a document is sent. What it was is the oldest value that the audit trail has replaced since.
DUE_THEN = """coalesce((
    SELECT (w.old->>'due_date')::date FROM identity_auditrecord w
    WHERE w.organization_id = %(organization)s AND w.object_id = i.id AND w.created_at > %(moment)s
        AND w.old ? 'due_date'
    ORDER BY w.created_at, w.id LIMIT 1
), i.due_date)"""


class OpenItem(NamedTuple):
    """What of a document was open, in its currency and in the base currency, both positive."""

    id: UUID
    account_id: UUID
    kind: str
    number: str
    contact_id: UUID
    contact_name: str
    side: str
    currency: str
    date: datetime.date
    due_date: datetime.date
    issue_date: datetime.date
    amount: Decimal
    base_amount: Decimal


class Chosen(TypedDict, total=False):
    """Which items: all, unless a contact or a currency is given, or only those that can be credit."""

    contact_id: UUID | None
    currency: str
    without_currency: str
    without_billed: bool


CHOSEN = {
    "contact_id": "contact_id = %(contact_id)s",
    "currency": "currency = %(currency)s",
    "without_currency": "currency <> %(without_currency)s",
    "without_billed": f"kind NOT IN {BILLED}",  # as the indexes say it
}


def items(
    company: Company,
    roles: Sequence[SystemRole],
    day: datetime.date,
    *,
    known: Known | None = None,
    **chosen: Unpack[Chosen],
) -> list[OpenItem]:
    """Return what was open on control accounts at the end of a day, by contact, currency and due date."""
    parts, values = _of_roles(company, roles, day, known, chosen)
    return _read(ITEMS.format(due=_due(known), issued=ISSUED, **parts), values)


def check_listed(number: int) -> None:
    """Raise Invalid for more than MAX_LISTED documents."""
    if number > MAX_LISTED:
        message = (
            f"More than {MAX_LISTED:,} documents are open. Ask without them; the aged reports also have those of one "
            "contact or currency."
        )
        raise Invalid(message, field="items")


def sums(
    company: Company,
    roles: Sequence[SystemRole],
    day: datetime.date,
    edges: Sequence[datetime.date],
    *,
    by_due_date: bool,
    known: Known | None = None,
    **chosen: Unpack[Chosen],
) -> list[OpenItem]:
    """Return what `items` does, added up: an item for each contact, currency and side, and each span between two of the
    ascending `edges` in which the due dates are, or the issue dates. Its dates are the latest of these."""
    parts, values = _of_roles(company, roles, day, known, chosen)
    aged = _due(known) if by_due_date else ISSUED
    return _read(SUMS.format(aged=aged, **parts), values | {"edges": list(edges)})


def _of_roles(
    company: Company, roles: Sequence[SystemRole], day: datetime.date, known: Known | None, chosen: Chosen
) -> tuple[dict[str, str], dict[str, Any]]:
    steps, values = at(company, [day], known, **chosen)
    values |= {f"role_{i}": role for i, role in enumerate(roles)}
    placed = ", ".join(f"%(role_{i})s" for i in range(len(roles)))
    return {"steps": steps, "of_roles": OF_ROLES.format(roles=placed)}, values


def _due(known: Known | None) -> str:
    return "i.due_date" if known is None or known.moment is None else DUE_THEN


def _read(sql: str, values: dict[str, Any]) -> list[OpenItem]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [OpenItem(*row) for row in cursor.fetchall()]


def at(
    company: Company,
    days: Sequence[datetime.date],
    known: Known | None,
    *,
    changed_since: Known | None = None,
    **chosen: Unpack[Chosen],
) -> tuple[str, dict[str, Any]]:
    """Return the beginning of a query of what was open at the ends of ascending days, as it was known, and its values.

    With `changed_since`, only of the items that were posted, allocated or voided after that moment on these days.

    Its `was_open` has the open items, each once for each `day` (1 is the first) at whose end anything of it was open:
    `open_then` in its currency, `open_base_then` in the base currency.
    """
    parts = dict.fromkeys(("or_made_later", "or_settled_unknown", "or_void_unknown", "item_known", "chosen"), "")
    is_one = len(days) == 1
    parts |= {"last": LAST, "was_open": "settled_on > %(end)s" if is_one else WAS_OPEN, "then": THEN}
    values: dict[str, Any] = {
        "company": company.pk,
        "days": list(days),
        "first": days[0],
        "end": days[-1],
        "many": len(days),
    }
    for name, condition in CHOSEN.items():
        if value := chosen.get(name):
            values[name] = value
            parts["chosen"] += f" AND {condition}"
    since = known or changed_since
    if since is not None and since.moment is not None:
        values |= {"known": since.number, "moment": since.moment, "organization": company.organization_id}
        values["last_number"] = LAST_NUMBER
    if known is not None and known.moment is not None:
        parts["last"] = LAST_KNOWN
        parts["or_made_later"] = "OR a.created_at > %(moment)s"
        parts["or_settled_unknown"] = f"UNION ALL {CHANGED.format(entries=VOIDED, **parts)} AND NOT {parts['was_open']}"
        parts["or_void_unknown"] = f"OR NOT {VOID_KNOWN}"
        parts["item_known"] = f"AND {ITEM_KNOWN}"
    if changed_since is None:
        parts["touched"] = TOUCHED.format(**parts)
    else:
        parts["touched"] = f"WITH touched AS ({CHANGED.format(entries=POSTED, **parts)})"
    return (ONE_DAY if is_one else STEPS).format(**parts), values
