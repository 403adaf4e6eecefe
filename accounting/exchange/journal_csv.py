"""Read a journal from CSV: a row for each line of an entry, as `GET /exports/csv` writes it.

The columns `number`, `date`, `account_code`, `debit` and `credit` are required; `memo`, `reference`, `account_name`,
`account_type` and `description` are optional, and so are columns of tracking categories, such as
`tracking: Department`, with the names of options. All others are left out, with one warning that names them. Rows with
the same number that follow each other are one entry. Amounts are in the base currency, with a point. The file is read
twice, so memory is flat.
"""

import datetime
import functools
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from accounting.exchange import subtypes, tables, tags, texts
from accounting.exchange.source import (
    MAX_PROBLEMS,
    Place,
    Problem,
    SourceAccount,
    SourceEntry,
    SourceJournal,
    SourceLine,
    Totals,
    Tracked,
    Unreadable,
    hidden_in,
)
from accounting.exchange.tables import Row
from accounting.ledger import money
from accounting.ledger.accounts import MAX_ACCOUNTS, MAX_CODE_LENGTH
from accounting.ledger.journal import MAX_LINES
from accounting.ledger.models import AccountType
from accounting.ledger.text import as_written
from foundation.models import MAX_NAME_LENGTH

REQUIRED = ("number", "date", "account_code", "debit", "credit")
OPTIONAL = ("memo", "reference", "account_name", "account_type", "description")
SILENT = ("entry_id", "source_type", "hash", "currency_amount")
"""Columns of our export that are left out without a word: new entries have their own, and an amount in another currency
comes with that."""
MAX_REFERENCE = 100
REMEMBERED = 4096
"""How many days and amounts are kept once they are read."""
ZERO = Decimal(0)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_AMOUNT = re.compile(r"\d{1,15}(?:\.\d{1,10})?", re.ASCII)


def read(path: Path, currency: str = "", rates: Mapping[str, Decimal] | None = None) -> SourceJournal:
    """Read the journal at `path`, whose amounts are in `currency`. Raises Unreadable, CurrencyNotSupported."""
    if not currency:
        message = "Name the currency of the amounts with --currency: CSV does not say it."
        raise Unreadable([Problem(Place(texts.shown(path), 1), message)])
    money.decimals(currency)
    journal = SourceJournal(currency)
    reading = _Reading(path, journal)
    journal.entries = entries = _Entries(path, currency)
    entries.count = reading.check()
    journal.unread = reading.unread.mentions()
    journal.accounts = [reading.accounts[code] for code in sorted(reading.accounts)]
    return journal


class _Entries:
    """The entries of a file that was checked, read again each time."""

    def __init__(self, path: Path, currency: str) -> None:
        self.path, self.currency, self.count = path, currency, 0

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[SourceEntry]:
        reading = _Reading(self.path, SourceJournal(self.currency))
        return (entry for entry in reading.entries() if entry is not None)


class _Refused(Exception):
    pass


