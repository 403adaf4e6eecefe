"""The formats of journals that can be imported, in one place."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from accounting.exchange import beancount, hledger, journal_csv
from accounting.exchange.source import SourceJournal


class Reader(Protocol):
    def __call__(self, path: Path, currency: str, rates: Mapping[str, Decimal] | None) -> SourceJournal: ...


@dataclass(frozen=True, slots=True)
class JournalFormat:
    """A format: its name, the ends of its files' names, and what reads them."""

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
    """Return the format whose files end so."""
    return next((one for one in JOURNALS.values() if suffix.lower() in one.suffixes), None)
