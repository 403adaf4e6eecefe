"""What was open at the end of a day, item by item, from what is open now and what has happened since.

So the cost grows with what is open and with what was settled or voided after the day, not with all documents ever.
"""

import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from accounting.ledger.models import Company, SystemRole
from accounting.reports.known import Known

# An item is known once its entry is posted, a void once the entry of the void is, an allocation once it is made.
ITEM_KNOWN = """EXISTS (
    SELECT 1 FROM accounting_journalentry e
    WHERE e.company_id = i.company_id AND e.source_id = i.id AND e.source_type = i.kind AND e.reverses_id IS NULL
        AND e.number <= %(known)s
)"""
VOID_KNOWN = """EXISTS (
    SELECT 1 FROM accounting_journalentry e
    WHERE e.company_id = i.company_id AND e.source_id = i.id AND e.source_type = i.kind AND e.reverses_id IS NOT NULL
        AND e.number <= %(known)s
)"""

# `later` are the allocations to take back in thought: dated after the day, or made after the moment.
TOUCHED = """
WITH later AS MATERIALIZED (
    SELECT a.debit_item_id, a.credit_item_id, a.amount, a.debit_base, a.credit_base FROM accounting_allocation a
    WHERE a.company_id = %(company)s AND (a.date > %(day)s {or_made_later})
), settled AS MATERIALIZED (
    SELECT id, sum(amount) AS amount, sum(base) AS base FROM (
        SELECT debit_item_id AS id, amount, debit_base AS base FROM later
        UNION ALL SELECT credit_item_id, amount, credit_base FROM later
    ) AS sides GROUP BY id
), touched AS (
    SELECT id FROM accounting_openitem WHERE company_id = %(company)s AND open_amount > 0
    UNION SELECT id FROM settled
    UNION SELECT id FROM accounting_openitem WHERE company_id = %(company)s AND void_date > %(day)s
    {or_voided_later}
)
"""
LEFT_OPEN = "CASE WHEN i.void_date IS NULL THEN i.open_amount ELSE i.amount END + coalesce(s.amount, 0)"
WAS_OPEN = """i.date <= %(day)s AND (i.void_date IS NULL OR i.void_date > %(day)s {or_void_unknown}) {item_known}
    AND {left_open} <> 0"""
ITEMS = """
{touched}
SELECT i.id, i.kind, i.number, i.contact_id, c.name, i.side, i.currency, i.date, {due} AS due,
    coalesce(iv.issue_date, b.issue_date, cn.issue_date, vc.issue_date, i.date),
    {left_open} AS open_amount,
    CASE WHEN i.void_date IS NULL THEN i.open_base_amount ELSE i.base_amount END + coalesce(s.base, 0) AS open_base
FROM touched t
JOIN accounting_openitem i ON i.company_id = %(company)s AND i.id = t.id
JOIN accounting_account r ON r.company_id = i.company_id AND r.id = i.account_id AND r.system_role = %(role)s
JOIN accounting_contact c ON c.company_id = i.company_id AND c.id = i.contact_id
LEFT JOIN settled s ON s.id = i.id
LEFT JOIN accounting_invoice iv ON iv.company_id = i.company_id AND iv.id = i.id
LEFT JOIN accounting_bill b ON b.company_id = i.company_id AND b.id = i.id
LEFT JOIN accounting_creditnote cn ON cn.company_id = i.company_id AND cn.id = i.id
LEFT JOIN accounting_vendorcredit vc ON vc.company_id = i.company_id AND vc.id = i.id
WHERE {was_open} {of_contact}
ORDER BY c.name, i.contact_id, i.currency, due, i.date, i.number, i.id
"""

# Due dates may change once a document is sent. What it was is the oldest value that the audit trail has replaced since.
DUE_THEN = """coalesce((
    SELECT (w.old->>'due_date')::date FROM identity_auditrecord w
    WHERE w.organization_id = %(organization)s AND w.object_id = i.id AND w.created_at > %(moment)s
        AND w.old ? 'due_date'
    ORDER BY w.created_at, w.id LIMIT 1
), i.due_date)"""


VOIDED_LATER = """UNION SELECT source_id FROM accounting_journalentry
    WHERE company_id = %(company)s AND number > %(known)s AND reverses_id IS NOT NULL AND source_id IS NOT NULL"""


class OpenItem(NamedTuple):
    """What of a document was open, in its currency and in the base currency, both positive."""

    id: UUID
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


def items(
    company: Company,
    role: SystemRole,
    day: datetime.date,
    *,
    contact_id: UUID | None = None,
    known: Known | None = None,
) -> list[OpenItem]:
    """Return what was open on a control account at the end of a day, by contact, currency and due date."""
    parts, values = at(company, day, known)
    parts["due"] = "i.due_date" if known is None or known.moment is None else DUE_THEN
    parts["of_contact"] = "" if contact_id is None else "AND i.contact_id = %(contact)s"
    values |= {"role": role, "contact": contact_id}
    with connection.cursor() as cursor:
        cursor.execute(ITEMS.format(**parts), values)
        return [OpenItem(*row) for row in cursor.fetchall()]


def at(company: Company, day: datetime.date, known: Known | None) -> tuple[dict[str, str], dict[str, Any]]:
    """Return the parts of a query of what was open at the end of a day, as it was known, and its values.

    `touched` begins the query; of items `i` of these, with their `settled s`, `left_open` is what was open, and
    `was_open` whether anything was.
    """
    parts = dict.fromkeys(("or_made_later", "or_voided_later", "or_void_unknown", "item_known"), "")
    values: dict[str, Any] = {"company": company.pk, "day": day}
    if known is not None and known.moment is not None:
        values |= {"known": known.number, "moment": known.moment, "organization": company.organization_id}
        parts["or_made_later"] = "OR a.created_at > %(moment)s"
        parts["or_voided_later"] = VOIDED_LATER
        parts["or_void_unknown"] = f"OR NOT {VOID_KNOWN}"
        parts["item_known"] = f"AND {ITEM_KNOWN}"
    parts |= {"touched": TOUCHED.format(**parts), "left_open": LEFT_OPEN}
    return parts | {"was_open": WAS_OPEN.format(**parts)}, values
