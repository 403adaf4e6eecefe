"""Write the posted entries of a company for other programs: as Beancount, hledger and CSV.

All amounts are in the base currency, so that `bean-query` and `hledger` come to the same balances as our trial balance.
What a line is in another currency stands beside it, and its options of tracking categories, by their names. Entries
are in the order of their dates, then of their numbers.
"""

import csv
import datetime
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, count, groupby
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

from django.db import connections, router

from accounting.exchange import tags
from accounting.ledger import money
from accounting.ledger.models import AccountType, Company, JournalLine, TrackingCategory
from accounting.ledger.text import harmless
from accounting.ledger.tracking import used_names
from foundation.models import MAX_NAME_LENGTH

CHUNK = 2000
"""How many lines are read at once."""


class ExportLine(NamedTuple):
    """A line of a posted entry, with what the formats say of its entry. `currency_amount` is positive for a debit."""

    number: int
    date: datetime.date
    memo: str
    reference: str
    entry_id: UUID
    source_type: str
    hash: str
    account_code: str
    account_name: str
    account_type: str
    description: str
    debit: Decimal
    credit: Decimal
    currency: str
    currency_amount: Decimal
    contact: str | None
    tax_rate: str | None
    tracking: dict[str, str]
    """The names of its options by those of their categories."""


# LATERAL and OFFSET 0 have PostgreSQL read the lines of an entry by their index: of new books without statistics it
# expects one line, and would read all of them for each entry.
LINES = """
SELECT e.number, e.date, e.memo, e.reference, e.id, e.source_type, e.hash, a.code, a.name, a.type, l.description,
    l.debit, l.credit, l.currency, l.currency_amount,
    (SELECT c.name FROM accounting_contact c WHERE c.company_id = l.company_id AND c.id = l.contact_id),
    (SELECT r.name FROM accounting_taxrate r WHERE r.company_id = l.company_id AND r.id = l.tax_rate_id),
    l.tracking
FROM (
    SELECT * FROM accounting_journalentry WHERE company_id = %s AND status = 'posted' ORDER BY date, number OFFSET 0
) AS e
CROSS JOIN LATERAL (
    SELECT * FROM accounting_journalline WHERE company_id = e.company_id AND entry_id = e.id ORDER BY position OFFSET 0
) AS l
CROSS JOIN LATERAL (
    SELECT code, name, type FROM accounting_account WHERE company_id = l.company_id AND id = l.account_id OFFSET 0
) AS a
ORDER BY e.date, e.number, l.position
"""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how its files are called, and what writes them."""

    name: str
    suffix: str
    media_type: str
    write: "Callable[[Company], Iterator[str]]"


def lines(company: Company) -> Iterator[ExportLine]:
    """Read the lines of all posted entries as of one moment, in flat memory."""
    with connections[router.db_for_read(JournalLine)].chunked_cursor() as cursor:
        cursor.execute(LINES, [company.pk])
        names = used_names(company)
        while rows := cursor.fetchmany(CHUNK):
            for *row, tracking in rows:
                yield ExportLine._make([*row, dict(names[id] for id in tracking or ())])


def _entries(company: Company) -> Iterator[list[ExportLine]]:
    for _, group in groupby(lines(company), key=attrgetter("number")):
        yield list(group)


# Beancount

ROOTS = {
    AccountType.ASSET: "Assets",
    AccountType.LIABILITY: "Liabilities",
    AccountType.EQUITY: "Equity",
    AccountType.REVENUE: "Income",
    AccountType.EXPENSE: "Expenses",
}


def beancount(company: Company) -> Iterator[str]:
    """Yield a Beancount ledger. An account is opened on the day of its first entry."""
    base = company.base_currency_id
    yield f'option "title" {_string(company.name)}\noption "operating_currency" "{base}"\n'
    names, taken, keys = dict[str, str](), set[str](), dict[str, str]()
    for entry in _entries(company):
        first = entry[0]
        for line in entry:
            if line.account_code not in names:
                names[line.account_code] = name = _account(line, taken)
                yield f"\n{line.date} open {name} {base}\n  name: {_string(line.account_name)}\n"
        facts = {"number": str(first.number), "id": _string(str(first.entry_id)), "hash": _string(first.hash)}
        facts |= {
            key: _string(text) for key, text in (("reference", first.reference), ("source", first.source_type)) if text
        }
        yield f"\n{first.date} * {_string(first.memo)}\n"
        yield "".join(f"  {key}: {fact}\n" for key, fact in facts.items())
        for line in entry:
            yield f"  {names[line.account_code]}  {_amount(line, base)} {base}\n"
            told = {"description": line.description, "contact": line.contact, "tax": line.tax_rate}
            yield "".join(f"    {key}: {_string(text)}\n" for key, text in told.items() if text)
            yield "".join(f"    {key}: {_string(option)}\n" for key, option in _tags(line, keys))
            if line.currency != base:
                yield f"    foreign: {_figure(line.currency_amount, line.currency)} {line.currency}\n"


def _tags(line: ExportLine, keys: dict[str, str]) -> list[tuple[str, str]]:
    return [(tags.key_among(category, keys), option) for category, option in line.tracking.items()]


def _string(text: str) -> str:
    escaped = _one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _account(line: ExportLine, taken: set[str]) -> str:
    """Return an account's name as Beancount allows it: letters, digits and hyphens, after a capital or a digit."""
    words = f"{line.account_code} {line.account_name}"
    kept = "".join(char if char.isalpha() or char.isdecimal() else "-" for char in words)
    part = re.sub("-+", "-", kept).strip("-")
    part = part[:1].upper() + part[1:]
    if not (part[:1].isupper() or part[:1].isdecimal()):
        part = f"X{part}"
    return _free(f"{ROOTS[AccountType(line.account_type)]}:{part}", taken)


