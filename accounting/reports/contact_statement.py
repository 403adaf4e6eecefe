"""The statement of a customer or vendor: what they were billed, credited and paid, and how old the rest is.

It reads the contact's lines on the control account, so it ties to the ledger, and what was open before them: so the
cost grows with what was open or moved in these days, and since, not with all lines ever. There is a part for each
currency.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from accounting.errors import Invalid
from accounting.ledger.dates import DAY
from accounting.ledger.models import Company, Contact, ContactKind, SystemRole
from accounting.reports import aged, open_at
from accounting.reports.aged import By
from accounting.reports.columns import check_range
from accounting.reports.known import Known
from accounting.reports.listing import Listing, ListingRow
from accounting.reports.open_at import OpenItem
from accounting.reports.sheet import CellType, Heading, exactly
from accounting.reports.sums import ZERO
from accounting.reports.table import Lines

MAX_LINES = 5000
"""The most documents and payments of one statement."""
DIFFERENCE = "difference"
"""A row for what an allocation moves in the base currency only. Files leave it out."""
HEADINGS = (
    Heading("type", "Type", on_paper=False),
    Heading("date", "Date", CellType.DATE),
    Heading("kind", "Document"),
    Heading("number", "Number"),
    Heading("reference", "Reference"),
    Heading("due_date", "Due", CellType.DATE),
    Heading("currency", "Currency", CellType.CURRENCY),
    Heading("charge", "Charge", CellType.AMOUNT),
    Heading("payment", "Payment", CellType.AMOUNT),
    Heading("balance", "Balance", CellType.AMOUNT),
)
CELLS = (
    *(heading.key for heading in HEADINGS),
    "entry_id",
    "entry_number",
    "source_type",
    "source_id",
    "base_amount",
    "base_balance",
    "ageing",
    "lines",
)

# In one statement, so that both are of the same moment: what was open before the first day, and the lines since, with
# those of the documents that were open, settled or void on one of the days. All lines of a contact on a control account
# are of its documents and their allocations, dated from the day of the document to that of its last allocation or void.
# LATERAL and OFFSET 0 have PostgreSQL read all by keys, also in books where it expects one row, because they are new.
READ = """
{steps}, items AS (
    SELECT id, company_id, kind FROM accounting_openitem
    WHERE company_id = %(company)s AND contact_id = %(contact_id)s AND open_amount > 0 AND date <= %(until)s
    UNION ALL
    SELECT id, company_id, kind FROM accounting_openitem
    WHERE company_id = %(company)s AND contact_id = %(contact_id)s AND settled_on >= %(start)s AND date <= %(until)s
), entries AS (
    SELECT e.id, e.company_id FROM items i
    CROSS JOIN LATERAL (
        SELECT id, company_id FROM accounting_journalentry
        WHERE company_id = i.company_id AND source_id = i.id AND source_type = i.kind
            AND date BETWEEN %(start)s AND %(until)s
        OFFSET 0
    ) AS e
    UNION
    SELECT a.journal_entry_id, a.company_id FROM items i
    CROSS JOIN LATERAL (
        SELECT journal_entry_id, company_id FROM accounting_allocation
        WHERE company_id = i.company_id AND debit_item_id = i.id AND journal_entry_id IS NOT NULL
            AND date BETWEEN %(start)s AND %(until)s
        OFFSET 0
    ) AS a
), lines AS (
    SELECT l.currency, e.date, e.number, l.position, e.id, e.source_type, e.source_id, e.reverses_id IS NOT NULL,
        i.number, e.reference, {due}, l.currency_amount, l.debit - l.credit
    FROM entries
    CROSS JOIN LATERAL (
        SELECT * FROM accounting_journalentry
        WHERE company_id = entries.company_id AND id = entries.id {entry_known} OFFSET 0
    ) AS e
    CROSS JOIN LATERAL (
        SELECT * FROM accounting_journalline WHERE company_id = e.company_id AND entry_id = e.id OFFSET 0
    ) AS l
    LEFT JOIN LATERAL (
        SELECT * FROM accounting_openitem WHERE company_id = e.company_id AND id = e.source_id OFFSET 0
    ) AS i ON true
    WHERE l.contact_id = %(contact_id)s AND l.account_id = %(account)s
    ORDER BY l.currency, e.date, e.number, l.position LIMIT %(limit)s
)
SELECT currency, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    sum(CASE side WHEN 'debit' THEN open_then ELSE -open_then END),
    sum(CASE side WHEN 'debit' THEN open_base_then ELSE -open_base_then END)
