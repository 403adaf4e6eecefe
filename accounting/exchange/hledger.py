"""Read hledger journals, with our own reader. It runs nothing and follows no `include`.

A transaction is turned into one of Beancount's, and computed by the same code: a posting is booked at its cost (`@`,
`@@`) or else at its amount, other currencies at the prices of the file (`P`) or at the caller's rates. What would
change amounts and is not read (includes, aliases, balance assignments, unbalanced virtual postings) is refused;
periodic and auto posting rules are listed as not run. Balance assertions are checked.
"""

import datetime
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal, localcontext
from pathlib import Path

from accounting.exchange import tags, texts
from accounting.exchange.beancount.checks import Held
from accounting.exchange.beancount.options import Options
from accounting.exchange.beancount.parser import MAX_DIGITS
from accounting.exchange.beancount.reader import Reading, is_money
from accounting.exchange.beancount.syntax import (
    Directive,
    Open,
    Posting,
    Price,
    PriceOf,
    Refused,
    Transaction,
    in_order,
)
from accounting.exchange.rates import Rates
from accounting.exchange.source import (
    MAX_PROBLEMS,
    Mention,
    Place,
    Problem,
    SourceJournal,
    Tracked,
    Unreadable,
)
from accounting.ledger import money
from accounting.ledger.models import AccountType

MAX_BYTES = 25 * 1024 * 1024
SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD"})
TYPES = {
    "A": AccountType.ASSET,
    "C": AccountType.ASSET,
    "L": AccountType.LIABILITY,
    "E": AccountType.EQUITY,
    "V": AccountType.EQUITY,
    "R": AccountType.REVENUE,
    "X": AccountType.EXPENSE,
}
LONG_TYPES = {
    "asset": "A",
    "cash": "C",
    "liability": "L",
    "equity": "E",
    "conversion": "V",
    "revenue": "R",
    "expense": "X",
}
NAMES = (
    (AccountType.ASSET, "assets?"),
    (AccountType.LIABILITY, "liabilit(?:y|ies)|debts?"),
    (AccountType.EQUITY, "equity"),
    (AccountType.REVENUE, "income|revenues?"),
    (AccountType.EXPENSE, "expenses?"),
)
"""By which names hledger knows the types of accounts that declare none."""
READ_OVER = frozenset({"payee", "tag"})
SIGNS = "*!"
_DATE = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:=[\d/.-]+)?(?=\s|$)", re.ASCII)
_NUMBER = r"\d[\d.,]*|\.\d+"
_AMOUNT = re.compile(
    rf'([-+]?)\s*(?:("[^"]*"|[^\s\d.,;:+*/@=(){{}}\[\]<>"-]+)\s*)?([-+]?)({_NUMBER})\s*("[^"]*"|[^\s\d.,;:+*/@=(){{}}\[\]<>"-]+)?',
    re.ASCII,
)
_PRICED = re.compile(r'(?:\d\d?:\d\d(?::\d\d)?\s+)?("[^"]*"|\S+)\s+(.*)', re.ASCII)
"""What a `P` says after its date: perhaps a time, then a commodity, then its price."""
_TYPE_TAG = re.compile(r"\btype:\s*(\w+)")
_OWN_DATE = re.compile(r"\bdate2?:|\[\d[\d/.-]*\]")


def read(path: Path, currency: str = "", rates: Mapping[str, Decimal] | None = None) -> SourceJournal:
    """Read the journal at `path` for books in `currency` (default: its only currency).

    `rates` are units of that currency for one unit of another that has no price in the file. Raises Unreadable with the
    problems by line, CurrencyNotSupported.
    """
    with localcontext(Context(prec=MAX_DIGITS)):
        parser = _Parser(path, currency)
        parser.read()
        currency = currency or parser.only_currency()
        money.decimals(currency)
        parser.fill(currency)
        options = _Options(declared=parser.types)
        reading = _Reading(SourceJournal(currency), options, Rates(currency, rates))
        reading.assertions = parser.assertions
        reading.problems += parser.problems
        reading.journal.not_run += parser.not_run
        opens: list[Directive] = [Open(place, datetime.date.min, name) for name, place in parser.accounts.items()]
        reading.read(sorted([*opens, *parser.directives], key=in_order))
    return reading.journal


