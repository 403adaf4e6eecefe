"""Write the books of a fiscal year as the Dutch tax office wants them: the XML Auditfile Financieel.

What we decided where its schemas leave a choice is in docs/decisions/0040-files-of-other-programs.md.
"""

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from accounting.errors import Conflict
from accounting.exchange import fiscal_year
from accounting.exchange.fiscal_year import BALANCE_SHEET, BANK, CHUNK, DOCUMENTS, PURCHASES, SALES, ZERO, Line, Year
from accounting.ledger import money
from accounting.ledger.dates import DAY, month_end
from accounting.ledger.models import CONTROL_ROLES, Account, Company, Contact, ContactKind, TaxKind
from accounting.taxes.models import TaxRate

MAX_NUMBER = 35
"""The longest code or number of an account, a customer or a vendor."""
MAX_TAX_NUMBER = 30
MAX_NAME = 255
MAX_CONTACT_NAME = 50
MAX_REFERENCE = 255
MAX_STREET = 100
MAX_TAX_NAME = 100
DECIMALS = 2
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that XML 1.0 cannot hold."""


class Version(StrEnum):
    V4_0 = "4.0"
    V3_2 = "3.2"


NAMESPACES = {
    Version.V4_0: "http://www.odb.belastingdienst.nl/Belastingdienst/BCPP/1.1/structures/XmlauditfileXAF_4.0",
    Version.V3_2: "http://www.auditfiles.nl/XAF/3.2",
}
NOT_IN_3_2 = (
    "AFN", "AZN", "BOV", "BYN", "CHE", "CHW", "CLF", "COU", "GHS", "MRU", "MXV", "MZN", "RON", "RSD", "RUB", "SDG",
    "SLE", "SSP", "STN", "TMT", "TRY", "USN", "UYI", "UYW", "VED", "VES", "XAD", "XCG", "ZMW", "ZWG",
)  # fmt: skip
"""The currencies that the list of version 3.2 does not have."""


class Journal(NamedTuple):
    """A journal, and which documents post to it. All other entries are in the last one."""

    id: str
    name: str
    type: str
    sources: tuple[str, ...]


JOURNALS = (
    Journal("VRK", "Verkoop", "S", SALES),
    Journal("INK", "Inkoop", "P", PURCHASES),
    Journal("BNK", "Bank", "B", BANK),
    Journal("MEM", "Memoriaal", "M", ()),
)
CONTACTS = """
SELECT c.id, c.external_id, c.kind, c.name, c.email, c.tax_number, c.billing_address, l.opening, l.closing
FROM (
    SELECT contact_id, max(date) AS last_date,
        coalesce(sum(debit - credit) FILTER (WHERE account_id = ANY (%(controls)s) AND date < %(start)s), 0) AS opening,
        coalesce(sum(debit - credit) FILTER (WHERE account_id = ANY (%(controls)s)), 0) AS closing
    FROM accounting_journalline
    WHERE company_id = %(company)s AND contact_id IS NOT NULL AND date <= %(end)s
    GROUP BY contact_id
    OFFSET 0
) AS l
CROSS JOIN LATERAL (
    SELECT * FROM accounting_contact WHERE company_id = %(company)s AND id = l.contact_id OFFSET 0
) AS c
WHERE l.last_date >= %(start)s OR l.opening <> 0
ORDER BY c.kind, c.name, c.id
"""
"""The contacts that lines of the year name, or that owed or were owed something before it, and what they owe."""


def name_of(year: Year) -> str:
    """Return the fiscal year as the file names it: 2026, or 2025-2026 if it is in two calendar years."""
    return "-".join(str(number) for number in sorted({year.start.year, year.end.year}))


def write(company: Company, year: Year, version: Version) -> Iterator[bytes]:
    """Yield the file, piece by piece. Raises Conflict for books that it cannot be made of."""
    check(company, version)
    for piece in _File(company, year, version).pieces():
        yield piece.encode()


def check(company: Company, version: Version) -> None:
    """Raise Conflict if the file cannot name the company, its currency or one of its accounts."""
    currency = company.base_currency_id
    if money.decimals(currency) > DECIMALS:
        raise Conflict(f"XAF has {DECIMALS} decimals, and amounts in {currency} have {money.decimals(currency)}.")
    if not _has(version, currency):
        raise Conflict(f"XAF {version} does not know the currency {currency}. Version {Version.V4_0} does.")
    if not re.match(r"(NL)?\W*\d", company.tax_number, re.IGNORECASE) or not _number(
        company.tax_number, MAX_TAX_NUMBER
    ):
        raise Conflict(
            f"XAF needs the company's Dutch tax number. Set its tax_number, of at most {MAX_TAX_NUMBER} characters, "
            "such as NL123456789B01."
        )
    codes = Account.objects.filter(company=company).order_by("code").values_list("code", flat=True)
    if wrong := [code for code in codes.iterator(CHUNK) if not _number(code)]:
        message = (
            f"In XAF the code of an account has at most {MAX_NUMBER} characters, all of which XML can hold. Change: "
        )
        raise Conflict(f"{message}{fiscal_year.name_some(wrong)}.")


def _has(version: Version, currency: str) -> bool:
    return version != Version.V3_2 or currency not in NOT_IN_3_2


class _File:
    """One file, in the pieces that are written one after the other."""

    def __init__(self, company: Company, year: Year, version: Version) -> None:
        self.company = company
        self.year = year
        self.version = version
        self.rates = {rate.pk: rate for rate in TaxRate.objects.filter(company=company).order_by("name")}
        numbered = Contact.objects.filter(company=company, external_id__isnull=False).order_by().values("external_id")
        twice = numbered.annotate(times=Count("id")).filter(times__gt=1)
        self.shared = set(twice.values_list("external_id", flat=True).iterator(CHUNK))
        """The numbers that both a customer and a vendor have."""

    def pieces(self) -> Iterator[str]:
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n<auditfile xmlns="{NAMESPACES[self.version]}">\n'
        yield _part("header", self.header())
        yield f"<company>\n{self.about_company()}\n"
        yield from _parts("customersSuppliers", self.contacts())
        yield from _parts("generalLedger", self.accounts())
        yield from _parts("vatCodes", map(self.tax_rate, self.rates.values()))
        yield from _parts("periods", self.months())
        yield from _parts("openingBalance", self.opening())
        yield from _parts("transactions", self.transactions())
        yield "</company>\n</auditfile>\n"

    def header(self) -> str:
        return _fields(
            fiscalYear=name_of(self.year),
            startDate=str(self.year.start),
            endDate=str(self.year.end),
            curCode=self.company.base_currency_id,
            dateCreated=str(self.company.date_at(timezone.now())),
            softwareDesc="Atlas",
            softwareVersion=settings.VERSION,
        )

    def about_company(self) -> str:
        company = self.company
        registered = "companyIdent" if self.version == Version.V3_2 else "Commercenr"
        fields = {
            registered: _number(company.registration_number),
            "companyName": _text(company.legal_name or company.name, MAX_NAME),
            "taxRegistrationCountry": "NL",
            "taxRegIdent": company.tax_number,
        }
        return _fields(**fields) + _address(company.address)

    def contacts(self) -> Iterator[str]:
        controls = Account.objects.filter(company=self.company, system_role__in=CONTROL_ROLES)
        values = {
            "company": self.company.pk,
            "controls": list(controls.values_list("pk", flat=True)),
            "start": self.year.start,
            "end": self.year.end,
        }
        for id, number, kind, name, email, tax_number, address, opening, closing in fiscal_year.rows(CONTACTS, values):
            fields = {
                "custSupID": self.contact_number(id, number),
                "custSupName": _text(name, MAX_CONTACT_NAME),
                "eMail": _text(email),
                "taxRegIdent": _number(tax_number, MAX_TAX_NUMBER),
                "custSupTp": "C" if kind == ContactKind.CUSTOMER else "S",
            }
            if self.version == Version.V4_0:
                fields |= self.amount(opening, "opBalDesc", "opBalTp") | self.amount(closing, "clBalDesc", "clBalTp")
            yield _part("customerSupplier", _fields(**fields) + _address(address))

    def contact_number(self, id: UUID, number: str | None) -> str:
        """Return its `external_id`, or else its id, which only one contact has and which has its own length."""
        known = _number(number or "", len(id.hex) - 1)
        return known if known and number not in self.shared else id.hex

    def accounts(self) -> Iterator[str]:
        for account in Account.objects.filter(company=self.company).order_by("code").iterator(CHUNK):
            kind = "B" if account.type in BALANCE_SHEET else "P"
            yield _part("ledgerAccount", _fields(accID=account.code, accDesc=_text(account.name, MAX_NAME), accTp=kind))

    def tax_rate(self, rate: TaxRate) -> str:
        return _part("vatCode", _fields(vatID=_tax_code(rate), vatDesc=_text(rate.name, MAX_TAX_NAME)))

    def months(self) -> Iterator[str]:
        first = self.year.start
        while first <= self.year.end:
            last = month_end(first)
            number = self.month(first)
            yield _part("period", _fields(periodNumber=number, startDatePeriod=str(first), endDatePeriod=str(last)))
            first = last + DAY

    def month(self, day: datetime.date) -> str:
        """Return the number of a day's month in the year, from 1."""
        return str((day.year - self.year.start.year) * 12 + day.month - self.year.start.month + 1)

    def opening(self) -> Iterator[str]:
        left = [(account, net) for account, net in fiscal_year.opening(self.company, self.year) if net]
        sums = [sum((net for _, net in left if (net > 0) is is_debit), ZERO) for is_debit in (True, False)]
        day = {"opBalDate": str(self.year.start)} if self.version == Version.V3_2 else {}
        yield _fields(**day) + self.totals(len(left), *map(abs, sums))
        for count, (account, net) in enumerate(left, start=1):
            yield _part("obLine", _fields(nr=str(count), accID=account.code, **self.amount(net)))

    def transactions(self) -> Iterator[str]:
        yield self.totals(*fiscal_year.totals(self.company, self.year))
        for journal in JOURNALS:
            but = () if journal.sources else DOCUMENTS
            found = fiscal_year.lines(self.company, self.year, only=journal.sources, but=but)
            entries = (list(group) for _, group in groupby(found, key=attrgetter("number")))
            about = _fields(jrnID=journal.id, desc=journal.name, jrnTp=journal.type)
            yield from _parts("journal", map(self.entry, entries), about)

    def totals(self, count: int, debit: Decimal, credit: Decimal) -> str:
        return _fields(linesCount=str(count), totalDebit=self.figure(debit), totalCredit=self.figure(credit)) + "\n"

    def entry(self, lines: list[Line]) -> str:
        first = lines[0]
        about = _fields(
            nr=str(first.number),
            desc=_text(first.memo),
            periodNumber=self.month(first.date),
            trDt=str(first.date),
        )
        return _part("transaction", f"{about}\n{''.join(map(self.line, lines))}")

    def line(self, line: Line) -> str:
        is_invoiced = line.source_type in (*SALES, *PURCHASES)
        fields = _fields(
            nr=str(line.position),
            accID=line.account_code,
            docRef=_text(line.evidence, MAX_REFERENCE) or str(line.number),
            effDate=str(line.date),
            desc=_text(line.description),
            **self.amount(line.debit - line.credit),
            custSupID=self.contact_number(line.contact_id, line.contact_number) if line.contact_id else "",
            invRef=_text(line.document or "", MAX_REFERENCE) if is_invoiced else "",
        )
        return _part("trLine", fields + self.tax(line) + self.foreign(line))

    def tax(self, line: Line) -> str:
        """Return the tax that a line is, or that its net amount does not have: the seller of it charges none."""
        if line.tax_rate_id is None:
            return ""
        rate = self.rates[line.tax_rate_id]
        percent, net = rate.percent, line.debit - line.credit
        if line.tax_base is None:
            if rate.percent and (rate.is_charged or line.tax_kind != TaxKind.SALES_NET):
                return ""  # its tax has lines of its own
            percent = net = ZERO
        amount = self.amount(net, "vatAmnt", "vatAmntTp")
        return _part("vat", _fields(vatID=_tax_code(rate), vatPerc=f"{percent:.3f}", **amount))

    def foreign(self, line: Line) -> str:
        """Return what a line is in another currency, unless the file cannot say it."""
        amount = line.currency_amount if line.debit else -line.currency_amount
        if (
            line.currency == self.company.base_currency_id
            or not _has(self.version, line.currency)
            or amount != round(amount, DECIMALS)
        ):
            return ""
        return _part("currency", _fields(curCode=line.currency, curAmnt=f"{amount:.{DECIMALS}f}"))

    def amount(self, net: Decimal, name: str = "amnt", side: str = "amntTp") -> dict[str, str]:
        return {name: self.figure(abs(net)), side: "C" if net < 0 else "D"}

    def figure(self, amount: Decimal) -> str:
        return f"{amount:.{money.decimals(self.company.base_currency_id)}f}"