class _Reading:
    """Read the rows as entries, and note problems and accounts."""

    def __init__(self, path: Path, journal: SourceJournal) -> None:
        self.path, self.journal = path, journal
        self.problems: list[Problem] = []
        self.too_much: list[Problem] = []
        self.accounts: dict[str, SourceAccount] = {}
        self.categories: dict[str, str] = {}
        self.unread = tables.Unread({})
        self._known: dict[tuple[str, str], str] = {}

    def check(self) -> int:
        """Read the file once. Return the number of entries, or raise Unreadable with all problems."""
        counted, totals = 0, Totals(self.journal.currency)
        for entry in self.entries():
            if entry is not None:
                counted += 1
                self.too_much += totals.add(entry)
            if len(self.problems) >= MAX_PROBLEMS:
                break
        if problems := self.problems or self.too_much:
            raise Unreadable(problems)
        return counted

    def entries(self) -> Iterator[SourceEntry | None]:
        """Yield each entry, or None for one that has problems or no amount."""
        rows = tables.read(self.path, REQUIRED)
        headings = {heading.casefold(): heading for heading in tables.headings(self.path, REQUIRED)}
        self.categories = {
            name: heading[len(tags.COLUMN) :].strip()
            for name, heading in headings.items()
            if name.startswith(tags.COLUMN)
        }
        known = {*REQUIRED, *OPTIONAL, *SILENT, *self.categories}
        unread = {name: heading for name, heading in headings.items() if name not in known}
        # A currency says nothing if it is that of the amounts.
        self.unread = tables.Unread(unread, self.journal.currency)
        for number, group in groupby(rows, key=lambda row: row["number"]):
            yield self._entry(number, group)

    def _entry(self, number: str, rows: Iterator[Row]) -> SourceEntry | None:
        first, before = None, len(self.problems)
        found: list[SourceLine] = []
        for row in rows:
            first = first or row
            self.unread.note(row.place, row.cells)
            try:
                if len(found) >= MAX_LINES:
                    raise _Refused(f"An entry can have at most {MAX_LINES:,} lines.")
                line = self._line(row, first)
            except _Refused as refused:
                if len(self.problems) < MAX_PROBLEMS:
                    self.problems.append(Problem(row.place, str(refused)))
                continue
            if line is not None:
                found.append(line)
        assert first is not None
        left = sum((line.amount for line in found), ZERO)
        if len(self.problems) == before and left:
            message = f"Entry {number!r} does not balance: its debits less its credits are {left:+f}."
            self.problems.append(Problem(first.place, message))
        if len(self.problems) > before or not found:
            return None
        for line in found:
            self.journal.round(line.account, line.amount, line.amount)
        memo = self.journal.cut_text("memo", _text(first, "memo"), first.place)
        reference = self.journal.cut_text("reference", _text(first, "reference"), first.place, MAX_REFERENCE)
        return SourceEntry(first.place, _date(first["date"]), memo, tuple(found), reference)

    def _line(self, row: Row, first: Row) -> SourceLine | None:
        if not row["number"]:
            raise _Refused("number: Every row needs the number of its entry.")
        if _date(row["date"]) != _date(first["date"]):
            raise _Refused(f"date: The rows of entry {row['number']!r} have different dates.")
        for name in ("memo", "reference", "description"):
            if text := _text(row, name):
                for problem in hidden_in(name, text):
                    raise _Refused(problem)
        code = self._account(row)
        debit = _amount("debit", row["debit"], self.journal.currency)
        credit = _amount("credit", row["credit"], self.journal.currency)
        if debit and credit:
            raise _Refused("A row has a debit or a credit, not both.")
        if not (debit or credit):
            self.journal.zero_lines += 1
            return None
        description = self.journal.cut_text("description", _text(row, "description"), row.place)
        tracked: Tracked = ()
        if self.categories:
            named = ((category, _text(row, column)) for column, category in self.categories.items())
            tracked = tuple((category, option) for category, option in named if option)
            self.journal.track(tracked, row.place)
        return SourceLine(code, debit - credit, description, tracked)

    def _account(self, row: Row) -> str:
        """Return the code of a row's account, which is checked the first time that it is there with this type."""
        given = row["account_code"], row["account_type"]
        if (code := self._known.get(given)) is None:
            code = self._checked(row)
            if code == given[0]:  # of other spellings there could be any number
                self._known[given] = code
        return code

    def _checked(self, row: Row) -> str:
        code, name, kind = _text(row, "account_code"), _text(row, "account_name"), row["account_type"]
        known = self.accounts.get(code)
        if known is None:
            if not 0 < len(code) <= MAX_CODE_LENGTH:
                raise _Refused(f"account_code: A code has 1 to {MAX_CODE_LENGTH} characters.")
            if len(name) > MAX_NAME_LENGTH:
                raise _Refused(f"account_name: A name has at most {MAX_NAME_LENGTH} characters.")
            for problem in (*hidden_in("account_code", code), *hidden_in("account_name", name)):
                raise _Refused(problem)
            if kind and kind not in AccountType.values:
                raise _Refused(f"account_type: It must be one of {', '.join(AccountType.values)}.")
            if len(self.accounts) >= MAX_ACCOUNTS:
                raise _Refused(f"A company has at most {MAX_ACCOUNTS:,} accounts.")
            guessed = subtypes.guess(f":{name}", kind)
            self.accounts[code] = SourceAccount(name or code, kind, guessed, False, code, row.place)
        elif kind and kind != known.type:
            raise _Refused(f"account_type: Account {code} had the type {known.type or '(none)'} in a row before.")
        return code


@functools.lru_cache(REMEMBERED)
def _date(text: str) -> datetime.date:
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise _Refused(f"date: {text[:30]!r} is not a date such as 2026-01-31.") from None


@functools.lru_cache(REMEMBERED)
def _amount(name: str, text: str, currency: str) -> Decimal:
    if not text:
        return ZERO
    if not _AMOUNT.fullmatch(text):
        raise _Refused(f"{name}: {text[:30]!r} is not an amount such as 1500.00.")
    amount = Decimal(text)
    if not money.is_whole(amount, currency):
        raise _Refused(f"{name}: {money.allowed(currency)}")
    return amount


def _text(row: Row, name: str) -> str:
    """Return a cell in one line, without the apostrophe that the export puts before a formula."""
    text = row.cells.get(name)
    return " ".join(as_written(text).split()) if text else ""
