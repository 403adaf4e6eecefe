"""The formats of files that can be imported, in one place.

`read` computes a file outside of a transaction; `book` writes what was read into a company, all or nothing.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from accounting.documents.models import Bill, Invoice
from accounting.exchange import (
    account_list,
    beancount,
    booking,
    contact_list,
    hledger,
    item_list,
    journal_csv,
    open_documents,
)
from accounting.exchange.outcome import Outcome, Progress
from accounting.exchange.source import SourceJournal
from accounting.ledger.models import Company, ContactKind
from foundation.words import counted
from identity.models import User

EXISTING = ("skip", "update")
"""What becomes of a row of a list that is in the books already. The first is the default."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the file does not say. `rates` are units of the base currency for one unit of another.

    `existing` is one of `EXISTING`, or empty. `date` is the day of the opening balances. `date_order` and
    `decimal_mark` say how dates and amounts are written (`figures`).
    """

    currency: str = ""
    rates: dict[str, Decimal] = field(default_factory=dict)
    existing: str = ""
    date: datetime.date | None = None
    date_order: str = ""
    decimal_mark: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return those that are given."""
        rates = {code: str(rate) for code, rate in self.rates.items()}
        given = {
            "currency": self.currency,
            "rates": rates,
            "existing": self.existing,
            "date": self.date and str(self.date),
            "date_order": self.date_order,
            "decimal_mark": self.decimal_mark,
        }
        return {name: value for name, value in given.items() if value}

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> "Options":
        return cls(
            currency=given.get("currency", ""),
            rates={code: Decimal(rate) for code, rate in given.get("rates", {}).items()},
            existing=given.get("existing", ""),
            date=datetime.date.fromisoformat(given["date"]) if "date" in given else None,
            date_order=given.get("date_order", ""),
            decimal_mark=given.get("decimal_mark", ""),
        )


class Reader(Protocol):
    def __call__(self, path: Path, currency: str, rates: Mapping[str, Decimal] | None) -> SourceJournal: ...


class Booker(Protocol):
    def __call__(self, company: Company, source: Any, *, options: Options, by: User, progress: Progress) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class ImportFormat:
    """A format: its name, the ends of its files' names, and what reads and books it."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path, Options, str], Any]
    book: Booker


@dataclass(frozen=True, slots=True)
class JournalFormat:
    """A format of whole journals, which the command line reads too."""

    name: str
    suffixes: tuple[str, ...]
    read: Reader


JOURNALS = {
    one.name: one
    for one in (
        JournalFormat("beancount", (".beancount", ".bean"), beancount.read),
        JournalFormat("hledger", (".journal", ".hledger", ".j"), hledger.read),
        JournalFormat("csv", (".csv",), journal_csv.read),
    )
}


def by_suffix(suffix: str) -> JournalFormat | None:
    """Return the format of journals whose files end so."""
    return next((one for one in JOURNALS.values() if suffix.lower() in one.suffixes), None)


def _imported(journal: JournalFormat) -> ImportFormat:
    def read(path: Path, options: Options, base: str) -> SourceJournal:
        return journal.read(path, options.currency or base, options.rates)

    return ImportFormat(journal.name, journal.suffixes, read, _book_journal)


def _book_journal(
    company: Company, source: SourceJournal, *, options: Options, by: User, progress: Progress
) -> Outcome:
    total = len(source.entries)
    opened = booking.book_into(company, source, by=by, progress=lambda booked: progress(booked, total))
    outcome = Outcome(done=total)
    outcome.count("created", "journal_entries", total)
    for place, account in opened.created:
        outcome.add(place.line, "created", "accounts", f"account {account.code} {account.name}")
    for place, category, option in opened.options:
        outcome.add(place.line, "created", "tracking_options", f"option {option} of {category}")
    for line, message in sorted(_warnings(source, opened)):
        outcome.warn(line, message)
    return outcome


def _warnings(source: SourceJournal, opened: booking.Opened) -> Iterator[tuple[int, str]]:
    """Yield what was left out, rounded, moved, cut or added, each with its line; 0 is for the whole file."""
    for mention in source.unread:
        yield mention.place.line, mention.text
    for place, code, account in opened.moved:
        yield place.line, f"Account {code} is {account.code} here: lines cannot be posted to the {code} of the books."
    for unpriced in source.unpriced:
        yield unpriced.place.line, f"Left out, without a value in {source.currency}: {unpriced.posting}."
    for entry in source.left_out:
        yield entry.place.line, "Left out, because no posting has a value in money."
    for residue in source.residues:
        yield residue.place.line, f"A difference of {residue.amount:+f} is booked to the account for roundings."
    for cut in source.cut:
        yield cut.place.line, f"{cut.what} has {cut.length:,} characters and was cut."
    for mention in source.not_run:
        yield mention.place.line, f"Not run: {mention.text}"
    for mention in source.padded:
        yield mention.place.line, f"A pad of the file adds {mention.text}."
    if source.converted:
        counts = ", ".join(f"{count:,} in {name}" for name, count in sorted(source.converted.items()))
        yield 0, f"Postings valued at a price of their day: {counts}."
    if source.rounded_lines:
        largest = sorted(source.rounding.items(), key=lambda one: (-abs(one[1]), one[0]))
        changed = "; ".join(f"{name} {amount:+f}" for name, amount in largest if amount)
        yield 0, f"{counted(source.rounded_lines, 'line')} rounded to the decimals of {source.currency}: {changed}."
    if source.zero_lines:
        yield 0, f"Left out, because their value is zero: {counted(source.zero_lines, 'line')}."


def _contacts(kind: ContactKind) -> ImportFormat:
    def read(path: Path, options: Options, base: str) -> contact_list.ContactList:
        return contact_list.read(path, kind)

    return ImportFormat(f"{kind}s_csv", (), read, contact_list.book)


def _read_accounts(path: Path, options: Options, base: str) -> account_list.AccountList:
    return account_list.read(path)


def _read_items(path: Path, options: Options, base: str) -> item_list.ItemList:
    return item_list.read(path, currency=options.currency or base, options=options)


def _documents(model: open_documents.Model) -> ImportFormat:
    def read(path: Path, options: Options, base: str) -> open_documents.OpenDocuments:
        return open_documents.read(path, model, currency=options.currency or base, options=options)

    return ImportFormat(f"{model.NOUN}s_csv", (), read, open_documents.book)


LISTS = {
    one.name: one
    for one in (
        _contacts(ContactKind.CUSTOMER),
        _contacts(ContactKind.VENDOR),
        ImportFormat("accounts_csv", (), _read_accounts, account_list.book),
        ImportFormat("items_csv", (), _read_items, item_list.book),
        _documents(Invoice),
        _documents(Bill),
    )
}
"""The formats of lists. Nothing in the name of a file says that it is one, so the format must be given."""

IMPORTS = {**{one.name: one for one in map(_imported, JOURNALS.values())}, **LISTS}
"""All formats that can be imported, by name."""
