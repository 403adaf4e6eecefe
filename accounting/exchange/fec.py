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

from accounting.errors import Conflict, Invalid
from accounting.exchange import fiscal_year
from accounting.exchange.fiscal_year import BANK, PURCHASES, SALES, ZERO, Line, Year
from accounting.ledger import money
from accounting.ledger.models import CONTROL_ROLES, Account, AccountBalance, Company, EntryType

ENCODING = "iso8859-15"
"""The norm allows ASCII, ISO 8859-15 and EBCDIC. What is not in it becomes a question mark."""
CODE = "^[0-9]{3}"
"""How the norm has the code of each account begin."""
HEADINGS = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
    "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise",
    "Idevise",
)  # fmt: skip
OPENING = ("AN", "À nouveaux")
MISCELLANEOUS = ("OD", "Opérations diverses")
JOURNALS = {
    **dict.fromkeys(SALES, ("VE", "Ventes")),
    **dict.fromkeys(PURCHASES, ("AC", "Achats")),
    **dict.fromkeys(BANK, ("BQ", "Banque")),
}
"""The journal of each kind of document. All other entries are miscellaneous, or opening ones."""
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
    for _, group in groupby(fiscal_year.lines(company, year), key=attrgetter("number")):
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
        message = "In the FEC each account code begins with three digits, as in the plan comptable général. Change: "
        raise Conflict(f"{message}{fiscal_year.name_some(wrong)}.")


def _journal(line: Line) -> tuple[str, str]:
    if line.entry_type == EntryType.OPENING:
        return OPENING
    return JOURNALS.get(line.source_type, MISCELLANEOUS)


def _line(company: Company, line: Line, journal: tuple[str, str], count: int) -> bytes:
    is_foreign = line.currency != company.base_currency_id
    return _row(
        (
            *journal,
            str(count),
            _day(line.date),
            line.account_code,
            line.account_name,
            *_contact(line.role, line.contact_number, line.contact_id, line.contact_name),
            line.evidence,
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
    """Yield the balances that the years before left: each account, and each contact of receivables and payables."""
    left = fiscal_year.opening(company, year)
    _refuse([account.code for account, _ in left if not re.match(CODE, account.code)])
    controls = {account.pk: account for account, _ in left if account.system_role in CONTROL_ROLES}
    rows = [(account.code, account.name, "", "", net) for account, net in left if account.pk not in controls]
    owed = {"company": company.pk, "accounts": list(controls), "start": year.start}
    for account_id, number, contact_id, name, amount in fiscal_year.rows(OWED, owed):
        account = controls[account_id]
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