@dataclass(slots=True)
class _Options(Options):
    """The types of accounts by their names, or as the journal declares them."""

    declared: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.roots = {"name_assets": "assets", "name_liabilities": "liabilities", "name_equity": "equity"}
        self.roots |= {"name_income": "income", "name_expenses": "expenses"}

    def kind_of(self, account: str) -> str:
        parts = account.split(":")
        for count in range(len(parts), 0, -1):
            if kind := self.declared.get(":".join(parts[:count])):
                return kind
        return next((kind for kind, names in NAMES if re.fullmatch(names, parts[0], re.IGNORECASE)), "")


@dataclass(slots=True)
class _Assertion:
    number: Decimal
    currency: str
    with_below: bool
    is_whole: bool
    """Whether the account holds no other commodity."""


class _Reading(Reading):
    """Read the directives, and check the balances that postings assert."""

    assertions: dict[int, _Assertion]

    def _assert(self, directives: list[Directive]) -> None:
        """Check the asserted balances after their postings, in the order of the days."""
        held = Held(self.accounts.opened)
        for transaction, legs in self.booked:
            for leg in sorted(legs, key=lambda leg: leg.line):
                held.add([leg])
                wanted = self.assertions.get(leg.line)
                if wanted is None:
                    continue
                try:
                    wrong = _wrong(held, leg.account, wanted)
                except Refused as refused:
                    self._refuse(transaction.place, str(refused), leg.line)
                    return
                if wrong:
                    self._refuse(transaction.place, f"Balance failed: {leg.account} holds {wrong}.", leg.line)
                else:
                    self.journal.balances_checked += 1


def _wrong(held: Held, account: str, wanted: _Assertion) -> str:
    """Return what an account holds against an assertion, or nothing if it is right. Raises Refused."""
    below = wanted.with_below
    total = held.total(account, wanted.currency) if below else held.own(account, wanted.currency)
    if total != wanted.number:
        return f"{total} {wanted.currency}, not {wanted.number}"
    others = held.others(account, wanted.currency, below) if wanted.is_whole else []
    return f"{', '.join(others)} too" if others else ""


def _infer_cost(postings: list[Posting]) -> None:
    """Give the first of two currencies its cost in the other one, as hledger does if all amounts are written."""
    sums: dict[str, Decimal] = {}
    for posting in postings:
        if posting.number is None or posting.price is not None:
            return
        sums[posting.currency] = sums.get(posting.currency, Decimal(0)) + posting.number
    if len(sums) != 2:
        return
    (first, units), (second, worth) = sums.items()
    if units * worth >= 0:
        return
    priced = [posting for posting in postings if posting.currency == first]
    for posting in priced:
        is_total = len(priced) == 1
        posting.price = Price(abs(worth) if is_total else abs(worth / units), second, is_total)


def _options(comment: str) -> Tracked:
    """Return the options of tracking categories that a comment has as tags."""
    found = tags.IN_COMMENT.findall(texts.whole(comment))
    return tuple(
        (sys.intern(tags.category_of(key)), sys.intern(name)) for key, option in found if (name := option.strip())
    )


def _last_mark(sample: str) -> str:
    """Return what is before the decimals of a sample amount, such as the comma of `1.000,00 EUR`; "" if nothing is."""
    return next((sign for sign in reversed(sample) if sign in ".,"), "")


