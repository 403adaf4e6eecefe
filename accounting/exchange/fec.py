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
from typing import Any, NamedTuple

from django.db.models import Case, CharField, F, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.utils import timezone

from accounting.banking.models import BankTransaction, Transfer
from accounting.documents.models import Bill, CreditNote, Invoice, VendorCredit
from accounting.errors import Conflict, Invalid
from accounting.ledger import fiscal_years, money
from accounting.ledger.models import (
    CONTROL_ROLES,
    Account,
    AccountType,
    Company,
    EntryStatus,
    EntryType,
    JournalLine,
)
from accounting.settlement.models import Adjustment, Payment

ENCODING = "iso8859-15"
"""The norm allows ASCII, ISO 8859-15 and EBCDIC. What is not in it becomes a question mark."""
CHUNK = 2000
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
NUMBERED = (
    (Invoice, "invoice_number"),
    (Bill, "bill_number"),
    (CreditNote, "credit_note_number"),
    (VendorCredit, "vendor_credit_number"),
    (Payment, "payment_number"),
    (Adjustment, "adjustment_number"),
    (BankTransaction, "transaction_number"),
    (Transfer, "transfer_number"),
)
BALANCE_SHEET = (AccountType.ASSET, AccountType.LIABILITY, AccountType.EQUITY)
CLOSING = "fiscal_year"
"""The source of the entries that close a year, and of their reversals. The norm leaves them out."""
ZERO = Decimal(0)


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
    return Year(start, start.replace(year=start.year + 1) - datetime.timedelta(days=1))


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
    lines = map(_Line._make, _lines(company, year).iterator(chunk_size=CHUNK))
    for _, group in groupby(lines, key=attrgetter("number")):
        entry = list(group)
        journal = _journal(entry[0])
        counts[journal[0]] += 1
        for line in entry:
            yield _line(company, line, journal, counts[journal[0]])


def check(company: Company) -> None:
    """Raise Conflict if lines are on accounts whose codes the norm does not allow."""
    used = Account.objects.filter(company=company, pk__in=JournalLine.objects.filter(company=company).values("account"))
    wrong = list(used.exclude(code__regex=r"^[0-9]{3}").order_by("code").values_list("code", flat=True))
    if wrong:
        named = ", ".join(wrong[:MAX_CODES_NAMED]) + (", …" if len(wrong) > MAX_CODES_NAMED else "")
        message = "In the FEC each account code begins with three digits, as in the plan comptable général. Change: "
        raise Conflict(f"{message}{named}.")


def _lines(company: Company, year: Year) -> QuerySet[Any, tuple[Any, ...]]:
    rows = JournalLine.objects.filter(
        company=company,
        entry__company=company,
        entry__status=EntryStatus.POSTED,
        entry__date__range=(year.start, year.end),
    ).exclude(entry__source_type=CLOSING)
    numbers = [
        When(
            entry__source_type=model.NOUN,
            then=Subquery(model._default_manager.filter(pk=OuterRef("entry__source_id")).values(field)[:1]),
        )
        for model, field in NUMBERED
    ]
    document = Case(*numbers, default=Value(None), output_field=CharField())
    return (
        rows.annotate(document=document)
        .order_by("entry__number", "position")
        .values_list(
            "entry__number",
            "entry__date",
            "entry__memo",
            "entry__reference",
            "entry__source_type",
            "entry__entry_type",
            "entry__posted_at",
            "account__code",
            "account__name",
            "account__system_role",
            "contact__external_id",
            "contact_id",
            "contact__name",
            "description",
            "debit",
            "credit",
            "currency_id",
            "currency_amount",
            "document",
        )
    )


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
    before = JournalLine.objects.filter(
        company=company, entry__company=company, entry__status=EntryStatus.POSTED, entry__date__lt=year.start
    )
    net = Sum(F("debit") - F("credit"))
    earned = before.exclude(account__type__in=BALANCE_SHEET).aggregate(net=net)["net"] or ZERO
    names = ("account__code", "account__name", "account__system_role")
    plain = before.filter(account__type__in=BALANCE_SHEET).exclude(account__system_role__in=CONTROL_ROLES)
    held = {tuple(row[name] for name in names): row["net"] for row in plain.values(*names).annotate(net=net)}
    if earned:
        kept = fiscal_years.retained_earnings(company)
        key = (kept.code, kept.name, kept.system_role)
        held[key] = held.get(key, ZERO) + earned
    rows = [(*key, "", "", amount) for key, amount in held.items() if amount]
    owed = before.filter(account__system_role__in=CONTROL_ROLES)
    contact = ("contact__external_id", "contact_id", "contact__name")
    for row in owed.values(*names, *contact).annotate(net=net):
        number, name = _contact(row[names[2]], *(row[one] for one in contact))
        rows.append((*(row[one] for one in names), number, name, row["net"]))
    day = _day(year.start)
    for code, name, _, number, contact_name, amount in sorted(rows, key=lambda row: (row[0], row[4], row[3])):
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