def _tax_code(rate: TaxRate) -> str:
    return _number(rate.code) or rate.pk.hex


def _address(lines: str) -> str:
    """Return an address. All its lines are the street, because nothing says which of them is the city."""
    street = _text(", ".join(filter(None, map(str.strip, lines.splitlines()))), MAX_STREET)
    return _part("streetAddress", _fields(streetname=street)) if street else ""


def _text(text: str, most: int | None = None) -> str:
    """Return a text on one line, cut where the file has no room for it, with a \ufffd for what XML cannot hold."""
    return " ".join(NOT_IN_XML.sub("\ufffd", text).split())[:most].rstrip()


def _number(text: str, most: int = MAX_NUMBER) -> str:
    """Return a code or number, or nothing if the file cannot have it as it is: a part of it would be another one."""
    return text if text == _text(text, most) else ""


def _fields(**texts: str) -> str:
    """Return an element for each text that is not empty."""
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in texts.items() if text)


def _part(tag: str, content: str) -> str:
    return f"<{tag}>{content}</{tag}>\n"


def _parts(tag: str, parts: Iterator[str], about: str = "") -> Iterator[str]:
    """Yield an element with these parts, in flat memory, or nothing if there are none."""
    if (first := next(parts, None)) is not None:
        yield f"<{tag}>{about}\n{first}"
        yield from parts
        yield f"</{tag}>\n"
