"""An imported journal, read and computed, before it is booked. Each format is read into this."""

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, Protocol

from accounting.ledger import money
from accounting.ledger.text import HIDDEN

MAX_PROBLEMS = 1000
"""Reading stops after so many problems."""
MAX_PROBLEMS_SHOWN = 50
MAX_TEXT_LENGTH = 500
MAX_OPTIONS = 5_000
"""The most different options of tracking categories that a file may name: five active categories have 2,500."""
ZERO = Decimal(0)
_HIDDEN = re.compile(f"[{HIDDEN}]")


class Place(NamedTuple):
    """A place in a file: its name (without folders) and the line."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


Tracked = tuple[tuple[str, str], ...]
"""The options of a line: the names of the category and of the option."""


class SourceLine(NamedTuple):
    """An amount in the base currency, a whole multiple of its smallest unit and not zero. Debits are positive."""

    account: str
    amount: Decimal
    description: str
    tracking: Tracked = ()


class SourceEntry(NamedTuple):
    place: Place
    date: datetime.date
    memo: str
    lines: tuple[SourceLine, ...]
    reference: str = ""
    """Its reference in the books. By default its file and line."""


class Entries(Protocol):
    """Entries that can be read more than once: a list, or a file that is read again each time."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[SourceEntry]: ...


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that has no value in money."""

    place: Place
    date: datetime.date
    memo: str
    postings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unpriced:
    """A posting without a value in money. The rest of its entry is booked."""

    place: Place
    account: str
    posting: str


@dataclass(frozen=True, slots=True)
class Residue:
    """The difference of an entry, from the file's tolerance and our rounding, booked to the account for roundings."""

    place: Place
    date: datetime.date
    memo: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Cut:
    """A text that was too long for the books and was cut."""

    place: Place
    what: str
    length: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A line of the file that the report mentions."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class SourceAccount:
    """An account of the file. `key` is how its lines name it. Its code, if the file has one, is that of the books."""

    name: str
    type: str
    subtype: str
    is_closed: bool
    code: str = ""
    place: Place | None = None

    @property
    def key(self) -> str:
        return self.code or self.name


@dataclass
class SourceJournal:
    """The content of a file, and the parts of it that cannot be booked.

    `without_value` counts the postings without a value in money by commodity, `converted` those valued at a price of
    their day by currency, `zero_lines` those whose value is zero. `rounding` is the amount by which rounding changed
    each account, over `rounded_lines`. `balances` are the expected balances of the accounts, debits positive.
    """

    currency: str
    accounts: list[SourceAccount] = field(default_factory=list)
    entries: Entries = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    unpriced: list[Unpriced] = field(default_factory=list)
    without_value: Counter[str] = field(default_factory=Counter)
    converted: Counter[str] = field(default_factory=Counter)
    zero_lines: int = 0
    rounded_lines: int = 0
    rounding: dict[str, Decimal] = field(default_factory=dict)
    residues: list[Residue] = field(default_factory=list)
    cut: list[Cut] = field(default_factory=list)
    padded: list[Mention] = field(default_factory=list)
    not_run: list[Mention] = field(default_factory=list)
    balances_checked: int = 0
    balances: dict[str, Decimal] = field(default_factory=dict)
    unread: list[Mention] = field(default_factory=list)
    """The columns that are not read and have something, in one mention."""
    options: dict[tuple[str, str], Place] = field(default_factory=dict)
    """Where each option of a tracking category is first: the names of the category and of the option."""

    def track(self, tracked: Tracked, place: Place) -> None:
        """Note the options of a line. Raises Unreadable if they are too many."""
        for one in tracked:
            if one not in self.options:
                if len(self.options) >= MAX_OPTIONS:
                    message = f"A file can name at most {MAX_OPTIONS:,} options of tracking categories."
                    raise Unreadable([Problem(place, message)])
                self.options[one] = place

    def round(self, account: str, amount: Decimal, value: Decimal) -> None:
        """Count a value that is booked on an account as `amount`."""
        self.balances[account] = self.balances.get(account, ZERO) + amount
        if amount != value:
            self.rounded_lines += 1
            self.rounding[account] = self.rounding.get(account, ZERO) + amount - value

    def cut_text(self, what: str, text: str, place: Place, most: int = MAX_TEXT_LENGTH) -> str:
        """Return a text for the books, cut to so many characters."""
        if len(text) <= most:
            return text
        self.cut.append(Cut(place, what, len(text)))
        return f"{text[: most - 1]}…"

    def too_much(self) -> "list[Problem]":
        """Return the entries by which an account's debits or credits in a month get too large for AccountBalance."""
        totals = Totals(self.currency)
        return [problem for entry in self.entries for problem in totals.add(entry)]


class Totals:
    """The debits and credits of each account by month."""

    def __init__(self, currency: str) -> None:
        self.currency, self.most = currency, money.greatest(currency)
        self.totals: dict[tuple[str, int, int, bool], Decimal] = {}

    def add(self, entry: SourceEntry) -> "Iterator[Problem]":
        """Add the lines of an entry, and yield what gets too large for AccountBalance with it."""
        year, month = entry.date.year, entry.date.month
        for line in entry.lines:
            key = line.account, year, month, line.amount > 0
            before = self.totals.get(key, ZERO)
            self.totals[key] = total = before + abs(line.amount)
            if before <= self.most < total:
                what = f"the {'debits' if line.amount > 0 else 'credits'} of {line.account} in {entry.date:%Y-%m}"
                message = f"With this entry {what} are more than {money.text(self.most, self.currency)}."
                yield Problem(entry.place, message)


@dataclass(frozen=True, slots=True)
class Problem:
    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def hidden_in(what: str, text: str) -> Iterable[str]:
    """Yield a message if a text has a character that the books may not have."""
    if found := _HIDDEN.search(text):
        yield f"{what}: U+{ord(found[0]):04X} is a control character, or turns the direction of writing."


class Unreadable(Exception):
    """The file cannot be booked as it is. It has all problems, in the order of the lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: (problem.place.file, problem.place.line))
        shown = [str(problem) for problem in self.problems[:MAX_PROBLEMS_SHOWN]]
        if len(self.problems) > MAX_PROBLEMS_SHOWN:
            shown.append(f"… and {len(self.problems) - MAX_PROBLEMS_SHOWN:,} more problems.")
        super().__init__("\n".join(shown))