class _Parser:
    """Read the lines of a journal as directives."""

    def __init__(self, path: Path, currency: str) -> None:
        self.path, self.file = path, texts.shown(path)
        self.dollar = currency if currency in DOLLARS else "USD"
        self.directives: list[Directive] = []
        self.accounts: dict[str, Place] = {}
        self.types: dict[str, str] = {}
        self.assertions: dict[int, _Assertion] = {}
        self.not_run: list[Mention] = []
        self.problems: list[Problem] = []
        self.currencies: dict[str, None] = {}
        self.default = ""
        self.default_mark = ""
        self.decimal_mark = ""
        self.marks: dict[str, str] = {}
        """What is before the decimals of each currency, if the journal says it."""
        self.transaction: Transaction | None = None
        self.ignores = False
        """Whether indented lines belong to something that is not read."""
        self.formats = False
        """Whether an indented line may be the format of a commodity."""
        self.block = ""

    def read(self) -> None:
        size = 0
        for number, text in enumerate(texts.lines(self.path), 1):
            size += len(text)
            if size > MAX_BYTES:
                raise Unreadable([Problem(Place(self.file, number), f"A journal has at most {MAX_BYTES >> 20} MiB.")])
            try:
                line = text.rstrip()
                if "\r" in line:
                    raise Refused(texts.CARRIAGE_RETURN)
                self._line(line, number)
            except Refused as refused:
                self.problems.append(Problem(Place(self.file, number), str(refused)))
                self._begin(ignores=True)
                if len(self.problems) >= MAX_PROBLEMS:
                    raise Unreadable(self.problems) from None

    def only_currency(self) -> str:
        names = [name for name in self.currencies if is_money(name)]
        if len(names) == 1:
            return names[0]
        found = f"{len(names)} currencies, {', '.join(names)}" if names else "no currency"
        message = f"Name the currency of the books with --currency: the file has {found}."
        raise Unreadable([*self.problems, Problem(Place(self.file, 1), message)])

    def fill(self, currency: str) -> None:
        """Give amounts without a currency that of the books."""
        for directive in self.directives:
            for posting in directive.postings if isinstance(directive, Transaction) else ():
                if posting.number is not None:
                    posting.currency = posting.currency or currency
                if posting.price is not None:
                    posting.price.currency = posting.price.currency or currency
            if isinstance(directive, Transaction):
                _infer_cost(directive.postings)
            elif isinstance(directive, PriceOf):
                directive.currency = directive.currency or currency
        for wanted in self.assertions.values():
            wanted.currency = wanted.currency or currency

    def _line(self, text: str, number: int) -> None:
        if self.block:
            self.block = "" if text == f"end {self.block}" else self.block
        elif not text.strip():
            self._begin()
        elif text[0].isspace():
            self._below(text.strip(), number)
        elif text[0] not in ";#*":
            self._begin()
            self._top(text, number)

    def _begin(self, *, ignores: bool = False) -> None:
        """End what the lines before belong to."""
        self.transaction, self.ignores, self.formats = None, ignores, False

    def _below(self, text: str, number: int) -> None:
        if text[0] == ";":
            self._own_date(text, number)
            if self.transaction is not None:
                self.transaction.track(_options(text[1:]))
        elif self.transaction is not None:
            self._posting(self.transaction, text, number)
        elif self.formats and text.startswith("format "):
            self._mark(text.removeprefix("format ").partition(";")[0])
        elif not self.ignores:
            raise Refused("An indented line belongs to the line above it, and this one has none.")

    def _top(self, text: str, number: int) -> None:
        if text[0].isdigit():
            self._transaction(text, number)
            return
        if text[0] in "~=":
            self.not_run.append(Mention(Place(self.file, number), text[:100]))
            self.ignores = True
            return
        word, _, rest = text.partition(" ")
        rest, _, comment = (part.strip() for part in rest.partition(";"))
        if word == "account":
            self._account(rest, comment)
            self.ignores = True
        elif word == "commodity":
            self._mark(rest)
            self.ignores = self.formats = True
        elif word in ("P", "D"):
            self._price(rest, number) if word == "P" else self._default(rest)
        elif word == "decimal-mark" and rest in (".", ","):
            self.decimal_mark = rest
        elif word == "comment":
            self.block = "comment"
        elif word in READ_OVER:
            self.ignores = True
        else:
            advice = ": join the files first, with `hledger print`" if word in ("include", "!include") else ""
            raise Refused(f"The directive {word[:30]!r} is not read{advice}.")

    def _account(self, name: str, comment: str) -> None:
        name = texts.whole(" ".join(name.split()))
        if found := _TYPE_TAG.search(comment):
            letter = LONG_TYPES.get(found[1].lower(), found[1].upper())
            if letter not in TYPES:
                raise Refused(f"{found[1][:30]!r} is not a type of account.")
            self.types[name] = TYPES[letter]

    def _mark(self, sample: str) -> None:
        """Take the decimal mark of a commodity from the sample amount of its directive, as in `1.000,00 EUR`."""
        if mark := _last_mark(sample):
            self.marks[self._named(re.sub(r"[-+\d.,\s]", "", sample))] = mark

    def _default(self, sample: str) -> None:
        self.default_mark = _last_mark(sample)
        self.default = self._amount(sample)[1]

    def _price(self, text: str, number: int) -> None:
        day, rest = self._date(text)
        found = _PRICED.fullmatch(rest.strip())
        if found is None:
            raise Refused(f"{rest.strip()[:40]!r} is not a commodity with its price, such as EUR 1.10 USD.")
        price, currency = self._amount(found[2])
        self.directives.append(PriceOf(Place(self.file, number), day, self._commodity(found[1]), price, currency))

    def _transaction(self, text: str, number: int) -> None:
        day, rest = self._date(text)
        flag, rest = "", rest.strip()
        if rest[:1] and rest[0] in SIGNS:
            flag, rest = rest[0], rest[1:].strip()
        code = re.match(r"\(([^)]*)\)\s*", rest)
        if code:
            rest = rest[code.end() :]
        rest, _, comment = (part.strip() for part in rest.partition(";"))
        self._own_date(comment, number)
        self.transaction = Transaction(Place(self.file, number), day, flag or "*", "", texts.whole(rest))
        self.transaction.track(_options(comment))
        self.directives.append(self.transaction)

    def _posting(self, transaction: Transaction, text: str, number: int) -> None:
        if text[:1] in tuple(SIGNS):
            text = text[1:].strip()
        name, *rest = re.split(r"  +|\t+ *", text, maxsplit=1)
        amount, _, comment = (part.strip() for part in "".join(rest).partition(";"))
        self._own_date(comment, number)
        if " ;" in name:  # hledger takes it as a part of the name, and hardly anybody means that
            raise Refused("Write two spaces between an account and a comment.")
        if name.startswith("(") and name.endswith(")"):
            raise Refused("A virtual posting that need not balance cannot be booked.")
        if name.startswith("[") and name.endswith("]"):
            name = name[1:-1]
        if not name:
            raise Refused("A posting begins with an account.")
        posting = Posting(number, name := texts.whole(name))
        self.accounts.setdefault(name, Place(self.file, number))
        if amount:
            self._posted(posting, amount)
        transaction.postings.append(posting)
        transaction.track(_options(comment))

    def _posted(self, posting: Posting, text: str) -> None:
        units, sign, assertion = re.fullmatch(r"([^=]*)(={0,2}\*?)(.*)", text).groups()  # type: ignore[union-attr]
        amount, at, price = re.fullmatch(r"([^@]*)(@{0,2})(.*)", units).groups()  # type: ignore[union-attr]
        if "{" in units:
            raise Refused("Lots in braces are not read: give the cost with @.")
        if sign and not amount.strip():
            raise Refused("A balance that sets its amount is not read: write the amount, and the balance after =.")
        posting.number, posting.currency = self._amount(amount)
        if at:
            number, currency = self._amount(price)
            if number < 0:
                raise Refused("A cost is not negative: give the amount its sign instead.")
            posting.price = Price(number, currency, at == "@@")
        if sign:
            wanted, currency = self._amount(assertion.partition("@")[0])
            self.assertions[posting.line] = _Assertion(wanted, currency, "*" in sign, sign.startswith("=="))

    def _amount(self, text: str) -> tuple[Decimal, str]:
        found = _AMOUNT.fullmatch(text.strip())
        if found is None or (found[2] and found[5]):
            raise Refused(f"{text.strip()[:40]!r} is not an amount such as 1500.00 USD.")
        if found[1] and found[3] and not found[2]:
            raise Refused(f"{text.strip()[:40]!r} has two signs.")
        name = found[2] or found[5]
        currency = self._commodity(name) if name else self.default
        number = self._number(found[4], currency)
        return (-number if (found[1] + found[3]).count("-") == 1 else number), currency

    def _number(self, text: str, currency: str) -> Decimal:
        declared = self.decimal_mark or self.marks.get(currency) or self.default_mark
        points, commas = text.count("."), text.count(",")
        if points and commas:
            mark = max(".,", key=text.rfind)  # it says by itself what its marks are, whatever is declared
        elif declared:
            mark = declared
        elif points + commas > 1:
            mark = "," if points else "."
        elif re.search(r",\d{3}$", text):
            raise Refused(f"{text!r} may be thousands or decimals: put `decimal-mark .` or `decimal-mark ,` first.")
        else:
            mark = "," if commas else "."
        digits = text.replace("," if mark == "." else ".", "").replace(mark, ".")
        if digits.count(".") > 1 or len(digits) > MAX_DIGITS + 1:
            raise Refused(f"{text[:40]!r} is not a number.")
        return Decimal(digits)

    def _commodity(self, name: str) -> str:
        currency = self._named(name)
        self.currencies.setdefault(currency)
        return currency

    def _named(self, name: str) -> str:
        name = name.strip('"')
        return self.dollar if name == "$" else SYMBOLS.get(name, name)

    def _date(self, text: str) -> tuple[datetime.date, str]:
        found = _DATE.match(text)
        try:
            if found is None:
                raise ValueError(text)
            return datetime.date(int(found[1]), int(found[3]), int(found[4])), text[found.end() :]
        except ValueError:
            raise Refused(f"{text.split(' ')[0][:30]!r} is not a date with its year, such as 2026-01-31.") from None

    def _own_date(self, comment: str, number: int) -> None:
        if _OWN_DATE.search(comment):
            self.not_run.append(Mention(Place(self.file, number), f"the date of a posting, in {comment[:60]!r},"))