FROM was_open WHERE account_id = %(account)s GROUP BY currency
UNION ALL
SELECT * FROM lines
ORDER BY 1, 2, 3, 4
"""
ENTRY_KNOWN = "AND number <= %(known)s"


class _Line(NamedTuple):
    currency: str
    date: datetime.date
    entry_number: int
    position: int
    entry_id: UUID
    source_type: str
    source_id: UUID | None
    is_reversal: bool
    number: str | None
    reference: str
    due_date: datetime.date | None
    amount: Decimal
    base_amount: Decimal


def customer(company: Company, *, customer_id: UUID, **given: Any) -> Listing:
    """Return the statement of a customer: see `report`."""
    return report(company, ContactKind.CUSTOMER, customer_id, **given)


def vendor(company: Company, *, vendor_id: UUID, **given: Any) -> Listing:
    """Return the statement of a vendor: see `report`."""
    return report(company, ContactKind.VENDOR, vendor_id, **given)


def report(
    company: Company,
    kind: ContactKind,
    contact_id: UUID,
    *,
    start_date: datetime.date,
    end_date: datetime.date,
    by: By = By.DUE_DATE,
    buckets: Sequence[int] = aged.DEFAULT_BUCKETS,
    known: Known | None = None,
) -> Listing:
    """Return the statement from `start_date` to `end_date`, both included, in each currency of the contact's documents.

    A balance is what the contact owes (a vendor: is owed); payments and credits reduce it. Ageing is that of what is
    open at the end of `end_date`. Raises InvalidDate, Invalid.
    """
    check_range(start_date, end_date)
    aged.check_buckets(buckets)
    contact = Contact.objects.filter(company=company, pk=contact_id, kind=kind).first()
    if contact is None:
        raise Invalid(f"There is no such {kind.value} in this company.", field=f"{kind.value}_id")
    is_sale = kind == ContactKind.CUSTOMER
    role = SystemRole.ACCOUNTS_RECEIVABLE if is_sale else SystemRole.ACCOUNTS_PAYABLE
    account = company.accounts.filter(system_role=role).values_list("pk", flat=True).first()
    opening, lines = _read(company, contact, account, start_date, end_date, known)
    if len(lines) > MAX_LINES:
        message = f"A statement has at most {MAX_LINES:,} documents and payments. Ask for fewer days."
        raise Invalid(message, field="start_date")
    items = open_at.items(company, [role], end_date, contact_id=contact.pk, known=known)
    behind = Lines((account,), None, end_date, contact_id=contact.pk) if account else None
    sign, columns = 1 if is_sale else -1, aged.labels(buckets, by)
    rows = list(_rows(company, sign, opening, lines, items, start_date, end_date, by, buckets, behind, columns))
    more = {
        "contact_id": contact.pk,
        "contact_name": contact.name,
        "columns": columns,
        "by": by.value,
        "known_at": known and known.moment,
    }
    title = f"Statement: {contact.name}"
    name, currencies = f"{kind.value}_statement", list(dict.fromkeys(row["currency"] for row in rows))
    return Listing(
        name, title, company, start_date, end_date, HEADINGS, rows, more, hidden=DIFFERENCE, currencies=currencies
    )


def _read(
    company: Company,
    contact: Contact,
    account: UUID | None,
    start: datetime.date,
    end: datetime.date,
    known: Known | None,
) -> tuple[dict[str, tuple[Decimal, Decimal]], list[_Line]]:
    """Return the balances before the first day, by currency, and the lines since."""
    steps, values = open_at.at(company, [start - DAY], known, contact_id=contact.pk)
    values |= {"account": account, "start": start, "until": end, "limit": MAX_LINES + 1}
    is_now = known is None or known.moment is None
    due, entry_known = ("i.due_date", "") if is_now else (open_at.DUE_THEN, ENTRY_KNOWN)
    with connection.cursor() as cursor:
        cursor.execute(READ.format(steps=steps, due=due, entry_known=entry_known), values)
        rows = [_Line(*row) for row in cursor.fetchall()]
    lines = [row for row in rows if row.entry_id]
    return {row.currency: (row.amount, row.base_amount) for row in rows if not row.entry_id}, lines


def _rows(
    company: Company,
    sign: int,
    opening: dict[str, tuple[Decimal, Decimal]],
    lines: Sequence[_Line],
    items: Sequence[OpenItem],
    start: datetime.date,
    end: datetime.date,
    by: By,
    buckets: Sequence[int],
    behind: Lines | None,
    columns: Sequence[str],
) -> Iterator[ListingRow]:
    by_currency: defaultdict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        by_currency[line.currency].append(line)
    moved = {currency for currency, amounts in opening.items() if any(amounts)} | by_currency.keys()
    for currency in sorted(moved) or [company.base_currency_id]:
        amount, base = (sign * one for one in opening.get(currency, (ZERO, ZERO)))
        until = behind and behind._replace(currency=currency)
        before = until._replace(end_date=start - DAY) if until and (amount or base) else None
        yield _row(company, currency, "opening", start, balance=amount, base_balance=base, lines=before)
        charges = payments = ZERO
        for line in by_currency[currency]:
            moves = sign * line.amount
            amount, base = amount + moves, base + sign * line.base_amount
            charges, payments = charges + max(moves, ZERO), payments + max(-moves, ZERO)
            yield _row(
                company,
                currency,
                DIFFERENCE if line.source_type == "allocation" else "line",
                line.date,
                kind=_kind(line, moves),
                number=line.number or "",
                reference=line.reference,
                due_date=line.due_date if line.source_type in ("invoice", "bill") and not line.is_reversal else None,
                charge=max(moves, ZERO),
                payment=max(-moves, ZERO),
                balance=amount,
                entry_id=line.entry_id,
                entry_number=line.entry_number,
                source_type=line.source_type,
                source_id=line.source_id,
                base_amount=sign * line.base_amount,
                base_balance=base,
            )
        of_currency = [item for item in items if item.currency == currency]
        _, ageing = aged.age(of_currency, end, buckets, by, "debit" if sign > 0 else "credit", len(columns))
        yield _row(
            company,
            currency,
            "closing",
            end,
            charge=charges,
            payment=payments,
            balance=amount,
            base_balance=base,
            ageing=[exactly(one, currency) for one in ageing],
            lines=until if amount or base else None,
        )


def _row(company: Company, currency: str, type: str, date: datetime.date, **cells: Any) -> ListingRow:
    row: dict[str, Any] = dict.fromkeys(CELLS) | {"type": type, "date": date, "currency": currency} | cells
    for name in ("charge", "payment", "balance"):
        row[name] = None if row[name] is None else exactly(row[name], currency)
    for name in ("base_amount", "base_balance"):
        row[name] = None if row[name] is None else exactly(row[name], company.base_currency_id)
    return row


def _kind(line: _Line, moves: Decimal) -> str:
    """Return what a line is for the contact: a payment that adds to the balance is a refund."""
    if line.is_reversal:
        return f"void_{line.source_type}"
    return "refund" if line.source_type == "payment" and moves > 0 else line.source_type