def _free(name: str, taken: set[str]) -> str:
    """Return the name of an account, as long as an import takes it, with a number if another account has it."""
    ends = (f"-{i}" if i > 1 else "" for i in count(1))
    room = ((end, MAX_NAME_LENGTH - len(end)) for end in ends)
    wanted = ((name if len(name) <= most else name[:most].rstrip("- ")) + end for end, most in room)
    found = next(one for one in wanted if one not in taken)
    taken.add(found)
    return found


# hledger

GROUPS = {kind: root.lower() for kind, root in ROOTS.items()}
TYPES = {kind: root[0] for kind, root in ROOTS.items()} | {AccountType.REVENUE: "R", AccountType.EXPENSE: "X"}
NO_TAGS = re.compile(rf"\b(date2?|{tags.PREFIX}[^\s:]*):", re.IGNORECASE)
"""hledger reads `date:` and `[…]` in a comment as the date of its posting, and we read tags of options."""


def hledger(company: Company) -> Iterator[str]:
    """Yield an hledger journal."""
    base = company.base_currency_id
    sample = _figure(Decimal(1000), base)
    yield f"; {_comment(company.name)}\ncommodity {sample if '.' in sample else f'{sample}.'} {base}\n"
    names, taken, keys = dict[str, str](), set[str](), dict[str, str]()
    for entry in _entries(company):
        first = entry[0]
        for line in entry:
            if line.account_code not in names:
                kind = AccountType(line.account_type)
                name = _free(f"{GROUPS[kind]}:{_words(line.account_code, line.account_name)}", taken)
                names[line.account_code] = name
                yield f"\naccount {name}  ; type: {TYPES[kind]}\n"
        about = " ".join(text for text in (first.reference, f"id {first.entry_id}") if text)
        yield f"\n{first.date} * ({first.number}) {_words(first.memo)}  ; {_comment(about)}\n"
        for line in entry:
            told = [text for text in (line.contact, line.description, line.tax_rate) if text]
            if line.currency != base:
                told.append(f"{_figure(line.currency_amount, line.currency)} {line.currency}")
            told = [_comment(text) for text in told]
            told += [f"{key}:{_comment(option).replace(',', ';')}" for key, option in _tags(line, keys)]
            comment = f"  ; {', '.join(told)}" if told else ""
            yield f"    {names[line.account_code]}  {_amount(line, base)} {base}{comment}\n"


def _words(*texts: str) -> str:
    """Return text without what ends a name in hledger or begins a sub-account."""
    return _one_line(" ".join(texts)).replace(":", "-").replace(";", ",")


def _comment(text: str) -> str:
    return NO_TAGS.sub(r"\1 ", _one_line(text)).replace("[", "(").replace("]", ")")


# CSV


def as_csv(company: Company) -> Iterator[str]:
    """Yield CSV (RFC 4180): a line of headings, then a line for each line of an entry, with a column for each tracking
    category."""
    base, output = company.base_currency_id, io.StringIO()
    writer = csv.writer(output)
    found = lines(company)
    first = next(found, None)  # the lines are as of now, so they have no category that is made later
    categories = list(TrackingCategory.objects.filter(company=company).order_by("id").values_list("name", flat=True))
    writer.writerow([*ExportLine._fields[:-1], *map(tags.heading, categories)])
    for line in chain([first], found) if first else ():
        yield output.getvalue()
        output.seek(0)
        output.truncate()
        row = line._asdict() | {
            "debit": _figure(line.debit, base),
            "credit": _figure(line.credit, base),
            "currency_amount": _figure(line.currency_amount, line.currency),
        }
        texts = ("memo", "reference", "account_code", "account_name", "description", "contact", "tax_rate")
        row |= {name: harmless(row[name] or "") for name in texts}
        tracking = row.pop("tracking")
        writer.writerow([*row.values(), *(harmless(tracking.get(category, "")) for category in categories)])
    yield output.getvalue()


def _amount(line: ExportLine, base: str) -> str:
    return _figure(line.debit - line.credit, base)


def _figure(amount: Decimal, currency: str) -> str:
    return f"{amount:.{money.decimals(currency)}f}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


FORMATS = {
    one.name: one
    for one in (
        Format("beancount", "beancount", "text/plain", beancount),
        Format("hledger", "journal", "text/plain", hledger),
        Format("csv", "csv", "text/csv", as_csv),
    )
}
