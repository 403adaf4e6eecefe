"""Read a fiscal year of the books for the files that tax offices ask for: fec.py (France) and xaf.py (the Netherlands).

Entries that close a year, and their reversals, are not in such files, which show what the year earned. What the years
before earned and did not close into equity is carried to the account of retained earnings.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connections, router
from django.db.models import F, Sum
from django.utils import timezone

from accounting.ledger import fiscal_years
from accounting.ledger.dates import DAY
from accounting.ledger.models import Account, AccountBalance, AccountType, Company, JournalLine

CHUNK = 2000
SALES = ("invoice", "credit_note")
PURCHASES = ("bill", "vendor_credit")
BANK = ("payment", "bank_transaction", "transfer")
DOCUMENTS = (*SALES, *PURCHASES, *BANK)
"""The sources of entries that a journal of their own has. All other entries are miscellaneous, or opening ones."""
BALANCE_SHEET = (AccountType.ASSET, AccountType.LIABILITY, AccountType.EQUITY)
CLOSING = "fiscal_year"
"""The source of the entries that close a year, and of their reversals."""
MAX_CODES_NAMED = 10
ZERO = Decimal(0)

NUMBERED = {
    "invoice": ("accounting_invoice", "invoice_number"),
    "bill": ("accounting_bill", "bill_number"),
    "credit_note": ("accounting_creditnote", "credit_note_number"),
    "vendor_credit": ("accounting_vendorcredit", "vendor_credit_number"),
    "payment": ("accounting_payment", "payment_number"),
    "adjustment": ("accounting_adjustment", "adjustment_number"),
    "bank_transaction": ("accounting_banktransaction", "transaction_number"),
    "transfer": ("accounting_transfer", "transfer_number"),
}
"""The table of each kind of document, and the column of its number."""
NUMBERS = " ".join(
    f"WHEN '{kind}' THEN (SELECT {number} FROM {table} WHERE company_id = e.company_id AND id = e.source_id)"  # noqa: S608
    for kind, (table, number) in NUMBERED.items()
)
ENTRIES = """
    SELECT * FROM accounting_journalentry
    WHERE company_id = %(company)s AND status = 'posted' AND date BETWEEN %(first)s AND %(last)s
        AND source_type <> %(closing)s AND (source_type = ANY (%(sources)s)) = %(of_sources)s
    ORDER BY number OFFSET 0
"""
OF_ENTRY = """
    SELECT * FROM accounting_journalline WHERE company_id = e.company_id AND entry_id = e.id ORDER BY position OFFSET 0
"""
# LATERAL and OFFSET 0 have PostgreSQL read the lines of an entry by their index, and what they refer to by its id: of
# new books without statistics it expects one row of each table, and would read all of them for each entry.
LINES = f"""
SELECT e.number, l.position, e.date, e.memo, e.reference, e.source_type, e.entry_type, e.posted_at,
    a.code, a.name, a.system_role, c.external_id, l.contact_id, c.name,
    l.description, l.debit, l.credit, l.currency, l.currency_amount,
    CASE e.source_type {NUMBERS} END, l.tax_rate_id, l.tax_base, l.tax_kind
FROM ({ENTRIES}) AS e
CROSS JOIN LATERAL ({OF_ENTRY}) AS l
CROSS JOIN LATERAL (
    SELECT code, name, system_role FROM accounting_account
    WHERE company_id = l.company_id AND id = l.account_id OFFSET 0
) AS a
LEFT JOIN LATERAL (
    SELECT external_id, name FROM accounting_contact WHERE company_id = l.company_id AND id = l.contact_id OFFSET 0
) AS c ON true
ORDER BY e.number, l.position
"""  # noqa: S608 -- all of it is from here
TOTALS = f"""
SELECT count(*), coalesce(sum(l.debit), 0), coalesce(sum(l.credit), 0)
FROM ({ENTRIES}) AS e CROSS JOIN LATERAL ({OF_ENTRY}) AS l
"""  # noqa: S608


class Line(NamedTuple):
    """A line of a posted entry, with what the files say of its entry. The fields are the columns of `LINES`."""

    number: int
    position: int
    date: datetime.date
    memo: str
    reference: str
    source_type: str
    entry_type: str
    posted_at: datetime.datetime
    account_code: str
    account_name: str
    role: str | None
    contact_number: str | None
    contact_id: UUID | None
    contact_name: str | None
    description: str
    debit: Decimal
    credit: Decimal
    currency: str
    currency_amount: Decimal
    document: str | None
    tax_rate_id: UUID | None
    tax_base: Decimal | None
    tax_kind: str | None

    @property
    def evidence(self) -> str:
        """Return the number of its document, or the reference or number of its entry."""
        return self.document or self.reference or str(self.number)


class Year(NamedTuple):
    """A fiscal year, from its first day to its last."""

    start: datetime.date
    end: datetime.date


def year_of(company: Company, number: int | None) -> Year:
    """Return the fiscal year that ends in the calendar year `number`, or the one of today."""
    if number is None:
        start = company.fiscal_year_start(company.date_at(timezone.now()))
    else:
        month = company.fiscal_year_start_month
        start = datetime.date(number if month == 1 else number - 1, month, 1)
    return Year(start, start.replace(year=start.year + 1) - DAY)


def lines(company: Company, year: Year, *, only: Sequence[str] = (), but: Sequence[str] = ()) -> Iterator[Line]:
    """Read the lines of a year in the order of posting, in flat memory.

    Only those of the sources `only`, if any are named, or else of all but the sources `but`.
    """
    return map(Line._make, rows(LINES, _values(company, year, only or but, bool(only))))


def totals(company: Company, year: Year) -> tuple[int, Decimal, Decimal]:
    """Return how many lines a year has, their debits and their credits."""
    ((count, debit, credit),) = rows(TOTALS, _values(company, year))
    return count, debit, credit


def _values(company: Company, year: Year, sources: Sequence[str] = (), of_sources: bool = False) -> dict[str, Any]:
    return {
        "company": company.pk,
        "first": year.start,
        "last": year.end,
        "closing": CLOSING,
        "sources": list(sources),
        "of_sources": of_sources,
    }


def rows(sql: str, values: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Read the rows of a query in flat memory."""
    with connections[router.db_for_read(JournalLine)].chunked_cursor() as cursor:
        cursor.execute(sql, values)
        while found := cursor.fetchmany(CHUNK):
            yield from found


def opening(company: Company, year: Year) -> list[tuple[Account, Decimal]]:
    """Return what the years before left on each account of the balance sheet, debit positive, in the order of codes.

    What they earned and did not close into equity is on the account of retained earnings. Raises
    RetainedEarningsMissing.
    """
    net = Sum(F("debits") - F("credits"))
    before = AccountBalance.objects.filter(company=company, month__lt=year.start)
    nets = dict(before.values_list("account_id").annotate(net=net))
    chart = Account.objects.filter(company=company).in_bulk(nets.keys())
    earned = sum((nets[id] for id, account in chart.items() if account.type not in BALANCE_SHEET), ZERO)
    if earned:
        kept = fiscal_years.retained_earnings(company)
        chart[kept.pk], nets[kept.pk] = kept, nets.get(kept.pk, ZERO) + earned
    left = [(account, nets[id]) for id, account in chart.items() if account.type in BALANCE_SHEET]
    return sorted(left, key=lambda row: row[0].code)


def name_some(codes: Sequence[str]) -> str:
    """Return the first of these codes of accounts, as a refusal names them."""
    return ", ".join(codes[:MAX_CODES_NAMED]) + (", …" if len(codes) > MAX_CODES_NAMED else "")
