"""Write the books of a fiscal year as the French tax administration wants them: the fichier des écritures comptables.

Article A47 A-1 of the livre des procédures fiscales names its 18 columns. What we decided where it leaves a choice is
in docs/decisions/0040-files-of-other-programs.md.
"""

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db import connections, router
from django.db.models import F, Sum
from django.utils import timezone

from accounting.errors import Conflict, Invalid
from accounting.ledger import fiscal_years, money
from accounting.ledger.dates import DAY
from accounting.ledger.models import (
    CONTROL_ROLES,
    Account,
    AccountBalance,
    AccountType,
    Company,
    EntryType,
    JournalLine,
)

ENCODING = "iso8859-15"
"""The norm allows ASCII, ISO 8859-15 and EBCDIC. What is not in it becomes a question mark."""
CHUNK = 2000
CODE = "^[0-9]{3}"
"""How the norm has the code of each account begin."""
MAX_CODES_NAMED = 10
HEADINGS = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
    "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise",
    "Idevise",
)  # fmt: skip
OPENING = ("AN", "À nouveaux")
MISCELLANEOUS = ("OD", "Opérations diverses")
JOURNALS = {
    "invoice": ("VE", "Ventes"),
    "credit_note": ("VE", "Ventes"),
    "bill": ("AC", "Achats"),
    "vendor_credit": ("AC", "Achats"),
    "payment": ("BQ", "Banque"),
    "bank_transaction": ("BQ", "Banque"),
    "transfer": ("BQ", "Banque"),
}
"""The journal of each kind of document. All other entries are miscellaneous, or opening ones."""
BALANCE_SHEET = (AccountType.ASSET, AccountType.LIABILITY, AccountType.EQUITY)
CLOSING = "fiscal_year"
"""The source of the entries that close a year, and of their reversals. The norm leaves them out."""
ZERO = Decimal(0)


# LATERAL and OFFSET 0 have PostgreSQL read the lines of an entry by their index, and what they refer to by its id: of
# new books without statistics it expects one row of each table, and would read all of them for each entry.
LINES = """
SELECT e.number, e.date, e.memo, e.reference, e.source_type, e.entry_type, e.posted_at, a.code, a.name, a.system_role,
    c.external_id, l.contact_id, c.name, l.description, l.debit, l.credit, l.currency, l.currency_amount,
    CASE e.source_type
        WHEN 'invoice'
            THEN (SELECT invoice_number FROM accounting_invoice WHERE company_id = e.company_id AND id = e.source_id)
        WHEN 'bill' THEN (SELECT bill_number FROM accounting_bill WHERE company_id = e.company_id AND id = e.source_id)
        WHEN 'credit_note' THEN (
            SELECT credit_note_number FROM accounting_creditnote WHERE company_id = e.company_id AND id = e.source_id
        )
        WHEN 'vendor_credit' THEN (
            SELECT vendor_credit_number FROM accounting_vendorcredit
            WHERE company_id = e.company_id AND id = e.source_id
        )
        WHEN 'payment'
            THEN (SELECT payment_number FROM accounting_payment WHERE company_id = e.company_id AND id = e.source_id)
        WHEN 'adjustment' THEN (
            SELECT adjustment_number FROM accounting_adjustment WHERE company_id = e.company_id AND id = e.source_id
        )
        WHEN 'bank_transaction' THEN (
            SELECT transaction_number FROM accounting_banktransaction
            WHERE company_id = e.company_id AND id = e.source_id
        )
        WHEN 'transfer'
            THEN (SELECT transfer_number FROM accounting_transfer WHERE company_id = e.company_id AND id = e.source_id)
    END
FROM (
    SELECT * FROM accounting_journalentry
    WHERE company_id = %(company)s AND status = 'posted' AND date BETWEEN %(first)s AND %(last)s
        AND source_type <> %(closing)s
    ORDER BY number OFFSET 0
) AS e
CROSS JOIN LATERAL (
    SELECT * FROM accounting_journalline WHERE company_id = e.company_id AND entry_id = e.id ORDER BY position OFFSET 0
) AS l
CROSS JOIN LATERAL (
    SELECT code, name, system_role FROM accounting_account
    WHERE company_id = l.company_id AND id = l.account_id OFFSET 0
) AS a
LEFT JOIN LATERAL (
    SELECT external_id, name FROM accounting_contact WHERE company_id = l.company_id AND id = l.contact_id OFFSET 0
) AS c ON true
ORDER BY e.number, l.position
"""
OWED = """
SELECT o.account_id, c.external_id, o.contact_id, c.name, o.net
FROM (
    SELECT account_id, contact_id, sum(debit - credit) AS net FROM accounting_journalline
    WHERE company_id = %(company)s AND account_id = ANY (%(accounts)s) AND date < %(start)s
    GROUP BY account_id, contact_id
    OFFSET 0
) AS o
LEFT JOIN LATERAL (
    SELECT external_id, name FROM accounting_contact WHERE company_id = %(company)s AND id = o.contact_id OFFSET 0
) AS c ON true
"""


class _Line(NamedTuple):
    number: int
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
    contact_id: object
    contact_name: str | None
    description: str
    debit: Decimal
    credit: Decimal
    currency: str
    currency_amount: Decimal
    document: str | None


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


def name_of(siren: str, year: Year) -> str:
    """Return the name of the file that the norm asks for. Raises Invalid for a SIREN whose check digit is wrong."""
    digits = re.sub(r"\s", "", siren)
    if not re.fullmatch(r"\d{9}", digits, re.ASCII) or _luhn(digits) % 10:
        raise Invalid("A SIREN has nine digits, of which the last one checks the others.", field="siren")
    return f"{digits}FEC{year.end:%Y%m%d}.txt"


def _luhn(digits: str) -> int:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(number - 9 if number > 9 else number for number in doubled)


def write(company: Company, year: Year) -> Iterator[bytes]:
    """Yield the file, line by line. Raises Conflict for books that it cannot be made of."""
    check(company)
    yield _row(HEADINGS)
    counts: Counter[str] = Counter()
    opening = list(_opening(company, year))
    if opening:
        counts[OPENING[0]] += 1
        yield from opening
    for _, group in groupby(_lines(company, year), key=attrgetter("number")):
        entry = list(group)
        journal = _journal(entry[0])
        counts[journal[0]] += 1
        for line in entry:
            yield _line(company, line, journal, counts[journal[0]])


def check(company: Company) -> None:
    """Raise Conflict if lines are on accounts whose codes the norm does not allow."""
    used = AccountBalance.objects.filter(company=company).values("account_id")
    accounts = Account.objects.filter(company=company, pk__in=used)
    _refuse(list(accounts.exclude(code__regex=CODE).order_by("code").values_list("code", flat=True)))


def _refuse(wrong: Sequence[str]) -> None:
    """Raise Conflict if these codes of accounts are any."""
    if wrong:
        named = ", ".join(wrong[:MAX_CODES_NAMED]) + (", …" if len(wrong) > MAX_CODES_NAMED else "")
        message = "In the FEC each account code begins with three digits, as in the plan comptable général. Change: "
        raise Conflict(f"{message}{named}.")


def _lines(company: Company, year: Year) -> Iterator[_Line]:
    """Read the lines of a year in the order of posting, in flat memory."""
    with connections[router.db_for_read(JournalLine)].chunked_cursor() as cursor:
        cursor.execute(LINES, {"company": company.pk, "first": year.start, "last": year.end, "closing": CLOSING})
        while rows := cursor.fetchmany(CHUNK):
            yield from map(_Line._make, rows)


def _journal(line: _Line) -> tuple[str, str]:
    if line.entry_type == EntryType.OPENING:
        return OPENING
    return JOURNALS.get(line.source_type, MISCELLANEOUS)


def _line(company: Company, line: _Line, journal: tuple[str, str], count: int) -> bytes:
    is_foreign = line.currency != company.base_currency_id
    return _row(
        (
            *journal,
            str(count),
            _day(line.date),
            line.account_code,
            line.account_name,
            *_contact(line.role, line.contact_number, line.contact_id, line.contact_name),
            line.document or line.reference or str(line.number),
            _day(line.date),
            line.description or line.memo or journal[1],
            _amount(line.debit, company.base_currency_id),
            _amount(line.credit, company.base_currency_id),
            "",
            "",
            _day(company.date_at(line.posted_at)),
            _amount(line.currency_amount, line.currency) if is_foreign else "",
            line.currency if is_foreign else "",
        )
    )


def _contact(role: str | None, number: str | None, contact_id: object, name: str | None) -> tuple[str, str]:
    """Return the number and name of the customer or vendor of a line on a control account."""
    return (number or str(contact_id), name) if role in CONTROL_ROLES and name else ("", "")


def _opening(company: Company, year: Year) -> Iterator[bytes]:
    """Yield the balances that the years before left: each account, and each contact of receivables and payables.

    What they earned and did not close into equity is on the account of retained earnings.
    """
    net = Sum(F("debits") - F("credits"))
    before = AccountBalance.objects.filter(company=company, month__lt=year.start)
    nets = dict(before.values_list("account_id").annotate(net=net))
    chart = Account.objects.filter(company=company).in_bulk(nets.keys())
    earned = sum((nets[id] for id, account in chart.items() if account.type not in BALANCE_SHEET), ZERO)
    if earned:
        kept = fiscal_years.retained_earnings(company)
        if not re.match(CODE, kept.code):
            _refuse([kept.code])
        chart[kept.pk], nets[kept.pk] = kept, nets.get(kept.pk, ZERO) + earned
    controls = [id for id, account in chart.items() if account.system_role in CONTROL_ROLES]
    rows = [
        (account.code, account.name, "", "", nets[id])
        for id, account in chart.items()
        if account.type in BALANCE_SHEET and id not in controls
    ]
    with connections[router.db_for_read(JournalLine)].cursor() as cursor:
        cursor.execute(OWED, {"company": company.pk, "accounts": controls, "start": year.start})
        for account_id, number, contact_id, name, amount in cursor.fetchall():
            account = chart[account_id]
            contact = _contact(account.system_role, number, contact_id, name)
            rows.append((account.code, account.name, *contact, amount))
    day = _day(year.start)
    for code, name, number, contact_name, amount in sorted(rows, key=lambda row: (row[0], row[3], row[2])):
        if amount:
            sides = [_amount(max(side, ZERO), company.base_currency_id) for side in (amount, -amount)]
            about = "AN", day, "Solde à nouveau"
            yield _row((*OPENING, "1", day, code, name, number, contact_name, *about, *sides, "", "", day, "", ""))


def _amount(amount: Decimal, currency: str) -> str:
    return f"{amount:.{money.decimals(currency)}f}".replace(".", ",")


def _day(day: datetime.date) -> str:
    return f"{day:%Y%m%d}"


def _row(cells: Sequence[str]) -> bytes:
    """Return a line with tabs between its cells, which have none of their own."""
    plain = (" ".join(cell.split()) for cell in cells)
    return ("\t".join(plain) + "\r\n").encode(ENCODING, "replace")
